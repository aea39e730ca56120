//! The table on the screen, whole and with its headers, for a spreadsheet or a document.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::charts::{DataCell, DataColumn, DataTable};
use crate::exchange::{data_html, data_tsv, protect_from_formulas};
use crate::model::{CriterionId, Customer, CustomerId, Locale, Response, ScorecardId, Verdict, Workspace};

use super::customers::{CustomersCommand, TableCommand};
use super::explore::{history_table, map_table};
use super::picture_export::{CopyCommand, ExportCommand, chart_on_screen};
use super::{Command, Effect, RankingCommand, Screen, Session, State, UiEffect};

/// Whether the screen that is shown has a table to copy. Asked in every frame: nothing is made for the answer.
pub(super) fn has_table(state: &State) -> bool {
    let Some(session) = state.session() else { return false };
    match state.navigation.now() {
        Screen::Customers => true,
        Screen::Ranking => state.areas.ranking.ranking().is_some(),
        Screen::People => !session.workspace.business.people.is_empty(),
        Screen::Customer(id) => session.workspace.customers.get(&id).is_some_and(|one| !one.ratings.is_empty()),
        Screen::Parting => state.areas.parting.ground().is_some_and(|ground| !ground.rows.is_empty()),
        Screen::RightThings => state.areas.right_things.shown.answer().is_some_and(|shown| !shown.rows.is_empty()),
        Screen::PortfolioMap => {
            state.areas.explore.map.ground().is_some() && !state.areas.explore.map.listed.is_empty()
        }
        Screen::History => !state.areas.explore.history.shown.listed.is_empty(),
        Screen::LookingBack => state.areas.looking_back.shown().is_some_and(|looked| !looked.decisions.is_empty()),
        Screen::LetGo => state.areas.let_go.summary.as_ref().is_some_and(|summary| !summary.listed.is_empty()),
        Screen::Scorecards => state.areas.scorecards.page.as_ref().is_some_and(|page| !page.questions.is_empty()),
        // The numbers of the chart are the table.
        _ => chart_on_screen(state).is_some(),
    }
}

/// Copies it.
pub(super) fn copy(state: &mut State) -> Vec<Effect> {
    // These two know best what is shown of them, in which order, and what is chosen.
    match state.navigation.now() {
        Screen::Customers => return state.handle(Command::Customers(CustomersCommand::Table(TableCommand::Copy))),
        Screen::Ranking => return state.handle(Command::Ranking(RankingCommand::Copy)),
        _ => {}
    }
    let Some((title, table)) = state.session().and_then(|session| table(state, session)) else {
        if let Some(chart) = chart_on_screen(state).map(Cow::into_owned) {
            return state.handle(Command::Export(ExportCommand::Copy(CopyCommand::Data(Box::new(chart)))));
        }
        state.problem("There is no table on this screen. The clipboard is as it was.");
        return Vec::new();
    };
    let locale = Locale::current();
    let html = data_html(&table, &title, locale);
    vec![Effect::Ui(UiEffect::CopyTable { html, text: data_tsv(&table, locale) })]
}

/// A table that is there as lines of cells between tabs, the headers first, for the clipboard: as text and as HTML.
/// What reads as a plain number is one; "007" is not.
pub(super) fn of_lines(title: &str, lines: &str) -> Effect {
    let mut lines = lines.lines().map(|line| line.split('\t'));
    let columns = lines.next().into_iter().flatten().map(|name| DataColumn::new(unprotected(name))).collect();
    let cell = |cell: &str| match cell.parse::<f64>() {
        _ if cell.is_empty() => DataCell::Missing,
        Ok(number) if number.is_finite() && is_plain(cell) => DataCell::number(number),
        _ => DataCell::text(unprotected(cell)),
    };
    let rows = lines.map(|line| line.map(cell).collect()).collect();
    let (table, locale) = (DataTable { columns, rows }, Locale::current());
    let html = data_html(&table, title, locale);
    Effect::Ui(UiEffect::CopyTable { html, text: data_tsv(&table, locale) })
}

/// Whether these are the digits of a number, not those of an id with leading zeros.
fn is_plain(cell: &str) -> bool {
    let digits = cell.trim_start_matches('-');
    let is_padded = digits.strip_prefix('0').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    !is_padded && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The text without the apostrophe before what would be a formula; it is put there again where it is needed.
fn unprotected(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| protect_from_formulas(rest) != **rest).unwrap_or(cell)
}

