//! Agreement: alpha, intraclass correlations, AC1 and AC2, Fleiss' kappa, Kendall's W; every figure of every table.
//!
//! A case brings one table or several by name, with units in rows or in columns (the key says which), or a table of
//! counts per category. The same figures are worked out whatever the case is about; only where two measures use the
//! same word (alpha and AC2 both have "ordinal") does the measure decide.

use keepwise::analysis::{
    AlphaLevel, Concordance, FTest, Gwet, GwetWeights, IccFigure, Interval, NotComputable, Units, fleiss_kappa, gwet,
    icc, kendall_w, krippendorff_alpha, one_way_icc, percent_agreement, tau_b,
};
use serde_json::{Map, Value, json};

use super::figure;

type Table = Vec<Vec<Option<f64>>>;
type Figures = Map<String, Value>;

const LEVELS: [(&str, AlphaLevel); 4] = [
    ("nominal", AlphaLevel::Nominal),
    ("ordinal", AlphaLevel::Ordinal),
    ("interval", AlphaLevel::Interval),
    ("ratio", AlphaLevel::Ratio),
];
const WEIGHTS: [(&str, GwetWeights); 6] = [
    ("identity", GwetWeights::Identity),
    ("linear", GwetWeights::Linear),
    ("quadratic", GwetWeights::Quadratic),
    ("ordinal", GwetWeights::Ordinal),
    ("radical", GwetWeights::Radical),
    ("ratio", GwetWeights::Ratio),
];

/// Where levels of alpha have plain names.
pub(super) fn compute(input: &Value) -> Value {
    of_tables(input, &|table, scale| {
        let mut figures = all_figures(table, scale);
        for (name, level) in LEVELS {
            figures.insert(name.to_owned(), figure(alpha(table, level)));
        }
        figures
    })
}

/// Where weights of AC1 and AC2 have plain names.
pub(super) fn compute_gwet(input: &Value) -> Value {
    of_tables(input, &|table, scale| {
        let mut figures = all_figures(table, scale);
        for (name, weights) in WEIGHTS {
            figures.insert(name.to_owned(), of_gwet(table, scale, weights));
        }
        figures.insert("unweighted".to_owned(), of_gwet(table, scale, GwetWeights::Identity));
        figures
    })
}

fn of_tables(input: &Value, figures: &dyn Fn(&Table, &[f64]) -> Figures) -> Value {
    let words = words(input);
    if let Some(counts) = counts(input) {
        let mut ours = figures(&from_counts(&counts), &(0..counts[0].len()).map(|at| at as f64).collect::<Vec<_>>());
        ours.extend(of_fleiss(&counts));
        return Value::Object(ours);
    }
    let place = input.as_object().unwrap();
    let mut named: Vec<(String, Table)> = Vec::new();
    for (key, value) in place.iter().chain(input["cases"].as_object().into_iter().flatten()) {
        if let Some(table) = table(key, value, &words) {
            named.push((key.clone(), table));
        }
    }
    assert!(!named.is_empty(), "a table was found in {place:?}");
    let of = |table: &Table| figures(table, &scale(input, table, &words));
    let mut ours: Figures = named.iter().map(|(name, table)| (name.clone(), Value::Object(of(table)))).collect();
    if let [(_, only)] = &named[..] {
        ours.extend(of(only));
    }
    Value::Object(ours)
}

/// The categories, if they are words; a word's place stands for it.
fn words(input: &Value) -> Vec<String> {
    let categories = ["categories", "scale"].iter().find_map(|key| input[*key].as_array());
    categories.into_iter().flatten().filter_map(|word| Some(word.as_str()?.to_owned())).collect()
}

/// The points of the scale: as given, or those used.
fn scale(input: &Value, table: &Table, words: &[String]) -> Vec<f64> {
    let given = ["categories", "scale", "scale_points"].iter().find_map(|key| input[*key].as_array());
    match given {
        Some(given) if words.is_empty() => given.iter().filter_map(Value::as_f64).collect(),
        Some(_) => (0..words.len()).map(|at| at as f64).collect(),
        None => table.iter().flatten().copied().flatten().collect(),
    }
}

/// Reads a table of units × raters; `None` if the value is none.
fn table(key: &str, value: &Value, words: &[String]) -> Option<Table> {
    let rows: Vec<&Vec<Value>> = match value {
        Value::Array(rows) => rows.iter().map(Value::as_array).collect::<Option<_>>()?,
        Value::Object(rows) => rows.values().map(Value::as_array).collect::<Option<_>>()?,
        _ => return None,
    };
    if rows.is_empty() || rows.iter().any(|row| row.iter().any(|cell| cell.is_array() || cell.is_object())) {
        return None;
    }
    let cell = |cell: &Value| match cell {
        Value::String(word) => words.iter().position(|other| other == word).map(|at| at as f64).or_else(|| {
            // Letters without a list of them stand in the order of the alphabet.
            word.chars().next().filter(|_| words.is_empty()).map(|letter| f64::from(u32::from(letter)))
        }),
        Value::Bool(yes) => Some(f64::from(u8::from(*yes))),
        number => number.as_f64(),
    };
    let rows: Table = rows.into_iter().map(|row| row.iter().map(cell).collect()).collect();
    Some(if raters_in_rows(key) { transposed(&rows) } else { rows })
}

