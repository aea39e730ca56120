//! Trends of customers, criteria, and what customers think of us.

use jiff::civil::{Date, date};
use keepwise::analysis::{
    NotComputable, RuleChangeKind, Terms, Way, approval_trends, card_trends, criterion_changes, customer_trends,
    finding_card_trends, finding_movers, finding_trend, top_movers,
};
use keepwise::model::{Criterion, CustomerId, Edit, Period, Scale, ScorecardId, ScorecardVersion, Subject, Weight};
use ulid::Ulid;

use super::builder::{Shop, TODAY, key, lenient, points};

/// The middle day of the quarter so many quarters before the last of 2026.
fn quarter(before: i16) -> Date {
    let months = 12 * 2026 + 10 - 3 * before;
    date(months / 12, i8::try_from(months % 12 + 1).unwrap(), 15)
}

/// Rates a customer once a quarter, the newest last; `None` is a quarter without a rating.
fn rate_quarters(shop: &mut Shop, customer: CustomerId, values: &[Option<f64>]) {
    let num = i16::try_from(values.len()).unwrap();
    for (before, value) in (0..num).rev().zip(values) {
        if let Some(value) = value {
            shop.rate_on(quarter(before), customer, "t1", &[("a", *value), ("b", 3.0)]);
        }
    }
}

fn shop() -> Shop {
    Shop::new(vec![points("a", 1.0), points("b", 1.0)], lenient())
}

#[test]
fn a_customer_rises_and_a_criterion_stays() {
    let mut shop = shop();
    let customer = shop.customer("One");
    rate_quarters(&mut shop, customer, &[Some(1.0), Some(2.0), None, Some(3.0), Some(4.0), Some(5.0)]);
    let trends = customer_trends(&shop.ws, &shop.ws.customers[&customer], shop.card(), &shop.terms(), TODAY);
    let score = trends.score.trend.unwrap();
    assert_eq!((score.n, score.way, score.reason), (5, Way::Up, None), "the gap is no round");
    // 25, 37.5, -, 50, 62.5, 75: the gap still takes its time.
    let slope = score.slope.unwrap().slope;
    assert!((slope - 12.5 * 10.0 / 12.0).abs() < 2.5, "{slope} points a quarter");
    assert!((score.p().unwrap() - 2.0 / 120.0).abs() < 1e-12, "exact");
    assert_eq!(trends.criteria[1].trend.unwrap().way, Way::Flat);
    assert_eq!(finding_trend(shop.card(), &trends.criteria[1]), "\u{201c}B\u{201d} stays around 50 over 5 quarters");
    let sentence = finding_trend(shop.card(), &trends.score);
    assert!(
        sentence.starts_with("The score goes up by 1") && sentence.ends_with("from 25 to 75 over 5 quarters"),
        "{sentence}"
    );
}

#[test]
fn with_four_rounds_or_fewer_only_a_direction_is_given() {
    let mut shop = shop();
    let (four, one, none) = (shop.customer("Four"), shop.customer("One"), shop.customer("None"));
    rate_quarters(&mut shop, four, &[Some(2.0), Some(3.0), Some(4.0), Some(5.0)]);
    rate_quarters(&mut shop, one, &[Some(2.0)]);
    let of =
        |id: CustomerId| customer_trends(&shop.ws, &shop.ws.customers[&id], shop.card(), &shop.terms(), TODAY).score;
    let series = of(four);
    let trend = series.trend.unwrap();
    assert_eq!((trend.way, trend.slope, trend.test), (Way::Up, None, None));
    assert_eq!(series.reason, Some(NotComputable::TooFewRounds));
    assert_eq!(
        finding_trend(shop.card(), &series),
        "The score went up from 38 to 75; four quarters are too few to call it a trend"
    );
    assert_eq!((of(one).trend, of(one).reason), (None, Some(NotComputable::TooFewRounds)));
    assert_eq!((of(none).trend, of(none).reason), (None, Some(NotComputable::NoAnswers)));
    assert_eq!(finding_trend(shop.card(), &of(none)), "The score was never rated");
}

#[test]
fn changes_of_the_rules_are_marked_where_they_belong() {
    let mut shop = shop();
    let customer = shop.customer("One");
    rate_quarters(&mut shop, customer, &[Some(2.0), Some(3.0), Some(2.0), Some(3.0), Some(2.0)]);
    let adopt = |shop: &mut Shop, adopted: Date, criteria: Vec<Criterion>| {
        let current = shop.card().current().clone();
        let next = ScorecardVersion { number: current.number + 1, adopted, criteria, ..current };
        shop.edit(Edit::AdoptVersion(shop.card, Box::new(next)));
    };
    let heavier = Criterion { weight: Weight::new(2.0).unwrap(), ..points("a", 1.0) };
    adopt(&mut shop, date(2026, 2, 1), vec![heavier.clone(), points("b", 1.0)]);
    let wider = Criterion { scale: Scale::points(0, 10), ..heavier };
    adopt(&mut shop, date(2026, 5, 1), vec![wider.clone(), points("b", 1.0), points("c", 1.0)]);
    let retired = Criterion { retired: true, ..points("b", 1.0) };
    adopt(&mut shop, date(2026, 8, 1), vec![wider, retired, points("c", 1.0)]);
    let kinds = |id: &str| -> Vec<(u32, Vec<RuleChangeKind>)> {
        criterion_changes(shop.card(), key(id)).into_iter().map(|change| (change.version, change.kinds)).collect()
    };
    assert_eq!(kinds("a"), [(2, vec![RuleChangeKind::Weight]), (3, vec![RuleChangeKind::Scale])]);
    assert_eq!(kinds("b"), [(4, vec![RuleChangeKind::Retired])]);
    assert_eq!(kinds("c"), [(3, vec![RuleChangeKind::Added])]);
    assert!(kinds("unknown").is_empty(), "never asked");
    let trends = customer_trends(&shop.ws, &shop.ws.customers[&customer], shop.card(), &shop.terms(), TODAY);
    assert_eq!(trends.score.rule_changes.len(), 3, "each version within the history");
    let sentence = finding_trend(shop.card(), &trends.criteria[0]);
    assert!(sentence.ends_with("; the scale was changed in Q2 26"), "{sentence}");
    assert!(trends.criteria[1].points.is_empty() && trends.criteria[1].rule_changes.is_empty(), "c has no history");
}