fn table(state: &State, session: &Session) -> Option<(String, DataTable)> {
    let found = match state.navigation.now() {
        Screen::People => ("People".to_owned(), people(&session.workspace)),
        Screen::Customer(id) => {
            let customer = session.workspace.customers.get(&id)?;
            (format!("Ratings of {}", customer.name()), ratings(&session.workspace, customer))
        }
        Screen::Parting => ("Customers we work with, worst first".to_owned(), parting(state)?),
        Screen::RightThings => ("Do we measure the right things?".to_owned(), right_things(state)?),
        Screen::PortfolioMap => ("Portfolio map".to_owned(), map_table(&state.areas.explore.map)?),
        Screen::History => ("History".to_owned(), history_table(&state.areas.explore.history)?),
        Screen::LookingBack => ("Past decisions, newest first".to_owned(), looking_back(state, session)?),
        Screen::LetGo => ("Customers, worst first".to_owned(), let_go(state, session)?),
        Screen::Scorecards => questions(state)?,
        _ => return None,
    };
    (!found.1.rows.is_empty()).then_some(found)
}

fn columns(names: &[&str]) -> Vec<DataColumn> {
    names.iter().map(|name| DataColumn::new(*name)).collect()
}

fn whole(count: usize) -> DataCell {
    DataCell::number(count as f64)
}

fn verdict(verdict: Verdict) -> DataCell {
    DataCell::text(verdict.words())
}

fn people(workspace: &Workspace) -> DataTable {
    let mut rated = BTreeMap::new();
    for rating in workspace.customers.values().flat_map(|customer| customer.ratings.values()) {
        *rated.entry(rating.person).or_insert(0) += 1;
    }
    let business = &workspace.business;
    let rows = business.people.iter().map(|(id, person)| {
        vec![
            DataCell::text(person.name.as_str()),
            DataCell::text(business.group_name(person.group)),
            whole(rated.get(id).copied().unwrap_or(0)),
            DataCell::text(if person.left { "has left" } else { "" }),
        ]
    });
    DataTable { columns: columns(&["Person", "Group", "Ratings", "Has left"]), rows: rows.collect() }
}

/// One row per rating, newest first, with a column for each question that was answered.
fn ratings(workspace: &Workspace, customer: &Customer) -> DataTable {
    let mut asked: BTreeMap<(ScorecardId, CriterionId), usize> = BTreeMap::new();
    for rating in customer.ratings.values() {
        for criterion in rating.answers.keys() {
            asked.insert((rating.scorecard, *criterion), 0);
        }
    }
    // In the order the questions are put.
    let mut order: Vec<(ScorecardId, CriterionId)> = asked.keys().copied().collect();
    let place = |(card, id): &(ScorecardId, CriterionId)| {
        let card = workspace.scorecards.get(card);
        card.and_then(|card| card.current().criteria.iter().position(|criterion| criterion.id == *id))
    };
    order.sort_by_key(|key| (key.0, place(key).unwrap_or(usize::MAX), key.1));
    let names = order.iter().map(|(card, id)| {
        let criterion = workspace.scorecards.get(card).and_then(|card| card.current().criterion(*id));
        criterion.map_or_else(|| id.to_string(), |criterion| criterion.name.to_string())
    });
    let mut heads = columns(&["Date", "Person", "Group", "Occasion", "Scorecard"]);
    heads.extend(names.map(DataColumn::new));
    heads.push(DataColumn::new("Remark"));
    let mut ratings: Vec<_> = customer.ratings.iter().collect();
    ratings.sort_by_key(|(id, rating)| std::cmp::Reverse((rating.on, **id)));
    let business = &workspace.business;
    let rows = ratings.into_iter().map(|(_, rating)| {
        let group = business.people.get(&rating.person).map(|person| business.group_name(person.group));
        let card = workspace.scorecards.get(&rating.scorecard).map_or("", |card| card.name.as_str());
        let occasion =
            if rating.occasion.name.is_empty() { rating.occasion.kind.words() } else { rating.occasion.name.as_str() };
        let mut row = vec![
            DataCell::text(rating.on.to_string()),
            DataCell::text(business.person_name(rating.person)),
            DataCell::text(group.unwrap_or_default()),
            DataCell::text(occasion),
            DataCell::text(card),
        ];
        row.extend(order.iter().map(|(card, id)| {
            let answer = rating.answers.get(id).filter(|_| rating.scorecard == *card);
            match answer.map(|answer| answer.response) {
                Some(Response::Value(value)) => DataCell::number(value.value()),
                Some(Response::NotApplicable) => DataCell::text("Not applicable"),
                Some(Response::DontKnow) => DataCell::text("Don\u{2019}t know"),
                None => DataCell::Missing,
            }
        }));
        row.push(DataCell::text(rating.remark.as_str()));
        row
    });
    DataTable { columns: heads, rows: rows.collect() }
}

