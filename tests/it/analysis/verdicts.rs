//! Tables: bands, coverage, one voice per person, versions, red flags, firmness.

use jiff::civil::date;
use keepwise::analysis::{Firmness, FlagState, FlagTally, Terms, count, flag_state, judge, moves, rank, worst_first};
use keepwise::model::{Criterion, FlagPolicy, GroupId, Policy, Scale, Verdict, Weight};

use super::builder::{A, Shop, bands, criterion, flagged, lenient, measure, points, reversed};

fn seven() -> Shop {
    let criteria = ["a", "b", "c", "d", "e", "f", "g"].map(|id| criterion(id, Scale::YesNo, 1.0));
    Shop::new(criteria.to_vec(), bands(600.0 / 7.0, 300.0 / 7.0))
}

#[test]
fn six_of_seven_is_a_keep_and_three_of_seven_a_hard_look() {
    for (yes, verdict) in [
        (7, Verdict::Keep),
        (6, Verdict::Keep),
        (5, Verdict::HardLook),
        (3, Verdict::HardLook),
        (2, Verdict::LetGo),
        (0, Verdict::LetGo),
    ] {
        let mut shop = seven();
        let customer = shop.customer("C");
        let ids = ["a", "b", "c", "d", "e", "f", "g"];
        let answers: Vec<(&str, f64)> = ids.iter().enumerate().map(|(i, id)| (*id, f64::from(i < yes))).collect();
        shop.rate(customer, "m1", &answers);
        assert_eq!(shop.judgement(customer).verdict, verdict, "{yes} of 7");
    }
}

#[test]
fn silence_and_zero_are_two_things() {
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 1.0)], lenient());
    let (silent, zero, unsure, does_not_apply) =
        (shop.customer("A"), shop.customer("B"), shop.customer("C"), shop.customer("D"));
    shop.rate(zero, "m1", &[("a", 1.0), ("b", 1.0)]);
    shop.rate(unsure, "m1", &[("a", A::V(3.0)), ("b", A::DontKnow)]);
    shop.rate(does_not_apply, "m1", &[("a", A::V(3.0)), ("b", A::NotApplicable)]);
    let silent = shop.judgement(silent);
    assert_eq!((silent.score, silent.verdict, silent.coverage), (None, Verdict::NotEnough, 0.0));
    assert_eq!((silent.lower, silent.upper), (0.0, 100.0));
    assert_eq!(shop.judgement(zero).score, Some(0.0));
    let unsure = shop.judgement(unsure);
    assert_eq!((unsure.score, unsure.coverage, unsure.lower, unsure.upper), (Some(50.0), 0.5, 25.0, 75.0));
    let applies = shop.judgement(does_not_apply);
    assert_eq!((applies.score, applies.coverage, applies.lower, applies.upper), (Some(50.0), 1.0, 50.0, 50.0));
}

#[test]
fn a_value_outweighs_not_applicable() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "m1", &[("a", A::NotApplicable)]);
    shop.rate(customer, "t1", &[("a", A::V(5.0))]);
    let judgement = shop.judgement(customer);
    assert_eq!((judgement.score, judgement.coverage, judgement.num_raters), (Some(100.0), 1.0, 1));
}

#[test]
fn everybody_has_one_voice_and_groups_are_balanced() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let customer = shop.customer("C");
    // t1 rates three times, 1, 1 and 4: one voice of 2, that is 0.25; t2 says 5. The team's mean is 0.625.
    for value in [1.0, 1.0, 4.0] {
        shop.rate(customer, "t1", &[("a", value)]);
    }
    shop.rate(customer, "t2", &[("a", 5.0)]);
    shop.rate(customer, "m1", &[("a", 2.0)]); // 0.25
    // The customer's own people have no say about themselves.
    shop.rate(customer, "c1", &[("a", 5.0)]);
    let judgement = shop.judgement(customer);
    assert!((judgement.score.unwrap() - 100.0 * (0.625 + 0.25) / 2.0).abs() < 1e-9, "{judgement:?}");
    assert_eq!(judgement.num_raters, 3);

    let evidence = shop.evidence();
    let mut terms = shop.terms();
    terms.policy.balance.insert(GroupId::TEAM, Weight::new(3.0).unwrap());
    let score = judge(&evidence, &terms)[0].score.unwrap();
    assert!((score - 100.0 * (3.0 * 0.625 + 0.25) / 4.0).abs() < 1e-9, "{score}");
    terms.policy.balance.insert(GroupId::TEAM, Weight::ZERO);
    let judgement = judge(&evidence, &terms)[0];
    assert_eq!((judgement.score, judgement.num_raters), (Some(25.0), 1), "who does not count is not counted");
}

