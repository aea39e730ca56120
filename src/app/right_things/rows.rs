//! One row per criterion: what it is worth, in a few words per column, and what they are made of.

use crate::analysis::{
    CriterionAgreement, CriterionCheck, EVENTS_PER_CRITERION, GoesWith, Joint, NotComputable, Outcome, RightThings,
    ScorecardAgreement, TellsApart, percent_text,
};
use crate::model::{CriterionId, Locale};

/// Whether a figure speaks for the criterion, against it, or says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// As it should be.
    Good,
    /// Worth a thought.
    Doubtful,
    /// Nothing can be said.
    Unknown,
}

/// A criterion and what it is worth. Each column has words and a detail below them; details may be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionRow {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// The spread as a share of the widest there can be, 0 to 1; `None` where it is not known.
    pub spread: Option<f64>,
    /// Whether it tells customers apart.
    pub apart: (Bearing, String, String),
    /// What it says the same as.
    pub same: (Bearing, String, String),
    /// How far people agree.
    pub agree: (Bearing, String, String),
    /// How many voices give no value; the detail: not applicable, don't know, missing, of how many.
    pub unanswered: (Bearing, String, String),
    /// How it goes with leaving.
    pub ends: (Bearing, String, String),
    /// The weight we gave it, and the weight what happened gives it.
    pub weights: (String, String),
    /// The same in full sentences, without full stops.
    pub sentences: Vec<String>,
    /// What the figures are made of: name and value.
    pub figures: Vec<(String, String)>,
}

/// So much spread fills the bar: half the customers at either end.
const WIDEST: f64 = 0.5;
/// From this part of voices without a value on, it is worth a thought.
const UNANSWERED: f64 = 0.25;

/// The rows, in the order the criteria are asked.
pub(super) fn rows(right: &RightThings, agreed: &ScorecardAgreement) -> Vec<CriterionRow> {
    right
        .criteria
        .iter()
        .map(|check| row(check, right, agreed.criteria.iter().find(|one| one.criterion == check.criterion)))
        .collect()
}

/// Why no weights are revealed.
pub(super) fn no_revealed(right: &RightThings) -> Option<String> {
    let model = right.outcomes.iter().find(|model| model.outcome == Outcome::Ended)?;
    match &model.model {
        Ok(_) => None,
        Err(NotComputable::TooFewEvents | NotComputable::OneOutcomeOnly) => {
            let ended = right.counts.left_us + right.counts.let_go;
            let needed = EVENTS_PER_CRITERION * right.criteria.len();
            Some(format!("too few customers ended ({ended}; about {needed} are needed for so many questions)"))
        }
        Err(reason) => Some(reason.to_string()),
    }
}

fn row(check: &CriterionCheck, right: &RightThings, agreed: Option<&CriterionAgreement>) -> CriterionRow {
    let ended = check.goes_with.iter().find(|goes| goes.outcome == Outcome::Ended);
    CriterionRow {
        criterion: check.criterion,
        name: check.name.clone(),
        spread: check.spread.sd.ok().map(|sd| (sd / WIDEST).clamp(0.0, 1.0)),
        apart: apart(check),
        same: same(check),
        agree: agree(agreed),
        unanswered: unanswered(check),
        ends: ended.map_or_else(|| (Bearing::Unknown, "–".to_owned(), String::new()), ends),
        weights: weights(check, right),
        sentences: check.sentences.clone(),
        figures: figures(check, right, agreed),
    }
}

fn customers(n: usize) -> String {
    if n == 1 { "1 customer".to_owned() } else { format!("{} customers", Locale::count(n)) }
}

fn apart(check: &CriterionCheck) -> (Bearing, String, String) {
    let spread = &check.spread;
    let (bearing, words) = match spread.tells_apart {
        TellsApart::Yes => (Bearing::Good, "Yes"),
        TellsApart::Hardly => (Bearing::Doubtful, "Hardly"),
        TellsApart::No => (Bearing::Doubtful, "No"),
        TellsApart::TooFew => (Bearing::Unknown, "Too few"),
    };
    (bearing, words.to_owned(), customers(spread.n))
}

