//! The signs of customers on the map, painted once into a texture, so that ten thousand of them are one mesh.
//!
//! Each verdict has a shape and a colour: disc keep, triangle hard look, diamond let go, ring not enough evidence.

use egui::{Color32, ColorImage, Id, Rect, TextureHandle, TextureId, TextureOptions, Ui, Vec2, pos2};

use super::super::super::super::theme::{self, Tokens};
use crate::model::Verdict;
use crate::ui::paint::chart_theme;
use crate::ui::theme::chart_colour;

/// The signs of one size in one theme.
#[derive(Clone)]
pub(super) struct Marks {
    texture: TextureHandle,
    made_for: MadeFor,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct MadeFor {
    look: usize,
    radius_pixels: f32,
    pixels_per_point: f32,
}

/// How a sign is drawn.
#[derive(Debug, Clone, Copy)]
struct Paint {
    fill: Color32,
    edge: Color32,
    /// A ring around it: selected.
    halo: Option<Color32>,
}

/// Smooth edges: each pixel is looked at in so many rows and columns.
const SAMPLES: usize = 4;
/// Signs smaller than this stand in a crowd, points.
const CROWD: f32 = 3.5;
/// Where the ring around the selected begins, in radii: outside of every shape.
const HALO: f32 = 1.42;
/// The ring is at least so thick, pixels.
const HALO_LINE: f32 = 1.7;

impl Marks {
    /// The signs with this radius in points; made anew only where size or theme are others.
    pub(super) fn of(ui: &Ui, radius: f32) -> Self {
        Self::named(ui, "marks of the portfolio map", radius)
    }

    /// The signs beside their words.
    pub(super) fn of_legend(ui: &Ui) -> Self {
        Self::named(ui, "marks of its legend", 5.5)
    }

    fn named(ui: &Ui, name: &str, radius: f32) -> Self {
        let id = Id::unique(name);
        let pixels_per_point = ui.pixels_per_point();
        let made_for = MadeFor {
            look: std::ptr::from_ref(theme::tokens(ui)) as usize,
            radius_pixels: (radius * pixels_per_point * 4.0).round() / 4.0,
            pixels_per_point,
        };
        let known = ui.data(|data| data.get_temp::<Self>(id)).filter(|marks| marks.made_for == made_for);
        known.unwrap_or_else(|| {
            let image = image(ui, made_for.radius_pixels);
            let texture = ui.ctx().load_texture(name, image, TextureOptions::LINEAR);
            let marks = Self { texture, made_for };
            ui.data_mut(|data| data.insert_temp(id, marks.clone()));
            marks
        })
    }

    pub(super) fn texture(&self) -> TextureId {
        self.texture.id()
    }

    /// How large a sign with its air is on the screen, points.
    pub(super) fn size(&self) -> Vec2 {
        Vec2::splat(side(self.made_for.radius_pixels) as f32 / self.made_for.pixels_per_point)
    }

