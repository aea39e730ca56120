//! A workbook as bytes: the frame by the writer, the rows streamed in, so that 700,000 answers need no memory of
//! their own.
//!
//! The writer keeps every cell until the end. So it is only given the headers and, as a pattern, one row with each
//! look; the rows then go straight into the finished package, in the styles of the pattern, which is taken out again.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Seek, Write};
use std::ops::ControlFlow;

use jiff::civil::{Date, date};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::super::xlsx_out::{cell_text, header_format, rgb};
use super::sheet::{Column, Look, Sheet, Value};
use super::{ExportError, Ticker};
use crate::charts::Theme;

/// Where the packed rows stand between large and slow.
const COMPRESSION: i64 = 4;
/// Rows are handed on in pieces of about this many bytes.
const PIECE: usize = 1 << 16;
/// The height of a line, points.
const LINE: usize = 15;
/// No row is higher than so many lines; the rest is read in the cell.
const MOST_LINES: usize = 16;
/// The row of the pattern, from 0.
const PATTERN_ROW: u32 = 1;

/// Rows that are to be streamed into a sheet of the workbook.
pub(super) struct Part<'a> {
    pub(super) sheet: &'a dyn Sheet,
    /// The first of its rows, from 0.
    pub(super) from: usize,
    /// How many.
    pub(super) num: usize,
    /// The place of the sheet in the workbook, from 1.
    pub(super) number: usize,
}

fn format(look: Look) -> Format {
    let theme = &Theme::LIGHT;
    let base = Format::new().set_align(FormatAlign::Top);
    match look {
        Look::Text => base,
        Look::Wrapped => base.set_text_wrap(),
        Look::Flag => base.set_text_wrap().set_font_color(rgb(theme.let_go.line)),
        Look::Number => base.set_num_format("General").set_align(FormatAlign::Right),
        Look::Count => base.set_num_format("#,##0"),
        Look::Score => base.set_num_format("0.0"),
        Look::Percent => base.set_num_format("0 %"),
        Look::Money => base.set_num_format("#,##0.00"),
        Look::Date => base.set_num_format("yyyy\\-mm\\-dd").set_align(FormatAlign::Left),
        Look::Verdict(verdict) => {
            let pill = theme.verdict(verdict).pill;
            base.set_bold().set_background_color(rgb(pill.fill)).set_font_color(rgb(pill.label))
        }
    }
}

/// A sheet with everything but its rows.
pub(super) fn frame(sheet: &dyn Sheet, name: &str, num_rows: usize) -> Result<Worksheet, XlsxError> {
    let mut page = Worksheet::new();
    page.set_name(name)?;
    let header = header_format();
    let mut last: u16 = 0;
    for (at, column) in (0u16..).zip(sheet.columns()) {
        page.write_string_with_format(0, at, cell_text(&column.header), &header)?;
        page.set_column_width(at, column.width)?;
        last = at;
    }
    for (at, look) in (0u16..).zip(Look::ALL) {
        page.write_blank(PATTERN_ROW, at, &format(look))?;
    }
    page.set_row_height(0, 32)?;
    page.set_freeze_panes(1, sheet.num_fixed_columns())?;
    page.set_repeat_rows(0, 0)?;
    // Wide tables go on on further pages, each row beginning with its name, rather than become too small to read.
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(pages_across(sheet.columns()), 0);
    page.set_repeat_columns(0, 0)?;
    let last_row = u32::try_from(num_rows).unwrap_or(u32::MAX).max(1);
    page.autofilter(0, 0, last_row, last)?;
    Ok(page)
}

/// How many sheets of paper stand beside each other, at about two thirds of the size on screen.
fn pages_across(columns: &[Column]) -> u16 {
    const ON_A_PAGE: f64 = 200.0;
    let mut pages = 1;
    let mut room = ON_A_PAGE;
    for column in columns {
        if column.width > room {
            pages += 1;
            room = ON_A_PAGE;
        }
        room -= column.width;
    }
    pages
}

/// Writes the workbook with the rows in it.
pub(super) fn pack(
    mut workbook: Workbook,
    parts: &[Part<'_>],
    out: &mut (impl Write + Seek),
    ticker: &mut Ticker<'_>,
) -> Result<(), ExportError> {
    let frame = workbook.save_to_buffer()?;
    drop(workbook);
    let mut archive = ZipArchive::new(Cursor::new(frame.as_slice()))?;
    let mut out = ZipWriter::new(out);
    for index in 0..archive.len() {
        let name = archive.by_index(index)?.name()?.into_owned();
        let part = parts.iter().find(|part| name == format!("xl/worksheets/sheet{}.xml", part.number));
        let Some(part) = part else {
            out.raw_copy_file(archive.by_index_raw(index)?)?;
            continue;
        };
        let mut xml = String::new();
        archive.by_index(index)?.read_to_string(&mut xml)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(COMPRESSION))
            .last_modified_time(DateTime::default());
        out.start_file(name, options)?;
        stream(&xml, part, &mut out, ticker)?;
    }
    out.finish()?;
    Ok(())
}

