//! What has to happen outside the state: on the disk, on a worker, in a system dialog.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::charts::Pixels;
use crate::exchange::{Fixes, Mapping, Table};
use crate::model::{Edit, Workspace};
use crate::store::{Overwrite, Settings};

use super::picture_export::{AllJob, SaveJob};
use super::session::ToSave;
use super::way_out::OutJob;

/// One thing to do outside the state. Results come back as commands.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Open a workspace, or make it; the one open before is saved first.
    Open(What),
    /// Write these records.
    Save(ToSave),
    /// Wait until everything is on disk, then say so.
    Flush,
    /// Write the settings.
    SaveSettings(Box<Settings>),
    /// Keep an unfinished form where a crash cannot reach it.
    PutDraft {
        /// Which form.
        key: String,
        /// Its content.
        content: serde_json::Value,
    },
    /// Forget an unfinished form.
    RemoveDraft(String),
    /// Read a spreadsheet.
    ReadTable(Box<super::ReadQuestion>),
    /// Find out what a spreadsheet means.
    SuggestImport(Box<super::SuggestQuestion>),
    /// Look through a column of a spreadsheet.
    LookAtColumn(Box<super::ColumnQuestion>),
    /// Work out what an import would do.
    PreviewImport(Box<ImportQuestion>),
    /// Draw a chart into a file.
    ExportChart {
        /// What to draw, and how.
        job: Arc<SaveJob>,
        /// Where to.
        path: PathBuf,
        /// Whether a file of that name may be replaced.
        overwrite: Overwrite,
        /// Whether the numbers beside it may be.
        overwrite_data: Overwrite,
    },
    /// Draw all charts of a set into files.
    ExportAll(Box<AllJob>),
    /// Make and write everything, or a rating form.
    TakeOut {
        /// What.
        job: Arc<OutJob>,
        /// Where to.
        path: PathBuf,
        /// Whether files may be replaced.
        overwrite: Overwrite,
    },
    /// Answer a question about a snapshot; a newer one of the same desk cancels it.
    Work(super::Work),
    /// Something only the window can do.
    Ui(UiEffect),
}

/// What would this import do?
#[derive(Debug, Clone)]
pub struct ImportQuestion {
    /// The spreadsheet.
    pub table: Arc<Table>,
    /// How its columns are used.
    pub mapping: Mapping,
    /// What was mended in it.
    pub fixes: Fixes,
    /// The workspace it would go into.
    pub workspace: Workspace,
    /// The day it is.
    pub today: jiff::civil::Date,
    /// Where its ids begin.
    pub ids: super::Clock,
    /// Whether nobody waits for it any more.
    pub cancel: super::Cancel,
    /// Which question this is; the answer to an older one is thrown away.
    pub ticket: u64,
    /// The edit that this question makes useless: 100,000 customers are not kept twice, and not dropped in a frame.
    pub stale: Option<Edit>,
}

impl ImportQuestion {
    /// What it would do; none if nobody waits for it any more. Tells how many rows are read.
    pub fn answer(mut self, tell: &mut dyn FnMut(usize)) -> Option<crate::exchange::Preview> {
        drop(self.stale.take());
        let Self { table, mapping, fixes, workspace, today, ids, cancel, .. } = &mut self;
        let mut watch = |done: usize| {
            tell(done);
            if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut ids = || ids.ulid();
        crate::exchange::preview_watched((table, fixes), mapping, workspace, (*today, &mut ids), &mut watch)
    }
}

/// What to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The owner's own workspace in the usual place, made on first start.
    Default,
    /// A throw-away copy of the sample business.
    Sample,
    /// A folder.
    Folder(PathBuf),
    /// A new workspace in an empty folder.
    New(PathBuf),
}

/// Something only the window can do.
#[derive(Debug, Clone)]
pub enum UiEffect {
    /// Close the window for good.
    Close,
    /// Ask for a folder or file with the system's dialog, or for a typed path where there is none.
    Pick(Pick),
    /// Show a folder in the system's file manager.
    ShowFolder(PathBuf),
    /// Put text on the clipboard.
    Copy(String),
    /// Put a picture on the clipboard.
    CopyImage(Arc<Pixels>),
    /// Put a table on the clipboard: as one for documents, and as plain text for everything else.
    CopyTable {
        /// The table as HTML.
        html: String,
        /// The table as lines of text between tabs.
        text: String,
    },
    /// Ask for the table on the clipboard; it comes back as `ImportCommand::Paste`.
    RequestPaste,
}

/// What is being asked for; the answer comes back as `FileCommand::Picked`.
#[derive(Debug, Clone)]
pub enum Pick {
    /// A workspace to open.
    OpenFolder,
    /// An empty folder for a new workspace.
    NewFolder,
    /// A spreadsheet to import.
    ImportFile,
    /// A place for a chart.
    SaveChart(Arc<SaveJob>),
    /// A folder for many charts; the one to begin in, if one is known.
    ExportFolder(Option<PathBuf>),
    /// A place for everything, or for a rating form.
    Out(Arc<OutJob>),
}
