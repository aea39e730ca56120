//! What was typed, and what it means.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::Exit;
use super::chart_args::{CHART_HELP, ChartArgs};
use super::export_args::{ExportArgs, FormArgs};
use super::reading::ReadingArgs;
use crate::app::{Screen, What};
use crate::exchange::Kind;
use crate::store::Renderer;

const EXIT_CODES: &str = "Exit codes:\n  \
    0  done, nothing is wrong\n  \
    1  something is wrong, or it was refused; nothing was changed\n  \
    2  wrong usage";

const VERDICTS_HELP: &str = "With --format json one object per customer, worst first:\n  \
    id, name, verdict           who, and keep, hard_look, let_go or not_enough\n  \
    score, lower, upper         0-100; with all missing answers bad, and all good\n  \
    band                        the scorecard's own name for such a score; only where it has bands
  \
    coverage, raters            answered by weight, 0-1; people behind it\n  \
    answer, reasons             why, in sentences\n  \
    cautions, caution_kinds     what to think about first, in sentences and by kind\n  \
    red_flags, flags            the flags that are hit; hit, clear, unknown, conflict or none\n  \
    missing, holes_matter,      criteria nobody answered; whether they could change the verdict;\n  \
    holes                       the same in a sentence\n  \
    firmness, firmness_text     firm, too_close or split; the same in a sentence\n  \
    weightings                  share of all weightings with the same verdict by score, 0-1\n  \
    weightings_in_order         the same among those in our order of importance\n  \
    smallest_answer_change      the one answer that would alter the verdict: criterion, person,\n                              \
                                group, rating, from, to, size (part of the scale), verdict\n  \
    smallest_weight_change      the one weight, others in proportion: criterion, from and to\n                              \
                                (0-1), relative_percent, to_weight, verdict\n  \
    smallest_weight_shift       all weights: moved (0-1), weights by criterion, verdict\n  \
    no_weights_can_change       whether no weights at all would give another verdict by score\n\n\
    What does not exist is null. The table and CSV have the first few of these.\n\n\
    Exit codes:\n  \
    0  done, nothing is wrong\n  \
    1  something is wrong, or it was refused; nothing was changed\n  \
    2  wrong usage";

const ANALYSE_HELP: &str = "With --format json one object: scorecard, day, customers, and sections by name. Each \
    section has\n  \
    findings                    sentences, only where the numbers carry them\n  \
    figures                     every figure behind them\n\n\
    Shares and values are 0-1, scores and gaps 0-100, probabilities 0-1; ids as in the files. A figure that cannot \
    be given is {\"not_computable\": reason}, or null beside a reason. What each means, and its source: the page \
    \u{201c}How Keepwise judges\u{201d} (docs/method.md).\n\n\
    Exit codes:\n  \
    0  done, nothing is wrong\n  \
    1  something is wrong, or it was refused; nothing was changed\n  \
    2  wrong usage";

/// Rate your customers with your team and decide fairly: keep, fix together, or let go.
///
/// Without a command, the window opens.
#[derive(Debug, Parser)]
#[command(name = "keepwise", version, after_help = EXIT_CODES, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// The workspace folder to open; without it, your own workspace, made on the first start
    #[arg(value_name = "DIR", conflicts_with = "demo")]
    dir: Option<PathBuf>,
    /// Opens a throw-away copy of the sample business; your own data is not touched
    #[arg(long)]
    demo: bool,
    /// What draws the window
    #[arg(long, value_enum, value_name = "NAME", default_value = "auto")]
    renderer: RendererName,
    /// The screen to start on
    #[arg(long, hide = true, value_name = "NAME", value_parser = screen)]
    screen: Option<Screen>,
    /// The size of the window in points: 1366x768
    #[arg(long, hide = true, value_name = "WIDTHxHEIGHT", value_parser = size)]
    window_size: Option<Size>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RendererName {
    /// The one that worked last, then the other
    Auto,
    /// OpenGL
    Glow,
    /// Vulkan, Direct3D 12 or Metal
    Wgpu,
}

#[derive(Debug, Clone, Copy)]
struct Size([f32; 2]);

fn screen(text: &str) -> Result<Screen, String> {
    Screen::named(text).ok_or_else(|| "no such screen".to_owned())
}

fn size(text: &str) -> Result<Size, String> {
    let bad = || "write it as 1366x768".to_owned();
    let (width, height) = text.split_once('x').ok_or_else(bad)?;
    let points = |text: &str| text.parse().ok().filter(|points| (100.0..=10_000.0).contains(points)).ok_or_else(bad);
    Ok(Size([points(width)?, points(height)?]))
}

