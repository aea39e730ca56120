//! A first mapping, by what the headers say and what is in the columns. Everything in it can be changed.

use super::facts::{Facts, facts};
use super::header::{self, Meaning};
use super::{CardChoice, ColumnMapping, ColumnUse, Kind, Mapping, Table};
use crate::model::{Direction, Name, Scale, Scorecard, Workspace};

/// Proposes a mapping for the table; the kind is guessed if it is not given.
///
/// Columns that fit a scorecard of the workspace go there; otherwise every column that can be an answer becomes a
/// criterion of a new scorecard, with a scale taken from the data. What is left is a line in the notes (customers)
/// or left out (ratings).
pub fn suggest(table: &Table, workspace: &Workspace, kind: Option<Kind>) -> Mapping {
    let facts = facts(table);
    let base = Mapping::new(Kind::Ratings);
    let scales: Vec<Option<(Scale, Vec<String>)>> =
        facts.iter().map(|column| column.scale(&base.yes, &base.no)).collect();
    let kind = kind.unwrap_or_else(|| guess_kind(table, &facts, &scales));
    let mut draft = Draft { table, facts: &facts, kind, columns: Vec::new() };
    draft.fill(&scales, None);
    let card = fitting_card(&draft.columns, workspace);
    if card.is_some() {
        draft.fill(&scales, card);
    }
    draft.find_customer_column();
    let has_criteria = draft.columns.iter().any(|column| matches!(column.role, ColumnUse::Criterion { .. }));
    let mut mapping = Mapping { columns: draft.columns, ..Mapping::new(kind) };
    if has_criteria {
        mapping.scorecard = Some(match card {
            Some(card) => CardChoice::Existing(reference_to(card, workspace)),
            None => CardChoice::New(new_card_name(table, workspace, kind)),
        });
    }
    mapping
}

/// Ratings name a customer and a person, or the same customer several times.
fn guess_kind(table: &Table, facts: &[Facts<'_>], scales: &[Option<(Scale, Vec<String>)>]) -> Kind {
    let meanings: Vec<_> = table.headers.iter().map(|text| header::meaning(text, Kind::Ratings)).collect();
    let is_customer =
        |meaning: &Option<Meaning>| matches!(meaning, Some(Meaning::CustomerName | Meaning::CustomerReference));
    let Some(customer) = meanings.iter().position(is_customer) else {
        return Kind::Customers;
    };
    let has_person = meanings.contains(&Some(Meaning::Person));
    let has_date = meanings.contains(&Some(Meaning::Date));
    // Two customers may have one name; without a rater or a day only many rows per customer tell of ratings.
    let found = &facts[customer];
    let repeats = found.repeats() && (has_person || has_date || 2 * found.texts.len() <= found.filled);
    let has_points = scales.iter().any(|scale| matches!(scale, Some((Scale::Points { .. }, _))));
    let has_scale = scales.iter().zip(&meanings).any(|(scale, meaning)| scale.is_some() && meaning.is_none());
    if has_scale && (repeats || (has_person && has_points)) { Kind::Ratings } else { Kind::Customers }
}

/// Whether a header names this criterion, by its name, its question or its key.
fn names(header: &str, criterion: &crate::model::Criterion) -> bool {
    let key = header::key(header);
    !key.is_empty()
        && [criterion.name.as_str(), criterion.question.as_str(), criterion.id.as_str()].map(header::key).contains(&key)
}

/// The scorecard on which at least three in four of the columns that would be criteria are one: a scorecard that
/// fits by chance would leave columns out.
fn fitting_card<'a>(columns: &[ColumnMapping], workspace: &'a Workspace) -> Option<&'a Scorecard> {
    let is_criterion = |column: &&ColumnMapping| matches!(column.role, ColumnUse::Criterion { .. });
    let wanted: Vec<&str> = columns.iter().filter(is_criterion).map(|column| column.header.as_str()).collect();
    let matches = |card: &Scorecard| {
        let is_there = |header: &&&str| card.current().active().any(|criterion| names(header, criterion));
        wanted.iter().filter(is_there).count()
    };
    let cards = workspace.scorecards.values().filter(|card| !card.archived);
    let (num, card) =
        cards.map(|card| (matches(card), card)).max_by_key(|(num, card)| (*num, std::cmp::Reverse(card.id)))?;
    (num > 0 && 4 * num >= 3 * wanted.len()).then_some(card)
}

