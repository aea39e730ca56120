//! Flip: the smallest change of one criterion's answers that would alter the verdict.
//!
//! With A the answered weight, criterion j moves the score by w·ΔV/A; so reaching a threshold T from the score S
//! takes ΔV = (T − S)·A/w, possible while V + ΔV stays on 0–1 (one-at-a-time sensitivity, Triantaphyllou & Sánchez
//! 1997, with values in place of weights).

use serde::Serialize;

use crate::analysis::evidence::Evidence;
use crate::analysis::judge::Rules;
use crate::analysis::terms::Terms;
use crate::model::Verdict;

use super::targets::{EPSILON, Stand};

/// What would have to change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Flip {
    /// The criterion's place.
    pub criterion: usize,
    /// Its value now, 0–1.
    pub from: f64,
    /// The value at which the score meets the threshold, 0–1. Falling below a band takes a little more.
    pub to: f64,
    /// The verdict then.
    pub verdict: Verdict,
}

/// The smallest change of one criterion that alters the verdict the score gives; `None` if there is no score, or no
/// single criterion can do it. Red flags and minimum coverage are not considered.
///
/// # Panics
/// If the customer's place is out of range, as with a slice.
pub fn nearest_flip(evidence: &Evidence, customer: usize, terms: &Terms) -> Option<Flip> {
    let rules = Rules::new(&evidence.layout, terms);
    rules.stand(evidence.row(customer)).and_then(|stand| nearest(&stand))
}

pub(super) fn nearest(stand: &Stand) -> Option<Flip> {
    let mut nearest: Option<Flip> = None;
    for &(criterion, weight, from) in &stand.answered {
        for target in stand.targets.iter().flatten() {
            let to = from + (target.line - stand.score) * stand.weight / weight;
            let behind = from + (target.behind - stand.score) * stand.weight / weight;
            let is_possible = if target.is_rise { to <= 1.0 + EPSILON } else { behind >= 0.0 };
            let is_nearer = nearest.is_none_or(|flip| (to - from).abs() < (flip.to - flip.from).abs() - EPSILON);
            if is_possible && is_nearer {
                nearest = Some(Flip { criterion, from, to: to.clamp(0.0, 1.0), verdict: target.verdict });
            }
        }
    }
    nearest
}
