//! Evidence: all answers in a window, added up per customer, criterion and group. What is known, before any judgement.
//!
//! Everybody has one voice: a person's several ratings inside the window are averaged per criterion first, then the
//! people within a group are combined as the [`Gathering`] says, then (in [`crate::analysis::judge`]) the groups by their balance. Criterion first, then
//! weights; so a person who leaves a question out shifts that question only.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{CriterionId, Customer, CustomerId, GroupId, PersonId, Scorecard, ScorecardId, Workspace};

use super::gathering::Gathering;
use super::judge::{Known, Rules};
use super::reader::{Layout, PersonVoice, Reader, Row};
use super::severity::{Severities, is_evened_out};
use super::terms::Terms;
use super::window::Window;

/// What one group says about one criterion of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cell {
    /// The people who gave a value combined (the mean, or what the policy asks for), 0 (bad for us) to 1 (good); 0 if
    /// nobody did.
    pub mean: f64,
    /// The lowest voice, 0 to 1; 0 if there is none.
    pub min: f64,
    /// The highest voice, 0 to 1; 0 if there is none.
    pub max: f64,
    /// How far the combined value falls at most if one person's answer gets worse by one step of its scale.
    pub fall: f64,
    /// How far it rises at most if one gets better by one step.
    pub rise: f64,
    /// People who gave a value.
    pub people: u32,
    /// People whose answer hits the red flag.
    pub hits: u32,
    /// People whose answer says whether the red flag is hit. Fewer than `people` only where an old answer, on
    /// another scale, cannot be read by today's rule.
    pub asked: u32,
    /// People who said it does not apply.
    pub not_applicable: u32,
    /// People who said they don't know.
    pub dont_know: u32,
}

impl Cell {
    /// Adds one person; until [`Self::finish`] the mean is the sum.
    pub(super) fn add(&mut self, voice: PersonVoice) {
        self.not_applicable += u32::from(voice.not_applicable);
        self.dont_know += u32::from(voice.dont_know);
        self.hits += u32::from(voice.hit == Some(true));
        self.asked += u32::from(voice.hit.is_some());
        if let Some(value) = voice.value {
            self.min = if self.people == 0 { value } else { self.min.min(value) };
            self.max = if self.people == 0 { value } else { self.max.max(value) };
            self.mean += value;
            self.people += 1;
        }
    }

    /// Makes the sum a mean; with one step of the criterion's scale.
    pub(super) fn finish(&mut self, step: f64) {
        if self.people > 0 {
            let people = f64::from(self.people);
            // Rounding must not carry a mean outside its own voices.
            self.mean = (self.mean / people).clamp(self.min, self.max);
            // Somebody at the end of the scale cannot go further.
            (self.fall, self.rise) = (step.min(self.max) / people, step.min(1.0 - self.min) / people);
        }
    }
}

/// One customer's part of the evidence.
#[derive(Clone, Copy)]
pub(super) struct RowRef<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) raters: &'a [u32],
}

impl Row {
    pub(super) fn as_ref(&self) -> RowRef<'_> {
        RowRef { cells: &self.cells, raters: &self.raters }
    }
}

/// All evidence on one scorecard by one gathering, as dense arrays; customers are named by their place.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    gathering: Gathering,
    severities: Severities,
    pub(super) layout: Layout,
    customers: Vec<CustomerId>,
    cells: Vec<Cell>,
    raters: Vec<u32>,
    num_ratings: Vec<u32>,
    newest: Vec<Option<Date>>,
}

impl Evidence {
    /// Adds up the ratings of all customers on this scorecard. Customers without any have a row too.
    pub fn gather(workspace: &Workspace, card: &Scorecard, gathering: Gathering) -> Self {
        let reader = Reader::with(workspace, card, gathering);
        let customers: Vec<&Arc<Customer>> = workspace.customers.values().collect();
        let rows: Vec<Row> = customers.par_iter().map(|customer| reader.row(customer, gathering.window)).collect();
        let mut evidence = Self {
            gathering,
            severities: reader.severities,
            customers: customers.iter().map(|customer| customer.id).collect(),
            cells: Vec::with_capacity(rows.len() * reader.layout.criteria.len() * reader.layout.groups.len()),
            raters: Vec::with_capacity(rows.len() * reader.layout.groups.len()),
            num_ratings: rows.iter().map(|row| row.num_ratings).collect(),
            newest: rows.iter().map(|row| row.newest).collect(),
            layout: reader.layout,
        };
        for row in rows {
            evidence.cells.extend(row.cells);
            evidence.raters.extend(row.raters);
        }
        evidence
    }

