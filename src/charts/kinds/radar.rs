//! One customer against the average of all, on axes around a centre.
//!
//! A radar's area grows with the square of the values and depends on the order of the axes: so it is never ranked by
//! area, the order is fixed, and with fewer than three or more than eight axes, or on a narrow page, bars take over.

use std::f32::consts::TAU;

use serde::{Deserialize, Serialize};

use super::bars::{Bar, BarRow, CriterionBars, Spread};
use super::{
    NO_CRITERIA, criteria, extremes, header, known, name_cell, own_scales, scale_cell, shared_unit, value_or_none,
};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::ruler::{Ruler, between};
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch, people};
use crate::charts::text::{Style, Wrapped, fit, wrap_evenly};

/// One series against the average of all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Radar {
    /// The name of the series: the customer.
    pub series: String,
    /// The name of what it is compared with: `average of all`.
    pub average: String,
    /// The criteria, clockwise from the top.
    pub axes: Vec<RadarAxis>,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RadarAxis {
    /// Comes back in the marks.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is measured on; good is outside.
    pub ruler: Ruler,
    /// The mean of the series on the criterion's own scale; `None` if it was not rated.
    pub value: Option<f64>,
    /// The mean of all.
    pub average: Option<f64>,
    /// The least that is required; `None` if nothing is.
    #[serde(default)]
    pub minimum: Option<f64>,
    /// How many people answered about the series.
    pub n: u32,
}

/// What the outline of the least that is required is called.
pub(super) const MINIMUM: &str = "required minimum";

impl RadarAxis {
    /// Whether the value is worse than what is required.
    fn is_below_minimum(&self) -> bool {
        let share = |value: Option<f64>| known(value).and_then(|value| self.ruler.share(value));
        share(self.value).zip(share(self.minimum)).is_some_and(|(value, least)| value < least - 1e-9)
    }
}

/// No wheel is smaller, px.
const LEAST_RADIUS: f32 = 70.0;

/// From the rim of the wheel to its labels, px.
const GAP: f32 = 12.0;

/// What stands at the end of an axis.
struct Label {
    name: Wrapped,
    value: String,
    width: f32,
    height: f32,
    /// Whether it stands right above or below the wheel.
    is_polar: bool,
}

impl Label {
    /// From its axis' end to its top, −1 … 1 being how far down the axis points: above the wheel the label ends
    /// there, below it begins there, at the sides it is centred.
    fn rise(&self, down: f32) -> f32 {
        self.height * (down - 1.0) / 2.0
    }

    /// Outside the wheel at the end of its axis.
    fn draw(&self, sheet: &mut Sheet<'_>, wheel: &Wheel, at: usize, id: &str, tip: String) {
        let (style, small) = (Style { size: 14.0, ..sheet.body() }, sheet.small());
        let end = wheel.reach(at, wheel.radius + GAP);
        let (anchor, left) = if self.is_polar {
            (Anchor::Middle, end.x - self.width / 2.0)
        } else if end.x > wheel.center.x {
            (Anchor::Start, end.x)
        } else {
            (Anchor::End, end.x - self.width)
        };
        let top = end.y + self.rise(wheel.down(at));
        let line = style.line_height();
        for (row, text) in self.name.lines.iter().enumerate() {
            let y = top + line * (row as f32 + 0.5);
            sheet.centred(Point::new(end.x, y), anchor, style, text);
        }
        sheet.centred(Point::new(end.x, top + self.height - line / 2.0), anchor, small, &self.value);
        sheet.mark(Rect::new(left, top, self.width, self.height), id, "", tip);
    }
}

/// Where the axes stand.
struct Wheel {
    center: Point,
    radius: f32,
    count: usize,
    /// How high it is with its labels.
    height: f32,
}

