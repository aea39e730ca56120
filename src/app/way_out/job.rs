//! Makes what goes out and writes it, on a worker.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::exchange::{Export, ExportError, ExportProgress, ExportTable, blank_form, workspace_json};
use crate::store::{Overwrite, StoreError, is_taken, make_folder, write_export};

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
        let bytes = match self.out {
            Out::Everything(WholeFormat::Workbook) => Export::new(&self.workspace, self.today).xlsx(&mut { watch })?,
            Out::Everything(WholeFormat::Json) => workspace_json(&self.workspace, &mut { watch })?,
            Out::Form { scorecard, rows } => blank_form(&self.workspace, scorecard, rows, self.today)?,
            Out::Everything(WholeFormat::Csv) => {
                let export = Export::new(&self.workspace, self.today);
                // All of them before the first is written: who stops it has no half of them.
                let made: Result<Vec<_>, _> = ExportTable::ALL
                    .into_iter()
                    .map(|table| {
                        Ok::<_, ExportError>((path.join(table.file_name()), export.csv(table, &mut { watch })?))
                    })
                    .collect();
                let made = made?;
                if self.cancel.is_cancelled() {
                    return Err(ExportError::Cancelled.into());
                }
                make_folder(path)?;
                for (file, bytes) in made {
                    write_export(&file, &bytes, overwrite)?;
                }
                return Ok(());
            }
        };
        // Stopped at the last moment: nothing is written then either.
        if self.cancel.is_cancelled() {
            return Err(ExportError::Cancelled.into());
        }
        Ok(write_export(path, &bytes, overwrite)?)
    }
}

#[derive(Debug, thiserror::Error)]
enum OutError {
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
