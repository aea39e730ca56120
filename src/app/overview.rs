//! What matters now: how many customers at each verdict, what needs attention, who scores what, the last changes.

use jiff::civil::Date;

use crate::analysis::{
    Attention, Evidence, FlagState, Gathering, VerdictCounts, Window, attention, count, date_text, finding_overview,
    judge, period_text,
};
use crate::charts::{Chart, compose};
use crate::model::{CustomerId, GroupId, Locale, Person, Quarter, Verdict};

use super::{Effect, Judged, Screen, Session, State};

/// What the screen shows, made when the data changed.
#[derive(Debug, Default)]
pub struct OverviewState {
    made_for: Option<(u64, Date)>,
    /// What there is to show; `None` without a scorecard.
    pub shown: Option<Overview>,
}

/// What there is to show.
#[derive(Debug)]
pub struct Overview {
    /// The finding: "23 customers, 8 to talk about".
    pub title: String,
    /// On which scorecard, from when, how many people and ratings.
    pub subtitle: String,
    /// For each verdict, worst last: the verdict, how many, what to know about it.
    pub stats: Vec<(Verdict, usize, String)>,
    /// What needs attention, most urgent first.
    pub attention: Vec<Attention>,
    /// Current customers × criteria, worst first.
    pub heatmap: Chart,
    /// How many customers the heatmap leaves out.
    pub left_out: usize,
    /// What was rated and decided last, newest first.
    pub changes: Vec<RecentChange>,
}

/// Something that was rated or decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentChange {
    /// About whom.
    pub customer: CustomerId,
    /// When.
    pub on: Date,
    /// What: "Dana rated Northwind".
    pub text: String,
}

/// So many customers the heatmap shows at most; the table has the rest.
const MOST_ROWS: usize = 60;
/// So many last changes are shown.
const MOST_CHANGES: usize = 6;
/// So many entries that need attention are shown.
const MOST_ATTENTION: usize = 40;

/// On the overview there is nothing to do that another area does not do.
#[derive(Debug, Clone)]
pub enum OverviewCommand {
    /// Show a customer's page.
    Open(CustomerId),
}

pub(super) fn handle(state: &mut State, command: &OverviewCommand) -> Vec<Effect> {
    match command {
        OverviewCommand::Open(id) => state.navigation.go(Screen::Customer(*id)),
    }
    Vec::new()
}

pub(super) fn refresh(state: &mut State) {
    let today = state.clock.today();
    let Some(session) = state.session() else { return };
    let wanted = Some((session.revision, today));
    if state.areas.overview.made_for == wanted {
        return;
    }
    let shown = session.judged.as_ref().map(|judged| overview(session, judged, today));
    state.areas.overview = OverviewState { made_for: wanted, shown };
}

fn overview(session: &Session, judged: &Judged, today: Date) -> Overview {
    let workspace = &session.workspace;
    let is_current = |index: &usize| {
        let id = judged.evidence.customers()[*index];
        workspace.customers.get(&id).is_some_and(|customer| customer.profile.status.is_current())
    };
    let places: Vec<usize> = judged.order.iter().copied().filter(is_current).collect();
    let counts = count_of(judged, &places);
    let shown = &places[..places.len().min(MOST_ROWS)];
    let kind = compose::heatmap(workspace, &judged.card, &judged.evidence, &judged.judgements, &judged.terms, shown);
    let heatmap = Chart {
        subtitle: format!("{} · {}", judged.card.name, period_text(judged.terms.policy.period)),
        source: format!("{}, {}", workspace.business.name, date_text(today)),
        ..Chart::new("Who scores what, worst first", kind)
    };
    let mut attention = attention(&judged.in_context(workspace, today));
    attention.truncate(MOST_ATTENTION);
    let ours = |person: &&Person| !person.left && person.group != GroupId::CUSTOMER;
    let people = workspace.business.people.values().filter(ours).count();
    Overview {
        title: finding_overview(&counts),
        subtitle: format!(
            "{} · {} · {}, {}",
            judged.card.name,
            period_text(judged.terms.policy.period),
            if people == 1 { "1 person".to_owned() } else { format!("{} people", Locale::count(people)) },
            match workspace.num_ratings() {
                1 => "1 rating".to_owned(),
                ratings => format!("{} ratings", Locale::count(ratings)),
            }
        ),
        stats: stats(session, judged, &places, &counts, today),
        attention,
        heatmap,
        left_out: places.len() - shown.len(),
        changes: changes(session),
    }
}

