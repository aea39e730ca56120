//! Makes what goes out and writes it, on a worker.

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::exchange::{Export, ExportError, ExportProgress, ExportTable, blank_form, write_workspace_json};
use crate::store::{ExportFile, Overwrite, StoreError, is_taken, make_folder, prepare_export};

use super::{Out, OutCommand, OutJob, Taken, WholeFormat};

impl OutJob {
    /// Makes and writes it; what became of it comes back as a command.
    pub(crate) fn run(self: Arc<Self>, path: &Path, overwrite: Overwrite, tell: &dyn Fn(ExportProgress)) -> OutCommand {
        let exists = |files| OutCommand::Exists(Taken { job: Arc::clone(&self), path: path.to_owned(), files });
        let taken: Vec<PathBuf> =
            self.files(path).into_iter().filter(|file| overwrite == Overwrite::Never && is_taken(file)).collect();
        if !taken.is_empty() {
            return exists(taken);
        }
        match self.write(path, overwrite, tell) {
            Ok(()) => OutCommand::Saved(path.to_owned()),
            Err(OutError::Store(StoreError::Exists(taken))) => exists(vec![taken]),
            Err(OutError::Export(ExportError::Cancelled)) => OutCommand::Stopped,
            // What the store says ends with a full stop already.
            Err(error) => OutCommand::Failed(format!("{}.", error.to_string().trim_end_matches('.'))),
        }
    }

    /// The files it would write.
    fn files(&self, path: &Path) -> Vec<PathBuf> {
        match self.out {
            Out::Everything(WholeFormat::Csv) => {
                ExportTable::ALL.into_iter().map(|table| path.join(table.file_name())).collect()
            }
            Out::Everything(_) | Out::Form { .. } => vec![path.to_owned()],
        }
    }

    fn write(&self, path: &Path, overwrite: Overwrite, tell: &dyn Fn(ExportProgress)) -> Result<(), OutError> {
        let watch = |progress: ExportProgress| {
            tell(progress);
            if self.cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let export = || Export::new(&self.workspace, self.today);
        let prepare = |path: &Path, make: &mut dyn FnMut(&mut ExportFile) -> Result<(), ExportError>| {
            prepare_export(path, overwrite, |file| make(file).map_err(OutError::from))
        };
        let ready = match self.out {
            Out::Everything(WholeFormat::Workbook) => {
                let export = export();
                vec![prepare(path, &mut |file| export.write_xlsx(file, &mut { watch }))?]
            }
            Out::Everything(WholeFormat::Json) => {
                vec![prepare(path, &mut |file| write_workspace_json(&self.workspace, file, &mut { watch }))?]
            }
            Out::Form { scorecard, rows } => {
                let form = blank_form(&self.workspace, scorecard, rows, self.today)?;
                vec![prepare(path, &mut |file| Ok(file.write_all(&form)?))?]
            }
            Out::Everything(WholeFormat::Csv) => {
                let export = export();
                make_folder(path)?;
                // All of them before the first takes its place: who stops it has no half of them.
                let table = |table: ExportTable| {
                    prepare(&path.join(table.file_name()), &mut |file| export.write_csv(table, file, &mut { watch }))
                };
                ExportTable::ALL.into_iter().map(table).collect::<Result<Vec<_>, _>>()?
            }
        };
        // Stopped at the last moment: nothing is put in its place then either.
        if self.cancel.is_cancelled() {
            return Err(ExportError::Cancelled.into());
        }
        for file in ready {
            file.place()?;
        }
        Ok(())
    }
}

#[derive(Debug, thiserror::Error)]
enum OutError {
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
