//! Dialogs: at most one is open; one file each.

mod about;
mod adopt;
mod customer;
mod decide;
mod export;
mod files;
mod help;
mod import;
mod out;
mod palette;
mod person;
mod policy;
mod prospect;
mod ratings;
mod scenario;
mod scenarios;
mod set_aside;

use egui::Ui;

use crate::app::Modal;

use super::View;

/// Draws the dialog that is open, if one is.
pub(super) fn show(ui: &Ui, view: &View<'_>) {
    let Some(modal) = &view.state.modal else { return };
    match modal {
        Modal::Palette(palette) => palette::palette_modal(ui, view, palette),
        Modal::Help => help::help_modal(ui, view),
        Modal::About => about::about_modal(ui, view),
        Modal::Problems => files::problems_modal(ui, view),
        Modal::Unsaved { reason } => files::unsaved_modal(ui, view, reason),
        Modal::TypePath { pick, text, why } => files::type_path_modal(ui, view, pick, text, why),
        Modal::Customer(form) => customer::customer_modal(ui, view, form),
        Modal::Decide(form) => decide::decide_modal(ui, view, form),
        Modal::SetAside(form) => set_aside::set_aside_modal(ui, view, form),
        Modal::Prospect(form) => prospect::prospect_modal(ui, view, form),
        Modal::Policy(form) => policy::policy_modal(ui, view, form),
        Modal::Scenario(form) => scenario::scenario_modal(ui, view, form),
        Modal::Scenarios(comparison) => scenarios::scenarios_modal(ui, view, comparison),
        Modal::Person(form) => person::person_modal(ui, view, form),
        Modal::Adopt(form) => adopt::adopt_modal(ui, view, form),
        Modal::Ratings(behind) => ratings::ratings_modal(ui, view, behind),
        Modal::Export(form) => export::export_modal(ui, view, form),
        Modal::Out(form) => out::out_modal(ui, view, form),
        Modal::Import(step) => import::import_modal(ui, view, *step),
    }
}
