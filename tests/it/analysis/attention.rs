//! What needs attention: one test per kind, the order, and the folding of long lists.

use jiff::civil::date;
use keepwise::analysis::{Attention, AttentionKind, ReviewSince, attention, review_since};
use keepwise::model::{
    Choice, CriterionId, CustomerId, Decision, DecisionId, Edit, Note, Person, Policy, Score, Share, Status, Step,
    Stood, Verdict,
};
use ulid::Ulid;

use super::builder::{Shop, TODAY, flagged, lenient, measure, name, points};

fn found(shop: &Shop, kind: AttentionKind) -> Vec<(String, String)> {
    let all = shop.judged(attention);
    let mut sorted = all.clone();
    sorted.sort_by_key(|item| item.kind);
    assert_eq!(sorted, all, "by kind");
    for item in &all {
        assert!(item.customer.is_none_or(|customer| item.customers == [customer]), "{item:?}");
        assert!(!item.customers.is_empty(), "{item:?}");
    }
    let chosen = all.into_iter().filter(|item: &Attention| item.kind == kind);
    chosen.map(|item| (item.title, item.detail)).collect()
}

fn pair(title: &str, detail: &str) -> (String, String) {
    (title.to_owned(), detail.to_owned())
}

#[test]
fn red_flags_say_since_when_and_by_whom() {
    let mut shop = Shop::new(vec![flagged(points("late", 1.0), "Pays later than 60 days", 1.0)], lenient());
    let (hit, past) = (shop.customer("Quickprint"), shop.customer("Past"));
    for customer in [hit, past] {
        shop.rate_on(date(2026, 2, 1), customer, "m1", &[("late", 4.0)]);
        shop.rate_on(date(2026, 8, 1), customer, "t1", &[("late", 1.0)]);
        shop.rate_on(date(2026, 11, 1), customer, "t1", &[("late", 1.0)]);
    }
    shop.profile(past, |profile| profile.status = Status::LetGo);
    let said = pair("Quickprint: pays later than 60 days", "Red flag since Q3 26 · 1 of 2 people");
    assert_eq!(found(&shop, AttentionKind::RedFlag), [said], "only customers we work for");
}

#[test]
fn decisions_are_due_from_two_weeks_before() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let decide = |shop: &mut Shop, customer: CustomerId, id: u64, review_on, outcome: &str| {
        let decision = Decision {
            review_on: Some(review_on),
            outcome: Note::new(outcome).unwrap(),
            ..Decision::new(date(2026, 9, 1), Choice::FixTogether)
        };
        let id = DecisionId::new(Ulid::from(u128::from(id)));
        shop.edit(Edit::PutDecision(customer, id, Box::new(decision)));
    };
    let names = ["Soon", "Late", "Far", "Held", "Superseded"];
    let [soon, late, far, held, superseded] = names.map(|name| shop.customer(name));
    decide(&mut shop, soon, 1, date(2026, 11, 27), "");
    decide(&mut shop, late, 2, date(2026, 11, 20), "");
    decide(&mut shop, far, 3, date(2026, 12, 7), "");
    decide(&mut shop, held, 4, date(2026, 11, 20), "They changed");
    decide(&mut shop, superseded, 5, date(2026, 11, 20), "");
    decide(&mut shop, superseded, 6, date(2027, 11, 20), "");
    assert_eq!(
        found(&shop, AttentionKind::DecisionDue),
        [
            pair("Decide again: Late", "Fix together: review was due on 20 November 2026, 2 days ago"),
            pair("Decide again: Soon", "Fix together: review is due in 5 days, on 27 November 2026"),
        ]
    );
}

#[test]
fn who_rated_last_quarter_is_expected_this_quarter() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let customers = ["A", "B", "C"].map(|name| shop.customer(name));
    let (last, this) = (date(2026, 9, 30), date(2026, 10, 1));
    for customer in customers {
        shop.rate_on(last, customer, "t-dana", &[("a", 3.0)]);
        shop.rate_on(last, customer, "t-gone", &[("a", 3.0)]);
    }
    shop.rate_on(last, customers[0], "m-anna", &[("a", 3.0)]);
    shop.rate_on(date(2026, 6, 30), customers[1], "m-anna", &[("a", 3.0)]); // two quarters ago: no longer expected
    shop.rate_on(this, customers[2], "t-dana", &[("a", 3.0)]);
    let gone = shop.person("t-gone");
    let person = shop.ws.business.people[&gone].clone();
    shop.edit(Edit::PutPerson(gone, Person { left: true, ..person }));
    let said = pair("3 ratings missing this quarter", "t-dana 2 · m-anna 1");
    assert_eq!(found(&shop, AttentionKind::RatingsMissing), [said]);
    let all = shop.judged(attention);
    let missing = all.iter().find(|item| item.kind == AttentionKind::RatingsMissing).unwrap();
    assert_eq!(missing.customers, customers[..2]);
}

