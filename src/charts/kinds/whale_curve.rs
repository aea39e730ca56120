//! The whale curve: profit added up from the most profitable customer to the one that costs most.
//!
//! It rises while customers earn money, peaks, and falls where they cost money (Kaplan & Narayanan 2001, "Measuring
//! and managing customer profitability"). Where all together earn nothing there is no 100 %: it is drawn in money.

use serde::{Deserialize, Serialize};

use super::{known, name_cell};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::ruler::{Tick, between, decimal};
use crate::charts::scene::{Anchor, Item, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, column_width};
use crate::charts::span::{Span, amount};
use crate::charts::text::{Style, fit, tidy};
use crate::model::Locale;

/// Profit per customer; the picture sorts and adds up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhaleCurve {
    /// The currency: `€`; may be empty.
    pub unit: String,
    /// The customers, in any order.
    pub customers: Vec<WhaleCustomer>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhaleCustomer {
    /// Comes back in the marks.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// What it earns or costs; `None` if not known.
    pub profit: Option<f64>,
}

/// The curve, added up.
struct Sums<'a> {
    customers: Vec<&'a WhaleCustomer>,
    /// Added up after each customer; one longer than the customers, beginning with 0.
    added: Vec<f64>,
    /// After how many customers it is highest.
    peak: usize,
}

impl Sums<'_> {
    fn total(&self) -> f64 {
        self.added.last().copied().unwrap_or(0.0)
    }

    /// Whether shares of the total can be given.
    fn has_shares(&self) -> bool {
        let share = self.added[self.peak] / self.total();
        self.total() > 0.0 && share.is_finite() && share < 1000.0
    }

    /// What is drawn: the share of the total in percent, or the sum itself.
    fn shown(&self, at: usize) -> f64 {
        if self.has_shares() { self.added[at] / self.total() * 100.0 } else { self.added[at] }
    }
}

/// The page's part of it.
struct Plot {
    frame: Rect,
    span: Span,
    count: usize,
}

impl Plot {
    fn x(&self, at: usize) -> f32 {
        self.frame.x + self.frame.width * at as f32 / self.count.max(1) as f32
    }

    fn y(&self, value: f64) -> f32 {
        between(self.frame.bottom(), self.frame.y, self.span.share(value))
    }
}

impl WhaleCurve {
    fn sums(&self) -> Sums<'_> {
        let mut customers: Vec<&WhaleCustomer> =
            self.customers.iter().filter(|customer| known(customer.profit).is_some()).collect();
        let profit = |customer: &WhaleCustomer| known(customer.profit).unwrap_or(0.0).clamp(-1e300, 1e300);
        customers.sort_by(|a, b| profit(b).total_cmp(&profit(a)));
        let mut sums = vec![0.0];
        let mut sum = 0.0_f64;
        for customer in &customers {
            sum = (sum + profit(customer)).clamp(-1e300, 1e300);
            sums.push(sum);
        }
        // The first of equals: customers who earn nothing do not move the peak.
        let mut peak = 0;
        for (at, sum) in sums.iter().enumerate() {
            if *sum > sums[peak] {
                peak = at;
            }
        }
        Sums { customers, added: sums, peak }
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        let sums = self.sums();
        if sums.customers.is_empty() {
            return sheet.nothing(area, "No customers with a profit yet");
        }
        let shown: Vec<f64> = (0..sums.added.len()).map(|at| sums.shown(at)).collect();
        let floor = if sums.has_shares() { 100.0 } else { 0.0 };
        let span = shown.iter().copied().fold(Span::new(0.0, floor), Span::including);
        let height = area.height.unwrap_or(360.0).clamp(104.0, 1600.0);
        // A low page has room for one line of words over the peak.
        let is_low = height < 200.0;
        let ticks = Self::ticks(&sums, &span);
        let style = sheet.tick();
        let left = area.x + column_width(style, ticks.iter().map(|tick| tick.label.as_str()), 80.0) + 10.0;
        let top = area.y + if is_low { 24.0 } else { 48.0 };
        let frame = Rect::new(left, top, area.right() - left - 8.0, area.y + height - 44.0 - top);
        let plot = Plot { frame, span, count: sums.customers.len() };

