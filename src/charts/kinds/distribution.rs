//! How the answers spread over the points of the scale: diverging around the middle, or stacked to 100 %.
//!
//! Diverging bars after Heiberger & Robbins 2014 (J. Stat. Softw. 57/5), neutral answers aside so that they do not
//! shift the baseline; the stacked form as the alternative others prefer. The number of answers is always shown.

use serde::{Deserialize, Serialize};

use super::{NO_CRITERIA, criteria, header, name_cell, plain_rows};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::palette::{Theme, Tone};
use crate::charts::rows::{Rows, bar_thickness};
use crate::charts::ruler::{Tick, between, decimal};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch, TICK, column_width, people};
use crate::charts::text::{Style, fit, tidy};
use crate::model::Locale;

/// How often each point was answered, per criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// The points of the scale in words or numbers, worst first. More than five are grouped into five.
    pub points: Vec<String>,
    /// Diverging with the neutral answers somewhere, or stacked to 100 %.
    pub neutral: Neutral,
    /// The criteria, from top to bottom.
    pub rows: Vec<DistributionRow>,
}

/// Where the neutral answers (the middle step) go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Neutral {
    /// Diverging, the neutral answers at the right, aside.
    Aside,
    /// Diverging, the neutral answers half on either side of the line.
    Centre,
    /// No middle line: all bars are stacked from the left to 100 %.
    Stacked,
}

/// The answers to one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionRow {
    /// Comes back as `id` of the marks; `part` is the words of the step.
    pub id: String,
    /// The criterion's name.
    pub name: String,
    /// How often each point was answered, in the order of the points.
    pub counts: Vec<u32>,
    /// Answers that are no value; shown beside the bar, not in it.
    pub aside: Aside,
}

/// Answers that are no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Aside {
    /// "Not applicable".
    pub not_applicable: u32,
    /// "Don't know".
    pub dont_know: u32,
}

/// One of at most five steps the points are grouped into.
struct Step {
    name: String,
    tone: Tone,
    /// −1 bad, 0 neutral, 1 good.
    side: i8,
}

/// A row grouped into steps.
struct Grouped {
    counts: Vec<u64>,
    total: u64,
}

impl Grouped {
    fn share(&self, step: usize) -> f64 {
        if self.total == 0 { 0.0 } else { self.counts[step] as f64 / self.total as f64 }
    }

    fn sum(&self, steps: &[Step], side: i8) -> f64 {
        (0..steps.len()).filter(|step| steps[*step].side == side).map(|step| self.share(step)).sum()
    }
}

/// A step in the legend: of numbers the ends say which is good.
fn legend_words(steps: &[Step], at: usize) -> String {
    let name = &steps[at].name;
    match name.chars().any(char::is_alphabetic) {
        false if at == 0 && steps.len() > 1 => format!("{name} worst"),
        false if at + 1 == steps.len() && steps.len() > 1 => format!("{name} best"),
        _ => name.clone(),
    }
}

/// The columns, in px.
struct Columns {
    left: f32,
    /// px of 100 %.
    unit: f32,
    /// Where the middle line stands; the left end when stacked.
    zero: f32,
    neutral_x: f32,
    count_x: f32,
    aside_x: f32,
}

impl Distribution {
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.rows.is_empty() || self.points.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        let steps = self.steps(sheet.theme);
        let grouped: Vec<Grouped> = self.rows.iter().map(|row| self.grouped(row, steps.len())).collect();
        let entries: Vec<_> =
            (0..steps.len()).map(|at| (Swatch::Box(steps[at].tone), legend_words(&steps, at))).collect();
        let legend = sheet.legend(area, &entries);
        let body = area.below(legend);
        let axis_height = 24.0;
        let room = body.height.map(|height| height - axis_height);
        let name = |at: usize| self.rows[at].name.as_str();
        let rows = Rows::plan(sheet, plain_rows(self.rows.len()), room, area.width * 0.3, (&name, &[]));
        let columns = self.columns(sheet, area, &rows, (&steps, &grouped));