    /// The part of the texture with a verdict's sign.
    pub(super) fn uv(verdict: Verdict, is_selected: bool) -> Rect {
        let (column, row) = (place(verdict) as f32, f32::from(u8::from(is_selected)));
        Rect::from_min_max(pos2(column / 4.0, row / 2.0), pos2((column + 1.0) / 4.0, f32::midpoint(row, 1.0)))
    }
}

const fn place(verdict: Verdict) -> usize {
    match verdict {
        Verdict::LetGo => 0,
        Verdict::HardLook => 1,
        Verdict::Keep => 2,
        Verdict::NotEnough => 3,
    }
}

/// Pixels along the side of one sign with its air.
fn side(radius_pixels: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels, never negative")]
    let half = (radius_pixels * halo(radius_pixels)[1]).ceil().max(1.0) as usize + 1;
    2 * half
}

/// Where the ring around the selected begins and ends, in radii.
const fn halo(radius_pixels: f32) -> [f32; 2] {
    [HALO, HALO + (HALO_LINE / radius_pixels).max(0.27)]
}

fn image(ui: &Ui, radius: f32) -> ColorImage {
    let side = side(radius);
    let (t, chart) = (theme::tokens(ui), chart_theme(ui));
    let mut pixels = vec![Color32::TRANSPARENT; side * 4 * side * 2];
    for verdict in Verdict::ALL {
        let tone = chart.verdict(verdict).mark;
        let fill = chart_colour(tone.fill);
        // Small signs have no light edge: in a crowd it would wash their colour out.
        let is_small = radius < CROWD * ui.pixels_per_point() || verdict == Verdict::NotEnough;
        let plain = if is_small { fill } else { t.card };
        let edge = tone.outline.map_or(plain, chart_colour);
        for is_selected in [false, true] {
            let paint = Paint { fill, edge, halo: is_selected.then_some(t.ink) };
            for y in 0..side {
                for x in 0..side {
                    let at = (y + side * usize::from(is_selected)) * side * 4 + x + side * place(verdict);
                    pixels[at] = pixel(t, verdict, paint, (x, y), (side, radius));
                }
            }
        }
    }
    ColorImage::new([side * 4, side * 2], pixels)
}

/// One pixel of a sign: the mean of what its samples fall on.
fn pixel(t: &Tokens, verdict: Verdict, paint: Paint, (x, y): (usize, usize), (side, radius): (usize, f32)) -> Color32 {
    let mut sums = [0_u32; 4];
    let middle = side as f32 / 2.0;
    let sample = |pixel: usize, step: usize| pixel as f32 + (step as f32 + 0.5) / SAMPLES as f32 - middle;
    for row in 0..SAMPLES {
        for column in 0..SAMPLES {
            let at = Vec2::new(sample(x, column), sample(y, row)) / radius;
            let colour = colour_at(t, verdict, paint, at, radius).to_array();
            for (sum, channel) in sums.iter_mut().zip(colour) {
                *sum += u32::from(channel);
            }
        }
    }
    let all = u32::try_from(SAMPLES * SAMPLES).unwrap_or(1);
    let [red, green, blue, alpha] = sums.map(|sum| u8::try_from(sum / all).unwrap_or(u8::MAX));
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

/// What lies at a place, in radii from the middle of the sign.
fn colour_at(t: &Tokens, verdict: Verdict, paint: Paint, at: Vec2, radius: f32) -> Color32 {
    // The outline is one pixel wide and a bit, whatever the size.
    let line = 1.1 / radius;
    let depth = depth(verdict, at);
    if verdict == Verdict::NotEnough {
        let ring = 1.7 / radius;
        match depth {
            depth if depth > ring => return t.card,
            depth if depth > 0.0 => return paint.edge,
            _ => {}
        }
    } else {
        match depth {
            depth if depth > line => return paint.fill,
            depth if depth > 0.0 => return paint.edge,
            _ => {}
        }
    }
    let away = at.length();
    match paint.halo {
        Some(colour) if halo(radius)[0] < away && away <= halo(radius)[1] => colour,
        _ => Color32::TRANSPARENT,
    }
}

/// How deep within a verdict's shape a place lies, in radii; negative outside.
fn depth(verdict: Verdict, at: Vec2) -> f32 {
    match verdict {
        Verdict::Keep | Verdict::NotEnough => 1.0 - at.length(),
        Verdict::LetGo => (1.3 - at.x.abs() - at.y.abs()) / std::f32::consts::SQRT_2,
        Verdict::HardLook => {
            // Three sides, each as far from the middle as the others; one corner up.
            let inner = 1.35 / 2.0;
            let (sin, cos) = (0.5, 0.866_025_4);
            let sides = [at.y, -at.y * sin + at.x * cos, -at.y * sin - at.x * cos];
            sides.into_iter().map(|side| inner - side).fold(f32::INFINITY, f32::min)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_differ_without_any_colour() {
        let inside = |verdict: Verdict, x: f32, y: f32| depth(verdict, Vec2::new(x, y)) > 0.0;
        assert!(Verdict::ALL.into_iter().all(|verdict| inside(verdict, 0.0, 0.0)), "all hold their middle");
        assert!(inside(Verdict::HardLook, 0.0, -1.3) && !inside(Verdict::HardLook, 0.0, 0.75), "a corner above");
        assert!(inside(Verdict::LetGo, 1.25, 0.0) && !inside(Verdict::LetGo, 0.8, 0.8), "a diamond");
        assert!(!inside(Verdict::Keep, 1.25, 0.0) && inside(Verdict::Keep, 0.68, 0.68), "a disc");
    }

    #[test]
    fn every_sign_has_a_part_of_its_own() {
        let parts: Vec<Rect> =
            Verdict::ALL.into_iter().flat_map(|verdict| [false, true].map(|is| Marks::uv(verdict, is))).collect();
        for (at, part) in parts.iter().enumerate() {
            let apart = |other: &Rect| !other.shrink(1e-3).intersects(part.shrink(1e-3));
            assert!(parts[..at].iter().all(apart), "{part:?}");
        }
    }
}
