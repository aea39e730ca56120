//! Icons as vector data, painted with strokes in any size and colour.
//!
//! Our own few lines, so that they look the same on every system and follow the theme.

use egui::{Align2, Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, pos2};

/// One stroke of an icon, in a box of 16 × 16.
enum Part {
    /// An open line through these points.
    Line(&'static [(f32, f32)]),
    /// A closed line through these points.
    Loop(&'static [(f32, f32)]),
    /// A circle: centre and radius.
    Ring(f32, f32, f32),
    /// A filled circle: centre and radius.
    Dot(f32, f32, f32),
    /// A part of a circle: centre, radius, from and to in degrees, clockwise from three o'clock.
    Arc(f32, f32, f32, f32, f32),
}

use Part::{Arc, Dot, Line, Loop, Ring};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident => [$($part:expr),* $(,)?];)*) => {
        /// What there is to show.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Icon {
            $($(#[$doc])* $name,)*
        }

        impl Icon {
            /// All of them, in the order of this file.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            const fn parts(self) -> &'static [Part] {
                match self {
                    $(Self::$name => &[$($part),*],)*
                }
            }
        }
    };
}

icons! {
    /// The overview: four tiles.
    Overview => [
        Loop(&[(2.0, 2.0), (7.0, 2.0), (7.0, 7.0), (2.0, 7.0)]),
        Loop(&[(9.0, 2.0), (14.0, 2.0), (14.0, 7.0), (9.0, 7.0)]),
        Loop(&[(2.0, 9.0), (7.0, 9.0), (7.0, 14.0), (2.0, 14.0)]),
        Loop(&[(9.0, 9.0), (14.0, 9.0), (14.0, 14.0), (9.0, 14.0)]),
    ];
    /// Customers: one person.
    Customers => [Ring(8.0, 4.8, 2.7), Arc(8.0, 15.0, 5.4, 188.0, 352.0)];
    /// Rate: a star.
    Rate => [Loop(&[
        (8.0, 1.4), (9.94, 5.53), (14.47, 6.1), (11.14, 9.22), (12.0, 13.7),
        (8.0, 11.5), (4.0, 13.7), (4.86, 9.22), (1.53, 6.1), (6.06, 5.53),
    ])];
    /// Charts: bars on a line.
    Charts => [
        Line(&[(1.6, 14.0), (14.4, 14.0)]),
        Line(&[(4.0, 14.0), (4.0, 9.0)]),
        Line(&[(8.0, 14.0), (8.0, 2.4)]),
        Line(&[(12.0, 14.0), (12.0, 6.0)]),
    ];
    /// Let go: a pair of scales.
    LetGo => [
        Line(&[(8.0, 1.8), (8.0, 13.8)]),
        Line(&[(5.2, 14.0), (10.8, 14.0)]),
        Line(&[(2.6, 4.0), (13.4, 4.0)]),
        Line(&[(0.9, 9.2), (3.2, 4.0), (5.5, 9.2)]),
        Arc(3.2, 9.2, 2.3, 0.0, 180.0),
        Line(&[(10.5, 9.2), (12.8, 4.0), (15.1, 9.2)]),
        Arc(12.8, 9.2, 2.3, 0.0, 180.0),
    ];
    /// Scorecards: a list on paper.
    Scorecards => [
        Loop(&[(3.2, 1.8), (12.8, 1.8), (12.8, 14.2), (3.2, 14.2)]),
        Line(&[(5.8, 5.2), (10.2, 5.2)]),
        Line(&[(5.8, 8.0), (10.2, 8.0)]),
        Line(&[(5.8, 10.8), (8.4, 10.8)]),
    ];
    /// People: two persons.
    People => [
        Ring(5.6, 5.2, 2.4),
        Arc(5.6, 14.4, 4.6, 188.0, 352.0),
        Ring(11.6, 5.6, 1.9),
        Arc(11.2, 14.0, 4.0, 275.0, 352.0),
    ];
    /// Settings: three sliders.
    Settings => [
        Line(&[(1.8, 4.0), (14.2, 4.0)]),
        Line(&[(1.8, 8.0), (14.2, 8.0)]),
        Line(&[(1.8, 12.0), (14.2, 12.0)]),
        Line(&[(10.4, 2.4), (10.4, 5.6)]),
        Line(&[(5.2, 6.4), (5.2, 9.6)]),
        Line(&[(8.8, 10.4), (8.8, 13.6)]),
    ];
    /// Search: a lens.
    Search => [Ring(6.8, 6.8, 4.6), Line(&[(10.2, 10.2), (14.2, 14.2)])];
    /// Undo: an arrow turning back.
    Undo => [
        Line(&[(5.6, 2.4), (2.2, 5.8), (5.6, 9.2)]),
        Line(&[(2.2, 5.8), (9.8, 5.8)]),
        Arc(9.8, 9.7, 3.9, 270.0, 450.0),
        Line(&[(9.8, 13.6), (6.4, 13.6)]),
    ];
    /// Redo: an arrow turning forward.
    Redo => [
        Line(&[(10.4, 2.4), (13.8, 5.8), (10.4, 9.2)]),
        Line(&[(13.8, 5.8), (6.2, 5.8)]),
        Arc(6.2, 9.7, 3.9, 90.0, 270.0),
        Line(&[(6.2, 13.6), (9.6, 13.6)]),
    ];
    /// Done, keep.
    Check => [Line(&[(2.6, 8.6), (6.3, 12.2), (13.4, 4.0)])];
    /// Close, let go.
    Cross => [Line(&[(3.6, 3.6), (12.4, 12.4)]), Line(&[(12.4, 3.6), (3.6, 12.4)])];
    /// Careful: a triangle with an exclamation mark.
    Warning => [
        Loop(&[(8.0, 1.8), (14.9, 13.8), (1.1, 13.8)]),
        Line(&[(8.0, 6.2), (8.0, 9.6)]),
        Dot(8.0, 11.7, 0.9),
    ];
    /// Look hard: an exclamation mark.
    Exclamation => [Line(&[(8.0, 2.4), (8.0, 9.8)]), Dot(8.0, 13.2, 1.15)];
    /// Not known: a question mark.
    Question => [
        Line(&[
            (5.0, 5.3), (5.3, 3.9), (6.4, 2.8), (8.0, 2.4), (9.7, 2.8), (10.8, 3.9), (11.0, 5.3), (10.5, 6.6),
            (9.3, 7.7), (8.3, 8.8), (8.0, 10.2),
        ]),
        Dot(8.0, 13.3, 1.15),
    ];
    /// To know: an i in a circle.
    Info => [Ring(8.0, 8.0, 6.4), Line(&[(8.0, 7.4), (8.0, 11.4)]), Dot(8.0, 4.9, 0.9)];
    /// More of it.
    Plus => [Line(&[(8.0, 2.8), (8.0, 13.2)]), Line(&[(2.8, 8.0), (13.2, 8.0)])];
    /// Less of it.
    Minus => [Line(&[(2.8, 8.0), (13.2, 8.0)])];
    /// Locked: a closed padlock.
    Lock => [
        Loop(&[(3.4, 7.2), (12.6, 7.2), (12.6, 14.0), (3.4, 14.0)]),
        Arc(8.0, 5.4, 3.0, 180.0, 360.0),
        Line(&[(5.0, 5.4), (5.0, 7.2)]),
        Line(&[(11.0, 5.4), (11.0, 7.2)]),
    ];
    /// Free: an open padlock.
    Unlock => [
        Loop(&[(3.4, 7.2), (12.6, 7.2), (12.6, 14.0), (3.4, 14.0)]),
        Arc(8.0, 4.6, 3.0, 180.0, 340.0),
        Line(&[(5.0, 4.6), (5.0, 7.2)]),
    ];
    /// Opens downwards.
    ChevronDown => [Line(&[(3.6, 5.8), (8.0, 10.4), (12.4, 5.8)])];
    /// Closes upwards.
    ChevronUp => [Line(&[(3.6, 10.4), (8.0, 5.8), (12.4, 10.4)])];
    /// Back.
    ChevronLeft => [Line(&[(10.2, 3.6), (5.8, 8.0), (10.2, 12.4)])];
    /// On.
    ChevronRight => [Line(&[(5.8, 3.6), (10.2, 8.0), (5.8, 12.4)])];
    /// Delete.
    Trash => [
        Line(&[(2.2, 4.2), (13.8, 4.2)]),
        Line(&[(5.8, 4.2), (5.8, 2.0), (10.2, 2.0), (10.2, 4.2)]),
        Line(&[(3.7, 4.2), (4.5, 14.0), (11.5, 14.0), (12.3, 4.2)]),
        Line(&[(6.6, 7.0), (6.8, 11.2)]),
        Line(&[(9.4, 7.0), (9.2, 11.2)]),
    ];
    /// Edit.
    Pencil => [
        Loop(&[(2.2, 13.8), (3.0, 10.2), (10.9, 2.3), (13.7, 5.1), (5.8, 13.0)]),
        Line(&[(9.0, 4.2), (11.8, 7.0)]),
    ];
    /// Gets worse.
    Falling => [Line(&[(3.8, 3.8), (12.2, 12.2)]), Line(&[(12.2, 5.8), (12.2, 12.2), (5.8, 12.2)])];
    /// Upwards: sorted from small to large.
    ArrowUp => [Line(&[(8.0, 14.0), (8.0, 2.4)]), Line(&[(3.8, 6.6), (8.0, 2.4), (12.2, 6.6)])];
    /// Downwards: sorted from large to small.
    ArrowDown => [Line(&[(8.0, 2.0), (8.0, 13.6)]), Line(&[(3.8, 9.4), (8.0, 13.6), (12.2, 9.4)])];
    /// To somewhere.
    ArrowRight => [Line(&[(2.0, 8.0), (13.6, 8.0)]), Line(&[(9.4, 3.8), (13.6, 8.0), (9.4, 12.2)])];
    /// Save as a file.
    Download => [
        Line(&[(8.0, 1.8), (8.0, 10.6)]),
        Line(&[(4.2, 6.9), (8.0, 10.7), (11.8, 6.9)]),
        Line(&[(2.2, 14.0), (13.8, 14.0)]),
    ];
    /// What else can be done.
    More => [Dot(3.0, 8.0, 1.35), Dot(8.0, 8.0, 1.35), Dot(13.0, 8.0, 1.35)];
    /// A date.
    Calendar => [
        Loop(&[(2.0, 3.2), (14.0, 3.2), (14.0, 14.2), (2.0, 14.2)]),
        Line(&[(2.0, 6.6), (14.0, 6.6)]),
        Line(&[(5.2, 1.4), (5.2, 4.6)]),
        Line(&[(10.8, 1.4), (10.8, 4.6)]),
    ];
    /// A red flag.
    Flag => [
        Line(&[(3.2, 1.6), (3.2, 14.6)]),
        Line(&[(3.2, 2.4), (13.2, 2.4), (10.8, 5.6), (13.2, 8.8), (3.2, 8.8)]),
    ];
    /// Make another like it.
    Copy => [
        Loop(&[(5.4, 5.4), (14.0, 5.4), (14.0, 14.0), (5.4, 14.0)]),
        Line(&[(10.6, 5.4), (10.6, 2.0), (2.0, 2.0), (2.0, 10.6), (5.4, 10.6)]),
    ];
    /// What was before.
    Clock => [Ring(8.0, 8.0, 6.4), Line(&[(8.0, 4.2), (8.0, 8.2), (10.8, 9.8)])];
}