        let kept = kept_places(&plot, sums.peak);
        draw_ground(sheet, &plot, &sums, &shown, &kept);
        self.axes(sheet, &plot, &sums, &ticks);
        let points: Vec<Point> = kept.iter().map(|at| Point::new(plot.x(*at), plot.y(shown[*at]))).collect();
        let stroke = Stroke::new(sheet.theme.accent, 2.5);
        sheet.items.push(Item::Polyline { points, stroke, dash: 0.0 });
        self.label_peak(sheet, &plot, &sums, (area, is_low));
        self.marks(sheet, &plot, &sums);
        Extent { width: area.width, height }
    }

    fn ticks(sums: &Sums<'_>, span: &Span) -> Vec<Tick> {
        let percent = |tick: Tick| Tick { label: format!("{} %", tick.label), ..tick };
        let ticks = span.ticks().into_iter();
        if sums.has_shares() { ticks.map(percent).collect() } else { ticks.collect() }
    }

    fn axes(&self, sheet: &mut Sheet<'_>, plot: &Plot, sums: &Sums<'_>, ticks: &[Tick]) {
        let frame = &plot.frame;
        let style = sheet.tick();
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        let mut free = f32::INFINITY;
        for tick in ticks {
            let y = between(frame.bottom(), frame.y, tick.share);
            sheet.line(Point::new(frame.x, y), Point::new(frame.right(), y), hairline, 0.0);
            if y + 8.0 <= free {
                sheet.centred(Point::new(frame.x - 8.0, y), Anchor::End, style, &fit(&tick.label, style, 80.0));
                free = y - 8.0;
            }
        }
        let zero = plot.y(0.0);
        let axis = Stroke::new(sheet.theme.axis, 1.0);
        sheet.line(Point::new(frame.x, zero), Point::new(frame.right(), zero), axis, 0.0);
        // What is left in the end: 100 %.
        let y = plot.y(sums.shown(plot.count));
        sheet.line(Point::new(frame.x, y), Point::new(frame.right(), y), Stroke::new(sheet.theme.ink, 1.2), 5.0);
        let share = if sums.has_shares() { "100 %: " } else { "" };
        let total = amount(sums.total(), &self.unit);
        let ink = Style { color: sheet.theme.ink, ..style };
        let side = if y + 22.0 < frame.bottom() { 11.0 } else { -11.0 };
        // Right of where the curve comes up through the line; as many words as fit there.
        let crossed = sums.added.iter().position(|sum| *sum >= sums.total()).unwrap_or(0);
        let room = frame.right() - plot.x(crossed) - 24.0;
        let long = format!("{share}all {} together, {total}", customers_in_words(plot.count));
        let texts = [long, format!("{share}{total}"), total];
        let text = texts.into_iter().find(|text| ink.width(text) <= room).unwrap_or_default();
        sheet.centred(Point::new(frame.right() - 6.0, y + side), Anchor::End, ink, &text);

        let count_ticks = Span::new(0.0, plot.count as f64).ticks();
        let whole: Vec<Tick> =
            count_ticks.into_iter().filter(|tick| !tick.label.contains(Locale::current().decimal)).collect();
        sheet.tick_labels(&whole, [frame.x, frame.right()], frame.bottom() + 12.0);
        let small = sheet.small();
        let hidden = match self.customers.len() - plot.count {
            0 => String::new(),
            1 => " · 1 without a profit is not shown".to_owned(),
            missing => format!(" · {} without a profit are not shown", Locale::count(missing)),
        };
        let name = fit(&format!("Customers, the most profitable first{hidden}"), small, frame.width);
        sheet.centred(Point::new(frame.right(), frame.bottom() + 32.0), Anchor::End, small, &name);
    }

    /// What stands over the peak: how high, after how many customers, and what the rest takes away.
    fn peak_words(&self, sums: &Sums<'_>) -> [String; 2] {
        let (count, peak) = (sums.customers.len(), sums.peak);
        let sum = |value: f64| {
            if sums.has_shares() {
                format!("{} %", decimal(value / sums.total() * 100.0, 0))
            } else {
                amount(value, &self.unit)
            }
        };
        if peak == 0 {
            return ["No customer earns anything".to_owned(), String::new()];
        }
        let high = format!("{} with {} of {}", sum(sums.added[peak]), Locale::count(peak), customers_in_words(count));
        let lost = sums.added[peak] / 2.0 - sums.total() / 2.0;
        let costly = sums.customers.iter().filter(|customer| known(customer.profit).is_some_and(|profit| profit < 0.0));
        let rest = match costly.count() {
            0 => "nobody costs more than they bring".to_owned(),
            1 => format!("the last one takes {} away", sum(lost * 2.0)),
            rest => format!("the last {} take {} away", Locale::count(rest), sum(lost * 2.0)),
        };
        [high, rest]
    }

    fn label_peak(&self, sheet: &mut Sheet<'_>, plot: &Plot, sums: &Sums<'_>, (area, is_low): (&Area, bool)) {
        let center = Point::new(plot.x(sums.peak), plot.y(sums.shown(sums.peak)));
        let ink = sheet.theme.ink;
        sheet.line(
            Point::new(center.x, area.y + if is_low { 18.0 } else { 38.0 }),
            Point::new(center.x, center.y),
            Stroke::new(ink, 1.0),
            0.0,
        );
        sheet.circle(center, 5.0, Some(ink), Some(Stroke::new(sheet.theme.background, 1.5)));
        let [high, rest] = self.peak_words(sums);
        let joined = if rest.is_empty() { high.clone() } else { format!("{high}, {rest}") };
        let low = Style::medium(sheet.small().size, ink);
        let lines = if is_low {
            vec![(joined, low, 9.0)]
        } else {
            vec![(high, sheet.strong(), 9.0), (rest, sheet.small(), 28.0)]
        };
        for (text, style, y) in lines {
            let text = fit(&text, style, area.width);
            let half = style.width(&text) / 2.0;
            let x = center.x.clamp(area.x + half, (area.right() - half).max(area.x + half));
            sheet.centred(Point::new(x, area.y + y), Anchor::Middle, style, &text);
        }
    }

    /// A column per customer, or per few where they are many.
    fn marks(&self, sheet: &mut Sheet<'_>, plot: &Plot, sums: &Sums<'_>) {
        let mut from = 0;
        while from < plot.count {
            let mut to = from + 1;
            while to < plot.count && plot.x(to) - plot.x(from) < 4.0 {
                to += 1;
            }
            let rect = Rect::new(plot.x(from), plot.frame.y, plot.x(to) - plot.x(from), plot.frame.height);
            let first = sums.customers[from];
            let so_far = if sums.has_shares() {
                format!("{} %", decimal(sums.shown(to), 0))
            } else {
                amount(sums.added[to], &self.unit)
            };
            let head = if to == from + 1 {
                format!("{}\nProfit {}", first.name, amount(known(first.profit).unwrap_or(0.0), &self.unit))
            } else {
                format!("{} to {}\n{} customers", first.name, sums.customers[to - 1].name, Locale::count(to - from))
            };
            sheet.mark(rect, &first.id, "", format!("{head}\nUp to here {so_far}"));
            from = to;
        }
    }

    /// Place, customer, profit, and the profit added up to there; customers without a profit come last.
    pub(crate) fn data(&self) -> DataTable {
        let sums = self.sums();
        let mut columns = vec![
            DataColumn::new("Customers"),
            DataColumn::new("Customer"),
            DataColumn::measured("Profit", self.unit.as_str()),
            DataColumn::measured("Profit added up", self.unit.as_str()),
        ];
        let has_shares = sums.has_shares();
        columns.extend(has_shares.then(|| DataColumn::measured("Share of the whole profit", "%")));
        let mut table = DataTable::new(columns);
        for (at, customer) in sums.customers.iter().enumerate() {
            let share = has_shares.then(|| DataCell::number(sums.shown(at + 1)));
            let [profit, added] = [customer.profit, sums.added.get(at + 1).copied()].map(DataCell::number);
            let cells = [DataCell::count(at as u64 + 1), name_cell(&customer.name), profit, added];
            table.push(cells.into_iter().chain(share));
        }
        for customer in self.customers.iter().filter(|customer| known(customer.profit).is_none()) {
            table.push([DataCell::Missing, name_cell(&customer.name)]);
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let sums = self.sums();
        if sums.customers.is_empty() {
            return "Profit added up over the customers: none known yet.".to_owned();
        }
        let words = self.peak_words(&sums).into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
        tidy(&format!("Profit added up over {}: {words}.", customers_in_words(sums.customers.len())))
    }
}

