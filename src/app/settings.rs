//! Look, projector mode, renderer.

use crate::store::{Renderer, Theme};

use super::{Effect, State};

/// In the settings.
#[derive(Debug, Clone)]
pub enum SettingsCommand {
    /// Choose light, dark, or as the system.
    Theme(Theme),
    /// Switch between light and dark.
    ToggleTheme,
    /// Projector mode on or off.
    ToggleProjector,
    /// Choose the renderer for the next start; `None` for the usual order.
    Renderer(Option<Renderer>),
    /// Forget the recent workspaces.
    ForgetRecent,
}

pub(super) fn handle(state: &mut State, command: &SettingsCommand) -> Vec<Effect> {
    let settings = &mut state.settings;
    match command {
        SettingsCommand::Theme(theme) => settings.theme = *theme,
        SettingsCommand::ToggleTheme => {
            settings.theme = match settings.theme {
                Theme::Dark => Theme::Light,
                Theme::Light | Theme::System => Theme::Dark,
            };
        }
        SettingsCommand::ToggleProjector => settings.projector = Some(!settings.projector.unwrap_or(false)),
        SettingsCommand::Renderer(renderer) => settings.renderer = *renderer,
        SettingsCommand::ForgetRecent => settings.recent.clear(),
    }
    vec![Effect::SaveSettings(Box::new(settings.clone()))]
}