impl Icon {
    /// Paints the icon into `rect` (its smaller side counts, centred).
    pub(super) fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let side = rect.width().min(rect.height());
        let scale = side / 16.0;
        // Whole pixels keep horizontal and vertical strokes sharp.
        let snap = |v: f32| (v * painter.pixels_per_point()).round() / painter.pixels_per_point();
        let origin = Align2::CENTER_CENTER.align_size_within_rect(Vec2::splat(side), rect).min;
        let origin = pos2(snap(origin.x), snap(origin.y));
        let at = |x: f32, y: f32| Pos2::new(origin.x + x * scale, origin.y + y * scale);
        let points = |all: &[(f32, f32)]| all.iter().map(|&(x, y)| at(x, y)).collect::<Vec<_>>();
        // Large icons are drawn a little finer than scaling would make them, small ones no thinner than text.
        let stroke = Stroke::new((1.6 * scale.powf(0.7)).max(1.4), colour);
        for part in self.parts() {
            painter.add(match *part {
                Line(all) => Shape::line(points(all), stroke),
                Loop(all) => Shape::closed_line(points(all), stroke),
                Ring(x, y, r) => Shape::circle_stroke(at(x, y), r * scale, stroke),
                Dot(x, y, r) => Shape::circle_filled(at(x, y), r * scale, colour),
                Arc(x, y, r, from, to) => {
                    let steps = 14_u8;
                    let arc = (0..=steps).map(|i| {
                        let angle = (from + (to - from) * f32::from(i) / f32::from(steps)).to_radians();
                        at(x + r * angle.cos(), y + r * angle.sin())
                    });
                    Shape::line(arc.collect(), stroke)
                }
            });
        }
    }
}

