//! Scorecards from our own tables: a row for each version, and a row for each criterion in every version.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use super::json::is_numbered;
use super::read::{Opened, Row, TablesError};
use crate::model::{
    Band, Combine, Criterion, Direction, Extra, FlagPolicy, FlagRule, Line, Name, Period, Policy, RedFlag, Scale,
    Score, Scorecard, ScorecardId, ScorecardVersion, SeverityRule, Subject, Weight,
};

pub(super) fn scorecards(cards: &Opened, criteria: &Opened) -> Result<BTreeMap<ScorecardId, Scorecard>, TablesError> {
    let mut known: BTreeMap<ScorecardId, Scorecard> = BTreeMap::new();
    for row in cards.rows() {
        let version = ScorecardVersion {
            number: row.value("Version")?,
            adopted: row.day("Counts from")?,
            note: row.value("Why it was changed")?,
            criteria: Vec::new(),
            policy: policy(&row)?,
            extra: Extra::new(),
        };
        let id: ScorecardId = row.value("Scorecard id")?;
        let card = Scorecard {
            id,
            name: row.value("Scorecard")?,
            about: row.value("What it is for")?,
            subject: row.one_of("Who is rated", &[Subject::Customer, Subject::Us], super::scorecards::subject)?,
            versions: Vec::new(),
            scenarios: BTreeMap::new(),
            archived: row.yes("Archived")?,
            extra: Extra::new(),
        };
        let number = version.number;
        let card = known.entry(id).or_insert(card);
        card.versions.push(version);
        // Rows may have been sorted in another way.
        card.versions.sort_by_key(|version| version.number);
        if card.versions.iter().filter(|version| version.number == number).count() > 1 {
            return Err(row.fault("Version", "this version stands in two rows"));
        }
    }
    for row in cards.rows() {
        if known.get(&row.value("Scorecard id")?).is_some_and(|card| !is_numbered(card)) {
            return Err(row.fault("Version", "the versions of a scorecard must be numbered 1, 2, 3 \u{2026}"));
        }
    }
    for row in criteria.rows() {
        let (id, number): (ScorecardId, u32) = (row.value("Scorecard id")?, row.value("Version")?);
        let version =
            known.get_mut(&id).and_then(|card| card.versions.iter_mut().find(|version| version.number == number));
        let Some(version) = version else {
            return Err(row.fault("Scorecard id", "the table of scorecards has no such version"));
        };
        version.criteria.push(criterion(&row)?);
    }
    Ok(known)
}

fn policy(row: &Row<'_>) -> Result<Policy, TablesError> {
    let bands = lines(row, "Named bands", |name, from| {
        Some(Band { name: Name::new(name).ok()?, from: Score::new(from.parse().ok()?).ok()? })
    })?;
    let balance = lines(row, "Balance of groups", |group, weight| {
        Some((group.parse().ok()?, Weight::new(weight.parse().ok()?).ok()?))
    })?;
    let half_life: Option<NonZeroU16> = row.maybe("Half-life in months")?;
    Ok(Policy {
        keep_from: row.number("Keep from")?,
        hard_look_from: row.number("Hard look from")?,
        bands,
        min_coverage: row.number("Least coverage")?,
        min_raters: row.value("Least people")?,
        balance: balance.into_iter().collect(),
        period: period(row)?,
        combine: row.one_of("People of a group", &Combine::ALL, Combine::words)?,
        half_life_months: half_life,
        severity: row.one_of("Severity", &[SeverityRule::AsGiven, SeverityRule::Adjusted], SeverityRule::words)?,
        flags: flags(row)?,
        dependence_limit: row.number("Dependence from share")?,
        stale_after_months: row.value("Stale after months")?,
        extra: Extra::new(),
    })
}

/// Lines of "what: number".
fn lines<T>(row: &Row<'_>, column: &str, of: impl Fn(&str, &str) -> Option<T>) -> Result<Vec<T>, TablesError> {
    let filled = row.text(column)?.split('\n').map(str::trim).filter(|line| !line.is_empty());
    let read = |line: &str| {
        let parts = line.rsplit_once(':').and_then(|(what, number)| of(what.trim(), number.trim()));
        parts.ok_or_else(|| row.fault(column, format!("\u{201c}{line}\u{201d} is not a name, a colon and a number")))
    };
    filled.map(read).collect()
}

