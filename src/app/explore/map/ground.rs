//! What no drag and no tick changes: where every customer stands on the map, worked out by a worker.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::analysis::{EffortBy, Figures, Portfolio, Quadrant, ValueBy, finding_portfolio, portfolio};
use crate::app::explore::{AxisScale, Bounds, GridIndex, Spot};
use crate::app::{Cancel, Judged};
use crate::model::{CustomerId, Verdict, Workspace};

/// What the map is wanted of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) dir: PathBuf,
    pub(super) revision: u64,
    pub(super) today: Date,
    pub(super) value_by: ValueBy,
    pub(super) effort_by: EffortBy,
}

/// A customer on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPoint {
    /// Who.
    pub customer: CustomerId,
    /// The customer's name.
    pub name: String,
    /// What they bring, in money.
    pub value: f64,
    /// What they take, in hours or money.
    pub effort: f64,
    /// Their score, 0–100.
    pub score: Option<f64>,
    /// How much of the scorecard was answered, 0–1.
    pub coverage: f64,
    /// Their verdict.
    pub verdict: Verdict,
    /// The quarter of the picture they stand in.
    pub quadrant: Quadrant,
}

/// Everything about the map that follows from the data alone.
#[derive(Debug)]
pub struct MapGround {
    /// The customers we work for of whom both figures are known.
    pub points: Vec<MapPoint>,
    /// Where they stand, in the same order.
    pub index: GridIndex,
    /// Their places in the order they are drawn: without any order, so that in a crowd no verdict hides the others.
    pub draw_order: Vec<usize>,
    /// From amounts of effort to places from left to right.
    pub across: AxisScale,
    /// From amounts of value to places from bottom to top.
    pub up: AxisScale,
    /// Where the quarters meet.
    pub middle: Spot,
    /// Everything, with some air around it.
    pub all: Bounds,
    /// Customers at each verdict, in the order of [`Verdict::ALL`].
    pub counts: [usize; 4],
    /// How many customers we work for, with and without figures.
    pub of: usize,
    /// The finding in a sentence.
    pub finding: String,
    /// Names in lower case, in the order of `points`.
    pub(super) names: Vec<String>,
    pub(super) portfolio: Portfolio,
    pub(super) workspace: Workspace,
    pub(super) question: Question,
}

impl MapGround {
    /// Works everything out; nothing if nobody waits for it any more, an explanation if there is nothing to show.
    pub(super) fn of(
        question: Question,
        workspace: Workspace,
        judged: &Judged,
        cancel: &Cancel,
    ) -> Option<Result<Self, String>> {
        let parts = judged.in_context(&workspace, question.today);
        let figures = Figures::of(&parts);
        if cancel.is_cancelled() {
            return None;
        }
        let Ok(portfolio) = portfolio(&parts, &figures, question.value_by, question.effort_by) else {
            let (value, effort) = (question.value_by.words(), question.effort_by.words());
            let (value, effort) = (value.to_lowercase(), effort.to_lowercase());
            return Some(Err(format!(
                "Nobody's {value} and {effort} are both known. Choose other figures above, or add what is missing."
            )));
        };
        let across = AxisScale::over(portfolio.points.iter().map(|point| point.effort));
        let up = AxisScale::over(portfolio.points.iter().map(|point| point.value));
        let point = |point: &crate::analysis::PortfolioPoint| MapPoint {
            customer: point.customer,
            name: name(&workspace, point.customer),
            value: point.value,
            effort: point.effort,
            score: point.score,
            coverage: judged.judgements.get(point.index).map_or(0.0, |judgement| judgement.coverage),
            verdict: point.verdict,
            quadrant: point.quadrant,
        };
        let points: Vec<MapPoint> = portfolio.points.iter().map(point).collect();
        let spots = points.iter().map(|point| Spot::new(across.place(point.effort), up.place(point.value)));
        let index = GridIndex::of(spots.collect());
        let middle = Spot::new(across.place(portfolio.effort_median), up.place(portfolio.value_median));
        // Above and below there is room for what the quarters mean.
        let all =
            index.bounds().unwrap_or_else(|| Bounds::between(middle, middle)).reaching(middle).with_air([0.05, 0.09]);
        let mut draw_order: Vec<usize> = (0..points.len()).collect();
        // In a crowd every verdict comes out on top as often as there are customers of it.
        draw_order.sort_by_cached_key(|place| (shuffled(*place), *place));
        let counts = Verdict::ALL.map(|verdict| points.iter().filter(|point| point.verdict == verdict).count());
        let names = points.iter().map(|point| point.name.to_lowercase()).collect();
        let (of, finding) = (portfolio.of, finding_portfolio(&portfolio, &workspace));
        Some(Ok(Self {
            points,
            index,
            draw_order,
            across,
            up,
            middle,
            all,
            counts,
            of,
            finding,
            names,
            portfolio,
            workspace,
            question,
        }))
    }

    /// What counts as value.
    pub const fn value_by(&self) -> ValueBy {
        self.question.value_by
    }

    /// What counts as effort.
    pub const fn effort_by(&self) -> EffortBy {
        self.question.effort_by
    }

    /// What money is counted in, as it is written: "€"; may be empty.
    pub(in crate::app::explore) fn currency(&self) -> &str {
        self.workspace.business.currency.as_str()
    }

    /// An amount of value in words: "€12,300".
    pub fn value_text(&self, value: f64) -> String {
        crate::analysis::money_text(&self.workspace.business, value)
    }

    /// An amount of effort in words: "45 h", "€3,000".
    pub fn effort_text(&self, effort: f64) -> String {
        match self.question.effort_by {
            EffortBy::Hours => format!("{}\u{a0}h", crate::model::Locale::current().whole(effort)),
            EffortBy::Cost => crate::analysis::money_text(&self.workspace.business, effort),
        }
    }

    /// How many customers we work for are not on the map, and why; empty if all are.
    pub fn missing_text(&self) -> String {
        match self.of - self.points.len() {
            0 => String::new(),
            1 => "1 customer without both figures is not shown".to_owned(),
            missing => format!("{} without both figures are not shown", crate::app::explore::customers_text(missing)),
        }
    }
}

/// A number without pattern for every place, the same every time.
fn shuffled(place: usize) -> u64 {
    let mixed = (place as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

fn name(workspace: &Workspace, id: CustomerId) -> String {
    workspace.customers.get(&id).map(|customer| customer.name().to_owned()).unwrap_or_default()
}