fn same(check: &CriterionCheck) -> (Bearing, String, String) {
    match &check.redundancy {
        Ok(same) if same.is_redundant => {
            let way = if same.rho > 0.0 { "As" } else { "Opposite of" };
            (Bearing::Doubtful, format!("{way} “{}”", same.name), rho(same.rho, same.n))
        }
        Ok(same) => (Bearing::Good, "No".to_owned(), format!("nearest: {}, {}", same.name, number(same.rho))),
        Err(reason) => (Bearing::Unknown, "–".to_owned(), reason.to_string()),
    }
}

fn number(value: f64) -> String {
    Locale::current().number(value, 2)
}

fn rho(value: f64, n: usize) -> String {
    format!("{}, {}", number(value), customers(n))
}

fn agree(agreed: Option<&CriterionAgreement>) -> (Bearing, String, String) {
    let Some(agreed) = agreed else { return (Bearing::Unknown, "–".to_owned(), String::new()) };
    match (agreed.alpha, agreed.band) {
        (Ok(alpha), Some(band)) => {
            let bearing = if alpha + 1e-9 >= 0.667 { Bearing::Good } else { Bearing::Doubtful };
            let detail = format!("{}, {} people", customers(agreed.num_customers), agreed.num_people);
            (bearing, format!("{} {band}", number(alpha)), detail)
        }
        (Ok(alpha), None) => (Bearing::Unknown, number(alpha), customers(agreed.num_customers)),
        (Err(reason), _) => (Bearing::Unknown, "Not computable".to_owned(), reason.to_string()),
    }
}

fn unanswered(check: &CriterionCheck) -> (Bearing, String, String) {
    let answered = check.answered;
    let (without, total) = (answered.total() - answered.values, answered.total());
    let Ok(share) = answered.share_without() else {
        return (Bearing::Unknown, "–".to_owned(), "nobody rated".to_owned());
    };
    let words = if total >= 10 { percent_text(share) } else { format!("{without} of {total}") };
    let detail = match without {
        0 => format!("all {total} answered"),
        _ => format!("{} · {} · {} of {total}", answered.not_applicable, answered.dont_know, answered.missing),
    };
    let bearing = if share >= UNANSWERED { Bearing::Doubtful } else { Bearing::Good };
    (bearing, words, detail)
}

/// Customers needed on each side before anything is said.
const EACH_SIDE: usize = 5;

fn ends(goes: &GoesWith) -> (Bearing, String, String) {
    let others = goes.n - goes.events;
    let counts = format!("{} ended, {} with us", goes.events, others);
    if goes.events == 0 {
        return (Bearing::Unknown, "Nobody ended yet".to_owned(), customers(goes.n));
    }
    let Some(auc) = goes.auc.ok().filter(|_| goes.events >= EACH_SIDE && others >= EACH_SIDE) else {
        let words = format!("Too few ended ({})", goes.events);
        return (Bearing::Unknown, words, format!("{others} with us"));
    };
    let (way, share) = if auc < 0.5 { ("lower", 1.0 - auc) } else { ("higher", auc) };
    let share = percent_text(share);
    if goes.is_notable {
        (Bearing::Good, format!("Those who left: {way}"), format!("in {share} of pairs · {counts}"))
    } else {
        (Bearing::Unknown, "No clear link".to_owned(), format!("{way} in {share} of pairs · {counts}"))
    }
}

fn revealed(model: Option<&Joint>, criterion: CriterionId) -> Option<f64> {
    let criteria = &model?.criteria;
    criteria.iter().find(|one| one.criterion == criterion).map(|one| one.revealed)
}

fn ended_model(right: &RightThings) -> Option<&Result<Joint, NotComputable>> {
    right.outcomes.iter().find(|model| model.outcome == Outcome::Ended).map(|model| &model.model)
}

