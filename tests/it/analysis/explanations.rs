//! The words of an explanation: headline, answer, reasons, holes, firmness, flips and weightings.

use keepwise::analysis::{Firmness, FlagState, nearest_flip};
use keepwise::model::{Answer, Edit, Finite, GroupId, Note, Policy, Scale, ScorecardId, Subject, Verdict};
use ulid::Ulid;

use super::builder::{A, Shop, criterion, flagged, key, lenient, measure, points};

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_let_go_says_what_it_would_take() {
    let mut shop = Shop::new(vec![points("Respect", 2.0), measure("Delay", "days", 60.0, 0.0, 1.0)], lenient());
    let customer = shop.customer("C");
    for who in ["m1", "m2", "t1", "t2"] {
        shop.rate(customer, who, &[("Respect", 2.0), ("Delay", 48.0)]);
    }
    // (2·0.25 + 0.2) / 3 = 23.3; 45 needs 1.35 of 3: respect 0.575, that is 3.3 on 1–5.
    let found = shop.explain(customer);
    assert_eq!(found.headline, "Yes, unless you can fix it together");
    assert_eq!(
        plain(&found.answer),
        "Score 23 of 100 from 4 people, all questions answered. No weights can change this verdict. \
         No single answer can change it; on “respect” all answers together would have to rise from 2.0 to 3.3 to make \
         it hard look."
    );
    assert_eq!(
        found.reasons,
        [
            "“Respect” pulls the score down most: 2.0 on 1–5 takes 30 points off the keep line of 70.",
            "“Delay” (48\u{a0}days) takes off another 17 points.",
            "Nothing lies above the keep line of 70.",
        ]
    );
    assert_eq!(found.holes, "Nothing is missing.");
    assert_eq!(found.firmness, Firmness::Firm);
    let names: Vec<&str> = found.contributions.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Respect", "Delay"]);
    assert_eq!(plain(&found.contributions[1].note), "48 days on average");
}

#[test]
fn headlines_follow_verdict_and_subject() {
    for (value, ours, about_us) in [
        (5.0, "No, keep them", "They are happy with us"),
        (3.0, "Not yet: take a hard look", "They have doubts about us: ask what to fix"),
        (1.0, "Yes, unless you can fix it together", "They are unhappy with us: fix us first"),
    ] {
        let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
        let customer = shop.customer("C");
        shop.rate(customer, "m1", &[("a", value)]);
        assert_eq!(shop.explain(customer).headline, ours);
        let survey = ScorecardId::new(Ulid::from(3));
        shop.add_card(survey, Subject::Us, vec![points("a", 1.0)], lenient());
        let rating = shop.rating(jiff::civil::date(2026, 10, 1), survey, "c1", &[("a", value)]);
        shop.put(customer, rating);
        shop.card = survey;
        assert_eq!(shop.explain(customer).headline, about_us);
    }
}

#[test]
fn nothing_and_too_little_are_told_apart() {
    let policy = Policy { min_raters: 2, ..lenient() };
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 2.0)], policy);
    let (silent, unsure, thin, outside) =
        (shop.customer("Silent"), shop.customer("Unsure"), shop.customer("Thin"), shop.customer("Outside"));
    shop.rate(unsure, "m1", &[("a", A::DontKnow)]);
    shop.rate(thin, "m1", &[("a", 4.0)]);
    shop.rate(outside, "m1", &[("a", A::NotApplicable), ("b", A::NotApplicable)]);
    let found = shop.explain(silent);
    assert_eq!(found.headline, "We cannot say yet");
    assert_eq!(found.answer, "Nobody has rated them in this period, so there is no score.");
    assert_eq!(found.reasons, ["Nobody has rated them in this period."]);
    assert_eq!(found.holes, "Everything is missing.");
    assert_eq!(shop.explain(unsure).answer, "Nobody could answer any question that counts, so there is no score.");
    let found = shop.explain(outside);
    assert_eq!(found.answer, "No question that counts applies to them, so there is no score.");
    assert_eq!((found.holes.as_str(), found.not_applicable.len()), ("No question that counts applies to them.", 2));
    let found = shop.explain(thin);
    assert_eq!(
        plain(&found.answer),
        "Score 75 of 100 so far, from 1 person, 33 % answered. A verdict needs at least 2 people and 50 % of the scorecard."
    );
    assert_eq!(
        found.missing.iter().map(|hole| (hole.name.as_str(), hole.share)).collect::<Vec<_>>(),
        [("b", 2.0 / 3.0)]
    );
    assert_eq!(
        found.holes,
        "The missing answers matter. With all missing answers bad the score would be 25, with all good 92: from let go to keep."
    );
    assert_eq!(plain(found.reasons.last().unwrap()), "Nothing is known about “b”: 67 % of the weight.");
}

