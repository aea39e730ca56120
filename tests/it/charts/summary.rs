//! What must hold for the charts of the let-go summary, beyond keeping to the page.

use keepwise::charts::{
    Chart, Dress, Item, Kind, Point, Rect, Scene, Size, Theme, WhaleCurve, WhaleCustomer, layout, layout_dressed,
};
use keepwise::model::Verdict;
use proptest::prelude::*;

use super::{filled, samples::summary};

fn bare(kind: Kind) -> Scene {
    layout_dressed(&Chart::new("", kind), Size::wide(680.0), Dress::Bare, &Theme::LIGHT)
}

fn texts(scene: &Scene) -> Vec<(Point, &str)> {
    let mut found = Vec::new();
    for item in &scene.items {
        if let Item::Text { at, text, .. } = item {
            found.push((*at, text.as_str()));
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_waterfall_adds_up(points in prop::collection::vec(1.0..9.0_f64, 1..10), signs in prop::collection::vec(any::<bool>(), 10)) {
        let Kind::Waterfall(mut data) = summary::waterfall().kind else { unreachable!("a waterfall") };
        let step = data.steps[0].clone();
        data.start = 50.0;
        data.thresholds.clear();
        data.verdict = None;
        let signed = points.iter().zip(&signs).map(|(points, down)| if *down { -points } else { *points });
        data.steps = signed.clone().map(|points| {
            let mut step = step.clone();
            step.points = Some(points);
            step
        }).collect();
        let end = 50.0 + signed.sum::<f64>();
        prop_assert!((data.end().unwrap_or(f64::NAN) - end).abs() < 1e-9);
        prop_assume!((0.0..=100.0).contains(&end));
        let scene = bare(Kind::Waterfall(data));
        let bars = filled(&scene, &[Theme::LIGHT.let_go.mark.fill, Theme::LIGHT.keep.mark.fill]);
        let [start, total] = [Theme::LIGHT.not_enough.pill.fill, Theme::LIGHT.accent].map(|fill| filled(&scene, &[fill])[0]);
        prop_assert_eq!(bars.len(), points.len());
        // Every bar begins where the one before it ended.
        let mut at = start.right();
        for (bar, down) in bars.iter().zip(&signs) {
            let (from, to) = if *down { (bar.right(), bar.x) } else { (bar.x, bar.right()) };
            prop_assert!((from - at).abs() < 0.1, "{} does not begin at {}", bar, at);
            at = to;
        }
        prop_assert!((total.right() - at).abs() < 0.1, "{} does not end at {}", total, at);
        prop_assert!((f64::from(total.width / start.width) - end / 50.0).abs() < 0.01, "the score is as long as it is");
    }

    #[test]
    fn the_widest_reach_stands_first(ends in prop::collection::vec((0.0..47.0_f64, 47.0..100.0_f64), 2..9)) {
        let Kind::Tornado(mut data) = summary::plain_tornado().kind else { unreachable!("a tornado") };
        let row = data.rows[0].clone();
        data.rows = ends.iter().enumerate().map(|(at, (low, high))| {
            let mut row = row.clone();
            row.name = format!("Row {at}");
            row.reach = row.reach.map(|reach| keepwise::charts::Reach { low: *low, high: *high, ..reach });
            row
        }).collect();
        let scene = bare(Kind::Tornado(data));
        let mut names: Vec<(Point, &str)> = texts(&scene).into_iter().filter(|(_, text)| text.starts_with("Row ")).collect();
        names.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
        let width = |name: &str| {
            let (low, high) = ends[name.trim_start_matches("Row ").parse::<usize>().unwrap()];
            high - low
        };
        prop_assert!(names.windows(2).all(|pair| width(pair[0].1) >= width(pair[1].1)), "{:?}", names);
    }

    #[test]
    fn the_whale_peaks_where_losses_begin(profits in prop::collection::vec(-50.0..100.0_f64, 1..40)) {
        let customer = |(at, profit): (usize, &f64)| WhaleCustomer {
            id: at.to_string(), name: format!("Customer {at}"), profit: Some(*profit),
        };
        let earners = profits.iter().filter(|profit| **profit > 0.0).count();
        let customers = profits.iter().enumerate().map(customer).collect();
        let said = Kind::WhaleCurve(WhaleCurve { unit: "€".to_owned(), customers });
        let said = Chart::new("", said).alt_text();
        let expected = if earners == 0 { "No customer earns".to_owned() } else { format!(" with {earners} of {} ", profits.len()) };
        prop_assert!(said.contains(&expected), "{:?} in {:?}", expected, said);
    }
}

#[test]
fn a_box_is_drawn_from_five_people_on() {
    let boxes = |people: usize| {
        let Kind::RaterStrip(mut data) = summary::rater_strip().kind else { unreachable!("a strip") };
        data.rows.truncate(1);
        data.rows[0].dots.retain(|dot| dot.group == 1);
        data.rows[0].dots.truncate(people);
        let bars = filled(&bare(Kind::RaterStrip(data)), &[Theme::LIGHT.not_enough.pill.fill]);
        // The legend has one of 13 px, the lane one of 16 px.
        bars.into_iter().filter(|rect| rect.height > 15.0).count()
    };
    assert_eq!([boxes(4), boxes(5), boxes(6)], [0, 1, 1], "boxes with four, five and six people");
}

#[test]
fn every_person_can_be_pointed_at() {
    let scene = layout(&summary::rater_strip(), Size::wide(680.0), &Theme::LIGHT);
    let mark =
        scene.marks.iter().find(|mark| mark.id == "criterion-1" && mark.part == "gita (owner)").expect("Gita's dot");
    assert_eq!(mark.tip, "Respects the team\nGita (owner), management: 4.0");
    let center = Point::new(mark.rect.x + mark.rect.width / 2.0, mark.rect.y + mark.rect.height / 2.0);
    assert_eq!(scene.mark_at(center).map(|mark| mark.part.as_str()), Some("gita (owner)"), "nothing lies over it");
}

#[test]
fn a_crowd_is_thinned_and_nobody_is_lost() {
    let Kind::Quadrant(mut data) = summary::crowded_quadrant().kind else { unreachable!("a quadrant") };
    let more = data.points.clone();
    data.points.extend(more.iter().cloned().map(|mut point| {
        point.up = point.up.map(|up| up * 1.7 + 900.0);
        point
    }));
    let all = data.points.len();
    let scene =
        layout(&Chart::new("", Kind::Quadrant(data)), Size { width: 1600.0, height: Some(900.0) }, &Theme::LIGHT);
    assert!(scene.marks.len() <= 2000, "{} dots", scene.marks.len());
    let counted =
        |tip: &str| tip.split_once(" customers\n").map_or(1, |(count, _)| count.parse::<usize>().unwrap_or(1));
    assert_eq!(scene.marks.iter().map(|mark| counted(&mark.tip)).sum::<usize>(), all, "each customer is in one dot");
    assert!(texts(&scene).iter().any(|(_, text)| *text == "Customer 17"), "who is meant is named even in the crowd");
}

#[test]
fn decisions_stand_beside_changes_of_rules() {
    let scene = layout(&summary::decided_trend(), Size::wide(960.0), &Theme::LIGHT);
    let words: Vec<&str> = texts(&scene).into_iter().map(|(_, text)| text).collect();
    for label in ["new weights", "Fix together, 3 May", "Change price or terms, 15 November"] {
        assert!(words.contains(&label), "{label} in {words:?}");
    }
    let mark = scene.marks.iter().find(|mark| mark.id == "decision-1").expect("the decision can be pointed at");
    assert_eq!((mark.part.as_str(), mark.tip.as_str()), ("Q2 26", "Decided\nFix together, 3 May"));
}

#[test]
fn flows_fill_their_boxes() {
    let scene = bare(summary::moves().kind);
    let boxes = filled(&scene, &Verdict::ALL.map(|verdict| Theme::LIGHT.verdict(verdict).mark.fill));
    let left = boxes.iter().map(|rect| rect.x).fold(f32::INFINITY, f32::min);
    let side = |at: usize| {
        let height = |item: &Item| match item {
            Item::Polygon { points, .. } if points.len() == 4 => Some((points[3 - at].y - points[at].y).abs()),
            _ => None,
        };
        scene.items.iter().filter_map(height).sum::<f32>()
    };
    let columns = |is_left: bool| -> f32 {
        boxes.iter().filter(|rect: &&Rect| ((rect.x - left).abs() < 1.0) == is_left).map(|rect| rect.height).sum()
    };
    assert!((side(0) - columns(true)).abs() < 0.5, "{} of {}", side(0), columns(true));
    assert!((side(1) - columns(false)).abs() < 0.5, "{} of {}", side(1), columns(false));
}
