//! Dialogs in front of everything: title, contents, buttons; Esc closes, Enter does what the primary button does.

use egui::{Align, Context, Frame, Id, Key, Layout, Margin, Modifiers, Role, ScrollArea, Shadow, Stroke, Ui, vec2};

use super::button::{Button, icon_button};
use super::text;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, radius, size, space};

/// What the user decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ModalReply {
    /// The primary button, or Enter.
    Accept,
    /// Esc, the cross, "Cancel", or a click beside the dialog.
    Close,
}

/// A dialog in the making.
#[derive(Debug, Clone, Copy)]
#[must_use = "a dialog is shown with .show(…)"]
pub(crate) struct Modal<'a> {
    title: &'a str,
    width: f32,
    primary: &'a str,
    enabled: bool,
    danger: bool,
    cancel: &'a str,
    other: &'a str,
    part: usize,
}

/// What was decided.
#[derive(Debug)]
pub(crate) struct ModalShown {
    /// The decision, if there is one by now.
    pub reply: Option<ModalReply>,
    /// Whether the third button was pressed.
    pub other: bool,
}

#[derive(Clone, Copy)]
struct Opened {
    last_pass: u64,
    focus_before: Option<Id>,
}

impl<'a> Modal<'a> {
    /// A dialog with a title and, until told otherwise, a "Close" button only.
    pub(crate) const fn new(title: &'a str) -> Self {
        Self { title, width: 480.0, primary: "", enabled: true, danger: false, cancel: "Close", other: "", part: 0 }
    }

    /// Width of the contents in points; less where the window is small.
    pub(crate) const fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// The button that does it; the other one becomes "Cancel".
    pub(crate) const fn primary(mut self, text: &'a str) -> Self {
        self.primary = text;
        self.cancel = "Cancel";
        self
    }

    /// The word on the button that leaves everything as it is.
    pub(crate) const fn cancel(mut self, text: &'a str) -> Self {
        self.cancel = text;
        self
    }

    /// A third button between the two, for another way on.
    pub(crate) const fn other(mut self, text: &'a str) -> Self {
        self.other = text;
        self
    }

    /// Which part of a dialog of several is shown: each is scrolled by itself.
    pub(crate) const fn part(mut self, part: usize) -> Self {
        self.part = part;
        self
    }

    /// Whether the primary button can be pressed yet.
    pub(crate) const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// The primary button destroys something.
    pub(crate) const fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Shows it above everything else.
    pub(crate) fn show<R>(self, ctx: &Context, add: impl FnOnce(&mut Ui) -> R) -> ModalShown {
        let t = theme::tokens_of(ctx, ctx.theme() == egui::Theme::Dark);
        let id = Id::unique(("modal", self.title));
        let opened = note_opening(ctx, id);
        let screen = ctx.content_rect().size();
        let frame = Frame::new()
            .fill(t.card)
            .stroke(Stroke::new(t.line, t.hairline))
            .corner_radius(radius::CARD + 2)
            .shadow(Shadow { offset: [0, 12], blur: 40, spread: 0, color: t.shadow })
            .inner_margin(Margin::same(24));
        let area = egui::Modal::default_area(id).role(Role::Dialog).accessible_name(self.title);
        let modal = egui::Modal::new(id).area(area).frame(frame).backdrop_color(t.backdrop);
        let shown = modal.show(ctx, |ui| {
            ui.set_width(self.width.min(screen.x - 96.0));
            let crossed = self.head(ui);
            let room = (screen.y - 220.0).max(120.0);
            // A dialog is placed by the size it had before, so what lies below its top is no measure of the room there
            // is: without a least height it would open cut off and grow frame by frame.
            let scroll = ScrollArea::vertical().id_salt(self.part).max_height(room).min_scrolled_height(room);
            scroll.auto_shrink([false, true]).show(ui, |ui| {
                add(ui);
                follow_keyboard(ui, id);
            });
            ui.add_space(space::MEDIUM);
            let (pressed, other) = self.buttons(ui);
            (if crossed { Some(ModalReply::Close) } else { pressed }, other)
        });
        let closing = shown.should_close();
        let enter = shown.is_top_modal && !shown.any_popup_open && self.enter_accepts(ctx);
        let (pressed, other) = shown.inner;
        let reply = match pressed {
            Some(reply) => Some(reply),
            None if closing => Some(ModalReply::Close),
            None => enter.then_some(ModalReply::Accept),
        };
        if let (Some(ModalReply::Close), Some(before)) = (reply, opened.focus_before) {
            ctx.data_mut(|data| data.insert_temp(returning(), before));
        }
        ModalShown { reply, other }
    }

