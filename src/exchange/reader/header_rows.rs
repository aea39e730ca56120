//! Where one row alone does not name the columns: surveys put the question into one row and what was asked about into
//! the next, others put codes above the words. Both rows together then make the names.

use std::collections::BTreeSet;

use super::grid::RawRow;

/// What stands in the second row where the question in the first was the whole of it.
const ONLY_ANSWER: [&str; 8] = [
    "response",
    "open-ended response",
    "antwort",
    "offene antwort",
    "r\u{e9}ponse",
    "r\u{e9}ponse libre",
    "respuesta",
    "resposta",
];

/// The last of the header rows, if they begin with this one: this row, or one or two below it.
pub(super) fn last_of(rows: &[RawRow], at: usize) -> usize {
    let next = at + 1;
    let Some(below) = rows.get(next).filter(|_| rows.len() > next + 1) else { return at };
    if is_for_machines(below) {
        return next;
    }
    if rows.get(next + 1).is_some_and(is_for_machines) && rows.len() > next + 2 {
        return next + 1;
    }
    if are_groups(&rows[at], below, &rows[next + 1..]) || are_codes(&rows[at], below, &rows[next + 1..]) {
        return next;
    }
    at
}

/// The names that the header row at `at` makes with those above it; none if it makes them alone. Also how many rows above
/// it were used.
pub(super) fn joined(rows: &[RawRow], at: usize) -> Option<(Vec<String>, usize)> {
    let lower = rows.get(at)?;
    if is_for_machines(lower) {
        let (names, num) = match at {
            0 => return None,
            1 => (rows[0].cells.iter().map(str::to_owned).collect(), 1),
            _ if are_codes_above(&rows[at - 2], &rows[at - 1]) => (by_codes(&rows[at - 2], &rows[at - 1]), 2),
            _ => (rows[at - 1].cells.iter().map(str::to_owned).collect(), 1),
        };
        return Some((names, num));
    }
    let upper = rows.get(at.checked_sub(1)?)?;
    let below = rows.get(at + 1..).unwrap_or_default();
    if are_codes(upper, lower, below) {
        return Some((by_codes(upper, lower), 1));
    }
    let is_title = upper.cells.iter().skip(1).all(|cell| cell.trim().is_empty());
    let has_data = upper.cells.iter().any(is_data);
    if !is_title && !has_data && (are_groups(upper, lower, below) || has_twins(lower)) {
        return Some((by_groups(upper, lower), 1));
    }
    None
}

fn cell(row: &RawRow, column: usize) -> &str {
    row.cells.get(column).map_or("", |cell| cell.trim())
}

fn is_data(cell: &str) -> bool {
    cell.bytes().next().is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.'))
}

/// A row that is meant for programs: `{"ImportId":"QID1"}`.
fn is_for_machines(row: &RawRow) -> bool {
    let mut filled = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| cell.starts_with('{') && cell.ends_with('}'))
}

/// Whether two columns have one name.
fn has_twins(row: &RawRow) -> bool {
    let mut names: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let num = names.len();
    names.sort_unstable();
    names.dedup();
    names.len() < num
}

/// Whether the upper row names groups of columns and the lower row what is in them: where the upper is blank behind a
/// name, the lower is not, and in the first columns it is the other way round.
fn are_groups(upper: &RawRow, lower: &RawRow, below: &[RawRow]) -> bool {
    let width = upper.cells.len().max(lower.cells.len());
    let is_filled = |row: &RawRow, column: usize| !cell(row, column).is_empty();
    let has_values = |column: usize| below.iter().take(50).any(|row| is_filled(row, column));
    let gaps: Vec<usize> = (1..width).filter(|&column| !is_filled(upper, column) && has_values(column)).collect();
    let named_by_lower =
        gaps.iter().filter(|&&column| is_filled(lower, column) && !is_data(cell(lower, column))).count();
    let only_upper = (0..width).filter(|&column| is_filled(upper, column) && !is_filled(lower, column)).count();
    let lower_has_data = lower.cells.iter().any(|cell| is_data(cell.trim()));
    gaps.len() > 1 && named_by_lower == gaps.len() && only_upper > 0 && !lower_has_data
}

/// Whether the upper row holds codes, one word for each column, and the lower one the words they stand for: then the
/// lower has a text over every column of numbers and dates, and there are such columns.
fn are_codes(upper: &RawRow, lower: &RawRow, below: &[RawRow]) -> bool {
    if !are_codes_above(upper, lower) {
        return false;
    }
    let mut names = BTreeSet::new();
    for column in 0..upper.cells.len() {
        let values: Vec<&str> =
            below.iter().take(50).map(|row| cell(row, column)).filter(|text| !text.is_empty()).collect();
        let are_data =
            !values.is_empty() && values.iter().filter(|text| is_data(text)).count() * 10 >= values.len() * 9;
        if are_data {
            let name = cell(lower, column);
            if name.chars().filter(|c| c.is_alphabetic()).count() < 4
                || is_data(name)
                || values.contains(&name)
                || !names.insert(name)
            {
                return false;
            }
        }
    }
    names.len() > 2
}

