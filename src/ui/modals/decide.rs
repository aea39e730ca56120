//! A decision about a customer: what, why, by whom, when to look again, beside the verdict as it stands.

use egui::{ComboBox, Ui};

use crate::app::{Command, DecisionForm, LetGoCommand};
use crate::model::Choice;

use super::super::View;
use super::super::theme::space;
use super::super::widgets::{self, ModalReply, TextField, text};

/// Draws the dialog.
pub(super) fn decide_modal(ui: &Ui, view: &View<'_>, form: &DecisionForm) {
    let send = |command| view.send(Command::LetGo(command));
    let modal = widgets::Modal::new("Record a decision").width(560.0).primary("Record").enabled(form.is_ready());
    let shown = modal.show(ui.ctx(), |ui| {
        stood(ui, form);
        ui.add_space(space::MEDIUM);
        text::muted_label(ui, "What did you decide?");
        let choices = Choice::ALL.map(|choice| (choice, choice.words()));
        if let Some(choice) = widgets::choice_chips(ui, form.choice, &choices) {
            send(LetGoCommand::SetChoice(choice));
        }
        if let Some(choice) = form.choice {
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
    });
    match shown.reply {
        Some(ModalReply::Accept) => send(LetGoCommand::Record),
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

/// The verdict as it stands, which is kept with the decision.
fn stood(ui: &mut Ui, form: &DecisionForm) {
    widgets::note_box(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::paragraph(ui, super::super::theme::size::BODY, &[text::Span::Strong(&form.name)]);
        ui.horizontal_wrapped(|ui| {
            if let Some(stood) = &form.stood {
                widgets::pill(ui, stood.verdict);
            }
            text::label(ui, &form.stood_text());
        });
        let words = match (&form.stood, form.is_what_if) {
            (None, _) => return,
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
    ui.horizontal_top(|ui| {
        let mut by = form.by.clone();
        let problem = form.by_problem();
        let field = TextField::new("Decided by", &mut by).width(220.0).error(problem.as_deref());
        if field.show(ui).changed() {
            send(LetGoCommand::SetBy(by));
        }
        if !form.people.is_empty() {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                text::muted_label(ui, "or choose");
                let people = ComboBox::from_id_salt("people").width(110.0).selected_text("People");
                let people = people.show_ui(ui, |ui| {
                    for name in &form.people {
                        if ui.selectable_label(*name == form.by, name).clicked() {
                            send(LetGoCommand::SetBy(name.clone()));
                        }
                    }
                });
                people.response.accessible_name("Choose who decided");
            });
        }
        let mut review = form.review.clone();
        let problem = form.review_on().err();
        let field = TextField::new("Look again on", &mut review).width(150.0).hint("2027-02-22").error(problem);
        if field.show(ui).changed() {
            send(LetGoCommand::SetReview(review));
        }
    });
}