    fn head(&self, ui: &mut Ui) -> bool {
        let crossed = ui
            .horizontal(|ui| {
                ui.set_min_height(size::CONTROL_HEIGHT);
                let right = Layout::right_to_left(Align::Center);
                ui.with_layout(right, |ui| {
                    let crossed = icon_button(ui, Icon::Cross, "Close the dialog").clicked();
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| text::heading(ui, self.title));
                    crossed
                })
                .inner
            })
            .inner;
        ui.add_space(4.0);
        crossed
    }

    fn buttons(&self, ui: &mut Ui) -> (Option<ModalReply>, bool) {
        let row = vec2(ui.available_width(), size::BUTTON_HEIGHT);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            let mut reply = None;
            if !self.primary.is_empty() {
                let button = if self.danger { Button::danger(self.primary) } else { Button::primary(self.primary) };
                if ui.add_enabled(self.enabled, button).clicked() {
                    reply = Some(ModalReply::Accept);
                }
            }
            let other = !self.other.is_empty() && ui.add(Button::secondary(self.other)).clicked();
            if !self.cancel.is_empty() && ui.add(Button::secondary(self.cancel)).clicked() {
                reply = Some(ModalReply::Close);
            }
            (reply, other)
        })
        .inner
    }

    /// Enter accepts unless something in the dialog wants it: a button has the keyboard, or a text of several lines.
    /// A single line gives the keyboard up on Enter, so there it works. With Ctrl it always does.
    fn enter_accepts(&self, ctx: &Context) -> bool {
        if self.primary.is_empty() || !self.enabled {
            return false;
        }
        let focused = ctx.memory(|memory| memory.focused()).is_some();
        ctx.input_mut(|input| {
            input.consume_key(Modifiers::COMMAND, Key::Enter)
                || (!focused && !self.danger && input.consume_key(Modifiers::NONE, Key::Enter))
        })
    }
}

/// What gets the keyboard is brought into view, once: otherwise it could be reached but not seen. What is not cut off
/// (it is in view, or beside the part that scrolls) stays where it is.
fn follow_keyboard(ui: &Ui, id: Id) {
    let ctx = ui.ctx();
    let key = id.with("followed");
    let focused = ctx.memory(|memory| memory.focused());
    if ctx.data(|data| data.get_temp::<Option<Id>>(key)) == Some(focused) {
        return;
    }
    ctx.data_mut(|data| data.insert_temp(key, focused));
    let Some(response) = focused.and_then(|id| ctx.read_response(id)) else { return };
    let is_here = response.layer_id == ui.layer_id();
    let fits = response.rect.height() < ui.clip_rect().height();
    if is_here && fits && !response.interact_rect.contains_rect(response.rect) {
        ui.scroll_to_rect(response.rect.expand(space::SMALL), None);
    }
}

/// On the first frame the keyboard leaves what lies behind; it goes back there when the dialog is closed.
fn note_opening(ctx: &Context, id: Id) -> Opened {
    let pass = ctx.cumulative_pass_nr();
    let before = ctx.data(|data| data.get_temp::<Opened>(id));
    let opened = match before {
        Some(opened) if opened.last_pass + 1 >= pass => Opened { last_pass: pass, ..opened },
        _ => {
            let focus_before = ctx.memory(|memory| memory.focused());
            if let Some(focused) = focus_before {
                ctx.memory_mut(|memory| memory.surrender_focus(focused));
            }
            Opened { last_pass: pass, focus_before }
        }
    };
    ctx.data_mut(|data| data.insert_temp(id, opened));
    opened
}

fn returning() -> Id {
    Id::unique("focus returns after a dialog")
}

