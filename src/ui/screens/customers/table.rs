//! The table itself: heads to sort by, and only the rows in sight.

use egui::accesskit::SortDirection;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align, Align2, Color32, EventFilter, FontId, Frame, Id, Key, Layout, Modifiers, Rect, Response, Role, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::analysis::{money_text, percent_text};
use crate::app::{
    Column, Command, CustomersCommand, RateCommand, Reach, Row, Screen, Session, TableCommand, TableState, day_words,
};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, Tokens, medium, radius, regular, size};
use super::super::super::widgets;
use super::columns::{self, Place, TICK};
use super::send;

const HEAD: f32 = 38.0;
const ROW: f32 = 40.0;

fn table_id() -> Id {
    Id::unique("table of customers")
}

/// Draws heads and rows in a card that fills the room.
pub(super) fn table(ui: &mut Ui, view: &View<'_>, session: &Session, table: &TableState) {
    let t = theme::tokens(ui);
    let frame = Frame::new().fill(t.card).stroke(Stroke::new(t.line, t.hairline)).corner_radius(radius::CARD);
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let empty = [(Column::Segment, table.segments()), (Column::Tags, table.tags())];
        let mut empty: Vec<Column> = empty.into_iter().filter(|(_, all)| all.is_empty()).map(|(one, _)| one).collect();
        empty.extend((!table.has_bands()).then_some(Column::Band));
        let places = columns::places(ui.available_width(), &empty);
        heads(ui, view, table, &places);
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter().hline(line.x_range(), line.center().y, Stroke::new(t.line, t.hairline));

        let body = ui.available_rect_before_wrap();
        let whole = ui.interact(body, table_id(), Sense::FOCUSABLE);
        let words = format!("Customers, {} rows", table.num_shown());
        whole.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &words));
        let mut area = ScrollArea::vertical().id_salt("rows").auto_shrink(false);
        if let Some(offset) = offset_for_cursor(ui, table, body.height()) {
            area = area.vertical_scroll_offset(offset);
        }
        let shown = area.show_rows(ui, ROW, table.num_shown(), |ui, range| {
            let sight = Sight { view, session, table, places: &places, has_keys: whole.has_focus() };
            for place in range {
                if let Some(row) = table.row(place) {
                    sight.row(ui, row, place);
                }
            }
        });
        ui.data_mut(|data| data.insert_temp(table_id(), (table.moves, shown.state.clamped_offset().y)));
    });
}

/// Where to scroll so that the keyboard's row is in sight, if the keyboard has just moved.
fn offset_for_cursor(ui: &Ui, table: &TableState, height: f32) -> Option<f32> {
    let (moves, offset) = ui.data(|data| data.get_temp::<(u64, f32)>(table_id())).unwrap_or_default();
    if moves == table.moves {
        return None;
    }
    let top = table.cursor_place()? as f32 * ROW;
    if top < offset {
        Some(top)
    } else if top + ROW > offset + height {
        Some(top + ROW - height)
    } else {
        None
    }
}

/// Keys of the table: while nothing else has the keyboard, while the table has it, and from the search field.
pub(super) fn keys(ui: &Ui, view: &View<'_>, table: &TableState, search: Id) {
    let focused = ui.memory(|memory| memory.focused());
    let searching = focused == Some(search);
    let is_ours = focused.is_none() || focused == Some(table_id()) || searching;
    if view.state.modal.is_some() || !is_ours {
        return;
    }
    if focused == Some(table_id()) {
        let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: false, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(table_id(), arrows));
    }
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let page = (ui.available_height() / ROW).max(12.0);
    #[expect(clippy::cast_possible_truncation, reason = "rows on a screen")]
    let page = page as i32;
    let last = i32::try_from(table.num_shown()).unwrap_or(i32::MAX);
    let steps = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, page), (Key::PageUp, -page)];
    for (key, by) in steps {
        if pressed(Modifiers::SHIFT, key) {
            send(view, TableCommand::Move(by, Reach::Through));
        } else if pressed(Modifiers::NONE, key) {
            send(view, TableCommand::Move(by, Reach::Only));
        }
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        send(view, TableCommand::Open);
    }
    if searching {
        return;
    }
    for (key, by) in [(Key::Home, -last), (Key::End, last)] {
        if pressed(Modifiers::NONE, key) {
            send(view, TableCommand::Move(by, Reach::Only));
        }
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        send(view, TableCommand::ChooseAll);
    }
    if pressed(Modifiers::NONE, Key::Space) {
        send(view, TableCommand::ToggleCursor);
    }
    if pressed(Modifiers::NONE, Key::Escape) && !table.chosen.is_empty() {
        send(view, TableCommand::ChooseNone);
    }
    let is_meant = table.cursor.is_some() || !table.chosen.is_empty();
    if is_meant && view.can_edit() && pressed(Modifiers::NONE, Key::Delete) {
        send(view, TableCommand::Change(crate::app::BulkEdit::Delete));
    }
    let copied = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
    if copied || pressed(Modifiers::COMMAND, Key::C) {
        send(view, TableCommand::Copy);
    }
}

