//! If they go: tick customers at the left, see at the right what the rest would be without them.

mod effect;
mod grades;
mod list;
mod pictures;

use egui::{Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::app::{
    Action, Command, CustomersCommand, Ground, PartingCommand, PartingPart, PartingState, RateCommand, Screen, Session,
};
use crate::model::Locale;

use super::super::View;
use super::super::icons::Icon;
use super::super::widgets::{self, Button, Card};
use super::pages;

/// The card below the effect is at least this high, points; then the right side scrolls.
const BELOW: f32 = 430.0;
/// Below this width, points, one part is shown at a time.
const NARROW: f32 = 660.0;

/// Draws the screen.
pub(super) fn parting_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let screen = ui.max_rect();
    let margin = if screen.width() < 1100.0 { 14.0 } else { 20.0 };
    let room = screen.shrink2(vec2(margin, 6.0));
    let tabs = Rect::from_min_size(room.min, vec2(room.width(), pages::TABS + 6.0));
    pages::page_tabs(&mut ui.new_child(UiBuilder::new().max_rect(tabs)), view, Screen::Parting);
    let room = Rect::from_min_max(pos2(room.left(), tabs.bottom() + 4.0), pos2(room.right(), room.bottom() - 12.0));
    let mut rest = ui.new_child(UiBuilder::new().id_salt("parting").max_rect(room).layout(Layout::default()));
    body(&mut rest, view, session);
    ui.advance_cursor_after_rect(screen);
}

fn body(ui: &mut Ui, view: &View<'_>, session: &Session) {
    if session.workspace.customers.is_empty() {
        let text =
            "Add your customers, rate them with your team, and this page says what letting some of them go does.";
        if widgets::empty_state(ui, Icon::LetGo, "No customers yet", text, "Add a customer…") {
            view.act(Action::AddCustomer);
        }
        return;
    }
    if session.judged.is_none() {
        let text = "Verdicts come from a scorecard. Choose one of the starters or write your own.";
        if widgets::empty_state(ui, Icon::LetGo, "No scorecard yet", text, "See the scorecards") {
            view.send(Command::Go(Screen::Scorecards));
        }
        return;
    }
    let area = &view.state.areas.parting;
    let Some(ground) = area.ground() else {
        widgets::text::muted(ui, "Working…");
        return;
    };
    if ground.rows.is_empty() {
        let text = "All your customers are prospects or have gone. Nobody is left to let go.";
        if widgets::empty_state(ui, Icon::LetGo, "No customers we work for", text, "See the customers") {
            view.send(Command::Go(Screen::Customers));
        }
        return;
    }
    let room = ui.max_rect();
    if room.width() < NARROW {
        parts(ui, view, area, ground);
        return;
    }
    let gap = if room.width() < 1070.0 { 12.0 } else { 16.0 };
    let list = (room.width() * 0.3).clamp(228.0, 380.0);
    let left = Rect::from_min_size(room.min, vec2(list, room.height()));
    let right = Rect::from_min_max(pos2(left.right() + gap, room.top()), room.max);
    let column = |ui: &mut Ui, name: &str, rect: Rect| {
        ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(Layout::default()))
    };
    list::list_card(&mut column(ui, "list", left), view, area, ground);
    // The scroll bar stands in the gap beside the cards, not on them.
    let wide = Rect::from_min_max(right.min, pos2(right.right() + 10.0, right.bottom()));
    let (width, height) = (right.width(), right.height());
    ScrollArea::vertical().id_salt("effect").auto_shrink(false).show(&mut column(ui, "right", wide), |ui| {
        ui.set_max_width(width);
        ui.spacing_mut().item_spacing.y = 14.0;
        let top = ui.cursor().top();
        effect::effect_card(ui, view, area, ground);
        let left = (height - (ui.cursor().top() - top)).max(BELOW);
        below(ui, view, (area, ground), left);
    });
}

