//! Files that need attention, closing with something unsaved, and a typed path where there is no file dialog.

use egui::Ui;

use crate::app::{AfterFlush, Command, FileCommand, Pick};

use super::super::View;
use super::super::theme::space;
use super::super::widgets::{self, ModalReply};

/// Files that could not be read: what is wrong, where, what is safe.
pub(super) fn problems_modal(ui: &Ui, view: &View<'_>) {
    let problems = view.session().map(|session| session.problems.as_slice()).unwrap_or_default();
    let modal = widgets::Modal::new("Needs attention").width(620.0).primary("Show the folder").cancel("Close");
    let shown = modal.show(ui.ctx(), |ui| {
        widgets::text::muted(ui, "These files are left exactly as they are. Everything else is open and safe.");
        ui.add_space(space::SMALL);
        egui::ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.55).show(ui, |ui| {
            for problem in problems {
                let place = problem.place.map(|(line, column)| format!(", line {line}, column {column}"));
                let file = format!("{}{}", problem.file.display(), place.unwrap_or_default());
                widgets::text::card_title(ui, &file);
                widgets::text::body(ui, &problem.what);
                widgets::text::muted(ui, &problem.advice);
                widgets::text::hairline(ui);
            }
        });
    });
    match shown.reply {
        Some(ModalReply::Accept) => view.send(Command::File(FileCommand::ShowFolder)),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

/// The window wants to close but something is not on disk.
pub(super) fn unsaved_modal(ui: &Ui, view: &View<'_>, reason: &str) {
    let is_closing = view.state.after_flush == AfterFlush::Close;
    let button = if is_closing { "Close and lose them" } else { "Open the other and lose them" };
    let modal = widgets::Modal::new("Your last changes are not saved").primary(button).danger();
    let shown = modal.cancel("Stay here").show(ui.ctx(), |ui| {
        widgets::text::body(ui, reason);
        ui.add_space(space::SMALL);
        widgets::text::muted(ui, "Keepwise tries again every few seconds. Everything saved before is safe.");
    });
    match shown.reply {
        Some(ModalReply::Accept) => view.send(Command::File(FileCommand::CloseAnyway)),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

/// A path to type, where the system has no dialog.
pub(super) fn type_path_modal(ui: &Ui, view: &View<'_>, pick: &Pick, text: &str, why: &str) {
    let (title, label, button) = match pick {
        Pick::OpenFolder => ("Open a workspace", "Folder", "Open"),
        Pick::NewFolder => ("Make a new workspace", "An empty folder", "Make it"),
        Pick::ImportFile => ("Import a spreadsheet", "File", "Import"),
        // These are asked for in the export dialog.
        Pick::SaveChart(_) => ("Save the chart", "File", "Save"),
        Pick::ExportFolder(_) => ("Save all charts", "Folder", "Save"),
        Pick::Out(job) if job.name.is_empty() => ("Export everything", "Folder", "Save"),
        Pick::Out(_) => ("Where to save it", "File", "Save"),
    };
    let mut typed = text.to_owned();
    let modal = widgets::Modal::new(title).width(620.0).primary(button).enabled(!typed.trim().is_empty());
    let shown = modal.show(ui.ctx(), |ui| {
        widgets::text::muted(ui, &format!("{why} Please type the path."));
        ui.add_space(space::SMALL);
        let field = widgets::text_field(ui, label, &mut typed, None);
        // Enter takes the keyboard from the field; taken back at once, it would not press the button.
        if ui.memory(|memory| memory.focused().is_none()) && !field.lost_focus() {
            field.request_focus();
        }
    });
    if typed != text {
        view.send(Command::File(FileCommand::TypePath(typed)));
    }
    match shown.reply {
        Some(ModalReply::Accept) => view.send(Command::File(FileCommand::TakeTypedPath)),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}
