//! What each criterion is worth, and whether the answers can be trusted.

use std::sync::Arc;

use jiff::civil::{Date, date};
use keepwise::analysis::{
    AnswerQuality, Duplication, NotComputable, Outcome, RightThings, TellsApart, answer_quality, right_things,
};
use keepwise::model::{Answer, Choice, CustomerId, Decision, DecisionId, Edit, Finite, Response, Scale, Status};
use ulid::Ulid;

use super::builder::{A, Shop, TODAY, criterion, key, lenient, points};

/// Decides about a customer on a day.
pub(super) fn decide(shop: &mut Shop, customer: CustomerId, number: u128, decision: Decision) {
    shop.edit(Edit::PutDecision(customer, DecisionId::new(Ulid::from(number)), Box::new(decision)));
}

pub(super) fn status(shop: &mut Shop, customer: CustomerId, status: Status) {
    shop.profile(customer, |profile| profile.status = status);
}

fn right(shop: &Shop) -> RightThings {
    shop.judged(right_things)
}

/// "a" is low for those who left, "b" the same for everybody, "c" says what "a" says, "d" is hardly answered.
fn told() -> Shop {
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 1.0), points("c", 2.0), points("d", 1.0)], lenient());
    for number in 0..40 {
        let customer = shop.customer(&format!("Customer {number}"));
        let has_left = number % 4 == 0;
        // Three of the thirty who stayed are low, too.
        let is_low = has_left != (number % 13 == 1);
        let a = if is_low { 1.0 + f64::from(number % 2) } else { 3.0 + f64::from(number % 3) };
        let d = if number == 0 { A::V(3.0) } else { A::DontKnow };
        shop.rate(customer, "t1", &[("a", A::V(a)), ("b", A::V(4.0)), ("c", A::V(a)), ("d", d)]);
        if has_left {
            status(&mut shop, customer, Status::LeftUs);
        }
    }
    let prospect = shop.customer("Not yet");
    shop.rate(prospect, "t1", &[("b", 1.0)]);
    status(&mut shop, prospect, Status::Prospect);
    shop
}

#[test]
fn criteria_are_weighed_by_what_they_tell() {
    let right = right(&told());
    let [a, b, c, d] = right.criteria.as_slice() else { panic!("four criteria") };
    assert_eq!(a.spread.tells_apart, TellsApart::Yes);
    assert_eq!((b.spread.tells_apart, b.spread.n), (TellsApart::No, 40), "the prospect is no customer");
    assert_eq!(d.spread.tells_apart, TellsApart::TooFew);
    assert_eq!((d.answered.values, d.answered.dont_know, d.answered.missing), (1, 39, 1));
    let same = a.redundancy.as_ref().unwrap();
    assert!(same.is_redundant && same.with == c.criterion && same.n == 40 && same.rho > 0.999, "{same:?}");
    assert_eq!(b.redundancy, Err(NotComputable::ConstantColumn));
    assert!((c.weight - 0.4).abs() < 1e-12, "two of five");
    assert!(b.sentences[0].contains("does not tell customers apart: all 40"), "{:?}", b.sentences);
    assert!(d.sentences.iter().any(|sentence| sentence.starts_with("40 of 41 voices give no value")), "{d:?}");
    assert!(right.findings.iter().any(|finding| finding.contains("one of them may be enough")), "{right:?}");
    assert_eq!((right.counts.with_us, right.counts.left_us, right.counts.end_known), (30, 10, 0));
}

#[test]
fn lower_answers_of_those_who_left_are_seen_and_signed() {
    let right = right(&told());
    let goes = right.criteria[0].goes_with[0];
    assert_eq!((goes.outcome, goes.n, goes.events), (Outcome::Ended, 40, 10));
    assert!(goes.is_notable && goes.auc.unwrap() < 0.2, "{goes:?}");
    assert!(goes.point_biserial.unwrap() < -0.5 && goes.spearman.unwrap() < -0.5, "{goes:?}");
    let sentence = right.criteria[0].sentences.join(". ");
    assert!(sentence.contains("Customers who left us were rated lower on it than those with us"), "{sentence}");
    assert_eq!(right.criteria[1].goes_with[0].auc, Err(NotComputable::ConstantColumn));
    assert_eq!(right.criteria[0].goes_with[2].auc, Err(NotComputable::OneOutcomeOnly), "nobody was let go");
    // "a" and "c" are the same, "b" is constant, "d" has holes.
    assert_eq!(right.outcomes[0].model, Err(NotComputable::Collinear));
}

