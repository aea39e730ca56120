//! What would tip a verdict, against trying everything.

use std::num::NonZeroU16;

use jiff::civil::date;
use keepwise::analysis::{
    AnswerChange, Fragility, Perturbation, Terms, fragilities, fragility, judge, local_stability, race,
    rank_acceptability_of, share_of_weightings_at_least, smallest_answer_change, tornado,
};
use keepwise::model::{
    Answer, Combine, Criterion, CustomerId, Edit, Finite, FlagPolicy, FlagRule, GroupId, Policy, RatingId, RedFlag,
    Response, Scale, Verdict,
};
use proptest::prelude::*;

use super::builder::{A, Shop, criterion, flagged, key, lenient, measure, name, points, reversed};

const PEOPLE: [&str; 5] = ["m1", "m2", "t1", "t2", "s1"];

/// (person, months ago, answers to a b c d)
type Made = (usize, i8, [A; 4]);

fn answer(values: std::ops::RangeInclusive<i32>) -> impl Strategy<Value = A> {
    prop_oneof![
        8 => values.prop_map(|value| A::V(f64::from(value))),
        1 => Just(A::NotApplicable),
        1 => Just(A::DontKnow),
    ]
}

fn ratings() -> impl Strategy<Value = Vec<Made>> {
    let answers = [answer(1..=5).boxed(), answer(0..=1).boxed(), answer(-10..=80).boxed(), answer(1..=5).boxed()];
    prop::collection::vec((0..5_usize, 0..11_i8, answers), 0..7)
}

fn policies() -> impl Strategy<Value = Policy> {
    let flags = prop_oneof![Just(FlagPolicy::Any), Just(FlagPolicy::Majority), Just(FlagPolicy::Group(GroupId::TEAM))];
    let combine = prop_oneof![2 => Just(Combine::Mean), 1 => Just(Combine::TrimmedMean), 1 => Just(Combine::Median)];
    let half_life = prop_oneof![2 => Just(None), 1 => Just(NonZeroU16::new(3))];
    (flags, combine, half_life).prop_map(|(flags, combine, half_life_months)| Policy {
        flags,
        combine,
        half_life_months,
        ..lenient()
    })
}

/// A shop with one customer; `c` is a measure whose flag lies inside its range, `d` has one at the bottom.
fn shop_with(made: &[Made], policy: Policy) -> (Shop, CustomerId, Vec<RatingId>) {
    let late = RedFlag {
        name: name("Late"),
        rule: FlagRule::AtOrAbove(Finite::new(70.0).unwrap()),
        extra: Default::default(),
    };
    let criteria = vec![
        points("a", 3.0),
        reversed(criterion("b", Scale::YesNo, 1.0)),
        Criterion { red_flag: Some(late), ..measure("c", "days", 60.0, 0.0, 2.0) },
        flagged(points("d", 0.5), "Rude", 1.0),
    ];
    let mut shop = Shop::new(criteria, policy);
    let customer = shop.customer("X");
    let rated = made.iter().map(|(person, months, answers)| {
        let answers: Vec<(&str, A)> = ["a", "b", "c", "d"].into_iter().zip(*answers).collect();
        shop.rate_on(date(2026, 11 - *months, 3), customer, PEOPLE[*person], &answers)
    });
    let rated = rated.collect();
    (shop, customer, rated)
}

fn shop(made: &[Made], flags: FlagPolicy) -> (Shop, CustomerId, Vec<RatingId>) {
    shop_with(made, Policy { flags, ..lenient() })
}

fn found(shop: &Shop) -> Option<AnswerChange> {
    smallest_answer_change(&shop.ws, shop.card(), &shop.evidence(), 0, &shop.terms())
}

fn verdict(shop: &Shop) -> Verdict {
    judge(&shop.evidence(), &shop.terms())[0].verdict
}

/// The verdict had this answer been another.
fn verdict_with(shop: &mut Shop, customer: CustomerId, rating: RatingId, id: &str, to: f64) -> Verdict {
    let before = shop.ws.customers[&customer].ratings[&rating].clone();
    let mut after = before.clone();
    after.answers.insert(key(id), Answer::value(Finite::new(to).unwrap()));
    shop.edit(Edit::PutRating(customer, rating, Box::new(after)));
    let verdict = verdict(shop);
    shop.edit(Edit::PutRating(customer, rating, Box::new(before)));
    verdict
}

