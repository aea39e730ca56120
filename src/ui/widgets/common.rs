//! What the widgets share: lines of text, the focus ring, names for screen readers.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, FontId, Galley, Pos2, Rect, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme;

/// One line of text, cut with "…" where `width` ends.
pub(super) fn line(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Text over as many lines as it needs, with some air between them.
pub(super) fn wrapped(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let line_height = line_height(font.size);
    let mut job = LayoutJob::simple(text.to_owned(), font, colour, width.max(1.0));
    for section in &mut job.sections {
        section.format.line_height = Some(line_height);
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// From one base line to the next in running text of this size.
pub(super) fn line_height(size: f32) -> f32 {
    (size * 1.4).round()
}

/// Paints a galley so that `align` of it lies at `pos`; returns where it is.
pub(super) fn put(ui: &Ui, galley: Arc<Galley>, pos: Pos2, align: Align2) -> Rect {
    let rect = align.anchor_size(pos, galley.size());
    // The galley carries its own colours.
    ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
    rect
}

/// The ring around what has the keyboard, outside `rect`.
pub(super) fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    if response.has_focus() {
        let t = theme::tokens(ui);
        ui.painter().rect_stroke(
            rect.expand(2.0),
            radius.saturating_add(2),
            Stroke::new(2.0, t.focus),
            StrokeKind::Inside,
        );
    }
}

/// Further words for screen readers, read after the name.
pub(super) fn describe(ui: &Ui, response: &Response, text: &str) {
    if !text.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(text));
    }
}

/// Marks one of several as the chosen one, for screen readers.
pub(super) fn mark_selected(ui: &Ui, response: &Response, selected: bool) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(selected));
}
