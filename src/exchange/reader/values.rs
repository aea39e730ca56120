//! The values of workbook cells as text: numbers without what floating point adds, dates by the calendar.

use jiff::ToSpan as _;
use jiff::civil::{Date, Time, date};

/// How a cell shows its number, as far as that says what the number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NumberFormat {
    /// As a number.
    #[default]
    Plain,
    /// As a share of a hundred.
    Percent,
    /// As a date, a time of day or both.
    Date,
    /// As hours that may be more than a day has.
    Duration,
    /// As a number with at least so many digits: an id with leading zeros.
    Padded(usize),
}

impl NumberFormat {
    /// A format that every workbook knows by number.
    pub(super) const fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Duration,
            _ => Self::Plain,
        }
    }

    /// A format by its code, such as `yyyy-mm-dd` or `0.0%`: the part for positive numbers, without literal text.
    pub(super) fn of_code(code: &str) -> Self {
        let mut bare = String::new();
        let mut characters = code.chars();
        while let Some(c) = characters.next() {
            match c {
                ';' => break,
                // The next character stands for itself, is as wide as a space, or fills the cell.
                '\\' | '_' | '*' => {
                    characters.next();
                }
                '"' => {
                    characters.by_ref().find(|c| *c == '"');
                }
                '[' => {
                    let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                    let inside = inside.to_ascii_lowercase();
                    let is_one_of = |unit: char| !inside.is_empty() && inside.chars().all(|c| c == unit);
                    if ['h', 'm', 's'].into_iter().any(is_one_of) {
                        return Self::Duration;
                    }
                }
                _ => bare.push(c.to_ascii_lowercase()),
            }
        }
        if bare.contains('%') {
            Self::Percent
        } else if bare.contains("general") {
            Self::Plain
        } else if bare.contains(['d', 'm', 'y', 'h', 's']) {
            Self::Date
        } else if bare.len() > 1 && bare.bytes().all(|byte| byte == b'0') {
            Self::Padded(bare.len())
        } else {
            Self::Plain
        }
    }

    /// A number as it is written, shown in this format; `None` if it is no date where it should be one.
    pub(super) fn show(self, raw: &str, is_1904: bool) -> Option<String> {
        let raw = raw.trim();
        let is_simple = raw.len() <= 15 && raw.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
        if self == Self::Plain && is_simple {
            return Some(raw.to_owned());
        }
        let Some(value) = raw.parse().ok().filter(|value: &f64| value.is_finite()) else {
            return Some(raw.to_owned());
        };
        match self {
            Self::Percent => Some(format!("{}%", number(value * 100.0))),
            Self::Date => date_time(value, is_1904),
            Self::Duration => duration(value),
            Self::Padded(digits) if value >= 0.0 => Some(format!("{:0>digits$}", number(value))),
            Self::Plain | Self::Padded(_) => Some(number(value)),
        }
    }
}

/// A number as people would write it: 0.1 + 0.2 is 0.3, and what really has 17 digits keeps them.
pub(super) fn number(value: f64) -> String {
    const PLENTY: usize = 15;
    const FEW: usize = 12;
    let digits = |text: &str| {
        let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').len()
    };
    let exact = plain(value);
    if digits(&exact) <= PLENTY {
        return exact;
    }
    let rounded = format!("{value:.14e}").parse().map(plain).unwrap_or_default();
    if !rounded.is_empty() && digits(&rounded) <= FEW { rounded } else { exact }
}

/// The shortest text that reads back as the same number.
fn plain(value: f64) -> String {
    // No sign before zero.
    let value = value + 0.0;
    let is_usual = value == 0.0 || (1e-7..1e21).contains(&value.abs());
    if is_usual { value.to_string() } else { format!("{value:e}") }
}

/// A date as standards write it, `2026-07-31T14:05:00`, as it is written here: `2026-07-31 14:05`.
pub(super) fn iso_date(text: &str) -> String {
    let text = text.trim().trim_end_matches('Z');
    let Some((day, time)) = text.split_once('T') else { return text.to_owned() };
    let time = time.split('.').next().unwrap_or_default();
    let time = if time.len() == 8 { time.strip_suffix(":00").unwrap_or(time) } else { time };
    if time == "00:00" || time.is_empty() { day.to_owned() } else { format!("{day} {time}") }
}

/// Days since the workbook's first day as a date, a time of day, or both.
fn date_time(serial: f64, is_1904: bool) -> Option<String> {
    const MILLIS: f64 = 86_400_000.0;
    // The end of the year 9999.
    const LAST: f64 = 2_958_466.0;
    if !(0.0..LAST).contains(&serial) {
        return None;
    }
    let mut days = serial.floor();
    let mut millis = ((serial - days) * MILLIS).round();
    // Times are stored a hair off.
    let seconds = (millis / 1000.0).round();
    if (millis - seconds * 1000.0).abs() < 2.0 {
        millis = seconds * 1000.0;
    }
    if millis >= MILLIS {
        (days, millis) = (days + 1.0, 0.0);
    }
    let time = time_of_day(millis);
    if days == 0.0 && !is_1904 {
        return Some(time.unwrap_or_else(|| "00:00".to_owned()));
    }
    if days == 0.0 && serial > 0.0 {
        return time;
    }
    let day = calendar_day(days, is_1904)?;
    Some(match time {
        Some(time) => format!("{day} {time}"),
        None => day.to_string(),
    })
}

#[expect(clippy::cast_possible_truncation, reason = "a number of days below three million")]
fn calendar_day(days: f64, is_1904: bool) -> Option<Date> {
    let days = days as i64;
    let first = match days {
        _ if is_1904 => date(1904, 1, 1),
        // Excel has a 29 February 1900, which never was.
        60 => return None,
        0..60 => date(1899, 12, 31),
        _ => date(1899, 12, 30),
    };
    first.checked_add(days.days()).ok()
}

