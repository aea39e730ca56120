//! A caution is set aside: why it does not count for this customer, and who says so.

use egui::Ui;

use crate::app::{CautionCommand, Command, LetGoCommand, SetAsideForm};

use super::super::View;
use super::super::theme::{size, space};
use super::super::widgets::{self, ModalReply, TextField, text};

/// Draws the dialog.
pub(super) fn set_aside_modal(ui: &Ui, view: &View<'_>, form: &SetAsideForm) {
    let send = |command| view.send(Command::LetGo(LetGoCommand::Caution(command)));
    let modal = widgets::Modal::new("Set a caution aside").width(480.0).primary("Set aside").enabled(form.is_ready());
    let shown = modal.show(ui.ctx(), |ui| {
        widgets::note_box(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            text::paragraph(ui, size::BODY, &[text::Span::Strong(&form.name)]);
            text::label(ui, &form.text);
        });
        ui.add_space(space::SMALL);
        let mut reason = form.reason.clone();
        let problem = form.reason_problem();
        let field = TextField::new("Why it does not count here", &mut reason).rows(2).error(problem.as_deref());
        let field = field.hint("It stays in the list, with this reason").show(ui);
        if form.reason.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if field.changed() {
            send(CautionCommand::Reason(reason));
        }
        ui.add_space(space::SMALL);
        let mut by = form.by.clone();
        let problem = form.by_problem();
        if TextField::new("Who says so", &mut by).width(240.0).error(problem.as_deref()).show(ui).changed() {
            send(CautionCommand::By(by));
        }
    });
    match shown.reply {
        Some(ModalReply::Accept) => send(CautionCommand::Keep),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}
