//! A chart in the window: paints the shapes of a [`Scene`], shows what is under the pointer, takes clicks and keys.
//!
//! Nothing is laid out here: what is on screen is what every export is written from.

use egui::accesskit::Live;
use egui::epaint::{CircleShape, Mesh, RectShape, Vertex, WHITE_UV};
use egui::text::LayoutJob;
use egui::{
    Color32, Context, EventFilter, Id, Key, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Tooltip, Ui,
    WidgetInfo, pos2, vec2,
};

use super::theme::{self, bold, chart_colour, medium, regular, size};
use super::widgets::text;
use crate::charts::fonts::Weight;
use crate::charts::{self, Anchor, DotShape, Item, Mark, Scene, hatch_lines};

/// Above this many marks only the pointer finds them; with fewer, screen readers do too.
const MOST_NODES: usize = 400;

/// What the user does with a chart.
#[derive(Debug)]
pub(super) struct SceneResponse<'a> {
    /// What the pointer or the keyboard is on.
    pub hovered: Option<&'a Mark>,
    /// What was clicked, or chosen with Enter.
    pub clicked: Option<&'a Mark>,
    /// The chart as a whole.
    pub response: Response,
}

/// Shows a chart. It takes the size it was laid out for, or less where the room is narrower.
///
/// Tab reaches the chart as a whole, the arrow keys walk through what it shows, Enter is a click.
pub(super) fn paint_scene<'a>(ui: &mut Ui, scene: &'a Scene) -> SceneResponse<'a> {
    let room = ui.available_width();
    let scale = if scene.width > room && room > 1.0 { room / scene.width } else { 1.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(scene.width, scene.height) * scale, Sense::click());
    let to_screen = Frame { origin: pos2(rect.left().round(), rect.top().round()), scale };
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, ui.is_enabled(), &scene.alt));
    if !ui.is_rect_visible(rect) {
        return SceneResponse { hovered: None, clicked: None, response };
    }
    paint_items(ui, scene, rect, to_screen);

    let mut under_pointer = None;
    let mut clicked = None;
    let pointer = response.ctx.pointer_hover_pos().filter(|at| rect.contains(*at) && ui.rect_contains_pointer(rect));
    if let Some(at) = pointer {
        under_pointer = scene.mark_at(to_screen.back(at));
    }
    if scene.marks.len() <= MOST_NODES {
        for (i, mark) in scene.marks.iter().enumerate() {
            // Not focusable: Tab would stop at every one.
            let found = ui.interact(to_screen.rect(&mark.rect), response.id.with(("mark", i)), Sense::CLICK);
            found.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), mark.tip.replace('\n', ", ")));
            if found.clicked() {
                clicked = under_pointer.or(Some(mark));
            }
        }
    }
    if response.clicked() && pointer.is_some() {
        clicked = under_pointer;
    }
    let chosen = walk_by_keyboard(&response, scene);
    if let Some(mark) = chosen {
        if response.ctx.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space)) {
            clicked = Some(mark);
        }
        outline(ui, to_screen.rect(&mark.rect));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_value(mark.tip.replace('\n', ", "));
            node.set_live(Live::Polite);
        });
    } else if response.has_focus() {
        outline(ui, rect.shrink(2.0));
    }
    let hovered = under_pointer.or(chosen);
    if let Some(mark) = hovered {
        show_tip(&response, mark, to_screen.rect(&mark.rect));
    }
    SceneResponse { hovered, clicked, response }
}

/// The colours a chart has to be laid out with to fit the theme in force.
pub(super) fn chart_theme(ui: &Ui) -> charts::Theme {
    let t = theme::tokens(ui);
    let base = if t.dark { charts::Theme::DARK } else { charts::Theme::LIGHT };
    let same = |colour: Color32| charts::Color::rgb(colour.r(), colour.g(), colour.b());
    // Text and lines as everywhere else in the window; on the projector they are stronger.
    charts::Theme {
        background: same(t.card),
        ink: same(t.ink),
        muted: same(t.muted),
        hairline: same(t.hairline),
        ..base
    }
}

/// Where a scene lies on the screen.
#[derive(Clone, Copy)]
struct Frame {
    origin: Pos2,
    scale: f32,
}

impl Frame {
    fn at(self, point: charts::Point) -> Pos2 {
        self.origin + vec2(point.x, point.y) * self.scale
    }

    fn rect(self, rect: &charts::Rect) -> Rect {
        let corner = self.at(charts::Point::new(rect.x, rect.y));
        Rect::from_min_size(corner, vec2(rect.width, rect.height) * self.scale)
    }

