//! One question in the editor: words, scale, weight, red flag.

use egui::{Align, Layout, Response, Ui};

use crate::app::{CriterionDraft, Draft, DraftChange, Field, FlagDraft, ScaleKind, ScalePart};

use super::super::super::View;
use super::super::super::icons::Icon;
use super::super::super::theme::{self, size, space};
use super::super::super::widgets::{self, Button, SliderRow, TextField};
use super::change;

/// Up to so many points each gets a field for its anchor; of more, only the ends and the middle.
const MOST_ANCHORS: i32 = 11;

/// Draws the fields.
pub(super) fn question_form(ui: &mut Ui, view: &View<'_>, draft: &Draft, (place, old): (usize, &CriterionDraft)) {
    head(ui, view, draft, (place, old));
    let mut new = old.clone();
    ui.add_space(4.0);
    let name =
        TextField::new("Short name", &mut new.name).hint("Pays on time").error(draft.fault(Field::Name)).show(ui);
    greet(ui, old, &name);
    let question = TextField::new("The question as it is asked", &mut new.question);
    question.hint("Do they pay fairly and on time?").error(draft.fault(Field::Question)).show(ui);
    let why = TextField::new("Why we ask (optional)", &mut new.why).rows(2);
    why.hint("Everybody who answers sees this").error(draft.fault(Field::Why)).show(ui);
    ui.add_space(space::SMALL);
    weight(ui, draft, &mut new, place);
    ui.add_space(space::SMALL);
    scale(ui, draft, &mut new);
    ui.add_space(space::SMALL);
    red_flag(ui, draft, &mut new);
    if new != *old {
        change(view, DraftChange::Question(place, Box::new(new)));
    }
}

/// A new question begins with its name: the keyboard goes there, once.
fn greet(ui: &Ui, question: &CriterionDraft, name: &Response) {
    let id = ui.scope_id().with("greeted");
    let is_known = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<bool>(id), true));
    if !is_known && question.before.is_none() && question.name.is_empty() {
        name.request_focus();
    }
}

fn head(ui: &mut Ui, view: &View<'_>, draft: &Draft, question: (usize, &CriterionDraft)) {
    let title = format!("Question {} of {}", question.0 + 1, draft.criteria.len());
    if ui.available_width() < 390.0 {
        widgets::text::heading(ui, &title);
        ui.horizontal(|ui| buttons(ui, view, draft, question));
    } else {
        ui.horizontal(|ui| {
            widgets::text::heading(ui, &title);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| buttons(ui, view, draft, question));
        });
    }
    if question.1.retired {
        widgets::text::muted_label(ui, "Retired: it is no longer asked or counted. Its answers are kept.");
    }
}

fn buttons(ui: &mut Ui, view: &View<'_>, draft: &Draft, (place, criterion): (usize, &CriterionDraft)) {
    if criterion.before.is_none() {
        if ui.add(Button::quiet("Remove").icon(Icon::Trash).small()).clicked() {
            change(view, DraftChange::RemoveQuestion(place));
        }
    } else {
        let (words, hint) = if criterion.retired {
            ("Ask again", "It is asked and counted again")
        } else {
            ("Retire", "No longer asked or counted; its answers are kept")
        };
        if ui.add(Button::quiet(words).small().hint(hint)).clicked() {
            let retired = CriterionDraft { retired: !criterion.retired, ..criterion.clone() };
            change(view, DraftChange::Question(place, Box::new(retired)));
        }
    }
    ui.add_enabled_ui(place + 1 < draft.criteria.len(), |ui| {
        if widgets::icon_button(ui, Icon::ChevronDown, "Move down").clicked() {
            change(view, DraftChange::MoveDown(place));
        }
    });
    ui.add_enabled_ui(place > 0, |ui| {
        if widgets::icon_button(ui, Icon::ChevronUp, "Move up").clicked() {
            change(view, DraftChange::MoveUp(place));
        }
    });
}

