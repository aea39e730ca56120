//! Great customers, red flags, prospects, and looking back.

use jiff::civil::date;
use keepwise::analysis::{
    AttributeKind, Gathering, GreatBy, NotComputable, Promise, Since, Surprise, answer_quality, great_customers,
    looking_back, prospect_outlook, red_flags, right_things, verdicts_held,
};
use keepwise::model::{Choice, CustomerId, Decision, Name, Profile, Score, Share, Status, Stood, Verdict};
use keepwise::store::sample_workspace;
use proptest::prelude::*;

use super::builder::{Shop, TODAY, bands, points};
use super::right_things::{decide, status};

/// Twelve good customers who were mostly recommended, twelve poor ones of whom most came from fairs; six in between.
fn shop() -> Shop {
    let mut shop = Shop::new(vec![points("a", 2.0), points("b", 1.0)], bands(70.0, 45.0));
    for number in 0..30_u32 {
        let customer = shop.customer(&format!("Customer {number}"));
        let (a, how) = match number {
            0..12 => (5.0, if number < 10 { "Recommended" } else { "Website" }),
            12..24 => (1.0, if number < 22 { "trade  Fair" } else { "Website" }),
            _ => (3.0, "Trade fair"),
        };
        let b = if number < 24 { 2 + number % 3 } else { 3 };
        shop.rate(customer, "t1", &[("a", a), ("b", f64::from(b))]);
        shop.profile(customer, |profile| profile.source.how = how.parse().unwrap());
    }
    shop
}

#[test]
fn top_and_bottom_are_told_apart_by_counts() {
    let great = shop().judged(|judged| great_customers(judged, GreatBy::Verdict));
    assert_eq!((great.top.len(), great.bottom.len(), great.too_few), (12, 12, None));
    assert_eq!(great.criteria[0].name, "a");
    assert!((great.criteria[0].difference.unwrap() - 100.0).abs() < 1e-9, "5 against 1");
    assert_eq!(great.criteria[0].cliffs_delta, Ok(1.0));
    assert_eq!(great.criteria[0].interval, Err(NotComputable::NoVariation));
    let fair = great.attributes.iter().find(|gap| gap.sentence.contains("rade")).unwrap();
    assert_eq!((fair.top.k, fair.top.n, fair.bottom.k, fair.bottom.n), (0, 12, 10, 12), "capitals do not matter");
    assert!(fair.stands_out, "{fair:?}");
    let website = great.attributes.iter().find(|gap| gap.sentence.contains("ebsite")).unwrap();
    assert!(!website.stands_out && website.sentence.contains("2 of 12 (17\u{a0}%) of the top"), "{website:?}");
    let last = great.findings.last().unwrap();
    assert!(last.contains("came through “recommended”"), "{last}");
}

#[test]
fn thirds_are_by_score_and_few_are_too_few() {
    let mut shop = shop();
    let great = shop.judged(|judged| great_customers(judged, GreatBy::Score));
    assert!(great.top.len() >= 10 && great.bottom.len() >= 10 && great.too_few.is_none(), "{great:?}");
    let ids: Vec<CustomerId> = shop.ws.customers.keys().copied().collect();
    for id in &ids[4..] {
        status(&mut shop, *id, Status::Prospect);
    }
    let great = shop.judged(|judged| great_customers(judged, GreatBy::Score));
    assert_eq!(great.too_few, Some(NotComputable::TooFew));
    assert!(great.findings[0].starts_with("Too few customers to compare"), "{:?}", great.findings);
    let mut same = Shop::new(vec![points("a", 1.0)], bands(70.0, 45.0));
    for number in 0..20 {
        let customer = same.customer(&format!("Customer {number}"));
        same.rate(customer, "t1", &[("a", 4.0)]);
    }
    let great = same.judged(|judged| great_customers(judged, GreatBy::Score));
    assert_eq!(great.too_few, Some(NotComputable::NoVariation));
}

