//! The sheet of customers: what is known about each, and what the scorecards say.

use std::collections::{BTreeMap, BTreeSet};

use super::super::export::{VerdictRow, verdict_rows};
use super::sheet::{Column, Look, Sheet, Value};
use super::{CardVerdicts, Export};
use crate::model::{Customer, CustomerId, Finite, Money, MoneyPeriod};

/// The newest periods are shown; each takes up to four columns, and a sheet has 16,384.
const MOST_PERIODS: usize = 240;

/// A part of what is known about a period.
type Part = fn(&Money) -> Option<Finite>;

/// What is known about money, by kind.
pub(super) const MONEY: [(&str, Part, Look); 4] = [
    ("Revenue", |money| money.revenue, Look::Money),
    ("Cost", |money| money.cost, Look::Money),
    ("Hours", |money| money.hours, Look::Number),
    ("Transactions", |money| money.transactions, Look::Number),
];

pub(super) struct Customers<'a> {
    export: &'a Export<'a>,
    verdicts: BTreeMap<CustomerId, VerdictRow>,
    /// The money that is known about anybody: period, and which of its kinds.
    money: Vec<(MoneyPeriod, usize)>,
    columns: Vec<Column>,
}

/// The periods that do not fit any more.
pub(super) fn left_out_periods(export: &Export<'_>) -> usize {
    periods(export).len().saturating_sub(MOST_PERIODS)
}

fn periods(export: &Export<'_>) -> BTreeSet<MoneyPeriod> {
    export.workspace.customers.values().flat_map(|customer| customer.profile.money.keys().copied()).collect()
}

impl<'a> Customers<'a> {
    pub(super) fn new(export: &'a Export<'a>) -> Self {
        let rows = export.main().map(|judged| verdict_rows(&judged)).unwrap_or_default();
        let verdicts = rows.into_iter().map(|row| (row.id, row)).collect();
        let known: BTreeSet<(MoneyPeriod, usize)> = export
            .workspace
            .customers
            .values()
            .flat_map(|customer| &customer.profile.money)
            .flat_map(|(period, money)| {
                let kinds = MONEY.iter().enumerate().filter(|(_, (_, of, _))| of(money).is_some());
                kinds.map(|(kind, _)| (*period, kind))
            })
            .collect();
        let periods = periods(export);
        let first = periods.iter().nth(periods.len().saturating_sub(MOST_PERIODS)).copied();
        let money: Vec<_> =
            known.into_iter().filter(|(period, _)| first.is_some_and(|first| *period >= first)).collect();
        let columns = columns(export, &money);
        Self { export, verdicts, money, columns }
    }

    fn row(&self, customer: &'a Customer) -> Vec<Value<'_>> {
        let profile = &customer.profile;
        let referrer = profile.source.referred_by.and_then(|id| self.export.workspace.customers.get(&id));
        let tags: Vec<&str> = profile.tags.iter().map(|tag| tag.as_str()).collect();
        let mut row = vec![
            Value::text(profile.name.as_str()),
            Value::text(profile.status.words()),
            Value::date(profile.since),
            Value::text(profile.segment.as_str()),
            Value::text(profile.source.how.as_str()),
            Value::text(referrer.map_or("", |referrer| referrer.name())),
            Value::text(profile.contact.as_str()),
            Value::text(profile.reference.as_str()),
            Value::text(tag_list(&tags)),
            Value::date(profile.renewal),
            Value::text(profile.notes.as_str()),
        ];
        let mut verdicts = self.export.verdicts.iter();
        if verdicts.next().is_some() {
            row.extend(self.verdict(customer.id));
        }
        row.extend(verdicts.flat_map(|verdicts| other_verdict(verdicts, customer.id)));
        row.extend(self.money.iter().map(|(period, kind)| {
            let known = profile.money.get(period).and_then(MONEY[*kind].1);
            Value::number(known.map(Finite::value))
        }));
        row.push(Value::number(customer.ratings.len() as f64));
        row.push(Value::text(profile.source.referred_by.map(|id| id.to_string()).unwrap_or_default()));
        row.push(Value::text(customer.id.to_string()));
        row
    }

    /// What the main scorecard says.
    fn verdict(&self, customer: CustomerId) -> Vec<Value<'_>> {
        let has_bands = has_bands(self.export);
        let Some(row) = self.verdicts.get(&customer) else {
            return vec![Value::Blank; if has_bands { 11 } else { 10 }];
        };
        let mut said = vec![Value::Verdict(row.verdict), Value::number(row.score)];
        said.extend(has_bands.then(|| Value::text(row.band.as_deref().unwrap_or_default())));
        said.extend([
            Value::number(row.score.map(|_| row.lower)),
            Value::number(row.score.map(|_| row.upper)),
            Value::number(row.coverage),
            Value::number(f64::from(row.raters)),
            Value::text(row.standing.firmness_text.as_str()),
            Value::lines(&row.red_flags),
            Value::lines(&row.cautions),
            Value::lines(&row.reasons),
        ]);
        said
    }
}

