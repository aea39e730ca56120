//! Ways of gathering: trimmed mean, median, half-life, newest only, severity evened out; by example and by law.

use std::num::NonZeroU16;
use std::sync::Arc;

use jiff::civil::{Date, date};
use keepwise::analysis::{Evidence, Gathering, Window, history, judge, trimmed_mean, voices};
use keepwise::app;
use keepwise::model::{Combine, CustomerId, Edit, Period, Policy, Quarter, RatingId, Scale, SeverityRule, Subject};
use proptest::prelude::*;

use super::builder::{A, Shop, TODAY, criterion, flagged, lenient, measure, points};

const NEWEST: Date = date(2026, 11, 12);

fn months(months: u16) -> Option<NonZeroU16> {
    NonZeroU16::new(months)
}

fn value(shop: &Shop, customer: CustomerId) -> f64 {
    let evidence = shop.evidence();
    evidence.value(evidence.index_of(customer).unwrap(), 0, &shop.terms()).unwrap()
}

fn near(got: f64, want: f64) {
    assert!((got - want).abs() < 1e-9, "{got} is not {want}");
}

fn one_criterion(policy: Policy) -> (Shop, CustomerId) {
    let mut shop = Shop::new(vec![points("a", 1.0)], policy);
    let customer = shop.customer("Acme");
    (shop, customer)
}

#[test]
fn a_group_is_combined_as_the_policy_says() {
    let said = [1.0, 1.0, 2.0, 5.0, 5.0, 5.0];
    for (combine, num, want) in [
        (Combine::Mean, 6, (said.iter().sum::<f64>() / 6.0 - 1.0) / 4.0),
        (Combine::TrimmedMean, 6, (13.0 / 4.0 - 1.0) / 4.0),
        (Combine::TrimmedMean, 4, (9.0 / 4.0 - 1.0) / 4.0),
        (Combine::Median, 6, (3.5 - 1.0) / 4.0),
        (Combine::Median, 3, 0.0),
    ] {
        let (mut shop, customer) = one_criterion(Policy { combine, ..lenient() });
        for (at, value) in said.iter().take(num).enumerate() {
            shop.rate(customer, &format!("t{at}"), &[("a", *value)]);
        }
        near(value(&shop, customer), want);
        // A group of its own is not mixed in before the groups are balanced.
        shop.rate(customer, "m1", &[("a", 5.0)]);
        near(value(&shop, customer), f64::midpoint(want, 1.0));
    }
    assert_eq!(trimmed_mean(&[5.5, 6.0, 6.0, 6.5, 9.0]), Some(18.5 / 3.0));
}

#[test]
fn older_answers_fade_within_a_person_and_between_people() {
    let (mut shop, customer) = one_criterion(Policy { half_life_months: months(12), period: Period::All, ..lenient() });
    // One half-life is 365 days of 365.2425.
    let year_ago = 0.5_f64.powf(365.0 / 365.2425);
    shop.rate_on(date(2025, 11, 12), customer, "t1", &[("a", 1.0)]);
    shop.rate_on(NEWEST, customer, "t1", &[("a", 5.0)]);
    near(value(&shop, customer), 1.0 / (1.0 + year_ago));
    // The person counts as much as the newest answer; somebody who answered a year ago counts half.
    shop.rate_on(date(2025, 11, 12), customer, "t2", &[("a", 1.0)]);
    near(value(&shop, customer), 1.0 / (1.0 + year_ago) / (1.0 + year_ago));
    // Alone an answer does not fade.
    let other = shop.customer("Old");
    shop.rate_on(date(1999, 1, 1), other, "t1", &[("a", 4.0)]);
    near(value(&shop, other), 0.75);
}

