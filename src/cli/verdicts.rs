//! `keepwise verdicts`: the verdict on every customer, worst first.

use std::io::Write;

use super::{Exit, Format, Here, VerdictsArgs, open};
use crate::app::Judged;
use crate::exchange::{VerdictRow, verdict_rows, verdicts_csv};
use crate::model::Verdict;

/// Names longer than this are shortened in the table; JSON and CSV have them whole.
const NAME_WIDTH: usize = 32;

pub(super) fn run(args: &VerdictsArgs, here: &Here, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Exit> {
    let loaded = open::look(&args.dir)?;
    let card = open::scorecard(&loaded.workspace, args.scorecard.as_deref())?;
    let today = here.clock.today();
    let judged = Judged::new(&loaded.workspace, card, today);
    let rows = verdict_rows(&judged.in_context(&loaded.workspace, today));
    match args.format {
        Format::Table => {
            table(&rows, out)?;
            writeln!(out, "{}", counts_line(card.name.as_str(), &judged))?;
        }
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?,
        Format::Csv => out.write_all(&verdicts_csv(&rows)?)?,
    }
    for problem in &loaded.problems {
        writeln!(err, "{problem}")?;
    }
    Ok(if loaded.problems.is_empty() { Exit::Done } else { Exit::Problems })
}

/// A text on exactly so many characters.
fn padded(text: &str, width: usize) -> String {
    let num = text.chars().count();
    if num > width {
        text.chars().take(width - 1).chain(['\u{2026}']).collect()
    } else {
        format!("{text}{}", " ".repeat(width - num))
    }
}

fn table(rows: &[VerdictRow], out: &mut dyn Write) -> std::io::Result<()> {
    // Only where the scorecard has bands with names; as wide as the longest of them.
    let longest = rows.iter().filter_map(|row| row.band.as_ref()).map(|band| band.chars().count()).max();
    let band_width = longest.map(|longest| longest.clamp(4, NAME_WIDTH));
    let band = |text: &str| band_width.map_or_else(String::new, |width| format!("  {}", padded(text, width)));
    writeln!(
        out,
        "{:<19}  {}  {:>5}{}  {:>9}  {:>8}  {:>6}  Why",
        "Verdict",
        padded("Customer", NAME_WIDTH),
        "Score",
        band("Band"),
        "Range",
        "Coverage",
        "People"
    )?;
    for row in rows {
        let score = row.score.map_or_else(|| "\u{2013}".to_owned(), |score| format!("{score:.0}"));
        writeln!(
            out,
            "{:<19}  {}  {score:>5}{}  {:>9}  {:>8}  {:>6}  {}",
            row.verdict.words(),
            padded(&row.name, NAME_WIDTH),
            band(row.band.as_deref().unwrap_or_default()),
            format!("{:.0}\u{2013}{:.0}", row.lower, row.upper),
            format!("{:.0} %", 100.0 * row.coverage),
            row.raters,
            row.reasons.first().map_or("", String::as_str),
        )?;
    }
    Ok(())
}

/// "Project rating: 24 customers, 3 let go, 8 hard look, 12 keep, 1 not enough evidence."
fn counts_line(card: &str, judged: &Judged) -> String {
    let each = Verdict::ALL.map(|verdict| format!("{} {}", judged.counts.of(verdict), verdict.words().to_lowercase()));
    format!("{card}: {}, {}.", open::counted(judged.judgements.len(), "customer"), each.join(", "))
}
