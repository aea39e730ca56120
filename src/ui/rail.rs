//! The rail on the left: where one can go, with icon and word.

use egui::{Align, Layout, Rect, Sense, Ui, vec2};

use crate::app::{Command, Screen};

use super::View;
use super::icons::Icon;
use super::theme::{self, size};
use super::widgets;

/// Draws the rail.
pub(super) fn rail(ui: &mut Ui, view: &View<'_>) {
    let tokens = theme::tokens(ui);
    let edge = ui.max_rect();
    ui.painter().vline(edge.right() - 0.5, edge.y_range(), egui::Stroke::new(1.0, tokens.hairline));
    ui.add_space(18.0);
    let (name, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    ui.painter().text(
        name.left_center() + vec2(20.0, 0.0),
        egui::Align2::LEFT_CENTER,
        "Keepwise",
        theme::medium(size::CARD_TITLE),
        tokens.ink,
    );
    ui.add_space(16.0);
    let now = view.state.navigation.now();
    let item = |ui: &mut Ui, screen: Screen| {
        let selected = screen.word() == now.word();
        if widgets::nav_item(ui, icon(screen), screen.word(), selected).clicked() {
            view.send(Command::Go(screen));
        }
    };
    let inset = |rect: Rect| rect.shrink2(vec2(10.0, 0.0));
    let body = inset(ui.available_rect_before_wrap());
    let mut column = ui.new_child(egui::UiBuilder::new().max_rect(body).layout(Layout::top_down(Align::Min)));
    column.spacing_mut().item_spacing.y = 2.0;
    let (last, most) = (Screen::RAIL[Screen::RAIL.len() - 1], &Screen::RAIL[..Screen::RAIL.len() - 1]);
    for &screen in most {
        item(&mut column, screen);
    }
    let foot = Rect::from_min_max(egui::pos2(body.left(), body.bottom() - 52.0), body.max);
    let mut bottom = ui.new_child(egui::UiBuilder::new().max_rect(foot).layout(Layout::top_down(Align::Min)));
    item(&mut bottom, last);
}

const fn icon(screen: Screen) -> Icon {
    match screen {
        Screen::Overview => Icon::Overview,
        Screen::Customers | Screen::Customer(_) => Icon::Customers,
        Screen::Rate => Icon::Rate,
        Screen::Charts | Screen::PortfolioMap | Screen::History | Screen::RightThings | Screen::GreatCustomers => {
            Icon::Charts
        }
        Screen::LetGo | Screen::Compare | Screen::Parting | Screen::Ranking | Screen::LookingBack => Icon::LetGo,
        Screen::Scorecards => Icon::Scorecards,
        Screen::People => Icon::People,
        Screen::Settings | Screen::Method => Icon::Settings,
    }
}
