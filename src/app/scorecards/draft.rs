//! A scorecard while somebody changes it: what was typed, and what is still wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use jiff::civil::Date;

use crate::model::{
    Combine, Criterion, CriterionId, Direction, Extra, Finite, FlagPolicy, FlagRule, GroupId, Line, Name, Note, Period,
    Policy, RedFlag, Score, Scorecard, ScorecardId, ScorecardVersion, SeverityRule, Share, Subject, Weight,
};

use super::bands::{BandPart, BandsDraft, exact, limit, upside_down};
use super::scale_draft::{ScaleDraft, ScalePart, number, sentence, typed};

/// Which part of a draft is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Part {
    /// Name, what it is for, who is rated.
    #[default]
    About,
    /// The question at this place.
    Question(usize),
    /// How answers become a verdict.
    Rules,
}

/// A field something can be wrong with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The name of the scorecard or of a question.
    Name,
    /// What the scorecard is for.
    About,
    /// The question as it is put.
    Question,
    /// Why we ask.
    Why,
    /// Some part of the scale.
    Scale(ScalePart),
    /// The weights as a whole.
    Weight,
    /// What the red flag means.
    FlagName,
    /// From which answer on it is hit.
    FlagValue,
    /// The bands.
    Bands,
    /// Where keep begins, as it is typed.
    KeepFrom,
    /// Where hard look begins, as it is typed.
    HardLookFrom,
    /// A part of the named band at this place.
    NamedBand(usize, BandPart),
    /// How many people are needed.
    People,
    /// How many months count.
    Months,
}

/// Something that keeps a draft from being adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// In which part.
    pub part: Part,
    /// In which field.
    pub field: Field,
    /// What is wrong and what to do.
    pub text: String,
}

/// A red flag as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlagDraft {
    /// What it means.
    pub name: String,
    /// Hit at this answer or above, not at or below.
    pub above: bool,
    /// The answer; "1" for yes and "0" for no.
    pub value: String,
}

/// A question as it is typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CriterionDraft {
    /// The question it was; none for a new one.
    pub before: Option<Criterion>,
    /// A short name.
    pub name: String,
    /// The question as it is put.
    pub question: String,
    /// Why we ask.
    pub why: String,
    /// What an answer may be.
    pub scale: ScaleDraft,
    /// Whether a high answer is bad.
    pub reversed: bool,
    /// How much it counts, 0 or more.
    pub weight: f64,
    /// A knock-out rule.
    pub flag: Option<FlagDraft>,
    /// No longer asked.
    pub retired: bool,
}

/// How far back ratings count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// The quarter of today.
    ThisQuarter,
    /// So many months.
    LastMonths,
    /// Everybody's newest rating.
    LatestPerPerson,
    /// Everything.
    All,
}

/// The rules as they are typed.
#[derive(Debug, Clone, PartialEq)]
pub struct RulesDraft {
    /// The policy it was, for what is not changed here.
    before: Policy,
    /// Keep from this score on, 0–100.
    pub keep_from: f64,
    /// Hard look from this score on, 0–100.
    pub hard_look_from: f64,
    /// The two as they are typed; what cannot be read is not yet in them.
    pub limits: [String; 2],
    /// Bands with names.
    pub named: BandsDraft,
    /// The least share answered, 0–1.
    pub min_coverage: f64,
    /// The fewest people.
    pub min_people: String,
    /// How far back ratings count.
    pub period: PeriodKind,
    /// How many months, where months count.
    pub months: String,
    /// Whose word makes a red flag.
    pub flags: FlagPolicy,
    /// How a group's people become one value.
    pub combine: Combine,
    /// After how many months a rating counts half.
    pub half_life_months: Option<NonZeroU16>,
    /// What is done about severe and lenient people.
    pub severity: SeverityRule,
    /// How much each group counts; one not named counts 1.
    pub balance: BTreeMap<GroupId, f64>,
}

/// A scorecard's next version, or a new scorecard, not adopted yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Which scorecard.
    pub card: ScorecardId,
    /// The version it began with; 0 for a scorecard that does not exist yet.
    pub base: u32,
    /// Which part is shown.
    pub part: Part,
    /// The scorecard's name.
    pub name: String,
    /// What it is for; can be written while the scorecard is new.
    pub about: String,
    /// Who is rated; can be chosen while the scorecard is new.
    pub subject: Subject,
    /// The questions in order, retired ones included.
    pub criteria: Vec<CriterionDraft>,
    /// How answers become a verdict.
    pub rules: RulesDraft,
    /// The end of the weight sliders.
    pub weight_most: f64,
    /// What keeps it from being adopted; found anew after every change.
    pub faults: Vec<Fault>,
    extra: Extra,
}

