//! A mapping: what each column of a spreadsheet means. It is saved as JSON and can be given back.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DateOrder, Decimal, MappingError, ReadOptions, json_words, words};
use crate::model::{Band, Direction, Finite, GroupId, MoneyPeriod, Name, OccasionKind, Scale, Score};

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

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ColumnUse {
    /// It is left out.
    Ignore,
    /// The customer's name.
    CustomerName,
    /// The customer's name or number in the owner's other systems, by which later imports find it again. Without a
    /// column of names it is the name too.
    CustomerReference,
    /// Active, on notice, let go, left us, prospect.
    Status,
    /// When the work began.
    Since,
    /// What kind of customer.
    Segment,
    /// Where the customer came from.
    Source,
    /// The name or reference of the customer who sent this one.
    ReferredBy,
    /// Whom to talk to.
    Contact,
    /// Free text; added to the notes.
    Notes,
    /// Labels, between commas, semicolons or bars.
    Tag,
    /// When the contract comes up.
    Renewal,
    /// What they paid us.
    Revenue {
        /// In which year, quarter or month.
        period: MoneyPeriod,
    },
    /// What serving them cost us.
    Cost {
        /// In which year, quarter or month.
        period: MoneyPeriod,
    },
    /// Hours we spent on them.
    Hours {
        /// In which year, quarter or month.
        period: MoneyPeriod,
    },
    /// How many times they bought.
    Transactions {
        /// In which year, quarter or month.
        period: MoneyPeriod,
    },
    /// A line "Header: value" in the notes.
    Note,
    /// An answer on the scorecard.
    Criterion {
        /// The criterion's name; on a scorecard that exists, its name or key.
        name: Name,
        /// Its scale, if the scorecard is made by this import; one that exists has its own.
        scale: Scale,
        /// Whether high is good, if the scorecard is made by this import.
        #[serde(default)]
        direction: Direction,
    },
    /// Which criterion the row answers, where a row is one answer.
    CriterionName,
    /// What the answer is, where a row is one answer.
    Value,
    /// A note on the answer, where a row is one answer.
    AnswerNote,
    /// Which scorecard is answered, where a row is one answer: rows about others are left out.
    ScorecardName,
    /// Who rated.
    Person,
    /// The group of the person, if the person is new.
    Group,
    /// On which day was rated.
    Date,
    /// Which project or round the rating is about.
    OccasionName,
    /// A remark on the whole rating.
    Remark,
}

impl ColumnUse {
    /// The use in words, for a list to choose from.
    pub const fn words(&self) -> &'static str {
        match self {
            Self::Ignore => "Leave out",
            Self::CustomerName => "Customer",
            Self::CustomerReference => "Customer reference",
            Self::Status => "Status",
            Self::Since => "Customer since",
            Self::Segment => "Segment",
            Self::Source => "Source",
            Self::ReferredBy => "Referred by",
            Self::Contact => "Contact",
            Self::Notes => "Notes",
            Self::Tag => "Tags",
            Self::Renewal => "Renewal",
            Self::Revenue { .. } => "Revenue",
            Self::Cost { .. } => "Cost",
            Self::Hours { .. } => "Hours",
            Self::Transactions { .. } => "Transactions",
            Self::Note => "A line in the notes",
            Self::Criterion { .. } => "Criterion",
            Self::CriterionName => "Which criterion",
            Self::Value => "The answer",
            Self::AnswerNote => "Note on the answer",
            Self::ScorecardName => "Which scorecard",
            Self::Person => "Person",
            Self::Group => "Group",
            Self::Date => "Date",
            Self::OccasionName => "Occasion",
            Self::Remark => "Remark",
        }
    }

    /// Whether several columns may have this use.
    pub const fn may_repeat(&self) -> bool {
        matches!(
            self,
            Self::Ignore
                | Self::Note
                | Self::Notes
                | Self::Tag
                | Self::Criterion { .. }
                | Self::Revenue { .. }
                | Self::Cost { .. }
                | Self::Hours { .. }
                | Self::Transactions { .. }
        )
    }
}

/// What one column means, and how its cells are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// The column's header, by which it is found in another file of the same kind.
    pub header: String,
    /// What it means.
    #[serde(rename = "use")]
    pub role: ColumnUse,
    /// The decimal sign of its numbers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimal: Decimal,
    /// How its dates are written; needed only where it can't be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// Texts that mean "not applicable" in a criterion, such as "No internet service".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_applicable: Vec<String>,
    /// What answers in words are worth: "Strongly agree" is 5. A word that is not here is read as a number, or as yes or
    /// no.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, Finite>,
    /// Whether a blank cell is a "no", as where only an x marks the yes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blank_is_no: bool,
}

impl ColumnMapping {
    /// A column read in the plainest way.
    pub fn new(header: &str, role: ColumnUse) -> Self {
        Self {
            header: header.to_owned(),
            role,
            decimal: Decimal::Point,
            date_order: None,
            not_applicable: Vec::new(),
            labels: BTreeMap::new(),
            blank_is_no: false,
        }
    }
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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_default(decimal: &Decimal) -> bool {
    *decimal == Decimal::default()
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
    use super::*;

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
