//! Two scenarios side by side: what they weigh, how many stand where, and who would move.

use egui::{ScrollArea, Ui};

use crate::app::{Command, LetGoCommand, ScenarioCommand, ScenarioComparison, ScenarioSide};
use crate::model::{Locale, Verdict};

use super::super::View;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, ModalReply, text};

/// Draws the dialog.
pub(super) fn scenarios_modal(ui: &Ui, view: &View<'_>, comparison: &ScenarioComparison) {
    let send = |command| view.send(Command::LetGo(LetGoCommand::Scenario(command)));
    let modal = widgets::Modal::new("Compare two scenarios").width(720.0);
    let shown = modal.show(ui.ctx(), |ui| {
        let sides: Vec<(ScenarioSide, &str)> =
            comparison.sides.iter().map(|(side, name)| (*side, name.as_str())).collect();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::MEDIUM;
            let half = (ui.available_width() - space::MEDIUM) / 2.0;
            if let Some(left) = widgets::select(ui, "Left", Some(comparison.chosen.0), &sides, half) {
                send(ScenarioCommand::SetLeft(left));
            }
            if let Some(right) = widgets::select(ui, "Right", Some(comparison.chosen.1), &sides, half) {
                send(ScenarioCommand::SetRight(right));
            }
        });
        if sides.len() < 2 {
            text::muted_label(ui, "Move the sliders and save a scenario; then there is something to compare with.");
        }
        ui.add_space(space::SMALL);
        ScrollArea::vertical().max_height(460.0).auto_shrink([false, true]).show(ui, |ui| {
            counts(ui, comparison);
            ui.add_space(space::SMALL);
            movers(ui, comparison);
            ui.add_space(space::SMALL);
            rows(ui, comparison);
        });
    });
    match shown.reply {
        Some(ModalReply::Accept | ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

fn counts(ui: &mut Ui, comparison: &ScenarioComparison) {
    table(ui, "counts", &["Verdict", "Left", "Right"], |ui| {
        for verdict in Verdict::ALL {
            widgets::pill(ui, verdict);
            text::number(ui, &Locale::count(comparison.counts.0.of(verdict)));
            text::number(ui, &Locale::count(comparison.counts.1.of(verdict)));
            ui.end_row();
        }
    });
}

fn movers(ui: &mut Ui, comparison: &ScenarioComparison) {
    let title = match comparison.moves.len() + comparison.num_more {
        0 => "Both give everybody the same verdict.".to_owned(),
        1 => "1 customer stands elsewhere".to_owned(),
        n => format!("{} customers stand elsewhere", Locale::count(n)),
    };
    widgets::note_box(ui, |ui| {
        text::paragraph(ui, size::LABEL, &[text::Span::Strong(&title)]);
        ScrollArea::vertical().id_salt("movers").max_height(120.0).auto_shrink([false, true]).show(ui, |ui| {
            for (name, left, right) in &comparison.moves {
                let (left, right) = (left.words().to_lowercase(), right.words().to_lowercase());
                text::label(ui, &format!("{name}: {left} → {right}"));
            }
            if comparison.num_more > 0 {
                text::muted_label(ui, &format!("and {} more", Locale::count(comparison.num_more)));
            }
        });
    });
}

/// Weights and rules; what differs is strong.
fn rows(ui: &mut Ui, comparison: &ScenarioComparison) {
    table(ui, "rows", &["Weights and rules", "Left", "Right"], |ui| {
        for row in &comparison.rows {
            let cell = |ui: &mut Ui, words: &str| {
                let span = if row.is_same() { text::Span::Muted(words) } else { text::Span::Strong(words) };
                text::paragraph(ui, size::LABEL, &[span]);
            };
            text::label(ui, &row.label);
            cell(ui, &row.left);
            cell(ui, &row.right);
            ui.end_row();
        }
    });
}

fn table(ui: &mut Ui, id: &str, headings: &[&str], body: impl FnOnce(&mut Ui)) {
    let muted = theme::tokens(ui).muted;
    egui::Grid::new(id).num_columns(3).min_row_height(22.0).spacing([space::LARGE, 6.0]).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        for heading in headings {
            text::running(ui, heading, size::LABEL, muted);
        }
        ui.end_row();
        body(ui);
    });
}
