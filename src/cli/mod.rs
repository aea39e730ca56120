//! Headless commands: one file each, thin over the rooms.
//!
//! [`parse`] turns what was typed into an [`Invocation`]: the window, or a [`Command`] that [`run`] carries out without
//! one. Nothing here prints by itself: everything goes to the writers handed in, results to the first, counts and
//! complaints to the second. Time, folders and randomness come in with [`Here`].

mod analyse;
mod args;
mod chart;
mod chart_args;
mod check;
mod export;
mod export_args;
mod generate;
mod import;
mod new;
mod open;
mod reading;
mod restore;
mod unread_words;
mod verdicts;

use std::io::{self, ErrorKind, Write};

use crate::app::Clock;
use crate::store::Paths;

pub use args::{
    AnalyseArgs, AnalyseFormat, Answer, Command, Format, GenerateArgs, ImportArgs, Invocation, KindName, Section,
    VerdictsArgs, WindowArgs, parse,
};
pub use chart_args::{ChartArgs, PageSize, PeriodName, ThemeArg};
pub use export_args::{ExportArgs, FormArgs};
pub use reading::{DelimiterName, ReadingArgs};

/// Where and when a command runs.
#[derive(Debug, Clone)]
pub struct Here {
    /// Where local data lies, for the writer's lock.
    pub paths: Paths,
    /// Today, and fresh ids.
    pub clock: Clock,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It was done, and nothing is wrong.
    Done,
    /// Something is wrong, or it was refused; nothing was changed.
    Problems,
    /// What was typed makes no sense.
    WrongUsage,
}

impl Exit {
    /// The exit code of the process.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Problems => 1,
            Self::WrongUsage => 2,
        }
    }
}

/// Carries out a command. What it found goes to `out`, what it did and what went wrong to `err`.
pub fn run(command: &Command, here: &mut Here, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let done = match command {
        Command::New { dir, scorecard } => new::run(dir, scorecard.as_deref(), here, out),
        Command::Import(args) => import::run(args, here, out, err),
        Command::Verdicts(args) => verdicts::run(args, here, out, err),
        Command::Analyse(args) => analyse::run(args, here, out, err),
        Command::Chart(args) => chart::run(args, here, out, err),
        Command::Export(args) => export::run(args, here, out, err),
        Command::Form(args) => export::form(args, here, out),
        Command::Check { dir } => check::run(dir, out),
        Command::Generate(args) => generate::run(args, here, out),
    };
    let done = done.and_then(|exit| {
        out.flush()?;
        Ok(exit)
    });
    match done {
        Ok(exit) => exit,
        // Whoever reads has seen enough: `keepwise verdicts . | head`.
        Err(error) if is_broken_pipe(&error) => Exit::Done,
        Err(error) => {
            // If even this can't be written, the exit code still tells.
            if let Err(_nobody_listens) = writeln!(err, "keepwise: {}", told(&error)) {}
            Exit::Problems
        }
    }
}

/// An error in words: what was tried, then why, up to the first whole sentence. What stands behind that is for
/// developers.
pub fn told(error: &anyhow::Error) -> String {
    let mut words = String::new();
    for cause in error.chain() {
        if !words.is_empty() {
            words.push_str(": ");
        }
        words.push_str(&cause.to_string());
        if words.ends_with('.') {
            break;
        }
    }
    words
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
