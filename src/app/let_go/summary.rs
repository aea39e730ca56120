//! What the screen shows, derived from the data, the what-if, the search and the choice; each part only when its own
//! inputs have changed.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{self, Evidence, Explanation, Gathering, Judgement, Move, Window, explain, judge, worst_first};
use crate::app::judged::moves_of_current;
use crate::app::{Asked, Command, Desk, Effect, Judged, Session, Work};
use crate::charts::Chart;
use crate::model::{Customer, CustomerId, Decision, GroupId, Locale, Response, Subject, Verdict};

use super::{LetGoCommand, LetGoState, LetGoView, WhatIf, picture};

/// At most so many people are named as the next to rate.
const MOST_NEXT: usize = 4;
/// So many other ways of gathering are kept.
const MOST_EVIDENCE: usize = 4;

/// Everything the screen shows.
#[derive(Debug)]
pub struct LetGoSummary {
    /// How many customers there are.
    pub num_customers: usize,
    /// Whether anybody has ever been rated on this scorecard.
    pub is_anyone_rated: bool,
    /// The list: those we work for first, worst first; only what the search lets through.
    pub listed: Vec<Listed>,
    /// The place of the chosen one in the list, if listed.
    pub chosen_place: Option<usize>,
    /// What the numbers say about everybody, under the what-if if there is one; by place in the evidence.
    pub judgements: Vec<Judgement>,
    /// Whose verdict the what-if changes; by place in the evidence.
    pub moves: Vec<Move>,
    /// The terms judged under, beside the policy's.
    pub what_if: WhatIf,
    /// Whether everybody is judged on older evidence while the one asked for is being gathered.
    pub is_stale: bool,
    /// The chosen customer.
    pub shown: Option<Shown>,
    order: Vec<Listed>,
}

/// A customer in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub customer: CustomerId,
    /// The place in the evidence and in the judgements.
    pub index: usize,
    /// The verdict under the policy, where the what-if changes it.
    pub was: Option<Verdict>,
}

/// The chosen customer in words.
#[derive(Debug)]
pub struct Shown {
    /// Who.
    pub customer: CustomerId,
    /// The verdict and all that goes with it.
    pub explanation: Explanation,
    /// Where "keep" begins, under the terms judged by, 0–100.
    pub keep_from: f64,
    /// Values answered in the period.
    pub num_answers: usize,
    /// The verdict under the policy, where the what-if changes it.
    pub was: Option<Verdict>,
    /// Who should rate them next.
    pub next: Vec<NextRater>,
    /// What was decided last, in a sentence.
    pub decided: Option<String>,
    /// The picture asked for; `None` where the reasons stand as rows, or there is nothing to draw.
    pub picture: Option<Chart>,
    /// Another number for every picture.
    pub picture_version: u64,
}

/// Somebody whose rating is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextRater {
    /// The person's name.
    pub name: String,
    /// The group's name.
    pub group: String,
    /// Whether the person has rated this customer before, so knows them.
    pub knows_them: bool,
}

impl LetGoSummary {
    /// The chart that is shown or, where the reasons stand as rows, the one that shows the same.
    pub(in super::super) fn chart(&self) -> Option<Cow<'_, Chart>> {
        let shown = self.shown.as_ref()?;
        let drawn = shown.picture.as_ref().map(Cow::Borrowed);
        drawn.or_else(|| picture::waterfall(&shown.explanation, self.what_if.terms()).map(Cow::Owned))
    }

    /// A customer's place in the list.
    pub fn place_of(&self, customer: CustomerId) -> Option<usize> {
        self.listed.iter().position(|listed| listed.customer == customer)
    }
}

/// What the summary was made from, to know which part of it is still good.
#[derive(Debug, Default)]
pub(super) struct Cache {
    judged: Option<(u64, Date, Option<WhatIf>, Gathering)>,
    search: String,
    shown: Option<(CustomerId, LetGoView)>,
    pictures: u64,
    /// Evidence gathered otherwise than by the policy, of this revision; the newest last.
    evidence: Vec<Arc<Evidence>>,
    /// What a worker is gathering.
    asked: Asked<(u64, Gathering), ()>,
    revision: u64,
}

impl Cache {
    /// Takes evidence a worker has gathered, unless another is wanted by now.
    pub(super) fn take(&mut self, ticket: u64, evidence: Arc<Evidence>) {
        if self.asked.bring(ticket, ()) {
            // A half-life slider has many steps; a few are enough to go back and forth.
            if self.evidence.len() >= MOST_EVIDENCE {
                self.evidence.remove(0);
            }
            self.evidence.push(evidence);
        }
    }
}

