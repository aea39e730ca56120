//! The smallest change of one single answer that alters the verdict: somebody's answer to one question in one rating,
//! moved to another value of its scale. Found by judging again, so group balance, a person's other ratings, red flags
//! and minimum coverage all count, and how people are combined. People's severity is held as it is.
//!
//! Size is how far the answer moves as a part of its scale: a point on 1–5 is ¼, yes to no is 1, 15 days on 0–60 is ¼.
//! As a value rises the verdict never gets worse, except where a red flag begins or ends; so between these two places
//! the first value that alters the verdict is found by halving.

use serde::Serialize;

use crate::analysis::evidence::{Cell, Evidence, RowRef};
use crate::analysis::judge::{Judgement, Rules};
use crate::analysis::reader::{Counted, PersonVoice, Reader};
use crate::analysis::terms::Terms;
use crate::analysis::window::Window;
use crate::model::{
    Criterion, CriterionId, Customer, Finite, FlagRule, GroupId, PersonId, RatingId, RedFlag, Scale, Scorecard,
    Verdict, Workspace,
};

use super::targets::EPSILON;
use super::voice_reach::is_by_score;

/// A single answer that would have to be another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AnswerChange {
    /// The criterion's place.
    pub place: usize,
    /// The criterion.
    pub criterion: CriterionId,
    /// Whose answer.
    pub person: PersonId,
    /// The person's group.
    pub group: GroupId,
    /// The rating it stands in.
    pub rating: RatingId,
    /// The answer, on the scale it was given on.
    pub from: f64,
    /// The answer that would alter the verdict, on the same scale; a measure in whole units, or tenths, hundredths …
    /// where its range is short.
    pub to: f64,
    /// How far that is, as a part of the scale.
    pub size: f64,
    /// The verdict then.
    pub verdict: Verdict,
}

/// The smallest change of a single answer that alters a customer's verdict under these terms.
///
/// `None` if no single answer can, or the customer is not in the evidence. The evidence must have been gathered from
/// this workspace on this scorecard. Of changes of the same size the first criterion, then group, person and rating
/// is told.
pub fn smallest_answer_change(
    workspace: &Workspace,
    card: &Scorecard,
    evidence: &Evidence,
    customer: usize,
    terms: &Terms,
) -> Option<AnswerChange> {
    let reader = evidence.reader(workspace, card);
    if reader.layout != evidence.layout {
        return None;
    }
    let rules = Rules::new(&evidence.layout, terms);
    let who = workspace.customers.get(evidence.customers().get(customer)?)?;
    rules.smallest_answer_change(&reader, who, evidence.window(), evidence.row(customer))
}

/// One person's ratings that count.
struct Person<'r> {
    id: PersonId,
    group: usize,
    ratings: Vec<Counted<'r>>,
    /// What they say, by criterion.
    voices: Vec<PersonVoice>,
}

impl Rules<'_> {
    pub(in crate::analysis) fn smallest_answer_change(
        &self,
        reader: &Reader<'_>,
        customer: &Customer,
        window: Window,
        row: RowRef<'_>,
    ) -> Option<AnswerChange> {
        let judgement = self.judge(row);
        let mut people = Vec::new();
        reader.voices(customer, window, |ratings, voices| {
            let (ratings, voices) = (ratings.to_vec(), voices.to_vec());
            people.extend(ratings.first().copied().map(|first| Person {
                id: first.rating.person,
                group: first.group,
                ratings,
                voices,
            }));
        });
        let mut search = Search { rules: self, reader, row, judgement, people, cells: row.cells.to_vec(), best: None };
        for place in 0..reader.criteria.len() {
            for group in 0..self.balance.len() {
                search.cell(place, group);
            }
        }
        search.best
    }
}

/// The search for the smallest change that alters one customer's verdict.
struct Search<'a> {
    rules: &'a Rules<'a>,
    reader: &'a Reader<'a>,
    row: RowRef<'a>,
    judgement: Judgement,
    people: Vec<Person<'a>>,
    /// A copy of the row's cells, to try changes on.
    cells: Vec<Cell>,
    best: Option<AnswerChange>,
}

/// One answer: whose, where, and what it was given on.
#[derive(Clone, Copy)]
struct Place<'a> {
    criterion: usize,
    group: usize,
    person: usize,
    rating: usize,
    own: &'a Criterion,
    flag: Option<&'a RedFlag>,
    from: f64,
}

