//! Firmness: how surely a verdict stands.
//!
//! - **Split**: two groups that count, each with at least one person and enough coverage of its own, would come to
//!   different verdicts, and their scores lie more than [`CLOSE_POINTS`] apart.
//! - **Too close to call**: the score lies within [`CLOSE_POINTS`] of a band, or one person moving one answer by one
//!   step of its scale (a point, yes to no, a tenth of a measure's range) would change the verdict. What one step
//!   does to its group depends on how the group's people are combined; people's severity is held as it is.
//! - **Firm**: neither. Split goes before too close.
//!
//! Where a red flag alone makes the verdict, the verdict is split if somebody asked about every hit flag says
//! otherwise, else firm. Where there is not enough evidence there is nothing to be firm about: firm, by convention.

use crate::model::Verdict;

use super::evidence::RowRef;
use super::flags::{FlagState, flag_state};
use super::judge::{EPSILON, Rules, Sums};

/// A score this near to a band, in points of 100, is too close to call.
pub const CLOSE_POINTS: f64 = 2.0;

/// How surely a verdict stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Firmness {
    /// It would take more than one changed answer.
    Firm,
    /// Next to a band, or one answer away from another verdict.
    TooClose,
    /// The groups alone would come to different verdicts.
    Split,
}

impl Firmness {
    /// The firmness in words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Firm => "Firm",
            Self::TooClose => "Too close to call",
            Self::Split => "Raters are split",
        }
    }
}

impl Rules<'_> {
    pub(super) fn firmness(&self, row: RowRef<'_>, sums: Sums, verdict: Verdict, flags: FlagState) -> Firmness {
        let band = sums.score().map(|score| self.band(score));
        match (verdict, sums.score()) {
            (Verdict::NotEnough, _) => Firmness::Firm,
            (_, Some(score)) if band == Some(verdict) => {
                if flags == FlagState::Hit && self.flags_unanimous(row) {
                    Firmness::Firm
                } else if self.is_split(row) {
                    Firmness::Split
                } else if self.is_close(row, sums, score) {
                    Firmness::TooClose
                } else {
                    Firmness::Firm
                }
            }
            // A red flag alone makes the verdict.
            _ if self.flags_unanimous(row) => Firmness::Firm,
            _ => Firmness::Split,
        }
    }

    /// Whether at least one hit flag is hit by the word of everybody asked.
    fn flags_unanimous(&self, row: RowRef<'_>) -> bool {
        let mut tallies = (0..self.weights.len()).filter_map(|criterion| self.flag_tally(row, criterion));
        tallies.any(|tally| flag_state(tally, self.flag_policy) == FlagState::Hit && tally.hits == tally.asked)
    }

    /// What the group at this place alone would say: its score on 0–1, if it counts and covers enough to have one.
    pub(super) fn group_score(&self, row: RowRef<'_>, group: usize) -> Option<f64> {
        if self.balance[group] <= 0.0 || row.raters[group] == 0 {
            return None;
        }
        let sums = self.group_sums(row, group);
        sums.score().filter(|_| sums.coverage() + EPSILON >= self.min_coverage)
    }

    /// The lowest and the highest score a group alone gives, as (group, score), if two groups have one.
    pub(super) fn group_extremes(&self, row: RowRef<'_>) -> Option<((usize, f64), (usize, f64))> {
        if row.raters.iter().filter(|raters| **raters > 0).count() < 2 {
            return None;
        }
        let mut extremes: Option<((usize, f64), (usize, f64))> = None;
        for (group, score) in (0..self.balance.len()).filter_map(|g| Some((g, self.group_score(row, g)?))) {
            let (low, high) = extremes.get_or_insert(((group, score), (group, score)));
            if score < low.1 {
                *low = (group, score);
            }
            if score > high.1 {
                *high = (group, score);
            }
        }
        extremes.filter(|(low, high)| low.0 != high.0)
    }

    fn is_split(&self, row: RowRef<'_>) -> bool {
        self.group_extremes(row).is_some_and(|((_, low), (_, high))| {
            self.band(low) != self.band(high) && (high - low) * 100.0 > CLOSE_POINTS
        })
    }

    fn is_close(&self, row: RowRef<'_>, sums: Sums, score: f64) -> bool {
        let near = |threshold: f64| (score - threshold).abs() * 100.0 <= CLOSE_POINTS + EPSILON;
        if near(self.keep_from) || near(self.hard_look_from) {
            return true;
        }
        let verdict = self.band(score);
        let flips = |down: f64, up: f64| self.band(score + up) != verdict || self.band(score - down) != verdict;
        // Most scores are out of reach even if one person were everybody.
        let most = self.weights.iter().zip(0..).map(|(weight, criterion)| weight * self.step(criterion));
        let most = most.fold(0.0, f64::max) / sums.answered;
        flips(most, most) && {
            let (down, up) = self.largest_step(row, sums.answered);
            flips(down, up)
        }
    }

    /// How far the score (0–1) falls and rises at most if one person moves one answer by one step.
    fn largest_step(&self, row: RowRef<'_>, answered: f64) -> (f64, f64) {
        let (mut down, mut up) = (0.0_f64, 0.0_f64);
        for (criterion, &weight) in self.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            let cells = self.cells(row, criterion);
            let pairs = || cells.iter().zip(&self.balance).filter(|(cell, _)| cell.people > 0);
            let balance: f64 = pairs().map(|(_, balance)| balance).sum();
            if balance <= 0.0 {
                continue;
            }
            for (cell, group) in pairs() {
                let reach = weight / answered * group / balance;
                down = down.max(reach * cell.fall);
                up = up.max(reach * cell.rise);
            }
        }
        (down, up)
    }
}
