//! The ratings behind a number.

use egui::Ui;

use crate::app::RatingsBehind;

use super::super::View;

/// Draws the dialog.
pub(super) fn ratings_modal(_ui: &mut Ui, _view: &View<'_>, _ratings: &RatingsBehind) {}
