//! Verdicts out: one plain record per customer, as a table that a spreadsheet can open without running anything.

use serde::Serialize;

use super::cell;
use super::standing::Standing;
use crate::analysis::{Explanation, FlagState, Judged, explain_all, worst_first};
use crate::model::{CustomerId, Verdict};

/// A customer's verdict in plain values, for JSON and tables.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictRow {
    /// The customer's id.
    pub id: CustomerId,
    /// The customer's name.
    pub name: String,
    /// The score, 0–100; none if nothing is answered.
    pub score: Option<f64>,
    /// The score if all that is missing were bad, 0–100.
    pub lower: f64,
    /// The score if all that is missing were good, 0–100.
    pub upper: f64,
    /// How much of the scorecard is answered, by weight, 0–1.
    pub coverage: f64,
    /// How many people are behind it.
    pub raters: u32,
    /// The verdict.
    pub verdict: Verdict,
    /// The named band the score falls into, where the scorecard has such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// The red flags that are hit.
    pub red_flags: Vec<String>,
    /// The cautions, as sentences.
    pub cautions: Vec<String>,
    /// The reasons, as sentences.
    pub reasons: Vec<String>,
    /// How surely the verdict stands, and what would tip it; in JSON beside the others.
    #[serde(flatten)]
    pub standing: Standing,
}

/// Every customer's verdict in plain values, worst first.
pub fn verdict_rows(judged: &Judged<'_>) -> Vec<VerdictRow> {
    let order = worst_first(judged.evidence, judged.judgements, judged.workspace);
    let ids: Vec<CustomerId> = order.into_iter().map(|place| judged.evidence.customers()[place]).collect();
    let explained = explain_all(judged, &ids).into_iter();
    explained.filter_map(|(id, explanation)| verdict_row(judged, id, explanation)).collect()
}

fn verdict_row(judged: &Judged<'_>, id: CustomerId, explanation: Explanation) -> Option<VerdictRow> {
    let judgement = explanation.judgement;
    let standing = Standing::new(judged.evidence.criteria(), &explanation);
    let hit = explanation.flags.into_iter().filter(|flag| flag.state == FlagState::Hit);
    Some(VerdictRow {
        id,
        name: judged.workspace.customers.get(&id)?.name().to_owned(),
        score: judgement.score,
        lower: judgement.lower,
        upper: judgement.upper,
        coverage: judgement.coverage,
        raters: judgement.num_raters,
        verdict: judgement.verdict,
        band: judgement.score.and_then(|score| Some(judged.card.current().policy.band(score)?.name.to_string())),
        red_flags: hit.map(|flag| flag.name).collect(),
        cautions: explanation.cautions.into_iter().map(|caution| caution.text).collect(),
        reasons: explanation.reasons,
        standing,
    })
}

/// The text as it can stand in a spreadsheet's cell: what would start a formula gets an apostrophe in front, which
/// reading it back takes off again.
pub fn protect_from_formulas(text: &str) -> String {
    if cell::is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// A table of verdicts as CSV with a header row; several sentences in one cell stand on lines of their own.
///
/// # Errors
/// Only what the CSV writer itself reports.
pub fn verdicts_csv(rows: &[VerdictRow]) -> Result<Vec<u8>, csv::Error> {
    const HEADERS: [&str; 12] = [
        "id",
        "name",
        "score",
        "lower",
        "upper",
        "coverage",
        "raters",
        "verdict",
        "band",
        "red_flags",
        "cautions",
        "reasons",
    ];
    // A scorecard without named bands has no column for them.
    let has_bands = rows.iter().any(|row| row.band.is_some());
    let shown = |header: &str| has_bands || header != "band";
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADERS.into_iter().filter(|header| shown(header)))?;
    let number = |value: Option<f64>| value.map(|value| format!("{value:.1}")).unwrap_or_default();
    let sentences = |texts: &[String]| protect_from_formulas(&texts.join("\n"));
    for row in rows {
        let cells = [
            row.id.to_string(),
            protect_from_formulas(&row.name),
            number(row.score),
            number(Some(row.lower)),
            number(Some(row.upper)),
            format!("{:.3}", row.coverage),
            row.raters.to_string(),
            row.verdict.words().to_owned(),
            protect_from_formulas(row.band.as_deref().unwrap_or_default()),
            sentences(&row.red_flags),
            sentences(&row.cautions),
            sentences(&row.reasons),
        ];
        let cells = HEADERS.into_iter().zip(cells).filter(|(header, _)| shown(header));
        writer.write_record(cells.map(|(_, cell)| cell))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use ulid::Ulid;

    use super::*;

    #[test]
    fn a_formula_stays_text_and_comes_back() {
        for name in ["=cmd()", "+1", "-1", "@x", "\tx", "plain", "'tis", "'=1", "''+1", "=\"a,b\""] {
            let row = VerdictRow {
                id: CustomerId::new(Ulid::from_parts(1, 1)),
                name: name.to_owned(),
                score: Some(71.25),
                lower: 60.0,
                upper: 80.0,
                coverage: 0.5,
                raters: 3,
                band: None,
                verdict: Verdict::Keep,
                red_flags: Vec::new(),
                cautions: vec!["-first".to_owned(), "second".to_owned()],
                reasons: Vec::new(),
                standing: Standing::default(),
            };
            let table = super::super::Table::read(&verdicts_csv(&[row]).unwrap()).unwrap();
            let shown = |header: &str| &table.rows[0][table.column(header).unwrap()];
            assert!(!shown("name").starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}");
            assert_eq!(cell::text(shown("name")).trim(), name.trim());
            assert_eq!(shown("score"), "71.2");
            assert_eq!(shown("cautions"), "'-first\nsecond");
        }
    }
}