        let bottom = body.y + rows.height();
        self.axis(sheet, &columns, &steps, [body.y, bottom]);
        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, body.y, area.width);
            let middle = band.y + band.height / 2.0;
            rows.draw_name(sheet, at, (area.x, area.width), middle);
            let Some(number) = slot.row() else {
                sheet.mark(band, "", "", Rows::left_out(&slot, "criteria"));
                continue;
            };
            let row = &self.rows[number];
            let count = people(u32::try_from(grouped[number].total).unwrap_or(u32::MAX));
            sheet.mark(band, &row.id, "", tip(row, &count));
            self.draw_row(sheet, row, (&grouped[number], &steps), &columns, &band);
            sheet.centred(Point::new(columns.count_x, middle), Anchor::Start, rows.small(sheet), &count);
            if columns.aside_x < area.right() {
                let at = Point::new(columns.aside_x, middle);
                sheet.centred(at, Anchor::Start, sheet.tick(), &aside_label(row.aside));
            }
        }
        Extent { width: area.width, height: bottom + axis_height - area.y }
    }

    /// The points as at most five steps: 1–10 becomes 1–2, 3–4, 5–6, 7–8, 9–10.
    fn steps(&self, theme: &Theme) -> Vec<Step> {
        let count = self.points.len();
        let colours: &[usize] = match count {
            1 => &[4],
            2 => &[0, 4],
            3 => &[0, 2, 4],
            4 => &[0, 1, 3, 4],
            _ => &[0, 1, 2, 3, 4],
        };
        colours
            .iter()
            .enumerate()
            .map(|(step, colour)| {
                let mut members = (0..count).filter(|point| step_of_point(*point, count) == step);
                let first = members.next().unwrap_or(0);
                let last = members.next_back().unwrap_or(first);
                let name = if first == last {
                    self.points[first].clone()
                } else {
                    format!("{}–{}", self.points[first], self.points[last])
                };
                let side = match colour {
                    0 | 1 => -1,
                    2 => 0,
                    _ => 1,
                };
                Step { name, tone: theme.steps[*colour], side }
            })
            .collect()
    }

    fn grouped(&self, row: &DistributionRow, steps: usize) -> Grouped {
        let mut counts = vec![0_u64; steps];
        for (point, count) in row.counts.iter().take(self.points.len()).enumerate() {
            if let Some(slot) = counts.get_mut(step_of_point(point, self.points.len())) {
                *slot += u64::from(*count);
            }
        }
        let total = counts.iter().sum();
        Grouped { counts, total }
    }

    fn columns(&self, sheet: &Sheet<'_>, area: &Area, names: &Rows, data: (&[Step], &[Grouped])) -> Columns {
        let (steps, rows) = data;
        let counts: Vec<String> = rows.iter().map(|row| people(u32::try_from(row.total).unwrap_or(u32::MAX))).collect();
        let count_width = column_width(sheet.small(), counts.iter().map(String::as_str), 120.0);
        let asides: Vec<String> = self.rows.iter().map(|row| aside_label(row.aside)).collect();
        // On a narrow page the bars need the room; the tips still say who did not answer.
        let most_aside = if area.width < 520.0 { 0.0 } else { 140.0 };
        let aside_width = column_width(sheet.tick(), asides.iter().map(String::as_str), most_aside);
        let aside_x = area.right() - aside_width;
        let count_x = aside_x - if aside_width > 0.0 { 12.0 } else { 0.0 } - count_width;
        let left = area.x + names.width + 16.0;
        let room = (count_x - 18.0 - left).max(40.0);

        let most = |side: i8| rows.iter().map(|row| row.sum(steps, side)).fold(0.0, f64::max);
        match self.neutral {
            Neutral::Stacked => Columns { left, unit: room, zero: left, neutral_x: count_x, count_x, aside_x },
            Neutral::Centre => {
                let reach = |side: i8| {
                    rows.iter().map(|row| row.sum(steps, side) + row.sum(steps, 0) / 2.0).fold(0.0, f64::max)
                };
                let (bad, good) = (reach(-1), reach(1));
                let unit = between(0.0, room, 1.0 / (bad + good).max(1.0));
                let zero = left + between(0.0, unit, bad) + (room - between(0.0, unit, bad + good)) / 2.0;
                Columns { left, unit, zero, neutral_x: count_x, count_x, aside_x }
            }
            Neutral::Aside => {
                let (bad, neutral, good) = (most(-1), most(0), most(1));
                let gap = if neutral > 0.0 { 18.0 } else { 0.0 };
                let unit = between(0.0, room - gap, 1.0 / (bad + neutral + good).max(1.0));
                let neutral_x = left + room - between(0.0, unit, neutral);
                let spare = (room - gap - between(0.0, unit, bad + neutral + good)).max(0.0);
                let zero = left + between(0.0, unit, bad) + spare / 2.0;
                Columns { left, unit, zero, neutral_x, count_x, aside_x }
            }
        }
    }

    fn axis(&self, sheet: &mut Sheet<'_>, columns: &Columns, steps: &[Step], [top, bottom]: [f32; 2]) {
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        let label_y = bottom + 13.0;
        if self.neutral == Neutral::Stacked {
            let ticks: Vec<Tick> = [0.0, 0.25, 0.5, 0.75, 1.0]
                .map(|share| Tick { share, label: format!("{} %", decimal(share * 100.0, 0)) })
                .into();
            let track = [columns.left, columns.left + columns.unit];
            for tick in &ticks {
                let x = between(track[0], track[1], tick.share);
                sheet.line(Point::new(x, top), Point::new(x, bottom), hairline, 0.0);
            }
            sheet.tick_labels(&ticks, track, label_y);
            return;
        }
        let style = sheet.tick();
        let neutral = steps.iter().find(|step| step.side == 0).filter(|_| self.neutral == Neutral::Aside);
        if let (Some(step), true) = (neutral, columns.count_x - columns.neutral_x > 30.0) {
            // The name of the set-aside step, where there is room for it under its bars.
            let room = columns.count_x - columns.neutral_x - 8.0;
            let words = format!("neutral: {}", step.name);
            let is_said = step.name.to_lowercase().contains("neutral") || style.width(&words) > room;
            let words = if is_said { fit(&step.name, style, room) } else { words };
            sheet.centred(Point::new(columns.neutral_x, label_y), Anchor::Start, style, &words);
        }
    }

    fn draw_row(
        &self,
        sheet: &mut Sheet<'_>,
        row: &DistributionRow,
        (grouped, steps): (&Grouped, &[Step]),
        columns: &Columns,
        band: &Rect,
    ) {
        let (y, half) = (band.y + band.height / 2.0, bar_thickness(band.height) / 2.0);
        let width = |share: f64| between(0.0, columns.unit, share);
        if self.neutral != Neutral::Stacked {
            let stroke = Stroke::new(sheet.theme.ink, 1.0);
            sheet.line(Point::new(columns.zero, band.y), Point::new(columns.zero, band.bottom()), stroke, 0.0);
        }
        let bad = grouped.sum(steps, -1);
        let mut x = match self.neutral {
            Neutral::Stacked => columns.left,
            Neutral::Aside => columns.zero - width(bad),
            Neutral::Centre => columns.zero - width(bad + grouped.sum(steps, 0) / 2.0),
        };
        for (at, step) in steps.iter().enumerate() {
            let share = grouped.share(at);
            if share <= 0.0 {
                continue;
            }
            let is_aside = self.neutral == Neutral::Aside && step.side == 0;
            let left = if is_aside { columns.neutral_x } else { x };
            let rect = Rect::new(left, y - half, width(share), 2.0 * half);
            let edge = if sheet.theme.name == "print" { sheet.theme.ink } else { sheet.theme.background };
            sheet.bar(rect, 0.0, &Tone { outline: Some(edge), ..step.tone });
            let percent = format!("{} %", decimal(share * 100.0, 0));
            let style = Style::new(TICK.min(2.0 * half), step.tone.label);
            if style.width(&percent) + 6.0 <= rect.width {
                sheet.centred(Point::new(left + rect.width / 2.0, y), Anchor::Middle, style, &percent);
            }
            let count = grouped.counts[at];
            let of = format!("{}\n{}: {count} of {} ({percent})", row.name, step.name, grouped.total);
            sheet.mark(rect, &row.id, &step.name, of);
            if !is_aside {
                x += rect.width;
            }
        }
    }

    /// Criterion, how often each point was answered, n, and the answers that are no value.
    pub(crate) fn data(&self) -> DataTable {
        let mut columns = vec![DataColumn::new("Criterion")];
        columns.extend(self.points.iter().map(|point| DataColumn::measured(header(point, "point"), "answers")));
        columns.extend(["n", "Not applicable", "Don't know"].map(DataColumn::new));
        let mut table = DataTable::new(columns);
        for row in &self.rows {
            let count = |at: usize| row.counts.get(at).copied().unwrap_or(0);
            let total: u64 = (0..self.points.len()).map(|at| u64::from(count(at))).sum();
            let counts = (0..self.points.len()).map(|at| DataCell::count(count(at)));
            let Aside { not_applicable, dont_know } = row.aside;
            let rest = [total, u64::from(not_applicable), u64::from(dont_know)].map(DataCell::count);
            table.push([name_cell(&row.name)].into_iter().chain(counts).chain(rest));
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let answers: u64 = self.rows.iter().flat_map(|row| &row.counts).map(|count| u64::from(*count)).sum();
        let points = match self.points.as_slice() {
            [first, .., last] => format!(" over the points from {first} to {last}"),
            _ => String::new(),
        };
        let answers = Locale::current().whole(answers as f64);
        format!("Stacked bars of {answers} answers to {}{points}.{}", criteria(self.rows.len()), self.good_in_words())
    }

    /// Where the most and the fewest answers are better than the middle of the scale.
    fn good_in_words(&self) -> String {
        let count = self.points.len();
        let shares = self.rows.iter().filter_map(|row| {
            let counts = || row.counts.iter().take(count).enumerate();
            let total: u64 = counts().map(|(_, answers)| u64::from(*answers)).sum();
            let good: u64 = counts().filter(|(at, _)| at * 2 >= count).map(|(_, answers)| u64::from(*answers)).sum();
            let share = (total > 0).then(|| good as f64 / total as f64)?;
            Some((tidy(&row.name), share))
        });
        let mut shares: Vec<(String, f64)> = shares.collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        let percent = |share: f64| format!("{} %", decimal(share * 100.0, 0));
        match shares.as_slice() {
            [(best, high), .., (worst, low)] => format!(
                " Better than the middle: most on {best}, {}, and fewest on {worst}, {}.",
                percent(*high),
                percent(*low)
            ),
            _ => String::new(),
        }
    }
}

