//! A mapping: what each column of a spreadsheet means. It is saved as JSON and can be given back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ColumnMapping, ColumnUse, MappingError, ReadOptions, json_words, words};
use crate::model::{Band, GroupId, Name, OccasionKind, Score};

/// What a row of the spreadsheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One row per customer. Criteria become one rating per customer by the default person.
    Customers,
    /// One row per rating, with a criterion per column.
    Ratings,
    /// One row per answer: a column says which criterion, another the value.
    Answers,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Customers, Self::Ratings, Self::Answers];
}

/// Where the scores of a scorecard made by this import begin to mean something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// Keep from this score on, 0–100.
    pub keep_from: Score,
    /// Hard look from this score on, let go below.
    pub hard_look_from: Score,
    /// Finer bands with names, such as published classes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Band>,
}

/// What a name in the file may be the same as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A customer.
    Customer,
    /// A person who rates.
    Person,
}

/// Somebody's answer to "is this the same?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sameness {
    /// What they are.
    pub who: Who,
    /// The name as it stands in the file.
    pub text: String,
    /// The other name.
    pub other: Name,
    /// Whether both are one.
    pub same: bool,
}

/// The scorecard the criteria belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardChoice {
    /// One that exists, by name or id.
    Existing(String),
    /// One made by this import, with this name. If it is there already, with all the criteria, it is used.
    New(Name),
}

/// What becomes of the import when a row has a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnProblem {
    /// Nothing is imported.
    #[default]
    Stop,
    /// The rows with problems are left out, the others are imported.
    SkipRows,
}

/// What a spreadsheet means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The version of this format.
    pub format: u32,
    /// How the file is read, where that was said and not guessed.
    #[serde(default, skip_serializing_if = "is_guessed")]
    pub read: ReadOptions,
    /// What a row is.
    pub kind: Kind,
    /// The columns that are known; others in the file are left out.
    pub columns: Vec<ColumnMapping>,
    /// Where a row is one answer: what each text in the column of criteria means. The header is that text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<ColumnMapping>,
    /// Where no column says who the customers are: they are called this and the row's number, "Customer 12".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbered: Option<Name>,
    /// Where no column says who the customers are and every row is about the same one: its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Name>,
    /// The scorecard of the criteria; needed when there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scorecard: Option<CardChoice>,
    /// Who rated, where no column says so.
    #[serde(default = "default_person")]
    pub default_person: Name,
    /// The group of new people, where no column says so.
    #[serde(default = "default_group")]
    pub default_group: GroupId,
    /// The day of the ratings, where no column says so; none is the day of the import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_date: Option<Date>,
    /// Why the ratings were made.
    #[serde(default = "default_occasion")]
    pub occasion: OccasionKind,
    /// Words that mean yes, in capitals or not.
    #[serde(default = "default_yes", skip_serializing_if = "is_default_yes")]
    pub yes: Vec<String>,
    /// Words that mean no, in capitals or not.
    #[serde(default = "default_no", skip_serializing_if = "is_default_no")]
    pub no: Vec<String>,
    /// Texts that say nothing, in capitals or not; a blank cell never does.
    #[serde(default = "default_missing", skip_serializing_if = "is_default_missing")]
    pub missing: Vec<String>,
    /// Where the scores of the new scorecard begin to mean something; none for the usual 70 and 45.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bands: Option<Bands>,
    /// Which names in the file are the same as others, and which are not, as somebody said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<Sameness>,
    /// What becomes of the import when a row has a problem.
    #[serde(default)]
    pub on_problem: OnProblem,
}

#[expect(clippy::expect_used, reason = "a constant that is a name, as a test shows")]
fn default_person() -> Name {
    Name::new("From the file").expect("a name")
}

const fn default_group() -> GroupId {
    GroupId::TEAM
}

const fn default_occasion() -> OccasionKind {
    OccasionKind::ProjectFinished
}

fn is_guessed(options: &ReadOptions) -> bool {
    *options == ReadOptions::default()
}

fn default_yes() -> Vec<String> {
    words::YES.map(str::to_owned).to_vec()
}

fn default_no() -> Vec<String> {
    words::NO.map(str::to_owned).to_vec()
}

fn default_missing() -> Vec<String> {
    words::MISSING.map(str::to_owned).to_vec()
}

fn is_default_yes(words: &[String]) -> bool {
    words == words::YES
}

fn is_default_no(words: &[String]) -> bool {
    words == words::NO
}

fn is_default_missing(words: &[String]) -> bool {
    words == words::MISSING
}

impl Mapping {
    /// The version of the format that is written.
    pub const FORMAT: u32 = 1;

