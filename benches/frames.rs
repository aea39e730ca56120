//! A frame of every screen (drawing and tessellating), and opening and saving, at the reference size: 10,000
//! customers, 100,000 ratings, 700,000 answers.
#![expect(clippy::expect_used, reason = "a bench may stop where its set-up fails")]

use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use eframe::App as _;
use egui::{Context, Event, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, vec2};
use jiff::civil::{Date, date};
use keepwise::app::{
    Clock, Command, ExploreCommand, FileCommand, HistoryCommand, Machine, MapCommand, Outbox, Runner, Screen, Stage,
    State, What,
};
use keepwise::exchange::synthetic;
use keepwise::model::{Edit, Record, RecordKey};
use keepwise::store::{self, Folder, Paths, Settings};
use keepwise::ui::Shell;

const TODAY: Date = date(2026, 11, 21);
const SIZE: egui::Vec2 = vec2(1366.0, 768.0);

/// Where the picture is taken hold of: in the middle of the map, and of the history.
const HOLD: Pos2 = Pos2::new(450.0, 450.0);
/// Over so many frames percentiles are told.
const PANNED: u16 = 600;

fn button(pressed: bool) -> Event {
    Event::PointerButton { pos: HOLD, button: egui::PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

/// The window without a graphics card.
struct Window {
    ctx: Context,
    shell: Shell,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    fn open(paths: Paths, dir: &std::path::Path) -> Self {
        let ctx = Context::default();
        let (outbox, from_tasks) = Outbox::new(|| {});
        let state = State::new(Settings::default(), Clock::new(TODAY, 1_790_000_000_000, 7), Machine::default());
        let first = Command::File(FileCommand::Open(What::Folder(dir.to_owned())));
        let runner = Runner::new(paths, outbox);
        let shell = Shell::new(&ctx, state, runner, from_tasks, || (TODAY, 1_790_000_000_000), first);
        let mut window = Self { ctx, shell, frame: eframe::Frame::_new_kittest(), time: 0.0 };
        let start = Instant::now();
        while !matches!(window.shell.state().stage, Stage::Open(_)) {
            assert!(start.elapsed() < Duration::from_mins(2), "it never opened");
            window.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(2));
        }
        window
    }

    /// One frame with these events, tessellated; returns how many triangles there were.
    fn frame(&mut self, events: Vec<Event>) -> usize {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, SIZE));
        let input = RawInput { screen_rect, time: Some(self.time), events, ..RawInput::default() };
        self.shell.logic(&self.ctx.clone(), &mut self.frame);
        let (shell, frame) = (&mut self.shell, &mut self.frame);
        let output = self.ctx.run_ui(input, |ui| shell.ui(ui, frame));
        self.ctx.tessellate(output.shapes, output.pixels_per_point).len()
    }

    /// One frame while the middle of the window is scrolled.
    fn scroll(&mut self) -> usize {
        let delta = vec2(0.0, -37.0);
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta,
            modifiers: Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
        };
        self.frame(vec![Event::PointerMoved(Pos2::new(500.0, 600.0)), wheel])
    }

    /// Frames until this holds.
    fn wait(&mut self, done: impl Fn(&State) -> bool) {
        let start = Instant::now();
        while !done(self.shell.state()) {
            assert!(start.elapsed() < Duration::from_mins(2), "it never happened");
            self.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Takes hold of the picture in the middle of the window.
    fn take_hold(&mut self) {
        self.frame(vec![Event::PointerMoved(HOLD)]);
        self.frame(vec![button(true)]);
        for step in 0..10_u8 {
            self.frame(vec![Event::PointerMoved(HOLD + vec2(f32::from(step), 0.0))]);
        }
    }

    fn let_loose(&mut self) {
        self.frame(vec![button(false)]);
    }

    /// One frame while the picture is dragged: to the right and back, in steps of a few points.
    fn pan(&mut self, number: u16) -> usize {
        let away = f32::from(number % 60);
        let away = if number % 120 < 60 { away } else { 60.0 - away };
        self.frame(vec![Event::PointerMoved(HOLD + vec2(3.0 * away, away))])
    }

    /// How long frames take while the picture is dragged: the median, and what 95 of 100 stay below.
    #[expect(clippy::print_stdout, reason = "criterion tells the mean; the target is a percentile")]
    fn percentiles(&mut self, name: &str) {
        let mut times: Vec<Duration> = (0..PANNED)
            .map(|number| {
                let start = Instant::now();
                self.pan(number);
                start.elapsed()
            })
            .collect();
        times.sort();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
        println!(
            "{name}: median {:.2} ms, p95 {:.2} ms, slowest {:.2} ms over {PANNED} frames",
            at(50),
            at(95),
            at(100)
        );
    }

    fn go(&mut self, screen: Screen) {
        self.shell.send(Command::Go(screen));
        for _ in 0..10 {
            self.frame(Vec::new());
        }
    }
}

fn frames(criterion: &mut Criterion) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dir = home.path().join("reference");
    let workspace = synthetic(10_000, 100_000, 7, TODAY);
    store::create(&dir, &workspace).expect("the workspace is written");
    let paths = Paths::under(&home.path().join("local"));

    let mut opening = criterion.benchmark_group("open");
    opening.sample_size(10);
    opening.bench_function("load all files, warm", |bench| {
        bench.iter(|| store::load(&dir, &|_| {}).expect("it loads"));
    });
    opening.finish();

    let mut saving = criterion.benchmark_group("save");
    saving.sample_size(20);
    saving.bench_function("one customer's file", |bench| {
        let (mut folder, mut loaded) = Folder::open(&paths, &dir, &|_| {}).expect("it opens");
        let id = *loaded.workspace.customers.keys().next().expect("a customer");
        let mut profile = loaded.workspace.customers[&id].profile.clone();
        let mut number = 0_u32;
        bench.iter(|| {
            number += 1;
            profile.contact = format!("call {number}").parse().expect("a line");
            Edit::SetProfile(id, Box::new(profile.clone())).apply(&mut loaded.workspace).expect("it fits");
            let record = Record::Customer(std::sync::Arc::clone(&loaded.workspace.customers[&id]));
            folder.save(&[(RecordKey::Customer(id), Some(record))]).all().expect("it is saved")
        });
    });
    saving.finish();

    let mut window = Window::open(paths, &dir);
    let customer = *window.shell.state().session().expect("open").workspace.customers.keys().nth(1234).expect("many");
    let mut frames = criterion.benchmark_group("frame");
    frames.sample_size(60);
    for screen in Screen::RAIL.into_iter().chain([Screen::Customer(customer)]) {
        window.go(screen);
        let name = match screen {
            Screen::Customer(_) => "a customer's page",
            other => other.word(),
        };
        frames.bench_function(format!("{name}, scrolling"), |bench| bench.iter(|| window.scroll()));
    }
    frames.finish();
    exploring(criterion, &mut window);
}

