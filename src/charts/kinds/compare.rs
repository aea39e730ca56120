//! Two to four customers side by side: a dot each per criterion, on one scale, their names at their scores.

use serde::{Deserialize, Serialize};

use super::flags::LINE;
use super::{
    NO_CRITERIA, criteria, header, known, name_cell, own_scales, plain_rows, scale_cell, shared_unit, value_or_none,
    verdict_cell,
};
use crate::charts::chart::Shape;
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::palette::Color;
use crate::charts::rows::{Rows, Wish};
use crate::charts::ruler::{Ruler, between};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, column_width, people};
use crate::charts::text::{Style, fit, tidy};
use crate::model::Verdict;

/// Customers beside each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compare {
    /// The customers; the first four are drawn.
    pub customers: Vec<Compared>,
    /// The criteria, from top to bottom.
    pub rows: Vec<CompareRow>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Comes back as `part` of the marks, and as `id` where its score is pointed at.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// The score, 0–100; `None` if there is none.
    pub score: Option<f64>,
    /// The verdict.
    pub verdict: Option<Verdict>,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompareRow {
    /// Comes back as `id` of the marks.
    pub id: String,
    /// The criterion's name.
    pub name: String,
    /// What it is measured on.
    pub ruler: Ruler,
    /// The mean of each customer, in the order of the customers; `None` if not rated.
    pub values: Vec<Option<f64>>,
    /// How many people are behind each, in the same order.
    pub counts: Vec<u32>,
}

const MOST: usize = 4;
const RADIUS: f32 = 6.5;
/// The signs of the customers: all filled or open enough to be told apart in grey.
const SHAPES: [Shape; MOST] = [Shape::Disc, Shape::Diamond, Shape::Ring, Shape::Triangle];

/// The columns, in px.
struct Columns {
    track: [f32; 2],
    /// The right edges of the values, one per customer; empty where the page is narrow.
    values: Vec<f32>,
    value_width: f32,
    strong: Style,
}

/// The scores over the criteria: where their dots and their names stand.
struct Head {
    placed: Vec<Option<f32>>,
    labels: Vec<(usize, f32, String)>,
    /// How many rows of names there are.
    rows: usize,
    height: f32,
}

