//! A scene as SVG: the one file every picture is made from.

use std::fmt::{self, Write as _};

use super::fonts::{FAMILY, Weight};
use super::hatch::hatch_lines;
use super::palette::Color;
use super::runs::{is_bundled, runs};
use super::scene::{Anchor, DotShape, Item, Point, Scene, Stroke};

impl Scene {
    /// The scene as an SVG file with text as text; equal scenes give equal bytes.
    pub fn to_svg(&self) -> String {
        let mut svg = String::with_capacity(256 + self.items.len() * 120);
        // Writing to a string cannot fail.
        if write_svg(&mut svg, self).is_err() {
            svg.clear();
        }
        svg
    }
}

fn write_svg(out: &mut String, scene: &Scene) -> fmt::Result {
    let (width, height) = (Num(scene.width), Num(scene.height));
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" font-family="{FAMILY}, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif">"#
    )?;
    writeln!(out, "<title>{}</title>", Escaped(&scene.title))?;
    writeln!(out, "<desc>{}</desc>", Escaped(&scene.alt))?;
    if let Some(color) = scene.background {
        write!(out, r#"<rect width="{width}" height="{height}""#)?;
        paint(out, Some(color), None)?;
        writeln!(out, "/>")?;
    }
    for item in &scene.items {
        write_item(out, item)?;
    }
    writeln!(out, "</svg>")
}

