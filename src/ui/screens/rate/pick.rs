//! Step one: the customer, who rates, why, on what and when; and unfinished ratings to go on with.

use egui::text::{CCursor, CCursorRange};
use egui::{Event, Id, Key, ScrollArea, TextEdit, Ui};

use crate::app::{Command, PickCommand, RateCommand, Session};
use crate::model::OccasionKind;

use super::super::super::View;
use super::super::super::theme::{size, space};
use super::super::super::widgets::{self, Button, Card};
use super::{beside, header, keys, read_only_notice, same_day_notice};

/// Draws step one.
pub(super) fn pick_step(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let pick = &view.state.areas.rate.pick;
    let below = |ui: &mut Ui| {
        let text = if pick.is_change {
            "Your answers so far are kept."
        } else {
            "Choose whom, and who rates. Then one question after another, in under a minute."
        };
        widgets::text::muted(ui, text);
    };
    header(ui, if pick.is_change { "Change this rating" } else { "Rate a customer" }, below, |_| {});
    read_only_notice(ui, view);
    let width = ui.available_width();
    beside(
        ui,
        (width * 0.42).clamp(260.0, 480.0),
        |ui| customers(ui, view),
        |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                unfinished(ui, view);
                circumstances(ui, view, session);
            });
        },
    );
}

fn send(view: &View<'_>, command: PickCommand) {
    view.send(Command::Rate(RateCommand::Pick(command)));
}

/// Where it is remembered that the button that starts wants the keyboard.
fn start_wants_keyboard() -> Id {
    Id::unique("start wants the keyboard")
}

/// The list of customers: type, arrows, Enter.
fn customers(ui: &mut Ui, view: &View<'_>) {
    let rate = &view.state.areas.rate;
    let (pick, choices) = (&rate.pick, &rate.choices);
    Card::new().fill_height().show(ui, |ui| {
        let mut text = pick.search.clone();
        let field = widgets::search_field(
            ui,
            "Find a customer to rate",
            &mut text,
            "Type a customer\u{2019}s name\u{2026}",
            "",
        );
        if text != pick.search {
            send(view, PickCommand::Search(text));
        }
        arrive(ui, view, &field);
        type_anywhere(ui, view, &field);
        let (down, up, enter) = ui.input(|input| {
            (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp), input.key_pressed(Key::Enter))
        });
        let moves = field.has_focus() && (down || up);
        if moves {
            send(view, PickCommand::Move(if down { 1 } else { -1 }));
        }
        if field.lost_focus() && enter && !choices.customers.is_empty() {
            send(view, PickCommand::TakeHighlighted);
            ui.data_mut(|data| data.insert_temp(start_wants_keyboard(), true));
        }
        let what = match (choices.customers.is_empty(), pick.search.trim().is_empty()) {
            (true, _) => "Nobody of this name. Try fewer letters.",
            (false, true) => "Rated longest ago first",
            (false, false) => "Best match first",
        };
        ui.add_space(4.0);
        widgets::text::muted_label(ui, what);
        ui.add_space(2.0);
        let height = 57.0;
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("customers to rate");
        if moves {
            let place = pick.highlighted.saturating_add_signed(if down { 1 } else { -1 });
            area = area.vertical_scroll_offset((place as f32 * height - ui.available_height() / 2.0).max(0.0));
        }
        area.show_rows(ui, height, choices.customers.len(), |ui, shown| {
            for place in shown {
                let Some(one) = choices.customers.get(place) else { continue };
                let is_lit = field.has_focus() && place == pick.highlighted;
                let selected = pick.customer == Some(one.id) || (is_lit && pick.customer.is_none());
                let row = widgets::list_row(ui, &one.name, &one.detail, selected || is_lit, |_| {});
                if row.clicked() {
                    send(view, PickCommand::Customer(one.id));
                    ui.data_mut(|data| data.insert_temp(start_wants_keyboard(), true));
                }
                if row.double_clicked() && view.can_edit() {
                    view.send(Command::Rate(RateCommand::Start));
                }
            }
        });
    });
}

/// While nothing has the keyboard, typing searches.
fn type_anywhere(ui: &Ui, view: &View<'_>, search: &egui::Response) {
    let nothing_focused = ui.memory(|memory| memory.focused()).is_none();
    if !nothing_focused || view.state.modal.is_some() || !keys::is_free(ui) {
        return;
    }
    let texts = ui.input(|input| {
        let text = |event: &Event| if let Event::Text(text) = event { Some(text.clone()) } else { None };
        input.events.iter().filter_map(text).collect::<String>()
    });
    if !texts.trim().is_empty() {
        let text = format!("{}{texts}", view.state.areas.rate.pick.search);
        let mut state = TextEdit::load_state(ui.ctx(), search.id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(text.chars().count()))));
        TextEdit::store_state(ui.ctx(), search.id, state);
        send(view, PickCommand::Search(text));
        search.request_focus();
    }
}

/// Whoever has just arrived begins with the customer, or with the start button if that is known.
fn arrive(ui: &Ui, view: &View<'_>, search: &egui::Response) {
    let pick = &view.state.areas.rate.pick;
    let id = Id::unique("arrived to rate");
    let is_new = ui.data(|data| data.get_temp::<u64>(id)) != Some(pick.arrivals);
    if is_new && view.state.modal.is_none() {
        ui.data_mut(|data| data.insert_temp(id, pick.arrivals));
        if pick.customer.is_none() {
            search.request_focus();
        } else {
            ui.data_mut(|data| data.insert_temp(start_wants_keyboard(), true));
        }
    }
}