#[test]
fn first_names_do_where_nobody_else_has_them() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let customer = shop.customer("A");
    for who in ["t Dana", "t Luis"] {
        shop.rate_on(date(2026, 9, 1), customer, who, &[("a", 3.0)]);
    }
    for (who, full) in [("t Dana", "Dana Okafor"), ("t Luis", "Luis Ferrer"), ("t other", "Luis Vega")] {
        let id = shop.person(who);
        let person = shop.ws.business.people[&id].clone();
        shop.edit(Edit::PutPerson(id, Person { name: name(full), ..person }));
    }
    let said = pair("2 ratings missing this quarter", "Dana 1 · Luis Ferrer 1");
    assert_eq!(found(&shop, AttentionKind::RatingsMissing), [said]);
}

#[test]
fn one_voice_only_says_whom_to_ask() {
    let policy = Policy { min_raters: 2, ..lenient() };
    let mut shop = Shop::new(vec![points("a", 1.0)], policy);
    let (alone, other) = (shop.customer("North Pier"), shop.customer("Other"));
    shop.rate(alone, "m1", &[("a", 3.0)]);
    for who in ["m1", "t1", "t2"] {
        shop.rate(other, who, &[("a", 3.0)]);
    }
    assert_eq!(found(&shop, AttentionKind::OnePerson), [pair("North Pier: one person, one rating", "Ask t1 and t2")]);
}

#[test]
fn old_evidence_counts_from_the_newest_rating_ever() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let (old, fresh) = (shop.customer("Old"), shop.customer("Fresh"));
    shop.customer("Never");
    shop.rate_on(date(2026, 3, 1), old, "m1", &[("a", 3.0)]);
    shop.rate_on(date(2026, 5, 22), fresh, "m1", &[("a", 3.0)]);
    let said = pair("Old: last rated 8 months ago", "Newest rating from 1 March 2026");
    assert_eq!(found(&shop, AttentionKind::StaleEvidence), [said]);
    assert_eq!(found(&shop, AttentionKind::NeverRated), [pair("Never has not been rated yet", "")]);
}

#[test]
fn falling_shows_the_scores() {
    let mut shop = Shop::new(vec![measure("m", "%", 0.0, 100.0, 1.0)], lenient());
    let days = [date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1), date(2026, 11, 1)];
    for (name, scores) in [
        ("Sundial", [50.0, 61.0, 55.0, 48.0]),
        ("Turned", [70.0, 61.0, 55.0, 58.0]),
        ("Barely", [50.0, 77.0, 76.0, 75.0]),
        ("Steep", [90.0, 70.0, 50.0, 30.0]),
    ] {
        let customer = shop.customer(name);
        for (day, score) in days.iter().zip(scores) {
            shop.rate_on(*day, customer, "t1", &[("m", score)]);
        }
    }
    let over = shop.customer("Over");
    for (day, score) in [date(2025, 8, 1), date(2025, 11, 1), date(2026, 2, 1)].iter().zip([60.0, 50.0, 40.0]) {
        shop.rate_on(*day, over, "t1", &[("m", score)]);
    }
    assert_eq!(
        found(&shop, AttentionKind::Falling),
        [pair("Steep falls for 4 quarters", "90 → 70 → 50 → 30"), pair("Sundial falls for 3 quarters", "61 → 55 → 48"),]
    );
}

#[test]
fn the_same_name_twice_is_noticed_however_it_is_written() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    for name in ["Harbour  Café", "harbour café", "Harbour"] {
        shop.customer(name);
    }
    let said = found(&shop, AttentionKind::DuplicateName);
    assert_eq!(said, [pair("Two customers are called Harbour  Café", "Are they the same? If so, delete one")]);
}

#[test]
fn long_lists_are_folded() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    for i in 0..8 {
        let customer = shop.customer(&format!("C{i}"));
        shop.rate_on(date(2026, 1, 1 + i), customer, "m1", &[("a", 3.0)]);
    }
    let said = found(&shop, AttentionKind::StaleEvidence);
    assert_eq!(said.len(), 6);
    assert_eq!(said[5], pair("3 more customers not rated for long", "C5, C6 and 1 more"));
    let all = shop.judged(attention);
    let folded = all.iter().find(|item| item.title.starts_with("3 more")).unwrap();
    assert_eq!((folded.customer, folded.customers.len()), (None, 3));
    assert!(TODAY > date(2026, 1, 8), "stale today");
}

fn steps(rows: &[(&str, &str, Option<i8>, bool)]) -> Vec<Step> {
    let step = |(what, who, day, is_done): &(&str, &str, Option<i8>, bool)| Step {
        who: who.parse().unwrap(),
        by: day.map(|day| date(2026, 11, day)),
        done: is_done.then_some(date(2026, 11, 1)),
        ..Step::new(what.parse().unwrap())
    };
    rows.iter().map(step).collect()
}