impl Search<'_> {
    /// Whether a whole voice in this cell, moved to either end of the scale, could change the verdict by the score.
    fn voice_may_alter(&self, place: usize, group: usize) -> bool {
        if !is_by_score(&self.judgement) {
            return false;
        }
        let rules = self.rules;
        let (sums, cells) = (rules.sums(self.row, None), rules.cells(self.row, place));
        let Some(score) = sums.score() else { return false };
        let pull = rules.pull(cells, rules.weights[place] / sums.answered, group, self.reader.gathering.is_plain());
        let (Some(pull), cell) = (pull, &cells[group]) else { return false };
        // A little further than possible, so that nothing is missed by rounding.
        let (up, down) = (pull * (1.0 - cell.min) + EPSILON, pull * cell.max + EPSILON);
        rules.band(score + up) != self.judgement.verdict || rules.band(score - down) != self.judgement.verdict
    }

    /// All answers of one group to one criterion.
    fn cell(&mut self, criterion: usize, group: usize) {
        let may_alter = self.voice_may_alter(criterion, group);
        let has_flag = self.rules.flag_tally(self.row, criterion).is_some();
        if !may_alter && !has_flag {
            return;
        }
        for person in (0..self.people.len()).filter(|person| self.people[*person].group == group).collect::<Vec<_>>() {
            for rating in 0..self.people[person].ratings.len() {
                let Some((own, flag, from)) = self.people[person].ratings[rating].answered(criterion) else {
                    continue;
                };
                if may_alter || flag.is_some() {
                    self.answer(Place { criterion, group, person, rating, own, flag, from: from.value() });
                }
            }
        }
    }

    /// All values one answer could have had.
    fn answer(&mut self, place: Place<'_>) {
        match place.own.scale {
            Scale::YesNo => {
                self.try_value(place, 1.0 - place.from, 1.0);
            }
            Scale::Points { from, to, .. } => {
                let (low, high) = (f64::from(from), f64::from(to));
                let ends_alter = || [low, high].iter().any(|end| self.verdict_with(place, *end).is_some());
                if place.flag.is_none() && !ends_alter() {
                    return;
                }
                for steps in 1..=to.saturating_sub(from) {
                    let steps = f64::from(steps);
                    for value in [place.from + steps, place.from - steps] {
                        let is_on_scale = low <= value && value <= high;
                        if is_on_scale && self.try_value(place, value, steps / (high - low)) {
                            return;
                        }
                    }
                }
            }
            Scale::Measure { worst, best, .. } => {
                if let Some(grid) = Grid::new(worst.value(), best.value(), place) {
                    for is_up in [false, true] {
                        self.direction(place, &grid, is_up);
                    }
                }
            }
        }
    }

    /// The nearest value of a measure that alters the verdict, going up or down in written steps.
    fn direction(&mut self, place: Place<'_>, grid: &Grid, is_up: bool) {
        let last = grid.steps(is_up);
        // Where the flag begins or ends, if it does on this way.
        let flag = place.flag.and_then(|flag| grid.flag_step(flag, is_up)).filter(|step| *step <= last);
        let segments = match flag {
            Some(step) => [(1.0, step - 1.0), (step, last)],
            None => [(1.0, last), (1.0, 0.0)],
        };
        for (mut low, mut high) in segments.into_iter().filter(|(low, high)| low <= high) {
            let alters = |step: f64| self.verdict_with(place, grid.own(is_up, step)).is_some();
            if alters(low) {
                high = low;
            } else if !alters(high) {
                continue;
            }
            while high - low > 1.0 {
                let middle = f64::midpoint(low, high).floor();
                if alters(middle) { high = middle } else { low = middle }
            }
            let own = grid.own(is_up, high);
            self.try_value(place, own, (own - grid.base).abs() / grid.span);
            return;
        }
    }

    /// Remembers this value if it alters the verdict by the smallest change so far. Whether larger changes of this
    /// answer are pointless.
    fn try_value(&mut self, place: Place<'_>, to: f64, size: f64) -> bool {
        if self.best.is_some_and(|best| size >= best.size - EPSILON) {
            return true;
        }
        let Some(verdict) = self.verdict_with(place, to) else { return false };
        let person = &self.people[place.person];
        self.best = Some(AnswerChange {
            place: place.criterion,
            criterion: place.own.id,
            person: person.id,
            group: self.reader.layout.groups[place.group],
            rating: person.ratings[place.rating].id,
            from: place.from,
            to,
            size,
            verdict,
        });
        true
    }

    /// The verdict if the answer had been this, where that is another one.
    fn verdict_with(&self, place: Place<'_>, to: f64) -> Option<Verdict> {
        let value = Finite::new(to).ok()?;
        let group = self.people.iter().enumerate().filter(|(_, person)| person.group == place.group);
        let voices = group.map(|(at, person)| {
            if at != place.person {
                return person.voices[place.criterion];
            }
            let mut ratings = person.ratings.clone();
            ratings[place.rating] = ratings[place.rating].answering(place.criterion, value);
            self.reader.voice(&ratings, place.criterion)
        });
        let cell = self.reader.cell(place.criterion, voices);
        let mut cells = self.cells.clone();
        cells[place.criterion * self.rules.balance.len() + place.group] = cell;
        let verdict = self.rules.judge(RowRef { cells: &cells, raters: self.row.raters }).verdict;
        (verdict != self.judgement.verdict).then_some(verdict)
    }
}

