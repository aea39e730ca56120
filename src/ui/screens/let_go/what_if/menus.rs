//! Menus of the what-if: weights to begin with, and scenarios.

use egui::{Popup, Ui};

use crate::app::{Command, LetGoCommand, Preset, ScenarioCommand, Session, WhatIf};

use super::super::super::super::View;
use super::super::super::super::icons::Icon;
use super::super::super::super::widgets;

/// Weights to begin with.
pub(super) fn presets_menu(ui: &mut Ui, view: &View<'_>) {
    let button = widgets::link(ui, "Presets");
    Popup::menu(&button).gap(4.0).accessible_name("Weights to begin with").show(|ui| {
        ui.set_min_width(220.0);
        let presets = [
            (Preset::Ours, "As in our policy"),
            (Preset::Equal, "All the same"),
            (Preset::ByRank, "By order of importance alone"),
        ];
        for (preset, words) in presets {
            if widgets::menu_item(ui, None, words, "").clicked() {
                view.send(Command::LetGo(LetGoCommand::SetPreset(preset)));
            }
        }
    });
}

/// Save, try, compare and delete scenarios.
pub(super) fn scenarios_menu(ui: &mut Ui, view: &View<'_>, session: &Session, what_if: &WhatIf) {
    let send = |command| view.send(Command::LetGo(LetGoCommand::Scenario(command)));
    let button = widgets::link(ui, "Scenarios");
    Popup::menu(&button).gap(4.0).accessible_name("Scenarios").show(|ui| {
        ui.set_min_width(260.0);
        let scenarios = session.judged.as_ref().map(|judged| &judged.card.scenarios);
        let can_save = what_if.differs() && view.can_edit();
        ui.add_enabled_ui(can_save, |ui| {
            if widgets::menu_item(ui, Some(Icon::Plus), "Save this as a scenario…", "").clicked() {
                send(ScenarioCommand::Save);
            }
        });
        if widgets::menu_item(ui, Some(Icon::Charts), "Compare two…", "").clicked() {
            send(ScenarioCommand::Compare);
        }
        for (id, scenario) in scenarios.into_iter().flatten() {
            if widgets::menu_item(ui, Some(Icon::Settings), &format!("Try \u{201c}{}\u{201d}", scenario.name), "")
                .clicked()
            {
                send(ScenarioCommand::Try(*id));
            }
        }
        ui.add_enabled_ui(view.can_edit(), |ui| {
            for (id, scenario) in scenarios.into_iter().flatten() {
                let words = format!("Delete \u{201c}{}\u{201d}", scenario.name);
                if widgets::menu_item(ui, Some(Icon::Cross), &words, "").clicked() {
                    send(ScenarioCommand::Delete(*id));
                }
            }
        });
    });
}
