//! A bar per criterion with the spread of the answers: for all, or for groups beside each other.

use serde::{Deserialize, Serialize};

use super::radar::MINIMUM;
use super::{
    NO_CRITERIA, answer_cells, answer_columns, criteria, extremes, header, known, name_cell, own_scales, plain_rows,
    scale_cell, shared_unit,
};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::palette::{Theme, Tone};
use crate::charts::rows::{Rows, Wish, bar_thickness};
use crate::charts::ruler::{Ruler, between};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch, column_width, people, stacked};
use crate::charts::text::{Style, fit};

/// The mean of each criterion, for one or more groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CriterionBars {
    /// The groups, as in the legend; empty or one name for "all".
    pub groups: Vec<String>,
    /// What the ticks across the bars stand for: `average of all`; empty if there are none.
    pub reference: String,
    /// The criteria, from top to bottom.
    pub rows: Vec<BarRow>,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarRow {
    /// Comes back in the marks.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is measured on.
    pub ruler: Ruler,
    /// One bar per group, in the order of the groups.
    pub bars: Vec<Bar>,
    /// A value to compare with, drawn as a tick across the bars.
    pub reference: Option<f64>,
    /// What is asked for at least, drawn as a dotted line across the bars.
    #[serde(default)]
    pub minimum: Option<f64>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The mean on the criterion's own scale; `None` if nobody answered.
    pub mean: Option<f64>,
    /// How the answers spread around it.
    pub spread: Spread,
    /// How many people answered.
    pub n: u32,
}

/// How answers spread around their mean, on the criterion's own scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// Nothing is shown.
    None,
    /// A line from the lowest to the highest answer.
    Range {
        /// One end.
        low: f64,
        /// The other end.
        high: f64,
    },
    /// The 95 % interval of the mean; what of it lies beyond the scale is not drawn.
    Interval {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Every person's answer as a dot.
    Answers(Vec<f64>),
}

impl Spread {
    const fn is_range(&self) -> bool {
        matches!(self, Self::Range { low, high } if low.is_finite() && high.is_finite())
    }

    const fn is_interval(&self) -> bool {
        matches!(self, Self::Interval { low, high } if low.is_finite() && high.is_finite())
    }

    /// Both ends if they are known.
    fn ends(&self) -> Option<[f64; 2]> {
        match self {
            Self::Range { low, high } | Self::Interval { low, high } => {
                (low.is_finite() && high.is_finite()).then_some([*low, *high])
            }
            Self::None => None,
            Self::Answers(answers) => answers
                .iter()
                .copied()
                .filter(|answer| answer.is_finite())
                .map(|answer| [answer, answer])
                .reduce(|[low, high], [answer, _]| [low.min(answer), high.max(answer)]),
        }
    }

    fn answers(&self) -> &[f64] {
        match self {
            Self::Answers(answers) => answers,
            Self::None | Self::Range { .. } | Self::Interval { .. } => &[],
        }
    }
}

/// How long its dots are, px.
const LEAST_DASH: f32 = 1.5;

/// The columns of a row, in px.
struct Columns {
    track: [f32; 2],
    value_x: f32,
    value_width: f32,
    count_x: f32,
    strong: Style,
    small: Style,
}

impl CriterionBars {
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.rows.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        let legend = self.legend(sheet, area);
        let body = area.below(legend);
        let scales = own_scales(self.rows.iter().map(|row| &row.ruler));
        let axis_height = if scales.is_empty() { 24.0 } else { 4.0 };
        let per_row = self.rows.iter().map(|row| row.bars.len()).max().unwrap_or(0).max(1) as f32;
        let wish = match self.rows.iter().map(|row| row.bars.len()).max().unwrap_or(0) {
            0 | 1 => plain_rows(self.rows.len()),
            _ => Wish {
                wanted: per_row * 20.0 + 14.0,
                most: per_row * 40.0 + 30.0,
                least: per_row * 14.0 + 4.0,
                ..plain_rows(self.rows.len())
            },
        };
        let room = body.height.map(|room| room - axis_height);
        let name = |at: usize| self.rows[at].name.as_str();
        let rows = Rows::plan(sheet, wish, room, area.width * 0.32, (&name, &scales));
        let columns = self.columns(sheet, area, &rows);

