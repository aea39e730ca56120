//! A chart in a card: laid out once for the room there is, then painted from what was laid out.

use std::sync::Arc;

use egui::{Id, Ui};

use crate::charts::{Chart, Mark, Scene, Size, layout_in_card};

use super::View;
use super::chart_tools::chart_tools;
use super::paint::{chart_theme, paint_scene};
use super::theme;

/// What a scene was laid out for; another one means laying out again.
#[derive(Debug, Clone, Copy, PartialEq)]
struct MadeFor {
    version: u64,
    width: f32,
    height: Option<f32>,
    look: usize,
}

/// Shows a chart without title (the card has it) over the full width. `version` must change whenever the chart does;
/// with `height` the chart fills it, otherwise it takes what it needs. Returns the mark that was clicked.
pub(super) fn picture(
    ui: &mut Ui,
    view: &View<'_>,
    name: &str,
    chart: &Chart,
    version: u64,
    height: Option<f32>,
) -> Option<Mark> {
    let id = Id::unique(("picture", name));
    let look = std::ptr::from_ref(theme::tokens(ui)) as usize;
    let made_for = MadeFor { version, width: ui.available_width().floor(), height: height.map(f32::floor), look };
    let known = ui.data(|data| data.get_temp::<(MadeFor, Arc<Scene>)>(id));
    let scene = match known {
        Some((known_for, scene)) if known_for == made_for => scene,
        _ => {
            let size = Size { width: made_for.width, height: made_for.height };
            let scene = Arc::new(layout_in_card(chart, size, &chart_theme(ui)));
            ui.data_mut(|data| data.insert_temp(id, (made_for, Arc::clone(&scene))));
            scene
        }
    };
    let shown = paint_scene(ui, &scene);
    chart_tools(ui, view, &shown.response, &scene, chart);
    if shown.hovered.is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    shown.clicked.cloned()
}
