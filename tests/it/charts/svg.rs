//! Read back from the SVG: what is drawn is as long as its number says.

use keepwise::charts::{
    Chart, Color, Dress, Kind, Size, Spread, StripDot, Theme, VerdictCounts, VerdictHistory, VerdictQuarter,
    layout_dressed,
};
use keepwise::model::Verdict;
use proptest::prelude::*;

use super::samples::{self, portfolio, summary};

/// The chart alone, as an SVG file.
fn svg(kind: Kind, size: Size) -> String {
    layout_dressed(&Chart::new("", kind), size, Dress::Bare, &Theme::LIGHT).to_svg()
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let start = line.find(&format!(" {name}=\""))? + name.len() + 3;
    line[start..].split('"').next()
}

fn number(line: &str, name: &str) -> f64 {
    attribute(line, name).and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no {name} in {line}"))
}

/// x, y, width and height of the rectangles with one of these fills.
fn rects(svg: &str, fills: &[Color]) -> Vec<[f64; 4]> {
    let is_meant =
        |line: &&str| attribute(line, "fill").is_some_and(|fill| fills.iter().any(|color| color.to_string() == fill));
    let lines = svg.lines().filter(|line| line.starts_with("<rect ") && line.contains(" x=\"")).filter(is_meant);
    lines.map(|line| ["x", "y", "width", "height"].map(|name| number(line, name))).collect()
}

/// x1, y1, x2 and y2 of the lines with this colour.
fn lines(svg: &str, color: Color) -> Vec<[f64; 4]> {
    let is_meant = |line: &&str| attribute(line, "stroke").is_some_and(|stroke| stroke == color.to_string());
    let lines = svg.lines().filter(|line| line.starts_with("<line ")).filter(is_meant);
    lines.map(|line| ["x1", "y1", "x2", "y2"].map(|name| number(line, name))).collect()
}

/// Whether lengths are to each other as their numbers are; SVG has two decimals.
fn proportional(lengths: &[f64], numbers: &[f64]) -> Result<(), TestCaseError> {
    prop_assert_eq!(lengths.len(), numbers.len(), "{:?} for {:?}", lengths, numbers);
    let longest = lengths.iter().copied().fold(0.0, f64::max);
    let most = numbers.iter().copied().fold(0.0, f64::max);
    for (length, number) in lengths.iter().zip(numbers) {
        let expected = longest * number / most.max(1e-9);
        prop_assert!((length - expected).abs() < 0.06, "{} px for {}, expected {}", length, number, expected);
    }
    Ok(())
}

fn widths(rects: &[[f64; 4]]) -> Vec<f64> {
    rects.iter().map(|rect| rect[2]).collect()
}

fn heights(rects: &[[f64; 4]]) -> Vec<f64> {
    rects.iter().map(|rect| rect[3]).collect()
}

/// With a height or without.
fn size() -> impl Strategy<Value = Size> {
    (400.0..1200.0_f32, prop::option::of(300.0..800.0_f32)).prop_map(|(width, height)| Size { width, height })
}

