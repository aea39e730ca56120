//! Charts of what people say, criterion by criterion.

use crate::analysis::{
    averages, distribution, finding_distribution, finding_gaps, finding_groups, finding_means, finding_profile,
    finding_raters, finding_table, finding_voices, gaps, voices, worst_first,
};
use crate::charts::{Kind, Spread, compose};
use crate::model::{Criterion, GroupId};

use super::ground::Ground;
use super::{GroupsShown, Made, NoChart, RowOrder};

/// A bar per criterion.
pub(super) fn bars(ground: &Ground<'_>) -> Made {
    let judged = ground.judged();
    let (business, card, terms) = (&judged.workspace.business, judged.card, judged.terms);
    let is_beside = ground.asked.groups == GroupsShown::Beside;
    let Some(customer) = ground.customer else {
        let (evidence, _) = ground.chosen();
        let groups = if is_beside { groups_in_order(evidence.groups()) } else { Vec::new() };
        let kind = compose::group_bars((business, card), judged.evidence, terms, &ground.places, &groups);
        let criteria: Vec<&Criterion> = card.current().active().collect();
        let finding = finding_means(&criteria, &averages(&evidence, terms));
        let measured = format!("Mean of the customers per criterion{}", spread_words(&kind, "customers"));
        return Made { kind, finding, measured };
    };
    let heard = voices(judged.workspace, customer, card, judged.evidence.gathering());
    let kind = if is_beside {
        compose::voices_group_bars(&heard, business, card)
    } else {
        compose::voices_bars(&heard, &averages(judged.evidence, terms), card, terms)
    };
    let finding = finding_voices(&heard, business, card.subject);
    Made { measured: format!("Mean per criterion{}", spread_words(&kind, "people")), finding, kind }
}

/// What the lines or dots over the bars are.
fn spread_words(kind: &Kind, whose: &str) -> String {
    let Kind::CriterionBars(bars) = kind else { return String::new() };
    let any = |is: fn(&Spread) -> bool| bars.rows.iter().flat_map(|row| &row.bars).any(|bar| is(&bar.spread));
    if any(|spread| matches!(spread, Spread::Interval { .. })) {
        ", with the 95\u{a0}% interval".to_owned()
    } else if any(|spread| matches!(spread, Spread::Answers(_))) {
        format!(", a dot for each of the {whose}")
    } else if any(|spread| matches!(spread, Spread::Range { .. })) {
        format!(", from the lowest to the highest of the {whose}")
    } else {
        String::new()
    }
}

/// Management first, then the team, then the owner's own.
fn groups_in_order(groups: &[GroupId]) -> Vec<GroupId> {
    let mut groups = groups.to_vec();
    groups.sort_by_key(|group| (*group != GroupId::MANAGEMENT, *group != GroupId::TEAM, *group));
    groups
}

/// Groups beside each other on one line per criterion.
pub(super) fn groups(ground: &Ground<'_>) -> Made {
    let judged = ground.judged();
    let (business, card) = (&judged.workspace.business, judged.card);
    let Some(customer) = ground.customer else {
        let (evidence, _) = ground.chosen();
        let found = gaps(&evidence, judged.terms, GroupId::MANAGEMENT, GroupId::TEAM);
        return Made {
            kind: compose::groups_dumbbell((business, card), &evidence, judged.terms),
            finding: finding_gaps(business, card, &found),
            measured: "Each group\u{2019}s mean over the customers that several groups rated".to_owned(),
        };
    };
    let heard = voices(judged.workspace, customer, card, judged.evidence.gathering());
    Made {
        kind: compose::voices_dumbbell(&heard, business, card),
        finding: finding_groups(&heard, business, card.subject),
        measured: "Each group\u{2019}s mean per criterion, a dot for every person".to_owned(),
    }
}

/// How often each point was answered.
pub(super) fn answers(ground: &Ground<'_>) -> Made {
    let judged = ground.judged();
    let counted = distribution(judged.workspace, judged.card, judged.evidence.gathering(), Some(&ground.customers));
    let kind = compose::distribution_bars(&counted, judged.card);
    let shown = if let Kind::Distribution(picture) = &kind { picture.rows.len() } else { 0 };
    // Criteria of another scale have other points: what is not in the picture is not in its title.
    let in_picture = |id: &str| match &kind {
        Kind::Distribution(picture) => picture.rows.iter().any(|row| row.id == id),
        _ => false,
    };
    let told: Vec<_> =
        counted.iter().filter(|criterion| in_picture(&criterion.criterion.to_string())).cloned().collect();
    let all = compose::num_drawn(judged.card);
    let which = if shown < all {
        format!(" on the {shown} of {all} criteria that share a scale")
    } else {
        " on every criterion".to_owned()
    };
    Made { finding: finding_distribution(&told), measured: format!("How often each answer was given{which}"), kind }
}

/// A dot per person and criterion.
pub(super) fn raters(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let judged = ground.judged();
    let heard = voices(judged.workspace, ground.one()?, judged.card, judged.evidence.gathering());
    Ok(Made {
        kind: compose::rater_strip(&heard, &judged.workspace.business, judged.card),
        finding: finding_raters(&heard),
        measured: "A sign per person, the groups apart, with the mean of each".to_owned(),
    })
}

/// Customers × criteria, worst first.
pub(super) fn heatmap(ground: &Ground<'_>) -> Made {
    let judged = ground.judged();
    let (evidence, judgements) = ground.chosen();
    let order = worst_first(&evidence, &judgements, judged.workspace);
    let (workspace, card, terms) = (judged.workspace, judged.card, judged.terms);
    let worst_first = compose::heatmap(workspace, card, &evidence, &judgements, terms, &order);
    let (kind, told) = match (worst_first, ground.asked.order) {
        (Kind::Heatmap(heatmap), RowOrder::Alike) => {
            (Kind::Heatmap(heatmap.clustered()), "who is rated alike beside each other")
        }
        (kind, _) => (kind, "worst score first"),
    };
    let measured = format!("Mean per customer and criterion, {told}");
    Made { kind, finding: finding_table(&evidence, terms, card), measured }
}

/// One customer's profile against the average and the required minimum.
pub(super) fn radar(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let judged = ground.judged();
    let customer = ground.one()?;
    let (card, terms) = (judged.card, judged.terms);
    let heard = voices(judged.workspace, customer, card, judged.evidence.gathering());
    let means = averages(judged.evidence, terms);
    let criteria: Vec<&Criterion> = card.current().active().collect();
    let place = judged.evidence.index_of(customer.id);
    let value = |at: usize| place.and_then(|place| judged.evidence.value(place, at, terms));
    let values: Vec<Option<f64>> = (0..criteria.len()).map(value).collect();
    Ok(Made {
        kind: compose::radar(customer.name(), &heard, &means, card, terms),
        finding: finding_profile(&criteria, &values, &means),
        measured: "Mean per criterion on its own scale, the good end outside".to_owned(),
    })
}