/// "a, b"; where a tag has a comma itself, one on each line, with a line end after each.
fn tag_list(tags: &[&str]) -> String {
    if tags.iter().any(|tag| tag.contains(',')) { format!("{}\n", tags.join("\n")) } else { tags.join(", ") }
}

/// Whether the main scorecard has named bands.
fn has_bands(export: &Export<'_>) -> bool {
    export.verdicts.first().is_some_and(|verdicts| !verdicts.terms.policy.bands.is_empty())
}

fn columns(export: &Export<'_>, money: &[(MoneyPeriod, usize)]) -> Vec<Column> {
    let column = Column::new;
    let mut columns = vec![
        column("Customer", 30.0, Look::Text),
        column("Status", 11.0, Look::Text),
        column("Since", 12.0, Look::Date),
        column("Segment", 18.0, Look::Text),
        column("Source", 18.0, Look::Text),
        column("Referred by", 24.0, Look::Text),
        column("Contact", 26.0, Look::Text),
        column("Reference", 14.0, Look::Text),
        column("Tags", 18.0, Look::Text),
        column("Renewal", 12.0, Look::Date),
        column("Notes", 40.0, Look::Wrapped),
    ];
    let mut cards = export.verdicts.iter();
    if cards.next().is_some() {
        columns.extend([column("Verdict", 20.0, Look::Text), column("Score", 8.0, Look::Score)]);
        columns.extend(has_bands(export).then(|| column("Band", 10.0, Look::Text)));
        columns.extend([
            column("Lowest score", 9.0, Look::Score),
            column("Highest score", 9.0, Look::Score),
            column("Coverage", 10.0, Look::Percent),
            column("People", 9.0, Look::Count),
            column("Firmness", 34.0, Look::Wrapped),
            column("Red flags", 28.0, Look::Flag),
            column("Cautions", 48.0, Look::Wrapped),
            column("Reasons", 48.0, Look::Wrapped),
        ]);
    }
    for other in cards {
        columns.push(Column::new(format!("Verdict: {}", other.card.name), 20.0, Look::Text));
        columns.push(Column::new(format!("Score: {}", other.card.name), 12.0, Look::Score));
        columns.push(Column::new(format!("Coverage: {}", other.card.name), 12.0, Look::Percent));
    }
    columns.extend(money.iter().map(|(period, kind)| {
        let (name, _, look) = MONEY[*kind];
        Column::new(format!("{name} {period}"), 15.0, look)
    }));
    columns.push(column("Ratings", 9.0, Look::Count));
    columns.push(column("Referrer id", 29.0, Look::Text));
    columns.push(column("Customer id", 29.0, Look::Text));
    columns
}

fn other_verdict<'v>(verdicts: &CardVerdicts<'_>, customer: CustomerId) -> [Value<'v>; 3] {
    let place = verdicts.evidence.index_of(customer);
    place.and_then(|place| verdicts.judgements.get(place)).map_or([const { Value::Blank }; 3], |judgement| {
        [Value::Verdict(judgement.verdict), Value::number(judgement.score), Value::number(judgement.coverage)]
    })
}

impl Sheet for Customers<'_> {
    fn name(&self) -> &'static str {
        "Customers"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn num_rows(&self) -> usize {
        self.export.workspace.customers.len()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Vec<Value<'_>>> + '_> {
        Box::new(self.export.workspace.customers.values().map(|customer| self.row(customer)))
    }
}
