//! The preview: the file's own picture, never stretched; or the first rows of its numbers.

use std::sync::Arc;

use egui::{Align2, Color32, ColorImage, Id, Rect, Role, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui};
use egui::{Vec2, WidgetInfo, pos2, vec2};

use crate::app::{ExportCommand, ExportForm, Preview};
use crate::charts::{DataCell, DataTable, Ground, Pixels};
use crate::model::Locale;

use super::super::super::View;
use super::super::super::theme::{self, chart_colour, radius, size};
use super::super::super::widgets::text;
use super::{caption, send};

/// Shows it, at most this high, points.
pub(super) fn preview(ui: &mut Ui, view: &View<'_>, form: &ExportForm, height: f32) {
    ui.spacing_mut().item_spacing.y = 4.0;
    if let (true, Some(data)) = (form.shows_numbers(), form.data()) {
        numbers(ui, data, height);
        caption(ui, view, form, &counts(data));
        return;
    }
    let (frame, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    ask_for_room(ui, view, form, frame.shrink(MARGIN));
    let t = theme::tokens(ui);
    ui.painter().rect(frame, radius::CONTROL, t.ground, Stroke::new(t.line, t.hairline), StrokeKind::Inside);
    let area = &view.state.areas.export;
    let said = match area.preview() {
        None => "The preview is being drawn…".to_owned(),
        Some(Err(why)) => why.clone(),
        Some(Ok(shown)) => {
            picture(ui, form, shown, frame);
            format!("Preview. {}", shown.name.map_or(form.alt.as_str(), |name| name.label()))
        }
    };
    if area.picture().is_none() {
        let galley = ui.fonts_mut(|fonts| {
            fonts.layout(said.clone(), theme::regular(size::BODY), t.muted, frame.width() - 4.0 * MARGIN)
        });
        let at = Align2::CENTER_CENTER.anchor_size(frame.center(), galley.size()).min;
        ui.painter().galley(at, galley, t.muted);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    caption(ui, view, form, &outcome(form, area.picture()));
}

/// Room around the picture, points.
const MARGIN: f32 = 10.0;

/// Says how many points there are for the picture, so that it is drawn at exactly that size.
fn ask_for_room(ui: &Ui, view: &View<'_>, form: &ExportForm, room: Rect) {
    let per_point = ui.ctx().pixels_per_point();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size on screen")]
    let whole = |side: f32| (side * per_point).floor().clamp(1.0, 8000.0) as u32;
    let wanted = (whole(room.width()), whole(room.height()));
    if form.room() != wanted {
        send(view, ExportCommand::Room(wanted.0, wanted.1));
    }
}

/// What comes out, and which of all charts is shown.
fn outcome(form: &ExportForm, shown: Option<&Preview>) -> String {
    let words = form.choices.outcome(shown.map(|shown| shown.page));
    match shown.and_then(|shown| shown.name) {
        Some(name) => format!("Shown: {} · {words}", name.label()),
        None => words,
    }
}

/// The texture of the newest picture.
#[derive(Clone)]
struct Kept {
    pixels: Arc<Pixels>,
    texture: TextureHandle,
}

fn picture(ui: &Ui, form: &ExportForm, shown: &Preview, frame: Rect) {
    let texture = texture(ui, &shown.pixels);
    let per_point = ui.ctx().pixels_per_point();
    let room = frame.shrink(MARGIN).size();
    let full = vec2(shown.pixels.width as f32, shown.pixels.height as f32) / per_point;
    // The window may have become smaller since it was drawn.
    let scale = (room.x / full.x).min(room.y / full.y).min(1.0);
    let at = Rect::from_center_size(frame.center(), full * scale);
    // Whole pixels, so that nothing is blurred.
    let corner = pos2((at.left() * per_point).round() / per_point, (at.top() * per_point).round() / per_point);
    let at = Rect::from_min_size(corner, at.size());
    let painter = ui.painter();
    if form.choices.ground == Ground::Transparent {
        checkerboard(ui, form, at);
    }
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    painter.image(texture.id(), at, whole, Color32::WHITE);
    let t = theme::tokens(ui);
    painter.rect_stroke(at, 0, Stroke::new(t.line, t.hairline), StrokeKind::Outside);
}

fn texture(ui: &Ui, pixels: &Arc<Pixels>) -> TextureHandle {
    let id = Id::unique("export preview");
    if let Some(kept) = ui.data(|data| data.get_temp::<Kept>(id))
        && Arc::ptr_eq(&kept.pixels, pixels)
    {
        return kept.texture;
    }
    let size = [pixels.width as usize, pixels.height as usize];
    let image = ColorImage::from_rgba_unmultiplied(size, &pixels.rgba);
    let texture = ui.ctx().load_texture("export preview", image, TextureOptions::LINEAR);
    ui.data_mut(|data| data.insert_temp(id, Kept { pixels: Arc::clone(pixels), texture: texture.clone() }));
    texture
}

/// What is behind a transparent picture: nothing in particular, in the colours it is made for.
fn checkerboard(ui: &Ui, form: &ExportForm, at: Rect) {
    const SIDE: f32 = 8.0;
    let colours = form.choices.page().theme.theme();
    let painter = ui.painter().with_clip_rect(at.intersect(ui.clip_rect()));
    painter.rect_filled(at, 0, chart_colour(colours.background));
    let dark = chart_colour(colours.hairline).gamma_multiply(0.6);
    let mut y = at.top();
    let mut odd = false;
    while y < at.bottom() {
        let mut x = at.left() + if odd { SIDE } else { 0.0 };
        while x < at.right() {
            painter.rect_filled(Rect::from_min_size(pos2(x, y), Vec2::splat(SIDE)), 0, dark);
            x += 2.0 * SIDE;
        }
        y += SIDE;
        odd = !odd;
    }
}

/// So many rows of the numbers are shown, and columns.
const MOST_ROWS: usize = 7;
const MOST_COLUMNS: usize = 6;

/// The first rows of the numbers.
fn numbers(ui: &mut Ui, data: &DataTable, height: f32) {
    let t = theme::tokens(ui);
    let frame = egui::Frame::new()
        .fill(t.field)
        .stroke(Stroke::new(t.line, t.hairline))
        .corner_radius(radius::CONTROL)
        .inner_margin(egui::Margin::same(12));
    frame.show(ui, |ui| {
        ui.set_min_size(vec2(ui.available_width(), height - 24.0));
        if data.rows.is_empty() {
            text::muted(ui, "There are no numbers behind this chart.");
            return;
        }
        let columns = data.columns.len().min(MOST_COLUMNS);
        // The first column holds names.
        let width = ((ui.available_width() - 12.0 * columns as f32) / (columns as f32 + 1.0)).max(48.0);
        let grid = egui::Grid::new("numbers").num_columns(columns).min_row_height(22.0).spacing([12.0, 4.0]);
        grid.show(ui, |ui| {
            // A row holds no control, so it need not be as high as one.
            ui.spacing_mut().interact_size.y = 22.0;
            let cell = |ui: &mut Ui, place: usize, words: &str, colour: Color32| {
                ui.scope(|ui| {
                    ui.set_max_width(if place == 0 { 2.0 * width } else { width });
                    text::one_line(ui, words, size::LABEL, colour);
                });
            };
            for (place, column) in data.columns.iter().take(columns).enumerate() {
                cell(ui, place, &column.header(), t.muted);
            }
            ui.end_row();
            for row in data.rows.iter().take(MOST_ROWS) {
                for (place, value) in row.iter().take(columns).enumerate() {
                    cell(ui, place, &shown(value), t.ink);
                }
                ui.end_row();
            }
        });
    });
}

/// How many numbers there are.
fn counts(data: &DataTable) -> String {
    let (rows, columns) = (data.rows.len(), data.columns.len());
    let count = |num: usize, one: &str, many: &str| match num {
        1 => format!("1 {one}"),
        num => format!("{} {many}", Locale::count(num)),
    };
    let is_rounded =
        |cell: &DataCell| matches!(cell, DataCell::Number(number) if shown(cell) != Locale::current().typed(*number));
    let rounded = if data.rows.iter().flatten().any(is_rounded) { "; rounded here, exact in the file" } else { "" };
    format!("{}, {}{rounded}", count(rows, "row", "rows"), count(columns, "column", "columns"))
}

fn shown(value: &DataCell) -> String {
    match value {
        DataCell::Text(text) => text.clone(),
        DataCell::Number(number) if number.fract() == 0.0 => Locale::current().typed(*number),
        DataCell::Number(number) => Locale::current().number(*number, 2),
        DataCell::Missing => String::new(),
    }
}
