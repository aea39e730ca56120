//! The check of a prospect: who it is, the red-flag questions of the main scorecard, and what the answers come to.

use std::sync::Arc;

use jiff::civil::Date;

use crate::app::{Effect, Modal, Screen, Session, State, Tone};
use crate::model::{
    Answer, Criterion, CriterionId, Customer, CustomerId, Edit, Extra, Finite, GroupId, Line, ListMap, Locale, Name,
    Note, Occasion, OccasionKind, PersonId, Profile, Rating, RatingId, Response, ScorecardId, Status, Subject,
    TextError, Workspace,
};

use super::{Command, GreatCommand, outlook};

/// A prospect being checked.
#[derive(Debug, Clone)]
pub struct ProspectForm {
    /// A prospect we know already; `None` for a new one.
    pub customer: Option<CustomerId>,
    /// The prospects there are, by name.
    pub prospects: Vec<(CustomerId, String)>,
    /// The new one's name, as typed.
    pub name: String,
    /// Its segment, as typed.
    pub segment: String,
    /// Where it came from, as typed.
    pub source: String,
    /// Whether a customer is called so already.
    pub is_duplicate: bool,
    /// Who checks.
    pub person: Option<PersonId>,
    /// Who could.
    pub people: Vec<(PersonId, String)>,
    /// The red-flag questions; empty if the main scorecard has none.
    pub questions: Vec<ProspectQuestion>,
    /// Whether something was typed or answered.
    pub touched: bool,
    profile: Option<Arc<Customer>>,
    card: Option<(ScorecardId, u32)>,
    today: Date,
}

/// A red-flag question and the answer so far.
#[derive(Debug, Clone)]
pub struct ProspectQuestion {
    /// The criterion asked.
    pub criterion: Criterion,
    /// The answer, if there is one.
    pub response: Option<Response>,
    /// A number as it was typed, also while it is not one yet.
    pub typed: String,
}

impl ProspectQuestion {
    /// Whether the answer hits the red flag; `None` while nobody knows.
    pub fn is_hit(&self) -> Option<bool> {
        let flag = self.criterion.red_flag.as_ref()?;
        match self.response? {
            Response::Value(value) => Some(flag.is_hit(value)),
            Response::NotApplicable => Some(false),
            Response::DontKnow => None,
        }
    }

    /// What the red flag is called.
    pub fn flag_name(&self) -> &str {
        self.criterion.red_flag.as_ref().map_or(self.criterion.name.as_str(), |flag| flag.name.as_str())
    }
}

/// In the dialog.
#[derive(Debug, Clone)]
pub enum ProspectCommand {
    /// Check this prospect, or (`None`) a new one.
    Choose(Option<CustomerId>),
    /// The new one's name.
    Name(String),
    /// Its segment.
    Segment(String),
    /// Where it came from.
    Source(String),
    /// Who checks.
    Person(PersonId),
    /// Answer a question, or take the answer back.
    Answer(CriterionId, Option<Response>),
    /// Answer a question with a number, as typed, and the value read from it.
    Typed(CriterionId, String, Option<Finite>),
    /// Keep it.
    Save,
    /// Close without saving.
    Close,
    /// Go on with what was closed.
    Reopen,
}

impl ProspectForm {
    fn new(session: &Session, today: Date, last_person: Option<PersonId>) -> Self {
        let workspace = &session.workspace;
        let card = workspace.main_scorecard().filter(|card| card.subject == Subject::Customer);
        let questions = card.map(|card| {
            let flagged = card.current().active().filter(|criterion| criterion.red_flag.is_some());
            flagged
                .map(|criterion| ProspectQuestion {
                    criterion: criterion.clone(),
                    response: None,
                    typed: String::new(),
                })
                .collect()
        });
        let people = people(workspace);
        let known = |id: &PersonId| people.iter().any(|(one, _)| one == id);
        Self {
            customer: None,
            prospects: prospects(workspace),
            name: String::new(),
            segment: String::new(),
            source: String::new(),
            is_duplicate: false,
            person: last_person.filter(known).or_else(|| people.first().map(|(id, _)| *id)),
            people,
            questions: questions.unwrap_or_default(),
            touched: false,
            profile: None,
            card: card.map(|card| (card.id, card.current().number)),
            today,
        }
    }

    /// What is known about the prospect so far; `None` while a text cannot be taken.
    pub(super) fn known(&self) -> Option<Profile> {
        if let Some(customer) = &self.profile {
            return Some(customer.profile.clone());
        }
        // Without a name there may be a segment already, and that is what is looked up.
        let name = Name::new(&self.name).or_else(|_| Name::new("New prospect")).ok()?;
        let mut profile = Profile::new(name);
        profile.status = Status::Prospect;
        profile.segment = Line::new(&self.segment).ok()?;
        profile.source.how = Line::new(&self.source).ok()?;
        Some(profile)
    }

