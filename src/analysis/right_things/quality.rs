//! Can the answers be trusted? Straight lines, duplicates, answers off their scale and repeated names: flagged with
//! counts and ids, never merged or dropped.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::analysis::words::{number_word, percent_text, plural, upper_first};
use crate::model::{
    CriterionId, Customer, CustomerId, PersonId, Rating, RatingId, Response, Scale, Scorecard, ScorecardVersion,
    Workspace,
};

/// Fewer answers than this make no line, and no copy either.
const MIN_ANSWERS: usize = 3;
/// Somebody with at least so many ratings, more than half of them straight lines, is worth a word.
const MIN_RATINGS: usize = 3;

/// A rating with the same answer to every question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct StraightLine {
    /// About whom.
    pub customer: CustomerId,
    /// Which rating.
    pub rating: RatingId,
    /// By whom.
    pub person: PersonId,
}

/// Why ratings look like copies of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Duplication {
    /// The same person rated the same customer on the same day.
    SameDay,
    /// The same person gave the same customer the same three or more answers on another day.
    SameAnswers,
}

/// Ratings that look like copies of each other.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Duplicate {
    /// Why.
    pub kind: Duplication,
    /// About whom.
    pub customer: CustomerId,
    /// By whom.
    pub person: PersonId,
    /// The ratings, two or more.
    pub ratings: Vec<RatingId>,
}

/// An answer that cannot be read on the version it was given on. It counts as "don't know".
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct OffScale {
    /// About whom.
    pub customer: CustomerId,
    /// In which rating.
    pub rating: RatingId,
    /// To which criterion.
    pub criterion: CriterionId,
    /// What was answered; `None` if the scorecard has no such version or the version no such criterion.
    pub answer: Option<f64>,
}

/// Customers of the same name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RepeatedName {
    /// The name of the first.
    pub name: String,
    /// All of them, two or more.
    pub customers: Vec<CustomerId>,
}

/// What is odd about the answers on one scorecard.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct AnswerQuality {
    /// How many ratings were looked at.
    pub num_ratings: usize,
    /// How many of them have at least three answers that can make a straight line.
    pub num_comparable: usize,
    /// Ratings with the same answer to everything.
    pub straight_lines: Vec<StraightLine>,
    /// People with at least three comparable ratings, more than half of them straight lines: how many, of how many.
    pub straight_people: Vec<(PersonId, usize, usize)>,
    /// Ratings that look like copies.
    pub duplicates: Vec<Duplicate>,
    /// Answers that cannot be read.
    pub off_scale: Vec<OffScale>,
    /// Customers of the same name.
    pub repeated_names: Vec<RepeatedName>,
    /// The same in full sentences; empty if nothing is odd.
    pub findings: Vec<String>,
}

/// What one customer's ratings add.
#[derive(Default)]
struct Part {
    num_ratings: usize,
    /// Comparable ratings: who, which, whether it is a straight line.
    comparable: Vec<(PersonId, RatingId, bool)>,
    duplicates: Vec<Duplicate>,
    off_scale: Vec<OffScale>,
}

/// Looks through all ratings on a scorecard.
///
/// A straight line is one answer to all of three or more criteria, compared by place on the scale as it was shown
/// (yes like the top point, whichever way round the criterion counts); measures are not compared. It may be meant: all
/// "yes" is what a perfect customer gets.
pub fn answer_quality(workspace: &Workspace, card: &Scorecard) -> AnswerQuality {
    let customers: Vec<&Customer> = workspace.customers.values().map(|customer| &**customer).collect();
    let parts: Vec<Part> = customers.par_iter().with_min_len(256).map(|customer| part(customer, card)).collect();
    let mut quality = AnswerQuality { repeated_names: repeated_names(&customers), ..AnswerQuality::default() };
    let mut people: BTreeMap<PersonId, (usize, usize)> = BTreeMap::new();
    for (customer, part) in customers.iter().zip(parts) {
        quality.num_ratings += part.num_ratings;
        quality.num_comparable += part.comparable.len();
        for (person, rating, is_straight) in part.comparable {
            let counts = people.entry(person).or_default();
            counts.0 += usize::from(is_straight);
            counts.1 += 1;
            if is_straight {
                quality.straight_lines.push(StraightLine { customer: customer.id, rating, person });
            }
        }
        quality.duplicates.extend(part.duplicates);
        quality.off_scale.extend(part.off_scale);
    }
    let often = people.into_iter().filter(|(_, (straight, all))| *all >= MIN_RATINGS && 2 * straight > *all);
    quality.straight_people = often.map(|(person, (straight, all))| (person, straight, all)).collect();
    quality.findings = findings(&quality, workspace);
    quality
}

fn part(customer: &Customer, card: &Scorecard) -> Part {
    let mut part = Part::default();
    let on_card = || customer.ratings.iter().filter(|(_, rating)| rating.scorecard == card.id);
    for (id, rating) in on_card() {
        part.num_ratings += 1;
        let version = card.version(rating.version);
        if let Some(is_straight) = version.and_then(|version| straight(rating, version)) {
            part.comparable.push((rating.person, *id, is_straight));
        }
        off_scale(customer.id, *id, rating, version, &mut part.off_scale);
    }
    let mut ratings: Vec<(&RatingId, &Rating)> = on_card().collect();
    ratings.sort_by_key(|(id, rating)| (rating.person, rating.on, **id));
    for own in ratings.chunk_by(|a, b| a.1.person == b.1.person) {
        duplicates(customer.id, own, &mut part.duplicates);
    }
    part
}

