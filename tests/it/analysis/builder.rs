//! A small workspace to judge, built through the same edits as the window uses.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use keepwise::analysis::{Evidence, Explanation, Gathering, Judged, Judgement, Terms, explain, judge};
use keepwise::model::{
    Answer, Business, BusinessId, Criterion, CriterionId, Customer, CustomerId, Direction, Edit, Extra, Finite,
    FlagRule, Group, GroupId, Name, Note, Occasion, OccasionKind, Period, Person, PersonId, Policy, Profile, Rating,
    RatingId, RedFlag, Response, Scale, Score, Scorecard, ScorecardId, ScorecardVersion, Share, Subject, Weight,
    Workspace,
};
use ulid::Ulid;

pub(crate) const TODAY: Date = date(2026, 11, 22);

pub(crate) fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub(crate) fn key(text: &str) -> CriterionId {
    CriterionId::from_name(text, |_| false)
}

/// A criterion whose key is made of its name.
pub(crate) fn criterion(id: &str, scale: Scale, weight: f64) -> Criterion {
    Criterion { weight: Weight::new(weight).unwrap(), ..Criterion::new(key(id), name(id), scale) }
}

pub(crate) fn points(id: &str, weight: f64) -> Criterion {
    criterion(id, Scale::points(1, 5), weight)
}

pub(crate) fn measure(id: &str, unit: &str, worst: f64, best: f64, weight: f64) -> Criterion {
    let (worst, best) = (Finite::new(worst).unwrap(), Finite::new(best).unwrap());
    criterion(id, Scale::Measure { unit: unit.parse().unwrap(), worst, best }, weight)
}

pub(crate) fn reversed(criterion: Criterion) -> Criterion {
    Criterion { direction: Direction::Reversed, ..criterion }
}

/// With a red flag that is hit by answers at or below the limit.
pub(crate) fn flagged(criterion: Criterion, flag: &str, limit: f64) -> Criterion {
    let rule = FlagRule::AtOrBelow(Finite::new(limit).unwrap());
    Criterion { red_flag: Some(RedFlag { name: name(flag), rule, extra: Default::default() }), ..criterion }
}

/// Everything counts, one person is enough; the bands are 70 and 45.
pub(crate) fn lenient() -> Policy {
    Policy { min_raters: 1, period: Period::All, ..Policy::default() }
}

pub(crate) fn bands(keep_from: f64, hard_look_from: f64) -> Policy {
    Policy {
        keep_from: Score::new(keep_from).unwrap(),
        hard_look_from: Score::new(hard_look_from).unwrap(),
        ..lenient()
    }
}

/// What is answered in a test: a value, or one of the two words.
#[derive(Clone, Copy, Debug)]
pub(crate) enum A {
    V(f64),
    NotApplicable,
    DontKnow,
}

impl From<f64> for A {
    fn from(value: f64) -> Self {
        Self::V(value)
    }
}

/// A workspace with one scorecard. People are named by their group: m1…, t1…, s1… (sales) and c1… (the customer's).
pub(crate) struct Shop {
    pub(crate) ws: Workspace,
    pub(crate) card: ScorecardId,
    people: BTreeMap<String, PersonId>,
    next: u128,
}

impl Shop {
    pub(crate) fn new(criteria: Vec<Criterion>, policy: Policy) -> Self {
        let business = Business::new(BusinessId::new(Ulid::from(1)), name("Shop"));
        let card = ScorecardId::new(Ulid::from(2));
        let mut shop = Self { ws: Workspace::new(business), card, people: BTreeMap::new(), next: 100 };
        let sales = Group { name: name("Sales"), extra: Extra::new() };
        shop.edit(Edit::PutGroup("sales".parse().unwrap(), sales));
        shop.add_card(card, Subject::Customer, criteria, policy);
        shop
    }

    pub(crate) fn edit(&mut self, edit: Edit) {
        edit.apply(&mut self.ws).unwrap();
    }

    fn ulid(&mut self) -> Ulid {
        self.next += 1;
        Ulid::from(self.next)
    }

    pub(crate) fn add_card(&mut self, id: ScorecardId, subject: Subject, criteria: Vec<Criterion>, policy: Policy) {
        let version = ScorecardVersion {
            number: 1,
            adopted: date(2025, 1, 1),
            note: Note::default(),
            criteria,
            policy,
            extra: Extra::new(),
        };
        self.edit(Edit::AddScorecard(Arc::new(Scorecard {
            id,
            name: name("How they see us"),
            about: Note::default(),
            subject,
            versions: vec![version],
            scenarios: Default::default(),
            archived: false,
            extra: Extra::new(),
        })));
    }

