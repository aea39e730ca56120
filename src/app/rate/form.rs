//! A rating being filled in: who about whom, the answers so far, and how keys become answers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{
    Answer, Criterion, CriterionId, CustomerId, Extra, Finite, FlagRule, Line, Locale, Note, Occasion, OccasionKind,
    PersonId, Rating, RatingId, Response, Scale, ScorecardId, ScorecardVersion, TextError, Workspace,
};

/// Who rates whom, on what, why and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateAbout {
    /// The customer.
    pub customer: CustomerId,
    /// Who rates.
    pub person: PersonId,
    /// On which scorecard.
    pub scorecard: ScorecardId,
    /// Why.
    pub kind: OccasionKind,
    /// Which project or round, as typed; may be empty.
    pub occasion: String,
    /// On which day.
    pub on: Date,
}

impl RateAbout {
    /// Names the draft: one unfinished rating per customer, person and scorecard.
    pub fn key(&self) -> String {
        format!("{PREFIX}{}:{}:{}", self.customer, self.person, self.scorecard)
    }

    /// Whether this rating was made by the same person about the same customer on this occasion and day.
    pub(super) fn is_same_as(&self, rating: &Rating) -> bool {
        rating.person == self.person
            && rating.scorecard == self.scorecard
            && rating.on == self.on
            && rating.occasion.kind == self.kind
            && rating.occasion.name.as_str() == self.occasion.trim()
    }
}

/// What every draft of a rating is called by.
pub(super) const PREFIX: &str = "rate:";

/// What was answered to one question so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FormAnswer {
    /// The answer, if there is one.
    #[serde(default)]
    pub response: Option<Response>,
    /// The note, as typed.
    #[serde(default)]
    pub note: String,
    /// A number as it was typed, also while it is not one yet.
    #[serde(default)]
    pub typed: String,
}

/// A rating being filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateForm {
    /// The rating it becomes.
    pub rating: RatingId,
    /// Who rates whom.
    pub about: RateAbout,
    /// The scorecard's version that is asked.
    pub version: u32,
    /// The answers so far.
    pub answers: BTreeMap<CriterionId, FormAnswer>,
    /// A remark on the whole, as typed.
    pub remark: String,
    /// The question on screen, from 0; the number of questions stands for the review.
    pub at: usize,
}

/// Why a form cannot be saved yet.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormProblem {
    /// There is no answer at all.
    #[error("Nothing was saved yet: answer at least one question first.")]
    NothingAnswered,
    /// A note is too long.
    #[error("Nothing was saved yet: the note to \u{201c}{question}\u{201d} is too long ({error}).")]
    NoteTooLong {
        /// The criterion's name.
        question: String,
        /// How long, and how long it may be.
        error: TextError,
    },
    /// Something was written about a question that has no answer.
    #[error(
        "Nothing was saved yet: you wrote something about \u{201c}{0}\u{201d} but gave no answer. Answer it, or choose \
         \u{201c}don\u{2019}t know\u{201d}; the note is kept with it."
    )]
    NoteWithoutAnswer(String),
    /// The remark is too long.
    #[error("Nothing was saved yet: the remark is too long ({0}).")]
    RemarkTooLong(TextError),
    /// The occasion's name is too long.
    #[error("Nothing was saved yet: the occasion's name is too long ({0}).")]
    OccasionTooLong(TextError),
    /// The scorecard has gone.
    #[error("Nothing was saved: this scorecard is no longer here.")]
    NoScorecard,
}

impl RateForm {
    /// An empty form.
    pub(super) const fn new(rating: RatingId, about: RateAbout, version: u32) -> Self {
        Self { rating, about, version, answers: BTreeMap::new(), remark: String::new(), at: 0 }
    }

    /// A form with everything an existing rating says, on the version it was made on.
    pub(super) fn of_rating(customer: CustomerId, id: RatingId, rating: &Rating) -> Self {
        let about = RateAbout {
            customer,
            person: rating.person,
            scorecard: rating.scorecard,
            kind: rating.occasion.kind,
            occasion: rating.occasion.name.to_string(),
            on: rating.on,
        };
        let answer = |answer: &Answer| FormAnswer {
            response: Some(answer.response),
            note: answer.note.to_string(),
            typed: match answer.response {
                Response::Value(value) => Locale::current().typed(value.value()),
                Response::NotApplicable | Response::DontKnow => String::new(),
            },
        };
        let answers = rating.answers.iter().map(|(id, one)| (*id, answer(one))).collect();
        Self { rating: id, about, version: rating.version, answers, remark: rating.remark.to_string(), at: 0 }
    }

