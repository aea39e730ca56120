//! A what-if becomes our policy.

use egui::Ui;

use crate::app::PolicyForm;

use super::super::View;

/// Draws the dialog.
pub(super) fn policy_modal(_ui: &mut Ui, _view: &View<'_>, _policy: &PolicyForm) {}
