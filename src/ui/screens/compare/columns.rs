//! One card per customer, equally high: verdict, score and the facts beside them.

use egui::{Align, Layout, Ui, vec2};

use crate::analysis::score_text;
use crate::app::{Command, CompareColumn, CompareCommand, Comparison, LetGoCommand};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::text::{self, Span};
use super::super::super::widgets::{self, Button, Card};

/// Narrower than this no column can be read, points.
const NARROWEST: f32 = 208.0;
/// From this width inside, facts stand beside their labels.
const TABLE: f32 = 250.0;
/// Width of the labels, points.
const LABELS: f32 = 132.0;

/// How many columns stand beside each other: all of them if they fit, else as evenly as can be.
fn per_row(width: f32, count: usize) -> usize {
    let fits = |many: &usize| {
        let many = *many as f32;
        (width - space::MEDIUM * (many - 1.0)) / many >= NARROWEST
    };
    let most = (1..=count.max(1)).rev().find(fits).unwrap_or(1);
    count.max(1).div_ceil(count.max(1).div_ceil(most))
}

/// Draws the columns, on as many rows as they need.
pub(super) fn columns(ui: &mut Ui, view: &View<'_>, shown: &Comparison) {
    let width = ui.available_width();
    let per_row = per_row(width, shown.columns.len());
    let each = ((width - space::MEDIUM * (per_row as f32 - 1.0)) / per_row as f32).floor();
    for (at, row) in shown.columns.chunks(per_row).enumerate() {
        // The tallest of a row says how high all are; it is known from the frame before.
        let id = ui.scope_id().with(("compare row", at));
        let made_for = (shown.version, each.to_bits());
        let known = ui.data(|data| data.get_temp::<((u64, u32), f32)>(id));
        let height = known.filter(|(known_for, _)| *known_for == made_for).map(|(_, height)| height);
        let mut tallest = 0.0_f32;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::MEDIUM;
            for column in row {
                ui.push_id(column.customer, |ui| {
                    ui.allocate_ui_with_layout(vec2(each, 0.0), Layout::top_down(Align::Min), |ui| {
                        ui.set_width(each);
                        let is_only = shown.columns.len() == 1;
                        let own = card(ui, view, (column, is_only, shown.is_working), height.unwrap_or(0.0));
                        tallest = tallest.max(own);
                    });
                });
            }
        });
        if height != Some(tallest) {
            ui.data_mut(|data| data.insert_temp(id, (made_for, tallest)));
            ui.ctx().request_repaint();
        }
    }
}

/// Draws one card whose words are filled up to this height; returns how high they are by themselves.
fn card(ui: &mut Ui, view: &View<'_>, (column, is_only, is_working): (&CompareColumn, bool, bool), height: f32) -> f32 {
    let t = theme::tokens(ui);
    let shown = Card::new().edge(t.verdict(column.verdict)).show(ui, |ui| {
        let top = ui.cursor().top();
        ui.spacing_mut().item_spacing.y = 6.0;
        name_row(ui, view, column, is_only);
        widgets::pill(ui, column.verdict);
        score(ui, column, is_working);
        facts(ui, column);
        for flag in &column.flags {
            text::paragraph(ui, size::LABEL, &[Span::Coloured("Red flag: ", t.danger), Span::Plain(flag)]);
        }
        if let Some(caution) = &column.caution {
            text::paragraph(ui, size::LABEL, &[Span::Coloured("Caution: ", t.warning), Span::Plain(caution)]);
        }
        let own = ui.cursor().top() - top;
        ui.add_space((height - own).max(0.0) + 4.0);
        let button = ui.add(Button::secondary("Weigh it").small().hint("The answer with its reasons, on Let go?"));
        if button.accessible_name(format!("Weigh {}", column.name)).clicked() {
            view.send(Command::LetGo(LetGoCommand::Choose(column.customer)));
        }
        own
    });
    shown.inner
}

fn name_row(ui: &mut Ui, view: &View<'_>, column: &CompareColumn, is_only: bool) {
    ui.horizontal_top(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if !is_only {
                let remove = format!("Remove {}", column.name);
                if widgets::icon_button(ui, Icon::Cross, &remove).on_hover_text(&remove).clicked() {
                    view.send(Command::Compare(CompareCommand::Remove(column.customer)));
                }
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.add_space(4.0);
                text::card_title(ui, &column.name);
            });
        });
    });
}

/// The score with its interval and the people behind it.
fn score(ui: &mut Ui, column: &CompareColumn, is_working: bool) {
    let t = theme::tokens(ui);
    let people = if column.num_people == 1 { "1 person".to_owned() } else { format!("{} people", column.num_people) };
    let Some(score) = column.score else {
        text::muted(ui, "Not rated yet: no score");
        return;
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        text::running(ui, &score_text(score), size::BIG_NUMBER, t.ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text::label(ui, &format!("of 100, from {people}"));
            match column.interval {
                Some(ends) => {
                    let words = format!("95 % sure: {} to {}", score_text(ends.low), score_text(ends.high));
                    text::muted_label(ui, &words)
                        .on_hover_text("With other people of yours rating, the score would lie here 95 times in 100.")
                }
                None if is_working => text::muted_label(ui, "Working…"),
                None => text::muted_label(ui, "too few people for an interval"),
            }
        });
    });
}

fn facts(ui: &mut Ui, column: &CompareColumn) {
    let is_table = ui.available_width() >= TABLE;
    ui.spacing_mut().item_spacing.y = 3.0;
    for (label, value) in &column.facts {
        if is_table {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::SMALL;
                ui.allocate_ui_with_layout(vec2(LABELS, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(LABELS);
                    text::muted_label(ui, label);
                });
                ui.vertical(|ui| text::label(ui, value));
            });
        } else {
            let label = format!("{label}: ");
            text::paragraph(ui, size::LABEL, &[Span::Muted(&label), Span::Plain(value)]);
        }
    }
    ui.spacing_mut().item_spacing.y = 6.0;
}

#[cfg(test)]
mod tests {
    use super::per_row;

    #[test]
    fn columns_share_the_rows_evenly() {
        let table =
            [(1100.0, 2, 2), (1100.0, 4, 4), (700.0, 4, 2), (700.0, 3, 3), (500.0, 3, 2), (150.0, 2, 1), (900.0, 1, 1)];
        for (width, count, expected) in table {
            assert_eq!(per_row(width, count), expected, "{count} in {width}");
        }
    }
}
