//! Rows of a list, and the cards that stand for a number or an answer.

use egui::{
    Align, Align2, Color32, CornerRadius, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::card::paint_edge;
use super::common::{describe, focus_ring, line, mark_selected, put, wrapped};
use super::pill::{key_cap_size, paint_key_cap};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, medium, radius, regular, size};

/// A row of a list in the making: title, detail below, something at the right.
#[derive(Debug, Clone, Copy)]
#[must_use = "a row is shown with .show(…)"]
pub(crate) struct ListRow<'a> {
    title: &'a str,
    detail: &'a str,
    more: Option<&'a str>,
    icon: Option<(Icon, Color32)>,
    selected: bool,
    separated: bool,
}

impl<'a> ListRow<'a> {
    /// A row with a title.
    pub(crate) const fn new(title: &'a str) -> Self {
        Self { title, detail: "", more: None, icon: None, selected: false, separated: false }
    }

    /// A second line, small and muted.
    pub(crate) const fn detail(mut self, detail: &'a str) -> Self {
        self.detail = detail;
        self
    }

    /// Lets the detail take as many lines as it needs, and so these words below it, which may be empty.
    pub(crate) const fn more(mut self, more: &'a str) -> Self {
        self.more = Some(more);
        self
    }

    /// A glyph before the title.
    pub(crate) const fn icon(mut self, icon: Icon, colour: Color32) -> Self {
        self.icon = Some((icon, colour));
        self
    }

    /// Whether this is the one shown beside.
    pub(crate) const fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// A hairline below, for lists that are read rather than picked from.
    pub(crate) const fn separated(mut self) -> Self {
        self.separated = true;
        self
    }

    /// Shows it; `trailing` fills the right end from right to left.
    pub(crate) fn show(self, ui: &mut Ui, trailing: impl FnOnce(&mut Ui)) -> Response {
        let t = theme::tokens(ui);
        let height = match (self.detail.is_empty(), self.separated) {
            (true, false) => 40.0,
            (true, true) => 44.0,
            (false, _) => 57.0,
        };
        let padding = if self.separated { 0.0 } else { 12.0 };
        let indent = if self.icon.is_some() { 24.0 } else { 0.0 };
        let room = ui.available_width() - 2.0 * padding - indent;
        let block = |text: &str, colour| wrapped(ui, text, regular(size::LABEL), colour, room);
        let blocks = self.more.map(|more| [block(self.detail, t.muted), block(more, t.ink)]);
        let blocks: Vec<_> = blocks.into_iter().flatten().filter(|galley| !galley.job.text.is_empty()).collect();
        let height =
            if blocks.is_empty() { height } else { 38.0 + blocks.iter().map(|galley| galley.size().y).sum::<f32>() };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), self.selected, self.title));
        mark_selected(ui, &response, self.selected);
        let more = self.more.unwrap_or_default();
        let described = if more.is_empty() { self.detail.to_owned() } else { format!("{}. {more}", self.detail) };
        describe(ui, &response, &described);
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let ground = match (self.selected, response.hovered()) {
            (true, _) => t.accent_tint,
            (false, true) => t.hover,
            (false, false) => Color32::TRANSPARENT,
        };
        let wide = if self.separated { rect.expand2(vec2(8.0, -1.0)) } else { rect };
        ui.painter().rect_filled(wide, radius::CONTROL, ground);
        if self.separated {
            ui.painter().hline(rect.x_range(), rect.bottom().floor() - 0.5, Stroke::new(t.line, t.hairline));
        }
        let inner = rect.shrink2(vec2(padding, 0.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
        child.spacing_mut().item_spacing.x = 10.0;
        trailing(&mut child);
        let used = child.min_rect();
        let right = if used.width() > 0.5 { used.left() - 10.0 } else { inner.right() };

        let mut left = inner.left();
        let first = if self.detail.is_empty() { rect.center().y } else { rect.top() + 19.0 };
        if let Some((icon, colour)) = self.icon {
            icon.paint(ui.painter(), Rect::from_center_size(pos2(left + 6.0, first), Vec2::splat(12.0)), colour);
            left += indent;
        }
        let room = right - left;
        let font = if self.selected { medium(size::BODY) } else { regular(size::BODY) };
        put(ui, line(ui, self.title, font, t.ink, room), pos2(left, first), Align2::LEFT_CENTER);
        if self.more.is_none() && !self.detail.is_empty() {
            let detail = line(ui, self.detail, regular(size::LABEL), t.muted, room);
            put(ui, detail, pos2(left, rect.top() + 39.0), Align2::LEFT_CENTER);
        }
        let mut top = rect.top() + 30.0;
        for galley in blocks {
            top = put(ui, galley, pos2(left, top), Align2::LEFT_TOP).bottom();
        }
        focus_ring(ui, &response, rect.shrink(2.0), radius::CONTROL - 2);
        response
    }
}

