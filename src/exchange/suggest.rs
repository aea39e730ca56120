//! A first mapping, by what the headers say and what is in the columns. Everything in it can be changed.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::civil::Date;

use super::facts::{Facts, Proposal, facts};
use super::header::{self, FormColumn, Meaning};
use super::joined::Joined;
use super::numbers::DecimalVotes;
use super::own::{self, Own};
use super::row::occasion_kind;
use super::scales::{on_existing, pool_labels, read_by, tell_apart, turned, words_of};
use super::suggest_card::{card_called, card_of_form, fitting_card, known_on, new_card_name, reference_to};
use super::suggest_names::Naming;
use super::words::Lexicon;
use super::{
    CardChoice, ColumnMapping, ColumnUse, DateOrder, Kind, Mapping, PreviewWatch, Several, Table, cell, codes, labels,
    ranges, revenue, topics,
};
use crate::model::{Criterion, CustomerId, Direction, MoneyPeriod, Name, Scale, Scorecard, Workspace};

/// More different criteria in one column are hardly criteria.
const MAX_CRITERIA: usize = 200;

/// Proposes a mapping for the table; the kind is guessed if it is not given.
///
/// Columns that fit a scorecard of the workspace go there; otherwise every column that can be an answer becomes a
/// criterion of a new scorecard, with a scale taken from the data. What is left is a line in the notes (customers)
/// or left out (ratings).
///
/// Nobody says which day it is, so money without a period in its header has none that could be proposed:
/// [`suggest_watched`] does both.
pub fn suggest(table: &Table, workspace: &Workspace, kind: Option<Kind>) -> Mapping {
    // Nobody stops it, so it is there.
    suggest_watched(table, workspace, (kind, None), &mut |_| ControlFlow::Continue(()))
        .unwrap_or_else(|| Mapping::new(kind.unwrap_or(Kind::Customers)))
}

/// The same while somebody watches, told how many columns have been looked at; none if the watch stopped it. Money
/// without a period in its header is taken for that of the last full year before `today`.
pub fn suggest_watched(
    table: &Table,
    workspace: &Workspace,
    (kind, today): (Option<Kind>, Option<Date>),
    watch: &mut PreviewWatch<'_>,
) -> Option<Mapping> {
    let lexicon = Lexicon::of(&Mapping::new(Kind::Ratings));
    let facts = facts(table, &lexicon, watch)?;
    let mut scales: Vec<Option<Proposal>> = facts.iter().map(|column| column.scale(&lexicon)).collect();
    pool_labels(&mut scales);
    for (column, found) in scales.iter_mut().enumerate() {
        if let Some(found) = found {
            ranges::settle(&table.headers[column], &facts[column], found);
        }
    }
    let own = Own::of(&table.headers);
    let kind = kind.or_else(|| own.map(Own::kind)).unwrap_or_else(|| guess_kind(table, &facts, &scales));
    let own = own.filter(|own| own.kind() == kind);
    let form = header::form(&table.headers).filter(|_| kind == Kind::Ratings);
    let only = own.filter(|own| *own == Own::Answers).and_then(|_| own::most_used_card(table));
    let mut draft = Draft { own, form, only: only.clone(), today, ..Draft::new(table, &facts, kind) };
    draft.fill(&scales, None);
    draft.fill_criteria(&lexicon, None);
    let card = match &only {
        Some((_, named)) => card_called(named, workspace),
        None if own == Some(Own::Form) => {
            card_of_form(table, workspace).or_else(|| fitting_card(draft.answers(), workspace))
        }
        None => fitting_card(draft.answers(), workspace),
    };
    if card.is_some() {
        draft.fill(&scales, card);
        draft.fill_criteria(&lexicon, card);
    }
    draft.find_ids(workspace);
    draft.find_names();
    draft.find_respondent();
    if watch(table.headers.len()).is_break() {
        return None;
    }
    let has_criteria = draft.answers().iter().any(|column| matches!(column.role, ColumnUse::Criterion { .. }));
    let is_named = |column: &ColumnMapping| column.role.names_customer();
    let numbered = (kind == Kind::Customers && !table.rows.is_empty() && !draft.columns.iter().any(is_named))
        .then(|| Name::new("Customer").ok())
        .flatten();
    let mut mapping = Mapping { numbered, columns: draft.columns, criteria: draft.criteria, ..Mapping::new(kind) };
    if card.is_none() {
        tell_apart(if kind == Kind::Answers { &mut mapping.criteria } else { &mut mapping.columns });
    }
    if has_criteria {
        mapping.scorecard = Some(match card {
            Some(card) => CardChoice::Existing(reference_to(card, workspace)),
            None => CardChoice::New(
                only.and_then(|(_, named)| Name::new(&named).ok())
                    .unwrap_or_else(|| new_card_name(table, workspace, kind)),
            ),
        });
    }
    Some(mapping)
}

