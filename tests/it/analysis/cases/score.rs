//! Weighted sum scores: normalising, direction, clamping, missing answers, knock-outs, thresholds.

use keepwise::analysis::{FlagState, judge};
use keepwise::model::{Criterion, CustomerId, Finite, FlagRule, Policy, RedFlag, Scale, Verdict};
use serde_json::{Map, Value, json};

use super::super::builder::{Shop, bands, criterion, measure, name, reversed, share};
use super::{aggregation, figure};

pub(super) fn compute(input: &Value) -> Value {
    if aggregation::has_roles(input) {
        return aggregation::compute(input);
    }
    let criteria: Vec<Criterion> = input["criteria"].as_array().unwrap().iter().map(criterion_of).collect();
    let ids: Vec<String> = criteria.iter().map(|criterion| criterion.id.to_string()).collect();
    let threshold = |band: &str| input["thresholds"][band].as_f64().unwrap();
    let policy = Policy {
        min_coverage: share(input["min_coverage_for_verdict"].as_f64().unwrap()),
        min_raters: 0,
        ..bands(threshold("keep"), threshold("watch"))
    };
    let mut shop = Shop::new(criteria.clone(), policy);
    let mut customers = Vec::new();
    for (name, answers) in input["answers"].as_object().unwrap() {
        let customer = shop.customer(name);
        customers.push((customer, name.clone()));
        for id in &ids {
            for answer in answers[id].as_array().unwrap() {
                let value = match &answer["value"] {
                    Value::String(word) => f64::from(word == "yes"),
                    number => number.as_f64().unwrap(),
                };
                // "Raters equal": everybody in one group.
                let rater = format!("t-{}", answer["rater"].as_str().unwrap());
                shop.rate(customer, &rater, &[(id.as_str(), value)]);
            }
        }
    }
    let mut ours = customers.iter().map(|(customer, name)| (name.clone(), judged(&shop, *customer, &ids)));
    let mut ours: Map<String, Value> = ours.by_ref().collect();
    // Without the knock-out and the coverage rule.
    shop.adopt(criteria.into_iter().map(|criterion| Criterion { red_flag: None, ..criterion }).collect());
    let (evidence, mut plain) = (shop.evidence(), shop.terms());
    plain.policy.min_coverage = share(0.0);
    for (judgement, (_, name)) in judge(&evidence, &plain).iter().zip(&customers) {
        let bare = judgement.score.map(|_| words(judgement.verdict));
        ours[name]["verdict_without_knock_out_and_coverage_rule"] = bare.into();
    }
    Value::Object(ours)
}

fn judged(shop: &Shop, customer: CustomerId, ids: &[String]) -> Value {
    let (evidence, terms, judgement) = (shop.evidence(), shop.terms(), shop.judgement(customer));
    let index = evidence.index_of(customer).unwrap();
    let counted = ids.iter().enumerate().filter(|(place, _)| terms.weights[*place] > 0.0);
    let values = counted.filter_map(|(place, id)| Some((id.clone(), evidence.value(index, place, &terms)?.into())));
    let flags = match judgement.flags {
        FlagState::Hit => "hit",
        FlagState::Clear => "clear",
        FlagState::Unknown => "unknown",
        FlagState::Conflict => "conflict",
        FlagState::None => "none",
    };
    json!({
        "criterion_values": Value::Object(values.collect()),
        "coverage": judgement.coverage,
        "score_renormalised": figure(judgement.score),
        "score_penalised_missing_as_worst": judgement.lower,
        "score_optimistic_missing_as_best": judgement.upper,
        "knock_out": flags,
        "verdict": words(judgement.verdict),
        "verdict_same_for_any_missing_answer": !judgement.holes_matter,
    })
}

fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Keep => "keep",
        Verdict::HardLook => "watch",
        Verdict::LetGo => "drop",
        Verdict::NotEnough => "not enough answers",
    }
}

pub(super) fn criterion_of(json: &Value) -> Criterion {
    let (id, weight) = (json["id"].as_str().unwrap(), json["weight"].as_f64().unwrap());
    let number = |key: &str| json[key].as_f64().unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "points are small whole numbers")]
    let made = match json["type"].as_str().unwrap() {
        "yes_no" => criterion(id, Scale::YesNo, weight),
        "scale" => criterion(id, Scale::points(number("min") as i32, number("max") as i32), weight),
        "numeric" => measure(id, "", number("worst"), number("best"), weight),
        other => panic!("unknown scale {other}"),
    };
    let made = if json["good"] == "no" || json["higher_is_better"] == false { reversed(made) } else { made };
    let flag = json["knock_out_when"].as_str().map(|when| {
        let rule = if when == "yes" { FlagRule::AtOrAbove } else { FlagRule::AtOrBelow };
        RedFlag {
            name: name(json["name"].as_str().unwrap()),
            rule: rule(Finite::new(f64::from(when == "yes")).unwrap()),
            extra: Default::default(),
        }
    });
    Criterion { red_flag: flag, ..made }
}