fn heads(ui: &mut Ui, view: &View<'_>, table: &TableState, places: &[Place]) {
    let t = theme::tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    let num_chosen = table.chosen.len();
    let all = num_chosen > 0 && num_chosen == table.num_shown();
    let at = Rect::from_min_size(rect.min, vec2(TICK, HEAD));
    let response = ui.interact(at, table_id().with("all"), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, all, "Choose all"));
    tick(
        ui,
        at,
        if all {
            Ticked::Yes
        } else if num_chosen > 0 {
            Ticked::Some
        } else {
            Ticked::No
        },
        &response,
    );
    if response.clicked() {
        send(view, TableCommand::ChooseAll);
    }
    for place in places {
        let is_sorted = table.query.column == place.column;
        let room = Rect::from_min_size(pos2(rect.left() + place.x, rect.top()), vec2(place.width, HEAD));
        let response = ui.interact(room.expand2(vec2(6.0, 0.0)), table_id().with(place.column.words()), Sense::click());
        let words = place.column.words();
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, words));
        if is_sorted {
            let way = if table.query.descending { SortDirection::Descending } else { SortDirection::Ascending };
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_sort_direction(way));
        }
        let ink = if is_sorted || response.hovered() { t.ink } else { t.muted };
        let font = if is_sorted { medium(size::LABEL) } else { regular(size::LABEL) };
        let arrow = if is_sorted { 14.0 } else { 0.0 };
        // A head over figures may reach to the left: the column before it is wide enough.
        let room_for_words = if place.is_number() { f32::INFINITY } else { place.width - arrow };
        let galley = cut(ui, words, font, ink, room_for_words);
        let width = galley.size().x;
        let x = if place.is_number() { room.right() - width - arrow } else { room.left() };
        let origin = pos2(x, room.center().y - galley.size().y / 2.0);
        ui.painter().galley(origin, galley, ink);
        if is_sorted {
            let icon = if table.query.descending { Icon::ArrowDown } else { Icon::ArrowUp };
            let at = Rect::from_center_size(pos2(x + width + 9.0, room.center().y), Vec2::splat(10.0));
            icon.paint(ui.painter(), at, ink);
        }
        if response.has_focus() {
            let ring = room.expand2(vec2(4.0, -6.0));
            ui.painter().rect_stroke(ring, radius::CELL, Stroke::new(2.0, t.focus), StrokeKind::Inside);
        }
        if response.on_hover_text(tip(place.column)).clicked() {
            send(view, TableCommand::Sort(place.column));
        }
    }
}

