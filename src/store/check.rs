//! Looking at a whole workspace: is every file readable, and does everything that is named exist?

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::load::{self, BUSINESS_FILE};
use super::{Loaded, Problem, StoreError, load as load_workspace};
use crate::model::{Customer, Rating, RecordKey, Response, Scorecard, Workspace};

/// What a check found.
#[derive(Debug, Clone)]
pub struct CheckReport {
    /// Customers read.
    pub num_customers: usize,
    /// Scorecards read.
    pub num_scorecards: usize,
    /// Ratings read.
    pub num_ratings: usize,
    /// Files that cannot be read, then things that do not fit together.
    pub problems: Vec<Problem>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub const fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Reads every file of a workspace and checks that everything fits together. Changes nothing.
///
/// # Errors
/// As [`super::load()`].
pub fn check(dir: &Path) -> Result<CheckReport, StoreError> {
    let Loaded { workspace, mut problems, access } = load_workspace(dir, &|_| ())?;
    if let super::Access::ReadOnly(reason) = access {
        problems.push(Problem {
            file: "workspace.json".into(),
            place: None,
            what: "The workspace may only be read.".to_owned(),
            advice: reason,
        });
    }
    problems.extend(consistency(&workspace));
    Ok(CheckReport {
        num_customers: workspace.customers.len(),
        num_scorecards: workspace.scorecards.len(),
        num_ratings: workspace.num_ratings(),
        problems,
    })
}

/// What does not fit together: ratings by people or on scorecards that are not there, answers off their scale, and so
/// on. The data is kept as it is; each kind of problem is listed once per file.
pub fn consistency(workspace: &Workspace) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_business(workspace, &mut problems);
    for card in workspace.scorecards.values() {
        check_scorecard(card, &mut problems);
    }
    for customer in workspace.customers.values() {
        check_customer(workspace, customer, &mut problems);
    }
    problems
}

fn problem(file: PathBuf, what: String, advice: &str) -> Problem {
    Problem { file, place: None, what, advice: advice.to_owned() }
}

fn check_business(workspace: &Workspace, problems: &mut Vec<Problem>) {
    let file = || PathBuf::from(BUSINESS_FILE);
    let business = &workspace.business;
    for person in business.people.values() {
        if !business.groups.contains_key(&person.group) {
            let what =
                format!("{} belongs to the group \u{201c}{}\u{201d}, which does not exist.", person.name, person.group);
            problems.push(problem(file(), what, "Choose a group for this person under People."));
        }
    }
    if business.main_scorecard.is_some_and(|id| !workspace.scorecards.contains_key(&id)) {
        let what = "The scorecard to judge by is not there.".to_owned();
        problems.push(problem(file(), what, "Choose one under Scorecards; until then the first one is used."));
    }
}

fn check_scorecard(card: &Scorecard, problems: &mut Vec<Problem>) {
    let file = load::file_of(RecordKey::Scorecard(card.id));
    let advice = "Adopt a corrected version under Scorecards.";
    for version in &card.versions {
        let name = format!("\u{201c}{}\u{201d}, version {}", card.name, version.number);
        let unique: BTreeSet<_> = version.criteria.iter().map(|criterion| criterion.id).collect();
        if unique.len() != version.criteria.len() {
            problems.push(problem(file.clone(), format!("{name}: two questions have the same key."), advice));
        }
        if version.active().next().is_none() {
            problems.push(problem(file.clone(), format!("{name}: no question is asked."), advice));
        }
        for criterion in &version.criteria {
            if let Err(error) = criterion.scale.check() {
                problems.push(problem(file.clone(), format!("{name}: {}: {error}.", criterion.name), advice));
            }
        }
        if version.policy.hard_look_from > version.policy.keep_from {
            let what = format!("{name}: \u{201c}hard look\u{201d} starts above \u{201c}keep\u{201d}.");
            problems.push(problem(file.clone(), what, advice));
        }
    }
}

/// What may be wrong with a rating.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    NoPerson(String),
    NoScorecard(String),
    NoVersion(String, u32),
    NoQuestion(String, String),
    OffScale(String, String),
}

fn faults_of(workspace: &Workspace, rating: &Rating, faults: &mut BTreeMap<Fault, usize>) {
    let mut note = |fault: Fault| *faults.entry(fault).or_default() += 1;
    if !workspace.business.people.contains_key(&rating.person) {
        note(Fault::NoPerson(rating.person.to_string()));
    }
    let Some(card) = workspace.scorecards.get(&rating.scorecard) else {
        return note(Fault::NoScorecard(rating.scorecard.to_string()));
    };
    let Some(version) = card.version(rating.version) else {
        return note(Fault::NoVersion(card.name.to_string(), rating.version));
    };
    for (id, answer) in &rating.answers {
        match (version.criterion(*id), answer.response) {
            (None, _) => note(Fault::NoQuestion(card.name.to_string(), id.to_string())),
            (Some(criterion), Response::Value(value)) => {
                if let Err(error) = criterion.scale.normalise(value) {
                    note(Fault::OffScale(criterion.name.to_string(), error.to_string()));
                }
            }
            (Some(_), Response::NotApplicable | Response::DontKnow) => {}
        }
    }
}

fn check_customer(workspace: &Workspace, customer: &Customer, problems: &mut Vec<Problem>) {
    let file = || load::file_of(RecordKey::Customer(customer.id));
    let name = customer.name();
    let mut faults = BTreeMap::new();
    for rating in customer.ratings.values() {
        faults_of(workspace, rating, &mut faults);
    }
    for (fault, count) in faults {
        let ratings = if count == 1 { "1 rating".to_owned() } else { format!("{count} ratings") };
        let answers = if count == 1 { "1 answer".to_owned() } else { format!("{count} answers") };
        let (what, advice) = match fault {
            Fault::NoPerson(id) => (
                format!("{name}: {ratings} by somebody who is not listed (id {id})."),
                "The ratings are kept. Bring back an older workspace.json if the person was lost there.",
            ),
            Fault::NoScorecard(id) => (
                format!("{name}: {ratings} on a scorecard that is not there (id {id})."),
                "The ratings are kept but do not count. Bring the scorecard back; it may lie in the trash folder.",
            ),
            Fault::NoVersion(card, version) => (
                format!("{name}: {ratings} on version {version} of \u{201c}{card}\u{201d}, which is not there."),
                "The ratings are kept. Bring back a newer copy of the scorecard.",
            ),
            Fault::NoQuestion(card, id) => (
                format!(
                    "{name}: {answers} to the question \u{201c}{id}\u{201d}, which \u{201c}{card}\u{201d} does not ask."
                ),
                "The answers are kept but do not count. Add the question again to count them.",
            ),
            Fault::OffScale(criterion, error) => (
                format!("{name}: {answers} to \u{201c}{criterion}\u{201d} cannot count: {error}."),
                "The answers are kept but do not count. Open the rating and answer again.",
            ),
        };
        problems.push(problem(file(), what, advice));
    }
    if customer.profile.source.referred_by.is_some_and(|id| !workspace.customers.contains_key(&id)) {
        let what = format!("{name}: the customer who sent them is not there.");
        problems.push(problem(file(), what, "Choose another one in the profile, or none."));
    }
}
