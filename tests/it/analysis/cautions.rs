//! One table row per caution: what raises it, what does not, and that the numbers are in the text.

use jiff::civil::date;
use keepwise::analysis::CautionKind::{
    Dependence, GroupsDiffer, Growing, LowApproval, NoCheckpoint, OldEvidence, OneLoudCriterion, OnePerson, OpenIssues,
    RatersDisagree, Referrals, ThinEvidence, TooClose, YoungRelationship,
};
use keepwise::analysis::{CautionKind, Explanation, revenue_shares};
use keepwise::model::{
    CustomerId, Dismissal, Edit, Finite, Issue, IssueId, Money, MoneyPeriod, Occasion, OccasionKind, Scale,
    ScorecardId, Side, Status, Subject, Verdict,
};
use ulid::Ulid;

use super::builder::{Shop, TODAY, criterion, lenient, points};

/// A customer everybody agrees is poor: three people, everything answered, nothing else known.
fn poor() -> (Shop, CustomerId) {
    let mut shop = Shop::new(vec![points("pay", 1.0), points("respect", 1.0), points("fit", 1.0)], lenient());
    let customer = shop.customer("Poor");
    for who in ["m1", "t1", "t2"] {
        shop.rate(customer, who, &[("pay", 1.0), ("respect", 1.0), ("fit", 1.0)]);
    }
    (shop, customer)
}

fn kinds(explanation: &Explanation) -> Vec<CautionKind> {
    explanation.cautions.iter().map(|caution| caution.kind).collect()
}

/// The text of the caution of this kind, if it is raised.
fn text(explanation: &Explanation, kind: CautionKind) -> Option<String> {
    let found = explanation.cautions.iter().find(|caution| caution.kind == kind);
    found.map(|caution| caution.text.replace('\u{a0}', " "))
}

fn money(shop: &mut Shop, customer: CustomerId, year: i16, revenue: f64) {
    let money = Money { revenue: Some(Finite::new(revenue).unwrap()), ..Money::default() };
    shop.profile(customer, |profile| drop(profile.money.insert(MoneyPeriod::year(year), money)));
}

#[test]
fn a_plain_case_raises_only_that_nobody_told_them() {
    let (shop, customer) = poor();
    let found = shop.explain(customer);
    assert_eq!(found.judgement.verdict, Verdict::LetGo);
    assert_eq!(kinds(&found), [NoCheckpoint]);
}

#[test]
fn keeping_and_not_knowing_need_no_caution() {
    let (mut shop, _) = poor();
    let (good, unknown) = (shop.customer("Good"), shop.customer("Unknown"));
    shop.rate(good, "m1", &[("pay", 5.0), ("respect", 5.0), ("fit", 5.0)]);
    assert_eq!(kinds(&shop.explain(good)), []);
    assert_eq!(kinds(&shop.explain(unknown)), []);
}

#[test]
fn a_customer_who_is_gone_raises_none() {
    let (mut shop, customer) = poor();
    shop.profile(customer, |profile| profile.status = Status::LetGo);
    let found = shop.explain(customer);
    assert_eq!(kinds(&found), []);
    assert_eq!(found.headline, "They are gone, and the ratings agree");
}

#[test]
fn a_checkpoint_held_is_said_instead() {
    let (mut shop, customer) = poor();
    let mut rating = shop.rating(date(2026, 11, 1), shop.card, "m1", &[("pay", 1.0)]);
    rating.occasion = Occasion { kind: OccasionKind::Checkpoint, name: "".parse().unwrap(), extra: Default::default() };
    shop.put(customer, rating);
    let found = shop.explain(customer);
    assert_eq!(text(&found, NoCheckpoint), None);
    assert_eq!(found.cleared, ["Last checkpoint 21 days ago."]);
}

#[test]
fn those_they_sent_us_are_named_with_their_verdicts() {
    let (mut shop, customer) = poor();
    let sent = |shop: &mut Shop, name: &str, value: Option<f64>| {
        let other = shop.customer(name);
        shop.profile(other, |profile| profile.source.referred_by = Some(customer));
        if let Some(value) = value {
            shop.rate(other, "m1", &[("pay", value), ("respect", value), ("fit", value)]);
        }
    };
    sent(&mut shop, "Quiet", None);
    assert_eq!(
        text(&shop.explain(customer), Referrals).as_deref(),
        Some("They sent us Quiet. Who else would they stop sending?")
    );
    sent(&mut shop, "Copper", Some(5.0));
    sent(&mut shop, "Middle", Some(3.0));
    assert_eq!(
        text(&shop.explain(customer), Referrals).as_deref(),
        Some(
            "They sent us 3 customers, among them Copper (keep, 100) and Middle (hard look, 50). Who else would they stop sending?"
        )
    );
}

