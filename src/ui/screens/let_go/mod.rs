//! The screen "let_go".

use egui::Ui;

use crate::app::Session;

use super::super::View;

/// Draws the screen.
pub(super) fn let_go_screen(_ui: &mut Ui, _view: &View<'_>, _session: &Session) {}
