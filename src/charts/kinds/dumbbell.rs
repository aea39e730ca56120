//! Groups beside each other on one line per criterion, every person as a dot.

use serde::{Deserialize, Serialize};

use super::{
    NO_CRITERIA, answer_cells, answer_columns, criteria, extremes, header, known, name_cell, own_scales, plain_rows,
    scale_cell, shared_unit, value_or_none,
};
use crate::charts::chart::Shape;
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::rows::Rows;
use crate::charts::ruler::{Ruler, between};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch, column_width, people, stacked};
use crate::charts::text::fit;

/// What the groups say about each criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dumbbell {
    /// The groups, as in the legend; one is enough.
    pub groups: Vec<DumbbellGroup>,
    /// The criteria, from top to bottom.
    pub rows: Vec<DumbbellRow>,
}

/// A group of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DumbbellGroup {
    /// Comes back as `part` of the marks.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its sign: see [`Shape::nth`].
    pub shape: Shape,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DumbbellRow {
    /// Comes back in the marks.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is measured on.
    pub ruler: Ruler,
    /// Every person's answer, on the criterion's own scale.
    pub answers: Vec<f64>,
    /// The mean of each group, in the order of the groups; `None` if it has not answered.
    pub means: Vec<Option<f64>>,
    /// The mean of all, as it counts.
    pub mean: Option<f64>,
    /// How many people answered.
    pub n: u32,
}

/// Radius of a group's sign, px.
const RADIUS: f32 = 7.0;

impl Dumbbell {
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.rows.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        let legend = self.legend(sheet, area);
        let body = area.below(legend);
        let scales = own_scales(self.rows.iter().map(|row| &row.ruler));
        let axis_height = if scales.is_empty() { 22.0 } else { 0.0 };
        let room = body.height.map(|height| height - axis_height);
        let name = |at: usize| self.rows[at].name.as_str();
        let rows = Rows::plan(sheet, plain_rows(self.rows.len()), room, area.width * 0.32, (&name, &scales));
        let (strong, small) = (rows.strong(sheet), rows.small(sheet));
        let value = |at: usize| {
            let row = &self.rows[at];
            known(row.mean).map(|mean| row.ruler.label(mean)).unwrap_or_default()
        };
        let values: Vec<String> = rows.shown().map(value).collect();
        let value_width = column_width(strong, values.iter().map(String::as_str), area.width * 0.18);
        let counts: Vec<String> = rows.shown().map(|at| people(self.rows[at].n)).collect();
        let count_width = column_width(small, counts.iter().map(String::as_str), area.width * 0.3);

