//! How far people agree, at the reference size: 10,000 customers, 100,000 ratings, 700,000 answers.
#![expect(clippy::expect_used, reason = "a bench may stop where its set-up fails")]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use keepwise::analysis::{Gathering, Terms, Window, agreement, agreement_intervals};
use keepwise::exchange::synthetic;
use keepwise::model::Period;

fn agreements(criterion: &mut Criterion) {
    let today = date(2026, 11, 21);
    let workspace = synthetic(10_000, 100_000, 7, today);
    let card = Arc::clone(workspace.main_scorecard().expect("the invented workspace has a scorecard"));
    let gathering = Gathering::plain(Window::of(Period::All, today));
    let terms = Terms::of(card.current());
    criterion.bench_function("how far people agree on a scorecard", |bench| {
        bench.iter(|| agreement(black_box(&workspace), &card, &terms, gathering));
    });
    criterion.bench_function("how sure that agreement is", |bench| {
        bench.iter(|| agreement_intervals(black_box(&workspace), &card, &terms, gathering));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = agreements
}
criterion_main!(benches);
