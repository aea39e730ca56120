//! Excel workbooks (XLSX, XLSM): the sheets and their cells, read as a stream.
//!
//! Macros, links to other files, pictures and formulas are never looked at: of a formula, the result that was saved
//! with it counts. The reader is our own because nothing may be kept in memory that has not been counted, and because
//! a sheet of 100,000 rows must not be unpacked twice to be sure of that; its tests hold it against `calamine`.

use super::archive::{Archive, Part};
use super::grid::report;
use super::kind;
use super::layout::{self, Shape};
use super::sheet::{Merged, SheetRows};
use super::sniffed::{Odd, ReadOptions, Sheet, Sniffed, Source, Watch};
use super::values::{NumberFormat, iso_date};
use super::xml::{Piece, Tag, Xml, value_text};
use crate::exchange::{ImportError, Table};

/// What a workbook says about itself.
#[derive(Debug, Default)]
struct Workbook {
    /// Each sheet with the name of its part.
    sheets: Vec<(Sheet, String)>,
    is_1904: bool,
    strings_part: Option<String>,
    styles_part: Option<String>,
}

/// Texts that cells share, one after the other in one long text.
#[derive(Debug, Default)]
struct SharedStrings {
    text: String,
    ends: Vec<usize>,
}

impl SharedStrings {
    fn text(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.text.get(start..end)
    }
}

/// Whether the archive is such a workbook.
pub(super) fn is_workbook(archive: &mut Archive<'_>) -> Result<bool, ImportError> {
    let part = main_part(archive)?;
    Ok(part.ends_with(".xml")
        && archive.has(&part)
        && !part.to_lowercase().starts_with("word/")
        && !part.to_lowercase().starts_with("ppt/"))
}

/// Reads the sheet that was chosen, else the first that is not hidden and has something in it.
pub(super) fn read(mut archive: Archive<'_>, options: &ReadOptions, watch: &Watch<'_>) -> Result<Table, ImportError> {
    let workbook = workbook(&mut archive)?;
    let mut sniffed = Sniffed::of(Source::Excel);
    sniffed.sheets = workbook.sheets.iter().map(|(sheet, _)| sheet.clone()).collect();
    let wanted: Vec<&(Sheet, String)> = match &options.sheet {
        Some(name) => {
            let found = workbook.sheets.iter().find(|(sheet, _)| sheet.name == *name);
            vec![found.ok_or_else(|| ImportError::NoSuchSheet(name.clone()))?]
        }
        None => workbook.sheets.iter().filter(|(sheet, _)| !sheet.is_hidden).collect(),
    };
    let formats = formats(&mut archive, workbook.styles_part.as_deref())?;
    let strings = shared_strings(&mut archive, workbook.strings_part.as_deref(), watch)?;
    for (sheet, part) in wanted {
        let Some(xml) = archive.xml(part)? else { continue };
        let reader = SheetReader {
            xml,
            strings: &strings,
            formats: &formats,
            is_1904: workbook.is_1904,
            rows: SheetRows::default(),
            cell: Cell::default(),
            next: (0, 0),
        };
        let (grid, num_filled) = reader.read(watch)?;
        if grid.rows.is_empty() {
            continue;
        }
        sniffed.sheet = Some(sheet.name.clone());
        sniffed.num_filled_from_merged = num_filled;
        return layout::lay_out(grid, sniffed, options.header, Shape::Sheet);
    }
    Err(ImportError::Empty)
}

/// The name of the part that describes the workbook.
fn main_part(archive: &mut Archive<'_>) -> Result<String, ImportError> {
    let relations = relations(archive, "_rels/.rels", "")?;
    let found = relations.into_iter().find(|relation| relation.is("officeDocument"));
    Ok(found.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target))
}

/// One part that another names.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relation {
    /// The kinds are addresses that differ between editions of the standard; their ends do not.
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// The parts that a part names, their names from the root of the archive.
fn relations(archive: &mut Archive<'_>, part: &str, folder: &str) -> Result<Vec<Relation>, ImportError> {
    let mut found = Vec::new();
    let Some(mut xml) = archive.xml(part)? else { return Ok(found) };
    loop {
        match xml.next_piece()? {
            Piece::End => return Ok(found),
            Piece::Open(tag) if tag.name == b"Relationship" => {
                let text = |name: &str| tag.attribute(name).unwrap_or_default().into_owned();
                // Links to other files are not followed.
                if text("TargetMode") != "External" {
                    found.push(Relation {
                        id: text("Id"),
                        kind: text("Type"),
                        target: resolve(folder, &text("Target")),
                    });
                }
            }
            _ => {}
        }
    }
}