/// `sure` customers of ten end if "a" is low, the others if it is high; "b" is noise.
fn many(sure: u32) -> Shop {
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 3.0)], lenient());
    for number in 0..200_u32 {
        let customer = shop.customer(&format!("Customer {number}"));
        let is_low = number % 5 < 2;
        let ends = is_low == (number / 5 % 10 < sure);
        let a = if is_low { 2.0 } else { 4.0 };
        shop.rate(customer, "t1", &[("a", a), ("b", f64::from(1 + number * 7 % 11 % 5))]);
        if ends {
            status(&mut shop, customer, Status::LeftUs);
        }
    }
    shop
}

#[test]
fn together_criteria_have_revealed_weights() {
    let right = right(&many(8));
    let model = right.outcomes[0].model.as_ref().unwrap();
    assert_eq!(model.n, 200);
    let [a, b] = model.criteria.as_slice() else { panic!("two criteria") };
    let (ratio, interval) = a.odds_ratio.unwrap();
    assert!(ratio < 0.5 && interval.high < 1.0 && interval.low > 0.0, "{a:?}");
    assert!((a.stated - 0.25).abs() < 1e-12 && a.revealed > 0.8 && (a.revealed + b.revealed - 1.0).abs() < 1e-12);
    assert!(right.findings.iter().any(|finding| finding.starts_with("“A” has 25\u{a0}% of our weights")), "{right:?}");
    // All who were low left, and nobody else: no maximum.
    assert_eq!(self::right(&many(10)).outcomes[0].model, Err(NotComputable::Separated));
}

#[test]
fn too_few_ends_make_no_joint_model() {
    let mut shop = many(8);
    let ids: Vec<CustomerId> = shop.ws.customers.keys().copied().collect();
    for id in &ids {
        status(&mut shop, *id, Status::Active);
    }
    assert_eq!(right(&shop).outcomes[0].model, Err(NotComputable::OneOutcomeOnly));
    for id in &ids[..19] {
        status(&mut shop, *id, Status::LetGo);
    }
    assert_eq!(right(&shop).outcomes[0].model, Err(NotComputable::TooFewEvents), "twenty are needed for two");
    let empty = Shop::new(vec![points("a", 1.0)], lenient());
    assert_eq!(right(&empty).outcomes[0].model, Err(NotComputable::NoAnswers));
}

#[test]
fn amounts_go_with_criteria_linearly() {
    let mut shop = many(8);
    let ids: Vec<CustomerId> = shop.ws.customers.keys().copied().collect();
    for (number, id) in ids.iter().enumerate() {
        let low = number % 5 < 2;
        shop.profile(*id, |profile| {
            profile.status = Status::Active;
            let revenue = Finite::new(if low { 100.0 } else { 300.0 }).ok();
            let money = keepwise::model::Money { revenue, ..Default::default() };
            profile.money.insert("2026-Q3".parse().unwrap(), money);
        });
    }
    let right = right(&shop);
    let model = right.amounts[0].model.as_ref().unwrap();
    assert!((model.r_squared - 1.0).abs() < 1e-9 && model.criteria[0].revealed > 0.999, "{model:?}");
    // From "2" to "4" on 1–5 is half the scale: 200 per half.
    assert!((model.criteria[0].coefficient.value - 400.0).abs() < 1e-6, "{model:?}");
    assert_eq!(right.amounts[1].model, Err(NotComputable::NoFigures), "costs are not known");
}