    fn back(self, at: Pos2) -> charts::Point {
        let inside = (at - self.origin) / self.scale;
        charts::Point::new(inside.x, inside.y)
    }

    fn stroke(self, stroke: Option<charts::Stroke>) -> Stroke {
        stroke.map_or(Stroke::NONE, |s| Stroke::new(s.width * self.scale, chart_colour(s.color)))
    }
}

fn fill(colour: Option<charts::Color>) -> Color32 {
    colour.map_or(Color32::TRANSPARENT, chart_colour)
}

fn paint_items(ui: &Ui, scene: &Scene, page: Rect, to: Frame) {
    let painter = ui.painter();
    if let Some(background) = scene.background {
        painter.rect_filled(page, 0, chart_colour(background));
    }
    for item in &scene.items {
        match item {
            Item::Rect { rect, radius, fill: inside, stroke } => {
                let shape = RectShape::new(
                    to.rect(rect),
                    radius * to.scale,
                    fill(*inside),
                    to.stroke(*stroke),
                    StrokeKind::Middle,
                );
                painter.add(shape);
            }
            Item::Line { from, to: end, stroke, dash } => {
                line(painter, vec![to.at(*from), to.at(*end)], to.stroke(Some(*stroke)), dash * to.scale);
            }
            Item::Polyline { points, stroke, dash } => {
                let points: Vec<_> = points.iter().map(|point| to.at(*point)).collect();
                let stroke = to.stroke(Some(*stroke));
                // Round ends, as in files; a hairline has none to see.
                if *dash == 0.0 && stroke.width >= 1.5 {
                    for end in points.first().into_iter().chain(points.last()) {
                        painter.circle_filled(*end, stroke.width / 2.0, stroke.color);
                    }
                }
                line(painter, points, stroke, dash * to.scale);
            }
            Item::Lines { lines, stroke } => {
                let stroke = to.stroke(Some(*stroke));
                for points in lines {
                    line(painter, points.iter().map(|point| to.at(*point)).collect(), stroke, 0.0);
                }
            }
            Item::Polygon { points, fill: inside, stroke } => {
                let points: Vec<_> = points.iter().map(|point| to.at(*point)).collect();
                if let Some(colour) = inside {
                    painter.add(fan(&points, chart_colour(*colour)));
                }
                if stroke.is_some() {
                    painter.add(Shape::closed_line(points, to.stroke(*stroke)));
                }
            }
            Item::Circle { center, radius, fill: inside, stroke } => {
                let stroke = to.stroke(*stroke);
                // Its edge is centred on the circle; the painter's lies outside.
                let (center, radius) = (to.at(*center), radius * to.scale - stroke.width / 2.0);
                painter.add(CircleShape { center, radius, fill: fill(*inside), stroke });
            }
            Item::Dots { shape, centers, radius, fill: inside } => {
                for center in centers {
                    if *shape == DotShape::Disc {
                        painter.circle_filled(to.at(*center), radius * to.scale, chart_colour(*inside));
                    } else {
                        let corners: Vec<_> =
                            shape.corners(*center, *radius).into_iter().map(|corner| to.at(corner)).collect();
                        painter.add(Shape::convex_polygon(corners, chart_colour(*inside), Stroke::NONE));
                    }
                }
            }
            Item::Text { at, anchor, text, size, weight, color } => {
                let look = Look { size: size * to.scale, weight: *weight, colour: chart_colour(*color) };
                words(ui, to.at(*at), *anchor, text, look);
            }
            Item::Hatch { rect, stroke, gap, slant } => {
                let stroke = to.stroke(Some(*stroke));
                for [from, end] in hatch_lines(rect, *gap, *slant) {
                    painter.line_segment([to.at(from), to.at(end)], stroke);
                }
            }
        }
    }
}

fn line(painter: &egui::Painter, points: Vec<Pos2>, stroke: Stroke, dash: f32) {
    if dash > 0.0 {
        painter.extend(Shape::dashed_line(&points, stroke, dash, dash));
    } else {
        painter.add(Shape::line(points, stroke));
    }
}

/// Fills a shape that is star-shaped as seen from the middle of its points.
fn fan(points: &[Pos2], colour: Color32) -> Shape {
    let mut mesh = Mesh::default();
    let middle = points.iter().fold(egui::Vec2::ZERO, |sum, point| sum + point.to_vec2()) / points.len().max(1) as f32;
    let vertex = |pos: Pos2| Vertex { pos, uv: WHITE_UV, color: colour };
    mesh.vertices.push(vertex(middle.to_pos2()));
    mesh.vertices.extend(points.iter().map(|point| vertex(*point)));
    let count = u32::try_from(points.len()).unwrap_or(0);
    for i in 0..count {
        mesh.add_triangle(0, i + 1, (i + 1) % count + 1);
    }
    Shape::mesh(mesh)
}

