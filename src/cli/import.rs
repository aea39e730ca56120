//! `keepwise import`: a spreadsheet into a workspace, all of it or nothing.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};

use super::open::{self, counted};
use super::{Exit, Here, ImportArgs, restore, unread_words};
use crate::exchange::{
    Continue, Counts, Kept, Likeness, Mapping, OnProblem, Preview, Problem, ReadOptions, Source, Table, Unread, Who,
    keep_mapping, kept_mapping, preview, suggest_watched, unread, with_mapping,
};
use crate::model::{Name, Workspace};
use crate::store::{self, Access, Folder, Loaded};

/// How many problems are printed; the rest is counted.
const MAX_PRINTED: usize = 50;
/// The largest mapping file read, in bytes.
const MAX_MAPPING_BYTES: u64 = 4_000_000;

pub(super) fn run(
    args: &ImportArgs,
    here: &mut Here,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<Exit> {
    if let Some(exit) = restore::run(args, here, err)? {
        return Ok(exit);
    }
    let given = match &args.mapping {
        None => None,
        Some(path) => Some(read_mapping(path)?),
    };
    let table = read_table(args, given.as_ref())?;
    let has_rows = !table.rows.is_empty();
    // Saved before anything is printed: nobody listening (`| head`) must not stop the import half-way.
    let (mapping, found, unread, done) = if args.dry_run {
        let loaded = open::look(&args.into)?;
        let (mapping, _kept, found) = look((&table, given.as_ref()), args, &loaded, here)?;
        let done = (!found.is_blocked()).then(|| "Dry run: nothing was changed.".to_owned());
        let unread = unread_if_blocked(&table, &mapping, &loaded.workspace, &found);
        (mapping, found, unread, done)
    } else {
        take_in(table, given.as_ref(), args, here)?
    };
    out.write_all(mapping.to_json().as_bytes())?;
    list(&found.problems, found.counts.problems, "problem", err)?;
    list(&found.warnings, found.counts.warnings, "warning", err)?;
    list_alike(&found.alike, err)?;
    unread_words::list(&unread, &mapping, err)?;
    writeln!(err, "{}", summary(&found.counts))?;
    if !has_rows {
        writeln!(
            err,
            "There are no rows below the names of the columns. If the names stand further down, say so with --header-row."
        )?;
    }
    let Some(done) = done else {
        writeln!(
            err,
            "Nothing was imported. Correct the file or the mapping. Rows with problems can be left out with --skip-bad-rows."
        )?;
        return Ok(Exit::Problems);
    };
    writeln!(err, "{done}")?;
    Ok(Exit::Done)
}

/// Imports and saves, unless something blocks; says what was done, if nothing blocked.
fn take_in(
    table: Table,
    given: Option<&Mapping>,
    args: &ImportArgs,
    here: &mut Here,
) -> anyhow::Result<(Mapping, Preview, Unread, Option<String>)> {
    let (mut folder, loaded) = Folder::open(&here.paths, &args.into, &|_progress| ())?;
    if let Access::ReadOnly(why) = &loaded.access {
        bail!("Nothing was imported. {why}");
    }
    let (mapping, kept, mut found) = look((&table, given), args, &loaded, here)?;
    let is_blocked = found.is_blocked();
    let unread = unread_if_blocked(&table, &mapping, &loaded.workspace, &found);
    // Taken, not copied: there may be 100,000 ratings in it.
    let Some(edit) = found.edit.take() else {
        let done = (!is_blocked).then(|| "Nothing new: everything in the file is here already.".to_owned());
        return Ok((mapping, found, unread, done));
    };
    let mut workspace: Workspace = loaded.workspace;
    let keep = keep_mapping(&table, &mapping, &workspace, kept.as_ref());
    drop(table);
    let edit = with_mapping(edit, keep);
    let change = edit.apply(&mut workspace)?;
    folder.save(&store::edits_of(&change)).all()?;
    Ok((mapping, found, unread, Some(format!("Done: {}.", change.label))))
}

/// Where problems stand in the way, the words to which the mapping gives no meaning: one answer mends them in all rows.
fn unread_if_blocked(table: &Table, mapping: &Mapping, workspace: &Workspace, found: &Preview) -> Unread {
    if found.problems.is_empty() { Unread::default() } else { unread(table, mapping, workspace) }
}

fn read_mapping(path: &Path) -> anyhow::Result<Mapping> {
    let text = String::from_utf8(store::read_import(path, MAX_MAPPING_BYTES)?).map_err(|_e| {
        anyhow!(
            "Nothing was imported: {} is no text in UTF-8, so it is no mapping. A dry run prints one to start from.",
            path.display()
        )
    })?;
    Mapping::from_json(&text).map_err(|error| {
        anyhow!(
            "Nothing was imported with {}: {error}. Correct it there, or leave --mapping out to have one suggested.",
            path.display()
        )
    })
}

/// Reads the file as the mapping says, and as the arguments say instead.
fn read_table(args: &ImportArgs, given: Option<&Mapping>) -> anyhow::Result<Table> {
    let said = given.map(|mapping| mapping.read.clone()).unwrap_or_default();
    let now = ReadOptions::from(&args.reading);
    let options = ReadOptions {
        encoding: now.encoding.or(said.encoding),
        delimiter: now.delimiter.or(said.delimiter),
        header: now.header.or(said.header),
        sheet: now.sheet.clone().or(said.sheet),
    };
    let file = args.file.as_path();
    let bytes = store::read_import(file, Table::MAX_BYTES as u64)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let table = Table::read_with(&bytes, &name, &options, &|_progress| Continue::Go)
        .with_context(|| format!("Nothing was imported from {}", file.display()))?;
    if let Some(why) = unheeded(&now, table.sniffed.source) {
        bail!("Nothing was imported from {}: {why}", file.display());
    }
    Ok(table)
}

/// What was said about the file that means nothing for a file of its kind: nobody should believe that it was heeded.
fn unheeded(said: &ReadOptions, source: Source) -> Option<&'static str> {
    let is_text = matches!(source, Source::Text | Source::Clipboard);
    if is_text && said.sheet.is_some() {
        Some("it is a text file, which has no sheets. Leave --sheet out.")
    } else if !is_text && said.encoding.is_some() {
        Some("it is a workbook, which says itself how it is written. Leave --encoding out.")
    } else if !is_text && said.delimiter.is_some() {
        Some("it is a workbook, which has cells and nothing between them. Leave --delimiter out.")
    } else {
        None
    }
}

