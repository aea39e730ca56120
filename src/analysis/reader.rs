//! The reader: how a rating, made on whatever version of a scorecard, is read on the version in force.
//!
//! An answer becomes a value from 0 to 1 on the scale it was given on, and is matched to the version in force by
//! criterion id. What cannot be read (a version or a person the workspace does not know, an answer off its scale)
//! counts as missing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::{
    Criterion, CriterionId, Customer, Finite, GroupId, PersonId, Rating, RatingId, RedFlag, Response, Scale, Scorecard,
    ScorecardId, Subject, Workspace,
};

use super::combine::{Weighed, combined, largest_steps};
use super::evidence::Cell;
use super::gathering::Gathering;
use super::severity::{Severities, severities};
use super::window::Window;

/// What the rows of an evidence are made of: which criteria and groups, in which order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    pub(super) card: ScorecardId,
    pub(super) version: u32,
    pub(super) criteria: Vec<CriterionId>,
    pub(super) groups: Vec<GroupId>,
    /// Whether the criterion has a red flag.
    pub(super) flagged: Vec<bool>,
    /// One step of the criterion's scale, as a value: a point, a "yes", a tenth of a measure's range.
    pub(super) steps: Vec<f64>,
}

impl Layout {
    /// Groups with a say, ordered by id. On a scorecard that rates the customer, the customer's own people have none;
    /// on one that rates us, everybody who answers has.
    fn new(workspace: &Workspace, card: &Scorecard) -> Self {
        let business = &workspace.business;
        let groups: BTreeSet<GroupId> =
            business.groups.keys().copied().chain(business.people.values().map(|person| person.group)).collect();
        let version = card.current();
        Self {
            card: card.id,
            version: version.number,
            criteria: version.active().map(|criterion| criterion.id).collect(),
            groups: groups
                .into_iter()
                .filter(|group| card.subject == Subject::Us || *group != GroupId::CUSTOMER)
                .collect(),
            flagged: version.active().map(|criterion| criterion.red_flag.is_some()).collect(),
            steps: version.active().map(|criterion| step(&criterion.scale)).collect(),
        }
    }
}

/// One step of a scale as a value. Measures have no steps; a tenth of the range stands in.
pub(super) fn step(scale: &Scale) -> f64 {
    match scale {
        Scale::YesNo => 1.0,
        Scale::Points { from, to, .. } => 1.0 / (f64::from(*to) - f64::from(*from)).max(1.0),
        Scale::Measure { .. } => 0.1,
    }
}

/// One answer, read on the version in force.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Read {
    /// A value from 0 to 1, and whether it hits the red flag, if there is one that can be decided.
    Value(f64, Option<bool>),
    NotApplicable,
    DontKnow,
}

/// How the answers to one criterion given on one version are read.
struct Reading<'a> {
    own: &'a Criterion,
    flag: Option<&'a RedFlag>,
}

/// What one customer's ratings in a window come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Row {
    /// `[criterion][group]`.
    pub(super) cells: Vec<Cell>,
    /// People who gave at least one value, by group.
    pub(super) raters: Vec<u32>,
    pub(super) num_ratings: u32,
    pub(super) newest: Option<Date>,
}

/// Reads ratings of one scorecard.
pub(super) struct Reader<'a> {
    pub(super) layout: Layout,
    pub(super) criteria: Vec<&'a Criterion>,
    /// How answers are added up. Its window is that of the severities; the methods are told which days to read.
    pub(super) gathering: Gathering,
    /// What is taken off people's values; nothing for answers as given.
    pub(super) severities: Severities,
    people: BTreeMap<PersonId, usize>,
    versions: Vec<(u32, Vec<Option<Reading<'a>>>)>,
}