#[test]
fn the_largest_move_comes_first_and_chance_is_not_a_trend() {
    let mut shop = shop();
    let (up, down, odd) = (shop.customer("Up"), shop.customer("Down"), shop.customer("Odd"));
    let once = shop.customer("Once");
    rate_quarters(&mut shop, up, &[1.0, 2.0, 2.0, 3.0, 3.0, 4.0].map(Some));
    rate_quarters(&mut shop, down, &[5.0, 4.0, 4.0, 3.0, 2.0, 2.0, 1.0, 1.0].map(Some));
    rate_quarters(&mut shop, odd, &[Some(3.0), Some(4.0)]);
    rate_quarters(&mut shop, once, &[Some(3.0)]);
    let movers = top_movers(&shop.ws, shop.card(), &shop.terms(), TODAY, 10);
    assert_eq!(movers.iter().map(|mover| mover.customer).collect::<Vec<_>>(), [down, up, odd]);
    assert!(movers[0].moved < -40.0 && movers[1].moved > 30.0, "{movers:?}");
    assert!((movers[2].moved - 12.5).abs() < 1e-9, "two rounds: plainly the difference");
    assert_eq!(movers[2].adjusted_p, None);
    assert!(movers[0].adjusted_p >= movers[0].trend.p(), "adjusting never helps");
    let sentence = finding_movers(&shop.ws, &movers);
    assert!(
        sentence.starts_with("Down went down by ") && sentence.ends_with("(too early to call it a trend)"),
        "{sentence}"
    );
    assert_eq!(top_movers(&shop.ws, shop.card(), &shop.terms(), TODAY, 1).len(), 1);
}

#[test]
fn what_customers_think_of_us_gets_better() {
    let mut shop = shop();
    let card = ScorecardId::new(Ulid::from(9));
    shop.add_card(card, Subject::Us, vec![points("helpful", 1.0)], lenient());
    let (one, other) = (shop.customer("One"), shop.customer("Other"));
    for (before, value) in (0..6).rev().zip([1.0, 2.0, 2.0, 3.0, 4.0, 5.0]) {
        for (customer, who, less) in [(one, "c1", 0.0), (other, "c2", 1.0)] {
            let rating = shop.rating(quarter(before), card, who, &[("helpful", f64::max(value - less, 1.0))]);
            shop.put(customer, rating);
        }
    }
    let trends = approval_trends(&shop.ws, TODAY);
    assert_eq!(trends.len(), 1, "the scorecard on which we rate them is not among them");
    assert_eq!((trends[0].scorecard, trends[0].num_customers), (card, 2));
    assert_eq!(trends[0].score.trend.unwrap().way, Way::Up);
    // Values 1 and 1 at first, 5 and 4 at last, on 1–5.
    assert!((trends[0].score.points[5].value - 87.5).abs() < 1e-9, "the mean of both");
    let sentence = finding_card_trends(&shop.ws.scorecards[&card], &trends[0]);
    let start = "Customers\u{2019} experiences of us get better, 2 customers together: the score goes up by ";
    assert!(sentence.starts_with(start), "{sentence}");
}

#[test]
fn together_is_the_mean_of_those_rated_in_the_quarter() {
    let mut shop = shop();
    let (one, other) = (shop.customer("One"), shop.customer("Other"));
    rate_quarters(&mut shop, one, &[Some(5.0), Some(5.0)]);
    rate_quarters(&mut shop, other, &[None, Some(1.0)]);
    let terms = Terms { weights: vec![1.0, 0.0], policy: shop.terms().policy };
    assert_eq!(terms.policy.period, Period::All);
    let values: Vec<f64> =
        card_trends(&shop.ws, shop.card(), &terms, TODAY).score.points.iter().map(|point| point.value).collect();
    assert_eq!(values, [100.0, 50.0]);
    let json = serde_json::to_value(card_trends(&shop.ws, shop.card(), &terms, TODAY)).unwrap();
    assert_eq!(json["score"]["points"][1]["quarter"], "2026-Q4");
    assert_eq!(json["score"]["reason"], "too_few_rounds");
}
