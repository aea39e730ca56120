//! A version is adopted.

use egui::Ui;

use crate::app::AdoptForm;

use super::super::View;

/// Draws the dialog.
pub(super) fn adopt_modal(_ui: &mut Ui, _view: &View<'_>, _adopt: &AdoptForm) {}
