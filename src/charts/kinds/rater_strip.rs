//! How raters spread on each criterion: a dot per person, each group on a lane of its own.
//!
//! A lane's box reaches over the middle half of its answers (quartiles by linear interpolation, Hyndman & Fan 1996
//! type 7) and is drawn from five people on: below that the dots say all there is.

use serde::{Deserialize, Serialize};

use super::{DumbbellGroup, NO_CRITERIA, criteria, extremes, known, own_scales};
use crate::charts::palette::{Color, Tone};
use crate::charts::ruler::{Ruler, between};
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Names, Sheet, Swatch, column_width, people, row_heights};
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
/// Radius of a person's sign, px.
const RADIUS: f32 = 4.2;

/// The columns, in px.
struct Columns {
    track: [f32; 2],
    value_x: f32,
    count_x: f32,
}

/// One group in one row.
struct Lane<'a> {
    group: usize,
    y: f32,
    dots: Vec<(&'a StripDot, f32)>,
    mean: Option<f32>,
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
        let names = Names::new(sheet, self.rows.iter().map(|row| row.name.as_str()), &scales, area.width * 0.32);
        let columns = self.columns(sheet, area, &names, &lanes);

        let axis_height = if scales.is_empty() { 22.0 } else { 0.0 };
        let wanted = lanes.len() as f32 * LANE + 14.0;
        let room = body.height.map(|height| height - axis_height);
        let heights = row_heights(&names, self.rows.len(), wanted, wanted + 24.0, room);
        let bottom = body.y + heights.iter().sum::<f32>();
        let mut y = body.y;
        for (at, row) in self.rows.iter().enumerate() {
            let band = Rect::new(area.x, y, area.width, heights[at]);
            if at > 0 {
                let rule = Stroke::new(sheet.theme.hairline, 1.0);
                sheet.line(Point::new(area.x, y), Point::new(area.right(), y), rule, 0.0);
            }
            names.draw(sheet, at, area.x, y + heights[at] / 2.0);
            sheet.mark(band, &row.id, "", self.tip(row, &lanes));
            self.draw_row(sheet, row, &lanes, &columns, &band);
            y += heights[at];
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
        if self.rows.iter().any(|row| row.means.iter().any(|mean| known(*mean).is_some())) {
            entries.push((Swatch::Tick, "mean of the group".to_owned()));
        }
        let is_boxed = |row: &StripRow| lanes.iter().any(|group| answers(row, *group).count() >= LEAST_FOR_BOX);
        if self.rows.iter().any(is_boxed) {
            entries.push((Swatch::Box(box_tone(sheet)), "middle half of the answers".to_owned()));
        }
        sheet.legend(area, &entries)
    }

    fn columns(&self, sheet: &Sheet<'_>, area: &Area, names: &Names, lanes: &[usize]) -> Columns {
        let small = Style { size: 14.0, ..sheet.strong() };
        let mut values = Vec::new();
        let mut counts = Vec::new();
        for row in &self.rows {
            for group in lanes {
                values.push(mean_label(row, *group));
                counts.push(count_label(row, *group));
            }
        }
        let value_width = column_width(small, values.iter().map(String::as_str), area.width * 0.16);
        let count_width = column_width(sheet.small(), counts.iter().map(String::as_str), area.width * 0.22);
        let count_x = area.right() - count_width;
        let value_x = count_x - 12.0;
        Columns { track: [area.x + names.width + 24.0, value_x - value_width - 22.0], value_x, count_x }
    }

    fn draw_row(&self, sheet: &mut Sheet<'_>, row: &StripRow, lanes: &[usize], columns: &Columns, band: &Rect) {
        let [left, right] = columns.track;
        let place = |value: f64| row.ruler.share(value).map(|share| between(left, right, share));
        let first = band.y + band.height / 2.0 - LANE * (lanes.len() - 1) as f32 / 2.0;
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        for tick in row.ruler.ticks() {
            let x = between(left, right, tick.share);
            let (top, bottom) = (band.y + 5.0, band.bottom() - 5.0);
            sheet.line(Point::new(x, top), Point::new(x, bottom), hairline, 0.0);
        }
        for (at, group) in lanes.iter().enumerate() {
            let lane = Lane {
                group: *group,
                y: first + LANE * at as f32,
                dots: answers(row, *group).filter_map(|dot| place(dot.value).map(|x| (dot, x))).collect(),
                mean: known(row.means.get(*group).copied().flatten()).and_then(place),
            };
            self.draw_lane(sheet, row, &lane, columns);
        }
    }

    fn draw_lane(&self, sheet: &mut Sheet<'_>, row: &StripRow, lane: &Lane<'_>, columns: &Columns) {
        let y = lane.y;
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        sheet.line(Point::new(columns.track[0], y), Point::new(columns.track[1], y), hairline, 0.0);
        if lane.dots.len() >= LEAST_FOR_BOX {
            let mut xs: Vec<f32> = lane.dots.iter().map(|(_, x)| *x).collect();
            xs.sort_by(f32::total_cmp);
            let (low, high) = (quantile(&xs, 0.25), quantile(&xs, 0.75));
            let rect = Rect::new(low - 1.0, y - 8.0, high - low + 2.0, 16.0);
            sheet.bar(rect, 2.0, &box_tone(sheet));
        }
        let group = &self.groups[lane.group];
        if let Some(x) = lane.mean {
            let (top, bottom) = (Point::new(x, y - 10.0), Point::new(x, y + 10.0));
            sheet.line(top, bottom, Stroke::new(sheet.theme.background, 4.5), 0.0);
            sheet.line(top, bottom, Stroke::new(sheet.theme.ink, 2.0), 0.0);
            let tip = format!(
                "{}\n{}: mean {} · {}",
                row.name,
                group.name,
                mean_label(row, lane.group),
                count_label(row, lane.group)
            );
            sheet.mark(Rect::new(x - 3.0, y - 10.0, 6.0, 20.0), &row.id, &group.id, tip);
        }
        let xs: Vec<f32> = lane.dots.iter().map(|(_, x)| *x).collect();
        let tint = color(sheet, lane.group);
        for ((dot, _), center) in lane.dots.iter().zip(swarm(&xs, y, columns.track)) {
            // The rim tells neighbours apart where a lane is full.
            let rim = sheet.theme.background;
            sheet.items.push(Item::Circle { center, radius: RADIUS + 1.0, fill: Some(rim), stroke: None });
            sheet.shape_in(center, RADIUS, group.shape, tint);
            let tip = format!("{}\n{}, {}: {}", row.name, dot.name, group.name, row.ruler.label(dot.value));
            sheet.mark(Rect::around(center, RADIUS + 1.0), &row.id, &dot.id, tip);
        }
        let strong = Style { size: 14.0, ..sheet.strong() };
        let room = columns.value_x - columns.track[1] - 20.0;
        let value = fit(&mean_label(row, lane.group), strong, room);
        sheet.centred(Point::new(columns.value_x, y), Anchor::End, strong, &value);
        let count = count_label(row, lane.group);
        sheet.centred(Point::new(columns.count_x, y), Anchor::Start, sheet.small(), &count);
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

/// The box behind the dots.
fn box_tone(sheet: &Sheet<'_>) -> Tone {
    Tone { fill: sheet.theme.not_enough.pill.fill, label: sheet.theme.ink, outline: Some(sheet.theme.hatch) }
}

/// The value below which a share of the sorted values lies, between neighbours by linear interpolation.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short list")]
fn quantile(sorted: &[f32], share: f32) -> f32 {
    let at = share * sorted.len().saturating_sub(1) as f32;
    let (below, rest) = (at.floor() as usize, at.fract());
    let value = |at: usize| sorted.get(at).or_else(|| sorted.last()).copied().unwrap_or(0.0);
    value(below) + (value(below + 1) - value(below)) * rest
}

/// Where people stand who answered the same: side by side around their answer, in two rows and closer together where
/// there are many. Always the same for the same answers.
fn swarm(xs: &[f32], y: f32, track: [f32; 2]) -> Vec<Point> {
    const STEP: f32 = RADIUS * 2.0 + 1.0;
    // No further than this from the answer, so that nobody stands on another answer's place.
    let reach = ((track[1] - track[0]) * 0.04).clamp(STEP * 0.5, 24.0);
    let mut places = vec![Point::new(0.0, y); xs.len()];
    let mut order: Vec<usize> = (0..xs.len()).collect();
    order.sort_by(|a, b| xs[*a].total_cmp(&xs[*b]).then(a.cmp(b)));
    // Answers less than a sign apart stand in alternate rows, so that neighbours on a fine scale are seen as well.
    let mut rows = [0.0, -0.5, 0.5].into_iter().cycle();
    let mut last: Option<f32> = None;
    for same in order.chunk_by(|a, b| (xs[*a] - xs[*b]).abs() < 0.5) {
        let [first, ..] = same else { continue };
        let x = xs[*first];
        if last.is_none_or(|last| x - last >= STEP) {
            rows = [0.0, -0.5, 0.5].into_iter().cycle();
        }
        let own_row = rows.next().unwrap_or(0.0);
        last = Some(x);
        let is_one_row = reach * 2.0 + 0.5 >= STEP * same.len().saturating_sub(1) as f32;
        let per_row = same.len().div_ceil(if is_one_row { 1 } else { 2 });
        for (at, person) in same.iter().enumerate() {
            let (row, column) = (at / per_row, at % per_row);
            let gaps = per_row.min(same.len() - row * per_row).saturating_sub(1) as f32;
            let step = if gaps > 0.0 { STEP.min(reach * 2.0 / gaps) } else { 0.0 };
            let height = if is_one_row { own_row } else { row as f32 - 0.5 };
            places[*person] = Point::new(x + step * (column as f32 - gaps / 2.0), y + height * STEP);
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
        let cases: [(&[f32], f32, f32); 6] = [
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
        let dots = swarm(&[100.0; 5], 50.0, [0.0, 400.0]);
        for (at, dot) in dots.iter().enumerate() {
            assert!((dot.x - 100.0).abs() <= 22.0 && (dot.y - 50.0).abs() <= 10.0, "{dot} is near its answer");
            let apart = dots[at + 1..].iter().all(|other| (other.x - dot.x).hypot(other.y - dot.y) > 7.0);
            assert!(apart, "{dots:?}");
        }
        assert_eq!(dots, swarm(&[100.0; 5], 50.0, [0.0, 400.0]), "always the same");
    }
}