/// Brings the summary up to date. Evidence gathered otherwise than by the policy is asked of a worker; until it comes,
/// everybody is judged on the evidence there is.
pub(super) fn refresh(area: &mut LetGoState, session: &Session, today: Date) -> Vec<Effect> {
    let Some(judged) = session.judged.as_ref().filter(|judged| !judged.evidence.is_empty()) else {
        *area = LetGoState { reveal: area.reveal, ..LetGoState::default() };
        return Vec::new();
    };
    area.what_if = area.what_if.take().filter(|what_if| what_if.is_about(judged));
    if area.cache.revision != session.revision {
        area.cache.evidence.clear();
        area.cache.asked.forget();
        area.cache.revision = session.revision;
    }
    let what_if = area.what_if.clone().unwrap_or_else(|| WhatIf::of(judged));
    let wanted = Gathering::of(&what_if.terms().policy, today);
    let effects = ask_for_evidence(&mut area.cache, session, judged, wanted);
    let known = area.cache.evidence.iter().find(|known| known.gathering() == wanted);
    let is_stale = known.is_none() && wanted != judged.gathering;
    // The evidence shown last comes nearest to the one on its way.
    let other = known.or_else(|| area.cache.evidence.last().filter(|_| is_stale)).map(Arc::clone);
    let evidence = other.as_deref().unwrap_or(&judged.evidence);
    let key = (session.revision, today, area.what_if.clone(), evidence.gathering());
    let is_judged = area.summary.is_some() && area.cache.judged.as_ref() == Some(&key);
    let chosen = area.chosen.map(|chosen| (chosen, area.view));
    if is_judged && area.search == area.cache.search && chosen.is_some() && chosen == area.cache.shown {
        return effects;
    }
    let mut summary = match area.summary.take() {
        Some(summary) if is_judged => summary,
        _ => judged_anew(session, judged, evidence, what_if),
    };
    if !is_judged || area.search != area.cache.search || summary.listed.is_empty() {
        summary.search(session, &area.search);
    }
    let is_there = |customer: &CustomerId| evidence.index_of(*customer).is_some();
    area.chosen = area.chosen.filter(is_there).or_else(|| summary.order.first().map(|listed| listed.customer));
    summary.chosen_place = area.chosen.and_then(|customer| summary.place_of(customer));
    let chosen = area.chosen.map(|chosen| (chosen, area.view));
    if !is_judged || chosen != area.cache.shown {
        area.cache.pictures += 1;
        summary.shown = chosen.and_then(|chosen| show(&summary, session, judged, evidence, (chosen, today)));
        if let Some(shown) = &mut summary.shown {
            shown.picture_version = area.cache.pictures;
        }
    }
    area.cache.judged = Some(key);
    area.cache.search.clone_from(&area.search);
    area.cache.shown = chosen;
    summary.is_stale = is_stale;
    area.summary = Some(summary);
    effects
}

/// Asks a worker for evidence that is neither the policy's nor known.
fn ask_for_evidence(cache: &mut Cache, session: &Session, judged: &Judged, wanted: Gathering) -> Vec<Effect> {
    if wanted == judged.gathering || cache.evidence.iter().any(|known| known.gathering() == wanted) {
        return Vec::new();
    }
    let Some(ticket) = cache.asked.ask((session.revision, wanted)) else { return Vec::new() };
    let (workspace, card) = (session.workspace.clone(), Arc::clone(&judged.card));
    vec![Effect::Work(Work::new(Desk::Evidence, move |_| {
        let evidence = Arc::new(Evidence::gather(&workspace, &card, wanted));
        Some(Command::LetGo(LetGoCommand::Gathered(ticket, evidence)))
    }))]
}

