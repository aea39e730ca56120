//! Pictures of numbers: a share as a bar, the bands from let go to keep as a strip.

use egui::{Align2, CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, lerp, pos2, vec2};

use crate::app::threshold;

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

/// The bands as a strip from 0 to 100: let go, hard look from `hard`, keep from `keep`.
pub(super) fn band_strip(ui: &mut Ui, (keep, hard): (f64, f64)) {
    let t = theme::tokens(ui);
    let words = format!("Keep from {}, hard look from {}, let go below", threshold(keep), threshold(hard));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 38.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let strip = rect.with_max_y(rect.top() + 12.0);
    #[expect(clippy::cast_possible_truncation, reason = "a place on a strip")]
    let x = |score: f64| lerp(strip.left()..=strip.right(), (score / 100.0).clamp(0.0, 1.0) as f32);
    let (low, high) = (x(hard.min(keep)), x(keep));
    let parts = [(strip.left(), low, t.let_go), (low, high, t.hard_look), (high, strip.right(), t.keep)];
    for (from, to, colour) in parts {
        if to > from {
            let part = Rect::from_x_y_ranges(from..=to, strip.y_range()).shrink2(vec2(0.5, 0.0));
            ui.painter().rect_filled(part, CornerRadius::same(3), colour);
        }
    }
    let font = theme::regular(size::LABEL);
    let text = |at: f32, align: Align2, words: &str, ink| {
        ui.painter().text(pos2(at, rect.bottom()), align, words, font.clone(), ink)
    };
    let keep_words = format!("Keep from {}", threshold(keep));
    let hard_words = format!("Hard look from {}", threshold(hard));
    let right = text(rect.right(), Align2::RIGHT_BOTTOM, &keep_words, t.ink);
    // Below its band if there is room, else as near as it gets.
    let wide = ui.fonts_mut(|fonts| fonts.layout_no_wrap(hard_words.clone(), font.clone(), t.ink).size().x);
    let at = low.min(right.left() - 12.0 - wide).max(rect.left());
    let middle = text(at, Align2::LEFT_BOTTOM, &hard_words, t.ink);
    if middle.left() - rect.left() > 50.0 {
        text(rect.left(), Align2::LEFT_BOTTOM, "Let go", t.muted);
    }
}
