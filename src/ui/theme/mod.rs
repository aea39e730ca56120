//! How Keepwise looks: colours, type, spacing, for light, dark and the projector.
//!
//! Every colour, size and radius of the window is named here; other files ask [`tokens`] and never make a colour
//! themselves. [`apply`] hands the same values to egui, so that plain egui widgets fit in.

#[cfg(test)]
mod contrast;
mod fonts;
mod palette;
mod style;

pub(super) use fonts::{bold, medium, regular};
pub(super) use palette::{Pair, Tokens, chart_colour};

use egui::{Context, Id, Ui};

/// Sizes in points, so that nobody types a number twice.
pub(super) mod size {
    /// Body text.
    pub(crate) const BODY: f32 = 15.0;
    /// Buttons, rail, sliders.
    pub(crate) const CONTROL: f32 = 14.0;
    /// Labels, details and everything secondary.
    pub(crate) const LABEL: f32 = 13.0;
    /// The smallest text there is: key caps, column heads.
    pub(crate) const SMALL: f32 = 12.0;
    /// Title of a card.
    pub(crate) const CARD_TITLE: f32 = 17.0;
    /// Heading of a modal or a section.
    pub(crate) const HEADING: f32 = 20.0;
    /// Title of a screen.
    pub(crate) const TITLE: f32 = 26.0;
    /// The one number a card is about.
    pub(crate) const BIG_NUMBER: f32 = 32.0;
    /// Height of a control.
    pub(crate) const CONTROL_HEIGHT: f32 = 32.0;
    /// Height of a button that starts something.
    pub(crate) const BUTTON_HEIGHT: f32 = 36.0;
    /// Height of the top bar.
    pub(crate) const TOP_BAR: f32 = 52.0;
    /// Width of the rail.
    pub(crate) const RAIL: f32 = 148.0;
}

/// Distances in points.
pub(super) mod space {
    /// Between things that belong together.
    pub(crate) const SMALL: f32 = 8.0;
    /// Between neighbours.
    pub(crate) const MEDIUM: f32 = 16.0;
    /// Around a screen.
    pub(crate) const LARGE: f32 = 24.0;
    /// Inside a card, all around.
    pub(crate) const CARD: i8 = 18;
}

/// Corner radii in points.
pub(super) mod radius {
    /// Cards.
    pub(crate) const CARD: u8 = 10;
    /// Buttons, fields, rows.
    pub(crate) const CONTROL: u8 = 8;
    /// Cells and key caps.
    pub(crate) const CELL: u8 = 3;
}

/// Which theme the owner asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum ThemeChoice {
    /// As the system says; light where it says nothing.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Whether a room full of people has to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Projector {
    /// One person at a screen.
    #[default]
    Off,
    /// Everything half as large again, and every text at least 7:1.
    On,
}

impl Projector {
    /// The egui zoom factor that goes with it.
    pub(super) const fn zoom(self) -> f32 {
        match self {
            Self::Off => 1.0,
            Self::On => 1.5,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Applied {
    choice: ThemeChoice,
    projector: Projector,
}

fn applied_id() -> Id {
    Id::unique("keepwise theme")
}

/// Makes the window look like Keepwise. Cheap when nothing changed, so it may be called every frame; the first call
/// has to come before the first frame, because it brings the fonts.
pub(super) fn apply(ctx: &Context, choice: ThemeChoice, projector: Projector) {
    let wanted = Applied { choice, projector };
    let before = ctx.data(|data| data.get_temp::<Applied>(applied_id()));
    if before == Some(wanted) {
        return;
    }
    ctx.data_mut(|data| data.insert_temp(applied_id(), wanted));
    if before.is_none() {
        ctx.set_fonts(fonts::definitions());
    }
    // winit can't tell the theme on Linux; egui would fall back to dark.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    ctx.set_theme(match choice {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    });
    ctx.set_style_of(egui::Theme::Light, style::style(Tokens::of(egui::Theme::Light, projector)));
    ctx.set_style_of(egui::Theme::Dark, style::style(Tokens::of(egui::Theme::Dark, projector)));
    // Only when the projector is switched: the owner's own zoom (Ctrl + and -) stays otherwise.
    if before.map_or(projector == Projector::On, |b| b.projector != projector) {
        ctx.set_zoom_factor(projector.zoom());
    }
}

/// The colours of the theme in force.
pub(super) fn tokens(ui: &Ui) -> &'static Tokens {
    tokens_of(ui.ctx(), ui.visuals().dark_mode)
}

/// The colours in force where there is no `Ui` yet.
pub(super) fn tokens_of(ctx: &Context, dark: bool) -> &'static Tokens {
    let projector = ctx.data(|data| data.get_temp::<Applied>(applied_id())).map_or(Projector::Off, |a| a.projector);
    Tokens::of(if dark { egui::Theme::Dark } else { egui::Theme::Light }, projector)
}

/// What a test needs to see the window as the owner sees it.
#[cfg(test)]
pub(in crate::ui) mod testing {
    use egui_kittest::Harness;

    use super::{Projector, ThemeChoice, apply};

    /// One frame; hands back what was painted.
    pub(in crate::ui) fn frame(ctx: &egui::Context, add: impl FnMut(&mut egui::Ui)) -> egui::FullOutput {
        let mut output = ctx.run_ui(egui::RawInput::default(), add);
        output.textures_delta.clear();
        output
    }

    /// A window of 800 × 600 with our theme.
    pub(in crate::ui) fn window<'a, S: 'a>(state: S, app: impl FnMut(&mut egui::Ui, &mut S) + 'a) -> Harness<'a, S> {
        Harness::builder()
            .with_size([800.0, 600.0])
            .with_max_steps(12)
            .with_context_setup(|ctx| apply(ctx, ThemeChoice::Light, Projector::Off))
            .build_ui_state(app, state)
    }
}

#[cfg(test)]
mod tests {
    use super::testing::frame;
    use super::*;

    #[test]
    fn projector_zooms_and_switches_back() {
        let ctx = Context::default();
        apply(&ctx, ThemeChoice::Light, Projector::Off);
        apply(&ctx, ThemeChoice::Light, Projector::On);
        frame(&ctx, |ui| {
            assert_eq!(tokens(ui), Tokens::of(egui::Theme::Light, Projector::On), "projector colours are in force");
        });
        assert!((ctx.zoom_factor() - 1.5).abs() < 1e-6, "half as large again");
        apply(&ctx, ThemeChoice::Light, Projector::Off);
        frame(&ctx, |_| {});
        assert!((ctx.zoom_factor() - 1.0).abs() < 1e-6, "back to normal");
    }

    #[test]
    fn an_own_zoom_survives_a_change_of_theme() {
        let ctx = Context::default();
        apply(&ctx, ThemeChoice::Light, Projector::Off);
        ctx.set_zoom_factor(1.2);
        frame(&ctx, |_| {});
        apply(&ctx, ThemeChoice::Dark, Projector::Off);
        frame(&ctx, |ui| {
            assert!(ui.visuals().dark_mode, "dark now");
            assert!(tokens(ui).dark, "tokens follow");
        });
        assert!((ctx.zoom_factor() - 1.2).abs() < 1e-6, "the zoom is the owner's");
    }

    #[test]
    fn no_system_theme_means_light() {
        let ctx = Context::default();
        apply(&ctx, ThemeChoice::System, Projector::Off);
        frame(&ctx, |ui| {
            assert!(!ui.visuals().dark_mode, "light where the system says nothing");
        });
    }
}
