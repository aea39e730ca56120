//! The table of customers and the customer's page.

use crate::model::{CriterionId, CustomerId, Verdict};

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct CustomersState {}

/// In the table of customers and on a customer's page.
#[derive(Debug, Clone)]
pub enum CustomersCommand {
    /// Write a new customer.
    New,
    /// Show only customers at this verdict.
    ShowVerdict(Verdict),
    /// Show the ratings behind a number about many.
    ShowBehindMany {
        /// Of whom.
        customers: Vec<CustomerId>,
        /// On what; everything if `None`.
        criterion: Option<CriterionId>,
    },
    /// Show the ratings behind a number.
    ShowBehind {
        /// Of whom.
        customer: CustomerId,
        /// On what; everything if `None`.
        criterion: Option<CriterionId>,
    },
}

/// A customer's profile being written.
#[derive(Debug)]
pub struct CustomerForm {}

/// The ratings behind a number.
#[derive(Debug)]
pub struct RatingsBehind {}

pub(super) fn handle(_state: &mut State, command: CustomersCommand) -> Vec<Effect> {
    match command {
        CustomersCommand::New
        | CustomersCommand::ShowVerdict(_)
        | CustomersCommand::ShowBehind { .. }
        | CustomersCommand::ShowBehindMany { .. } => Vec::new(),
    }
}

pub(super) const fn refresh(_state: &mut State) {}
