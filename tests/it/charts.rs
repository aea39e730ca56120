//! Tests of charts: every kind as text, and what must hold whatever the data.

mod counted;
mod data;
mod hostile;
mod page;
pub(crate) mod samples;
mod summary;
mod svg;

use keepwise::charts::{
    Chart, Dress, Item, Kind, Mark, Neutral, Point, Rect, Scene, Size, Theme, layout, layout_dressed, png,
};
use proptest::prelude::*;

use self::hostile::Ingredients;

/// What must hold for every scene; the message says what does not.
fn broken(scene: &Scene) -> Vec<String> {
    let page = Rect::new(0.0, 0.0, scene.width, scene.height);
    let inside = |rect: &Rect| {
        rect.x >= -0.5 && rect.y >= -0.5 && rect.right() <= page.width + 0.5 && rect.bottom() <= page.height + 0.5
    };
    let mut faults = Vec::new();
    let texts: Vec<(Rect, &str)> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text { text, .. } => item.text_box().map(|rect| (rect, text.as_str())),
            _ => None,
        })
        .collect();
    for (at, (rect, text)) in texts.iter().enumerate() {
        if !inside(rect) {
            faults.push(format!("{text:?} at {rect} leaves the page {page}"));
        }
        for (other, other_text) in &texts[at + 1..] {
            if rect.overlaps(other, 1.0) {
                faults.push(format!("{text:?} at {rect} over {other_text:?} at {other}"));
            }
        }
    }
    for mark in &scene.marks {
        if !inside(&mark.rect) || mark.tip.is_empty() {
            faults.push(format!("mark {mark:?} leaves the page or says nothing"));
        }
    }
    for item in &scene.items {
        let (points, sides) = shape(item);
        let is_out = points.iter().any(|point| !inside(&Rect::new(point.x, point.y, 0.0, 0.0)));
        if is_out || sides.iter().any(|side| !side.is_finite() || *side < 0.0) {
            faults.push(format!("{item} leaves the page"));
        }
        if has_no_length(item) {
            faults.push(format!("{item} has an edge but no length"));
        }
    }
    faults
}

/// Whether a stroke goes from a point to itself, or around a rectangle that is none: renderers stumble over it.
fn has_no_length(item: &Item) -> bool {
    match item {
        Item::Line { from, to, .. } => from == to,
        Item::Polyline { points, .. } => points.iter().all(|point| *point == points[0]),
        Item::Lines { lines, .. } => {
            lines.is_empty() || lines.iter().any(|points| points.iter().all(|point| *point == points[0]))
        }
        Item::Rect { rect, stroke: Some(_), .. } => rect.width <= 0.0 || rect.height <= 0.0,
        _ => false,
    }
}

/// The corners of a shape, and its lengths.
fn shape(item: &Item) -> (Vec<Point>, Vec<f32>) {
    let corners = |rect: &Rect| vec![Point::new(rect.x, rect.y), Point::new(rect.right(), rect.bottom())];
    match item {
        Item::Rect { rect, .. } | Item::Hatch { rect, .. } => (corners(rect), vec![rect.width, rect.height]),
        Item::Line { from, to, .. } => (vec![*from, *to], Vec::new()),
        Item::Polyline { points, .. } | Item::Polygon { points, .. } => (points.clone(), Vec::new()),
        Item::Lines { lines, .. } => (lines.iter().flatten().copied().collect(), Vec::new()),
        Item::Dots { centers, radius, .. } => {
            (centers.iter().flat_map(|center| corners(&Rect::around(*center, *radius))).collect(), vec![*radius])
        }
        Item::Circle { center, radius, .. } => (corners(&Rect::around(*center, *radius)), vec![*radius]),
        Item::Text { at, size, .. } => (vec![*at], vec![*size]),
    }
}

fn check(name: &str, chart: &Chart) {
    for (width, height) in [(320.0, None), (680.0, None), (1100.0, Some(420.0)), (10.0, Some(0.0))] {
        for dress in [Dress::Full, Dress::Bare] {
            let scene = layout_dressed(chart, Size { width, height }, dress, &Theme::LIGHT);
            let faults = broken(&scene);
            assert!(faults.is_empty(), "{name} at {width}×{height:?} {dress:?}:\n{}", faults.join("\n"));
        }
    }
}

