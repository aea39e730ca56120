//! What happened to each customer, beside what was known before it happened.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::analysis::explain::Judged;
use crate::analysis::past::Past;
use crate::model::{Choice, Customer, Status};

/// What may have happened to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It ended: they left us, or we let them go. Against those we work for.
    Ended,
    /// They left us. Against those we work for.
    LeftUs,
    /// We let them go, or decided to. Against those we work for.
    LetGo,
    /// Their contract came up and they are still with us. Against those whose contract came up and who are not.
    Renewed,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ended, Self::LeftUs, Self::LetGo, Self::Renewed];

    /// What happened, after "customers who": "left us".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::LeftUs => "left us",
            Self::LetGo => "were let go",
            Self::Renewed => "renewed",
        }
    }
}

/// Whether it ended with this customer: they left us, we let them go, or the newest decision is to let them go.
/// `None` for prospects, with whom nothing has begun.
pub(in crate::analysis) fn has_ended(customer: &Customer) -> Option<bool> {
    match customer.profile.status {
        Status::Prospect => None,
        Status::LeftUs | Status::LetGo => Some(true),
        Status::Active | Status::OnNotice => {
            Some(customer.last_decision().is_some_and(|(_, decision)| decision.choice == Choice::LetGo))
        }
    }
}

/// The day it ended, where it is known: the day it was decided.
pub(in crate::analysis) fn ended_on(customer: &Customer) -> Option<Date> {
    let decisions = customer.decisions.values().filter(|decision| decision.choice == Choice::LetGo);
    decisions.map(|decision| decision.on).max()
}

/// Where the figures come from, in counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct OutcomeCounts {
    /// Customers we work for.
    pub with_us: usize,
    /// Customers who left us.
    pub left_us: usize,
    /// Customers we let go, or decided to.
    pub let_go: usize,
    /// How many of both have an end with a date: only what was said before it counts. Of the others everything
    /// said in the last period they were rated in.
    pub end_known: usize,
    /// Customers whose contract came up and who are still with us.
    pub renewed: usize,
    /// Customers whose contract came up and who are not.
    pub not_renewed: usize,
}

/// Every customer's outcome and the values known before it.
pub(super) struct Outcomes {
    pub(super) num_criteria: usize,
    /// `[customer][criterion]`: before the end, or today.
    before_end: Vec<Option<f64>>,
    /// `[customer][criterion]`: before the contract came up.
    before_renewal: Vec<Option<f64>>,
    /// By customer: left or let go; `None` for prospects.
    ended: Vec<Option<bool>>,
    left: Vec<bool>,
    renewed: Vec<Option<bool>>,
    pub(super) counts: OutcomeCounts,
}

/// One customer's row.
struct One {
    before_end: Option<Vec<Option<f64>>>,
    before_renewal: Option<Vec<Option<f64>>>,
    ended: Option<bool>,
    left: bool,
    end_known: bool,
    renewed: Option<bool>,
}

impl One {
    fn of(judged: &Judged<'_>, past: &Past<'_>, customer: &Customer) -> Self {
        let (ended, today) = (has_ended(customer), judged.today);
        let end = ended_on(customer);
        let before_end = (ended == Some(true)).then(|| {
            let last = || past.days(customer).last().copied();
            let day = end.or_else(last).unwrap_or(today);
            past.values(customer, past.window(day.min(today)))
        });
        let renewal = customer.profile.renewal.filter(|renewal| *renewal <= today);
        let renewed = renewal.and(ended).map(|ended| !ended);
        let before_renewal = renewal.filter(|_| renewed.is_some());
        let before_renewal = before_renewal.map(|renewal| past.values(customer, past.window(renewal)));
        let left = customer.profile.status == Status::LeftUs;
        Self { before_end, before_renewal, ended, left, end_known: end.is_some(), renewed }
    }
}

impl Outcomes {
    /// `now` are the values known today, `[customer][criterion]`.
    pub(super) fn new(judged: &Judged<'_>, now: &[Option<f64>]) -> Self {
        let past = Past::new(judged);
        let num_criteria = judged.evidence.criteria().len();
        let ids = judged.evidence.customers();
        let one = |id| judged.workspace.customers.get(id).map(|customer| One::of(judged, &past, customer));
        let ones: Vec<Option<One>> = ids.par_iter().with_min_len(256).map(one).collect();
        let mut outcomes = Self {
            num_criteria,
            before_end: now.to_vec(),
            before_renewal: vec![None; now.len()],
            ended: vec![None; ids.len()],
            left: vec![false; ids.len()],
            renewed: vec![None; ids.len()],
            counts: OutcomeCounts::default(),
        };
        for (place, one) in ones.into_iter().enumerate() {
            if let Some(one) = one {
                outcomes.put(place, one);
            }
        }
        outcomes
    }

    fn put(&mut self, place: usize, one: One) {
        let cells = place * self.num_criteria..(place + 1) * self.num_criteria;
        if let Some(values) = one.before_end {
            self.before_end[cells.clone()].copy_from_slice(&values);
        }
        if let Some(values) = one.before_renewal {
            self.before_renewal[cells].copy_from_slice(&values);
        }
        (self.ended[place], self.left[place], self.renewed[place]) = (one.ended, one.left, one.renewed);
        let counts = &mut self.counts;
        counts.with_us += usize::from(one.ended == Some(false));
        counts.left_us += usize::from(one.ended == Some(true) && one.left);
        counts.let_go += usize::from(one.ended == Some(true) && !one.left);
        counts.end_known += usize::from(one.ended == Some(true) && one.end_known);
        counts.renewed += usize::from(one.renewed == Some(true));
        counts.not_renewed += usize::from(one.renewed == Some(false));
    }

    pub(super) const fn len(&self) -> usize {
        self.ended.len()
    }

    /// Whether it happened to the customer at this place; `None` if it takes no part.
    pub(super) fn happened(&self, outcome: Outcome, place: usize) -> Option<bool> {
        let ended = self.ended.get(place).copied().flatten();
        let left = self.left.get(place).copied().unwrap_or(false);
        match outcome {
            Outcome::Ended => ended,
            Outcome::LeftUs => ended.filter(|ended| !ended || left),
            Outcome::LetGo => ended.filter(|ended| !ended || !left),
            Outcome::Renewed => self.renewed.get(place).copied().flatten(),
        }
    }

    /// What was known of a customer before.
    pub(super) fn values(&self, outcome: Outcome, place: usize) -> &[Option<f64>] {
        let table = if outcome == Outcome::Renewed { &self.before_renewal } else { &self.before_end };
        &table[place * self.num_criteria..(place + 1) * self.num_criteria]
    }

    /// The places of the customers with a value, lowest first; ties by place.
    pub(super) fn order(&self, outcome: Outcome, criterion: usize) -> Vec<(f64, usize)> {
        let valued = |place| Some((self.values(outcome, place)[criterion]?, place));
        let mut order: Vec<(f64, usize)> = (0..self.len()).filter_map(valued).collect();
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        order
    }
}