/// A part's name from the root, given as seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

fn workbook(archive: &mut Archive<'_>) -> Result<Workbook, ImportError> {
    let part = main_part(archive)?;
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
    let relations = relations(archive, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let target =
        |kind: &str| relations.iter().find(|relation| relation.is(kind)).map(|relation| relation.target.clone());
    let mut workbook = Workbook {
        strings_part: target("sharedStrings").or_else(|| Some(format!("{folder}/sharedStrings.xml"))),
        styles_part: target("styles").or_else(|| Some(format!("{folder}/styles.xml"))),
        ..Workbook::default()
    };
    let Some(mut xml) = archive.xml(&part)? else { return Err(kind::of_archive(archive.names())) };
    loop {
        match xml.next_piece()? {
            Piece::End => break,
            Piece::Open(tag) if tag.name == b"workbookPr" => {
                workbook.is_1904 |= tag.attribute("date1904").is_some_and(|value| matches!(&*value, "1" | "true"));
            }
            Piece::Open(tag) if tag.name == b"sheet" => {
                let id = tag.attribute("id").unwrap_or_default();
                let Some(relation) = relations.iter().find(|relation| relation.id == id) else { continue };
                // Sheets may also be charts and dialogs.
                if relation.is("worksheet") {
                    let is_hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                    let name = tag.attribute("name").unwrap_or_default().into_owned();
                    workbook.sheets.push((Sheet { name, is_hidden }, relation.target.clone()));
                }
            }
            _ => {}
        }
    }
    if workbook.sheets.is_empty() {
        return Err(ImportError::Damaged("it names no sheets".to_owned()));
    }
    Ok(workbook)
}

/// How cells of each style show numbers.
fn formats(archive: &mut Archive<'_>, part: Option<&str>) -> Result<Vec<NumberFormat>, ImportError> {
    const MAX_STYLES: usize = 100_000;
    let mut formats = Vec::new();
    let mut custom = std::collections::BTreeMap::new();
    let Some(mut xml) = part.map_or(Ok(None), |part| archive.xml(part))? else { return Ok(formats) };
    let mut is_in_cell_styles = false;
    loop {
        match xml.next_piece()? {
            Piece::End => return Ok(formats),
            Piece::Open(tag) if tag.name == b"numFmt" => {
                let id = tag.attribute("numFmtId").and_then(|id| id.parse::<u32>().ok());
                if let (Some(id), Some(code)) = (id, tag.attribute("formatCode"))
                    && custom.len() < MAX_STYLES
                {
                    custom.insert(id, NumberFormat::of_code(&code));
                }
            }
            Piece::Open(tag) if tag.name == b"cellXfs" => is_in_cell_styles = !tag.is_empty,
            Piece::Close(name) if name == b"cellXfs" => is_in_cell_styles = false,
            Piece::Open(tag) if is_in_cell_styles && tag.name == b"xf" && formats.len() < MAX_STYLES => {
                let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
                formats.push(custom.get(&id).copied().unwrap_or_else(|| NumberFormat::built_in(id)));
            }
            _ => {}
        }
    }
}

fn shared_strings(
    archive: &mut Archive<'_>,
    part: Option<&str>,
    watch: &Watch<'_>,
) -> Result<SharedStrings, ImportError> {
    let mut strings = SharedStrings::default();
    let Some(mut xml) = part.map_or(Ok(None), |part| archive.xml(part))? else { return Ok(strings) };
    // How a text sounds stands beside it in Japanese workbooks.
    let (mut is_text, mut is_sound) = (false, false);
    loop {
        match xml.next_piece()? {
            Piece::End => return Ok(strings),
            Piece::Open(tag) => match tag.name {
                b"t" => is_text = !tag.is_empty && !is_sound,
                b"rPh" => is_sound = !tag.is_empty,
                b"si" if tag.is_empty => strings.ends.push(strings.text.len()),
                _ => {}
            },
            Piece::Close(b"t") => is_text = false,
            Piece::Close(b"rPh") => is_sound = false,
            Piece::Close(b"si") => {
                let start = strings.ends.last().copied().unwrap_or_default();
                unescape_controls(&mut strings.text, start);
                strings.ends.push(strings.text.len());
                if strings.ends.len().is_multiple_of(65_536) {
                    let (done, total) = xml.source().progress();
                    report(watch, done, total)?;
                }
            }
            Piece::Text(text) if is_text => {
                text.append_to(&mut strings.text);
                if strings.text.len() > Table::MAX_TEXT_BYTES {
                    return Err(ImportError::TooMuchText);
                }
            }
            _ => {}
        }
    }
}

/// Excel writes control characters as `_x000D_`; from `start`, they become what they are.
fn unescape_controls(text: &mut String, start: usize) {
    let Some(tail) = text.get(start..).filter(|tail| tail.contains("_x")) else { return };
    let mut plain = String::with_capacity(tail.len());
    let mut rest = tail;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after.get(..5).and_then(|code| code.strip_suffix('_'));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                if c != '\r' && c != '\0' {
                    plain.push(c);
                }
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    text.truncate(start);
    text.push_str(&plain);
}

/// What a cell says it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum CellKind {
    #[default]
    Number,
    Shared,
    Text,
    YesNo,
    Error,
    Date,
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct Cell {
    row: usize,
    column: usize,
    style: usize,
    kind: CellKind,
    text: String,
    has_formula: bool,
}

/// What the text between two tags belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    InlineText,
}