    /// The version of the scorecard that is asked; `None` if it is no longer there.
    pub fn asked<'a>(&self, workspace: &'a Workspace) -> Option<&'a ScorecardVersion> {
        workspace.scorecards.get(&self.about.scorecard)?.version(self.version)
    }

    /// The answer to this question.
    pub fn response(&self, criterion: CriterionId) -> Option<Response> {
        self.answers.get(&criterion)?.response
    }

    /// The questions of this version that have an answer, and all questions.
    pub fn progress(&self, version: &ScorecardVersion) -> (usize, usize) {
        version.active().fold((0, 0), |(answered, all), criterion| {
            (answered + usize::from(self.response(criterion.id).is_some()), all + 1)
        })
    }

    /// Whether something was answered or written that would be missed.
    pub(super) fn has_content(&self) -> bool {
        !self.remark.trim().is_empty()
            || self.answers.values().any(|answer| {
                answer.response.is_some() || !answer.note.trim().is_empty() || !answer.typed.trim().is_empty()
            })
    }

    /// The criterion on screen; `None` on the review.
    pub fn current<'a>(&self, version: &'a ScorecardVersion) -> Option<&'a Criterion> {
        version.active().nth(self.at)
    }

    /// Answers the question on screen.
    pub(super) fn answer(&mut self, version: &ScorecardVersion, response: Option<Response>) {
        if let Some(criterion) = self.current(version) {
            let answer = self.answers.entry(criterion.id).or_default();
            answer.response = response;
            answer.typed = match response {
                Some(Response::Value(value)) if is_typed(&criterion.scale) => Locale::current().typed(value.value()),
                _ => String::new(),
            };
        }
    }

    /// Goes on to the next question without an answer, or to the review.
    pub(super) fn go_on(&mut self, version: &ScorecardVersion) {
        let open = version.active().enumerate().skip(self.at + 1);
        let mut open = open.filter(|(_, criterion)| self.response(criterion.id).is_none());
        self.at = open.next().map_or_else(|| version.active().count(), |(place, _)| place);
    }

    /// Drops answers that do not fit the version asked, as after the scorecard has changed; says how many.
    pub(super) fn fit(&mut self, version: &ScorecardVersion) -> usize {
        let before = self.answers.len();
        self.version = version.number;
        self.answers.retain(|id, answer| {
            let Some(criterion) = version.criterion(*id) else { return false };
            match answer.response {
                Some(Response::Value(value)) => criterion.scale.normalise(value).is_ok(),
                _ => true,
            }
        });
        self.at = self.at.min(version.active().count());
        before - self.answers.len()
    }

    /// The rating this form has become; what else `existing` holds is kept.
    pub(super) fn to_rating(&self, workspace: &Workspace, existing: Option<&Rating>) -> Result<Rating, FormProblem> {
        let version = self.asked(workspace).ok_or(FormProblem::NoScorecard)?;
        let mut answers = existing.map(|rating| rating.answers.clone()).unwrap_or_default();
        answers.retain(|id, _| version.criterion(*id).is_some());
        for criterion in version.active() {
            let Some(given) = self.answers.get(&criterion.id) else {
                answers.remove(&criterion.id);
                continue;
            };
            let Some(response) = given.response else {
                // What somebody wrote is never thrown away in silence.
                if !given.note.trim().is_empty() || !given.typed.trim().is_empty() {
                    return Err(FormProblem::NoteWithoutAnswer(criterion.name.to_string()));
                }
                answers.remove(&criterion.id);
                continue;
            };
            let too_long = |error| FormProblem::NoteTooLong { question: criterion.name.to_string(), error };
            let answer = answers.get_or_insert_with(criterion.id, || Answer::new(response));
            answer.response = response;
            answer.note = Note::new(&given.note).map_err(too_long)?;
        }
        if answers.is_empty() {
            return Err(FormProblem::NothingAnswered);
        }
        let name = Line::new(&self.about.occasion).map_err(FormProblem::OccasionTooLong)?;
        Ok(Rating {
            scorecard: self.about.scorecard,
            version: version.number,
            person: self.about.person,
            occasion: Occasion {
                kind: self.about.kind,
                name,
                extra: existing.map_or_else(Extra::new, |rating| rating.occasion.extra.clone()),
            },
            on: self.about.on,
            answers,
            remark: Note::new(&self.remark).map_err(FormProblem::RemarkTooLong)?,
            extra: existing.map_or_else(Extra::new, |rating| rating.extra.clone()),
        })
    }
}

