//! What rearranging by chance says, and how arrangements are counted.

/// How many random rearrangements stand in for all of them where there are too many.
pub(super) const NUM_DRAWS: usize = 10_000;

/// A permutation test: in how many rearrangements a difference at least as large turns up. Two-sided unless said.
///
/// Differences that are equal but for rounding count as equal: the slack is 1e-9 of the largest possible sum.
/// Source: Fisher 1935, sec. 21; Pitman 1937.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Permutation {
    /// The share of rearrangements that are at least as extreme: hits / total if all were counted, else
    /// (1 + hits) / (1 + total). 0 (excluded) to 1.
    pub p: f64,
    /// Rearrangements whose difference is at least as far from 0, either way.
    pub hits: u64,
    /// Rearrangements whose difference is at least as large on the side observed: the one-sided count.
    pub hits_one_sided: u64,
    /// Rearrangements looked at, the observed one included if all were counted.
    pub total: u64,
    /// Whether all were counted; else they were drawn, always the same ones.
    pub is_exact: bool,
}

impl Permutation {
    pub(super) fn exact(hits: u64, hits_one_sided: u64, total: u64) -> Self {
        Self { p: hits as f64 / total.max(1) as f64, hits, hits_one_sided, total, is_exact: true }
    }

    /// From drawn sums, to be compared with `limit` ≤ |observed|, on the side of `observed`.
    pub(super) fn drawn(sums: &[f64], observed: f64, limit: f64) -> Self {
        let count = |counts: &dyn Fn(f64) -> bool| sums.iter().filter(|sum| counts(**sum)).count() as u64;
        let side = if observed < 0.0 { -1.0 } else { 1.0 };
        let (hits, total) = (count(&|sum| sum.abs() >= limit), sums.len() as u64);
        let hits_one_sided = count(&|sum| sum * side >= limit);
        Self { p: (1 + hits) as f64 / (1 + total) as f64, hits, hits_one_sided, total, is_exact: false }
    }
}

/// How far a sum may fall short of the observed one and still count as equal.
pub(super) fn slack(values: &[f64]) -> f64 {
    1e-9 * values.iter().map(|value| value.abs()).sum::<f64>()
}

/// How many pairs of one from each list (both ascending) sum to at least `limit`.
pub(super) fn pairs_at_least(ones: &[f64], others: &[f64], limit: f64) -> u64 {
    let (mut first, mut count) = (others.len(), 0);
    for one in ones {
        // The larger the one, the more of the others are enough.
        while first > 0 && one + others[first - 1] >= limit {
            first -= 1;
        }
        count += (others.len() - first) as u64;
    }
    count
}

/// How many pairs of one from each list (both ascending) sum to at most `limit`.
pub(super) fn pairs_at_most(ones: &[f64], others: &[f64], limit: f64) -> u64 {
    let (mut end, mut count) = (others.len(), 0);
    for one in ones {
        while end > 0 && one + others[end - 1] > limit {
            end -= 1;
        }
        count += end as u64;
    }
    count
}

/// Whether figures can be worked out: all finite, and no square too large.
pub(super) fn is_usable(values: &[f64]) -> bool {
    values.iter().all(|value| value.abs() < 1e100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_as_one_by_one() {
        let (ones, others) = ([-3.0, 0.0, 0.0, 2.0], [-1.0, 0.5, 1.0]);
        for limit in [-5.0, -3.5, -1.0, 0.0, 0.5, 1.0, 2.5, 3.0, 9.0] {
            let sums = || ones.iter().flat_map(|one| others.map(|other| one + other));
            assert_eq!(pairs_at_least(&ones, &others, limit), sums().filter(|sum| *sum >= limit).count() as u64);
            assert_eq!(pairs_at_most(&ones, &others, limit), sums().filter(|sum| *sum <= limit).count() as u64);
        }
    }
}
