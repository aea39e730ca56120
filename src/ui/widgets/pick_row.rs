//! A row of a list with a box to tick, and a name that opens the customer.

use egui::{Align2, Color32, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::common::{describe, focus_ring, line, put};
use super::pill::verdict_icon;
use crate::model::Verdict;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, medium, radius, regular, size};

/// A customer in a list: a box to tick, the name, the verdict as glyph and word, and two figures at the right.
#[derive(Debug, Clone, Copy)]
#[must_use = "a row is shown with .show(…)"]
pub(crate) struct PickRow<'a> {
    /// The customer's name.
    pub name: &'a str,
    /// The verdict today.
    pub verdict: Verdict,
    /// What stands behind the verdict: "62, 90 % answered".
    pub detail: &'a str,
    /// The same where there is little room: "62 (90 %)".
    pub brief: &'a str,
    /// At the right, above each other.
    pub figures: [&'a str; 2],
    /// Whether the box is ticked.
    pub ticked: bool,
    /// The colour of the customer's line in the picture beside, if it has one of its own.
    pub colour: Option<Color32>,
}

/// What was done with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PickReply {
    /// The box was ticked or unticked.
    pub toggled: bool,
    /// The name was clicked.
    pub opened: bool,
    /// The pointer or the keyboard is on it.
    pub is_hot: bool,
}

impl PickRow<'_> {
    /// Height of a row, points.
    pub(crate) const HEIGHT: f32 = 48.0;

    /// Shows it over the full width.
    pub(crate) fn show(self, ui: &mut Ui) -> PickReply {
        let t = theme::tokens(ui);
        let (rect, row) = ui.allocate_exact_size(vec2(ui.available_width(), Self::HEIGHT), Sense::hover());
        let split = rect.left() + 38.0;
        let left = Rect::from_min_max(rect.min, pos2(split, rect.bottom()));
        let right = Rect::from_min_max(pos2(split, rect.top()), rect.max);
        let tick = ui.interact(left, row.id.with("tick"), Sense::click());
        tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), self.ticked, self.name));
        let open = ui.interact(right, row.id.with("open"), Sense::click());
        open.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), format!("Open {}", self.name)));
        let [above, below] = self.figures;
        let words = format!("{}, {}, {above}, {below}", self.verdict.words(), self.detail);
        describe(ui, &open, &words);
        let is_hot = tick.hovered() || open.hovered() || tick.has_focus() || open.has_focus();
        if ui.is_rect_visible(rect) {
            let ground = match (self.ticked, is_hot) {
                (true, _) => t.accent_tint,
                (false, true) => t.hover,
                (false, false) => Color32::TRANSPARENT,
            };
            ui.painter().rect_filled(rect, radius::CONTROL, ground);
            self.paint_tick(ui, left);
            self.paint_words(ui, right, open.hovered());
            focus_ring(ui, &tick, left.shrink(4.0), radius::CONTROL - 2);
            focus_ring(ui, &open, right.shrink(3.0), radius::CONTROL - 2);
        }
        let open = if open.hovered() { open.on_hover_cursor(egui::CursorIcon::PointingHand) } else { open };
        PickReply { toggled: tick.clicked(), opened: open.clicked(), is_hot }
    }

    fn paint_tick(self, ui: &Ui, room: Rect) {
        let t = theme::tokens(ui);
        let square = Rect::from_center_size(pos2(room.left() + 19.0, room.center().y), Vec2::splat(18.0));
        let own = self.colour.filter(|_| self.ticked);
        let (fill, edge) = match (self.ticked, own) {
            (true, Some(colour)) => (colour, colour),
            (true, None) => (t.accent, t.accent),
            (false, _) => (t.field, t.mark),
        };
        ui.painter().rect(square, 4, fill, Stroke::new(t.line, edge), StrokeKind::Inside);
        if self.ticked {
            let ink = if own.is_some() { t.card } else { t.on_accent };
            Icon::Check.paint(ui.painter(), square.shrink(3.5), ink);
        } else if let Some(colour) = self.colour {
            ui.painter().rect_filled(square.shrink(5.0), 2, colour);
        }
    }

    fn paint_words(self, ui: &Ui, room: Rect, is_hovered: bool) {
        let t = theme::tokens(ui);
        let [above, below] = self.figures;
        let (first, second, right) = (room.top() + 16.0, room.top() + 34.0, room.right() - 14.0);
        let most = room.width() * 0.45;
        let above = line(ui, above, medium(size::CONTROL), t.ink, most);
        let below = line(ui, below, regular(size::LABEL), t.muted, most);
        let above = put(ui, above, pos2(right, first), Align2::RIGHT_CENTER);
        let below = put(ui, below, pos2(right, second), Align2::RIGHT_CENTER);
        let font = if self.ticked { medium(size::BODY) } else { regular(size::BODY) };
        let ink = if is_hovered { t.accent } else { t.ink };
        let name = line(ui, self.name, font, ink, above.left() - 10.0 - room.left());
        put(ui, name, pos2(room.left(), first), Align2::LEFT_CENTER);
        let ink = t.verdict_pill(self.verdict).fg;
        let glyph = Rect::from_center_size(pos2(room.left() + 5.0, second), Vec2::splat(10.0));
        verdict_icon(self.verdict).paint(ui.painter(), glyph, ink);
        let left = room.left() + 15.0;
        let word = line(ui, self.verdict.words(), medium(size::LABEL), ink, below.left() - 8.0 - left);
        let word = put(ui, word, pos2(left, second), Align2::LEFT_CENTER);
        let short = |words| line(ui, words, regular(size::LABEL), t.muted, below.left() - 14.0 - word.right());
        let detail = Some(short(self.detail)).filter(|detail| !detail.elided).unwrap_or_else(|| short(self.brief));
        put(ui, detail, pos2(word.right() + 6.0, second), Align2::LEFT_CENTER);
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn the_box_ticks_and_the_name_opens() {
        let mut window = window((false, 0), |ui, (ticked, opened): &mut (bool, u32)| {
            let row = PickRow {
                name: "Grandview Hotels",
                verdict: Verdict::LetGo,
                detail: "24, 100 % answered",
                brief: "24 (100 %)",
                figures: ["€310,000", "1,240 h"],
                ticked: *ticked,
                colour: None,
            };
            let reply = row.show(ui);
            *ticked ^= reply.toggled;
            *opened += u32::from(reply.opened);
        });
        window.run();
        window.get_by_role_and_label(Role::CheckBox, "Grandview Hotels").click();
        window.run();
        assert_eq!(*window.state(), (true, 0), "ticked, not opened");
        let open = window.get_by_role_and_label(Role::Link, "Open Grandview Hotels");
        let words = open.accesskit_node().description();
        assert_eq!(words.as_deref(), Some("Let go, 24, 100 % answered, €310,000, 1,240 h"), "read aloud");
        open.click();
        window.run();
        assert_eq!(*window.state(), (true, 1), "opened");
        window.get_by_role_and_label(Role::CheckBox, "Grandview Hotels").focus();
        window.run();
        window.key_press(egui::Key::Space);
        window.run();
        assert_eq!(*window.state(), (false, 1), "unticked by the keyboard");
    }
}
