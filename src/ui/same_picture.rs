//! A scene painted in the window against the same scene in a file: pixel by pixel they show the same picture.
//!
//! No graphics card is needed: the triangles the window would send to it are filled in here.

use egui::epaint::{ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Context, ImageData, Pos2, RawInput, TextureId, ViewportId, pos2, vec2};

use super::paint::paint_scene;
use super::theme::{Projector, ThemeChoice, apply};
use crate::charts::fonts::Weight;
use crate::charts::{
    Anchor, Chart, Color, Heatmap, HeatmapCell, HeatmapColumn, HeatmapRow, Item, Kind, Page, Pixels, Point, Rect,
    Ruler, Scene, Size, Slant, Stroke, Theme, ThemeName, pixels,
};
use crate::model::Verdict;

/// Pixels per point, as on a good screen.
const DENSITY: f32 = 2.0;

/// What the window shows of a scene.
fn in_the_window(scene: &Scene) -> ColorImage {
    let ctx = Context::default();
    apply(&ctx, ThemeChoice::Light, Projector::Off);
    let mut fonts = ColorImage::default();
    let mut shapes = Vec::new();
    // The first pass learns which letters are needed.
    for _ in 0..2 {
        let mut input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(Pos2::ZERO, vec2(scene.width, scene.height))),
            ..RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&ViewportId::ROOT) {
            viewport.native_pixels_per_point = Some(DENSITY);
        }
        let mut output = ctx.run_ui(input, |ui| {
            paint_scene(ui, scene);
        });
        for delta in output.textures_delta.set.remove(&TextureId::default()).into_iter().flatten() {
            update(&mut fonts, &delta);
        }
        output.textures_delta.clear();
        assert!((output.pixels_per_point - DENSITY).abs() < 1e-6, "the density asked for");
        shapes = output.shapes;
    }
    let size = [whole(scene.width * DENSITY), whole(scene.height * DENSITY)];
    let mut picture = ColorImage::filled(size, Color32::WHITE);
    for primitive in ctx.tessellate(shapes, DENSITY) {
        match primitive.primitive {
            Primitive::Mesh(mesh) => fill(&mut picture, &mesh, &fonts, primitive.clip_rect),
            Primitive::Callback(_) => panic!("a scene needs no callback"),
        }
    }
    picture
}

fn whole(length: f32) -> usize {
    pixels_of(length.round())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a small picture")]
fn pixels_of(length: f32) -> usize {
    length as usize
}

fn update(texture: &mut ColorImage, delta: &ImageDelta) {
    let ImageData::Color(patch) = &delta.image;
    let Some([left, top]) = delta.pos else {
        *texture = (**patch).clone();
        return;
    };
    for (row, line) in patch.pixels.chunks_exact(patch.size[0]).enumerate() {
        let start = (top + row) * texture.size[0] + left;
        texture.pixels[start..start + line.len()].copy_from_slice(line);
    }
}

/// Fills the triangles of a mesh, each pixel by its middle; a middle on an edge two triangles share is filled once.
fn fill(picture: &mut ColorImage, mesh: &Mesh, texture: &ColorImage, clip: egui::Rect) {
    let clip = clip * DENSITY;
    let [across, down] = picture.size;
    for corners in mesh.indices.chunks_exact(3) {
        let mut corners = [corners[0], corners[1], corners[2]].map(|index| {
            let Vertex { pos, uv, color } = mesh.vertices[index as usize];
            (pos2(pos.x * DENSITY, pos.y * DENSITY), uv, color)
        });
        if edge(corners[0].0, corners[1].0, corners[2].0) < 0.0 {
            corners.swap(1, 2);
        }
        let area = edge(corners[0].0, corners[1].0, corners[2].0);
        if area <= 0.0 {
            continue;
        }
        let is_flat = corners.iter().all(|(_, uv, colour)| *uv == corners[0].1 && *colour == corners[0].2);
        let flat = is_flat.then(|| shade(&corners, [1.0, 0.0, 0.0], texture));
        let bounds = egui::Rect::from_points(&corners.map(|(at, ..)| at)).intersect(clip);
        for y in pixels_of(bounds.top().max(0.0))..down.min(pixels_of(bounds.bottom().max(0.0)) + 1) {
            for x in pixels_of(bounds.left().max(0.0))..across.min(pixels_of(bounds.right().max(0.0)) + 1) {
                let middle = pos2(x as f32 + 0.5, y as f32 + 0.5);
                let [a, b, c] = corners.map(|(at, ..)| at);
                let parts = [edge(b, c, middle), edge(c, a, middle), edge(a, b, middle)];
                let inside = parts.iter().zip([(b, c), (c, a), (a, b)]).all(|(part, (from, to))| {
                    let owns = (to.y.total_cmp(&from.y).is_eq() && to.x > from.x) || to.y < from.y;
                    *part > 0.0 || (*part == 0.0 && owns)
                });
                if inside && clip.contains(middle) {
                    let at = y * across + x;
                    let colour = flat.unwrap_or_else(|| shade(&corners, parts.map(|part| part / area), texture));
                    picture.pixels[at] = over(picture.pixels[at], colour);
                }
            }
        }
    }
}

fn edge(a: Pos2, b: Pos2, at: Pos2) -> f32 {
    (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x)
}

/// The colour of a triangle at a place, premultiplied: between its corners', times that of the texture.
fn shade(corners: &[(Pos2, Pos2, Color32); 3], shares: [f32; 3], texture: &ColorImage) -> [f32; 4] {
    let mix = |value: fn(&(Pos2, Pos2, Color32)) -> f32| -> f32 {
        corners.iter().zip(shares).map(|(corner, share)| value(corner) * share).sum()
    };
    let uv = pos2(mix(|corner| corner.1.x), mix(|corner| corner.1.y));
    let texel = sample(texture, uv);
    let colour = [
        mix(|c| f32::from(c.2.r())),
        mix(|c| f32::from(c.2.g())),
        mix(|c| f32::from(c.2.b())),
        mix(|c| f32::from(c.2.a())),
    ];
    std::array::from_fn(|channel| colour[channel] * texel[channel] / 255.0)
}

/// The texture between its four nearest points.
fn sample(texture: &ColorImage, uv: Pos2) -> [f32; 4] {
    let [across, down] = texture.size;
    let (x, y) = ((uv.x * across as f32 - 0.5).max(0.0), (uv.y * down as f32 - 0.5).max(0.0));
    let (left, top) = (pixels_of(x.floor()), pixels_of(y.floor()));
    let (right_share, low_share) = (x - x.floor(), y - y.floor());
    let at =
        |x: usize, y: usize| texture.pixels[y.min(down - 1) * across + x.min(across - 1)].to_array().map(f32::from);
    let corners = [at(left, top), at(left + 1, top), at(left, top + 1), at(left + 1, top + 1)];
    std::array::from_fn(|channel| {
        let row = |from: usize| egui::lerp(corners[from][channel]..=corners[from + 1][channel], right_share);
        egui::lerp(row(0)..=row(2), low_share)
    })
}

fn over(ground: Color32, [r, g, b, a]: [f32; 4]) -> Color32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, 0 to 255")]
    let channel =
        |below: u8, above: f32| (f32::from(below) * (1.0 - a / 255.0) + above).round().clamp(0.0, 255.0) as u8;
    Color32::from_rgba_premultiplied(channel(ground.r(), r), channel(ground.g(), g), channel(ground.b(), b), 255)
}