#[test]
fn the_window_leaves_old_ratings_out() {
    let policy = Policy { period: keepwise::model::Period::LastMonths(12), ..lenient() };
    let mut shop = Shop::new(vec![points("a", 1.0)], policy);
    let customer = shop.customer("C");
    shop.rate_on(date(2025, 11, 22), customer, "t1", &[("a", 1.0)]);
    shop.rate_on(date(2025, 11, 23), customer, "t1", &[("a", 5.0)]);
    assert_eq!(shop.judgement(customer).score, Some(100.0));
    assert_eq!(shop.evidence().num_ratings(0), 1);
}

#[test]
fn old_versions_are_read_by_criterion_on_their_own_scale() {
    let flag = |criterion| flagged(criterion, "Rude", 1.0);
    let mut shop = Shop::new(vec![flag(points("a", 1.0)), points("b", 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "t1", &[("a", 2.0), ("b", 5.0)]);
    // The scale grows to 0–10, b retires, c is new.
    let retired = Criterion { retired: true, ..points("b", 1.0) };
    shop.adopt(vec![flag(criterion("a", Scale::points(0, 10), 2.0)), retired, points("c", 2.0)]);
    let judgement = shop.judgement(customer);
    assert_eq!((judgement.score, judgement.coverage), (Some(25.0), 0.5), "2 on 1–5 stays a quarter");
    assert_eq!(judgement.flags, FlagState::Clear, "2 on 1–5 was no hit by the rule of its own version");
    // Today's rule applies to answers on the same scale, also to old ones.
    let stricter = flagged(criterion("a", Scale::points(0, 10), 2.0), "Rude", 4.0);
    shop.rate(customer, "t2", &[("a", 3.0)]);
    assert_eq!(shop.judgement(customer).flags, FlagState::Clear);
    shop.adopt(vec![stricter, points("c", 2.0)]);
    assert_eq!(shop.judgement(customer).flags, FlagState::Hit);
    // Without a rule on its own version nothing can be said.
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "t1", &[("a", 1.0)]);
    shop.adopt(vec![flag(criterion("a", Scale::points(0, 10), 2.0))]);
    assert_eq!(shop.judgement(customer).flags, FlagState::Unknown);
}

#[test]
fn red_flags_follow_the_table() {
    use FlagPolicy::{Any, Majority};
    use FlagState::{Clear, Conflict, Hit, Unknown};
    let group = FlagPolicy::Group(GroupId::TEAM);
    // (hits, asked, of the group: hits, asked) → any, majority, group
    let table = [
        ((0, 0, 0, 0), Unknown, Unknown, Unknown),
        ((0, 2, 0, 0), Clear, Clear, Unknown),
        ((0, 2, 0, 1), Clear, Clear, Clear),
        ((1, 3, 0, 1), Hit, Conflict, Conflict),
        ((1, 3, 1, 2), Hit, Conflict, Hit),
        ((1, 2, 0, 0), Hit, Conflict, Conflict),
        ((2, 3, 0, 1), Hit, Hit, Conflict),
        ((3, 3, 1, 1), Hit, Hit, Hit),
    ];
    for ((hits, asked, group_hits, group_asked), any, majority, by_group) in table {
        let tally = FlagTally { hits, asked, group_hits, group_asked };
        let states = (flag_state(tally, Any), flag_state(tally, Majority), flag_state(tally, group));
        assert_eq!(states, (any, majority, by_group), "{tally:?}");
    }
}

#[test]
fn a_red_flag_overrules_any_score_and_an_unanswered_one_is_a_hole() {
    let flag = flagged(points("f", 0.0), "Abusive", 1.0);
    let mut shop = Shop::new(vec![points("a", 1.0), flag], lenient());
    let (good, open, only) = (shop.customer("Good"), shop.customer("Open"), shop.customer("Only"));
    shop.rate(good, "m1", &[("a", 5.0), ("f", 5.0)]);
    shop.rate(good, "t1", &[("a", 5.0), ("f", 1.0)]);
    shop.rate(open, "m1", &[("a", 5.0)]);
    shop.rate(only, "m1", &[("f", 1.0)]);
    let judgement = shop.judgement(good);
    assert_eq!((judgement.verdict, judgement.score), (Verdict::LetGo, Some(100.0)));
    assert_eq!(judgement.firmness, Firmness::Split, "one of two says otherwise");
    let open = shop.judgement(open);
    assert_eq!((open.verdict, open.flags, open.coverage), (Verdict::Keep, FlagState::Unknown, 1.0));
    assert!(open.holes_matter, "the answer could overrule the score");
    let only = shop.judgement(only);
    assert_eq!((only.verdict, only.score), (Verdict::LetGo, None), "overrules missing evidence too");
    assert_eq!(only.firmness, Firmness::Firm);
}

#[test]
fn too_little_is_not_enough() {
    let policy = Policy { min_raters: 2, ..lenient() };
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 1.0), points("c", 1.0)], policy);
    let (alone, thin, enough) = (shop.customer("Alone"), shop.customer("Thin"), shop.customer("Enough"));
    shop.rate(alone, "m1", &[("a", 5.0), ("b", 5.0), ("c", 5.0)]);
    for who in ["m1", "t1"] {
        shop.rate(thin, who, &[("a", 5.0)]);
        shop.rate(enough, who, &[("a", 5.0), ("b", 5.0)]);
    }
    assert_eq!(shop.judgement(alone).verdict, Verdict::NotEnough);
    assert_eq!(shop.judgement(thin).verdict, Verdict::NotEnough);
    assert_eq!(shop.judgement(enough).verdict, Verdict::Keep);
}