/// A row of a list: title, detail below, `trailing` at the right end (filled from right to left).
pub(crate) fn list_row(
    ui: &mut Ui,
    title: &str,
    detail: &str,
    selected: bool,
    trailing: impl FnOnce(&mut Ui),
) -> Response {
    ListRow::new(title).detail(detail).selected(selected).show(ui, trailing)
}

/// What a card with one big number says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StatCard<'a> {
    /// The number.
    pub number: &'a str,
    /// What is counted.
    pub label: &'a str,
    /// What to know about it; may be empty.
    pub detail: &'a str,
    /// The left edge.
    pub colour: Color32,
}

/// A card with a coloured edge and one big number; a click leads to what is counted.
pub(crate) fn stat_card(ui: &mut Ui, stat: &StatCard<'_>) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 105.0), Sense::click());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("{} {}", stat.number, stat.label)));
    describe(ui, &response, stat.detail);
    if ui.is_rect_visible(rect) {
        let edge = if response.hovered() { t.outline } else { t.hairline };
        ui.painter().rect(rect, radius::CARD, t.card, Stroke::new(t.line, edge), StrokeKind::Inside);
        paint_edge(ui, rect, stat.colour);
        let (x, room) = (rect.left() + 22.0, rect.width() - 36.0);
        let rows = [
            (stat.number, medium(size::BIG_NUMBER), t.ink, 32.0),
            (stat.label, regular(size::LABEL), t.muted, 59.5),
            (stat.detail, regular(size::LABEL), t.ink, 81.5),
        ];
        for (text, font, colour, y) in rows {
            put(ui, line(ui, text, font, colour, room), pos2(x, rect.top() + y), Align2::LEFT_CENTER);
        }
        focus_ring(ui, &response, rect, radius::CARD);
    }
    response
}

/// An answer that can be picked: the point, what it means, the key that picks it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChoiceCard<'a> {
    /// The point: "4", or "Yes".
    pub point: &'a str,
    /// Its anchor in words; may be empty.
    pub anchor: &'a str,
    /// The key; may be empty.
    pub key: &'a str,
    /// Whether it is the answer.
    pub selected: bool,
}

/// A card for one answer, of the given size.
pub(crate) fn choice_card(ui: &mut Ui, size: Vec2, choice: &ChoiceCard<'_>) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name =
        if choice.anchor.is_empty() { choice.point.to_owned() } else { format!("{}: {}", choice.point, choice.anchor) };
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), choice.selected, &name));
    if ui.is_rect_visible(rect) {
        let (fill, edge) = match (choice.selected, response.hovered()) {
            (true, _) => (t.accent_tint, t.accent),
            (false, true) => (t.hover, t.outline),
            (false, false) => (t.card, t.hairline),
        };
        ui.painter().rect(rect, radius::CARD, fill, Stroke::new(t.line, edge), StrokeKind::Inside);
        let point = line(ui, choice.point, medium(22.0), t.ink, rect.width() - 24.0);
        put(ui, point, pos2(rect.left() + 13.0, rect.top() + 27.0), Align2::LEFT_CENTER);
        if !choice.key.is_empty() {
            let cap = key_cap_size(ui, choice.key);
            paint_key_cap(ui, choice.key, pos2(rect.right() - 12.0 - cap.x, rect.top() + 21.0), t.muted);
        }
        let painter_room = rect.width() - 26.0;
        let anchor = wrapped(ui, choice.anchor, regular(size::LABEL), t.ink, painter_room);
        put(ui, anchor, pos2(rect.left() + 13.0, rect.top() + 49.0), Align2::LEFT_TOP);
        focus_ring(ui, &response, rect, radius::CARD);
    }
    response
}

/// One step of a form: its number, or a tick once it is done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'a> {
    /// 1 for the first.
    pub number: usize,
    /// What it is about.
    pub title: &'a str,
    /// What was answered; empty while nothing was.
    pub answer: &'a str,
    /// Whether it is the one on screen.
    pub current: bool,
}