impl<'a> Reader<'a> {
    /// Reads answers as they were given, every rating, plain means.
    pub(super) fn new(workspace: &Workspace, card: &'a Scorecard) -> Self {
        let layout = Layout::new(workspace, card);
        let place = |group: GroupId| layout.groups.binary_search(&group).ok();
        let people = workspace.business.people.iter();
        let people = people.filter_map(|(id, person)| Some((*id, place(person.group)?))).collect();
        let criteria: Vec<&Criterion> = card.current().active().collect();
        let reading = |current: &&'a Criterion, own: &'a Criterion| {
            let flag = if same_scale(current, own) { &current.red_flag } else { &own.red_flag };
            Reading { own, flag: flag.as_ref().filter(|_| current.red_flag.is_some()) }
        };
        let versions = card.versions.iter().map(|version| {
            let readings =
                criteria.iter().map(|current| version.criterion(current.id).map(|own| reading(current, own)));
            (version.number, readings.collect())
        });
        let versions = versions.collect();
        let gathering = Gathering::plain(Window { from: None, to: Date::MAX });
        Self { layout, criteria, gathering, severities: Severities::default(), people, versions }
    }

    /// Reads answers as they were given, and adds them up by this gathering.
    pub(super) fn as_given(workspace: &Workspace, card: &'a Scorecard, gathering: Gathering) -> Self {
        Self { gathering, ..Self::new(workspace, card) }
    }

    /// Reads as a policy asks for. With severity evened out that takes one pass over all ratings.
    pub(super) fn with(workspace: &Workspace, card: &'a Scorecard, gathering: Gathering) -> Self {
        let plain = Self::as_given(workspace, card, gathering);
        let severities = severities(&plain, workspace, card);
        Self { severities, ..plain }
    }

    /// The rating made ready to be read, if it counts at all: made on this scorecard, on a known version, by a known
    /// person with a say.
    pub(super) fn counted<'r>(&'r self, id: RatingId, rating: &'r Rating) -> Option<Counted<'r>> {
        if rating.scorecard != self.layout.card {
            return None;
        }
        // Versions are few and ratings mostly on the newest.
        let (_, readings) = self.versions.iter().rev().find(|(number, _)| *number == rating.version)?;
        Some(Counted { id, rating, group: *self.people.get(&rating.person)?, weight: 1.0, readings, instead: None })
    }

    /// The customer's ratings that count, in the order of their ids.
    pub(super) fn ratings<'r>(&'r self, customer: &'r Customer) -> impl Iterator<Item = Counted<'r>> {
        customer.ratings.iter().filter_map(|(id, rating)| self.counted(*id, rating))
    }

    /// Adds up one customer's ratings in the window, one voice per person.
    pub(super) fn row(&self, customer: &Customer, window: Window) -> Row {
        let (num_criteria, num_groups) = (self.layout.criteria.len(), self.layout.groups.len());
        let mut row = Row {
            cells: vec![Cell::default(); num_criteria * num_groups],
            raters: vec![0; num_groups],
            ..Row::default()
        };
        let is_plain = self.gathering.is_plain();
        let mut weighed: Vec<(usize, Weighed)> = Vec::new();
        let Row { cells, raters, .. } = &mut row;
        let counted = self.voices(customer, window, |ratings, voices| {
            let Some(Counted { group, .. }) = ratings.first() else { return };
            for (criterion, voice) in voices.iter().enumerate() {
                let place = criterion * num_groups + group;
                cells[place].add(*voice);
                weighed.extend(voice.value.filter(|_| !is_plain).map(|value| (place, (value, voice.weight))));
            }
            raters[*group] += u32::from(voices.iter().any(|voice| voice.value.is_some()));
        });
        (row.num_ratings, row.newest) = counted;
        for (place, cell) in row.cells.iter_mut().enumerate() {
            cell.finish(self.layout.steps[place / num_groups]);
        }
        // By weight too, so that the order of equal values, and with it the last digit, is always the same.
        weighed.sort_unstable_by(|(place, (value, weight)), (other, (than, less))| {
            place.cmp(other).then(value.total_cmp(than)).then(weight.total_cmp(less))
        });
        let mut sorted: Vec<Weighed> = Vec::new();
        // One person alone is the mean already.
        for people in weighed.chunk_by(|a, b| a.0 == b.0).filter(|people| people.len() > 1) {
            let (place, _) = people[0];
            sorted.clear();
            sorted.extend(people.iter().map(|(_, one)| *one));
            self.combine(&mut row.cells[place], &sorted, place / num_groups);
        }
        row
    }

