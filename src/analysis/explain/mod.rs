//! The explanation of one customer's verdict: what the numbers say, why, how surely, and what to think about before
//! acting on it. Everything a person reads is a full sentence made here, so that window, report and command line say
//! the same.

mod answer;
mod cautions;
mod contributions;
mod doubts;
mod reasons;
mod tipping;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{Criterion, CriterionId, Customer, CustomerId, Dismissal, GroupId, Scorecard, Workspace};

use super::evidence::{Evidence, RowRef};
use super::firmness::Firmness;
use super::flags::{FlagState, FlagTally, flag_state};
use super::fragility::{AnswerChange, Fragility};
use super::judge::{Judgement, Known, Rules, Sums};
use super::reader::Reader;
use super::terms::Terms;

/// Everything a verdict rests on, side by side. The parts must belong together: the evidence gathered from this
/// workspace on this scorecard, the judgements made from it under these terms.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The scorecard.
    pub card: &'a Scorecard,
    /// The evidence on it.
    pub evidence: &'a Evidence,
    /// The judgements, in the order of the evidence's customers.
    pub judgements: &'a [Judgement],
    /// The terms they were made under.
    pub terms: &'a Terms,
    /// Today.
    pub today: Date,
}

/// What one criterion adds to the score, or takes from it, against the keep line.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// Points of 100 above (+) or below (−) the keep line: 100·w(V−T)/W. Over all criteria they add up to the score
    /// less the keep threshold.
    pub points: f64,
    /// The value, 0 (bad for us) to 1 (good), groups balanced.
    pub value: f64,
    /// The same on the criterion's own scale.
    pub own: f64,
    /// Each group that answered: mean on the criterion's own scale, people.
    pub groups: Vec<(GroupId, f64, u32)>,
    /// The most telling thing about it: who disagrees, what somebody wrote, or the answer in words.
    pub note: String,
}

/// What a caution is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CautionKind {
    /// They send us other customers.
    Referrals,
    /// We depend on their revenue.
    Dependence,
    /// Something is still wrong that we have to put right.
    OpenIssues,
    /// Their approval of us is low: is it us?
    LowApproval,
    /// No checkpoint was held: they have not been told.
    NoCheckpoint,
    /// They have been with us for less than a year.
    YoungRelationship,
    /// Their revenue is growing.
    Growing,
    /// Two groups see them differently.
    GroupsDiffer,
    /// People see them very differently.
    RatersDisagree,
    /// The newest rating is old.
    OldEvidence,
    /// Few people or few answers.
    ThinEvidence,
    /// Only one person.
    OnePerson,
    /// A small change would alter the verdict.
    TooClose,
    /// Without one criterion the verdict would be better.
    OneLoudCriterion,
}

impl CautionKind {
    /// The name by which it is kept in files: "no-checkpoint". It never changes.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Referrals => "referrals",
            Self::Dependence => "dependence",
            Self::OpenIssues => "open-issues",
            Self::LowApproval => "low-approval",
            Self::NoCheckpoint => "no-checkpoint",
            Self::YoungRelationship => "young-relationship",
            Self::Growing => "growing",
            Self::GroupsDiffer => "groups-differ",
            Self::RatersDisagree => "raters-disagree",
            Self::OldEvidence => "old-evidence",
            Self::ThinEvidence => "thin-evidence",
            Self::OnePerson => "one-person",
            Self::TooClose => "too-close",
            Self::OneLoudCriterion => "one-loud-criterion",
        }
    }

    /// Whether it says that we have to put ourselves right before we judge them.
    pub const fn is_about_us(self) -> bool {
        matches!(self, Self::OpenIssues | Self::LowApproval)
    }
}

/// A reason to stop and think before acting on a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    /// What it is about.
    pub kind: CautionKind,
    /// The first words of the text, to be shown stronger: "19 % of revenue."
    pub lead: String,
    /// One or two full sentences with the numbers; begins with the lead.
    pub text: String,
}

/// A caution that would be raised, had nobody said why it does not count here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The caution.
    pub caution: Caution,
    /// Who set it aside, when and why.
    pub dismissal: Dismissal,
}

/// Where one red flag stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagFinding {
    /// The criterion it belongs to.
    pub criterion: CriterionId,
    /// The flag's name: "Pays later than 60 days".
    pub name: String,
    /// Where it stands.
    pub state: FlagState,
    /// People who say it is hit.
    pub hits: u32,
    /// People who answered.
    pub asked: u32,
}

/// A criterion nobody has answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// Its part of the weight of all criteria that apply, 0–1.
    pub share: f64,
}

/// One customer's verdict in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The customer's place in the evidence.
    pub index: usize,
    /// The judgement explained.
    pub judgement: Judgement,
    /// The answer to "should we let them go?" in a few words.
    pub headline: String,
    /// Score, people, coverage and what would change it, in two or three sentences.
    pub answer: String,
    /// The share of all possible weightings that give the same band, 0–1; `None` without a score.
    pub weightings: Option<f64>,
    /// What would tip the verdict: criteria, weights, voices.
    pub fragility: Fragility,
    /// The smallest change of a single answer that alters the verdict; `None` if no single answer can.
    pub answer_change: Option<AnswerChange>,
    /// What each answered criterion of weight > 0 contributes, worst first.
    pub contributions: Vec<Contribution>,
    /// Two to four sentences.
    pub reasons: Vec<String>,
    /// What to think about before acting; only beside "let go" and "hard look".
    pub cautions: Vec<Caution>,
    /// Cautions that somebody set aside with a reason; they do not count.
    pub set_aside: Vec<SetAside>,
    /// What was looked at and gives no reason to pause, such as "Last checkpoint 21 days ago." Beside cautions only.
    pub cleared: Vec<String>,
    /// Every red flag, hit ones first.
    pub flags: Vec<FlagFinding>,
    /// Criteria of weight > 0 nobody has answered, heaviest first.
    pub missing: Vec<Missing>,
    /// Criteria that do not apply to this customer, by name.
    pub not_applicable: Vec<String>,
    /// Whether the missing answers matter, in a sentence.
    pub holes: String,
    /// How surely the verdict stands.
    pub firmness: Firmness,
    /// The same in a sentence, with what would change it.
    pub firmness_text: String,
}

