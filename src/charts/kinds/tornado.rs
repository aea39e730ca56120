//! How far each criterion could move the score: the widest first, around the score as it stands.

use serde::{Deserialize, Serialize};

use super::flags::{Flag, Flags, band_flags};
use super::trend::Threshold;
use super::{NO_CRITERIA, criteria, known, name_cell, plate, verdict_cell};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::palette::Tone;
use crate::charts::rows::{Ends, Rows, Wish, bar_thickness};
use crate::charts::ruler::{between, decimal};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch};
use crate::charts::span::Span;
use crate::charts::text::{Style, fit, tidy};
use crate::model::Verdict;

/// What the score would be if the answers to one criterion were the worst or the best, others as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tornado {
    /// The score as it stands, 0–100; `None` if there is none.
    pub score: Option<f64>,
    /// What the left halves of the bars show: `answers at their worst`; may be empty.
    pub low_name: String,
    /// What the right halves of the bars show: `answers at their best`; may be empty.
    pub high_name: String,
    /// What the thin bars show: `weight from none to double`; empty if there are none.
    pub weight_name: String,
    /// The criteria, in any order.
    pub rows: Vec<TornadoRow>,
    /// The edges of the verdict bands, as scores.
    pub thresholds: Vec<Threshold>,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TornadoRow {
    /// Comes back as `id` of the marks; `part` is `worst`, `best` or `weight`.
    pub id: String,
    /// The criterion's name.
    pub name: String,
    /// The scores with its worst and its best answers; `None` if that cannot be said.
    pub reach: Option<Reach>,
    /// The scores with its least and its greatest weight; `None` if not shown.
    pub weight: Option<Reach>,
}

/// The scores at two ends.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    /// The score at the worse end, 0–100.
    pub low: f64,
    /// The score at the better end, 0–100.
    pub high: f64,
    /// The verdict at the worse end.
    pub low_verdict: Option<Verdict>,
    /// The verdict at the better end.
    pub high_verdict: Option<Verdict>,
}

