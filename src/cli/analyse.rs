//! `keepwise analyse`: everything the analysis says about a scorecard, section by section.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::{AnalyseArgs, AnalyseFormat, Exit, Here, Section, open};
use crate::analysis::{
    Certainties, EffortBy, Figures, Gathering, GradeRules, GreatBy, Judged, NotComputable, PeopleTotals, Perturbation,
    Ranked, Terms, ValueBy, agreement, agreement_intervals, all_rank_warnings, answer_quality, approval,
    approval_trends, card_trends, explain_all, finding_approval, finding_card_trends, finding_gaps, finding_grades,
    finding_lenses, finding_movers, finding_pairs, finding_portfolio, finding_whale, fragilities, gaps, grades,
    great_customers, lenses, local_stability, looking_back, portfolio, rank_acceptability, rater_severity, red_flags,
    right_things, top_movers, verdicts_held, whale_curve,
};
use crate::model::{GroupId, Subject};

/// The customers who rose and fell most are listed up to this number each way.
const MOST_MOVERS: usize = 10;
/// How far off all weights may be together, for local stability.
const OFF_BY: f64 = 0.2;
/// So many of the best are watched there.
const TOP: usize = 5;

/// What a section says: in sentences, and as figures.
struct Said {
    findings: Vec<String>,
    figures: Value,
}

impl Said {
    fn new(findings: impl IntoIterator<Item = String>, figures: impl serde::Serialize) -> anyhow::Result<Self> {
        let findings = findings.into_iter().filter(|finding| !finding.is_empty()).collect();
        Ok(Self { findings, figures: plain(serde_json::to_value(figures)?) })
    }
}

