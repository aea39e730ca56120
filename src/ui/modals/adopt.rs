//! A version is adopted: what changes for whom, before it is saved.

use egui::{ScrollArea, Ui};

use crate::app::{AdoptForm, Command, Outcome, ScorecardsCommand};
use crate::model::{Locale, Verdict};

use super::super::View;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, ModalReply, TextField, Tone};

/// Draws the dialog.
pub(super) fn adopt_modal(ui: &Ui, view: &View<'_>, form: &AdoptForm) {
    let title = if form.is_rename_only() {
        format!("Rename to {}", form.name)
    } else {
        format!("Adopt version {} of {}", form.number, form.name)
    };
    let button = if form.is_rename_only() { "Rename".to_owned() } else { format!("Adopt version {}", form.number) };
    let can_adopt = form.is_change() && form.note_fault.is_none() && view.can_edit();
    let modal = widgets::Modal::new(&title).width(680.0).primary(&button).enabled(can_adopt).cancel("Go on editing");
    let shown = modal.show(ui.ctx(), |ui| {
        if !form.is_change() {
            widgets::text::muted(ui, "Nothing is different from the version in force.");
            return;
        }
        if form.overtaken {
            let text = "Another version was adopted since you began. This one takes its place; see below what changes.";
            widgets::banner(ui, Tone::Warning, text, "");
        }
        if form.is_rename_only() {
            widgets::text::muted(ui, "Only the name changes; questions, weights and verdicts stay as they are.");
            return;
        }
        match &form.outcome {
            Some(outcome) => verdicts(ui, outcome),
            None => {
                widgets::text::muted(ui, "Customers rate us on this scorecard, so no verdict changes.");
            }
        }
        ui.add_space(space::SMALL);
        widgets::text::card_title(ui, "What is different");
        for change in &form.changes {
            widgets::text::body(ui, &format!("· {change}"));
        }
        ui.add_space(space::SMALL);
        let mut note = form.note.clone();
        let field = TextField::new("Why (optional)", &mut note).rows(2).error(form.note_fault.as_deref());
        if field.hint("In a year you will want to know").show(ui).changed() {
            view.send(Command::Scorecards(ScorecardsCommand::Note(note)));
        }
        let kept = "Ratings stay with the version they were made on, and are read on the new one.";
        widgets::text::muted_label(ui, kept);
    });
    match shown.reply {
        Some(ModalReply::Accept) => view.send(Command::Scorecards(ScorecardsCommand::Accept)),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

fn verdicts(ui: &mut Ui, outcome: &Outcome) {
    let t = theme::tokens(ui);
    ui.add_space(4.0);
    ui.columns(4, |columns| {
        let verdicts = [Verdict::Keep, Verdict::HardLook, Verdict::LetGo, Verdict::NotEnough];
        for (ui, verdict) in columns.iter_mut().zip(verdicts) {
            let (before, after) = (outcome.before.of(verdict), outcome.after.of(verdict));
            widgets::note_box(ui, |ui| {
                widgets::text::one_line(ui, verdict.words(), size::LABEL, t.muted);
                let words = if before == after { format!("{after}") } else { format!("{before} → {after}") };
                ui.horizontal(|ui| {
                    widgets::pill_small(ui, verdict);
                    widgets::text::heading(ui, &words);
                });
            });
        }
    });
    ui.add_space(space::SMALL);
    let title = match outcome.moves.len() {
        0 => "No verdict changes".to_owned(),
        1 => "1 customer moves".to_owned(),
        number => format!("{} customers move", Locale::count(number)),
    };
    widgets::text::card_title(ui, &title);
    const ROW: f32 = 24.0;
    ui.spacing_mut().item_spacing.y = 2.0;
    let list = ScrollArea::vertical().id_salt("moves").max_height(160.0).auto_shrink([false, true]);
    list.show_rows(ui, ROW, outcome.moves.len(), |ui, rows| {
        for (name, from, to) in &outcome.moves[rows] {
            ui.horizontal(|ui| {
                ui.set_height(ROW);
                ui.spacing_mut().item_spacing.x = 6.0;
                widgets::pill(ui, *to);
                let words = format!("{name}: {} → {}", lower(*from), lower(*to));
                widgets::text::one_line(ui, &words, size::BODY, t.ink);
            });
        }
    });
}

fn lower(verdict: Verdict) -> String {
    verdict.words().to_lowercase()
}