impl Reach {
    fn is_known(&self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    fn width(&self) -> f64 {
        (self.high / 2.0 - self.low / 2.0).abs()
    }
}

/// Room for a number and a sign at each end of the longest bar, px.
const END_ROOM: f32 = 58.0;

/// Where scores stand on the page.
struct Plot {
    span: Span,
    track: [f32; 2],
    score: f32,
}

impl Plot {
    fn x(&self, score: f64) -> f32 {
        between(self.track[0], self.track[1], self.span.share(score))
    }
}

impl Tornado {
    /// The criteria, the one that can move the score furthest first; those that cannot be said last.
    fn sorted(&self) -> Vec<&TornadoRow> {
        let mut rows: Vec<&TornadoRow> = self.rows.iter().collect();
        let width = |row: &TornadoRow| row.reach.filter(Reach::is_known).map_or(-1.0, |reach| reach.width());
        rows.sort_by(|a, b| width(b).total_cmp(&width(a)));
        rows
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.rows.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        let is_low = area.height.is_some_and(|height| height < 220.0);
        if is_low && self.rows.iter().any(|row| row.weight.is_some()) {
            // On a low page the thick bars need the room; the tips and the data have the weights as well.
            let rows = self.rows.iter().map(|row| TornadoRow { weight: None, ..row.clone() });
            return Self { rows: rows.collect(), ..self.clone() }.draw(sheet, area);
        }
        let sorted = self.sorted();
        let reaches = || sorted.iter().flat_map(|row| [row.reach, row.weight]).flatten().filter(Reach::is_known);
        let Some(span) = Span::over(reaches().flat_map(|reach| [reach.low, reach.high]).chain(known(self.score)))
        else {
            return sheet.nothing(area, "No answers that could move the score yet");
        };
        let has_weights = sorted.iter().any(|row| row.weight.is_some_and(|reach| reach.is_known()));
        let legend = self.legend(sheet, area, has_weights);
        let body = area.below(legend);
        let axis_height = 22.0;
        let least = if has_weights { 26.0 } else { 17.0 };
        let wanted = if has_weights { 46.0 } else { 34.0 };
        let wish = Wish { count: sorted.len(), wanted, most: wanted * 2.4, least, ends: Ends::First };
        let name = |at: usize| sorted[at].name.as_str();
        let ((rows, plot), flags) = Flags::over(|over| {
            let room = body.height.map(|height| height - axis_height - over);
            let rows = Rows::plan(sheet, wish, room, area.width * 0.32, (&name, &[]));
            let plot = self.plot(span, [area.x + rows.width + 12.0 + END_ROOM, area.right() - END_ROOM]);
            let flags = self.flags(sheet, &plot, area);
            ((rows, plot), flags)
        });
        let track = plot.track;
        let top = body.y + flags.height();
        let bottom = top + rows.height();
        let ticks = plot.span.ticks();
        for tick in &ticks {
            let x = between(track[0], track[1], tick.share);
            sheet.line(Point::new(x, top), Point::new(x, bottom), Stroke::new(sheet.theme.hairline, 1.0), 0.0);
        }
        sheet.tick_labels(&ticks, track, bottom + 12.0);
        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, top, area.width);
            rows.draw_name(sheet, at, (area.x, area.width), band.y + band.height / 2.0);
            match slot.row() {
                Some(row) => self.draw_row(sheet, sorted[row], &plot, &band),
                None => sheet.mark(band, "", "", Rows::left_out(&slot, "criteria")),
            }
        }
        // Over the bars, for the lines say where a bar changes the verdict; under the numbers.
        flags.draw(sheet, top, bottom);
        for (_, slot) in rows.slots() {
            if let Some(row) = slot.row() {
                draw_ends(sheet, sorted[row], &plot, &slot.band(area.x, top, area.width));
            }
        }
        Extent { width: area.width, height: bottom + axis_height - area.y }
    }

    /// Where scores stand on this track, at least 20 points of them.
    fn plot(&self, span: Span, track: [f32; 2]) -> Plot {
        let span = span.at_least(20.0);
        let score = known(self.score)
            .map_or_else(|| f32::midpoint(track[0], track[1]), |score| between(track[0], track[1], span.share(score)));
        Plot { span, track, score }
    }

    fn legend(&self, sheet: &mut Sheet<'_>, area: &Area, has_weights: bool) -> f32 {
        let [low, high] = [1, 3].map(|step| Swatch::Box(sheet.theme.steps[step]));
        let weight = Swatch::Line(Stroke::new(sheet.theme.axis, 6.0), 0.0);
        let named = [(low, &self.low_name), (high, &self.high_name), (weight, &self.weight_name)];
        let count = if has_weights { 3 } else { 2 };
        let entries: Vec<(Swatch, String)> = named
            .into_iter()
            .take(count)
            .filter(|(_, name)| !name.trim().is_empty())
            .map(|(swatch, name)| (swatch, name.clone()))
            .collect();
        sheet.legend(area, &entries)
    }

    fn flags(&self, sheet: &Sheet<'_>, plot: &Plot, area: &Area) -> Flags {
        let score =
            known(self.score).map(|score| Flag::strong(sheet, plot.score, format!("score {}", decimal(score, 0))));
        let bands = band_flags(sheet, &self.thresholds, &plot.span, plot.track);
        Flags::place(score.into_iter().chain(bands).collect(), [area.x, area.right()])
    }

    fn draw_row(&self, sheet: &mut Sheet<'_>, row: &TornadoRow, plot: &Plot, band: &Rect) {
        let weight = row.weight.filter(Reach::is_known);
        let [middle, half] = bar_place(row, band);
        let Some(reach) = row.reach.filter(Reach::is_known) else {
            return sheet.mark(*band, &row.id, "", format!("{}\nno answers", row.name));
        };
        sheet.mark(*band, &row.id, "", tip(row, &reach));
        let (low, high) = (reach.low.min(reach.high), reach.low.max(reach.high));
        let [left, right] = [plot.x(low), plot.x(high)];
        let score = plot.score.clamp(left, right);
        for (from, to, tone) in [(left, score, sheet.theme.steps[1]), (score, right, sheet.theme.steps[3])] {
            sheet.bar(Rect::new(from, middle - half, to - from, 2.0 * half), 0.0, &tone);
        }
        if let Some(weight) = weight {
            let (from, to) = (plot.x(weight.low.min(weight.high)), plot.x(weight.low.max(weight.high)));
            let tone = Tone { fill: sheet.theme.axis, label: sheet.theme.ink, outline: None };
            let rect = Rect::new(from, middle + half + 2.0, (to - from).max(1.0), half * 0.6);
            sheet.bar(rect, 0.0, &tone);
            let near = Rect::new(rect.x, rect.y - 2.0, rect.width, 10.0);
            let ends = [weight.low, weight.high].map(|score| decimal(score, 0)).join(" to ");
            let name = if self.weight_name.is_empty() { "Weight" } else { self.weight_name.as_str() };
            sheet.mark(near, &row.id, "weight", format!("{}\n{name}: {ends}", row.name));
        }
    }

    /// Criterion, the scores and verdicts with its answers at their worst and best, and with its least and greatest
    /// weight.
    pub(crate) fn data(&self) -> DataTable {
        let has_weights = self.rows.iter().any(|row| row.weight.is_some());
        let ends = ["its worst", "its best"]
            .map(|end| [DataColumn::new(format!("Score at {end}")), DataColumn::new(format!("Verdict at {end}"))]);
        let mut columns = vec![DataColumn::new("Criterion")];
        columns.extend(ends.into_iter().flatten());
        columns.push(DataColumn::new("Score as it is"));
        if has_weights {
            columns.extend(["Lowest score by weight", "Highest score by weight"].map(DataColumn::new));
        }
        let mut table = DataTable::new(columns);
        for row in self.sorted() {
            let reach = row.reach.filter(Reach::is_known);
            let weight = row.weight.filter(Reach::is_known);
            table.push([
                name_cell(&row.name),
                DataCell::number(reach.map(|reach| reach.low)),
                verdict_cell(reach.and_then(|reach| reach.low_verdict)),
                DataCell::number(reach.map(|reach| reach.high)),
                verdict_cell(reach.and_then(|reach| reach.high_verdict)),
                DataCell::number(self.score),
                DataCell::number(weight.map(|reach| reach.low)),
                DataCell::number(weight.map(|reach| reach.high)),
            ]);
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let reaches: Vec<String> = self
            .sorted()
            .into_iter()
            .filter_map(|row| {
                let reach = row.reach.filter(Reach::is_known)?;
                Some(format!("{} from {} to {}", tidy(&row.name), decimal(reach.low, 0), decimal(reach.high, 0)))
            })
            .take(8)
            .collect();
        let score = known(self.score).map(|score| format!(", now {}", decimal(score, 0))).unwrap_or_default();
        let list = if reaches.is_empty() { "no answers yet".to_owned() } else { reaches.join(", ") };
        format!("How far {} could move the score{score}: {list}.", criteria(self.rows.len()))
    }
}

