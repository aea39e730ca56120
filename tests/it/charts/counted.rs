//! What a picture leaves out it counts; and in black and white its parts are told apart by hatches.

use keepwise::charts::{Chart, Color, Dress, Item, Kind, Page, Point, Scene, Size, Theme, ThemeName, layout_dressed};

use super::samples;

const SLIDE: Size = Size { width: 960.0, height: Some(540.0) };

fn texts(scene: &Scene) -> impl Iterator<Item = &str> {
    scene.items.iter().filter_map(|item| match item {
        Item::Text { text, .. } => Some(text.as_str()),
        _ => None,
    })
}

fn bare(chart: &Chart, size: Size) -> Scene {
    layout_dressed(chart, size, Dress::Bare, &Theme::LIGHT)
}

/// How many lines a scene has, grey ones and those in colour.
fn num_lines(scene: &Scene) -> usize {
    let of = |item: &Item| match item {
        Item::Lines { lines, .. } => lines.len(),
        Item::Polyline { .. } => 1,
        _ => 0,
    };
    scene.items.iter().map(of).sum()
}

/// The number in front of these words.
fn number_before(scene: &Scene, words: &str) -> Option<usize> {
    texts(scene).find_map(|text| {
        let before = &text[..text.find(words)?];
        before.rsplit(' ').next()?.replace(',', "").parse().ok()
    })
}

#[test]
fn ranks_say_how_many_lines_are_not_drawn() {
    let chart = samples::summary::thousands_ranked();
    for size in [SLIDE, Size { width: 800.0, height: Some(600.0) }, Size::wide(680.0)] {
        let scene = bare(&chart, size);
        let hidden = number_before(&scene, " more, not drawn");
        let hidden = hidden.unwrap_or_else(|| panic!("not said at {size:?}: {:?}", texts(&scene).collect::<Vec<_>>()));
        assert_eq!(num_lines(&scene) + hidden, 3000, "everybody is drawn or counted at {size:?}");
    }
    assert!(chart.alt_text().contains("more, not drawn"), "{}", chart.alt_text());
    let all = bare(&samples::summary::crowded_lenses(), SLIDE);
    assert_eq!(num_lines(&all), 200, "all 200");
    assert!(texts(&all).all(|text| !text.contains("not drawn")), "nothing to say");
}

#[test]
fn grey_lines_are_chosen_from_the_first_rank_to_the_last() {
    let scene = bare(&samples::summary::thousands_ranked(), SLIDE);
    let lines = scene.items.iter().find_map(|item| match item {
        Item::Lines { lines, .. } => Some(lines),
        _ => None,
    });
    let starts: Vec<f32> = lines.expect("grey lines").iter().map(|points| points[0].y).collect();
    let (top, bottom) = starts.iter().fold((f32::MAX, f32::MIN), |(top, bottom), y| (top.min(*y), bottom.max(*y)));
    for part in 0..4_u8 {
        let from = top + (bottom - top) * f32::from(part) / 4.0;
        let here = starts.iter().filter(|y| from <= **y && **y < from + (bottom - top) / 4.0).count();
        assert!(here >= 25, "{here} of {} lines begin in quarter {part}", starts.len());
    }
}

#[test]
fn names_without_room_at_the_end_of_a_line_are_counted() {
    let chart = samples::portfolio::lines(40);
    let scene = bare(&chart, Size { width: 960.0, height: Some(300.0) });
    let more = texts(&scene).find_map(|text| text.strip_prefix("and ")?.strip_suffix(" more")?.parse::<usize>().ok());
    let named = scene.items.iter().filter(|item| matches!(item, Item::Text { at, .. } if at.x > 700.0)).count() - 1;
    let periods = texts(&scene).filter(|text| text.starts_with('Q')).count();
    let more = more.expect("it says how many have no name");
    assert!(more > 0 && named > 5 && periods > 0, "{more} without a name, {named} with one");
    let Kind::Trend(data) = &chart.kind else { unreachable!("a trend") };
    let shown = texts(&scene).filter(|text| data.series.iter().any(|line| text.ends_with(&line.name))).count();
    assert_eq!(shown + more, 40, "every line has its name or is counted");
}

#[test]
fn a_crowd_on_the_map_says_that_dots_are_shared() {
    let scene = bare(&samples::summary::crowded_quadrant(), SLIDE);
    assert!(texts(&scene).any(|text| text.starts_with("3,000 customers; those who would cover")), "said");
    let few = bare(&samples::summary::quadrant(), SLIDE);
    assert!(texts(&few).all(|text| !text.contains("share a dot")), "everybody has a dot");
}

/// The hatches drawn over shapes: colour and ends.
fn hatches(scene: &Scene) -> Vec<(Color, Vec<Point>)> {
    let of = |item: &Item| match item {
        Item::Lines { lines, stroke } => Some((stroke.color, lines.iter().flatten().copied().collect())),
        _ => None,
    };
    scene.items.iter().filter_map(of).collect()
}

#[test]
fn in_print_shapes_are_hatched_and_in_colour_they_are_not() {
    for (name, chart, least) in
        [("whale curve", samples::summary::whale_curve(), 1), ("moves", samples::summary::moves(), 2)]
    {
        let print = Page { theme: ThemeName::Print, ..Page::new(SLIDE) }.lay_out(&chart);
        let found = hatches(&print);
        assert!(found.len() >= least, "{name}: {} hatches", found.len());
        let known: Vec<Color> = Theme::PRINT.patterns.iter().map(|pattern| pattern.lines).collect();
        assert!(found.iter().all(|(color, _)| known.contains(color)), "{name}: hatches of the house only");
        for theme in [ThemeName::Light, ThemeName::Dark] {
            assert!(hatches(&Page { theme, ..Page::new(SLIDE) }.lay_out(&chart)).is_empty(), "{name} {theme:?}");
        }
    }
}

#[test]
fn the_fall_of_the_whale_curve_is_hatched_where_it_falls() {
    let chart = samples::summary::whale_curve();
    let scene = Page { theme: ThemeName::Print, ..Page::new(SLIDE) }.lay_out(&chart);
    let (_, ends) = hatches(&scene).remove(0);
    let curve = scene.items.iter().find_map(|item| match item {
        Item::Polyline { points, .. } => Some(points),
        _ => None,
    });
    let curve = curve.expect("the curve");
    let peak = curve.iter().min_by(|a, b| a.y.total_cmp(&b.y)).expect("a peak");
    assert!(ends.iter().all(|end| end.x >= peak.x - 0.5), "not under the rise");
    assert!(ends.iter().all(|end| end.y >= peak.y - 0.5), "not over the curve");
    let last = curve.last().expect("an end").x;
    assert!(ends.iter().any(|end| end.x > last - 12.0), "up to the end");
}

#[test]
fn every_kind_has_room_on_a_projector() {
    // What is left for a chart in a window of 1024×768 with everything half as large again.
    let size = Size { width: 480.0, height: Some(170.0) };
    for (name, chart) in samples::all() {
        let scene = bare(&chart, size);
        assert!(texts(&scene).all(|text| !text.starts_with("Too little room")), "{name}");
        assert!(scene.height <= 171.0, "{name} is {} px high", scene.height);
    }
}
