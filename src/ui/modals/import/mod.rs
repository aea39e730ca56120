//! An import in four parts: the file, its columns, questions that only somebody who knows can answer, the preview.

mod bands;
mod columns;
mod file;
mod options;
mod outcome;
mod questions;
mod rows;
mod whole;

use egui::{Align, Layout, Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{Command, ImportCommand, ImportForm, ImportPage, ImportState, ImportStep};

use super::super::View;
use super::super::theme::space;
use super::super::widgets::{self, Button, ModalReply};

/// Draws the dialog.
pub(super) fn import_modal(ui: &Ui, view: &View<'_>, step: ImportStep) {
    match step {
        ImportStep::Reading => reading(ui, view),
        ImportStep::Failed => failed(ui, view),
        ImportStep::Mapping => mapping(ui, view),
        ImportStep::Whole => {
            let area = &view.state.areas.import;
            if let Some(found) = &area.whole {
                whole::whole_modal(ui, view, area, found);
            }
        }
    }
}

fn send(view: &View<'_>, command: ImportCommand) {
    view.send(Command::Import(command));
}

fn reading(ui: &Ui, view: &View<'_>) {
    let area = &view.state.areas.import;
    let words = match area.table {
        None => format!("Reading {}…", area.file_name),
        Some(_) => format!("Looking at the columns of {}…", area.file_name),
    };
    let of_file = area.progress.filter(|progress| progress.total > 0).map(|progress| (progress.done, progress.total));
    // So many columns have been looked at, once the table is there.
    let share = match &area.table {
        None => of_file,
        Some(table) => area.looked.map(|done| (done as u64, table.headers.len().max(1) as u64)),
    };
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
    let share = share.map(|(done, total)| (done as f64 / total as f64).min(1.0) as f32);
    let shown = widgets::Modal::new("Import a spreadsheet").cancel("Cancel").show(ui.ctx(), |ui| {
        widgets::progress_bar(ui, share, &words);
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

/// On a large screen the dialog keeps to where eyes rest: lines of a thousand points and more are hard to follow.
const WIDEST: f32 = 1400.0;

fn mapping(ui: &Ui, view: &View<'_>) {
    let area = &view.state.areas.import;
    let Some(form) = &area.form else { return };
    let title = format!("Import {}", area.file_name);
    let blocked = area.blocked(view.state);
    let screen = ui.ctx().content_rect().size();
    let num_questions = area.num_questions();
    let next = match area.page {
        ImportPage::File => Some((ImportPage::Columns, "Next: columns")),
        ImportPage::Columns if num_questions > 0 => Some((ImportPage::Questions, "Next: questions")),
        ImportPage::Columns | ImportPage::Questions => Some((ImportPage::Preview, "Next: preview")),
        ImportPage::Preview => None,
    };
    let button = next.map_or_else(|| area.button(), |(_, words)| words.to_owned());
    let is_open = next.is_some() || blocked.is_none();
    let part = ImportPage::ALL.iter().position(|(page, _)| *page == area.page).unwrap_or_default();
    let modal = widgets::Modal::new(&title).width(WIDEST).primary(&button).enabled(is_open).part(part);
    let shown = modal.show(ui.ctx(), |ui| {
        // As high as the dialog lets its contents be, less the row of parts.
        let room = (screen.y - 222.0 - PARTS).max(118.0);
        // The dialog stays where it is from part to part.
        ui.set_min_height(room + PARTS);
        parts(ui, view, (area, form), num_questions);
        let is_narrow = ui.available_width() < 860.0 || room < 340.0;
        // The scroll bar stands beside it.
        let beside = if is_narrow || area.page != ImportPage::Columns { 12.0 } else { 0.0 };
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - beside);
            page(ui, view, (area, form), (is_narrow, room));
        });
    });
    match (shown.reply, next) {
        (Some(ModalReply::Accept), Some((page, _))) => send(view, ImportCommand::Page(page)),
        (Some(ModalReply::Accept), None) => send(view, ImportCommand::Accept),
        (Some(ModalReply::Close), _) => view.send(Command::CloseModal),
        (None, _) => {}
    }
}

/// The part that is shown; `room` is how high it may be.
fn page(ui: &mut Ui, view: &View<'_>, (area, form): (&ImportState, &ImportForm), (is_narrow, room): (bool, f32)) {
    let blocked = area.blocked(view.state);
    match area.page {
        ImportPage::File => file::file(ui, view, (area, form)),
        ImportPage::Columns if is_narrow => {
            in_place(ui, |ui| options::options(ui, view, form));
            columns::columns(ui, view, form, f32::INFINITY);
        }
        ImportPage::Columns => {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), room), egui::Sense::hover());
            let (left, right) = rect.split_left_right_at_fraction(0.62);
            pane(ui, "columns", left.with_max_x(left.right() - 12.0), |ui| {
                let height = ui.available_height();
                columns::columns(ui, view, form, height);
            });
            pane(ui, "outcome", right.with_min_x(right.left() + 12.0), |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    // The scroll bar stands beside it.
                    ui.set_max_width(ui.available_width() - 12.0);
                    options::options(ui, view, form);
                    outcome::summary(ui, view, area, blocked.as_deref());
                });
            });
        }
        ImportPage::Questions => questions::questions(ui, view, (area, form)),
        ImportPage::Preview => {
            outcome::summary(ui, view, area, blocked.as_deref());
            outcome::details(ui, view, area);
        }
    }
}