#[test]
fn red_flags_are_counted_against_the_others() {
    let mut shop = shop();
    let search = shop.judged(red_flags);
    assert_eq!((search.ended_badly.k, search.ended_badly.n), (12, 30));
    let sign = &search.signs[0];
    assert!(sign.stands_out && sign.customers.len() == 16, "{sign:?}");
    assert_eq!((sign.with.k, sign.with.n, sign.without.k, sign.without.n), (10, 16, 2, 14));
    // The advice to let go is made of these answers, so they are no early sign of it.
    let early = |kind: &keepwise::analysis::EarlySign| kind.attribute.kind == AttributeKind::EarlyAnswer;
    assert!(!search.signs.iter().any(|sign| early(sign) && sign.with.k > 0), "{:?}", search.signs);
    // But those it is about stay among those who did not end; without them every low answer would look like a flag.
    assert!(search.signs.iter().any(|sign| early(sign) && (sign.with.k, sign.with.n) == (0, 12)), "{:?}", search.signs);
    let ids: Vec<CustomerId> = shop.ws.customers.keys().copied().collect();
    for id in &ids[12..24] {
        status(&mut shop, *id, Status::LeftUs);
    }
    let search = shop.judged(red_flags);
    let sign = search.signs.iter().find(|sign| early(sign) && sign.stands_out).unwrap();
    assert_eq!((sign.with.k, sign.with.n, sign.without.k, sign.without.n), (12, 12, 0, 18), "{sign:?}");
    assert!(
        sign.sentence
            .starts_with("Rated low on “a” in the first three months: 12 of 12 (100 %) ended; of the others 0 of 18"),
        "{}",
        sign.sentence
    );

    let mut profile = Profile::new(Name::new("New").unwrap());
    profile.source.how = "Trade fair".parse().unwrap();
    profile.segment = "Retail".parse().unwrap();
    let outlook = shop.judged(|judged| prospect_outlook(judged, &profile));
    let fair = &outlook.alike[0];
    assert_eq!((fair.customers.len(), fair.ended, fair.hard_look), (16, 10, 6));
    assert_eq!(outlook.alike.last().unwrap().customers.len(), 30);
    assert_eq!((outlook.red_flags.len(), outlook.watch.len()), (1, 1));
    let blank = shop.judged(|judged| prospect_outlook(judged, &Profile::new(Name::new("Blank").unwrap())));
    assert_eq!(blank.alike.len(), 1, "only all customers");
}

#[test]
fn nothing_bad_teaches_nothing() {
    let mut shop = Shop::new(vec![points("a", 1.0)], bands(70.0, 45.0));
    let customer = shop.customer("X");
    shop.rate(customer, "t1", &[("a", 5.0)]);
    let search = shop.judged(red_flags);
    assert!(search.findings[0].starts_with("None of 1 customers ended badly"), "{:?}", search.findings);
}

fn stood(shop: &Shop, verdict: Verdict, score: f64) -> Stood {
    Stood {
        scorecard: shop.card,
        version: 1,
        verdict,
        score: Score::new(score).ok(),
        coverage: Share::ONE,
        raters: 1,
        reasons: vec![],
        cautions: vec![],
        bounds: None,
        firmness: Default::default(),
        values: Default::default(),
        weights: Default::default(),
        policy: None,
        extra: Default::default(),
    }
}

#[test]
fn decisions_are_seen_with_what_came_after() {
    let mut shop = Shop::new(vec![points("a", 1.0)], bands(70.0, 45.0));
    let day = date(2026, 6, 1);
    let mut number = 0;
    let mut decided =
        |shop: &mut Shop, name: &str, choice, (verdict, score), target: Option<f64>, after: Option<f64>| {
            let customer = shop.customer(name);
            shop.rate_on(date(2026, 5, 1), customer, "t1", &[("a", 2.0)]);
            if let Some(after) = after {
                shop.rate_on(date(2026, 9, 1), customer, "t1", &[("a", after)]);
            }
            number += 1;
            let stood = Some(stood(shop, verdict, score));
            let target = target.and_then(|target| Score::new(target).ok());
            decide(shop, customer, number, Decision { stood, target, ..Decision::new(day, choice) });
            customer
        };
    let rose = decided(&mut shop, "Rose", Choice::FixTogether, (Verdict::LetGo, 25.0), Some(75.0), Some(4.0));
    decided(&mut shop, "Short", Choice::FixTogether, (Verdict::LetGo, 25.0), Some(80.0), Some(3.0));
    decided(&mut shop, "Same", Choice::ChangeTerms, (Verdict::LetGo, 25.0), None, Some(2.0));
    decided(&mut shop, "Open", Choice::FixTogether, (Verdict::LetGo, 25.0), None, None);
    let lost = decided(&mut shop, "Lost", Choice::Keep, (Verdict::Keep, 80.0), None, None);
    status(&mut shop, lost, Status::LeftUs);
    let back = shop.judged(looking_back);
    let of = |name: &str| back.decisions.iter().find(|look| look.name == name).unwrap();
    assert_eq!((of("Rose").since, of("Rose").promise, of("Rose").customer), (Since::Rose, Some(Promise::Kept), rose));
    assert_eq!(of("Rose").score_since, Some(75.0), "by what was said since");
    assert_eq!(of("Rose").surprise, Some(Surprise::LetGoButRose));
    assert_eq!((of("Short").since, of("Short").promise), (Since::Rose, Some(Promise::OnTheWay)));
    assert_eq!((of("Same").since, of("Same").promise), (Since::Steady, Some(Promise::Broken)));
    assert_eq!((of("Open").since, of("Open").promise), (Since::NotKnown, Some(Promise::Open)));
    assert_eq!((of("Lost").surprise, of("Lost").promise), (Some(Surprise::KeepButLeft), None));
    // Rose stands at hard look today, Short and Same and Open at let go as then.
    assert_eq!(back.decisions_held, (3, 4));
    assert!(back.findings.contains(&"1 of 3 plans to put something right have worked so far".to_owned()), "{back:?}");
    assert!(of("Rose").sentence.ends_with("Since then up 50 points; the target is reached"), "{}", of("Rose").sentence);
}

