//! Decisions: plans and off-boarding dates, wording, what stood, changing a decision, setting cautions aside.

use super::*;
use crate::analysis::{CautionKind, date_text};
use crate::app::{PageCommand, Typed, UiEffect};
use crate::model::{CustomerId, Decision, DecisionId, Issue, IssueId, Score, Side};

fn decision(state: &mut State, command: DecisionCommand) -> Vec<Effect> {
    send(state, LetGoCommand::Decision(command))
}

fn choose(state: &mut State, choice: Choice) {
    decision(state, DecisionCommand::Choose(choice));
}

fn plan(state: &mut State, command: PlanCommand) {
    decision(state, DecisionCommand::Plan(command));
}

fn planned(state: &State) -> &PlanForm {
    form(state).plan().unwrap()
}

fn rows(state: &State) -> Vec<(String, String)> {
    planned(state).steps.iter().map(|step| (step.what.clone(), step.by.text.clone())).collect()
}

fn typed(day: Date) -> Typed<Date> {
    Typed { text: day.to_string(), value: Ok(Some(day)) }
}

fn newest(state: &State, customer: CustomerId) -> (DecisionId, Decision) {
    let (id, decision) = session(state).workspace.customers[&customer].last_decision().unwrap();
    (id, decision.clone())
}

#[test]
fn every_kind_of_decision_is_kept_with_its_plan() {
    for choice in Choice::ALL {
        let mut state = open();
        let customer = shown(&state).customer;
        send(&mut state, LetGoCommand::Decide);
        choose(&mut state, choice);
        assert!(form(&state).is_ready(), "{choice:?}: what is proposed fits as it is");
        assert_eq!(send(&mut state, LetGoCommand::Record).len(), 1, "{choice:?}: saved");
        let (_, kept) = newest(&state, customer);
        assert_eq!((kept.choice, kept.steps.is_empty()), (choice, choice == Choice::Keep), "{choice:?}");
        assert_eq!(kept.target.is_some(), has_target(choice), "{choice:?}: a score where we go on working for them");
        assert_eq!(kept.message.is_empty(), choice == Choice::Keep, "{choice:?}: wording to start from");
        let dates = kept.steps.iter().map(|step| step.by.unwrap());
        assert!(dates.into_iter().all(|day| day > TODAY), "{choice:?}: all in the future");
        assert_eq!(session(&state).workspace.customers[&customer].profile.status, choice.status(), "{choice:?}");
    }
}

#[test]
fn fixing_together_begins_with_what_speaks_most_against_them() {
    let mut state = open();
    let grandview = named(&state, "Grandview Hotels");
    send(&mut state, LetGoCommand::Choose(grandview));
    let worst = crate::app::customers::small_first(&shown(&state).explanation.contributions[0].name);
    send(&mut state, LetGoCommand::Decide);
    choose(&mut state, Choice::FixTogether);
    let rows = rows(&state);
    assert_eq!(rows[0].0, format!("Talk with them about: {worst}"), "{rows:?}");
    assert_eq!(rows.len(), 4, "three questions and a checkpoint");
    assert_eq!(planned(&state).target.text, "45", "let go: hard look is the next line");
    let lantern = named(&state, "Lantern Lane Books");
    state.handle(Command::CloseModal);
    send(&mut state, LetGoCommand::Choose(lantern));
    send(&mut state, LetGoCommand::Decide);
    choose(&mut state, Choice::FixTogether);
    assert!(planned(&state).steps[0].what.starts_with("Put right on our side: "), "our own issues come first");
    assert_eq!(planned(&state).target.text, "70", "a hard look: keep is the next line");
}

#[test]
fn what_was_planned_survives_another_choice() {
    let mut state = open();
    send(&mut state, LetGoCommand::Decide);
    choose(&mut state, Choice::FixTogether);
    plan(&mut state, PlanCommand::What(0, "Have lunch".to_owned()));
    plan(&mut state, PlanCommand::Who(0, "Anna Weiss".to_owned()));
    plan(&mut state, PlanCommand::Message("Dear all".to_owned()));
    let before = rows(&state);
    for choice in [Choice::LetGo, Choice::Keep, Choice::FixTogether] {
        choose(&mut state, choice);
    }
    assert_eq!((rows(&state), planned(&state).message.as_str()), (before, "Dear all"), "still there");
    decision(&mut state, DecisionCommand::Close);
    assert!(state.modal.is_none(), "closed by a slip");
    decision(&mut state, DecisionCommand::Reopen);
    assert_eq!(planned(&state).steps[0].what, "Have lunch", "and taken up again");
}