/// Takes the mapping that is given or kept, or suggests one, and looks what would become of the table.
fn look(
    (table, given): (&Table, Option<&Mapping>),
    args: &ImportArgs,
    loaded: &Loaded,
    here: &mut Here,
) -> anyhow::Result<(Mapping, Option<Name>, Preview)> {
    // A customer whose file can't be read would come in a second time.
    if let Some(problem) = loaded.problems.first() {
        let num = counted(loaded.problems.len(), "file");
        bail!("Nothing was imported, for {num} of the workspace can't be read. {problem} `keepwise check` lists them.");
    }
    let workspace = &loaded.workspace;
    let kept = if args.kind.is_none() { kept_mapping(table, workspace) } else { None };
    let (mut mapping, kept) = match (given, kept) {
        (Some(given), _) => (given.clone(), None),
        (None, Some(Kept { name, mapping })) => (mapping, Some(name)),
        (None, None) => {
            let kind = args.kind.map(Into::into);
            let today = Some(here.clock.today());
            // Nobody stops it, so it is there.
            let found = suggest_watched(table, workspace, (kind, today), &mut |_| ControlFlow::Continue(()));
            (found.context("The import was stopped; nothing was imported")?, None)
        }
    };
    if args.skip_bad_rows {
        mapping.on_problem = OnProblem::SkipRows;
    }
    let today = here.clock.today();
    let found = preview(table, &mapping, workspace, today, &mut || here.clock.ulid());
    Ok((mapping, kept, found))
}

/// Names that look like others: kept apart, unless the mapping says that they are the same.
fn list_alike(alike: &[Likeness], err: &mut dyn Write) -> anyhow::Result<()> {
    if alike.is_empty() {
        return Ok(());
    }
    writeln!(
        err,
        "{} like another, taken for new (say otherwise in the mapping, under \u{201c}same\u{201d}):",
        counted(alike.len(), "name")
    )?;
    for pair in alike.iter().take(MAX_PRINTED) {
        let who = match pair.who {
            Who::Customer => "customer",
            Who::Person => "person",
        };
        let text = pair.text.replace(char::is_control, " ");
        writeln!(err, "  Row {}: {who} \u{201c}{text}\u{201d}, like \u{201c}{}\u{201d}", pair.row, pair.other)?;
    }
    if alike.len() > MAX_PRINTED {
        writeln!(err, "  \u{2026} and {} more", alike.len() - MAX_PRINTED)?;
    }
    Ok(())
}

fn list(problems: &[Problem], num: usize, noun: &str, err: &mut dyn Write) -> anyhow::Result<()> {
    if num > 0 {
        writeln!(err, "{}:", counted(num, noun))?;
    }
    for problem in problems.iter().take(MAX_PRINTED) {
        writeln!(err, "  {problem}")?;
    }
    if num > MAX_PRINTED {
        writeln!(err, "  \u{2026} and {} more", num - MAX_PRINTED)?;
    }
    Ok(())
}

/// What the file holds, in one line: "1161 rows: 130 new customers, 138 new people …".
fn summary(counts: &Counts) -> String {
    let people = |num: usize| if num == 1 { "1 new person".to_owned() } else { format!("{num} new people") };
    let parts = [
        (counts.new_customers, counted(counts.new_customers, "new customer")),
        (counts.changed_customers, counted(counts.changed_customers, "changed customer")),
        (counts.unchanged_customers, counted(counts.unchanged_customers, "unchanged customer")),
        (counts.new_people, people(counts.new_people)),
        (counts.new_ratings, counted(counts.new_ratings, "new rating")),
        (counts.changed_ratings, counted(counts.changed_ratings, "changed rating")),
        (counts.unchanged_ratings, counted(counts.unchanged_ratings, "unchanged rating")),
        (counts.new_scorecards, counted(counts.new_scorecards, "new scorecard")),
        (counts.skipped_rows, format!("{} left out", counted(counts.skipped_rows, "row"))),
        (counts.missing_cells, format!("{} without a value", counted(counts.missing_cells, "cell"))),
    ];
    let told: Vec<String> = parts.into_iter().filter(|(num, _)| *num > 0).map(|(_, text)| text).collect();
    let told = if told.is_empty() { "nothing".to_owned() } else { told.join(", ") };
    format!("{}: {told}.", counted(counts.rows, "row"))
}