fn customers_in_words(count: usize) -> String {
    if count == 1 { "1 customer".to_owned() } else { format!("{} customers", Locale::count(count)) }
}

/// The places that are drawn: one point per px is all that can be seen; the peak and the end are always there.
fn kept_places(plot: &Plot, peak: usize) -> Vec<usize> {
    let mut kept: Vec<usize> = vec![0];
    for at in 1..=plot.count {
        let last = kept.last().copied().unwrap_or(0);
        if at == plot.count || at == peak || plot.x(at) - plot.x(last) >= 1.0 {
            kept.push(at);
        }
    }
    kept
}

/// The ground under the curve, up to its peak and beyond it. The curve bends one way only, so that what lies between
/// it and zero is filled as one piece; not where it ends below zero.
fn draw_ground(sheet: &mut Sheet<'_>, plot: &Plot, sums: &Sums<'_>, shown: &[f64], kept: &[usize]) {
    if shown.iter().any(|value| *value < 0.0) || sums.peak == 0 {
        return;
    }
    let zero = plot.y(0.0);
    // In black and white the rise is plain grey and the fall hatched: words on the black of "let go" could not be read.
    let is_print = !sheet.theme.patterns.is_empty();
    let fall = if is_print { sheet.theme.steps[3].fill } else { sheet.theme.let_go.pill.fill };
    let rise = sheet.theme.tint;
    for (from, to, fill) in [(0, sums.peak, rise), (sums.peak, plot.count, fall)] {
        let inside = kept.iter().filter(|at| from <= **at && **at <= to);
        let mut points: Vec<Point> = inside.map(|at| Point::new(plot.x(*at), plot.y(shown[*at]))).collect();
        points.push(Point::new(plot.x(to), zero));
        if from > 0 {
            points.push(Point::new(plot.x(from), zero));
        }
        if to > from {
            let hatch = sheet.theme.hatch_over_shape(&points, fill).filter(|_| from > 0);
            sheet.items.push(Item::Polygon { points, fill: Some(fill), stroke: None });
            sheet.items.extend(hatch);
        }
    }
}
