//! How a spreadsheet is to be read, as arguments.

use clap::{Args, ValueEnum};

use crate::exchange::{Delimiter, HeaderRow, ReadOptions, TextEncoding};

/// How to read a spreadsheet; what is not said is guessed.
#[derive(Debug, Clone, Default, Args)]
pub struct ReadingArgs {
    /// The sheet of a workbook; without it, the first that is not hidden and has something in it
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The row that names the columns, or "none"; without it, it is guessed
    #[arg(long, value_name = "ROW", value_parser = header_row)]
    pub header_row: Option<HeaderRow>,
    /// How a text file is written, such as utf-8, windows-1252, macintosh or cp850; without it, it is guessed
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<TextEncoding>,
    /// What stands between the cells of a text file; without it, it is guessed
    #[arg(long, value_enum, value_name = "NAME")]
    pub delimiter: Option<DelimiterName>,
}

impl From<&ReadingArgs> for ReadOptions {
    fn from(args: &ReadingArgs) -> Self {
        Self {
            encoding: args.encoding,
            delimiter: args.delimiter.map(Into::into),
            header: args.header_row,
            sheet: args.sheet.clone(),
        }
    }
}

fn header_row(text: &str) -> Result<HeaderRow, String> {
    match text.parse() {
        Ok(row) if row > 0 => Ok(HeaderRow::At(row)),
        _ if text.eq_ignore_ascii_case("none") => Ok(HeaderRow::Nowhere),
        _ => Err("give the number of a row, from 1, or \"none\"".to_owned()),
    }
}

fn encoding(name: &str) -> Result<TextEncoding, String> {
    TextEncoding::named(name).ok_or_else(|| {
        let names: Vec<&str> = TextEncoding::all().map(TextEncoding::name).collect();
        format!("known are {}", names.join(", "))
    })
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DelimiterName {
    /// ,
    Comma,
    /// ;
    Semicolon,
    /// A tab
    Tab,
    /// |
    Pipe,
}

impl From<DelimiterName> for Delimiter {
    fn from(name: DelimiterName) -> Self {
        match name {
            DelimiterName::Comma => Self::Comma,
            DelimiterName::Semicolon => Self::Semicolon,
            DelimiterName::Tab => Self::Tab,
            DelimiterName::Pipe => Self::Pipe,
        }
    }
}
