//! What needs attention today, most urgent first: red flags, decisions due, steps of plans overdue, ratings missing,
//! thin and old evidence, falling scores, names that occur twice.
//!
//! Only customers we work for today, and those being let go as long as there is something left to do. One pass over the ratings, in parallel; so it stays cheap with many customers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{Customer, CustomerId, FlagPolicy, Locale, PersonId, Quarter, Subject};

use super::due::{decisions_due, steps_overdue};
use super::evidence::Evidence;
use super::explain::Judged;
use super::findings::{STEADY_POINTS, run_length};
use super::flags::{FlagState, FlagTally, flag_state};
use super::history::point;
use super::judge::Rules;
use super::reader::{Read, Reader};
use super::words::{
    ago_text, date_text, list_text, lower_first, number_word, people_text, plural, score_text, upper_first,
};

/// Of the gentler kinds at most so many customers are listed one by one; the others become one line.
const LISTED: usize = 5;
/// A score that falls for so many quarters needs attention.
const FALLING_QUARTERS: usize = 3;
/// People named in a line.
const NAMED_PEOPLE: usize = 4;

/// What kind of attention; the order is the order of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttentionKind {
    /// A red flag is hit, or people disagree about one.
    RedFlag,
    /// A decision is up for review.
    DecisionDue,
    /// Steps of a plan should have been done by now.
    StepsOverdue,
    /// People who rated last quarter have not rated yet.
    RatingsMissing,
    /// Only one person has rated a customer.
    OnePerson,
    /// The newest rating is old.
    StaleEvidence,
    /// The score falls quarter by quarter.
    Falling,
    /// Nobody has ever rated the customer.
    NeverRated,
    /// Two customers have the same name.
    DuplicateName,
}

/// Something that needs attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    /// What kind.
    pub kind: AttentionKind,
    /// The customer, if it is about one.
    pub customer: Option<CustomerId>,
    /// All customers it is about.
    pub customers: Vec<CustomerId>,
    /// What it is, in a few words.
    pub title: String,
    /// More about it, or what to do.
    pub detail: String,
    /// What changed since, in a sentence of its own; for a decision that comes back.
    pub since: String,
}

impl Attention {
    pub(super) fn one(kind: AttentionKind, customer: &Customer, title: String, detail: String) -> Self {
        Self { kind, customer: Some(customer.id), customers: vec![customer.id], title, detail, since: String::new() }
    }
}

/// What the ratings of one customer come to, as far as attention is concerned.
struct Facts<'a> {
    index: usize,
    customer: &'a Customer,
    /// The day of the newest rating on this scorecard, ever.
    newest: Option<Date>,
    /// Who rated last quarter, but not this one.
    missing: Vec<PersonId>,
    /// Everybody who ever rated.
    people: Vec<PersonId>,
    /// The falling scores of the newest quarters, oldest first; empty if it does not fall.
    falling: Vec<f64>,
}

/// Everything that needs attention, by [`AttentionKind`] and within it by urgency, then name. Each red flag and each
/// decision has its own entry; of the other kinds many customers are gathered into one.
pub fn attention(judged: &Judged<'_>) -> Vec<Attention> {
    let reader = judged.evidence.reader(judged.workspace, judged.card);
    if reader.layout != judged.evidence.layout || judged.judgements.len() != judged.evidence.len() {
        return Vec::new();
    }
    let rules = Rules::new(&reader.layout, judged.terms);
    let customers = judged.workspace.customers.values();
    let current: Vec<(usize, &Customer)> = customers
        .filter(|customer| customer.profile.status.is_current())
        .filter_map(|customer| Some((judged.evidence.index_of(customer.id)?, &**customer)))
        .collect();
    let facts: Vec<Facts<'_>> = current
        .par_iter()
        .with_min_len(64)
        .map(|&(index, customer)| facts(&reader, &rules, index, customer, judged.today))
        .collect();
    let found = Finder { judged, reader: &reader, facts: &facts };
    let mut all = found.red_flags();
    all.extend(decisions_due(judged));
    all.extend(steps_overdue(judged));
    all.extend(found.ratings_missing());
    all.extend(found.one_person());
    all.extend(found.stale());
    all.extend(found.falling());
    all.extend(found.never_rated());
    all.extend(found.duplicate_names());
    all
}

