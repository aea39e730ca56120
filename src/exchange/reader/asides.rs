//! Rows of a table that are no records: totals, and what stands below the totals.
//!
//! A row is a total if it says so and behaves so: a word for a total stands first in it, and it is at the end of the
//! table or one of its numbers is the sum of those above it. The word alone is not enough, for there are companies that
//! are called "Total".

use std::collections::{BTreeMap, BTreeSet};

use super::sniffed::Aside;
use crate::exchange::Cells;
use crate::exchange::numbers::{Decimal, parse_number};
use crate::exchange::table::Table;

/// Words for totals and averages.
const TOTALS: &str = "total|totals|grand total|overall total|overall|sum|subtotal|sub-total|sub total|summe|gesamt|\
    gesamtsumme|gesamtergebnis|insgesamt|zwischensumme|total g\u{e9}n\u{e9}ral|total general|sous-total|ensemble|\
    totale|totale generale|totaal|subtotaal|suma|razem|og\u{f3}\u{142}em|\u{142}\u{105}cznie|celkem|sou\u{10d}et|\
    yhteens\u{e4}|totalt|summa|i alt|toplam|genel toplam|итого|всего|合計|総計|小計|合计|总计|小计|المجموع|\
    الإجمالي|average|averages|mean|median|avg|mittelwert|durchschnitt|moyenne|media|m\u{e9}dia|promedio|gemiddelde|\
    \u{15b}rednia|medelv\u{e4}rde|gennemsnit|keskiarvo|среднее|平均|平均值";
/// How many rows at the end may be totals, averages and remarks about them.
const MAX_AT_END: usize = 12;
/// More addends are not added up row by row.
const MAX_COLUMNS_ADDED: usize = 40;

/// The rows that are no records, by their number in the file.
pub(super) fn find(table: &Table) -> BTreeMap<usize, Aside> {
    let mut found = BTreeMap::new();
    let num = table.rows.len();
    if num < 3 {
        return found;
    }
    let known: BTreeSet<&str> = TOTALS.split('|').collect();
    let labels: Vec<Option<Label>> = table.rows.iter().map(|row| label(row, &known)).collect();
    // From the end upwards: totals, and remarks below the first of them.
    let mut at_end = num;
    let first = (num.saturating_sub(MAX_AT_END)..num).find(|&at| {
        labels[at] == Some(Label::Whole)
            && (at..num).all(|below| labels[below] == Some(Label::Whole) || num_filled(&table.rows[below]) == 1)
    });
    if let Some(first) = first.filter(|&first| first > 1) {
        at_end = first;
        for (number, label) in table.row_numbers.iter().zip(&labels).skip(first) {
            let what = if *label == Some(Label::Whole) { Aside::Total } else { Aside::Remark };
            found.insert(*number, what);
        }
    }
    // Most tables have none, and nothing is added up.
    if labels.iter().all(Option::is_none) {
        return found;
    }
    let mut sums = Sums::default();
    for (at, row) in table.rows.iter().enumerate().take(at_end) {
        if labels[at].is_some() && sums.are_in(row) {
            found.insert(table.row_numbers[at], Aside::Total);
            sums.start_anew();
        } else {
            sums.add(row);
        }
    }
    // A table is not made of totals alone.
    if found.len() + 2 > num { BTreeMap::new() } else { found }
}

/// How a row says that it is a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// "Total" and nothing else.
    Whole,
    /// "Total North", "Zwischensumme A–F", "North total".
    Part,
}

fn label(row: &Cells, known: &BTreeSet<&str>) -> Option<Label> {
    let first = row.iter().take(3).map(|cell| cell.trim()).find(|cell| !cell.is_empty())?;
    if first.len() > 60 || first.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = first.trim_end_matches([':', '.', '\u{ff1a}']).trim_end().to_lowercase();
    if known.contains(text.as_str()) {
        return Some(Label::Whole);
    }
    // Looked up at every place where a word may end or begin; there are too many words to compare each row with each.
    let is_part = text.match_indices([' ', ':', '-']).any(|(at, sign)| {
        let is_known = |part: Option<&str>| part.is_some_and(|part| known.contains(part));
        is_known(text.get(..at)) || is_known(text.get(at + sign.len()..))
    });
    is_part.then_some(Label::Part)
}

fn num_filled(row: &Cells) -> usize {
    row.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// What the rows above add up to, by column.
#[derive(Debug, Default)]
struct Sums {
    sums: Vec<(f64, usize)>,
    all: Vec<(f64, usize)>,
}

impl Sums {
    fn add(&mut self, row: &Cells) {
        for sums in [&mut self.sums, &mut self.all] {
            sums.resize(row.len().min(MAX_COLUMNS_ADDED), (0.0, 0));
            for (cell, (sum, num)) in row.iter().zip(sums) {
                if let Some(value) = number(cell) {
                    *sum += value;
                    *num += 1;
                }
            }
        }
    }

    fn start_anew(&mut self) {
        self.sums.clear();
    }

    /// Whether most numbers of this row are the sums of two or more above them, since the last total or from the
    /// beginning.
    fn are_in(&self, row: &Cells) -> bool {
        let fits = |sums: &[(f64, usize)]| {
            let (mut num, mut num_sums) = (0_usize, 0_usize);
            for (cell, (sum, num_above)) in row.iter().zip(sums) {
                if let Some(value) = number(cell).filter(|_| *num_above > 1) {
                    num += 1;
                    num_sums += usize::from(value != 0.0 && (value - sum).abs() <= 0.001 * sum.abs().max(1.0));
                }
            }
            num_sums > 0 && 2 * num_sums > num
        };
        fits(&self.sums) || fits(&self.all)
    }
}

fn number(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    if !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    parse_number(cell, Decimal::Point).or_else(|_| parse_number(cell, Decimal::Comma)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asides(text: &str) -> Vec<(usize, Aside)> {
        Table::read(text.as_bytes()).unwrap().asides.into_iter().collect()
    }

    #[test]
    fn totals_at_the_end_are_no_customers() {
        let text =
            "Client,Speed,Revenue\nAlder,4,100\nBirch,5,200\nCedar,3,50\nTotal,,350\nAverage,4,\nMade on Monday,,\n";
        assert_eq!(asides(text), [(5, Aside::Total), (6, Aside::Total), (7, Aside::Remark)]);
        let german = "Nr;Kunde;Umsatz\n1;Alder;100,50\n2;Birch;200\n3;Cedar;50\n;Summe:;350,50\n";
        assert_eq!(asides(german), [(5, Aside::Total)]);
    }

    #[test]
    fn subtotals_are_told_by_their_sums() {
        let text = "Client,Owed\nAlder,100\nBirch,200\nTotal North,300\nTotal Energies,70\nDune,30\nSouth total,100\nGrand total,400\n";
        assert_eq!(asides(text), [(4, Aside::Total), (7, Aside::Total), (8, Aside::Total)]);
    }

    #[test]
    fn a_company_may_be_called_total() {
        assert_eq!(asides("Client,Owed\nAlder,100\nTotal,200\nBirch,30\nCedar,7\n"), []);
        assert_eq!(asides("Client\nTotal\nSum\nMean\n"), []);
    }
}
