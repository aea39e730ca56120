//! Buttons: primary, secondary, quiet and dangerous, with an icon or a key if wanted.

use egui::{
    Align2, Color32, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, Widget, WidgetInfo, pos2, vec2,
};

use super::common::{describe, focus_ring, line, put};
use super::pill::{key_cap_size, paint_key_cap};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, medium, radius, regular, size};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Quiet,
    Danger,
}

/// A button in the making; `ui.add(…)` or `ui.add_enabled(…)` shows it.
#[derive(Debug, Clone, Copy)]
#[must_use = "a button is shown with ui.add(…)"]
pub(crate) struct Button<'a> {
    text: &'a str,
    kind: Kind,
    icon: Option<Icon>,
    key: Option<&'a str>,
    height: f32,
    min_width: f32,
    selected: Option<bool>,
    hint: Option<&'a str>,
}

impl<'a> Button<'a> {
    const fn new(text: &'a str, kind: Kind) -> Self {
        Self {
            text,
            kind,
            icon: None,
            key: None,
            height: size::BUTTON_HEIGHT,
            min_width: 0.0,
            selected: None,
            hint: None,
        }
    }

    /// What the screen is for; one per screen.
    pub(crate) const fn primary(text: &'a str) -> Self {
        Self::new(text, Kind::Primary)
    }

    /// Everything else that can be done here.
    pub(crate) const fn secondary(text: &'a str) -> Self {
        Self::new(text, Kind::Secondary)
    }

    /// Without a frame until the pointer is on it.
    pub(crate) const fn quiet(text: &'a str) -> Self {
        Self::new(text, Kind::Quiet)
    }

    /// Destroys something, after a question.
    pub(crate) const fn danger(text: &'a str) -> Self {
        Self::new(text, Kind::Danger)
    }

    /// An icon before the text.
    pub(crate) const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, shown behind the text.
    pub(crate) const fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// As high as a text field, for bars and rows.
    pub(crate) const fn small(mut self) -> Self {
        self.height = size::CONTROL_HEIGHT;
        self
    }

    /// At least this wide, points; the text is centred.
    pub(crate) const fn min_width(mut self, width: f32) -> Self {
        self.min_width = width;
        self
    }

    /// Makes it a button that stays pressed.
    pub(crate) const fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    /// More words, shown when the pointer rests on it.
    pub(crate) const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        const GAP: f32 = 8.0;
        let t = theme::tokens(ui);
        let padding = if self.height < size::BUTTON_HEIGHT { 11.0 } else { 15.0 };
        let icon = self.icon.map_or(0.0, |_| 16.0 + if self.text.is_empty() { 0.0 } else { GAP });
        let key = self.key.map_or(0.0, |key| key_cap_size(ui, key).x + 6.0);
        let text = line(ui, self.text, medium(size::CONTROL), Color32::PLACEHOLDER, f32::INFINITY);
        let content = icon + text.size().x + key;
        let (rect, response) = ui.allocate_exact_size(
            vec2((content + 2.0 * padding).ceil().max(self.min_width), self.height),
            Sense::click(),
        );
        response.widget_info(|| match self.selected {
            Some(selected) => WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, self.text),
            None => WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.text),
        });
        if let Some(hint) = self.hint {
            describe(ui, &response, hint);
        }
        if ui.is_rect_visible(rect) {
            let ink = self.paint_frame(ui, rect, &response);
            let mut x = rect.center().x - content / 2.0;
            if let Some(which) = self.icon {
                let at = Rect::from_min_size(pos2(x, rect.center().y - 8.0), Vec2::splat(16.0));
                which.paint(ui.painter(), at, ink);
                x += icon;
            }
            let width = text.size().x;
            let origin = Align2::LEFT_CENTER.anchor_size(pos2(x, rect.center().y), text.size()).min;
            ui.painter().galley(origin, text, ink);
            if let Some(key) = self.key {
                paint_key_cap(ui, key, pos2(x + width + 6.0, rect.center().y), t.muted);
            }
            focus_ring(ui, &response, rect, radius::CONTROL);
        }
        match self.hint {
            Some(hint) => response.on_hover_text(hint),
            None => response,
        }
    }
}

impl Button<'_> {
    /// Paints the ground and the outline, and says what colour goes on it.
    fn paint_frame(&self, ui: &Ui, rect: Rect, response: &Response) -> Color32 {
        let t = theme::tokens(ui);
        let hot = response.hovered() && ui.is_enabled();
        let pressed = response.is_pointer_button_down_on();
        let chosen = self.selected == Some(true);
        let (fill, edge, ink) = match self.kind {
            Kind::Primary if hot || pressed => (t.accent_hover, None, t.on_accent),
            Kind::Primary => (t.accent, None, t.on_accent),
            Kind::Danger => (t.danger_fill.bg, None, t.danger_fill.fg),
            _ if chosen => (t.accent_tint, Some(t.accent), t.ink),
            Kind::Secondary if pressed => (t.hover, Some(t.accent), t.ink),
            Kind::Secondary if hot => (t.hover, Some(t.outline), t.ink),
            Kind::Secondary => (t.card, Some(t.hairline), t.ink),
            Kind::Quiet if hot || pressed => (t.hover, None, t.ink),
            Kind::Quiet => (Color32::TRANSPARENT, None, t.ink),
        };
        let stroke = edge.map_or(Stroke::NONE, |edge| Stroke::new(t.line, edge));
        ui.painter().rect(rect, radius::CONTROL, fill, stroke, StrokeKind::Inside);
        ink
    }
}