fn facts<'a>(reader: &Reader<'_>, rules: &Rules<'_>, index: usize, customer: &'a Customer, today: Date) -> Facts<'a> {
    let this = Quarter::of(today);
    let (mut before, mut now, mut people, mut quarters) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut newest = None;
    for rating in reader.ratings(customer).map(|counted| counted.rating) {
        let quarter = Quarter::of(rating.on);
        newest = newest.max(Some(rating.on));
        people.push(rating.person);
        quarters.push(quarter);
        if quarter == this {
            now.push(rating.person);
        } else if quarter == this.previous() {
            before.push(rating.person);
        }
    }
    before.retain(|person| !now.contains(person));
    for people in [&mut before, &mut people] {
        people.sort_unstable();
        people.dedup();
    }
    quarters.sort_unstable();
    quarters.dedup();
    let falling = falling(reader, rules, customer, &quarters, this);
    Facts { index, customer, newest, missing: before, people, falling }
}

/// The scores of the newest quarters for as long as they fall, oldest first; empty if fewer than three do, or the
/// newest is further back than last quarter, or the fall is too small to speak of.
fn falling(
    reader: &Reader<'_>,
    rules: &Rules<'_>,
    customer: &Customer,
    quarters: &[Quarter],
    this: Quarter,
) -> Vec<f64> {
    let is_recent = quarters.last().is_some_and(|newest| *newest >= this.previous());
    if quarters.len() < FALLING_QUARTERS || !is_recent {
        return Vec::new();
    }
    let mut scores: Vec<f64> = Vec::new();
    for quarter in quarters.iter().rev().filter(|quarter| **quarter <= this) {
        let Some(score) = point(reader, rules, customer, *quarter).score else { continue };
        scores.insert(0, score);
        // Each earlier quarter must lie higher, else the fall began after it.
        if scores.len() > 1 && run_length(&scores) > -i32::try_from(scores.len()).unwrap_or(i32::MAX) {
            scores.remove(0);
            break;
        }
    }
    let fall = match scores.as_slice() {
        [first, .., last] => first - last,
        _ => 0.0,
    };
    if scores.len() >= FALLING_QUARTERS && fall >= STEADY_POINTS { scores } else { Vec::new() }
}

struct Finder<'a> {
    judged: &'a Judged<'a>,
    reader: &'a Reader<'a>,
    facts: &'a [Facts<'a>],
}

/// What people answered about the flag of the criterion at this place.
fn tally(evidence: &Evidence, customer: usize, place: usize, policy: FlagPolicy) -> FlagTally {
    let mut tally = FlagTally::default();
    for (group, cell) in evidence.groups().iter().zip(evidence.cells(customer, place)) {
        tally.hits += cell.hits;
        tally.asked += cell.asked;
        if policy == FlagPolicy::Group(*group) {
            tally.group_hits += cell.hits;
            tally.group_asked += cell.asked;
        }
    }
    tally
}

