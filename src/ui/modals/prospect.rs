//! A prospect is checked: who it is, what customers like it came to, the red-flag questions, and the outcome.

use egui::{Id, Ui};

use crate::app::{
    Command, GreatCommand, PeopleCommand, ProspectCommand, ProspectForm, ProspectQuestion, flag_warning, is_typed,
};
use crate::model::{CustomerId, Finite, PersonId, Response, Scale};

use super::super::View;
use super::super::icons::Icon;
use super::super::theme::{self, size, space};
use super::super::widgets::{self, ModalReply, TextField, text};

fn send(view: &View<'_>, command: ProspectCommand) {
    view.send(Command::Great(GreatCommand::Form(command)));
}

/// Draws the dialog.
pub(super) fn prospect_modal(ui: &Ui, view: &View<'_>, form: &ProspectForm) {
    let missing = form.missing();
    let modal = widgets::Modal::new("Check a prospect")
        .width(680.0)
        .primary("Save the check")
        .enabled(missing.is_none() && view.can_edit());
    let shown = modal.show(ui.ctx(), |ui| {
        // Room for the scroll bar, so that it never covers a field.
        ui.set_max_width(ui.available_width() - 14.0);
        ui.spacing_mut().item_spacing.y = space::SMALL;
        who(ui, view, form);
        alike(ui, view, form);
        ui.add_space(4.0);
        questions(ui, view, form);
    });
    match shown.reply {
        Some(ModalReply::Accept) => send(view, ProspectCommand::Save),
        Some(ModalReply::Close) => send(view, ProspectCommand::Close),
        None => {}
    }
}

/// Who is checked, by whom.
fn who(ui: &mut Ui, view: &View<'_>, form: &ProspectForm) {
    let half = (ui.available_width() - space::MEDIUM) / 2.0;
    let mut all: Vec<(Option<CustomerId>, &str)> = vec![(None, "A new one")];
    all.extend(form.prospects.iter().map(|(id, name)| (Some(*id), name.as_str())));
    let people: Vec<(PersonId, &str)> = form.people.iter().map(|(id, name)| (*id, name.as_str())).collect();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        if let Some(customer) = widgets::select(ui, "Prospect", Some(form.customer), &all, half) {
            send(view, ProspectCommand::Choose(customer));
        }
        if people.is_empty() {
            if widgets::link(ui, "Add somebody who can answer").clicked() {
                view.send(Command::People(PeopleCommand::New));
            }
        } else if let Some(person) = widgets::select(ui, "Who answers", form.person, &people, half) {
            send(view, ProspectCommand::Person(person));
        }
    });
    if form.customer.is_some() {
        return;
    }
    let mut name = form.name.clone();
    let problem = form.name_problem();
    let field = TextField::new("Name", &mut name).error(problem.as_deref()).show(ui);
    if name != form.name {
        send(view, ProspectCommand::Name(name));
    }
    // Once, when the dialog opens: later Tab decides.
    let begun = Id::unique("prospect begun");
    let is_first = form.name.is_empty() && !form.touched && ui.data(|data| data.get_temp::<bool>(begun)) != Some(true);
    if is_first {
        field.request_focus();
    }
    let has_begun = !form.touched && ui.memory(|memory| memory.has_focus(field.id));
    ui.data_mut(|data| data.insert_temp(begun, has_begun));
    if form.is_duplicate {
        let words = "There is a customer with this name already. You may have both.";
        text::running(ui, words, size::LABEL, theme::tokens(ui).warning);
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        let (mut segment, mut source) = (form.segment.clone(), form.source.clone());
        let problem = form.segment_problem();
        TextField::new("Segment", &mut segment)
            .hint("What kind of customer")
            .error(problem.as_deref())
            .width(half)
            .show(ui);
        if segment != form.segment {
            send(view, ProspectCommand::Segment(segment));
        }
        let problem = form.source_problem();
        TextField::new("How they came to us", &mut source)
            .hint("Trade fair, website…")
            .error(problem.as_deref())
            .width(half)
            .show(ui);
        if source != form.source {
            send(view, ProspectCommand::Source(source));
        }
    });
}

/// What customers like this one came to.
fn alike(ui: &mut Ui, view: &View<'_>, form: &ProspectForm) {
    let asked = &view.state.areas.great.outlook;
    widgets::note_box(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        text::card_title(ui, "Customers like this one");
        let is_blank = form.segment.trim().is_empty() && form.source.trim().is_empty();
        if form.customer.is_none() && is_blank {
            text::muted_label(ui, "Type a segment or how they came to us, and see what such customers came to.");
            return;
        }
        let Some(outlook) = asked.answer() else {
            text::muted(ui, if asked.is_stale() { "Working…" } else { "Nothing to compare with yet." });
            return;
        };
        for finding in &outlook.findings {
            text::label(ui, finding);
        }
        if let Some(all) = outlook.alike.last() {
            text::muted_label(ui, &format!("To compare with. {}", all.sentence));
        }
        text::muted_label(ui, if asked.is_stale() { "Working…" } else { "Counts, not a forecast." });
    });
}

