//! Laws of the model: an edit taken back leaves no trace, a refused edit leaves none either.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::date;
use keepwise::model::{
    Answer, Business, BusinessId, Choice, Criterion, CriterionId, Customer, CustomerId, Decision, DecisionId,
    Dismissal, Edit, EditError, Extra, Finite, Group, GroupId, Issue, IssueId, Line, ListMap, Name, Note, Occasion,
    OccasionKind, Person, PersonId, Policy, Profile, Rating, RatingId, Scale, Scenario, ScenarioId, Score, Scorecard,
    ScorecardId, ScorecardVersion, Side, Status, Subject, Workspace,
};
use proptest::prelude::*;
use ulid::Ulid;

fn ulid(kind: u64, n: u8) -> Ulid {
    Ulid::from_parts(kind, u128::from(n))
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn version(number: u32, to: i32) -> ScorecardVersion {
    let criterion = |text: &str, scale| Criterion::new(CriterionId::from_name(text, |_| false), name(text), scale);
    ScorecardVersion {
        number,
        adopted: date(2026, 1, 1),
        note: Note::default(),
        criteria: vec![criterion("Pays", Scale::points(1, to)), criterion("Respect", Scale::YesNo)],
        policy: Policy::default(),
        extra: Extra::new(),
    }
}

fn scorecard(n: u8) -> Scorecard {
    Scorecard {
        id: ScorecardId::new(ulid(2, n)),
        name: name("Project rating"),
        about: Note::default(),
        subject: Subject::Customer,
        versions: vec![version(1, 5)],
        scenarios: BTreeMap::new(),
        archived: false,
        extra: Extra::new(),
    }
}

fn rating(card: u8, version: u32, person: u8, pays: f64) -> Rating {
    Rating {
        scorecard: ScorecardId::new(ulid(2, card)),
        version,
        person: PersonId::new(ulid(3, person)),
        occasion: Occasion { kind: OccasionKind::QuarterlyReview, name: Line::default(), extra: Extra::new() },
        on: date(2026, 5, 1),
        answers: ListMap::from([("pays".parse().unwrap(), Answer::value(Finite::new(pays).unwrap()))]),
        remark: Note::default(),
        extra: Extra::new(),
    }
}

fn decision(choice: Choice, day: i8) -> Decision {
    Decision::new(date(2026, 6, day), choice)
}

fn start() -> Workspace {
    let mut ws = Workspace::new(Business::new(BusinessId::new(ulid(0, 0)), name("Bright & Bold Studio")));
    for n in 0..2 {
        Edit::AddScorecard(Arc::new(scorecard(n))).apply(&mut ws).unwrap();
        let person = Person { name: name("Dana"), group: GroupId::TEAM, left: false, extra: Extra::new() };
        Edit::PutPerson(PersonId::new(ulid(3, n)), person).apply(&mut ws).unwrap();
        let customer = Customer::new(CustomerId::new(ulid(1, n)), Profile::new(name("Northwind")));
        Edit::AddCustomer(Arc::new(customer)).apply(&mut ws).unwrap();
    }
    ws
}

fn small_edit() -> impl Strategy<Value = Edit> {
    let customer = || (0..4_u8).prop_map(|n| CustomerId::new(ulid(1, n)));
    let person = || (0..4_u8).prop_map(|n| PersonId::new(ulid(3, n)));
    let card = || (0..4_u8).prop_map(|n| ScorecardId::new(ulid(2, n)));
    let any_name = || prop::sample::select(vec!["Harbour Café", "=cmd()", "<script>", "Łódź"]).prop_map(name);
    prop_oneof![
        any_name().prop_map(|name| Edit::SetBusiness { name, currency: Line::new("€").unwrap() }),
        any_name().prop_map(|text| {
            let id = GroupId::from_name(&text, |_| false);
            Edit::PutGroup(id, Group { name: text, extra: Extra::new() })
        }),
        any_name().prop_map(|text| Edit::RemoveGroup(GroupId::from_name(&text, |_| false))),
        (person(), any_name(), any::<bool>()).prop_map(|(id, name, left)| {
            Edit::PutPerson(id, Person { name, group: GroupId::MANAGEMENT, left, extra: Extra::new() })
        }),
        person().prop_map(Edit::RemovePerson),
        card().prop_map(Edit::ChooseMainScorecard),
        (0..4_u8).prop_map(|n| Edit::AddScorecard(Arc::new(scorecard(n)))),
        (card(), any_name(), any::<bool>()).prop_map(|(id, name, archived)| Edit::SetScorecard { id, name, archived }),
        (card(), 1..4_u32, 1..12_i32)
            .prop_map(|(id, number, to)| Edit::AdoptVersion(id, Box::new(version(number, to)))),
        card().prop_map(Edit::DeleteScorecard),
        (customer(), any_name())
            .prop_map(|(id, name)| Edit::AddCustomer(Arc::new(Customer::new(id, Profile::new(name))))),
        (customer(), any_name()).prop_map(|(id, text)| {
            let profile = Profile { tags: BTreeSet::from([text.clone()]), ..Profile::new(text) };
            Edit::SetProfile(id, Box::new(profile))
        }),
        customer().prop_map(Edit::DeleteCustomer),
        (customer(), 0..3_u8, 0..3_u8, 1..3_u32, 0..4_u8, 0.0..7.0_f64).prop_map(
            |(id, n, card, version, person, pays)| {
                Edit::PutRating(id, RatingId::new(ulid(4, n)), Box::new(rating(card, version, person, pays.floor())))
            }
        ),
        (customer(), 0..3_u8).prop_map(|(id, n)| Edit::DeleteRating(id, RatingId::new(ulid(4, n)))),
        (customer(), 0..3_u8, prop::sample::select(Choice::ALL.to_vec()), 1..28_i8).prop_map(|(id, n, choice, day)| {
            Edit::PutDecision(id, DecisionId::new(ulid(5, n)), Box::new(decision(choice, day)))
        }),
        (customer(), 0..3_u8).prop_map(|(id, n)| Edit::DeleteDecision(id, DecisionId::new(ulid(5, n)))),
        (customer(), 0..3_u8, any::<bool>()).prop_map(|(id, n, is_solved)| {
            let (raised, what) = (date(2026, 6, 1), Line::new("A late delivery").unwrap());
            let solved = is_solved.then(|| date(2026, 6, 8));
            let issue = Issue { raised, what, side: Side::Us, solved, extra: Extra::new() };
            Edit::PutIssue(id, IssueId::new(ulid(6, n)), Box::new(issue))
        }),
        (customer(), 0..3_u8).prop_map(|(id, n)| Edit::DeleteIssue(id, IssueId::new(ulid(6, n)))),
        (customer(), any_name(), any::<bool>()).prop_map(|(id, kind, sets_aside)| {
            let (on, reason) = (date(2026, 6, 1), Note::new("They know").unwrap());
            let dismissal = Dismissal { on, reason, by: Line::default(), extra: Extra::new() };
            Edit::DismissCaution(id, kind, sets_aside.then(|| Box::new(dismissal)))
        }),
        (card(), 0..3_u8, 0..90_u8).prop_map(|(id, n, keep)| {
            let policy = Policy { keep_from: Score::new(f64::from(keep)).unwrap(), ..Policy::default() };
            let (saved, weights) = (date(2026, 6, 1), BTreeMap::new());
            let (name, note) = (name("What if"), Note::default());
            let scenario = Scenario { name, saved, version: 1, weights, policy, note, extra: Extra::new() };
            Edit::PutScenario(id, ScenarioId::new(ulid(7, n)), Box::new(scenario))
        }),
        (card(), 0..3_u8).prop_map(|(id, n)| Edit::DeleteScenario(id, ScenarioId::new(ulid(7, n)))),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => small_edit(),
        1 => prop::collection::vec(small_edit(), 0..4)
            .prop_map(|edits| Edit::Batch { label: "several".to_owned(), edits }),
    ]
}

proptest! {
    #[test]
    fn undo_restores_the_workspace_exactly(edits in prop::collection::vec(edit(), 1..20)) {
        let mut ws = start();
        let mut undo = Vec::new();
        for edit in edits {
            let before = ws.clone();
            if let Ok(change) = edit.apply(&mut ws) {
                undo.push((before, change));
            } else {
                prop_assert_eq!(&ws, &before, "a refused edit leaves no trace");
            }
        }
        let end = ws.clone();
        for (before, change) in undo.iter().rev() {
            Edit::Revert(Box::new(change.clone())).apply(&mut ws).unwrap();
            prop_assert_eq!(&ws, before);
        }
        for (_, change) in &undo {
            Edit::Revert(Box::new(change.inverse())).apply(&mut ws).unwrap();
        }
        prop_assert_eq!(ws, end, "doing everything again leads to the same end");
    }
}

fn id(n: u8) -> CustomerId {
    CustomerId::new(ulid(1, n))
}

#[test]
fn answers_off_the_scale_are_refused_with_the_question_named() {
    let mut ws = start();
    let edit = Edit::PutRating(id(0), RatingId::new(ulid(4, 0)), Box::new(rating(0, 1, 0, 6.0)));
    assert_eq!(edit.apply(&mut ws).unwrap_err().to_string(), "Pays: 6 is not on the scale 1–5");
}

#[test]
fn a_person_who_rated_cannot_be_removed_and_a_used_scorecard_neither() {
    let mut ws = start();
    Edit::PutRating(id(0), RatingId::new(ulid(4, 0)), Box::new(rating(0, 1, 0, 4.0))).apply(&mut ws).unwrap();
    let person = Edit::RemovePerson(PersonId::new(ulid(3, 0))).apply(&mut ws).unwrap_err();
    assert!(matches!(person, EditError::PersonHasRated(_)), "{person}");
    let card = Edit::DeleteScorecard(ScorecardId::new(ulid(2, 0))).apply(&mut ws).unwrap_err();
    assert!(matches!(card, EditError::ScorecardHasRatings(_)), "{card}");
}

#[test]
fn the_status_follows_the_newest_decision_only() {
    let mut ws = start();
    let decide = |ws: &mut Workspace, n, choice, day| {
        Edit::PutDecision(id(0), DecisionId::new(ulid(5, n)), Box::new(decision(choice, day))).apply(ws).unwrap();
        ws.customers[&id(0)].profile.status
    };
    assert_eq!(decide(&mut ws, 0, Choice::LetGo, 10), Status::LetGo);
    assert_eq!(decide(&mut ws, 1, Choice::FixTogether, 5), Status::LetGo, "an older decision changes nothing");
    assert_eq!(decide(&mut ws, 2, Choice::Keep, 11), Status::Active);
}

#[test]
fn a_change_made_since_stands_in_the_way_of_undo() {
    let mut ws = start();
    let first = Edit::SetProfile(id(0), Box::new(Profile::new(name("A")))).apply(&mut ws).unwrap();
    Edit::SetProfile(id(0), Box::new(Profile::new(name("B")))).apply(&mut ws).unwrap();
    assert_eq!(Edit::Revert(Box::new(first)).apply(&mut ws), Err(EditError::ChangedSince));
}

#[test]
fn bands_upside_down_and_scorecards_without_questions_are_refused() {
    let mut ws = start();
    let mut upside_down = version(2, 5);
    upside_down.policy.hard_look_from = Score::clamped(80.0);
    let card = ScorecardId::new(ulid(2, 0));
    assert_eq!(Edit::AdoptVersion(card, Box::new(upside_down)).apply(&mut ws), Err(EditError::BadBands));
    let mut empty = version(2, 5);
    empty.criteria.iter_mut().for_each(|criterion| criterion.retired = true);
    assert_eq!(Edit::AdoptVersion(card, Box::new(empty)).apply(&mut ws), Err(EditError::BadCriteria));
}