    /// Hands every person who rated the customer in the window to `told`, in the order of their ids: the person's
    /// ratings that count, in the order of their ids, and what they come to, by criterion. Returns how many ratings
    /// there are and the day of the newest.
    pub(super) fn voices<'r>(
        &'r self,
        customer: &'r Customer,
        window: Window,
        mut told: impl FnMut(&[Counted<'r>], &[PersonVoice]),
    ) -> (u32, Option<Date>) {
        let ratings = customer.ratings.iter().filter(|(_, rating)| window.contains(rating.on));
        let mut ratings: Vec<Counted<'_>> = ratings.filter_map(|(id, rating)| self.counted(*id, rating)).collect();
        // Stable, so a person's ratings stay in the order of their ids.
        ratings.sort_by_key(|counted| counted.rating.person);
        let newest = ratings.iter().map(|counted| counted.rating.on).max();
        if let Some(newest) = newest {
            for counted in &mut ratings {
                counted.weight = self.gathering.weight(counted.rating.on, newest);
            }
        }
        let mut num_ratings = 0;
        let mut voices = Vec::with_capacity(self.layout.criteria.len());
        for person in ratings.chunk_by(|a, b| a.rating.person == b.rating.person) {
            // The last of the newest: the one written last.
            let latest = (0..person.len()).max_by_key(|at| person[*at].rating.on).unwrap_or(0);
            let person = if self.gathering.latest_only { &person[latest..=latest] } else { person };
            voices.clear();
            voices.extend((0..self.layout.criteria.len()).map(|criterion| self.voice(person, criterion)));
            num_ratings += person.len();
            told(person, &voices);
        }
        (u32::try_from(num_ratings).unwrap_or(u32::MAX), newest)
    }

    /// What one person's ratings, of those that [`Self::voices`] hands out, say about one criterion.
    pub(super) fn voice(&self, person: &[Counted<'_>], criterion: usize) -> PersonVoice {
        let severity = person.first().and_then(|first| self.severities.get(&first.rating.person)).copied();
        let voice = PersonVoice::of(person.iter().copied(), criterion);
        let adjust = |severity: f64| voice.value.map(|value| (value - severity).clamp(0.0, 1.0));
        PersonVoice { value: severity.map_or(voice.value, adjust), ..voice }
    }

    /// The cell that these voices of one group on one criterion make, as in [`Self::row`].
    pub(super) fn cell(&self, criterion: usize, voices: impl Iterator<Item = PersonVoice>) -> Cell {
        let is_plain = self.gathering.is_plain();
        let (mut cell, mut weighed): (Cell, Vec<Weighed>) = Default::default();
        for voice in voices {
            cell.add(voice);
            weighed.extend(voice.value.filter(|_| !is_plain).map(|value| (value, voice.weight)));
        }
        cell.finish(self.layout.steps[criterion]);
        if !weighed.is_empty() {
            weighed.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.combine(&mut cell, &weighed, criterion);
        }
        cell
    }

    /// Combines a cell's people by the gathering's rule; sorted by value.
    fn combine(&self, cell: &mut Cell, sorted: &[Weighed], criterion: usize) {
        cell.mean = combined(self.gathering.combine, sorted);
        (cell.fall, cell.rise) = largest_steps(self.gathering.combine, sorted, self.layout.steps[criterion]);
    }
}

/// A rating that counts, made ready to be read.
#[derive(Clone, Copy)]
pub(super) struct Counted<'r> {
    pub(super) id: RatingId,
    pub(super) rating: &'r Rating,
    /// The place of the person's group.
    pub(super) group: usize,
    /// How much it counts beside others of the customer, by its age; above 0.
    weight: f64,
    readings: &'r [Option<Reading<'r>>],
    /// Another value for the answer to the criterion at this place: "what if".
    instead: Option<(usize, Finite)>,
}

