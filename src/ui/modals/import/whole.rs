//! What was exported here comes back: whose it is, what would happen, one button.

use egui::{Ui, vec2};

use crate::app::{ImportCommand, ImportState, WholeImport};

use super::super::super::View;
use super::super::super::theme::{size, space};
use super::super::super::widgets::text::Span;
use super::super::super::widgets::{self, Button, ModalReply, Tone};

/// Draws the dialog.
pub(super) fn whole_modal(ui: &Ui, view: &View<'_>, area: &ImportState, whole: &WholeImport) {
    let blocked = whole.blocked(view.state);
    let title = format!("Import {}", area.file_name);
    let button = if whole.is_into_empty { "Import everything" } else { "Add what is missing" };
    let modal = widgets::Modal::new(&title).width(620.0).primary(button).enabled(blocked.is_none());
    let shown = modal.show(ui.ctx(), |ui| {
        let kind = if whole.is_workbook { "a workbook" } else { "one file" };
        widgets::text::body(ui, &format!("This is a whole workspace, exported by Keepwise as {kind}: {}.", whole.name));
        ui.add_space(space::SMALL);
        if let Some(notice) = &area.notice {
            widgets::banner(ui, Tone::Warning, notice, "");
        }
        if let Some(why) = &blocked {
            widgets::banner(ui, Tone::Warning, why, "");
        }
        widgets::text::card_title(ui, "What would happen");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(20.0, 4.0);
            for (number, words) in whole.figures() {
                let spans = [Span::Strong(&number), Span::Plain(" "), Span::Muted(words)];
                widgets::text::paragraph(ui, size::BODY, &spans);
            }
        });
        ui.add_space(space::SMALL);
        let how = if whole.is_into_empty {
            "There are no customers here yet, so name, currency and main scorecard come along. One undo takes all of it back."
        } else {
            "What is here already is not changed. One undo takes all of it back."
        };
        if blocked.is_none() {
            widgets::text::muted(ui, how);
        }
        if whole.is_workbook {
            widgets::text::muted(
                ui,
                "A workbook holds customers, people, scorecards, ratings and decisions. Only the JSON file has everything.",
            );
            ui.add_space(space::SMALL);
            if ui.add(Button::quiet("Read one sheet as a table instead…").small()).clicked() {
                super::send(view, ImportCommand::AsSpreadsheet);
            }
        }
    });
    match shown.reply {
        Some(ModalReply::Accept) => super::send(view, ImportCommand::Accept),
        Some(ModalReply::Close) => view.send(crate::app::Command::CloseModal),
        None => {}
    }
}
