//! What stands beside the table: how far people agree, who rates severely or leniently, where the groups differ.

use jiff::civil::Date;

use crate::analysis::{
    CriterionGap, Gaps, NotComputable, RaterSeverity, ReliabilityBand, ScorecardAgreement, date_text, finding_gap,
    finding_gaps,
};
use crate::charts::{Chart, Difference, Differences, Kind, Meaning};
use crate::model::{Business, CriterionId, CustomerId, Locale, Scorecard, Workspace};

/// So many customers are named on which the groups differ most.
const MOST_CUSTOMERS: usize = 6;

/// How far people agree on the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementShown {
    /// What it comes to, as a sentence.
    pub finding: String,
    /// The figures, one per line.
    pub lines: Vec<AgreementLine>,
}

/// A figure with its name and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementLine {
    /// What it is.
    pub name: String,
    /// The figure, or "not computable".
    pub value: String,
    /// What it rests on, or why it is not computable.
    pub detail: String,
}

fn two(value: f64) -> String {
    Locale::current().number(value, 2)
}

fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", Locale::count(n)) }
}

fn line<T>(
    name: &str,
    figure: Result<T, NotComputable>,
    rests_on: String,
    words: impl FnOnce(T) -> String,
) -> AgreementLine {
    let (value, detail) = match figure {
        Ok(figure) => (words(figure), rests_on),
        Err(reason) => ("not computable".to_owned(), reason.to_string()),
    };
    AgreementLine { name: name.to_owned(), value, detail }
}

impl AgreementShown {
    pub(super) fn of(agreed: &ScorecardAgreement, card: &Scorecard, business: &Business) -> Self {
        let totals = &agreed.totals;
        let people = format!(
            "{}, {}",
            counted(totals.num_customers, "customer", "customers"),
            counted(totals.num_people, "person", "people")
        );
        let finding = match (totals.alpha, totals.band) {
            (Ok(alpha), Some(band)) => {
                format!("People’s scores of the same customer agree: alpha {}, {band} ({people}).", two(alpha))
            }
            (Err(reason), _) => format!("Nothing to compare yet: {reason}."),
            (Ok(alpha), None) => format!("Alpha {} ({people}).", two(alpha)),
        };
        let finding = match totals.band {
            Some(crate::analysis::AgreementBand::NotReliable) => {
                let alpha = totals.alpha.map(two).unwrap_or_default();
                format!("People do not agree enough to rely on one alone: alpha {alpha} ({people}).")
            }
            _ => finding,
        };
        let mut lines = Vec::new();
        let band = |estimate: f64| format!("{} {}", two(estimate), ReliabilityBand::of(estimate));
        let single = totals.one_way.and_then(|icc| icc.single).map(|figure| figure.estimate);
        let units = totals.one_way.map_or_else(|_| String::new(), |icc| counted(icc.num_values, "score", "scores"));
        lines.push(line("One person’s score (ICC 1)", single, units.clone(), band));
        let mean = totals.one_way.and_then(|icc| icc.mean).map(|figure| figure.estimate);
        let people = totals.one_way.map_or(0.0, |icc| icc.people_per_unit);
        let each = format!("{} people per customer", Locale::current().number(people, 1));
        lines.push(line("The mean of all who rated (ICC k)", mean, each, band));
        if let Some(lowest) = agreed.lowest.and_then(|id| card.current().criterion(id)) {
            let alpha =
                agreed.criteria.iter().find(|one| one.criterion == lowest.id).map(|one| (one.alpha, one.num_customers));
            if let Some((alpha, n)) = alpha {
                let name = format!("Least on “{}”", lowest.name);
                lines.push(line(&name, alpha, counted(n, "customer", "customers"), |alpha| {
                    format!("alpha {}", two(alpha))
                }));
            }
        }
        for pair in &agreed.rank_lists.pairs {
            let name = format!(
                "Order of customers: {} and {}",
                business.group_name(pair.one),
                small(&business.group_name(pair.other))
            );
            let n = counted(pair.num_customers, "customer", "customers");
            lines.push(line(&name, pair.tau_b, n, |tau| format!("tau {}", two(tau))));
        }
        Self { finding, lines }
    }
}