impl CriterionDraft {
    fn of(criterion: &Criterion) -> Self {
        Self {
            before: Some(criterion.clone()),
            name: criterion.name.to_string(),
            question: criterion.question.to_string(),
            why: criterion.why.to_string(),
            scale: ScaleDraft::of(&criterion.scale),
            reversed: criterion.direction == Direction::Reversed,
            weight: criterion.weight.value(),
            flag: criterion.red_flag.as_ref().map(|flag| {
                let (above, value) = match flag.rule {
                    FlagRule::AtOrBelow(value) => (false, value),
                    FlagRule::AtOrAbove(value) => (true, value),
                };
                FlagDraft { name: flag.name.to_string(), above, value: typed(value) }
            }),
            retired: criterion.retired,
        }
    }

    /// A new question on points from 1 to 5.
    pub(super) fn new() -> Self {
        Self { weight: 1.0, ..Self::default() }
    }

    /// The name, or words for a question without one.
    pub fn title(&self) -> &str {
        if self.name.trim().is_empty() { "New question" } else { &self.name }
    }

    fn criterion(&self, id: CriterionId, place: usize, faults: &mut Vec<Fault>) -> Option<Criterion> {
        let part = Part::Question(place);
        let known = faults.len();
        let mut wrong = |field, text: String| faults.push(Fault { part, field, text });
        let name = Name::new(&self.name).map_err(|error| wrong(Field::Name, sentence(&error.to_string()))).ok();
        let question = Line::new(&self.question).map_err(|error| wrong(Field::Question, sentence(&error.to_string())));
        let why = Note::new(&self.why).map_err(|error| wrong(Field::Why, sentence(&error.to_string())));
        let scale = self.scale.scale().map_err(|parts| {
            for (part, text) in parts {
                wrong(Field::Scale(part), text);
            }
        });
        let flag = self.flag.as_ref().map(|flag| {
            let name = Name::new(&flag.name).map_err(|_empty_or_long| {
                wrong(Field::FlagName, "Say in a few words what the red flag means.".to_owned());
            });
            let value = number(&flag.value).map_err(|why| wrong(Field::FlagValue, why));
            let rule = |value| if flag.above { FlagRule::AtOrAbove(value) } else { FlagRule::AtOrBelow(value) };
            let old = self.before.as_ref().and_then(|before| before.red_flag.as_ref());
            let extra = old.map(|old| old.extra.clone()).unwrap_or_default();
            name.ok().zip(value.ok()).map(|(name, value)| RedFlag { name, rule: rule(value), extra })
        });
        if let (Some(Some(flag)), Ok(scale)) = (&flag, &scale)
            && let Some(text) = never_hit(flag, scale)
        {
            wrong(Field::FlagValue, text);
        }
        if faults.len() > known {
            return None;
        }
        let extra = self.before.as_ref().map(|before| before.extra.clone()).unwrap_or_default();
        Some(Criterion {
            id,
            name: name?,
            question: question.ok()?,
            why: why.ok()?,
            scale: scale.ok()?,
            direction: if self.reversed { Direction::Reversed } else { Direction::HighIsGood },
            weight: Weight::clamped(self.weight),
            red_flag: flag.flatten(),
            retired: self.retired,
            extra,
        })
    }
}

/// Says so if no answer on the scale can hit the flag, or every answer does.
fn never_hit(flag: &RedFlag, scale: &crate::model::Scale) -> Option<String> {
    if matches!(scale, crate::model::Scale::Measure { .. }) {
        return None;
    }
    let (low, high) = scale.ends();
    let (hits_low, hits_high) = (flag.is_hit(Finite::clamped(low)), flag.is_hit(Finite::clamped(high)));
    match (hits_low, hits_high) {
        (false, false) => Some(format!("No answer on the scale {scale} would hit this red flag.")),
        (true, true) => Some(format!("Every answer on the scale {scale} would hit this red flag.")),
        _ => None,
    }
}