pub(super) fn run(args: &AnalyseArgs, here: &Here, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Exit> {
    let loaded = open::look(&args.dir)?;
    let card = open::scorecard(&loaded.workspace, args.scorecard.as_deref())?;
    let today = here.clock.today();
    let judged = crate::app::Judged::new(&loaded.workspace, card, today);
    let context = judged.in_context(&loaded.workspace, today);
    let wanted = if args.section.is_empty() { Section::ALL.to_vec() } else { args.section.clone() };
    let mut sections = Map::new();
    for section in Section::ALL.into_iter().filter(|section| wanted.contains(section)) {
        let said = say(section, &context)?;
        match args.format {
            AnalyseFormat::Text => {
                writeln!(out, "{}", section.title())?;
                let nothing = ["Nothing can be said yet.".to_owned()];
                let findings = if said.findings.is_empty() { &nothing } else { said.findings.as_slice() };
                for finding in findings {
                    writeln!(out, "  {finding}")?;
                }
                writeln!(out)?;
            }
            AnalyseFormat::Json => {
                let body = json!({ "findings": said.findings, "figures": said.figures });
                sections.insert(section.key().to_owned(), body);
            }
        }
    }
    if args.format == AnalyseFormat::Json {
        let whole = json!({
            "scorecard": { "id": card.id, "name": card.name, "version": card.current().number },
            "day": today,
            "customers": loaded.workspace.customers.len(),
            "sections": sections,
        });
        writeln!(out, "{}", serde_json::to_string_pretty(&whole)?)?;
    }
    for problem in &loaded.problems {
        writeln!(err, "{problem}")?;
    }
    Ok(if loaded.problems.is_empty() { Exit::Done } else { Exit::Problems })
}

fn say(section: Section, judged: &Judged<'_>) -> anyhow::Result<Said> {
    let (workspace, card, terms) = (judged.workspace, judged.card, judged.terms);
    let gathering = judged.evidence.gathering();
    match section {
        Section::Certainty => certainty(judged),
        Section::Agreement => {
            let agreement = agreement(workspace, card, terms, gathering);
            let intervals = agreement_intervals(workspace, card, terms, gathering);
            let words = agreement.criteria.iter().map(|found| {
                let name = card.current().criterion(found.criterion).map_or("", |criterion| criterion.name.as_str());
                match found.alpha {
                    Ok(alpha) => format!("{name}: alpha {alpha:.2}"),
                    Err(reason) => format!("{name}: not computable, {reason}"),
                }
            });
            let words: Vec<String> = words.collect();
            Said::new(words, json!({ "agreement": agreement, "intervals": intervals }))
        }
        Section::Severity => {
            let severity = rater_severity(workspace, card, gathering);
            let words = severity.as_ref().err().map(|reason| format!("Not computable: {reason}."));
            Said::new(words, severity)
        }
        Section::Fragility => fragility(judged),
        Section::Gap => {
            let gaps = gaps(judged.evidence, terms, GroupId::MANAGEMENT, GroupId::TEAM);
            Said::new([finding_gaps(&workspace.business, card, &gaps)], gaps)
        }
        Section::Lenses => {
            let figures = Figures::of(judged);
            let lenses = lenses(judged, &figures);
            let pairs = lenses.pairs();
            let findings = [finding_lenses(judged, &lenses), finding_pairs(&pairs)];
            let warnings = all_rank_warnings(judged, &figures, &lenses);
            Said::new(findings, json!({ "customers": lenses.rows(judged), "pairs": pairs, "warnings": warnings }))
        }
        Section::Trend => {
            let trends = card_trends(workspace, card, terms, judged.today);
            let movers = top_movers(workspace, card, terms, judged.today, MOST_MOVERS);
            let findings = [finding_card_trends(card, &trends), finding_movers(workspace, &movers)];
            let of_us = approval_trends(workspace, judged.today);
            Said::new(findings, json!({ "scorecard": trends, "movers": movers, "their_view_of_us": of_us }))
        }
        Section::Approval => {
            let cards = workspace.scorecards.values().filter(|card| card.subject == Subject::Us && !card.archived);
            let (mut findings, mut all) = (Vec::new(), Vec::new());
            for card in cards {
                let window = Gathering::of(&card.current().policy, judged.today).window;
                for approval in approval(workspace, card, window, None) {
                    findings.push(finding_approval(card, &approval));
                    all.push(json!({ "scorecard": card.name, "approval": approval }));
                }
            }
            Said::new(findings, all)
        }
        Section::Portfolio => {
            let figures = Figures::of(judged);
            let quadrants = portfolio(judged, &figures, ValueBy::default(), EffortBy::default());
            let whale = whale_curve(judged, &figures);
            let grades = grades(judged, &figures, GradeRules::default());
            let findings = [
                quadrants.as_ref().map(|quadrants| finding_portfolio(quadrants, workspace)).unwrap_or_default(),
                whale.as_ref().map(|whale| finding_whale(whale, &workspace.business)).unwrap_or_default(),
                grades.as_ref().map(finding_grades).unwrap_or_default(),
            ];
            Said::new(findings, json!({ "quadrants": quadrants, "whale_curve": whale, "grades": grades }))
        }
        Section::RightThings => {
            let (found, quality) = (right_things(judged), answer_quality(workspace, card));
            let findings: Vec<String> = found.findings.iter().chain(&quality.findings).cloned().collect();
            Said::new(findings, json!({ "right_things": found, "answer_quality": quality }))
        }
        Section::Great => {
            let (great, flags) = (great_customers(judged, GreatBy::Score), red_flags(judged));
            let findings: Vec<String> = great.findings.iter().chain(&flags.findings).cloned().collect();
            Said::new(findings, json!({ "great": great, "red_flags": flags }))
        }
        Section::LookingBack => {
            let found = looking_back(judged);
            let year_ago = judged.today.checked_sub(jiff::Span::new().years(1)).unwrap_or(judged.today);
            Said::new(
                found.findings.clone(),
                json!({ "decisions": found, "a_year_ago": verdicts_held(judged, year_ago) }),
            )
        }
    }
}

fn certainty(judged: &Judged<'_>) -> anyhow::Result<Said> {
    let gathering = judged.evidence.gathering();
    let totals = PeopleTotals::gather(judged.workspace, judged.card, gathering, judged.terms);
    let certainties = Certainties::of(&totals, judged.judgements, gathering.severity);
    let groups = certainties.groups(judged.judgements);
    let rows: Vec<Value> = judged
        .evidence
        .customers()
        .iter()
        .enumerate()
        .map(|(place, id)| {
            let name = judged.workspace.customers.get(id).map(|customer| customer.name());
            json!({ "id": id, "name": name, "certainty": certainties.all.get(place), "practically_equal": groups[place] })
        })
        .collect();
    let known = certainties.all.iter().filter(|certainty| certainty.is_ok()).count();
    Said::new([format!("How sure a score is can be said for {known} of {} customers.", rows.len())], rows)
}

fn fragility(judged: &Judged<'_>) -> anyhow::Result<Said> {
    let (evidence, terms) = (judged.evidence, judged.terms);
    let all = fragilities(evidence, terms);
    let explained = explain_all(judged, evidence.customers());
    let rows: Vec<Value> = explained
        .iter()
        .map(|(id, explanation)| {
            let name = judged.workspace.customers.get(id).map(|customer| customer.name());
            let mut row = serde_json::to_value(&all[explanation.index]).unwrap_or_default();
            row["id"] = json!(id);
            row["name"] = json!(name);
            row["smallest_answer_change"] = json!(explanation.answer_change);
            row
        })
        .collect();
    let values = values_of(judged, terms);
    let acceptability = rank_acceptability(Ranked { values: &values, errors: None, order: None });
    let stability = local_stability(evidence, terms, Perturbation::Within(OFF_BY), TOP);
    let unshaken = all.iter().filter(|fragility| fragility.no_weights_can_change()).count();
    let scored = all.iter().filter(|fragility| fragility.band.is_some()).count();
    let finding = format!("No weights at all can change the verdict of {unshaken} of {scored} customers with a score.");
    let ranks = acceptability.map(|ranks| json!({ "customers": ranked(judged), "acceptability": ranks }));
    Said::new([finding], json!({ "customers": rows, "ranks": figure(ranks), "weights_off_by_a_fifth": stability }))
}

/// The customers that have any value, in the order of the evidence.
fn ranked(judged: &Judged<'_>) -> Vec<Value> {
    let scored = judged.evidence.customers().iter().zip(judged.judgements).filter(|(_, known)| known.score.is_some());
    scored.map(|(id, _)| json!(id)).collect()
}

/// The values of the criteria that count, of the customers that have any.
fn values_of(judged: &Judged<'_>, terms: &Terms) -> Vec<Vec<Option<f64>>> {
    let counted: Vec<usize> = (0..terms.weights.len()).filter(|place| terms.weights[*place] > 0.0).collect();
    let scored = judged.judgements.iter().enumerate().filter(|(_, judgement)| judgement.score.is_some());
    scored.map(|(index, _)| counted.iter().map(|place| judged.evidence.value(index, *place, terms)).collect()).collect()
}

fn figure(value: Result<Value, NotComputable>) -> Value {
    value.unwrap_or_else(|reason| json!({ "not_computable": reason }))
}

/// A figure that is not computable says so under its own name: `{"Ok": 1}` becomes 1, `{"Err": "too_few"}` becomes
/// `{"not_computable": "too_few"}`.
fn plain(value: Value) -> Value {
    match value {
        Value::Object(mut fields) if fields.len() == 1 && fields.contains_key("Ok") => {
            plain(fields.remove("Ok").unwrap_or_default())
        }
        Value::Object(mut fields) if fields.len() == 1 && fields.contains_key("Err") => {
            json!({ "not_computable": fields.remove("Err") })
        }
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, plain(value))).collect(),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        other => other,
    }
}
