//! The order of averaging and the roles of raters: criterion first or rater first, everybody alike or by role.

use std::collections::BTreeSet;

use keepwise::analysis::{Gathering, PeopleTotals, judge};
use keepwise::model::{Criterion, GroupId, Policy, Weight};
use serde_json::{Map, Value, json};

use super::super::builder::{Shop, TODAY, bands, measure, share};
use super::figure;
use super::score::criterion_of;

/// One answer, wherever it stood in the input.
struct Given {
    customer: String,
    criterion: String,
    rater: String,
    role: String,
    value: f64,
}

/// Whether the input says who has which role.
pub(super) fn has_roles(input: &Value) -> bool {
    input.as_object().unwrap().keys().any(|key| key.contains("role")) || input.to_string().contains("\"role\"")
}

pub(super) fn compute(input: &Value) -> Value {
    let criteria: Vec<Criterion> = input["criteria"].as_array().unwrap().iter().map(|one| asked(input, one)).collect();
    let answers = answers(input);
    let names: BTreeSet<&str> = answers.iter().map(|given| given.customer.as_str()).collect();
    let ours: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), figures(input, &criteria, &answers, name))).collect();
    match names.first().filter(|_| names.len() == 1) {
        Some(only) => {
            let mut all = ours[*only].as_object().unwrap().clone();
            all.extend(ours);
            Value::Object(all)
        }
        None => Value::Object(ours),
    }
}

/// A criterion with or without a scale of its own.
fn asked(input: &Value, json: &Value) -> Criterion {
    if json["type"].is_string() {
        return criterion_of(json);
    }
    let id = json["id"].as_str().or_else(|| json["name"].as_str()).or_else(|| json.as_str()).unwrap();
    let weight = json["weight"].as_f64().or_else(|| input["weights"][id].as_f64()).unwrap_or(1.0);
    let scale = [json, &json["scale"], &input["scale"], input].into_iter().find(|json| json["max"].is_number());
    let end = |key: &str, otherwise: f64| scale.and_then(|scale| scale[key].as_f64()).unwrap_or(otherwise);
    measure(id, "", end("min", 0.0), end("max", 1.0), weight)
}

/// All answers: by customer and criterion, or one filled-in form after the other.
fn answers(input: &Value) -> Vec<Given> {
    let mut all = Vec::new();
    let role = |json: &Value, rater: &str| {
        let listed = |list: &Value| {
            let found = list.as_array()?.iter().find(|one| one["id"] == rater || one["name"] == rater)?;
            Some(found["role"].as_str()?.to_owned())
        };
        let known = [&input["raters"], &input["roles"], &input["rater_roles"]].into_iter().find_map(|roles| {
            let one = &roles[rater];
            one.as_str().or_else(|| one["role"].as_str()).map(str::to_owned).or_else(|| listed(roles))
        });
        json["role"].as_str().map(str::to_owned).or(known).unwrap_or_default()
    };
    let number = |value: &Value| match value {
        Value::String(word) => Some(f64::from(word == "yes")),
        number => number.as_f64(),
    };
    let mut take = |customer: &str, criterion: &str, json: &Value| {
        let rater = json["rater"].as_str().unwrap_or_default();
        if let Some(value) = number(&json["value"]) {
            let [customer, criterion] = [customer, criterion].map(str::to_owned);
            all.push(Given { customer, criterion, rater: rater.to_owned(), role: role(json, rater), value });
        }
    };
    if let Some(by) = input["answers"].as_object() {
        for (name, given) in by {
            match given {
                Value::Array(answers) => answers.iter().for_each(|json| take("only", name, json)),
                by_criterion => {
                    for (criterion, answers) in by_criterion.as_object().unwrap() {
                        answers.as_array().unwrap().iter().for_each(|json| take(name, criterion, json));
                    }
                }
            }
        }
    }
    for form in input["ratings"].as_array().into_iter().flatten() {
        let customer = form["customer"].as_str().or_else(|| form["target"].as_str()).unwrap_or("only");
        let values = ["answers", "values", "scores"].into_iter().find_map(|key| form[key].as_object());
        for (criterion, value) in values.into_iter().flatten() {
            take(customer, criterion, &json!({ "rater": form["rater"], "role": form["role"], "value": value }));
        }
    }
    all
}

/// The score criterion first, and every person's own total with the person's group, 0–100.
fn scored<'a>(
    criteria: &[Criterion],
    answers: impl Iterator<Item = &'a Given>,
    policy: Policy,
    letter: impl Fn(&str) -> &'static str,
) -> (Option<f64>, Vec<(GroupId, f64)>) {
    let mut shop = Shop::new(criteria.to_vec(), policy);
    let id = shop.customer("It");
    for given in answers {
        let who = format!("{}-{}-{}", letter(&given.role), given.role, given.rater);
        shop.rate(id, &who, &[(given.criterion.as_str(), given.value)]);
    }
    let terms = shop.terms();
    let totals = PeopleTotals::gather(&shop.ws, shop.card(), Gathering::of(&terms.policy, TODAY), &terms);
    let group = |rater: usize| shop.ws.business.people[&totals.people[rater]].group;
    let people = totals.totals.iter().map(|total| (group(total.rater), total.value * 100.0)).collect();
    (judge(&shop.evidence(), &terms)[0].score, people)
}

