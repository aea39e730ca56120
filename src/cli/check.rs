//! `keepwise check`: is every file readable, and does everything fit together?

use std::io::Write;
use std::path::Path;

use super::Exit;
use super::open::counted;
use crate::store;

pub(super) fn run(dir: &Path, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let report = store::check(dir)?;
    for problem in &report.problems {
        writeln!(out, "{problem}")?;
    }
    let read = [
        counted(report.num_customers, "customer"),
        counted(report.num_ratings, "rating"),
        counted(report.num_scorecards, "scorecard"),
    ];
    let found = if report.is_sound() {
        "nothing is wrong".to_owned()
    } else {
        format!("{} found; nothing was changed", counted(report.problems.len(), "problem"))
    };
    writeln!(out, "{}: {found}.", read.join(", "))?;
    Ok(if report.is_sound() { Exit::Done } else { Exit::Problems })
}
