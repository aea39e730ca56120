//! Rank with care: every customer through several lenses.
//!
//! Ranks, warnings and how sure they are come from a worker; sorting, choosing and copying happen here at once.

mod copy;
mod rows;
mod sure;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{Lens, LensRow, date_text};
use crate::charts::{Chart, Mark, compose};
use crate::model::CustomerId;

use super::{Asked, Command, Desk, Effect, LetGoCommand, Screen, State, Work};

pub use rows::{EqualGroup, RankRow, Ranking, unranked_words};
pub use sure::RankStability;

/// The lenses shown to begin with.
const USUAL: [Lens; 6] =
    [Lens::Score, Lens::TeamScore, Lens::Revenue, Lens::ProfitPerHour, Lens::WordOfMouth, Lens::TheirRating];
/// So many of those whose rank moves most are drawn in colour beside the chosen one.
const MOVERS: usize = 3;

/// What the screen remembers.
#[derive(Debug)]
pub struct RankingState {
    /// The lenses shown, in their order; at least one.
    pub lenses: Vec<Lens>,
    /// What the rows are in order of.
    pub sort: RankBy,
    /// Whether the order is turned round; those without a rank stay last.
    pub turned: bool,
    /// What is shown beside the warnings.
    pub part: RankingPart,
    /// Who is looked at.
    pub chosen: Option<CustomerId>,
    /// Goes up whenever the table should show the chosen one.
    pub reveal: u64,
    /// The rows in the order they are shown, as places in [`Ranking::rows`].
    pub order: Vec<usize>,
    /// Ranks from lens to lens; made only while it is looked at.
    pub picture: Option<Chart>,
    /// Goes up with every new picture.
    pub version: u64,
    asked: Asked<(u64, Date), Arc<Ranking>>,
    /// Goes up with every answer taken.
    generation: u64,
    ordered_for: Option<(u64, RankBy, bool)>,
    drawn_for: Option<(u64, Vec<Lens>, Option<CustomerId>)>,
}

impl Default for RankingState {
    fn default() -> Self {
        Self {
            lenses: USUAL.to_vec(),
            sort: RankBy::Lens(Lens::Score),
            turned: false,
            part: RankingPart::default(),
            chosen: None,
            reveal: 0,
            order: Vec::new(),
            picture: None,
            version: 0,
            asked: Asked::default(),
            generation: 0,
            ordered_for: None,
            drawn_for: None,
        }
    }
}

/// What the rows are in order of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RankBy {
    /// A lens, the first rank first.
    Lens(Lens),
    /// How far the rank moves from lens to lens, the widest first.
    Moves,
    /// The name.
    Name,
}

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RankingPart {
    /// Customers by lenses.
    #[default]
    Table,
    /// Lines from lens to lens.
    Picture,
    /// The chosen customer, where a narrow window has no room beside the table.
    Chosen,
}

/// On this screen.
#[derive(Debug, Clone)]
pub enum RankingCommand {
    /// Put the rows in this order; once more turns it round.
    Sort(RankBy),
    /// Show a lens, or hide it.
    ToggleLens(Lens),
    /// The lenses shown to begin with.
    UsualLenses,
    /// Show table, picture or the chosen customer.
    Show(RankingPart),
    /// Look at this customer.
    Choose(CustomerId),
    /// Look at the customer so many rows further down.
    Step(i32),
    /// A line of the picture was clicked.
    Mark(Mark),
    /// Go to the page of the chosen customer.
    Open,
    /// Take the chosen customer to "Let go?".
    LetGo,
    /// Put the table on the clipboard.
    Copy,
    /// What the worker found for this question.
    Answer(u64, Arc<Ranking>),
}

impl RankingState {
    /// The order in which lenses are shown: what we think of them, what they bring, what they think of us.
    pub const ORDER: [Lens; 10] = [
        Lens::Score,
        Lens::TeamScore,
        Lens::ManagementScore,
        Lens::Revenue,
        Lens::Profit,
        Lens::ProfitPerHour,
        Lens::Transactions,
        Lens::Growth,
        Lens::WordOfMouth,
        Lens::TheirRating,
    ];

    /// The newest ranking, perhaps of data that has changed since.
    pub fn ranking(&self) -> Option<&Ranking> {
        self.asked.answer().map(AsRef::as_ref)
    }

    /// Whether a newer ranking is being worked out.
    pub fn is_stale(&self) -> bool {
        self.asked.is_stale()
    }

    /// The lenses that are shown and rank anybody.
    pub fn shown_lenses(&self) -> Vec<Lens> {
        let ranks_anybody = |lens: &Lens| self.ranking().is_none_or(|ranking| ranking.num_ranked(*lens) > 0);
        self.lenses.iter().copied().filter(ranks_anybody).collect()
    }

    /// The row at a place in the order shown.
    pub fn row(&self, place: usize) -> Option<&RankRow> {
        self.ranking()?.rows.get(*self.order.get(place)?)
    }

    /// The chosen customer's row.
    pub fn chosen_row(&self) -> Option<&RankRow> {
        let (chosen, rows) = (self.chosen?, &self.ranking()?.rows);
        // In the order of the evidence, which is that of the ids.
        let place = rows.binary_search_by_key(&chosen, RankRow::customer).ok()?;
        rows.get(place)
    }

    /// The chosen customer's place in the order shown.
    pub fn chosen_place(&self) -> Option<usize> {
        let chosen = self.chosen?;
        (0..self.order.len()).find(|place| self.row(*place).is_some_and(|row| row.customer() == chosen))
    }

