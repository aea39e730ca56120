//! Looking back: decisions against what came after, and how many verdicts of a year ago still hold.
//!
//! Everything is worked out by a worker, because it judges earlier days again; the screen keeps the newest answer and
//! narrows its list to what is asked for.

use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{self, LookingBack, TurnedOut, VerdictsHeld, date_text, finding_looking_back, looking_back};
use crate::model::{CustomerId, DecisionId, Locale, Verdict};

use super::{Asked, Command, CustomersCommand, Desk, Effect, Judged, PageCommand, PageTab, Screen, Stage, State, Work};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct LookingBackState {
    /// Which decisions are listed; all of them if `None`.
    pub only: Option<TurnedOut>,
    /// The places of those listed among all decisions, newest first.
    pub listed: Vec<usize>,
    asked: Asked<(u64, Date), Arc<LookedBack>>,
}

impl LookingBackState {
    /// What came of it all; `None` until a worker has worked it out, and without a scorecard or customers.
    pub fn shown(&self) -> Option<&LookedBack> {
        self.asked.answer().map(|shown| &**shown)
    }

    /// Whether a worker is at it.
    pub fn is_working(&self) -> bool {
        self.asked.is_stale()
    }

    fn list(&mut self) {
        let only = self.only;
        let decisions = self.shown().map(|shown| shown.decisions.as_slice()).unwrap_or_default();
        let fits = |decided: &DecidedRow| only.is_none_or(|only| decided.turned_out == only);
        let places = decisions.iter().enumerate().filter(|(_, decided)| fits(decided)).map(|(place, _)| place);
        self.listed = places.collect();
    }
}

/// Everything the screen shows.
#[derive(Debug, Clone, PartialEq)]
pub struct LookedBack {
    /// How it went, in a sentence.
    pub finding: String,
    /// More of it, a sentence each.
    pub findings: Vec<String>,
    /// All decisions, newest first.
    pub decisions: Vec<DecidedRow>,
    /// How many turned out as hoped, not as hoped, and too early to say.
    pub counts: [usize; 3],
    /// The verdicts of a year ago against today's.
    pub year_ago: VerdictsHeld,
}

/// One decision and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct DecidedRow {
    /// About whom.
    pub customer: CustomerId,
    /// Which decision.
    pub decision: DecisionId,
    /// The customer's name and what was decided.
    pub title: String,
    /// When, what became of it, what was written at the review: in one line.
    pub detail: String,
    /// Verdict and score as they stood; `None` if there were none, or on another scorecard.
    pub then: Option<(Verdict, Option<f64>)>,
    /// Verdict and score today.
    pub now: (Verdict, Option<f64>),
    /// How it turned out.
    pub turned_out: TurnedOut,
    /// Whether nobody expected it.
    pub is_surprise: bool,
}

/// On this screen.
#[derive(Debug, Clone)]
pub enum LookingBackCommand {
    /// A worker has looked back.
    Looked(u64, Arc<LookedBack>),
    /// List only decisions that turned out like this; all of them if `None`.
    Only(Option<TurnedOut>),
    /// What was decided about this customer.
    Open(CustomerId),
}

pub(super) fn handle(state: &mut State, command: LookingBackCommand) -> Vec<Effect> {
    let area = &mut state.areas.looking_back;
    match command {
        LookingBackCommand::Looked(ticket, looked) => {
            if area.asked.bring(ticket, looked) {
                area.list();
            }
        }
        LookingBackCommand::Only(only) => {
            area.only = only;
            area.list();
        }
        LookingBackCommand::Open(customer) => {
            return state.handle(Command::Several(vec![
                Command::Go(Screen::Customer(customer)),
                Command::Customers(CustomersCommand::Page(PageCommand::Tab(PageTab::Decisions))),
            ]));
        }
    }
    Vec::new()
}

