//! The table: heads to sort by, only the rows in sight, rank over value in every cell.

use egui::accesskit::SortDirection;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align, Align2, Color32, EventFilter, FontId, Frame, Galley, Id, Key, Modifiers, Popup, Rect, Role, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::analysis::{Lens, RankWarning, RankWarningKind, percent_text, placed};
use crate::app::{RankBy, RankRow, Ranking, RankingCommand, RankingState, Session, unranked_words};
use crate::model::Locale;

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, Tokens, medium, radius, regular, size};
use super::columns::{self, Place, What};
use super::send;

const HEAD: f32 = 46.0;
const FOOT: f32 = 30.0;

/// How high a row is: on a projector every one counts.
fn row_height(width: f32) -> f32 {
    if width < 600.0 { 38.0 } else { 44.0 }
}

fn table_id() -> Id {
    Id::unique("table of ranks")
}

/// Draws heads and rows in a card that fills the room.
pub(super) fn table(ui: &mut Ui, view: &View<'_>, session: &Session, (area, ranking): (&RankingState, &Ranking)) {
    let t = theme::tokens(ui);
    let frame = Frame::new().fill(t.card).stroke(Stroke::new(t.line, t.hairline)).corner_radius(radius::CARD);
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let lenses = area.shown_lenses();
        let places = columns::places(ui.available_width(), &lenses, area.sort, ranking.has_stability);
        heads(ui, view, area, &places);
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter().hline(line.x_range(), line.center().y, Stroke::new(t.line, t.hairline));

        let foot = foot_words(area, ranking, &lenses, &places);
        let mut body = ui.available_rect_before_wrap();
        body.max.y -= if foot.is_some() { FOOT } else { 0.0 };
        let whole = ui.interact(body, table_id(), Sense::FOCUSABLE);
        let words = format!("Ranks, {} rows", Locale::count(area.order.len()));
        whole.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &words));
        let mut scroll = ScrollArea::vertical().id_salt("ranks").auto_shrink(false).max_height(body.height());
        let height = row_height(body.width());
        if let Some(offset) = offset_for_chosen(ui, area, (height, body.height())) {
            scroll = scroll.vertical_scroll_offset(offset);
        }
        let shown = scroll.show_rows(ui, height, area.order.len(), |ui, range| {
            let sight = Sight { view, session, area, ranking, places: &places, height, has_keys: whole.has_focus() };
            for place in range {
                if let Some(row) = area.row(place) {
                    sight.row(ui, row, place);
                }
            }
        });
        ui.data_mut(|data| data.insert_temp(table_id(), (area.reveal, shown.state.clamped_offset().y)));
        if let Some((words, has_bracket)) = foot {
            foot_line(ui, &words, has_bracket);
        }
    });
}

/// What the foot explains: the bracket, and lenses there is no room for.
fn foot_words(area: &RankingState, ranking: &Ranking, lenses: &[Lens], places: &[Place]) -> Option<(String, bool)> {
    let drawn = places.iter().filter(|place| matches!(place.what, What::Lens(_))).count();
    let has_bracket = area.sort == RankBy::Lens(Lens::Score) && ranking.has_equals;
    let mut words = Vec::new();
    if has_bracket {
        words.push("Practically equal to the next by score".to_owned());
    }
    if drawn < lenses.len() {
        words.push(format!("room for {drawn} of {} lenses", lenses.len()));
    }
    let silent: Vec<String> =
        area.lenses.iter().filter(|lens| !lenses.contains(lens)).map(|lens| lens.words().to_lowercase()).collect();
    if !silent.is_empty() {
        words.push(format!("no figures yet: {}", silent.join(", ")));
    }
    (!words.is_empty()).then(|| (words.join(" · "), has_bracket))
}

fn foot_line(ui: &mut Ui, words: &str, has_bracket: bool) {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), FOOT), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(t.line, t.hairline));
    let mut left = rect.left() + 18.0;
    if has_bracket {
        bracket(ui, t, left + 5.0, [rect.top() + 8.0, rect.bottom() - 8.0], [true, true]);
        left += 14.0;
    }
    let galley = cut(ui, words, regular(size::SMALL), t.muted, rect.right() - 12.0 - left);
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, t.muted);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}

/// Where to scroll so that the chosen row is in sight, if it has just been chosen or the order has changed.
fn offset_for_chosen(ui: &Ui, area: &RankingState, (row, height): (f32, f32)) -> Option<f32> {
    let (reveal, offset) = ui.data(|data| data.get_temp::<(u64, f32)>(table_id())).unwrap_or_default();
    if reveal == area.reveal {
        return None;
    }
    let top = area.chosen_place()? as f32 * row;
    if top < offset {
        Some(top)
    } else if top + row > offset + height {
        Some(top + row - height)
    } else {
        None
    }
}

