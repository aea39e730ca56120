//! Every chart about somebody into a folder, one file each. Runs on a worker, tells how far it is, and can be stopped.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::charts::{About, Asked, Chart, ChartName, chart_list, chart_of};
use crate::model::{Period, Workspace};
use crate::store::{self, Overwrite};

use super::super::{Cancel, Judged};
use super::choices::Choices;
use super::job::{SaveError, SaveJob};

/// Whom all charts are about, and which ratings count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// Whom.
    pub about: About,
    /// Which ratings; the policy's own period if `None`.
    pub period: Option<Period>,
    /// The same in words: a customer's name, "everybody", "everybody, this quarter".
    pub words: String,
}

/// What the charts are made from: a snapshot, so that work goes on beside it.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Everything.
    pub workspace: Workspace,
    /// What was judged.
    pub judged: Judged,
    /// The day.
    pub today: Date,
}

impl Ground {
    /// The chart of a name, or in words why there is none.
    pub(super) fn chart(&self, set: &Set, name: ChartName) -> Result<Chart, String> {
        let asked = Asked {
            period: set.period,
            ..Asked::about(self.judged.in_context(&self.workspace, self.today), set.about.clone())
        };
        chart_of(name, &asked).map_err(|why| why.to_string())
    }

    /// The first chart there is from a place in the list on, forwards or backwards and round its end, to show what
    /// the others will look like.
    pub(super) fn next(&self, set: &Set, look: Look, cancel: &Cancel) -> Option<(ChartName, Chart)> {
        let mut list = chart_list(&set.about);
        if look.way == LookWay::Back {
            list.reverse();
        }
        let start = look.from.and_then(|from| list.iter().position(|name| *name == from)).unwrap_or(0);
        list.rotate_left(start);
        let mut wanted = list.into_iter().take_while(|_| !cancel.is_cancelled());
        wanted.find_map(|name| self.chart(set, name).ok().map(|chart| (name, chart)))
    }
}

/// Which chart of a set is looked at: this one or, if there is none, the nearest behind or before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// Where to begin; at the first if `None`.
    pub(super) from: Option<ChartName>,
    /// Which way to go on.
    pub(super) way: LookWay,
}

/// From one chart of a set to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LookWay {
    /// To the one after it.
    #[default]
    On,
    /// To the one before it.
    Back,
}

impl Look {
    /// The next place to look at, round the end of the list.
    pub(super) fn step(set: &Set, now: Option<ChartName>, way: LookWay) -> Self {
        let list = chart_list(&set.about);
        let at = now.and_then(|now| list.iter().position(|name| *name == now));
        let by = if way == LookWay::Back { list.len().saturating_sub(1) } else { 1 };
        let from = at.and_then(|at| list.get((at + by) % list.len()).copied());
        Self { from, way }
    }
}

/// All charts of a set, into one folder.
#[derive(Debug, Clone)]
pub struct AllJob {
    /// Whom they are about.
    pub set: Set,
    /// What they are made from.
    pub ground: Arc<Ground>,
    /// How they are to be saved.
    pub choices: Choices,
    /// Where to.
    pub folder: PathBuf,
    /// Set when nobody wants the rest any more.
    pub cancel: Cancel,
}

/// What became of all charts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AllDone {
    /// The folder.
    pub folder: PathBuf,
    /// The files written, by name.
    pub saved: Vec<String>,
    /// Charts that were left out, each with the reason.
    pub left_out: Vec<(&'static str, String)>,
    /// Why it ended before the last chart, if it did.
    pub ended: Option<Ended>,
}

/// Why not every chart was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Somebody stopped it.
    Stopped,
    /// The disk said no, in words.
    Failed(String),
}

/// How far all charts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AllProgress {
    /// How many are done.
    pub done: usize,
    /// Of how many that can be drawn; 0 until it is known which can.
    pub of: usize,
    /// Which is next; empty before the first.
    pub now: &'static str,
}

/// What is said of a chart that broke down on the way.
const INSIDE: &str = "Something went wrong inside Keepwise. Your data is as it was saved last.";

/// Makes a chart, or says why there is none.
type Make<'a> = dyn Fn(ChartName) -> Result<Chart, String> + 'a;

/// Draws and writes a chart, and says under which name.
type Write<'a> = dyn Fn(ChartName, Chart) -> Result<String, SaveError> + 'a;

