//! Severity: published figures, hand-made tables with holes and parts, and laws.

use keepwise::analysis::{Gathering, NotComputable, Observation, TwoWay, rater_severity, two_way};
use proptest::prelude::*;

use super::builder::{Shop, TODAY, lenient, points};

fn table(rows: &[&[Option<f64>]]) -> Vec<Observation> {
    let cells = rows.iter().enumerate().flat_map(|(target, row)| {
        row.iter().enumerate().filter_map(move |(rater, value)| Some(Observation { target, rater, value: (*value)? }))
    });
    cells.collect()
}

fn fit(rows: &[&[Option<f64>]]) -> TwoWay {
    two_way(rows.len(), rows[0].len(), &table(rows)).unwrap()
}

fn effects(model: &TwoWay) -> Vec<f64> {
    model.raters.iter().map(|rater| rater.map_or(f64::NAN, |rater| rater.effect)).collect()
}

fn adjusted(model: &TwoWay) -> Vec<f64> {
    model.targets.iter().map(|target| target.map_or(f64::NAN, |target| target.adjusted)).collect()
}

fn near(ours: &[f64], wanted: &[f64]) {
    assert_eq!(ours.len(), wanted.len(), "as many");
    for (got, want) in ours.iter().zip(wanted) {
        assert!((got - want).abs() < 1e-9, "{ours:?} is not {wanted:?}");
    }
}

/// A cell that is filled.
macro_rules! s {
    ($value:expr) => {
        Some(f64::from($value))
    };
}

/// Shrout & Fleiss 1979, Table 2: JMS 32.49, EMS 1.02; `s_r²` = (JMS − EMS)/6. In a complete table
/// Var(`b_r`) = σ²(k − 1)/(k·n) and Var(`μ + t_i`) = σ²/k.
#[test]
fn a_complete_table_gives_the_figures_of_the_analysis_of_variance() {
    let rows: [[i32; 4]; 6] = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
    let rows: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().map(|value| s!(*value)).collect()).collect();
    let model = fit(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let error: f64 = model.residual_variance.unwrap();
    assert_eq!(model.residual_df, 15);
    near(&[error, model.rater_variance.unwrap()], &[367.0 / 360.0, (32.486_111_111_111_11 - 367.0 / 360.0) / 6.0]);
    let (rater, target) = (model.raters[1].unwrap(), model.targets[2].unwrap());
    near(&[rater.standard_error.unwrap()], &[(error * 3.0 / 24.0).sqrt()]);
    near(&[target.adjusted_error.unwrap()], &[(error / 4.0).sqrt()]);
    near(&[target.effect_error.unwrap()], &[(error * 5.0 / 24.0).sqrt()]);
    assert!(rater.usable && rater.common == 6, "{rater:?}");
}

/// y = t + b with b = 3, 0, −3; the second target was seen by the strict one only, the third by the lenient one only.
#[test]
fn holes_are_made_good() {
    let model =
        fit(&[&[s!(53), s!(50), s!(47)], &[None, None, s!(47)], &[s!(47), None, None], &[None, s!(60), s!(57)]]);
    near(&effects(&model), &[3.0, 0.0, -3.0]);
    near(&adjusted(&model), &[50.0, 50.0, 44.0, 60.0]);
    assert_eq!(model.targets[1].unwrap().raw.total_cmp(&model.targets[2].unwrap().raw), std::cmp::Ordering::Equal);
    assert_eq!((model.parts[0].most_lenient, model.parts[0].most_severe), (Some(1), Some(2)), "the first has too few");
    assert_eq!(model.raters[0].map(|rater| (rater.common, rater.usable)), Some((1, false)));
}

