//! A list that opens: one of several, with its label above; and menus behind a button.

use egui::{Align, ComboBox, Layout, Popup, Response, RichText, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::button::icon_button;
use super::common::{focus_ring, line, put};
use super::text;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, radius, regular, size};

/// One of several in a list that opens. Returns the one that was chosen, if it is another.
///
/// `width` is in points; the label is above the list, or only read aloud where it is empty on purpose: see
/// [`select_bare`].
pub(crate) fn select<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    current: Option<T>,
    all: &[(T, &str)],
    width: f32,
) -> Option<T> {
    let width = width.min(ui.available_width());
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::muted_label(ui, label);
        select_bare(ui, label, current, all, width)
    })
    .inner
}

/// The same without a visible label; `name` is read aloud.
pub(crate) fn select_bare<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: Option<T>,
    all: &[(T, &str)],
    width: f32,
) -> Option<T> {
    let t = theme::tokens(ui);
    let words =
        current.and_then(|which| all.iter().find(|(one, _)| *one == which)).map_or("Choose…", |(_, text)| text);
    let ink = if current.is_some() { t.ink } else { t.muted };
    let mut chosen = None;
    let combo = ComboBox::from_id_salt(("select", name))
        .width(width)
        .height(320.0)
        .truncate()
        .icon(|ui, rect, _visuals, open| {
            let which = if open { Icon::ChevronUp } else { Icon::ChevronDown };
            let side = egui::Rect::from_center_size(rect.center(), Vec2::splat(12.0));
            which.paint(ui.painter(), side, theme::tokens(ui).muted);
        })
        .selected_text(RichText::new(words).font(regular(size::BODY)).color(ink));
    let shown = combo.show_ui(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.set_min_width(width - 14.0);
        for &(which, text) in all {
            if option(ui, text, current == Some(which)).clicked() {
                chosen = Some(which);
                ui.close();
            }
        }
    });
    let response = shown.response.accessible_name(name);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(words));
    focus_ring(ui, &response, response.rect, radius::CONTROL);
    chosen.filter(|which| current != Some(*which))
}

fn option(ui: &mut Ui, text: &str, selected: bool) -> Response {
    let t = theme::tokens(ui);
    let galley = line(ui, text, regular(size::BODY), t.ink, 420.0);
    let width = ui.available_width().max(galley.size().x + 40.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), selected, text));
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, radius::CONTROL - 2, t.hover);
        }
        put(ui, galley, egui::pos2(rect.left() + 10.0, rect.center().y), egui::Align2::LEFT_CENTER);
        if selected {
            let at = egui::Rect::from_center_size(egui::pos2(rect.right() - 16.0, rect.center().y), Vec2::splat(12.0));
            Icon::Check.paint(ui.painter(), at, t.accent);
        }
        focus_ring(ui, &response, rect.shrink(2.0), radius::CONTROL - 2);
    }
    response
}

/// A menu behind an icon: `add` fills it with [`menu_item`]s.
pub(crate) fn menu_button(ui: &mut Ui, icon: Icon, name: &str, add: impl FnOnce(&mut Ui)) -> Response {
    let response = icon_button(ui, icon, name);
    Popup::menu(&response).gap(4.0).accessible_name(name).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.set_min_width(180.0);
        ScrollArea::vertical().max_height(420.0).show(ui, add);
    });
    response
}

/// One entry of a menu, with an icon if wanted; `key` is its shortcut or empty. A click closes the menu.
pub(crate) fn menu_item(ui: &mut Ui, icon: Option<Icon>, words: &str, key: &str) -> Response {
    let t = theme::tokens(ui);
    let galley = line(ui, words, regular(size::BODY), t.ink, 420.0);
    let shortcut = line(ui, key, regular(size::LABEL), t.muted, 120.0);
    let indent = if icon.is_some() { 36.0 } else { 10.0 };
    let least = indent + galley.size().x + 24.0 + shortcut.size().x + 10.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().max(least), 34.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), words));
    if ui.is_rect_visible(rect) {
        if (response.hovered() || response.has_focus()) && ui.is_enabled() {
            ui.painter().rect_filled(rect, radius::CONTROL - 2, t.hover);
        }
        if let Some(icon) = icon {
            let at = egui::Rect::from_center_size(egui::pos2(rect.left() + 18.0, rect.center().y), Vec2::splat(15.0));
            icon.paint(ui.painter(), at, t.muted);
        }
        put(ui, galley, egui::pos2(rect.left() + indent, rect.center().y), egui::Align2::LEFT_CENTER);
        put(ui, shortcut, egui::pos2(rect.right() - 10.0, rect.center().y), egui::Align2::RIGHT_CENTER);
        focus_ring(ui, &response, rect.shrink(2.0), radius::CONTROL - 2);
    }
    if response.clicked() {
        ui.close();
    }
    response
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::testing::window;

    const ALL: [(u8, &str); 3] = [(1, "Seven questions"), (2, "Project rating"), (3, "Balanced value")];

    #[test]
    fn it_opens_and_hands_back_the_choice() {
        let mut window = window(Some(1), |ui, current| {
            if let Some(chosen) = select(ui, "Scorecard", *current, &ALL, 240.0) {
                *current = Some(chosen);
            }
        });
        window.run();
        let list = window.get_by_role_and_label(Role::ComboBox, "Scorecard");
        assert_eq!(list.value().as_deref(), Some("Seven questions"), "what is chosen is read aloud");
        list.click();
        window.run();
        window.get_by_role_and_label(Role::ListBoxOption, "Balanced value").click();
        window.run();
        assert_eq!(*window.state(), Some(3), "chosen");
        assert!(window.query_by_label("Project rating").is_none(), "and closed again");
    }

    #[test]
    fn the_keyboard_opens_and_chooses() {
        let mut window = window(None, |ui, current| {
            if let Some(chosen) = select(ui, "Scorecard", *current, &ALL, 240.0) {
                *current = Some(chosen);
            }
        });
        window.run();
        window.get_by_role(Role::ComboBox).focus();
        window.run();
        window.key_press(egui::Key::Enter);
        window.run();
        window.get_by_label("Project rating").focus();
        window.run();
        window.key_press(egui::Key::Enter);
        window.run();
        assert_eq!(*window.state(), Some(2), "chosen without a mouse");
    }

    #[test]
    fn a_menu_opens_acts_and_closes() {
        let mut window = window(0, |ui, deleted| {
            menu_button(ui, Icon::More, "More for Grandview Hotels", |ui| {
                if menu_item(ui, Some(Icon::Trash), "Delete", "Del").clicked() {
                    *deleted += 1;
                }
                menu_item(ui, None, "Rename…", "");
            });
        });
        window.run();
        window.get_by_role_and_label(Role::Button, "More for Grandview Hotels").click();
        window.run();
        window.get_by_role_and_label(Role::MenuItem, "Delete").click();
        window.run();
        assert_eq!(*window.state(), 1, "done");
        assert!(window.query_by_label("Rename…").is_none(), "closed");
    }
}
