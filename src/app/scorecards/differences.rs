//! What changed from one version of a scorecard to the next, in words.

use crate::analysis::{percent_text, period_text};
use crate::model::{
    Criterion, Direction, FlagPolicy, FlagRule, Period, Policy, RedFlag, Scale, ScorecardVersion, Share,
};

use super::bands::bands_text;

/// Every change in a sentence of its own; empty if nothing changed.
pub(super) fn differences(before: &ScorecardVersion, after: &ScorecardVersion) -> Vec<String> {
    let mut found = Vec::new();
    let share = |version: &ScorecardVersion, criterion: &Criterion| {
        let total = version.total_weight();
        if criterion.retired || criterion.weight.value() <= 0.0 { None } else { Some(criterion.weight.value() / total) }
    };
    for criterion in &after.criteria {
        let name = quoted(&criterion.name);
        let now = share(after, criterion).map(percent_text);
        match before.criterion(criterion.id) {
            None if criterion.retired => {}
            None => found.push(format!("New: {name}, {}", now.unwrap_or_else(|| "not counted".to_owned()))),
            Some(old) if old.retired && criterion.retired => {}
            Some(old) if criterion.retired != old.retired => {
                let verb = if criterion.retired { "Retired" } else { "Brought back" };
                found.push(format!("{verb}: {name}"));
            }
            Some(old) => {
                let then = share(before, old).map(percent_text);
                question(&mut found, old, criterion);
                if old.weight != criterion.weight {
                    let part = |share: Option<String>| share.unwrap_or_else(|| "not counted".to_owned());
                    found.push(format!("{name} counts {} instead of {}", part(now), part(then)));
                }
            }
        }
    }
    for gone in before.criteria.iter().filter(|old| !old.retired && after.criterion(old.id).is_none()) {
        found.push(format!("Removed: {}", quoted(&gone.name)));
    }
    let order = |version: &ScorecardVersion, other: &ScorecardVersion| -> Vec<_> {
        version.criteria.iter().map(|each| each.id).filter(|id| other.criterion(*id).is_some()).collect()
    };
    if order(before, after) != order(after, before) {
        found.push("The order of the questions".to_owned());
    }
    policy(&mut found, &before.policy, &after.policy);
    found
}

fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
}

fn question(found: &mut Vec<String>, old: &Criterion, new: &Criterion) {
    let name = quoted(&new.name);
    if old.name != new.name {
        found.push(format!("{} is now called {name}", quoted(&old.name)));
    }
    if old.question != new.question {
        found.push(format!("{name}: other words for the question"));
    }
    if old.why != new.why {
        found.push(format!("{name}: other words for why we ask"));
    }
    if old.scale != new.scale {
        let (then, now) = (old.scale.to_string(), new.scale.to_string());
        let words = match (&old.scale, &new.scale) {
            (Scale::Points { .. }, Scale::Points { .. }) if then == now => "other words for the points".to_owned(),
            _ => format!("{now} instead of {then}"),
        };
        found.push(format!("{name}: {words}"));
    }
    if old.direction != new.direction {
        let words =
            if new.direction == Direction::Reversed { "a high answer is bad now" } else { "a high answer is good now" };
        found.push(format!("{name}: {words}"));
    }
    match (&old.red_flag, &new.red_flag) {
        (None, Some(flag)) => found.push(format!("{name}: new red flag, {}", flag_words(flag, &new.scale))),
        (Some(_), None) => found.push(format!("{name}: no red flag any more")),
        (Some(old), Some(flag)) if old != flag => {
            found.push(format!("{name}: red flag is now {}", flag_words(flag, &new.scale)));
        }
        _ => {}
    }
}

/// A red flag in words: "Pays late" (60 days or more).
pub(super) fn flag_words(flag: &RedFlag, scale: &Scale) -> String {
    let rule = match (flag.rule, scale) {
        (FlagRule::AtOrBelow(value), Scale::YesNo) if value.value() < 1.0 => "no".to_owned(),
        (FlagRule::AtOrAbove(value), Scale::YesNo) if value.value() > 0.0 => "yes".to_owned(),
        (FlagRule::AtOrBelow(value), _) => format!("{value}{} or less", unit(scale)),
        (FlagRule::AtOrAbove(value), _) => format!("{value}{} or more", unit(scale)),
    };
    format!("{} ({rule})", quoted(&flag.name))
}

fn unit(scale: &Scale) -> String {
    match scale {
        Scale::Measure { unit, .. } if !unit.is_empty() => format!(" {unit}"),
        _ => String::new(),
    }
}

