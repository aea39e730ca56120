//! How near one person's voice is to another verdict, for all customers at once: from the evidence's cells alone,
//! without going through single answers.
//!
//! With k = w/A · g/G · 1/n (weight w of the answered A, group balance g of the G that answered, n people in the
//! group; 1 for n where people are not combined by their plain mean) a voice that moves by Δ moves the score by k·Δ at most. Reaching a threshold T takes Δ = (T − S)/k, possible if the
//! lowest voice has that far to rise, or the highest that far to fall. A single answer is at most a whole voice, so
//! no single answer smaller than this can change the verdict, and where this is `None` and no flag is within reach
//! none can at all. `answer_change.rs` finds the exact one.

use serde::Serialize;

use crate::analysis::evidence::{Cell, RowRef};
use crate::analysis::flags::{FlagState, flag_state};
use crate::analysis::judge::{Judgement, Rules};
use crate::model::{FlagPolicy, Verdict};

use super::targets::{EPSILON, Stand};

/// One person's voice on one criterion that would have to be another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct VoiceReach {
    /// The criterion's place.
    pub criterion: usize,
    /// The group's place.
    pub group: usize,
    /// How far the voice has to move at least, as a part of the scale, 0–1.
    pub at_least: f64,
    /// The verdict then.
    pub verdict: Verdict,
}

impl Rules<'_> {
    /// What one voice in a group's cell does to the score at most, by the criterion's part of the answered weight;
    /// `None` if it has no say. With plain means it is one n-th of its group; by other rules it may be all of it.
    pub(super) fn pull(&self, cells: &[Cell], part: f64, group: usize, is_plain: bool) -> Option<f64> {
        let people = cells[group].people;
        if people == 0 || self.balance[group] <= 0.0 || part <= 0.0 {
            return None;
        }
        let mut balance = 0.0;
        for (cell, of_group) in cells.iter().zip(&self.balance) {
            balance += if cell.people > 0 { *of_group } else { 0.0 };
        }
        Some(part * self.balance[group] / (balance * if is_plain { f64::from(people) } else { 1.0 }))
    }

    /// The smallest move of one voice that may alter the verdict, where the score gives the verdict.
    pub(super) fn voice_reach(&self, row: RowRef<'_>, stand: &Stand, is_plain: bool) -> Option<VoiceReach> {
        let mut nearest: Option<VoiceReach> = None;
        for &(criterion, weight, _) in &stand.answered {
            let cells = self.cells(row, criterion);
            for (group, cell) in cells.iter().enumerate() {
                let Some(pull) = self.pull(cells, weight / stand.weight, group, is_plain) else { continue };
                for target in stand.targets.iter().flatten() {
                    let at_least = (target.behind - stand.score).abs() / pull;
                    let room = if target.is_rise { 1.0 - cell.min } else { cell.max };
                    let is_nearer = nearest.is_none_or(|best| at_least < best.at_least - EPSILON);
                    // A little leeway: never miss what the exact search would find.
                    if at_least <= room + 2.0 * EPSILON / pull && is_nearer {
                        nearest = Some(VoiceReach { criterion, group, at_least, verdict: target.verdict });
                    }
                }
            }
        }
        nearest
    }

    /// Whether one person answering otherwise about a red flag may alter the verdict, whatever the answer is worth.
    pub(super) fn one_flag_may_alter(&self, row: RowRef<'_>, judgement: &Judgement) -> bool {
        let criteria = 0..self.weights.len();
        let state = |at: Option<(usize, usize, bool)>| {
            let mut all = FlagState::None;
            for criterion in criteria.clone() {
                let Some(mut tally) = self.flag_tally(row, criterion) else { continue };
                if let Some((_, group, hit)) = at.filter(|(changed, ..)| *changed == criterion) {
                    let of_group = u32::from(self.is_flag_group(group));
                    if hit {
                        tally.hits += 1;
                        tally.group_hits += of_group;
                    } else {
                        tally.hits = tally.hits.saturating_sub(1);
                        tally.group_hits = tally.group_hits.saturating_sub(of_group);
                    }
                }
                all = all.and(flag_state(tally, self.flag_policy));
            }
            all
        };
        if judgement.flags == FlagState::None {
            return false;
        }
        let is_hit = judgement.flags == FlagState::Hit;
        // Where the verdict is "let go" anyway a flag more changes nothing.
        if !is_hit && judgement.verdict == Verdict::LetGo {
            return false;
        }
        criteria.clone().any(|criterion| {
            self.flag_tally(row, criterion).is_some()
                && self.cells(row, criterion).iter().enumerate().any(|(group, cell)| {
                    let can_change = if is_hit { cell.hits > 0 } else { cell.asked > cell.hits };
                    can_change && (state(Some((criterion, group, !is_hit))) == FlagState::Hit) != is_hit
                })
        })
    }

    fn is_flag_group(&self, group: usize) -> bool {
        match self.flag_policy {
            FlagPolicy::Group(_) => self.flag_group == Some(group),
            FlagPolicy::Any | FlagPolicy::Majority => false,
        }
    }
}

/// Whether the verdict is the band the score reaches, and nothing overrules it.
pub(super) fn is_by_score(judgement: &Judgement) -> bool {
    judgement.flags != FlagState::Hit && judgement.verdict != Verdict::NotEnough
}
