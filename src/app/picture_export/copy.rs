//! On the way to the clipboard: a picture for slides, a table for spreadsheets and documents.

use std::sync::Arc;

use crate::charts::{Chart, Ground as Behind, Heading, Page, Pixels, Size, pixels};
use crate::exchange::{data_html, data_tsv};
use crate::model::Locale;

use super::super::{Command, Desk, Effect, State, UiEffect, Work};
use super::{ExportCommand, form, on_screen};

/// On the way to the clipboard.
#[derive(Debug, Clone)]
pub enum CopyCommand {
    /// Copy this chart as a picture.
    Image(Box<Chart>),
    /// Copy the dialog's chart as a picture, as it is chosen there.
    ImageOfForm,
    /// A worker has drawn the picture, or could not.
    Drawn(Result<Arc<Pixels>, String>),
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
        CopyCommand::Image(chart) => draw(on_screen::complete(state, *chart), Page::new(SIZE)),
        CopyCommand::ImageOfForm => {
            let Some(form) = form(state) else { return Vec::new() };
            // On many systems what is transparent turns black on its way through the clipboard.
            let page = Page { ground: Behind::Opaque, ..form.choices.page() };
            form.chart().map(|chart| draw(chart, page)).unwrap_or_default()
        }
        CopyCommand::Drawn(Ok(pixels)) => {
            state.done("Copied as a picture. Paste it into a slide or a document.");
            vec![Effect::Ui(UiEffect::CopyImage(pixels))]
        }
        CopyCommand::Drawn(Err(why)) => {
            state.problem(format!("The picture was not copied. {why}"));
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

fn draw(chart: Chart, page: Page) -> Vec<Effect> {
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
