//! Published cases, read from `tests/fixtures/cases`: no number is copied here.

use std::path::Path;

use keepwise::analysis::{FlagState, share_of_weightings_at_least};
use keepwise::model::{Criterion, Finite, FlagRule, Policy, RedFlag, Scale, Verdict};
use serde_json::Value;

use super::builder::{Shop, bands, criterion, measure, name, reversed, share};

fn case(id: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases").join(format!("{id}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Equal within the case's tolerance, both missing included. The printed figures are rounded to ten significant
/// digits, so half a unit of the last digit is allowed on top.
fn check(what: &str, ours: Option<f64>, published: &Value, tolerance: f64) {
    match (ours, published.as_f64()) {
        (None, None) => {}
        (Some(ours), Some(published)) => {
            let printed = published.abs().max(1e-9).log10().floor();
            let rounding = if published.fract() == 0.0 { 0.0 } else { 0.5 * 10_f64.powf(printed - 9.0) };
            assert!((ours - published).abs() <= tolerance + rounding, "{what}: {ours} instead of {published}");
        }
        (ours, published) => panic!("{what}: {ours:?} instead of {published:?}"),
    }
}

fn criterion_of(json: &Value) -> Criterion {
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

#[test]
fn weighted_score_with_missing_answers_direction_and_knock_out() {
    let case = case("score_missing_direction_knockout");
    let (input, tolerance) = (&case["input"], case["tolerance"]["abs"].as_f64().unwrap());
    let criteria: Vec<Criterion> = input["criteria"].as_array().unwrap().iter().map(criterion_of).collect();
    let ids: Vec<String> = criteria.iter().map(|criterion| criterion.id.to_string()).collect();
    let threshold = |band: &str| input["thresholds"][band].as_f64().unwrap();
    let policy = Policy {
        min_coverage: share(input["min_coverage_for_verdict"].as_f64().unwrap()),
        min_raters: 0,
        ..bands(threshold("keep"), threshold("watch"))
    };
    let mut shop = Shop::new(criteria, policy);
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
    assert_eq!(customers.len(), 5);
    for (customer, name) in customers {
        let (evidence, terms) = (shop.evidence(), shop.terms());
        let index = evidence.index_of(customer).unwrap();
        let judgement = shop.judgement(customer);
        let expected = &case["expected"][&name];
        for place in (0..ids.len()).filter(|place| terms.weights[*place] > 0.0) {
            let published = &expected["criterion_values"][&ids[place]];
            check(&format!("{name} {}", ids[place]), evidence.value(index, place, &terms), published, tolerance);
        }
        check(&format!("{name} coverage"), Some(judgement.coverage), &expected["coverage"], tolerance);
        check(&format!("{name} score"), judgement.score, &expected["score_renormalised"], tolerance);
        check(
            &format!("{name} lower"),
            Some(judgement.lower),
            &expected["score_penalised_missing_as_worst"],
            tolerance,
        );
        check(
            &format!("{name} upper"),
            Some(judgement.upper),
            &expected["score_optimistic_missing_as_best"],
            tolerance,
        );
        let flags = match judgement.flags {
            FlagState::Hit => "hit",
            FlagState::Clear => "clear",
            FlagState::Unknown => "unknown",
            FlagState::Conflict => "conflict",
            FlagState::None => "none",
        };
        assert_eq!(flags, expected["knock_out"], "{name}");
        let words = |verdict| match verdict {
            Verdict::Keep => "keep",
            Verdict::HardLook => "watch",
            Verdict::LetGo => "drop",
            Verdict::NotEnough => "not enough answers",
        };
        assert_eq!(words(judgement.verdict), expected["verdict"], "{name}");
        assert_eq!(!judgement.holes_matter, expected["verdict_same_for_any_missing_answer"], "{name} robust");

        // Without the knock-out and the coverage rule.
        let mut plain = terms.clone();
        plain.policy.min_coverage = share(0.0);
        let criteria = shop.card().current().criteria.iter();
        let criteria = criteria.map(|criterion| Criterion { red_flag: None, ..criterion.clone() }).collect();
        shop.adopt(criteria);
        let evidence = shop.evidence();
        let bare = keepwise::analysis::judge(&evidence, &plain)[evidence.index_of(customer).unwrap()];
        let bare = bare.score.map(|_| words(bare.verdict));
        assert_eq!(bare, expected["verdict_without_knock_out_and_coverage_rule"].as_str(), "{name} bare");
        shop.adopt(input["criteria"].as_array().unwrap().iter().map(criterion_of).collect());
    }
}

#[test]
fn the_share_of_weightings_is_exact() {
    let case = case("smaa_exact_uniform_weights");
    let tolerance = case["tolerance"]["exact_abs"].as_f64().unwrap();
    let threshold = case["input"]["threshold_for_verdict"].as_f64().unwrap();
    let published = case["expected"]["three_criteria"]["probability_score_at_least_threshold"].as_object().unwrap();
    assert_eq!(published.len(), 3);
    for (name, probability) in published {
        let values = case["input"]["three_criteria"][name].as_array().unwrap();
        let values: Vec<f64> = values.iter().map(|value| value.as_f64().unwrap()).collect();
        check(name, Some(share_of_weightings_at_least(&values, threshold)), probability, tolerance);
    }
    assert!(share_of_weightings_at_least(&[], threshold) <= 0.0, "nothing reaches nothing");
}
