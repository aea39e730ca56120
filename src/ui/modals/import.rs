//! An import.

use egui::Ui;

use crate::app::ImportStep;

use super::super::View;

/// Draws the dialog.
pub(super) fn import_modal(_ui: &mut Ui, _view: &View<'_>, _import: ImportStep) {}
