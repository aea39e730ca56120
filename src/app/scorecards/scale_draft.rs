//! A scale while somebody types it: numbers as text, so that half a number is not lost.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::exchange::{Decimal, parse_number};
use crate::model::{Finite, Line, Scale};

/// Which kind of scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleKind {
    /// Yes or no.
    YesNo,
    /// Whole points.
    Points,
    /// A number with a unit.
    Measure,
}

impl ScaleKind {
    /// All kinds with their words.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::YesNo, "Yes or no"), (Self::Points, "Points"), (Self::Measure, "A measure")];
}

/// Which part of a scale something is wrong with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScalePart {
    /// The lowest point.
    From,
    /// The highest point, or the points as a whole.
    To,
    /// What this point means.
    Anchor(i32),
    /// The unit.
    Unit,
    /// The value that counts as worst.
    Worst,
    /// The value that counts as best, or both.
    Best,
}

/// A scale as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleDraft {
    /// Which kind; what was typed for the other kinds is kept.
    pub kind: ScaleKind,
    /// The lowest point.
    pub from: String,
    /// The highest point.
    pub to: String,
    /// What the points mean.
    pub anchors: BTreeMap<i32, String>,
    /// The unit of a measure.
    pub unit: String,
    /// The value that counts as worst.
    pub worst: String,
    /// The value that counts as best.
    pub best: String,
}

impl Default for ScaleDraft {
    fn default() -> Self {
        Self {
            kind: ScaleKind::Points,
            from: "1".to_owned(),
            to: "5".to_owned(),
            anchors: BTreeMap::new(),
            unit: String::new(),
            worst: String::new(),
            best: String::new(),
        }
    }
}

impl ScaleDraft {
    /// The scale as it would be typed.
    pub fn of(scale: &Scale) -> Self {
        match scale {
            Scale::YesNo => Self { kind: ScaleKind::YesNo, ..Self::default() },
            Scale::Points { from, to, anchors } => Self {
                from: from.to_string(),
                to: to.to_string(),
                anchors: anchors.iter().map(|(point, text)| (*point, text.to_string())).collect(),
                ..Self::default()
            },
            Scale::Measure { unit, worst, best } => Self {
                kind: ScaleKind::Measure,
                unit: unit.to_string(),
                worst: typed(*worst),
                best: typed(*best),
                ..Self::default()
            },
        }
    }

    /// The points, if they are whole numbers in order, at most 101.
    pub fn points(&self) -> Option<RangeInclusive<i32>> {
        let (from, to): (i32, i32) = (self.from.trim().parse().ok()?, self.to.trim().parse().ok()?);
        Scale::points(from, to).check().ok().map(|()| from..=to)
    }

    /// The scale, or everything that is wrong with it.
    ///
    /// # Errors
    /// The parts that are wrong, with what to do.
    pub fn scale(&self) -> Result<Scale, Vec<(ScalePart, String)>> {
        match self.kind {
            ScaleKind::YesNo => Ok(Scale::YesNo),
            ScaleKind::Points => self.point_scale(),
            ScaleKind::Measure => self.measure(),
        }
    }

    fn point_scale(&self) -> Result<Scale, Vec<(ScalePart, String)>> {
        let mut wrong = Vec::new();
        let mut whole = |part, text: &str| {
            let number: Option<i32> = text.trim().parse().ok();
            if number.is_none() {
                wrong.push((part, "Enter a whole number.".to_owned()));
            }
            number.unwrap_or_default()
        };
        let (from, to) = (whole(ScalePart::From, &self.from), whole(ScalePart::To, &self.to));
        if wrong.is_empty()
            && let Err(error) = Scale::points(from, to).check()
        {
            wrong.push((ScalePart::To, sentence(&error.to_string())));
        }
        let mut anchors = BTreeMap::new();
        // Anchors of points beyond the ends are kept in the draft, in case the ends come back.
        for (&point, text) in self.anchors.iter().filter(|(point, _)| (from..=to).contains(*point)) {
            match Line::new(text) {
                Ok(line) if line.is_empty() => {}
                Ok(line) => drop(anchors.insert(point, line)),
                Err(error) => wrong.push((ScalePart::Anchor(point), sentence(&error.to_string()))),
            }
        }
        if wrong.is_empty() { Ok(Scale::Points { from, to, anchors }) } else { Err(wrong) }
    }