#[test]
fn overdue_steps_are_named_until_they_are_done_or_the_decision_is_reviewed() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let decide =
        |shop: &mut Shop, name: &str, choice: Choice, outcome: &str, rows: &[(&str, &str, Option<i8>, bool)]| {
            let customer = shop.customer(name);
            let decision = Decision {
                steps: steps(rows),
                outcome: Note::new(outcome).unwrap(),
                ..Decision::new(date(2026, 9, 1), choice)
            };
            shop.edit(Edit::PutDecision(customer, DecisionId::new(customer.ulid()), Box::new(decision)));
        };
    decide(&mut shop, "On time", Choice::FixTogether, "", &[("Talk", "", Some(22), false), ("Write", "", None, false)]);
    decide(&mut shop, "Done", Choice::FixTogether, "", &[("Talk", "", Some(2), true)]);
    decide(&mut shop, "Reviewed", Choice::FixTogether, "It worked", &[("Talk", "", Some(2), false)]);
    decide(&mut shop, "Late", Choice::FixTogether, "", &[("B", "", Some(20), false), ("A", "Anna", Some(19), false)]);
    decide(&mut shop, "Parting", Choice::LetGo, "", &[("Final invoice", "Ruth", Some(10), false)]);
    assert_eq!(
        found(&shop, AttentionKind::StepsOverdue),
        [
            pair("Parting: 1 step overdue", "Final invoice, by 10 November 2026 · Ruth"),
            pair("Late: 2 steps overdue", "A, by 19 November 2026 · Anna"),
        ],
        "also of those being let go, the longest overdue first; what is due today is not overdue"
    );
}

/// A decision that stood at 38 with "pay" at 0.3 and "fit" at 0.46, about a customer who scores 52 now.
fn reviewed(version: u32, values: &[(&str, f64)]) -> (Shop, CustomerId, Decision) {
    let mut shop = Shop::new(vec![points("pay", 1.0), points("fit", 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "m1", &[("pay", 3.0), ("fit", 3.0)]);
    let values = values.iter().map(|(id, value)| (id.parse::<CriterionId>().unwrap(), Share::new(*value).unwrap()));
    let stood = Stood {
        scorecard: shop.card,
        version,
        verdict: Verdict::LetGo,
        score: Some(Score::new(38.0).unwrap()),
        coverage: Share::new(1.0).unwrap(),
        raters: 2,
        bounds: None,
        firmness: Default::default(),
        values: values.collect(),
        weights: Default::default(),
        policy: None,
        reasons: Vec::new(),
        cautions: Vec::new(),
        extra: Default::default(),
    };
    let decision = Decision {
        steps: steps(&[("A", "", None, true), ("B", "", Some(2), false), ("C", "", None, true)]),
        target: Some(Score::new(50.0).unwrap()),
        review_on: Some(TODAY),
        stood: Some(stood),
        ..Decision::new(date(2026, 9, 1), Choice::FixTogether)
    };
    (shop, customer, decision)
}

fn since(shop: &Shop, customer: CustomerId, decision: &Decision) -> ReviewSince {
    shop.judged(|judged| review_since(judged, &shop.ws.customers[&customer], decision))
}

#[test]
fn a_decision_comes_back_with_what_changed_since() {
    let (mut shop, customer, decision) = reviewed(1, &[("pay", 0.3), ("fit", 0.46)]);
    let changed = since(&shop, customer, &decision);
    assert_eq!((changed.verdict_then, changed.verdict_now), (Some(Verdict::LetGo), Some(Verdict::HardLook)));
    assert_eq!((changed.steps_done, changed.steps, changed.overdue, changed.target_reached), (2, 3, 1, Some(true)));
    assert!(!changed.rules_changed && changed.is_comparable, "the same rules");
    let moved: Vec<(&str, f64)> = changed.moves.iter().map(|m| (m.name.as_str(), m.points().round())).collect();
    assert_eq!(moved, [("pay", 20.0), ("fit", 4.0)], "the largest move first");
    let words = "Score 38 then, 50 now; 2 of 3 steps done, 1 overdue; pay +20";
    assert_eq!(changed.sentence(), words, "four points are not worth a word");
    shop.edit(Edit::PutDecision(customer, DecisionId::new(Ulid::from(9)), Box::new(decision)));
    let due = shop.judged(attention).into_iter().find(|entry| entry.kind == AttentionKind::DecisionDue).unwrap();
    assert_eq!((due.detail.as_str(), due.since.as_str()), ("Fix together: review is due today", words));
}

#[test]
fn numbers_are_only_compared_where_they_can_be() {
    let (mut shop, customer, decision) = reviewed(0, &[]);
    let changed = since(&shop, customer, &decision);
    assert!(changed.rules_changed && changed.moves.is_empty(), "other rules, and nothing known of the questions");
    let mut elsewhere = decision.clone();
    elsewhere.stood.as_mut().unwrap().scorecard = keepwise::model::ScorecardId::new(Ulid::from(77));
    let changed = since(&shop, customer, &elsewhere);
    assert_eq!(
        (changed.score_then, changed.score_now, changed.target_reached),
        (None, None, None),
        "another scorecard"
    );
    assert_eq!(changed.sentence(), "2 of 3 steps done, 1 overdue");
    let unrated = shop.customer("Unrated");
    assert_eq!(since(&shop, unrated, &decision).sentence(), "Score 38 then, none now; 2 of 3 steps done, 1 overdue");
    let bare = Decision { stood: None, steps: Vec::new(), ..decision };
    assert_eq!(since(&shop, customer, &bare).sentence(), "", "nothing stood, so nothing changed");
}