/// The one button the screen is for.
pub(crate) fn primary(ui: &mut Ui, text: &str) -> Response {
    ui.add(Button::primary(text))
}

/// An icon that can be clicked; `name` is read aloud and shown when the pointer rests on it.
pub(crate) fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if ui.is_rect_visible(rect) {
        let hot = response.hovered() || response.is_pointer_button_down_on();
        if hot && ui.is_enabled() {
            ui.painter().rect_filled(rect, radius::CONTROL, t.hover);
        }
        icon.paint(ui.painter(), rect.shrink(8.0), if hot { t.ink } else { t.muted });
        focus_ring(ui, &response, rect, radius::CONTROL);
    }
    response.on_hover_text(name)
}

/// Locks something or sets it free; strong where locked, faint where not.
pub(crate) fn lock_button(ui: &mut Ui, is_locked: bool, side: f32, name: &str) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), is_locked, name));
    if ui.is_rect_visible(rect) {
        let icon = if is_locked { Icon::Lock } else { Icon::Unlock };
        let ink = if is_locked { t.accent } else { t.muted };
        if response.hovered() && ui.is_enabled() {
            ui.painter().rect_filled(rect, radius::CONTROL, t.hover);
        }
        icon.paint(ui.painter(), rect.shrink(4.0), ink);
        focus_ring(ui, &response, rect, radius::CONTROL);
    }
    response.on_hover_text(name)
}

/// A word in the accent colour that leads somewhere or does something small.
pub(crate) fn link(ui: &mut Ui, text: &str) -> Response {
    link_named(ui, text, text)
}

/// The same where the word stands several times: `name` says which one it is to those who hear it.
pub(crate) fn link_named(ui: &mut Ui, text: &str, name: &str) -> Response {
    let t = theme::tokens(ui);
    let galley = line(ui, text, regular(size::LABEL), t.accent, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), name));
    if ui.is_rect_visible(rect) {
        let rect = put(ui, galley, rect.left_center(), Align2::LEFT_CENTER);
        if response.hovered() {
            ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(1.0, t.accent));
        }
        focus_ring(ui, &response, rect, radius::CELL);
    }
    response
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn every_kind_is_found_and_clicked() {
        let mut window = window(Vec::new(), |ui, clicked: &mut Vec<&str>| {
            let all = [
                ("Rate a customer", primary(ui, "Rate a customer")),
                ("Start a review", ui.add(Button::secondary("Start a review"))),
                ("Skip", ui.add(Button::quiet("Skip").small())),
                ("Delete 3 customers", ui.add(Button::danger("Delete 3 customers"))),
                ("Remove row", icon_button(ui, Icon::Trash, "Remove row")),
                ("Reset", link(ui, "Reset")),
                ("Don’t know", ui.add(Button::secondary("Don’t know").key("D").icon(Icon::Question))),
            ];
            clicked.extend(all.iter().filter(|(_, response)| response.clicked()).map(|(name, _)| *name));
        });
        let names =
            ["Rate a customer", "Start a review", "Skip", "Delete 3 customers", "Remove row", "Reset", "Don’t know"];
        for name in names {
            window.run();
            window.get_by_label(name).click();
        }
        window.run();
        assert_eq!(window.state().as_slice(), names, "each click reached its button");
    }

    #[test]
    fn the_keyboard_presses_it() {
        let mut window = window(0, |ui, presses: &mut u32| {
            *presses += u32::from(primary(ui, "Save").clicked());
        });
        window.run();
        window.key_press(egui::Key::Tab);
        window.run();
        assert!(window.get_by_label("Save").is_focused(), "Tab reaches it");
        window.key_press(egui::Key::Enter);
        window.run();
        window.key_press(egui::Key::Space);
        window.run();
        assert_eq!(*window.state(), 2, "Enter and Space press it");
    }

    #[test]
    fn a_disabled_button_does_nothing_and_says_so() {
        let mut window = window(0, |ui, presses: &mut u32| {
            *presses += u32::from(ui.add_enabled(false, Button::primary("Save")).clicked());
        });
        window.run();
        window.get_by_label("Save").click();
        window.run();
        assert_eq!(*window.state(), 0, "not pressed");
        assert!(window.get_by_label("Save").accesskit_node().is_disabled(), "and known to be disabled");
    }
}
