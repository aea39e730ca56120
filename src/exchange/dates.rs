//! Dates as people write them. Day and month are never guessed where they can't be told apart.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How the dates of a column are written where that can't be told from each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 31.12.2026, 31/12/2026
    DayFirst,
    /// 12/31/2026
    MonthFirst,
    /// 46022, as Excel counts days.
    ExcelDays,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum DateFault {
    /// Not one of the forms read.
    #[error("is not a date; write 2026-07-31")]
    NotADate,
    /// 3/4/2026 may be in March or in April.
    #[error("could be two dates; choose whether the day or the month comes first, or write 2026-07-31")]
    Ambiguous,
}

/// The parts of a date by position, without the time of day behind it. A year of two digits stands last.
fn parts(text: &str) -> Option<([i16; 3], char)> {
    let day = text.trim().split(['T', ' ', ',']).next().unwrap_or_default();
    let separator = day.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '-' | '.' | '/') {
        return None;
    }
    let mut numbers = [0; 3];
    let mut pieces = day.split(separator);
    for (place, number) in numbers.iter_mut().enumerate() {
        let piece = pieces.next().filter(|piece| (1..=4).contains(&piece.len()))?;
        let digits = piece.bytes().all(|byte| byte.is_ascii_digit()).then(|| piece.parse().ok()).flatten()?;
        *number = if place == 2 && piece.len() == 2 && numbers_are_short(day, separator) {
            whole_year(digits)
        } else {
            digits
        };
    }
    pieces.next().is_none().then_some((numbers, separator))
}

/// Whether the first part is no year: then the last one is.
fn numbers_are_short(day: &str, separator: char) -> bool {
    day.split(separator).next().is_some_and(|first| first.len() <= 2)
}

/// 26 is 2026, 98 is 1998.
const fn whole_year(short: i16) -> i16 {
    if short < 70 { 2000 + short } else { 1900 + short }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let is_plausible = (1900..=2200).contains(&year);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok().filter(|_| is_plausible)
}

/// Reads `2026-07-31` (also with `/` or `.`, also with a time behind), `31.7.2026` and `7/31/2026` by `order`,
/// `31 July 2026` and `July 31, 2026` in a dozen languages, and `2026` or `2026-07` as their first day.
///
/// # Errors
/// [`DateFault`]; without an `order`, a date that could be two is one.
pub(super) fn parse_date(text: &str, order: Option<DateOrder>) -> Result<Date, DateFault> {
    if order == Some(DateOrder::ExcelDays)
        && let Some(day) = excel_day(text)
    {
        return Ok(day);
    }
    let Some(([a, b, c], separator)) = parts(text) else {
        return whole_month(text.trim()).or_else(|| with_month_name(text)).ok_or(DateFault::NotADate);
    };
    if a >= 1000 {
        return date(a, b, c).ok_or(DateFault::NotADate);
    }
    let day_first = date(c, b, a);
    let month_first = date(c, a, b).filter(|_| separator != '.');
    match (order, day_first, month_first) {
        (Some(DateOrder::DayFirst), found, _) | (Some(DateOrder::MonthFirst), _, found) => {
            found.ok_or(DateFault::NotADate)
        }
        (_, Some(one), Some(other)) if one != other => Err(DateFault::Ambiguous),
        (_, one, other) => one.or(other).ok_or(DateFault::NotADate),
    }
}

/// Whether a text is a date, in whichever order.
pub(super) fn is_date(text: &str) -> bool {
    if parts(text).is_none() {
        // The order makes no difference.
        return parse_date(text, None).is_ok();
    }
    [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().any(|order| parse_date(text, Some(order)).is_ok())
}

/// `2026` and `2026-07` as their first day.
fn whole_month(text: &str) -> Option<Date> {
    let (year, month) = text.split_once('-').unwrap_or((text, "1"));
    let is_plain =
        year.len() == 4 && month.len() <= 2 && year.bytes().chain(month.bytes()).all(|byte| byte.is_ascii_digit());
    is_plain.then(|| date(year.parse().ok()?, month.parse().ok()?, 1)).flatten()
}

/// The day an Excel day number means: 1 is the last day of 1899, with the leap day of 1900 that never was.
pub(super) fn excel_day(text: &str) -> Option<Date> {
    let whole = text.trim().split(['.', ',']).next().filter(|digits| digits.len() == 5)?;
    let days: i32 = whole.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole.parse().ok()).flatten()?;
    // 1982 to 2064: what a customer list can hold.
    (30_000..=60_000).contains(&days).then(|| Date::constant(1899, 12, 30).checked_add(days.days()).ok()).flatten()
}

