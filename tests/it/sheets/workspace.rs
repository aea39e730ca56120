//! The whole workspace on its way out, and back.

use std::ops::ControlFlow;

use calamine::Data;
use jiff::civil::{Date, date};
use keepwise::analysis::{Evidence, Gathering, Judgement, Terms, judge};
use keepwise::exchange::{
    Export, ExportProgress, ExportTable, FormRows, JsonError, Table, blank_form, read_workspace_json, restore,
    workspace_json,
};
use keepwise::model::*;
use keepwise::store::sample_workspace;
use proptest::prelude::*;
use ulid::Ulid;

use super::reading::Book;
use crate::store::arbitrary;

const TODAY: Date = date(2026, 11, 29);

const fn go_on(_: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn json(workspace: &Workspace) -> Vec<u8> {
    workspace_json(workspace, &mut go_on).unwrap()
}

fn verdicts(workspace: &Workspace) -> Vec<Vec<Judgement>> {
    let judged = workspace.scorecards.values().map(|card| {
        let terms = Terms::of(card.current());
        judge(&Evidence::gather(workspace, card, Gathering::of(&terms.policy, TODAY)), &terms)
    });
    judged.collect()
}

fn empty() -> Workspace {
    Workspace::new(Business::new(BusinessId::new(Ulid::from_parts(1, 1)), Name::new("Empty").unwrap()))
}

#[test]
fn the_sample_comes_back_from_json_with_every_verdict() {
    let sample = sample_workspace(TODAY);
    let back = read_workspace_json(&json(&sample)).unwrap();
    assert_eq!(back, sample);
    // Into a workspace that is there already, by way of one edit.
    let mut target = empty();
    let found = restore(&target, &back);
    assert_eq!((found.new_customers, found.kept), (sample.customers.len(), 0));
    found.edit.unwrap().apply(&mut target).unwrap();
    assert_eq!((&target.customers, &target.scorecards), (&sample.customers, &sample.scorecards));
    assert_eq!(target.business.people, sample.business.people);
    assert_eq!(verdicts(&target), verdicts(&sample));
    assert_eq!(restore(&target, &back).edit, None, "a second time there is nothing to do");
}

#[test]
fn what_is_here_is_never_changed_by_a_restore() {
    let sample = sample_workspace(TODAY);
    let mut here = sample.clone();
    let (id, customer) = here.customers.iter().find(|(_, customer)| customer.ratings.len() > 1).unwrap();
    let (id, rating) = (*id, *customer.ratings.keys().next().unwrap());
    let mut profile = customer.profile.clone();
    profile.name = Name::new("Renamed here").unwrap();
    Edit::SetProfile(id, Box::new(profile)).apply(&mut here).unwrap();
    Edit::DeleteRating(id, rating).apply(&mut here).unwrap();
    let found = restore(&here, &sample);
    assert_eq!((found.new_customers, found.new_ratings, found.kept), (0, 1, 1));
    found.edit.unwrap().apply(&mut here).unwrap();
    assert_eq!(here.customers[&id].name(), "Renamed here");
    assert_eq!(here.customers[&id].ratings, sample.customers[&id].ratings);
}

#[test]
fn other_files_are_refused_in_words() {
    let told = |text: &str| read_workspace_json(text.as_bytes()).unwrap_err().to_string();
    assert!(told("not json").starts_with("The file can’t be read: line 1, column 2"), "{}", told("not json"));
    assert!(told("{\"format\": 1}").contains("no workspace exported by Keepwise"));
    let newer = read_workspace_json(br#"{"format": 2, "keepwise": "workspace"}"#);
    assert_eq!(newer, Err(JsonError::Newer(2)));
    let text = String::from_utf8(json(&sample_workspace(TODAY))).unwrap();
    let damaged = text.replacen("\"status\": \"active\"", "\"status\": \"asleep\"", 1);
    assert!(told(&damaged).contains("customers["), "says where: {}", told(&damaged));
}

#[test]
fn the_sample_as_a_workbook_is_typed_and_has_charts() {
    let sample = sample_workspace(TODAY);
    let export = Export::new(&sample, TODAY);
    let bytes = export.xlsx(&mut go_on).unwrap();
    assert_eq!(bytes, Export::new(&sample, TODAY).xlsx(&mut go_on).unwrap(), "same workspace, same bytes");
    let book = Book::read(&bytes);
    let names: Vec<&str> = book.sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["Summary", "Customers", "Ratings", "Answers", "Criteria", "Decisions", "People", "Scorecards", "Workspace"]
    );
    assert!(book.num_charts() >= 2, "verdict counts and scores: {:?}", book.parts);
    assert!(!book.has_formulas());
    let customers = book.sheet("Customers");
    assert_eq!(customers.height(), sample.customers.len() + 1);
    let column = |header: &str| {
        let found = (0u32..).take(customers.width()).find(|at| book.cell("Customers", 0, *at) == *header);
        found.unwrap_or_else(|| panic!("no column {header}"))
    };
    for (row, customer) in (1u32..).zip(sample.customers.values()) {
        assert_eq!(book.cell("Customers", row, 0), Data::String(customer.name().to_owned()));
        let score = book.cell("Customers", row, column("Score"));
        assert!(matches!(score, Data::Float(_) | Data::Empty), "{score:?}");
        if let Some(since) = customer.profile.since {
            let Data::DateTime(day) = book.cell("Customers", row, column("Since")) else {
                panic!("a date stays a date")
            };
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            assert_eq!(
                date(i16::try_from(year).unwrap(), i8::try_from(month).unwrap(), i8::try_from(day).unwrap()),
                since
            );
        }
        let word = book.cell("Customers", row, column("Verdict")).to_string();
        assert!(Verdict::ALL.iter().any(|verdict| verdict.words() == word), "{word}");
    }
    let answers: usize =
        sample.customers.values().flat_map(|one| one.ratings.values()).map(|rating| rating.answers.len()).sum();
    assert_eq!(book.sheet("Answers").height(), answers + 1);
    assert_eq!(book.sheet("Ratings").height(), sample.num_ratings() + 1);
    let frozen = book.part("xl/worksheets/sheet2.xml");
    assert!(frozen.contains("state=\"frozen\"") && frozen.contains("<autoFilter "), "header stays, columns filter");
}

/// Names that spreadsheets have run as programs.
const HOSTILE: [&str; 7] = ["=cmd|' /C calc'!A0", "+1", "-2", "@x", "'=1+1", "''@y", "=HYPERLINK(\"http://x\",\"y\")"];

fn hostile() -> Workspace {
    let mut workspace = sample_workspace(TODAY);
    for (number, text) in (1u128..).zip(HOSTILE) {
        let id = CustomerId::new(Ulid::from_parts(1, number));
        let customer = Customer::new(id, Profile::new(Name::new(text).unwrap()));
        Edit::AddCustomer(std::sync::Arc::new(customer)).apply(&mut workspace).unwrap();
    }
    workspace
}

#[test]
fn names_that_look_like_formulas_stay_names() {
    let workspace = hostile();
    let export = Export::new(&workspace, TODAY);
    let book = Book::read(&export.xlsx(&mut go_on).unwrap());
    assert!(!book.has_formulas());
    let csv = export.csv(ExportTable::Customers, &mut go_on).unwrap();
    assert!(csv.starts_with("\u{feff}Customer,".as_bytes()), "UTF-8 for Excel");
    let table = Table::read(&csv).unwrap();
    for (place, (row, customer)) in (1u32..).zip(table.rows.iter().zip(workspace.customers.values())) {
        let name = customer.name();
        assert_eq!(book.cell("Customers", place, 0), Data::String(name.to_owned()), "a workbook needs no apostrophe");
        assert!(!row[0].starts_with(['=', '+', '-', '@']), "{}", &row[0]);
        assert!(row[0] == *name || row[0] == format!("'{name}"), "exactly one apostrophe: {}", &row[0]);
    }
}

#[test]
fn every_table_is_a_csv_file_with_all_its_rows() {
    let sample = sample_workspace(TODAY);
    let export = Export::new(&sample, TODAY);
    let rows = |table| Table::read(&export.csv(table, &mut go_on).unwrap()).unwrap().rows.len();
    assert_eq!(rows(ExportTable::Customers), sample.customers.len());
    assert_eq!(rows(ExportTable::Ratings), sample.num_ratings());
    assert_eq!(rows(ExportTable::People), sample.business.people.len());
    let decisions: usize = sample.customers.values().map(|customer| customer.decisions.len()).sum();
    assert_eq!(rows(ExportTable::Decisions), decisions);
}

#[test]
fn a_blank_form_asks_every_question_with_its_choices() {
    let sample = sample_workspace(TODAY);
    for card in sample.scorecards.values() {
        let bytes = blank_form(&sample, card.id, FormRows::Customers, TODAY).unwrap();
        let book = Book::read(&bytes);
        assert_eq!(book.sheets[0].0, "Fill in", "the table comes first, so that an import finds it");
        let width = u32::try_from(book.sheets[0].1.width()).unwrap();
        let headers: Vec<String> = (0..width).map(|column| book.cell("Fill in", 0, column).to_string()).collect();
        let criteria = card.current().active().map(|criterion| criterion.name.to_string());
        let wanted: Vec<String> = ["Customer", "Person", "Group", "Date", "Occasion"]
            .map(str::to_owned)
            .into_iter()
            .chain(criteria)
            .chain(["Remark".to_owned()])
            .collect();
        assert_eq!(headers, wanted);
        let sheet = book.part("xl/worksheets/sheet1.xml");
        let lists = card.current().active().filter(|one| !matches!(one.scale, Scale::Measure { .. })).count();
        assert!(sheet.matches("type=\"list\"").count() >= lists, "every choice has its list");
        assert!(!book.has_formulas());
        let current = sample.customers.values().filter(|customer| customer.profile.status.is_current()).count();
        assert_eq!(book.sheets[0].1.height(), current + 1, "a row for each customer");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_workspace_comes_back_from_json(workspace in arbitrary::workspace()) {
        let bytes = json(&workspace);
        let back = read_workspace_json(&bytes).unwrap();
        prop_assert_eq!(&back, &workspace);
        prop_assert_eq!(json(&back), bytes);
    }

    #[test]
    fn any_workspace_goes_out(workspace in arbitrary::workspace()) {
        let export = Export::new(&workspace, TODAY);
        let book = Book::read(&export.xlsx(&mut go_on).unwrap());
        prop_assert!(!book.has_formulas());
        prop_assert_eq!(book.sheet("Customers").height(), workspace.customers.len() + 1);
        for (row, customer) in (1u32..).zip(workspace.customers.values()) {
            prop_assert_eq!(book.cell("Customers", row, 0), Data::String(customer.name().to_owned()));
        }
        for table in ExportTable::ALL {
            let csv = export.csv(table, &mut go_on).unwrap();
            prop_assert!(std::str::from_utf8(&csv).is_ok());
        }
    }
}
