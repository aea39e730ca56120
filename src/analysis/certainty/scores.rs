//! How sure every customer's score is.

use crate::model::SeverityRule;

use super::super::judge::Judgement;
use super::super::severity::{Observation, PeopleTotals, TwoWay, two_way};
use super::super::stats::{Interval, NotComputable};
use super::compare::{practically_equal, probability_above};
use super::errors::{PooledError, around, own_error, pooled_error};

/// From this many people on a customer's own raters say best how far they stray.
const MANY_RATERS: usize = 5;

/// What a standard error was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The customer's own raters: s/√n.
    OwnRaters,
    /// Everybody's totals together, people's severity counted as chance: `√((s_r² + s_e²)/n)`.
    AllRaters,
    /// Everybody's totals together where people's severity is evened out: `s_e`/√n.
    AllRatersEvenedOut,
}

impl Basis {
    /// Which it is and why, as a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::OwnRaters => "Worked out from how far the people who rated this customer lie apart.",
            Self::AllRaters => {
                "Worked out from how far people lie apart on all customers, as fewer than five rated this one."
            }
            Self::AllRatersEvenedOut => {
                "Worked out from how far people, strict and lenient ones evened out, lie apart on all customers, as \
                 fewer than five rated this one."
            }
        }
    }
}

/// How sure one customer's score is; in points of 100.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Certainty {
    /// The score, as judged.
    pub score: f64,
    /// How many people's totals stand behind it.
    pub num_raters: usize,
    /// The standard error to use for the score by itself.
    pub standard_error: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// What it was made of.
    pub basis: Basis,
    /// The score ± t(.975, df)·SE, as computed: it may reach beyond 0 and 100.
    pub interval: Interval,
    /// The standard error from the customer's own raters, with two or more.
    pub own: Option<f64>,
    /// The errors by everybody's totals, where the additive model leaves something over.
    pub pooled: Option<PooledError>,
}

impl Certainty {
    /// The interval as shown: cut off at 0 and 100.
    pub const fn shown(&self) -> Interval {
        Interval::new(self.interval.low.clamp(0.0, 100.0), self.interval.high.clamp(0.0, 100.0))
    }
}

/// What all customers share.
struct Common {
    model: Option<TwoWay>,
    is_evened_out: bool,
    /// What is taken off each rater's totals; nothing for answers as given.
    taken_off: Vec<Option<f64>>,
}

/// How sure one score of 0–100 is that people's totals (0–1) stand behind.
///
/// With five people or more their own spread is used. With one to four the pooled error is better, as long as it
/// rests on at least as much as their own: as many degrees of freedom left over as n − 1.
///
/// # Errors
/// [`NotComputable::NoAnswers`] without totals, [`NotComputable::FewerThanTwoRaters`] with one person where the model
/// has nothing left over.
fn certainty(score: f64, totals: &[Observation], common: &Common) -> Result<Certainty, NotComputable> {
    let num_raters = totals.len();
    let taken_off = |rater: usize| common.taken_off.get(rater).copied().flatten().unwrap_or(0.0);
    let points: Vec<f64> = totals.iter().map(|total| (total.value - taken_off(total.rater)) * 100.0).collect();
    let own = own_error(&points);
    let pooled = common
        .model
        .as_ref()
        .and_then(|model| pooled_error(model, num_raters).ok())
        .map(|pooled| PooledError { relative: pooled.relative * 100.0, absolute: pooled.absolute * 100.0, ..pooled });
    let rests_on_more =
        |pooled: &PooledError| num_raters < MANY_RATERS && pooled.relative_df >= num_raters as f64 - 1.0;
    let (standard_error, df, basis) = match (pooled.filter(rests_on_more), own) {
        (Some(pooled), _) if common.is_evened_out => (pooled.relative, pooled.relative_df, Basis::AllRatersEvenedOut),
        (Some(pooled), _) => (pooled.absolute, pooled.absolute_df, Basis::AllRaters),
        (None, Ok(own)) => (own.standard_error, own.df, Basis::OwnRaters),
        (None, Err(reason)) => return Err(reason),
    };
    let interval = around(score, standard_error, df).ok_or(NotComputable::TooLarge)?;
    let own = own.ok().map(|own| own.standard_error);
    Ok(Certainty { score, num_raters, standard_error, df, basis, interval, own, pooled })
}

/// How sure the scores of all customers are.
#[derive(Debug, Clone, PartialEq)]
pub struct Certainties {
    /// By the customers' places; why not where it cannot be said.
    pub all: Vec<Result<Certainty, NotComputable>>,
    /// The people behind each, by place, ascending.
    raters: Vec<Vec<usize>>,
}

impl Certainties {
    /// Works out how sure each score is, judgements and totals being of the same customers in the same order. Where
    /// severity was evened out in the scores, what people are strict or lenient by is no longer chance.
    pub fn of(totals: &PeopleTotals, judgements: &[Judgement], severity: SeverityRule) -> Self {
        let model = two_way(totals.customers.len(), totals.people.len(), &totals.totals).ok();
        let is_evened_out = severity == SeverityRule::Adjusted && model.is_some();
        let taken_off = model.as_ref().filter(|_| is_evened_out).map(TwoWay::taken_off).unwrap_or_default();
        let common = Common { model, is_evened_out, taken_off };
        let one = |(customer, judgement): (usize, &Judgement)| {
            let score = judgement.score.ok_or(NotComputable::NoAnswers)?;
            certainty(score, totals.of(customer), &common)
        };
        let raters =
            (0..judgements.len()).map(|customer| totals.of(customer).iter().map(|total| total.rater).collect());
        Self { all: judgements.iter().enumerate().map(one).collect(), raters: raters.collect() }
    }

    /// The probability that one customer (by place) really stands above another, 0–1; ½ is "cannot be told".
    ///
    /// Where the same people rated both and the pooled error is used, it is the relative one: who is strict is strict
    /// with both.
    ///
    /// # Errors
    /// As for the customer whose certainty is not known.
    pub fn probability_above(&self, a: usize, b: usize) -> Result<f64, NotComputable> {
        let known = |customer: usize| self.all.get(customer).copied().unwrap_or(Err(NotComputable::NoAnswers));
        let (one, other) = (known(a)?, known(b)?);
        let same_people = self.raters[a] == self.raters[b];
        let error = |certainty: &Certainty| match (certainty.basis, certainty.pooled) {
            (Basis::AllRaters, Some(pooled)) if same_people => pooled.relative,
            _ => certainty.standard_error,
        };
        Ok(probability_above((one.score, error(&one)), (other.score, error(&other))))
    }

    /// The number of the group of practically equal customers each belongs to, 0 for the best: see
    /// [`practically_equal`]. By the customers' places; `None` without a score.
    pub fn groups(&self, judgements: &[Judgement]) -> Vec<Option<usize>> {
        let mut ranked: Vec<(usize, f64)> =
            judgements.iter().enumerate().filter_map(|(place, judgement)| Some((place, judgement.score?))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let error = |place: usize| self.all.get(place).and_then(|known| known.ok()).map(|known| known.standard_error);
        let scores: Vec<(f64, Option<f64>)> = ranked.iter().map(|&(place, score)| (score, error(place))).collect();
        let mut groups = vec![None; judgements.len()];
        for ((place, _), group) in ranked.iter().zip(practically_equal(&scores)) {
            groups[*place] = Some(group);
        }
        groups
    }
}
