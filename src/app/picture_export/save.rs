//! On the way to the disk: where to, what if it is there already, and what became of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::store::Overwrite;

use super::super::{Cancel, Command, Effect, Pick, State, Tone, UiEffect};
use super::all::{AllDone, AllJob, AllProgress, Ended};
use super::form::{ExportForm, ExportStep, Subject};
use super::job::{SaveJob, with_ending};
use super::{ExportCommand, form, remember};

/// On the way to the disk.
#[derive(Debug, Clone)]
pub enum SaveCommand {
    /// Ask where to.
    Ask,
    /// A path is being typed.
    Type(String),
    /// The typed path is meant.
    Take,
    /// Replace what is there.
    Replace,
    /// Choose another name instead.
    OtherName,
    /// The chart is saved here.
    Saved(PathBuf),
    /// Something is there already; nothing was written.
    Exists(Arc<SaveJob>, PathBuf, Vec<PathBuf>),
    /// The chart was not saved, and why.
    Failed(String),
    /// How far all charts are.
    Progress(AllProgress),
    /// All charts are saved, or as many as could be.
    AllDone(Box<AllDone>),
    /// Show a file in its folder.
    Show(PathBuf),
    /// Back to the choices, after all charts were saved.
    Again,
}

pub(super) fn handle(state: &mut State, command: SaveCommand) -> Vec<Effect> {
    match command {
        SaveCommand::Ask => ask(state),
        SaveCommand::Type(typed) => {
            if let Some(ExportStep::Path { text, .. }) = form(state).map(|form| &mut form.step) {
                *text = typed;
            }
            Vec::new()
        }
        SaveCommand::Take => take_typed(state),
        SaveCommand::Replace => replace(state),
        SaveCommand::OtherName => other_name(state),
        SaveCommand::Saved(path) => saved(state, &path),
        SaveCommand::Exists(job, path, there) => exists(state, job, path, there),
        SaveCommand::Failed(why) => failed(state, why),
        SaveCommand::Progress(told) => {
            if let Some(ExportStep::Working { progress, .. }) = form(state).map(|form| &mut form.step) {
                *progress = told;
            }
            Vec::new()
        }
        SaveCommand::AllDone(done) => all_done(state, *done),
        SaveCommand::Show(path) => {
            let folder = path.parent().map(Path::to_owned).unwrap_or(path);
            vec![Effect::Ui(UiEffect::ShowFolder(folder))]
        }
        SaveCommand::Again => {
            if let Some(form) = form(state) {
                form.step = ExportStep::Options;
            }
            Vec::new()
        }
    }
}

/// Asks the system, or whoever types, where to.
fn ask(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let preview = state.areas.export.picture().cloned();
    let usual = Some(state.machine.exports_dir.clone()).filter(|folder| !folder.as_os_str().is_empty());
    let Some(form) = form(state).filter(|form| form.is_ready(preview.as_ref())) else { return Vec::new() };
    form.problem = None;
    let choices = form.choices.clone();
    let folder = choices.folder.clone().or(usual);
    let pick = match (&form.subject, form.chart()) {
        (Subject::All { .. }, _) => Pick::ExportFolder(folder),
        (Subject::One { .. }, Some(chart)) => {
            // The cut comes before the date, so that the date is always there.
            let name = format!("{}-{today}", crate::store::safe_file_stem(&chart.title));
            Pick::SaveChart(Arc::new(SaveJob { folder, ..SaveJob::new(chart, &choices, name) }))
        }
        (Subject::One { .. }, None) => return Vec::new(),
    };
    vec![remember(state, &choices), Effect::Ui(UiEffect::Pick(pick))]
}

/// The system has no dialog: the path is typed in ours.
pub(in super::super) fn no_dialog(state: &mut State, pick: Pick, why: String) -> Vec<Effect> {
    if let Some(form) = form(state) {
        let text = beginning(&pick);
        form.step = ExportStep::Path { pick, text, why };
    }
    Vec::new()
}

/// What the field begins with: the folder of the last export, with the suggested name.
fn beginning(pick: &Pick) -> String {
    let (folder, name) = match pick {
        Pick::SaveChart(job) => (job.folder.as_ref(), format!("{}.{}", job.name, job.format.extension())),
        Pick::ExportFolder(folder) => (folder.as_ref(), String::new()),
        _ => (None, String::new()),
    };
    let whole = folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name));
    whole.to_str().map(ToOwned::to_owned).unwrap_or(name)
}

fn take_typed(state: &mut State) -> Vec<Effect> {
    let Some(form) = form(state) else { return Vec::new() };
    match std::mem::replace(&mut form.step, ExportStep::Options) {
        ExportStep::Path { pick, text, why } => {
            let typed = text.trim();
            if typed.is_empty() {
                form.step = ExportStep::Path { pick, text, why };
                return Vec::new();
            }
            match pick {
                Pick::SaveChart(job) => {
                    let (path, _) = with_ending(PathBuf::from(typed), job.format);
                    form.step = ExportStep::Saving;
                    vec![export(job, path, Overwrite::Never, Overwrite::Never)]
                }
                pick => picked(state, &pick, PathBuf::from(typed)),
            }
        }
        other => {
            form.step = other;
            Vec::new()
        }
    }
}

/// A place was chosen in the system's dialog, which has asked already whether a file of that name may be replaced.
pub(in super::super) fn picked(state: &mut State, pick: &Pick, path: PathBuf) -> Vec<Effect> {
    match pick {
        Pick::SaveChart(job) => {
            let (path, is_new_name) = with_ending(path, job.format);
            if let Some(form) = form(state) {
                form.step = ExportStep::Saving;
            }
            // Neither a name that got its ending here nor the numbers beside it were asked about.
            let overwrite = if is_new_name { Overwrite::Never } else { Overwrite::Replace };
            vec![export(Arc::clone(job), path, overwrite, Overwrite::Never)]
        }
        Pick::ExportFolder(_) => save_all(state, path),
        _ => Vec::new(),
    }
}

