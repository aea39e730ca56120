//! Names that may be the same: "Acme Ltd." and "ACME Limited". They are shown to somebody who knows, never merged by
//! themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::{Sameness, Who};
use crate::model::{Name, Workspace};

/// More pairs than this nobody looks through.
const MAX_PAIRS: usize = 200;
/// With more new names than this only those that differ in capitals, signs and legal forms are compared.
const MAX_COMPARED: usize = 3_000;
/// Names with the same beginning that are compared with each other.
const MAX_BLOCK: usize = 100;

/// A name the import brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewName {
    pub(super) who: Who,
    pub(super) name: Name,
    pub(super) row: usize,
}

/// Two names that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// What they are.
    pub who: Who,
    /// The name in the file.
    pub text: Name,
    /// The name it resembles.
    pub other: Name,
    /// The line in the file on which it stands first.
    pub row: usize,
    /// Whether the other one is in the workspace already, not only in the file.
    pub is_known: bool,
}

/// Legal forms and small words, which make no difference between two names.
const FORMS: [&str; 40] = [
    "ltd",
    "limited",
    "gmbh",
    "ag",
    "inc",
    "incorporated",
    "llc",
    "llp",
    "co",
    "company",
    "corp",
    "corporation",
    "sa",
    "sarl",
    "sas",
    "srl",
    "spa",
    "bv",
    "nv",
    "oy",
    "oyj",
    "ab",
    "as",
    "aps",
    "plc",
    "kg",
    "ohg",
    "ug",
    "ev",
    "eg",
    "kft",
    "sro",
    "doo",
    "the",
    "and",
    "und",
    "et",
    "y",
    "mr",
    "ms",
];

/// A name without what makes no difference: capitals, accents, signs, legal forms.
fn plain(name: &str) -> String {
    let folded: String = name.to_lowercase().chars().flat_map(without_accent).collect();
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let telling: Vec<&str> = words.iter().copied().filter(|word| !FORMS.contains(word)).collect();
    if telling.is_empty() { words.concat() } else { telling.concat() }
}

/// The letter without its accent; umlauts as they are written out.
fn without_accent(c: char) -> impl Iterator<Item = char> {
    let plain: &str = match c {
        '\u{e4}' | '\u{e6}' => "ae",
        '\u{f6}' | '\u{f8}' | '\u{153}' => "oe",
        '\u{fc}' => "ue",
        '\u{df}' => "ss",
        '\u{e0}'..='\u{e5}' | '\u{101}' | '\u{103}' | '\u{105}' => "a",
        '\u{e7}' | '\u{107}' | '\u{10d}' => "c",
        '\u{e8}'..='\u{eb}' | '\u{113}' | '\u{119}' | '\u{11b}' => "e",
        '\u{ec}'..='\u{ef}' | '\u{12b}' => "i",
        '\u{f1}' | '\u{144}' | '\u{148}' => "n",
        '\u{f2}'..='\u{f5}' | '\u{151}' => "o",
        '\u{f9}'..='\u{fb}' | '\u{16b}' | '\u{16f}' | '\u{171}' => "u",
        '\u{fd}' | '\u{ff}' => "y",
        '\u{15b}' | '\u{161}' => "s",
        '\u{17a}' | '\u{17c}' | '\u{17e}' => "z",
        '\u{142}' => "l",
        _ => "",
    };
    let other = plain.is_empty().then_some(c);
    plain.chars().chain(other)
}

/// How many letters must be put in, taken out, changed or swapped to make one of the other, up to `most`.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let change = last[j] + usize::from(a != b);
            let mut least = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&found| found <= most)
}

/// Whether two plain names are so alike that a slip of the pen may be all between them.
fn is_alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let digits = |text: &[char]| text.iter().copied().filter(char::is_ascii_digit).collect::<String>();
    let shorter = one.len().min(other.len());
    let most = match shorter {
        0..=4 => return false,
        5..=9 => 1,
        _ => 2,
    };
    // "Shop 12" and "Shop 13" are two shops.
    digits(&one) == digits(&other) && distance(&one, &other, most).is_some()
}

