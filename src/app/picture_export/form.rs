//! What the export dialog knows: what is to be saved, how, and how far it is.

use std::path::PathBuf;
use std::sync::Arc;

use crate::charts::{Chart, ChartName, DataTable, Pixels};
use crate::exchange::ChartFormat;

use super::super::{Cancel, Pick};
use super::all::{AllDone, AllProgress, Ground, Look, Set};
use super::choices::{Choices, OWN_HEIGHTS, OWN_WIDTHS, PagePreset};
use super::job::SaveJob;

/// The export dialog.
#[derive(Debug)]
pub struct ExportForm {
    /// What is to be saved.
    pub subject: Subject,
    /// How.
    pub choices: Choices,
    /// The title, as typed.
    pub title: String,
    /// What is to be seen, in words, as typed.
    pub alt: String,
    /// The own width, as typed.
    pub own_width: String,
    /// The own height, as typed.
    pub own_height: String,
    /// Where we are.
    pub step: ExportStep,
    /// What went wrong with the last try, what is safe, what to do.
    pub problem: Option<String>,
    /// Points across and down that the preview has room for; nothing is drawn before it is known.
    pub(super) room: (u32, u32),
    /// Which of all charts is looked at.
    pub(super) look: Look,
}

/// What is to be saved.
#[derive(Debug, Clone)]
pub enum Subject {
    /// One chart, as it was made: its title and text are the generated ones.
    One {
        /// The chart.
        chart: Arc<Chart>,
        /// The numbers behind it.
        data: Arc<DataTable>,
    },
    /// All charts about somebody.
    All {
        /// Whom.
        set: Set,
        /// What they are made from.
        ground: Arc<Ground>,
    },
}

/// Where the export is.
#[derive(Debug)]
pub enum ExportStep {
    /// The choices are being made.
    Options,
    /// A path is being typed, because the system has no dialog.
    Path {
        /// What for.
        pick: Pick,
        /// What was typed.
        text: String,
        /// Why we ask like this.
        why: String,
    },
    /// Files of these names exist: replace them?
    Exists {
        /// What is to be saved.
        job: Arc<SaveJob>,
        /// Where to.
        path: PathBuf,
        /// What is there already.
        there: Vec<PathBuf>,
    },
    /// One chart is being saved.
    Saving,
    /// All charts are being saved.
    Working {
        /// How far it is.
        progress: AllProgress,
        /// Stops it.
        cancel: Cancel,
    },
    /// All charts were saved, or as many as could be.
    Done(AllDone),
}

/// The picture of the dialog: the file's own SVG, drawn at the size it is shown.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The points.
    pub pixels: Arc<Pixels>,
    /// Width and height of the page, CSS px.
    pub page: (f32, f32),
    /// Which chart it is, where there are several.
    pub name: Option<ChartName>,
}

impl ExportForm {
    pub(super) fn new(subject: Subject, choices: Choices) -> Self {
        let (title, alt) = match &subject {
            Subject::One { chart, .. } => (chart.title.clone(), chart.alt_text()),
            Subject::All { .. } => (String::new(), String::new()),
        };
        let (width, height) = choices.own;
        Self {
            subject,
            choices,
            title,
            alt,
            own_width: width.to_string(),
            own_height: height.to_string(),
            step: ExportStep::Options,
            problem: None,
            room: (0, 0),
            look: Look::default(),
        }
    }

    /// Points across and down that the preview has room for.
    pub const fn room(&self) -> (u32, u32) {
        self.room
    }

    /// The chart with what was typed, if it is one.
    pub(super) fn chart(&self) -> Option<Chart> {
        let Subject::One { chart, .. } = &self.subject else { return None };
        let alt = Some(self.alt.trim().to_owned()).filter(|alt| !alt.is_empty());
        // What nobody changed stays generated.
        let alt = alt.filter(|alt| *alt != chart.alt_text()).or_else(|| chart.alt.clone());
        Some(Chart { title: self.title.trim().to_owned(), alt, ..(**chart).clone() })
    }

    /// Whether the title is not the generated one any more.
    pub fn has_own_title(&self) -> bool {
        matches!(&self.subject, Subject::One { chart, .. } if chart.title != self.title)
    }

    /// Whether the text for those who cannot see it is not the generated one any more.
    pub fn has_own_alt(&self) -> bool {
        matches!(&self.subject, Subject::One { chart, .. } if chart.alt_text() != self.alt)
    }

    /// The numbers behind the chart, if it is one.
    pub fn data(&self) -> Option<&DataTable> {
        match &self.subject {
            Subject::One { data, .. } => Some(data),
            Subject::All { .. } => None,
        }
    }

    /// What is wrong with the typed width.
    pub fn width_problem(&self) -> Option<String> {
        side_problem(&self.own_width, OWN_WIDTHS).filter(|_| self.choices.preset == PagePreset::Own)
    }

    /// What is wrong with the typed height.
    pub fn height_problem(&self) -> Option<String> {
        side_problem(&self.own_height, OWN_HEIGHTS).filter(|_| self.choices.preset == PagePreset::Own)
    }

    /// What stands in the way of saving, besides what stands at its field.
    pub fn too_large(&self, preview: Option<&Preview>) -> Option<String> {
        self.choices.too_large(preview.map(|preview| preview.page))
    }

    /// Whether it can be saved as it is.
    pub fn is_ready(&self, preview: Option<&Preview>) -> bool {
        let size_is_fine = !self.choices.is_picture()
            || (self.width_problem().is_none() && self.height_problem().is_none() && self.too_large(preview).is_none());
        let is_typed = match &self.step {
            ExportStep::Path { text, .. } => !text.trim().is_empty(),
            _ => true,
        };
        // A file without a number in it would help nobody.
        let has_numbers = !self.shows_numbers() || self.data().is_none_or(|data| !data.rows.is_empty());
        size_is_fine && is_typed && has_numbers
    }

    /// Takes the sides that were typed, those that make sense.
    pub(super) fn take_sides(&mut self) {
        let (width, height) = &mut self.choices.own;
        *width = side(&self.own_width, OWN_WIDTHS).unwrap_or(*width);
        *height = side(&self.own_height, OWN_HEIGHTS).unwrap_or(*height);
    }

    /// Whether the preview shows numbers instead of a picture.
    pub const fn shows_numbers(&self) -> bool {
        matches!(self.choices.format, ChartFormat::Csv | ChartFormat::Xlsx)
    }
}

fn side(typed: &str, (least, most): (u16, u16)) -> Option<u16> {
    typed.trim().parse::<u16>().ok().filter(|side| (least..=most).contains(side))
}

fn side_problem(typed: &str, range: (u16, u16)) -> Option<String> {
    side(typed, range).is_none().then(|| format!("A whole number from {} to {}.", range.0, range.1))
}
