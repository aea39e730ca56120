//! Pills: a verdict or a status as a coloured word with its glyph; key caps; tags.

use egui::{
    Align2, Color32, CornerRadius, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::common::{line, put};
use crate::model::{Status, Verdict};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Pair, medium, radius, regular, size};

const HEIGHT: f32 = 20.0;
const GLYPH: f32 = 10.0;

/// The glyph that goes with a verdict wherever its colour does.
pub(crate) const fn verdict_icon(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Keep => Icon::Check,
        Verdict::HardLook => Icon::Exclamation,
        Verdict::LetGo => Icon::Cross,
        Verdict::NotEnough => Icon::Question,
    }
}

/// A verdict: glyph and word in its colours.
pub(crate) fn pill(ui: &mut Ui, verdict: Verdict) -> Response {
    let colours = theme::tokens(ui).verdict_pill(verdict);
    glyph_and_word(ui, verdict_icon(verdict), verdict.words(), colours)
}

/// A verdict where there is little room: the glyph alone, the word for screen readers and under the pointer.
pub(crate) fn pill_small(ui: &mut Ui, verdict: Verdict) -> Response {
    let colours = theme::tokens(ui).verdict_pill(verdict);
    let (rect, response) = ui.allocate_exact_size(vec2(25.0, HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, ui.is_enabled(), verdict.words()));
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, CornerRadius::same(10), colours.bg);
        let glyph = Rect::from_center_size(rect.center(), Vec2::splat(GLYPH));
        verdict_icon(verdict).paint(ui.painter(), glyph, colours.fg);
    }
    response.on_hover_text(verdict.words())
}

/// Where we stand with a customer.
pub(crate) fn status_pill(ui: &mut Ui, status: Status) -> Response {
    let t = theme::tokens(ui);
    let (icon, colours) = match status {
        Status::Active => (Icon::Check, t.keep_pill),
        Status::OnNotice => (Icon::Exclamation, t.hard_look_pill),
        Status::LetGo => (Icon::Cross, t.let_go_pill),
        Status::LeftUs => (Icon::ArrowRight, t.not_enough_pill),
        Status::Prospect => (Icon::Plus, Pair { bg: t.accent_tint, fg: t.accent }),
    };
    glyph_and_word(ui, icon, status.words(), colours)
}

/// A word the owner put on something.
pub(crate) fn tag(ui: &mut Ui, text: &str) -> Response {
    let t = theme::tokens(ui);
    let room = (ui.available_width() - 16.0).max(24.0);
    let galley = line(ui, text, regular(size::LABEL), t.not_enough_pill.fg, room);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0, HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, 4, t.not_enough_pill.bg);
        put(ui, galley, rect.center(), Align2::CENTER_CENTER);
    }
    response
}

fn glyph_and_word(ui: &mut Ui, icon: Icon, word: &str, colours: Pair) -> Response {
    const PADDING: f32 = 10.0;
    // The narrow glyphs stand closer to their word.
    let narrow = matches!(icon, Icon::Exclamation | Icon::Question);
    let glyph_width = if narrow { 8.0 } else { 14.0 };
    let galley = line(ui, word, medium(size::LABEL), colours.fg, f32::INFINITY);
    let width = (galley.size().x + glyph_width + 2.0 * PADDING).ceil();
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), word));
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, CornerRadius::same(10), colours.bg);
        let centre = pos2(rect.left() + PADDING + if narrow { 2.0 } else { 4.5 }, rect.center().y);
        icon.paint(ui.painter(), Rect::from_center_size(centre, Vec2::splat(GLYPH)), colours.fg);
        put(ui, galley, pos2(rect.left() + PADDING + glyph_width, rect.center().y), Align2::LEFT_CENTER);
    }
    response
}

/// A key as it is printed on the keyboard: "Ctrl K".
pub(crate) fn key_cap(ui: &mut Ui, key: &str) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(key_cap_size(ui, key), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), key));
    if ui.is_rect_visible(rect) {
        paint_key_cap(ui, key, rect.left_center(), t.muted);
    }
    response
}

/// How much room a key cap takes.
pub(super) fn key_cap_size(ui: &Ui, key: &str) -> Vec2 {
    let text = line(ui, key, regular(size::SMALL), Color32::PLACEHOLDER, f32::INFINITY);
    vec2((text.size().x + 12.0).ceil().max(20.0), 17.0)
}

/// Paints a key cap with the middle of its left edge at `left`.
pub(super) fn paint_key_cap(ui: &Ui, key: &str, left: Pos2, ink: Color32) {
    let t = theme::tokens(ui);
    let size = key_cap_size(ui, key);
    let rect = Rect::from_min_size(pos2(left.x, left.y - size.y / 2.0), size);
    ui.painter().rect(rect, radius::CELL, t.card, Stroke::new(t.line, t.outline), StrokeKind::Inside);
    let text = line(ui, key, regular(theme::size::SMALL), ink, f32::INFINITY);
    put(ui, text, rect.center(), Align2::CENTER_CENTER);
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn verdicts_and_statuses_are_read_as_words() {
        let mut window = window((), |ui, ()| {
            for verdict in Verdict::ALL {
                pill(ui, verdict);
            }
            for status in [Status::OnNotice, Status::Prospect] {
                status_pill(ui, status);
            }
            key_cap(ui, "Ctrl K");
            tag(ui, "retail");
        });
        window.run();
        for word in ["Let go", "Hard look", "Keep", "Not enough evidence", "On notice", "Prospect", "Ctrl K", "retail"]
        {
            window.get_by_label(word);
        }
    }

    #[test]
    fn a_glyph_alone_still_has_a_name() {
        let mut window = window((), |ui, ()| {
            pill_small(ui, Verdict::HardLook);
        });
        window.run();
        window.get_by_role_and_label(Role::Image, "Hard look");
    }
}
