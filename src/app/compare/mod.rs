//! Two to four customers side by side, and who else is like one of them.
//!
//! Who stands there begins with the customer looked at on the let-go summary and the one most like them, until
//! somebody chooses. Everything but the certainty is quick; how sure the scores are is asked of a worker once per
//! revision, because it needs everybody's ratings.

mod shown;

use std::sync::Arc;

use crate::analysis::{Certainties, most_similar};
use crate::charts::Mark;
use crate::model::{CriterionId, CustomerId};

use super::{Command, CustomersCommand, Effect, LetGoCommand, Screen, Session, Stage, State};

pub use shown::{AlikeRow, CompareColumn, Comparison};

/// At most so many customers stand side by side.
pub(super) const MOST: usize = 4;

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct CompareState {
    /// Who stands side by side, from left to right.
    pub picked: Vec<CustomerId>,
    /// For whom the customers like them are listed; one of those picked.
    pub like: Option<CustomerId>,
    /// What was typed to find another customer.
    pub search: String,
    /// Customers to add whose name fits, by name; not those that stand there already.
    pub found: Vec<Found>,
    /// How many more there are than found.
    pub num_more: usize,
    /// Everything shown; `None` without a scorecard or customers.
    pub shown: Option<Comparison>,
    /// Whether somebody chose who stands there; the let-go summary leads until then.
    is_chosen: bool,
    cache: shown::Cache,
}

impl CompareState {
    /// Whether nobody else fits.
    pub const fn is_full(&self) -> bool {
        self.picked.len() >= MOST
    }
}

/// A customer that can be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Who.
    pub customer: CustomerId,
    /// The name.
    pub name: String,
}

/// How sure the scores of all customers are, with the customers in its order.
#[derive(Debug)]
pub struct Sure {
    /// The customers, in the order of their ids.
    pub customers: Vec<CustomerId>,
    /// How sure their scores are, in the same order.
    pub certainties: Certainties,
}

impl Sure {
    /// A customer's place.
    pub fn place(&self, customer: CustomerId) -> Option<usize> {
        self.customers.binary_search(&customer).ok()
    }
}

/// On this screen.
#[derive(Debug, Clone)]
pub enum CompareCommand {
    /// Set this customer beside the one most like them, on this screen.
    Begin(CustomerId),
    /// Set these side by side, on this screen; the first four of them.
    BeginMany(Vec<CustomerId>),
    /// Set this one beside the others.
    Add(CustomerId),
    /// Take this one away; the last one stays.
    Remove(CustomerId),
    /// List who is like this one.
    Like(CustomerId),
    /// Something was typed to find a customer.
    Search(String),
    /// A mark of the picture was clicked.
    OpenMark(Mark),
    /// A worker has found out how sure the scores are.
    Sure(u64, Arc<Sure>),
}

pub(super) fn handle(state: &mut State, command: CompareCommand) -> Vec<Effect> {
    let area = &mut state.areas.compare;
    match command {
        CompareCommand::Begin(customer) => {
            let Some(session) = state.session() else { return Vec::new() };
            let picked = beginning(session, customer);
            let area = &mut state.areas.compare;
            area.is_chosen = true;
            area.like = Some(customer);
            area.picked = picked;
            state.navigation.go(Screen::Compare);
        }
        CompareCommand::BeginMany(mut customers) => {
            customers.truncate(MOST);
            if !customers.is_empty() {
                area.is_chosen = true;
                area.like = customers.first().copied();
                area.picked = customers;
                state.navigation.go(Screen::Compare);
            }
        }
        CompareCommand::Add(customer) => {
            if !area.is_full() && !area.picked.contains(&customer) {
                area.is_chosen = true;
                area.picked.push(customer);
                area.search.clear();
            }
        }
        CompareCommand::Remove(customer) => {
            if area.picked.len() > 1 {
                area.is_chosen = true;
                area.picked.retain(|picked| *picked != customer);
            }
        }
        CompareCommand::Like(customer) => area.like = Some(customer),
        CompareCommand::Search(text) => area.search = text,
        CompareCommand::OpenMark(mark) => return open_mark(state, &mark),
        CompareCommand::Sure(ticket, sure) => area.cache.take(ticket, sure),
    }
    Vec::new()
}

/// A customer and the one most like them, if anybody is; somebody we work with before others.
fn beginning(session: &Session, customer: CustomerId) -> Vec<CustomerId> {
    let mut picked = vec![customer];
    let Some(judged) = &session.judged else { return picked };
    let Some(index) = judged.evidence.index_of(customer) else { return picked };
    let similar = most_similar(&judged.evidence, index, &judged.terms, MOST);
    picked.extend(similar.first().map(|similar| judged.evidence.customers()[similar.index]));
    picked
}

/// What lies behind a mark: the answers of one customer, those of all shown, or the verdict.
fn open_mark(state: &mut State, mark: &Mark) -> Vec<Effect> {
    let customer = mark.part.parse::<CustomerId>().ok();
    let criterion = mark.id.parse::<CriterionId>().ok();
    let is_score = mark.id.parse::<CustomerId>().is_ok();
    let command = match (customer, criterion) {
        (Some(customer), _) if is_score => Command::LetGo(LetGoCommand::Choose(customer)),
        (Some(customer), Some(_)) => Command::Customers(CustomersCommand::ShowBehind { customer, criterion }),
        (None, Some(_)) if !is_score => {
            let customers = state.areas.compare.picked.clone();
            Command::Customers(CustomersCommand::ShowBehindMany { customers, criterion, period: None })
        }
        _ => return Vec::new(),
    };
    state.handle(command)
}

/// Brings what is shown up to date.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Stage::Open(session) = &state.stage else { return Vec::new() };
    let area = &mut state.areas.compare;
    area.picked.retain(|id| session.workspace.customers.contains_key(id));
    let leader = state.areas.let_go.chosen.filter(|id| session.workspace.customers.contains_key(id));
    let is_led = !area.is_chosen && leader.is_some() && area.picked.first() != leader.as_ref();
    if area.picked.is_empty() || is_led {
        area.is_chosen = false;
        area.picked = leader.or_else(|| worst(session)).map(|id| beginning(session, id)).unwrap_or_default();
        area.like = None;
    }
    area.like = area.like.filter(|id| area.picked.contains(id)).or_else(|| area.picked.first().copied());
    shown::refresh(area, session, today)
}

/// The current customer to talk about first.
fn worst(session: &Session) -> Option<CustomerId> {
    let judged = session.judged.as_ref()?;
    let is_current = |id: &CustomerId| {
        session.workspace.customers.get(id).is_some_and(|customer| customer.profile.status.is_current())
    };
    judged.order.iter().map(|place| judged.evidence.customers()[*place]).find(is_current)
}

#[cfg(test)]
mod tests;
