//! All customers in a table: search, filters, what to do with the chosen ones.

mod chosen;
mod columns;
mod filters;
mod table;

use egui::{Align, Layout, Ui, vec2};

use crate::app::{Action, Command, CustomersCommand, Session, StatusFilter, TableCommand, TableState};
use crate::model::{Locale, ScorecardId};

use super::super::View;
use super::super::drop_zone::hears_of_files;
use super::super::icons::Icon;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, Button};

/// Draws the screen.
pub(super) fn customers_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let table = &view.state.areas.customers.table;
    // Asked before anything is drawn: Escape closes a menu, and must not do anything else in the same frame.
    let in_menu = egui::Popup::is_any_open(ui.ctx());
    egui::Frame::new().inner_margin(egui::Margin::same(24)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        if table.num_all() == 0 {
            widgets::text::title(ui, "Customers");
            let text = if hears_of_files() {
                "Add the first one, or drop a spreadsheet with all of them here."
            } else {
                "Add the first one, or import a spreadsheet with all of them."
            };
            if widgets::empty_state(ui, Icon::Customers, "No customers yet", text, "Add a customer…") {
                view.act(Action::AddCustomer);
            }
            ui.vertical_centered(|ui| {
                if ui.add_enabled(view.can_edit(), Button::quiet("Import a spreadsheet…")).clicked() {
                    view.act(Action::Import);
                }
            });
            return;
        }
        head(ui, view, session, table);
        let search = filters::filters(ui, view, table);
        if !table.chosen.is_empty() {
            chosen::chosen_bar(ui, view, table);
        }
        if table.num_shown() == 0 {
            nothing_found(ui, view, table);
        } else {
            table::table(ui, view, session, table);
        }
        if !in_menu {
            table::keys(ui, view, table, search);
        }
    });
}

fn send(view: &View<'_>, command: TableCommand) {
    view.send(Command::Customers(CustomersCommand::Table(command)));
}

fn head(ui: &mut Ui, view: &View<'_>, session: &Session, table: &TableState) {
    let row = vec2(ui.available_width(), size::BUTTON_HEIGHT);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        ui.add_enabled_ui(view.can_edit(), |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space::SMALL;
                if ui.add(Button::primary("Add a customer…")).clicked() {
                    view.act(Action::AddCustomer);
                }
                let is_wide = ui.available_width() > 620.0;
                if is_wide && ui.add(Button::secondary("Import…")).clicked() {
                    view.act(Action::Import);
                }
                let hint = "Copy the table for a spreadsheet (Ctrl C)";
                if is_wide && ui.add(Button::secondary("Copy").icon(Icon::Copy).hint(hint)).clicked() {
                    send(view, TableCommand::Copy);
                }
            });
        });
        let cards: Vec<(ScorecardId, &str)> = offered(session);
        scorecard_select(ui, view, session, &cards);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            widgets::text::title(ui, "Customers");
            let all = if table.num_all() == 1 { "customer" } else { "customers" };
            let (shown, total) = (Locale::count(table.num_shown()), Locale::count(table.num_all()));
            let count = if shown == total { format!("{total} {all}") } else { format!("{shown} of {total} {all}") };
            widgets::text::one_line(ui, &count, size::BODY, theme::tokens(ui).muted);
        });
    });
}

/// The scorecards everybody can be looked at on.
fn offered(session: &Session) -> Vec<(ScorecardId, &str)> {
    let now = session.scorecard().map(|card| card.id);
    let all = session.workspace.scorecards.values().filter(|card| !card.archived || Some(card.id) == now);
    all.map(|card| (card.id, card.name.as_str())).collect()
}

/// Chooses the scorecard looked at; nothing where there is only one.
pub(super) fn scorecard_select(ui: &mut Ui, view: &View<'_>, session: &Session, cards: &[(ScorecardId, &str)]) {
    if cards.len() < 2 {
        return;
    }
    let now = session.scorecard().map(|card| card.id);
    let width = 190.0_f32.min(ui.available_width() * 0.4);
    if let Some(card) = widgets::select_bare(ui, "Look at scorecard", now, cards, width) {
        view.send(Command::Customers(CustomersCommand::LookAt(card)));
    }
}

fn nothing_found(ui: &mut Ui, view: &View<'_>, table: &TableState) {
    let only_current = table.query.status == StatusFilter::Current;
    let (text, button) = if only_current && !table.query.text.is_empty() {
        ("Only customers we work for are searched.", "Search all customers")
    } else {
        ("Try fewer words, or other filters.", "Clear filters")
    };
    if widgets::empty_state(ui, Icon::Search, "Nobody fits", text, button) {
        let widen = only_current && !table.query.text.is_empty();
        send(view, if widen { TableCommand::Status(StatusFilter::All) } else { TableCommand::ClearFilters });
    }
}
