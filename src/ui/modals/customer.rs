//! A customer's profile.

use egui::Ui;

use crate::app::CustomerForm;

use super::super::View;

/// Draws the dialog.
pub(super) fn customer_modal(_ui: &mut Ui, _view: &View<'_>, _customer: &CustomerForm) {}
