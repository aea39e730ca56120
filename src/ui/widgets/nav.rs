//! Ways around: the rail's items, tabs, segments and chips.

use egui::{
    Align2, Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::common::{focus_ring, line, mark_selected, put};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, medium, radius, regular, size};

/// One item of the rail: icon and word.
pub(crate) fn nav_item(ui: &mut Ui, icon: Icon, text: &str, selected: bool) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::BUTTON_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Link, ui.is_enabled(), selected, text));
    mark_selected(ui, &response, selected);
    if ui.is_rect_visible(rect) {
        let (fill, ink, font) = match (selected, response.hovered()) {
            (true, _) => (t.accent_tint, t.accent, medium(size::CONTROL)),
            (false, true) => (t.hover, t.ink, regular(size::CONTROL)),
            (false, false) => (Color32::TRANSPARENT, t.ink, regular(size::CONTROL)),
        };
        ui.painter().rect_filled(rect, radius::CONTROL, fill);
        let at = Rect::from_min_size(pos2(rect.left() + 11.0, rect.center().y - 8.0), Vec2::splat(16.0));
        icon.paint(ui.painter(), at, ink);
        let text = line(ui, text, font, ink, rect.width() - 46.0);
        put(ui, text, pos2(rect.left() + 38.0, rect.center().y), Align2::LEFT_CENTER);
        focus_ring(ui, &response, rect, radius::CONTROL);
    }
    response
}

/// Tabs over a page, the current one underlined. Returns the one that was chosen, if it is another.
pub(crate) fn tabs<T: Copy + PartialEq>(ui: &mut Ui, current: T, all: &[(T, &str)]) -> Option<T> {
    let t = theme::tokens(ui);
    let mut chosen = None;
    // Closer together where the room is scarce, as on a projector.
    let gap = if ui.available_width() < 560.0 { 12.0 } else { 20.0 };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for &(tab, text) in all {
            let selected = tab == current;
            let font = if selected { medium(size::BODY) } else { regular(size::BODY) };
            let galley = line(ui, text, font, Color32::PLACEHOLDER, f32::INFINITY);
            let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 4.0, 34.0), Sense::click());
            response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), selected, text));
            mark_selected(ui, &response, selected);
            if response.clicked() && !selected {
                chosen = Some(tab);
            }
            let ink = if selected || response.hovered() { t.ink } else { t.muted };
            let origin = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + 2.0, rect.center().y), galley.size()).min;
            ui.painter().galley(origin, galley, ink);
            if selected {
                let underline = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
                ui.painter().rect_filled(underline, 0, t.accent);
            }
            focus_ring(ui, &response, rect.shrink2(vec2(0.0, 4.0)), radius::CELL);
        }
    });
    chosen
}

/// A few alternatives side by side in one frame. Returns the one that was chosen, if it is another.
pub(crate) fn segmented<T: Copy + PartialEq>(ui: &mut Ui, name: &str, current: T, all: &[(T, &str)]) -> Option<T> {
    let t = theme::tokens(ui);
    let widths: Vec<f32> = all
        .iter()
        .map(|(_, text)| line(ui, text, medium(size::CONTROL), Color32::PLACEHOLDER, f32::INFINITY).size().x + 26.0)
        .collect();
    let total = widths.iter().sum::<f32>() + 4.0;
    let (frame, group) = ui.allocate_exact_size(vec2(total, size::CONTROL_HEIGHT), Sense::hover());
    group.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, ui.is_enabled(), name));
    ui.painter().rect(frame, radius::CONTROL, t.track, Stroke::NONE, StrokeKind::Inside);
    let mut chosen = None;
    let mut x = frame.left() + 2.0;
    for (i, (&(which, text), width)) in all.iter().zip(widths).enumerate() {
        let rect = Rect::from_min_size(pos2(x, frame.top() + 2.0), vec2(width, frame.height() - 4.0));
        x += width;
        let selected = which == current;
        let response = ui.interact(rect, group.id.with(("segment", i)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), selected, text));
        if response.clicked() && !selected {
            chosen = Some(which);
        }
        if selected {
            let edge = Stroke::new(t.line, t.outline);
            ui.painter().rect(rect, CornerRadius::same(radius::CONTROL - 2), t.card, edge, StrokeKind::Inside);
        }
        let ink = if selected || response.hovered() { t.ink } else { t.muted };
        let font = if selected { medium(size::CONTROL) } else { regular(size::CONTROL) };
        put(ui, line(ui, text, font, ink, width), rect.center(), Align2::CENTER_CENTER);
        focus_ring(ui, &response, rect.shrink(2.0), radius::CONTROL - 2);
    }
    chosen
}

