//! Charts per criterion for a selection of customers: bars, radar, trend, distribution.

use jiff::civil::Date;

use crate::analysis::{
    Evidence, averages, date_text, distribution, finding_distribution, finding_history, finding_profile,
    finding_voices, history, history_of_many, voices,
};
use crate::charts::{BarRow, Chart, Kind, Mark, compose};
use crate::model::{Criterion, CriterionId, CustomerId, GroupId, Line, Period};

use super::{
    Command, CustomersCommand, Effect, Judged, Session, State, overview::period_words,
};

/// What the screen remembers.
#[derive(Debug)]
pub struct ChartsState {
    /// Which kind of chart.
    pub kind: ChartKind,
    /// Which customers.
    pub scope: Scope,
    /// Which ratings; the policy's own if `None`.
    pub period: Option<Period>,
    /// Groups beside each other instead of everybody together.
    pub groups: GroupsShown,
    /// The only criterion of the trend; the score if `None`.
    pub criterion: Option<CriterionId>,
    /// What was typed to find a customer.
    pub search: String,
    made_for: Option<MadeFor>,
    /// The chart; `None` without a scorecard.
    pub chart: Option<Chart>,
    /// Goes up with every new chart.
    pub version: u64,
}

impl Default for ChartsState {
    fn default() -> Self {
        Self {
            kind: ChartKind::Bars,
            scope: Scope::All,
            period: None,
            groups: GroupsShown::Together,
            criterion: None,
            search: String::new(),
            made_for: None,
            chart: None,
            version: 0,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
struct MadeFor {
    revision: u64,
    today: Date,
    kind: ChartKind,
    scope: Scope,
    period: Option<Period>,
    groups: GroupsShown,
    criterion: Option<CriterionId>,
}

/// Which kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Bars by criterion with the spread.
    Bars,
    /// A customer against the average of all.
    Radar,
    /// Over the quarters.
    Trend,
    /// How often each point was answered.
    Distribution,
}

/// Whether groups are shown beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupsShown {
    /// Everybody together.
    Together,
    /// Management beside the team beside the others.
    Beside,
}

/// Which customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All current customers.
    All,
    /// One.
    Customer(CustomerId),
    /// The current customers of a segment.
    Segment(Line),
}

/// On the charts.
#[derive(Debug, Clone)]
pub enum ChartsCommand {
    /// Show this kind.
    Kind(ChartKind),
    /// Show these customers.
    Scope(Scope),
    /// Count these ratings.
    Period(Option<Period>),
    /// Together or beside each other.
    Groups(GroupsShown),
    /// Only this criterion in the trend.
    Criterion(Option<CriterionId>),
    /// Something was typed to find a customer.
    Search(String),
    /// A bar, a point or a segment was clicked.
    Open(Mark),
}

pub(super) fn handle(state: &mut State, command: ChartsCommand) -> Vec<Effect> {
    let area = &mut state.areas.charts;
    match command {
        ChartsCommand::Kind(kind) => {
            area.kind = kind;
            // A radar sets one customer against all: begin with the one to talk about first.
            if kind == ChartKind::Radar && !matches!(area.scope, Scope::Customer(_)) {
                let worst = state.session().and_then(worst);
                if let Some(worst) = worst {
                    state.areas.charts.scope = Scope::Customer(worst);
                }
            }
        }
        ChartsCommand::Scope(scope) => {
            area.scope = scope;
            area.search.clear();
        }
        ChartsCommand::Period(period) => area.period = period,
        ChartsCommand::Groups(groups) => area.groups = groups,
        ChartsCommand::Criterion(criterion) => area.criterion = criterion,
        ChartsCommand::Search(text) => area.search = text,
        ChartsCommand::Open(mark) => return open(state, &mark),
    }
    Vec::new()
}

/// The current customer to talk about first.
fn worst(session: &Session) -> Option<CustomerId> {
    let judged = session.judged.as_ref()?;
    let is_current = |id: &CustomerId| {
        session.workspace.customers.get(id).is_some_and(|customer| customer.profile.status.is_current())
    };
    judged.order.iter().map(|&place| judged.evidence.customers()[place]).find(is_current)
}

