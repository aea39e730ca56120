//! What customers bring against what they take: a dot per customer, in four quarters around the medians.

mod crowd;

use serde::{Deserialize, Serialize};

use super::{header, known, name_cell, plate, verdict_cell};
use crate::charts::data::{DataCell, DataColumn, DataTable};
use crate::charts::ruler::{Tick, between};
use crate::charts::scene::{Anchor, Point, Rect, Stroke};
use crate::charts::sheet::{Area, Extent, Sheet, Swatch, column_width};
use crate::charts::span::{Span, amount, short};
use crate::charts::text::{Style, fit, tidy};
use crate::model::{Locale, Verdict};

/// Customers by two figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quadrant {
    /// From left to right: effort.
    pub across: QuadrantAxis,
    /// From bottom to top: value.
    pub up: QuadrantAxis,
    /// Words in the corners: upper left, upper right, lower left, lower right; may be empty.
    pub corners: [String; 4],
    /// The customers, in any order.
    pub points: Vec<QuadrantPoint>,
}

/// One of the two figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuadrantAxis {
    /// What it is: `Profit a year`.
    pub name: String,
    /// Its unit: `€`, `h`; may be empty.
    pub unit: String,
    /// Where the line that divides the quarters stands; the median of the customers if `None`.
    pub middle: Option<f64>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuadrantPoint {
    /// Comes back in the marks.
    pub id: String,
    /// The customer's name.
    pub name: String,
    /// From left to right; `None` if not known.
    pub across: Option<f64>,
    /// From bottom to top; `None` if not known.
    pub up: Option<f64>,
    /// The verdict, for colour and sign.
    pub verdict: Option<Verdict>,
    /// Drawn with a ring and named first.
    pub highlighted: bool,
}

/// More dots than this are never drawn: neighbours with the same verdict become one.
const MOST_DOTS: usize = 2000;
/// Up to so many customers each is a dot of its own.
const FEW: usize = 400;

/// The page's part of it.
struct Plot {
    frame: Rect,
    across: Span,
    up: Span,
    radius: f32,
    inset: [f32; 2],
}

impl Plot {
    fn x(&self, value: f64) -> f32 {
        between(self.frame.x + self.inset[0], self.frame.right() - self.inset[0], self.across.share(value))
    }

    fn y(&self, value: f64) -> f32 {
        between(self.frame.bottom() - self.inset[1], self.frame.y + self.inset[1], self.up.share(value))
    }
}

/// One dot: a customer, or several that stand on the same place.
struct Dot<'a> {
    center: Point,
    customers: Vec<&'a QuadrantPoint>,
}

impl Dot<'_> {
    fn is_meant(&self) -> bool {
        self.customers.iter().any(|point| point.highlighted)
    }
}

impl Quadrant {
    /// The customers with both figures.
    fn complete(&self) -> impl Iterator<Item = (&QuadrantPoint, f64, f64)> {
        self.points.iter().filter_map(|point| Some((point, known(point.across)?, known(point.up)?)))
    }

    pub(crate) fn draw(&self, sheet: &mut Sheet<'_>, area: &Area) -> Extent {
        let across: Vec<f64> = self.complete().map(|point| point.1).collect();
        let up: Vec<f64> = self.complete().map(|point| point.2).collect();
        let spans = (Span::over(across.iter().copied()), Span::over(up.iter().copied()));
        let (Some(across_span), Some(up_span)) = spans else {
            return sheet.nothing(area, "No customers with both figures yet");
        };
        let middles = [self.across.middle_of(&across), self.up.middle_of(&up)];
        let across_span = across_span.including(middles[0]).by_magnitude_if_skewed(across.iter().copied());
        let up_span = up_span.including(middles[1]).by_magnitude_if_skewed(up.iter().copied());
        let radius = match across.len() {
            0..=60 => 7.5,
            61..=FEW => 5.0,
            _ => 3.5,
        };
        // Where a page is very low the signs in the dots speak for themselves.
        let is_signed = radius > 6.0 && area.height.is_some_and(|height| height < 170.0);
        let legend = if is_signed { 0.0 } else { self.legend(sheet, area, radius) };
        let height = area.height.unwrap_or(430.0).clamp(90.0 + legend, 1600.0);
        // On a low page there is no room for a line of its own: it goes behind the name of the axis.
        let is_low = height < 240.0 + legend;
        let hidden = self.note(across.len());
        let (note, behind) = if is_low { (String::new(), hidden) } else { (hidden, String::new()) };
        let up_ticks = up_span.ticks();
        let tick_width = column_width(sheet.tick(), up_ticks.iter().map(|tick| tick.label.as_str()), 70.0);
        let top = area.y + legend + if is_low { 20.0 } else { 24.0 };
        let below = match (is_low, note.is_empty()) {
            (true, _) => 40.0,
            (false, true) => 46.0,
            (false, false) => 66.0,
        };
        let left = area.x + tick_width + 10.0;
        let frame = Rect::new(left, top, area.right() - left, area.y + height - below - top);
        let plot =
            Plot { frame, across: across_span, up: up_span, radius, inset: [20.0, if is_low { 12.0 } else { 34.0 }] };

        self.axes(sheet, &plot, middles, (&up_ticks, &behind));
        let mut placed = if is_low { Vec::new() } else { self.corner_words(sheet, &plot) };
        let dots = self.dots(&plot);
        if dots.len() > FEW {
            crowd::draw(sheet, &plot, dots.iter().filter(|dot| !dot.is_meant()));
        }
        for dot in dots.iter().filter(|dot| dots.len() <= FEW || dot.is_meant()) {
            if dot.is_meant() {
                sheet.circle(dot.center, radius + 3.5, None, Some(Stroke::new(sheet.theme.ink, 2.0)));
            }
            sheet.verdict_dot(dot.center, radius, dot.customers[0].verdict);
        }
        self.marks(sheet, &plot, &dots);
        label_dots(sheet, &plot, middles, &dots, &mut placed);
        if !note.is_empty() {
            let style = sheet.tick();
            let at = Point::new(area.x, area.y + height - 8.0);
            sheet.centred(at, Anchor::Start, style, &fit(&note, style, area.width));
        }
        Extent { width: area.width, height }
    }