#[test]
fn each_kind_looks_as_agreed() {
    for (name, chart) in samples::all() {
        let scene = layout(&chart, Size::wide(680.0), &Theme::LIGHT);
        insta::assert_snapshot!(name, scene.to_string());
    }
}

#[test]
fn samples_keep_to_the_page() {
    for (name, chart) in samples::all().into_iter().chain(samples::crowds()) {
        check(name, &chart);
    }
}

#[test]
fn hostile_cases_keep_to_the_page() {
    for (name, chart) in hostile::all() {
        check(&name, &chart);
    }
}

#[test]
fn hostile_cases_become_pictures() {
    for (name, chart) in hostile::all() {
        let svg = layout(&chart, Size::wide(480.0), &Theme::DARK).to_svg();
        let picture = png(&svg, 0.25);
        assert!(picture.is_ok(), "{name}: {picture:?}");
    }
}

pub(crate) fn ingredients() -> impl Strategy<Value = Ingredients> {
    use keepwise::charts::Ruler;
    let name = prop_oneof!["[a-z ]{0,12}", "\\PC{0,30}", "[A-Z][a-z]{1,12}( [a-z]{1,14}){0,9}"];
    let number = prop_oneof![3 => (0..11_i32).prop_map(f64::from), 1 => any::<f64>(), 1 => -100.0..100.0_f64];
    let ruler = prop_oneof![
        3 => Just(samples::FIVE),
        1 => Just(Ruler::Score),
        1 => (0..2_u8).prop_map(|best| Ruler::YesNo { best }),
        1 => (-100..100_i32, -100..100_i32).prop_map(|(worst, best)| Ruler::Points { worst, best }),
        1 => (any::<f64>(), any::<f64>(), "[a-z€]{0,12}")
            .prop_map(|(worst, best, unit)| Ruler::Measure { worst, best, unit }),
    ];
    (
        prop::collection::vec(name, 0..14),
        prop_oneof![ruler.clone().prop_map(|ruler| vec![ruler]), prop::collection::vec(ruler, 1..6)],
        prop::collection::vec(prop::option::weighted(0.8, number), 1..20),
        prop::collection::vec(prop_oneof![0..12_u32, any::<u32>()], 1..9),
        0..7_usize,
    )
        .prop_map(|(names, rulers, values, counts, groups)| Ingredients { names, rulers, values, counts, groups })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_keeps_to_the_page(made in ingredients(), width in 200.0..1400.0_f32, tall in prop::option::of(0.0..900.0_f32)) {
        for chart in made.charts() {
            let scene = layout(&chart, Size { width, height: tall }, &Theme::LIGHT);
            let faults = broken(&scene);
            prop_assert!(faults.is_empty(), "{}\n{:?}", faults.join("\n"), chart);
            if let Some(tall) = tall.filter(|tall| *tall >= page::LEAST_HEIGHT) {
                // Whole px, and a hundredth of one is none: it may come from adding up.
                let whole = |length: f32| (length - 0.01).ceil();
                let asked = (whole(width.max(320.0)), whole(tall));
                prop_assert_eq!((scene.width, scene.height), asked, "{:?}", chart);
            }
            let again = layout(&chart, Size { width, height: tall }, &Theme::LIGHT);
            prop_assert_eq!(scene.to_svg(), again.to_svg());
        }
    }

    #[test]
    fn bars_are_as_long_as_their_values(values in prop::collection::vec(1.0..5.0_f64, 1..12), width in 320.0..1200.0_f32) {
        let Kind::CriterionBars(mut data) = samples::bars().kind else { unreachable!("bars") };
        let row = data.rows[0].clone();
        data.rows = values.iter().map(|value| {
            let mut row = row.clone();
            row.bars[0].mean = Some(*value);
            row
        }).collect();
        let scene = layout(&Chart::new("", Kind::CriterionBars(data)), Size::wide(width), &Theme::LIGHT);
        let bars = filled(&scene, &[Theme::LIGHT.accent]);
        prop_assert_eq!(bars.len(), values.len());
        proportional(&bars, values.iter().map(|value| value - 1.0))?;
    }

    #[test]
    fn contributions_are_as_long_as_their_points(values in prop::collection::vec(-40.0..40.0_f64, 1..12)) {
        let Kind::Contributions(mut data) = samples::contributions().kind else { unreachable!("contributions") };
        let row = data.rows[0].clone();
        data.rows = values.iter().map(|value| {
            let mut row = row.clone();
            row.points = Some(*value);
            row
        }).collect();
        let scene = layout(&Chart::new("", Kind::Contributions(data)), Size::wide(680.0), &Theme::LIGHT);
        let bars = filled(&scene, &[Theme::LIGHT.let_go.mark.fill, Theme::LIGHT.keep.mark.fill]);
        prop_assert_eq!(bars.len(), values.len());
        proportional(&bars, values.iter().map(|value| value.abs()))?;
    }

    #[test]
    fn stacked_answers_fill_the_whole_width(counts in prop::collection::vec(0..30_u32, 5)) {
        prop_assume!(counts.iter().sum::<u32>() > 0);
        let Kind::Distribution(mut data) = samples::distribution(Neutral::Stacked).kind else { unreachable!("answers") };
        data.rows.truncate(1);
        data.rows[0].counts.clone_from(&counts);
        let scene = layout_dressed(
            &Chart::new("", Kind::Distribution(data)), Size::wide(680.0), Dress::Bare, &Theme::LIGHT,
        );
        let fills = Theme::LIGHT.steps.map(|tone| tone.fill);
        // Legend boxes are 13 px high, bars 22.
        let bars: Vec<Rect> = filled(&scene, &fills).into_iter().filter(|rect| rect.height > 20.0).collect();
        proportional(&bars, counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count)))?;
        let ends = bars.first().zip(bars.last()).map(|(first, last)| last.right() - first.x);
        let sum: f32 = bars.iter().map(|bar| bar.width).sum();
        prop_assert!(ends.is_some_and(|length| (length - sum).abs() < 0.1), "no gaps: {:?}", bars);
    }
}