/// Judges everybody under the what-if and puts them in order.
fn judged_anew(session: &Session, judged: &Judged, evidence: &Evidence, what_if: WhatIf) -> LetGoSummary {
    let (judgements, moves, places) = if what_if.differs() {
        let judgements = judge(evidence, what_if.terms());
        let moves = moves_of_current(&session.workspace, evidence, &judged.judgements, &judgements);
        let places = worst_first(evidence, &judgements, &session.workspace);
        (judgements, moves, places)
    } else {
        (judged.judgements.clone(), Vec::new(), judged.order.clone())
    };
    let mut was = vec![None; judgements.len()];
    for change in &moves {
        was[change.index] = Some(change.from);
    }
    // The evidence has its customers in the order of the workspace.
    let customers = session.workspace.customers.values();
    let is_current: Vec<bool> = customers.map(|customer| customer.profile.status.is_current()).collect();
    let listed = |index: usize| Listed { customer: evidence.customers()[index], index, was: was[index] };
    let (current, gone): (Vec<Listed>, Vec<Listed>) =
        places.into_iter().map(listed).partition(|listed| is_current.get(listed.index).copied().unwrap_or(true));
    let card = judged.card.id;
    let has_rating = |customer: &Arc<Customer>| customer.ratings.values().any(|rating| rating.scorecard == card);
    LetGoSummary {
        num_customers: judgements.len(),
        is_anyone_rated: session.workspace.customers.values().any(has_rating),
        listed: Vec::new(),
        chosen_place: None,
        judgements,
        moves,
        what_if,
        is_stale: false,
        shown: None,
        order: current.into_iter().chain(gone).collect(),
    }
}

impl LetGoSummary {
    fn search(&mut self, session: &Session, text: &str) {
        let wanted = text.trim().to_lowercase();
        let fits = |listed: &&Listed| {
            wanted.is_empty()
                || session
                    .workspace
                    .customers
                    .get(&listed.customer)
                    .is_some_and(|customer| customer.name().to_lowercase().contains(&wanted))
        };
        self.listed = self.order.iter().filter(fits).copied().collect();
    }
}

/// The chosen customer in words.
fn show(
    summary: &LetGoSummary,
    session: &Session,
    judged: &Judged,
    evidence: &Evidence,
    ((id, view), today): ((CustomerId, LetGoView), Date),
) -> Option<Shown> {
    let customer = session.workspace.customers.get(&id)?;
    let terms = summary.what_if.terms();
    let parts = analysis::Judged {
        workspace: &session.workspace,
        card: &judged.card,
        evidence,
        judgements: &summary.judgements,
        terms,
        today,
    };
    let explanation = explain(&parts, id)?;
    let counted = evidence.gathering().counting(customer, judged.card.id).into_iter();
    let values = counted.flat_map(|(_, rating)| rating.answers.values());
    let was = summary.moves.iter().find(|change| change.index == explanation.index).map(|change| change.from);
    Some(Shown {
        picture: picture::picture(&parts, customer, &explanation, view),
        picture_version: 0,
        customer: id,
        keep_from: terms.policy.keep_from.value(),
        num_answers: values.filter(|answer| matches!(answer.response, Response::Value(_))).count(),
        was,
        next: next_raters(session, judged, customer, evidence.window()),
        decided: customer.last_decision().map(|(_, decision)| decided_text(decision)),
        explanation,
    })
}

/// Who has not rated this customer in the period: people who know them first, then groups in their order, by name.
fn next_raters(session: &Session, judged: &Judged, customer: &Customer, window: Window) -> Vec<NextRater> {
    let business = &session.workspace.business;
    let rated = |person, in_period: bool| {
        customer.ratings.values().any(|rating| {
            rating.person == person
                && (!in_period || (rating.scorecard == judged.card.id && window.contains(rating.on)))
        })
    };
    let asks_us = judged.card.subject == Subject::Customer;
    let missing = business
        .people
        .iter()
        .filter(|(id, person)| !person.left && (person.group == GroupId::CUSTOMER) != asks_us && !rated(**id, true));
    let mut next: Vec<(bool, GroupId, NextRater)> = missing
        .map(|(id, person)| {
            let knows_them = rated(*id, false);
            let group = business.group_name(person.group);
            (!knows_them, person.group, NextRater { name: person.name.to_string(), group, knows_them })
        })
        .collect();
    next.sort_by(|a, b| (a.0, a.1, &a.2.name).cmp(&(b.0, b.1, &b.2.name)));
    next.into_iter().take(MOST_NEXT).map(|(.., next)| next).collect()
}

/// "Decided on 22 Nov 2026: fix together, review 22 Feb 2027".
fn decided_text(decision: &Decision) -> String {
    let choice = decision.choice.words().to_lowercase();
    let review = decision.review_on.map(|day| format!(", review {}", day_text(day))).unwrap_or_default();
    format!("Decided on {}: {choice}{review}", day_text(decision.on))
}

/// "22 Nov 2026".
fn day_text(day: Date) -> String {
    Locale::current().date_short(day)
}
