//! What the screen shows of the scorecards, derived when the data changed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::analysis::{percent_text, period_text};
use crate::model::{Direction, FlagPolicy, Locale, Scale, Scorecard, ScorecardId, Subject, Workspace};

use super::super::Session;
use super::bands::bands_text;
use super::differences::{differences, flag_policy_words, flag_words, people, threshold};
use super::draft::Draft;

/// One scorecard in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRow {
    /// Which one.
    pub id: ScorecardId,
    /// Its name.
    pub name: String,
    /// Who rates whom, how many questions and ratings.
    pub detail: String,
    /// Verdicts come from it.
    pub is_main: bool,
    /// It is no longer offered.
    pub is_archived: bool,
    /// There are changes that are not adopted yet.
    pub has_draft: bool,
}

/// One question of the scorecard shown.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionShown {
    /// Its short name.
    pub name: String,
    /// As it is put.
    pub question: String,
    /// Why we ask; may be empty.
    pub why: String,
    /// The scale in words, and whether a high answer is bad.
    pub scale: String,
    /// What it counts of the whole, 0–1.
    pub share: f64,
    /// The share in words: "31 %", "not counted".
    pub share_words: String,
    /// The red flag in words, if there is one.
    pub flag: Option<String>,
    /// Whether it is no longer asked.
    pub is_retired: bool,
}

/// One version of the scorecard shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionShown {
    /// "Version 3".
    pub title: String,
    /// Since when it counts, and how many ratings were made on it.
    pub detail: String,
    /// Why it was changed; may be empty.
    pub note: String,
    /// What changed, in words.
    pub changes: Vec<String>,
}

/// The scorecard shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Which one.
    pub id: ScorecardId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// Who rates whom.
    pub subject: Subject,
    /// Verdicts come from it.
    pub is_main: bool,
    /// It is no longer offered.
    pub is_archived: bool,
    /// How many ratings were made on it.
    pub ratings: usize,
    /// Its questions in order, retired ones last.
    pub questions: Vec<QuestionShown>,
    /// Keep from and hard look from, 0–100.
    pub bands: (f64, f64),
    /// How answers become a verdict: what and how much.
    pub rules: Vec<(String, String)>,
    /// Versions, newest first.
    pub versions: Vec<VersionShown>,
}

/// How many ratings were made on each version of each scorecard.
pub(super) type RatingCounts = BTreeMap<(ScorecardId, u32), usize>;

/// Counts the ratings on each version of each scorecard.
pub(super) fn count_ratings(workspace: &Workspace) -> RatingCounts {
    let mut counts = RatingCounts::new();
    for rating in workspace.customers.values().flat_map(|customer| customer.ratings.values()) {
        *counts.entry((rating.scorecard, rating.version)).or_default() += 1;
    }
    counts
}

fn ratings_on(counts: &RatingCounts, card: ScorecardId) -> usize {
    counts.range((card, 0)..=(card, u32::MAX)).map(|(_, number)| number).sum()
}

/// "1 question", "5 questions".
pub(super) fn plural(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {one}s", Locale::count(number)) }
}

pub(super) const fn subject_words(subject: Subject) -> &'static str {
    match subject {
        Subject::Customer => "We rate them",
        Subject::Us => "They rate us",
    }
}

/// The list: the main one first, then by name, scorecards not adopted yet, archived ones last.
pub(super) fn rows(session: &Session, counts: &RatingCounts, drafts: &BTreeMap<ScorecardId, Draft>) -> Vec<CardRow> {
    let main = session.workspace.main_scorecard().map(|card| card.id);
    let mut rows: Vec<CardRow> = session
        .workspace
        .scorecards
        .values()
        .map(|card| CardRow {
            id: card.id,
            name: card.name.to_string(),
            detail: format!(
                "{} · {} · {}",
                subject_words(card.subject),
                plural(card.current().active().count(), "question"),
                plural(ratings_on(counts, card.id), "rating")
            ),
            is_main: main == Some(card.id),
            is_archived: card.archived,
            has_draft: drafts.contains_key(&card.id),
        })
        .collect();
    rows.extend(drafts.values().filter(|draft| draft.is_new()).map(|draft| CardRow {
        id: draft.card,
        name: if draft.name.trim().is_empty() { "New scorecard".to_owned() } else { draft.name.clone() },
        detail: format!("{} · {}", subject_words(draft.subject), plural(draft.criteria.len(), "question")),
        is_main: false,
        is_archived: false,
        has_draft: true,
    }));
    rows.sort_by_cached_key(|row| (row.is_archived, !row.is_main, row.name.to_lowercase(), row.id));
    rows
}

