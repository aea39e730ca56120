//! Where a score begins to mean something: the strip from let go to keep, and bands with names to be typed. The
//! scorecard's editor and the import show the same.

use egui::{Align, Align2, CornerRadius, Layout, Rect, Role, Sense, Ui, WidgetInfo, lerp, pos2, vec2};

use crate::app::{BandPart, BandsDraft, threshold};

use super::icons::Icon;
use super::theme::{self, size};
use super::widgets::{self, Button, TextField};

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

/// Bands with names: a row for each, one more, one less. `fault` says what is wrong with a part of a row. The rows are
/// put in order once somebody leaves a field.
pub(super) fn named_bands<'f>(ui: &mut Ui, draft: &mut BandsDraft, fault: impl Fn(usize, BandPart) -> Option<&'f str>) {
    let limit = if ui.available_width() < 290.0 { 72.0 } else { 104.0 };
    let added = ui.scope_id().with("band added");
    let mut gone = None;
    let (mut is_left, mut is_new) = (false, false);
    ui.spacing_mut().item_spacing.y = 6.0;
    for (place, row) in draft.rows.iter_mut().enumerate() {
        let number = place + 1;
        let (named, limited) = (format!("Name of band {number}"), format!("Band {number} from"));
        ui.push_id(("band", row.key), |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let name = (ui.available_width() - limit - 92.0).clamp(44.0, 220.0);
                let field = TextField::new(&named, &mut row.name).hint("Name, such as A");
                let field = field.width(name).bare().error(fault(place, BandPart::Name)).show(ui);
                is_left |= field.lost_focus();
                if ui.data(|data| data.get_temp(added)) == Some(row.key) {
                    // Its name is typed next.
                    field.request_focus();
                    is_new = true;
                    ui.data_mut(|data| data.remove::<u32>(added));
                }
                word(ui, "from");
                let field = TextField::new(&limited, &mut row.from).hint("0 to 100");
                is_left |= field.width(limit).bare().error(fault(place, BandPart::From)).show(ui).lost_focus();
                if widgets::icon_button(ui, Icon::Trash, &format!("Remove band {number}")).clicked() {
                    gone = Some(place);
                }
            });
        });
    }
    if let Some(place) = gone {
        draft.remove(place);
    }
    if is_left {
        draft.sort();
    }
    if let Some(gap) = draft.gap() {
        widgets::text::running(ui, &gap, size::LABEL, theme::tokens(ui).muted);
    }
    if draft.rows.len() >= BandsDraft::MOST {
        return;
    }
    let more = ui.add(Button::secondary("Add a band").small());
    if is_new {
        // The way to the next one stays in sight, and with it the new row above.
        more.scroll_to_me(None);
    }
    if more.clicked() {
        draft.add();
        if let Some(row) = draft.rows.last() {
            ui.data_mut(|data| data.insert_temp(added, row.key));
        }
    }
}

/// A word as high as the fields beside it.
fn word(ui: &mut Ui, text: &str) {
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), size::CONTROL_HEIGHT), layout, |ui| {
        ui.set_min_height(size::CONTROL_HEIGHT);
        widgets::text::muted_label(ui, text);
    });
}
