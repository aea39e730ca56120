//! Customers side by side: the sentences, how sure they are, and the picture.

use keepwise::analysis::{
    Beside, Certainties, Judgement, PeopleTotals, finding_how_sure, finding_side_by_side, spreads,
};
use keepwise::charts::{Compare, Kind, compose};
use keepwise::model::SeverityRule;

use super::builder::{Shop, lenient, points};

const CRITERIA: [&str; 3] = ["Pays on time", "Respects the team", "Room to grow"];

/// Customers and the answers of three people, the same from each unless they stray: another one each time.
fn shop(profiles: &[(&str, [Option<f64>; 3])], strays: f64) -> Shop {
    let mut shop = Shop::new(CRITERIA.iter().map(|name| points(name, 1.0)).collect(), lenient());
    for (nth, (name, answers)) in profiles.iter().enumerate() {
        let customer = shop.customer(name);
        let mut astray = [-strays, 0.0, strays];
        astray.rotate_left(nth % 3);
        for (who, stray) in ["t1", "t2", "t3"].into_iter().zip(astray) {
            let said: Vec<(&str, f64)> = CRITERIA
                .into_iter()
                .zip(answers)
                .filter_map(|(criterion, answer)| Some((criterion, ((*answer)? + stray).clamp(1.0, 5.0))))
                .collect();
            if !said.is_empty() {
                shop.rate(customer, who, &said);
            }
        }
    }
    shop
}

fn judgements(shop: &Shop) -> Vec<Judgement> {
    shop.judged(|judged| judged.judgements.to_vec())
}

/// The customers in the order they were made.
fn beside<'a>(shop: &'a Shop, judgements: &[Judgement]) -> Vec<Beside<'a>> {
    let customers = shop.ws.customers.values().zip(judgements).enumerate();
    customers.map(|(index, (customer, judged))| Beside { name: customer.name(), index, score: judged.score }).collect()
}

fn finding(profiles: &[(&str, [Option<f64>; 3])], above: Option<f64>) -> String {
    let shop = shop(profiles, 0.0);
    let judged = judgements(&shop);
    finding_side_by_side(&shop.evidence(), &shop.terms(), &CRITERIA, &beside(&shop, &judged), |_, _| above)
}

fn how_sure(profiles: &[(&str, [Option<f64>; 3])], strays: f64) -> Vec<String> {
    let shop = shop(profiles, strays);
    let judged = judgements(&shop);
    let evidence = shop.evidence();
    let totals = PeopleTotals::gather(&shop.ws, shop.card(), evidence.gathering(), &shop.terms());
    let certainties = Certainties::of(&totals, &judged, SeverityRule::AsGiven);
    finding_how_sure(&certainties, &beside(&shop, &judged), |one| Some(one.index))
}

#[test]
fn the_sentence_says_who_stands_above_and_where_most() {
    let some = |a, b, c| [Some(a), Some(b), Some(c)];
    let (kettle, hotels) = (("Copper Kettle", some(4.0, 5.0, 2.0)), ("Grandview Hotels", some(3.0, 1.0, 3.0)));
    let (same, none) = (("Twin", some(3.0, 1.0, 3.0)), ("Nobody", [None; 3]));
    let part = ("Half", [None, None, Some(5.0)]);
    let table: [(&[_], &str); 7] = [
        (&[], "Nobody to compare yet"),
        (&[kettle], "Copper Kettle stands alone: add another to compare"),
        (
            &[hotels, kettle],
            "Copper Kettle stands above Grandview Hotels in 2 of 3 questions, most of all in “respects the team”",
        ),
        (&[hotels, same], "Grandview Hotels and Twin are rated the same in every question both have answers to"),
        (&[kettle, none], "Nobody has rated Nobody yet: there is nothing to compare"),
        (&[kettle, part], "Half stands above Copper Kettle in 1 of 1 question, most of all in “room to grow”"),
        (
            &[hotels, ("Middle", some(3.0, 3.0, 3.0)), kettle],
            "Copper Kettle stands highest, Grandview Hotels lowest: above in 2 of 3 questions, most of all in “respects \
             the team”",
        ),
    ];
    for (profiles, expected) in table {
        assert_eq!(finding(profiles, None), expected);
        assert_eq!(finding(profiles, Some(0.9)), expected, "likely enough");
    }
    let near = finding(&[hotels, kettle], Some(0.8));
    assert_eq!(
        near,
        "Copper Kettle and Grandview Hotels are practically equal; they differ most in “respects the team”"
    );
    let near = finding(&[hotels, ("Middle", some(3.0, 3.0, 3.0)), kettle], Some(0.8));
    assert!(
        near.starts_with("All 3 are practically equal; Copper Kettle and Grandview Hotels differ most in"),
        "{near}"
    );
}

#[test]
fn the_words_are_no_surer_than_the_figures() {
    let some = |a, b, c| [Some(a), Some(b), Some(c)];
    let (high, low) = (("High", some(4.0, 4.0, 4.0)), ("Low", some(2.0, 2.0, 2.0)));
    let near = ("Near", some(4.0, 4.0, 3.0));
    let sure = how_sure(&[low, high], 1.0);
    assert_eq!(sure.len(), 1);
    assert!(sure[0].starts_with("High really stands above Low: that is "), "{sure:?}");
    let equal = how_sure(&[near, high], 1.0);
    assert!(equal[0].starts_with("High and Near are practically equal: "), "{equal:?}");
    assert_eq!(how_sure(&[high, ("Twin", some(4.0, 4.0, 4.0))], 1.0), ["High and Twin have the same score."]);
    let three = how_sure(&[low, near, high], 1.0);
    assert_eq!(three.len(), 2, "one for each pair of neighbours");
    assert!(three[1].contains("stands above Low"), "best first: {three:?}");
    assert!(how_sure(&[high, ("Nobody", [None; 3])], 1.0).is_empty(), "nothing about whom nobody rated");
}

#[test]
fn the_picture_has_the_widest_difference_on_top() {
    let some = |a, b, c| [Some(a), Some(b), Some(c)];
    let shop = shop(&[("One", [Some(4.0), Some(5.0), None]), ("Other", some(3.0, 1.0, 3.0))], 0.0);
    let (evidence, terms, judged) = (shop.evidence(), shop.terms(), judgements(&shop));
    assert_eq!(spreads(&evidence, &terms, &[0, 1]), [Some(0.25), Some(1.0), None]);
    assert_eq!(spreads(&evidence, &terms, &[0]), [None; 3], "alone there is no difference");
    let kind = compose::compare((&shop.ws, shop.card()), &evidence, &judged, &terms, &[1, 0]);
    let Kind::Compare(Compare { customers, rows }) = kind else { panic!("another kind") };
    assert_eq!(customers.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Other", "One"], "as asked");
    let named: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(named, ["Respects the team", "Pays on time", "Room to grow"]);
    assert_eq!((rows[0].values.clone(), rows[0].counts.clone()), (vec![Some(1.0), Some(5.0)], vec![3, 3]));
    assert_eq!((rows[2].values[1], rows[2].counts[1]), (None, 0), "nobody said");
}