    fn legend(&self, sheet: &mut Sheet<'_>, area: &Area, radius: f32) -> f32 {
        let entries: Vec<(Swatch, String)> = Verdict::ALL
            .into_iter()
            .filter(|verdict| self.complete().any(|(point, ..)| point.verdict == Some(*verdict)))
            .map(|verdict| (Swatch::Verdict(verdict, radius.min(6.5)), verdict.words().to_owned()))
            .collect();
        sheet.legend(area, &entries)
    }

    /// How many customers are not shown, and why; and that in a crowd not everybody has a dot of their own.
    fn note(&self, shown: usize) -> String {
        let missing = match self.points.len() - shown {
            0 => None,
            1 => Some("1 customer without both figures is not shown".to_owned()),
            missing => Some(format!("{} customers without both figures are not shown", Locale::count(missing))),
        };
        let crowd = (shown > FEW)
            .then(|| format!("{} customers; those who would cover each other share a dot", Locale::count(shown)));
        crowd.into_iter().chain(missing).collect::<Vec<_>>().join(" · ")
    }

    fn axes(&self, sheet: &mut Sheet<'_>, plot: &Plot, middles: [f64; 2], (up_ticks, behind): (&[Tick], &str)) {
        let frame = &plot.frame;
        let hairline = Stroke::new(sheet.theme.hairline, 1.0);
        let style = sheet.tick();
        let track = [frame.x + plot.inset[0], frame.right() - plot.inset[0]];
        let ticks = plot.across.ticks();
        for tick in &ticks {
            let x = between(track[0], track[1], tick.share);
            sheet.line(Point::new(x, frame.y), Point::new(x, frame.bottom()), hairline, 0.0);
        }
        sheet.tick_labels(&ticks, track, frame.bottom() + 12.0);
        let mut free = f32::INFINITY;
        for tick in up_ticks {
            let y = between(frame.bottom() - plot.inset[1], frame.y + plot.inset[1], tick.share);
            sheet.line(Point::new(frame.x, y), Point::new(frame.right(), y), hairline, 0.0);
            if y + 8.0 <= free {
                sheet.centred(Point::new(frame.x - 8.0, y), Anchor::End, style, &fit(&tick.label, style, 70.0));
                free = y - 8.0;
            }
        }
        let edge = Stroke::new(sheet.theme.hairline, 1.0);
        sheet.items.push(crate::charts::scene::Item::Rect {
            rect: *frame,
            radius: 0.0,
            fill: None,
            stroke: Some(edge),
        });
        let dashed = Stroke::new(sheet.theme.axis, 1.4);
        let (x, y) = (plot.x(middles[0]), plot.y(middles[1]));
        sheet.line(Point::new(x, frame.y), Point::new(x, frame.bottom()), dashed, 5.0);
        sheet.line(Point::new(frame.x, y), Point::new(frame.right(), y), dashed, 5.0);
        let small = sheet.small();
        let up = fit(&self.up.title(middles[1], &plot.up), small, frame.width);
        sheet.centred(
            Point::new(frame.x, frame.y - if behind.is_empty() { 13.0 } else { 11.0 }),
            Anchor::Start,
            small,
            &up,
        );
        let tail = if behind.is_empty() { String::new() } else { format!(" · {behind}") };
        let across = fit(&format!("{}{tail}", self.across.title(middles[0], &plot.across)), small, frame.width);
        sheet.centred(Point::new(frame.right(), frame.bottom() + 31.0), Anchor::End, small, &across);
    }

