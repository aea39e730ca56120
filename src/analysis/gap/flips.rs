//! Sign flips: if nothing but chance made the differences, each could as well have had the other sign.

use rayon::prelude::*;

use crate::analysis::stats::{Draws, NotComputable};

use super::permutation::{NUM_DRAWS, Permutation, is_usable, pairs_at_least, slack};

/// Up to so many differences all 2ⁿ flips are counted.
const MAX_EXACT: usize = 20;
/// Where the drawn flips begin; always the same.
const SEED: u64 = 0x0f11_b5ed;

/// The sign-flip test of paired differences.
///
/// The share of all 2ⁿ choices of signs whose sum is at least as far from 0 as the observed one. Counted up to
/// n = 20, beyond by 10,000 flips drawn from a fixed seed.
/// The 2ⁿ sums are never listed: those of either half are sorted, and pairs of halves counted.
/// Source: Fisher 1935, sec. 21.
///
/// # Errors
/// [`NotComputable::TooFew`] without differences, [`NotComputable::NoFigures`] if one is not a number.
pub fn sign_flip_test(differences: &[f64]) -> Result<Permutation, NotComputable> {
    let flips = Flips::for_pairs(differences.len());
    flips.test(differences)
}

/// Drawn signs, made once for many tests: per eight differences one byte for each draw.
pub(super) struct Flips {
    blocks: Vec<Vec<u8>>,
}

impl Flips {
    /// Enough for so many differences.
    pub(super) fn for_pairs(num: usize) -> Self {
        let num_blocks = if num > MAX_EXACT { num.div_ceil(8) as u64 } else { 0 };
        Self { blocks: (0..num_blocks).into_par_iter().map(signs).collect() }
    }

    pub(super) fn test(&self, differences: &[f64]) -> Result<Permutation, NotComputable> {
        if differences.is_empty() {
            return Err(NotComputable::TooFew);
        }
        if !is_usable(differences) {
            return Err(NotComputable::NoFigures);
        }
        let observed: f64 = differences.iter().sum();
        let limit = observed.abs() - slack(differences);
        if differences.len() <= MAX_EXACT {
            return Ok(count(differences, limit));
        }
        Ok(Permutation::drawn(&self.sums(differences), observed, limit))
    }

    /// The sum of the differences under every draw. Eight differences have only 256 sums; they are looked up.
    fn sums(&self, differences: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; NUM_DRAWS];
        for (eight, signs) in differences.chunks(8).zip(&self.blocks) {
            let mut of_signs = [0.0; 256];
            for (place, difference) in eight.iter().enumerate() {
                for (signs, sum) in of_signs.iter_mut().enumerate() {
                    *sum += if signs >> place & 1 == 1 { *difference } else { -*difference };
                }
            }
            for (sum, signs) in sums.iter_mut().zip(signs) {
                *sum += of_signs[usize::from(*signs)];
            }
        }
        sums
    }
}

fn signs(block: u64) -> Vec<u8> {
    let mut draws = Draws::new(SEED + block);
    (0..NUM_DRAWS.div_ceil(8)).flat_map(|_| draws.bits().to_le_bytes()).collect()
}

/// Counts all flips; the sums are symmetric about 0.
fn count(differences: &[f64], limit: f64) -> Permutation {
    let total = 1_u64 << differences.len();
    let (one, other) = differences.split_at(differences.len() / 2);
    let at_least = pairs_at_least(&signed_sums(one), &signed_sums(other), limit);
    let hits = if limit > 0.0 { 2 * at_least } else { total };
    Permutation::exact(hits, at_least, total)
}

/// The sums under all choices of signs, ascending.
fn signed_sums(differences: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0];
    for difference in differences {
        sums = sums.iter().flat_map(|sum| [sum - difference, sum + difference]).collect();
    }
    sums.sort_by(f64::total_cmp);
    sums
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every choice of signs, one by one.
    fn one_by_one(differences: &[f64]) -> (u64, u64) {
        let observed = differences.iter().sum::<f64>().abs();
        let (mut hits, mut one_sided) = (0, 0);
        for signs in 0..1_u32 << differences.len() {
            let terms = differences.iter().enumerate();
            let sum: f64 = terms.map(|(at, d)| if signs >> at & 1 == 1 { *d } else { -d }).sum();
            hits += u64::from(sum.abs() >= observed - 1e-9);
            one_sided += u64::from(sum >= observed - 1e-9);
        }
        (hits, one_sided)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn counting_halves_is_counting_all(eighths in prop::collection::vec(-40..40_i32, 1..12)) {
            let differences: Vec<f64> = eighths.iter().map(|eighth| f64::from(*eighth) / 10.0).collect();
            let test = sign_flip_test(&differences).unwrap();
            prop_assert_eq!((test.hits, test.hits_one_sided), one_by_one(&differences));
            prop_assert_eq!(test.total, 1 << differences.len());
            prop_assert!(test.is_exact && test.p > 0.0 && test.p <= 1.0);
        }

        #[test]
        fn draws_come_near_the_count(values in prop::collection::vec(-30..40_i32, 14..=20)) {
            let differences: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            let exact = sign_flip_test(&differences).unwrap();
            let observed: f64 = differences.iter().sum();
            let blocks = (0..differences.len().div_ceil(8) as u64).map(signs).collect();
            let drawn = Flips { blocks }.sums(&differences);
            let drawn = Permutation::drawn(&drawn, observed, observed.abs() - slack(&differences));
            // Five standard errors of a share of 10,000 draws.
            prop_assert!((exact.p - drawn.p).abs() < 0.026, "{} is not {}", drawn.p, exact.p);
        }

        #[test]
        fn neither_order_nor_sign_nor_unit_matters(values in prop::collection::vec(-30..40_i32, 1..20)) {
            let differences: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            let other: Vec<f64> = differences.iter().rev().map(|value| value * -0.01).collect();
            prop_assert_eq!(sign_flip_test(&differences), sign_flip_test(&other));
        }
    }

    #[test]
    fn many_differences_are_drawn_and_always_the_same() {
        let differences: Vec<f64> = (0..30).map(|at| f64::from(at % 7) - 2.5).collect();
        let test = sign_flip_test(&differences).unwrap();
        assert_eq!(test, sign_flip_test(&differences).unwrap());
        assert_eq!((test.total, test.is_exact), (10_000, false));
        let all_one_way = sign_flip_test(&[1.0; 40]).unwrap();
        assert_eq!(all_one_way.hits, 0);
        assert!((all_one_way.p - 1.0 / 10_001.0).abs() < 1e-15, "never 0");
    }

    #[test]
    fn nothing_and_no_difference() {
        assert_eq!(sign_flip_test(&[]), Err(NotComputable::TooFew));
        assert_eq!(sign_flip_test(&[f64::NAN]), Err(NotComputable::NoFigures));
        for num in [1, 3, 25] {
            let p = sign_flip_test(&vec![0.0; num]).unwrap().p;
            assert!((p - 1.0).abs() < 1e-15, "{num}: {p}");
        }
    }
}
