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

/// Draws the card with the pictures; it fills the room.
pub(super) fn pictures_card(ui: &mut Ui, view: &View<'_>, area: &PartingState, ground: &Ground) {
    Card::new().fill_height().show(ui, |ui| {
        if let Some(chosen) = widgets::tabs(ui, area.view, &VIEWS) {
            view.send(Command::Parting(PartingCommand::View(chosen)));
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

fn effort(ui: &mut Ui, view: &View<'_>, area: &PartingState, ground: &Ground) {
    let send = |command| view.send(Command::Parting(command));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::SMALL);
        let values = [ValueBy::Profit, ValueBy::Revenue].map(|by| (by, by.words()));
        if let Some(by) = widgets::segmented(ui, "Value", area.value_by, &values) {
            send(PartingCommand::ValueBy(by));
        }
        ui.allocate_ui_with_layout(vec2(50.0, 32.0), Layout::left_to_right(Align::Center), |ui| {
            text::muted(ui, "against");
        });
        let efforts = [EffortBy::Hours, EffortBy::Cost].map(|by| (by, by.words()));
        if let Some(by) = widgets::segmented(ui, "Effort", area.effort_by, &efforts) {
            send(PartingCommand::EffortBy(by));
        }
    });
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
    let clicked = picture(ui, name, chart, version, Some(height));
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