#[derive(Clone, Copy)]
struct Look {
    size: f32,
    weight: Weight,
    colour: Color32,
}

/// One line of text with its base line at `at`.
fn words(ui: &Ui, at: Pos2, anchor: Anchor, text: &str, look: Look) {
    let font = match look.weight {
        Weight::Regular => regular(look.size),
        Weight::Medium => medium(look.size),
        Weight::Bold => bold(look.size),
    };
    let job = LayoutJob::simple_singleline(text.to_owned(), font, look.colour);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let Some(row) = galley.rows.first() else { return };
    let base = row.pos.y + row.glyphs.first().map_or(look.size, |glyph| glyph.pos.y);
    let back = match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => galley.size().x / 2.0,
        Anchor::End => galley.size().x,
    };
    ui.painter().galley(pos2(at.x - back, at.y - base), galley, look.colour);
}

fn outline(ui: &Ui, rect: Rect) {
    let t = theme::tokens(ui);
    ui.painter().rect_stroke(rect.expand(1.0), 3, Stroke::new(2.0, t.focus), StrokeKind::Outside);
}

fn show_tip(response: &Response, mark: &Mark, at: Rect) {
    if mark.tip.is_empty() {
        return;
    }
    let mut tooltip = Tooltip::always_open(response.ctx.clone(), response.layer_id, response.id, at);
    if response.ctx.pointer_hover_pos().is_some_and(|pointer| at.contains(pointer)) {
        tooltip = tooltip.at_pointer();
    }
    tooltip.gap(12.0).show(|ui| {
        let t = theme::tokens(ui);
        ui.spacing_mut().item_spacing.y = 2.0;
        for (i, words) in mark.tip.lines().enumerate() {
            // A fixed room: that of the last tip may be narrower than this one needs.
            ui.set_max_width(340.0);
            text::running(ui, words, size::LABEL, if i == 0 { t.ink } else { t.muted });
        }
    });
}

