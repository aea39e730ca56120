//! The whole workspace as one JSON file, and back: the way out, and in, that loses nothing.
//!
//! ```json
//! {
//!   "format": 1,
//!   "keepwise": "workspace",
//!   "workspace": { … as in workspace.json … },
//!   "scorecards": [ { … as in scorecards/<id>.json … } ],
//!   "customers": [ { … as in customers/<id>.json … } ]
//! }
//! ```
//!
//! The records are those on disk, without a `"format"` of their own; unknown fields stay.

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::json_words;
use super::{ExportError, ExportWatch, Ticker};
use crate::model::{Business, Customer, Edit, ListMap, Scorecard, Workspace};

/// The format written, and the newest that is read.
const FORMAT: u64 = 1;
/// What tells the file from any other JSON.
const MARK: &str = "workspace";
const NO_MARK: &str = "it does not say \"keepwise\": \"workspace\"";

/// Why a file is not a workspace. Nothing has been imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// It is JSON of something else.
    #[error("This is no workspace exported by Keepwise: {0}. Nothing was imported")]
    Other(&'static str),
    /// It is not JSON, or a record in it is not what it should be.
    #[error(
        "The file can\u{2019}t be read: {0}. It may have been cut off or changed: export it again, or correct it there. Nothing was imported"
    )]
    Unreadable(String),
    /// It was written by a newer Keepwise.
    #[error(
        "The file has format {0}, which is newer than this Keepwise knows ({FORMAT}). Update Keepwise, then import it again. Nothing was imported"
    )]
    Newer(u64),
    /// Two records have one id.
    #[error("Two records in the file have the id {0}. Remove one of them and import it again. Nothing was imported")]
    Twice(String),
    /// The versions of a scorecard are not numbered 1, 2, 3 …
    #[error(
        "The versions of the scorecard \u{201c}{0}\u{201d} must be numbered 1, 2, 3 \u{2026}. Nothing was imported"
    )]
    Versions(String),
}

#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: u64,
    #[serde(default)]
    keepwise: String,
}

#[derive(Deserialize)]
struct Whole {
    workspace: Business,
    #[serde(default)]
    scorecards: Vec<Scorecard>,
    #[serde(default)]
    customers: Vec<Customer>,
}

/// The workspace as JSON. Equal workspaces give equal bytes: keys are sorted at every level.
///
/// # Errors
/// [`ExportError`]; nothing was written.
pub fn workspace_json<'w>(workspace: &Workspace, watch: &'w mut ExportWatch<'w>) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    write_workspace_json(workspace, &mut bytes, watch)?;
    Ok(bytes)
}

/// The same, written while it is made, so that it needs no memory of its own.
///
/// # Errors
/// [`ExportError`]; what is written until then is a part of the file.
pub fn write_workspace_json<'w>(
    workspace: &Workspace,
    out: &mut dyn Write,
    watch: &'w mut ExportWatch<'w>,
) -> Result<(), ExportError> {
    let total = 1 + workspace.scorecards.len() + workspace.customers.len() + workspace.num_ratings();
    let mut ticker = Ticker::new(total, watch);
    write!(out, "{{\n  \"format\": {FORMAT},\n  \"keepwise\": \"{MARK}\",\n  \"workspace\": ")?;
    put(out, (workspace.business.as_ref(), 1), "  ", &mut ticker)?;
    out.write_all(b",\n  \"scorecards\": [")?;
    list(out, workspace.scorecards.values().map(|card| (&**card, 1)), &mut ticker)?;
    out.write_all(b"],\n  \"customers\": [")?;
    let customers = workspace.customers.values().map(|customer| (&**customer, 1 + customer.ratings.len()));
    list(out, customers, &mut ticker)?;
    Ok(out.write_all(b"]\n}\n")?)
}

fn list<'a, T: Serialize + 'a>(
    out: &mut dyn Write,
    records: impl Iterator<Item = (&'a T, usize)>,
    ticker: &mut Ticker<'_>,
) -> Result<(), ExportError> {
    let mut separator = "\n    ";
    for record in records {
        out.write_all(separator.as_bytes())?;
        put(out, record, "    ", ticker)?;
        separator = ",\n    ";
    }
    if separator.starts_with(',') {
        out.write_all(b"\n  ")?;
    }
    Ok(())
}

/// One record, which counts as so many rows, set in so far.
fn put(
    out: &mut dyn Write,
    (record, num_rows): (&impl Serialize, usize),
    margin: &str,
    ticker: &mut Ticker<'_>,
) -> Result<(), ExportError> {
    // By way of a value, whose keys are sorted.
    let text = serde_json::to_string_pretty(&serde_json::to_value(record)?)?;
    // Line ends inside texts are escaped, so these are all between tokens.
    out.write_all(text.replace('\n', &format!("\n{margin}")).as_bytes())?;
    if ticker.tick_rows(num_rows) == ControlFlow::Break(()) { Err(ExportError::Cancelled) } else { Ok(()) }
}

/// The workspace in the file, checked record by record.
///
/// # Errors
/// [`JsonError`] says what is wrong and where.
pub fn read_workspace_json(bytes: &[u8]) -> Result<Workspace, JsonError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let head: Head = match serde_json::from_slice(bytes) {
        Ok(head) => head,
        Err(error) if error.is_data() => return Err(JsonError::Other(NO_MARK)),
        Err(error) => return Err(JsonError::Unreadable(json_words::fault(&error, "?"))),
    };
    if head.keepwise != MARK {
        return Err(JsonError::Other(NO_MARK));
    }
    if head.format > FORMAT {
        return Err(JsonError::Newer(head.format));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let whole: Whole = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| JsonError::Unreadable(json_words::fault(error.inner(), &error.path().to_string())))?;
    let mut workspace = Workspace::new(whole.workspace);
    for card in whole.scorecards {
        check(&card)?;
        let id = card.id;
        if workspace.scorecards.insert(id, Arc::new(card)).is_some() {
            return Err(JsonError::Twice(id.to_string()));
        }
    }
    for customer in whole.customers {
        if let Some(twice) = workspace.customers.insert(customer.id, Arc::new(customer)) {
            return Err(JsonError::Twice(twice.id.to_string()));
        }
    }
    Ok(workspace)
}