#[test]
fn the_notice_period_moves_the_dates_and_the_letter() {
    let mut state = open();
    send(&mut state, LetGoCommand::Decide);
    choose(&mut state, Choice::LetGo);
    let day = |state: &State, what: &str| {
        let row = rows(state).into_iter().find(|(text, _)| text.starts_with(what));
        row.unwrap_or_else(|| panic!("no {what}: {:?}", rows(state))).1
    };
    // Told on Monday 30 November: a week on is a Saturday.
    for (what, expected) in [
        ("Tell them in person", "2026-11-30"),
        ("Say who covers the revenue", "2026-12-07"),
        ("The notice period ends", "2026-12-28"),
        ("Finish the work", "2026-12-28"),
        ("Take back access", "2026-12-29"),
        ("Send the final invoice", "2027-01-04"),
        ("Return their data", "2027-01-11"),
        ("A kind parting word", "2027-01-11"),
    ] {
        assert_eq!(day(&state, what), expected, "{what}");
    }
    let has = |state: &State, day: Date| planned(state).message.contains(&date_text(day));
    assert!(has(&state, date(2026, 12, 28)), "{}", planned(&state).message);
    let edited = planned(&state).message.replace("Thank you", "Thank you very much");
    plan(&mut state, PlanCommand::Message(edited));
    let invoice = rows(&state).iter().position(|(what, _)| what.starts_with("Send the final")).unwrap();
    plan(&mut state, PlanCommand::By(invoice, typed(date(2026, 12, 1))));
    plan(&mut state, PlanCommand::Weeks("8".to_owned()));
    assert_eq!(day(&state, "The notice period ends"), "2027-01-25", "eight weeks after they are told");
    assert_eq!(day(&state, "Take back access"), "2027-01-26", "it follows");
    assert_eq!(day(&state, "Send the final invoice"), "2026-12-01", "written by hand, it stays");
    assert!(has(&state, date(2027, 1, 25)) && !has(&state, date(2026, 12, 28)), "the letter follows too");
    assert!(planned(&state).message.contains("Thank you very much"), "and keeps what was edited");
    plan(&mut state, PlanCommand::By(0, typed(date(2026, 12, 2))));
    assert_eq!(day(&state, "The notice period ends"), "2027-01-27", "told two days later, so it ends later");
    plan(&mut state, PlanCommand::Weeks("soon".to_owned()));
    assert!(!form(&state).is_ready() && planned(&state).weeks_problem().is_some(), "said, not guessed");
    assert_eq!(day(&state, "The notice period ends"), "2027-01-27", "the dates stay meanwhile");
}

#[test]
fn the_wording_names_them_and_never_a_rating() {
    let mut state = open();
    let grandview = named(&state, "Grandview Hotels");
    send(&mut state, LetGoCommand::Choose(grandview));
    let explanation = shown(&state).explanation.clone();
    send(&mut state, LetGoCommand::Decide);
    for choice in Choice::ALL.into_iter().filter(|choice| *choice != Choice::Keep) {
        choose(&mut state, choice);
        let words = planned(&state).message.clone();
        assert!(words.starts_with("Dear Grandview Hotels,") && words.contains("Anna Weiss"), "{words}");
        let score = format!("{:.0}", explanation.judgement.score.unwrap());
        assert!(!words.contains(&score) && !words.contains("score"), "{choice:?}: {words}");
        for part in &explanation.contributions {
            assert!(!words.to_lowercase().contains(&part.name.to_lowercase()), "{choice:?}: {}", part.name);
        }
        let effects = decision(&mut state, DecisionCommand::CopyMessage);
        assert!(matches!(&effects[..], [Effect::Ui(UiEffect::Copy(text))] if *text == words), "copied as it is");
    }
    decision(&mut state, DecisionCommand::By("Henrik Solberg".to_owned()));
    let words = &planned(&state).message;
    assert!(words.contains("Henrik Solberg") && !words.contains("Anna Weiss"), "who decides signs: {words}");
}

