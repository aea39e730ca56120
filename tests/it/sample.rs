//! The sample business tells its stories: whoever opens it finds each of them on screen, whatever the season.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use keepwise::analysis::{
    AttentionKind, CautionKind, Evidence, Explanation, Firmness, FlagState, Gathering, Judged, Judgement, Terms,
    attention, count, explain, history, judge, revenue_shares,
};
use keepwise::model::{
    Choice, Customer, CustomerId, GroupId, OccasionKind, Response, Scorecard, Status, Subject, Verdict, Workspace,
};
use keepwise::store::{sample_workspace, starters};

/// The day on which the sample is told.
const TODAY: Date = date(2026, 11, 21);

/// The sample, judged by one of its scorecards.
struct Sample {
    workspace: Workspace,
    card: Scorecard,
    evidence: Evidence,
    terms: Terms,
    judgements: Vec<Judgement>,
    today: Date,
}

impl Sample {
    fn on(today: Date) -> Self {
        Self::by("Project rating", today)
    }

    fn by(name: &str, today: Date) -> Self {
        let workspace = sample_workspace(today);
        let card = workspace.scorecards.values().find(|card| card.name.as_str() == name).unwrap();
        let card = Scorecard::clone(card);
        let terms = Terms::of(card.current());
        let evidence = Evidence::gather(&workspace, &card, Gathering::of(&terms.policy, today));
        let judgements = judge(&evidence, &terms);
        Self { workspace, card, evidence, terms, judgements, today }
    }

    fn judged(&self) -> Judged<'_> {
        Judged {
            workspace: &self.workspace,
            card: &self.card,
            evidence: &self.evidence,
            judgements: &self.judgements,
            terms: &self.terms,
            today: self.today,
        }
    }

    fn customer(&self, name: &str) -> &Customer {
        self.workspace.customers.values().find(|customer| customer.name() == name).unwrap()
    }

    fn explain(&self, name: &str) -> Explanation {
        explain(&self.judged(), self.customer(name).id).unwrap()
    }

    fn verdict(&self, name: &str) -> Verdict {
        self.explain(name).judgement.verdict
    }

    fn cautions(&self, name: &str) -> BTreeSet<CautionKind> {
        self.explain(name).cautions.iter().map(|caution| caution.kind).collect()
    }

    /// The scores of all quarters with ratings, 0–100.
    fn quarters(&self, name: &str) -> Vec<f64> {
        let points = history(&self.workspace, self.customer(name), &self.card, &self.terms, self.today);
        points.iter().filter_map(|point| point.score).collect()
    }

    fn sent_by(&self, sender: CustomerId) -> usize {
        let customers = self.workspace.customers.values();
        customers.filter(|customer| customer.profile.source.referred_by == Some(sender)).count()
    }
}

#[test]
fn the_business_has_the_size_it_is_described_with() {
    let sample = Sample::on(TODAY);
    let people = sample.workspace.business.people.values();
    let (ours, theirs): (Vec<_>, Vec<_>) = people.partition(|person| person.group != GroupId::CUSTOMER);
    assert_eq!(sample.workspace.customers.len(), 24);
    assert_eq!(ours.len(), 9);
    assert_eq!(ours.iter().map(|person| person.group).collect::<BTreeSet<_>>().len(), 2);
    assert!(!theirs.is_empty(), "some customers rate us");
    assert!((380..=420).contains(&sample.workspace.num_ratings()), "{}", sample.workspace.num_ratings());
    assert_eq!(sample.workspace.main_scorecard().unwrap().id, sample.card.id);
    assert_eq!(sample.card.versions.len(), 2, "the rules changed once");
}

#[test]
fn every_verdict_is_there_in_every_season() {
    // Early, in the middle and late in a quarter; a leap day; years from now.
    let days = [date(2026, 10, 2), date(2026, 12, 31), date(2027, 1, 4), date(2028, 2, 29), date(2031, 6, 30)];
    for today in days.into_iter().chain([TODAY]) {
        let sample = Sample::on(today);
        let counts = count(&sample.judgements);
        let found = Verdict::ALL.map(|verdict| counts.of(verdict));
        assert_eq!(found, [3, 6, 13, 2], "let go, hard look, keep, not enough on {today}");
    }
}