/// Nobody can be judged on a scorecard without versions.
fn check(card: &Scorecard) -> Result<(), JsonError> {
    if is_numbered(card) { Ok(()) } else { Err(JsonError::Versions(card.name.to_string())) }
}

/// Whether it has versions, and they are numbered 1, 2, 3 …
pub(super) fn is_numbered(card: &Scorecard) -> bool {
    !card.versions.is_empty() && (1u32..).zip(&card.versions).all(|(number, version)| version.number == number)
}

/// What restoring would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// One edit that does it all; none if everything is here already.
    pub edit: Option<Edit>,
    /// Customers that come in.
    pub new_customers: usize,
    /// Customers that are here already.
    pub known_customers: usize,
    /// Ratings that come in.
    pub new_ratings: usize,
    /// Scorecards that come in.
    pub new_scorecards: usize,
    /// People that come in.
    pub new_people: usize,
    /// Records that are here in another state: they stay as they are here.
    pub kept: usize,
}

/// What has to be added to a workspace so that it holds everything of the other. Nothing that is here is changed; a
/// workspace without customers also takes name, currency and main scorecard over.
pub fn restore(here: &Workspace, from: &Workspace) -> Restored {
    let mut found = Restored::default();
    let mut edits = Vec::new();
    let is_empty = here.customers.is_empty();
    let (business, theirs) = (&here.business, &from.business);
    if is_empty && (business.name != theirs.name || business.currency != theirs.currency) {
        edits.push(Edit::SetBusiness { name: theirs.name.clone(), currency: theirs.currency.clone() });
    }
    for (id, group) in &theirs.groups {
        match business.groups.get(id) {
            Some(known) if known == group => {}
            Some(_) if !is_empty => found.kept += 1,
            _ => edits.push(Edit::PutGroup(*id, group.clone())),
        }
    }
    for (id, person) in &theirs.people {
        if let Some(known) = business.people.get(id) {
            found.kept += usize::from(known != person);
        } else {
            found.new_people += 1;
            edits.push(Edit::PutPerson(*id, person.clone()));
        }
    }
    for (id, card) in &from.scorecards {
        if let Some(known) = here.scorecards.get(id) {
            found.kept += usize::from(known != card);
        } else {
            found.new_scorecards += 1;
            edits.push(Edit::AddScorecard(Arc::clone(card)));
        }
    }
    if let Some(main) = theirs.main_scorecard.filter(|main| is_empty && business.main_scorecard != Some(*main))
        && from.scorecards.contains_key(&main)
    {
        edits.push(Edit::ChooseMainScorecard(main));
    }
    for (id, customer) in &from.customers {
        if let Some(known) = here.customers.get(id) {
            found.known_customers += 1;
            add_to(known, customer, &mut edits, &mut found);
        } else {
            found.new_customers += 1;
            found.new_ratings += customer.ratings.len();
            edits.push(Edit::AddCustomer(Arc::clone(customer)));
        }
    }
    let label = format!("import {}", theirs.name);
    found.edit = (!edits.is_empty()).then_some(Edit::Batch { label, edits });
    found
}

/// What a customer who is here already lacks.
fn add_to(known: &Customer, customer: &Customer, edits: &mut Vec<Edit>, found: &mut Restored) {
    let id = known.id;
    found.kept += usize::from(known.profile != customer.profile);
    let mut ratings = Vec::new();
    found.new_ratings += missing(&known.ratings, &customer.ratings, found, |key, rating| ratings.push((key, rating)));
    if !ratings.is_empty() {
        edits.push(Edit::PutRatings(id, ratings));
    }
    missing(&known.decisions, &customer.decisions, found, |key, decision| {
        edits.push(Edit::PutDecision(id, key, Box::new(decision)));
    });
    missing(&known.issues, &customer.issues, found, |key, issue| {
        edits.push(Edit::PutIssue(id, key, Box::new(issue)));
    });
    let mut dismissals = Vec::new();
    missing(&known.dismissed, &customer.dismissed, found, |key, dismissal| dismissals.push((key, dismissal)));
    edits.extend(dismissals.into_iter().map(|(key, one)| Edit::DismissCaution(id, key, Some(Box::new(one)))));
}

/// Hands on what is missing; counts what is here in another state. Returns how many were missing.
fn missing<K: Ord + Clone, V: Clone + PartialEq>(
    here: &ListMap<K, V>,
    theirs: &ListMap<K, V>,
    found: &mut Restored,
    mut add: impl FnMut(K, V),
) -> usize {
    let mut num = 0;
    for (key, value) in theirs {
        if let Some(known) = here.get(key) {
            found.kept += usize::from(known != value);
        } else {
            num += 1;
            add(key.clone(), value.clone());
        }
    }
    num
}
