//! The form of a customer's profile: what is typed, what it means, what is wrong with it, and saving it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{
    Customer, CustomerId, Edit, Finite, Line, ListMap, Money, MoneyPeriod, Name, Note, Profile, Source, Status,
    TextError,
};

use super::super::{Command, CustomersCommand, Effect, Modal, Screen, State, Tone};
use super::table::num_named;
use super::words::{folded, sentence};

/// Something typed that means a number or a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed<T> {
    /// As it was typed.
    pub text: String,
    /// What it means; `None` if nothing was typed, an error in words if it means nothing.
    pub value: Result<Option<T>, String>,
}

impl<T> Default for Typed<T> {
    fn default() -> Self {
        Self { text: String::new(), value: Ok(None) }
    }
}

/// One period of money.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MoneyRow {
    /// `2026`, `2026-Q3`, `2026-07`.
    pub period: String,
    /// What they paid us.
    pub revenue: Typed<f64>,
    /// What serving them cost us.
    pub cost: Typed<f64>,
    /// Hours we spent.
    pub hours: Typed<f64>,
    kept: Money,
}

/// A customer's profile being written.
#[derive(Debug, Clone)]
pub struct CustomerForm {
    /// Whose; `None` for a new customer.
    pub id: Option<CustomerId>,
    /// The name.
    pub name: String,
    /// Where we stand with them.
    pub status: Status,
    /// When the work began.
    pub since: Typed<Date>,
    /// What kind of customer.
    pub segment: String,
    /// Where they came from, in words.
    pub how: String,
    /// The customer who sent them.
    pub referred_by: Option<(CustomerId, String)>,
    /// What is typed to find that customer.
    pub referrer: String,
    /// Customers that fit it.
    pub referrers: Vec<(CustomerId, String)>,
    /// Whom to talk to.
    pub contact: String,
    /// Anything else.
    pub notes: String,
    /// The owner's own labels, between commas.
    pub tags: String,
    /// When the contract comes up.
    pub renewal: Typed<Date>,
    /// Their number in other systems.
    pub reference: String,
    /// Money per period.
    pub money: Vec<MoneyRow>,
    /// Another customer has the same name.
    pub is_duplicate: bool,
    /// Saving was tried, so that what is missing is said.
    pub tried: bool,
    before: Option<Box<Profile>>,
    touched: bool,
}

/// A line of text in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// The name.
    Name,
    /// What kind of customer.
    Segment,
    /// Where they came from.
    How,
    /// Letters to find the customer who sent them.
    Referrer,
    /// Whom to talk to.
    Contact,
    /// Anything else.
    Notes,
    /// Labels between commas.
    Tags,
    /// Their number in other systems.
    Reference,
    /// A period of money, by its row.
    Period(usize),
}

/// A day in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayField {
    /// When the work began.
    Since,
    /// When the contract comes up.
    Renewal,
}

/// A number in the form, by its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberField {
    /// What they paid us.
    Revenue(usize),
    /// What serving them cost us.
    Cost(usize),
    /// Hours we spent.
    Hours(usize),
}

/// In the form of a profile.
#[derive(Debug, Clone)]
pub enum CustomerFormCommand {
    /// Something was typed.
    Text(TextField, String),
    /// A day was typed or picked.
    Day(DayField, Typed<Date>),
    /// A number was typed.
    Number(NumberField, Typed<f64>),
    /// Where we stand with them.
    Status(Status),
    /// Who sent them; `None` for nobody.
    ReferredBy(Option<CustomerId>),
    /// One more period of money.
    AddMoney,
    /// One period of money less.
    RemoveMoney(usize),
    /// Save it.
    Save,
    /// Close it without saving.
    Close,
    /// Go on with the form that was closed last.
    Reopen,
}

