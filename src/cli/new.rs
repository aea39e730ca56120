//! `keepwise new`: a new workspace with the starter scorecards.

use std::io::Write;
use std::path::Path;

use super::{Exit, Here, open};
use crate::model::Edit;
use crate::store;

pub(super) fn run(dir: &Path, scorecard: Option<&str>, here: &mut Here, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let clock = &mut here.clock;
    let today = clock.today();
    let mut workspace = store::first_workspace(&mut || clock.ulid(), today);
    if scorecard.is_some() {
        let id = open::scorecard(&workspace, scorecard)?.id;
        Edit::ChooseMainScorecard(id).apply(&mut workspace)?;
    }
    store::create(dir, &workspace)?;
    let judged_by = workspace.main_scorecard().map(|card| format!(", judged by \u{201c}{}\u{201d}", card.name));
    writeln!(
        out,
        "Made a workspace in {} with {}{}.",
        dir.display(),
        open::counted(workspace.scorecards.len(), "scorecard"),
        judged_by.unwrap_or_default()
    )?;
    Ok(Exit::Done)
}
