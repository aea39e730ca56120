//! One chart into one file, and its numbers beside it if wanted. Runs on a worker.

use std::path::{Path, PathBuf};

use crate::charts::{Chart, Page};
use crate::exchange::{ChartFileError, ChartFormat, chart_bytes};
use crate::store::{self, Overwrite, StoreError};

use super::choices::Choices;

/// A chart to be saved, with everything that was chosen.
#[derive(Debug, Clone)]
pub struct SaveJob {
    /// What to draw.
    pub chart: Chart,
    /// On which page.
    pub page: Page,
    /// As what.
    pub format: ChartFormat,
    /// Pixels per CSS px of a PNG.
    pub scale: f32,
    /// Whether the numbers go into a file beside it.
    pub data_beside: bool,
    /// The name suggested, without ending.
    pub name: String,
    /// The folder to begin in, if one is known.
    pub folder: Option<PathBuf>,
}

/// Why a chart was not saved.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SaveError {
    /// These are there already; nothing was written.
    #[error("{} exists already. Nothing was changed.", .0.first().map(|path| path.display().to_string()).unwrap_or_default())]
    Exists(Vec<PathBuf>),
    /// The chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] ChartFileError),
    /// The disk said no.
    #[error(transparent)]
    Store(StoreError),
    /// The picture is there, its numbers are not.
    #[error("{} is saved, but its numbers are not. {why}", path.file_name().unwrap_or_default().display())]
    DataOnly {
        /// The picture.
        path: PathBuf,
        /// What became of its numbers.
        why: StoreError,
    },
}

impl SaveJob {
    /// A job from what was chosen.
    pub(super) fn new(chart: Chart, choices: &Choices, name: String) -> Self {
        Self {
            chart,
            page: choices.page(),
            format: choices.format,
            scale: f32::from(choices.scale),
            data_beside: choices.data_beside && choices.format != ChartFormat::Csv,
            name,
            folder: choices.folder.clone(),
        }
    }

    /// Writes the file at `path`, and the numbers beside it. Files that are there already are only replaced if that
    /// was agreed to, for the picture and for the numbers; otherwise nothing at all is written.
    pub(crate) fn save(&self, path: &Path, agreed: (Overwrite, Overwrite)) -> Result<(), SaveError> {
        let data = self.data_beside.then(|| path.with_extension("csv"));
        let wanted = [(Some(path), agreed.0), (data.as_deref(), agreed.1)];
        let is_in_the_way = |(path, agreed): &(Option<&Path>, Overwrite)| {
            *agreed == Overwrite::Never && path.is_some_and(store::is_taken)
        };
        let in_the_way = wanted.into_iter().filter(is_in_the_way);
        let there: Vec<PathBuf> = in_the_way.filter_map(|(path, _)| path.map(Path::to_owned)).collect();
        if !there.is_empty() {
            return Err(SaveError::Exists(there));
        }
        let bytes = chart_bytes(&self.chart, &self.page, self.format, self.scale)?;
        let numbers = match &data {
            Some(_) => chart_bytes(&self.chart, &self.page, ChartFormat::Csv, self.scale)?,
            None => Vec::new(),
        };
        store::write_export(path, &bytes, agreed.0).map_err(|error| match error {
            // Somebody was faster.
            StoreError::Exists(path) => SaveError::Exists(vec![path]),
            error => SaveError::Store(error),
        })?;
        match data {
            Some(data) => store::write_export(&data, &numbers, agreed.1)
                .map_err(|why| SaveError::DataOnly { path: path.to_owned(), why }),
            None => Ok(()),
        }
    }
}

/// The path with the ending of its kind; says whether the ending had to be added, so that nobody has been asked about
/// a file of this name yet.
pub(super) fn with_ending(path: PathBuf, format: ChartFormat) -> (PathBuf, bool) {
    let ending = format.extension();
    if path.extension().is_some_and(|given| given.eq_ignore_ascii_case(ending)) {
        return (path, false);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    (PathBuf::from(name), true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Kind, VerdictCounts};

    const NEVER: (Overwrite, Overwrite) = (Overwrite::Never, Overwrite::Never);
    const BOTH: (Overwrite, Overwrite) = (Overwrite::Replace, Overwrite::Replace);

    fn job(format: ChartFormat) -> SaveJob {
        let counts = VerdictCounts { let_go: 1, hard_look: 2, keep: 3, not_enough: 0 };
        let choices = Choices { format, data_beside: true, scale: 1, ..Choices::default() };
        SaveJob::new(Chart::new("Three to keep", Kind::VerdictCounts(counts)), &choices, "three".to_owned())
    }

    #[test]
    fn a_name_gets_its_ending_once() {
        for (typed, expected, added) in [
            ("chart", "chart.png", true),
            ("chart.png", "chart.png", false),
            ("chart.PNG", "chart.PNG", false),
            ("v1.2 of it", "v1.2 of it.png", true),
            ("chart.svg", "chart.svg.png", true),
        ] {
            assert_eq!(with_ending(typed.into(), ChartFormat::Png), (expected.into(), added), "{typed}");
        }
    }

    #[test]
    fn nothing_is_replaced_unasked_not_even_the_numbers_beside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("chart.svg");
        let data = dir.path().join("chart.csv");
        store::write_export(&data, b"mine", Overwrite::Never).unwrap();
        let job = job(ChartFormat::SvgText);
        let Err(SaveError::Exists(there)) = job.save(&path, NEVER) else { panic!("it is there") };
        assert_eq!(there, std::slice::from_ref(&data));
        assert!(!store::is_taken(&path), "then nothing is written");
        let only_picture = job.save(&path, (Overwrite::Replace, Overwrite::Never));
        assert!(matches!(only_picture, Err(SaveError::Exists(_))), "who agreed to one did not agree to the other");
        job.save(&path, BOTH).unwrap();
        assert!(store::read_import(&path, 1 << 20).unwrap().starts_with(b"<svg"), "the picture");
        assert_ne!(store::read_import(&data, 1 << 20).unwrap(), b"mine", "and its numbers");
    }

    #[test]
    fn a_folder_that_is_not_there_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let error = job(ChartFormat::SvgText).save(&dir.path().join("no").join("chart.svg"), NEVER);
        let words = error.unwrap_err().to_string();
        assert!(words.contains("not there"), "{words}");
        let long = "long ".repeat(80);
        let words = job(ChartFormat::SvgText).save(&dir.path().join(long), NEVER).unwrap_err().to_string();
        assert!(words.contains("shorter name"), "{words}");
    }
}
