//! What can be typed for `keepwise export` and `keepwise form`.

use std::path::PathBuf;

use clap::Args;

/// What to export, and where to.
#[derive(Debug, Clone, Args)]
pub struct ExportArgs {
    /// The workspace folder
    pub dir: PathBuf,
    /// FILE.xlsx for a workbook, FILE.json for one file that loses nothing, a folder for CSV files
    #[arg(long, value_name = "FILE|FOLDER")]
    pub out: PathBuf,
    /// Replaces files that are there already
    #[arg(long)]
    pub force: bool,
}

/// Which form, and where to.
#[derive(Debug, Clone, Args)]
pub struct FormArgs {
    /// The workspace folder
    pub dir: PathBuf,
    /// The scorecard, by name or id; without it, the workspace's main one
    #[arg(long, value_name = "NAME")]
    pub scorecard: Option<String>,
    /// The workbook: FILE.xlsx
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Begins a row for every customer we work with
    #[arg(long)]
    pub customers: bool,
    /// Replaces a file that is there already
    #[arg(long)]
    pub force: bool,
}
