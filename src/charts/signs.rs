//! Signs that go with a colour, so that no meaning hangs on colour alone: of groups, and of verdicts.

use super::chart::Shape;
use super::palette::{Color, Theme, Tone};
use super::scene::{Anchor, DotShape, Item, Point, Rect, Stroke, regular_corners};
use super::sheet::{SMALL, Sheet};
use super::text::{Style, fit};
use crate::model::Verdict;

/// One of the fills a small dot is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct DotFill {
    /// Its shape.
    pub shape: DotShape,
    /// From the middle to the edge, or to the corners, px.
    pub radius: f32,
    /// Inside.
    pub fill: Color,
}

/// What a small dot of a verdict is made of, for a crowd: its edge and within it its fill, both as filled shapes, which
/// are drawn much quicker than an edge as a line. Looks as [`Sheet::verdict_dot`] does.
pub(crate) fn dot_fills(theme: &Theme, radius: f32, verdict: Option<Verdict>) -> [DotFill; 2] {
    let tone = verdict.map(|verdict| theme.verdict(verdict).mark);
    let edge = tone.and_then(|tone| tone.outline).unwrap_or(theme.background);
    let fill = tone.map_or(theme.dot, |tone| tone.fill);
    // Half of the edge lies on either side; at a corner that is further from the middle.
    let around = |shape: DotShape, radius: f32, reach: f32, [edge, fill]: [Color; 2]| {
        [(radius + reach, edge), (radius - reach, fill)].map(|(radius, fill)| DotFill { shape, radius, fill })
    };
    match verdict {
        None | Some(Verdict::Keep) => around(DotShape::Disc, radius, 0.5, [edge, fill]),
        Some(Verdict::HardLook) => around(DotShape::Triangle, radius * 1.35, 1.0, [edge, fill]),
        Some(Verdict::LetGo) => around(DotShape::Diamond, radius * 1.3, std::f32::consts::FRAC_1_SQRT_2, [edge, fill]),
        Some(Verdict::NotEnough) => {
            let ring = tone.and_then(|tone| tone.outline).unwrap_or(fill);
            around(DotShape::Disc, radius - 0.5, 0.75, [ring, theme.background])
        }
    }
}

/// From this radius on a verdict's dot has room for its sign.
const SIGN_RADIUS: f32 = 6.0;

