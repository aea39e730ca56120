//! Rows of the table: what is known about every customer, which of them a query shows, and in which order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Customer, CustomerId, Status, Verdict};

use super::super::Session;
use super::words::folded;

/// What the table shows of one customer.
#[derive(Debug, Clone)]
pub struct Row {
    /// The customer.
    pub customer: Arc<Customer>,
    /// The verdict on the scorecard looked at; `None` without a scorecard.
    pub verdict: Option<Verdict>,
    /// 0–100; `None` if nothing was answered.
    pub score: Option<f64>,
    /// The named band the score falls into, where the scorecard has such.
    pub band: Option<String>,
    /// How much of the scorecard was answered, 0–1.
    pub coverage: f64,
    /// How many people are behind the score.
    pub people: u32,
    /// Revenue of the last twelve months; `None` if unknown.
    pub revenue: Option<f64>,
    /// The day of the newest rating.
    pub last_rated: Option<Date>,
    /// Whether another customer has the same name.
    pub is_duplicate: bool,
    name_key: String,
    segment_key: String,
    tags_key: String,
    search_key: String,
}

impl Row {
    /// The customer's id.
    pub fn id(&self) -> CustomerId {
        self.customer.id
    }

    /// The tags in one line.
    pub fn tags(&self) -> String {
        self.customer.profile.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// The columns of the table, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Column {
    /// The customer's name.
    #[default]
    Name,
    /// The verdict.
    Verdict,
    /// The score, 0–100.
    Score,
    /// The named band of the score; only where the scorecard has such.
    Band,
    /// How much was answered.
    Coverage,
    /// How many people rated.
    People,
    /// Where we stand with them.
    Status,
    /// What kind of customer.
    Segment,
    /// Revenue of the last twelve months.
    Revenue,
    /// The newest rating.
    LastRated,
    /// The owner's own labels.
    Tags,
}

impl Column {
    /// All of them, in order.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Verdict,
        Self::Score,
        Self::Band,
        Self::Coverage,
        Self::People,
        Self::Status,
        Self::Segment,
        Self::Revenue,
        Self::LastRated,
        Self::Tags,
    ];

    /// The head of the column.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Verdict => "Verdict",
            Self::Score => "Score",
            Self::Band => "Band",
            Self::Coverage => "Answered",
            Self::People => "People",
            Self::Status => "Status",
            Self::Segment => "Segment",
            Self::Revenue => "Revenue",
            Self::LastRated => "Last rated",
            Self::Tags => "Tags",
        }
    }
}

/// Which customers are shown by where we stand with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StatusFilter {
    /// Those we work for: active and on notice.
    #[default]
    Current,
    /// Everybody.
    All,
    /// Only this status.
    Only(Status),
}

impl StatusFilter {
    fn shows(self, status: Status) -> bool {
        match self {
            Self::Current => status.is_current(),
            Self::All => true,
            Self::Only(only) => status == only,
        }
    }
}

/// What is asked of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words that must all occur in name, segment, tags or contact.
    pub text: String,
    /// By status.
    pub status: StatusFilter,
    /// Only this verdict.
    pub verdict: Option<Verdict>,
    /// Only this segment.
    pub segment: Option<String>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Sorted by this column.
    pub column: Column,
    /// The other way round; what is unknown stays last.
    pub descending: bool,
}

impl Query {
    /// Whether anything but the sorting differs from the view one starts with.
    pub fn is_filtered(&self) -> bool {
        let plain = Self { column: self.column, descending: self.descending, ..Self::default() };
        *self != plain
    }
}

/// All rows, by id, and what can be filtered by.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) all: Vec<Row>,
    pub(super) segments: Vec<String>,
    pub(super) tags: Vec<String>,
    /// Whether the scorecard has named bands.
    pub(super) has_bands: bool,
}

impl Rows {
    /// Looks at every customer once.
    pub(super) fn gather(session: &Session, today: Date) -> Self {
        let customers = &session.workspace.customers;
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        let (mut segments, mut tags) = (BTreeSet::new(), BTreeSet::new());
        let mut rows = Vec::with_capacity(customers.len());
        for customer in customers.values() {
            let profile = &customer.profile;
            if !profile.segment.is_empty() {
                segments.insert(profile.segment.as_str());
            }
            tags.extend(profile.tags.iter().map(|tag| tag.as_str()));
            let judgement = session.judged.as_ref().and_then(|judged| judged.of(customer.id));
            let name_key = folded(&profile.name);
            *names.entry(name_key.clone()).or_default() += 1;
            let mut row = Row {
                customer: Arc::clone(customer),
                verdict: judgement.map(|judgement| judgement.verdict),
                score: judgement.and_then(|judgement| judgement.score),
                band: session.judged.as_ref().and_then(|judged| judged.band(judgement?.score)).map(str::to_owned),
                coverage: judgement.map_or(0.0, |judgement| judgement.coverage),
                people: judgement.map_or(0, |judgement| judgement.num_raters),
                revenue: profile.revenue_last_year(today),
                last_rated: customer.ratings.values().map(|rating| rating.on).max(),
                is_duplicate: false,
                segment_key: folded(&profile.segment),
                tags_key: String::new(),
                search_key: String::new(),
                name_key,
            };
            row.tags_key = folded(&row.tags());
            let contact = folded(&profile.contact);
            row.search_key = [row.name_key.as_str(), &row.segment_key, &row.tags_key, &contact].join("\n");
            rows.push(row);
        }
        for row in &mut rows {
            row.is_duplicate = names.get(&row.name_key).is_some_and(|count| *count > 1);
        }
        let owned = |texts: BTreeSet<&str>| texts.into_iter().map(str::to_owned).collect();
        let (segments, tags) = (owned(segments), owned(tags));
        let has_bands = session.judged.as_ref().is_some_and(super::super::Judged::has_bands);
        Self { all: rows, segments, tags, has_bands }
    }

