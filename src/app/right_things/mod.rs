//! Are we measuring the right things? Asked of a worker whenever the data changes; the slow intervals come after.

mod beside;
mod odd;
mod rows;
mod shown;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::analysis::{AgreementIntervals, agreement_intervals};
use crate::model::CriterionId;

use super::{Asked, Command, Desk, Effect, Judged, Stage, State, Work};

pub use beside::{AgreementLine, AgreementShown, GapLine, GapsShown, PeopleShown, PersonLine};
pub use odd::{OddGroup, OddLine, OddShown};
pub use rows::{Bearing, CriterionRow};
pub use shown::RightThingsShown;

/// What the figures are about: the state of the data, and the day.
type Question = (u64, Date);

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct RightThingsState {
    /// The criterion whose figures are opened.
    pub opened: Option<CriterionId>,
    /// Everything shown, perhaps of a moment ago.
    pub shown: Asked<Question, RightThingsShown>,
    /// How sure the agreement is: it takes longer, and comes after the rest.
    pub intervals: Asked<Question, AgreementIntervals>,
}

/// On this screen.
#[derive(Debug, Clone)]
pub enum RightThingsCommand {
    /// Open what a criterion's figures are made of, or close it again.
    Toggle(CriterionId),
    /// A worker brings the figures asked with this ticket.
    Bring(u64, Box<RightThingsShown>),
    /// A worker brings the intervals asked with this ticket.
    BringIntervals(u64, Box<AgreementIntervals>),
}

pub(super) fn handle(state: &mut State, command: RightThingsCommand) -> Vec<Effect> {
    let area = &mut state.areas.right_things;
    match command {
        RightThingsCommand::Toggle(criterion) => {
            area.opened = if area.opened == Some(criterion) { None } else { Some(criterion) };
        }
        RightThingsCommand::Bring(ticket, shown) => {
            area.shown.bring(ticket, *shown);
        }
        RightThingsCommand::BringIntervals(ticket, intervals) => {
            area.intervals.bring(ticket, *intervals);
        }
    }
    Vec::new()
}

/// Asks for what has changed: the figures first, their intervals once they are there.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Stage::Open(session) = &state.stage else { return Vec::new() };
    let Some(card) = session.scorecard().filter(|_| session.judged.is_some()).cloned() else { return Vec::new() };
    let area = &mut state.areas.right_things;
    let question = (session.revision, today);
    let workspace = session.workspace.clone();
    if let Some(ticket) = area.shown.ask(question) {
        return vec![Effect::Work(Work::new(Desk::RightThings, move |cancel| {
            let judged = Judged::new(&workspace, &card, today);
            let shown = RightThingsShown::of(&workspace, &judged, today, &|| cancel.is_cancelled())?;
            Some(Command::RightThings(RightThingsCommand::Bring(ticket, Box::new(shown))))
        }))];
    }
    // One question at a time at this desk: asking now would cancel the figures.
    if area.shown.is_stale() {
        return Vec::new();
    }
    let Some(ticket) = area.intervals.ask(question) else { return Vec::new() };
    vec![Effect::Work(Work::new(Desk::RightThings, move |_| {
        let terms = crate::analysis::Terms::of(card.current());
        let gathering = crate::analysis::Gathering::of(&terms.policy, today);
        let intervals = agreement_intervals(&workspace, &card, &terms, gathering);
        Some(Command::RightThings(RightThingsCommand::BringIntervals(ticket, Box::new(intervals))))
    }))]
}
