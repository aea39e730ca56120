//! Who else is like this one.

use keepwise::analysis::most_similar;
use proptest::prelude::*;

use super::builder::{Shop, lenient, points};

fn shop(profiles: &[[Option<u8>; 3]]) -> Shop {
    let mut shop = Shop::new(vec![points("a", 2.0), points("b", 1.0), points("c", 1.0)], lenient());
    for (nth, profile) in profiles.iter().enumerate() {
        let customer = shop.customer(&format!("Customer {nth}"));
        let answers: Vec<(&str, f64)> = ["a", "b", "c"]
            .into_iter()
            .zip(profile)
            .filter_map(|(criterion, answer)| Some((criterion, f64::from((*answer)?))))
            .collect();
        if !answers.is_empty() {
            shop.rate(customer, "t1", &answers);
        }
    }
    shop
}

#[test]
fn the_nearest_comes_first_and_who_shares_too_little_not_at_all() {
    let shop = shop(&[
        [Some(5), Some(1), Some(3)],
        [Some(1), Some(5), Some(3)],
        [Some(5), Some(2), Some(3)],
        [None, Some(1), None],
        [Some(5), None, None],
        [None, None, None],
    ]);
    let found = most_similar(&shop.evidence(), 0, &shop.terms(), 10);
    assert_eq!(found.iter().map(|similar| similar.index).collect::<Vec<_>>(), [4, 2, 1]);
    assert!((found[0].shared - 0.5).abs() < 1e-9 && found[0].distance.abs() < 1e-9, "half of the weight, the same");
    // One point of four on a criterion of a quarter of the weight.
    assert!((found[1].distance - (0.25 * 0.25_f64.powi(2)).sqrt()).abs() < 1e-9, "{}", found[1].distance);
    assert_eq!(most_similar(&shop.evidence(), 0, &shop.terms(), 1).len(), 1, "no more than asked for");
    assert!(most_similar(&shop.evidence(), 5, &shop.terms(), 10).is_empty(), "nothing is known");
}

proptest! {
    #[test]
    fn likeness_is_mutual_and_within_bounds(profiles in prop::collection::vec(
        prop::array::uniform3(prop::option::of(1_u8..=5)), 2..8,
    )) {
        let shop = shop(&profiles);
        let (evidence, terms) = (shop.evidence(), shop.terms());
        for one in 0..evidence.len() {
            for similar in most_similar(&evidence, one, &terms, usize::MAX) {
                prop_assert!((0.0..=1.0).contains(&similar.distance), "{}", similar.distance);
                let back = most_similar(&evidence, similar.index, &terms, usize::MAX);
                let back = back.into_iter().find(|other| other.index == one).unwrap();
                prop_assert!((back.distance - similar.distance).abs() < 1e-12, "as far back as there");
            }
        }
    }
}