    /// Places of the rows that are asked for, in order. Sorting is stable: equals stay in the order of their names,
    /// then of their ids.
    pub(super) fn shown(&self, query: &Query) -> Vec<u32> {
        let words: Vec<String> = folded(&query.text).split_whitespace().map(str::to_owned).collect();
        let fits = |row: &Row| {
            let profile = &row.customer.profile;
            query.status.shows(profile.status)
                && query.verdict.is_none_or(|verdict| row.verdict == Some(verdict))
                && query.segment.as_ref().is_none_or(|segment| profile.segment.as_str() == segment)
                && query.tag.as_ref().is_none_or(|tag| profile.tags.iter().any(|own| own.as_str() == tag))
                && words.iter().all(|word| row.search_key.contains(word.as_str()))
        };
        let places = self.all.iter().enumerate().filter(|(_, row)| fits(row));
        let mut shown: Vec<u32> = places.filter_map(|(place, _)| u32::try_from(place).ok()).collect();
        let row = |place: &u32| &self.all[*place as usize];
        shown.sort_by(|a, b| row(a).name_key.cmp(&row(b).name_key));
        shown.sort_by(|a, b| compare(row(a), row(b), query.column, query.descending));
        shown
    }
}

fn compare(a: &Row, b: &Row, column: Column, descending: bool) -> Ordering {
    let number = |a: Option<f64>, b: Option<f64>| known_first(a, b, descending, |a, b| a.total_cmp(b));
    let text = |a: &str, b: &str| {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        known_first(some(a), some(b), descending, Ord::cmp)
    };
    match column {
        Column::Name => text(&a.name_key, &b.name_key),
        Column::Verdict => {
            let judged = |row: &Row| row.verdict.filter(|verdict| *verdict != Verdict::NotEnough);
            known_first(judged(a), judged(b), descending, Ord::cmp)
        }
        Column::Score => number(a.score, b.score),
        // Bands are stretches of the score; who has none comes last.
        Column::Band => number(a.score.filter(|_| a.band.is_some()), b.score.filter(|_| b.band.is_some())),
        Column::Coverage => number(Some(a.coverage), Some(b.coverage)),
        Column::People => known_first(Some(a.people), Some(b.people), descending, Ord::cmp),
        Column::Status => {
            known_first(Some(a.customer.profile.status), Some(b.customer.profile.status), descending, Ord::cmp)
        }
        Column::Segment => text(&a.segment_key, &b.segment_key),
        Column::Revenue => number(a.revenue, b.revenue),
        Column::LastRated => known_first(a.last_rated, b.last_rated, descending, Ord::cmp),
        Column::Tags => text(&a.tags_key, &b.tags_key),
    }
}

/// What is unknown comes last, whichever way the rest is turned.
fn known_first<T>(a: Option<T>, b: Option<T>, descending: bool, order: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => order(&b, &a),
        (Some(a), Some(b)) => order(&a, &b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Line, Name, Profile};
    use ulid::Ulid;

    fn row(number: u64, name: &str, score: Option<f64>, segment: &str) -> Row {
        let mut profile = Profile::new(Name::new(name).unwrap());
        profile.segment = Line::new(segment).unwrap();
        Row {
            name_key: folded(name),
            segment_key: folded(segment),
            tags_key: String::new(),
            search_key: format!("{}\n{}", folded(name), folded(segment)),
            customer: Arc::new(Customer::new(CustomerId::new(Ulid::from_parts(number, 0)), profile)),
            verdict: None,
            score,
            band: None,
            coverage: 1.0,
            people: 1,
            revenue: None,
            last_rated: None,
            is_duplicate: false,
        }
    }

    fn names(rows: &Rows, query: &Query) -> Vec<String> {
        rows.shown(query).into_iter().map(|place| rows.all[place as usize].customer.name().to_owned()).collect()
    }

    fn four() -> Rows {
        let rows = vec![
            row(1, "Éclair", Some(70.0), "Food"),
            row(2, "Beta", None, ""),
            row(3, "alpha", Some(30.0), "Retail"),
            row(4, "Delta", Some(70.0), "Food"),
        ];
        Rows { all: rows, ..Rows::default() }
    }

    #[test]
    fn what_is_unknown_stays_last_both_ways_and_equals_stay_by_name() {
        let rows = four();
        let mut query = Query { column: Column::Score, ..Query::default() };
        assert_eq!(names(&rows, &query), ["alpha", "Delta", "Éclair", "Beta"]);
        query.descending = true;
        assert_eq!(names(&rows, &query), ["Delta", "Éclair", "alpha", "Beta"]);
        query.column = Column::Segment;
        assert_eq!(names(&rows, &query), ["alpha", "Delta", "Éclair", "Beta"]);
    }

    #[test]
    fn all_words_must_fit_and_accents_do_not_matter() {
        let rows = four();
        let query = |text: &str| Query { text: text.to_owned(), ..Query::default() };
        assert_eq!(names(&rows, &query("FOOD ecl")), ["Éclair"]);
        assert_eq!(names(&rows, &query("food beta")), [""; 0]);
        assert!(query("x").is_filtered(), "a search is a filter");
        assert!(!Query { column: Column::Score, ..Query::default() }.is_filtered(), "sorting is none");
    }
}
