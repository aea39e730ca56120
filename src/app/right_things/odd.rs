//! Odd answers: what was flagged, with counts, and where to look.

use crate::analysis::{AnswerQuality, Duplication};
use crate::app::customers::day_words;
use crate::model::{CriterionId, CustomerId, Locale, PersonId, RatingId, Scorecard, Workspace};

/// So many of a kind are listed.
const MOST: usize = 6;

/// What is odd about the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddShown {
    /// What it comes to, as a sentence.
    pub finding: String,
    /// Each kind of oddity that occurs.
    pub groups: Vec<OddGroup>,
}

/// Oddities of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddGroup {
    /// "Straight lines".
    pub name: String,
    /// "12 of 130 ratings give one answer to everything".
    pub words: String,
    /// The first few.
    pub lines: Vec<OddLine>,
    /// How many more there are.
    pub num_more: usize,
}

/// One oddity, and the customer to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddLine {
    /// In words: "Dana Okafor on Harbour Café, 14 Nov".
    pub words: String,
    /// On whose page it is seen.
    pub customer: CustomerId,
    /// Whether the page's ratings are what to look at, rather than its details.
    pub in_ratings: bool,
}

fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", Locale::count(n)) }
}

struct Names<'a> {
    workspace: &'a Workspace,
    card: &'a Scorecard,
    today: jiff::civil::Date,
}

impl Names<'_> {
    fn customer(&self, id: CustomerId) -> &str {
        self.workspace.customers.get(&id).map_or("a customer", |customer| customer.name())
    }

    fn who(&self, person: PersonId, customer: CustomerId, rating: RatingId) -> String {
        let person = self.workspace.business.person_name(person);
        format!("{person} on {}{}", self.customer(customer), self.when(customer, rating))
    }

    fn when(&self, customer: CustomerId, rating: RatingId) -> String {
        let rating = self.workspace.customers.get(&customer).and_then(|customer| customer.ratings.get(&rating));
        rating.map(|rating| format!(", {}", day_words(rating.on, self.today))).unwrap_or_default()
    }

    fn criterion(&self, id: CriterionId) -> String {
        self.card.current().criterion(id).map_or_else(|| id.to_string(), |criterion| criterion.name.to_string())
    }
}

impl OddShown {
    pub(super) fn of(
        quality: &AnswerQuality,
        workspace: &Workspace,
        card: &Scorecard,
        today: jiff::civil::Date,
    ) -> Self {
        let names = Names { workspace, card, today };
        let groups: Vec<OddGroup> =
            [straight(quality, &names), copies(quality, &names), off_scale(quality, &names), same_name(quality)]
                .into_iter()
                .flatten()
                .collect();
        let ratings = counted(quality.num_ratings, "rating", "ratings");
        let finding = match groups.len() {
            0 if quality.num_ratings == 0 => "No ratings to look through yet.".to_owned(),
            0 => format!("Nothing odd in {ratings}."),
            _ => format!("Looked through {ratings}. Nothing was changed or left out; see for yourself."),
        };
        Self { finding, groups }
    }
}

fn group(name: &str, words: String, mut lines: Vec<OddLine>) -> Option<OddGroup> {
    let num_more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    (!lines.is_empty()).then(|| OddGroup { name: name.to_owned(), words, lines, num_more })
}

fn straight(quality: &AnswerQuality, names: &Names<'_>) -> Option<OddGroup> {
    let found = &quality.straight_lines;
    let line = |one: &crate::analysis::StraightLine| OddLine {
        words: names.who(one.person, one.customer, one.rating),
        customer: one.customer,
        in_ratings: true,
    };
    let mut words = format!(
        "{} of {} give the same answer to everything. It may be meant.",
        found.len(),
        counted(quality.num_comparable, "rating", "ratings")
    );
    for (person, straight, all) in &quality.straight_people {
        let name = names.workspace.business.person_name(*person);
        words = format!("{words} {name}: {straight} of {all}.");
    }
    // Only what is shown is put into words.
    let mut group = group("Straight lines", words, found.iter().take(MOST).map(line).collect())?;
    group.num_more = found.len().saturating_sub(MOST);
    Some(group)
}

fn copies(quality: &AnswerQuality, names: &Names<'_>) -> Option<OddGroup> {
    let line = |one: &crate::analysis::Duplicate| {
        let what = match one.kind {
            Duplication::SameDay => format!("{} on one day", counted(one.ratings.len(), "rating", "ratings")),
            Duplication::SameAnswers => format!("the same answers {} times", one.ratings.len()),
        };
        let (who, customer) = (names.workspace.business.person_name(one.person), names.customer(one.customer));
        OddLine { words: format!("{who} on {customer}: {what}"), customer: one.customer, in_ratings: true }
    };
    let words = format!(
        "{} copied.",
        counted(quality.duplicates.len(), "set of ratings by one person looks", "sets of ratings by one person look")
    );
    group("Looks copied", words, quality.duplicates.iter().map(line).collect())
}

fn off_scale(quality: &AnswerQuality, names: &Names<'_>) -> Option<OddGroup> {
    let line = |one: &crate::analysis::OffScale| {
        let (criterion, customer) = (names.criterion(one.criterion), names.customer(one.customer));
        let when = names.when(one.customer, one.rating);
        let words = match one.answer {
            Some(answer) => format!("{} to “{criterion}” about {customer}{when}", Locale::current().typed(answer)),
            None => format!("An answer to “{criterion}”, which was not asked then, about {customer}{when}"),
        };
        OddLine { words, customer: one.customer, in_ratings: true }
    };
    let words = format!(
        "{} outside the scale; counted as “don’t know”.",
        counted(quality.off_scale.len(), "answer lies", "answers lie")
    );
    group("Off the scale", words, quality.off_scale.iter().map(line).collect())
}

fn same_name(quality: &AnswerQuality) -> Option<OddGroup> {
    let line = |one: &crate::analysis::RepeatedName| {
        let first = one.customers.first().copied()?;
        Some(OddLine {
            words: format!("{}: {}", one.name, counted(one.customers.len(), "customer", "customers")),
            customer: first,
            in_ratings: false,
        })
    };
    let words = format!(
        "{} more than once. Two businesses, or one entered twice?",
        counted(quality.repeated_names.len(), "name is there", "names are there")
    );
    group("Repeated names", words, quality.repeated_names.iter().filter_map(line).collect())
}