#[test]
fn dependence_says_who_would_be_the_largest_then() {
    let (mut shop, customer) = poor();
    let (willow, small) = (shop.customer("Willow"), shop.customer("Small"));
    // 2026 lies wholly in the months counted: 326 of 365 days.
    money(&mut shop, customer, 2026, 60_000.0);
    money(&mut shop, willow, 2026, 30_000.0);
    money(&mut shop, small, 2026, 10_000.0);
    let shares = revenue_shares(&shop.ws, TODAY);
    assert!(
        (shares[&customer] - 0.6).abs() < 1e-12 && (shares.values().sum::<f64>() - 1.0).abs() < 1e-12,
        "{shares:?}"
    );
    let said = text(&shop.explain(customer), Dependence).unwrap();
    assert_eq!(said, "60 % of revenue (53,589 in 12 months). Letting them go leaves Willow the largest at 75 %.");
    money(&mut shop, willow, 2026, 170_000.0); // now exactly a quarter: the limit itself is allowed
    assert_eq!(text(&shop.explain(customer), Dependence), None);
}

#[test]
fn low_approval_means_fix_us_first() {
    let (mut shop, customer) = poor();
    let survey = ScorecardId::new(Ulid::from(3));
    let mut policy = lenient();
    policy.min_raters = 1;
    shop.add_card(survey, Subject::Us, vec![criterion("quick", Scale::points(0, 10), 1.0)], policy);
    for (value, said, cleared) in [
        (4.0, Some("They rate us 40 of 100 on How they see us (1 person). Is it us? Fix us first."), None),
        (8.0, None, Some("They rate us 60 of 100 on How they see us (2 people).")),
    ] {
        let who = if value < 5.0 { "c1" } else { "c2" };
        let rating = shop.rating(date(2026, 10, 1), survey, who, &[("quick", value)]);
        shop.put(customer, rating);
        let found = shop.explain(customer);
        assert_eq!(text(&found, LowApproval).as_deref(), said);
        assert_eq!(found.cleared.first().map(String::as_str), cleared);
    }
}

#[test]
fn a_young_relationship_is_less_than_a_year() {
    for (since, said) in [
        (date(2026, 3, 3), Some("A young relationship. They have been with us since 3 March 2026, 8 months.")),
        (
            date(2026, 11, 2),
            Some("A young relationship. They have been with us since 2 November 2026, less than a month."),
        ),
        (date(2025, 11, 22), None),
        (date(2027, 1, 1), None),
    ] {
        let (mut shop, customer) = poor();
        shop.profile(customer, |profile| profile.since = Some(since));
        assert_eq!(text(&shop.explain(customer), YoungRelationship).as_deref(), said, "{since}");
    }
}

#[test]
fn growth_needs_two_known_years() {
    let (mut shop, customer) = poor();
    money(&mut shop, customer, 2026, 36_500.0);
    money(&mut shop, customer, 2025, 10_000.0);
    assert_eq!(text(&shop.explain(customer), Growing), None, "what came before 2025 is not known");
    money(&mut shop, customer, 2024, 10_000.0);
    let said = text(&shop.explain(customer), Growing).unwrap();
    assert!(said.starts_with("Their revenue grows. From 9,9") && said.contains(" to 33,6"), "{said}");
    money(&mut shop, customer, 2026, 12_000.0);
    assert_eq!(text(&shop.explain(customer), Growing), None);
}

#[test]
fn groups_that_differ_are_named_with_their_answers() {
    let mut shop = Shop::new(vec![points("pay", 1.0), points("respect", 1.0)], lenient());
    let customer = shop.customer("C");
    for (who, respect) in [("m1", 4.0), ("m2", 3.0), ("t1", 1.0), ("t2", 1.0)] {
        shop.rate(customer, who, &[("pay", 2.0), ("respect", respect)]);
    }
    let said = text(&shop.explain(customer), GroupsDiffer).unwrap();
    assert_eq!(
        said,
        "Management and the team disagree by 2.5 points about “respect”: management says 3.5, the team 1.0."
    );
    assert_eq!(text(&shop.explain(customer), RatersDisagree), None, "the groups explain it");
}

