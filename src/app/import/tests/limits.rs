//! Limits of a new scorecard, typed or taken from a column of classes.

use super::*;

const CLASSES: &str = "id;hospital;score;class;fits\n1;North;;DI;x\n2;East;77.3;A;x\n3;South;77.29;B;y\n4;West;74;B;x\n\
                       5;Hill;73.99;C;y\n6;Mill;70.70;C;x\n7;Gate;70.69;D;x\n";

fn place(state: &State, header: &str) -> usize {
    form(state).columns.iter().position(|column| column.header == header).unwrap()
}

/// Reads hospitals with a score and a class, the score being the only answer, a measure from 0 to 100.
fn read_classes(state: &mut State) {
    read_text(state, CLASSES);
    change(state, ImportCommand::Kind(Kind::Customers));
    for (header, use_kind) in [
        ("id", UseKind::CustomerReference),
        ("hospital", UseKind::CustomerName),
        ("score", UseKind::Criterion),
        ("class", UseKind::Segment),
        ("fits", UseKind::Ignore),
    ] {
        let column = place(state, header);
        change(state, ImportCommand::Use(column, use_kind));
    }
    let score = place(state, "score");
    let mut column = form(state).columns[score].clone();
    column.scale.kind = crate::app::ScaleKind::Measure;
    (column.scale.worst, column.scale.best) = ("0".to_owned(), "100".to_owned());
    change(state, ImportCommand::Column(score, Box::new(column)));
}

fn set_limits(state: &mut State, edit: impl Fn(&mut LimitsForm)) {
    let mut limits = form(state).limits.clone();
    edit(&mut limits);
    change(state, ImportCommand::Limits(Box::new(limits)));
}

#[test]
fn limits_are_said_in_the_dialog_and_kept_with_the_mapping() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_classes(&mut state);
    let words = "Keep from 70, hard look from 45, let go below.";
    assert_eq!(form(&state).limits.words().as_deref(), Some(words));
    assert_eq!(state.areas.import.new_limits().as_deref(), Some(words), "and with what would happen");
    set_limits(&mut state, |limits| limits.hard_look_from = "74,5".to_owned());
    assert!(form(&state).limits.hard_look_fault.is_some() && blocked(&state).is_some(), "upside down");
    set_limits(&mut state, |limits| {
        (limits.keep_from, limits.hard_look_from) = ("74".to_owned(), "70,7".to_owned());
        limits.named.add();
        limits.named.rows[0].name = "A".to_owned();
    });
    assert_eq!(form(&state).limits.band_fault(0, crate::app::BandPart::From), Some("Enter a number."));
    assert!(blocked(&state).unwrap().contains("missing"), "{:?}", blocked(&state));
    set_limits(&mut state, |limits| limits.named.rows[0].from = "77.3".to_owned());
    assert_eq!(blocked(&state), None);
    send(&mut state, ImportCommand::Accept);
    let policy = workspace(&state).main_scorecard().unwrap().current().policy.clone();
    assert_eq!((policy.keep_from.value(), policy.hard_look_from.value()), (74.0, 70.7));
    assert_eq!(policy.bands.iter().map(|band| band.from.value()).collect::<Vec<_>>(), [77.3]);

    // Once more: the scorecard is there and keeps its limits, and nothing is new.
    read_text(&mut state, CLASSES);
    assert_eq!(blocked(&state).as_deref(), Some("There is nothing new in this file."));
    assert!(form(&state).is_card_known && !form(&state).makes_card(), "its limits are not asked for");
    assert_eq!(form(&state).limits.keep_from, "74", "but known");
    state.handle(Command::CloseModal);
    state.handle(Command::Edit(EditCommand::Undo));
    assert!(workspace(&state).scorecards.is_empty(), "one step");
}

#[test]
fn nobody_who_leaves_the_limits_alone_gets_any_in_the_mapping() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_classes(&mut state);
    let session = state.session().unwrap().workspace.clone();
    let form = state.areas.import.form.as_mut().unwrap();
    assert_eq!(form.mapping(&session).unwrap().bands, None);
}

#[test]
fn limits_are_taken_from_a_column_of_classes_or_refused() {
    let mut state = opened_on(empty(), Access::ReadWrite);
    read_classes(&mut state);
    let columns: Vec<String> = form(&state).class_columns().iter().map(|(_, header)| (*header).to_owned()).collect();
    assert_eq!(columns, ["class", "fits"], "neither names nor the score itself");
    let fits = place(&state, "fits");
    change(&mut state, ImportCommand::LimitsFrom(fits));
    let told = form(&state).limits.told.clone().unwrap().unwrap_err();
    assert!(told.starts_with("“fits” gives no limits: it does not follow the score"), "{told}");
    assert!(form(&state).limits.named.rows.is_empty(), "and nothing is taken");
    let class = place(&state, "class");
    change(&mut state, ImportCommand::LimitsFrom(class));
    let told = form(&state).limits.told.clone().unwrap().unwrap();
    assert!(told.contains("6 of 6 rows agree. 1 row has no score or no class."), "{told}");
    let words = form(&state).limits.words().unwrap();
    assert!(words.ends_with("Bands: A from 77.3, B from 74, C from 70.7, D from 0."), "{words}");
    set_limits(&mut state, |limits| limits.named.rows[0].from = "78".to_owned());
    assert_eq!(form(&state).limits.told, None, "not what the column says any more");
}
