//! The portfolio on workspaces small enough to reckon by hand.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::civil::date;
use keepwise::analysis::{
    EffortBy, Figures, Grade, GradeRules, LetGoEffect, MoneyTotals, NotComputable, Quadrant, ValueBy, finding_grades,
    finding_portfolio, finding_whale, grades, let_go_cautions, let_go_headline, let_go_sentences, portfolio,
    whale_curve, what_if_let_go,
};
use keepwise::charts::{Kind, compose};
use keepwise::model::{CustomerId, Finite, Money, Status};
use proptest::prelude::*;

use super::builder::{Shop, lenient, points};

/// What is known of a customer of the last twelve months: revenue, cost, hours.
type Known = [Option<f64>; 3];

fn known(revenue: f64, cost: f64, hours: f64) -> Known {
    [Some(revenue), Some(cost), Some(hours)]
}

/// In a year that lies wholly inside the twelve months up to the end of it.
pub(super) fn set_money(shop: &mut Shop, id: CustomerId, period: &str, [revenue, cost, hours]: Known) {
    let finite = |value: Option<f64>| value.map(|value| Finite::new(value).unwrap());
    let (revenue, cost, hours) = (finite(revenue), finite(cost), finite(hours));
    let money = Money { revenue, cost, hours, ..Money::default() };
    shop.profile(id, |profile| drop(profile.money.insert(period.parse().unwrap(), money)));
}

/// The last four quarters that are over; today is 22 November 2026, so they lie inside but for a part of the first.
const PERIOD: &str = "2026-Q3";

fn shop(made: &[(&str, Known, f64)]) -> (Shop, Vec<CustomerId>) {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    shop.ws.business = {
        let mut business = (*shop.ws.business).clone();
        business.currency = "€".parse().unwrap();
        business.into()
    };
    let ids = made.iter().map(|(name, money, answer)| {
        let id = shop.customer(name);
        set_money(&mut shop, id, PERIOD, *money);
        if *answer > 0.0 {
            shop.rate(id, "t1", &[("a", *answer)]);
        }
        id
    });
    let ids = ids.collect();
    (shop, ids)
}

/// Ash and Birch earn, Cedar breaks even, Dale and Elm lose money; of Fir nothing is known.
fn six() -> (Shop, Vec<CustomerId>) {
    shop(&[
        ("Ash", known(500.0, 320.0, 10.0), 5.0),
        ("Birch", known(100.0, 90.0, 5.0), 5.0),
        ("Cedar", known(80.0, 80.0, 20.0), 3.0),
        ("Dale", known(200.0, 240.0, 40.0), 1.0),
        ("Elm", known(50.0, 100.0, 30.0), 3.0),
        ("Fir", [None, None, None], 0.0),
    ])
}

fn effect(shop: &Shop, set: &[CustomerId]) -> LetGoEffect {
    let set: BTreeSet<CustomerId> = set.iter().copied().collect();
    shop.judged(|judged| what_if_let_go(judged, &Figures::of(judged), &set))
}

#[test]
fn the_whale_climbs_above_all_profit_and_comes_back() {
    let (shop, ids) = six();
    shop.judged(|judged| {
        let curve = whale_curve(judged, &Figures::of(judged)).unwrap();
        assert_eq!(
            curve.steps.iter().map(|step| step.customer).collect::<Vec<_>>(),
            [ids[0], ids[1], ids[2], ids[3], ids[4]]
        );
        assert_eq!((curve.total, curve.of, curve.level), (100.0, 6, 1));
        assert_eq!(
            finding_whale(&curve, &shop.ws.business),
            "The best 1 of 5 customers brings 180\u{a0}% of all profit; the 2 that lose money take 90\u{a0}% of all \
             profit away; 1 of 6 has no figures"
        );
    });
}

#[test]
fn value_against_effort_is_cut_at_the_medians() {
    let (shop, ids) = six();
    shop.judged(|judged| {
        let figures = Figures::of(judged);
        let picture = portfolio(judged, &figures, ValueBy::Profit, EffortBy::Hours).unwrap();
        assert_eq!((picture.value_median, picture.effort_median, picture.of), (0.0, 20.0, 6));
        let quadrants: Vec<Quadrant> = picture.points.iter().map(|point| point.quadrant).collect();
        use Quadrant::{LittleForMuch, MuchForLittle};
        assert_eq!(quadrants, [MuchForLittle, MuchForLittle, MuchForLittle, LittleForMuch, LittleForMuch]);
        assert_eq!(
            finding_portfolio(&picture, &shop.ws),
            "Dale and Elm bring less profit than most and take more hours; 1 of 6 has no figures"
        );
        let revenue = portfolio(judged, &figures, ValueBy::Revenue, EffortBy::Cost).unwrap();
        assert_eq!(revenue.points[0].customer, ids[0]);
        assert_eq!(revenue.points[0].quadrant, Quadrant::MuchForMuch);
        assert_eq!(revenue.points[0].score, Some(100.0));
    });
}

