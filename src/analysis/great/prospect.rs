//! A prospect, seen by what customers like it came to.

use crate::analysis::explain::Judged;
use crate::analysis::right_things::has_ended;
use crate::analysis::words::plural;
use crate::model::{Customer, CustomerId, Profile, Verdict};

use super::attribute::{Attribute, AttributeKind, Attributes, Known, key, of_profile};
use super::red_flags::{EarlySign, red_flags};
use super::top_bottom::customers;

/// What customers who share something came to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Alike {
    /// What they share with the prospect; `None` for all customers, to compare with.
    pub attribute: Option<Attribute>,
    /// Who they are.
    pub customers: Vec<CustomerId>,
    /// With us, and the verdict is keep.
    pub keep: usize,
    /// With us, and the verdict is hard look.
    pub hard_look: usize,
    /// With us, and the verdict is let go.
    pub let_go: usize,
    /// With us, without enough evidence for a verdict.
    pub not_enough: usize,
    /// They left us, or we let them go.
    pub ended: usize,
    /// "In “retail”: 7 customers; 3 keep, 2 hard look, 2 ended".
    pub sentence: String,
}

/// What to expect of a prospect, from what happened with customers like it. Counts, not a forecast.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Outlook {
    /// By what is shared, then all customers.
    pub alike: Vec<Alike>,
    /// The red flags this prospect shows.
    pub red_flags: Vec<EarlySign>,
    /// Early answers that went with a bad end: what to watch in the first three months.
    pub watch: Vec<EarlySign>,
    /// What stands out, as full sentences.
    pub findings: Vec<String>,
}

/// Looks up customers like this prospect: same segment, same source, both, sent by another customer as well, same
/// labels. Prospects, this one included, take no part.
pub fn prospect_outlook(judged: &Judged<'_>, profile: &Profile) -> Outlook {
    let (known, places): (Vec<&Customer>, Vec<usize>) = customers(judged).unzip();
    let verdicts: Vec<Option<Verdict>> = known
        .iter()
        .zip(&places)
        .map(|(customer, place)| match has_ended(customer) {
            Some(false) => judged.judgements.get(*place).map(|judgement| judgement.verdict),
            _ => None,
        })
        .collect();
    let attributes = Attributes::of(&known, Known::FromTheStart, judged.today);
    let own = of_profile(profile, &mut Vec::new());
    let keys: Vec<_> = own.iter().map(key).collect();
    let shared = attributes.all.iter().filter(|(attribute, _)| keys.contains(&key(attribute)));
    let shared: Vec<&(Attribute, Vec<usize>)> = shared.collect();
    let mut alike: Vec<Alike> =
        shared.iter().map(|(attribute, with)| came_to(Some(attribute.clone()), with, &known, &verdicts)).collect();
    let of = |kind| shared.iter().find(|(attribute, _)| attribute.kind == kind);
    if let (Some((segment, one)), Some((source, other))) = (of(AttributeKind::Segment), of(AttributeKind::Source)) {
        let both: Vec<usize> = one.iter().copied().filter(|at| other.binary_search(at).is_ok()).collect();
        let label = format!("{}, came through \u{201c}{}\u{201d}", segment.words(), source.label);
        let attribute = Attribute { kind: AttributeKind::SegmentAndSource, label, criterion: None };
        if !both.is_empty() {
            alike.push(came_to(Some(attribute), &both, &known, &verdicts));
        }
    }
    let everybody: Vec<usize> = (0..known.len()).collect();
    alike.push(came_to(None, &everybody, &known, &verdicts));
    let (watch, signs): (Vec<EarlySign>, Vec<EarlySign>) = red_flags(judged)
        .signs
        .into_iter()
        .filter(|sign| sign.stands_out)
        .partition(|sign| sign.attribute.kind == AttributeKind::EarlyAnswer);
    let red_flags: Vec<EarlySign> = signs.into_iter().filter(|sign| keys.contains(&key(&sign.attribute))).collect();
    let findings = findings(&alike, &red_flags, &watch);
    Outlook { alike, red_flags, watch, findings }
}

fn came_to(attribute: Option<Attribute>, with: &[usize], known: &[&Customer], verdicts: &[Option<Verdict>]) -> Alike {
    let count = |verdict| with.iter().filter(|at| verdicts[**at] == verdict).count();
    let mut alike = Alike {
        customers: with.iter().map(|at| known[*at].id).collect(),
        keep: count(Some(Verdict::Keep)),
        hard_look: count(Some(Verdict::HardLook)),
        let_go: count(Some(Verdict::LetGo)),
        not_enough: count(Some(Verdict::NotEnough)),
        ended: count(None),
        attribute,
        sentence: String::new(),
    };
    let who = alike.attribute.as_ref().map_or_else(|| "All".to_owned(), Attribute::words);
    let parts = [
        (alike.keep, "keep"),
        (alike.hard_look, "hard look"),
        (alike.let_go, "let go"),
        (alike.not_enough, "without enough evidence"),
        (alike.ended, "ended"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    alike.sentence = match with.len() {
        0 => format!("{who}: no customers yet"),
        n => format!("{who}: {}; {}", plural(n, "customer", "customers"), parts.join(", ")),
    };
    alike
}

fn findings(alike: &[Alike], red_flags: &[EarlySign], watch: &[EarlySign]) -> Vec<String> {
    let mut findings: Vec<String> = red_flags.iter().map(|sign| format!("Red flag. {}", sign.sentence)).collect();
    if alike.len() <= 1 {
        findings.push("No customer is like this one yet in segment, source or label".to_owned());
    }
    findings.extend(alike.iter().filter(|alike| alike.attribute.is_some()).map(|alike| alike.sentence.clone()));
    if red_flags.is_empty() && alike.len() > 1 {
        findings.push("Nothing known about them is a red flag so far".to_owned());
    }
    findings.extend(watch.iter().map(|sign| format!("Watch in the first three months. {}", sign.sentence)));
    findings
}
