//! An invented workspace of any size, the same for the same seed: for trying scale, never for judging anybody.

use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;
use ulid::Ulid;

use crate::model::{
    Answer, Business, BusinessId, Criterion, CriterionId, Customer, CustomerId, Direction, Extra, Finite, FlagRule,
    Group, GroupId, Line, ListMap, Money, MoneyPeriod, Name, Note, Occasion, OccasionKind, Period, Person, PersonId,
    Policy, Profile, Quarter, Rating, RatingId, RedFlag, Response, Scale, Scorecard, ScorecardId, ScorecardVersion,
    Status, Subject, Workspace,
};

/// How many people rate.
const NUM_PEOPLE: usize = 40;
/// How many quarters back the ratings reach, this one included.
const NUM_QUARTERS: usize = 8;

/// Invents a workspace.
///
/// It has `num_customers` customers, `num_ratings` ratings of them over the last two years up to
/// `today`, 40 people in three groups, and a scorecard of seven criteria with one measure and one yes/no. About one
/// answer in twenty is missing. The same arguments give the same workspace.
pub fn synthetic(num_customers: usize, num_ratings: usize, seed: u64, today: Date) -> Workspace {
    let mut dice = Dice(seed ^ 0x9e37_79b9_7f4a_7c15);
    let mut ids = Ids { dice: Dice(seed.rotate_left(32) ^ 0xd1b5_4a32_d192_ed03), millisecond: 1_600_000_000_000 };
    let card = scorecard(ScorecardId::new(ids.next()), today);
    let mut business = Business::new(BusinessId::new(ids.next()), name("Invented Business"));
    business.currency = Line::new("€").unwrap_or_default();
    let delivery = GroupId::from_name("Delivery", |_| false);
    business.groups.insert(delivery, Group { name: name("Delivery"), extra: Extra::new() });
    business.main_scorecard = Some(card.id);
    let raters = people(&mut business, delivery, &mut dice, &mut ids);
    let mut customers = customers(num_customers, today, &mut dice, &mut ids);
    if !customers.is_empty() {
        for index in 0..num_ratings {
            // The first round reaches everybody; after that some are rated more often than others.
            let place = if index < customers.len() { index } else { dice.skewed(customers.len()) };
            let rater = &raters[dice.below(raters.len())];
            let rating = rating(&card, rater, customers[place].1, today, &mut dice);
            customers[place].0.ratings.insert(RatingId::new(ids.next()), rating);
        }
    }
    let mut workspace = Workspace::new(business);
    workspace.scorecards.insert(card.id, Arc::new(card));
    workspace.customers.extend(customers.into_iter().map(|(customer, _)| (customer.id, Arc::new(customer))));
    workspace
}

/// Numbers without pattern from a seed. Source: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number
/// generators" (`SplitMix64`).
struct Dice(u64);

impl Dice {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below `end`; 0 if `end` is 0.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// A whole number below `end`, small ones more often.
    fn skewed(&mut self, end: usize) -> usize {
        let (one, other) = (self.below(end), self.below(end));
        one.min(other)
    }

    /// Around 0, nearly always within ±3: the sum of twelve units less six (the central limit theorem).
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// One of these.
    fn pick<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts.get(self.below(texts.len())).copied().unwrap_or_default()
    }
}

/// Ids in ascending order.
struct Ids {
    dice: Dice,
    millisecond: u64,
}

impl Ids {
    fn next(&mut self) -> Ulid {
        self.millisecond += 1;
        Ulid::from_parts(self.millisecond, (u128::from(self.dice.next()) << 64) | u128::from(self.dice.next()))
    }
}

/// A name made here.
#[expect(clippy::expect_used, reason = "all names here are short and not blank, as the tests show")]
fn name(text: &str) -> Name {
    Name::new(text).expect("a short name")
}

fn line(text: &str) -> Line {
    Line::new(text).unwrap_or_default()
}

fn scorecard(id: ScorecardId, today: Date) -> Scorecard {
    let points = || Scale::points(1, 5);
    let days = Scale::Measure { unit: line("days"), worst: Finite::clamped(90.0), best: Finite::ZERO };
    let asked = [
        ("Respects the team", "Do they treat our people with respect?", points()),
        ("Clear and decided", "Do they decide in time and stand by it?", points()),
        ("The work suits us", "Is it work we do well and like?", points()),
        ("Pays fairly", "Do they pay what the work is worth?", points()),
        ("Grows and recommends us", "Is there more to come, or somebody they send?", points()),
        ("Days late", "How many days after the due date do they pay?", days),
        ("High service burden", "Do they need more attention than they pay for?", Scale::YesNo),
    ];
    let mut criteria: Vec<Criterion> = Vec::new();
    for (label, question, scale) in asked {
        let id = CriterionId::from_name(label, |id| criteria.iter().any(|other| other.id == id));
        let mut criterion = Criterion { question: line(question), ..Criterion::new(id, name(label), scale) };
        match criterion.scale {
            Scale::YesNo => criterion.direction = Direction::Reversed,
            Scale::Measure { .. } => {
                let rule = FlagRule::AtOrAbove(Finite::clamped(60.0));
                criterion.red_flag = Some(RedFlag { name: name("Pays later than 60 days"), rule, extra: Extra::new() });
            }
            Scale::Points { .. } => {}
        }
        criteria.push(criterion);
    }
    let version = ScorecardVersion {
        number: 1,
        adopted: first_day(today),
        note: Note::default(),
        criteria,
        policy: Policy { period: Period::All, ..Policy::default() },
        extra: Extra::new(),
    };
    Scorecard {
        id,
        name: name("Project rating (invented)"),
        about: Note::default(),
        subject: Subject::Customer,
        versions: vec![version],
        scenarios: Default::default(),
        archived: false,
        extra: Extra::new(),
    }
}