/// The middle of the thick bar of a row and half its thickness: a little higher where a thin one lies under it.
fn bar_place(row: &TornadoRow, band: &Rect) -> [f32; 2] {
    let middle = band.y + band.height / 2.0;
    let half = (bar_thickness(band.height) / 2.0).min(15.0);
    let has_weight = row.weight.is_some_and(|reach| reach.is_known());
    if has_weight { [middle - half * 0.42, half * 0.8] } else { [middle, half] }
}

/// The scores at both ends of a row, with the signs of their verdicts, or that there are none.
fn draw_ends(sheet: &mut Sheet<'_>, row: &TornadoRow, plot: &Plot, band: &Rect) {
    let [middle, half] = bar_place(row, band);
    let Some(reach) = row.reach.filter(Reach::is_known) else {
        let quiet = sheet.small();
        let text = fit("no answers", quiet, END_ROOM + plot.track[1] - plot.score - 10.0);
        plate(sheet, Rect::new(plot.score + 6.0, middle - 8.0, quiet.width(&text) + 4.0, 16.0));
        sheet.centred(Point::new(plot.score + 8.0, middle), Anchor::Start, quiet, &text);
        return;
    };
    let (low, high) = (reach.low.min(reach.high), reach.low.max(reach.high));
    for (score, is_low, verdict) in [(low, true, reach.low_verdict), (high, false, reach.high_verdict)] {
        let at = Point::new(plot.x(score), middle);
        draw_end(sheet, (at, is_low, half), score, verdict);
        let part = if is_low { "worst" } else { "best" };
        let near =
            Rect::new(if is_low { at.x - END_ROOM + 2.0 } else { at.x - 2.0 }, middle - half, END_ROOM, 2.0 * half);
        let words = verdict.map(|verdict| format!(", {}", verdict.words().to_lowercase())).unwrap_or_default();
        sheet.mark(near, &row.id, part, format!("{}\nAt its {part}: {}{words}", row.name, decimal(score, 0)));
    }
}

/// The score at the end of a bar, with the sign of its verdict and a cap in its colour.
fn draw_end(sheet: &mut Sheet<'_>, (at, is_low, half): (Point, bool, f32), score: f64, verdict: Option<Verdict>) {
    let side = if is_low { -1.0 } else { 1.0 };
    let anchor = if is_low { Anchor::End } else { Anchor::Start };
    let style = Style { size: (half * 2.0).clamp(11.0, 14.0), ..sheet.body() };
    let text = fit(&decimal(score, 0), style, END_ROOM - 26.0);
    let width = style.width(&text);
    let mut x = at.x + side * 6.0;
    plate(sheet, Rect::new(if is_low { x - width - 2.0 } else { x - 2.0 }, at.y - 8.0, width + 4.0, 16.0));
    sheet.centred(Point::new(x, at.y), anchor, style, &text);
    x += side * (width + 12.0);
    if let Some(verdict) = verdict {
        let tone = sheet.theme.verdict(verdict);
        let (mark, pill) = (tone.mark, tone.pill);
        let left = if is_low { at.x } else { at.x - 4.0 };
        sheet.bar(Rect::new(left, at.y - half, 4.0, 2.0 * half), 0.0, &mark);
        let ring = pill.outline.map(|color| Stroke::new(color, 1.0));
        let radius = half.clamp(5.5, 8.0);
        sheet.circle(Point::new(x, at.y), radius, Some(pill.fill), ring);
        sheet.sign_sized(Point::new(x, at.y), verdict, pill.label, radius / 9.0);
    }
}

fn tip(row: &TornadoRow, reach: &Reach) -> String {
    format!("{}\nFrom {} at its worst to {} at its best", row.name, decimal(reach.low, 0), decimal(reach.high, 0))
}