fn small(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

/// Who rates severely, who leniently.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleShown {
    /// What it comes to, as a sentence.
    pub finding: String,
    /// People with two customers or more in common with others, the most severe first.
    pub people: Vec<PersonLine>,
    /// What to know about those who are not listed or cannot be compared; may be empty.
    pub notes: Vec<String>,
}

/// How one person rates.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonLine {
    /// The name.
    pub name: String,
    /// Points of 100 above (lenient) or below (severe) the mean person.
    pub points: f64,
    /// Give or take so many points, one standard error; `None` if there is nothing to estimate it from.
    pub error: Option<f64>,
    /// "8 points more lenient".
    pub words: String,
    /// "12 common customers · give or take 3", with the part if not everybody is connected.
    pub detail: String,
}

/// Points less than this are nothing to speak of.
const SAME_POINTS: f64 = 0.5;

impl PeopleShown {
    pub(super) fn of(severity: Result<RaterSeverity, NotComputable>, business: &Business) -> Self {
        let severity = match severity {
            Ok(severity) => severity,
            Err(reason) => {
                return Self {
                    finding: format!("Nothing to compare yet: {reason}."),
                    people: Vec::new(),
                    notes: Vec::new(),
                };
            }
        };
        let mut usable: Vec<_> = severity.people.iter().filter(|person| person.usable && person.common >= 2).collect();
        usable.sort_by(|a, b| a.part.cmp(&b.part).then(a.effect.total_cmp(&b.effect)));
        let people: Vec<PersonLine> = usable
            .iter()
            .map(|person| {
                let (points, error) = (100.0 * person.effect, person.standard_error.map(|error| 100.0 * error));
                let part = if severity.connected { String::new() } else { format!(" · part {}", person.part + 1) };
                let sure = error.map(|error| format!(" · give or take {}", Locale::current().number(error, 0)));
                let sure = sure.unwrap_or_default();
                PersonLine {
                    name: business.person_name(person.person).to_owned(),
                    points,
                    error,
                    words: severity_words(points),
                    detail: format!("{}{sure}{part}", counted(person.common, "common customer", "common customers")),
                }
            })
            .collect();
        let left_out = severity.people.len() - people.len();
        let mut notes = Vec::new();
        if left_out > 0 {
            notes.push(format!(
                "{} share fewer than two customers with others: nothing can be said about them.",
                counted(left_out, "more person", "more people")
            ));
        }
        if !severity.connected {
            notes.push(format!(
                "Not everybody can be compared: people fall into {} parts that share no customer.",
                severity.num_parts
            ));
        }
        Self { finding: severity_finding(&severity, business, people.len()), people, notes }
    }
}

fn severity_words(points: f64) -> String {
    let rounded = Locale::current().number(points.abs(), 0);
    let unit = if rounded == "1" { "point" } else { "points" };
    match points {
        points if points.abs() < SAME_POINTS => "like the others".to_owned(),
        points if points < 0.0 => format!("{rounded} {unit} more severe"),
        _ => format!("{rounded} {unit} more lenient"),
    }
}

fn severity_finding(severity: &RaterSeverity, business: &Business, num_usable: usize) -> String {
    if num_usable < 2 {
        return "Too few people have rated the same customers to compare how severe they are.".to_owned();
    }
    let effect = |id| severity.people.iter().find(|person| person.person == id).map(|person| 100.0 * person.effect);
    match (severity.most_severe, severity.most_lenient) {
        (Some(severe), Some(lenient)) if severe != lenient => {
            let apart = effect(lenient).unwrap_or(0.0) - effect(severe).unwrap_or(0.0);
            let (lenient, severe) = (business.person_name(lenient), business.person_name(severe));
            let points = Locale::current().number(apart, 0);
            format!("{lenient} rates the same customers {points} points higher than {severe}.")
        }
        _ => "People share too few customers for one list.".to_owned(),
    }
}

