//! What the screen shows, derived from the data and the choice; each part only when its own inputs have changed.

use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{
    self, Beside, Certainties, Explanation, Interval, PeopleTotals, explain_all, finding_how_sure,
    finding_side_by_side, most_similar,
};
use crate::analysis::{FlagState, date_text, money_text};
use crate::app::{Asked, Command, Desk, Effect, Judged, Session, Work};
use crate::charts::{Chart, compose};
use crate::model::{Customer, CustomerId, Locale, Verdict};

use super::{CompareCommand, CompareState, Found, MOST, Sure};

/// So many customers like another are listed.
const MOST_ALIKE: usize = 6;
/// So many customers are offered; a longer list is searched.
const MOST_FOUND: usize = 40;

/// Customers side by side.
#[derive(Debug)]
pub struct Comparison {
    /// One per customer, from left to right.
    pub columns: Vec<CompareColumn>,
    /// Who stands above whom.
    pub finding: String,
    /// How surely, a sentence for each pair of neighbours; empty until a worker has found out.
    pub how_sure: Vec<String>,
    /// Whether a worker is finding out how sure the scores are.
    pub is_working: bool,
    /// Criterion by criterion; `None` with fewer than two customers.
    pub chart: Option<Chart>,
    /// Another number for every picture.
    pub version: u64,
    /// For whom the ones like them are listed: who, and the name.
    pub like: Option<(CustomerId, String)>,
    /// Who else is like that one, nearest first.
    pub alike: Vec<AlikeRow>,
}

/// One customer beside others.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareColumn {
    /// Who.
    pub customer: CustomerId,
    /// The name.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The score, 0–100, if there is one.
    pub score: Option<f64>,
    /// The ends of its 95 % interval, 0–100; `None` if unknown.
    pub interval: Option<Interval>,
    /// How many people rated them.
    pub num_people: u32,
    /// The red flags that are hit, by name.
    pub flags: Vec<String>,
    /// The rest, a label and a text each; the same labels in every column.
    pub facts: Vec<(&'static str, String)>,
    /// The caution to think of first, if any.
    pub caution: Option<String>,
}

