//! How raters spread on each criterion: a dot per person, each group on a lane of its own.
//!
//! A lane's box reaches over the middle half of its answers (quartiles by linear interpolation, Hyndman & Fan 1996
//! type 7), with the median in it and whiskers to the lowest and the highest answer. It is drawn from five people on:
//! below that the dots say all there is.

use serde::{Deserialize, Serialize};

use super::{
    DumbbellGroup, NO_CRITERIA, answer_cells, answer_columns, criteria, extremes, header, known, name_cell, own_scales,
    scale_cell, shared_unit,
};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::palette::{Color, Tone};
use crate::charts::rows::{Ends, Rows, Wish};
use crate::charts::ruler::{Ruler, between};
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch, column_width, people};
use crate::charts::text::{Style, fit};

/// Every person's answer to each criterion, the groups apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RaterStrip {
    /// The groups, from the top lane to the bottom lane.
    pub groups: Vec<DumbbellGroup>,
    /// The criteria, from top to bottom.
    pub rows: Vec<StripRow>,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StripRow {
    /// Comes back as `id` of the marks; `part` is the person's id, or the group's where its mean is pointed at.
    pub id: String,
    /// The criterion's name.
    pub name: String,
    /// What it is measured on.
    pub ruler: Ruler,
    /// The people who answered.
    pub dots: Vec<StripDot>,
    /// The mean of each group, in the order of the groups; `None` if it has not answered.
    pub means: Vec<Option<f64>>,
}

/// One person's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StripDot {
    /// The person; comes back as `part` of the marks.
    pub id: String,
    /// The person's name, or "somebody" where names are hidden.
    pub name: String,
    /// The group, by its place in [`RaterStrip::groups`].
    pub group: usize,
    /// The answer on the criterion's own scale.
    pub value: f64,
}

/// From so many people on a box is drawn.
const LEAST_FOR_BOX: usize = 5;
/// Height of a lane, px.
const LANE: f32 = 22.0;

/// The columns, in px.
struct Columns {
    track: [f32; 2],
    value_x: f32,
    count_x: f32,
    strong: Style,
    small: Style,
}

/// One group in one row.
struct Lane<'a> {
    group: usize,
    y: f32,
    height: f32,
    dots: Vec<(&'a StripDot, f32)>,
    /// Where lowest, lower quartile, median, upper quartile and highest stand; `None` below five people.
    ends: Option<[f32; 5]>,
}