/// The most points that are shown as cards.
pub const MOST_CARDS: i64 = 11;

/// Whether answers on this scale are typed into a field: measures, and points too many for cards.
pub fn is_typed(scale: &Scale) -> bool {
    match scale {
        Scale::YesNo => false,
        Scale::Points { from, to, .. } => i64::from(*to) - i64::from(*from) >= MOST_CARDS,
        Scale::Measure { .. } => true,
    }
}

/// The keys that answer with this value, as printed on the key cap; empty where there is none.
pub fn key_for(scale: &Scale, value: i32) -> String {
    let Scale::Points { from, to, .. } = scale else { return value.to_string() };
    if *from == 0 && *to == 10 && value == 10 {
        return "1 0".to_owned();
    }
    ('0'..='9').find(|key| point_for(scale, *key) == Some(value)).map(String::from).unwrap_or_default()
}

/// The point a digit stands for: itself, 0 for ten where the scale ends there, else its place in the row.
fn point_for(scale: &Scale, key: char) -> Option<i32> {
    let digit = i32::try_from(key.to_digit(10)?).ok()?;
    let Scale::Points { from, to, .. } = scale else { return None };
    let point = match (*from, *to) {
        (1.., 10) if digit == 0 => 10,
        (0.., ..=10) => digit,
        _ if digit == 0 => from.checked_add(9)?,
        _ => from.checked_add(digit - 1)?,
    };
    (*from <= point && point <= *to).then_some(point)
}

/// The answer a key stands for on this scale; letters in lower case.
pub(super) fn response_for(scale: &Scale, key: char) -> Option<Response> {
    let value = |value: i32| Some(Response::Value(Finite::clamped(f64::from(value))));
    match (key, scale) {
        ('n', _) => Some(Response::NotApplicable),
        ('d', _) => Some(Response::DontKnow),
        ('1' | 'y', Scale::YesNo) => value(1),
        ('0', Scale::YesNo) => value(0),
        (_, Scale::Points { .. }) if !is_typed(scale) => value(point_for(scale, key)?),
        _ => None,
    }
}

/// The answer as it is written beside its question: "4", "Yes", "12 days", "Don’t know".
pub fn response_text(criterion: &Criterion, response: Response) -> String {
    match (response, &criterion.scale) {
        (Response::NotApplicable, _) => "Not applicable".to_owned(),
        (Response::DontKnow, _) => "Don\u{2019}t know".to_owned(),
        (Response::Value(value), Scale::YesNo) => if value == Finite::ZERO { "No" } else { "Yes" }.to_owned(),
        (Response::Value(value), Scale::Measure { unit, .. }) if !unit.is_empty() => {
            format!("{}\u{a0}{unit}", number_text(value))
        }
        (Response::Value(value), _) => number_text(value),
    }
}

/// A number as people read it here.
pub fn number_text(value: Finite) -> String {
    let is_whole = value.value().fract() == 0.0 && value.value().abs() < 1e15;
    if is_whole { Locale::current().whole(value.value()) } else { Locale::current().mark(&value.to_string()) }
}

/// What a red flag means for somebody about to answer: "A yes here overrules the score."
pub fn flag_warning(criterion: &Criterion) -> Option<String> {
    let flag = criterion.red_flag.as_ref()?;
    let (limit, is_above) = match flag.rule {
        FlagRule::AtOrAbove(limit) => (number_text(limit), true),
        FlagRule::AtOrBelow(limit) => (number_text(limit), false),
    };
    let what = match &criterion.scale {
        Scale::YesNo => if is_above { "A yes" } else { "A no" }.to_owned(),
        Scale::Measure { unit, .. } if !unit.is_empty() => {
            format!("{limit}\u{a0}{unit} or {}", if is_above { "more" } else { "less" })
        }
        Scale::Points { .. } | Scale::Measure { .. } => {
            format!("{limit} or {}", if is_above { "more" } else { "less" })
        }
    };
    Some(format!("{what} here overrules the score."))
}
