//! What does a great customer look like, and which red flags come early?

use egui::Ui;

use crate::app::{Screen, Session};

use super::super::View;
use super::pages;

/// Draws the screen.
pub(super) fn great_screen(ui: &mut Ui, view: &View<'_>, _session: &Session) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 14)).show(ui, |ui| {
        pages::page_tabs(ui, view, Screen::GreatCustomers);
    });
}
