//! The method: what each figure means, readable without a network.

use egui::{Align, ScrollArea, Ui};

use crate::app::{Command, MethodPart};

use super::super::View;
use super::super::theme::{size, space};
use super::super::widgets::text::{self, Span};
use super::super::widgets::{self, Card};

/// Lines of text longer than this are hard to read, points.
const LONGEST_LINE: f32 = 760.0;

/// Draws the page.
pub(super) fn method_screen(ui: &mut Ui, view: &View<'_>) {
    let area = &view.state.areas.method;
    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 14)).show(ui, |ui| {
        if view.state.navigation.can_go_back() && widgets::link(ui, "Back").clicked() {
            view.send(Command::Back);
        }
        ui.add_space(space::SMALL);
        Card::new().fill_height().show(ui, |ui| {
            // Once per request: afterwards the page is the reader's to scroll.
            let seen = egui::Id::unique("method revealed");
            let is_new = ui.data(|data| data.get_temp::<u64>(seen)) != Some(area.reveal);
            ui.data_mut(|data| data.insert_temp(seen, area.reveal));
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.set_max_width(LONGEST_LINE);
                for part in &area.parts {
                    let goes_here = is_new && matches!(part, MethodPart::Heading(words) if words == area.at);
                    show(ui, part, goes_here);
                }
                ui.add_space(space::LARGE);
            });
        });
    });
}

fn show(ui: &mut Ui, part: &MethodPart, goes_here: bool) {
    match part {
        MethodPart::Title(words) => {
            text::title(ui, words);
            ui.add_space(space::SMALL);
        }
        MethodPart::Heading(words) => {
            ui.add_space(space::MEDIUM);
            let shown = text::heading(ui, words);
            if goes_here {
                shown.scroll_to_me(Some(Align::TOP));
            }
            ui.add_space(4.0);
        }
        MethodPart::Small(words) => {
            ui.add_space(space::SMALL);
            text::card_title(ui, words);
        }
        MethodPart::Paragraph(pieces) => {
            paragraph(ui, pieces);
            ui.add_space(space::SMALL);
        }
        MethodPart::Point(pieces) => {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                text::muted(ui, "•");
                paragraph(ui, pieces);
            });
            ui.add_space(4.0);
        }
    }
}

fn paragraph(ui: &mut Ui, pieces: &[(String, bool)]) {
    let spans: Vec<Span<'_>> = pieces
        .iter()
        .map(|(text, is_strong)| if *is_strong { Span::Strong(text) } else { Span::Plain(text) })
        .collect();
    text::paragraph(ui, size::BODY, &spans);
}
