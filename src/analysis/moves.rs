//! What changed between two judgements of the same customers, and how many stand where.

use crate::model::Verdict;

use super::judge::Judgement;

/// A customer whose verdict changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The customer's place in the evidence.
    pub index: usize,
    /// The verdict before.
    pub from: Verdict,
    /// The verdict after.
    pub to: Verdict,
}

/// Whose verdict changes from `before` to `after`, two judgements of the same evidence.
pub fn moves(before: &[Judgement], after: &[Judgement]) -> Vec<Move> {
    let pairs = before.iter().zip(after).enumerate();
    let moved = pairs.filter(|(_, (before, after))| before.verdict != after.verdict);
    moved.map(|(index, (before, after))| Move { index, from: before.verdict, to: after.verdict }).collect()
}

/// How many customers stand at each verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VerdictCounts {
    /// Let go.
    pub let_go: usize,
    /// Hard look.
    pub hard_look: usize,
    /// Keep.
    pub keep: usize,
    /// Not enough evidence.
    pub not_enough: usize,
}

impl VerdictCounts {
    /// How many stand at this verdict.
    pub const fn of(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::LetGo => self.let_go,
            Verdict::HardLook => self.hard_look,
            Verdict::Keep => self.keep,
            Verdict::NotEnough => self.not_enough,
        }
    }

    /// How many there are.
    pub const fn total(&self) -> usize {
        self.let_go + self.hard_look + self.keep + self.not_enough
    }
}

/// Counts the verdicts.
pub fn count(judgements: &[Judgement]) -> VerdictCounts {
    let mut counts = VerdictCounts::default();
    for judgement in judgements {
        *match judgement.verdict {
            Verdict::LetGo => &mut counts.let_go,
            Verdict::HardLook => &mut counts.hard_look,
            Verdict::Keep => &mut counts.keep,
            Verdict::NotEnough => &mut counts.not_enough,
        } += 1;
    }
    counts
}
