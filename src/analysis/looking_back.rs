//! Looking back: what was decided against what came after, and how many verdicts of a year ago still hold.
//!
//! Earlier days are judged again on today's terms, so that it is the customer that changed and not the rule.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{
    Choice, Customer, CustomerId, Decision, DecisionId, Quarter, ScorecardId, Status, Verdict, Workspace,
};

use super::explain::Judged;
use super::figure;
use super::past::Past;
use super::stats::NotComputable;
use super::window::Window;
use super::words::{date_text, percent_text, plural, points_text, verdict_text};

/// A score that moves by less than this stayed the same: within five points is steady, as in every history.
const STEADY_POINTS: f64 = 5.0;
/// From so many cases on a share is said in percent.
const MIN_FOR_PERCENT: usize = 10;

/// How the score went after a decision, by what was said after it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// Up by five points or more.
    Rose,
    /// Within five points.
    Steady,
    /// Down by five points or more.
    Fell,
    /// Nobody has rated since, or there was no score then.
    NotKnown,
}

/// Whether a plan kept its promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    /// The score reached its target; without a target, it rose.
    Kept,
    /// It rose, but not to its target.
    OnTheWay,
    /// It did not rise.
    Broken,
    /// It ended before anything could be seen.
    Ended,
    /// Not rated since.
    Open,
}

/// What nobody expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Surprise {
    /// The verdict was keep or we decided to keep them, and they left us.
    KeepButLeft,
    /// The verdict was let go, they stayed, and the score rose.
    LetGoButRose,
}

/// One decision and what came after.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct DecisionLookBack {
    /// About whom.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Which decision.
    pub decision: DecisionId,
    /// When it was taken.
    pub on: Date,
    /// What was decided.
    pub choice: Choice,
    /// The scorecard it was taken by; figures of then and now are compared only on the same.
    pub scorecard: Option<ScorecardId>,
    /// The verdict as it stood.
    pub verdict_then: Option<Verdict>,
    /// The score as it stood, 0–100.
    pub score_then: Option<f64>,
    /// The verdict today.
    pub verdict_now: Verdict,
    /// The score today, 0–100.
    pub score_now: Option<f64>,
    /// The score by what was said after that day alone, 0–100.
    pub score_since: Option<f64>,
    /// How many ratings' days lie after it.
    pub ratings_since: usize,
    /// Where we stand with them today.
    pub status_now: Status,
    /// How the score went.
    pub since: Since,
    /// The score that was to show it worked, 0–100.
    pub target: Option<f64>,
    /// Whether the plan kept its promise; of decisions to fix or change something only.
    pub promise: Option<Promise>,
    /// What nobody expected, if anything.
    pub surprise: Option<Surprise>,
    /// The same in one sentence.
    pub sentence: String,
}

/// How many verdicts of an earlier day are the same today.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct VerdictsHeld {
    /// The day they were judged as of: the end of a quarter.
    pub on: Date,
    /// Customers with a verdict on both days.
    pub n: usize,
    /// Those with the same.
    pub same: usize,
    /// same/n, 0 to 1.
    #[serde(serialize_with = "figure::serialize")]
    pub share: Result<f64, NotComputable>,
    /// Customers by verdict then (row) and now (column), worst first: let go, hard look, keep.
    pub moved: [[usize; 3]; 3],
    /// Customers with a verdict then who have since ended.
    pub ended: usize,
}

/// Everything that can be seen looking back.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct LookingBack {
    /// All decisions, newest first.
    pub decisions: Vec<DecisionLookBack>,
    /// Of how many decisions with a verdict then and now the verdict is the same: how many, of how many.
    pub decisions_held: (usize, usize),
    /// Verdicts of the end of the same quarter a year ago against today's.
    pub year_ago: VerdictsHeld,
    /// The same in full sentences.
    pub findings: Vec<String>,
}

/// Looks back on all decisions and on the verdicts of a year ago.
pub fn looking_back(judged: &Judged<'_>) -> LookingBack {
    let past = Past::new(judged);
    let ids = judged.evidence.customers();
    let decisions = ids.iter().enumerate().filter_map(|(place, id)| Some((place, judged.workspace.customers.get(id)?)));
    let decisions = decisions.flat_map(|(place, customer)| {
        customer.decisions.iter().map(move |(id, decision)| (place, customer, *id, decision))
    });
    let mut decisions: Vec<DecisionLookBack> = decisions
        .filter_map(|(place, customer, id, decision)| one(judged, &past, place, (customer, id, decision)))
        .collect();
    decisions.sort_by(|a, b| b.on.cmp(&a.on).then(b.decision.cmp(&a.decision)));
    let counted = decisions.iter().filter_map(|decision| {
        let then = decision.verdict_then.filter(|verdict| *verdict != Verdict::NotEnough)?;
        let is_comparable = decision.scorecard == Some(judged.card.id) && decision.status_now.is_current();
        (is_comparable && decision.verdict_now != Verdict::NotEnough).then_some(then == decision.verdict_now)
    });
    let decisions_held = counted.fold((0, 0), |(same, n), is_same| (same + usize::from(is_same), n + 1));
    let year_ago = (0..4).fold(Quarter::of(judged.today), |quarter, _| quarter.previous()).last_day();
    let year_ago = verdicts_held(judged, year_ago);
    let findings = findings(judged.workspace, &decisions, decisions_held, &year_ago);
    LookingBack { decisions, decisions_held, year_ago, findings }
}

