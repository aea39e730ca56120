//! Red flags to look for early: signs that went with a bad end, with counts, and who showed them.

use egui::Ui;

use crate::app::{Command, GreatCommand, GreatShown, Screen, SignLine};
use crate::model::{Locale, Status};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme;
use super::super::super::widgets::{self, Card, ListRow, text};

/// Draws the card.
pub(super) fn red_flags(ui: &mut Ui, view: &View<'_>, shown: &GreatShown) {
    Card::new().title("Red flags to look for early").show(ui, |ui| {
        text::body(ui, &shown.red_answer);
        text::muted_label(ui, &shown.red_basis);
        let num_clear = shown.signs.iter().filter(|sign| sign.stands_out).count();
        for (place, sign) in shown.signs.iter().enumerate() {
            if place == num_clear {
                ui.add_space(8.0);
                text::card_title(ui, "Not sure yet");
                text::muted_label(ui, "These went with a bad end more often, but chance could have made it so.");
            }
            row(ui, view, place, sign);
        }
        ui.add_space(4.0);
        text::muted_label(ui, "A sign goes with a bad end; it need not bring it about.");
    });
}

fn row(ui: &mut Ui, view: &View<'_>, place: usize, sign: &SignLine) {
    let t = theme::tokens(ui);
    let is_open = view.state.areas.great.opened == Some(place);
    let detail = format!("{} ended badly; of the others {}", sign.with.words(), sign.without.words());
    let mut row = ListRow::new(&sign.name).detail(&detail).selected(is_open).separated();
    row = if sign.stands_out { row.icon(Icon::Flag, t.danger) } else { row.icon(Icon::Question, t.muted) };
    if row.show(ui, |_| {}).clicked() {
        view.send(Command::Great(GreatCommand::Toggle(place)));
    }
    if is_open {
        widgets::note_box(ui, |ui| who(ui, view, sign));
    }
}

/// Who showed the sign, and what came of it.
fn who(ui: &mut Ui, view: &View<'_>, sign: &SignLine) {
    for taken in &sign.customers {
        ui.horizontal(|ui| {
            if widgets::link(ui, &taken.name).clicked() {
                view.send(Command::Go(Screen::Customer(taken.customer)));
            }
            if taken.status != Status::Active {
                widgets::status_pill(ui, taken.status);
            }
        });
    }
    if sign.num_more > 0 {
        text::muted_label(ui, &format!("… and {} more.", Locale::count(sign.num_more)));
    }
}
