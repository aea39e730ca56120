//! The score and every criterion over the quarters.

use egui::Ui;

use crate::analysis::{QuarterPoint, percent_text};
use crate::app::{OnCard, PageCommand, Series};

use super::super::super::icons::Icon;
use super::super::super::theme::space;
use super::super::super::widgets::{self, Card};
use super::Part;
use super::figures::{ROW, figures_head, figures_row};
use super::picture::picture;

/// Draws it.
pub(super) fn history_tab(ui: &mut Ui, part: &Part<'_>, height: f32) {
    let Some(on_card) = part.data.on_card.as_ref().filter(|on_card| !on_card.quarters.is_empty()) else {
        let text = "With the first rating on this scorecard its history begins.";
        widgets::empty_state(ui, Icon::Charts, "No history yet", text, "");
        return;
    };
    let now = part.view.state.areas.customers.page.series;
    ui.spacing_mut().item_spacing.y = space::MEDIUM;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::SMALL;
        let all: Vec<(Series, &str)> = on_card.series.iter().map(|(one, name)| (*one, name.as_str())).collect();
        if let Some(series) = widgets::choice_chips(ui, Some(now), &all) {
            part.page(PageCommand::Series(series));
        }
    });
    let rows = on_card.quarters.len() as f32;
    Card::new().title(&on_card.chosen.title).show(ui, |ui| {
        // What chips, titles and the table below leave.
        let room = (height - 196.0 - (rows + 1.0) * ROW).clamp(190.0, 480.0);
        picture(ui, part, "chosen", &on_card.chosen, Some(room));
    });
    Card::new().title("Quarter by quarter").show(ui, |ui| quarters(ui, on_card));
}

/// The newest first, so that what matters is at the top.
fn quarters(ui: &mut Ui, on_card: &OnCard) {
    ui.spacing_mut().item_spacing.y = 0.0;
    figures_head(ui, &["Quarter", "Score", "Change", "People", "Answered", "Ratings"]);
    let points = &on_card.quarters;
    for (place, point) in points.iter().enumerate().rev() {
        let before = points[..place].iter().rev().find_map(|earlier: &QuarterPoint| earlier.score);
        let change = point.score.zip(before).map(|(now, before)| now - before);
        let change = change.map_or_else(String::new, |change| {
            let sign = if change >= 0.5 {
                "+"
            } else if change <= -0.5 {
                "\u{2212}"
            } else {
                "±"
            };
            format!("{sign}{:.0}", change.abs())
        });
        let score = point.score.map_or_else(|| "–".to_owned(), |score| format!("{score:.0}"));
        let answered = if point.num_ratings == 0 { "–".to_owned() } else { percent_text(point.coverage) };
        let cells = [
            point.quarter.to_string(),
            score,
            change,
            point.num_raters.to_string(),
            answered,
            point.num_ratings.to_string(),
        ];
        figures_row(ui, &cells);
    }
}
