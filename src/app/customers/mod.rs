//! The table of customers, the customer's page, the form of a profile, and the ratings behind a number.

mod behind;
mod bulk;
mod decisions;
mod form;
mod issues;
mod page;
mod page_data;
mod remarks;
mod rows;
mod table;
mod words;

use crate::model::{CriterionId, CustomerId, Edit, Period, RatingId, ScorecardId, Verdict};

pub use behind::{BehindLine, RatingsBehind};
pub use bulk::BulkEdit;
pub use form::{CustomerForm, CustomerFormCommand, DayField, MoneyRow, NumberField, TextField, Typed};
pub use issues::{IssueCommand, IssueDraft};
pub use page::{PageCommand, PageState, PageTab, Series};
pub use page_data::{OnCard, PageData};
pub use remarks::Remark;
pub use rows::{Column, Query, Row, StatusFilter};
pub use table::{Reach, TableCommand, TableState};
pub use words::{answer_words, day_words, rating_mark};

pub(super) use decisions::put_quietly;
pub(super) use words::{sentence, small_first};

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
        /// Which ratings count; the policy's own if `None`.
        period: Option<Period>,
    },
    /// The same for one criterion of everybody.
    ShowBehindCriterion(CriterionId),
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
    Form(CustomerFormCommand),
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
        CustomersCommand::ShowBehind { customer, criterion } => show_behind(state, &[customer], criterion, None),
        CustomersCommand::ShowBehindMany { customers, criterion, period } => {
            show_behind(state, &customers, criterion, period)
        }
        CustomersCommand::ShowBehindCriterion(criterion) => {
            let all = state.session().map(|session| session.workspace.customers.keys().copied().collect::<Vec<_>>());
            show_behind(state, &all.unwrap_or_default(), Some(criterion), None)
        }
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