impl RaterStrip {
    /// The groups that say something, by their places.
    fn lanes(&self) -> Vec<usize> {
        let speaks = |group: &usize| {
            self.rows.iter().any(|row| {
                row.dots.iter().any(|dot| dot.group == *group)
                    || known(row.means.get(*group).copied().flatten()).is_some()
            })
        };
        let lanes: Vec<usize> = (0..self.groups.len()).filter(speaks).collect();
        if lanes.is_empty() { (0..self.groups.len().min(1)).collect() } else { lanes }
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        let lanes = self.lanes();
        if self.rows.is_empty() || lanes.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        let legend = self.legend(sheet, area, &lanes);
        let body = area.below(legend);
        let scales = own_scales(self.rows.iter().map(|row| &row.ruler));
        let count = lanes.len() as f32;
        let wish = Wish {
            count: self.rows.len(),
            wanted: count * LANE + 14.0,
            most: count * LANE * 2.0 + 24.0,
            least: (count * 12.0 + 4.0).max(17.0),
            ends: Ends::Both,
        };
        // Under the rows: the ticks, and what the numbers at the right are.
        let axis_height = 22.0;
        let room = body.height.map(|height| height - axis_height);
        let name = |at: usize| self.rows[at].name.as_str();
        let rows = Rows::plan(sheet, wish, room, area.width * 0.32, (&name, &scales));
        let columns = self.columns(sheet, area, &rows, &lanes);
        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, body.y, area.width);
            if at > 0 {
                let rule = Stroke::new(sheet.theme.hairline, 1.0);
                sheet.line(Point::new(area.x, band.y), Point::new(area.right(), band.y), rule, 0.0);
            }
            rows.draw_name(sheet, at, (area.x, area.width), band.y + band.height / 2.0);
            let Some(row) = slot.row().map(|row| &self.rows[row]) else {
                sheet.mark(band, "", "", rows.left_out(&slot, "criteria"));
                continue;
            };
            sheet.mark(band, &row.id, "", self.tip(row, &lanes));
            self.draw_row(sheet, row, &lanes, &columns, &band);
        }
        let bottom = body.y + rows.height();
        let y = bottom;
        if rows.shown().any(|at| lanes.iter().any(|group| !mean_label(&self.rows[at], *group).is_empty())) {
            let tick = sheet.tick();
            let room = columns.value_x - columns.track[1] - 8.0;
            sheet.centred(Point::new(columns.value_x, y + 9.0), Anchor::End, tick, &fit("mean", tick, room));
        }
        if let (true, Some(row)) = (scales.is_empty(), self.rows.first()) {
            sheet.tick_labels(&row.ruler.ticks(), columns.track, y + 9.0);
        }
        Extent { width: area.width, height: bottom + axis_height - area.y }
    }

    fn legend(&self, sheet: &mut Sheet<'_>, area: &Area, lanes: &[usize]) -> f32 {
        let mut entries: Vec<(Swatch, String)> = lanes
            .iter()
            .map(|at| (Swatch::Tinted(self.groups[*at].shape, color(sheet, *at)), self.groups[*at].name.clone()))
            .collect();
        let is_boxed = |row: &StripRow| lanes.iter().any(|group| answers(row, *group).count() >= LEAST_FOR_BOX);
        let is_low = area.height.is_some_and(|height| height < 240.0);
        if !is_low && self.rows.iter().any(is_boxed) {
            entries.push((Swatch::Box(box_tone(sheet)), "middle half".to_owned()));
            entries.push((Swatch::Tick, "median".to_owned()));
            entries.push((Swatch::Whisker, "lowest to highest".to_owned()));
        }
        sheet.legend(area, &entries)
    }

    fn columns(&self, sheet: &Sheet<'_>, area: &Area, rows: &Rows, lanes: &[usize]) -> Columns {
        let strong = Style { size: rows.strong(sheet).size - 1.0, ..sheet.strong() };
        let small = rows.small(sheet);
        let mut values = Vec::new();
        let mut counts = Vec::new();
        for row in rows.shown().map(|at| &self.rows[at]) {
            for group in lanes {
                values.push(mean_label(row, *group));
                counts.push(count_label(row, *group));
            }
        }
        let value_width = column_width(strong, values.iter().map(String::as_str), area.width * 0.16);
        let count_width = column_width(small, counts.iter().map(String::as_str), area.width * 0.22);
        let count_x = area.right() - count_width;
        let value_x = count_x - 12.0;
        Columns { track: [area.x + rows.width + 34.0, value_x - value_width - 38.0], value_x, count_x, strong, small }
    }

    fn draw_row(&self, sheet: &mut Sheet<'_>, row: &StripRow, lanes: &[usize], columns: &Columns, band: &Rect) {
        let [left, right] = columns.track;
        let place = |value: f64| row.ruler.share(value).map(|share| between(left, right, share));
        let height = ((band.height - 4.0) / lanes.len() as f32).min(LANE * 1.6);
        let first = band.y + band.height / 2.0 - height * (lanes.len() - 1) as f32 / 2.0;
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        for tick in row.ruler.ticks() {
            let x = between(left, right, tick.share);
            let (top, bottom) = (band.y + 5.0, band.bottom() - 5.0);
            sheet.line(Point::new(x, top), Point::new(x, bottom), hairline, 0.0);
        }
        for (at, group) in lanes.iter().enumerate() {
            let dots: Vec<(&StripDot, f32)> =
                answers(row, *group).filter_map(|dot| place(dot.value).map(|x| (dot, x))).collect();
            let xs: Vec<f64> = dots.iter().map(|(_, x)| f64::from(*x)).collect();
            let is_boxed = dots.len() >= LEAST_FOR_BOX;
            let ends = five_numbers(&xs).filter(|_| is_boxed).map(|ends| ends.map(on_page));
            let lane = Lane { group: *group, y: first + height * at as f32, height, dots, ends };
            self.draw_lane(sheet, row, &lane, columns);
        }
    }

    fn draw_lane(&self, sheet: &mut Sheet<'_>, row: &StripRow, lane: &Lane<'_>, columns: &Columns) {
        let y = lane.y;
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        sheet.line(Point::new(columns.track[0], y), Point::new(columns.track[1], y), hairline, 0.0);
        let group = &self.groups[lane.group];
        if let Some(ends) = lane.ends {
            draw_box(sheet, ends, y, (lane.height * 0.36).min(11.0));
            let tip = format!("{}\n{}: {}", row.name, group.name, box_words(row, lane.group));
            sheet.mark(Rect::new(ends[2] - 3.0, y - 10.0, 6.0, 20.0), &row.id, &group.id, tip);
        }
        let xs: Vec<f32> = lane.dots.iter().map(|(_, x)| *x).collect();
        let tint = color(sheet, lane.group);
        let radius = (lane.height * 0.19).clamp(2.2, 5.2);
        for ((dot, _), center) in lane.dots.iter().zip(swarm(&xs, y, columns.track, radius)) {
            // The rim tells neighbours apart where a lane is full.
            let rim = sheet.theme.background;
            sheet.items.push(Item::Circle { center, radius: radius + 1.0, fill: Some(rim), stroke: None });
            sheet.shape_in(center, radius, group.shape, tint);
            let tip = format!("{}\n{}, {}: {}", row.name, dot.name, group.name, row.ruler.label(dot.value));
            sheet.mark(Rect::around(center, radius + 1.0), &row.id, &dot.id, tip);
        }
        // Numbers of one lane never reach into the next.
        let low = |style: Style| Style { size: style.size.min(lane.height), ..style };
        let strong = low(columns.strong);
        let room = columns.value_x - columns.track[1] - 20.0;
        let value = fit(&mean_label(row, lane.group), strong, room);
        sheet.centred(Point::new(columns.value_x, y), Anchor::End, strong, &value);
        let count = count_label(row, lane.group);
        sheet.centred(Point::new(columns.count_x, y), Anchor::Start, low(columns.small), &count);
    }

    fn tip(&self, row: &StripRow, lanes: &[usize]) -> String {
        let mut lines = vec![row.name.clone()];
        for group in lanes {
            let mean = mean_label(row, *group);
            let mean = if mean.is_empty() { mean } else { format!("mean {mean} · ") };
            lines.push(format!("{}: {mean}{}", self.groups[*group].name, count_label(row, *group)));
        }
        lines.join("\n")
    }

    /// A row per criterion and group: n, mean, the five numbers of the box, and every answer, lowest first and without
    /// names.
    pub(crate) fn data(&self) -> DataTable {
        let unit = shared_unit(self.rows.iter().map(|row| &row.ruler));
        let lanes = self.lanes();
        let most = self.rows.iter().flat_map(|row| lanes.iter().map(|group| answers(row, *group).count())).max();
        let mut columns: Vec<DataColumn> = ["Criterion", "Scale", "Group"].map(DataColumn::new).to_vec();
        let figures = ["Mean", "Lowest", "Lower quartile", "Median", "Upper quartile", "Highest"];
        columns.extend(figures.map(|figure| DataColumn::measured(figure, unit.as_str())));
        columns.push(DataColumn::new("n"));
        columns.extend(answer_columns(most.unwrap_or(0), &unit));
        let mut table = DataTable::new(columns);
        for row in &self.rows {
            for group in lanes.iter().copied() {
                let values: Vec<f64> = answers(row, group).map(|dot| dot.value).collect();
                let name = header(&self.groups[group].name, "group");
                let figures = five_numbers(&values).map_or([None; 5], |five| five.map(Some)).map(DataCell::number);
                let cells = [name_cell(&row.name), scale_cell(&row.ruler), DataCell::text(name)];
                let mean = DataCell::number(row.means.get(group).copied().flatten());
                let cells = cells.into_iter().chain([mean]).chain(figures);
                let cells = cells.chain([DataCell::count(values.len() as u64)]);
                table.push(cells.chain(answer_cells(values.iter().copied())));
            }
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let groups: Vec<&str> = self.groups.iter().map(|group| group.name.as_str()).collect();
        let beside = if groups.is_empty() { String::new() } else { format!(", {} apart", groups.join(" and ")) };
        let widest = self.rows.iter().filter_map(|row| {
            let shares: Vec<f64> = row.dots.iter().filter_map(|dot| row.ruler.share(dot.value)).collect();
            let (low, high) = shares
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), share| (low.min(*share), high.max(*share)));
            let mean = shares.iter().sum::<f64>() / shares.len() as f64;
            let (worst, best) = row.ruler.ends();
            (high >= low).then(|| (row.name.clone(), mean, row.ruler.label(worst + (best - worst) * mean)))
        });
        format!("A dot per person for {}{beside}.{}", criteria(self.rows.len()), extremes(widest))
    }
}

