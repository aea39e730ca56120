//! The columns of the spreadsheet: header, a few values, and what becomes of it.

use egui::{Align, Layout, Rangef, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use crate::app::{ColumnForm, DateOrder, Decimal, ImportCommand, ImportForm, ImportKind, ScaleKind, UseKind};
use crate::model::{CriterionId, Locale, Scorecard};

use super::super::super::View;
use super::super::super::theme::{self, size};
use super::super::super::widgets::{self, Button, TextField};
use super::send;

/// Header and values.
const PLAIN: f32 = 56.0;
/// What has to be known besides.
const DETAILS: f32 = 42.0;
/// What is missing.
const FAULT: f32 = 22.0;
/// How many columns are used, above the rows.
const HEAD: f32 = 38.0;
/// Rows drawn beyond what is visible, so that Tab finds the next one.
const BEYOND: f32 = 130.0;

fn has_details(column: &ColumnForm) -> bool {
    column.use_kind == UseKind::Criterion || column.use_kind.has_period() || column.use_kind.has_days()
}

fn height(column: &ColumnForm) -> f32 {
    let details = if has_details(column) { DETAILS } else { 0.0 };
    let fault = if column.fault.is_some() { FAULT } else { 0.0 };
    PLAIN + details + fault
}

/// Draws the columns, scrolling within `most` points.
pub(super) fn columns(ui: &mut Ui, view: &View<'_>, form: &ImportForm, most: f32) {
    let card = form
        .card
        .and_then(|id| view.session().and_then(|session| session.workspace.scorecards.get(&id)))
        .map(|card| &**card);
    let uses: Vec<(UseKind, &str)> = UseKind::ALL.iter().map(|kind| (*kind, kind.words())).collect();
    let total: f32 = form.columns.iter().map(height).sum();
    let choices = (card, uses.as_slice());
    head(ui, view, form);
    let most = most - HEAD;
    if most.is_infinite() {
        // The dialog scrolls as a whole.
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), total), Sense::hover());
        let visible = ui.clip_rect().y_range();
        rows(ui, view, form, (rect, visible), choices);
        return;
    }
    let area = ScrollArea::vertical().id_salt("columns").max_height(most).auto_shrink([false, true]);
    area.show_viewport(ui, |ui, visible| {
        ui.set_height(total);
        let rect = ui.max_rect();
        let visible = Rangef::new(rect.top() + visible.top(), rect.top() + visible.bottom());
        rows(ui, view, form, (rect, visible), choices);
    });
}

/// How many columns are used, and the way to use only a few of many.
fn head(ui: &mut Ui, view: &View<'_>, form: &ImportForm) {
    let (used, rest) = form.num_used();
    let layout = Layout::left_to_right(Align::Center);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), HEAD), layout, |ui| {
        ui.set_min_height(HEAD);
        let words = format!("{} columns, {} of them used", Locale::count(form.columns.len()), Locale::count(used));
        widgets::text::muted_label(ui, &words);
        // Where a row is one answer, nothing would be left of it.
        if form.kind == ImportKind::Answers {
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            let (words, command) = if rest > 0 {
                ("Leave out all but the customer", ImportCommand::LeaveOutRest)
            } else {
                ("Suggest anew", ImportCommand::Anew)
            };
            if ui.add(Button::quiet(words).small()).clicked() {
                send(view, command);
            }
        });
    });
}

/// Draws the rows in `rect` that reach into `visible`.
fn rows(ui: &mut Ui, view: &View<'_>, form: &ImportForm, (rect, visible): (Rect, Rangef), choices: Choices<'_>) {
    let width = rect.width() - 8.0;
    let mut y = rect.top();
    for (index, column) in form.columns.iter().enumerate() {
        let tall = height(column);
        if y + tall > visible.min - BEYOND && y < visible.max + BEYOND {
            let row = Rect::from_min_size(pos2(rect.left(), y), vec2(width, tall));
            let builder =
                UiBuilder::new().id_salt(("column", index)).max_rect(row).layout(Layout::top_down(Align::Min));
            one(&mut ui.new_child(builder), view, (index, column), choices);
        }
        y += tall;
    }
}

type Choices<'a> = (Option<&'a Scorecard>, &'a [(UseKind, &'a str)]);

