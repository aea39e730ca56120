//! The lines of the history: the many in the background, those that stand out, the mean, and what happened when.

use std::ops::RangeInclusive;

use egui::epaint::{CircleShape, PathShape};
use egui::{Color32, Pos2, Shape, Stroke, Ui, pos2, vec2};
use egui_plot::{PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotTransform};

use super::super::super::super::theme::{self, chart_colour};
use super::super::frame::to_screen;
use crate::app::{HistoryGround, HistoryLine, HistoryShown, LinePoint, Spot};
use crate::ui::paint::chart_theme;

/// What is drawn.
pub(super) struct Lines<'a> {
    ground: &'a HistoryGround,
    shown: &'a HistoryShown,
    base: PlotItemBase,
}

/// How a line looks that stands out: its colour, and a dash pattern where colours run out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) colour: Color32,
    dash: f32,
}

/// The look of the line that stands out at this place.
pub(super) fn look(ui: &Ui, place: usize) -> Look {
    let tone = chart_theme(ui).series_tone(place);
    Look { colour: chart_colour(tone.color), dash: f32::from(tone.dash) }
}

/// Where a value stands.
pub(super) fn spot(point: &LinePoint) -> Spot {
    Spot::new(point.quarter as f64 + 0.5, point.value)
}

impl<'a> Lines<'a> {
    pub(super) fn new(ground: &'a HistoryGround, shown: &'a HistoryShown) -> Self {
        Self { ground, shown, base: PlotItemBase::new("history".to_owned()) }
    }
}

/// The line of a customer, with gaps where nothing was rated, and a dot for a quarter that stands alone.
pub(super) fn line_shapes(
    transform: &PlotTransform,
    line: &HistoryLine,
    (stroke, dash): (Stroke, f32),
    dots: f32,
    shapes: &mut Vec<Shape>,
) {
    for stretch in line.stretches() {
        let points: Vec<Pos2> = stretch.iter().map(|point| to_screen(transform, spot(point))).collect();
        if points.len() == 1 || dots > 0.0 {
            let radius = dots.max(stroke.width);
            shapes.extend(points.iter().map(|at| Shape::Circle(CircleShape::filled(*at, radius, stroke.color))));
        }
        if points.len() > 1 {
            stroked(&points, stroke, dash, shapes);
        }
    }
}

fn stroked(points: &[Pos2], stroke: Stroke, dash: f32, shapes: &mut Vec<Shape>) {
    if dash > 0.0 {
        shapes.extend(Shape::dashed_line(points, stroke, dash, dash));
    } else {
        shapes.push(Shape::Path(PathShape::line(points.to_vec(), stroke)));
    }
}

/// A decision: a diamond with the ground showing around it.
fn diamond(at: Pos2, fill: Color32, ground: Color32) -> Shape {
    let corner = |x: f32, y: f32| at + vec2(x, y) * 6.5;
    let corners = vec![corner(0.0, -1.0), corner(1.0, 0.0), corner(0.0, 1.0), corner(-1.0, 0.0)];
    Shape::Path(PathShape::convex_polygon(corners, fill, Stroke::new(1.5, ground)))
}

impl PlotItem for Lines<'_> {
    fn shapes(&self, ui: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let t = theme::tokens(ui);
        let frame = *transform.frame();
        let chart = chart_theme(ui);
        if let Some((keep, hard_look)) = self.ground.bands {
            for (value, tone) in [(keep, chart.keep.line), (hard_look, chart.let_go.line)] {
                let y = to_screen(transform, Spot::new(0.0, value)).y;
                let ends = [pos2(frame.left(), y), pos2(frame.right(), y)];
                shapes.extend(Shape::dashed_line(&ends, Stroke::new(1.2, chart_colour(tone)), 6.0, 5.0));
            }
        }
        for (at, _) in &self.ground.changes {
            let x = to_screen(transform, Spot::new(*at, 0.0)).x;
            let ends = [pos2(x, frame.top()), pos2(x, frame.bottom())];
            shapes.extend(Shape::dashed_line(&ends, Stroke::new(1.4, t.muted), 2.0, 4.0));
        }
        let has_stressed = !self.shown.stressed.is_empty();
        // The more there are, and where others stand out, the fainter.
        let strength: f32 = match self.shown.lines.len() {
            _ if has_stressed => 0.3,
            0..=12 => 0.85,
            13..=60 => 0.6,
            _ => 0.4,
        };
        let faint = Stroke::new(1.2, t.mark.gamma_multiply(strength));
        let sight = transform.bounds().range_x();
        let is_in_sight = |line: &HistoryLine| {
            let ends = line.ends().map(|(first, last)| (spot(&first).x, spot(&last).x));
            ends.is_some_and(|(first, last)| first <= *sight.end() && last >= *sight.start())
        };
        for line in self.shown.lines.iter().filter_map(|place| self.ground.lines.get(*place)) {
            if is_in_sight(line) {
                line_shapes(transform, line, (faint, 0.0), 0.0, shapes);
            }
        }
        let average: Vec<Pos2> = self.shown.average.iter().map(|point| to_screen(transform, spot(point))).collect();
        if self.shown.num > 1 && average.len() > 1 {
            // The ground shows around it, so that it can be followed through the crowd.
            stroked(&average, Stroke::new(5.5, t.card.gamma_multiply(0.8)), 0.0, shapes);
            stroked(&average, Stroke::new(2.2, t.ink), 0.0, shapes);
        }
        for (place, line) in self.shown.stressed.iter().filter_map(|place| self.ground.lines.get(*place)).enumerate() {
            let look = look(ui, place);
            line_shapes(transform, line, (Stroke::new(2.6, look.colour), look.dash), 3.6, shapes);
            for decision in &line.decisions {
                if let Some(height) = line.height_at(decision.at) {
                    let at = to_screen(transform, Spot::new(decision.at, height));
                    shapes.push(diamond(at, look.colour, t.card));
                }
            }
        }
    }

    fn initialize(&mut self, _x_range: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        Color32::TRANSPARENT
    }

    fn allow_hover(&self) -> bool {
        false
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        let all = self.ground.all();
        PlotBounds::from_min_max([all.min.x, all.min.y], [all.max.x, all.max.y])
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}
