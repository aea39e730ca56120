//! What can be done with the chosen customers.

use std::collections::BTreeSet;

use egui::{Frame, Key, Margin, Popup, PopupCloseBehavior, Ui};

use crate::app::{BulkEdit, TableCommand, TableState};
use crate::model::{Locale, Status};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, radius};
use super::super::super::widgets::{self, Button};
use super::send;

/// Draws the bar: how many are chosen, and what can be done with all of them.
pub(super) fn chosen_bar(ui: &mut Ui, view: &View<'_>, table: &TableState) {
    let t = theme::tokens(ui);
    let frame = Frame::new().fill(t.accent_tint).corner_radius(radius::CONTROL).inner_margin(Margin::symmetric(14, 6));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            widgets::text::number(ui, &format!("{} chosen", Locale::count(table.chosen.len())));
            ui.add_space(6.0);
            ui.add_enabled_ui(view.can_edit(), |ui| {
                status_menu(ui, view);
                segment_menu(ui, view, table);
                tag_menu(ui, view, table);
                untag_menu(ui, view, table);
                let delete =
                    Button::quiet("Delete").icon(Icon::Trash).small().hint("Delete the chosen customers (Del)");
                if ui.add(delete).clicked() {
                    send(view, TableCommand::Change(BulkEdit::Delete));
                }
            });
            if ui.add(Button::quiet("Choose none").small()).clicked() {
                send(view, TableCommand::ChooseNone);
            }
        });
    });
}

fn status_menu(ui: &mut Ui, view: &View<'_>) {
    let button = ui.add(Button::quiet("Set status").icon(Icon::ChevronDown).small());
    Popup::menu(&button).gap(4.0).accessible_name("Set status").show(|ui| {
        ui.set_min_width(180.0);
        for status in Status::ALL {
            if widgets::menu_item(ui, None, status.words(), "").clicked() {
                send(view, TableCommand::Change(BulkEdit::Status(status)));
            }
        }
    });
}

/// A menu with a text to type and the texts in use.
struct TypedMenu<'a> {
    button: &'a str,
    label: &'a str,
    verb: &'a str,
    known: &'a [String],
    make: fn(String) -> BulkEdit,
}

fn segment_menu(ui: &mut Ui, view: &View<'_>, table: &TableState) {
    let known = table.segments();
    let menu = TypedMenu { button: "Set segment", label: "Segment", verb: "Set", known, make: BulkEdit::Segment };
    menu.show(ui, view, table);
}

fn tag_menu(ui: &mut Ui, view: &View<'_>, table: &TableState) {
    let menu =
        TypedMenu { button: "Add a tag", label: "Tag", verb: "Add", known: table.tags(), make: BulkEdit::AddTag };
    menu.show(ui, view, table);
}

impl TypedMenu<'_> {
    fn show(&self, ui: &mut Ui, view: &View<'_>, table: &TableState) {
        let button = ui.add(Button::quiet(self.button).icon(Icon::ChevronDown).small());
        if button.clicked() {
            send(view, TableCommand::Type(String::new()));
        }
        let popup = Popup::menu(&button).gap(4.0).accessible_name(self.button);
        popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            ui.set_width(240.0);
            let mut text = table.typed.clone();
            let field = widgets::text_field(ui, self.label, &mut text, None);
            if ui.memory(|memory| memory.focused().is_none()) && text.is_empty() {
                field.request_focus();
            }
            if text != table.typed {
                send(view, TableCommand::Type(text.clone()));
            }
            let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let is_something = !text.trim().is_empty();
            let pressed = ui.add_enabled(is_something, Button::primary(self.verb).small()).clicked();
            if (pressed || enter) && is_something {
                send(view, TableCommand::Change((self.make)(text.clone())));
                ui.close();
            }
            let fits = |known: &&String| known.to_lowercase().contains(&text.trim().to_lowercase());
            for known in self.known.iter().filter(fits).take(6) {
                if widgets::menu_item(ui, None, known, "").clicked() {
                    send(view, TableCommand::Change((self.make)(known.clone())));
                    ui.close();
                }
            }
        });
    }
}

fn untag_menu(ui: &mut Ui, view: &View<'_>, table: &TableState) {
    let places = (0..table.num_shown()).filter_map(|place| table.row(place));
    // Only while the menu is open, and it is about the chosen ones: never the whole table on every frame.
    let button =
        ui.add_enabled(!table.tags().is_empty(), Button::quiet("Remove a tag").icon(Icon::ChevronDown).small());
    Popup::menu(&button).gap(4.0).accessible_name("Remove a tag").show(|ui| {
        ui.set_min_width(180.0);
        let chosen = places.filter(|row| table.chosen.contains(&row.id()));
        let tags: BTreeSet<&str> =
            chosen.flat_map(|row| row.customer.profile.tags.iter().map(|tag| tag.as_str())).collect();
        if tags.is_empty() {
            widgets::text::muted_label(ui, "The chosen customers have no tags.");
        }
        for tag in tags.into_iter().take(20) {
            if widgets::menu_item(ui, None, tag, "").clicked() {
                send(view, TableCommand::Change(BulkEdit::RemoveTag(tag.to_owned())));
            }
        }
    });
}
