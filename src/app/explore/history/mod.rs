//! The history: many customers over the quarters, some of them stressed, with a part of the time in view.

mod chart;
mod ground;
mod shown;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::{Asked, Cancel, Command, Desk, Effect, Stage, State, Work};
use crate::model::{CriterionId, CustomerId, Line, Verdict};

use super::{Bounds, ExploreCommand, PagePart, Spot};

pub(super) use chart::chart;
pub use ground::{DecisionMark, HistoryGround, HistoryLine, LinePoint};
pub use shown::{HistoryShown, MOST_LINES, MOST_STRESSED};

use ground::Question;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct HistoryState {
    /// The criterion shown; the score if `None`.
    pub criterion: Option<CriterionId>,
    /// Who is drawn.
    pub who: Who,
    /// Those whose name contains this stand out, and are listed alone.
    pub search: String,
    /// Who stands out.
    pub picked: BTreeSet<CustomerId>,
    /// The part in view; all of the time if `None`.
    pub view: Option<Bounds>,
    /// What is drawn; nothing before the first answer.
    pub shown: HistoryShown,
    /// Another number for every other drawing.
    pub version: u64,
    /// Which part a narrow window shows.
    pub part: PagePart,
    asked: Asked<Question, Arc<HistoryGround>>,
    /// Goes up with every new ground.
    grounds: u64,
    made_for: Option<(u64, Who, String, BTreeSet<CustomerId>)>,
}

/// Which customers are drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Who {
    /// Those we work for.
    #[default]
    Current,
    /// Those of this verdict.
    Verdict(Verdict),
    /// Those of this segment.
    Segment(Line),
    /// Those who were let go or left us.
    Gone,
}

/// On this page.
#[derive(Debug, Clone)]
pub enum HistoryCommand {
    /// Show this criterion; the score if `None`.
    Criterion(Option<CriterionId>),
    /// Draw these.
    Who(Who),
    /// A name was typed.
    Search(String),
    /// Let a customer stand out, or no longer.
    Toggle(CustomerId),
    /// Nobody stands out.
    Clear,
    /// Show this part of the time, as near as there is; all of it if `None`.
    View(Option<Bounds>),
    /// So many times closer to the middle of what is in view; further away below 1.
    Zoom(f64),
    /// Move by this share of what is in view.
    Pan(f64),
    /// Show this part of a narrow window.
    Part(PagePart),
    /// The answer of the worker.
    Bring(u64, Arc<HistoryGround>),
}

/// At least so many quarters are in view.
const FEWEST_QUARTERS: f64 = 2.0;

impl HistoryGround {
    /// All of the time, from the worst value to the best, with a little air above and below, and room at the right
    /// for the names at the ends of the lines.
    pub fn all(&self) -> Bounds {
        let quarters = self.quarters.len().max(1) as f64;
        let names = (quarters * 0.22 - 0.5).max(0.0);
        Bounds { min: Spot::new(0.0, -0.03), max: Spot::new(quarters + names, 1.03) }
    }
}

impl HistoryState {
    /// The history; `None` until it has been worked out once.
    pub fn ground(&self) -> Option<&HistoryGround> {
        self.asked.answer().map(Arc::as_ref)
    }

    /// Whether a newer one is on its way.
    pub fn is_stale(&self) -> bool {
        self.asked.is_stale()
    }

    /// The part of the time in view.
    pub fn view_of(&self, ground: &HistoryGround) -> Bounds {
        self.view.map_or_else(|| ground.all(), |view| kept(view, &ground.all()))
    }

    fn show(&mut self, part: impl FnOnce(Bounds) -> Bounds) {
        let Some(ground) = self.ground() else { return };
        let all = ground.all();
        let wanted = kept(part(self.view_of(ground)), &all);
        self.view = (wanted != all).then_some(wanted);
    }
}

/// The nearest part that shows all values and at least two quarters.
fn kept(view: Bounds, all: &Bounds) -> Bounds {
    let missing = (FEWEST_QUARTERS.min(all.width()) - view.width()).max(0.0) / 2.0;
    let upright =
        Bounds { min: Spot::new(view.min.x - missing, all.min.y), max: Spot::new(view.max.x + missing, all.max.y) };
    upright.kept_within(all)
}

pub(super) fn handle(state: &mut State, command: HistoryCommand) -> Vec<Effect> {
    let area = &mut state.areas.explore.history;
    match command {
        HistoryCommand::Criterion(criterion) => area.criterion = criterion,
        HistoryCommand::Who(who) => area.who = who,
        HistoryCommand::Search(text) => area.search = text,
        HistoryCommand::Toggle(customer) => {
            if !area.picked.remove(&customer) {
                area.picked.insert(customer);
            }
        }
        HistoryCommand::Clear => {
            area.picked.clear();
            area.search.clear();
        }
        HistoryCommand::View(None) => area.view = None,
        HistoryCommand::View(Some(view)) => area.show(|_| view),
        HistoryCommand::Zoom(factor) => area.show(|view| view.zoomed([factor, 1.0], view.middle())),
        HistoryCommand::Pan(share) => area.show(|view| view.moved(share * view.width(), 0.0)),
        HistoryCommand::Part(part) => area.part = part,
        HistoryCommand::Bring(ticket, ground) => {
            let before = area.ground().map(|ground| ground.quarters.first().copied());
            if area.asked.bring(ticket, ground) {
                area.grounds += 1;
                if area.ground().map(|ground| ground.quarters.first().copied()) != before {
                    area.view = None;
                }
            }
        }
    }
    Vec::new()
}

/// Asks for a new history where the data has changed, and brings what is shown up to date.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Stage::Open(session) = &state.stage else { return Vec::new() };
    let area = &mut state.areas.explore.history;
    let Some(judged) = session.judged.as_ref() else {
        area.asked.forget();
        return Vec::new();
    };
    let known = |id: &CriterionId| judged.card.current().criterion(*id).is_some();
    area.criterion = area.criterion.filter(known);
    let question = Question { dir: session.dir.clone(), revision: session.revision, today, criterion: area.criterion };
    let asked = area.asked.ask(question.clone());
    let work = asked.map(|ticket| {
        let (workspace, judged) = (session.workspace.clone(), judged.clone());
        Work::new(Desk::History, move |cancel: &Cancel| {
            let verdict = |id| judged.of(id).map_or(Verdict::NotEnough, |judgement| judgement.verdict);
            let ground = HistoryGround::of(&question, &workspace, &judged.card, verdict, cancel)?;
            let command = HistoryCommand::Bring(ticket, Arc::new(ground));
            Some(Command::Explore(ExploreCommand::History(command)))
        })
    });
    area.derive();
    work.map(Effect::Work).into_iter().collect()
}

impl HistoryState {
    /// What follows from the ground, the choice and the search; only when one of them has changed.
    fn derive(&mut self) {
        let Some(ground) = self.asked.answer().map(Arc::clone) else { return };
        if matches!(&self.who, Who::Segment(segment) if !ground.segments.contains(segment)) {
            self.who = Who::Current;
        }
        let is_same = self.made_for.as_ref().is_some_and(|(grounds, who, search, picked)| {
            (*grounds, who, search, picked) == (self.grounds, &self.who, &self.search, &self.picked)
        });
        if !is_same {
            self.shown = HistoryShown::of(&ground, self);
            self.made_for = Some((self.grounds, self.who.clone(), self.search.clone(), self.picked.clone()));
            self.version += 1;
        }
    }
}
