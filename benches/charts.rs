//! How long a chart takes: laying it out, writing it as SVG, drawing it as PNG at twice the size.
#![expect(clippy::unwrap_used, reason = "the sample charts are shared with the tests")]

#[path = "../tests/it/charts/samples/mod.rs"]
mod samples;

use criterion::{Criterion, criterion_group, criterion_main};
use keepwise::charts::{Size, Theme, layout, png};

fn charts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("charts");
    for (name, chart) in samples::all().into_iter().chain(samples::crowds()) {
        let scene = layout(&chart, Size::wide(680.0), &Theme::LIGHT);
        let svg = scene.to_svg();
        group.bench_function(format!("{name}/layout"), |b| {
            b.iter(|| layout(&chart, Size::wide(680.0), &Theme::LIGHT));
        });
        group.bench_function(format!("{name}/svg"), |b| b.iter(|| scene.to_svg()));
        group.sample_size(20);
        group.bench_function(format!("{name}/png"), |b| b.iter(|| png(&svg, 2.0)));
        group.sample_size(100);
    }
    group.finish();
}

criterion_group!(benches, charts);
criterion_main!(benches);
