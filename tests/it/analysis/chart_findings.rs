//! Findings of the charts of the catalogue, and the verdicts quarter by quarter.

use jiff::civil::{Date, date};
use keepwise::analysis::{
    CriterionVoices, Evidence, Gathering, QuarterVerdicts, VerdictCounts, explain, finding_criterion_history,
    finding_groups, finding_lens_row, finding_means, finding_portfolio_of, finding_raters, finding_scores,
    finding_table, finding_tornado, finding_verdict_history, finding_waterfall, history, judge, tornado,
    verdict_history, voices,
};
use keepwise::model::{Criterion, CustomerId, Period, Policy, Quarter, Subject, Verdict};
use proptest::prelude::*;

use super::builder::{Shop, TODAY, lenient, measure, points};

type Said<'a> = &'a [(&'a str, [f64; 2])];

fn shop() -> Shop {
    Shop::new(vec![points("Pays", 1.0), measure("Listens", "", 1.0, 5.0, 1.0)], lenient())
}

fn heard(said: Said<'_>) -> (Shop, Vec<CriterionVoices>) {
    let mut shop = shop();
    let customer = shop.customer("C");
    for (who, [pays, listens]) in said {
        shop.rate(customer, who, &[("Pays", *pays), ("Listens", *listens)]);
    }
    let gathering = Gathering::of(&shop.terms().policy, TODAY);
    let heard = voices(&shop.ws, &shop.ws.customers[&customer], shop.card(), gathering);
    (shop, heard)
}

#[test]
fn raters_disagree_differ_or_agree() {
    let table: [(Said<'_>, &str); 5] = [
        (&[], "Nobody has rated this yet"),
        (&[("t1", [1.0, 5.0])], "One voice so far"),
        (&[("t1", [1.0, 5.0]), ("m1", [4.0, 5.0])], "Raters disagree most about “pays”"),
        (&[("t1", [3.0, 3.0]), ("t2", [3.0, 4.5])], "Raters differ a little, most about “listens”"),
        (&[("t1", [3.0, 3.0]), ("t2", [4.0, 3.0])], "Raters agree on everything"),
    ];
    for (said, title) in table {
        let (_, heard) = heard(said);
        assert_eq!(finding_raters(&heard), title, "{said:?}");
    }
    let mut apart = shop();
    let customer = apart.customer("C");
    apart.rate(customer, "t1", &[("Pays", 1.0)]);
    apart.rate(customer, "t2", &[("Listens", 1.0)]);
    let gathering = Gathering::of(&apart.terms().policy, TODAY);
    let heard = voices(&apart.ws, &apart.ws.customers[&customer], apart.card(), gathering);
    assert_eq!(finding_raters(&heard), "Nothing was rated by two people");
}

#[test]
fn groups_like_differ_or_agree() {
    let table: [(Said<'_>, &str); 5] = [
        (&[], "Nobody has rated this yet"),
        (&[("t1", [1.0, 5.0]), ("t2", [1.0, 5.0])], "Only the team has rated them"),
        (&[("m1", [5.0, 5.0]), ("t1", [1.0, 1.0])], "Management likes them, the team does not"),
        (&[("m1", [5.0, 2.0]), ("t1", [2.0, 5.0])], "Management and the team differ most about “pays”"),
        (&[("m1", [4.0, 2.0]), ("t1", [4.0, 2.0]), ("s1", [4.0, 2.0])], "Management, the team and sales agree"),
    ];
    for (said, title) in table {
        let (shop, heard) = heard(said);
        assert_eq!(finding_groups(&heard, &shop.ws.business, Subject::Customer), title, "{said:?}");
    }
}

#[test]
fn means_over_customers_are_told_by_their_ends() {
    let shop = shop();
    let criteria: Vec<&Criterion> = shop.card().current().active().collect();
    for (values, title) in [
        ([None, None], "Nobody has rated them in this time"),
        ([Some(0.4), None], "Only “pays” was answered"),
        ([Some(0.4), Some(0.8)], "Best on “listens”, weakest on “pays”"),
        ([Some(0.80), Some(0.85)], "Good on everything alike"),
        ([Some(0.10), Some(0.15)], "Poor on everything alike"),
        ([Some(0.50), Some(0.55)], "Middling on everything alike"),
    ] {
        assert_eq!(finding_means(&criteria, &values), title, "{values:?}");
    }
}

#[test]
fn the_table_names_what_most_are_poor_at_and_scores_are_counted_at_the_lines() {
    let mut shop = shop();
    let title = |shop: &Shop| finding_table(&shop.evidence(), &shop.terms(), shop.card());
    let scores = |shop: &Shop| shop.judged(|judged| finding_scores(judged.judgements, judged.terms));
    assert_eq!(
        (title(&shop).as_str(), scores(&shop).as_str()),
        ("Nobody has rated them in this time", "No customer has a score yet")
    );
    let customers = ["A", "B", "C"].map(|name| shop.customer(name));
    shop.rate(customers[0], "t1", &[("Pays", 5.0), ("Listens", 4.0)]);
    assert_eq!(title(&shop), "No customer is poor on anything");
    assert_eq!(scores(&shop), "1 of 1 customer scores 70 or more, none below 45");
    shop.rate(customers[1], "t1", &[("Pays", 5.0), ("Listens", 1.0)]);
    assert_eq!(title(&shop), "1 of 2 customers is poor on “listens”");
    assert_eq!(scores(&shop), "1 of 2 customers scores 70 or more, none below 45");
    shop.rate(customers[2], "t1", &[("Pays", 1.0), ("Listens", 1.0)]);
    assert_eq!(title(&shop), "2 of 3 customers are poor on “listens”");
    assert_eq!(scores(&shop), "1 of 3 customers scores 70 or more, 1 below 45");
}

#[test]
fn the_way_to_the_score_names_what_matters_most() {
    let mut shop = shop();
    let (good, bad, even) = (shop.customer("Good"), shop.customer("Bad"), shop.customer("Even"));
    shop.rate(good, "t1", &[("Pays", 5.0), ("Listens", 4.0)]);
    shop.rate(bad, "t1", &[("Pays", 1.0), ("Listens", 3.0)]);
    shop.rate(even, "t1", &[("Pays", 4.0), ("Listens", 3.6)]);
    let silent = shop.customer("Silent");
    shop.judged(|judged| {
        let title = |customer| finding_waterfall(&explain(judged, customer).unwrap(), judged.terms);
        assert_eq!(title(good).as_deref(), Some("From the keep line at 70 up to 88, most of all by “pays”"));
        assert_eq!(title(bad).as_deref(), Some("From the keep line at 70 down to 25, most of all by “pays”"));
        assert_eq!(title(even).as_deref(), Some("From the keep line at 70 to 70"));
        assert_eq!(title(silent), None, "no score, no way");
        let explanation = explain(judged, bad).unwrap();
        let bars = tornado(judged.evidence, explanation.index, judged.terms);
        let words = finding_tornado(&bars, judged.card, &explanation).unwrap();
        assert!(
            words.starts_with("What could move the score most is “") && words.contains("of all weightings"),
            "{words}"
        );
        assert_eq!(finding_tornado(&[], judged.card, &explanation), None);
    });
}

#[test]
fn one_criterion_over_time_has_no_points_of_a_score_in_its_title() {
    let mut shop = Shop::new(vec![measure("Days", "days", 60.0, 0.0, 1.0)], lenient());
    let customer = shop.customer("C");
    let title = |shop: &Shop| {
        let points = history(&shop.ws, &shop.ws.customers[&customer], shop.card(), &shop.terms(), TODAY);
        let criterion = shop.card().current().active().next().unwrap();
        finding_criterion_history(&points, shop.card(), criterion)
    };
    assert_eq!(title(&shop), "Days: not rated yet");
    let mut quarter = Quarter::of(TODAY);
    for days in [48.0, 30.0, 12.0] {
        shop.rate_on(quarter.first_day(), customer, "t1", &[("Days", days)]);
        quarter = quarter.previous();
    }
    assert_eq!(title(&shop), "Days: falling for three quarters");
    shop.rate_on(quarter.first_day(), customer, "t1", &[("Days", 30.0)]);
    shop.rate_on(quarter.previous().first_day(), customer, "t1", &[("Days", 6.0)]);
    let mut mixed = Shop::new(vec![measure("Days", "days", 60.0, 0.0, 1.0)], lenient());
    let other = mixed.customer("C");
    let mut quarter = Quarter::of(TODAY);
    for days in [20.0, 40.0, 10.0, 50.0] {
        mixed.rate_on(quarter.first_day(), other, "t1", &[("Days", days)]);
        quarter = quarter.previous();
    }
    let points = history(&mixed.ws, &mixed.ws.customers[&other], mixed.card(), &mixed.terms(), TODAY);
    let criterion = mixed.card().current().active().next().unwrap();
    assert_eq!(finding_criterion_history(&points, mixed.card(), criterion), "Days: better than at first");
}

#[test]
fn one_customer_among_all_is_told_by_quarter_and_by_list() {
    shop_with_money(|judged, figures| {
        let found = keepwise::analysis::portfolio(
            judged,
            figures,
            keepwise::analysis::ValueBy::Revenue,
            keepwise::analysis::EffortBy::Hours,
        )
        .unwrap();
        let ids = judged.evidence.customers();
        assert_eq!(finding_portfolio_of(&found, judged.workspace, ids[0]), "Large brings much for much effort");
        assert_eq!(finding_portfolio_of(&found, judged.workspace, ids[2]), "The figures of Unknown are not known");
        let lenses = keepwise::analysis::lenses(judged, figures);
        let rows = lenses.rows(judged);
        let row = |name: &str| rows.iter().find(|row| row.name == name).unwrap();
        assert_eq!(finding_lens_row(row("Large")), "Large is 1st of 2 by revenue and 2nd of 2 by the team’s score");
    });
}

fn shop_with_money(look: impl FnOnce(&keepwise::analysis::Judged<'_>, &keepwise::analysis::Figures)) {
    use keepwise::model::{Finite, Money, MoneyPeriod};
    let mut shop = shop();
    for (name, revenue, hours, score) in [("Large", 900.0, 90.0, 1.0), ("Small", 100.0, 10.0, 5.0)] {
        let customer = shop.customer(name);
        shop.profile(customer, |profile| {
            let finite = |value| Some(Finite::new(value).unwrap());
            let money = Money { revenue: finite(revenue), hours: finite(hours), ..Money::default() };
            profile.money.insert("2026-Q4".parse::<MoneyPeriod>().unwrap(), money);
        });
        shop.rate(customer, "t1", &[("Pays", score), ("Listens", score)]);
    }
    shop.customer("Unknown");
    shop.judged(|judged| look(judged, &keepwise::analysis::Figures::of(judged)));
}

fn verdicts_of(points: &[QuarterVerdicts]) -> Vec<(String, Option<[usize; 4]>)> {
    let counts = |counts: VerdictCounts| [counts.keep, counts.hard_look, counts.let_go, counts.not_enough];
    points.iter().map(|point| (point.quarter.to_string(), point.counts.map(counts))).collect()
}

#[test]
fn every_quarter_is_judged_as_of_its_last_day() {
    let mut shop = Shop::new(vec![points("Pays", 1.0)], Policy { period: Period::LastMonths(6), ..lenient() });
    let (old, new) = (shop.customer("Old"), shop.customer("New"));
    shop.rate_on(date(2026, 1, 10), old, "t1", &[("Pays", 1.0)]);
    shop.rate_on(date(2026, 8, 10), old, "t1", &[("Pays", 5.0)]);
    shop.rate_on(date(2026, 11, 10), new, "t1", &[("Pays", 3.0)]);
    let ids = [old, new];
    let found = shop.judged(|judged| verdict_history(judged, &ids));
    let want = [
        ("Q1 26", Some([0, 0, 1, 0])),
        ("Q2 26", Some([0, 0, 1, 0])),
        ("Q3 26", Some([1, 0, 0, 0])),
        ("Q4 26", Some([1, 1, 0, 0])),
    ];
    assert_eq!(verdicts_of(&found), want.map(|(quarter, counts)| (quarter.to_owned(), counts)));
    assert_eq!(finding_verdict_history(&found), "No customers to let go, down from 1 in Q1 26");
    assert_eq!(verdicts_of(&shop.judged(|judged| verdict_history(judged, &[new]))).len(), 1, "from their first rating");
    shop.profile(new, |profile| profile.since = Some(date(2026, 2, 1)));
    let found = shop.judged(|judged| verdict_history(judged, &ids));
    assert_eq!(verdicts_of(&found)[0].1, Some([0, 0, 1, 1]), "with us, and nobody had rated them");
    assert_eq!(shop.judged(|judged| verdict_history(judged, &[])), [], "nobody");
    assert_eq!(finding_verdict_history(&[]), "Nobody has been rated yet");
}

#[test]
fn the_verdicts_over_time_have_a_title_for_what_moved_most() {
    let counts = |keep, hard_look, let_go| VerdictCounts { let_go, hard_look, keep, not_enough: 0 };
    let quarters = |counts: &[Option<VerdictCounts>]| -> Vec<QuarterVerdicts> {
        let mut quarter = Quarter { year: 2025, number: 4 };
        let next = |counts: &Option<VerdictCounts>| {
            let point = QuarterVerdicts { quarter, counts: *counts };
            quarter = quarter.next();
            point
        };
        counts.iter().map(next).collect()
    };
    for (points, title) in [
        (quarters(&[Some(counts(1, 0, 0))]), "Only one quarter so far"),
        (quarters(&[None, Some(counts(1, 0, 0)), Some(counts(1, 0, 0))]), "As many to keep and to let go as in Q1 26"),
        (quarters(&[Some(counts(9, 0, 1)), Some(counts(7, 0, 3))]), "3 customers to let go, up from 1 in Q4 25"),
        (quarters(&[Some(counts(5, 2, 1)), Some(counts(7, 0, 1))]), "7 customers to keep, up from 5 in Q4 25"),
        (quarters(&[Some(counts(5, 0, 1)), Some(counts(5, 1, 1))]), "1 customer needs a hard look, up from 0 in Q4 25"),
        (
            quarters(&[Some(counts(1, 0, 4)), None, None, None, Some(counts(1, 0, 2))]),
            "2 customers to let go, down from 4 a year ago",
        ),
    ] {
        assert_eq!(finding_verdict_history(&points), title);
    }
}

/// A workspace of a few customers with ratings on these days.
fn with_days(rows: &[Vec<(u16, u8)>]) -> (Shop, Vec<CustomerId>) {
    let mut shop = Shop::new(vec![points("Pays", 1.0)], Policy { period: Period::LastMonths(9), ..lenient() });
    let mut ids = Vec::new();
    for row in rows {
        let customer = shop.customer("C");
        for (days_ago, value) in row {
            let day: Date = TODAY.checked_sub(jiff::Span::new().days(i64::from(*days_ago))).unwrap();
            shop.rate_on(day, customer, "t1", &[("Pays", f64::from(*value))]);
        }
        ids.push(customer);
    }
    (shop, ids)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// The quick way over the quarters gives what judging everybody anew on each day gives.
    #[test]
    fn a_quarters_verdicts_are_those_of_evidence_gathered_then(
        rows in prop::collection::vec(prop::collection::vec((0_u16..900, 1_u8..=5), 0..5), 1..5)
    ) {
        let (shop, ids) = with_days(&rows);
        let found = shop.judged(|judged| verdict_history(judged, &ids));
        for point in &found {
            let day = point.quarter.last_day().min(TODAY);
            let gathering = Gathering::of(&shop.terms().policy, day);
            let evidence = Evidence::gather(&shop.ws, shop.card(), gathering);
            let judgements = judge(&evidence, &shop.terms());
            let mut want = [0; 4];
            for (customer, judgement) in evidence.customers().iter().zip(&judgements) {
                let first = shop.ws.customers[customer].ratings.values().map(|rating| rating.on).min();
                if first.is_some_and(|first| first <= day) || point.quarter == Quarter::of(TODAY) {
                    let place = match judgement.verdict {
                        Verdict::Keep => 0,
                        Verdict::HardLook => 1,
                        Verdict::LetGo => 2,
                        Verdict::NotEnough => 3,
                    };
                    want[place] += 1;
                }
            }
            let counts = point.counts.map(|counts| [counts.keep, counts.hard_look, counts.let_go, counts.not_enough]);
            prop_assert_eq!(counts.unwrap_or_default(), want, "{}", point.quarter);
        }
    }

    /// Evidence on some of the customers is that of a workspace without the others.
    #[test]
    fn evidence_on_some_is_evidence_of_some(
        rows in prop::collection::vec(prop::collection::vec((0_u16..900, 1_u8..=5), 0..4), 1..6),
        keep in prop::collection::vec(any::<bool>(), 6),
    ) {
        let (mut shop, ids) = with_days(&rows);
        let evidence = shop.evidence();
        let places: Vec<usize> = (0..evidence.len()).filter(|place| keep[*place]).collect();
        let only = evidence.only(&places);
        for (place, id) in ids.iter().enumerate() {
            if !keep[place] {
                shop.edit(keepwise::model::Edit::DeleteCustomer(*id));
            }
        }
        prop_assert_eq!(only, shop.evidence());
    }
}
