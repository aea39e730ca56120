//! Gathering: which ratings count and how people's answers become one value; the part of a policy that evidence
//! depends on. Evidence of the same workspace and the same gathering is the same.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use jiff::Unit;
use jiff::civil::Date;

use crate::model::{Combine, Customer, Period, PersonId, Policy, Rating, RatingId, ScorecardId, SeverityRule};

use super::window::Window;

/// The mean length of a month in the Gregorian calendar, days.
const DAYS_PER_MONTH: f64 = 365.2425 / 12.0;

/// Nothing counts less than this, so that an answer of another age of the world still has its digits.
const LEAST: f64 = 1e-200;

/// How ratings become evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gathering {
    /// The days that count.
    pub window: Window,
    /// Whether only each person's newest rating of a customer in these days counts. Of several on one day it is the
    /// one written last.
    pub latest_only: bool,
    /// How the people of a group become one value.
    pub combine: Combine,
    /// After how many months an answer counts half.
    pub half_life_months: Option<NonZeroU16>,
    /// What is done about severe and lenient people. On a scorecard that rates us always "as given": how severe a
    /// customer is with us is what we ask for.
    pub severity: SeverityRule,
}

impl Gathering {
    /// What a policy asks for, as seen from `today`.
    pub fn of(policy: &Policy, today: Date) -> Self {
        Self {
            combine: policy.combine,
            half_life_months: policy.half_life_months,
            severity: policy.severity,
            ..Self::plain(Window::of(policy.period, today)).in_period(policy.period, today)
        }
    }

    /// All ratings of these days, plain means, nothing faded or evened out.
    pub const fn plain(window: Window) -> Self {
        Self {
            window,
            latest_only: false,
            combine: Combine::Mean,
            half_life_months: None,
            severity: SeverityRule::AsGiven,
        }
    }

    /// Whether a group's value is the plain mean of its people's, each counting the same.
    pub(super) fn is_plain(&self) -> bool {
        self.combine == Combine::Mean && self.half_life_months.is_none()
    }

    /// The same with the ratings of another period.
    #[must_use]
    pub fn in_period(self, period: Period, today: Date) -> Self {
        let latest_only = matches!(period, Period::LatestPerPerson);
        Self { window: Window::of(period, today), latest_only, ..self }
    }

    /// The same with other days.
    #[must_use]
    pub const fn in_window(self, window: Window) -> Self {
        Self { window, ..self }
    }

    /// A customer's ratings that count on a scorecard, in the order of their ids.
    pub fn counting<'c>(&self, customer: &'c Customer, card: ScorecardId) -> Vec<(RatingId, &'c Rating)> {
        let counts = |rating: &Rating| rating.scorecard == card && self.window.contains(rating.on);
        let ratings = customer.ratings.iter().filter(|(_, rating)| counts(rating)).map(|(id, rating)| (*id, rating));
        let mut counting: Vec<(RatingId, &Rating)> = ratings.collect();
        if self.latest_only {
            let mut newest: BTreeMap<PersonId, (Date, RatingId)> = BTreeMap::new();
            for (id, rating) in &counting {
                let known = newest.entry(rating.person).or_insert((rating.on, *id));
                *known = (*known).max((rating.on, *id));
            }
            counting.retain(|(id, rating)| newest.get(&rating.person).is_some_and(|(_, kept)| kept == id));
        }
        counting
    }

    /// How much an answer of this day counts beside one of the `newest` day: 0.5^(months between/half-life), above 0,
    /// at most 1; months of 30.44 days.
    ///
    /// Values are averages Σ w·v / Σ w, so that only the proportions of these weights matter; and these do not depend
    /// on the day from which age is counted. So an answer fades beside newer ones and not by itself, evidence need
    /// not be gathered anew every morning, and a rating dated after today is no trouble.
    pub(super) fn weight(&self, on: Date, newest: Date) -> f64 {
        let Some(half_life) = self.half_life_months else { return 1.0 };
        let days = on.until((Unit::Day, newest)).map_or(0, |span| span.get_days());
        let months = f64::from(days) / DAYS_PER_MONTH;
        (-months / f64::from(half_life.get())).exp2().max(LEAST)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_answer_fades_by_its_half_life() {
        let plain = Gathering::plain(Window::of(Period::All, date(2026, 11, 22)));
        let fading = Gathering { half_life_months: NonZeroU16::new(6), ..plain };
        let newest = date(2026, 11, 22);
        assert_eq!(plain.weight(date(1990, 1, 1), newest).to_bits(), 1.0_f64.to_bits());
        assert_eq!(fading.weight(newest, newest).to_bits(), 1.0_f64.to_bits());
        for (on, want) in [(date(2026, 5, 22), 0.5), (date(2025, 11, 22), 0.25), (date(2024, 11, 22), 0.0625)] {
            assert!((fading.weight(on, newest) - want).abs() < 0.01 * want, "{on}");
        }
        assert!(fading.weight(Date::MIN, Date::MAX) > 0.0, "never nothing");
    }
}
