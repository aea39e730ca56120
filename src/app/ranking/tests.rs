//! Tests of the ranks, state in and state out, on the sample business.

use super::*;
use crate::analysis::RankWarningKind;
use crate::app::testing::{TODAY, opened_on};
use crate::app::{EditCommand, UiEffect};
use crate::model::{Edit, Status, Workspace};
use crate::store::{Access, sample_workspace};

fn open_with(workspace: Workspace) -> State {
    let mut state = opened_on(workspace, Access::ReadWrite);
    let effects = state.handle(Command::Go(Screen::Ranking));
    work(&mut state, effects);
    state
}

fn open() -> State {
    open_with(sample_workspace(TODAY))
}

/// Does the work that was asked for and brings its answers.
fn work(state: &mut State, effects: Vec<Effect>) {
    for effect in effects {
        if let Effect::Work(work) = effect
            && let Some(command) = work.answer()
        {
            state.handle(command);
        }
    }
}

fn send(state: &mut State, command: RankingCommand) -> Vec<Effect> {
    state.handle(Command::Ranking(command))
}

fn area(state: &State) -> &RankingState {
    &state.areas.ranking
}

fn first(state: &State) -> &RankRow {
    area(state).row(0).unwrap()
}

fn named(state: &State, name: &str) -> CustomerId {
    let ranking = area(state).ranking().unwrap();
    ranking.rows.iter().find(|row| row.name() == name).unwrap().customer()
}

#[test]
fn everybody_we_work_for_is_there_and_those_without_a_rank_come_last_either_way() {
    let mut state = open();
    assert!(!area(&state).is_stale(), "the answer is here");
    let current = state.session().unwrap().workspace.customers.values();
    let current = current.filter(|customer| customer.profile.status.is_current()).count();
    assert_eq!(area(&state).order.len(), current, "nobody is missing");
    for lens in Lens::ALL {
        if !area(&state).lenses.contains(&lens) {
            send(&mut state, RankingCommand::ToggleLens(lens));
        }
        if area(&state).ranking().unwrap().num_ranked(lens) == 0 {
            continue;
        }
        for turned in [false, true] {
            if area(&state).sort != RankBy::Lens(lens) || area(&state).turned != turned {
                send(&mut state, RankingCommand::Sort(RankBy::Lens(lens)));
            }
            assert_eq!(area(&state).turned, turned, "once more turns it round");
            let ranks: Vec<Option<u32>> = (0..current)
                .map(|place| area(&state).row(place).unwrap().place(lens).map(|place| place.rank))
                .collect();
            let ranked: Vec<u32> = ranks.iter().flatten().copied().collect();
            assert!(ranks[ranked.len()..].iter().all(Option::is_none), "{lens:?}: unranked ones are last: {ranks:?}");
            let is_in_order = if turned { ranked.is_sorted_by(|a, b| a >= b) } else { ranked.is_sorted() };
            assert!(is_in_order, "{lens:?}: {ranks:?}");
        }
    }
}

#[test]
fn the_first_by_revenue_carries_a_warning() {
    let mut state = open();
    send(&mut state, RankingCommand::Sort(RankBy::Lens(Lens::Revenue)));
    let first = first(&state);
    assert_eq!(first.name(), "Grandview Hotels");
    let loud = first.warnings.iter().find(|warning| warning.kind == RankWarningKind::LoudNumberOne).unwrap();
    assert!(loud.text.starts_with("1st of "), "{}", loud.text);
    assert!(first.row.span.unwrap().spread > 0.5, "from the top to the bottom");
    send(&mut state, RankingCommand::Sort(RankBy::Moves));
    let spreads: Vec<f64> = (0..3).map(|place| area(&state).row(place).unwrap().row.span.unwrap().spread).collect();
    assert!(spreads.is_sorted_by(|a, b| a >= b), "the widest first: {spreads:?}");
}

#[test]
fn groups_and_ranges_fit_the_ranks_by_score() {
    let state = open();
    let rows = (0..area(&state).order.len()).filter_map(|place| area(&state).row(place));
    let scored: Vec<(u32, &RankRow)> = rows.filter_map(|row| Some((row.place(Lens::Score)?.rank, row))).collect();
    assert!(scored.len() > 10, "most have a score");
    for (rank, row) in &scored {
        let group = row.equal.unwrap();
        assert!(group.first <= *rank && *rank <= group.last, "{}: {rank} in {group:?}", row.name());
        let stability = row.stability.unwrap();
        assert!(stability.best <= *rank && *rank <= stability.worst, "{}: {rank} in {stability:?}", row.name());
        let warned = row.warnings.iter().any(|warning| warning.kind == RankWarningKind::Fragile);
        assert_eq!(warned, stability.near < 0.8, "{}: a fragile rank is warned about", row.name());
    }
    for pair in scored.windows(2) {
        let (one, next) = (pair[0].1.equal.unwrap(), pair[1].1.equal.unwrap());
        assert_eq!(one.is_next_equal, one.number == next.number, "{} and the next", pair[0].1.name());
    }
    assert!(scored.iter().any(|(_, row)| row.equal.unwrap().others > 0), "some are practically equal");
}

