//! Labels dealt anew: if it made no difference who is in which group, any other split would be as likely.

use crate::analysis::stats::{Draws, NotComputable, mean};

use super::permutation::{NUM_DRAWS, Permutation, is_usable, pairs_at_least, pairs_at_most, slack};

/// All splits are counted if neither half has more subsets than this.
const MAX_SUBSETS: u64 = 1 << 16;
const SEED: u64 = 0x1abe_15ed;

/// The label-permutation test of two groups.
///
/// The share of all C(n, m) ways to choose the first group out of all
/// values whose difference of means is at least as far from 0. Counted as long as that is quick (up to 32 values,
/// or more if one group is small), beyond by 10,000 deals from a fixed seed.
///
/// The splits are never listed: the values are halved, the subset sums of either half sorted by size, and pairs
/// that make up the group counted.
/// Source: Pitman 1937.
///
/// # Errors
/// [`NotComputable::TooFew`] if a group is empty, [`NotComputable::NoFigures`] if a value is not a number.
pub fn label_test(ones: &[f64], others: &[f64]) -> Result<Permutation, NotComputable> {
    if ones.is_empty() || others.is_empty() {
        return Err(NotComputable::TooFew);
    }
    let all: Vec<f64> = ones.iter().chain(others).copied().collect();
    if !is_usable(&all) {
        return Err(NotComputable::NoFigures);
    }
    // About their mean, the difference of the means is a fixed multiple of one group's sum: count by that. The
    // smaller group has fewer subsets.
    let middle = mean(&all).unwrap_or_default();
    let centred: Vec<f64> = all.iter().map(|value| value - middle).collect();
    let (first, last) = centred.split_at(ones.len());
    let chosen = if ones.len() <= others.len() { first } else { last };
    let (size, observed): (usize, f64) = (chosen.len(), chosen.iter().sum());
    let limit = observed.abs() - slack(&centred);
    Ok(if num_subsets(centred.len().div_ceil(2), size) <= MAX_SUBSETS {
        count(&centred, size, observed, limit)
    } else {
        Permutation::drawn(&deal(centred, size), observed, limit)
    })
}

/// How many subsets of `num` things have at most `size` members; stops counting beyond the limit.
fn num_subsets(num: usize, size: usize) -> u64 {
    let (mut sum, mut of_size) = (1_u64, 1_u64);
    for taken in 0..size.min(num) {
        of_size = of_size * (num - taken) as u64 / (taken as u64 + 1);
        sum += of_size;
        if sum > MAX_SUBSETS {
            break;
        }
    }
    sum
}

fn count(values: &[f64], size: usize, observed: f64, limit: f64) -> Permutation {
    let (one, other) = values.split_at(values.len() / 2);
    let (ones, others) = (subset_sums(one, size), subset_sums(other, size));
    let (mut above, mut below, mut total) = (0, 0, 0);
    for (taken, sums) in ones.iter().enumerate() {
        let Some(rest) = others.get(size - taken) else { continue };
        above += pairs_at_least(sums, rest, limit);
        below += pairs_at_most(sums, rest, -limit);
        total += sums.len() as u64 * rest.len() as u64;
    }
    let hits = if limit > 0.0 { above + below } else { total };
    Permutation::exact(hits, if observed < 0.0 { below } else { above }, total)
}

/// The sums of all subsets with at most `size` members: by size, each ascending.
fn subset_sums(values: &[f64], size: usize) -> Vec<Vec<f64>> {
    let mut by_size = vec![Vec::new(); size.min(values.len()) + 1];
    by_size[0].push(0.0);
    for value in values {
        // From the largest down, so that no value is taken twice.
        for taken in (1..by_size.len()).rev() {
            let with: Vec<f64> = by_size[taken - 1].iter().map(|sum| sum + value).collect();
            by_size[taken].extend(with);
        }
    }
    for sums in &mut by_size {
        sums.sort_by(f64::total_cmp);
    }
    by_size
}

