//! The table: a row per criterion, and below a chosen one what its figures are made of.

use egui::{Color32, FontId, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Bearing, Command, CriterionRow, CustomersCommand, RightThingsCommand, RightThingsShown};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, Tokens, medium, radius, regular, size, space};
use super::super::super::widgets::{self, text};
use super::super::let_go::cut;

/// Below this width a row tells its figures below each other.
const NARROW: f32 = 760.0;
const HEAD: f32 = 30.0;
const ROW: f32 = 54.0;
/// Inside a row, before the first column.
const INSET: f32 = 10.0;

/// The columns: head, and the part of the width.
const COLUMNS: [(&str, f32); 7] = [
    ("Question", 0.18),
    ("Tells customers apart", 0.14),
    ("Says the same as", 0.16),
    ("People agree", 0.15),
    ("N/a · don’t know · missing", 0.16),
    ("Goes with leaving", 0.13),
    ("Weight", 0.08),
];

/// Draws head, rows and what to know about them.
pub(super) fn table(ui: &mut Ui, view: &View<'_>, shown: &RightThingsShown) {
    let is_wide = ui.available_width() >= NARROW;
    ui.spacing_mut().item_spacing.y = 0.0;
    if is_wide {
        heads(ui);
    }
    let opened = view.state.areas.right_things.opened;
    for row in &shown.rows {
        let is_open = opened == Some(row.criterion);
        let response = if is_wide { wide_row(ui, row, is_open) } else { narrow_row(ui, row, is_open) };
        if response.clicked() {
            view.send(Command::RightThings(RightThingsCommand::Toggle(row.criterion)));
        }
        if is_open {
            detail(ui, view, row);
        }
    }
    ui.add_space(space::SMALL);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(INSET);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            text::muted_label(ui, shown.caveat);
            if let Some(reason) = &shown.no_revealed {
                let words = format!("The weights that what happened would give cannot be computed: {reason}.");
                text::muted_label(ui, &words);
            }
            for finding in &shown.findings {
                text::label(ui, &format!("{finding}."));
            }
        });
    });
}

/// Where the columns begin, and how wide they are.
fn places(rect: Rect) -> [(f32, f32); 7] {
    let width = rect.width() - 2.0 * INSET;
    let mut x = rect.left() + INSET;
    COLUMNS.map(|(_, part)| {
        let place = (x, width * part - 12.0);
        x += width * part;
        place
    })
}

fn heads(ui: &mut Ui) {
    let t = theme::tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    for ((x, width), (words, _)) in places(rect).into_iter().zip(COLUMNS) {
        let galley = cut(ui, words, regular(size::LABEL), t.muted, width);
        let room = Rect::from_min_size(pos2(x, rect.top()), vec2(width, HEAD));
        let head = ui.interact(room, ui.scope_id().with(words), Sense::hover());
        head.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, words));
        ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, t.muted);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(t.line, t.hairline));
}

const fn ink(bearing: Bearing, t: &Tokens) -> Color32 {
    match bearing {
        Bearing::Good => t.ink,
        Bearing::Doubtful => t.warning,
        Bearing::Unknown => t.muted,
    }
}

/// The whole row in words, for screen readers.
fn words(row: &CriterionRow) -> String {
    format!(
        "Tells customers apart: {}, {}. Says the same: {}, {}. People agree: {}, {}. Not applicable, don’t know, missing: {}, {}. Goes with \
         leaving: {}, {}. Our weight {}, revealed {}.",
        row.apart.1,
        row.apart.2,
        row.same.1,
        row.same.2,
        row.agree.1,
        row.agree.2,
        row.unanswered.1,
        row.unanswered.2,
        row.ends.1,
        row.ends.2,
        row.weights.0,
        row.weights.1
    )
}

/// The ground of a row, and its names.
fn ground(ui: &mut Ui, row: &CriterionRow, height: f32, is_open: bool) -> (Rect, Response) {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Row, ui.is_enabled(), is_open, &row.name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(words(row)));
    let fill = match (is_open, response.hovered()) {
        (true, _) => t.accent_tint,
        (false, true) => t.hover,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, radius::CELL, fill);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(t.line, t.hairline));
    if response.has_focus() {
        ui.painter().rect_stroke(rect.shrink(1.0), radius::CELL, Stroke::new(2.0, t.focus), StrokeKind::Inside);
    }
    (rect, response)
}

fn put(ui: &Ui, words: &str, font: FontId, colour: Color32, (x, y, width): (f32, f32, f32)) {
    let galley = cut(ui, words, font, colour, width);
    ui.painter().galley(pos2(x, y), galley, colour);
}