    /// A mapping without columns.
    pub fn new(kind: Kind) -> Self {
        Self {
            format: Self::FORMAT,
            read: ReadOptions::default(),
            kind,
            columns: Vec::new(),
            criteria: Vec::new(),
            numbered: None,
            customer: None,
            scorecard: None,
            default_person: default_person(),
            default_group: default_group(),
            default_date: None,
            occasion: match kind {
                Kind::Customers => OccasionKind::QuarterlyReview,
                Kind::Ratings | Kind::Answers => default_occasion(),
            },
            yes: default_yes(),
            no: default_no(),
            missing: default_missing(),
            bands: None,
            same: Vec::new(),
            on_problem: OnProblem::Stop,
        }
    }

    /// The mapping as JSON to save or to print: indented, with a line break at the end.
    pub fn to_json(&self) -> String {
        // Nothing in a mapping can fail to be written: no maps with odd keys, no numbers that are not finite.
        format!("{}\n", serde_json::to_string_pretty(self).unwrap_or_default())
    }

    /// Reads a saved mapping.
    ///
    /// # Errors
    /// [`MappingError`] with the place in the JSON.
    pub fn from_json(text: &str) -> Result<Self, MappingError> {
        #[derive(Deserialize)]
        struct Head {
            format: u64,
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Ok(Head { format }) = serde_json::from_str(text)
            && format > u64::from(Self::FORMAT)
        {
            return Err(MappingError::Newer(format));
        }
        serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(text))
            .map_err(|error| MappingError::Unreadable(json_words::fault(error.inner(), &error.path().to_string())))
    }

    /// What is answered: the columns that are criteria, or where a row is one answer, the texts that are.
    pub fn criteria(&self) -> impl Iterator<Item = &ColumnMapping> {
        let all = if self.kind == Kind::Answers { &self.criteria } else { &self.columns };
        all.iter().filter(|column| matches!(column.role, ColumnUse::Criterion { .. }))
    }

    /// The column with this header.
    pub fn column(&self, header: &str) -> Option<&ColumnMapping> {
        self.columns.iter().find(|column| column.header == header)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::exchange::{Decimal, Several};
    use crate::model::{Direction, Finite, MoneyPeriod, Scale};

    #[test]
    fn a_mapping_can_be_saved_and_given_back() {
        let mut mapping = Mapping::new(Kind::Ratings);
        mapping.columns = vec![
            ColumnMapping::new("Client", ColumnUse::CustomerName),
            ColumnMapping {
                decimal: Decimal::Comma,
                ..ColumnMapping::new("Umsatz 2025", ColumnUse::Revenue { period: MoneyPeriod::year(2025) })
            },
            ColumnMapping {
                not_applicable: vec!["No phone".to_owned()],
                labels: BTreeMap::from([("Always".to_owned(), Finite::clamped(5.0))]),
                several: Some(Several::Lowest),
                ..ColumnMapping::new(
                    "Pays",
                    ColumnUse::Criterion {
                        name: Name::new("Pays on time").unwrap(),
                        scale: Scale::points(1, 5),
                        direction: Direction::HighIsGood,
                    },
                )
            },
        ];
        mapping.scorecard = Some(CardChoice::New(Name::new("Imported").unwrap()));
        mapping.same = vec![Sameness {
            who: Who::Customer,
            text: "Acme".to_owned(),
            other: Name::new("ACME Ltd").unwrap(),
            same: true,
        }];
        mapping.bands = Some(Bands {
            keep_from: Score::clamped(77.3),
            hard_look_from: Score::clamped(70.7),
            named: vec![Band { name: Name::new("A").unwrap(), from: Score::clamped(77.3) }],
        });
        mapping.missing.push("void".to_owned());
        let text = mapping.to_json();
        assert!(text.contains("\"format\": 1") && text.contains("\"use\": \"customer_name\""), "{text}");
        assert_eq!(Mapping::from_json(&text).as_ref(), Ok(&mapping));
    }

    #[test]
    fn a_bad_mapping_names_the_place() {
        let text = r#"{"format": 1, "kind": "ratings", "columns": [{"header": "a", "use": "custmer"}]}"#;
        let error = Mapping::from_json(text).unwrap_err().to_string();
        assert!(error.contains("columns[0].use") && error.contains("custmer"), "{error}");
        let newer = Mapping::from_json(r#"{"format": 2, "shape": "other"}"#);
        assert_eq!(newer, Err(MappingError::Newer(2)));
    }

    #[test]
    fn a_short_mapping_is_enough() {
        let text = r#"{"format": 1, "kind": "customers", "columns": [{"header": "a", "use": "customer_name"}]}"#;
        let mapping = Mapping::from_json(text).unwrap();
        assert_eq!(mapping.default_group, GroupId::TEAM);
        assert_eq!(mapping.on_problem, OnProblem::Stop);
        assert!(mapping.yes.contains(&"yes".to_owned()), "the usual words");
    }
}
