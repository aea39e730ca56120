//! Everything the page shows, in words, worked out on a worker.

use jiff::civil::Date;

use crate::analysis::{
    AttributeGap, CountOf, CriterionDifference, EarlySign, Great, GreatBy, MIN_EACH, NotComputable, RedFlagSearch,
    date_text, great_customers, red_flags,
};
use crate::app::Judged;
use crate::charts::{Chart, Difference, Differences, Kind, Meaning};
use crate::model::{CriterionId, CustomerId, Locale, Status, Workspace};

/// So many attributes are listed that say nothing for sure.
const MOST_OTHER: usize = 8;
/// So many customers of a sign are named.
const MOST_NAMED: usize = 24;

/// What a great customer looks like, and the red flags.
#[derive(Debug, Clone, PartialEq)]
pub struct GreatShown {
    /// The answer in a sentence.
    pub answer: String,
    /// What is compared, or what is missing.
    pub basis: String,
    /// Whether top and bottom are too few to compare.
    pub is_thin: bool,
    /// Customers who are no prospects.
    pub num_customers: usize,
    /// How many at the top and at the bottom.
    pub sides: (usize, usize),
    /// The criteria, those that separate most first.
    pub criteria: Vec<CriterionBar>,
    /// The criteria as a chart, where there are two sides to compare.
    pub chart: Option<Chart>,
    /// What else separates top from bottom; those that stand out first.
    pub attributes: Vec<AttributeGap>,
    /// The red flags in a sentence.
    pub red_answer: String,
    /// What the red flags rest on.
    pub red_basis: String,
    /// Early signs, those that stand out first.
    pub signs: Vec<SignLine>,
}

/// How far a criterion lies apart between top and bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionBar {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// Top less bottom in points of 100; `None` if one side has no answers.
    pub points: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// "+32 points".
    pub words: String,
    /// "8 top at 84, 8 bottom at 52".
    pub detail: String,
}

/// An early sign and what came of those who showed it.
#[derive(Debug, Clone, PartialEq)]
pub struct SignLine {
    /// The sign in words.
    pub name: String,
    /// How many of those who showed it ended badly.
    pub with: CountOf,
    /// How many of the others did.
    pub without: CountOf,
    /// Whether the numbers carry the words red flag.
    pub stands_out: bool,
    /// The whole in a sentence.
    pub sentence: String,
    /// Who showed it, the first few.
    pub customers: Vec<Taken>,
    /// How many more did.
    pub num_more: usize,
}

/// A customer who showed a sign, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Who.
    pub customer: CustomerId,
    /// The name.
    pub name: String,
    /// Where we stand with them.
    pub status: Status,
}

impl GreatShown {
    pub(super) fn of(workspace: &Workspace, judged: &Judged, today: Date, by: GreatBy) -> Self {
        let parts = judged.in_context(workspace, today);
        let (great, red) = (great_customers(&parts, by), red_flags(&parts));
        let (clear, others): (Vec<AttributeGap>, Vec<AttributeGap>) =
            great.attributes.iter().cloned().partition(|gap| gap.stands_out);
        let (flags, weak): (Vec<&EarlySign>, Vec<&EarlySign>) = red.signs.iter().partition(|sign| sign.stands_out);
        let weak = weak.into_iter().filter(|sign| sign.excess() > 0.0 && sign.with.k > 0).take(MOST_OTHER);
        let criteria: Vec<CriterionBar> = great.criteria.iter().map(bar).collect();
        let has_sides = !great.top.is_empty() && !great.bottom.is_empty();
        Self {
            answer: answer(&great),
            basis: basis(&great),
            chart: has_sides.then(|| chart(&great, &criteria, workspace, today)),
            is_thin: great.too_few.is_some(),
            num_customers: red.ended_badly.n,
            sides: (great.top.len(), great.bottom.len()),
            criteria,
            attributes: clear.into_iter().chain(others.into_iter().take(MOST_OTHER)).collect(),
            red_answer: red_answer(&red),
            red_basis: red_basis(&red),
            signs: flags.into_iter().chain(weak).map(|sign| line(sign, workspace)).collect(),
        }
    }
}

fn answer(great: &Great) -> String {
    match great.too_few {
        Some(NotComputable::NoVariation) => {
            return "All scores are the same: there is no top and no bottom.".to_owned();
        }
        Some(_) => return "Too few customers to say what makes a great one.".to_owned(),
        None => {}
    }
    let clear = great.criteria.iter().filter(|gap| gap.interval.is_ok_and(|interval| interval.low > 0.0));
    let names: Vec<&str> = clear.take(3).map(|gap| gap.name.as_str()).collect();
    match names.as_slice() {
        [] => "No single question clearly separates our top customers from the bottom.".to_owned(),
        [one] => format!("Our top customers stand out most on “{one}”."),
        [one, other] => format!("Our top customers stand out most on “{one}” and “{other}”."),
        [one, other, third, ..] => {
            format!("Our top customers stand out most on “{one}”, “{other}” and “{third}”.")
        }
    }
}

