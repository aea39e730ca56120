//! The real window without a graphics card: the whole [`Shell`] in a temporary home.

use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::civil::{Date, date};
use keepwise::app::{Clock, Command, FileCommand, Machine, Outbox, Runner, Screen, Stage, State, What};
use keepwise::store::{Paths, Settings};
use keepwise::ui::Shell;

/// The day on which all flows happen.
pub(super) const TODAY: Date = date(2026, 11, 21);

/// Where tasks of one name wait while it is shut.
#[derive(Clone, Default)]
pub(super) struct Gate {
    shut_for: Arc<(Mutex<Option<&'static str>>, Condvar)>,
}

impl Gate {
    /// Lets no task of this name go on after it has told something.
    pub(super) fn shut(&self, task: &'static str) {
        *self.shut_for.0.lock().unwrap() = Some(task);
    }

    /// Lets all go on.
    pub(super) fn open(&self) {
        *self.shut_for.0.lock().unwrap() = None;
        self.shut_for.1.notify_all();
    }

    fn pass(&self) {
        let (lock, opened) = &*self.shut_for;
        let me = std::thread::current();
        let waits = |shut_for: &mut Option<&str>| shut_for.is_some() && *shut_for == me.name();
        drop(opened.wait_while(lock.lock().unwrap(), |shut_for| waits(shut_for)).unwrap());
    }
}

/// A file that is dropped on the window.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads it by its path".to_owned())
    }
}

/// A window that is driven by a test.
pub(super) struct Window {
    /// The window itself.
    pub(super) harness: Harness<'static, Shell>,
    home: std::sync::Arc<tempfile::TempDir>,
}

impl Window {
    /// A window on this, in a home of its own.
    pub(super) fn open(what: What) -> Self {
        let home = std::sync::Arc::new(tempfile::tempdir().unwrap());
        Self::open_in(home, what, &Gate::default())
    }

    /// A window whose tasks wait at this gate, each time after they have told something.
    pub(super) fn open_behind(gate: &Gate, what: What) -> Self {
        let home = std::sync::Arc::new(tempfile::tempdir().unwrap());
        Self::open_in(home, what, gate)
    }

    /// Another window of the same person, after or beside this one.
    pub(super) fn another(&self, what: What) -> Self {
        Self::open_in(std::sync::Arc::clone(&self.home), what, &Gate::default())
    }

    /// Closes the window and starts again: what is on disk is all there is.
    pub(super) fn reopen(self, what: What) -> Self {
        let home = std::sync::Arc::clone(&self.home);
        drop(self);
        Self::open_in(home, what, &Gate::default())
    }

    fn open_in(home: std::sync::Arc<tempfile::TempDir>, what: What, gate: &Gate) -> Self {
        let gate = gate.clone();
        let paths = Paths::under(home.path());
        let first = Command::File(FileCommand::Open(what));
        let harness = Harness::builder().with_size([1366.0, 768.0]).with_max_steps(64).build_eframe(move |context| {
            let ctx = context.egui_ctx.clone();
            let wake = move || {
                ctx.request_repaint();
                gate.pass();
            };
            let (outbox, from_tasks) = Outbox::new(wake);
            let clock = Clock::new(TODAY, 1_790_000_000_000, 7);
            let state = State::new(Settings::default(), clock, Machine::default());
            let runner = Runner::new(paths, outbox);
            Shell::new(&context.egui_ctx, state, runner, from_tasks, || (TODAY, 1_790_000_000_000), first)
                .with_typed_paths()
                .without_clipboard()
        });
        let mut window = Self { harness, home };
        window.wait(|state| !matches!(state.stage, Stage::Starting | Stage::Loading { .. }));
        window
    }

    /// Where the person's data lies.
    pub(super) fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// Drops a file on the window.
    pub(super) fn drop_path(&mut self, path: &std::path::Path) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
    }

    /// What the window knows.
    pub(super) fn state(&self) -> &State {
        self.harness.state().state()
    }

    /// Lets the window and its tasks work until this holds.
    pub(super) fn wait(&mut self, done: impl Fn(&State) -> bool) {
        let start = Instant::now();
        while !done(self.state()) {
            assert!(start.elapsed() < Duration::from_mins(1), "it never happened");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.run_steps(2);
        }
        self.settle();
    }

    /// Lets the window work until everything is on disk.
    pub(super) fn wait_until_saved(&mut self) {
        self.wait(State::is_saved);
    }

    /// A few frames, so that what was done shows.
    pub(super) fn settle(&mut self) {
        self.harness.run_steps(4);
    }

    /// Clicks the control of this name.
    pub(super) fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.settle();
    }

    /// Clicks the first control whose name has this in it.
    pub(super) fn click_containing(&mut self, label: &str) {
        let node = self.harness.get_all_by_label_contains(label).next().unwrap_or_else(|| panic!("no {label}"));
        node.click();
        self.settle();
    }

    /// Whether a control or text of this name is there.
    pub(super) fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    /// Presses keys, such as Ctrl+Z.
    pub(super) fn press(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Goes to a screen over the rail.
    pub(super) fn go(&mut self, screen: Screen) {
        let node =
            self.harness.get_all_by_label(screen.word()).next().unwrap_or_else(|| panic!("no {}", screen.word()));
        node.click();
        self.settle();
    }

    /// All names on screen, for a failing test's message.
    pub(super) fn names(&self) -> Vec<String> {
        self.harness.root().children_recursive().filter_map(|node| node.accesskit_node().label()).collect()
    }
}
