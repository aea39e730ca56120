//! One criterion: does it tell customers apart, does it say what another says, can people answer it, and how does
//! it go with what happened?

use rayon::prelude::*;

use crate::analysis::evidence::Evidence;
use crate::analysis::figure;
use crate::analysis::great::false_alarms;
use crate::analysis::reader::step;
use crate::analysis::stats::{NotComputable, mean, normal_cdf, pearson, sample_sd};
use crate::model::{Criterion, CriterionId};

use super::association::{RankSums, point_biserial};
use super::outcomes::{Outcome, Outcomes};

/// A standard deviation of customers' values (0–1) below this hardly tells them apart; a house rule, half a point on
/// a 1–5 scale being 0.125.
const SPREAD_LITTLE: f64 = 0.1;
/// Below this not at all.
const SPREAD_NONE: f64 = 0.03;
/// With this part of customers at one end the criterion says little about most.
const CROWDED: f64 = 0.8;
/// From this rank correlation on, two criteria say nearly the same.
const REDUNDANT: f64 = 0.8;
/// Fewer customers than this carry no sentence about spread or redundancy.
pub(super) const MIN_CUSTOMERS: usize = 5;
/// Fewer customers than this carry no word about redundancy.
const MIN_FOR_REDUNDANT: usize = 10;
/// With more than this share of false alarms an association is not worth a word.
const FALSE_ALARMS: f64 = 0.1;

/// How well a criterion tells customers apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TellsApart {
    /// Too few customers to say.
    TooFew,
    /// Everybody gets about the same.
    No,
    /// Hardly: little spread, or nearly everybody at one end.
    Hardly,
    /// Yes.
    Yes,
}

/// How far customers lie apart on a criterion.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Spread {
    /// Customers with a value.
    pub n: usize,
    /// The mean of their values, 0 (bad for us) to 1.
    #[serde(serialize_with = "figure::serialize")]
    pub mean: Result<f64, NotComputable>,
    /// The standard deviation of their values, 0 to about 0.5.
    #[serde(serialize_with = "figure::serialize")]
    pub sd: Result<f64, NotComputable>,
    /// How many are at the bottom end: within half a step of the worst answer, at most an eighth of the scale.
    pub at_bottom: usize,
    /// How many are at the top end.
    pub at_top: usize,
    /// What follows.
    pub tells_apart: TellsApart,
}

impl Spread {
    /// Of customers' values on this criterion.
    fn of(criterion: &Criterion, values: &[f64]) -> Self {
        let near = (step(&criterion.scale) / 2.0).min(0.125) + 1e-9;
        let (n, sd) = (values.len(), sample_sd(values).ok_or(NotComputable::TooFew));
        let at_bottom = values.iter().filter(|value| **value <= near).count();
        let at_top = values.iter().filter(|value| **value >= 1.0 - near).count();
        let is_crowded = at_bottom.max(at_top) as f64 >= CROWDED * n as f64 - 1e-9;
        let tells_apart = match sd {
            Ok(_) if n < MIN_CUSTOMERS => TellsApart::TooFew,
            Ok(sd) if sd < SPREAD_NONE => TellsApart::No,
            Ok(sd) if sd < SPREAD_LITTLE || is_crowded => TellsApart::Hardly,
            Ok(_) => TellsApart::Yes,
            Err(_) => TellsApart::TooFew,
        };
        let mean = mean(values).ok_or(NotComputable::NoAnswers);
        Self { n, mean, sd, at_bottom, at_top, tells_apart }
    }
}

/// How the people behind the evidence answered a criterion. One voice per person and customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Answered {
    /// Voices with a value.
    pub values: u32,
    /// Voices that said it does not apply.
    pub not_applicable: u32,
    /// Voices that said they don't know.
    pub dont_know: u32,
    /// People who rated the customer and said nothing here.
    pub missing: u32,
}

impl Answered {
    fn of(evidence: &Evidence, criterion: usize) -> Self {
        let mut answered = Self::default();
        for customer in 0..evidence.len() {
            for (group, cell) in evidence.cells(customer, criterion).iter().enumerate() {
                answered.values += cell.people;
                answered.not_applicable += cell.not_applicable;
                answered.dont_know += cell.dont_know;
                let spoke = cell.people + cell.not_applicable + cell.dont_know;
                answered.missing += evidence.num_raters_in(customer, group).saturating_sub(spoke);
            }
        }
        answered
    }

    /// All voices.
    pub const fn total(self) -> u32 {
        self.values + self.not_applicable + self.dont_know + self.missing
    }

    /// The part without a value, 0 to 1.
    ///
    /// # Errors
    /// [`NotComputable::NoAnswers`] if nobody rated.
    pub fn share_without(self) -> Result<f64, NotComputable> {
        if self.total() == 0 {
            return Err(NotComputable::NoAnswers);
        }
        Ok(f64::from(self.total() - self.values) / f64::from(self.total()))
    }
}