impl CustomerForm {
    fn new(today: Date) -> Self {
        Self {
            id: None,
            name: String::new(),
            status: Status::Active,
            since: Typed { text: today.to_string(), value: Ok(Some(today)) },
            segment: String::new(),
            how: String::new(),
            referred_by: None,
            referrer: String::new(),
            referrers: Vec::new(),
            contact: String::new(),
            notes: String::new(),
            tags: String::new(),
            renewal: Typed::default(),
            reference: String::new(),
            money: Vec::new(),
            is_duplicate: false,
            tried: false,
            before: None,
            touched: false,
        }
    }

    fn of(customer: &Customer, referred_by: Option<(CustomerId, String)>) -> Self {
        let profile = &customer.profile;
        let day =
            |day: Option<Date>| Typed { text: day.map(|day| day.to_string()).unwrap_or_default(), value: Ok(day) };
        let number = |number: Option<Finite>| Typed {
            text: number.map(|number| number.to_string()).unwrap_or_default(),
            value: Ok(number.map(Finite::value)),
        };
        let money = profile.money.iter().rev().map(|(period, money)| MoneyRow {
            period: period.to_string(),
            revenue: number(money.revenue),
            cost: number(money.cost),
            hours: number(money.hours),
            kept: money.clone(),
        });
        Self {
            id: Some(customer.id),
            name: profile.name.to_string(),
            status: profile.status,
            since: day(profile.since),
            segment: profile.segment.to_string(),
            how: profile.source.how.to_string(),
            referred_by,
            referrer: String::new(),
            referrers: Vec::new(),
            contact: profile.contact.to_string(),
            notes: profile.notes.to_string(),
            tags: profile.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().join(", "),
            renewal: day(profile.renewal),
            reference: profile.reference.to_string(),
            money: money.collect(),
            is_duplicate: false,
            tried: false,
            before: Some(Box::new(profile.clone())),
            touched: false,
        }
    }

    /// What is wrong with a text, in a sentence. A missing name is only said once saving was tried.
    pub fn problem(&self, field: TextField) -> Option<String> {
        let wrong = |result: Result<(), TextError>| result.err().map(|error| sentence(&error.to_string()));
        match field {
            TextField::Name if self.name.trim().is_empty() && !self.tried => None,
            TextField::Name => wrong(Name::new(&self.name).map(drop)),
            TextField::Segment => wrong(Line::new(&self.segment).map(drop)),
            TextField::How => wrong(Line::new(&self.how).map(drop)),
            TextField::Referrer => None,
            TextField::Contact => wrong(Line::new(&self.contact).map(drop)),
            TextField::Notes => wrong(Note::new(&self.notes).map(drop)),
            TextField::Tags => wrong(tags(&self.tags).map(drop)),
            TextField::Reference => wrong(Line::new(&self.reference).map(drop)),
            TextField::Period(row) => {
                let text = self.money.get(row).map(|money| money.period.trim()).unwrap_or_default();
                let twice = self.money.iter().filter(|money| money.period.trim() == text).count() > 1;
                match text.parse::<MoneyPeriod>() {
                    Err(_) if text.is_empty() && !self.tried => None,
                    Err(_) if text.is_empty() => Some("Write 2026, 2026-Q3 or 2026-07.".to_owned()),
                    Err(error) => Some(sentence(&error)),
                    Ok(_) if twice => Some("This period is there twice.".to_owned()),
                    Ok(_) => None,
                }
            }
        }
    }