#[test]
fn raters_disagree_from_half_the_scale_on() {
    for (values, said) in
        [([1.0, 3.0, 2.0], Some("Raters disagree strongly about “a”: from 1.0 to 3.0.")), ([1.0, 2.0, 2.0], None)]
    {
        let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
        let customer = shop.customer("C");
        for (i, value) in values.iter().enumerate() {
            shop.rate(customer, &format!("t{i}"), &[("a", *value)]);
        }
        assert_eq!(text(&shop.explain(customer), RatersDisagree).as_deref(), said, "{values:?}");
    }
    // One of five saying yes is no strong disagreement, two of five are.
    for (yes, said) in [(1, None), (2, Some("Raters disagree strongly about “a”: some say yes, some no."))] {
        let mut shop = Shop::new(vec![criterion("a", Scale::YesNo, 1.0)], lenient());
        let customer = shop.customer("C");
        for i in 0..5 {
            shop.rate(customer, &format!("t{i}"), &[("a", f64::from(i < yes))]);
        }
        assert_eq!(text(&shop.explain(customer), RatersDisagree).as_deref(), said, "{yes} of 5");
    }
}

#[test]
fn old_thin_and_lonely_evidence() {
    let answers: &[(&str, f64)] = &[("pay", 1.0), ("respect", 1.0), ("fit", 1.0)];
    let shop = || Shop::new(vec![points("pay", 1.0), points("respect", 1.0), points("fit", 1.0)], lenient());
    let mut old = shop();
    let customer = old.customer("C");
    for who in ["m1", "t1", "t2"] {
        old.rate_on(date(2026, 3, 3), customer, who, answers);
    }
    assert_eq!(
        text(&old.explain(customer), OldEvidence).as_deref(),
        Some("The evidence is old. The newest rating is from 3 March 2026, 8 months ago.")
    );
    old.rate_on(date(2026, 5, 22), customer, "m1", answers);
    assert_eq!(text(&old.explain(customer), OldEvidence), None, "six months to the day are not old");

    let mut thin = shop();
    let customer = thin.customer("C");
    thin.rate(customer, "m1", answers);
    assert_eq!(
        text(&thin.explain(customer), OnePerson).as_deref(),
        Some("One voice only. One rating by one person is behind this.")
    );
    thin.rate(customer, "m1", answers);
    assert!(text(&thin.explain(customer), OnePerson).unwrap().contains("All two ratings"), "counted");
    thin.rate(customer, "t1", answers);
    let found = thin.explain(customer);
    assert_eq!(text(&found, ThinEvidence).as_deref(), Some("The evidence is thin. 2 people stand behind this."));
    assert_eq!(text(&found, OnePerson), None);
    let mut holes = shop();
    let customer = holes.customer("C");
    for who in ["m1", "t1", "t2"] {
        holes.rate(customer, who, &answers[..2]);
    }
    assert_eq!(
        text(&holes.explain(customer), ThinEvidence).as_deref(),
        Some("The evidence is thin. 3 people and 67 % of the scorecard stand behind this.")
    );
}

#[test]
fn close_calls_and_loud_criteria() {
    let mut shop = Shop::new(vec![points("pay", 1.0), points("respect", 1.0), points("fit", 1.0)], lenient());
    let customer = shop.customer("C");
    for who in ["m1", "m2", "m3", "t1", "t2", "t3"] {
        shop.rate(customer, who, &[("pay", 1.0), ("respect", 4.0), ("fit", 5.0)]);
    }
    // 58.3: without "pay" it would be 87.5.
    let found = shop.explain(customer);
    assert_eq!(text(&found, TooClose), None);
    assert_eq!(
        text(&found, OneLoudCriterion).as_deref(),
        Some("One criterion decides it. Without “pay” the score would be 88: keep.")
    );
    let mut shop = Shop::new(vec![points("a", 1.0)], lenient());
    let customer = shop.customer("C");
    shop.rate(customer, "m1", &[("a", 3.0)]);
    assert_eq!(
        text(&shop.explain(customer), TooClose).as_deref(),
        Some(
            "Too close to call: 50 is 5 points above the line for hard look (45); one answer more or less could change the verdict."
        )
    );
}

/// Notes down an issue, one per day; put right or not.
fn issue(shop: &mut Shop, customer: CustomerId, (day, what): (i8, &str), side: Side, is_solved: bool) {
    let issue = Issue {
        raised: date(2026, 10, day),
        what: what.parse().unwrap(),
        side,
        solved: is_solved.then_some(date(2026, 11, 1)),
        extra: Default::default(),
    };
    let id = IssueId::new(Ulid::from(u128::from(day.unsigned_abs())));
    shop.edit(Edit::PutIssue(customer, id, Box::new(issue)));
}

