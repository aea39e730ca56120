//! The rating form: choose whom and what for, answer one question after another, look back, save.
//!
//! The others' answers stay out of sight until a rating is saved, so that everybody says what they think themselves.
//! Whatever has been answered is kept as a draft at every change and survives a close or a crash.

mod done;
mod drafts;
mod form;
mod handle;
mod pick;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::model::{CriterionId, CustomerId, Finite, OccasionKind, PersonId, RatingId, Response, ScorecardId};

use super::{Session, Stage, State};

pub use done::{DoneRow, RateDone};
pub use drafts::Unfinished;
pub use form::{
    FormAnswer, FormProblem, MOST_CARDS, RateAbout, RateForm, flag_warning, is_typed, key_for, number_text,
    response_text,
};
pub(super) use handle::{forget_saved_drafts, handle, restore_drafts};
pub(in crate::app) use pick::day_text;
pub use pick::{CustomerChoice, RateChoices, RatePick};

/// Where in a rating we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RateStep {
    /// Choosing whom and what for.
    #[default]
    Pick,
    /// Answering.
    Form,
    /// Saved; the others' answers are shown.
    Done,
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct RateState {
    /// Where we are.
    pub step: RateStep,
    /// What is chosen in step one.
    pub pick: RatePick,
    /// What there is to choose from.
    pub choices: RateChoices,
    /// The rating being filled in.
    pub form: Option<RateForm>,
    /// A rating of the same customer by the same person on the same occasion and day as the form's, if the form is a
    /// new one.
    pub same_day: Option<RatingId>,
    /// The rating saved last.
    pub done: Option<RateDone>,
    /// Unfinished ratings other than the one on screen.
    pub unfinished: Vec<Unfinished>,
    drafts: drafts::RateDrafts,
    /// Drafts whose ratings are on their way to the disk.
    to_forget: std::collections::BTreeSet<String>,
    /// Who rated last on this computer.
    rater: Option<PersonId>,
    /// Where and when "1" was pressed on a scale from 0 to 10: a "0" right after it makes it ten.
    ten: Option<(CriterionId, f64)>,
}

/// In the rating form.
#[derive(Debug, Clone)]
pub enum RateCommand {
    /// Begin a rating, of this customer if given.
    Begin(Option<CustomerId>),
    /// Change a rating that was saved.
    Change(CustomerId, RatingId),
    /// Choose in step one.
    Pick(PickCommand),
    /// Go on from step one to the questions.
    Start,
    /// Go back from the questions to step one, to change person, occasion or day.
    Reconsider,
    /// Answer.
    Form(RateFormCommand),
    /// Save, and what to do then.
    Save(AfterSaving),
    /// Drop the form on screen.
    Discard,
    /// Continue an unfinished rating.
    Resume(String),
    /// Drop an unfinished rating.
    DropDraft(String),
    /// Take a dropped rating up again.
    TakeBack(Box<RateForm>),
    /// From the last step: the same customer, somebody else rates.
    NextPerson,
    /// From the last step: another customer.
    NextCustomer,
}

/// What to do after saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterSaving {
    /// Show what the others said.
    Compare,
    /// Somebody else rates the same customer; nothing is revealed.
    NextPerson,
    /// The same person rates another customer.
    NextCustomer,
}

/// Choosing in step one.
#[derive(Debug, Clone)]
pub enum PickCommand {
    /// Typing to find a customer.
    Search(String),
    /// Move the highlight by so many lines.
    Move(i32),
    /// Take the highlighted customer.
    TakeHighlighted,
    /// Take this customer.
    Customer(CustomerId),
    /// Who rates.
    Person(PersonId),
    /// On which scorecard.
    Scorecard(ScorecardId),
    /// Why.
    Kind(OccasionKind),
    /// Which project or round.
    Occasion(String),
    /// On which day: as typed, and the date it is.
    On(String, Option<Date>),
}

/// Answering.
#[derive(Debug, Clone)]
pub enum RateFormCommand {
    /// A key was pressed, in lower case, so many seconds after the window came up.
    Key(char, f64),
    /// Answer the question on screen and stay.
    Answer(Response),
    /// A number was typed: the text, and the answer once it is one.
    Typed(String, Option<Finite>),
    /// A note was typed.
    Note(String),
    /// The remark on the whole was typed.
    Remark(String),
    /// Go to a question, from 0; the number of questions stands for the review.
    Go(usize),
    /// One question on.
    Next,
    /// One question back.
    Back,
}

impl RateState {
    /// Whether there is somebody to rate, somebody who rates, and something to rate on.
    pub fn is_possible(&self, session: &Session) -> bool {
        !session.workspace.customers.is_empty()
            && !self.choices.people.is_empty()
            && !session.workspace.scorecards.is_empty()
    }

    fn refresh(&mut self, session: &Session, clock: &super::Clock) {
        let today = clock.today();
        self.choices.refresh(&mut self.pick, session, clock);
        let workspace = &session.workspace;
        if self.form.as_ref().is_some_and(|form| {
            form.asked(workspace).is_none() || !workspace.customers.contains_key(&form.about.customer)
        }) {
            self.form = None;
        }
        let is_there = |form: &RateForm| {
            workspace.customers.get(&form.about.customer).is_some_and(|one| one.ratings.contains_key(&form.rating))
        };
        self.same_day =
            self.form.as_ref().filter(|form| !is_there(form)).and_then(|form| pick::same_day(workspace, &form.about));
        if self.done.as_mut().is_some_and(|done| !done.refresh(session, today)) {
            self.done = None;
        }
        let has_ground = match self.step {
            RateStep::Pick => true,
            RateStep::Form => self.form.is_some(),
            RateStep::Done => self.done.is_some(),
        };
        if !has_ground {
            self.step = RateStep::Pick;
        }
        let on_screen = self.form.as_ref().filter(|_| self.pick.is_change || self.step == RateStep::Form);
        let on_screen = on_screen.map(|form| form.about.key());
        self.unfinished = self.drafts.lines(workspace, on_screen.as_deref());
    }
}

pub(super) fn refresh(state: &mut State) {
    if let Stage::Open(session) = &state.stage {
        state.areas.rate.refresh(session, &state.clock);
    }
}
