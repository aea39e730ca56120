//! From a starting line through what each criterion adds or takes, to the score: how the score comes about.

use serde::{Deserialize, Serialize};

use super::flags::{Flag, Flags, band_flags};
use super::trend::Threshold;
use super::{NO_CRITERIA, criteria, header, known, name_cell, plain_rows, verdict_cell};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::palette::Tone;
use crate::charts::rows::{Rows, Wish, bar_thickness};
use crate::charts::ruler::{Ruler, between, decimal, signed};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, column_width};
use crate::charts::span::Span;
use crate::charts::text::{Style, fit, tidy};
use crate::model::Verdict;

/// Floating bars from a start to the score. The score is the start plus all points, so the picture always adds up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waterfall {
    /// Where it begins, as a score: the keep line, 50, or 100 for "all good".
    pub start: f64,
    /// What the start is called: `Keep line`.
    pub start_name: String,
    /// The criteria, from top to bottom.
    pub steps: Vec<WaterfallStep>,
    /// What the end is called: `Score`.
    pub total_name: String,
    /// The verdict at the end, for colour and sign.
    pub verdict: Option<Verdict>,
    /// The edges of the verdict bands, as scores.
    pub thresholds: Vec<Threshold>,
}

/// What one criterion adds or takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaterfallStep {
    /// Comes back in the marks.
    pub id: String,
    /// The criterion's name.
    pub name: String,
    /// Points of the score, positive or negative; `None` if it was not answered.
    pub points: Option<f64>,
    /// What is behind it, in a few words; may be empty.
    pub note: String,
}

/// Beyond this no score is drawn; it keeps sums finite.
const FAR: f64 = 1e6;

/// The columns, in px.
struct Columns {
    track: [f32; 2],
    label_x: f32,
    label_width: f32,
    note_width: f32,
    strong: Style,
    small: Style,
}

impl Waterfall {
    /// The score before and after each step.
    fn runs(&self) -> Vec<(f64, f64)> {
        let mut at = self.start_score();
        let run = |step: &WaterfallStep| {
            let before = at;
            at = (at + known(step.points).unwrap_or(0.0).clamp(-FAR, FAR)).clamp(-FAR, FAR);
            (before, at)
        };
        self.steps.iter().map(run).collect()
    }

    fn start_score(&self) -> f64 {
        known(Some(self.start)).unwrap_or(0.0).clamp(-FAR, FAR)
    }

    /// Where it ends: the score. `None` if no criterion was answered.
    pub fn end(&self) -> Option<f64> {
        self.steps
            .iter()
            .any(|step| known(step.points).is_some())
            .then(|| self.runs().last().map(|run| run.1))
            .flatten()
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        if self.steps.is_empty() {
            return sheet.nothing(area, NO_CRITERIA);
        }
        let runs = self.runs();
        let ends = runs.iter().flat_map(|run| [run.0, run.1]).chain([self.start_score()]);
        let span = ends.fold(Span::new(0.0, 100.0), Span::including);
        let axis_height = 22.0;
        let count = self.steps.len() + 2;
        let wish = Wish { wanted: 32.0, ..plain_rows(count) };
        let name = |row: usize| match row.checked_sub(1) {
            None => self.start_name.as_str(),
            Some(at) => self.steps.get(at).map_or(self.total_name.as_str(), |step| step.name.as_str()),
        };
        let ((rows, columns), flags) = Flags::over(|over| {
            let room = area.height.map(|height| height - axis_height - over);
            let rows = Rows::plan(sheet, wish, room, area.width * 0.32, (&name, &[]));
            let columns = self.columns(sheet, area, &rows);
            let flags = self.flags(sheet, &span, columns.track, area);
            ((rows, columns), flags)
        });
        // Without its start and its end it is no waterfall.
        if rows.shown().next() != Some(0) || rows.shown().last() != Some(count - 1) {
            return Extent::TOO_LARGE;
        }
        let top = area.y + flags.height();
        let bottom = top + rows.height();
        let ticks = if span == Span::new(0.0, 100.0) { Ruler::Score.ticks() } else { span.ticks() };
        for tick in &ticks {
            let x = between(columns.track[0], columns.track[1], tick.share);
            let stroke = Stroke::new(sheet.theme.hairline, 1.0);
            sheet.line(Point::new(x, top), Point::new(x, bottom), stroke, 0.0);
        }
        sheet.tick_labels(&ticks, columns.track, bottom + 12.0);
        flags.draw(sheet, top, bottom);

        let place = |value: f64| between(columns.track[0], columns.track[1], span.share(value));
        let mut ends: Vec<(f64, Rect)> = Vec::new();
        for (at, slot) in rows.slots() {
            let band = slot.band(area.x, top, area.width);
            rows.draw_name(sheet, at, (area.x, columns.track[0] - area.x - 8.0), band.y + band.height / 2.0);
            match slot.row() {
                Some(0) => {
                    self.draw_start(sheet, [place(0.0), place(self.start_score())], &columns, &band);
                    ends.push((self.start_score(), band));
                }
                Some(row) if row + 1 == count => {
                    self.draw_total(sheet, &span, &columns, &band);
                    ends.push((runs.last().map_or(0.0, |run| run.1), band));
                }
                Some(row) => {
                    let (step, run) = (&self.steps[row - 1], runs[row - 1]);
                    draw_step(sheet, step, [place(run.0), place(run.1)], &columns, &band);
                    ends.push((run.1, band));
                }
                None => {
                    // Those left out go together, so that the picture still adds up.
                    let hidden = slot.rows();
                    let run = (runs[hidden.start - 1].0, runs[hidden.end - 2].1);
                    let known =
                        self.steps[hidden.start - 1..hidden.end - 1].iter().any(|step| known(step.points).is_some());
                    let points = known.then_some(run.1 - run.0);
                    let together = WaterfallStep { points, ..nameless(rows.left_out(&slot, "criteria")) };
                    draw_step(sheet, &together, [place(run.0), place(run.1)], &columns, &band);
                    ends.push((run.1, band));
                }
            }
        }
        connect(sheet, &ends, place);
        Extent { width: area.width, height: bottom + axis_height - area.y }
    }

