//! Numbers as people write them: with a decimal point or comma, thousands separators, money signs and percent.

use serde::{Deserialize, Serialize};

/// What separates the whole part of a number from its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// `1,234.5`
    #[default]
    Point,
    /// `1.234,5`
    Comma,
}

impl Decimal {
    /// The other of the two.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    /// The decimal sign and the thousands sign.
    const fn signs(self) -> (char, char) {
        match self {
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        }
    }
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// There are other characters, or the separators are in the wrong places.
    #[error("is not a number")]
    NotANumber,
    /// Beyond what can be calculated with.
    #[error("is too large a number")]
    TooLarge,
}

const SPACES: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\t'];
const APOSTROPHES: [char; 2] = ['\'', '\u{2019}'];
/// Money signs, the longer before those they begin or end with.
const MONEY: [&str; 33] = [
    "R$", "US$", "A$", "C$", "\u{20ac}", "$", "\u{a3}", "\u{a5}", "\u{20b9}", "\u{20ba}", "\u{20bd}", "EUR", "USD",
    "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CNY", "AUD", "CAD", "INR", "BRL", "HUF", "SFr.", "Fr.",
    "kr.", "kr", "z\u{142}", "K\u{10d}",
];

/// Whether a number may be written with this character; nearly every text that is none has one that is not.
const fn may_be_in_number(c: char) -> bool {
    matches!(c,
        '0'..='9' | '.' | ',' | '+' | '-' | '(' | ')' | '%' | '\'' | 'e' | 'E'
        // The letters and signs of money.
        | '$' | 'A'..='H' | 'I'..='L' | 'N'..='P' | 'R' | 'S' | 'U' | 'Y' | 'Z' | 'k' | 'r' | 'z')
        || !c.is_ascii()
        || c.is_ascii_whitespace()
        || c == '\u{b}'
}

/// Reads a number.
///
/// Optional sign (also behind, also as parentheses), digits with or without thousands separators, decimals, an
/// exponent; a money sign or a percent sign before or behind is left out (45 % is 45).
///
/// # Errors
/// [`NumberFault`]; "nan", "inf" and "1e999" are refused too.
pub fn parse_number(text: &str, decimal: Decimal) -> Result<f64, NumberFault> {
    if !text.chars().all(may_be_in_number) {
        return Err(NumberFault::NotANumber);
    }
    let (sign, body) = bare(text);
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (body, None),
    };
    let (point, group) = decimal.signs();
    let (whole, decimals) = match mantissa.split_once(point) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (mantissa, None),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = ungrouped(whole, group).ok_or(NumberFault::NotANumber)?;
    let decimals = decimals.unwrap_or_default();
    if digits.len() + decimals.len() == 0 || !is_digits(decimals) {
        return Err(NumberFault::NotANumber);
    }
    let mut plain = format!("{sign}{digits}.{decimals}0");
    if let Some(exponent) = exponent {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if unsigned.is_empty() || !is_digits(unsigned) {
            return Err(NumberFault::NotANumber);
        }
        plain.push('e');
        plain.push_str(exponent);
    }
    let value: f64 = plain.parse().map_err(|_e| NumberFault::NotANumber)?;
    if value.is_finite() { Ok(value) } else { Err(NumberFault::TooLarge) }
}

/// The sign and what is left without spaces, sign, money and percent around.
fn bare(text: &str) -> (&'static str, &str) {
    const MINUS: [char; 3] = ['-', '\u{2212}', '\u{2013}'];
    let mut rest = text.trim().trim_matches(SPACES);
    // Most cells are nothing but digits and a sign.
    if rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return ("", rest);
    }
    let mut sign = "";
    for _ in 0..2 {
        if sign.is_empty() {
            if let Some(unsigned) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
                (sign, rest) = ("-", unsigned.trim_matches(SPACES));
            } else if let Some(unsigned) = rest.strip_prefix(MINUS).or_else(|| rest.strip_suffix(MINUS)) {
                (sign, rest) = ("-", unsigned.trim_matches(SPACES));
            } else if let Some(unsigned) = rest.strip_prefix('+') {
                (sign, rest) = ("+", unsigned);
            }
        }
        rest = rest.strip_suffix('%').unwrap_or(rest);
        for unit in MONEY {
            rest = rest.strip_prefix(unit).or_else(|| rest.strip_suffix(unit)).unwrap_or(rest).trim_matches(SPACES);
        }
    }
    (sign, rest)
}

