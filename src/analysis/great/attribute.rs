//! What is known about a customer besides the answers: where it came from, what kind it is, how large, since when.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::analysis::words::quoted;
use crate::model::{CriterionId, Customer, Profile};

/// What kind of attribute it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// The segment.
    Segment,
    /// How they came to us.
    Source,
    /// Whether another customer sent them.
    Referred,
    /// Segment and source together.
    SegmentAndSource,
    /// In which third they are by revenue of the last twelve months.
    Size,
    /// How long we have worked for them.
    Length,
    /// One of the owner's labels.
    Tag,
    /// An early answer in the worse half.
    EarlyAnswer,
}

/// One attribute some customers have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Attribute {
    /// Of which kind.
    pub kind: AttributeKind,
    /// Its value as typed, or in words: "Trade fair", "the largest third".
    pub label: String,
    /// The criterion, of an early answer.
    pub criterion: Option<CriterionId>,
}

impl Attribute {
    /// In words, at the start of a sentence about customers: "Came through “trade fair”".
    pub fn words(&self) -> String {
        let label = quoted(&self.label);
        match self.kind {
            AttributeKind::Segment => format!("In {label}"),
            AttributeKind::Source => format!("Came through {label}"),
            AttributeKind::Referred => "Sent by another customer".to_owned(),
            AttributeKind::SegmentAndSource => self.label.clone(),
            AttributeKind::Size => format!("In {} by revenue", self.label),
            AttributeKind::Length => format!("With us {}", self.label),
            AttributeKind::Tag => format!("Labelled {label}"),
            AttributeKind::EarlyAnswer => format!("Rated low on {label} in the first three months"),
        }
    }
}

/// Finds attributes equal but for capitals and spaces.
type Key = (AttributeKind, String);

/// What is known of all customers, attribute by attribute.
pub(super) struct Attributes {
    /// Each attribute with who has it, by place; in order of kind and label.
    pub(super) all: Vec<(Attribute, Vec<usize>)>,
    /// By kind: of whom it is known at all. Whose segment is blank is not "in another segment".
    known: BTreeMap<AttributeKind, Vec<bool>>,
}

/// What may be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Everything.
    Now,
    /// Only what is known before anything is begun; size and length grow while it goes well.
    FromTheStart,
}

impl Attributes {
    /// Of these customers; their places are those of the slice.
    pub(super) fn of(customers: &[&Customer], known: Known, today: Date) -> Self {
        let mut found: BTreeMap<Key, (Attribute, Vec<usize>)> = BTreeMap::new();
        let mut attributes = Self { all: Vec::new(), known: BTreeMap::new() };
        let sizes = (known == Known::Now).then(|| Sizes::of(customers, today));
        for (place, customer) in customers.iter().enumerate() {
            let mut kinds = Vec::new();
            let mut own = of_profile(&customer.profile, &mut kinds);
            if let Some(sizes) = &sizes {
                own.extend(sizes.third(place).inspect(|_| kinds.push(AttributeKind::Size)));
                own.extend(length(&customer.profile, today).inspect(|_| kinds.push(AttributeKind::Length)));
            }
            for kind in kinds {
                attributes.known.entry(kind).or_insert_with(|| vec![false; customers.len()])[place] = true;
            }
            for attribute in own {
                let (_, places) = found.entry(key(&attribute)).or_insert_with(|| (attribute, Vec::new()));
                places.push(place);
            }
        }
        attributes.all = found.into_values().collect();
        attributes
    }

    /// Whether this kind of attribute is known of the customer at this place.
    pub(super) fn is_known(&self, kind: AttributeKind, place: usize) -> bool {
        self.known.get(&kind).is_some_and(|known| known.get(place).copied().unwrap_or(false))
    }
}

/// Two attributes with the same key are the same.
pub(super) fn key(attribute: &Attribute) -> Key {
    let label = attribute.label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (attribute.kind, label)
}

fn attribute(kind: AttributeKind, label: &str) -> Attribute {
    Attribute { kind, label: label.to_owned(), criterion: None }
}

/// What a profile says from the start, and which kinds it says anything about.
pub(super) fn of_profile(profile: &Profile, known: &mut Vec<AttributeKind>) -> Vec<Attribute> {
    let mut own = Vec::new();
    let (segment, source) = (profile.segment.as_str(), profile.source.how.as_str());
    if !segment.is_empty() {
        known.push(AttributeKind::Segment);
        own.push(attribute(AttributeKind::Segment, segment));
    }
    if !source.is_empty() {
        known.push(AttributeKind::Source);
        own.push(attribute(AttributeKind::Source, source));
    }
    let is_referred = profile.source.referred_by.is_some();
    if is_referred || !source.is_empty() {
        known.push(AttributeKind::Referred);
    }
    if is_referred {
        own.push(attribute(AttributeKind::Referred, "Sent by another customer"));
    }
    known.push(AttributeKind::Tag);
    own.extend(profile.tags.iter().map(|tag| attribute(AttributeKind::Tag, tag)));
    own
}

fn length(profile: &Profile, today: Date) -> Option<Attribute> {
    let since = profile.since?;
    let before = |years: i32| today.checked_sub(years.years()).unwrap_or(Date::MIN);
    let label = if since > before(1) {
        "for less than a year"
    } else if since > before(3) {
        "for one to three years"
    } else {
        "for three years or more"
    };
    Some(attribute(AttributeKind::Length, label))
}

/// Thirds by revenue.
struct Sizes {
    revenue: Vec<Option<f64>>,
    small_to: f64,
    large_from: f64,
}

impl Sizes {
    fn of(customers: &[&Customer], today: Date) -> Self {
        let revenue: Vec<Option<f64>> =
            customers.iter().map(|customer| customer.profile.revenue_last_year(today)).collect();
        let mut known: Vec<f64> = revenue.iter().copied().flatten().collect();
        known.sort_by(f64::total_cmp);
        let third = known.len() / 3;
        let small_to = third.checked_sub(1).and_then(|at| known.get(at).copied()).unwrap_or(f64::NEG_INFINITY);
        let large_from = known.get(known.len() - third).copied().unwrap_or(f64::INFINITY);
        Self { revenue, small_to, large_from }
    }

    fn third(&self, place: usize) -> Option<Attribute> {
        let revenue = self.revenue.get(place).copied().flatten()?;
        // All the same is the middle.
        let label = match (revenue <= self.small_to, revenue >= self.large_from) {
            (true, false) => "the smallest third",
            (false, true) => "the largest third",
            _ => "the middle third",
        };
        Some(attribute(AttributeKind::Size, label))
    }
}
