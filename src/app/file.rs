//! Open, load, save and close workspaces.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::store::{Access, Durability, Loaded, SaveEvent};

use super::{
    Effect, History, Modal, Origin, Pick, Saved, Session, State, UiEffect, What, dropping, import, picture_export,
    rate, way_out,
};

/// Whether a workspace is open.
#[derive(Debug)]
pub enum Stage {
    /// The window has just come up.
    Starting,
    /// A workspace is being read.
    Loading {
        /// Which.
        what: What,
        /// Files read so far.
        done: usize,
        /// Files in all; 0 while unknown.
        total: usize,
    },
    /// A workspace could not be opened.
    Failed {
        /// Which.
        what: What,
        /// What happened, what is safe, what to do.
        error: String,
    },
    /// A workspace is open.
    Open(Box<Session>),
}

/// What waits until everything is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum AfterFlush {
    /// Closing the window.
    #[default]
    Close,
    /// Opening another workspace.
    Open(What),
}

/// Open, load, save, close.
#[derive(Debug, Clone)]
pub enum FileCommand {
    /// Open a workspace; the one open now is saved first.
    Open(What),
    /// Reading goes on.
    Progress {
        /// Files read so far.
        done: usize,
        /// Files in all.
        total: usize,
    },
    /// A workspace was read.
    Opened(Box<Opened>),
    /// A workspace could not be read.
    OpenFailed {
        /// Which.
        what: What,
        /// What happened.
        error: String,
    },
    /// The saver reports.
    Save(SaveEvent),
    /// Everything that could be saved is; closing goes on.
    Flushed,
    /// The window's close button, or Ctrl+Q.
    Close,
    /// Close although something is not saved.
    CloseAnyway,
    /// Ask for a folder or file.
    Pick(Pick),
    /// A folder or file was chosen; `None` for cancel.
    Picked(Pick, Option<PathBuf>),
    /// The system has no dialog: ask for a typed path.
    NoDialog(Pick, String),
    /// Typing a path.
    TypePath(String),
    /// The typed path is meant.
    TakeTypedPath,
    /// Files were dropped on the window.
    Dropped(Vec<PathBuf>),
    /// Show the workspace in the system's file manager.
    ShowFolder,
    /// Show the files that could not be read.
    ShowProblems,
    /// It is another day, or time has moved on.
    Tick(Date, u64),
    /// A task failed or panicked.
    TaskFailed(String),
    /// Something worked in the background.
    TaskDone(String),
}

/// A workspace as it was read.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The folder.
    pub dir: PathBuf,
    /// Where it came from.
    pub origin: Origin,
    /// What was in it.
    pub loaded: Loaded,
    /// Unfinished forms.
    pub drafts: Vec<(String, serde_json::Value)>,
}