impl Wheel {
    /// The largest wheel that leaves room for the labels: 150 px in radius, or as much as a given height allows.
    fn fitting(area: &Area, top: f32, labels: &[Label], room: Option<f32>) -> Self {
        let widest = labels.iter().filter(|label| !label.is_polar).map(|label| label.width).fold(0.0, f32::max);
        let across = area.width / 2.0 - widest - GAP - 2.0;
        let mut wheel = Self { center: Point::new(0.0, 0.0), radius: 1.0, count: labels.len(), height: 0.0 };
        let tall = |wheel: &Self| {
            let tops = labels
                .iter()
                .enumerate()
                .map(|(at, label)| wheel.reach(at, wheel.radius + GAP).y + label.rise(wheel.down(at)));
            let above = tops.clone().fold(0.0, f32::min);
            let below = tops.zip(labels).map(|(top, label)| top + label.height).fold(0.0, f32::max);
            (above, below)
        };
        wheel.radius = across.clamp(LEAST_RADIUS, if room.is_some() { 260.0 } else { 150.0 });
        if let Some(room) = room {
            // The labels' share of the height hardly changes with the radius: a few steps are enough.
            for _ in 0..8 {
                let (above, below) = tall(&wheel);
                let excess = below - above - room;
                if excess <= 0.0 {
                    break;
                }
                wheel.radius = (wheel.radius - (excess / 1.8).max(0.1)).max(LEAST_RADIUS);
            }
        }
        let (above, below) = tall(&wheel);
        let spare = room.map_or(0.0, |room| (room - (below - above)).max(0.0));
        wheel.center = Point::new(area.x + area.width / 2.0, area.y + top - above + spare / 2.0 + 4.0);
        wheel.height = below - above + spare + 8.0;
        wheel
    }

    fn point(&self, axis: usize, share: f64) -> Point {
        self.reach(axis, between(0.0, self.radius, share))
    }

    fn angle(&self, axis: usize) -> f32 {
        TAU * axis as f32 / self.count.max(1) as f32
    }

    /// How far down an axis points, −1 … 1.
    fn down(&self, axis: usize) -> f32 {
        -self.angle(axis).cos()
    }

    fn reach(&self, axis: usize, distance: f32) -> Point {
        Point::new(self.center.x + distance * self.angle(axis).sin(), self.center.y + distance * self.down(axis))
    }
}

impl Radar {
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.axes.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        if !(3..=8).contains(&self.axes.len()) || area.width < 440.0 {
            return self.as_bars().draw(sheet, area);
        }
        let before = sheet.items.len();
        let own = Stroke::new(sheet.theme.accent, 2.5);
        let others = Stroke::new(sheet.theme.muted, 1.5);
        let least = Stroke::new(sheet.theme.let_go.line, 1.5);
        let mut entries =
            vec![(Swatch::Line(own, 0.0), self.series.clone()), (Swatch::Line(others, 4.0), self.average.clone())];
        entries.extend(self.has_minimum().then(|| (Swatch::Line(least, 1.5), MINIMUM.to_owned())));
        let legend = sheet.legend(area, &entries);
        let label_width = ((area.width - 220.0) / 2.0).clamp(100.0, 170.0);
        let labels: Vec<Label> = (0..self.axes.len()).map(|at| self.label(sheet, at, label_width)).collect();
        let room = area.height.map(|height| (height - legend - 8.0).max(0.0));
        let wheel = Wheel::fitting(area, legend, &labels, room);
        if area.height.is_some_and(|height| legend + wheel.height > height + 0.01) {
            sheet.items.truncate(before);
            return self.as_bars().draw(sheet, area);
        }