/// Keys of the table: while nothing else has the keyboard, and while the table has it.
pub(super) fn keys(ui: &Ui, view: &View<'_>, area: &RankingState) {
    let focused = ui.memory(|memory| memory.focused());
    let is_ours = focused.is_none() || focused == Some(table_id());
    if view.state.modal.is_some() || Popup::is_any_open(ui.ctx()) || !is_ours {
        return;
    }
    if focused == Some(table_id()) {
        let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: false, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(table_id(), arrows));
    }
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let last = i32::try_from(area.order.len()).unwrap_or(i32::MAX);
    let steps = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 10),
        (Key::PageUp, -10),
        (Key::Home, -last),
        (Key::End, last),
    ];
    for (key, by) in steps {
        if pressed(Modifiers::NONE, key) {
            send(view, RankingCommand::Step(by));
        }
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        send(view, RankingCommand::Open);
    }
    let copied = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
    if copied || pressed(Modifiers::COMMAND, Key::C) {
        send(view, RankingCommand::Copy);
    }
}

fn heads(ui: &mut Ui, view: &View<'_>, area: &RankingState, places: &[Place]) {
    let t = theme::tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    for place in places {
        let sort = place.what.sort();
        let is_sorted = sort == Some(area.sort);
        let room = Rect::from_min_size(pos2(rect.left() + place.x, rect.top()), vec2(place.width, HEAD));
        let sense = if sort.is_some() { Sense::click() } else { Sense::hover() };
        let response = ui.interact(room, table_id().with(place.what.words()), sense);
        let words = place.what.words();
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, words));
        if is_sorted {
            let way = if area.turned { SortDirection::Descending } else { SortDirection::Ascending };
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_sort_direction(way));
        }
        let is_strong = is_sorted || (sort.is_some() && response.hovered());
        let ink = if is_strong { t.ink } else { t.muted };
        let font = if is_sorted { medium(size::LABEL) } else { regular(size::LABEL) };
        let is_name = place.what == What::Name;
        let arrow = if is_sorted { 13.0 } else { 0.0 };
        let mut job = LayoutJob::simple(words.to_owned(), font, ink, place.width - 6.0 - arrow);
        job.wrap.max_rows = 2;
        job.halign = if is_name { Align::LEFT } else { Align::RIGHT };
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let x = if is_name { room.left() } else { room.right() - arrow };
        let top = room.center().y - galley.size().y / 2.0;
        let width = galley.size().x;
        ui.painter().galley(pos2(x, top), galley, ink);
        if is_sorted {
            let icon = if area.turned { Icon::ArrowUp } else { Icon::ArrowDown };
            let x = if is_name { room.left() + width + 9.0 } else { room.right() - 5.0 };
            icon.paint(ui.painter(), Rect::from_center_size(pos2(x, room.center().y), Vec2::splat(10.0)), ink);
        }
        if response.has_focus() {
            let ring = room.shrink2(vec2(0.0, 5.0));
            ui.painter().rect_stroke(ring, radius::CELL, Stroke::new(2.0, t.focus), StrokeKind::Inside);
        }
        if response.on_hover_text(tip(place.what)).clicked()
            && let Some(by) = sort
        {
            send(view, RankingCommand::Sort(by));
        }
    }
}

fn tip(what: What) -> String {
    match what {
        What::Name => "Click to sort by name.".to_owned(),
        What::Lens(lens) => format!("{} Click to sort, again to turn it round.", lens.about()),
        What::Moves => "From the best place to the worst over all lists. Click to sort.".to_owned(),
        What::Stays => "The ranks by score whatever counts how much, under at least 9 of 10 weightings.".to_owned(),
    }
}

/// Text on one line, cut where the room ends.
fn cut(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> std::sync::Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// A bracket that opens to the left, with its ends where the group begins and ends.
fn bracket(ui: &Ui, t: &Tokens, x: f32, [top, bottom]: [f32; 2], [begins, ends]: [bool; 2]) {
    let stroke = Stroke::new(1.5, t.mark);
    ui.painter().vline(x, top..=bottom, stroke);
    for (at, has_end) in [(top, begins), (bottom, ends)] {
        if has_end {
            ui.painter().hline((x - 4.0)..=(x + 0.75), at, stroke);
        }
    }
}

/// What the rows in sight need.
struct Sight<'a> {
    view: &'a View<'a>,
    session: &'a Session,
    area: &'a RankingState,
    ranking: &'a Ranking,
    places: &'a [Place],
    height: f32,
    has_keys: bool,
}