impl Sheet<'_> {
    /// A group's sign in the accent: a filled disc, an open ring, a diamond, a square, a triangle.
    pub(crate) fn shape(&mut self, center: Point, radius: f32, shape: Shape) {
        self.shape_in(center, radius, shape, self.theme.accent);
    }

    /// A group's sign in a colour of its own.
    pub(crate) fn shape_in(&mut self, center: Point, radius: f32, shape: Shape, color: Color) {
        let edge = Stroke::new(color, if radius < 5.0 { 2.0 } else { 2.5 });
        match shape {
            Shape::Disc => self.circle(center, radius, Some(color), None),
            Shape::Ring => self.circle(center, radius - 0.25, Some(self.theme.background), Some(edge)),
            Shape::Diamond => {
                let points = regular_corners(center, 4, radius * 1.2);
                self.items.push(Item::Polygon { points, fill: Some(color), stroke: None });
            }
            Shape::Square => {
                let rect = Rect::around(center, radius * 0.85);
                let stroke = Some(edge);
                self.items.push(Item::Rect { rect, radius: 0.0, fill: Some(self.theme.background), stroke });
            }
            Shape::Triangle => {
                let points = regular_corners(center, 3, radius * 1.2);
                self.items.push(Item::Polygon { points, fill: Some(color), stroke: None });
            }
        }
    }

    /// A customer as a dot in its verdict's colour: with the verdict's sign where there is room, else by shape
    /// (disc keep, triangle hard look, diamond let go, ring not enough evidence).
    pub(crate) fn verdict_dot(&mut self, center: Point, radius: f32, verdict: Option<Verdict>) {
        let Some(verdict) = verdict else {
            let edge = Stroke::new(self.theme.background, 1.0);
            return self.circle(center, radius, Some(self.theme.dot), Some(edge));
        };
        let tone = self.theme.verdict(verdict).mark;
        let edge = Stroke::new(tone.outline.unwrap_or(self.theme.background), 1.0);
        if radius >= SIGN_RADIUS {
            self.circle(center, radius, Some(tone.fill), Some(edge));
            return self.sign_sized(center, verdict, tone.label, radius / 8.0);
        }
        let (fill, stroke) = (Some(tone.fill), Some(edge));
        match verdict {
            Verdict::Keep => self.circle(center, radius, fill, stroke),
            Verdict::HardLook => {
                let points = regular_corners(center, 3, radius * 1.35);
                self.items.push(Item::Polygon { points, fill, stroke });
            }
            Verdict::LetGo => {
                let points = regular_corners(center, 4, radius * 1.3);
                self.items.push(Item::Polygon { points, fill, stroke });
            }
            Verdict::NotEnough => {
                let ring = Stroke::new(tone.outline.unwrap_or(tone.fill), 1.5);
                self.circle(center, radius - 0.5, Some(self.theme.background), Some(ring));
            }
        }
    }

    /// A part of a stack in a verdict's colour; grey without a verdict.
    pub(crate) fn verdict_bar(&mut self, rect: Rect, verdict: Option<Verdict>) {
        let Some(verdict) = verdict else {
            let stroke = Some(Stroke::new(self.theme.background, 1.0));
            return self.items.push(Item::Rect { rect, radius: 0.0, fill: Some(self.theme.dot), stroke });
        };
        let tone = self.theme.verdict(verdict).mark;
        // The edge tells neighbours apart.
        let outline = Some(tone.outline.unwrap_or(self.theme.background));
        self.bar(rect, 0.0, &Tone { outline, ..tone });
    }

    /// The sign of a verdict in the middle of its part of a stack, before a number if there is one, where there is
    /// room; without room for both only the number.
    pub(crate) fn sign_in(&mut self, rect: &Rect, verdict: Verdict, number: &str) {
        const SIGN: f32 = 9.0;
        let color = self.theme.verdict(verdict).mark.label;
        let style = Style::new(SMALL, color);
        let width = style.width(number);
        let middle = Point::new(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        if rect.height < 15.0 {
            return;
        }
        if number.is_empty() {
            if rect.width >= SIGN + 4.0 {
                self.sign_sized(middle, verdict, color, 0.85);
            }
        } else if rect.width >= width + SIGN + 12.0 {
            let left = middle.x - (width + SIGN + 5.0) / 2.0;
            self.sign_sized(Point::new(left + SIGN / 2.0, middle.y), verdict, color, 0.85);
            self.centred(Point::new(left + SIGN + 5.0, middle.y), Anchor::Start, style, number);
        } else if rect.width >= width + 4.0 {
            self.centred(middle, Anchor::Middle, style, number);
        }
    }

    /// The verdict as sign and word in a pill, centred on y.
    pub(crate) fn pill(&mut self, at: Point, verdict: Verdict, most_width: f32) {
        self.pill_in(at, verdict, [most_width, 20.0]);
    }

    /// The same in so much width and height: lower in a low row, and only the sign where no word fits.
    pub(crate) fn pill_in(&mut self, at: Point, verdict: Verdict, [most_width, most_height]: [f32; 2]) {
        let height = most_height.min(20.0);
        let tone = self.theme.verdict(verdict).pill;
        let style = Style::medium((height - 3.0).clamp(11.0, SMALL), tone.label);
        if most_width < 44.0 {
            return self.verdict_dot(Point::new(at.x + most_width / 2.0, at.y), (height / 2.0).min(8.0), Some(verdict));
        }
        let word = fit(verdict.words(), style, most_width - 32.0);
        let width = style.width(&word) + 33.0;
        self.bar(Rect::new(at.x, at.y - height / 2.0, width, height), height / 2.0, &tone);
        self.sign_sized(Point::new(at.x + 14.5, at.y), verdict, tone.label, (height / 20.0).clamp(0.8, 1.0));
        self.centred(Point::new(at.x + 23.0, at.y), Anchor::Start, style, &word);
    }

    /// The sign of a verdict, drawn with lines: about 8 px high times `scale`.
    pub(crate) fn sign_sized(&mut self, center: Point, verdict: Verdict, color: Color, scale: f32) {
        let stroke = Stroke::new(color, 1.8 * scale);
        let at = |x: f32, y: f32| Point::new(center.x + x * scale, center.y + y * scale);
        match verdict {
            Verdict::Keep => {
                let points = vec![at(-4.0, 0.5), at(-1.2, 3.3), at(4.0, -3.3)];
                self.items.push(Item::Polyline { points, stroke, dash: 0.0 });
            }
            Verdict::LetGo => {
                for side in [-3.5, 3.5] {
                    self.line(at(-3.5, side), at(3.5, -side), stroke, 0.0);
                }
            }
            Verdict::HardLook => {
                self.line(at(0.0, -4.5), at(0.0, 1.2), stroke, 0.0);
                self.circle(at(0.0, 3.8), 1.15 * scale, Some(color), None);
            }
            Verdict::NotEnough => {
                let hook = [(-2.5, -2.6), (-1.6, -4.0), (0.0, -4.5), (1.7, -4.0), (2.5, -2.6), (1.7, -1.2), (0.0, 0.1)];
                let mut points: Vec<Point> = hook.into_iter().map(|(x, y)| at(x, y)).collect();
                points.push(at(0.0, 1.4));
                self.items.push(Item::Polyline { points, stroke, dash: 0.0 });
                self.circle(at(0.0, 3.9), 1.15 * scale, Some(color), None);
            }
        }
    }
}
