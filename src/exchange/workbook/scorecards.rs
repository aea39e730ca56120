//! The sheet of scorecards: one row for each version, with the rules by which answers become a verdict.

use super::sheet::{Column, Look, Sheet, Value};
use crate::model::{FlagPolicy, Period, Policy, Scorecard, ScorecardVersion, Subject, Workspace};

pub(super) struct Scorecards<'a> {
    workspace: &'a Workspace,
    columns: Vec<Column>,
}

impl<'a> Scorecards<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let column = Column::new;
        let columns = vec![
            column("Scorecard", 26.0, Look::Text),
            column("Version", 9.0, Look::Count),
            column("Counts from", 12.0, Look::Date),
            column("Why it was changed", 40.0, Look::Wrapped),
            column("What it is for", 40.0, Look::Wrapped),
            column("Who is rated", 14.0, Look::Text),
            column("Archived", 10.0, Look::Text),
            column("Keep from", 10.0, Look::Score),
            column("Hard look from", 10.0, Look::Score),
            column("Named bands", 18.0, Look::Wrapped),
            column("Least coverage", 10.0, Look::Number),
            column("Least people", 10.0, Look::Count),
            column("Ratings that count", 22.0, Look::Text),
            column("People of a group", 26.0, Look::Text),
            column("Half-life in months", 10.0, Look::Count),
            column("Severity", 30.0, Look::Text),
            column("Balance of groups", 20.0, Look::Wrapped),
            column("Red flag by the word of", 20.0, Look::Text),
            column("Dependence from share", 12.0, Look::Number),
            column("Stale after months", 10.0, Look::Count),
            column("Scorecard id", 29.0, Look::Text),
        ];
        Self { workspace, columns }
    }

    fn all(&self) -> impl Iterator<Item = (&'a Scorecard, &'a ScorecardVersion)> + use<'a> {
        let cards = self.workspace.scorecards.values();
        cards.flat_map(|card| card.versions.iter().map(move |version| (&**card, version)))
    }
}

/// Who is rated, in words.
pub(super) const fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Customer => "the customer",
        Subject::Us => "we, by them",
    }
}

/// Which ratings count, in words that [`super::read`] knows.
pub(super) fn period(period: Period) -> String {
    match period {
        Period::ThisQuarter => "this quarter".to_owned(),
        Period::LastMonths(months) => format!("last {months} months"),
        Period::LatestPerPerson => "newest of each person".to_owned(),
        Period::All => "all".to_owned(),
    }
}

/// Whose word makes a red flag, in words that [`super::read`] knows.
pub(super) fn flags(policy: FlagPolicy) -> String {
    match policy {
        FlagPolicy::Any => "anybody".to_owned(),
        FlagPolicy::Majority => "most people".to_owned(),
        FlagPolicy::Group(group) => format!("group {group}"),
    }
}

fn rules(policy: &Policy) -> [Value<'static>; 13] {
    let bands: Vec<String> = policy.bands.iter().map(|band| format!("{}: {}", band.name, band.from.value())).collect();
    let balance: Vec<String> =
        policy.balance.iter().map(|(group, weight)| format!("{group}: {}", weight.value())).collect();
    [
        Value::number(policy.keep_from.value()),
        Value::number(policy.hard_look_from.value()),
        Value::lines(&bands),
        Value::number(policy.min_coverage.value()),
        Value::number(f64::from(policy.min_raters)),
        Value::text(period(policy.period)),
        Value::text(policy.combine.words()),
        Value::number(policy.half_life_months.map(|months| f64::from(months.get()))),
        Value::text(policy.severity.words()),
        Value::lines(&balance),
        Value::text(flags(policy.flags)),
        Value::number(policy.dependence_limit.value()),
        Value::number(f64::from(policy.stale_after_months)),
    ]
}

impl Sheet for Scorecards<'_> {
    fn name(&self) -> &'static str {
        "Scorecards"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn num_rows(&self) -> usize {
        self.all().count()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Vec<Value<'_>>> + '_> {
        Box::new(self.all().map(|(card, version)| {
            let mut row = vec![
                Value::text(card.name.as_str()),
                Value::number(f64::from(version.number)),
                Value::Date(version.adopted),
                Value::text(version.note.as_str()),
                Value::text(card.about.as_str()),
                Value::text(subject(card.subject)),
                Value::text(if card.archived { "yes" } else { "no" }),
            ];
            row.extend(rules(&version.policy));
            row.push(Value::text(card.id.to_string()));
            row
        }))
    }
}