/// `31 July 2026`, `July 31, 2026`, `31. Juli 2026 14:05`, `1er août 2026`, `31-Jul-26`.
fn with_month_name(text: &str) -> Option<Date> {
    // A year has at least two digits; texts without are most of what is asked about.
    let num_digits = text.bytes().filter(u8::is_ascii_digit).count();
    if text.len() > 60 || num_digits < 2 || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let (mut month, mut day, mut year) = (None, None, None);
    let tokens =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.')).filter(|t| !t.is_empty());
    for token in tokens {
        let digits: String = token.chars().take_while(char::is_ascii_digit).collect();
        if digits.is_empty() {
            if let (None, Some(number)) = (month, month_of(token)) {
                month = Some(number);
            }
            continue;
        }
        let rest = &token[digits.len()..];
        let is_ordinal = ["", "st", "nd", "rd", "th", "er", "e", "\u{ba}", "\u{aa}"].contains(&rest);
        if !is_ordinal {
            // A time of day ends the date.
            break;
        }
        match digits.len() {
            1 | 2 if day.is_none() => day = digits.parse::<i16>().ok(),
            2 if year.is_none() && month.is_some() => year = digits.parse().ok().map(whole_year),
            4 if year.is_none() => year = digits.parse().ok(),
            _ => break,
        }
        if month.is_some() && day.is_some() && year.is_some() {
            break;
        }
    }
    date(year?, month?, day.unwrap_or(1))
}

/// The beginnings of the months' names in en de fr es it pt nl pl sv da nb fi cs, each long enough to tell.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "jaen", "ene", "gen", "sty", "tammi", "led"],
    &["feb", "fév", "fev", "lut", "helmi", "únor", "února"],
    &["mar", "mär", "maer", "mrz", "maa", "mrt", "bře"],
    &["apr", "avr", "abr", "kwi", "huhti", "dub"],
    &["may", "mai", "mag", "maj", "mei", "mayo", "touko", "květ"],
    &["jun", "juin", "giu", "cze", "kesä", "červen", "června"],
    &["jul", "juil", "lug", "lip", "heinä", "červenec", "července"],
    &["aug", "aoû", "aou", "ago", "sie", "elo", "srp"],
    &["sep", "set", "wrz", "syys", "září"],
    &["oct", "okt", "ott", "out", "paź", "loka", "říj"],
    &["nov", "lis", "marras"],
    &["dec", "dez", "dese", "déc", "dic", "gru", "joulu", "pros"],
];

/// The month a word names, if it names one.
fn month_of(word: &str) -> Option<i16> {
    let word = word.to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    // The longest beginning decides: "červenec" begins like "červen", "maaliskuu" like no other.
    let mut best: Option<(usize, i16)> = None;
    for (number, names) in (1_i16..).zip(MONTHS) {
        for name in names {
            // "Marketing 2025" is no day in March: a longer word must be the name itself, or its beginning.
            let is_name =
                || NAMES[usize::from(number.unsigned_abs()) - 1].split(' ').any(|full| full.starts_with(&*word));
            if word.starts_with(name)
                && best.is_none_or(|(length, _)| name.len() > length)
                && (word == *name || is_name())
            {
                best = Some((name.len(), number));
            }
        }
    }
    best.map(|(_, number)| number)
}

