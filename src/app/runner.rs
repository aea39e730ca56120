//! Runs effects on named threads; what they bring comes back as commands. A task that panics becomes a message.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use anyhow::Context as _;
use jiff::civil::Date;

use crate::charts::fonts;
use crate::exchange::{Continue, Table, is_our_workbook, read_workbook, read_workspace_json};
use crate::model::Workspace;
use crate::store::{self, Demo, Drafts, Folder, Paths, Saver, Settings};

use super::{
    Cancel, Clock, Command, Desk, Effect, ExportCommand, FileCommand, ImportCommand, ImportQuestion, ImportSource,
    Opened, Origin, OutCommand, ReadQuestion, SaveCommand, SaveJob, What, picture_export::SaveError,
};

/// Where tasks leave commands for the window, which is woken up.
#[derive(Clone)]
pub struct Outbox {
    sender: SyncSender<Command>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Outbox {
    /// An outbox that wakes the window with `wake`, and the end at which the window reads.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> (Self, Receiver<Command>) {
        let (sender, receiver) = sync_channel(1024);
        (Self { sender, wake: Arc::new(wake) }, receiver)
    }

    /// Leaves a command and wakes the window. Waits if the window is far behind; does nothing once it is gone.
    pub fn send(&self, command: Command) {
        if self.sender.send(command).is_ok() {
            (self.wake)();
        }
    }

    fn file(&self, command: FileCommand) {
        self.send(Command::File(command));
    }
}

/// Runs effects. Owns the saver, which owns the open folder and its lock.
pub struct Runner {
    paths: Paths,
    outbox: Outbox,
    open: Arc<std::sync::Mutex<Open>>,
    drafts: DraftQueue,
    desks: Arc<std::sync::Mutex<std::collections::BTreeMap<Desk, Cancel>>>,
}

/// Drafts on their way to the disk, oldest first; `None` forgets one. In order, because tasks may overtake each other.
type DraftQueue = Arc<std::sync::Mutex<Vec<(String, Option<serde_json::Value>)>>>;

/// What is open on disk; only tasks of the runner touch it, one at a time.
#[derive(Default)]
struct Open {
    saver: Option<Saver>,
    drafts: Option<Drafts>,
    demo: Option<Demo>,
}

/// The largest spreadsheet that is read.
const MAX_IMPORT_BYTES: u64 = 50 * 1024 * 1024;
/// The largest JSON export read, in bytes.
const MAX_JSON_BYTES: u64 = 1_000_000_000;

impl Runner {
    /// A runner that keeps local data under `paths` and reports to `outbox`.
    pub fn new(paths: Paths, outbox: Outbox) -> Self {
        Self { paths, outbox, open: Arc::default(), drafts: Arc::default(), desks: Arc::default() }
    }

    /// Where tasks leave commands.
    pub fn outbox(&self) -> Outbox {
        self.outbox.clone()
    }

