//! The history as a picture to save: the time in view, those that stand out, and the mean of all.

use crate::analysis::date_text;
use crate::app::State;
use crate::app::explore::{Bounds, customers_text};
use crate::charts::{Chart, Kind, RuleChange, Threshold, Trend, TrendDecision, TrendPoint, TrendSeries};
use crate::model::{Quarter, Verdict};

use super::{HistoryGround, HistoryLine, LinePoint};

/// Without anybody who stands out, so many lines are drawn beside the mean.
const WITHOUT_CHOICE: usize = 4;

/// The picture of what is in view now.
pub(in crate::app::explore) fn chart(state: &State) -> Option<Chart> {
    let area = &state.areas.explore.history;
    let ground = area.ground().filter(|ground| !ground.lines.is_empty())?;
    let window = Window::of(ground, area.view_of(ground));
    let shown = &area.shown;
    let chosen: Vec<usize> = if shown.stressed.is_empty() {
        shown.lines.iter().copied().take(WITHOUT_CHOICE).collect()
    } else {
        shown.stressed.clone()
    };
    let lines: Vec<&HistoryLine> = chosen.iter().filter_map(|place| ground.lines.get(*place)).collect();
    let mut series: Vec<TrendSeries> = lines
        .iter()
        .map(|line| window.series(ground, (line.customer.to_string(), line.name.clone()), &line.points))
        .collect();
    if shown.num > lines.len() {
        let name = ("mean".to_owned(), format!("Mean of {}", customers_text(shown.num)));
        series.push(window.series(ground, name, &shown.average));
    }
    let threshold = |value: f64, label: &str, verdict| Threshold {
        value: ground.own_value(value),
        label: label.to_owned(),
        verdict: Some(verdict),
    };
    let thresholds = ground.bands.map(|(keep, hard_look)| {
        vec![threshold(keep, "keep", Verdict::Keep), threshold(hard_look, "let go", Verdict::LetGo)]
    });
    let changes = ground.changes.iter().filter_map(|(at, version)| {
        Some(RuleChange { from_period: window.period(*at)?.0, label: format!("version {version}") })
    });
    let several = lines.len() > 1;
    let decisions = lines.iter().flat_map(|line| line.decisions.iter().map(move |decision| (line, decision)));
    let decisions = decisions.filter_map(|(line, decision)| {
        let (period, passed) = window.period(decision.at)?;
        let who = if several { format!("{}: ", line.name) } else { String::new() };
        Some(TrendDecision { id: line.customer.to_string(), period, passed, label: format!("{who}{}", decision.label) })
    });
    let picked = if shown.stressed.is_empty() { "that changed most" } else { "chosen" };
    let mut filter = format!("{}, {} {picked}", area.who.words().to_lowercase(), customers_text(lines.len()));
    if area.view.is_some() {
        filter.push_str(", only the quarters in view");
    }
    let kind = Kind::Trend(Trend {
        ruler: ground.ruler.clone(),
        periods: window.quarters.iter().map(Quarter::to_string).collect(),
        series,
        thresholds: thresholds.unwrap_or_default(),
        changes: changes.collect(),
        decisions: decisions.collect(),
    });
    Some(Chart {
        subtitle: format!("{} by quarter, {}", ground.measure, ground.ruler),
        source: format!("{}, {}", ground.business, date_text(state.clock.today())),
        filter: format!("filter: {filter}"),
        ..Chart::new(shown.finding.clone(), kind)
    })
}

/// The quarters in view.
struct Window<'a> {
    first: usize,
    quarters: &'a [Quarter],
}

impl<'a> Window<'a> {
    /// The quarters whose middle is in view; at least one.
    fn of(ground: &'a HistoryGround, view: Bounds) -> Self {
        let is_in_view = |place: &usize| view.min.x <= *place as f64 + 0.5 && *place as f64 + 0.5 <= view.max.x;
        let mut places = (0..ground.quarters.len()).filter(is_in_view);
        let first = places.next().unwrap_or(0);
        let last = places.next_back().unwrap_or(first);
        Self { first, quarters: ground.quarters.get(first..=last).unwrap_or_default() }
    }

    fn series(&self, ground: &HistoryGround, (id, name): (String, String), points: &[LinePoint]) -> TrendSeries {
        let point = |quarter: usize| {
            let found = points.iter().find(|point| point.quarter == quarter);
            TrendPoint {
                value: found.map(|point| ground.own_value(point.value)),
                n: found.map_or(0, |point| point.people),
                interval: None,
            }
        };
        let last = self.first + self.quarters.len();
        TrendSeries { id, name, points: (self.first..last).map(point).collect() }
    }

    /// The period a moment lies in, and how much of it had passed; `None` out of view.
    fn period(&self, at: f64) -> Option<(usize, f64)> {
        let place = (0..self.quarters.len()).find(|place| {
            let begins = (self.first + place) as f64;
            begins <= at && at < begins + 1.0
        })?;
        Some((place, at - (self.first + place) as f64))
    }
}
