//! Saving and copying charts: the export dialog, the clipboard, and all charts at once.
//!
//! The dialog is opened from any chart and owns a copy of it, so that nothing changes below it. Its preview is the
//! file's own SVG, drawn on a worker for every change; the newest wins. Nothing is replaced unasked: the system's
//! dialog asks by itself, a typed path is asked about here. What was chosen is remembered on this computer.

mod all;
mod choices;
mod copy;
mod form;
mod job;
mod on_screen;
mod save;
#[cfg(test)]
mod tests;

use crate::charts::{About, Chart, ChartName, Drawing, Ground as Behind, Heading, Page, ThemeName, outlined_svg};
use crate::exchange::ChartFormat;
use crate::model::{CustomerId, Period};

use super::work::Asked as Question;
use super::{Command, Desk, Effect, ExploreCommand, Modal, Screen, State, Work};
use all::Look;

pub use all::{AllDone, AllJob, AllProgress, Ended, Ground, LookWay, Set};
pub use choices::{Choices, Ink, PagePreset, format_help, format_words};
pub use copy::CopyCommand;
pub use form::{ExportForm, ExportStep, Preview, Subject};
pub(super) use job::SaveError;
pub use job::SaveJob;
pub(super) use on_screen::chart_on_screen;
pub use save::SaveCommand;
pub(super) use save::{no_dialog, picked};

use std::borrow::Cow;
use std::sync::Arc;

/// What stays while the dialog is closed.
#[derive(Debug, Default)]
pub struct ExportState {
    preview: Question<Wanted, Result<Preview, String>>,
    /// The chart that was copied last, in case the clipboard does not take it.
    copied: Option<Arc<Chart>>,
}

impl ExportState {
    /// The newest preview, perhaps of an older choice.
    pub fn preview(&self) -> Option<&Result<Preview, String>> {
        self.preview.answer()
    }

    /// Whether a newer preview is on its way.
    pub fn is_drawing(&self) -> bool {
        self.preview.is_stale()
    }

    /// The newest preview, if there is something to see.
    pub fn picture(&self) -> Option<&Preview> {
        self.preview().and_then(|preview| preview.as_ref().ok())
    }
}

/// What a preview was drawn for.
#[derive(Debug, Clone, PartialEq)]
struct Wanted {
    page: Page,
    outlined: bool,
    title: String,
    room: (u32, u32),
    look: Look,
}

/// In the export dialog, and around it.
#[derive(Debug, Clone)]
pub enum ExportCommand {
    /// Show the dialog for this chart.
    Begin(Box<Chart>),
    /// Show the dialog for the chart of the screen.
    BeginOnScreen,
    /// Show the dialog for all charts about a customer, or about everybody.
    BeginAll(Option<CustomerId>, Option<Period>),
    /// Something was chosen.
    Choose(Choice),
    /// The title was changed.
    Title(String),
    /// Back to the generated title.
    GeneratedTitle,
    /// The text for those who cannot see it was changed.
    Alt(String),
    /// Back to the generated text.
    GeneratedAlt,
    /// Look at another of all charts.
    Look(LookWay),
    /// The preview has room for so many points.
    Room(u32, u32),
    /// A worker has drawn the preview.
    Drawn(u64, Box<Result<Preview, String>>),
    /// On the way to the disk.
    Save(SaveCommand),
    /// On the way to the clipboard.
    Copy(CopyCommand),
    /// Close the dialog, or stop what it does.
    Close,
}

/// A choice in the dialog.
#[derive(Debug, Clone)]
pub enum Choice {
    /// As what.
    Format(ChartFormat),
    /// On which page.
    Preset(PagePreset),
    /// The own width, as typed.
    OwnWidth(String),
    /// The own height, as typed.
    OwnHeight(String),
    /// Pixels per CSS px.
    Scale(u8),
    /// Light or dark.
    Theme(ThemeName),
    /// With colours or without.
    Ink(Ink),
    /// What is behind.
    Ground(Behind),
    /// With or without the title.
    Heading(Heading),
    /// Whether the numbers are saved beside it.
    DataBeside(bool),
}

