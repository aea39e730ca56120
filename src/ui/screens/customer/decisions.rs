//! What was decided, with the verdict as it stood, and what came of it.

use egui::{Align, Layout, Ui};

use crate::analysis::{date_text, percent_text};
use crate::app::{Command, LetGoCommand, PageCommand};
use crate::model::{Decision, DecisionId};

use super::super::super::icons::Icon;
use super::super::super::theme::{size, space};
use super::super::super::widgets::text::Span;
use super::super::super::widgets::{self, Button, Card};
use super::Part;

/// Draws it.
pub(super) fn decisions_tab(ui: &mut Ui, part: &Part<'_>) {
    if part.data.decisions.is_empty() {
        let text = "Weigh the verdict first; then write down what you decide, why, and when to look again.";
        if widgets::empty_state(ui, Icon::LetGo, "Nothing is decided yet", text, "Weigh it") {
            part.view.send(Command::LetGo(LetGoCommand::Choose(part.customer.id)));
        }
        return;
    }
    ui.spacing_mut().item_spacing.y = space::MEDIUM;
    for id in &part.data.decisions {
        if let Some(decision) = part.customer.decisions.get(id) {
            ui.push_id(id, |ui| Card::new().show(ui, |ui| decision_card(ui, part, *id, decision)));
        }
    }
}

fn decision_card(ui: &mut Ui, part: &Part<'_>, id: DecisionId, decision: &Decision) {
    let long = date_text;
    ui.spacing_mut().item_spacing.y = 6.0;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let delete = Button::quiet("Delete").icon(Icon::Trash).small();
            if ui.add_enabled(part.view.can_edit(), delete).clicked() {
                part.page(PageCommand::DeleteDecision(id));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                widgets::text::card_title(ui, decision.choice.words());
                let by = if decision.by.is_empty() { String::new() } else { format!(" · {}", decision.by) };
                widgets::text::muted_label(ui, &format!("{}{by}", long(decision.on)));
            });
        });
    });
    if !decision.reason.is_empty() {
        widgets::text::body(ui, &decision.reason);
    }
    if let Some(day) = decision.review_on {
        let today = part.view.state.clock.today();
        let is_due = day <= today && decision.outcome.is_empty();
        let words = if is_due { "Due for review since " } else { "Look at it again on " };
        let day = long(day);
        widgets::text::paragraph(ui, size::LABEL, &[Span::Muted(words), Span::Strong(&day)]);
    }
    if let Some(stood) = &decision.stood {
        widgets::note_box(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                widgets::text::muted_label(ui, "The verdict as it stood");
                widgets::pill(ui, stood.verdict);
                let card = part.session.workspace.scorecards.get(&stood.scorecard);
                let card = card.map_or("", |card| card.name.as_str());
                let score = stood.score.map(|score| format!("score {:.0} · ", score.value())).unwrap_or_default();
                let people = if stood.raters == 1 { "1 person".to_owned() } else { format!("{} people", stood.raters) };
                let answered = percent_text(stood.coverage.value());
                let facts = format!("{score}{people} · {answered} answered · {card}, version {}", stood.version);
                widgets::text::muted_label(ui, &facts);
            });
            for reason in &stood.reasons {
                widgets::text::label(ui, reason);
            }
            for caution in &stood.cautions {
                widgets::text::paragraph(ui, size::LABEL, &[Span::Muted("Caution: "), Span::Plain(caution)]);
            }
        });
    }
    ui.add_enabled_ui(part.view.can_edit(), |ui| {
        let mut outcome = decision.outcome.to_string();
        // Kept as typed while somebody writes: cleaning takes the space at the end of a word away.
        let kept = ui.scope_id().with("outcome");
        let typed = ui.data(|data| data.get_temp::<String>(kept));
        if let Some(typed) = typed.filter(|typed| typed.trim() == outcome.trim()) {
            outcome = typed;
        }
        let before = outcome.clone();
        widgets::note_field(ui, "What came of it", &mut outcome, "Written at the review: was it right?");
        if outcome != before {
            part.page(PageCommand::Outcome(id, outcome.clone()));
            ui.data_mut(|data| data.insert_temp(kept, outcome));
        }
    });
}
