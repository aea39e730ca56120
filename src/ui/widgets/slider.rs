//! A slider on a row of its own: name, value in words, track with the old value marked; and a progress bar.

use std::ops::RangeInclusive;

use egui::accesskit::{Action, ActionData};
use egui::{
    Align2, CornerRadius, EventFilter, Key, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, remap_clamp,
    vec2,
};

use super::common::{line, put};
use crate::ui::theme::{self, regular, size};

const THUMB: f32 = 8.0;
const TRACK: f32 = 6.0;

/// A slider in the making.
#[must_use = "a slider is shown with .show(…)"]
pub(crate) struct SliderRow<'a> {
    label: &'a str,
    value: &'a mut f64,
    range: RangeInclusive<f64>,
    text: &'a str,
    old: Option<f64>,
    step: f64,
}

impl<'a> SliderRow<'a> {
    /// A slider over `range`. It moves in hundredths of the range unless [`SliderRow::step`] says otherwise.
    pub(crate) fn new(label: &'a str, value: &'a mut f64, range: RangeInclusive<f64>) -> Self {
        let step = (range.end() - range.start()) / 100.0;
        Self { label, value, range, text: "", old: None, step }
    }

    /// The value in words, at the right.
    pub(crate) const fn text(mut self, text: &'a str) -> Self {
        self.text = text;
        self
    }

    /// Where it stood before, as a tick on the track.
    pub(crate) const fn mark_at_old(mut self, old: Option<f64>) -> Self {
        self.old = old;
        self
    }

    /// The smallest change; must be above zero.
    pub(crate) const fn step(mut self, step: f64) -> Self {
        self.step = step;
        self
    }

    /// Shows it; `changed()` says that the value moved, `drag_stopped()` that a gesture ended.
    pub(crate) fn show(self, ui: &mut Ui) -> Response {
        let t = theme::tokens(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 33.0), Sense::hover());
        // The track hangs low, so that name and value stand clear of the thumb; it may reach into the gap below.
        let zone = Rect::from_center_size(pos2(rect.center().x, rect.top() + 28.0), vec2(rect.width(), 20.0));
        let id = ui.make_persistent_id(("slider", self.label));
        let mut response = ui.interact(zone, id, Sense::click_and_drag());
        let (min, max) = (*self.range.start(), *self.range.end());
        let travel = (zone.left() + THUMB)..=(zone.right() - THUMB);

        let before = *self.value;
        let pointed = response.interact_pointer_pos().map(|pointer| {
            response.request_focus();
            let share = f64::from(remap_clamp(pointer.x, travel.clone(), 0.0..=1.0));
            min + share * (max - min)
        });
        if let Some(wanted) = asked_by_keyboard(ui, &response, self.step, before, &self.range).or(pointed) {
            let stepped = min + ((wanted - min) / self.step).round() * self.step;
            *self.value = stepped.clamp(min, max);
        }
        if (*self.value - before).abs() > f64::EPSILON * before.abs().max(1.0) {
            response.mark_changed();
        }
        let value = *self.value;
        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), value, self.label));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_min_numeric_value(min);
            node.set_max_numeric_value(max);
            node.set_numeric_value_step(self.step);
            node.add_action(Action::SetValue);
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
            if !self.text.is_empty() {
                node.set_value(self.text);
            }
        });

        if ui.is_rect_visible(rect) {
            let words = line(ui, self.text, regular(size::LABEL), t.muted, rect.width());
            let words = put(ui, words, pos2(rect.right(), rect.top() + 8.0), Align2::RIGHT_CENTER);
            let room = words.left() - rect.left() - 6.0;
            let label = line(ui, self.label, regular(size::CONTROL), t.ink, room);
            put(ui, label, pos2(rect.left(), rect.top() + 8.0), Align2::LEFT_CENTER);
            let x = |v: f64| {
                let share = if max > min { ((v - min) / (max - min)).clamp(0.0, 1.0) } else { 0.0 };
                #[expect(clippy::cast_possible_truncation, reason = "a share of the track")]
                egui::lerp(travel.clone(), share as f32)
            };
            paint_track(ui, zone, x(value), self.old.filter(|old| (old - value).abs() > self.step / 2.0).map(x));
            paint_thumb(ui, &response, pos2(x(value), zone.center().y));
        }
        response
    }
}

/// What the arrow keys or a screen reader ask for.
fn asked_by_keyboard(ui: &Ui, response: &Response, step: f64, value: f64, range: &RangeInclusive<f64>) -> Option<f64> {
    let mut steps = ui.input(|input| {
        input.num_accesskit_action_requests(response.id, Action::Increment) as f64
            - input.num_accesskit_action_requests(response.id, Action::Decrement) as f64
    });
    let set = ui.input(|input| {
        let asked = input.accesskit_action_requests(response.id, Action::SetValue);
        asked.filter_map(|r| if let Some(ActionData::NumericValue(v)) = r.data { Some(v) } else { None }).last()
    });
    if set.is_some() {
        return set.filter(|v| v.is_finite());
    }
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        if ui.input(|input| input.key_pressed(Key::Home)) {
            return Some(*range.start());
        }
        if ui.input(|input| input.key_pressed(Key::End)) {
            return Some(*range.end());
        }
        steps += ui.input(|input| {
            let presses = |key| input.num_presses(key) as f64;
            let fine =
                presses(Key::ArrowRight) + presses(Key::ArrowUp) - presses(Key::ArrowLeft) - presses(Key::ArrowDown);
            let coarse = presses(Key::PageUp) - presses(Key::PageDown);
            fine * if input.modifiers.shift { 10.0 } else { 1.0 } + coarse * 10.0
        });
    }
    (steps.abs() > 0.5).then_some(value + steps * step)
}

