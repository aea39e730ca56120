//! The clipboard for pictures and tables: a table as HTML for documents and as plain text for everything else at once.
//!
//! egui's own clipboard knows no tables, and does not say whether it took a picture. On Linux what was copied lives as
//! long as its owner does, so one owner is kept on a thread of its own for as long as the window is open.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use crate::app::{Command, CopyCommand, ExportCommand, Outbox};
use crate::charts::Pixels;

/// What is to be copied.
enum Content {
    Table { html: String, text: String },
    Image(Arc<Pixels>),
}

impl Content {
    /// What is said if it is not taken.
    fn refused(self, why: String) -> CopyCommand {
        match self {
            Self::Table { text, .. } => CopyCommand::TableRefused(why, text),
            Self::Image(_) => CopyCommand::ImageRefused(why),
        }
    }

    fn put(&self, owner: &mut arboard::Clipboard) -> Result<CopyCommand, arboard::Error> {
        match self {
            Self::Table { html, text } => {
                owner.set().html(html.as_str(), Some(text.as_str())).map(|()| CopyCommand::TableTaken)
            }
            Self::Image(pixels) => {
                let image = arboard::ImageData {
                    width: pixels.width as usize,
                    height: pixels.height as usize,
                    bytes: Cow::Borrowed(&pixels.rgba),
                };
                owner.set_image(image).map(|()| CopyCommand::ImageTaken)
            }
        }
    }
}

/// The window's own clipboard; it starts with the first thing copied.
#[derive(Default)]
pub(super) struct Clipboard {
    owner: Option<(SyncSender<Content>, JoinHandle<()>)>,
    is_absent: bool,
}

impl Clipboard {
    /// As on a system without any: takes nothing.
    pub(super) fn absent() -> Self {
        Self { owner: None, is_absent: true }
    }

    /// Copies a table; what became of it comes back as a command.
    pub(super) fn copy_table(&mut self, html: String, text: String, outbox: &Outbox) {
        self.copy(Content::Table { html, text }, outbox);
    }

    /// Copies a picture; what became of it comes back as a command.
    pub(super) fn copy_image(&mut self, pixels: Arc<Pixels>, outbox: &Outbox) {
        self.copy(Content::Image(pixels), outbox);
    }

    fn copy(&mut self, content: Content, outbox: &Outbox) {
        let refused = match self.owner(outbox) {
            Ok(sender) => match sender.try_send(content) {
                Ok(()) => return,
                Err(error) => {
                    let why = error.to_string();
                    let (TrySendError::Full(content) | TrySendError::Disconnected(content)) = error;
                    // A new one is started for the next thing.
                    self.owner = None;
                    content.refused(why)
                }
            },
            Err(why) => content.refused(why),
        };
        tell(outbox, refused);
    }

    fn owner(&mut self, outbox: &Outbox) -> Result<&SyncSender<Content>, String> {
        if self.is_absent {
            return Err("there is none".to_owned());
        }
        if self.owner.is_none() {
            let (sender, receiver) = sync_channel::<Content>(4);
            let outbox = outbox.clone();
            let own = move || {
                let mut clipboard = None;
                while let Ok(content) = receiver.recv() {
                    tell(&outbox, put(&mut clipboard, content));
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

fn put(clipboard: &mut Option<arboard::Clipboard>, content: Content) -> CopyCommand {
    let owner = match clipboard.take().map_or_else(arboard::Clipboard::new, Ok) {
        Ok(owner) => clipboard.insert(owner),
        Err(error) => return content.refused(error.to_string()),
    };
    match content.put(owner) {
        Ok(taken) => taken,
        Err(error) => {
            // The connection may be broken: the next thing gets a new one.
            *clipboard = None;
            content.refused(error.to_string())
        }
    }
}

fn tell(outbox: &Outbox, command: CopyCommand) {
    outbox.send(Command::Export(ExportCommand::Copy(command)));
}
