//! How amounts become places along an axis that can be zoomed: evenly, or in steps of ten where few are huge.

use crate::model::Locale;

/// From amounts to places and back.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct AxisScale {
    /// Where steps of ten begin, on either side of zero; `None` if the axis is even.
    knee: Option<f64>,
}

/// A round amount along an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct AxisTick {
    /// Where it stands.
    pub place: f64,
    /// What it says: "950", "12k", "3.4m".
    pub label: String,
}

impl AxisScale {
    /// The scale for these amounts: in steps of ten if the largest is more than ten times the median, as in the
    /// pictures that are saved.
    pub fn over(amounts: impl Iterator<Item = f64>) -> Self {
        let mut sizes: Vec<f64> = amounts.filter(|amount| amount.is_finite()).map(f64::abs).collect();
        sizes.sort_by(f64::total_cmp);
        let reach = sizes.last().copied().unwrap_or(0.0);
        let typical = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0).max(reach * 1e-5);
        if sizes.len() < 5 || reach <= 10.0 * typical {
            return Self::default();
        }
        let knee = 10f64.powf(typical.log10().floor());
        Self { knee: Some(knee).filter(|knee| knee.is_normal() && (reach / knee).is_finite()) }
    }

    /// Whether the axis goes in steps of ten.
    pub const fn is_by_magnitude(&self) -> bool {
        self.knee.is_some()
    }

    /// Where an amount stands.
    pub fn place(&self, amount: f64) -> f64 {
        self.knee.map_or(amount, |knee| (amount / knee).asinh())
    }

    /// The amount that stands there.
    pub fn amount(&self, place: f64) -> f64 {
        self.knee.map_or(place, |knee| place.sinh() * knee)
    }

    /// Round amounts between two places, at most about so many; twice as many where it were fewer than two.
    pub fn ticks(&self, low: f64, high: f64, most: usize) -> Vec<AxisTick> {
        let (from, to) = (self.amount(low), self.amount(high));
        if !(from.is_finite() && to.is_finite() && from < to && most > 0) {
            return Vec::new();
        }
        // Between few powers of ten stand 2 and 5 times as much; where even those are few, the places are nearly even.
        let in_steps = |steps: &[f64]| self.knee.map(|knee| powers((knee, steps), from, to)).unwrap_or_default();
        let found = [&[1.0][..], &[1.0, 2.0, 5.0]].map(in_steps).into_iter().find(|amounts| amounts.len() >= 3);
        let amounts = found.map_or_else(|| round(from, to, most), |amounts| thinned(amounts, most));
        // One alone measures nothing: rather a few too many.
        let amounts = if amounts.len() < 2 { round(from, to, 2 * most) } else { amounts };
        let step = amounts.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
        let place = |amount: f64| AxisTick { place: self.place(amount), label: label(amount, step) };
        amounts.into_iter().map(place).collect()
    }
}

/// Zero and the powers of ten times these steps on both sides of it from `knee` on, as far as they lie between these.
fn powers((knee, steps): (f64, &[f64]), from: f64, to: f64) -> Vec<f64> {
    let power = |power: i32| steps.iter().map(move |step| step * knee * 10f64.powi(power));
    let up: Vec<f64> = (0..16).flat_map(power).collect();
    let below = up.iter().rev().map(|power| -power);
    let all = below.chain([0.0]).chain(up.iter().copied());
    all.filter(|amount| from <= *amount && *amount <= to).collect()
}

/// Every second, third … of them, so that zero stays if it is there.
fn thinned(amounts: Vec<f64>, most: usize) -> Vec<f64> {
    let each = amounts.len().div_ceil(most.max(1)).max(1);
    let zero = amounts.iter().position(|amount| *amount == 0.0).unwrap_or(0);
    let kept = amounts.into_iter().enumerate().filter(|(place, _)| place.abs_diff(zero) % each == 0);
    kept.map(|(_, amount)| amount).collect()
}

/// Amounts in steps of 1, 2 or 5 times a power of ten.
fn round(from: f64, to: f64, most: usize) -> Vec<f64> {
    let rough = (to - from) / most as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= rough * 0.999);
    let Some(step) = step.filter(|step| step.is_normal()) else { return Vec::new() };
    // Both ends may be a hair off a round number, from places and back.
    let first = (from / step - 1e-6).ceil();
    let places = (0..=most).map(|number| (first + number as f64) * step);
    // Not "−0".
    places.filter(|amount| *amount <= to + step * 1e-6).map(|amount| if amount == 0.0 { 0.0 } else { amount }).collect()
}

