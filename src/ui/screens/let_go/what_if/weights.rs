//! A slider per criterion, each of which can be locked.

use egui::{Layout, Ui, vec2};

use crate::analysis::percent_text;
use crate::app::{Command, LetGoCommand, Session, WhatIf};

use super::super::super::super::View;
use super::super::super::super::widgets::{self, SliderRow, text};
use super::menus;

/// Room for the lock beside a slider, points.
const LOCK: f32 = 22.0;

/// Whether a criterion has weight now or in the policy. Most that have none are there for their red flag alone.
pub(super) fn is_counted(what_if: &WhatIf, place: usize) -> bool {
    what_if.share(place) > 0.0 || what_if.old_share(place) > 0.0
}

/// Draws the sliders of the weights.
pub(super) fn weight_sliders(ui: &mut Ui, view: &View<'_>, session: &Session, what_if: &WhatIf) {
    let Some(judged) = &session.judged else { return };
    let track = (what_if.track() * 100.0).round();
    let shows_all = view.state.areas.let_go.shows_uncounted;
    let num_uncounted = (0..what_if.terms().weights.len()).filter(|place| !is_counted(what_if, *place)).count();
    let row = vec2(ui.available_width(), 20.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(egui::Align::Center), |ui| {
        let words = if shows_all { "Hide what does not count" } else { &format!("{num_uncounted} more do not count") };
        if num_uncounted > 0 && widgets::link(ui, words).clicked() {
            view.send(Command::LetGo(LetGoCommand::ToggleUncounted));
        }
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
            text::muted_label(ui, "Weights");
            menus::presets_menu(ui, view);
        });
    });
    let locked = &view.state.areas.let_go.locked;
    for (place, criterion) in judged.card.current().active().enumerate() {
        if !is_counted(what_if, place) && !shows_all {
            continue;
        }
        let share = what_if.share(place);
        let mut value = share * 100.0;
        let words = percent_text(share);
        let old = Some(what_if.old_share(place) * 100.0);
        let is_locked = locked.contains(&criterion.id);
        let row = vec2(ui.available_width(), 33.0);
        ui.push_id(place, |ui| {
            ui.allocate_ui_with_layout(row, Layout::right_to_left(egui::Align::Min), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let name = if is_locked {
                    format!("Let {} move again", criterion.name)
                } else {
                    format!("Lock {}", criterion.name)
                };
                if widgets::lock_button(ui, is_locked, LOCK, &name).clicked() {
                    view.send(Command::LetGo(LetGoCommand::ToggleLock(criterion.id)));
                }
                ui.add_enabled_ui(!is_locked, |ui| {
                    let slider = SliderRow::new(&criterion.name, &mut value, 0.0..=track).step(1.0).text(&words);
                    if slider.mark_at_old(old).show(ui).changed() {
                        view.send(Command::LetGo(LetGoCommand::SetShare(place, value / 100.0)));
                    }
                });
            });
        });
    }
}
