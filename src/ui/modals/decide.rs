//! A decision.

use egui::Ui;

use crate::app::DecisionForm;

use super::super::View;

/// Draws the dialog.
pub(super) fn decide_modal(_ui: &mut Ui, _view: &View<'_>, _decide: &DecisionForm) {}
