//! What values are measured on: where a value stands between bad and good, round ticks, and numbers as words,
//! written as [`Locale::current`] has them.

use serde::{Deserialize, Serialize};

use crate::model::{Direction, Locale, Scale};

/// The scale of a criterion or a score, with its bad end and its good end. Charts draw good to the right and up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruler {
    /// Yes (1) or no (0); a mean is shown as the share of yes.
    YesNo {
        /// The answer that counts as good: 1 for yes, 0 for no.
        best: u8,
    },
    /// Whole points; `worst` may be the larger number.
    Points {
        /// The point that counts as bad.
        worst: i32,
        /// The point that counts as good.
        best: i32,
    },
    /// A number with a unit; values beyond the ends are drawn at the ends.
    Measure {
        /// The value that counts as bad.
        worst: f64,
        /// The value that counts as good.
        best: f64,
        /// The unit, such as `days`; may be empty.
        unit: String,
    },
    /// A score from 0 to 100.
    Score,
}

/// A tick: where it stands (0 bad – 1 good) and what it says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tick {
    pub share: f64,
    pub label: String,
}

impl Ruler {
    /// The ruler of a criterion.
    pub fn of(scale: &Scale, direction: Direction) -> Self {
        let turned = direction == Direction::Reversed;
        match scale {
            Scale::YesNo => Self::YesNo { best: u8::from(!turned) },
            Scale::Points { from, to, .. } if turned => Self::Points { worst: *to, best: *from },
            Scale::Points { from, to, .. } => Self::Points { worst: *from, best: *to },
            Scale::Measure { unit, .. } => {
                let (worst, best) = scale.ends();
                let (worst, best) = if turned { (best, worst) } else { (worst, best) };
                Self::Measure { worst, best, unit: unit.to_string() }
            }
        }
    }

    /// The values that count as worst and best.
    pub fn ends(&self) -> (f64, f64) {
        match self {
            Self::YesNo { best: 0 } => (1.0, 0.0),
            Self::YesNo { .. } => (0.0, 1.0),
            Self::Points { worst, best } => (f64::from(*worst), f64::from(*best)),
            Self::Measure { worst, best, .. } => (*worst, *best),
            Self::Score => (0.0, 100.0),
        }
    }

    /// Where a value stands, 0 (bad) – 1 (good); `None` for what is not a number or has no direction.
    pub fn share(&self, value: f64) -> Option<f64> {
        let (worst, best) = self.ends();
        // Halves keep the differences finite even between the largest numbers.
        let span = best / 2.0 - worst / 2.0;
        let share = (value / 2.0 - worst / 2.0) / span;
        share.is_finite().then(|| share.clamp(0.0, 1.0))
    }

    /// A value in words, on its own scale: `3.9`, `63 %`, `41 days`, `47`.
    pub fn label(&self, value: f64) -> String {
        match self {
            Self::YesNo { .. } => format!("{} %", decimal(value * 100.0, 0)),
            Self::Points { .. } => decimal(value, 1),
            Self::Measure { unit, .. } if unit.is_empty() => decimal(value, self.places()),
            Self::Measure { unit, .. } => format!("{} {unit}", decimal(value, self.places())),
            Self::Score => decimal(value, 0),
        }
    }

    /// Decimals that tell apart a hundredth of a measure.
    fn places(&self) -> usize {
        let (worst, best) = self.ends();
        let span = (best - worst).abs();
        [20.0, 2.0, 0.2].iter().filter(|edge| span < **edge).count()
    }

    /// Round values from bad to good: where each stands, 0 (bad) – 1 (good), and its label without unit.
    pub fn marks(&self) -> Vec<(f64, String)> {
        self.ticks().into_iter().map(|tick| (tick.share, tick.label)).collect()
    }