impl Compare {
    fn shown(&self) -> &[Compared] {
        &self.customers[..self.customers.len().min(MOST)]
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.shown().is_empty() {
            return sheet.nothing(area, "No customers to compare yet");
        }
        if self.rows.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        let scales = own_scales(self.rows.iter().map(|row| &row.ruler));
        let axis_height = if scales.is_empty() { 22.0 } else { 0.0 };
        let name = |at: usize| self.rows[at].name.as_str();
        let wish = Wish { wanted: 34.0, ..plain_rows(self.rows.len()) };
        // How high the scores with the names over them are hangs on how wide the criteria's names are, and these on
        // how many rows there is room for.
        let plan = |head: f32| {
            let room = area.height.map(|height| height - head - axis_height);
            let rows = Rows::plan(sheet, wish, room, area.width * 0.3, (&name, &scales));
            let columns = self.columns(sheet, area, &rows);
            (rows, columns)
        };
        let (rows, columns) = {
            let (_, columns) = plan(60.0);
            plan(self.head(sheet, area, &columns).height)
        };
        let head = self.head(sheet, area, &columns);
        self.draw_scores(sheet, area, &columns, &head);
        let top = area.y + head.height;
        let rule = Stroke::new(sheet.theme.hairline, 1.0);
        sheet.line(Point::new(area.x, top), Point::new(area.right(), top), rule, 0.0);
        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, top, area.width);
            rows.draw_name(sheet, at, (area.x, area.width), band.y + band.height / 2.0);
            match slot.row() {
                Some(row) => self.draw_row(sheet, &self.rows[row], &columns, &band),
                None => sheet.mark(band, "", "", Rows::left_out(&slot, "criteria")),
            }
        }
        let mut y = top + rows.height();
        if let (true, Some(row)) = (scales.is_empty(), self.rows.first()) {
            sheet.tick_labels(&row.ruler.ticks(), columns.track, y + 8.0);
            y += axis_height;
        }
        Extent { width: area.width, height: y - area.y }
    }

    fn columns(&self, sheet: &Sheet<'_>, area: &Area, rows: &Rows) -> Columns {
        let strong = rows.strong(sheet);
        let style = Style { weight: sheet.body().weight, ..strong };
        let left = area.x + rows.width.max(strong.width("Score")) + 20.0;
        let texts: Vec<String> = rows
            .shown()
            .map(|at| &self.rows[at])
            .flat_map(|row| self.shown().iter().enumerate().map(|(at, _)| value_text(row, at)))
            .collect();
        let value_width = column_width(style, texts.iter().map(String::as_str), area.width * 0.11).max(26.0);
        let count = self.shown().len();
        let all = (value_width + 16.0) * count as f32;
        let is_roomy = area.right() - all - left >= 220.0;
        let values: Vec<f32> = if is_roomy {
            (0..count).map(|at| area.right() - (value_width + 16.0) * (count - 1 - at) as f32).collect()
        } else {
            Vec::new()
        };
        let right = if is_roomy { area.right() - all - 8.0 } else { area.right() - 14.0 };
        Columns { track: [left, right], values, value_width, strong }
    }

    fn color(sheet: &Sheet<'_>, at: usize) -> Color {
        sheet.theme.series_tone(at).color
    }

    /// Places the scores on one line and the names over it, each on a line of its own where they would touch.
    fn head(&self, sheet: &Sheet<'_>, area: &Area, columns: &Columns) -> Head {
        let [left, right] = columns.track;
        let place = |score: f64| Ruler::Score.share(score).map(|share| between(left, right, share));
        let placed: Vec<Option<f32>> =
            self.shown().iter().map(|customer| known(customer.score).and_then(place)).collect();
        let labels = self.name_labels(sheet, area, columns, &placed);
        let rows = labels.iter().map(|(row, ..)| row + 1).max().unwrap_or(0);
        let is_short = area.height.is_some_and(|height| height < 200.0);
        let height = rows as f32 * LINE + if is_short { 28.0 } else { 40.0 };
        Head { placed, labels, rows, height }
    }

    /// The scores on one line with the names over it.
    fn draw_scores(&self, sheet: &mut Sheet<'_>, area: &Area, columns: &Columns, head: &Head) {
        let [left, right] = columns.track;
        let Head { placed, labels, rows, height } = head;
        let (rows, height) = (*rows, *height);
        let y = area.y + f32::midpoint(rows as f32 * LINE, height);
        sheet.mark(Rect::new(area.x, area.y, area.width, height), "", "", self.tip_of_scores());

        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        sheet.line(Point::new(left, y), Point::new(right, y), hairline, 0.0);
        for tick in Ruler::Score.ticks() {
            let x = between(left, right, tick.share);
            sheet.line(Point::new(x, y - 5.0), Point::new(x, y + 5.0), hairline, 0.0);
        }
        sheet.centred(
            Point::new(area.x, y),
            Anchor::Start,
            Style { weight: sheet.body().weight, ..columns.strong },
            "Score",
        );
        for (at, (row, x, text)) in labels.iter().enumerate() {
            let color = Self::color(sheet, at);
            let style = Style::medium(sheet.small().size, color);
            let label_y = area.y + LINE * (rows - 1 - row) as f32 + LINE / 2.0;
            sheet.centred(Point::new(*x, label_y), Anchor::Start, style, text);
            if let Some(dot) = placed[at] {
                // The line from a higher name ends above the names below it that it would run through.
                let is_clear = labels.iter().enumerate().all(|(other, (lower, from, text))| {
                    other == at || lower >= row || dot < from - 3.0 || from + style.width(text) + 3.0 < dot
                });
                if is_clear {
                    let from = Point::new(dot, label_y + LINE / 2.0);
                    sheet.line(from, Point::new(dot, y), Stroke::new(color, 1.0), 0.0);
                }
            }
        }
        Self::draw_dots(sheet, placed, (y, 30.0));
        for (at, customer) in self.shown().iter().enumerate() {
            let tip = format!("{}\n{}", customer.name, score_words(customer));
            if let Some(x) = placed[at] {
                sheet.mark(Rect::around(Point::new(x, y), RADIUS + 1.0), &customer.id, &customer.id, tip.clone());
            }
            let Some(x) = columns.values.get(at) else { continue };
            let style = Style { color: Self::color(sheet, at), ..columns.strong };
            let text = fit(&Ruler::Score.label(customer.score.unwrap_or(f64::NAN)), style, columns.value_width);
            sheet.centred(Point::new(*x, y), Anchor::End, style, &text);
            let center = Point::new(x - 7.0, y - 15.0);
            sheet.shape_in(center, 5.0, SHAPES[at], Self::color(sheet, at));
        }
    }

    /// For each customer: the row of its name over the line (0 is the lowest), its left edge, and its text.
    fn name_labels(
        &self,
        sheet: &Sheet<'_>,
        area: &Area,
        columns: &Columns,
        placed: &[Option<f32>],
    ) -> Vec<(usize, f32, String)> {
        let style = Style::medium(sheet.small().size, sheet.theme.ink);
        let room = [area.x, columns.track[1] + 12.0];
        let mut taken: Vec<(usize, f32, f32)> = Vec::new();
        // The left ones reach to the left of their dots, the right ones to the right, one in the middle both ways.
        let mut order: Vec<usize> = (0..self.shown().len()).collect();
        order.sort_by(|a, b| placed[*a].unwrap_or(f32::MIN).total_cmp(&placed[*b].unwrap_or(f32::MIN)));
        let mut labels = vec![(0, 0.0, String::new()); order.len()];
        for (turn, at) in order.iter().enumerate() {
            let customer = &self.shown()[*at];
            let verdict = customer.verdict.map(|verdict| format!(" · {}", verdict.words().to_lowercase()));
            let score = known(customer.score).map(|score| format!(" {}", Ruler::Score.label(score)));
            let tail = match (score, verdict) {
                (None, None) => " · no score".to_owned(),
                (score, verdict) => format!("{}{}", score.unwrap_or_default(), verdict.unwrap_or_default()),
            };
            let name = fit(&customer.name, style, (room[1] - room[0]) * 0.9 - style.width(&tail));
            let text = fit(&tidy(&format!("{name}{tail}")), style, room[1] - room[0]);
            let width = style.width(&text);
            let back = match (2 * turn + 1).cmp(&order.len()) {
                std::cmp::Ordering::Less => width - 5.0,
                std::cmp::Ordering::Equal => width / 2.0,
                std::cmp::Ordering::Greater => 5.0,
            };
            let x = placed[*at].map_or(columns.track[0], |x| x - back).min(room[1] - width).max(room[0]);
            let is_free = |row: &usize| {
                taken.iter().all(|(other, from, to)| other != row || x + width + 10.0 <= *from || *to + 10.0 <= x)
            };
            let row = (0..MOST).find(is_free).unwrap_or(MOST);
            taken.push((row, x, x + width));
            labels[*at] = (row, x, text);
        }
        labels
    }

    /// The signs on a line; those that would hide each other stand above each other.
    fn draw_dots(sheet: &mut Sheet<'_>, placed: &[Option<f32>], (y, height): (f32, f32)) {
        let xs = || placed.iter().copied().flatten();
        let (low, high) = (xs().fold(f32::INFINITY, f32::min), xs().fold(f32::NEG_INFINITY, f32::max));
        if high > low {
            sheet.line(Point::new(low, y), Point::new(high, y), Stroke::new(sheet.theme.tint, 4.0), 0.0);
        }
        for (center, at) in stack(placed, y, height) {
            let rim = sheet.theme.background;
            sheet.circle(center, RADIUS + 1.5, Some(rim), None);
            sheet.shape_in(center, RADIUS, SHAPES[at], Self::color(sheet, at));
        }
    }

    fn draw_row(&self, sheet: &mut Sheet<'_>, row: &CompareRow, columns: &Columns, band: &Rect) {
        let [left, right] = columns.track;
        let y = band.y + band.height / 2.0;
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        sheet.line(Point::new(left, y), Point::new(right, y), hairline, 0.0);
        for tick in row.ruler.ticks() {
            let x = between(left, right, tick.share);
            sheet.line(Point::new(x, y - 5.0), Point::new(x, y + 5.0), hairline, 0.0);
        }
        let place = |at: usize| {
            let value = known(row.values.get(at).copied().flatten())?;
            row.ruler.share(value).map(|share| between(left, right, share))
        };
        let placed: Vec<Option<f32>> = (0..self.shown().len()).map(place).collect();
        sheet.mark(*band, &row.id, "", self.tip(row));
        Self::draw_dots(sheet, &placed, (y, band.height));
        for (center, at) in stack(&placed, y, band.height) {
            let customer = &self.shown()[at];
            let value = value_or_none(&row.ruler, row.values.get(at).copied().flatten());
            let count = people(row.counts.get(at).copied().unwrap_or(0));
            let tip = format!("{}\n{}: {value} · {count}", row.name, customer.name);
            sheet.mark(Rect::around(center, RADIUS), &row.id, &customer.id, tip);
        }
        for (at, x) in columns.values.iter().enumerate() {
            let text = value_text(row, at);
            let style =
                if text == "–" { sheet.small() } else { Style { weight: sheet.body().weight, ..columns.strong } };
            sheet.centred(Point::new(*x, y), Anchor::End, style, &fit(&text, style, columns.value_width));
        }
    }

    fn tip(&self, row: &CompareRow) -> String {
        let mut lines = vec![row.name.clone()];
        for (at, customer) in self.shown().iter().enumerate() {
            let value = value_or_none(&row.ruler, row.values.get(at).copied().flatten());
            lines.push(format!("{}: {value}", customer.name));
        }
        lines.join("\n")
    }

    fn tip_of_scores(&self) -> String {
        let lines = self.shown().iter().map(|customer| format!("{}: {}", customer.name, score_words(customer)));
        ["Score".to_owned()].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    }

    /// Criterion, scale, the mean of every customer, and how many people are behind it; score and verdict first.
    pub(crate) fn data(&self) -> DataTable {
        let unit = shared_unit(self.rows.iter().map(|row| &row.ruler));
        let mut columns = vec![DataColumn::new("Criterion"), DataColumn::new("Scale")];
        let name = |customer: &Compared| header(&customer.name, "Customer");
        let mean = |customer: &Compared| DataColumn::measured(name(customer), unit.as_str());
        columns.extend(self.customers.iter().map(mean));
        columns.extend(self.customers.iter().map(|customer| DataColumn::new(format!("n, {}", name(customer)))));
        let mut table = DataTable::new(columns);
        let scores = self.customers.iter().map(|customer| DataCell::number(customer.score));
        table.push([DataCell::text("Score"), scale_cell(&Ruler::Score)].into_iter().chain(scores));
        let verdicts = self.customers.iter().map(|customer| verdict_cell(customer.verdict));
        table.push([DataCell::text("Verdict"), DataCell::Missing].into_iter().chain(verdicts));
        for row in &self.rows {
            let all = 0..self.customers.len();
            let values = all.clone().map(|at| DataCell::number(row.values.get(at).copied().flatten()));
            let counts = all.map(|at| row.counts.get(at).map_or(DataCell::Missing, |count| DataCell::count(*count)));
            table.push([name_cell(&row.name), scale_cell(&row.ruler)].into_iter().chain(values).chain(counts));
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let list: Vec<String> =
            self.shown().iter().map(|customer| format!("{} {}", tidy(&customer.name), score_words(customer))).collect();
        let list = if list.is_empty() { "no customers".to_owned() } else { list.join("; ") };
        format!("Customers beside each other on {}: {list}.", criteria(self.rows.len()))
    }
}