/// The months' names in full, in the same languages, also as they stand in a date.
const NAMES: [&str; 12] = [
    "january januar jänner jaenner janvier enero gennaio janeiro januari stycznia styczeń tammikuuta leden ledna",
    "february februar feber février fevrier febrero febbraio fevereiro februari lutego luty helmikuuta únor února",
    "march märz maerz mars marzo março maart marca marzec marts maaliskuuta březen března",
    "april avril abril aprile kwietnia kwiecień huhtikuuta duben dubna",
    "may mai mayo maggio maio mei maja toukokuuta květen května",
    "june juni juin junio giugno junho czerwca czerwiec kesäkuuta červen června",
    "july juli juillet julio luglio julho lipca lipiec heinäkuuta červenec července",
    "august août aout agosto augustus sierpnia sierpień augusti elokuuta srpen srpna",
    "september septembre septiembre setiembre settembre setembro września wrzesień syyskuuta září",
    "october oktober octobre octubre ottobre outubro października październik lokakuuta říjen října",
    "november novembre noviembre novembro listopada listopadu marraskuuta",
    "december dezember décembre decembre diciembre dicembre dezembro grudnia grudzień desember joulukuuta prosinec prosince",
];

/// What a cell says about the order: only a number above 12 tells, or a point as separator.
pub(super) fn order_of(text: &str) -> Option<DateOrder> {
    let ([a, b, _], separator) = parts(text)?;
    if a >= 1000 {
        None
    } else if separator == '.' || (a > 12 && b <= 12) {
        Some(DateOrder::DayFirst)
    } else if a <= 12 && b > 12 {
        Some(DateOrder::MonthFirst)
    } else {
        None
    }
}

/// Whether a cell tells if day or month comes first.
pub fn tells_day_order(text: &str) -> bool {
    order_of(text).is_some()
}