    /// The words in the corners; returns where they stand.
    fn corner_words(&self, sheet: &mut Sheet<'_>, plot: &Plot) -> Vec<Rect> {
        let style = Style::medium(sheet.small().size, sheet.theme.muted);
        let frame = &plot.frame;
        let mut placed = Vec::new();
        for (at, word) in self.corners.iter().enumerate() {
            let text = fit(word, style, frame.width / 2.0 - 20.0);
            let width = style.width(&text);
            let y = if at < 2 { frame.y + 15.0 } else { frame.bottom() - 15.0 };
            let x = if at % 2 == 0 { frame.x + 10.0 } else { frame.right() - 10.0 - width };
            if !text.is_empty() {
                plate(sheet, Rect::new(x - 3.0, y - 9.0, width + 6.0, 18.0));
                sheet.centred(Point::new(x, y), Anchor::Start, style, &text);
                placed.push(Rect::new(x, y - 9.0, width, 18.0));
            }
        }
        placed
    }

    /// Each customer as a dot, in a crowd those at the same place as one.
    fn dots(&self, plot: &Plot) -> Vec<Dot<'_>> {
        let places: Vec<(&QuadrantPoint, Point)> =
            self.complete().map(|(point, across, up)| (point, Point::new(plot.x(across), plot.y(up)))).collect();
        let single = |(point, center): &(_, Point)| Dot { center: *center, customers: vec![*point] };
        let mut dots: Vec<Dot<'_>> = Vec::new();
        if places.len() <= FEW {
            dots.extend(places.iter().map(single));
        } else {
            let mut cell = plot.radius * 1.4;
            loop {
                dots = crowd::gather(&places, cell);
                if dots.len() <= MOST_DOTS {
                    break;
                }
                cell *= 1.5;
            }
        }
        // Whoever is meant lies on top, who nobody knows enough about below.
        dots.sort_by_key(|dot| {
            let is_known = dot.customers[0].verdict.is_some_and(|verdict| verdict != Verdict::NotEnough);
            (dot.is_meant(), is_known)
        });
        dots
    }

    fn tip(&self, customers: &[&QuadrantPoint]) -> String {
        let [first, rest @ ..] = customers else { return String::new() };
        if !rest.is_empty() {
            let names: Vec<&str> = customers.iter().take(4).map(|point| point.name.as_str()).collect();
            let more = customers.len().saturating_sub(4);
            let more = if more > 0 { format!("\nand {} more", Locale::count(more)) } else { String::new() };
            return format!("{} customers\n{}{more}", Locale::count(customers.len()), names.join("\n"));
        }
        let figure = |axis: &QuadrantAxis, value: Option<f64>| {
            known(value).map(|value| format!("{}: {}", axis.name, amount(value, &axis.unit)))
        };
        let mut lines = vec![first.name.clone()];
        lines.extend(figure(&self.up, first.up));
        lines.extend(figure(&self.across, first.across));
        lines.extend(first.verdict.map(|verdict| verdict.words().to_owned()));
        lines.join("\n")
    }

    /// Customer, both figures, and the verdict.
    pub(crate) fn data(&self) -> DataTable {
        let figure = |axis: &QuadrantAxis, otherwise: &str| {
            DataColumn::measured(header(&axis.name, otherwise), axis.unit.as_str())
        };
        let (across, up) = (figure(&self.across, "Across"), figure(&self.up, "Up"));
        let mut table = DataTable::new(vec![DataColumn::new("Customer"), across, up, DataColumn::new("Verdict")]);
        for point in &self.points {
            let figures = [DataCell::number(point.across), DataCell::number(point.up)];
            table.push([name_cell(&point.name)].into_iter().chain(figures).chain([verdict_cell(point.verdict)]));
        }
        table
    }

    pub(crate) fn describe(&self) -> String {
        let shown = self.complete().count();
        let counts: Vec<String> = Verdict::ALL
            .into_iter()
            .map(|verdict| (verdict, self.complete().filter(|(point, ..)| point.verdict == Some(verdict)).count()))
            .filter(|(_, count)| *count > 0)
            .map(|(verdict, count)| format!("{} {count}", verdict.words().to_lowercase()))
            .collect();
        let counts = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
        tidy(&format!("Dots of {shown} customers, {} against {}{counts}.", self.up.name, self.across.name))
    }
}

