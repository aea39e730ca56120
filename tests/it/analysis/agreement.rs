//! The agreement of a scorecard: whose answers are compared, and on what.

use jiff::civil::date;
use keepwise::analysis::{
    AgreementBand, AlphaLevel, Gathering, GwetWeights, NotComputable, ScorecardAgreement, Units, Window, agreement,
    agreement_intervals, icc, krippendorff_alpha, tau_b,
};
use keepwise::model::{GroupId, Period, Policy, Scale, Weight};

use super::builder::{A, Shop, TODAY, criterion, key, lenient, measure, points};

fn of(shop: &Shop) -> ScorecardAgreement {
    agreement(&shop.ws, shop.card(), &shop.terms(), Gathering::plain(Window::of(Period::All, TODAY)))
}

fn alpha(table: &[[Option<f64>; 3]], level: AlphaLevel) -> f64 {
    let table: Vec<Vec<Option<f64>>> = table.iter().map(|row| row.to_vec()).collect();
    krippendorff_alpha(&Units::from_table(&table), level).unwrap().estimate
}

/// Three people, six customers; "b" is yes/no, "c" a measure.
const ANSWERS: [[Option<(f64, f64, f64)>; 3]; 6] = [
    [Some((1.0, 0.0, 10.0)), Some((2.0, 0.0, 20.0)), Some((1.0, 1.0, 15.0))],
    [Some((2.0, 0.0, 20.0)), Some((2.0, 0.0, 20.0)), Some((3.0, 0.0, 30.0))],
    [Some((3.0, 1.0, 30.0)), Some((4.0, 1.0, 50.0)), Some((3.0, 1.0, 35.0))],
    [Some((4.0, 1.0, 50.0)), Some((4.0, 1.0, 40.0)), Some((5.0, 1.0, 60.0))],
    [Some((5.0, 1.0, 60.0)), Some((5.0, 1.0, 55.0)), Some((5.0, 1.0, 45.0))],
    [Some((5.0, 1.0, 40.0)), Some((3.0, 1.0, 45.0)), Some((4.0, 0.0, 40.0))],
];
const PEOPLE: [&str; 3] = ["m1", "t1", "t2"];

fn shop(policy: Policy) -> Shop {
    let criteria = vec![points("a", 2.0), criterion("b", Scale::YesNo, 1.0), measure("c", "days", 0.0, 60.0, 1.0)];
    let mut shop = Shop::new(criteria, policy);
    for (at, row) in ANSWERS.iter().enumerate() {
        let customer = shop.customer(&format!("Customer {at}"));
        for (who, answers) in PEOPLE.into_iter().zip(row) {
            if let Some((a, b, c)) = answers {
                shop.rate(customer, who, &[("a", *a), ("b", *b), ("c", *c)]);
            }
        }
    }
    shop
}

fn column(pick: impl Fn((f64, f64, f64)) -> f64) -> Vec<[Option<f64>; 3]> {
    ANSWERS.iter().map(|row| row.map(|answers| answers.map(&pick))).collect()
}

fn near(got: Result<f64, NotComputable>, want: f64) {
    let got = got.unwrap();
    assert!((got - want).abs() < 1e-9, "{got} is not {want}");
}

#[test]
fn each_criterion_is_compared_on_its_own_level() {
    let found = of(&shop(lenient()));
    let [a, b, c] = &found.criteria[..] else { panic!("three criteria") };
    assert_eq!([a.level, b.level, c.level], [AlphaLevel::Ordinal, AlphaLevel::Nominal, AlphaLevel::Interval]);
    near(a.alpha, alpha(&column(|answers| answers.0), AlphaLevel::Ordinal));
    near(b.alpha, alpha(&column(|answers| answers.1), AlphaLevel::Nominal));
    near(c.alpha, alpha(&column(|answers| answers.2), AlphaLevel::Interval));
    assert_eq!((a.num_customers, a.num_people, a.num_values), (6, 3, 18));
    assert_eq!(found.lowest, Some(key("b")), "{found:?}");
    assert_eq!(b.band, Some(AgreementBand::NotReliable));
    // Pairs that agree: 1/3, 1/3, 1/3, 1/3, 1, 0 of the customers' pairs.
    near(a.percent_agreement, (4.0 / 3.0 + 1.0) / 6.0);
    assert_eq!(a.second_opinion, None, "the answers are spread");
}

#[test]
fn the_whole_is_compared_on_each_persons_own_score() {
    let found = of(&shop(lenient()));
    let own = column(|(a, b, c)| (2.0 * (a - 1.0) / 4.0 + b + c / 60.0) / 4.0);
    near(found.totals.alpha, alpha(&own, AlphaLevel::Interval));
    let table: Vec<Vec<Option<f64>>> = own.iter().map(|row| row.to_vec()).collect();
    let (ours, want) = (found.totals.two_way.unwrap(), icc(&table).unwrap());
    near(ours.mean_absolute.map(|figure| figure.estimate), want.mean_absolute.unwrap().estimate);
    near(found.totals.one_way.unwrap().single.map(|figure| figure.estimate), want.single_one_way.unwrap().estimate);
    assert_eq!((found.totals.num_customers, found.totals.num_people), (6, 3));
}

#[test]
fn groups_rank_the_customers_by_their_own_scores() {
    let found = of(&shop(lenient()));
    let [pair] = &found.rank_lists.pairs[..] else { panic!("one pair of groups: {found:?}") };
    assert_eq!((pair.one, pair.other, pair.num_customers), (GroupId::MANAGEMENT, GroupId::TEAM, 6));
    let own = column(|(a, b, c)| (2.0 * (a - 1.0) / 4.0 + b + c / 60.0) / 4.0);
    let management: Vec<f64> = own.iter().map(|row| row[0].unwrap()).collect();
    let team: Vec<f64> = own.iter().map(|row| f64::midpoint(row[1].unwrap(), row[2].unwrap())).collect();
    near(pair.tau_b, tau_b(&management, &team).unwrap());
    assert_eq!(pair.concordance, found.rank_lists.all, "two groups are all there are");
}

