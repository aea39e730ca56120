//! Text with delimiters: which delimiter, how it quotes, and its rows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::encoding;
use super::grid::{Grid, report};
use super::layout::{self, Shape};
use super::scan::{Quotes, Scan};
use super::sniffed::{Odd, ReadOptions, Sniffed, Source, Watch};
use crate::exchange::ImportError;
use crate::exchange::table::{Delimiter, Table};

/// Reads bytes that are no known kind of binary file.
pub(super) fn read_bytes(bytes: &[u8], options: &ReadOptions, watch: &Watch<'_>) -> Result<Table, ImportError> {
    report(watch, 0, bytes.len() as u64)?;
    let decoded = encoding::decode(bytes, options.encoding)?;
    let mut grid = Grid::default();
    for (line, encoding) in &decoded.other_lines {
        grid.note(*line, None, Odd::OtherEncoding(*encoding));
    }
    for (line, num) in &decoded.lost {
        grid.note(*line, None, Odd::LostCharacters(*num));
    }
    let mut sniffed = Sniffed::of(Source::Text);
    sniffed.encoding = Some(decoded.encoding);
    sniffed.is_encoding_certain = decoded.is_certain;
    sniffed.num_other_encoding = decoded.num_other;
    read_text(&decoded.text, (grid, sniffed), options, watch)
}

/// Reads text that was pasted.
pub(super) fn read_clipboard(text: &str, options: &ReadOptions, watch: &Watch<'_>) -> Result<Table, ImportError> {
    if text.len() > Table::MAX_BYTES {
        return Err(ImportError::TooLarge(text.len()));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end_matches('\0');
    read_text(text, (Grid::default(), Sniffed::of(Source::Clipboard)), options, watch)
}

fn read_text(
    text: &str,
    (mut grid, mut sniffed): (Grid, Sniffed),
    options: &ReadOptions,
    watch: &Watch<'_>,
) -> Result<Table, ImportError> {
    let (said, body, first_line) = drop_sep_line(text);
    let unwrapped = if said.or(options.delimiter).is_none() { unwrap_rows(body) } else { None };
    let body = unwrapped.as_deref().unwrap_or(body);
    let is_pasted_table = sniffed.source == Source::Clipboard && body.contains('\t');
    let delimiter = options
        .delimiter
        .or(said)
        .unwrap_or_else(|| if is_pasted_table { Delimiter::Tab } else { guess_delimiter(body) });
    let width = usual_width(body, delimiter).map_or(1, |(_, width)| width);
    let scan = || Scan::new(body, delimiter.byte(), first_line).with_width(width);
    let has_backslashes = body.contains("\\\"") && num_troubled(scan().with_backslashes(true)) < num_troubled(scan());
    let mut scan = scan().with_backslashes(has_backslashes);
    let mut cells: Vec<Cow<'_, str>> = Vec::new();
    let mut num_records = 0_usize;
    while let Some(record) = scan.next_record(&mut cells) {
        match record.quotes {
            Quotes::Fine => {}
            Quotes::Loose => grid.note(record.line, None, Odd::LooseQuote),
            Quotes::Stray => grid.note(record.line, None, Odd::StrayQuote),
        }
        grid.push(record.line, &cells)?;
        num_records += 1;
        if num_records.is_multiple_of(4096) {
            report(watch, scan.position() as u64, text.len() as u64)?;
        }
    }
    sniffed.delimiter = Some(delimiter);
    sniffed.has_sep_line = first_line > 1;
    let mut table = layout::lay_out(grid, sniffed, options.header, Shape::Delimited { width })?;
    table.delimiter = delimiter;
    report(watch, text.len() as u64, text.len() as u64)?;
    Ok(table)
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

/// The text without the quotation marks around whole rows, if all rows are so: `"Name,City"`, as a program writes that
/// took each row for one cell.
fn unwrap_rows(text: &str) -> Option<String> {
    const LOOKED_AT: usize = 50;
    let inside =
        |line: &str| line.trim_end().strip_prefix('"').and_then(|line| line.strip_suffix('"')).map(str::to_owned);
    let first = || text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
    if !first().all(|line| inside(line).is_some()) || usual_width(text, guess_delimiter(text))?.1 > 1 {
        return None;
    }
    let plain: String = text
        .lines()
        .flat_map(|line| {
            [inside(line).map_or_else(|| line.to_owned(), |line| line.replace("\"\"", "\"")), "\n".to_owned()]
        })
        .collect();
    let (num_agreeing, width) = usual_width(&plain, guess_delimiter(&plain))?;
    (width > 1 && num_agreeing >= first().count()).then_some(plain)
}

/// The delimiter that gives the same number of cells, more than one, in most of the first records.
fn guess_delimiter(text: &str) -> Delimiter {
    let mut best = (Delimiter::Comma, (0, 0));
    for delimiter in Delimiter::ALL {
        if let Some(found) = usual_width(text, delimiter)
            && found.1 > 1
            && found > best.1
        {
            best = (delimiter, found);
        }
    }
    best.0
}

/// How many of the first 100 records agree on the most usual number of cells, and that number. More than one cell
/// counts before one: lines above a table have no delimiters.
fn usual_width(text: &str, delimiter: Delimiter) -> Option<(usize, usize)> {
    const RECORDS: usize = 100;
    let mut scan = Scan::new(text, delimiter.byte(), 1);
    let mut cells = Vec::new();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for _ in 0..RECORDS {
        if scan.next_record(&mut cells).is_none() {
            break;
        }
        *counts.entry(cells.len()).or_default() += 1;
    }
    let most = counts.iter().filter(|(width, _)| **width > 1).map(|(width, num)| (*num, *width)).max();
    most.or_else(|| counts.get(&1).map(|num| (*num, 1)))
}

/// How many of the first records have trouble with quotation marks.
fn num_troubled(mut scan: Scan<'_>) -> usize {
    const RECORDS: usize = 2_000;
    let mut cells = Vec::new();
    let records = std::iter::from_fn(|| scan.next_record(&mut cells));
    records.take(RECORDS).filter(|record| record.quotes != Quotes::Fine).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_agrees_with_itself() {
        assert_eq!(guess_delimiter("name,city\nA,\"x;y;z\"\nB,q\n"), Delimiter::Comma);
        assert_eq!(guess_delimiter("name;revenue\nA;1,5\nB;2,5\nC;1\n"), Delimiter::Semicolon);
        assert_eq!(guess_delimiter("name\trevenue, net\nA\t1\nB\t2\n"), Delimiter::Tab);
        assert_eq!(guess_delimiter("name|city\nA|Rome, Italy\nB|Oslo\n"), Delimiter::Pipe);
        assert_eq!(guess_delimiter("name\nA\nB\n"), Delimiter::Comma, "one column");
    }
}
