//! Whom we would let go: the customers we work for, worst first, each with a box to tick.

use egui::{Align2, Layout, RichText};
use egui::{Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::analysis::{Grade, score_text};
use crate::app::{Command, Ground, PartingCommand, PartingRow, PartingState};
use crate::model::Locale;

use super::super::super::View;
use super::super::super::theme::{self, medium, radius, size};
use super::super::super::widgets::{self, Button, Card, TickRow};

const ROW: f32 = TickRow::TALL + 2.0;
/// With more customers than this there is a field to search in.
const SEARCH_FROM: usize = 12;
/// Rows that Page up and Page down jump over.
const PAGE: i32 = 10;

/// What the list remembers between frames: which wish to show the row of the keyboard was met, and whether the
/// keyboard goes along.
#[derive(Clone, Copy, Default)]
struct Memory {
    revealed: u64,
    follow: bool,
}

fn send(view: &View<'_>, command: PartingCommand) {
    view.send(Command::Parting(command));
}

/// Draws the list in a card as high as the room there is.
pub(super) fn list_card(ui: &mut Ui, view: &View<'_>, area: &PartingState, ground: &Ground) {
    let num = Locale::count(area.ticked.len());
    let (listed, all) = (Locale::count(area.listed.len()), Locale::count(ground.rows.len()));
    let aside = match (area.ticked.is_empty(), listed == all) {
        (true, true) => all,
        (true, false) => format!("{listed} of {all}"),
        (false, _) => format!("{num} of {all} ticked"),
    };
    // A long title would break into two lines over the buttons.
    let title = if ui.available_width() < 300.0 { "Whom?" } else { "Whom would we let go?" };
    Card::new().title(title).aside(&aside).fill_height().show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(8.0);
            let is_compact = ui.available_width() < 290.0;
            let words = if is_compact { "Tick all to let go" } else { "Tick all we would let go" };
            let all = format!("{words} ({})", Locale::count(ground.num_let_go));
            let all = Button::secondary(&all).small().hint("Everybody whose verdict is “let go”");
            if ui.add_enabled(ground.num_let_go > 0, all).clicked() {
                send(view, PartingCommand::TickLetGo);
            }
            if ui.add_enabled(!area.ticked.is_empty(), Button::quiet("Clear").small()).clicked() {
                send(view, PartingCommand::Clear);
            }
        });
        if ground.rows.len() > SEARCH_FROM {
            let mut text = area.search.clone();
            if widgets::search_field(ui, "Find in this list", &mut text, "Find…", "").changed() {
                send(view, PartingCommand::Search(text));
            }
        }
        ui.add_space(2.0);
        if ground.rows.iter().all(|row| row.score.is_none()) {
            super::nobody_rated(ui, view);
        }
        if area.listed.is_empty() {
            widgets::text::muted(ui, "No customer has this in the name.");
            return;
        }
        // Rows reach further than the title, as far as their ground shows.
        let room = ui.available_rect_before_wrap();
        let rows =
            Rect::from_min_max(pos2(room.left() - 9.0, room.top()), pos2(room.right() + 9.0, room.bottom() + 9.0));
        let mut rows = ui.new_child(UiBuilder::new().id_salt("rows").max_rect(rows).layout(Layout::default()));
        list(&mut rows, view, area, ground);
    });
}

fn list(ui: &mut Ui, view: &View<'_>, area: &PartingState, ground: &Ground) {
    let id = Id::unique("parting list");
    let mut memory: Memory = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let is_free = view.state.modal.is_none() && ui.memory(|memory| memory.focused().is_none());
    let mut has_keyboard = is_free;
    ScrollArea::vertical().id_salt("whom").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let num = area.listed.len();
        ui.set_height(ROW * num as f32);
        let (left, top, width) = (ui.max_rect().left(), ui.max_rect().top(), ui.max_rect().width());
        let rect_of = |place: usize| Rect::from_min_size(pos2(left, top + place as f32 * ROW), vec2(width, ROW));
        if memory.revealed != area.reveal
            && let Some(place) = area.cursor_place()
        {
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
        for place in first..last {
            let Some(row) = area.listed.get(place).and_then(|row| ground.rows.get(*row)) else { continue };
            let salt = ui.make_persistent_id(("customer", row.customer));
            let mut ui = ui.new_child(UiBuilder::new().scope_id(salt).max_rect(rect_of(place)));
            let is_here = area.cursor == Some(row.customer);
            let response = row_ui(&mut ui, area, row, is_here && is_free);
            if response.clicked() {
                send(view, PartingCommand::Toggle(row.customer));
            }
            if is_here && memory.follow {
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
        for (key, _) in KEYS {
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        }
        send(view, PartingCommand::Step(by));
    }
    if is_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
        send(view, PartingCommand::ToggleCursor);
    }
    ui.data_mut(|data| data.insert_temp(id, memory));
}

/// How many places each key goes down the list.
const KEYS: [(Key, i32); 6] = [
    (Key::ArrowDown, 1),
    (Key::ArrowUp, -1),
    (Key::PageDown, PAGE),
    (Key::PageUp, -PAGE),
    (Key::Home, i32::MIN),
    (Key::End, i32::MAX),
];

/// How many places the keys pressed in this frame go down the list.
fn asked_step(ui: &Ui) -> Option<i32> {
    let pressed = KEYS.into_iter().filter(|(key, _)| ui.input(|input| input.key_pressed(*key)));
    pressed.map(|(_, by)| by).reduce(i32::saturating_add)
}

fn row_ui(ui: &mut Ui, area: &PartingState, row: &PartingRow, is_here: bool) -> egui::Response {
    let ticked = area.ticked.contains(&row.customer);
    let response = TickRow::new(&row.name, ticked).detail(&row.revenue).here(is_here).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 7.0;
        grade_mark(ui, row.grade);
        let score = row.score.map_or_else(|| "–".to_owned(), score_text);
        let ink = theme::tokens(ui).ink;
        ui.add_sized(vec2(22.0, 20.0), egui::Label::new(RichText::new(score).font(medium(size::BODY)).color(ink)));
        widgets::pill_small(ui, row.verdict);
    });
    if row.name.chars().count() > 18 { response.on_hover_text(&row.name) } else { response }
}

/// What a grade means, in a few words.
pub(super) const fn meaning(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "Brings much and fits",
        Grade::B => "Brings much and fits fairly, or a fair part and fits",
        Grade::C => "One makes up for the other",
        Grade::D => "Brings little and fits badly",
    }
}

/// The letter in a small frame, its meaning under the pointer.
pub(super) fn grade_mark(ui: &mut Ui, grade: Option<Grade>) {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::hover());
    let (letter, words) = match grade {
        Some(grade) => (grade.words(), format!("Grade {}: {}", grade.words(), meaning(grade).to_lowercase())),
        None => ("–", "No grade: the profit is not known, or there is not enough evidence".to_owned()),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    if ui.is_rect_visible(rect) {
        let colour = if grade.is_some() { t.ink } else { t.muted };
        if grade.is_some() {
            let edge = egui::Stroke::new(t.line, t.outline);
            ui.painter().rect_stroke(rect, radius::CELL, edge, egui::StrokeKind::Inside);
        }
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, letter, medium(size::LABEL), colour);
    }
    response.on_hover_text(words);
}