fn unfinished(ui: &mut Ui, view: &View<'_>) {
    let lines = &view.state.areas.rate.unfinished;
    if lines.is_empty() {
        return;
    }
    widgets::card_titled(ui, "Unfinished ratings", "", |ui| {
        for line in lines {
            let row = widgets::ListRow::new(&line.customer).detail(&line.detail).separated();
            row.show(ui, |ui| {
                let discard = ui.add_enabled(view.can_edit(), Button::quiet("Discard").small());
                if discard.accessible_name(format!("Discard the rating of {}", line.customer)).clicked() {
                    view.send(Command::Rate(RateCommand::DropDraft(line.key.clone())));
                }
                if line.is_usable && view.can_edit() {
                    let go_on = ui.add(Button::secondary("Continue").small());
                    if go_on.accessible_name(format!("Continue the rating of {}", line.customer)).clicked() {
                        view.send(Command::Rate(RateCommand::Resume(line.key.clone())));
                    }
                }
            });
        }
    });
    ui.add_space(space::MEDIUM);
}

fn circumstances(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let rate = &view.state.areas.rate;
    let (pick, choices) = (&rate.pick, &rate.choices);
    let customer = pick.customer.and_then(|id| session.workspace.customers.get(&id));
    let title = customer.map_or_else(|| "Choose a customer".to_owned(), |one| format!("Rate {}", one.name()));
    widgets::card_titled(ui, &title, "", |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        let people: Vec<_> = choices.people.iter().map(|(id, name)| (*id, name.as_str())).collect();
        if let Some(person) = widgets::select(ui, "Who rates", pick.person, &people, 340.0) {
            send(view, PickCommand::Person(person));
        }
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            widgets::text::muted_label(ui, "Occasion");
            let kinds = OccasionKind::ALL.map(|kind| (kind, kind.words()));
            if let Some(kind) = widgets::choice_chips(ui, Some(pick.kind), &kinds) {
                send(view, PickCommand::Kind(kind));
            }
        });
        let (label, hint) = match pick.kind {
            OccasionKind::ProjectFinished => ("Project (optional)", "Menu and signage"),
            OccasionKind::QuarterlyReview => ("Name of the review (optional)", ""),
            OccasionKind::WorkshopRound => ("Round (optional)", ""),
            OccasionKind::Checkpoint => ("Checkpoint (optional)", ""),
            OccasionKind::ProspectCheck => ("Name of the check (optional)", ""),
        };
        let mut occasion = pick.occasion.clone();
        if widgets::TextField::new(label, &mut occasion).hint(hint).width(340.0).show(ui).changed() {
            send(view, PickCommand::Occasion(occasion));
        }
        let cards: Vec<_> = choices.scorecards.iter().map(|(id, name)| (*id, name.as_str())).collect();
        if cards.is_empty() {
            widgets::text::muted(
                ui,
                "There is no scorecard for this person: a customer\u{2019}s own people answer surveys about us.",
            );
        } else if let Some(card) = widgets::select(ui, "Scorecard", pick.scorecard, &cards, 340.0) {
            send(view, PickCommand::Scorecard(card));
        }
        let today = view.state.clock.today();
        let mut day = pick.on.as_ref().map_or_else(|| today.to_string(), |(text, _)| text.clone());
        let entry = widgets::date_field(ui, "Day", &mut day, today);
        if entry.response.changed() {
            send(view, PickCommand::On(day, entry.value.ok().flatten()));
        }
        let is_future = pick.day(today).is_some_and(|day| day > today);
        if is_future {
            let danger = super::super::super::theme::tokens(ui).danger;
            widgets::text::running(ui, "This day has not come yet.", size::LABEL, danger);
        }
        start_button(ui, view, session, !is_future && pick.day(today).is_some());
    });
}

fn start_button(ui: &mut Ui, view: &View<'_>, session: &Session, has_day: bool) {
    let rate = &view.state.areas.rate;
    let pick = &rate.pick;
    let ready =
        pick.customer.is_some() && pick.person.is_some() && pick.scorecard.is_some() && has_day && view.can_edit();
    if let (Some(rating), Some(customer), Some(person), false) =
        (rate.choices.same_day, pick.customer, pick.person, pick.is_change)
    {
        let name = session.workspace.business.person_name(person);
        let words = format!("{name} has rated them on this occasion and day already.");
        same_day_notice(ui, view, &words, RateCommand::Change(customer, rating));
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let text = if pick.is_change { "Go on rating" } else { "Start rating" };
        let start = ui.add_enabled(ready, Button::primary(text).min_width(140.0));
        let wants = ui.data(|data| data.get_temp::<bool>(start_wants_keyboard())).unwrap_or(false);
        if wants && ready {
            start.request_focus();
            ui.data_mut(|data| data.remove::<bool>(start_wants_keyboard()));
        }
        if start.clicked() {
            view.send(Command::Rate(RateCommand::Start));
        }
        let missing = match (pick.customer, pick.person) {
            (None, _) => "Choose a customer first.",
            (_, None) => "Choose who rates.",
            _ if pick.is_change => "Enter goes on.",
            _ => "Enter starts. Others\u{2019} ratings stay hidden until you have saved yours.",
        };
        widgets::text::muted_label(ui, missing);
    });
}
