//! Customers × criteria: every mean on its own scale, coloured in five steps; a hatch where nobody rated.

use serde::{Deserialize, Serialize};

use super::{criteria, known};
use crate::charts::fonts::Weight;
use crate::charts::ruler::Ruler;
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, column_width, people};
use crate::charts::text::{Style, Wrapped, fit, tidy, wrap};
use crate::model::Verdict;

/// Customers × criteria.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heatmap {
    /// The criteria, from left to right.
    pub columns: Vec<HeatmapColumn>,
    /// The customers, from top to bottom.
    pub rows: Vec<HeatmapRow>,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatmapColumn {
    /// Comes back as `part` of the marks.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is measured on.
    pub ruler: Ruler,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatmapRow {
    /// Comes back as `id` of the marks.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// One cell per criterion, in the order of the columns; missing ones count as not rated.
    pub cells: Vec<HeatmapCell>,
    /// The score, 0–100; the column is left out if nobody has one.
    pub score: Option<f64>,
    /// The verdict; the column is left out if nobody has one.
    pub verdict: Option<Verdict>,
}

/// One customer at one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HeatmapCell {
    /// The mean on the criterion's own scale; `None` if it was not rated.
    pub value: Option<f64>,
    /// How many people answered.
    pub n: u32,
}

const ROW: f32 = 31.0;

/// The columns, in px.
struct Columns {
    name_width: f32,
    /// The left edges of the cells, and at the end the right edge of the last one.
    cells: Vec<f32>,
    has_score: bool,
    score_x: f32,
    pill_x: f32,
    pill_width: f32,
    right: f32,
}

impl Heatmap {
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.rows.is_empty() || self.columns.is_empty() {
            let sentence = if self.rows.is_empty() { "No customers to show yet" } else { super::NO_CRITERIA };
            return sheet.nothing(area, sentence);
        }
        let columns = self.columns(sheet, area);
        let header = self.header(sheet, area, &columns);
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        let mut y = area.y + header;
        sheet.line(Point::new(area.x, y), Point::new(columns.right, y), hairline, 0.0);
        for row in &self.rows {
            self.draw_row(sheet, row, area.x, y, &columns);
            y += ROW;
            sheet.line(Point::new(area.x, y), Point::new(columns.right, y), hairline, 0.0);
        }
        Extent { width: columns.right - area.x, height: y - area.y + 2.0 }
    }

    /// Cells share what names, scores and verdicts leave; if that is too little for a number the page gets wider.
    fn columns(&self, sheet: &Sheet<'_>, area: &Area) -> Columns {
        let style = name_style(sheet);
        let names: Vec<String> = self.rows.iter().map(|row| fit(&row.name, style, area.width * 0.3)).collect();
        let name_width = column_width(style, names.iter().map(String::as_str), area.width * 0.3);
        let has_score = self.rows.iter().any(|row| known(row.score).is_some());
        let score_width = if has_score { 52.0 } else { 0.0 };
        let pill_style = Style::medium(13.0, sheet.theme.ink);
        let pills = self.rows.iter().filter_map(|row| row.verdict);
        let pill_width = pills.map(|verdict| pill_style.width(verdict.words()) + 34.0).fold(0.0, f32::max);
        let pill_gap = if pill_width > 0.0 { 16.0 } else { 0.0 };

        let first = area.x + name_width + 10.0;
        let spare = area.right() - first - score_width - pill_gap - pill_width;
        let mut cells = vec![first];
        for width in self.cell_widths(sheet, spare) {
            cells.push(cells.last().unwrap_or(&first) + width);
        }
        let score_x = cells.last().unwrap_or(&first) + score_width;
        let pill_x = score_x + pill_gap;
        Columns { name_width, cells, has_score, score_x, pill_x, pill_width, right: pill_x + pill_width }
    }

    /// A cell is at least wide enough for its number, and as far as there is room for its name on two lines.
    fn cell_widths(&self, sheet: &Sheet<'_>, room: f32) -> Vec<f32> {
        const LEAST: f32 = 44.0;
        let style = sheet.tick();
        let wished: Vec<f32> =
            self.columns.iter().map(|column| (two_lines(&column.name, style) + 9.0).clamp(LEAST, 104.0)).collect();
        let (count, total) = (wished.len().max(1) as f32, wished.iter().sum::<f32>());
        let beyond = total - LEAST * count;
        if total <= room {
            let each = (room - total) / count;
            return wished.into_iter().map(|width| (width + each).min(width.max(120.0))).collect();
        }
        let share = if beyond > 0.0 { ((room - LEAST * count) / beyond).clamp(0.0, 1.0) } else { 0.0 };
        wished.into_iter().map(|width| LEAST + (width - LEAST) * share).collect()
    }

    fn header(&self, sheet: &mut Sheet<'_>, area: &Area, columns: &Columns) -> f32 {
        let style = sheet.tick();
        let widths: Vec<f32> = columns.cells.windows(2).map(|edges| edges[1] - edges[0]).collect();
        let names: Vec<Wrapped> =
            self.columns.iter().zip(&widths).map(|(column, width)| wrap(&column.name, style, width - 6.0, 3)).collect();
        let lines = names.iter().map(|name| name.lines.len()).max().unwrap_or(0).max(1) as f32;
        let height = lines * style.line_height() + 10.0;
        for (at, (column, name)) in self.columns.iter().zip(&names).enumerate() {
            let (x, width) = (columns.cells[at], widths[at]);
            let middle = area.y + height - 7.0 - name.lines.len() as f32 * style.line_height() / 2.0;
            sheet.block(Point::new(x + width / 2.0, middle), Anchor::Middle, style, name);
            let tip = format!("{}\n{}", column.name, column.ruler);
            sheet.mark(Rect::new(x, area.y, width, height), "", &column.id, tip);
        }
        if columns.has_score {
            let at = Point::new(columns.score_x, area.y + height - 7.0 - style.line_height() / 2.0);
            sheet.centred(at, Anchor::End, style, "Score");
        }
        height
    }

    fn draw_row(&self, sheet: &mut Sheet<'_>, row: &HeatmapRow, x: f32, y: f32, columns: &Columns) {
        let middle = y + ROW / 2.0;
        let style = name_style(sheet);
        let name = fit(&row.name, style, columns.name_width);
        sheet.centred(Point::new(x, middle), Anchor::Start, style, &name);
        let band = Rect::new(x, y, columns.right - x, ROW);
        sheet.mark(band, &row.id, "", row_tip(row));
        for (at, column) in self.columns.iter().enumerate() {
            let (left, right) = (columns.cells[at], columns.cells[at + 1]);
            let rect = Rect::new(left + 1.0, y + 2.5, right - left - 2.0, ROW - 5.0);
            let cell = row.cells.get(at).copied().unwrap_or(HeatmapCell { value: None, n: 0 });
            draw_cell(sheet, rect, column, cell);
            sheet.mark(rect, &row.id, &column.id, cell_tip(row, column, cell));
        }
        if columns.has_score {
            let score = known(row.score).map_or_else(|| "–".to_owned(), |score| Ruler::Score.label(score));
            let strong = sheet.strong();
            sheet.centred(Point::new(columns.score_x, middle), Anchor::End, strong, &fit(&score, strong, 48.0));
        }
        if let Some(verdict) = row.verdict {
            sheet.pill(Point::new(columns.pill_x, middle), verdict, columns.pill_width);
        }
    }

    pub(crate) fn describe(&self) -> String {
        let rated = |row: &HeatmapRow| row.cells.iter().filter(|cell| known(cell.value).is_some()).count();
        let total = self.rows.len() * self.columns.len();
        let cells: usize = self.rows.iter().map(rated).sum();
        let worst = self
            .rows
            .iter()
            .filter_map(|row| known(row.score).map(|score| (row, score)))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        let lowest = worst
            .map(|(row, score)| format!(" Lowest score: {} {}.", tidy(&row.name), Ruler::Score.label(score)))
            .unwrap_or_default();
        let customers =
            if self.rows.len() == 1 { "1 customer".to_owned() } else { format!("{} customers", self.rows.len()) };
        format!("Table of {customers} and {}, {cells} of {total} cells rated.{lowest}", criteria(self.columns.len()))
    }
}