/// The values of a measure that people would write, from where an answer stands.
struct Grid {
    /// So many steps make one unit: 1, 10, 100 …; or one step is so many units.
    per_unit: f64,
    unit: f64,
    /// Where the answer stands, or the end of what matters if it lies beyond.
    base: f64,
    /// The lowest and the highest value that matter: the ends of the scale and the flag's limit.
    low: f64,
    high: f64,
    span: f64,
}

impl Grid {
    fn new(worst: f64, best: f64, place: Place<'_>) -> Option<Self> {
        let span = (best - worst).abs();
        // Whole units; finer where the range is short, coarser where it is vast.
        let digits = (span / 20.0).log10().floor();
        let digits = if digits > 3.0 { digits - 3.0 } else { digits.min(0.0) };
        let (unit, per_unit) = (10_f64.powf(digits.max(0.0)), 10_f64.powf((-digits).max(0.0)));
        if !(span.is_normal() && unit.is_normal() && per_unit.is_normal()) {
            return None;
        }
        let step = unit / per_unit;
        let (mut low, mut high) = (worst.min(best), worst.max(best));
        if let Some(flag) = place.flag {
            let limit = limit(flag);
            (low, high) = (low.min(limit - step), high.max(limit + step));
        }
        Some(Self { per_unit, unit, base: place.from.clamp(low, high), low, high, span })
    }

    /// The number of steps from the base to the end.
    fn steps(&self, is_up: bool) -> f64 {
        let end = if is_up { self.high } else { self.low };
        if (end - self.base).abs() <= 1e-9 * self.span {
            return 0.0;
        }
        let beyond = (end - self.own_unclamped(is_up, 1.0)) * if is_up { 1.0 } else { -1.0 };
        1.0 + (beyond * self.per_unit / self.unit - 1e-6).ceil().max(0.0)
    }

    /// The multiple of the step that lies so many steps beyond the base.
    fn own_unclamped(&self, is_up: bool, step: f64) -> f64 {
        let base = self.base / self.unit * self.per_unit;
        let at = if is_up { (base + 1e-9).floor() + step } else { (base - 1e-9).ceil() - step };
        at * self.unit / self.per_unit
    }

    /// The value so many steps away, never beyond the ends.
    fn own(&self, is_up: bool, step: f64) -> f64 {
        self.own_unclamped(is_up, step).clamp(self.low, self.high)
    }

    /// The first step on which the flag is not what it is at the base.
    fn flag_step(&self, flag: &RedFlag, is_up: bool) -> Option<f64> {
        let is_hit = |own: f64| Finite::new(own).is_ok_and(|own| flag.is_hit(own));
        let (now, last) = (is_hit(self.base), self.steps(is_up));
        if last < 1.0 || is_hit(self.own(is_up, last)) == now {
            return None;
        }
        let (mut low, mut high) = (0.0, last);
        while high - low > 1.0 {
            let middle = f64::midpoint(low, high).floor();
            if is_hit(self.own(is_up, middle)) == now { low = middle } else { high = middle }
        }
        Some(high)
    }
}

fn limit(flag: &RedFlag) -> f64 {
    match flag.rule {
        FlagRule::AtOrBelow(limit) | FlagRule::AtOrAbove(limit) => limit.value(),
    }
}
