//! An import: what the columns become at the left, what would happen at the right.

mod columns;
mod options;
mod outcome;

use egui::{Align, Layout, Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{Command, ImportCommand, ImportForm, ImportKind, ImportState, ImportStep};

use super::super::View;
use super::super::theme::space;
use super::super::widgets::{self, Button, ModalReply};
use crate::model::Locale;

/// Draws the dialog.
pub(super) fn import_modal(ui: &Ui, view: &View<'_>, step: ImportStep) {
    match step {
        ImportStep::Reading => reading(ui, view),
        ImportStep::Failed => failed(ui, view),
        ImportStep::Mapping => mapping(ui, view),
    }
}

fn send(view: &View<'_>, command: ImportCommand) {
    view.send(Command::Import(command));
}

fn reading(ui: &Ui, view: &View<'_>) {
    let words = format!("Reading {}…", view.state.areas.import.file_name);
    let shown = widgets::Modal::new("Import a spreadsheet").cancel("Cancel").show(ui.ctx(), |ui| {
        widgets::text::body(ui, &words);
        ui.add_space(space::SMALL);
        widgets::progress_bar(ui, None, &words);
    });
    if shown.reply.is_some() {
        view.send(Command::CloseModal);
    }
}

fn failed(ui: &Ui, view: &View<'_>) {
    let area = &view.state.areas.import;
    let title = "This file can’t be read";
    let shown =
        widgets::Modal::new(title).width(560.0).primary("Choose another file…").cancel("Close").show(ui.ctx(), |ui| {
            widgets::text::card_title(ui, &area.file_name);
            widgets::text::body(ui, area.error.as_deref().unwrap_or_default());
            ui.add_space(space::SMALL);
            widgets::text::muted(ui, "Nothing was imported, and nothing in your workspace has changed.");
        });
    match shown.reply {
        Some(ModalReply::Accept) => send(view, ImportCommand::ChooseAnother),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

fn mapping(ui: &Ui, view: &View<'_>) {
    let area = &view.state.areas.import;
    let Some(form) = &area.form else { return };
    let title = format!("Import {}", area.file_name);
    let button = area.button();
    let blocked = area.blocked(view.state);
    let screen = ui.ctx().content_rect().size();
    let modal = widgets::Modal::new(&title).width(screen.x).primary(&button).enabled(blocked.is_none());
    let shown = modal.show(ui.ctx(), |ui| {
        // As high as the dialog lets its contents be.
        let room = (screen.y - 222.0).max(118.0);
        if ui.available_width() < 860.0 || room < 360.0 {
            head(ui, view, (area, form));
            outcome::summary(ui, area, blocked.as_deref());
            ui.add_space(space::SMALL);
            columns::columns(ui, view, form, f32::INFINITY);
            ui.add_space(space::MEDIUM);
            options::options(ui, view, form);
            outcome::details(ui, view, area);
            return;
        }
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), room), egui::Sense::hover());
        let (left, right) = rect.split_left_right_at_fraction(0.57);
        pane(ui, "columns", left.with_max_x(left.right() - 12.0), |ui| {
            head(ui, view, (area, form));
            let height = ui.available_height();
            columns::columns(ui, view, form, height);
        });
        pane(ui, "outcome", right.with_min_x(right.left() + 12.0), |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                // The scroll bar stands beside it.
                ui.set_max_width(ui.available_width() - 12.0);
                options::options(ui, view, form);
                outcome::summary(ui, area, blocked.as_deref());
                outcome::details(ui, view, area);
            });
        });
    });
    match shown.reply {
        Some(ModalReply::Accept) => send(view, ImportCommand::Accept),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

fn pane(ui: &mut Ui, salt: &str, room: Rect, add: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().id_salt(salt).max_rect(room).layout(Layout::top_down(Align::Min));
    add(&mut ui.new_child(builder));
}

fn head(ui: &mut Ui, view: &View<'_>, (area, form): (&ImportState, &ImportForm)) {
    ui.horizontal(|ui| {
        widgets::text::muted_label(ui, "A row is");
        let kinds = [(ImportKind::Customers, "A customer"), (ImportKind::Ratings, "A rating")];
        if let Some(kind) = widgets::segmented(ui, "A row is", form.kind, &kinds) {
            send(view, ImportCommand::Kind(kind));
        }
        if let Some(table) = &area.table {
            let size = format!("{} rows · {} columns", Locale::count(table.rows.len()), table.headers.len());
            widgets::text::muted_label(ui, &size);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.add(Button::quiet("Another file…").small()).clicked() {
                send(view, ImportCommand::ChooseAnother);
            }
        });
    });
    ui.add_space(4.0);
}