/// A word that can be switched on and off: a filter. Returns the response; a click means switch.
pub(crate) fn chip(ui: &mut Ui, text: &str, on: bool) -> Response {
    let t = theme::tokens(ui);
    let ink = if on { t.accent } else { t.ink };
    let mark = if on { 18.0 } else { 0.0 };
    let galley = line(ui, text, regular(size::LABEL), ink, (ui.available_width() - 24.0 - mark).max(40.0));
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 24.0 + mark, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, text));
    if ui.is_rect_visible(rect) {
        let fill = match (on, response.hovered()) {
            (true, _) => t.accent_tint,
            (false, true) => t.hover,
            (false, false) => t.card,
        };
        let edge = Stroke::new(t.line, if on { t.accent } else { t.outline });
        ui.painter().rect(rect, CornerRadius::same(14), fill, edge, StrokeKind::Inside);
        if on {
            let at = Rect::from_center_size(pos2(rect.left() + 18.0, rect.center().y), Vec2::splat(11.0));
            Icon::Check.paint(ui.painter(), at, ink);
        }
        put(ui, galley, pos2(rect.left() + 12.0 + mark, rect.center().y), Align2::LEFT_CENTER);
        focus_ring(ui, &response, rect, 14);
    }
    response
}

/// Chips of which one is chosen, on as many lines as they need. Returns the one that was chosen, if it is another.
pub(crate) fn choice_chips<T: Copy + PartialEq>(ui: &mut Ui, current: Option<T>, all: &[(T, &str)]) -> Option<T> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for &(which, text) in all {
            if chip(ui, text, current == Some(which)).clicked() && current != Some(which) {
                chosen = Some(which);
            }
        }
    });
    chosen
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn the_rail_says_where_we_are() {
        let mut window = window(None, |ui, clicked: &mut Option<&str>| {
            for (icon, text) in [(Icon::Overview, "Overview"), (Icon::Rate, "Rate")] {
                if nav_item(ui, icon, text, text == "Overview").clicked() {
                    *clicked = Some(text);
                }
            }
        });
        window.run();
        assert_eq!(window.get_by_label("Overview").accesskit_node().is_selected(), Some(true), "we are here");
        window.get_by_role_and_label(Role::Link, "Rate").click();
        window.run();
        assert_eq!(*window.state(), Some("Rate"), "and go there");
    }

    #[test]
    fn tabs_segments_and_chips_hand_back_what_was_chosen() {
        let all = [(1, "Scorecard"), (2, "History")];
        let groups = [(3, "All"), (4, "Team")];
        let filters = [(5, "Retail"), (6, "Hotels")];
        let mut window = window(Vec::new(), |ui, chosen: &mut Vec<i32>| {
            chosen.extend(tabs(ui, 1, &all));
            chosen.extend(segmented(ui, "Whose view", 3, &groups));
            chosen.extend(choice_chips(ui, Some(5), &filters));
        });
        window.run();
        for name in ["Scorecard", "History", "All", "Team", "Retail", "Hotels"] {
            window.get_by_label(name).click();
            window.run();
        }
        assert_eq!(*window.state(), [2, 4, 6], "only a change is reported");
        window.get_by_role_and_label(Role::RadioGroup, "Whose view");
    }

    #[test]
    fn the_keyboard_walks_the_tabs() {
        let mut window = window(1, |ui, tab: &mut i32| {
            if let Some(chosen) = tabs(ui, *tab, &[(1, "Scorecard"), (2, "History")]) {
                *tab = chosen;
            }
        });
        window.run();
        window.key_press(egui::Key::Tab);
        window.run();
        window.key_press(egui::Key::ArrowRight);
        window.run();
        window.key_press(egui::Key::Enter);
        window.run();
        assert_eq!(*window.state(), 2, "Tab, arrow, Enter");
    }
}
