//! Calendar quarters.

use std::fmt;

use jiff::civil::Date;

/// A calendar quarter; ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// The year.
    pub year: i16,
    /// 1 to 4.
    pub number: u8,
}

impl Quarter {
    /// The quarter a day lies in.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), number: ((day.month() - 1) / 3 + 1).unsigned_abs() }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let month = 3 * (self.number.clamp(1, 4).cast_signed() - 1) + 1;
        Date::new(self.year, month, 1).unwrap_or(Date::MIN)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.next().first_day().yesterday().unwrap_or(Date::MAX)
    }

    /// The quarter after it.
    pub const fn next(self) -> Self {
        if self.number >= 4 {
            Self { year: self.year.saturating_add(1), number: 1 }
        } else {
            Self { year: self.year, number: self.number + 1 }
        }
    }

    /// The quarter before it.
    pub const fn previous(self) -> Self {
        if self.number <= 1 {
            Self { year: self.year.saturating_sub(1), number: 4 }
        } else {
            Self { year: self.year, number: self.number - 1 }
        }
    }

    /// How many quarters `other` lies after this one; negative if before.
    pub fn until(self, other: Self) -> i32 {
        (i32::from(other.year) - i32::from(self.year)) * 4 + i32::from(other.number) - i32::from(self.number)
    }
}

/// `Q4 26`, as on an axis.
impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Q{} {:02}", self.number, self.year.rem_euclid(100))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn quarters_know_their_days_and_neighbours() {
        let quarter = Quarter::of(date(2026, 11, 22));
        assert_eq!(quarter, Quarter { year: 2026, number: 4 });
        assert_eq!((quarter.first_day(), quarter.last_day()), (date(2026, 10, 1), date(2026, 12, 31)));
        assert_eq!(quarter.next().previous(), quarter);
        assert_eq!(Quarter::of(date(2025, 1, 1)).until(quarter), 7);
        assert_eq!(quarter.to_string(), "Q4 26");
    }
}