        self.grid(sheet, &wheel, known(self.axes[0].value).and_then(|value| self.axes[0].ruler.share(value)));
        let values = |pick: fn(&RadarAxis) -> Option<f64>| -> Vec<Option<Point>> {
            let place = |(at, axis): (usize, &RadarAxis)| {
                known(pick(axis)).and_then(|value| axis.ruler.share(value)).map(|share| wheel.point(at, share))
            };
            self.axes.iter().enumerate().map(place).collect()
        };
        outline(sheet, &values(|axis| axis.minimum), least, 1.5);
        outline(sheet, &values(|axis| axis.average), others, 4.0);
        let points = values(|axis| axis.value);
        if let Some(points) = points.iter().copied().collect::<Option<Vec<Point>>>() {
            let fill = Some(sheet.theme.accent.with_alpha(28));
            sheet.items.push(Item::Polygon { points, fill, stroke: None });
        }
        outline(sheet, &points, own, 0.0);
        for (at, axis) in self.axes.iter().enumerate() {
            let tip = self.tip(axis);
            if let Some(point) = points[at] {
                sheet.circle(point, 4.5, Some(sheet.theme.accent), Some(Stroke::new(sheet.theme.background, 1.0)));
                sheet.mark(Rect::around(point, 9.0), &axis.id, "", tip.clone());
            }
            labels[at].draw(sheet, &wheel, at, &axis.id, tip);
        }
        Extent { width: area.width, height: legend + wheel.height }
    }

    /// Rings, spokes and the numbers on the first spoke; the number the value of that axis would cover is left out.
    fn grid(&self, sheet: &mut Sheet<'_>, wheel: &Wheel, covered: Option<f64>) {
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        let is_shared = own_scales(self.axes.iter().map(|axis| &axis.ruler)).is_empty();
        let ticks = self.axes.first().filter(|_| is_shared).map(|axis| axis.ruler.ticks()).unwrap_or_default();
        let few = (2..=7).contains(&ticks.len());
        let shares: Vec<f64> =
            if few { ticks.iter().map(|tick| tick.share).collect() } else { vec![0.25, 0.5, 0.75, 1.0] };
        for share in shares.iter().copied().filter(|share| *share > 0.01) {
            let points = (0..wheel.count).map(|axis| wheel.point(axis, share)).collect();
            sheet.items.push(Item::Polygon { points, fill: None, stroke: Some(hairline) });
        }
        for axis in 0..wheel.count {
            sheet.line(wheel.center, wheel.point(axis, 1.0), hairline, 0.0);
        }
        // The numbers stand beside the first axis, small, so that they do not compete with the values.
        let style = Style { size: 11.0, ..sheet.tick() };
        for tick in ticks.iter().filter(|tick| few && tick.share > 0.01) {
            let at = wheel.point(0, tick.share);
            if covered.is_some_and(|share| (wheel.point(0, share).y - at.y - 6.0).abs() < 11.0) {
                continue;
            }
            sheet.centred(Point::new(at.x - 5.0, at.y + 6.0), Anchor::End, style, &fit(&tick.label, style, 50.0));
        }
    }

    /// The name of an axis with the value and the average under it.
    fn label(&self, sheet: &Sheet<'_>, at: usize, most_width: f32) -> Label {
        let axis = &self.axes[at];
        let (style, small) = (Style { size: 14.0, ..sheet.body() }, sheet.small());
        let is_polar = at == 0 || at * 2 == self.axes.len();
        // Above and below there is room up to where the neighbours begin, even on the smallest wheel.
        let beside = (TAU / self.axes.len() as f32).sin().abs() * (LEAST_RADIUS + GAP) * 2.0 - 8.0;
        let most_width = if is_polar { beside.min(most_width) } else { most_width };
        let name = wrap_evenly(&axis.name, style, most_width, 2);
        let average = known(axis.average).map(|mean| format!(" · all {}", axis.ruler.label(mean))).unwrap_or_default();
        let value = known(axis.value).map_or_else(|| "not rated".to_owned(), |mean| axis.ruler.label(mean));
        let value = fit(&format!("{value}{average}"), small, most_width);
        let width = name.width(style).max(small.width(&value));
        let height = (name.lines.len() + 1) as f32 * style.line_height();
        Label { name, value, width, height, is_polar }
    }

    /// The same as bars: the series beside the average.
    fn as_bars(&self) -> CriterionBars {
        let bar = |mean: Option<f64>, n: u32| Bar { mean, spread: Spread::None, n };
        let rows = self.axes.iter().map(|axis| BarRow {
            id: axis.id.clone(),
            name: axis.name.clone(),
            ruler: axis.ruler.clone(),
            bars: vec![bar(axis.value, axis.n)],
            reference: axis.average,
            minimum: axis.minimum,
        });
        CriterionBars { groups: vec![self.series.clone()], reference: self.average.clone(), rows: rows.collect() }
    }

    fn has_minimum(&self) -> bool {
        self.axes.iter().any(|axis| known(axis.minimum).is_some())
    }

    fn tip(&self, axis: &RadarAxis) -> String {
        let value = value_or_none(&axis.ruler, axis.value);
        let average = value_or_none(&axis.ruler, axis.average);
        let of = if axis.n == 0 { String::new() } else { format!(" · {}", people(axis.n)) };
        let minimum = known(axis.minimum).map(|value| format!("\n{MINIMUM}: {}", axis.ruler.label(value)));
        let minimum = minimum.unwrap_or_default();
        format!("{}\n{}: {value}{of}\n{}: {average}{minimum}", axis.name, self.series, self.average)
    }

    /// Criterion, scale, the mean of the series, of all, the required minimum, and n.
    pub(crate) fn data(&self) -> DataTable {
        let unit = shared_unit(self.axes.iter().map(|axis| &axis.ruler));
        let names = [header(&self.series, "Mean"), header(&self.average, "Average")];
        let mut columns = vec![DataColumn::new("Criterion"), DataColumn::new("Scale")];
        columns.extend(names.map(|name| DataColumn::measured(name, unit.as_str())));
        columns.extend(self.has_minimum().then(|| DataColumn::measured("Required minimum", unit.as_str())));
        columns.push(DataColumn::new("n"));
        let mut table = DataTable::new(columns);
        for axis in &self.axes {
            let minimum = self.has_minimum().then(|| DataCell::number(axis.minimum));
            let values = [axis.value, axis.average].map(DataCell::number).into_iter().chain(minimum);
            let cells = [name_cell(&axis.name), scale_cell(&axis.ruler)].into_iter().chain(values);
            table.push(cells.chain([DataCell::count(axis.n)]));
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let values = self.axes.iter().filter_map(|axis| {
            let value = known(axis.value)?;
            Some((axis.name.clone(), axis.ruler.share(value)?, axis.ruler.label(value)))
        });
        let highs = extremes(values);
        let below = self.axes.iter().filter(|axis| axis.is_below_minimum()).count();
        let minimum = match (self.has_minimum(), below) {
            (false, _) => String::new(),
            (true, 0) => format!(" None is below the {MINIMUM}."),
            (true, below) => format!(" Below the {MINIMUM}: {}.", criteria(below)),
        };
        let count = criteria(self.axes.len());
        format!("Radar of {count} for {}, beside {}.{highs}{minimum}", self.series, self.average)
    }
}

