//! The sheet a chart is drawn on: text that is measured, shapes, legends, and the room a chart has.

use std::collections::BTreeMap;

use super::chart::Shape;
use super::palette::{Color, Theme, Tone};
use super::ruler::{Tick, between};
use super::scene::{Anchor, Item, Mark, Point, Rect, Stroke};
use super::text::{Style, Wrapped, fit, tidy, wrap};
use crate::model::Verdict;

/// Font size of names and values.
pub(crate) const BODY: f32 = 15.0;
/// Font size of what explains.
pub(crate) const SMALL: f32 = 13.0;
/// Font size of ticks.
pub(crate) const TICK: f32 = 12.0;

/// The room a chart may fill.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// How wide.
    pub width: f32,
    /// How high, if that is given; else the chart takes what it needs.
    pub height: Option<f32>,
}

impl Area {
    /// Right edge.
    pub(crate) fn right(&self) -> f32 {
        self.x + self.width
    }

    /// The same area with so much cut off at the top.
    pub(crate) fn below(&self, used: f32) -> Self {
        Self { y: self.y + used, height: self.height.map(|height| (height - used).max(0.0)), ..*self }
    }
}

/// The room a chart has really taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    pub width: f32,
    pub height: f32,
}

impl Extent {
    /// More than any page has: the chart cannot be shown there.
    pub(crate) const TOO_LARGE: Self = Self { width: f32::INFINITY, height: f32::INFINITY };
}

/// What stands before a word in a legend, and for a group in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Swatch {
    Box(Tone),
    Line(Stroke, f32),
    Dot,
    Shape(Shape),
    /// A group's sign in its own colour.
    Tinted(Shape, Color),
    /// A verdict's sign, so large.
    Verdict(Verdict, f32),
    Whisker,
    Tick,
}

/// Where a chart is drawn.
pub(crate) struct Sheet<'t> {
    pub theme: &'t Theme,
    pub items: Vec<Item>,
    pub marks: Vec<Mark>,
}