    fn columns(&self, sheet: &Sheet<'_>, area: &Area, rows: &Rows) -> Columns {
        let ends = [decimal(self.start_score(), 0), self.end().map_or_else(String::new, |end| decimal(end, 0))];
        let labels: Vec<String> = self.steps.iter().map(label).chain(ends).collect();
        let (strong, small) = (rows.strong(sheet), rows.small(sheet));
        let label_width = column_width(strong, labels.iter().map(String::as_str), area.width * 0.2);
        let style = small;
        let longest = self.steps.iter().map(|step| style.width(&fit(&step.note, style, 600.0))).fold(0.0, f32::max);
        // On a narrow page the bars need the room; notes are left to the tips.
        let note_width = if area.width < 640.0 { 0.0 } else { longest.min(area.width * 0.26).ceil() };
        let label_x = area.right() - note_width - if note_width > 0.0 { 12.0 } else { 0.0 };
        let track = [area.x + rows.width + 16.0, label_x - label_width - 18.0];
        Columns { track, label_x, label_width, note_width, strong, small }
    }

    fn flags(&self, sheet: &Sheet<'_>, span: &Span, track: [f32; 2], area: &Area) -> Flags {
        let flags: Vec<Flag> = band_flags(sheet, &self.thresholds, span, track);
        Flags::place(flags, [area.x, area.right()])
    }

    /// The bar of the start, from zero.
    fn draw_start(&self, sheet: &mut Sheet<'_>, ends: [f32; 2], columns: &Columns, band: &Rect) {
        let tone = Tone { outline: Some(sheet.theme.axis), ..sheet.theme.not_enough.pill };
        bar(sheet, ends, band, &tone);
        let text = decimal(self.start_score(), 0);
        value(sheet, &text, columns, band);
        sheet.mark(*band, "", "start", format!("{}\n{text}", spoken(&self.start_name, "Start")));
    }

    /// The bar of the score, from zero, in the verdict's colour and with its sign.
    fn draw_total(&self, sheet: &mut Sheet<'_>, span: &Span, columns: &Columns, band: &Rect) {
        let name = spoken(&self.total_name, "Score");
        let Some(end) = self.end() else {
            value(sheet, "–", columns, band);
            return sheet.mark(*band, "", "total", format!("{name}\nno answers"));
        };
        let place = |value: f64| between(columns.track[0], columns.track[1], span.share(value));
        let ends = [place(0.0), place(end)];
        let verdict_tone = self.verdict.map(|verdict| sheet.theme.verdict(verdict).mark);
        let tone =
            verdict_tone.unwrap_or(Tone { fill: sheet.theme.accent, label: sheet.theme.background, outline: None });
        bar(sheet, ends, band, &tone);
        if let Some(verdict) = self.verdict {
            let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
            let middle = band.y + band.height / 2.0;
            let is_roomy = high - low >= 24.0 && bar_thickness(band.height) >= 12.0;
            let x = if is_roomy { high - 13.0 } else { (high + 12.0).min(columns.track[1]) };
            let color = if is_roomy { tone.label } else { sheet.theme.verdict(verdict).line };
            sheet.sign_sized(Point::new(x, middle), verdict, color, 1.0);
        }
        let text = decimal(end, 0);
        value(sheet, &text, columns, band);
        if let (Some(verdict), true) = (self.verdict, columns.note_width > 0.0) {
            let style = Style::medium(columns.small.size, sheet.theme.verdict(verdict).line);
            let word = fit(verdict.words(), style, columns.note_width);
            let at = Point::new(columns.label_x + 12.0, band.y + band.height / 2.0);
            sheet.centred(at, Anchor::Start, style, &word);
        }
        let verdict = self.verdict.map(|verdict| format!(" · {}", verdict.words())).unwrap_or_default();
        sheet.mark(*band, "", "total", format!("{name}\n{text}{verdict}"));
    }

