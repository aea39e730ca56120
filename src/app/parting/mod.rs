//! What if we let them go: tick customers, see what it does to the rest.
//!
//! The money of everybody, their grades and the whale curve are worked out by a worker once per change of the data
//! ([`Ground`]); what a tick does is added up from them at once, in [`refresh`].

mod effect;
mod ground;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::{EffortBy, ValueBy, finding_portfolio, portfolio, what_if_let_go};
use crate::charts::{Chart, compose};
use crate::model::{CustomerId, Verdict};

use super::{Asked, Command, Desk, Effect, Screen, Session, Stage, State, Work};

pub use effect::{EffectRow, PartingEffect};
pub use ground::{Ground, PartingRow};

use ground::Question;

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct PartingState {
    /// Whom we would let go.
    pub ticked: BTreeSet<CustomerId>,
    /// Only customers whose name contains this are listed.
    pub search: String,
    /// What is shown below the effect.
    pub view: PartingView,
    /// Which part a narrow window shows.
    pub part: PartingPart,
    /// What counts as value.
    pub value_by: ValueBy,
    /// What counts as effort.
    pub effort_by: EffortBy,
    /// Where the keyboard is in the list.
    pub cursor: Option<CustomerId>,
    /// Goes up whenever the list should show where the keyboard is.
    pub reveal: u64,
    /// Places in [`Ground::rows`] which the search lets through.
    pub listed: Vec<usize>,
    /// What letting the ticked go would do.
    pub effect: Option<PartingEffect>,
    /// Value against effort, or why it cannot be drawn; only while it is shown.
    pub effort: Option<Result<Chart, String>>,
    /// Another number for every picture of value against effort.
    pub effort_version: u64,
    asked: Asked<Question, Arc<Ground>>,
    /// Goes up with every tick.
    ticks: u64,
    made_for: MadeFor,
}

/// What is shown below the effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartingView {
    /// What customers bring against what they take.
    #[default]
    Effort,
    /// Profit added up from the best to the worst.
    Whale,
    /// A to D.
    Grades,
}

/// What a narrow window shows below the sentence: there is no room for all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartingPart {
    /// The list to tick.
    #[default]
    Whom,
    /// Today against afterwards, and what to think about.
    Effect,
    /// Value against effort, the whale curve, the grades.
    Pictures,
}

/// What the shown was made from, to know which part of it is still good.
#[derive(Debug, Default)]
struct MadeFor {
    /// The ground, by its version, and the ticks.
    effect: Option<(u64, u64)>,
    listed: Option<(u64, String)>,
    effort: Option<(u64, u64, ValueBy, EffortBy)>,
    /// Goes up with every new ground.
    ground: u64,
}

/// On this screen.
#[derive(Debug, Clone)]
pub enum PartingCommand {
    /// Show the screen with only this customer ticked.
    Begin(CustomerId),
    /// Show the screen with only these customers ticked.
    BeginMany(BTreeSet<CustomerId>),
    /// Tick a customer, or untick them.
    Toggle(CustomerId),
    /// Tick or untick the customer where the keyboard is.
    ToggleCursor,
    /// Tick everybody whose verdict is "let go", and nobody else.
    TickLetGo,
    /// Untick everybody.
    Clear,
    /// Only list customers whose name contains this.
    Search(String),
    /// Take the keyboard so many places further down the list.
    Step(i32),
    /// Show this below the effect.
    View(PartingView),
    /// Show this part of a narrow window.
    Show(PartingPart),
    /// What counts as value.
    ValueBy(ValueBy),
    /// What counts as effort.
    EffortBy(EffortBy),
    /// The answer of the worker.
    Bring(u64, Arc<Ground>),
}

impl PartingState {
    /// Everything about the customers that no tick changes; `None` until it has been worked out once.
    pub fn ground(&self) -> Option<&Ground> {
        self.asked.answer().map(Arc::as_ref)
    }

    /// Another number for every ground.
    pub const fn ground_version(&self) -> u64 {
        self.made_for.ground
    }

    /// Whether newer figures are on their way.
    pub fn is_stale(&self) -> bool {
        self.asked.is_stale()
    }

    /// The row the keyboard is at, as its place in the list.
    pub fn cursor_place(&self) -> Option<usize> {
        let (ground, cursor) = (self.ground()?, self.cursor?);
        self.listed.iter().position(|place| ground.rows.get(*place).is_some_and(|row| row.customer == cursor))
    }

    fn tick(&mut self, change: impl FnOnce(&mut BTreeSet<CustomerId>)) {
        change(&mut self.ticked);
        self.ticks += 1;
    }

    fn toggle(&mut self, customer: CustomerId) {
        self.tick(|ticked| {
            if !ticked.remove(&customer) {
                ticked.insert(customer);
            }
        });
    }

    fn step(&mut self, by: i32) {
        let Some(last) = self.listed.len().checked_sub(1) else { return };
        let place = match self.cursor_place() {
            Some(place) => place.saturating_add_signed(by as isize).min(last),
            None if by < 0 => last,
            None => 0,
        };
        let place = self.listed.get(place).copied();
        let customer = place.and_then(|place| Some(self.ground()?.rows.get(place)?.customer));
        if customer.is_some() {
            self.cursor = customer;
            self.reveal += 1;
        }
    }
}

