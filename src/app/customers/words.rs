//! How single answers, ratings and days are written on these screens.

use jiff::civil::Date;

use crate::model::{Answer, Criterion, Direction, Locale, Rating, Response, Scale, Scorecard};

/// A day as short as it can be understood: "14 Nov", with the year if it is not this one.
pub fn day_words(day: Date, today: Date) -> String {
    Locale::current().date_near(day, today)
}

/// One answer as it was given: "2", "Yes", "41 days", "Not applicable"; and its written anchor, if it has one.
pub fn answer_words(criterion: Option<&Criterion>, answer: &Answer) -> (String, String) {
    let value = match answer.response {
        Response::Value(value) => value,
        Response::NotApplicable => return ("Not applicable".to_owned(), String::new()),
        Response::DontKnow => return ("Don\u{2019}t know".to_owned(), String::new()),
    };
    match criterion.map(|criterion| &criterion.scale) {
        Some(Scale::YesNo) => ((if value.value() >= 0.5 { "Yes" } else { "No" }).to_owned(), String::new()),
        Some(scale @ Scale::Points { .. }) => {
            #[expect(clippy::cast_possible_truncation, reason = "a point of a scale is a small whole number")]
            let anchor = scale.anchor(value.value() as i32).map(ToString::to_string).unwrap_or_default();
            (value.to_string(), anchor)
        }
        Some(Scale::Measure { unit, .. }) if !unit.is_empty() => (format!("{value}\u{a0}{unit}"), String::new()),
        Some(Scale::Measure { .. }) | None => (value.to_string(), String::new()),
    }
}

/// What a rating comes to by itself, on the scale its answers share: "1.9", "5 of 7 yes"; on mixed scales the score
/// of this rating alone, "47 of 100". `None` if it answers nothing that counts.
pub fn rating_mark(card: &Scorecard, rating: &Rating) -> Option<String> {
    let version = card.version(rating.version).unwrap_or_else(|| card.current());
    let counted = version.active().filter(|criterion| criterion.weight.value() > 0.0);
    let answered: Vec<(&Criterion, f64, f64)> = counted
        .filter_map(|criterion| match rating.answers.get(&criterion.id)?.response {
            Response::Value(raw) => Some((criterion, raw.value(), criterion.value(raw).ok()?.value())),
            Response::NotApplicable | Response::DontKnow => None,
        })
        .collect();
    let first = answered.first()?.0;
    let weight: f64 = answered.iter().map(|(criterion, ..)| criterion.weight.value()).sum();
    let value = answered.iter().map(|(criterion, _, value)| criterion.weight.value() * value).sum::<f64>() / weight;
    let points = |criterion: &Criterion| match &criterion.scale {
        Scale::Points { from, to, .. } => Some((*from, *to)),
        Scale::YesNo | Scale::Measure { .. } => None,
    };
    Some(if answered.iter().all(|(criterion, ..)| matches!(criterion.scale, Scale::YesNo)) {
        let good = answered.iter().filter(|(.., value)| *value >= 0.5).count();
        // Where a no is good for us, counting every yes would say the opposite.
        let reversed = answered.iter().any(|(criterion, ..)| criterion.direction == Direction::Reversed);
        format!("{good} of {} {}", answered.len(), if reversed { "good" } else { "yes" })
    } else if points(first).is_some() && answered.iter().all(|(criterion, ..)| points(criterion) == points(first)) {
        Locale::current().number(first.scale.denormalise(value), 1)
    } else {
        format!("{:.0} of 100", value * 100.0)
    })
}

/// A text ready for searching: small letters, no accents.
pub(super) fn folded(text: &str) -> String {
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let plain = text.chars().filter(|c| !is_accent(c)).map(nucleo_matcher::chars::normalize);
    plain.flat_map(char::to_lowercase).collect()
}

/// A message of the model as a sentence of its own.
pub(in crate::app) fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let Some(first) = chars.next() else { return String::new() };
    let end = if message.ends_with('.') { "" } else { "." };
    first.to_uppercase().chain(chars).chain(end.chars()).collect()
}

/// A group's name inside a line of text: small, unless it is an abbreviation.
pub(in crate::app) fn small_first(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(_), Some(second)) if second.is_uppercase() => name.to_owned(),
        (Some(first), _) => first.to_lowercase().chain(chars).collect(),
        (None, _) => String::new(),
    }
}

/// "A", "A and B", "A, B and 3 others".
pub(super) fn people_list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} others", rest.len()),
    }
}

/// "1 rating", "23 ratings".
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", Locale::count(n)) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn searching_forgives_case_and_accents() {
        assert_eq!(folded("Harbour CAFÉ"), "harbour cafe");
        assert_eq!(folded("Zu\u{308}rich Ånäs"), "zurich anas");
    }

    #[test]
    fn messages_become_sentences_and_lists_stay_short() {
        assert_eq!(sentence("a name is needed"), "A name is needed.");
        assert_eq!(small_first("Management"), "management");
        assert_eq!(small_first("HR"), "HR");
        let names = ["A", "B", "C", "D"].map(str::to_owned);
        assert_eq!(people_list(&names[..2]), "A and B");
        assert_eq!(people_list(&names), "A, B and 2 others");
    }

    #[test]
    fn days_of_this_year_are_short() {
        let today = date(2026, 11, 21);
        assert_eq!(day_words(date(2026, 11, 2), today), "2 Nov");
        assert_eq!(day_words(date(2025, 11, 2), today), "2 Nov 2025");
    }
}