fn write_item(out: &mut String, item: &Item) -> fmt::Result {
    match item {
        Item::Rect { rect, radius, fill, stroke } => {
            let (x, y, width, height) = (Num(rect.x), Num(rect.y), Num(rect.width), Num(rect.height));
            write!(out, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}""#)?;
            if *radius > 0.0 {
                write!(out, r#" rx="{}""#, Num(*radius))?;
            }
            paint(out, *fill, *stroke)?;
        }
        Item::Line { from, to, stroke, dash } => {
            let (x1, y1, x2, y2) = (Num(from.x), Num(from.y), Num(to.x), Num(to.y));
            write!(out, r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}""#)?;
            line(out, *stroke, *dash)?;
        }
        Item::Polyline { points, stroke, dash } => {
            out.push_str("<polyline");
            write_points(out, points)?;
            out.push_str(r#" fill="none" stroke-linejoin="round" stroke-linecap="round""#);
            line(out, *stroke, *dash)?;
        }
        Item::Lines { lines, stroke } => {
            out.push_str("<path d=\"");
            for line in lines {
                for (at, point) in line.iter().enumerate() {
                    let step = if at == 0 { 'M' } else { 'L' };
                    write!(out, "{step}{} {}", Num(point.x), Num(point.y))?;
                }
            }
            out.push_str(r#"" fill="none" stroke-linejoin="round""#);
            line(out, *stroke, 0.0)?;
        }
        Item::Polygon { points, fill, stroke } => {
            out.push_str("<polygon");
            write_points(out, points)?;
            out.push_str(r#" stroke-linejoin="round""#);
            paint(out, *fill, *stroke)?;
        }
        Item::Circle { center, radius, fill, stroke } => {
            write!(out, r#"<circle cx="{}" cy="{}" r="{}""#, Num(center.x), Num(center.y), Num(*radius))?;
            paint(out, *fill, *stroke)?;
        }
        Item::Dots { shape, centers, radius, fill } => {
            write_dots(out, *shape, centers, *radius)?;
            paint(out, Some(*fill), None)?;
        }
        Item::Text { at, anchor, text, size, weight, color } => {
            return write_text(out, *at, *anchor, text, (*size, *weight, *color));
        }
        Item::Hatch { rect, stroke, gap, slant } => {
            out.push_str("<path d=\"");
            for [from, to] in hatch_lines(rect, *gap, *slant) {
                write!(out, "M{} {}L{} {}", Num(from.x), Num(from.y), Num(to.x), Num(to.y))?;
            }
            out.push('"');
            line(out, *stroke, 0.0)?;
        }
    }
    writeln!(out, "/>")
}

/// Dots as one path: to the first point of each, and from there around it.
fn write_dots(out: &mut String, shape: DotShape, centers: &[Point], radius: f32) -> fmt::Result {
    let nowhere = Point::new(0.0, 0.0);
    let corners = shape.corners(nowhere, radius);
    let (first, around) = if let Some((first, rest)) = corners.split_first() {
        let mut around = String::new();
        let mut before = *first;
        for corner in rest {
            write!(around, "l{} {}", Num(corner.x - before.x), Num(corner.y - before.y))?;
            before = *corner;
        }
        around.push('z');
        (*first, around)
    } else {
        let (radius, across) = (Num(radius), Num(2.0 * radius));
        let half = |across: &str| format!("a{radius} {radius} 0 1 0 {across} 0");
        let around = format!("{}{}z", half(&across.to_string()), half(&format!("-{across}")));
        (Point::new(-radius.0, 0.0), around)
    };
    out.push_str("<path d=\"");
    for center in centers {
        write!(out, "M{} {}{around}", Num(center.x + first.x), Num(center.y + first.y))?;
    }
    out.push('"');
    Ok(())
}

/// One line of text. Where it needs several fonts, every piece stands where it was measured: readers of SVG do not
/// agree on how pieces in different fonts follow each other, least of all from right to left.
fn write_text(out: &mut String, at: Point, anchor: Anchor, text: &str, look: (f32, Weight, Color)) -> fmt::Result {
    let (size, weight, color) = look;
    // Nearly every text is all in the bundled font: then nobody needs to know how wide it is.
    let pieces = if is_bundled(text, weight) { Vec::new() } else { runs(text, weight) };
    let is_whole = pieces.len() < 2;
    out.push_str("<text");
    if is_whole {
        write!(out, r#" x="{}""#, Num(at.x))?;
    }
    write!(out, r#" y="{}" font-size="{}""#, Num(at.y), Num(size))?;
    if weight.css() != 400 {
        write!(out, r#" font-weight="{}""#, weight.css())?;
    }
    match anchor {
        Anchor::Middle if is_whole => out.push_str(r#" text-anchor="middle""#),
        Anchor::End if is_whole => out.push_str(r#" text-anchor="end""#),
        _ => {}
    }
    paint(out, Some(color), None)?;
    if is_whole {
        write_family(out, pieces.first().and_then(|piece| piece.family))?;
        return writeln!(out, ">{}</text>", Escaped(text));
    }
    let width = pieces.iter().map(|piece| piece.width).sum::<f32>() * size;
    let left = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::End => at.x - width,
    };
    out.push('>');
    for piece in &pieces {
        write!(out, r#"<tspan x="{}""#, Num(piece.x.mul_add(size, left)))?;
        write_family(out, piece.family)?;
        write!(out, ">{}</tspan>", Escaped(piece.text))?;
    }
    writeln!(out, "</text>")
}

/// The family of the system a piece is set in; nothing for the bundled one, which the whole picture is set in.
fn write_family(out: &mut String, family: Option<&str>) -> fmt::Result {
    match family {
        // Cut at its own size, so that it is equally wide at every size.
        Some(name) => {
            write!(out, r#" font-family="'{}', {FAMILY}, sans-serif" font-optical-sizing="none""#, Escaped(name))
        }
        None => Ok(()),
    }
}

fn write_points(out: &mut String, points: &[Point]) -> fmt::Result {
    out.push_str(" points=\"");
    for (at, point) in points.iter().enumerate() {
        let space = if at == 0 { "" } else { " " };
        write!(out, "{space}{},{}", Num(point.x), Num(point.y))?;
    }
    out.push('"');
    Ok(())
}

fn paint(out: &mut String, fill: Option<Color>, stroke: Option<Stroke>) -> fmt::Result {
    match fill {
        Some(color) => {
            write!(out, r#" fill="{}""#, Color { a: 255, ..color })?;
            if color.a < 255 {
                write!(out, r#" fill-opacity="{}""#, Num(f32::from(color.a) / 255.0))?;
            }
        }
        None => out.push_str(r#" fill="none""#),
    }
    stroke.map_or(Ok(()), |stroke| line(out, stroke, 0.0))
}

fn line(out: &mut String, stroke: Stroke, dash: f32) -> fmt::Result {
    let Stroke { color, width } = stroke;
    write!(out, r#" stroke="{}" stroke-width="{}""#, Color { a: 255, ..color }, Num(width))?;
    if color.a < 255 {
        write!(out, r#" stroke-opacity="{}""#, Num(f32::from(color.a) / 255.0))?;
    }
    if dash > 0.0 {
        write!(out, r#" stroke-dasharray="{}""#, Num(dash))?;
    }
    Ok(())
}

/// A number with at most two decimals, always with a point, never NaN or infinite.
pub(super) struct Num(pub(super) f32);

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.is_finite() {
            return f.write_str("0");
        }
        // Exact: 24 bits times 100.
        let hundredths = (f64::from(self.0) * 100.0).round_ties_even();
        if hundredths.abs() >= 1e15 {
            return write!(f, "{:.0}", self.0);
        }
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below 1e15")]
        let hundredths = hundredths as i64;
        if hundredths < 0 {
            f.write_char('-')?;
        }
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        write!(f, "{whole}")?;
        match rest {
            0 => Ok(()),
            tenths if tenths.is_multiple_of(10) => write!(f, ".{}", tenths / 10),
            _ => write!(f, ".{rest:02}"),
        }
    }
}

/// Text for XML: markup escaped, characters XML does not know left out.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\n' | '\t' => f.write_char(c)?,
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_short() {
        let short = |value: f32| Num(value).to_string();
        assert_eq!(
            [short(1.0), short(0.125), short(-0.001), short(f32::NAN), short(10.5)],
            ["1", "0.12", "0", "0", "10.5"]
        );
    }

    proptest! {
        #[test]
        fn numbers_are_what_two_decimals_say(value in proptest::num::f32::NORMAL | proptest::num::f32::ZERO, small in -4_000_f32..4_000.0, eighths in -800_i16..800) {
            for value in [value, small, f32::from(eighths) / 8.0] {
                let text = format!("{value:.2}");
                let text = text.trim_end_matches('0').trim_end_matches('.');
                prop_assert_eq!(Num(value).to_string(), if text == "-0" { "0" } else { text });
            }
        }
    }

    #[test]
    fn markup_in_names_is_only_text() {
        assert_eq!(Escaped("<b>&\"\u{0}\u{ffff}").to_string(), "&lt;b&gt;&amp;&quot;");
    }
}