    /// Runs one effect; returns at once.
    pub fn run(&self, effect: Effect) {
        let (paths, open) = (self.paths.clone(), Arc::clone(&self.open));
        match effect {
            Effect::Open(what) => {
                let drafts = Arc::clone(&self.drafts);
                self.task("open workspace", move |outbox| {
                    if let Err(error) = write_drafts(&lock(&open), &drafts) {
                        log::warn!("a draft was not kept: {error:#}");
                    }
                    open_workspace(&paths, &open, what, outbox);
                    Ok(())
                });
            }
            Effect::Save(records) => {
                // The saver has its own thread and only takes the records over here.
                if let Some(saver) = &lock(&open).saver {
                    saver.submit(records);
                }
            }
            Effect::Flush => self.task("flush", move |outbox| {
                if let Some(saver) = &lock(&open).saver
                    && let Err(reason) = saver.flush()
                {
                    outbox.file(FileCommand::Save(store::SaveEvent::NotSaved { reason }));
                }
                outbox.file(FileCommand::Flushed);
                Ok(())
            }),
            Effect::SaveSettings(settings) => self.task("save settings", move |_| {
                settings.save(&paths).context("The settings were not saved; your customers are not affected")
            }),
            Effect::PutDraft { key, content } => self.draft(key, Some(content)),
            Effect::RemoveDraft(key) => self.draft(key, None),
            Effect::ReadTable(question) => self.task("read spreadsheet", move |outbox| {
                let ticket = question.ticket;
                let arrived = match read_file(&question, outbox) {
                    Ok(Arrived::Table(table)) => ImportCommand::Read(ticket, Ok(Arc::new(*table))),
                    Ok(Arrived::Whole(from, is_workbook)) => {
                        ImportCommand::ReadWhole(ticket, Arc::new(from), is_workbook)
                    }
                    Err(error) => ImportCommand::Read(ticket, Err(error)),
                };
                outbox.send(Command::Import(arrived));
                Ok(())
            }),
            Effect::SuggestImport(question) => self.task("suggest import", move |outbox| {
                let mut tell = |progress| {
                    outbox.send(Command::Import(ImportCommand::Progress(question.ticket, progress)));
                };
                if let Some(answer) = question.answer(&mut tell) {
                    outbox.send(Command::Import(ImportCommand::Suggested(question.ticket, Box::new(answer))));
                }
                Ok(())
            }),
            Effect::PreviewImport(question) => {
                self.task("preview import", move |outbox| {
                    outbox.send(Command::Import(preview_import(*question, outbox)));
                    Ok(())
                });
            }
            Effect::LookAtColumn(question) => self.task("look at a column", move |outbox| {
                outbox.send(Command::Import(ImportCommand::Looked(Box::new(question.answer()))));
                Ok(())
            }),
            Effect::ExportChart { job, path, overwrite, overwrite_data } => self.task("save chart", move |outbox| {
                if let Err(error) = paths.make_exports_dir_for(&path) {
                    log::warn!("{error}");
                }
                let saved = save_chart(&job, path, (overwrite, overwrite_data));
                outbox.send(Command::Export(ExportCommand::Save(saved)));
                Ok(())
            }),
            Effect::ExportAll(job) => self.task("save all charts", move |outbox| {
                let send = |command| outbox.send(Command::Export(ExportCommand::Save(command)));
                if let Err(error) = paths.make_exports_dir_for(&job.folder.join("chart")) {
                    log::warn!("{error}");
                }
                let done = job.run(&|progress| send(SaveCommand::Progress(progress)));
                send(SaveCommand::AllDone(Box::new(done)));
                Ok(())
            }),
            Effect::TakeOut { job, path, overwrite } => self.task("export", move |outbox| {
                if let Err(error) = paths.make_exports_dir_for(&path) {
                    log::warn!("{error}");
                }
                let tell = |progress| outbox.send(Command::Out(OutCommand::Progress(progress)));
                let done = job.run(&path, overwrite, &tell);
                outbox.send(Command::Out(done));
                Ok(())
            }),
            Effect::Work(work) => {
                if let Some(older) = lock(&self.desks).insert(work.desk, work.cancel.clone()) {
                    older.cancel();
                }
                self.task("work out", move |outbox| {
                    if let Some(command) = work.answer() {
                        outbox.send(command);
                    }
                    Ok(())
                });
            }
            // The window's own: never handed to the runner.
            Effect::Ui(_) => {}
        }
    }

    /// Keeps or forgets a draft, after those before it.
    fn draft(&self, key: String, content: Option<serde_json::Value>) {
        let (open, drafts) = (Arc::clone(&self.open), Arc::clone(&self.drafts));
        {
            let mut queue = lock(&drafts);
            // Only the newest state of a form is worth a write.
            queue.retain(|(waiting, _)| *waiting != key);
            queue.push((key, content));
        }
        self.task("keep draft", move |_| write_drafts(&lock(&open), &drafts));
    }

