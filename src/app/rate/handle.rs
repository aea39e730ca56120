//! What happens to a rating: begun, answered, kept as a draft, saved.

use std::sync::Arc;

use serde_json::Value;

use crate::model::{CustomerId, Edit, Finite, RatingId, Response, ScorecardVersion};

use super::super::{Command, Effect, Screen, Session, State};
use super::form::response_for;
use super::{
    AfterSaving, PickCommand, RateAbout, RateCommand, RateDone, RateForm, RateFormCommand, RateState, RateStep,
    is_typed, pick, refresh,
};

/// Under which key it is remembered who rated last on this computer.
const RATER: &str = "last rater";

/// Seconds in which "1" and then "0" mean ten.
const TEN_SECONDS: f64 = 1.0;

/// Takes up the forms that were unfinished when the window closed last.
pub(in crate::app) fn restore_drafts(state: &mut State, drafts: Vec<(String, Value)>) {
    let rate = &mut state.areas.rate;
    let rater = drafts.iter().find(|(key, _)| key == RATER).map(|(_, value)| value.clone());
    rate.rater = rater.and_then(|value| serde_json::from_value(value).ok());
    rate.pick.person = rate.rater;
    rate.drafts.restore(drafts);
}

pub(in crate::app) fn handle(state: &mut State, command: RateCommand) -> Vec<Effect> {
    match command {
        RateCommand::Begin(customer) => begin(state, customer),
        RateCommand::Change(customer, rating) => change(state, customer, rating),
        RateCommand::Pick(command) => choose(state, command),
        RateCommand::Start => start(state),
        RateCommand::Reconsider => {
            let today = state.clock.today();
            let rate = &mut state.areas.rate;
            if let Some(form) = &rate.form {
                rate.pick.take_over(&form.about, today);
                rate.pick.is_change = true;
                arrive(rate);
            }
            Vec::new()
        }
        RateCommand::Form(command) => fill_in(state, command),
        RateCommand::Save(after) => save(state, after),
        RateCommand::Discard => {
            let key = state.areas.rate.form.as_ref().map(|form| form.about.key());
            key.map(|key| drop_draft(state, &key)).unwrap_or_default()
        }
        RateCommand::Resume(key) => resume(state, &key),
        RateCommand::DropDraft(key) => drop_draft(state, &key),
        RateCommand::TakeBack(form) => {
            state.areas.rate.form = Some(*form);
            state.areas.rate.step = RateStep::Form;
            keep(&mut state.areas.rate)
        }
        RateCommand::NextPerson => {
            let about = state.areas.rate.done.as_ref().map(|done| done.about.clone());
            about.map(|about| next_person(state, &about)).unwrap_or_default()
        }
        RateCommand::NextCustomer => next_customer(state),
    }
}

/// Shows step one, with the keyboard where it is needed first.
fn arrive(rate: &mut RateState) {
    rate.step = RateStep::Pick;
    rate.pick.arrivals += 1;
}

fn begin(state: &mut State, customer: Option<CustomerId>) -> Vec<Effect> {
    let mut effects = state.handle(Command::Go(Screen::Rate));
    let rate = &mut state.areas.rate;
    rate.form = None;
    rate.done = None;
    rate.pick.is_change = false;
    rate.pick.search.clear();
    rate.pick.highlighted = 0;
    rate.pick.on = None;
    rate.pick.occasion.clear();
    rate.pick.customer = customer;
    rate.pick.person = rate.pick.person.or(rate.rater);
    arrive(rate);
    refresh(state);
    if customer.is_some() && state.areas.rate.pick.person.is_some() && can_edit(state) {
        effects.extend(start(state));
    }
    effects
}

fn can_edit(state: &State) -> bool {
    state.session().is_some_and(|session| session.access == crate::store::Access::ReadWrite)
}