impl<'r> Counted<'r> {
    /// The same rating, had the criterion at this place been answered with this value.
    pub(super) fn answering(self, criterion: usize, value: Finite) -> Self {
        Self { instead: Some((criterion, value)), ..self }
    }

    /// The criterion at this place as it was when the rating was made, its red flag if that can be decided, and the
    /// value answered, if one was that lies on its scale.
    pub(super) fn answered(&self, criterion: usize) -> Option<(&'r Criterion, Option<&'r RedFlag>, Finite)> {
        let reading = self.readings.get(criterion)?.as_ref()?;
        match self.rating.answers.get(&reading.own.id)?.response {
            Response::Value(answer) if reading.own.value(answer).is_ok() => Some((reading.own, reading.flag, answer)),
            _ => None,
        }
    }

    /// What the rating says about the criterion at this place; `None` if it was not answered.
    pub(super) fn read(&self, criterion: usize) -> Option<Read> {
        let reading = self.readings.get(criterion)?.as_ref()?;
        let response = match self.instead {
            Some((place, value)) if place == criterion => Response::Value(value),
            _ => self.rating.answers.get(&reading.own.id)?.response,
        };
        Some(match response {
            Response::NotApplicable => Read::NotApplicable,
            Response::DontKnow => Read::DontKnow,
            Response::Value(answer) => match reading.own.value(answer) {
                Ok(value) => Read::Value(value.value(), reading.flag.map(|flag| flag.is_hit(answer))),
                Err(_off_scale) => Read::DontKnow,
            },
        })
    }
}

/// What one person says about one criterion, over all their ratings in the window.
///
/// Values are averaged by the age of their ratings; a value counts before "not applicable", that before "don't know". A red flag is hit if any
/// of the ratings hits it: it stands until that rating leaves the window.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct PersonVoice {
    /// As it counts.
    pub(super) value: Option<f64>,
    /// As it was given, before any severity is taken off.
    pub(super) given: Option<f64>,
    /// How much it counts in its group: as much as the newest rating with a value.
    pub(super) weight: f64,
    pub(super) hit: Option<bool>,
    pub(super) not_applicable: bool,
    pub(super) dont_know: bool,
}

impl PersonVoice {
    /// What one person's ratings say about one criterion.
    pub(super) fn of<'r>(ratings: impl Iterator<Item = Counted<'r>>, criterion: usize) -> Self {
        let mut voice = Self::default();
        let (mut sum, mut weights) = (0.0, 0.0);
        for (counted, read) in ratings.filter_map(|counted| Some((counted, counted.read(criterion)?))) {
            match read {
                Read::Value(value, hit) => {
                    sum += counted.weight * value;
                    weights += counted.weight;
                    voice.weight = voice.weight.max(counted.weight);
                    voice.hit = voice.hit.max(hit);
                }
                Read::NotApplicable => voice.not_applicable = true,
                Read::DontKnow => voice.dont_know = true,
            }
        }
        if weights > 0.0 {
            voice.given = Some((sum / weights).clamp(0.0, 1.0));
            voice.value = voice.given;
            (voice.not_applicable, voice.dont_know) = (false, false);
        }
        // "Does not apply" says more than "don't know".
        voice.dont_know &= !voice.not_applicable;
        voice
    }
}

/// Whether a raw answer on one means the same on the other, so that today's red flag rule can be applied to it.
pub(super) fn same_scale(a: &Criterion, b: &Criterion) -> bool {
    a.direction == b.direction
        && match (&a.scale, &b.scale) {
            (Scale::YesNo, Scale::YesNo) => true,
            (Scale::Points { from, to, .. }, Scale::Points { from: other_from, to: other_to, .. }) => {
                (from, to) == (other_from, other_to)
            }
            (Scale::Measure { unit, .. }, Scale::Measure { unit: other, .. }) => unit == other,
            _ => false,
        }
}