/// `47, hard look`, or `no score`.
fn score_words(customer: &Compared) -> String {
    let score = known(customer.score).map_or_else(|| "no score".to_owned(), |score| Ruler::Score.label(score));
    match customer.verdict {
        Some(verdict) => format!("{score}, {}", verdict.words().to_lowercase()),
        None => score,
    }
}

/// The value of one customer, on the criterion's own scale.
fn value_text(row: &CompareRow, at: usize) -> String {
    let value = known(row.values.get(at).copied().flatten());
    value.map_or_else(|| "–".to_owned(), |value| row.ruler.label(value))
}

/// The places of the signs, the later customers first so that the first lies on top; those that would hide each other
/// stand above each other, around the line.
fn stack(placed: &[Option<f32>], y: f32, height: f32) -> Vec<(Point, usize)> {
    let mut known: Vec<(f32, usize)> = placed.iter().enumerate().filter_map(|(at, x)| x.map(|x| (x, at))).collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut spots: Vec<(Point, usize)> = Vec::new();
    for near in known.chunk_by(|a, b| b.0 - a.0 < RADIUS + 2.0) {
        let gaps = near.len().saturating_sub(1) as f32;
        let reach = (height - 2.0 * RADIUS - 2.0).clamp(0.0, 22.0);
        let step = if gaps > 0.0 { (reach / gaps).min(12.0) } else { 0.0 };
        let place =
            |(turn, (x, at)): (usize, &(f32, usize))| (Point::new(*x, y + step * (turn as f32 - gaps / 2.0)), *at);
        spots.extend(near.iter().enumerate().map(place));
    }
    spots.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    spots
}
