//! Unfinished ratings: kept at every change, found again at the next start, and dropped only when somebody says so.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::{Rating, Response, Workspace};

use super::RateForm;
use super::form::PREFIX;

/// A line about an unfinished rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Names the draft.
    pub key: String,
    /// The customer's name, as far as it is known.
    pub customer: String,
    /// "by Dana Okafor, 3 of 7 answered", or why it cannot be continued.
    pub detail: String,
    /// Whether it can be continued.
    pub is_usable: bool,
}

/// Unfinished ratings by key; `None` for one that cannot be read.
#[derive(Debug, Default)]
pub(super) struct RateDrafts(BTreeMap<String, Option<RateForm>>);

impl RateDrafts {
    /// Takes up what was found at the start; other drafts are left alone.
    pub(super) fn restore(&mut self, drafts: Vec<(String, Value)>) {
        for (key, value) in drafts.into_iter().filter(|(key, _)| key.starts_with(PREFIX)) {
            let form = serde_json::from_value::<RateForm>(value).ok().filter(|form| form.about.key() == key);
            self.0.insert(key, form);
        }
    }

    pub(super) fn put(&mut self, form: RateForm) {
        self.0.insert(form.about.key(), Some(form));
    }

    /// Forgets the form under this key and hands it back, if it could be read.
    pub(super) fn remove(&mut self, key: &str) -> Option<RateForm> {
        self.0.remove(key).flatten()
    }

    /// The form under this key, if it can be continued.
    pub(super) fn usable(&self, key: &str, workspace: &Workspace) -> Option<&RateForm> {
        let form = self.0.get(key)?.as_ref()?;
        obstacle(form, workspace).is_none().then_some(form)
    }

    /// Whether there is a form under this key.
    pub(super) fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// A line for each, but not for the one under `except`, nor for one that has been saved since.
    pub(super) fn lines(&self, workspace: &Workspace, except: Option<&str>) -> Vec<Unfinished> {
        let listed = self.0.iter().filter(|(key, form)| {
            except != Some(key.as_str()) && !form.as_ref().is_some_and(|form| is_saved_already(form, workspace))
        });
        listed.map(|(key, form)| line(key, form.as_ref(), workspace)).collect()
    }
}

/// Why this form cannot be continued.
fn obstacle(form: &RateForm, workspace: &Workspace) -> Option<&'static str> {
    let about = &form.about;
    let card = workspace.scorecards.get(&about.scorecard);
    if !workspace.customers.contains_key(&about.customer) {
        Some("the customer is no longer here")
    } else if !workspace.business.people.contains_key(&about.person) {
        Some("the person who rated is no longer here")
    } else if card.is_none() {
        Some("the scorecard is no longer here")
    } else if card.is_some_and(|card| card.version(form.version).is_none()) {
        Some("the scorecard\u{2019}s version is no longer here")
    } else {
        None
    }
}

fn line(key: &str, form: Option<&RateForm>, workspace: &Workspace) -> Unfinished {
    let Some(form) = form else {
        let detail = "cannot be continued: it could not be read".to_owned();
        return Unfinished {
            key: key.to_owned(),
            customer: "An unfinished rating".to_owned(),
            detail,
            is_usable: false,
        };
    };
    let about = &form.about;
    let customer = workspace.customers.get(&about.customer);
    let customer = customer.map_or_else(|| "Somebody no longer here".to_owned(), |one| one.name().to_owned());
    let person = workspace.business.person_name(about.person);
    let why = obstacle(form, workspace);
    let detail = match (why, form.asked(workspace)) {
        (None, Some(version)) => {
            let (answered, all) = form.progress(version);
            format!("by {person}, {answered} of {all} answered")
        }
        (why, _) => format!("by {person}, cannot be continued: {}", why.unwrap_or("it does not fit")),
    };
    Unfinished { key: key.to_owned(), customer, detail, is_usable: why.is_none() }
}

/// Whether the workspace holds exactly what this form says: it was saved just before the window closed.
fn is_saved_already(form: &RateForm, workspace: &Workspace) -> bool {
    let existing = workspace.customers.get(&form.about.customer).and_then(|one| one.ratings.get(&form.rating));
    existing.is_some_and(|rating| says_the_same(form, rating))
}

fn says_the_same(form: &RateForm, rating: &Rating) -> bool {
    let given: Vec<(_, Response, &str)> = form
        .answers
        .iter()
        .filter_map(|(id, answer)| answer.response.map(|response| (*id, response, answer.note.trim())))
        .collect();
    let held: Vec<_> = rating.answers.iter().map(|(id, one)| (*id, one.response, one.note.as_str())).collect();
    given == held && form.remark.trim() == rating.remark.as_str()
}
