//! How many customers have which score: columns of customers over the scores from 0 to 100, by verdict.

use serde::{Deserialize, Serialize};

use super::flags::{Flag, Flags, band_flags};
use super::trend::Threshold;
use super::{known, number_in_words, plate};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::ruler::{Tick, between, decimal};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch, column_width};
use crate::charts::span::Span;
use crate::charts::text::fit;
use crate::model::{Locale, Verdict};

/// The scores of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// The customers, in any order.
    pub customers: Vec<Scored>,
    /// The edges of the verdict bands.
    pub thresholds: Vec<Threshold>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scored {
    /// The customer.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// The score, 0–100; `None` if there is none.
    pub score: Option<f64>,
    /// The verdict, for colour and sign.
    pub verdict: Option<Verdict>,
}

/// From this number of customers on columns are five points wide.
const MANY: usize = 40;

/// The customers whose scores lie within one column.
struct Bin<'a> {
    from: f64,
    to: f64,
    customers: Vec<&'a Scored>,
}

impl Bin<'_> {
    fn count(&self, verdict: Option<Verdict>) -> usize {
        self.customers.iter().filter(|customer| customer.verdict == verdict).count()
    }

    fn words(&self) -> String {
        let last = if self.to >= 100.0 { "" } else { "under " };
        format!("{} to {last}{}", self.from, self.to)
    }
}

/// The page's part of it.
struct Plot {
    frame: Rect,
    most: usize,
}

impl Plot {
    fn x(&self, score: f64) -> f32 {
        between(self.frame.x, self.frame.right(), score / 100.0)
    }

    fn height(&self, count: usize) -> f32 {
        self.frame.height * count as f32 / self.most.max(1) as f32
    }
}

impl Scores {
    /// The customers with a score, and that score.
    fn scored(&self) -> impl Iterator<Item = (&Scored, f64)> {
        self.customers.iter().filter_map(|customer| Some((customer, known(customer.score)?.clamp(0.0, 100.0))))
    }

    fn sorted(&self) -> Vec<f64> {
        let mut scores: Vec<f64> = self.scored().map(|(_, score)| score).collect();
        scores.sort_by(f64::total_cmp);
        scores
    }

    /// The median: half of the customers score higher. `None` if nobody has a score.
    pub fn median(&self) -> Option<f64> {
        let sorted = self.sorted();
        let lower = sorted.get(sorted.len().checked_sub(1)? / 2)?;
        Some(f64::midpoint(*lower, *sorted.get(sorted.len() / 2)?))
    }

    /// The mean. `None` if nobody has a score.
    pub fn mean(&self) -> Option<f64> {
        let sorted = self.sorted();
        (!sorted.is_empty()).then(|| sorted.iter().sum::<f64>() / sorted.len() as f64)
    }

    /// Columns of ten points, or of five where there are many customers or an edge lies between the tens. A score on
    /// an edge belongs to the higher column, 100 to the last.
    fn bins(&self) -> Vec<Bin<'_>> {
        let is_between = |line: &Threshold| (line.value % 10.0).abs() > 1e-9;
        let is_fine = self.scored().count() >= MANY || self.thresholds.iter().any(is_between);
        let count = if is_fine { 20_u32 } else { 10 };
        let step = 100.0 / f64::from(count);
        let bin = |at: u32| Bin { from: step * f64::from(at), to: step * f64::from(at + 1), customers: Vec::new() };
        let mut bins: Vec<Bin<'_>> = (0..count).map(bin).collect();
        for (customer, score) in self.scored() {
            let at = bins.iter().rposition(|bin| score >= bin.from - 1e-9).unwrap_or(0);
            if let Some(bin) = bins.get_mut(at) {
                bin.customers.push(customer);
            }
        }
        bins
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        let shown = self.scored().count();
        if shown == 0 {
            return sheet.nothing(area, "No customers with a score yet");
        }
        let bins = self.bins();
        // On a low page the names of the bands say what the colours mean.
        let is_low = area.height.is_some_and(|height| height < 210.0);
        let legend = if is_low && !self.thresholds.is_empty() { 0.0 } else { self.legend(sheet, area) };
        let most = bins.iter().map(|bin| bin.customers.len()).max().unwrap_or(1);
        let style = sheet.tick();
        let counts: Vec<String> = bins.iter().map(|bin| Locale::count(bin.customers.len())).collect();
        let widest = column_width(style, counts.iter().map(String::as_str), f32::MAX);
        let is_direct = widest + 2.0 <= area.width / bins.len() as f32;
        let count_ticks = if is_direct { Vec::new() } else { whole_ticks(most) };
        let left = match count_ticks.as_slice() {
            [] => 0.0,
            ticks => column_width(style, ticks.iter().map(|tick| tick.label.as_str()), 80.0) + 10.0,
        };
        // Half a number sticks out at either end of the axis.
        let track = [area.x + left.max(4.0), area.right() - 12.0];
        let flags = self.flags(sheet, track, area);
        let height = area.height.unwrap_or(320.0).clamp(legend + flags.height() + 92.0, 1600.0);
        let top = area.y + legend + flags.height() + 18.0;
        let frame = Rect::new(track[0], top, track[1] - track[0], area.y + height - 44.0 - top);
        let plot = Plot { frame, most };

