//! Everything chosen for an import: what a row is, what the columns become, to which scorecard the answers belong.

use jiff::civil::Date;

use crate::exchange::{Bands, CardChoice, ColumnMapping, Kind, Mapping, OnProblem, ReadOptions, Sameness, Table, Who};
use crate::model::{GroupId, Name, OccasionKind, ScorecardId, Workspace};

use super::super::scorecards::sentence;
use super::columns::ColumnForm;
use super::limits::{LimitsForm, usual};
use super::uses::UseKind;

/// What counts for all rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOptions {
    /// The name of the new scorecard.
    pub card_name: String,
    /// The one customer that all rows are about, where no column says who it is.
    pub customer: String,
    /// Who rated, where no column says so.
    pub person: String,
    /// The group of new people, where no column says so.
    pub group: GroupId,
    /// Why the ratings were made.
    pub occasion: OccasionKind,
    /// Texts that stand for no answer, with semicolons between them; an empty cell always does.
    pub missing: String,
    /// What becomes of rows with a problem.
    pub on_problem: OnProblem,
}

/// Everything chosen for an import.
#[derive(Debug, Clone)]
pub struct ImportForm {
    /// What a row is.
    pub kind: Kind,
    /// The columns in the order of the file; behind them, where a row is one answer, the questions.
    pub columns: Vec<ColumnForm>,
    /// The scorecard the answers belong to; none for a new one.
    pub card: Option<ScorecardId>,
    /// What counts for all rows.
    pub options: ImportOptions,
    /// Which names are the same as others, and which are not.
    pub same: Vec<Sameness>,
    /// The limits of the new scorecard.
    pub limits: LimitsForm,
    /// Whether a scorecard of the new one's name is there already; it keeps its own limits.
    pub is_card_known: bool,
    /// What is missing in the name of the new scorecard.
    pub card_fault: Option<String>,
    /// What is missing in the name of the person.
    pub person_fault: Option<String>,
    /// What is wrong with the name of the one customer.
    pub customer_fault: Option<String>,
    suggested: Mapping,
}

impl ImportForm {
    pub(super) fn set_same(&mut self, said: Sameness) {
        self.same.retain(|known| (known.who, &known.text, &known.other) != (said.who, &said.text, &said.other));
        // One name can be the same as one other only.
        if said.same {
            self.same.retain(|known| !(known.same && (known.who, &known.text) == (said.who, &said.text)));
        }
        self.same.push(said);
    }

    /// What was said about names of customers and people, customers first.
    pub fn said_about_names(&self) -> Vec<&Sameness> {
        let of = |who: Who| self.same.iter().filter(move |said| said.who == who);
        of(Who::Customer).chain(of(Who::Person)).collect()
    }

    /// How the file is read from now on.
    pub(super) fn read_by(&mut self, options: ReadOptions) {
        self.suggested.read = options;
    }

    /// The column of questions and the column of answers, if both are chosen.
    pub(super) fn asked_in(&self) -> Option<(usize, usize)> {
        let place = |kind: UseKind| self.columns.iter().position(|column| column.use_kind == kind);
        place(UseKind::CriterionName).zip(place(UseKind::Value))
    }

    /// Takes other questions.
    pub(super) fn ask_anew(&mut self, found: &[ColumnMapping], today: Date) {
        self.columns.retain(|column| !column.is_single);
        self.columns.extend(found.iter().map(|column| ColumnForm::single(column, today.year())));
    }

    /// The form as it was suggested.
    pub(super) fn new(table: &Table, suggested: Mapping, workspace: &Workspace, today: Date) -> Self {
        let columns = (0..table.headers.len()).map(|index| {
            let column = table.headers.get(index).and_then(|header| suggested.column(header));
            ColumnForm::new(table, index, column, today.year())
        });
        let singles = suggested.criteria.iter().map(|column| ColumnForm::single(column, today.year()));
        let columns = columns.chain(singles).collect();
        let (card, card_name) = match &suggested.scorecard {
            Some(CardChoice::New(name)) => (None, name.to_string()),
            Some(CardChoice::Existing(text)) => {
                let is_it = |card: &&std::sync::Arc<crate::model::Scorecard>| {
                    card.name.as_str() == text.as_str() || card.id.to_string() == *text
                };
                (workspace.scorecards.values().find(is_it).map(|card| card.id), free_name(table, workspace))
            }
            None => (None, free_name(table, workspace)),
        };
        Self {
            kind: suggested.kind,
            columns,
            card,
            options: ImportOptions {
                card_name,
                customer: suggested.customer.as_ref().map(ToString::to_string).unwrap_or_default(),
                person: suggested.default_person.to_string(),
                group: suggested.default_group,
                occasion: suggested.occasion,
                missing: suggested.missing.join("; "),
                on_problem: suggested.on_problem,
            },
            same: suggested.same.clone(),
            limits: LimitsForm::of(suggested.bands.as_ref()),
            is_card_known: false,
            card_fault: None,
            person_fault: None,
            customer_fault: None,
            suggested,
        }
    }

    /// Whether any column is an answer.
    pub fn has_answers(&self) -> bool {
        self.columns.iter().any(|column| column.use_kind == UseKind::Criterion)
    }

