//! All ratings: a list at the left, the chosen one in full at the right.

use egui::{Align, Key, Layout, Modifiers, ScrollArea, Ui, UiBuilder, vec2};

use crate::analysis::date_text;
use crate::app::{Action, Command, CustomersCommand, PageCommand, RateCommand, answer_words, day_words, rating_mark};
use crate::model::{Locale, Rating, RatingId};

use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::text::Span;
use super::super::super::widgets::{self, Button, Card, ListRow};
use super::Part;

const ROW: f32 = 57.0;

/// Draws it into the room there is.
pub(super) fn ratings_tab(ui: &mut Ui, part: &Part<'_>) {
    if part.customer.ratings.is_empty() {
        let text = "Whoever worked with them rates them in under a minute.";
        if widgets::empty_state(ui, Icon::Rate, "No ratings yet", text, "Rate now") {
            part.view.send(Command::Rate(RateCommand::Begin(Some(part.customer.id))));
        }
        return;
    }
    let room = ui.available_rect_before_wrap();
    let left = ((room.width() - space::MEDIUM) * 0.44).floor();
    let half = |ui: &mut Ui, x: f32, width: f32, salt: &str| {
        let rect = egui::Rect::from_min_size(egui::pos2(x, room.top()), vec2(width, room.height()));
        ui.new_child(UiBuilder::new().id_salt(salt).max_rect(rect).layout(Layout::top_down(Align::Min)))
    };
    list(&mut half(ui, room.left(), left, "list"), part);
    let right = room.width() - left - space::MEDIUM;
    let mut detail = half(ui, room.left() + left + space::MEDIUM, right, "rating");
    Card::new().fill_height().show(&mut detail, |ui| {
        let chosen = part.view.state.areas.customers.page.rating;
        let rating = chosen.and_then(|id| Some((id, part.customer.ratings.get(&id)?)));
        if let Some((id, rating)) = rating {
            in_full(ui, part, id, rating);
        }
    });
    ui.advance_cursor_after_rect(room);
}

fn list(ui: &mut Ui, part: &Part<'_>) {
    let page = &part.view.state.areas.customers.page;
    let today = part.view.state.clock.today();
    let business = &part.session.workspace.business;
    Card::new().fill_height().show(ui, |ui| {
        ui.horizontal(|ui| {
            if widgets::chip(ui, "With words only", page.only_remarks).clicked() {
                part.page(PageCommand::OnlyRemarks(!page.only_remarks));
            }
            let count = match part.data.ratings.len() {
                1 => "1 rating".to_owned(),
                n => format!("{} ratings", Locale::count(n)),
            };
            widgets::text::muted_label(ui, &count);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::icon_button(ui, Icon::Copy, "Copy all ratings as a table").clicked() {
                    part.view.act(Action::CopyTable);
                }
            });
        });
        walk(ui, part);
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("ratings").auto_shrink(false);
        area.show_rows(ui, ROW, part.data.ratings.len(), |ui, range| {
            for id in part.data.ratings.get(range).unwrap_or_default() {
                let Some(rating) = part.customer.ratings.get(id) else { continue };
                let card = part.session.workspace.scorecards.get(&rating.scorecard);
                let mark = card.and_then(|card| rating_mark(card, rating)).unwrap_or_default();
                let title = business.person_name(rating.person);
                let name = card.map_or("", |card| card.name.as_str());
                let detail = format!("{} · {name} · {}", day_words(rating.on, today), occasion(rating));
                let row = ListRow::new(title).detail(&detail).selected(page.rating == Some(*id));
                let clicked = row.show(ui, |ui| drop(widgets::text::number(ui, &mark))).clicked();
                if clicked {
                    part.page(PageCommand::Rating(*id));
                }
            }
        });
    });
}

/// Up and down walk through the list, Delete deletes, while nothing else has the keyboard.
fn walk(ui: &Ui, part: &Part<'_>) {
    let is_free = ui.memory(|memory| memory.focused().is_none()) && part.view.state.modal.is_none();
    let chosen = part.view.state.areas.customers.page.rating;
    if !is_free {
        return;
    }
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let place = part.data.ratings.iter().position(|id| Some(*id) == chosen);
    let to = match (pressed(Key::ArrowDown), pressed(Key::ArrowUp), place) {
        (true, _, Some(place)) => place + 1,
        (_, true, Some(place)) => place.saturating_sub(1),
        (true, ..) | (_, true, _) => 0,
        _ => usize::MAX,
    };
    if let Some(id) = part.data.ratings.get(to) {
        part.page(PageCommand::Rating(*id));
    }
    if part.view.can_edit()
        && pressed(Key::Delete)
        && let Some(id) = chosen
    {
        part.send(CustomersCommand::DeleteRating(part.customer.id, id));
    }
}

/// The project or round by its name, or what kind of occasion it was.
fn occasion(rating: &Rating) -> String {
    let name = rating.occasion.name.as_str();
    if name.is_empty() { rating.occasion.kind.words().to_owned() } else { name.to_owned() }
}

fn in_full(ui: &mut Ui, part: &Part<'_>, id: RatingId, rating: &Rating) {
    let business = &part.session.workspace.business;
    let card = part.session.workspace.scorecards.get(&rating.scorecard);
    let version = card.map(|card| card.version(rating.version).unwrap_or_else(|| card.current()));
    let group = business.people.get(&rating.person).map(|person| business.group_name(person.group));
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let delete = Button::quiet("Delete").icon(Icon::Trash).small().hint("Delete this rating (Del)");
            if ui.add_enabled(part.view.can_edit(), delete).clicked() {
                part.send(CustomersCommand::DeleteRating(part.customer.id, id));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                widgets::text::card_title(ui, business.person_name(rating.person));
            });
        });
    });
    let day = date_text(rating.on);
    let name = card.map_or("A scorecard that is no longer here", |card| card.name.as_str());
    let kind = rating.occasion.kind.words();
    let named = occasion(rating);
    let occasion = if named == kind { named } else { format!("{kind}: {named}") };
    let facts = [group.unwrap_or_default(), day, occasion, format!("{name}, version {}", rating.version)];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    widgets::text::muted_label(ui, &facts.join(" · "));
    ui.add_space(space::SMALL);
    ScrollArea::vertical().id_salt(("rating", id)).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        if !rating.remark.is_empty() {
            widgets::text::body(ui, &format!("\u{201c}{}\u{201d}", rating.remark));
            widgets::text::hairline(ui);
        }
        // In the order in which it is asked; answers to questions that are gone come last.
        let asked = version.map(|version| version.criteria.as_slice()).unwrap_or_default();
        let mut answers: Vec<_> = rating.answers.iter().collect();
        answers.sort_by_key(|(id, _)| asked.iter().position(|criterion| criterion.id == **id).unwrap_or(usize::MAX));
        for (id, answer) in answers {
            let criterion = version.and_then(|version| version.criterion(*id));
            let (words, anchor) = answer_words(criterion, answer);
            let name = criterion.map_or_else(|| id.to_string(), |criterion| criterion.name.to_string());
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    widgets::text::number(ui, &words);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        widgets::text::one_line(ui, &name, size::BODY, theme::tokens(ui).ink);
                    });
                });
            });
            if !anchor.is_empty() {
                widgets::text::muted_label(ui, &anchor);
            }
            if !answer.note.is_empty() {
                let note = format!("\u{201c}{}\u{201d}", answer.note);
                widgets::text::paragraph(ui, size::LABEL, &[Span::Plain(&note)]);
            }
            widgets::text::hairline(ui);
        }
    });
}
