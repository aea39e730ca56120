//! What is wrong with a file, where, and what to do about it.

use std::fmt;
use std::path::PathBuf;

/// One thing that is wrong in a workspace; nothing was changed because of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the workspace folder.
    pub file: PathBuf,
    /// Line and column, both from 1, if it is at one place.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in a sentence.
    pub what: String,
    /// What to do, in a sentence or two.
    pub advice: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some((line, column)) = self.place {
            write!(f, ", line {line}, column {column}")?;
        }
        write!(f, ": {} {}", self.what, self.advice)
    }
}
