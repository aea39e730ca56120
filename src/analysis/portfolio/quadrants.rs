//! Value against effort: what each customer brings, and what they take.
//!
//! The lines between the quarters are the medians, so that one giant does not push everybody else into a corner. A
//! customer on a line gets the benefit of the doubt: value at the median is high, effort at the median is low.

use crate::analysis::explain::Judged;
use crate::analysis::stats::{NotComputable, median};
use crate::model::{CustomerId, MoneySums, Verdict};

use super::figures::Figures;

/// What counts as value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueBy {
    /// What they paid us.
    Revenue,
    /// What they left us: revenue − cost.
    #[default]
    Profit,
}

/// What counts as effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffortBy {
    /// Hours we spent on them.
    #[default]
    Hours,
    /// What serving them cost.
    Cost,
}

impl ValueBy {
    /// In words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Revenue => "Revenue",
            Self::Profit => "Profit",
        }
    }

    /// A customer's value.
    pub const fn of(self, sums: &MoneySums) -> Option<f64> {
        match self {
            Self::Revenue => sums.revenue,
            Self::Profit => sums.profit,
        }
    }
}

impl EffortBy {
    /// In words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Hours => "Hours",
            Self::Cost => "Cost",
        }
    }

    /// A customer's effort.
    pub const fn of(self, sums: &MoneySums) -> Option<f64> {
        match self {
            Self::Hours => sums.hours,
            Self::Cost => sums.cost,
        }
    }
}

/// A quarter of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// High value, low effort.
    MuchForLittle,
    /// High value, high effort.
    MuchForMuch,
    /// Low value, low effort.
    LittleForLittle,
    /// Low value, high effort.
    LittleForMuch,
}

impl Quadrant {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::MuchForLittle, Self::MuchForMuch, Self::LittleForLittle, Self::LittleForMuch];

    /// In words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::MuchForLittle => "Much for little effort",
            Self::MuchForMuch => "Much for much effort",
            Self::LittleForLittle => "Little for little effort",
            Self::LittleForMuch => "Little for much effort",
        }
    }
}

/// One customer in the picture.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct PortfolioPoint {
    /// Who.
    pub customer: CustomerId,
    /// Their place in the evidence.
    #[serde(skip)]
    pub index: usize,
    /// What they bring, in money.
    pub value: f64,
    /// What they take, in hours or money.
    pub effort: f64,
    /// Where that puts them.
    pub quadrant: Quadrant,
    /// Their score, 0–100.
    pub score: Option<f64>,
    /// Their verdict.
    pub verdict: Verdict,
}

/// Value against effort of the customers we work for.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Portfolio {
    /// What counts as value.
    pub value_by: ValueBy,
    /// What counts as effort.
    pub effort_by: EffortBy,
    /// Everybody of whom both are known, in the order of the evidence.
    pub points: Vec<PortfolioPoint>,
    /// From this value on it is high.
    pub value_median: f64,
    /// Up to this effort it is low.
    pub effort_median: f64,
    /// How many customers we work for, with and without figures.
    pub of: usize,
}

impl Portfolio {
    /// Those in one quarter of the picture.
    pub fn within(&self, quadrant: Quadrant) -> impl Iterator<Item = &PortfolioPoint> {
        self.points.iter().filter(move |point| point.quadrant == quadrant)
    }
}

/// Places every customer we work for by value and effort of the twelve months up to today.
///
/// # Errors
/// [`NotComputable::NoFigures`] if nobody's value and effort are both known.
pub fn portfolio(
    judged: &Judged<'_>,
    figures: &Figures,
    value_by: ValueBy,
    effort_by: EffortBy,
) -> Result<Portfolio, NotComputable> {
    let known: Vec<(usize, f64, f64)> = figures
        .current()
        .filter_map(|index| {
            let sums = figures.sums.get(index)?;
            Some((index, value_by.of(sums)?, effort_by.of(sums)?))
        })
        .collect();
    let middle = |values: Vec<f64>| median(&values).ok_or(NotComputable::NoFigures);
    let value_median = middle(known.iter().map(|(_, value, _)| *value).collect())?;
    let effort_median = middle(known.iter().map(|(.., effort)| *effort).collect())?;
    let place = |value: f64, effort: f64| match (value >= value_median, effort <= effort_median) {
        (true, true) => Quadrant::MuchForLittle,
        (true, false) => Quadrant::MuchForMuch,
        (false, true) => Quadrant::LittleForLittle,
        (false, false) => Quadrant::LittleForMuch,
    };
    let points = known.into_iter().filter_map(|(index, value, effort)| {
        let judgement = judged.judgements.get(index)?;
        Some(PortfolioPoint {
            customer: *judged.evidence.customers().get(index)?,
            index,
            value,
            effort,
            quadrant: place(value, effort),
            score: judgement.score,
            verdict: judgement.verdict,
        })
    });
    let points = points.collect();
    Ok(Portfolio { value_by, effort_by, points, value_median, effort_median, of: figures.current().count() })
}
