//! Sums of money over a stretch of days: what a customer brought, cost and left over.
//!
//! A period that lies partly inside is counted by the share of its days inside. Figures that are worked out of several
//! (profit is revenue less cost) use only days for which all of them are known, so that a missing cost never looks
//! like a gain.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::{Finite, Money, MoneyPeriod, Profile};

/// Sums stay within ± this, so that adding up all customers never overflows.
const LARGEST: f64 = 1e290;
/// A year counts as known if at most five of its days are missing.
const KNOWN_DAYS: f64 = 360.0;
/// Figures are entered when a quarter is over; until then growth is measured up to the newest of them.
const LAG_DAYS: i32 = 92;

/// What a customer brought and cost over a stretch of days. What is not known is `None`, never 0.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct MoneySums {
    /// What they paid us.
    pub revenue: Option<f64>,
    /// What serving them cost us.
    pub cost: Option<f64>,
    /// Hours we spent on them.
    pub hours: Option<f64>,
    /// How often they bought; not a whole number where a period lies partly inside.
    pub transactions: Option<f64>,
    /// Revenue − cost over the days for which both are known.
    pub profit: Option<f64>,
    /// Profit and hours over the days for which revenue, cost and hours are known.
    pub worked: Option<Worked>,
    /// For how many of the days revenue is known.
    pub revenue_days: f64,
    /// How many days there are.
    pub days: f64,
    /// Whether revenue or cost is known for days for which the other is not, so that the profit is not all of it.
    pub profit_has_gaps: bool,
}

/// Profit and the hours it took.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Worked {
    /// Revenue − cost.
    pub profit: f64,
    /// Hours, not negative.
    pub hours: f64,
}

impl Worked {
    /// Profit ÷ hours; `None` without hours.
    pub fn profit_per_hour(self) -> Option<f64> {
        (self.hours > 0.0).then(|| within(self.profit / self.hours))
    }
}

impl MoneySums {
    /// Profit ÷ hours over the days for which revenue, cost and hours are known; `None` without hours.
    pub fn profit_per_hour(&self) -> Option<f64> {
        self.worked.and_then(Worked::profit_per_hour)
    }

    /// Whether revenue is known for the whole stretch, give or take five days of a year.
    pub fn is_whole(&self) -> bool {
        self.revenue_days >= KNOWN_DAYS / 365.0 * self.days
    }
}

/// How revenue changed from one year to the next.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Growth {
    /// Revenue of the twelve months before those.
    pub before: f64,
    /// Revenue of the twelve months up to [`Self::until`].
    pub now: f64,
    /// now ÷ before − 1: 0.25 is a quarter more, −1 is nothing left.
    pub rate: f64,
    /// The last day compared.
    pub until: Date,
}

fn within(value: f64) -> f64 {
    value.clamp(-LARGEST, LARGEST)
}

/// How a figure is read from a period.
type Pick = fn(&Money) -> Option<Finite>;

const REVENUE: Pick = |money| money.revenue;
const COST: Pick = |money| money.cost;
const HOURS: Pick = |money| money.hours;
const TRANSACTIONS: Pick = |money| money.transactions;

/// The part of a period that lies inside.
struct Part<'a> {
    first: Date,
    last: Date,
    share: f64,
    money: &'a Money,
}

/// Figures that are used together.
struct Joint<const N: usize> {
    sums: [f64; N],
    /// Whether days were left out for which some of them, but not all, are known.
    has_gaps: bool,
}

impl Part<'_> {
    fn knows(&self, pick: Pick) -> bool {
        pick(self.money).is_some()
    }

    fn amount(&self, pick: Pick) -> Option<f64> {
        pick(self.money).map(|amount| amount.value() * self.share)
    }
}