/// Judges all customers as of an earlier day and counts which verdicts are the same today.
///
/// Customers without a verdict on either day take no part; those that ended since are counted apart.
pub fn verdicts_held(judged: &Judged<'_>, on: Date) -> VerdictsHeld {
    let past = Past::new(judged);
    let window = past.window(on);
    let row = |verdict| match verdict {
        Verdict::LetGo => Some(0),
        Verdict::HardLook => Some(1),
        Verdict::Keep => Some(2),
        Verdict::NotEnough => None,
    };
    let then_of = |id: &CustomerId| {
        let customer = judged.workspace.customers.get(id)?;
        let verdict = row(past.judge(customer, window).verdict)?;
        (customer.profile.status != Status::Prospect).then_some((verdict, customer.profile.status.is_current()))
    };
    let then: Vec<Option<(usize, bool)>> =
        judged.evidence.customers().par_iter().with_min_len(256).map(then_of).collect();
    let (mut moved, mut ended) = ([[0; 3]; 3], 0);
    for (then, judgement) in then.into_iter().zip(judged.judgements) {
        match (then, row(judgement.verdict)) {
            (Some((_, false)), _) => ended += 1,
            (Some((then, true)), Some(now)) => moved[then][now] += 1,
            _ => {}
        }
    }
    let n = moved.iter().flatten().sum();
    let same = (0..3).map(|verdict| moved[verdict][verdict]).sum();
    let share = if n == 0 { Err(NotComputable::TooFew) } else { Ok(same as f64 / n as f64) };
    VerdictsHeld { on, n, same, share, moved, ended }
}

fn one(
    judged: &Judged<'_>,
    past: &Past<'_>,
    place: usize,
    (customer, id, decision): (&Customer, DecisionId, &Decision),
) -> Option<DecisionLookBack> {
    let now = judged.judgements.get(place)?;
    let stood = decision.stood.as_ref();
    let is_same_card = stood.is_some_and(|stood| stood.scorecard == judged.card.id);
    let score_then = stood.and_then(|stood| stood.score).map(|score| score.value());
    let after = Window { from: Some(decision.on.tomorrow().unwrap_or(Date::MAX)), to: judged.today };
    let score_since = past.judge(customer, after).score;
    let since = match (score_then.filter(|_| is_same_card), score_since) {
        (Some(then), Some(since)) if since - then >= STEADY_POINTS - 1e-9 => Since::Rose,
        (Some(then), Some(since)) if then - since >= STEADY_POINTS - 1e-9 => Since::Fell,
        (Some(_), Some(_)) => Since::Steady,
        _ => Since::NotKnown,
    };
    let status = customer.profile.status;
    let verdict_then = stood.map(|stood| stood.verdict);
    let target = target(decision);
    let mut look = DecisionLookBack {
        customer: customer.id,
        name: customer.name().to_owned(),
        decision: id,
        on: decision.on,
        choice: decision.choice,
        scorecard: stood.map(|stood| stood.scorecard),
        verdict_then,
        score_then,
        verdict_now: now.verdict,
        score_now: now.score,
        score_since,
        ratings_since: past.days(customer).iter().filter(|day| after.contains(**day)).count(),
        status_now: status,
        since,
        target,
        promise: promise(decision.choice, status, since, target.zip(score_since)),
        surprise: surprise(decision.choice, verdict_then, status, since),
        sentence: String::new(),
    };
    look.sentence = sentence(&look);
    Some(look)
}

/// The score that would show it worked.
fn target(decision: &Decision) -> Option<f64> {
    decision.target.map(|target| target.value())
}

fn promise(choice: Choice, status: Status, since: Since, reached: Option<(f64, f64)>) -> Option<Promise> {
    if matches!(choice, Choice::Keep | Choice::LetGo) {
        return None;
    }
    Some(match (since, reached) {
        (_, Some((target, score))) if score >= target - 1e-7 => Promise::Kept,
        (Since::Rose, Some(_)) => Promise::OnTheWay,
        (Since::Rose, None) => Promise::Kept,
        (Since::NotKnown, _) if !status.is_current() => Promise::Ended,
        (Since::Steady | Since::Fell, _) | (Since::NotKnown, Some(_)) => Promise::Broken,
        (Since::NotKnown, None) => Promise::Open,
    })
}