    /// Every step from the start to the score: its points, the score after it, and what is behind it.
    pub(crate) fn data(&self) -> DataTable {
        let columns = vec![
            DataColumn::new("Step"),
            DataColumn::measured("Adds or takes", "points"),
            DataColumn::new("Score after it"),
            DataColumn::new("Note"),
        ];
        let mut table = DataTable::new(columns);
        let start = DataCell::text(header(&self.start_name, "Start"));
        table.push([start, DataCell::Missing, DataCell::number(known(Some(self.start)))]);
        for (step, (_, after)) in self.steps.iter().zip(self.runs()) {
            let note = if step.note.is_empty() { DataCell::Missing } else { name_cell(&step.note) };
            table.push([name_cell(&step.name), DataCell::number(step.points), DataCell::number(after), note]);
        }
        let end = DataCell::text(header(&self.total_name, "Score"));
        table.push([end, DataCell::Missing, DataCell::number(self.end()), verdict_cell(self.verdict)]);
        table
    }

    pub(crate) fn describe(&self) -> String {
        let list: Vec<String> = self
            .steps
            .iter()
            .filter_map(|step| known(step.points).map(|points| format!("{} {}", tidy(&step.name), signed(points))))
            .take(12)
            .collect();
        let list = if list.is_empty() { "no answers yet".to_owned() } else { list.join(", ") };
        let verdict = self.verdict.map(|verdict| format!(", {}", verdict.words().to_lowercase())).unwrap_or_default();
        let end = self.end().map(|end| format!(" Ends at {}{verdict}.", decimal(end, 0))).unwrap_or_default();
        tidy(&format!(
            "Steps from {} {} through {}: {list}.{end}",
            self.start_name,
            decimal(self.start_score(), 0),
            criteria(self.steps.len()),
        ))
    }
}

/// The floating bar of one criterion with its points and its note.
fn draw_step(sheet: &mut Sheet<'_>, step: &WaterfallStep, ends: [f32; 2], columns: &Columns, band: &Rect) {
    let middle = band.y + band.height / 2.0;
    if let Some(points) = known(step.points) {
        let tone = if points < 0.0 { sheet.theme.let_go.mark } else { sheet.theme.keep.mark };
        bar(sheet, ends, band, &tone);
    }
    value(sheet, &label(step), columns, band);
    if columns.note_width > 0.0 {
        let style = columns.small;
        let note = fit(&step.note, style, columns.note_width);
        sheet.centred(Point::new(columns.label_x + 12.0, middle), Anchor::Start, style, &note);
    }
    let points =
        known(step.points).map_or_else(|| "not answered".to_owned(), |points| format!("{} points", signed(points)));
    let note = if step.note.is_empty() { String::new() } else { format!("\n{}", step.note) };
    sheet.mark(*band, &step.id, "", format!("{}\n{points}{note}", step.name));
}

/// A bar between two places, however they lie; at least a hair wide, so that "0" is seen.
fn bar(sheet: &mut Sheet<'_>, ends: [f32; 2], band: &Rect, tone: &Tone) {
    let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    let half = bar_thickness(band.height) / 2.0;
    sheet.bar(Rect::new(low, band.y + band.height / 2.0 - half, (high - low).max(1.0), 2.0 * half), 0.0, tone);
}

/// The number at the right of a row.
fn value(sheet: &mut Sheet<'_>, text: &str, columns: &Columns, band: &Rect) {
    let style = if text == "–" { columns.small } else { columns.strong };
    let text = fit(text, style, columns.label_width.max(style.width("–")));
    sheet.centred(Point::new(columns.label_x, band.y + band.height / 2.0), Anchor::End, style, &text);
}

/// From the end of each bar down to the next, so that the eye can follow.
fn connect(sheet: &mut Sheet<'_>, ends: &[(f64, Rect)], place: impl Fn(f64) -> f32) {
    let stroke = Stroke::new(sheet.theme.axis, 1.0);
    for pair in ends.windows(2) {
        let [(end, here), (_, next)] = pair else { continue };
        let half = |band: &Rect| bar_thickness(band.height) / 2.0;
        let (from, to) = (here.y + here.height / 2.0 + half(here), next.y + next.height / 2.0 - half(next));
        if to > from {
            sheet.line(Point::new(place(*end), from), Point::new(place(*end), to), stroke, 0.0);
        }
    }
}

/// A step that stands for several, with their names as its name.
const fn nameless(name: String) -> WaterfallStep {
    WaterfallStep { id: String::new(), name, points: None, note: String::new() }
}

fn label(step: &WaterfallStep) -> String {
    known(step.points).map_or_else(|| "–".to_owned(), signed)
}

fn spoken<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if name.trim().is_empty() { otherwise } else { name }
}
