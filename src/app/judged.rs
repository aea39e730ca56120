//! What the numbers say about every customer on one scorecard, kept up to date edit by edit.

use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{
    self, Evidence, Gathering, Judgement, Move, Terms, VerdictCounts, count, judge, moves, rank, worst_first,
};
use crate::model::{CustomerId, Scorecard, Workspace};

/// Evidence and judgement of all customers on one scorecard under its policy.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The scorecard judged on.
    pub card: Arc<Scorecard>,
    /// Weights and policy.
    pub terms: Terms,
    /// Which ratings count and how they are added up.
    pub gathering: Gathering,
    /// What is known, before any judgement.
    pub evidence: Evidence,
    /// What it means, in the order of `evidence.customers`.
    pub judgements: Vec<Judgement>,
    /// Places in `judgements`, worst first.
    pub order: Vec<usize>,
    /// Ranks by score, best first, in the order of `judgements`.
    pub ranks: Vec<Option<u32>>,
    /// How many customers at each verdict.
    pub counts: VerdictCounts,
}

impl Judged {
    /// Judges everybody from scratch.
    pub fn new(workspace: &Workspace, card: &Arc<Scorecard>, today: Date) -> Self {
        let terms = Terms::of(card.current());
        let gathering = Gathering::of(&terms.policy, today);
        let evidence = Evidence::gather(workspace, card, gathering);
        let mut judged = Self {
            card: Arc::clone(card),
            terms,
            gathering,
            evidence,
            judgements: Vec::new(),
            order: Vec::new(),
            ranks: Vec::new(),
            counts: VerdictCounts::default(),
        };
        judged.judge(workspace);
        judged
    }

    /// Gathers the evidence of some customers anew and judges again; everybody from scratch on another day.
    pub fn update(&mut self, workspace: &Workspace, customers: &[CustomerId], today: Date) {
        if Gathering::of(&self.terms.policy, today) != self.gathering {
            *self = Self::new(workspace, &self.card, today);
            return;
        }
        self.evidence.regather_many(workspace, &self.card, customers);
        self.judge(workspace);
    }

    fn judge(&mut self, workspace: &Workspace) {
        self.judgements = judge(&self.evidence, &self.terms);
        self.order = worst_first(&self.evidence, &self.judgements, workspace);
        self.ranks = rank(&self.judgements.iter().map(|judgement| judgement.score).collect::<Vec<_>>());
        self.counts = count(&self.judgements);
    }

    /// The named band a score falls into; none without a score, or where the scorecard has no such bands.
    pub fn band(&self, score: Option<f64>) -> Option<&str> {
        Some(self.terms.policy.band(score?)?.name.as_str())
    }

    /// Whether the scorecard has named bands.
    pub const fn has_bands(&self) -> bool {
        !self.terms.policy.bands.is_empty()
    }

    /// This judgement with all it rests on, for explanations and every other analysis.
    pub fn in_context<'a>(&'a self, workspace: &'a Workspace, today: Date) -> analysis::Judged<'a> {
        analysis::Judged {
            workspace,
            card: &self.card,
            evidence: &self.evidence,
            judgements: &self.judgements,
            terms: &self.terms,
            today,
        }
    }

    /// The judgement on one customer.
    pub fn of(&self, customer: CustomerId) -> Option<&Judgement> {
        self.evidence.index_of(customer).and_then(|index| self.judgements.get(index))
    }
}

/// How many of the customers we work with stand at each verdict, in the order of these judgements. Those who are gone
/// are not counted: nothing is decided about them any more.
pub(super) fn count_current(workspace: &Workspace, evidence: &Evidence, judgements: &[Judgement]) -> VerdictCounts {
    let kept = judgements.iter().enumerate().filter(|(index, _)| is_current(workspace, evidence, *index));
    count(&kept.map(|(_, judgement)| *judgement).collect::<Vec<_>>())
}

/// Which of the customers we work with stand at another verdict afterwards.
pub(super) fn moves_of_current(
    workspace: &Workspace,
    evidence: &Evidence,
    before: &[Judgement],
    after: &[Judgement],
) -> Vec<Move> {
    let mut moved = moves(before, after);
    moved.retain(|change| is_current(workspace, evidence, change.index));
    moved
}

/// Whether we work with the customer at this place of the evidence.
fn is_current(workspace: &Workspace, evidence: &Evidence, index: usize) -> bool {
    let customer = evidence.customers().get(index).and_then(|id| workspace.customers.get(id));
    customer.is_some_and(|customer| customer.profile.status.is_current())
}