/// A closed outline; where a value is missing it has a gap.
fn outline(sheet: &mut Sheet<'_>, points: &[Option<Point>], stroke: Stroke, dash: f32) {
    let count = points.len();
    let Some(gap) = points.iter().position(Option::is_none) else {
        let mut closed: Vec<Point> = points.iter().copied().flatten().collect();
        closed.extend(closed.first().copied());
        sheet.items.push(Item::Polyline { points: closed, stroke, dash });
        return;
    };
    let mut run: Vec<Point> = Vec::new();
    for at in 0..=count {
        // Starting after a gap, every run is whole.
        match points[(gap + at) % count] {
            Some(point) => run.push(point),
            None if run.len() > 1 => {
                sheet.items.push(Item::Polyline { points: std::mem::take(&mut run), stroke, dash });
            }
            None => run.clear(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Chart, Item, Kind, Page, Size};

    #[test]
    fn a_slide_has_room_for_a_wheel_however_many_axes_it_has() {
        for count in 3..=8 {
            let axis = |at: usize| RadarAxis {
                id: at.to_string(),
                name: format!("Criterion number {at}"),
                ruler: Ruler::Points { worst: 1, best: 5 },
                value: Some(2.0),
                average: Some(4.0),
                minimum: None,
                n: 9,
            };
            let radar = Radar {
                series: "Northwind".to_owned(),
                average: "Average of all".to_owned(),
                axes: (0..count).map(axis).collect(),
            };
            let page = Page::new(Size { width: 960.0, height: Some(540.0) });
            let scene = page.lay_out(&Chart::new("Below average", Kind::Radar(radar)));
            let wheel =
                scene.items.iter().any(|item| matches!(item, Item::Polygon { points, .. } if points.len() == count));
            assert!(wheel, "{count} axes became bars");
        }
    }
}
