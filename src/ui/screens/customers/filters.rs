//! Search and filters above the table.

use egui::{Id, Key, Modifiers, Ui, vec2};

use crate::app::{StatusFilter, TableCommand, TableState};
use crate::model::{Status, Verdict};

use super::super::super::View;
use super::super::super::theme::size;
use super::super::super::widgets;
use super::send;

/// Draws them; returns the search field, so that the keys of the table work from there.
pub(super) fn filters(ui: &mut Ui, view: &View<'_>, table: &TableState) -> Id {
    let query = &table.query;
    let mut search = Id::NULL;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        // In a narrow window everything is a little shorter, so that it stays on one line.
        let wide = ui.available_width() > 900.0;
        let (short, long) = if wide { (126.0, 150.0) } else { (112.0, 124.0) };
        let width = (ui.available_width() - 830.0).clamp(150.0, 280.0);
        ui.allocate_ui(vec2(width, size::CONTROL_HEIGHT), |ui| {
            let mut text = query.text.clone();
            let hint = "Name, segment, tag, contact";
            let field = widgets::search_field(ui, "Search customers", &mut text, hint, "");
            if text != query.text {
                send(view, TableCommand::Search(text));
            }
            if view.state.modal.is_none() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
                field.request_focus();
            }
            search = field.id;
        });
        let is_current = query.status == StatusFilter::Current;
        if widgets::chip(ui, "Current", is_current).on_hover_text("Active and on notice").clicked() {
            send(view, TableCommand::Status(if is_current { StatusFilter::All } else { StatusFilter::Current }));
        }
        status(ui, view, table, short);
        let mut verdicts = vec![(None, "Any verdict")];
        verdicts.extend(Verdict::ALL.map(|verdict| (Some(verdict), verdict.words())));
        if let Some(verdict) = widgets::select_bare(ui, "Verdict", Some(query.verdict), &verdicts, long) {
            send(view, TableCommand::Verdict(verdict));
        }
        if let Some(Choice(segment)) =
            one_of(ui, ("Segment", "Any segment"), query.segment.as_ref(), table.segments(), long)
        {
            send(view, TableCommand::Segment(segment));
        }
        if let Some(Choice(tag)) = one_of(ui, ("Tag", "Any tag"), query.tag.as_ref(), table.tags(), short) {
            send(view, TableCommand::Tag(tag));
        }
        if query.is_filtered() && widgets::link(ui, "Clear filters").clicked() {
            send(view, TableCommand::ClearFilters);
        }
    });
    search
}

fn status(ui: &mut Ui, view: &View<'_>, table: &TableState, width: f32) {
    let mut all = vec![(None, "Any status")];
    all.extend(Status::ALL.map(|status| (Some(status), status.words())));
    let now = match table.query.status {
        StatusFilter::Only(status) => Some(status),
        StatusFilter::Current | StatusFilter::All => None,
    };
    if let Some(status) = widgets::select_bare(ui, "Status", Some(now), &all, width) {
        send(view, TableCommand::Status(status.map_or(StatusFilter::All, StatusFilter::Only)));
    }
}

/// A new choice: one of the texts, or any.
struct Choice(Option<String>);

/// One of many texts, or any. Returns the new choice.
fn one_of(ui: &mut Ui, names: (&str, &str), now: Option<&String>, all: &[String], width: f32) -> Option<Choice> {
    if all.is_empty() {
        return None;
    }
    let (name, any) = names;
    let mut options: Vec<(Option<usize>, &str)> = vec![(None, any)];
    options.extend(all.iter().enumerate().map(|(place, text)| (Some(place), text.as_str())));
    let current = now.and_then(|now| all.iter().position(|text| text == now));
    let chosen = widgets::select_bare(ui, name, Some(current), &options, width)?;
    Some(Choice(chosen.and_then(|place| all.get(place).cloned())))
}