fn verdict_fills() -> [Color; 4] {
    Verdict::ALL.map(|verdict| Theme::LIGHT.verdict(verdict).mark.fill)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bars_are_as_long_as_their_means(values in prop::collection::vec(1.0..5.0_f64, 1..10), size in size()) {
        let Kind::CriterionBars(mut data) = samples::bars().kind else { unreachable!("bars") };
        let row = data.rows[0].clone();
        data.rows = values.iter().map(|value| {
            let mut row = row.clone();
            row.bars[0].mean = Some(*value);
            row
        }).collect();
        let bars = rects(&svg(Kind::CriterionBars(data), size), &[Theme::LIGHT.accent]);
        proportional(&widths(&bars), &values.iter().map(|value| value - 1.0).collect::<Vec<_>>())?;
    }

    #[test]
    fn intervals_end_where_they_say_and_never_beyond_the_scale(
        ends in prop::collection::vec((-2.0..4.0_f64, 0.0..6.0_f64), 1..6), size in size(),
    ) {
        let Kind::CriterionBars(mut data) = portfolio::interval_bars().kind else { unreachable!("bars") };
        let row = data.rows[0].clone();
        data.rows = ends.iter().map(|(low, length)| {
            let mut row = row.clone();
            row.bars[0].mean = Some(5.0);
            row.bars[0].spread = Spread::Interval { low: *low, high: low + length };
            row
        }).collect();
        let svg = svg(Kind::CriterionBars(data), size);
        let bar = rects(&svg, &[Theme::LIGHT.accent])[0];
        let place = |value: f64| bar[0] + bar[2] * (value.clamp(1.0, 5.0) - 1.0) / 4.0;
        // The legend has one too.
        let whiskers: Vec<[f64; 4]> =
            lines(&svg, Theme::LIGHT.ink).into_iter().filter(|line| (line[1] - line[3]).abs() < 0.01 && line[1] > 30.0).collect();
        // An interval that ends where it begins has its caps, and no line between them.
        let long: Vec<(f64, f64)> =
            ends.iter().copied().filter(|(low, length)| place(low + length) - place(*low) > 0.005).collect();
        prop_assert_eq!(whiskers.len(), long.len());
        for (whisker, (low, length)) in whiskers.iter().zip(&long) {
            prop_assert!((whisker[0] - place(*low)).abs() < 0.06 && (whisker[2] - place(low + length)).abs() < 0.06, "{:?}", whisker);
            prop_assert!(whisker[0] >= bar[0] - 0.06 && whisker[2] <= bar[0] + bar[2] + 0.06, "beyond the scale: {:?}", whisker);
        }
    }

    #[test]
    fn points_are_as_long_as_they_count(values in prop::collection::vec(-40.0..40.0_f64, 1..10), size in size()) {
        let Kind::Contributions(mut data) = samples::contributions().kind else { unreachable!("contributions") };
        let row = data.rows[0].clone();
        data.rows = values.iter().map(|value| {
            let mut row = row.clone();
            row.points = Some(*value);
            row
        }).collect();
        let fills = [Theme::LIGHT.let_go.mark.fill, Theme::LIGHT.keep.mark.fill];
        let bars = rects(&svg(Kind::Contributions(data), size), &fills);
        proportional(&widths(&bars), &values.iter().map(|value| value.abs()).collect::<Vec<_>>())?;
    }

    #[test]
    fn columns_of_scores_are_as_high_as_their_counts(values in prop::collection::vec(0.0..100.0_f64, 1..80), size in size()) {
        let Kind::Scores(mut data) = portfolio::scores().kind else { unreachable!("scores") };
        let customer = data.customers[0].clone();
        data.customers = values.iter().map(|value| {
            let mut customer = customer.clone();
            customer.score = Some(*value);
            customer.verdict = Some(Verdict::Keep);
            customer
        }).collect();
        // The bands of the sample make columns of five points.
        let mut counts = vec![0.0; 20];
        for value in &values {
            counts[(0..20_usize).rev().find(|at| *value >= *at as f64 * 5.0 - 1e-9).unwrap()] += 1.0;
        }
        counts.retain(|count| *count > 0.0);
        let bars = rects(&svg(Kind::Scores(data), size), &[Theme::LIGHT.keep.mark.fill]);
        proportional(&heights(&bars), &counts)?;
    }

    #[test]
    fn columns_of_verdicts_are_as_high_as_their_counts(
        counts in prop::collection::vec(prop::array::uniform4(0..60_u32), 1..9), size in size(),
    ) {
        let quarter = |[let_go, hard_look, keep, not_enough]: &[u32; 4]| VerdictQuarter {
            label: "Q4 26".to_owned(),
            counts: Some(VerdictCounts { keep: *keep, hard_look: *hard_look, let_go: *let_go, not_enough: *not_enough }),
        };
        let kind = Kind::VerdictHistory(VerdictHistory { quarters: counts.iter().map(quarter).collect(), changes: Vec::new() });
        let drawn = rects(&svg(kind, size), &verdict_fills());
        let expected: Vec<f64> = counts.iter().flatten().filter(|count| **count > 0).map(|count| f64::from(*count)).collect();
        proportional(&heights(&drawn), &expected)?;
    }

    #[test]
    fn the_box_is_the_middle_half_and_whiskers_end_at_answers(
        answers in prop::collection::vec(10..51_i32, 1..14), size in size(),
    ) {
        let Kind::RaterStrip(mut data) = summary::rater_strip().kind else { unreachable!("a strip") };
        data.groups.truncate(1);
        data.rows.truncate(1);
        let values: Vec<f64> = answers.iter().map(|answer| f64::from(*answer) / 10.0).collect();
        data.rows[0].dots = values.iter().enumerate().map(|(at, value)| StripDot {
            id: at.to_string(), name: format!("Person {at}"), group: 0, value: *value,
        }).collect();
        data.rows[0].means = vec![None];
        let svg = svg(Kind::RaterStrip(data), size);
        // The legend's box is the first where there is one.
        let boxes: Vec<[f64; 4]> = rects(&svg, &[Theme::LIGHT.not_enough.pill.fill]).into_iter().filter(|rect| rect[1] > 25.0).collect();
        if values.len() < 5 {
            prop_assert!(boxes.is_empty(), "only dots below five");
            return Ok(());
        }
        let mut sorted = values;
        sorted.sort_by(f64::total_cmp);
        let quartile = |share: f64| {
            let at = share * (sorted.len() - 1) as f64;
            let place = (0..sorted.len()).rev().find(|place| *place as f64 <= at).unwrap_or(0);
            let (below, above) = (sorted[place], sorted[(place + 1).min(sorted.len() - 1)]);
            below + (above - below) * (at - place as f64)
        };
        // The lane reaches over the whole scale.
        let lane = lines(&svg, Theme::LIGHT.hairline).into_iter().find(|line| (line[1] - line[3]).abs() < 0.01).unwrap();
        let place = |value: f64| lane[0] + (lane[2] - lane[0]) * (value - 1.0) / 4.0;
        let [x, _, width, _] = boxes[0];
        prop_assert!((x + 1.0 - place(quartile(0.25))).abs() < 0.06 && (x + width - 1.0 - place(quartile(0.75))).abs() < 0.06);
        let whiskers = lines(&svg, Theme::LIGHT.axis);
        let ends: Vec<f64> = whiskers.iter().filter(|line| (line[1] - line[3]).abs() < 0.01).map(|line| line[0]).collect();
        // A whisker that ends where the box does is none.
        let expected: Vec<f64> = [(sorted[0], quartile(0.25)), (sorted[sorted.len() - 1], quartile(0.75))]
            .into_iter()
            .filter(|(end, quartile)| (place(*end) - place(*quartile)).abs() > 0.005)
            .map(|(end, _)| place(end))
            .collect();
        prop_assert_eq!(ends.len(), expected.len(), "{:?} for {:?}", ends, expected);
        for (end, expected) in ends.iter().zip(&expected) {
            prop_assert!((end - expected).abs() < 0.06, "{:?} instead of {:?}", end, expected);
        }
    }

    #[test]
    fn reaches_are_as_wide_as_the_scores_they_span(ends in prop::collection::vec((0.0..47.0_f64, 47.0..100.0_f64), 1..8), size in size()) {
        let Kind::Tornado(mut data) = summary::plain_tornado().kind else { unreachable!("a tornado") };
        let row = data.rows[0].clone();
        data.rows = ends.iter().map(|(low, high)| {
            let mut row = row.clone();
            row.reach = Some(keepwise::charts::Reach { low: *low, high: *high, low_verdict: None, high_verdict: None });
            row
        }).collect();
        let svg = svg(Kind::Tornado(data), size);
        let halves = |step: usize| -> Vec<f64> {
            let bars = rects(&svg, &[Theme::LIGHT.steps[step].fill]);
            // The legend's box is 13 px wide and high.
            bars.iter().filter(|rect| (rect[3] - 13.0).abs() > 0.01 || (rect[2] - 13.0).abs() > 0.01).map(|rect| rect[2]).collect()
        };
        let mut sorted = ends.clone();
        sorted.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
        let drawn: Vec<f64> = halves(1).into_iter().zip(halves(3)).map(|(low, high)| low + high).collect();
        proportional(&drawn, &sorted.iter().map(|(low, high)| high - low).collect::<Vec<_>>())?;
    }
}
