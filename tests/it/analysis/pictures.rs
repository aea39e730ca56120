//! What charts are made of: history, voices, distribution, averages, and the findings that are their titles.

use jiff::civil::date;
use keepwise::analysis::{
    CriterionDistribution, Gathering, QuarterPoint, Window, answer_text, averages, distribution, finding_distribution,
    finding_history, finding_overview, finding_profile, finding_voices, history, rule_changes, voices,
};
use keepwise::model::{Criterion, CustomerId, GroupId, Period, Quarter, Scale, Subject};

use super::builder::{A, Shop, TODAY, criterion, lenient, measure, points, reversed};

fn everything() -> Gathering {
    Gathering::plain(Window::of(Period::All, TODAY))
}

fn scores(points: &[QuarterPoint]) -> Vec<Option<f64>> {
    points.iter().map(|point| point.score).collect()
}

/// A customer whose only answer scores this, quarter by quarter up to Q4 26; `None` leaves a gap.
fn with_history(scores: &[Option<f64>]) -> (Shop, CustomerId) {
    let mut shop = Shop::new(vec![measure("m", "%", 0.0, 100.0, 1.0)], lenient());
    let customer = shop.customer("C");
    let mut quarter = Quarter::of(TODAY);
    for score in scores.iter().rev() {
        if let Some(score) = score {
            shop.rate_on(quarter.first_day(), customer, "t1", &[("m", *score)]);
        }
        quarter = quarter.previous();
    }
    (shop, customer)
}

fn points_of(scores: &[Option<f64>]) -> Vec<QuarterPoint> {
    let (shop, customer) = with_history(scores);
    history(&shop.ws, &shop.ws.customers[&customer], shop.card(), &shop.terms(), TODAY)
}

#[test]
fn history_runs_from_the_first_rating_to_today_with_its_gaps() {
    let found = points_of(&[Some(40.0), None, Some(60.0), None]);
    assert_eq!(scores(&found), [Some(40.0), None, Some(60.0), None]);
    assert_eq!(found[0].quarter.to_string(), "Q1 26");
    assert_eq!(found[3].quarter, Quarter::of(TODAY));
    assert_eq!((found[1].coverage, found[1].num_raters, found[1].num_ratings), (0.0, 0, 0));
    assert_eq!((found[2].criteria.as_slice(), found[2].num_raters), ([Some(0.6)].as_slice(), 1));
    assert_eq!(points_of(&[]), []);
}

#[test]
fn a_rating_dated_after_today_draws_no_quarter() {
    let (mut shop, customer) = with_history(&[]);
    shop.rate_on(date(2027, 2, 1), customer, "t1", &[("m", 50.0)]);
    assert_eq!(history(&shop.ws, &shop.ws.customers[&customer], shop.card(), &shop.terms(), TODAY), []);
}

#[test]
fn rule_changes_are_marked_but_the_first_version_is_none() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    assert_eq!(rule_changes(shop.card()), []);
    shop.adopt(vec![points("b", 1.0)]);
    assert_eq!(rule_changes(shop.card()), [(date(2025, 1, 1), 2)]);
}

#[test]
fn a_historys_title_says_where_it_goes() {
    let some = |scores: &[f64]| scores.iter().copied().map(Some).collect::<Vec<_>>();
    for (scores, title) in [
        (vec![], "Not rated yet"),
        (some(&[50.0, 60.0]), "Too few quarters to see a direction"),
        (some(&[61.0, 55.0, 48.0]), "Falling for three quarters"),
        (some(&[50.0, 62.0, 58.0, 51.0, 50.0, 47.0]), "Falling for five quarters"),
        (vec![Some(61.0), None, Some(55.0), Some(48.0)], "Falling for three quarters"),
        (some(&[40.0, 45.0, 52.0, 60.0]), "Rising for four quarters"),
        (some(&[40.0, 71.0, 70.0, 71.0]), "Steady since Q2 26"),
        (some(&[77.0, 76.0, 75.0]), "Steady since Q2 26"),
        (some(&[50.0, 40.0, 70.0, 65.0]), "Up from 50 to 65 since Q1 26"),
        (some(&[70.0, 40.0, 65.0, 60.0]), "Down from 70 to 60 since Q1 26"),
        (some(&[50.0, 70.0, 40.0, 52.0]), "Up and down between 40 and 70"),
    ] {
        assert_eq!(finding_history(&points_of(&scores)), title, "{scores:?}");
    }
}