fn figures(input: &Value, criteria: &[Criterion], answers: &[Given], customer: &str) -> Value {
    let policy = Policy { min_coverage: share(0.0), min_raters: 0, ..bands(70.0, 45.0) };
    let roles: BTreeSet<&str> = answers.iter().map(|given| given.role.as_str()).collect();
    let role_weight = |role: &str| input["role_weights"][role].as_f64().unwrap_or(1.0);
    // Three groups besides the customer's: management, team, and one more.
    let letter = |role: &str| ["m", "t", "s"][roles.iter().position(|known| *known == role).unwrap_or(0).min(2)];
    let group = |role: &str| match letter(role) {
        "m" => GroupId::MANAGEMENT,
        "t" => GroupId::TEAM,
        _ => "sales".parse().unwrap(),
    };
    let balance = roles.iter().map(|role| (group(role), Weight::new(role_weight(role)).unwrap())).collect();
    let own = || answers.iter().filter(|given| given.customer == customer);
    let (alike, everybody) = scored(criteria, own(), policy.clone(), |_| "t");
    let (by_role, people) = scored(criteria, own(), Policy { balance, ..policy }, letter);
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (sum, num) = values.fold((0.0, 0.0), |(sum, num), value| (sum + value, num + 1.0));
        (num > 0.0).then(|| sum / num)
    };
    let of_role = |role: &str| {
        let wanted = group(role);
        mean(&mut people.iter().filter(|(group, _)| *group == wanted).map(|(_, value)| *value))
    };
    let parts = roles.iter().filter_map(|role| Some((role_weight(role), of_role(role)?)));
    let (sum, weight) = parts.fold((0.0, 0.0), |(sum, all), (weight, value)| (sum + weight * value, all + weight));
    let rater_first_by_role = figure((weight > 0.0).then(|| sum / weight));
    let rater_first = figure(mean(&mut everybody.iter().map(|(_, value)| *value)));
    let roles: Map<String, Value> = roles.iter().map(|role| ((*role).to_owned(), figure(of_role(role)))).collect();
    json!({
        "criterion_first": figure(alike),
        "criterion_first_equal_raters": figure(alike),
        "score_criterion_first": figure(alike),
        "rater_first": rater_first,
        "rater_first_equal_raters": rater_first,
        "score_rater_first": rater_first,
        "role_weighted": figure(by_role),
        "criterion_first_role_weighted": figure(by_role),
        "score_role_weighted": figure(by_role),
        "score_criterion_first_role_weighted": figure(by_role),
        "rater_first_role_weighted": rater_first_by_role,
        "score_rater_first_role_weighted": rater_first_by_role,
        "role_scores": roles,
    })
}

/// Two criteria of weight 3 and 1 on 0–10. M (management): 8, 4. T1 (team): 6, –. T2 (team): 2, 10.
#[test]
fn the_order_of_averaging_and_roles_make_a_difference() {
    let input = json!({
        "criteria": [{ "id": "c1", "weight": 3 }, { "id": "c2", "weight": 1 }],
        "scale": { "min": 0, "max": 10 },
        "role_weights": { "management": 1, "team": 2 },
        "answers": { "Acme": {
            "c1": [
                { "rater": "M", "role": "management", "value": 8 },
                { "rater": "T1", "role": "team", "value": 6 },
                { "rater": "T2", "role": "team", "value": 2 },
            ],
            "c2": [
                { "rater": "M", "role": "management", "value": 4 },
                { "rater": "T2", "role": "team", "value": 10 },
            ],
        } },
    });
    let ours = &compute(&input)["Acme"];
    let near = |key: &str, want: f64| {
        let got = ours[key].as_f64().unwrap();
        assert!((got - want).abs() < 1e-9, "{key}: {got} is not {want}");
    };
    near("score_criterion_first", (3.0 * 16.0 / 3.0 + 7.0) / 4.0 * 10.0);
    near("score_rater_first", (7.0 + 6.0 + 4.0) / 3.0 * 10.0);
    near("score_role_weighted", (3.0 * (8.0 + 2.0 * 4.0) / 3.0 + (4.0 + 2.0 * 10.0) / 3.0) / 4.0 * 10.0);
    near("rater_first_role_weighted", (7.0 + 2.0 * 5.0) / 3.0 * 10.0);
}