fn paint_track(ui: &Ui, zone: Rect, x: f32, old: Option<f32>) {
    let t = theme::tokens(ui);
    let round = CornerRadius::same(3);
    let track = Rect::from_center_size(zone.center(), vec2(zone.width(), TRACK));
    ui.painter().rect_filled(track, round, t.track);
    ui.painter().rect_filled(Rect::from_min_max(track.min, pos2(x, track.bottom())), round, t.accent);
    if let Some(old) = old {
        let tick = Rect::from_center_size(pos2(old.round(), zone.center().y), vec2(2.0, 14.0));
        ui.painter().rect_filled(tick, 0, t.mark);
    }
}

fn paint_thumb(ui: &Ui, response: &Response, at: egui::Pos2) {
    let t = theme::tokens(ui);
    if response.has_focus() || response.hovered() || response.dragged() {
        ui.painter().circle_filled(at, THUMB + 4.0, t.accent.gamma_multiply(0.18));
    }
    ui.painter().circle(at, THUMB - 1.0, t.card, Stroke::new(2.0, t.accent));
    if response.has_focus() {
        ui.painter().circle_stroke(at, THUMB + 3.0, Stroke::new(2.0, t.focus));
    }
}

/// How far something is: a share of 0 to 1, or `None` where nobody knows; `text` says it in words.
pub(crate) fn progress_bar(ui: &mut Ui, share: Option<f32>, text: &str) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    response.widget_info(|| WidgetInfo {
        value: share.map(f64::from),
        ..WidgetInfo::labeled(Role::ProgressIndicator, ui.is_enabled(), text)
    });
    if ui.is_rect_visible(rect) {
        let label = line(ui, text, regular(size::LABEL), t.muted, rect.width());
        put(ui, label, rect.min, Align2::LEFT_TOP);
        let track = Rect::from_min_max(pos2(rect.left(), rect.bottom() - TRACK), rect.max);
        let round = CornerRadius::same(3);
        ui.painter().rect_filled(track, round, t.track);
        let done = if let Some(share) = share {
            track.with_max_x(track.left() + track.width() * share.clamp(0.0, 1.0))
        } else {
            // Something moves, so that nobody thinks it hangs.
            ui.ctx().request_repaint_after_secs(0.05);
            let phase = (ui.input(|input| input.time) * 0.6).fract();
            #[expect(clippy::cast_possible_truncation, reason = "a share of the track")]
            let left = track.left() + track.width() * 0.75 * ((phase * 2.0 - 1.0).abs() as f32);
            Rect::from_min_size(pos2(left, track.top()), vec2(track.width() * 0.25, TRACK))
        };
        ui.painter().rect_filled(done, round, t.accent);
    }
    response
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::theme::testing::window;

    fn weights() -> egui_kittest::Harness<'static, f64> {
        let mut window = window(20.0, |ui, value: &mut f64| {
            ui.set_max_width(264.0);
            let text = format!("{value:.0} %");
            SliderRow::new("Pays on time", value, 0.0..=40.0).step(1.0).text(&text).mark_at_old(Some(20.0)).show(ui);
        });
        window.run();
        window
    }

    #[test]
    fn arrow_keys_move_it() {
        let mut window = weights();
        window.key_press(Key::Tab);
        window.run();
        let table = [
            (Key::ArrowRight, 21.0),
            (Key::ArrowUp, 22.0),
            (Key::ArrowLeft, 21.0),
            (Key::PageUp, 31.0),
            (Key::PageUp, 40.0),
            (Key::ArrowDown, 39.0),
            (Key::Home, 0.0),
            (Key::ArrowLeft, 0.0),
            (Key::End, 40.0),
        ];
        for (key, expected) in table {
            window.key_press(key);
            window.run();
            let value = *window.state();
            assert!((value - expected).abs() < 1e-9, "after {key:?}: {value}, not {expected}");
        }
    }

    #[test]
    fn the_pointer_moves_it() {
        let mut window = weights();
        let rect = window.get_by_label("Pays on time").rect();
        for (share, expected) in [(0.25, 10.0), (1.0, 40.0), (0.0, 0.0)] {
            let travel = rect.left() + THUMB..=rect.right() - THUMB;
            let at = pos2(egui::lerp(travel, share), rect.center().y);
            window.hover_at(at);
            window.drag_at(at);
            window.run();
            window.drop_at(at);
            window.run();
            let value = *window.state();
            assert!((value - expected).abs() <= 1.0, "at {share}: {value}, not {expected}");
        }
    }

    #[test]
    fn a_screen_reader_knows_it_and_moves_it() {
        let mut window = weights();
        {
            let node = window.get_by_role_and_label(Role::Slider, "Pays on time");
            assert_eq!(node.accesskit_node().numeric_value(), Some(20.0), "the number");
            assert_eq!(node.value().as_deref(), Some("20 %"), "in words");
            node.set_value_accesskit(12.4);
        }
        window.run();
        assert!((*window.state() - 12.0).abs() < 1e-9, "set, on a step");
        window.get_by_label("Pays on time").increment_accesskit();
        window.run();
        assert!((*window.state() - 13.0).abs() < 1e-9, "one step more");
    }

    #[test]
    fn progress_has_a_name_and_a_value() {
        let mut window = window((), |ui, ()| {
            progress_bar(ui, Some(0.4), "Loading 400 of 1,000 customers");
        });
        window.run();
        let node = window.get_by_role_and_label(Role::ProgressIndicator, "Loading 400 of 1,000 customers");
        let value = node.accesskit_node().numeric_value().unwrap_or_default();
        assert!((value - 0.4).abs() < 1e-6, "{value}");
    }
}
