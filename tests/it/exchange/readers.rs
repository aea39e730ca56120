//! Bytes to tables: every quirk as a small file, with the table it must become.

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

/// Every file with a quirk, and what it must become.
#[test]
fn every_quirk_becomes_what_it_must() {
    for file in [
        "backslash_quotes.csv",
        "cp437.csv",
        "cp850.csv",
        "form_results.csv",
        "iso8859_15.csv",
        "latin1.csv",
        "leading_zeros.csv",
        "libreoffice.ods",
        "libreoffice.xlsx",
        "mac_roman.csv",
        "mixed_encodings.csv",
        "mixed_in_line.csv",
        "mixed_mac_windows.csv",
        "no_header.csv",
        "nuls.csv",
        "old_mac_lines.csv",
        "pipes.txt",
        "quotes.csv",
        "second_row_header.csv",
        "semicolons_quoted_rows.csv",
        "sep_pipe.csv",
        "spaces_before_quotes.csv",
        "stray_quote.csv",
        "title_rows.csv",
        "trailing_delimiters.csv",
        "utf16be_bom.csv",
        "utf16le.csv",
        "utf16le_bom.csv",
        "windows1252.csv",
        "years_as_headers.csv",
    ] {
        let table = Table::read(&fixture(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        insta::assert_snapshot!(file.replace('.', "_"), told(&table));
    }
}