const fn tip(column: Column) -> &'static str {
    match column {
        Column::Coverage => "How much of the scorecard is answered. Click to sort.",
        Column::People => "How many people rated. Click to sort.",
        Column::Band => "The scorecard’s own name for such a score. Click to sort.",
        Column::Revenue => "Revenue of the last 12 months. Click to sort.",
        _ => "Click to sort, again to turn it round.",
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ticked {
    No,
    Some,
    Yes,
}

/// A small box in the middle of `at`.
fn tick(ui: &Ui, at: Rect, ticked: Ticked, response: &Response) {
    let t = theme::tokens(ui);
    let square = Rect::from_center_size(at.center(), Vec2::splat(16.0));
    let (fill, edge) = match (ticked, response.hovered()) {
        (Ticked::Yes | Ticked::Some, _) => (t.accent, t.accent),
        (Ticked::No, true) => (t.hover, t.mark),
        (Ticked::No, false) => (t.field, t.outline),
    };
    ui.painter().rect(square, 4, fill, Stroke::new(t.line, edge), StrokeKind::Inside);
    match ticked {
        Ticked::Yes => Icon::Check.paint(ui.painter(), square.shrink(3.0), t.on_accent),
        Ticked::Some => {
            let dash = Rect::from_center_size(square.center(), vec2(8.0, 2.0));
            ui.painter().rect_filled(dash, 1, t.on_accent);
        }
        Ticked::No => {}
    }
    if response.has_focus() {
        ui.painter().rect_stroke(square.expand(3.0), 6, Stroke::new(2.0, t.focus), StrokeKind::Inside);
    }
}

/// Text on one line, cut where the room ends.
fn cut(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// What the rows in sight need.
struct Sight<'a> {
    view: &'a View<'a>,
    session: &'a Session,
    table: &'a TableState,
    places: &'a [Place],
    has_keys: bool,
}

impl Sight<'_> {
    fn row(&self, ui: &mut Ui, row: &Row, place: usize) {
        let t = theme::tokens(ui);
        let id = row.id();
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let chosen = self.table.chosen.contains(&id);
        let key = table_id().with(id.ulid().0);
        // Not focusable one by one: the table has the keyboard as a whole, and its arrows walk through the rows.
        let response = ui.interact(rect, key, Sense::CLICK);
        response.widget_info(|| WidgetInfo::selected(Role::Row, true, chosen, row.customer.name()));
        let is_cursor = self.table.cursor == Some(id);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(Self::in_words(row));
            node.set_row_index(place);
        });
        if is_cursor && self.has_keys {
            ui.ctx().accesskit_node_builder(table_id(), |node| node.set_active_descendant(key.accesskit_id()));
        }
        let ground = match (chosen, is_cursor || response.hovered()) {
            (true, _) => t.accent_tint,
            (false, true) => t.hover,
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, 0, ground);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(t.line, t.hairline));
        if is_cursor {
            let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            ui.painter().rect_filled(edge, 0, t.accent);
        }
        self.tick(ui, row, rect, chosen);
        for place in self.places {
            let room = Rect::from_min_size(pos2(rect.left() + place.x, rect.top()), vec2(place.width, ROW));
            self.cell(ui, row, *place, room, t);
        }
        self.clicks(ui, &response, row);
    }

    fn tick(&self, ui: &Ui, row: &Row, rect: Rect, chosen: bool) {
        let at = Rect::from_min_size(rect.min, vec2(TICK, ROW));
        let response = ui.interact(at, table_id().with(("tick", row.id().ulid().0)), Sense::CLICK);
        let name = format!("Choose {}", row.customer.name());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, chosen, &name));
        tick(ui, at, if chosen { Ticked::Yes } else { Ticked::No }, &response);
        if response.clicked() {
            let shift = ui.input(|input| input.modifiers.shift);
            send(self.view, TableCommand::Choose(row.id(), if shift { Reach::Through } else { Reach::Toggle }));
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
    }

    fn clicks(&self, ui: &Ui, response: &Response, row: &Row) {
        let id = row.id();
        if response.clicked() {
            let modifiers = ui.input(|input| input.modifiers);
            let choose = |reach| send(self.view, TableCommand::Choose(id, reach));
            if modifiers.shift {
                choose(Reach::Through);
            } else if modifiers.command {
                choose(Reach::Toggle);
            } else {
                self.view.send(Command::Go(Screen::Customer(id)));
            }
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        response.context_menu(|ui| {
            ui.set_min_width(180.0);
            let customers = |command| self.view.send(Command::Customers(command));
            if widgets::menu_item(ui, None, "Open", "Enter").clicked() {
                self.view.send(Command::Go(Screen::Customer(id)));
            }
            if widgets::menu_item(ui, None, "Rate", "").clicked() {
                self.view.send(Command::Rate(RateCommand::Begin(Some(id))));
            }
            if self.view.can_edit() {
                if widgets::menu_item(ui, None, "Edit…", "").clicked() {
                    customers(CustomersCommand::Edit(id));
                }
                if widgets::menu_item(ui, None, "Delete", "").clicked() {
                    customers(CustomersCommand::Delete(id));
                }
            }
        });
    }

    fn cell(&self, ui: &mut Ui, row: &Row, place: Place, room: Rect, t: &Tokens) {
        if place.column == Column::Verdict {
            if let Some(verdict) = row.verdict {
                let layout = Layout::left_to_right(Align::Center);
                let mut child = ui.new_child(UiBuilder::new().max_rect(room).layout(layout));
                widgets::pill(&mut child, verdict);
            }
            return;
        }
        let text = self.text(row, place.column);
        let (font, colour) = match place.column {
            Column::Name | Column::Score | Column::Band => (medium(size::CONTROL), t.ink),
            Column::Revenue | Column::Segment => (regular(size::CONTROL), t.ink),
            _ => (regular(size::CONTROL), t.muted),
        };
        let warned = place.column == Column::Name && row.is_duplicate;
        let galley = cut(ui, &text, font, colour, room.width() - if warned { 20.0 } else { 0.0 });
        let align = if place.is_number() { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        let at = if place.is_number() { room.right_center() } else { room.left_center() };
        let written = align.anchor_size(at, galley.size());
        let is_cut = galley.elided;
        ui.painter().galley(written.min, galley, colour);
        if warned {
            let at = Rect::from_center_size(pos2(written.right() + 12.0, room.center().y), Vec2::splat(13.0));
            Icon::Warning.paint(ui.painter(), at, t.warning);
            let key = table_id().with(("twice", row.id().ulid().0));
            let response = ui.interact(at.expand(4.0), key, Sense::HOVER);
            let words = "Another customer has the same name";
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
            response.on_hover_text(words);
        }
        // What does not fit is shown under the pointer; only then is it worth a node of its own.
        if is_cut && ui.rect_contains_pointer(room) {
            let key = table_id().with((place.column.words(), row.id().ulid().0));
            ui.interact(room, key, Sense::HOVER).on_hover_text(text);
        }
    }

    fn text(&self, row: &Row, column: Column) -> String {
        let profile = &row.customer.profile;
        let dash = || "–".to_owned();
        match column {
            Column::Name => row.customer.name().to_owned(),
            Column::Verdict => String::new(),
            Column::Score => row.score.map_or_else(dash, |score| format!("{score:.0}")),
            Column::Band => row.band.clone().unwrap_or_else(dash),
            Column::Coverage => percent_text(row.coverage),
            Column::People => row.people.to_string(),
            Column::Status => profile.status.words().to_owned(),
            Column::Segment => profile.segment.to_string(),
            Column::Revenue => {
                row.revenue.map_or_else(dash, |money| money_text(&self.session.workspace.business, money))
            }
            Column::LastRated => {
                let today = self.view.state.clock.today();
                row.last_rated.map_or_else(|| "never".to_owned(), |day| day_words(day, today))
            }
            Column::Tags => row.tags(),
        }
    }

    /// The row as a sentence, for those who cannot see its columns.
    fn in_words(row: &Row) -> String {
        let mut parts: Vec<String> = row.verdict.iter().map(|verdict| verdict.words().to_owned()).collect();
        parts.extend(row.score.map(|score| format!("score {score:.0}")));
        parts.extend(row.band.iter().map(|band| format!("band {band}")));
        parts.push(format!("{} people", row.people));
        parts.push(format!("{} answered", percent_text(row.coverage)));
        parts.push(row.customer.profile.status.words().to_lowercase());
        parts.join(", ")
    }
}
