//! Rate: choose whom and what for, answer one question at a time, look back, save, and only then see the others.

mod done;
mod form;
mod keys;
mod pick;
mod question;
mod review;

use egui::{Align, Frame, Layout, Margin, Rect, Ui, UiBuilder, pos2, vec2};

use crate::app::{Command, CustomersCommand, PeopleCommand, RateCommand, RateStep, Screen, Session};

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::{size, space};
use super::super::widgets::{self, Tone};

/// Draws the screen.
pub(super) fn rate_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
        let rate = &view.state.areas.rate;
        match (rate.step, &rate.form, &rate.done) {
            (RateStep::Form, Some(form), _) => form::form_step(ui, view, session, form),
            (RateStep::Done, _, Some(done)) => done::done_step(ui, view, session, done),
            _ if !rate.is_possible(session) => nothing_to_rate(ui, view, session),
            _ => pick::pick_step(ui, view, session),
        }
    });
}

/// What is missing before anybody can be rated, one thing at a time.
fn nothing_to_rate(ui: &mut Ui, view: &View<'_>, session: &Session) {
    if session.workspace.customers.is_empty() {
        let text = "Add the first customer, then everybody who works with them rates them in under a minute.";
        if widgets::empty_state(ui, Icon::Customers, "Nobody to rate yet", text, "Add a customer\u{2026}") {
            view.send(Command::Customers(CustomersCommand::New));
        }
    } else if view.state.areas.rate.choices.people.is_empty() {
        let text = "Every rating is somebody\u{2019}s. Add the people who work with your customers.";
        if widgets::empty_state(ui, Icon::People, "Who rates? Add your team.", text, "Add a person\u{2026}") {
            view.send(Command::People(PeopleCommand::New));
        }
    } else {
        let text = "A scorecard says what is asked. Start with one of ours and make it yours later.";
        if widgets::empty_state(ui, Icon::Scorecards, "Nothing to rate on yet", text, "See the scorecards") {
            view.send(Command::Go(Screen::Scorecards));
        }
    }
}

/// Title and a line below at the left, buttons at the right of them.
fn header(ui: &mut Ui, title: &str, below: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let top = ui.available_rect_before_wrap();
    let strip = Rect::from_min_size(top.min, vec2(top.width(), 53.0));
    let mut buttons = ui.new_child(UiBuilder::new().max_rect(strip).layout(Layout::right_to_left(Align::Max)));
    buttons.spacing_mut().item_spacing.x = 10.0;
    right(&mut buttons);
    let used = buttons.min_rect();
    let mut room = top;
    if used.width() > 1.0 {
        room.max.x = used.left() - space::MEDIUM;
    }
    if room.width() < 220.0 {
        // No room beside each other: the words go below the buttons.
        room = Rect::from_min_max(pos2(top.left(), used.bottom() + space::SMALL), top.max);
    }
    let words = ui.scope_builder(UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Min)), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        widgets::text::title(ui, title);
        below(ui);
    });
    let missing = 53.0 - (words.response.rect.bottom() - top.top());
    if missing > 0.0 {
        ui.add_space(missing);
    }
    ui.add_space(space::MEDIUM - ui.spacing().item_spacing.y);
}

/// Says in time that nothing can be saved here.
fn read_only_notice(ui: &mut Ui, view: &View<'_>) {
    if !view.can_edit() {
        let words = "This workspace is open for reading only: a rating could not be saved here.";
        widgets::banner(ui, Tone::Warning, words, "");
        ui.add_space(space::SMALL);
    }
}

/// Offers to change the rating the same person made on the same occasion and day.
fn same_day_notice(ui: &mut Ui, view: &View<'_>, words: &str, rating: RateCommand) {
    if widgets::banner(ui, Tone::Info, words, "Change that rating") {
        view.send(Command::Rate(rating));
    }
    ui.add_space(space::SMALL);
}

/// Two parts side by side, the left one this wide.
fn beside(ui: &mut Ui, left_width: f32, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let whole = ui.available_rect_before_wrap();
    let middle = whole.left() + left_width;
    let parts = [
        Rect::from_min_max(whole.min, pos2(middle, whole.bottom())),
        Rect::from_min_max(pos2(middle + space::MEDIUM, whole.top()), whole.max),
    ];
    let [first, second] = parts.map(|rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
    left(&mut ui.new_child(first));
    right(&mut ui.new_child(second));
    ui.advance_cursor_after_rect(whole);
}

/// Some air inside a card beyond its own. What scrolls reaches [`RIGHT`] further, so that its bar covers nothing.
fn roomy<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new().inner_margin(Margin { left: 12, right: 0, top: 8, bottom: 4 }).show(ui, add).inner
}

/// Air at the right inside a card, points.
const RIGHT: f32 = 12.0;

/// The height of a row of buttons at the foot of a card, with the air above.
const FOOTER: f32 = size::BUTTON_HEIGHT + space::MEDIUM;
