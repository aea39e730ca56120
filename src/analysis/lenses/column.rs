//! A column: everybody's value, rank and standing through one lens.

use crate::analysis::rank::rank_within;
use crate::analysis::stats::NotComputable;

use super::lens::Lens;

/// Values nearer than this, relative to their size, are the same: shares of periods leave noise.
const SAME: f64 = 1e-9;

/// Where somebody stands through one lens.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct LensPlace {
    /// Through which lens.
    pub lens: Lens,
    /// What it sees: money, a number, a rate (0.25 is a quarter more) or a score.
    pub value: f64,
    /// The competition rank: 1, 2, 2, 4.
    pub rank: u32,
    /// How many are ranked.
    pub of: u32,
    /// How many others share the rank.
    pub shared: u32,
    /// 0 for the first to 1 for the last, those who share a rank in the middle of it: comparable between lenses that
    /// rank different numbers of customers. `None` where there is nothing to compare: all values are the same.
    pub standing: Option<f64>,
}

/// Everybody through one lens.
#[derive(Debug, Clone, PartialEq)]
pub struct LensColumn {
    /// The lens.
    pub lens: Lens,
    /// Everybody who is ranked, best first: place in the evidence, rank.
    order: Vec<(usize, u32)>,
    /// By place in the evidence.
    places: Vec<Option<LensPlace>>,
}

impl LensColumn {
    pub(super) fn new(lens: Lens, values: &[Option<f64>]) -> Self {
        let ranks = rank_within(values, |first| SAME * first.abs().max(1.0));
        let ranked = ranks.iter().enumerate().filter_map(|(index, rank)| Some((index, (*rank)?)));
        let mut order: Vec<(usize, u32)> = ranked.collect();
        order.sort_by_key(|(index, rank)| (*rank, *index));
        let of = u32::try_from(order.len()).unwrap_or(u32::MAX);
        let mut places = vec![None; values.len()];
        let all_same = order.last().is_none_or(|(_, rank)| *rank == 1);
        for group in order.chunk_by(|a, b| a.1 == b.1) {
            let shared = u32::try_from(group.len() - 1).unwrap_or(u32::MAX);
            for &(index, rank) in group {
                let middle = f64::from(rank - 1) + f64::from(shared) / 2.0;
                let standing = (!all_same).then(|| middle / f64::from(of - 1));
                places[index] = values[index].map(|value| LensPlace { lens, value, rank, of, shared, standing });
            }
        }
        Self { lens, order, places }
    }

    /// Where the customer at this place of the evidence stands; `None` if unranked.
    pub fn place(&self, index: usize) -> Option<&LensPlace> {
        self.places.get(index).and_then(Option::as_ref)
    }

    /// How many customers are ranked.
    pub const fn num_ranked(&self) -> usize {
        self.order.len()
    }

    /// Everybody who is ranked, best first; those who share a rank in the order of the evidence. Everybody else is
    /// unranked and comes after them.
    pub fn order(&self) -> impl Iterator<Item = usize> {
        self.order.iter().map(|(index, _)| *index)
    }

    /// Why the lens says nothing, if it does not.
    pub fn missing(&self) -> Option<NotComputable> {
        let first = self.order().next().and_then(|index| self.place(index));
        match first {
            None if matches!(self.lens, Lens::TeamScore | Lens::ManagementScore | Lens::TheirRating | Lens::Score) => {
                Some(NotComputable::NoAnswers)
            }
            None => Some(NotComputable::NoFigures),
            Some(place) if place.of < 2 => Some(NotComputable::FewerThanTwoCustomers),
            Some(place) => place.standing.is_none().then_some(NotComputable::NoVariation),
        }
    }

