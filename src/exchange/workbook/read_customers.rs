//! Customers from our own tables, with their ratings, answers and decisions.

use std::collections::{BTreeMap, BTreeSet};

use super::customers::MONEY;
use super::decisions::NOTHING;
use super::read::{Opened, Row, TablesError, once};
use crate::model::{
    Answer, Choice, CriterionId, Customer, CustomerId, Decision, DecisionId, Extra, Line, ListMap, Money, MoneyPeriod,
    Name, Occasion, OccasionKind, Profile, Rating, RatingId, Response, Source, Status, Step, Stood, Verdict,
};

/// All customers, by id.
type Customers = BTreeMap<CustomerId, Customer>;

pub(super) fn customers(table: &Opened) -> Result<Customers, TablesError> {
    let mut customers = BTreeMap::new();
    for row in table.rows() {
        let id: CustomerId = row.value("Customer id")?;
        once(customers.insert(id, Customer::new(id, profile(&row)?)).is_some(), &row, "Customer id")?;
    }
    Ok(customers)
}

fn profile(row: &Row<'_>) -> Result<Profile, TablesError> {
    Ok(Profile {
        name: row.value("Customer")?,
        status: row.one_of("Status", &Status::ALL, Status::words)?,
        since: row.maybe_day("Since")?,
        segment: row.value("Segment")?,
        source: Source { how: row.value("Source")?, referred_by: row.maybe("Referrer id")?, extra: Extra::new() },
        contact: row.value("Contact")?,
        notes: row.value("Notes")?,
        tags: tags(row)?,
        renewal: row.maybe_day("Renewal")?,
        money: money(row)?,
        reference: row.value("Reference")?,
        extra: Extra::new(),
    })
}

/// "a, b", or one on each line with a line end after each.
fn tags(row: &Row<'_>) -> Result<BTreeSet<Name>, TablesError> {
    let text = row.raw("Tags")?;
    let separator = if text.contains('\n') { '\n' } else { ',' };
    let filled = text.split(separator).map(str::trim).filter(|tag| !tag.is_empty());
    filled.map(|tag| Name::new(tag).map_err(|error| row.fault("Tags", error))).collect()
}

/// What stands in the columns "Revenue 2025", "Hours 2025-Q3" and so on.
fn money(row: &Row<'_>) -> Result<ListMap<MoneyPeriod, Money>, TablesError> {
    let mut all = ListMap::new();
    for header in row.headers() {
        let Some((kind, period)) = header.split_once(' ') else { continue };
        let Some(kind) = MONEY.iter().position(|(name, ..)| *name == kind) else { continue };
        let Ok(period) = period.parse::<MoneyPeriod>() else { continue };
        let Some(amount) = row.maybe_number(header)? else { continue };
        let known = all.get_or_insert_with(period, Money::default);
        let place = match kind {
            0 => &mut known.revenue,
            1 => &mut known.cost,
            2 => &mut known.hours,
            _ => &mut known.transactions,
        };
        *place = Some(amount);
    }
    Ok(all)
}

/// The customer a row is about.
fn of<'c>(row: &Row<'_>, customers: &'c mut Customers) -> Result<&'c mut Customer, TablesError> {
    let id: CustomerId = row.value("Customer id")?;
    customers.get_mut(&id).ok_or_else(|| row.fault("Customer id", "the table of customers has no such customer"))
}

/// Puts the ratings to their customers; says whose each is.
pub(super) fn ratings(
    table: &Opened,
    customers: &mut Customers,
) -> Result<BTreeMap<RatingId, CustomerId>, TablesError> {
    let kinds: Vec<OccasionKind> = OccasionKind::ALL.into_iter().chain([OccasionKind::ProspectCheck]).collect();
    let mut whose = BTreeMap::new();
    let mut ratings: BTreeMap<RatingId, Rating> = BTreeMap::new();
    for row in table.rows() {
        let rating = Rating {
            scorecard: row.value("Scorecard id")?,
            version: row.value("Version")?,
            person: row.value("Person id")?,
            occasion: Occasion {
                kind: row.one_of("Kind of occasion", &kinds, OccasionKind::words)?,
                name: row.value("Occasion")?,
                extra: Extra::new(),
            },
            on: row.day("Date")?,
            answers: ListMap::new(),
            remark: row.value("Remark")?,
            extra: Extra::new(),
        };
        let id: RatingId = row.value("Rating id")?;
        let customer = of(&row, customers)?;
        once(whose.insert(id, customer.id).is_some(), &row, "Rating id")?;
        ratings.insert(id, rating);
    }
    // By id, however the sheet was sorted: each goes to the end of its customer's.
    for (id, rating) in ratings {
        if let Some(customer) = whose.get(&id).and_then(|customer| customers.get_mut(customer)) {
            customer.ratings.insert(id, rating);
        }
    }
    Ok(whose)
}

