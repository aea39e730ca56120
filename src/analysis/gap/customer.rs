//! Two groups of people about one customer: criterion by criterion and overall.

use std::collections::BTreeMap;

use crate::analysis::gathering::Gathering;
use crate::analysis::stats::NotComputable;
use crate::analysis::voices::{CriterionVoices, voices};
use crate::model::{CriterionId, Customer, GroupId, PersonId, Scorecard, Workspace};

use super::many::adjusted;
use super::unpaired::{UnpairedGap, unpaired_gap};

/// How the people of two groups differ about one customer.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct PeopleGap {
    /// The criterion; `None` for the whole scorecard.
    pub criterion: Option<CriterionId>,
    /// First group minus second, over people, in points from −100 to 100; `None` if one gave no value.
    pub gap: Option<UnpairedGap>,
    /// The label-permutation p, adjusted for the number of criteria (Benjamini and Hochberg); of the whole
    /// scorecard, the p itself.
    pub adjusted_p: Option<f64>,
    /// Why there is no gap, or no effect size.
    pub reason: Option<NotComputable>,
}

impl PeopleGap {
    fn of(criterion: Option<CriterionId>, (ones, others): &(Vec<f64>, Vec<f64>)) -> Self {
        let gap = unpaired_gap(ones, others);
        let reason = match gap {
            Ok(gap) => gap.reason,
            Err(_) if ones.is_empty() || others.is_empty() => Some(NotComputable::NoAnswers),
            Err(reason) => Some(reason),
        };
        Self { criterion, gap: gap.ok(), adjusted_p: None, reason }
    }

    /// How far the groups lie apart, first minus second, in points from −100 to 100.
    pub fn points(&self) -> Option<f64> {
        self.gap.map(|gap| gap.difference)
    }

    fn p(&self) -> Option<f64> {
        self.gap.map(|gap| gap.labels.p)
    }
}

/// How the people of two groups differ about one customer: first the whole scorecard, then the criteria, the widest
/// gap first, those without one last.
///
/// Values are one voice per person, 0–100. Over the whole scorecard a person counts with the mean of what they
/// answered, by the weights in force.
pub fn customer_gaps(
    workspace: &Workspace,
    customer: &Customer,
    card: &Scorecard,
    gathering: Gathering,
    (one, other): (GroupId, GroupId),
) -> Vec<PeopleGap> {
    let voices = voices(workspace, customer, card, gathering);
    let mut criteria: Vec<PeopleGap> =
        voices.iter().map(|voices| PeopleGap::of(Some(voices.criterion), &split(voices, one, other))).collect();
    let ps: Vec<Option<f64>> = criteria.iter().map(PeopleGap::p).collect();
    for (gap, p) in criteria.iter_mut().zip(adjusted(&ps)) {
        gap.adjusted_p = p;
    }
    let size = |gap: &PeopleGap| gap.points().map_or(-1.0, f64::abs);
    criteria.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let mut overall = PeopleGap::of(None, &whole(&voices, one, other));
    overall.adjusted_p = overall.p();
    criteria.insert(0, overall);
    criteria
}

fn split(criterion: &CriterionVoices, one: GroupId, other: GroupId) -> (Vec<f64>, Vec<f64>) {
    let of = |group: GroupId| criterion.voices.iter().filter(move |voice| voice.group == group);
    let points = |group| of(group).map(|voice| 100.0 * voice.value).collect();
    (points(one), points(other))
}

/// Every person's mean over what they answered, by weight.
fn whole(criteria: &[CriterionVoices], one: GroupId, other: GroupId) -> (Vec<f64>, Vec<f64>) {
    let largest = criteria.iter().map(|criterion| criterion.weight).fold(0.0, f64::max);
    let mut people: BTreeMap<(GroupId, PersonId), (f64, f64)> = BTreeMap::new();
    for criterion in criteria.iter().filter(|criterion| criterion.weight > 0.0) {
        for voice in &criterion.voices {
            let (sum, weights) = people.entry((voice.group, voice.person)).or_default();
            *sum += criterion.weight / largest * voice.value;
            *weights += criterion.weight / largest;
        }
    }
    let points = |wanted: GroupId| {
        let of = people.iter().filter(|((group, _), _)| *group == wanted);
        of.map(|(_, (sum, weights))| 100.0 * (sum / weights)).collect()
    };
    (points(one), points(other))
}