#[test]
fn only_the_newest_rating_of_each_person_counts_however_old() {
    let (mut shop, customer) = one_criterion(Policy { period: Period::LatestPerPerson, ..lenient() });
    shop.rate_on(date(2019, 3, 1), customer, "t1", &[("a", 5.0)]);
    shop.rate_on(date(2024, 3, 1), customer, "t2", &[("a", 5.0)]);
    shop.rate_on(NEWEST, customer, "t2", &[("a", 2.0)]);
    // Two of the same day: the one written last.
    shop.rate_on(NEWEST, customer, "t2", &[("a", 1.0)]);
    near(value(&shop, customer), 0.5);
    let evidence = shop.evidence();
    assert_eq!((evidence.num_ratings(0), evidence.newest(0)), (2, Some(NEWEST)));
    let counting = evidence.gathering().counting(&shop.ws.customers[&customer], shop.card().id);
    assert_eq!(counting.iter().map(|(_, rating)| rating.on).collect::<Vec<_>>(), [date(2019, 3, 1), NEWEST]);
    // What the newest leaves out is missing, whatever the older one said.
    shop.rate_on(TODAY, customer, "t2", &[("a", A::DontKnow)]);
    near(value(&shop, customer), 1.0);
}

/// Three people rate the same customers on 1–5, one a point above and one a point below the middle one.
fn strict_and_lenient(severity: SeverityRule) -> (Shop, Vec<CustomerId>) {
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 1.0)], Policy { severity, ..lenient() });
    let customers: Vec<CustomerId> = ["W", "X", "Y", "Z"].map(|name| shop.customer(name)).to_vec();
    for (place, level) in [(0, 2.0), (1, 3.0), (2, 4.0)] {
        shop.rate(customers[place], "t1", &[("a", level - 1.0), ("b", level - 1.0)]);
        shop.rate(customers[place], "t2", &[("a", level), ("b", level)]);
        shop.rate(customers[place], "t3", &[("a", level + 1.0), ("b", level + 1.0)]);
    }
    // As good as Y, but rated by the strict one only.
    shop.rate(customers[3], "t1", &[("a", 3.0), ("b", 3.0)]);
    (shop, customers)
}

#[test]
fn severity_is_taken_off_before_people_are_averaged() {
    let (as_given, customers) = strict_and_lenient(SeverityRule::AsGiven);
    near(value(&as_given, customers[3]), 0.5);
    let (mut shop, customers) = strict_and_lenient(SeverityRule::Adjusted);
    near(value(&shop, customers[3]), 0.75);
    let evidence = shop.evidence();
    for (place, want) in [0.25, 0.5, 0.75, 0.75].into_iter().enumerate() {
        let cell = evidence.cells(place, 0).iter().find(|cell| cell.people > 0).unwrap();
        near(cell.mean, want);
        near(cell.max - cell.min, 0.0);
    }
    let taken_off: Vec<f64> = evidence.severities().values().copied().collect();
    assert_eq!(taken_off.len(), 3, "all have enough in common");
    near(taken_off[0], -0.25);
    // What people said is still known.
    let said = voices(&shop.ws, &shop.ws.customers[&customers[0]], shop.card(), evidence.gathering());
    let given: Vec<(f64, f64)> = said[0].voices.iter().map(|voice| (voice.given, voice.value)).collect();
    for ((given, value), want) in given.into_iter().zip([0.0, 0.25, 0.5]) {
        near(given, want);
        near(value, 0.25);
    }
    near(said[0].mean.unwrap(), 2.0);
    // The same in every screen: the history's quarter, and the app's verdicts.
    let points = history(&shop.ws, &shop.ws.customers[&customers[3]], shop.card(), &shop.terms(), TODAY);
    near(points.last().unwrap().score.unwrap(), 75.0);
    let card = Arc::new(shop.card().clone());
    let mut judged = app::Judged::new(&shop.ws, &card, TODAY);
    assert_eq!(judged.evidence, evidence);
    // Somebody without two customers in common counts as given.
    shop.rate(customers[0], "t9", &[("a", 5.0), ("b", 5.0)]);
    assert_eq!(shop.evidence().severities().len(), 3, "nothing is known of the fourth");
    judged.update(&shop.ws, &[customers[0]], TODAY);
    assert_eq!(judged.evidence, shop.evidence(), "one rating may change what is known of everybody");
}

