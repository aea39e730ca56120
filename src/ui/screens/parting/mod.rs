//! What if we let them go: tick customers, see what it does to the rest.

use egui::Ui;

use crate::app::{Screen, Session};

use super::super::View;
use super::pages;

/// Draws the screen.
pub(super) fn parting_screen(ui: &mut Ui, view: &View<'_>, _session: &Session) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 14)).show(ui, |ui| {
        pages::page_tabs(ui, view, Screen::Parting);
    });
}