impl RulesDraft {
    fn of(policy: &Policy) -> Self {
        let (period, months) = match policy.period {
            Period::ThisQuarter => (PeriodKind::ThisQuarter, 12),
            Period::LastMonths(months) => (PeriodKind::LastMonths, months),
            Period::LatestPerPerson => (PeriodKind::LatestPerPerson, 12),
            Period::All => (PeriodKind::All, 12),
        };
        Self {
            before: policy.clone(),
            keep_from: policy.keep_from.value(),
            hard_look_from: policy.hard_look_from.value(),
            limits: [policy.keep_from, policy.hard_look_from].map(|score| exact(score.value())),
            named: BandsDraft::of(&policy.bands),
            min_coverage: policy.min_coverage.value(),
            min_people: policy.min_raters.to_string(),
            period,
            months: months.to_string(),
            flags: policy.flags,
            combine: policy.combine,
            half_life_months: policy.half_life_months,
            severity: policy.severity,
            balance: policy.balance.iter().map(|(group, weight)| (*group, weight.value())).collect(),
        }
    }

    /// Takes the limits as they are typed, where they can be read.
    pub fn read_limits(&mut self) {
        let read = |text: &String, before: f64| limit(text).map_or(before, |score| score.value());
        let [keep, hard] = &self.limits;
        (self.keep_from, self.hard_look_from) = (read(keep, self.keep_from), read(hard, self.hard_look_from));
    }

    /// Writes the limits as they would be typed.
    pub fn write_limits(&mut self) {
        self.limits = [self.keep_from, self.hard_look_from].map(exact);
    }

    fn policy(&self, faults: &mut Vec<Fault>) -> Policy {
        let mut wrong = |field, text: &str| faults.push(Fault { part: Part::Rules, field, text: text.to_owned() });
        for (text, field) in self.limits.iter().zip([Field::KeepFrom, Field::HardLookFrom]) {
            if let Err(why) = limit(text) {
                wrong(field, &why);
            }
        }
        if self.hard_look_from > self.keep_from {
            wrong(Field::Bands, &upside_down());
        }
        let bands = self.named.bands().unwrap_or_else(|all| {
            for fault in all {
                wrong(Field::NamedBand(fault.place, fault.part), &fault.text);
            }
            Vec::new()
        });
        let min_raters: Option<u32> = self.min_people.trim().parse().ok().filter(|people| (1..=1000).contains(people));
        if min_raters.is_none() {
            wrong(Field::People, "Enter a whole number of people, 1 or more.");
        }
        let months: Option<u16> = self.months.trim().parse().ok().filter(|months| (1..=600).contains(months));
        if months.is_none() && self.period == PeriodKind::LastMonths {
            wrong(Field::Months, "Enter a whole number of months, 1 or more.");
        }
        Policy {
            keep_from: Score::clamped(self.keep_from),
            hard_look_from: Score::clamped(self.hard_look_from),
            bands,
            min_coverage: Share::clamped(self.min_coverage),
            min_raters: min_raters.unwrap_or(1),
            balance: self.balance.iter().map(|(group, weight)| (*group, Weight::clamped(*weight))).collect(),
            period: match self.period {
                PeriodKind::ThisQuarter => Period::ThisQuarter,
                PeriodKind::LastMonths => Period::LastMonths(months.unwrap_or(12)),
                PeriodKind::LatestPerPerson => Period::LatestPerPerson,
                PeriodKind::All => Period::All,
            },
            flags: self.flags,
            combine: self.combine,
            half_life_months: self.half_life_months,
            severity: self.severity,
            ..self.before.clone()
        }
    }
}

impl Draft {
    /// The next version of a scorecard, as the newest one is.
    pub(super) fn next_version(card: &Scorecard) -> Self {
        let version = card.current();
        let largest = version.criteria.iter().map(|criterion| criterion.weight.value()).fold(0.0, f64::max);
        let mut draft = Self {
            card: card.id,
            base: version.number,
            part: if version.criteria.is_empty() { Part::About } else { Part::Question(0) },
            name: card.name.to_string(),
            about: card.about.to_string(),
            subject: card.subject,
            criteria: version.criteria.iter().map(CriterionDraft::of).collect(),
            rules: RulesDraft::of(&version.policy),
            weight_most: if largest <= 2.0 { 3.0 } else { (1.5 * largest).ceil() },
            faults: Vec::new(),
            extra: version.extra.clone(),
        };
        draft.check();
        draft
    }

    /// A new scorecard with one empty question.
    pub(super) fn empty(card: ScorecardId) -> Self {
        let mut draft = Self {
            card,
            base: 0,
            part: Part::About,
            name: String::new(),
            about: String::new(),
            subject: Subject::Customer,
            criteria: vec![CriterionDraft::new()],
            rules: RulesDraft::of(&Policy::default()),
            weight_most: 3.0,
            faults: Vec::new(),
            extra: Extra::new(),
        };
        draft.check();
        draft
    }

