//! What it does to the rest: one sentence in big words, today against afterwards, and what to think about before.

use std::cmp::Ordering;

use egui::{Align, Color32, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::app::{EffectRow, Ground, PartingEffect, PartingState};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::text::{self, Span};
use super::super::super::widgets::{self, Card};
use super::super::let_go::mark;

/// From this width on the cautions stand beside the table.
const BESIDE: f32 = 620.0;
/// Height of a line of the table, points.
const ROW: f32 = 23.0;

/// Draws the card with the effect.
pub(super) fn effect_card(ui: &mut Ui, view: &View<'_>, area: &PartingState, ground: &Ground) {
    let Some(effect) = &area.effect else { return };
    Card::new().show(ui, |ui| {
        headline(ui, effect);
        if area.is_stale() {
            text::muted_label(ui, "Working…");
        }
        ui.add_space(4.0);
        details(ui, effect);
        if effect.has_money {
            super::missing_figures(ui, view, ground);
        }
    });
}

/// The same without the sentence, which stands above in a narrow window.
pub(super) fn narrow_effect_card(ui: &mut Ui, view: &View<'_>, area: &PartingState, ground: &Ground) {
    let Some(effect) = &area.effect else { return };
    Card::new().show(ui, |ui| {
        details(ui, effect);
        super::missing_figures(ui, view, ground);
    });
}

/// Today against afterwards, and what to think about, beside each other where there is room.
fn details(ui: &mut Ui, effect: &PartingEffect) {
    let width = ui.available_width();
    if width < BESIDE || effect.cautions.is_empty() {
        table(ui, effect);
        ui.add_space(space::SMALL);
        ui.spacing_mut().item_spacing.y = space::SMALL;
        cautions(ui, effect);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        let sides = [(width - 24.0) * 0.62, (width - 24.0) * 0.38];
        ui.allocate_ui_with_layout(vec2(sides[0], 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(sides[0]);
            table(ui, effect);
        });
        ui.allocate_ui_with_layout(vec2(sides[1], 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(sides[1]);
            ui.spacing_mut().item_spacing.y = space::SMALL;
            text::card_title(ui, "Before you decide");
            cautions(ui, effect);
        });
    });
}

/// The effect in one sentence, in big words.
pub(super) fn headline(ui: &mut Ui, effect: &PartingEffect) {
    let t = theme::tokens(ui);
    if effect.num_ticked == 0 {
        text::heading(ui, "Tick customers to see what the rest would be without them");
        return;
    }
    let colour = match effect.headline.way {
        Some(Ordering::Less) => t.danger,
        Some(Ordering::Greater) => t.good,
        _ => t.ink,
    };
    let mut spans = vec![Span::Strong(&effect.headline.lead)];
    if !effect.headline.profit.is_empty() {
        spans.extend([Span::Strong(", "), Span::Coloured(&effect.headline.profit, colour)]);
    }
    text::paragraph(ui, size::HEADING, &spans);
}

/// Where the columns of the table end, as parts of the width: name, today, without them, change, known of.
const ENDS: [f32; 5] = [0.25, 0.43, 0.64, 0.85, 1.0];
/// The same where everything is known.
const WIDE_ENDS: [f32; 5] = [0.28, 0.51, 0.76, 1.0, 1.0];

fn table(ui: &mut Ui, effect: &PartingEffect) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let has_known = effect.rows.iter().any(|row| !row.known.is_empty());
    let ends = if has_known { ENDS } else { WIDE_ENDS };
    let known = if has_known { "Known of" } else { "" };
    let (after, change) = if effect.num_ticked == 0 { ("", "") } else { ("Without them", "Change") };
    line(ui, ends, ["Last 12 months", "Today", after, change, known].map(|words| (words, t.muted, size::LABEL)));
    for row in &effect.rows {
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), egui::Stroke::new(t.line, t.hairline));
        figure(ui, ends, row);
    }
    if !effect.largest.is_empty() {
        text::muted_label(ui, &effect.largest);
    }
}

fn figure(ui: &mut Ui, ends: [f32; 5], row: &EffectRow) {
    let t = theme::tokens(ui);
    let tone = match row.tone {
        Ordering::Less => t.danger,
        Ordering::Equal => t.ink,
        Ordering::Greater => t.good,
    };
    let ink = |words: &str| if words == "not known" { t.muted } else { t.ink };
    let cells = [
        (row.name, t.muted, size::LABEL),
        (row.before.as_str(), ink(&row.before), size::CONTROL),
        (row.after.as_str(), ink(&row.after), size::CONTROL),
        (row.change.as_str(), tone, size::CONTROL),
        (row.known.as_str(), t.muted, size::LABEL),
    ];
    line(ui, ends, cells);
}

/// One line of the table: the name at the left, the figures at the right end of their columns.
fn line(ui: &mut Ui, ends: [f32; 5], cells: [(&str, Color32, f32); 5]) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
    let mut start = 0.0;
    for (place, ((words, colour, size), end)) in cells.into_iter().zip(ends).enumerate() {
        let left = if place == 0 { rect.left() } else { rect.left() + rect.width() * start + 8.0 };
        let cell = Rect::from_min_max(pos2(left, rect.top()), pos2(rect.left() + rect.width() * end, rect.bottom()));
        start = end;
        if words.is_empty() {
            continue;
        }
        let to_right = Layout::right_to_left(Align::Center);
        let layout = if place == 0 { Layout::left_to_right(Align::Center) } else { to_right };
        let mut cell = ui.new_child(UiBuilder::new().id_salt(place).max_rect(cell).layout(layout));
        text::one_line(&mut cell, words, size, colour);
    }
}

fn cautions(ui: &mut Ui, effect: &PartingEffect) {
    let t = theme::tokens(ui);
    if effect.num_ticked > 0 && effect.cautions.is_empty() {
        caution(ui, Icon::Check, t.good, "Nothing speaks against it in these figures.");
    }
    let falls = effect.headline.way == Some(Ordering::Less);
    for (place, words) in effect.cautions.iter().enumerate() {
        let colour = if falls && place == 0 { t.danger } else { t.warning };
        caution(ui, Icon::Warning, colour, words);
    }
}

fn caution(ui: &mut Ui, icon: Icon, colour: Color32, words: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        mark(ui, icon, size::BODY, colour);
        widgets::text::body(ui, words);
    });
}