    /// Starts a task on a named thread. An error or a panic becomes a message.
    fn task(&self, name: &str, work: impl FnOnce(&Outbox) -> anyhow::Result<()> + Send + 'static) {
        let outbox = self.outbox.clone();
        let label = name.to_owned();
        let guarded = move || {
            let failed = match catch_unwind(AssertUnwindSafe(|| work(&outbox))) {
                Ok(Ok(())) => return,
                Ok(Err(error)) => format!("{error:#}."),
                Err(_) => format!("Something went wrong inside Keepwise ({label}). Your data is as it was saved last."),
            };
            outbox.file(FileCommand::TaskFailed(failed));
        };
        if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn(guarded) {
            log::error!("thread {name}: {error}");
            self.outbox.file(FileCommand::TaskFailed(format!("The system refused to start a task ({error}).")));
        }
    }
}

impl Drop for Runner {
    /// Waits for the last save and the last draft, then gives the lock back and takes the demo's folder away.
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        if let Err(error) = write_drafts(&open, &self.drafts) {
            log::warn!("a draft was not kept: {error:#}");
        }
        *open = Open::default();
    }
}

/// Writes the drafts that are waiting. Whoever holds the open folder does it, so that they are written in order.
fn write_drafts(open: &Open, queue: &DraftQueue) -> anyhow::Result<()> {
    let waiting = std::mem::take(&mut *lock(queue));
    let Some(drafts) = &open.drafts else { return Ok(()) };
    let write = |(key, content): (String, Option<serde_json::Value>)| match content {
        Some(content) => drafts.put(&key, &content).context("The draft was not kept"),
        None => drafts.remove(&key).context("An old draft stays behind"),
    };
    // One that fails does not stop the others.
    waiting.into_iter().map(write).fold(Ok(()), anyhow::Result::and)
}