    /// Ranks 1, 2, 2, 4 among those another column ranks too, as the middles of shared ranks, by place.
    pub(super) fn middles_among(&self, other: &Self) -> Vec<(usize, f64)> {
        let both = self.order.iter().copied().filter(|(index, _)| other.place(*index).is_some());
        let both: Vec<(usize, u32)> = both.collect();
        let mut middles = Vec::with_capacity(both.len());
        for group in both.chunk_by(|a, b| a.1 == b.1) {
            let middle = middles.len() as f64 + f64::midpoint(1.0, group.len() as f64);
            middles.extend(group.iter().map(|(index, _)| (*index, middle)));
        }
        middles
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ranks(values: &[Option<f64>]) -> Vec<Option<u32>> {
        let column = LensColumn::new(Lens::Revenue, values);
        (0..values.len()).map(|index| column.place(index).map(|place| place.rank)).collect()
    }

    #[test]
    fn equal_values_share_a_rank_and_unknown_ones_have_none() {
        let values = [Some(10.0), None, Some(30.0), Some(10.0), Some(5.0)];
        assert_eq!(ranks(&values), [Some(2), None, Some(1), Some(2), Some(4)]);
        let column = LensColumn::new(Lens::Revenue, &values);
        assert_eq!(column.order().collect::<Vec<_>>(), [2, 0, 3, 4]);
        let standings: Vec<Option<f64>> = [2, 0, 4].map(|i| column.place(i).unwrap().standing).to_vec();
        assert_eq!(standings, [Some(0.0), Some(0.5), Some(1.0)]);
        assert_eq!(column.place(0).unwrap().shared, 1);
    }

    #[test]
    fn noise_is_no_difference_however_large_the_amounts() {
        assert_eq!(ranks(&[Some(3e9 + 1e-6), Some(3e9)]), [Some(1), Some(1)]);
        assert_eq!(ranks(&[Some(0.1 + 0.2), Some(0.3)]), [Some(1), Some(1)]);
        assert_eq!(ranks(&[Some(-3e9), Some(-3e9 + 10.0)]), [Some(2), Some(1)]);
        assert_eq!(ranks(&[Some(0.0), Some(-1.0)]), [Some(1), Some(2)]);
    }

    #[test]
    fn a_lens_that_says_nothing_says_why() {
        let missing = |values: &[Option<f64>]| LensColumn::new(Lens::Growth, values).missing();
        assert_eq!(missing(&[None, None]), Some(NotComputable::NoFigures));
        assert_eq!(missing(&[Some(1.0), None]), Some(NotComputable::FewerThanTwoCustomers));
        assert_eq!(missing(&[Some(1.0), Some(1.0)]), Some(NotComputable::NoVariation));
        assert_eq!(missing(&[Some(1.0), Some(2.0)]), None);
        assert_eq!(LensColumn::new(Lens::Score, &[]).missing(), Some(NotComputable::NoAnswers));
    }

    proptest! {
        #[test]
        fn ranks_are_places_with_ties(values in prop::collection::vec(prop::option::of(-9..9_i32), 0..40)) {
            let values: Vec<Option<f64>> = values.into_iter().map(|value| value.map(f64::from)).collect();
            let column = LensColumn::new(Lens::Profit, &values);
            let ranks = ranks(&values);
            for (index, rank) in ranks.iter().enumerate() {
                prop_assert_eq!(rank.is_some(), values[index].is_some());
                // The rank is one more than the number of customers above, which is what 1, 2, 2, 4 means.
                let above = values.iter().flatten().filter(|value| values[index].is_some_and(|own| **value > own));
                if let Some(rank) = rank {
                    prop_assert_eq!(usize::try_from(*rank).unwrap(), above.count() + 1);
                    let place = column.place(index).unwrap();
                    let ties = values.iter().flatten().filter(|value| values[index] == Some(**value)).count();
                    prop_assert_eq!(usize::try_from(place.shared).unwrap() + 1, ties);
                }
            }
            // Standings are spread around the middle.
            let standings: Vec<f64> = (0..values.len()).filter_map(|i| column.place(i)?.standing).collect();
            if !standings.is_empty() {
                let mean = standings.iter().sum::<f64>() / standings.len() as f64;
                prop_assert!((mean - 0.5).abs() < 1e-9, "{mean}");
                prop_assert!(standings.iter().all(|standing| (0.0..=1.0).contains(standing)));
            }
            let backwards: Vec<Option<f64>> = values.iter().rev().copied().collect();
            let mut turned: Vec<Option<u32>> = self::ranks(&backwards);
            turned.reverse();
            prop_assert_eq!(ranks, turned);
        }
    }
}