#[test]
fn red_flags_speak_first() {
    let criteria = vec![points("a", 1.0), flagged(points("Late", 0.0), "Pays later than 60 days", 1.0)];
    let mut shop = Shop::new(criteria, lenient());
    let customer = shop.customer("C");
    for (who, late) in [("m1", 1.0), ("t1", 5.0), ("t2", 1.0)] {
        shop.rate(customer, who, &[("a", 5.0), ("Late", late)]);
    }
    let found = shop.explain(customer);
    assert_eq!((found.judgement.verdict, found.headline.as_str()), (Verdict::LetGo, "Yes: a red flag is hit"));
    assert_eq!(
        found.answer,
        "Score 100 of 100 from 3 people, all questions answered. A red flag overrules the score: pays later than 60 days. \
         Without it the score would say keep."
    );
    assert_eq!(found.reasons[0], "Red flag: pays later than 60 days, say 2 of 3 people.");
    assert_eq!((found.flags[0].state, found.flags[0].hits, found.flags[0].asked), (FlagState::Hit, 2, 3));
    assert_eq!(found.firmness_text, "Split: people disagree about the red flag that makes the verdict.");
}

#[test]
fn an_unanswered_red_flag_never_passes_silently() {
    let criteria = vec![points("a", 1.0), flagged(points("Late", 0.0), "Pays late", 1.0)];
    let mut shop = Shop::new(criteria, lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "m1", &[("a", 5.0)]);
    let found = shop.explain(customer);
    assert_eq!(found.judgement.verdict, Verdict::Keep);
    assert_eq!(found.holes, "Nobody has answered a red-flag question; the answer could overrule the score.");
    assert_eq!(found.reasons.last().unwrap(), "Nobody has answered the red flag “pays late”.");
}

#[test]
fn split_and_close_verdicts_say_between_whom_and_what() {
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let customer = shop.customer("C");
    for (who, value) in [("m1", 5.0), ("m2", 5.0), ("t1", 2.0), ("t2", 1.0)] {
        shop.rate(customer, who, &[("a", value)]);
    }
    let found = shop.explain(customer);
    assert_eq!(found.firmness_text, "Split: management alone says keep (100), the team alone says let go (12).");
    let mut shop = Shop::new(vec![measure("m", "%", 0.0, 100.0, 1.0)], lenient());
    let customer = shop.customer("C");
    for who in ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"] {
        shop.rate(customer, who, &[("m", 69.0)]);
    }
    let found = shop.explain(customer);
    assert_eq!(
        found.firmness_text,
        "Too close to call: 69 is 1 point below the line for keep (70); one answer more or less could change the verdict."
    );
}

#[test]
fn the_nearest_flip_really_flips() {
    let mut shop = Shop::new(vec![points("a", 3.0), points("b", 1.0), criterion("c", Scale::YesNo, 1.0)], lenient());
    let customer = shop.customer("C");
    for (who, a) in [("m1", 2.0), ("t1", 3.0)] {
        shop.rate(customer, who, &[("a", a), ("b", 2.0), ("c", 0.0)]);
    }
    let (evidence, terms) = (shop.evidence(), shop.terms());
    let flip = nearest_flip(&evidence, 0, &terms).unwrap();
    assert_eq!((flip.criterion, flip.verdict), (0, Verdict::HardLook));
    // Σ w·V with V(a) at its new value must be 45 % of the weight.
    let score = (3.0 * flip.to + 0.25) / 5.0;
    assert!((score - 0.45).abs() < 1e-9, "{flip:?}");
    // A customer at the bottom of many light criteria: no single one can do it.
    let mut shop = Shop::new(["a", "b", "c"].map(|id| points(id, 1.0)).to_vec(), lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "m1", &[("a", 1.0), ("b", 1.0), ("c", 1.0)]);
    assert_eq!(nearest_flip(&shop.evidence(), 0, &shop.terms()), None);
    assert!(shop.explain(customer).answer.ends_with("No single criterion could change it."), "said");
}

