//! Charts of where customers stand: all scores, and how many at each verdict quarter by quarter.

use crate::analysis::{Evidence, Judgement, QuarterVerdicts, Terms};
use crate::charts::{Kind, Scored, Scores, VerdictCounts, VerdictHistory, VerdictQuarter};
use crate::model::{Scorecard, Workspace};

use super::bands;
use super::customer::changes_in;

/// The scores of the customers of this evidence, judgements in the same order. Marks carry the customer's id.
pub fn scores(workspace: &Workspace, evidence: &Evidence, judgements: &[Judgement], terms: &Terms) -> Kind {
    let customers = evidence.customers().iter().zip(judgements).map(|(id, judgement)| Scored {
        id: id.to_string(),
        name: workspace.customers.get(id).map(|customer| customer.name().to_owned()).unwrap_or_default(),
        score: judgement.score,
        verdict: Some(judgement.verdict),
    });
    Kind::Scores(Scores { customers: customers.collect(), thresholds: bands(terms) })
}

/// How many customers stood at each verdict, with where the rules changed.
pub fn verdict_history(points: &[QuarterVerdicts], card: &Scorecard) -> Kind {
    let count = |num: usize| u32::try_from(num).unwrap_or(u32::MAX);
    let quarters = points.iter().map(|point| VerdictQuarter {
        label: point.quarter.to_string(),
        counts: point.counts.map(|counts| VerdictCounts {
            keep: count(counts.keep),
            hard_look: count(counts.hard_look),
            let_go: count(counts.let_go),
            not_enough: count(counts.not_enough),
        }),
    });
    let known: Vec<_> = points.iter().map(|point| point.quarter).collect();
    Kind::VerdictHistory(VerdictHistory { quarters: quarters.collect(), changes: changes_in(&known, card) })
}