/// The rectangles with one of these fills, in painting order.
fn filled(scene: &Scene, fills: &[keepwise::charts::Color]) -> Vec<Rect> {
    let rect = |item: &Item| match item {
        Item::Rect { rect, fill: Some(fill), .. } if fills.contains(fill) => Some(*rect),
        _ => None,
    };
    scene.items.iter().filter_map(rect).collect()
}

/// Every bar has the same number of px per unit.
fn proportional(bars: &[Rect], values: impl Iterator<Item = f64>) -> Result<(), TestCaseError> {
    let values: Vec<f64> = values.collect();
    let longest = values.iter().copied().fold(0.0, f64::max);
    let px = bars.iter().map(|bar| bar.width).fold(0.0, f32::max);
    for (bar, value) in bars.iter().zip(values) {
        let expected = f64::from(px) * value / longest.max(1e-9);
        prop_assert!((f64::from(bar.width) - expected).abs() < 0.1, "{bar} for {value}, expected {expected:.2} px");
    }
    Ok(())
}

#[test]
fn what_is_measured_is_what_is_drawn() {
    // A text right-aligned at the page's edge by our own measuring ends where the rasteriser ends it.
    let words = "AVA Taste Wörter, 47 % of 1,234 – “Yes” To. fi ffl";
    for weight in ["400", "500", "700"] {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><text x="0" y="45" font-family="Roboto" font-size="30" font-weight="{weight}">{words}|</text></svg>"#
        );
        let picture = png(&svg, 1.0).expect("a picture");
        let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("pixels");
        let inked = |x: &usize| (0..60).any(|y| pixels[(y * 900 + x) * 4 + 3] > 100);
        let last = (0..900).rev().find(inked).expect("ink");
        let weight = match weight {
            "400" => keepwise::charts::fonts::Weight::Regular,
            "500" => keepwise::charts::fonts::Weight::Medium,
            _ => keepwise::charts::fonts::Weight::Bold,
        };
        // The bar ends within its advance: between the two widths.
        let (before, after) = (
            keepwise::charts::fonts::text_width(words, 30.0, weight),
            keepwise::charts::fonts::text_width(&format!("{words}|"), 30.0, weight),
        );
        let last = last as f32;
        assert!(before < last && last < after, "{weight:?}: ink ends at {last}, measured {before}–{after}");
    }
}

