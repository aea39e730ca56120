//! Charts of one customer: who says what, how it went, what the score is made of.

use crate::analysis::{CriterionVoices, Explanation, QuarterPoint, Terms, rule_changes};
use crate::charts::{
    Contribution, Contributions, Dumbbell, DumbbellGroup, DumbbellRow, Kind, Radar, RadarAxis, RuleChange, Ruler,
    Shape, Trend, TrendPoint, TrendSeries,
};
use crate::model::{Business, CriterionId, GroupId, Quarter, Scorecard};

use super::{bands, drawn, ruler};

/// A radar of more axes is read by nobody.
const MOST_AXES: usize = 8;

/// The groups that have a voice, management first, then the team, then the owner's own.
pub(super) fn groups_of(voices: &[CriterionVoices]) -> Vec<GroupId> {
    let mut groups: Vec<GroupId> = voices.iter().flat_map(|v| v.groups.iter().map(|(group, ..)| *group)).collect();
    groups.sort_by_key(|group| (*group != GroupId::MANAGEMENT, *group != GroupId::TEAM, *group));
    groups.dedup();
    groups
}

pub(super) fn find(voices: &[CriterionVoices], id: CriterionId) -> Option<&CriterionVoices> {
    voices.iter().find(|v| v.criterion == id)
}

pub(super) fn people(voices: Option<&CriterionVoices>) -> u32 {
    voices.map_or(0, |v| u32::try_from(v.voices.len()).unwrap_or(u32::MAX))
}

/// Groups beside each other on one line per criterion, every person as a dot. Marks carry the criterion's id.
pub fn voices_dumbbell(voices: &[CriterionVoices], business: &Business, card: &Scorecard) -> Kind {
    let groups = groups_of(voices);
    let rows = drawn(card).map(|(_, criterion)| {
        let heard = find(voices, criterion.id);
        let mean_of = |group: &GroupId| heard?.groups.iter().find(|(g, ..)| g == group).map(|(_, mean, _)| *mean);
        DumbbellRow {
            id: criterion.id.to_string(),
            name: criterion.name.to_string(),
            ruler: ruler(criterion),
            answers: heard.map(|v| v.voices.iter().map(|voice| voice.own).collect()).unwrap_or_default(),
            means: groups.iter().map(mean_of).collect(),
            mean: heard.and_then(|v| v.mean),
            n: people(heard),
        }
    });
    Kind::Dumbbell(Dumbbell { rows: rows.collect(), groups: group_signs(&groups, business) })
}

/// Name and sign of each group; the team is always a filled disc.
pub(super) fn group_signs(groups: &[GroupId], business: &Business) -> Vec<DumbbellGroup> {
    let sign = |(at, group): (usize, &GroupId)| DumbbellGroup {
        id: group.to_string(),
        name: business.group_name(*group),
        shape: if *group == GroupId::TEAM {
            Shape::Disc
        } else if at == 0 {
            Shape::Ring
        } else {
            Shape::nth(at)
        },
    };
    groups.iter().enumerate().map(sign).collect()
}

/// One customer against the average of all, and the keep line as the required minimum. `averages` are values 0–1, in
/// the order of the active criteria. At most eight criteria, those that weigh most.
pub fn radar(
    name: &str,
    voices: &[CriterionVoices],
    averages: &[Option<f64>],
    card: &Scorecard,
    terms: &Terms,
) -> Kind {
    let mut heaviest: Vec<(usize, f64)> =
        drawn(card).map(|(place, criterion)| (place, criterion.weight.value())).collect();
    heaviest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    heaviest.truncate(MOST_AXES);
    let is_shown = |place: usize| heaviest.iter().any(|(shown, _)| *shown == place);
    let least = terms.policy.keep_from.value() / 100.0;
    let axes = drawn(card).filter(|(place, _)| is_shown(*place)).map(|(place, criterion)| {
        let heard = find(voices, criterion.id);
        RadarAxis {
            id: criterion.id.to_string(),
            name: criterion.name.to_string(),
            ruler: ruler(criterion),
            value: heard.and_then(|v| v.mean),
            average: averages.get(place).copied().flatten().map(|value| criterion.answer_for(value)),
            minimum: Some(criterion.answer_for(least)),
            n: people(heard),
        }
    });
    Kind::Radar(Radar { series: name.to_owned(), average: "Average of all customers".to_owned(), axes: axes.collect() })
}

