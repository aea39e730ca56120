//! How the answers of a column are read: on which scale, and what its words are worth.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, Proposal};
use super::{ColumnMapping, ColumnUse, Several, header, labels};
use crate::model::{Criterion, Direction, Finite, Name, Scale};

/// The criterion of a scorecard that exists.
pub(super) fn on_existing(known: &Criterion) -> ColumnUse {
    ColumnUse::Criterion { name: known.name.clone(), scale: known.scale.clone(), direction: known.direction }
}

/// What the words of a column are worth by the anchors of a criterion, if all of them are anchors.
pub(super) fn words_of(known: &Criterion, facts: &Facts<'_>) -> Option<BTreeMap<String, Finite>> {
    anchors_of(known, facts.texts.keys().copied())
}

/// What each of these texts is worth by the anchors of a criterion, if all of them are anchors.
fn anchors_of<'a>(known: &Criterion, texts: impl Iterator<Item = &'a str>) -> Option<BTreeMap<String, Finite>> {
    let Scale::Points { anchors, .. } = &known.scale else { return None };
    let worth = |text: &str| {
        let plain = labels::plain(text);
        anchors
            .iter()
            .find(|(_, anchor)| labels::plain(anchor) == plain)
            .map(|(point, _)| Finite::clamped(f64::from(*point)))
    };
    let texts: Vec<&str> = texts.take(labels::MAX_LABELS + 1).collect();
    if texts.is_empty() || texts.len() > labels::MAX_LABELS {
        return None;
    }
    texts.into_iter().map(|text| worth(text).map(|point| (labels::key(text), point))).collect()
}

/// The column with everything that is needed to read its answers, on the scale of the criterion if that is known.
pub(super) fn read_by(
    mut column: ColumnMapping,
    proposal: Option<&Proposal>,
    known: Option<&Criterion>,
    facts: &Facts<'_>,
) -> ColumnMapping {
    if !matches!(column.role, ColumnUse::Criterion { .. }) {
        return column;
    }
    if let Some(labels) = known.and_then(|known| words_of(known, facts)) {
        column.labels = labels;
        return column;
    }
    let ticked = || facts.ticked().map(BTreeMap::into_keys);
    if let Some(labels) = known.and_then(|known| anchors_of(known, ticked()?)) {
        column.labels = labels;
        column.several = Some(Several::default());
        return column;
    }
    let Some(found) = proposal else { return column };
    column.not_applicable.clone_from(&found.not_applicable);
    column.blank_is_no = found.blank_is_no;
    column.labels.clone_from(&found.labels);
    column.several = found.several;
    if let Some(known) = known.filter(|known| !found.labels.is_empty() && known.scale != found.scale) {
        for point in column.labels.values_mut() {
            let share = found.scale.normalise(*point).map_or(0.5, |share| share.value());
            let there = known.scale.denormalise(share);
            let whole = if matches!(known.scale, Scale::Measure { .. }) { there } else { there.round() };
            *point = Finite::clamped(whole);
        }
    }
    column
}

/// A criterion; where high is bad, a measure is turned round and the others are reversed.
pub(super) fn turned(name: Name, scale: &Scale, direction: Direction) -> ColumnUse {
    match (scale, direction) {
        (Scale::Measure { unit, worst, best }, Direction::Reversed) => ColumnUse::Criterion {
            name,
            scale: Scale::Measure { unit: unit.clone(), worst: *best, best: *worst },
            direction: Direction::HighIsGood,
        },
        _ => ColumnUse::Criterion { name, scale: scale.clone(), direction },
    }
}

/// Words of one kind of question are worth the same in all columns: where one has a "neutral", a column in which
/// nobody happened to say it has a place for it too.
pub(super) fn pool_labels(scales: &mut [Option<Proposal>]) {
    let with_words: Vec<usize> = (0..scales.len())
        .filter(|&index| scales[index].as_ref().is_some_and(|found| !found.labels.is_empty() && !found.is_numbered))
        .collect();
    for &index in &with_words {
        let own: Vec<String> = scales[index].iter().flat_map(|found| found.labels.keys().cloned()).collect();
        let mut all = own.clone();
        for &other in &with_words {
            let others: Vec<String> = scales[other].iter().flat_map(|found| found.labels.keys().cloned()).collect();
            let joined: BTreeSet<String> = all.iter().chain(&others).cloned().collect();
            if joined.len() <= labels::MAX_LABELS && labels::propose(joined.iter().map(String::as_str)).is_some() {
                all = joined.into_iter().collect();
            }
        }
        if let (Some(found), Some(pooled)) = (&mut scales[index], labels::propose(all.iter().map(String::as_str))) {
            found.scale = pooled.scale;
            found.labels = pooled.labels;
        }
    }
}

/// Gives new criteria names of their own where two headers make the same one: "White" and "White %", or "Democrat [White]".
pub(super) fn tell_apart(columns: &mut [ColumnMapping]) {
    // Criteria are told apart by their words, not by signs.
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for column in columns {
        let ColumnUse::Criterion { name, .. } = &mut column.role else { continue };
        let numbered = (2..100).map(|number| format!("{name} {number}"));
        let others = std::iter::once(column.header.clone()).chain(numbered).filter_map(|text| Name::new(&text).ok());
        let free = std::iter::once(name.clone()).chain(others).find(|name| !taken.contains(&header::key(name)));
        if let Some(free) = free {
            *name = free;
        }
        taken.insert(header::key(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_new_criteria_have_one_name() {
        let role = || ColumnUse::Criterion {
            name: Name::new("White").unwrap(),
            scale: Scale::YesNo,
            direction: Direction::HighIsGood,
        };
        let mut columns = ["White", "White %", "Democrat [White]"].map(|header| ColumnMapping::new(header, role()));
        tell_apart(&mut columns);
        let names = columns.map(|column| match column.role {
            ColumnUse::Criterion { name, .. } => name.to_string(),
            _ => String::new(),
        });
        assert_eq!(names, ["White", "White 2", "Democrat [White]"]);
    }
}
