//! Looking around with zoom, pan and pick: the portfolio map, and the history of many customers.
//!
//! What is drawn is worked out by a worker once per change of the data; who is selected, what is in view and who is
//! listed is state here, so that everything can be told without a window. Places on a picture are in the numbers of
//! its axes ([`Spot`], [`Bounds`]), never in points of the screen.

mod axis;
mod grid;
mod history;
mod map;
mod region;
mod tables;

#[cfg(test)]
mod tests;

use crate::charts::Chart;
use crate::model::CustomerId;

use super::{Command, Effect, ExportCommand, Screen, State};

pub use axis::{AxisScale, AxisTick};
pub use grid::GridIndex;
pub use history::{
    DecisionMark, HistoryCommand, HistoryGround, HistoryLine, HistoryShown, HistoryState, LinePoint, MOST_LINES,
    MOST_STRESSED, Who,
};
pub use map::{DragMode, ListShown, MapCommand, MapGround, MapPoint, MapState, MapSummary, Picking, SortBy};
pub use region::{Bounds, Region, Spot};
pub(super) use tables::{history_table, map_table};

/// What the two pages remember.
#[derive(Debug, Default)]
pub struct ExploreState {
    /// Customers by value against effort.
    pub map: MapState,
    /// Many customers over the quarters.
    pub history: HistoryState,
}

/// On the two pages.
#[derive(Debug, Clone)]
pub enum ExploreCommand {
    /// On the portfolio map.
    Map(MapCommand),
    /// On the history.
    History(HistoryCommand),
    /// Open this customer's page.
    Open(CustomerId),
    /// Save a picture of what is shown now.
    Export,
}

/// Which part of a page a narrow window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PagePart {
    /// The picture.
    #[default]
    Picture,
    /// The list beside it.
    List,
}

pub(super) fn handle(state: &mut State, command: ExploreCommand) -> Vec<Effect> {
    match command {
        ExploreCommand::Map(command) => map::handle(state, command),
        ExploreCommand::History(command) => history::handle(state, command),
        ExploreCommand::Open(customer) => state.handle(Command::Go(Screen::Customer(customer))),
        ExploreCommand::Export => {
            let chart = match state.navigation.now() {
                Screen::History => history::chart(state),
                _ => map::chart(state),
            };
            chart.map(|chart| hand_over(state, chart)).unwrap_or_default()
        }
    }
}

/// The one place where a picture of these pages is handed over to be saved.
fn hand_over(state: &mut State, chart: Chart) -> Vec<Effect> {
    state.handle(Command::Export(ExportCommand::Begin(Box::new(chart))))
}

/// Brings the portfolio map up to date.
pub(super) fn refresh_map(state: &mut State) -> Vec<Effect> {
    map::refresh(state)
}

/// Brings the history up to date.
pub(super) fn refresh_history(state: &mut State) -> Vec<Effect> {
    history::refresh(state)
}

/// Whether a name, in lower case, has what was typed in it.
fn fits(name_in_lower_case: &str, typed_in_lower_case: &str) -> bool {
    typed_in_lower_case.is_empty() || name_in_lower_case.contains(typed_in_lower_case)
}

/// "1 customer", "12 customers", "10,000 customers".
fn customers_text(num: usize) -> String {
    let count = crate::model::Locale::count(num);
    format!("{count} {}", if num == 1 { "customer" } else { "customers" })
}