    /// The next version, with these criteria.
    pub(crate) fn adopt(&mut self, criteria: Vec<Criterion>) {
        let current = self.card().current().clone();
        let next = ScorecardVersion { number: current.number + 1, criteria, ..current };
        self.edit(Edit::AdoptVersion(self.card, Box::new(next)));
    }

    pub(crate) fn person(&mut self, who: &str) -> PersonId {
        if let Some(id) = self.people.get(who) {
            return *id;
        }
        let group = match who.chars().next() {
            Some('m') => GroupId::MANAGEMENT,
            Some('t') => GroupId::TEAM,
            Some('s') => "sales".parse().unwrap(),
            _ => GroupId::CUSTOMER,
        };
        let id = PersonId::new(self.ulid());
        self.edit(Edit::PutPerson(id, Person { name: name(who), group, left: false, extra: Extra::new() }));
        self.people.insert(who.to_owned(), id);
        id
    }

    pub(crate) fn customer(&mut self, text: &str) -> CustomerId {
        let id = CustomerId::new(self.ulid());
        self.edit(Edit::AddCustomer(Arc::new(Customer::new(id, Profile::new(name(text))))));
        id
    }

    pub(crate) fn profile(&mut self, id: CustomerId, change: impl FnOnce(&mut Profile)) {
        let mut profile = self.ws.customers[&id].profile.clone();
        change(&mut profile);
        self.edit(Edit::SetProfile(id, Box::new(profile)));
    }

    /// A rating of today's version, made on a day.
    pub(crate) fn rate_on<T: Into<A> + Copy>(
        &mut self,
        on: Date,
        customer: CustomerId,
        who: &str,
        answers: &[(&str, T)],
    ) -> RatingId {
        let rating = self.rating(on, self.card, who, answers);
        self.put(customer, rating)
    }

    /// A rating made ten days ago.
    pub(crate) fn rate<T: Into<A> + Copy>(
        &mut self,
        customer: CustomerId,
        who: &str,
        answers: &[(&str, T)],
    ) -> RatingId {
        self.rate_on(date(2026, 11, 12), customer, who, answers)
    }

    pub(crate) fn put(&mut self, customer: CustomerId, rating: Rating) -> RatingId {
        let id = RatingId::new(self.ulid());
        self.edit(Edit::PutRating(customer, id, Box::new(rating)));
        id
    }

    pub(crate) fn rating<T: Into<A> + Copy>(
        &mut self,
        on: Date,
        card: ScorecardId,
        who: &str,
        answers: &[(&str, T)],
    ) -> Rating {
        let answer = |a: A| match a {
            A::V(value) => Response::Value(Finite::new(value).unwrap()),
            A::NotApplicable => Response::NotApplicable,
            A::DontKnow => Response::DontKnow,
        };
        Rating {
            scorecard: card,
            version: self.ws.scorecards[&card].current().number,
            person: self.person(who),
            occasion: Occasion {
                kind: OccasionKind::ProjectFinished,
                name: "".parse().unwrap(),
                extra: Default::default(),
            },
            on,
            answers: answers.iter().map(|(id, a)| (key(id), Answer::new(answer((*a).into())))).collect(),
            remark: Note::default(),
            extra: Extra::new(),
        }
    }

    pub(crate) fn card(&self) -> &Scorecard {
        &self.ws.scorecards[&self.card]
    }

    pub(crate) fn terms(&self) -> Terms {
        Terms::of(self.card().current())
    }

    pub(crate) fn evidence(&self) -> Evidence {
        Evidence::gather(&self.ws, self.card(), Gathering::of(&self.terms().policy, TODAY))
    }

    pub(crate) fn judgement(&self, customer: CustomerId) -> Judgement {
        let evidence = self.evidence();
        judge(&evidence, &self.terms())[evidence.index_of(customer).unwrap()]
    }

    /// Judges everything and hands it to `look`.
    pub(crate) fn judged<T>(&self, look: impl FnOnce(&Judged<'_>) -> T) -> T {
        let (evidence, terms) = (self.evidence(), self.terms());
        let judgements = judge(&evidence, &terms);
        look(&Judged {
            workspace: &self.ws,
            card: self.card(),
            evidence: &evidence,
            judgements: &judgements,
            terms: &terms,
            today: TODAY,
        })
    }

    pub(crate) fn explain(&self, customer: CustomerId) -> Explanation {
        self.judged(|judged| explain(judged, customer)).unwrap()
    }
}

/// A share of exactly this much.
pub(crate) fn share(value: f64) -> Share {
    Share::new(value).unwrap()
}