    /// Adds up one customer again after it was added, changed or deleted. Every other change (people, groups, the
    /// scorecard, the gathering) needs [`Self::gather`]; a changed layout is noticed and gathered anew.
    ///
    /// The outcome is always that of gathering everything. Where severity is evened out, one rating may change what
    /// is known about everybody's severity, so everything is gathered anew.
    pub fn regather(&mut self, workspace: &Workspace, card: &Scorecard, customer: CustomerId) {
        self.regather_many(workspace, card, &[customer]);
    }

    /// The same for several customers.
    pub fn regather_many(&mut self, workspace: &Workspace, card: &Scorecard, customers: &[CustomerId]) {
        let reader = Reader::as_given(workspace, card, self.gathering);
        if reader.layout != self.layout || is_evened_out(&self.gathering, card) {
            *self = Self::gather(workspace, card, self.gathering);
            return;
        }
        for &customer in customers {
            let row = workspace.customers.get(&customer);
            self.put(customer, row.map(|customer| reader.row(customer, self.gathering.window)));
        }
    }

    /// The evidence on the customers at these places alone, in the order of their ids.
    ///
    /// # Panics
    /// If a place is out of range, as with a slice.
    #[must_use]
    pub fn only(&self, places: &[usize]) -> Self {
        let (num_cells, num_groups) = (self.cells_per_row(), self.layout.groups.len());
        let places: std::collections::BTreeSet<usize> = places.iter().copied().collect();
        let mut only = Self {
            gathering: self.gathering,
            severities: self.severities.clone(),
            layout: self.layout.clone(),
            customers: places.iter().map(|place| self.customers[*place]).collect(),
            cells: Vec::with_capacity(places.len() * num_cells),
            raters: Vec::with_capacity(places.len() * num_groups),
            num_ratings: places.iter().map(|place| self.num_ratings[*place]).collect(),
            newest: places.iter().map(|place| self.newest[*place]).collect(),
        };
        for place in places {
            only.cells.extend_from_slice(&self.cells[place * num_cells..(place + 1) * num_cells]);
            only.raters.extend_from_slice(&self.raters[place * num_groups..(place + 1) * num_groups]);
        }
        only
    }

    /// Puts one customer's row in place, or takes it away.
    fn put(&mut self, customer: CustomerId, row: Option<Row>) {
        let (num_cells, num_groups) = (self.cells_per_row(), self.layout.groups.len());
        let place = self.customers.binary_search(&customer);
        let at = place.unwrap_or_else(|at| at);
        let old = usize::from(place.is_ok());
        let (ids, num_ratings, newest) = match &row {
            Some(row) => (vec![customer], vec![row.num_ratings], vec![row.newest]),
            None => (vec![], vec![], vec![]),
        };
        let Row { cells, raters, .. } = row.unwrap_or_default();
        self.customers.splice(at..at + old, ids);
        self.num_ratings.splice(at..at + old, num_ratings);
        self.newest.splice(at..at + old, newest);
        self.cells.splice(at * num_cells..(at + old) * num_cells, cells);
        self.raters.splice(at * num_groups..(at + old) * num_groups, raters);
    }

    /// How it was gathered: the same gathering of the same ratings is the same evidence.
    pub const fn gathering(&self) -> Gathering {
        self.gathering
    }

    /// The days that count.
    pub const fn window(&self) -> Window {
        self.gathering.window
    }

    /// What is taken off each person's values (0–1) where severity is evened out; nobody is named otherwise, nor who
    /// has fewer than two customers in common with others.
    pub const fn severities(&self) -> &BTreeMap<PersonId, f64> {
        &self.severities
    }