fn weights(check: &CriterionCheck, right: &RightThings) -> (String, String) {
    let joint = ended_model(right).and_then(|model| model.as_ref().ok());
    let shown = revealed(joint, check.criterion).map_or_else(|| "–".to_owned(), percent_text);
    (percent_text(check.weight), shown)
}

fn figures(check: &CriterionCheck, right: &RightThings, agreed: Option<&CriterionAgreement>) -> Vec<(String, String)> {
    let mut figures = Vec::new();
    let mut add = |name: &str, value: String| figures.push((name.to_owned(), value));
    let spread = &check.spread;
    if let (Ok(mean), Ok(sd)) = (spread.mean, spread.sd) {
        let points = |value: f64| Locale::current().number(100.0 * value, 0);
        add("Mean of customers", format!("{} of 100 ({})", points(mean), customers(spread.n)));
        add("Spread (standard deviation)", format!("{} points", points(sd)));
        add("At either end", format!("{} at the bottom, {} at the top", spread.at_bottom, spread.at_top));
    }
    if let Ok(same) = &check.redundancy {
        add("Most like", format!("{}: rank correlation {}", same.name, rho(same.rho, same.n)));
    }
    if let Some(agreed) = agreed {
        let same = agreed.percent_agreement.map_or_else(|reason| reason.to_string(), percent_text);
        add("Pairs of people with the same answer", same);
        if let Some(second) = &agreed.second_opinion {
            let name = if second.weights == crate::analysis::GwetWeights::Identity { "AC1" } else { "AC2" };
            let commonest = percent_text(second.commonest);
            let value = format!(
                "{} ({commonest} of answers are the same, so alpha says little)",
                number(second.figure.coefficient)
            );
            add(&format!("Agreement as {name}"), value);
        }
    }
    let answered = check.answered;
    let voices = format!(
        "{} of {}; {} n/a, {} don’t know, {} missing",
        answered.values,
        answered.total(),
        answered.not_applicable,
        answered.dont_know,
        answered.missing
    );
    add("Voices with a value", voices);
    for goes in &check.goes_with {
        let what = match goes.outcome {
            Outcome::Ended => "Against an end",
            Outcome::LeftUs => "Against leaving us",
            Outcome::LetGo => "Against being let go",
            Outcome::Renewed => "Against renewing",
        };
        add(what, against(goes));
    }
    add("Our weight", percent_text(check.weight));
    match ended_model(right) {
        Some(Ok(joint)) => add(
            "Weight revealed by who ended",
            revealed(Some(joint), check.criterion).map_or_else(|| "takes no part".to_owned(), percent_text),
        ),
        Some(Err(reason)) => add("Weight revealed by who ended", format!("not computable: {reason}")),
        None => {}
    }
    for amount in &right.amounts {
        let name = match amount.amount {
            crate::analysis::Amount::Revenue => "Weight revealed by revenue",
            crate::analysis::Amount::Profit => "Weight revealed by profit",
        };
        let value = match &amount.model {
            Ok(joint) => revealed(Some(joint), check.criterion).map_or_else(
                || "takes no part".to_owned(),
                |share| format!("{} ({})", percent_text(share), customers(joint.n)),
            ),
            Err(reason) => format!("not computable: {reason}"),
        };
        add(name, value);
    }
    figures
}

fn against(goes: &GoesWith) -> String {
    let counts = format!("{} of {}", goes.events, goes.n);
    match (goes.point_biserial, goes.spearman, goes.auc) {
        (Ok(r), Ok(rank), Ok(auc)) => {
            format!(
                "{counts}: correlation {}, rank correlation {}, area under the curve {}",
                number(r),
                number(rank),
                number(auc)
            )
        }
        (Err(reason), ..) | (_, Err(reason), _) | (.., Err(reason)) => format!("{counts}: not computable, {reason}"),
    }
}