    /// How many columns are used, and how many of these would be left out with "Leave out all but the customer".
    pub fn num_used(&self) -> (usize, usize) {
        let used = self.columns.iter().filter(|column| column.use_kind != UseKind::Ignore);
        used.fold((0, 0), |(all, rest), column| (all + 1, rest + usize::from(!column.use_kind.says_customer())))
    }

    /// Leaves out every column that does not say who the customer is.
    pub(super) fn leave_out_rest(&mut self) {
        for column in self.columns.iter_mut().filter(|column| !column.use_kind.says_customer()) {
            column.use_kind = UseKind::Ignore;
        }
    }

    /// Whether every row could be about one customer, for no column says who it is.
    pub fn may_name_customer(&self) -> bool {
        self.kind != Kind::Customers && !self.columns.iter().any(|column| column.use_kind.says_customer())
    }

    /// Whether a column says who rated.
    pub fn has_person(&self) -> bool {
        self.columns.iter().any(|column| column.use_kind == UseKind::Person)
    }

    /// Whether anything is missing before the import can be tried.
    pub fn is_incomplete(&self) -> bool {
        self.card_fault.is_some()
            || self.person_fault.is_some()
            || self.customer_fault.is_some()
            || self.limits.has_faults()
            || self.columns.iter().any(|column| column.fault.is_some())
    }

    /// The limits as the mapping has them: none for the usual ones.
    fn bands(&mut self) -> Option<Bands> {
        if !self.makes_card() {
            self.limits.forget_faults();
            return self.suggested.bands.clone();
        }
        self.limits.check().filter(|bands| self.suggested.bands.is_some() || *bands != usual())
    }

    /// The mapping the import works by, or none if something is missing; that is written beside it then.
    pub(super) fn mapping(&mut self, workspace: &Workspace) -> Option<Mapping> {
        let card = self.card.and_then(|id| workspace.scorecards.get(&id));
        let (mut columns, mut criteria) = (Vec::new(), Vec::new());
        let marks = self.options.missing.split(';').map(str::trim).filter(|mark| !mark.is_empty());
        let mut missing: Vec<String> = marks.map(str::to_owned).collect();
        for column in &mut self.columns {
            let is_answer = column.use_kind == UseKind::Criterion;
            let nothing = column.saying_nothing().filter(|text| is_answer && !missing.contains(text));
            missing.extend(nothing.collect::<Vec<_>>());
            if let Some(card) = card.filter(|_| column.use_kind == UseKind::Criterion) {
                column.find_criterion(card);
            }
            match column.mapping(card.map(|card| &**card)) {
                Ok(mapping) => {
                    column.fault = None;
                    if column.is_single { criteria.push(mapping) } else { columns.push(mapping) }
                }
                Err(why) => column.fault = Some(why),
            }
        }
        let person = Name::new(&self.options.person);
        let card_name = Name::new(&self.options.card_name);
        let fault = |name: &Result<Name, crate::model::TextError>| {
            name.as_ref().err().map(|error| sentence(&error.to_string()))
        };
        let has_answers = self.has_answers();
        self.person_fault = fault(&person).filter(|_| has_answers && !self.has_person());
        self.card_fault = fault(&card_name).filter(|_| has_answers && card.is_none());
        let customer = Name::new(&self.options.customer);
        let is_customer_named = self.may_name_customer() && !self.options.customer.trim().is_empty();
        self.customer_fault = fault(&customer).filter(|_| is_customer_named);
        self.is_card_known = card.is_none()
            && card_name.as_ref().is_ok_and(|name| workspace.scorecards.values().any(|known| known.name == *name));
        let bands = self.bands();
        if self.is_incomplete() {
            return None;
        }
        let scorecard = match (has_answers, card, card_name) {
            (true, Some(card), _) => Some(CardChoice::Existing(card.id.to_string())),
            (true, None, Ok(name)) => Some(CardChoice::New(name)),
            _ => None,
        };
        let default_person = person.unwrap_or_else(|_unused| self.suggested.default_person.clone());
        Some(Mapping {
            kind: self.kind,
            columns,
            criteria,
            missing,
            same: self.same.clone(),
            customer: customer.ok().filter(|_| is_customer_named),
            scorecard,
            default_person,
            default_group: self.options.group,
            occasion: self.options.occasion,
            bands,
            on_problem: self.options.on_problem,
            ..self.suggested.clone()
        })
    }
}

/// A name for a new scorecard: the file's, numbered if it is taken.
fn free_name(table: &Table, workspace: &Workspace) -> String {
    let stem = table.file_name.rsplit_once('.').map_or(table.file_name.as_str(), |(stem, _)| stem);
    let base: String = if stem.trim().is_empty() { "Imported" } else { stem }.chars().take(Name::MAX - 5).collect();
    let is_free = |name: &String| workspace.scorecards.values().all(|card| card.name.as_str() != name);
    let numbered = (1_u32..1000).map(|number| if number == 1 { base.clone() } else { format!("{base} {number}") });
    numbered.into_iter().find(is_free).unwrap_or_default()
}
