//! The frame of a picture to look around in: axes, grid, and the part in view. What moves it is up to the page.

use egui::{Response, Sense, Ui};
use egui_plot::{AxisHints, GridInput, GridMark, Plot, PlotBounds, PlotItem, PlotPoint, PlotTransform};

use crate::app::{AxisTick, Bounds, Spot};

use super::super::super::theme::{self, regular, size};

/// A picture with two axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlotFrame<'a> {
    /// Tells it from other pictures.
    pub name: &'a str,
    /// The part in view.
    pub part: Bounds,
    /// Marks from left to right.
    pub across: &'a [AxisTick],
    /// Marks from bottom to top.
    pub up: &'a [AxisTick],
}

impl PlotFrame<'_> {
    /// Shows it over all the room there is. Nothing moves by itself: the page decides what a drag means.
    pub(super) fn show(self, ui: &mut Ui, item: impl PlotItem) -> (Response, PlotTransform) {
        let t = theme::tokens(ui);
        let style = |hints: AxisHints<'static>, ticks: &[AxisTick]| {
            let ticks = ticks.to_vec();
            let text = move |mark: GridMark| {
                let found = ticks.iter().find(|tick| tick.place.total_cmp(&mark.value).is_eq());
                found.map(|tick| tick.label.clone()).unwrap_or_default()
            };
            let hints = hints.formatter(move |mark, _| text(mark));
            hints.tick_label_color(t.muted).tick_label_font(regular(size::SMALL))
        };
        // As if they were far apart: which marks there are is decided already.
        let marks = |ticks: &[AxisTick], length: f64| {
            let mark = |tick: &AxisTick| GridMark { value: tick.place, step_size: length };
            let marks: Vec<GridMark> = ticks.iter().map(mark).collect();
            move |_: GridInput| marks.clone()
        };
        let part = self.part;
        let shown = Plot::new(self.name)
            .custom_x_axes(vec![style(AxisHints::new_x(), self.across).min_thickness(20.0)])
            .custom_y_axes(vec![style(AxisHints::new_y(), self.up).min_thickness(44.0)])
            .x_grid_spacer(marks(self.across, part.width()))
            .y_grid_spacer(marks(self.up, part.height()))
            .grid_color(t.hairline)
            .show_background(false)
            .show_x(false)
            .show_y(false)
            .show_crosshair(false)
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_axis_zoom_drag(false)
            .allow_double_click_reset(false)
            .set_margin_fraction(egui::Vec2::ZERO)
            .sense(Sense::click_and_drag())
            .show(ui, move |plot| {
                let (min, max) = (part.min, part.max);
                plot.set_plot_bounds(PlotBounds::from_min_max([min.x, min.y], [max.x, max.y]));
                plot.add(item);
            });
        let edge = egui::Stroke::new(t.line, t.hairline);
        ui.painter().rect_stroke(*shown.transform.frame(), 0, edge, egui::StrokeKind::Inside);
        (shown.response, shown.transform)
    }
}

/// Where a place lies on the screen.
pub(super) fn to_screen(transform: &PlotTransform, spot: Spot) -> egui::Pos2 {
    transform.position_from_point(&PlotPoint::new(spot.x, spot.y))
}

/// The place under a point of the screen.
pub(super) fn from_screen(transform: &PlotTransform, at: egui::Pos2) -> Spot {
    let point = transform.value_from_position(at);
    Spot::new(point.x, point.y)
}

/// So many points of the screen as lengths along the axes.
pub(super) fn lengths(transform: &PlotTransform, points: f32) -> [f64; 2] {
    transform.dvalue_dpos().map(|length| (length * f64::from(points)).abs())
}
