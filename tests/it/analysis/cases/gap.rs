//! Gaps between two groups: paired, unpaired, and many at once, from lists of values or differences.

use keepwise::analysis::{
    Interval, PairedGap, Permutation, UnpairedGap, benjamini_hochberg, hedges_correction, paired_gap, unpaired_gap,
};
use serde_json::{Map, Value, json};

use super::{figure, holey, numbers};

/// What a pair of lists may be called, the first minus the second.
const PAIRS: [(&str, &str); 12] = [
    ("management", "team"),
    ("m", "t"),
    ("second", "first"),
    ("drug2", "drug1"),
    ("drug_2", "drug_1"),
    ("after", "before"),
    ("treatment", "control"),
    ("crossed", "self"),
    ("group_1", "group_2"),
    ("group1", "group2"),
    ("a", "b"),
    ("x", "y"),
];

/// Every figure of an input, and of what is nested in it under the same name.
pub(super) fn compute(input: &Value) -> Value {
    let Some(fields) = input.as_object() else { return Value::Null };
    let mut ours = Map::new();
    let (mut gaps, mut means) = (Map::new(), Vec::new());
    for (key, inner) in fields.iter().filter(|(_, inner)| inner.is_object()) {
        let nested = compute(inner);
        if let Some(gap) = pair(inner).and_then(|(ones, others)| Some(mean_of(&ones)? - mean_of(&others)?)) {
            gaps.insert(key.clone(), gap.into());
            means.push(gap);
        }
        ours.insert(key.clone(), nested);
    }
    if !gaps.is_empty() {
        ours.insert("gaps".to_owned(), Value::Object(gaps));
        ours.insert("overall".to_owned(), paired(&means));
    }
    if let Some(ps) = list(input, &["p_values", "p", "ps"]) {
        let adjusted = benjamini_hochberg(&ps.iter().flatten().copied().collect::<Vec<f64>>());
        let num_telling = adjusted.iter().filter(|p| **p <= 0.05).count();
        extend(&mut ours, json!({ "p_adjusted": adjusted, "adjusted": adjusted, "rejected_at_05": num_telling }));
    }
    if let Some(differences) = list(input, &["differences", "difference", "d", "diff", "gaps"]) {
        extend(&mut ours, paired(&differences.into_iter().flatten().collect::<Vec<f64>>()));
    }
    if let Some((ones, others)) = pair(input) {
        let known = |values: &[Option<f64>]| values.iter().flatten().copied().collect::<Vec<f64>>();
        let both = ones.iter().zip(&others).filter_map(|(one, other)| Some((*one)? - (*other)?));
        let as_pairs = paired(&both.collect::<Vec<f64>>());
        let as_groups = unpaired(&known(&ones), &known(&others));
        let is_paired = input["paired"].as_bool().unwrap_or(ones.len() == others.len());
        let (last, first) = if is_paired { (&as_pairs, &as_groups) } else { (&as_groups, &as_pairs) };
        extend(&mut ours, first.clone());
        extend(&mut ours, last.clone());
        if is_paired {
            ours.insert("paired".to_owned(), as_pairs);
        }
        ours.insert("unpaired".to_owned(), as_groups);
    }
    Value::Object(ours)
}

/// A list with holes.
type Holey = Vec<Option<f64>>;

fn list(input: &Value, names: &[&str]) -> Option<Holey> {
    let is_numbers = |value: &&Value| {
        value.as_array().is_some_and(|items| items.iter().all(|item| item.is_number() || item.is_null()))
    };
    names.iter().find_map(|name| input.get(name)).filter(is_numbers).map(holey)
}

/// Two lists by name; else the only two there are.
fn pair(input: &Value) -> Option<(Holey, Holey)> {
    let named = PAIRS.iter().find_map(|(one, other)| Some((list(input, &[one])?, list(input, &[other])?)));
    named.or_else(|| {
        let lists: Vec<_> = input.as_object()?.keys().filter_map(|key| list(input, &[key])).collect();
        <[Holey; 2]>::try_from(lists).ok().map(Into::into)
    })
}

fn mean_of(values: &[Option<f64>]) -> Option<f64> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

fn extend(ours: &mut Map<String, Value>, more: Value) {
    if let Value::Object(more) = more {
        ours.extend(more);
    }
}

