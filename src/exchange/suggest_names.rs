//! Which columns say who the customers are: the two halves of a name, a company beside a person, and, where no header
//! says it, a column of texts that could be names.

use super::facts::Facts;
use super::header::{self, Meaning};
use super::joined::{self, Part};
use super::{ColumnMapping, ColumnUse, Kind, Table, codes, topics};

/// So many rows are needed to take a column for names by its cells alone.
const ENOUGH: usize = 5;

/// What is known about the columns.
pub(super) struct Naming<'a> {
    pub(super) table: &'a Table,
    pub(super) facts: &'a [Facts<'a>],
    pub(super) kind: Kind,
    /// Whether it is a sheet of ours.
    pub(super) is_own: bool,
    /// Whether every column may be a question of a survey.
    pub(super) is_survey: bool,
    /// What the headers say.
    pub(super) meanings: Vec<Option<Meaning>>,
}

const fn is_spare(role: &ColumnUse) -> bool {
    matches!(role, ColumnUse::Note | ColumnUse::Ignore)
}

impl Naming<'_> {
    /// Gives the columns that name customers their use.
    pub(super) fn find(&self, columns: &mut [ColumnMapping]) {
        if self.kind == Kind::Customers && !self.is_own {
            self.put_together(columns);
        }
        self.find_customer(columns);
        if self.kind == Kind::Customers && !self.is_own {
            self.name_references(columns);
        }
    }

    fn is_text(&self, column: usize) -> bool {
        let facts = &self.facts[column];
        facts.filled > 0 && 10 * facts.numbers < facts.filled && facts.dates < facts.filled
    }

    /// The two columns that make a person's name.
    fn halves(&self, columns: &[ColumnMapping]) -> Option<(usize, usize)> {
        let texts = || (0..columns.len()).filter(|&column| self.is_text(column));
        let plainest = |wanted: Part| {
            let all = texts().filter_map(|column| {
                let (part, num_before) = joined::part(&self.table.headers[column])?;
                (part == wanted).then_some((num_before, column))
            });
            all.min()
        };
        let is_whole = |column: &usize| {
            let is_other = |part: Option<(usize, usize)>| part.is_some_and(|(_, other)| other == *column);
            joined::is_whole(&self.table.headers[*column])
                && !is_other(plainest(Part::Given))
                && !is_other(plainest(Part::Family))
        };
        let whole = texts().find(is_whole);
        match (plainest(Part::Given), plainest(Part::Family), whole) {
            (Some((_, given)), Some((_, family)), None) => Some((given, family)),
            // "Name;Vorname", "Nombre;Apellidos": what is called a name is the other half.
            (Some((0, half)), None, Some(other)) | (None, Some((0, half)), Some(other)) => Some((half, other)),
            // The whole name is there already, or there is only half a name.
            _ => None,
        }
    }

    /// First and last name are the customer's, or whom to talk to where a company has its own column.
    fn put_together(&self, columns: &mut [ColumnMapping]) {
        let Some((one, other)) = self.halves(columns) else { return };
        let is_half = |column: usize| column == one || column == other;
        let filled = |column: usize| self.facts[column].filled;
        let num_named = filled(one).max(filled(other));
        let is_company = |&column: &usize| {
            let header = &self.table.headers[column];
            let is_spare = is_spare(&columns[column].role);
            let is_called_so = match self.meanings[column] {
                Some(Meaning::CustomerName) => !joined::is_whole(header),
                Some(Meaning::Details) | None => is_spare && header::ends_with_customer(header),
                Some(_) => false,
            };
            // Beside the halves of a person's name, the "contact" is the account.
            let is_called_so = is_called_so || (is_spare && header::words(header) == ["contact", "name"]);
            let rows = filled(column) + self.facts[column].blank;
            let is_everywhere = 10 * filled(column) >= 9 * rows || filled(column) >= num_named;
            !is_half(column) && is_called_so && is_everywhere && self.is_text(column)
        };
        let company = (0..columns.len()).find(is_company);
        let role = if company.is_some() { ColumnUse::Contact } else { ColumnUse::CustomerName };
        for (at, column) in columns.iter_mut().enumerate() {
            let is_taken = column.role == role || column.role == ColumnUse::CustomerName;
            let new = match company {
                Some(company) if company == at => ColumnUse::CustomerName,
                _ if is_half(at) => role.clone(),
                _ if is_taken => ColumnUse::Note,
                _ => continue,
            };
            *column = ColumnMapping::new(&column.header, new);
        }
    }

    /// If no header named the customer: the first column of texts, all different for customers, repeating for
    /// ratings.
    fn find_customer(&self, columns: &mut [ColumnMapping]) {
        let is_named = |column: &ColumnMapping| {
            column.role.names_customer() && (self.is_own || column.role != ColumnUse::CustomerId)
        };
        if columns.iter().any(is_named) {
            return;
        }
        // Every question of a survey has texts that repeat; the owner has to say which one is about customers.
        if self.is_survey {
            return;
        }
        let is_other = |column: usize| self.meanings[column].is_some();
        let fits = |&column: &usize| self.can_name(column) && is_spare(&columns[column].role) && !is_other(column);
        let is_called_so = |&column: &usize| header::ends_with_customer(&self.table.headers[column]);
        let called_so = (0..columns.len()).filter(fits).find(is_called_so);
        let Some(found) = called_so.or_else(|| (0..columns.len()).find(fits)) else {
            return;
        };
        let is_code =
            self.facts[found].texts.keys().all(|text| !text.contains(' ') && text.chars().any(|c| c.is_ascii_digit()));
        // A code is followed by the name it stands for: "finess_geo" by "rs_finess_geo".
        let words = header::words(&self.table.headers[found]);
        let names_it = |&column: &usize| {
            let longer = header::words(&self.table.headers[column]);
            let facts = &self.facts[column];
            let is_text = facts.filled > 0
                && 10 * facts.numbers < facts.filled
                && 2 * facts.texts.len() > facts.filled.min(Facts::MAX_DISTINCT);
            is_spare(&columns[column].role)
                && longer.len() > words.len()
                && is_text
                && words.iter().all(|word| longer.contains(word))
        };
        let name = (0..columns.len()).find(names_it).filter(|_| is_code);
        match name {
            Some(name) => {
                columns[name].role = ColumnUse::CustomerName;
                columns[found].role = ColumnUse::CustomerReference;
            }
            None => columns[found].role = ColumnUse::CustomerName,
        }
    }

    /// If customers have a number but no name: the first column that looks like names. A number says who is meant
    /// to a program only.
    fn name_references(&self, columns: &mut [ColumnMapping]) {
        let has = |role: &ColumnUse| columns.iter().any(|column| column.role == *role);
        if !has(&ColumnUse::CustomerReference) || has(&ColumnUse::CustomerName) {
            return;
        }
        let is_about_others = |column: usize| {
            let words = header::words(&self.table.headers[column]);
            topics::is_about_others(&words) || topics::is_of_goods(&words)
        };
        let fits = |&column: &usize| {
            self.meanings[column].is_none()
                && joined::part(&self.table.headers[column]).is_none()
                && columns[column].role == ColumnUse::Note
                && !is_about_others(column)
                && self.can_name_by_itself(column)
        };
        if let Some(column) = (0..columns.len()).find(fits) {
            columns[column].role = ColumnUse::CustomerName;
        }
    }

    /// Whether a column could hold who the customers are: texts in nearly every row, all different for customers.
    fn can_name(&self, column: usize) -> bool {
        let facts = &self.facts[column];
        let is_text = facts.filled > 0 && !facts.is_numeric() && facts.dates < facts.filled && !codes::is_prose(facts);
        let is_everywhere = 10 * facts.filled >= 9 * (facts.filled + facts.blank);
        is_text && is_everywhere && (self.kind != Kind::Customers || !facts.repeats())
    }

    /// The same by the cells alone: mostly different, short, in letters; no streets, codes, addresses or remarks.
    fn can_name_by_itself(&self, column: usize) -> bool {
        const LONGEST: usize = 60;
        let facts = &self.facts[column];
        let is_everywhere = 10 * facts.filled >= 9 * (facts.filled + facts.blank);
        // Of very many different texts only the first are known, with how often each stands there.
        let is_varied = 4 * facts.texts.len() >= 3 * facts.texts.values().sum::<usize>();
        let is_like_a_name = |text: &str| {
            let num_letters = text.chars().filter(|c| c.is_alphabetic()).count();
            num_letters > 1
                && text.chars().count() <= LONGEST
                && !text.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '/' | '?' | '!'))
        };
        let num_alike = facts.texts.keys().filter(|text| is_like_a_name(text)).count();
        facts.filled >= ENOUGH
            && is_everywhere
            && is_varied
            && self.is_text(column)
            && !codes::is_prose(facts)
            && 10 * num_alike >= 8 * facts.texts.len()
    }
}
