//! The agreement of a scorecard: every criterion, people's own scores, and the groups' rank lists.

use rayon::prelude::*;

use crate::model::{Criterion, CriterionId, Scale, Scorecard, ScorecardId, Workspace};

use super::super::figure;
use super::super::gathering::Gathering;
use super::super::stats::{Interval, NotComputable};
use super::super::terms::Terms;
use super::alpha::{AlphaLevel, krippendorff_alpha};
use super::band::AgreementBand;
use super::bootstrap::alpha_interval;
use super::gwet::{Gwet, GwetWeights, gwet, percent_agreement};
use super::icc::{Icc, icc};
use super::one_way::{OneWayIcc, one_way_icc};
use super::rank_lists::{RankLists, rank_lists};
use super::units::Units;
use super::votes::Votes;

/// From this share of all answers on one point on, alpha is nearly blind and AC1 or AC2 is given beside it.
const SKEWED_FROM: f64 = 0.8;

/// A second opinion where nearly all answers are the same.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct SecondOpinion {
    /// The share of the commonest answer, 0 to 1.
    pub commonest: f64,
    /// Identity (AC1) for yes/no, ordinal (AC2) for the others.
    pub weights: GwetWeights,
    /// AC1 or AC2.
    pub figure: Gwet,
}

/// How far people agree on one criterion.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CriterionAgreement {
    /// The criterion.
    pub criterion: CriterionId,
    /// Nominal for yes/no, ordinal for points, interval for measures. Interval also for a yes/no question of which
    /// somebody said both yes and no on different occasions (on yes and no alone all levels are the same).
    pub level: AlphaLevel,
    /// Krippendorff's alpha over customers × people, one voice per person.
    #[serde(serialize_with = "figure::serialize")]
    pub alpha: Result<f64, NotComputable>,
    /// Alpha in words.
    pub band: Option<AgreementBand>,
    /// The share of pairs of people who gave the same answer, 0 to 1, rounded to points (a measure to tenths of its
    /// range).
    #[serde(serialize_with = "figure::serialize")]
    pub percent_agreement: Result<f64, NotComputable>,
    /// AC1 or AC2, if the answers are very skewed.
    pub second_opinion: Option<SecondOpinion>,
    /// Customers with answers of two people or more.
    pub num_customers: usize,
    /// People who gave an answer.
    pub num_people: usize,
    /// Answers about these customers, one per person.
    pub num_values: usize,
}

/// How far people agree on the whole: on each person's own score of a customer.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TotalsAgreement {
    /// Krippendorff's alpha, interval level. Criteria are never pooled: their differences would look like agreement.
    #[serde(serialize_with = "figure::serialize")]
    pub alpha: Result<f64, NotComputable>,
    /// Alpha in words.
    pub band: Option<AgreementBand>,
    /// The one-way intraclass correlation: everybody rates whom they know.
    #[serde(serialize_with = "figure::serialize")]
    pub one_way: Result<OneWayIcc, NotComputable>,
    /// The two-way intraclass correlations, if everybody rated everybody; ICC(2,k) is the reliability of the mean.
    #[serde(serialize_with = "figure::serialize")]
    pub two_way: Result<Icc, NotComputable>,
    /// Customers with scores of two people or more.
    pub num_customers: usize,
    /// People with a score of anybody.
    pub num_people: usize,
}

/// How far the people who rate on a scorecard agree.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ScorecardAgreement {
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// Per active criterion, in the order they are asked.
    pub criteria: Vec<CriterionAgreement>,
    /// The criterion with the lowest alpha.
    pub lowest: Option<CriterionId>,
    /// On people's own scores.
    pub totals: TotalsAgreement,
    /// The groups' rank lists of the customers.
    pub rank_lists: RankLists,
}

/// How far the people agree who rated on this scorecard, of the ratings that this gathering counts.
///
/// One voice per person, customer and criterion, as everywhere: a person's ratings are averaged. Answers count as they
/// were given: people whose severity was evened out would seem to agree more than they do. People of groups that
/// weigh nothing are left out. A person's (and a group's) own score is Σ w·v / Σ w over what they
/// answered, if that is enough for the policy's minimum coverage.
pub fn agreement(workspace: &Workspace, card: &Scorecard, terms: &Terms, gathering: Gathering) -> ScorecardAgreement {
    let votes = Votes::read(workspace, card, terms, gathering);
    let criteria: Vec<(usize, &Criterion)> = card.current().active().enumerate().collect();
    let (criteria, (totals, rank_lists)) = rayon::join(
        || criteria.par_iter().map(|(place, criterion)| of_criterion(&votes, *place, criterion)).collect::<Vec<_>>(),
        || rayon::join(|| of_totals(&votes), || rank_lists(&votes)),
    );
    let alphas = criteria.iter().filter_map(|criterion| Some((criterion.criterion, criterion.alpha.ok()?)));
    let lowest = alphas.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(criterion, _)| criterion);
    ScorecardAgreement { scorecard: card.id, criteria, lowest, totals, rank_lists }
}

