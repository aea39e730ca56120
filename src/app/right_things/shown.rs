//! Everything the screen shows, in words, worked out in one go on a worker.

use jiff::civil::Date;

use crate::analysis::{CriterionCheck, TellsApart, agreement, answer_quality, gaps, rater_severity, right_things};
use crate::app::Judged;
use crate::model::{GroupId, Workspace};

use super::beside::{AgreementShown, GapsShown, PeopleShown};
use super::odd::OddShown;
use super::rows::CriterionRow;

/// The answer, a row per criterion, and what stands beside.
#[derive(Debug, Clone, PartialEq)]
pub struct RightThingsShown {
    /// The answer in a sentence.
    pub answer: String,
    /// What the figures rest on.
    pub basis: String,
    /// Association is not cause.
    pub caveat: &'static str,
    /// What stands out, as full sentences without a full stop.
    pub findings: Vec<String>,
    /// Whether anybody has been rated on this scorecard.
    pub is_anyone_rated: bool,
    /// Why the weights revealed by what happened cannot be given, if they cannot.
    pub no_revealed: Option<String>,
    /// A row per criterion, in the order they are asked.
    pub rows: Vec<CriterionRow>,
    /// How far people agree.
    pub agreement: AgreementShown,
    /// Severe and lenient people.
    pub people: PeopleShown,
    /// Where management and team differ.
    pub gaps: GapsShown,
    /// Odd answers.
    pub odd: OddShown,
}

impl RightThingsShown {
    /// Works everything out; `None` if nobody waits for it any more.
    pub(super) fn of(
        workspace: &Workspace,
        judged: &Judged,
        today: Date,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let parts = judged.in_context(workspace, today);
        let right = right_things(&parts);
        if is_cancelled() {
            return None;
        }
        let agreed = agreement(workspace, &judged.card, &judged.terms, judged.gathering);
        if is_cancelled() {
            return None;
        }
        let severity = rater_severity(workspace, &judged.card, judged.gathering);
        let apart = gaps(&judged.evidence, &judged.terms, GroupId::MANAGEMENT, GroupId::TEAM);
        if is_cancelled() {
            return None;
        }
        let quality = answer_quality(workspace, &judged.card);
        Some(Self {
            answer: answer(&right.criteria),
            is_anyone_rated: quality.num_ratings > 0,
            no_revealed: super::rows::no_revealed(&right),
            rows: super::rows::rows(&right, &agreed),
            agreement: AgreementShown::of(&agreed, &judged.card, &workspace.business),
            people: PeopleShown::of(severity, &workspace.business),
            gaps: GapsShown::of(&apart, workspace, &judged.card, today),
            odd: OddShown::of(&quality, workspace, &judged.card, today),
            basis: right.basis,
            caveat: right.caveat,
            findings: right.findings,
        })
    }
}

/// "Three of five questions tell customers apart; two say nearly the same."
fn answer(checks: &[CriterionCheck]) -> String {
    let count = |which: TellsApart| checks.iter().filter(|check| check.spread.tells_apart == which).count();
    let (all, unknown) = (checks.len(), count(TellsApart::TooFew));
    if all == 0 {
        return "This scorecard asks nothing yet.".to_owned();
    }
    if unknown == all {
        let most = checks.iter().map(|check| check.spread.n).max().unwrap_or(0);
        let so_far = match most {
            0 => "nobody has been rated".to_owned(),
            1 => "one is rated".to_owned(),
            n => format!("{} are rated", word(n)),
        };
        return format!("Too early to say whether our questions tell customers apart: {so_far} so far.");
    }
    let yes = count(TellsApart::Yes);
    let apart = match (yes, all) {
        (0, _) => "None of our questions tells customers apart".to_owned(),
        (1, 1) => "Our one question tells customers apart".to_owned(),
        (yes, all) if yes == all => format!("All {} questions tell customers apart", word(all)),
        (1, all) => format!("One of {} questions tells customers apart", word(all)),
        (yes, all) => format!("{} of {} questions tell customers apart", capital(&word(yes)), word(all)),
    };
    let same = checks.iter().filter(|check| is_in_a_pair(check, checks)).count();
    let same = match same {
        0 if all > 1 => "; no two say the same".to_owned(),
        0 => String::new(),
        2 => "; two say nearly the same".to_owned(),
        n => format!("; {} say nearly the same as another", word(n)),
    };
    let open = if unknown > 0 { format!("; of {} too little is known", word(unknown)) } else { String::new() };
    format!("{apart}{same}{open}.")
}

/// Whether this criterion says the same as another, or another says it of this one.
fn is_in_a_pair(check: &CriterionCheck, all: &[CriterionCheck]) -> bool {
    let pair =
        |one: &CriterionCheck| one.redundancy.as_ref().ok().filter(|same| same.is_redundant).map(|same| same.with);
    pair(check).is_some() || all.iter().any(|other| pair(other) == Some(check.criterion))
}

/// A number in words up to twelve.
pub(super) fn word(n: usize) -> String {
    const WORDS: [&str; 13] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n).map_or_else(|| crate::model::Locale::count(n), |word| (*word).to_owned())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