pub(super) fn handle(state: &mut State, command: ExportCommand) -> Vec<Effect> {
    let mut effects = match command {
        ExportCommand::Begin(chart) => begin(state, *chart),
        ExportCommand::BeginOnScreen if makes_its_own(state) => state.handle(Command::Explore(ExploreCommand::Export)),
        ExportCommand::BeginOnScreen => {
            if let Some(chart) = on_screen::chart_on_screen(state).map(Cow::into_owned) {
                begin(state, chart)
            } else {
                state.problem("There is no chart on this screen to save. Charts has them all.");
                Vec::new()
            }
        }
        ExportCommand::BeginAll(customer, period) => begin_all(state, customer, period),
        ExportCommand::Choose(choice) => on_form(state, |form| choose(form, choice)),
        ExportCommand::Title(title) => on_form(state, |form| form.title = title),
        ExportCommand::GeneratedTitle => on_form(state, |form| {
            if let Subject::One { chart, .. } = &form.subject {
                form.title.clone_from(&chart.title);
            }
        }),
        ExportCommand::Alt(alt) => on_form(state, |form| form.alt = alt),
        ExportCommand::GeneratedAlt => on_form(state, |form| {
            if let Subject::One { chart, .. } = &form.subject {
                form.alt = chart.alt_text();
            }
        }),
        ExportCommand::Room(across, down) => on_form(state, |form| form.room = (across, down)),
        ExportCommand::Look(way) => look(state, way),
        ExportCommand::Drawn(ticket, preview) => {
            state.areas.export.preview.bring(ticket, *preview);
            Vec::new()
        }
        ExportCommand::Save(command) => save::handle(state, command),
        ExportCommand::Copy(command) => copy::handle(state, command),
        ExportCommand::Close => save::close(state),
    };
    effects.extend(draw(state));
    effects
}

/// Whether there is a chart to save on the screen.
pub(super) fn has_chart(state: &State) -> bool {
    makes_its_own(state) || on_screen::chart_on_screen(state).is_some()
}

/// Whether the screen makes its chart only when it is asked for, from what is in view.
fn makes_its_own(state: &State) -> bool {
    let area = &state.areas.explore;
    match state.navigation.now() {
        Screen::PortfolioMap => area.map.ground().is_some(),
        Screen::History => area.history.ground().is_some_and(|ground| !ground.lines.is_empty()),
        _ => false,
    }
}

/// The customer the screen is about, if it is about one.
pub(super) fn customer_on_screen(state: &State) -> Option<CustomerId> {
    on_screen::customer_on_screen(state)
}

fn begin(state: &mut State, chart: Chart) -> Vec<Effect> {
    let chart = on_screen::complete(state, chart);
    let data = Arc::new(chart.data());
    open(state, Subject::One { chart: Arc::new(chart), data });
    Vec::new()
}

fn begin_all(state: &mut State, customer: Option<CustomerId>, period: Option<Period>) -> Vec<Effect> {
    let today = state.clock.today();
    let Some(session) = state.session() else { return Vec::new() };
    let Some(judged) = session.judged.clone() else {
        state.problem("There are no charts yet: they need a scorecard. Nothing was saved.");
        return Vec::new();
    };
    let known = customer.and_then(|id| session.workspace.customers.get(&id));
    let (about, who) = match known {
        Some(customer) => (About::Customer(customer.id), customer.name().to_owned()),
        None => (About::Everybody, "All customers".to_owned()),
    };
    let words = if period == Some(Period::ThisQuarter) { format!("{who}, this quarter") } else { who };
    let ground = Arc::new(Ground { workspace: session.workspace.clone(), judged, today });
    open(state, Subject::All { set: Set { about, period, words }, ground });
    Vec::new()
}

fn open(state: &mut State, subject: Subject) {
    state.areas.export.preview.forget();
    let choices = Choices::read(&state.settings.export);
    state.modal = Some(Modal::Export(Box::new(ExportForm::new(subject, choices))));
}

/// The dialog's form, while it is open.
fn form(state: &mut State) -> Option<&mut ExportForm> {
    match &mut state.modal {
        Some(Modal::Export(form)) => Some(form),
        _ => None,
    }
}

fn on_form(state: &mut State, change: impl FnOnce(&mut ExportForm)) -> Vec<Effect> {
    if let Some(form) = form(state) {
        change(form);
    }
    Vec::new()
}