fn sum(parts: &[Part<'_>], pick: Pick) -> Option<f64> {
    let known = parts.iter().filter_map(|part| part.amount(pick));
    known.reduce(|sum, amount| within(sum + amount)).map(within)
}

/// The days for which a figure is known, as stretches that do not touch.
fn stretches(parts: &[Part<'_>], pick: Pick) -> Vec<(Date, Date)> {
    let known = parts.iter().filter(|part| part.knows(pick));
    let mut days: Vec<(Date, Date)> = known.map(|part| (part.first, part.last)).collect();
    days.sort_unstable();
    let mut merged: Vec<(Date, Date)> = Vec::with_capacity(days.len());
    for (first, last) in days {
        match merged.last_mut() {
            Some((_, end)) if first <= end.tomorrow().unwrap_or(Date::MAX) => *end = last.max(*end),
            _ => merged.push((first, last)),
        }
    }
    merged
}

fn num_days(first: Date, last: Date) -> f64 {
    f64::from(first.until(last).map_or(-1, |span| span.get_days()) + 1)
}

/// Sums of several figures over the days for which all are known; `None` if there are none.
fn joint<const N: usize>(parts: &[Part<'_>], picks: [Pick; N]) -> Option<Joint<N>> {
    let knows_all = |part: &Part<'_>| picks.iter().all(|pick| part.knows(*pick));
    let is_mixed = parts.iter().any(|part| !knows_all(part) && picks.iter().any(|pick| part.knows(*pick)));
    // Revenue by the year and cost by the month may still be known for the same days.
    let same_days = || {
        let first = picks.first().map(|pick| stretches(parts, *pick));
        picks.iter().skip(1).all(|pick| Some(stretches(parts, *pick)) == first)
    };
    let has_gaps = is_mixed && !same_days();
    let (mut sums, mut found) = ([0.0; N], false);
    for part in parts.iter().filter(|part| !has_gaps || knows_all(part)) {
        for (sum, pick) in sums.iter_mut().zip(picks) {
            if let Some(amount) = part.amount(pick) {
                *sum = within(*sum + amount);
                found = true;
            }
        }
    }
    found.then_some(Joint { sums, has_gaps })
}

impl Profile {
    /// Money of the twelve months up to and including `today`.
    pub fn money_last_year(&self, today: Date) -> MoneySums {
        self.money_between(MoneyPeriod::first_of_last_year(today), today)
    }

    /// Money of the days from `start` to `end`, both included.
    pub fn money_between(&self, start: Date, end: Date) -> MoneySums {
        let days = num_days(start, end).max(0.0);
        let parts: Vec<Part<'_>> = self
            .money
            .iter()
            .filter_map(|(period, money)| {
                let share = period.share_between(start, end);
                let (first, last) = period.days();
                (share > 0.0).then(|| Part { first: first.max(start), last: last.min(end), share, money })
            })
            .collect();
        if parts.is_empty() {
            return MoneySums { days, ..MoneySums::default() };
        }
        let revenue_days: f64 =
            parts.iter().filter(|part| part.knows(REVENUE)).map(|p| num_days(p.first, p.last)).sum();
        let profit = joint(&parts, [REVENUE, COST]);
        let worked = joint(&parts, [REVENUE, COST, HOURS]);
        let worked = worked.filter(|worked| worked.sums[2] >= 0.0);
        MoneySums {
            revenue: sum(&parts, REVENUE),
            cost: sum(&parts, COST),
            hours: sum(&parts, HOURS),
            transactions: sum(&parts, TRANSACTIONS),
            profit: profit.as_ref().map(|known| within(known.sums[0] - known.sums[1])),
            worked: worked.map(|w| Worked { profit: within(w.sums[0] - w.sums[1]), hours: w.sums[2] }),
            revenue_days: revenue_days.min(days),
            days,
            profit_has_gaps: profit.is_some_and(|known| known.has_gaps),
        }
    }

    /// How the revenue of the last twelve months compares with the twelve before.
    ///
    /// Both must be known, and the earlier one above zero. The last day is `today`, or the last day for which revenue
    /// is known if that is at most a quarter back: a quarter's figures come when it is over.
    pub fn revenue_growth(&self, today: Date) -> Option<Growth> {
        let known = self.money.iter().filter(|(_, money)| money.revenue.is_some()).map(|(period, _)| period.days());
        let until = known.filter(|(first, _)| *first <= today).map(|(_, last)| last.min(today)).max()?;
        if until.until(today).map_or(i32::MAX, |span| span.get_days()) > LAG_DAYS {
            return None;
        }
        let year: Span = 1.year();
        let sums = self.money_last_year(until);
        let earlier = self.money_last_year(until.checked_sub(year).ok()?);
        let (now, before) = (sums.revenue?, earlier.revenue.filter(|before| *before > 0.0)?);
        let is_known = sums.is_whole() && earlier.is_whole();
        is_known.then(|| Growth { before, now, rate: within(now / before - 1.0), until })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::Name;

    const TODAY: Date = date(2025, 12, 31);

    /// Period, revenue, cost, hours.
    type Made<'a> = (&'a str, Option<f64>, Option<f64>, Option<f64>);

    fn profile(made: &[Made<'_>]) -> Profile {
        let mut profile = Profile::new(Name::new("A").unwrap());
        let finite = |value: Option<f64>| value.map(|value| Finite::new(value).unwrap());
        for &(period, revenue, cost, hours) in made {
            let (revenue, cost, hours) = (finite(revenue), finite(cost), finite(hours));
            profile.money.insert(period.parse().unwrap(), Money { revenue, cost, hours, ..Money::default() });
        }
        profile
    }

    #[test]
    fn a_missing_cost_is_no_gain() {
        let sums = profile(&[
            ("2025-Q1", Some(100.0), Some(60.0), Some(4.0)),
            ("2025-Q2", Some(100.0), None, Some(4.0)),
            ("2025-Q3", None, Some(10.0), None),
        ])
        .money_last_year(TODAY);
        assert_eq!((sums.revenue, sums.cost, sums.hours), (Some(200.0), Some(70.0), Some(8.0)));
        assert_eq!((sums.profit, sums.profit_has_gaps), (Some(40.0), true), "the first quarter only");
        assert_eq!(sums.profit_per_hour(), Some(10.0));
        assert!((sums.revenue_days - 181.0).abs() < 1e-9, "two quarters");
        assert!(!sums.is_whole(), "half a year");
    }

    #[test]
    fn years_and_quarters_of_the_same_days_go_together() {
        let quarters = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"].map(|quarter| (quarter, None, Some(20.0), None));
        let mut made = quarters.to_vec();
        made.push(("2025", Some(100.0), None, Some(5.0)));
        let sums = profile(&made).money_last_year(TODAY);
        assert_eq!((sums.profit, sums.profit_has_gaps), (Some(20.0), false));
        assert_eq!(sums.profit_per_hour(), Some(4.0));
        made.pop();
        assert_eq!(profile(&made).money_last_year(TODAY).profit, None, "no revenue, no profit");
    }

    #[test]
    fn nothing_known_is_nothing() {
        let sums = profile(&[]).money_last_year(TODAY);
        assert_eq!((sums.revenue, sums.profit, sums.worked, sums.days), (None, None, None, 365.0));
        let sums = profile(&[("2025", None, None, Some(0.0))]).money_last_year(TODAY);
        assert_eq!((sums.hours, sums.profit_per_hour()), (Some(0.0), None));
        let no_hours = profile(&[("2025", Some(5.0), Some(9.0), Some(0.0))]).money_last_year(TODAY);
        assert_eq!((no_hours.profit, no_hours.profit_per_hour()), (Some(-4.0), None), "no hours to divide by");
    }

    #[test]
    fn absurd_amounts_stay_finite() {
        let most = Some(f64::MAX);
        let made = [("2025-Q1", most, Some(f64::MIN), Some(5e-324)), ("2025-Q2", most, Some(f64::MIN), Some(5e-324))];
        let sums = profile(&made).money_last_year(TODAY);
        let all = [sums.revenue, sums.cost, sums.hours, sums.profit, sums.profit_per_hour()];
        assert!(all.iter().all(|value| value.is_some_and(f64::is_finite)), "{all:?}");
    }

    #[test]
    fn growth_needs_two_known_years() {
        let year = |text, revenue| (text, Some(revenue), None, None);
        let rate = |made: &[Made<'_>], today| profile(made).revenue_growth(today).map(|growth| growth.rate);
        let both = [year("2024", 100.0), year("2025", 125.0)];
        assert_eq!(rate(&both, TODAY), Some(0.25));
        assert_eq!(rate(&both, date(2026, 3, 1)), Some(0.25), "the newest figures there are");
        assert_eq!(rate(&both, date(2026, 9, 1)), None, "too long ago");
        assert_eq!(rate(&both[1..], TODAY), None, "no year before");
        assert_eq!(rate(&[year("2024", 0.0), year("2025", 9.0)], TODAY), None, "nothing to grow from");
        assert_eq!(rate(&[year("2024", 8.0), year("2025", 0.0)], TODAY), Some(-1.0));
        let young = [year("2024-Q4", 5.0), year("2025", 100.0)];
        assert_eq!(rate(&young, TODAY), None, "a quarter is not a year");
    }
}