    /// A new scorecard that begins as a copy.
    pub(super) fn copy_of(card: &Scorecard, id: ScorecardId, name: String) -> Self {
        let mut draft = Self { card: id, base: 0, part: Part::About, name, ..Self::next_version(card) };
        draft.criteria.retain(|criterion| !criterion.retired);
        draft.check();
        draft
    }

    /// Whether the scorecard does not exist yet.
    pub const fn is_new(&self) -> bool {
        self.base == 0
    }

    /// What a question counts of the whole, 0–1; none if nothing counts.
    pub fn share(&self, place: usize) -> Option<f64> {
        let total: f64 = self.criteria.iter().filter(|criterion| !criterion.retired).map(|each| each.weight).sum();
        let criterion = self.criteria.get(place).filter(|criterion| !criterion.retired)?;
        (total > 0.0).then(|| criterion.weight / total)
    }

    /// What is wrong with a field of the part shown.
    pub fn fault(&self, field: Field) -> Option<&str> {
        let here = |fault: &&Fault| fault.part == self.part && fault.field == field;
        self.faults.iter().find(here).map(|fault| fault.text.as_str())
    }

    /// Finds out anew what is wrong.
    pub(super) fn check(&mut self) {
        self.faults = self.build(None, Date::MIN).err().unwrap_or_default();
    }

    /// The version this becomes, and the scorecard's name. `card` is the scorecard as it is, if it exists: its old
    /// questions keep their keys for themselves.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub(super) fn build(&self, card: Option<&Scorecard>, today: Date) -> Result<(Name, ScorecardVersion), Vec<Fault>> {
        let mut faults = Vec::new();
        let mut wrong = |part, field, text: String| faults.push(Fault { part, field, text });
        let name =
            Name::new(&self.name).map_err(|error| wrong(Part::About, Field::Name, sentence(&error.to_string()))).ok();
        if let Err(error) = Note::new(&self.about) {
            wrong(Part::About, Field::About, sentence(&error.to_string()));
        }
        let old = card.into_iter().flat_map(|card| &card.versions).flat_map(|version| &version.criteria);
        let mut taken: BTreeSet<CriterionId> = old.map(|criterion| criterion.id).collect();
        taken.extend(self.criteria.iter().filter_map(|each| each.before.as_ref()).map(|before| before.id));
        let mut criteria = Vec::new();
        for (place, criterion) in self.criteria.iter().enumerate() {
            let id = match &criterion.before {
                Some(before) => before.id,
                None => CriterionId::from_name(&criterion.name, |id| taken.contains(&id)),
            };
            taken.insert(id);
            criteria.extend(criterion.criterion(id, place, &mut faults));
        }
        let policy = self.rules.policy(&mut faults);
        let mut active = self.criteria.iter().filter(|criterion| !criterion.retired).peekable();
        let place = Part::Question(self.criteria.len().saturating_sub(1));
        if active.peek().is_none() {
            let text = sentence(&crate::model::EditError::BadCriteria.to_string());
            faults.push(Fault { part: place, field: Field::Weight, text });
        } else if active.all(|criterion| criterion.weight <= 0.0) {
            let text = "All weights are zero, so nothing would count. Give at least one question a weight.".to_owned();
            faults.push(Fault { part: place, field: Field::Weight, text });
        }
        let number = card.map_or(1, |card| card.current().number + 1);
        match name {
            Some(name) if faults.is_empty() => Ok((
                name,
                ScorecardVersion {
                    number,
                    adopted: today,
                    note: Note::default(),
                    criteria,
                    policy,
                    extra: self.extra.clone(),
                },
            )),
            _ => Err(faults),
        }
    }

    /// Moves a question one place up or down, and goes along.
    pub(super) fn move_question(&mut self, place: usize, down: bool) {
        let to = if down { place + 1 } else { place.wrapping_sub(1) };
        if place < self.criteria.len() && to < self.criteria.len() {
            self.criteria.swap(place, to);
            self.part = Part::Question(to);
        }
    }

    /// Takes a question out that was never adopted; others can only be retired.
    pub(super) fn remove_question(&mut self, place: usize) {
        if self.criteria.get(place).is_some_and(|criterion| criterion.before.is_none()) {
            self.criteria.remove(place);
            self.part = match self.criteria.len() {
                0 => Part::About,
                len => Part::Question(place.min(len - 1)),
            };
        }
    }
}
