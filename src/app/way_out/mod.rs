//! Everything out of the workspace: as a workbook, CSV files or one JSON file; and blank rating forms.

mod job;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::exchange::{ExportProgress, FormRows};
use crate::model::{ScorecardId, Workspace};
use crate::store::{Overwrite, safe_file_stem};

use super::{Cancel, Command, Effect, Modal, Pick, State, Tone, UiEffect, table_copy};

/// As what a whole workspace goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WholeFormat {
    /// A workbook for people: sheets, colours, charts.
    #[default]
    Workbook,
    /// A CSV file per table, in a folder.
    Csv,
    /// One file that loses nothing.
    Json,
}

impl WholeFormat {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Workbook, Self::Csv, Self::Json];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Workbook => "Workbook (XLSX)",
            Self::Csv => "CSV files",
            Self::Json => "One JSON file",
        }
    }

    /// What it is good for.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Workbook => {
                "To read and to work with in Excel or LibreOffice: customers with verdicts, ratings, answers, criteria, decisions and people, with a summary and charts. Keepwise reads it back, with the same verdicts."
            }
            Self::Csv => "A folder with one plain table for each of these, for any other program.",
            Self::Json => {
                "Everything as it is, for safe keeping or another computer. Keepwise reads it back without losing anything."
            }
        }
    }
}

/// What goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Out {
    /// The whole workspace.
    Everything(WholeFormat),
    /// A rating form.
    Form {
        /// For this scorecard.
        scorecard: ScorecardId,
        /// With these rows begun.
        rows: FormRows,
    },
}

/// The dialog.
#[derive(Debug, Clone)]
pub struct OutForm {
    /// What goes out.
    pub out: Out,
    /// How far it is, once it is under way.
    pub under_way: Option<UnderWay>,
    /// What is there already and would be replaced: nothing is written before somebody has said so.
    pub taken: Option<Taken>,
    /// Why the last try failed.
    pub failed: Option<String>,
}

impl OutForm {
    const fn new(out: Out) -> Self {
        Self { out, under_way: None, taken: None, failed: None }
    }
}

/// Files that are there already, where something was to be saved.
#[derive(Debug, Clone)]
pub struct Taken {
    /// What was to be saved.
    pub job: Arc<OutJob>,
    /// Where.
    pub path: PathBuf,
    /// What is there.
    pub files: Vec<PathBuf>,
}

impl Taken {
    /// The question: "Replace plan.xlsx?"
    pub fn question(&self) -> String {
        match self.files.as_slice() {
            [one] => format!("Replace {}?", file_name(one)),
            several => format!("Replace {} files?", several.len()),
        }
    }