fn wide_row(ui: &mut Ui, row: &CriterionRow, is_open: bool) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ground(ui, row, ROW, is_open);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let (first, second) = (rect.top() + 8.0, rect.top() + 29.0);
    let [name, apart, same, agree, unanswered, ends, weight] = places(rect);
    let chevron = if is_open { Icon::ChevronUp } else { Icon::ChevronDown };
    let at = Rect::from_center_size(pos2(name.0 + 5.0, rect.top() + 17.0), vec2(10.0, 10.0));
    chevron.paint(ui.painter(), at, t.muted);
    put(ui, &row.name, medium(size::BODY), t.ink, (name.0 + 18.0, first, name.1 - 14.0));
    // The bar of the spread, then what it comes to.
    let track = Rect::from_min_size(pos2(apart.0, first + 5.0), vec2((apart.1 * 0.42).min(64.0), 9.0));
    spread_bar(ui, row, track);
    let x = track.right() + 8.0;
    put(ui, &row.apart.1, regular(size::BODY), ink(row.apart.0, t), (x, first, apart.0 + apart.1 - x));
    put(ui, &row.apart.2, regular(size::LABEL), t.muted, (apart.0, second, apart.1));
    for ((x, width), (bearing, words, detail)) in
        [(same, &row.same), (agree, &row.agree), (unanswered, &row.unanswered), (ends, &row.ends)]
    {
        put(ui, words, regular(size::BODY), ink(*bearing, t), (x, first, width));
        put(ui, detail, regular(size::LABEL), t.muted, (x, second, width));
    }
    put(ui, &row.weights.0, regular(size::BODY), t.ink, (weight.0, first, weight.1));
    let revealed =
        if row.weights.1 == "–" { "revealed –".to_owned() } else { format!("revealed {}", row.weights.1) };
    put(ui, &revealed, regular(size::LABEL), t.muted, (weight.0, second, weight.1 + 12.0));
    response
}

/// How far customers lie apart, as a part of the widest there can be.
fn spread_bar(ui: &Ui, row: &CriterionRow, track: Rect) {
    let t = theme::tokens(ui);
    ui.painter().rect_filled(track, radius::CELL, t.track);
    if let Some(share) = row.spread {
        #[expect(clippy::cast_possible_truncation, reason = "a share of the track")]
        let bar = Rect::from_min_size(track.min, vec2(track.width() * share as f32, track.height()));
        ui.painter().rect_filled(
            bar,
            radius::CELL,
            if row.apart.0 == Bearing::Doubtful { t.warning } else { t.accent },
        );
    }
}

fn narrow_row(ui: &mut Ui, row: &CriterionRow, is_open: bool) -> Response {
    let t = theme::tokens(ui);
    let lines = [
        ("Tells customers apart", &row.apart),
        ("Says the same as", &row.same),
        ("People agree", &row.agree),
        ("N/a, don’t know, missing", &row.unanswered),
        ("Goes with leaving", &row.ends),
    ];
    let (rect, response) = ground(ui, row, 34.0 + 20.0 * lines.len() as f32 + 8.0, is_open);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let (left, width) = (rect.left() + INSET, rect.width() - 2.0 * INSET);
    put(ui, &row.name, medium(size::BODY), t.ink, (left, rect.top() + 8.0, width - 90.0));
    let weight = cut(ui, &format!("weight {}", row.weights.0), regular(size::LABEL), t.muted, 90.0);
    let at = pos2(rect.right() - INSET - weight.size().x, rect.top() + 10.0);
    ui.painter().galley(at, weight, t.muted);
    let mut y = rect.top() + 34.0;
    let names = (width * 0.36).min(170.0);
    for (name, (bearing, words, detail)) in lines {
        put(ui, name, regular(size::LABEL), t.muted, (left, y, names));
        let words = if detail.is_empty() { words.clone() } else { format!("{words} · {detail}") };
        put(ui, &words, regular(size::LABEL), ink(*bearing, t), (left + names + 8.0, y, width - names - 8.0));
        y += 20.0;
    }
    response
}

/// What the figures of a criterion are made of.
fn detail(ui: &mut Ui, view: &View<'_>, row: &CriterionRow) {
    ui.add_space(6.0);
    widgets::note_box(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for sentence in &row.sentences {
            text::body(ui, &format!("{sentence}."));
        }
        let intervals = view.state.areas.right_things.intervals.answer();
        let interval = intervals.and_then(|all| all.criteria.iter().find(|one| one.criterion == row.criterion));
        let interval = match interval.map(|one| one.interval) {
            None => "working…".to_owned(),
            Some(Ok(interval)) => super::beside::between(interval.low, interval.high),
            Some(Err(reason)) => format!("not computable: {reason}"),
        };
        ui.add_space(4.0);
        let names = (ui.available_width() * 0.4).min(260.0);
        let alpha = format!("{} ({}); 95 %: {interval}", row.agree.1, row.agree.2);
        let agree = ("Agreement (alpha)", alpha.as_str());
        let figures = row.figures.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in std::iter::once(agree).chain(figures) {
            ui.horizontal_top(|ui| {
                ui.allocate_ui(vec2(names, 0.0), |ui| {
                    ui.set_width(names);
                    text::muted_label(ui, name);
                });
                text::label(ui, value);
            });
        }
        ui.add_space(4.0);
        if widgets::link(ui, "Open the answers").clicked() {
            view.send(Command::Customers(CustomersCommand::ShowBehindCriterion(row.criterion)));
        }
    });
    ui.add_space(6.0);
}
