//! The clipboard for tables: as HTML for documents and as plain text for everything else, both at once.
//!
//! egui's own clipboard knows texts and pictures only. On Linux what was copied lives as long as its owner does, so
//! one owner is kept on a thread of its own for as long as the window is open.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use crate::app::{Command, CopyCommand, ExportCommand, Outbox};

/// A table to be copied.
struct Table {
    html: String,
    text: String,
}

/// The window's own clipboard for tables; it starts with the first one.
#[derive(Default)]
pub(super) struct Clipboard {
    owner: Option<(SyncSender<Table>, JoinHandle<()>)>,
}

impl Clipboard {
    /// Copies a table; what became of it comes back as a command.
    pub(super) fn copy_table(&mut self, html: String, text: String, outbox: &Outbox) {
        let table = Table { html, text };
        let refused = match self.owner(outbox) {
            Ok(sender) => match sender.try_send(table) {
                Ok(()) => return,
                Err(error) => {
                    let why = error.to_string();
                    let (std::sync::mpsc::TrySendError::Full(table)
                    | std::sync::mpsc::TrySendError::Disconnected(table)) = error;
                    // A new one is started for the next table.
                    self.owner = None;
                    (why, table.text)
                }
            },
            Err(why) => (why, table.text),
        };
        tell(outbox, CopyCommand::TableRefused(refused.0, refused.1));
    }

    fn owner(&mut self, outbox: &Outbox) -> Result<&SyncSender<Table>, String> {
        if self.owner.is_none() {
            let (sender, receiver) = sync_channel::<Table>(4);
            let outbox = outbox.clone();
            let own = move || {
                let mut clipboard = None;
                while let Ok(table) = receiver.recv() {
                    tell(&outbox, put(&mut clipboard, table));
                }
            };
            let started = std::thread::Builder::new().name("clipboard".to_owned()).spawn(own);
            self.owner = Some((sender, started.map_err(|error| error.to_string())?));
        }
        self.owner.as_ref().map(|(sender, _)| sender).ok_or_else(String::new)
    }
}

impl Drop for Clipboard {
    /// Lets the owner hand over what was copied to the system's clipboard manager, where there is one.
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.owner.take() {
            drop(sender);
            if thread.join().is_err() {
                log::warn!("the clipboard's thread panicked");
            }
        }
    }
}

fn put(clipboard: &mut Option<arboard::Clipboard>, table: Table) -> CopyCommand {
    let refused = |error: arboard::Error, text: String| CopyCommand::TableRefused(error.to_string(), text);
    if clipboard.is_none() {
        match arboard::Clipboard::new() {
            Ok(new) => *clipboard = Some(new),
            Err(error) => return refused(error, table.text),
        }
    }
    let Some(owner) = clipboard else { return CopyCommand::TableRefused(String::new(), table.text) };
    match owner.set().html(table.html, Some(table.text.clone())) {
        Ok(()) => CopyCommand::TableTaken,
        Err(error) => {
            // The connection may be broken: the next table gets a new one.
            *clipboard = None;
            refused(error, table.text)
        }
    }
}

fn tell(outbox: &Outbox, command: CopyCommand) {
    outbox.send(Command::Export(ExportCommand::Copy(command)));
}