/// Somebody like another.
#[derive(Debug, Clone, PartialEq)]
pub struct AlikeRow {
    /// Who.
    pub customer: CustomerId,
    /// The name.
    pub name: String,
    /// How like, in words, with the distance.
    pub how: String,
    /// What became of them: the status and the last decision.
    pub became: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The score, 0–100, if there is one.
    pub score: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
struct MadeFor {
    revision: u64,
    today: Date,
    picked: Vec<CustomerId>,
    like: Option<CustomerId>,
    answers: u64,
    is_working: bool,
}

/// What the screen was made from, to know which part of it is still good.
#[derive(Debug, Default)]
pub(super) struct Cache {
    made_for: Option<MadeFor>,
    found_for: Option<(u64, String, Vec<CustomerId>)>,
    asked: Asked<(u64, Date), Arc<Sure>>,
    answers: u64,
    versions: u64,
}

impl Cache {
    /// Takes what a worker has found out, unless something newer was asked since.
    pub(super) fn take(&mut self, ticket: u64, sure: Arc<Sure>) {
        if self.asked.bring(ticket, sure) {
            self.answers += 1;
        }
    }
}

/// Brings the comparison up to date; asks a worker how sure the scores are.
pub(super) fn refresh(area: &mut CompareState, session: &Session, today: Date) -> Vec<Effect> {
    let Some(judged) = session.judged.as_ref().filter(|judged| !judged.evidence.is_empty()) else {
        *area = CompareState::default();
        return Vec::new();
    };
    let effects = ask(area, session, judged, today);
    search(area, session);
    let wanted = MadeFor {
        revision: session.revision,
        today,
        picked: area.picked.clone(),
        like: area.like,
        answers: area.cache.answers,
        is_working: area.cache.asked.is_stale(),
    };
    if area.shown.is_none() || area.cache.made_for.as_ref() != Some(&wanted) {
        area.cache.versions += 1;
        let sure = area.cache.asked.answer().map(|sure| &**sure);
        area.shown = Some(compare(session, judged, sure, &wanted, area.cache.versions));
        area.cache.made_for = Some(wanted);
    }
    effects
}

fn ask(area: &mut CompareState, session: &Session, judged: &Judged, today: Date) -> Vec<Effect> {
    let Some(ticket) = area.cache.asked.ask((session.revision, today)) else { return Vec::new() };
    let (workspace, card) = (session.workspace.clone(), Arc::clone(&judged.card));
    let (terms, gathering, judgements) = (judged.terms.clone(), judged.gathering, judged.judgements.clone());
    vec![Effect::Work(Work::new(Desk::Compare, move |cancel| {
        let totals = PeopleTotals::gather(&workspace, &card, gathering, &terms);
        if cancel.is_cancelled() {
            return None;
        }
        let certainties = Certainties::of(&totals, &judgements, terms.policy.severity);
        let sure = Sure { customers: totals.customers, certainties };
        Some(Command::Compare(CompareCommand::Sure(ticket, Arc::new(sure))))
    }))]
}

/// Finds customers to add.
fn search(area: &mut CompareState, session: &Session) {
    let wanted = (session.revision, area.search.trim().to_lowercase(), area.picked.clone());
    if area.cache.found_for.as_ref() == Some(&wanted) {
        return;
    }
    let (_, needle, picked) = &wanted;
    let fits = |customer: &&Arc<Customer>| {
        !picked.contains(&customer.id) && (needle.is_empty() || customer.name().to_lowercase().contains(needle))
    };
    let mut found: Vec<(String, CustomerId)> = session
        .workspace
        .customers
        .values()
        .filter(fits)
        .map(|customer| (customer.name().to_lowercase(), customer.id))
        .collect();
    found.sort_unstable();
    area.num_more = found.len().saturating_sub(MOST_FOUND);
    let name = |id: CustomerId| session.workspace.customers.get(&id).map(|customer| customer.name().to_owned());
    area.found = found
        .into_iter()
        .take(MOST_FOUND)
        .filter_map(|(_, customer)| Some(Found { customer, name: name(customer)? }))
        .collect();
    area.cache.found_for = Some(wanted);
}

fn compare(session: &Session, judged: &Judged, sure: Option<&Sure>, wanted: &MadeFor, version: u64) -> Comparison {
    let workspace = &session.workspace;
    let parts = judged.in_context(workspace, wanted.today);
    let explained = explain_all(&parts, &wanted.picked);
    let columns: Vec<CompareColumn> = explained
        .iter()
        .filter_map(|(id, explanation)| {
            Some(column(session, workspace.customers.get(id)?, explanation, sure, wanted.today))
        })
        .collect();
    let beside: Vec<Beside<'_>> = explained
        .iter()
        .zip(&columns)
        .map(|((_, explanation), column)| Beside { name: &column.name, index: explanation.index, score: column.score })
        .collect();
    let names: Vec<&str> = judged.card.current().active().map(|criterion| criterion.name.as_str()).collect();
    let finding = finding_side_by_side(&judged.evidence, &judged.terms, &names, &beside, |one, other| {
        let sure = sure?;
        let place = |index: usize| sure.place(*judged.evidence.customers().get(index)?);
        sure.certainties.probability_above(place(one)?, place(other)?).ok()
    });
    let how_sure = sure.map(|sure| {
        let place = |one: &Beside<'_>| sure.place(judged.evidence.customers()[one.index]);
        finding_how_sure(&sure.certainties, &beside, place)
    });
    let places: Vec<usize> = beside.iter().map(|one| one.index).collect();
    let chart = (places.len() > 1).then(|| {
        let card = (workspace, &*judged.card);
        let kind = compose::compare(card, &judged.evidence, &judged.judgements, &judged.terms, &places);
        Chart {
            subtitle: judged.card.name.to_string(),
            source: format!("{}, {}", workspace.business.name, date_text(wanted.today)),
            ..Chart::new(finding.clone(), kind)
        }
    });
    let like = wanted.like.and_then(|id| Some((id, workspace.customers.get(&id)?.name().to_owned())));
    Comparison {
        finding,
        how_sure: how_sure.unwrap_or_default(),
        is_working: wanted.is_working,
        chart,
        version,
        alike: wanted.like.map(|id| alike(session, judged, id, &wanted.picked)).unwrap_or_default(),
        like,
        columns,
    }
}

fn column(
    session: &Session,
    customer: &Customer,
    explanation: &Explanation,
    sure: Option<&Sure>,
    today: Date,
) -> CompareColumn {
    let judgement = explanation.judgement;
    let certainty = sure.and_then(|sure| sure.certainties.all.get(sure.place(customer.id)?)?.as_ref().ok());
    let money = customer.profile.money_last_year(today);
    let amount = |amount: Option<f64>| {
        amount.map_or_else(|| "not known".to_owned(), |amount| money_text(&session.workspace.business, amount))
    };
    let profit = amount(money.profit);
    let is_rated = judgement.verdict != Verdict::NotEnough;
    CompareColumn {
        customer: customer.id,
        name: customer.name().to_owned(),
        verdict: judgement.verdict,
        score: judgement.score,
        interval: certainty.filter(|_| judgement.score.is_some()).map(analysis::Certainty::shown),
        num_people: judgement.num_raters,
        flags: explanation
            .flags
            .iter()
            .filter(|flag| flag.state == FlagState::Hit)
            .map(|flag| flag.name.clone())
            .collect(),
        facts: vec![
            ("Status", customer.profile.status.words().to_owned()),
            ("Answered", analysis::percent_text(judgement.coverage)),
            ("How firm", if is_rated { judgement.firmness.words().to_owned() } else { "no verdict yet".to_owned() }),
            ("Revenue, 12 months", amount(money.revenue)),
            ("Profit, 12 months", if money.profit_has_gaps { format!("{profit}, in part") } else { profit }),
            ("With us since", customer.profile.since.map_or_else(|| "not known".to_owned(), Locale::month_year)),
            ("Decided last", decided(customer).unwrap_or_else(|| "nothing yet".to_owned())),
        ],
        caution: explanation.cautions.first().map(|caution| caution.text.clone()),
    }
}

/// "Fix together, 31 Aug 2026".
fn decided(customer: &Customer) -> Option<String> {
    let (_, decision) = customer.last_decision()?;
    Some(format!("{}, {}", decision.choice.words(), Locale::current().date_short(decision.on)))
}

fn alike(session: &Session, judged: &Judged, like: CustomerId, picked: &[CustomerId]) -> Vec<AlikeRow> {
    let Some(index) = judged.evidence.index_of(like) else { return Vec::new() };
    let similar = most_similar(&judged.evidence, index, &judged.terms, MOST_ALIKE + MOST);
    let row = |similar: &analysis::Similar| {
        let customer = session.workspace.customers.get(judged.evidence.customers().get(similar.index)?)?;
        let judgement = judged.judgements.get(similar.index)?;
        let points = (similar.distance * 100.0).round();
        let apart = if points < 1.0 {
            "less than a point apart".to_owned()
        } else if points < 2.0 {
            "about 1 point apart".to_owned()
        } else {
            format!("about {points:.0} points apart")
        };
        let decided = decided(customer).map_or_else(|| "nothing decided".to_owned(), |words| lower_first(&words));
        Some(AlikeRow {
            customer: customer.id,
            name: customer.name().to_owned(),
            how: format!("{}, {apart}", similar.words()),
            became: format!("{}, {decided}", customer.profile.status.words()),
            verdict: judgement.verdict,
            score: judgement.score,
        })
    };
    let is_other = |row: &AlikeRow| !picked.contains(&row.customer);
    similar.iter().filter_map(row).filter(is_other).take(MOST_ALIKE).collect()
}

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