    fn measure(&self) -> Result<Scale, Vec<(ScalePart, String)>> {
        let mut wrong = Vec::new();
        let unit = Line::new(&self.unit).unwrap_or_else(|error| {
            wrong.push((ScalePart::Unit, sentence(&error.to_string())));
            Line::default()
        });
        let mut read = |part, text: &str| {
            number(text).unwrap_or_else(|why| {
                wrong.push((part, why));
                Finite::ZERO
            })
        };
        let (worst, best) = (read(ScalePart::Worst, &self.worst), read(ScalePart::Best, &self.best));
        let scale = Scale::Measure { unit, worst, best };
        if wrong.is_empty()
            && let Err(error) = scale.check()
        {
            wrong.push((ScalePart::Best, sentence(&error.to_string())));
        }
        if wrong.is_empty() { Ok(scale) } else { Err(wrong) }
    }
}

/// A number as it would be typed: one that could be read in two ways gets another zero, so that 12.345 is not taken for
/// twelve thousand.
pub(in crate::app) fn typed(value: Finite) -> String {
    let text = value.to_string();
    if number(&text).is_ok() { text } else { format!("{text}0") }
}

/// A number as people write it, with a point or a comma.
///
/// # Errors
/// Says what to do, in a sentence.
pub(in crate::app) fn number(text: &str) -> Result<Finite, String> {
    if text.trim().is_empty() {
        return Err("Enter a number.".to_owned());
    }
    let value = match (parse_number(text, Decimal::Point), parse_number(text, Decimal::Comma)) {
        (Ok(point), Ok(comma)) if point.to_bits() != comma.to_bits() => {
            // "0.125" and "0,125" cannot be thousands; "12,500" can.
            let whole = text.split(['.', ',']).next().unwrap_or_default();
            if whole.trim().trim_start_matches(['-', '\u{2212}', '+']) != "0" {
                return Err("This can be read in two ways. Write 12500 or 12.50.".to_owned());
            }
            if text.contains(',') { comma } else { point }
        }
        (Ok(value), _) | (_, Ok(value)) => value,
        (Err(_), Err(_)) => return Err("This is not a number. Write it like 1.5.".to_owned()),
    };
    Finite::new(value).map_err(|error| sentence(&error.to_string()))
}

/// A message of the model as a sentence of its own.
pub(in crate::app) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let mut sentence: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_typed_and_comes_back() {
        let mut anchors = BTreeMap::new();
        anchors.insert(1, Line::new("Never").unwrap());
        let scales = [
            Scale::YesNo,
            Scale::Points { from: 1, to: 5, anchors },
            Scale::Measure {
                unit: Line::new("days").unwrap(),
                worst: Finite::clamped(60.5),
                best: Finite::clamped(-1e-3),
            },
        ];
        for scale in scales {
            assert_eq!(ScaleDraft::of(&scale).scale(), Ok(scale));
        }
    }

    #[test]
    fn no_number_is_read_in_two_ways() {
        for value in [0.0, -0.001, 0.125, 12.345, -999.999, 1234.567, 12_000.0, 1e300, 5e-324] {
            let text = typed(Finite::clamped(value));
            assert_eq!(number(&text).map(Finite::value), Ok(value), "{text}");
        }
        for (text, value) in [("0,125", Ok(0.125)), ("-0,5", Ok(-0.5)), ("1,5", Ok(1.5)), ("12.50", Ok(12.5))] {
            assert_eq!(number(text).map(Finite::value), value, "{text}");
        }
        for text in ["", "x", "12,500", "1.000", "1e999"] {
            assert!(number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_where_it_is() {
        let parts = |draft: ScaleDraft| -> Vec<ScalePart> {
            draft.scale().unwrap_err().into_iter().map(|(part, _)| part).collect()
        };
        let points = |from: &str, to: &str| ScaleDraft { from: from.into(), to: to.into(), ..ScaleDraft::default() };
        assert_eq!(parts(points("", "5")), [ScalePart::From]);
        assert_eq!(parts(points("5", "1")), [ScalePart::To]);
        assert_eq!(parts(points("0", "1000")), [ScalePart::To]);
        let measure = |worst: &str, best: &str| ScaleDraft {
            kind: ScaleKind::Measure,
            worst: worst.into(),
            best: best.into(),
            ..ScaleDraft::default()
        };
        assert_eq!(parts(measure("x", "")), [ScalePart::Worst, ScalePart::Best]);
        assert_eq!(parts(measure("3", "3.0")), [ScalePart::Best]);
        assert_eq!(parts(measure("12,000", "0")), [ScalePart::Worst], "twelve or twelve thousand");
        assert!(measure("1,5", "-2").scale().is_ok(), "a decimal comma");
    }

    #[test]
    fn anchors_beyond_the_ends_wait_for_the_ends_to_come_back() {
        let mut draft = ScaleDraft::default();
        draft.anchors.insert(5, "Always".to_owned());
        draft.to = "4".to_owned();
        assert_eq!(draft.scale(), Ok(Scale::points(1, 4)));
        draft.to = "5".to_owned();
        assert!(draft.scale().unwrap().anchor(5).is_some(), "still there");
    }
}
