//! After saving: what the others said, and what the rating did to the verdict.

use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{Gathering, Judgement, answer_text, voices};
use crate::model::{Customer, PersonId, RatingId, Response, Scorecard, SeverityRule, Subject, Workspace};

use super::super::{Judged, Session};
use super::RateAbout;
use super::form::response_text;

/// A rating that has just been saved.
#[derive(Debug)]
pub struct RateDone {
    /// Who rated whom.
    pub about: RateAbout,
    /// The rating.
    pub rating: RatingId,
    /// The customer as it was before.
    before: Arc<Customer>,
    revision: Option<u64>,
    /// Question by question, mine beside the others'.
    pub rows: Vec<DoneRow>,
    /// How many others have rated them in the period that counts.
    pub num_others: usize,
    /// What the numbers said before and say now; `None` on a scorecard that rates us.
    pub verdict: Option<(Judgement, Judgement)>,
}

/// One question after saving.
#[derive(Debug, Clone, PartialEq)]
pub struct DoneRow {
    /// The criterion's name.
    pub name: String,
    /// My answer in words.
    pub mine: String,
    /// My answer as a value, 0 (bad for us) to 1 (good).
    pub mine_value: Option<f64>,
    /// The mean of the others on the criterion's own scale, in words.
    pub others: Option<String>,
    /// The same as a value, 0 to 1.
    pub others_value: Option<f64>,
    /// How many others gave a value.
    pub num_others: usize,
}

impl RateDone {
    /// A rating of `about` was saved; `before` is the customer as it was.
    pub(super) const fn new(about: RateAbout, rating: RatingId, before: Arc<Customer>) -> Self {
        Self { about, rating, before, revision: None, rows: Vec::new(), num_others: 0, verdict: None }
    }

    /// Brings the comparison up to date; false if the rating is no longer there.
    pub(super) fn refresh(&mut self, session: &Session, today: Date) -> bool {
        if self.revision == Some(session.revision) {
            return true;
        }
        self.revision = Some(session.revision);
        let workspace = &session.workspace;
        let about = &self.about;
        let (Some(now), Some(card)) =
            (workspace.customers.get(&about.customer), workspace.scorecards.get(&about.scorecard))
        else {
            return false;
        };
        if !now.ratings.contains_key(&self.rating) {
            return false;
        }
        self.verdict = (card.subject == Subject::Customer)
            .then(|| judged(workspace, &self.before, card, today).zip(judged(workspace, now, card, today)))
            .flatten();
        (self.rows, self.num_others) = rows(workspace, now, card, (about.person, self.rating), today);
        true
    }
}

/// A workspace with what the numbers about one customer depend on: the others only where people's severity, learned
/// from all customers, is evened out.
fn alone(workspace: &Workspace, customer: Arc<Customer>, severity: SeverityRule) -> Workspace {
    let mut alone = workspace.clone();
    if severity == SeverityRule::AsGiven {
        alone.customers.clear();
    }
    alone.customers.insert(customer.id, customer);
    alone
}

fn judged(workspace: &Workspace, customer: &Arc<Customer>, card: &Arc<Scorecard>, today: Date) -> Option<Judgement> {
    let alone = alone(workspace, Arc::clone(customer), card.current().policy.severity);
    Judged::new(&alone, card, today).of(customer.id).copied()
}

fn rows(
    workspace: &Workspace,
    customer: &Customer,
    card: &Scorecard,
    mine: (PersonId, RatingId),
    today: Date,
) -> (Vec<DoneRow>, usize) {
    let (me, id) = mine;
    let mut others = customer.clone();
    others.ratings.retain(|_, rating| rating.person != me);
    let said = voices(workspace, &others, card, Gathering::of(&card.current().policy, today));
    let mut people: Vec<PersonId> = said.iter().flat_map(|one| one.voices.iter().map(|voice| voice.person)).collect();
    people.sort_unstable();
    people.dedup();
    let my_rating = customer.ratings.get(&id);
    let row = |voices: &crate::analysis::CriterionVoices| {
        let criterion = card.current().criterion(voices.criterion)?;
        let response = my_rating.and_then(|rating| rating.answers.get(&criterion.id)).map(|answer| answer.response);
        let mine_value = match response {
            Some(Response::Value(value)) => criterion.value(value).ok().map(|share| share.value()),
            _ => None,
        };
        let num_others = voices.voices.len();
        // Everybody has one voice here: the plain mean says what "the others" said.
        let mean = |of: fn(&crate::analysis::Voice) -> f64| {
            (num_others > 0).then(|| voices.voices.iter().map(of).sum::<f64>() / num_others as f64)
        };
        Some(DoneRow {
            name: voices.name.clone(),
            mine: response.map_or_else(|| "Not answered".to_owned(), |response| response_text(criterion, response)),
            mine_value,
            others: mean(|voice| voice.own).map(|own| answer_text(criterion, own)),
            others_value: mean(|voice| voice.value),
            num_others,
        })
    };
    (said.iter().filter_map(row).collect(), people.len())
}
