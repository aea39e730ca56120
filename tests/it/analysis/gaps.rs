//! What management and the team see differently, over all customers and about one.

use keepwise::analysis::{
    EffectSize, Gaps, Gathering, NotComputable, Window, customer_gaps, finding_gap, finding_gaps, finding_people_gap,
    gaps,
};
use keepwise::model::{GroupId, Period, Scale};

use super::builder::{A, Shop, TODAY, criterion, key, lenient, points};

const M: GroupId = GroupId::MANAGEMENT;
const T: GroupId = GroupId::TEAM;

/// Six customers; management sees "pays" one or two points higher every time, "kind" now higher, now lower.
fn shop() -> Shop {
    let mut shop = Shop::new(vec![points("kind", 1.0), points("pays", 3.0), points("aside", 0.0)], lenient());
    for (at, kind) in [1.0, 3.0, 2.0, 4.0, 3.0, 2.0].into_iter().enumerate() {
        let customer = shop.customer(&format!("Customer {at}"));
        let pays = if at % 2 == 0 { 4.0 } else { 5.0 };
        shop.rate(customer, "m1", &[("kind", kind), ("pays", pays), ("aside", 5.0)]);
        shop.rate(customer, "t1", &[("kind", if at < 3 { 3.0 } else { 2.0 }), ("pays", 3.0), ("aside", 1.0)]);
    }
    // Only one side: compared with nothing.
    let lonely = shop.customer("Lonely");
    shop.rate(lonely, "t1", &[("kind", 1.0), ("pays", 1.0)]);
    shop
}

fn of(shop: &Shop) -> Gaps {
    gaps(&shop.evidence(), &shop.terms(), M, T)
}

#[test]
fn the_widest_gap_comes_first_and_says_how_sure_it_is() {
    let shop = shop();
    let gaps = of(&shop);
    let order: Vec<_> = gaps.criteria.iter().map(|gap| gap.criterion.unwrap()).collect();
    assert_eq!(order, [key("aside"), key("pays"), key("kind")], "by size, whatever the weight or p");
    let pays = &gaps.criteria[1];
    let figures = pays.gap.unwrap();
    assert!((figures.mean - 37.5).abs() < 1e-9, "25 and 50 points by turns: {}", figures.mean);
    assert_eq!((figures.n, pays.num_one, pays.num_other), (6, 6, 7));
    assert_eq!(figures.effect, Some(EffectSize::Large));
    assert_eq!((figures.flips.hits, figures.flips.total), (2, 64), "all one way or all the other");
    // Two of three have p = 2/64, the third much more: p·3/2.
    assert!((pays.adjusted_p.unwrap() - 0.046_875).abs() < 1e-9, "{:?}", pays.adjusted_p);
    assert_eq!(gaps.criteria[0].reason, Some(NotComputable::NoVariation), "always 100 points");
    assert!(gaps.criteria[2].adjusted_p.unwrap() > 0.5, "kind: chance");
}

#[test]
fn overall_goes_by_the_weights_over_what_both_answered() {
    let gaps = of(&shop());
    // Customer 0: kind 1 against 3 is −50, pays 25; (1·−50 + 3·25) / 4.
    let shop = shop();
    let id = shop.evidence().customers()[0];
    let first = gaps.customers.iter().find(|gap| gap.customer == id).unwrap();
    assert!((first.points - 6.25).abs() < 1e-9, "{}", first.points);
    assert_eq!((first.num_criteria, first.people_one, first.people_other), (2, 1, 1));
    assert_eq!(first.criteria, [Some(-50.0), Some(25.0), Some(100.0)]);
    assert_eq!(gaps.customers.len(), 6, "the lonely one is compared with nothing");
    assert!(gaps.customers.is_sorted_by(|a, b| a.points.abs() >= b.points.abs()), "widest first");
    let mean = gaps.customers.iter().map(|gap| gap.points).sum::<f64>() / 6.0;
    assert!((gaps.overall.points().unwrap() - mean).abs() < 1e-9, "the mean of the customers' gaps");
}

#[test]
fn turned_round_everything_has_the_other_sign() {
    let shop = shop();
    let (there, back) = (of(&shop), gaps(&shop.evidence(), &shop.terms(), T, M));
    for (one, other) in there.criteria.iter().zip(&back.criteria) {
        let (one_points, other_points) = (one.points().unwrap(), other.points().unwrap());
        assert!((one_points + other_points).abs() < 1e-9, "{one_points} and {other_points}");
        assert_eq!(one.adjusted_p, other.adjusted_p, "p has no side");
    }
}