/// The criterion that says most nearly the same.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Redundancy {
    /// Which one.
    pub with: CriterionId,
    /// Its name.
    pub name: String,
    /// Spearman's rank correlation over the customers with both, −1 to 1; the one furthest from 0.
    pub rho: f64,
    /// How many customers have both.
    pub n: usize,
    /// Whether the two say nearly the same: 0.8 or more either way, over ten customers or more.
    pub is_redundant: bool,
}

/// How a criterion goes with what happened.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct GoesWith {
    /// What happened.
    pub outcome: Outcome,
    /// Customers with a value and a known outcome.
    pub n: usize,
    /// To how many of them it happened.
    pub events: usize,
    /// The point-biserial correlation, −1 to 1: negative if lower values go with it happening.
    #[serde(serialize_with = "figure::serialize")]
    pub point_biserial: Result<f64, NotComputable>,
    /// Spearman's rank correlation, −1 to 1, of the same sign.
    #[serde(serialize_with = "figure::serialize")]
    pub spearman: Result<f64, NotComputable>,
    /// The area under the curve, 0 to 1: below 0.5 if lower values go with it happening.
    #[serde(serialize_with = "figure::serialize")]
    pub auc: Result<f64, NotComputable>,
    /// How often chance alone brings about a rank sum as far away, 0 to 1 (normal approximation with ties, Mann &
    /// Whitney 1947); only a support.
    #[serde(serialize_with = "figure::serialize")]
    pub p: Result<f64, NotComputable>,
    /// Whether it is worth a word: five customers or more on each side, and over all criteria at most one false alarm
    /// in ten (Benjamini & Hochberg 1995).
    pub is_notable: bool,
}

impl GoesWith {
    fn of(outcome: Outcome, outcomes: &Outcomes, order: &[(f64, usize)]) -> Self {
        let case = |&(value, place): &(f64, usize)| Some((value, outcomes.happened(outcome, place)?));
        let sorted: Vec<(f64, bool)> = order.iter().filter_map(case).collect();
        let sums = RankSums::of(&sorted);
        let (values, happened): (Vec<f64>, Vec<bool>) = sorted.iter().copied().unzip();
        let events = happened.iter().filter(|happened| **happened).count();
        Self {
            outcome,
            n: sorted.len(),
            events,
            point_biserial: point_biserial(&values, &happened),
            spearman: sums.spearman(),
            auc: sums.auc(),
            p: sums.z().map(|z| 2.0 * normal_cdf(-z.abs())),
            is_notable: false,
        }
    }
}

/// Everything about one criterion.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CriterionCheck {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// Its part of all weights, 0 to 1.
    pub weight: f64,
    /// How far customers lie apart on it.
    pub spread: Spread,
    /// How it was answered.
    pub answered: Answered,
    /// The criterion most like it.
    #[serde(serialize_with = "figure::serialize")]
    pub redundancy: Result<Redundancy, NotComputable>,
    /// How far people agree on it, as the caller measures agreement; not worked out here.
    pub agreement: Option<f64>,
    /// How it goes with what happened, in the order of [`Outcome::ALL`].
    pub goes_with: Vec<GoesWith>,
    /// What stands out, as full sentences.
    pub sentences: Vec<String>,
}

/// Customers' values, criterion by criterion, with prospects left out.
pub(super) struct Known {
    /// `[criterion][customer]`.
    columns: Vec<Vec<Option<f64>>>,
    /// `[criterion]`: the places with a value, lowest first.
    orders: Vec<Vec<usize>>,
}

impl Known {
    pub(super) fn new(now: &[Option<f64>], outcomes: &Outcomes) -> Self {
        let num = outcomes.num_criteria;
        let is_customer = |place: usize| outcomes.happened(Outcome::Ended, place).is_some();
        let column = |criterion: usize| -> Vec<Option<f64>> {
            (0..outcomes.len()).map(|place| now[place * num + criterion].filter(|_| is_customer(place))).collect()
        };
        let columns: Vec<Vec<Option<f64>>> = (0..num).into_par_iter().map(column).collect();
        let order = |column: &Vec<Option<f64>>| {
            let mut order: Vec<(f64, usize)> =
                column.iter().enumerate().filter_map(|(place, value)| Some(((*value)?, place))).collect();
            order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            order.into_iter().map(|(_, place)| place).collect()
        };
        let orders = columns.par_iter().map(order).collect();
        Self { columns, orders }
    }