/// Shows the ratings behind a mark: its id is a criterion's, except in the trend of the score.
fn open(state: &mut State, mark: &Mark) -> Vec<Effect> {
    let Some(session) = state.session() else { return Vec::new() };
    let customers = customers(session, &state.areas.charts.scope);
    let criterion = mark.id.parse::<CriterionId>().ok();
    let known =
        session.scorecard().is_some_and(|card| criterion.is_some_and(|id| card.current().criterion(id).is_some()));
    let criterion = criterion.filter(|_| known).or(state.areas.charts.criterion);
    // Over time every quarter is shown, so every rating counts.
    let is_trend = state.areas.charts.kind == ChartKind::Trend;
    let period = if is_trend { Some(Period::All) } else { state.areas.charts.period };
    state.handle(Command::Customers(CustomersCommand::ShowBehindMany { customers, criterion, period }))
}

/// The customers of a scope, in the order of their ids.
fn customers(session: &Session, scope: &Scope) -> Vec<CustomerId> {
    let current = session.workspace.customers.values().filter(|customer| customer.profile.status.is_current());
    match scope {
        Scope::Customer(id) => vec![*id],
        Scope::All => current.map(|customer| customer.id).collect(),
        Scope::Segment(segment) => {
            current.filter(|customer| customer.profile.segment == *segment).map(|customer| customer.id).collect()
        }
    }
}

pub(super) fn refresh(state: &mut State) {
    let today = state.clock.today();
    let Some(session) = state.session() else { return };
    let area = &state.areas.charts;
    let gone = matches!(area.scope, Scope::Customer(id) if !session.workspace.customers.contains_key(&id));
    let scope = if gone { Scope::All } else { area.scope.clone() };
    let wanted = MadeFor {
        revision: session.revision,
        today,
        kind: area.kind,
        scope,
        period: area.period,
        groups: area.groups,
        criterion: area.criterion,
    };
    if area.made_for.as_ref() == Some(&wanted) {
        return;
    }
    let chart = session.judged.as_ref().map(|judged| chart(session, judged, &wanted));
    let area = &mut state.areas.charts;
    area.scope = wanted.scope.clone();
    area.made_for = Some(wanted);
    area.chart = chart;
    area.version += 1;
}

/// The evidence to draw: the judged one, or another period's.
fn chart(session: &Session, judged: &Judged, wanted: &MadeFor) -> Chart {
    let period = wanted.period.unwrap_or(judged.terms.policy.period);
    let gathering = judged.gathering.in_period(period, wanted.today);
    let other = (gathering != judged.gathering).then(|| Evidence::gather(&session.workspace, &judged.card, gathering));
    let evidence = other.as_ref().unwrap_or(&judged.evidence);
    let customers = customers(session, &wanted.scope);
    let (title, kind) = match (wanted.kind, &wanted.scope) {
        (ChartKind::Trend, _) => trend(session, judged, wanted, &customers),
        (ChartKind::Distribution, _) => {
            let counted = distribution(&session.workspace, &judged.card, gathering, Some(&customers));
            (finding_distribution(&counted), compose::distribution_bars(&counted, &judged.card))
        }
        (kind, Scope::Customer(id)) => one(session, judged, evidence, (kind, wanted.groups), *id),
        (..) => many(session, judged, evidence, wanted, &customers),
    };
    let who = match &wanted.scope {
        Scope::All => format!("all {} current customers", customers.len()),
        Scope::Customer(id) => name(session, *id),
        Scope::Segment(segment) => format!("{segment}, {} customers", customers.len()),
    };
    let when = if wanted.kind == ChartKind::Trend { "by quarter".to_owned() } else { period_words(period) };
    Chart {
        subtitle: format!("{} · {who} · {when}", judged.card.name),
        source: format!("{}, {}", session.workspace.business.name, date_text(wanted.today)),
        ..Chart::new(title, kind)
    }
}

fn name(session: &Session, id: CustomerId) -> String {
    session.workspace.customers.get(&id).map(|customer| customer.name().to_owned()).unwrap_or_default()
}