fn interval(interval: Option<Interval>) -> Value {
    interval.map_or(Value::Null, |ends| json!([ends.low, ends.high]))
}

fn permutation(test: &Permutation) -> Value {
    let count = if test.is_exact { test.total } else { test.total + 1 };
    json!({
        "p": test.p,
        "p_two_sided": test.p,
        "p_one_sided": test.hits_one_sided as f64 / count as f64,
        "hits": test.hits,
        "hits_one_sided": test.hits_one_sided,
        "total": test.total,
        "exact": test.is_exact,
    })
}

fn paired(differences: &[f64]) -> Value {
    let PairedGap { n, mean, sd, dz, effect, interval: ends, t, df, t_p, flips, reason } = match paired_gap(differences)
    {
        Ok(gap) => gap,
        Err(reason) => return json!({ "n": differences.len(), "reason": reason.words() }),
    };
    let correction = hedges_correction(df as f64);
    json!({
        "n": n,
        "sum": differences.iter().sum::<f64>(),
        "mean": mean, "mean_gap": mean, "mean_difference": mean,
        "sd": figure(sd), "sd_gap": figure(sd), "sd_difference": figure(sd),
        "dz": figure(dz), "cohen_dz": figure(dz),
        "gz": figure(dz.zip(correction).map(|(dz, j)| dz * j)),
        "effect": effect.map(|effect| effect.words()),
        "t": figure(t), "df": df, "p": figure(t_p), "p_t": figure(t_p), "t_p": figure(t_p),
        "ci95": interval(ends), "mean_gap_ci95": interval(ends), "t_ci95": interval(ends),
        "sign_flip": permutation(&flips), "permutation": permutation(&flips),
        "p_permutation": flips.p, "permutation_p": flips.p, "sign_flip_p": flips.p, "p_sign_flip": flips.p,
        "exact_sign_flip_p": flips.p, "sign_flip_exact_p": flips.p, "p_exact": flips.p,
        "hits": flips.hits, "hits_one_sided": flips.hits_one_sided, "total": flips.total,
        "reason": reason.map(|reason| reason.words()),
    })
}

fn unpaired(ones: &[f64], others: &[f64]) -> Value {
    let gap: UnpairedGap = match unpaired_gap(ones, others) {
        Ok(gap) => gap,
        Err(reason) => return json!({ "reason": reason.words() }),
    };
    let labels = permutation(&gap.labels);
    let welch = gap
        .welch
        .map(|welch| json!({ "t": welch.t, "df": welch.df, "p": figure(welch.p), "ci95": interval(welch.interval) }));
    json!({
        "n1": gap.n_one, "n2": gap.n_other,
        "mean_1": gap.mean_one, "mean_2": gap.mean_other,
        "difference": gap.difference, "mean_difference": gap.difference,
        "pooled_sd": figure(gap.pooled_sd), "sd_pooled": figure(gap.pooled_sd),
        "df": gap.df, "t": figure(gap.t), "p": figure(gap.t_p), "p_t": figure(gap.t_p), "ci95": interval(gap.interval),
        "d": figure(gap.d), "cohen_d": figure(gap.d),
        "J": figure(hedges_correction(gap.df as f64)), "hedges_correction": figure(hedges_correction(gap.df as f64)),
        "g": figure(gap.g), "hedges_g": figure(gap.g),
        "g_ci95": interval(gap.g_interval), "hedges_g_ci95": interval(gap.g_interval),
        "effect": gap.effect.map(|effect| effect.words()),
        "cliff_delta": gap.cliff_delta, "cliffs_delta": gap.cliff_delta, "delta": gap.cliff_delta,
        "welch": welch,
        "labels": labels, "permutation": labels,
        "p_permutation": gap.labels.p, "permutation_p": gap.labels.p, "p_exact": gap.labels.p,
        "label_permutation_p": gap.labels.p, "hits": gap.labels.hits, "total": gap.labels.total,
        "reason": gap.reason.map(|reason| reason.words()),
    })
}

/// Only p-values, under any name.
pub(super) fn adjusted(input: &Value) -> Value {
    if let Value::Array(_) = input {
        return json!(benjamini_hochberg(&numbers(input)));
    }
    compute(input)
}