fn basis(great: &Great) -> String {
    let (top, bottom) = (great.top.len(), great.bottom.len());
    let (above, below) = (Locale::count(top), Locale::count(bottom));
    let sides = match great.by {
        GreatBy::Score => format!("{above} customers in the top third and {below} in the bottom third by score"),
        GreatBy::Verdict => format!("{above} customers to keep and {below} to let go"),
    };
    let missing = match great.too_few {
        Some(NotComputable::NoVariation) | None => String::new(),
        Some(_) => {
            let more = |n: usize| MIN_EACH.saturating_sub(n);
            match great.by {
                GreatBy::Score => format!(
                    ". At least {} customers with a score are needed, {MIN_EACH} on each side: rate more of them",
                    3 * MIN_EACH
                ),
                GreatBy::Verdict => {
                    let missing = [(more(top), "to keep"), (more(bottom), "to let go")];
                    let missing: Vec<String> =
                        missing.iter().filter(|(n, _)| *n > 0).map(|(n, side)| format!("{n} more {side}")).collect();
                    format!(". {MIN_EACH} of each are needed: {}", missing.join(" and "))
                }
            }
        }
    };
    format!("Compared: {sides}{missing}.")
}

/// "+32", "−3", "0".
fn signed(points: f64) -> String {
    let size = Locale::current().number(points.abs(), 0);
    match points {
        _ if size == "0" => size,
        points if points < 0.0 => format!("\u{2212}{size}"),
        _ => format!("+{size}"),
    }
}

fn bar(gap: &CriterionDifference) -> CriterionBar {
    let interval = gap.interval.ok().map(|interval| (interval.low, interval.high));
    let words = match (gap.difference, interval) {
        (Ok(points), Some((low, high))) => format!("{} ({} to {})", signed(points), signed(low), signed(high)),
        (Ok(points), None) => signed(points),
        (Err(reason), _) => reason.to_string(),
    };
    let side = |(mean, n): (Option<f64>, usize), word: &str| {
        let mean = mean.map(|mean| format!(" at {}", Locale::current().number(100.0 * mean, 0)));
        format!("{n} {word}{}", mean.unwrap_or_default())
    };
    CriterionBar {
        criterion: gap.criterion,
        name: gap.name.clone(),
        points: gap.difference.ok(),
        interval,
        words,
        detail: format!("{}, {}", side(gap.top, "top"), side(gap.bottom, "bottom")),
    }
}

/// How far the top lies above the bottom, criterion by criterion.
fn chart(great: &Great, criteria: &[CriterionBar], workspace: &Workspace, today: Date) -> Chart {
    let rows = criteria.iter().map(|bar| Difference {
        id: bar.criterion.to_string(),
        name: bar.name.clone(),
        detail: bar.detail.clone(),
        points: bar.points,
        interval: bar.interval.map(Into::into),
        missing: if bar.points.is_some() { String::new() } else { bar.words.clone() },
        sentence: String::new(),
    });
    let kind = Kind::Differences(Differences {
        sides: ["higher at the bottom".to_owned(), "higher at the top".to_owned()],
        meaning: Meaning::Judged,
        interval_name: "95 % interval".to_owned(),
        rows: rows.collect(),
    });
    Chart {
        subtitle: format!("Top less bottom in points of 100 · {}", basis(great).trim_end_matches('.')),
        source: format!("{}, {}", workspace.business.name, date_text(today)),
        ..Chart::new(answer(great).trim_end_matches('.'), kind)
    }
}

fn red_answer(red: &RedFlagSearch) -> String {
    let num = red.signs.iter().filter(|sign| sign.stands_out).count();
    match (red.ended_badly.k, num) {
        (0, _) => "No customer has ended badly yet: there is nothing to learn a red flag from.".to_owned(),
        (_, 0) => "Nothing known at the start clearly goes with a bad end.".to_owned(),
        (_, 1) => "One early sign went with a bad end.".to_owned(),
        (_, n) => format!("{} early signs went with a bad end.", Locale::count(n)),
    }
}

fn red_basis(red: &RedFlagSearch) -> String {
    let early = match red.rated_early {
        1 => "1 was rated in its first three months".to_owned(),
        n => format!("{} were rated in their first three months", Locale::count(n)),
    };
    format!("{} customers ended badly or should be let go; {early}.", red.ended_badly.words())
}

fn line(sign: &EarlySign, workspace: &Workspace) -> SignLine {
    let named = sign.customers.iter().filter_map(|id| {
        let customer = workspace.customers.get(id)?;
        Some(Taken { customer: *id, name: customer.name().to_owned(), status: customer.profile.status })
    });
    SignLine {
        name: sign.attribute.words(),
        with: sign.with,
        without: sign.without,
        stands_out: sign.stands_out,
        sentence: sign.sentence.clone(),
        customers: named.take(MOST_NAMED).collect(),
        num_more: sign.customers.len().saturating_sub(MOST_NAMED),
    }
}
