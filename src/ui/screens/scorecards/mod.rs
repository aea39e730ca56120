//! Scorecards: the list at the left, the chosen one beside it; or the editor, while the next version is written.

mod editor;
mod page;
mod preview;
mod question;
mod rules;
mod share;

use egui::{Align, Layout, Popup, Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{CardRow, Command, DraftChange, ScorecardsCommand, ScorecardsState, Session};
use crate::model::ScorecardId;

use super::super::View;
use super::super::icons::{Icon, icon};
use super::super::theme::{self, size, space};
use super::super::widgets::{self, Button, ListRow};

/// Between the edge of the screen and its cards.
const EDGE: f32 = 20.0;
/// Room for a scroll bar at the right of what scrolls.
const SCROLL_BAR: f32 = 12.0;

/// Draws the screen.
pub(super) fn scorecards_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let area = &view.state.areas.scorecards;
    let room = ui.available_rect_before_wrap().shrink2(vec2(EDGE, 18.0));
    if let Some(draft) = area.draft() {
        editor::editor(ui, view, (session, draft), room);
        return;
    }
    if room.width() < 620.0 {
        pane(ui, "scorecards", room, |ui| narrow(ui, view, area));
        return;
    }
    let list_width = (room.width() * 0.28).clamp(290.0, 330.0);
    let (left, right) = split(room, list_width);
    pane(ui, "scorecards", left, |ui| list(ui, view, area));
    pane(ui, "scorecard", right, |ui| match &area.page {
        Some(page) => page::page(ui, view, page),
        None => nothing(ui, view),
    });
}

/// Where there is no room for a list beside the scorecard, as on a projector, it is chosen from a list that opens.
fn narrow(ui: &mut Ui, view: &View<'_>, area: &ScorecardsState) {
    let rows: Vec<(ScorecardId, &str)> = area.rows.iter().map(|row| (row.id, row.name.as_str())).collect();
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 220.0).clamp(160.0, 360.0);
        if let Some(chosen) = widgets::select_bare(ui, "Scorecard", area.chosen, &rows, width) {
            send(view, ScorecardsCommand::Choose(chosen));
        }
        ui.add_enabled_ui(view.can_edit(), |ui| add_button(ui, view, area));
    });
    match &area.page {
        Some(page) => page::page(ui, view, page),
        None => nothing(ui, view),
    }
}

fn nothing(ui: &mut Ui, view: &View<'_>) {
    let text = "A scorecard is what you rate customers on: a few questions, each with a weight. Begin with one of \
                the five that come with Keepwise, or write your own.";
    if widgets::empty_state(ui, Icon::Scorecards, "No scorecard yet", text, "Write your own") {
        send(view, ScorecardsCommand::AddEmpty);
    }
}

fn send(view: &View<'_>, command: ScorecardsCommand) {
    view.send(Command::Scorecards(command));
}

fn change(view: &View<'_>, change: DraftChange) {
    send(view, ScorecardsCommand::Change(change));
}

/// A column of so much width at the left, and the rest.
fn split(room: Rect, left: f32) -> (Rect, Rect) {
    let gap = space::MEDIUM;
    let (first, rest) = room.split_left_right_at_x(room.left() + left);
    (first, rest.with_min_x((rest.left() + gap).min(rest.right())))
}

/// Draws into a part of the screen, downwards.
fn pane<R>(ui: &mut Ui, salt: &str, room: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().id_salt(salt).max_rect(room).layout(Layout::top_down(Align::Min));
    let mut child = ui.new_child(builder);
    child.spacing_mut().item_spacing.y = space::SMALL;
    add(&mut child)
}

fn list(ui: &mut Ui, view: &View<'_>, area: &ScorecardsState) {
    let (archived, current): (Vec<&CardRow>, Vec<&CardRow>) = area.rows.iter().partition(|row| row.is_archived);
    let number = current.len().to_string();
    widgets::Card::new().title("Scorecards").aside(&number).list().fill_height().show(ui, |ui| {
        ui.add_enabled_ui(view.can_edit(), |ui| add_button(ui, view, area));
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for row in current {
                list_row(ui, view, area, row);
            }
            if archived.is_empty() {
                return;
            }
            ui.add_space(space::SMALL);
            let which = if area.shows_archived { Icon::ChevronUp } else { Icon::ChevronDown };
            let text = format!("Archived ({})", archived.len());
            if ui.add(Button::quiet(&text).icon(which).small()).clicked() {
                send(view, ScorecardsCommand::ShowArchived(!area.shows_archived));
            }
            for row in archived.into_iter().filter(|_| area.shows_archived) {
                list_row(ui, view, area, row);
            }
        });
    });
}

fn list_row(ui: &mut Ui, view: &View<'_>, area: &ScorecardsState, row: &CardRow) {
    let selected = area.chosen == Some(row.id);
    let shown = ListRow::new(&row.name).detail(&row.detail).selected(selected).show(ui, |ui| {
        if row.has_draft {
            widgets::tag(ui, "Draft").on_hover_text("Changes that are not adopted yet");
        }
    });
    if shown.clicked() {
        send(view, ScorecardsCommand::Choose(row.id));
    }
    if row.is_main {
        ui.horizontal(|ui| {
            let tokens = theme::tokens(ui);
            ui.add_space(12.0);
            icon(ui, Icon::LetGo, 14.0, tokens.accent);
            widgets::text::running(ui, "Verdicts come from this", size::LABEL, tokens.accent);
        });
    }
}

fn add_button(ui: &mut Ui, view: &View<'_>, area: &ScorecardsState) {
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        let button = ui.add(Button::secondary("Add a scorecard…").icon(Icon::Plus).small());
        Popup::menu(&button).gap(4.0).accessible_name("Add a scorecard").show(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_min_width(260.0);
            ScrollArea::vertical().max_height(560.0).show(ui, |ui| {
                if widgets::menu_item(ui, Some(Icon::Plus), "An empty one of our own", "").clicked() {
                    send(view, ScorecardsCommand::AddEmpty);
                }
                widgets::text::hairline(ui);
                for (place, (name, about)) in area.starters.iter().enumerate() {
                    if widgets::menu_item(ui, Some(Icon::Scorecards), name, "").on_hover_text(about).clicked() {
                        send(view, ScorecardsCommand::AddStarter(place));
                    }
                }
                widgets::text::hairline(ui);
                for row in area.rows.iter().filter(|row| !row.is_archived) {
                    let words = format!("Copy of {}", row.name);
                    if widgets::menu_item(ui, Some(Icon::Download), &words, "").clicked() {
                        send(view, ScorecardsCommand::Copy(row.id));
                    }
                }
            });
        });
    });
}