fn period(row: &Row<'_>) -> Result<Period, TablesError> {
    const COLUMN: &str = "Ratings that count";
    let text = row.text(COLUMN)?;
    let fixed = [Period::ThisQuarter, Period::LatestPerPerson, Period::All];
    let months = text.strip_prefix("last ").and_then(|rest| rest.strip_suffix(" months"));
    let months = months.and_then(|months| months.parse().ok()).map(Period::LastMonths);
    let found = months.or_else(|| fixed.into_iter().find(|one| super::scorecards::period(*one) == text));
    found.ok_or_else(|| {
        row.fault(
            COLUMN,
            format!("\u{201c}{text}\u{201d} is none of: this quarter, last 12 months, newest of each person, all"),
        )
    })
}

fn flags(row: &Row<'_>) -> Result<FlagPolicy, TablesError> {
    const COLUMN: &str = "Red flag by the word of";
    let text = row.text(COLUMN)?;
    let group = text.strip_prefix("group ").and_then(|group| group.parse().ok()).map(FlagPolicy::Group);
    let fixed = [FlagPolicy::Any, FlagPolicy::Majority];
    let found = group.or_else(|| fixed.into_iter().find(|one| super::scorecards::flags(*one) == text));
    found.ok_or_else(|| {
        row.fault(COLUMN, format!("\u{201c}{text}\u{201d} is none of: anybody, most people, group team"))
    })
}

fn criterion(row: &Row<'_>) -> Result<Criterion, TablesError> {
    let scale = scale(row)?;
    scale.check().map_err(|error| row.fault("Kind of scale", error))?;
    let direction = match row.text("Good is")? {
        "yes" | "as the scale says" => Direction::HighIsGood,
        "no" | "the other way" => Direction::Reversed,
        _ => return Err(row.fault("Good is", "it must be yes, no, as the scale says, or the other way")),
    };
    let red_flag = match row.maybe::<Name>("Red flag")? {
        None => None,
        Some(name) => Some(RedFlag { name, rule: rule(row)?, extra: Extra::new() }),
    };
    Ok(Criterion {
        id: row.value("Criterion key")?,
        name: row.value("Criterion")?,
        question: row.value("Question")?,
        why: row.value("Why we ask")?,
        scale,
        direction,
        weight: row.number("Weight")?,
        red_flag,
        retired: !row.yes("Still asked")?,
        extra: Extra::new(),
    })
}

fn scale(row: &Row<'_>) -> Result<Scale, TablesError> {
    match row.text("Kind of scale")? {
        "yes/no" => Ok(Scale::YesNo),
        "points" => {
            let (from, to) = (row.value("Scale from")?, row.value("Scale to")?);
            let mut anchors = BTreeMap::new();
            for line in row.text("Points in words")?.split('\n').filter(|line| !line.trim().is_empty()) {
                let anchor = line
                    .split_once(':')
                    .and_then(|(point, words)| Some((point.trim().parse().ok()?, Line::new(words).ok()?)));
                let (point, words) = anchor.ok_or_else(|| {
                    row.fault("Points in words", format!("\u{201c}{line}\u{201d} is not \u{201c}1: in words\u{201d}"))
                })?;
                anchors.insert(point, words);
            }
            Ok(Scale::Points { from, to, anchors })
        }
        "measure" => Ok(Scale::Measure {
            unit: row.value("Unit")?,
            worst: row.number("Scale from")?,
            best: row.number("Scale to")?,
        }),
        _ => Err(row.fault("Kind of scale", "it must be yes/no, points or measure")),
    }
}

fn rule(row: &Row<'_>) -> Result<FlagRule, TablesError> {
    const COLUMN: &str = "Red flag is hit by";
    let text = row.text(COLUMN)?;
    let limit = |number: &str| number.parse().ok().and_then(|number| crate::model::Finite::new(number).ok());
    let low = text.strip_suffix(" or less").and_then(limit).map(FlagRule::AtOrBelow);
    let rule = low.or_else(|| text.strip_suffix(" or more").and_then(limit).map(FlagRule::AtOrAbove));
    rule.ok_or_else(|| row.fault(COLUMN, "it must be \u{201c}2 or less\u{201d} or \u{201c}60 or more\u{201d}"))
}
