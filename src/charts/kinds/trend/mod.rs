//! Scores or criteria over quarters, with gaps where nobody rated, thresholds, and where the rules changed.

mod labels;
mod notes;

use serde::{Deserialize, Serialize};

use self::labels::{end_labels, threshold_color, value_labels};
use super::{header, known, name_cell, shared_unit, value_or_none};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::palette::{Color, Tone};
use crate::charts::ruler::{Ruler, between};
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, column_width, people};
use crate::charts::text::{Style, fit, tidy};
use crate::model::Verdict;

/// Values over periods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// What the values are measured on; good is up.
    pub ruler: Ruler,
    /// The periods, oldest first: `Q4 25`.
    pub periods: Vec<String>,
    /// The lines.
    pub series: Vec<TrendSeries>,
    /// Dashed lines across, such as the edges of the verdict bands.
    pub thresholds: Vec<Threshold>,
    /// Where the rules changed.
    pub changes: Vec<RuleChange>,
    /// What was decided, and when.
    #[serde(default)]
    pub decisions: Vec<TrendDecision>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendSeries {
    /// Comes back as `id` of the marks; `part` is the period.
    pub id: String,
    /// Its name, written at its end if there are several.
    pub name: String,
    /// One point per period; missing ones count as a gap.
    pub points: Vec<TrendPoint>,
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TrendPoint {
    /// The value; `None` is a gap.
    pub value: Option<f64>,
    /// How many people are behind it.
    pub n: u32,
    /// How sure it is; drawn as a band where there is only one line.
    #[serde(default)]
    pub interval: Option<Interval>,
}

/// Where a value may really lie, on the ruler.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A dashed line across.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// Where it stands, on the ruler.
    pub value: f64,
    /// What it is called: `keep`.
    pub label: String,
    /// The verdict whose colour it has; grey if `None`.
    pub verdict: Option<Verdict>,
}

/// A new version of the scorecard or the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleChange {
    /// The first period it counts for, from 0.
    pub from_period: usize,
    /// What changed, in a few words.
    pub label: String,
}

/// A decision about the customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendDecision {
    /// Comes back in the marks.
    pub id: String,
    /// The period in which it was made, from 0.
    pub period: usize,
    /// How much of that period had passed, 0–1; a period's value stands in its middle.
    pub passed: f64,
    /// What was decided, and when: `Fix together, 3 May`.
    pub label: String,
}

/// Where values and periods stand on the page.
struct Plot {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    count: usize,
    /// How many rows of words there may be over it.
    most_notes: usize,
}

impl Plot {
    fn x(&self, period: usize) -> f32 {
        const INSET: f32 = 16.0;
        if self.count < 2 {
            return f32::midpoint(self.left, self.right);
        }
        let share = period as f32 / (self.count - 1) as f32;
        self.left + INSET + (self.right - self.left - 2.0 * INSET) * share
    }

    fn y(&self, ruler: &Ruler, value: f64) -> Option<f32> {
        ruler.share(value).map(|share| between(self.bottom, self.top, share))
    }
}

/// A line with its colour and its points on the page, `None` in a gap.
struct Drawn<'a> {
    series: &'a TrendSeries,
    color: Color,
    dash: f32,
    points: Vec<Option<Point>>,
}

impl Trend {
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.periods.is_empty() {
            return sheet.nothing(area, "No quarters to show yet");
        }
        let height = area.height.unwrap_or(280.0).clamp(84.0, 1600.0);
        let ticks = self.ruler.ticks();
        let style = sheet.tick();
        let tick_labels: Vec<String> = ticks.iter().map(|tick| fit(&tick.label, style, 80.0)).collect();
        let left = area.x + column_width(style, tick_labels.iter().map(String::as_str), 80.0) + 10.0;
        let right = area.right() - self.right_column(sheet, area.width);
        let most_notes = if height < 170.0 { 1 } else { notes::MOST_ROWS };
        let rows_of_changes = self.note_rows(sheet, [left, right], most_notes);
        let top = area.y + if rows_of_changes > 0 { 26.0 } else { 22.0 } + rows_of_changes as f32 * 17.0;
        let bottom = area.y + height - 28.0;
        let plot = Plot { left, right, top, bottom, count: self.periods.len(), most_notes };