impl AllJob {
    /// Finds out which charts there are, then writes them one by one; `tell` hears how far it is. What is written
    /// stays, however it ends, and it always ends: whatever breaks down inside becomes a reason in the result.
    pub(crate) fn run(&self, tell: &dyn Fn(AllProgress)) -> AllDone {
        self.run_with(tell, &|name| self.ground.chart(&self.set, name), &|name, chart| self.save(name, chart))
    }

    fn run_with(&self, tell: &dyn Fn(AllProgress), make: &Make<'_>, write: &Write<'_>) -> AllDone {
        let mut done = AllDone { folder: self.folder.clone(), ..AllDone::default() };
        let worked = catch_unwind(AssertUnwindSafe(|| {
            let charts = self.find(&mut done, tell, make);
            // A folder that was typed need not be there yet.
            if let Err(error) = store::make_folder(&self.folder) {
                done.ended = Some(Ended::Failed(error.to_string()));
                return;
            }
            self.write_all(&mut done, charts, (tell, write));
        }));
        if worked.is_err() {
            done.ended = Some(Ended::Failed(INSIDE.to_owned()));
        }
        done
    }

    /// The charts that can be drawn; why the others cannot goes to what was left out.
    fn find(&self, done: &mut AllDone, tell: &dyn Fn(AllProgress), make: &Make<'_>) -> Vec<(ChartName, Chart)> {
        let mut charts = Vec::new();
        for name in chart_list(&self.set.about) {
            if self.cancel.is_cancelled() {
                break;
            }
            tell(AllProgress { now: name.label(), ..AllProgress::default() });
            // One that fails inside must neither stop the others nor leave the window waiting.
            let made = catch_unwind(AssertUnwindSafe(|| make(name)));
            match made.unwrap_or_else(|_panic| Err(INSIDE.to_owned())) {
                Ok(chart) => charts.push((name, chart)),
                Err(why) => done.left_out.push((name.label(), why)),
            }
        }
        charts
    }

