//! Draws from distributions that only this room needs: normal and gamma, and weightings around given weights.

use crate::analysis::stats::Draws;

/// Normal with mean 0 and standard deviation 1 (Box & Muller 1958).
pub(super) fn normal(draws: &mut Draws) -> f64 {
    let radius = (-2.0 * (1.0 - draws.uniform()).ln()).sqrt();
    radius * (std::f64::consts::TAU * draws.uniform()).cos()
}

/// Gamma with this shape > 0 and scale 1 (Marsaglia & Tsang 2000; below 1 by the boost of their section 6).
fn gamma(draws: &mut Draws, shape: f64) -> f64 {
    if shape < 1.0 {
        let boost = (1.0 - draws.uniform()).powf(1.0 / shape);
        return gamma(draws, shape + 1.0) * boost;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(draws);
        let v = (1.0 + c * x).powi(3);
        if v > 0.0 && (1.0 - draws.uniform()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

/// Weightings ~ Dirichlet(κ·w), w with sum 1: around w, closer the larger κ. Weights of 0 stay 0.
pub(super) fn dirichlet(draws: &mut Draws, concentration: f64, weights: &[f64], into: &mut [f64]) {
    for (drawn, weight) in into.iter_mut().zip(weights) {
        let shape = concentration * weight;
        *drawn = if shape > 0.0 { gamma(draws, shape) } else { 0.0 };
    }
    let sum: f64 = into.iter().sum();
    if sum > 0.0 {
        for drawn in into.iter_mut() {
            *drawn /= sum;
        }
    } else {
        into.copy_from_slice(weights);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_mean_and_spread_they_should() {
        let mut draws = Draws::new(1);
        let weights = [0.5, 0.3, 0.2, 0.0];
        let (mut into, mut sum, mut squares, num) = ([0.0; 4], [0.0; 4], 0.0, 20_000);
        for _ in 0..num {
            dirichlet(&mut draws, 3.0, &weights, &mut into);
            sum.iter_mut().zip(into).for_each(|(sum, drawn)| *sum += drawn);
            squares += (into[0] - 0.5).powi(2);
        }
        for (sum, weight) in sum.iter().zip(weights) {
            assert!((sum / f64::from(num) - weight).abs() < 0.01, "{sum} for {weight}");
        }
        // Var = w(1 − w) / (κ + 1).
        assert!((squares / f64::from(num) - 0.0625).abs() < 0.003, "{squares}");
        let normals: Vec<f64> = (0..20_000).map(|_| normal(&mut draws)).collect();
        let within = normals.iter().filter(|x| x.abs() < 1.959_964).count();
        assert!((within as f64 / 20_000.0 - 0.95).abs() < 0.006, "{within}");
    }
}
