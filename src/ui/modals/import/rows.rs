//! The first rows as they will become: a table with what each column becomes above it.

use egui::{Align, Color32, Layout, ScrollArea, Ui, vec2};

use crate::app::ImportPreview;

use super::super::super::theme::{self, size, space};
use super::super::super::widgets;

/// The widest a column gets; a cell that is longer shows the rest under the pointer.
const WIDEST: f32 = 190.0;
/// So many columns are shown.
const NUM_COLUMNS: usize = 60;

/// Draws them; nothing if there are none.
pub(super) fn rows(ui: &mut Ui, preview: &ImportPreview) {
    if preview.sample.is_empty() {
        return;
    }
    let t = theme::tokens(ui);
    ui.add_space(space::SMALL);
    widgets::text::card_title(ui, "The first rows, as they will become");
    let labels = labels(&preview.sample);
    let cell = |row: &[(String, String)], label: &str| -> String {
        row.iter().find(|(name, _)| name == label).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let widths: Vec<f32> = labels
        .iter()
        .map(|label| {
            let cells = preview.sample.iter().map(|row| cell(row, label).chars().count());
            width(cells.max().unwrap_or(0).max(label.chars().count()))
        })
        .collect();
    ScrollArea::horizontal().id_salt("rows as they become").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        line(ui, labels.iter().zip(&widths).map(|(label, width)| ((*label).to_owned(), *width, t.muted)));
        for row in &preview.sample {
            let cells = labels.iter().zip(&widths).enumerate();
            // What becomes of the row stands out from what is in it.
            let ink = |place: usize| if place < 2 { t.ink } else { t.muted };
            line(ui, cells.map(|(place, (label, width))| (cell(row, label), *width, ink(place))));
        }
        ui.add_space(space::SMALL);
    });
}

/// The labels of all rows, each where the rows that have it have it.
fn labels(sample: &[Vec<(String, String)>]) -> Vec<&str> {
    let mut labels: Vec<&str> = Vec::new();
    for row in sample {
        let mut next = 0;
        for (label, _) in row {
            let known = labels.iter().position(|known| known == label);
            let place = known.unwrap_or_else(|| next.min(labels.len()));
            if known.is_none() {
                labels.insert(place, label);
            }
            next = place + 1;
        }
    }
    labels.truncate(NUM_COLUMNS);
    labels
}

/// Room for so many letters.
fn width(letters: usize) -> f32 {
    (letters as f32 * 7.4 + 6.0).clamp(34.0, WIDEST)
}

fn line(ui: &mut Ui, cells: impl Iterator<Item = (String, f32, Color32)>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        for (text, width, ink) in cells {
            ui.allocate_ui_with_layout(vec2(width, 22.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_width(width);
                if !text.is_empty() {
                    widgets::text::one_line(ui, &text, size::LABEL, ink);
                }
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_stands_where_its_rows_have_it() {
        let row = |labels: &[&str]| labels.iter().map(|label| ((*label).to_owned(), "1".to_owned())).collect();
        let sample: Vec<Vec<(String, String)>> = vec![
            row(&["Row", "Becomes", "Customer", "Revenue"]),
            row(&["Row", "Becomes"]),
            row(&["Row", "Becomes", "Customer", "Since", "Revenue", "Notes"]),
        ];
        assert_eq!(labels(&sample), ["Row", "Becomes", "Customer", "Since", "Revenue", "Notes"]);
    }
}
