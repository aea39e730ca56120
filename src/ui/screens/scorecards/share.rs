//! A share as a bar.

use egui::{Align2, CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, lerp, pos2, vec2};

use super::super::super::theme::{self, size};

/// A share of 0 to 1 as a bar, `of` being the longest, with the words behind it.
pub(super) fn share_bar(ui: &mut Ui, (share, of): (f64, f64), words: &str, width: f32) {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 20.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    if !ui.is_rect_visible(rect) {
        return;
    }
    const WORDS: f32 = 92.0;
    let room = (rect.width() - WORDS).max(0.0);
    let track = Rect::from_min_size(pos2(rect.left(), rect.center().y - 4.0), vec2(room, 8.0));
    ui.painter().rect_filled(track, CornerRadius::same(4), t.track);
    #[expect(clippy::cast_possible_truncation, reason = "a share of a bar")]
    let part = if of > 0.0 { (share / of).clamp(0.0, 1.0) as f32 } else { 0.0 };
    if part > 0.0 {
        let filled = track.with_max_x(lerp(track.left()..=track.right(), part));
        ui.painter().rect_filled(filled, CornerRadius::same(4), t.accent);
    }
    let ink = if share > 0.0 { t.ink } else { t.muted };
    let at = pos2(rect.right() - WORDS + 10.0, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, words, theme::regular(size::CONTROL), ink);
}
