//! Lenses on workspaces small enough to rank by hand.

use jiff::civil::date;
use keepwise::analysis::{
    Figures, Judged, Lens, Lenses, NotComputable, RankWarning, RankWarningKind, finding_lenses, finding_pairs, lenses,
    rank_warnings,
};
use keepwise::model::{CustomerId, Finite, ScorecardId, Status, Subject};
use proptest::prelude::*;
use ulid::Ulid;

use super::builder::{Shop, TODAY, lenient, points};
use super::portfolio::set_money;

/// Five customers with money in two years: Ash is large and unloved, Elm is small and sends others.
fn five() -> (Shop, Vec<CustomerId>) {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    // Name, revenue of the year before, revenue and cost of this year, hours, management's answer, the team's.
    let made = [
        ("Ash", 900.0, 900.0, 950.0, 90.0, 5.0, 1.0),
        ("Birch", 400.0, 500.0, 300.0, 20.0, 4.0, 4.0),
        ("Cedar", 300.0, 300.0, 200.0, 10.0, 3.0, 5.0),
        ("Dale", 300.0, 300.0, 240.0, 12.0, 3.0, 3.0),
        ("Elm", 50.0, 100.0, 80.0, 10.0, 2.0, 3.0),
    ];
    let ids = made.iter().map(|&(name, before, now, cost, hours, management, team)| {
        let id = shop.customer(name);
        for (quarter, share) in [("Q1", 0.25), ("Q2", 0.25), ("Q3", 0.25), ("Q4", 0.25)] {
            let year = |year: i16| format!("{year}-{quarter}");
            set_money(&mut shop, id, &year(2025), [Some(before * share), None, None]);
            let now = [Some(now * share), Some(cost * share), Some(hours * share)];
            set_money(&mut shop, id, &year(2026), now);
        }
        shop.rate(id, "m1", &[("a", management)]);
        shop.rate(id, "t1", &[("a", team)]);
        id
    });
    let ids: Vec<CustomerId> = ids.collect();
    for sent in [ids[1], ids[2]] {
        shop.profile(sent, |profile| profile.source.referred_by = Some(ids[4]));
    }
    (shop, ids)
}

