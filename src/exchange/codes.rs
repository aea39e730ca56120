//! Whole numbers that name or count rows, and texts that are prose: told by what they look like, whatever the header.

use super::facts::Facts;
use super::{Table, cell};

/// So many rows are needed to tell.
const ENOUGH: usize = 5;

/// Whether a column numbers the rows: each is one more than the one above.
pub(super) fn is_running(table: &Table, column: usize) -> bool {
    let cells = || table.records().filter_map(|row| row.get(column));
    let mut numbers = cells().map(|text| cell::text(text).parse::<u64>().ok());
    let Some(Some(mut before)) = numbers.next() else { return false };
    let (mut num, mut steps) = (1_usize, 0_usize);
    for number in numbers {
        let Some(number) = number else { return false };
        steps += usize::from(number == before + 1);
        before = number;
        num += 1;
    }
    num >= ENOUGH && 20 * steps >= 19 * (num - 1)
}

/// Whether these are codes: whole numbers of nine digits or more, each another one, such as telephone numbers and the
/// numbers that programs give.
pub(super) fn are_codes(facts: &Facts<'_>) -> bool {
    const NINE_DIGITS: f64 = 1e8;
    facts.is_numeric()
        && facts.filled >= ENOUGH
        && facts.integers == facts.filled
        && facts.min >= NINE_DIGITS
        && !facts.repeats()
}

/// Whether the texts are sentences, as remarks are and names are not: half of them have five words or more, and nearly
/// every one is another.
pub(super) fn is_prose(facts: &Facts<'_>) -> bool {
    let num_words = |text: &str| text.split_whitespace().count();
    let num_long = facts.texts.keys().filter(|text| num_words(text) > 4).count();
    let num = facts.texts.len();
    num > 0 && facts.numbers == 0 && 2 * num_long >= num && (num > 15 || 2 * num > facts.filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::facts::facts;
    use crate::exchange::words::Lexicon;
    use crate::exchange::{Kind, Mapping};

    fn with<T>(cells: &[&str], look: impl Fn(&Table, &Facts<'_>) -> T) -> T {
        let text = format!("x,y\n{},1\n", cells.join(",1\n"));
        let table = Table::read(text.as_bytes()).unwrap();
        let lexicon = Lexicon::of(&Mapping::new(Kind::Ratings));
        look(&table, &facts(&table, &lexicon, &mut |_| std::ops::ControlFlow::Continue(())).unwrap()[0])
    }

    #[test]
    fn numbers_of_rows_are_told_from_figures() {
        let is_running = |cells: &[&str]| with(cells, |table, _| is_running(table, 0));
        assert!(is_running(&["1", "2", "3", "4", "5"]) && is_running(&["17", "18", "19", "20", "21", "22"]));
        assert!(!is_running(&["1", "2", "3"]), "too few to tell");
        assert!(!is_running(&["1", "2", "3", "4", "6", "9"]) && !is_running(&["5", "4", "3", "2", "1"]));
        let are_codes = |cells: &[&str]| with(cells, |_, facts| are_codes(facts));
        assert!(are_codes(&["441134960000", "441134960017", "441134960002", "441134960003", "441134960004"]));
        assert!(!are_codes(&["4400", "5300", "1200", "980", "77000"]), "sales");
    }

    #[test]
    fn prose_is_told_from_names() {
        let is_prose = |cells: &[&str]| with(cells, |_, facts| is_prose(facts));
        assert!(is_prose(&["They answer within the hour", "We had to ask twice for it", "fine"]));
        assert!(!is_prose(&["Alder & Sons", "The Old Mill Bakery", "Ivy Interiors"]));
    }
}