    /// The midranks of one criterion among the customers who have the other as well; 0 for the rest.
    fn ranks(&self, one: usize, other: usize) -> Vec<f64> {
        let (values, also) = (&self.columns[one], &self.columns[other]);
        let order: Vec<usize> = self.orders[one].iter().copied().filter(|place| also[*place].is_some()).collect();
        let mut ranks = vec![0.0; values.len()];
        let mut begin = 0.0;
        for same in order.chunk_by(|a, b| values[*a] >= values[*b]) {
            let rank = begin + f64::midpoint(1.0, same.len() as f64);
            for place in same {
                ranks[*place] = rank;
            }
            begin += same.len() as f64;
        }
        ranks
    }

    /// Spearman's rank correlation of two criteria over the customers with both, and how many those are.
    fn spearman(&self, one: usize, other: usize) -> (Result<f64, NotComputable>, usize) {
        let (xs, ys) = (self.ranks(one, other), self.ranks(other, one));
        let (xs, ys): (Vec<f64>, Vec<f64>) = xs.into_iter().zip(ys).filter(|(x, y)| *x > 0.0 && *y > 0.0).unzip();
        let rho = if xs.len() < MIN_CUSTOMERS { Err(NotComputable::TooFew) } else { pearson(&xs, &ys) };
        (rho, xs.len())
    }

    /// For every criterion the one most like it.
    pub(super) fn redundancies(&self, criteria: &[&Criterion]) -> Vec<Result<Redundancy, NotComputable>> {
        let num = self.columns.len();
        let pairs: Vec<(usize, usize)> = (0..num).flat_map(|i| (0..i).map(move |j| (i, j))).collect();
        let found: Vec<_> = pairs.par_iter().map(|&(i, j)| (i, j, self.spearman(i, j))).collect();
        let most_alike = |criterion: usize| {
            let pairs = found.iter().filter_map(|&(i, j, (rho, n))| match (i == criterion, j == criterion) {
                (true, _) => Some((j, rho, n)),
                (_, true) => Some((i, rho, n)),
                _ => None,
            });
            let mut best: Result<(usize, f64, usize), NotComputable> = Err(NotComputable::TooFew);
            for (other, rho, n) in pairs {
                match (rho, best) {
                    (Ok(rho), Ok((_, strongest, _))) if rho.abs() <= strongest.abs() + 1e-12 => {}
                    (Ok(rho), _) => best = Ok((other, rho, n)),
                    (Err(reason), Err(NotComputable::TooFew)) => best = Err(reason),
                    (Err(_), _) => {}
                }
            }
            best.map(|(other, rho, n)| Redundancy {
                with: criteria[other].id,
                name: criteria[other].name.to_string(),
                rho,
                n,
                is_redundant: rho.abs() >= REDUNDANT - 1e-9 && n >= MIN_FOR_REDUNDANT,
            })
        };
        (0..num).map(most_alike).collect()
    }

    pub(super) fn spread(&self, criterion: &Criterion, place: usize) -> Spread {
        let values: Vec<f64> = self.columns[place].iter().copied().flatten().collect();
        Spread::of(criterion, &values)
    }
}

/// All criteria, without sentences.
pub(super) fn checks(
    evidence: &Evidence,
    criteria: &[&Criterion],
    weights: &[f64],
    known: &Known,
    outcomes: &Outcomes,
) -> Vec<CriterionCheck> {
    let redundancies = known.redundancies(criteria);
    let total: f64 = weights.iter().sum();
    let check = |(place, criterion): (usize, &&Criterion)| {
        let weight = weights.get(place).copied().unwrap_or(0.0);
        let (end, renewal) = (outcomes.order(Outcome::Ended, place), outcomes.order(Outcome::Renewed, place));
        let order = |outcome| if outcome == Outcome::Renewed { &renewal } else { &end };
        CriterionCheck {
            criterion: criterion.id,
            name: criterion.name.to_string(),
            weight: if total > 0.0 { weight / total } else { 0.0 },
            spread: known.spread(criterion, place),
            answered: Answered::of(evidence, place),
            redundancy: redundancies.get(place).cloned().unwrap_or(Err(NotComputable::TooFew)),
            agreement: None,
            goes_with: Outcome::ALL.map(|outcome| GoesWith::of(outcome, outcomes, order(outcome))).to_vec(),
            sentences: Vec::new(),
        }
    };
    let mut checks: Vec<CriterionCheck> = criteria.par_iter().enumerate().map(check).collect();
    for outcome in 0..Outcome::ALL.len() {
        let ps: Vec<_> = checks.iter().map(|check| check.goes_with[outcome].p).collect();
        for (check, expected) in checks.iter_mut().zip(false_alarms(&ps)) {
            let goes = &mut check.goes_with[outcome];
            let is_enough = goes.events >= MIN_CUSTOMERS && goes.n - goes.events >= MIN_CUSTOMERS;
            goes.is_notable = is_enough && expected.is_some_and(|expected| expected <= FALSE_ALARMS);
        }
    }
    checks
}
