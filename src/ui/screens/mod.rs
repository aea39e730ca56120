//! The screens: one file each, functions of what there is to see.

mod charts;
mod compare;
mod customer;
mod customers;
mod explore;
mod great;
mod let_go;
mod looking_back;
mod method;
mod overview;
mod pages;
mod parting;
mod people;
mod ranking;
mod rate;
mod right_things;
mod scorecards;
mod settings;
mod signed_bar;
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
        Screen::PortfolioMap => explore::map_screen(ui, view, session),
        Screen::History => explore::history_screen(ui, view, session),
        Screen::RightThings => right_things::right_things_screen(ui, view, session),
        Screen::GreatCustomers => great::great_screen(ui, view, session),
        Screen::Compare => compare::compare_screen(ui, view, session),
        Screen::Parting => parting::parting_screen(ui, view, session),
        Screen::Ranking => ranking::ranking_screen(ui, view, session),
        Screen::LookingBack => looking_back::looking_back_screen(ui, view, session),
        Screen::Method => method::method_screen(ui, view),
        Screen::LetGo => let_go::let_go_screen(ui, view, session),
        Screen::Scorecards => scorecards::scorecards_screen(ui, view, session),
        Screen::People => people::people_screen(ui, view, session),
        Screen::Settings => settings::settings_screen(ui, view, session),
    }
}
