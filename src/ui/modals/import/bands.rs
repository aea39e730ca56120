//! The limits of the scorecard an import makes: closed in one line, open as fields.

use egui::{Ui, vec2};

use crate::app::{BandPart, ImportCommand, ImportForm, LimitsForm};

use super::super::super::View;
use super::super::super::bands::{band_strip, named_bands};
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, TextField};
use super::send;

/// Draws them; nothing where the import makes no scorecard.
pub(super) fn limits(ui: &mut Ui, view: &View<'_>, form: &ImportForm) {
    if form.is_card_known && form.has_answers() {
        let words = format!(
            "\u{201c}{}\u{201d} is there already and keeps its limits. Change them under Scorecards.",
            form.options.card_name
        );
        widgets::text::muted(ui, &words);
        return;
    }
    if !form.makes_card() {
        return;
    }
    let mut new = form.limits.clone();
    let is_open = new.is_open || new.has_faults();
    widgets::text::muted_label(ui, "Limits of the new scorecard");
    let words = new.words().filter(|_| !is_open);
    if let Some(words) = words {
        widgets::text::label(ui, &words);
    }
    if is_open {
        fields(ui, view, form, &mut new);
    }
    let button = if is_open { "Close the limits" } else { "Change the limits\u{2026}" };
    if ui.add_enabled(!new.has_faults(), Button::quiet(button).small()).clicked() {
        new.is_open = !is_open;
    }
    ui.add_space(space::SMALL);
    if new != form.limits {
        send(view, ImportCommand::Limits(Box::new(new)));
    }
}

fn fields(ui: &mut Ui, view: &View<'_>, form: &ImportForm, new: &mut LimitsForm) {
    let half = ((ui.available_width() - space::MEDIUM) / 2.0).min(230.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::MEDIUM, 4.0);
        let keep = TextField::new("Keep from", &mut new.keep_from).hint("0 to 100");
        keep.width(half).error(form.limits.keep_fault.as_deref()).show(ui);
        let hard = TextField::new("Hard look from, let go below", &mut new.hard_look_from).hint("0 to 100");
        hard.width(half).error(form.limits.hard_look_fault.as_deref()).show(ui);
    });
    if let Some(ends) = new.ends().filter(|(keep, hard)| hard <= keep) {
        ui.add_space(4.0);
        band_strip(ui, ends);
    }
    ui.add_space(space::SMALL);
    widgets::text::muted_label(ui, "Bands with names, such as A, B and C (optional; no verdict depends on them)");
    named_bands(ui, &mut new.named, |place: usize, part: BandPart| form.limits.band_fault(place, part));
    classes(ui, view, form);
}

/// The way to take the limits from a column that holds classes.
fn classes(ui: &mut Ui, view: &View<'_>, form: &ImportForm) {
    let columns = form.class_columns();
    let taken = match columns.as_slice() {
        [] => None,
        [(place, header)] => {
            let words = format!("Take the limits from column \u{201c}{header}\u{201d}");
            ui.add(Button::secondary(&words).small()).clicked().then_some(*place)
        }
        several => {
            widgets::text::muted_label(ui, "Take the limits from a column of classes");
            widgets::select_bare(ui, "Take the limits from a column of classes", None, several, 260.0)
        }
    };
    if let Some(place) = taken {
        send(view, ImportCommand::LimitsFrom(place));
    }
    match &form.limits.told {
        Some(Ok(said)) => {
            widgets::text::muted(ui, said);
        }
        Some(Err(why)) => {
            widgets::text::running(ui, why, size::LABEL, theme::tokens(ui).danger);
        }
        None => {}
    }
}