/// A column as an answer, with a scale taken from its cells; and the words in it nobody knows the worth of.
pub fn suggest_criterion(table: &Table, column: usize) -> (ColumnMapping, Vec<String>) {
    let lexicon = Lexicon::of(&Mapping::new(Kind::Ratings));
    let header = table.headers.get(column).map_or("", String::as_str);
    let cells = || table.rows.iter().filter_map(|row| row.get(column));
    let mut votes = DecimalVotes::default();
    cells().filter(|text| !lexicon.is_missing(cell::text(text))).for_each(|text| votes.look(text));
    let facts = Facts::of(cells(), votes.decided().unwrap_or_default(), &lexicon);
    let found = facts.scale(&lexicon).or_else(|| facts.scale_of_numbers());
    let is_words = facts.numbers == 0 && (1..=labels::MAX_LABELS).contains(&facts.texts.len());
    let ticked = facts.ticked().filter(|_| found.is_none());
    let unknown: Vec<String> = match (&found, &ticked) {
        (None, Some(ticked)) => ticked.keys().map(|text| labels::key(text)).collect(),
        (None, None) if is_words => facts.texts.keys().map(|text| labels::key(text)).collect(),
        _ => Vec::new(),
    };
    let plain = Proposal::plain(if unknown.is_empty() { Scale::YesNo } else { Scale::points(1, 5) });
    let plain = Proposal { several: ticked.map(|_| Several::default()), ..plain };
    let found = found.unwrap_or(plain);
    let role = match Name::new(&header::name(header)) {
        Ok(name) => turned(name, &found.scale, Direction::HighIsGood),
        Err(_) => ColumnUse::Ignore,
    };
    let column = ColumnMapping { decimal: facts.decimal, ..ColumnMapping::new(header, role) };
    (read_by(column, Some(&found), None, &facts), unknown)
}

/// Where a row is one answer: what the texts of one column ask, by the answers in another.
pub fn suggest_criteria(table: &Table, criterion: usize, value: usize) -> Vec<ColumnMapping> {
    let lexicon = Lexicon::of(&Mapping::new(Kind::Answers));
    let facts = facts(table, &lexicon, &mut |_| ControlFlow::Continue(())).unwrap_or_default();
    let plain = |column: usize, role| ColumnMapping::new(table.headers.get(column).map_or("", String::as_str), role);
    let columns = (0..table.headers.len()).map(|column| match column {
        _ if column == criterion => plain(column, ColumnUse::CriterionName),
        _ if column == value => plain(column, ColumnUse::Value),
        _ => plain(column, ColumnUse::Ignore),
    });
    let columns = columns.collect();
    let mut draft = Draft { columns, ..Draft::new(table, &facts, Kind::Answers) };
    draft.fill_criteria(&lexicon, None);
    draft.criteria
}