#[test]
fn the_favourites_are_kept_without_a_doubt() {
    let sample = Sample::on(TODAY);
    for name in ["Willow Nursery", "Harbour Café", "Copper Kettle"] {
        let explanation = sample.explain(name);
        assert_eq!(explanation.judgement.verdict, Verdict::Keep, "{name}");
        assert_eq!(explanation.firmness, Firmness::Firm, "{name}");
    }
}

#[test]
fn marlow_is_loved_by_management_and_dreaded_by_the_team() {
    let sample = Sample::on(TODAY);
    let marlow = sample.explain("Marlow Interiors");
    assert_eq!(marlow.judgement.verdict, Verdict::HardLook);
    assert_eq!(marlow.firmness, Firmness::Split);
    assert!(sample.cautions("Marlow Interiors").contains(&CautionKind::GroupsDiffer));
    let respect = marlow.contributions.iter().find(|part| part.criterion.as_str() == "respect").unwrap();
    let mean = |group| respect.groups.iter().find(|(id, ..)| *id == group).map(|(_, mean, _)| *mean).unwrap();
    assert!(mean(GroupId::MANAGEMENT) >= 3.5 && mean(GroupId::TEAM) <= 1.5, "{:?}", respect.groups);
}

#[test]
fn the_quiet_one_sends_everybody() {
    let sample = Sample::on(TODAY);
    let finch = "Finch & Daughter Pianos";
    assert_eq!(sample.sent_by(sample.customer(finch).id), 5);
    assert_eq!(sample.verdict(finch), Verdict::HardLook);
    assert!(sample.cautions(finch).contains(&CautionKind::Referrals));
    let share = revenue_shares(&sample.workspace, TODAY)[&sample.customer(finch).id];
    assert!(share < 0.01, "{share} of revenue");
    let seven = Sample::by("Seven questions", TODAY);
    assert_eq!(seven.verdict(finch), Verdict::Keep, "the other scorecard sees what this one misses");
}

#[test]
fn the_loud_number_one_is_in_the_let_go_zone_and_we_depend_on_it() {
    let sample = Sample::on(TODAY);
    let shares = revenue_shares(&sample.workspace, TODAY);
    let largest = shares.iter().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
    assert_eq!(*largest.0, sample.customer("Grandview Hotels").id);
    assert_eq!(sample.verdict("Grandview Hotels"), Verdict::LetGo);
    let cautions = sample.cautions("Grandview Hotels");
    assert!(cautions.contains(&CautionKind::Dependence) && cautions.contains(&CautionKind::Referrals), "{cautions:?}");
    assert!(!cautions.contains(&CautionKind::LowApproval), "they think highly of us: {cautions:?}");
}

#[test]
fn the_late_payer_hits_the_only_red_flag() {
    let sample = Sample::on(TODAY);
    assert_eq!(sample.verdict("Quickprint Direct"), Verdict::LetGo);
    let hit = sample.judgements.iter().zip(sample.evidence.customers()).filter(|(j, _)| j.flags == FlagState::Hit);
    let hit: Vec<CustomerId> = hit.map(|(_, id)| *id).collect();
    assert_eq!(hit, [sample.customer("Quickprint Direct").id]);
}

#[test]
fn the_young_one_grows_in_score_and_money() {
    let sample = Sample::on(TODAY);
    let brackwater = sample.customer("Brackwater Kayaks");
    let quarters = sample.quarters("Brackwater Kayaks");
    assert!(quarters.len() == 4 && quarters.is_sorted() && quarters[3] - quarters[0] >= 10.0, "{quarters:?}");
    let revenue: Vec<f64> = brackwater.profile.money.values().filter_map(|m| Some(m.revenue?.value())).collect();
    assert!(revenue.is_sorted() && revenue[3] > 4.0 * revenue[0], "{revenue:?}");
    let since = brackwater.profile.since.unwrap();
    assert!(since > TODAY.with().year(2025).build().unwrap(), "with us for less than a year");
}

