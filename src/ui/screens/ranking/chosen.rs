//! The chosen customer: what to think about before acting on a rank, and the place on every list.

use egui::{Align, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::analysis::{Lens, ordinal, percent_text};
use crate::app::{RankRow, Ranking, RankingCommand, RankingState, Session, unranked_words};
use crate::model::Locale;

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, Card};
use super::send;

/// Draws the card; it fills the room.
pub(super) fn chosen_card(ui: &mut Ui, view: &View<'_>, session: &Session, area: &RankingState, ranking: &Ranking) {
    let Some(row) = area.chosen_row() else {
        Card::new().fill_height().show(ui, |ui| widgets::text::muted(ui, "Choose a customer in the table."));
        return;
    };
    Card::new().fill_height().show(ui, |ui| {
        widgets::text::heading(ui, row.name());
        widgets::text::muted_label(ui, &evidence_text(session, row));
        let room = ui.available_rect_before_wrap();
        let foot = Rect::from_min_max(pos2(room.left(), room.bottom() - size::BUTTON_HEIGHT), room.max);
        let rest = Rect::from_min_max(room.min, pos2(room.right() + 12.0, foot.top() - 10.0));
        let builder = UiBuilder::new().id_salt("about").max_rect(rest).layout(Layout::top_down(Align::Min));
        let mut body = ui.new_child(builder);
        ScrollArea::vertical().id_salt(("about", row.customer())).auto_shrink(false).show(&mut body, |ui| {
            // The scroll bar stands beside the words, not on them.
            ui.set_max_width(room.width());
            about(ui, session, row, ranking);
        });
        let builder = UiBuilder::new().id_salt("foot").max_rect(foot).layout(Layout::left_to_right(Align::Center));
        let mut foot = ui.new_child(builder);
        if foot.add(Button::secondary("Open their page").key("Enter")).clicked() {
            send(view, RankingCommand::Open);
        }
        if foot.add(Button::secondary("Let go?").hint("Reasons, what if, and deciding")).clicked() {
            send(view, RankingCommand::LetGo);
        }
        ui.advance_cursor_after_rect(room);
    });
}

/// What the score rests on.
fn evidence_text(session: &Session, row: &RankRow) -> String {
    let judgement = session.judged.as_ref().and_then(|judged| judged.of(row.customer()));
    let Some(judgement) = judgement.filter(|judgement| judgement.score.is_some()) else {
        return "Nobody has rated them in the time that counts".to_owned();
    };
    let score = judgement.score.unwrap_or_default();
    let people = match judgement.num_raters {
        1 => "1 person".to_owned(),
        many => format!("{many} people"),
    };
    format!("Score {score:.0} · {people} · coverage {}", percent_text(judgement.coverage))
}

fn about(ui: &mut Ui, session: &Session, row: &RankRow, ranking: &Ranking) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 6.0;
    widgets::text::card_title(ui, "Before you act on a rank");
    if row.warnings.is_empty() {
        widgets::text::muted(ui, "No warning here. Look at the other lists all the same.");
    }
    for warning in &row.warnings {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let (at, _) = ui.allocate_exact_size(vec2(15.0, 20.0), Sense::hover());
            let at = Rect::from_center_size(at.center(), Vec2::splat(15.0));
            Icon::Warning.paint(ui.painter(), at, t.warning);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                widgets::text::paragraph(ui, size::CONTROL, &[widgets::text::Span::Strong(warning.kind.words())]);
                widgets::text::running(ui, &warning.text, size::CONTROL, t.ink);
            });
        });
    }
    ui.add_space(space::SMALL);
    widgets::text::card_title(ui, "How far to trust the rank");
    let equal = row.equal.and_then(|group| group.text());
    let sentences: Vec<String> = [row.moves_text(), equal, row.stability_text()].into_iter().flatten().collect();
    for sentence in &sentences {
        widgets::text::running(ui, sentence, size::CONTROL, t.ink);
    }
    if sentences.is_empty() {
        widgets::text::muted(ui, "They stand on too few lists to say.");
    }
    ui.add_space(space::SMALL);
    widgets::text::card_title(ui, "On every list");
    for lens in RankingState::ORDER.into_iter().filter(|lens| ranking.num_ranked(*lens) > 0) {
        list_line(ui, session, row, ranking, lens);
    }
}

/// One list: its name at the left, rank and value at the right.
fn list_line(ui: &mut Ui, session: &Session, row: &RankRow, ranking: &Ranking, lens: Lens) {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let layout = Layout::right_to_left(Align::Center);
    let mut right = ui.new_child(UiBuilder::new().id_salt(("right", lens.index())).max_rect(rect).layout(layout));
    let text = match row.place(lens) {
        Some(place) => {
            let of = Locale::count(usize::try_from(place.of).unwrap_or(usize::MAX));
            let value = lens.text(&session.workspace.business, place.value);
            format!("{value} · {} of {of}", ordinal(place.rank))
        }
        None => "no rank".to_owned(),
    };
    let ink = if row.place(lens).is_some() { t.ink } else { t.muted };
    widgets::text::one_line(&mut right, &text, size::LABEL, ink);
    let left = Rect::from_min_max(rect.min, pos2(right.min_rect().left() - 8.0, rect.bottom()));
    let layout = Layout::left_to_right(Align::Center);
    let mut left = ui.new_child(UiBuilder::new().id_salt(("left", lens.index())).max_rect(left).layout(layout));
    widgets::text::one_line(&mut left, lens.words(), size::LABEL, t.muted);
    let is_ranked = row.place(lens).is_some();
    response.on_hover_text(if is_ranked { lens.about() } else { unranked_words(lens, ranking.is_about_us) });
}
