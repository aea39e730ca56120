//! Trimmed means of panels, and totals as judging panels publish them: rounded half up per criterion, in exact
//! decimals.

use keepwise::analysis::trimmed_mean;
use serde_json::{Map, Value, json};

use super::{figure, numbers};

/// Marks in exact whole numbers: they are printed with at most six decimals.
const MILLIONTHS: i128 = 1_000_000;

pub(super) fn compute(input: &Value) -> Value {
    let mut ours = Map::new();
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let parts: Vec<Value> = ["components", "criteria", "panels"].iter().flat_map(|key| items(&input[*key])).collect();
    if parts.is_empty() {
        for (key, value) in input.as_object().unwrap() {
            let lists = items(value);
            if !lists.is_empty() && lists.iter().all(Value::is_number) {
                ours.extend(panel(&numbers(value)).as_object().unwrap().clone());
            } else if !lists.is_empty() && lists.iter().all(Value::is_array) {
                let means: Vec<Value> = lists.iter().map(|marks| figure(trimmed_mean(&numbers(marks)))).collect();
                ours.insert("trimmed_means".to_owned(), means.into());
            } else if value.is_object() {
                ours.insert(key.clone(), compute(value));
            }
        }
        return Value::Object(ours);
    }
    let rounded = |part: &Value| half_up(&numbers(marks(part)));
    let averages: Vec<i128> = parts.iter().map(rounded).collect();
    let factor = |part: &Value| part["factor"].as_f64().or_else(|| input["factor"].as_f64()).unwrap_or(1.0);
    let total: i128 = parts.iter().zip(&averages).map(|(part, average)| average * millionths(factor(part))).sum();
    let total = (2 * total + MILLIONTHS).div_euclid(2 * MILLIONTHS);
    let averages: Vec<f64> = averages.into_iter().map(|hundredths| hundredths as f64 / 100.0).collect();
    let total = total as f64 / 100.0;
    json!({
        "panel_averages": averages, "component_scores": averages, "trimmed_means": averages,
        "total": total, "total_component_score": total, "total_score": total,
    })
}

fn marks(part: &Value) -> &Value {
    ["marks", "values", "scores"].into_iter().map(|key| &part[key]).find(|marks| marks.is_array()).unwrap_or(part)
}

fn panel(values: &[f64]) -> Value {
    json!({
        "trimmed_mean": figure(trimmed_mean(values)),
        "mean": figure((!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)),
        "rounded_half_up": half_up(values) as f64 / 100.0,
    })
}

#[expect(clippy::cast_possible_truncation, reason = "marks are small")]
fn millionths(value: f64) -> i128 {
    (value * MILLIONTHS as f64).round() as i128
}

/// The trimmed mean rounded half up to hundredths, in whole numbers.
fn half_up(values: &[f64]) -> i128 {
    let mut marks: Vec<i128> = values.iter().map(|value| millionths(*value)).collect();
    marks.sort_unstable();
    let kept = if marks.len() >= 5 { &marks[1..marks.len() - 1] } else { &marks[..] };
    let unit = i128::try_from(kept.len().max(1)).unwrap() * MILLIONTHS / 100;
    let hundredths = (2 * kept.iter().sum::<i128>() + unit).div_euclid(2 * unit);
    let ours = trimmed_mean(values).unwrap_or_default() * 100.0;
    assert!((ours - hundredths as f64).abs() < 0.5 + 1e-6, "the same mean before rounding: {ours}, {hundredths}");
    hundredths
}

/// Nine marks: the highest and the lowest dropped, 61.25/7 = 8.75; a tie at the third decimal goes up, which binary
/// fractions alone would not see.
#[test]
fn ties_are_rounded_up_in_exact_decimals() {
    assert_eq!(half_up(&[8.5, 8.5, 8.75, 8.75, 8.75, 9.0, 9.0, 9.25, 8.25]), 875);
    assert_eq!(half_up(&[1.0, 1.005]), 100);
    assert_eq!(half_up(&[1.005]), 101);
    assert_eq!(half_up(&[2.675]), 268);
    let input = json!({ "components": [
        { "factor": 1.2, "marks": [8.5, 8.5, 8.75, 8.75, 8.75, 9.0, 9.0, 9.25, 8.25] },
        { "factor": 0.8, "marks": [1.005] },
    ] });
    assert_eq!(compute(&input)["total"], json!(11.31));
}
