//! A chart on a page of a given size: how large its letters are, and that it is exactly as large as asked for.
//!
//! Charts are laid out for a page of about 880×495 px with letters of 12–20 px. A larger page shows the same layout
//! enlarged, so that a slide can be read from the last row: at 1920×1080 names are 33 px high (a 33rd of the height)
//! and the title 44. Other proportions are laid out anew for the same area, never stretched. A smaller page gets smaller
//! letters, but less than in proportion. Where a chart has more rows than fit, its letters shrink until it does.

use super::Chart;
use super::layout::{Dress, Size, layout_dressed};
use super::palette::Theme;
use super::scene::{Item, Mark, Point, Rect, Scene, Stroke};

/// The width charts are laid out for where nothing else is asked.
const USUAL_WIDTH: f32 = 880.0;

/// The area charts are laid out for.
const USUAL_AREA: f32 = USUAL_WIDTH * 495.0;

/// A page lower than this is a strip, CSS px: its letters are as large as on a usual page, and no larger.
const LOW: f32 = 400.0;
/// The same for a narrow one.
const NARROW: f32 = 440.0;

/// No chart in the window is larger than this, times the usual.
const MOST_CARD_ZOOM: f32 = 1.25;

/// No page is smaller, CSS px.
const LEAST_SIDE: f32 = 48.0;

/// Attempts to find letters small enough; each comes close, so two nearly always do.
const ATTEMPTS: usize = 6;

/// Lays out a chart for a page of exactly this size (as high as needed where no height is given).
pub(super) fn fitted(chart: &Chart, size: Size, dress: Dress, theme: &Theme) -> Scene {
    let sane = |side: f32| if side.is_finite() { side.clamp(LEAST_SIDE, 20_000.0) } else { USUAL_WIDTH };
    let width = sane(size.width);
    let Some(height) = size.height.map(sane) else {
        let zoom = (width / USUAL_WIDTH).max(1.0);
        let scene = layout_dressed(chart, Size::wide(width / zoom), dress, theme);
        return scaled(scene, zoom);
    };
    let mut zoom = usual_zoom(width, height);
    let mut attempt = 0;
    loop {
        let (wide, high) = (width / zoom, height / zoom);
        let scene = layout_dressed(chart, Size { width: wide, height: Some(high) }, dress, theme);
        // Pages are whole px.
        let room = (wide.ceil() / scene.width).min(high.ceil() / scene.height);
        attempt += 1;
        if room >= 1.0 || attempt == ATTEMPTS {
            let zoom = zoom.min(width / scene.width.floor()).min(height / scene.height.floor());
            return Scene { width, height, ..scaled(scene, zoom) };
        }
        zoom *= room * 0.995;
    }
}

/// Lays out a chart for a card in the window, without title and ground.
///
/// In a large card it is larger, but less than on a page of that size: it stands beside words of the window, and who looks at it sits before it.
pub fn layout_in_card(chart: &Chart, size: Size, theme: &Theme) -> Scene {
    let zoom = size.height.map_or(1.0, |height| card_zoom(size.width, height));
    let inside = Size { width: size.width / zoom, height: size.height.map(|height| height / zoom) };
    scaled(layout_dressed(chart, inside, Dress::Bare, theme), zoom)
}

/// How much larger than usual a chart is in a card of this size.
fn card_zoom(width: f32, height: f32) -> f32 {
    let by_area = (width.max(0.0) * height.max(0.0) / USUAL_AREA).sqrt();
    // A low card has no room for larger letters, a narrow one neither.
    let most = (height / LOW).min(width / NARROW).min(MOST_CARD_ZOOM);
    ((by_area - 1.2) * 0.6 + 1.0).min(most).max(1.0)
}

/// How much larger than usual everything is on a page of this size.
fn usual_zoom(width: f32, height: f32) -> f32 {
    let by_area = (width * height / USUAL_AREA).sqrt();
    if by_area < 1.0 {
        return by_area.sqrt();
    }
    // On a strip the short side decides: letters as large as its area asks for would leave no room for the chart.
    by_area.min((height / LOW).min(width / NARROW).max(1.0))
}