/// The digits of a whole number, with its thousands separators taken out; `None` if they are in the wrong places.
fn ungrouped(whole: &str, group: char) -> Option<String> {
    let is_separator = |c: char| c == group || SPACES.contains(&c) || APOSTROPHES.contains(&c);
    let mut parts = whole.split(is_separator);
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_sound = is_digits(first) && rest.iter().all(|part| part.len() == 3 && is_digits(part));
    let is_short = rest.is_empty() || (1..=3).contains(&first.len());
    (is_sound && is_short).then(|| [&[first], rest.as_slice()].concat().concat())
}

/// What a column's numbers say about its decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DecimalVotes {
    point: usize,
    comma: usize,
    /// Numbers that are one with either sign, such as 1,234, by the sign they have.
    open_point: usize,
    open_comma: usize,
    /// Those of them with a money sign.
    open_money: usize,
}

impl DecimalVotes {
    /// Looks at one cell; what can't be a number, such as a remark with one in it, has no vote.
    pub(super) fn look(&mut self, text: &str) {
        let has_sign = text.bytes().any(|byte| byte == b'.' || byte == b',');
        let is_number = |decimal| parse_number(text, decimal).is_ok();
        if !has_sign || !(is_number(Decimal::Point) || is_number(Decimal::Comma)) {
            return;
        }
        let num_open = self.open_point + self.open_comma;
        let (_, body) = bare(text);
        match (body.rfind('.'), body.rfind(',')) {
            (Some(point), Some(comma)) if point > comma => self.point += 1,
            (Some(_), Some(_)) => self.comma += 1,
            (Some(point), None) => self.alone(body, point, Decimal::Point),
            (None, Some(comma)) => self.alone(body, comma, Decimal::Comma),
            (None, None) => {}
        }
        self.open_money += usize::from(self.open_point + self.open_comma > num_open && has_money_sign(text));
    }

    /// One kind of sign only: several are thousands, and so may be one with exactly three digits behind.
    fn alone(&mut self, body: &str, last: usize, kind: Decimal) {
        let (sign, _) = kind.signs();
        let (before, after) = (&body[..last], &body[last + 1..]);
        let is_decimal = if before.contains(sign) {
            false
        } else if after.len() != 3 || before.is_empty() || before.starts_with('0') || before.len() > 3 {
            true
        } else {
            match kind {
                Decimal::Point => self.open_point += 1,
                Decimal::Comma => self.open_comma += 1,
            }
            return;
        };
        match (kind, is_decimal) {
            (Decimal::Point, true) | (Decimal::Comma, false) => self.point += 1,
            (Decimal::Comma, true) | (Decimal::Point, false) => self.comma += 1,
        }
    }

    /// What most cells say; `None` if they leave it open.
    pub(super) fn decided(self) -> Option<Decimal> {
        match self.point.cmp(&self.comma) {
            std::cmp::Ordering::Greater => Some(Decimal::Point),
            std::cmp::Ordering::Less => Some(Decimal::Comma),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Whether all that is open is money by its sign.
    pub(super) const fn is_money(self) -> bool {
        self.open_money > 0 && self.open_money == self.open_point + self.open_comma
    }

    /// The decimal sign by which what is open is thousands, if that is the same for all of it. No money has three
    /// decimals.
    pub(super) const fn by_thousands(self) -> Option<Decimal> {
        match (self.open_point, self.open_comma) {
            (0, 1..) => Some(Decimal::Point),
            (1.., 0) => Some(Decimal::Comma),
            _ => None,
        }
    }
}

/// Whether a money sign stands in it.
fn has_money_sign(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_alphabetic() || matches!(c, '$' | '\u{20ac}' | '\u{a3}' | '\u{a5}' | '\u{20a0}'..='\u{20cf}'))
}

/// The first of these cells that is a number with either decimal sign, such as 1,234, if no other of them tells which
/// sign they have.
pub(super) fn open_number<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Open<'a>> {
    let (mut votes, mut found) = (DecimalVotes::default(), None);
    for text in cells.map(super::cell::text) {
        votes.look(text);
        if votes.point + votes.comma > 0 {
            return None;
        }
        found = found.or_else(|| (votes.open_point + votes.open_comma > 0).then_some(text));
    }
    found.map(|text| Open { text, is_money: votes.is_money(), by_thousands: votes.by_thousands() })
}

/// A number that could be thousands or decimals, in a column where no other tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Open<'a> {
    /// As it stands in the file.
    pub(super) text: &'a str,
    /// Whether it has a money sign.
    pub(super) is_money: bool,
    /// The decimal sign by which the column's open numbers are thousands.
    pub(super) by_thousands: Option<Decimal>,
}

