//! Every file with a quirk, and all that becomes of it: what was sniffed, the table, the mapping that is suggested, the
//! counts, what stands in the way, what one should know, the rows as they become.
//!
//! The walk takes every file of `tests/fixtures/import`: one without an accepted preview fails, and so does one that
//! the list of quirks (README.md there) does not name. `INSTA_UPDATE=always cargo test --test it golden` accepts what
//! is there; read it before you hand it in.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use keepwise::exchange::{CardChoice, Decimal, HeaderRow, Likeness, Who};

use super::*;

/// What is no fixture among them.
const PAPER: &str = "README.md";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

fn fixtures() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).filter(|name| name != PAPER).collect();
    names.sort();
    assert!(names.len() > 90, "only {} fixtures: the walk looks in the wrong place", names.len());
    names
}

/// The name of its preview.
fn preview_of(file: &str) -> String {
    file.replace('.', "_")
}

/// A text of a line, shortened.
fn brief(text: &str) -> String {
    let line = text.replace('\n', "\u{23ce}").replace('\r', "\u{240d}").replace('\t', "\u{21e5}");
    if line.chars().count() > 70 { line.chars().take(69).chain(['\u{2026}']).collect() } else { line }
}

fn joined<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    cells.into_iter().map(brief).collect::<Vec<_>>().join(" | ").trim_end().to_owned()
}

/// What was sniffed, and the table.
fn told_table(table: &Table, text: &mut String) {
    let sniffed = &table.sniffed;
    let mut parts = vec![sniffed.source.words().to_owned()];
    if let Some(encoding) = sniffed.encoding {
        let certain = if sniffed.is_encoding_certain { "" } else { " (guessed)" };
        parts.push(format!("{}{certain}", encoding.label()));
    }
    parts.extend(sniffed.delimiter.map(|delimiter| delimiter.words().to_owned()));
    if sniffed.has_sep_line {
        parts.push("sep= line".to_owned());
    }
    parts.push(match sniffed.header {
        HeaderRow::At(row) => format!("header row {row}"),
        HeaderRow::Nowhere => "no header row".to_owned(),
    });
    if sniffed.num_repeated_headers > 0 {
        parts.push(format!("rows that only name the columns again: {}", sniffed.num_repeated_headers));
    }
    if sniffed.num_other_encoding > 0 {
        parts.push(format!("lines in another encoding: {}", sniffed.num_other_encoding));
    }
    if sniffed.num_filled_from_merged > 0 {
        parts.push(format!("filled from merged cells: {}", sniffed.num_filled_from_merged));
    }
    if sniffed.num_text_marks > 0 {
        parts.push(format!("columns with marks for text: {}", sniffed.num_text_marks));
    }
    writeln!(text, "SNIFFED  {}", parts.join(", ")).unwrap();
    for sheet in &sniffed.sheets {
        let read = if sniffed.sheet.as_ref() == Some(&sheet.name) { ", read" } else { "" };
        let hidden = if sheet.is_hidden { ", hidden" } else { "" };
        writeln!(text, "   sheet {}{hidden}{read}", brief(&sheet.name)).unwrap();
    }
    for above in &sniffed.above {
        writeln!(text, "   above: {}", brief(above)).unwrap();
    }
    writeln!(text, "TABLE\n       {}", joined(table.headers.iter().map(String::as_str))).unwrap();
    for (number, row) in table.row_numbers.iter().zip(&table.rows).take(12) {
        writeln!(text, "  {number:>4} {}", joined(row.iter())).unwrap();
    }
    for ragged in &table.ragged {
        writeln!(text, "   row {}: {} cells, not {}", ragged.row, ragged.found, ragged.expected).unwrap();
    }
    for oddity in &table.oddities {
        let column = oddity.column.map_or(String::new(), |column| format!(", {}", table.headers[column]));
        writeln!(text, "   row {}{column}: {}", oddity.row, oddity.what).unwrap();
    }
}

fn told_column(column: &ColumnMapping) -> String {
    let what = match &column.role {
        ColumnUse::Criterion { name, scale, direction } => format!("criterion {name}, {scale}, {direction:?}"),
        ColumnUse::Revenue { period }
        | ColumnUse::Cost { period }
        | ColumnUse::Hours { period }
        | ColumnUse::Transactions { period } => format!("{} {period}", column.role.words()),
        other => other.words().to_owned(),
    };
    let mut line = format!("   {}: {what}", brief(&column.header));
    if column.decimal == Decimal::Comma {
        line.push_str("; decimal comma");
    }
    if let Some(order) = column.date_order {
        write!(line, "; {order:?}").unwrap();
    }
    if !column.not_applicable.is_empty() {
        write!(line, "; does not apply: {}", column.not_applicable.join(", ")).unwrap();
    }
    for (label, point) in &column.labels {
        write!(line, "; {} = {point}", brief(label)).unwrap();
    }
    if column.blank_is_no {
        line.push_str("; blank is no");
    }
    line
}

