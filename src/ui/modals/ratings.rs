//! The ratings behind a number: who said what, worst first.

use egui::{Align, Layout, Ui};

use crate::app::{BehindLine, Command, RatingsBehind, Screen};

use super::super::View;
use super::super::theme::{self, medium, size, space};
use super::super::widgets::text::Span;
use super::super::widgets::{self, ModalReply};

/// Draws the dialog.
pub(super) fn ratings_modal(ui: &Ui, view: &View<'_>, behind: &RatingsBehind) {
    let mut modal = widgets::Modal::new(&behind.title).width(620.0);
    let there = behind.customer.filter(|id| view.state.navigation.now() != Screen::Customer(*id));
    if there.is_some() {
        modal = modal.primary("Open page").cancel("Close");
    }
    let shown = modal.show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.set_max_width(ui.available_width() - 14.0);
        for text in [&behind.about, &behind.groups].into_iter().filter(|text| !text.is_empty()) {
            widgets::text::muted(ui, text);
        }
        ui.add_space(space::SMALL);
        if behind.lines.is_empty() {
            widgets::text::body(ui, "Nobody has answered this yet.");
        }
        let mut was_counted = true;
        for (place, line) in behind.lines.iter().enumerate() {
            if was_counted && !line.counts {
                if place > 0 {
                    ui.add_space(space::SMALL);
                }
                widgets::text::card_title(ui, "Older, not counted any more");
                ui.add_space(4.0);
                was_counted = false;
            }
            answer(ui, line);
        }
        if behind.num_more > 0 {
            widgets::text::muted(ui, &format!("And {} more, all better than these.", behind.num_more));
        }
    });
    match shown.reply {
        Some(ModalReply::Accept) => {
            if let Some(id) = there {
                view.send(Command::CloseModal);
                view.send(Command::Go(Screen::Customer(id)));
            }
        }
        Some(ModalReply::Close) => view.send(Command::CloseModal),
        None => {}
    }
}

fn answer(ui: &mut Ui, line: &BehindLine) {
    let t = theme::tokens(ui);
    let ink = if line.counts { t.ink } else { t.muted };
    ui.scope(|ui| {
        // Lower than a control: these lines are only read.
        ui.spacing_mut().interact_size.y = 22.0;
        head(ui, line, ink);
    });
    let spans = if line.anchor.is_empty() {
        vec![Span::Coloured(&line.answer, ink)]
    } else {
        vec![Span::Coloured(&line.answer, ink), Span::Muted("  "), Span::Muted(&line.anchor)]
    };
    widgets::text::paragraph(ui, size::BODY, &spans);
    if !line.note.is_empty() {
        widgets::text::label(ui, &format!("\u{201c}{}\u{201d}", line.note));
    }
    widgets::text::hairline(ui);
}

fn head(ui: &mut Ui, line: &BehindLine, ink: egui::Color32) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            widgets::text::muted_label(ui, &line.when);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let words = egui::RichText::new(&line.who).font(medium(size::BODY)).color(ink);
                ui.add(egui::Label::new(words).truncate());
            });
        });
    });
}
