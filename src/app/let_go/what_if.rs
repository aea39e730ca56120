//! "What if": the policy's terms beside a copy that the sliders change.

use std::collections::BTreeSet;

use crate::analysis::{RankOrder, Terms, weights_by_rank_order};
use crate::app::Judged;
use crate::model::{GroupId, Policy, Score, ScorecardId, Weight};

/// Shares nearer than this are the same: dragging there and back must end where it began.
const SAME: f64 = 1e-6;
/// Weight sliders reach at least this far, as a share.
const SHORTEST_TRACK: f64 = 0.4;

/// Weights to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// As in the policy.
    Ours,
    /// Everything that counts counts the same.
    Equal,
    /// By order of importance alone: rank order centroid weights (Barron & Barrett 1996).
    ByRank,
}

/// Other terms than the policy's, and the policy's beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    scorecard: ScorecardId,
    version: u32,
    old: Terms,
    terms: Terms,
    track: f64,
}

impl WhatIf {
    /// The policy as it is: nothing has been moved yet.
    pub(super) fn of(judged: &Judged) -> Self {
        let old = judged.terms.clone();
        let mut what_if = Self {
            scorecard: judged.card.id,
            version: judged.card.current().number,
            terms: old.clone(),
            old,
            track: SHORTEST_TRACK,
        };
        let largest = (0..what_if.terms.weights.len()).map(|place| what_if.share(place)).fold(0.0, f64::max);
        what_if.lengthen_track(2.0 * largest);
        what_if
    }

    /// Whether it was begun on the scorecard and version judged on now.
    pub(super) fn is_about(&self, judged: &Judged) -> bool {
        self.scorecard == judged.card.id && self.version == judged.card.current().number && self.old == judged.terms
    }

    /// The terms to judge under.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The policy's terms.
    pub const fn old(&self) -> &Terms {
        &self.old
    }

    /// Whether anything is other than in the policy.
    pub fn differs(&self) -> bool {
        self.has_other_weights() || self.terms.policy != self.old.policy
    }

    /// A criterion's share of all weight, 0–1, by place.
    pub fn share(&self, place: usize) -> f64 {
        share(&self.terms, place)
    }

    /// A criterion's share of all weight in the policy, 0–1, by place.
    pub fn old_share(&self, place: usize) -> f64 {
        share(&self.old, place)
    }

    /// A criterion's share of all weight under some terms, 0–1, by place.
    pub(super) fn share_in(terms: &Terms, place: usize) -> f64 {
        share(terms, place)
    }

    /// How far the weight sliders reach, as a share. It never shrinks, so that no slider runs away from the pointer.
    pub const fn track(&self) -> f64 {
        self.track
    }

    /// The team's part of the say of management and team, 0–1.
    pub fn team_share(&self) -> f64 {
        team_share(&self.terms)
    }

    /// The same in the policy.
    pub fn old_team_share(&self) -> f64 {
        team_share(&self.old)
    }

    /// The terms as they would be kept in a scorecard: weights as percentages a person can read.
    pub fn to_adopt(&self) -> Terms {
        let mut terms = self.terms.clone();
        if self.has_other_weights() {
            let percent = |place| (self.share(place) * 10_000.0).round() / 100.0;
            terms.weights = (0..terms.weights.len()).map(percent).collect();
        }
        terms
    }

    fn has_other_weights(&self) -> bool {
        (0..self.terms.weights.len()).any(|place| (self.share(place) - self.old_share(place)).abs() > SAME)
    }

    /// Gives one criterion this share; the others keep their proportions in what is left. Locked ones keep their
    /// share, so there may be less to give than wanted; a locked one does not move.
    pub(super) fn set_share(&mut self, place: usize, wanted: f64, locked: &BTreeSet<usize>) {
        let num = self.terms.weights.len();
        if place >= num || !wanted.is_finite() || locked.contains(&place) {
            return;
        }
        let is_free = |other: &usize| *other != place && !locked.contains(other);
        let now: Vec<f64> = (0..num).map(|other| self.share(other)).collect();
        let held: f64 =
            (0..num).filter(|other| *other != place && locked.contains(other)).map(|other| now[other]).sum();
        let room = (1.0 - held).max(0.0);
        let has_free = (0..num).any(|other| is_free(&other));
        let wanted = if has_free { wanted.clamp(0.0, room) } else { room };
        // Where the others have nothing left to be in proportion to, the policy's proportions return, else equal ones.
        let before: Vec<f64> = (0..num).map(|other| self.old_share(other)).collect();
        let free = |shares: &[f64]| (0..num).filter(is_free).map(|other| shares[other]).sum::<f64>();
        let model = [&now, &before].into_iter().find(|shares| free(shares) > SAME).cloned();
        let model = model.unwrap_or_else(|| vec![1.0; num]);
        let rest = free(&model);
        for (other, weight) in self.terms.weights.iter_mut().enumerate() {
            *weight = match other {
                _ if other == place => wanted,
                _ if is_free(&other) => (room - wanted) * model[other] / rest,
                _ => now[other],
            };
        }
        self.weights_changed();
    }

