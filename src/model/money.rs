//! Money per period: what a customer brought and cost.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Extra, Finite, Quarter};

/// A year, a quarter or a month: `2026`, `2026-Q3`, `2026-07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MoneyPeriod {
    year: i16,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Year,
    Quarter(u8),
    Month(u8),
}

impl MoneyPeriod {
    /// A whole year.
    pub const fn year(year: i16) -> Self {
        Self { year, part: Part::Year }
    }

    /// One quarter.
    pub const fn quarter(quarter: Quarter) -> Self {
        Self { year: quarter.year, part: Part::Quarter(quarter.number) }
    }

    /// First and last day.
    pub fn days(self) -> (Date, Date) {
        match self.part {
            Part::Year => {
                (Date::new(self.year, 1, 1).unwrap_or(Date::MIN), Date::new(self.year, 12, 31).unwrap_or(Date::MAX))
            }
            Part::Quarter(number) => {
                let quarter = Quarter { year: self.year, number };
                (quarter.first_day(), quarter.last_day())
            }
            Part::Month(month) => {
                let first = Date::new(self.year, month.cast_signed(), 1).unwrap_or(Date::MIN);
                (first, first.last_of_month())
            }
        }
    }

    /// The first day of the twelve months up to and including `today`.
    pub fn first_of_last_year(today: Date) -> Date {
        today.checked_sub(1.year()).and_then(|day| day.tomorrow()).unwrap_or(Date::MIN)
    }

    /// The part of this period, by days, that lies in the twelve months up to and including `today`; 0 to 1.
    pub fn share_in_last_year(self, today: Date) -> f64 {
        self.share_between(Self::first_of_last_year(today), today)
    }

    /// The part of this period, by days, that lies between these days, both included; 0 to 1.
    pub fn share_between(self, start: Date, end: Date) -> f64 {
        let (first, last) = self.days();
        let (from, to) = (first.max(start), last.min(end));
        // Nearly all periods lie wholly inside or outside, and counting days is slow over thousands of customers.
        if from > to {
            return 0.0;
        }
        if (from, to) == (first, last) {
            return 1.0;
        }
        let days = |from: Date, to: Date| f64::from(from.until(to).map_or(-1, |span| span.get_days()) + 1);
        days(from, to) / days(first, last)
    }
}

impl fmt::Display for MoneyPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Year => write!(f, "{:04}", self.year),
            Part::Quarter(number) => write!(f, "{:04}-Q{number}", self.year),
            Part::Month(month) => write!(f, "{:04}-{month:02}", self.year),
        }
    }
}

impl FromStr for MoneyPeriod {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("\u{201c}{text}\u{201d} is not a period; write 2026, 2026-Q3 or 2026-07");
        let (year, part) = match text.split_once('-') {
            None => (text, Part::Year),
            Some((year, part)) => {
                let part = match part.strip_prefix(['Q', 'q']) {
                    Some(number) => Part::Quarter(number.parse().ok().filter(|n| (1..=4).contains(n)).ok_or_else(bad)?),
                    None => Part::Month(part.parse().ok().filter(|n| (1..=12).contains(n)).ok_or_else(bad)?),
                };
                (year, part)
            }
        };
        let year = year.parse().ok().filter(|year| (1900..=2200).contains(year)).ok_or_else(bad)?;
        Ok(Self { year, part })
    }
}

impl Serialize for MoneyPeriod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MoneyPeriod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for MoneyPeriod {
    fn schema_name() -> Cow<'static, str> {
        "MoneyPeriod".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]{4}(-Q[1-4]|-[0-9]{2})?$" })
    }
}

/// What a customer brought and cost in one period. Each part may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Money {
    /// What they paid us, in the workspace's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revenue: Option<Finite>,
    /// What serving them cost us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Finite>,
    /// Hours we spent on them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Finite>,
    /// Orders, projects or bills: how often they bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transactions: Option<Finite>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_read_and_write_themselves() {
        for text in ["2026", "2026-Q3", "2026-07"] {
            assert_eq!(text.parse::<MoneyPeriod>().unwrap().to_string(), text);
        }
        for bad in ["", "26", "2026-13", "2026-Q5", "2026-Q", "last year"] {
            assert!(bad.parse::<MoneyPeriod>().is_err(), "{bad}");
        }
    }

    #[test]
    fn only_the_last_twelve_months_count() {
        let today = date(2026, 11, 22);
        let share = |text: &str| text.parse::<MoneyPeriod>().unwrap().share_in_last_year(today);
        assert!((share("2026-Q3") - 1.0).abs() < 1e-12, "all of it");
        assert!(share("2024").abs() < 1e-12, "none of it");
        assert!((share("2025") - 39.0 / 365.0).abs() < 1e-12, "23 November to 31 December is 39 days");
        assert!((share("2026-11") - 22.0 / 30.0).abs() < 1e-12, "the month so far");
    }
}