fn scale(ui: &mut Ui, draft: &Draft, new: &mut CriterionDraft) {
    widgets::text::card_title(ui, "Scale");
    if let Some(kind) = widgets::segmented(ui, "Scale", new.scale.kind, &ScaleKind::ALL) {
        new.scale.kind = kind;
    }
    let fault = |part: ScalePart| draft.fault(Field::Scale(part));
    match new.scale.kind {
        ScaleKind::YesNo => {}
        ScaleKind::Points => {
            ui.horizontal_top(|ui| {
                TextField::new("From", &mut new.scale.from).width(90.0).error(fault(ScalePart::From)).show(ui);
                // The message needs more room than the number.
                let wide = if fault(ScalePart::To).is_some() { 240.0 } else { 90.0 };
                TextField::new("To", &mut new.scale.to).width(wide).error(fault(ScalePart::To)).show(ui);
            });
            for point in anchored(new) {
                let label = format!("What {point} means (optional)");
                let mut text = new.scale.anchors.get(&point).cloned().unwrap_or_default();
                if TextField::new(&label, &mut text).error(fault(ScalePart::Anchor(point))).show(ui).changed() {
                    new.scale.anchors.insert(point, text);
                }
            }
        }
        ScaleKind::Measure => {
            TextField::new("Unit", &mut new.scale.unit)
                .hint("days")
                .width(160.0)
                .error(fault(ScalePart::Unit))
                .show(ui);
            let half = ((ui.available_width() - ui.spacing().item_spacing.x) / 2.0).min(160.0);
            ui.horizontal_top(|ui| {
                let worst = TextField::new("Counts as worst", &mut new.scale.worst).width(half);
                worst.hint("60").error(fault(ScalePart::Worst)).show(ui);
                let best = TextField::new("Counts as best", &mut new.scale.best).width(half);
                best.hint("0").error(fault(ScalePart::Best)).show(ui);
            });
        }
    }
    // A measure has its direction in worst and best.
    let label = match new.scale.kind {
        ScaleKind::YesNo => Some("Yes is bad"),
        ScaleKind::Points => Some("A high answer is bad"),
        ScaleKind::Measure => new.reversed.then_some("Turned round: best counts as worst"),
    };
    if let Some(label) = label
        && widgets::checkbox(ui, new.reversed, label)
    {
        new.reversed = !new.reversed;
    }
}

fn anchored(new: &CriterionDraft) -> Vec<i32> {
    let Some(points) = new.scale.points() else { return Vec::new() };
    let (from, to) = (*points.start(), *points.end());
    if to - from < MOST_ANCHORS { points.collect() } else { vec![from, from + (to - from) / 2, to] }
}

fn weight(ui: &mut Ui, draft: &Draft, new: &mut CriterionDraft, place: usize) {
    widgets::text::card_title(ui, "Weight");
    let text = match draft.share(place) {
        Some(share) if share > 0.0 => format!("{:.0} % of the score", share * 100.0),
        _ => "Not counted".to_owned(),
    };
    let before = new.before.as_ref().map(|before| before.weight.value());
    let slider = SliderRow::new("Counts", &mut new.weight, 0.0..=draft.weight_most);
    slider.text(&text).step(0.1).mark_at_old(before).show(ui);
    if draft.criteria.iter().all(|criterion| criterion.retired || criterion.weight <= 0.0) {
        let all = draft.faults.iter().find(|fault| fault.field == Field::Weight);
        if let Some(fault) = all {
            widgets::text::running(ui, &fault.text, size::LABEL, theme::tokens(ui).danger);
        }
    }
}

fn red_flag(ui: &mut Ui, draft: &Draft, new: &mut CriterionDraft) {
    widgets::text::card_title(ui, "Red flag");
    if widgets::checkbox(ui, new.flag.is_some(), "An answer here can overrule the score") {
        new.flag = if new.flag.is_some() { None } else { Some(first_flag(new)) };
    }
    let kind = new.scale.kind;
    let Some(flag) = &mut new.flag else { return };
    let name = TextField::new("What it means", &mut flag.name).hint("Pays later than 60 days");
    name.error(draft.fault(Field::FlagName)).show(ui);
    if kind == ScaleKind::YesNo {
        let is_yes = flag.above;
        widgets::text::muted_label(ui, "Hit when the answer is");
        if let Some(yes) = widgets::segmented(ui, "Hit when the answer is", is_yes, &[(true, "Yes"), (false, "No")]) {
            (flag.above, flag.value) = (yes, if yes { "1" } else { "0" }.to_owned());
        }
        if let Some(fault) = draft.fault(Field::FlagValue) {
            widgets::text::running(ui, fault, size::LABEL, theme::tokens(ui).danger);
        }
        return;
    }
    ui.horizontal_top(|ui| {
        let rules = [(false, "This or less"), (true, "This or more")];
        if let Some(above) = widgets::select(ui, "Hit when the answer is", Some(flag.above), &rules, 190.0) {
            flag.above = above;
        }
        TextField::new("Answer", &mut flag.value).width(200.0).error(draft.fault(Field::FlagValue)).show(ui);
    });
}

/// The rule that is meant most often: the worst answer.
fn first_flag(new: &CriterionDraft) -> FlagDraft {
    let scale = &new.scale;
    let (above, value) = match scale.kind {
        ScaleKind::YesNo if new.reversed => (true, "1".to_owned()),
        ScaleKind::YesNo => (false, "0".to_owned()),
        ScaleKind::Points if new.reversed => (true, scale.to.clone()),
        ScaleKind::Points => (false, scale.from.clone()),
        ScaleKind::Measure => {
            let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().unwrap_or_default();
            (number(&scale.worst) > number(&scale.best), scale.worst.clone())
        }
    };
    FlagDraft { name: String::new(), above, value }
}
