//! Before you decide: cautions with their evidence, who should rate next, and the verdict in sentences.

use egui::Ui;

use crate::analysis::{Caution, CautionKind, SetAside, date_text};
use crate::app::{CautionCommand, Command, LetGoCommand, RateCommand, Shown};
use crate::model::Verdict;

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::text::{self, Span};
use super::super::super::widgets::{self, Button, Card};
use super::why::mark;

/// From this width on the cautions stand in two columns.
const TWO_COLUMNS: f32 = 470.0;

/// Draws the cards below the bars; the last one fills what is left of the screen, `room` points, if it is less.
pub(super) fn consider_cards(ui: &mut Ui, view: &View<'_>, shown: &Shown, room: f32) {
    let explanation = &shown.explanation;
    let top = ui.cursor().top();
    if explanation.judgement.verdict == Verdict::NotEnough {
        next_card(ui, view, shown);
    }
    let has_any = !explanation.cautions.is_empty() || !explanation.cleared.is_empty();
    if has_any || !explanation.set_aside.is_empty() {
        caution_card(ui, view, shown);
    }
    if !explanation.contributions.is_empty() {
        let left = room - (ui.cursor().top() - top);
        reasons_card(ui, shown, left);
    }
}

fn caution_card(ui: &mut Ui, view: &View<'_>, shown: &Shown) {
    let explanation = &shown.explanation;
    Card::new().title("Before you decide").show(ui, |ui| {
        let items: Vec<Item<'_>> = explanation
            .cautions
            .iter()
            .map(Item::Careful)
            .chain(explanation.cleared.iter().map(|words| Item::Cleared(words)))
            .collect();
        ui.spacing_mut().item_spacing = egui::vec2(24.0, space::SMALL);
        let num_columns = if ui.available_width() >= TWO_COLUMNS { 2 } else { 1 };
        for pair in items.chunks(num_columns) {
            ui.columns(num_columns, |columns| {
                for (ui, item) in columns.iter_mut().zip(pair) {
                    item.show(ui, view);
                }
            });
        }
        if !items.is_empty() && !explanation.set_aside.is_empty() {
            text::hairline(ui);
        }
        set_aside(ui, view, &explanation.set_aside);
    });
}

/// What somebody said does not count here: it stays in sight, standing back, and can be brought back.
fn set_aside(ui: &mut Ui, view: &View<'_>, all: &[SetAside]) {
    if all.is_empty() {
        return;
    }
    text::muted_label(ui, "Set aside");
    ui.spacing_mut().item_spacing.y = 3.0;
    let mut before: Option<CautionKind> = None;
    for aside in all {
        ui.add_space(2.0);
        let kind = aside.caution.kind;
        text::muted_label(ui, &aside.caution.text);
        let dismissal = &aside.dismissal;
        let by = if dismissal.by.is_empty() { String::new() } else { format!("{}, ", dismissal.by) };
        let words = format!("{} ({by}{})", dismissal.reason, date_text(dismissal.on));
        text::label(ui, &words);
        // One reason stands for all cautions of a kind.
        if before != Some(kind) {
            ui.push_id(kind.key(), |ui| {
                ui.add_enabled_ui(view.can_edit(), |ui| {
                    let name = format!("Let it count again: {}", aside.caution.lead);
                    if widgets::link_named(ui, "Let it count again", &name).clicked() {
                        view.send(Command::LetGo(LetGoCommand::Caution(CautionCommand::BringBack(kind))));
                    }
                });
            });
        }
        before = Some(kind);
    }
}

/// Something to think about, or something that was looked at and is fine.
enum Item<'a> {
    Careful(&'a Caution),
    Cleared(&'a str),
}

impl Item<'_> {
    fn show(&self, ui: &mut Ui, view: &View<'_>) {
        let t = theme::tokens(ui);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            match self {
                Self::Careful(caution) => {
                    mark(ui, Icon::Warning, size::BODY, t.warning);
                    let rest = caution.text.strip_prefix(&caution.lead).unwrap_or_default();
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        text::paragraph(ui, size::BODY, &[Span::Strong(&caution.lead), Span::Plain(rest)]);
                        ui.push_id(caution.kind.key(), |ui| {
                            let name = format!("Set aside: {}", caution.lead);
                            let click = |ui: &mut Ui| widgets::link_named(ui, "Set aside…", &name).clicked();
                            if ui.add_enabled_ui(view.can_edit(), click).inner {
                                let command = CautionCommand::SetAside(caution.kind);
                                view.send(Command::LetGo(LetGoCommand::Caution(command)));
                            }
                        });
                    });
                }
                Self::Cleared(words) => {
                    mark(ui, Icon::Check, size::BODY, t.good);
                    text::body(ui, words);
                }
            }
        });
    }
}

/// Who should rate next, where there is not enough to go by.
fn next_card(ui: &mut Ui, view: &View<'_>, shown: &Shown) {
    let t = theme::tokens(ui);
    Card::new().title("Who should rate next").show(ui, |ui| {
        if shown.next.is_empty() {
            text::body(ui, "Everybody has rated them in this period. Add people, or let a longer period count.");
        } else {
            for next in &shown.next {
                ui.horizontal_top(|ui| {
                    mark(ui, Icon::Customers, size::BODY, t.muted);
                    let knows = if next.knows_them { ", has rated them before" } else { "" };
                    let rest = format!(" · {}{knows}", next.group);
                    text::paragraph(ui, size::BODY, &[Span::Strong(&next.name), Span::Muted(&rest)]);
                });
            }
        }
        ui.add_space(4.0);
        if ui.add_enabled(view.can_edit(), Button::secondary("Rate this customer")).clicked() {
            view.send(Command::Rate(RateCommand::Begin(Some(shown.customer))));
        }
    });
}

/// The verdict in sentences, to be read out to somebody.
fn reasons_card(ui: &mut Ui, shown: &Shown, room: f32) {
    Card::new().title("In words").show(ui, |ui| {
        // A small rest is filled; a large empty card would only look as if something were missing.
        let rest = room - 2.0 * f32::from(space::CARD) - 32.0;
        if rest < 240.0 {
            ui.set_min_height(rest.max(0.0));
        }
        ui.spacing_mut().item_spacing.y = 6.0;
        for reason in &shown.explanation.reasons {
            text::body(ui, reason);
        }
    });
}
