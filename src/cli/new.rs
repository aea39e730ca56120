//! `keepwise new`: a new workspace with the starter scorecards.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::{Exit, Here, open};
use crate::model::{Business, BusinessId, Edit, Name, Workspace};
use crate::store;

pub(super) fn run(dir: &Path, scorecard: Option<&str>, here: &mut Here, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let clock = &mut here.clock;
    let mut workspace = Workspace::new(Business::new(BusinessId::new(clock.ulid()), Name::new("My business")?));
    let today = clock.today();
    for card in store::starters(&mut || clock.ulid(), today) {
        Edit::AddScorecard(Arc::new(card)).apply(&mut workspace)?;
    }
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
