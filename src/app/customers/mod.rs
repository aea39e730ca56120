//! The table of customers, the customer's page, the form of a profile, and the ratings behind a number.

mod behind;
mod bulk;
mod form;
mod page;
mod page_data;
mod remarks;
mod rows;
mod table;
mod words;

use crate::model::{CriterionId, CustomerId, Edit, RatingId, ScorecardId, Verdict};

pub use behind::{BehindLine, RatingsBehind};
pub use bulk::BulkEdit;
pub use form::{CustomerForm, DayField, FormCommand, MoneyRow, NumberField, TextField, Typed};
pub use page::{PageCommand, PageState, PageTab, Series};
pub use page_data::{OnCard, PageData};
pub use remarks::Remark;
pub use rows::{Column, Query, Row, StatusFilter};
pub use table::{Reach, TableCommand, TableState};
pub use words::{answer_words, day_words, rating_mark};

use super::{Effect, Modal, Screen, State};

/// What the screens remember.
#[derive(Debug, Default)]
pub struct CustomersState {
    /// The table.
    pub table: TableState,
    /// The page of one customer.
    pub page: PageState,
    /// A form that was closed without saving, in case it was a slip.
    closed_form: Option<Box<CustomerForm>>,
}

/// In the table of customers and on a customer's page.
#[derive(Debug, Clone)]
pub enum CustomersCommand {
    /// Write a new customer.
    New,
    /// Change a customer's profile.
    Edit(CustomerId),
    /// Show only customers at this verdict.
    ShowVerdict(Verdict),
    /// Show the ratings behind a number of one customer: of one criterion, or whole ratings.
    ShowBehind {
        /// Whose.
        customer: CustomerId,
        /// Which criterion; `None` for whole ratings.
        criterion: Option<CriterionId>,
    },
    /// The same for several customers.
    ShowBehindMany {
        /// Whose.
        customers: Vec<CustomerId>,
        /// Which criterion; `None` for whole ratings.
        criterion: Option<CriterionId>,
    },
    /// Look at everybody on this scorecard.
    LookAt(ScorecardId),
    /// Delete a customer, with undo.
    Delete(CustomerId),
    /// Delete a rating, with undo.
    DeleteRating(CustomerId, RatingId),
    /// In the table.
    Table(TableCommand),
    /// On the page.
    Page(PageCommand),
    /// In the form of a profile.
    Form(FormCommand),
}

pub(super) fn handle(state: &mut State, command: CustomersCommand) -> Vec<Effect> {
    match command {
        CustomersCommand::New => form::open(state, None),
        CustomersCommand::Edit(id) => form::open(state, Some(id)),
        CustomersCommand::ShowVerdict(verdict) => {
            let query = &mut state.areas.customers.table.query;
            *query = Query {
                verdict: Some(verdict),
                column: query.column,
                descending: query.descending,
                ..Query::default()
            };
            state.go_to(Screen::Customers);
            Vec::new()
        }
        CustomersCommand::ShowBehind { customer, criterion } => show_behind(state, &[customer], criterion),
        CustomersCommand::ShowBehindMany { customers, criterion } => show_behind(state, &customers, criterion),
        CustomersCommand::LookAt(card) => {
            let today = state.clock.today();
            if let Some(session) =
                state.session_mut().filter(|session| session.workspace.scorecards.contains_key(&card))
            {
                session.looking_at = Some(card);
                session.judge(today);
            }
            Vec::new()
        }
        CustomersCommand::Delete(id) => delete(state, id),
        CustomersCommand::DeleteRating(customer, rating) => delete_rating(state, customer, rating),
        CustomersCommand::Table(command) => table::handle(state, command),
        CustomersCommand::Page(command) => page::handle(state, command),
        CustomersCommand::Form(command) => form::handle(state, command),
    }
}

pub(super) fn refresh(state: &mut State) {
    match state.navigation.now() {
        Screen::Customer(id) => page::refresh(state, id),
        _ => table::refresh(state),
    }
}

fn show_behind(state: &mut State, customers: &[CustomerId], criterion: Option<CriterionId>) -> Vec<Effect> {
    let today = state.clock.today();
    let behind = state.session().and_then(|session| RatingsBehind::of(session, customers, criterion, today));
    if let Some(behind) = behind {
        state.modal = Some(Modal::Ratings(behind));
    }
    Vec::new()
}

fn delete(state: &mut State, id: CustomerId) -> Vec<Effect> {
    let name = state.session().and_then(|session| session.workspace.customers.get(&id));
    let Some(name) = name.map(|customer| customer.name().to_owned()) else { return Vec::new() };
    let Some(effects) = state.edit(Edit::DeleteCustomer(id)) else { return Vec::new() };
    state.done_with_undo(format!("{name} is in the trash"));
    if state.navigation.now() == Screen::Customer(id) {
        state.go_to(Screen::Customers);
    }
    effects
}

fn delete_rating(state: &mut State, customer: CustomerId, rating: RatingId) -> Vec<Effect> {
    let session = state.session();
    let who = session.and_then(|session| {
        let rating = session.workspace.customers.get(&customer)?.ratings.get(&rating)?;
        Some(session.workspace.business.person_name(rating.person).to_owned())
    });
    let Some(who) = who else { return Vec::new() };
    let Some(effects) = state.edit(Edit::DeleteRating(customer, rating)) else { return Vec::new() };
    state.done_with_undo(format!("{who}\u{2019}s rating is deleted"));
    effects
}

impl State {
    /// Goes to a screen as the rail does: dialogs close, what was being typed is one undo step.
    fn go_to(&mut self, screen: Screen) {
        drop(self.handle(super::Command::Go(screen)));
    }
}
