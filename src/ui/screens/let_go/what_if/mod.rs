//! What if: weights, rules and thresholds, with the policy marked and who would move; and scenarios.

mod menus;
mod movers;
mod rules;
mod weights;

use egui::{Layout, Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{Command, LetGoCommand, LetGoSummary, Session, WhatIf};

use super::super::super::View;
use super::super::super::widgets::{self, Button, Card, text};

/// From this width on weights and rules stand side by side.
const TWO_COLUMNS: f32 = 480.0;
/// So many lines say who moves where room is short.
const FEW_LINES: usize = 3;

/// Draws the card for a column of its own, as high as the room there is.
pub(super) fn what_if_card(ui: &mut Ui, view: &View<'_>, session: &Session, summary: &LetGoSummary) {
    let what_if = &summary.what_if;
    Card::new().fill_height().show(ui, |ui| {
        head(ui, view, session, what_if);
        // The room for the sliders must not depend on who moves, or they would move away under the pointer.
        let num_lines = movers::lines_for_movers(ui.available_height());
        let room = (ui.available_height() - movers::foot_height(num_lines)).max(120.0);
        // The scroll bar stands in the margin, not on the numbers.
        let (width, at) = (ui.available_width(), ui.cursor().min);
        let wide = Rect::from_min_size(at, vec2(width + 12.0, room));
        let mut wide = ui.new_child(UiBuilder::new().id_salt("wide").max_rect(wide).layout(Layout::default()));
        let scroll = ScrollArea::vertical().id_salt("sliders").max_height(room).auto_shrink([false, true]);
        let shown = scroll.show(&mut wide, |ui| {
            ui.set_max_width(width);
            ui.spacing_mut().item_spacing.y = 6.0;
            weights::weight_sliders(ui, view, session, what_if);
            text::hairline(ui);
            rules::rule_sliders(ui, view, session, what_if);
        });
        ui.advance_cursor_after_rect(Rect::from_min_size(at, vec2(width, shown.inner_rect.height())));
        ui.add_space(4.0);
        movers::who_moves(ui, session, summary, num_lines);
        ui.add_space(2.0);
        let width = ui.available_width();
        policy_button(ui, view, what_if, width);
    });
}

/// Draws the card where the answer is otherwise: wide and not high, so that weights and policy stand side by side.
pub(super) fn wide_what_if_card(ui: &mut Ui, view: &View<'_>, session: &Session, summary: &LetGoSummary) {
    let what_if = &summary.what_if;
    Card::new().fill_height().show(ui, |ui| {
        head(ui, view, session, what_if);
        if ui.available_width() < TWO_COLUMNS {
            ScrollArea::vertical().id_salt("sliders").auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
                movers::who_moves(ui, session, summary, FEW_LINES);
                weights::weight_sliders(ui, view, session, what_if);
                text::hairline(ui);
                rules::rule_sliders(ui, view, session, what_if);
            });
            return;
        }
        ui.spacing_mut().item_spacing.x = 28.0;
        ui.columns(2, |columns| {
            for (at, ui) in columns.iter_mut().enumerate() {
                ScrollArea::vertical().id_salt(("sliders", at)).auto_shrink(false).show(ui, |ui| {
                    ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
                    if at == 0 {
                        weights::weight_sliders(ui, view, session, what_if);
                    } else {
                        rules::rule_sliders(ui, view, session, what_if);
                        ui.add_space(4.0);
                        movers::who_moves(ui, session, summary, movers::MOST_LINES);
                    }
                });
            }
        });
    });
}

/// The title, the scenarios, and the way back to the policy.
fn head(ui: &mut Ui, view: &View<'_>, session: &Session, what_if: &WhatIf) {
    let row = vec2(ui.available_width(), 22.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        if what_if.differs() && widgets::link(ui, "Reset").clicked() {
            view.send(Command::LetGo(LetGoCommand::Reset));
        }
        menus::scenarios_menu(ui, view, session, what_if);
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| text::card_title(ui, "What if"));
    });
}

/// The button that makes the what-if our policy, at least this wide.
pub(super) fn policy_button(ui: &mut Ui, view: &View<'_>, what_if: &WhatIf, width: f32) {
    let button = Button::secondary("Make this our policy…").min_width(width);
    let why = if view.can_edit() { "Move a slider first." } else { "This workspace is open for reading only." };
    if ui.add_enabled(what_if.differs() && view.can_edit(), button).on_disabled_hover_text(why).clicked() {
        view.send(Command::LetGo(LetGoCommand::MakePolicy));
    }
}
