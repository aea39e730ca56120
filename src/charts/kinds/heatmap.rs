//! Customers × criteria: every mean on its own scale, coloured in five steps; a hatch where nobody rated.

use serde::{Deserialize, Serialize};

use super::{clustered_order, criteria, header, known, name_cell, shared_unit, verdict_cell};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::fonts::Weight;
use crate::charts::rows::{Ends, Rows, Wish};
use crate::charts::ruler::Ruler;
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, people};
use crate::charts::text::{Style, Wrapped, fit, tidy, wrap};
use crate::model::{Locale, Verdict};

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

/// Height of a row with room, px.
const ROW: f32 = 31.0;
/// No cell on a page of a given size is narrower, px.
const LEAST_CELL: f32 = 40.0;
/// Room for the sentence about criteria left out, px.
const NOTE: f32 = 18.0;

/// The columns, in px.
struct Columns {
    /// The left edges of the cells, and at the end the right edge of the last one.
    cells: Vec<f32>,
    has_score: bool,
    score_x: f32,
    pill_x: f32,
    pill_width: f32,
    right: f32,
    /// Over how many lines a name in the header goes.
    head_lines: usize,
}

impl Heatmap {
    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.rows.is_empty() || self.columns.is_empty() {
            let sentence = if self.rows.is_empty() { "No customers to show yet" } else { super::NO_CRITERIA };
            return sheet.nothing(area, sentence);
        }
        let wish = Wish { count: self.rows.len(), wanted: ROW, most: 46.0, least: 18.0, ends: Ends::Both };
        let name = |at: usize| self.rows[at].name.as_str();
        // How high the header is hangs on how wide the cells are, these on the names, and these on how many rows
        // there is room for below the header.
        let plan = |around: f32| {
            let room = area.height.map(|height| height - around);
            let rows = Rows::plan(sheet, wish, room, area.width * 0.3, (&name, &[]));
            let columns = self.columns(sheet, area, &rows);
            let header = self.header_height(sheet, &columns);
            let note = if columns.cells.len() <= self.columns.len() { NOTE } else { 2.0 };
            (rows, columns, header, note)
        };
        // With less around there may be more rows, their longer words may need a higher header: until that settles.
        let most = 58.0 + NOTE;
        let mut around = most;
        let mut planned = plan(around);
        for _ in 0..4 {
            let needed = planned.2 + planned.3;
            if (needed - around).abs() < 0.01 {
                break;
            }
            around = needed;
            planned = plan(around);
        }
        if planned.2 + planned.3 > around + 0.01 {
            planned = plan(most);
        }
        let (rows, columns, header, note) = planned;
        self.header(sheet, area, &columns, header);
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        let top = area.y + header;
        sheet.line(Point::new(area.x, top), Point::new(columns.right, top), hairline, 0.0);
        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, top, columns.right - area.x);
            rows.draw_name(sheet, at, (area.x, columns.right - area.x), band.y + band.height / 2.0);
            match slot.row() {
                Some(row) => self.draw_row(sheet, &self.rows[row], &band, &columns),
                None => sheet.mark(band, "", "", Rows::left_out(&slot, "customers")),
            }
            let y = band.bottom();
            sheet.line(Point::new(area.x, y), Point::new(columns.right, y), hairline, 0.0);
        }
        let bottom = top + rows.height();
        let hidden = self.columns.len() + 1 - columns.cells.len();
        if hidden > 0 {
            let (style, at) = (sheet.tick(), Point::new(columns.right, bottom + NOTE / 2.0));
            let words = fit(&format!("… and {} more", criteria(hidden)), style, columns.right - area.x);
            sheet.centred(at, Anchor::End, style, &words);
        }
        Extent { width: columns.right - area.x, height: bottom + note - area.y }
    }

    /// The same with customers who are rated alike beside each other, the worst first.
    #[must_use]
    pub fn clustered(&self) -> Self {
        let share = |row: &HeatmapRow, (at, column): (usize, &HeatmapColumn)| {
            row.cells.get(at).and_then(|cell| known(cell.value)).and_then(|value| column.ruler.share(value))
        };
        let values = |row: &HeatmapRow| self.columns.iter().enumerate().map(|column| share(row, column)).collect();
        let shares: Vec<Vec<Option<f64>>> = self.rows.iter().map(values).collect();
        let rows = clustered_order(&shares).into_iter().filter_map(|at| self.rows.get(at).cloned()).collect();
        Self { columns: self.columns.clone(), rows }
    }

    /// Cells share what names, scores and verdicts leave. If that is too little for a number, verdicts are only signs
    /// and criteria are left out at the end; a page without a given height gets wider instead.
    fn columns(&self, sheet: &Sheet<'_>, area: &Area, rows: &Rows) -> Columns {
        let is_fixed = area.height.is_some();
        let head_lines = if area.height.is_some_and(|height| height < 220.0) { 2 } else { 3 };
        let shown = || rows.shown().map(|at| &self.rows[at]);
        let has_score = self.rows.iter().any(|row| known(row.score).is_some());
        let score_width = if has_score { 52.0 } else { 0.0 };
        let pill_style = Style::medium(13.0, sheet.theme.ink);
        let pills = shown().filter_map(|row| row.verdict);
        let worded = pills.map(|verdict| pill_style.width(verdict.words()) + 34.0).fold(0.0, f32::max);
        let pill_gap = if worded > 0.0 { 16.0 } else { 0.0 };

        let first = area.x + rows.width + 10.0;
        let spare = |pill_width: f32| area.right() - first - score_width - pill_gap - pill_width;
        let count = self.columns.len();
        let is_wordless = is_fixed && spare(worded) < 46.0 * count as f32;
        let pill_width = if is_wordless && worded > 0.0 { 18.0 } else { worded };
        let room = spare(pill_width);
        let count = if is_fixed { count.min(whole_cells(room)) } else { count };
        let mut cells = vec![first];
        for width in self.cell_widths(sheet, room, (count, is_fixed)) {
            cells.push(cells.last().unwrap_or(&first) + width);
        }
        let score_x = cells.last().unwrap_or(&first) + score_width;
        let pill_x = score_x + pill_gap;
        Columns { cells, has_score, score_x, pill_x, pill_width, right: pill_x + pill_width, head_lines }
    }

    /// A cell is at least wide enough for its number, and as far as there is room for its name on two lines.
    fn cell_widths(&self, sheet: &Sheet<'_>, room: f32, (count, is_fixed): (usize, bool)) -> Vec<f32> {
        let least = if is_fixed { LEAST_CELL } else { 44.0 };
        // A page of a given size is filled.
        let most = if is_fixed { 190.0 } else { 120.0 };
        let style = sheet.tick();
        let wish = |column: &HeatmapColumn| (two_lines(&column.name, style) + 9.0).clamp(least, 104.0);
        let wished: Vec<f32> = self.columns.iter().take(count).map(wish).collect();
        let (count, total) = (wished.len().max(1) as f32, wished.iter().sum::<f32>());
        let beyond = total - least * count;
        if total <= room {
            let each = (room - total) / count;
            return wished.into_iter().map(|width| (width + each).min(width.max(most))).collect();
        }
        let share = if beyond > 0.0 { ((room - least * count) / beyond).clamp(0.0, 1.0) } else { 0.0 };
        wished.into_iter().map(|width| least + (width - least) * share).collect()
    }

    /// The names of the criteria over their cells.
    fn head_names<'a>(
        &'a self,
        sheet: &Sheet<'_>,
        columns: &'a Columns,
    ) -> Vec<(&'a HeatmapColumn, [f32; 2], Wrapped)> {
        let style = sheet.tick();
        let edges = columns.cells.windows(2).map(|edges| [edges[0], edges[1]]);
        let named = self.columns.iter().zip(edges);
        named
            .map(|(column, [left, right])| {
                (column, [left, right], wrap(&column.name, style, right - left - 6.0, columns.head_lines))
            })
            .collect()
    }

    fn header_height(&self, sheet: &Sheet<'_>, columns: &Columns) -> f32 {
        let names = self.head_names(sheet, columns);
        let lines = names.iter().map(|(.., name)| name.lines.len()).max().unwrap_or(0).max(1) as f32;
        lines * sheet.tick().line_height() + 10.0
    }

    fn header(&self, sheet: &mut Sheet<'_>, area: &Area, columns: &Columns, height: f32) {
        let style = sheet.tick();
        for (column, [left, right], name) in self.head_names(sheet, columns) {
            let middle = area.y + height - 7.0 - name.lines.len() as f32 * style.line_height() / 2.0;
            sheet.block(Point::new(f32::midpoint(left, right), middle), Anchor::Middle, style, &name);
            let tip = format!("{}\n{}", column.name, column.ruler);
            sheet.mark(Rect::new(left, area.y, right - left, height), "", &column.id, tip);
        }
        if columns.has_score {
            let at = Point::new(columns.score_x, area.y + height - 7.0 - style.line_height() / 2.0);
            sheet.centred(at, Anchor::End, style, "Score");
        }
    }

    fn draw_row(&self, sheet: &mut Sheet<'_>, row: &HeatmapRow, band: &Rect, columns: &Columns) {
        let middle = band.y + band.height / 2.0;
        let gap = if band.height < 24.0 { 1.0 } else { 2.5 };
        sheet.mark(*band, &row.id, "", row_tip(row));
        for (at, (column, edges)) in self.columns.iter().zip(columns.cells.windows(2)).enumerate() {
            let (left, right) = (edges[0], edges[1]);
            let rect = Rect::new(left + 1.0, band.y + gap, right - left - 2.0, band.height - 2.0 * gap);
            let cell = row.cells.get(at).copied().unwrap_or(HeatmapCell { value: None, n: 0 });
            draw_cell(sheet, rect, column, cell);
            sheet.mark(rect, &row.id, &column.id, cell_tip(row, column, cell));
        }
        if columns.has_score {
            let score = known(row.score).map_or_else(|| "–".to_owned(), |score| Ruler::Score.label(score));
            let strong = Style { size: sheet.strong().size.min(band.height - 4.0), ..sheet.strong() };
            sheet.centred(Point::new(columns.score_x, middle), Anchor::End, strong, &fit(&score, strong, 48.0));
        }
        if let Some(verdict) = row.verdict {
            sheet.pill_in(Point::new(columns.pill_x, middle), verdict, [columns.pill_width, band.height - 2.0]);
        }
    }

    /// Customer, the mean at each criterion, score, verdict, and how many people are behind each mean.
    pub(crate) fn data(&self) -> DataTable {
        let criterion = |column: &HeatmapColumn| {
            DataColumn::measured(header(&column.name, "criterion"), shared_unit(std::iter::once(&column.ruler)))
        };
        let mut columns = vec![DataColumn::new("Customer")];
        columns.extend(self.columns.iter().map(criterion));
        columns.extend(["Score", "Verdict"].map(DataColumn::new));
        let count = |column: &HeatmapColumn| DataColumn::new(format!("n, {}", header(&column.name, "criterion")));
        columns.extend(self.columns.iter().map(count));
        let mut table = DataTable::new(columns);
        for row in &self.rows {
            let cell = |at: usize| row.cells.get(at).copied().unwrap_or(HeatmapCell { value: None, n: 0 });
            let values = (0..self.columns.len()).map(|at| DataCell::number(cell(at).value));
            let counts = (0..self.columns.len()).map(|at| DataCell::count(cell(at).n));
            let judged = [DataCell::number(row.score), verdict_cell(row.verdict)];
            table.push([name_cell(&row.name)].into_iter().chain(values).chain(judged).chain(counts));
        }
        table
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
        let customers = if self.rows.len() == 1 {
            "1 customer".to_owned()
        } else {
            format!("{} customers", Locale::count(self.rows.len()))
        };
        format!("Table of {customers} and {}, {cells} of {total} cells rated.{lowest}", criteria(self.columns.len()))
    }
}