/// A command that needs no window.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Makes a new workspace with the starter scorecards in an empty folder
    #[command(after_help = EXIT_CODES)]
    New {
        /// The folder; made if need be, and must be empty
        dir: PathBuf,
        /// The starter scorecard that gives the verdicts, such as "Seven questions"
        #[arg(long, value_name = "NAME")]
        scorecard: Option<String>,
    },
    /// Imports a spreadsheet of customers or ratings, all of it or nothing
    #[command(after_help = EXIT_CODES)]
    Import(ImportArgs),
    /// Prints the verdict on every customer, worst first
    #[command(after_help = VERDICTS_HELP)]
    Verdicts(VerdictsArgs),
    /// Prints what the analysis says: agreement, certainty, fragility, gaps, ranks, trends, money, drivers, looking back
    #[command(after_help = ANALYSE_HELP)]
    Analyse(AnalyseArgs),
    /// Draws a chart into a file: a picture, a page to print, or its numbers
    #[command(after_help = CHART_HELP)]
    Chart(ChartArgs),
    /// Exports everything: a workbook, one JSON file, or a folder of CSV files
    #[command(after_help = EXIT_CODES)]
    Export(ExportArgs),
    /// Makes a blank rating form, a workbook for people without the program
    #[command(after_help = EXIT_CODES)]
    Form(FormArgs),
    /// Checks that every file of a workspace is readable and fits the others
    #[command(after_help = EXIT_CODES)]
    Check {
        /// The workspace folder
        dir: PathBuf,
    },
    /// Makes a workspace with invented customers and ratings, for trying scale
    #[command(after_help = EXIT_CODES)]
    Generate(GenerateArgs),
}

/// What to import, and how.
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// The spreadsheet: XLSX, ODS, or text with commas, semicolons, tabs or vertical bars; or the file or folder that `keepwise export` made
    pub file: PathBuf,
    /// The workspace folder it goes into
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
    /// A saved mapping; without it the one kept from the last such file is used, or one is suggested. It is printed
    #[arg(long, value_name = "FILE.json")]
    pub mapping: Option<PathBuf>,
    /// What a row is, for the suggested mapping; without it, it is guessed
    #[arg(long, value_enum, conflicts_with = "mapping")]
    pub kind: Option<KindName>,
    /// Leaves out rows with problems instead of refusing the whole file
    #[arg(long)]
    pub skip_bad_rows: bool,
    /// Says what would be done, and changes nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How to read the file, where the guess is wrong.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// What a row of a spreadsheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindName {
    /// One row per customer
    Customers,
    /// One row per rating
    Ratings,
    /// One row per answer
    Answers,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Customers => Self::Customers,
            KindName::Ratings => Self::Ratings,
            KindName::Answers => Self::Answers,
        }
    }
}

/// Which verdicts to print, and how.
#[derive(Debug, Clone, Args)]
pub struct VerdictsArgs {
    /// The workspace folder
    pub dir: PathBuf,
    /// The scorecard to judge by, by name or id; without it, the workspace's main one
    #[arg(long, value_name = "NAME")]
    pub scorecard: Option<String>,
    /// How to print them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

/// How verdicts are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// To read
    Table,
    /// One object per customer
    Json,
    /// To open in a spreadsheet
    Csv,
}

/// What to analyse, and how to print it.
#[derive(Debug, Clone, Args)]
pub struct AnalyseArgs {
    /// The workspace folder
    pub dir: PathBuf,
    /// The scorecard to look at, by name or id; without it, the workspace's main one
    #[arg(long, value_name = "NAME")]
    pub scorecard: Option<String>,
    /// Only these sections; several with commas. Without it, all
    #[arg(long, value_enum, value_name = "SECTION", value_delimiter = ',')]
    pub section: Vec<Section>,
    /// How to print them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: AnalyseFormat,
}

/// A part of the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Section {
    /// How sure each score is, and who is practically equal
    Certainty,
    /// How far people agree
    Agreement,
    /// Who rates severely and who leniently
    Severity,
    /// What would tip each verdict, and how stable the ranks are
    Fragility,
    /// Where management and team differ
    Gap,
    /// Ranks through ten lenses, with warnings
    Lenses,
    /// Better or worse over the quarters
    Trend,
    /// What customers think of us
    Approval,
    /// Value against effort, whale curve, grades
    Portfolio,
    /// Whether we measure the right things, and odd answers
    RightThings,
    /// What great customers look like, and early red flags
    Great,
    /// Decisions and verdicts against what came after
    LookingBack,
}

impl Section {
    /// All of them, in the order they are printed.
    pub const ALL: [Self; 12] = [
        Self::Certainty,
        Self::Agreement,
        Self::Severity,
        Self::Fragility,
        Self::Gap,
        Self::Lenses,
        Self::Trend,
        Self::Approval,
        Self::Portfolio,
        Self::RightThings,
        Self::Great,
        Self::LookingBack,
    ];

