//! Settings: look, workspace folder, renderer.

use egui::{ScrollArea, Ui};

use crate::app::{Action, Command, EditCommand, FileCommand, Session, SettingsCommand, What};
use crate::app::{Renderer, Theme};
use crate::model::{Edit, Line, Name};

use super::super::View;
use super::super::theme::space;
use super::super::widgets::{self, Button};

/// Draws the screen.
pub(super) fn settings_screen(ui: &mut Ui, view: &View<'_>, session: &Session) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::same(24)).show(ui, |ui| {
            ui.set_max_width(760.0);
            widgets::text::title(ui, "Settings");
            ui.add_space(space::MEDIUM);
            look(ui, view);
            ui.add_space(space::MEDIUM);
            business(ui, view, session);
            ui.add_space(space::MEDIUM);
            workspace(ui, view, session);
            ui.add_space(space::MEDIUM);
            machine(ui, view);
        });
    });
}

fn look(ui: &mut Ui, view: &View<'_>) {
    let send = |command| view.send(Command::Settings(command));
    let settings = &view.state.settings;
    widgets::card_titled(ui, "Look", "", |ui| {
        let themes = [(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")];
        if let Some(theme) = widgets::segmented(ui, "Theme", settings.theme, &themes) {
            send(SettingsCommand::Theme(theme));
        }
        ui.add_space(space::SMALL);
        if widgets::checkbox(ui, settings.projector.unwrap_or(false), "Projector mode: larger and clearer (F5)") {
            send(SettingsCommand::ToggleProjector);
        }
        widgets::text::muted(ui, "Ctrl + and Ctrl − make everything larger and smaller, Ctrl 0 as it was.");
    });
}

fn business(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let business = &session.workspace.business;
    widgets::card_titled(ui, "Your business", "", |ui| {
        ui.add_enabled_ui(view.can_edit(), |ui| {
            // Kept as typed while somebody writes: cleaning takes the space at the end of a word away.
            let kept = ui.scope_id().with("business");
            let stored = (business.name.to_string(), business.currency.to_string());
            let typed = ui.data(|data| data.get_temp::<(String, String)>(kept));
            let fits = |typed: &(String, String)| {
                let is_unfinished = Name::new(&typed.0).is_err() || Line::new(&typed.1).is_err();
                is_unfinished || (typed.0.trim() == stored.0 && typed.1.trim() == stored.1)
            };
            let (mut name, mut currency) = typed.filter(fits).unwrap_or_else(|| stored.clone());
            let error = Name::new(&name).err().map(|error| error.to_string());
            let names = widgets::TextField::new("Name", &mut name).width(360.0).error(error.as_deref()).show(ui);
            let currencies = widgets::TextField::new("Currency", &mut currency).width(120.0).show(ui);
            if names.changed() || currencies.changed() {
                ui.data_mut(|data| data.insert_temp(kept, (name.clone(), currency.clone())));
            }
            if (names.changed() || currencies.changed())
                && let (Ok(name), Ok(currency)) = (Name::new(&name), Line::new(&currency))
            {
                let edit = Edit::SetBusiness { name, currency };
                view.send(Command::Edit(EditCommand::InGesture(Box::new(edit), "business".to_owned())));
            }
        });
    });
}

fn workspace(ui: &mut Ui, view: &View<'_>, session: &Session) {
    widgets::card_titled(ui, "Workspace", "", |ui| {
        widgets::text::body(ui, &session.dir.display().to_string());
        ui.horizontal_wrapped(|ui| {
            for action in [Action::ShowFolder, Action::OpenFolder, Action::NewFolder, Action::Sample, Action::Own] {
                if ui.add(Button::secondary(&action.label())).clicked() {
                    view.act(action);
                }
            }
        });
        ui.horizontal_wrapped(|ui| {
            for action in [Action::ExportEverything, Action::RatingForm] {
                if ui.add(Button::secondary(&action.label())).clicked() {
                    view.act(action);
                }
            }
        });
        let recent: Vec<_> = view.state.settings.recent.iter().filter(|dir| **dir != session.dir).collect();
        if !recent.is_empty() {
            ui.add_space(space::SMALL);
            widgets::text::label(ui, "Recent workspaces");
            for dir in recent {
                if widgets::link(ui, &dir.display().to_string()).clicked() {
                    view.send(Command::File(FileCommand::Open(What::Folder(dir.clone()))));
                }
            }
            if ui.add(Button::quiet("Forget these").small()).clicked() {
                view.send(Command::Settings(SettingsCommand::ForgetRecent));
            }
        }
    });
}

fn machine(ui: &mut Ui, view: &View<'_>) {
    widgets::card_titled(ui, "This computer", "", |ui| {
        widgets::text::label(ui, "Renderer, from the next start on");
        let choices = [(None, "Automatic"), (Some(Renderer::Glow), "glow (OpenGL)"), (Some(Renderer::Wgpu), "wgpu")];
        if let Some(choice) = widgets::segmented(ui, "Renderer", view.state.settings.renderer, &choices) {
            view.send(Command::Settings(SettingsCommand::Renderer(choice)));
        }
        widgets::text::muted(ui, &format!("In use now: {}", view.state.machine.renderer));
        ui.add_space(space::SMALL);
        let language =
            "Dates and numbers are written the way your system does it where it says so, else as 21 Nov 2026.";
        widgets::text::muted(ui, language);
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if ui.add(Button::secondary("Keyboard shortcuts")).clicked() {
                view.act(Action::Help);
            }
            if ui.add(Button::secondary("About Keepwise")).clicked() {
                view.act(Action::About);
            }
        });
    });
}