/// One customer and all that is known, while it is being explained.
struct Case<'a> {
    judged: &'a Judged<'a>,
    index: usize,
    customer: &'a Customer,
    judgement: Judgement,
    criteria: Vec<&'a Criterion>,
    rules: Rules<'a>,
    row: RowRef<'a>,
    sums: Sums,
    fragility: Fragility,
    answer_change: Option<AnswerChange>,
    common: &'a Common<'a>,
}

impl<'a> Case<'a> {
    fn new(judged: &'a Judged<'a>, common: &'a Common<'a>, customer: CustomerId) -> Option<Self> {
        let index = judged.evidence.index_of(customer)?;
        let criteria: Vec<&Criterion> = judged.card.current().active().collect();
        let fits = judged.evidence.scorecard() == judged.card.id
            && criteria.iter().map(|criterion| criterion.id).eq(judged.evidence.criteria().iter().copied());
        if !fits {
            return None;
        }
        let rules = Rules::new(&judged.evidence.layout, judged.terms);
        let row = judged.evidence.row(index);
        let customer = judged.workspace.customers.get(&customer)?;
        let reader = common.reader.get_or_init(|| judged.evidence.reader(judged.workspace, judged.card));
        // With other groups the single answers are not those the evidence was gathered from.
        let is_same = reader.layout == judged.evidence.layout;
        let window = judged.evidence.window();
        Some(Self {
            judged,
            index,
            customer,
            answer_change: is_same.then(|| rules.smallest_answer_change(reader, customer, window, row)).flatten(),
            fragility: rules.fragility(row, judged.terms, judged.evidence.gathering().is_plain()),
            judgement: *judged.judgements.get(index)?,
            criteria,
            sums: rules.sums(row, None),
            rules,
            row,
            common,
        })
    }

    /// Where every flag stands, hit ones first.
    fn flags(&self) -> Vec<FlagFinding> {
        let found = self.criteria.iter().enumerate().filter_map(|(place, criterion)| {
            let tally: FlagTally = self.rules.flag_tally(self.row, place)?;
            Some(FlagFinding {
                criterion: criterion.id,
                name: criterion.red_flag.as_ref()?.name.to_string(),
                state: flag_state(tally, self.rules.flag_policy),
                hits: tally.hits,
                asked: tally.asked,
            })
        });
        let mut found: Vec<FlagFinding> = found.collect();
        found.sort_by_key(|flag| std::cmp::Reverse(flag.state));
        found
    }

    /// What nobody has answered, heaviest first.
    fn missing(&self) -> Vec<Missing> {
        let weights = self.rules.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
        let holes = weights.filter(|(place, _)| self.rules.known(self.row, *place) == Known::Missing);
        let mut missing: Vec<Missing> = holes
            .map(|(place, weight)| Missing {
                criterion: self.criteria[place].id,
                name: self.criteria[place].name.to_string(),
                share: weight / self.sums.total,
            })
            .collect();
        missing.sort_by(|a, b| b.share.total_cmp(&a.share));
        missing
    }

    fn not_applicable(&self) -> Vec<String> {
        let places = self.criteria.iter().enumerate();
        let out = places.filter(|(place, _)| self.rules.known(self.row, *place) == Known::NotApplicable);
        out.map(|(_, criterion)| criterion.name.to_string()).collect()
    }
}

/// Explains one customer's verdict. `None` if the customer is not in the evidence, or the parts of `judged` do not
/// belong together (the evidence was gathered on another version).
pub fn explain(judged: &Judged<'_>, customer: CustomerId) -> Option<Explanation> {
    explain_with(judged, &Common::default(), customer)
}

/// As [`explain`], for many customers: what concerns all of them is worked out once. In the order given, without those
/// that cannot be explained.
pub fn explain_all(judged: &Judged<'_>, customers: &[CustomerId]) -> Vec<(CustomerId, Explanation)> {
    let common = Common::default();
    let one = |id: &CustomerId| explain_with(judged, &common, *id).map(|explanation| (*id, explanation));
    customers.par_iter().filter_map(one).collect()
}

/// What the explanations of all customers share, worked out when the first one needs it.
#[derive(Default)]
struct Common<'a> {
    revenue_shares: OnceLock<BTreeMap<CustomerId, f64>>,
    reader: OnceLock<Reader<'a>>,
}

fn explain_with<'a>(judged: &'a Judged<'a>, common: &'a Common<'a>, customer: CustomerId) -> Option<Explanation> {
    let case = Case::new(judged, common, customer)?;
    let contributions = case.contributions();
    let flags = case.flags();
    let missing = case.missing();
    let (raised, cleared) = case.cautions();
    let (cautions, set_aside) = case.without_set_aside(raised);
    Some(Explanation {
        index: case.index,
        judgement: case.judgement,
        headline: case.headline(&cautions),
        answer: case.answer(&flags),
        weightings: case.fragility.weightings,
        answer_change: case.answer_change,
        reasons: case.reasons(&contributions, &flags, &missing),
        holes: case.holes(&missing),
        firmness: case.judgement.firmness,
        firmness_text: case.firmness_text(),
        not_applicable: case.not_applicable(),
        contributions,
        cautions,
        set_aside,
        cleared,
        flags,
        missing,
        fragility: case.fragility,
    })
}
