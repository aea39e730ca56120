//! One question: what is asked and why, the answers as cards or a field, "not applicable" and "don't know".

use egui::text::LayoutJob;
use egui::{Key, RichText, Role, Ui, Vec2, WidgetInfo, vec2};

use crate::app::{Command, RateCommand, RateForm, RateFormCommand, flag_warning, is_typed, key_for, number_text};
use crate::model::{Criterion, Direction, Finite, Response, Scale};

use super::super::super::View;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, ChoiceCard};
use super::{form, keys};

/// The narrowest card with words in it, points.
const NARROWEST: f32 = 92.0;

/// Between two cards.
const GAP: f32 = 12.0;

/// The size of the question.
const QUESTION: f32 = 24.0;

/// Draws the question on screen; `above` says where in the form it stands.
pub(super) fn question(ui: &mut Ui, view: &View<'_>, form: &RateForm, criterion: &Criterion, above: &str) {
    let t = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 6.0;
    widgets::text::muted_label(ui, above);
    ui.add_space(2.0);
    let words = if criterion.question.is_empty() { criterion.name.as_str() } else { criterion.question.as_str() };
    let asked = ui.add(egui::Label::new(RichText::new(words).font(theme::medium(QUESTION)).color(t.ink)).wrap());
    asked.widget_info(|| WidgetInfo::labeled(Role::Heading, true, words));
    // Where there is little room, as on a projector, the answers come first.
    let is_short = ui.available_height() < 300.0;
    if !is_short {
        why(ui, criterion);
    }
    if let Some(warning) = flag_warning(criterion) {
        ui.add_space(2.0);
        form::flag_line(ui, &warning);
    }
    ui.add_space(space::MEDIUM - 4.0);
    let given = form.response(criterion.id);
    if is_typed(&criterion.scale) {
        number(ui, view, form, criterion);
    } else {
        cards(ui, view, criterion, given);
    }
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        for (text, key, response) in
            [("Not applicable", "N", Response::NotApplicable), ("Don\u{2019}t know", "D", Response::DontKnow)]
        {
            let button = Button::secondary(text).key(key).selected(given == Some(response));
            if ui.add_enabled(view.can_edit(), button).clicked() {
                choose(view, given, response);
            }
        }
    });
    if is_short {
        why(ui, criterion);
    }
    ui.add_space(space::SMALL);
}

fn why(ui: &mut Ui, criterion: &Criterion) {
    if !criterion.why.is_empty() {
        widgets::text::muted(ui, &format!("Why we ask: {}", lower_first(&criterion.why)));
    }
}

/// A click answers and stays, so that a note can follow; another click on the same goes on.
fn choose(view: &View<'_>, given: Option<Response>, response: Response) {
    let command = if given == Some(response) { RateFormCommand::Next } else { RateFormCommand::Answer(response) };
    view.send(Command::Rate(RateCommand::Form(command)));
}

/// One answer in the making of a row of cards.
struct Choice {
    value: i32,
    point: String,
    anchor: String,
    key: String,
}

fn choices(scale: &Scale) -> Vec<Choice> {
    match scale {
        Scale::YesNo => [(1, "Yes"), (0, "No")]
            .map(|(value, word)| Choice {
                value,
                point: word.to_owned(),
                anchor: String::new(),
                key: key_for(scale, value),
            })
            .into(),
        Scale::Points { from, to, .. } => (*from..=*to)
            .map(|value| Choice {
                value,
                point: value.to_string(),
                anchor: scale.anchor(value).map(|anchor| anchor.to_string()).unwrap_or_default(),
                key: key_for(scale, value),
            })
            .collect(),
        Scale::Measure { .. } => Vec::new(),
    }
}

