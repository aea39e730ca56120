//! The slim bar at the top: whose workspace, search, undo, whether everything is saved, projector.

use egui::{Align, Layout, Response, RichText, Sense, Ui, vec2};

use crate::app::Access;
use crate::app::Command;
use crate::app::{Action, EditCommand, FileCommand, Origin, Saved, Session, SettingsCommand};

use super::View;
use super::icons::{Icon, icon};
use super::theme::{self, Tokens, size};
use super::widgets::{self, Button};

/// Below this width, in points, the bar shows signs instead of words.
const NARROW: f32 = 800.0;

/// Draws the bar.
pub(super) fn top_bar(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let tokens = theme::tokens(ui);
    let edge = ui.max_rect();
    ui.painter().hline(edge.x_range(), edge.bottom() - 0.5, egui::Stroke::new(1.0, tokens.hairline));
    ui.horizontal_centered(|ui| {
        ui.add_space(20.0);
        ui.spacing_mut().item_spacing.x = 14.0;
        let is_narrow = ui.available_width() < NARROW;
        ui.scope(|ui| {
            ui.set_max_width(if is_narrow { 130.0 } else { 260.0 });
            let name = widgets::text::one_line(ui, &session.workspace.business.name, size::BODY, tokens.ink);
            name.on_hover_text(session.dir.display().to_string());
        });
        if session.origin == Origin::Sample && !is_narrow {
            widgets::tag(ui, "Sample");
        }
        if let Access::ReadOnly(reason) = &session.access {
            widgets::tag(ui, "Read only").on_hover_text(reason.as_str());
        }
        search_button(ui, view, tokens, if is_narrow { 330.0 } else { 470.0 });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(20.0);
            let projector = view.state.settings.projector.unwrap_or(false);
            let button = Button::secondary("Projector").selected(projector).hint("Larger and clearer, for a room (F5)");
            if ui.add(button).clicked() {
                view.send(Command::Settings(SettingsCommand::ToggleProjector));
            }
            saved(ui, view, &session.saved, tokens);
            problems(ui, view, session);
            undo_redo(ui, view, session, is_narrow);
        });
    });
}

/// Looks like a search field and opens the palette.
fn search_button(ui: &mut Ui, view: &View<'_>, tokens: &Tokens, beside: f32) {
    let room = (ui.available_width() - beside).clamp(96.0, 358.0);
    let (rect, response) = ui.allocate_exact_size(vec2(room, 33.0), Sense::click());
    let label = "Find a customer or an action";
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label));
    if ui.is_rect_visible(rect) {
        let hot = response.hovered() || response.has_focus();
        let line = if hot { tokens.focus } else { tokens.hairline };
        ui.painter().rect(
            rect,
            theme::radius::CONTROL,
            tokens.ground,
            egui::Stroke::new(1.0, line),
            egui::StrokeKind::Inside,
        );
        let at = rect.left_center() + vec2(13.0, 0.0);
        let short = if room > 240.0 { "Find a customer or an action…" } else { "Find…" };
        let shows_keys = room > 130.0;
        let font = theme::regular(size::CONTROL);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, short, font, tokens.muted);
        let mut keys = ui.new_child(
            egui::UiBuilder::new().max_rect(rect.shrink2(vec2(12.0, 0.0))).layout(Layout::right_to_left(Align::Center)),
        );
        let text = Action::Palette.shortcut().map(|keys| keys.to_string()).unwrap_or_default();
        if shows_keys {
            widgets::key_cap(&mut keys, &text);
        }
    }
    if response.on_hover_cursor(egui::CursorIcon::Text).clicked() {
        view.act(Action::Palette);
    }
}

fn quiet_text(ui: &mut Ui, text: &str, colour: egui::Color32) -> Response {
    ui.label(RichText::new(text).font(theme::regular(size::LABEL)).color(colour))
}

fn saved(ui: &mut Ui, view: &View<'_>, saved: &Saved, tokens: &Tokens) {
    match saved {
        Saved::Yes { confirmed: true } => {
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                quiet_text(ui, "Saved", tokens.good);
                icon(ui, Icon::Check, 13.0, tokens.good);
            });
        }
        Saved::Yes { confirmed: false } => {
            let why = "Written, but this drive cannot confirm that it would survive a power cut.";
            quiet_text(ui, "Saved (unconfirmed)", tokens.good).on_hover_text(why);
        }
        Saved::Saving => {
            quiet_text(ui, "Saving…", tokens.muted);
        }
        Saved::No { reason } => {
            let text = format!("Not saved: {}", reason.chars().take(40).collect::<String>());
            let response = ui.add(Button::danger(&text).small()).on_hover_text(reason.as_str());
            if response.clicked() {
                view.send(Command::File(FileCommand::Close));
            }
        }
    }
}

fn problems(ui: &mut Ui, view: &View<'_>, session: &Session) {
    if session.problems.is_empty() {
        return;
    }
    let text = match session.problems.len() {
        1 => "1 file needs attention".to_owned(),
        n => format!("{n} files need attention"),
    };
    if ui.add(Button::quiet(&text).icon(Icon::Warning).small()).clicked() {
        view.send(Command::File(FileCommand::ShowProblems));
    }
}

fn undo_redo(ui: &mut Ui, view: &View<'_>, session: &Session, is_narrow: bool) {
    let short = |label: &str| {
        let mut text: String = label.chars().take(28).collect();
        if text.len() < label.len() {
            text.push('…');
        }
        text
    };
    if let Some(label) = session.history.redo_label() {
        let button = widgets::icon_button(ui, Icon::Redo, &format!("Redo: {label}"));
        if button.clicked() {
            view.send(Command::Edit(EditCommand::Redo));
        }
    }
    if let Some(label) = session.history.undo_label() {
        if is_narrow {
            if widgets::icon_button(ui, Icon::Undo, &format!("Undo: {label}")).clicked() {
                view.send(Command::Edit(EditCommand::Undo));
            }
            return;
        }
        let text = format!("Undo: {}", short(label));
        let button = Button::quiet(&text).icon(Icon::Undo).small().hint("Ctrl Z");
        if ui.add(button).clicked() {
            view.send(Command::Edit(EditCommand::Undo));
        }
    }
}