    fn step(&mut self, by: i32) {
        let last = self.order.len().saturating_sub(1);
        let next = match self.chosen_place() {
            Some(place) => place.saturating_add_signed(by as isize).min(last),
            None if by < 0 => last,
            None => 0,
        };
        if let Some(customer) = self.row(next).map(RankRow::customer) {
            self.choose(customer);
        }
    }

    const fn choose(&mut self, customer: CustomerId) {
        self.chosen = Some(customer);
        self.reveal += 1;
    }

    fn sort(&mut self, by: RankBy) {
        self.turned = self.sort == by && !self.turned;
        self.sort = by;
        self.reveal += 1;
    }

    fn toggle(&mut self, lens: Lens) {
        let is_shown = self.lenses.contains(&lens);
        if is_shown && self.lenses.len() == 1 {
            return;
        }
        let wanted = |one: &Lens| if *one == lens { !is_shown } else { self.lenses.contains(one) };
        self.lenses = Self::ORDER.into_iter().filter(wanted).collect();
    }

    fn refresh_order(&mut self) {
        // Rows in an order that nobody sees would look like no order at all.
        let shown = self.shown_lenses();
        if let (RankBy::Lens(lens), Some(first)) = (self.sort, shown.first())
            && !shown.contains(&lens)
        {
            (self.sort, self.turned) = (RankBy::Lens(*first), false);
        }
        let key = (self.generation, self.sort, self.turned);
        if self.ordered_for == Some(key) {
            return;
        }
        self.order = self.ranking().map(|ranking| ranking.order(self.sort, self.turned)).unwrap_or_default();
        self.ordered_for = Some(key);
    }

    /// Somebody is always looked at: at first somebody there is a warning about.
    fn refresh_chosen(&mut self) {
        if self.chosen_row().is_some() || self.order.is_empty() {
            return;
        }
        let mut rows = (0..self.order.len()).filter_map(|place| self.row(place));
        let warned = rows.find(|row| !row.warnings.is_empty()).or_else(|| self.row(0));
        self.chosen = warned.map(RankRow::customer);
    }
}

pub(super) fn handle(state: &mut State, command: RankingCommand) -> Vec<Effect> {
    let area = &mut state.areas.ranking;
    match command {
        RankingCommand::Sort(by) => area.sort(by),
        RankingCommand::ToggleLens(lens) => area.toggle(lens),
        RankingCommand::UsualLenses => area.lenses = USUAL.to_vec(),
        RankingCommand::Show(part) => area.part = part,
        RankingCommand::Choose(customer) => area.choose(customer),
        RankingCommand::Step(by) => area.step(by),
        RankingCommand::Mark(mark) => {
            if let Ok(customer) = mark.id.parse() {
                area.choose(customer);
            }
        }
        RankingCommand::Open => {
            if let Some(chosen) = area.chosen {
                return state.handle(Command::Go(Screen::Customer(chosen)));
            }
        }
        RankingCommand::LetGo => {
            if let Some(chosen) = area.chosen {
                return state.handle(Command::LetGo(LetGoCommand::Choose(chosen)));
            }
        }
        RankingCommand::Copy => {
            let Some(text) = copy::tsv(area) else { return Vec::new() };
            return vec![super::table_copy::of_lines("Ranking", &text)];
        }
        RankingCommand::Answer(ticket, ranking) => {
            if area.asked.bring(ticket, ranking) {
                area.generation += 1;
            }
        }
    }
    Vec::new()
}

/// Brings what is shown up to date.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let super::Stage::Open(session) = &state.stage else { return Vec::new() };
    let area = &mut state.areas.ranking;
    let Some(judged) = &session.judged else {
        area.asked.forget();
        area.order.clear();
        (area.ordered_for, area.picture, area.drawn_for) = (None, None, None);
        return Vec::new();
    };
    let mut effects = Vec::new();
    if let Some(ticket) = area.asked.ask((session.revision, today)) {
        let (workspace, judged) = (session.workspace.clone(), judged.clone());
        effects.push(Effect::Work(Work::new(Desk::Ranking, move |cancel| {
            let ranking = Ranking::work_out(&workspace, &judged, today, cancel)?;
            Some(Command::Ranking(RankingCommand::Answer(ticket, Arc::new(ranking))))
        })));
    }
    area.refresh_order();
    area.refresh_chosen();
    if area.part == RankingPart::Picture {
        let source = format!("{}, {}", session.workspace.business.name, date_text(today));
        area.refresh_picture(source);
    }
    effects
}

impl RankingState {
    fn refresh_picture(&mut self, source: String) {
        let shown = self.shown_lenses();
        let key = (self.generation, shown, self.chosen);
        if self.drawn_for.as_ref() == Some(&key) {
            return;
        }
        self.picture = self.ranking().map(|ranking| {
            let rows: Vec<&LensRow> = ranking.rows.iter().map(|row| &row.row).collect();
            let movers = ranking.order(RankBy::Moves, false).into_iter();
            let movers = movers.filter_map(|place| ranking.rows.get(place)).map(RankRow::customer);
            let movers = movers.filter(|customer| Some(*customer) != self.chosen).take(MOVERS);
            let highlighted: Vec<CustomerId> = self.chosen.into_iter().chain(movers).collect();
            Chart {
                subtitle: ranking.pairs.clone(),
                source,
                ..Chart::new(ranking.title.clone(), compose::rank_lenses(&rows, &key.1, &highlighted))
            }
        });
        self.drawn_for = Some(key);
        self.version += 1;
    }
}
