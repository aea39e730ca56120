//! Cells between delimiters: CSV as it is, not as it should be.
//!
//! A strict reader goes on without a word when a quotation mark is not closed: a thousand rows become one cell. This
//! one looks at what a quoted cell with line breaks would take in. If that is rows of the table, or the file ends
//! before the mark is closed, the line is read on its own, the mark as text, and flagged.

use std::borrow::Cow;

/// How the quotation marks of a record were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// As they should be.
    Fine,
    /// Marks within a quoted cell were not doubled.
    Loose,
    /// One opened and did not close.
    Stray,
}

/// One record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawRecord {
    /// The line it starts on.
    pub(super) line: usize,
    /// How its quotation marks were.
    pub(super) quotes: Quotes,
}

/// The most cells of a record that are kept; a sheet of Excel has 16,384 columns.
const MAX_CELLS: usize = 20_000;
/// What a quoted cell may at most be, in bytes and in line breaks.
const MAX_QUOTED_BYTES: usize = 2_000_000;
const MAX_BREAKS: usize = 2_000;
/// How many bytes may be looked at in vain for closing marks, in all; then lines are read one by one. This keeps a
/// file made of opening marks from taking hours.
const MAX_VAIN_BYTES: usize = 100_000_000;

/// The mark of a cell does not close where it should.
struct Astray;

/// Walks a text record by record; blank lines are passed over.
pub(super) struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    delimiter: u8,
    has_backslashes: bool,
    width: usize,
    at: usize,
    line: usize,
    vain_bytes: usize,
}

impl<'a> Scan<'a> {
    /// Starts at the first byte, which lies on line `line` of the file.
    pub(super) const fn new(text: &'a str, delimiter: u8, line: usize) -> Self {
        let bytes = text.as_bytes();
        Self { text, bytes, delimiter, has_backslashes: false, width: 0, at: 0, line, vain_bytes: 0 }
    }

    /// Knows how many cells a record usually has, which tells rows from long notes.
    pub(super) const fn with_width(self, width: usize) -> Self {
        Self { width, ..self }
    }

    /// Reads `\"` within quotation marks as a mark, as databases write it.
    pub(super) const fn with_backslashes(self, has_backslashes: bool) -> Self {
        Self { has_backslashes, ..self }
    }

    /// How many bytes have been read.
    pub(super) const fn position(&self) -> usize {
        self.at
    }

    /// Reads the next record into `cells`.
    pub(super) fn next_record(&mut self, cells: &mut Vec<Cow<'a, str>>) -> Option<RawRecord> {
        while self.line_break() {}
        if self.at >= self.bytes.len() {
            return None;
        }
        let (start, line) = (self.at, self.line);
        cells.clear();
        let mut quotes = Quotes::Fine;
        loop {
            match self.cell(cells) {
                Ok(is_loose) if is_loose => quotes = Quotes::Loose,
                Ok(_) => {}
                Err(Astray) => return Some(self.line_on_its_own(start, line, cells)),
            }
            if cells.len() > MAX_CELLS {
                // Enough to say that there are too many; what is empty there may stay empty.
                let last = cells.pop().filter(|cell| !cell.trim().is_empty());
                if let (Some(cell), Some(kept)) = (last, cells.last_mut()) {
                    *kept = cell;
                }
            }
            if self.bytes.get(self.at) != Some(&self.delimiter) {
                break;
            }
            self.at += 1;
        }
        if self.line > line && self.has_swallowed_rows(start, cells.len()) {
            self.vain_bytes += self.at - start;
            return Some(self.line_on_its_own(start, line, cells));
        }
        self.line_break();
        Some(RawRecord { line, quotes })
    }