#[test]
fn a_customer_that_is_severe_with_us_is_heard() {
    let (mut shop, customers) = strict_and_lenient(SeverityRule::Adjusted);
    let us = keepwise::model::ScorecardId::new(ulid::Ulid::from(77_u128));
    let policy = Policy { severity: SeverityRule::Adjusted, ..lenient() };
    shop.add_card(us, Subject::Us, vec![points("a", 1.0)], policy.clone());
    for customer in &customers[..3] {
        for (who, value) in [("c1", 1.0), ("c2", 5.0)] {
            let rating = shop.rating(NEWEST, us, who, &[("a", value)]);
            shop.put(*customer, rating);
        }
    }
    let card = &shop.ws.scorecards[&us];
    let evidence = Evidence::gather(&shop.ws, card, Gathering::of(&policy, TODAY));
    assert!(evidence.severities().is_empty(), "taken as given");
    let asked = evidence.cells(0, 0).iter().find(|cell| cell.people == 2).unwrap();
    near(asked.max - asked.min, 1.0);
}

const IDS: [&str; 4] = ["a", "b", "c", "d"];
const PEOPLE: [&str; 8] = ["m1", "m2", "t1", "t2", "t3", "t4", "t5", "t6"];

/// (customer, person, months ago, answers to a b c d)
type Made = (usize, usize, i8, [A; 4]);

fn ratings() -> impl Strategy<Value = Vec<Made>> {
    let answer = |low: i32, high: i32| {
        prop_oneof![8 => (low..=high).prop_map(|value| A::V(f64::from(value))), 1 => Just(A::DontKnow)].boxed()
    };
    let answers = [answer(1, 5), answer(0, 1), answer(-10, 80), answer(1, 5)];
    prop::collection::vec((0..3_usize, 0..PEOPLE.len(), 0..11_i8, answers), 0..40)
}

fn policies() -> impl Strategy<Value = Policy> {
    let combine = prop::sample::select(Combine::ALL.to_vec());
    let period = prop::sample::select(vec![Period::All, Period::LastMonths(6), Period::LatestPerPerson]);
    let half_life = prop::option::of(1..24_u16);
    (combine, period, half_life, any::<bool>()).prop_map(|(combine, period, half_life, is_adjusted)| Policy {
        combine,
        period,
        half_life_months: half_life.and_then(NonZeroU16::new),
        severity: if is_adjusted { SeverityRule::Adjusted } else { SeverityRule::AsGiven },
        ..lenient()
    })
}

/// Every rating on a day of its own, so that the newest is the newest whatever the order they are written in.
fn shop(made: &[(usize, Made)], policy: Policy) -> (Shop, Vec<CustomerId>, Vec<RatingId>) {
    let criteria = vec![
        points("a", 3.0),
        criterion("b", Scale::YesNo, 1.0),
        measure("c", "days", 60.0, 0.0, 2.0),
        flagged(points("d", 0.5), "Rude", 1.0),
    ];
    let mut shop = Shop::new(criteria, policy);
    let customers: Vec<CustomerId> = ["X", "Y", "Z"].map(|name| shop.customer(name)).to_vec();
    for who in PEOPLE {
        shop.person(who);
    }
    let ids = made.iter().map(|(at, (customer, person, months, answers))| {
        let answers: Vec<(&str, A)> = IDS.into_iter().zip(*answers).collect();
        let day = 1 + i8::try_from(at % 20).unwrap();
        let month = date(2026, 11 - *months, day);
        shop.rate_on(month, customers[*customer], PEOPLE[*person], &answers)
    });
    let ids = ids.collect();
    (shop, customers, ids)
}