impl Sight<'_> {
    fn row(&self, ui: &mut Ui, row: &RankRow, place: usize) {
        let t = theme::tokens(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), self.height), Sense::hover());
        let is_chosen = self.area.chosen == Some(row.customer());
        let key = table_id().with(row.customer().ulid().0);
        // Not focusable one by one: the table has the keyboard as a whole, and its arrows walk through the rows.
        let response = ui.interact(rect, key, Sense::CLICK);
        response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_chosen, row.name()));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(self.in_words(row));
            node.set_row_index(place);
        });
        if is_chosen && self.has_keys {
            ui.ctx().accesskit_node_builder(table_id(), |node| node.set_active_descendant(key.accesskit_id()));
        }
        let ground = match (is_chosen, response.hovered()) {
            (true, _) => t.accent_tint,
            (false, true) => t.hover,
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, 0, ground);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(t.line, t.hairline));
        if is_chosen {
            let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            ui.painter().rect_filled(edge, 0, t.accent);
        }
        for column in self.places {
            let room = Rect::from_min_size(pos2(rect.left() + column.x, rect.top()), vec2(column.width, self.height));
            match column.what {
                What::Name => name_cell(ui, row, room, t),
                What::Lens(lens) => self.lens_cell(ui, (row, place), lens, room, t),
                What::Moves => moves_cell(ui, row, room, t),
                What::Stays => stays_cell(ui, row, room, t),
            }
        }
        if response.clicked() {
            send(self.view, RankingCommand::Choose(row.customer()));
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        if response.double_clicked() {
            send(self.view, RankingCommand::Open);
        }
    }

    /// Rank over value; a bracket where rows in order of the score are practically equal.
    fn lens_cell(&self, ui: &Ui, (row, place): (&RankRow, usize), lens: Lens, room: Rect, t: &Tokens) {
        let tip = if let Some(found) = row.place(lens) {
            let value = lens.text(&self.session.workspace.business, found.value);
            let value = match row.band.as_ref().filter(|_| lens == Lens::Score) {
                Some(band) => format!("{value} \u{b7} {band}"),
                None => value,
            };
            let rank = Locale::count(usize::try_from(found.rank).unwrap_or(usize::MAX));
            two_lines(ui, room, (&rank, &value), t);
            format!("{}: {value}", placed(found))
        } else {
            let galley = cut(ui, "–", regular(size::BODY), t.muted, room.width());
            let at = Align2::RIGHT_CENTER.anchor_size(room.right_center(), galley.size());
            ui.painter().galley(at.min, galley, t.muted);
            unranked_words(lens, self.ranking.is_about_us).to_owned()
        };
        if self.area.sort == RankBy::Lens(Lens::Score)
            && lens == Lens::Score
            && let Some(group) = row.equal.filter(|group| group.others > 0)
        {
            let is_same = |place: Option<usize>| {
                let other = place.and_then(|place| self.area.row(place));
                other.and_then(|row| row.equal).is_some_and(|other| other.number == group.number)
            };
            let (begins, ends) = (!is_same(place.checked_sub(1)), !is_same(Some(place + 1)));
            let top = room.top() + if begins { 7.0 } else { 0.0 };
            let bottom = room.bottom() - if ends { 7.0 } else { 0.0 };
            bracket(ui, t, room.right() + 8.0, [top, bottom], [begins, ends]);
        }
        hover(ui, room, (row, lens.words()), &tip);
    }

    /// The row as a sentence, for those who cannot see its columns.
    fn in_words(&self, row: &RankRow) -> String {
        let shown = self.places.iter().filter_map(|place| match place.what {
            What::Lens(lens) => Some(lens),
            _ => None,
        });
        let ranks = shown.map(|lens| match row.place(lens) {
            Some(place) => placed(place),
            None => format!("no rank {}", lens.by()),
        });
        let mut parts: Vec<String> = ranks.collect();
        parts.extend(row.band.iter().map(|band| format!("band {band}")));
        if row.equal.is_some_and(|group| group.is_next_equal) {
            parts.push("by score practically equal to the next".to_owned());
        }
        parts.extend(row.warnings.iter().map(|warning| warning.kind.words().to_lowercase()));
        parts.join(", ")
    }
}