/// An icon as a picture of `size` × `size` points. It has no name of its own: give the name to what it stands in.
pub(super) fn icon(ui: &mut Ui, icon: Icon, size: f32, colour: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    if ui.is_rect_visible(rect) {
        icon.paint(ui.painter(), rect, colour);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_stays_in_its_box() {
        for icon in Icon::ALL {
            for part in icon.parts() {
                let points: Vec<(f32, f32)> = match *part {
                    Line(all) | Loop(all) => all.to_vec(),
                    Ring(x, y, r) | Dot(x, y, r) => vec![(x - r, y - r), (x + r, y + r)],
                    Arc(x, y, r, from, to) => {
                        [from, to].map(|a| (x + r * a.to_radians().cos(), y + r * a.to_radians().sin())).to_vec()
                    }
                };
                for (x, y) in points {
                    assert!((0.5..=15.5).contains(&x) && (0.5..=15.5).contains(&y), "{icon:?}: {x}, {y}");
                }
            }
        }
    }

    #[test]
    fn every_icon_paints_something() {
        let ctx = egui::Context::default();
        for &one in Icon::ALL {
            let output = crate::ui::theme::testing::frame(&ctx, |ui| {
                icon(ui, one, 16.0, Color32::RED);
            });
            assert!(!output.shapes.is_empty(), "{one:?} is empty");
        }
    }
}
