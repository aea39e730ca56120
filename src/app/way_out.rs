//! Everything out of the workspace: as a workbook, CSV files or one JSON file; and blank rating forms.

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::exchange::{Export, ExportError, ExportProgress, ExportTable, FormRows, blank_form, write_workspace_json};
use crate::model::{ScorecardId, Workspace};
use crate::store::{ExportFile, Overwrite, StoreError, is_taken, make_folder, prepare_export, safe_file_stem};

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
    /// This file is there already; nothing was written.
    Exists(Arc<OutJob>, PathBuf, PathBuf),
    /// It was not saved, and why.
    Failed(String),
    /// Replace what is there.
    Replace(Arc<OutJob>, PathBuf),
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
        OutCommand::Exists(job, path, taken) => {
            close(state);
            let text = format!("{} is there already. Nothing was changed.", taken.display());
            let replace = Command::Out(OutCommand::Replace(job, path));
            state.toasts.push(text, Tone::Problem, Some(("Replace it".to_owned(), replace)));
            Vec::new()
        }
        OutCommand::Failed(why) => {
            close(state);
            state.problem(why);
            Vec::new()
        }
        OutCommand::Replace(job, path) => begin(state, job, path, Overwrite::Replace),
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
        state.modal = Some(Modal::Out(Box::new(OutForm { out, under_way: None })));
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
    let whole = state.machine.exports_dir.join(if job.name.is_empty() { "tables" } else { job.name.as_str() });
    whole.to_str().unwrap_or(job.name.as_str()).to_owned()
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
    state.modal = Some(Modal::Out(Box::new(OutForm { out: job.out, under_way: Some(under_way) })));
    vec![Effect::TakeOut { job, path, overwrite }]
}

impl OutJob {
    /// Makes and writes it; what became of it comes back as a command.
    pub(crate) fn run(self: Arc<Self>, path: &Path, overwrite: Overwrite, tell: &dyn Fn(ExportProgress)) -> OutCommand {
        let taken = self.files(path).into_iter().find(|file| overwrite == Overwrite::Never && is_taken(file));
        if let Some(taken) = taken {
            return OutCommand::Exists(Arc::clone(&self), path.to_owned(), taken);
        }
        match self.write(path, overwrite, tell) {
            Ok(()) => OutCommand::Saved(path.to_owned()),
            Err(OutError::Store(StoreError::Exists(taken))) => {
                OutCommand::Exists(Arc::clone(&self), path.to_owned(), taken)
            }
            Err(error) => OutCommand::Failed(format!("{error}.")),
        }
    }

    /// The files it would write.
    fn files(&self, path: &Path) -> Vec<PathBuf> {
        match self.out {
            Out::Everything(WholeFormat::Csv) => {
                ExportTable::ALL.into_iter().map(|table| path.join(table.file_name())).collect()
            }
            Out::Everything(_) | Out::Form { .. } => vec![path.to_owned()],
        }
    }

    fn write(&self, path: &Path, overwrite: Overwrite, tell: &dyn Fn(ExportProgress)) -> Result<(), OutError> {
        let watch = |progress: ExportProgress| {
            tell(progress);
            if self.cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let export = || Export::new(&self.workspace, self.today);
        let prepare = |path: &Path, make: &mut dyn FnMut(&mut ExportFile) -> Result<(), ExportError>| {
            prepare_export(path, overwrite, |file| make(file).map_err(OutError::from))
        };
        let ready = match self.out {
            Out::Everything(WholeFormat::Workbook) => {
                let export = export();
                vec![prepare(path, &mut |file| export.write_xlsx(file, &mut { watch }))?]
            }
            Out::Everything(WholeFormat::Json) => {
                vec![prepare(path, &mut |file| write_workspace_json(&self.workspace, file, &mut { watch }))?]
            }
            Out::Form { scorecard, rows } => {
                let form = blank_form(&self.workspace, scorecard, rows, self.today)?;
                vec![prepare(path, &mut |file| Ok(file.write_all(&form)?))?]
            }
            Out::Everything(WholeFormat::Csv) => {
                let export = export();
                make_folder(path)?;
                let table = |table: ExportTable| {
                    prepare(&path.join(table.file_name()), &mut |file| export.write_csv(table, file, &mut { watch }))
                };
                ExportTable::ALL.into_iter().map(table).collect::<Result<Vec<_>, _>>()?
            }
        };
        // Stopped at the last moment: nothing is put in its place then either.
        if self.cancel.is_cancelled() {
            return Err(ExportError::Cancelled.into());
        }
        for file in ready {
            file.place()?;
        }
        Ok(())
    }
}

#[derive(Debug, thiserror::Error)]
enum OutError {
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::app::{Clock, FileCommand, Machine, Opened, Origin};
    use crate::store::{Access, Loaded, Settings, sample_workspace};

