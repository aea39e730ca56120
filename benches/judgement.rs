//! Evidence and judgement at the reference size: 10,000 customers, 100,000 ratings, 700,000 answers.
#![expect(clippy::expect_used, reason = "a bench may stop where its set-up fails")]

use std::hint::black_box;
use std::num::NonZeroU16;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use keepwise::analysis::{
    Certainties, Evidence, Gathering, PeopleTotals, Terms, Window, fragilities, judge, moves, smallest_answer_change,
    two_way, worst_first,
};
use keepwise::app::Judged;
use keepwise::exchange::synthetic;
use keepwise::model::{Combine, Edit, Period, RecordKey, SeverityRule, Status};

fn judgement(criterion: &mut Criterion) {
    let today = date(2026, 11, 21);
    let mut workspace = synthetic(10_000, 100_000, 7, today);
    let card = std::sync::Arc::clone(workspace.main_scorecard().expect("the invented workspace has a scorecard"));
    let plain = Gathering::plain(Window::of(Period::All, today));
    let terms = Terms::of(card.current());
    let mut evidence = Evidence::gather(&workspace, &card, plain);
    let judgements = judge(&evidence, &terms);
    let mut other = terms.clone();
    other.weights[0] *= 2.0;
    let after = judge(&evidence, &other);

    criterion.bench_function("gather the evidence of all", |bench| {
        bench.iter(|| Evidence::gather(black_box(&workspace), &card, plain));
    });
    let ways = [
        ("trimmed mean", Gathering { combine: Combine::TrimmedMean, ..plain }),
        ("median", Gathering { combine: Combine::Median, ..plain }),
        ("a half-life", Gathering { half_life_months: NonZeroU16::new(12), ..plain }),
        ("everybody's newest", Gathering { latest_only: true, ..plain }),
        ("severity evened out", Gathering { severity: SeverityRule::Adjusted, ..plain }),
    ];
    for (name, gathering) in ways {
        criterion.bench_function(&format!("gather the evidence of all, {name}"), |bench| {
            bench.iter(|| Evidence::gather(black_box(&workspace), &card, gathering));
        });
    }
    let totals = PeopleTotals::gather(&workspace, &card, plain, &terms);
    criterion.bench_function("severity of everybody", |bench| {
        bench.iter(|| two_way(totals.customers.len(), totals.people.len(), black_box(&totals.totals)));
    });
    criterion.bench_function("how sure all scores are", |bench| {
        bench.iter(|| Certainties::of(black_box(&totals), &judgements, SeverityRule::AsGiven));
    });
    let id = evidence.customers()[5_000];
    criterion.bench_function("gather the evidence of one changed customer", |bench| {
        bench.iter(|| evidence.regather(black_box(&workspace), &card, id));
    });
    criterion.bench_function("judge all after a slider move", |bench| {
        bench.iter(|| judge(black_box(&evidence), &terms));
    });
    criterion.bench_function("exact weight share and smallest flips of all", |bench| {
        bench.iter(|| fragilities(black_box(&evidence), &terms));
    });
    criterion.bench_function("smallest change of a single answer, one customer", |bench| {
        bench.iter(|| smallest_answer_change(black_box(&workspace), &card, &evidence, 5_000, &terms));
    });
    criterion.bench_function("who moves", |bench| bench.iter(|| moves(black_box(&judgements), &after)));
    criterion.bench_function("sort worst first", |bench| {
        bench.iter(|| worst_first(black_box(&evidence), &judgements, &workspace));
    });

    let mut judged = Judged::new(&workspace, &card, today);
    let mut profile = workspace.customers[&id].profile.clone();
    criterion.bench_function("edit one customer and judge again", |bench| {
        bench.iter(|| {
            profile.status = if profile.status == Status::Active { Status::OnNotice } else { Status::Active };
            let change = Edit::SetProfile(id, Box::new(profile.clone())).apply(&mut workspace).expect("it fits");
            assert_eq!(change.records[0].key, RecordKey::Customer(id), "one record");
            judged.update(&workspace, &[id], today);
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = judgement
}
criterion_main!(benches);
