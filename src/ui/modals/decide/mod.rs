//! A decision about a customer: what, why, by whom, when to look again, with its plan, beside the verdict as it stands.

mod plan;

use egui::Ui;

use crate::app::{Command, DecisionCommand, DecisionForm, LetGoCommand};
use crate::model::Choice;

use super::super::View;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, ModalReply, TextField, text};

/// Draws the dialog.
pub(super) fn decide_modal(ui: &Ui, view: &View<'_>, form: &DecisionForm) {
    let send = |command| view.send(Command::LetGo(command));
    let decision = |command| send(LetGoCommand::Decision(command));
    let (title, button) =
        if form.changes.is_some() { ("Change a decision", "Save") } else { ("Record a decision", "Record") };
    let modal = widgets::Modal::new(title).width(780.0).primary(button).enabled(form.is_ready());
    let shown = modal.show(ui.ctx(), |ui| {
        // Room for the scroll bar, so that it never covers a field.
        ui.set_max_width(ui.available_width() - 14.0);
        stood(ui, form);
        ui.add_space(space::MEDIUM);
        text::muted_label(ui, "What did you decide?");
        let choices = Choice::ALL.map(|choice| (choice, choice.words()));
        if let Some(choice) = widgets::choice_chips(ui, form.choice, &choices) {
            decision(DecisionCommand::Choose(choice));
        }
        let is_new = |choice| form.changes.as_ref().is_none_or(|(_, kept)| kept.choice != choice);
        if let Some(choice) = form.choice.filter(|choice| is_new(*choice)) {
            let words = format!("The status becomes “{}”.", choice.status().words().to_lowercase());
            text::muted_label(ui, &words);
        }
        ui.add_space(space::SMALL);
        let mut reason = form.reason.clone();
        let problem = form.reason_problem();
        let field = TextField::new("Why", &mut reason).rows(3).hint("What weighed most, what was agreed");
        if field.error(problem.as_deref()).show(ui).changed() {
            send(LetGoCommand::SetReason(reason));
        }
        ui.add_space(space::SMALL);
        who_and_when(ui, view, form);
        plan::plan_part(ui, view, form);
    });
    match shown.reply {
        Some(ModalReply::Accept) => send(LetGoCommand::Record),
        Some(ModalReply::Close) => decision(DecisionCommand::Close),
        None => {}
    }
}

/// The verdict as it stands, which is kept with the decision.
fn stood(ui: &mut Ui, form: &DecisionForm) {
    widgets::note_box(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::paragraph(ui, size::BODY, &[text::Span::Strong(&form.name)]);
        ui.horizontal_wrapped(|ui| {
            if let Some(stood) = &form.stood {
                widgets::pill(ui, stood.verdict);
            }
            text::label(ui, &form.stood_text());
        });
        let words = match (&form.stood, form.is_what_if) {
            (None, _) => return,
            _ if form.changes.is_some() => "The verdict as it stood. It stays with the decision.",
            (Some(_), false) => "Kept with the decision, with its reasons and cautions.",
            (Some(_), true) => {
                "This is the verdict under our policy, not under the what-if. It is kept with the decision."
            }
        };
        text::muted_label(ui, words);
    });
}

fn who_and_when(ui: &mut Ui, view: &View<'_>, form: &DecisionForm) {
    let send = |command| view.send(Command::LetGo(command));
    let has_room = ui.available_width() >= 600.0;
    ui.horizontal_top(|ui| {
        let mut by = form.by.clone();
        let problem = form.by_problem();
        let field = TextField::new("Decided by", &mut by).width(220.0).error(problem.as_deref());
        if field.show(ui).changed() {
            send(LetGoCommand::Decision(DecisionCommand::By(by)));
        }
        let people: Vec<(usize, &str)> = form.people.iter().map(String::as_str).enumerate().collect();
        let chosen = form.people.iter().position(|name| *name == form.by);
        if let Some(place) = widgets::select(ui, "or one of us", chosen, &people, 150.0) {
            send(LetGoCommand::Decision(DecisionCommand::By(form.people[place].clone())));
        }
        if has_room {
            review(ui, view, form);
        }
    });
    if !has_room {
        ui.add_space(space::SMALL);
        review(ui, view, form);
    }
}

fn review(ui: &mut Ui, view: &View<'_>, form: &DecisionForm) {
    ui.vertical(|ui| {
        let mut review = form.review.clone();
        let entry = widgets::DateField::new("Look again on", &mut review, form.today).optional().show(ui);
        if entry.response.changed() {
            view.send(Command::LetGo(LetGoCommand::SetReview(review, entry.value.ok().flatten())));
        }
        if let Some(problem) = form.review_problem().filter(|_| form.review_on.is_some()) {
            text::running(ui, problem, size::LABEL, theme::tokens(ui).danger);
        }
    });
}
