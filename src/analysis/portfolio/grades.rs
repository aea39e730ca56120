//! Grades A to D: what a customer brings and how well they fit, in one letter.
//!
//! The value comes in three classes as in ABC analysis (Dickie 1951, "ABC inventory analysis shoots for dollars, not
//! pennies", Factory Management and Maintenance 109(7); after Pareto): the top fifth of the customers, the middle, and
//! the tail, who together bring the last twentieth of the value, or nothing. The fit is the verdict. The two count the
//! same, 0 to 2 points each:
//!
//! | | keep (2) | hard look (1) | let go (0) |
//! |---|---|---|---|
//! | top (2) | A | B | C |
//! | middle (1) | B | C | D |
//! | tail (0) | C | D | D |
//!
//! So an A is always both, and money alone lifts nobody above a C. A grade is a first sort, not a verdict: what a
//! small customer may become, and whom they send, it does not know (see [`crate::analysis::rank_warnings`]).

use crate::analysis::explain::Judged;
use crate::analysis::stats::NotComputable;
use crate::model::{CustomerId, Share, Verdict};

use super::figures::Figures;
use super::quadrants::ValueBy;
use super::whale::at_least_one;

/// A letter for value and fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Grade {
    /// Brings much and fits.
    A,
    /// Brings much and fits fairly, or brings a fair part and fits.
    B,
    /// One makes up for the other.
    C,
    /// Brings little and fits badly.
    D,
}

impl Grade {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// The letter.
    pub const fn words(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }
}

/// How much of the value a customer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueClass {
    /// Among the customers who bring most.
    Top,
    /// Between the two.
    Middle,
    /// Among those who together bring next to nothing, or cost money.
    Tail,
}

/// Where the classes of value begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct GradeRules {
    /// What counts as value.
    pub value_by: ValueBy,
    /// The part of the customers, by number and rounded up, that is the top.
    pub top: Share,
    /// The part of all value above zero that the tail brings together.
    pub tail: Share,
}

impl Default for GradeRules {
    fn default() -> Self {
        Self { value_by: ValueBy::Profit, top: Share::clamped(0.2), tail: Share::clamped(0.05) }
    }
}

/// One customer's grade.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Graded {
    /// Who.
    pub customer: CustomerId,
    /// Their place in the evidence.
    #[serde(skip)]
    pub index: usize,
    /// The grade; `None` without enough evidence.
    pub grade: Option<Grade>,
    /// Their class of value.
    pub class: ValueClass,
    /// Their value, in money.
    pub value: f64,
    /// Their verdict.
    pub verdict: Verdict,
}

/// The grades of the customers we work for.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Grades {
    /// Where the classes begin.
    pub rules: GradeRules,
    /// Everybody whose value is known, in the order of the evidence.
    pub customers: Vec<Graded>,
    /// How many customers we work for, with and without figures.
    pub of: usize,
}

impl Grades {
    /// How many have this grade.
    pub fn count(&self, grade: Grade) -> usize {
        self.customers.iter().filter(|graded| graded.grade == Some(grade)).count()
    }

    /// How many have a value but not enough evidence for a grade.
    pub fn num_ungraded(&self) -> usize {
        self.customers.iter().filter(|graded| graded.grade.is_none()).count()
    }
}

/// Grades every customer we work for whose value over the twelve months up to today is known.
///
/// # Errors
/// [`NotComputable::NoFigures`] if nobody's value is known.
pub fn grades(judged: &Judged<'_>, figures: &Figures, rules: GradeRules) -> Result<Grades, NotComputable> {
    let known = figures.current().filter_map(|index| {
        let value = rules.value_by.of(figures.sums.get(index)?)?;
        Some((index, value, judged.judgements.get(index)?.verdict))
    });
    let known: Vec<(usize, f64, Verdict)> = known.collect();
    if known.is_empty() {
        return Err(NotComputable::NoFigures);
    }
    let classes = classes(&known.iter().map(|(_, value, _)| *value).collect::<Vec<_>>(), rules);
    let customers = known.into_iter().zip(classes).filter_map(|((index, value, verdict), class)| {
        let customer = *judged.evidence.customers().get(index)?;
        Some(Graded { customer, index, grade: grade(class, verdict), class, value, verdict })
    });
    Ok(Grades { rules, customers: customers.collect(), of: figures.current().count() })
}

