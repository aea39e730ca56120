//! What goes with what happened: correlations, areas under the curve, logistic and linear models, of columns by any
//! name. Figures are named after the columns, in full or by their first word: `spearman_iq_tv`.

use keepwise::analysis::{
    Coefficient, NotComputable, auc, correlation, linear, logistic, point_biserial, spearman, tau_b,
};
use serde_json::{Map, Value, json};

use super::figure;

/// Columns that say what happened.
const OUTCOMES: [&str; 14] = [
    "outcome", "y", "left", "ended", "churn", "churned", "let_go", "left_us", "grade", "event", "happened", "target",
    "decision", "renewed",
];

/// A named column; holes are `None`.
type Column = (String, Vec<Option<f64>>);

pub(super) fn compute(input: &Value) -> Value {
    let mut ours = Map::new();
    let fields = input.as_object().unwrap();
    let mut columns: Vec<Column> =
        fields.iter().filter_map(|(name, value)| Some((name.clone(), column(value)?))).collect();
    for (name, value) in fields {
        // Columns in a folder of their own belong beside their outcome; a folder with both stands for itself.
        if let Some(inner) = value.as_object() {
            let own = inner.iter().filter_map(|(name, value)| Some((name.clone(), column(value)?)));
            let own: Vec<Column> = own.collect();
            if own.iter().any(|(name, _)| is_outcome(name)) || outcome(&columns).is_none() {
                ours.insert(name.clone(), compute(value));
            } else {
                columns.extend(own);
            }
        }
        if let Some(rows) = table(value) {
            columns.extend(
                (0..rows[0].len()).map(|at| (format!("x{}", at + 1), rows.iter().map(|row| row[at]).collect())),
            );
        }
    }
    pairs(&columns, &mut ours);
    if let Some((outcome_name, ys)) = outcome(&columns) {
        let is_other = |(name, xs): &&Column| *name != outcome_name && xs.len() == ys.len();
        let predictors: Vec<&Column> = columns.iter().filter(is_other).collect();
        for (name, xs) in &predictors {
            let own = single(xs, &ys);
            let is_constant = own["reason"] == NotComputable::ConstantColumn.words();
            ours.entry(name.clone()).or_insert(if is_constant { Value::Null } else { own });
        }
        joint(&predictors, &ys, &mut ours);
    }
    Value::Object(ours)
}

fn column(value: &Value) -> Option<Vec<Option<f64>>> {
    let items = value.as_array().filter(|items| !items.is_empty())?;
    let one = |item: &Value| match item {
        Value::Null => Some(None),
        Value::Bool(yes) => Some(Some(f64::from(*yes))),
        Value::Number(number) => Some(number.as_f64()),
        _ => None,
    };
    items.iter().map(one).collect()
}

fn table(value: &Value) -> Option<Vec<Vec<Option<f64>>>> {
    let rows: Vec<Vec<Option<f64>>> = value.as_array()?.iter().map(column).collect::<Option<_>>()?;
    (!rows.is_empty() && rows.iter().all(|row| row.len() == rows[0].len())).then_some(rows)
}

fn is_outcome(name: &str) -> bool {
    OUTCOMES.contains(&name.to_lowercase().as_str())
}

fn outcome(columns: &[Column]) -> Option<(String, Vec<Option<f64>>)> {
    columns.iter().find(|(name, _)| is_outcome(name)).cloned()
}

/// Whether all values are 0 or 1.
fn is_yes_no(values: &[f64]) -> bool {
    values.iter().all(|value| (value * (1.0 - value)).abs() < 1e-12)
}

/// Complete pairs, and the second of each as yes or no if it is that.
fn complete(xs: &[Option<f64>], ys: &[Option<f64>]) -> (Vec<f64>, Vec<f64>, Option<Vec<bool>>) {
    let (xs, ys): (Vec<f64>, Vec<f64>) = xs.iter().zip(ys).filter_map(|(x, y)| Some(((*x)?, (*y)?))).unzip();
    let is_binary = is_yes_no(&ys);
    let happened = is_binary.then(|| ys.iter().map(|y| *y > 0.5).collect());
    (xs, ys, happened)
}

/// Everything about two columns, the second perhaps an outcome.
fn single(xs: &[Option<f64>], ys: &[Option<f64>]) -> Value {
    let (xs, ys, happened) = complete(xs, ys);
    let mut ours = json!({
        "n": xs.len(),
        "pearson": figure(correlation(&xs, &ys).ok()),
        "spearman": figure(spearman(&xs, &ys).ok()),
        "kendall_tau_b": figure(tau_b(&xs, &ys).ok()),
        "tau_b": figure(tau_b(&xs, &ys).ok()),
    });
    let mut reason = spearman(&xs, &ys).err();
    if let Some(happened) = happened {
        let rows: Vec<Vec<f64>> = xs.iter().map(|x| vec![*x]).collect();
        let model = logistic(&rows, &happened);
        ours["point_biserial"] = figure(point_biserial(&xs, &happened).ok());
        ours["auc"] = figure(auc(&xs, &happened).ok());
        ours["logistic"] = model.as_ref().map_or(Value::Null, |model| json!(model));
        ours["events"] = happened.iter().filter(|happened| **happened).count().into();
        reason = reason.or_else(|| model.err());
    }
    ours["reason"] = reason.map_or(Value::Null, |reason| reason.words().into());
    ours
}