/// The name, and below it what to think about first.
fn name_cell(ui: &Ui, row: &RankRow, room: Rect, t: &Tokens) {
    let width = room.width() - 10.0;
    let name = cut(ui, row.name(), medium(size::CONTROL), t.ink, width);
    // How far a rank by score holds has a column of its own.
    let warnings: Vec<&RankWarning> =
        row.warnings.iter().filter(|warning| warning.kind != RankWarningKind::Fragile).collect();
    let Some(first) = warnings.first() else {
        let at = Align2::LEFT_CENTER.anchor_size(room.left_center(), name.size());
        ui.painter().galley(at.min, name, t.ink);
        return;
    };
    let at = Align2::LEFT_BOTTOM.anchor_size(pos2(room.left(), room.center().y + 1.0), name.size());
    ui.painter().galley(at.min, name, t.ink);
    let icon = Rect::from_center_size(pos2(room.left() + 6.0, room.center().y + 10.5), Vec2::splat(11.0));
    Icon::Warning.paint(ui.painter(), icon, t.warning);
    let more = if warnings.len() > 1 { format!(" +{}", warnings.len() - 1) } else { String::new() };
    let more = cut(ui, &more, regular(size::SMALL), t.muted, 40.0);
    let words = cut(ui, first.kind.words(), regular(size::SMALL), t.muted, width - 17.0 - more.size().x);
    let at = Align2::LEFT_CENTER.anchor_size(pos2(room.left() + 17.0, room.center().y + 10.5), words.size());
    ui.painter().galley(at.min, words, t.muted);
    ui.painter().galley(at.right_top(), more, t.muted);
    let texts: Vec<&str> = warnings.iter().map(|warning| warning.text.as_str()).collect();
    hover(ui, room, (row, "warnings"), &texts.join("\n"));
}

/// A line from the best place to the worst, and by how many ranks.
fn moves_cell(ui: &Ui, row: &RankRow, room: Rect, t: &Tokens) {
    let Some(span) = row.row.span else { return };
    let (Some(best), Some(worst)) = (span.best.standing, span.worst.standing) else { return };
    let track = Rect::from_min_max(pos2(room.left() + 24.0, room.top()), pos2(room.right() - 4.0, room.bottom()));
    let y = room.center().y - 8.0;
    #[expect(clippy::cast_possible_truncation, reason = "points on a screen")]
    let x = |standing: f64| track.left() + track.width() * standing as f32;
    ui.painter().hline(track.x_range(), y, Stroke::new(2.0, t.track));
    ui.painter().hline(x(best)..=x(worst), y, Stroke::new(3.0, t.accent));
    for standing in [best, worst] {
        ui.painter().circle_filled(pos2(x(standing), y), 4.0, t.accent);
    }
    // Not the number of ranks: nineteen who share the fifth rank stand further down than it sounds.
    let words = format!("{} of the list", percent_text(span.spread));
    let galley = cut(ui, &words, regular(size::SMALL), t.muted, room.width());
    let at = Align2::RIGHT_CENTER.anchor_size(pos2(room.right(), room.center().y + 9.5), galley.size());
    ui.painter().galley(at.min, galley, t.muted);
    hover(ui, room, (row, "moves"), &row.moves_text().unwrap_or_default());
}

fn stays_cell(ui: &Ui, row: &RankRow, room: Rect, t: &Tokens) {
    let Some(stability) = &row.stability else { return };
    let share = stability.share_text();
    let small = format!("in {}", share.strip_suffix(" weightings").unwrap_or(share));
    two_lines(ui, room, (&stability.ranks_text(), &small), t);
    hover(ui, room, (row, "stays"), &row.stability_text().unwrap_or_default());
}

/// A strong line over a small one, both at the right.
fn two_lines(ui: &Ui, room: Rect, (strong, small): (&str, &str), t: &Tokens) {
    let galley = cut(ui, strong, medium(size::BODY), t.ink, room.width() - 4.0);
    let at = Align2::RIGHT_BOTTOM.anchor_size(pos2(room.right(), room.center().y + 2.0), galley.size());
    ui.painter().galley(at.min, galley, t.ink);
    let galley = cut(ui, small, regular(size::SMALL), t.muted, room.width() - 4.0);
    let at = Align2::RIGHT_CENTER.anchor_size(pos2(room.right(), room.center().y + 9.5), galley.size());
    ui.painter().galley(at.min, galley, t.muted);
}

/// More words under the pointer; only there is it worth a node of its own.
fn hover(ui: &Ui, room: Rect, (row, part): (&RankRow, &str), words: &str) {
    if ui.rect_contains_pointer(room) && !words.is_empty() {
        ui.interact(room, table_id().with((part, row.customer().ulid().0)), Sense::HOVER).on_hover_text(words);
    }
}
