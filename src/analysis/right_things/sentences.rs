//! What stands out about the criteria, in words; only where the numbers carry them.

use crate::analysis::words::{list_text, percent_text, plural, quoted, upper_first};
use crate::model::Locale;

use super::criterion::{CriterionCheck, GoesWith, MIN_CUSTOMERS, Redundancy, TellsApart};
use super::joint::{Joint, OutcomeModel};
use super::outcomes::{Outcome, OutcomeCounts};

/// From this part of voices without a value on, people cannot or will not answer.
const UNANSWERED: f64 = 0.25;
/// So many pairs of criteria that say the same are named.
const MAX_PAIRS: usize = 3;
/// A model in which no coefficient is as unlikely by chance as this, shared out over all, reveals nothing.
const MAX_P: f64 = 0.05;
/// A stated weight this far from the revealed one is worth a word.
const WEIGHT_GAP: f64 = 0.15;

/// What the figures rest on.
pub(super) fn basis(counts: &OutcomeCounts) -> String {
    let ended = counts.left_us + counts.let_go;
    let all = plural(counts.with_us + ended, "customer", "customers");
    if ended == 0 {
        return format!("{all}; none of them has ended yet, so nothing can be said about what goes with an end");
    }
    let mut parts = vec![format!("{all}: {} with us, {ended} ended", counts.with_us)];
    let unknown = ended - counts.end_known.min(ended);
    if counts.end_known > 0 {
        parts.push(format!("of {} the day is known, and only what was said before it counts", counts.end_known));
    }
    if unknown > 0 {
        parts.push(format!("of {unknown} the day is not known, and the last period they were rated in counts"));
    }
    parts.join("; ")
}

/// The sentences about one criterion.
pub(super) fn of_criterion(check: &CriterionCheck) -> Vec<String> {
    let name = upper_first(&quoted(&check.name));
    let mut sentences = vec![spread(check, &name)];
    if let Ok(same) = &check.redundancy
        && same.is_redundant
    {
        let way = if same.rho > 0.0 { "nearly the same as" } else { "nearly the opposite of" };
        let (other, n) = (quoted(&same.name), plural(same.n, "customer", "customers"));
        let rho = Locale::current().number(same.rho, 2);
        sentences.push(format!("It says {way} {other}: rank correlation {rho} over {n}"));
    }
    if let Ok(share) = check.answered.share_without()
        && share >= UNANSWERED
        && check.answered.total() >= 10
    {
        let (without, total) = (check.answered.total() - check.answered.values, check.answered.total());
        sentences.push(format!("{without} of {total} voices give no value: is the question clear, and can they know?"));
    }
    sentences.extend(check.goes_with.iter().filter(|goes| goes.is_notable).filter_map(goes_with));
    let judged = check.goes_with.iter().find(|goes| goes.outcome == Outcome::Ended);
    if let Some(goes) = judged
        && !goes.is_notable
        && goes.events > 0
    {
        let (ended, others) = (goes.events, goes.n - goes.events);
        sentences.push(if ended < MIN_CUSTOMERS || others < MIN_CUSTOMERS {
            format!("Too few to say whether it goes with an end: {ended} ended, {others} with us")
        } else {
            format!("No clear link with who ended: {ended} ended, {others} with us")
        });
    }
    sentences
}

fn spread(check: &CriterionCheck, name: &str) -> String {
    let spread = &check.spread;
    let (most, end) =
        if spread.at_top >= spread.at_bottom { (spread.at_top, "top") } else { (spread.at_bottom, "bottom") };
    match spread.tells_apart {
        TellsApart::TooFew if spread.n == 0 => format!("{name} has not been answered yet"),
        TellsApart::TooFew => {
            format!("{name}: too few customers to say whether it tells them apart ({} so far)", spread.n)
        }
        TellsApart::No => format!("{name} does not tell customers apart: all {} get about the same", spread.n),
        TellsApart::Hardly if 2 * most >= spread.n => {
            format!("{name} hardly tells customers apart: {most} of {} are at the {end}", spread.n)
        }
        TellsApart::Hardly => format!("{name} hardly tells customers apart: their values lie close together"),
        TellsApart::Yes => format!("{name} tells customers apart"),
    }
}

/// "Customers who left us were rated lower on it than those with us, in 83 % of all pairs (12 of 60)".
fn goes_with(goes: &GoesWith) -> Option<String> {
    let auc = goes.auc.ok()?;
    let (way, share) = if auc < 0.5 { ("lower", 1.0 - auc) } else { ("higher", auc) };
    let others = if goes.outcome == Outcome::Renewed { "those who did not" } else { "those with us" };
    let (who, share) = (goes.outcome.words(), percent_text(share));
    let counts = format!("{} and {}", goes.events, goes.n - goes.events);
    Some(format!("Customers who {who} were rated {way} on it than {others} in {share} of all pairs ({counts})"))
}

