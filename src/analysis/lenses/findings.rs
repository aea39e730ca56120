//! What the lenses show side by side, in a sentence.

use crate::analysis::explain::Judged;
use crate::analysis::words::{list_text, lower_first, plural, upper_first};
use crate::model::Locale;

use super::column::LensColumn;
use super::lens::Lens;
use super::table::{LensPair, LensRow, Lenses, RankSpan};
use super::words::{ordinal, placed};

/// Somebody whose standing moves by this much of the list is worth a word.
const WIDE: f64 = 0.5;
/// Lists of fewer customers carry no words about moving.
const FEWEST: usize = 4;
/// Fewer customers stand in the same order, or in another one, by chance.
const FEWEST_OF_PAIR: usize = 10;
/// Up to this part of the disarray of unrelated lists, two lenses say much the same.
const ALIKE: f64 = 0.4;

/// The finding of all lenses side by side: whether one list would do, and whose rank moves most.
pub fn finding_lenses(judged: &Judged<'_>, lenses: &Lenses) -> String {
    let telling: Vec<&LensColumn> = lenses.columns().iter().filter(|column| column.missing().is_none()).collect();
    let name = |index: usize| {
        let id = judged.evidence.customers().get(index);
        id.and_then(|id| judged.workspace.customers.get(id)).map_or("Somebody unknown", |customer| customer.name())
    };
    match telling.as_slice() {
        [] => return "Nothing to rank by yet".to_owned(),
        [one] => return format!("Only one list so far: {}", lower_first(one.lens.words())),
        _ => {}
    }
    let firsts = telling.iter().map(|column| {
        let mut order = column.order();
        order.next().filter(|first| column.place(*first).is_some_and(|place| place.shared == 0))
    });
    let firsts: Vec<Option<usize>> = firsts.collect();
    let n = telling.len();
    if let Some(Some(first)) = firsts.first()
        && firsts.iter().all(|other| *other == Some(*first))
    {
        return format!("{} is first on all {n} lists", name(*first));
    }
    let spans = (0..judged.evidence.len()).filter_map(|index| Some((index, lenses.span(index)?)));
    let is_long = |span: &RankSpan| span.best.of.min(span.worst.of) as usize >= FEWEST;
    let widest = spans.filter(|(_, span)| is_long(span));
    let widest = widest.reduce(|a, b| if b.1.spread > a.1.spread + 1e-9 { b } else { a });
    match widest {
        Some((index, span)) if span.spread >= WIDE => {
            format!("{} is {} and {}", name(index), placed(&span.best), placed(&span.worst))
        }
        Some(_) => format!("The {n} lists agree: nobody\u{2019}s place moves by half a list"),
        None => format!("{} have figures: too few to compare the lists", {
            let most = telling.iter().map(|column| column.num_ranked()).max().unwrap_or(0);
            plural(most, "customer", "customers")
        }),
    }
}

/// The finding of one customer among the lists: where they stand best and where worst.
pub fn finding_lens_row(row: &LensRow) -> String {
    match (row.span, row.places.first()) {
        (Some(span), _) if span.ranks == 0 => {
            format!("{} is {} on every list", row.name, ordinal(span.best.rank))
        }
        (Some(span), _) => format!("{} is {} and {}", row.name, placed(&span.best), placed(&span.worst)),
        (None, Some(place)) => format!("{} is {}", row.name, placed(place)),
        (None, None) => format!("{} has no rank yet", row.name),
    }
}

/// The finding of the pairs of lenses: which two tell most different stories, or that all say much the same.
pub fn finding_pairs(pairs: &[LensPair]) -> String {
    let long = || pairs.iter().filter(|pair| pair.customers >= FEWEST_OF_PAIR);
    let Some(apart) = long().reduce(|a, b| if b.disarray > a.disarray + 1e-9 { b } else { a }) else {
        return "Too few customers to compare the lists".to_owned();
    };
    let both = |pair: &LensPair| list_text(&[pair.one, pair.other].map(|lens: Lens| lower_first(lens.words()))[..]);
    let mean = Locale::current().number(apart.mean_move, 1);
    let n = Locale::count(apart.customers);
    if apart.disarray <= ALIKE {
        return format!("All lists say much the same; {} differ most, by {mean} of {n} places on average", both(apart));
    }
    let text = format!("{} differ most: a customer moves {mean} of {n} places on average", both(apart));
    upper_first(&text)
}
