//! Rater severity: the additive two-way model of a table of targets and raters, with or without holes.

use keepwise::analysis::{Observation, RaterEffect, TargetEffect, TwoWay, rank, two_way};
use serde_json::{Map, Value, json};

use super::{figure, holey};

/// The figures of the table in the input; those of further tables under the names of these tables.
pub(super) fn compute(input: &Value) -> Value {
    let mut ours = Map::new();
    let mut first = true;
    for (key, value) in input.as_object().unwrap() {
        let figures = match observed(key, value) {
            Some((sizes, observations)) => figures(sizes, &observations),
            // A design of its own, or numbers that explain.
            None if value.is_object() => compute(value),
            None => continue,
        };
        if first && !value.is_object() {
            ours.extend(figures.as_object().unwrap().clone());
            first = false;
        }
        for name in [key.clone(), key.replace("matrix_", "").replace("_matrix", "")] {
            ours.insert(name.replace("_targets_by_raters", ""), figures.clone());
        }
    }
    Value::Object(ours)
}

/// A table of numbers with holes, or a list of (target, rater, value); with the numbers of targets and raters.
fn observed(key: &str, value: &Value) -> Option<((usize, usize), Vec<Observation>)> {
    let items = value.as_array()?;
    if items.iter().all(|item| item["value"].is_number()) {
        let mut names: [Vec<&Value>; 2] = [Vec::new(), Vec::new()];
        let mut place = |side: usize, name| {
            let known = names[side].iter().position(|known| *known == name);
            known.unwrap_or_else(|| {
                names[side].push(name);
                names[side].len() - 1
            })
        };
        let observations = items.iter().map(|item| {
            let named = |keys: [&str; 3]| keys.into_iter().map(|key| &item[key]).find(|name| !name.is_null()).unwrap();
            let (target, rater) = (named(["target", "customer", "item"]), named(["rater", "judge", "person"]));
            Observation { target: place(0, target), rater: place(1, rater), value: item["value"].as_f64().unwrap() }
        });
        let observations = observations.collect();
        return Some(((names[0].len(), names[1].len()), observations));
    }
    if !items.iter().all(Value::is_array) || items.is_empty() {
        return None;
    }
    let table: Vec<Vec<Option<f64>>> = items.iter().map(holey).collect();
    let by_rater = key.contains("raters_by_targets");
    let cells = table.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().filter_map(move |(column, value)| Some((row, column, (*value)?)))
    });
    let observations = cells.map(|(row, column, value)| {
        let (target, rater) = if by_rater { (column, row) } else { (row, column) };
        Observation { target, rater, value }
    });
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let sizes = if by_rater { (width, table.len()) } else { (table.len(), width) };
    Some((sizes, observations.collect()))
}

fn figures((num_targets, num_raters): (usize, usize), observations: &[Observation]) -> Value {
    match two_way(num_targets, num_raters, observations) {
        Ok(model) => fitted(&model),
        Err(reason) => json!({ "connected": false, "rater_effects_sum_zero": null, "reason": reason.words() }),
    }
}

fn fitted(model: &TwoWay) -> Value {
    let raters = |of: fn(&RaterEffect) -> Option<f64>| -> Value {
        model.raters.iter().map(|rater| figure(rater.as_ref().and_then(of))).collect()
    };
    let targets = |of: fn(&TargetEffect) -> Option<f64>| -> Value {
        model.targets.iter().map(|target| figure(target.as_ref().and_then(of))).collect()
    };
    let ranks = |of: fn(&TargetEffect) -> f64| -> Value {
        rank(&model.targets.iter().map(|target| target.as_ref().map(of)).collect::<Vec<_>>()).into()
    };
    let only = model.parts.first().filter(|_| model.is_connected());
    let number = |place: Option<usize>| place.map_or(Value::Null, |place| (place + 1).into());
    let mut ours = json!({
        "grand_mean": figure(only.map(|part| part.mean)),
        "mu": figure(only.map(|part| part.mean)),
        "rater_effects": raters(|rater| Some(rater.effect)),
        "rater_effects_sum_zero": raters(|rater| Some(rater.effect)),
        "rater_effects_se": raters(|rater| rater.standard_error),
        "rater_usable": model.raters.iter().map(|rater| rater.is_some_and(|rater| rater.usable)).collect::<Value>(),
        "target_effects": targets(|target| Some(target.effect)),
        "target_effects_sum_zero": targets(|target| Some(target.effect)),
        "target_effects_se": targets(|target| target.effect_error),
        "adjusted_target_means": targets(|target| Some(target.adjusted)),
        "adjusted_target_means_se": targets(|target| target.adjusted_error),
        "raw_target_means": targets(|target| Some(target.raw)),
        "raw_ranks": ranks(|target| target.raw),
        "adjusted_ranks": ranks(|target| target.adjusted),
        "residual_variance": figure(model.residual_variance),
        "residual_sd": figure(model.residual_variance.map(f64::sqrt)),
        "residual_df": model.residual_df,
        "rater_variance": figure(model.rater_variance),
        "n_observations": model.num_values,
        "connected": model.is_connected(),
        "components": model.parts.len(),
        "n_components": model.parts.len(),
        "number_of_components": model.parts.len(),
        "most_lenient_rater": number(only.and_then(|part| part.most_lenient)),
        "most_severe_rater": number(only.and_then(|part| part.most_severe)),
    });
    if !model.is_connected() {
        ours["reason"] = "the raters share no customers, so each part stands by itself".into();
    }
    ours
}