/// Where the rules changed, as periods of this history.
fn changes(points: &[QuarterPoint], card: &Scorecard) -> Vec<RuleChange> {
    changes_in(&points.iter().map(|point| point.quarter).collect::<Vec<_>>(), card)
}

/// Where the rules changed, as places in these quarters.
pub(super) fn changes_in(quarters: &[Quarter], card: &Scorecard) -> Vec<RuleChange> {
    let change = |(day, number)| {
        let from_period = quarters.iter().position(|quarter| *quarter == Quarter::of(day))?;
        Some(RuleChange { from_period, label: format!("version {number}") })
    };
    rule_changes(card).into_iter().filter_map(change).collect()
}

/// The score over the quarters, with the lines of the bands and where the rules changed.
pub fn history_trend(points: &[QuarterPoint], card: &Scorecard, terms: &Terms) -> Kind {
    let at = |point: &QuarterPoint| TrendPoint { value: point.score, n: point.num_raters, interval: None };
    Kind::Trend(Trend {
        ruler: Ruler::Score,
        periods: points.iter().map(|point| point.quarter.to_string()).collect(),
        series: vec![TrendSeries {
            id: "score".to_owned(),
            name: "Score".to_owned(),
            points: points.iter().map(at).collect(),
        }],
        thresholds: bands(terms),
        changes: changes(points, card),
        decisions: Vec::new(),
    })
}

/// Criteria over the quarters, as values 0–100 so that different scales share one axis; only those named, if any are.
pub fn criterion_trend(points: &[QuarterPoint], card: &Scorecard, only: &[CriterionId]) -> Kind {
    let wanted = |id: CriterionId| only.is_empty() || only.contains(&id);
    let chosen: Vec<_> = drawn(card).filter(|(_, criterion)| wanted(criterion.id)).collect();
    let alone = match chosen.as_slice() {
        [(_, criterion)] => Some(*criterion),
        _ => None,
    };
    let series = chosen.iter().map(|(place, criterion)| TrendSeries {
        id: criterion.id.to_string(),
        name: criterion.name.to_string(),
        points: points
            .iter()
            .map(|point| {
                let value = point.criteria.get(*place).copied().flatten();
                // Alone, a criterion is shown on its own scale.
                let shown = value.map(|value| alone.map_or(value * 100.0, |criterion| criterion.answer_for(value)));
                TrendPoint { value: shown, n: point.num_raters, interval: None }
            })
            .collect(),
    });
    Kind::Trend(Trend {
        ruler: alone.map_or(Ruler::Score, ruler),
        periods: points.iter().map(|point| point.quarter.to_string()).collect(),
        series: series.collect(),
        thresholds: Vec::new(),
        changes: changes(points, card),
        decisions: Vec::new(),
    })
}

/// What each criterion adds or takes, around the keep line.
pub fn contributions(explanation: &Explanation, terms: &Terms) -> Kind {
    let answered = explanation.contributions.iter().map(|contribution| Contribution {
        id: contribution.criterion.to_string(),
        name: contribution.name.clone(),
        points: Some(contribution.points),
        note: contribution.note.clone(),
    });
    let missing = explanation.missing.iter().map(|missing| Contribution {
        id: missing.criterion.to_string(),
        name: missing.name.clone(),
        points: None,
        note: "not answered".to_owned(),
    });
    Kind::Contributions(Contributions {
        line: Some(terms.policy.keep_from.value()),
        line_name: "keep".to_owned(),
        rows: answered.chain(missing).collect(),
    })
}
