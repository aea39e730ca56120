//! Published cases against our figures, through one check for all of them.
//!
//! Every file in `tests/fixtures/cases` names a `measure`, an `input` and what is `expected`. The measure's `compute`
//! works out, from the input alone, a tree of figures with the same names; every figure expected must be in it,
//! within the tolerance the case states. No expected number is copied here: another case of the same measure is one
//! more file. A case whose measure nobody computes fails.

mod aggregation;
mod agreement;
mod approval;
mod drivers;
mod gap;
mod score;
mod sensitivity;
mod severity;
mod smaa;
mod trend;
mod trimmed;

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Works out a measure's figures from a case's input; what is not computable is `null`.
type Compute = fn(input: &Value) -> Value;

/// Who computes which measure.
const MEASURES: &[(&str, Compute)] = &[
    ("weighted sum score", score::compute),
    ("NPS / CSAT / CES", approval::compute),
    ("NPS", approval::compute),
    ("trend detection", trend::compute),
    ("Theil-Sen", trend::compute),
    ("Mann-Kendall", trend::compute),
    ("management-team gap", gap::compute),
    ("management vs team gap", gap::compute),
    ("gap", gap::compute),
    ("paired gap", gap::compute),
    ("paired comparison", gap::compute),
    ("permutation test", gap::compute),
    ("sign-flip permutation", gap::compute),
    ("effect size", gap::compute),
    ("Benjamini-Hochberg", gap::adjusted),
    ("score aggregation", aggregation::compute),
    ("score aggregation order", aggregation::compute),
    ("trimmed mean", trimmed::compute),
    ("rater severity", severity::compute),
    ("rater leniency", severity::compute),
    ("rater severity, incomplete", severity::compute),
    ("rater severity incomplete", severity::compute),
    ("additive two-way model", severity::compute),
    ("Fleiss kappa", agreement::compute),
    ("Fleiss' kappa", agreement::compute),
    ("Gwet's AC1", agreement::compute_gwet),
    ("Gwet's AC1/AC2", agreement::compute_gwet),
    ("Gwet's AC2", agreement::compute_gwet),
    ("ICC", agreement::compute),
    ("Kendall's W", agreement::compute),
    ("Kendall W", agreement::compute),
    ("Kendall's tau-b", agreement::compute),
    ("Krippendorff alpha", agreement::compute),
    ("Krippendorff's alpha", agreement::compute),
    ("agreement", agreement::compute),
    ("edge cases", agreement::compute),
    ("intraclass correlation", agreement::compute),
    ("one-way ICC", agreement::compute),
    ("weighted sum score", score::compute),
    ("driver analysis", drivers::compute),
    ("logistic regression", drivers::compute),
    ("logistic", drivers::compute),
    ("linear regression", drivers::compute),
    ("ols", drivers::compute),
    ("rank correlation", drivers::compute),
    ("spearman", drivers::compute),
    ("point-biserial", drivers::compute),
    ("auc", drivers::compute),
    ("SMAA / rank stability", smaa::compute),
    ("rank order weights", smaa::compute),
    ("weight sensitivity", sensitivity::compute),
];

/// Keys that explain and are not figures.
const WORDS: [&str; 3] = ["note", "notes", "reason"];

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

#[test]
fn every_published_case_comes_out() {
    let mut faults = Vec::new();
    let files = files();
    for path in &files {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let id = case["id"].as_str().unwrap();
        let measure = case["measure"].as_str().unwrap();
        let Some((_, compute)) = MEASURES.iter().find(|(name, _)| *name == measure) else {
            faults.push(format!("{id}: nobody computes \u{201c}{measure}\u{201d}"));
            continue;
        };
        let ours = compute(&case["input"]);
        let mut num_figures = 0;
        compare(id, &case["expected"], &ours, &case["tolerance"], &mut |fault| match fault {
            None => num_figures += 1,
            Some(fault) => faults.push(fault),
        });
        if num_figures == 0 {
            faults.push(format!("{id}: not one figure was compared"));
        }
    }
    assert!(files.len() >= 12, "the cases are there");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Walks through what is expected; tells `told` of every figure compared, with the fault if there is one.
fn compare(place: &str, expected: &Value, ours: &Value, tolerance: &Value, told: &mut impl FnMut(Option<String>)) {
    match expected {
        Value::Object(fields) => {
            for (key, expected) in fields.iter().filter(|(key, _)| !WORDS.contains(&key.as_str())) {
                compare(&format!("{place}.{key}"), expected, &ours[key], tolerance, told);
            }
            // "Not computable" always says why.
            if fields.contains_key("reason") && fields.values().any(Value::is_null) {
                let says_why = ours["reason"].as_str().is_some_and(|reason| !reason.is_empty());
                told((!says_why).then(|| format!("{place}: no reason is given")));
            }
        }
        Value::Array(items) => {
            let num = ours.as_array().map_or(0, Vec::len);
            if num == items.len() {
                for (at, (expected, ours)) in items.iter().zip(ours.as_array().unwrap()).enumerate() {
                    compare(&format!("{place}[{at}]"), expected, ours, tolerance, told);
                }
            } else {
                told(Some(format!("{place}: {num} figures instead of {}: {ours}", items.len())));
            }
        }
        Value::Number(_) => {
            let (want, got) = (expected.as_f64().unwrap(), ours.as_f64());
            let fine = got.is_some_and(|got| (got - want).abs() <= allowed(place, want, tolerance));
            told((!fine).then(|| format!("{place}: {ours} instead of {want}")));
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {
            told((ours != expected).then(|| format!("{place}: {ours} instead of {expected}")));
        }
    }
}

/// How far a figure may be off: what the case states, and half a unit of the last of the ten digits printed. What
/// is drawn by chance has its own tolerance, as have limits printed with few digits.
fn allowed(place: &str, want: f64, tolerance: &Value) -> f64 {
    let number = |key: &str| tolerance[key].as_f64();
    let stated = if place.contains("monte_carlo") {
        number("monte_carlo_abs_10000_draws")
    } else if place.contains("_ci") || place.contains("CI") {
        number("slope_ci_abs").or_else(|| number("abs"))
    } else {
        number("recommended_abs").or_else(|| number("exact_abs")).or_else(|| number("abs"))
    };
    let printed = want.abs().max(1e-9).log10().floor();
    stated.unwrap() + if want.fract() == 0.0 { 0.0 } else { 0.5 * 10_f64.powf(printed - 9.0) }
}

/// A figure, or `null` where there is none.
fn figure(value: Option<f64>) -> Value {
    value.map_or(Value::Null, Value::from)
}

/// A list of numbers; holes are `None`.
fn holey(values: &Value) -> Vec<Option<f64>> {
    values.as_array().unwrap().iter().map(Value::as_f64).collect()
}

/// A list of numbers without holes.
fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

/// Rows of numbers without holes.
fn rows(values: &Value) -> Vec<Vec<f64>> {
    values.as_array().unwrap().iter().map(numbers).collect()
}
