//! The file: how it was read, each guess to be changed; what a row is; the first rows as they stand there.

use egui::{Align, Layout, Ui, vec2};

use crate::app::{
    Delimiter, HeaderRow, ImportCommand, ImportForm, ImportKind, ImportState, ReadOptions, TableSource, TextEncoding,
};
use crate::model::Locale;

use super::super::super::View;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, Tone};
use super::send;

/// So many rows are shown as they stand in the file.
const NUM_ROWS: usize = 8;
/// So wide is one of their columns.
const COLUMN: f32 = 132.0;

/// Draws it.
pub(super) fn file(ui: &mut Ui, view: &View<'_>, (area, form): (&ImportState, &ImportForm)) {
    if let Some(name) = &area.kept {
        let words =
            format!("Read like \u{201c}{name}\u{201d} the last time. Look at the preview, or have it suggested anew.");
        if widgets::banner(ui, Tone::Info, &words, "Suggest anew") {
            send(view, ImportCommand::Anew);
        }
        if ui.add(Button::quiet("Forget how it was read").small()).clicked() {
            send(view, ImportCommand::Forget);
        }
        ui.add_space(space::SMALL);
    }
    widgets::text::card_title(ui, "What is a row?");
    let kinds =
        [(ImportKind::Customers, "A customer"), (ImportKind::Ratings, "A rating"), (ImportKind::Answers, "One answer")];
    if let Some(kind) = widgets::segmented(ui, "A row is", form.kind, &kinds) {
        send(view, ImportCommand::Kind(kind));
    }
    let means = match form.kind {
        ImportKind::Customers => "Each customer once, with what is known about it: money, status, measures.",
        ImportKind::Ratings => "What somebody said about a customer, each question in a column of its own.",
        ImportKind::Answers => "One answer to one question: a column says which question, another the answer.",
    };
    widgets::text::muted_label(ui, means);
    ui.add_space(space::MEDIUM);
    reading(ui, view, area);
    ui.add_space(space::MEDIUM);
    first_rows(ui, area);
}

/// "1 row", "1,200 rows".
fn counted(num: usize, one: &str) -> String {
    format!("{} {one}{}", Locale::count(num), if num == 1 { "" } else { "s" })
}

/// How the file was read.
fn reading(ui: &mut Ui, view: &View<'_>, area: &ImportState) {
    let Some(table) = &area.table else { return };
    let sniffed = &table.sniffed;
    let count = format!("{}, {}", counted(table.rows.len(), "row"), counted(table.headers.len(), "column"));
    widgets::text::card_title(ui, &format!("{}: {count}", sniffed.source.words()));
    let mut new = area.options.clone();
    ui.with_layout(Layout::left_to_right(Align::Min).with_main_wrap(true), |ui| {
        ui.spacing_mut().item_spacing = vec2(space::MEDIUM, space::SMALL);
        if sniffed.source == TableSource::Text {
            let all: Vec<(TextEncoding, &str)> = TextEncoding::all().map(|each| (each, each.label())).collect();
            if let Some(encoding) = widgets::select(ui, "Letters are written in", sniffed.encoding, &all, 250.0) {
                new.encoding = Some(encoding);
            }
        }
        if sniffed.delimiter.is_some() {
            let all = Delimiter::ALL.map(|each| (each, each.words()));
            if let Some(delimiter) = widgets::select(ui, "Between two cells", sniffed.delimiter, &all, 150.0) {
                new.delimiter = Some(delimiter);
            }
        }
        if sniffed.sheets.len() > 1 {
            let all: Vec<(usize, &str)> = sniffed.sheets.iter().map(|sheet| sheet.name.as_str()).enumerate().collect();
            let now = sniffed.sheets.iter().position(|sheet| Some(&sheet.name) == sniffed.sheet.as_ref());
            if let Some(place) = widgets::select(ui, "Sheet", now, &all, 220.0) {
                new.sheet = sniffed.sheets.get(place).map(|sheet| sheet.name.clone());
                new.header = None;
            }
        }
        let rows: Vec<String> = (1..=20).map(|row| format!("In row {row}")).collect();
        let mut all = vec![(HeaderRow::Nowhere, "There are none")];
        all.extend(rows.iter().enumerate().map(|(place, words)| (HeaderRow::At(place + 1), words.as_str())));
        if let Some(header) = widgets::select(ui, "Names of the columns", Some(sniffed.header), &all, 160.0) {
            new.header = Some(header);
        }
    });
    if new != area.options {
        send(view, ImportCommand::Reread(Box::new(new)));
    }
    let mut notes = Vec::new();
    if !sniffed.is_encoding_certain {
        notes.push("The letters are a guess: look at names with accents below.".to_owned());
    }
    if sniffed.num_other_encoding > 0 {
        let is = if sniffed.num_other_encoding == 1 { "is" } else { "are" };
        let lines = counted(sniffed.num_other_encoding, "line");
        notes.push(format!("{lines} {is} written in other letters than the rest."));
    }
    if !sniffed.above.is_empty() {
        notes.push(format!("Left out above the names of the columns: {}", sniffed.above.join(" \u{b7} ")));
    }
    if sniffed.num_repeated_headers > 0 {
        let rows = counted(sniffed.num_repeated_headers, "row");
        notes.push(format!("Left out: {rows} with the names of the columns once more."));
    }
    if sniffed.num_filled_from_merged > 0 {
        let were = if sniffed.num_filled_from_merged == 1 { "was" } else { "were" };
        notes.push(format!("{} {were} filled from merged ones.", counted(sniffed.num_filled_from_merged, "cell")));
    }
    if sniffed.num_text_marks > 0 {
        let columns = counted(sniffed.num_text_marks, "column");
        notes.push(format!("The apostrophes before the values of {columns} are left out; they only mark text."));
    }
    for note in notes {
        widgets::text::muted(ui, &note);
    }
    if area.options != ReadOptions::default() && ui.add(Button::quiet("Guess all of it again").small()).clicked() {
        send(view, ImportCommand::Reread(Box::default()));
    }
}

/// The first rows as they stand in the file.
fn first_rows(ui: &mut Ui, area: &ImportState) {
    let Some(table) = &area.table else { return };
    let t = theme::tokens(ui);
    widgets::text::card_title(ui, "The first rows, as they stand there");
    let line = |ui: &mut Ui, cells: &mut dyn Iterator<Item = &str>, ink: egui::Color32| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            for cell in cells.take(40) {
                ui.allocate_ui_with_layout(vec2(COLUMN, 22.0), Layout::left_to_right(Align::Center), |ui| {
                    ui.set_width(COLUMN);
                    let shown: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
                    widgets::text::one_line(ui, if shown.is_empty() { " " } else { &shown }, size::LABEL, ink);
                });
            }
        });
    };
    egui::ScrollArea::horizontal().id_salt("first rows").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        line(ui, &mut table.headers.iter().map(String::as_str), t.ink);
        for cells in table.rows.iter().take(NUM_ROWS) {
            line(ui, &mut cells.iter(), t.muted);
        }
        ui.add_space(space::SMALL);
    });
}