/// An amount for a tick, with as many digits as tell neighbours apart.
fn label(amount: f64, step: f64) -> String {
    let (scale, unit) = match amount.abs() {
        size if size >= 1e6 && step >= 1e4 => (1e6, "m"),
        size if size >= 1e4 && step >= 100.0 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let step = step / scale;
    let decimals = [1.0, 0.1, 0.01].iter().filter(|least| step < **least * 0.999 && step.is_finite()).count();
    let value = amount / scale;
    // "3m" rather than "3.0m".
    let whole = [1.0, 10.0, 100.0].iter().take(decimals).position(|times| is_whole(value * times));
    let decimals = whole.unwrap_or(decimals);
    let number = if decimals == 0 { Locale::current().whole(value) } else { Locale::current().number(value, decimals) };
    format!("{number}{unit}")
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(scale: AxisScale, from: f64, to: f64) -> Vec<String> {
        let ticks = scale.ticks(scale.place(from), scale.place(to), 6);
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_are_round_and_tell_neighbours_apart() {
        let even = AxisScale::default();
        assert_eq!(labels(even, 0.0, 100.0), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(labels(even, -12_000.0, 30_000.0), ["\u{2212}10k", "0", "10k", "20k", "30k"]);
        assert_eq!(labels(even, 12_000.0, 12_500.0), ["12k", "12.1k", "12.2k", "12.3k", "12.4k", "12.5k"]);
        assert_eq!(labels(even, 12_000.0, 12_050.0), ["12,000", "12,010", "12,020", "12,030", "12,040", "12,050"]);
        assert_eq!(labels(even, 1.0, 1.5), ["1", "1.1", "1.2", "1.3", "1.4", "1.5"]);
        assert_eq!(labels(even, 0.0, 3e6), ["0", "500k", "1m", "1.5m", "2m", "2.5m", "3m"]);
        assert!(labels(even, 5.0, 5.0).is_empty(), "no room, no ticks");
        let low = even.ticks(-37_000.0, 46_000.0, 3);
        assert!(low.len() >= 2, "a low picture still has a measure: {low:?}");
    }

    #[test]
    fn few_huge_ones_make_steps_of_ten() {
        let money = [-400.0, 0.0, 900.0, 1200.0, 1500.0, 2000.0, 90_000.0];
        let scale = AxisScale::over(money.into_iter());
        assert!(scale.is_by_magnitude(), "one is 75 times the median");
        assert_eq!(labels(scale, -400.0, 90_000.0), ["0", "1,000", "10k"]);
        assert_eq!(labels(scale, 700.0, 9_000.0), ["1,000", "2,000", "5,000"]);
        assert_eq!(labels(scale, 1200.0, 1500.0), ["1,200", "1,250", "1,300", "1,350", "1,400", "1,450", "1,500"]);
        assert!(!AxisScale::over([1.0, 2.0, 3.0].into_iter()).is_by_magnitude(), "too few to say");
        assert!(!AxisScale::over((0..100).map(f64::from)).is_by_magnitude());
    }

    proptest! {
        #[test]
        fn places_keep_the_order_and_lead_back(amounts in prop::collection::vec(-1e7..1e7f64, 2..60), huge in 1e8..1e9f64) {
            for scale in [AxisScale::default(), AxisScale::over(amounts.iter().copied().chain([huge]))] {
                for pair in amounts.windows(2) {
                    prop_assert_eq!(pair[0] < pair[1], scale.place(pair[0]) < scale.place(pair[1]));
                    let back = scale.amount(scale.place(pair[0]));
                    prop_assert!((back - pair[0]).abs() <= 1e-9 * (1.0 + huge));
                }
            }
        }

        #[test]
        fn ticks_stand_in_order_where_they_were_asked_for(a in -1e6..1e6f64, length in 1e-3..1e6f64, most in 2..12usize) {
            for scale in [AxisScale::default(), AxisScale { knee: Some(100.0) }] {
                let (low, high) = (scale.place(a), scale.place(a + length));
                prop_assume!(low < high);
                let ticks = scale.ticks(low, high, most);
                prop_assert!(ticks.len() <= most + 2, "{} of {most}", ticks.len());
                let slack = 1e-5 * (high - low);
                prop_assert!(ticks.iter().all(|tick| low - slack <= tick.place && tick.place <= high + slack));
                prop_assert!(ticks.windows(2).all(|pair| pair[0].place < pair[1].place));
            }
        }
    }
}
