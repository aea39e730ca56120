//! A stretch of numbers along an axis, evenly or by magnitude, with round ticks; and amounts as words.

use super::ruler::{Tick, plain, round_ticks};
use crate::model::Locale;

/// From the lowest to the highest number of an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    low: f64,
    high: f64,
    /// Where steps of ten begin, on either side of zero; `None` if the axis is even.
    knee: Option<f64>,
}

impl Span {
    /// Evenly from one end to the other.
    pub(crate) const fn new(low: f64, high: f64) -> Self {
        Self { low, high, knee: None }
    }

    /// Over all numbers that are numbers; `None` if there is none.
    pub(crate) fn over(values: impl Iterator<Item = f64>) -> Option<Self> {
        values.filter(|value| value.is_finite()).fold(None, |span: Option<Self>, value| {
            Some(span.map_or_else(|| Self::new(value, value), |span| span.including(value)))
        })
    }

    /// The same span, reaching to this number as well.
    pub(crate) fn including(self, value: f64) -> Self {
        if !value.is_finite() {
            return self;
        }
        Self { low: self.low.min(value), high: self.high.max(value), ..self }
    }

    /// The same span, at least so long, grown on both sides.
    pub(crate) fn at_least(self, length: f64) -> Self {
        let missing = (length / 2.0 - (self.high / 2.0 - self.low / 2.0)).max(0.0);
        Self { low: self.low - missing, high: self.high + missing, ..self }
    }

    /// In steps of ten if even steps would press most numbers together: if the longest reach is more than ten
    /// times the median. Numbers nearer to zero than about the median lie evenly, so zero and losses have their place.
    pub(crate) fn by_magnitude_if_skewed(self, values: impl Iterator<Item = f64>) -> Self {
        let mut sizes: Vec<f64> = values.filter(|value| value.is_finite()).map(f64::abs).collect();
        sizes.sort_by(f64::total_cmp);
        let typical = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
        let reach = self.low.abs().max(self.high.abs());
        if sizes.len() < 5 || reach <= 10.0 * typical.max(reach * 1e-5) {
            return self;
        }
        let knee = 10f64.powf(typical.max(reach * 1e-5).log10().floor());
        let knee = Some(knee).filter(|knee| knee.is_normal() && (reach / knee).is_finite());
        Self { knee, ..self }
    }

    /// Whether the axis goes in steps of ten.
    pub(crate) const fn is_by_magnitude(&self) -> bool {
        self.knee.is_some()
    }

    /// Where a number stands, 0–1; in the middle where all are equal.
    pub(crate) fn share(&self, value: f64) -> f64 {
        // Halves keep the differences finite even between the largest numbers.
        let place = |value: f64| self.knee.map_or(value / 2.0, |knee| (value / knee).asinh());
        let (low, high) = (place(self.low), place(self.high));
        let share = (place(value) - low) / (high - low);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 }
    }

    /// Ticks at round numbers, from low to high.
    pub(crate) fn ticks(&self) -> Vec<Tick> {
        let values: Vec<f64> = match self.knee {
            None => round_ticks(self.low, self.high),
            Some(knee) => {
                let powers: Vec<f64> = (0..8).map(|power| knee * 10f64.powi(power)).collect();
                let inside = |steps: &[f64]| -> Vec<f64> {
                    let below = steps.iter().rev().map(|step| -step);
                    let all = below.chain([0.0]).chain(steps.iter().copied());
                    all.filter(|value| self.low <= *value && *value <= self.high).collect()
                };
                let ticks = inside(&powers);
                // Over two or three powers of ten there is room for those between.
                let finer: Vec<f64> =
                    powers.iter().flat_map(|power| [1.0, 2.0, 5.0].map(|step| step * power)).collect();
                if ticks.len() < 4 { inside(&finer) } else { ticks }
            }
        };
        values.into_iter().map(|value| Tick { share: self.share(value), label: short(value) }).collect()
    }
}

/// A number for a tick: `950`, `12k`, `3.4m`.
pub(crate) fn short(value: f64) -> String {
    let tenth = |value: f64| plain((value * 10.0).round() / 10.0);
    match value.abs() {
        size if size >= 1e9 || !size.is_finite() => plain(value),
        size if size >= 999_950.0 => format!("{}m", tenth(value / 1e6)),
        size if size >= 10_000.0 => format!("{}k", tenth(value / 1e3)),
        size if size >= 1000.0 => Locale::current().whole(value),
        _ => plain(value),
    }
}

/// An amount in words, as sentences have it: `€84,000`, `84,000 USD`, `12.5 h`; without unit if that is empty.
pub(crate) fn amount(value: f64, unit: &str) -> String {
    let number = |value: f64| match value.abs() {
        size if size >= 1e12 => plain(value),
        size if size >= 100.0 => Locale::current().whole(value),
        _ => plain((value * 100.0).round() / 100.0),
    };
    match unit {
        "" => number(value),
        word if word.chars().any(|c| c.is_alphanumeric() || c == '%') => format!("{}\u{a0}{word}", number(value)),
        // A sign of money stands before the number, the minus before both.
        sign => format!("{}{sign}{}", if value <= -0.005 { "−" } else { "" }, number(value.abs())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_between_the_ends() {
        let span = Span::over([3.0, -1.0, f64::NAN, 7.0].into_iter()).expect("three numbers");
        for (value, share) in [(-1.0, 0.0), (3.0, 0.5), (7.0, 1.0), (99.0, 1.0)] {
            assert!((span.share(value) - share).abs() < 1e-12, "{value} stands at {share}");
        }
        assert!((Span::new(4.0, 4.0).share(4.0) - 0.5).abs() < 1e-12, "all equal stand in the middle");
        assert!(Span::new(f64::MIN, f64::MAX).share(0.0) - 0.5 < 1e-9, "the largest numbers");
        assert_eq!(Span::new(40.0, 50.0).at_least(20.0), Span::new(35.0, 55.0));
        assert_eq!(Span::over(std::iter::empty()), None);
    }

    #[test]
    fn skewed_money_goes_in_steps_of_ten() {
        let money = [-400.0, 0.0, 900.0, 1200.0, 1500.0, 2000.0, 90_000.0];
        let even = Span::over(money.into_iter()).expect("money");
        let span = even.by_magnitude_if_skewed(money.into_iter());
        assert!(span.is_by_magnitude(), "one customer is 75 times the median");
        assert!(span.share(1200.0) > 3.0 * even.share(1200.0), "small ones come apart");
        assert!(money.windows(2).all(|pair| span.share(pair[0]) < span.share(pair[1])), "the order stays");
        let labels: Vec<String> = span.ticks().into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["0", "1,000", "2,000", "5,000", "10k", "20k", "50k"]);
        assert!(!even.by_magnitude_if_skewed([1.0, 2.0, 3.0].into_iter()).is_by_magnitude(), "too few to say");
    }

    #[test]
    fn amounts_are_short_on_ticks_and_whole_in_words() {
        let ticks = [950.0, -12_000.0, 12_340.0, 999_999.0, 3_400_000.0, 0.5].map(short);
        assert_eq!(ticks, ["950", "−12k", "12.3k", "1m", "3.4m", "0.5"]);
        assert_eq!([amount(84_000.4, "€"), amount(12.5, "h")], ["€84,000", "12.5\u{a0}h"]);
        assert_eq!([amount(-84_000.0, "€"), amount(-0.001, "£")], ["−€84,000", "£0"]);
        assert_eq!(amount(-1250.0, "USD"), "−1,250\u{a0}USD");
        assert_eq!(amount(-3.0, ""), "−3");
    }
}
