//! What was decided: why, the plan to tick off, what changed since, the verdict as it stood, and what came of it.

use egui::{Align, Layout, Ui};

use crate::analysis::{ReviewSince, date_text, percent_text, score_text};
use crate::app::{Command, DecisionCommand, LetGoCommand, PageCommand};
use crate::model::{Decision, DecisionId, Step, Stood};

use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::text::{self, Span};
use super::super::super::widgets::{self, Button, Card};
use super::Part;

/// So many criteria are named with how far they moved.
const MOST_MOVES: usize = 5;

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
    ui.spacing_mut().item_spacing.y = 6.0;
    head(ui, part, id, decision);
    if !decision.reason.is_empty() {
        text::body(ui, &decision.reason);
    }
    review_line(ui, part, decision);
    if let Some(since) = part.data.since.get(&id) {
        changed(ui, decision, since);
    }
    plan(ui, part, id, decision);
    message(ui, part, id, decision);
    if let Some(stood) = &decision.stood {
        as_it_stood(ui, part, stood);
    }
    outcome(ui, part, id, decision);
}

fn head(ui: &mut Ui, part: &Part<'_>, id: DecisionId, decision: &Decision) {
    // On a projector the day and the name have a line of their own.
    let is_narrow = ui.available_width() < 520.0;
    let by = if decision.by.is_empty() { String::new() } else { format!(" · {}", decision.by) };
    let by = format!("{}{by}", date_text(decision.on));
    let muted = theme::tokens(ui).muted;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(part.view.can_edit(), |ui| {
                if ui.add(Button::quiet("Delete").icon(Icon::Trash).small()).clicked() {
                    part.page(PageCommand::DeleteDecision(id));
                }
                if ui.add(Button::secondary("Change…").small().hint("Change this decision or its plan")).clicked() {
                    let command = DecisionCommand::Open(part.customer.id, id);
                    part.view.send(Command::LetGo(LetGoCommand::Decision(command)));
                }
            });
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                text::card_title(ui, decision.choice.words());
                if !is_narrow {
                    text::one_line(ui, &by, size::LABEL, muted);
                }
            });
        });
    });
    if is_narrow {
        text::muted_label(ui, &by);
    }
}

fn review_line(ui: &mut Ui, part: &Part<'_>, decision: &Decision) {
    let today = part.view.state.clock.today();
    if let Some(day) = decision.review_on {
        let words = match (decision.outcome.is_empty(), day <= today) {
            (false, _) => "Reviewed; it was to be looked at on ",
            (true, true) => "Due for review since ",
            (true, false) => "Look at it again on ",
        };
        let day = date_text(day);
        text::paragraph(ui, size::LABEL, &[Span::Muted(words), Span::Strong(&day)]);
    }
}

/// Then and now: verdict, score, the criteria that moved most, and whether it worked.
fn changed(ui: &mut Ui, decision: &Decision, since: &ReviewSince) {
    let t = theme::tokens(ui);
    if !since.is_comparable {
        if decision.stood.is_some() {
            text::muted_label(ui, "It stands on another scorecard; look at that one to compare then and now.");
        }
        return;
    }
    widgets::note_box(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let score = |score: Option<f64>| score.map_or_else(|| "no score".to_owned(), score_text);
            for (when, verdict, number) in [
                ("Then", since.verdict_then, score(since.score_then)),
                ("Now", since.verdict_now, score(since.score_now)),
            ] {
                text::muted_label(ui, when);
                text::number(ui, &number);
                if let Some(verdict) = verdict {
                    widgets::pill(ui, verdict);
                }
                ui.add_space(space::SMALL);
            }
        });
        if let (Some(target), Some(reached)) = (decision.target, since.target_reached) {
            let goal = score_text(target.value());
            let (words, colour) = if reached {
                (format!("Reached {goal}, the score that would show it worked."), t.good)
            } else {
                (format!("Not at {goal} yet, the score that would show it worked."), t.muted)
            };
            text::running(ui, &words, size::LABEL, colour);
        }
        let moves: Vec<String> =
            since.telling().take(MOST_MOVES).map(|moved| moved_text(&moved.name, moved.points())).collect();
        if !moves.is_empty() {
            text::label(ui, &format!("Moved most, points of 100: {}.", moves.join(", ")));
        } else if !since.moves.is_empty() {
            text::muted_label(ui, "No question moved by more than a few points.");
        }
        if since.rules_changed {
            text::muted_label(ui, "The scorecard has another version since, so the two scores follow different rules.");
        }
    });
}

/// "pays on time +20".
fn moved_text(name: &str, points: f64) -> String {
    let sign = if points < 0.0 { '\u{2212}' } else { '+' };
    format!("{name} {sign}{:.0}", points.abs())
}