        let drawn = self.drawn(sheet, &plot);
        if let [line] = drawn.as_slice() {
            draw_band(sheet, &plot, &self.ruler, line);
        }
        self.grid(sheet, &plot, &tick_labels);
        self.period_labels(sheet, area, &plot);
        let mut placed = self.draw_notes(sheet, &plot, area.y + 8.0);
        for threshold in &self.thresholds {
            if let Some(y) = plot.y(&self.ruler, threshold.value) {
                let stroke = Stroke::new(threshold_color(sheet.theme, threshold), 1.2);
                sheet.line(Point::new(plot.left, y), Point::new(plot.right, y), stroke, 5.0);
            }
        }
        for line in drawn.iter().rev() {
            draw_line(sheet, line);
        }
        placed.extend(end_labels(self, sheet, &plot, area.right(), &drawn));
        if let [line] = drawn.as_slice() {
            value_labels(self, sheet, &plot, line, &placed);
        }
        self.marks(sheet, &drawn);
        if drawn.iter().all(|line| line.points.iter().all(Option::is_none)) {
            let middle = Point::new(f32::midpoint(plot.left, plot.right), f32::midpoint(plot.top, plot.bottom) - 7.0);
            let quiet = Style::new(15.0, sheet.theme.muted);
            sheet.centred(middle, Anchor::Middle, quiet, &fit("No ratings yet", quiet, plot.right - plot.left));
        }
        Extent { width: area.width, height }
    }

    /// The room for names at the right end of the lines.
    fn right_column(&self, sheet: &Sheet<'_>, width: f32) -> f32 {
        let style = sheet.small();
        let thresholds = self.thresholds.iter().map(|threshold| style.width(&fit(&threshold.label, style, 300.0)));
        let mut widest = thresholds.fold(0.0, f32::max);
        if self.series.len() > 1 {
            let medium = Style::medium(style.size, style.color);
            let names = self.series.iter().map(|series| medium.width(&labels::end_text(self, series)));
            widest = names.fold(widest, f32::max);
        }
        if widest > 0.0 { widest.min(width * 0.3).ceil() + 12.0 } else { 8.0 }
    }

    fn grid(&self, sheet: &mut Sheet<'_>, plot: &Plot, labels: &[String]) {
        let stroke = Stroke::new(sheet.theme.hairline, 1.0);
        let style = sheet.tick();
        let mut free = f32::INFINITY;
        for (tick, label) in self.ruler.ticks().iter().zip(labels) {
            let y = between(plot.bottom, plot.top, tick.share);
            sheet.line(Point::new(plot.left, y), Point::new(plot.right, y), stroke, 0.0);
            if y + style.size / 2.0 <= free {
                sheet.centred(Point::new(plot.left - 10.0, y), Anchor::End, style, label);
                free = y - style.size / 2.0 - 4.0;
            }
        }
    }

    /// The names of the periods; where they would touch, every second, third … counted from the newest.
    fn period_labels(&self, sheet: &mut Sheet<'_>, area: &Area, plot: &Plot) {
        let style = sheet.tick();
        let labels: Vec<String> = self.periods.iter().map(|period| fit(period, style, 96.0)).collect();
        let y = plot.bottom + 18.0;
        let mut free = f32::INFINITY;
        for (at, label) in labels.iter().enumerate().rev() {
            let half = style.width(label) / 2.0;
            let x = plot.x(at).clamp(area.x + half, (area.right() - half).max(area.x + half));
            if x + half <= free {
                sheet.centred(Point::new(x, y), Anchor::Middle, style, label);
                free = x - half - 10.0;
            }
        }
    }

    fn drawn(&self, sheet: &Sheet<'_>, plot: &Plot) -> Vec<Drawn<'_>> {
        let place = |(at, series)| {
            let series: &TrendSeries = series;
            let tone = sheet.theme.series_tone(at);
            let (color, dash) =
                if self.series.len() == 1 { (sheet.theme.ink, 0.0) } else { (tone.color, f32::from(tone.dash)) };
            let points = (0..self.periods.len())
                .map(|period| {
                    let value = series.points.get(period).and_then(|point| known(point.value))?;
                    plot.y(&self.ruler, value).map(|y| Point::new(plot.x(period), y))
                })
                .collect();
            Drawn { series, color, dash, points }
        };
        self.series.iter().enumerate().map(place).collect()
    }

    fn marks(&self, sheet: &mut Sheet<'_>, drawn: &[Drawn<'_>]) {
        for line in drawn {
            for (period, point) in line.points.iter().enumerate() {
                let Some(center) = point else { continue };
                let TrendPoint { value, n, interval } = line.series.points[period];
                let name = if line.series.name.is_empty() { "Score" } else { line.series.name.as_str() };
                let label = self.periods[period].as_str();
                let sure = interval.filter(Interval::is_known).map(|Interval { low, high }| {
                    format!("\nprobably between {} and {}", self.ruler.label(low), self.ruler.label(high))
                });
                let value = value_or_none(&self.ruler, value);
                let tip = format!("{name} · {label}\n{value} · {}{}", people(n), sure.unwrap_or_default());
                sheet.mark(Rect::around(*center, 8.0), &line.series.id, label, tip);
            }
        }
    }

    /// Quarter, the value of each line, the thresholds, n, the intervals where one line has them, and what happened.
    pub(crate) fn data(&self) -> DataTable {
        let unit = shared_unit(std::iter::once(&self.ruler));
        let of = |what: &str, series: &TrendSeries| match self.series.len() {
            1 => what.to_owned(),
            _ => format!("{what}, {}", header(&series.name, "Score")),
        };
        let has_interval = |series: &&TrendSeries| series.points.iter().any(|point| point.interval.is_some());
        let mut columns = vec![DataColumn::new("Quarter")];
        let value = |series: &TrendSeries| DataColumn::measured(header(&series.name, "Score"), unit.as_str());
        columns.extend(self.series.iter().map(value));
        let threshold = |line: &Threshold| DataColumn::measured(header(&line.label, "threshold"), unit.as_str());
        columns.extend(self.thresholds.iter().map(threshold));
        columns.extend(self.series.iter().map(|series| DataColumn::new(of("n", series))));
        for series in self.series.iter().filter(has_interval) {
            let ends = ["interval from", "interval to"];
            columns.extend(ends.map(|end| DataColumn::measured(of(end, series), unit.as_str())));
        }
        columns.extend((!self.changes.is_empty()).then(|| DataColumn::new("Rules changed")));
        columns.extend((!self.decisions.is_empty()).then(|| DataColumn::new("Decided")));
        let mut table = DataTable::new(columns);
        for (at, period) in self.periods.iter().enumerate() {
            let point = |series: &TrendSeries| series.points.get(at).copied();
            let value = |series: &TrendSeries| DataCell::number(point(series).and_then(|point| point.value));
            let count =
                |series: &TrendSeries| point(series).map_or(DataCell::Missing, |point| DataCell::count(point.n));
            let mut cells = vec![name_cell(period)];
            cells.extend(self.series.iter().map(value));
            cells.extend(self.thresholds.iter().map(|line| DataCell::number(line.value)));
            cells.extend(self.series.iter().map(count));
            for series in self.series.iter().filter(has_interval) {
                let interval = point(series).and_then(|point| point.interval).filter(Interval::is_known);
                cells.extend([interval.map(|ends| ends.low), interval.map(|ends| ends.high)].map(DataCell::number));
            }
            let happened = |labels: Vec<&str>| {
                if labels.is_empty() { DataCell::Missing } else { name_cell(&labels.join("; ")) }
            };
            if !self.changes.is_empty() {
                let here = self.changes.iter().filter(|change| change.from_period == at);
                cells.push(happened(here.map(|change| change.label.as_str()).collect()));
            }
            if !self.decisions.is_empty() {
                let here = self.decisions.iter().filter(|decision| decision.period == at);
                cells.push(happened(here.map(|decision| decision.label.as_str()).collect()));
            }
            table.push(cells);
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let lines: Vec<String> = self.series.iter().take(6).map(|series| self.describe_line(series)).collect();
        let span = match self.periods.as_slice() {
            [] => "no quarters".to_owned(),
            [only] => only.clone(),
            [first, .., last] => format!("{first} to {last}"),
        };
        let more = if self.series.len() > 6 { format!(" And {} more.", self.series.len() - 6) } else { String::new() };
        let decided: Vec<&str> = self.decisions_inside().map(|decision| decision.label.as_str()).collect();
        let decided = if decided.is_empty() { String::new() } else { format!(" Decided: {}.", decided.join("; ")) };
        tidy(&format!("Lines over {span}. {}{more}{decided}", lines.join(" ")))
    }

    fn describe_line(&self, series: &TrendSeries) -> String {
        let mut values = series.points.iter().take(self.periods.len()).filter_map(|point| known(point.value));
        let name = if series.name.is_empty() { "Score" } else { series.name.as_str() };
        match (values.next(), values.next_back()) {
            (None, _) => format!("{name}: no ratings."),
            (Some(only), None) => format!("{name}: {}.", self.ruler.label(only)),
            (Some(first), Some(last)) => {
                format!("{name}: from {} to {}.", self.ruler.label(first), self.ruler.label(last))
            }
        }
    }
}

