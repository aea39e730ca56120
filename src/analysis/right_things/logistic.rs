//! Logistic regression by maximum likelihood: how several criteria together go with what happened.

use crate::analysis::stats::{Interval, NotComputable, normal_cdf};

use super::columns::{Columns, Square, dot};

/// More steps than any likelihood with a maximum needs.
const MAX_STEPS: usize = 25;
/// A coefficient per standard deviation beyond this stands for infinity: odds change by a factor of three million.
const INFINITE: f64 = 15.0;
/// 95 % of a normal distribution lie within this many standard deviations.
const Z95: f64 = 1.959_963_984_540_054;

/// One coefficient of a joint model.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Coefficient {
    /// Per unit of the predictor.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// Two-sided p: Wald's z in a logistic model, t in a linear one.
    pub p: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// Per standard deviation of the predictor (and, in a linear model, of what is predicted).
    pub standardised: f64,
    /// The standard error of that.
    pub standardised_se: f64,
}

impl Coefficient {
    /// The factor by which the odds change per standard deviation, exp(β·sd), with its 95 % Wald interval.
    /// Of a logistic model only.
    pub fn odds_ratio_per_sd(&self) -> (f64, Interval) {
        let (beta, se) = (self.standardised, self.standardised_se);
        (beta.exp(), Interval::new((beta - Z95 * se).exp(), (beta + Z95 * se).exp()))
    }

    /// The factor by which the odds change per unit, exp(β), with its 95 % Wald interval. Of a logistic model only.
    pub fn odds_ratio(&self) -> (f64, Interval) {
        (self.value.exp(), Interval::new(self.interval.low.exp(), self.interval.high.exp()))
    }
}

/// A logistic model: ln(p/(1−p)) = intercept + Σ coefficient·x.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Logistic {
    /// The intercept.
    pub intercept: f64,
    /// Its standard error.
    pub intercept_se: f64,
    /// One per predictor, in the order given.
    pub coefficients: Vec<Coefficient>,
    /// ln of the likelihood, at most 0.
    pub log_likelihood: f64,
    /// The same without predictors.
    pub null_log_likelihood: f64,
    /// How many cases.
    pub n: usize,
    /// To how many of them it happened.
    pub events: usize,
}

impl Logistic {
    /// `McFadden`'s R², 0 to 1: 1 − lnL/lnL₀.
    pub fn pseudo_r_squared(&self) -> f64 {
        1.0 - self.log_likelihood / self.null_log_likelihood
    }

    /// How likely it is to happen in a case with these predictors, 0 to 1.
    pub fn probability(&self, row: &[f64]) -> f64 {
        let sum: f64 = self.coefficients.iter().zip(row).map(|(coefficient, x)| coefficient.value * x).sum();
        logistic_of(self.intercept + sum)
    }
}

fn logistic_of(eta: f64) -> f64 {
    if eta >= 0.0 {
        1.0 / (1.0 + (-eta).exp())
    } else {
        let e = eta.exp();
        e / (1.0 + e)
    }
}

