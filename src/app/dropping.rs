//! Files held over the window and dropped on it: what would happen, in words, and what does.

use std::path::PathBuf;

use super::{Effect, FileCommand, ImportStep, Modal, Pick, Stage, State, What, file, import};
use crate::store::is_workspace;

/// What would happen to the files that are held over the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropHint {
    /// In a few words.
    pub title: String,
    /// What else to know.
    pub about: String,
    /// Whether they would be taken.
    pub is_taken: bool,
}

/// Why files are not taken, and what to do instead.
type Refusal = (&'static str, &'static str);

const SEVERAL: Refusal = ("One file at a time, please", "Each is shown before it is imported.");
const OPENING: Refusal = ("The workspace is still being opened", "Drop the file again in a moment.");
const CLOSED: Refusal = ("No workspace is open", "Drop the folder of one, or choose one of the buttons.");
const BUSY: Refusal = ("A dialog is open", "Finish or close it, then drop the file again.");

/// Says what would happen to these files.
pub fn drop_hint(state: &State, paths: &[PathBuf]) -> DropHint {
    // On the page that says a workspace could not be opened, a folder would be tried; what it is shows when it drops.
    let refusal = refusal(state, paths).filter(|why| *why != CLOSED);
    if let Some((title, about)) = refusal {
        return DropHint { title: title.to_owned(), about: about.to_owned(), is_taken: false };
    }
    if state.session().is_none() {
        let (title, about) = ("Drop the folder of a workspace to open it", "Nothing in it changes by that.");
        return DropHint { title: title.to_owned(), about: about.to_owned(), is_taken: true };
    }
    let name = paths.first().and_then(|path| path.file_name()).unwrap_or_default().to_string_lossy();
    let area = &state.areas.import;
    let about = match state.modal {
        Some(Modal::Import(ImportStep::Mapping | ImportStep::Whole)) => {
            format!("Instead of {}, of which nothing is imported yet.", shortened(&area.file_name))
        }
        _ => "You see what would happen before anything does.".to_owned(),
    };
    DropHint { title: format!("Drop to import {}", shortened(&name)), about, is_taken: true }
}

/// A name that fits on a line.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 44;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    format!("{}…", name.chars().take(LONGEST).collect::<String>())
}

/// Why these files are not taken; none if they are.
fn refusal(state: &State, paths: &[PathBuf]) -> Option<Refusal> {
    match &state.stage {
        Stage::Starting | Stage::Loading { .. } => return Some(OPENING),
        _ if paths.len() != 1 => return Some(SEVERAL),
        Stage::Failed { .. } => return paths.iter().all(|path| !path.is_dir()).then_some(CLOSED),
        Stage::Open(_) => {}
    }
    // Nothing typed is lost to a file: only dialogs without anything of one's own make room.
    let makes_room = match &state.modal {
        None | Some(Modal::Palette(_) | Modal::Help | Modal::About | Modal::Import(_) | Modal::Ratings(_)) => true,
        Some(Modal::TypePath { pick, .. }) => matches!(pick, Pick::ImportFile),
        Some(_) => false,
    };
    (!makes_room).then_some(BUSY)
}

/// Files were dropped.
pub(super) fn dropped(state: &mut State, paths: &[PathBuf]) -> Vec<Effect> {
    // What was said about the last try is over.
    for (title, about) in [SEVERAL, OPENING, CLOSED, BUSY] {
        let said = said((title, about));
        let found = state.toasts.list().iter().find(|toast| toast.text == said).map(|toast| toast.id);
        if let Some(id) = found {
            state.toasts.dismiss(id);
        }
    }
    if let Some(why) = refusal(state, paths) {
        state.problem(said(why));
        return Vec::new();
    }
    let Some(path) = paths.first() else { return Vec::new() };
    if state.session().is_none() || is_workspace(path) {
        return file::handle(state, FileCommand::Open(What::Folder(path.clone())));
    }
    import::read(state, path.clone())
}

fn said((title, about): Refusal) -> String {
    format!("{title}. {about}")
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::app::testing::opened_sample;
    use crate::app::{Command, PaletteCommand};
    use crate::store::{Overwrite, write_export};

    fn drop_on(state: &mut State, paths: &[&str]) -> Vec<Effect> {
        let paths = paths.iter().map(PathBuf::from).collect();
        state.handle(Command::File(FileCommand::Dropped(paths)))
    }

    fn is_read(effects: &[Effect]) -> bool {
        matches!(effects, [Effect::ReadTable(_)])
    }

    #[test]
    fn what_is_said_over_the_window_is_what_happens() {
        let mut state = opened_sample();
        let one = [PathBuf::from("/a/Müller & Söhne 2026.csv")];
        let hint = drop_hint(&state, &one);
        assert!(hint.is_taken && hint.title == "Drop to import Müller & Söhne 2026.csv", "{hint:?}");
        let hint = drop_hint(&state, &["/a/1.csv".into(), "/a/2.csv".into()]);
        assert!(!hint.is_taken && hint.title.contains("One file at a time"), "{hint:?}");
        assert!(drop_on(&mut state, &["/a/1.csv", "/a/2.csv"]).is_empty());
        assert!(state.toasts.list().iter().any(|toast| toast.text.contains(&hint.title)), "the same words");

        // The next try that works takes the message away, and the file before makes room.
        assert!(is_read(&drop_on(&mut state, &["/a/1.csv"])));
        assert!(state.toasts.list().is_empty(), "{:?}", state.toasts.list());
        assert!(is_read(&drop_on(&mut state, &["/a/2.csv"])));
        assert_eq!(state.areas.import.file_name, "2.csv");
        let long = [PathBuf::from(format!("/a/{}.csv", "n".repeat(300)))];
        assert!(drop_hint(&state, &long).title.chars().count() < 70, "fits");
    }

    #[test]
    fn only_dialogs_without_anything_typed_make_room() {
        let mut state = opened_sample();
        state.handle(Command::Palette(PaletteCommand::Open));
        assert!(is_read(&drop_on(&mut state, &["/a/1.csv"])), "the palette does");
        state.modal = Some(Modal::TypePath { pick: Pick::ImportFile, text: "/a".to_owned(), why: String::new() });
        assert!(is_read(&drop_on(&mut state, &["/a/1.csv"])), "a file is what that one asks for");
        state.modal = Some(Modal::Unsaved { reason: "Why.".to_owned() });
        assert!(!drop_hint(&state, &["/a/1.csv".into()]).is_taken);
        assert!(drop_on(&mut state, &["/a/1.csv"]).is_empty(), "a question does not");
        assert!(matches!(state.modal, Some(Modal::Unsaved { .. })), "it stays");
    }

    #[test]
    fn the_folder_of_a_workspace_is_opened() {
        let home = tempfile::tempdir().unwrap();
        let mut state = opened_sample();
        let path = home.path().to_str().unwrap();
        assert!(is_read(&drop_on(&mut state, &[path])), "any other folder is read, and said to be none");
        write_export(&home.path().join("workspace.json"), b"{}", Overwrite::Never).unwrap();
        state.modal = None;
        let effects = drop_on(&mut state, &[path]);
        assert!(matches!(effects.as_slice(), [Effect::Open(What::Folder(_))]), "{effects:?}");
    }
}
