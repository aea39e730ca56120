//! What people wrote: remarks on whole ratings and notes on single answers, newest first.

use jiff::civil::Date;

use crate::model::{Business, Customer, Rating, RatingId, ScorecardId, Workspace};

use super::words::{answer_words, rating_mark, small_first};

/// One remark or note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Who wrote it, from which group, with what they answered: "Luis Ferrer · team · 1.9".
    pub who: String,
    /// The words.
    pub text: String,
    /// When.
    pub on: Date,
    /// In which rating.
    pub rating: RatingId,
}

/// Everything written about a customer, on one scorecard if given, newest first; at one rating the remark before
/// the notes.
pub(super) fn remarks(workspace: &Workspace, customer: &Customer, only: Option<ScorecardId>) -> Vec<Remark> {
    let mut found = Vec::new();
    for (id, rating) in &customer.ratings {
        if only.is_some_and(|only| only != rating.scorecard) {
            continue;
        }
        let Some(card) = workspace.scorecards.get(&rating.scorecard) else { continue };
        let who = who(&workspace.business, rating);
        if !rating.remark.is_empty() {
            let mark = rating_mark(card, rating).map(|mark| format!(" · {mark}")).unwrap_or_default();
            let text = rating.remark.to_string();
            found.push(Remark { who: format!("{who}{mark}"), text, on: rating.on, rating: *id });
        }
        let version = card.version(rating.version).unwrap_or_else(|| card.current());
        for (criterion, answer) in rating.answers.iter().filter(|(_, answer)| !answer.note.is_empty()) {
            let criterion = version.criterion(*criterion);
            let name = criterion.map(|criterion| criterion.name.to_string()).unwrap_or_default();
            let (answered, _) = answer_words(criterion, answer);
            let who = format!("{who} · {name} {answered}");
            found.push(Remark { who, text: answer.note.to_string(), on: rating.on, rating: *id });
        }
    }
    found.sort_by_key(|remark| std::cmp::Reverse(remark.on));
    found
}

/// "Luis Ferrer · team".
pub(super) fn who(business: &Business, rating: &Rating) -> String {
    let name = business.person_name(rating.person);
    match business.people.get(&rating.person) {
        Some(person) => format!("{name} · {}", small_first(&business.group_name(person.group))),
        None => name.to_owned(),
    }
}