impl QuadrantAxis {
    /// The dividing value: as given, or the median.
    fn middle_of(&self, values: &[f64]) -> f64 {
        known(self.middle).unwrap_or_else(|| {
            let mut sorted = values.to_vec();
            sorted.sort_by(f64::total_cmp);
            let upper = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
            let lower = sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(0.0);
            f64::midpoint(lower, upper)
        })
    }

    /// `Profit a year, € · median 12k · steps of ten`.
    fn title(&self, middle: f64, span: &Span) -> String {
        let unit = if self.unit.is_empty() { String::new() } else { format!(", {}", self.unit) };
        let line = if self.middle.is_some() { "line at" } else { "median" };
        let steps = if span.is_by_magnitude() { " · uneven steps" } else { "" };
        let rounded = if middle.abs() < 100.0 { (middle * 10.0).round() / 10.0 } else { middle.round() };
        format!("{}{unit} · {line} {}{steps}", self.name, short(rounded))
    }
}

/// Names beside the dots furthest out in each quarter, as far as they have room; those meant come first and are
/// named even over a crowd.
fn label_dots(sheet: &mut Sheet<'_>, plot: &Plot, middles: [f64; 2], dots: &[Dot<'_>], placed: &mut Vec<Rect>) {
    let style = Style { color: sheet.theme.ink, ..sheet.tick() };
    let frame = &plot.frame;
    let middle = Point::new(plot.x(middles[0]), plot.y(middles[1]));
    let most = if dots.len() <= 30 { 30 } else { 12 };
    let circles: Vec<Rect> = dots.iter().map(|dot| Rect::around(dot.center, plot.radius)).collect();
    for dot in label_order(frame, middle, dots).into_iter().take(most) {
        let text = fit(&dot.customers[0].name, style, (frame.width * 0.3).min(170.0));
        if text.is_empty() {
            continue;
        }
        let (width, gap) = (style.width(&text), plot.radius + if dot.is_meant() { 7.0 } else { 4.0 });
        let Point { x, y } = dot.center;
        let over = (x - width / 2.0).min(frame.right() - 4.0 - width).max(frame.x + 4.0);
        let places = [
            Rect::new(x + gap, y - 8.0, width, 16.0),
            Rect::new(x - gap - width, y - 8.0, width, 16.0),
            Rect::new(over, y - gap - 15.0, width, 16.0),
            Rect::new(over, y + gap - 1.0, width, 16.0),
        ];
        let is_inside = |rect: &&Rect| {
            frame.x + 2.0 <= rect.x
                && rect.right() <= frame.right() - 2.0
                && frame.y <= rect.y
                && rect.bottom() <= frame.bottom()
                && placed.iter().all(|other| !other.overlaps(rect, 0.0))
        };
        let is_free = |rect: &&Rect| is_inside(rect) && circles.iter().all(|circle| !circle.overlaps(rect, 0.5));
        let is_struck = |rect: &Rect| {
            let across = rect.x - 1.0 < middle.x && middle.x < rect.right() + 1.0;
            across || (rect.y + 2.0 < middle.y && middle.y < rect.bottom() - 2.0)
        };
        let best = places.iter().find(|rect| is_free(rect) && !is_struck(rect)).or_else(|| places.iter().find(is_free));
        let forced = || places.iter().find(is_inside).filter(|_| dot.is_meant());
        if let Some(rect) = best.or_else(forced).copied() {
            if best.is_none() || is_struck(&rect) {
                plate(sheet, Rect::new(rect.x - 2.0, rect.y, rect.width + 4.0, rect.height));
            }
            sheet.centred(Point::new(rect.x, rect.y + 8.0), Anchor::Start, style, &text);
            placed.push(rect);
        }
    }
}

/// Whose names are tried first: those meant, then the furthest out of each quarter in turn.
fn label_order<'d, 'a>(frame: &Rect, middle: Point, dots: &'d [Dot<'a>]) -> Vec<&'d Dot<'a>> {
    let far =
        |dot: &Dot<'_>| (dot.center.x - middle.x).abs() / frame.width + (dot.center.y - middle.y).abs() / frame.height;
    let mut order: Vec<&Dot<'_>> = dots.iter().filter(|dot| dot.customers.len() == 1).collect();
    order.sort_by(|a, b| far(b).total_cmp(&far(a)));
    let mut counts = [0_usize; 4];
    let mut turns: Vec<(bool, usize, &Dot<'_>)> = order
        .into_iter()
        .map(|dot| {
            let quarter = usize::from(dot.center.x > middle.x) + 2 * usize::from(dot.center.y > middle.y);
            counts[quarter] += 1;
            (!dot.is_meant(), counts[quarter], dot)
        })
        .collect();
    turns.sort_by_key(|(is_other, turn, _)| (*is_other, *turn));
    turns.into_iter().map(|(.., dot)| dot).collect()
}
