//! The screens: one file each, functions of what there is to see.

mod charts;
mod customer;
mod customers;
mod let_go;
mod overview;
mod people;
mod rate;
mod scorecards;
mod settings;
pub(super) mod start;

use egui::Ui;

use crate::app::{Screen, Session};

use super::View;

/// Draws the screen that is shown now.
pub(super) fn show(ui: &mut Ui, view: &View<'_>, session: &Session) {
    match view.state.navigation.now() {
        Screen::Overview => overview::overview_screen(ui, view, session),
        Screen::Customers => customers::customers_screen(ui, view, session),
        Screen::Customer(id) => customer::customer_screen(ui, view, session, id),
        Screen::Rate => rate::rate_screen(ui, view, session),
        Screen::Charts => charts::charts_screen(ui, view, session),
        Screen::LetGo => let_go::let_go_screen(ui, view, session),
        Screen::Scorecards => scorecards::scorecards_screen(ui, view, session),
        Screen::People => people::people_screen(ui, view, session),
        Screen::Settings => settings::settings_screen(ui, view, session),
    }
}