    /// A reader that reads as this evidence was read.
    pub(super) fn reader<'a>(&self, workspace: &Workspace, card: &'a Scorecard) -> Reader<'a> {
        let mut reader = Reader::as_given(workspace, card, self.gathering);
        reader.severities.clone_from(&self.severities);
        reader
    }

    /// The scorecard.
    pub const fn scorecard(&self) -> ScorecardId {
        self.layout.card
    }

    /// The customers, in the order of their ids; a customer's place here is its index everywhere.
    pub fn customers(&self) -> &[CustomerId] {
        &self.customers
    }

    /// The active criteria of the version in force, in the order they are asked.
    pub fn criteria(&self) -> &[CriterionId] {
        &self.layout.criteria
    }

    /// The groups with a say, in the order of their ids. On a scorecard that rates the customer that is everybody
    /// but the customer's own people; on one that rates us, everybody.
    pub fn groups(&self) -> &[GroupId] {
        &self.layout.groups
    }

    /// How many customers there are.
    pub const fn len(&self) -> usize {
        self.customers.len()
    }

    /// Whether there are no customers.
    pub const fn is_empty(&self) -> bool {
        self.customers.is_empty()
    }

    /// A customer's place.
    pub fn index_of(&self, customer: CustomerId) -> Option<usize> {
        self.customers.binary_search(&customer).ok()
    }

    /// A criterion's place.
    pub fn criterion_index(&self, criterion: CriterionId) -> Option<usize> {
        self.layout.criteria.iter().position(|id| *id == criterion)
    }

    /// What a group says about a criterion of a customer, by place.
    ///
    /// # Panics
    /// If a place is out of range, as with a slice.
    pub fn cell(&self, customer: usize, criterion: usize, group: usize) -> &Cell {
        &self.row(customer).cells[criterion * self.layout.groups.len() + group]
    }

    /// What all groups say about a criterion of a customer, in the order of [`Self::groups`].
    ///
    /// # Panics
    /// If a place is out of range, as with a slice.
    pub fn cells(&self, customer: usize, criterion: usize) -> &[Cell] {
        let num_groups = self.layout.groups.len();
        &self.row(customer).cells[criterion * num_groups..(criterion + 1) * num_groups]
    }

    /// A criterion's value for a customer under these terms, 0 to 1, groups balanced; `None` if missing or not
    /// applicable.
    pub fn value(&self, customer: usize, criterion: usize, terms: &Terms) -> Option<f64> {
        match Rules::new(&self.layout, terms).known(self.row(customer), criterion) {
            Known::Value(value) => Some(value),
            Known::NotApplicable | Known::Missing => None,
        }
    }

    /// All values under these terms, `[customer][criterion]` in one vector: for heatmaps and sorting.
    pub fn values(&self, terms: &Terms) -> Vec<Option<f64>> {
        let rules = Rules::new(&self.layout, terms);
        let places = (0..self.len()).flat_map(|i| (0..self.layout.criteria.len()).map(move |j| (i, j)));
        let known = places.map(|(i, j)| match rules.known(self.row(i), j) {
            Known::Value(value) => Some(value),
            Known::NotApplicable | Known::Missing => None,
        });
        known.collect()
    }

    /// How many people gave at least one value, whatever their group counts.
    pub fn num_raters(&self, customer: usize) -> u32 {
        self.row(customer).raters.iter().sum()
    }

    /// How many people of one group gave at least one value.
    ///
    /// # Panics
    /// If a place is out of range, as with a slice.
    pub fn num_raters_in(&self, customer: usize, group: usize) -> u32 {
        self.row(customer).raters[group]
    }

    /// How many ratings were made in the window.
    pub fn num_ratings(&self, customer: usize) -> u32 {
        self.num_ratings.get(customer).copied().unwrap_or(0)
    }

    /// The day of the newest rating in the window.
    pub fn newest(&self, customer: usize) -> Option<Date> {
        self.newest.get(customer).copied().flatten()
    }

    fn cells_per_row(&self) -> usize {
        self.layout.criteria.len() * self.layout.groups.len()
    }

    pub(super) fn row(&self, customer: usize) -> RowRef<'_> {
        let (num_cells, num_groups) = (self.cells_per_row(), self.layout.groups.len());
        RowRef {
            cells: &self.cells[customer * num_cells..(customer + 1) * num_cells],
            raters: &self.raters[customer * num_groups..(customer + 1) * num_groups],
        }
    }
}