pub(super) fn handle(state: &mut State, command: FileCommand) -> Vec<Effect> {
    match command {
        FileCommand::Open(what) => open(state, what),
        FileCommand::Progress { done, total } => {
            if let Stage::Loading { done: d, total: t, .. } = &mut state.stage {
                (*d, *t) = (done, total);
            }
            Vec::new()
        }
        FileCommand::Opened(opened) => opened_now(state, *opened),
        FileCommand::OpenFailed { what, error } => {
            state.stage = Stage::Failed { what, error };
            Vec::new()
        }
        FileCommand::Save(event) => {
            let is_saved = matches!(event, SaveEvent::Saved(_));
            if let Some(session) = state.session_mut() {
                session.saved = match event {
                    SaveEvent::Saving => Saved::Saving,
                    SaveEvent::Saved(durability) => Saved::Yes { confirmed: durability == Durability::Synced },
                    SaveEvent::NotSaved { reason } => Saved::No { reason },
                };
            }
            if is_saved { rate::forget_saved_drafts(state) } else { Vec::new() }
        }
        FileCommand::Close => {
            state.after_flush = AfterFlush::Close;
            state.close_effect()
        }
        FileCommand::Flushed => flushed(state),
        FileCommand::CloseAnyway => leave(state),
        FileCommand::Pick(pick) => vec![Effect::Ui(UiEffect::Pick(pick))],
        FileCommand::Picked(_, None) => Vec::new(),
        FileCommand::Picked(pick, Some(path)) => picked(state, pick, path),
        FileCommand::NoDialog(pick @ (Pick::SaveChart(_) | Pick::ExportFolder(_)), why) => {
            picture_export::no_dialog(state, pick, why)
        }
        FileCommand::NoDialog(pick, why) => {
            let text = way_out::beginning(state, &pick);
            state.modal = Some(Modal::TypePath { pick, text, why });
            Vec::new()
        }
        FileCommand::TypePath(typed) => {
            if let Some(Modal::TypePath { text, .. }) = &mut state.modal {
                *text = typed;
            }
            Vec::new()
        }
        FileCommand::TakeTypedPath => match state.modal.take() {
            // Nobody has asked yet whether a file of that name may be replaced.
            Some(Modal::TypePath { pick: Pick::Out(job), text, .. }) => {
                way_out::picked(state, job, PathBuf::from(text.trim()), false)
            }
            Some(Modal::TypePath { pick, text, .. }) => picked(state, pick, PathBuf::from(text.trim())),
            other => {
                state.modal = other;
                Vec::new()
            }
        },
        FileCommand::Dropped(paths) => dropping::dropped(state, &paths),
        FileCommand::ShowFolder => {
            state.session().map(|session| Effect::Ui(UiEffect::ShowFolder(session.dir.clone()))).into_iter().collect()
        }
        FileCommand::ShowProblems => {
            state.modal = Some(Modal::Problems);
            Vec::new()
        }
        FileCommand::Tick(today, millis) => tick(state, today, millis),
        FileCommand::TaskFailed(error) => {
            state.problem(error);
            Vec::new()
        }
        FileCommand::TaskDone(text) => {
            state.done(text);
            Vec::new()
        }
    }
}

/// Opens a workspace; what is not saved in the one open now is saved or asked about first. One at a time: a second
/// wish while one is being read would race it for the folder.
fn open(state: &mut State, what: What) -> Vec<Effect> {
    if matches!(state.stage, Stage::Loading { .. }) {
        return Vec::new();
    }
    if !state.is_saved() {
        state.after_flush = AfterFlush::Open(what);
        return vec![Effect::Flush];
    }
    open_now(state, what)
}

fn open_now(state: &mut State, what: What) -> Vec<Effect> {
    state.modal = None;
    state.stage = Stage::Loading { what: what.clone(), done: 0, total: 0 };
    vec![Effect::Open(what)]
}

fn opened_now(state: &mut State, opened: Opened) -> Vec<Effect> {
    let Opened { dir, origin, loaded, drafts } = opened;
    let mut session = Session {
        dir: dir.clone(),
        origin,
        workspace: loaded.workspace,
        problems: loaded.problems,
        access: loaded.access,
        history: History::default(),
        saved: Saved::Yes { confirmed: true },
        revision: 0,
        looking_at: None,
        judged: None,
    };
    session.judge(state.clock.today());
    if let Access::ReadOnly(reason) = &session.access {
        state.toasts.push(format!("Open for reading only. {reason}"), super::Tone::Problem, None);
    }
    state.stage = Stage::Open(Box::new(session));
    // A preview of the old workspace that is still under way must not be taken for one of the new.
    let ticket = state.areas.import.next_ticket();
    state.areas = super::Areas::default();
    state.areas.import.begin_at(ticket);
    state.toasts.retire_actions();
    state.modal = None;
    state.navigation = super::Navigation::default();
    rate::restore_drafts(state, drafts);
    match origin {
        Origin::Sample => Vec::new(),
        Origin::Own => {
            state.settings.remember(&dir);
            vec![Effect::SaveSettings(Box::new(state.settings.clone()))]
        }
    }
}

fn flushed(state: &mut State) -> Vec<Effect> {
    match state.session().map(|session| session.saved.clone()) {
        // Something was changed while everything before it was written.
        Some(Saved::Saving) => vec![Effect::Flush],
        Some(Saved::No { reason }) => {
            state.modal = Some(Modal::Unsaved { reason });
            Vec::new()
        }
        Some(Saved::Yes { .. }) | None => leave(state),
    }
}

/// Does what had to wait for the save.
fn leave(state: &mut State) -> Vec<Effect> {
    match std::mem::take(&mut state.after_flush) {
        AfterFlush::Close => vec![Effect::Ui(UiEffect::Close)],
        AfterFlush::Open(what) => open_now(state, what),
    }
}

