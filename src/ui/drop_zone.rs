//! Over everything while files are held over the window: where they may be dropped, and what would happen then.

use egui::{Align, Area, Context, Id, Layout, Order, Rect, Role, Shape, Stroke, UiBuilder, vec2};

use crate::app::DropHint;

use super::icons::{Icon, icon};
use super::theme::{self, radius, size, space};
use super::widgets::text;

/// Whether the window hears of files that are dragged onto it: under Wayland it does not, as long as winit does not. What
/// was copied can be pasted everywhere.
pub(super) fn hears_of_files() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || !(is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET"))
}

/// Draws it over the whole window.
pub(super) fn drop_zone(ctx: &Context, hint: &DropHint) {
    let t = theme::tokens_of(ctx, ctx.theme() == egui::Theme::Dark);
    let screen = ctx.content_rect();
    let (symbol, colour) = if hint.is_taken { (Icon::Download, t.accent) } else { (Icon::Warning, t.warning) };
    let area = Area::new(Id::unique("drop zone")).order(Order::Tooltip).fixed_pos(screen.min).interactable(false);
    area.role(Role::Status).accessible_name(&hint.title).show(ctx, |ui| {
        let painter = ui.painter();
        painter.rect_filled(screen, egui::CornerRadius::ZERO, t.backdrop);
        let edge = screen.shrink(10.0);
        let corners = [edge.left_top(), edge.right_top(), edge.right_bottom(), edge.left_bottom(), edge.left_top()];
        painter.extend(Shape::dashed_line(&corners, Stroke::new(3.0, colour), 14.0, 8.0));
        let card = Rect::from_center_size(screen.center(), vec2((screen.width() - 96.0).min(560.0), 176.0));
        painter.rect(card, radius::CARD, t.card, Stroke::new(t.line, t.hairline), egui::StrokeKind::Inside);
        let inside = UiBuilder::new().max_rect(card.shrink(space::LARGE)).layout(Layout::top_down(Align::Center));
        let ui = &mut ui.new_child(inside);
        icon(ui, symbol, 34.0, colour);
        ui.add_space(space::SMALL);
        text::heading(ui, &hint.title);
        ui.add_space(4.0);
        text::running(ui, &hint.about, size::BODY, t.muted);
    });
}