#[test]
fn voices_are_one_per_person_with_the_way_down_to_the_ratings() {
    let mut shop = Shop::new(vec![points("a", 1.0), measure("days", "days", 60.0, 0.0, 1.0)], lenient());
    let customer = shop.customer("C");
    let first = shop.rate(customer, "t1", &[("a", A::V(2.0)), ("days", A::V(30.0))]);
    let second = shop.rate(customer, "t1", &[("a", A::V(4.0)), ("days", A::DontKnow)]);
    shop.rate(customer, "m1", &[("a", A::V(5.0)), ("days", A::NotApplicable)]);
    let found = voices(&shop.ws, &shop.ws.customers[&customer], shop.card(), everything());
    let [a, days] = found.as_slice() else { panic!("two criteria") };
    assert_eq!((a.ends, a.mean), ((1.0, 5.0), Some(4.0)));
    assert_eq!(a.groups, [(GroupId::MANAGEMENT, 5.0, 1), (GroupId::TEAM, 3.0, 1)]);
    let team = a.voices.iter().find(|voice| voice.group == GroupId::TEAM).unwrap();
    assert_eq!(
        (team.own, team.value, team.num_ratings, team.ratings.as_slice()),
        (3.0, 0.5, 2, [first, second].as_slice())
    );
    assert_eq!(a.spread(), Some(0.5));
    assert_eq!((days.ends, days.mean, days.voices.len()), ((60.0, 0.0), Some(30.0), 1));
    assert_eq!((days.voices[0].ratings.as_slice(), days.not_applicable, days.dont_know), ([first].as_slice(), 1, 0));
    assert_eq!(days.spread(), None);
}