/// Which of the new names look like one that is known, or like an earlier new one, and about which nobody has said
/// anything yet.
pub(super) fn alike(new: &[NewName], workspace: &Workspace, said: &[Sameness]) -> Vec<Likeness> {
    let mut pairs = Vec::new();
    for who in [Who::Customer, Who::Person] {
        let known: BTreeSet<&Name> = match who {
            Who::Customer => workspace.customers.values().map(|customer| &customer.profile.name).collect(),
            Who::Person => workspace.business.people.values().map(|person| &person.name).collect(),
        };
        let mine: Vec<&NewName> = new.iter().filter(|name| name.who == who).collect();
        let mut index = Index::new(mine.len() <= MAX_COMPARED);
        for name in known {
            index.add(name, true);
        }
        for name in mine {
            if pairs.len() >= MAX_PAIRS {
                return pairs;
            }
            let is_open = |other: &Name| {
                let is_pair =
                    |pair: &&Sameness| pair.who == who && pair.text == name.name.as_str() && pair.other == *other;
                !said.iter().any(|pair| is_pair(&pair))
            };
            if let Some((other, is_known)) = index.find(&name.name, is_open) {
                pairs.push(Likeness { who, text: name.name.clone(), other, row: name.row, is_known });
            }
            index.add(&name.name, false);
        }
    }
    pairs
}

/// Names by what they are without signs, and by how they begin and end.
struct Index<'a> {
    by_plain: BTreeMap<String, Vec<(&'a Name, bool)>>,
    blocks: BTreeMap<String, Vec<(String, &'a Name, bool)>>,
    compares: bool,
}

impl<'a> Index<'a> {
    const fn new(compares: bool) -> Self {
        Self { by_plain: BTreeMap::new(), blocks: BTreeMap::new(), compares }
    }

    fn blocks_of(plain: &str) -> [String; 2] {
        let begin: String = plain.chars().take(4).chain(['<']).collect();
        let end: String = plain.chars().rev().take(4).chain(['>']).collect();
        [begin, end]
    }

    fn add(&mut self, name: &'a Name, is_known: bool) {
        let plain = plain(name);
        if self.compares {
            for block in Self::blocks_of(&plain) {
                let block = self.blocks.entry(block).or_default();
                if block.len() < MAX_BLOCK {
                    block.push((plain.clone(), name, is_known));
                }
            }
        }
        let same = self.by_plain.entry(plain).or_default();
        if same.is_empty() {
            // Hardly any name has others beside it, and room for four is much for 100,000 of them.
            same.reserve_exact(1);
        }
        same.push((name, is_known));
    }

    /// The first other name that is like this one and may be asked about.
    fn find(&self, name: &Name, is_open: impl Fn(&Name) -> bool) -> Option<(Name, bool)> {
        let plain = plain(name);
        let same = self.by_plain.get(&plain).into_iter().flatten();
        let found = same.copied().find(|(other, _)| *other != name && is_open(other));
        let near = || {
            let blocks = Self::blocks_of(&plain);
            let candidates = blocks.iter().filter_map(|block| self.blocks.get(block)).flatten();
            candidates
                .filter(|(other, ..)| is_alike(&plain, other))
                .map(|(_, other, is_known)| (*other, *is_known))
                .find(|(other, _)| *other != name && is_open(other))
        };
        found.or_else(near).map(|(other, is_known)| (other.clone(), is_known))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn like(one: &str, other: &str) -> bool {
        is_alike(&plain(one), &plain(other))
    }

    #[test]
    fn slips_of_the_pen_are_found_and_others_are_not() {
        assert!(like("Acme Ltd.", "ACME Limited"), "legal forms");
        assert!(like("M\u{fc}ller GmbH", "Mueller"), "umlauts");
        assert!(like("Northwind Bakery", "Northwnid Bakery"), "two letters swapped");
        assert!(like("Harbour Hotel", "Harbor Hotel"), "one letter");
        assert!(!like("Shop 12", "Shop 13"), "numbers tell");
        assert!(!like("Anna", "Anne"), "short names differ by a letter");
        assert!(!like("Alpha Foods", "Beta Foods"), "others");
    }

    proptest! {
        #[test]
        fn likeness_is_mutual(one in "[a-d ]{0,12}", other in "[a-d ]{0,12}") {
            prop_assert_eq!(like(&one, &other), like(&other, &one));
            prop_assert!(like(&one, &one));
        }
    }
}