const fn grade(class: ValueClass, verdict: Verdict) -> Option<Grade> {
    let brings = match class {
        ValueClass::Top => 2,
        ValueClass::Middle => 1,
        ValueClass::Tail => 0,
    };
    let fits = match verdict {
        Verdict::Keep => 2,
        Verdict::HardLook => 1,
        Verdict::LetGo => 0,
        Verdict::NotEnough => return None,
    };
    Some(match brings + fits {
        4 => Grade::A,
        3 => Grade::B,
        2 => Grade::C,
        _ => Grade::D,
    })
}

/// The class of each value, in the order given. Equal values are in one class.
fn classes(values: &[f64], rules: GradeRules) -> Vec<ValueClass> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    let total: f64 = values.iter().copied().filter(|value| *value > 0.0).sum();
    let num_top = at_least_one(rules.top.value(), values.len());
    let mut classes = vec![ValueClass::Tail; values.len()];
    let (mut before, mut begin) = (0.0, 0);
    while begin < order.len() {
        let value = values[order[begin]];
        if value <= 0.0 {
            break;
        }
        let same = order[begin..].iter().take_while(|&&at| value - values[at] <= 1e-9 * value.abs()).count();
        let class = if begin < num_top {
            ValueClass::Top
        } else if before < (1.0 - rules.tail.value()) * total * (1.0 - 1e-12) {
            ValueClass::Middle
        } else {
            ValueClass::Tail
        };
        for &at in &order[begin..begin + same] {
            classes[at] = class;
            before += values[at];
        }
        begin += same;
    }
    classes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ValueClass::{Middle, Tail, Top};
    use super::*;

    #[test]
    fn classes_follow_the_value() {
        let of = |values: &[f64]| classes(values, GradeRules::default());
        assert_eq!(of(&[50.0, 30.0, 15.0, 4.0, 1.0]), [Top, Middle, Middle, Tail, Tail], "95 % before the tail");
        assert_eq!(of(&[1.0, 100.0]), [Tail, Top]);
        assert_eq!(of(&[7.0, 7.0, 7.0]), [Top, Top, Top], "equal values are in one class");
        assert_eq!(of(&[0.0, -5.0]), [Tail, Tail], "nobody brings anything");
        assert_eq!(of(&[3.0]), [Top]);
        assert_eq!(of(&[]), []);
    }

    #[test]
    fn value_and_fit_count_the_same() {
        let verdicts = [Verdict::Keep, Verdict::HardLook, Verdict::LetGo];
        let row = |class| verdicts.map(|verdict| grade(class, verdict).map_or("?", Grade::words)).concat();
        assert_eq!([row(Top), row(Middle), row(Tail)], ["ABC", "BCD", "CDD"]);
        assert_eq!(grade(Top, Verdict::NotEnough), None);
    }

    proptest! {
        #[test]
        fn classes_do_not_depend_on_the_order(
            values in prop::collection::vec((-20..60_i32).prop_map(f64::from), 1..30),
        ) {
            let forwards = classes(&values, GradeRules::default());
            let backwards: Vec<f64> = values.iter().rev().copied().collect();
            let mut turned = classes(&backwards, GradeRules::default());
            turned.reverse();
            prop_assert_eq!(&forwards, &turned);
            // More value is never a lower class.
            for (value, class) in values.iter().zip(&forwards) {
                for (other, lower) in values.iter().zip(&forwards) {
                    prop_assert!(value < other || class <= lower, "{value} {class:?} {other} {lower:?}");
                }
            }
        }
    }
}
