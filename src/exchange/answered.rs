//! What a cell is worth as an answer: a number, a word with points, yes or no, or several of them at once.

use super::plan::{Column, Plan};
use super::{parse_number, several};
use crate::model::{Finite, Scale};

/// The number in a cell; none if it says nothing.
pub(super) fn number(plan: &Plan<'_>, column: &Column<'_>, text: &str) -> Result<Option<Finite>, String> {
    if plan.lexicon.is_missing(text) {
        return Ok(None);
    }
    let value = parse_number(text, column.mapping.decimal).map_err(|why| why.to_string())?;
    Finite::new(value).map(Some).map_err(|why| why.to_string())
}

/// The value a cell gives as an answer; none if it says nothing.
pub(super) fn answered(plan: &Plan<'_>, column: &Column<'_>, text: &str) -> Result<Option<Finite>, String> {
    let Some(criterion) = &column.criterion else { return Ok(None) };
    if let Some(point) = column.worth(text) {
        return Ok(Some(point));
    }
    let parts = column.parts(text);
    if let (Some(how), true) = (column.mapping.several, parts.len() > 1) {
        let mut points = Vec::with_capacity(parts.len());
        for part in parts.into_iter().filter(|part| !column.says_nothing(part)) {
            let point =
                answered_once(plan, column, part).map_err(|why| format!("\u{201c}{part}\u{201d} in it {why}"))?;
            points.extend(point);
        }
        return Ok(several::together(&points, how, &criterion.scale));
    }
    answered_once(plan, column, text).map_err(|why| match parts.len() {
        0 | 1 => why,
        num => format!("holds {num} answers at once; say what counts then"),
    })
}

/// The value of a single answer.
pub(super) fn answered_once(plan: &Plan<'_>, column: &Column<'_>, text: &str) -> Result<Option<Finite>, String> {
    let Some(criterion) = &column.criterion else { return Ok(None) };
    if let Some(point) = column.worth(text) {
        return Ok(Some(point));
    }
    match &criterion.scale {
        Scale::YesNo if plan.lexicon.yes.contains(text) => Ok(Some(Finite::clamped(1.0))),
        Scale::YesNo if plan.lexicon.no.contains(text) => Ok(Some(Finite::ZERO)),
        Scale::YesNo if column.mapping.blank_is_no && text.is_empty() => Ok(Some(Finite::ZERO)),
        _ if plan.lexicon.is_missing(text) => Ok(None),
        Scale::YesNo => Err("is neither yes nor no".to_owned()),
        Scale::Points { .. } | Scale::Measure { .. } => number(plan, column, text).map_err(|why| {
            let is_new_word = column.is_in_words() && text.chars().any(char::is_alphabetic);
            if is_new_word { "is a word without points; say what it is worth".to_owned() } else { why }
        }),
    }
}