/// How wide a name is on two lines, broken where that is narrowest.
fn two_lines(name: &str, style: Style) -> f32 {
    let name = tidy(name);
    let halves = name.match_indices(' ').map(|(at, _)| style.width(&name[..at]).max(style.width(&name[at + 1..])));
    halves.fold(f32::INFINITY, f32::min).min(style.width(&name))
}

fn name_style(sheet: &Sheet<'_>) -> Style {
    Style { size: 14.0, ..sheet.body() }
}

fn draw_cell(sheet: &mut Sheet<'_>, rect: Rect, column: &HeatmapColumn, cell: HeatmapCell) {
    let step = known(cell.value).and_then(|value| column.ruler.share(value).map(|share| (value, share)));
    if let Some((value, share)) = step {
        let tone = *sheet.theme.step(share);
        // Neighbouring cells need no outline on a light page: the number in them says the same.
        let stroke = tone.outline.filter(|_| sheet.theme.name != "light").map(|color| Stroke::new(color, 1.0));
        sheet.items.push(Item::Rect { rect, radius: 3.0, fill: Some(tone.fill), stroke });
        let style = Style { size: 13.0, weight: Weight::Regular, color: tone.label };
        let short = match &column.ruler {
            Ruler::Measure { worst, best, .. } => {
                Ruler::Measure { worst: *worst, best: *best, unit: String::new() }.label(value)
            }
            ruler => ruler.label(value),
        };
        let middle = Point::new(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        sheet.centred(middle, Anchor::Middle, style, &fit(&short, style, rect.width - 4.0));
    } else {
        let stroke = Stroke::new(sheet.theme.hatch, 1.0);
        sheet.items.push(Item::Hatch { rect, stroke, gap: 6.0, slant: Default::default() });
    }
}

fn row_tip(row: &HeatmapRow) -> String {
    let score = known(row.score).map(|score| format!("\nScore {}", Ruler::Score.label(score))).unwrap_or_default();
    let verdict = row.verdict.map(|verdict| format!("\n{}", verdict.words())).unwrap_or_default();
    format!("{}{score}{verdict}", row.name)
}

fn cell_tip(row: &HeatmapRow, column: &HeatmapColumn, cell: HeatmapCell) -> String {
    let value = known(cell.value)
        .map_or_else(|| "not rated".to_owned(), |value| format!("{} · {}", column.ruler.label(value), people(cell.n)));
    format!("{}\n{}: {value}", row.name, column.name)
}
