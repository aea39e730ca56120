//! Laws that hold for any answers.

use jiff::civil::date;
use keepwise::analysis::{Evidence, Gathering, Terms, Window, explain, judge, rank};
use keepwise::model::{CustomerId, Edit, Period, RatingId, Scale, Verdict};
use proptest::prelude::*;

use super::builder::{A, Shop, TODAY, criterion, flagged, lenient, measure, points, reversed};

const IDS: [&str; 4] = ["a", "b", "c", "d"];
const PEOPLE: [&str; 5] = ["m1", "m2", "t1", "t2", "s1"];

/// (customer, person, months ago, answers to a b c d)
type Made = (usize, usize, i8, [A; 4]);

fn answer(values: std::ops::RangeInclusive<i32>) -> impl Strategy<Value = A> {
    prop_oneof![
        6 => values.prop_map(|value| A::V(f64::from(value))),
        1 => Just(A::NotApplicable),
        1 => Just(A::DontKnow),
    ]
}

fn ratings() -> impl Strategy<Value = Vec<Made>> {
    let answers = [answer(1..=5).boxed(), answer(0..=1).boxed(), answer(-10..=80).boxed(), answer(1..=5).boxed()];
    let answers = answers.prop_map(|[a, b, c, d]: [A; 4]| [a, b, c, d]);
    prop::collection::vec((0..3_usize, 0..5_usize, 0..11_i8, answers), 0..25)
}

