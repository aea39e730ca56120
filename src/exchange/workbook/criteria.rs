//! The sheet of criteria: every question of every scorecard, in every version.

use super::scorecards::subject;
use super::sheet::{Column, Look, Sheet, Value};
use crate::model::{Criterion, Direction, FlagRule, Scale, Scorecard, ScorecardVersion, Workspace};

pub(super) struct Criteria<'a> {
    workspace: &'a Workspace,
    columns: Vec<Column>,
}

impl<'a> Criteria<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let column = Column::new;
        let columns = vec![
            column("Scorecard", 26.0, Look::Text),
            column("Version", 9.0, Look::Count),
            column("Counts from", 12.0, Look::Date),
            column("Who is rated", 14.0, Look::Text),
            column("Criterion", 28.0, Look::Text),
            column("Question", 48.0, Look::Wrapped),
            column("Why we ask", 40.0, Look::Wrapped),
            column("Scale", 18.0, Look::Text),
            column("Points in words", 40.0, Look::Wrapped),
            column("Good is", 12.0, Look::Text),
            column("Weight", 9.0, Look::Number),
            column("Red flag", 26.0, Look::Flag),
            column("Red flag is hit by", 18.0, Look::Text),
            column("Still asked", 10.0, Look::Text),
            column("Keep from", 10.0, Look::Score),
            column("Hard look from", 10.0, Look::Score),
            column("Kind of scale", 12.0, Look::Text),
            column("Scale from", 10.0, Look::Number),
            column("Scale to", 10.0, Look::Number),
            column("Unit", 12.0, Look::Text),
            column("Criterion key", 24.0, Look::Text),
            column("Scorecard id", 29.0, Look::Text),
        ];
        Self { workspace, columns }
    }

    fn all(&self) -> impl Iterator<Item = (&'a Scorecard, &'a ScorecardVersion, &'a Criterion)> + use<'a> {
        self.workspace.scorecards.values().flat_map(|card| {
            let versions = card.versions.iter();
            versions
                .flat_map(move |version| version.criteria.iter().map(move |criterion| (&**card, version, criterion)))
        })
    }
}

/// "1: never", one point on each line.
pub(super) fn anchors(scale: &Scale) -> Vec<String> {
    match scale {
        Scale::Points { from, to, .. } => {
            (*from..=*to).filter_map(|point| scale.anchor(point).map(|words| format!("{point}: {words}"))).collect()
        }
        Scale::YesNo | Scale::Measure { .. } => Vec::new(),
    }
}

fn good(criterion: &Criterion) -> &'static str {
    match (&criterion.scale, criterion.direction) {
        (Scale::YesNo, Direction::HighIsGood) => "yes",
        (Scale::YesNo, Direction::Reversed) => "no",
        (Scale::Points { .. } | Scale::Measure { .. }, Direction::HighIsGood) => "as the scale says",
        (Scale::Points { .. } | Scale::Measure { .. }, Direction::Reversed) => "the other way",
    }
}

impl Sheet for Criteria<'_> {
    fn name(&self) -> &'static str {
        "Criteria"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn num_rows(&self) -> usize {
        self.all().count()
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Vec<Value<'_>>> + '_> {
        Box::new(self.all().map(|(card, version, criterion)| {
            let flag = criterion.red_flag.as_ref();
            let (kind, ends, unit) = match &criterion.scale {
                Scale::YesNo => ("yes/no", None, ""),
                scale @ Scale::Points { .. } => ("points", Some(scale.ends()), ""),
                scale @ Scale::Measure { unit, .. } => ("measure", Some(scale.ends()), unit.as_str()),
            };
            let rule = flag.map(|flag| match flag.rule {
                FlagRule::AtOrBelow(limit) => format!("{} or less", limit.value()),
                FlagRule::AtOrAbove(limit) => format!("{} or more", limit.value()),
            });
            vec![
                Value::text(card.name.as_str()),
                Value::number(f64::from(version.number)),
                Value::Date(version.adopted),
                Value::text(subject(card.subject)),
                Value::text(criterion.name.as_str()),
                Value::text(criterion.question.as_str()),
                Value::text(criterion.why.as_str()),
                Value::text(criterion.scale.to_string()),
                Value::lines(&anchors(&criterion.scale)),
                Value::text(good(criterion)),
                Value::number(criterion.weight.value()),
                Value::text(flag.map_or("", |flag| flag.name.as_str())),
                Value::text(rule.unwrap_or_default()),
                Value::text(if criterion.retired { "no" } else { "yes" }),
                Value::number(version.policy.keep_from.value()),
                Value::number(version.policy.hard_look_from.value()),
                Value::text(kind),
                Value::number(ends.map(|(from, _)| from)),
                Value::number(ends.map(|(_, to)| to)),
                Value::text(unit),
                Value::text(criterion.id.to_string()),
                Value::text(card.id.to_string()),
            ]
        }))
    }
}
