//! Shares of weightings: rank acceptability, central weights, pairwise winning, verdict probabilities, with and
//! without a known order of importance; and weights made of an order.

use keepwise::analysis::{
    ACCEPTABILITY_DRAWS, NotComputable, RankAcceptability, RankOrder, Ranked, pairwise_winning, rank_acceptability,
    rank_acceptability_drawn, rank_order_weights, share_in_order_at_least, share_of_ordered_weightings_at_least,
    share_of_weightings_at_least, share_of_weightings_between,
};
use serde_json::{Map, Value, json};

use super::{figure, numbers};

/// Every object whose fields are all lists of numbers of one length is a set of alternatives; anything else is looked
/// into. Thresholds stand beside or above.
pub(super) fn compute(input: &Value) -> Value {
    inside(input, None)
}

fn inside(input: &Value, above: Option<&Value>) -> Value {
    let Some(fields) = input.as_object() else { return Value::Null };
    let threshold = ["threshold", "threshold_for_verdict"].iter().find_map(|key| fields.get(*key)).or(above);
    if let Some(alternatives) = alternatives(fields) {
        return figures(&alternatives, threshold.and_then(Value::as_f64), order(fields).as_deref());
    }
    let mut ours = Map::new();
    for (key, value) in fields {
        if value.is_object() {
            ours.insert(key.clone(), inside(value, threshold));
        }
    }
    if let Some(lists) = fields.get("numbers_of_criteria").or_else(|| fields.get("n")) {
        let nums = lists.as_array().cloned().unwrap_or_else(|| vec![lists.clone()]);
        for (name, method) in
            [("roc", RankOrder::Centroid), ("rank_sum", RankOrder::Sum), ("rank_reciprocal", RankOrder::Reciprocal)]
        {
            let weights =
                nums.iter().map(|num| rank_order_weights(usize::try_from(num.as_u64().unwrap()).unwrap(), method));
            let made: Map<String, Value> = nums.iter().map(Value::to_string).zip(weights.map(Value::from)).collect();
            ours.insert(
                name.to_owned(),
                if lists.is_array() { Value::Object(made) } else { made.values().next().cloned().unwrap() },
            );
        }
    }
    Value::Object(ours)
}

/// (name, values) of each alternative, if this is a set of them.
fn alternatives(fields: &Map<String, Value>) -> Option<Vec<(String, Vec<f64>)>> {
    let rows = fields.get("alternatives").or_else(|| fields.get("values")).and_then(Value::as_object).unwrap_or(fields);
    let is_row =
        |value: &Value| value.as_array().is_some_and(|row| !row.is_empty() && row.iter().all(Value::is_number));
    let rows: Vec<_> = rows
        .iter()
        .filter(|(key, value)| is_row(value) && !key.contains("order") && !key.contains("numbers"))
        .collect();
    let first = rows.first()?.1.as_array()?.len();
    rows.iter().all(|(_, row)| row.as_array().is_some_and(|row| row.len() == first)).then_some(())?;
    Some(rows.into_iter().map(|(name, row)| (name.clone(), numbers(row))).collect())
}

/// The order of importance by place, if one is given (counted from 1).
fn order(fields: &Map<String, Value>) -> Option<Vec<usize>> {
    let given = ["importance_order", "order_of_importance", "order"].iter().find_map(|key| fields.get(*key))?;
    given.as_array()?.iter().map(|place| usize::try_from(place.as_u64()?.checked_sub(1)?).ok()).collect()
}

fn figures(alternatives: &[(String, Vec<f64>)], threshold: Option<f64>, order: Option<&[usize]>) -> Value {
    let values: Vec<Vec<Option<f64>>> =
        alternatives.iter().map(|(_, row)| row.iter().copied().map(Some).collect()).collect();
    let named = |per: &dyn Fn(usize) -> Value| -> Value {
        alternatives.iter().enumerate().map(|(at, (name, _))| (name.clone(), per(at))).collect::<Map<_, _>>().into()
    };
    let tree = |found: Result<RankAcceptability, NotComputable>| {
        let found = found.unwrap();
        (
            named(&|at| found.shares[at].clone().into()),
            named(&|at| found.central[at].clone().map_or(Value::Null, Value::from)),
            named(&|at| figure(found.confidence[at])),
        )
    };
    let ranked = Ranked { values: &values, errors: None, order };
    let (shares, central, confidence) = tree(rank_acceptability(ranked));
    let (drawn_shares, drawn_central, _) = tree(rank_acceptability_drawn(ranked, ACCEPTABILITY_DRAWS));
    let pairs = alternatives.iter().flat_map(|a| alternatives.iter().filter(|b| b.0 != a.0).map(move |b| (a, b)));
    let winning: Map<String, Value> =
        pairs.map(|((a, of_a), (b, of_b))| (format!("{a}>{b}"), pairwise_winning(of_a, of_b).into())).collect();
    let mut ours = json!({
        "rank_acceptability": shares,
        "central_weights": central,
        "confidence_factor": confidence,
        "rank_acceptability_monte_carlo": drawn_shares,
        "central_weights_monte_carlo": drawn_central,
        "pairwise_winning": winning,
        "roc_weights": rank_order_weights(alternatives[0].1.len(), RankOrder::Centroid),
    });
    if let Some(line) = threshold {
        let at_least = |at: usize| share_of_weightings_at_least(&alternatives[at].1, line);
        ours["probability_score_at_least_threshold"] = named(&|at| at_least(at).into());
        ours["probability_score_below_threshold"] =
            named(&|at| share_of_weightings_between(&alternatives[at].1, f64::NEG_INFINITY, line).into());
        let in_order = |at: usize| match order {
            None => share_of_ordered_weightings_at_least(&alternatives[at].1, line),
            Some(order) => {
                // Falling weights that say no more than the order does.
                let mut weights = vec![0.0; order.len()];
                order.iter().rev().zip(1_u32..).for_each(|(place, weight)| weights[*place] = f64::from(weight));
                share_in_order_at_least(&weights, &alternatives[at].1, line)
            }
        };
        for key in ["probability_score_at_least_threshold_ordered", "ordered_probability_score_at_least_threshold"] {
            ours[key] = named(&|at| in_order(at).into());
        }
    }
    ours
}