fn parting(state: &State) -> Option<DataTable> {
    let ground = state.areas.parting.ground()?;
    let ticked = &state.areas.parting.ticked;
    let rows = ground.rows.iter().map(|row| {
        vec![
            DataCell::text(row.name.as_str()),
            verdict(row.verdict),
            DataCell::number(row.score),
            DataCell::text(row.revenue.as_str()),
            DataCell::text(if ticked.contains(&row.customer) { "ticked" } else { "" }),
        ]
    });
    let columns = columns(&["Customer", "Verdict", "Score", "Revenue", "Ticked to let go"]);
    Some(DataTable { columns, rows: rows.collect() })
}

/// The list, worst first; with a what-if, also what the policy says where that is something else.
fn let_go(state: &State, session: &Session) -> Option<DataTable> {
    let summary = state.areas.let_go.summary.as_ref()?;
    let is_changed = summary.listed.iter().any(|listed| listed.was.is_some());
    let rows = summary.listed.iter().filter_map(|listed| {
        let customer = session.workspace.customers.get(&listed.customer)?;
        let judgement = summary.judgements.get(listed.index)?;
        let mut row = vec![
            DataCell::text(customer.name()),
            DataCell::text(customer.profile.status.words()),
            verdict(judgement.verdict),
            DataCell::number(judgement.score.map(|score| (score * 10.0).round() / 10.0)),
            DataCell::number((judgement.coverage * 1000.0).round() / 1000.0),
            DataCell::number(f64::from(judgement.num_raters)),
        ];
        if is_changed {
            row.push(verdict(listed.was.unwrap_or(judgement.verdict)));
        }
        Some(row)
    });
    let mut heads = columns(&["Customer", "Status", "Verdict", "Score", "Answered", "People"]);
    if is_changed {
        heads.push(DataColumn::new("Verdict without the what-if"));
    }
    Some(DataTable { columns: heads, rows: rows.collect() })
}

/// The questions of the scorecard that is shown.
fn questions(state: &State) -> Option<(String, DataTable)> {
    let page = state.areas.scorecards.page.as_ref()?;
    let rows = page.questions.iter().map(|question| {
        vec![
            DataCell::text(question.name.as_str()),
            DataCell::text(question.question.as_str()),
            DataCell::text(question.why.as_str()),
            DataCell::text(question.scale.as_str()),
            DataCell::number((question.share * 1000.0).round() / 1000.0),
            DataCell::text(question.flag.as_deref().unwrap_or_default()),
            DataCell::text(if question.is_retired { "not asked any more" } else { "" }),
        ]
    });
    let columns = columns(&["Question", "As it is put", "Why we ask", "Scale", "Weight", "Red flag", "Retired"]);
    Some((page.name.clone(), DataTable { columns, rows: rows.collect() }))
}

fn right_things(state: &State) -> Option<DataTable> {
    let shown = state.areas.right_things.shown.answer()?;
    let rows = shown.rows.iter().map(|row| {
        let both = |(_, words, detail): &(super::Bearing, String, String)| {
            DataCell::text(if detail.is_empty() { words.clone() } else { format!("{words} · {detail}") })
        };
        vec![
            DataCell::text(row.name.as_str()),
            both(&row.apart),
            both(&row.same),
            both(&row.agree),
            both(&row.unanswered),
            both(&row.ends),
            DataCell::text(row.weights.0.as_str()),
            DataCell::text(row.weights.1.as_str()),
        ]
    });
    let heads = [
        "Question",
        "Tells customers apart",
        "Says the same as",
        "People agree",
        "N/a, don\u{2019}t know, missing",
        "Goes with leaving",
        "Our weight",
        "Revealed weight",
    ];
    Some(DataTable { columns: columns(&heads), rows: rows.collect() })
}