#[test]
fn an_a_is_both_large_and_a_good_fit() {
    let (shop, _) = six();
    shop.judged(|judged| {
        let found = grades(judged, &Figures::of(judged), GradeRules::default()).unwrap();
        let letters: Vec<Option<Grade>> = found.customers.iter().map(|graded| graded.grade).collect();
        use Grade::{A, B, D};
        // Ash alone is the top fifth of five; Birch is the rest of what is earned: 10 of 190, just over a twentieth.
        assert_eq!(letters, [Some(A), Some(B), Some(D), Some(D), Some(D)]);
        assert_eq!(finding_grades(&found), "5 customers: 1 A, 1 B and 3 D; 1 of 6 has no figures");
    });
}

#[test]
fn letting_go_is_plain_arithmetic() {
    let (mut shop, ids) = six();
    let (ash, elm, fir) = (ids[0], ids[4], ids[5]);
    shop.profile(ash, |profile| profile.source.referred_by = Some(elm));
    let found = effect(&shop, &[ids[3], elm, fir]);
    let money = found.money.as_ref().unwrap();
    assert_eq!((money.gone.revenue, money.gone.cost, money.gone.hours), (Some(250.0), Some(340.0), Some(70.0)));
    assert_eq!((money.before.profit, money.gone.profit, money.after.profit), (Some(100.0), Some(-90.0), Some(190.0)));
    assert_eq!((money.before.profit_per_hour, money.after.profit_per_hour), (Some(100.0 / 105.0), Some(190.0 / 35.0)));
    assert_eq!((money.gone.customers, money.gone.without_figures, found.staying), (3, 1, 3));
    let largest = money.largest.unwrap();
    assert_eq!((largest.customer, largest.is_above_limit), (ash, true));
    assert!((largest.share_after - 500.0 / 680.0).abs() < 1e-12, "{largest:?}");
    assert!((largest.share_before - 500.0 / 930.0).abs() < 1e-12, "{largest:?}");
    assert!((money.revenue_share.unwrap() - 250.0 / 930.0).abs() < 1e-12, "{money:?}");
    assert_eq!((found.score_before, found.score_after), (Some(60.0), Some(250.0 / 3.0)));
    assert_eq!(found.at_risk.iter().map(|risk| (risk.customer, risk.sent_by)).collect::<Vec<_>>(), [(ash, elm)]);
    assert_eq!(
        let_go_sentences(&found, &shop.ws),
        [
            "€250 of revenue in 12 months would go, 27\u{a0}% of all.",
            "€340 of cost and 70 hours would be freed.",
            "Profit rises from €100 to €190.",
            "Profit per hour rises from €1 to €5.",
            "3 customers stay; the average score goes from 60 to 83.",
        ]
    );
    assert_eq!(
        let_go_cautions(&found, &shop.ws),
        [
            "Ash would bring 74\u{a0}% of what is left (54\u{a0}% today); the limit is 25\u{a0}%.",
            "The €90 are gained only if the cost of serving them really ends.",
            "1 of 3 has no figures and has not been counted.",
            "Ash (€500 in 12 months) was sent by those who would go. Who else would they stop sending?",
        ]
    );
}

#[test]
fn the_effect_fits_into_one_sentence() {
    let (shop, ids) = six();
    let headline = |set: &[usize]| {
        let set: Vec<CustomerId> = set.iter().map(|place| ids[*place]).collect();
        let_go_headline(&effect(&shop, &set), &shop.ws)
    };
    let told = headline(&[3, 4]);
    assert_eq!(
        told.text(),
        "Without these 2: €250 less revenue (27\u{a0}%), 70 hours and €340 cost freed, profit up €90"
    );
    assert_eq!(told.way, Some(Ordering::Greater));
    let told = headline(&[0]);
    assert_eq!(
        told.text(),
        "Without Ash: €500 less revenue (54\u{a0}%), 10 hours and €320 cost freed, profit down €180"
    );
    assert_eq!(told.way, Some(Ordering::Less));
    assert!(headline(&[2]).text().ends_with("profit unchanged"), "Cedar breaks even");
    // Of Fir nothing is known but that nobody has rated them: nothing is told that is not known.
    assert_eq!(headline(&[5]).text(), "Without Fir: the average score stays at 60");
    assert_eq!(headline(&[]).text(), "Nobody is let go: nothing changes");
    assert!(headline(&[0, 1, 2, 3, 4, 5]).text().starts_with("Without all 6: €930 less revenue (100\u{a0}%)"));
}

