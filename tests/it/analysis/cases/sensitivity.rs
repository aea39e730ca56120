//! Weight sensitivity: who overtakes whom by which weight, the critical criteria, and the smallest shifts.

use keepwise::analysis::{
    NotComputable, Overtaking, RankOrder, pairwise_winning, smallest_shift, smallest_shift_to_tie, weight_sensitivity,
    weight_to_reach, weights_by_rank_order,
};
use serde_json::{Map, Value, json};

use super::{figure, numbers, rows};

/// A matrix of alternatives by criteria, or one list of values with a threshold; anything else is looked into.
pub(super) fn compute(input: &Value) -> Value {
    let Some(fields) = input.as_object() else { return Value::Null };
    let weights = fields.get("weights").filter(|weights| weights.is_array()).map(numbers);
    let matrix = fields.iter().find(|(key, value)| key.contains("matrix") && value.is_array());
    match (&weights, matrix, fields.get("values"), fields.get("threshold")) {
        (Some(weights), Some((_, matrix)), _, _) => of_matrix(weights, &rows(matrix), &names(input)),
        (Some(weights), None, Some(values), Some(line)) => of_line(weights, &numbers(values), line.as_f64().unwrap()),
        _ => fields.iter().map(|(key, value)| (key.clone(), compute(value))).collect::<Map<_, _>>().into(),
    }
}

/// How alternatives and criteria are called: as given, else A1, A2 … and C1, C2 …
fn names(input: &Value) -> [Vec<String>; 2] {
    ["alternatives", "criteria"].map(|key| {
        let letter = if key == "criteria" { "C" } else { "A" };
        let given =
            input[key].as_array().map(|names| names.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        given.unwrap_or_else(|| (1..=200).map(|number| format!("{letter}{number}")).collect())
    })
}

fn of_matrix(weights: &[f64], matrix: &[Vec<f64>], [alternatives, criteria]: &[Vec<String>; 2]) -> Value {
    let found = weight_sensitivity(weights, matrix).unwrap();
    let pair = |a: usize, b: usize| format!("{}-{}", alternatives[a], alternatives[b]);
    let name = |one: &Overtaking| format!("{}:{}", pair(one.ahead, one.behind), criteria[one.criterion]);
    let deltas = found.overtakings.iter().map(|one| {
        let figures = json!({
            "delta": figure(one.delta),
            "relative_percent": figure(one.relative_percent),
            "feasible": one.is_feasible,
            "new_weight_unnormalised": figure(one.new_weight),
            "reason": if one.is_feasible { "" } else { NotComputable::Unreachable.words() },
        });
        (name(one), figures)
    });
    let critical = |one: Option<Overtaking>| match one {
        None => json!({ "pair_and_criterion": null, "reason": NotComputable::Unreachable.words() }),
        Some(one) => json!({
            "pair_and_criterion": name(&one),
            "relative_percent_abs": figure(one.relative_percent.map(f64::abs)),
            "delta_abs": figure(one.delta.map(f64::abs)),
        }),
    };
    let pairs = || found.order.iter().enumerate().flat_map(|(at, a)| found.order[at + 1..].iter().map(|b| (*a, *b)));
    let shifts = pairs().map(|(a, b)| (pair(a, b), shift(smallest_shift_to_tie(weights, &matrix[a], &matrix[b]))));
    let winning = pairs().map(|(a, b)| {
        (format!("{}>{}", alternatives[a], alternatives[b]), pairwise_winning(&matrix[a], &matrix[b]).into())
    });
    let by_criterion = |values: &[Option<f64>]| -> Value {
        criteria.iter().cloned().zip(values.iter().map(|value| figure(*value))).collect::<Map<_, _>>().into()
    };
    json!({
        "scores": found.scores,
        "ranking": found.order.iter().map(|at| alternatives[*at].clone()).collect::<Vec<_>>(),
        "ranks": found.ranks,
        "delta_one_weight": deltas.collect::<Map<_, _>>(),
        "percent_top_critical": critical(found.percent_top),
        "percent_any_critical": critical(found.percent_any),
        "absolute_top_critical": critical(found.absolute_top),
        "absolute_any_critical": critical(found.absolute_any),
        "criticality_degree": by_criterion(&found.criticality),
        "sensitivity_coefficient": by_criterion(&found.sensitivity),
        "min_total_shift_to_tie": shifts.collect::<Map<_, _>>(),
        "pairwise_winning": winning.collect::<Map<_, _>>(),
        "roc_weights": weights_by_rank_order(weights, RankOrder::Centroid),
    })
}

fn shift(found: Result<(f64, Vec<f64>), NotComputable>) -> Value {
    match found {
        Ok((moved, weights)) => json!({ "moved_weight": moved, "new_weights": weights, "reachable": true }),
        Err(reason) => {
            json!({ "moved_weight": null, "new_weights": null, "reachable": false, "reason": reason.words() })
        }
    }
}

/// One alternative against a threshold.
fn of_line(weights: &[f64], values: &[f64], line: f64) -> Value {
    let sum: f64 = weights.iter().sum();
    let score: f64 = weights.iter().zip(values).map(|(weight, value)| weight * value / sum).sum();
    let single = weights.iter().zip(values).map(|(weight, value)| weight_to_reach(weight / sum, *value, score, line));
    json!({
        "score": score,
        "one_weight_others_proportional": single.map(figure).collect::<Vec<_>>(),
        "min_total_shift": shift(smallest_shift(weights, values, line)),
    })
}