/// How wide a name is on two lines, broken where that is narrowest.
fn two_lines(name: &str, style: Style) -> f32 {
    let name = tidy(name);
    let halves = name.match_indices(' ').map(|(at, _)| style.width(&name[..at]).max(style.width(&name[at + 1..])));
    halves.fold(f32::INFINITY, f32::min).min(style.width(&name))
}

/// How many cells fit, none narrower than a number needs; at least one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of columns")]
fn whole_cells(room: f32) -> usize {
    (room / LEAST_CELL).max(1.0) as usize
}

fn draw_cell(sheet: &mut Sheet<'_>, rect: Rect, column: &HeatmapColumn, cell: HeatmapCell) {
    let step = known(cell.value).and_then(|value| column.ruler.share(value).map(|share| (value, share)));
    if let Some((value, share)) = step {
        let tone = *sheet.theme.step(share);
        // Neighbouring cells need no outline on a light page: the number in them says the same.
        let stroke = tone.outline.filter(|_| sheet.theme.name != "light").map(|color| Stroke::new(color, 1.0));
        sheet.items.push(Item::Rect { rect, radius: 3.0, fill: Some(tone.fill), stroke });
        let size = (rect.height - 3.0).clamp(11.0, 13.0);
        let style = Style { size, weight: Weight::Regular, color: tone.label };
        let short = match &column.ruler {
            Ruler::Measure { worst, best, .. } => {
                Ruler::Measure { worst: *worst, best: *best, unit: String::new() }.label(value)
            }
            ruler => ruler.label(value),
        };
        let middle = Point::new(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        sheet.centred(middle, Anchor::Middle, style, &fit(&short, style, rect.width - 4.0));
    } else {
        // Fainter lines do not come through a projector.
        let stroke = Stroke::new(sheet.theme.axis, 1.0);
        sheet.items.push(Item::Hatch { rect, stroke, gap: 5.0, slant: Default::default() });
        sheet.items.push(Item::Rect { rect, radius: 3.0, fill: None, stroke: Some(stroke) });
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
