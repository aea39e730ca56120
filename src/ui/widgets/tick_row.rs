//! A row of a list that can be ticked.

use egui::{Align, Align2, Color32, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2};
use egui::{WidgetInfo, pos2, vec2};

use super::common::{describe, focus_ring, line, put};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, medium, radius, regular, size};

/// A row with a box to tick: title, detail below, something at the right.
#[derive(Debug, Clone, Copy)]
#[must_use = "a row is shown with .show(…)"]
pub(crate) struct TickRow<'a> {
    title: &'a str,
    detail: &'a str,
    ticked: bool,
    here: bool,
}

impl<'a> TickRow<'a> {
    /// Height of a row with a second line, points.
    pub(crate) const TALL: f32 = 48.0;
    /// Height of a row of one line, points.
    pub(crate) const LOW: f32 = 34.0;

    /// A row with a title, ticked or not.
    pub(crate) const fn new(title: &'a str, ticked: bool) -> Self {
        Self { title, detail: "", ticked, here: false }
    }

    /// A second line, small and muted.
    pub(crate) const fn detail(mut self, detail: &'a str) -> Self {
        self.detail = detail;
        self
    }

    /// Whether the keyboard is here.
    pub(crate) const fn here(mut self, here: bool) -> Self {
        self.here = here;
        self
    }

    /// Shows it; `trailing` fills the right end from right to left. A click means tick or untick.
    pub(crate) fn show(self, ui: &mut Ui, trailing: impl FnOnce(&mut Ui)) -> Response {
        let t = theme::tokens(ui);
        let height = if self.detail.is_empty() { Self::LOW } else { Self::TALL };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), self.ticked, self.title));
        describe(ui, &response, self.detail);
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let ground = match (self.ticked, response.hovered() || self.here) {
            (true, _) => t.accent_tint,
            (false, true) => t.hover,
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, radius::CONTROL, ground);
        let inner = rect.shrink2(vec2(10.0, 0.0));
        let square = Rect::from_center_size(pos2(inner.left() + 9.0, rect.center().y), Vec2::splat(18.0));
        let (fill, edge) = if self.ticked { (t.accent, t.accent) } else { (t.field, t.mark) };
        ui.painter().rect(square, 4, fill, Stroke::new(t.line, edge), StrokeKind::Inside);
        if self.ticked {
            Icon::Check.paint(ui.painter(), square.shrink(3.5), t.on_accent);
        }
        let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
        child.spacing_mut().item_spacing.x = 8.0;
        trailing(&mut child);
        let used = child.min_rect();
        let right = if used.width() > 0.5 { used.left() - 8.0 } else { inner.right() };
        let left = square.right() + 10.0;
        let first = if self.detail.is_empty() { rect.center().y } else { rect.top() + 16.0 };
        let font = if self.ticked { medium(size::BODY) } else { regular(size::BODY) };
        put(ui, line(ui, self.title, font, t.ink, right - left), pos2(left, first), Align2::LEFT_CENTER);
        if !self.detail.is_empty() {
            let detail = line(ui, self.detail, regular(size::LABEL), t.muted, right - left);
            put(ui, detail, pos2(left, rect.top() + 34.0), Align2::LEFT_CENTER);
        }
        focus_ring(ui, &response, rect.shrink(2.0), radius::CONTROL - 2);
        response
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn a_click_and_the_space_bar_tick_it() {
        let mut window = window(false, |ui, ticked: &mut bool| {
            let row = TickRow::new("Grandview Hotels", *ticked).detail("€310,000 in 12 months");
            if row.show(ui, |ui| drop(super::super::text::number(ui, "24"))).clicked() {
                *ticked = !*ticked;
            }
        });
        window.run();
        window.get_by_role_and_label(Role::CheckBox, "Grandview Hotels").click();
        window.run();
        assert!(*window.state(), "ticked");
        let row = window.get_by_role_and_label(Role::CheckBox, "Grandview Hotels");
        assert_eq!(row.accesskit_node().description().as_deref(), Some("€310,000 in 12 months"), "read aloud");
        window.get_by_label("24");
        row.focus();
        window.run();
        window.key_press(egui::Key::Space);
        window.run();
        assert!(!*window.state(), "and unticked by the keyboard");
    }
}