fn change(state: &mut State, customer: CustomerId, rating: RatingId) -> Vec<Effect> {
    let existing = state.session().and_then(|session| session.workspace.customers.get(&customer));
    let Some(form) = existing.and_then(|one| Some(RateForm::of_rating(customer, rating, one.ratings.get(&rating)?)))
    else {
        state.problem("This rating is no longer here.");
        return Vec::new();
    };
    let effects = state.handle(Command::Go(Screen::Rate));
    state.areas.rate.form = Some(form);
    state.areas.rate.step = RateStep::Form;
    effects
}

fn choose(state: &mut State, command: PickCommand) -> Vec<Effect> {
    let rate = &mut state.areas.rate;
    let pick = &mut rate.pick;
    match command {
        PickCommand::Search(text) => {
            pick.search = text;
            pick.highlighted = 0;
        }
        PickCommand::Move(by) => {
            let last = rate.choices.customers.len().saturating_sub(1);
            pick.highlighted = pick.highlighted.saturating_add_signed(by.try_into().unwrap_or(0)).min(last);
        }
        PickCommand::TakeHighlighted => {
            pick.customer = rate.choices.customers.get(pick.highlighted).map(|one| one.id).or(pick.customer);
        }
        PickCommand::Customer(id) => {
            pick.customer = Some(id);
            pick.highlighted = rate.choices.customers.iter().position(|one| one.id == id).unwrap_or(pick.highlighted);
        }
        PickCommand::Person(id) => pick.person = Some(id),
        PickCommand::Scorecard(id) => pick.scorecard = Some(id),
        PickCommand::Kind(kind) => pick.kind = kind,
        PickCommand::Occasion(text) => pick.occasion = text,
        PickCommand::On(text, day) => pick.on = Some((text, day)),
    }
    Vec::new()
}

/// Goes on to the questions: on with the form under way, with an unfinished one, or with a new one.
fn start(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let id = RatingId::new(state.clock.ulid());
    let super::super::Stage::Open(session) = &state.stage else { return Vec::new() };
    let rate = &mut state.areas.rate;
    let Some(about) = rate.pick.about(today) else { return Vec::new() };
    let workspace = &session.workspace;
    let Some(version) = workspace.scorecards.get(&about.scorecard).map(|card| card.current().number) else {
        return Vec::new();
    };
    let mut effects = remember_rater(rate, &about);
    let key = about.key();
    let under_way = rate.form.take().filter(|form| rate.pick.is_change && form.about.scorecard == about.scorecard);
    if let Some(mut form) = under_way {
        let old = form.about.key();
        if old != key && rate.drafts.contains(&key) {
            rate.form = Some(form);
            let person = workspace.business.person_name(about.person);
            let customer = workspace.customers.get(&about.customer).map_or("them", |one| one.name());
            let text =
                format!("{person} has an unfinished rating of {customer} already. Continue or discard it first.");
            state.problem(text);
            return effects;
        }
        form.about = about;
        if old != key && rate.drafts.remove(&old).is_some() {
            effects.push(Effect::RemoveDraft(old));
        }
        rate.form = Some(form);
    } else if rate.drafts.usable(&key, workspace).is_some() {
        rate.pick.is_change = false;
        effects.extend(resume(state, &key));
        return effects;
    } else {
        rate.form = Some(RateForm::new(id, about, version));
    }
    rate.pick.is_change = false;
    rate.step = RateStep::Form;
    effects.extend(keep(rate));
    effects
}

/// Remembers who rates, so that the next rating on this computer begins with them.
fn remember_rater(rate: &mut RateState, about: &RateAbout) -> Vec<Effect> {
    if rate.rater == Some(about.person) {
        return Vec::new();
    }
    rate.rater = Some(about.person);
    vec![Effect::PutDraft { key: RATER.to_owned(), content: Value::String(about.person.to_string()) }]
}

