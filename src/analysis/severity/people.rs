//! The severity of people on a scorecard, from their total scores of the customers they have in common.

use std::collections::BTreeMap;

use crate::model::{CustomerId, PersonId, Scorecard, SeverityRule, Subject, Workspace};

use super::super::gathering::Gathering;
use super::super::reader::Reader;
use super::super::stats::NotComputable;
use super::super::terms::Terms;
use super::{PeopleTotals, TwoWay, two_way};

/// How leniently or strictly one person rates.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct PersonSeverity {
    /// Who.
    pub person: PersonId,
    /// `b_r` on 0–1: how much higher than the mean person this one rates the same customers. Above 0: lenient.
    pub effect: f64,
    /// Its standard error; `None` if there is nothing to estimate it from.
    pub standard_error: Option<f64>,
    /// How many customers the person rated.
    pub num_customers: usize,
    /// How many of them others rated too.
    pub common: usize,
    /// Whether these are enough (two) to say anything about the person.
    pub usable: bool,
    /// Which part the person belongs to, 0, 1 …; people of different parts cannot be compared.
    pub part: usize,
}

/// One customer's score with the severity of its raters taken off.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct AdjustedCustomer {
    /// Which customer.
    pub customer: CustomerId,
    /// The plain mean of its raters' totals, 0–1.
    pub raw: f64,
    /// `μ + t_i`, on the same scale; may lie a little outside 0–1.
    pub adjusted: f64,
    /// Its standard error.
    pub standard_error: Option<f64>,
    /// How many people rated it.
    pub num_raters: usize,
    /// Which part it belongs to.
    pub part: usize,
}

/// The severity of everybody on a scorecard.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RaterSeverity {
    /// Everybody who gave a value, in the order of their ids.
    pub people: Vec<PersonSeverity>,
    /// The customers that were rated, in the order of their ids.
    pub customers: Vec<AdjustedCustomer>,
    /// Into how many parts people and customers fall that share nobody.
    pub num_parts: usize,
    /// Whether there is one part only, so that everybody can be compared.
    pub connected: bool,
    /// `s_e`: how far single totals stray once customers and severity are taken off, on 0–1.
    pub residual_sd: Option<f64>,
    /// `s_r`: how much people differ in severity, on 0–1.
    pub rater_sd: Option<f64>,
    /// Who rates most leniently of the usable people, if they are all in one part.
    pub most_lenient: Option<PersonId>,
    /// Who rates most strictly of them.
    pub most_severe: Option<PersonId>,
}

/// Works out who rates how leniently on this scorecard, weights as in the version in force; which ratings count as in
/// `gathering`, whose rule about severity is not looked at.
///
/// # Errors
/// As [`two_way`].
pub fn rater_severity(
    workspace: &Workspace,
    card: &Scorecard,
    gathering: Gathering,
) -> Result<RaterSeverity, NotComputable> {
    let totals = PeopleTotals::gather(workspace, card, gathering, &Terms::of(card.current()));
    let model = two_way(totals.customers.len(), totals.people.len(), &totals.totals)?;
    Ok(RaterSeverity::of(&totals, &model))
}

impl RaterSeverity {
    /// The model's figures with the names of people and customers.
    pub fn of(totals: &PeopleTotals, model: &TwoWay) -> Self {
        let people = totals.people.iter().zip(&model.raters).filter_map(|(person, rater)| {
            let rater = (*rater)?;
            Some(PersonSeverity {
                person: *person,
                effect: rater.effect,
                standard_error: rater.standard_error,
                num_customers: rater.num_values,
                common: rater.common,
                usable: rater.usable,
                part: rater.part,
            })
        });
        let customers = totals.customers.iter().zip(&model.targets).filter_map(|(customer, target)| {
            let target = (*target)?;
            Some(AdjustedCustomer {
                customer: *customer,
                raw: target.raw,
                adjusted: target.adjusted,
                standard_error: target.adjusted_error,
                num_raters: target.num_values,
                part: target.part,
            })
        });
        let only = model.parts.first().filter(|_| model.is_connected());
        let name = |place: Option<usize>| place.and_then(|place| totals.people.get(place).copied());
        Self {
            people: people.collect(),
            customers: customers.collect(),
            num_parts: model.parts.len(),
            connected: model.is_connected(),
            residual_sd: model.residual_variance.map(f64::sqrt),
            rater_sd: model.rater_variance.map(f64::sqrt),
            most_lenient: name(only.and_then(|part| part.most_lenient)),
            most_severe: name(only.and_then(|part| part.most_severe)),
        }
    }
}

/// What is taken off people's values, 0–1.
pub(in crate::analysis) type Severities = BTreeMap<PersonId, f64>;

/// Whether evidence gathered so depends on everybody's severity. On a scorecard that rates us it never does: a severe
/// customer is what we want to hear of.
pub(in crate::analysis) fn is_evened_out(gathering: &Gathering, card: &Scorecard) -> bool {
    gathering.severity == SeverityRule::Adjusted && card.subject == Subject::Customer
}

/// What this gathering takes off people's values: `b_r`, from the ratings that it counts, weights as in the version in
/// force (so that what-if weights leave the evidence as it is).
///
/// Nothing is taken off people who are not usable, nor where severity cannot be worked out: see
/// [`TwoWay::taken_off`].
pub(in crate::analysis) fn severities(reader: &Reader<'_>, workspace: &Workspace, card: &Scorecard) -> Severities {
    if !is_evened_out(&reader.gathering, card) {
        return Severities::new();
    }
    let totals = PeopleTotals::read(reader, workspace, &Terms::of(card.current()));
    let Ok(model) = two_way(totals.customers.len(), totals.people.len(), &totals.totals) else {
        return Severities::new();
    };
    totals.people.iter().zip(model.taken_off()).filter_map(|(person, severity)| Some((*person, severity?))).collect()
}