/// Brings what is shown up to date.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Stage::Open(session) = &state.stage else { return Vec::new() };
    let area = &mut state.areas.looking_back;
    let Some(judged) = session.judged.as_ref().filter(|judged| !judged.evidence.is_empty()) else {
        area.asked.forget();
        area.list();
        return Vec::new();
    };
    let Some(ticket) = area.asked.ask((session.revision, today)) else { return Vec::new() };
    let (workspace, card) = (session.workspace.clone(), Arc::clone(&judged.card));
    vec![Effect::Work(Work::new(Desk::LookingBack, move |cancel| {
        let judged = Judged::new(&workspace, &card, today);
        if cancel.is_cancelled() {
            return None;
        }
        let look = looking_back(&judged.in_context(&workspace, today));
        let outcome = |customer: CustomerId, decision: DecisionId| {
            let decision = workspace.customers.get(&customer)?.decisions.get(&decision)?;
            (!decision.outcome.is_empty()).then(|| decision.outcome.as_str())
        };
        let looked = looked_back(&look, card.id, outcome);
        Some(Command::LookingBack(LookingBackCommand::Looked(ticket, Arc::new(looked))))
    }))]
}

/// What is shown of it; `outcome` is what was written at the review.
fn looked_back<'a>(
    look: &LookingBack,
    card: crate::model::ScorecardId,
    outcome: impl Fn(CustomerId, DecisionId) -> Option<&'a str>,
) -> LookedBack {
    let row = |one: &analysis::DecisionLookBack| {
        let day = Locale::current().date_short(one.on);
        let parts = [
            Some(day),
            one.surprise_words().map(str::to_owned),
            one.promise_words().map(str::to_owned),
            one.target.map(|target| format!("target {}", analysis::score_text(target))),
            outcome(one.customer, one.decision).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")),
        ];
        DecidedRow {
            customer: one.customer,
            decision: one.decision,
            title: format!("{}: {}", one.name, one.choice.words().to_lowercase()),
            detail: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            then: one.verdict_then.filter(|_| one.scorecard == Some(card)).map(|verdict| (verdict, one.score_then)),
            now: (one.verdict_now, one.score_now),
            turned_out: one.turned_out(),
            is_surprise: one.surprise.is_some(),
        }
    };
    let decisions: Vec<DecidedRow> = look.decisions.iter().map(row).collect();
    // The verdicts of a year ago have a place of their own.
    let about_a_year_ago = 1 + usize::from(look.year_ago.n > 0 && look.year_ago.ended > 0);
    let count = |wanted| decisions.iter().filter(|row| row.turned_out == wanted).count();
    LookedBack {
        finding: finding_looking_back(look),
        // The first sentence of the screen has said that nothing was decided.
        findings: if decisions.is_empty() {
            Vec::new()
        } else {
            look.findings.iter().skip(about_a_year_ago).cloned().collect()
        },
        counts: [TurnedOut::AsHoped, TurnedOut::Otherwise, TurnedOut::TooEarly].map(count),
        year_ago: look.year_ago.clone(),
        decisions,
    }
}