#[test]
fn the_bad_score_of_lantern_lane_is_our_own_fault() {
    let sample = Sample::on(TODAY);
    let lantern = sample.explain("Lantern Lane Books");
    assert_eq!(lantern.judgement.verdict, Verdict::HardLook);
    let caution = lantern.cautions.iter().find(|caution| caution.kind == CautionKind::LowApproval).unwrap();
    assert!(caution.text.contains("Fix us first"), "{}", caution.text);
    assert_eq!(lantern.headline, "Fix us first, then look again");
    let issues = lantern.cautions.iter().find(|caution| caution.kind == CautionKind::OpenIssues).unwrap();
    assert!(issues.text.starts_with("Two open issues on our side"), "{}", issues.text);
    let oakline = sample.explain("Oakline Dental");
    assert!(oakline.cleared.iter().any(|words| words == "No open issue on our side."), "{:?}", oakline.cleared);
    let quickprint = sample.explain("Quickprint Direct");
    let aside: Vec<CautionKind> = quickprint.set_aside.iter().map(|aside| aside.caution.kind).collect();
    assert_eq!(aside, [CautionKind::NoCheckpoint], "somebody said why it does not count");
    let low = sample.workspace.customers.values().filter(|customer| {
        let found = explain(&sample.judged(), customer.id).unwrap();
        found.cautions.iter().any(|caution| caution.kind == CautionKind::LowApproval)
    });
    assert_eq!(low.map(|customer| customer.name()).collect::<Vec<_>>(), ["Lantern Lane Books"]);
}

#[test]
fn two_customers_have_too_little_evidence_each_in_its_own_way() {
    let sample = Sample::on(TODAY);
    let pier = sample.explain("North Pier Events").judgement;
    assert_eq!((pier.verdict, pier.num_raters), (Verdict::NotEnough, 1));
    let foxglove = sample.explain("Foxglove Playhouse").judgement;
    assert_eq!((foxglove.verdict, foxglove.num_raters), (Verdict::NotEnough, 2));
    assert!(foxglove.coverage < 0.5, "{}", foxglove.coverage);
}

#[test]
fn one_is_too_close_to_call() {
    let sample = Sample::on(TODAY);
    assert_eq!(sample.explain("Fennimore Architects").firmness, Firmness::TooClose);
    let close = sample.judgements.iter().filter(|judgement| judgement.firmness == Firmness::TooClose);
    assert_eq!(close.count(), 1, "so it is easy to find");
}

#[test]
fn one_was_let_go_and_the_decision_tells_what_came_of_it() {
    let sample = Sample::on(TODAY);
    let vantor = sample.customer("Vantor Motors");
    assert_eq!(vantor.profile.status, Status::LetGo);
    let (_, decision) = vantor.last_decision().unwrap();
    assert_eq!(decision.choice, Choice::LetGo);
    assert!(!decision.reason.is_empty() && !decision.outcome.is_empty(), "why, and what came of it");
    assert_eq!(decision.stood.as_ref().unwrap().verdict, Verdict::LetGo);
    let late = vantor.ratings.values().filter(|rating| rating.on > decision.on);
    assert_eq!(late.count(), 0, "nobody rates a customer who is gone");
}