    fn write_all(
        &self,
        done: &mut AllDone,
        charts: Vec<(ChartName, Chart)>,
        (tell, write): (&dyn Fn(AllProgress), &Write<'_>),
    ) {
        let of = charts.len();
        for (place, (name, chart)) in charts.into_iter().enumerate() {
            if self.cancel.is_cancelled() {
                break;
            }
            tell(AllProgress { done: place, of, now: name.label() });
            match catch_unwind(AssertUnwindSafe(|| write(name, chart))) {
                Ok(Ok(file)) => done.saved.push(file),
                Ok(Err(SaveError::Chart(error))) => done.left_out.push((name.label(), error.to_string())),
                // The next would fare no better.
                Ok(Err(error)) => {
                    if let SaveError::DataOnly { path, .. } = &error {
                        done.saved.push(file_name(path));
                    }
                    done.ended = Some(Ended::Failed(error.to_string()));
                    return;
                }
                Err(_panic) => done.left_out.push((name.label(), INSIDE.to_owned())),
            }
        }
        if self.cancel.is_cancelled() && done.saved.len() + done.left_out.len() < chart_list(&self.set.about).len() {
            done.ended = Some(Ended::Stopped);
        }
    }

    /// Writes one chart under a name that nothing has yet.
    fn save(&self, name: ChartName, chart: Chart) -> Result<String, SaveError> {
        let stem = file_stem(&self.set.words, name.label(), self.ground.today);
        let job = SaveJob::new(chart, &self.choices, stem);
        // Somebody else may take a name between looking and writing; then the next one is tried.
        let mut tries = 5;
        loop {
            let path = free_pair(&self.folder, &job);
            match job.save(&path, (Overwrite::Never, Overwrite::Never)) {
                Err(SaveError::Exists(_)) if tries > 0 => tries -= 1,
                Err(error) => return Err(error),
                Ok(()) => return Ok(file_name(&path)),
            }
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A free name whose numbers beside it are free as well.
fn free_pair(folder: &Path, job: &SaveJob) -> PathBuf {
    let ending = job.format.extension();
    let first = store::free_name(folder, &job.name, ending);
    if !job.data_beside || !store::is_taken(&first.with_extension("csv")) {
        return first;
    }
    let mut numbered = (2..10_000).map(|number| folder.join(format!("{} {number}.{ending}", job.name)));
    numbered.find(|path| !store::is_taken(path) && !store::is_taken(&path.with_extension("csv"))).unwrap_or(first)
}

/// `Harbour-Café – Heatmap – 2026-11-21`: valid on all systems.
fn file_stem(who: &str, chart: &str, today: Date) -> String {
    format!("{} – {} – {today}", store::safe_file_stem(who), store::safe_file_stem(chart))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use jiff::civil::date;

    use super::*;
    use crate::exchange::ChartFormat;

    fn job(folder: &Path) -> AllJob {
        let today = date(2026, 11, 21);
        let workspace = store::sample_workspace(today);
        let card = Arc::clone(workspace.main_scorecard().expect("the sample has one"));
        let judged = Judged::new(&workspace, &card, today);
        let customer = workspace.customers.values().next().expect("the sample has customers");
        AllJob {
            set: Set { about: About::Customer(customer.id), period: None, words: customer.name().to_owned() },
            ground: Arc::new(Ground { workspace, judged, today }),
            choices: Choices { format: ChartFormat::SvgText, data_beside: true, ..Choices::default() },
            folder: folder.to_owned(),
            cancel: Cancel::default(),
        }
    }

    #[test]
    fn every_chart_is_saved_or_left_out_with_a_reason_and_nothing_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let job = job(dir.path());
        let told = RefCell::new(Vec::new());
        let first = job.run(&|progress| told.borrow_mut().push(progress));
        let wanted = chart_list(&job.set.about).len();
        let told = told.into_inner();
        let (looking, writing) = told.split_at(wanted);
        assert!(looking.iter().all(|progress| progress.of == 0 && !progress.now.is_empty()), "first it looks");
        let counted: Vec<(usize, usize)> = writing.iter().map(|progress| (progress.done, progress.of)).collect();
        let num = first.saved.len();
        assert_eq!(counted, (0..num).map(|place| (place, num)).collect::<Vec<_>>(), "then it counts those there are");
        assert_eq!(first.saved.len() + first.left_out.len(), wanted);
        assert!(first.left_out.iter().all(|(_, why)| !why.is_empty()), "{:?}", first.left_out);
        assert_eq!(first.ended, None);
        let second = job.run(&|_| {});
        assert_eq!(second.saved.len(), first.saved.len());
        assert!(second.saved.iter().all(|name| !first.saved.contains(name)), "{:?}", second.saved);
        for name in first.saved.iter().chain(&second.saved) {
            assert!(store::is_taken(&dir.path().join(name)), "{name}");
        }
    }

    #[test]
    fn what_is_stopped_keeps_what_it_has() {
        let dir = tempfile::tempdir().unwrap();
        let job = job(dir.path());
        let cancel = job.cancel.clone();
        let done = job.run(&|progress| {
            if progress.done == 3 {
                cancel.cancel();
            }
        });
        assert_eq!(done.ended, Some(Ended::Stopped));
        assert_eq!(done.saved.len(), 4, "the one under way was finished");
        let done = job.run(&|_| {});
        assert_eq!((done.ended, done.saved.len()), (Some(Ended::Stopped), 0), "stopped before it looked for any");
    }

    #[test]
    fn whatever_breaks_down_inside_is_a_reason_and_never_the_end_of_the_others() {
        let dir = tempfile::tempdir().unwrap();
        let job = job(dir.path());
        let list = chart_list(&job.set.about);
        let (first, second) = (list[0], list[1]);
        let make = |name| if name == first { panic!("made to fail") } else { job.ground.chart(&job.set, name) };
        let write = |name, chart| if name == second { panic!("made to fail") } else { job.save(name, chart) };
        let done = job.run_with(&|_| {}, &make, &write);
        assert_eq!(done.ended, None, "it went on");
        let broken: Vec<&str> = done.left_out.iter().filter(|(_, why)| why == INSIDE).map(|(name, _)| *name).collect();
        assert_eq!(broken, [first.label(), second.label()]);
        assert_eq!(done.saved.len() + done.left_out.len(), list.len());

        let job = AllJob { folder: dir.path().join("other"), ..job };
        store::make_folder(&job.folder).unwrap();
        let done = job.run(&|progress| assert_ne!(progress.done, 2, "made to fail"));
        assert_eq!(done.ended, Some(Ended::Failed(INSIDE.to_owned())), "even then it comes back with what it has");
        assert_eq!(done.saved.len(), 2);
    }

    #[test]
    fn a_full_disk_ends_it_and_what_is_saved_stays() {
        let dir = tempfile::tempdir().unwrap();
        let job = job(dir.path());
        let full = || {
            let source = std::io::Error::from(std::io::ErrorKind::StorageFull);
            store::StoreError::Io { what: "Could not save", path: "chart.csv".into(), source }
        };
        let make = |name| job.ground.chart(&job.set, name);
        let num = std::cell::Cell::new(0);
        let write = |name, chart| {
            num.set(num.get() + 1);
            if num.get() == 3 { Err(SaveError::Store(full())) } else { job.save(name, chart) }
        };
        let done = job.run_with(&|_| {}, &make, &write);
        let Some(Ended::Failed(why)) = &done.ended else { panic!("{done:?}") };
        assert!(why.contains("the disk is full") && why.contains("Make room"), "{why}");
        assert_eq!((done.saved.len(), num.get()), (2, 3), "the next would fare no better");

        let beside = |_, _| Err(SaveError::DataOnly { path: dir.path().join("chart.svg"), why: full() });
        let done = job.run_with(&|_| {}, &make, &beside);
        assert_eq!(done.saved, ["chart.svg"], "a picture without its numbers is a picture");
        let Some(Ended::Failed(why)) = &done.ended else { panic!("{done:?}") };
        assert!(why.starts_with("chart.svg is saved, but its numbers are not"), "{why}");
    }

    #[test]
    fn a_folder_that_is_none_is_said_once() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a file");
        store::write_export(&file, b"mine", Overwrite::Never).unwrap();
        let done = job(&file).run(&|_| {});
        assert!(matches!(&done.ended, Some(Ended::Failed(why)) if why.contains("a file")), "{done:?}");
        assert!(done.saved.is_empty(), "{done:?}");
        let done = job(&dir.path().join("not there yet")).run(&|_| {});
        assert!(done.ended.is_none() && !done.saved.is_empty(), "one that is not there is made: {done:?}");
        assert_eq!(store::read_import(&file, 10).unwrap(), b"mine");
    }

    #[test]
    fn one_looks_through_the_charts_that_there_are_round_and_round() {
        let dir = tempfile::tempdir().unwrap();
        let AllJob { set, ground, .. } = job(dir.path());
        let never = Cancel::default();
        let there: Vec<ChartName> =
            chart_list(&set.about).into_iter().filter(|name| ground.chart(&set, *name).is_ok()).collect();
        assert!(there.len() > 2, "{there:?}");
        let walk = |way| {
            let mut seen = Vec::new();
            let mut now = ground.next(&set, Look::default(), &never).unwrap().0;
            for _ in 0..there.len() {
                seen.push(now);
                now = ground.next(&set, Look::step(&set, Some(now), way), &never).unwrap().0;
            }
            assert_eq!(now, there[0], "round");
            seen
        };
        assert_eq!(walk(LookWay::On), there);
        let mut back = there.clone();
        back[1..].reverse();
        assert_eq!(walk(LookWay::Back), back);
    }

    #[test]
    fn numbers_beside_a_picture_are_not_replaced_either() {
        let dir = tempfile::tempdir().unwrap();
        let all = job(dir.path());
        let chart = Chart::new(
            "x",
            crate::charts::Kind::VerdictCounts(crate::charts::VerdictCounts {
                let_go: 1,
                hard_look: 0,
                keep: 0,
                not_enough: 0,
            }),
        );
        let stem = file_stem(&all.set.words, ChartName::Heatmap.label(), all.ground.today);
        let csv = dir.path().join(format!("{stem}.csv"));
        store::write_export(&csv, b"mine", Overwrite::Never).unwrap();
        let file = all.save(ChartName::Heatmap, chart).unwrap();
        assert_eq!(file, format!("{stem} 2.svg"));
        assert_eq!(store::read_import(&csv, 100).unwrap(), b"mine");
    }

    #[test]
    fn names_of_files_are_valid_and_say_who_what_and_when() {
        let today = date(2026, 11, 21);
        assert_eq!(file_stem("Harbour Café", "Heatmap", today), "Harbour-Café – Heatmap – 2026-11-21");
        let name = file_stem(&"ж/".repeat(300), "What moves the score", today);
        assert!(name.len() < 245 && !name.contains('/'), "{name}");
    }
}