#[test]
fn rows_are_added_removed_and_checked() {
    let mut state = open();
    let customer = shown(&state).customer;
    send(&mut state, LetGoCommand::Decide);
    choose(&mut state, Choice::FixTogether);
    let proposed = rows(&state).len();
    plan(&mut state, PlanCommand::Add);
    assert!(form(&state).is_ready(), "an empty row is no mistake");
    plan(&mut state, PlanCommand::Who(proposed, "Ruth Adeyemi".to_owned()));
    assert!(!form(&state).is_ready(), "somebody has to do something");
    plan(&mut state, PlanCommand::What(proposed, "Call them".to_owned()));
    plan(&mut state, PlanCommand::By(proposed, Typed { text: "soon".to_owned(), value: Err("No.".to_owned()) }));
    assert!(!form(&state).is_ready(), "soon is no day");
    plan(&mut state, PlanCommand::By(proposed, Typed::default()));
    plan(&mut state, PlanCommand::Target(Typed { text: "120".to_owned(), value: Ok(Some(120.0)) }));
    assert!(!form(&state).is_ready(), "no such score");
    plan(&mut state, PlanCommand::Target(Typed { text: "60".to_owned(), value: Ok(Some(60.0)) }));
    plan(&mut state, PlanCommand::Remove(0));
    plan(&mut state, PlanCommand::Add);
    send(&mut state, LetGoCommand::Record);
    let (_, kept) = newest(&state, customer);
    let last = kept.steps.last().unwrap();
    assert_eq!((kept.steps.len(), kept.target.map(Score::value)), (proposed, Some(60.0)), "the empty row is left out");
    assert_eq!((last.what.as_str(), last.who.as_str(), last.by), ("Call them", "Ruth Adeyemi", None));
}

#[test]
fn what_stood_can_be_worked_out_again_from_what_was_kept() {
    let mut state = open();
    let customer = shown(&state).customer;
    send(&mut state, LetGoCommand::Decide);
    choose(&mut state, Choice::Keep);
    send(&mut state, LetGoCommand::Record);
    let (_, kept) = newest(&state, customer);
    let stood = kept.stood.unwrap();
    let judgement = *judged(&state).of(customer).unwrap();
    let weighed = stood.values.iter().map(|(id, value)| (stood.weights[id].value(), value.value()));
    let (sum, weight) = weighed.fold((0.0, 0.0), |(sum, all), (weight, value)| (sum + weight * value, all + weight));
    assert!((100.0 * sum / weight - stood.score.unwrap().value()).abs() < 1e-9, "the score from values and weights");
    let (lower, upper) = stood.bounds.unwrap();
    assert!((lower.value() - judgement.lower).abs() < 1e-9 && (upper.value() - judgement.upper).abs() < 1e-9, "bounds");
    assert_eq!(stood.policy.as_deref(), Some(&judged(&state).terms.policy), "the policy of the day");
    assert_eq!(stood.firmness.as_str(), judgement.firmness.words());
    assert_eq!((stood.verdict, stood.version), (judgement.verdict, judged(&state).card.current().number));
}

#[test]
fn a_decision_is_changed_without_moving_what_stood_or_the_status() {
    let mut state = open();
    let oakline = named(&state, "Oakline Dental");
    let (id, before) = newest(&state, oakline);
    let profile = session(&state).workspace.customers[&oakline].profile.clone();
    let edit = Edit::SetProfile(oakline, Box::new(crate::model::Profile { status: Status::Active, ..profile }));
    state.handle(Command::Edit(EditCommand::Apply(Box::new(edit))));
    decision(&mut state, DecisionCommand::Open(oakline, id));
    assert!(form(&state).is_ready(), "as it is, though its review was due already");
    plan(&mut state, PlanCommand::What(3, "Hold a checkpoint with both partners".to_owned()));
    send(&mut state, LetGoCommand::Record);
    let (_, after) = newest(&state, oakline);
    assert_eq!(after.steps[3].what.as_str(), "Hold a checkpoint with both partners");
    let mut expected = before.clone();
    expected.steps[3].what = after.steps[3].what.clone();
    assert_eq!(after, expected, "nothing else");
    assert_eq!(session(&state).workspace.customers[&oakline].profile.status, Status::Active, "as set by hand");
}

