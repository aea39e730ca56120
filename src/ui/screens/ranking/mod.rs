//! Rank with care: customers by lenses, as a table or as lines, beside what speaks against a hasty conclusion.

mod chosen;
mod columns;
mod table;

use egui::{Align, Layout, Popup, PopupCloseBehavior, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::analysis::Lens;
use crate::app::{
    Action, Command, Ranking, RankingCommand, RankingPart, RankingState, RateCommand, Screen, Session, unranked_words,
};

use super::super::View;
use super::super::icons::Icon;
use super::super::picture::picture;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, Button, Card};
use super::pages;

/// Below this width in points the chosen customer has no room beside the table.
const BESIDE: f32 = 850.0;

/// What a list does not say.
const WORD_OF_WARNING: &str = "A ranking by sales alone misleads: the small may grow, the quiet may send others, the \
                               loud may want favours. The most important rank is the one they give us.";
const SHORT_WARNING: &str = "By sales alone a ranking misleads; their rank of us matters most.";

fn send(view: &View<'_>, command: RankingCommand) {
    view.send(Command::Ranking(command));
}

/// Draws the screen.
pub(super) fn ranking_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let is_narrow = ui.available_width() < BESIDE;
    let margin = if is_narrow { 14 } else { 24 };
    egui::Frame::new().inner_margin(egui::Margin { left: margin, right: margin, top: 6, bottom: 16 }).show(ui, |ui| {
        pages::page_tabs(ui, view, Screen::Ranking);
        ui.add_space(if is_narrow { 2.0 } else { space::SMALL });
        if is_empty(ui, view, session) {
            return;
        }
        let area = &view.state.areas.ranking;
        let Some(ranking) = area.ranking() else {
            widgets::text::muted(ui, "Working…");
            return;
        };
        if Lens::ALL.into_iter().all(|lens| ranking.num_ranked(lens) == 0) {
            let text = "Ranks come from ratings and from revenue. The first rating takes a minute.";
            if widgets::empty_state(ui, Icon::LetGo, "Nothing to rank by yet", text, "Rate a customer") {
                view.send(Command::Rate(RateCommand::Begin(None)));
            }
            return;
        }
        table::keys(ui, view, area);
        if is_narrow {
            widgets::text::heading(ui, &ranking.title);
        } else {
            widgets::text::title(ui, &ranking.title);
        }
        widgets::text::muted(ui, if is_narrow { SHORT_WARNING } else { WORD_OF_WARNING });
        ui.add_space(4.0);
        controls(ui, view, (area, ranking), is_narrow);
        ui.add_space(4.0);
        body(ui, view, session, area, ranking);
    });
}

/// Says what is missing where there is nothing to rank at all; whether it did.
fn is_empty(ui: &mut Ui, view: &View<'_>, session: &Session) -> bool {
    let is_current = |customer: &std::sync::Arc<crate::model::Customer>| customer.profile.status.is_current();
    if !session.workspace.customers.values().any(is_current) {
        let text = "Add the customers you work for, and see them through several lenses side by side.";
        if widgets::empty_state(ui, Icon::LetGo, "Nobody to rank yet", text, "Add a customer…") {
            view.act(Action::AddCustomer);
        }
        return true;
    }
    if session.judged.is_none() {
        let text = "A scorecard says what you rate and how much it counts. Start with one of ours and change it.";
        if widgets::empty_state(ui, Icon::LetGo, "No scorecard yet", text, "See the scorecards") {
            view.send(Command::Go(Screen::Scorecards));
        }
        return true;
    }
    false
}

fn controls(ui: &mut Ui, view: &View<'_>, (area, ranking): (&RankingState, &Ranking), is_narrow: bool) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        let parts =
            [(RankingPart::Table, "Table"), (RankingPart::Picture, "Picture"), (RankingPart::Chosen, "Warnings")];
        let parts = if is_narrow { &parts[..] } else { &parts[..2] };
        let now = if is_narrow || area.part != RankingPart::Chosen { area.part } else { RankingPart::Table };
        if let Some(part) = widgets::segmented(ui, "Shown", now, parts) {
            send(view, RankingCommand::Show(part));
        }
        lenses_menu(ui, view, area, ranking);
        if ui.add(Button::secondary("Copy table").icon(Icon::Copy).small().hint("Copy the rows as shown")).clicked() {
            send(view, RankingCommand::Copy);
        }
        if area.is_stale() {
            widgets::text::muted_label(ui, "Working…");
        }
    });
}

/// Which lenses are shown; those that rank nobody say why.
fn lenses_menu(ui: &mut Ui, view: &View<'_>, area: &RankingState, ranking: &Ranking) {
    let button = ui.add(Button::secondary("Lenses").icon(Icon::ChevronDown).small().hint("Which lists are shown"));
    let popup = Popup::menu(&button).gap(4.0).accessible_name("Lenses");
    popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(290.0);
        for lens in RankingState::ORDER {
            let is_on = area.lenses.contains(&lens);
            let is_known = ranking.num_ranked(lens) > 0;
            ui.add_enabled_ui(is_known, |ui| {
                let room = vec2(ui.available_width(), 28.0);
                ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
                    if widgets::checkbox(ui, is_on && is_known, lens.words()) {
                        send(view, RankingCommand::ToggleLens(lens));
                    }
                });
            });
            if !is_known {
                widgets::text::muted_label(ui, unranked_words(lens, ranking.is_about_us));
            }
        }
        widgets::text::hairline(ui);
        if widgets::link(ui, "The usual ones").clicked() {
            send(view, RankingCommand::UsualLenses);
        }
    });
}

fn body(ui: &mut Ui, view: &View<'_>, session: &Session, area: &RankingState, ranking: &Ranking) {
    let room = ui.available_rect_before_wrap();
    let is_wide = ui.max_rect().width() >= BESIDE - 60.0;
    let side = if is_wide { (room.width() * 0.26).clamp(300.0, 400.0) } else { 0.0 };
    let gap = if is_wide { 14.0 } else { 0.0 };
    let left = Rect::from_min_max(room.min, pos2(room.right() - side - gap, room.bottom()));
    let mut main = ui.new_child(UiBuilder::new().id_salt("main").max_rect(left).layout(Layout::top_down(Align::Min)));
    match area.part {
        RankingPart::Chosen if !is_wide => chosen::chosen_card(&mut main, view, session, area, ranking),
        RankingPart::Picture => lines(&mut main, view, area),
        RankingPart::Table | RankingPart::Chosen => table::table(&mut main, view, session, (area, ranking)),
    }
    if is_wide {
        let right = Rect::from_min_max(pos2(room.right() - side, room.top()), room.max);
        let builder = UiBuilder::new().id_salt("side").max_rect(right).layout(Layout::top_down(Align::Min));
        chosen::chosen_card(&mut ui.new_child(builder), view, session, area, ranking);
    }
    ui.advance_cursor_after_rect(room);
}

/// Ranks from lens to lens as lines; a click on one chooses.
fn lines(ui: &mut Ui, view: &View<'_>, area: &RankingState) {
    let Some(chart) = &area.picture else { return };
    Card::new().fill_height().show(ui, |ui| {
        let t = theme::tokens(ui);
        widgets::text::running(ui, &chart.subtitle, size::LABEL, t.muted);
        let height = ui.available_height() - 8.0;
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            if let Some(mark) = picture(ui, view, "ranks", chart, area.version, Some(height)) {
                send(view, RankingCommand::Mark(mark));
            }
        });
    });
}
