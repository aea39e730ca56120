//! Words that mean something in any column: nothing, yes, no, does not apply; as many languages have them.

use std::collections::BTreeSet;

use super::Mapping;

/// Some words, in capitals or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    known: BTreeSet<String>,
    longest: usize,
    /// The plain letters and signs words begin with, a bit for each: most cells are told apart by their first.
    firsts: u128,
}

impl Words {
    pub(super) fn new<T: AsRef<str>>(words: &[T]) -> Self {
        let known: BTreeSet<String> = words.iter().map(|word| fold(word.as_ref())).collect();
        // A capital may take more bytes than the small letter, but not more than three times as many.
        let longest = known.iter().map(|word| 3 * word.len()).max().unwrap_or_default();
        let firsts = known.iter().filter_map(|word| plain_first(word)).fold(0, |bits, first| bits | 1 << first);
        Self { known, longest, firsts }
    }

    /// Whether the text, trimmed already, is one of them.
    pub(super) fn contains(&self, text: &str) -> bool {
        text.len() <= self.longest
            && plain_first(text).is_none_or(|first| self.firsts & (1 << first) != 0)
            && self.known.contains(&fold(text))
    }
}

/// The first letter or sign as a small one, if it is ASCII; blanks are trimmed away, so they tell nothing.
fn plain_first(text: &str) -> Option<u8> {
    text.bytes().next().filter(|first| first.is_ascii_graphic()).map(|first| first.to_ascii_lowercase())
}

/// The words of a mapping, ready to be looked up.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    pub(super) yes: Words,
    pub(super) no: Words,
    missing: Words,
}

impl Lexicon {
    pub(super) fn of(mapping: &Mapping) -> Self {
        Self { yes: Words::new(&mapping.yes), no: Words::new(&mapping.no), missing: Words::new(&mapping.missing) }
    }

    /// Whether nothing is said: blank, or one of the marks.
    pub(super) fn is_missing(&self, text: &str) -> bool {
        text.is_empty() || self.missing.contains(text)
    }
}

/// A text as it is compared: small letters, curly apostrophes straight.
pub(super) fn fold(text: &str) -> String {
    text.trim().to_lowercase().replace(['\u{2019}', '\u{2018}'], "'")
}

/// What says nothing, unless somebody chooses otherwise. A blank cell always says nothing.
pub(super) const MISSING: [&str; 15] =
    ["?", "??", "-", "--", "\u{2013}", "\u{2014}", ".", "na", "n/a", "n.a.", "#n/a", "k.a.", "null", "none", "nan"];

/// The words for yes that are known without being told: en de fr es it pt nl pl sv da nb fi cs hu ro tr el ru uk ja
/// zh ko, and marks.
pub(super) const YES: [&str; 50] = [
    "yes",
    "y",
    "true",
    "t",
    "1",
    "ja",
    "j",
    "jo",
    "oui",
    "o",
    "si",
    "s\u{ed}",
    "s\u{ec}",
    "s",
    "sim",
    "x",
    "on",
    "\u{2713}",
    "\u{2714}",
    "\u{2611}",
    "wahr",
    "vrai",
    "verdadero",
    "verdadeiro",
    "vero",
    "waar",
    "tak",
    "prawda",
    "kyll\u{e4}",
    "joo",
    "tosi",
    "ano",
    "da",
    "igen",
    "evet",
    "do\u{11f}ru",
    "\u{3bd}\u{3b1}\u{3b9}",
    "\u{434}\u{430}",
    "\u{442}\u{430}\u{43a}",
    "sann",
    "sant",
    "sand",
    "pravda",
    "igaz",
    "\u{306f}\u{3044}",
    "\u{662f}",
    "\u{c608}",
    "jah",
    "taip",
    "j\u{101}",
];
/// The words for no that are known without being told, in the same languages.
pub(super) const NO: [&str; 40] = [
    "no",
    "n",
    "false",
    "f",
    "0",
    "nein",
    "nee",
    "non",
    "n\u{e3}o",
    "nao",
    "nej",
    "nei",
    "off",
    "\u{2717}",
    "\u{2718}",
    "\u{2610}",
    "falsch",
    "faux",
    "falso",
    "onwaar",
    "nie",
    "fa\u{142}sz",
    "ei",
    "ep\u{e4}tosi",
    "ne",
    "nem",
    "nu",
    "hay\u{131}r",
    "hayir",
    "yanl\u{131}\u{15f}",
    "\u{3cc}\u{3c7}\u{3b9}",
    "\u{43d}\u{435}\u{442}",
    "\u{43d}\u{456}",
    "falskt",
    "falsk",
    "usann",
    "nepravda",
    "\u{3044}\u{3044}\u{3048}",
    "\u{5426}",
    "\u{c544}\u{b2c8}\u{c694}",
];
/// Marks that stand for yes where everything else is blank.
pub(super) const TICKS: [&str; 4] = ["x", "\u{2713}", "\u{2714}", "\u{2611}"];

/// What says that a question does not apply.
const NOT_APPLICABLE: [&str; 12] = [
    "not applicable",
    "does not apply",
    "doesn't apply",
    "nicht zutreffend",
    "trifft nicht zu (entf\u{e4}llt)",
    "entf\u{e4}llt",
    "non applicable",
    "sans objet",
    "no aplica",
    "non applicabile",
    "n\u{e3}o se aplica",
    "niet van toepassing",
];
/// What says that somebody does not know.
const DONT_KNOW: [&str; 16] = [
    "don't know",
    "dont know",
    "do not know",
    "i don't know",
    "not sure",
    "unsure",
    "can't say",
    "cannot say",
    "no opinion",
    "wei\u{df} nicht",
    "keine angabe",
    "ne sait pas",
    "je ne sais pas",
    "no s\u{e9}",
    "non so",
    "weet niet",
];

/// Numbers are most of what is asked about.
fn may_be_word(text: &str, most: usize) -> bool {
    text.len() < most && text.as_bytes().first().is_some_and(|byte| !byte.is_ascii_digit())
}

/// Whether a text says that the question does not apply.
pub(super) fn is_not_applicable(text: &str) -> bool {
    may_be_word(text, 60) && NOT_APPLICABLE.contains(&fold(text).as_str())
}

/// Whether a text says that somebody does not know.
pub(super) fn is_dont_know(text: &str) -> bool {
    may_be_word(text, 40) && DONT_KNOW.contains(&fold(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_capitals_or_not() {
        let yes = Words::new(&YES);
        assert!(["Yes", "JA", "S\u{cd}", "kyll\u{c4}", "\u{2713}", "1"].iter().all(|word| yes.contains(word)), "yes");
        assert!(!yes.contains("no") && !yes.contains("yes please"), "nothing else");
        assert!(yes.contains(" yes") && Words::new(&["k"]).contains("\u{212a}"), "spaces and the sign for Kelvin");
        assert!(Words::new(&["'"]).contains("\u{2019}") && Words::new(&[""]).contains(""), "whatever it begins with");
        assert!(is_not_applicable("Not applicable") && is_dont_know("Don\u{2019}t know"), "said in words");
        let both: Vec<&&str> = YES.iter().filter(|word| NO.contains(word)).collect();
        assert!(both.is_empty(), "{both:?} cannot mean both");
    }
}
