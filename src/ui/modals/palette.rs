//! The command palette.

use egui::{Align2, Area, Frame, Id, Key, Margin, Order, Ui, vec2};

use crate::app::{Command, PaletteCommand, PaletteState};

use super::super::View;
use super::super::theme::{self, space};
use super::super::widgets;

/// Draws the palette near the top of the window.
pub(super) fn palette_modal(ui: &Ui, view: &View<'_>, palette: &PaletteState) {
    let tokens = theme::tokens(ui);
    let send = |command| view.send(Command::Palette(command));
    let keys = |key: Key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    if keys(Key::ArrowDown) {
        send(PaletteCommand::Move(1));
    }
    if keys(Key::ArrowUp) {
        send(PaletteCommand::Move(-1));
    }
    if keys(Key::Enter) {
        send(PaletteCommand::Take(None));
    }
    if keys(Key::Escape) {
        view.send(Command::CloseModal);
    }
    let width = 560.0_f32.min(ui.ctx().content_rect().width() - 2.0 * space::LARGE);
    let area = Area::new(Id::unique("palette")).order(Order::Foreground).anchor(Align2::CENTER_TOP, vec2(0.0, 64.0));
    let shown = area.show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style()).fill(tokens.card).inner_margin(Margin::same(12));
        frame.show(ui, |ui| {
            ui.set_width(width);
            let mut text = palette.text.clone();
            let field =
                widgets::search_field(ui, "Find a customer or an action", &mut text, "A name, or what to do…", "");
            field.request_focus();
            if text != palette.text {
                send(PaletteCommand::Type(text));
            }
            ui.add_space(space::SMALL);
            if palette.hits.is_empty() {
                widgets::text::muted(ui, "Nothing fits. Try fewer letters.");
            }
            for (place, hit) in palette.hits.iter().enumerate() {
                let row = widgets::list_row(ui, &hit.label, "", place == palette.chosen, |ui| {
                    widgets::text::muted_label(ui, &hit.detail);
                });
                if row.clicked() {
                    send(PaletteCommand::Take(Some(place)));
                }
            }
        });
    });
    if shown.response.clicked_elsewhere() && palette_is_settled(ui) {
        view.send(Command::CloseModal);
    }
}

/// Not in the frame of the very click that opened it.
fn palette_is_settled(ui: &Ui) -> bool {
    let (id, now) = (Id::unique("palette opened"), ui.ctx().cumulative_pass_nr());
    let last = ui.data_mut(|data| data.get_temp::<u64>(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    last.is_some_and(|last| now - last <= 2)
}
