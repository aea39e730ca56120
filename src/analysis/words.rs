//! Words: how values, names and numbers are written in sentences; dates and numbers as [`Locale::current`] has them.

use jiff::civil::Date;

use crate::model::{Business, Criterion, GroupId, Locale, Period, Scale, Verdict};

/// A no-break space, so that a number and its unit stay on one line.
const NBSP: char = '\u{a0}';

/// A share from 0 to 1 as "84 %". Rounds, but never up to 100 % or down to 0 %.
pub fn percent_text(share: f64) -> String {
    let rounded = (share * 100.0).round();
    let percent = if share < 1.0 - 1e-9 && rounded >= 100.0 {
        99.0
    } else if share > 1e-9 && rounded <= 0.0 {
        1.0
    } else {
        rounded
    };
    format!("{}{NBSP}%", Locale::current().whole(percent))
}

/// An amount of money without cents: "€84,000", "84,000 USD".
pub fn money_text(business: &Business, amount: f64) -> String {
    let number = Locale::current().whole(amount.abs());
    let sign = if amount <= -0.5 { "\u{2212}" } else { "" };
    match business.currency.as_str() {
        "" => format!("{sign}{number}"),
        symbol if symbol.chars().any(char::is_alphanumeric) => format!("{sign}{number}{NBSP}{symbol}"),
        symbol => format!("{sign}{symbol}{number}"),
    }
}

/// A mean on a criterion's own scale, with its unit: "1.2", "40 % yes", "41 days".
pub fn answer_text(criterion: &Criterion, own: f64) -> String {
    match &criterion.scale {
        Scale::Measure { unit, .. } if !unit.is_empty() => format!("{}{NBSP}{unit}", number_text(criterion, own)),
        Scale::YesNo | Scale::Points { .. } | Scale::Measure { .. } => number_text(criterion, own),
    }
}

/// A mean on a criterion's own scale without its unit: "1.2", "40 % yes", "41".
pub(super) fn number_text(criterion: &Criterion, own: f64) -> String {
    match &criterion.scale {
        Scale::YesNo => format!("{}{NBSP}yes", percent_text(own)),
        Scale::Points { .. } => decimal(own),
        Scale::Measure { worst, best, .. } => {
            let span = (best.value() / 2.0 - worst.value() / 2.0).abs() * 2.0;
            Locale::current().number(own, usize::from(span < 20.0))
        }
    }
}

/// One decimal.
pub(super) fn decimal(value: f64) -> String {
    Locale::current().number(value, 1)
}

/// A score without decimals, as in every sentence.
pub fn score_text(score: f64) -> String {
    Locale::current().whole(score.max(0.0))
}

/// "1 person", "9 people".
pub(super) fn people_text(n: u32) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{} people", Locale::count(n as usize)) }
}

/// "1 point", "17 points", never "0 points".
pub(super) fn points_text(points: f64) -> String {
    let rounded = points.abs().round();
    if rounded < 1.0 {
        "less than a point".to_owned()
    } else if rounded < 2.0 {
        "1 point".to_owned()
    } else {
        format!("{} points", Locale::current().whole(rounded))
    }
}

/// "3 things" with the right plural.
pub(super) fn plural(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", Locale::count(n)) }
}

/// A small number in words.
pub(super) fn number_word(n: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(n).map_or_else(|| Locale::count(n), |word| (*word).to_owned())
}

/// A name inside a sentence: the first letter small, unless the word is an abbreviation.
pub(super) fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    let Some(first) = chars.next() else { return String::new() };
    if chars.clone().next().is_some_and(|second| second.is_uppercase() || second.is_numeric()) {
        return name.to_owned();
    }
    first.to_lowercase().chain(chars).collect()
}

/// A finding after other words: its first letter small, unless it is an abbreviation.
pub fn in_sentence(finding: &str) -> String {
    lower_first(finding)
}

/// A name inside a running sentence, in quotation marks.
pub(super) fn quoted(name: &str) -> String {
    format!("\u{201c}{}\u{201d}", lower_first(name))
}

/// A text at the start of a sentence.
pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(quote @ '\u{201c}') => format!("{quote}{}", upper_first(chars.as_str())),
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A group inside a sentence: "management", "the team".
pub(super) fn group_text(business: &Business, group: GroupId) -> String {
    let name = lower_first(&business.group_name(group));
    if group == GroupId::TEAM || group == GroupId::CUSTOMER { format!("the {name}") } else { name }
}

/// A verdict inside a sentence.
pub(super) fn verdict_text(verdict: Verdict) -> String {
    lower_first(verdict.words())
}

/// "A", "A and B", "A, B and C".
pub(super) fn list_text(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// "3 March 2026", or in the order of the system.
pub fn date_text(day: Date) -> String {
    Locale::current().date_long(day)
}

/// Which ratings count: "last 12 months".
pub fn period_text(period: Period) -> String {
    match period {
        Period::ThisQuarter => "this quarter".to_owned(),
        Period::LastMonths(1) => "last month".to_owned(),
        Period::LastMonths(months) => format!("last {months} months"),
        Period::LatestPerPerson => "everybody\u{2019}s newest".to_owned(),
        Period::All => "all time".to_owned(),
    }
}

/// How long ago a day was: "today", "12 days ago", "8 months ago".
pub(super) fn ago_text(day: Date, today: Date) -> String {
    let days = day.until(today).map_or(0, |span| span.get_days());
    match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=59 => format!("{days} days ago"),
        // 30.44 days is the mean length of a month.
        _ => format!("{:.0} months ago", (f64::from(days) / 30.44).floor()),
    }
}

/// A text cut to at most `max` characters, with an ellipsis where something is missing.
pub(super) fn shortened(text: &str, max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= max {
        return line;
    }
    let cut: String = line.chars().take(max.saturating_sub(1)).collect();
    format!("{}\u{2026}", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BusinessId, Line, Name};

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(percent_text(0.996), "99\u{a0}%");
        assert_eq!(percent_text(0.001), "1\u{a0}%");
        assert_eq!(percent_text(0.0), "0\u{a0}%");
        assert_eq!(points_text(-0.2), "less than a point");
        assert_eq!(points_text(-1.2), "1 point");
        let mut business = Business::new(BusinessId::new(ulid::Ulid::nil()), Name::new("B").unwrap());
        assert_eq!(money_text(&business, 1_234_567.8), "1,234,568");
        business.currency = Line::new("€").unwrap();
        assert_eq!(money_text(&business, -84_000.0), "\u{2212}€84,000");
        business.currency = Line::new("USD").unwrap();
        assert_eq!(money_text(&business, 999.0), "999\u{a0}USD");
    }

    #[test]
    fn names_fit_into_sentences() {
        assert_eq!(lower_first("Pays on time"), "pays on time");
        assert_eq!(lower_first("NPS of last year"), "NPS of last year");
        assert_eq!(lower_first(""), "");
        assert_eq!(upper_first("élan"), "Élan");
        assert_eq!(upper_first(&quoted("Élan")), "“Élan”");
        assert_eq!(list_text(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
        assert_eq!(shortened("Called  my junior\nat ten", 12), "Called my j…");
    }
}
