//! What the page of one customer shows, worked out from the workspace and what the numbers say.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::analysis::{
    CriterionVoices, Judged as Parts, QuarterPoint, ReviewSince, explain, finding_history, finding_voices, history,
    money_text, percent_text, review_since, voices,
};
use crate::charts::{Chart, compose};
use crate::model::{
    Customer, CustomerId, DecisionId, GroupId, Locale, PersonId, Quarter, Rating, RatingId, ScorecardId, Status,
    Subject, Verdict,
};

use super::super::{Judged, Session};
use super::page::Series;
use super::remarks::{Remark, remarks};
use super::words::{counted, day_words, people_list, small_first};

/// Everything the page shows.
#[derive(Debug)]
pub struct PageData {
    /// Whose page.
    pub customer: CustomerId,
    /// Segment, since when, revenue, where they came from.
    pub line: String,
    /// The scorecards this customer can be looked at on.
    pub cards: Vec<(ScorecardId, String)>,
    /// The customers they sent us.
    pub sent: Vec<(CustomerId, String)>,
    /// What the scorecard looked at says; `None` without one.
    pub on_card: Option<OnCard>,
    /// The ratings listed, newest first.
    pub ratings: Vec<RatingId>,
    /// All decisions, newest first.
    pub decisions: Vec<DecisionId>,
    /// What changed since each decision; only those made on the scorecard looked at compare numbers.
    pub since: BTreeMap<DecisionId, ReviewSince>,
}

/// What one scorecard says about the customer.
#[derive(Debug)]
pub struct OnCard {
    /// Which scorecard.
    pub card: ScorecardId,
    /// "47"; `None` if nothing was answered.
    pub score: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// The named band of the score, where the scorecard has such.
    pub band: Option<String>,
    /// "8 people · 100 % answered".
    pub people: String,
    /// Who says what about each criterion; the finding as its title.
    pub voices: Chart,
    /// Whether anybody has said anything in the period that counts.
    pub is_rated: bool,
    /// The score over the quarters; the finding as its title.
    pub history: Chart,
    /// What was chosen in the history.
    pub chosen: Chart,
    /// What can be chosen there.
    pub series: Vec<(Series, String)>,
    /// The quarters, oldest first.
    pub quarters: Vec<QuarterPoint>,
    /// What people wrote on this scorecard, newest first.
    pub remarks: Vec<Remark>,
    /// What to do next, most important first.
    pub next: Vec<String>,
}

impl PageData {
    /// Works it out; `choice` is what is chosen in the history, and whether only ratings with words are listed.
    pub(super) fn of(session: &Session, customer: &Customer, today: Date, choice: (Series, bool)) -> Self {
        let (series, only_words) = choice;
        let has_words = |rating: &Rating| {
            !rating.remark.is_empty() || rating.answers.values().any(|answer| !answer.note.is_empty())
        };
        let mut ratings: Vec<_> = customer.ratings.iter().collect();
        ratings.retain(|(_, rating)| !only_words || has_words(rating));
        ratings.sort_by_key(|(id, rating)| std::cmp::Reverse((rating.on, **id)));
        let mut decisions: Vec<_> = customer.decisions.iter().collect();
        decisions.sort_by_key(|(id, decision)| std::cmp::Reverse((decision.on, **id)));
        let maker = Maker { session, customer, today };
        let context = session.judged.as_ref().map(|judged| judged.in_context(&session.workspace, today));
        let since = |parts: Parts<'_>| {
            customer.decisions.iter().map(|(id, decision)| (*id, review_since(&parts, customer, decision))).collect()
        };
        Self {
            since: context.map(since).unwrap_or_default(),
            customer: customer.id,
            line: maker.line(),
            cards: maker.cards(),
            sent: maker.sent(),
            on_card: session.judged.as_ref().and_then(|judged| maker.on_card(judged, series)),
            ratings: ratings.into_iter().map(|(id, _)| *id).collect(),
            decisions: decisions.into_iter().map(|(id, _)| *id).collect(),
        }
    }
}

struct Maker<'a> {
    session: &'a Session,
    customer: &'a Customer,
    today: Date,
}

