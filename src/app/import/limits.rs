//! The limits of a scorecard that an import makes: where keep and hard look begin, and bands with names, as typed or as
//! a column of ready-made classes says.

use crate::exchange::{Bands, ClassLimits, Kind};
use crate::model::{Finite, Policy};

use super::super::scorecards::{
    BandFault, BandPart, BandsDraft, bands_text, exact, limit, sentence, typed, upside_down,
};
use super::super::{Effect, State};
use super::form::ImportForm;
use super::uses::UseKind;
use super::{ImportState, with_form};

/// Limits as they are typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsForm {
    /// Whether they are shown; they hardly ever have to be touched.
    pub is_open: bool,
    /// Keep from this score on.
    pub keep_from: String,
    /// Hard look from this score on, let go below.
    pub hard_look_from: String,
    /// Bands with names.
    pub named: BandsDraft,
    /// What is wrong with the first.
    pub keep_fault: Option<String>,
    /// What is wrong with the second.
    pub hard_look_fault: Option<String>,
    /// What is wrong with the bands.
    pub band_faults: Vec<BandFault>,
    /// What a column of classes said when it was asked: how many rows agree, or why there are no limits.
    pub told: Option<Result<String, String>>,
}

impl LimitsForm {
    /// The limits of a mapping, or the usual ones.
    pub(super) fn of(bands: Option<&Bands>) -> Self {
        let usual = usual();
        let bands = bands.unwrap_or(&usual);
        let mut form = Self {
            is_open: false,
            keep_from: typed(Finite::clamped(bands.keep_from.value())),
            hard_look_from: typed(Finite::clamped(bands.hard_look_from.value())),
            named: BandsDraft::of(&bands.named),
            keep_fault: None,
            hard_look_fault: None,
            band_faults: Vec::new(),
            told: None,
        };
        form.check();
        form
    }

    /// What is wrong with a part of a named band.
    pub fn band_fault(&self, place: usize, part: BandPart) -> Option<&str> {
        let is_it = |fault: &&BandFault| fault.place == place && fault.part == part;
        self.band_faults.iter().find(is_it).map(|fault| fault.text.as_str())
    }

    /// Whether something is wrong.
    pub fn has_faults(&self) -> bool {
        self.keep_fault.is_some() || self.hard_look_fault.is_some() || !self.band_faults.is_empty()
    }

    /// Keep from and hard look from, if both can be read.
    pub fn ends(&self) -> Option<(f64, f64)> {
        let of = |text: &str| limit(text).ok().map(|score| score.value());
        of(&self.keep_from).zip(of(&self.hard_look_from))
    }

    /// In a sentence, if nothing is wrong: "Keep from 70, hard look from 45, let go below."
    pub fn words(&self) -> Option<String> {
        let (keep, hard) = self.ends().filter(|_| !self.has_faults())?;
        let named = bands_text(&self.named.bands().ok()?).map(|bands| format!(" Bands: {bands}."));
        let ends = format!("Keep from {}, hard look from {}, let go below.", exact(keep), exact(hard));
        Some(format!("{ends}{}", named.unwrap_or_default()))
    }

    /// Finds out what is wrong, and gives the limits if nothing is.
    pub(super) fn check(&mut self) -> Option<Bands> {
        let (keep, hard) = (limit(&self.keep_from), limit(&self.hard_look_from));
        let named = self.named.bands();
        self.keep_fault = keep.as_ref().err().cloned();
        self.hard_look_fault = hard.as_ref().err().cloned();
        self.band_faults = named.as_ref().err().cloned().unwrap_or_default();
        let (Ok(keep_from), Ok(hard_look_from), Ok(named)) = (keep, hard, named) else { return None };
        if hard_look_from > keep_from {
            self.hard_look_fault = Some(upside_down());
            return None;
        }
        Some(Bands { keep_from, hard_look_from, named })
    }

    /// Takes what was typed. What a column of classes said is about its own bands only.
    pub(super) fn put(&mut self, new: Self) {
        let told = new.told.clone().filter(|_| new.named == self.named);
        *self = Self { told, ..new };
    }

    /// Limits that are not used are not wrong either.
    pub(super) fn forget_faults(&mut self) {
        (self.keep_fault, self.hard_look_fault) = (None, None);
        self.band_faults.clear();
    }
}

/// The limits a scorecard has where nobody says otherwise.
pub(super) fn usual() -> Bands {
    let policy = Policy::default();
    Bands { keep_from: policy.keep_from, hard_look_from: policy.hard_look_from, named: policy.bands }
}

impl ImportForm {
    /// Whether the import makes a scorecard, so that its limits can be said.
    pub fn makes_card(&self) -> bool {
        self.has_answers() && self.card.is_none() && !self.is_card_known
    }

    /// The columns that may hold ready-made classes, by place with header. Only where one answer is the whole score can
    /// limits be told from them.
    pub fn class_columns(&self) -> Vec<(usize, &str)> {
        if self.kind != Kind::Customers || !self.makes_card() || self.score_column().is_none() {
            return Vec::new();
        }
        let is_other =
            |kind: UseKind| matches!(kind, UseKind::Criterion | UseKind::CustomerName | UseKind::CustomerReference);
        let columns = self.columns.iter().enumerate();
        let classes = columns.filter(|(_, column)| column.has_classes && !is_other(column.use_kind));
        classes.map(|(place, column)| (place, column.header.as_str())).collect()
    }

    /// The only answer, if there is only one.
    fn score_column(&self) -> Option<usize> {
        let mut answers = self.columns.iter().enumerate().filter(|(_, column)| column.use_kind == UseKind::Criterion);
        let first = answers.next()?.0;
        answers.next().is_none().then_some(first)
    }
}

/// Takes the limits from the column of classes at this place.
pub(super) fn take(state: &mut State, place: usize) -> Vec<Effect> {
    let ImportState { table: Some(table), form: Some(form), .. } = &mut state.areas.import else { return Vec::new() };
    let Some(header) = form.columns.get(place).map(|column| column.header.clone()) else { return Vec::new() };
    let Some(column) = form.score_column().and_then(|score| form.columns.get(score)) else { return Vec::new() };
    let missing: Vec<String> = form.options.missing.split(';').map(|mark| mark.trim().to_owned()).collect();
    let found = column.mapping(None).and_then(|answer| {
        ClassLimits::of_column(table, &answer, place, &missing)
            .map_err(|why| sentence(&format!("\u{201c}{header}\u{201d} gives no limits: {why}")))
    });
    let said = match found {
        Ok(found) => {
            form.limits.named = BandsDraft::of(&found.bands);
            let rows = crate::model::Locale::count(found.agree);
            let apart = match found.apart {
                0 => String::new(),
                1 => " 1 row has no score or no class.".to_owned(),
                apart => format!(" {} rows have no score or no class.", crate::model::Locale::count(apart)),
            };
            Ok(format!(
                "Taken from \u{201c}{header}\u{201d}: {rows} of {rows} rows agree.{apart} Between two classes the limit is \
                 the roundest number that fits; change it if you know better."
            ))
        }
        Err(why) => Err(why),
    };
    with_form(state, |form| form.limits.told = Some(said))
}
