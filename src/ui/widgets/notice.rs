//! Notices: a banner that stays, a toast that floats and goes.

use egui::{
    Align, Align2, Area, Color32, Context, Frame, Id, Layout, Margin, Rect, Role, Sense, Shadow, Ui, Vec2, pos2, vec2,
};

use super::button::Button;
use super::common::{focus_ring, line, put, wrapped};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Pair, medium, radius, regular, size};

/// How serious it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Good to know.
    Info,
    /// Went well.
    Good,
    /// Look at this.
    Warning,
    /// Something went wrong.
    Error,
}

impl Tone {
    const fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Good => Icon::Check,
            Self::Warning | Self::Error => Icon::Warning,
        }
    }

    fn colours(self, ui: &Ui) -> Pair {
        let t = theme::tokens(ui);
        match self {
            Self::Info => Pair { bg: t.accent_tint, fg: t.accent },
            Self::Good => t.keep_pill,
            Self::Warning => t.hard_look_pill,
            Self::Error => t.let_go_pill,
        }
    }
}

/// A line across that stays until what it says is over; `button` may be empty. True when the button was clicked.
pub(crate) fn banner(ui: &mut Ui, tone: Tone, words: &str, button: &str) -> bool {
    const PADDING: f32 = 14.0;
    let colours = tone.colours(ui);
    let width = ui.available_width();
    let button_room = if button.is_empty() { 0.0 } else { 12.0 + button_width(ui, button) };
    let room = (width - 2.0 * PADDING - 26.0 - button_room).max(80.0);
    let galley = wrapped(ui, words, regular(size::CONTROL), colours.fg, room);
    let least: f32 = if button.is_empty() { 40.0 } else { 48.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, least.max(galley.size().y + 20.0)), Sense::hover());
    let role = if tone == Tone::Error { Role::Alert } else { Role::Status };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, words));
    ui.painter().rect_filled(rect, radius::CONTROL, colours.bg);
    let middle = rect.center().y;
    let glyph = Rect::from_center_size(pos2(rect.left() + PADDING + 8.0, middle), Vec2::splat(16.0));
    tone.icon().paint(ui.painter(), glyph, colours.fg);
    put(ui, galley, pos2(rect.left() + PADDING + 26.0, middle), Align2::LEFT_CENTER);
    if button.is_empty() {
        return false;
    }
    let at = rect.shrink2(vec2(8.0, 0.0));
    let right = Layout::right_to_left(Align::Center);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(at).layout(right));
    child.add(Button::secondary(button).small()).clicked()
}

fn button_width(ui: &Ui, text: &str) -> f32 {
    line(ui, text, medium(size::CONTROL), Color32::PLACEHOLDER, f32::INFINITY).size().x + 22.0
}

/// A message that floats above the screen for a while. The caller decides how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Toast<'a> {
    /// Tells it from the others; stays the same while it is shown.
    pub key: u64,
    /// How serious it is.
    pub tone: Tone,
    /// What happened.
    pub text: &'a str,
    /// What can be done about it: "Undo".
    pub action: Option<&'a str>,
}

/// What the user did with a toast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ToastReply {
    /// Took the offered action of the toast with this key.
    Act(u64),
    /// Closed the toast with this key.
    Dismiss(u64),
    /// The pointer rests on it: let it stay.
    Hold(u64),
}

