//! Changes to everybody chosen in the table: one edit, one step of undo.

use crate::model::{CustomerId, Edit, Line, Name, Profile, Status};

use super::super::{Effect, State};
use super::words::{counted, sentence};

/// A change to all the chosen ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkEdit {
    /// Set the status.
    Status(Status),
    /// Set the segment; empty takes it away.
    Segment(String),
    /// Add a tag.
    AddTag(String),
    /// Take a tag away.
    RemoveTag(String),
    /// Delete them.
    Delete,
}

/// Makes the change, as one step of undo.
pub(super) fn change(state: &mut State, edit: &BulkEdit) -> Vec<Effect> {
    let meant = state.areas.customers.table.meant();
    let prepared = match prepare(edit) {
        Ok(prepared) => prepared,
        Err(problem) => {
            state.problem(sentence(&problem));
            return Vec::new();
        }
    };
    let Some(session) = state.session() else { return Vec::new() };
    let customers = meant.iter().filter_map(|id| session.workspace.customers.get(id));
    let edits: Vec<Edit> = customers
        .filter_map(|customer| match &prepared {
            Prepared::Delete => Some(Edit::DeleteCustomer(customer.id)),
            Prepared::Profile(change) => {
                let mut profile = customer.profile.clone();
                change(&mut profile);
                (profile != customer.profile).then(|| Edit::SetProfile(customer.id, Box::new(profile)))
            }
        })
        .collect();
    let one = match edits.as_slice() {
        [Edit::DeleteCustomer(id) | Edit::SetProfile(id, _)] => name_of(state, *id),
        _ => None,
    };
    let who = one.unwrap_or_else(|| counted(edits.len(), "customer", "customers"));
    if edits.is_empty() {
        state.done("Nothing had to change");
        return Vec::new();
    }
    let (label, done) = words(edit, &who);
    let Some(effects) = state.edit(Edit::Batch { label, edits }) else { return Vec::new() };
    state.areas.customers.table.typed.clear();
    state.done_with_undo(done);
    effects
}

fn name_of(state: &State, id: CustomerId) -> Option<String> {
    state.session()?.workspace.customers.get(&id).map(|customer| customer.name().to_owned())
}

enum Prepared {
    Delete,
    Profile(Box<dyn Fn(&mut Profile)>),
}

fn prepare(edit: &BulkEdit) -> Result<Prepared, String> {
    let line = |text: &str| Line::new(text).map_err(|error| error.to_string());
    let name = |text: &str| Name::new(text).map_err(|error| error.to_string());
    Ok(match edit {
        BulkEdit::Delete => Prepared::Delete,
        BulkEdit::Status(status) => {
            let status = *status;
            Prepared::Profile(Box::new(move |profile| profile.status = status))
        }
        BulkEdit::Segment(text) => {
            let segment = line(text)?;
            Prepared::Profile(Box::new(move |profile| profile.segment = segment.clone()))
        }
        BulkEdit::AddTag(text) => {
            let tag = name(text)?;
            Prepared::Profile(Box::new(move |profile| {
                profile.tags.insert(tag.clone());
            }))
        }
        BulkEdit::RemoveTag(text) => {
            let tag = name(text)?;
            Prepared::Profile(Box::new(move |profile| {
                profile.tags.remove(&tag);
            }))
        }
    })
}

/// What it is called in the undo menu, and what is said when it is done.
fn words(edit: &BulkEdit, who: &str) -> (String, String) {
    match edit {
        BulkEdit::Status(status) => {
            let word = status.words().to_lowercase();
            (format!("set {who} to {word}"), format!("{who}: now {word}"))
        }
        BulkEdit::Segment(segment) if segment.trim().is_empty() => {
            (format!("take the segment from {who}"), format!("{who}: no segment any more"))
        }
        BulkEdit::Segment(segment) => {
            (format!("set the segment of {who}"), format!("{who}: now in \u{201c}{}\u{201d}", segment.trim()))
        }
        BulkEdit::AddTag(tag) => (format!("tag {who}"), format!("{who}: tagged \u{201c}{}\u{201d}", tag.trim())),
        BulkEdit::RemoveTag(tag) => {
            (format!("untag {who}"), format!("{who}: tag \u{201c}{}\u{201d} removed", tag.trim()))
        }
        BulkEdit::Delete => (format!("delete {who}"), format!("Deleted {who}")),
    }
}
