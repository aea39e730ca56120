//! What would happen: figures, problems by row and column, the first rows as they will become.

use egui::{ScrollArea, Ui};

use crate::app::{Command, ImportCommand, ImportOptions, ImportPreview, ImportProblem, ImportState, OnProblem};

use super::super::super::View;
use super::super::super::icons::{Icon, icon};
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::text::Span;
use super::super::super::widgets::{self, Tone};
use crate::model::Locale;

/// Draws what would happen in figures, and why it may not.
pub(super) fn summary(ui: &mut Ui, area: &ImportState, blocked: Option<&str>) {
    ui.add_space(space::SMALL);
    ui.horizontal(|ui| {
        let title =
            if area.is_blocked_by_rows() { "What would happen without those rows" } else { "What would happen" };
        widgets::text::card_title(ui, title);
        if area.is_working() {
            ui.add(egui::Spinner::new().size(14.0));
            widgets::text::muted_label(ui, "Working…");
        }
    });
    if let Some(notice) = &area.notice {
        widgets::banner(ui, Tone::Warning, notice, "");
    }
    if let Some(why) = blocked.filter(|_| !area.is_working()) {
        widgets::banner(ui, Tone::Warning, why, "");
    }
    figures(ui, area);
}

/// Draws problems by row and column, and the first rows as they will become.
pub(super) fn details(ui: &mut Ui, view: &View<'_>, area: &ImportState) {
    let Some(preview) = &area.preview else { return };
    problems(ui, view, area, preview);
    if !preview.warnings.is_empty() {
        ui.add_space(space::SMALL);
        let title = format!("{} to know", Locale::count(preview.counts.warnings));
        list(ui, &title, "warnings", &preview.warnings);
    }
    rows(ui, preview);
}

fn figures(ui: &mut Ui, area: &ImportState) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(20.0, 4.0);
        for (number, words) in area.figures() {
            widgets::text::paragraph(ui, size::BODY, &[Span::Strong(&number), Span::Plain(" "), Span::Muted(words)]);
        }
    });
}

fn problems(ui: &mut Ui, view: &View<'_>, area: &ImportState, preview: &ImportPreview) {
    let Some(form) = &area.form else { return };
    if preview.problems.is_empty() && form.options.on_problem == OnProblem::Stop {
        return;
    }
    ui.add_space(space::SMALL);
    widgets::text::muted_label(ui, "Rows with a problem");
    let choices = [(OnProblem::Stop, "Import nothing"), (OnProblem::SkipRows, "Leave those rows out")];
    if let Some(on_problem) = widgets::segmented(ui, "Rows with a problem", form.options.on_problem, &choices) {
        let options = ImportOptions { on_problem, ..form.options.clone() };
        view.send(Command::Import(ImportCommand::Options(Box::new(options))));
    }
    if !preview.problems.is_empty() {
        let number = preview.counts.problems;
        let title = if number == 1 { "1 problem".to_owned() } else { format!("{} problems", Locale::count(number)) };
        list(ui, &title, "problems", &preview.problems);
    }
}

fn list(ui: &mut Ui, title: &str, salt: &str, all: &[ImportProblem]) {
    const ROW: f32 = 42.0;
    let t = theme::tokens(ui);
    widgets::text::card_title(ui, title);
    ui.spacing_mut().item_spacing.y = 2.0;
    let area = ScrollArea::vertical().id_salt(salt).max_height(180.0).auto_shrink([false, true]);
    area.show_rows(ui, ROW, all.len(), |ui, range| {
        for problem in &all[range] {
            let said = problem.to_string();
            let (place, why) = said.split_once(": ").unwrap_or(("", &said));
            ui.vertical(|ui| {
                ui.set_height(ROW);
                ui.spacing_mut().item_spacing.y = 1.0;
                ui.horizontal(|ui| {
                    icon(ui, Icon::Warning, 13.0, t.warning);
                    widgets::text::one_line(ui, place, size::LABEL, t.ink);
                });
                widgets::text::one_line(ui, why, size::LABEL, t.muted);
            });
        }
    });
}

fn rows(ui: &mut Ui, preview: &ImportPreview) {
    if preview.sample.is_empty() {
        return;
    }
    let t = theme::tokens(ui);
    ui.add_space(space::SMALL);
    widgets::text::card_title(ui, "The first rows, as they will become");
    ui.spacing_mut().item_spacing.y = 2.0;
    for cells in &preview.sample {
        // The row's number and what becomes of it come first.
        let (head, rest) = cells.split_at(cells.len().min(2));
        let head = head.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" · ");
        let rest = rest.iter().map(|(label, text)| format!("{label}: {text}")).collect::<Vec<_>>().join(" · ");
        ui.add_space(4.0);
        widgets::text::one_line(ui, &format!("Row {head}"), size::LABEL, t.ink);
        widgets::text::one_line(ui, &rest, size::LABEL, t.muted);
    }
}