/// The page of one scorecard.
pub(super) fn page(session: &Session, counts: &RatingCounts, card: &Scorecard) -> Page {
    let version = card.current();
    let total = version.total_weight();
    let mut questions: Vec<QuestionShown> = version
        .criteria
        .iter()
        .map(|criterion| {
            let counted = !criterion.retired && total > 0.0 && criterion.weight.value() > 0.0;
            let share = if counted { criterion.weight.value() / total } else { 0.0 };
            let reversed = match (criterion.direction, &criterion.scale) {
                (Direction::HighIsGood, _) => "",
                (Direction::Reversed, Scale::YesNo) => ", yes is bad",
                (Direction::Reversed, _) => ", high is bad",
            };
            QuestionShown {
                name: criterion.name.to_string(),
                question: criterion.question.to_string(),
                why: criterion.why.to_string(),
                scale: format!("{}{reversed}", criterion.scale),
                share,
                share_words: if counted { percent_text(share) } else { "not counted".to_owned() },
                flag: criterion.red_flag.as_ref().map(|flag| flag_words(flag, &criterion.scale)),
                is_retired: criterion.retired,
            }
        })
        .collect();
    questions.sort_by_key(|question| question.is_retired);
    let main = session.workspace.main_scorecard().map(|card| card.id);
    Page {
        id: card.id,
        name: card.name.to_string(),
        about: card.about.to_string(),
        subject: card.subject,
        is_main: main == Some(card.id),
        is_archived: card.archived,
        ratings: ratings_on(counts, card.id),
        questions,
        bands: (version.policy.keep_from.value(), version.policy.hard_look_from.value()),
        rules: rules(session, card),
        versions: versions(counts, card),
    }
}

fn rules(session: &Session, card: &Scorecard) -> Vec<(String, String)> {
    let policy = &card.current().policy;
    let business = &session.workspace.business;
    let flags = match policy.flags {
        FlagPolicy::Group(group) => format!("one of {} says so", business.group_name(group)),
        other => format!("{} says so", flag_policy_words(other)),
    };
    let balance: Vec<String> = policy
        .balance
        .iter()
        .map(|(group, weight)| format!("{} ×{}", business.group_name(*group), threshold(weight.value())))
        .collect();
    let balance = if balance.is_empty() { "All groups alike".to_owned() } else { balance.join(", ") };
    let bands = bands_text(&policy.bands).map(|bands| ("Bands", bands));
    let others = [
        ("Answered, at least", percent_text(policy.min_coverage.value())),
        ("By at least", people(policy.min_raters)),
        ("Which ratings count", period_text(policy.period)),
        ("A red flag counts when", flags),
        ("Balance of groups", balance),
    ];
    bands.into_iter().chain(others).map(|(what, how)| (what.to_owned(), how)).collect()
}

fn versions(counts: &RatingCounts, card: &Scorecard) -> Vec<VersionShown> {
    let mut shown: Vec<VersionShown> = Vec::new();
    for (place, version) in card.versions.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| card.versions.get(before));
        let ratings = counts.get(&(card.id, version.number)).copied().unwrap_or_default();
        shown.push(VersionShown {
            title: format!("Version {}", version.number),
            detail: format!("since {} · {}", day(version.adopted), plural(ratings, "rating")),
            note: version.note.to_string(),
            changes: before.map(|before| differences(before, version)).unwrap_or_default(),
        });
    }
    shown.reverse();
    shown
}

/// "21 Nov 2026".
fn day(day: Date) -> String {
    Locale::current().date_short(day)
}