/// How two pictures differ: the mean over all pixels (0–255), and the share of pixels that are plainly another colour.
fn compare(window: &ColorImage, file: &Pixels) -> (f64, f64) {
    assert_eq!(window.size, [file.width as usize, file.height as usize], "equally large");
    /// From here on nobody would call two greys the same.
    const PLAIN: u8 = 80;
    let mut sum = 0.0;
    let mut off = 0_u32;
    for (shown, saved) in window.pixels.iter().zip(file.rgba.chunks_exact(4)) {
        let apart = shown.to_array()[..3].iter().zip(saved).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0);
        sum += f64::from(apart);
        off += u32::from(apart > PLAIN);
    }
    let count = window.pixels.len() as f64;
    (sum / count, f64::from(off) / count)
}

/// What counts as the same: letters are smoothed differently, so edges may differ a little, and areas not at all.
fn is_same((mean, off): (f64, f64)) -> bool {
    mean <= MOST_MEAN && off <= MOST_OFF
}

const MOST_MEAN: f64 = 4.0;
const MOST_OFF: f64 = 0.015;

/// One of every shape, each clear of the others.
fn every_shape() -> Scene {
    let point = Point::new;
    let (blue, amber, ink) = (Color::hex(0x1F_5F99), Color::hex(0xFD_BF51), Color::hex(0x1B_1B1F));
    let stroke = |width: f32| Stroke::new(ink, width);
    let hatch = |at: f32, slant: Slant| Item::Hatch {
        rect: Rect::new(at, 120.0, 60.0, 40.0),
        stroke: stroke(1.5),
        gap: 6.0,
        slant,
    };
    let text = |y: f32, anchor: Anchor, weight: Weight, size: f32, words: &str| Item::Text {
        at: point(210.0, y),
        anchor,
        text: words.to_owned(),
        size,
        weight,
        color: ink,
    };
    let star = (0_u8..10).map(|corner| {
        let (angle, reach) =
            (f32::from(corner) * std::f32::consts::PI / 5.0, if corner % 2 == 0 { 30.0 } else { 14.0 });
        point(350.0 + reach * angle.sin(), 60.0 - reach * angle.cos())
    });
    Scene {
        width: 420.0,
        height: 300.0,
        background: Some(Color::rgb(255, 255, 255)),
        items: vec![
            Item::Rect {
                rect: Rect::new(20.0, 20.0, 80.0, 60.0),
                radius: 8.0,
                fill: Some(amber),
                stroke: Some(stroke(2.0)),
            },
            Item::Rect {
                rect: Rect::new(60.0, 40.0, 80.0, 60.0),
                radius: 0.0,
                fill: Some(blue.with_alpha(128)),
                stroke: None,
            },
            Item::Circle { center: point(200.0, 60.0), radius: 30.0, fill: Some(blue), stroke: Some(stroke(3.0)) },
            Item::Circle { center: point(270.0, 60.0), radius: 20.0, fill: None, stroke: Some(stroke(2.0)) },
            Item::Polygon { points: star.collect(), fill: Some(amber), stroke: Some(stroke(1.5)) },
            hatch(20.0, Slant::Falling),
            hatch(100.0, Slant::Rising),
            hatch(180.0, Slant::Level),
            hatch(260.0, Slant::Upright),
            Item::Line { from: point(20.0, 180.0), to: point(400.0, 180.0), stroke: stroke(2.0), dash: 6.0 },
            Item::Polyline {
                points: vec![point(340.0, 120.0), point(360.0, 160.0), point(380.0, 125.0), point(400.0, 150.0)],
                stroke: Stroke::new(blue, 3.0),
                dash: 0.0,
            },
            text(210.0, Anchor::Middle, Weight::Regular, 15.0, "Łódź AVAVA · Ахтиар – 47 %"),
            text(235.0, Anchor::Start, Weight::Medium, 20.0, "Starts here"),
            text(250.0, Anchor::End, Weight::Bold, 20.0, "Ends here"),
            text(275.0, Anchor::Middle, Weight::Bold, 28.0, "Müller & Söhne"),
        ],
        marks: Vec::new(),
        title: String::new(),
        alt: "Shapes".to_owned(),
    }
}