/// Shows the toasts above everything, the newest (last) highest, and says what the user did.
pub(crate) fn toasts(ctx: &Context, all: &[Toast<'_>]) -> Option<ToastReply> {
    let mut reply = None;
    let mut top = BELOW_THE_BAR;
    for toast in all.iter().rev() {
        let area = Area::new(Id::unique(("toast", toast.key)))
            .anchor(Align2::CENTER_TOP, vec2(0.0, top))
            .order(egui::Order::Tooltip)
            .role(Role::Alert)
            .accessible_name(toast.text)
            .interactable(true);
        let shown = area.show(ctx, |ui| one_toast(ui, toast));
        let hovered = shown.response.contains_pointer();
        reply = reply.or(shown.inner).or_else(|| hovered.then_some(ToastReply::Hold(toast.key)));
        top += shown.response.rect.height() + 8.0;
    }
    reply
}

/// Under the top bar: buttons that go on or save are at the bottom, and there a projector is hard to read.
const BELOW_THE_BAR: f32 = size::TOP_BAR + 8.0;

fn one_toast(ui: &mut Ui, toast: &Toast<'_>) -> Option<ToastReply> {
    let t = theme::tokens(ui);
    let shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: t.shadow };
    let frame = Frame::new().fill(t.toast.bg).corner_radius(radius::CARD).shadow(shadow).inner_margin(Margin {
        left: 16,
        right: 8,
        top: 8,
        bottom: 8,
    });
    frame
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                crate::ui::icons::icon(ui, toast.tone.icon(), 16.0, t.toast.fg);
                let room = (ui.ctx().content_rect().width() - 240.0).clamp(160.0, 480.0);
                let words = wrapped(ui, toast.text, regular(size::CONTROL), t.toast.fg, room);
                let (rect, _) = ui.allocate_exact_size(words.size(), Sense::hover());
                put(ui, words, rect.min, Align2::LEFT_TOP);
                let act = toast.action.is_some_and(|action| toast_action(ui, action));
                let close = toast_close(ui);
                match (act, close) {
                    (true, _) => Some(ToastReply::Act(toast.key)),
                    (_, true) => Some(ToastReply::Dismiss(toast.key)),
                    _ => None,
                }
            })
            .inner
        })
        .inner
}

fn toast_action(ui: &mut Ui, action: &str) -> bool {
    let t = theme::tokens(ui);
    let galley = line(ui, action, medium(size::CONTROL), t.toast_action, f32::INFINITY);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0, size::CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, action));
    if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, t.toast_action.gamma_multiply(0.16));
    }
    put(ui, galley, rect.center(), Align2::CENTER_CENTER);
    ring(ui, &response, rect);
    response.clicked()
}

fn toast_close(ui: &mut Ui) -> bool {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, "Close this message"));
    let strength = if response.hovered() { 1.0 } else { 0.7 };
    let cross = Rect::from_center_size(pos2(rect.center().x, rect.center().y), Vec2::splat(12.0));
    Icon::Cross.paint(ui.painter(), cross, t.toast.fg.gamma_multiply(strength));
    ring(ui, &response, rect);
    response.clicked()
}

fn ring(ui: &Ui, response: &egui::Response, rect: Rect) {
    focus_ring(ui, response, rect.shrink(2.0), radius::CONTROL - 2);
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn a_banner_is_read_and_its_button_works() {
        let mut window = window(0, |ui, clicks: &mut u32| {
            *clicks += u32::from(banner(ui, Tone::Warning, "Two files could not be read.", "Show them"));
            banner(ui, Tone::Error, "The last change is not saved.", "");
        });
        window.run();
        window.get_by_role_and_label(Role::Status, "Two files could not be read.");
        window.get_by_role_and_label(Role::Alert, "The last change is not saved.");
        window.get_by_label("Show them").click();
        window.run();
        assert_eq!(*window.state(), 1, "clicked");
    }

    #[test]
    fn toasts_can_be_undone_or_closed() {
        let mut window = window(Vec::new(), |ui, replies: &mut Vec<ToastReply>| {
            let all = [
                Toast { key: 7, tone: Tone::Good, text: "Grandview Hotels deleted", action: Some("Undo") },
                Toast { key: 8, tone: Tone::Error, text: "Nothing was saved", action: None },
            ];
            replies.extend(toasts(ui.ctx(), &all).filter(|reply| !matches!(reply, ToastReply::Hold(_))));
        });
        window.run();
        window.get_by_role_and_label(Role::Alert, "Grandview Hotels deleted");
        window.get_by_label("Undo").click();
        window.run();
        window.get_all_by_label("Close this message").next().expect("a cross").click();
        window.run();
        let replies = window.state();
        assert_eq!(replies.first(), Some(&ToastReply::Act(7)), "undone");
        assert!(matches!(replies.get(1), Some(ToastReply::Dismiss(_))), "closed: {replies:?}");
    }

    #[test]
    fn toasts_do_not_cover_each_other() {
        let mut window = window((), |ui, ()| {
            let all = [1, 2, 3].map(|key| Toast { key, tone: Tone::Info, text: "Saved", action: None });
            toasts(ui.ctx(), &all);
        });
        window.run();
        let mut rects: Vec<_> = window.get_all_by_label("Close this message").map(|node| node.rect()).collect();
        rects.sort_by(|a, b| a.top().total_cmp(&b.top()));
        assert!(rects.windows(2).all(|pair| pair[0].bottom() < pair[1].top()), "{rects:?}");
    }
}