/// Today at the end of the year, so that the twelve months are the year.
fn look<T>(shop: &Shop, see: impl FnOnce(&Judged<'_>, &Figures, &Lenses) -> T) -> T {
    shop.judged(|judged| {
        let judged = Judged { today: date(2026, 12, 31), ..*judged };
        let figures = Figures::of(&judged);
        let found = lenses(&judged, &figures);
        see(&judged, &figures, &found)
    })
}

fn ranks(shop: &Shop, lens: Lens) -> Vec<Option<u32>> {
    look(shop, |judged, _, found| {
        (0..judged.evidence.len()).map(|index| found.place(lens, index).map(|place| place.rank)).collect()
    })
}

fn warnings(shop: &Shop, id: CustomerId) -> Vec<RankWarning> {
    look(shop, |judged, figures, found| rank_warnings(judged, figures, found, id))
}

fn kinds(shop: &Shop, id: CustomerId) -> Vec<RankWarningKind> {
    warnings(shop, id).iter().map(|warning| warning.kind).collect()
}

#[test]
fn every_lens_ranks_in_its_own_way() {
    let (shop, _) = five();
    let ranks = |lens| ranks(&shop, lens).into_iter().map(Option::unwrap).collect::<Vec<_>>();
    assert_eq!(ranks(Lens::Revenue), [1, 2, 3, 3, 5]);
    assert_eq!(ranks(Lens::Profit), [5, 1, 2, 3, 4], "−50, 200, 100, 60, 20");
    assert_eq!(ranks(Lens::ProfitPerHour), [5, 1, 1, 3, 4], "−0.56, 10, 10, 5, 2");
    assert_eq!(ranks(Lens::WordOfMouth), [2, 2, 2, 2, 1]);
    assert_eq!(ranks(Lens::Growth), [3, 2, 3, 3, 1], "0, +25 %, 0, 0, +100 %");
    assert_eq!(ranks(Lens::ManagementScore), [1, 2, 3, 3, 5]);
    assert_eq!(ranks(Lens::TeamScore), [5, 2, 1, 3, 3]);
    assert_eq!(ranks(Lens::Score), [3, 1, 1, 3, 5], "50, 75, 75, 50, 37.5");
}

#[test]
fn lenses_without_figures_say_why_and_rank_nobody() {
    let (shop, _) = five();
    look(&shop, |_, _, found| {
        let missing = |lens| found.column(lens).unwrap().missing();
        assert_eq!(missing(Lens::Transactions), Some(NotComputable::NoFigures));
        assert_eq!(missing(Lens::TheirRating), Some(NotComputable::NoAnswers));
        assert_eq!(missing(Lens::Revenue), None);
        assert_eq!(found.pair(Lens::Revenue, Lens::Transactions), Err(NotComputable::FewerThanTwoCustomers));
    });
    let empty = Shop::new(vec![points("a", 1.0)], lenient());
    look(&empty, |judged, _, found| {
        assert_eq!(finding_lenses(judged, found), "Nothing to rank by yet");
        assert_eq!(finding_pairs(&found.pairs()), "Too few customers to compare the lists");
    });
}

#[test]
fn a_rank_moves_from_lens_to_lens() {
    let (shop, ids) = five();
    look(&shop, |judged, _, found| {
        let span = found.span(0).unwrap();
        assert_eq!((span.best.lens, span.best.rank), (Lens::Revenue, 1));
        assert_eq!((span.worst.lens, span.worst.rank), (Lens::Profit, 5));
        assert_eq!((span.spread, span.ranks), (1.0, 4));
        assert_eq!(finding_lenses(judged, found), "Ash is 1st of 5 by revenue and 5th of 5 by profit");
        // Revenue 1 2 3.5 3.5 5 against profit 5 1 2 3 4: 4 + 1 + 1.5 + 0.5 + 1 = 8 places for five customers.
        let pair = found.pair(Lens::Revenue, Lens::Profit).unwrap();
        assert_eq!((pair.customers, pair.mean_move), (5, 1.6));
        assert!((pair.disarray - 1.6 / 1.6).abs() < 1e-12, "{pair:?}");
        // Of ten pairs one is tied by revenue, five stand in the same order and four in the other: 1 ÷ √(9 · 10).
        assert!((pair.tau_b.unwrap() - 1.0 / 90.0_f64.sqrt()).abs() < 1e-12, "{pair:?}");
        assert_eq!(found.sent(4), [1, 2]);
        assert_eq!(found.rows(judged).len(), ids.len());
    });
}

#[test]
fn hasty_conclusions_are_warned_of() {
    use RankWarningKind::{GroupsDiffer, LoudNumberOne, MayGrow, NoProfitInIt, SendsOthers};
    let (shop, ids) = five();
    assert_eq!(kinds(&shop, ids[0]), [LoudNumberOne, NoProfitInIt, GroupsDiffer]);
    assert_eq!(kinds(&shop, ids[4]), [SendsOthers, MayGrow]);
    assert_eq!(kinds(&shop, ids[1]), [], "much the same on every list");
    let texts: Vec<String> = [ids[0], ids[4]].into_iter().flat_map(|id| warnings(&shop, id)).map(|w| w.text).collect();
    assert_eq!(
        texts,
        [
            "1st of 5 by revenue, but 5th of 5 by the team\u{2019}s score. What do they ask for in return?",
            "1st of 5 by revenue, but serving them costs 50 more than they pay.",
            "1st of 5 by management\u{2019}s score, but 5th of 5 by the team\u{2019}s score.",
            "5th of 5 by revenue, but they sent us Birch and Cedar, who bring 800 in 12 months.",
            "5th of 5 by revenue, but growing: from 50 to 100 in twelve months.",
        ]
    );
}

#[test]
fn one_person_a_young_relationship_and_no_figures_are_warned_of() {
    let (mut shop, ids) = five();
    let new = shop.customer("Fir");
    shop.rate(new, "t1", &[("a", 5.0)]);
    shop.profile(ids[3], |profile| profile.since = Some(date(2026, 3, 3)));
    let texts = |shop: &Shop, id| warnings(shop, id).into_iter().map(|warning| warning.text).collect::<Vec<_>>();
    assert_eq!(
        texts(&shop, new),
        [
            "1st of 6 by our score, which rests on the answers of 1 person.",
            "Not ranked by revenue or profit: nothing is known of the last 12 months.",
        ]
    );
    assert_eq!(texts(&shop, ids[3]), ["With us since 3 March 2026, so the twelve months are not full yet."]);
    let once = |profile: &mut keepwise::model::Profile| {
        profile.money.values_mut().for_each(|money| money.transactions = Finite::new(0.25).ok());
    };
    shop.profile(ids[4], once);
    assert!(kinds(&shop, ids[4]).contains(&RankWarningKind::OneOff), "bought once in the year");
}

#[test]
fn their_rating_is_the_one_they_gave_last() {
    let (mut shop, ids) = five();
    let cards = [10, 11].map(|id| ScorecardId::new(Ulid::from(id)));
    for card in cards {
        shop.add_card(card, Subject::Us, vec![points("a", 1.0)], lenient());
    }
    for (id, first, second) in [(ids[0], 2.0, 5.0), (ids[1], 5.0, 4.0), (ids[2], 5.0, 3.0)] {
        for (card, answer, on) in [(cards[0], first, date(2026, 10, 9)), (cards[1], second, date(2026, 10, 2))] {
            let rating = shop.rating(on, card, "c1", &[("a", answer)]);
            shop.put(id, rating);
        }
    }
    assert_eq!(ranks(&shop, Lens::TheirRating), [Some(3), Some(1), Some(1), None, None]);
    let text = warnings(&shop, ids[0]).into_iter().find(|warning| warning.kind == RankWarningKind::RatesUsLow);
    assert_eq!(
        text.map(|warning| warning.text).as_deref(),
        Some("1st of 5 by revenue, but they rate us 25 of 100. The most important rank is the one they give us.")
    );
}

#[test]
fn only_customers_we_work_for_are_ranked() {
    let (mut shop, ids) = five();
    shop.profile(ids[0], |profile| profile.status = Status::LeftUs);
    shop.profile(ids[1], |profile| profile.status = Status::LetGo);
    assert_eq!(ranks(&shop, Lens::Revenue), [None, None, Some(1), Some(1), Some(3)]);
    assert_eq!(ranks(&shop, Lens::WordOfMouth), [None, None, Some(2), Some(2), Some(1)], "Cedar still is");
    assert_eq!(warnings(&shop, ids[0]), []);
    shop.profile(ids[2], |profile| profile.source.referred_by = Some(ids[2]));
    assert_eq!(ranks(&shop, Lens::WordOfMouth), [None; 5], "nobody sends themselves; nothing is known");
}

#[test]
fn a_fragile_rank_is_warned_of_once_somebody_knows() {
    let (shop, _) = five();
    look(&shop, |_, _, found| {
        let place = *found.place(Lens::Score, 1).unwrap();
        let text = RankWarning::fragile(place, 0.4).map(|warning| warning.text);
        assert_eq!(
            text.as_deref(),
            Some(
                "1st of 5 by our score with 1 other, but under only 40\u{a0}% of other weightings would it stay there or next to it."
            )
        );
        assert_eq!(RankWarning::fragile(place, 0.9), None);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn pairs_are_the_same_both_ways_and_nothing_is_out_of_range(
        made in prop::collection::vec((prop::option::of(-50..500_i32), prop::option::of(0..50_i32), 0..=5_u8), 0..9),
    ) {
        let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
        for (revenue, cost, answer) in &made {
            let id = shop.customer("A");
            set_money(&mut shop, id, "2026-Q3", [revenue.map(f64::from), cost.map(f64::from), Some(2.0)]);
            if *answer > 0 {
                shop.rate(id, "t1", &[("a", f64::from(*answer))]);
            }
        }
        let text = look(&shop, |judged, figures, found| {
            for pair in found.pairs() {
                let turned = found.pair(pair.other, pair.one).unwrap();
                assert!((pair.mean_move - turned.mean_move).abs() < 1e-12, "{pair:?}");
                assert!(pair.disarray <= 2.0 + 1e-12 && pair.mean_move <= pair.customers as f64 / 2.0, "{pair:?}");
            }
            for index in 0..judged.evidence.len() {
                if let Some(span) = found.span(index) {
                    assert!((0.0..=1.0).contains(&span.spread), "{span:?}");
                }
            }
            let all = keepwise::analysis::all_rank_warnings(judged, figures, found);
            format!("{} {all:?} {:?}", finding_lenses(judged, found), found.rows(judged))
        });
        prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        prop_assert!(TODAY < date(2026, 12, 31));
    }
}