/// The 95 % intervals of the alphas of [`agreement`]: the customers are drawn again 1,000 times. They take a second
/// where the figures themselves take a moment, so they are asked for apart, on a worker.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AgreementIntervals {
    /// Of people's own scores.
    #[serde(serialize_with = "figure::serialize")]
    pub totals: Result<Interval, NotComputable>,
    /// Per active criterion, in the order they are asked.
    pub criteria: Vec<CriterionInterval>,
}

/// The interval of one criterion's alpha.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CriterionInterval {
    /// The criterion.
    pub criterion: CriterionId,
    /// 95 % of alphas lie between, were the customers others like these.
    #[serde(serialize_with = "figure::serialize")]
    pub interval: Result<Interval, NotComputable>,
}

/// How sure the alphas of [`agreement`] are; of the same arguments.
pub fn agreement_intervals(
    workspace: &Workspace,
    card: &Scorecard,
    terms: &Terms,
    gathering: Gathering,
) -> AgreementIntervals {
    let votes = Votes::read(workspace, card, terms, gathering);
    let criteria = card.current().active().enumerate().map(|(place, criterion)| {
        let units = &votes.criteria[place];
        CriterionInterval { criterion: criterion.id, interval: alpha_interval(units, level(&criterion.scale, units)) }
    });
    AgreementIntervals { totals: alpha_interval(&votes.totals, AlphaLevel::Interval), criteria: criteria.collect() }
}

fn of_criterion(votes: &Votes, place: usize, criterion: &Criterion) -> CriterionAgreement {
    let units = &votes.criteria[place];
    let level = level(&criterion.scale, units);
    let alpha = krippendorff_alpha(units, level).map(|alpha| alpha.estimate);
    let points = OnPoints::of(units, votes.steps[place]);
    CriterionAgreement {
        criterion: criterion.id,
        level,
        alpha,
        band: alpha.ok().map(AgreementBand::of),
        percent_agreement: percent_agreement(&points.units),
        second_opinion: points.second_opinion(),
        num_customers: units.num_pairable(),
        num_people: units.num_raters(),
        num_values: units.pairable().map(<[f64]>::len).sum(),
    }
}

fn level(scale: &Scale, units: &Units) -> AlphaLevel {
    let is_whole = |value: &f64| *value <= 0.0 || *value >= 1.0;
    match scale {
        Scale::YesNo if units.values().iter().all(is_whole) => AlphaLevel::Nominal,
        Scale::Points { .. } => AlphaLevel::Ordinal,
        Scale::YesNo | Scale::Measure { .. } => AlphaLevel::Interval,
    }
}

fn of_totals(votes: &Votes) -> TotalsAgreement {
    let units = &votes.totals;
    let alpha = krippendorff_alpha(units, AlphaLevel::Interval).map(|alpha| alpha.estimate);
    TotalsAgreement {
        alpha,
        band: alpha.ok().map(AgreementBand::of),
        one_way: one_way_icc(units),
        two_way: votes.complete_totals().ok_or(NotComputable::Holes).and_then(|table| icc(&table)),
        num_customers: units.num_pairable(),
        num_people: units.num_raters(),
    }
}

/// Answers as places on the scale, 0 the worst.
struct OnPoints {
    units: Units,
    num_points: usize,
}

impl OnPoints {
    /// Mean answers go to the nearest point, halves to the worse one.
    fn of(units: &Units, step: f64) -> Self {
        let steps = (1.0 / step).round().max(1.0);
        let mut on_points = Units::default();
        for unit in units.iter() {
            on_points.push(unit.iter().map(|value| (value * steps - 0.5 - 1e-6).ceil().clamp(0.0, steps)));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of points")]
        let num_points = steps as usize + 1;
        Self { units: on_points.with_raters(units.num_raters()), num_points }
    }

    /// If so many answers are on one point that alpha says little, AC1 or AC2.
    fn second_opinion(&self) -> Option<SecondOpinion> {
        let mut counts = vec![0_usize; self.num_points];
        for value in self.units.values() {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on the scale")]
            let place = *value as usize;
            counts[place] += 1;
        }
        let commonest = counts.iter().max().map(|count| *count as f64 / self.units.values().len() as f64)?;
        let weights = if self.num_points == 2 { GwetWeights::Identity } else { GwetWeights::Ordinal };
        let scale: Vec<f64> = (0..self.num_points).map(|point| point as f64).collect();
        let figure = (commonest >= SKEWED_FROM).then(|| gwet(&self.units, &scale, weights).ok())??;
        Some(SecondOpinion { commonest, weights, figure })
    }
}
