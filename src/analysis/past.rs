//! The past: what was known about a customer on an earlier day, judged on today's terms.

use jiff::civil::Date;

use crate::model::{Customer, Period};

use super::evidence::Evidence;
use super::explain::Judged;
use super::judge::{Judgement, Known, Rules};
use super::reader::Reader;
use super::terms::Terms;
use super::window::Window;

/// Reads ratings of any days of one customer at a time. Today's scorecard, weights and policy stand, so that it is
/// the customer that differs and not the rule.
pub(super) struct Past<'a> {
    reader: Reader<'a>,
    rules: Rules<'a>,
    period: Period,
}

impl<'a> Past<'a> {
    pub(super) fn new(judged: &Judged<'a>) -> Self {
        let (evidence, terms): (&'a Evidence, &'a Terms) = (judged.evidence, judged.terms);
        Self {
            reader: Reader::with(judged.workspace, judged.card, evidence.gathering()),
            rules: Rules::new(&evidence.layout, terms),
            period: terms.policy.period,
        }
    }

    /// The days that counted as seen from this day; nothing after it.
    pub(super) fn window(&self, day: Date) -> Window {
        Window { to: day, ..Window::of(self.period, day) }
    }

    /// The days of the ratings that count, oldest first.
    pub(super) fn days(&self, customer: &Customer) -> Vec<Date> {
        let mut days: Vec<Date> = self.reader.ratings(customer).map(|counted| counted.rating.on).collect();
        days.sort_unstable();
        days
    }

    /// The day of the first rating that counts.
    pub(super) fn first_day(&self, customer: &Customer) -> Option<Date> {
        self.reader.ratings(customer).map(|counted| counted.rating.on).min()
    }

    /// Each criterion's value in these days, 0 to 1, groups balanced; `None` if missing or not applicable.
    pub(super) fn values(&self, customer: &Customer, window: Window) -> Vec<Option<f64>> {
        let row = self.reader.row(customer, window);
        let known = (0..self.reader.criteria.len()).map(|criterion| match self.rules.known(row.as_ref(), criterion) {
            Known::Value(value) => Some(value),
            Known::NotApplicable | Known::Missing => None,
        });
        known.collect()
    }

    /// The judgement of these days alone.
    pub(super) fn judge(&self, customer: &Customer, window: Window) -> Judgement {
        self.rules.judge(self.reader.row(customer, window).as_ref())
    }
}
