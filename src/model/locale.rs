//! How dates and numbers are written: the decimal mark, what separates thousands, and the order of a date.

use std::sync::OnceLock;

use jiff::civil::Date;

/// What this process writes with, once somebody has said so; see [`Locale::settle`].
static CURRENT: OnceLock<Locale> = OnceLock::new();

/// Keeps the parts of a number on one line.
const NO_BREAK: char = '\u{a0}';

/// What stands first in a date. The words stay English; a year that comes first is followed by numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 21 November 2026.
    DayMonthYear,
    /// November 21, 2026.
    MonthDayYear,
    /// 2026-11-21.
    YearMonthDay,
}

/// How dates and numbers are written for people. Files know nothing of it: they always have points and 2026-11-21.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// Between the whole and the fraction: a point or a comma.
    pub decimal: char,
    /// Before every third digit of a whole number: a comma, a point, a no-break space or an apostrophe.
    pub thousands: char,
    /// What stands first in a date.
    pub date_order: DateOrder,
}

/// English as it is written in most countries: 84,000.5 and 21 November 2026.
impl Default for Locale {
    fn default() -> Self {
        Self { decimal: '.', thousands: ',', date_order: DateOrder::DayMonthYear }
    }
}

impl Locale {
    /// The customs behind a tag such as `de-DE`, `en-US`, `zh-Hant-TW`, `fr_CH.UTF-8` or `C`.
    /// What nobody knows is the default. The marks are those of the Unicode CLDR.
    pub fn of(tag: &str) -> Self {
        let (language, region) = parts(tag);
        let language = match (language.as_str(), customs_of(&region)) {
            ("en", Some(native)) => native,
            (language, _) => language,
        };
        let (decimal, thousands) = marks(language, &region);
        Self { decimal, thousands, date_order: date_order(language, &region) }
    }

    /// How this process writes; the default until somebody settles it.
    ///
    /// This is the single exception to "everything is a parameter": a sentence is written deep inside the analysis and
    /// a label deep inside a chart, and both must agree with the window around them. So it is settled once, when the
    /// window starts and before anything is drawn, and never changes. Commands without a window and tests do not
    /// settle it: their output is the same on every system.
    pub fn current() -> Self {
        CURRENT.get().copied().unwrap_or_default()
    }

    /// Makes this the way this process writes, unless that is settled already; returns what holds from now on.
    pub fn settle(self) -> Self {
        *CURRENT.get_or_init(|| self)
    }

    /// A number with so many decimals and a true minus sign: `3.9`, `−0,25`. Thousands are not separated; see
    /// [`Locale::whole`]. What is no number is a dash.
    pub fn number(self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let text = format!("{value:.decimals$}");
        let is_zero = !text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        self.mark(if is_zero { text.trim_start_matches('-') } else { &text })
    }

    /// How many of something there are, as this system writes it: `10,000`.
    pub fn count(num: usize) -> String {
        Self::current().whole(num as f64)
    }