#[test]
fn the_pictures_show_the_same_figures() {
    let (shop, ids) = six();
    shop.judged(|judged| {
        let figures = Figures::of(judged);
        let found = portfolio(judged, &figures, ValueBy::Revenue, EffortBy::Cost).unwrap();
        let stressed = BTreeSet::from([ids[3]]);
        let Kind::Quadrant(picture) = compose::quadrant(&found, &shop.ws, &stressed) else { panic!("another kind") };
        assert_eq!(picture.points.len(), 5, "all but Fir, of whom nothing is known");
        for (drawn, point) in picture.points.iter().zip(&found.points) {
            assert_eq!((drawn.up, drawn.across), (Some(point.value), Some(point.effort)), "{drawn:?}");
            assert_eq!(drawn.highlighted, point.customer == ids[3], "only Dale is marked");
            assert_eq!(drawn.id, point.customer.to_string());
        }
        assert_eq!((picture.up.name.as_str(), picture.across.unit.as_str()), ("Revenue in 12 months", "€"));
        let hours = portfolio(judged, &figures, ValueBy::Profit, EffortBy::Hours).unwrap();
        let Kind::Quadrant(hours) = compose::quadrant(&hours, &shop.ws, &stressed) else { panic!("another kind") };
        assert_eq!((hours.across.name.as_str(), hours.across.unit.as_str()), ("Hours in 12 months", "h"));

        let curve = whale_curve(judged, &figures).unwrap();
        let Kind::WhaleCurve(picture) = compose::whale_curve(&curve, &shop.ws) else { panic!("another kind") };
        let drawn: Vec<_> = picture.customers.iter().map(|one| (one.name.as_str(), one.profit)).collect();
        let expected = [("Ash", 180.0), ("Birch", 10.0), ("Cedar", 0.0), ("Dale", -40.0), ("Elm", -50.0)];
        assert_eq!(drawn, expected.map(|(name, profit)| (name, Some(profit))));
    });
}

#[test]
fn todays_largest_is_told_beside_the_next_one() {
    let (shop, ids) = six();
    let money = effect(&shop, &ids[..1]).money.unwrap();
    let [before, after] = [money.largest_before, money.largest].map(Option::unwrap);
    assert_eq!((before.customer, after.customer), (ids[0], ids[3]));
    assert!((before.share_after - 500.0 / 930.0).abs() < 1e-12 && before.is_above_limit, "{before:?}");
    assert!((after.share_after - 200.0 / 430.0).abs() < 1e-12, "{after:?}");
    assert_eq!((money.before.with_cost, money.before.with_hours, money.after.with_hours), (5, 5, 4));
}

#[test]
fn those_we_no_longer_work_for_are_not_let_go_again() {
    let (mut shop, ids) = six();
    shop.profile(ids[0], |profile| profile.status = Status::LetGo);
    let found = effect(&shop, &[ids[0]]);
    assert!(found.let_go.is_empty(), "{found:?}");
    assert_eq!((found.staying, found.money.unwrap().before.revenue), (5, Some(430.0)));
}

#[test]
fn letting_everybody_go_leaves_nothing_and_no_figure_is_no_number() {
    let (shop, ids) = six();
    let found = effect(&shop, &ids);
    let money = found.money.clone().unwrap();
    assert_eq!((money.after.revenue, money.largest, found.score_after), (None, None, None));
    assert!(let_go_sentences(&found, &shop.ws).contains(&"No customer would be left.".to_owned()), "{found:?}");

    let (shop, ids) = self::shop(&[("Ash", [None; 3], 4.0), ("Birch", [None; 3], 2.0)]);
    let found = effect(&shop, &ids[..1]);
    assert_eq!(found.money, Err(NotComputable::NoFigures));
    assert_eq!((found.score_before, found.score_after), (Some(50.0), Some(25.0)));
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["money"]["not_computable"], "no_figures");
    shop.judged(|judged| {
        let figures = Figures::of(judged);
        assert_eq!(whale_curve(judged, &figures), Err(NotComputable::NoFigures));
        let picture = portfolio(judged, &figures, ValueBy::Profit, EffortBy::Hours);
        assert_eq!(picture, Err(NotComputable::NoFigures));
        assert_eq!(grades(judged, &figures, GradeRules::default()), Err(NotComputable::NoFigures));
    });
}