/// The sum of the group under each of the drawn deals.
fn deal(mut values: Vec<f64>, size: usize) -> Vec<f64> {
    let mut draws = Draws::new(SEED);
    let one = |_| {
        // The head of a shuffle (Fisher and Yates); it may begin from any order.
        for place in 0..size {
            let from = place + draws.below(values.len() - place);
            values.swap(place, from);
        }
        values[..size].iter().sum()
    };
    (0..NUM_DRAWS).map(one).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every split, one by one, by the means themselves.
    fn one_by_one(ones: &[f64], others: &[f64]) -> (u64, u64, u64) {
        let all: Vec<f64> = ones.iter().chain(others).copied().collect();
        let difference = |chosen: u32| {
            let part = |wanted: u32| {
                let values =
                    all.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == wanted).map(|(_, value)| *value);
                mean(&values.collect::<Vec<_>>()).unwrap()
            };
            part(1) - part(0)
        };
        let observed = difference((1 << ones.len()) - 1);
        let side = if observed < 0.0 { -1.0 } else { 1.0 };
        let (mut hits, mut one_sided, mut total) = (0, 0, 0);
        for chosen in (0..1_u32 << all.len()).filter(|chosen| chosen.count_ones() as usize == ones.len()) {
            let difference = difference(chosen);
            hits += u64::from(difference.abs() >= observed.abs() - 1e-9);
            one_sided += u64::from(difference * side >= observed.abs() - 1e-9);
            total += 1;
        }
        (hits, one_sided, total)
    }

    fn values(num: std::ops::Range<usize>) -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec((-30..30_i32).prop_map(|tenths| f64::from(tenths) / 10.0), num)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn counting_halves_is_counting_all(ones in values(1..6), others in values(1..7)) {
            let test = label_test(&ones, &others).unwrap();
            let (hits, one_sided, total) = one_by_one(&ones, &others);
            prop_assert_eq!((test.hits, test.total), (hits, total));
            if ones.len() <= others.len() || test.hits < total {
                prop_assert_eq!(test.hits_one_sided, one_sided);
            }
            prop_assert!((label_test(&others, &ones).unwrap().p - test.p).abs() < 1e-12, "swapped");
        }

        #[test]
        fn draws_come_near_the_count(ones in values(6..9), others in values(6..12)) {
            let exact = label_test(&ones, &others).unwrap();
            let all: Vec<f64> = ones.iter().chain(&others).copied().collect();
            let middle = mean(&all).unwrap();
            let centred: Vec<f64> = all.iter().map(|value| value - middle).collect();
            let observed: f64 = centred[..ones.len()].iter().sum();
            let limit = observed.abs() - slack(&centred);
            let drawn = Permutation::drawn(&deal(centred, ones.len()), observed, limit);
            prop_assert!((exact.p - drawn.p).abs() < 0.026, "{} is not {}", drawn.p, exact.p);
        }
    }

    #[test]
    fn a_small_group_among_many_is_counted() {
        let others: Vec<f64> = (0..150).map(f64::from).collect();
        let test = label_test(&[200.0, 201.0], &others).unwrap();
        assert_eq!((test.is_exact, test.total), (true, 152 * 151 / 2));
        assert_eq!(test.hits, 1, "no other two are as high, and none as low");
        let many: Vec<f64> = (0..60).map(f64::from).collect();
        assert!(!label_test(&many, &others).unwrap().is_exact, "too many to count");
    }

    #[test]
    fn nothing_and_no_difference() {
        assert_eq!(label_test(&[], &[1.0]), Err(NotComputable::TooFew));
        assert_eq!(label_test(&[f64::INFINITY], &[1.0]), Err(NotComputable::NoFigures));
        assert_eq!(label_test(&[2.0, 2.0], &[2.0]).unwrap().hits, 3);
    }
}