fn picked(state: &mut State, pick: Pick, path: PathBuf) -> Vec<Effect> {
    match pick {
        Pick::OpenFolder => open(state, What::Folder(path)),
        Pick::NewFolder => open(state, What::New(path)),
        Pick::ImportFile => import::read(state, path),
        Pick::SaveChart(_) | Pick::ExportFolder(_) => picture_export::picked(state, &pick, path),
        Pick::Out(job) => way_out::picked(state, job, path, true),
    }
}

fn tick(state: &mut State, today: Date, millis: u64) -> Vec<Effect> {
    let is_new_day = today != state.clock.today();
    state.clock.set(today, millis);
    if let Some(session) = state.session_mut().filter(|_| is_new_day) {
        session.judge(today);
    }
    Vec::new()
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::app::testing::{TODAY, opened_on};
    use crate::app::{Command, EditCommand};
    use crate::model::{Edit, Line, Name};
    use crate::store::sample_workspace;

    fn send(state: &mut State, command: FileCommand) -> Vec<Effect> {
        state.handle(Command::File(command))
    }

    fn open(access: Access) -> State {
        opened_on(sample_workspace(TODAY), access)
    }

    fn rename(state: &mut State) -> Vec<Effect> {
        let edit = Edit::SetBusiness { name: Name::new("Another").unwrap(), currency: Line::default() };
        state.handle(Command::Edit(EditCommand::Apply(Box::new(edit))))
    }

    #[test]
    fn closing_waits_for_the_save() {
        let mut state = open(Access::ReadWrite);
        assert!(matches!(rename(&mut state).as_slice(), [Effect::Save(_)]), "the change is handed to the saver");
        assert!(matches!(send(&mut state, FileCommand::Close).as_slice(), [Effect::Flush]), "not closed yet");
        send(&mut state, FileCommand::Save(SaveEvent::Saved(Durability::Synced)));
        assert!(matches!(send(&mut state, FileCommand::Flushed).as_slice(), [Effect::Ui(UiEffect::Close)]), "now");
    }

    #[test]
    fn what_cannot_be_saved_is_asked_about_before_closing() {
        let mut state = open(Access::ReadWrite);
        rename(&mut state);
        send(&mut state, FileCommand::Save(SaveEvent::NotSaved { reason: "The disk is full.".to_owned() }));
        assert!(matches!(send(&mut state, FileCommand::Close).as_slice(), [Effect::Flush]), "tried once more");
        assert!(send(&mut state, FileCommand::Flushed).is_empty(), "the window stays");
        assert!(matches!(&state.modal, Some(Modal::Unsaved { reason }) if reason == "The disk is full."), "and asks");
        let closed = send(&mut state, FileCommand::CloseAnyway);
        assert!(matches!(closed.as_slice(), [Effect::Ui(UiEffect::Close)]), "if that is meant");
    }

    #[test]
    fn another_workspace_is_opened_only_when_this_one_is_saved() {
        let mut state = open(Access::ReadWrite);
        rename(&mut state);
        let asked = send(&mut state, FileCommand::Open(What::Sample));
        assert!(matches!(asked.as_slice(), [Effect::Flush]), "saved first");
        assert!(state.session().is_some(), "still here");
        send(&mut state, FileCommand::Save(SaveEvent::NotSaved { reason: "The disk is full.".to_owned() }));
        assert!(send(&mut state, FileCommand::Flushed).is_empty() && state.modal.is_some(), "asked about");
        let opened = send(&mut state, FileCommand::CloseAnyway);
        assert!(matches!(opened.as_slice(), [Effect::Open(What::Sample)]), "{opened:?}");
        assert!(send(&mut state, FileCommand::Open(What::Default)).is_empty(), "one at a time");
    }

    #[test]
    fn a_read_only_workspace_refuses_and_says_so() {
        let mut state = open(Access::ReadOnly("Another window has it open.".to_owned()));
        let before = state.session().unwrap().workspace.clone();
        assert!(rename(&mut state).is_empty(), "nothing to save");
        assert_eq!(state.session().unwrap().workspace, before);
        assert!(state.toasts.list().iter().any(|toast| toast.text.contains("reading only")), "and says why");
        assert!(state.is_saved(), "nothing to lose");
    }
}
