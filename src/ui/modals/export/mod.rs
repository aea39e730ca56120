//! Saving a chart, or all of them: the real preview at the left, the choices at the right; then where to, and what
//! became of it.

mod options;
mod preview;
mod steps;

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2};

use crate::app::{Command, CopyCommand, ExportCommand, ExportForm, ExportStep, LookWay, SaveCommand, Subject};

use super::super::View;
use super::super::theme::space;
use super::super::widgets::{self, ModalReply, TextField, text};

/// Below this width, in points, the choices stand below the preview.
const SIDE_BY_SIDE: f32 = 520.0;

/// Draws the dialog.
pub(super) fn export_modal(ui: &Ui, view: &View<'_>, form: &ExportForm) {
    match &form.step {
        ExportStep::Options | ExportStep::Saving => choose(ui, view, form),
        ExportStep::Path { pick, text, why } => steps::path(ui, view, pick, text, (why, form.problem.as_deref())),
        ExportStep::Exists { there, .. } => steps::exists(ui, view, there),
        ExportStep::Working { progress, .. } => steps::working(ui, view, form, progress),
        ExportStep::Done(done) => steps::done(ui, view, done),
    }
}

fn send(view: &View<'_>, command: ExportCommand) {
    view.send(Command::Export(command));
}

fn choose(ui: &Ui, view: &View<'_>, form: &ExportForm) {
    let is_saving = matches!(form.step, ExportStep::Saving);
    let title = match &form.subject {
        Subject::One { .. } => "Save the chart".to_owned(),
        Subject::All { set, .. } => format!("Save all charts: {}", set.words),
    };
    let button = match (&form.subject, is_saving) {
        (_, true) => "Saving…",
        (Subject::One { .. }, false) => "Save…",
        (Subject::All { .. }, false) => "Choose a folder…",
    };
    let is_ready = !is_saving && form.is_ready(view.state.areas.export.picture());
    let modal = widgets::Modal::new(&title).width(980.0).primary(button).enabled(is_ready);
    let shown = modal.show(ui.ctx(), |ui| {
        if let Some(problem) = &form.problem {
            widgets::banner(ui, widgets::Tone::Error, problem, "");
            ui.add_space(space::SMALL);
        }
        if ui.available_width() >= SIDE_BY_SIDE { beside(ui, view, form) } else { below(ui, view, form) }
    });
    match shown.reply {
        Some(ModalReply::Accept) => send(view, ExportCommand::Save(SaveCommand::Ask)),
        Some(ModalReply::Close) => send(view, ExportCommand::Close),
        None => {}
    }
}

/// Preview and words at the left, choices at the right.
fn beside(ui: &mut Ui, view: &View<'_>, form: &ExportForm) {
    const OPTIONS: f32 = 320.0;
    // The picture's own shape decides how high it gets, up to what leaves room for the words below.
    const SHAPE: f32 = 0.6;
    let room = ui.available_rect_before_wrap();
    // Room for the scroll bar, so that it never covers a field.
    let right = room.right() - 14.0;
    let column = |ui: &mut Ui, from: f32, to: f32, salt: &str| {
        let rect = Rect::from_min_max(pos2(from, room.top()), pos2(to, room.bottom()));
        ui.new_child(UiBuilder::new().id_salt(salt).max_rect(rect).layout(Layout::top_down(Align::Min)))
    };
    let middle = right - OPTIONS.min(room.width() / 2.0);
    let mut left = column(ui, room.left(), middle - space::LARGE, "left");
    let most = if form.data().is_some() { 306.0 } else { 420.0 };
    let height = (left.available_width() * SHAPE).clamp(140.0, most);
    preview::preview(&mut left, view, form, height);
    words(&mut left, view, form);
    let mut side = column(ui, middle, right, "right");
    options::options(&mut side, view, form);
    let used = left.min_rect().union(side.min_rect());
    ui.advance_cursor_after_rect(used);
}

/// One below the other, where the window is narrow.
fn below(ui: &mut Ui, view: &View<'_>, form: &ExportForm) {
    ui.set_max_width(ui.available_width() - 14.0);
    preview::preview(ui, view, form, 210.0);
    ui.add_space(space::SMALL);
    options::options(ui, view, form);
    ui.add_space(space::SMALL);
    words(ui, view, form);
}

/// The line below the preview: what comes out, and the way to the clipboard. The words wrap where they have to.
fn caption(ui: &mut Ui, view: &View<'_>, form: &ExportForm, words: &str) {
    if form.data().is_none() {
        note(ui, words);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::MEDIUM;
            for (words, way) in [("Previous chart", LookWay::Back), ("Next chart", LookWay::On)] {
                if widgets::link(ui, words).clicked() {
                    send(view, ExportCommand::Look(way));
                }
            }
        });
        return;
    }
    // In a narrow column they stand below each other.
    if ui.available_width() < 400.0 {
        note(ui, words);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::MEDIUM;
            copy_image(ui, view);
            copy_data(ui, view);
        });
        return;
    }
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        copy_data(ui, view);
        copy_image(ui, view);
        ui.with_layout(Layout::top_down(Align::Min), |ui| note(ui, words));
    });
}

fn copy_image(ui: &mut Ui, view: &View<'_>) {
    if widgets::link(ui, "Copy as image").clicked() {
        send(view, ExportCommand::Copy(CopyCommand::ImageOfForm));
    }
}

fn copy_data(ui: &mut Ui, view: &View<'_>) {
    if widgets::link(ui, "Copy data").clicked() {
        send(view, ExportCommand::Copy(CopyCommand::DataOfForm));
    }
}

/// The title, and the text for those who cannot see it.
fn words(ui: &mut Ui, view: &View<'_>, form: &ExportForm) {
    if form.data().is_none() {
        return;
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    if form.shows_numbers() && form.choices.format == crate::app::ChartFormat::Csv {
        return;
    }
    ui.add_space(space::SMALL);
    let mut title = form.title.clone();
    let field = TextField::new("Title", &mut title).hint("No title");
    if field.show(ui).changed() {
        send(view, ExportCommand::Title(title));
    }
    if form.has_own_title() && widgets::link(ui, "Back to the generated title").clicked() {
        send(view, ExportCommand::GeneratedTitle);
    }
    ui.add_space(space::SMALL);
    let mut alt = form.alt.clone();
    let field = TextField::new("Description for those who cannot see it", &mut alt).rows(2);
    if field.show(ui).changed() {
        send(view, ExportCommand::Alt(alt));
    }
    if form.has_own_alt() && widgets::link(ui, "Back to the generated description").clicked() {
        send(view, ExportCommand::GeneratedAlt);
    }
}

/// A line that stands back, below the preview or a choice.
fn note(ui: &mut Ui, words: &str) {
    text::muted_label(ui, words);
}