/// A row for one step of a form; a click goes there.
pub(crate) fn step_row(ui: &mut Ui, step: &Step<'_>) -> Response {
    let t = theme::tokens(ui);
    let done = !step.answer.is_empty();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 38.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), step.current, step.title));
    mark_selected(ui, &response, step.current);
    describe(ui, &response, if done { step.answer } else { "not answered yet" });
    if ui.is_rect_visible(rect) {
        let ground = match (step.current, response.hovered()) {
            (true, _) => t.accent_tint,
            (false, true) => t.hover,
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, radius::CONTROL, ground);
        let dot = pos2(rect.left() + 21.0, rect.center().y);
        if done {
            ui.painter().circle_filled(dot, 11.0, t.accent);
            Icon::Check.paint(ui.painter(), Rect::from_center_size(dot, Vec2::splat(11.0)), t.on_accent);
        } else {
            let edge = if step.current { t.accent } else { t.outline };
            ui.painter().circle(dot, 10.5, t.card, Stroke::new(t.line, edge));
            let number = line(ui, &step.number.to_string(), medium(size::SMALL), t.ink, 20.0);
            put(ui, number, dot, Align2::CENTER_CENTER);
        }
        let answer = line(ui, step.answer, regular(size::LABEL), t.muted, rect.width() / 3.0);
        let answer = put(ui, answer, pos2(rect.right() - 10.0, rect.center().y), Align2::RIGHT_CENTER);
        let font = if step.current { medium(size::BODY) } else { regular(size::BODY) };
        let title = line(ui, step.title, font, t.ink, answer.left() - rect.left() - 50.0);
        put(ui, title, pos2(rect.left() + 42.0, rect.center().y), Align2::LEFT_CENTER);
        focus_ring(ui, &response, rect.shrink(2.0), radius::CONTROL - 2);
    }
    response
}

/// Says what belongs here and offers the one thing to do about it; true when that was clicked.
pub(crate) fn empty_state(ui: &mut Ui, icon: Icon, title: &str, text: &str, button: &str) -> bool {
    let t = theme::tokens(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(((ui.available_height() - 220.0) / 2.5).clamp(16.0, 160.0));
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(56.0), Sense::hover());
        ui.painter().rect_filled(rect, CornerRadius::same(28), t.accent_tint);
        icon.paint(ui.painter(), rect.shrink(16.0), t.accent);
        ui.add_space(8.0);
        centred(ui, title, medium(size::CARD_TITLE), t.ink, Role::Heading);
        centred(ui, text, regular(size::BODY), t.muted, Role::Label);
        ui.add_space(12.0);
        !button.is_empty() && super::button::primary(ui, button).clicked()
    })
    .inner
}

fn centred(ui: &mut Ui, text: &str, font: egui::FontId, colour: Color32, role: Role) {
    let room = ui.available_width().min(440.0);
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, colour, room);
    job.halign = Align::Center;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.center_top(), galley, colour);
    response.widget_info(|| WidgetInfo::labeled(role, true, text));
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn rows_and_cards_are_found_by_what_they_say_and_clicked() {
        let mut window = window(Vec::new(), |ui, clicked: &mut Vec<&str>| {
            let row = list_row(ui, "Grandview Hotels", "9 people · coverage 100 %", true, |ui| {
                super::super::text::number(ui, "24");
            });
            let stat =
                StatCard { number: "13", label: "Keep", detail: "2 more than last quarter", colour: Color32::RED };
            let choice = ChoiceCard { point: "4", anchor: "On time", key: "4", selected: false };
            let step = Step { number: 2, title: "Pays on time", answer: "", current: true };
            let all = [
                ("row", row),
                ("stat", stat_card(ui, &stat)),
                ("choice", choice_card(ui, vec2(156.0, 118.0), &choice)),
                ("step", step_row(ui, &step)),
            ];
            clicked.extend(all.iter().filter(|(_, response)| response.clicked()).map(|(name, _)| *name));
            if empty_state(ui, Icon::Customers, "No customers yet", "Add the first one.", "Add a customer") {
                clicked.push("empty");
            }
        });
        window.run();
        for name in ["Grandview Hotels", "13 Keep", "4: On time", "Pays on time", "Add a customer"] {
            window.get_by_label(name).click();
            window.run();
        }
        assert_eq!(*window.state(), ["row", "stat", "choice", "step", "empty"], "each click reached its own");
        let row = window.get_by_label("Grandview Hotels");
        assert_eq!(row.accesskit_node().description().as_deref(), Some("9 people · coverage 100 %"), "the detail");
        window.get_by_label("24");
    }

    #[test]
    fn a_long_title_leaves_room_for_what_stands_at_the_right() {
        let name = "The Very Long Established Company of Harbour Merchants and Sons";
        let mut window = window((), |ui, ()| {
            ui.set_max_width(240.0);
            list_row(ui, name, "one person", false, |ui| {
                super::super::text::number(ui, "47");
            });
        });
        window.run();
        assert!(window.get_by_label(name).rect().width() <= 240.5, "no wider than its list");
        assert!(window.get_by_label("47").rect().right() <= 240.0, "the number stays inside");
    }
}