/// The answers of a group that are numbers.
fn answers(row: &StripRow, group: usize) -> impl Iterator<Item = &StripDot> {
    row.dots.iter().filter(move |dot| dot.group == group && dot.value.is_finite())
}

fn mean_label(row: &StripRow, group: usize) -> String {
    known(row.means.get(group).copied().flatten()).map(|mean| row.ruler.label(mean)).unwrap_or_default()
}

fn count_label(row: &StripRow, group: usize) -> String {
    people(u32::try_from(answers(row, group).count()).unwrap_or(u32::MAX))
}

fn color(sheet: &Sheet<'_>, group: usize) -> Color {
    sheet.theme.series_tone(group).color
}

/// A place on the page, worked out in double precision.
#[expect(clippy::cast_possible_truncation, reason = "a place on the page")]
const fn on_page(x: f64) -> f32 {
    x as f32
}

/// The box over the middle half with the median in it, and the whiskers, which end at the lowest and highest answer.
fn draw_box(sheet: &mut Sheet<'_>, ends: [f32; 5], y: f32, half: f32) {
    let [lowest, low, median, high, highest] = ends;
    let whisker = Stroke::new(sheet.theme.axis, 1.2);
    for (end, quartile) in [(lowest, low), (highest, high)] {
        sheet.line(Point::new(end, y), Point::new(quartile, y), whisker, 0.0);
        sheet.line(Point::new(end, y - half * 0.6), Point::new(end, y + half * 0.6), whisker, 0.0);
    }
    let rect = Rect::new(low - 1.0, y - half, high - low + 2.0, 2.0 * half);
    sheet.bar(rect, 2.0, &box_tone(sheet));
    let reach = half + 3.0;
    sheet.line(Point::new(median, y - reach), Point::new(median, y + reach), Stroke::new(sheet.theme.ink, 2.0), 0.0);
}