#[test]
fn losses_and_refunds_are_told_in_money() {
    let (shop, ids) = self::shop(&[
        ("Ash", known(-50.0, 10.0, 1.0), 4.0),
        ("Birch", known(0.0, 10.0, 0.0), 4.0),
        ("Cedar", known(20.0, 10.0, 1.0), 4.0),
        ("Dale", known(10.0, 10.0, 1.0), 4.0),
    ]);
    shop.judged(|judged| {
        let curve = whale_curve(judged, &Figures::of(judged)).unwrap();
        assert_eq!(
            finding_whale(&curve, &shop.ws.business),
            "All customers together lose €60: 1 of 4 customers earns money"
        );
    });
    let money = effect(&shop, &ids[2..3]).money.unwrap();
    assert_eq!(money.revenue_share, None, "no share of refunds");
    assert_eq!(money.largest.map(|largest| (largest.customer, largest.share_after)), Some((ids[3], 1.0)));
}

#[test]
fn a_cost_that_is_not_known_makes_no_profit() {
    let (mut shop, ids) = six();
    set_money(&mut shop, ids[0], PERIOD, [Some(500.0), None, Some(10.0)]);
    let found = effect(&shop, &ids[..1]);
    let money = found.money.as_ref().unwrap();
    assert_eq!((money.gone.profit, money.gone.with_revenue, money.gone.with_profit), (None, 1, 0));
    let cautions = let_go_cautions(&found, &shop.ws);
    assert!(
        cautions.contains(&"Of 1 of 1 the profit is not known: revenue or cost is missing.".to_owned()),
        "{cautions:?}"
    );
    assert_eq!(date(2026, 11, 22), super::builder::TODAY, "the period lies inside the twelve months");
}

fn money() -> impl Strategy<Value = Known> {
    let amount = || prop::option::weighted(0.9, (-50..500_i32).prop_map(f64::from));
    (amount(), amount(), prop::option::weighted(0.9, (0..60_i32).prop_map(f64::from))).prop_map(Known::from)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_goes_and_what_stays_is_everything(
        made in prop::collection::vec((money(), 1..=5_u8, any::<bool>()), 1..9),
    ) {
        let made: Vec<(Known, f64, bool)> =
            made.into_iter().map(|(money, answer, goes)| (money, f64::from(answer), goes)).collect();
        let (shop, ids) = shop(&made.iter().map(|(money, answer, _)| ("A", *money, *answer)).collect::<Vec<_>>());
        let chosen = ids.iter().zip(&made).filter(|(_, (.., goes))| *goes);
        let chosen: Vec<CustomerId> = chosen.map(|(id, _)| *id).collect();
        let found = effect(&shop, &chosen);
        prop_assert_eq!(found.let_go.len() + found.staying, ids.len());
        let text = serde_json::to_string(&found).unwrap();
        prop_assert!(!text.contains("NaN"), "{text}");
        if let Ok(money) = &found.money {
            let sums = |totals: &MoneyTotals| [totals.revenue, totals.cost, totals.hours, totals.profit];
            let (before, gone, after) = (sums(&money.before), sums(&money.gone), sums(&money.after));
            for (before, (gone, after)) in before.into_iter().zip(gone.into_iter().zip(after)) {
                let parts = gone.unwrap_or_default() + after.unwrap_or_default();
                prop_assert!((before.unwrap_or_default() - parts).abs() < 1e-9, "{money:?}");
            }
            if let Some(largest) = money.largest {
                prop_assert!((0.0..=1.0).contains(&largest.share_after));
                prop_assert!(largest.share_after >= largest.share_before - 1e-12);
            }
        }
        // Nobody let go: nothing changes, to the last bit.
        let none = effect(&shop, &[]);
        prop_assert_eq!(none.score_before, none.score_after);
        prop_assert!(let_go_cautions(&none, &shop.ws).is_empty());
        if let Ok(money) = none.money {
            prop_assert_eq!(money.before, money.after);
            prop_assert_eq!(money.gone.customers, 0);
        }
    }
}