/// `ratings_by_rater` and `ranks_by_judge` have raters in rows, `matrix_targets_by_judges` has them in columns.
fn raters_in_rows(key: &str) -> bool {
    let is = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let raters = ["rater", "judge", "observer", "coder", "executive", "list"];
    let units = ["unit", "target", "subject", "customer", "item", "object", "wine", "applicant"];
    match key.rsplit_once("_by_") {
        Some((rows, _)) if is(rows, &units) => false,
        Some((rows, columns)) => is(rows, &raters) || is(columns, &raters),
        None => is(key, &["lists", "rankings"]),
    }
}

fn transposed(rows: &Table) -> Table {
    let num = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..num).map(|at| rows.iter().map(|row| row.get(at).copied().flatten()).collect()).collect()
}

fn counts(input: &Value) -> Option<Vec<Vec<usize>>> {
    let is_counts = |key: &str| key.contains("count") || key.ends_with("by_category") || key.ends_with("by_categories");
    let (_, rows) = input.as_object()?.iter().find(|(key, value)| is_counts(key) && value[0].is_array())?;
    let num = |num: &Value| usize::try_from(num.as_u64().unwrap()).unwrap();
    Some(rows.as_array()?.iter().map(|row| row.as_array().unwrap().iter().map(num).collect()).collect())
}

/// Somebody for each count; who is lost, but nobody asks.
fn from_counts(counts: &[Vec<usize>]) -> Table {
    let row = |row: &Vec<usize>| {
        let places = row.iter().enumerate().flat_map(|(at, num)| std::iter::repeat_n(Some(at as f64), *num));
        places.collect()
    };
    counts.iter().map(row).collect()
}

fn alpha(table: &Table, level: AlphaLevel) -> Option<f64> {
    Some(krippendorff_alpha(&Units::from_table(table), level).ok()?.estimate)
}

fn all_figures(table: &Table, scale: &[f64]) -> Figures {
    let units = Units::from_table(table);
    let mut figures = Figures::new();
    let mut add = |name: &str, value: Value| drop(figures.insert(name.to_owned(), value));
    for (name, level) in LEVELS {
        let value = figure(alpha(table, level));
        for name in [format!("alpha_{name}"), format!("kripp_alpha_{name}"), format!("krippendorff_alpha_{name}")] {
            add(&name, value.clone());
        }
    }
    for (name, weights) in WEIGHTS {
        let value = gwet(&units, scale, weights).ok().map(|figure| figure.coefficient);
        add(&format!("gwet_AC2_{name}"), figure(value));
        if weights == GwetWeights::Identity {
            add("gwet_AC1", figure(value));
            add("AC1", figure(value));
        }
    }
    match krippendorff_alpha(&units, AlphaLevel::Interval) {
        Ok(found) => {
            add("alpha", found.estimate.into());
            add("D_o", found.observed.into());
            add("D_e", found.expected.into());
        }
        Err(reason) => add("reason", reason.words().into()),
    }
    add("units", table.len().into());
    add("raters", units.num_raters().into());
    add("pairable_units", units.num_pairable().into());
    add("pairable_values", units.pairable().map(<[f64]>::len).sum::<usize>().into());
    add("percent_agreement", figure(percent_agreement(&units).ok()));
    let full: Option<Vec<Vec<f64>>> = table.iter().map(|row| row.iter().copied().collect()).collect();
    let categories: Option<Vec<Vec<usize>>> =
        full.as_ref().map(|rows| rows.iter().map(|row| tally(row, scale)).collect());
    figures.extend(of_icc(table, &units));
    figures.extend(categories.map(|counts| of_fleiss(&counts)).unwrap_or_default());
    figures.extend(full.map(|rows| of_ranks(&rows)).unwrap_or_default());
    figures
}

fn tally(row: &[f64], scale: &[f64]) -> Vec<usize> {
    let mut points = scale.to_vec();
    points.sort_by(f64::total_cmp);
    points.dedup();
    points.iter().map(|point| row.iter().filter(|value| (*value - point).abs() < 1e-12).count()).collect()
}

