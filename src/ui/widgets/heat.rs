//! Small pictures inside tables: cells of a heatmap, the hatch of "not rated", sparklines.

use egui::{Align2, Color32, Painter, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2};

use super::common::{focus_ring, line, put};
use crate::ui::theme::{self, radius, regular, size};

/// A cell of a heatmap.
#[derive(Debug, Clone, Copy)]
pub struct HeatCell<'a> {
    /// 0 (worst) to 1 (best); `None` is "not rated" and hatched.
    pub share: Option<f64>,
    /// The number as it is shown.
    pub text: &'a str,
    /// What it is, in words: "Grandview Hotels, pays on time: 1.6".
    pub name: &'a str,
}

/// A cell of a heatmap; a click leads to the ratings behind it.
pub fn heat_cell(ui: &mut Ui, size: Vec2, cell: &HeatCell<'_>) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), cell.name));
    if ui.is_rect_visible(rect) {
        paint_heat_cell(ui, rect, cell.share, cell.text);
        if response.hovered() {
            let t = theme::tokens(ui);
            ui.painter().rect_stroke(rect, radius::CELL, Stroke::new(1.5, t.ink), egui::StrokeKind::Inside);
        }
        focus_ring(ui, &response, rect.shrink(2.0), radius::CELL);
    }
    response
}

/// Paints a cell of a heatmap without making it a widget: for tables that do that themselves.
pub fn paint_heat_cell(ui: &Ui, rect: Rect, share: Option<f64>, text: &str) {
    let t = theme::tokens(ui);
    let Some(share) = share else {
        hatch(ui.painter(), rect, t.hatch);
        return;
    };
    let step = t.step(share);
    ui.painter().rect_filled(rect, radius::CELL, step.bg);
    put(ui, line(ui, text, regular(size::LABEL), step.fg, rect.width()), rect.center(), Align2::CENTER_CENTER);
}

/// Stripes from the upper left to the lower right: nothing is known here. Never a colour of its own.
pub fn hatch(painter: &Painter, rect: Rect, colour: Color32) {
    const GAP: f32 = 6.0;
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(rect));
    let mut x = rect.left() - (rect.height() / GAP).ceil() * GAP + GAP / 2.0;
    while x < rect.right() {
        let line = [pos2(x, rect.top()), pos2(x + rect.height(), rect.bottom())];
        painter.add(Shape::line_segment(line, Stroke::new(1.0, colour)));
        x += GAP;
    }
}

/// A line through the values of one history, oldest first, over `range`; gaps stay gaps, the last point is marked.
/// `alt` says in words what is to be seen.
pub fn sparkline(ui: &mut Ui, size: Vec2, values: &[Option<f64>], range: (f64, f64), alt: &str) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, ui.is_enabled(), alt));
    if ui.is_rect_visible(rect) {
        let inner = rect.shrink(3.0);
        let steps = values.len().saturating_sub(1).max(1) as f32;
        let at = |(i, value): (usize, &Option<f64>)| {
            let value = (*value).filter(|value| value.is_finite())?;
            let (low, high) = range;
            let share = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
            #[expect(clippy::cast_possible_truncation, reason = "a share of the height")]
            let y = egui::lerp(inner.bottom()..=inner.top(), share as f32);
            Some(pos2(inner.left() + inner.width() * i as f32 / steps, y))
        };
        let points: Vec<_> = values.iter().enumerate().map(at).collect();
        for run in points.split(|point| point.is_none()) {
            let run: Vec<_> = run.iter().copied().flatten().collect();
            match run.as_slice() {
                [] => {}
                [alone] => {
                    ui.painter().circle_filled(*alone, 1.5, t.muted);
                }
                _ => {
                    ui.painter().line(run, Stroke::new(1.5, t.muted));
                }
            }
        }
        if let Some(last) = points.iter().rev().flatten().next() {
            ui.painter().circle_filled(*last, 2.5, t.ink);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use egui::vec2;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::testing::{frame, window};

    #[test]
    fn a_cell_says_what_it_is_and_can_be_clicked() {
        let mut window = window(0, |ui, clicks: &mut u32| {
            let cell = HeatCell { share: Some(0.1), text: "1.6", name: "Grandview Hotels, pays on time: 1.6" };
            *clicks += u32::from(heat_cell(ui, vec2(55.0, 26.0), &cell).clicked());
            let none = HeatCell { share: None, text: "", name: "North Pier Events, suits us: not rated" };
            heat_cell(ui, vec2(55.0, 26.0), &none);
            sparkline(ui, vec2(80.0, 20.0), &[Some(61.0), None, Some(48.0)], (0.0, 100.0), "61, nothing, 48");
        });
        window.run();
        window.get_by_label("Grandview Hotels, pays on time: 1.6").click();
        window.run();
        assert_eq!(*window.state(), 1, "clicked");
        window.get_by_label("North Pier Events, suits us: not rated");
        window.get_by_role_and_label(Role::Image, "61, nothing, 48");
    }

    #[test]
    fn a_hatch_stays_in_its_rectangle() {
        let ctx = egui::Context::default();
        let rect = Rect::from_min_size(pos2(40.0, 30.0), vec2(55.0, 26.0));
        let output = frame(&ctx, |ui| hatch(ui.painter(), rect, Color32::RED));
        let stripes: Vec<_> = output.shapes.iter().filter(|s| matches!(s.shape, Shape::LineSegment { .. })).collect();
        assert!(stripes.len() > 5, "{} stripes", stripes.len());
        assert!(stripes.iter().all(|stripe| rect.contains_rect(stripe.clip_rect)), "clipped");
    }

    #[test]
    fn odd_numbers_do_not_break_a_sparkline() {
        let mut window = window((), |ui, ()| {
            for values in [vec![], vec![None], vec![Some(f64::NAN), Some(f64::INFINITY)], vec![Some(5.0); 3]] {
                sparkline(ui, vec2(80.0, 20.0), &values, (5.0, 5.0), "no change");
            }
        });
        window.run();
    }
}