/// Ten thousand customers on the map, and over the quarters, while the picture is dragged.
fn exploring(criterion: &mut Criterion, window: &mut Window) {
    let mut panning = criterion.benchmark_group("panning");
    panning.sample_size(60);
    window.go(Screen::PortfolioMap);
    window.wait(|state| state.areas.explore.map.ground().is_some());
    let num = window.shell.state().areas.explore.map.ground().expect("a map").points.len();
    for (factor, what) in [(1.2, "nearly all"), (4.0, "closer")] {
        window.shell.send(Command::Explore(ExploreCommand::Map(MapCommand::Zoom(factor))));
        window.take_hold();
        let name = format!("the map of {num} customers, {what} in view");
        let mut number = 0_u16;
        panning.bench_function(name.as_str(), |bench| {
            bench.iter(|| {
                number = number.wrapping_add(1);
                window.pan(number)
            });
        });
        window.percentiles(&name);
        window.let_loose();
    }
    window.go(Screen::History);
    window.wait(|state| state.areas.explore.history.ground().is_some());
    let num = window.shell.state().areas.explore.history.shown.num;
    window.shell.send(Command::Explore(ExploreCommand::History(HistoryCommand::Search("bakery".to_owned()))));
    window.shell.send(Command::Explore(ExploreCommand::History(HistoryCommand::Zoom(1.5))));
    window.take_hold();
    let name = format!("the history of {num} customers");
    let mut number = 0_u16;
    panning.bench_function(name.as_str(), |bench| {
        bench.iter(|| {
            number = number.wrapping_add(1);
            window.pan(number)
        });
    });
    window.percentiles(&name);
    window.let_loose();
    panning.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
