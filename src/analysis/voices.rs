//! Voices: what every single person says about a customer, criterion by criterion, behind the bars of a chart.

use std::collections::BTreeMap;

use crate::model::{CriterionId, Customer, GroupId, PersonId, RatingId, Scorecard, Workspace};

use super::evidence::Evidence;
use super::judge::{Known, Rules};
use super::reader::{Counted, PersonVoice, Read, Reader};
use super::terms::Terms;
use super::window::Window;

/// One person on one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// Who.
    pub person: PersonId,
    /// The person's group.
    pub group: GroupId,
    /// The mean of the person's answers on the criterion's own scale.
    pub own: f64,
    /// The same as a value, 0 (bad for us) to 1 (good).
    pub value: f64,
    /// How many ratings it was averaged from.
    pub num_ratings: u32,
    /// These ratings, for the way down to the remarks.
    pub ratings: Vec<RatingId>,
}

/// Everybody on one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionVoices {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// Its weight in the version in force; 0 is shown but not counted.
    pub weight: f64,
    /// The two ends of its own scale: the lowest and highest point, or a measure's worst and best value.
    pub ends: (f64, f64),
    /// The people who gave a value, by group, then by id.
    pub voices: Vec<Voice>,
    /// The mean on the criterion's own scale, groups balanced as in the scorecard's policy.
    pub mean: Option<f64>,
    /// Each group that answered: mean on the criterion's own scale, people.
    pub groups: Vec<(GroupId, f64, u32)>,
    /// People who say it does not apply.
    pub not_applicable: u32,
    /// People who say they don't know.
    pub dont_know: u32,
}

impl CriterionVoices {
    /// How far the most distant voices lie apart, as a part of the scale, 0–1; `None` with fewer than two people.
    pub fn spread(&self) -> Option<f64> {
        let values = || self.voices.iter().map(|voice| voice.value);
        (self.voices.len() > 1).then(|| values().fold(0.0, f64::max) - values().fold(1.0, f64::min))
    }

    /// One group's mean as a value, 0–1.
    pub(super) fn group_value(&self, group: GroupId) -> Option<f64> {
        let values: Vec<f64> = self.voices.iter().filter(|v| v.group == group).map(|v| v.value).collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    }
}

/// What everybody says about a customer in a window, per active criterion in the order they are asked.
pub fn voices(workspace: &Workspace, customer: &Customer, card: &Scorecard, window: Window) -> Vec<CriterionVoices> {
    let reader = Reader::new(workspace, card);
    let terms = Terms::of(card.current());
    let rules = Rules::new(&reader.layout, &terms);
    let row = reader.row(customer, window);
    let mut people: BTreeMap<(usize, PersonId), Vec<(RatingId, Counted<'_>)>> = BTreeMap::new();
    for (id, rating) in customer.ratings.iter().filter(|(_, rating)| window.contains(rating.on)) {
        if let Some(counted) = reader.counted(rating) {
            people.entry((counted.group, rating.person)).or_default().push((*id, counted));
        }
    }
    let criteria = reader.criteria.iter().enumerate().map(|(place, criterion)| {
        let cells = rules.cells(row.as_ref(), place);
        let voices = people.iter().filter_map(|(&(group, person), counted)| {
            let has_value = |counted: &Counted<'_>| matches!(counted.read(place), Some(Read::Value(..)));
            let ratings = counted.iter().filter(|(_, counted)| has_value(counted)).map(|(id, _)| *id);
            let ratings: Vec<RatingId> = ratings.collect();
            let value = PersonVoice::of(counted.iter().map(|(_, counted)| *counted), place).value?;
            Some(Voice {
                person,
                group: reader.layout.groups[group],
                own: criterion.answer_for(value),
                value,
                num_ratings: u32::try_from(ratings.len()).unwrap_or(u32::MAX),
                ratings,
            })
        });
        let answered = reader.layout.groups.iter().zip(cells).filter(|(_, cell)| cell.people > 0);
        CriterionVoices {
            criterion: criterion.id,
            name: criterion.name.to_string(),
            weight: criterion.weight.value(),
            ends: criterion.scale.ends(),
            voices: voices.collect(),
            mean: match rules.known(row.as_ref(), place) {
                Known::Value(value) => Some(criterion.answer_for(value)),
                Known::NotApplicable | Known::Missing => None,
            },
            groups: answered.map(|(group, cell)| (*group, criterion.answer_for(cell.mean), cell.people)).collect(),
            not_applicable: cells.iter().map(|cell| cell.not_applicable).sum(),
            dont_know: cells.iter().map(|cell| cell.dont_know).sum(),
        }
    });
    criteria.collect()
}

/// Each criterion's mean value over the customers that have one, 0–1; `None` if none has.
pub fn averages(evidence: &Evidence, terms: &Terms) -> Vec<Option<f64>> {
    let num_criteria = evidence.criteria().len();
    let mut sums = vec![(0.0, 0_u32); num_criteria];
    for (place, value) in evidence.values(terms).into_iter().enumerate() {
        if let Some(value) = value {
            let (sum, n) = &mut sums[place % num_criteria];
            *sum += value;
            *n += 1;
        }
    }
    sums.into_iter().map(|(sum, n)| (n > 0).then(|| sum / f64::from(n))).collect()
}
