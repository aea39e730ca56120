//! How many customers stood at each verdict, quarter by quarter.

use serde::{Deserialize, Serialize};

use super::flags::{Flag, Flags, LINE, room_for, spread};
use super::scores::whole_ticks;
use super::trend::RuleChange;
use super::verdict_counts::{VerdictCounts, key};
use super::{name_cell, number_in_words};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::ruler::{Tick, between};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, column_width};
use crate::charts::text::{Style, fit, tidy};
use crate::model::{Locale, Verdict};

/// Verdicts over quarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictHistory {
    /// The quarters, oldest first.
    pub quarters: Vec<VerdictQuarter>,
    /// Where the rules changed; `from_period` counts these quarters.
    pub changes: Vec<RuleChange>,
}

/// A quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictQuarter {
    /// What it is called: `Q4 25`.
    pub label: String,
    /// How many customers stood at each verdict; `None` if nobody was judged.
    pub counts: Option<VerdictCounts>,
}

/// No column is wider, px.
const WIDEST: f32 = 88.0;

/// The page's part of it.
struct Plot {
    frame: Rect,
    step: f32,
    column: f32,
    most: u64,
}

impl Plot {
    fn middle(&self, at: usize) -> f32 {
        self.frame.x + self.step * (at as f32 + 0.5)
    }

    fn height(&self, count: u64) -> f32 {
        self.frame.height * count as f32 / self.most.max(1) as f32
    }
}

impl VerdictHistory {
    fn judged(&self) -> impl DoubleEndedIterator<Item = (usize, &VerdictCounts)> {
        self.quarters.iter().enumerate().filter_map(|(at, quarter)| Some((at, quarter.counts.as_ref()?)))
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        let Some((last, newest)) = self.judged().next_back() else {
            return sheet.nothing(area, "No quarter was judged yet");
        };
        let most = self.judged().map(|(_, counts)| counts.total()).max().unwrap_or(1);
        let (tick, small) = (sheet.tick(), sheet.small());
        let label = Style::medium(small.size, sheet.theme.ink);
        let words: Vec<String> = Verdict::ALL.iter().map(|verdict| end_words(*verdict, newest)).collect();
        let words_width = column_width(label, words.iter().map(String::as_str), area.width * 0.36) + 34.0;
        let totals: Vec<String> = self.judged().map(|(_, counts)| Locale::count(whole(counts.total()))).collect();
        let total_width = column_width(tick, totals.iter().map(String::as_str), f32::MAX);
        let count = self.quarters.len() as f32;
        let is_direct = total_width + 4.0 <= (area.width - words_width) / count;
        let ticks = if is_direct { Vec::new() } else { whole_ticks(whole(most)) };
        let left = match ticks.as_slice() {
            [] => 0.0,
            ticks => column_width(tick, ticks.iter().map(|tick| tick.label.as_str()), 80.0) + 10.0,
        };
        let width = area.width - left - words_width;
        let step = width / count;
        let column = (step * 0.68).min(WIDEST);
        let flags = self.flags(sheet, area, (area.x + left, step));
        let height = area.height.unwrap_or(320.0).clamp(flags.height() + 76.0, 1600.0);
        let top = area.y + flags.height() + 20.0;
        let frame = Rect::new(area.x + left, top, width, area.y + height - 26.0 - top);
        let plot = Plot { frame, step, column, most };

        grid(sheet, &plot, &ticks);
        flags.draw(sheet, area.y + flags.height(), frame.bottom());
        for (at, quarter) in self.quarters.iter().enumerate() {
            draw_quarter(sheet, &plot, at, quarter, is_direct);
        }
        let baseline = Stroke::new(sheet.theme.axis, 1.0);
        sheet.line(Point::new(frame.x, frame.bottom()), Point::new(frame.right(), frame.bottom()), baseline, 0.0);
        self.quarter_labels(sheet, area, &plot);
        end_labels(sheet, area, &plot, (last, newest), &words);
        Extent { width: area.width, height }
    }

