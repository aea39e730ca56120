//! Version and licences.

use egui::Ui;

use crate::app::Command;

use super::super::View;
use super::super::widgets;

const LICENCES: &[(&str, &str)] = &[
    ("MIT", include_str!("../../../LICENSE-MIT")),
    ("Apache 2.0", include_str!("../../../LICENSE-APACHE")),
    ("Roboto typeface", include_str!("../../../assets/fonts/LICENSE-Roboto.txt")),
];

/// Draws the dialog.
pub(super) fn about_modal(ui: &Ui, view: &View<'_>) {
    let shown = widgets::Modal::new("About Keepwise").width(520.0).show(ui.ctx(), |ui| {
        let version = format!("Version {} · commit {}", env!("CARGO_PKG_VERSION"), env!("KEEPWISE_COMMIT"));
        widgets::text::body(ui, &version);
        widgets::text::muted(ui, "Rate your customers with your team, and decide fairly. The app advises; you decide.");
        ui.add_space(8.0);
        widgets::text::muted(ui, &format!("Renderer: {}", view.state.machine.renderer));
        widgets::text::muted(ui, &format!("Local data: {}", view.state.machine.data_dir.display()));
        widgets::text::muted(ui, "Keepwise makes no network connections.");
        ui.add_space(8.0);
        widgets::text::body(ui, "Free to use under the MIT or the Apache 2.0 licence, as you prefer.");
        for (name, text) in LICENCES {
            egui::CollapsingHeader::new(*name).show(ui, |ui| {
                egui::ScrollArea::vertical()
                    .id_salt(*name)
                    .max_height(200.0)
                    .show(ui, |ui| widgets::text::muted(ui, text));
            });
        }
    });
    if shown.reply.is_some() {
        view.send(Command::CloseModal);
    }
}
