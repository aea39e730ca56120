//! Saving on a worker: changes are collected, written after a moment of quiet, and tried again until they are on disk.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Durability, Folder, RecordEdit, StoreError};
use crate::model::{Record, RecordKey};

/// What happens to the changes that were handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveEvent {
    /// They are being written.
    Saving,
    /// All of them are on disk.
    Saved(Durability),
    /// Some are not; they are kept and tried again. Sent once per reason and once per new change.
    NotSaved {
        /// Why, as whole sentences that say what to do.
        reason: String,
    },
}

/// How long to wait for what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// Without a new change for so long, save.
    pub(super) quiet: Duration,
    /// Save so long after the first change, quiet or not.
    pub(super) at_most: Duration,
    /// After a failure, try again so much later.
    pub(super) retry: Duration,
}

const PACE: Pace =
    Pace { quiet: Duration::from_millis(300), at_most: Duration::from_secs(1), retry: Duration::from_secs(3) };

enum Wake {
    Changed,
    Flush(SyncSender<Result<Durability, String>>),
    Stop,
}

type Waiting = Arc<Mutex<BTreeMap<RecordKey, Option<Record>>>>;

/// The saving worker. Dropping it saves what is left and waits for that.
#[derive(Debug)]
pub struct Saver {
    waiting: Waiting,
    wake: SyncSender<Wake>,
    worker: Option<JoinHandle<()>>,
}

impl Saver {
    /// Starts the worker; `on_event` is called on its thread and must return quickly.
    ///
    /// # Errors
    /// [`StoreError::NoThread`] if the system has no thread left.
    pub fn start(folder: Folder, on_event: impl Fn(SaveEvent) + Send + 'static) -> Result<Self, StoreError> {
        Self::start_at(PACE, folder, on_event)
    }

    pub(super) fn start_at(
        pace: Pace,
        folder: Folder,
        on_event: impl Fn(SaveEvent) + Send + 'static,
    ) -> Result<Self, StoreError> {
        let waiting = Waiting::default();
        let (wake, woken) = sync_channel(16);
        let mut worker = Worker {
            pace,
            folder,
            waiting: Arc::clone(&waiting),
            dirty: BTreeMap::new(),
            said: None,
            on_event: Box::new(on_event),
        };
        let started = thread::Builder::new().name("keepwise-saver".to_owned()).spawn(move || worker.run(&woken));
        Ok(Self { waiting, wake, worker: Some(started.map_err(StoreError::NoThread)?) })
    }

    /// Hands in changes; never waits. Only the newest state of each record is written.
    pub fn submit(&self, edits: Vec<RecordEdit>) {
        if edits.is_empty() {
            return;
        }
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).extend(edits);
        match self.wake.try_send(Wake::Changed) {
            // Full: the worker has messages left to read and looks for changes after each.
            // Gone: flush and drop say so.
            Ok(()) | Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        }
    }

    /// Saves everything now and waits for it.
    ///
    /// # Errors
    /// Why something is not on disk; it is kept and tried again.
    pub fn flush(&self) -> Result<Durability, String> {
        let (answer, answered) = sync_channel(1);
        let gone = || "The saving worker has stopped. Save a copy of what matters and start Keepwise again.".to_owned();
        self.wake.send(Wake::Flush(answer)).map_err(|_stopped| gone())?;
        answered.recv().map_err(|_stopped| gone())?
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        if self.wake.send(Wake::Stop).is_ok()
            && let Some(worker) = self.worker.take()
        {
            // A panic was reported as an event when it happened.
            if let Err(_panicked) = worker.join() {}
        }
    }
}

struct Worker {
    pace: Pace,
    folder: Folder,
    waiting: Waiting,
    /// Taken over and not yet on disk.
    dirty: BTreeMap<RecordKey, Option<Record>>,
    /// The reason last told.
    said: Option<String>,
    on_event: Box<dyn Fn(SaveEvent) + Send>,
}

impl Worker {
    fn run(&mut self, woken: &Receiver<Wake>) {
        let mut retry_at: Option<Instant> = None;
        loop {
            let message = match retry_at {
                None => woken.recv().map_err(|_closed| RecvTimeoutError::Disconnected),
                Some(at) => woken.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            let mut answer = None;
            match message {
                Ok(Wake::Changed) => {
                    self.said = None;
                    match self.wait_for_quiet(woken) {
                        Some(Wake::Flush(sender)) => answer = Some(sender),
                        Some(Wake::Stop) => return drop(self.save()),
                        Some(Wake::Changed) | None => {}
                    }
                }
                Ok(Wake::Flush(sender)) => answer = Some(sender),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return drop(self.save()),
            }
            let result = self.save();
            retry_at = result.is_err().then(|| Instant::now() + self.pace.retry);
            if let Some(sender) = answer {
                // Whoever asked may have stopped waiting.
                if let Err(_left) = sender.send(result) {}
            }
        }
    }

    /// Waits until nothing changes for a while, or it has been long enough, or somebody cannot wait.
    fn wait_for_quiet(&self, woken: &Receiver<Wake>) -> Option<Wake> {
        let latest = Instant::now() + self.pace.at_most;
        loop {
            let until = (Instant::now() + self.pace.quiet).min(latest);
            match woken.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Wake::Changed) if Instant::now() < latest => {}
                Ok(Wake::Changed) | Err(RecvTimeoutError::Timeout) => return None,
                Ok(urgent) => return Some(urgent),
                Err(RecvTimeoutError::Disconnected) => return Some(Wake::Stop),
            }
        }
    }

    /// One try to get everything on disk.
    fn save(&mut self) -> Result<Durability, String> {
        let newer = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        self.dirty.extend(newer);
        if self.dirty.is_empty() {
            return Ok(Durability::Synced);
        }
        if self.said.is_none() {
            (self.on_event)(SaveEvent::Saving);
        }
        let edits: Vec<RecordEdit> = self.dirty.iter().map(|(key, record)| (*key, record.clone())).collect();
        let folder = &mut self.folder;
        let Ok(saved) = catch_unwind(AssertUnwindSafe(|| folder.save(&edits))) else {
            return self.fail("Saving failed for an unknown reason. Your changes are kept and tried again.".to_owned());
        };
        self.dirty.retain(|key, _| saved.failed.contains_key(key));
        if self.dirty.is_empty() {
            self.said = None;
            (self.on_event)(SaveEvent::Saved(saved.durability));
            return Ok(saved.durability);
        }
        self.fail(reason(&saved.failed))
    }

    fn fail(&mut self, reason: String) -> Result<Durability, String> {
        if self.said.as_ref() != Some(&reason) {
            self.said = Some(reason.clone());
            (self.on_event)(SaveEvent::NotSaved { reason: reason.clone() });
        }
        Err(reason)
    }
}

/// One sentence for all that failed: a full disk first, as it explains the others.
fn reason(failed: &BTreeMap<RecordKey, StoreError>) -> String {
    let is_full = |error: &&StoreError| matches!(error, StoreError::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull);
    let first = failed.values().find(is_full).or_else(|| failed.values().next());
    let first = first.map(ToString::to_string).unwrap_or_default();
    if failed.len() > 1 { format!("{first} ({} more files are waiting.)", failed.len() - 1) } else { first }
}