    fn sample() -> State {
        let today = date(2026, 11, 21);
        let mut state = State::new(Settings::default(), Clock::new(today, 1_790_000_000_000, 7), Machine::default());
        let loaded = Loaded { workspace: sample_workspace(today), problems: Vec::new(), access: Access::ReadWrite };
        let opened = Opened { dir: "nowhere".into(), origin: Origin::Sample, loaded, drafts: Vec::new() };
        state.handle(Command::File(FileCommand::Opened(Box::new(opened))));
        state
    }

    fn send(state: &mut State, command: OutCommand) -> Vec<Effect> {
        state.handle(Command::Out(command))
    }

    fn job(state: &mut State, out: Out) -> Arc<OutJob> {
        send(state, OutCommand::Everything);
        send(state, OutCommand::Choose(out));
        match send(state, OutCommand::Ask).as_slice() {
            [Effect::Ui(UiEffect::Pick(Pick::Out(job)))] => Arc::clone(job),
            other => panic!("asks where to, not {other:?}"),
        }
    }

    #[test]
    fn everything_goes_out_in_every_format_and_nothing_is_replaced_unasked() {
        let home = tempfile::tempdir().unwrap();
        let mut state = sample();
        for (format, name) in WholeFormat::ALL.into_iter().zip(["all", "tables", "all"]) {
            let job = job(&mut state, Out::Everything(format));
            let chosen = FileCommand::Picked(Pick::Out(Arc::clone(&job)), Some(home.path().join(name)));
            let effects = state.handle(Command::File(chosen));
            let [Effect::TakeOut { job, path, overwrite }] = effects.as_slice() else { panic!("{effects:?}") };
            assert_eq!(*overwrite, Overwrite::Never);
            let done = Arc::clone(job).run(path, *overwrite, &|_| ());
            assert!(matches!(&done, OutCommand::Saved(saved) if saved == path), "{done:?}");
            send(&mut state, done);
            assert!(state.modal.is_none(), "the dialog is gone");
            let again = Arc::clone(job).run(path, Overwrite::Never, &|_| ());
            assert!(matches!(again, OutCommand::Exists(..)), "{again:?}");
            send(&mut state, again);
            let asked = state.toasts.list().iter().any(|toast| toast.text.contains("is there already"));
            assert!(asked, "and somebody is asked");
        }
        let mut names: Vec<String> = std::fs::read_dir(home.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["all.json", "all.xlsx", "tables"], "with the ending of each");
        assert_eq!(std::fs::read_dir(home.path().join("tables")).unwrap().count(), ExportTable::ALL.len());
    }

    #[test]
    fn what_the_system_asked_is_not_asked_again() {
        let mut state = sample();
        let mut overwrite = |format, path: &str, is_typed: bool| {
            let job = job(&mut state, Out::Everything(format));
            let pick = Pick::Out(Arc::clone(&job));
            let effects = if is_typed {
                state.handle(Command::File(FileCommand::NoDialog(pick, "None.".to_owned())));
                state.handle(Command::File(FileCommand::TypePath(path.to_owned())));
                state.handle(Command::File(FileCommand::TakeTypedPath))
            } else {
                state.handle(Command::File(FileCommand::Picked(pick, Some(path.into()))))
            };
            let [Effect::TakeOut { overwrite, .. }] = effects.as_slice() else { panic!("{effects:?}") };
            *overwrite
        };
        assert_eq!(overwrite(WholeFormat::Workbook, "/tmp/all.xlsx", false), Overwrite::Replace);
        assert_eq!(overwrite(WholeFormat::Workbook, "/tmp/all", false), Overwrite::Never, "another name than asked");
        assert_eq!(overwrite(WholeFormat::Csv, "/tmp/tables", false), Overwrite::Never, "a folder is not asked about");
        assert_eq!(overwrite(WholeFormat::Json, "/tmp/all.json", true), Overwrite::Never, "nobody asked");
    }

    #[test]
    fn what_is_stopped_writes_nothing() {
        let home = tempfile::tempdir().unwrap();
        let mut state = sample();
        let job = job(&mut state, Out::Everything(WholeFormat::Workbook));
        let path = home.path().join("all.xlsx");
        state.handle(Command::File(FileCommand::Picked(Pick::Out(Arc::clone(&job)), Some(path.clone()))));
        send(&mut state, OutCommand::Stop);
        assert!(state.modal.is_some(), "until the worker has heard");
        let done = job.run(&path, Overwrite::Never, &|_| ());
        assert!(matches!(&done, OutCommand::Failed(why) if why.contains("stopped")), "{done:?}");
        send(&mut state, done);
        assert!(state.modal.is_none() && !path.exists());
    }

    #[test]
    fn a_form_is_made_for_the_main_scorecard_first() {
        let mut state = sample();
        send(&mut state, OutCommand::Form);
        let main = state.session().unwrap().workspace.main_scorecard().unwrap().id;
        let Some(Modal::Out(form)) = &state.modal else { panic!("a dialog") };
        assert_eq!(form.out, Out::Form { scorecard: main, rows: FormRows::Blank });
    }
}