#[test]
fn one_answer_that_would_tip_it_is_told_on_its_own_scale() {
    let mut shop = Shop::new(
        vec![points("Pays", 3.0), criterion("Polite", Scale::YesNo, 1.0), measure("Delay", "days", 60.0, 0.0, 1.0)],
        lenient(),
    );
    let customer = shop.customer("C");
    shop.rate(customer, "m1", &[("Pays", 3.0), ("Polite", 1.0), ("Delay", 30.0)]);
    shop.rate(customer, "t1", &[("Pays", 2.0), ("Polite", 0.0), ("Delay", 45.0)]);
    // (3·0.375 + 0.5 + 0.375) / 5 = 40, and 45 takes 60 % of the weight on the yes: 0.4² of all weightings; a point of one of two is 7.5, and 20 days are ⅓ · ½ · ⅕ = 3.3.
    let found = shop.explain(customer);
    assert_eq!(
        plain(&found.answer),
        "Score 40 of 100 from 2 people, all questions answered. The verdict holds under 84 % of all weightings; \
         one point more on “pays” from management would make it hard look."
    );
    assert_eq!(found.answer_change.map(|change| (change.from, change.to)), Some((3.0, 4.0)));
    assert_eq!(found.weightings, found.fragility.weightings);
    let mut shop = Shop::new(vec![points("Pays", 1.0), measure("Delay", "days", 60.0, 0.0, 2.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "t1", &[("Pays", 3.0), ("Delay", 40.0)]);
    // (0.5 + 2·⅓) / 3 = 38.9: 45 takes Δ = 0.0917 of 60 days: 34.5, so 34.
    let found = plain(&shop.explain(customer).answer);
    assert!(found.ends_with("; 34 days instead of 40 on “delay” from the team would make it hard look."), "{found}");
    let mut shop = Shop::new(vec![criterion("Polite", Scale::YesNo, 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "t1", &[("Polite", 1.0)]);
    let found = shop.explain(customer);
    assert!(
        found.answer.ends_with(
            "No weights can change this verdict; a no instead of a yes on “polite” from the team would make it let go."
        ),
        "{}",
        found.answer
    );
    assert_eq!(
        found.firmness_text,
        "Too close to call: 100 is 30 points above the line for keep (70); one answer more or less could change the verdict."
    );
}

#[test]
fn a_red_flag_on_one_word_says_what_would_lift_it() {
    let mut shop = Shop::new(vec![points("a", 1.0), flagged(points("Late", 1.0), "Pays late", 1.0)], lenient());
    let customer = shop.customer("C");
    for (who, late) in [("m1", 1.0), ("t1", 5.0)] {
        shop.rate(customer, who, &[("a", 5.0), ("Late", late)]);
    }
    let found = shop.explain(customer);
    assert!(
        found.answer.ends_with(
            "Without it the score would say keep. One point more on “late” from management would make it keep."
        ),
        "{}",
        found.answer
    );
    let firm = {
        shop.rate(customer, "m1", &[("a", 5.0), ("Late", 5.0)]);
        let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
        let customer = shop.customer("C");
        for who in ["t1", "t2"] {
            shop.rate(customer, who, &[("a", 5.0)]);
        }
        shop.explain(customer).firmness_text
    };
    assert_eq!(firm, "Firm, though three points less on “a” from the team would make it hard look.");
}

#[test]
fn weightings_count_only_those_that_give_the_same_band() {
    let mut shop = Shop::new(vec![points("a", 1.0), points("b", 1.0)], lenient());
    let customer = shop.customer("C");
    // Values 1 and 0: a share w of a gives the score w. 50 is a hard look, and so is 45 to 70.
    for who in ["m1", "t1", "t2"] {
        shop.rate(customer, who, &[("a", 5.0), ("b", 1.0)]);
    }
    let share = shop.explain(customer).weightings.unwrap();
    assert!((share - 0.25).abs() < 1e-9, "{share}");
}

#[test]
fn a_note_tells_the_most_telling_thing() {
    let mut shop = Shop::new(vec![points("a", 1.0), criterion("c", Scale::YesNo, 1.0)], lenient());
    let customer = shop.customer("C");
    let id = shop.rate(customer, "m1", &[("a", 2.0), ("c", 0.0)]);
    let note = |shop: &Shop, place: usize| {
        let found = shop.explain(customer);
        plain(
            &found.contributions.iter().find(|c| c.criterion == shop.card().current().criteria[place].id).unwrap().note,
        )
    };
    assert_eq!((note(&shop, 0).as_str(), note(&shop, 1).as_str()), ("2.0 from 1 person", "no, says 1 person"));
    let mut rating = shop.ws.customers[&customer].ratings[&id].clone();
    let words = Note::new("Called at ten at night,\ntwice, and then once more in the morning").unwrap();
    rating.answers.insert(key("a"), Answer { note: words, ..Answer::value(Finite::new(2.0).unwrap()) });
    shop.edit(Edit::PutRating(customer, id, Box::new(rating)));
    assert_eq!(note(&shop, 0), "“Called at ten at night, twice, and then once mo…”");
    shop.rate(customer, "t1", &[("a", 4.0)]);
    assert_eq!(note(&shop, 0), "management 2.0 · team 4.0");
    let found = shop.explain(customer);
    let a = found.contributions.iter().find(|c| c.name == "a").unwrap();
    assert_eq!(a.groups, [(GroupId::MANAGEMENT, 2.0, 1), (GroupId::TEAM, 4.0, 1)]);
    assert_eq!((a.own, a.value), (3.0, 0.5));
}