    /// A number without decimals, its thousands separated: `84,000`, `−1 234 567`.
    pub fn whole(self, value: f64) -> String {
        let text = self.number(value, 0);
        let (sign, digits) = text.split_at(text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len()));
        let mut grouped = sign.to_owned();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(self.thousands);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// The same number, exactly, as somebody would type it into a field: `84000`, `0,25`.
    pub fn typed(self, value: f64) -> String {
        if !value.is_finite() {
            return String::new();
        }
        // Zero has no sign.
        let mut text = format!("{}", value + 0.0);
        // "1.234" may be a thousand and more for who reads it; "1.2340" may not.
        if text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) {
            text.push('0');
        }
        text.replace('.', self.decimal.encode_utf8(&mut [0; 4]))
    }

    /// A number written with a point and a hyphen, with the decimal mark and the minus sign people read.
    pub fn mark(self, plain: &str) -> String {
        let sign = |c| match c {
            '.' => self.decimal,
            '-' => '\u{2212}',
            other => other,
        };
        plain.chars().map(sign).collect()
    }

    /// A day with its month in full: `21 November 2026`.
    pub fn date_long(self, day: Date) -> String {
        self.date(day, "%B")
    }

    /// A day with its month in short: `21 Nov 2026`.
    pub fn date_short(self, day: Date) -> String {
        self.date(day, "%b")
    }

    /// A day for a tight place: `21 Nov`, with the year if it is not the one of `today`.
    pub fn date_near(self, day: Date, today: Date) -> String {
        match self.date_order {
            DateOrder::DayMonthYear if day.year() == today.year() => day.strftime("%-d %b").to_string(),
            DateOrder::MonthDayYear if day.year() == today.year() => day.strftime("%b %-d").to_string(),
            _ => self.date_short(day),
        }
    }

    fn date(self, day: Date, month: &str) -> String {
        match self.date_order {
            DateOrder::DayMonthYear => day.strftime(&format!("%-d {month} %Y")).to_string(),
            DateOrder::MonthDayYear => day.strftime(&format!("{month} %-d, %Y")).to_string(),
            DateOrder::YearMonthDay => day.to_string(),
        }
    }

    /// The month of a day: `November 2026`, in every order.
    pub fn month_year(day: Date) -> String {
        day.strftime("%B %Y").to_string()
    }
}

/// Language, in small letters, and region, in capitals, of a tag; empty where it has none.
fn parts(tag: &str) -> (String, String) {
    // Behind a point or an at sign stands an encoding or a variant, behind a single letter an extension.
    let name = tag.trim().split(['.', '@']).next().unwrap_or_default();
    let mut parts = name.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_region = |part: &&str| match part.len() {
        2 => part.bytes().all(|byte| byte.is_ascii_alphabetic()),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    let region = parts.take_while(|part| part.len() > 1).find(is_region).unwrap_or_default().to_ascii_uppercase();
    (language, region)
}

/// Whose customs hold for somebody who reads English in a country that writes another language.
fn customs_of(region: &str) -> Option<&'static str> {
    Some(match region {
        "AT" | "DE" | "LI" | "LU" => "de",
        "CH" => "gsw",
        "AR" | "BO" | "CL" | "CO" | "CR" | "EC" | "ES" | "MX" | "PY" | "UY" | "VE" => "es",
        "BE" | "NL" => "nl",
        "BG" => "bg",
        "BR" | "PT" => "pt",
        "CN" | "TW" => "zh",
        "CZ" => "cs",
        "DK" => "da",
        "EE" => "et",
        "FI" => "fi",
        "FR" => "fr",
        "GR" => "el",
        "HR" => "hr",
        "HU" => "hu",
        "ID" => "id",
        "IS" => "is",
        "IT" => "it",
        "JP" => "ja",
        "KR" => "ko",
        "LT" => "lt",
        "LV" => "lv",
        "NO" => "nb",
        "PL" => "pl",
        "RO" => "ro",
        "RS" => "sr",
        "RU" => "ru",
        "SE" => "sv",
        "SI" => "sl",
        "SK" => "sk",
        "TR" => "tr",
        "UA" => "uk",
        "VN" => "vi",
        _ => return None,
    })
}

/// The decimal mark, and what separates thousands.
fn marks(language: &str, region: &str) -> (char, char) {
    match (language, region) {
        ("de" | "gsw" | "it", "CH" | "LI") | ("gsw", _) => ('.', '’'),
        ("de", "AT") | ("en", "ZA") | ("es", "CR") => (',', NO_BREAK),
        ("es", "419" | "CU" | "DO" | "GT" | "HN" | "MX" | "NI" | "PA" | "PE" | "PR" | "SV" | "US") => ('.', ','),
        ("pt", "" | "BR")
        | ("fr", "LU")
        | ("ar", "DZ" | "LY" | "MA" | "TN")
        | (
            "az" | "bs" | "ca" | "da" | "de" | "el" | "es" | "eu" | "fo" | "gl" | "hr" | "id" | "is" | "it" | "lb"
            | "mk" | "nl" | "ro" | "sl" | "sr" | "tr" | "vi",
            _,
        ) => (',', '.'),
        (
            "af" | "be" | "bg" | "br" | "cs" | "et" | "fi" | "fr" | "hu" | "hy" | "ka" | "kk" | "ky" | "lt" | "lv"
            | "nb" | "nn" | "no" | "pl" | "pt" | "rm" | "ru" | "sk" | "sq" | "sv" | "tg" | "tk" | "uk" | "uz",
            _,
        ) => (',', NO_BREAK),
        _ => ('.', ','),
    }
}