#[test]
fn parts_that_share_nobody_stand_by_themselves() {
    let model = fit(&[
        &[s!(4), s!(2), None, None],
        &[s!(5), s!(3), None, None],
        &[None, None, s!(9), s!(8)],
        &[None, None, s!(7), s!(6)],
        &[None, None, None, None],
    ]);
    assert!(!model.is_connected(), "two parts");
    near(&effects(&model), &[1.0, -1.0, 0.5, -0.5]);
    near(&adjusted(&model)[..4], &[3.0, 4.0, 8.5, 6.5]);
    assert_eq!(model.targets[4], None);
    assert_eq!(model.parts.iter().map(|part| part.raters.clone()).collect::<Vec<_>>(), [vec![0, 1], vec![2, 3]]);
    assert_eq!(model.parts.iter().map(|part| part.most_severe).collect::<Vec<_>>(), [Some(1), Some(3)]);
    assert_eq!((model.residual_df, model.parts[1].mean), (2, 7.5));
}

#[test]
fn what_cannot_be_said_has_its_reason() {
    let reason = |rows: &[&[Option<f64>]]| two_way(rows.len(), 2, &table(rows)).unwrap_err();
    assert_eq!(reason(&[&[None, None]]), NotComputable::NoAnswers);
    assert_eq!(reason(&[&[s!(1), None], &[s!(2), None]]), NotComputable::FewerThanTwoRaters);
    assert_eq!(reason(&[&[s!(1), None], &[None, s!(2)]]), NotComputable::NothingPairable);
    let huge = [&[Some(f64::MAX), Some(f64::MIN)][..], &[Some(f64::MIN), Some(f64::MAX)][..]];
    assert_eq!(reason(&huge), NotComputable::TooLarge);
    // Two values, two parameters of severity and customer: a figure without an error.
    let model = fit(&[&[s!(4), s!(2)]]);
    assert_eq!((model.residual_variance, model.raters[0].unwrap().standard_error), (None, None));
    near(&effects(&model), &[1.0, -1.0]);
    // Nothing at all is asked of values that are no numbers.
    let odd = [Observation { target: 0, rater: 0, value: f64::NAN }, Observation { target: 9, rater: 0, value: 1.0 }];
    assert_eq!(two_way(1, 1, &odd), Err(NotComputable::NoAnswers));
}

#[test]
fn people_are_found_strict_or_lenient_on_the_customers_they_share() {
    let mut shop = Shop::new(vec![points("a", 3.0), points("b", 1.0)], lenient());
    let customers = ["X", "Y", "Z"].map(|name| shop.customer(name));
    for (customer, level) in customers.into_iter().zip([2.0, 3.0, 4.0]) {
        shop.rate(customer, "m1", &[("a", level + 1.0), ("b", level)]);
        shop.rate(customer, "t1", &[("a", level - 1.0), ("b", level)]);
    }
    // One voice: the mean of two ratings.
    shop.rate(customers[0], "t1", &[("a", 3.0), ("b", 2.0)]);
    shop.rate(customers[0], "t1", &[("a", 2.0), ("b", 2.0)]);
    let found = rater_severity(&shop.ws, shop.card(), Gathering::of(&shop.terms().policy, TODAY)).unwrap();
    assert!(found.connected, "all rated the same");
    // Twice 3/4 of two steps of four apart, once 3/4 of one step.
    let apart = (0.375 + 0.375 + 0.1875) / 3.0;
    near(&found.people.iter().map(|person| person.effect).collect::<Vec<_>>(), &[apart / 2.0, -apart / 2.0]);
    assert_eq!((found.most_lenient, found.most_severe), (Some(shop.person("m1")), Some(shop.person("t1"))));
    assert_eq!(found.customers.iter().map(|customer| customer.num_raters).collect::<Vec<_>>(), [2, 2, 2]);
}