    /// Where the rules changed: before the first quarter they count for.
    fn flags(&self, sheet: &Sheet<'_>, area: &Area, (left, step): (f32, f32)) -> Flags {
        let inside = self.changes.iter().filter(|change| change.from_period < self.quarters.len());
        let flag = |change: &RuleChange| {
            // Past the edge of a line as wide as the axis.
            let x = left + step * change.from_period as f32;
            Flag::quiet(sheet, x.max(area.x + 1.0), change.label.clone())
        };
        Flags::place(inside.map(flag).collect(), [area.x, area.right()])
    }

    /// The names of the quarters; where they would touch, every second, third … counted from the newest.
    fn quarter_labels(&self, sheet: &mut Sheet<'_>, area: &Area, plot: &Plot) {
        let style = sheet.tick();
        let mut free = f32::INFINITY;
        for (at, quarter) in self.quarters.iter().enumerate().rev() {
            let text = fit(&quarter.label, style, 96.0);
            let half = style.width(&text) / 2.0;
            let x = plot.middle(at).clamp(area.x + half, (area.right() - half).max(area.x + half));
            if x + half <= free {
                sheet.centred(Point::new(x, plot.frame.bottom() + 14.0), Anchor::Middle, style, &text);
                free = x - half - 8.0;
            }
        }
    }

