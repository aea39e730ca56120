//! Dates and numbers as the system writes them, all the way from the setting to sentences and charts.

use std::process::Command;

use jiff::civil::date;
use keepwise::analysis::{answer_text, date_text, money_text, percent_text, score_text};
use keepwise::charts::Ruler;
use keepwise::exchange::{Decimal, parse_number};
use keepwise::model::{Business, BusinessId, Locale, Name};

use crate::analysis::builder::measure;

/// Tells this test that it runs in a process of its own.
const ALONE: &str = "KEEPWISE_TEST_ALONE";

fn shown() -> Vec<String> {
    let business = Business::new(BusinessId::new(ulid::Ulid::nil()), Name::new("Studio").unwrap());
    let ruler = Ruler::Measure { worst: 2.0, best: 0.5, unit: "weeks".to_owned() };
    vec![
        date_text(date(2026, 3, 4)),
        money_text(&business, -1_234_567.0),
        answer_text(&measure("waiting", "weeks", 2.0, 0.5, 1.0), 1.25),
        percent_text(0.84),
        score_text(46.6),
        ruler.label(1.25),
        ruler.to_string(),
        Ruler::Measure { worst: 0.0, best: 1e10, unit: String::new() }.label(2.5e9),
    ]
}

proptest::proptest! {
    /// What is put into a field is read as the same number, whichever sign the reader takes for the decimal one.
    #[test]
    fn what_is_typed_has_one_reading(thousandths in -2_000_000_i32..2_000_000, tag in "de|en") {
        let value = f64::from(thousandths) / 1000.0;
        let text = Locale::of(&tag).typed(value);
        let readings: Vec<f64> =
            [Decimal::Point, Decimal::Comma].into_iter().filter_map(|sign| parse_number(&text, sign).ok()).collect();
        proptest::prop_assert!(!readings.is_empty(), "{} is refused", text);
        proptest::prop_assert!(readings.iter().all(|read| read.to_bits() == value.to_bits()), "{text}: {readings:?}");
    }
}

#[test]
fn before_anybody_settles_it_everything_is_international_english() {
    let expected =
        ["4 March 2026", "−1,234,567", "1.2\u{a0}weeks", "84\u{a0}%", "47", "1.25 weeks", "2–0.5 weeks", "2.5e9"];
    assert_eq!(shown(), expected);
}

/// The setting holds for a whole process, so this test starts itself again in one of its own.
#[test]
fn what_is_settled_reaches_sentences_and_charts() {
    if std::env::var_os(ALONE).is_none() {
        let name = "locale::what_is_settled_reaches_sentences_and_charts";
        let output =
            Command::new(std::env::current_exe().unwrap()).args([name, "--exact"]).env(ALONE, "1").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    assert_eq!(Locale::current(), Locale::default(), "before");
    let swedish = Locale::of("sv-SE");
    assert_eq!(swedish.settle(), swedish, "settled");
    assert_eq!(Locale::of("de-DE").settle(), swedish, "and it stays");
    let expected = [
        "2026-03-04",
        "−1\u{a0}234\u{a0}567",
        "1,2\u{a0}weeks",
        "84\u{a0}%",
        "47",
        "1,25 weeks",
        "2–0,5 weeks",
        "2,5e9",
    ];
    assert_eq!(shown(), expected);
}