fn shop(made: &[Made]) -> (Shop, Vec<CustomerId>, Vec<RatingId>) {
    let criteria = vec![
        points("a", 3.0),
        criterion("b", Scale::YesNo, 1.0),
        reversed(measure("c", "days", 0.0, 60.0, 2.0)),
        flagged(points("d", 0.5), "Rude", 1.0),
    ];
    let mut shop = Shop::new(criteria, lenient());
    let customers: Vec<CustomerId> = ["X", "Y", "Z"].map(|name| shop.customer(name)).to_vec();
    let ratings = made.iter().map(|(customer, person, months, answers)| {
        let answers: Vec<(&str, A)> = IDS.into_iter().zip(*answers).collect();
        shop.rate_on(date(2026, 11 - *months, 3), customers[*customer], PEOPLE[*person], &answers)
    });
    let ratings = ratings.collect();
    (shop, customers, ratings)
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn scores_lie_between_their_bounds(made in ratings()) {
        let (shop, ..) = shop(&made);
        for judgement in judge(&shop.evidence(), &shop.terms()) {
            prop_assert!(0.0 <= judgement.lower && judgement.lower <= judgement.upper && judgement.upper <= 100.0);
            prop_assert!(0.0 <= judgement.coverage && judgement.coverage <= 1.0);
            if let Some(score) = judgement.score {
                prop_assert!(judgement.lower <= score + 1e-9 && score <= judgement.upper + 1e-9);
            } else {
                prop_assert!(judgement.coverage <= 0.0);
            }
            if judgement.coverage > 1.0 - 1e-12 {
                prop_assert!(close(judgement.score, Some(judgement.lower)) && close(judgement.score, Some(judgement.upper)));
            }
        }
    }

    #[test]
    fn a_missing_criterion_only_widens_the_bounds(made in ratings(), lost in 0..4_usize) {
        let (before, ..) = shop(&made);
        let blank = made.into_iter().map(|(customer, person, months, mut answers)| {
            answers[lost] = A::DontKnow;
            (customer, person, months, answers)
        });
        let (after, ..) = shop(&blank.collect::<Vec<_>>());
        let pairs = judge(&before.evidence(), &before.terms()).into_iter().zip(judge(&after.evidence(), &after.terms()));
        for (index, (before_, after_)) in pairs.enumerate() {
            // Where it did not apply it becomes missing, and then counts again.
            let applied = before.evidence().cells(index, lost).iter().all(|cell| cell.not_applicable == 0);
            if applied {
                prop_assert!(after_.lower <= before_.lower + 1e-9 && after_.upper >= before_.upper - 1e-9);
                prop_assert!(after_.coverage <= before_.coverage + 1e-12);
            }
        }
    }

    #[test]
    fn the_order_of_ratings_does_not_matter(made in ratings()) {
        let (one, ..) = shop(&made);
        let (other, ..) = shop(&made.iter().rev().copied().collect::<Vec<_>>());
        for (a, b) in judge(&one.evidence(), &one.terms()).iter().zip(&judge(&other.evidence(), &other.terms())) {
            prop_assert!(close(a.score, b.score) && a.verdict == b.verdict && a.flags == b.flags);
            prop_assert!((a.lower - b.lower).abs() < 1e-9 && a.num_raters == b.num_raters);
        }
    }

    #[test]
    fn only_the_proportions_of_weights_matter(made in ratings(), factor in 1e-6..1e6_f64) {
        let (shop, ..) = shop(&made);
        let (evidence, terms) = (shop.evidence(), shop.terms());
        let scaled = Terms { weights: terms.weights.iter().map(|weight| weight * factor).collect(), ..terms.clone() };
        for (a, b) in judge(&evidence, &terms).iter().zip(&judge(&evidence, &scaled)) {
            prop_assert!(close(a.score, b.score) && a.verdict == b.verdict && a.firmness == b.firmness);
        }
    }

    #[test]
    fn a_better_answer_never_lowers_the_score(made in ratings(), which in 0..25_usize) {
        let (before, ..) = shop(&made);
        let mut better = made.clone();
        let Some((_, _, _, answers)) = better.get_mut(which) else { return Ok(()) };
        let A::V(value) = answers[0] else { return Ok(()) };
        answers[0] = A::V((value + 1.0).min(5.0));
        let (after, ..) = shop(&better);
        for (a, b) in judge(&before.evidence(), &before.terms()).iter().zip(&judge(&after.evidence(), &after.terms())) {
            prop_assert!(a.score.unwrap_or(0.0) <= b.score.unwrap_or(0.0) + 1e-9);
            prop_assert!(a.lower <= b.lower + 1e-9 && a.upper <= b.upper + 1e-9);
            if a.verdict != Verdict::NotEnough {
                prop_assert!(a.verdict <= b.verdict, "{:?} became {:?}", a.verdict, b.verdict);
            }
        }
    }

    #[test]
    fn regathering_one_equals_gathering_all(made in ratings(), customer in 0..3_usize, what in 0..4_u8) {
        let (mut shop, customers, ratings) = shop(&made);
        let mut evidence = shop.evidence();
        let changed = match what {
            0 => {
                let rate: &[(&str, f64)] = &[("a", 4.0), ("c", 12.5)];
                shop.rate(customers[customer], "t1", rate);
                customers[customer]
            }
            1 => {
                shop.edit(Edit::DeleteCustomer(customers[customer]));
                customers[customer]
            }
            2 => shop.customer("New"),
            _ => {
                let Some(((of, ..), rating)) = made.first().zip(ratings.first()) else { return Ok(()) };
                shop.edit(Edit::DeleteRating(customers[*of], *rating));
                customers[*of]
            }
        };
        evidence.regather(&shop.ws, shop.card(), changed);
        prop_assert_eq!(evidence, shop.evidence());
    }

    #[test]
    fn contributions_add_up_and_nothing_is_unexplained(made in ratings()) {
        let (shop, customers, _) = shop(&made);
        for customer in customers {
            let (found, again) = (shop.explain(customer), shop.explain(customer));
            prop_assert_eq!(&found, &again, "the same every time");
            if let Some(score) = found.judgement.score {
                let sum: f64 = found.contributions.iter().map(|c| c.points).sum();
                prop_assert!((sum - (score - 70.0)).abs() < 1e-9);
                prop_assert!(found.weightings.is_some_and(|share| (0.0..=1.0).contains(&share)));
            }
            prop_assert!(!found.headline.is_empty() && !found.answer.is_empty() && !found.holes.is_empty());
            prop_assert!((1..=4).contains(&found.reasons.len()), "{:?}", found.reasons);
            let raised = matches!(found.judgement.verdict, Verdict::LetGo | Verdict::HardLook);
            prop_assert_eq!(raised, !found.cautions.is_empty(), "no checkpoint was held with anybody");
            for caution in &found.cautions {
                prop_assert!(caution.text.starts_with(&caution.lead));
            }
            let shown = [&found.headline, &found.answer, &found.holes, &found.firmness_text];
            for text in shown.into_iter().chain(&found.reasons).chain(found.cautions.iter().map(|c| &c.text)) {
                prop_assert!(!text.contains("NaN") && !text.contains("inf") && !text.contains("  "), "{}", text);
            }
        }
    }

    #[test]
    fn ranks_follow_the_scores_wherever_they_stand(scores in prop::collection::vec(prop::option::of(0..20_u8), 0..30), turn in 0..30_usize) {
        let scores: Vec<Option<f64>> = scores.into_iter().map(|score| score.map(f64::from)).collect();
        let mut turned = scores.clone();
        let turn = turn % scores.len().max(1);
        turned.rotate_left(turn);
        let mut ranks = rank(&scores);
        for (score, rank) in scores.iter().zip(&ranks) {
            let above = scores.iter().flatten().filter(|other| score.is_some_and(|score| **other > score)).count();
            prop_assert_eq!(rank.map(|rank| rank as usize), score.map(|_| above + 1));
        }
        ranks.rotate_left(turn);
        prop_assert_eq!(ranks, rank(&turned));
    }
}

#[test]
fn evidence_of_another_version_is_not_explained() {
    let (mut shop, customers, _) = shop(&[]);
    let evidence = shop.evidence();
    let terms = shop.terms();
    let judgements = judge(&evidence, &terms);
    shop.adopt(vec![points("a", 1.0)]);
    let card = shop.card();
    let judged = keepwise::analysis::Judged {
        workspace: &shop.ws,
        card,
        evidence: &evidence,
        judgements: &judgements,
        terms: &terms,
        today: TODAY,
    };
    assert_eq!(explain(&judged, customers[0]), None);
    let mut evidence = evidence.clone();
    evidence.regather(&shop.ws, card, customers[0]);
    assert_eq!(
        evidence,
        Evidence::gather(&shop.ws, card, Gathering::plain(Window::of(Period::All, TODAY))),
        "gathered anew"
    );
}