fn of_gwet(table: &Table, scale: &[f64], weights: GwetWeights) -> Value {
    match gwet(&Units::from_table(table), scale, weights) {
        Ok(Gwet { coefficient, agreement, chance, standard_error, interval, p, num_units }) => json!({
            "pa": agreement, "pe": chance, "coefficient": coefficient, "se": figure(standard_error),
            "ci95": of_interval(interval), "p": figure(p), "p_value": figure(p), "n": num_units,
        }),
        Err(reason) => json!({ "coefficient": null, "reason": reason.words() }),
    }
}

fn of_interval(interval: Option<Interval>) -> Value {
    interval.map_or(Value::Null, |interval| json!([interval.low, interval.high]))
}

fn of_icc(table: &Table, units: &Units) -> Figures {
    let mut figures = Figures::new();
    let mut add = |name: &str, value: Value| drop(figures.insert(name.to_owned(), value));
    if let Ok(nested) = one_way_icc(units) {
        add("ICC(1)", figure(nested.single.ok().map(|figure| figure.estimate)));
        add("ICC(1)_mean", figure(nested.mean.ok().map(|figure| figure.estimate)));
        add("CI95_ICC(1)", of_interval(nested.single.ok().and_then(|figure| figure.interval)));
        add("n0", nested.people_per_unit.into());
        add("MSB", nested.msb.into());
        add("MSW", nested.msw.into());
    }
    let Ok(found) = icc(table) else { return figures };
    add("n", found.num_targets.into());
    add("k", found.num_raters.into());
    for (name, value) in [
        ("BMS", found.bms),
        ("JMS", found.jms),
        ("EMS", found.ems),
        ("WMS", found.wms),
        ("var_target", found.var_target),
        ("var_rater", found.var_rater),
        ("var_residual", found.var_residual),
        ("SE_relative_mean_of_k", found.relative_error()),
        ("SE_absolute_mean_of_k", found.absolute_error()),
    ] {
        add(name, value.into());
    }
    for (name, short, one, test) in [
        ("ICC(1,1)", "ICC1", found.single_one_way, found.test_one_way),
        ("ICC(2,1)", "ICC2", found.single_absolute, found.test_two_way),
        ("ICC(3,1)", "ICC3", found.single_consistent, found.test_two_way),
        ("ICC(1,k)", "ICC1k", found.mean_one_way, found.test_one_way),
        ("ICC(2,k)", "ICC2k", found.mean_absolute, found.test_two_way),
        ("ICC(3,k)", "ICC3k", found.mean_consistent, found.test_two_way),
    ] {
        let one: Option<IccFigure> = one.ok();
        let test: Option<FTest> = test;
        for name in [name, short] {
            add(name, figure(one.map(|one| one.estimate)));
            add(&format!("CI95_{name}"), of_interval(one.and_then(|one| one.interval)));
            add(&format!("F_{name}"), figure(test.map(|test| test.f)));
            add(&format!("df1_{name}"), figure(test.map(|test| test.df1)));
            add(&format!("df2_{name}"), figure(test.map(|test| test.df2)));
            add(&format!("p_{name}"), figure(test.map(|test| test.p)));
        }
    }
    figures
}

fn of_fleiss(counts: &[Vec<usize>]) -> Figures {
    let ours = match fleiss_kappa(counts) {
        Ok(found) => json!({
            "kappa": found.kappa, "fleiss_kappa": found.kappa, "P_bar": found.agreement, "P_e": found.chance,
            "p_j": found.shares, "kappa_j": found.by_category, "se": found.standard_error, "z": found.z,
        }),
        Err(reason) => json!({ "kappa": null, "reason_kappa": reason.words() }),
    };
    ours.as_object().unwrap().clone()
}

/// Rank lists: each rater's, over the units.
fn of_ranks(rows: &[Vec<f64>]) -> Figures {
    let table: Table = rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
    let lists: Vec<Vec<f64>> =
        transposed(&table).into_iter().map(|list| list.into_iter().flatten().collect()).collect();
    let mut ours = match kendall_w(&lists) {
        Ok(Concordance { w, w_uncorrected, s, mean_spearman, chi_square, df, p, num_lists, num_items }) => json!({
            "W": w, "kendall_W": w, "W_uncorrected": w_uncorrected, "S": s, "mean_spearman": mean_spearman,
            "chi2": chi_square, "chi_square": chi_square, "df": df, "p": p, "m": num_lists, "items": num_items,
        }),
        Err(reason) => json!({ "W": null, "reason_W": reason.words() }),
    };
    if let [one, other] = &lists[..] {
        let tau: Result<f64, NotComputable> = tau_b(one, other);
        ours["tau_b"] = figure(tau.ok());
        ours["kendall_tau_b"] = figure(tau.ok());
    }
    ours.as_object().unwrap().clone()
}
