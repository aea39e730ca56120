//! What is in a column: how many numbers, yes and no, dates, different texts; and the scale it would make.

use std::collections::BTreeMap;

use super::numbers::DecimalVotes;
use super::{Decimal, Table, cell, dates, parse_number};
use crate::model::{Finite, Line, Scale};

/// What is in a column.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Facts<'a> {
    /// Cells that say something.
    pub(super) filled: usize,
    /// Those that are numbers.
    pub(super) numbers: usize,
    /// Those that are whole numbers.
    pub(super) integers: usize,
    /// The smallest number.
    pub(super) min: f64,
    /// The largest number.
    pub(super) max: f64,
    /// How often each text occurs, up to [`Self::MAX_DISTINCT`] different ones.
    pub(super) texts: BTreeMap<&'a str, usize>,
    /// Those that are dates and nothing else.
    pub(super) dates: usize,
    /// Which order the dates have, if one of them tells.
    pub(super) date_order: Option<super::DateOrder>,
    /// Those that name a status.
    pub(super) statuses: usize,
    /// Whether a number is written with leading zeros, as codes are.
    pub(super) has_leading_zeros: bool,
    /// The decimal sign.
    pub(super) decimal: Decimal,
}

impl<'a> Facts<'a> {
    /// How many different texts are kept.
    pub(super) const MAX_DISTINCT: usize = 2_000;

    fn of(table: &'a Table, column: usize, decimal: Decimal) -> Self {
        let mut facts = Self { decimal, min: f64::INFINITY, max: f64::NEG_INFINITY, ..Self::default() };
        for text in cells(table, column) {
            facts.filled += 1;
            if let Some(times) = facts.texts.get_mut(text) {
                *times += 1;
            } else if facts.texts.len() < Self::MAX_DISTINCT {
                facts.texts.insert(text, 1);
            }
            if let Ok(value) = parse_number(text, decimal) {
                facts.numbers += 1;
                facts.integers += usize::from(value.fract() == 0.0);
                facts.min = facts.min.min(value);
                facts.max = facts.max.max(value);
                let digits = text.as_bytes();
                facts.has_leading_zeros |= digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit();
            } else if dates::parse_date(text, Some(super::DateOrder::DayFirst)).is_ok()
                || dates::parse_date(text, Some(super::DateOrder::MonthFirst)).is_ok()
            {
                facts.dates += 1;
                facts.date_order = facts.date_order.or_else(|| dates::order_of(text));
            } else if cell::status(text).is_some() {
                facts.statuses += 1;
            }
        }
        facts
    }

    /// Whether every filled cell is a number, and there is one.
    pub(super) const fn is_numeric(&self) -> bool {
        self.filled > 0 && self.numbers == self.filled && !self.has_leading_zeros
    }

    /// Whether a text occurs more than once among those looked at.
    pub(super) fn repeats(&self) -> bool {
        self.texts.len() < Self::MAX_DISTINCT && self.texts.len() < self.filled
    }

    /// The share of the filled cells that are among `num`.
    pub(super) fn share(&self, num: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { num as f64 / self.filled as f64 }
    }

    /// The scale these cells would be answers on, with the texts that would mean "not applicable".
    pub(super) fn scale(&self, yes: &[String], no: &[String]) -> Option<(Scale, Vec<String>)> {
        self.yes_no(yes, no).or_else(|| self.numeric_scale().map(|scale| (scale, Vec::new())))
    }

    /// Yes/no, if both occur and at most two other texts, in at most half of the cells.
    fn yes_no(&self, yes: &[String], no: &[String]) -> Option<(Scale, Vec<String>)> {
        if self.texts.len() > 12 {
            return None;
        }
        let (mut num_yes, mut num_no, mut others) = (0, 0, Vec::new());
        for (text, times) in &self.texts {
            if cell::is_word(text, yes) {
                num_yes += times;
            } else if cell::is_word(text, no) {
                num_no += times;
            } else {
                others.push((*text).to_owned());
            }
        }
        let is_yes_no = num_yes > 0 && num_no > 0 && others.len() <= 2 && 2 * (num_yes + num_no) >= self.filled;
        // 0, 1 and 2 are points, not yes, no and something else; also beside a stray word.
        let is_points = others.iter().any(|text| text.trim().parse::<f64>().is_ok_and(f64::is_finite));
        (is_yes_no && !is_points).then_some((Scale::YesNo, others))
    }

    /// Points for whole numbers in a small range, else a measure from the smallest to the largest, rounded outwards.
    fn numeric_scale(&self) -> Option<Scale> {
        if !self.is_numeric() {
            return None;
        }
        if self.integers == self.filled
            && let Some((from, to)) = points(self.min, self.max)
        {
            return Some(Scale::points(from, to));
        }
        let (worst, best) = rounded_outwards(self.min, self.max)?;
        Some(Scale::Measure { unit: Line::default(), worst: Finite::new(worst).ok()?, best: Finite::new(best).ok()? })
    }
}