/// `median 2.0, mean 1.9 · n = 6`.
fn box_words(row: &StripRow, group: usize) -> String {
    let values: Vec<f64> = answers(row, group).map(|dot| dot.value).collect();
    let median = five_numbers(&values).map(|[_, _, median, ..]| format!("median {}, ", row.ruler.label(median)));
    let (median, mean) = (median.unwrap_or_default(), mean_label(row, group));
    format!("{median}mean {mean} · {}", count_label(row, group))
}

/// The box behind the dots.
fn box_tone(sheet: &Sheet<'_>) -> Tone {
    Tone { fill: sheet.theme.not_enough.pill.fill, label: sheet.theme.ink, outline: Some(sheet.theme.hatch) }
}

/// The lowest value, the quartiles with the median between, and the highest; `None` without values.
fn five_numbers(values: &[f64]) -> Option<[f64; 5]> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    (!sorted.is_empty()).then(|| [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&sorted, share)))
}

/// The value below which a share of the sorted values lies, between neighbours by linear interpolation.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short list")]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * sorted.len().saturating_sub(1) as f64;
    let (below, rest) = (at.floor() as usize, at.fract());
    let value = |at: usize| sorted.get(at).or_else(|| sorted.last()).copied().unwrap_or(0.0);
    // Halves keep the difference finite even between the largest numbers.
    let step = value(below + 1) / 2.0 - value(below) / 2.0;
    value(below) + step * rest * 2.0
}

