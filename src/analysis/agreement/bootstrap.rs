//! The interval of alpha: how much it would differ had we other customers like these.

use rayon::prelude::*;

use super::super::stats::{Draws, Interval, NotComputable};
use super::alpha::{AlphaLevel, Prepared};
use super::units::Units;

/// With fewer customers (with two answers or more) there is no interval: too few.
pub const ALPHA_MIN_UNITS: usize = 10;
/// How many times the customers are drawn again.
const NUM_DRAWS: usize = 1000;
/// Draws that share one stream of chance.
const PER_STREAM: usize = 50;
/// Where the streams begin.
const SEED: u64 = 0xa1fa_0000;
/// What is left of the draws on either side: 95 % lie between.
const TAIL: f64 = 0.025;

/// The 95 % interval of Krippendorff's alpha.
///
/// Units are drawn with replacement, 1,000 times with a fixed seed, and the middle 95 % of the alphas taken (linear
/// between order statistics). Draws in which all answers are the same have no alpha and are left out. Source: Zapf
/// et al. 2016, "Measuring inter-rater reliability for nominal data", BMC Medical Research Methodology 16:93.
///
/// # Errors
/// What [`super::krippendorff_alpha`] says; [`NotComputable::TooFew`] with fewer than [`ALPHA_MIN_UNITS`] units;
/// [`NotComputable::NoVariation`] if most draws have no alpha.
pub fn alpha_interval(units: &Units, level: AlphaLevel) -> Result<Interval, NotComputable> {
    let prepared = Prepared::new(units, level)?;
    if prepared.len() < ALPHA_MIN_UNITS {
        return Err(NotComputable::TooFew);
    }
    let streams = (0..NUM_DRAWS.div_ceil(PER_STREAM)).into_par_iter();
    let drawn = streams.flat_map_iter(|stream| {
        let mut draws = Draws::new(SEED + stream as u64);
        let mut times = vec![0.0; prepared.len()];
        let alphas = (0..PER_STREAM).filter_map(|_| {
            times.fill(0.0);
            for _ in 0..prepared.len() {
                times[draws.below(prepared.len())] += 1.0;
            }
            prepared.sums(&times).alpha()
        });
        alphas.collect::<Vec<f64>>()
    });
    let mut alphas: Vec<f64> = drawn.collect();
    if alphas.len() < NUM_DRAWS / 2 {
        return Err(NotComputable::NoVariation);
    }
    alphas.sort_unstable_by(f64::total_cmp);
    Ok(Interval::new(quantile(&alphas, TAIL), quantile(&alphas, 1.0 - TAIL)))
}

/// The quantile of sorted numbers, linear between them (Hyndman & Fan's type 7). There must be at least one.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let below = at.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * at.fract()
}

#[cfg(test)]
mod tests {
    use super::super::krippendorff_alpha;
    use super::*;

    /// Units around a truth, with some noise, the same every time.
    fn noisy(num_units: usize, noise: f64) -> Units {
        let (mut draws, mut units) = (Draws::new(3), Units::default());
        for _ in 0..num_units {
            let truth = draws.uniform() * 4.0;
            let answers: Vec<f64> = (0..3).map(|_| (1.0 + truth + noise * (draws.uniform() - 0.5)).round()).collect();
            units.push(answers);
        }
        units
    }

    #[test]
    fn it_holds_the_estimate_and_shrinks_with_more_customers() {
        for level in [AlphaLevel::Nominal, AlphaLevel::Ordinal, AlphaLevel::Interval, AlphaLevel::Ratio] {
            let few = alpha_interval(&noisy(20, 2.0), level).unwrap();
            let many = alpha_interval(&noisy(400, 2.0), level).unwrap();
            let alpha = krippendorff_alpha(&noisy(400, 2.0), level).unwrap().estimate;
            assert!(many.contains(alpha), "{level:?}: {alpha} in {many:?}");
            assert!(many.high - many.low < (few.high - few.low) / 2.0, "{level:?}: {few:?} {many:?}");
            assert_eq!(Ok(few), alpha_interval(&noisy(20, 2.0), level), "the same every time");
        }
    }

    #[test]
    fn a_draw_is_what_the_same_units_would_give() {
        let (units, times) = (noisy(12, 2.0), [0, 2, 1, 1, 0, 3, 1, 0, 1, 1, 2, 0]);
        let mut drawn = Units::default();
        for (unit, times) in units.iter().zip(times) {
            for _ in 0..times {
                drawn.push(unit.iter().copied());
            }
        }
        for level in [AlphaLevel::Nominal, AlphaLevel::Ordinal, AlphaLevel::Interval, AlphaLevel::Ratio] {
            let summed = Prepared::new(&units, level).unwrap().sums(&times.map(f64::from)).alpha().unwrap();
            let direct = krippendorff_alpha(&drawn, level).unwrap().estimate;
            assert!((summed - direct).abs() < 1e-12, "{level:?}: {summed} {direct}");
        }
    }

    #[test]
    fn nine_customers_are_too_few() {
        assert_eq!(alpha_interval(&noisy(9, 2.0), AlphaLevel::Interval), Err(NotComputable::TooFew));
        let perfect = alpha_interval(&noisy(10, 0.0), AlphaLevel::Interval).unwrap();
        assert_eq!(perfect, Interval::new(1.0, 1.0));
    }

    #[test]
    fn quantiles_lie_between_order_statistics() {
        assert!((quantile(&[0.0, 1.0, 2.0], 0.25) - 0.5).abs() < 1e-12, "type 7");
        assert!((quantile(&[3.0], 0.9) - 3.0).abs() + (quantile(&[1.0, 2.0], 1.0) - 2.0).abs() < 1e-12, "the ends");
    }
}
