//! Step one: which customer, who rates, on which scorecard, why and when; and what there is to choose from.

use jiff::civil::Date;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::model::{
    Customer, CustomerId, GroupId, Locale, OccasionKind, PersonId, RatingId, Scorecard, ScorecardId, Status, Subject,
    Workspace,
};

use super::super::{Clock, Session};
use super::RateAbout;

/// What is chosen so far.
#[derive(Debug, Clone)]
pub struct RatePick {
    /// What was typed to find a customer.
    pub search: String,
    /// The place in the list of customers that Enter takes.
    pub highlighted: usize,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// Who rates; remembered from last time.
    pub person: Option<PersonId>,
    /// The scorecard.
    pub scorecard: Option<ScorecardId>,
    /// Why.
    pub kind: OccasionKind,
    /// Which project or round, as typed.
    pub occasion: String,
    /// The day as typed, and as a date once it is one; `None` for today.
    pub on: Option<(String, Option<Date>)>,
    /// Whether a form is under way and only its circumstances are being changed.
    pub is_change: bool,
    /// Goes up whenever somebody arrives here, so that the window knows where to put the keyboard.
    pub arrivals: u64,
}

impl Default for RatePick {
    fn default() -> Self {
        Self {
            search: String::new(),
            highlighted: 0,
            customer: None,
            person: None,
            scorecard: None,
            kind: OccasionKind::ProjectFinished,
            occasion: String::new(),
            on: None,
            is_change: false,
            arrivals: 0,
        }
    }
}

impl RatePick {
    /// The day chosen, if what was typed is one.
    pub fn day(&self, today: Date) -> Option<Date> {
        self.on.as_ref().map_or(Some(today), |(_, day)| *day)
    }

    /// Everything chosen, once nothing is missing.
    pub(super) fn about(&self, today: Date) -> Option<RateAbout> {
        Some(RateAbout {
            customer: self.customer?,
            person: self.person?,
            scorecard: self.scorecard?,
            kind: self.kind,
            occasion: self.occasion.clone(),
            on: self.day(today).filter(|day| *day <= today)?,
        })
    }

    /// Takes the circumstances over from a form.
    pub(super) fn take_over(&mut self, about: &RateAbout, today: Date) {
        self.customer = Some(about.customer);
        self.person = Some(about.person);
        self.scorecard = Some(about.scorecard);
        self.kind = about.kind;
        self.occasion.clone_from(&about.occasion);
        self.on = (about.on != today).then(|| (about.on.to_string(), Some(about.on)));
    }
}

/// One line of the list of customers. No scores: nobody is to be influenced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerChoice {
    /// Which.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// Segment, status if it is not an active one, and when they were rated last.
    pub detail: String,
    last: Option<Date>,
    is_current: bool,
}

/// What there is to choose from.
#[derive(Debug, Default)]
pub struct RateChoices {
    revision: Option<u64>,
    today: Option<Date>,
    searched: Option<String>,
    all: Vec<CustomerChoice>,
    /// Customers that fit the search: without one those we work for, rated longest ago first.
    pub customers: Vec<CustomerChoice>,
    /// People who can rate, by group and name, with the group's name.
    pub people: Vec<(PersonId, String)>,
    /// Scorecards the chosen person can fill in.
    pub scorecards: Vec<(ScorecardId, String)>,
    /// A rating of the same customer by the same person on the same occasion and day.
    pub same_day: Option<RatingId>,
}

impl RateChoices {
    /// Brings everything up to date with the data and with what is chosen.
    pub(super) fn refresh(&mut self, pick: &mut RatePick, session: &Session, clock: &Clock) {
        let (workspace, today) = (&session.workspace, clock.today());
        if self.revision != Some(session.revision) || self.today != Some(today) {
            (self.revision, self.today) = (Some(session.revision), Some(today));
            self.all = customers(workspace, today);
            self.people = people(workspace);
            self.searched = None;
        }
        if self.searched.as_ref() != Some(&pick.search) {
            self.customers = found(&self.all, &pick.search);
            self.searched = Some(pick.search.clone());
        }
        pick.highlighted = pick.highlighted.min(self.customers.len().saturating_sub(1));
        pick.customer = pick.customer.filter(|id| workspace.customers.contains_key(id));
        pick.person = pick.person.filter(|id| self.people.iter().any(|(one, _)| one == id));
        if let ([(only, _)], None) = (self.people.as_slice(), pick.person) {
            pick.person = Some(*only);
        }
        self.scorecards = scorecards(workspace, pick.person);
        let is_offered = |id: ScorecardId| self.scorecards.iter().any(|(one, _)| *one == id);
        pick.scorecard = pick
            .scorecard
            .filter(|id| is_offered(*id))
            .or_else(|| workspace.main_scorecard().map(|card| card.id).filter(|id| is_offered(*id)))
            .or_else(|| self.scorecards.first().map(|(id, _)| *id));
        self.same_day = pick.about(today).and_then(|about| same_day(workspace, &about));
    }
}

