//! One customer's page.

use egui::Ui;

use crate::app::Session;
use crate::model::CustomerId;

use super::super::View;

/// Draws the page.
pub(super) fn customer_screen(_ui: &mut Ui, _view: &View<'_>, _session: &Session, _id: CustomerId) {}