/// Every pair of columns of the same length, under every name it may go by.
fn pairs(columns: &[Column], ours: &mut Map<String, Value>) {
    const FIGURES: [&str; 7] = ["pearson", "spearman", "kendall_tau_b", "tau_b", "point_biserial", "auc", "logistic"];
    let names = |name: &str| {
        let first = name.split('_').next().unwrap().to_owned();
        if first == name { vec![first] } else { vec![name.to_owned(), first] }
    };
    for (a, xs) in columns {
        for (b, ys) in columns.iter().filter(|(b, ys)| b != a && ys.len() == xs.len()) {
            let both = single(xs, ys);
            let mut put = |key: String, value: &Value| {
                ours.entry(key).or_insert_with(|| value.clone());
            };
            for figure in FIGURES.into_iter().filter(|figure| both.get(*figure).is_some()) {
                for one in names(a) {
                    for other in names(b) {
                        put(format!("{figure}_{one}_{other}"), &both[figure]);
                        put(format!("{figure}_{one}_predicts_{other}"), &both[figure]);
                    }
                }
            }
            // "ties_x" and "ties_y" are "ties"; the one with an outcome goes last.
            let shared = a.rsplit_once('_').map(|(front, _)| front);
            let is_pair = shared.is_some() && shared == b.rsplit_once('_').map(|(front, _)| front);
            if is_pair && (both.get("auc").is_some() || !single(ys, xs).as_object().unwrap().contains_key("auc")) {
                for figure in FIGURES.into_iter().filter(|figure| both.get(*figure).is_some()) {
                    put(format!("{figure}_{}", shared.unwrap()), &both[figure]);
                }
                put(shared.unwrap().to_owned(), &both);
            }
        }
    }
}

/// All predictors together.
fn joint(predictors: &[&Column], ys: &[Option<f64>], ours: &mut Map<String, Value>) {
    let complete = (0..ys.len()).filter_map(|at| {
        let row: Option<Vec<f64>> = predictors.iter().map(|(_, xs)| xs[at]).collect();
        Some((row?, ys[at]?))
    });
    let (rows, ys): (Vec<Vec<f64>>, Vec<f64>) = complete.unzip();
    let named = |coefficients: &[Coefficient], of: fn(&Coefficient) -> f64, rest: Option<f64>| {
        let named = predictors.iter().zip(coefficients).map(|((name, _), one)| (name.clone(), Value::from(of(one))));
        let rest = rest.into_iter().flat_map(|rest| [("intercept", rest), ("const", rest), ("constant", rest)]);
        Value::Object(named.chain(rest.map(|(name, value)| (name.to_owned(), value.into()))).collect())
    };
    let failed = |reason: NotComputable| json!({ "reason": reason.words(), "coefficients": null });
    if is_yes_no(&ys) {
        let happened: Vec<bool> = ys.iter().map(|y| *y > 0.5).collect();
        let model = logistic(&rows, &happened).map_or_else(failed, |model| {
            let own = &model.coefficients;
            let lists = |of: fn(&Coefficient) -> f64| own.iter().map(of).collect::<Vec<f64>>();
            json!({
                "n": model.n,
                "events": model.events,
                "intercept": model.intercept,
                "coefficients": named(own, |c| c.value, Some(model.intercept)),
                "coefficients_in_order": lists(|c| c.value),
                "standard_errors": named(own, |c| c.se, Some(model.intercept_se)),
                "standardised": named(own, |c| c.standardised, None),
                "odds_ratios": named(own, |c| c.odds_ratio().0, None),
                "odds_ratios_per_sd": named(own, |c| c.odds_ratio_per_sd().0, None),
                "p": named(own, |c| c.p, None),
                "log_likelihood": model.log_likelihood,
                "null_log_likelihood": model.null_log_likelihood,
                "pseudo_r_squared": model.pseudo_r_squared(),
                "mcfadden_r2": model.pseudo_r_squared(),
            })
        });
        ours.insert("logistic".into(), model);
    }
    let model = linear(&rows, &ys).map_or_else(failed, |model| {
        let own = &model.coefficients;
        json!({
            "n": model.n,
            "intercept": model.intercept,
            "coefficients": named(own, |c| c.value, Some(model.intercept)),
            "standard_errors": named(own, |c| c.se, Some(model.intercept_se)),
            "standardised": named(own, |c| c.standardised, None),
            "r_squared": model.r_squared,
            "r2": model.r_squared,
            "adjusted_r_squared": model.adjusted_r_squared,
            "residual_sd": model.residual_sd,
        })
    });
    ours.insert("ols".into(), model.clone());
    ours.insert("linear".into(), model);
}
