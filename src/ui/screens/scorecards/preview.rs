//! The form as a rater will see it, while it is being written.

use egui::{Ui, vec2};

use crate::app::{CriterionDraft, Draft, ScaleKind};
use crate::model::Subject;

use super::super::super::bands::band_strip;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, ChoiceCard, TextField};
use super::share::share_bar;

/// Up to so many points each gets a card.
const MOST_CARDS: usize = 11;

/// Draws one question as it will be asked.
pub(super) fn preview(ui: &mut Ui, draft: &Draft, place: usize) {
    let Some(criterion) = draft.criteria.get(place) else { return };
    let t = theme::tokens(ui);
    widgets::text::card_title(ui, "As a rater sees it");
    ui.add_space(space::SMALL);
    let asked = draft.criteria.iter().filter(|each| !each.retired).count();
    let number = draft.criteria.iter().take(place + 1).filter(|each| !each.retired).count();
    if criterion.retired {
        widgets::text::muted(ui, "Retired: it is not asked any more.");
        return;
    }
    widgets::text::muted_label(ui, &format!("{number} of {asked}"));
    let question = if criterion.question.trim().is_empty() { criterion.title() } else { &criterion.question };
    widgets::text::running(ui, question, 22.0, t.ink);
    if !criterion.why.trim().is_empty() {
        widgets::text::running(ui, &format!("Why we ask: {}", criterion.why), size::BODY, t.muted);
    }
    ui.add_space(space::SMALL);
    answers(ui, criterion);
    ui.add_space(space::SMALL);
    ui.horizontal_wrapped(|ui| {
        ui.add(Button::secondary("Not applicable").key("N"));
        ui.add(Button::secondary("Don’t know").key("D"));
    });
}

fn answers(ui: &mut Ui, criterion: &CriterionDraft) {
    match criterion.scale.kind {
        ScaleKind::YesNo => cards(ui, &[("Yes".to_owned(), "", "Y"), ("No".to_owned(), "", "0")]),
        ScaleKind::Points => {
            let Some(points) = criterion.scale.points() else {
                widgets::text::muted(ui, "The points are shown here once they run from a lower to a higher number.");
                return;
            };
            let points: Vec<i32> = points.collect();
            if points.len() > MOST_CARDS {
                let ends = format!("A number from {} to {}", criterion.scale.from.trim(), criterion.scale.to.trim());
                ui.add_enabled_ui(false, |ui| TextField::new(&ends, &mut String::new()).width(220.0).show(ui));
                return;
            }
            let key = |point: i32| if (0..=9).contains(&point) { point.to_string() } else { String::new() };
            let all: Vec<(String, String, String)> = points
                .into_iter()
                .map(|point| {
                    let anchor = criterion.scale.anchors.get(&point).cloned().unwrap_or_default();
                    (point.to_string(), anchor, key(point))
                })
                .collect();
            let all: Vec<(String, &str, &str)> =
                all.iter().map(|(point, anchor, key)| (point.clone(), anchor.as_str(), key.as_str())).collect();
            cards(ui, &all);
        }
        ScaleKind::Measure => {
            let unit = criterion.scale.unit.trim();
            let label = if unit.is_empty() { "A number".to_owned() } else { format!("A number, in {unit}") };
            ui.add_enabled_ui(false, |ui| TextField::new(&label, &mut String::new()).width(220.0).show(ui));
            let ends =
                format!("{} counts as worst, {} as best.", criterion.scale.worst.trim(), criterion.scale.best.trim());
            widgets::text::muted_label(ui, &ends);
        }
    }
}

/// Cards for the answers, in as many columns as there is room for.
fn cards(ui: &mut Ui, all: &[(String, &str, &str)]) {
    const GAP: f32 = 12.0;
    const LETTER: f32 = 6.8;
    let longest = all.iter().map(|(_, anchor, _)| anchor.chars().count()).max().unwrap_or_default();
    let least = if longest == 0 { 64.0 } else { 150.0 };
    let room = ui.available_width();
    let columns = (1..=all.len()).rev().find(|&n| (room + GAP) / n as f32 - GAP >= least).unwrap_or(1);
    let width = (room + GAP) / columns as f32 - GAP;
    let lines = (longest as f32 * LETTER / (width - 26.0)).ceil();
    let height = if longest == 0 { 56.0 } else { 62.0 + 18.0 * lines };
    ui.spacing_mut().item_spacing = vec2(GAP, GAP);
    for row in all.chunks(columns) {
        ui.horizontal(|ui| {
            for (point, anchor, key) in row {
                widgets::choice_card(ui, vec2(width, height), &ChoiceCard { point, anchor, key, selected: false });
            }
        });
    }
}

/// Draws the whole form at a glance: what counts how much, and the bands.
pub(super) fn overview(ui: &mut Ui, draft: &Draft) {
    let asked: Vec<(usize, &CriterionDraft)> =
        draft.criteria.iter().enumerate().filter(|(_, criterion)| !criterion.retired).collect();
    widgets::text::card_title(ui, "What counts how much");
    ui.add_space(space::SMALL);
    let shares: Vec<f64> = asked.iter().map(|(place, _)| draft.share(*place).unwrap_or_default()).collect();
    let most = shares.iter().copied().fold(0.0, f64::max);
    for ((_, criterion), share) in asked.iter().zip(&shares) {
        widgets::text::label(ui, criterion.title());
        let words = if *share > 0.0 { format!("{:.0} %", share * 100.0) } else { "not counted".to_owned() };
        share_bar(ui, (*share, most), &words, ui.available_width());
    }
    if draft.subject == Subject::Customer {
        ui.add_space(space::SMALL);
        band_strip(ui, (draft.rules.keep_from, draft.rules.hard_look_from));
    }
}
