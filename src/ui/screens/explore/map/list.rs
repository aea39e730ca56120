//! Beside the map: who is selected and what they come to, what to do with them, and the list to find and tick.

use egui::{Align, Layout, ScrollArea, Ui, UiBuilder, vec2};

use super::super::super::super::View;
use super::super::super::super::icons::Icon;
use super::super::super::super::theme::size;
use super::super::super::super::widgets::text::{self, Span};
use super::super::super::super::widgets::{self, Button, Card, PickRow};
use super::send;
use crate::analysis::score_text;
use crate::app::{Command, ExploreCommand, ListShown, MapCommand, MapGround, MapPoint, MapState, SortBy};
use crate::model::{Locale, Verdict};

/// So many stand side by side.
const COMPARED: std::ops::RangeInclusive<usize> = 2..=4;

/// Draws the card over all the room there is; returns the place of the customer pointed at.
pub(super) fn list_card(ui: &mut Ui, view: &View<'_>, area: &MapState, ground: &MapGround) -> Option<usize> {
    let num = area.marked.len();
    let title = match num {
        0 => "Nobody selected".to_owned(),
        num => format!("{} selected", Locale::count(num)),
    };
    Card::new()
        .title(&title)
        .fill_height()
        .show(ui, |ui| {
            if num == 0 {
                let how = "Choose Box or Lasso and draw around customers, or hold Shift and drag. Or tick them here.";
                text::muted_label(ui, how);
            } else {
                sums(ui, area, ground);
                actions(ui, view, num);
            }
            filters(ui, view, area, ground);
            rows(ui, view, area, ground)
        })
        .inner
}

/// What the selected come to.
fn sums(ui: &mut Ui, area: &MapState, ground: &MapGround) {
    let summary = &area.summary;
    let percent = |share: Option<f64>| match share {
        Some(share) if share >= 0.005 => format!(" ({} %)", Locale::current().number(share * 100.0, 0)),
        _ => String::new(),
    };
    let value = ground.value_text(summary.value);
    let effort = ground.effort_text(summary.effort);
    ui.spacing_mut().item_spacing.y = 4.0;
    text::paragraph(
        ui,
        size::LABEL,
        &[
            Span::Muted(ground.value_by().words()),
            Span::Plain(" "),
            Span::Strong(&value),
            Span::Muted(&percent(summary.value_share)),
            Span::Muted(&format!("   {} ", ground.effort_by().words())),
            Span::Strong(&effort),
            Span::Muted(&percent(summary.effort_share)),
        ],
    );
    let verdicts = Verdict::ALL.into_iter().zip(summary.verdicts).filter(|(_, num)| *num > 0);
    let verdicts: Vec<String> = verdicts
        .map(|(verdict, num)| format!("{} {}", verdict.words(), Locale::count(num)).replace(' ', "\u{a0}"))
        .collect();
    text::muted_label(ui, &verdicts.join(" · "));
}

/// What to do with the selected.
fn actions(ui: &mut Ui, view: &View<'_>, num: usize) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let leave = Button::secondary("What if they go?").small().hint("What the rest would be without them");
        if ui.add(leave).clicked() {
            send(view, MapCommand::WhatIfTheyGo);
        }
        let compare = Button::secondary("Compare").small().hint("Two to four side by side");
        if ui.add_enabled(COMPARED.contains(&num), compare).clicked() {
            send(view, MapCommand::Compare);
        }
        let copy = Button::secondary("Copy names").small().hint("A name on each line");
        if ui.add(copy).clicked() {
            send(view, MapCommand::CopyNames);
        }
    });
}

/// Who is listed, in which order.
fn filters(ui: &mut Ui, view: &View<'_>, area: &MapState, ground: &MapGround) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let lists = [(ListShown::Everybody, "Everybody"), (ListShown::Selected, "Selected")];
        if let Some(list) = widgets::segmented(ui, "Who is listed", area.list, &lists) {
            send(view, MapCommand::List(list));
        }
        widgets::menu_button(ui, Icon::More, "Sort and select", |ui| {
            for by in SortBy::ALL {
                let icon = (by == area.sort).then_some(Icon::Check);
                if widgets::menu_item(ui, icon, by.words(), "").clicked() {
                    send(view, MapCommand::Sort(by));
                }
            }
            text::hairline(ui);
            let all = format!("Select all listed ({})", Locale::count(area.listed.len()));
            if widgets::menu_item(ui, Some(Icon::Plus), &all, "").clicked() {
                send(view, MapCommand::SelectListed);
            }
        });
        if !area.marked.is_empty() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(Button::quiet("Clear").small().hint("Select nobody")).clicked() {
                    send(view, MapCommand::Clear);
                }
            });
        }
    });
    let mut typed = area.search.clone();
    if widgets::search_field(ui, "Find a customer", &mut typed, "Find a customer…", "").changed() {
        send(view, MapCommand::Search(typed));
    }
    let all = match area.list {
        ListShown::Everybody => ground.points.len(),
        ListShown::Selected => area.marked.len(),
    };
    if area.listed.len() < all {
        text::muted_label(ui, &format!("{} of {}", Locale::count(area.listed.len()), Locale::count(all)));
    }
}

/// The rows in view.
fn rows(ui: &mut Ui, view: &View<'_>, area: &MapState, ground: &MapGround) -> Option<usize> {
    if area.listed.is_empty() {
        let words = match (area.list, area.search.is_empty()) {
            (ListShown::Selected, true) => "Nobody is selected yet.",
            (ListShown::Selected, false) => "None of the selected has this in the name.",
            (ListShown::Everybody, _) => "No customer on the map has this in the name.",
        };
        text::muted(ui, words);
        return None;
    }
    // Rows reach further than the title, as far as their ground shows.
    let room = ui.available_rect_before_wrap();
    let wide = egui::Rect::from_min_max(room.min - vec2(9.0, 0.0), room.max + vec2(9.0, 9.0));
    let mut ui = ui.new_child(UiBuilder::new().id_salt("rows").max_rect(wide));
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut hot = None;
    let scroll = ScrollArea::vertical().id_salt("listed").auto_shrink(false);
    scroll.show_rows(&mut ui, PickRow::HEIGHT, area.listed.len(), |ui, range| {
        for place in area.listed.get(range).unwrap_or_default() {
            let Some(point) = ground.points.get(*place) else { continue };
            let salt = egui::Id::unique(("on the map", point.customer));
            let reply = ui.scope_builder(UiBuilder::new().scope_id(salt), |ui| row(ui, area, ground, point)).inner;
            if reply.toggled {
                send(view, MapCommand::Toggle(point.customer));
            }
            if reply.opened {
                view.send(Command::Explore(ExploreCommand::Open(point.customer)));
            }
            if reply.is_hot {
                hot = Some(*place);
            }
        }
    });
    hot
}

fn row(ui: &mut Ui, area: &MapState, ground: &MapGround, point: &MapPoint) -> widgets::PickReply {
    let covered = Locale::current().number(point.coverage * 100.0, 0);
    let (detail, brief) = match point.score.map(score_text) {
        Some(score) => (format!("{score}, {covered} % answered"), format!("{score} ({covered} %)")),
        None => ("not rated".to_owned(), "not rated".to_owned()),
    };
    let (value, effort) = (ground.value_text(point.value), ground.effort_text(point.effort));
    let row = PickRow {
        name: &point.name,
        verdict: point.verdict,
        detail: &detail,
        brief: &brief,
        figures: [&value, &effort],
        ticked: area.selected.contains(&point.customer),
        colour: None,
    };
    row.show(ui)
}