/// The first day of the two years.
fn first_day(today: Date) -> Date {
    (1..NUM_QUARTERS).fold(Quarter::of(today), |quarter, _| quarter.previous()).first_day()
}

/// Somebody who rates, and how much milder than others, in parts of the scale.
struct Rater {
    id: PersonId,
    mildness: f64,
}

fn people(business: &mut Business, delivery: GroupId, dice: &mut Dice, ids: &mut Ids) -> Vec<Rater> {
    const FIRST: [&str; 20] = [
        "Alma", "Bruno", "Carla", "Dario", "Edda", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Leo", "Mara",
        "Nils", "Olga", "Pablo", "Rosa", "Sven", "Tilda", "Viktor",
    ];
    const LAST: [&str; 11] =
        ["Berg", "Costa", "Dahl", "Engel", "Fuchs", "Grau", "Horn", "Iversen", "Jung", "Klein", "Lorenz"];
    let mut raters = Vec::new();
    for index in 0..NUM_PEOPLE {
        // Twenty and eleven have no common factor, so no two of forty are called the same.
        let full = format!("{} {}", FIRST[index % FIRST.len()], LAST[index % LAST.len()]);
        // Management sees what a customer brings, the team what it costs.
        let (group, lean) = match index {
            0..8 => (GroupId::MANAGEMENT, 0.08),
            8..26 => (GroupId::TEAM, -0.04),
            _ => (delivery, 0.0),
        };
        let id = PersonId::new(ids.next());
        business.people.insert(id, Person { name: name(&full), group, left: false, extra: Extra::new() });
        raters.push(Rater { id, mildness: lean + 0.06 * dice.bell() });
    }
    raters
}

/// How good a customer really is, 0 to 1, and how much that changes per quarter.
#[derive(Debug, Clone, Copy)]
struct Truth {
    quality: f64,
    drift: f64,
}

fn customers(num: usize, today: Date, dice: &mut Dice, ids: &mut Ids) -> Vec<(Customer, Truth)> {
    const FIRST: [&str; 24] = [
        "Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Granite", "Harbour", "Iris", "Juniper", "Kestrel",
        "Linden", "Maple", "North", "Opal", "Pine", "Quarry", "River", "Silver", "Tern", "Upland", "Vale", "Willow",
        "Yarrow",
    ];
    const SECOND: [&str; 18] = [
        "Bakery",
        "Books",
        "Clinic",
        "Dental",
        "Energy",
        "Foods",
        "Gardens",
        "Homes",
        "Interiors",
        "Joinery",
        "Kitchens",
        "Law",
        "Motors",
        "Optics",
        "Printing",
        "Sports",
        "Textiles",
        "Travel",
    ];
    const SEGMENTS: [&str; 5] = ["Retail", "Health", "Trades", "Services", "Industry"];
    const SOURCES: [&str; 4] = ["Recommended", "Website", "Trade fair", "Cold call"];
    let mut customers = Vec::with_capacity(num);
    let pairs = FIRST.len() * SECOND.len();
    for index in 0..num {
        let (first, second) = (FIRST[index % FIRST.len()], SECOND[(index / FIRST.len()) % SECOND.len()]);
        let round = index / pairs;
        let full = if round == 0 { format!("{first} {second}") } else { format!("{first} {second} {}", round + 1) };
        let mut profile = Profile::new(name(&full));
        profile.segment = line(dice.pick(&SEGMENTS));
        profile.source.how = line(dice.pick(&SOURCES));
        let days = i64::try_from(dice.below(3650)).unwrap_or_default();
        profile.since = today.checked_sub(days.days()).ok();
        profile.status = match dice.below(40) {
            0..=1 => Status::OnNotice,
            2 => Status::LetGo,
            3 => Status::LeftUs,
            _ => Status::Active,
        };
        // A few bring much, most bring little.
        let revenue = (9.0 + 0.9 * dice.bell()).exp().round();
        let cost = (revenue * (0.75 + 0.12 * dice.bell()).clamp(0.3, 1.2)).round();
        // An hour costs more for some than for others.
        let hours = (cost / (38.0 + (index % 29) as f64)).round();
        let money = Money {
            revenue: Finite::new(revenue).ok(),
            cost: Finite::new(cost).ok(),
            hours: Finite::new(hours).ok(),
            ..Money::default()
        };
        profile.money.insert(MoneyPeriod::year(today.year() - 1), money);
        let truth = Truth { quality: (0.62 + 0.17 * dice.bell()).clamp(0.02, 0.98), drift: 0.012 * dice.bell() };
        customers.push((Customer::new(CustomerId::new(ids.next()), profile), truth));
    }
    customers
}

