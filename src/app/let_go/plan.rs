//! The plan that goes with a decision, while it is written: steps with person and date, the score that would show that
//! it worked, the notice period that moves the dates of parting, and what we say to them.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::analysis::date_text;
use crate::app::Typed;
use crate::model::{Choice, Extra, Line, Note, Score, Step, TextError};

/// Days until they are told in person, unless somebody writes another day.
pub(super) const DAYS_TO_TELL: i32 = 7;
/// Weeks of notice, unless somebody writes another number.
const NOTICE_WEEKS: u16 = 4;
/// The longest notice period, weeks.
const MOST_WEEKS: u16 = 104;

/// What a step's date follows as long as nobody writes another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// So many days from today; weekends are left out.
    FromToday(i32),
    /// The day they are told: the notice period begins here.
    Told,
    /// The day the notice period ends.
    NoticeEnds,
    /// So many days after it.
    AfterNotice(i32),
}

/// One step, as typed.
#[derive(Debug, Clone)]
pub struct StepForm {
    /// Tells it from the others while rows come and go.
    pub key: u64,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub who: String,
    /// By when.
    pub by: Typed<Date>,
    due: Option<Due>,
    done: Option<Date>,
    extra: Extra,
}

impl StepForm {
    /// A row nobody has written anything into is left out.
    fn is_blank(&self) -> bool {
        [&self.what, &self.who, &self.by.text].iter().all(|text| text.trim().is_empty())
    }

    /// What is wrong with what is to be done, or with who does it.
    pub fn problem(&self) -> Option<String> {
        if self.what.trim().is_empty() && !self.is_blank() {
            return Some("Say what is to be done.".to_owned());
        }
        let too_long = |error: TextError| super::decision::text_problem(error);
        [&self.what, &self.who].into_iter().find_map(|text| Line::new(text).err()).map(too_long)
    }

    fn step(&self) -> Option<Step> {
        let step = Step::new(Line::new(&self.what).ok()?);
        let by = self.by.value.clone().ok()?;
        Some(Step { who: Line::new(&self.who).ok()?, by, done: self.done, extra: self.extra.clone(), ..step })
    }
}

/// Something written into a plan.
#[derive(Debug, Clone)]
pub enum PlanCommand {
    /// What is to be done, by row.
    What(usize, String),
    /// Who does it, by row.
    Who(usize, String),
    /// By when, by row.
    By(usize, Typed<Date>),
    /// One more step.
    Add,
    /// One step less.
    Remove(usize),
    /// The score that would show it worked.
    Target(Typed<f64>),
    /// How many weeks of notice, as typed.
    Weeks(String),
    /// What we say to them.
    Message(String),
}

/// A plan being written; each choice has its own, so that nothing is lost when another is looked at.
#[derive(Debug, Clone, Default)]
pub struct PlanForm {
    /// What is to be done, in order.
    pub steps: Vec<StepForm>,
    /// The score that would show it worked, 0–100.
    pub target: Typed<f64>,
    /// Weeks of notice, as typed.
    pub weeks: String,
    /// What we say to them.
    pub message: String,
    ends: Option<Date>,
    next: u64,
}

/// Whether this choice is carried out in steps.
pub(super) const fn has_plan(choice: Choice) -> bool {
    !matches!(choice, Choice::Keep)
}

/// Whether a score can show that this choice worked: where we go on working for them.
pub const fn has_target(choice: Choice) -> bool {
    matches!(choice, Choice::FixTogether | Choice::ChangeTerms | Choice::ReduceService)
}

impl PlanForm {
    /// A plan with these steps; their dates follow from today.
    pub(super) fn new(steps: Vec<(String, Due)>, target: Option<f64>, today: Date) -> Self {
        let target = target.map(|score| Typed { text: format!("{score:.0}"), value: Ok(Some(score.round())) });
        let mut plan = Self { target: target.unwrap_or_default(), weeks: NOTICE_WEEKS.to_string(), ..Self::default() };
        for (what, due) in steps {
            plan.add();
            if let Some(step) = plan.steps.last_mut() {
                step.what = what;
                step.due = Some(due);
            }
        }
        plan.schedule(today);
        plan
    }

    /// A plan that was kept, to be changed.
    pub(super) fn of(steps: &[Step], target: Option<Score>, message: &Note) -> Self {
        let mut plan = Self {
            target: target.map_or_else(Typed::default, |score| {
                let score = score.value();
                Typed { text: score.to_string(), value: Ok(Some(score)) }
            }),
            message: message.to_string(),
            ..Self::default()
        };
        for kept in steps {
            plan.add();
            if let Some(step) = plan.steps.last_mut() {
                step.what = kept.what.to_string();
                step.who = kept.who.to_string();
                step.by = Typed { text: kept.by.map(|by| by.to_string()).unwrap_or_default(), value: Ok(kept.by) };
                step.done = kept.done;
                step.extra = kept.extra.clone();
            }
        }
        plan
    }

    /// The day the notice period ends, where there is one.
    pub const fn ends(&self) -> Option<Date> {
        self.ends
    }

    /// Whether the dates follow a notice period: a plan that was kept has its dates already.
    pub fn has_notice(&self) -> bool {
        !self.weeks.is_empty() || self.ends.is_some()
    }

    /// What is wrong with the notice period, if anything.
    pub fn weeks_problem(&self) -> Option<String> {
        (self.has_notice() && self.num_weeks().is_none()).then(|| format!("Write a number from 0 to {MOST_WEEKS}."))
    }

