//! The portfolio map: the finding, what is drawn and what a drag does, the map, and the list beside it.

mod list;
mod marks;
mod plot;
mod points;

use egui::{Align, Id, Layout, Ui, vec2};

use super::super::super::View;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, Card, text};
use super::{Look, body, part_switch, zoom_buttons};
use crate::analysis::{EffortBy, ValueBy};
use crate::app::{Action, Command, DragMode, ExploreCommand, MapCommand, MapGround, MapState, PagePart, Screen};
use crate::model::{Locale, Verdict};

use super::super::super::icons::Icon;
use marks::Marks;

/// One step of the buttons is so many times closer.
const STEP: f64 = 1.5;

fn send(view: &View<'_>, command: MapCommand) {
    view.send(Command::Explore(ExploreCommand::Map(command)));
}

/// Draws the page below the tabs.
pub(super) fn map_page(ui: &mut Ui, view: &View<'_>) {
    let area = &view.state.areas.explore.map;
    if let Some(problem) = area.problem() {
        controls(ui, view, area);
        missing(ui, view, problem);
        return;
    }
    let Some(ground) = area.ground() else {
        text::muted(ui, "Working…");
        return;
    };
    let is_narrow = ui.available_width() < super::NARROW;
    if is_narrow {
        super::line(ui, view, |ui| {
            if let Some(part) = part_switch(ui, area.part) {
                send(view, MapCommand::Part(part));
            }
            if area.part == PagePart::Picture {
                modes(ui, view, area);
            }
        });
        if area.part == PagePart::Picture {
            controls(ui, view, area);
        }
    } else {
        text::heading(ui, &ground.finding);
        controls(ui, view, area);
    }
    // Who is pointed at in the list of the last frame.
    let id = Id::unique("pointed at beside the portfolio map");
    let pointed: Option<usize> = ui.data(|data| data.get_temp(id)).flatten();
    let mut now = None;
    body(
        ui,
        area.part,
        |ui| picture(ui, view, (area, ground), pointed),
        |ui| now = list::list_card(ui, view, area, ground),
    );
    if now != pointed {
        ui.data_mut(|data| data.insert_temp(id, now));
        ui.ctx().request_repaint();
    }
}

fn picture(ui: &mut Ui, view: &View<'_>, (area, ground): (&MapState, &MapGround), pointed: Option<usize>) {
    Card::new().fill_height().show(ui, |ui| {
        let t = theme::tokens(ui);
        legend(ui, ground);
        ui.spacing_mut().item_spacing.y = 4.0;
        let up = axis_words(ground.value_by().words(), currency(view), ground.up.is_by_magnitude());
        text::running(ui, &format!("\u{2191} {up}"), size::LABEL, t.muted);
        let room = ui.available_size() - vec2(0.0, 20.0);
        ui.allocate_ui(room, |ui| plot::map_plot(ui, view, (area, ground), pointed));
        let unit = match ground.effort_by() {
            EffortBy::Hours => "h",
            EffortBy::Cost => currency(view),
        };
        let across = axis_words(ground.effort_by().words(), unit, ground.across.is_by_magnitude());
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 16.0), Layout::right_to_left(Align::Center), |ui| {
            text::running(ui, &format!("{across} \u{2192}"), size::LABEL, t.muted);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                text::one_line(ui, &ground.missing_text(), size::LABEL, t.muted);
            });
        });
    });
}

fn currency<'a>(view: &'a View<'_>) -> &'a str {
    view.session().map_or("", |session| session.workspace.business.currency.as_str())
}

/// "Profit in 12 months, € · uneven steps".
fn axis_words(name: &str, unit: &str, is_by_magnitude: bool) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!(", {unit}") };
    let steps = if is_by_magnitude { " · uneven steps" } else { "" };
    format!("{name} in 12 months{unit}{steps}")
}

/// Each sign with its verdict and how many there are.
fn legend(ui: &mut Ui, ground: &MapGround) {
    let t = theme::tokens(ui);
    let marks = Marks::of_legend(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(14.0, 2.0);
        ui.spacing_mut().interact_size.y = 18.0;
        for (verdict, num) in Verdict::ALL.into_iter().zip(ground.counts).filter(|(_, num)| *num > 0) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 18.0), egui::Sense::hover());
                let at = egui::Rect::from_center_size(rect.center(), marks.size());
                let (texture, uv) = (marks.texture(), Marks::uv(verdict, false));
                ui.painter().add(egui::Shape::image(texture, at, uv, egui::Color32::WHITE));
                text::running(ui, &format!("{} {}", verdict.words(), Locale::count(num)), size::LABEL, t.ink);
            });
        }
    });
}

/// What is drawn, what a drag does, how close, and the way out as a picture.
fn controls(ui: &mut Ui, view: &View<'_>, area: &MapState) {
    if ui.available_width() < super::NARROW {
        // The rest stands in the line above.
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::SMALL;
            axes(ui, view, area);
            zoom(ui, view, area);
        });
        return;
    }
    super::line(ui, view, |ui| {
        axes(ui, view, area);
        ui.add_space(if ui.available_width() < 500.0 { 0.0 } else { space::SMALL });
        modes(ui, view, area);
        zoom(ui, view, area);
        if area.is_stale() {
            text::muted_label(ui, "Working…");
        }
    });
}

fn axes(ui: &mut Ui, view: &View<'_>, area: &MapState) {
    let values = [ValueBy::Profit, ValueBy::Revenue].map(|by| (by, by.words()));
    if let Some(by) = widgets::segmented(ui, "Value", area.value_by, &values) {
        send(view, MapCommand::ValueBy(by));
    }
    text::muted(ui, "against");
    let efforts = [EffortBy::Hours, EffortBy::Cost].map(|by| (by, by.words()));
    if let Some(by) = widgets::segmented(ui, "Effort", area.effort_by, &efforts) {
        send(view, MapCommand::EffortBy(by));
    }
}

fn modes(ui: &mut Ui, view: &View<'_>, area: &MapState) {
    let modes = [(DragMode::Move, "Move"), (DragMode::Box, "Box"), (DragMode::Lasso, "Lasso")];
    if let Some(mode) = widgets::segmented(ui, "What dragging does", area.mode, &modes) {
        send(view, MapCommand::Mode(mode));
    }
}

fn zoom(ui: &mut Ui, view: &View<'_>, area: &MapState) {
    match zoom_buttons(ui, area.view.is_none()) {
        Some(Look::Closer) => send(view, MapCommand::Zoom(STEP)),
        Some(Look::Further) => send(view, MapCommand::Zoom(1.0 / STEP)),
        Some(Look::All) => send(view, MapCommand::View(None)),
        None => {}
    }
}

/// No map: why, and what to do.
fn missing(ui: &mut Ui, view: &View<'_>, problem: &str) {
    let button = if view.can_edit() { "See the customers" } else { "" };
    if widgets::empty_state(ui, Icon::Charts, "No figures to draw", problem, button) {
        view.send(Command::Go(Screen::Customers));
    }
    ui.vertical_centered(|ui| {
        if ui.add_enabled(view.can_edit(), Button::quiet("Import a spreadsheet…")).clicked() {
            view.act(Action::Import);
        }
    });
}
