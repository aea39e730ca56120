//! A few rows of figures under each other.

use egui::{Align2, Color32, FontId, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::super::theme::{self, medium, regular, size};

/// The height of a row.
pub(super) const ROW: f32 = 28.0;

/// The heads of the columns.
pub(super) fn figures_head(ui: &mut Ui, cells: &[&str]) {
    let t = theme::tokens(ui);
    row(ui, cells, |_| (regular(size::LABEL), t.muted));
}

/// A row: the first column says what it is about, the second is the figure that matters.
pub(super) fn figures_row(ui: &mut Ui, cells: &[String]) {
    let t = theme::tokens(ui);
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let look = |place| if place > 1 { (regular(size::CONTROL), t.muted) } else { (medium(size::CONTROL), t.ink) };
    row(ui, &cells, look);
}

fn row(ui: &mut Ui, cells: &[&str], look: impl Fn(usize) -> (FontId, Color32)) {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let words = cells.join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &words));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(t.line, t.hairline));
    let column = (rect.width() / cells.len().max(1) as f32).min(140.0);
    for (place, cell) in cells.iter().enumerate() {
        let (font, ink) = look(place);
        // Words stand at the left, figures end under each other.
        let (x, align) = if place == 0 {
            (rect.left(), Align2::LEFT_CENTER)
        } else {
            (rect.left() + column * (place as f32 + 0.8), Align2::RIGHT_CENTER)
        };
        ui.painter().text(pos2(x, rect.center().y), align, cell, font, ink);
    }
}