fn count_of(judged: &Judged, places: &[usize]) -> VerdictCounts {
    count(&places.iter().filter_map(|&place| judged.judgements.get(place).copied()).collect::<Vec<_>>())
}

fn stats(
    session: &Session,
    judged: &Judged,
    places: &[usize],
    counts: &VerdictCounts,
    today: Date,
) -> Vec<(Verdict, usize, String)> {
    let before = counts_last_quarter(session, judged, places, today);
    let flagged = places.iter().filter(|&&place| judged.judgements[place].flags == FlagState::Hit).count();
    let unrated = places.iter().filter(|&&place| judged.evidence.num_raters(place) == 0).count();
    [Verdict::Keep, Verdict::HardLook, Verdict::LetGo, Verdict::NotEnough]
        .into_iter()
        .map(|verdict| {
            let now = counts.of(verdict);
            let detail = match verdict {
                Verdict::LetGo if flagged > 0 => format!("{flagged} with a red flag"),
                Verdict::NotEnough if unrated > 0 => format!("{unrated} not rated in this time"),
                _ => difference(now, before.of(verdict)),
            };
            (verdict, now, detail)
        })
        .collect()
}

fn difference(now: usize, before: usize) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Equal => "as many as last quarter".to_owned(),
        std::cmp::Ordering::Greater => format!("{} more than last quarter", now - before),
        std::cmp::Ordering::Less => format!("{} fewer than last quarter", before - now),
    }
}

/// The same customers under the same terms, as it stood on the last day of the quarter before.
fn counts_last_quarter(session: &Session, judged: &Judged, places: &[usize], today: Date) -> VerdictCounts {
    let then = Quarter::of(today).previous().last_day();
    // "All" has no end of its own; then ended then.
    let gathering = Gathering::of(&judged.terms.policy, then);
    let gathering = gathering.in_window(Window { to: then, ..gathering.window });
    let evidence = Evidence::gather(&session.workspace, &judged.card, gathering);
    let judgements = judge(&evidence, &judged.terms);
    count(&places.iter().filter_map(|&place| judgements.get(place).copied()).collect::<Vec<_>>())
}

fn changes(session: &Session) -> Vec<RecentChange> {
    let business = &session.workspace.business;
    let mut newest: Vec<(Date, ulid::Ulid, CustomerId, String)> = Vec::new();
    let mut offer = |on: Date, id: ulid::Ulid, customer: CustomerId, text: &dyn Fn() -> String| {
        if newest.len() < MOST_CHANGES || newest.last().is_some_and(|last| (last.0, last.1) < (on, id)) {
            newest.push((on, id, customer, text()));
            newest.sort_by_key(|entry| std::cmp::Reverse((entry.0, entry.1)));
            newest.truncate(MOST_CHANGES);
        }
    };
    for customer in session.workspace.customers.values() {
        for (id, rating) in &customer.ratings {
            let text = || format!("{} rated {}", business.person_name(rating.person), customer.name());
            offer(rating.on, id.ulid(), customer.id, &text);
        }
        for (id, decision) in &customer.decisions {
            let text = || format!("Decided about {}: {}", customer.name(), decision.choice.words().to_lowercase());
            offer(decision.on, id.ulid(), customer.id, &text);
        }
    }
    newest.into_iter().map(|(on, _, customer, text)| RecentChange { customer, on, text }).collect()
}