/// Which cells are filled, the first rater and the first target always, so that all are connected.
fn design() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, Vec<bool>)> {
    (2..8_usize, 2..6_usize).prop_flat_map(|(num_targets, num_raters)| {
        let levels = prop::collection::vec(-50.0..50.0_f64, num_targets);
        let effects = prop::collection::vec(-5.0..5.0_f64, num_raters);
        (levels, effects, prop::collection::vec(any::<bool>(), num_targets * num_raters))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn an_exactly_additive_table_with_holes_gives_its_effects_back((levels, raters, filled) in design()) {
        let middle = raters.iter().sum::<f64>() / raters.len() as f64;
        let cells = (0..levels.len()).flat_map(|target| (0..raters.len()).map(move |rater| (target, rater)));
        let kept = cells.filter(|(target, rater)| *target == 0 || *rater == 0 || filled[target * raters.len() + rater]);
        let value = |(target, rater): (usize, usize)| {
            Observation { target, rater, value: levels[target] + raters[rater] }
        };
        let observations: Vec<Observation> = kept.map(value).collect();
        let model = two_way(levels.len(), raters.len(), &observations).unwrap();
        prop_assert!(model.is_connected());
        for (found, want) in effects(&model).iter().zip(&raters) {
            prop_assert!((found - (want - middle)).abs() < 1e-9);
        }
        for (found, want) in adjusted(&model).iter().zip(&levels) {
            prop_assert!((found - (want + middle)).abs() < 1e-9);
        }
        prop_assert!(model.residual_variance.is_none_or(|left| left < 1e-18));
    }

    #[test]
    fn in_a_complete_table_nothing_changes_its_place(
        values in (2..8_usize, 2..6_usize).prop_flat_map(|(targets, raters)| {
            prop::collection::vec(prop::collection::vec(0.0..10.0_f64, raters), targets)
        })
    ) {
        let rows: Vec<Vec<Option<f64>>> = values.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
        let model = fit(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        for target in model.targets.iter().flatten() {
            prop_assert!((target.adjusted - target.raw).abs() < 1e-9);
        }
    }

    #[test]
    fn order_unit_and_orientation_do_not_matter(
        (levels, raters, filled) in design(),
        noise in prop::collection::vec(-3.0..3.0_f64, 48),
    ) {
        let cells = (0..levels.len()).flat_map(|target| (0..raters.len()).map(move |rater| (target, rater)));
        let kept = cells.filter(|(target, rater)| *target == 0 || filled[target * raters.len() + rater]);
        let value = |(target, rater): (usize, usize)| {
            let value = levels[target] + raters[rater] + noise[target * raters.len() + rater];
            Observation { target, rater, value }
        };
        let mut observations: Vec<Observation> = kept.map(value).collect();
        let model = two_way(levels.len(), raters.len(), &observations).unwrap();
        // Turned round, whatever side is eliminated: the same fit, the same errors.
        let turned: Vec<Observation> = observations
            .iter()
            .map(|seen| Observation { target: seen.rater, rater: seen.target, value: seen.value })
            .collect();
        let other = two_way(raters.len(), levels.len(), &turned);
        if let Ok(other) = other {
            for (rater, target) in model.raters.iter().zip(&other.targets) {
                if let (Some(rater), Some(target)) = (rater, target) {
                    prop_assert!((rater.effect - target.effect).abs() < 1e-8);
                    let (one, two) = (rater.standard_error.unwrap_or(0.0), target.effect_error.unwrap_or(0.0));
                    prop_assert!((one - two).abs() < 1e-8, "{one} {two}");
                }
            }
        }
        observations.reverse();
        prop_assert_eq!(&two_way(levels.len(), raters.len(), &observations).unwrap(), &model);
        let scaled: Vec<Observation> =
            observations.iter().map(|seen| Observation { value: 7.0 - 3.0 * seen.value, ..*seen }).collect();
        let scaled = two_way(levels.len(), raters.len(), &scaled).unwrap();
        for (one, other) in effects(&model).iter().zip(effects(&scaled)) {
            prop_assert!((one.is_nan() && other.is_nan()) || (-3.0 * one - other).abs() < 1e-8);
        }
    }
}
