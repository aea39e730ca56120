//! Points above and below a line, per criterion: why a score is what it is.

use serde::{Deserialize, Serialize};

use super::{NO_CRITERIA, criteria, known, name_cell, plain_rows};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::rows::{Rows, Wish, bar_thickness};
use crate::charts::ruler::{between, plain, signed};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, column_width};
use crate::charts::text::{fit, tidy};

/// What each criterion adds to or takes from a line, in points of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contributions {
    /// The line the bars stand on, as a score 0–100; `None` if it is just zero.
    pub line: Option<f64>,
    /// What the line is called: `keep`.
    pub line_name: String,
    /// The criteria, from top to bottom.
    pub rows: Vec<Contribution>,
}

/// What one criterion adds or takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// Comes back in the marks.
    pub id: String,
    /// The criterion's name.
    pub name: String,
    /// Points above (positive) or below (negative) the line; `None` if it was not answered.
    pub points: Option<f64>,
    /// What is behind it, in a few words; may be empty.
    pub note: String,
}

impl Contributions {
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.rows.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        let axis_height = if self.line_name.is_empty() { 4.0 } else { 26.0 };
        let room = area.height.map(|height| height - axis_height);
        let wish = Wish { wanted: 30.0, ..plain_rows(self.rows.len()) };
        let name = |at: usize| self.rows[at].name.as_str();
        let rows = Rows::plan(sheet, wish, room, area.width * 0.32, (&name, &[]));
        let labels: Vec<String> = rows.shown().map(|at| label(&self.rows[at])).collect();
        let label_width = column_width(rows.strong(sheet), labels.iter().map(String::as_str), area.width * 0.2);
        let note_style = rows.small(sheet);
        // Notes get what they need, up to a third; on a narrow page they are left to the tips.
        let longest =
            rows.shown().map(|at| note_style.width(&fit(&self.rows[at].note, note_style, 600.0))).fold(0.0, f32::max);
        let note_width = if area.width < 480.0 { 0.0 } else { longest.min(area.width * 0.34).ceil() };
        let note_gap = if note_width > 0.0 { 12.0 } else { 0.0 };
        let label_x = area.right() - note_width - note_gap;
        let track = [area.x + rows.width + 12.0, label_x - label_width - 16.0];

        let points = |row: &Contribution| known(row.points).unwrap_or(0.0);
        let least = self.rows.iter().map(points).fold(0.0, f64::min);
        let most = self.rows.iter().map(points).fold(0.0, f64::max);
        // A few points shall not look like many: the bars fill their room from ten points on.
        let stretch = (10.0 / (most / 2.0 - least / 2.0).max(1e-9) / 2.0).max(1.0);
        let range = Range { least: least * stretch, most: most * stretch };
        let zero = between(track[0], track[1], range.share(0.0));

        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, area.y, area.width);
            let (middle, half) = (band.y + band.height / 2.0, bar_thickness(band.height) / 2.0);
            rows.draw_name(sheet, at, (area.x, area.width), middle);
            let Some(row) = slot.row().map(|row| &self.rows[row]) else {
                sheet.mark(band, "", "", Rows::left_out(&slot, "criteria"));
                continue;
            };
            let value = points(row);
            let end = between(track[0], track[1], range.share(value));
            if (end - zero).abs() > 0.0 {
                let tone = if value < 0.0 { sheet.theme.let_go.mark } else { sheet.theme.keep.mark };
                sheet.bar(Rect::new(end.min(zero), middle - half, (end - zero).abs(), 2.0 * half), 2.0, &tone);
            }
            let strong = if known(row.points).is_some() { rows.strong(sheet) } else { rows.small(sheet) };
            let text = fit(&label(row), strong, label_width.max(strong.width("–")));
            sheet.centred(Point::new(label_x, middle), Anchor::End, strong, &text);
            if note_width > 0.0 {
                let note = fit(&row.note, note_style, note_width);
                sheet.centred(Point::new(label_x + note_gap, middle), Anchor::Start, note_style, &note);
            }
            sheet.mark(band, &row.id, "", tip(row));
        }
        let y = area.y + rows.height();
        let stroke = Stroke::new(sheet.theme.ink, 1.0);
        sheet.line(Point::new(zero, area.y), Point::new(zero, y + 2.0), stroke, 0.0);
        self.name_line(sheet, area, zero, y + 13.0);
        Extent { width: area.width, height: y + axis_height - area.y }
    }

    /// The name of the line under it: `keep line (70)`.
    fn name_line(&self, sheet: &mut Sheet<'_>, area: &Area, zero: f32, y: f32) {
        if self.line_name.is_empty() {
            return;
        }
        let at = known(self.line).map(|line| format!(" ({})", plain(line))).unwrap_or_default();
        let style = sheet.tick();
        let text = fit(&format!("{} line{at}", self.line_name), style, area.width * 0.6);
        let half = style.width(&text) / 2.0;
        let x = zero.clamp(area.x + half, (area.right() - half).max(area.x + half));
        sheet.centred(Point::new(x, y), Anchor::Middle, style, &text);
    }

    /// Criterion, points above or below the line, and what is behind it.
    pub(crate) fn data(&self) -> DataTable {
        let line = if self.line_name.is_empty() { "zero".to_owned() } else { format!("the {} line", self.line_name) };
        let points = DataColumn::measured(tidy(&format!("From {line}")), "points");
        let mut table = DataTable::new(vec![DataColumn::new("Criterion"), points, DataColumn::new("Note")]);
        for row in &self.rows {
            let note = if row.note.is_empty() { DataCell::Missing } else { name_cell(&row.note) };
            table.push([name_cell(&row.name), DataCell::number(row.points), note]);
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .filter_map(|row| known(row.points).map(|points| format!("{} {}", tidy(&row.name), signed(points))))
            .take(12)
            .collect();
        let line = if self.line_name.is_empty() { "zero".to_owned() } else { format!("the {} line", self.line_name) };
        let list = if rows.is_empty() { "no answers yet".to_owned() } else { rows.join(", ") };
        format!("Bars of {} in points above and below {line}: {list}.", criteria(self.rows.len()))
    }
}

/// From the lowest to the highest value, both on their side of zero.
struct Range {
    least: f64,
    most: f64,
}

impl Range {
    fn share(&self, value: f64) -> f64 {
        // Halves keep the span finite even between the largest numbers.
        let span = self.most / 2.0 - self.least / 2.0;
        if span > 0.0 { (value / 2.0 - self.least / 2.0) / span } else { 0.5 }
    }
}

fn label(row: &Contribution) -> String {
    known(row.points).map_or_else(|| "–".to_owned(), signed)
}

fn tip(row: &Contribution) -> String {
    let points =
        known(row.points).map_or_else(|| "not answered".to_owned(), |points| format!("{} points", signed(points)));
    let note = if row.note.is_empty() { String::new() } else { format!("\n{}", row.note) };
    format!("{}\n{points}{note}", row.name)
}