#[test]
fn a_person_has_one_voice_and_an_answer_that_is_no_value_is_a_hole() {
    let mut shop = shop(lenient());
    let customers: Vec<_> = shop.ws.customers.keys().copied().collect();
    // 4, then 5: on the whole 4.5.
    shop.rate(customers[3], "m1", &[("a", A::V(5.0)), ("b", A::DontKnow), ("c", A::NotApplicable)]);
    // Somebody who says nothing is nobody.
    shop.rate(customers[0], "t3", &[("a", A::DontKnow), ("b", A::NotApplicable)]);
    let found = of(&shop);
    let mut column = column(|answers| answers.0);
    column[3][0] = Some(4.5);
    near(found.criteria[0].alpha, alpha(&column, AlphaLevel::Ordinal));
    assert_eq!(found.criteria[0].num_people, 3);
    assert!(found.totals.two_way.is_ok(), "the table is still complete");
    // Yes once and no once is half a yes, which is nearer to both than they are to each other.
    shop.rate(customers[3], "m1", &[("b", 0.0)]);
    assert_eq!(of(&shop).criteria[1].level, AlphaLevel::Interval);
}

#[test]
fn only_the_newest_rating_counts_where_the_policy_says_so() {
    let mut shop = shop(lenient());
    let customers: Vec<_> = shop.ws.customers.keys().copied().collect();
    shop.rate_on(date(2026, 1, 5), customers[3], "m1", &[("a", 1.0), ("b", 0.0), ("c", 0.0)]);
    assert_ne!(of(&shop).criteria[0].alpha, of(&self::shop(lenient())).criteria[0].alpha, "both ratings count");
    let newest = Gathering::plain(Window::of(Period::All, TODAY)).in_period(Period::LatestPerPerson, TODAY);
    let found = agreement(&shop.ws, shop.card(), &shop.terms(), newest);
    near(found.criteria[0].alpha, alpha(&column(|answers| answers.0), AlphaLevel::Ordinal));
}

#[test]
fn a_score_of_too_few_answers_is_not_compared_and_holes_have_no_two_way_figure() {
    let mut shop = shop(lenient());
    let customers: Vec<_> = shop.ws.customers.keys().copied().collect();
    shop.rate(customers[0], "t3", &[("b", 1.0)]);
    assert_eq!(of(&shop).totals.num_people, 3, "a quarter of the weight is not enough");
    shop.rate(customers[0], "t4", &[("a", 1.0)]);
    let found = of(&shop);
    assert_eq!((found.totals.num_people, found.totals.two_way), (4, Err(NotComputable::Holes)));
    assert!(found.totals.one_way.is_ok(), "people may differ by customer");
}

#[test]
fn a_group_that_weighs_nothing_is_not_asked() {
    let balance = [(GroupId::MANAGEMENT, Weight::new(0.0).unwrap())].into();
    let found = of(&shop(Policy { balance, ..lenient() }));
    assert_eq!((found.criteria[0].num_people, found.rank_lists.pairs.len()), (2, 0));
    assert_eq!(found.rank_lists.all, Err(NotComputable::FewerThanTwoRaters));
}

#[test]
fn where_nearly_everybody_says_yes_there_is_a_second_opinion() {
    let mut shop = Shop::new(vec![criterion("b", Scale::YesNo, 1.0), points("a", 1.0)], lenient());
    for at in 0..12 {
        let customer = shop.customer(&format!("Customer {at}"));
        for who in PEOPLE {
            let yes = f64::from(u8::from(at > 0 || who != "m1"));
            shop.rate(customer, who, &[("b", yes), ("a", 4.0)]);
        }
    }
    let found = of(&shop);
    let [b, a] = &found.criteria[..] else { panic!("two criteria") };
    let second = b.second_opinion.unwrap();
    assert_eq!(second.weights, GwetWeights::Identity);
    assert!(b.alpha.unwrap() < 0.1 && second.figure.coefficient > 0.9, "{b:?}");
    assert_eq!((a.alpha, a.band), (Err(NotComputable::NoVariation), None));
    near(a.percent_agreement, 1.0);
    near(Ok(a.second_opinion.unwrap().figure.coefficient), 1.0);
    let intervals =
        agreement_intervals(&shop.ws, shop.card(), &shop.terms(), Gathering::plain(Window::of(Period::All, TODAY)));
    assert_eq!(intervals.criteria[1].interval, Err(NotComputable::NoVariation));
    assert!(intervals.totals.is_ok() && intervals.criteria[0].interval.is_ok(), "{intervals:?}");
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["criteria"][1]["alpha"]["not_computable"], "no_variation");
    assert!(json["criteria"][0]["alpha"].is_f64(), "{json}");
}

#[test]
fn nothing_at_all_is_no_trouble() {
    let mut shop = Shop::new(vec![points("a", 0.0)], lenient());
    let found = of(&shop);
    assert_eq!(
        (found.criteria[0].alpha, found.totals.alpha),
        (Err(NotComputable::NoAnswers), Err(NotComputable::NoAnswers))
    );
    let customer = shop.customer("Only");
    shop.rate(customer, "m1", &[("a", 3.0)]);
    let found = of(&shop);
    assert_eq!(found.criteria[0].alpha, Err(NotComputable::FewerThanTwoRaters));
    assert_eq!(found.totals.alpha, Err(NotComputable::NoAnswers), "without weights nobody has a score");
    assert_eq!((found.lowest, found.rank_lists.pairs.len()), (None, 0));
}