impl Sheet<'_> {
    /// The style of names.
    pub(crate) fn body(&self) -> Style {
        Style::new(BODY, self.theme.ink)
    }

    /// The style of the number that matters.
    pub(crate) fn strong(&self) -> Style {
        Style::medium(BODY, self.theme.ink)
    }

    /// The style of what explains.
    pub(crate) fn small(&self) -> Style {
        Style::new(SMALL, self.theme.muted)
    }

    /// The style of ticks.
    pub(crate) fn tick(&self) -> Style {
        Style::new(TICK, self.theme.muted)
    }

    /// One line of text with its baseline at y.
    pub(crate) fn text(&mut self, at: Point, anchor: Anchor, style: Style, text: &str) {
        let text = tidy(text);
        if !text.is_empty() {
            let Style { size, weight, color } = style;
            self.items.push(Item::Text { at, anchor, text, size, weight, color });
        }
    }

    /// One line of text, its capitals and digits centred on y.
    pub(crate) fn centred(&mut self, at: Point, anchor: Anchor, style: Style, text: &str) {
        self.text(Point::new(at.x, at.y + style.middle_to_baseline()), anchor, style, text);
    }

    /// A block of lines, centred on y.
    pub(crate) fn block(&mut self, at: Point, anchor: Anchor, style: Style, block: &Wrapped) {
        let above = style.line_height() * (block.lines.len().saturating_sub(1)) as f32 / 2.0;
        for (row, line) in block.lines.iter().enumerate() {
            let y = at.y - above + style.line_height() * row as f32;
            self.centred(Point::new(at.x, y), anchor, style, line);
        }
    }

    /// A straight line.
    pub(crate) fn line(&mut self, from: Point, to: Point, stroke: Stroke, dash: f32) {
        self.items.push(Item::Line { from, to, stroke, dash });
    }

    /// A filled rectangle, with an outline drawn inside if its tone has one.
    pub(crate) fn bar(&mut self, rect: Rect, radius: f32, tone: &Tone) {
        self.items.push(Item::Rect {
            rect,
            radius,
            fill: Some(tone.fill),
            stroke: tone.outline.map(|color| Stroke::new(color, 1.0)),
        });
        self.items.extend(self.theme.hatch_over(&rect, tone.fill));
    }

    /// A filled circle with an optional edge.
    pub(crate) fn circle(&mut self, center: Point, radius: f32, fill: Option<Color>, stroke: Option<Stroke>) {
        self.items.push(Item::Circle { center, radius, fill, stroke });
    }

    /// Every person as a dot.
    pub(crate) fn dot(&mut self, center: Point) {
        self.circle(center, 3.0, Some(self.theme.dot), None);
    }

    /// Something that can be pointed at.
    pub(crate) fn mark(&mut self, rect: Rect, id: &str, part: &str, tip: String) {
        self.marks.push(Mark { rect, id: id.to_owned(), part: part.to_owned(), tip });
    }

    /// A legend in rows from the left; returns how high it is, 0 without entries.
    pub(crate) fn legend(&mut self, area: &Area, entries: &[(Swatch, String)]) -> f32 {
        const ROW: f32 = 22.0;
        let style = self.small();
        let (mut x, mut y) = (area.x, area.y + 8.0);
        for (swatch, label) in entries {
            let lead = if matches!(swatch, Swatch::Line(..) | Swatch::Whisker) { 30.0 } else { 20.0 };
            let label = fit(label, style, (area.width - lead).min(240.0));
            let width = lead + style.width(&label);
            if x > area.x && x + width > area.right() {
                (x, y) = (area.x, y + ROW);
            }
            self.swatch(Point::new(x, y), *swatch);
            self.centred(Point::new(x + lead, y), Anchor::Start, style, &label);
            x += width + 18.0;
        }
        if entries.is_empty() { 0.0 } else { y - area.y + 20.0 }
    }

    /// A swatch whose left edge is at x.
    fn swatch(&mut self, at: Point, swatch: Swatch) {
        let middle = Point::new(at.x + 7.0, at.y);
        match swatch {
            Swatch::Box(tone) => self.bar(Rect::new(at.x + 0.5, at.y - 6.5, 13.0, 13.0), 2.0, &tone),
            Swatch::Line(stroke, dash) => self.line(at, Point::new(at.x + 23.0, at.y), stroke, dash),
            Swatch::Dot => self.dot(middle),
            Swatch::Shape(shape) => self.shape(middle, 5.5, shape),
            Swatch::Tinted(shape, color) => self.shape_in(middle, 5.5, shape, color),
            Swatch::Verdict(verdict, radius) => self.verdict_dot(middle, radius, Some(verdict)),
            Swatch::Tick => {
                let stroke = Stroke::new(self.theme.ink, 2.0);
                self.line(Point::new(middle.x, at.y - 7.0), Point::new(middle.x, at.y + 7.0), stroke, 0.0);
            }
            Swatch::Whisker => self.whisker(at.x + 1.0, at.x + 23.0, at.y),
        }
    }

    /// From the lowest to the highest, with caps.
    pub(crate) fn whisker(&mut self, from: f32, to: f32, y: f32) {
        // The rim keeps it apart from a bar of any colour.
        let rim = Stroke::new(self.theme.background, 4.0);
        for stroke in [rim, Stroke::new(self.theme.ink, 1.5)] {
            self.line(Point::new(from, y), Point::new(to, y), stroke, 0.0);
            for x in [from, to] {
                self.line(Point::new(x, y - 4.0), Point::new(x, y + 4.0), stroke, 0.0);
            }
        }
    }

    /// Tick labels under a track, those left out that would touch their neighbour; `tick_y` is their middle.
    pub(crate) fn tick_labels(&mut self, ticks: &[Tick], track: [f32; 2], tick_y: f32) {
        let style = self.tick();
        let room = ((track[1] - track[0]).abs() / 2.0).clamp(30.0, 120.0);
        let mut free = f32::NEG_INFINITY;
        for Tick { share, label } in ticks {
            let label = fit(label, style, room);
            let (x, half) = (between(track[0], track[1], *share), style.width(&label) / 2.0);
            if x - half >= free {
                self.centred(Point::new(x, tick_y), Anchor::Middle, style, &label);
                free = x + half + 6.0;
            }
        }
    }

    /// A calm sentence in the middle where there is nothing to show.
    pub(crate) fn nothing(&mut self, area: &Area, sentence: &str) -> Extent {
        let height = area.height.unwrap_or(120.0);
        let style = Style::new(BODY, self.theme.muted);
        let mut block = wrap(sentence, style, area.width - 16.0, 3);
        if block.lines.len() as f32 * style.line_height() > height {
            block = wrap(sentence, style, area.width - 16.0, 1);
        }
        if block.lines.len() as f32 * style.line_height() > height {
            return Extent { width: area.width, height };
        }
        self.block(Point::new(area.x + area.width / 2.0, area.y + height / 2.0), Anchor::Middle, style, &block);
        Extent { width: area.width, height }
    }
}

/// The column at the right edge with values, right-aligned, none wider than `most_width`.
pub(crate) fn column_width<'a>(style: Style, labels: impl Iterator<Item = &'a str>, most_width: f32) -> f32 {
    labels.map(|label| style.width(label)).fold(0.0, f32::max).min(most_width).ceil()
}

/// `n = 8`, or `no answers`.
pub(crate) fn people(n: u32) -> String {
    if n == 0 { "no answers".to_owned() } else { format!("n = {n}") }
}

/// Dots at the same place stand above each other, closer together when there are many.
pub(crate) fn stacked(places: impl Iterator<Item = f32>, y: f32, row_height: f32) -> Vec<Point> {
    let mut stacks: BTreeMap<i64, Vec<f32>> = BTreeMap::new();
    for x in places {
        stacks.entry(half_pixels(x)).or_default().push(x);
    }
    let mut dots = Vec::new();
    for xs in stacks.into_values() {
        let gaps = xs.len().saturating_sub(1) as f32;
        let step = if gaps > 0.0 { ((row_height - 8.0) / gaps).clamp(0.0, 6.0) } else { 0.0 };
        for (at, x) in xs.into_iter().enumerate() {
            dots.push(Point::new(x, y + step * (at as f32 - gaps / 2.0)));
        }
    }
    dots
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the page, in half px")]
fn half_pixels(x: f32) -> i64 {
    (x * 2.0).round() as i64
}