/// ln(1 + eˣ) without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// Logistic regression by iteratively reweighted least squares (Newton's method), at most 25 steps.
///
/// `rows` are the predictors of each case on their own scales. Source: `McCullagh` & Nelder 1989, ch. 4;
/// separation: Albert & Anderson 1984.
///
/// # Errors
/// [`NotComputable::Separated`] where the maximum does not exist (fitted probabilities run to 0 and 1, a coefficient
/// runs away, or it does not converge), [`NotComputable::Collinear`], [`NotComputable::ConstantColumn`],
/// [`NotComputable::OneOutcomeOnly`], [`NotComputable::TooFew`].
pub fn logistic(rows: &[Vec<f64>], happened: &[bool]) -> Result<Logistic, NotComputable> {
    let events = happened.iter().filter(|happened| **happened).count();
    if rows.len() != happened.len() || rows.is_empty() {
        return Err(NotComputable::TooFew);
    }
    if events == 0 || events == happened.len() {
        return Err(NotComputable::OneOutcomeOnly);
    }
    let columns = Columns::new(rows)?;
    columns.orthogonal()?;
    let fit = fit(&columns, happened)?;
    let share = events as f64 / rows.len() as f64;
    let null = events as f64 * share.ln() + (rows.len() - events) as f64 * (1.0 - share).ln();
    // Back to the predictors' own scales.
    let back: Vec<f64> = columns.means.iter().zip(&columns.sds).map(|(mean, sd)| -mean / sd).collect();
    let shift: Vec<f64> = std::iter::once(1.0).chain(back).collect();
    let coefficient = |place: usize| {
        let (sd, beta) = (columns.sds[place], fit.beta[place + 1]);
        let se = fit.covariance.get(place + 1, place + 1).sqrt();
        let (value, own_se) = (beta / sd, se / sd);
        Coefficient {
            value,
            se: own_se,
            p: 2.0 * normal_cdf(-(beta / se).abs()),
            interval: Interval::new(value - Z95 * own_se, value + Z95 * own_se),
            standardised: beta,
            standardised_se: se,
        }
    };
    Ok(Logistic {
        intercept: dot(&fit.beta, &shift),
        intercept_se: fit.covariance.quadratic(&shift).sqrt(),
        coefficients: (0..columns.num_columns()).map(coefficient).collect(),
        log_likelihood: fit.log_likelihood,
        null_log_likelihood: null,
        n: rows.len(),
        events,
    })
}

struct Fit {
    beta: Vec<f64>,
    covariance: Square,
    log_likelihood: f64,
}

/// One look at all cases: the likelihood, its slope, and the information.
struct Look {
    log_likelihood: f64,
    slope: Vec<f64>,
    information: Square,
    /// Whether any case is still open.
    is_open: bool,
}

fn look(columns: &Columns, happened: &[bool], beta: &[f64]) -> Look {
    let mut look = Look {
        log_likelihood: 0.0,
        slope: vec![0.0; beta.len()],
        information: Square::zero(beta.len()),
        is_open: false,
    };
    let mut row = vec![1.0; beta.len()];
    for (z, happened) in columns.rows().zip(happened) {
        row[1..].copy_from_slice(z);
        let eta = dot(&row, beta);
        let (p, y) = (logistic_of(eta), f64::from(*happened));
        look.log_likelihood += y * eta - softplus(eta);
        look.is_open |= (y - p).abs() > 1e-6;
        look.slope.iter_mut().zip(&row).for_each(|(slope, x)| *slope += (y - p) * x);
        look.information.add_outer(&row, p * (1.0 - p));
    }
    look
}