/// Where management and team differ.
#[derive(Debug, Clone, PartialEq)]
pub struct GapsShown {
    /// The two groups' names: who is first minus who is second.
    pub groups: (String, String),
    /// What it comes to, as a sentence.
    pub finding: String,
    /// The criteria, the widest gap first.
    pub criteria: Vec<GapLine>,
    /// The same as a chart; none where there is no criterion.
    pub chart: Option<Chart>,
    /// The customers on which they differ most, and the points.
    pub customers: Vec<(CustomerId, String, f64)>,
}

/// One criterion's gap.
#[derive(Debug, Clone, PartialEq)]
pub struct GapLine {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// The first group's mean less the second's, in points; `None` if they have no customer in common.
    pub points: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// "9 customers · large", or why there is none.
    pub detail: String,
    /// The same in a sentence.
    pub sentence: String,
}

impl GapsShown {
    pub(super) fn of(gaps: &Gaps, workspace: &Workspace, card: &Scorecard, today: Date) -> Self {
        let business = &workspace.business;
        let gap_line = |gap: &CriterionGap| {
            let criterion = gap.criterion?;
            let detail = match gap.gap {
                Some(figures) => {
                    let n = counted(figures.n, "customer", "customers");
                    match figures.effect {
                        Some(effect) => format!("{n} · {}", effect.words()),
                        None => n,
                    }
                }
                None => gap.reason.map(|reason| reason.to_string()).unwrap_or_default(),
            };
            Some(GapLine {
                criterion,
                name: card.current().criterion(criterion).map(|one| one.name.to_string()).unwrap_or_default(),
                points: gap.points(),
                interval: gap.gap.and_then(|gap| gap.interval).map(|interval| (interval.low, interval.high)),
                detail,
                sentence: finding_gap(business, card, gaps, gap),
            })
        };
        let customers = gaps.customers.iter().take(MOST_CUSTOMERS).filter(|gap| gap.points.abs() >= SAME_POINTS);
        let name = |id| workspace.customers.get(&id).map(|customer| customer.name().to_owned()).unwrap_or_default();
        let criteria: Vec<GapLine> = gaps.criteria.iter().filter_map(gap_line).collect();
        let groups = (business.group_name(gaps.one), business.group_name(gaps.other));
        let finding = finding_gaps(business, card, gaps);
        let chart = (!criteria.is_empty()).then(|| Chart {
            subtitle: format!("{} less {}, in points of 100", groups.0, small(&groups.1)),
            source: format!("{}, {}", business.name, date_text(today)),
            ..Chart::new(finding.as_str(), gap_chart(&criteria, &groups))
        });
        Self {
            groups,
            chart,
            finding: format!("{finding}."),
            criteria,
            customers: customers.map(|gap| (gap.customer, name(gap.customer), gap.points)).collect(),
        }
    }
}

/// How far the first group lies above the second, criterion by criterion.
fn gap_chart(criteria: &[GapLine], (one, other): &(String, String)) -> Kind {
    let rows = criteria.iter().map(|gap| Difference {
        id: gap.criterion.to_string(),
        name: gap.name.clone(),
        detail: gap.detail.clone(),
        points: gap.points,
        interval: gap.interval.map(Into::into),
        missing: if gap.points.is_some() { String::new() } else { "nothing to compare".to_owned() },
        sentence: gap.sentence.clone(),
    });
    Kind::Differences(Differences {
        sides: [format!("{} higher", small(other)), format!("{} higher", small(one))],
        meaning: Meaning::Plain,
        interval_name: "95 % interval".to_owned(),
        rows: rows.collect(),
    })
}
