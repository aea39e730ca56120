//! Trends: the slope of Theil and Sen, Mann and Kendall's test, and the direction of few rounds.

use keepwise::analysis::{TOO_FEW_ROUNDS, mann_kendall, mann_kendall_exact_p, theil_sen, trend};
use serde_json::{Map, Value, json};

use super::{figure, holey};

/// The figures of a series, and of every series nested in it under the same name.
pub(super) fn compute(input: &Value) -> Value {
    let values = list(input, &["value", "values", "y", "score", "scores"]).or_else(|| bare(input));
    let of = |values: Vec<Option<f64>>| {
        let counted: Vec<Option<f64>> = (0..values.len()).map(|round| Some(round as f64 + 1.0)).collect();
        let times = list(input, &["time", "times", "x", "t", "round", "rounds", "year"]).unwrap_or(counted);
        let known = times.iter().zip(&values).filter_map(|(time, value)| Some(((*time)?, (*value)?)));
        let (times, values): (Vec<f64>, Vec<f64>) = known.unzip();
        figures(&times, &values)
    };
    let mut ours = values.map(of).unwrap_or_default();
    for (key, inner) in input.as_object().into_iter().flatten() {
        let is_list = bare(inner).is_some() && !ours.contains_key("theil_sen_slope");
        if inner.is_object() || is_list {
            ours.insert(key.clone(), compute(inner));
        }
    }
    Value::Object(ours)
}

fn list(input: &Value, names: &[&str]) -> Option<Vec<Option<f64>>> {
    names.iter().find_map(|name| bare(input.get(name)?))
}

fn bare(value: &Value) -> Option<Vec<Option<f64>>> {
    let items = value.as_array()?;
    items.iter().all(|item| item.is_number() || item.is_null()).then(|| holey(value))
}

fn figures(times: &[f64], values: &[f64]) -> Map<String, Value> {
    let line = theil_sen(times, values, 0.95).ok();
    let ends = |level: f64| {
        let interval = theil_sen(times, values, level).ok().and_then(|line| line.interval);
        interval.map_or(Value::Null, |ends| json!([ends.low, ends.high]))
    };
    let test = mann_kendall(times, values).ok();
    let exact = test.filter(|test| test.exact_p.is_some() || test.n > 10 && test.tau == Some(test.tau_a));
    let exact = exact.and_then(|test| mann_kendall_exact_p(test.s, test.n));
    let shown = trend(times, values);
    let too_few = (values.len() <= TOO_FEW_ROUNDS).then_some("too few rounds");
    let slope = figure(line.map(|line| line.slope));
    let tau = figure(test.and_then(|test| test.tau));
    let mut ours = json!({
        "n": values.len(),
        "theil_sen_slope": slope, "slope": slope, "sen_slope": slope,
        "intercept_median_y_minus_slope_median_x": figure(line.map(|line| line.intercept)),
        "intercept": figure(line.map(|line| line.intercept)),
        "intercept_median_of_residuals": figure(line.map(|line| line.intercept_of_residuals)),
        "kendall_tau": tau, "tau": tau, "tau_b": tau,
        "tau_a": figure(test.map(|test| test.tau_a)),
        "mann_kendall": test.map(|test| json!({
            "S": test.s, "s": test.s, "var_S": test.variance, "var": test.variance, "n": test.n,
            "z": figure(test.z), "Z": figure(test.z), "p": figure(test.p), "tau": figure(test.tau),
            "exact_p": figure(exact), "exact_p_two_sided": figure(exact),
        })),
        "S": test.map(|test| test.s), "var_S": figure(test.map(|test| test.variance)),
        "z": figure(test.and_then(|test| test.z)), "p": figure(test.and_then(|test| test.p)),
        "mann_kendall_exact_p_two_sided": figure(exact), "exact_p_two_sided": figure(exact), "exact_p": figure(exact),
        "direction": shown.ok().map(|trend| trend.way.words()),
        "reason": shown.map_or_else(|reason| Some(reason.words()), |_| too_few),
        "too_few_rounds": too_few.is_some(),
    });
    for percent in [80_u8, 90, 93, 95, 98, 99] {
        for name in ["slope_ci", "ci", "slope_CI"] {
            ours[format!("{name}{percent}")] = ends(f64::from(percent) / 100.0);
        }
    }
    ours.as_object().cloned().unwrap_or_default()
}
