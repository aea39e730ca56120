//! Words on a screen: titles, labels, running text with some of it stressed.

use egui::text::LayoutJob;
use egui::{Color32, Response, Role, Sense, TextFormat, Ui, WidgetInfo, vec2};

use super::common::{line, line_height, wrapped};
use crate::ui::theme::{self, medium, regular, size};

/// The title of a screen.
pub(crate) fn title(ui: &mut Ui, text: &str) -> Response {
    let t = theme::tokens(ui);
    // A little tighter, as large type wants it.
    let format = TextFormat { extra_letter_spacing: -0.35, ..TextFormat::simple(medium(size::TITLE), t.ink) };
    heading_job(ui, text, LayoutJob::single_section(text.to_owned(), format))
}

/// The heading of a modal or a large section.
pub(crate) fn heading(ui: &mut Ui, text: &str) -> Response {
    sized_heading(ui, text, size::HEADING)
}

/// The title of a card or of a section in it.
pub(crate) fn card_title(ui: &mut Ui, text: &str) -> Response {
    sized_heading(ui, text, size::CARD_TITLE)
}

fn sized_heading(ui: &mut Ui, text: &str, size: f32) -> Response {
    let t = theme::tokens(ui);
    heading_job(ui, text, LayoutJob::single_section(text.to_owned(), TextFormat::simple(medium(size), t.ink)))
}

fn heading_job(ui: &mut Ui, text: &str, mut job: LayoutJob) -> Response {
    job.wrap.max_width = ui.available_width();
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    response
}

/// Running text.
pub(crate) fn body(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).ink;
    running(ui, text, size::BODY, colour)
}

/// Running text that stands back.
pub(crate) fn muted(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).muted;
    running(ui, text, size::BODY, colour)
}

/// Small text: details of something above it.
pub(crate) fn label(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).ink;
    running(ui, text, size::LABEL, colour)
}

/// Small text that stands back.
pub(crate) fn muted_label(ui: &mut Ui, text: &str) -> Response {
    let colour = theme::tokens(ui).muted;
    running(ui, text, size::LABEL, colour)
}

/// A number that matters, in a row of text.
pub(crate) fn number(ui: &mut Ui, text: &str) -> Response {
    let t = theme::tokens(ui);
    let galley = line(ui, text, medium(size::BODY), t.ink, f32::INFINITY);
    labelled(ui, text, galley)
}

/// Running text in any size and colour.
pub(crate) fn running(ui: &mut Ui, text: &str, size: f32, colour: Color32) -> Response {
    let galley = wrapped(ui, text, regular(size), colour, ui.available_width());
    labelled(ui, text, galley)
}

/// One line in any size and colour, cut with "…" where the room ends; then the whole text is shown under the pointer.
pub(crate) fn one_line(ui: &mut Ui, text: &str, size: f32, colour: Color32) -> Response {
    let galley = line(ui, text, regular(size), colour, ui.available_width());
    let elided = galley.elided;
    let response = labelled(ui, text, galley);
    if elided { response.on_hover_text(text) } else { response }
}

fn labelled(ui: &mut Ui, text: &str, galley: std::sync::Arc<egui::Galley>) -> Response {
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    if ui.is_rect_visible(rect) {
        ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), text));
    response
}

/// A piece of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span<'a> {
    /// As the rest.
    Plain(&'a str),
    /// Stressed.
    Strong(&'a str),
    /// Standing back.
    Muted(&'a str),
    /// In a colour of the theme.
    Coloured(&'a str, Color32),
}

/// Running text made of pieces; it wraps at the room there is.
pub(crate) fn paragraph(ui: &mut Ui, size: f32, spans: &[Span<'_>]) -> Response {
    let t = theme::tokens(ui);
    let mut job = LayoutJob::default();
    for span in spans {
        let (text, font, colour) = match *span {
            Span::Plain(text) => (text, regular(size), t.ink),
            Span::Strong(text) => (text, medium(size), t.ink),
            Span::Muted(text) => (text, regular(size), t.muted),
            Span::Coloured(text, colour) => (text, medium(size), colour),
        };
        let format = TextFormat { line_height: Some(line_height(size)), ..TextFormat::simple(font, colour) };
        job.append(text, 0.0, format);
    }
    job.wrap.max_width = ui.available_width().max(1.0);
    let text = job.text.clone();
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    labelled(ui, &text, galley)
}

/// A thin line across, with a little air.
pub(crate) fn hairline(ui: &mut Ui) {
    let t = theme::tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y.floor() + 0.5, egui::Stroke::new(t.line, t.hairline));
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::testing::window;

    #[test]
    fn titles_are_headings_and_text_can_be_read_aloud() {
        let mut window = window((), |ui, ()| {
            title(ui, "24 customers, 3 to talk about");
            paragraph(ui, size::BODY, &[Span::Plain("Score "), Span::Strong("24"), Span::Plain(" of 100.")]);
        });
        window.run();
        window.get_by_role_and_label(Role::Heading, "24 customers, 3 to talk about");
        window.get_by_label("Score 24 of 100.");
    }

    #[test]
    fn running_text_wraps_and_one_line_does_not() {
        let text = "Letting them go leaves Willow Nursery at a quarter of our revenue. ".repeat(8);
        let mut heights = (0.0, 0.0);
        let mut window = window((), |ui, ()| {
            ui.set_max_width(300.0);
            heights = (body(ui, &text).rect.height(), one_line(ui, &text, size::BODY, Color32::BLACK).rect.height());
        });
        window.run();
        drop(window);
        assert!(heights.0 > 100.0, "several lines: {heights:?}");
        assert!(heights.1 < 25.0, "one line: {heights:?}");
    }
}