    /// What is wrong with the name, if anything; an empty one is only missing.
    pub fn name_problem(&self) -> Option<String> {
        Name::new(&self.name).err().filter(|_| !self.name.trim().is_empty()).map(sentence)
    }

    /// What is wrong with the segment.
    pub fn segment_problem(&self) -> Option<String> {
        Line::new(&self.segment).err().map(sentence)
    }

    /// What is wrong with the source.
    pub fn source_problem(&self) -> Option<String> {
        Line::new(&self.source).err().map(sentence)
    }

    fn num_answered(&self) -> usize {
        self.questions.iter().filter(|question| question.response.is_some()).count()
    }

    /// What is still missing before it can be kept; `None` when nothing is.
    pub fn missing(&self) -> Option<&'static str> {
        let is_new = self.customer.is_none();
        if is_new && self.name.trim().is_empty() {
            return Some("Type the prospect’s name, or choose one.");
        }
        if is_new && (self.name_problem().is_some() || self.known().is_none()) {
            return Some("Mend what is marked above.");
        }
        match (self.num_answered(), self.person) {
            (0, _) if !is_new => Some("Answer at least one question."),
            (1.., None) => Some("Somebody has to answer: add a person first."),
            _ => None,
        }
    }

    /// What the answers come to: "2 of 4 red flags hit: talk about … before you take them on."
    pub fn outcome(&self) -> String {
        let all = self.questions.len();
        let hit: Vec<&str> =
            self.questions.iter().filter(|one| one.is_hit() == Some(true)).map(ProspectQuestion::flag_name).collect();
        let open = self.questions.iter().filter(|one| one.is_hit().is_none()).count();
        let flags = |n: usize| if n == 1 { "1 red flag".to_owned() } else { format!("{} red flags", Locale::count(n)) };
        match (hit.len(), open) {
            _ if all == 0 => "The main scorecard has no red flags to check.".to_owned(),
            (0, open) if open == all => format!("Nothing is known yet: {} to ask about.", flags(all)),
            (0, 0) if all == 1 => "The one red flag is not hit.".to_owned(),
            (0, 0) => format!("None of {} is hit.", flags(all)),
            (0, open) => format!("No red flag hit so far; of {open} of {all} nothing is known yet."),
            (n, open) => {
                let rest = if open > 0 { format!(" Of {open} nothing is known yet.") } else { String::new() };
                format!("{n} of {} hit: talk about {} before you take them on.{rest}", flags(all), list(&hit))
            }
        }
    }

    /// How many red flags are hit.
    pub fn num_hit(&self) -> usize {
        self.questions.iter().filter(|one| one.is_hit() == Some(true)).count()
    }

    /// The answers as a rating; `None` if there are none.
    fn rating(&self) -> Option<Rating> {
        let (scorecard, version) = self.card?;
        let answers = self.questions.iter().filter_map(|one| Some((one.criterion.id, Answer::new(one.response?))));
        let answers: ListMap<CriterionId, Answer> = answers.collect();
        if answers.is_empty() {
            return None;
        }
        Some(Rating {
            scorecard,
            version,
            person: self.person?,
            occasion: Occasion { kind: OccasionKind::ProspectCheck, name: Line::default(), extra: Extra::new() },
            on: self.today,
            answers,
            remark: Note::default(),
            extra: Extra::new(),
        })
    }
}

