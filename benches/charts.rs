//! How long a chart takes: laying it out for a slide, and writing it as SVG, as SVG with outlined letters, as PNG at
//! twice the size and as PDF. Budgets: layout and SVG 1 ms each, PNG 60 ms.
#![expect(clippy::unwrap_used, reason = "the sample charts are shared with the tests")]

#[path = "../tests/it/charts/samples/mod.rs"]
mod samples;

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use keepwise::charts::{Page, Size, fonts, outlined_svg, pdf, png};

fn charts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("charts");
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1)).sample_size(20);
    let page = Page::new(Size { width: 960.0, height: Some(540.0) });
    for (name, chart) in samples::all().into_iter().chain(samples::many()).chain(samples::crowds()) {
        let scene = page.lay_out(&chart);
        let svg = scene.to_svg();
        group.bench_function(format!("{name}/layout"), |b| b.iter(|| page.lay_out(&chart)));
        group.bench_function(format!("{name}/svg"), |b| b.iter(|| scene.to_svg()));
        group.bench_function(format!("{name}/outlined"), |b| b.iter(|| outlined_svg(&scene)));
        group.bench_function(format!("{name}/png"), |b| b.iter(|| png(&svg, 2.0)));
        group.bench_function(format!("{name}/pdf"), |b| b.iter(|| pdf(&scene)));
    }
    group.finish();

    let mut group = criterion.benchmark_group("widths");
    for (name, text) in [("latin", "Pays on time"), ("cyrillic", "Ахтиар Логистик"), ("system font", "株式会社 שלום")]
    {
        group.bench_function(name, |b| b.iter(|| fonts::text_width(text, 15.0, fonts::Weight::Regular)));
    }
    group.finish();
}

criterion_group!(benches, charts);
criterion_main!(benches);