fn fit(columns: &Columns, happened: &[bool]) -> Result<Fit, NotComputable> {
    let mut beta = vec![0.0; columns.num_columns() + 1];
    let mut now = look(columns, happened, &beta);
    for _ in 0..MAX_STEPS {
        let root = now.information.cholesky().ok_or(NotComputable::Separated)?;
        let step = root.solve_both(&now.slope);
        let largest = step.iter().map(|step| step.abs()).fold(0.0, f64::max);
        if !largest.is_finite() || !now.is_open {
            return Err(NotComputable::Separated);
        }
        if largest < 1e-9 {
            // The smallest steps are taken, too, as far as they carry.
            beta.iter_mut().zip(&step).for_each(|(beta, step)| *beta += step);
            let is_infinite = beta.iter().skip(1).any(|beta| beta.abs() > INFINITE);
            return if is_infinite {
                Err(NotComputable::Separated)
            } else {
                Ok(Fit { beta, covariance: root.inverse_both(), log_likelihood: now.log_likelihood })
            };
        }
        // A step that would make it worse is too long.
        let mut part = 1.0;
        loop {
            let next: Vec<f64> = beta.iter().zip(&step).map(|(beta, step)| beta + part * step).collect();
            let then = look(columns, happened, &next);
            if then.log_likelihood >= now.log_likelihood - 1e-9 * now.log_likelihood.abs() || part < 1e-3 {
                (beta, now) = (next, then);
                break;
            }
            part /= 2.0;
        }
    }
    Err(NotComputable::Separated)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(xs: &[f64]) -> Vec<Vec<f64>> {
        xs.iter().map(|x| vec![*x]).collect()
    }

    #[test]
    fn what_separates_perfectly_has_no_maximum() {
        let left = [true, true, true, false, false, false];
        assert_eq!(logistic(&rows(&[1.0, 2.0, 3.0, 7.0, 8.0, 9.0]), &left), Err(NotComputable::Separated));
        // Nearly: one tie at the border.
        assert_eq!(logistic(&rows(&[1.0, 2.0, 3.0, 3.0, 8.0, 9.0]), &left), Err(NotComputable::Separated));
        // All who said no stayed: one half of a yes/no is separated.
        let half = [true, false, true, false, false, false, false, false];
        assert_eq!(
            logistic(&rows(&[1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]), &half),
            Err(NotComputable::Separated),
            "half"
        );
    }

    #[test]
    fn degenerate_columns_are_named() {
        let xs = [1.0, 2.0, 3.0, 4.0, 5.0, 2.0];
        let left = [true, false, true, false, false, true];
        let twice: Vec<Vec<f64>> = xs.iter().map(|x| vec![*x, 3.0 - 2.0 * x]).collect();
        assert_eq!(logistic(&twice, &left), Err(NotComputable::Collinear));
        assert_eq!(logistic(&rows(&[3.0; 6]), &left), Err(NotComputable::ConstantColumn));
        assert_eq!(logistic(&rows(&xs), &[true; 6]), Err(NotComputable::OneOutcomeOnly));
        assert_eq!(logistic(&[], &[]), Err(NotComputable::TooFew));
        assert_eq!(logistic(&rows(&[1.0, 2.0]), &[true, false]), Err(NotComputable::TooFew));
    }

    /// With one yes/no predictor the odds ratio is that of the two-by-two table: (8·9)/(3·4) = 6.
    #[test]
    fn one_yes_or_no_gives_the_odds_ratio_of_the_table() {
        let cells = [(1.0, true, 8), (1.0, false, 3), (0.0, true, 4), (0.0, false, 9)];
        let (mut xs, mut left) = (Vec::new(), Vec::new());
        for (x, happened, times) in cells {
            xs.extend(std::iter::repeat_n(x, times));
            left.extend(std::iter::repeat_n(happened, times));
        }
        let model = logistic(&rows(&xs), &left).unwrap();
        let (ratio, interval) = model.coefficients[0].odds_ratio();
        assert!((ratio - 6.0).abs() < 1e-9, "{ratio}");
        // Woolf 1955: the standard error of ln(odds ratio) is √(1/8 + 1/3 + 1/4 + 1/9).
        let se = (1.0_f64 / 8.0 + 1.0 / 3.0 + 1.0 / 4.0 + 1.0 / 9.0).sqrt();
        assert!((model.coefficients[0].se - se).abs() < 1e-9, "{}", model.coefficients[0].se);
        assert!((interval.high - (6.0_f64.ln() + Z95 * se).exp()).abs() < 1e-6, "{interval:?}");
    }

    proptest! {
        /// At the maximum Σ(y−p) and every Σ(y−p)x are zero.
        #[test]
        fn the_score_equations_hold(cases in prop::collection::vec((0..50_i32, 0..9_i32, any::<bool>()), 8..60)) {
            let xs: Vec<Vec<f64>> = cases.iter().map(|case| vec![f64::from(case.0), f64::from(case.1)]).collect();
            let left: Vec<bool> = cases.iter().map(|case| case.2).collect();
            if let Ok(model) = logistic(&xs, &left) {
                for place in 0..3 {
                    let one = |(row, left): (&Vec<f64>, &bool)| {
                        let x = if place == 2 { 1.0 } else { row[place] };
                        (f64::from(*left) - model.probability(row)) * x
                    };
                    let sum: f64 = xs.iter().zip(&left).map(one).sum();
                    prop_assert!(sum.abs() < 1e-6, "{place}: {sum}");
                }
                prop_assert!(model.log_likelihood >= model.null_log_likelihood - 1e-9);
                prop_assert!(model.coefficients.iter().all(|c| c.se.is_finite() && c.se > 0.0));
            }
        }
    }
}