#[test]
fn firmness_says_what_it_takes() {
    // (answers of management, answers of the team) on one 1–5 criterion, bands 70 and 45.
    let table: [(&[f64], &[f64], Verdict, Firmness); 6] = [
        (&[5.0, 5.0, 5.0], &[5.0, 5.0], Verdict::Keep, Firmness::Firm),
        (&[4.0, 4.0, 4.0], &[4.0, 4.0], Verdict::Keep, Firmness::TooClose), // 75, one of two down a step: 62.5
        (&[1.0, 1.0, 1.0], &[1.0, 1.0], Verdict::LetGo, Firmness::Firm),
        (&[5.0, 5.0], &[2.0, 2.0], Verdict::HardLook, Firmness::Split),
        (&[3.0], &[3.0], Verdict::HardLook, Firmness::TooClose), // 50, one of two down a step: 37.5
        (&[], &[1.0, 5.0], Verdict::HardLook, Firmness::TooClose),
    ];
    for (management, team, verdict, firmness) in table {
        let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
        let customer = shop.customer("C");
        for (group, values) in [("m", management), ("t", team)] {
            for (i, value) in values.iter().enumerate() {
                shop.rate(customer, &format!("{group}{i}"), &[("a", *value)]);
            }
        }
        let judgement = shop.judgement(customer);
        assert_eq!((judgement.verdict, judgement.firmness), (verdict, firmness), "{management:?} {team:?}");
    }
}

#[test]
fn a_score_next_to_a_band_is_too_close_however_many_people() {
    let mut shop = Shop::new(vec![measure("m", "%", 0.0, 100.0, 1.0)], lenient());
    let (near, far) = (shop.customer("Near"), shop.customer("Far"));
    for i in 0..40 {
        shop.rate(near, &format!("t{i}"), &[("m", 72.0)]);
        shop.rate(far, &format!("t{i}"), &[("m", 72.5)]);
    }
    assert_eq!(shop.judgement(near).firmness, Firmness::TooClose);
    assert_eq!(shop.judgement(far).firmness, Firmness::Firm);
}

#[test]
fn reversed_measures_count_the_right_way_round() {
    let mut shop = Shop::new(vec![reversed(points("a", 1.0)), measure("days", "days", 60.0, 0.0, 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "m1", &[("a", 5.0), ("days", 15.0)]);
    let (evidence, terms) = (shop.evidence(), shop.terms());
    assert_eq!(evidence.value(0, 0, &terms), Some(0.0));
    assert_eq!(evidence.value(0, 1, &terms), Some(0.75));
    assert_eq!(evidence.cells(0, 1).iter().map(|cell| cell.people).sum::<u32>(), 1);
    assert!(shop.judgement(customer).score.is_some(), "scored");
}

#[test]
fn ranks_are_one_two_two_four() {
    let scores = [Some(50.0), None, Some(70.0), Some(50.000_000_000_1), Some(10.0)];
    assert_eq!(rank(&scores), [Some(2), None, Some(1), Some(2), Some(4)]);
    assert_eq!(rank(&[]), []);
}

#[test]
fn the_list_is_worst_first_and_moves_are_counted() {
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 1.0)], lenient());
    let names = ["Keep", "Zed", "Low", "Nobody", "Abe"];
    let customers = names.map(|name| shop.customer(name));
    for (customer, values) in
        customers.iter().zip([Some((5.0, 5.0)), Some((3.0, 4.0)), Some((1.0, 1.0)), None, Some((4.0, 3.0))])
    {
        if let Some((a, b)) = values {
            shop.rate(*customer, "m1", &[("a", a), ("b", b)]);
        }
    }
    let evidence = shop.evidence();
    let terms = shop.terms();
    let before = judge(&evidence, &terms);
    let order = worst_first(&evidence, &before, &shop.ws);
    assert_eq!(order.iter().map(|i| names[*i]).collect::<Vec<_>>(), ["Low", "Abe", "Zed", "Nobody", "Keep"]);
    let after = judge(&evidence, &Terms { weights: vec![1.0, 0.0], ..terms });
    let moved: Vec<_> = moves(&before, &after).iter().map(|m| (names[m.index], m.from, m.to)).collect();
    assert_eq!(moved, [("Abe", Verdict::HardLook, Verdict::Keep)]);
    let counts = count(&after);
    assert_eq!((counts.let_go, counts.hard_look, counts.keep, counts.not_enough), (1, 1, 2, 1));
    assert_eq!(counts.total(), Verdict::ALL.iter().map(|verdict| counts.of(*verdict)).sum::<usize>());
}