/// Whether a cell is a date that could be two.
pub fn is_open_day(text: &str) -> bool {
    parse_date(text, None) == Err(DateFault::Ambiguous)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let read = |text: &str, order| parse_date(text, order).map(|date| date.to_string());
        let ok = |text: &str| Ok(text.to_owned());
        assert_eq!(read("2026-07-31", None), ok("2026-07-31"));
        assert_eq!(read("2026/7/3 14:05", None), ok("2026-07-03"));
        assert_eq!(read("2026-07-31T14:05:00Z", None), ok("2026-07-31"));
        assert_eq!(read("2026/07/31 2:05:33 PM GMT+2", None), ok("2026-07-31"));
        assert_eq!(read("31.12.2025", None), ok("2025-12-31"));
        assert_eq!(read("3.4.2026", None), ok("2026-04-03"));
        assert_eq!(read("3.4.26", None), ok("2026-04-03"));
        assert_eq!(read("7/31/26 14:05:22", None), ok("2026-07-31"));
        assert_eq!(read("31/12/2025", None), ok("2025-12-31"));
        assert_eq!(read("12/31/2025", None), ok("2025-12-31"));
        assert_eq!(read("3/3/2025", None), ok("2025-03-03"));
        assert_eq!(read("2019", None), ok("2019-01-01"));
        assert_eq!(read("2019-05", None), ok("2019-05-01"));
        assert_eq!(read("3/4/2026", None), Err(DateFault::Ambiguous));
        assert_eq!(read("3/4/2026", Some(DateOrder::DayFirst)), ok("2026-04-03"));
        assert_eq!(read("3/4/2026", Some(DateOrder::MonthFirst)), ok("2026-03-04"));
        assert_eq!(read("46022", Some(DateOrder::ExcelDays)), ok("2025-12-31"));
        assert_eq!(read("46022.75", Some(DateOrder::ExcelDays)), ok("2025-12-31"));
        for bad in ["", "soon", "31.02.2026", "2026-13-01", "12345", "46022", "45.123", "0001-01-01", "may be 3"] {
            assert_eq!(read(bad, None), Err(DateFault::NotADate), "{bad}");
        }
    }

    #[test]
    fn months_are_known_by_name() {
        for (text, expected) in [
            ("31 July 2026", "2026-07-31"),
            ("July 31, 2026", "2026-07-31"),
            ("31. Juli 2026 14:05", "2026-07-31"),
            ("1er août 2026", "2026-08-01"),
            ("3. März 2026", "2026-03-03"),
            ("31-Jul-26", "2026-07-31"),
            ("9 de febrero de 2026", "2026-02-09"),
            ("5 červenec 2026", "2026-07-05"),
            ("5 maaliskuuta 2026", "2026-03-05"),
            ("Dec 2025", "2025-12-01"),
        ] {
            assert_eq!(parse_date(text, None).map(|date| date.to_string()), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn words_that_begin_like_a_month_are_none() {
        for text in
            ["Marketing 2025", "Decathlon 2019", "Mayor Foods 2020", "Octopus 2024", "Junction 12 2026", "Sepia 2021"]
        {
            assert_eq!(parse_date(text, None), Err(DateFault::NotADate), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_day_reads_back_with_its_month_in_every_language(days in 0_i32..36_000, word in 0_usize..20, form in 0_usize..7) {
            let day = Date::constant(1970, 1, 1).checked_add(days.days()).unwrap();
            let (y, d, short) = (day.year(), day.day(), day.year() % 100);
            let names: Vec<&str> = NAMES[usize::from(day.month().unsigned_abs()) - 1].split(' ').collect();
            let name = names[word % names.len()];
            let capital: String = name.chars().next().into_iter().flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect();
            let text = match form {
                0 => format!("{d}. {capital} {y}"),
                1 => format!("{capital} {d}, {y}"),
                2 => format!("{d:02} {name} {y} 14:05:33"),
                3 => format!("{d}-{capital}-{y}"),
                4 => format!("{d} de {name} de {y}"),
                5 => format!("{d}{} {capital} {y}", if d == 1 { "er" } else { "" }),
                _ => format!("{d} {capital} {short:02}"),
            };
            let expected = if form == 6 { Date::new(whole_year(short), day.month(), d).unwrap() } else { day };
            prop_assert_eq!(parse_date(&text, None), Ok(expected), "{}", text);
        }

        #[test]
        fn every_day_reads_back_in_every_form(days in 0_i32..60_000) {
            let day = Date::constant(1970, 1, 1).checked_add(days.days()).unwrap();
            let (y, m, d) = (day.year(), day.month(), day.day());
            prop_assert_eq!(parse_date(&day.to_string(), None), Ok(day));
            prop_assert_eq!(parse_date(&format!("{d}.{m}.{y}"), None), Ok(day));
            prop_assert_eq!(parse_date(&format!("{d:02}/{m:02}/{y} 09:15"), Some(DateOrder::DayFirst)), Ok(day));
            prop_assert_eq!(parse_date(&format!("{m}/{d}/{y}"), Some(DateOrder::MonthFirst)), Ok(day));
            prop_assert_eq!(parse_date(&format!("{d}-{m}-{y}"), Some(DateOrder::DayFirst)), Ok(day));
            prop_assert_eq!(parse_date(&format!("{m:02}-{d:02}-{y}, 9:15 PM"), Some(DateOrder::MonthFirst)), Ok(day));
            for form in [format!("{y}/{m}/{d}"), format!("{y}.{m:02}.{d:02}"), format!("{day}T23:59:59+02:00"), format!(" {day} 00:00 ")] {
                prop_assert_eq!(parse_date(&form, None), Ok(day), "{}", form);
            }
            if (1970..=2069).contains(&y) {
                let short = y % 100;
                prop_assert_eq!(parse_date(&format!("{d:02}.{m:02}.{short:02}"), None), Ok(day));
                prop_assert_eq!(parse_date(&format!("{m}/{d}/{short:02} 11:15"), Some(DateOrder::MonthFirst)), Ok(day));
            }
            let number = (day - Date::constant(1899, 12, 30)).get_days();
            if (30_000..=60_000).contains(&number) {
                prop_assert_eq!(parse_date(&format!("{number}.75"), Some(DateOrder::ExcelDays)), Ok(day));
            }
            prop_assert_eq!(is_open_day(&format!("{d}/{m}/{y}")), d <= 12 && d != m, "open where it could be two");
            if let Ok(found) = parse_date(&format!("{m}/{d}/{y}"), None) {
                prop_assert_eq!(found, day, "never another day without being told");
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,20}") {
            let _found = (parse_date(&text, None), order_of(&text), excel_day(&text));
        }
    }
}
