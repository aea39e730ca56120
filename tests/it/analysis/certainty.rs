//! Certainty: intervals, pooled errors, and comparing customers.

use keepwise::analysis::{
    Basis, Certainties, Gathering, NotComputable, Observation, PeopleTotals, judge, own_error, pooled_error, two_way,
};
use keepwise::model::{CustomerId, Policy, SeverityRule};

use super::builder::{Shop, TODAY, lenient, points};

fn near(got: f64, want: f64) {
    assert!((got - want).abs() < 1e-6, "{got} is not {want}");
}

/// Student's sleep data (1908), the second drug: mean 2.33, s 2.002249, t(.975, 9) 2.262157.
#[test]
fn an_interval_is_that_of_the_t_table() {
    let values = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let own = own_error(&values).unwrap();
    near(own.mean, 2.33);
    near(own.standard_error, 0.633_166_6);
    near(own.interval.low, 0.897_677_5);
    near(own.interval.high, 3.762_322_5);
    assert_eq!(own_error(&[]), Err(NotComputable::NoAnswers));
    assert_eq!(own_error(&[5.0]), Err(NotComputable::FewerThanTwoRaters));
}

/// Shrout & Fleiss 1979, Table 2: EMS 1.0194, `s_r²` (32.4861 − 1.0194)/6 = 5.2444.
#[test]
fn pooled_errors_are_those_of_the_variance_components() {
    let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
    let seen: Vec<Observation> = rows
        .iter()
        .enumerate()
        .flat_map(|(target, row)| {
            row.iter().enumerate().map(move |(rater, value)| Observation { target, rater, value: f64::from(*value) })
        })
        .collect();
    let pooled = pooled_error(&two_way(6, 4, &seen).unwrap(), 2).unwrap();
    near(pooled.relative, (1.019_444_444_4_f64 / 2.0).sqrt());
    near(pooled.absolute, (6.263_888_888_9_f64 / 2.0).sqrt());
    near(pooled.relative_df, 15.0);
    // Satterthwaite: (JMS/6 + 5/6·EMS)² / ((JMS/6)²/3 + (5/6·EMS)²/15).
    near(
        pooled.absolute_df,
        6.263_888_888_9_f64.powi(2) / (5.414_351_851_9_f64.powi(2) / 3.0 + 0.849_537_037_f64.powi(2) / 15.0),
    );
}

/// Customers rated as given by "who: points" on one criterion of 1–5.
fn rated(said: &[&[(&str, f64)]]) -> (Shop, Vec<CustomerId>, Certainties) {
    rated_under(SeverityRule::AsGiven, said)
}

fn rated_under(severity: SeverityRule, said: &[&[(&str, f64)]]) -> (Shop, Vec<CustomerId>, Certainties) {
    let mut shop = Shop::new(vec![points("a", 1.0)], Policy { severity, ..lenient() });
    let customers: Vec<CustomerId> = (0..said.len()).map(|at| shop.customer(&format!("C{at}"))).collect();
    for (customer, said) in customers.iter().zip(said) {
        for (who, value) in *said {
            shop.rate(*customer, who, &[("a", *value)]);
        }
    }
    let terms = shop.terms();
    let totals = PeopleTotals::gather(&shop.ws, shop.card(), Gathering::of(&terms.policy, TODAY), &terms);
    let certainties = Certainties::of(&totals, &judge(&shop.evidence(), &terms), severity);
    (shop, customers, certainties)
}

#[test]
fn few_raters_borrow_from_all_and_many_speak_for_themselves() {
    let five: [(&str, f64); 5] = [("t1", 1.0), ("t2", 2.0), ("t3", 3.0), ("t4", 4.0), ("t5", 5.0)];
    let (.., sure) = rated(&[&five, &[("t1", 2.0), ("t2", 2.0), ("t3", 3.0)], &[("t4", 3.0)], &[]]);
    let known: Vec<_> = sure.all.iter().take(3).map(|one| one.unwrap()).collect();
    assert_eq!(
        known.iter().map(|one| one.basis).collect::<Vec<_>>(),
        [Basis::OwnRaters, Basis::AllRaters, Basis::AllRaters]
    );
    near(known[0].standard_error, 25.0 * 2.5_f64.sqrt() / 5.0_f64.sqrt());
    assert_eq!(known[2].own, None, "one person has no spread");
    assert!(known[2].standard_error > known[1].standard_error, "the fewer, the less sure");
    assert!(known[2].interval.low < 0.0 && known[2].shown().low == 0.0, "cut off only where shown: {:?}", known[2]);
    assert_eq!(sure.all[3], Err(NotComputable::NoAnswers));
}

#[test]
fn one_person_alone_and_no_model_cannot_be_sure() {
    let (.., sure) = rated(&[&[("t1", 4.0)], &[("t1", 2.0)]]);
    assert_eq!(sure.all, [Err(NotComputable::FewerThanTwoRaters); 2]);
    assert_eq!(sure.probability_above(0, 1), Err(NotComputable::FewerThanTwoRaters));
    assert_eq!(sure.probability_above(0, 7), Err(NotComputable::FewerThanTwoRaters), "the first reason met");
    // Two people on one customer: their own spread, as nothing is left over.
    let (.., sure) = rated(&[&[("t1", 4.0), ("t2", 2.0)]]);
    let known = sure.all[0].unwrap();
    assert_eq!((known.basis, known.pooled), (Basis::OwnRaters, None));
    near(known.standard_error, 25.0);
}

#[test]
fn the_same_people_are_compared_without_their_severity() {
    // t1 is strict and t2 lenient with everybody; a little noise.
    let (shop, _, sure) = rated(&[
        &[("t1", 2.0), ("t2", 5.0)],
        &[("t1", 1.0), ("t2", 4.0)],
        &[("t1", 1.0), ("t2", 5.0)],
        &[("t2", 4.0), ("t3", 3.0)],
        &[("t2", 5.0), ("t3", 3.0)],
    ]);
    let (same, other) = (sure.probability_above(0, 1).unwrap(), sure.probability_above(0, 3).unwrap());
    assert!(same > 0.8, "{same}");
    assert!((0.4..0.6).contains(&other), "{other}");
    near(sure.probability_above(1, 0).unwrap(), 1.0 - same);
    let groups = sure.groups(&judge(&shop.evidence(), &shop.terms()));
    assert_eq!(groups, [Some(0); 5], "nobody can be told apart");
}

#[test]
fn where_severity_is_evened_out_it_is_no_longer_chance() {
    let said: [&[(&str, f64)]; 3] =
        [&[("t1", 1.0), ("t2", 4.0)], &[("t1", 2.0), ("t2", 4.0)], &[("t1", 2.0), ("t2", 5.0)]];
    let [given, evened] = [SeverityRule::AsGiven, SeverityRule::Adjusted].map(|rule| rated_under(rule, &said).2);
    let (given, evened) = (given.all[0].unwrap(), evened.all[0].unwrap());
    assert_eq!((given.basis, evened.basis), (Basis::AllRaters, Basis::AllRatersEvenedOut));
    near(evened.standard_error, given.pooled.unwrap().relative);
    assert!(evened.standard_error < given.standard_error / 4.0, "{evened:?} {given:?}");
    assert!(evened.own.unwrap() < given.own.unwrap(), "the two lie nearer once evened out");
}