fn told_mapping(mapping: &Mapping, text: &mut String) {
    let card = match &mapping.scorecard {
        None => "no scorecard".to_owned(),
        Some(CardChoice::New(name)) => format!("new scorecard {name}"),
        Some(CardChoice::Existing(name)) => format!("scorecard {name}"),
    };
    let mut parts = vec![format!("{:?}", mapping.kind), card];
    parts.extend(mapping.numbered.as_ref().map(|name| format!("customers are numbered: {name} 1")));
    parts.extend(mapping.customer.as_ref().map(|name| format!("all about {name}")));
    writeln!(text, "MAPPING  {}", parts.join(", ")).unwrap();
    for column in &mapping.columns {
        writeln!(text, "{}", told_column(column)).unwrap();
    }
    for column in &mapping.criteria {
        writeln!(text, "   answers to{}", told_column(column).trim_start_matches("  ")).unwrap();
    }
}

fn told_counts(counts: &Counts) -> String {
    let parts = [
        ("new customers", counts.new_customers),
        ("changed customers", counts.changed_customers),
        ("unchanged customers", counts.unchanged_customers),
        ("new people", counts.new_people),
        ("new ratings", counts.new_ratings),
        ("changed ratings", counts.changed_ratings),
        ("unchanged ratings", counts.unchanged_ratings),
        ("new scorecards", counts.new_scorecards),
        ("rows left out", counts.skipped_rows),
        ("cells that say nothing", counts.missing_cells),
        ("problems", counts.problems),
        ("warnings", counts.warnings),
    ];
    let told = parts.into_iter().filter(|(_, num)| *num > 0).map(|(what, num)| format!(", {what} {num}"));
    format!("rows {}{}", counts.rows, told.collect::<String>())
}

fn told_likeness(pair: &Likeness) -> String {
    let who = match pair.who {
        Who::Customer => "customer",
        Who::Person => "person",
    };
    format!("   alike, row {}: {who} {} and {}", pair.row, pair.text, pair.other)
}

fn told_preview(found: &Preview, text: &mut String) {
    writeln!(text, "BECOMES  {}", told_counts(&found.counts)).unwrap();
    let lines = found
        .problems
        .iter()
        .map(|problem| format!("   problem: {problem}"))
        .chain(found.warnings.iter().map(|warning| format!("   to know: {warning}")))
        .chain(found.alike.iter().map(told_likeness));
    for line in lines {
        writeln!(text, "{line}").unwrap();
    }
    for cells in found.sample.iter().take(6) {
        let cells: Vec<String> =
            cells.iter().map(|(label, cell)| format!("{}: {}", brief(label), brief(cell))).collect();
        writeln!(text, "   {}", cells.join(" | ").trim_end()).unwrap();
    }
}

/// All that becomes of a file.
fn told(file: &str) -> String {
    let mut text = String::new();
    match Table::read(&bytes(file)) {
        Err(error) => writeln!(text, "REFUSED  {error}").unwrap(),
        Ok(table) => {
            let table = table.named(file);
            let workspace = empty();
            let mapping = suggest(&table, &workspace, None);
            told_table(&table, &mut text);
            told_mapping(&mapping, &mut text);
            told_preview(&look(&table, &mapping, &workspace), &mut text);
        }
    }
    text
}

#[test]
fn every_quirk_becomes_what_it_must() {
    insta::with_settings!({ snapshot_path => "previews", prepend_module_to_snapshot => false }, {
        for file in fixtures() {
            insta::assert_snapshot!(preview_of(&file), told(&file));
        }
    });
}

#[test]
fn every_preview_belongs_to_a_file() {
    let previews = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/exchange/previews");
    let mut wanted: BTreeSet<String> = fixtures().iter().map(|file| format!("{}.snap", preview_of(file))).collect();
    for entry in std::fs::read_dir(previews).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(wanted.remove(&name), "{name} is the preview of no file");
    }
    assert!(wanted.is_empty(), "no accepted preview for {wanted:?}");
}

#[test]
fn the_list_of_quirks_names_every_file_and_no_other() {
    let paper = std::fs::read_to_string(folder().join(PAPER)).unwrap();
    let named: BTreeSet<&str> = paper
        .lines()
        .filter(|line| line.starts_with('|'))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect();
    let files = fixtures();
    for file in &files {
        assert!(named.contains(file.as_str()), "README.md says nothing about {file}");
    }
    let is_file_name = |name: &&str| name.contains('.') && !name.contains(' ');
    for name in named.into_iter().filter(is_file_name) {
        assert!(files.iter().any(|file| file == name), "README.md names {name}, which is not there");
    }
}

/// What is offered can be done, and the same file again changes nothing, whatever its rows are taken for.
#[test]
fn every_quirk_is_imported_once() {
    for file in fixtures() {
        for kind in [None, Some(Kind::Customers), Some(Kind::Ratings), Some(Kind::Answers)] {
            laws::import_of_kind_is_sound(&bytes(&file), kind);
        }
    }
}