#[test]
fn a_step_is_ticked_today_and_opened_again() {
    let mut state = open();
    let oakline = named(&state, "Oakline Dental");
    let (id, before) = newest(&state, oakline);
    state.handle(Command::Go(Screen::Customer(oakline)));
    let page = |state: &mut State, command| {
        state.handle(Command::Customers(crate::app::CustomersCommand::Page(command)));
    };
    page(&mut state, PageCommand::Tick(id, 3));
    assert_eq!(newest(&state, oakline).1.steps[3].done, Some(TODAY), "done today");
    assert_eq!(state.areas.customers.page.data.as_ref().unwrap().since[&id].steps_done, 4, "counted");
    page(&mut state, PageCommand::Tick(id, 3));
    assert_eq!(newest(&state, oakline).1, before, "as before");
    page(&mut state, PageCommand::Tick(id, 99));
    assert_eq!(newest(&state, oakline).1, before, "no such step");
}

#[test]
fn a_caution_is_set_aside_with_a_reason_and_kept_so_with_the_decision() {
    let mut state = open();
    let customer = shown(&state).customer;
    let before = session(&state).workspace.clone();
    let kind = shown(&state).explanation.cautions[0].kind;
    let num = shown(&state).explanation.cautions.len();
    let caution = |state: &mut State, command| send(state, LetGoCommand::Caution(command));
    caution(&mut state, CautionCommand::SetAside(kind));
    assert!(caution(&mut state, CautionCommand::Keep).is_empty(), "not without a reason");
    caution(&mut state, CautionCommand::Reason(" We have spread the risk ".to_owned()));
    caution(&mut state, CautionCommand::Keep);
    let explanation = &shown(&state).explanation;
    assert_eq!((explanation.cautions.len(), explanation.set_aside.len()), (num - 1, 1), "one less");
    let dismissal = &explanation.set_aside[0].dismissal;
    assert_eq!((dismissal.on, dismissal.by.as_str()), (TODAY, "Anna Weiss"), "when, and by whom");
    let text = explanation.set_aside[0].caution.text.clone();
    send(&mut state, LetGoCommand::Decide);
    choose(&mut state, Choice::Keep);
    send(&mut state, LetGoCommand::Record);
    let stood = newest(&state, customer).1.stood.unwrap();
    assert_eq!(stood.cautions.len(), num, "all are kept");
    let expected = format!("Set aside: {text} (Anna Weiss: We have spread the risk)");
    assert!(stood.cautions.contains(&expected) && !stood.cautions.contains(&text), "{:?}", stood.cautions);
    state.handle(Command::Edit(EditCommand::Undo));
    caution(&mut state, CautionCommand::BringBack(kind));
    assert_eq!(shown(&state).explanation.cautions.len(), num, "it counts again");
    state.handle(Command::Edit(EditCommand::Undo));
    state.handle(Command::Edit(EditCommand::Undo));
    assert_eq!(session(&state).workspace, before, "as if nothing had been");
}

#[test]
fn an_issue_on_our_side_changes_the_answer() {
    let mut state = open();
    let customer = shown(&state).customer;
    let issue = Issue {
        raised: TODAY,
        what: "Wrong invoice".parse().unwrap(),
        side: Side::Us,
        solved: None,
        extra: Default::default(),
    };
    let edit = Edit::PutIssue(customer, IssueId::new(ulid::Ulid::from(5)), Box::new(issue));
    state.handle(Command::Edit(EditCommand::Apply(Box::new(edit))));
    let explanation = &shown(&state).explanation;
    assert_eq!(explanation.headline, "Fix us first, then look again");
    assert!(explanation.cautions.iter().any(|caution| caution.kind == CautionKind::OpenIssues), "and why");
}
