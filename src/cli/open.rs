//! Reading a workspace for a command, and finding a scorecard in it.

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;

use crate::model::{CriterionId, Scorecard, ScorecardId, Workspace};
use crate::store::{self, Loaded};

/// Reads a workspace to look at it.
pub(super) fn look(dir: &Path) -> anyhow::Result<Loaded> {
    Ok(store::load(dir, &|_progress| ())?)
}

/// What is said where a file to be written is there already.
pub(super) fn taken(path: &Path) -> String {
    let path_words = path.display();
    if path.is_dir() {
        format!("{path_words} is a folder. Nothing was written. Choose another name.")
    } else {
        format!("{path_words} is there already. Nothing was written. Choose another name, or replace it with --force.")
    }
}

/// The scorecard with this name or id, in capitals or not; the main one if none is named.
pub(super) fn scorecard<'a>(workspace: &'a Workspace, named: Option<&str>) -> anyhow::Result<&'a Arc<Scorecard>> {
    let Some(text) = named else {
        return match workspace.main_scorecard() {
            Some(card) => Ok(card),
            None => bail!("This workspace has no scorecard yet. Import ratings or add one in the window."),
        };
    };
    if let Some(card) = text.parse().ok().and_then(|id: ScorecardId| workspace.scorecards.get(&id)) {
        return Ok(card);
    }
    let is_it = |card: &&Arc<Scorecard>| card.name.to_lowercase() == text.trim().to_lowercase();
    let found: Vec<_> = workspace.scorecards.values().filter(is_it).collect();
    match found[..] {
        [card] => Ok(card),
        [] => bail!("There is no scorecard \u{201c}{text}\u{201d}. There are: {}.", names(workspace)),
        _ => bail!("{} scorecards are called \u{201c}{text}\u{201d}. Name one by its id.", found.len()),
    }
}

/// The criterion of a scorecard with this name or key, in capitals or not.
pub(super) fn criterion(card: &Scorecard, named: &str) -> anyhow::Result<CriterionId> {
    let wanted = named.trim().to_lowercase();
    let mut active = card.current().active();
    if let Some(found) = active.find(|one| one.name.to_lowercase() == wanted || one.id.to_string() == wanted) {
        Ok(found.id)
    } else {
        let names = card.current().active().map(|one| format!("\u{201c}{}\u{201d}", one.name));
        let names = names.collect::<Vec<_>>().join(", ");
        bail!("There is no criterion \u{201c}{named}\u{201d} in \u{201c}{}\u{201d}. There are: {names}.", card.name)
    }
}

fn names(workspace: &Workspace) -> String {
    let names: Vec<String> =
        workspace.scorecards.values().map(|card| format!("\u{201c}{}\u{201d}", card.name)).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// A number with its noun: "1 customer", "7043 customers".
pub(super) fn counted(num: usize, one: &str) -> String {
    format!("{num} {one}{}", if num == 1 { "" } else { "s" })
}