/// The power of ten a positive number has: 0 for 1 to 9.99, 2 for 100 to 999, -1 for 0.1 to 0.99.
pub(super) fn magnitude(value: f64) -> i32 {
    // The written form knows it exactly; a logarithm would be a hair off at the powers themselves.
    format!("{value:e}").split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let point = |text| parse_number(text, Decimal::Point);
        let comma = |text| parse_number(text, Decimal::Comma);
        for (text, value) in [
            ("12", 12.0),
            (" -1,234.50 ", -1234.5),
            ("$ 1,234,567", 1_234_567.0),
            ("-$5", -5.0),
            ("1'234.5 CHF", 1234.5),
            ("45 %", 45.0),
            (".5", 0.5),
            ("7.", 7.0),
            ("1e3", 1000.0),
            ("1 234", 1234.0),
            ("1\u{202f}234\u{a0}567", 1_234_567.0),
            ("(1,234.50)", -1234.5),
            ("($5)", -5.0),
            ("1,234-", -1234.0),
            ("12.5 kr", 12.5),
            ("R$ 10", 10.0),
            ("7 %", 7.0),
        ] {
            assert_eq!(point(text), Ok(value), "{text}");
        }
        for (text, value) in [("1.234,5", 1234.5), ("€ 0,5", 0.5), ("12", 12.0), ("\u{2212}3,25", -3.25)] {
            assert_eq!(comma(text), Ok(value), "{text}");
        }
        for text in [
            "",
            "-",
            "()",
            "-(5)",
            "-5-",
            "(5",
            "nan",
            "inf",
            "1,5",
            "1,23,456",
            "0x10",
            "12 apples",
            "1.2.3",
            "1e",
            "--5",
            ".",
        ] {
            assert_eq!(point(text), Err(NumberFault::NotANumber), "{text}");
        }
        assert_eq!(comma("1.5"), Err(NumberFault::NotANumber));
        for unit in MONEY {
            for text in [format!("{unit}5"), format!("5 {unit}")] {
                assert_eq!(parse_number(&text, Decimal::Point), Ok(5.0), "{text}");
            }
        }
        assert_eq!(point("1e999"), Err(NumberFault::TooLarge));
    }

    #[test]
    fn a_column_tells_its_decimal_sign() {
        let decided = |cells: &[&str]| {
            let mut votes = DecimalVotes::default();
            for cell in cells {
                votes.look(cell);
            }
            votes.decided()
        };
        assert_eq!(decided(&["1,5", "2"]), Some(Decimal::Comma));
        assert_eq!(decided(&["1.5", "2"]), Some(Decimal::Point));
        assert_eq!(decided(&["1.234,5"]), Some(Decimal::Comma));
        assert_eq!(decided(&["1,234,567"]), Some(Decimal::Point));
        assert_eq!(decided(&["0,123"]), Some(Decimal::Comma));
        assert_eq!(decided(&["1,234", "5,678"]), None);
        assert_eq!(decided(&["12", "x.y"]), None);
        assert_eq!(decided(&["see 3,5 and 4,2 of the contract", "3.4.2026", "12"]), None, "no numbers, no votes");
        assert_eq!(decided(&["see 3,5 and 4,2 of the contract", "0.5"]), Some(Decimal::Point));
    }

    #[test]
    fn a_column_that_does_not_tell_has_an_example() {
        let open = |cells: &[&'static str]| open_number(cells.iter().copied());
        let found = open(&["12", " 1,234 ", "5,678"]).unwrap();
        assert_eq!((found.text, found.is_money, found.by_thousands), ("1,234", false, Some(Decimal::Point)));
        let found = open(&["1.234 \u{20ac}"]).unwrap();
        assert_eq!((found.text, found.is_money, found.by_thousands), ("1.234 \u{20ac}", true, Some(Decimal::Comma)));
        assert_eq!(open(&["1.234", "5,678"]).unwrap().by_thousands, None, "either");
        assert_eq!(open(&["1,234", "5,6"]), None, "another tells");
        assert_eq!(open(&["1,234", "1,234,567"]), None);
        assert_eq!(open(&["12", "a,bcd", "", "0,123"]), None);
    }

    /// A number, written in one of the ways people have.
    #[derive(Debug, Clone)]
    struct Written {
        text: String,
        value: f64,
        decimal: Decimal,
        /// Whether it alone says which sign is the decimal one.
        tells: bool,
    }

    /// The digits, with this between thousands.
    fn grouped(digits: &str, separator: &str) -> String {
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(separator);
            }
            text.push(digit);
        }
        text
    }

    /// Whole part, decimals, decimal sign, what stands between thousands, how a minus is written, and what stands around.
    fn written() -> impl Strategy<Value = Written> {
        let whole = prop_oneof![0_u64..1_000, 0_u64..10_000_000, 0_u64..1_000_000_000_000];
        let decimals = prop_oneof![Just(String::new()), "[0-9]{1,6}"];
        let separator = prop::sample::select(vec!["", "own", " ", "\u{a0}", "\u{202f}", "\u{2009}", "'", "\u{2019}"]);
        let minus = 0_usize..7;
        let around = (0_usize..=MONEY.len() + 1, 0_usize..4);
        (whole, decimals, any::<bool>(), separator, minus, around).prop_map(
            |(whole, decimals, is_comma, separator, minus, (unit, place))| {
                let decimal = if is_comma { Decimal::Comma } else { Decimal::Point };
                let (point, group) = decimal.signs();
                let is_own = separator == "own";
                let group = group.to_string();
                let mut text = grouped(&whole.to_string(), if is_own { &group } else { separator });
                let num_groups = if is_own { (whole.to_string().len() - 1) / 3 } else { 0 };
                if !decimals.is_empty() {
                    text.push(point);
                    text.push_str(&decimals);
                }
                let tells = num_groups > 1 || !decimals.is_empty() && (num_groups > 0 || decimals.len() != 3);
                let unit = if unit == MONEY.len() { "%" } else { MONEY.get(unit).copied().unwrap_or_default() };
                text = match place {
                    _ if unit.is_empty() => text,
                    0 if unit != "%" => format!("{unit}{text}"),
                    1 if unit != "%" => format!("{unit} {text}"),
                    2 => format!("{text} {unit}"),
                    _ => format!("{text}{unit}"),
                };
                let (text, is_negative) = match minus {
                    1 => (format!("-{text}"), true),
                    2 => (format!("\u{2212}{text}"), true),
                    3 => (format!("({text})"), true),
                    4 => (format!("{text}-"), true),
                    5 => (format!("+{text}"), false),
                    _ => (text, false),
                };
                let plain = format!("{}{whole}.{decimals}0", if is_negative { "-" } else { "" });
                Written { text, value: plain.parse().unwrap(), decimal, tells }
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_bit_by_bit(value in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
            let written = value.to_string();
            prop_assert_eq!(parse_number(&written, Decimal::Point).map(f64::to_bits), Ok(value.to_bits()));
            let with_comma = written.replace('.', ",");
            prop_assert_eq!(parse_number(&with_comma, Decimal::Comma).map(f64::to_bits), Ok(value.to_bits()));
        }

        #[test]
        fn thousands_separators_change_nothing(value in 0_u32.., cents in 0_u32..100) {
            let digits = value.to_string();
            let expected = format!("{digits}.{cents:02}").parse().unwrap();
            let text = format!("{},{cents:02} €", grouped(&digits, "."));
            prop_assert_eq!(parse_number(&text, Decimal::Comma), Ok(expected));
        }

        #[test]
        fn a_number_in_any_way_of_writing_reads_back_exactly(number in written()) {
            let Written { text, value, decimal, .. } = number;
            prop_assert_eq!(parse_number(&text, decimal).map(f64::to_bits), Ok(value.to_bits()), "{}", text);
            prop_assert_eq!(parse_number(&format!("  {text}\u{a0}"), decimal), Ok(value), "spaces around {}", text);
        }

        #[test]
        fn a_column_never_tells_the_wrong_sign(numbers in prop::collection::vec(written(), 1..8)) {
            let decimal = numbers[0].decimal;
            let mut votes = DecimalVotes::default();
            let of_one_kind: Vec<&Written> = numbers.iter().filter(|number| number.decimal == decimal).collect();
            for number in &of_one_kind {
                votes.look(&number.text);
            }
            prop_assert!(votes.decided().is_none_or(|found| found == decimal), "{:?}", of_one_kind);
            if of_one_kind.iter().any(|number| number.tells) {
                prop_assert_eq!(votes.decided(), Some(decimal), "{:?}", of_one_kind);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,12}") {
            if let Ok(value) = parse_number(&text, Decimal::Comma) {
                prop_assert!(value.is_finite());
            }
            DecimalVotes::default().look(&text);
        }
    }
}
