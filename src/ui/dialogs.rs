//! The system's own dialogs. They wait on a worker, so that the window stays alive.

use std::path::Path;
use std::process::{Command as Process, Stdio};

use crate::app::{Command, FileCommand, Outbox, Pick, SPREADSHEETS, format_words};

/// Asks for a folder or file; the answer comes back as a command. Where the system has no dialog, the window asks
/// for a typed path instead: `None` from a missing dialog would look like Cancel. The dialog belongs to the window
/// `parent`, so that it never gets behind it.
pub(super) fn pick(pick: Pick, parent: &eframe::Frame, outbox: &Outbox) {
    if let Some(why) = missing_dialog() {
        outbox.send(Command::File(FileCommand::NoDialog(pick, why)));
        return;
    }
    let dialog = rfd::AsyncFileDialog::new().set_parent(parent);
    let worker = std::thread::Builder::new().name("file dialog".to_owned());
    let answer = outbox.clone();
    let asked = pick.clone();
    let wait = move || {
        let path = pollster::block_on(async {
            match &pick {
                Pick::OpenFolder => dialog.set_title("Open a workspace").pick_folder().await,
                Pick::NewFolder => dialog.set_title("Choose an empty folder for the new workspace").pick_folder().await,
                Pick::ImportFile => {
                    let filters =
                        dialog.set_title("Import a spreadsheet").add_filter("Spreadsheets and exports", &SPREADSHEETS);
                    filters.add_filter("All files", &["*"]).pick_file().await
                }
                Pick::SaveChart(job) => {
                    let ending = job.format.extension();
                    let file = format!("{}.{ending}", job.name);
                    let dialog = begin_in(dialog.set_title("Save the chart"), job.folder.as_deref());
                    dialog.add_filter(format_words(job.format), &[ending]).set_file_name(file).save_file().await
                }
                Pick::Out(job) if job.name.is_empty() => {
                    dialog.set_title("Choose a folder for the CSV files").pick_folder().await
                }
                Pick::Out(job) => {
                    let ending = if job.name.ends_with("json") { "json" } else { "xlsx" };
                    let dialog = dialog.set_title("Where to save it").add_filter(ending, &[ending]);
                    dialog.set_file_name(job.name.as_str()).save_file().await
                }
                Pick::ExportFolder(folder) => {
                    begin_in(dialog.set_title("Choose a folder for the charts"), folder.as_deref()).pick_folder().await
                }
            }
        });
        let path = path.map(|handle| handle.path().to_owned());
        answer.send(Command::File(FileCommand::Picked(pick, path)));
    };
    if let Err(error) = worker.spawn(wait) {
        let why = format!("The system's file dialog did not start ({error}).");
        outbox.send(Command::File(FileCommand::NoDialog(asked, why)));
    }
}

/// Asks for a typed path straight away.
pub(super) fn type_path(pick: Pick, outbox: &Outbox) {
    outbox.send(Command::File(FileCommand::NoDialog(pick, "File dialogs are switched off.".to_owned())));
}

/// Begins in a folder, if one is known.
fn begin_in(dialog: rfd::AsyncFileDialog, folder: Option<&Path>) -> rfd::AsyncFileDialog {
    match folder {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

/// Why there is no file dialog on this system, if there is none.
fn missing_dialog() -> Option<String> {
    if std::env::var_os("KEEPWISE_TYPED_PATHS").is_some() {
        return Some("File dialogs are switched off.".to_owned());
    }
    if cfg!(any(windows, target_os = "macos")) {
        return None;
    }
    let has_portal = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let has_zenity = std::env::split_paths(&path).any(|dir| dir.join("zenity").is_file());
    (!has_portal && !has_zenity)
        .then(|| "This system has no file dialog (neither a desktop portal nor zenity).".to_owned())
}

/// Shows a folder in the system's file manager.
pub(super) fn show_folder(folder: &Path) -> Result<(), String> {
    let program = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut process = Process::new(program);
    process.arg(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match process.spawn() {
        Ok(_child) => Ok(()),
        Err(error) => Err(format!("The file manager did not open ({error}). The folder is {}", folder.display())),
    }
}
