//! The shape of CSV text, without its contents: how many cells each record has, and where a quote goes astray.
//!
//! The `csv` crate reads on without a word when a quotation mark is not closed: a thousand rows become one cell.
//! So the same grammar is walked here first, only to count and to look for that.

/// A cell in quotes with more line breaks than this has swallowed rows.
const MAX_BREAKS: usize = 20;
/// A cell in quotes with a line break and more bytes than this has swallowed rows.
const MAX_BYTES_WITH_BREAKS: usize = 32 * 1024;

/// One record as it lies in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawRecord {
    /// How many cells it has.
    pub(super) cells: usize,
    /// The line on which a cell starts whose quotation mark is astray, if one does.
    pub(super) stray_quote: Option<usize>,
}

/// Walks a text record by record; blank lines are passed over.
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    at: usize,
    line: usize,
}

impl<'a> Scan<'a> {
    /// Starts at the first byte, which lies on line `line` of the file.
    pub(super) const fn new(text: &'a str, delimiter: u8, line: usize) -> Self {
        Self { bytes: text.as_bytes(), delimiter, at: 0, line }
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

    fn at_end_of_cell(&self) -> bool {
        match self.bytes.get(self.at) {
            None | Some(b'\n' | b'\r') => true,
            Some(&byte) => byte == self.delimiter,
        }
    }

    /// Takes one cell; says on which line it starts if its quotation mark is astray.
    fn cell(&mut self) -> Option<usize> {
        let (first_line, first_byte) = (self.line, self.at);
        let mut stray = None;
        if self.bytes.get(self.at) == Some(&b'"') {
            self.at += 1;
            let closed = self.quoted();
            let breaks = self.line - first_line;
            let swallows = breaks > MAX_BREAKS || (breaks > 0 && self.at - first_byte > MAX_BYTES_WITH_BREAKS);
            // A mark that closes in the middle of a later cell opened that one, not this.
            if !closed || swallows || (breaks > 0 && !self.at_end_of_cell()) {
                stray = Some(first_line);
            }
        }
        while !self.at_end_of_cell() {
            self.at += 1;
        }
        stray
    }

    /// Takes the rest of a quoted cell up to its closing mark; says whether there was one.
    fn quoted(&mut self) -> bool {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'"' {
                self.at += 1;
                if self.bytes.get(self.at) != Some(&b'"') {
                    return true;
                }
                self.at += 1;
            } else if !self.line_break() {
                self.at += 1;
            }
        }
        false
    }
}

impl Iterator for Scan<'_> {
    type Item = RawRecord;

    fn next(&mut self) -> Option<RawRecord> {
        while self.line_break() {}
        if self.at >= self.bytes.len() {
            return None;
        }
        let mut record = RawRecord { cells: 0, stray_quote: None };
        loop {
            let stray = self.cell();
            record.cells += 1;
            record.stray_quote = record.stray_quote.or(stray);
            if self.bytes.get(self.at) != Some(&self.delimiter) {
                break;
            }
            self.at += 1;
        }
        self.line_break();
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stray(text: &str) -> Option<usize> {
        Scan::new(text, b',', 1).find_map(|record| record.stray_quote)
    }

    #[test]
    fn cells_are_counted_with_quotes_in_mind() {
        let cells = |text: &str| Scan::new(text, b',', 1).map(|record| record.cells).collect::<Vec<_>>();
        assert_eq!(cells("a,b,c\r\n\r\n\"x,\r\ny\",2,\n1\n"), [3, 3, 1]);
        assert_eq!(cells(",\n"), [2]);
        assert_eq!(cells("\n\n"), Vec::<usize>::new());
    }

    #[test]
    fn a_quote_that_swallows_rows_is_found_where_it_opens() {
        assert_eq!(stray("a,b\n1,\"two\nlines\"\n3,4\n"), None);
        assert_eq!(stray("a,b\n1,5\" pipe\n3,4\n"), None, "a mark inside a cell is only a mark");
        assert_eq!(stray("a,b\n1,\"open\n3,4\n"), Some(2), "never closed");
        assert_eq!(stray("a,b\n1,\"open\n3,\"other\" x\n"), Some(2), "closed by another cell's mark");
        assert_eq!(stray(&format!("a,b\n1,\"{}\"\n", "x\n".repeat(21))), Some(2), "too many lines");
        assert_eq!(stray(&format!("a,b\n1,\"{}\"\n", "x\n".repeat(20))), None, "a long note");
    }
}