fn are_codes_above(upper: &RawRow, lower: &RawRow) -> bool {
    let is_code = |text: &str| text.len() <= 40 && text.split_whitespace().count() <= 3;
    let num = |row: &RawRow| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    num(upper) > 3
        && 10 * num(lower) >= 7 * num(upper)
        && upper.cells.iter().all(|text| is_code(text.trim()) && !is_data(text.trim()))
        && !lower.cells.iter().any(|text| is_data(text.trim()))
}

/// The words where the code is only a number (`Q2_1`), else the code (`StartDate`).
fn by_codes(upper: &RawRow, lower: &RawRow) -> Vec<String> {
    let width = upper.cells.len().max(lower.cells.len());
    let name = |column: usize| {
        let (code, words) = (cell(upper, column), cell(lower, column));
        let is_number = code.chars().any(|c| c.is_ascii_digit()) || code.chars().count() < 4;
        if words.is_empty() || (!is_number && !code.is_empty()) { code } else { words }
    };
    (0..width).map(|column| name(column).to_owned()).collect()
}

/// "Question [row]": the upper name goes on until the next.
fn by_groups(upper: &RawRow, lower: &RawRow) -> Vec<String> {
    let width = upper.cells.len().max(lower.cells.len());
    let mut group = "";
    let mut names = Vec::with_capacity(width);
    for column in 0..width {
        let (above, name) = (cell(upper, column), cell(lower, column));
        if !above.is_empty() {
            group = above;
        }
        let is_all = ONLY_ANSWER.contains(&name.to_lowercase().as_str());
        names.push(match () {
            () if name.is_empty() => above.to_owned(),
            () if is_all && !group.is_empty() => group.to_owned(),
            () if group.is_empty() => name.to_owned(),
            () => format!("{group} [{name}]"),
        });
    }
    names
}

#[cfg(test)]
mod tests {
    use crate::exchange::{HeaderRow, Table};

    fn headers(text: &str) -> (HeaderRow, Vec<String>, usize) {
        let table = Table::read(text.as_bytes()).unwrap();
        (table.sniffed.header, table.headers, table.rows.len())
    }

    #[test]
    fn questions_and_their_rows_are_joined() {
        let text = "Id,How was it?,,,Anything else?\n,Speed,Price,Care,Open-Ended Response\n71,Good,Bad,Good,no\n72,Bad,Bad,Good,\n";
        let (row, names, num) = headers(text);
        assert_eq!((row, num), (HeaderRow::At(2), 2));
        assert_eq!(names, ["Id", "How was it? [Speed]", "How was it? [Price]", "How was it? [Care]", "Anything else?"]);
    }

    #[test]
    fn codes_give_way_to_words() {
        let text = "StartDate,Duration,Q1,Q2_1\nStart Date,Duration (in seconds),Which company?,How was our advice?\n\
            \"{\"\"ImportId\"\":\"\"s\"\"}\",\"{\"\"ImportId\"\":\"\"d\"\"}\",\"{\"\"ImportId\"\":\"\"Q1\"\"}\",\"{\"\"ImportId\"\":\"\"Q2\"\"}\"\n\
            2026-01-05,71,Alder,4\n2026-01-06,82,Birch,5\n";
        let (row, names, num) = headers(text);
        assert_eq!((row, num), (HeaderRow::At(3), 2));
        assert_eq!(names, ["StartDate", "Duration", "Which company?", "How was our advice?"]);
        let two = "V1,V2,V3,V4\nRespondent,Speed of answers,Price for quality,Overall care\n7,4,5,3\n8,2,5,4\n";
        assert_eq!(headers(two).1, ["Respondent", "Speed of answers", "Price for quality", "Overall care"]);
    }

    #[test]
    fn a_first_row_of_data_is_no_second_header() {
        for text in [
            "Name,City,Size\nAlder,Rome,5\nBirch,Oslo,4\nCedar,Bern,4\n",
            "Name,,Size\nAlder,Rome,n/a\nBirch,Oslo,4\nCedar,Bern,4\n",
            "Name,Speed,Price,Care\nAlder,none,none,none\nBirch,4,5,5\nCedar,3,2,4\n",
        ] {
            assert_eq!((headers(text).0, headers(text).2), (HeaderRow::At(1), 3), "{text}");
        }
    }
}