/// Whether a rating is a straight line; `None` with fewer than three answers to compare.
fn straight(rating: &Rating, version: &ScorecardVersion) -> Option<bool> {
    let place = |(id, answer): (&CriterionId, &crate::model::Answer)| {
        let criterion = version.criterion(*id)?;
        match (answer.response, &criterion.scale) {
            (Response::Value(value), Scale::YesNo | Scale::Points { .. }) => {
                criterion.scale.normalise(value).ok().map(|place| place.value())
            }
            _ => None,
        }
    };
    let mut places = rating.answers.iter().filter_map(place);
    let first = places.next()?;
    let (mut num, mut is_straight) = (1, true);
    for place in places {
        num += 1;
        is_straight &= (place - first).abs() < 1e-9;
    }
    (num >= MIN_ANSWERS).then_some(is_straight)
}

fn off_scale(
    customer: CustomerId,
    rating_id: RatingId,
    rating: &Rating,
    version: Option<&ScorecardVersion>,
    found: &mut Vec<OffScale>,
) {
    for (id, answer) in &rating.answers {
        let Response::Value(value) = answer.response else { continue };
        let criterion = version.and_then(|version| version.criterion(*id));
        let answer = match criterion.map(|criterion| criterion.scale.normalise(value)) {
            Some(Ok(_)) => continue,
            Some(Err(_)) => Some(value.value()),
            None => None,
        };
        found.push(OffScale { customer, rating: rating_id, criterion: *id, answer });
    }
}

/// One person's ratings of one customer, by day.
fn duplicates(customer: CustomerId, own: &[(&RatingId, &Rating)], found: &mut Vec<Duplicate>) {
    for day in own.chunk_by(|a, b| a.1.on == b.1.on) {
        if let [first, _, ..] = day {
            let ratings = day.iter().map(|(id, _)| **id).collect();
            found.push(Duplicate { kind: Duplication::SameDay, customer, person: first.1.person, ratings });
        }
    }
    let answers = |rating: &Rating| -> Vec<(CriterionId, Response)> {
        rating.answers.iter().map(|(id, answer)| (*id, answer.response)).collect()
    };
    let is_same = |a: &Rating, b: &Rating| {
        let num_values = a.answers.values().filter(|answer| matches!(answer.response, Response::Value(_))).count();
        a.on != b.on && a.version == b.version && num_values >= MIN_ANSWERS && answers(a) == answers(b)
    };
    let mut taken = vec![false; own.len()];
    for (place, (id, rating)) in own.iter().enumerate() {
        if taken[place] {
            continue;
        }
        let later = (place + 1..own.len()).filter(|other| !taken[*other] && is_same(rating, own[*other].1));
        let later: Vec<usize> = later.collect();
        if !later.is_empty() {
            let copies = later.iter().map(|other| *own[*other].0);
            let ratings = std::iter::once(**id).chain(copies).collect();
            found.push(Duplicate { kind: Duplication::SameAnswers, customer, person: rating.person, ratings });
            later.into_iter().for_each(|other| taken[other] = true);
        }
    }
}

/// Names that are the same but for capitals and spaces.
fn repeated_names(customers: &[&Customer]) -> Vec<RepeatedName> {
    let mut by_name: BTreeMap<String, Vec<&Customer>> = BTreeMap::new();
    for customer in customers {
        let key = customer.name().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        by_name.entry(key).or_default().push(customer);
    }
    let repeated = by_name.into_values().filter(|same| same.len() > 1).map(|same| RepeatedName {
        name: same.first().map_or_else(String::new, |customer| customer.name().to_owned()),
        customers: same.iter().map(|customer| customer.id).collect(),
    });
    repeated.collect()
}

fn findings(quality: &AnswerQuality, workspace: &Workspace) -> Vec<String> {
    let mut findings = Vec::new();
    let (straight, all) = (quality.straight_lines.len(), quality.num_comparable);
    if straight > 0 {
        let share =
            if all >= 10 { format!(" ({})", percent_text(straight as f64 / all as f64)) } else { String::new() };
        let verb = if straight == 1 { "gives" } else { "give" };
        findings.push(format!("{straight} of {all} ratings{share} {verb} the same answer to everything"));
    }
    for (person, straight, all) in &quality.straight_people {
        let name = workspace.business.person_name(*person);
        findings.push(format!("{name} gives the same answer to everything in {straight} of {all} ratings"));
    }
    let num = |kind| quality.duplicates.iter().filter(|duplicate| duplicate.kind == kind).count();
    let times = |n: usize| match n {
        1 => "Once".to_owned(),
        n => format!("{} times", upper_first(&number_word(n))),
    };
    if num(Duplication::SameDay) > 0 {
        let times = times(num(Duplication::SameDay));
        findings.push(format!("{times} somebody rated the same customer more than once on one day"));
    }
    if num(Duplication::SameAnswers) > 0 {
        let times = times(num(Duplication::SameAnswers));
        findings.push(format!("{times} somebody gave a customer exactly the same answers again"));
    }
    if !quality.off_scale.is_empty() {
        let answers = plural(quality.off_scale.len(), "answer", "answers");
        let counts = if quality.off_scale.len() == 1 { "counts" } else { "count" };
        findings.push(format!("{answers} cannot be read on the scale they were given on, and {counts} as missing"));
    }
    for repeated in &quality.repeated_names {
        let num = upper_first(&number_word(repeated.customers.len()));
        findings.push(format!("{num} customers are called {}", repeated.name));
    }
    findings
}