#[test]
fn only_what_was_said_before_counts() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let rated = |shop: &mut Shop, name: &str, before: f64, after: f64| {
        let customer = shop.customer(name);
        shop.rate_on(date(2026, 3, 1), customer, "t1", &[("a", before)]);
        shop.rate_on(date(2026, 9, 1), customer, "t1", &[("a", after)]);
        customer
    };
    let gone = rated(&mut shop, "Gone", 5.0, 1.0);
    decide(&mut shop, gone, 1, Decision::new(date(2026, 6, 1), Choice::LetGo));
    status(&mut shop, gone, Status::LetGo);
    let here = rated(&mut shop, "Here", 3.0, 3.0);
    shop.profile(here, |profile| profile.renewal = Some(date(2026, 6, 1)));
    let renewed = rated(&mut shop, "Renewed", 4.0, 1.0);
    shop.profile(renewed, |profile| profile.renewal = Some(date(2026, 6, 1)));
    shop.profile(gone, |profile| profile.renewal = Some(date(2026, 6, 1)));
    let ahead = rated(&mut shop, "Ahead", 1.0, 1.0);
    shop.profile(ahead, |profile| profile.renewal = Some(date(2027, 6, 1)));
    let right = right(&shop);
    // Gone had 5 before; Here 3, Renewed (4+1)/2 and Ahead 1 today.
    assert_eq!(right.criteria[0].goes_with[0].auc, Ok(1.0));
    assert_eq!((right.counts.let_go, right.counts.end_known), (1, 1));
    // Before the renewal: Here 3 and Renewed 4 against Gone 5; Ahead has not come up yet.
    assert_eq!((right.criteria[0].goes_with[3].auc, right.criteria[0].goes_with[3].n), (Ok(0.0), 3));
    assert!(right.basis.contains("of 1 the day is known"), "{}", right.basis);
}

fn quality(shop: &Shop) -> AnswerQuality {
    answer_quality(&shop.ws, shop.card())
}

#[test]
fn odd_answers_are_flagged_and_kept() {
    let criteria = vec![points("a", 1.0), points("b", 1.0), criterion("c", Scale::points(0, 10), 1.0)];
    let mut shop = Shop::new(criteria, lenient());
    let [one, two] = ["Acme  Ltd", "acme ltd"].map(|name| shop.customer(name));
    let on = |month: i8| date(2026, month, 3);
    let top = [("a", 5.0), ("b", 5.0), ("c", 10.0)];
    let mixed = [("a", 5.0), ("b", 2.0), ("c", 10.0)];
    for month in 1..=3 {
        shop.rate_on(on(month), two, "t1", &top);
    }
    shop.rate_on(on(4), one, "t2", &mixed);
    shop.rate_on(on(4), one, "t2", &[("a", 1.0), ("b", 2.0)]);
    shop.rate_on(on(5), one, "t2", &mixed);
    let odd = shop.rate_on(on(6), one, "m1", &mixed);
    // Nothing in the window lets this through; a file may hold it all the same.
    let customer = Arc::make_mut(shop.ws.customers.get_mut(&one).unwrap());
    let answers = &mut customer.ratings.get_mut(&odd).unwrap().answers;
    answers.insert(key("a"), Answer::new(Response::Value(Finite::clamped(9.0))));
    answers.insert(key("gone"), Answer::new(Response::Value(Finite::clamped(1.0))));
    let quality = quality(&shop);
    assert_eq!((quality.num_ratings, quality.num_comparable, quality.straight_lines.len()), (7, 5, 3));
    assert_eq!(quality.straight_people, [(shop.person("t1"), 3, 3)]);
    let kinds: Vec<(Duplication, usize)> =
        quality.duplicates.iter().map(|duplicate| (duplicate.kind, duplicate.ratings.len())).collect();
    assert_eq!(kinds, [(Duplication::SameDay, 2), (Duplication::SameAnswers, 2), (Duplication::SameAnswers, 3)]);
    assert_eq!(quality.off_scale.iter().map(|off| off.answer).collect::<Vec<_>>(), [Some(9.0), None]);
    assert_eq!(quality.repeated_names[0].customers, [one, two]);
    assert!(quality.findings.iter().any(|finding| finding.contains("3 of 5 ratings give the same answer")));
    assert_eq!(shop.ws.num_ratings(), 7, "nothing is dropped");
}

#[test]
fn good_answers_have_nothing_odd() {
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 1.0), points("c", 1.0)], lenient());
    let customer = shop.customer("X");
    let on: Date = TODAY;
    shop.rate_on(on, customer, "t1", &[("a", 5.0), ("b", 4.0), ("c", 3.0)]);
    shop.rate_on(on, customer, "t2", &[("a", 5.0), ("b", 5.0)]);
    let quality = quality(&shop);
    assert!(quality.findings.is_empty(), "{:?}", quality.findings);
    assert_eq!(quality.num_comparable, 1);
}
