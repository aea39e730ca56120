//! Which way it goes: the trend of one series, or only its direction where rounds are few.

use crate::analysis::findings::{MOVING_POINTS, STEADY_POINTS};
use crate::analysis::gap::SURE;
use crate::analysis::stats::NotComputable;

use super::kendall::{MannKendall, mann_kendall};
use super::slope::{TheilSen, theil_sen};

/// With so many rounds or fewer no test can tell a trend from chance (the smallest p of four is 0.083).
pub const TOO_FEW_ROUNDS: usize = 4;

/// Which way a series goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Down: from few rounds, no step up; from more, a slope that chance does not explain.
    Down,
    /// Neither: now up, now down.
    Mixed,
    /// It stays where it is.
    Flat,
    /// Up.
    Up,
}

impl Way {
    /// In words: "up".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Mixed => "up and down",
            Self::Flat => "flat",
            Self::Up => "up",
        }
    }
}

/// The trend of one series of scores or values on 0–100.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Trend {
    /// How many rounds, at least 2.
    pub n: usize,
    /// Which way it goes. With four rounds or fewer: up if no step is down and one is up (steps of half a point do
    /// not count). With more: up or down if p < 0.05, else flat if all lie within five points.
    pub way: Way,
    /// The last value less the first, in points.
    pub change: f64,
    /// The slope in points per unit of time, with its 95 % interval; `None` with four rounds or fewer.
    pub slope: Option<TheilSen>,
    /// The test; `None` with four rounds or fewer.
    pub test: Option<MannKendall>,
    /// [`NotComputable::TooFewRounds`] with four rounds or fewer.
    pub reason: Option<NotComputable>,
}

impl Trend {
    /// The two-sided p of the trend, 0–1; `None` with four rounds or fewer, or if nothing varies.
    pub fn p(&self) -> Option<f64> {
        self.test.and_then(|test| test.best_p())
    }
}

/// The trend of values 0–100 at ascending times (quarters, counted).
///
/// # Errors
/// [`NotComputable::NoAnswers`] without values, [`NotComputable::TooFewRounds`] with one, and what [`theil_sen`]
/// returns.
pub fn trend(times: &[f64], values: &[f64]) -> Result<Trend, NotComputable> {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Err(NotComputable::NoAnswers) };
    let (n, change) = (values.len(), last - first);
    if n < 2 {
        return Err(NotComputable::TooFewRounds);
    }
    let (slope, test) = (theil_sen(times, values, 0.95)?, mann_kendall(times, values)?);
    if n <= TOO_FEW_ROUNDS {
        let reason = Some(NotComputable::TooFewRounds);
        return Ok(Trend { n, way: direction(values), change, slope: None, test: None, reason });
    }
    let ends = values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    let way = match test.best_p() {
        Some(p) if p < SURE && test.s > 0 => Way::Up,
        Some(p) if p < SURE && test.s < 0 => Way::Down,
        _ if ends.1 - ends.0 <= STEADY_POINTS => Way::Flat,
        _ => Way::Mixed,
    };
    Ok(Trend { n, way, change, slope: Some(slope), test: Some(test), reason: None })
}

/// The direction of few rounds, by their steps.
fn direction(values: &[f64]) -> Way {
    let steps = || values.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?));
    match (steps().any(|step| step > MOVING_POINTS), steps().any(|step| step < -MOVING_POINTS)) {
        (true, false) => Way::Up,
        (false, true) => Way::Down,
        (false, false) => Way::Flat,
        (true, true) => Way::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Result<Trend, NotComputable> {
        let times: Vec<f64> = (0..values.len()).map(|time| time as f64).collect();
        trend(&times, values)
    }

    #[test]
    fn few_rounds_have_a_direction_only() {
        for (values, way) in [
            (&[50.0, 60.0, 60.2, 70.0][..], Way::Up),
            (&[50.0, 40.0], Way::Down),
            (&[50.0, 50.4, 50.1], Way::Flat),
            (&[50.0, 60.0, 55.0, 70.0], Way::Mixed),
        ] {
            let trend = of(values).unwrap();
            assert_eq!((trend.way, trend.reason), (way, Some(NotComputable::TooFewRounds)), "{values:?}");
            assert_eq!((trend.slope, trend.test, trend.p()), (None, None, None), "no figures");
        }
        assert_eq!(of(&[]), Err(NotComputable::NoAnswers));
        assert_eq!(of(&[1.0]), Err(NotComputable::TooFewRounds));
    }

    #[test]
    fn more_rounds_have_a_slope_and_a_test() {
        let up = of(&[40.0, 44.0, 50.0, 52.0, 60.0]).unwrap();
        assert_eq!((up.way, up.reason), (Way::Up, None));
        assert!((up.p().unwrap() - 2.0 / 120.0).abs() < 1e-12, "one order of 120, either way");
        assert_eq!(of(&[40.0, 44.0, 50.0, 49.0, 41.0]).unwrap().way, Way::Mixed);
        assert_eq!(of(&[50.0, 51.0, 50.0, 52.0, 50.0]).unwrap().way, Way::Flat);
        assert_eq!(of(&[50.0; 6]).unwrap().way, Way::Flat);
    }
}