fn surprise(choice: Choice, then: Option<Verdict>, status: Status, since: Since) -> Option<Surprise> {
    if status == Status::LeftUs && (choice == Choice::Keep || then == Some(Verdict::Keep)) {
        Some(Surprise::KeepButLeft)
    } else if then == Some(Verdict::LetGo) && choice != Choice::LetGo && status.is_current() && since == Since::Rose {
        Some(Surprise::LetGoButRose)
    } else {
        None
    }
}

/// "Grandview Hotels, 31 August 2026: verdict let go, decided: fix together. Since then up 9 points, to 47".
fn sentence(look: &DecisionLookBack) -> String {
    let then = look.verdict_then.map_or_else(String::new, |verdict| format!("verdict {}, ", verdict_text(verdict)));
    let choice = look.choice.words().to_lowercase();
    let head = format!("{}, {}: {then}decided: {choice}", look.name, date_text(look.on));
    let status = match look.status_now {
        Status::LeftUs => ". They left us",
        Status::LetGo if look.choice != Choice::LetGo => ". We let them go later",
        _ => "",
    };
    let change = match (look.since, look.score_then, look.score_since) {
        (Since::Rose, Some(then), Some(since)) => format!(". Since then up {}", points_text(since - then)),
        (Since::Fell, Some(then), Some(since)) => format!(". Since then down {}", points_text(then - since)),
        (Since::Steady, ..) => ". Since then about the same".to_owned(),
        _ if look.status_now.is_current() => ". Not rated since".to_owned(),
        _ => String::new(),
    };
    let promise = match (look.promise, look.target.is_some()) {
        (Some(Promise::Kept), true) => "; the target is reached",
        (Some(Promise::OnTheWay), _) => "; the target is not reached yet",
        (Some(Promise::Broken), _) => "; the plan has not worked so far",
        _ => "",
    };
    format!("{head}{status}{change}{promise}")
}

fn findings(
    workspace: &Workspace,
    decisions: &[DecisionLookBack],
    (held, of): (usize, usize),
    year_ago: &VerdictsHeld,
) -> Vec<String> {
    let mut findings = Vec::new();
    let share = |k: usize, n: usize| {
        if n >= MIN_FOR_PERCENT {
            format!("{k} of {n} ({})", percent_text(k as f64 / n as f64))
        } else {
            format!("{k} of {n}")
        }
    };
    let day = date_text(year_ago.on);
    if year_ago.n > 0 {
        let same = share(year_ago.same, year_ago.n);
        findings.push(format!("{same} verdicts as of {day} are the same today, by the same rules"));
        if year_ago.ended > 0 {
            let ended = plural(year_ago.ended, "more customer", "more customers");
            findings.push(format!("{ended} with a verdict then {} ended since", has(year_ago.ended)));
        }
    } else if !workspace.customers.is_empty() {
        findings.push(format!("Nobody had a verdict as of {day} and has one today: too early to look back a year"));
    }
    if decisions.is_empty() {
        findings.push("Nothing has been decided yet".to_owned());
        return findings;
    }
    if of > 0 {
        let verb = if of == 1 { "decision" } else { "decisions" };
        findings.push(format!("In {} {verb} the verdict is today what it was then", share(held, of)));
    }
    let promises = |wanted: &[Promise]| {
        let is = |look: &&DecisionLookBack| look.promise.is_some_and(|promise| wanted.contains(&promise));
        decisions.iter().filter(is).count()
    };
    let seen = promises(&[Promise::Kept, Promise::OnTheWay, Promise::Broken]);
    if seen > 0 {
        let kept = share(promises(&[Promise::Kept]), seen);
        findings.push(format!("{kept} plans to put something right have worked so far"));
    }
    if promises(&[Promise::Open]) > 0 {
        let open = plural(promises(&[Promise::Open]), "plan", "plans");
        findings.push(format!("{open} cannot be judged yet: nobody has rated since"));
    }
    for (surprise, words) in [
        (Surprise::KeepButLeft, "was to be kept, and left us"),
        (Surprise::LetGoButRose, "was advised to be let go, stayed, and got better"),
    ] {
        // One customer is one surprise, however often it was decided about.
        let surprised = decisions.iter().filter(|look| look.surprise == Some(surprise));
        let mut named: Vec<(CustomerId, &str)> = surprised.map(|look| (look.customer, look.name.as_str())).collect();
        named.sort_unstable();
        named.dedup();
        findings.extend(named.iter().map(|(_, name)| format!("A surprise: {name} {words}")));
    }
    findings
}

const fn has(n: usize) -> &'static str {
    if n == 1 { "has" } else { "have" }
}