/// A real chart with cells, hatches, pills, signs and words.
fn heatmap(theme: ThemeName) -> Scene {
    let column =
        |id: &str| HeatmapColumn { id: id.to_owned(), name: id.to_owned(), ruler: Ruler::Points { worst: 1, best: 5 } };
    let columns = ["Pays on time", "Respects the team", "Clear"].map(column).to_vec();
    let row = |(at, (name, verdict)): (usize, (&str, Verdict))| HeatmapRow {
        id: name.to_owned(),
        name: name.to_owned(),
        cells: [Some(1.4 + at as f64), (at != 1).then_some(3.0), Some(4.6 - at as f64)]
            .map(|value| HeatmapCell { value, n: 8 })
            .to_vec(),
        score: Some(25.0 * (at as f64 + 0.5)),
        verdict: Some(verdict),
    };
    let names = ["Łódź Textiles", "Ахтиар Логистик", "Müller & Söhne", "Willow Nursery"];
    let rows = names.into_iter().zip(Verdict::ALL).enumerate().map(row).collect();
    let chart = Chart {
        subtitle: "Mean answer per criterion, 1–5; hatched where nobody rated".to_owned(),
        source: "23 ratings by 8 people".to_owned(),
        ..Chart::new("Who scores what, worst first", Kind::Heatmap(Heatmap { columns, rows }))
    };
    Page { theme, ..Page::new(Size { width: 560.0, height: Some(260.0) }) }.lay_out(&chart)
}

fn scenes() -> Vec<(&'static str, Scene)> {
    let mut scenes = vec![("shapes", every_shape())];
    scenes.extend(ThemeName::ALL.map(|theme| (theme.theme().name, heatmap(theme))));
    scenes
}

#[test]
fn the_window_shows_what_the_file_holds() {
    for (name, scene) in scenes() {
        let apart = compare(&in_the_window(&scene), &pixels(&scene, DENSITY).expect("pixels"));
        assert!(is_same(apart), "{name}: {apart:.4?}");
    }
}

#[test]
fn a_difference_is_noticed() {
    for (name, scene) in scenes().into_iter().take(2) {
        let file = pixels(&scene, DENSITY).expect("pixels");
        // Everything one px to the right, and a single thing of another colour.
        let mut shifted = scene.clone();
        shift(&mut shifted.items, 1.0);
        let moved = compare(&in_the_window(&shifted), &file);
        assert!(!is_same(moved), "{name}, shifted by 1 px: {moved:.4?}");
        let mut recoloured = scene.clone();
        recoloured.items.push(Item::Rect {
            rect: Rect::new(20.0, 20.0, 60.0, 30.0),
            radius: 0.0,
            fill: Some(Theme::LIGHT.let_go.mark.fill),
            stroke: None,
        });
        let other = compare(&in_the_window(&recoloured), &file);
        assert!(!is_same(other), "{name}, with a red rectangle: {other:.4?}");
    }
}

fn shift(items: &mut [Item], by: f32) {
    for item in items {
        match item {
            Item::Rect { rect, .. } | Item::Hatch { rect, .. } => rect.x += by,
            Item::Line { from, to, .. } => {
                from.x += by;
                to.x += by;
            }
            Item::Polyline { points, .. } | Item::Polygon { points, .. } => {
                for point in points {
                    point.x += by;
                }
            }
            Item::Lines { lines, .. } => lines.iter_mut().flatten().for_each(|point| point.x += by),
            Item::Dots { centers, .. } => centers.iter_mut().for_each(|point| point.x += by),
            Item::Circle { center, .. } => center.x += by,
            Item::Text { at, .. } => at.x += by,
        }
    }
}