struct SheetReader<'a, 'b> {
    xml: Xml<Part<'b>>,
    strings: &'a SharedStrings,
    formats: &'a [NumberFormat],
    is_1904: bool,
    rows: SheetRows,
    cell: Cell,
    /// Row and column, from 0, of a cell that does not say where it is.
    next: (usize, usize),
}

impl SheetReader<'_, '_> {
    /// Reads all cells; also says how many were filled from merged ones.
    fn read(mut self, watch: &Watch<'_>) -> Result<(super::grid::Grid, usize), ImportError> {
        let (mut inside, mut is_sound) = (Inside::Nothing, false);
        let mut last_reported = 0;
        loop {
            let piece = self.xml.next_piece().map_err(|error| match error {
                ImportError::CellTooLong { row: 0, .. } => {
                    ImportError::CellTooLong { row: self.cell.row + 1, column: self.cell.column + 1 }
                }
                other => other,
            })?;
            match piece {
                Piece::End => break,
                Piece::Text(text) => {
                    if inside != Inside::Nothing {
                        text.append_to(&mut self.cell.text);
                    }
                }
                Piece::Open(tag) => match tag.name {
                    b"c" => {
                        self.cell.begin(&tag, self.next)?;
                        self.next = (self.cell.row, self.cell.column + 1);
                        if tag.is_empty {
                            self.cell.text.clear();
                        }
                    }
                    b"v" if !tag.is_empty => inside = Inside::Value,
                    b"t" if !tag.is_empty && !is_sound => inside = Inside::InlineText,
                    b"f" => self.cell.has_formula = true,
                    b"rPh" => is_sound = !tag.is_empty,
                    b"row" => {
                        let said = tag.attribute("r").and_then(|row| row.parse::<usize>().ok());
                        self.next = (said.map_or(self.next.0, |row| row.saturating_sub(1)), 0);
                        let (done, total) = self.xml.source().progress();
                        if done.saturating_sub(last_reported) > 1 << 21 {
                            last_reported = done;
                            report(watch, done, total)?;
                        }
                    }
                    b"mergeCell" => {
                        if let Some(merged) = tag.attribute("ref").and_then(|reference| merged(&reference)) {
                            self.rows.merge(merged);
                        }
                    }
                    _ => {}
                },
                Piece::Close(name) => match name {
                    b"v" | b"t" => inside = Inside::Nothing,
                    b"rPh" => is_sound = false,
                    b"c" => self.take_cell()?,
                    b"row" => self.next = (self.next.0 + 1, 0),
                    _ => {}
                },
            }
        }
        self.rows.finish()
    }

