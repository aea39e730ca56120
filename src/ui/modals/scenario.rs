//! A what-if gets a name, to be tried and compared later.

use egui::Ui;

use crate::app::{Command, LetGoCommand, ScenarioCommand, ScenarioForm};

use super::super::View;
use super::super::theme::space;
use super::super::widgets::{self, ModalReply, TextField, text};

/// Draws the dialog.
pub(super) fn scenario_modal(ui: &Ui, view: &View<'_>, form: &ScenarioForm) {
    let send = |command| view.send(Command::LetGo(LetGoCommand::Scenario(command)));
    let modal = widgets::Modal::new("Save this as a scenario").width(480.0).primary("Save").enabled(form.is_ready());
    let shown = modal.show(ui.ctx(), |ui| {
        text::muted(ui, "The sliders as they stand now, kept with the scorecard. Our policy stays as it is.");
        ui.add_space(space::SMALL);
        let mut name = form.name.clone();
        // An empty name is not yet a mistake.
        let problem = form.name_problem().filter(|_| !form.name.is_empty());
        let field = TextField::new("Name", &mut name).hint("If payment counted double");
        if field.error(problem.as_deref()).show(ui).changed() {
            send(ScenarioCommand::SetName(name));
        }
        if form.replaces().is_some() {
            text::muted_label(ui, "There is one of this name. It will be replaced; Undo brings it back.");
        }
        ui.add_space(space::SMALL);
        let mut note = form.note.clone();
        let problem = form.note_problem();
        let field = TextField::new("What it is about", &mut note).rows(2).hint("Optional");
        if field.error(problem.as_deref()).show(ui).changed() {
            send(ScenarioCommand::SetNote(note));
        }
    });
    match shown.reply {
        Some(ModalReply::Accept) => send(ScenarioCommand::Keep),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}