/// The sheet's own XML with the rows in place of the pattern.
fn stream(xml: &str, part: &Part<'_>, out: &mut impl Write, ticker: &mut Ticker<'_>) -> Result<(), ExportError> {
    let (before, pattern, after) = split(xml).ok_or(ExportError::Package)?;
    let styles = styles(pattern);
    if styles.len() != Look::ALL.len() {
        return Err(ExportError::Package);
    }
    let columns = part.sheet.columns();
    let letters: Vec<String> = (0..columns.len()).map(letters).collect();
    out.write_all(with_dimension(before, letters.last(), part.num).as_bytes())?;
    let mut piece = String::with_capacity(2 * PIECE);
    for (row, cells) in part.sheet.rows().skip(part.from).take(part.num).enumerate() {
        let number = row + 2;
        // Writing to a String cannot fail; the errors are passed on all the same.
        write!(piece, "<row r=\"{number}\"")?;
        match lines(&cells, columns) {
            0 | 1 => piece.push('>'),
            lines => write!(piece, " ht=\"{}\" customHeight=\"1\">", LINE * lines)?,
        }
        for ((cell, column), letters) in cells.iter().zip(columns).zip(&letters) {
            let look = if let Value::Verdict(verdict) = cell { Look::Verdict(*verdict) } else { column.look };
            write_cell(&mut piece, cell, &format!("{letters}{number}"), styles[look.place()])?;
        }
        piece.push_str("</row>");
        if piece.len() >= PIECE {
            out.write_all(piece.as_bytes())?;
            piece.clear();
        }
        if ticker.tick() == ControlFlow::Break(()) {
            return Err(ExportError::Cancelled);
        }
    }
    out.write_all(piece.as_bytes())?;
    out.write_all(after.as_bytes())?;
    Ok(())
}

/// How many lines the longest text of a row takes in its column. Not every program finds out by itself.
fn lines(cells: &[Value<'_>], columns: &[Column]) -> usize {
    let of = |(cell, column): (&Value<'_>, &Column)| match cell {
        Value::Text(text) if matches!(column.look, Look::Wrapped | Look::Flag) => {
            text.lines().map(|line| line.chars().count().div_ceil(column.characters()).max(1)).sum()
        }
        _ => 1,
    };
    cells.iter().zip(columns).map(of).max().unwrap_or(1).min(MOST_LINES)
}

/// What stands before the pattern, the pattern, and what stands after it.
fn split(xml: &str) -> Option<(&str, &str, &str)> {
    let start = xml.find("<row r=\"2\"")?;
    let length = xml[start..].find("</row>")? + "</row>".len();
    let (before, rest) = xml.split_at(start);
    let (pattern, after) = rest.split_at(length);
    Some((before, pattern, after))
}

/// The numbers of the styles in the pattern.
fn styles(pattern: &str) -> Vec<&str> {
    let cells = pattern.split("<c ").skip(1);
    cells.filter_map(|cell| cell.split_once("s=\"")?.1.split_once('"').map(|(style, _)| style)).collect()
}

/// The sheet says how far it reaches before its first row.
fn with_dimension(before: &str, last: Option<&String>, num_rows: usize) -> String {
    const OPEN: &str = "<dimension ref=\"";
    let known = before.split_once(OPEN).and_then(|(head, rest)| Some((head, rest.split_once('"')?.1)));
    match (known, last) {
        (Some((head, tail)), Some(last)) => format!("{head}{OPEN}A1:{last}{}\"{tail}", num_rows + 1),
        _ => before.to_owned(),
    }
}

/// The letters of a column, from 0: A, B … Z, AA.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

fn write_cell(out: &mut String, cell: &Value<'_>, at: &str, style: &str) -> std::fmt::Result {
    match cell {
        Value::Blank => Ok(()),
        Value::Number(number) => write!(out, "<c r=\"{at}\" s=\"{style}\"><v>{}</v></c>", number + 0.0),
        Value::Date(day) => match serial(*day) {
            Some(serial) => write!(out, "<c r=\"{at}\" s=\"{style}\"><v>{serial}</v></c>"),
            None => write_text(out, &day.to_string(), at, style),
        },
        Value::Text(text) => write_text(out, &cell_text(text), at, style),
        Value::Verdict(verdict) => write_text(out, verdict.words(), at, style),
    }
}

/// The days since the end of 1899, as Excel counts; before March 1900 it counts wrongly, so those days stay text.
fn serial(day: Date) -> Option<i32> {
    let days = date(1899, 12, 30).until(day).ok()?.get_days();
    (days > 60).then_some(days)
}

/// A text in the cell itself: it is never looked at as a formula.
fn write_text(out: &mut String, text: &str, at: &str, style: &str) -> std::fmt::Result {
    write!(out, "<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">")?;
    for (place, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(c),
            // What reads like an escape of Excel's own must not become one.
            '_' if is_escape(&text[place..]) => out.push_str("_x005F_"),
            '\0'..='\u{1f}' => write!(out, "_x{:04X}_", u32::from(c))?,
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out.push_str("</t></is></c>");
    Ok(())
}

/// Whether the text begins like `_x000D_`.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let all = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters);
        assert_eq!(all, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn days_are_counted_as_excel_does() {
        assert_eq!(serial(date(1900, 3, 1)), Some(61));
        assert_eq!(serial(date(2026, 11, 29)), Some(46_355));
        assert_eq!(serial(date(1900, 2, 28)), None);
    }

    #[test]
    fn texts_are_escaped() {
        let mut out = String::new();
        write_text(&mut out, "a<b> & _x0041_ _x\u{1}\u{ffff}", "A1", "3").unwrap();
        assert!(out.contains("a&lt;b&gt; &amp; _x005F_x0041_ _x_x0001_\u{fffd}<"), "{out}");
    }
}