    /// Its name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Certainty => "certainty",
            Self::Agreement => "agreement",
            Self::Severity => "severity",
            Self::Fragility => "fragility",
            Self::Gap => "gap",
            Self::Lenses => "lenses",
            Self::Trend => "trend",
            Self::Approval => "approval",
            Self::Portfolio => "portfolio",
            Self::RightThings => "right_things",
            Self::Great => "great",
            Self::LookingBack => "looking_back",
        }
    }

    /// Its title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Certainty => "How sure the scores are",
            Self::Agreement => "How far people agree",
            Self::Severity => "Severe and lenient people",
            Self::Fragility => "What would tip the verdicts",
            Self::Gap => "Management and team",
            Self::Lenses => "Ranks through several lenses",
            Self::Trend => "Better or worse",
            Self::Approval => "What customers think of us",
            Self::Portfolio => "Money",
            Self::RightThings => "Do we measure the right things?",
            Self::Great => "Great customers and red flags",
            Self::LookingBack => "Looking back",
        }
    }
}

/// How an analysis is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnalyseFormat {
    /// Sentences to read
    Text,
    /// Every figure
    Json,
}

/// What to invent.
#[derive(Debug, Clone, Args)]
pub struct GenerateArgs {
    /// The folder; made if need be, and must be empty
    pub dir: PathBuf,
    /// How many customers
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub customers: u32,
    /// How many ratings
    #[arg(long, value_name = "M", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub ratings: u32,
    /// The same seed gives the same workspace on the same day
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
}

/// How the window is to open.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowArgs {
    /// What to open; what was open last if `None`.
    pub what: Option<What>,
    /// Only this renderer; otherwise the one that worked last, then the other.
    pub renderer: Option<Renderer>,
    /// The screen to start on.
    pub screen: Option<Screen>,
    /// The size of the window in points, if not the remembered one.
    pub window_size: Option<[f32; 2]>,
}

/// What the program is to do.
#[derive(Debug, Clone)]
pub enum Invocation {
    /// Open the window.
    Window(WindowArgs),
    /// Carry out a command without one.
    Headless(Command),
}

/// Nothing to do but to answer: help, the version, or what is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What to print: on the standard output if [`Exit::Done`], else on the standard error.
    pub text: String,
    /// How the program ends.
    pub exit: Exit,
}

/// Reads the arguments, the program's own name first.
///
/// # Errors
/// An [`Answer`] if there is nothing to do: help was asked for, or the arguments make no sense.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Invocation, Answer> {
    let cli = Cli::try_parse_from(args).map_err(|error| {
        let is_asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
        let exit = if is_asked_for { Exit::Done } else { Exit::WrongUsage };
        Answer { text: error.render().to_string(), exit }
    })?;
    if let Some(command) = cli.command {
        return Ok(Invocation::Headless(command));
    }
    let what = match cli.dir {
        _ if cli.demo => Some(What::Sample),
        dir => dir.map(What::Folder),
    };
    let renderer = match cli.renderer {
        RendererName::Auto => None,
        RendererName::Glow => Some(Renderer::Glow),
        RendererName::Wgpu => Some(Renderer::Wgpu),
    };
    let window_size = cli.window_size.map(|Size(points)| points);
    Ok(Invocation::Window(WindowArgs { what, renderer, screen: cli.screen, window_size }))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    fn parsed(args: &[&str]) -> Result<Invocation, Answer> {
        parse(std::iter::once("keepwise").chain(args.iter().copied()).map(OsString::from))
    }

    fn window(args: &[&str]) -> WindowArgs {
        match parsed(args).unwrap() {
            Invocation::Window(window) => window,
            Invocation::Headless(command) => panic!("{command:?}"),
        }
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn without_a_command_the_window_opens() {
        assert_eq!(window(&[]).what, None);
        assert_eq!(window(&["some/folder"]).what, Some(What::Folder("some/folder".into())));
        let demo = window(&["--demo", "--renderer", "glow"]);
        assert_eq!((demo.what, demo.renderer), (Some(What::Sample), Some(Renderer::Glow)));
        assert_eq!(window(&["--renderer", "auto"]).renderer, None);
        assert_eq!(window(&["--window-size", "1024x768"]).window_size, Some([1024.0, 768.0]));
    }

    #[test]
    fn nonsense_is_wrong_usage_and_help_is_not() {
        for args in [
            &["--renderer", "crayon"][..],
            &["--demo", "folder"],
            &["import", "a.csv"],
            &["verdicts", ".", "--format", "pie"],
            &["generate", "x", "--customers", "-1"],
            &["check"],
            &["chart", ".", "pie", "--out", "a.png"],
            &["chart", ".", "map", "--out", "a.jpg"],
            &["chart", ".", "map"],
            &["chart", "--list", "."],
            &["chart", ".", "map", "--out", "a.png", "--size", "9x9"],
            &["chart", ".", "map", "--out", "a.png", "--scale", "5"],
            &["chart", ".", "map", "--out", "a.png", "--period", "13m"],
            &["chart", ".", "map", "--out", "a.png", "--customer", "a", "--segment", "b"],
            &["--window-size", "0x0"],
        ] {
            assert_eq!(parsed(args).unwrap_err().exit, Exit::WrongUsage, "{args:?}");
        }
        for args in [&["--help"][..], &["import", "--help"], &["chart", "--help"], &["--version"]] {
            assert_eq!(parsed(args).unwrap_err().exit, Exit::Done, "{args:?}");
        }
    }
}