fn policy(found: &mut Vec<String>, old: &Policy, new: &Policy) {
    let mut say = |what: &str, then: String, now: String| {
        if then != now {
            found.push(format!("{what} {now} instead of {then}"));
        }
    };
    say("Keep from", threshold(old.keep_from.value()), threshold(new.keep_from.value()));
    say("Hard look from", threshold(old.hard_look_from.value()), threshold(new.hard_look_from.value()));
    let bands = |policy: &Policy| bands_text(&policy.bands).unwrap_or_else(|| "none".to_owned());
    say("Bands:", bands(old), bands(new));
    let share = |share: Share| percent_text(share.value());
    say("At least", format!("{} answered", share(old.min_coverage)), format!("{} answered", share(new.min_coverage)));
    say("At least", people(old.min_raters), people(new.min_raters));
    say("Counts:", period_text(old.period), period_text(new.period));
    found.extend(gathering_differences(old, new));
    if old.flags != new.flags {
        found.push(format!("A red flag counts when {} says so", flag_policy_words(new.flags)));
    }
    if old.balance != new.balance {
        found.push("How much each group counts".to_owned());
    }
    if old.period == Period::All && old.stale_after_months != new.stale_after_months {
        found.push(format!("Evidence is old after {} months", new.stale_after_months));
    }
}

/// What differs in how people and the age of ratings count, one line each.
pub(in crate::app) fn gathering_differences(old: &Policy, new: &Policy) -> Vec<String> {
    let mut found = Vec::new();
    if old.combine != new.combine {
        found.push(format!("Within a group: {}", new.combine.words().to_lowercase()));
    }
    if old.half_life_months != new.half_life_months {
        found.push(new.half_life_months.map_or_else(
            || "The age of a rating does not matter".to_owned(),
            |months| format!("A rating counts half after {months} months"),
        ));
    }
    if old.severity != new.severity {
        found.push(new.severity.words().to_owned());
    }
    found
}

/// A threshold without needless decimals: 70, 85.7.
pub fn threshold(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// "1 person", "2 people".
pub(super) fn people(number: u32) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{number} people") }
}

/// Whose word makes a red flag, in the middle of a sentence.
pub(super) fn flag_policy_words(policy: FlagPolicy) -> String {
    match policy {
        FlagPolicy::Any => "one person".to_owned(),
        FlagPolicy::Majority => "most of those who answered".to_owned(),
        FlagPolicy::Group(group) => format!("somebody of {group}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{CriterionId, Extra, Finite, Line, Name, Note, Score, Weight};

    fn version() -> ScorecardVersion {
        let criterion = |text: &str| {
            let name = Name::new(text).unwrap();
            Criterion::new(CriterionId::from_name(text, |_| false), name, Scale::points(1, 5))
        };
        ScorecardVersion {
            number: 1,
            adopted: date(2026, 1, 1),
            note: Note::default(),
            criteria: vec![criterion("Pays"), criterion("Respects"), criterion("Decides"), criterion("Grows")],
            policy: Policy::default(),
            extra: Extra::new(),
        }
    }

    #[test]
    fn nothing_changed_says_nothing() {
        assert!(differences(&version(), &version()).is_empty());
    }

    #[test]
    fn each_change_is_one_sentence() {
        let says = |edit: &dyn Fn(&mut ScorecardVersion)| {
            let mut after = version();
            edit(&mut after);
            differences(&version(), &after).join(" | ").replace('\u{a0}', " ")
        };
        assert_eq!(says(&|v| v.criteria[0].weight = Weight::clamped(2.0)), "“Pays” counts 40 % instead of 25 %");
        assert_eq!(says(&|v| v.criteria[3].retired = true), "Retired: “Grows”");
        assert_eq!(says(&|v| v.criteria.swap(0, 1)), "The order of the questions");
        assert_eq!(says(&|v| v.criteria[0].scale = Scale::points(0, 10)), "“Pays”: 0–10 instead of 1–5");
        assert_eq!(
            says(&|v| v.criteria[0].question = Line::new("Do they?").unwrap()),
            "“Pays”: other words for the question"
        );
        assert_eq!(says(&|v| v.policy.keep_from = Score::clamped(600.0 / 7.0)), "Keep from 85.7 instead of 70");
        let flag = RedFlag {
            name: Name::new("Abusive").unwrap(),
            rule: FlagRule::AtOrBelow(Finite::ONE),
            extra: Extra::new(),
        };
        assert_eq!(
            says(&|v| v.criteria[1].red_flag = Some(flag.clone())),
            "“Respects”: new red flag, “Abusive” (1 or less)"
        );
        let extra = Criterion::new("new".parse().unwrap(), Name::new("New").unwrap(), Scale::YesNo);
        assert_eq!(says(&|v| v.criteria.push(extra.clone())), "New: “New”, 20 %");
    }
}