fn looking_back(state: &State, session: &Session) -> Option<DataTable> {
    let area = &state.areas.looking_back;
    let looked = area.shown()?;
    let name = |id: CustomerId| session.workspace.customers.get(&id).map_or("", |customer| customer.name());
    let rows = looked.decisions.iter().map(|row| {
        vec![
            DataCell::text(name(row.customer)),
            DataCell::text(row.title.as_str()),
            DataCell::text(row.detail.as_str()),
            row.then.map_or(DataCell::Missing, |(then, _)| verdict(then)),
            DataCell::number(row.then.and_then(|(_, score)| score)),
            verdict(row.now.0),
            DataCell::number(row.now.1),
            DataCell::text(row.turned_out.words()),
        ]
    });
    let heads =
        ["Customer", "Decision", "Detail", "Verdict then", "Score then", "Verdict now", "Score now", "Turned out"];
    Some(DataTable { columns: columns(&heads), rows: rows.collect() })
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::app::OutCommand;
    use crate::app::testing::opened_sample;

    fn copied(state: &mut State, screen: Screen) -> Vec<String> {
        state.handle(Command::Go(screen));
        assert!(has_table(state), "{screen:?} has a table");
        let effects = state.handle(Command::Out(OutCommand::CopyTable));
        let text = effects.iter().find_map(|effect| match effect {
            Effect::Ui(UiEffect::CopyTable { text, html }) => {
                assert!(html.contains("<table"), "a document takes it as a table");
                Some(text.clone())
            }
            _ => None,
        });
        text.unwrap_or_else(|| panic!("{effects:?}")).lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_table_is_copied_whole_with_its_headers() {
        let mut state = opened_sample();
        let workspace = state.session().unwrap().workspace.clone();
        let customers = copied(&mut state, Screen::Customers);
        // The table shows those we work with, until somebody asks for all.
        let current = workspace.customers.values().filter(|one| one.profile.status.is_current()).count();
        assert_eq!(customers.len(), current + 1);
        let people = copied(&mut state, Screen::People);
        assert_eq!(people[0], "Person\tGroup\tRatings\tHas left");
        assert_eq!(people.len(), workspace.business.people.len() + 1);
        let (id, customer) = workspace.customers.iter().max_by_key(|(_, one)| one.ratings.len()).unwrap();
        let ratings = copied(&mut state, Screen::Customer(*id));
        assert_eq!(ratings.len(), customer.ratings.len() + 1, "every rating, not only those in view");
        assert!(ratings[0].starts_with("Date\tPerson\tGroup\tOccasion\tScorecard\t"), "{}", ratings[0]);
        let widths: Vec<usize> = ratings.iter().map(|line| line.split('\t').count()).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "every row has every column: {widths:?}");
    }

    #[test]
    fn lists_and_the_numbers_of_charts_are_tables_too() {
        let mut state = opened_sample();
        let worst = copied(&mut state, Screen::LetGo);
        assert_eq!(worst[0], "Customer\tStatus\tVerdict\tScore\tAnswered\tPeople");
        assert!(worst[1].starts_with("Grandview Hotels\t") && worst[1].contains("\tLet go\t"), "{}", worst[1]);
        let questions = copied(&mut state, Screen::Scorecards);
        assert!(questions[0].starts_with("Question\tAs it is put\tWhy we ask\tScale\tWeight"), "{}", questions[0]);
        assert_eq!(questions.len(), state.areas.scorecards.page.as_ref().unwrap().questions.len() + 1);
        let heat = copied(&mut state, Screen::Overview);
        assert!(heat.len() > 20, "who scores what: {heat:?}");
    }

    #[test]
    fn lines_become_a_table_with_numbers_and_names() {
        let Effect::Ui(UiEffect::CopyTable { html, text }) =
            of_lines("T", "Name\tScore\tId\n'=1+1\t61.5\t007\n-\t\t-3\n")
        else {
            panic!("a table")
        };
        assert_eq!(text, "Name\tScore\tId\n'=1+1\t61.5\t007\n'-\t\t-3\n");
        assert!(html.contains(">=1+1</td>") && html.contains("x:num=\"61.5\"") && html.contains(">007</td>"), "{html}");
    }

    #[test]
    fn where_there_is_no_table_nothing_is_copied() {
        let mut state = opened_sample();
        state.handle(Command::Go(Screen::Settings));
        assert!(!has_table(&state));
        assert!(state.handle(Command::Out(OutCommand::CopyTable)).is_empty());
    }
}
