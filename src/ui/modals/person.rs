//! A person.

use egui::Ui;

use crate::app::PersonForm;

use super::super::View;

/// Draws the dialog.
pub(super) fn person_modal(_ui: &mut Ui, _view: &View<'_>, _person: &PersonForm) {}
