//! The window: which days count.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::{Period, Quarter};

/// The days that count, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day; `None` for since ever.
    pub from: Option<Date>,
    /// The last day.
    pub to: Date,
}

impl Window {
    /// The days of a period as seen from `today`. [`Period::All`] and [`Period::LatestPerPerson`]
    /// include ratings dated after today, so that nothing is hidden by a wrong clock; the others end today.
    pub fn of(period: Period, today: Date) -> Self {
        match period {
            Period::ThisQuarter => Self { from: Some(Quarter::of(today).first_day()), to: today },
            Period::LastMonths(months) => {
                let before = today.checked_sub(i64::from(months).months()).ok();
                Self { from: before.and_then(|day| day.tomorrow().ok()), to: today }
            }
            Period::All | Period::LatestPerPerson => Self { from: None, to: Date::MAX },
        }
    }

    /// All days of one quarter.
    pub fn quarter(quarter: Quarter) -> Self {
        Self { from: Some(quarter.first_day()), to: quarter.last_day() }
    }

    /// Whether this day counts.
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && day <= self.to
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn twelve_months_begin_the_day_after_the_same_day_last_year() {
        let window = Window::of(Period::LastMonths(12), date(2026, 11, 22));
        assert_eq!(window.from, Some(date(2025, 11, 23)));
        assert!(window.contains(date(2026, 11, 22)), "today counts");
        assert!(!window.contains(date(2025, 11, 22)), "the same day last year does not");
        assert!(!window.contains(date(2026, 11, 23)), "tomorrow does not");
    }

    #[test]
    fn the_end_of_a_month_and_the_end_of_time_are_no_trouble() {
        assert_eq!(Window::of(Period::LastMonths(1), date(2026, 3, 31)).from, Some(date(2026, 3, 1)));
        assert_eq!(Window::of(Period::LastMonths(u16::MAX), Date::MIN).from, None);
        assert!(Window::of(Period::All, date(2026, 3, 31)).contains(date(9999, 12, 31)), "everything");
        assert_eq!(Window::of(Period::ThisQuarter, date(2026, 3, 31)).from, Some(date(2026, 1, 1)));
    }
}
