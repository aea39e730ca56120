//! Ranking through lenses: the same customers in order of revenue, profit, word of mouth, score and more, side by side,
//! with what each list does not show. No single list is "the" ranking.

mod column;
mod findings;
mod lens;
mod table;
mod values;
mod warnings;
mod words;

pub use column::{LensColumn, LensPlace};
pub use findings::{finding_lens_row, finding_lenses, finding_pairs};
pub use lens::Lens;
pub use table::{LensPair, LensRow, Lenses, RankSpan, lenses};
pub use warnings::{RankWarning, RankWarningKind, all_rank_warnings, rank_warnings};
pub use words::{ordinal, placed};
