//! `keepwise import` of what `keepwise export` wrote: the JSON file, the workbook or the folder of CSV files, back into
//! a workspace.

use std::io::Write;
use std::path::Path;

use anyhow::bail;

use super::open::counted;
use super::{Exit, Here, ImportArgs};
use crate::exchange::{
    Continue, ExportTable, Restored, Table, is_our_workbook, read_tables, read_workbook, read_workspace_json, restore,
};
use crate::model::Workspace;
use crate::store::{self, Access, Folder};

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 1_000_000_000;

/// What was exported here, read from the disk.
enum Exported {
    Json(Vec<u8>),
    Workbook(Vec<u8>),
    Tables(Vec<(ExportTable, Vec<u8>)>),
}

/// What was exported here, if the file or folder is that; a workbook only where nobody says how it is to be read.
fn exported(args: &ImportArgs) -> anyhow::Result<Option<Exported>> {
    let file = args.file.as_path();
    if is_json(file) {
        return Ok(Some(Exported::Json(store::read_import(file, MAX_BYTES)?)));
    }
    if file.is_dir() {
        let mut files = Vec::new();
        for table in ExportTable::ALL {
            let path = file.join(table.file_name());
            if path.is_file() {
                files.push((table, store::read_import(&path, Table::MAX_BYTES as u64)?));
            }
        }
        if files.is_empty() {
            bail!(
                "Nothing was imported: {} is a folder without the CSV files of an export. Name a file, or a folder that `keepwise export` made.",
                file.display()
            );
        }
        return Ok(Some(Exported::Tables(files)));
    }
    let is_said = args.mapping.is_some() || args.kind.is_some() || args.reading.sheet.is_some();
    if is_said || !file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return Ok(None);
    }
    let bytes = store::read_import(file, Table::MAX_BYTES as u64)?;
    Ok(is_our_workbook(&bytes).then_some(Exported::Workbook(bytes)))
}

/// Whether the file is JSON by its name.
fn is_json(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// Imports what was exported here; none if it is any other spreadsheet.
pub(super) fn run(args: &ImportArgs, here: &Here, err: &mut dyn Write) -> anyhow::Result<Option<Exit>> {
    let go_on = |_progress| Continue::Go;
    let from = match exported(args)? {
        None => return Ok(None),
        Some(Exported::Json(bytes)) => read_workspace_json(&bytes)?,
        Some(Exported::Workbook(bytes)) => read_workbook(&bytes, &go_on)?,
        Some(Exported::Tables(files)) => read_tables(&files, &go_on)?,
    };
    bring_in(&from, args, here, err).map(Some)
}

fn bring_in(from: &Workspace, args: &ImportArgs, here: &Here, err: &mut dyn Write) -> anyhow::Result<Exit> {
    if !store::is_workspace(&args.into) {
        if !args.dry_run {
            store::create(&args.into, from)?;
        }
        let all = Restored {
            new_customers: from.customers.len(),
            new_ratings: from.num_ratings(),
            new_scorecards: from.scorecards.len(),
            new_people: from.business.people.len(),
            ..Restored::default()
        };
        return told(&all, if args.dry_run { "Dry run: nothing was changed." } else { "Done: a new workspace." }, err);
    }
    if args.dry_run {
        let found = restore(&super::open::look(&args.into)?.workspace, from);
        return told(&found, "Dry run: nothing was changed.", err);
    }
    let (mut folder, loaded) = Folder::open(&here.paths, &args.into, &|_progress| ())?;
    if let Access::ReadOnly(why) = &loaded.access {
        bail!("Nothing was imported. {why}");
    }
    // A customer whose file can't be read would come in a second time.
    if let Some(problem) = loaded.problems.first() {
        bail!(
            "Nothing was imported, for a file of the workspace can't be read. {problem} `keepwise check` lists them."
        );
    }
    let mut workspace: Workspace = loaded.workspace;
    let mut found = restore(&workspace, from);
    let Some(edit) = found.edit.take() else {
        return told(&found, "Nothing new: everything in the file is here already.", err);
    };
    let change = edit.apply(&mut workspace)?;
    folder.save(&store::edits_of(&change)).all()?;
    told(&found, "Done.", err)
}

fn told(found: &Restored, done: &str, err: &mut dyn Write) -> anyhow::Result<Exit> {
    let people = |num: usize| if num == 1 { "1 new person".to_owned() } else { format!("{num} new people") };
    let parts = [
        (found.new_customers, counted(found.new_customers, "new customer")),
        (found.known_customers, format!("{} here already", counted(found.known_customers, "customer"))),
        (found.new_ratings, counted(found.new_ratings, "new rating")),
        (found.new_scorecards, counted(found.new_scorecards, "new scorecard")),
        (found.new_people, people(found.new_people)),
    ];
    let told: Vec<String> = parts.into_iter().filter(|(num, _)| *num > 0).map(|(_, text)| text).collect();
    writeln!(err, "{}.", if told.is_empty() { "Nothing new".to_owned() } else { told.join(", ") })?;
    if found.kept > 0 {
        writeln!(err, "{} differ here and in the file; they stay as they are here.", counted(found.kept, "record"))?;
    }
    writeln!(err, "{done}")?;
    Ok(Exit::Done)
}