#[test]
fn keys_walk_the_rows_and_stop_at_their_ends() {
    let mut state = open();
    let last = area(&state).order.len() - 1;
    let top = first(&state).customer();
    send(&mut state, RankingCommand::Choose(top));
    for (by, expected) in [(1, 1), (1, 2), (-1, 1), (-5, 0), (i32::MAX, last), (1, last), (i32::MIN, 0)] {
        let reveal = area(&state).reveal;
        send(&mut state, RankingCommand::Step(by));
        assert_eq!(area(&state).chosen_place(), Some(expected), "after {by}");
        assert!(area(&state).reveal > reveal, "it is brought into sight");
    }
    send(&mut state, RankingCommand::Open);
    assert_eq!(state.navigation.now(), Screen::Customer(area(&state).chosen.unwrap()));
}

#[test]
fn one_lens_at_least_is_shown_and_they_keep_their_order() {
    let mut state = open();
    send(&mut state, RankingCommand::ToggleLens(Lens::Profit));
    let place = |state: &State, lens| area(state).lenses.iter().position(|one| *one == lens);
    assert!(place(&state, Lens::Revenue) < place(&state, Lens::Profit), "beside the revenue");
    for lens in Lens::ALL {
        if area(&state).lenses.contains(&lens) {
            send(&mut state, RankingCommand::ToggleLens(lens));
        }
    }
    assert_eq!(area(&state).lenses.len(), 1, "the last one stays");
    assert_eq!(area(&state).sort, RankBy::Lens(area(&state).lenses[0]), "rows are in an order one can see");
    send(&mut state, RankingCommand::UsualLenses);
    assert_eq!(area(&state).lenses, USUAL);
}

#[test]
fn an_edit_makes_the_ranks_stale_until_the_worker_answers() {
    let mut state = open();
    let gone = named(&state, "Grandview Hotels");
    let mut profile = state.session().unwrap().workspace.customers[&gone].profile.clone();
    profile.status = Status::LetGo;
    let edit = Edit::SetProfile(gone, Box::new(profile));
    let effects = state.handle(Command::Edit(EditCommand::Apply(Box::new(edit))));
    assert!(area(&state).is_stale() && area(&state).ranking().is_some(), "the old one stands meanwhile");
    send(&mut state, RankingCommand::Choose(gone));
    work(&mut state, effects);
    assert!(!area(&state).is_stale(), "the new one is here");
    assert!(area(&state).ranking().unwrap().rows.iter().all(|row| row.customer() != gone), "no longer ranked");
    assert!(area(&state).chosen_row().is_some_and(|row| row.customer() != gone), "somebody else is looked at");
}

#[test]
fn the_picture_follows_the_lenses_and_the_chosen() {
    let mut state = open();
    assert!(area(&state).picture.is_none(), "not before it is looked at");
    send(&mut state, RankingCommand::Show(RankingPart::Picture));
    let version = area(&state).version;
    send(&mut state, RankingCommand::Step(1));
    assert!(area(&state).version > version, "drawn anew");
    let crate::charts::Kind::RankLenses(picture) = &area(&state).picture.as_ref().unwrap().kind else {
        panic!("another kind of picture")
    };
    assert_eq!(picture.rows[0].id, area(&state).chosen.unwrap().to_string(), "the chosen one first");
    assert!(picture.rows[0].highlighted, "in colour");
    assert_eq!(picture.lenses.len(), area(&state).shown_lenses().len(), "as many lenses as shown");
    let rect = crate::charts::Rect::new(0.0, 0.0, 1.0, 1.0);
    let id = named(&state, "Grandview Hotels").to_string();
    let mark = Mark { rect, id, part: String::new(), tip: String::new() };
    send(&mut state, RankingCommand::Mark(mark));
    assert_eq!(area(&state).chosen_row().unwrap().name(), "Grandview Hotels", "a click on a line chooses");
}

#[test]
fn the_table_goes_to_the_clipboard_with_heads() {
    let mut state = open();
    send(&mut state, RankingCommand::Sort(RankBy::Lens(Lens::Revenue)));
    let effects = send(&mut state, RankingCommand::Copy);
    let copied = effects.iter().find_map(|effect| match effect {
        Effect::Ui(UiEffect::CopyTable { text, html }) if html.contains("<table") => Some(text),
        _ => None,
    });
    let lines: Vec<&str> = copied.unwrap().lines().collect();
    assert_eq!(lines.len(), area(&state).order.len() + 1, "a head and a line for each");
    let columns: Vec<&str> = lines[0].split('\t').collect();
    assert_eq!(columns[..3], ["Customer", "Our score: rank", "Our score"], "{columns:?}");
    assert!(lines.iter().all(|line| line.split('\t').count() == columns.len()), "as many cells everywhere");
    let revenue = columns.iter().position(|column| *column == "Revenue: rank").unwrap();
    let grand: Vec<&str> = lines[1].split('\t').collect();
    assert_eq!((grand[0], grand[revenue]), ("Grandview Hotels", "1"));
    assert!(grand[revenue + 1].parse::<f64>().is_ok(), "plain digits: {}", grand[revenue + 1]);
}

#[test]
fn without_ratings_or_customers_there_is_nothing_to_break() {
    let mut workspace = sample_workspace(TODAY);
    for customer in workspace.customers.values_mut() {
        Arc::make_mut(customer).ratings.clear();
    }
    let state = open_with(workspace.clone());
    assert_eq!(area(&state).ranking().unwrap().num_ranked(Lens::Score), 0, "nobody has a score");
    assert!(!area(&state).shown_lenses().contains(&Lens::Score), "so there is no column for it");
    assert_eq!(area(&state).sort, RankBy::Lens(Lens::Revenue), "and no order by it");
    workspace.customers.clear();
    let state = open_with(workspace);
    assert!(area(&state).order.is_empty() && area(&state).chosen.is_none(), "nobody");
}
