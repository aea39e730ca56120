//! What does a great customer look like, which red flags come early, and a prospect checked against them.

mod outlook;
mod prospect;
mod shown;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::analysis::{GreatBy, Outlook};
use crate::model::CustomerId;

use super::{Asked, Command, Desk, Effect, Judged, Stage, State, Work};

pub use prospect::{ProspectCommand, ProspectForm, ProspectQuestion};
pub use shown::{CriterionBar, GreatShown, SignLine, Taken};

/// What the screen remembers.
#[derive(Debug)]
pub struct GreatState {
    /// How top and bottom are told apart.
    pub by: GreatBy,
    /// The early sign whose customers are listed, by its place.
    pub opened: Option<usize>,
    /// Everything shown, perhaps of a moment ago.
    pub shown: Asked<(u64, Date, GreatBy), GreatShown>,
    /// What customers like the prospect being checked came to.
    pub outlook: Asked<outlook::OutlookQuestion, Outlook>,
    /// What that is worked out from, kept while somebody types.
    basis: Option<std::sync::Arc<outlook::Basis>>,
    /// A check that was closed without saving, in case it was a slip.
    closed: Option<Box<ProspectForm>>,
}

impl Default for GreatState {
    fn default() -> Self {
        Self {
            by: GreatBy::Score,
            opened: None,
            shown: Asked::default(),
            outlook: Asked::default(),
            basis: None,
            closed: None,
        }
    }
}

/// On this screen, and in the check of a prospect.
#[derive(Debug, Clone)]
pub enum GreatCommand {
    /// Tell top and bottom apart like this.
    By(GreatBy),
    /// List the customers who showed this sign, or close the list.
    Toggle(usize),
    /// A worker brings what was asked with this ticket.
    Bring(u64, Box<GreatShown>),
    /// A worker brings what customers like the prospect came to, and what it was worked out from.
    BringOutlook(u64, Box<Outlook>, std::sync::Arc<outlook::Basis>),
    /// Check this prospect, or one that is chosen or written in the dialog.
    Check(Option<CustomerId>),
    /// In the dialog.
    Form(ProspectCommand),
}

pub(super) fn handle(state: &mut State, command: GreatCommand) -> Vec<Effect> {
    let area = &mut state.areas.great;
    match command {
        GreatCommand::By(by) => {
            area.by = by;
            area.opened = None;
        }
        GreatCommand::Toggle(place) => {
            area.opened = if area.opened == Some(place) { None } else { Some(place) };
        }
        GreatCommand::Bring(ticket, shown) => {
            if area.shown.bring(ticket, *shown) {
                area.opened = None;
            }
        }
        GreatCommand::BringOutlook(ticket, found, basis) => {
            area.outlook.bring(ticket, *found);
            area.basis = Some(basis);
        }
        GreatCommand::Check(customer) => return prospect::open(state, customer),
        GreatCommand::Form(command) => return prospect::handle(state, command),
    }
    Vec::new()
}

/// Asks for what has changed.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Stage::Open(session) = &state.stage else { return Vec::new() };
    let Some(card) = session.scorecard().filter(|_| session.judged.is_some()).cloned() else { return Vec::new() };
    let area = &mut state.areas.great;
    let by = area.by;
    let Some(ticket) = area.shown.ask((session.revision, today, by)) else { return Vec::new() };
    let workspace = session.workspace.clone();
    vec![Effect::Work(Work::new(Desk::Great, move |cancel| {
        let judged = Judged::new(&workspace, &card, today);
        if cancel.is_cancelled() {
            return None;
        }
        let shown = GreatShown::of(&workspace, &judged, today, by);
        Some(Command::Great(GreatCommand::Bring(ticket, Box::new(shown))))
    }))]
}
