//! A window as tests of this room begin with it: open on a workspace, without a disk.

use jiff::civil::{Date, date};
use serde_json::Value;

use super::{Clock, Command, FileCommand, Machine, Opened, Origin, State};
use crate::model::Workspace;
use crate::store::{Access, Loaded, Settings, sample_workspace};

/// The day on which these tests happen.
pub(super) const TODAY: Date = date(2026, 11, 21);

/// A window on this workspace with these drafts.
pub(super) fn opened_with(workspace: Workspace, access: Access, drafts: Vec<(String, Value)>) -> State {
    let mut state = State::new(Settings::default(), Clock::new(TODAY, 1_790_000_000_000, 7), Machine::default());
    let loaded = Loaded { workspace, problems: Vec::new(), access };
    let opened = Opened { dir: "nowhere".into(), origin: Origin::Sample, loaded, drafts };
    state.handle(Command::File(FileCommand::Opened(Box::new(opened))));
    state
}

/// A window on this workspace.
pub(super) fn opened_on(workspace: Workspace, access: Access) -> State {
    opened_with(workspace, access, Vec::new())
}

/// A window on the sample, to write.
pub(super) fn opened_sample() -> State {
    opened_on(sample_workspace(TODAY), Access::ReadWrite)
}