        let bottom = body.y + rows.height();
        self.grid(sheet, columns.track, [body.y, bottom], scales.is_empty());
        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, body.y, area.width);
            rows.draw_name(sheet, at, (area.x, area.width), band.y + band.height / 2.0);
            match slot.row() {
                Some(row) => self.draw_row(sheet, &self.rows[row], &columns, band),
                None => sheet.mark(band, "", "", Rows::left_out(&slot, "rows")),
            }
        }
        Extent { width: area.width, height: bottom + axis_height - area.y }
    }

    /// Names, bars, values and counts beside each other, as wide as the rows shown need.
    fn columns(&self, sheet: &Sheet<'_>, area: &Area, rows: &Rows) -> Columns {
        let (strong, small) = (rows.strong(sheet), rows.small(sheet));
        let bars = || rows.shown().flat_map(|at| self.rows[at].bars.iter().map(move |bar| (&self.rows[at], bar)));
        let values: Vec<String> = bars().map(|(row, bar)| value_label(row, bar)).collect();
        let counts: Vec<String> = bars().map(|(_, bar)| people(bar.n)).collect();
        let value_width = column_width(strong, values.iter().map(String::as_str), area.width * 0.18);
        let count_width = column_width(small, counts.iter().map(String::as_str), area.width * 0.3);
        let count_x = area.right() - count_width;
        let value_x = count_x - 16.0;
        let track = [area.x + rows.width + 16.0, value_x - value_width - 20.0];
        Columns { track, value_x, value_width, count_x, strong, small }
    }

    fn legend(&self, sheet: &mut Sheet<'_>, area: &Area) -> f32 {
        let mut entries: Vec<(Swatch, String)> = Vec::new();
        if self.groups.len() > 1 {
            let swatch = |at: usize| Swatch::Box(self.tone(sheet, at));
            entries.extend(self.groups.iter().enumerate().map(|(at, name)| (swatch(at), name.clone())));
        }
        let spreads = || self.rows.iter().flat_map(|row| &row.bars).map(|bar| &bar.spread);
        if spreads().any(|spread| matches!(spread, Spread::Answers(answers) if !answers.is_empty())) {
            entries.push((Swatch::Dot, "each person".to_owned()));
        }
        if !self.reference.is_empty() && self.rows.iter().any(|row| known(row.reference).is_some()) {
            entries.push((Swatch::Tick, self.reference.clone()));
        }
        if self.rows.iter().any(|row| known(row.minimum).is_some()) {
            entries.push((Swatch::Line(least(sheet), LEAST_DASH), MINIMUM.to_owned()));
        }
        if spreads().any(Spread::is_range) {
            entries.push((Swatch::Whisker, "lowest to highest".to_owned()));
        }
        if spreads().any(Spread::is_interval) {
            entries.push((Swatch::Whisker, "95 % interval of the mean".to_owned()));
        }
        sheet.legend(area, &entries)
    }

    /// Gridlines and tick labels if all rows share a ruler; else only the line the bars stand on.
    fn grid(&self, sheet: &mut Sheet<'_>, track: [f32; 2], [top, bottom]: [f32; 2], is_shared: bool) {
        if let (true, Some(row)) = (is_shared, self.rows.first()) {
            let ticks = row.ruler.ticks();
            for tick in &ticks {
                let x = between(track[0], track[1], tick.share);
                let stroke = Stroke::new(sheet.theme.hairline, 1.0);
                sheet.line(Point::new(x, top), Point::new(x, bottom), stroke, 0.0);
            }
            sheet.tick_labels(&ticks, track, bottom + 12.0);
        }
        let stroke = Stroke::new(sheet.theme.axis, 1.0);
        sheet.line(Point::new(track[0], top), Point::new(track[0], bottom), stroke, 0.0);
    }

    /// The fill of group number `at`: one group in the accent; of two, management is open and the team filled, as on
    /// a dumbbell; more take series colours.
    fn tone(&self, sheet: &Sheet<'_>, at: usize) -> Tone {
        let Theme { accent, tint, background, ink, .. } = sheet.theme;
        match (self.groups.len(), at) {
            (2, 0) => Tone { fill: *tint, label: *ink, outline: Some(*accent) },
            (0..=2, _) => Tone { fill: *accent, label: *background, outline: None },
            _ => Tone { fill: sheet.theme.series_tone(at).color, label: *background, outline: None },
        }
    }

    fn draw_row(&self, sheet: &mut Sheet<'_>, row: &BarRow, columns: &Columns, band: Rect) {
        let count = row.bars.len().max(1) as f32;
        // Bars of one row touch nearly, rows stand apart.
        let slot = if count > 1.0 { ((band.height - 4.0) / count).min(40.0) } else { band.height };
        let first = band.y + (band.height - slot * count) / 2.0;
        let thick = if count > 1.0 { slot - 4.0 } else { bar_thickness(band.height) };
        let [left, right] = columns.track;
        for (at, bar) in row.bars.iter().enumerate() {
            let middle = first + slot * (at as f32 + 0.5);
            let place = |value: f64| row.ruler.share(value).map(|share| between(left, right, share));
            if let Some(end) = known(bar.mean).and_then(place) {
                let rect = Rect::new(left, middle - thick / 2.0, end - left, thick);
                sheet.bar(rect, 0.0, &self.tone(sheet, at));
            }
            match &bar.spread {
                Spread::None => {}
                Spread::Range { low, high } | Spread::Interval { low, high } => {
                    if let (Some(from), Some(to)) = (place(*low), place(*high)) {
                        sheet.whisker(from.min(to), from.max(to), middle);
                    }
                }
                Spread::Answers(answers) => {
                    for center in stacked(answers.iter().copied().filter_map(place), middle, slot) {
                        let edge = Stroke::new(sheet.theme.background, 1.0);
                        sheet.circle(center, 3.5, Some(sheet.theme.dot), Some(edge));
                    }
                }
            }
            let value = fit(&value_label(row, bar), columns.strong, columns.value_width);
            // Numbers of one bar never reach into the next.
            let most = if count > 1.0 { slot.min(14.0) } else { slot };
            let low = |style: Style| Style { size: style.size.min(most), ..style };
            let strong = low(columns.strong);
            sheet.centred(Point::new(columns.value_x, middle), Anchor::End, strong, &value);
            sheet.centred(Point::new(columns.count_x, middle), Anchor::Start, low(columns.small), &people(bar.n));
            let part = self.groups.get(at).map_or("", String::as_str);
            let rect = Rect::new(band.x, middle - slot / 2.0, band.width, slot);
            sheet.mark(rect, &row.id, part, self.tip(row, bar, part));
        }
        let reference = known(row.reference).and_then(|value| row.ruler.share(value));
        if let Some(x) = reference.map(|share| between(left, right, share)) {
            let half = f32::midpoint(slot * (count - 1.0), thick) + 4.0;
            let middle = band.y + band.height / 2.0;
            let stroke = Stroke::new(sheet.theme.ink, 2.0);
            sheet.line(Point::new(x, middle - half), Point::new(x, middle + half), stroke, 0.0);
        }
        let minimum = known(row.minimum).and_then(|value| row.ruler.share(value));
        if let Some(x) = minimum.map(|share| between(left, right, share)) {
            let half = f32::midpoint(slot * (count - 1.0), thick) + 4.0;
            let middle = band.y + band.height / 2.0;
            // The rim keeps it apart from a bar of any colour.
            let rim = Stroke::new(sheet.theme.background, 5.0);
            for (stroke, dash) in [(rim, 0.0), (least(sheet), LEAST_DASH)] {
                sheet.line(Point::new(x, middle - half), Point::new(x, middle + half), stroke, dash);
            }
        }
    }

    fn tip(&self, row: &BarRow, bar: &Bar, group: &str) -> String {
        let who = if group.is_empty() { String::new() } else { format!("{group}: ") };
        let mean = known(bar.mean).map(|mean| format!("{} · ", row.ruler.label(mean))).unwrap_or_default();
        let mut lines = vec![row.name.clone(), format!("{who}{mean}{}", people(bar.n))];
        if let Some([low, high]) = bar.spread.ends() {
            let (low, high) = (row.ruler.label(low), row.ruler.label(high));
            lines.push(match bar.spread {
                Spread::Interval { .. } => format!("95 % interval from {low} to {high}"),
                _ => format!("From {low} to {high}"),
            });
        }
        if let (Some(value), false) = (known(row.reference), self.reference.is_empty()) {
            lines.push(format!("{}: {}", self.reference, row.ruler.label(value)));
        }
        if let Some(value) = known(row.minimum) {
            lines.push(format!("{MINIMUM}: {}", row.ruler.label(value)));
        }
        lines.join("\n")
    }

    /// Criterion, scale, the means, their intervals or ranges, the reference, n, and every answer that is shown.
    pub(crate) fn data(&self) -> DataTable {
        let unit = shared_unit(self.rows.iter().map(|row| &row.ruler));
        let count = self.rows.iter().map(|row| row.bars.len()).max().unwrap_or(0).max(self.groups.len()).max(1);
        let of = |what: &str, at: usize| {
            if count < 2 { what.to_owned() } else { format!("{what}, {}", header(self.group(at), "group")) }
        };
        let any = |at: usize, has: fn(&Spread) -> bool| {
            self.rows.iter().any(|row| row.bars.get(at).is_some_and(|bar| has(&bar.spread)))
        };
        let most_answers = |at: usize| {
            self.rows.iter().map(|row| row.bars.get(at).map_or(0, |bar| bar.spread.answers().len())).max().unwrap_or(0)
        };
        let mut columns = vec![DataColumn::new("Criterion"), DataColumn::new("Scale")];
        columns.extend((0..count).map(|at| DataColumn::measured(of("Mean", at), unit.as_str())));
        let has_reference = self.rows.iter().any(|row| known(row.reference).is_some());
        if has_reference {
            columns.push(DataColumn::measured(header(&self.reference, "Reference"), unit.as_str()));
        }
        let has_minimum = self.rows.iter().any(|row| known(row.minimum).is_some());
        columns.extend(has_minimum.then(|| DataColumn::measured("Required minimum", unit.as_str())));
        columns.extend((0..count).map(|at| DataColumn::new(of("n", at))));
        for at in 0..count {
            if any(at, Spread::is_interval) {
                let ends = ["95 % interval from", "95 % interval to"];
                columns.extend(ends.map(|end| DataColumn::measured(of(end, at), unit.as_str())));
            }
            if any(at, Spread::is_range) {
                columns.extend(["Lowest", "Highest"].map(|end| DataColumn::measured(of(end, at), unit.as_str())));
            }
            columns.extend(
                answer_columns(most_answers(at), &unit)
                    .map(|column| DataColumn { name: of(&column.name, at), ..column }),
            );
        }
        let mut table = DataTable::new(columns);
        for row in &self.rows {
            let mut cells = vec![name_cell(&row.name), scale_cell(&row.ruler)];
            let bar = |at: usize| row.bars.get(at);
            cells.extend((0..count).map(|at| DataCell::number(bar(at).and_then(|bar| bar.mean))));
            cells.extend(has_reference.then(|| DataCell::number(row.reference)));
            cells.extend(has_minimum.then(|| DataCell::number(row.minimum)));
            cells.extend((0..count).map(|at| bar(at).map_or(DataCell::Missing, |bar| DataCell::count(bar.n))));
            for at in 0..count {
                let spread = bar(at).map_or(&Spread::None, |bar| &bar.spread);
                let (worst, best) = row.ruler.ends();
                let inside = |[low, high]: [f64; 2]| match spread {
                    Spread::Interval { .. } => [low, high].map(|end| end.max(worst.min(best)).min(worst.max(best))),
                    _ => [low, high],
                };
                let ends = |is_it: bool| {
                    let ends = spread.ends().filter(|_| is_it).map(inside);
                    [ends.map(|ends| ends[0]), ends.map(|ends| ends[1])].map(DataCell::number)
                };
                if any(at, Spread::is_interval) {
                    cells.extend(ends(spread.is_interval()));
                }
                if any(at, Spread::is_range) {
                    cells.extend(ends(spread.is_range()));
                }
                let mut answers = answer_cells(spread.answers().iter().copied());
                answers.resize(most_answers(at), DataCell::Missing);
                cells.extend(answers);
            }
            table.push(cells);
        }
        table
    }

    fn group(&self, at: usize) -> &str {
        self.groups.get(at).map_or("", String::as_str)
    }

    pub(crate) fn describe(&self) -> String {
        let values = self.rows.iter().filter_map(|row| {
            let mean = known(row.bars.first()?.mean)?;
            Some((row.name.clone(), row.ruler.share(mean)?, row.ruler.label(mean)))
        });
        let first = match self.groups.as_slice() {
            [first, _, ..] => format!(", {}, beside each other; for {first}:", self.groups.join(" and ")),
            _ => ".".to_owned(),
        };
        format!("Bars for {}{first}{}", criteria(self.rows.len()), extremes(values))
    }
}

/// The line of what is asked for at least, as on a radar.
const fn least(sheet: &Sheet<'_>) -> Stroke {
    Stroke::new(sheet.theme.let_go.line, 1.8)
}

fn value_label(row: &BarRow, bar: &Bar) -> String {
    known(bar.mean).map(|mean| row.ruler.label(mean)).unwrap_or_default()
}
