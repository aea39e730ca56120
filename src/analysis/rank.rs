//! Order: ranks by score, and the list "worst first".

use crate::model::{Verdict, Workspace};

use super::evidence::Evidence;
use super::judge::{EPSILON, Judgement};

/// Competition ranks 1, 2, 2, 4, the highest score first; customers without a score have none. Scores within 1e-9 of
/// the first of their rank share it.
pub fn rank(scores: &[Option<f64>]) -> Vec<Option<u32>> {
    rank_within(scores, |_| EPSILON)
}

/// As [`rank`], with a tolerance that may depend on the first value of a rank.
pub(super) fn rank_within(values: &[Option<f64>], tolerance: impl Fn(f64) -> f64) -> Vec<Option<u32>> {
    let mut order: Vec<(usize, f64)> = values.iter().enumerate().filter_map(|(i, s)| Some((i, (*s)?))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut ranks = vec![None; values.len()];
    let (mut first, mut current) = (f64::INFINITY, 0);
    for (position, (index, value)) in order.into_iter().enumerate() {
        if current == 0 || first - value > tolerance(first) {
            (first, current) = (value, u32::try_from(position + 1).unwrap_or(u32::MAX));
        }
        ranks[index] = Some(current);
    }
    ranks
}

/// The order in which customers are talked about: let go, hard look, not enough evidence, keep; within each the lowest
/// score first and those without one last; ties by name, then id. Returns places.
pub fn worst_first(evidence: &Evidence, judgements: &[Judgement], workspace: &Workspace) -> Vec<usize> {
    let name = |i: usize| workspace.customers.get(&evidence.customers()[i]).map_or("", |customer| customer.name());
    let urgency = |verdict: Verdict| match verdict {
        Verdict::LetGo => 0_u8,
        Verdict::HardLook => 1,
        Verdict::NotEnough => 2,
        Verdict::Keep => 3,
    };
    // "Equal within a tolerance" is no order; "equal on a grid" is. Scores are not negative, so their bits are in order.
    let grid = |score: Option<f64>| score.map_or(u64::MAX, |score| (score / EPSILON / 100.0).round().to_bits());
    let keys = judgements.iter().take(evidence.len()).enumerate();
    let mut keys: Vec<(u8, u64, &str, usize)> =
        keys.map(|(i, judgement)| (urgency(judgement.verdict), grid(judgement.score), name(i), i)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(.., i)| i).collect()
}
