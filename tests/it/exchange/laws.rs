//! What must hold whatever the bytes: the same laws for the fuzz targets and for the replay of their corpus.

use std::io::{Cursor, Write as _};

use jiff::civil::date;
use keepwise::exchange::{
    Decimal, Kind, Mapping, OnProblem, Preview, Table, is_open_day, parse_number, preview, read_workspace_json,
    suggest, tells_day_order, workspace_json,
};
use keepwise::model::{Business, BusinessId, Name, Workspace};
use ulid::Ulid;
use zip::write::SimpleFileOptions;

/// A reader hands out a table within its limits, or says why not.
pub(crate) fn table_is_sound(bytes: &[u8]) {
    match Table::read(bytes) {
        Ok(table) => is_within_limits(&table),
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

/// The same for what is pasted.
pub(crate) fn pasted_is_sound(text: &str) {
    if let Ok(table) = Table::from_clipboard(text) {
        is_within_limits(&table);
    }
}

fn is_within_limits(table: &Table) {
    let width = table.headers.len();
    assert!(width <= Table::MAX_COLUMNS && table.rows.len() <= Table::MAX_ROWS, "beyond the limits");
    assert!(width * table.rows.len() <= Table::MAX_CELLS, "too many cells");
    assert!(table.rows.iter().all(|row| row.len() == width), "a row of another width");
    assert!(
        table.rows.iter().flat_map(keepwise::exchange::Cells::iter).all(|cell| cell.len() <= Table::MAX_CELL_BYTES),
        "a cell that is too long"
    );
    assert_eq!(table.rows.len(), table.row_numbers.len(), "a row without a number");
    assert!(table.row_numbers.is_sorted_by(|one, next| one < next), "rows out of order");
    let names: std::collections::BTreeSet<&String> = table.headers.iter().collect();
    assert_eq!(names.len(), width, "two columns of one name");
    for oddity in &table.oddities {
        assert!(oddity.column.is_none_or(|column| column < width), "an oddity of no column");
        is_a_sentence(&oddity.what.to_string());
    }
    assert!(table.ragged.is_sorted_by_key(|ragged| ragged.row), "ragged rows out of order");
}

/// A message can be read: it says something, and no control characters reach a terminal.
fn is_a_sentence(message: &str) {
    assert!(message.chars().filter(|c| c.is_alphabetic()).count() > 8, "too short: {message:?}");
    assert!(!message.chars().any(|c| c.is_control() && c != '\n'), "control characters: {message:?}");
}

fn empty() -> Workspace {
    let name = Name::new("Test").unwrap();
    Workspace::new(Business::new(BusinessId::new(Ulid::from_parts(1, 1)), name))
}

/// From a file to a workspace: what is suggested can be looked at, what is offered can be done, and doing it a second
/// time changes nothing. The length of the file chooses what its rows are taken for, so that any file is a seed.
pub(crate) fn import_is_sound(bytes: &[u8]) {
    let kind = match bytes.len() % 4 {
        0 => None,
        1 => Some(Kind::Customers),
        2 => Some(Kind::Ratings),
        _ => Some(Kind::Answers),
    };
    import_of_kind_is_sound(bytes, kind);
}

/// The same for rows of this kind.
pub(crate) fn import_of_kind_is_sound(bytes: &[u8], kind: Option<Kind>) {
    let Ok(table) = Table::read(bytes) else { return };
    let mut number = 0;
    let mut ids = || {
        number += 1;
        Ulid::from_parts(1_700_000_000_000 + number, 7)
    };
    let mut look = |mapping: &Mapping, workspace: &Workspace| {
        let found = preview(&table, mapping, workspace, date(2026, 11, 22), &mut ids);
        is_sound_preview(&table, &found);
        found
    };
    let mut workspace = empty();
    let suggested = suggest(&table, &workspace, kind);
    let again = Mapping::from_json(&suggested.to_json());
    assert_eq!(again.as_ref(), Ok(&suggested), "a mapping is what was saved");
    let found = look(&suggested, &workspace);
    assert!(found.problems.is_empty() || found.edit.is_none(), "problems stop it all");
    let mapping = Mapping { on_problem: OnProblem::SkipRows, ..suggested };
    if let Some(edit) = look(&mapping, &workspace).edit {
        let change = edit.apply(&mut workspace);
        assert!(change.is_ok(), "what is offered can be done: {change:?}");
        let second = look(&mapping, &workspace);
        assert_eq!(second.edit, None, "the second time changes nothing");
        let whole = workspace_json(&workspace, &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
        assert_eq!(read_workspace_json(&whole).as_ref(), Ok(&workspace), "what came in goes out");
    }
}

fn is_sound_preview(table: &Table, found: &Preview) {
    assert_eq!(found.counts.rows, table.rows.len(), "every row is counted");
    assert!(found.problems.len() <= found.counts.problems, "problems are counted");
    assert!(found.sample.len() <= table.rows.len(), "no rows are made up");
    for problem in found.problems.iter().chain(&found.warnings) {
        is_a_sentence(&problem.to_string());
    }
}

/// Numbers and days: a number is finite and reads back as it is written, and what tells the order of day and month is
/// no day that could be two.
pub(crate) fn values_are_sound(text: &str) {
    for decimal in [Decimal::Point, Decimal::Comma] {
        if let Ok(value) = parse_number(text, decimal) {
            assert!(value.is_finite(), "a number one can calculate with");
            let written = value.to_string();
            let written = if decimal == Decimal::Comma { written.replace('.', ",") } else { written };
            assert_eq!(parse_number(&written, decimal).map(f64::to_bits), Ok(value.to_bits()), "{written}");
        }
    }
    assert!(!(tells_day_order(text) && is_open_day(text)), "told and open at once");
}

/// A mapping and a whole workspace as JSON: read, or refused in words.
pub(crate) fn json_is_sound(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match Mapping::from_json(&text) {
        Ok(mapping) => assert_eq!(Mapping::from_json(&mapping.to_json()), Ok(mapping), "saved and read again"),
        Err(error) => is_a_sentence(&error.to_string()),
    }
    match read_workspace_json(bytes) {
        Ok(workspace) => {
            let whole = workspace_json(&workspace, &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
            assert_eq!(read_workspace_json(&whole), Ok(workspace), "written and read again");
        }
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

/// A workbook around parts that are given, NULs between them; what begins with `<office:` is `OpenDocument`. Damage inside
/// the parts goes deeper than damage to the archive around them.
pub(crate) fn workbook_of(bytes: &[u8]) -> Vec<u8> {
    let given: Vec<&[u8]> = bytes.split(|byte| *byte == 0).collect();
    let given = |place: usize| given.get(place).copied();
    let mut parts: Vec<(&str, &[u8])> = Vec::new();
    if bytes.starts_with(b"<office:") {
        parts.push(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"));
        parts.push(("content.xml", given(0).unwrap_or_default()));
        parts.extend(given(1).map(|styles| ("styles.xml", styles)));
    } else {
        parts.push(("_rels/.rels", RELATIONS));
        parts.push(("xl/_rels/workbook.xml.rels", BOOK_RELATIONS));
        parts.push(("xl/worksheets/sheet1.xml", given(0).unwrap_or_default()));
        parts.extend(given(1).map(|strings| ("xl/sharedStrings.xml", strings)));
        parts.extend(given(2).map(|styles| ("xl/styles.xml", styles)));
        parts.push(("xl/workbook.xml", given(3).unwrap_or(BOOK)));
    }
    stored(parts)
}

/// An archive of these parts, as they are.
pub(crate) fn stored<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        writer.start_file(name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" \
    Target=\"xl/workbook.xml\"/></Relationships>";
const BOOK_RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" \
    Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>\
    <Relationship Id=\"c\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
const BOOK: &[u8] = b"<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
