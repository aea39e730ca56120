//! What counts for all rows: the scorecard of the answers, who rated, why.

use egui::{Align, Layout, Ui, vec2};

use crate::app::{Command, ImportCommand, ImportForm};
use crate::model::{GroupId, OccasionKind, ScorecardId};

use super::super::super::View;
use super::super::super::theme::space;
use super::super::super::widgets::{self, TextField};

/// Draws the choices that are needed with these columns.
pub(super) fn options(ui: &mut Ui, view: &View<'_>, form: &ImportForm) {
    if !form.has_answers() {
        return;
    }
    let Some(session) = view.session() else { return };
    let mut new = form.options.clone();
    if form.may_name_customer() {
        TextField::new("The customer all rows are about", &mut new.customer)
            .hint("A name, as no column says who it is")
            .error(form.customer_fault.as_deref())
            .show(ui);
        ui.add_space(space::SMALL);
    }
    // Side by side the names would be cut off in a narrow window.
    let is_narrow = ui.available_width() < 430.0;
    let half = if is_narrow { ui.available_width() } else { (ui.available_width() - space::MEDIUM) / 2.0 };
    two(ui, half, |ui, is_left| {
        if is_left {
            let cards = session.workspace.scorecards.values().filter(|card| !card.archived);
            let mut all: Vec<(Option<ScorecardId>, &str)> = vec![(None, "A new scorecard")];
            all.extend(cards.map(|card| (Some(card.id), card.name.as_str())));
            if let Some(card) = widgets::select(ui, "The answers belong to", Some(form.card), &all, half) {
                view.send(Command::Import(ImportCommand::Card(card)));
            }
        } else if form.card.is_none() {
            let field = TextField::new("Name of the new scorecard", &mut new.card_name);
            field.error(form.card_fault.as_deref()).show(ui);
        }
    });
    two(ui, half, |ui, is_left| {
        if is_left && form.has_person() {
            let occasions = OccasionKind::ALL.map(|kind| (kind, kind.words()));
            if let Some(kind) = widgets::select(ui, "Why they were made", Some(new.occasion), &occasions, half) {
                new.occasion = kind;
            }
        } else if is_left {
            let field = TextField::new("Who rated", &mut new.person);
            field.error(form.person_fault.as_deref()).show(ui);
        } else {
            let business = &session.workspace.business;
            let groups: Vec<(GroupId, &str)> =
                business.groups.iter().map(|(id, group)| (*id, group.name.as_str())).collect();
            if let Some(group) = widgets::select(ui, "Group of new people", Some(new.group), &groups, half) {
                new.group = group;
            }
        }
    });
    TextField::new("Stands for no answer (between semicolons)", &mut new.missing).show(ui);
    ui.add_space(space::SMALL);
    super::bands::limits(ui, view, form);
    widgets::text::hairline(ui);
    if new != form.options {
        view.send(Command::Import(ImportCommand::Options(Box::new(new))));
    }
}

fn two(ui: &mut Ui, half: f32, mut add: impl FnMut(&mut Ui, bool)) {
    if half >= ui.available_width() {
        ui.spacing_mut().item_spacing.y = space::SMALL;
        add(ui, true);
        add(ui, false);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        for is_left in [true, false] {
            ui.allocate_ui_with_layout(vec2(half, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(half);
                add(ui, is_left);
            });
        }
    });
}