fn numbered(made: &[Made]) -> Vec<(usize, Made)> {
    // Not two of a person about a customer on one day.
    let mut made: Vec<(usize, Made)> = made.iter().copied().enumerate().collect();
    let mut seen = std::collections::BTreeSet::new();
    made.retain(|(at, (customer, person, months, _))| seen.insert((*customer, *person, *months, at % 20)));
    made
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_combined_lies_between_its_voices_and_in_any_order(made in ratings(), policy in policies()) {
        let made = numbered(&made);
        let (one, ..) = shop(&made, policy.clone());
        let evidence = one.evidence();
        for customer in 0..evidence.len() {
            for cell in (0..IDS.len()).flat_map(|criterion| evidence.cells(customer, criterion)) {
                prop_assert!(cell.people == 0 || (cell.min <= cell.mean && cell.mean <= cell.max), "{cell:?}");
                prop_assert!(0.0 <= cell.min && cell.max <= 1.0 && cell.fall >= 0.0 && cell.rise >= 0.0, "{cell:?}");
            }
        }
        let turned: Vec<(usize, Made)> = made.into_iter().rev().collect();
        let (other, ..) = shop(&turned, policy);
        for (a, b) in judge(&evidence, &one.terms()).iter().zip(judge(&other.evidence(), &other.terms())) {
            prop_assert!((a.score.unwrap_or(-1.0) - b.score.unwrap_or(-1.0)).abs() < 1e-7, "{a:?} {b:?}");
            prop_assert_eq!((a.flags, a.num_raters), (b.flags, b.num_raters));
        }
    }

    #[test]
    fn a_better_answer_never_lowers_the_score(made in ratings(), policy in policies(), which in any::<prop::sample::Index>()) {
        prop_assume!(!made.is_empty());
        let policy = Policy { severity: SeverityRule::AsGiven, ..policy };
        let mut made = numbered(&made);
        let (before, ..) = shop(&made, policy.clone());
        let at = which.index(made.len());
        let customer = made[at].1.0;
        let [a, b, ..] = &mut made[at].1.3;
        if let A::V(value) = a {
            *value = 5.0_f64.min(*value + 1.0);
        }
        if let A::V(value) = b {
            *value = 1.0;
        }
        let (after, ..) = shop(&made, policy);
        let score = |shop: &Shop| judge(&shop.evidence(), &shop.terms())[customer].score.unwrap_or(0.0);
        prop_assert!(score(&after) >= score(&before) - 1e-9);
    }

    #[test]
    fn gathering_one_again_equals_gathering_all(made in ratings(), policy in policies(), what in 0..3_u8) {
        let made = numbered(&made);
        let (mut shop, customers, ids) = shop(&made, policy);
        let mut evidence = shop.evidence();
        let changed = match what {
            0 => {
                shop.rate_on(date(2026, 11, 21), customers[1], "t2", &[("a", 1.0), ("c", 5.0), ("d", 1.0)]);
                customers[1]
            }
            1 if !made.is_empty() => {
                let customer = customers[made[0].1.0];
                shop.edit(Edit::DeleteRating(customer, ids[0]));
                customer
            }
            _ => {
                shop.edit(Edit::DeleteCustomer(customers[2]));
                customers[2]
            }
        };
        evidence.regather(&shop.ws, shop.card(), changed);
        prop_assert_eq!(evidence, shop.evidence());
    }

    #[test]
    fn newest_only_is_as_if_the_others_had_not_been_made(made in ratings(), policy in policies()) {
        let made = numbered(&made);
        let (one, ..) = shop(&made, Policy { period: Period::LatestPerPerson, ..policy.clone() });
        let day = |(at, made): &(usize, Made)| (std::cmp::Reverse(made.2), at % 20);
        let is_newest = |this: &(usize, Made)| {
            made.iter().all(|other| (other.1.0, other.1.1) != (this.1.0, this.1.1) || day(other) <= day(this))
        };
        let newest: Vec<(usize, Made)> = made.iter().copied().filter(is_newest).collect();
        let (other, ..) = shop(&newest, Policy { period: Period::All, ..policy });
        let judgements = |shop: &Shop| judge(&shop.evidence(), &shop.terms());
        prop_assert_eq!(judgements(&one), judgements(&other));
    }

    #[test]
    fn a_quarter_of_the_history_is_what_its_ratings_alone_give(made in ratings(), policy in policies()) {
        let policy = Policy { severity: SeverityRule::AsGiven, ..policy };
        let (shop, customers, _) = shop(&numbered(&made), policy.clone());
        let window = Window::quarter(Quarter::of(date(2026, 8, 1)));
        let evidence = Evidence::gather(&shop.ws, shop.card(), Gathering::of(&policy, TODAY).in_window(window));
        let judgements = judge(&evidence, &shop.terms());
        for (customer, judgement) in customers.iter().zip(judgements) {
            let points = history(&shop.ws, &shop.ws.customers[customer], shop.card(), &shop.terms(), TODAY);
            let point = points.iter().find(|point| window.contains(point.quarter.first_day()));
            prop_assert_eq!(point.and_then(|point| point.score), judgement.score);
        }
    }

    #[test]
    fn the_largest_step_is_what_changing_every_answer_finds(
        said in prop::collection::vec((1..=5_i32, 0..10_i8), 1..8),
        combine in prop::sample::select(Combine::ALL.to_vec()),
        half_life in prop::option::of(1..24_u16),
    ) {
        let policy = Policy {
            combine,
            half_life_months: half_life.and_then(NonZeroU16::new),
            period: Period::All,
            ..lenient()
        };
        let cell = |said: &[(i32, i8)]| {
            let (mut shop, customer) = one_criterion(policy.clone());
            for (at, (value, months)) in said.iter().enumerate() {
                shop.rate_on(date(2026, 11 - *months, 1), customer, &format!("t{at}"), &[("a", f64::from(*value))]);
            }
            let evidence = shop.evidence();
            *evidence.cells(0, 0).iter().find(|cell| cell.people > 0).unwrap()
        };
        let now = cell(&said);
        let (mut fall, mut rise) = (0.0_f64, 0.0_f64);
        for at in 0..said.len() {
            for step in [-1, 1] {
                let mut other = said.clone();
                other[at].0 = (other[at].0 + step).clamp(1, 5);
                let change = cell(&other).mean - now.mean;
                (fall, rise) = (fall.max(-change), rise.max(change));
            }
        }
        prop_assert!((now.fall - fall).abs() < 1e-9 && (now.rise - rise).abs() < 1e-9, "{now:?} {fall} {rise}");
    }

    #[test]
    fn evening_out_a_complete_table_changes_no_rank(
        said in prop::collection::vec(prop::array::uniform3(20..=80_i32), 2..7)
    ) {
        // A measure from 0 to 1000, so that nothing is cut off at the ends of the scale.
        let of = |severity: SeverityRule| {
            let mut shop = Shop::new(vec![measure("a", "", 0.0, 1000.0, 1.0)], Policy { severity, ..lenient() });
            for (at, values) in said.iter().enumerate() {
                let customer = shop.customer(&format!("C{at}"));
                for (who, value) in ["t1", "t2", "t3"].into_iter().zip(values) {
                    shop.rate(customer, who, &[("a", f64::from(*value) + 400.0)]);
                }
            }
            judge(&shop.evidence(), &shop.terms()).iter().map(|one| one.score.unwrap()).collect::<Vec<f64>>()
        };
        for (given, adjusted) in of(SeverityRule::AsGiven).iter().zip(of(SeverityRule::Adjusted)) {
            prop_assert!((given - adjusted).abs() < 1e-9);
        }
    }
}