        Self::grid(sheet, &plot, &count_ticks);
        for bin in &bins {
            draw_bin(sheet, &plot, bin);
        }
        flags.draw(sheet, area.y + legend + flags.height(), frame.bottom());
        for (bin, count) in bins.iter().zip(&counts).filter(|(bin, _)| is_direct && !bin.customers.is_empty()) {
            let middle = f32::midpoint(plot.x(bin.from), plot.x(bin.to));
            let y = frame.bottom() - plot.height(bin.customers.len()) - 9.0;
            let width = style.width(count) + 4.0;
            let rect = Rect::new(middle - width / 2.0, y - 8.0, width, 16.0);
            if flags.cross(&rect) {
                plate(sheet, rect);
            }
            sheet.centred(Point::new(middle, y), Anchor::Middle, style, count);
        }
        let baseline = Stroke::new(sheet.theme.axis, 1.0);
        sheet.line(Point::new(frame.x, frame.bottom()), Point::new(frame.right(), frame.bottom()), baseline, 0.0);
        let missing = match self.customers.len() - shown {
            0 => String::new(),
            count => format!(" · {} without a score not shown", Locale::count(count)),
        };
        let words = format!("Score of {}{missing}", number_in_words(shown, "customer"));
        let small = sheet.small();
        let at = Point::new(area.right(), area.y + height - 9.0);
        sheet.centred(at, Anchor::End, small, &fit(&words, small, area.width));
        Extent { width: area.width, height }
    }

    fn legend(&self, sheet: &mut Sheet<'_>, area: &Area) -> f32 {
        let has = |verdict: &Verdict| self.scored().any(|(customer, _)| customer.verdict == Some(*verdict));
        let entry = |verdict: Verdict| (Swatch::Verdict(verdict, 6.5), verdict.words().to_owned());
        let entries: Vec<_> = Verdict::ALL.into_iter().filter(has).map(entry).collect();
        sheet.legend(area, &entries)
    }

    fn flags(&self, sheet: &Sheet<'_>, track: [f32; 2], area: &Area) -> Flags {
        let span = Span::new(0.0, 100.0);
        let mean = self.mean().map(|mean| format!(" · mean {}", decimal(mean, 0))).unwrap_or_default();
        let median = self.median().map(|median| {
            let x = between(track[0], track[1], span.share(median));
            Flag::strong(sheet, x, format!("median {}{mean}", decimal(median, 0)))
        });
        let bands = band_flags(sheet, &self.thresholds, &span, track);
        Flags::place(median.into_iter().chain(bands).collect(), [area.x, area.right()])
    }

    fn grid(sheet: &mut Sheet<'_>, plot: &Plot, count_ticks: &[Tick]) {
        let frame = &plot.frame;
        let style = sheet.tick();
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        let mut free = f32::INFINITY;
        for tick in count_ticks {
            let y = between(frame.bottom(), frame.y, tick.share);
            sheet.line(Point::new(frame.x, y), Point::new(frame.right(), y), hairline, 0.0);
            if y + 8.0 <= free {
                sheet.centred(Point::new(frame.x - 8.0, y), Anchor::End, style, &fit(&tick.label, style, 80.0));
                free = y - 8.0;
            }
        }
        let step = if frame.width < 300.0 { 5 } else { 10 };
        let tens = (0..=step).map(|at| f64::from(at) / f64::from(step));
        let ticks: Vec<Tick> = tens.map(|share| Tick { share, label: decimal(share * 100.0, 0) }).collect();
        sheet.tick_labels(&ticks, [frame.x, frame.right()], frame.bottom() + 13.0);
    }

    /// A row per column of the picture: from which score to which, how many at each verdict, and how many in all.
    pub(crate) fn data(&self) -> DataTable {
        let mut columns = vec![DataColumn::new("Score")];
        let has_none = self.customers.iter().any(|customer| customer.verdict.is_none());
        let verdicts = || Verdict::ALL.into_iter().map(Some).chain(has_none.then_some(None));
        let word = |verdict: Option<Verdict>| verdict.map_or("No verdict", Verdict::words);
        columns.extend(verdicts().map(|verdict| DataColumn::measured(word(verdict), "customers")));
        columns.push(DataColumn::new("n"));
        let mut table = DataTable::new(columns);
        let without: Vec<&Scored> = self.customers.iter().filter(|customer| known(customer.score).is_none()).collect();
        let rest = (!without.is_empty()).then(|| ("no score".to_owned(), without));
        let bins = self.bins().into_iter().map(|bin| (bin.words(), bin.customers));
        for (words, customers) in bins.chain(rest) {
            let count = |verdict| customers.iter().filter(|customer| customer.verdict == verdict).count() as u64;
            let counts = verdicts().map(|verdict| DataCell::count(count(verdict)));
            let all = DataCell::count(customers.len() as u64);
            table.push([DataCell::text(words)].into_iter().chain(counts).chain([all]));
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let sorted = self.sorted();
        let (Some(low), Some(high), Some(median)) = (sorted.first(), sorted.last(), self.median()) else {
            return "Customers by score: no scores yet.".to_owned();
        };
        format!(
            "Columns of {} by score, from {} to {}, median {}.",
            number_in_words(sorted.len(), "customer"),
            decimal(*low, 0),
            decimal(*high, 0),
            decimal(median, 0),
        )
    }
}

