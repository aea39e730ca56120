//! Words in a file that its mapping does not explain: which, and what to write so that it does.

use std::io::Write;

use serde_json::json;

use crate::exchange::{Mapping, NewMeaning, NewWord, Ticked, Unread};

/// Says which words have no meaning in the mapping, and what to write into it.
pub(super) fn list(found: &Unread, mapping: &Mapping, err: &mut dyn Write) -> anyhow::Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    writeln!(err, "The mapping does not say what these mean; one answer counts for all rows:")?;
    for word in &found.words {
        writeln!(err, "  Column \u{201c}{}\u{201d}: {}", word.header, question(word, mapping))?;
    }
    for Ticked { header, example, num } in &found.ticked {
        let cells = super::open::counted(*num, "cell");
        writeln!(
            err,
            "  Column \u{201c}{header}\u{201d}: {cells} with several answers, such as \u{201c}{example}\u{201d}. Write \
             \"several\": \"average\", \"lowest\" or \"highest\" beside its header"
        )?;
    }
    for column in &found.criteria {
        writeln!(
            err,
            "  \u{201c}{}\u{201d} is asked in the file and not in the mapping. Write {} into \"criteria\" to leave it out, or a \
             criterion as the others there",
            column.header,
            json!({ "header": column.header, "use": "ignore" })
        )?;
    }
    writeln!(
        err,
        "The mapping that was used is printed above: save it, add that to its columns, and give it with --mapping."
    )?;
    Ok(())
}

/// What one word could mean, and how to say so.
fn question(word: &NewWord, mapping: &Mapping) -> String {
    let text = &word.text;
    let times = if word.num == 1 { String::new() } else { format!(" ({} cells)", word.num) };
    let label = |worth: serde_json::Value| json!({ text.as_str(): worth }).to_string();
    let list = json!([text]).to_string();
    match word.meaning {
        NewMeaning::Points(point) => {
            let proposed = point.map_or_else(|| json!(0), |point| whole(point.value()));
            let how_sure = if point.is_some() { ", as proposed" } else { ", with its points instead of 0" };
            format!(
                "How many points is \u{201c}{text}\u{201d}{times}? Write \"labels\": {}{how_sure}, or \
                 \"not_applicable\": {list}",
                label(proposed)
            )
        }
        NewMeaning::Third => format!(
            "\u{201c}{text}\u{201d}{times} is neither yes nor no. Write \"not_applicable\": {list}, or \"labels\": {} for \
             a yes and {} for a no",
            label(json!(1)),
            label(json!(0))
        ),
        NewMeaning::Mark => {
            let all: Vec<&String> = mapping.missing.iter().chain([text]).collect();
            format!("\u{201c}{text}\u{201d}{times} is no answer, it seems. Write \"missing\": {}", json!(all))
        }
    }
}

/// A number without a point where it is whole.
fn whole(value: f64) -> serde_json::Value {
    serde_json::from_str(&value.to_string()).unwrap_or_default()
}