    /// Quarter, how many customers at each verdict, how many in all, and where the rules changed.
    pub(crate) fn data(&self) -> DataTable {
        let mut columns = vec![DataColumn::new("Quarter")];
        columns.extend(Verdict::ALL.map(|verdict| DataColumn::measured(verdict.words(), "customers")));
        columns.push(DataColumn::new("n"));
        columns.extend((!self.changes.is_empty()).then(|| DataColumn::new("Rules changed")));
        let mut table = DataTable::new(columns);
        for (at, quarter) in self.quarters.iter().enumerate() {
            let counts = quarter.counts.as_ref();
            let cell = |verdict| counts.map_or(DataCell::Missing, |counts| DataCell::count(counts.count(verdict)));
            let total = counts.map_or(DataCell::Missing, |counts| DataCell::count(counts.total()));
            let here = self.changes.iter().filter(|change| change.from_period == at);
            let changed = here.map(|change| tidy(&change.label)).collect::<Vec<_>>().join("; ");
            let changed = if changed.is_empty() { DataCell::Missing } else { DataCell::Text(changed) };
            let cells = [name_cell(&quarter.label)].into_iter().chain(Verdict::ALL.map(cell));
            table.push(cells.chain([total, changed]));
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let Some((at, newest)) = self.judged().next_back() else {
            return "Verdicts over the quarters: none judged yet.".to_owned();
        };
        let words = |counts: &VerdictCounts| {
            Verdict::ALL
                .map(|verdict| format!("{} {}", verdict.words().to_lowercase(), counts.count(verdict)))
                .join(", ")
        };
        let first = self.judged().next().filter(|(first, _)| *first != at);
        let first = first.map(|(first, counts)| format!("{}: {}. ", self.quarters[first].label, words(counts)));
        let first = first.unwrap_or_default();
        let label = &self.quarters[at].label;
        tidy(&format!(
            "Columns of customers by verdict over {} quarters. {first}{label}: {}.",
            self.quarters.len(),
            words(newest)
        ))
    }
}

/// `Keep 13`.
fn end_words(verdict: Verdict, counts: &VerdictCounts) -> String {
    format!("{} {}", verdict.words(), Locale::count(whole(u64::from(counts.count(verdict)))))
}

fn whole(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn grid(sheet: &mut Sheet<'_>, plot: &Plot, ticks: &[Tick]) {
    let frame = &plot.frame;
    let style = sheet.tick();
    let mut free = f32::INFINITY;
    for tick in ticks {
        let y = between(frame.bottom(), frame.y, tick.share);
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        sheet.line(Point::new(frame.x, y), Point::new(frame.right(), y), hairline, 0.0);
        if y + 8.0 <= free {
            sheet.centred(Point::new(frame.x - 8.0, y), Anchor::End, style, &fit(&tick.label, style, 80.0));
            free = y - 8.0;
        }
    }
}

/// One column with the counts in it and the total over it; a dash where nobody was judged.
fn draw_quarter(sheet: &mut Sheet<'_>, plot: &Plot, at: usize, quarter: &VerdictQuarter, is_direct: bool) {
    let (middle, bottom) = (plot.middle(at), plot.frame.bottom());
    let left = middle - plot.column / 2.0;
    let style = sheet.tick();
    let whole_column = Rect::new(middle - plot.step / 2.0, plot.frame.y, plot.step, plot.frame.height);
    let Some(counts) = &quarter.counts else {
        sheet.mark(whole_column, "", &quarter.label, format!("{}\nnobody was judged", quarter.label));
        if plot.step >= 10.0 {
            sheet.centred(Point::new(middle, bottom - 9.0), Anchor::Middle, style, "–");
        }
        return;
    };
    let total = counts.total();
    let tip = format!("{}\n{}", quarter.label, number_in_words(whole(total), "customer"));
    sheet.mark(whole_column, "", &quarter.label, tip);
    let mut y = bottom;
    for verdict in Verdict::ALL {
        let count = u64::from(counts.count(verdict));
        if count == 0 {
            continue;
        }
        let height = plot.height(count);
        y -= height;
        let rect = Rect::new(left, y, plot.column, height);
        sheet.verdict_bar(rect, Some(verdict));
        let text = Locale::count(whole(count));
        sheet.sign_in(&rect, verdict, &text);
        let tip = format!("{}\n{}: {text} of {}", quarter.label, verdict.words(), Locale::count(whole(total)));
        sheet.mark(rect, key(verdict), &quarter.label, tip);
    }
    if is_direct {
        sheet.centred(Point::new(middle, y - 9.0), Anchor::Middle, style, &Locale::count(whole(total)));
    }
}

/// Beside the newest column judged: the sign, the word and the count of each verdict.
fn end_labels(
    sheet: &mut Sheet<'_>,
    area: &Area,
    plot: &Plot,
    (last, newest): (usize, &VerdictCounts),
    words: &[String],
) {
    let bottom = plot.frame.bottom();
    let mut ends: Vec<(Verdict, &str, f32)> = Vec::new();
    let mut y = bottom;
    for (verdict, words) in Verdict::ALL.into_iter().zip(words) {
        let height = plot.height(u64::from(newest.count(verdict)));
        y -= height;
        if newest.count(verdict) > 0 {
            ends.push((verdict, words, y + height / 2.0));
        }
    }
    ends.reverse();
    let (low, high) = (plot.frame.y, bottom - LINE / 2.0);
    ends.truncate(room_for(high - low));
    let heights = spread(&ends.iter().map(|end| end.2).collect::<Vec<_>>(), low, high);
    let edge = plot.middle(last) + plot.column / 2.0;
    let x = plot.frame.right() + 6.0;
    for ((verdict, words, wish), y) in ends.into_iter().zip(heights) {
        let leader = Stroke::new(sheet.theme.axis, 1.0);
        // From a column at the end only where its words had to move; from an older one always.
        if (y - wish).abs() > 3.0 || edge + plot.step < plot.frame.right() {
            sheet.line(Point::new(edge + 2.0, wish), Point::new(x - 2.0, y), leader, 0.0);
        }
        sheet.verdict_dot(Point::new(x + 7.0, y), 6.5, Some(verdict));
        let style = Style::medium(sheet.small().size, sheet.theme.verdict(verdict).line);
        let text = fit(words, style, area.right() - x - 18.0);
        sheet.centred(Point::new(x + 18.0, y), Anchor::Start, style, &text);
    }
}
