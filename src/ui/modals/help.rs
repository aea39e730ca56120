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
        });
    });
    if shown.reply.is_some() {
        view.send(Command::CloseModal);
    }
}
