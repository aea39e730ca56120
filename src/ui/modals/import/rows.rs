//! The first rows as they will become: a table with what each column becomes above it.

use egui::{Align, Color32, Layout, ScrollArea, Ui, vec2};

use crate::app::FirstRows;

use super::super::super::theme::{self, size, space};
use super::super::super::widgets;

/// The widest a column gets; a cell that is longer shows the rest under the pointer.
const WIDEST: f32 = 190.0;

/// Draws them; nothing if there are none.
pub(super) fn rows(ui: &mut Ui, first: &FirstRows) {
    if first.rows.is_empty() {
        return;
    }
    let t = theme::tokens(ui);
    ui.add_space(space::SMALL);
    widgets::text::card_title(ui, "The first rows, as they will become");
    let width_of = |(place, column): (usize, &String)| {
        let cells = first.rows.iter().filter_map(|row| row.get(place)).map(|text| text.chars().count());
        width(cells.max().unwrap_or(0).max(column.chars().count()))
    };
    let widths: Vec<f32> = first.columns.iter().enumerate().map(width_of).collect();
    ScrollArea::horizontal().id_salt("rows as they become").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        line(ui, first.columns.iter().zip(&widths).map(|(text, width)| (text.as_str(), *width, t.muted)));
        for row in &first.rows {
            // What becomes of the row stands out from what is in it.
            let ink = |place: usize| if place < 2 { t.ink } else { t.muted };
            let cells = row.iter().zip(&widths).enumerate();
            line(ui, cells.map(|(place, (text, width))| (text.as_str(), *width, ink(place))));
        }
        ui.add_space(space::SMALL);
    });
}

/// Room for so many letters.
fn width(letters: usize) -> f32 {
    (letters as f32 * 7.4 + 6.0).clamp(34.0, WIDEST)
}

fn line<'a>(ui: &mut Ui, cells: impl Iterator<Item = (&'a str, f32, Color32)>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        for (text, width, ink) in cells {
            ui.allocate_ui_with_layout(vec2(width, 22.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_width(width);
                if !text.is_empty() {
                    widgets::text::one_line(ui, text, size::LABEL, ink);
                }
            });
        }
    });
}
