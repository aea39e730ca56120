//! Recommendation, satisfaction and effort from the customers' own answers.

use jiff::civil::date;
use keepwise::analysis::{ApprovalScale, NotComputable, Window, approval, finding_approval};
use keepwise::model::{CustomerId, Period, Scale, ScorecardId, Subject};
use ulid::Ulid;

use super::builder::{A, Shop, TODAY, criterion, lenient, points, reversed};

const CARD: u128 = 9;

fn shop() -> (Shop, ScorecardId, [CustomerId; 2]) {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let card = ScorecardId::new(Ulid::from(CARD));
    let criteria = vec![
        criterion("recommend", Scale::points(0, 10), 1.0),
        points("satisfied", 1.0),
        reversed(points("effort", 1.0)),
        criterion("easy", Scale::points(1, 7), 1.0),
        criterion("ten", Scale::points(1, 10), 1.0),
    ];
    shop.add_card(card, Subject::Us, criteria, lenient());
    let customers = ["One", "Other"].map(|name| shop.customer(name));
    (shop, card, customers)
}

#[test]
fn everybody_has_one_voice_their_newest() {
    let (mut shop, card, [one, other]) = shop();
    let answers: [(CustomerId, &str, i8, f64); 5] =
        [(one, "c1", 3, 10.0), (one, "c1", 9, 2.0), (one, "c2", 5, 9.0), (other, "c3", 5, 8.0), (other, "c3", 7, 10.0)];
    for (customer, who, month, value) in answers {
        let rating = shop.rating(date(2026, month, 3), card, who, &[("recommend", value)]);
        shop.put(customer, rating);
    }
    // Newer, but without a value: the older answer stands.
    let rating = shop.rating(date(2026, 10, 3), card, "c2", &[("recommend", A::DontKnow)]);
    shop.put(one, rating);
    let window = Window::of(Period::All, TODAY);
    let card = &shop.ws.scorecards[&card];
    let found = approval(&shop.ws, card, window, None);
    let nps = found[0].nps.unwrap();
    // With the added answers 2.75 of 6 for and 1.75 against: 17 ± 1.96 · 34.7.
    assert_eq!((nps.promoters, nps.passives, nps.detractors), (2, 0, 1), "2, 9 and 10");
    assert_eq!((found[0].n, found[0].num_customers, found[0].kind), (3, 2, ApprovalScale::Nps));
    assert!(nps.interval.low < 0.0 && nps.adjusted.interval.low < 0.0, "three answers say little");
    assert_eq!(
        finding_approval(card, &found[0]),
        "\u{201c}Recommend\u{201d}: NPS 33 from 3 answers, somewhere between \u{2212}51 and 85"
    );
    let only = approval(&shop.ws, card, window, Some(other));
    assert_eq!((only[0].n, only[0].nps.unwrap().promoters), (1, 1));
    assert_eq!((found[1].mean, found[1].reason), (None, Some(NotComputable::NoAnswers)), "nobody was asked");
    assert_eq!(finding_approval(card, &found[1]), "\u{201c}Satisfied\u{201d}: nobody has answered yet");
}

#[test]
fn the_scale_says_which_figure_it_is() {
    let (mut shop, card, [one, _]) = shop();
    for (who, satisfied, effort, easy, ten) in [("c1", 5.0, 1.0, 7.0, 9.0), ("c2", 3.0, 2.0, 4.0, 10.0)] {
        let answers = [("satisfied", satisfied), ("effort", effort), ("easy", easy), ("ten", ten)];
        let rating = shop.rating(date(2026, 10, 3), card, who, &answers);
        shop.put(one, rating);
    }
    let card = &shop.ws.scorecards[&card];
    let found = approval(&shop.ws, card, Window::of(Period::All, TODAY), None);
    let kinds: Vec<ApprovalScale> = found.iter().map(|approval| approval.kind).collect();
    use ApprovalScale::{Ces1, Ces2, Csat, NotNps, Nps};
    assert_eq!(kinds, [Nps, Csat, Ces1, Ces2, NotNps]);
    let good: Vec<Option<u32>> = found.iter().map(|approval| approval.satisfaction.map(|good| good.num_good)).collect();
    assert_eq!(good, [None, Some(1), Some(2), Some(1), None]);
    assert_eq!(found[2].mean, Some(1.5), "on its own scale, low is good");
    assert_eq!(found[4].nps, None, "1–10 is no NPS question");
    let words = finding_approval(card, &found[4]);
    assert_eq!(words, "\u{201c}Ten\u{201d}: 9.5 on average from 2 answers on 1\u{2013}10, which is no NPS question");
    assert_eq!(finding_approval(card, &found[1]), "\u{201c}Satisfied\u{201d}: 1 of 2 are satisfied");
}

#[test]
fn a_scorecard_on_which_we_rate_them_says_nothing_about_us() {
    let (shop, ..) = shop();
    assert!(approval(&shop.ws, shop.card(), Window::of(Period::All, TODAY), None).is_empty(), "none");
}