fn resume(state: &mut State, key: &str) -> Vec<Effect> {
    let super::super::Stage::Open(session) = &state.stage else { return Vec::new() };
    let workspace = &session.workspace;
    let rate = &mut state.areas.rate;
    let Some(mut form) = rate.drafts.usable(key, workspace).cloned() else { return Vec::new() };
    // A rating that was saved before stays on its version; a new one is made on the one in force.
    let is_saved =
        workspace.customers.get(&form.about.customer).is_some_and(|one| one.ratings.contains_key(&form.rating));
    let card = workspace.scorecards.get(&form.about.scorecard);
    let dropped = card.filter(|_| !is_saved).map_or(0, |card| form.fit(card.current()));
    rate.pick.take_over(&form.about, state.clock.today());
    rate.pick.is_change = false;
    rate.form = Some(form);
    rate.step = RateStep::Form;
    if dropped > 0 {
        state.done(match dropped {
            1 => "One answer no longer fits the scorecard and was left out.".to_owned(),
            n => format!("{n} answers no longer fit the scorecard and were left out."),
        });
    }
    Vec::new()
}

fn drop_draft(state: &mut State, key: &str) -> Vec<Effect> {
    let rate = &mut state.areas.rate;
    let kept = rate.drafts.remove(key);
    let on_screen = rate.form.take_if(|form| form.about.key() == key);
    if on_screen.is_some() {
        rate.pick.is_change = false;
        arrive(rate);
    }
    if let Some(form) = on_screen.or(kept).filter(RateForm::has_content) {
        let undo = Command::Rate(RateCommand::TakeBack(Box::new(form)));
        let action = Some(("Undo".to_owned(), undo));
        state.toasts.push("Unfinished rating discarded".to_owned(), super::super::Tone::Done, action);
    }
    vec![Effect::RemoveDraft(key.to_owned())]
}

/// Keeps the form on screen as a draft, or forgets it once there is nothing in it.
fn keep(rate: &mut RateState) -> Vec<Effect> {
    let Some(form) = &rate.form else { return Vec::new() };
    let key = form.about.key();
    if !form.has_content() {
        return rate.drafts.remove(&key).map(|_| Effect::RemoveDraft(key)).into_iter().collect();
    }
    let content = serde_json::to_value(form);
    // Begun again before the last one was on disk: this draft stays.
    rate.to_forget.remove(&key);
    rate.drafts.put(form.clone());
    content.map(|content| Effect::PutDraft { key, content }).into_iter().collect()
}

fn fill_in(state: &mut State, command: RateFormCommand) -> Vec<Effect> {
    let super::super::Stage::Open(session) = &state.stage else { return Vec::new() };
    let rate = &mut state.areas.rate;
    let Some(form) = &mut rate.form else { return Vec::new() };
    let Some(version) = form.asked(&session.workspace) else { return Vec::new() };
    let before = form.clone();
    match command {
        RateFormCommand::Key(key, seconds) => press(form, &mut rate.ten, version, (key, seconds)),
        RateFormCommand::Answer(response) => form.answer(version, Some(response)),
        RateFormCommand::Typed(text, value) => {
            form.answer(version, value.map(Response::Value));
            if let Some(criterion) = form.current(version) {
                form.answers.entry(criterion.id).or_default().typed = text;
            }
        }
        RateFormCommand::Note(text) => {
            if let Some(criterion) = form.current(version) {
                form.answers.entry(criterion.id).or_default().note = text;
            }
        }
        RateFormCommand::Remark(text) => form.remark = text,
        RateFormCommand::Go(place) => form.at = place.min(version.active().count()),
        RateFormCommand::Next => form.at = (form.at + 1).min(version.active().count()),
        RateFormCommand::Back => form.at = form.at.saturating_sub(1),
    }
    // Where one stands is not worth a write of its own.
    let has_changed = before.answers != form.answers || before.remark != form.remark;
    if has_changed { keep(rate) } else { Vec::new() }
}

/// A key answers the question on screen and goes on to the next.
fn press(
    form: &mut RateForm,
    ten: &mut Option<(crate::model::CriterionId, f64)>,
    version: &ScorecardVersion,
    (key, seconds): (char, f64),
) {
    if let Some((criterion, since)) = ten.take()
        && key == '0'
        && seconds - since <= TEN_SECONDS
        && form.response(criterion) == Some(Response::Value(Finite::ONE))
    {
        form.answers.entry(criterion).or_default().response = Some(Response::Value(Finite::clamped(10.0)));
        return;
    }
    let Some(criterion) = form.current(version) else { return };
    let Some(response) = response_for(&criterion.scale, key) else { return };
    let reaches_ten = criterion.scale.ends() == (0.0, 10.0) && !is_typed(&criterion.scale);
    if key == '1' && reaches_ten {
        *ten = Some((criterion.id, seconds));
    }
    form.answer(version, Some(response));
    form.go_on(version);
}

