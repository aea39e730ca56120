//! The look back before saving: all answers, what is missing, a remark on the whole.

use egui::{Align, Layout, Ui};

use crate::app::{AfterSaving, Command, RateCommand, RateForm, RateFormCommand, response_text};
use crate::model::{Note, ScorecardVersion};

use super::super::super::View;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, ListRow};
use super::FOOTER;

/// Below this width, points, the buttons take two lines.
const NARROW: f32 = 640.0;

/// Draws all answers and the remark.
pub(super) fn review(ui: &mut Ui, view: &View<'_>, form: &RateForm, version: &ScorecardVersion) {
    let t = theme::tokens(ui);
    let (answered, all) = form.progress(version);
    let title = if answered == all {
        "All answered. Does it say what you mean?".to_owned()
    } else {
        format!("{answered} of {all} answered. The rest counts as missing.")
    };
    widgets::text::heading(ui, &title);
    ui.add_space(space::SMALL);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (at, criterion) in version.active().enumerate() {
        let note = form.answers.get(&criterion.id).map(|answer| answer.note.trim()).unwrap_or_default();
        let note = note.lines().next().unwrap_or_default();
        let row = ListRow::new(&criterion.name).detail(note).separated().show(ui, |ui| {
            match form.response(criterion.id) {
                Some(response) => widgets::text::number(ui, &response_text(criterion, response)),
                None => widgets::text::one_line(ui, "Not answered", size::LABEL, t.muted),
            };
        });
        if row.clicked() {
            view.send(Command::Rate(RateCommand::Form(RateFormCommand::Go(at))));
        }
    }
    ui.add_space(space::MEDIUM);
    let mut remark = form.remark.clone();
    let error = Note::new(&form.remark).err().map(|error| format!("This remark cannot be saved: {error}."));
    let field = widgets::TextField::new("A remark on the whole (optional)", &mut remark)
        .hint("What should the next reader know?")
        .rows(2)
        .error(error.as_deref())
        .show(ui);
    if field.changed() {
        view.send(Command::Rate(RateCommand::Form(RateFormCommand::Remark(remark))));
    }
    ui.add_space(space::SMALL);
}

/// How much room the buttons need.
pub(super) fn footer_height(ui: &Ui) -> f32 {
    if ui.available_width() < NARROW { FOOTER + size::BUTTON_HEIGHT + space::SMALL } else { FOOTER }
}

/// Draws the buttons that save.
pub(super) fn review_footer(ui: &mut Ui, view: &View<'_>, form: &RateForm) {
    let is_narrow = ui.available_width() < NARROW;
    let can_save = view.can_edit() && form.answers.values().any(|answer| answer.response.is_some());
    ui.add_space(space::MEDIUM - ui.spacing().item_spacing.y);
    if is_narrow {
        ui.horizontal(|ui| others(ui, view, can_save));
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let back = ui.add(Button::secondary("\u{2039} Back"));
        if back.accessible_name("Back").clicked() {
            view.send(Command::Rate(RateCommand::Form(RateFormCommand::Back)));
        }
        ui.add_space(6.0);
        widgets::text::muted_label(ui, "Enter saves");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.add_enabled(can_save, Button::primary("Save rating")).clicked() {
                view.send(Command::Rate(RateCommand::Save(AfterSaving::Compare)));
            }
            if !is_narrow {
                others(ui, view, can_save);
            }
        });
    });
}

fn others(ui: &mut Ui, view: &View<'_>, can_save: bool) {
    for (text, after) in
        [("Save and next person", AfterSaving::NextPerson), ("Save and next customer", AfterSaving::NextCustomer)]
    {
        if ui.add_enabled(can_save, Button::secondary(text)).clicked() {
            view.send(Command::Rate(RateCommand::Save(after)));
        }
    }
}