    /// Takes other weights, in any proportion.
    pub(super) fn set_weights(&mut self, weights: &[f64]) {
        let total: f64 = weights.iter().sum();
        if weights.len() == self.terms.weights.len() && total > 0.0 && total.is_finite() {
            self.terms.weights = weights.iter().map(|weight| weight / total).collect();
            self.weights_changed();
        }
    }

    /// Weights of a preset; criteria that do not count in the policy do not count in any.
    pub(super) fn set_preset(&mut self, preset: Preset) {
        let old: Vec<f64> = (0..self.old.weights.len()).map(|place| self.old_share(place)).collect();
        match preset {
            Preset::Ours => self.set_weights(&old),
            Preset::Equal => {
                let equal: Vec<f64> = old.iter().map(|share| f64::from(u8::from(*share > 0.0))).collect();
                self.set_weights(&equal);
            }
            Preset::ByRank => self.set_weights(&weights_by_rank_order(&old, RankOrder::Centroid)),
        }
    }

    /// Takes another policy, as a scenario has it.
    pub(super) fn set_policy(&mut self, policy: Policy) {
        self.terms.policy = policy;
    }

    fn weights_changed(&mut self) {
        let largest = self.terms.weights.iter().copied().fold(0.0, f64::max);
        self.lengthen_track(largest);
        if !self.has_other_weights() {
            self.terms.weights.clone_from(&self.old.weights);
        }
    }

    fn lengthen_track(&mut self, largest: f64) {
        // To the next tenth, so that it grows in steps.
        self.track = self.track.max((largest * 10.0 - SAME).ceil() / 10.0).min(1.0);
    }

    /// Gives the team this part of the say of management and team, 0–1; other groups keep theirs.
    pub(super) fn set_team_share(&mut self, share: f64) {
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { return };
        let balance = &mut self.terms.policy.balance;
        if (share - team_share(&self.old)).abs() < SAME {
            balance.clone_from(&self.old.policy.balance);
            return;
        }
        let both = [GroupId::MANAGEMENT, GroupId::TEAM].map(|group| self.old.policy.group_weight(group));
        let sum = both.iter().sum::<f64>();
        let sum = if sum > 0.0 { sum } else { 2.0 };
        let rounded = |weight: f64| Weight::clamped((weight * 10_000.0).round() / 10_000.0);
        balance.insert(GroupId::MANAGEMENT, rounded(sum * (1.0 - share)));
        balance.insert(GroupId::TEAM, rounded(sum * share));
    }

    /// Ends "let go" here; "keep" gives way.
    pub(super) fn set_let_go_below(&mut self, score: f64) {
        let score = Score::clamped(score);
        let policy = &mut self.terms.policy;
        policy.hard_look_from = score;
        policy.keep_from = policy.keep_from.max(score);
    }

    /// Begins "keep" here; "let go" gives way.
    pub(super) fn set_keep_from(&mut self, score: f64) {
        let score = Score::clamped(score);
        let policy = &mut self.terms.policy;
        policy.keep_from = score;
        policy.hard_look_from = policy.hard_look_from.min(score);
    }

    /// Changes how ratings are gathered: period, age, people.
    pub(super) fn set_gathering(&mut self, change: impl FnOnce(&mut Policy)) {
        change(&mut self.terms.policy);
    }
}

fn share(terms: &Terms, place: usize) -> f64 {
    let total: f64 = terms.weights.iter().sum();
    let weight = terms.weights.get(place).copied().unwrap_or(0.0);
    if total > 0.0 && total.is_finite() { weight / total } else { 0.0 }
}

fn team_share(terms: &Terms) -> f64 {
    let [management, team] = [GroupId::MANAGEMENT, GroupId::TEAM].map(|group| terms.policy.group_weight(group));
    let sum = management + team;
    if sum > 0.0 && sum.is_finite() { team / sum } else { 0.5 }
}
