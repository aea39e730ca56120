//! What a chart looks like, resolved to the last coordinate: the window paints it, every export is written from it.
//!
//! Units are CSS px (96 to the inch), origin at the top left, y down. Only shapes that every target can draw.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::fonts::{Weight, text_width};
use super::palette::Color;

/// A point, CSS px.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

impl Point {
    /// The point at x, y.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }
}

/// A rectangle, CSS px.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width, never negative.
    pub width: f32,
    /// Height, never negative.
    pub height: f32,
}

impl Rect {
    /// A rectangle from its top left corner.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// A square around a point.
    pub fn around(center: Point, radius: f32) -> Self {
        Self::new(center.x - radius, center.y - radius, 2.0 * radius, 2.0 * radius)
    }

    /// Right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// The smallest rectangle around this and another.
    pub fn around_both(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }

    /// Whether the point lies inside or on the edge.
    pub fn contains(&self, point: Point) -> bool {
        self.x <= point.x && point.x <= self.right() && self.y <= point.y && point.y <= self.bottom()
    }

    /// Whether the two share more than an edge; `slack` px of overlap are forgiven.
    pub fn overlaps(&self, other: &Self, slack: f32) -> bool {
        self.x + slack < other.right()
            && other.x + slack < self.right()
            && self.y + slack < other.bottom()
            && other.y + slack < self.bottom()
    }
}

/// A drawn line: colour and width.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width, CSS px.
    pub width: f32,
}

impl Stroke {
    /// A line of this colour and width.
    pub const fn new(color: Color, width: f32) -> Self {
        Self { color, width }
    }
}

/// Which point of a text its x stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// Which way the lines of a hatch run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slant {
    /// From the upper left to the lower right: kept for "not rated".
    #[default]
    Falling,
    /// From the lower left to the upper right.
    Rising,
    /// From left to right.
    Level,
    /// From top to bottom.
    Upright,
}

/// The shape of a dot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DotShape {
    /// Round.
    Disc,
    /// Three corners, one of them at the top.
    Triangle,
    /// Four corners, one of them at the top.
    Diamond,
}

impl DotShape {
    /// The corners of a dot; none for a disc.
    pub fn corners(self, center: Point, radius: f32) -> Vec<Point> {
        let number = match self {
            Self::Disc => 0,
            Self::Triangle => 3,
            Self::Diamond => 4,
        };
        regular_corners(center, number, radius)
    }
}

/// The corners of a regular shape that stands on its side or corner, the first at the top.
pub(super) fn regular_corners(center: Point, number: u8, reach: f32) -> Vec<Point> {
    (0..number)
        .map(|corner| {
            let angle = std::f32::consts::TAU * f32::from(corner) / f32::from(number);
            Point::new(center.x + reach * angle.sin(), center.y - reach * angle.cos())
        })
        .collect()
}

/// One shape. Later shapes are painted over earlier ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// A rectangle, perhaps with round corners.
    Rect {
        /// Where.
        rect: Rect,
        /// Corner radius, CSS px.
        radius: f32,
        /// Inside.
        fill: Option<Color>,
        /// Edge, centred on the rectangle.
        stroke: Option<Stroke>,
    },
    /// A straight line.
    Line {
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
        /// How it is drawn.
        stroke: Stroke,
        /// Length of dashes and of the gaps between them, CSS px; 0 is solid.
        dash: f32,
    },
    /// An open line through points, with round joins.
    Polyline {
        /// The points, in order.
        points: Vec<Point>,
        /// How it is drawn.
        stroke: Stroke,
        /// Length of dashes and gaps, CSS px; 0 is solid.
        dash: f32,
    },
    /// Open lines that all look the same, each through its points, drawn in one go: a crowd of grey lines, the hatch of
    /// a shape. Solid, with round joins and plain ends.
    Lines {
        /// The lines, each with its points in order.
        lines: Vec<Vec<Point>>,
        /// How they are drawn.
        stroke: Stroke,
    },
    /// A closed shape; star-shaped as seen from the middle of its points, so that a fan of triangles fills it.
    Polygon {
        /// The corners, in order.
        points: Vec<Point>,
        /// Inside.
        fill: Option<Color>,
        /// Edge.
        stroke: Option<Stroke>,
    },
    /// A circle.
    Circle {
        /// Its middle.
        center: Point,
        /// Its radius, CSS px.
        radius: f32,
        /// Inside.
        fill: Option<Color>,
        /// Edge, centred on the circle.
        stroke: Option<Stroke>,
    },
    /// Filled dots that all look the same, drawn in one go; none touches another.
    Dots {
        /// What they look like.
        shape: DotShape,
        /// Their middles.
        centers: Vec<Point>,
        /// From the middle to the edge, or to the corners, CSS px.
        radius: f32,
        /// Inside.
        fill: Color,
    },
    /// One line of text.
    Text {
        /// Where: x as `anchor` says, y of the baseline.
        at: Point,
        /// Which point of the text x stands for.
        anchor: Anchor,
        /// The words.
        text: String,
        /// Font size, CSS px.
        size: f32,
        /// How heavy.
        weight: Weight,
        /// Its colour.
        color: Color,
    },
    /// A hatched rectangle: "not rated", or what tells fills apart in print; draw the lines of [`hatch_lines`](super::hatch_lines).
    Hatch {
        /// Where.
        rect: Rect,
        /// The lines.
        stroke: Stroke,
        /// Distance between the lines, along the edge, CSS px.
        gap: f32,
        /// Which way the lines run.
        #[serde(default)]
        slant: Slant,
    },
}