impl Interval {
    fn is_known(&self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }
}

/// The band of the intervals: from neighbour to neighbour, and a thin bar where a value has none beside it.
fn draw_band(sheet: &mut Sheet<'_>, plot: &Plot, ruler: &Ruler, line: &Drawn<'_>) {
    let end = |period: usize| {
        let point = line.points.get(period).copied().flatten()?;
        let Interval { low, high } = line.series.points.get(period)?.interval.filter(Interval::is_known)?;
        let ends = [plot.y(ruler, low)?, plot.y(ruler, high)?];
        // From the lower edge on the page to the upper one, whichever end of the scale is good.
        Some((point.x, ends[0].max(ends[1]), ends[0].min(ends[1])))
    };
    let fill = sheet.theme.tint;
    for period in 0..line.points.len() {
        let Some((x, low, high)) = end(period) else { continue };
        let Some((next_x, next_low, next_high)) = end(period + 1) else {
            if period.checked_sub(1).and_then(end).is_none() {
                sheet.bar(Rect::new(x - 4.0, high, 8.0, low - high), 0.0, &Tone { fill, label: fill, outline: None });
            }
            continue;
        };
        // Half a px over its neighbour, so that no seam shines through.
        let over = if end(period + 2).is_some() { 0.5 } else { 0.0 };
        let points = vec![
            Point::new(x, high),
            Point::new(next_x + over, next_high),
            Point::new(next_x + over, next_low),
            Point::new(x, low),
        ];
        sheet.items.push(Item::Polygon { points, fill: Some(fill), stroke: None });
    }
}

/// The line between neighbours and a dot at every value, so that one between two gaps is seen as well.
fn draw_line(sheet: &mut Sheet<'_>, line: &Drawn<'_>) {
    let stroke = Stroke::new(line.color, 2.5);
    for run in line.points.split(Option::is_none) {
        let points: Vec<Point> = run.iter().copied().flatten().collect();
        if points.len() > 1 {
            sheet.items.push(Item::Polyline { points, stroke, dash: line.dash });
        }
    }
    let crowded = line.points.len() > 40;
    for point in line.points.iter().flatten() {
        sheet.circle(*point, if crowded { 2.5 } else { 4.5 }, Some(line.color), None);
    }
}
