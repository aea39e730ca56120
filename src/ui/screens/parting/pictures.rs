//! Below the effect: value against effort, the whale curve, the grades.

use egui::{Align, Layout, Ui, vec2};

use crate::analysis::{EffortBy, ValueBy};
use crate::app::{Command, Ground, PartingCommand, PartingState, PartingView};
use crate::charts::{Chart, Mark};

use super::super::super::View;
use super::super::super::picture::picture;
use super::super::super::theme::space;
use super::super::super::widgets::{self, Card, text};
use super::grades;

const VIEWS: [(PartingView, &str); 3] = [
    (PartingView::Effort, "Value against effort"),
    (PartingView::Whale, "Whale curve"),
    (PartingView::Grades, "Grades"),
];

/// From this width on what is drawn is chosen beside the tabs, points.
const BESIDE_TABS: f32 = 660.0;

/// Draws the card with the pictures; it fills the room.
pub(super) fn pictures_card(ui: &mut Ui, view: &View<'_>, area: &PartingState, ground: &Ground) {
    Card::new().fill_height().show(ui, |ui| {
        let room = ui.available_rect_before_wrap();
        if let Some(chosen) = widgets::tabs(ui, area.view, &VIEWS) {
            view.send(Command::Parting(PartingCommand::View(chosen)));
        }
        if area.view == PartingView::Effort {
            // Beside the tabs where there is room, so that the picture has more of it.
            if room.width() >= BESIDE_TABS {
                let row = egui::Rect::from_min_size(room.min, vec2(room.width(), 34.0));
                let layout = Layout::right_to_left(Align::Center);
                axes(
                    &mut ui.new_child(egui::UiBuilder::new().id_salt("axes").max_rect(row).layout(layout)),
                    view,
                    area,
                );
            } else {
                ui.horizontal(|ui| {
                    let row = vec2(330.0, 34.0);
                    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| axes(ui, view, area));
                });
            }
        }
        match area.view {
            PartingView::Effort => effort(ui, view, area, ground),
            PartingView::Whale => match &ground.whale {
                Some(chart) => chart_ui(ui, view, ("whale", chart), area.ground_version()),
                None => missing(ui, view, ground, "Nobody's profit is known: it takes revenue and cost."),
            },
            PartingView::Grades => match &ground.grades_finding {
                Some(finding) => grades::grades(ui, view, (area, ground), finding),
                None => missing(ui, view, ground, "Nobody's profit is known: it takes revenue and cost."),
            },
        }
    });
}

/// What counts as value and as effort, from right to left.
fn axes(ui: &mut Ui, view: &View<'_>, area: &PartingState) {
    let send = |command| view.send(Command::Parting(command));
    ui.spacing_mut().item_spacing.x = space::SMALL;
    let efforts = [EffortBy::Hours, EffortBy::Cost].map(|by| (by, by.words()));
    if let Some(by) = widgets::segmented(ui, "Effort", area.effort_by, &efforts) {
        send(PartingCommand::EffortBy(by));
    }
    text::muted(ui, "against");
    let values = [ValueBy::Profit, ValueBy::Revenue].map(|by| (by, by.words()));
    if let Some(by) = widgets::segmented(ui, "Value", area.value_by, &values) {
        send(PartingCommand::ValueBy(by));
    }
}

fn effort(ui: &mut Ui, view: &View<'_>, area: &PartingState, ground: &Ground) {
    match &area.effort {
        Some(Ok(chart)) => chart_ui(ui, view, ("effort", chart), area.effort_version),
        Some(Err(words)) => missing(ui, view, ground, words),
        None => {}
    }
}

/// A picture below its finding; a click on a customer ticks or unticks them.
fn chart_ui(ui: &mut Ui, view: &View<'_>, (name, chart): (&str, &Chart), version: u64) {
    text::card_title(ui, &chart.title);
    text::muted_label(ui, &chart.subtitle);
    let height = (ui.available_height() - 4.0).max(260.0);
    let clicked = picture(ui, view, name, chart, version, Some(height));
    if let Some(customer) = clicked.as_ref().and_then(customer_of) {
        view.send(Command::Parting(PartingCommand::Toggle(customer)));
    }
}

fn customer_of(mark: &Mark) -> Option<crate::model::CustomerId> {
    mark.id.parse().ok()
}

/// What is missing for a picture, and the way to it.
fn missing(ui: &mut Ui, view: &View<'_>, ground: &Ground, words: &str) {
    ui.add_space(space::MEDIUM);
    text::body(ui, words);
    super::add_figures(ui, view, ground);
}