/// Puts the answers to their ratings.
pub(super) fn answers(
    table: &Opened,
    whose: &BTreeMap<RatingId, CustomerId>,
    customers: &mut Customers,
) -> Result<(), TablesError> {
    for row in table.rows() {
        let id: RatingId = row.value("Rating id")?;
        let customer = whose.get(&id).and_then(|customer| customers.get_mut(customer));
        let Some(rating) = customer.and_then(|customer| customer.ratings.get_mut(&id)) else {
            return Err(row.fault("Rating id", "the table of ratings has no such rating"));
        };
        let response = match row.text("Kind of answer")? {
            "Value" => Response::Value(row.number("Answer")?),
            "Not applicable" => Response::NotApplicable,
            "Don\u{2019}t know" | "Don't know" => Response::DontKnow,
            _ => {
                return Err(row.fault("Kind of answer", "it must be Value, Not applicable or Don\u{2019}t know"));
            }
        };
        let answer = Answer { response, note: row.value("Note")?, extra: Extra::new() };
        let key: CriterionId = row.value("Criterion key")?;
        once(rating.answers.insert(key, answer).is_some(), &row, "Criterion key")?;
    }
    Ok(())
}

/// Puts the decisions to their customers.
pub(super) fn decisions(table: &Opened, customers: &mut Customers) -> Result<(), TablesError> {
    for row in table.rows() {
        let decision = Decision {
            on: row.day("Date")?,
            choice: row.one_of("Decision", &Choice::ALL, Choice::words)?,
            reason: row.value("Reason")?,
            by: row.value("By")?,
            review_on: row.maybe_day("Look again on")?,
            steps: steps(&row)?,
            target: row.maybe_number("Target score")?,
            message: row.value("What we say")?,
            outcome: row.value("What came of it")?,
            stood: stood(&row)?,
            extra: Extra::new(),
        };
        let id: DecisionId = row.value("Decision id")?;
        once(of(&row, customers)?.decisions.insert(id, decision).is_some(), &row, "Decision id")?;
    }
    Ok(())
}

/// One line for each step in every column; a dash stands for nothing.
fn steps(row: &Row<'_>) -> Result<Vec<Step>, TablesError> {
    const COLUMNS: [&str; 4] = ["Steps", "Steps: who", "Steps: by", "Steps: done on"];
    let lines = |column| -> Result<Vec<&str>, TablesError> {
        let text = row.text(column)?;
        let lines = text.split('\n').map(str::trim).map(|line| if line == NOTHING { "" } else { line });
        Ok(if text.is_empty() { Vec::new() } else { lines.collect() })
    };
    let mut steps = Vec::new();
    for (at, what) in lines(COLUMNS[0])?.into_iter().enumerate() {
        let part = |column| -> Result<&str, TablesError> { Ok(lines(column)?.get(at).copied().unwrap_or_default()) };
        let day = |column| {
            let text = part(column)?;
            let day = (!text.is_empty()).then(|| text.parse()).transpose();
            day.map_err(|_error: jiff::Error| {
                row.fault(column, format!("line {} is not a day such as 2026-11-29", at + 1))
            })
        };
        let line = |column: &str, text: &str| Line::new(text).map_err(|error| row.fault(column, error));
        steps.push(Step {
            what: line(COLUMNS[0], what)?,
            who: line(COLUMNS[1], part(COLUMNS[1])?)?,
            by: day(COLUMNS[2])?,
            done: day(COLUMNS[3])?,
            extra: Extra::new(),
        });
    }
    Ok(steps)
}

/// The verdict as it stood, as far as the table holds it.
fn stood(row: &Row<'_>) -> Result<Option<Stood>, TablesError> {
    let Some(scorecard) = row.maybe("Scorecard id")? else { return Ok(None) };
    Ok(Some(Stood {
        scorecard,
        version: row.value("Version then")?,
        verdict: row.one_of("Verdict then", &Verdict::ALL, Verdict::words)?,
        score: row.maybe_number("Score then")?,
        coverage: row.share("Coverage then")?,
        raters: row.value("People then")?,
        bounds: None,
        firmness: Line::default(),
        values: BTreeMap::new(),
        weights: BTreeMap::new(),
        policy: None,
        reasons: Vec::new(),
        cautions: Vec::new(),
        extra: Extra::new(),
    }))
}