const fn export(job: Arc<SaveJob>, path: PathBuf, overwrite: Overwrite, overwrite_data: Overwrite) -> Effect {
    Effect::ExportChart { job, path, overwrite, overwrite_data }
}

fn save_all(state: &mut State, folder: PathBuf) -> Vec<Effect> {
    let Some(form) = form(state) else { return Vec::new() };
    let Subject::All { set, ground } = &form.subject else { return Vec::new() };
    form.choices.folder = Some(folder.clone());
    let (choices, cancel) = (form.choices.clone(), Cancel::default());
    let job = AllJob {
        set: set.clone(),
        ground: Arc::clone(ground),
        choices: choices.clone(),
        folder,
        cancel: cancel.clone(),
    };
    form.step = ExportStep::Working { progress: AllProgress::default(), cancel };
    vec![remember(state, &choices), Effect::ExportAll(Box::new(job))]
}

fn replace(state: &mut State) -> Vec<Effect> {
    let Some(form) = form(state) else { return Vec::new() };
    match std::mem::replace(&mut form.step, ExportStep::Saving) {
        ExportStep::Exists { job, path, .. } => {
            vec![export(job, path, Overwrite::Replace, Overwrite::Replace)]
        }
        other => {
            form.step = other;
            Vec::new()
        }
    }
}

/// Back to where the name came from: the field, or the system's dialog.
fn other_name(state: &mut State) -> Vec<Effect> {
    let Some(form) = form(state) else { return Vec::new() };
    match std::mem::replace(&mut form.step, ExportStep::Options) {
        ExportStep::Exists { job, path, .. } => {
            // From the name that was taken it is not far to another one.
            let name = path.file_stem().and_then(|stem| stem.to_str()).map_or_else(|| job.name.clone(), str::to_owned);
            let folder = path.parent().map(Path::to_owned).or_else(|| job.folder.clone());
            let job = Arc::new(SaveJob { name, folder, ..(*job).clone() });
            vec![Effect::Ui(UiEffect::Pick(Pick::SaveChart(job)))]
        }
        other => {
            form.step = other;
            Vec::new()
        }
    }
}

fn exists(state: &mut State, job: Arc<SaveJob>, path: PathBuf, there: Vec<PathBuf>) -> Vec<Effect> {
    if let Some(form) = form(state).filter(|form| matches!(form.step, ExportStep::Saving)) {
        form.step = ExportStep::Exists { job, path, there };
    } else {
        let name = there.first().unwrap_or(&path).display().to_string();
        state.problem(format!("The chart was not saved: {name} exists already. Nothing was changed."));
    }
    Vec::new()
}

fn saved(state: &mut State, path: &Path) -> Vec<Effect> {
    let whole = std::path::absolute(path).unwrap_or_else(|_same| path.to_owned());
    let mut effects = Vec::new();
    if let Some(form) = form(state).filter(|form| matches!(form.step, ExportStep::Saving)) {
        form.choices.folder = whole.parent().map(Path::to_owned);
        let choices = form.choices.clone();
        effects.push(remember(state, &choices));
        state.modal = None;
    }
    toast(state, format!("Saved {}", whole.display()), whole);
    effects
}

/// Says that something is saved, and offers the way to it.
fn toast(state: &mut State, text: String, path: PathBuf) {
    let show = Command::Export(ExportCommand::Save(SaveCommand::Show(path)));
    state.toasts.push(text, Tone::Done, Some(("Show in folder".to_owned(), show)));
}

fn failed(state: &mut State, why: String) -> Vec<Effect> {
    match form(state) {
        Some(form) => {
            form.step = ExportStep::Options;
            form.problem = Some(why);
        }
        None => state.problem(why),
    }
    Vec::new()
}

fn all_done(state: &mut State, done: AllDone) -> Vec<Effect> {
    if let Some(form) = form(state).filter(|form| matches!(form.step, ExportStep::Working { .. })) {
        form.step = ExportStep::Done(done);
        return Vec::new();
    }
    // Another workspace was opened meanwhile; what became of it is worth knowing all the same.
    let folder = done.folder.join("charts");
    match &done.ended {
        Some(Ended::Failed(why)) => state.problem(format!("{} {why}", saved_words(done.saved.len()))),
        _ => toast(state, saved_words(done.saved.len()), folder),
    }
    Vec::new()
}

fn saved_words(num: usize) -> String {
    match num {
        0 => "No chart was saved.".to_owned(),
        1 => "1 chart is saved.".to_owned(),
        num => format!("{num} charts are saved."),
    }
}

/// Closes the dialog, or what lies on top of it: a question goes back one step, work is stopped first.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    let Some(form) = form(state) else { return Vec::new() };
    match &form.step {
        ExportStep::Working { cancel, .. } => cancel.cancel(),
        ExportStep::Path { .. } | ExportStep::Exists { .. } => form.step = ExportStep::Options,
        // What is being written is written to its end.
        ExportStep::Options | ExportStep::Saving | ExportStep::Done(_) => state.modal = None,
    }
    Vec::new()
}

impl ExportForm {
    /// Whether somebody has asked all charts to stop.
    pub fn is_stopping(&self) -> bool {
        matches!(&self.step, ExportStep::Working { cancel, .. } if cancel.is_cancelled())
    }
}

impl AllDone {
    /// What became of it, in one sentence.
    pub fn words(&self) -> String {
        saved_words(self.saved.len())
    }
}