/// The name of a scorecard if no other has it, else its id.
fn reference_to(card: &Scorecard, workspace: &Workspace) -> String {
    let same = workspace.scorecards.values().filter(|other| other.name == card.name).count();
    if same > 1 { card.id.to_string() } else { card.name.to_string() }
}

/// A name for a new scorecard: the file's, or a plain one; numbered if it is taken.
fn new_card_name(table: &Table, workspace: &Workspace, kind: Kind) -> Name {
    let stem = table.file_name.rsplit_once('.').map_or(table.file_name.as_str(), |(stem, _)| stem);
    let plain = match kind {
        Kind::Customers => "Imported measures",
        Kind::Ratings => "Imported ratings",
    };
    let stem: String = header::name(stem).chars().take(Name::MAX - 5).collect();
    let base = if stem.chars().any(char::is_alphanumeric) { stem } else { plain.to_owned() };
    let is_free = |name: &Name| workspace.scorecards.values().all(|card| card.name != *name);
    let numbered = (1_u32..1000).map(|number| if number == 1 { base.clone() } else { format!("{base} {number}") });
    numbered.filter_map(|text| Name::new(&text).ok()).find(is_free).unwrap_or_else(|| Mapping::new(kind).default_person)
}

/// The mapping as it grows, column by column.
struct Draft<'a> {
    table: &'a Table,
    facts: &'a [Facts<'a>],
    kind: Kind,
    columns: Vec<ColumnMapping>,
}