impl Finder<'_> {
    fn red_flags(&self) -> Vec<Attention> {
        let state = |facts: &Facts<'_>| self.judged.judgements[facts.index].flags;
        let raised = self.facts.iter().filter(|f| matches!(state(f), FlagState::Hit | FlagState::Conflict));
        let mut raised: Vec<&Facts<'_>> = raised.collect();
        raised.sort_by(|a, b| {
            let by_state = state(b).cmp(&state(a));
            by_state.then_with(|| a.customer.name().cmp(b.customer.name())).then(a.index.cmp(&b.index))
        });
        raised.into_iter().filter_map(|facts| self.red_flag(facts, state(facts))).collect()
    }

    fn red_flag(&self, facts: &Facts<'_>, state: FlagState) -> Option<Attention> {
        let evidence = self.judged.evidence;
        let policy = self.judged.terms.policy.flags;
        let flagged = self.reader.criteria.iter().enumerate().filter(|(_, criterion)| criterion.red_flag.is_some());
        // The flag that overrules the score, not merely the one most people raised.
        let worst = flagged
            .map(|(place, _)| (place, tally(evidence, facts.index, place, policy)))
            .filter(|(_, tally)| tally.hits > 0)
            .max_by_key(|(place, tally)| (flag_state(*tally, policy), tally.hits, std::cmp::Reverse(*place)));
        let (place, FlagTally { hits, asked, .. }) = worst?;
        let flag = self.reader.criteria[place].red_flag.as_ref()?;
        let is_hit = |read| matches!(read, Some(Read::Value(_, Some(true))));
        let counting = evidence.gathering().counting(facts.customer, self.judged.card.id).into_iter();
        let counting = counting.filter_map(|(id, rating)| self.reader.counted(id, rating));
        let since = counting.filter(|counted| is_hit(counted.read(place))).map(|counted| counted.rating.on).min()?;
        let who = if hits == asked { people_text(hits) } else { format!("{hits} of {}", people_text(asked)) };
        let what = if state == FlagState::Hit { "Red flag" } else { "People disagree" };
        let title = format!("{}: {}", facts.customer.name(), lower_first(&flag.name));
        let detail = format!("{what} since {} · {who}", Quarter::of(since));
        Some(Attention::one(AttentionKind::RedFlag, facts.customer, title, detail))
    }

    /// A person is expected to rate the current customers they rated in the previous quarter.
    fn ratings_missing(&self) -> Option<Attention> {
        let people = &self.judged.workspace.business.people;
        let mut by_person: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut customers = Vec::new();
        for facts in self.facts {
            let expected = facts.missing.iter().filter(|id| people.get(id).is_some_and(|person| !person.left));
            let before = by_person.values().sum::<usize>();
            expected.for_each(|id| *by_person.entry(*id).or_default() += 1);
            if by_person.values().sum::<usize>() > before {
                customers.push(facts.customer.id);
            }
        }
        let total: usize = by_person.values().sum();
        if total == 0 {
            return None;
        }
        let mut named: Vec<(usize, String)> = by_person.into_iter().map(|(id, n)| (n, self.short_name(id))).collect();
        named.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut detail: Vec<String> = named.iter().take(NAMED_PEOPLE).map(|(n, name)| format!("{name} {n}")).collect();
        if named.len() > NAMED_PEOPLE {
            let rest = &named[NAMED_PEOPLE..];
            detail.push(format!("{} more {}", rest.len(), rest.iter().map(|(n, _)| n).sum::<usize>()));
        }
        Some(Attention {
            kind: AttentionKind::RatingsMissing,
            customer: None,
            customers,
            title: format!("{} missing this quarter", plural(total, "rating", "ratings")),
            detail: detail.join(" · "),
            since: String::new(),
        })
    }

    /// The first name, if nobody else has it.
    fn short_name(&self, id: PersonId) -> String {
        let business = &self.judged.workspace.business;
        let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_owned();
        let name = business.person_name(id);
        let same = business.people.values().filter(|person| first(&person.name) == first(name)).count();
        if same == 1 { first(name) } else { name.to_owned() }
    }

    /// Entries for the first few, and one for all others.
    fn listed(
        kind: AttentionKind,
        chosen: &[&Facts<'_>],
        entry: impl Fn(&Facts<'_>) -> (String, String),
        summary: impl Fn(usize) -> String,
    ) -> Vec<Attention> {
        // One more than the limit is listed rather than summed up as "1 more".
        let num_listed = if chosen.len() <= LISTED + 1 { chosen.len() } else { LISTED };
        let (listed, rest) = chosen.split_at(num_listed);
        let mut entries: Vec<Attention> = listed
            .iter()
            .map(|facts| {
                let (title, detail) = entry(facts);
                Attention::one(kind, facts.customer, title, detail)
            })
            .collect();
        if !rest.is_empty() {
            let name = |facts: &&Facts<'_>| facts.customer.name().to_owned();
            let mut names: Vec<String> = rest.iter().take(2).map(name).collect();
            names.push(format!("{} more", rest.len() - 2));
            entries.push(Attention {
                kind,
                customer: None,
                customers: rest.iter().map(|facts| facts.customer.id).collect(),
                title: summary(rest.len()),
                detail: if rest.len() == 2 { list_text(&names[..2]) } else { list_text(&names) },
                since: String::new(),
            });
        }
        entries
    }

    fn by_name<'f>(facts: impl Iterator<Item = &'f Facts<'f>>) -> Vec<&'f Facts<'f>> {
        let mut facts: Vec<&Facts<'_>> = facts.collect();
        facts.sort_by(|a, b| a.customer.name().cmp(b.customer.name()).then(a.index.cmp(&b.index)));
        facts
    }

    fn one_person(&self) -> Vec<Attention> {
        let evidence = self.judged.evidence;
        let needed = self.judged.terms.policy.min_raters;
        let chosen =
            Self::by_name(self.facts.iter().filter(|facts| evidence.num_raters(facts.index) == 1 && needed > 1));
        let active = self.active_people();
        let entry = |facts: &Facts<'_>| {
            let ratings = usize::try_from(evidence.num_ratings(facts.index)).unwrap_or(usize::MAX);
            let noun = if ratings == 1 { "rating" } else { "ratings" };
            let title = format!("{}: one person, {} {noun}", facts.customer.name(), number_word(ratings));
            let ask = self.whom_to_ask(facts, &active);
            let detail = if ask.is_empty() {
                "Ask somebody else who knows them".to_owned()
            } else {
                format!("Ask {}", list_text(&ask))
            };
            (title, detail)
        };
        Self::listed(AttentionKind::OnePerson, &chosen, entry, |n| {
            format!("{} more customers with one voice only", Locale::count(n))
        })
    }

    /// People still here, those who rate most customers first.
    fn active_people(&self) -> Vec<PersonId> {
        let mut counts: BTreeMap<PersonId, usize> = BTreeMap::new();
        for id in self.facts.iter().flat_map(|facts| &facts.people) {
            *counts.entry(*id).or_default() += 1;
        }
        let people = &self.judged.workspace.business.people;
        let mut active: Vec<(usize, PersonId)> = counts
            .into_iter()
            .filter(|(id, _)| people.get(id).is_some_and(|person| !person.left))
            .map(|(id, n)| (n, id))
            .collect();
        active.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        active.into_iter().map(|(_, id)| id).collect()
    }

    fn is_about_us(&self) -> bool {
        self.judged.card.subject == Subject::Us
    }

    /// Two people: those who rated this customer before, then those who rate most; never the one who just did.
    fn whom_to_ask(&self, facts: &Facts<'_>, active: &[PersonId]) -> Vec<String> {
        if self.is_about_us() {
            return Vec::new(); // Whom to ask at the customer is not ours to guess.
        }
        let window = self.judged.evidence.window();
        let counting = self.reader.ratings(facts.customer).map(|counted| counted.rating);
        let known: BTreeSet<PersonId> =
            counting.filter(|rating| window.contains(rating.on)).map(|rating| rating.person).collect();
        let before = active.iter().filter(|id| facts.people.contains(id));
        let others = active.iter().filter(|id| !facts.people.contains(id));
        before.chain(others).filter(|id| !known.contains(id)).take(2).map(|id| self.short_name(*id)).collect()
    }

    fn stale(&self) -> Vec<Attention> {
        let today = self.judged.today;
        let months = i64::from(self.judged.terms.policy.stale_after_months);
        let Ok(limit) = today.checked_sub(months.months()) else { return Vec::new() };
        let stale = self.facts.iter().filter(|facts| facts.newest.is_some_and(|newest| newest < limit));
        let mut chosen: Vec<&Facts<'_>> = Self::by_name(stale);
        chosen.sort_by_key(|facts| facts.newest);
        let entry = |facts: &Facts<'_>| {
            let newest = facts.newest.unwrap_or(today);
            let rated = if self.is_about_us() { "last rated us" } else { "last rated" };
            let title = format!("{}: {rated} {}", facts.customer.name(), ago_text(newest, today));
            (title, format!("Newest rating from {}", date_text(newest)))
        };
        Self::listed(AttentionKind::StaleEvidence, &chosen, entry, |n| {
            format!("{} more customers not rated for long", Locale::count(n))
        })
    }

    fn falling(&self) -> Vec<Attention> {
        let mut chosen = Self::by_name(self.facts.iter().filter(|facts| !facts.falling.is_empty()));
        let fall = |facts: &Facts<'_>| match facts.falling.as_slice() {
            [first, .., last] => first - last,
            _ => 0.0,
        };
        chosen.sort_by(|a, b| fall(b).total_cmp(&fall(a)));
        let entry = |facts: &Facts<'_>| {
            let title = format!("{} falls for {} quarters", facts.customer.name(), facts.falling.len());
            let scores: Vec<String> = facts.falling.iter().map(|score| score_text(*score)).collect();
            (title, scores.join(" → "))
        };
        Self::listed(AttentionKind::Falling, &chosen, entry, |n| format!("{} more customers fall", Locale::count(n)))
    }

    fn never_rated(&self) -> Option<Attention> {
        let chosen = Self::by_name(self.facts.iter().filter(|facts| facts.newest.is_none()));
        let names: Vec<String> = chosen.iter().take(3).map(|facts| facts.customer.name().to_owned()).collect();
        let not_yet = |n: usize| match (self.is_about_us(), n) {
            (true, 1) => "has not rated us yet",
            (true, _) => "have not rated us yet",
            (false, 1) => "has not been rated yet",
            (false, _) => "have not been rated yet",
        };
        let (title, detail) = match chosen.as_slice() {
            [] => return None,
            [one] => (format!("{} {}", one.customer.name(), not_yet(1)), String::new()),
            several => {
                let n = several.len();
                let detail = if n <= 3 {
                    list_text(&names)
                } else {
                    format!("{} and {} more", names.join(", "), Locale::count(n - 3))
                };
                (format!("{} customers {}", Locale::count(n), not_yet(n)), detail)
            }
        };
        let only = if let [one] = chosen.as_slice() { Some(one.customer.id) } else { None };
        let customers = chosen.iter().map(|facts| facts.customer.id).collect();
        let since = String::new();
        Some(Attention { kind: AttentionKind::NeverRated, customer: only, customers, title, detail, since })
    }

    /// Names that are the same but for capitals and spaces, one entry each.
    fn duplicate_names(&self) -> Vec<Attention> {
        let mut by_name: BTreeMap<String, Vec<&Customer>> = BTreeMap::new();
        for facts in self.facts {
            let key = facts.customer.name().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            by_name.entry(key).or_default().push(facts.customer);
        }
        let twice = by_name.into_values().filter(|customers| customers.len() > 1);
        let entries = twice.map(|customers| Attention {
            kind: AttentionKind::DuplicateName,
            customer: None,
            customers: customers.iter().map(|customer| customer.id).collect(),
            title: format!(
                "{} customers are called {}",
                upper_first(&number_word(customers.len())),
                customers.first().map_or("", |customer| customer.name())
            ),
            detail: "Are they the same? If so, delete one".to_owned(),
            since: String::new(),
        });
        entries.collect()
    }
}