/// The size of the smallest change found by trying every answer at every value of its scale; measures in whole units.
fn by_trying(shop: &mut Shop, customer: CustomerId) -> Option<f64> {
    let now = verdict(shop);
    let ratings = shop.ws.customers[&customer].ratings.clone();
    let mut least: Option<f64> = None;
    for (rating, answers) in &ratings {
        for (id, values, length) in [("a", 1..=5, 4.0), ("b", 0..=1, 1.0), ("c", 0..=71, 60.0), ("d", 1..=5, 4.0)] {
            let Some(Response::Value(from)) = answers.answers.get(&key(id)).map(|answer| answer.response) else {
                continue;
            };
            // Beyond the ends of what matters a measure stands at the end.
            let from = from.value().clamp(f64::from(*values.start()), f64::from(*values.end()));
            for to in values.map(f64::from) {
                let size = (to - from).abs() / length;
                let is_smaller = size > 0.0 && least.is_none_or(|least| size < least);
                if is_smaller && verdict_with(shop, customer, *rating, id, to) != now {
                    least = Some(size);
                }
            }
        }
    }
    least
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_smallest_answer_change_alters_the_verdict_and_nothing_smaller_does(made in ratings(), policy in policies()) {
        let (mut shop, customer, _) = shop_with(&made, policy);
        let (ours, tried) = (found(&shop), by_trying(&mut shop, customer));
        prop_assert_eq!(ours.is_some(), tried.is_some(), "{:?} but trying finds {:?}", ours, tried);
        let whole = fragility(&shop.evidence(), 0, &shop.terms());
        if let (Some(ours), Some(tried)) = (ours, tried) {
            prop_assert!((ours.size - tried).abs() < 1e-6, "{:?} but trying finds {}", ours, tried);
            let then = verdict_with(&mut shop, customer, ours.rating, ours.criterion.as_str(), ours.to);
            prop_assert_eq!(then, ours.verdict);
            prop_assert!(then != verdict(&shop));
            let rating = &shop.ws.customers[&customer].ratings[&ours.rating];
            prop_assert_eq!((rating.person, shop.ws.business.people[&ours.person].group), (ours.person, ours.group));
            // The quick form never misses one.
            prop_assert!(whole.flag_voice || whole.voice.is_some_and(|voice| voice.at_least <= ours.size + 1e-6), "{:?}", whole);
        }
    }

    #[test]
    fn weights_that_are_said_to_alter_the_verdict_do(made in ratings()) {
        let (shop, ..) = shop(&made, FlagPolicy::Any);
        let (evidence, mut terms) = (shop.evidence(), shop.terms());
        let whole = fragility(&evidence, 0, &terms);
        let band = |terms: &Terms| fragility(&evidence, 0, terms).band;
        if let Some(change) = whole.weight {
            let own = terms.weights[change.criterion];
            match change.to_weight {
                // 1e-6 beyond, for the trip to and from parts of a sum.
                Some(to) => terms.weights[change.criterion] = to + (to - own).signum() * 1e-6 * to,
                None => (0..4).filter(|place| *place != change.criterion).for_each(|place| terms.weights[place] = 0.0),
            }
            prop_assert_eq!(band(&terms), Some(change.verdict));
            prop_assert!(change.verdict != whole.band.unwrap() && (0.0..=1.0).contains(&change.to));
            // A little less does not; unless the score lies on the line itself, where the change is as small as rounding.
            if (change.to - change.from).abs() > 1e-6 {
                let less = change.from + (change.to - change.from) * 0.99;
                let others: f64 = 1.0 - change.from;
                terms = shop.terms();
                let answered: f64 = terms.weights[change.criterion] / change.from;
                terms.weights[change.criterion] = answered * others * less / (1.0 - less);
                prop_assert_eq!(band(&terms), whole.band);
            }
        }
        if let Some(shift) = &whole.shift {
            let shifted = Terms { weights: shift.weights.clone(), ..shop.terms() };
            prop_assert_eq!(band(&shifted), Some(shift.verdict));
            prop_assert!(whole.weight.is_none_or(|change| shift.moved <= (change.to - change.from).abs() + 1e-9));
            prop_assert!(!whole.no_weights_can_change());
        }
    }

    #[test]
    fn where_no_weights_can_change_it_all_weightings_agree(made in ratings(), tried in prop::collection::vec(prop::array::uniform4(0.0..1.0_f64), 20)) {
        let (shop, ..) = shop(&made, FlagPolicy::Any);
        let (evidence, terms) = (shop.evidence(), shop.terms());
        let whole = fragility(&evidence, 0, &terms);
        prop_assert_eq!(fragilities(&evidence, &terms), vec![whole.clone()]);
        let Fragility { weightings: Some(share), weightings_in_order: Some(in_order), .. } = whole else { return Ok(()) };
        prop_assert!((0.0..=1.0 + 1e-12).contains(&share) && (0.0..=1.0 + 1e-12).contains(&in_order));
        if whole.no_weights_can_change() {
            prop_assert!(share > 1.0 - 1e-9 && in_order > 1.0 - 1e-9 && whole.weight.is_none());
            for weights in tried {
                let other = Terms { weights: weights.to_vec(), ..terms.clone() };
                prop_assert_eq!(fragility(&evidence, 0, &other).band, whole.band);
            }
        }
        // The order of ours is one of the 24: it cannot hold more than all that hold.
        prop_assert!(in_order <= 24.0 * share + 1e-9);
    }

    #[test]
    fn the_ends_of_a_tornado_are_what_judging_again_says(made in ratings()) {
        let (shop, ..) = shop(&made, FlagPolicy::Any);
        let (evidence, terms) = (shop.evidence(), shop.terms());
        let bars = tornado(&evidence, 0, &terms);
        prop_assert!(bars.is_sorted_by(|a, b| a.size >= b.size));
        for bar in &bars {
            for (end, factor) in [(bar.without, 0.0), (bar.doubled, 2.0)] {
                let mut other = terms.clone();
                other.weights[bar.place] *= factor;
                let judgement = judge(&evidence, &other)[0];
                prop_assert_eq!(end.verdict, judgement.verdict);
                prop_assert!(end.score.zip(judgement.score).map_or(end.score == judgement.score, |(a, b)| (a - b).abs() < 1e-9));
            }
            let (Some(worst), Some(best)) = (bar.worst.score, bar.best.score) else { continue };
            prop_assert!(best - worst > 0.0 && bar.size >= best - worst - 1e-9 && bar.worst.verdict <= bar.best.verdict);
        }
    }
}