#[test]
fn the_title_of_the_bars_says_who_agrees() {
    type Said<'a> = &'a [(&'a str, [f64; 2])];
    let table: [(Said<'_>, &str); 8] = [
        (&[], "Nobody has rated this yet"),
        (&[("m1", [5.0, 5.0])], "One voice so far"),
        (&[("m1", [4.0, 5.0]), ("t1", [2.0, 1.0])], "Management likes them, the team does not"),
        (&[("m1", [5.0, 5.0]), ("t1", [4.0, 4.0])], "Management sees them better than the team does"),
        (&[("t1", [1.0, 5.0]), ("t2", [5.0, 5.0])], "People disagree most about “pays”"),
        (&[("t1", [5.0, 4.0]), ("t2", [5.0, 4.0])], "Everyone agrees: good, best on “pays”"),
        (&[("t1", [1.0, 2.0]), ("t2", [1.0, 2.0])], "Everyone agrees: poor, worst on “pays”"),
        (&[("t1", [5.0, 2.0]), ("t2", [5.0, 2.0])], "Everyone agrees: best on “pays”, worst on “listens”"),
    ];
    for (said, title) in table {
        // What is shown but not counted does not make the title.
        let mut shop = Shop::new(vec![points("Pays", 1.0), points("Listens", 1.0), points("Zero", 0.0)], lenient());
        let customer = shop.customer("C");
        for (i, (who, [pays, listens])) in said.iter().enumerate() {
            let zero = if i == 0 { 1.0 } else { 5.0 };
            shop.rate(customer, who, &[("Pays", *pays), ("Listens", *listens), ("Zero", zero)]);
        }
        let found = voices(&shop.ws, &shop.ws.customers[&customer], shop.card(), everything());
        assert_eq!(finding_voices(&found, &shop.ws.business, Subject::Customer), title, "{said:?}");
    }
}

#[test]
fn distributions_count_every_answer_in_its_bin() {
    let criteria = vec![
        points("a", 1.0),
        reversed(criterion("rude", Scale::YesNo, 1.0)),
        measure("days", "days", 60.0, 0.0, 1.0),
        criterion("wide", Scale::points(0, 100), 1.0),
        criterion("eleven", Scale::points(0, 10), 1.0),
    ];
    let mut shop = Shop::new(criteria, lenient());
    let (one, other) = (shop.customer("One"), shop.customer("Other"));
    shop.rate(one, "t1", &[("a", 1.0), ("rude", 1.0), ("days", 70.0), ("wide", 20.0), ("eleven", 10.0)]);
    shop.rate(one, "t1", &[("a", 2.0), ("rude", 0.0), ("days", 0.0), ("wide", 100.0), ("eleven", 0.0)]);
    shop.rate(other, "t1", &[("a", A::NotApplicable), ("rude", A::DontKnow), ("days", A::V(30.0))]);
    let counts = |criterion: &CriterionDistribution| criterion.bins.iter().map(|bin| bin.count).collect::<Vec<_>>();
    let labels = |criterion: &CriterionDistribution| {
        criterion.bins.iter().map(|bin| bin.label.replace('\u{a0}', " ")).collect::<Vec<_>>()
    };
    let found = distribution(&shop.ws, shop.card(), everything(), None);
    let [a, rude, days, wide, eleven] = found.as_slice() else { panic!("five criteria") };
    assert_eq!((labels(a).join(" "), counts(a)), ("1 2 3 4 5".to_owned(), vec![1, 1, 0, 0, 0]));
    assert_eq!((a.n, a.not_applicable, a.dont_know), (2, 1, 0));
    assert_eq!(
        (labels(rude).join(" "), counts(rude), rude.dont_know),
        ("Yes No".to_owned(), vec![1, 1], 1),
        "bad end first"
    );
    assert_eq!(labels(days), ["48 to 60 days", "36 to 48 days", "24 to 36 days", "12 to 24 days", "0 to 12 days"]);
    assert_eq!(counts(days), [1, 0, 1, 0, 1], "beyond the worst is in the first");
    assert_eq!((wide.bins.len(), counts(wide)), (5, vec![0, 1, 0, 0, 1]));
    assert_eq!(eleven.bins.len(), 11);
    for criterion in &found {
        assert_eq!(criterion.n, criterion.bins.iter().map(|bin| bin.count).sum::<u32>());
    }
    let only = distribution(&shop.ws, shop.card(), everything(), Some(&[other]));
    assert_eq!(only.iter().map(|criterion| criterion.n).collect::<Vec<_>>(), [0, 0, 1, 0, 0]);
}

#[test]
fn the_title_of_a_distribution_names_the_worst_or_the_best() {
    for (values, title) in [
        (vec![], "No answers yet"),
        (vec![1.0, 2.0, 2.0, 5.0], "75 % of the answers on “pays” are poor"),
        (vec![1.0, 1.0, 5.0, 5.0], "Answers are divided on “pays”"),
        (vec![5.0, 4.0, 4.0, 1.0], "75 % of the answers on “pays” are good"),
        (vec![3.0, 3.0], "Most answers lie in the middle"),
    ] {
        let mut shop = Shop::new(vec![points("Pays", 1.0)], lenient());
        let customer = shop.customer("C");
        for value in &values {
            shop.rate(customer, "t1", &[("Pays", *value)]);
        }
        let found = distribution(&shop.ws, shop.card(), everything(), None);
        assert_eq!(finding_distribution(&found).replace('\u{a0}', " "), title, "{values:?}");
    }
}

#[test]
fn averages_and_profiles_compare_one_with_all() {
    let mut shop = Shop::new(vec![points("Pays", 1.0), points("Listens", 1.0), points("Unasked", 1.0)], lenient());
    let (one, other) = (shop.customer("One"), shop.customer("Other"));
    shop.customer("Silent");
    shop.rate(one, "t1", &[("Pays", 5.0), ("Listens", 2.0)]);
    shop.rate(other, "t1", &[("Pays", 3.0), ("Listens", 3.0)]);
    let (evidence, terms) = (shop.evidence(), shop.terms());
    let all = averages(&evidence, &terms);
    assert_eq!(all, [Some(0.75), Some(0.375), None]);
    let criteria: Vec<&Criterion> = shop.card().current().active().collect();
    let values = &evidence.values(&terms)[..3];
    assert_eq!(values, [Some(1.0), Some(0.25), None]);
    assert_eq!(finding_profile(&criteria, values, &all), "Above average on “pays”, below on “listens”");
    assert_eq!(finding_profile(&criteria, &all, &all), "Close to the average customer");
    assert_eq!(finding_profile(&criteria, &[None; 3], &all), "Nothing to compare yet");
}

#[test]
fn the_whole_list_has_a_title_too() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let title = |shop: &Shop| shop.judged(|judged| finding_overview(&keepwise::analysis::count(judged.judgements)));
    assert_eq!(title(&shop), "No customers yet");
    let customers = ["A", "B", "C"].map(|name| shop.customer(name));
    assert_eq!(title(&shop), "3 customers, not enough evidence yet");
    for (customer, value, said) in [
        (customers[0], 5.0, "3 customers, none to worry about"),
        (customers[1], 3.0, "3 customers, 1 to look at"),
        (customers[2], 1.0, "3 customers, 1 to talk about"),
    ] {
        shop.rate(customer, "t1", &[("a", value)]);
        assert_eq!(title(&shop), said);
    }
}

#[test]
fn own_scales_are_written_with_their_units() {
    let text = |criterion: &Criterion, own| answer_text(criterion, own).replace('\u{a0}', " ");
    assert_eq!(text(&points("a", 1.0), 1.25), "1.2");
    assert_eq!(text(&criterion("a", Scale::YesNo, 1.0), 0.4), "40 % yes");
    assert_eq!(text(&measure("a", "days", 60.0, 0.0, 1.0), 41.2), "41 days");
    assert_eq!(text(&measure("a", "h", 4.0, 0.0, 1.0), 1.25), "1.2 h");
}