fn save(state: &mut State, after: AfterSaving) -> Vec<Effect> {
    let Some(form) = state.areas.rate.form.clone() else { return Vec::new() };
    let about = form.about.clone();
    let Some((before, rating)) = state.session().and_then(|session| made(session, &form)) else {
        state.problem("Nothing was saved: this customer is no longer here.");
        return Vec::new();
    };
    let rating = match rating {
        Ok(rating) => rating,
        Err(problem) => {
            state.problem(problem.to_string());
            return Vec::new();
        }
    };
    let put = Edit::PutRating(about.customer, form.rating, Box::new(rating));
    let edit = match elsewhere(state, &about, form.rating) {
        // The rating was first made about somebody else: it moves, it is not doubled.
        Some(other) => Edit::Batch {
            label: format!("rate {}", before.name()),
            edits: vec![Edit::DeleteRating(other, form.rating), put],
        },
        None => put,
    };
    let Some(mut effects) = state.edit(edit) else { return Vec::new() };
    state.done_with_undo(format!("Rated {}", before.name()));
    let key = about.key();
    state.areas.rate.drafts.remove(&key);
    // The draft on disk goes once the rating is there: a crash in between must not take both.
    state.areas.rate.to_forget.insert(key);
    state.areas.rate.form = None;
    match after {
        AfterSaving::Compare => {
            state.areas.rate.done = Some(RateDone::new(about, form.rating, before));
            state.areas.rate.step = RateStep::Done;
        }
        AfterSaving::NextPerson => effects.extend(next_person(state, &about)),
        AfterSaving::NextCustomer => effects.extend(next_customer(state)),
    }
    effects
}

/// Another customer under whom this rating stands.
fn elsewhere(state: &State, about: &super::RateAbout, rating: RatingId) -> Option<CustomerId> {
    let customers = &state.session()?.workspace.customers;
    let others = customers.values().filter(|customer| customer.id != about.customer);
    others.filter(|customer| customer.ratings.contains_key(&rating)).map(|customer| customer.id).next()
}

/// Drops the drafts whose ratings are on disk now.
pub(in crate::app) fn forget_saved_drafts(state: &mut State) -> Vec<Effect> {
    std::mem::take(&mut state.areas.rate.to_forget).into_iter().map(Effect::RemoveDraft).collect()
}

type Made = (Arc<crate::model::Customer>, Result<crate::model::Rating, super::FormProblem>);

/// The customer as it is, and the rating the form has become.
fn made(session: &Session, form: &RateForm) -> Option<Made> {
    let customer = session.workspace.customers.get(&form.about.customer)?;
    let rating = form.to_rating(&session.workspace, customer.ratings.get(&form.rating));
    Some((Arc::clone(customer), rating))
}

fn next_person(state: &mut State, about: &RateAbout) -> Vec<Effect> {
    let today = state.clock.today();
    let next = state.session().and_then(|session| pick::next_person(&session.workspace, about));
    if next.is_none() {
        state.done("Everybody has rated them on this occasion.");
    }
    let rate = &mut state.areas.rate;
    rate.pick.take_over(about, today);
    rate.pick.person = next;
    begin_anew(rate);
    Vec::new()
}

fn next_customer(state: &mut State) -> Vec<Effect> {
    let rate = &mut state.areas.rate;
    rate.pick.customer = None;
    rate.pick.occasion.clear();
    begin_anew(rate);
    Vec::new()
}

fn begin_anew(rate: &mut RateState) {
    rate.form = None;
    rate.done = None;
    rate.pick.is_change = false;
    rate.pick.search.clear();
    rate.pick.highlighted = 0;
    arrive(rate);
}
