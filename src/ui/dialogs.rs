//! The system's own dialogs. They wait on a worker, so that the window stays alive.

use std::path::Path;
use std::process::{Command as Process, Stdio};

use crate::app::{ChartFormat, Command, FileCommand, Outbox, Pick, SPREADSHEETS};

/// Asks for a folder or file; the answer comes back as a command. Where the system has no dialog, the window asks
/// for a typed path instead: `None` from a missing dialog would look like Cancel.
pub(super) fn pick(pick: Pick, outbox: &Outbox) {
    if let Some(why) = missing_dialog() {
        outbox.send(Command::File(FileCommand::NoDialog(pick, why)));
        return;
    }
    let dialog = rfd::AsyncFileDialog::new();
    let worker = std::thread::Builder::new().name("file dialog".to_owned());
    let answer = outbox.clone();
    let asked = pick.clone();
    let wait = move || {
        let path = pollster::block_on(async {
            match &pick {
                Pick::OpenFolder => dialog.set_title("Open a workspace").pick_folder().await,
                Pick::NewFolder => dialog.set_title("Choose an empty folder for the new workspace").pick_folder().await,
                Pick::ImportFile => {
                    let filters = dialog.set_title("Import a spreadsheet").add_filter("Spreadsheets", &SPREADSHEETS);
                    filters.add_filter("All files", &["*"]).pick_file().await
                }
                Pick::SaveChart { name, format, .. } => {
                    let kind = match format {
                        ChartFormat::Png => "Picture",
                        ChartFormat::Svg => "Vector picture",
                    };
                    let file = format!("{name}.{}", format.extension());
                    let filters = dialog.set_title("Save the chart").add_filter(kind, &[format.extension()]);
                    filters.set_file_name(file).save_file().await
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