impl Item {
    /// Where a text stands: from the top of its capitals and accents to the bottom of its descenders.
    /// `None` for anything else.
    pub fn text_box(&self) -> Option<Rect> {
        let Self::Text { at, anchor, text, size, weight, .. } = self else { return None };
        let width = text_width(text, *size, *weight);
        let x = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::End => at.x - width,
        };
        Some(Rect::new(x, at.y - size * 0.8, width, size * 1.02))
    }
}

/// Something that can be pointed at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it reacts.
    pub rect: Rect,
    /// The `id` the chart was given for what this shows: a criterion, a customer, a series.
    pub id: String,
    /// Which part of it: the criterion of a heatmap's cell, the period of a trend, the point of a distribution; or empty.
    pub part: String,
    /// What to show beside the pointer; lines are separated by `\n`.
    pub tip: String,
}

/// A chart, laid out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Width of the page, CSS px.
    pub width: f32,
    /// Height of the page, CSS px.
    pub height: f32,
    /// The page; `None` lets what is behind shine through.
    pub background: Option<Color>,
    /// The shapes, in painting order.
    pub items: Vec<Item>,
    /// What can be pointed at; later ones lie on top.
    pub marks: Vec<Mark>,
    /// What the chart says, as one line.
    pub title: String,
    /// What is to be seen, in words, for those who cannot see it.
    pub alt: String,
}

impl Scene {
    /// The topmost mark at a point, if there is one.
    pub fn mark_at(&self, point: Point) -> Option<&Mark> {
        self.marks.iter().rev().find(|mark| mark.rect.contains(point))
    }
}

/// The scene as text, one shape per line: for people who compare two versions.
impl fmt::Display for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "page {:.0}×{:.0} {}", self.width, self.height, Maybe(self.background))?;
        writeln!(f, "title {}", self.title)?;
        writeln!(f, "alt {}", self.alt)?;
        for item in &self.items {
            writeln!(f, "{item}")?;
        }
        for Mark { rect, id, part, tip } in &self.marks {
            writeln!(f, "mark {rect} {id}/{part} {tip:?}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rect { rect, radius, fill, stroke } => {
                write!(f, "rect {rect} r{radius:.0} {} {}", Maybe(*fill), Maybe(*stroke))
            }
            Self::Line { from, to, stroke, dash } => write!(f, "line {from} {to} {stroke} dash {dash:.0}"),
            Self::Polyline { points, stroke, dash } => write!(f, "polyline {}{stroke} dash {dash:.0}", Points(points)),
            Self::Lines { lines, stroke } => {
                f.write_str("lines ")?;
                lines.iter().try_for_each(|points| write!(f, "{}| ", Points(points)))?;
                stroke.fmt(f)
            }
            Self::Polygon { points, fill, stroke } => {
                write!(f, "polygon {}{} {}", Points(points), Maybe(*fill), Maybe(*stroke))
            }
            Self::Circle { center, radius, fill, stroke } => {
                write!(f, "circle {center} r{radius:.1} {} {}", Maybe(*fill), Maybe(*stroke))
            }
            Self::Dots { shape, centers, radius, fill } => {
                write!(f, "dots {shape:?} r{radius:.1} {fill} {}", Points(centers))
            }
            Self::Text { at, anchor, text, size, weight, color } => {
                write!(f, "text {at} {anchor:?} {size:.0} {weight:?} {color} {text:?}")
            }
            Self::Hatch { rect, stroke, gap, slant } => {
                write!(f, "hatch {rect} {stroke} gap {gap:.0}")?;
                if *slant == Slant::Falling { Ok(()) } else { write!(f, " {slant:?}") }
            }
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1},{:.1}", self.x, self.y)
    }
}

impl fmt::Display for Rect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1},{:.1} {:.1}×{:.1}", self.x, self.y, self.width, self.height)
    }
}

impl fmt::Display for Stroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:.1}", self.color, self.width)
    }
}

struct Maybe<T>(Option<T>);

impl<T: fmt::Display> fmt::Display for Maybe<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("none"),
        }
    }
}

struct Points<'a>(&'a [Point]);

impl fmt::Display for Points<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|point| write!(f, "{point} "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topmost_mark_is_found() {
        let mark = |id: &str, x: f32| Mark {
            rect: Rect::new(x, 0.0, 10.0, 10.0),
            id: id.to_owned(),
            part: String::new(),
            tip: String::new(),
        };
        let scene = Scene {
            width: 30.0,
            height: 10.0,
            background: None,
            items: Vec::new(),
            marks: vec![mark("below", 0.0), mark("above", 5.0)],
            title: String::new(),
            alt: String::new(),
        };
        let found = |x: f32| scene.mark_at(Point::new(x, 5.0)).map(|mark| mark.id.as_str());
        assert_eq!([found(2.0), found(7.0), found(20.0)], [Some("below"), Some("above"), None]);
    }
}
