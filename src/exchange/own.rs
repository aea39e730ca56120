//! Sheets that Keepwise wrote itself and that come back: the columns are known by their headers, and what was worked
//! out is not taken for something the owner knows.

use std::collections::BTreeMap;

use super::{ColumnUse, Kind, Table, cell};

/// A sheet that Keepwise writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// Customers, with their verdicts.
    Customers,
    /// Ratings, with how much is answered.
    Ratings,
    /// Single answers.
    Answers,
    /// The form to fill in.
    Form,
}

/// The column that names the scorecard.
const SCORECARD: &str = "Scorecard";
/// The columns a form begins with.
const FORM: [&str; 5] = ["Customer", "Person", "Group", "Date", "Occasion"];

impl Own {
    /// The sheet with these headers, if it is one.
    pub(super) fn of(headers: &[String]) -> Option<Self> {
        let has = |wanted: &[&str]| wanted.iter().all(|wanted| headers.iter().any(|text| plain(text) == *wanted));
        if has(&["Customer", "Person", SCORECARD, "Criterion", "Answer", "Kind of answer"]) {
            Some(Self::Answers)
        } else if has(&["Customer", "Person", SCORECARD, "Answered", "Not applicable", "Rating id"]) {
            Some(Self::Ratings)
        } else if has(&["Customer", "Status", "Since", "Referred by", "Ratings", "Customer id"]) {
            Some(Self::Customers)
        } else if headers.iter().zip(FORM).filter(|(text, wanted)| plain(text) == *wanted).count() == FORM.len() {
            Some(Self::Form)
        } else {
            None
        }
    }

    /// What its rows are.
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Customers => Kind::Customers,
            Self::Ratings | Self::Form => Kind::Ratings,
            Self::Answers => Kind::Answers,
        }
    }

    /// What a column means; none where that is to be found out.
    pub(super) fn role(self, text: &str) -> Option<ColumnUse> {
        let shared = match plain(text) {
            "Customer" => Some(ColumnUse::CustomerName),
            "Person" => Some(ColumnUse::Person),
            "Group" => Some(ColumnUse::Group),
            "Date" => Some(ColumnUse::Date),
            "Occasion" => Some(ColumnUse::OccasionName),
            "Kind of occasion" => Some(ColumnUse::OccasionKind),
            "Customer id" => Some(ColumnUse::CustomerId),
            _ => None,
        };
        match self {
            Self::Customers => Some(of_customer(text).unwrap_or(ColumnUse::Ignore)),
            Self::Form | Self::Ratings if plain(text) == "Remark" => Some(ColumnUse::Remark),
            Self::Form => shared,
            Self::Answers if plain(text) == "Criterion" => Some(ColumnUse::CriterionName),
            Self::Answers if plain(text) == "Answer" => Some(ColumnUse::Value),
            Self::Answers if plain(text) == "Note" => Some(ColumnUse::AnswerNote),
            Self::Answers if plain(text) == SCORECARD => Some(ColumnUse::ScorecardName),
            Self::Ratings | Self::Answers => Some(shared.unwrap_or(ColumnUse::Ignore)),
        }
    }
}

/// What a column of money is in a period.
type InPeriod = fn(crate::model::MoneyPeriod) -> ColumnUse;

/// A header without spaces around.
fn plain(text: &str) -> &str {
    text.trim()
}

fn of_customer(text: &str) -> Option<ColumnUse> {
    let text = plain(text);
    let money: [(&str, InPeriod); 4] = [
        ("Revenue ", |period| ColumnUse::Revenue { period }),
        ("Cost ", |period| ColumnUse::Cost { period }),
        ("Hours ", |period| ColumnUse::Hours { period }),
        ("Transactions ", |period| ColumnUse::Transactions { period }),
    ];
    let in_period = money.into_iter().find_map(|(start, of)| text.strip_prefix(start)?.trim().parse().ok().map(of));
    in_period.or_else(|| {
        Some(match text {
            "Customer" => ColumnUse::CustomerName,
            "Customer id" => ColumnUse::CustomerId,
            "Status" => ColumnUse::Status,
            "Since" => ColumnUse::Since,
            "Segment" => ColumnUse::Segment,
            "Source" => ColumnUse::Source,
            "Referred by" => ColumnUse::ReferredBy,
            "Contact" => ColumnUse::Contact,
            "Reference" => ColumnUse::CustomerReference,
            "Tags" => ColumnUse::Tag,
            "Renewal" => ColumnUse::Renewal,
            "Notes" => ColumnUse::Notes,
            _ => return None,
        })
    })
}

/// The column of scorecards and the scorecard most answers belong to.
pub(super) fn most_used_card(table: &Table) -> Option<(usize, String)> {
    let column = table.headers.iter().position(|text| plain(text) == SCORECARD)?;
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &table.rows {
        *found.entry(cell::text(&row[column])).or_default() += 1;
    }
    let filled = found.into_iter().filter(|(text, _)| !text.is_empty());
    let (text, _) = filled.max_by_key(|(text, num)| (*num, std::cmp::Reverse(*text)))?;
    Some((column, text.to_owned()))
}

/// What is left out of such a sheet on purpose, and why; none if this is no such sheet.
pub(super) fn left_out(table: &Table) -> Option<String> {
    let own = Own::of(&table.headers).filter(|own| *own != Own::Form)?;
    let skipped = table.headers.iter().filter(|text| own.role(text) == Some(ColumnUse::Ignore));
    let names: Vec<&str> = skipped.map(|text| plain(text)).collect();
    let listed = match names.as_slice() {
        [] => return None,
        all if all.len() <= 8 => all.join(", "),
        first => format!("{} and {} more", first.get(..7).unwrap_or(first).join(", "), names.len() - 7),
    };
    Some(format!("Keepwise wrote this sheet. What it worked out itself is not read back: {listed}"))
}

/// Why the sheet of ratings cannot be imported.
pub(super) const ONLY_COUNTS: &str = "this sheet of an export only counts the answers; choose its sheet \
                                      \u{201c}Answers\u{201d} (or answers.csv), which holds them";