/// Where there is no room for all of it: the sentence, and below it one part.
fn parts(ui: &mut Ui, view: &View<'_>, area: &PartingState, ground: &Ground) {
    if let Some(effect) = &area.effect {
        effect::headline(ui, effect);
    }
    ui.add_space(6.0);
    let parts =
        [(PartingPart::Whom, "Whom"), (PartingPart::Effect, "What it does"), (PartingPart::Pictures, "Pictures")];
    if let Some(part) = widgets::segmented(ui, "Shown below", area.part, &parts) {
        view.send(Command::Parting(PartingCommand::Show(part)));
    }
    ui.add_space(6.0);
    match area.part {
        PartingPart::Whom => list::list_card(ui, view, area, ground),
        PartingPart::Effect => {
            ScrollArea::vertical().id_salt("effect").auto_shrink(false).show(ui, |ui| {
                effect::narrow_effect_card(ui, view, area, ground);
            });
        }
        PartingPart::Pictures => {
            let height = ui.available_height();
            ScrollArea::vertical().id_salt("pictures").auto_shrink(false).show(ui, |ui| {
                below(ui, view, (area, ground), height.max(BELOW));
            });
        }
    }
}

/// The pictures, or what is missing for them.
fn below(ui: &mut Ui, view: &View<'_>, (area, ground): (&PartingState, &Ground), height: f32) {
    let has_money = area.effect.as_ref().is_none_or(|effect| effect.has_money);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let mut ui = ui.new_child(UiBuilder::new().id_salt("below").max_rect(rect).layout(Layout::default()));
    if has_money {
        pictures::pictures_card(&mut ui, view, area, ground);
    } else {
        no_money(&mut ui, view, ground);
    }
}

/// Nobody has revenue, cost or hours: what to do about it.
fn no_money(ui: &mut Ui, view: &View<'_>, ground: &Ground) {
    Card::new().fill_height().show(ui, |ui| {
        let all = Locale::count(ground.rows.len());
        let text = format!(
            "Of none of the {all} customers revenue, cost or hours of the last 12 months are known. With them this \
             page says what you would lose and what you would gain."
        );
        let first = ground.without_figures();
        let button = first.map(|row| format!("Add figures to {}…", row.name)).unwrap_or_default();
        let button = if view.can_edit() { button.as_str() } else { "" };
        if widgets::empty_state(ui, Icon::Charts, "No money figures yet", &text, button)
            && let Some(row) = first
        {
            view.send(Command::Customers(CustomersCommand::Edit(row.customer)));
        }
        ui.vertical_centered(|ui| {
            if ui.add_enabled(view.can_edit(), Button::quiet("Import a spreadsheet…")).clicked() {
                view.act(Action::Import);
            }
        });
    });
}

/// The way to the figures that are missing, in one line.
fn missing_figures(ui: &mut Ui, view: &View<'_>, ground: &Ground) {
    if ground.num_without_figures == 0 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
        let (num, all) = (Locale::count(ground.num_without_figures), Locale::count(ground.rows.len()));
        let have = if ground.num_without_figures == 1 { "has" } else { "have" };
        widgets::text::muted_label(ui, &format!("{num} of {all} {have} no figures and {have} not been counted."));
        add_figures(ui, view, ground);
    });
}

/// The way to the form of the first customer without figures; of the worst if all have some.
fn add_figures(ui: &mut Ui, view: &View<'_>, ground: &Ground) {
    let Some(first) = ground.without_figures().or_else(|| ground.rows.first()) else { return };
    let link = format!("Add figures to {}…", first.name);
    if view.can_edit() && widgets::link(ui, &link).clicked() {
        view.send(Command::Customers(CustomersCommand::Edit(first.customer)));
    }
}

/// Nobody has been rated, so there are no verdicts to go by.
fn nobody_rated(ui: &mut Ui, view: &View<'_>) {
    ui.horizontal_wrapped(|ui| {
        widgets::text::muted_label(ui, "Nobody has been rated: there are no verdicts to go by.");
        if view.can_edit() && widgets::link(ui, "Rate a customer").clicked() {
            view.send(Command::Rate(RateCommand::Begin(None)));
        }
    });
}
