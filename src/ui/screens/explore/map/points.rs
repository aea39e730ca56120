//! All customers as one mesh, made anew only where the part in view, the data or the selection are others.

use std::ops::RangeInclusive;
use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Color32, Id, Rect, Shape, Stroke, Ui};
use egui_plot::{PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotTransform};

use super::super::super::super::theme;
use super::super::frame::to_screen;
use super::marks::Marks;
use crate::app::{Bounds, MapGround, MapState, Spot};

/// Up to so many customers in view, names find room.
const FEW: usize = 80;
/// How far those who are not selected step back while others are.
const STEPPED_BACK: f32 = 0.45;

/// What was drawn last.
#[derive(Clone)]
pub(super) struct Drawn {
    made_for: MadeFor,
    mesh: Arc<Mesh>,
    /// The radius of a sign, points.
    pub radius: f32,
    /// Their places on the map, if they are few.
    pub few: Arc<Vec<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct MadeFor {
    version: u64,
    part: Bounds,
    frame: Rect,
    look: usize,
    pixels_per_point: f32,
}

/// What is drawn of the map.
pub(super) struct Points<'a> {
    ground: &'a MapGround,
    area: &'a MapState,
    base: PlotItemBase,
}

/// Where the last drawing of the map is kept.
fn drawn_id() -> Id {
    Id::unique("portfolio map drawn")
}

impl Drawn {
    /// What was drawn last, if anything was.
    pub(super) fn last(ui: &Ui) -> Option<Self> {
        ui.data(|data| data.get_temp(drawn_id()))
    }

    fn of(ui: &Ui, transform: &PlotTransform, ground: &MapGround, area: &MapState) -> Self {
        let made_for = MadeFor {
            version: area.version,
            part: area.view_of(ground),
            frame: *transform.frame(),
            look: std::ptr::from_ref(theme::tokens(ui)) as usize,
            pixels_per_point: ui.pixels_per_point(),
        };
        if let Some(known) = Self::last(ui).filter(|drawn| drawn.made_for == made_for) {
            return known;
        }
        let num = ground.index.within(made_for.part).count();
        let few: Vec<usize> = if num <= FEW { ground.index.within(made_for.part).collect() } else { Vec::new() };
        let radius = radius(num);
        let marks = Marks::of(ui, radius);
        let mesh = Arc::new(mesh(&marks, transform, ground, area));
        let drawn = Self { made_for, mesh, radius, few: Arc::new(few) };
        ui.data_mut(|data| data.insert_temp(drawn_id(), drawn.clone()));
        drawn
    }
}

/// The fewer are in view, the larger they are.
const fn radius(num: usize) -> f32 {
    match num {
        0..=80 => 6.5,
        81..=400 => 5.0,
        401..=2000 => 4.0,
        _ => 2.8,
    }
}

/// Four corners per customer, the selected on top.
fn mesh(marks: &Marks, transform: &PlotTransform, ground: &MapGround, area: &MapState) -> Mesh {
    let mut is_marked = vec![false; ground.points.len()];
    for place in &area.marked {
        if let Some(marked) = is_marked.get_mut(*place) {
            *marked = true;
        }
    }
    let size = marks.size();
    let sight = transform.frame().expand2(size);
    let spots = ground.index.spots();
    let mut mesh = Mesh::with_texture(marks.texture());
    let others = if area.marked.is_empty() { Color32::WHITE } else { Color32::WHITE.gamma_multiply(STEPPED_BACK) };
    let mut draw = |place: usize, is_selected: bool, tint: Color32| {
        let (Some(point), Some(spot)) = (ground.points.get(place), spots.get(place)) else { return };
        let at = to_screen(transform, *spot);
        if sight.contains(at) {
            mesh.add_rect_with_uv(Rect::from_center_size(at, size), Marks::uv(point.verdict, is_selected), tint);
        }
    };
    for place in &ground.draw_order {
        if !is_marked[*place] {
            draw(*place, false, others);
        }
    }
    for place in ground.draw_order.iter().filter(|place| is_marked[**place]) {
        draw(*place, true, Color32::WHITE);
    }
    mesh
}

impl<'a> Points<'a> {
    pub(super) fn new(ground: &'a MapGround, area: &'a MapState) -> Self {
        Self { ground, area, base: PlotItemBase::new("customers".to_owned()) }
    }
}

impl PlotItem for Points<'_> {
    fn shapes(&self, ui: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let t = theme::tokens(ui);
        let (frame, middle) = (transform.frame(), to_screen(transform, self.ground.middle));
        let stroke = Stroke::new(1.4, t.mark);
        for line in [
            [egui::pos2(middle.x, frame.top()), egui::pos2(middle.x, frame.bottom())],
            [egui::pos2(frame.left(), middle.y), egui::pos2(frame.right(), middle.y)],
        ] {
            shapes.extend(Shape::dashed_line(&line, stroke, 5.0, 5.0));
        }
        shapes.push(Shape::mesh(Drawn::of(ui, transform, self.ground, self.area).mesh));
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
        let Bounds { min, max } = self.ground.all;
        let corner = |spot: Spot| [spot.x, spot.y];
        PlotBounds::from_min_max(corner(min), corner(max))
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}
