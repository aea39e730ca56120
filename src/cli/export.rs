//! `keepwise export` and `keepwise form`: everything out of a workspace, and a form for people without the program.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::open::counted;
use super::{Exit, ExportArgs, FormArgs, Here, open};
use crate::exchange::{Export, ExportError, ExportProgress, ExportTable, FormRows, blank_form, write_workspace_json};
use crate::store::{ExportFile, Overwrite, ReadyExport, StoreError, make_folder, prepare_export};

const fn go_on(_progress: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub(super) fn run(args: &ExportArgs, here: &Here, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Exit> {
    let loaded = open::look(&args.dir)?;
    let (workspace, today) = (&loaded.workspace, here.clock.today());
    match ending(&args.out).as_deref() {
        Some("xlsx") => {
            let export = Export::new(workspace, today);
            prepare(&args.out, args.force, |file| export.write_xlsx(file, &mut go_on))?.place()?;
        }
        Some("json") => {
            prepare(&args.out, args.force, |file| write_workspace_json(workspace, file, &mut go_on))?.place()?;
        }
        Some(other) if !args.out.is_dir() => {
            bail!(
                "A workspace cannot be exported as \u{201c}.{other}\u{201d}. Name a FILE.xlsx, a FILE.json, or a folder for CSV files."
            )
        }
        None if args.out.is_file() => bail!(
            "{} is a file, and CSV files go into a folder. Nothing was written. Name a folder, a FILE.xlsx or a FILE.json.",
            args.out.display()
        ),
        _ => tables(&Export::new(workspace, today), &args.out, args.force)?,
    }
    let what = [counted(workspace.customers.len(), "customer"), counted(workspace.num_ratings(), "rating")];
    writeln!(out, "{}: {}", args.out.display(), what.join(", "))?;
    for problem in &loaded.problems {
        writeln!(err, "{problem}")?;
    }
    if !loaded.problems.is_empty() {
        writeln!(err, "What cannot be read is not in the export.")?;
    }
    Ok(if loaded.problems.is_empty() { Exit::Done } else { Exit::Problems })
}

/// Every table as a CSV file in a folder; nothing is written if one of them is there already, or cannot be made.
fn tables(export: &Export<'_>, dir: &Path, force: bool) -> anyhow::Result<()> {
    let files: Vec<(ExportTable, PathBuf)> =
        ExportTable::ALL.into_iter().map(|table| (table, dir.join(table.file_name()))).collect();
    if let Some((_, taken)) = files.iter().find(|(_, file)| !force && file.exists()) {
        bail!(open::taken(taken));
    }
    make_folder(dir)?;
    let ready: Vec<ReadyExport> = files
        .iter()
        .map(|(table, path)| prepare(path, force, |file| export.write_csv(*table, file, &mut go_on)))
        .collect::<anyhow::Result<_>>()?;
    for file in ready {
        file.place()?;
    }
    Ok(())
}

pub(super) fn form(args: &FormArgs, here: &Here, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let loaded = open::look(&args.dir)?;
    if ending(&args.out).as_deref() != Some("xlsx") {
        bail!("A rating form is a workbook: name a FILE.xlsx.");
    }
    let card = open::scorecard(&loaded.workspace, args.scorecard.as_deref())?;
    let rows = if args.customers { FormRows::Customers } else { FormRows::Blank };
    let form = blank_form(&loaded.workspace, card.id, rows, here.clock.today())?;
    prepare(&args.out, args.force, |file| Ok(file.write_all(&form)?))?.place()?;
    writeln!(out, "{}: rating form for \u{201c}{}\u{201d}", args.out.display(), card.name)?;
    Ok(Exit::Done)
}

/// The ending of a file's name, in small letters.
fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

/// Why a file did not come to be.
#[derive(Debug, thiserror::Error)]
enum OutError {
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A new file beside its place, as it is made.
fn prepare(
    path: &Path,
    force: bool,
    make: impl FnOnce(&mut ExportFile) -> Result<(), ExportError>,
) -> anyhow::Result<ReadyExport> {
    let overwrite = if force { Overwrite::Replace } else { Overwrite::Never };
    match prepare_export(path, overwrite, |file| make(file).map_err(OutError::from)) {
        Ok(ready) => Ok(ready),
        Err(OutError::Store(StoreError::Exists(file))) => bail!(open::taken(&file)),
        Err(OutError::Store(error)) => Err(error.into()),
        Err(OutError::Export(error)) => Err(error.into()),
    }
}