fn questions(ui: &mut Ui, view: &View<'_>, form: &ProspectForm) {
    text::card_title(ui, "Red flags");
    outcome(ui, form);
    if let Some(missing) = form.missing() {
        text::muted_label(ui, missing);
    }
    if form.questions.is_empty() {
        text::muted(ui, "The main scorecard has no question with a red flag. Add one in the scorecard’s editor.");
    }
    for question in &form.questions {
        ui.push_id(question.criterion.id.as_str(), |ui| one_question(ui, view, question));
    }
}

fn one_question(ui: &mut Ui, view: &View<'_>, question: &ProspectQuestion) {
    let t = theme::tokens(ui);
    let criterion = &question.criterion;
    text::hairline(ui);
    let asked = if criterion.question.is_empty() { criterion.name.as_str() } else { criterion.question.as_str() };
    text::body(ui, asked);
    let (colour, words) = match question.is_hit() {
        Some(true) => (t.danger, format!("Hit: {}", question.flag_name())),
        Some(false) => (t.good, "Not hit".to_owned()),
        None => (t.muted, flag_warning(criterion).unwrap_or_default()),
    };
    let response = |value: i32| Some(Response::Value(Finite::clamped(f64::from(value))));
    let answer = |chosen: Option<Response>| send(view, ProspectCommand::Answer(criterion.id, chosen));
    let unknown = Some(Response::DontKnow);
    if is_typed(&criterion.scale) {
        number(ui, view, question);
    } else {
        let mut all: Vec<(Option<Response>, String)> = match &criterion.scale {
            Scale::Points { from, to, .. } => (*from..=*to).map(|point| (response(point), point.to_string())).collect(),
            Scale::YesNo | Scale::Measure { .. } => {
                vec![(response(1), "Yes".to_owned()), (response(0), "No".to_owned())]
            }
        };
        all.push((unknown, "Don’t know".to_owned()));
        let all: Vec<(Option<Response>, &str)> = all.iter().map(|(one, words)| (*one, words.as_str())).collect();
        if let Some(chosen) = widgets::segmented(ui, &criterion.name, question.response, &all) {
            answer(chosen);
        }
        anchor(ui, question);
    }
    text::running(ui, &words, size::LABEL, colour);
}

/// What the chosen point means, or the ends while nothing is chosen.
fn anchor(ui: &mut Ui, question: &ProspectQuestion) {
    let Scale::Points { from, to, .. } = &question.criterion.scale else { return };
    let words = |point: i32| {
        let anchor = question.criterion.scale.anchor(point).map(|anchor| anchor.to_string());
        anchor.filter(|anchor| !anchor.is_empty()).map(|anchor| format!("{point} = {anchor}"))
    };
    let shown: Vec<String> = match question.response {
        #[expect(clippy::cast_possible_truncation, reason = "a point of the scale")]
        Some(Response::Value(value)) => words(value.value() as i32).into_iter().collect(),
        _ => [words(*from), words(*to)].into_iter().flatten().collect(),
    };
    if !shown.is_empty() {
        text::muted_label(ui, &shown.join(" · "));
    }
}

fn number(ui: &mut Ui, view: &View<'_>, question: &ProspectQuestion) {
    let criterion = &question.criterion;
    let unit = match &criterion.scale {
        Scale::Measure { unit, .. } => unit.as_str(),
        Scale::YesNo | Scale::Points { .. } => "",
    };
    let mut typed = question.typed.clone();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        let mut field = widgets::NumberField::new(&criterion.name, &mut typed).unit(unit).optional().width(220.0);
        if let Scale::Points { from, to, .. } = criterion.scale {
            field = field.between(f64::from(from), f64::from(to));
        }
        let entry = field.show(ui);
        if entry.response.changed() {
            let value = entry.value.ok().flatten().and_then(|value| Finite::new(value).ok());
            let value = value.filter(|value| criterion.scale.normalise(*value).is_ok());
            send(view, ProspectCommand::Typed(criterion.id, typed.clone(), value));
        }
        let unknown = question.response == Some(Response::DontKnow);
        if widgets::chip(ui, "Don’t know", unknown).clicked() {
            let chosen = (!unknown).then_some(Response::DontKnow);
            send(view, ProspectCommand::Answer(criterion.id, chosen));
        }
    });
}

/// What the answers come to.
fn outcome(ui: &mut Ui, form: &ProspectForm) {
    let t = theme::tokens(ui);
    widgets::note_box(ui, |ui| {
        ui.horizontal_top(|ui| {
            let is_hit = form.num_hit() > 0;
            if is_hit {
                let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(18.0), egui::Sense::hover());
                Icon::Flag.paint(ui.painter(), rect.shrink(2.0), t.danger);
            }
            let colour = if is_hit { t.danger } else { t.ink };
            text::running(ui, &form.outcome(), size::BODY, colour);
        });
    });
}