/// The usual points that hold everything from `min` to `max`, if it is a small range near zero.
fn points(min: f64, max: f64) -> Option<(i32, i32)> {
    #[expect(clippy::cast_possible_truncation, reason = "within -10..=10")]
    let whole = |value: f64| (-10.0..=10.0).contains(&value).then_some(value as i32);
    let (from, to) = (whole(min)?, whole(max)?);
    Some(match (from, to) {
        (..=-1, ..=0) => (from, 0),
        (..=-1, _) => {
            let reach = to.max(-from);
            (-reach, reach)
        }
        (0, 0..=1) => (0, 1),
        (0, 2..=5) => (0, to),
        (0, _) => (0, 10),
        (1, 2..=3) => (1, to),
        (_, ..=5) => (1, 5),
        (_, 6..=7) => (1, 7),
        _ => (1, 10),
    })
}

/// Two numbers around `min` and `max`, with about two digits that matter; `None` if they are equal.
fn rounded_outwards(min: f64, max: f64) -> Option<(f64, f64)> {
    let span = max - min;
    if span <= 0.0 || !span.is_finite() {
        return None;
    }
    let step = 10_f64.powi(super::numbers::magnitude(span) - 1);
    let rounded = |value: f64| if value.is_finite() { value } else { 0.0 };
    // A hair is left to a quotient that is whole but for its last bit.
    let (low, high) = ((min / step + 1e-9).floor() * step, (max / step - 1e-9).ceil() * step);
    // Whole steps below one are not exact in binary; the shortest text that is near enough is what a person reads.
    let near = |value: f64| format!("{value:.12e}").parse().unwrap_or(value);
    Some((rounded(near(low)), rounded(near(high))))
}

/// The texts of a column that say something.
fn cells(table: &Table, column: usize) -> impl Iterator<Item = &str> {
    table
        .rows
        .iter()
        .filter_map(move |row| row.get(column))
        .filter(|cell| !cell::is_missing(cell))
        .map(|cell| cell::text(cell))
}

/// Looks at every column. Where one leaves its decimal sign open, a file between semicolons whose other columns
/// have a comma decides.
pub(super) fn facts(table: &Table) -> Vec<Facts<'_>> {
    let decided: Vec<Option<Decimal>> = (0..table.headers.len())
        .map(|column| {
            let mut votes = DecimalVotes::default();
            cells(table, column).for_each(|text| votes.look(text));
            votes.decided()
        })
        .collect();
    let has_commas = decided.contains(&Some(Decimal::Comma));
    let open =
        if has_commas && table.delimiter == super::Delimiter::Semicolon { Decimal::Comma } else { Decimal::Point };
    decided.into_iter().enumerate().map(|(column, decimal)| Facts::of(table, column, decimal.unwrap_or(open))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(cells: &[&str]) -> Option<String> {
        let text = format!("x\n{}\n", cells.join("\n"));
        let table = Table::read(text.as_bytes()).unwrap();
        let (yes, no) = (cell::YES.map(str::to_owned), cell::NO.map(str::to_owned));
        facts(&table)[0]
            .scale(&yes, &no)
            .map(|(scale, others)| format!("{scale} {}", others.join("|")).trim().to_owned())
    }

    #[test]
    fn scales_come_from_the_data() {
        assert_eq!(scale(&["0", "1", "1"]).as_deref(), Some("yes/no"));
        assert_eq!(scale(&["Yes", "no", "?"]).as_deref(), Some("yes/no"));
        assert_eq!(scale(&["Yes", "No", "No phone"]).as_deref(), Some("yes/no No phone"));
        assert_eq!(scale(&["Fiber", "DSL", "No"]), None);
        assert_eq!(scale(&["0", "1", "2"]).as_deref(), Some("0–2"));
        let stray = scale(&["0", "1", "2", "1", "excellent"]);
        assert!(!stray.as_deref().is_some_and(|found| found.starts_with("yes/no")), "{stray:?}");
        assert_eq!(scale(&["2", "5", "3"]).as_deref(), Some("1–5"));
        assert_eq!(scale(&["0", "9"]).as_deref(), Some("0–10"));
        assert_eq!(scale(&["-2", "1"]).as_deref(), Some("-2–2"));
        assert_eq!(scale(&["0", "72"]).as_deref(), Some("0 (worst) to 72 (best)"));
        assert_eq!(scale(&["18.25", "118.75"]).as_deref(), Some("10 (worst) to 120 (best)"));
        assert_eq!(scale(&["0.11", "0.74"]).as_deref(), Some("0.11 (worst) to 0.74 (best)"));
        assert_eq!(scale(&["12.5", "12.5"]), None, "one value gives no direction");
        assert_eq!(scale(&["007", "012"]), None, "codes are not numbers");
        assert_eq!(scale(&["a", "b"]), None);
    }
}