/// Which step a point belongs to: itself up to five points, else the nearest of five.
fn step_of_point(point: usize, count: usize) -> usize {
    if count <= 5 {
        return point;
    }
    // Rounds point / (count - 1) × 4 in whole numbers.
    (point * 8 + (count - 1)) / (2 * (count - 1))
}

fn aside_label(aside: Aside) -> String {
    match u64::from(aside.not_applicable) + u64::from(aside.dont_know) {
        0 => String::new(),
        count => format!("{count} no answer"),
    }
}

fn tip(row: &DistributionRow, count: &str) -> String {
    let mut lines = vec![row.name.clone(), count.to_owned()];
    for (number, words) in [(row.aside.dont_know, "don't know"), (row.aside.not_applicable, "not applicable")] {
        if number > 0 {
            lines.push(format!("{number} {words}"));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_scales_are_grouped_evenly() {
        let groups = |count: usize| (0..count).map(|point| step_of_point(point, count)).collect::<Vec<_>>();
        assert_eq!(groups(3), [0, 1, 2]);
        assert_eq!(groups(10), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(groups(7), [0, 1, 1, 2, 3, 3, 4]);
        for count in 1..40 {
            let groups = groups(count);
            assert!(groups.iter().all(|step| *step < 5) && groups.is_sorted(), "{count} points: {groups:?}");
        }
    }
}
