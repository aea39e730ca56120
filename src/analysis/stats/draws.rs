//! Draws: a stream of chance that is the same on every computer. `ChaCha8` promises the same numbers for ever.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// A seeded stream of random numbers; the same seed gives the same numbers in every version and on every system.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Draws(ChaCha8Rng);

impl Draws {
    /// The stream of this seed.
    pub(in crate::analysis) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Uniform on 0 (included) to 1 (excluded).
    pub(in crate::analysis) fn uniform(&mut self) -> f64 {
        // 53 bits, as many as a float holds.
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform among `0..num`; 0 if there is nothing to choose from.
    pub(in crate::analysis) fn below(&mut self, num: usize) -> usize {
        // Lemire's multiplication; the bias of at most num / 2⁶⁴ is far below anything shown.
        let wide = u128::from(self.0.next_u64()) * num as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// 64 coins at once.
    pub(in crate::analysis) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Fills in weights ≥ 0 with sum 1, uniform over all such weightings: exponential draws divided by their sum.
    /// (Plain uniform numbers divided by their sum would not be uniform.)
    pub(in crate::analysis) fn weighting(&mut self, weights: &mut [f64]) {
        for weight in weights.iter_mut() {
            *weight = -(1.0 - self.uniform()).ln();
        }
        let sum: f64 = weights.iter().sum();
        if sum > 0.0 {
            for weight in weights.iter_mut() {
                *weight /= sum;
            }
        }
    }

    /// Puts the items in a random order (Fisher and Yates).
    pub(in crate::analysis) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let first: Vec<usize> = (0..5).scan(Draws::new(7), |draws, _| Some(draws.below(1000))).collect();
        assert_eq!(first, (0..5).scan(Draws::new(7), |draws, _| Some(draws.below(1000))).collect::<Vec<_>>());
        assert_ne!(first, (0..5).scan(Draws::new(8), |draws, _| Some(draws.below(1000))).collect::<Vec<_>>());
        assert_eq!(Draws::new(1).below(0), 0);
    }

    #[test]
    fn weightings_are_uniform_on_the_simplex() {
        let (mut draws, mut weights, mut near_corner) = (Draws::new(1), [0.0; 3], 0);
        for _ in 0..20_000 {
            draws.weighting(&mut weights);
            assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12, "sum 1");
            near_corner += u32::from(weights[0] > 0.8);
        }
        // The share of the triangle beyond 0.8 is 0.2² = 4 %; normalised uniforms would give about 1.2 %.
        assert!((f64::from(near_corner) / 20_000.0 - 0.04).abs() < 0.005, "{near_corner}");
    }
}