/// "“a”, “b” and “c”".
fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn sentence(error: TextError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

fn prospects(workspace: &Workspace) -> Vec<(CustomerId, String)> {
    let all = workspace.customers.values().filter(|customer| customer.profile.status == Status::Prospect);
    let mut all: Vec<(CustomerId, String)> = all.map(|customer| (customer.id, customer.name().to_owned())).collect();
    all.sort_by_cached_key(|(id, name)| (name.to_lowercase(), *id));
    all
}

/// Our people, management first, each group by name.
fn people(workspace: &Workspace) -> Vec<(PersonId, String)> {
    let ours = workspace.business.people.iter();
    let mut people: Vec<(bool, GroupId, String, PersonId)> = ours
        .filter(|(_, person)| !person.left && person.group != GroupId::CUSTOMER)
        .map(|(id, person)| (person.group != GroupId::MANAGEMENT, person.group, person.name.to_string(), *id))
        .collect();
    people.sort();
    people.into_iter().map(|(_, _, name, id)| (id, name)).collect()
}

/// Opens the dialog; for this prospect, if it is one.
pub(super) fn open(state: &mut State, customer: Option<CustomerId>) -> Vec<Effect> {
    let today = state.clock.today();
    let last = state.areas.rate.pick.person;
    let Some(session) = state.session() else { return Vec::new() };
    let mut form = Box::new(ProspectForm::new(session, today, last));
    form.choose(&session.workspace, customer);
    form.touched = false;
    state.areas.great.outlook.forget();
    state.modal = Some(Modal::Prospect(form));
    outlook::ask(state)
}

impl ProspectForm {
    fn choose(&mut self, workspace: &Workspace, customer: Option<CustomerId>) {
        let known = customer.and_then(|id| workspace.customers.get(&id));
        self.profile = known.filter(|customer| customer.profile.status == Status::Prospect).cloned();
        self.customer = self.profile.as_ref().map(|customer| customer.id);
    }

    fn answer(&mut self, criterion: CriterionId, response: Option<Response>, typed: String) {
        if let Some(question) = self.questions.iter_mut().find(|one| one.criterion.id == criterion) {
            question.response = response;
            question.typed = typed;
        }
    }
}

pub(super) fn handle(state: &mut State, command: ProspectCommand) -> Vec<Effect> {
    match command {
        ProspectCommand::Save => return save(state),
        ProspectCommand::Close => return close(state),
        ProspectCommand::Reopen => {
            let Some(form) = state.areas.great.closed.take() else { return Vec::new() };
            state.areas.great.outlook.forget();
            state.modal = Some(Modal::Prospect(form));
            return outlook::ask(state);
        }
        _ => {}
    }
    let super::Stage::Open(session) = &state.stage else { return Vec::new() };
    let Some(Modal::Prospect(form)) = &mut state.modal else { return Vec::new() };
    form.touched = true;
    match command {
        ProspectCommand::Choose(customer) => form.choose(&session.workspace, customer),
        ProspectCommand::Name(text) => {
            let wanted = text.trim().to_lowercase();
            let mut names = session.workspace.customers.values().map(|customer| customer.name().to_lowercase());
            form.is_duplicate = !wanted.is_empty() && names.any(|name| name == wanted);
            form.name = text;
        }
        ProspectCommand::Segment(text) => form.segment = text,
        ProspectCommand::Source(text) => form.source = text,
        ProspectCommand::Person(person) => form.person = Some(person),
        ProspectCommand::Answer(criterion, response) => form.answer(criterion, response, String::new()),
        ProspectCommand::Typed(criterion, text, value) => {
            form.answer(criterion, value.map(Response::Value), text);
        }
        ProspectCommand::Save | ProspectCommand::Close | ProspectCommand::Reopen => {}
    }
    outlook::ask(state)
}

/// Adds the prospect, if it is new, and its answers, as one step.
fn save(state: &mut State) -> Vec<Effect> {
    let Some(Modal::Prospect(form)) = &state.modal else { return Vec::new() };
    if form.missing().is_some() {
        return Vec::new();
    }
    let (known, rating, customer, outcome) = (form.known(), form.rating(), form.customer, form.outcome());
    let Some(profile) = known else { return Vec::new() };
    let name = profile.name.to_string();
    let id = customer.unwrap_or_else(|| CustomerId::new(state.clock.ulid()));
    let mut edits = Vec::new();
    if customer.is_none() {
        edits.push(Edit::AddCustomer(Arc::new(Customer::new(id, profile))));
    }
    let is_rated = rating.is_some();
    if let Some(rating) = rating {
        edits.push(Edit::PutRating(id, RatingId::new(state.clock.ulid()), Box::new(rating)));
    }
    let Some(effects) = state.edit(Edit::Batch { label: format!("check {name}"), edits }) else { return Vec::new() };
    state.modal = None;
    state.areas.great.closed = None;
    state.areas.great.outlook.forget();
    state.done_with_undo(if is_rated { format!("Checked {name}. {outcome}") } else { format!("{name} is added") });
    if customer.is_none() {
        state.navigation.go(Screen::Customer(id));
    }
    effects
}

/// What was typed is not lost: it can be taken up again from the message.
fn close(state: &mut State) -> Vec<Effect> {
    if let Some(Modal::Prospect(form)) = state.modal.take_if(|modal| matches!(modal, Modal::Prospect(_)))
        && form.touched
    {
        state.areas.great.closed = Some(form);
        let again = Command::Great(GreatCommand::Form(ProspectCommand::Reopen));
        let words = "Closed without saving".to_owned();
        state.toasts.push(words, Tone::Done, Some(("Go on writing".to_owned(), again)));
    }
    Vec::new()
}