impl Draft<'_> {
    /// Gives every column its use, anew.
    fn fill(&mut self, scales: &[Option<(Scale, Vec<String>)>], card: Option<&Scorecard>) {
        self.columns.clear();
        for (column, scale) in scales.iter().enumerate() {
            let suggested = self.column(column, scale.as_ref(), card);
            self.columns.push(suggested);
        }
    }

    fn column(&self, column: usize, scale: Option<&(Scale, Vec<String>)>, card: Option<&Scorecard>) -> ColumnMapping {
        let header = &self.table.headers[column];
        let facts = &self.facts[column];
        let known = card.and_then(|card| card.current().active().find(|criterion| names(header, criterion)));
        let meant = || header::meaning(header, self.kind).and_then(|meaning| self.role(meaning, header, facts));
        let role = match (known, scale) {
            (Some(criterion), Some((scale, _))) => ColumnUse::Criterion {
                name: criterion.name.clone(),
                scale: scale.clone(),
                direction: criterion.direction,
            },
            _ => {
                meant().filter(|role| self.is_free(role)).unwrap_or_else(|| self.by_content(header, facts, scale, card))
            }
        };
        let not_applicable = match (&role, scale) {
            (ColumnUse::Criterion { .. }, Some((_, others))) => others.clone(),
            _ => Vec::new(),
        };
        ColumnMapping {
            decimal: facts.decimal,
            date_order: facts.date_order,
            not_applicable,
            ..ColumnMapping::new(header, role)
        }
    }

    fn is_free(&self, role: &ColumnUse) -> bool {
        role.may_repeat() || self.columns.iter().all(|column| column.role != *role)
    }

    /// What a meaning is here; `None` if the content does not bear it out.
    fn role(&self, meaning: Meaning, header: &str, facts: &Facts<'_>) -> Option<ColumnUse> {
        let mostly = |num: usize| facts.filled == 0 || facts.share(num) > 0.8;
        let is_customers = self.kind == Kind::Customers;
        let for_customers = |role: ColumnUse| is_customers.then_some(role);
        let money = |role: fn(crate::model::MoneyPeriod) -> ColumnUse| {
            header::period(header).filter(|_| is_customers && mostly(facts.numbers)).map(role)
        };
        // A plain year ("2019") is a number to the counts, but a day to start from.
        let has_dates = mostly(facts.dates) || (facts.is_numeric() && facts.min >= 1900.0 && facts.max <= 2200.0);
        let leftover = if is_customers { ColumnUse::Note } else { ColumnUse::Ignore };
        match meaning {
            Meaning::CustomerName => Some(ColumnUse::CustomerName),
            Meaning::CustomerReference => Some(ColumnUse::CustomerReference),
            Meaning::Person if !is_customers => Some(ColumnUse::Person),
            Meaning::Person | Meaning::Personal | Meaning::Code => Some(leftover),
            Meaning::Group => Some(ColumnUse::Group),
            Meaning::Date => has_dates.then_some(ColumnUse::Date),
            Meaning::Since => for_customers(ColumnUse::Since).filter(|_| has_dates),
            Meaning::Renewal => for_customers(ColumnUse::Renewal).filter(|_| has_dates),
            Meaning::Occasion => Some(ColumnUse::OccasionName),
            Meaning::Remark if facts.is_numeric() => None,
            Meaning::Remark => Some(if is_customers { ColumnUse::Notes } else { ColumnUse::Remark }),
            Meaning::Status => for_customers(ColumnUse::Status).filter(|_| mostly(facts.statuses)),
            Meaning::Segment => for_customers(ColumnUse::Segment),
            Meaning::Source => for_customers(ColumnUse::Source),
            Meaning::ReferredBy => for_customers(ColumnUse::ReferredBy),
            Meaning::Contact => for_customers(ColumnUse::Contact),
            Meaning::Tag => for_customers(ColumnUse::Tag),
            Meaning::Revenue => money(|period| ColumnUse::Revenue { period }),
            Meaning::Cost => money(|period| ColumnUse::Cost { period }),
            Meaning::Hours => money(|period| ColumnUse::Hours { period }),
        }
    }

    /// By what is in it: an answer, else a day in ratings, else a line in the notes or nothing.
    fn by_content(
        &self,
        header: &str,
        facts: &Facts<'_>,
        scale: Option<&(Scale, Vec<String>)>,
        card: Option<&Scorecard>,
    ) -> ColumnUse {
        let direction = if header::high_is_bad(header) { Direction::Reversed } else { Direction::HighIsGood };
        let name = Name::new(&header::name(header)).ok();
        if let (None, Some((scale, _)), Some(name)) = (card, scale, name) {
            return turned(name, scale, direction);
        }
        match self.kind {
            Kind::Customers => ColumnUse::Note,
            Kind::Ratings if facts.filled > 0 && facts.dates == facts.filled && self.is_free(&ColumnUse::Date) => {
                ColumnUse::Date
            }
            Kind::Ratings => ColumnUse::Ignore,
        }
    }

    /// If no header named the customer: the first column of texts, all different for customers, repeating for
    /// ratings.
    fn find_customer_column(&mut self) {
        let is_named =
            |column: &ColumnMapping| matches!(column.role, ColumnUse::CustomerName | ColumnUse::CustomerReference);
        if self.columns.iter().any(is_named) {
            return;
        }
        let facts = self.facts;
        let kind = self.kind;
        let fits = |column: usize| {
            let facts = &facts[column];
            let is_text = facts.filled > 0 && !facts.is_numeric() && facts.dates < facts.filled;
            is_text && (kind == Kind::Ratings || !facts.repeats())
        };
        let is_spare = |role: &ColumnUse| matches!(role, ColumnUse::Note | ColumnUse::Ignore);
        if let Some(column) =
            (0..self.columns.len()).find(|&column| fits(column) && is_spare(&self.columns[column].role))
        {
            self.columns[column].role = ColumnUse::CustomerName;
        }
    }
}

/// A criterion; where high is bad, a measure is turned round and the others are reversed.
fn turned(name: Name, scale: &Scale, direction: Direction) -> ColumnUse {
    match (scale, direction) {
        (Scale::Measure { unit, worst, best }, Direction::Reversed) => ColumnUse::Criterion {
            name,
            scale: Scale::Measure { unit: unit.clone(), worst: *best, best: *worst },
            direction: Direction::HighIsGood,
        },
        _ => ColumnUse::Criterion { name, scale: scale.clone(), direction },
    }
}