impl LookedBack {
    /// The day the verdicts of a year ago are of.
    pub fn year_ago_day(&self) -> String {
        date_text(self.year_ago.on)
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::app::EditCommand;
    use crate::app::testing::{TODAY, opened_on};
    use crate::model::{Choice, Decision, Edit, Status, Stood, Workspace};
    use crate::store::{Access, sample_workspace};

    fn open_with(workspace: Workspace) -> State {
        opened_on(workspace, Access::ReadWrite)
    }

    fn send(state: &mut State, command: Command) {
        for effect in state.handle(command) {
            if let Effect::Work(work) = effect
                && let Some(answer) = work.answer()
            {
                state.handle(answer);
            }
        }
    }

    fn shown(state: &State) -> &LookedBack {
        state.areas.looking_back.shown().unwrap()
    }

    #[test]
    fn all_decisions_are_listed_newest_first_and_every_one_is_counted_once() {
        let mut state = open_with(sample_workspace(TODAY));
        send(&mut state, Command::Go(Screen::LookingBack));
        let workspace = &state.session().unwrap().workspace;
        let num: usize = workspace.customers.values().map(|customer| customer.decisions.len()).sum();
        let looked = shown(&state);
        assert_eq!((looked.decisions.len(), looked.counts.iter().sum::<usize>()), (num, num));
        let day = |row: &DecidedRow| workspace.customers[&row.customer].decisions[&row.decision].on;
        assert!(looked.decisions.is_sorted_by(|a, b| day(a) >= day(b)), "newest first");
        assert!(looked.finding.starts_with(&format!("Of {num} decisions, ")), "{}", looked.finding);
        let vantor = looked.decisions.iter().find(|row| row.title == "Vantor Motors: let go").unwrap();
        assert_eq!(vantor.turned_out, TurnedOut::AsHoped, "they are gone");
        assert!(vantor.detail.contains("Half a year on"), "what was written at the review: {}", vantor.detail);
        assert_eq!(vantor.then.map(|(verdict, _)| verdict), Some(Verdict::LetGo));
    }

    #[test]
    fn the_list_is_narrowed_and_a_row_leads_to_what_was_decided() {
        let mut state = open_with(sample_workspace(TODAY));
        send(&mut state, Command::Go(Screen::LookingBack));
        let [hoped, ..] = shown(&state).counts;
        send(&mut state, Command::LookingBack(LookingBackCommand::Only(Some(TurnedOut::AsHoped))));
        assert_eq!(state.areas.looking_back.listed.len(), hoped);
        send(&mut state, Command::LookingBack(LookingBackCommand::Only(None)));
        assert_eq!(state.areas.looking_back.listed.len(), shown(&state).decisions.len());
        let customer = shown(&state).decisions[0].customer;
        send(&mut state, Command::LookingBack(LookingBackCommand::Open(customer)));
        assert_eq!(state.navigation.now(), Screen::Customer(customer));
        assert_eq!(state.areas.customers.page.tab, PageTab::Decisions);
    }

    #[test]
    fn somebody_who_was_to_be_kept_and_left_is_a_surprise() {
        let mut workspace = sample_workspace(TODAY);
        let id = workspace.customers.values().find(|customer| customer.name() == "Willow Nursery").unwrap().id;
        let mut customer = (*workspace.customers[&id]).clone();
        customer.profile.status = Status::LeftUs;
        customer.decisions.retain(|_, decision| decision.choice == Choice::Keep);
        workspace.customers.insert(id, Arc::new(customer));
        let mut state = open_with(workspace);
        send(&mut state, Command::Go(Screen::LookingBack));
        let row = shown(&state).decisions.iter().find(|row| row.customer == id).unwrap();
        assert!(row.is_surprise && row.turned_out == TurnedOut::Otherwise, "{row:?}");
        assert!(row.detail.contains("A surprise: was to be kept, and left us"), "{}", row.detail);
    }

    #[test]
    fn figures_of_another_scorecard_are_not_set_against_these() {
        let mut workspace = sample_workspace(TODAY);
        let other = crate::model::ScorecardId::new(ulid::Ulid::nil());
        for customer in workspace.customers.values_mut() {
            for decision in Arc::make_mut(customer).decisions.values_mut() {
                decision.stood = decision.stood.take().map(|stood| Stood { scorecard: other, ..stood });
            }
        }
        let mut state = open_with(workspace);
        send(&mut state, Command::Go(Screen::LookingBack));
        assert!(shown(&state).decisions.iter().all(|row| row.then.is_none()), "nothing to compare with");
    }

    #[test]
    fn an_answer_to_older_data_is_not_taken() {
        let mut workspace = sample_workspace(TODAY);
        for customer in workspace.customers.values_mut() {
            Arc::make_mut(customer).decisions.clear();
        }
        let id = *workspace.customers.keys().next().unwrap();
        let mut state = open_with(workspace);
        send(&mut state, Command::Go(Screen::LookingBack));
        assert!(shown(&state).finding.starts_with("Nothing has been decided yet"), "{}", shown(&state).finding);
        assert!(shown(&state).decisions.is_empty() && shown(&state).findings.is_empty());
        let decision = Decision::new(TODAY, Choice::Keep);
        let decided = DecisionId::new(ulid::Ulid::from_parts(1, 1));
        let edit = Edit::PutDecision(id, decided, Box::new(decision));
        let effects = state.handle(Command::Edit(EditCommand::Apply(Box::new(edit))));
        assert!(state.areas.looking_back.is_working(), "asked again");
        let works = |effect: &Effect| matches!(effect, Effect::Work(_));
        assert!(effects.iter().any(works), "of a worker");
        let stale = Arc::new(shown(&state).clone());
        state.handle(Command::LookingBack(LookingBackCommand::Looked(0, stale)));
        assert!(state.areas.looking_back.is_working(), "an older answer is not taken");
    }
}