/// Gives the keyboard back to where it was before a dialog was closed. The window calls this once per frame, last;
/// while the dialog's layer lingers (one frame) it waits.
pub(crate) fn return_focus(ctx: &Context) {
    let Some(id) = ctx.data(|data| data.get_temp::<Id>(returning())) else { return };
    if ctx.memory(|memory| memory.top_modal_layer()).is_some() {
        ctx.request_repaint();
        return;
    }
    ctx.data_mut(|data| data.remove::<Id>(returning()));
    ctx.memory_mut(|memory| memory.request_focus(id));
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::theme::testing::window;
    use crate::ui::widgets::{note_field, text_field};

    #[derive(Default)]
    struct State {
        replies: Vec<ModalReply>,
        name: String,
        note: String,
        open: bool,
    }

    fn dialog() -> egui_kittest::Harness<'static, State> {
        let state = State { open: true, ..State::default() };
        let mut window = window(state, |ui, state: &mut State| {
            super::super::button::primary(ui, "Behind");
            return_focus(ui.ctx());
            if !state.open {
                return;
            }
            let shown = Modal::new("Record a decision").primary("Record").show(ui.ctx(), |ui| {
                text_field(ui, "Reason", &mut state.name, None);
                note_field(ui, "Note", &mut state.note, "");
            });
            state.replies.extend(shown.reply);
        });
        window.run();
        window
    }

    #[test]
    fn escape_closes_it() {
        let mut window = dialog();
        window.get_by_role_and_label(Role::Dialog, "Record a decision");
        window.key_press(Key::Escape);
        window.run();
        assert_eq!(window.state().replies, [ModalReply::Close], "closed");
    }

    #[test]
    fn buttons_and_cross_answer() {
        let mut window = dialog();
        for name in ["Record", "Cancel", "Close the dialog"] {
            window.get_by_label(name).click();
            window.run();
        }
        assert_eq!(window.state().replies, [ModalReply::Accept, ModalReply::Close, ModalReply::Close], "in order");
    }

    #[test]
    fn enter_accepts_from_a_line_but_not_from_a_note() {
        let mut window = dialog();
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(window.state().replies.len(), 1, "straight away");
        window.get_by_role(Role::TextInput).focus();
        window.run();
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(window.state().replies.len(), 2, "from one line");
        window.get_by_role(Role::MultilineTextInput).focus();
        window.run();
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(window.state().replies.len(), 2, "not from a note: there it is a new line");
        assert_eq!(window.state().note, "\n", "which it got");
        window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
        window.run();
        assert_eq!(window.state().replies.len(), 3, "but with Ctrl");
    }

    #[test]
    fn what_lies_behind_cannot_be_clicked_and_gets_the_keyboard_back() {
        let mut window = dialog();
        window.state_mut().open = false;
        window.run_steps(2);
        window.get_by_label("Behind").focus();
        window.run();
        assert!(window.get_by_label("Behind").is_focused(), "the keyboard is there to begin with");
        window.state_mut().open = true;
        window.run();
        assert!(!window.get_by_label("Behind").is_focused(), "the keyboard is in the dialog");
        window.key_press(Key::Escape);
        window.step();
        window.state_mut().open = false;
        window.run();
        assert!(window.get_by_label("Behind").is_focused(), "and back where it was");
    }

    #[test]
    fn what_gets_the_keyboard_comes_into_view() {
        let mut window = window((), |ui, ()| {
            Modal::new("Long").primary("Record").show(ui.ctx(), |ui| {
                for number in 0..60 {
                    drop(ui.add(Button::secondary(&format!("Row {number}"))));
                }
            });
        });
        window.run();
        let bottom = window.get_by_label("Record").rect().top();
        assert!(window.get_by_label("Row 59").rect().top() > bottom, "far below to begin with");
        window.get_by_label("Row 59").focus();
        window.run();
        window.run();
        assert!(window.get_by_label("Row 59").rect().bottom() <= bottom, "in view");
        let before = window.get_by_label("Row 59").rect();
        window.get_by_label("Record").focus();
        window.run();
        assert_eq!(window.get_by_label("Row 59").rect(), before, "the buttons below move nothing");
    }

    #[test]
    fn a_question_needs_a_deliberate_yes() {
        let mut window = window(Vec::new(), |ui, answers: &mut Vec<bool>| {
            let modal = Modal::new("Delete 3 customers?").primary("Delete").danger();
            let shown = modal.show(ui.ctx(), |ui| text::body(ui, "They go to the trash."));
            answers.extend(shown.reply.map(|reply| reply == ModalReply::Accept));
        });
        window.run();
        window.key_press(Key::Enter);
        window.run();
        assert!(window.state().is_empty(), "Enter alone does not delete");
        window.get_by_label("Delete").click();
        window.run();
        assert_eq!(*window.state(), [true], "the button does");
        assert!(!window.get_by_label("Delete").accesskit_node().is_disabled(), "it could be pressed all along");
    }
}
