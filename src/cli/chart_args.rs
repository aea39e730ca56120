//! What was typed after `keepwise chart`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum};

use crate::charts::{ChartName, ThemeName};
use crate::exchange::ChartFormat;
use crate::model::{Line, Period};

/// What is said below the options.
pub(super) const CHART_HELP: &str = "Examples:\n  \
    keepwise chart --list\n  \
    keepwise chart ~/shop heatmap --out heatmap.png\n  \
    keepwise chart ~/shop waterfall --customer \"Grandview Hotels\" --theme print --out why.pdf\n\n\
    The ending of the file says what is written:\n  \
    .png   a picture; --scale says how many pixels for each pixel of --size\n  \
    .svg   for slides, letters as outlines; with --svg-text as text that can be edited\n  \
    .pdf   one page, to print\n  \
    .csv   the numbers behind the chart\n  \
    .xlsx  the numbers as a workbook, with a chart of Excel\u{2019}s own where it has the kind, else a picture\n\n\
    The same workspace on the same day gives the same bytes. Charts marked in --list need --customer.\n\n\
    Exit codes:\n  \
    0  done, nothing is wrong\n  \
    1  something is wrong, or it was refused; no file was written or changed, unless its name was printed\n  \
    2  wrong usage";

/// Which chart, and how it is written.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch on the command line")]
pub struct ChartArgs {
    /// The workspace folder
    #[arg(value_name = "DIR", required_unless_present = "list")]
    pub dir: Option<PathBuf>,
    /// Which chart, such as heatmap; --list prints them all
    #[arg(value_name = "KIND", required_unless_present = "list", hide_possible_values = true, value_parser = kind())]
    pub kind: Option<ChartName>,
    /// Prints the charts there are, with the question each answers
    #[arg(long, exclusive = true)]
    pub list: bool,
    /// One customer: the name, the reference or the id; part of a name, or one with a typing error, if only one fits
    #[arg(long, value_name = "NAME", conflicts_with = "segment")]
    pub customer: Option<String>,
    /// The scorecard, by name or id; without it, the workspace's main one
    #[arg(long, value_name = "NAME")]
    pub scorecard: Option<String>,
    /// Only the customers of this segment
    #[arg(long, value_name = "NAME")]
    pub segment: Option<String>,
    /// Which ratings count; without it, what the scorecard's policy says
    #[arg(long, value_enum, value_name = "PERIOD")]
    pub period: Option<PeriodName>,
    /// Groups beside each other, where the chart can show them
    #[arg(long)]
    pub groups: bool,
    /// Customers who are rated alike beside each other, where the chart is a table of customers
    #[arg(long)]
    pub alike: bool,
    /// One criterion instead of the score, where the chart can show it: its name or key
    #[arg(long, value_name = "NAME")]
    pub criterion: Option<String>,
    /// Width and height in pixels, before --scale; the chart is laid out for it, not stretched
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1280x720", value_parser = size)]
    pub size: PageSize,
    /// Its colours
    #[arg(long, value_enum, value_name = "THEME", default_value = "light")]
    pub theme: ThemeArg,
    /// Pixels of a .png for each pixel of --size, 1 to 4
    #[arg(long, value_name = "N", default_value = "2", value_parser = scale)]
    pub scale: f32,
    /// Nothing behind the chart
    #[arg(long)]
    pub transparent: bool,
    /// No title and no subtitle
    #[arg(long, conflicts_with = "title")]
    pub no_title: bool,
    /// Another title than the finding
    #[arg(long, value_name = "TEXT")]
    pub title: Option<Line>,
    /// Writes the letters of an .svg as text, to be edited, instead of outlines
    #[arg(long)]
    pub svg_text: bool,
    /// The file; its ending says what is written
    #[arg(long, value_name = "FILE", required_unless_present = "list", value_parser = file)]
    pub out: Option<PathBuf>,
    /// Replaces the file if it is there already
    #[arg(long)]
    pub force: bool,
}

/// Which ratings count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PeriodName {
    /// All of them
    All,
    /// Those of this calendar quarter
    Quarter,
    /// Those of the last twelve months
    #[value(name = "12m")]
    TwelveMonths,
    /// Everybody's newest
    Newest,
}

impl From<PeriodName> for Period {
    fn from(name: PeriodName) -> Self {
        match name {
            PeriodName::All => Self::All,
            PeriodName::Quarter => Self::ThisQuarter,
            PeriodName::TwelveMonths => Self::LastMonths(12),
            PeriodName::Newest => Self::LatestPerPerson,
        }
    }
}

/// Which colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThemeArg {
    /// Dark on white
    Light,
    /// Light on dark
    Dark,
    /// Black and white with hatches
    Print,
}

impl From<ThemeArg> for ThemeName {
    fn from(theme: ThemeArg) -> Self {
        match theme {
            ThemeArg::Light => Self::Light,
            ThemeArg::Dark => Self::Dark,
            ThemeArg::Print => Self::Print,
        }
    }
}

/// Width and height of the page, CSS px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

fn kind() -> impl clap::builder::TypedValueParser<Value = ChartName> {
    let known = ChartName::ALL.map(|name| PossibleValue::new(name.key()).help(name.hint()));
    PossibleValuesParser::new(known)
        .try_map(|key| ChartName::of_key(&key).ok_or_else(|| "no such chart: see keepwise chart --list".to_owned()))
}

fn size(text: &str) -> Result<PageSize, String> {
    let bad = || "write it as 1920x1080, each from 200 to 8000".to_owned();
    let (width, height) = text.split_once('x').ok_or_else(bad)?;
    let px = |text: &str| text.parse().ok().filter(|px| (200.0..=8000.0).contains(px)).ok_or_else(bad);
    Ok(PageSize { width: px(width)?, height: px(height)? })
}

fn scale(text: &str) -> Result<f32, String> {
    let known = text.parse().ok().filter(|scale| (1.0..=4.0).contains(scale));
    known.ok_or_else(|| "from 1 to 4".to_owned())
}

fn file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_known = |ending: &String| ChartFormat::ALL.iter().any(|format| format.extension() == ending);
    if ending.as_ref().is_some_and(is_known) {
        Ok(path)
    } else {
        Err("the name of the file has to end in .svg, .png, .pdf, .csv or .xlsx".to_owned())
    }
}