/// The newest rating by the same person about the same customer on the same occasion and day.
pub(super) fn same_day(workspace: &Workspace, about: &RateAbout) -> Option<RatingId> {
    let customer = workspace.customers.get(&about.customer)?;
    customer.ratings.iter().rev().find(|(_, rating)| about.is_same_as(rating)).map(|(id, _)| *id)
}

fn customers(workspace: &Workspace, today: Date) -> Vec<CustomerChoice> {
    let mut all: Vec<CustomerChoice> = workspace.customers.values().map(|one| choice(one, today)).collect();
    all.sort_by(|a, b| {
        let key = |one: &CustomerChoice| (!one.is_current, one.last);
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    all
}

fn choice(customer: &Customer, today: Date) -> CustomerChoice {
    let profile = &customer.profile;
    let last = customer.ratings.values().map(|rating| rating.on).max();
    let rated = last.map_or_else(|| "not rated yet".to_owned(), |day| format!("last rated {}", day_text(day, today)));
    let status = (profile.status != Status::Active).then(|| profile.status.words().to_owned());
    let segment = (!profile.segment.is_empty()).then(|| profile.segment.to_string());
    let detail: Vec<String> = segment.into_iter().chain(status).chain([rated]).collect();
    let is_current = profile.status.is_current();
    CustomerChoice {
        id: customer.id,
        name: customer.name().to_owned(),
        detail: detail.join(" \u{b7} "),
        last,
        is_current,
    }
}

/// A day in a line of detail: "today", "12 Oct 2026".
pub(in crate::app) fn day_text(day: Date, today: Date) -> String {
    if day == today { "today".to_owned() } else { Locale::current().date_short(day) }
}

fn found(all: &[CustomerChoice], search: &str) -> Vec<CustomerChoice> {
    if search.trim().is_empty() {
        return all.iter().filter(|one| one.is_current).cloned().collect();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(search, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, usize)> = all
        .iter()
        .enumerate()
        .filter_map(|(place, one)| Some((pattern.score(Utf32Str::new(&one.name, &mut buffer), &mut matcher)?, place)))
        .collect();
    scored.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
    scored.into_iter().map(|(_, place)| all[place].clone()).collect()
}

fn people(workspace: &Workspace) -> Vec<(PersonId, String)> {
    let business = &workspace.business;
    // Our own people first: they rate far more often than a customer's.
    let mut people: Vec<_> = business.people.iter().filter(|(_, person)| !person.left).collect();
    people.sort_by_key(|(id, person)| (person.group == GroupId::CUSTOMER, person.group, person.name.clone(), **id));
    let named = |(id, person): (&PersonId, &crate::model::Person)| {
        (*id, format!("{} ({})", person.name, business.group_name(person.group).to_lowercase()))
    };
    people.into_iter().map(named).collect()
}

/// The customers' own people answer surveys about us; everybody else rates the customer.
fn scorecards(workspace: &Workspace, person: Option<PersonId>) -> Vec<(ScorecardId, String)> {
    let person = person.and_then(|id| workspace.business.people.get(&id));
    let subject = match person {
        Some(person) if person.group == GroupId::CUSTOMER => Subject::Us,
        _ => Subject::Customer,
    };
    let fits = |card: &&std::sync::Arc<Scorecard>| !card.archived && card.subject == subject;
    let mut cards: Vec<_> =
        workspace.scorecards.values().filter(fits).map(|card| (card.id, card.name.to_string())).collect();
    cards.sort_by(|a, b| a.1.cmp(&b.1));
    cards
}

/// The first person after this one who has not rated the customer on the same occasion; `None` if everybody has.
pub(super) fn next_person(workspace: &Workspace, about: &RateAbout) -> Option<PersonId> {
    let business = &workspace.business;
    let is_customers = |id: PersonId| business.people.get(&id).is_some_and(|one| one.group == GroupId::CUSTOMER);
    let same_side = is_customers(about.person);
    let people: Vec<PersonId> =
        people(workspace).into_iter().map(|(id, _)| id).filter(|id| is_customers(*id) == same_side).collect();
    let customer = workspace.customers.get(&about.customer)?;
    let has_rated = |person: PersonId| {
        let about = RateAbout { person, ..about.clone() };
        customer.ratings.values().any(|rating| about.is_same_as(rating))
    };
    let here = people.iter().position(|id| *id == about.person).map_or(0, |place| place + 1);
    let (before, after) = people.split_at(here);
    after.iter().chain(before).copied().find(|id| *id != about.person && !has_rated(*id))
}
