//! Keyboard shortcuts, from the catalogue of actions.

use egui::Ui;

use crate::app::{Action, Command};

use super::super::View;
use super::super::widgets;

/// Draws the dialog.
pub(super) fn help_modal(ui: &Ui, view: &View<'_>) {
    let shown = widgets::Modal::new("Keyboard shortcuts").width(460.0).show(ui.ctx(), |ui| {
        let row = |ui: &mut Ui, what: &str, keys: &str| {
            ui.horizontal(|ui| {
                widgets::text::body(ui, what);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| widgets::key_cap(ui, keys));
            });
        };
        egui::ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.6).show(ui, |ui| {
            // The bar at the edge must not lie over the keys.
            ui.set_max_width(ui.available_width() - 14.0);
            for action in Action::all() {
                if let Some(keys) = action.shortcut() {
                    row(ui, &action.label(), &keys.to_string());
                }
            }
            ui.add_space(8.0);
            widgets::text::hairline(ui);
            widgets::text::card_title(ui, "While rating");
            row(ui, "Answer and go on", "0 – 9, Y");
            row(ui, "Not applicable, don't know", "N, D");
            row(ui, "Back and forth", "Left, Right");
            row(ui, "Save the rating", "Ctrl Enter");
            ui.add_space(8.0);
            widgets::text::hairline(ui);
            widgets::text::card_title(ui, "On a chart that has the keyboard");
            row(ui, "Copy as image", "Ctrl C");
            row(ui, "Copy data", "Ctrl Shift C");
            ui.add_space(8.0);
            widgets::text::hairline(ui);
            widgets::text::card_title(ui, "On the portfolio map and the history");
            row(ui, "Move", "Arrows, drag");
            row(ui, "Zoom", "+, \u{2212}, wheel");
            row(ui, "Show all", "0, double-click");
            row(ui, "Select with a box, on the map", "Shift drag");
            row(ui, "Add to the selected, on the map", "Ctrl click, Ctrl drag");
        });
    });
    if shown.reply.is_some() {
        view.send(Command::CloseModal);
    }
}