/// How high the row of parts is.
const PARTS: f32 = 52.0;
/// So much room words beside the parts need.
const WORDS_FIT: f32 = 290.0;

/// The parts of the dialog, each a click away.
fn parts(ui: &mut Ui, view: &View<'_>, (area, form): (&ImportState, &ImportForm), num_questions: usize) {
    let questions = format!("3 Questions ({num_questions})");
    let all = ImportPage::ALL.map(|(page, words)| match page {
        ImportPage::Questions if num_questions > 0 => (page, questions.as_str()),
        _ => (page, words),
    });
    ui.horizontal(|ui| {
        if let Some(page) = widgets::segmented(ui, "Part of the import", area.page, &all) {
            send(view, ImportCommand::Page(page));
        }
        if area.is_working() {
            ui.add(egui::Spinner::new().size(14.0));
            if ui.available_width() > WORDS_FIT {
                widgets::text::muted_label(ui, &area.working());
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.add(Button::quiet("Another file…").small()).clicked() {
                send(view, ImportCommand::ChooseAnother);
            }
            // Where there is no room for it, the preview and the fields in red say so.
            if form.is_incomplete() && ui.available_width() > WORDS_FIT + 120.0 {
                widgets::text::muted_label(
                    ui,
                    "Something is missing under \u{201c}Columns\u{201d} or \u{201c}Questions\u{201d}",
                );
            }
        });
    });
    ui.add_space(space::SMALL);
}

/// What `add` draws may become higher or lower while it is out of sight above; what is in sight stays where it is.
fn in_place(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let (id, top) = (ui.scope_id().with("height above"), ui.cursor().top());
    add(ui);
    let height = ui.cursor().top() - top;
    let before = ui.data_mut(|data| data.get_temp::<f32>(id));
    ui.data_mut(|data| data.insert_temp(id, height));
    let Some(before) = before.filter(|before| (before - height).abs() > 1.0) else { return };
    if top + before <= ui.clip_rect().top() {
        ui.scroll_with_delta_animation(vec2(0.0, before - height), egui::style::ScrollAnimation::none());
        ui.ctx().request_discard("what is in sight moved");
    }
}

fn pane(ui: &mut Ui, salt: &str, room: Rect, add: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().id_salt(salt).max_rect(room).layout(Layout::top_down(Align::Min));
    add(&mut ui.new_child(builder));
}
