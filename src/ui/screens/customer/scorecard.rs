//! The first part of the page: who says what, how it went, what people wrote, what to do next.

use egui::{Align, Layout, Ui, UiBuilder, vec2};

use crate::app::{OnCard, PageCommand, PageTab, RateCommand, day_words};

use super::super::super::icons::Icon;
use super::super::super::theme::{self, medium, size, space};
use super::super::super::widgets::text::Span;
use super::super::super::widgets::{self, Card};
use super::Part;
use super::picture::picture;

/// At most this many remarks are shown beside the charts in a window of this height.
fn most_remarks(height: f32) -> usize {
    [(620.0, 4), (760.0, 6), (900.0, 8)].into_iter().find(|(below, _)| height < *below).map_or(10, |(_, most)| most)
}

/// Draws it into this height, or more where the content needs it.
pub(super) fn scorecard_tab(ui: &mut Ui, part: &Part<'_>, height: f32) {
    let Some(on_card) = &part.data.on_card else {
        let text = "Choose what you rate, and everything here fills by itself.";
        if widgets::empty_state(ui, Icon::Scorecards, "No scorecard yet", text, "See the scorecards") {
            part.view.act(crate::app::Action::Go(5));
        }
        return;
    };
    if part.customer.ratings.is_empty() {
        let text = "Whoever worked with them rates them in under a minute.";
        if widgets::empty_state(ui, Icon::Rate, "Nobody has rated this customer yet", text, "Rate now") {
            part.view.send(crate::app::Command::Rate(RateCommand::Begin(Some(part.customer.id))));
        }
        return;
    }
    let width = ui.available_width();
    let left = ((width - space::MEDIUM) * 0.588).floor();
    let room = ui.available_rect_before_wrap();
    let half = |ui: &mut Ui, x: f32, width: f32, salt: &str| {
        let rect = egui::Rect::from_min_size(egui::pos2(x, room.top()), vec2(width, height.max(300.0)));
        ui.new_child(UiBuilder::new().id_salt(salt).max_rect(rect).layout(Layout::top_down(Align::Min)))
    };
    let mut charts = half(ui, room.left(), left, "charts");
    charts.spacing_mut().item_spacing.y = 4.0;
    voices_card(&mut charts, part, on_card);
    charts.add_space(space::MEDIUM - 4.0);
    history_card(&mut charts, part, on_card, room.top() + height);
    let bottom = charts.min_rect().bottom();
    let mut words = half(ui, room.left() + left + space::MEDIUM, width - left - space::MEDIUM, "words");
    words.set_min_height(bottom - room.top());
    let least = bottom - room.top() - 2.0 * f32::from(space::CARD) - 2.0;
    Card::new().show(&mut words, |ui| {
        ui.set_min_height(least);
        remarks(ui, part, on_card, most_remarks(height));
        next(ui, on_card);
    });
    let used = charts.min_rect().union(words.min_rect());
    ui.advance_cursor_after_rect(used);
}

fn voices_card(ui: &mut Ui, part: &Part<'_>, on_card: &OnCard) {
    Card::new().title(&on_card.voices.title).show(ui, |ui| {
        if on_card.is_rated {
            picture(ui, part, "voices", &on_card.voices, None);
        } else {
            widgets::text::muted(ui, "Nobody has rated them on this scorecard in the period that counts.");
        }
    });
}

fn history_card(ui: &mut Ui, part: &Part<'_>, on_card: &OnCard, bottom: f32) {
    Card::new().title(&on_card.history.title).show(ui, |ui| {
        let left = bottom - ui.cursor().top() - f32::from(space::CARD) - 2.0;
        picture(ui, part, "history", &on_card.history, Some(left.max(170.0)));
    });
}

fn remarks(ui: &mut Ui, part: &Part<'_>, on_card: &OnCard, most: usize) {
    let t = theme::tokens(ui);
    let today = part.view.state.clock.today();
    ui.spacing_mut().item_spacing.y = 4.0;
    widgets::text::card_title(ui, "What people wrote");
    ui.add_space(4.0);
    if on_card.remarks.is_empty() {
        widgets::text::muted_label(ui, "No remarks and no notes yet.");
    }
    for remark in on_card.remarks.iter().take(most) {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                widgets::text::muted_label(ui, &day_words(remark.on, today));
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    let words = egui::RichText::new(&remark.who).font(medium(size::BODY)).color(t.ink);
                    ui.add(egui::Label::new(words).truncate());
                });
            });
        });
        let shown: String = if remark.text.chars().count() > 220 {
            remark.text.chars().take(219).chain(['…']).collect()
        } else {
            remark.text.clone()
        };
        let response = widgets::text::label(ui, &format!("\u{201c}{shown}\u{201d}"));
        if shown != remark.text {
            response.on_hover_text(&remark.text);
        }
        widgets::text::hairline(ui);
    }
    let all = match on_card.remarks.len() {
        0 => return,
        1 => "The rating it belongs to".to_owned(),
        n => format!("All {n} remarks"),
    };
    if widgets::link(ui, &all).clicked() {
        part.page(PageCommand::OnlyRemarks(true));
        part.page(PageCommand::Tab(PageTab::Ratings));
        if let Some(newest) = on_card.remarks.first() {
            part.page(PageCommand::Rating(newest.rating));
        }
    }
    ui.add_space(space::MEDIUM);
}

fn next(ui: &mut Ui, on_card: &OnCard) {
    if on_card.next.is_empty() {
        return;
    }
    ui.spacing_mut().item_spacing.y = space::SMALL;
    widgets::text::card_title(ui, "Next");
    for text in &on_card.next {
        widgets::text::paragraph(ui, size::LABEL, &stressed(text));
    }
}

/// A sentence with the names of verdicts stressed.
fn stressed(text: &str) -> Vec<Span<'_>> {
    const WORDS: [&str; 3] = ["hard look", "let go", "keep"];
    let is_word = |at: usize, word: &str| {
        let inside = |c: char| c.is_alphanumeric();
        !text[..at].ends_with(inside) && !text[at + word.len()..].starts_with(inside)
    };
    let mut found: Vec<(usize, &str)> = WORDS.iter().flat_map(|word| text.match_indices(word)).collect();
    found.retain(|(at, word)| is_word(*at, word));
    found.sort_unstable();
    let (mut spans, mut from) = (Vec::new(), 0);
    for (at, word) in found {
        spans.push(Span::Plain(&text[from..at]));
        spans.push(Span::Strong(&text[at..at + word.len()]));
        from = at + word.len();
    }
    spans.push(Span::Plain(&text[from..]));
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_in_a_sentence_are_stressed_and_nothing_is_lost() {
        let text = "Too close to call between hard look and let go: keepers stay, we keep them.";
        let spans = stressed(text);
        let strong: Vec<&str> = spans
            .iter()
            .filter_map(|span| match span {
                Span::Strong(text) => Some(*text),
                _ => None,
            })
            .collect();
        assert_eq!(strong, ["hard look", "let go", "keep"], "keepers is another word");
        let all: String = spans
            .iter()
            .map(|span| match span {
                Span::Plain(text) | Span::Strong(text) | Span::Muted(text) | Span::Coloured(text, _) => *text,
            })
            .collect();
        assert_eq!(all, text);
    }
}
