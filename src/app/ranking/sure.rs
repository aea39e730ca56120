//! How sure a rank by score is: who is practically equal, and under how many other weightings it stays.

use crate::analysis::{
    Certainties, Judged, LensColumn, MAX_RANKED, PeopleTotals, RankAcceptability, ordinal, practically_equal,
    rank_acceptability_of,
};

use super::rows::EqualGroup;

/// The part of all weightings a range of ranks has to hold under.
const MOST: f64 = 0.9;

/// Between which ranks a customer stays whatever counts how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankStability {
    /// The best rank of the range.
    pub best: u32,
    /// Its worst.
    pub worst: u32,
    /// In what share of all weightings the rank lies in the range, 0.9–1.
    pub share: f64,
    /// In what share of all weightings the rank is the one it has now or next to it, 0–1.
    pub near: f64,
}

impl RankStability {
    /// The narrowest range around the rank now that holds under nine of ten weightings, from the shares of all ranks;
    /// of two equally narrow ones the one that holds more often.
    fn of(shares: &[f64], now: u32) -> Option<Self> {
        let now = (now as usize).checked_sub(1).filter(|now| *now < shares.len())?;
        let sum = |from: usize, to: usize| shares[from..=to].iter().sum::<f64>();
        let near = sum(now.saturating_sub(1), (now + 1).min(shares.len() - 1));
        let ranges = (0..=now).filter_map(|from| {
            let mut held = sum(from, now);
            let mut to = now;
            while held + 1e-9 < MOST && to + 1 < shares.len() {
                to += 1;
                held += shares[to];
            }
            (held + 1e-9 >= MOST).then_some((from, to, held))
        });
        let narrower = |a: (usize, usize, f64), b: (usize, usize, f64)| {
            let (wide_a, wide_b) = (a.1 - a.0, b.1 - b.0);
            if wide_b < wide_a || (wide_b == wide_a && b.2 > a.2) { b } else { a }
        };
        let (from, to, held) = ranges.reduce(narrower)?;
        let rank = |place: usize| u32::try_from(place + 1).unwrap_or(u32::MAX);
        Some(Self { best: rank(from), worst: rank(to), share: held.min(1.0), near: near.min(1.0) })
    }

    /// "1st–3rd", or "1st".
    pub fn ranks_text(&self) -> String {
        if self.best == self.worst {
            ordinal(self.best)
        } else {
            format!("{}–{}", ordinal(self.best), ordinal(self.worst))
        }
    }

    /// "9 of 10 weightings".
    pub const fn share_text(&self) -> &'static str {
        if self.share >= 0.9995 {
            "all weightings"
        } else if self.share >= 0.99 {
            "99 of 100 weightings"
        } else {
            "9 of 10 weightings"
        }
    }
}

/// How stable everybody's rank by score is, by place in the evidence. Nothing with more customers than ranks are told
/// for.
pub(super) fn stabilities(judged: &Judged<'_>, by_score: &LensColumn) -> Vec<Option<RankStability>> {
    let mut all = vec![None; judged.evidence.len()];
    let ranked: Vec<usize> = by_score.order().collect();
    if !(2..=MAX_RANKED).contains(&ranked.len()) {
        return all;
    }
    let found = rank_acceptability_of(judged.evidence, &ranked, judged.terms);
    let shares = found.map(|RankAcceptability { shares, .. }| shares).unwrap_or_default();
    for (index, shares) in ranked.into_iter().zip(&shares) {
        let now = by_score.place(index).map(|place| place.rank);
        all[index] = now.and_then(|now| RankStability::of(shares, now));
    }
    all
}

/// Who is practically equal to whom by score, by place in the evidence.
pub(super) fn equal_groups(judged: &Judged<'_>, by_score: &LensColumn) -> Vec<Option<EqualGroup>> {
    let totals = PeopleTotals::gather(judged.workspace, judged.card, judged.evidence.gathering(), judged.terms);
    let certainties = Certainties::of(&totals, judged.judgements, judged.terms.policy.severity);
    let error = |index: usize| certainties.all.get(index)?.ok().map(|known| known.standard_error);
    let places: Vec<_> = by_score.order().filter_map(|index| Some((index, by_score.place(index)?))).collect();
    let scores: Vec<(f64, Option<f64>)> = places.iter().map(|(index, place)| (place.value, error(*index))).collect();
    let groups: Vec<_> = practically_equal(&scores).into_iter().zip(places).collect();
    let mut all = vec![None; judged.evidence.len()];
    for group in groups.chunk_by(|a, b| a.0 == b.0) {
        let (Some((number, (_, first))), Some((_, (_, last)))) = (group.first(), group.last()) else { continue };
        for (at, (_, (index, _))) in group.iter().enumerate() {
            all[*index] = Some(EqualGroup {
                number: *number,
                first: first.rank,
                last: last.rank,
                others: group.len() - 1,
                is_next_equal: at + 1 < group.len(),
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_the_narrowest_that_holds_nine_of_ten() {
        let of = |shares: &[f64], now| RankStability::of(shares, now).map(|s| (s.best, s.worst, s.share_text()));
        assert_eq!(of(&[0.95, 0.05, 0.0], 1), Some((1, 1, "9 of 10 weightings")));
        assert_eq!(of(&[0.3, 0.6, 0.1], 2), Some((1, 2, "9 of 10 weightings")));
        assert_eq!(of(&[0.05, 0.5, 0.45], 2), Some((2, 3, "9 of 10 weightings")));
        assert_eq!(of(&[0.2, 0.3, 0.3, 0.2], 2), Some((1, 4, "all weightings")));
        // The rank now is always in it, however rare it is.
        assert_eq!(of(&[0.0, 1.0], 1), Some((1, 2, "all weightings")));
        assert_eq!(of(&[0.5, 0.5], 3), None, "no such rank");
        let near = RankStability::of(&[0.1, 0.2, 0.3, 0.4], 1).unwrap().near;
        assert!((near - 0.3).abs() < 1e-12, "first or second: {near}");
    }

    #[test]
    fn ranges_read_as_people_say_them() {
        let range = |best, worst| RankStability { best, worst, share: 0.9, near: 0.9 }.ranks_text();
        assert_eq!([range(1, 3), range(2, 2), range(11, 23)], ["1st–3rd", "2nd", "11th–23rd"]);
    }
}