    fn num_weeks(&self) -> Option<u16> {
        self.weeks.trim().parse().ok().filter(|weeks| *weeks <= MOST_WEEKS)
    }

    /// What is wrong with the score that would show it worked, if anything.
    pub fn target_problem(&self) -> Option<String> {
        match &self.target.value {
            Ok(None) => None,
            Ok(Some(score)) if (0.0..=100.0).contains(score) => None,
            Ok(Some(_)) => Some("Write a score from 0 to 100.".to_owned()),
            Err(problem) => Some(problem.clone()),
        }
    }

    /// What is wrong with the wording, if anything.
    pub fn message_problem(&self) -> Option<String> {
        Note::new(&self.message).err().map(super::decision::text_problem)
    }

    /// Whether it can be kept with this choice.
    pub(super) fn is_ready(&self, choice: Choice) -> bool {
        let steps_fit = self.steps.iter().all(|step| step.problem().is_none() && step.by.value.is_ok());
        let target_fits = !has_target(choice) || self.target_problem().is_none();
        let notice_fits = choice != Choice::LetGo || self.weeks_problem().is_none();
        steps_fit && target_fits && notice_fits && self.message_problem().is_none()
    }

    /// The steps that were written, in order.
    pub(super) fn steps(&self) -> Vec<Step> {
        self.steps.iter().filter(|step| !step.is_blank()).filter_map(StepForm::step).collect()
    }

    /// The score that would show it worked.
    pub(super) fn target(&self) -> Option<Score> {
        Score::new(self.target.value.clone().ok()??).ok()
    }

    /// Does what somebody wrote.
    pub(super) fn handle(&mut self, command: PlanCommand, today: Date) {
        match command {
            PlanCommand::What(row, text) => self.row(row, |step| step.what = text),
            PlanCommand::Who(row, text) => self.row(row, |step| step.who = text),
            PlanCommand::By(row, by) => {
                let is_told = self.steps.get(row).is_some_and(|step| step.due == Some(Due::Told));
                let is_end = self.steps.get(row).is_some_and(|step| step.due == Some(Due::NoticeEnds));
                self.row(row, |step| {
                    step.by = by;
                    // What others count from keeps that meaning; the rest stays where it was put.
                    if !is_told && !is_end {
                        step.due = None;
                    }
                });
                self.ends_by_hand(is_end, today);
            }
            PlanCommand::Add => self.add(),
            PlanCommand::Remove(row) => {
                if row < self.steps.len() {
                    drop(self.steps.remove(row));
                }
            }
            PlanCommand::Target(target) => self.target = target,
            PlanCommand::Weeks(weeks) => {
                self.weeks = weeks;
                self.schedule(today);
            }
            PlanCommand::Message(message) => self.message = message,
        }
    }

    fn row(&mut self, row: usize, change: impl FnOnce(&mut StepForm)) {
        if let Some(step) = self.steps.get_mut(row) {
            change(step);
        }
    }

    fn add(&mut self) {
        self.next += 1;
        self.steps.push(StepForm {
            key: self.next,
            what: String::new(),
            who: String::new(),
            by: Typed::default(),
            due: None,
            done: None,
            extra: Extra::new(),
        });
    }

    fn date_of(&self, due: Due) -> Option<Date> {
        self.steps.iter().find(|step| step.due == Some(due)).and_then(|step| step.by.value.clone().ok().flatten())
    }

    /// Works out every date that follows another; where the notice period has no length yet, they stay.
    fn schedule(&mut self, today: Date) {
        let told = self.date_of(Due::Told).unwrap_or_else(|| workday_after(today, DAYS_TO_TELL));
        let weeks = self.num_weeks();
        if let Some(ends) = weeks.and_then(|weeks| told.checked_add(i64::from(weeks).weeks()).ok()) {
            self.move_to(told, ends, today);
        }
    }

    /// After a date was written by hand: of the end of the notice, the rest follows it; of the day they are told, the
    /// notice period moves along.
    fn ends_by_hand(&mut self, is_end: bool, today: Date) {
        if !is_end {
            self.schedule(today);
        } else if let Some(ends) = self.date_of(Due::NoticeEnds) {
            let told = self.date_of(Due::Told).unwrap_or(ends);
            self.move_to(told, ends, today);
        }
    }

    fn move_to(&mut self, told: Date, ends: Date, today: Date) {
        for step in &mut self.steps {
            let day = match step.due {
                None => continue,
                Some(Due::FromToday(days)) => workday_after(today, days),
                Some(Due::Told) => told,
                Some(Due::NoticeEnds) => ends,
                Some(Due::AfterNotice(days)) => workday_after(ends, days),
            };
            // Half-typed dates are left to the one who types.
            if step.by.value.is_ok() {
                step.by = Typed { text: day.to_string(), value: Ok(Some(day)) };
            }
        }
        // The wording may have been edited by now; the date in it still follows.
        if let Some(old) = self.ends.filter(|old| *old != ends) {
            self.message = self.message.replace(&date_text(old), &date_text(ends));
        }
        self.ends = Some(ends);
    }
}

/// So many days after a day, or the Monday after a weekend.
fn workday_after(day: Date, days: i32) -> Date {
    let then = day.checked_add(i64::from(days).days()).unwrap_or(day);
    let more = match then.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    then.checked_add(more.days()).unwrap_or(then)
}