#[test]
fn one_point_more_from_the_team_is_told() {
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "m1", &[("a", 2.0), ("b", 4.0)]);
    let rating = shop.rate(customer, "t1", &[("a", 3.0), ("b", 1.0)]);
    // Values: a ¼ and ½, b ¾ and 0: the score is 37.5, and a point of anybody's is 6.25: 43.75. Two points do it.
    let change = found(&shop).unwrap();
    assert_eq!((change.place, change.from, change.to, change.size), (0, 2.0, 4.0, 0.5));
    assert_eq!(change.verdict, Verdict::HardLook);
    // The team's own second project: now one answer is half a voice.
    shop.rate(customer, "t1", &[("a", 3.0), ("b", 1.0)]);
    let change = found(&shop).unwrap();
    assert_eq!((change.group, change.size), (GroupId::MANAGEMENT, 0.5));
    // What if the team counted four times as much?
    let mut terms = shop.terms();
    terms.policy.balance.insert(GroupId::TEAM, keepwise::model::Weight::new(4.0).unwrap());
    let change = smallest_answer_change(&shop.ws, shop.card(), &shop.evidence(), 0, &terms).unwrap();
    assert_eq!((change.group, change.verdict), (GroupId::TEAM, Verdict::HardLook));
    assert!(shop.ws.customers[&customer].ratings.contains_key(&rating), "nothing was changed");
}

