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

impl Set {
    /// How many charts can be drawn about them.
    pub fn num_charts(&self) -> usize {
        chart_list(&self.about).len()
    }
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

    /// The first chart there is, to show what the others will look like.
    pub(super) fn first(&self, set: &Set, cancel: &Cancel) -> Option<(ChartName, Chart)> {
        let mut wanted = chart_list(&set.about).into_iter().take_while(|_| !cancel.is_cancelled());
        wanted.find_map(|name| self.chart(set, name).ok().map(|chart| (name, chart)))
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

impl AllJob {
    /// Writes the charts one by one; `tell` hears which is next, as a number from 0 and its name. What is written
    /// stays, however it ends.
    pub(crate) fn run(&self, tell: &dyn Fn(usize, &'static str)) -> AllDone {
        let mut done = AllDone { folder: self.folder.clone(), ..AllDone::default() };
        for (place, name) in chart_list(&self.set.about).into_iter().enumerate() {
            if self.cancel.is_cancelled() {
                done.ended = Some(Ended::Stopped);
                break;
            }
            tell(place, name.label());
            // One that fails inside must neither stop the others nor leave the window waiting.
            let made = catch_unwind(AssertUnwindSafe(|| self.ground.chart(&self.set, name)));
            match made.unwrap_or_else(|_panic| Err("Something went wrong inside Keepwise.".to_owned())) {
                Err(why) => done.left_out.push((name.label(), why)),
                Ok(chart) => match self.save(name, chart) {
                    Ok(file) => done.saved.push(file),
                    Err(SaveError::Chart(error)) => done.left_out.push((name.label(), error.to_string())),
                    // The next would fare no better.
                    Err(error) => {
                        done.ended = Some(Ended::Failed(error.to_string()));
                        break;
                    }
                },
            }
        }
        done
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
                Ok(()) => {
                    return Ok(path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default());
                }
            }
        }
    }
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
        let first = job.run(&|place, name| told.borrow_mut().push((place, name)));
        let wanted = chart_list(&job.set.about).len();
        assert_eq!(told.borrow().len(), wanted);
        assert_eq!(first.saved.len() + first.left_out.len(), wanted);
        assert!(first.left_out.iter().all(|(_, why)| !why.is_empty()), "{:?}", first.left_out);
        assert_eq!(first.ended, None);
        let second = job.run(&|_, _| {});
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
        let done = job.run(&|place, _| {
            if place == 3 {
                cancel.cancel();
            }
        });
        assert_eq!(done.ended, Some(Ended::Stopped));
        assert_eq!(done.saved.len() + done.left_out.len(), 4, "the one under way was finished");
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
