//! Bytes become a table: text in any encoding with any delimiter, and workbooks.
//!
//! Every guess is shown in [`Sniffed`] and can be overruled by [`ReadOptions`]; what is odd about a row or a cell is an
//! [`Oddity`]. Whatever a file claims about itself, memory grows only with what has been counted (see [`Table`]).

mod archive;
mod asides;
mod codepages;
mod delimited;
mod encoding;
mod grid;
mod guess;
mod header_rows;
mod kind;
mod layout;
mod ods;
mod package;
mod scan;
mod sheet;
mod sniffed;
mod text_marks;
mod values;
mod xlsx;
mod xml;

pub use encoding::TextEncoding;
pub use sniffed::{Aside, Continue, HeaderRow, Odd, Oddity, ReadOptions, ReadProgress, Sheet, Sniffed, Source, Watch};

use archive::Archive;
use kind::FileKind;

use super::{ImportError, Table};

/// Reads any file that may be a spreadsheet.
pub(super) fn read(bytes: &[u8], options: &ReadOptions, watch: &Watch<'_>) -> Result<Table, ImportError> {
    if bytes.len() > Table::MAX_BYTES {
        return Err(ImportError::TooLarge(bytes.len()));
    }
    match kind::of(bytes)? {
        FileKind::Archive => {
            let mut archive = Archive::open(bytes)?;
            if ods::is_spreadsheet(&mut archive)? {
                ods::read(archive, options, watch)
            } else if package::is_workbook(&mut archive)? {
                xlsx::read(archive, options, watch)
            } else {
                Err(kind::of_archive(&archive.names()))
            }
        }
        FileKind::Text => delimited::read_bytes(bytes, options, watch),
    }
}

/// Reads text that was pasted.
pub(super) fn read_clipboard(text: &str, options: &ReadOptions, watch: &Watch<'_>) -> Result<Table, ImportError> {
    delimited::read_clipboard(text, options, watch)
}