/// Ratings name a customer and a person, or the same customer several times; answers name the criterion too.
fn guess_kind(table: &Table, facts: &[Facts<'_>], scales: &[Option<Proposal>]) -> Kind {
    if header::form(&table.headers).is_some() {
        return Kind::Ratings;
    }
    let place =
        |wanted: Meaning| table.headers.iter().position(|text| header::meaning(text, Kind::Answers) == Some(wanted));
    if let (Some(criterion), Some(value)) = (place(Meaning::CriterionName), place(Meaning::Value)) {
        let (named, given) = (&facts[criterion], &facts[value]);
        let is_name = !named.is_numeric() && named.texts.len() <= MAX_CRITERIA && named.repeats();
        if is_name && given.filled > 0 && named.texts.keys().any(|text| text.chars().any(char::is_alphabetic)) {
            return Kind::Answers;
        }
    }
    let borne_out = |(text, scale): (&String, &Option<Proposal>)| {
        header::meaning(text, Kind::Ratings).filter(|meaning| topics::bears_out(*meaning, scale.as_ref()))
    };
    let meanings: Vec<_> = table.headers.iter().zip(scales).map(borne_out).collect();
    let is_customer =
        |meaning: &Option<Meaning>| matches!(meaning, Some(Meaning::CustomerName | Meaning::CustomerReference));
    let Some(customer) = meanings.iter().position(is_customer) else {
        return Kind::Customers;
    };
    let is_person =
        |(meaning, facts): (&Option<Meaning>, &Facts<'_>)| *meaning == Some(Meaning::Person) && facts.filled > 0;
    let has_person = meanings.iter().zip(facts).any(is_person);
    let has_date = meanings.contains(&Some(Meaning::Date));
    // Two customers may have one name; without a rater or a day only many rows per customer tell of ratings.
    let found = &facts[customer];
    let repeats = found.repeats() && (has_person || has_date || 2 * found.texts.len() <= found.filled);
    // A list of customers may say yes or no about one thing, and who looks after them; several are questions.
    let num_yes_no = scales.iter().flatten().filter(|found| found.scale == Scale::YesNo).count();
    let has_points = num_yes_no > 1 || scales.iter().flatten().any(|found| matches!(found.scale, Scale::Points { .. }));
    let has_scale = scales.iter().zip(&meanings).any(|(scale, meaning)| scale.is_some() && meaning.is_none());
    if has_scale && (repeats || (has_person && has_points)) { Kind::Ratings } else { Kind::Customers }
}

/// The mapping as it grows, column by column.
struct Draft<'a> {
    table: &'a Table,
    facts: &'a [Facts<'a>],
    kind: Kind,
    form: Option<header::Form>,
    /// The sheet of ours that it is.
    own: Option<Own>,
    /// The column of scorecards, and the one whose answers count.
    only: Option<(usize, String)>,
    /// The day it is, if somebody said so.
    today: Option<Date>,
    columns: Vec<ColumnMapping>,
    /// Where a row is one answer: what the texts in the column of criteria are.
    criteria: Vec<ColumnMapping>,
}

