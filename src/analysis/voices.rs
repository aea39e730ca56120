//! Voices: what every single person says about a customer, criterion by criterion, behind the bars of a chart.

use crate::model::{CriterionId, Customer, GroupId, PersonId, RatingId, Scorecard, Workspace};

use super::evidence::Evidence;
use super::gathering::Gathering;
use super::judge::{Known, Rules};
use super::reader::{Counted, PersonVoice, Read, Reader};
use super::terms::Terms;

/// One person on one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// Who.
    pub person: PersonId,
    /// The person's group.
    pub group: GroupId,
    /// The mean of the person's answers as it counts, on the criterion's own scale.
    pub own: f64,
    /// The same as a value, 0 (bad for us) to 1 (good).
    pub value: f64,
    /// The value as it was given; another only where severity is evened out.
    pub given: f64,
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
    /// Each group that answered: its people combined, on the criterion's own scale, and how many they are.
    pub groups: Vec<(GroupId, f64, u32)>,
    /// The same groups with their values, 0–1.
    pub group_values: Vec<(GroupId, f64)>,
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

    /// One group's value, 0–1.
    pub(super) fn group_value(&self, group: GroupId) -> Option<f64> {
        self.group_values.iter().find(|(id, _)| *id == group).map(|(_, value)| *value)
    }
}

/// What everybody says about a customer, per active criterion in the order they are asked.
pub fn voices(
    workspace: &Workspace,
    customer: &Customer,
    card: &Scorecard,
    gathering: Gathering,
) -> Vec<CriterionVoices> {
    let reader = Reader::with(workspace, card, gathering);
    let terms = Terms::of(card.current());
    let rules = Rules::new(&reader.layout, &terms);
    let row = reader.row(customer, gathering.window);
    let mut people: Vec<(Vec<Counted<'_>>, Vec<PersonVoice>)> = Vec::new();
    reader.voices(customer, gathering.window, |ratings, said| people.push((ratings.to_vec(), said.to_vec())));
    people.sort_by_key(|(ratings, _)| ratings.first().map(|first| (first.group, first.rating.person)));
    let criteria = reader.criteria.iter().enumerate().map(|(place, criterion)| {
        let cells = rules.cells(row.as_ref(), place);
        let voices = people.iter().filter_map(|(counted, said)| {
            let has_value = |counted: &Counted<'_>| matches!(counted.read(place), Some(Read::Value(..)));
            let ratings = counted.iter().filter(|counted| has_value(counted)).map(|counted| counted.id);
            let ratings: Vec<RatingId> = ratings.collect();
            let (first, voice) = (counted.first()?, said.get(place)?);
            let value = voice.value?;
            Some(Voice {
                person: first.rating.person,
                group: reader.layout.groups[first.group],
                own: criterion.answer_for(value),
                value,
                given: voice.given.unwrap_or(value),
                num_ratings: u32::try_from(ratings.len()).unwrap_or(u32::MAX),
                ratings,
            })
        });
        let answered = || reader.layout.groups.iter().zip(cells).filter(|(_, cell)| cell.people > 0);
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
            groups: answered().map(|(group, cell)| (*group, criterion.answer_for(cell.mean), cell.people)).collect(),
            group_values: answered().map(|(group, cell)| (*group, cell.mean)).collect(),
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
