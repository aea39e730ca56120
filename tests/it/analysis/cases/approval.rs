//! NPS, CSAT and CES from how many chose each answer.

use keepwise::analysis::{AdjustedNps, Interval, Nps, Satisfaction, ces_1, ces_2, csat, nps};
use serde_json::{Map, Value, json};

pub(super) fn compute(input: &Value) -> Value {
    let mut ours = Map::new();
    for (key, counts) in input.as_object().unwrap().iter().filter(|(_, counts)| counts.is_array()) {
        // "nps_counts_b_0_to_10" holds the counts of "nps_b".
        let scale_starts = key.find("_0_to_").or_else(|| key.find("_1_to_")).unwrap_or(key.len());
        let name = key[..scale_starts].replace("_counts", "");
        let counts = whole(counts);
        if let Ok(counts) = <&[u32; 11]>::try_from(counts.as_slice()) {
            recommendation(&mut ours, &name, counts);
        } else if let Ok(counts) = <&[u32; 7]>::try_from(counts.as_slice()) {
            satisfaction(&mut ours, &name, "top3", ces_2(counts));
        } else if let Ok(counts) = <&[u32; 5]>::try_from(counts.as_slice()) {
            if name.contains("ces") {
                satisfaction(&mut ours, &name, "low2", ces_1(counts));
            } else {
                satisfaction(&mut ours, &name, "top2", csat(counts));
            }
        } else {
            ours.insert(name.clone(), json!({ "nps": null, "reason": "not the points of a known question" }));
        }
    }
    Value::Object(ours)
}

fn whole(counts: &Value) -> Vec<u32> {
    counts.as_array().unwrap().iter().map(|count| u32::try_from(count.as_u64().unwrap()).unwrap()).collect()
}

fn ends(interval: Interval) -> Value {
    json!([interval.low, interval.high])
}

fn adjusted(figures: AdjustedNps) -> Value {
    let AdjustedNps { score: nps, se, interval } = figures;
    json!({ "nps_adjusted": nps, "nps": nps, "se": se, "ci95_clipped": ends(interval), "ci95": ends(interval) })
}

fn recommendation(ours: &mut Map<String, Value>, name: &str, counts: &[u32; 11]) {
    let figures = match nps(counts) {
        Ok(Nps { n, promoters, passives, detractors, score: nps, se, interval, adjusted: honest }) => json!({
            "n": n,
            "promoters": promoters,
            "passives": passives,
            "detractors": detractors,
            "nps": nps,
            "se": se,
            "ci95": ends(interval),
            "adjusted_wald": adjusted(honest),
        }),
        Err(reason) => json!({ "nps": null, "se": null, "ci95": null, "reason": reason.words() }),
    };
    ours.insert(format!("{name}_adjusted_wald"), figures["adjusted_wald"].clone());
    // Where everybody answered the same, the case may say so in the name.
    for (answer, word) in [(10, "tens"), (9, "nines"), (0, "zeros")] {
        if counts.iter().enumerate().all(|(at, count)| (*count > 0) == (at == answer)) {
            ours.insert(format!("{name}_all_{word}"), figures.clone());
        }
    }
    ours.insert(name.to_owned(), figures);
}

fn satisfaction(
    ours: &mut Map<String, Value>,
    name: &str,
    share: &str,
    figures: Result<Satisfaction, keepwise::analysis::NotComputable>,
) {
    let known = figures.ok();
    let (mean, good) = (known.map(|figures| figures.mean), known.map(|figures| 100.0 * figures.good));
    ours.insert(format!("{name}_mean"), json!(mean));
    ours.insert(format!("{name}_{share}_percent"), json!(good));
    let reason = figures.err().map(|reason| reason.words());
    ours.insert(name.to_owned(), json!({ "mean": mean, format!("{share}_percent"): good, "n": known.map(|figures| figures.n), "reason": reason }));
}