/// The scene with all its lengths times `zoom`.
fn scaled(mut scene: Scene, zoom: f32) -> Scene {
    if (zoom - 1.0).abs() < 1e-6 {
        return scene;
    }
    let point = |at: &mut Point| *at = Point::new(at.x * zoom, at.y * zoom);
    let rect = |of: &mut Rect| *of = Rect::new(of.x * zoom, of.y * zoom, of.width * zoom, of.height * zoom);
    let edge = |stroke: &mut Stroke| stroke.width *= zoom;
    for item in &mut scene.items {
        match item {
            Item::Rect { rect: of, radius, stroke, .. } => {
                rect(of);
                *radius *= zoom;
                stroke.iter_mut().for_each(edge);
            }
            Item::Line { from, to, stroke, dash } => {
                point(from);
                point(to);
                edge(stroke);
                *dash *= zoom;
            }
            Item::Polyline { points, stroke, dash } => {
                points.iter_mut().for_each(point);
                edge(stroke);
                *dash *= zoom;
            }
            Item::Lines { lines, stroke } => {
                lines.iter_mut().flatten().for_each(point);
                edge(stroke);
            }
            Item::Polygon { points, stroke, .. } => {
                points.iter_mut().for_each(point);
                stroke.iter_mut().for_each(edge);
            }
            Item::Circle { center, radius, stroke, .. } => {
                point(center);
                *radius *= zoom;
                stroke.iter_mut().for_each(edge);
            }
            Item::Dots { centers, radius, .. } => {
                centers.iter_mut().for_each(point);
                *radius *= zoom;
            }
            Item::Text { at, size, .. } => {
                point(at);
                *size *= zoom;
            }
            Item::Hatch { rect: of, stroke, gap, .. } => {
                rect(of);
                edge(stroke);
                *gap *= zoom;
            }
        }
    }
    for Mark { rect: of, .. } in &mut scene.marks {
        rect(of);
    }
    Scene { width: scene.width * zoom, height: scene.height * zoom, ..scene }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Contribution, Contributions, Kind, Page};

    fn bars(rows: usize, title: &str) -> Chart {
        let row = |at: usize| Contribution {
            id: at.to_string(),
            name: format!("Criterion number {at}"),
            points: Some(at as f64 - 3.5),
            note: String::new(),
        };
        let rows = (0..rows).map(row).collect();
        let kind = Kind::Contributions(Contributions { line: Some(70.0), line_name: "keep".to_owned(), rows });
        Chart { subtitle: "Points".to_owned(), source: "23 ratings".to_owned(), ..Chart::new(title, kind) }
    }

    fn page(chart: &Chart, width: f32, height: f32) -> Scene {
        Page::new(Size { width, height: Some(height) }).lay_out(chart)
    }

    fn sizes(scene: &Scene) -> Vec<f32> {
        scene
            .items
            .iter()
            .filter_map(|item| if let Item::Text { size, .. } = item { Some(*size) } else { None })
            .collect()
    }

    const PRESETS: [(f32, f32); 7] = [
        (480.0, 270.0),
        (960.0, 540.0),
        (960.0, 1080.0),
        (1920.0, 1080.0),
        (1600.0, 1200.0),
        (1123.0, 794.0),
        (1080.0, 1080.0),
    ];

    #[test]
    fn a_page_is_exactly_as_large_as_asked_for_and_holds_everything() {
        for rows in [0, 1, 5, 40] {
            for (width, height) in PRESETS {
                let scene = page(&bars(rows, "They pay on time, and that is all"), width, height);
                assert_eq!((scene.width, scene.height), (width, height), "{rows} rows");
                for rect in
                    scene.items.iter().filter_map(Item::text_box).chain(scene.marks.iter().map(|mark| mark.rect))
                {
                    let inside = rect.x >= -0.5
                        && rect.y >= -0.5
                        && rect.right() <= width + 0.5
                        && rect.bottom() <= height + 0.5;
                    assert!(inside, "{rows} rows at {width}×{height}: {rect}");
                }
            }
        }
    }

    #[test]
    fn a_slide_can_be_read_from_the_last_row() {
        for (width, height) in [(1920.0, 1080.0), (1600.0, 1200.0), (960.0, 1080.0)] {
            let sizes = sizes(&page(&bars(5, "Pays"), width, height));
            let (title, least) = (sizes[0], sizes.iter().copied().fold(f32::INFINITY, f32::min));
            // A 960 px wide half of a full-HD slide is read from as far away as the whole.
            assert!(title >= height / 36.0 && least >= height / 60.0, "{width}×{height}: title {title}, least {least}");
        }
        let slide = sizes(&page(&bars(5, "Pays"), 1920.0, 1080.0));
        assert!(slide[0] >= 1080.0 / 27.0 && slide.iter().all(|size| *size >= 1080.0 / 45.0), "{slide:?}");
    }

    #[test]
    fn a_strip_keeps_its_room_for_the_chart() {
        // Wide and low, narrow and high: letters as on a usual page, and every row is there.
        for (width, height) in [(1920.0, 400.0), (2400.0, 480.0), (440.0, 1800.0)] {
            let scene = page(&bars(7, "Pays"), width, height);
            let title = sizes(&scene)[0];
            assert!((20.0..=26.0).contains(&title), "{width}×{height}: the title is {title} px");
            let is_counted = |item: &Item| matches!(item, Item::Text { text, .. } if text.starts_with("… and"));
            assert!(!scene.items.iter().any(is_counted), "{width}×{height}: rows are left out");
        }
    }

    #[test]
    fn a_large_card_is_filled_and_its_letters_are_larger() {
        let card = |width: f32, height: f32| {
            let scene = layout_in_card(&bars(5, "Pays"), Size { width, height: Some(height) }, &Theme::LIGHT);
            assert!(
                (scene.width - width).abs() < 2.0 && scene.height <= height + 2.0,
                "{}×{}",
                scene.width,
                scene.height
            );
            let names = sizes(&scene).into_iter().fold(0.0, f32::max);
            let lowest = scene.marks.iter().map(|mark| mark.rect.bottom()).fold(0.0, f32::max);
            (names, lowest / height)
        };
        let (usual, large) = (card(1100.0, 430.0), card(1680.0, 780.0));
        assert!((usual.0 - 15.0).abs() < 0.01, "a usual card is as ever: {usual:?}");
        assert!(large.0 > 18.0 && large.1 > 0.85, "names of {} px, filled to {}", large.0, large.1);
        // A card that is only wide is no larger.
        assert!((card(1900.0, 300.0).0 - 15.0).abs() < 0.01);
    }

    #[test]
    fn the_same_proportions_give_the_same_picture() {
        let chart = bars(5, "They pay on time");
        let (small, large) = (page(&chart, 960.0, 540.0), page(&chart, 1920.0, 1080.0));
        assert_eq!(small.items.len(), large.items.len());
        for (a, b) in small.items.iter().zip(&large.items) {
            if let (Some(a), Some(b)) = (a.text_box(), b.text_box()) {
                assert!((a.x * 2.0 - b.x).abs() < 0.1 && (a.width * 2.0 - b.width).abs() < 0.1, "{a} and {b}");
            }
        }
    }

    #[test]
    fn without_a_height_the_chart_takes_what_it_needs() {
        let scene = Page::new(Size::wide(1760.0)).lay_out(&bars(5, "Pays"));
        assert!((scene.width - 1760.0).abs() < 0.01 && scene.height > 400.0, "{}×{}", scene.width, scene.height);
        assert!((sizes(&scene)[0] - 40.0).abs() < 0.01, "twice as large");
    }

    #[test]
    fn nonsense_sizes_still_give_a_page() {
        for side in [f32::NAN, -5.0, 0.0, 1e9, f32::INFINITY] {
            let card = layout_in_card(&bars(3, "Pays"), Size { width: side, height: Some(side) }, &Theme::DARK);
            assert!(card.width.is_finite() && card.height.is_finite(), "{side}");
            let scene = page(&bars(3, "Pays"), side, side);
            assert!(scene.width >= 48.0 && scene.width <= 20_000.0 && scene.height >= 48.0, "{side}");
        }
    }
}
