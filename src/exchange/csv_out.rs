//! CSV out, as spreadsheets like it: UTF-8 with a byte-order mark, RFC 4180 quotes and line ends, numbers with a
//! decimal point, and texts that no spreadsheet takes for formulas.

use std::io::Write;

use super::export::protect_from_formulas;

/// Why a table cannot be written as CSV.
#[derive(Debug, thiserror::Error)]
#[error("The table could not be made ({0}). Nothing was saved")]
pub struct CsvError(#[from] csv::Error);

/// By this Excel knows that a file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A CSV file under way, handed on as it grows.
pub(super) struct CsvOut<W: Write> {
    writer: csv::Writer<W>,
    is_row_begun: bool,
}

impl<W: Write> CsvOut<W> {
    pub(super) fn new(mut out: W) -> Result<Self, CsvError> {
        let mut builder = csv::WriterBuilder::new();
        builder.terminator(csv::Terminator::CRLF).flexible(true);
        out.write_all(BYTE_ORDER_MARK).map_err(csv::Error::from)?;
        Ok(Self { writer: builder.from_writer(out), is_row_begun: false })
    }

    /// A text; what would start a formula gets an apostrophe in front.
    pub(super) fn text(&mut self, text: &str) -> Result<(), CsvError> {
        self.field(&protect_from_formulas(text))
    }

    /// A number in full, with a point.
    pub(super) fn number(&mut self, number: f64) -> Result<(), CsvError> {
        self.field(&plain_number(number))
    }

    /// An empty cell.
    pub(super) fn blank(&mut self) -> Result<(), CsvError> {
        self.field("")
    }

    /// A word of ours, such as a date: nothing to protect.
    pub(super) fn word(&mut self, word: &str) -> Result<(), CsvError> {
        self.field(word)
    }

    pub(super) fn end_row(&mut self) -> Result<(), CsvError> {
        if std::mem::take(&mut self.is_row_begun) {
            self.writer.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), CsvError> {
        Ok(self.writer.flush().map_err(csv::Error::from)?)
    }

    fn field(&mut self, field: &str) -> Result<(), CsvError> {
        self.is_row_begun = true;
        Ok(self.writer.write_field(field)?)
    }
}

/// A number as every program reads it: no exponent, no thousands separators, no minus zero.
pub(super) fn plain_number(number: f64) -> String {
    // Adding zero makes −0 plain 0.
    format!("{}", number + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_safe() {
        let mut bytes = Vec::new();
        let mut out = CsvOut::new(&mut bytes).unwrap();
        for text in ["Name", "=1+1", "a \"b\", c", "two\nlines"] {
            out.text(text).unwrap();
        }
        out.end_row().unwrap();
        for number in [0.1 + 0.2, -0.0, -3.5, 1e21] {
            out.number(number).unwrap();
        }
        out.end_row().unwrap();
        out.blank().unwrap();
        out.end_row().unwrap();
        out.finish().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let wanted = "\u{feff}Name,'=1+1,\"a \"\"b\"\", c\",\"two\nlines\"\r\n0.30000000000000004,0,-3.5,\
                      1000000000000000000000\r\n\"\"\r\n";
        assert_eq!(text, wanted);
    }
}