    /// Ticks at round numbers, from bad to good, with labels without unit.
    pub(crate) fn ticks(&self) -> Vec<Tick> {
        let (worst, best) = self.ends();
        let values = match self {
            Self::YesNo { .. } => vec![0.0, 1.0],
            Self::Score => vec![0.0, 25.0, 50.0, 75.0, 100.0],
            Self::Points { worst, best } if worst.abs_diff(*best) <= 10 => {
                (*worst.min(best)..=*worst.max(best)).map(f64::from).collect()
            }
            Self::Points { .. } | Self::Measure { .. } => round_ticks(worst.min(best), worst.max(best)),
        };
        let mut ticks: Vec<Tick> = values
            .into_iter()
            .filter_map(|value| {
                let label = match self {
                    Self::YesNo { .. } => if value > 0.5 { "Yes" } else { "No" }.to_owned(),
                    _ => plain(value),
                };
                self.share(value).map(|share| Tick { share, label })
            })
            .collect();
        ticks.sort_by(|a, b| a.share.total_cmp(&b.share));
        ticks
    }
}

/// The scale in words: `1–5`, `yes or no`, `60–0 days`, `0–100`.
impl std::fmt::Display for Ruler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (worst, best) = self.ends();
        match self {
            Self::YesNo { .. } => f.write_str("yes or no"),
            Self::Measure { unit, .. } if !unit.is_empty() => write!(f, "{}–{} {unit}", plain(worst), plain(best)),
            Self::Points { .. } | Self::Measure { .. } | Self::Score => write!(f, "{}–{}", plain(worst), plain(best)),
        }
    }
}

/// Round numbers between two ends, about four of them; at least two wherever numbers can tell the ends apart.
pub(crate) fn round_ticks(low: f64, high: f64) -> Vec<f64> {
    let span = high - low;
    let mut step = round_step(span / 4.0);
    if !(span.is_finite() && step.is_finite() && step > 0.0 && step < span) {
        return vec![low, high];
    }
    let mut ticks = multiples(step, low, high);
    // Where the ends lie badly only one multiple may be between them.
    while ticks.len() < 3 && step > span / 20.0 {
        step = round_step(step * 0.45);
        ticks = multiples(step, low, high);
    }
    ticks
}

/// The multiples of a step between two ends, at most twelve.
fn multiples(step: f64, low: f64, high: f64) -> Vec<f64> {
    let (first, last) = ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last && ticks.len() < 12 {
        ticks.push(at * step + 0.0);
        at += 1.0;
    }
    ticks
}

/// The nearest of 1, 2, 2.5, 5 times a power of ten that is not smaller.
fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let digit = rough / power;
    let round = [1.0, 2.0, 2.5, 5.0].into_iter().find(|candidate| digit <= candidate + 1e-9).unwrap_or(10.0);
    round * power
}

/// A number with so many decimals and a true minus sign; very large ones with an exponent.
pub(crate) fn decimal(value: f64, places: usize) -> String {
    let locale = Locale::current();
    if value.is_finite() && value.abs() >= 1e9 {
        return locale.mark(&format!("{value:.1e}"));
    }
    locale.number(value, places)
}

/// A number as short as it is exact to six digits.
pub(crate) fn plain(value: f64) -> String {
    let size = value.abs();
    if size >= 1e9 || (size > 0.0 && size < 1e-4) {
        return Locale::current().mark(&format!("{value:.1e}"));
    }
    let text = decimal(value, 6);
    text.trim_end_matches('0').trim_end_matches(Locale::current().decimal).to_owned()
}