/// The time of day, unless it is midnight: `14:05`, `14:05:30`, `14:05:30.250`.
#[expect(clippy::cast_possible_truncation, reason = "less than a day in milliseconds")]
fn time_of_day(millis: f64) -> Option<String> {
    let millis = millis as i32;
    let (seconds, millis) = (millis / 1000, millis % 1000);
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(|part| i8::try_from(part).unwrap_or_default());
    let time = Time::new(parts[0], parts[1], parts[2], millis * 1_000_000).ok()?;
    if time == Time::midnight() {
        None
    } else if millis > 0 {
        Some(format!("{:02}:{:02}:{:02}.{millis:03}", parts[0], parts[1], parts[2]))
    } else if parts[2] > 0 {
        Some(format!("{:02}:{:02}:{:02}", parts[0], parts[1], parts[2]))
    } else {
        Some(format!("{:02}:{:02}", parts[0], parts[1]))
    }
}

/// Hours, minutes and seconds, however many hours.
fn duration(days: f64) -> Option<String> {
    const MOST_DAYS: f64 = 3_000_000.0;
    if days.abs() > MOST_DAYS {
        return None;
    }
    let sign = if days < 0.0 { "-" } else { "" };
    let seconds = (days.abs() * 86_400.0).round();
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    Some(format!("{sign}{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formats_say_what_a_number_is() {
        use NumberFormat::{Date, Duration, Padded, Percent, Plain};
        for (code, format) in [
            ("General", Plain),
            ("0.00", Plain),
            ("#,##0.00 \"days\"", Plain),
            ("[Red]#,##0;[Blue]-#,##0", Plain),
            ("_-* #,##0.00\\ \"€\"_-", Plain),
            ("0.00E+00", Plain),
            ("@", Plain),
            ("0%", Percent),
            ("0.0\\ %", Percent),
            ("yyyy-mm-dd", Date),
            ("[$-407]d. mmmm yyyy;@", Date),
            ("h:mm AM/PM", Date),
            ("[h]:mm:ss", Duration),
            ("[mm]:ss", Duration),
            ("00000", Padded(5)),
            ("0", Plain),
        ] {
            assert_eq!(NumberFormat::of_code(code), format, "{code}");
        }
        assert_eq!([9, 14, 46, 4].map(NumberFormat::built_in), [Percent, Date, Duration, Plain]);
    }

    #[test]
    fn values_are_written_as_they_are_meant() {
        let show = |format: NumberFormat, raw: &str| format.show(raw, false).unwrap_or_else(|| "no date".to_owned());
        for (format, raw, shown) in [
            (NumberFormat::Plain, "12", "12"),
            (NumberFormat::Plain, "0.30000000000000004", "0.3"),
            (NumberFormat::Plain, "1234.5678901234567", "1234.5678901234567"),
            (NumberFormat::Plain, "1E3", "1000"),
            (NumberFormat::Plain, "1.5E-9", "1.5e-9"),
            (NumberFormat::Plain, "-0", "-0"),
            (NumberFormat::Plain, "3.3000000000000003", "3.3"),
            (NumberFormat::Plain, "9007199254740993", "9007199254740992"),
            (NumberFormat::Percent, "0.07", "7%"),
            (NumberFormat::Percent, "0.455", "45.5%"),
            (NumberFormat::Padded(5), "1234", "01234"),
            (NumberFormat::Date, "1", "1900-01-01"),
            (NumberFormat::Date, "59", "1900-02-28"),
            (NumberFormat::Date, "60", "no date"),
            (NumberFormat::Date, "61", "1900-03-01"),
            (NumberFormat::Date, "46234", "2026-07-31"),
            (NumberFormat::Date, "46234.586805555555", "2026-07-31 14:05"),
            (NumberFormat::Date, "46234.99999999999", "2026-08-01"),
            (NumberFormat::Date, "0.25", "06:00"),
            (NumberFormat::Date, "0.250011574074", "06:00:01"),
            (NumberFormat::Date, "-1", "no date"),
            (NumberFormat::Date, "1e9", "no date"),
            (NumberFormat::Duration, "1.5", "36:00:00"),
        ] {
            assert_eq!(show(format, raw), shown, "{format:?} {raw}");
        }
        assert_eq!(iso_date("2026-07-31T00:00:00.000Z"), "2026-07-31");
        assert_eq!(iso_date("2026-07-31T14:05:00"), "2026-07-31 14:05");
        assert_eq!(iso_date("2026-07-31T14:05:30.5"), "2026-07-31 14:05:30");
        assert_eq!(iso_date("2026-07-31"), "2026-07-31");
        assert_eq!(NumberFormat::Date.show("0", true).as_deref(), Some("1904-01-01"));
        assert_eq!(NumberFormat::Date.show("44772", true).as_deref(), Some("2026-07-31"));
    }

    proptest! {
        #[test]
        fn numbers_read_back_to_within_a_hair(value in proptest::num::f64::NORMAL) {
            let read: f64 = number(value).parse().unwrap();
            prop_assert!((read - value).abs() <= value.abs() * 1e-14, "{value} became {read}");
        }

        #[test]
        fn no_number_makes_it_panic(value in proptest::num::f64::ANY, is_1904: bool) {
            for format in [NumberFormat::Date, NumberFormat::Duration, NumberFormat::Percent, NumberFormat::Padded(9)] {
                format.show(&value.to_string(), is_1904);
            }
        }
    }
}
