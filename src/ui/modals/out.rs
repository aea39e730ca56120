//! Everything out, or a blank rating form: what as, where to, and how far it is.

use egui::Ui;

use crate::app::{Command, FormRows, Out, OutCommand, OutForm, TakenFiles, UnderWay, WholeFormat};
use crate::model::{Locale, ScorecardId};

use super::super::View;
use super::super::theme::space;
use super::super::widgets::{self, ModalReply, text};

/// Draws the dialog.
pub(super) fn out_modal(ui: &Ui, view: &View<'_>, form: &OutForm) {
    if let Some(taken) = &form.taken {
        replace(ui, view, taken);
        return;
    }
    match (&form.under_way, form.out) {
        (Some(under_way), _) => working(ui, view, under_way),
        (None, Out::Everything(format)) => everything(ui, view, format, form.failed.as_deref()),
        (None, Out::Form { scorecard, rows }) => rating_form(ui, view, (scorecard, rows), form.failed.as_deref()),
    }
}

fn send(view: &View<'_>, command: OutCommand) {
    view.send(Command::Out(command));
}

fn everything(ui: &Ui, view: &View<'_>, format: WholeFormat, failed: Option<&str>) {
    let modal = widgets::Modal::new("Export everything").width(620.0).primary("Choose where…");
    let shown = modal.show(ui.ctx(), |ui| {
        why_not(ui, failed);
        let choices = WholeFormat::ALL.map(|format| (format, format.words()));
        if let Some(chosen) = widgets::segmented(ui, "Format", format, &choices) {
            send(view, OutCommand::Choose(Out::Everything(chosen)));
        }
        ui.add_space(space::SMALL);
        text::body(ui, format.help());
        ui.add_space(space::SMALL);
        text::muted(ui, "Nothing in the workspace changes, and no file is replaced without asking.");
    });
    reply(view, shown.reply);
}

fn rating_form(ui: &Ui, view: &View<'_>, (scorecard, rows): (ScorecardId, FormRows), failed: Option<&str>) {
    let modal = widgets::Modal::new("Blank rating form").width(620.0).primary("Choose where…");
    let shown = modal.show(ui.ctx(), |ui| {
        why_not(ui, failed);
        text::body(
            ui,
            "A workbook with drop-down lists for people without the app. Filled in, it comes back with “Import a spreadsheet”.",
        );
        ui.add_space(space::SMALL);
        let cards = view.state.session().map(|session| &session.workspace.scorecards);
        let cards = cards.into_iter().flat_map(|cards| cards.values()).filter(|card| !card.archived);
        let choices: Vec<_> = cards.map(|card| (card.id, card.name.as_str())).collect();
        if let Some(chosen) = widgets::select(ui, "Scorecard", Some(scorecard), &choices, 420.0) {
            send(view, OutCommand::Choose(Out::Form { scorecard: chosen, rows }));
        }
        ui.add_space(space::SMALL);
        let has_rows = rows == FormRows::Customers;
        if widgets::checkbox(ui, has_rows, "Begin a row for every customer we work with") {
            let rows = if has_rows { FormRows::Blank } else { FormRows::Customers };
            send(view, OutCommand::Choose(Out::Form { scorecard, rows }));
        }
    });
    reply(view, shown.reply);
}

/// Why the last try failed.
fn why_not(ui: &mut Ui, failed: Option<&str>) {
    if let Some(why) = failed {
        widgets::banner(ui, widgets::Tone::Error, why, "");
        ui.add_space(space::SMALL);
    }
}

fn working(ui: &Ui, view: &View<'_>, under_way: &UnderWay) {
    let is_stopping = under_way.cancel.is_cancelled();
    let modal = widgets::Modal::new("Exporting").width(560.0).cancel(if is_stopping { "Stopping…" } else { "Stop" });
    let shown = modal.show(ui.ctx(), |ui| {
        let progress = under_way.progress;
        let share = (progress.total > 0).then(|| progress.done as f32 / progress.total as f32);
        let words = if progress.total > 0 {
            format!("{} of {} rows", Locale::count(progress.done), Locale::count(progress.total))
        } else {
            "Starting…".to_owned()
        };
        widgets::progress_bar(ui, share, &words);
        ui.add_space(space::SMALL);
        text::muted_label(ui, "If you stop, nothing is saved.");
    });
    if shown.reply == Some(ModalReply::Close) {
        send(view, OutCommand::Stop);
    }
}

/// What is there already is replaced only if that is meant; Enter alone does not do it.
fn replace(ui: &Ui, view: &View<'_>, taken: &TakenFiles) {
    let question = taken.question();
    let button = if taken.files.len() == 1 { "Replace it" } else { "Replace them" };
    let modal = widgets::Modal::new(&question).width(560.0).primary(button).danger().other("Save elsewhere…");
    let shown = modal.show(ui.ctx(), |ui| {
        text::body(ui, &taken.words());
        ui.add_space(space::SMALL);
        text::muted(ui, "Nothing was written yet. What is replaced can't be brought back by Keepwise.");
    });
    if shown.other {
        send(view, OutCommand::Elsewhere);
    }
    match shown.reply {
        Some(ModalReply::Accept) => send(view, OutCommand::Replace),
        Some(ModalReply::Close) => send(view, OutCommand::Stop),
        None => {}
    }
}

fn reply(view: &View<'_>, reply: Option<ModalReply>) {
    match reply {
        Some(ModalReply::Accept) => send(view, OutCommand::Ask),
        Some(ModalReply::Close) => send(view, OutCommand::Stop),
        None => {}
    }
}
