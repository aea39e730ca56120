//! What each lens sees: one value per customer, or none.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::analysis::evidence::Evidence;
use crate::analysis::explain::Judged;
use crate::analysis::gathering::Gathering;
use crate::analysis::judge::{Rules, judge};
use crate::analysis::portfolio::Figures;
use crate::analysis::terms::Terms;
use crate::model::{CustomerId, GroupId, Growth, Subject};

use super::lens::Lens;

/// The values of all lenses and what they were worked out of, in the order of the evidence.
pub(super) struct Values {
    /// `[lens][customer]`.
    pub(super) by_lens: Vec<Vec<Option<f64>>>,
    /// Each customer's growth in full.
    pub(super) growth: Vec<Option<Growth>>,
    /// Whom each customer sent, by place; only customers we work for.
    pub(super) sent: Vec<Vec<usize>>,
}

impl Values {
    pub(super) fn of(judged: &Judged<'_>, figures: &Figures) -> Self {
        let growth = growth(judged);
        let sent = sent(judged, figures);
        // If nobody is known to have sent anybody, nothing is known about word of mouth.
        let knows_senders = sent.iter().any(|sent| !sent.is_empty());
        let sums = |pick: fn(&crate::model::MoneySums) -> Option<f64>| figures.sums.iter().map(pick).collect();
        let mut by_lens: Vec<Vec<Option<f64>>> = Lens::ALL
            .into_iter()
            .map(|lens| match lens {
                Lens::Revenue => sums(|sums| sums.revenue),
                Lens::Profit => sums(|sums| sums.profit),
                Lens::ProfitPerHour => sums(|sums| sums.profit_per_hour()),
                Lens::Transactions => sums(|sums| sums.transactions),
                Lens::WordOfMouth => sent.iter().map(|sent| knows_senders.then_some(sent.len() as f64)).collect(),
                Lens::Growth => growth.iter().map(|growth| growth.map(|growth| growth.rate)).collect(),
                Lens::TeamScore => group_scores(judged, GroupId::TEAM),
                Lens::ManagementScore => group_scores(judged, GroupId::MANAGEMENT),
                Lens::TheirRating => ratings_of_us(judged),
                Lens::Score => scores(judged),
            })
            .collect();
        for values in &mut by_lens {
            values.resize(judged.evidence.len(), None);
            for (value, is_current) in values.iter_mut().zip(&figures.is_current) {
                *value = value.filter(|value| *is_current && value.is_finite());
            }
        }
        Self { by_lens, growth, sent }
    }
}

fn growth(judged: &Judged<'_>) -> Vec<Option<Growth>> {
    let ids = judged.evidence.customers().par_iter().with_min_len(256);
    ids.map(|id| judged.workspace.customers.get(id)?.profile.revenue_growth(judged.today)).collect()
}

/// Whom each customer sent us, of those we work for. Nobody sends themselves.
fn sent(judged: &Judged<'_>, figures: &Figures) -> Vec<Vec<usize>> {
    let mut sent = vec![Vec::new(); judged.evidence.len()];
    for index in figures.current() {
        let customer = judged.evidence.customers().get(index).and_then(|id| judged.workspace.customers.get(id));
        let sender = customer.and_then(|customer| customer.profile.source.referred_by);
        let sender = sender.and_then(|sender| judged.evidence.index_of(sender)).filter(|sender| *sender != index);
        if let Some(sent) = sender.and_then(|sender| sent.get_mut(sender)) {
            sent.push(index);
        }
    }
    sent
}

/// Whether the scorecard says what we think of customers; on one about us nobody's score is ours.
fn is_ours(judged: &Judged<'_>) -> bool {
    judged.card.subject == Subject::Customer
}

fn scores(judged: &Judged<'_>) -> Vec<Option<f64>> {
    let scores = judged.judgements.iter().map(|judgement| judgement.score.filter(|_| is_ours(judged)));
    scores.collect()
}

/// The score by one group's answers alone, 0–100.
fn group_scores(judged: &Judged<'_>, group: GroupId) -> Vec<Option<f64>> {
    let place = judged.evidence.groups().binary_search(&group);
    let Some(place) = place.ok().filter(|_| is_ours(judged)) else { return Vec::new() };
    let rules = Rules::new(&judged.evidence.layout, judged.terms);
    let rows = 0..judged.evidence.len();
    rows.map(|index| rules.group_sums(judged.evidence.row(index), place).score().map(|score| score * 100.0)).collect()
}

/// Their score of us, 0–100, in the scorecard's own period. Of several scorecards about us, the one they answered last
/// counts; on the same day the one made first.
fn ratings_of_us(judged: &Judged<'_>) -> Vec<Option<f64>> {
    let mut newest: BTreeMap<CustomerId, (Date, f64)> = BTreeMap::new();
    let cards = judged.workspace.scorecards.values();
    for card in cards.filter(|card| card.subject == Subject::Us && !card.archived) {
        let terms = Terms::of(card.current());
        let evidence = Evidence::gather(judged.workspace, card, Gathering::of(&terms.policy, judged.today));
        for (index, judgement) in judge(&evidence, &terms).into_iter().enumerate() {
            if let (Some(on), Some(score), Some(id)) =
                (evidence.newest(index), judgement.score, evidence.customers().get(index))
            {
                let known = newest.entry(*id).or_insert((on, score));
                if on > known.0 {
                    *known = (on, score);
                }
            }
        }
    }
    judged.evidence.customers().iter().map(|id| newest.get(id).map(|(_, score)| *score)).collect()
}