/// Looks at another of all charts: from the one shown or, while that is being drawn, from the one that will be.
fn look(state: &mut State, way: LookWay) -> Vec<Effect> {
    let shown = state.areas.export.picture().filter(|_| !state.areas.export.is_drawing());
    let shown = shown.and_then(|preview| preview.name);
    on_form(state, |form| {
        if let Subject::All { set, .. } = &form.subject {
            form.look = Look::step(set, shown.or(form.look.from), way);
        }
    })
}

fn choose(form: &mut ExportForm, choice: Choice) {
    let choices = &mut form.choices;
    match choice {
        Choice::Format(format) => choices.format = format,
        Choice::Preset(preset) => {
            // The own size begins as the one that was shown.
            if let (PagePreset::Own, Some((width, height))) = (preset, choices.preset.size()) {
                (form.own_width, form.own_height) = (width.to_string(), height.to_string());
            }
            choices.preset = preset;
        }
        Choice::OwnWidth(typed) => form.own_width = typed,
        Choice::OwnHeight(typed) => form.own_height = typed,
        Choice::Scale(scale) => choices.scale = scale.clamp(1, 4),
        Choice::Theme(theme) => choices.theme = theme,
        Choice::Ink(ink) => choices.ink = ink,
        Choice::Ground(ground) => choices.ground = ground,
        Choice::Heading(heading) => choices.heading = heading,
        Choice::DataBeside(beside) => choices.data_beside = beside,
    }
    form.take_sides();
    form.problem = None;
}

/// Asks for a new preview if the one there is shows something else.
fn draw(state: &mut State) -> Vec<Effect> {
    let super::Areas { export, .. } = &mut state.areas;
    let Some(Modal::Export(form)) = &state.modal else {
        export.preview.forget();
        return Vec::new();
    };
    let is_choosing = matches!(form.step, ExportStep::Options);
    if !is_choosing || form.shows_numbers() || form.room.0 == 0 || form.room.1 == 0 {
        return Vec::new();
    }
    let wanted = Wanted {
        page: form.choices.page(),
        outlined: form.choices.format == ChartFormat::SvgOutlined,
        title: form.title.trim().to_owned(),
        room: form.room,
        look: form.look,
    };
    let Some(ticket) = export.preview.ask(wanted.clone()) else { return Vec::new() };
    let (subject, chart) = (form.subject.clone(), form.chart());
    vec![Effect::Work(Work::new(Desk::Preview, move |cancel| {
        let (name, chart) = match (&subject, &chart) {
            (Subject::All { set, ground }, _) => {
                let Some((name, chart)) = ground.next(set, wanted.look, cancel) else {
                    let words = "No chart can be drawn from these ratings yet.".to_owned();
                    return Some(Command::Export(ExportCommand::Drawn(ticket, Box::new(Err(words)))));
                };
                (Some(name), chart)
            }
            (Subject::One { .. }, Some(chart)) => (None, chart.clone()),
            (Subject::One { .. }, None) => return None,
        };
        let preview = (!cancel.is_cancelled()).then(|| preview(&chart, &wanted, name))?;
        Some(Command::Export(ExportCommand::Drawn(ticket, Box::new(preview))))
    }))]
}

/// Draws the file's own SVG so that it fits the room.
fn preview(chart: &Chart, wanted: &Wanted, name: Option<ChartName>) -> Result<Preview, String> {
    let scene = wanted.page.lay_out(chart);
    let svg = if wanted.outlined { outlined_svg(&scene).map_err(|error| error.to_string())? } else { scene.to_svg() };
    let (across, down) = wanted.room;
    let scale = (across as f32 / scene.width).min(down as f32 / scene.height).min(4.0);
    let pixels =
        Drawing::from_svg(&svg).and_then(|drawing| drawing.pixels(scale)).map_err(|error| error.to_string())?;
    Ok(Preview { pixels: Arc::new(pixels), page: (scene.width, scene.height), name })
}

/// Keeps what was chosen for the next time.
fn remember(state: &mut State, choices: &Choices) -> Effect {
    state.settings.export = choices.write(&state.settings.export);
    Effect::SaveSettings(Box::new(state.settings.clone()))
}
