//! What would happen: figures, problems by row and column, the first rows as they will become.

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use crate::app::{
    Command, ImportCommand, ImportOptions, ImportPage, ImportPreview, ImportProblem, ImportState, OnProblem,
    ProblemScope,
};

use super::super::super::View;
use super::super::super::icons::{Icon, icon};
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::text::Span;
use super::super::super::widgets::{self, Button, TextField, Tone};
use crate::model::Locale;

/// Draws what would happen in figures, and why it may not.
pub(super) fn summary(ui: &mut Ui, view: &View<'_>, area: &ImportState, blocked: Option<&str>) {
    ui.add_space(space::SMALL);
    ui.horizontal(|ui| {
        let title =
            if area.is_blocked_by_rows() { "What would happen without those rows" } else { "What would happen" };
        widgets::text::card_title(ui, title);
        if area.is_working() {
            ui.add(egui::Spinner::new().size(14.0));
            widgets::text::muted_label(ui, &area.working());
        }
    });
    if let Some(notice) = &area.notice {
        widgets::banner(ui, Tone::Warning, notice, "");
    }
    if let Some(why) = blocked.filter(|_| !area.is_working()) {
        widgets::banner(ui, Tone::Warning, why, "");
    }
    figures(ui, area);
    if let Some(words) = area.new_limits() {
        widgets::text::muted(ui, &words);
    }
    if let Some(words) = area.apart() {
        ui.add_space(space::SMALL);
        if widgets::banner(ui, Tone::Info, &words, "Look at them") {
            view.send(Command::Import(ImportCommand::Page(ImportPage::Questions)));
        }
    }
}

/// Draws problems by row and column, and the first rows as they will become.
pub(super) fn details(ui: &mut Ui, view: &View<'_>, area: &ImportState) {
    let Some(preview) = &area.preview else { return };
    mended(ui, view, area);
    problems(ui, view, area, preview);
    if !preview.warnings.is_empty() {
        ui.add_space(space::SMALL);
        let title = format!("{} to know", Locale::count(preview.counts.warnings));
        list(ui, &title, "warnings", &preview.warnings, None);
    }
    super::rows::rows(ui, &area.first_rows);
}

fn figures(ui: &mut Ui, area: &ImportState) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(20.0, 4.0);
        for (number, words) in area.figures() {
            widgets::text::paragraph(ui, size::BODY, &[Span::Strong(&number), Span::Plain(" "), Span::Muted(words)]);
        }
    });
}

/// What was mended here, and the way back.
fn mended(ui: &mut Ui, view: &View<'_>, area: &ImportState) {
    let (cells, rows) = (area.fixes.cells.len(), area.fixes.skipped.len());
    if cells + rows == 0 {
        return;
    }
    let some = |number: usize, one: &str| {
        (number > 0).then(|| format!("{} {one}{}", Locale::count(number), if number == 1 { "" } else { "s" }))
    };
    let parts: Vec<String> = [
        some(cells, "cell").map(|text| format!("{text} read as you typed")),
        some(rows, "row").map(|text| format!("{text} left out")),
    ]
    .into_iter()
    .flatten()
    .collect();
    ui.add_space(space::SMALL);
    let words = format!("{}. The file itself stays as it is.", parts.join(", "));
    if widgets::banner(ui, Tone::Info, &words, "As in the file") {
        view.send(Command::Import(ImportCommand::Unmend));
    }
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
        list(ui, &title, "problems", &preview.problems, Some((view, area)));
    }
}

fn list(ui: &mut Ui, title: &str, salt: &str, all: &[ImportProblem], mend: Option<(&View<'_>, &ImportState)>) {
    const ROW: f32 = 46.0;
    widgets::text::card_title(ui, title);
    ui.spacing_mut().item_spacing.y = 2.0;
    // What is only good to know leaves room for the rows below it.
    let most = if mend.is_some() { 260.0 } else { 3.4 * ROW };
    let area = ScrollArea::vertical().id_salt(salt).max_height(most).auto_shrink([false, true]);
    area.show_rows(ui, ROW, all.len(), |ui, range| {
        for (place, problem) in range.clone().zip(&all[range]) {
            ui.push_id(place, |ui| one(ui, problem, mend, ROW));
        }
    });
}

/// One problem: where, what, and what can be done about it here.
fn one(ui: &mut Ui, problem: &ImportProblem, mend: Option<(&View<'_>, &ImportState)>, height: f32) {
    const ACTIONS: f32 = 330.0;
    let t = theme::tokens(ui);
    let said = problem.to_string();
    let (place, why) = said.split_once(": ").unwrap_or(("", &said));
    let mend = mend.filter(|_| problem.scope == ProblemScope::Row);
    ui.horizontal_top(|ui| {
        ui.set_height(height);
        let room = if mend.is_some() { (ui.available_width() - ACTIONS).max(160.0) } else { ui.available_width() };
        ui.allocate_ui_with_layout(vec2(room, height), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.horizontal(|ui| {
                icon(ui, Icon::Warning, 13.0, t.warning);
                widgets::text::one_line(ui, place, size::LABEL, t.ink);
            });
            widgets::text::one_line(ui, why, size::LABEL, t.muted);
        });
        let Some((view, area)) = mend else { return };
        if !problem.column.is_empty() {
            let key = (problem.row, problem.column.clone());
            let before = area.typing.get(&key).map_or(problem.value.as_str(), String::as_str);
            let mut typed = before.to_owned();
            let name = format!("Instead of row {}, {}", problem.row, problem.column);
            let field = TextField::new(&name, &mut typed).hint("Another value").width(150.0).bare().show(ui);
            // Enter ends the cell; it must not press the button of the dialog as well.
            let is_done =
                field.lost_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
            if typed != before {
                view.send(Command::Import(ImportCommand::Type(key.0, key.1.clone(), typed)));
            }
            let can_use = area.typing.contains_key(&key);
            let pressed = ui.add_enabled(can_use, Button::quiet("Use").small()).clicked();
            if can_use && (pressed || is_done) {
                view.send(Command::Import(ImportCommand::Mend(key.0, key.1)));
            }
        }
        if ui.add(Button::quiet("Leave out row").small()).clicked() {
            view.send(Command::Import(ImportCommand::Skip(problem.row)));
        }
    });
}
