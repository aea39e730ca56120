//! A spreadsheet as text: bytes in, headers and rows out, nothing interpreted yet.

use std::collections::BTreeSet;

use super::ImportError;
use super::scan::Scan;

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, as Excel writes where the comma is the decimal sign.
    Semicolon,
    /// A tab, as the clipboard has it.
    Tab,
}

impl Delimiter {
    /// All of them, the most usual first.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// The character.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// Its name on screen.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Comma => "Comma",
            Self::Semicolon => "Semicolon",
            Self::Tab => "Tab",
        }
    }
}

/// A row with another number of cells than the header row. Missing cells were read as empty; what was too much is
/// not in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ragged {
    /// The line in the file, from 1.
    pub row: usize,
    /// How many cells the header row has.
    pub expected: usize,
    /// How many this row has.
    pub found: usize,
}

/// A spreadsheet as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the file is called, for names and messages; empty if unknown.
    pub file_name: String,
    /// What stood between the cells.
    pub delimiter: Delimiter,
    /// The line of the header row in the file, from 1.
    pub header_row: usize,
    /// One name per column, each different: a nameless column is "Column 4", a second "Rating" is "Rating (2)".
    pub headers: Vec<String>,
    /// The cells, as many per row as there are headers. Rows without anything in them are left out.
    pub rows: Vec<Vec<String>>,
    /// The line in the file on which each row starts, from 1; as many as rows.
    pub row_numbers: Vec<usize>,
    /// Rows with too few or too many cells.
    pub ragged: Vec<Ragged>,
}

impl Table {
    /// The largest file read, in bytes.
    pub const MAX_BYTES: usize = 50_000_000;
    /// The most columns.
    pub const MAX_COLUMNS: usize = 500;
    /// The most rows.
    pub const MAX_ROWS: usize = 200_000;
    /// The most cells in all.
    pub const MAX_CELLS: usize = 5_000_000;
    /// The longest cell, in bytes.
    pub const MAX_CELL_BYTES: usize = 1_000_000;

    /// Reads CSV: UTF-8 with or without a byte order mark, cells between commas, semicolons or tabs, one header row.
    ///
    /// # Errors
    /// [`ImportError`] with the row that stands in the way.
    pub fn read(bytes: &[u8]) -> Result<Self, ImportError> {
        if bytes.len() > Self::MAX_BYTES {
            return Err(ImportError::TooLarge(bytes.len()));
        }
        let text = decode(bytes)?;
        let (said, text, first_line) = drop_sep_line(text);
        let delimiter = said.unwrap_or_else(|| guess_delimiter(text));
        if let Some(row) = Scan::new(text, delimiter.byte(), first_line).find_map(|record| record.stray_quote) {
            return Err(ImportError::StrayQuote { row });
        }
        parse(text, delimiter, first_line)
    }

    /// The same table with the name of the file it came from, without its folder.
    #[must_use]
    pub fn named(mut self, file_name: &str) -> Self {
        file_name.rsplit(['/', '\\']).next().unwrap_or(file_name).clone_into(&mut self.file_name);
        self
    }

    /// The position of the column with this header.
    pub fn column(&self, header: &str) -> Option<usize> {
        self.headers.iter().position(|name| name == header)
    }
}

/// The bytes as text without the byte order mark.
fn decode(bytes: &[u8]) -> Result<&str, ImportError> {
    // An archive (xlsx, ods) or an older Office file.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(ImportError::Workbook);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ImportError::Utf16);
    }
    let row_at = |offset: usize| 1 + line_breaks(bytes.get(..offset).unwrap_or_default());
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        ImportError::NotUtf8 { row: row_at(offset), offset }
    })?;
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(ImportError::Nul { row: row_at(offset) });
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// How many line breaks there are, `\r\n` being one.
fn line_breaks(bytes: &[u8]) -> usize {
    let mut after_cr = false;
    let mut num = 0;
    for &byte in bytes {
        match byte {
            b'\r' => num += 1,
            b'\n' if !after_cr => num += 1,
            _ => {}
        }
        after_cr = byte == b'\r';
    }
    num
}

/// Excel's `sep=;` in the first line: the delimiter it names, the text after it, and the line that text starts on.
fn drop_sep_line(text: &str) -> (Option<Delimiter>, &str, usize) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    let line = line.trim_matches('"');
    let Some(said) = line.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).and_then(|_| line.get(4..)) else {
        return (None, text, 1);
    };
    let delimiter = Delimiter::ALL.into_iter().find(|known| said.as_bytes().first() == Some(&known.byte()));
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
    (delimiter, rest, 2)
}

/// The delimiter that gives the same number of cells, more than one, in most of the first 50 records.
fn guess_delimiter(text: &str) -> Delimiter {
    const RECORDS: usize = 50;
    let mut best = (Delimiter::Comma, (0, 0));
    for delimiter in Delimiter::ALL {
        let cells: Vec<usize> = Scan::new(text, delimiter.byte(), 1).take(RECORDS).map(|record| record.cells).collect();
        let agreeing = |num: usize| cells.iter().filter(|&&other| other == num).count();
        let usual = cells.iter().map(|&num| (agreeing(num), num)).filter(|&(_, num)| num > 1).max();
        if let Some(found) = usual
            && found > best.1
        {
            best = (delimiter, found);
        }
    }
    best.0
}