#[test]
fn what_needs_attention_has_one_line_of_each_kind() {
    let sample = Sample::on(TODAY);
    let all = attention(&sample.judged());
    let titles = |kind| all.iter().filter(|a| a.kind == kind).map(|a| a.title.as_str()).collect::<Vec<_>>();
    assert_eq!(titles(AttentionKind::RedFlag).len(), 1);
    assert_eq!(titles(AttentionKind::DecisionDue), ["Decide again: Oakline Dental", "Decide again: Grandview Hotels"]);
    let due = all.iter().find(|a| a.title.ends_with("Oakline Dental")).unwrap();
    assert!(due.since.starts_with("Score 54 then, ") && due.since.contains("3 of 4 steps done"), "{}", due.since);
    assert_eq!(titles(AttentionKind::StepsOverdue), ["Grandview Hotels: 1 step overdue"]);
    assert_eq!(titles(AttentionKind::RatingsMissing), ["9 ratings missing this quarter"]);
    let missing = all.iter().find(|a| a.kind == AttentionKind::RatingsMissing).unwrap();
    assert_eq!(missing.detail, "Dana 4 · Luis 3 · Priya 2");
    assert_eq!(titles(AttentionKind::OnePerson), ["North Pier Events: one person, one rating"]);
    let sundial = sample.customer("Sundial Fitness").id;
    let falling = all.iter().find(|a| a.kind == AttentionKind::Falling && a.customer == Some(sundial)).unwrap();
    assert_eq!(
        (falling.title.as_str(), falling.detail.as_str()),
        ("Sundial Fitness falls for 3 quarters", "61 → 55 → 48")
    );
    assert_eq!(titles(AttentionKind::NeverRated).len() + titles(AttentionKind::DuplicateName).len(), 0);
}

#[test]
fn decisions_and_statuses_agree() {
    let sample = Sample::on(TODAY);
    for customer in sample.workspace.customers.values() {
        if let Some((_, decision)) = customer.last_decision() {
            assert_eq!(customer.profile.status, decision.choice.status(), "{}", customer.name());
        }
        for decision in customer.decisions.values() {
            assert!(decision.stood.is_some() && decision.on <= TODAY, "{}", customer.name());
        }
    }
}

#[test]
fn people_wrote_in_their_own_words_and_never_twice_the_same() {
    let sample = Sample::on(TODAY);
    let ratings = || sample.workspace.customers.values().flat_map(|customer| customer.ratings.values());
    let remarks = ratings().map(|rating| rating.remark.to_string());
    let notes = ratings().flat_map(|rating| rating.answers.values()).map(|answer| answer.note.to_string());
    let written: Vec<String> = remarks.chain(notes).filter(|text| !text.is_empty()).collect();
    let distinct: BTreeSet<&String> = written.iter().collect();
    assert!(distinct.len() >= 120, "{}", distinct.len());
    assert_eq!(distinct.len(), written.len(), "nobody repeats anybody");
    let gave = |response: Response| ratings().any(|r| r.answers.values().any(|a| a.response == response));
    assert!(gave(Response::DontKnow) && gave(Response::NotApplicable), "people admit what they cannot say");
    assert!(ratings().any(|rating| rating.occasion.kind == OccasionKind::Checkpoint), "customers were asked");
}

#[test]
fn starters_explain_every_question_and_every_point() {
    let mut number = 0;
    let mut ids = || {
        number += 1;
        ulid::Ulid::from_parts(1, number)
    };
    let cards = starters(&mut ids, TODAY);
    let names: BTreeSet<&str> = cards.iter().map(|card| card.name.as_str()).collect();
    let expected = ["Balanced value", "How they see us", "Project rating", "Retention scorecard", "Seven questions"];
    assert_eq!(names, expected.into());
    for card in &cards {
        assert!(!card.about.is_empty(), "{}", card.name);
        for criterion in card.current().active() {
            let place = format!("{}: {}", card.name, criterion.name);
            assert!(!criterion.question.is_empty() && !criterion.why.is_empty(), "{place}");
            if let keepwise::model::Scale::Points { from, to, .. } = &criterion.scale {
                let mut anchors = BTreeSet::new();
                for point in *from..=*to {
                    let text = criterion.scale.anchor(point).unwrap_or_else(|| panic!("{place}: no words for {point}"));
                    assert!(anchors.insert(text.clone()), "{place}: {text} twice");
                }
            }
        }
    }
    let about_us = cards.iter().filter(|card| card.subject == Subject::Us).map(|card| card.name.as_str());
    assert_eq!(about_us.collect::<BTreeSet<_>>(), ["How they see us", "Retention scorecard"].into());
}