/// A number with its sign: `+2`, `−17`, `0`.
pub(crate) fn signed(value: f64) -> String {
    let text = decimal(value, 0);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// The share as a position between two ends, in px.
#[expect(clippy::cast_possible_truncation, reason = "a position on a page needs no more than f32")]
pub(crate) fn between(from: f32, to: f32, share: f64) -> f32 {
    from + (to - from) * share as f32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a step is 1, 2, 2.5 or 5 times a power of ten.
    fn is_round(step: f64) -> bool {
        let digit = step / 10f64.powf((step.log10() + 1e-9).floor());
        [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().any(|round| (digit - round).abs() < 1e-6)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn ticks_are_round_numbers_evenly_apart_and_within(low in -1e7..1e7_f64, span in 1e-4..1e7_f64) {
            let high = low + span;
            // Ends that differ by less than the numbers can hold have no round numbers between.
            prop_assume!(span / low.abs().max(1.0) > 1e-6);
            let ticks = round_ticks(low, high);
            prop_assert!((2..=12).contains(&ticks.len()), "{:?} between {} and {}", ticks, low, high);
            let step = ticks[1] - ticks[0];
            prop_assert!(is_round(step), "step {} in {:?}", step, ticks);
            for tick in &ticks {
                let times = tick / step;
                prop_assert!((times - times.round()).abs() < 1e-6, "{} is no multiple of {}", tick, step);
                prop_assert!(*tick >= low - step * 1e-6 && *tick <= high + step * 1e-6, "{} is outside", tick);
            }
            prop_assert!(ticks.windows(2).all(|pair| (pair[1] - pair[0] - step).abs() < step * 1e-6), "{:?}", ticks);
        }
    }

    fn labels(ruler: &Ruler) -> String {
        ruler.ticks().into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" ")
    }

    fn measure(worst: f64, best: f64) -> Ruler {
        Ruler::Measure { worst, best, unit: "days".to_owned() }
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(labels(&Ruler::Points { worst: 1, best: 5 }), "1 2 3 4 5");
        assert_eq!(labels(&Ruler::Points { worst: 10, best: 0 }), "10 9 8 7 6 5 4 3 2 1 0");
        assert_eq!(labels(&Ruler::Points { worst: 0, best: 100 }), "0 25 50 75 100");
        assert_eq!(labels(&Ruler::Score), "0 25 50 75 100");
        assert_eq!(labels(&Ruler::YesNo { best: 0 }), "Yes No");
        assert_eq!(labels(&measure(60.0, 0.0)), "60 40 20 0");
        assert_eq!(labels(&measure(-0.13, 0.42)), "0 0.2 0.4");
        assert_eq!(labels(&measure(3.0, 3.0)), "", "no direction, no ticks");
        assert!(measure(f64::MIN, f64::MAX).ticks().len() >= 2, "ends even of the largest span");
    }

    #[test]
    fn values_stand_between_bad_and_good() {
        assert_eq!(Ruler::Points { worst: 1, best: 5 }.share(4.0), Some(0.75));
        assert_eq!(Ruler::Points { worst: 5, best: 1 }.share(4.0), Some(0.25));
        assert_eq!(measure(60.0, 0.0).share(90.0), Some(0.0));
        assert_eq!(measure(f64::MIN, f64::MAX).share(0.0), Some(0.5));
        assert_eq!(measure(1.0, 1.0).share(1.0), None);
        assert_eq!(Ruler::Score.share(f64::NAN), None);
    }

    #[test]
    fn labels_are_on_the_own_scale() {
        assert_eq!(Ruler::Points { worst: 1, best: 5 }.label(3.94), "3.9");
        assert_eq!(Ruler::YesNo { best: 1 }.label(0.625), "62 %");
        assert_eq!(measure(60.0, 0.0).label(41.4), "41 days");
        assert_eq!(measure(0.0, 1.0).label(0.333), "0.33 days");
        assert_eq!(Ruler::Score.label(46.6), "47");
        assert_eq!([signed(-17.2), signed(2.4), signed(-0.3), signed(0.4)], ["−17", "+2", "0", "0"]);
        assert_eq!(measure(60.0, 0.0).to_string(), "60–0 days");
    }

    #[test]
    fn rulers_follow_the_scale_and_its_direction() {
        assert_eq!(Ruler::of(&Scale::points(1, 5), Direction::HighIsGood), Ruler::Points { worst: 1, best: 5 });
        assert_eq!(Ruler::of(&Scale::points(1, 5), Direction::Reversed), Ruler::Points { worst: 5, best: 1 });
        assert_eq!(Ruler::of(&Scale::YesNo, Direction::Reversed), Ruler::YesNo { best: 0 });
    }
}