/// Counts the lines up to where each record starts.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the record that starts at `byte` or after the blank lines there.
    fn line_at(&mut self, byte: usize) -> usize {
        let blank = self.bytes.iter().skip(byte).take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let start = (byte + blank).min(self.bytes.len());
        self.line += line_breaks(self.bytes.get(self.at..start).unwrap_or_default());
        self.at = start;
        self.line
    }
}

fn parse(text: &str, delimiter: Delimiter, first_line: usize) -> Result<Table, ImportError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.byte())
        .from_reader(text.as_bytes());
    let mut lines = Lines { bytes: text.as_bytes(), at: 0, line: first_line };
    let mut header: Option<(usize, Vec<String>)> = None;
    let mut table = Table {
        file_name: String::new(),
        delimiter,
        header_row: first_line,
        headers: Vec::new(),
        rows: Vec::new(),
        row_numbers: Vec::new(),
        ragged: Vec::new(),
    };
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            let row = error.position().map_or(first_line, |position| lines.line_at(to_usize(position.byte())));
            ImportError::Unreadable { row, why: error.to_string() }
        })?;
        if !more {
            break;
        }
        let row = lines.line_at(record.position().map_or(0, |position| to_usize(position.byte())));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        check_size(&record, row)?;
        let Some((_, names)) = &header else {
            header = Some((row, record.iter().map(tidy_header).collect()));
            continue;
        };
        let width = names.len();
        let found = record
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.trim().is_empty())
            .last()
            .map_or(0, |(last, _)| last + 1);
        if record.len() < width || found > width {
            table.ragged.push(Ragged { row, expected: width, found: record.len().min(found.max(width)) });
        }
        table.rows.push((0..width).map(|column| record.get(column).unwrap_or_default().to_owned()).collect());
        table.row_numbers.push(row);
        if table.rows.len() > Table::MAX_ROWS {
            return Err(ImportError::TooManyRows);
        }
        if table.rows.len() * width > Table::MAX_CELLS {
            return Err(ImportError::TooManyCells);
        }
    }
    let (header_row, names) = header.ok_or(ImportError::Empty)?;
    table.header_row = header_row;
    name_columns(&mut table, &names);
    Ok(table)
}

fn to_usize(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn check_size(record: &csv::StringRecord, row: usize) -> Result<(), ImportError> {
    if record.len() > Table::MAX_COLUMNS {
        return Err(ImportError::TooManyColumns { row, columns: record.len() });
    }
    match record.iter().position(|cell| cell.len() > Table::MAX_CELL_BYTES) {
        Some(column) => Err(ImportError::CellTooLong { row, column: column + 1 }),
        None => Ok(()),
    }
}

/// A header on one line, without the spaces around and the doubled ones within.
fn tidy_header(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives every column a name of its own, and drops those with neither a name nor anything in them.
fn name_columns(table: &mut Table, names: &[String]) {
    let mut is_filled = vec![false; names.len()];
    for row in &table.rows {
        for (cell, filled) in row.iter().zip(&mut is_filled) {
            *filled |= !cell.trim().is_empty();
        }
    }
    let is_kept: Vec<bool> = names.iter().zip(&is_filled).map(|(name, &filled)| filled || !name.is_empty()).collect();
    if is_kept.contains(&false) {
        for row in &mut table.rows {
            let mut column = 0;
            row.retain(|_| {
                column += 1;
                is_kept[column - 1]
            });
        }
    }
    let mut taken = BTreeSet::new();
    for (column, name) in names.iter().enumerate().filter(|&(column, _)| is_kept[column]) {
        let name = if name.is_empty() { format!("Column {}", column + 1) } else { name.clone() };
        let mut unique = name.clone();
        let mut number = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{name} ({number})");
            number += 1;
        }
        table.headers.push(unique);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_agrees_with_itself() {
        assert_eq!(guess_delimiter("name,city\nA,\"x;y;z\"\nB,q\n"), Delimiter::Comma);
        assert_eq!(guess_delimiter("name;revenue\nA;1,5\nB;2,5\nC;1\n"), Delimiter::Semicolon);
        assert_eq!(guess_delimiter("name\trevenue, net\nA\t1\nB\t2\n"), Delimiter::Tab);
        assert_eq!(guess_delimiter("name\nA\nB\n"), Delimiter::Comma, "one column");
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let table = Table::read(b"a,b\r\n\r\n1,\"x\r\ny\"\r\n\r\n2,z\r\n").unwrap();
        assert_eq!(table.row_numbers, [3, 6]);
        let old_mac = Table::read(b"a,b\r1,2\r3,4\r").unwrap();
        assert_eq!(old_mac.row_numbers, [2, 3]);
        let sep = Table::read(b"\"sep=;\"\na;b\n1;2\n").unwrap();
        assert_eq!((sep.header_row, sep.row_numbers), (2, vec![3]));
    }
}
