//! Names beside what is drawn, where there is room for them.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Ui, vec2};

use super::super::super::theme;

/// Names are never wider than this, points.
const WIDEST: f32 = 170.0;

/// A name that wants a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// What it belongs to.
    pub at: Pos2,
    /// The name.
    pub name: &'a str,
    /// Its font.
    pub font: &'a FontId,
    /// Its colour.
    pub colour: Color32,
    /// Whether it is shown even where it lies on something.
    pub must: bool,
}

/// A line of text, cut with "…" where it gets too wide.
pub(super) fn short_line(ui: &Ui, text: &str, font: &FontId, colour: Color32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font.clone(), colour);
    job.wrap = TextWrapping::truncate_at_width(WIDEST);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Paints names beside their dots, the first ones first, none over another and none outside of `frame`; those that
/// find no room are left out. `dots` are kept free as well; `taken` is where something else stands.
pub(super) fn beside_dots(ui: &Ui, frame: Rect, wanted: &[Wanted<'_>], (dots, radius): (&[Pos2], f32), taken: &[Rect]) {
    let t = theme::tokens(ui);
    let painter = ui.painter().with_clip_rect(frame);
    let mut placed = taken.to_vec();
    let dots: Vec<Rect> = dots.iter().map(|dot| Rect::from_center_size(*dot, vec2(2.0, 2.0) * radius)).collect();
    for label in wanted {
        let galley = short_line(ui, label.name, label.font, label.colour);
        let spots = around(label.at, galley.size(), radius + 4.0);
        let is_inside =
            |rect: &&Rect| frame.contains_rect(**rect) && placed.iter().all(|other| !other.intersects(**rect));
        let is_clear = |rect: &&Rect| is_inside(rect) && dots.iter().all(|dot| !dot.intersects(**rect));
        let free = spots.iter().find(is_clear);
        if let Some(rect) = free.or_else(|| spots.iter().find(is_inside).filter(|_| label.must)).copied() {
            if free.is_none() {
                plate(&painter, rect, t.card);
            }
            painter.galley(rect.min, galley, label.colour);
            placed.push(rect.expand(1.0));
        }
    }
}

/// Right of a dot, left of it, above and below.
fn around(at: Pos2, size: egui::Vec2, gap: f32) -> [Rect; 4] {
    let place = |x: f32, y: f32| Rect::from_min_size(at + vec2(x, y), size);
    let middle = -size.y / 2.0;
    [place(gap, middle), place(-gap - size.x, middle), place(-size.x / 2.0, -gap - size.y), place(-size.x / 2.0, gap)]
}

/// A ground that makes a word readable on a crowd.
pub(super) fn plate(painter: &Painter, rect: Rect, ground: Color32) {
    painter.rect_filled(rect.expand2(vec2(4.0, 1.0)), 4, ground.gamma_multiply(0.86));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_places_around_a_dot_leave_it_free() {
        let at = Pos2::new(100.0, 100.0);
        let dot = Rect::from_center_size(at, vec2(10.0, 10.0));
        let places = around(at, vec2(60.0, 16.0), 9.0);
        assert!(places.iter().all(|place| !place.intersects(dot)), "{places:?}");
        let mut pairs = (0..4).flat_map(|a| (0..a).map(move |b| (a, b)));
        assert!(pairs.all(|(a, b)| !places[a].intersects(places[b])), "and lie apart");
    }
}
