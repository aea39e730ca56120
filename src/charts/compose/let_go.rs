//! Charts of the let-go summary: how the score comes about, what could move it, who says what, and what was decided.

use crate::analysis::{CriterionVoices, Explanation, QuarterPoint, Terms, TornadoBar, TornadoEnd};
use crate::charts::{
    Kind, RaterStrip, Reach, StripDot, StripRow, Tornado, TornadoRow, Trend, TrendDecision, Waterfall, WaterfallStep,
};
use crate::model::{Business, Customer, Locale, Quarter, Scorecard};

use super::customer::{group_signs, groups_of};
use super::{bands, drawn, history_trend, ruler};

/// From the keep line through what each criterion adds or takes, to the score. `None` without a score.
pub fn waterfall(explanation: &Explanation, terms: &Terms) -> Option<Kind> {
    explanation.judgement.score?;
    let steps = explanation.contributions.iter().map(|contribution| WaterfallStep {
        id: contribution.criterion.to_string(),
        name: contribution.name.clone(),
        points: Some(contribution.points),
        note: String::new(),
    });
    let missing = explanation.missing.iter().map(|missing| WaterfallStep {
        id: missing.criterion.to_string(),
        name: missing.name.clone(),
        points: None,
        note: "not answered".to_owned(),
    });
    Some(Kind::Waterfall(Waterfall {
        start: terms.policy.keep_from.value(),
        start_name: "Keep line".to_owned(),
        steps: steps.chain(missing).collect(),
        total_name: "Score".to_owned(),
        verdict: Some(explanation.judgement.verdict),
        thresholds: bands(terms),
    }))
}

/// How far each criterion could move the score, by its answers and by its weight.
pub fn tornado(bars: &[TornadoBar], explanation: &Explanation, card: &Scorecard, terms: &Terms) -> Kind {
    let reach = |low: TornadoEnd, high: TornadoEnd| {
        Some(Reach {
            low: low.score?,
            high: high.score?,
            low_verdict: Some(low.verdict),
            high_verdict: Some(high.verdict),
        })
    };
    let rows = bars.iter().map(|bar| {
        let name = card.current().criterion(bar.criterion).map(|criterion| criterion.name.to_string());
        let (least, most) = match (bar.without.score, bar.doubled.score) {
            (Some(without), Some(doubled)) if without > doubled => (bar.doubled, bar.without),
            _ => (bar.without, bar.doubled),
        };
        TornadoRow {
            id: bar.criterion.to_string(),
            name: name.unwrap_or_default(),
            reach: reach(bar.worst, bar.best),
            weight: reach(least, most),
        }
    });
    Kind::Tornado(Tornado {
        score: explanation.judgement.score,
        low_name: "all answers at their worst".to_owned(),
        high_name: "all answers at their best".to_owned(),
        weight_name: "weight from none to double".to_owned(),
        rows: rows.collect(),
        thresholds: bands(terms),
    })
}

/// Every person's answer to each criterion, the groups apart. Marks carry the criterion's id, and the person's as part.
pub fn rater_strip(voices: &[CriterionVoices], business: &Business, card: &Scorecard) -> Kind {
    let groups = groups_of(voices);
    let rows = drawn(card).map(|(_, criterion)| {
        let heard = voices.iter().find(|voices| voices.criterion == criterion.id);
        let dots = heard.into_iter().flat_map(|heard| &heard.voices).filter_map(|voice| {
            Some(StripDot {
                id: voice.person.to_string(),
                name: business.person_name(voice.person).to_owned(),
                group: groups.iter().position(|group| *group == voice.group)?,
                value: voice.own,
            })
        });
        let mean = |group| heard?.groups.iter().find(|(known, ..)| *known == group).map(|(_, mean, _)| *mean);
        StripRow {
            id: criterion.id.to_string(),
            name: criterion.name.to_string(),
            ruler: ruler(criterion),
            dots: dots.collect(),
            means: groups.iter().map(|group| mean(*group)).collect(),
        }
    });
    let rows = rows.collect();
    Kind::RaterStrip(RaterStrip { groups: group_signs(&groups, business), rows })
}

/// The score over the quarters, with where the rules changed and what was decided.
pub fn history_with_decisions(points: &[QuarterPoint], card: &Scorecard, terms: &Terms, customer: &Customer) -> Kind {
    let decisions = customer.decisions.iter().filter_map(|(id, decision)| {
        let quarter = Quarter::of(decision.on);
        let period = points.iter().position(|point| point.quarter == quarter)?;
        let days = |from: jiff::civil::Date, to: jiff::civil::Date| {
            f64::from(from.until(to).map_or(0, |span| span.get_days()))
        };
        let (first, last) = (quarter.first_day(), quarter.last_day());
        Some(TrendDecision {
            id: id.to_string(),
            period,
            passed: days(first, decision.on) / days(first, last).max(1.0),
            label: format!("{}, {}", decision.choice.words(), Locale::current().date_short(decision.on)),
        })
    });
    match history_trend(points, card, terms) {
        Kind::Trend(trend) => Kind::Trend(Trend { decisions: decisions.collect(), ..trend }),
        other => other,
    }
}
