//! Fields to type in: one line with label and error, several lines, search.

use egui::{
    Align, Align2, Frame, Id, Layout, Margin, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, TextEdit, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::button::icon_button;
use super::common::{describe, line, put};
use super::pill::{key_cap_size, paint_key_cap};
use super::text;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, radius, regular, size};

/// A field with a label above and room for an error below.
#[must_use = "a field is shown with .show(…)"]
pub(crate) struct TextField<'a> {
    label: &'a str,
    text: &'a mut String,
    hint: &'a str,
    error: Option<&'a str>,
    help: &'a str,
    width: f32,
    rows: usize,
    bare: bool,
}

impl<'a> TextField<'a> {
    /// One line; the caller owns the text.
    pub(crate) const fn new(label: &'a str, text: &'a mut String) -> Self {
        Self { label, text, hint: "", error: None, help: "", width: f32::INFINITY, rows: 1, bare: false }
    }

    /// Several lines of text.
    pub(crate) const fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// What is shown while it is empty.
    pub(crate) const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// What is wrong with the text, shown below in red.
    pub(crate) const fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// A line below that helps, unless there is an error.
    pub(crate) const fn help(mut self, help: &'a str) -> Self {
        self.help = help;
        self
    }

    /// Not wider than this, points.
    pub(crate) const fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Without the visible label, where a column head says it already; screen readers still hear it.
    pub(crate) const fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Shows it. The response is the one of the text itself.
    pub(crate) fn show(self, ui: &mut Ui) -> Response {
        let width = self.width.min(ui.available_width());
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            if !self.bare {
                text::muted_label(ui, self.label);
            }
            let id = ui.make_persistent_id(("field", self.label));
            let edit = Edit { id, name: self.label, hint: self.hint, rows: self.rows, bad: self.error.is_some() };
            let response = edit.show(ui, self.text, width);
            footer(ui, &response, self.error, self.help);
            response
        })
        .inner
    }
}

/// The error or the help under a field; read aloud with it.
pub(super) fn footer(ui: &mut Ui, field: &Response, error: Option<&str>, help: &str) {
    let t = theme::tokens(ui);
    if let Some(error) = error {
        text::running(ui, error, size::LABEL, t.danger);
        describe(ui, field, error);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_invalid(egui::accesskit::Invalid::True));
    } else if !help.is_empty() {
        text::muted_label(ui, help);
        describe(ui, field, help);
    }
}

/// The framed text edit inside every field.
pub(super) struct Edit<'a> {
    pub(super) id: Id,
    pub(super) name: &'a str,
    pub(super) hint: &'a str,
    pub(super) rows: usize,
    pub(super) bad: bool,
}

impl Edit<'_> {
    pub(super) fn show(&self, ui: &mut Ui, text: &mut String, width: f32) -> Response {
        let t = theme::tokens(ui);
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        let edge = match (self.bad, focused) {
            (true, _) => t.danger,
            (false, true) => t.accent,
            (false, false) => t.outline,
        };
        let many = self.rows > 1;
        let margin = Margin::symmetric(12, if many { 9 } else { 6 });
        let frame = Frame::new().fill(t.field).inner_margin(margin).corner_radius(radius::CONTROL);
        let edit = if many { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        let min_height = if many { 0.0 } else { size::CONTROL_HEIGHT };
        let mut edit = edit
            .id(self.id)
            .frame(frame)
            .hint_text(RichText::new(self.hint).color(t.muted))
            .font(regular(size::BODY))
            .text_color(t.ink)
            .desired_width(width)
            .min_size(vec2(0.0, min_height))
            .desired_rows(self.rows);
        if !many {
            edit = edit.align(Align2::LEFT_CENTER);
        }
        let response = ui.add(edit).accessible_name(self.name);
        // Painted here, so that the frame does not grow when it gets the keyboard.
        let stroke = Stroke::new(if focused { 2.0 } else { t.line }, edge);
        ui.painter().rect_stroke(response.rect, radius::CONTROL, stroke, StrokeKind::Inside);
        response
    }
}

/// One line with its label above and, if something is wrong with it, an error below.
pub(crate) fn text_field(ui: &mut Ui, label: &str, text: &mut String, error: Option<&str>) -> Response {
    TextField::new(label, text).error(error).show(ui)
}

/// Several lines for a remark or a note.
pub(crate) fn note_field(ui: &mut Ui, label: &str, text: &mut String, hint: &str) -> Response {
    TextField::new(label, text).hint(hint).rows(3).show(ui)
}