fn one(ui: &mut Ui, view: &View<'_>, (index, column): (usize, &ColumnForm), (card, uses): Choices<'_>) {
    let t = theme::tokens(ui);
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.top(), egui::Stroke::new(t.line, t.hairline));
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let choice = (ui.available_width() * 0.42).min(210.0);
        let words = (ui.available_width() - choice - 12.0).max(80.0);
        let ink = if column.use_kind == UseKind::Ignore { t.muted } else { t.ink };
        ui.allocate_ui_with_layout(vec2(words, 40.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(words);
            ui.spacing_mut().item_spacing.y = 1.0;
            widgets::text::one_line(ui, &column.header, size::BODY, ink);
            widgets::text::one_line(ui, &column.samples, size::LABEL, t.muted);
        });
        let name = format!("Use of {}", column.header);
        // A question in the column of questions is an answer or nothing.
        let single = [(UseKind::Criterion, UseKind::Criterion.words()), (UseKind::Ignore, UseKind::Ignore.words())];
        let uses = if column.is_single { single.as_slice() } else { uses };
        if let Some(use_kind) = widgets::select_bare(ui, &name, Some(column.use_kind), uses, choice) {
            send(view, ImportCommand::Use(index, use_kind));
        }
    });
    if has_details(column) {
        let mut new = column.clone();
        ui.add_space(5.0);
        ui.horizontal_top(|ui| details(ui, &mut new, card));
        if new != *column {
            send(view, ImportCommand::Column(index, Box::new(new)));
        }
    }
    if let Some(fault) = &column.fault {
        widgets::text::one_line(ui, fault, size::LABEL, t.danger);
    }
}

fn details(ui: &mut Ui, column: &mut ColumnForm, card: Option<&Scorecard>) {
    if column.use_kind.has_period() {
        word(ui, "in");
        TextField::new("Year, quarter or month", &mut column.period)
            .hint("2026 or 2026-Q3")
            .width(150.0)
            .bare()
            .show(ui);
        decimal(ui, column);
    } else if column.use_kind.has_days() {
        word(ui, "written as");
        let orders = [
            (None, "As recognised"),
            (Some(DateOrder::DayFirst), "Day first: 31/12/2026"),
            (Some(DateOrder::MonthFirst), "Month first: 12/31/2026"),
            (Some(DateOrder::ExcelDays), "Excel's day numbers: 46022"),
        ];
        if let Some(order) = widgets::select_bare(ui, "Day or month first", Some(column.date_order), &orders, 220.0) {
            column.date_order = order;
        }
    } else if let Some(card) = card {
        word(ui, "to");
        let version = card.current();
        // Retired ones last: their answers are kept, and do not count.
        let retired = version.criteria.iter().filter(|criterion| criterion.retired);
        let names: Vec<(CriterionId, String)> = version
            .active()
            .map(|criterion| (criterion.id, criterion.name.to_string()))
            .chain(retired.map(|criterion| (criterion.id, format!("{} (no longer asked)", criterion.name))))
            .collect();
        let questions: Vec<(CriterionId, &str)> = names.iter().map(|(id, name)| (*id, name.as_str())).collect();
        if let Some(chosen) = widgets::select_bare(ui, "Question", column.criterion, &questions, 240.0) {
            column.criterion = Some(chosen);
        }
        decimal(ui, column);
    } else {
        new_question(ui, column);
    }
}

/// A word as high as the fields beside it.
fn word(ui: &mut Ui, text: &str) {
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), size::CONTROL_HEIGHT), layout, |ui| {
        ui.set_min_height(size::CONTROL_HEIGHT);
        widgets::text::muted_label(ui, text);
    });
}

fn decimal(ui: &mut Ui, column: &mut ColumnForm) {
    let signs = [(Decimal::Point, "1.5"), (Decimal::Comma, "1,5")];
    if let Some(sign) = widgets::select_bare(ui, "Decimal sign", Some(column.decimal), &signs, 74.0) {
        column.decimal = sign;
    }
}

fn new_question(ui: &mut Ui, column: &mut ColumnForm) {
    ui.spacing_mut().item_spacing.x = 6.0;
    let others = if column.scale.kind == ScaleKind::Measure { 440.0 } else { 400.0 };
    let name = (ui.available_width() - others).clamp(70.0, 220.0);
    // Read out one by one they would all be the same: each says which column it belongs to.
    let of = |what: &str| format!("{what} of {}", column.header);
    let [question, scale, from, to, worst, best] =
        ["Question", "Scale", "Lowest point", "Highest point", "Worst", "Best"].map(of);
    TextField::new(&question, &mut column.name).width(name).bare().show(ui);
    if let Some(kind) = widgets::select_bare(ui, &scale, Some(column.scale.kind), &ScaleKind::ALL, 112.0) {
        column.scale.kind = kind;
    }
    match column.scale.kind {
        ScaleKind::YesNo => {}
        ScaleKind::Points => {
            TextField::new(&from, &mut column.scale.from).width(52.0).bare().show(ui);
            word(ui, "to");
            TextField::new(&to, &mut column.scale.to).width(52.0).bare().show(ui);
        }
        ScaleKind::Measure => {
            word(ui, "worst");
            TextField::new(&worst, &mut column.scale.worst).width(64.0).bare().show(ui);
            word(ui, "best");
            TextField::new(&best, &mut column.scale.best).width(64.0).bare().show(ui);
            decimal(ui, column);
            return;
        }
    }
    let label = if column.scale.kind == ScaleKind::YesNo { "Yes is bad" } else { "High is bad" };
    if widgets::checkbox(ui, column.reversed, label) {
        column.reversed = !column.reversed;
    }
}