fn rating(card: &Scorecard, rater: &Rater, truth: Truth, today: Date, dice: &mut Dice) -> Rating {
    let first = first_day(today);
    let span = first.until(today).map_or(0, |span| span.get_days().unsigned_abs());
    let back = dice.below(usize::try_from(span).unwrap_or_default() + 1);
    let on = i64::try_from(back).ok().and_then(|back| today.checked_sub(back.days()).ok()).unwrap_or(today);
    let quarter = f64::from(Quarter::of(first).until(Quarter::of(on)));
    let felt = truth.quality + truth.drift * quarter + rater.mildness;
    let version = card.current();
    let mut answers = ListMap::new();
    for criterion in &version.criteria {
        let response = match dice.below(100) {
            // One in twenty says nothing, and half of those say why.
            0..=2 => continue,
            3 => Response::DontKnow,
            4 => Response::NotApplicable,
            _ => Response::Value(answer(criterion, (felt + 0.13 * dice.bell()).clamp(0.0, 1.0))),
        };
        answers.insert(criterion.id, Answer::new(response));
    }
    let kind = if dice.below(3) == 0 { OccasionKind::ProjectFinished } else { OccasionKind::QuarterlyReview };
    Rating {
        scorecard: card.id,
        version: version.number,
        person: rater.id,
        occasion: Occasion { kind, name: Line::default(), extra: Extra::new() },
        on,
        answers,
        remark: Note::new(if dice.below(12) == 0 { dice.pick(&REMARKS) } else { "" }).unwrap_or_default(),
        extra: Extra::new(),
    }
}

const REMARKS: [&str; 6] = [
    "Called at night again.",
    "Always a pleasure.",
    "Changed the brief twice, paid for it.",
    "We were late ourselves this time.",
    "Sent us two new customers.",
    "Hard to reach before decisions.",
];

/// The answer on the criterion's scale nearest to a value from 0 (bad) to 1 (good).
fn answer(criterion: &Criterion, value: f64) -> Finite {
    let raw = match criterion.scale {
        // Most pay within a month; the worst go beyond the scale.
        Scale::Measure { .. } => 100.0 * (1.0 - value) * (1.0 - value),
        Scale::YesNo | Scale::Points { .. } => criterion.answer_for(value),
    };
    Finite::clamped(raw.round())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::Edit;

    #[test]
    fn it_is_what_was_asked_for_and_sound() {
        let today = date(2026, 11, 22);
        let made = synthetic(600, 3_000, 7, today);
        assert_eq!((made.customers.len(), made.num_ratings()), (600, 3_000));
        assert_eq!((made.business.people.len(), made.business.groups.len()), (NUM_PEOPLE, 4));
        let names: std::collections::BTreeSet<_> = made.customers.values().map(|customer| customer.name()).collect();
        assert_eq!(names.len(), 600, "no two customers are called the same");
        let people: std::collections::BTreeSet<_> = made.business.people.values().map(|person| &person.name).collect();
        assert_eq!(people.len(), NUM_PEOPLE, "nor two people");
        // Whatever the model refuses is not in it.
        let mut copy = Workspace { customers: Default::default(), scorecards: Default::default(), ..made.clone() };
        for card in made.scorecards.values() {
            Edit::AddScorecard(Arc::clone(card)).apply(&mut copy).unwrap();
        }
        for customer in made.customers.values() {
            assert!(!customer.ratings.is_empty(), "everybody is rated");
            Edit::AddCustomer(Arc::clone(customer)).apply(&mut copy).unwrap();
        }
        let ratings = || made.customers.values().flat_map(|customer| customer.ratings.values());
        assert!(ratings().all(|rating| first_day(today) <= rating.on && rating.on <= today), "two years");
        let quarters: std::collections::BTreeSet<_> = ratings().map(|rating| Quarter::of(rating.on)).collect();
        assert_eq!(quarters.len(), NUM_QUARTERS);
        let answered: usize = ratings()
            .map(|rating| {
                rating.answers.values().filter(|answer| matches!(answer.response, Response::Value(_))).count()
            })
            .sum();
        let holes = 1.0 - answered as f64 / 21_000.0;
        assert!((0.035..0.065).contains(&holes), "about one in twenty, not {holes}");
    }

    #[test]
    fn the_seed_decides() {
        let today = date(2026, 11, 22);
        assert_eq!(synthetic(20, 90, 1, today), synthetic(20, 90, 1, today));
        assert_ne!(synthetic(20, 90, 1, today), synthetic(20, 90, 2, today));
        assert_eq!(synthetic(0, 90, 1, today).num_ratings(), 0, "nobody to rate");
    }
}