/// The mark the keyboard is on. It starts with the first when an arrow is pressed; Home and End jump.
fn walk_by_keyboard<'a>(response: &Response, scene: &'a Scene) -> Option<&'a Mark> {
    let id: Id = response.id.with("mark");
    let ctx: &Context = &response.ctx;
    if !response.has_focus() {
        if response.lost_focus() {
            ctx.data_mut(|data| data.remove::<usize>(id));
        }
        return None;
    }
    let last = scene.marks.len().checked_sub(1)?;
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ctx.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let before = ctx.data(|data| data.get_temp::<usize>(id));
    let (forward, back, home, end) = ctx.input(|input| {
        let any = |keys: [Key; 2]| keys.iter().map(|key| input.num_presses(*key)).sum::<usize>();
        let forward = any([Key::ArrowRight, Key::ArrowDown]);
        let back = any([Key::ArrowLeft, Key::ArrowUp]);
        (forward, back, input.key_pressed(Key::Home), input.key_pressed(Key::End))
    });
    let now = match before {
        _ if home => Some(0),
        _ if end => Some(last),
        None => (forward + back > 0).then_some(0),
        Some(index) => Some((index + forward).saturating_sub(back)),
    };
    let now = now.map(|index| index.min(last))?;
    ctx.data_mut(|data| data.insert_temp(id, now));
    scene.marks.get(now)
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::testing::window;

    fn mark(x: f32, id: &str) -> Mark {
        let rect = charts::Rect::new(x, 10.0, 80.0, 30.0);
        Mark { rect, id: id.to_owned(), part: String::new(), tip: format!("{id}: 3.9\nn = 8") }
    }

    fn scene() -> Scene {
        let red = charts::Color::hex(0xB1_251C);
        let stroke = charts::Stroke::new(red, 1.0);
        let point = charts::Point::new;
        let text = |anchor| Item::Text {
            at: point(150.0, 60.0),
            anchor,
            text: "Pays on time".to_owned(),
            size: 13.0,
            weight: Weight::Medium,
            color: red,
        };
        let corners = vec![point(10.0, 80.0), point(60.0, 80.0), point(35.0, 100.0), point(20.0, 130.0)];
        Scene {
            width: 300.0,
            height: 150.0,
            background: Some(charts::Color::hex(0xFF_FFFF)),
            items: vec![
                Item::Rect { rect: mark(10.0, "").rect, radius: 3.0, fill: Some(red), stroke: Some(stroke) },
                Item::Line { from: point(0.0, 0.0), to: point(300.0, 0.0), stroke, dash: 4.0 },
                Item::Polyline { points: corners.clone(), stroke, dash: 0.0 },
                Item::Lines { lines: vec![corners.clone(), Vec::new()], stroke },
                Item::Polygon { points: corners, fill: Some(red), stroke: Some(stroke) },
                Item::Polygon { points: Vec::new(), fill: Some(red), stroke: None },
                Item::Dots {
                    shape: DotShape::Disc,
                    centers: vec![point(230.0, 90.0), point(250.0, 90.0)],
                    radius: 3.0,
                    fill: red,
                },
                Item::Dots { shape: DotShape::Diamond, centers: vec![point(230.0, 110.0)], radius: 4.0, fill: red },
                Item::Circle { center: point(200.0, 90.0), radius: 8.0, fill: None, stroke: Some(stroke) },
                Item::Hatch {
                    rect: charts::Rect::new(100.0, 80.0, 60.0, 30.0),
                    stroke,
                    gap: 6.0,
                    slant: charts::Slant::Rising,
                },
                text(Anchor::Start),
                text(Anchor::Middle),
                text(Anchor::End),
            ],
            marks: vec![mark(10.0, "respect"), mark(110.0, "pays"), mark(210.0, "suits")],
            title: "Management likes them".to_owned(),
            alt: "Three criteria, worst first".to_owned(),
        }
    }

    #[derive(Default)]
    struct Seen {
        hovered: Option<String>,
        clicked: Vec<String>,
    }

    fn chart() -> egui_kittest::Harness<'static, Seen> {
        let scene = scene();
        let mut window = window(Seen::default(), move |ui, seen: &mut Seen| {
            let shown = paint_scene(ui, &scene);
            seen.hovered = shown.hovered.map(|mark| mark.id.clone());
            seen.clicked.extend(shown.clicked.map(|mark| mark.id.clone()));
        });
        window.run();
        window
    }

    #[test]
    fn the_picture_is_told_in_words() {
        let window = chart();
        window.get_by_role_and_label(Role::Figure, "Three criteria, worst first");
        window.get_by_label("pays: 3.9, n = 8");
    }

    #[test]
    fn the_pointer_finds_marks_and_clicks_them() {
        let mut window = chart();
        let at = window.get_by_label("pays: 3.9, n = 8").rect().center();
        window.hover_at(at);
        window.run();
        assert_eq!(window.state().hovered.as_deref(), Some("pays"), "under the pointer");
        window.get_by_label("suits: 3.9, n = 8").click();
        window.run();
        assert_eq!(window.state().clicked, ["suits"], "clicked once");
    }

    #[test]
    fn the_keyboard_walks_through_the_marks() {
        let mut window = chart();
        window.key_press(Key::Tab);
        window.run();
        assert_eq!(window.state().hovered, None, "the chart as a whole first");
        let table = [
            (Key::ArrowRight, "respect"),
            (Key::ArrowDown, "pays"),
            (Key::End, "suits"),
            (Key::ArrowRight, "suits"),
            (Key::ArrowLeft, "pays"),
            (Key::Home, "respect"),
            (Key::ArrowUp, "respect"),
        ];
        for (key, expected) in table {
            window.key_press(key);
            window.run();
            assert_eq!(window.state().hovered.as_deref(), Some(expected), "after {key:?}");
        }
        let node = window.get_by_role(Role::Figure);
        assert_eq!(node.value().as_deref(), Some("respect: 3.9, n = 8"), "read aloud");
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(window.state().clicked, ["respect"], "Enter is a click");
    }

    #[test]
    fn a_wide_chart_shrinks_to_the_room() {
        let scene = scene();
        let mut window = window(Vec::new(), move |ui, clicked: &mut Vec<String>| {
            ui.set_max_width(150.0);
            clicked.extend(paint_scene(ui, &scene).clicked.map(|mark| mark.id.clone()));
        });
        window.run();
        assert!((window.get_by_role(Role::Figure).rect().width() - 150.0).abs() < 1.0, "half as wide");
        window.get_by_label("suits: 3.9, n = 8").click();
        window.run();
        assert_eq!(*window.state(), ["suits"], "and still hit where it is");
    }

    #[test]
    fn a_chart_without_marks_takes_keys_and_clicks_in_vain() {
        let empty = Scene { marks: Vec::new(), items: Vec::new(), ..scene() };
        let mut window = window((), move |ui, ()| {
            assert!(paint_scene(ui, &empty).clicked.is_none(), "nothing to click");
        });
        window.run();
        window.key_press(Key::Tab);
        window.key_press(Key::ArrowRight);
        window.key_press(Key::Enter);
        window.get_by_role(Role::Figure).click();
        window.run();
    }
}
