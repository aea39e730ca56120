//! The ratings behind a number: who said what, worst first, on the criterion's own scale.

use jiff::civil::Date;

use crate::analysis::{CriterionVoices, Gathering, answer_text, voices};
use crate::model::{Answer, Criterion, CriterionId, Customer, CustomerId, Period, Rating, RatingId, Response};

use super::super::{Judged, Session};
use super::remarks::who;
use super::words::{answer_words, counted, day_words, rating_mark, small_first};

/// At most this many answers are listed, worst first.
const MOST: usize = 400;

/// The ratings behind a number.
#[derive(Debug)]
pub struct RatingsBehind {
    /// "Marlow Interiors · Respects the team".
    pub title: String,
    /// The question as it is put, or what the list shows.
    pub about: String,
    /// "Management 3.5 (2 people) · Team 1.3 (6 people)"; empty for several customers.
    pub groups: String,
    /// The answers, worst first; those that do not count at the end.
    pub lines: Vec<BehindLine>,
    /// How many more there are than listed.
    pub num_more: usize,
    /// The customer, if it is one: its page can be opened.
    pub customer: Option<CustomerId>,
}

/// One answer, or one whole rating.
#[derive(Debug, Clone, PartialEq)]
pub struct BehindLine {
    /// Whose rating it is part of.
    pub customer: CustomerId,
    /// Which rating.
    pub rating: RatingId,
    /// Who, and about whom if there are several: "Luis Ferrer · team".
    pub who: String,
    /// "1", "Yes", "41 days", "Don't know".
    pub answer: String,
    /// What the point means, in words; may be empty.
    pub anchor: String,
    /// The note or the remark; may be empty.
    pub note: String,
    /// "14 Nov", with the occasion: "14 Nov · Menu and signage".
    pub when: String,
    /// 0 (bad for us) to 1 (good); `None` for "not applicable" and "don't know".
    pub value: Option<f64>,
    /// Whether it counts: it lies in the period and, where only that counts, is the person's newest.
    pub counts: bool,
}

impl RatingsBehind {
    /// The ratings of these customers on the scorecard looked at: of one criterion, or as a whole. Those in `period`
    /// count, or those of the policy's. `None` without a
    /// scorecard, a known customer, or that criterion.
    pub fn of(
        session: &Session,
        customers: &[CustomerId],
        criterion: Option<CriterionId>,
        today: Date,
        period: Option<Period>,
    ) -> Option<Self> {
        let judged = session.judged.as_ref()?;
        let ours = judged.gathering;
        let gathering = period.map_or(ours, |period| ours.in_period(period, today));
        let known = customers.iter().filter_map(|id| session.workspace.customers.get(id));
        let known: Vec<&Customer> = known.map(|customer| &**customer).collect();
        let first = *known.first()?;
        let asked = match criterion {
            Some(id) => Some(judged.card.current().criterion(id)?),
            None => None,
        };
        let alone = known.len() == 1;
        let whom = if alone { first.name().to_owned() } else { counted(known.len(), "customer", "customers") };
        let what = asked.map_or("all ratings", |criterion| criterion.name.as_str());
        let source = Source { session, judged, gathering, today, alone };
        let mut lines: Vec<BehindLine> = known.iter().flat_map(|customer| source.lines(customer, asked)).collect();
        lines.sort_by(|a, b| {
            let order = |line: &BehindLine| (!line.counts, line.value.is_none());
            let worst = a.value.unwrap_or(2.0).total_cmp(&b.value.unwrap_or(2.0));
            order(a).cmp(&order(b)).then(worst).then_with(|| b.rating.cmp(&a.rating))
        });
        let num_more = lines.len().saturating_sub(MOST);
        lines.truncate(MOST);
        let heard = asked.filter(|_| alone).and_then(|criterion| {
            let all = voices(&session.workspace, first, &judged.card, gathering);
            all.into_iter().find(|voices| voices.criterion == criterion.id).map(|voices| (criterion, voices))
        });
        Some(Self {
            title: format!("{whom} · {what}"),
            about: asked.map(|criterion| criterion.question.to_string()).unwrap_or_default(),
            groups: heard.map(|(criterion, voices)| source.groups(criterion, &voices)).unwrap_or_default(),
            lines,
            num_more,
            customer: alone.then_some(first.id),
        })
    }
}

struct Source<'a> {
    session: &'a Session,
    judged: &'a Judged,
    gathering: Gathering,
    today: Date,
    alone: bool,
}

impl Source<'_> {
    fn lines(&self, customer: &Customer, asked: Option<&Criterion>) -> Vec<BehindLine> {
        let on_card = customer.ratings.iter().filter(|(_, rating)| rating.scorecard == self.judged.card.id);
        let counting = self.gathering.counting(customer, self.judged.card.id);
        let line = |(id, rating): (&RatingId, &Rating)| {
            let counts = counting.binary_search_by_key(id, |(counting, _)| *counting).is_ok();
            self.line(customer, (*id, rating), asked, counts)
        };
        on_card.filter_map(line).collect()
    }

    fn line(
        &self,
        customer: &Customer,
        (id, rating): (RatingId, &Rating),
        asked: Option<&Criterion>,
        counts: bool,
    ) -> Option<BehindLine> {
        let ((answer, anchor), note, value) = if let Some(criterion) = asked {
            let answer = rating.answers.get(&criterion.id)?;
            // On the scale it was answered on: an old version may have had another.
            let version = self.judged.card.version(rating.version);
            let as_asked = version.and_then(|version| version.criterion(criterion.id)).unwrap_or(criterion);
            (answer_words(Some(as_asked), answer), answer.note.to_string(), value_of(as_asked, answer))
        } else {
            let mark = rating_mark(&self.judged.card, rating)?;
            ((mark, String::new()), rating.remark.to_string(), self.mean(rating))
        };
        let mut who = who(&self.session.workspace.business, rating);
        if !self.alone {
            who = format!("{} · {who}", customer.name());
        }
        let day = day_words(rating.on, self.today);
        let when = match rating.occasion.name.as_str() {
            "" => format!("{day} · {}", small_first(rating.occasion.kind.words())),
            name => format!("{day} · {name}"),
        };
        Some(BehindLine { customer: customer.id, rating: id, who, answer, anchor, note, when, value, counts })
    }

    /// The mean value of a rating, for its place in the list.
    fn mean(&self, rating: &Rating) -> Option<f64> {
        let version = self.judged.card.version(rating.version).unwrap_or_else(|| self.judged.card.current());
        let values = version.active().filter_map(|criterion| {
            let weight = criterion.weight.value();
            Some((weight, value_of(criterion, rating.answers.get(&criterion.id)?)?))
        });
        let (sum, weight) = values.fold((0.0, 0.0), |(sum, all), (weight, value)| (sum + weight * value, all + weight));
        (weight > 0.0).then(|| sum / weight)
    }

    fn groups(&self, criterion: &Criterion, heard: &CriterionVoices) -> String {
        let business = &self.session.workspace.business;
        let group = |(id, mean, people): &(crate::model::GroupId, f64, u32)| {
            let people = counted(*people as usize, "person", "people");
            format!("{} {} ({people})", business.group_name(*id), answer_text(criterion, *mean))
        };
        heard.groups.iter().map(group).collect::<Vec<_>>().join(" · ")
    }
}

fn value_of(criterion: &Criterion, answer: &Answer) -> Option<f64> {
    match answer.response {
        Response::Value(value) => criterion.value(value).ok().map(|value| value.value()),
        Response::NotApplicable | Response::DontKnow => None,
    }
}
