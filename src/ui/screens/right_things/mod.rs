//! Are we measuring the right things? The answer, a row per criterion, and what stands beside it.

mod beside;
mod table;

use egui::{ScrollArea, Ui};

use crate::app::{Action, Command, RightThingsShown, Screen, Session};

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::space;
use super::super::widgets::{self, Card, text};
use super::pages;

/// From this width on two cards stand side by side, points.
const TWO: f32 = 880.0;

/// Draws the screen.
pub(super) fn right_things_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 6)).show(ui, |ui| {
        pages::page_tabs(ui, view, Screen::RightThings);
        ui.add_space(space::SMALL);
        if session.judged.is_none() {
            let text =
                "Whether we measure the right things is asked of a scorecard. Choose a starter or write your own.";
            if widgets::empty_state(ui, Icon::Scorecards, "No scorecard yet", text, "See the scorecards") {
                view.send(Command::Go(Screen::Scorecards));
            }
            return;
        }
        let asked = &view.state.areas.right_things.shown;
        let Some(shown) = asked.answer() else {
            text::muted(ui, "Working…");
            return;
        };
        if !shown.is_anyone_rated {
            let text = "What a question is worth shows in its answers. Rate a few customers on this scorecard first.";
            if widgets::empty_state(ui, Icon::Charts, "Nobody has been rated yet", text, "Rate a customer") {
                view.act(Action::Rate);
            }
            return;
        }
        ScrollArea::vertical().id_salt("right things").auto_shrink(false).show(ui, |ui| {
            // Room for the scroll bar.
            ui.set_max_width(ui.available_width() - 12.0);
            page(ui, view, shown, asked.is_stale());
        });
    });
}

fn page(ui: &mut Ui, view: &View<'_>, shown: &RightThingsShown, is_stale: bool) {
    ui.spacing_mut().item_spacing.y = 4.0;
    text::heading(ui, &shown.answer);
    let working = if is_stale { " Working…" } else { "" };
    text::muted(ui, &format!("{}.{working}", shown.basis));
    ui.add_space(space::SMALL);
    Card::new().title("What each question is worth").aside("click a row for its figures").list().show(ui, |ui| {
        table::table(ui, view, shown);
    });
    ui.add_space(space::MEDIUM);
    let left = |ui: &mut Ui| {
        beside::agreement(ui, view, &shown.agreement);
        ui.add_space(space::MEDIUM);
        beside::people(ui, &shown.people);
    };
    let right = |ui: &mut Ui| {
        beside::gaps(ui, view, &shown.gaps);
        ui.add_space(space::MEDIUM);
        beside::odd(ui, view, &shown.odd);
    };
    if ui.available_width() >= TWO {
        side_by_side(ui, left, right);
    } else {
        left(ui);
        ui.add_space(space::MEDIUM);
        right(ui);
    }
    ui.add_space(space::LARGE);
}

/// Two columns of half the width each.
fn side_by_side(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        ui.columns(2, |columns| {
            if let [one, other] = columns {
                left(one);
                right(other);
            }
        });
    });
}