    /// The profile as it is written; the first problem otherwise.
    fn profile(&self) -> Result<Profile, String> {
        let text = |error: TextError| sentence(&error.to_string());
        let mut money = ListMap::new();
        for (place, row) in self.money.iter().enumerate() {
            if let Some(problem) = self.problem(TextField::Period(place)) {
                return Err(problem);
            }
            let period: MoneyPeriod = row.period.trim().parse()?;
            let number = |typed: &Typed<f64>| typed.value.clone().map(|value| value.map(Finite::clamped));
            let (revenue, cost, hours) = (number(&row.revenue)?, number(&row.cost)?, number(&row.hours)?);
            money.insert(period, Money { revenue, cost, hours, ..row.kept.clone() });
        }
        let name = Name::new(&self.name).map_err(text)?;
        let before = self.before.clone().map_or_else(|| Profile::new(name.clone()), |before| *before);
        Ok(Profile {
            name,
            status: self.status,
            since: self.since.value.clone()?,
            segment: Line::new(&self.segment).map_err(text)?,
            source: Source {
                how: Line::new(&self.how).map_err(text)?,
                referred_by: self.referred_by.as_ref().map(|(id, _)| *id),
                ..before.source
            },
            contact: Line::new(&self.contact).map_err(text)?,
            notes: Note::new(&self.notes).map_err(text)?,
            tags: tags(&self.tags).map_err(text)?,
            renewal: self.renewal.value.clone()?,
            money,
            reference: Line::new(&self.reference).map_err(text)?,
            ..before
        })
    }

    fn text(&mut self, field: TextField) -> Option<&mut String> {
        Some(match field {
            TextField::Name => &mut self.name,
            TextField::Segment => &mut self.segment,
            TextField::How => &mut self.how,
            TextField::Referrer => &mut self.referrer,
            TextField::Contact => &mut self.contact,
            TextField::Notes => &mut self.notes,
            TextField::Tags => &mut self.tags,
            TextField::Reference => &mut self.reference,
            TextField::Period(row) => &mut self.money.get_mut(row)?.period,
        })
    }

    fn number(&mut self, field: NumberField) -> Option<&mut Typed<f64>> {
        let (NumberField::Revenue(row) | NumberField::Cost(row) | NumberField::Hours(row)) = field;
        let row = self.money.get_mut(row)?;
        Some(match field {
            NumberField::Revenue(_) => &mut row.revenue,
            NumberField::Cost(_) => &mut row.cost,
            NumberField::Hours(_) => &mut row.hours,
        })
    }
}

fn tags(text: &str) -> Result<BTreeSet<Name>, TextError> {
    text.split(',').filter(|tag| !tag.trim().is_empty()).map(Name::new).collect()
}

/// Opens the form: empty, or with a customer's profile.
pub(super) fn open(state: &mut State, id: Option<CustomerId>) -> Vec<Effect> {
    let today = state.clock.today();
    let Some(session) = state.session() else { return Vec::new() };
    let form = match id {
        None => CustomerForm::new(today),
        Some(id) => {
            let customers = &session.workspace.customers;
            let Some(customer) = customers.get(&id) else { return Vec::new() };
            let referrer = customer.profile.source.referred_by;
            let name = |id: CustomerId| {
                customers.get(&id).map_or_else(|| "somebody no longer here".to_owned(), |by| by.name().to_owned())
            };
            let mut form = CustomerForm::of(customer, referrer.map(|id| (id, name(id))));
            form.is_duplicate = num_named(state, &form.name, Some(id)) > 0;
            form
        }
    };
    state.modal = Some(Modal::Customer(Box::new(form)));
    Vec::new()
}

pub(super) fn handle(state: &mut State, command: CustomerFormCommand) -> Vec<Effect> {
    if matches!(command, CustomerFormCommand::Reopen) {
        if let Some(form) = state.areas.customers.closed_form.take() {
            state.modal = Some(Modal::Customer(form));
        }
        return Vec::new();
    }
    // The form is taken out while it changes, because looking others up needs the rest of the state.
    let mut form = match state.modal.take() {
        Some(Modal::Customer(form)) => form,
        other => {
            state.modal = other;
            return Vec::new();
        }
    };
    match command {
        CustomerFormCommand::Save => return save(state, form),
        CustomerFormCommand::Close => return close(state, form),
        command => change(state, &mut form, command),
    }
    form.touched = true;
    state.modal = Some(Modal::Customer(form));
    Vec::new()
}