fn plan(ui: &mut Ui, part: &Part<'_>, id: DecisionId, decision: &Decision) {
    if decision.steps.is_empty() {
        return;
    }
    let done = decision.steps.iter().filter(|step| step.done.is_some()).count();
    let words = format!("{done} of {} done", decision.steps.len());
    text::paragraph(ui, size::BODY, &[Span::Strong("Plan  "), Span::Muted(&words)]);
    for (place, step) in decision.steps.iter().enumerate() {
        step_row(ui, part, (id, place), step);
    }
    ui.add_space(4.0);
}

fn step_row(ui: &mut Ui, part: &Part<'_>, (id, place): (DecisionId, usize), step: &Step) {
    let t = theme::tokens(ui);
    let today = part.view.state.clock.today();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        ui.add_enabled_ui(part.view.can_edit(), |ui| {
            if widgets::tick_box(ui, step.done.is_some(), &step.what) {
                part.page(PageCommand::Tick(id, place));
            }
        });
        let who = if step.who.is_empty() { String::new() } else { format!("   {}", step.who) };
        let (when, colour) = match (step.done, step.by) {
            (Some(day), _) => (format!("   done {}", date_text(day)), t.muted),
            (None, Some(by)) if step.is_overdue(today) => (format!("   overdue since {}", date_text(by)), t.danger),
            (None, Some(by)) => (format!("   by {}", date_text(by)), t.muted),
            (None, None) => (String::new(), t.muted),
        };
        let what = if step.done.is_some() { Span::Muted(&step.what) } else { Span::Plain(&step.what) };
        let when = if colour == t.muted { Span::Muted(&when) } else { Span::Coloured(&when, colour) };
        text::paragraph(ui, size::BODY, &[what, Span::Muted(&who), when]);
    });
}

/// What we say to them, folded away until somebody wants it.
fn message(ui: &mut Ui, part: &Part<'_>, id: DecisionId, decision: &Decision) {
    if decision.message.is_empty() {
        return;
    }
    let is_open = part.view.state.areas.customers.page.message == Some(id);
    ui.horizontal(|ui| {
        let words = if is_open { "Hide what we say to them" } else { "Show what we say to them" };
        if widgets::link(ui, words).clicked() {
            part.page(PageCommand::ShowMessage(id));
        }
        ui.add_space(space::SMALL);
        if ui.add(Button::quiet("Copy").icon(Icon::Copy).small().hint("Copy the wording")).clicked() {
            part.page(PageCommand::CopyMessage(id));
        }
    });
    if is_open {
        widgets::note_box(ui, |ui| text::body(ui, &decision.message));
    }
}

fn as_it_stood(ui: &mut Ui, part: &Part<'_>, stood: &Stood) {
    widgets::note_box(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            text::muted_label(ui, "The verdict as it stood");
            widgets::pill(ui, stood.verdict);
            let card = part.session.workspace.scorecards.get(&stood.scorecard);
            let card = card.map_or("", |card| card.name.as_str());
            let score = stood.score.map(|score| format!("score {:.0} · ", score.value())).unwrap_or_default();
            let people = if stood.raters == 1 { "1 person".to_owned() } else { format!("{} people", stood.raters) };
            let answered = percent_text(stood.coverage.value());
            let firmness = if stood.firmness.is_empty() { String::new() } else { format!("{} · ", stood.firmness) };
            let facts = format!("{score}{people} · {answered} answered · {firmness}{card}, version {}", stood.version);
            text::muted_label(ui, &facts);
        });
        for reason in &stood.reasons {
            text::label(ui, reason);
        }
        for caution in &stood.cautions {
            text::paragraph(ui, size::LABEL, &[Span::Muted("Caution: "), Span::Plain(caution)]);
        }
    });
}

/// What came of it; once it is written, the decision is reviewed and asks for nothing more.
fn outcome(ui: &mut Ui, part: &Part<'_>, id: DecisionId, decision: &Decision) {
    let page = &part.view.state.areas.customers.page;
    let is_writing = page.writing == Some(id);
    ui.add_enabled_ui(part.view.can_edit(), |ui| {
        if decision.outcome.is_empty() && !is_writing {
            let button =
                Button::secondary("Write the outcome…").small().hint("What came of it; that closes the review");
            if ui.add(button).clicked() {
                part.page(PageCommand::WriteOutcome(id));
            }
            return;
        }
        let mut outcome = decision.outcome.to_string();
        // Kept as typed while somebody writes: cleaning takes the space at the end of a word away.
        let kept = ui.scope_id().with("outcome");
        let typed = ui.data(|data| data.get_temp::<String>(kept));
        if let Some(typed) = typed.filter(|typed| typed.trim() == outcome.trim()) {
            outcome = typed;
        }
        let before = outcome.clone();
        let field = widgets::note_field(ui, "What came of it", &mut outcome, "Was it right? What would you do again?");
        if is_writing && before.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if outcome != before {
            part.page(PageCommand::Outcome(id, outcome.clone()));
            ui.data_mut(|data| data.insert_temp(kept, outcome));
        }
    });
}