fn cards(ui: &mut Ui, view: &View<'_>, criterion: &Criterion, given: Option<Response>) {
    let choices = choices(&criterion.scale);
    let num_anchors = choices.iter().filter(|choice| !choice.anchor.is_empty()).count();
    // Many points with words at the ends only: one row of small cards, the words below.
    if choices.len() > 6 && num_anchors <= 3 {
        small_cards(ui, view, given, &choices);
        return;
    }
    let width = ui.available_width();
    let fit = ((width + GAP) / (NARROWEST + GAP)).floor();
    if num_anchors > 0 && fit < choices.len().min(5) as f32 {
        lines(ui, view, given, &choices);
        return;
    }
    let columns = choices.len().min(6).min(unsigned(fit)).max(1);
    // Even rows look better than a full one and a rest.
    let rows = choices.len().div_ceil(columns);
    let columns = choices.len().div_ceil(rows);
    let each = match &criterion.scale {
        Scale::YesNo => 156.0_f32.min((width - GAP) / 2.0),
        _ => (width - GAP * (columns as f32 - 1.0)) / columns as f32,
    };
    let least = match (num_anchors, rows) {
        (0, _) => 64.0,
        (_, 1) => 118.0,
        _ => 96.0,
    };
    let height = choices.iter().map(|choice| card_height(ui, &choice.anchor, each)).fold(least, f32::max);
    for row in choices.chunks(columns) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for choice in row {
                one_card(ui, view, given, choice, vec2(each, height));
            }
        });
        ui.add_space(GAP - ui.spacing().item_spacing.y);
    }
}

/// One answer below the other, where there is no room for words in cards side by side.
fn lines(ui: &mut Ui, view: &View<'_>, given: Option<Response>, choices: &[Choice]) {
    for choice in choices {
        let response = Response::Value(Finite::clamped(f64::from(choice.value)));
        let words = match choice.anchor.as_str() {
            "" => choice.point.clone(),
            anchor => format!("{}: {anchor}", choice.point),
        };
        let row = widgets::ListRow::new(&words).selected(given == Some(response));
        let clicked = ui.add_enabled_ui(view.can_edit(), |ui| {
            let row = row.show(ui, |ui| {
                if !choice.key.is_empty() {
                    widgets::key_cap(ui, &choice.key);
                }
            });
            row.clicked()
        });
        if clicked.inner {
            choose(view, given, response);
        }
    }
}

/// A whole number of at least zero.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count, not below zero")]
fn unsigned(value: f32) -> usize {
    value.max(0.0) as usize
}

fn one_card(ui: &mut Ui, view: &View<'_>, given: Option<Response>, choice: &Choice, size: Vec2) {
    let response = Response::Value(Finite::clamped(f64::from(choice.value)));
    let key = if size.x < 60.0 { "" } else { choice.key.as_str() };
    let card = ChoiceCard { point: &choice.point, anchor: &choice.anchor, key, selected: given == Some(response) };
    let clicked = ui.add_enabled_ui(view.can_edit(), |ui| widgets::choice_card(ui, size, &card).clicked()).inner;
    if clicked {
        choose(view, given, response);
    }
}

/// How high a card must be for its anchor, at this width.
fn card_height(ui: &Ui, anchor: &str, width: f32) -> f32 {
    if anchor.is_empty() {
        return 0.0;
    }
    let mut job =
        LayoutJob::simple(anchor.to_owned(), theme::regular(size::LABEL), theme::tokens(ui).ink, width - 26.0);
    for section in &mut job.sections {
        section.format.line_height = Some((size::LABEL * 1.4).round());
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job)).size().y + 62.0
}

fn small_cards(ui: &mut Ui, view: &View<'_>, given: Option<Response>, choices: &[Choice]) {
    let gap = 6.0;
    let each = ((ui.available_width() - gap * (choices.len() as f32 - 1.0)) / choices.len() as f32).min(84.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for choice in choices {
            let bare =
                Choice { anchor: String::new(), point: choice.point.clone(), key: choice.key.clone(), ..*choice };
            one_card(ui, view, given, &bare, vec2(each, 54.0));
        }
    });
    let worded = choices.iter().filter(|choice| !choice.anchor.is_empty());
    let worded: Vec<String> = worded.map(|choice| format!("{} = {}", choice.point, choice.anchor)).collect();
    if !worded.is_empty() {
        widgets::text::muted_label(ui, &worded.join(" \u{b7} "));
    }
}