    /// Takes one line break, `\r\n` being one, if there is one here.
    fn line_break(&mut self) -> bool {
        match self.bytes.get(self.at) {
            Some(b'\n') => self.at += 1,
            Some(b'\r') => self.at += if self.bytes.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 },
            _ => return false,
        }
        self.line += 1;
        true
    }

    fn ends_cell(&self, at: usize) -> bool {
        match self.bytes.get(at) {
            None | Some(b'\n' | b'\r') => true,
            Some(&byte) => byte == self.delimiter,
        }
    }

    fn slice(&self, from: usize, to: usize) -> Cow<'a, str> {
        Cow::Borrowed(self.text.get(from..to).unwrap_or_default())
    }

    /// Takes one cell; says whether marks within it were not doubled.
    fn cell(&mut self, cells: &mut Vec<Cow<'a, str>>) -> Result<bool, Astray> {
        let start = self.at;
        let spaces = self.bytes.iter().skip(start).take_while(|byte| **byte == b' ').count();
        if self.bytes.get(start + spaces) == Some(&b'"') {
            self.at = start + spaces + 1;
            let (cell, is_loose) = self.quoted()?;
            cells.push(cell);
            return Ok(is_loose);
        }
        while !self.ends_cell(self.at) {
            self.at += 1;
        }
        cells.push(self.slice(start, self.at));
        Ok(false)
    }

    /// Takes the rest of a quoted cell with its closing mark; says whether marks within it were not doubled.
    fn quoted(&mut self) -> Result<(Cow<'a, str>, bool), Astray> {
        let (start, first_line) = (self.at, self.line);
        // Only a cell with marks inside has to be put together from pieces.
        let mut pieces = String::new();
        let mut piece = start;
        let mut is_loose = false;
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'"' {
                let spaces = self.bytes.iter().skip(self.at + 1).take_while(|byte| **byte == b' ').count();
                if self.bytes.get(self.at + 1) == Some(&b'"') {
                    pieces.push_str(&self.slice(piece, self.at + 1));
                    self.at += 2;
                    piece = self.at;
                } else if self.ends_cell(self.at + 1 + spaces) {
                    let rest = self.slice(piece, self.at);
                    self.at += 1 + spaces;
                    if pieces.is_empty() {
                        return Ok((rest, is_loose));
                    }
                    pieces.push_str(&rest);
                    return Ok((Cow::Owned(pieces), is_loose));
                } else if self.line > first_line {
                    // The mark that opens another cell, some lines further down.
                    break;
                } else {
                    is_loose = true;
                    self.at += 1;
                }
            } else if self.has_backslashes && byte == b'\\' && matches!(self.bytes.get(self.at + 1), Some(b'"' | b'\\'))
            {
                pieces.push_str(&self.slice(piece, self.at));
                piece = self.at + 1;
                self.at += 2;
            } else if !self.line_break() {
                self.at += 1;
            } else if self.vain_bytes > MAX_VAIN_BYTES
                || self.line - first_line > MAX_BREAKS
                || self.at - start > MAX_QUOTED_BYTES
            {
                break;
            }
        }
        self.vain_bytes += self.at - start;
        Err(Astray)
    }

    /// Whether the record from `start` up to here, of several lines, is rather several rows.
    fn has_swallowed_rows(&self, start: usize, num_cells: usize) -> bool {
        if self.width < 2 {
            return false;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        let is_row = |line: &str| line.bytes().filter(|byte| *byte == self.delimiter).count() + 1 == self.width;
        let lines: Vec<bool> = text.lines().map(is_row).collect();
        let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
        let num_rows = inner.iter().filter(|is_row| **is_row).count();
        let are_all_rows = lines.iter().all(|is_row| *is_row);
        if num_cells == self.width {
            // The cells add up as they are: a note may well have commas in it, but hardly as many in every line.
            (inner.len() >= 5 && num_rows * 10 >= inner.len() * 8) || (are_all_rows && self.width > 2 && num_rows > 0)
        } else {
            are_all_rows || (inner.len() >= 3 && num_rows * 10 >= inner.len() * 8)
        }
    }

    /// Reads a single line whose marks are astray: those that close on it are honoured if the cells then add up.
    fn line_on_its_own(&mut self, start: usize, line: usize, cells: &mut Vec<Cow<'a, str>>) -> RawRecord {
        (self.at, self.line) = (start, line);
        let end = self.bytes.iter().skip(start).position(|byte| matches!(byte, b'\n' | b'\r'));
        let end = end.map_or(self.bytes.len(), |length| start + length);
        let text = self.text.get(start..end).unwrap_or_default();
        let delimiter = char::from(self.delimiter);
        let honoured = honouring_marks(text, delimiter);
        let plain: Vec<Cow<'a, str>> = text.split(delimiter).map(Cow::Borrowed).take(MAX_CELLS).collect();
        let adds_up = |cells: &[Cow<'a, str>]| cells.len() == self.width;
        *cells = if adds_up(&plain) && !adds_up(&honoured) { plain } else { honoured };
        self.at = end;
        self.line_break();
        RawRecord { line, quotes: Quotes::Stray }
    }
}

/// The cells of one line: a mark counts if it closes before the line does.
fn honouring_marks(line: &str, delimiter: char) -> Vec<Cow<'_, str>> {
    let mut cells = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest
        && cells.len() < MAX_CELLS
    {
        let closed = text.strip_prefix('"').and_then(|inside| {
            let mut marks = inside.match_indices('"').map(|(at, _)| at);
            let is_end =
                |at: usize| inside.get(at + 1..).is_some_and(|after| after.is_empty() || after.starts_with(delimiter));
            marks.find(|at| is_end(*at)).map(|at| inside.split_at(at))
        });
        if let Some((cell, after)) = closed {
            cells.push(Cow::Owned(cell.replace("\"\"", "\"")));
            rest = after.get(1..).and_then(|after| after.strip_prefix(delimiter));
        } else if let Some((cell, after)) = text.split_once(delimiter) {
            cells.push(Cow::Borrowed(cell));
            rest = Some(after);
        } else {
            cells.push(Cow::Borrowed(text));
            rest = None;
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(scan: Scan<'_>) -> Vec<(usize, Quotes, String)> {
        let (mut scan, mut cells, mut found) = (scan, Vec::new(), Vec::new());
        while let Some(record) = scan.next_record(&mut cells) {
            found.push((record.line, record.quotes, cells.join("|")));
        }
        found
    }

    fn read(text: &str, width: usize) -> Vec<(usize, Quotes, String)> {
        records(Scan::new(text, b',', 1).with_width(width))
    }

    #[test]
    fn cells_end_at_delimiters_outside_quotation_marks() {
        let told = |text: &str| read(text, 0).into_iter().map(|(_, _, cells)| cells).collect::<Vec<_>>();
        assert_eq!(told("a,b,c\r\n\r\n\"x,\r\ny\",2,\n1\n"), ["a|b|c", "x,\r\ny|2|", "1"]);
        assert_eq!(told(",\n"), ["|"]);
        assert_eq!(told("\n\n"), Vec::<String>::new());
        assert_eq!(told("\"\",\"\"\"\",\"a\"\"b\""), ["|\"|a\"b"]);
        assert_eq!(told("a, \"b, c\" ,d"), ["a|b, c|d"], "a space before the mark");
        assert_eq!(told("1,5\" pipe\n"), ["1|5\" pipe"], "a mark inside a cell is only a mark");
    }

    #[test]
    fn a_stray_quote_costs_only_its_own_line() {
        use Quotes::{Fine, Loose, Stray};
        let told = |text: &str| read(text, 2).into_iter().skip(1).collect::<Vec<_>>();
        let row = |line: usize, quotes: Quotes, cells: &str| (line, quotes, cells.to_owned());
        assert_eq!(told("a,b\n1,\"two\nlines\"\n3,4\n"), [row(2, Fine, "1|two\nlines"), row(4, Fine, "3|4")]);
        assert_eq!(told("a,b\n1,\"open\n3,4\n"), [row(2, Stray, "1|\"open"), row(3, Fine, "3|4")], "never closed");
        assert_eq!(
            told("a,b\n1,\"open\n3,\"other\"\n5,6\n"),
            [row(2, Stray, "1|\"open"), row(3, Fine, "3|other"), row(4, Fine, "5|6")],
            "closed by another cell's mark"
        );
        assert_eq!(told("a,b\n\"The \"Best\" shop\",4\n"), [row(2, Loose, "The \"Best\" shop|4")]);
        let swallowed = format!("a,b\n1,2\n3,\"{}\"\n7,8\n", "4,5\n".repeat(1000));
        assert_eq!(told(&swallowed).len(), 1003, "every row is there");
        let note = format!("a,b\n1,\"{}\"\n3,4\n", "a line, of a letter\nand one without\n".repeat(40));
        assert_eq!(told(&note).len(), 2, "a long note stays one cell");
    }

    #[test]
    fn backslashes_protect_marks_where_the_file_has_them() {
        let scan = Scan::new("a,b\n\"say \\\"hi\\\", friend\",\"c:\\\\\"\n", b',', 1).with_backslashes(true);
        assert_eq!(records(scan)[1].2, "say \"hi\", friend|c:\\");
    }

    #[test]
    fn a_file_of_opening_marks_is_read_in_time() {
        let text = "\"a\"\"\n".repeat(60_000);
        assert_eq!(read(&text, 1).len(), 60_000);
    }
}