fn date_order(language: &str, region: &str) -> DateOrder {
    match (language, region) {
        (_, "AS" | "GU" | "MH" | "MP" | "PH" | "PR" | "UM" | "US" | "VI") | ("en", "CA") | ("fil", _) => {
            DateOrder::MonthDayYear
        }
        // Swedish is written in the Finnish order in Finland.
        ("sv", "FI") => DateOrder::DayMonthYear,
        ("eu" | "hu" | "ja" | "ko" | "lt" | "mn" | "sv" | "zh", _) => DateOrder::YearMonthDay,
        _ => DateOrder::DayMonthYear,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn thousands_of_a_count_stand_apart() {
        for (n, expected) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (10_000, "10,000"), (7_043, "7,043"), (1_234_056, "1,234,056")]
        {
            assert_eq!(Locale::count(n), expected, "{n}");
        }
    }

    #[test]
    fn dates_and_numbers_follow_the_tag() {
        let table = [
            ("", "1,234,567", "3.9", "21 November 2026"),
            ("C", "1,234,567", "3.9", "21 November 2026"),
            ("C.UTF-8", "1,234,567", "3.9", "21 November 2026"),
            ("POSIX", "1,234,567", "3.9", "21 November 2026"),
            ("tlh-KX", "1,234,567", "3.9", "21 November 2026"),
            ("-_.@", "1,234,567", "3.9", "21 November 2026"),
            ("en", "1,234,567", "3.9", "21 November 2026"),
            ("en-GB", "1,234,567", "3.9", "21 November 2026"),
            ("en-IN", "1,234,567", "3.9", "21 November 2026"),
            ("en-001", "1,234,567", "3.9", "21 November 2026"),
            ("en-US", "1,234,567", "3.9", "November 21, 2026"),
            ("EN_us.utf8@x", "1,234,567", "3.9", "November 21, 2026"),
            ("en-CA", "1,234,567", "3.9", "November 21, 2026"),
            ("es-US", "1,234,567", "3.9", "November 21, 2026"),
            ("en-DE", "1.234.567", "3,9", "21 November 2026"),
            ("en-CH", "1’234’567", "3.9", "21 November 2026"),
            ("en-SE", "1\u{a0}234\u{a0}567", "3,9", "2026-11-21"),
            ("de", "1.234.567", "3,9", "21 November 2026"),
            ("de-DE", "1.234.567", "3,9", "21 November 2026"),
            ("de_DE.UTF-8@euro", "1.234.567", "3,9", "21 November 2026"),
            ("de-DE-u-nu-latn", "1.234.567", "3,9", "21 November 2026"),
            ("de-x-CH", "1.234.567", "3,9", "21 November 2026"),
            ("de-AT", "1\u{a0}234\u{a0}567", "3,9", "21 November 2026"),
            ("de-CH", "1’234’567", "3.9", "21 November 2026"),
            ("it-CH", "1’234’567", "3.9", "21 November 2026"),
            ("fr-FR", "1\u{a0}234\u{a0}567", "3,9", "21 November 2026"),
            ("fr_CH.UTF-8", "1\u{a0}234\u{a0}567", "3,9", "21 November 2026"),
            ("fr-CA", "1\u{a0}234\u{a0}567", "3,9", "21 November 2026"),
            ("es-ES", "1.234.567", "3,9", "21 November 2026"),
            ("es-MX", "1,234,567", "3.9", "21 November 2026"),
            ("pt", "1.234.567", "3,9", "21 November 2026"),
            ("pt-BR", "1.234.567", "3,9", "21 November 2026"),
            ("pt-PT", "1\u{a0}234\u{a0}567", "3,9", "21 November 2026"),
            ("sr-Latn-RS", "1.234.567", "3,9", "21 November 2026"),
            ("pl-PL", "1\u{a0}234\u{a0}567", "3,9", "21 November 2026"),
            ("sv-SE", "1\u{a0}234\u{a0}567", "3,9", "2026-11-21"),
            ("sv-FI", "1\u{a0}234\u{a0}567", "3,9", "21 November 2026"),
            ("hu-HU", "1\u{a0}234\u{a0}567", "3,9", "2026-11-21"),
            ("lt", "1\u{a0}234\u{a0}567", "3,9", "2026-11-21"),
            ("ja-JP", "1,234,567", "3.9", "2026-11-21"),
            ("ko", "1,234,567", "3.9", "2026-11-21"),
            ("zh-Hant-TW", "1,234,567", "3.9", "2026-11-21"),
        ];
        for (tag, whole, number, day) in table {
            let locale = Locale::of(tag);
            let written = (locale.whole(1_234_567.2), locale.number(3.94, 1), locale.date_long(date(2026, 11, 21)));
            assert_eq!(written, (whole.to_owned(), number.to_owned(), day.to_owned()), "{tag:?}");
        }
    }

    #[test]
    fn numbers_have_their_sign_and_their_groups() {
        let german = Locale::of("de-DE");
        let whole = [0.0, -0.4, 7.0, 999.6, -1000.0, 12_345.0, 999_999.0, f64::NAN, f64::NEG_INFINITY];
        let words = ["0", "0", "7", "1.000", "−1.000", "12.345", "999.999", "–", "–"];
        assert_eq!(whole.map(|value| german.whole(value)), words);
        assert_eq!(
            [german.number(-0.04, 1), german.number(-0.05, 2), german.number(12_345.6, 0)],
            ["0,0", "−0,05", "12346"]
        );
        assert_eq!(german.mark("-1.0e-9"), "−1,0e−9");
    }

    #[test]
    fn months_may_be_short() {
        let day = date(2026, 3, 4);
        let short = ["en-GB", "en-US", "sv-SE"].map(|tag| Locale::of(tag).date_short(day));
        assert_eq!(short, ["4 Mar 2026", "Mar 4, 2026", "2026-03-04"]);
        assert_eq!(Locale::month_year(day), "March 2026");
        let near = ["en-GB", "en-US", "sv-SE"].map(|tag| Locale::of(tag).date_near(day, date(2026, 12, 31)));
        assert_eq!(near, ["4 Mar", "Mar 4", "2026-03-04"]);
        assert_eq!(Locale::default().date_near(day, date(2027, 1, 1)), "4 Mar 2026");
    }

    #[test]
    fn numbers_for_fields_are_exact_and_cannot_be_misread() {
        let written = [84_000.0, 0.25, -1.234, 0.125, -0.0, 1e21].map(|value| Locale::of("fr").typed(value));
        assert_eq!(written, ["84000", "0,25", "-1,2340", "0,1250", "0", "1000000000000000000000"]);
        assert_eq!(Locale::default().typed(1.5), "1.5");
        assert_eq!(Locale::default().typed(f64::INFINITY), "");
    }

    proptest::proptest! {
        #[test]
        fn any_tag_has_customs(tag in ".{0,12}") {
            let locale = Locale::of(&tag);
            proptest::prop_assert_ne!(locale.decimal, locale.thousands);
        }

        /// Who never settles it reads what the standard library writes, but for the minus sign.
        #[test]
        fn by_default_numbers_are_as_they_are_in_files(value in -1e12_f64..1e12, decimals in 0_usize..7) {
            let plain = format!("{value:.decimals$}");
            let zero = plain.parse::<f64>().unwrap().abs() < 1e-12;
            let expected = if zero { plain.replace('-', "") } else { plain.replace('-', "−") };
            proptest::prop_assert_eq!(Locale::default().number(value, decimals), expected);
        }
    }
}