#[test]
fn sentences_say_who_and_how_much() {
    let shop = shop();
    let (gaps, business) = (of(&shop), &shop.ws.business);
    let say = |place: usize| finding_gap(business, shop.card(), &gaps, &gaps.criteria[place]);
    assert_eq!(
        say(1),
        "Management rates \u{201c}pays\u{201d} 38 points higher than the team, over 6 customers: a large gap"
    );
    assert_eq!(
        say(0),
        "Management rates \u{201c}aside\u{201d} 100 points higher than the team, over 6 customers: the same every time"
    );
    assert!(say(2).contains("alike") || say(2).ends_with("that may be chance"), "{}", say(2));
    assert_eq!(finding_gaps(business, shop.card(), &gaps), say(0), "the widest that is not chance");
}

#[test]
fn where_nothing_can_be_compared_the_reason_is_given() {
    let mut shop = Shop::new(vec![points("kind", 1.0)], lenient());
    let empty = of(&shop);
    assert_eq!((empty.overall.gap, empty.overall.reason), (None, Some(NotComputable::NoAnswers)));
    assert_eq!(
        finding_gaps(&shop.ws.business, shop.card(), &empty),
        "Neither management nor the team has rated the customers"
    );
    let (one, other) = (shop.customer("One"), shop.customer("Other"));
    shop.rate(one, "m1", &[("kind", 4.0)]);
    shop.rate(other, "t1", &[("kind", 2.0)]);
    let apart = of(&shop);
    assert_eq!(apart.criteria[0].reason, Some(NotComputable::NothingInCommon));
    assert_eq!(
        finding_gaps(&shop.ws.business, shop.card(), &apart),
        "Management and the team have rated no customer in common"
    );
    shop.rate(one, "t1", &[("kind", 2.0)]);
    let once = of(&shop);
    let gap = once.criteria[0].gap.unwrap();
    assert_eq!((gap.n, gap.sd, once.criteria[0].adjusted_p), (1, None, None), "one customer is no pattern");
    let sales = gaps(&shop.evidence(), &shop.terms(), M, "nobody".parse().unwrap());
    assert_eq!(sales.overall.reason, Some(NotComputable::NoAnswers), "a group nobody knows");
}

#[test]
fn about_one_customer_people_are_compared() {
    let mut shop = Shop::new(vec![points("kind", 1.0), criterion("pays", Scale::YesNo, 1.0)], lenient());
    let customer = shop.customer("One");
    for (who, kind) in [("m1", 5.0), ("m2", 4.0), ("t1", 1.0), ("t2", 2.0), ("t3", 2.0), ("t4", 1.0)] {
        shop.rate(customer, who, &[("kind", A::V(kind)), ("pays", A::DontKnow)]);
    }
    let record = &shop.ws.customers[&customer];
    let gathering = Gathering::plain(Window::of(Period::All, TODAY));
    let found = customer_gaps(&shop.ws, record, shop.card(), gathering, (M, T));
    let places: Vec<_> = found.iter().map(|gap| gap.criterion).collect();
    assert_eq!(places, [None, Some(key("kind")), Some(key("pays"))]);
    let kind = found[1].gap.unwrap();
    assert!((kind.difference - 75.0).abs() < 1e-9, "87.5 against 12.5: {}", kind.difference);
    assert!((kind.cliff_delta - 1.0).abs() < 1e-9, "every one of them is above");
    assert_eq!((kind.labels.hits, kind.labels.total), (1, 15), "no other two of six are as far apart");
    assert_eq!(found[0].gap, found[1].gap, "the whole scorecard is this one criterion");
    assert_eq!((found[2].gap, found[2].reason), (None, Some(NotComputable::NoAnswers)));
    assert_eq!(
        finding_people_gap(&shop.ws.business, shop.card(), (M, T), &found[0]),
        "Management rates them 75 points higher than the team, 2 voices against 4: a large gap that may be chance"
    );
}

#[test]
fn what_is_printed_is_json_without_holes_in_it() {
    let gaps = of(&shop());
    let json = serde_json::to_value(&gaps).unwrap();
    assert_eq!(json["criteria"][0]["criterion"], "aside");
    assert_eq!(json["criteria"][0]["reason"], "no_variation");
    assert_eq!(json["criteria"][1]["gap"]["flips"]["hits"], 2);
    assert_eq!(json["one"], "management");
}