pub(super) fn handle(state: &mut State, command: PartingCommand) -> Vec<Effect> {
    let area = &mut state.areas.parting;
    match command {
        PartingCommand::Begin(customer) => begin(state, BTreeSet::from([customer])),
        PartingCommand::BeginMany(customers) => begin(state, customers),
        PartingCommand::Toggle(customer) => {
            area.toggle(customer);
            area.cursor = Some(customer);
        }
        PartingCommand::ToggleCursor => {
            if let Some(customer) = area.cursor.filter(|_| area.cursor_place().is_some()) {
                area.toggle(customer);
            }
        }
        PartingCommand::TickLetGo => {
            let rows = area.ground().map(|ground| ground.rows.iter()).unwrap_or_default();
            let wanted = rows.filter(|row| row.verdict == Verdict::LetGo).map(|row| row.customer).collect();
            area.tick(|ticked| *ticked = wanted);
        }
        PartingCommand::Clear => area.tick(BTreeSet::clear),
        PartingCommand::Search(text) => area.search = text,
        PartingCommand::Step(by) => area.step(by),
        PartingCommand::View(view) => area.view = view,
        PartingCommand::Show(part) => area.part = part,
        PartingCommand::ValueBy(value_by) => area.value_by = value_by,
        PartingCommand::EffortBy(effort_by) => area.effort_by = effort_by,
        PartingCommand::Bring(ticket, ground) => {
            if area.asked.question() == Some(ground.question()) && area.asked.bring(ticket, ground) {
                area.made_for.ground += 1;
            }
        }
    }
    Vec::new()
}

/// Shows the screen with only these ticked.
fn begin(state: &mut State, customers: BTreeSet<CustomerId>) {
    let area = &mut state.areas.parting;
    area.cursor = customers.first().copied();
    area.tick(|ticked| *ticked = customers);
    area.search.clear();
    area.part = PartingPart::Effect;
    area.reveal += 1;
    state.navigation.go(Screen::Parting);
}

/// Asks for new figures where the data has changed, and brings what is shown up to date.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Stage::Open(session) = &state.stage else { return Vec::new() };
    let area = &mut state.areas.parting;
    if session.judged.as_ref().is_none_or(|judged| judged.evidence.is_empty()) {
        area.asked.forget();
        (area.effect, area.effort, area.listed) = (None, None, Vec::new());
        area.made_for = MadeFor { ground: area.made_for.ground + 1, ..MadeFor::default() };
        return Vec::new();
    }
    let question = Question { dir: session.dir.clone(), revision: session.revision, today };
    let asked = area.asked.ask(question.clone());
    let work = asked.and_then(|ticket| work(session, question, ticket));
    area.derive();
    work.map(Effect::Work).into_iter().collect()
}

/// The question to the worker, with a snapshot of the data.
fn work(session: &Session, question: Question, ticket: u64) -> Option<Work> {
    let workspace = session.workspace.clone();
    let judged = session.judged.clone()?;
    let run = move |cancel: &super::Cancel| {
        let ground = Ground::of(question.clone(), workspace.clone(), judged.clone(), cancel)?;
        Some(Command::Parting(PartingCommand::Bring(ticket, Arc::new(ground))))
    };
    Some(Work::new(Desk::Parting, run))
}

impl PartingState {
    /// What follows from the ground, the ticks and the search; each only when its own inputs have changed.
    fn derive(&mut self) {
        let Some(ground) = self.asked.answer().map(Arc::clone) else { return };
        let version = self.made_for.ground;
        if self.made_for.listed.as_ref().is_none_or(|(made, text)| *made != version || *text != self.search) {
            self.listed = ground.search(&self.search);
            self.made_for.listed = Some((version, self.search.clone()));
        }
        if self.made_for.effect != Some((version, self.ticks)) {
            // Who has gone meanwhile cannot be let go.
            let num = self.ticked.len();
            self.ticked.retain(|customer| ground.is_current(*customer));
            self.ticks += u64::from(self.ticked.len() != num);
            let effect = what_if_let_go(&ground.parts(), &ground.figures, &self.ticked);
            self.effect = Some(PartingEffect::of(&effect, &ground.workspace));
            self.made_for.effect = Some((version, self.ticks));
        }
        let wanted = (version, self.ticks, self.value_by, self.effort_by);
        if self.view == PartingView::Effort && self.made_for.effort != Some(wanted) {
            self.effort = Some(self.draw_effort(&ground));
            self.effort_version += 1;
            self.made_for.effort = Some(wanted);
        }
    }

    fn draw_effort(&self, ground: &Ground) -> Result<Chart, String> {
        let (value, effort) = (self.value_by.words().to_lowercase(), self.effort_by.words().to_lowercase());
        match portfolio(&ground.parts(), &ground.figures, self.value_by, self.effort_by) {
            Ok(found) => {
                let kind = compose::quadrant(&found, &ground.workspace, &self.ticked);
                let subtitle = "A dot per customer; a click ticks or unticks them".to_owned();
                Ok(Chart { subtitle, ..Chart::new(finding_portfolio(&found, &ground.workspace), kind) })
            }
            Err(_) => Err(format!(
                "Nobody's {value} and {effort} are both known. Choose other figures above, or add what is missing."
            )),
        }
    }
}
