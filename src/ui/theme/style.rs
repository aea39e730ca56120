//! The same tokens as an egui [`Style`], so that plain labels, scroll bars, menus and text fields fit in.

use egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals};
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2};

use super::{Tokens, medium, radius, regular, size, space};

pub(super) fn style(t: &Tokens) -> Style {
    let mut style = Style { visuals: visuals(t), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, regular(size::LABEL)),
        (TextStyle::Body, regular(size::BODY)),
        (TextStyle::Button, medium(size::CONTROL)),
        (TextStyle::Heading, medium(size::HEADING)),
        (TextStyle::Monospace, egui::FontId::monospace(size::LABEL)),
    ]
    .into();
    let s = &mut style.spacing;
    s.item_spacing = vec2(space::SMALL, space::SMALL);
    s.button_padding = vec2(14.0, 7.0);
    s.interact_size = vec2(40.0, size::CONTROL_HEIGHT);
    s.menu_margin = Margin::same(6);
    s.window_margin = Margin::same(24);
    s.combo_width = 120.0;
    s.combo_height = 320.0;
    s.text_edit_width = 280.0;
    s.icon_width = 18.0;
    s.icon_width_inner = 10.0;
    s.icon_spacing = 8.0;
    s.tooltip_width = 360.0;
    s.scroll = ScrollStyle { bar_width: 8.0, floating_width: 4.0, ..ScrollStyle::floating() };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    // Short enough to feel immediate; no motion for its own sake.
    style.animation_time = 0.08;
    style
}

fn visuals(t: &Tokens) -> Visuals {
    let mut v = if t.dark { Visuals::dark() } else { Visuals::light() };
    let line = |colour: Color32| Stroke::new(t.line, colour);
    let widget = |fill: Color32, edge: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: line(edge),
        corner_radius: CornerRadius::same(radius::CONTROL),
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    v.widgets.noninteractive =
        WidgetVisuals { fg_stroke: Stroke::new(1.0, t.ink), ..widget(t.card, t.hairline, t.ink) };
    v.widgets.inactive = widget(t.card, t.outline, t.ink);
    v.widgets.hovered = widget(t.hover, t.outline, t.ink);
    v.widgets.active = widget(t.hover, t.accent, t.ink);
    v.widgets.open = widget(t.card, t.accent, t.ink);
    v.selection = Selection { bg_fill: t.accent_tint, stroke: Stroke::new(t.line, t.accent) };
    v.weak_text_color = Some(t.muted);
    v.hyperlink_color = t.accent;
    v.faint_bg_color = t.hover;
    v.extreme_bg_color = t.field;
    v.text_edit_bg_color = Some(t.field);
    v.code_bg_color = t.hover;
    v.warn_fg_color = t.warning;
    v.error_fg_color = t.danger;
    v.panel_fill = t.ground;
    v.window_fill = t.card;
    v.window_stroke = line(t.hairline);
    v.window_corner_radius = CornerRadius::same(radius::CARD);
    v.menu_corner_radius = CornerRadius::same(radius::CARD);
    v.window_shadow = Shadow { offset: [0, 8], blur: 28, spread: 0, color: t.shadow };
    v.popup_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: t.shadow };
    v.text_cursor = TextCursorStyle { stroke: Stroke::new(2.0, t.accent), ..TextCursorStyle::default() };
    v.ime_composition.active_underline_stroke = Stroke::new(2.0, t.accent);
    v.ime_composition.inactive_underline_stroke = Stroke::new(2.0, t.muted);
    v.slider_trailing_fill = true;
    v.indent_has_left_vline = false;
    v.interact_cursor = Some(egui::CursorIcon::PointingHand);
    v.disabled_alpha = 0.45;
    v
}