fn trend(session: &Session, judged: &Judged, wanted: &MadeFor, customers: &[CustomerId]) -> (String, Kind) {
    let (workspace, card, terms) = (&session.workspace, &judged.card, &judged.terms);
    let points = match &wanted.scope {
        Scope::Customer(id) => workspace
            .customers
            .get(id)
            .map(|customer| history(workspace, customer, card, terms, wanted.today))
            .unwrap_or_default(),
        Scope::All | Scope::Segment(_) => history_of_many(workspace, customers, card, terms, wanted.today),
    };
    match wanted.criterion.and_then(|id| card.current().criterion(id)) {
        None => (finding_history(&points), compose::history_trend(&points, card, terms)),
        Some(criterion) => {
            let title = format!("{}, quarter by quarter", criterion.name);
            (title, compose::criterion_trend(&points, card, &[criterion.id]))
        }
    }
}

fn one(
    session: &Session,
    judged: &Judged,
    evidence: &Evidence,
    (kind, groups): (ChartKind, GroupsShown),
    id: CustomerId,
) -> (String, Kind) {
    let (workspace, card) = (&session.workspace, &judged.card);
    let Some(customer) = workspace.customers.get(&id) else {
        return (String::new(), compose::distribution_bars(&[], card));
    };
    let heard = voices(workspace, customer, card, evidence.gathering());
    let means = averages(evidence, &judged.terms);
    match (kind, groups) {
        (ChartKind::Radar, _) => {
            let criteria: Vec<&Criterion> = card.current().active().collect();
            let index = evidence.index_of(id);
            let values: Vec<Option<f64>> = (0..criteria.len())
                .map(|place| index.and_then(|index| evidence.value(index, place, &judged.terms)))
                .collect();
            let title = finding_profile(&criteria, &values, &means);
            (title, compose::radar(customer.name(), &heard, &means, card))
        }
        (_, GroupsShown::Beside) => {
            let title = finding_voices(&heard, &workspace.business, card.subject);
            (title, compose::voices_dumbbell(&heard, &workspace.business, card))
        }
        (_, GroupsShown::Together) => {
            let title = finding_voices(&heard, &workspace.business, card.subject);
            (title, compose::voices_bars(&heard, &means, card))
        }
    }
}

fn many(
    session: &Session,
    judged: &Judged,
    evidence: &Evidence,
    wanted: &MadeFor,
    customers: &[CustomerId],
) -> (String, Kind) {
    let (business, card) = (&session.workspace.business, &judged.card);
    let places: Vec<usize> = customers.iter().filter_map(|id| evidence.index_of(*id)).collect();
    let mut groups: Vec<GroupId> = match wanted.groups {
        GroupsShown::Together => Vec::new(),
        GroupsShown::Beside => evidence.groups().to_vec(),
    };
    groups.sort_by_key(|group| (*group != GroupId::MANAGEMENT, *group != GroupId::TEAM, *group));
    let kind = compose::group_bars((business, card), evidence, &judged.terms, &places, &groups);
    (finding_bars(&kind), kind)
}

/// The finding of bars over many customers: where they are best and where worst.
fn finding_bars(kind: &Kind) -> String {
    let Kind::CriterionBars(bars) = kind else { return String::new() };
    let mean = |row: &BarRow| {
        let shares: Vec<f64> = row.bars.iter().filter_map(|bar| row.ruler.share(bar.mean?)).collect();
        (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64)
    };
    let mut rated: Vec<(f64, &str)> =
        bars.rows.iter().filter_map(|row| Some((mean(row)?, row.name.as_str()))).collect();
    rated.sort_by(|a, b| a.0.total_cmp(&b.0));
    match rated.as_slice() {
        [] => "Nobody has rated them in this time".to_owned(),
        [(_, only)] => format!("How they do on {}", only.to_lowercase()),
        [(_, worst), .., (_, best)] => {
            format!("Best on {}, weakest on {}", best.to_lowercase(), worst.to_lowercase())
        }
    }
}
