//! The method: what each figure means, readable without a network.

use egui::Ui;

use crate::app::Session;

use super::super::View;

/// Draws the page.
pub(super) fn method_screen(_ui: &mut Ui, _view: &View<'_>, _session: &Session) {}