impl<'a> Draft<'a> {
    const fn new(table: &'a Table, facts: &'a [Facts<'a>], kind: Kind) -> Self {
        Self {
            table,
            facts,
            kind,
            form: None,
            own: None,
            only: None,
            today: None,
            columns: Vec::new(),
            criteria: Vec::new(),
        }
    }

    /// The columns, or texts, that may be criteria.
    fn answers(&self) -> &[ColumnMapping] {
        if self.kind == Kind::Answers { &self.criteria } else { &self.columns }
    }

    /// Gives every column its use, anew.
    fn fill(&mut self, scales: &[Option<Proposal>], card: Option<&Scorecard>) {
        self.columns.clear();
        for (column, scale) in scales.iter().enumerate() {
            let suggested = self.column(column, scale.as_ref(), card);
            self.columns.push(suggested);
        }
    }

    /// Where a row is one answer: looks at the values of each criterion.
    fn fill_criteria(&mut self, lexicon: &Lexicon, card: Option<&Scorecard>) {
        self.criteria.clear();
        let place = |wanted: &ColumnUse| self.columns.iter().position(|column| column.role == *wanted);
        let (Some(criterion), Some(value)) = (place(&ColumnUse::CriterionName), place(&ColumnUse::Value)) else {
            return;
        };
        let mut values: BTreeMap<&'a str, Vec<&'a str>> = BTreeMap::new();
        let only = self.only.as_ref();
        for row in self.table.records() {
            if only.is_some_and(|(column, named)| cell::text(&row[*column]) != named) {
                continue;
            }
            let text = cell::text(&row[criterion]);
            if !lexicon.is_missing(text) && (values.len() < MAX_CRITERIA || values.contains_key(text)) {
                values.entry(text).or_default().push(&row[value]);
            }
        }
        for (text, values) in values {
            let mut votes = DecimalVotes::default();
            values.iter().filter(|text| !lexicon.is_missing(cell::text(text))).for_each(|text| votes.look(text));
            let decimal = votes.decided().unwrap_or(self.facts[value].decimal);
            let facts = Facts::of(values.into_iter(), decimal, lexicon);
            let scale = facts.scale(lexicon);
            let known = card.and_then(|card| known_on(card, text));
            let role = match (known, &scale) {
                (Some(known), _) => on_existing(known),
                (None, Some(found)) if card.is_none() => self.new_criterion(text, found),
                _ => ColumnUse::Ignore,
            };
            let plain = ColumnMapping { decimal, ..ColumnMapping::new(text, role) };
            self.criteria.push(read_by(plain, scale.as_ref(), known, &facts));
        }
    }

    fn column(&self, column: usize, scale: Option<&Proposal>, card: Option<&Scorecard>) -> ColumnMapping {
        let header = &self.table.headers[column];
        let facts = &self.facts[column];
        if let Some(role) = self.own.and_then(|own| own.role(header)) {
            let plain = ColumnMapping::new(header, role);
            return ColumnMapping { decimal: facts.decimal, date_order: facts.date_order, ..plain };
        }
        let is_kind = |text: &&str| occasion_kind(text).is_some();
        if self.kind != Kind::Customers && header::key(header) == "kindofoccasion" && facts.texts.keys().all(is_kind) {
            return ColumnMapping::new(header, ColumnUse::OccasionKind);
        }
        // "1 - retail" is a category of customers as often as it is an answer.
        let scale = scale.filter(|found| self.kind != Kind::Customers || !found.is_numbered);
        let can_be_criterion = self.kind != Kind::Answers;
        let known = card.filter(|_| can_be_criterion).and_then(|card| known_on(card, header));
        let meaning = self.meaning(column).filter(|meaning| topics::bears_out(*meaning, scale));
        let meant = || meaning.and_then(|meaning| self.role(meaning, header, facts));
        let scale = scale.filter(|_| !codes::are_codes(facts) && !codes::is_running(self.table, column));
        // Our own form asks it, whatever was filled in.
        let is_form = self.own == Some(Own::Form);
        let is_answer = |known: &Criterion| {
            is_form || scale.is_some() || words_of(known, facts).is_some() || facts.has_only_answers()
        };
        let role = match known.filter(|known| is_answer(known)) {
            Some(known) => on_existing(known),
            None => meant()
                .filter(|role| self.is_free(role))
                .unwrap_or_else(|| self.by_content(header, facts, scale.filter(|_| can_be_criterion), card)),
        };
        let date_order = facts.date_order.or_else(|| {
            let has_days = matches!(role, ColumnUse::Date | ColumnUse::Since | ColumnUse::Renewal);
            (has_days && facts.filled > 0 && facts.excel_days == facts.filled).then_some(DateOrder::ExcelDays)
        });
        let period_is_assumed = role.period().is_some() && header::period(header).is_none();
        let plain = ColumnMapping { period_is_assumed, ..ColumnMapping::new(header, role) };
        read_by(ColumnMapping { decimal: facts.decimal, date_order, ..plain }, scale, known, facts)
    }

    /// What the header means, in a form also what its place says.
    fn meaning(&self, column: usize) -> Option<Meaning> {
        let header = &self.table.headers[column];
        let Some(form) = self.form else { return header::meaning(header, self.kind) };
        match header::form_meaning(header, form, column) {
            Some(FormColumn::Stamp) => Some(Meaning::Date),
            Some(FormColumn::Name) if self.facts[column].filled > 0 => Some(Meaning::Person),
            Some(FormColumn::Name | FormColumn::Mail | FormColumn::Other) => Some(Meaning::Code),
            None => {
                let facts = &self.facts[column];
                let is_text = facts.filled > 0
                    && facts.numbers < facts.filled
                    && labels::propose(facts.texts.keys().copied()).is_none();
                let of_customer = (is_text && header::speaks_of_customer(header)).then_some(Meaning::CustomerName);
                header::meaning(header, self.kind)
                    .filter(|meaning| *meaning != Meaning::CustomerReference)
                    .or(of_customer)
            }
        }
    }

    /// In a form without a name, the address says who answered.
    fn find_respondent(&mut self) {
        let Some(form) = self.form else { return };
        if self.columns.iter().any(|column| column.role == ColumnUse::Person) {
            return;
        }
        let is_mail = |column: usize| {
            let header = &self.table.headers[column];
            let is_anonymous = self.facts[column].texts.keys().all(|text| text.eq_ignore_ascii_case("anonymous"));
            header::form_meaning(header, form, column) == Some(FormColumn::Mail) && !is_anonymous
        };
        if let Some(column) = (0..self.columns.len()).find(|&column| is_mail(column)) {
            self.columns[column].role = ColumnUse::Person;
        }
    }

    fn new_criterion(&self, header: &str, found: &Proposal) -> ColumnUse {
        const SHOWN: usize = 100;
        let name = header::name(header);
        let short: String = if name.chars().count() > SHOWN {
            name.chars().take(SHOWN - 1).chain(['\u{2026}']).collect()
        } else {
            name
        };
        let direction = if header::high_is_bad(header) { Direction::Reversed } else { Direction::HighIsGood };
        match Name::new(&short) {
            Ok(name) => turned(name, &found.scale, direction),
            Err(_) if self.kind == Kind::Customers => ColumnUse::Note,
            Err(_) => ColumnUse::Ignore,
        }
    }

    fn is_free(&self, role: &ColumnUse) -> bool {
        (role.may_repeat() && !Joined::is_use(role)) || self.is_new(role)
    }

    /// What a meaning is here; `None` if the content does not bear it out.
    fn role(&self, meaning: Meaning, header: &str, facts: &Facts<'_>) -> Option<ColumnUse> {
        let mostly = |num: usize| facts.filled == 0 || facts.share(num) > 0.8;
        let is_customers = self.kind == Kind::Customers;
        let for_customers = |role: ColumnUse| is_customers.then_some(role);
        let money = |role: fn(MoneyPeriod) -> ColumnUse| {
            let period = header::period(header).or_else(|| self.last_year(meaning, header, facts));
            period.filter(|_| is_customers && mostly(facts.numbers)).map(role)
        };
        // A plain year ("2019") is a number to the counts, but a day to start from.
        // The header says that these are days: one that can't be read is a problem of its row, not of the column.
        let has_dates = facts.filled == 0
            || facts.share(facts.dates + facts.excel_days) > 0.5
            || (facts.is_numeric() && facts.min >= 1900.0 && facts.max <= 2200.0);
        let leftover = if is_customers { ColumnUse::Note } else { ColumnUse::Ignore };
        match meaning {
            Meaning::CustomerName => Some(ColumnUse::CustomerName),
            Meaning::CustomerReference => Some(ColumnUse::CustomerReference),
            Meaning::Person if !is_customers => Some(ColumnUse::Person),
            Meaning::Person | Meaning::Personal | Meaning::Details | Meaning::Consent | Meaning::Code => Some(leftover),
            Meaning::Group => Some(ColumnUse::Group),
            Meaning::Date => has_dates.then_some(ColumnUse::Date),
            Meaning::Since => for_customers(ColumnUse::Since).filter(|_| has_dates),
            Meaning::Renewal => for_customers(ColumnUse::Renewal).filter(|_| has_dates),
            Meaning::Occasion => Some(ColumnUse::OccasionName),
            Meaning::CriterionName => (self.kind == Kind::Answers).then_some(ColumnUse::CriterionName),
            Meaning::Value => (self.kind == Kind::Answers).then_some(ColumnUse::Value),
            Meaning::Remark if facts.is_numeric() => None,
            Meaning::Remark => Some(if is_customers { ColumnUse::Notes } else { ColumnUse::Remark }),
            Meaning::Status => for_customers(ColumnUse::Status).filter(|_| mostly(facts.statuses)),
            Meaning::Segment => for_customers(ColumnUse::Segment),
            Meaning::Source => for_customers(ColumnUse::Source),
            Meaning::ReferredBy => for_customers(ColumnUse::ReferredBy),
            Meaning::Contact => for_customers(ColumnUse::Contact),
            Meaning::Tag => for_customers(ColumnUse::Tag),
            Meaning::Revenue => money(|period| ColumnUse::Revenue { period }).or_else(|| {
                // Of several columns of the same money, the first counts; the others are no answers either.
                let is_again = revenue::is_plain(header) && facts.max > 10.0 && self.today.is_some();
                (is_again && is_customers && mostly(facts.numbers)).then_some(ColumnUse::Note)
            }),
            Meaning::Cost => money(|period| ColumnUse::Cost { period }),
            Meaning::Hours => money(|period| ColumnUse::Hours { period }),
        }
    }

    /// The last full year, for what is plainly called revenue and is too much to be points.
    fn last_year(&self, meaning: Meaning, header: &str, facts: &Facts<'_>) -> Option<MoneyPeriod> {
        let is_money = meaning == Meaning::Revenue && revenue::is_plain(header) && facts.max > 10.0;
        let period = MoneyPeriod::year(self.today?.year() - 1);
        (is_money && self.is_new(&ColumnUse::Revenue { period })).then_some(period)
    }

    /// Whether no column before has this very use.
    fn is_new(&self, role: &ColumnUse) -> bool {
        self.columns.iter().all(|column| column.role != *role)
    }

    /// By what is in it: an answer, else a day in ratings, else a line in the notes or nothing.
    fn by_content(
        &self,
        header: &str,
        facts: &Facts<'_>,
        scale: Option<&Proposal>,
        card: Option<&Scorecard>,
    ) -> ColumnUse {
        if let (None, Some(found)) = (card, scale) {
            return self.new_criterion(header, found);
        }
        match self.kind {
            // What was ticked about a customer is what it is like.
            Kind::Customers | Kind::Ratings if facts.ticked().is_some() => ColumnUse::Tag,
            Kind::Customers => ColumnUse::Note,
            Kind::Ratings | Kind::Answers
                if facts.filled > 0 && facts.dates == facts.filled && self.is_free(&ColumnUse::Date) =>
            {
                ColumnUse::Date
            }
            Kind::Ratings | Kind::Answers if codes::is_prose(facts) && self.is_free(&ColumnUse::Remark) => {
                ColumnUse::Remark
            }
            Kind::Ratings | Kind::Answers => ColumnUse::Ignore,
        }
    }

    /// The columns that say who the customers are.
    fn find_names(&mut self) {
        let naming = Naming {
            table: self.table,
            facts: self.facts,
            kind: self.kind,
            is_own: self.own.is_some(),
            is_survey: self.form == Some(header::Form::Survey),
            meanings: (0..self.columns.len()).map(|column| self.meaning(column)).collect(),
        };
        naming.find(&mut self.columns);
    }

    /// A column of ids that Keepwise gave customers of this workspace, whatever it is called.
    fn find_ids(&mut self, workspace: &Workspace) {
        if !self.is_new(&ColumnUse::CustomerId) {
            return;
        }
        let ours = |text: &&str| text.parse::<CustomerId>().is_ok_and(|id| workspace.customers.contains_key(&id));
        let are_ids = |column: &usize| {
            let mut texts = self.facts[*column].texts.keys();
            texts.clone().any(&ours) && texts.all(|text| text.parse::<CustomerId>().is_ok())
        };
        if let Some(column) = (0..self.columns.len()).find(are_ids) {
            let header = &self.columns[column].header;
            self.columns[column] = ColumnMapping::new(header, ColumnUse::CustomerId);
        }
    }
}