    /// Puts the cell that has been read into its place.
    fn take_cell(&mut self) -> Result<(), ImportError> {
        let Self { strings, formats, cell, rows, .. } = self;
        let (row, column) = (cell.row, cell.column);
        let mut note = |odd: Odd| rows.note(row, column, odd);
        let raw = cell.text.trim();
        let text = match cell.kind {
            CellKind::Text => {
                unescape_controls(&mut cell.text, 0);
                std::mem::take(&mut cell.text)
            }
            _ if raw.is_empty() => {
                if cell.has_formula {
                    note(Odd::NoResult);
                }
                return Ok(());
            }
            CellKind::Shared => match raw.parse().ok().and_then(|index| strings.text(index)) {
                Some(text) => text.to_owned(),
                None => {
                    note(Odd::LostCharacters(1));
                    return Ok(());
                }
            },
            CellKind::YesNo => if matches!(raw, "0" | "false") { "FALSE" } else { "TRUE" }.to_owned(),
            CellKind::Error => {
                note(Odd::FormulaError(raw.chars().take(40).collect()));
                raw.to_owned()
            }
            CellKind::Date => iso_date(raw),
            CellKind::Number => {
                let format = formats.get(cell.style).copied().unwrap_or_default();
                format.show(raw, self.is_1904).unwrap_or_else(|| {
                    note(Odd::NotADate);
                    raw.to_owned()
                })
            }
        };
        rows.put(row, column, text)
    }
}

impl Cell {
    /// Starts a cell where it says it is, else at `next`.
    fn begin(&mut self, tag: &Tag<'_>, next: (usize, usize)) -> Result<(), ImportError> {
        (self.row, self.column) = next;
        (self.style, self.kind, self.has_formula) = (0, CellKind::Number, false);
        self.text.clear();
        for (name, value) in tag.attributes() {
            match name {
                b"r" => {
                    if let Some(place) = place(value) {
                        (self.row, self.column) = place;
                    }
                }
                b"s" => self.style = value_text(value).parse().unwrap_or_default(),
                b"t" => {
                    self.kind = match value {
                        b"s" => CellKind::Shared,
                        b"str" | b"inlineStr" => CellKind::Text,
                        b"b" => CellKind::YesNo,
                        b"e" => CellKind::Error,
                        b"d" => CellKind::Date,
                        _ => CellKind::Number,
                    };
                }
                _ => {}
            }
        }
        // More rows than any program writes.
        if self.row >= 1 << 21 { Err(ImportError::TooManyRows) } else { Ok(()) }
    }
}

/// Row and column, from 0, of "B7".
fn place(reference: &[u8]) -> Option<(usize, usize)> {
    let (mut column, mut row) = (0_usize, 0_usize);
    for byte in reference.iter().filter(|byte| **byte != b'$') {
        match byte.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' if row == 0 => {
                column = column.checked_mul(26)?.checked_add(usize::from(letter - b'A') + 1)?
            }
            digit @ b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(usize::from(digit - b'0'))?,
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The block of "A2:B7".
fn merged(reference: &str) -> Option<Merged> {
    let (first, last) = reference.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first.as_bytes())?, place(last.as_bytes())?);
    (top <= bottom && left <= right).then_some(Merged { rows: (top, bottom), columns: (left, right) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_spreadsheets_write_them() {
        assert_eq!(place(b"A1"), Some((0, 0)));
        assert_eq!(place(b"$XFD$1048576"), Some((1_048_575, 16_383)));
        for bad in ["", "7", "B", "B0", "1B", "B-1", "ZZZZZZZZZZZZZZZZZ1", "A99999999999999999999"] {
            assert_eq!(place(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(merged("B2:C9"), Some(Merged { rows: (1, 8), columns: (1, 2) }));
        assert_eq!(merged("C9:B2"), None);
    }

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets", "..\\tables/./t.xml"), "xl/tables/t.xml");
        assert_eq!(resolve("", "../../x.xml"), "x.xml");
    }

    #[test]
    fn control_characters_are_unescaped_from_where_they_start() {
        let told = |text: &str, start: usize| {
            let mut text = text.to_owned();
            unescape_controls(&mut text, start);
            text
        };
        assert_eq!(told("a_x000D_\nb", 0), "a\nb");
        assert_eq!(told("_x0041__x0042_", 7), "_x0041_B");
        assert_eq!(told("max_x_y _x12 _xé", 0), "max_x_y _x12 _xé");
    }
}
