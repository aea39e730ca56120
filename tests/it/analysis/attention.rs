//! What needs attention: one test per kind, the order, and the folding of long lists.

use jiff::civil::date;
use keepwise::analysis::{Attention, AttentionKind, attention};
use keepwise::model::{Choice, CustomerId, Decision, DecisionId, Edit, Note, Person, Policy, Status};
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
