//! A row with a bar to either side of zero: how far above or below, how surely, and in words. For people: a list of
//! colleagues is looked at, not saved; what is about criteria is a chart.

use egui::{Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::theme::{self, medium, radius, regular, size};
use super::let_go::cut;

/// Height of a row, points.
const ROW: f32 = 48.0;
/// Below this a bar would say nothing.
const LEAST_TRACK: f32 = 60.0;
const GAP: f32 = 12.0;

/// What a row says.
pub(super) struct SignedBar<'a> {
    /// What it is about.
    pub name: &'a str,
    /// Points above (+) or below (−) zero; `None` draws no bar.
    pub points: Option<f64>,
    /// Where it lies with 95 %, or one standard error to either side.
    pub interval: Option<(f64, f64)>,
    /// The figure in words, at the right end.
    pub words: &'a str,
    /// What it rests on, below the name.
    pub detail: &'a str,
}

/// From where to where any of these rows reaches, zero included, so that all bars have one ruler.
pub(super) fn reach(rows: impl Iterator<Item = (Option<f64>, Option<(f64, f64)>)>) -> (f64, f64) {
    rows.fold((0.0, 10.0), |(least, most): (f64, f64), (points, interval)| {
        let points = points.unwrap_or(0.0);
        let (low, high) = interval.unwrap_or((points, points));
        (least.min(low).min(points).max(-100.0), most.max(high).max(points).min(100.0))
    })
}

/// Shows the row; `reach` is where the ruler begins and ends. A click opens what is behind it.
pub(super) fn signed_bar(ui: &mut Ui, row: &SignedBar<'_>, (least, most): (f64, f64)) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let words = format!("{}: {}. {}", row.name, row.words, row.detail);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &words));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if response.hovered() || response.has_focus() {
        let ground = rect.expand2(vec2(8.0, -1.0));
        ui.painter().rect_filled(ground, radius::CONTROL, t.hover);
        if response.has_focus() {
            ui.painter().rect_stroke(ground, radius::CONTROL, Stroke::new(2.0, t.focus), StrokeKind::Inside);
        }
    }
    let number = cut(ui, row.words, medium(size::LABEL), t.ink, rect.width() * 0.5);
    let words_room = number.size().x.max((rect.width() * 0.24).min(150.0));
    let names = (rect.width() * 0.42).min(300.0);
    let track = rect.width() - names - words_room - 2.0 * GAP;
    let has_track = track >= LEAST_TRACK && row.points.is_some();
    let room = if has_track { names } else { rect.width() - number.size().x - GAP };
    let name = cut(ui, row.name, regular(size::BODY), t.ink, room);
    let detail = cut(ui, row.detail, regular(size::LABEL), t.muted, room);
    let is_cut = name.elided || detail.elided || number.elided;
    ui.painter().galley(pos2(rect.left(), rect.top() + 5.0), name, t.ink);
    ui.painter().galley(pos2(rect.left(), rect.top() + 26.0), detail, t.muted);
    let middle = rect.center().y;
    let at = pos2(rect.right() - number.size().x, middle - number.size().y / 2.0);
    ui.painter().galley(at, number, t.ink);
    if let (true, Some(points)) = (has_track, row.points) {
        let start = rect.left() + names + GAP;
        #[expect(clippy::cast_possible_truncation, reason = "a place on screen")]
        let x = |value: f64| start + track * (((value - least) / (most - least)).clamp(0.0, 1.0) as f32);
        let (zero, end) = (x(0.0), x(points));
        let bar = Rect::from_min_max(pos2(zero.min(end), middle - 8.0), pos2(zero.max(end), middle + 8.0));
        // Neither side is better.
        ui.painter().rect_filled(bar, radius::CELL, t.accent);
        if let Some((low, high)) = row.interval {
            let stroke = Stroke::new(1.5, t.ink);
            ui.painter().hline(x(low)..=x(high), middle, stroke);
            for end in [x(low), x(high)] {
                ui.painter().vline(end, middle - 4.0..=middle + 4.0, stroke);
            }
        }
        ui.painter().vline(zero.round() + 0.5, rect.top() + 4.0..=rect.bottom() - 4.0, Stroke::new(1.0, t.mark));
    }
    if is_cut { response.on_hover_text(words) } else { response }
}