#[test]
fn a_picture_has_the_size_and_resolution_asked_for() {
    let scene = layout(&samples::trend(), Size { width: 640.0, height: Some(360.0) }, &Theme::LIGHT);
    assert_eq!((scene.width, scene.height), (640.0, 360.0));
    let picture = png(&scene.to_svg(), 2.0).expect("a picture");
    let reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a PNG");
    let info = reader.info();
    assert_eq!((info.width, info.height), (1280, 720));
    // 192 dots per inch are 7559 per metre.
    assert_eq!(info.pixel_dims.map(|dims| dims.xppu), Some(7559));
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    for (name, chart) in samples::all() {
        let stored = serde_json::to_string(&chart).expect("charts can be stored");
        let back: Chart = serde_json::from_str(&stored).expect("and read again");
        let svg = |chart: &Chart| layout(chart, Size::wide(680.0), &Theme::LIGHT).to_svg();
        assert_eq!(svg(&chart), svg(&back), "{name}");
        assert_eq!(png(&svg(&chart), 1.0).expect("a picture"), png(&svg(&back), 1.0).expect("a picture"), "{name}");
    }
}

#[test]
fn an_svg_says_in_words_what_it_shows() {
    let mut chart = samples::dumbbell();
    chart.title = "A <b>& \"c\"".to_owned();
    let svg = layout(&chart, Size::wide(680.0), &Theme::LIGHT).to_svg();
    assert!(svg.contains(r#"role="img""#), "{svg}");
    assert!(svg.contains("<title>A &lt;b&gt;&amp; &quot;c&quot;</title>"), "{svg}");
    let said = "<desc>Dots on a line for 5 criteria, management beside team. \
                Highest: Pays on time 3.9. Lowest: Respects the team 2.0.</desc>";
    assert!(svg.contains(said), "{svg}");
    assert!(!svg.contains('\u{202e}') && svg.contains(">Pays on time</text>"), "text stays text");
}

#[test]
fn every_mark_leads_back_to_its_data() {
    let scene = layout(&samples::heatmap(), Size::wide(680.0), &Theme::LIGHT);
    let cell = scene.marks.iter().find(|mark| mark.id == "marlow interiors" && mark.part == "criterion-1");
    let Some(Mark { rect, tip, .. }) = cell else { panic!("no mark for Marlow's respect") };
    assert_eq!(tip, "Marlow Interiors\nRespects the team: 1.9 · n = 8");
    let middle = Point::new(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    assert_eq!(scene.mark_at(middle).map(|mark| mark.part.as_str()), Some("criterion-1"), "cells lie above rows");
    let unrated = scene.marks.iter().find(|mark| mark.id == "north pier events" && mark.part == "criterion-1");
    assert_eq!(unrated.map(|mark| mark.tip.as_str()), Some("North Pier Events\nRespects the team: not rated"));
}

#[test]
fn names_that_do_not_fit_are_whole_in_the_tip() {
    let name = "Answers our questions within a working day and keeps to what was agreed in writing, always";
    let Kind::Dumbbell(mut data) = samples::dumbbell().kind else { unreachable!("a dumbbell") };
    data.rows[0].name = name.to_owned();
    let scene = layout(&Chart::new("", Kind::Dumbbell(data)), Size::wide(680.0), &Theme::LIGHT);
    let cut = scene.items.iter().any(|item| matches!(item, Item::Text { text, .. } if text.ends_with('…')));
    assert!(cut, "the name is cut on the page");
    assert!(scene.marks.iter().any(|mark| mark.tip.starts_with(name)), "and whole in the tip");
}

#[test]
fn a_bare_chart_has_no_ground_and_no_title() {
    let scene = layout_dressed(&samples::dumbbell(), Size::wide(680.0), Dress::Bare, &Theme::DARK);
    assert_eq!(scene.background, None);
    assert_eq!(scene.title, "Management likes them, the team does not");
    let shown = |words: &str| scene.items.iter().any(|item| matches!(item, Item::Text { text, .. } if text == words));
    assert!(!shown(&scene.title) && shown("Pays on time"), "only the chart");
}
