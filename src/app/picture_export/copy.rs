//! On the way to the clipboard: a picture for slides, a table for spreadsheets and documents.

use std::sync::Arc;

use crate::charts::{Chart, Ground as Behind, Heading, Page, Pixels, Size, pixels};
use crate::exchange::{ChartFormat, data_html, data_tsv};
use crate::model::Locale;

use super::super::{Command, Desk, Effect, State, Tone, UiEffect, Work};
use super::{Choice, ExportCommand, Subject, form, on_screen};

/// On the way to the clipboard.
#[derive(Debug, Clone)]
pub enum CopyCommand {
    /// Copy this chart as a picture.
    Image(Box<Chart>),
    /// Copy the dialog's chart as a picture, as it is chosen there.
    ImageOfForm,
    /// A worker has drawn the picture, or could not.
    Drawn(Result<Arc<Pixels>, String>),
    /// The clipboard has taken the picture.
    ImageTaken,
    /// The clipboard has not taken the picture, and why.
    ImageRefused(String),
    /// Save the chart that was copied as a picture instead.
    SaveInstead,
    /// Copy the numbers of this chart.
    Data(Box<Chart>),
    /// Copy the numbers of the dialog's chart.
    DataOfForm,
    /// The clipboard has taken the table.
    TableTaken,
    /// The clipboard takes no tables, and why; this is the plain text.
    TableRefused(String, String),
}

/// A picture that is copied has twice as many points, so that it stays sharp on a projector.
const SCALE: f32 = 2.0;

/// As wide as a slide and as high as needed.
const SIZE: Size = Size::wide(960.0);

pub(super) fn handle(state: &mut State, command: CopyCommand) -> Vec<Effect> {
    match command {
        CopyCommand::Image(chart) => {
            let chart = on_screen::complete(state, *chart);
            draw(state, chart, Page::new(SIZE))
        }
        CopyCommand::ImageOfForm => {
            let Some(form) = form(state) else { return Vec::new() };
            // On many systems what is transparent turns black on its way through the clipboard.
            let page = Page { ground: Behind::Opaque, ..form.choices.page() };
            form.chart().map(|chart| draw(state, chart, page)).unwrap_or_default()
        }
        CopyCommand::Drawn(Ok(pixels)) => vec![Effect::Ui(UiEffect::CopyImage(pixels))],
        CopyCommand::Drawn(Err(why)) => {
            state.problem(format!("The picture was not copied. {why}"));
            Vec::new()
        }
        CopyCommand::ImageTaken => {
            state.done("Copied as a picture. Paste it into a slide or a document.");
            Vec::new()
        }
        CopyCommand::ImageRefused(why) => {
            log::info!("the clipboard took no picture: {why}");
            let words = "The picture was not copied: the system\u{2019}s clipboard did not take it. What was on the \
                         clipboard may still be there. Try again, or save the chart as a file and insert that.";
            let instead = Command::Export(ExportCommand::Copy(CopyCommand::SaveInstead));
            let action = state.areas.export.copied.is_some().then(|| ("Save as PNG instead…".to_owned(), instead));
            state.toasts.push(words.to_owned(), Tone::Problem, action);
            Vec::new()
        }
        CopyCommand::SaveInstead => {
            save_instead(state);
            Vec::new()
        }
        CopyCommand::Data(chart) => {
            let chart = on_screen::complete(state, *chart);
            table(state, &chart)
        }
        CopyCommand::DataOfForm => {
            let chart = form(state).and_then(|form| form.chart());
            chart.map(|chart| table(state, &chart)).unwrap_or_default()
        }
        CopyCommand::TableTaken => {
            state.done("Copied as a table. Paste it into a spreadsheet or a document.");
            Vec::new()
        }
        CopyCommand::TableRefused(why, text) => {
            log::info!("the clipboard took no table: {why}");
            state.done("Copied as plain text: this system’s clipboard takes no tables.");
            vec![Effect::Ui(UiEffect::Copy(text))]
        }
    }
}

/// Opens the dialog with the chart that was not copied, unless it is open, and chooses a picture there.
fn save_instead(state: &mut State) {
    if form(state).is_none() && state.modal.is_some() {
        state.problem("Finish or close this dialog first; then save the chart from its \u{201c}\u{2026}\u{201d}.");
        return;
    }
    if form(state).is_none()
        && let Some(chart) = state.areas.export.copied.clone()
    {
        let data = Arc::new(chart.data());
        super::open(state, Subject::One { chart, data });
    }
    if let Some(form) = form(state) {
        super::choose(form, Choice::Format(ChartFormat::Png));
    }
}

fn draw(state: &mut State, chart: Chart, page: Page) -> Vec<Effect> {
    state.areas.export.copied = Some(Arc::new(chart.clone()));
    vec![Effect::Work(Work::new(Desk::CopyImage, move |cancel| {
        let page = Page { heading: if chart.title.is_empty() { Heading::Hidden } else { page.heading }, ..page };
        let scene = page.lay_out(&chart);
        let drawn = (!cancel.is_cancelled()).then(|| pixels(&scene, SCALE))?;
        let drawn = drawn.map(Arc::new).map_err(|error| error.to_string());
        Some(Command::Export(ExportCommand::Copy(CopyCommand::Drawn(drawn))))
    }))]
}

fn table(state: &mut State, chart: &Chart) -> Vec<Effect> {
    let (data, locale) = (chart.data(), Locale::current());
    if data.rows.is_empty() {
        state.problem("There are no numbers behind this chart yet. The clipboard is as it was.");
        return Vec::new();
    }
    let html = data_html(&data, &chart.title, locale);
    vec![Effect::Ui(UiEffect::CopyTable { html, text: data_tsv(&data, locale) })]
}