    /// What is there, and where.
    pub fn words(&self) -> String {
        let folder = self.files.first().and_then(|file| file.parent()).unwrap_or(&self.path).display();
        match self.files.as_slice() {
            [_] => format!("A file of this name is there already, in {folder}."),
            several => {
                let names = several.iter().map(|file| file_name(file)).collect::<Vec<_>>().join(", ");
                format!("These are there already, in {folder}: {names}.")
            }
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// An export under way.
#[derive(Debug, Clone)]
pub struct UnderWay {
    /// Rows written, and rows in all.
    pub progress: ExportProgress,
    /// Set to stop it.
    pub cancel: Cancel,
}

/// What is to be written, with a snapshot of its own.
#[derive(Debug)]
pub struct OutJob {
    /// What goes out.
    pub out: Out,
    /// The file name suggested; empty where a folder is asked for.
    pub name: String,
    workspace: Workspace,
    today: Date,
    cancel: Cancel,
}

/// What happens on the way out.
#[derive(Debug, Clone)]
pub enum OutCommand {
    /// Open the dialog for everything.
    Everything,
    /// Open the dialog for a rating form.
    Form,
    /// Copy the table on the screen.
    CopyTable,
    /// This is to go out.
    Choose(Out),
    /// Ask where to.
    Ask,
    /// So far.
    Progress(ExportProgress),
    /// It is saved here.
    Saved(PathBuf),
    /// These files are there already; nothing was written.
    Exists(Taken),
    /// It was stopped before anything was saved.
    Stopped,
    /// It was not saved, and why.
    Failed(String),
    /// Replace what is there.
    Replace,
    /// Leave what is there, and ask for another place.
    Elsewhere,
    /// Show the file in its folder.
    Show(PathBuf),
    /// Stop what is under way, or close the dialog.
    Stop,
}

pub(super) fn handle(state: &mut State, command: OutCommand) -> Vec<Effect> {
    match command {
        OutCommand::Everything => open(state, Some(Out::Everything(WholeFormat::default()))),
        OutCommand::Form => {
            let card = state.session().and_then(|session| session.workspace.main_scorecard()).map(|card| card.id);
            if card.is_none() {
                state.problem("There is no scorecard yet. Add one first; a form is made from its questions.");
            }
            open(state, card.map(|scorecard| Out::Form { scorecard, rows: FormRows::default() }))
        }
        OutCommand::CopyTable => table_copy::copy(state),
        OutCommand::Choose(out) => {
            if let Some(form) = form(state) {
                form.out = out;
            }
            Vec::new()
        }
        OutCommand::Ask => ask(state),
        OutCommand::Progress(progress) => {
            if let Some(under_way) = form(state).and_then(|form| form.under_way.as_mut()) {
                under_way.progress = progress;
            }
            Vec::new()
        }
        OutCommand::Saved(path) => {
            close(state);
            let show = Command::Out(OutCommand::Show(path.clone()));
            state.toasts.push(
                format!("Saved {}", path.display()),
                Tone::Done,
                Some(("Show in folder".to_owned(), show)),
            );
            Vec::new()
        }
        OutCommand::Exists(taken) => {
            // Who has stopped it meanwhile is not asked any more.
            let out = Some(taken.job.out).filter(|_| !taken.job.cancel.is_cancelled());
            state.modal = out.map(|out| Modal::Out(Box::new(OutForm { taken: Some(taken), ..OutForm::new(out) })));
            Vec::new()
        }
        OutCommand::Stopped => {
            close(state);
            state.done("The export was stopped. Nothing was saved.");
            Vec::new()
        }
        OutCommand::Failed(why) => {
            // The dialog stays, so that another place can be chosen.
            match form(state) {
                Some(form) => (form.under_way, form.failed) = (None, Some(why)),
                None => state.problem(why),
            }
            Vec::new()
        }
        OutCommand::Replace => match form(state).and_then(|form| form.taken.take()) {
            Some(Taken { job, path, .. }) => begin(state, job, path, Overwrite::Replace),
            None => Vec::new(),
        },
        OutCommand::Elsewhere => {
            let job = form(state).and_then(|form| form.taken.as_ref()).map(|taken| Arc::clone(&taken.job));
            job.map(|job| Effect::Ui(UiEffect::Pick(Pick::Out(job)))).into_iter().collect()
        }
        OutCommand::Show(path) => {
            let folder = if path.is_dir() { path } else { path.parent().map(Path::to_owned).unwrap_or(path) };
            vec![Effect::Ui(UiEffect::ShowFolder(folder))]
        }
        OutCommand::Stop => {
            match form(state).and_then(|form| form.under_way.as_ref()) {
                // The worker closes the dialog once it has stopped.
                Some(under_way) => under_way.cancel.cancel(),
                None => close(state),
            }
            Vec::new()
        }
    }
}

fn open(state: &mut State, out: Option<Out>) -> Vec<Effect> {
    if let Some(out) = out.filter(|_| state.session().is_some()) {
        state.modal = Some(Modal::Out(Box::new(OutForm::new(out))));
    }
    Vec::new()
}

fn form(state: &mut State) -> Option<&mut OutForm> {
    match &mut state.modal {
        Some(Modal::Out(form)) => Some(form),
        _ => None,
    }
}

fn close(state: &mut State) {
    if form(state).is_some() {
        state.modal = None;
    }
}

/// Asks the system, or whoever types, where to.
fn ask(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Some(out) = form(state).filter(|form| form.under_way.is_none()).map(|form| form.out) else { return Vec::new() };
    let Some(session) = state.session() else { return Vec::new() };
    let workspace = session.workspace.clone();
    let business = safe_file_stem(&workspace.business.name);
    let name = match out {
        Out::Everything(WholeFormat::Workbook) => format!("{business}-{today}.xlsx"),
        Out::Everything(WholeFormat::Json) => format!("{business}-{today}.json"),
        Out::Everything(WholeFormat::Csv) => String::new(),
        Out::Form { scorecard, .. } => {
            let card = workspace.scorecards.get(&scorecard).map_or("", |card| card.name.as_str());
            format!("{}-form.xlsx", safe_file_stem(card))
        }
    };
    let job = OutJob { out, name, workspace, today, cancel: Cancel::default() };
    vec![Effect::Ui(UiEffect::Pick(Pick::Out(Arc::new(job))))]
}

/// What the field for a typed path begins with: the usual folder, with the suggested name.
pub(super) fn beginning(state: &State, pick: &Pick) -> String {
    let Pick::Out(job) = pick else { return String::new() };
    // A folder of its own for the tables of a day.
    let folder = || format!("{}-{}", safe_file_stem(&job.workspace.business.name), job.today);
    let name = if job.name.is_empty() { folder() } else { job.name.clone() };
    state.machine.exports_dir.join(&name).to_str().map_or(name, str::to_owned)
}

/// A place was chosen. The system's dialog has asked already whether a file of that name may be replaced; nobody has
/// where the path was typed, where the name got its ending here, or about the files in a folder.
pub(super) fn picked(state: &mut State, job: Arc<OutJob>, path: PathBuf, by_dialog: bool) -> Vec<Effect> {
    let ending = Path::new(&job.name).extension().map(ToOwned::to_owned);
    let is_file = ending.is_some();
    let (path, is_new_name) = match ending {
        Some(ending) if path.extension().is_none_or(|given| !given.eq_ignore_ascii_case(&ending)) => {
            let mut whole = path.into_os_string();
            whole.push(".");
            whole.push(ending);
            (PathBuf::from(whole), true)
        }
        _ => (path, false),
    };
    let is_agreed = by_dialog && is_file && !is_new_name;
    begin(state, job, path, if is_agreed { Overwrite::Replace } else { Overwrite::Never })
}

fn begin(state: &mut State, job: Arc<OutJob>, path: PathBuf, overwrite: Overwrite) -> Vec<Effect> {
    let under_way = UnderWay { progress: ExportProgress { done: 0, total: 0 }, cancel: job.cancel.clone() };
    state.modal = Some(Modal::Out(Box::new(OutForm { under_way: Some(under_way), ..OutForm::new(job.out) })));
    vec![Effect::TakeOut { job, path, overwrite }]
}