/// What stands out over all criteria.
pub(super) fn overall(checks: &[CriterionCheck], models: &[OutcomeModel], counts: &OutcomeCounts) -> Vec<String> {
    let names = |chosen: &dyn Fn(&CriterionCheck) -> bool| -> Vec<String> {
        checks.iter().filter(|check| chosen(check)).map(|check| quoted(&check.name)).collect()
    };
    let mut findings = Vec::new();
    let flat = names(&|check| matches!(check.spread.tells_apart, TellsApart::No | TellsApart::Hardly));
    if !flat.is_empty() {
        let verb = if flat.len() == 1 { "tells" } else { "tell" };
        findings.push(format!("{} hardly {verb} customers apart", upper_first(&list_text(&flat))));
    } else if checks.iter().any(|check| check.spread.tells_apart == TellsApart::Yes) {
        findings.push("The criteria tell customers apart".to_owned());
    }
    findings.extend(redundant(checks));
    let notable =
        |check: &CriterionCheck| check.goes_with.iter().any(|goes| goes.outcome == Outcome::Ended && goes.is_notable);
    let telling = names(&notable);
    let ended = counts.left_us + counts.let_go;
    if !telling.is_empty() {
        let verb = if telling.len() == 1 { "goes" } else { "go" };
        let who = format!("{ended} of {} customers", ended + counts.with_us);
        findings.push(format!("{} {verb} with an end, which came to {who}", upper_first(&list_text(&telling))));
    } else if ended == 0 {
        findings.push("Nobody has left or been let go yet: what goes with an end cannot be seen".to_owned());
    } else if ended < MIN_CUSTOMERS || counts.with_us < MIN_CUSTOMERS {
        findings.push(format!("Too few to see what goes with an end: {ended} ended, {} with us", counts.with_us));
    } else {
        findings.push(format!("No criterion clearly goes with an end: {ended} ended, {} with us", counts.with_us));
    }
    let model = models.iter().find(|model| model.outcome == Outcome::Ended);
    match model.map(|model| &model.model) {
        Some(Ok(model)) => findings.extend(weight_gap(model)),
        Some(Err(reason)) if ended >= MIN_CUSTOMERS => {
            findings.push(format!("All criteria together cannot be weighed against each other: {reason}"));
        }
        _ => {}
    }
    findings
}

/// The pairs that say nearly the same, each once, the closest three.
fn redundant(checks: &[CriterionCheck]) -> Vec<String> {
    let mut pairs: Vec<(&CriterionCheck, &Redundancy)> = Vec::new();
    for check in checks {
        if let Ok(same) = &check.redundancy
            && same.is_redundant
            && !pairs.iter().any(|(one, other)| one.criterion == same.with && other.with == check.criterion)
        {
            pairs.push((check, same));
        }
    }
    pairs.sort_by(|a, b| b.1.rho.abs().total_cmp(&a.1.rho.abs()));
    let sentence = |(check, same): (&CriterionCheck, &Redundancy)| {
        let (one, other) = (upper_first(&quoted(&check.name)), quoted(&same.name));
        let way = if same.rho > 0.0 { "nearly the same" } else { "nearly the opposite" };
        format!("{one} and {other} say {way}: one of them may be enough")
    };
    pairs.into_iter().take(MAX_PAIRS).map(sentence).collect()
}

/// The criterion whose stated weight is furthest from the revealed one.
fn weight_gap(model: &Joint) -> Option<String> {
    let limit = MAX_P / model.criteria.len().max(1) as f64;
    if !model.criteria.iter().any(|criterion| criterion.coefficient.p <= limit) {
        return None;
    }
    let gap = |place: usize| model.criteria[place].revealed - model.criteria[place].stated;
    let widest = (0..model.criteria.len()).reduce(|a, b| if gap(b).abs() > gap(a).abs() + 1e-12 { b } else { a })?;
    let criterion = &model.criteria[widest];
    if gap(widest).abs() < WEIGHT_GAP {
        return None;
    }
    let (stated, revealed) = (percent_text(criterion.stated), percent_text(criterion.revealed));
    let name = upper_first(&quoted(&criterion.name));
    Some(format!("{name} has {stated} of our weights, and {revealed} of what goes with an end"))
}