/// Where people stand who answered the same: side by side around their answer, in two rows and closer together where
/// there are many. Always the same for the same answers.
fn swarm(xs: &[f32], y: f32, track: [f32; 2], radius: f32) -> Vec<Point> {
    let step_of_signs = radius * 2.0 + 1.0;
    // No further than this from the answer, so that nobody stands on another answer's place.
    let reach = ((track[1] - track[0]) * 0.04).clamp(step_of_signs * 0.5, 24.0);
    let mut places = vec![Point::new(0.0, y); xs.len()];
    let mut order: Vec<usize> = (0..xs.len()).collect();
    order.sort_by(|a, b| xs[*a].total_cmp(&xs[*b]).then(a.cmp(b)));
    // Answers less than a sign apart stand in alternate rows, so that neighbours on a fine scale are seen as well.
    let mut rows = [0.0, -0.5, 0.5].into_iter().cycle();
    let mut last: Option<f32> = None;
    for same in order.chunk_by(|a, b| (xs[*a] - xs[*b]).abs() < 0.5) {
        let [first, ..] = same else { continue };
        let x = xs[*first];
        if last.is_none_or(|last| x - last >= step_of_signs) {
            rows = [0.0, -0.5, 0.5].into_iter().cycle();
        }
        let own_row = rows.next().unwrap_or(0.0);
        last = Some(x);
        let is_one_row = reach * 2.0 + 0.5 >= step_of_signs * same.len().saturating_sub(1) as f32;
        let per_row = same.len().div_ceil(if is_one_row { 1 } else { 2 });
        for (at, person) in same.iter().enumerate() {
            let (row, column) = (at / per_row, at % per_row);
            let gaps = per_row.min(same.len() - row * per_row).saturating_sub(1) as f32;
            let step = if gaps > 0.0 { step_of_signs.min(reach * 2.0 / gaps) } else { 0.0 };
            let height = if is_one_row { own_row } else { row as f32 - 0.5 };
            places[*person] = Point::new(x + step * (column as f32 - gaps / 2.0), y + height * step_of_signs);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_those_of_the_books() {
        // Hyndman & Fan type 7 of 1..=5: 2 and 4; of 1..=4: 1.75 and 3.25.
        let five = [1.0, 2.0, 3.0, 4.0, 5.0];
        let cases: [(&[f64], f64, f64); 6] = [
            (&five, 0.25, 2.0),
            (&five, 0.75, 4.0),
            (&five[..4], 0.25, 1.75),
            (&five[..4], 0.75, 3.25),
            (&five[..1], 0.75, 1.0),
            (&[], 0.5, 0.0),
        ];
        for (sorted, share, expected) in cases {
            assert!((quantile(sorted, share) - expected).abs() < 1e-6, "{share} of {sorted:?}");
        }
    }

    #[test]
    fn nobody_stands_on_another_while_there_is_room() {
        let dots = swarm(&[100.0; 5], 50.0, [0.0, 400.0], 4.2);
        for (at, dot) in dots.iter().enumerate() {
            assert!((dot.x - 100.0).abs() <= 22.0 && (dot.y - 50.0).abs() <= 10.0, "{dot} is near its answer");
            let apart = dots[at + 1..].iter().all(|other| (other.x - dot.x).hypot(other.y - dot.y) > 7.0);
            assert!(apart, "{dots:?}");
        }
        assert_eq!(dots, swarm(&[100.0; 5], 50.0, [0.0, 400.0], 4.2), "always the same");
    }
}