fn show_behind(
    state: &mut State,
    customers: &[CustomerId],
    criterion: Option<CriterionId>,
    period: Option<Period>,
) -> Vec<Effect> {
    let today = state.clock.today();
    let behind = state.session().and_then(|session| RatingsBehind::of(session, customers, criterion, today, period));
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

#[cfg(test)]
mod tests {

    use super::*;
    use crate::app::testing::opened_sample;
    use crate::app::{Command, Session, UiEffect};
    use crate::model::{Name, Status, Workspace};

    fn open() -> State {
        let mut state = opened_sample();
        drop(state.handle(Command::Go(Screen::Customers)));
        state
    }

    fn session(state: &State) -> &Session {
        state.session().unwrap()
    }

    fn workspace(state: &State) -> &Workspace {
        &session(state).workspace
    }

    fn send(state: &mut State, command: TableCommand) -> Vec<Effect> {
        state.handle(Command::Customers(CustomersCommand::Table(command)))
    }

    fn form(state: &mut State, command: CustomerFormCommand) {
        drop(state.handle(Command::Customers(CustomersCommand::Form(command))));
    }

    fn at(state: &State, place: usize) -> CustomerId {
        state.areas.customers.table.row(place).unwrap().id()
    }

    #[test]
    fn a_range_follows_the_order_on_screen_and_hidden_rows_are_not_changed() {
        let mut state = open();
        let (first, fourth) = (at(&state, 0), at(&state, 3));
        drop(send(&mut state, TableCommand::Choose(fourth, Reach::Toggle)));
        drop(send(&mut state, TableCommand::Choose(first, Reach::Through)));
        assert_eq!(state.areas.customers.table.chosen.len(), 4, "from one to the other");
        let name = workspace(&state).customers[&fourth].name().to_owned();
        drop(send(&mut state, TableCommand::Search(name)));
        assert_eq!(state.areas.customers.table.chosen.len(), 1, "what is hidden is not chosen any more");
        drop(send(&mut state, TableCommand::Change(BulkEdit::AddTag("autumn".to_owned()))));
        let tag = Name::new("autumn").unwrap();
        let tagged = workspace(&state).customers.values().filter(|c| c.profile.tags.contains(&tag));
        assert_eq!(tagged.map(|customer| customer.id).collect::<Vec<_>>(), [fourth]);
    }

    #[test]
    fn a_change_of_many_is_one_step_of_undo() {
        let mut state = open();
        let before = workspace(&state).clone();
        drop(send(&mut state, TableCommand::ChooseAll));
        drop(send(&mut state, TableCommand::Change(BulkEdit::Status(Status::LetGo))));
        assert_eq!(state.areas.customers.table.num_shown(), 0, "none is current any more");
        drop(state.handle(Command::Edit(crate::app::EditCommand::Undo)));
        assert_eq!(*workspace(&state), before, "as it was");
    }

    #[test]
    fn the_copied_table_has_a_line_per_row_and_no_formulas() {
        let mut state = open();
        let id = at(&state, 0);
        let mut profile = workspace(&state).customers[&id].profile.clone();
        profile.name = Name::new("=cmd()").unwrap();
        let rename = Edit::SetProfile(id, Box::new(profile));
        drop(state.handle(Command::Edit(crate::app::EditCommand::Apply(Box::new(rename)))));
        let effects = send(&mut state, TableCommand::Copy);
        let [Effect::Ui(UiEffect::CopyTable { text, html })] = effects.as_slice() else { panic!("{effects:?}") };
        assert!(html.contains("<table") && html.contains(">=cmd()</td>"), "{html}");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1 + state.areas.customers.table.num_shown());
        assert!(lines.iter().all(|line| line.matches('\t').count() == Column::ALL.len() - 2), "without bands: {text}");
        assert!(text.contains("\n'=cmd()\t"), "{text}");
    }

    #[test]
    fn a_profile_keeps_what_the_form_does_not_know() {
        let mut state = open();
        let id = at(&state, 0);
        let mut profile = workspace(&state).customers[&id].profile.clone();
        profile.extra.insert("colour".to_owned(), "green".into());
        for money in profile.money.values_mut() {
            money.extra.insert("invoices".to_owned(), 3.into());
        }
        let before = profile.clone();
        assert!(state.edit(Edit::SetProfile(id, Box::new(profile))).is_some(), "changed");
        drop(state.handle(Command::Customers(CustomersCommand::Edit(id))));
        form(&mut state, CustomerFormCommand::Text(TextField::Name, "Renamed".to_owned()));
        form(&mut state, CustomerFormCommand::Save);
        assert!(state.modal.is_none(), "saved");
        let after = &workspace(&state).customers[&id].profile;
        let expected = crate::model::Profile { name: Name::new("Renamed").unwrap(), ..before };
        assert_eq!(*after, expected, "only the name is new");
    }

    #[test]
    fn a_form_with_a_mistake_is_not_saved_and_says_why() {
        let mut state = open();
        let revision = session(&state).revision;
        drop(state.handle(Command::Customers(CustomersCommand::New)));
        form(&mut state, CustomerFormCommand::Text(TextField::Name, "x".repeat(300)));
        form(&mut state, CustomerFormCommand::AddMoney);
        form(&mut state, CustomerFormCommand::AddMoney);
        form(&mut state, CustomerFormCommand::Text(TextField::Period(0), "last year".to_owned()));
        form(&mut state, CustomerFormCommand::Save);
        let Some(Modal::Customer(shown)) = &state.modal else { panic!("closed") };
        let name = shown.problem(TextField::Name);
        assert_eq!(name.as_deref(), Some("300 characters is too long; at most 200 fit."));
        assert!(shown.problem(TextField::Period(0)).is_some(), "not a period");
        assert_eq!(shown.problem(TextField::Period(1)), None, "the year is");
        assert_eq!(session(&state).revision, revision, "nothing was changed");
    }

    #[test]
    fn the_ratings_behind_many_name_the_customers_worst_first() {
        let mut state = open();
        let all: Vec<CustomerId> = workspace(&state).customers.keys().copied().collect();
        let num = all.len();
        let command = CustomersCommand::ShowBehindMany { customers: all, criterion: None, period: None };
        drop(state.handle(Command::Customers(command)));
        let Some(Modal::Ratings(behind)) = &state.modal else { panic!("not shown") };
        assert_eq!(behind.title, format!("{num} customers · all ratings"));
        assert_eq!(behind.customer, None, "no single page to open");
        let values = behind.lines.iter().filter(|line| line.counts).filter_map(|line| line.value);
        assert!(values.is_sorted(), "worst first");
        assert_eq!(behind.lines.first().map(|line| line.who.matches(" · ").count()), Some(2), "who about whom");
    }
}
