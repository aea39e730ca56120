//! Bytes to tables: what is read, what is refused, and that damage does no harm. What becomes of each file with a
//! quirk is in `golden`.

mod fuzz;
mod text;
mod workbook;

use std::fmt::Write as _;
use std::path::Path;

use keepwise::exchange::{Continue, HeaderRow, ImportError, ReadOptions, Table};

/// A file among the fixtures.
fn fixture(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(file)).unwrap()
}

fn read_with(bytes: &[u8], options: &ReadOptions) -> Result<Table, ImportError> {
    Table::read_with(bytes, "", options, &|_progress| Continue::Go)
}

/// A table and all that was guessed, as text.
fn told(table: &Table) -> String {
    let sniffed = &table.sniffed;
    let mut text = String::new();
    let encoding = sniffed.encoding.map_or("–", |encoding| encoding.label());
    let certain = if sniffed.is_encoding_certain { "" } else { " (guessed)" };
    let delimiter = sniffed.delimiter.map_or("–", |delimiter| delimiter.words());
    let header = match sniffed.header {
        HeaderRow::At(row) => format!("header row {row}"),
        HeaderRow::Nowhere => "no header row".to_owned(),
    };
    let sep = if sniffed.has_sep_line { ", sep= line" } else { "" };
    writeln!(text, "{}, {encoding}{certain}, {delimiter}{sep}, {header}", sniffed.source.words()).unwrap();
    for sheet in &sniffed.sheets {
        let read = if sniffed.sheet.as_ref() == Some(&sheet.name) { " (read)" } else { "" };
        let hidden = if sheet.is_hidden { " (hidden)" } else { "" };
        writeln!(text, "sheet {}{hidden}{read}", sheet.name).unwrap();
    }
    for above in &sniffed.above {
        writeln!(text, "above: {above}").unwrap();
    }
    if sniffed.num_filled_from_merged > 0 {
        writeln!(text, "{} filled from merged cells", sniffed.num_filled_from_merged).unwrap();
    }
    writeln!(text, "     {}", table.headers.join(" | ")).unwrap();
    for (number, row) in table.row_numbers.iter().zip(&table.rows) {
        writeln!(text, "{number:>4} {}", row.join(" | ").replace('\n', "⏎").replace('\r', "␍")).unwrap();
    }
    for ragged in &table.ragged {
        writeln!(text, "row {}: {} cells, not {}", ragged.row, ragged.found, ragged.expected).unwrap();
    }
    for oddity in &table.oddities {
        let column = oddity.column.map_or(String::new(), |column| format!(", {}", table.headers[column]));
        writeln!(text, "row {}{column}: {}", oddity.row, oddity.what).unwrap();
    }
    text
}