/// A field to search in, with a lens; `key` is the shortcut that leads here, shown while it is empty.
pub(crate) fn search_field(ui: &mut Ui, name: &str, text: &mut String, hint: &str, key: &str) -> Response {
    let t = theme::tokens(ui);
    let width = ui.available_width();
    let id = ui.make_persistent_id(("search", name));
    let focused = ui.memory(|memory| memory.has_focus(id));
    let (rect, _) = ui.allocate_exact_size(vec2(width, size::CONTROL_HEIGHT), Sense::hover());
    let (fill, edge) = if focused { (t.field, t.accent) } else { (t.ground, t.hairline) };
    let stroke = Stroke::new(if focused { 2.0 } else { t.line }, edge);
    ui.painter().rect(rect, radius::CONTROL, fill, stroke, StrokeKind::Inside);
    let lens = Rect::from_center_size(pos2(rect.left() + 19.0, rect.center().y), Vec2::splat(14.0));
    Icon::Search.paint(ui.painter(), lens, t.muted);

    let cap = if key.is_empty() || !text.is_empty() { 0.0 } else { key_cap_size(ui, key).x };
    let right = if text.is_empty() { rect.right() - cap - 12.0 } else { rect.right() - 34.0 };
    let inner = Rect::from_min_max(pos2(rect.left() + 34.0, rect.top()), pos2(right - 4.0, rect.bottom()));
    let edit = TextEdit::singleline(text)
        .id(id)
        .frame(Frame::new())
        .hint_text(RichText::new(hint).color(t.muted))
        .font(regular(size::CONTROL))
        .text_color(t.ink)
        .desired_width(inner.width())
        .align(Align2::LEFT_CENTER);
    let mut response = ui.put(inner, edit).accessible_name(name);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::SearchInput));
    if cap > 0.0 {
        paint_key_cap(ui, key, pos2(rect.right() - cap - 12.0, rect.center().y), t.muted);
    }
    if !text.is_empty() {
        let at = Rect::from_min_size(pos2(rect.right() - 32.0, rect.top()), Vec2::splat(size::CONTROL_HEIGHT));
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(at));
        if icon_button(&mut child, Icon::Cross, "Clear the search").clicked() {
            text.clear();
            response.mark_changed();
            response.request_focus();
        }
    }
    response
}

/// A box with a tick. Returns true when it was switched.
pub(crate) fn checkbox(ui: &mut Ui, on: bool, label: &str) -> bool {
    let t = theme::tokens(ui);
    let galley = line(ui, label, regular(size::BODY), t.ink, ui.available_width() - 28.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 28.0, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, label));
    if ui.is_rect_visible(rect) {
        put(ui, galley, pos2(rect.left() + 28.0, rect.center().y), Align2::LEFT_CENTER);
        paint_tick(ui, &response, rect, on);
    }
    response.clicked()
}

/// A box with a tick and no words: they stand beside it, over as many lines as they need; `name` is read aloud.
/// Returns true when it was switched.
pub(crate) fn tick_box(ui: &mut Ui, on: bool, name: &str) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 22.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, name));
    if ui.is_rect_visible(rect) {
        paint_tick(ui, &response, rect, on);
    }
    response.clicked()
}

/// The square at the left end of `rect`, with its tick and the ring around it.
fn paint_tick(ui: &Ui, response: &Response, rect: Rect, on: bool) {
    let t = theme::tokens(ui);
    let square = Rect::from_min_size(pos2(rect.left(), rect.center().y - 9.0), Vec2::splat(18.0));
    let (fill, edge) = match (on, response.hovered()) {
        (true, _) => (t.accent, t.accent),
        (false, true) => (t.hover, t.mark),
        (false, false) => (t.field, t.mark),
    };
    ui.painter().rect(square, 4, fill, Stroke::new(t.line, edge), StrokeKind::Inside);
    if on {
        Icon::Check.paint(ui.painter(), square.shrink(3.5), t.on_accent);
    }
    super::common::focus_ring(ui, response, square, 4);
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn what_is_typed_lands_in_the_callers_text() {
        let mut window = window((String::new(), String::new()), |ui, (name, note)| {
            text_field(ui, "Name", name, None);
            note_field(ui, "A note (optional)", note, "What happened?");
        });
        window.run();
        for (label, text) in [("Name", "Harbour Café"), ("A note (optional)", "Paid at once.")] {
            let by_name = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().as_deref() == Some(label);
            let node = window.get_all_by_label(label).find(|n| n.accesskit_node().is_text_input() && by_name(n));
            node.expect("a field of that name").focus();
            window.run();
            window.event(egui::Event::Text(text.into()));
            window.run();
        }
        assert_eq!(window.state().0, "Harbour Café", "one line");
        assert_eq!(window.state().1, "Paid at once.", "a note");
    }

    #[test]
    fn an_error_is_shown_and_read_with_the_field() {
        let mut window = window(String::new(), |ui, name| {
            text_field(ui, "Name", name, Some("A customer needs a name."));
        });
        window.run();
        let node = window.get_by_role(Role::TextInput);
        assert_eq!(node.accesskit_node().description().as_deref(), Some("A customer needs a name."), "read aloud");
        window.get_by_role_and_label(Role::Label, "A customer needs a name.");
    }

    #[test]
    fn a_search_can_be_cleared() {
        let mut window = window(String::from("wil"), |ui, text| {
            search_field(ui, "Find a customer", text, "Find a customer or an action…", "Ctrl K");
        });
        window.run();
        window.get_by_label("Clear the search").click();
        window.run();
        assert_eq!(window.state(), "", "empty again");
        assert!(window.get_by_role(Role::SearchInput).is_focused(), "and ready for the next");
    }

    #[test]
    fn a_checkbox_reports_the_switch() {
        let mut window = window(false, |ui, on| {
            if checkbox(ui, *on, "Red flag") {
                *on = !*on;
            }
        });
        window.run();
        window.get_by_role_and_label(Role::CheckBox, "Red flag").click();
        window.run();
        assert!(*window.state(), "on");
    }
}