fn dismiss(shop: &mut Shop, customer: CustomerId, kind: CautionKind, reason: Option<&str>) {
    let dismissal = reason.map(|reason| {
        let by = "Anna".parse().unwrap();
        Box::new(Dismissal { on: TODAY, reason: reason.parse().unwrap(), by, extra: Default::default() })
    });
    shop.edit(Edit::DismissCaution(customer, kind.key().parse().unwrap(), dismissal));
}

#[test]
fn open_issues_on_our_side_come_first_and_those_on_theirs_do_not_count() {
    let (mut shop, customer) = poor();
    let yes = "Yes, unless you can fix it together";
    assert_eq!(shop.explain(customer).cleared, [""; 0], "nothing was ever written down, so nothing is said");
    issue(&mut shop, customer, (1, "They shout"), Side::Them, false);
    let found = shop.explain(customer);
    assert_eq!((text(&found, OpenIssues), found.headline.as_str()), (None, yes), "theirs");
    assert_eq!(found.cleared, ["No open issue on our side."]);
    issue(&mut shop, customer, (3, "Wrong invoice"), Side::Us, false);
    let found = shop.explain(customer);
    let said = "One open issue on our side: \u{201c}Wrong invoice\u{201d}. Fix us first.";
    assert_eq!(text(&found, OpenIssues).as_deref(), Some(said));
    assert_eq!((found.headline.as_str(), found.cleared.len()), ("Fix us first, then look again", 0));
    issue(&mut shop, customer, (2, "Late shelves"), Side::Us, false);
    let said =
        "Two open issues on our side: \u{201c}Late shelves\u{201d} and \u{201c}Wrong invoice\u{201d}. Fix us first.";
    assert_eq!(text(&shop.explain(customer), OpenIssues).as_deref(), Some(said), "the oldest first");
    for (day, what) in [(4, "C"), (5, "D")] {
        issue(&mut shop, customer, (day, what), Side::Us, false);
    }
    let said = text(&shop.explain(customer), OpenIssues).unwrap();
    assert!(said.starts_with("Four open issues") && said.contains("\u{201c}C\u{201d} and 1 more."), "{said}");
    for day in 2..=5 {
        issue(&mut shop, customer, (day, "Done"), Side::Us, true);
    }
    let found = shop.explain(customer);
    assert_eq!((text(&found, OpenIssues), found.headline.as_str()), (None, yes), "put right");
}

#[test]
fn what_is_set_aside_does_not_count_and_stays_in_sight() {
    let (mut shop, customer) = poor();
    issue(&mut shop, customer, (1, "Wrong invoice"), Side::Us, false);
    dismiss(&mut shop, customer, NoCheckpoint, Some("We asked three times"));
    let found = shop.explain(customer);
    assert_eq!(kinds(&found), [OpenIssues], "one caution less");
    let aside: Vec<_> =
        found.set_aside.iter().map(|aside| (aside.caution.kind, aside.dismissal.reason.as_str())).collect();
    assert_eq!(aside, [(NoCheckpoint, "We asked three times")]);
    dismiss(&mut shop, customer, OpenIssues, Some("Not ours"));
    let found = shop.explain(customer);
    assert_eq!((kinds(&found), found.set_aside.len()), (vec![], 2));
    assert_eq!(found.headline, "Yes, unless you can fix it together", "set aside, it says nothing in the headline");
    dismiss(&mut shop, customer, NoCheckpoint, None);
    assert_eq!(kinds(&shop.explain(customer)), [NoCheckpoint], "it counts again");
}

#[test]
fn every_kind_has_a_key_of_its_own_that_a_file_can_hold() {
    let all = [
        Referrals,
        Dependence,
        OpenIssues,
        LowApproval,
        NoCheckpoint,
        YoungRelationship,
        Growing,
        GroupsDiffer,
        RatersDisagree,
        OldEvidence,
        ThinEvidence,
        OnePerson,
        TooClose,
        OneLoudCriterion,
    ];
    let keys: std::collections::BTreeSet<&str> = all.iter().map(|kind| kind.key()).collect();
    assert_eq!(keys.len(), all.len(), "no two share one");
    let is_kebab = |key: &&str| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    assert!(keys.iter().all(is_kebab), "{keys:?}");
}
