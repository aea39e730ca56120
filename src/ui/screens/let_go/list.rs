//! The list at the left: everybody, worst first; only the rows in sight are drawn.

use egui::{Align, Id, Key, Layout, Modifiers, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::analysis::percent_text;
use crate::app::{Command, LetGoCommand, LetGoSummary, Listed, Session};
use crate::model::{Customer, Locale};

use super::super::super::View;
use super::super::super::theme;
use super::super::super::widgets::{self, Card, ListRow};

/// Height of a row, points.
const ROW: f32 = 57.0;
/// In a list narrower than this, score and glyph stand one above the other.
const COMPACT: f32 = 240.0;
/// With more customers than this there is a field to search in.
const SEARCH_FROM: usize = 30;
/// Rows that Page up and Page down jump over.
const PAGE: i32 = 8;

/// What the list remembers between frames: which wish to show the chosen one was met, and whether the keyboard goes
/// where the choice goes.
#[derive(Clone, Copy, Default)]
struct Memory {
    revealed: u64,
    follow: bool,
}

/// Draws the list in a card as high as the room there is.
pub(super) fn list_card(ui: &mut Ui, view: &View<'_>, session: &Session, summary: &LetGoSummary) {
    let area = &view.state.areas.let_go;
    let is_compact = ui.available_width() < COMPACT;
    let (listed, all) = (Locale::count(summary.listed.len()), Locale::count(summary.num_customers));
    let count = if listed == all { all } else { format!("{listed} of {all}") };
    Card::new().title("Worst first").aside(&count).fill_height().show(ui, |ui| {
        if summary.num_customers > SEARCH_FROM {
            let mut text = area.search.clone();
            if widgets::search_field(ui, "Find in this list", &mut text, "Find…", "").changed() {
                view.send(Command::LetGo(LetGoCommand::Search(text)));
            }
            ui.add_space(4.0);
        }
        if summary.listed.is_empty() {
            widgets::text::muted(ui, "No customer has this in the name.");
            return;
        }
        // Rows reach further than the title, as far as their ground shows.
        let room = ui.available_rect_before_wrap();
        let rows =
            Rect::from_min_max(pos2(room.left() - 9.0, room.top()), pos2(room.right() + 9.0, room.bottom() + 9.0));
        let mut rows = ui.new_child(UiBuilder::new().id_salt("rows").max_rect(rows).layout(Layout::default()));
        list(&mut rows, view, session, (summary, is_compact));
    });
}

fn list(ui: &mut Ui, view: &View<'_>, session: &Session, (summary, is_compact): (&LetGoSummary, bool)) {
    let area = &view.state.areas.let_go;
    let id = Id::unique("let go list");
    let mut memory: Memory = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let mut has_keyboard = view.state.modal.is_none() && ui.memory(|memory| memory.focused().is_none());
    ScrollArea::vertical().id_salt("worst first").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let num = summary.listed.len();
        ui.set_height(ROW * num as f32);
        let (left, top, width) = (ui.max_rect().left(), ui.max_rect().top(), ui.max_rect().width());
        let rect_of = |place: usize| Rect::from_min_size(pos2(left, top + place as f32 * ROW), vec2(width, ROW));
        if let Some(place) = summary.chosen_place.filter(|_| memory.revealed != area.reveal) {
            ui.scroll_to_rect_animation(rect_of(place), None, egui::style::ScrollAnimation::none());
        }
        memory.revealed = area.reveal;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in the list, not negative"
        )]
        let visible = |y: f32| (y / ROW).floor().max(0.0) as usize;
        let (first, last) = (visible(viewport.min.y).min(num), (visible(viewport.max.y) + 1).min(num));
        for (place, listed) in summary.listed.iter().enumerate().take(last).skip(first) {
            let Some(customer) = session.workspace.customers.get(&listed.customer) else { continue };
            let row = ui.make_persistent_id(("customer", listed.customer));
            let mut ui = ui.new_child(UiBuilder::new().scope_id(row).max_rect(rect_of(place)));
            let is_chosen = area.chosen == Some(listed.customer);
            let response = row_ui(&mut ui, (customer, listed), summary, (is_chosen, is_compact));
            if response.clicked() {
                view.send(Command::LetGo(LetGoCommand::Choose(listed.customer)));
            }
            if is_chosen && memory.follow {
                response.request_focus();
                memory.follow = false;
            }
            if response.has_focus() {
                has_keyboard = true;
                let arrows = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
                memory.follow = asked_step(&ui).is_some();
            }
        }
    });
    if has_keyboard && let Some(by) = asked_step(ui) {
        for key in [Key::ArrowDown, Key::ArrowUp, Key::PageDown, Key::PageUp, Key::Home, Key::End] {
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        }
        view.send(Command::LetGo(LetGoCommand::Step(by)));
    }
    ui.data_mut(|data| data.insert_temp(id, memory));
}

/// How many places the keys pressed in this frame go down the list.
fn asked_step(ui: &Ui) -> Option<i32> {
    let keys = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, PAGE),
        (Key::PageUp, -PAGE),
        (Key::Home, i32::MIN),
        (Key::End, i32::MAX),
    ];
    let pressed = keys.into_iter().filter(|(key, _)| ui.input(|input| input.key_pressed(*key)));
    pressed.map(|(_, by)| by).reduce(i32::saturating_add)
}

fn row_ui(
    ui: &mut Ui,
    (customer, listed): (&Customer, &Listed),
    summary: &LetGoSummary,
    (is_chosen, is_compact): (bool, bool),
) -> egui::Response {
    let judgement = &summary.judgements[listed.index];
    let people = match judgement.num_raters {
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    };
    let coverage = percent_text(judgement.coverage);
    let status = customer.profile.status;
    let before = match listed.was {
        Some(was) => Some(format!("was {}", was.words().to_lowercase())),
        None if !status.is_current() => Some(status.words().to_owned()),
        None => None,
    };
    let detail = match (before, is_compact) {
        (Some(before), true) => before,
        (Some(before), false) => format!("{before} · {people}"),
        (None, true) => format!("{people} · {coverage}"),
        (None, false) => format!("{people} · coverage {coverage}"),
    };
    let name = customer.name();
    let response = ListRow::new(name).detail(&detail).selected(is_chosen).show(ui, |ui| {
        let score = judgement.score.map_or_else(|| "–".to_owned(), |score| format!("{score:.0}"));
        let ink = theme::tokens(ui).ink;
        let score = RichText::new(score).font(theme::medium(17.0)).color(ink);
        if is_compact {
            ui.allocate_ui_with_layout(vec2(30.0, 46.0), Layout::top_down(Align::Max), |ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                ui.label(score);
                widgets::pill_small(ui, judgement.verdict);
            });
        } else {
            widgets::pill_small(ui, judgement.verdict);
            ui.label(score);
        }
    });
    if name.chars().count() > 18 { response.on_hover_text(name) } else { response }
}
