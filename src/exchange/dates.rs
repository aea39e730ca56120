//! Dates as people write them. Day and month are never guessed where they can't be told apart.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whether the day or the month comes first where the year is last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 31.12.2026, 31/12/2026
    DayFirst,
    /// 12/31/2026
    MonthFirst,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum DateFault {
    /// Not one of the forms read.
    #[error("is not a date; write 2026-07-31")]
    NotADate,
    /// 3/4/2026 may be in March or in April.
    #[error("could be two dates; choose in the mapping whether the day or the month comes first, or write 2026-07-31")]
    Ambiguous,
}

/// The parts of a date by position, without the time of day behind it.
fn parts(text: &str) -> Option<([i16; 3], char)> {
    let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
    let separator = day.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '-' | '.' | '/') {
        return None;
    }
    let mut numbers = [0; 3];
    let mut pieces = day.split(separator);
    for number in &mut numbers {
        let piece = pieces.next().filter(|piece| (1..=4).contains(&piece.len()))?;
        *number = piece.bytes().all(|byte| byte.is_ascii_digit()).then(|| piece.parse().ok()).flatten()?;
    }
    pieces.next().is_none().then_some((numbers, separator))
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let is_plausible = (1900..=2200).contains(&year);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok().filter(|_| is_plausible)
}

/// Reads `2026-07-31` (also with `/` or `.`, also with a time behind), `31.7.2026` and `7/31/2026` by `order`, and
/// `2026` or `2026-07` as their first day.
///
/// # Errors
/// [`DateFault`]; without an `order`, a date that could be two is one.
pub(super) fn parse_date(text: &str, order: Option<DateOrder>) -> Result<Date, DateFault> {
    let Some(([a, b, c], separator)) = parts(text) else {
        return whole_month(text.trim()).ok_or(DateFault::NotADate);
    };
    if a >= 1000 {
        return date(a, b, c).ok_or(DateFault::NotADate);
    }
    let day_first = date(c, b, a);
    let month_first = date(c, a, b).filter(|_| separator != '.');
    match (order, day_first, month_first) {
        (Some(DateOrder::DayFirst), found, _) | (Some(DateOrder::MonthFirst), _, found) => {
            found.ok_or(DateFault::NotADate)
        }
        (None, Some(one), Some(other)) if one != other => Err(DateFault::Ambiguous),
        (None, one, other) => one.or(other).ok_or(DateFault::NotADate),
    }
}

/// `2026` and `2026-07` as their first day.
fn whole_month(text: &str) -> Option<Date> {
    let (year, month) = text.split_once('-').unwrap_or((text, "1"));
    let is_plain =
        year.len() == 4 && month.len() <= 2 && year.bytes().chain(month.bytes()).all(|byte| byte.is_ascii_digit());
    is_plain.then(|| date(year.parse().ok()?, month.parse().ok()?, 1)).flatten()
}

/// What a cell says about the order: only a number above 12 tells, or a point as separator.
pub(super) fn order_of(text: &str) -> Option<DateOrder> {
    let ([a, b, _], separator) = parts(text)?;
    if a >= 1000 {
        None
    } else if separator == '.' || (a > 12 && b <= 12) {
        Some(DateOrder::DayFirst)
    } else if a <= 12 && b > 12 {
        Some(DateOrder::MonthFirst)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let read = |text: &str, order| parse_date(text, order).map(|date| date.to_string());
        let ok = |text: &str| Ok(text.to_owned());
        assert_eq!(read("2026-07-31", None), ok("2026-07-31"));
        assert_eq!(read("2026/7/3 14:05", None), ok("2026-07-03"));
        assert_eq!(read("2026-07-31T14:05:00Z", None), ok("2026-07-31"));
        assert_eq!(read("31.12.2025", None), ok("2025-12-31"));
        assert_eq!(read("3.4.2026", None), ok("2026-04-03"));
        assert_eq!(read("31/12/2025", None), ok("2025-12-31"));
        assert_eq!(read("12/31/2025", None), ok("2025-12-31"));
        assert_eq!(read("3/3/2025", None), ok("2025-03-03"));
        assert_eq!(read("2019", None), ok("2019-01-01"));
        assert_eq!(read("2019-05", None), ok("2019-05-01"));
        assert_eq!(read("3/4/2026", None), Err(DateFault::Ambiguous));
        assert_eq!(read("3/4/2026", Some(DateOrder::DayFirst)), ok("2026-04-03"));
        assert_eq!(read("3/4/2026", Some(DateOrder::MonthFirst)), ok("2026-03-04"));
        for bad in ["", "soon", "31.02.2026", "2026-13-01", "1/1/26", "12345", "45.123", "0001-01-01"] {
            assert_eq!(read(bad, None), Err(DateFault::NotADate), "{bad}");
        }
    }
}
