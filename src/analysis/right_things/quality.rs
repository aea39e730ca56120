//! Can the answers be trusted? Straight lines, duplicates, answers off their scale and repeated names: flagged with
//! counts and ids, never merged or dropped.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::analysis::words::{number_word, percent_text, plural, upper_first};
use crate::model::{
    Criterion, CriterionId, Customer, CustomerId, Locale, PersonId, Rating, RatingId, Response, Scale, Scorecard,
    ScorecardVersion, Workspace,
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
    let versions = versions(card);
    let parts: Vec<Part> =
        customers.par_iter().with_min_len(256).map(|customer| part(customer, card, &versions)).collect();
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

/// The scorecard's versions with their criteria in the order of answers, so that both are walked side by side.
type Versions<'a> = Vec<(u32, Vec<&'a Criterion>)>;

fn versions(card: &Scorecard) -> Versions<'_> {
    fn sorted(version: &ScorecardVersion) -> (u32, Vec<&Criterion>) {
        let mut criteria: Vec<&Criterion> = version.criteria.iter().collect();
        criteria.sort_by_key(|criterion| criterion.id);
        (version.number, criteria)
    }
    card.versions.iter().map(sorted).collect()
}

fn part(customer: &Customer, card: &Scorecard, versions: &Versions<'_>) -> Part {
    let mut part = Part::default();
    let mut ratings: Vec<(RatingId, &Rating)> = Vec::new();
    for (id, rating) in customer.ratings.iter().filter(|(_, rating)| rating.scorecard == card.id) {
        part.num_ratings += 1;
        let version = versions.iter().rev().find(|(number, _)| *number == rating.version);
        let criteria = version.map_or(&[][..], |(_, criteria)| criteria);
        look(customer.id, (*id, rating), criteria, &mut part);
        ratings.push((*id, rating));
    }
    ratings.sort_by_key(|(id, rating)| (rating.person, rating.on, *id));
    for own in ratings.chunk_by(|a, b| a.1.person == b.1.person) {
        duplicates(customer.id, own, &mut part.duplicates);
    }
    part
}

/// One rating: whether it can be compared and is a straight line, and what in it cannot be read.
fn look(customer: CustomerId, (id, rating): (RatingId, &Rating), criteria: &[&Criterion], part: &mut Part) {
    let (mut num, mut first, mut is_straight) = (0, 0.0, true);
    let mut rest = criteria.iter().peekable();
    for (key, answer) in &rating.answers {
        let Response::Value(value) = answer.response else { continue };
        while rest.next_if(|criterion| criterion.id < *key).is_some() {}
        let criterion = rest.peek().filter(|criterion| criterion.id == *key);
        let unread = match criterion.map(|criterion| (criterion.scale.normalise(value), &criterion.scale)) {
            Some((Ok(_), Scale::Measure { .. })) => continue,
            Some((Ok(place), Scale::YesNo | Scale::Points { .. })) => {
                first = if num == 0 { place.value() } else { first };
                is_straight &= (place.value() - first).abs() < 1e-9;
                num += 1;
                continue;
            }
            Some((Err(_), _)) => Some(value.value()),
            None => None,
        };
        part.off_scale.push(OffScale { customer, rating: id, criterion: *key, answer: unread });
    }
    if num >= MIN_ANSWERS {
        part.comparable.push((rating.person, id, is_straight));
    }
}

/// One person's ratings of one customer, by day.
fn duplicates(customer: CustomerId, own: &[(RatingId, &Rating)], found: &mut Vec<Duplicate>) {
    for day in own.chunk_by(|a, b| a.1.on == b.1.on) {
        if let [first, _, ..] = day {
            let ratings = day.iter().map(|(id, _)| *id).collect();
            found.push(Duplicate { kind: Duplication::SameDay, customer, person: first.1.person, ratings });
        }
    }
    fn answers(rating: &Rating) -> impl Iterator<Item = (CriterionId, Response)> {
        rating.answers.iter().map(|(id, answer)| (*id, answer.response))
    }
    let is_same = |a: &Rating, b: &Rating| {
        let num_values = a.answers.values().filter(|answer| matches!(answer.response, Response::Value(_))).count();
        a.on != b.on && a.version == b.version && num_values >= MIN_ANSWERS && answers(a).eq(answers(b))
    };
    let mut taken = vec![false; own.len()];
    for (place, (id, rating)) in own.iter().enumerate() {
        if taken[place] {
            continue;
        }
        let later = (place + 1..own.len()).filter(|other| !taken[*other] && is_same(rating, own[*other].1));
        let later: Vec<usize> = later.collect();
        if !later.is_empty() {
            let copies = later.iter().map(|other| own[*other].0);
            let ratings = std::iter::once(*id).chain(copies).collect();
            found.push(Duplicate { kind: Duplication::SameAnswers, customer, person: rating.person, ratings });
            for other in later {
                taken[other] = true;
            }
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
        findings.push(format!(
            "{} of {} ratings{share} {verb} the same answer to everything",
            Locale::count(straight),
            Locale::count(all)
        ));
    }
    for (person, straight, all) in &quality.straight_people {
        let name = workspace.business.person_name(*person);
        findings.push(format!(
            "{name} gives the same answer to everything in {} of {} ratings",
            Locale::count(*straight),
            Locale::count(*all)
        ));
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
