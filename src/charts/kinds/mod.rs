//! The kinds of charts, one file each: its data, its layout, and what it says in words.

mod bars;
mod clustered;
mod compare;
mod contributions;
mod differences;
mod distribution;
mod dumbbell;
mod flags;
mod heatmap;
mod moves;
mod quadrant;
mod radar;
mod rank_lenses;
mod rater_strip;
mod scores;
mod tornado;
mod trend;
mod verdict_counts;
mod verdict_history;
mod waterfall;
mod whale_curve;

pub use bars::{Bar, BarRow, CriterionBars, Spread};
pub use clustered::clustered_order;
pub use compare::{Compare, CompareRow, Compared};
pub use contributions::{Contribution, Contributions};
pub use differences::{Difference, Differences, Meaning};
pub use distribution::{Aside, Distribution, DistributionRow, Neutral};
pub use dumbbell::{Dumbbell, DumbbellGroup, DumbbellRow};
pub use heatmap::{Heatmap, HeatmapCell, HeatmapColumn, HeatmapRow};
pub use moves::{Move, Moves};
pub use quadrant::{Quadrant, QuadrantAxis, QuadrantPoint};
pub use radar::{Radar, RadarAxis};
pub use rank_lenses::{LensRow, RankLens, RankLenses};
pub use rater_strip::{RaterStrip, StripDot, StripRow};
pub use scores::{Scored, Scores};
pub use tornado::{Reach, Tornado, TornadoRow};
pub use trend::{Interval, RuleChange, Threshold, Trend, TrendDecision, TrendPoint, TrendSeries};
pub use verdict_counts::VerdictCounts;
pub use verdict_history::{VerdictHistory, VerdictQuarter};
pub use waterfall::{Waterfall, WaterfallStep};
pub use whale_curve::{WhaleCurve, WhaleCustomer};

use super::chart::Kind;
use super::data::{DataCell, DataColumn, DataTable};
use super::rows::{Ends, Wish};
use super::ruler::Ruler;
use super::scene::{Item, Rect};
use super::sheet::{Area, Extent, Sheet};
use super::text::tidy;
use crate::model::{Locale, Verdict};

impl Kind {
    /// Draws the chart into its room; returns what it has taken, never more than a height that is given. Where the
    /// chart has no room at all, a calm sentence says so.
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        let before = (sheet.items.len(), sheet.marks.len());
        let extent = self.draw_in(sheet, area);
        let is_fitting = |room: f32| extent.height <= room + 0.01 && extent.width <= area.width + 0.01;
        if area.height.is_none_or(is_fitting) {
            // Sums of many heights may be off by a hair.
            let Some(room) = area.height else { return extent };
            return Extent { width: extent.width.min(area.width), height: extent.height.min(room) };
        }
        sheet.items.truncate(before.0);
        sheet.marks.truncate(before.1);
        sheet.nothing(area, TOO_SMALL)
    }

    fn draw_in(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        match self {
            Self::CriterionBars(data) => data.draw(sheet, area),
            Self::Dumbbell(data) => data.draw(sheet, area),
            Self::Radar(data) => data.draw(sheet, area),
            Self::Trend(data) => data.draw(sheet, area),
            Self::Distribution(data) => data.draw(sheet, area),
            Self::Contributions(data) => data.draw(sheet, area),
            Self::Differences(data) => data.draw(sheet, area),
            Self::Heatmap(data) => data.draw(sheet, area),
            Self::VerdictCounts(data) => data.draw(sheet, area),
            Self::VerdictHistory(data) => data.draw(sheet, area),
            Self::Scores(data) => data.draw(sheet, area),
            Self::Waterfall(data) => data.draw(sheet, area),
            Self::Tornado(data) => data.draw(sheet, area),
            Self::RaterStrip(data) => data.draw(sheet, area),
            Self::Quadrant(data) => data.draw(sheet, area),
            Self::WhaleCurve(data) => data.draw(sheet, area),
            Self::RankLenses(data) => data.draw(sheet, area),
            Self::Compare(data) => data.draw(sheet, area),
            Self::Moves(data) => data.draw(sheet, area),
        }
    }

    /// The numbers behind it, as a table: names first, then what is drawn as bars, lines or dots, then how many people
    /// are behind it and what explains it. All rows, in the order of the chart, also where the picture shows only some.
    pub(crate) fn data(&self) -> DataTable {
        match self {
            Self::CriterionBars(data) => data.data(),
            Self::Dumbbell(data) => data.data(),
            Self::Radar(data) => data.data(),
            Self::Trend(data) => data.data(),
            Self::Distribution(data) => data.data(),
            Self::Contributions(data) => data.data(),
            Self::Differences(data) => data.data(),
            Self::Heatmap(data) => data.data(),
            Self::VerdictCounts(data) => data.data(),
            Self::VerdictHistory(data) => data.data(),
            Self::Scores(data) => data.data(),
            Self::Waterfall(data) => data.data(),
            Self::Tornado(data) => data.data(),
            Self::RaterStrip(data) => data.data(),
            Self::Quadrant(data) => data.data(),
            Self::WhaleCurve(data) => data.data(),
            Self::RankLenses(data) => data.data(),
            Self::Compare(data) => data.data(),
            Self::Moves(data) => data.data(),
        }
    }

    /// What is to be seen, in words.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::CriterionBars(data) => data.describe(),
            Self::Dumbbell(data) => data.describe(),
            Self::Radar(data) => data.describe(),
            Self::Trend(data) => data.describe(),
            Self::Distribution(data) => data.describe(),
            Self::Contributions(data) => data.describe(),
            Self::Differences(data) => data.describe(),
            Self::Heatmap(data) => data.describe(),
            Self::VerdictCounts(data) => data.describe(),
            Self::VerdictHistory(data) => data.describe(),
            Self::Scores(data) => data.describe(),
            Self::Waterfall(data) => data.describe(),
            Self::Tornado(data) => data.describe(),
            Self::RaterStrip(data) => data.describe(),
            Self::Quadrant(data) => data.describe(),
            Self::WhaleCurve(data) => data.describe(),
            Self::RankLenses(data) => data.describe(),
            Self::Compare(data) => data.describe(),
            Self::Moves(data) => data.describe(),
        }
    }
}