/// What is behind the lock, also after a task panicked while it had it.
fn lock<T>(shared: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Draws a chart into a file; says what became of it.
fn save_chart(job: &Arc<SaveJob>, path: PathBuf, overwrite: (store::Overwrite, store::Overwrite)) -> SaveCommand {
    // A panic in a drawing must not leave the dialog waiting.
    let saved = catch_unwind(AssertUnwindSafe(|| job.save(&path, overwrite)));
    match saved {
        Ok(Ok(())) => SaveCommand::Saved(path),
        Ok(Err(SaveError::Exists(there))) => SaveCommand::Exists(Arc::clone(job), path, there),
        Ok(Err(error)) => SaveCommand::Failed(error.to_string()),
        Err(_) => {
            SaveCommand::Failed("Something went wrong inside Keepwise while drawing. Nothing was saved.".to_owned())
        }
    }
}

/// What the import would do, or that nobody waited for it; says now and then how far it is.
fn preview_import(question: ImportQuestion, outbox: &Outbox) -> ImportCommand {
    const TOLD: std::time::Duration = std::time::Duration::from_millis(200);
    let ticket = question.ticket;
    let mut last = std::time::Instant::now();
    let mut tell = |done| {
        if last.elapsed() > TOLD {
            last = std::time::Instant::now();
            outbox.send(Command::Import(ImportCommand::PreviewProgress(ticket, done)));
        }
    };
    match question.answer(&mut tell) {
        Some(preview) => ImportCommand::Previewed(ticket, Box::new(preview)),
        None => ImportCommand::PreviewStopped(ticket),
    }
}

/// What was in a file.
enum Arrived {
    Table(Box<Table>),
    /// An export of ours, and whether it was a workbook.
    Whole(Workspace, bool),
}

fn read_file(question: &ReadQuestion, outbox: &Outbox) -> Result<Arrived, String> {
    let watch = |progress| {
        outbox.send(Command::Import(ImportCommand::Progress(question.ticket, progress)));
        if question.cancel.is_cancelled() { Continue::Stop } else { Continue::Go }
    };
    let read = match &question.source {
        ImportSource::File(path) => {
            let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
            let most = if is_json { MAX_JSON_BYTES } else { MAX_IMPORT_BYTES };
            let bytes = store::read_import(path, most).map_err(|error| error.to_string())?;
            if is_json {
                let from = read_workspace_json(&bytes).map_err(|error| error.to_string())?;
                return Ok(Arrived::Whole(from, false));
            }
            // Somebody who names a sheet wants that sheet.
            if question.options.sheet.is_none() && is_our_workbook(&bytes) {
                let from = read_workbook(&bytes, &watch).map_err(|error| error.to_string())?;
                return Ok(Arrived::Whole(from, true));
            }
            Table::read_with(&bytes, "", &question.options, &watch)
        }
        ImportSource::Clipboard(text) => Table::from_clipboard_with(text, &question.options, &watch),
    };
    read.map(|table| Arrived::Table(Box::new(table))).map_err(|error| error.to_string())
}

fn open_workspace(paths: &Paths, open: &std::sync::Mutex<Open>, what: What, outbox: &Outbox) {
    let mut open = lock(open);
    // Saves what is pending and gives the old folder's lock back first: it may be the same folder.
    *open = Open::default();
    match open_folder(paths, &mut open, &what, outbox) {
        Ok(opened) => outbox.file(FileCommand::Opened(Box::new(opened))),
        Err(error) => outbox.file(FileCommand::OpenFailed { what, error: format!("{error:#}") }),
    }
}

fn open_folder(paths: &Paths, open: &mut Open, what: &What, outbox: &Outbox) -> anyhow::Result<Opened> {
    let (today, mut clock) = fresh_clock();
    let (dir, origin, at) = match what {
        What::Sample => {
            let demo = Demo::new(today)?;
            let (dir, home) = (demo.workspace(), Paths::under(&demo.home()));
            open.demo = Some(demo);
            (dir, Origin::Sample, home)
        }
        What::Default => {
            let dir = paths.default_workspace();
            if !store::is_workspace(&dir) {
                store::create(&dir, &store::first_workspace(&mut || clock.ulid(), today))?;
            }
            (dir, Origin::Own, paths.clone())
        }
        What::New(dir) => {
            store::create(dir, &store::first_workspace(&mut || clock.ulid(), today))?;
            (dir.clone(), Origin::Own, paths.clone())
        }
        What::Folder(dir) => (folder_of(dir), Origin::Own, paths.clone()),
    };
    let last = std::sync::atomic::AtomicUsize::new(0);
    let progress = |progress: store::Progress| {
        // A message every hundred files is smooth enough and cannot flood the window.
        let step = progress.done / 100;
        if last.fetch_max(step, std::sync::atomic::Ordering::Relaxed) < step {
            outbox.file(FileCommand::Progress { done: progress.done, total: progress.total });
        }
    };
    let (folder, loaded) = Folder::open(&at, &dir, &progress)?;
    let drafts = Drafts::of(&at, loaded.workspace.business.id);
    let unfinished = drafts.list();
    let events = outbox.clone();
    let saver = Saver::start(folder, move |event| events.file(FileCommand::Save(event)))?;
    open.saver = Some(saver);
    open.drafts = Some(drafts);
    // Fonts for names the bundled ones cannot write are looked for here, not while a frame waits for them.
    if loaded.workspace.customers.values().any(|customer| fonts::needs_system_fonts(customer.profile.name.as_str())) {
        fonts::prepare_system_fonts();
    }
    Ok(Opened { dir, origin, loaded, drafts: unfinished })
}

/// A `workspace.json` that was dropped or typed means its folder.
fn folder_of(path: &Path) -> PathBuf {
    let is_marker = path.file_name().is_some_and(|name| name == "workspace.json");
    path.parent().filter(|_| is_marker).unwrap_or(path).to_owned()
}

/// Today, and a clock for making a workspace.
fn fresh_clock() -> (Date, Clock) {
    let now = jiff::Zoned::now();
    let millis = now.timestamp().as_millisecond().unsigned_abs();
    let today = now.date();
    (today, Clock::new(today, millis, now.timestamp().subsec_nanosecond().unsigned_abs().into()))
}

/// The settings of this computer, and what to say if they could not be read.
pub fn load_settings(paths: &Paths) -> (Settings, Option<String>) {
    let (settings, problem) = Settings::load(paths);
    (settings, problem.map(|problem| problem.to_string()))
}

/// What to open when nobody said: the workspace that was open last, else the owner's own.
pub fn last_opened(settings: &Settings, paths: &Paths) -> What {
    let last = settings.last_workspace.clone().filter(|dir| *dir != paths.default_workspace());
    last.map_or(What::Default, What::Folder)
}