impl Maker<'_> {
    /// "Retail fit-out · since March 2024 · €84,000 last 12 months · came through Copper Kettle".
    fn line(&self) -> String {
        let profile = &self.customer.profile;
        let workspace = &self.session.workspace;
        let mut parts = Vec::new();
        if !profile.segment.is_empty() {
            parts.push(profile.segment.to_string());
        }
        parts.extend(profile.since.map(|since| format!("since {}", Locale::month_year(since))));
        let revenue = profile.revenue_last_year(self.today);
        parts.extend(revenue.map(|money| format!("{} last 12 months", money_text(&workspace.business, money))));
        let referrer = profile.source.referred_by.and_then(|id| workspace.customers.get(&id));
        match referrer {
            Some(referrer) => parts.push(format!("came through {}", referrer.name())),
            None if !profile.source.how.is_empty() => parts.push(small_first(&profile.source.how)),
            None => {}
        }
        if profile.status != Status::Active {
            parts.push(profile.status.words().to_lowercase());
        }
        parts.join(" · ")
    }

    /// The scorecards with ratings of this customer, and the one looked at.
    fn cards(&self) -> Vec<(ScorecardId, String)> {
        let looked_at = self.session.scorecard().map(|card| card.id);
        let rated = |id: ScorecardId| self.customer.ratings.values().any(|rating| rating.scorecard == id);
        let all = self.session.workspace.scorecards.values();
        let here = all.filter(|card| Some(card.id) == looked_at || rated(card.id));
        here.map(|card| (card.id, card.name.to_string())).collect()
    }

    fn sent(&self) -> Vec<(CustomerId, String)> {
        let all = self.session.workspace.customers.values();
        let sent = all.filter(|other| other.profile.source.referred_by == Some(self.customer.id));
        sent.map(|other| (other.id, other.name().to_owned())).collect()
    }

    fn on_card(&self, judged: &Judged, series: Series) -> Option<OnCard> {
        let (workspace, card) = (&self.session.workspace, &*judged.card);
        let judgement = judged.of(self.customer.id)?;
        let heard = voices(workspace, self.customer, card, judged.gathering);
        let points = history(workspace, self.customer, card, &judged.terms, self.today);
        let criteria = card.current().active().filter(|criterion| criterion.weight.value() > 0.0);
        let mut all = vec![(Series::Score, "Score".to_owned()), (Series::All, "All criteria".to_owned())];
        all.extend(criteria.map(|criterion| (Series::One(criterion.id), criterion.name.to_string())));
        let name = all.iter().find(|(one, _)| *one == series).or_else(|| all.first()).cloned();
        let (series, title) = name.unwrap_or_default();
        let trend = Chart::new(finding_history(&points), compose::history_trend(&points, card, &judged.terms));
        let chosen = match series {
            Series::Score => trend.clone(),
            Series::All => Chart::new(title, compose::criterion_trend(&points, card, &[])),
            Series::One(id) => Chart::new(title, compose::criterion_trend(&points, card, &[id])),
        };
        let people = counted(judgement.num_raters as usize, "person", "people");
        let finding = finding_voices(&heard, &workspace.business, card.subject);
        Some(OnCard {
            card: card.id,
            score: judgement.score.map(|score| format!("{score:.0}")),
            verdict: judgement.verdict,
            band: judged.band(judgement.score).map(str::to_owned),
            people: format!("{people} · {} answered", percent_text(judgement.coverage)),
            voices: Chart::new(finding, compose::voices_dumbbell(&heard, &workspace.business, card)),
            is_rated: heard.iter().any(|criterion| !criterion.voices.is_empty()),
            history: trend,
            chosen,
            series: all,
            remarks: remarks(workspace, self.customer, Some(card.id)),
            next: self.next(judged, &heard),
            quarters: points,
        })
    }

    /// What would change the verdict, which holes matter, who should rate, and when to look again.
    fn next(&self, judged: &Judged, heard: &[CriterionVoices]) -> Vec<String> {
        let parts = judged.in_context(&self.session.workspace, self.today);
        let mut next = Vec::new();
        if let Some(explanation) = explain(&parts, self.customer.id) {
            if explanation.judgement.verdict == Verdict::NotEnough {
                next.push(explanation.answer.clone());
            } else {
                next.push(explanation.firmness_text.clone());
            }
            if explanation.judgement.holes_matter && explanation.judgement.verdict != Verdict::NotEnough {
                next.push(explanation.holes.clone());
            }
        }
        next.extend(self.who_should_rate(judged, heard));
        if let Some((_, decision)) = self.customer.last_decision() {
            let when = decision.review_on.map(|day| {
                let words = if day <= self.today { "Look at it again now, due" } else { "Look at it again on" };
                format!(" {words} {}.", day_words(day, self.today))
            });
            let decided = day_words(decision.on, self.today);
            let choice = small_first(decision.choice.words());
            next.push(format!("Decided on {decided}: {choice}.{}", when.unwrap_or_default()));
        }
        next.retain(|text| !text.is_empty());
        next
    }

    /// Who has not rated this quarter although they did before; a standing group nobody has spoken for comes first.
    fn who_should_rate(&self, judged: &Judged, heard: &[CriterionVoices]) -> Option<String> {
        let business = &self.session.workspace.business;
        if judged.card.subject == Subject::Us || !self.customer.profile.status.is_current() {
            return None;
        }
        let is_heard = |group: GroupId| heard.iter().any(|c| c.groups.iter().any(|(one, ..)| *one == group));
        let is_here = |group: GroupId| business.people.values().any(|person| person.group == group && !person.left);
        let silent =
            [GroupId::MANAGEMENT, GroupId::TEAM].into_iter().find(|group| !is_heard(*group) && is_here(*group));
        if let Some(group) = silent {
            let name = small_first(&business.group_name(group));
            let name = if group == GroupId::TEAM { format!("the {name}") } else { name };
            return Some(format!("Nobody from {name} has rated them yet."));
        }
        let quarter = Quarter::of(self.today);
        let on_card = || self.customer.ratings.values().filter(|rating| rating.scorecard == judged.card.id);
        let now: Vec<PersonId> =
            on_card().filter(|rating| Quarter::of(rating.on) == quarter).map(|rating| rating.person).collect();
        let mut missing: Vec<PersonId> = on_card().map(|rating| rating.person).filter(|id| !now.contains(id)).collect();
        missing.retain(|id| business.people.get(id).is_some_and(|person| !person.left));
        missing.sort_unstable();
        missing.dedup();
        let names: Vec<String> = missing.into_iter().map(|id| business.person_name(id).to_owned()).collect();
        let verb = if names.len() == 1 { "has" } else { "have" };
        (!names.is_empty()).then(|| format!("{} {verb} not rated this quarter.", people_list(&names)))
    }
}