/// The sentence where there is no criterion to show.
const NO_CRITERIA: &str = "No criteria to show yet";

/// The sentence where a chart has no room.
const TOO_SMALL: &str = "Too little room for this chart: make it larger";

/// Ground behind a text, so that no line strikes through it.
fn plate(sheet: &mut Sheet<'_>, rect: Rect) {
    let fill = Some(sheet.theme.background);
    sheet.items.push(Item::Rect { rect, radius: 2.0, fill, stroke: None });
}

/// A value that is a number; anything else counts as missing.
fn known(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// The scale of each row in words if rows have different scales, else nothing: one axis then speaks for all.
fn own_scales<'a>(rulers: impl Iterator<Item = &'a Ruler> + Clone) -> Vec<String> {
    let mut rest = rulers.clone();
    let first = rest.next();
    if rest.all(|ruler| Some(ruler) == first) { Vec::new() } else { rulers.map(ToString::to_string).collect() }
}

/// A value in words, or "no answers".
fn value_or_none(ruler: &Ruler, value: Option<f64>) -> String {
    known(value).map_or_else(|| "no answers".to_owned(), |value| ruler.label(value))
}

/// `1 criterion`, `5 criteria`.
fn criteria(count: usize) -> String {
    if count == 1 { "1 criterion".to_owned() } else { format!("{count} criteria") }
}

/// `1 customer`, `3,000 customers`.
fn number_in_words(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{} {thing}s", Locale::count(count)) }
}

/// "Highest: Pays on time 3.9. Lowest: Respects the team 1.9." from names, shares and labels.
fn extremes(values: impl Iterator<Item = (String, f64, String)>) -> String {
    let mut values: Vec<_> = values.collect();
    values.sort_by(|a, b| b.1.total_cmp(&a.1));
    match values.as_slice() {
        [] => " No answers yet.".to_owned(),
        [(name, _, label)] => format!(" {}: {label}.", tidy(name)),
        [(best, _, high), .., (worst, _, low)] => {
            format!(" Highest: {} {high}. Lowest: {} {low}.", tidy(best), tidy(worst))
        }
    }
}

/// What a column is called: its name on one line, or a word for it where it has none.
fn header(name: &str, otherwise: &str) -> String {
    let name = tidy(name);
    if name.is_empty() { otherwise.to_owned() } else { name }
}

/// A name as a cell.
fn name_cell(name: &str) -> DataCell {
    DataCell::text(tidy(name))
}

/// A verdict in words as a cell.
fn verdict_cell(verdict: Option<Verdict>) -> DataCell {
    verdict.map_or(DataCell::Missing, |verdict| DataCell::text(verdict.words()))
}

/// The scale of a criterion as a cell, written the same everywhere: `1–5`, `60–0 days`.
fn scale_cell(ruler: &Ruler) -> DataCell {
    let (worst, best) = ruler.ends();
    DataCell::text(match ruler {
        Ruler::YesNo { .. } => "yes or no".to_owned(),
        Ruler::Measure { unit, .. } if !unit.is_empty() => format!("{worst}–{best} {unit}"),
        Ruler::Points { .. } | Ruler::Measure { .. } | Ruler::Score => format!("{worst}–{best}"),
    })
}

/// The unit of a column in which all values have it; empty where they differ, for the scale then says it row by row.
fn shared_unit<'a>(mut rulers: impl Iterator<Item = &'a Ruler>) -> String {
    let unit = |ruler: &'a Ruler| match ruler {
        Ruler::Measure { unit, .. } => unit.as_str(),
        Ruler::YesNo { .. } | Ruler::Points { .. } | Ruler::Score => "",
    };
    let first = rulers.next().map(unit).unwrap_or_default();
    if rulers.all(|ruler| unit(ruler) == first) { first.to_owned() } else { String::new() }
}

/// `Answer 1`, `Answer 2` …: a column for each of so many answers.
fn answer_columns(most: usize, unit: &str) -> impl Iterator<Item = DataColumn> {
    (1..=most).map(move |at| DataColumn::measured(format!("Answer {at}"), unit))
}

/// Answers as cells from the lowest to the highest, so that their order does not give away who answered.
fn answer_cells(answers: impl Iterator<Item = f64>) -> Vec<DataCell> {
    let mut sorted: Vec<f64> = answers.filter(|answer| answer.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    sorted.into_iter().map(DataCell::number).collect()
}

/// Rows of one bar or one line each.
const fn plain_rows(count: usize) -> Wish {
    Wish { count, wanted: 36.0, most: 120.0, least: 17.0, ends: Ends::Both }
}