#[test]
fn verdicts_of_a_year_ago_are_judged_as_of_that_day() {
    let mut shop = Shop::new(vec![points("a", 1.0)], bands(70.0, 45.0));
    for (name, then, now) in [("Stays", Some(5.0), 5.0), ("Falls", Some(5.0), 1.0), ("New", None, 5.0)] {
        let customer = shop.customer(name);
        if let Some(then) = then {
            shop.rate_on(date(2025, 6, 1), customer, "t1", &[("a", then)]);
        }
        // Everything counts, so the newer answers must outweigh the old one.
        for who in ["t1", "t2", "t3"] {
            shop.rate_on(date(2026, 3, 1), customer, who, &[("a", now)]);
        }
    }
    let gone = shop.customer("Gone");
    shop.rate_on(date(2025, 6, 1), gone, "t1", &[("a", 5.0)]);
    status(&mut shop, gone, Status::LetGo);
    let held = shop.judged(|judged| verdicts_held(judged, date(2025, 12, 31)));
    assert_eq!((held.n, held.same, held.ended, held.share), (2, 1, 1, Ok(0.5)));
    assert_eq!(held.moved, [[0, 0, 0], [0, 0, 0], [1, 0, 1]]);
    let back = shop.judged(looking_back);
    assert_eq!(back.year_ago, held);
    assert!(back.findings[0].starts_with("1 of 2 verdicts as of 31 December 2025"), "{:?}", back.findings);
    let never = shop.judged(|judged| verdicts_held(judged, date(2020, 1, 1)));
    assert_eq!(never.share, Err(NotComputable::TooFew));
}

#[test]
fn the_sample_business_can_be_looked_at_from_every_side() {
    use keepwise::analysis::{Evidence, Judged, Terms, judge};
    let workspace = sample_workspace(TODAY);
    for card in workspace.scorecards.values() {
        let terms = Terms::of(card.current());
        let evidence = Evidence::gather(&workspace, card, Gathering::of(&terms.policy, TODAY));
        let judgements = judge(&evidence, &terms);
        let judged = Judged {
            workspace: &workspace,
            card,
            evidence: &evidence,
            judgements: &judgements,
            terms: &terms,
            today: TODAY,
        };
        let texts = everything(&judged);
        assert!(!texts.contains("NaN") && !texts.contains(": inf"), "{texts}");
    }
}

/// All of it, as text.
fn everything(judged: &keepwise::analysis::Judged<'_>) -> String {
    let some = judged.workspace.customers.values().next().map(|customer| customer.profile.clone());
    let json = [
        serde_json::to_string(&right_things(judged)),
        serde_json::to_string(&answer_quality(judged.workspace, judged.card)),
        serde_json::to_string(&great_customers(judged, GreatBy::Score)),
        serde_json::to_string(&red_flags(judged)),
        serde_json::to_string(&looking_back(judged)),
    ];
    assert!(json.iter().all(Result::is_ok), "it can be printed");
    let texts = [
        format!("{:?}", right_things(judged)),
        format!("{:?}", answer_quality(judged.workspace, judged.card)),
        format!("{:?}", great_customers(judged, GreatBy::Score)),
        format!("{:?}", great_customers(judged, GreatBy::Verdict)),
        format!("{:?}", red_flags(judged)),
        format!("{:?}", looking_back(judged)),
        some.map_or_else(String::new, |some| format!("{:?}", prospect_outlook(judged, &some))),
    ];
    texts.join("\n")
}

/// (status, who, months ago, answers to a and b, what was decided)
type Made = (usize, usize, i8, (i32, i32), Option<usize>);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_data_is_too_odd(made in prop::collection::vec(
        (0..5_usize, 0..4_usize, 0..11_i8, (1..=5, 1..=5), prop::option::of(0..4_usize)), 0..30,
    )) {
        let made: Vec<Made> = made;
        let mut shop = Shop::new(vec![points("a", 1.0), points("b", 0.0)], bands(70.0, 45.0));
        for (number, (place, who, months, (a, b), choice)) in made.into_iter().enumerate() {
            let customer = shop.customer(&format!("Customer {}", number / 2));
            status(&mut shop, customer, Status::ALL[place]);
            let on = date(2026, 11 - months, 3);
            shop.rate_on(on, customer, ["m1", "t1", "t2", "s1"][who], &[("a", f64::from(a)), ("b", f64::from(b))]);
            if let Some(choice) = choice {
                let stood = Some(stood(&shop, Verdict::ALL[who], f64::from(a) * 20.0));
                let decision = Decision { stood, ..Decision::new(date(2026, 6, 1), Choice::ALL[choice]) };
                decide(&mut shop, customer, number as u128, decision);
            }
        }
        let texts = shop.judged(everything);
        prop_assert!(!texts.contains("NaN") && !texts.contains(": inf"), "{}", texts);
    }
}
