//! The portfolio at the reference size: 10,000 customers, 100,000 ratings, four quarters of money each.
#![expect(clippy::expect_used, reason = "a bench may stop where its set-up fails")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use keepwise::analysis::{
    EffortBy, Evidence, Figures, Gathering, GradeRules, Judged, Terms, ValueBy, all_rank_warnings, grades, judge,
    lenses, portfolio, whale_curve, what_if_let_go,
};
use keepwise::charts::compose;
use keepwise::exchange::synthetic;
use keepwise::model::{CustomerId, Finite, Money, MoneyPeriod};

fn portfolios(criterion: &mut Criterion) {
    let today = date(2026, 11, 21);
    let mut workspace = synthetic(10_000, 100_000, 7, today);
    for (place, customer) in workspace.customers.values_mut().enumerate() {
        let money = &mut Arc::make_mut(customer).profile.money;
        for period in ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"] {
            let period: MoneyPeriod = period.parse().expect("a quarter");
            let amount = |value: usize| Finite::new(value as f64).ok();
            let revenue = amount(1_000 + place * 7_919 % 20_000);
            let cost = amount(1_000 + place * 6_101 % 19_000);
            money.insert(period, Money { revenue, cost, hours: amount(10 + place * 31 % 300), ..Money::default() });
        }
    }
    let card = Arc::clone(workspace.main_scorecard().expect("the invented workspace has a scorecard"));
    let terms = Terms::of(card.current());
    let evidence = Evidence::gather(&workspace, &card, Gathering::of(&terms.policy, today));
    let judgements = judge(&evidence, &terms);
    let judged = Judged {
        workspace: &workspace,
        card: &card,
        evidence: &evidence,
        judgements: &judgements,
        terms: &terms,
        today,
    };
    let figures = Figures::of(&judged);

    criterion.bench_function("the money of all", |bench| bench.iter(|| Figures::of(black_box(&judged))));
    criterion.bench_function("whale curve", |bench| bench.iter(|| whale_curve(black_box(&judged), &figures)));
    criterion.bench_function("grades", |bench| {
        bench.iter(|| grades(black_box(&judged), &figures, GradeRules::default()));
    });
    criterion.bench_function("value against effort", |bench| {
        bench.iter(|| portfolio(black_box(&judged), &figures, ValueBy::Profit, EffortBy::Hours));
    });
    let ids = evidence.customers();
    for num in [2, 1_000, 9_000] {
        let set: BTreeSet<CustomerId> = ids.iter().copied().take(num).collect();
        criterion.bench_function(&format!("what if we let {num} go"), |bench| {
            bench.iter(|| what_if_let_go(black_box(&judged), &figures, &set));
        });
    }
    let found = portfolio(&judged, &figures, ValueBy::Profit, EffortBy::Hours).expect("figures are known");
    criterion.bench_function("the picture of value against effort", |bench| {
        bench.iter(|| compose::quadrant(black_box(&found), &workspace, &BTreeSet::new()));
    });
    let ranked = lenses(&judged, &figures);
    criterion.bench_function("ranks through all lenses", |bench| bench.iter(|| lenses(black_box(&judged), &figures)));
    criterion.bench_function("what to mind about all ranks", |bench| {
        bench.iter(|| all_rank_warnings(black_box(&judged), &figures, &ranked));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = portfolios
}
criterion_main!(benches);