fn change(state: &State, form: &mut CustomerForm, command: CustomerFormCommand) {
    match command {
        CustomerFormCommand::Text(field, text) => {
            if let Some(target) = form.text(field) {
                *target = text;
            }
            match field {
                TextField::Name => form.is_duplicate = num_named(state, &form.name, form.id) > 0,
                TextField::Referrer => form.referrers = find(state, &form.referrer, form.id),
                _ => {}
            }
        }
        CustomerFormCommand::Day(DayField::Since, typed) => form.since = typed,
        CustomerFormCommand::Day(DayField::Renewal, typed) => form.renewal = typed,
        CustomerFormCommand::Number(field, typed) => {
            if let Some(target) = form.number(field) {
                *target = typed;
            }
        }
        CustomerFormCommand::Status(status) => form.status = status,
        CustomerFormCommand::ReferredBy(id) => {
            let customers = state.session().map(|session| &session.workspace.customers);
            let found = id.and_then(|id| Some((id, customers?.get(&id)?.name().to_owned())));
            form.referred_by = found;
            form.referrer.clear();
            form.referrers.clear();
        }
        CustomerFormCommand::AddMoney => {
            let year = state.clock.today().year().to_string();
            let is_taken = form.money.iter().any(|row| row.period.trim() == year);
            let period = if is_taken { String::new() } else { year };
            form.money.insert(0, MoneyRow { period, ..MoneyRow::default() });
        }
        CustomerFormCommand::RemoveMoney(row) if row < form.money.len() => drop(form.money.remove(row)),
        CustomerFormCommand::RemoveMoney(_)
        | CustomerFormCommand::Save
        | CustomerFormCommand::Close
        | CustomerFormCommand::Reopen => {}
    }
}

/// Customers whose name has these letters, at most six.
fn find(state: &State, text: &str, except: Option<CustomerId>) -> Vec<(CustomerId, String)> {
    let wanted = folded(text.trim());
    let Some(session) = state.session().filter(|_| !wanted.is_empty()) else { return Vec::new() };
    let others = session.workspace.customers.values().filter(|customer| Some(customer.id) != except);
    let fitting = others.filter(|customer| folded(customer.name()).contains(&wanted));
    fitting.take(6).map(|customer| (customer.id, customer.name().to_owned())).collect()
}

fn save(state: &mut State, mut form: Box<CustomerForm>) -> Vec<Effect> {
    let Ok(profile) = form.profile() else {
        // The fields themselves say what is wrong.
        form.tried = true;
        state.modal = Some(Modal::Customer(form));
        return Vec::new();
    };
    let name = profile.name.to_string();
    let is_same = form.before.as_ref().is_some_and(|before| **before == profile);
    let (id, edit) = match form.id {
        Some(_) if is_same => return Vec::new(),
        Some(id) => (id, Edit::SetProfile(id, Box::new(profile))),
        None => {
            let id = CustomerId::new(state.clock.ulid());
            (id, Edit::AddCustomer(Arc::new(Customer::new(id, profile))))
        }
    };
    let Some(effects) = state.edit(edit) else {
        state.modal = Some(Modal::Customer(form));
        return Vec::new();
    };
    if form.id.is_some() {
        state.done_with_undo(format!("{name} is changed"));
    } else {
        state.done_with_undo(format!("{name} is added"));
        state.go_to(Screen::Customer(id));
    }
    effects
}

/// What was typed is not lost: it can be taken up again from the message.
fn close(state: &mut State, form: Box<CustomerForm>) -> Vec<Effect> {
    let is_same = form.before.as_deref().is_some_and(|before| form.profile().as_ref() == Ok(before));
    if form.touched && !is_same {
        state.areas.customers.closed_form = Some(form);
        let again = Command::Customers(CustomersCommand::Form(CustomerFormCommand::Reopen));
        let words = "Closed without saving".to_owned();
        state.toasts.push(words, Tone::Done, Some(("Go on writing".to_owned(), again)));
    }
    Vec::new()
}
