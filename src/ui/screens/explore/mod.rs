//! The pages to look around in: the portfolio map, and the history of many customers.

mod frame;
mod hands;
mod history;
mod labels;
mod map;

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::app::{Command, ExploreCommand, PagePart, Screen, Session};

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::{size, space};
use super::super::widgets::{self, Button};
use super::pages;

/// Below this width, points, picture and list are shown one at a time.
const NARROW: f32 = 660.0;

/// What is said on both pages where there is nobody to look at.
const NO_CUSTOMERS: &str = "Add your customers, and see all of them in one picture.";

/// Draws the portfolio map.
pub(super) fn map_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    page(ui, view, Screen::PortfolioMap, |ui| {
        if !pages::lacks_ground(ui, view, session, (Icon::Charts, NO_CUSTOMERS)) {
            map::map_page(ui, view);
        }
    });
}

/// Draws the history.
pub(super) fn history_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    page(ui, view, Screen::History, |ui| {
        if !pages::lacks_ground(ui, view, session, (Icon::Charts, NO_CUSTOMERS)) {
            history::history_page(ui, view, session);
        }
    });
}

/// The tabs, and below them a page that ends where the window does.
fn page(ui: &mut Ui, view: &View<'_>, screen: Screen, add: impl FnOnce(&mut Ui)) {
    let room = ui.max_rect();
    let margin = if room.width() < 1100.0 { 14.0 } else { 20.0 };
    let inner = room.shrink2(vec2(margin, 6.0));
    let tabs = Rect::from_min_size(inner.min, vec2(inner.width(), pages::TABS));
    pages::page_tabs(&mut ui.new_child(UiBuilder::new().max_rect(tabs)), view, screen);
    let rest =
        Rect::from_min_max(pos2(inner.left(), tabs.bottom() + space::SMALL), pos2(inner.right(), inner.bottom() - 8.0));
    let mut rest =
        ui.new_child(UiBuilder::new().id_salt("explore").max_rect(rest).layout(Layout::top_down(Align::Min)));
    rest.spacing_mut().item_spacing.y = 6.0;
    add(&mut rest);
    ui.advance_cursor_after_rect(room);
}

/// The way to a picture of what is shown now.
fn export_button(ui: &mut Ui, view: &View<'_>) {
    let button = Button::secondary("Save chart…").icon(Icon::Download).small();
    if ui.add(button.hint("Save or copy what is shown now (Ctrl S)")).clicked() {
        view.send(Command::Explore(ExploreCommand::Export));
    }
}

/// A line of controls, with the way to a saved picture at its right end.
fn line(ui: &mut Ui, view: &View<'_>, add: impl FnOnce(&mut Ui)) {
    let row = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), size::CONTROL_HEIGHT));
    let mut right = ui.new_child(UiBuilder::new().max_rect(row).layout(Layout::right_to_left(Align::Center)));
    export_button(&mut right, view);
    let rest = Rect::from_min_max(row.min, pos2(right.min_rect().left() - space::SMALL, row.bottom()));
    let mut left = ui.new_child(UiBuilder::new().max_rect(rest).layout(Layout::left_to_right(Align::Center)));
    left.spacing_mut().item_spacing.x = space::SMALL;
    add(&mut left);
    let used = row.union(left.min_rect());
    ui.advance_cursor_after_rect(used);
}

/// What the buttons beside a picture ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Closer,
    Further,
    All,
}

/// The buttons that go closer, further away and back to everything.
fn zoom_buttons(ui: &mut Ui, is_all: bool) -> Option<Look> {
    let mut wanted = None;
    for (icon, name, look) in [(Icon::Minus, "Zoom out", Look::Further), (Icon::Plus, "Zoom in", Look::Closer)] {
        let is_useless = is_all && look == Look::Further;
        if ui.add_enabled_ui(!is_useless, |ui| widgets::icon_button(ui, icon, name)).inner.clicked() {
            wanted = Some(look);
        }
    }
    if ui.add_enabled(!is_all, Button::quiet("Show all").small().hint("Double-click in the picture, or 0")).clicked() {
        wanted = Some(Look::All);
    }
    wanted
}

/// In a narrow window: which of the two is shown. Returns the one that was chosen, if it is another.
fn part_switch(ui: &mut Ui, now: PagePart) -> Option<PagePart> {
    widgets::segmented(ui, "Shown below", now, &[(PagePart::Picture, "Picture"), (PagePart::List, "List")])
}

/// The rest of the page: the picture at the left, the list at the right, or one of the two in a narrow window.
fn body(ui: &mut Ui, part: PagePart, picture: impl FnOnce(&mut Ui), list: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let column = |ui: &mut Ui, name: &str, rect: Rect| {
        ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(Layout::top_down(Align::Min)))
    };
    if room.width() < NARROW {
        match part {
            PagePart::Picture => picture(&mut column(ui, "picture", room)),
            PagePart::List => list(&mut column(ui, "list", room)),
        }
    } else {
        let side = (room.width() * 0.3).clamp(290.0, 380.0);
        let gap = if room.width() < 1000.0 { 10.0 } else { 14.0 };
        let left = Rect::from_min_max(room.min, pos2(room.right() - side - gap, room.bottom()));
        let right = Rect::from_min_max(pos2(room.right() - side, room.top()), room.max);
        picture(&mut column(ui, "picture", left));
        list(&mut column(ui, "list", right));
    }
    ui.advance_cursor_after_rect(room);
}