/// What was typed as an answer; `None` while it is not a number.
pub(super) fn measure(text: &str) -> Option<Finite> {
    widgets::parse_number(text).ok().flatten().and_then(|value| Finite::new(value).ok())
}

fn number(ui: &mut Ui, view: &View<'_>, form: &RateForm, criterion: &Criterion) {
    let mut text = form.answers.get(&criterion.id).map(|answer| answer.typed.clone()).unwrap_or_default();
    let (unit, help) = match &criterion.scale {
        Scale::Measure { unit, worst, best } => {
            let (worst, best) = if criterion.direction == Direction::Reversed { (best, worst) } else { (worst, best) };
            let (low, high) = if worst < best { ("less", "more") } else { ("more", "less") };
            let [worst, best] = [worst, best].map(|end| number_text(*end));
            (unit.as_str(), format!("{worst} or {low} counts as worst, {best} or {high} as best."))
        }
        Scale::Points { from, to, .. } => ("", format!("A whole number from {from} to {to}.")),
        Scale::YesNo => ("", String::new()),
    };
    let entry = ui
        .push_id(criterion.id.as_str(), |ui| {
            let mut field = widgets::NumberField::new("Your answer", &mut text).unit(unit).optional().width(260.0);
            if let Scale::Points { from, to, .. } = criterion.scale {
                field = field.between(f64::from(from), f64::from(to));
            }
            ui.add_enabled_ui(view.can_edit(), |ui| field.show(ui)).inner
        })
        .inner;
    widgets::text::muted_label(ui, &help);
    let off_scale = matches!(entry.value, Ok(Some(value)) if !fits(&criterion.scale, value));
    if off_scale && matches!(criterion.scale, Scale::Points { .. }) {
        let danger = theme::tokens(ui).danger;
        widgets::text::running(ui, "Only whole numbers are on this scale.", size::LABEL, danger);
    }
    if entry.response.changed() {
        let value = entry.value.ok().flatten().filter(|value| fits(&criterion.scale, *value));
        let value = value.and_then(|value| Finite::new(value).ok());
        view.send(Command::Rate(RateCommand::Form(RateFormCommand::Typed(text, value))));
    }
    let opened = ui.data(|data| data.get_temp::<usize>(keys::begin_typing())) == Some(form.at);
    if opened {
        ui.data_mut(|data| data.remove::<usize>(keys::begin_typing()));
        entry.response.request_focus();
    }
    if entry.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        view.send(Command::Rate(RateCommand::Form(RateFormCommand::Next)));
    }
}

fn fits(scale: &Scale, value: f64) -> bool {
    Finite::new(value).is_ok_and(|value| scale.normalise(value).is_ok())
}

/// What the keys do on this question.
pub(super) fn key_hint(criterion: &Criterion) -> String {
    let answer = match &criterion.scale {
        Scale::YesNo => "1 or Y is yes, 0 is no".to_owned(),
        Scale::Points { from: 0, to: 10, .. } => "Keys 0\u{2013}9 answer and move on, 1 0 is ten".to_owned(),
        Scale::Points { from: 1, to: 10, .. } => "Keys 1\u{2013}9 and 0 for ten answer and move on".to_owned(),
        scale @ Scale::Points { from, to, .. } if !is_typed(scale) => {
            let (first, last) = (key_for(scale, *from), key_for(scale, *to));
            let last = if last.is_empty() { "0".to_owned() } else { last };
            format!("Keys {first}\u{2013}{last} answer and move on")
        }
        Scale::Points { .. } | Scale::Measure { .. } => "Type the number, Enter goes on".to_owned(),
    };
    format!("{answer} \u{b7} Tab to the note \u{b7} \u{2039} \u{203a} between questions")
}

/// A sentence in the middle of another; abbreviations stay.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}
