//! Pages that belong together under one word of the rail, as tabs over each of them.

use egui::{Align, Layout, Ui, vec2};

use crate::app::{Action, Command, MethodCommand, Screen, Session};

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::{size, space};
use super::super::widgets;

const LET_GO: [Screen; 5] = [Screen::LetGo, Screen::Compare, Screen::Parting, Screen::Ranking, Screen::LookingBack];
const CHARTS: [Screen; 5] =
    [Screen::Charts, Screen::PortfolioMap, Screen::History, Screen::RightThings, Screen::GreatCustomers];

/// Height of the tabs, points.
pub(super) const TABS: f32 = 34.0;

/// Below this room, points, the way to the explanation is a question mark.
const WORDS_FIT: f32 = 100.0;

/// Draws a page: the tabs over it, and below whatever `add` draws, no wider than the room there is.
pub(super) fn page(ui: &mut Ui, view: &View<'_>, now: Screen, add: impl FnOnce(&mut Ui)) {
    let margin = if ui.available_width() < 1100.0 { 14 } else { 20 };
    egui::Frame::new().inner_margin(egui::Margin::symmetric(margin, 6)).show(ui, |ui| {
        // In a room of their own: tabs that reach further must not widen what stands below.
        let row = egui::Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), TABS));
        page_tabs(&mut ui.new_child(egui::UiBuilder::new().max_rect(row)), view, now);
        ui.advance_cursor_after_rect(row);
        ui.add_space(space::SMALL);
        add(ui);
    });
}

/// Says what is missing without customers or without a scorecard, and what to do; whether something is. `nobody` is the
/// picture and the words where there are no customers.
pub(super) fn lacks_ground(ui: &mut Ui, view: &View<'_>, session: &Session, nobody: (Icon, &str)) -> bool {
    if session.workspace.customers.is_empty() {
        let (icon, text) = nobody;
        if widgets::empty_state(ui, icon, "No customers yet", text, "Add a customer…") {
            view.act(Action::AddCustomer);
        }
        return true;
    }
    if session.judged.is_none() {
        let text = "Verdicts come from a scorecard. Choose one of the starters or write your own.";
        if widgets::empty_state(ui, Icon::Scorecards, "No scorecard yet", text, "See the scorecards") {
            view.send(Command::Go(Screen::Scorecards));
        }
        return true;
    }
    false
}

/// Draws the tabs of the pages this one belongs to, with the way to its explanation at the right.
pub(super) fn page_tabs(ui: &mut Ui, view: &View<'_>, now: Screen) {
    let family: &[Screen] = if CHARTS.contains(&now) { &CHARTS } else { &LET_GO };
    let tabs: Vec<(Screen, &str)> = family.iter().map(|screen| (*screen, screen.title())).collect();
    let row = vec2(ui.available_width(), TABS);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        if let Some(screen) = widgets::tabs(ui, now, &tabs) {
            view.send(Command::Go(screen));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = "How this works";
            let shown = if ui.available_width() >= WORDS_FIT {
                widgets::link(ui, name)
            } else {
                widgets::icon_button(ui, Icon::Question, name)
            };
            if shown.clicked() {
                view.send(Command::Method(MethodCommand::Explain(now)));
            }
            // The ranking has a button of its own, with words. Where it would lie over the tabs, the keys and the palette
            // are left.
            let has_room = ui.available_width() >= size::CONTROL_HEIGHT;
            let can_copy = has_room && now != Screen::Ranking && Action::CopyTable.is_enabled(view.state);
            if can_copy && widgets::icon_button(ui, Icon::Copy, "Copy table").clicked() {
                view.act(Action::CopyTable);
            }
        });
    });
}