        let count_x = area.right() - count_width;
        let value_x = count_x - 16.0;
        let gap = (area.width * 0.035).clamp(12.0, 24.0);
        let track = [area.x + rows.width + gap, value_x - value_width - gap];
        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, body.y, area.width);
            let middle = band.y + band.height / 2.0;
            rows.draw_name(sheet, at, (area.x, area.width), middle);
            let Some(row) = slot.row().map(|row| &self.rows[row]) else {
                sheet.mark(band, "", "", Rows::left_out(&slot, "criteria"));
                continue;
            };
            sheet.mark(band, &row.id, "", self.tip(row));
            self.draw_row(sheet, row, track, Rect::new(track[0], band.y, track[1] - track[0], band.height));
            let text = known(row.mean).map(|mean| row.ruler.label(mean)).unwrap_or_default();
            let value = fit(&text, strong, value_width);
            sheet.centred(Point::new(value_x, middle), Anchor::End, strong, &value);
            sheet.centred(Point::new(count_x, middle), Anchor::Start, small, &people(row.n));
        }
        let mut y = body.y + rows.height();
        if let (true, Some(row)) = (scales.is_empty(), self.rows.first()) {
            sheet.tick_labels(&row.ruler.ticks(), track, y + 7.0);
            y += axis_height;
        }
        Extent { width: area.width, height: y - area.y }
    }

    fn legend(&self, sheet: &mut Sheet<'_>, area: &Area) -> f32 {
        let mut entries: Vec<(Swatch, String)> =
            self.groups.iter().map(|group| (Swatch::Shape(group.shape), group.name.clone())).collect();
        if self.rows.iter().any(|row| !row.answers.is_empty()) {
            entries.push((Swatch::Dot, "each person".to_owned()));
        }
        sheet.legend(area, &entries)
    }

    fn draw_row(&self, sheet: &mut Sheet<'_>, row: &DumbbellRow, track: [f32; 2], band: Rect) {
        let y = band.y + band.height / 2.0;
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        sheet.line(Point::new(track[0], y), Point::new(track[1], y), hairline, 0.0);
        for tick in row.ruler.ticks() {
            let x = between(track[0], track[1], tick.share);
            let half = (band.height * 0.35).min(7.0);
            sheet.line(Point::new(x, y - half), Point::new(x, y + half), hairline, 0.0);
        }
        let place = |value: f64| row.ruler.share(value).map(|share| between(track[0], track[1], share));

        // The line lies under the dots, so that no person disappears behind it.
        let means: Vec<(usize, f32)> = (0..self.groups.len())
            .filter_map(|group| known(row.means.get(group).copied().flatten()).and_then(place).map(|x| (group, x)))
            .collect();
        let low = means.iter().map(|(_, x)| *x).fold(f32::INFINITY, f32::min);
        let high = means.iter().map(|(_, x)| *x).fold(f32::NEG_INFINITY, f32::max);
        if high > low {
            sheet.line(Point::new(low, y), Point::new(high, y), Stroke::new(sheet.theme.tint, 4.0), 0.0);
        }
        for center in stacked(row.answers.iter().copied().filter_map(place), y, band.height) {
            sheet.dot(center);
        }
        // Where signs coincide the open one is drawn wider, around the filled one.
        let close =
            |at: usize| means.iter().enumerate().any(|(other, mean)| other != at && (mean.1 - means[at].1).abs() < 6.0);
        let is_open = |group: usize| matches!(self.groups[group].shape, Shape::Ring | Shape::Square);
        let order = (0..means.len())
            .filter(|at| is_open(means[*at].0))
            .chain((0..means.len()).filter(|at| !is_open(means[*at].0)));
        for at in order {
            let (group, x) = means[at];
            let DumbbellGroup { id, shape, name } = &self.groups[group];
            let full = RADIUS.min(band.height * 0.34);
            let radius = match (close(at), is_open(group)) {
                (false, _) => full,
                (true, true) => full + full * 0.36,
                (true, false) => full - full * 0.36,
            };
            let center = Point::new(x, y);
            sheet.shape(center, radius, *shape);
            let value = value_or_none(&row.ruler, row.means[group]);
            sheet.mark(Rect::around(center, RADIUS), &row.id, id, format!("{}\n{name}: {value}", row.name));
        }
    }

    fn tip(&self, row: &DumbbellRow) -> String {
        let mut lines = vec![row.name.clone()];
        for (at, group) in self.groups.iter().enumerate() {
            let mean = row.means.get(at).copied().flatten();
            lines.push(format!("{}: {}", group.name, value_or_none(&row.ruler, mean)));
        }
        lines.push(match known(row.mean) {
            Some(mean) => format!("Mean {} · {}", row.ruler.label(mean), people(row.n)),
            None => people(row.n),
        });
        lines.join("\n")
    }

    /// Criterion, scale, the mean of each group and of all, n, and every answer.
    pub(crate) fn data(&self) -> DataTable {
        let unit = shared_unit(self.rows.iter().map(|row| &row.ruler));
        let most_answers = self.rows.iter().map(|row| row.answers.len()).max().unwrap_or(0);
        let mut columns = vec![DataColumn::new("Criterion"), DataColumn::new("Scale")];
        let group = |group: &DumbbellGroup| DataColumn::measured(header(&group.name, "group"), unit.as_str());
        columns.extend(self.groups.iter().map(group));
        columns.extend([DataColumn::measured("Mean", unit.as_str()), DataColumn::new("n")]);
        columns.extend(answer_columns(most_answers, &unit));
        let mut table = DataTable::new(columns);
        for row in &self.rows {
            let means = (0..self.groups.len()).map(|at| DataCell::number(row.means.get(at).copied().flatten()));
            let cells = [name_cell(&row.name), scale_cell(&row.ruler)].into_iter().chain(means);
            let cells = cells.chain([DataCell::number(row.mean), DataCell::count(row.n)]);
            table.push(cells.chain(answer_cells(row.answers.iter().copied())));
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let groups: Vec<&str> = self.groups.iter().map(|group| group.name.as_str()).collect();
        let values = self.rows.iter().filter_map(|row| {
            let mean = known(row.mean)?;
            Some((row.name.clone(), row.ruler.share(mean)?, row.ruler.label(mean)))
        });
        let beside = if groups.is_empty() { String::new() } else { format!(", {}", groups.join(" beside ")) };
        format!("Dots on a line for {}{beside}.{}", criteria(self.rows.len()), extremes(values))
    }
}