/// The stack of one column, the worst verdict at the bottom, each with its sign where there is room.
fn draw_bin(sheet: &mut Sheet<'_>, plot: &Plot, bin: &Bin<'_>) {
    let (left, right) = (plot.x(bin.from) + 1.0, plot.x(bin.to) - 1.0);
    let width = (right - left).max(1.0);
    let mut y = plot.frame.bottom();
    for verdict in Verdict::ALL.into_iter().map(Some).chain([None]) {
        let count = bin.count(verdict);
        if count == 0 {
            continue;
        }
        let height = plot.height(count);
        y -= height;
        let rect = Rect::new(left, y, width, height);
        sheet.verdict_bar(rect, verdict);
        if let Some(verdict) = verdict {
            sheet.sign_in(&rect, verdict, "");
        }
        let word = verdict.map_or("No verdict", Verdict::words);
        let names: Vec<&str> =
            bin.customers.iter().filter(|customer| customer.verdict == verdict).map(|c| c.name.as_str()).collect();
        let more = if names.len() > 8 { format!("\nand {} more", names.len() - 8) } else { String::new() };
        let head = format!("{word}, {}: {}", bin.words(), number_in_words(count, "customer"));
        let id = verdict.map_or("", super::verdict_counts::key);
        let tip = format!("{head}\n{}{more}", names.iter().take(8).copied().collect::<Vec<_>>().join("\n"));
        sheet.mark(rect, id, &bin.from.to_string(), tip);
    }
}

/// Ticks for a number of things, up to it: whole and round.
pub(super) fn whole_ticks(most: usize) -> Vec<Tick> {
    let ticks = Span::new(0.0, most as f64).ticks().into_iter();
    ticks.filter(|tick| !tick.label.contains(Locale::current().decimal)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(values: &[f64], edges: &[f64]) -> Scores {
        let customer = |(at, score): (usize, &f64)| Scored {
            id: at.to_string(),
            name: format!("Customer {at}"),
            score: Some(*score),
            verdict: Some(Verdict::Keep),
        };
        let edge = |value: &f64| Threshold { value: *value, label: "keep".to_owned(), verdict: Some(Verdict::Keep) };
        Scores {
            customers: values.iter().enumerate().map(customer).collect(),
            thresholds: edges.iter().map(edge).collect(),
        }
    }

    #[test]
    fn a_score_on_an_edge_belongs_to_the_higher_column() {
        let all = scores(&[0.0, 9.9, 10.0, 69.999, 70.0, 100.0, f64::NAN], &[70.0]);
        let counts: Vec<usize> = all.bins().iter().map(|bin| bin.customers.len()).collect();
        assert_eq!(counts, [2, 1, 0, 0, 0, 0, 1, 1, 0, 1]);
        assert_eq!(scores(&[50.0], &[45.0]).bins().len(), 20, "an edge between the tens makes columns of five");
    }

    #[test]
    fn mean_and_median_are_those_of_the_known_scores() {
        let all = scores(&[20.0, 40.0, f64::NAN, 90.0], &[]);
        assert_eq!((all.median(), all.mean()), (Some(40.0), Some(50.0)));
        assert_eq!(scores(&[20.0, 40.0], &[]).median(), Some(30.0));
        assert_eq!((scores(&[], &[]).median(), scores(&[], &[]).mean()), (None, None));
    }
}