#[test]
fn a_flag_on_one_word_falls_with_that_word() {
    let mut shop = Shop::new(vec![points("a", 1.0), flagged(points("d", 0.0), "Rude", 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "m1", &[("a", 5.0), ("d", 1.0)]);
    shop.rate(customer, "t1", &[("a", 5.0), ("d", 4.0)]);
    let change = found(&shop).unwrap();
    assert_eq!((change.place, change.from, change.to, change.verdict), (1, 1.0, 2.0, Verdict::Keep));
    let whole = fragility(&shop.evidence(), 0, &shop.terms());
    assert!(whole.flag_voice && whole.voice.is_none() && whole.no_weights_can_change(), "{whole:?}");
    // Of two who say so, neither alone can take it back.
    shop.rate(customer, "t2", &[("a", 5.0), ("d", 1.0)]);
    assert_eq!(found(&shop), None);
}

#[test]
fn an_answer_on_an_old_scale_moves_on_that_scale() {
    let mut shop = Shop::new(vec![criterion("a", Scale::points(0, 10), 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "t1", &[("a", 4.0)]);
    shop.adopt(vec![points("a", 1.0)]);
    let change = found(&shop).unwrap();
    assert_eq!((change.from, change.to, change.verdict), (4.0, 5.0, Verdict::HardLook));
}

#[test]
fn nothing_to_tip_is_nothing() {
    let mut shop = Shop::new(vec![points("a", 1.0)], Policy { min_raters: 2, ..lenient() });
    let customer = shop.customer("C");
    let empty = fragility(&shop.evidence(), 0, &shop.terms());
    assert_eq!((empty.band, empty.weightings, empty.shift.is_none()), (None, None, true));
    assert!(!empty.no_weights_can_change() && !empty.one_voice_may_change(), "{empty:?}");
    assert_eq!(found(&shop), None);
    assert!(tornado(&shop.evidence(), 0, &shop.terms()).iter().all(|bar| bar.value.is_none()), "a hole");
    shop.rate(customer, "t1", &[("a", 3.0)]);
    assert_eq!((verdict(&shop), found(&shop)), (Verdict::NotEnough, None));
    // One criterion: no other weights, but a band.
    let whole = fragility(&shop.evidence(), 0, &shop.terms());
    assert_eq!((whole.band, whole.weight, whole.no_weights_can_change()), (Some(Verdict::HardLook), None, true));
    let nobody = Shop::new(vec![points("a", 1.0)], lenient());
    assert_eq!(fragilities(&nobody.evidence(), &nobody.terms()), []);
}

/// Three customers on two criteria: (1, 0), (0, 1) and (½, ½).
fn three() -> Shop {
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 1.0), points("off", 0.0)], lenient());
    for (who, a, b) in [("X", 5.0, 1.0), ("Y", 1.0, 5.0), ("Z", 3.0, 3.0)] {
        let customer = shop.customer(who);
        shop.rate(customer, "t1", &[("a", a), ("b", b), ("off", 1.0)]);
    }
    shop
}

#[test]
fn customers_are_raced_and_ranked_over_what_they_share() {
    let mut shop = three();
    let (evidence, terms) = (shop.evidence(), shop.terms());
    let found = rank_acceptability_of(&evidence, &[0, 1, 2], &terms).unwrap();
    assert!(found.is_exact, "no holes");
    for (shares, want) in found.shares.iter().zip([[0.5, 0.0, 0.5], [0.5, 0.0, 0.5], [0.0, 1.0, 0.0]]) {
        assert!(shares.iter().zip(want).all(|(share, want)| (share - want).abs() < 1e-9), "{shares:?}");
    }
    let central = found.central[0].as_ref().unwrap();
    assert!((central[0] - 0.75).abs() < 1e-9 && (central[1] - 0.25).abs() < 1e-9 && central[2] == 0.0, "{central:?}");
    let mut heavier = terms.clone();
    heavier.weights[0] = 3.0;
    let raced = race(&evidence, 1, 0, &heavier).unwrap();
    assert_eq!((raced.ahead, raced.behind, raced.criteria.as_slice()), (0, 1, &[0, 1][..]));
    // ¾ against ¼: a quarter of the weight has to move, for half of all weightings.
    let (moved, weights) = raced.shift.unwrap();
    assert!(
        (moved - 0.25).abs() < 1e-9 && (weights[0] - 0.5).abs() < 1e-9 && (raced.lead - 50.0).abs() < 1e-9,
        "{weights:?}"
    );
    assert!((raced.winning - 0.5).abs() < 1e-9, "{}", raced.winning);
    let one = raced.one_weight.unwrap();
    assert_eq!((one.ahead, one.behind, one.criterion), (0, 1, 0));
    assert!((one.relative_percent.unwrap() - 200.0 / 3.0).abs() < 1e-9, "{one:?}");
    let silent = shop.customer("W");
    let evidence = shop.evidence();
    assert!(race(&evidence, 0, evidence.index_of(silent).unwrap(), &terms).is_err(), "nothing in common");
    assert!(rank_acceptability_of(&evidence, &[0, 3], &terms).is_err(), "nothing to rank");
}

#[test]
fn small_errors_in_the_weights_tell_firm_from_fragile() {
    let mut shop = three();
    for (who, a, b) in [("Sure", 5.0, 5.0), ("Close", 5.0, 1.0)] {
        let customer = shop.customer(who);
        shop.rate(customer, "t1", &[("a", a), ("b", b)]);
    }
    let (evidence, mut terms) = (shop.evidence(), shop.terms());
    // "Close" stands at 69.5: with ±10 % on both weights it reaches 70 in about half of the draws.
    terms.weights = vec![69.5, 30.5, 0.0];
    for perturbation in [Perturbation::Within(0.1), Perturbation::Dirichlet(300.0)] {
        let found = local_stability(&evidence, &terms, perturbation, 1).unwrap();
        assert_eq!(found, local_stability(&evidence, &terms, perturbation, 1).unwrap(), "the same again");
        assert_eq!((found.verdicts[3], found.top), (Some(1.0), Some(1.0)), "sure of the verdict and the first place");
        let close = found.verdicts[4].unwrap();
        assert!((0.4..0.75).contains(&close), "{close}");
    }
    let unmoved = local_stability(&evidence, &terms, Perturbation::Within(0.0), 5).unwrap();
    assert!(unmoved.verdicts.iter().all(|share| *share == Some(1.0)) && unmoved.top.is_none(), "{unmoved:?}");
    assert!(share_of_weightings_at_least(&[1.0, 0.0], 0.695) > 0.3, "of all weightings, far more");
}
