//! Looking back: decisions against what came after.

use egui::Ui;

use crate::app::{Screen, Session};

use super::super::View;
use super::pages;

/// Draws the screen.
pub(super) fn looking_back_screen(ui: &mut Ui, view: &View<'_>, _session: &Session) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 14)).show(ui, |ui| {
        pages::page_tabs(ui, view, Screen::LookingBack);
    });
}
