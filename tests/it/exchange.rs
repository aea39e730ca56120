//! Spreadsheets in: from bytes to a workspace, with small files that have the quirks of real ones.

mod golden;
mod import;
mod import_own;
mod import_questions;
mod laws;
mod names;
mod readers;
mod sizes;
mod wild;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::{Date, date};
use keepwise::analysis::{Evidence, Gathering, Terms, judge};
use keepwise::exchange::{
    CardChoice, ColumnMapping, ColumnUse, Counts, DateOrder, Delimiter, Kind, Mapping, OnProblem, Preview, Table,
    preview, suggest,
};
use keepwise::model::{
    Business, BusinessId, Customer, Edit, Finite, Name, Response, Scale, Status, Verdict, Workspace,
};
use proptest::prelude::*;
use ulid::Ulid;

const TODAY: Date = date(2026, 11, 22);

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(file)).unwrap()
}

fn table(file: &str) -> Table {
    Table::read(&bytes(file)).unwrap().named(file)
}

fn text_table(text: &str) -> Table {
    Table::read(text.as_bytes()).unwrap()
}

fn empty() -> Workspace {
    Workspace::new(Business::new(BusinessId::new(Ulid::from_parts(1, 1)), Name::new("Test").unwrap()))
}

/// Ids in ascending order, no two alike within a test run.
fn ids() -> impl FnMut() -> Ulid {
    static NEXT: AtomicU64 = AtomicU64::new(1_700_000_000_000);
    || Ulid::from_parts(NEXT.fetch_add(1, Ordering::Relaxed), 7)
}

fn look(table: &Table, mapping: &Mapping, workspace: &Workspace) -> Preview {
    preview(table, mapping, workspace, TODAY, &mut ids())
}

/// Imports with the suggested mapping, which must not be blocked.
fn import(table: &Table, workspace: &mut Workspace) -> Preview {
    let found = look(table, &suggest(table, workspace, None), workspace);
    assert_eq!(found.problems, [], "nothing in the way");
    if let Some(edit) = found.edit.clone() {
        edit.apply(workspace).unwrap();
    }
    found
}

fn customer<'a>(workspace: &'a Workspace, name: &str) -> &'a Customer {
    workspace.customers.values().find(|customer| customer.name() == name).unwrap_or_else(|| panic!("no {name}"))
}

fn uses(mapping: &Mapping) -> Vec<&'static str> {
    mapping.columns.iter().map(|column| column.role.words()).collect()
}

fn criterion_scale(mapping: &Mapping, header: &str) -> String {
    match &mapping.column(header).unwrap().role {
        ColumnUse::Criterion { scale, .. } => scale.to_string(),
        other => panic!("{header} is {other:?}"),
    }
}

#[test]
fn ratings_become_customers_people_and_a_scorecard() {
    let mut workspace = empty();
    let table = table("ratings_comma.csv");
    let mapping = suggest(&table, &workspace, None);
    assert_eq!(mapping.kind, Kind::Ratings);
    assert_eq!(uses(&mapping), ["Customer", "Person", "Date", "Criterion", "Criterion", "Remark"]);
    assert_eq!(mapping.scorecard, Some(CardChoice::New(Name::new("Ratings comma").unwrap())));
    let found = import(&table, &mut workspace);
    let expected = Counts {
        rows: 4,
        new_customers: 3,
        new_people: 2,
        new_ratings: 4,
        new_scorecards: 1,
        missing_cells: 2,
        ..Counts::default()
    };
    assert_eq!(found.counts, expected);
    assert!(
        matches!(&found.edit, Some(Edit::Batch { label, .. }) if label == "import 4 ratings from ratings_comma.csv")
    );
    let card = workspace.main_scorecard().unwrap();
    assert_eq!((card.name.as_str(), card.current().policy.min_raters), ("Ratings comma", 1));
    let rating = customer(&workspace, "Northwind Bakery").ratings.values().nth(1).unwrap();
    assert_eq!((rating.on, rating.remark.as_str()), (date(2026, 3, 2), "Changed it twice,\npaid for it"));
    let answers: Vec<_> = customer(&workspace, "Smith, Jones & Co").ratings.values().map(|r| r.answers.len()).collect();
    assert_eq!(answers, [1], "an empty cell is no answer");
    assert_eq!(
        found.sample[0][..4],
        [("Row", "2"), ("Becomes", "New customer"), ("Customer", "Northwind Bakery"), ("Person", "Ana Berg")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    assert_eq!(found.sample[1][0].1, "3");
    assert_eq!(found.sample[2][0].1, "5", "a line break within a cell counts as a line of the file");
}

#[test]
fn the_same_file_again_changes_nothing() {
    for file in ["ratings_comma.csv", "customers_semicolon_bom.csv", "customers_measures.csv", "hostile.csv"] {
        let mut workspace = empty();
        let first_mapping = suggest(&table(file), &workspace, None);
        import(&table(file), &mut workspace);
        let before = workspace.clone();
        let again = import(&table(file), &mut workspace);
        assert_eq!(again.edit, None, "{file}: the suggestion finds what is there");
        assert_eq!(workspace, before);
        let with_saved_mapping = preview(&table(file), &first_mapping, &workspace, date(2027, 1, 5), &mut ids());
        assert_eq!(
            (with_saved_mapping.edit, with_saved_mapping.problems),
            (None, vec![]),
            "{file}: nor does the saved one"
        );
        assert!(again.counts.unchanged_customers > 0 && again.counts.new_ratings == 0, "{file}");
    }
}

#[test]
fn customers_keep_their_references_money_and_words() {
    let mut workspace = empty();
    let table = table("customers_semicolon_bom.csv");
    assert_eq!((table.delimiter, table.headers[0].as_str()), (Delimiter::Semicolon, "Name"));
    let mut mapping = suggest(&table, &workspace, None);
    assert_eq!(mapping.columns[1].role, ColumnUse::CustomerReference);
    // A heading the suggestion does not know stays a line in the notes; the owner says what it is.
    assert_eq!(mapping.columns[2].role, ColumnUse::Note);
    mapping.columns[2].role = ColumnUse::Since;
    mapping.columns[5].role = ColumnUse::Notes;
    let found = look(&table, &mapping, &workspace);
    assert_eq!(found.problems, []);
    assert_eq!(found.counts.new_customers, 3, "two of one name stay apart by their references");
    assert_eq!(
        found.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "Row 4, column “Name”: “Müller GmbH” is the name of another customer too; they stay apart by their references"
        ]
    );
    found.edit.unwrap().apply(&mut workspace).unwrap();
    let bakery = customer(&workspace, "Bäckerei Süd");
    assert_eq!((bakery.profile.reference.as_str(), bakery.profile.since), ("0012", Some(date(2019, 4, 1))));
    let revenue: Vec<f64> = workspace
        .customers
        .values()
        .map(|customer| customer.profile.money[&"2025".parse().unwrap()].revenue.unwrap().value())
        .collect();
    assert_eq!(revenue, [1234.5, 99.9, 12_000.0], "a decimal comma, and a point between thousands");
}

#[test]
fn unknown_columns_become_measures_or_notes() {
    let mut workspace = empty();
    let table = table("customers_measures.csv");
    let mapping = suggest(&table, &workspace, None);
    assert_eq!(mapping.kind, Kind::Customers);
    let criteria = "Criterion";
    let note = "A line in the notes";
    assert_eq!(uses(&mapping), ["Customer reference", criteria, criteria, criteria, note, note]);
    assert_eq!(mapping.columns[1].not_applicable, ["No internet"]);
    assert_eq!(criterion_scale(&mapping, "Monthly charges"), "29 (worst) to 57 (best)");
    assert_eq!(criterion_scale(&mapping, "Days late"), "80 (worst) to 0 (best)", "late is bad");
    let found = import(&table, &mut workspace);
    assert_eq!((found.counts.new_customers, found.counts.new_ratings, found.counts.new_people), (3, 3, 1));
    let second = customer(&workspace, "K-2");
    assert_eq!(second.profile.notes.as_str(), "Gender: m\nContract: Monthly");
    let rating = second.ratings.values().next().unwrap();
    assert_eq!(workspace.business.person_name(rating.person), "From the file");
    assert_eq!((rating.on, rating.answers.len()), (TODAY, 3));
    let not_applicable = rating.answers.values().filter(|answer| answer.response == Response::NotApplicable).count();
    assert_eq!(not_applicable, 1);
    let card = workspace.main_scorecard().unwrap();
    let terms = Terms::of(card.current());
    let judged = judge(&Evidence::gather(&workspace, card, Gathering::of(&card.current().policy, TODAY)), &terms);
    assert!(judged.iter().all(|each| each.verdict != Verdict::NotEnough), "everybody is judged");
}

#[test]
fn a_scorecard_that_fits_by_chance_is_not_suggested() {
    let mut workspace = empty();
    import(&text_table("Customer,Person,Pays on time,Kind,Clear\nA,Ana,4,3,5\n"), &mut workspace);
    let choice = |text: &str| suggest(&text_table(text), &workspace, Some(Kind::Ratings)).scorecard;
    let new = |name: &str| Some(CardChoice::New(Name::new(name).unwrap()));
    assert_eq!(
        choice("Customer,Person,Kind,Clear\nB,Ana,4,1\n"),
        Some(CardChoice::Existing("Imported ratings".to_owned()))
    );
    assert_eq!(
        choice("Customer,Person,Kind,Colour\nB,Ana,4,1\n"),
        new("Imported ratings 2"),
        "a column would be left out"
    );
}

#[test]
fn a_bad_cell_is_named_and_nothing_is_imported() {
    let workspace = empty();
    let table = table("bad_rows.csv");
    let mut mapping = Mapping::new(Kind::Ratings);
    let quality = ColumnUse::Criterion {
        name: Name::new("Quality").unwrap(),
        scale: Scale::points(1, 5),
        direction: Default::default(),
    };
    mapping.columns = vec![
        ColumnMapping::new("Customer", ColumnUse::CustomerName),
        ColumnMapping::new("Person", ColumnUse::Person),
        ColumnMapping::new("Quality", quality),
    ];
    mapping.scorecard = Some(CardChoice::New(Name::new("Quality").unwrap()));
    let found = look(&table, &mapping, &workspace);
    let told: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "Row 3, column “Quality”: “excellent” is not a number",
            "Row 5, column “Quality”: “9” is not on the scale 1–5",
        ]
    );
    assert!(found.is_blocked() && found.edit.is_none(), "all or nothing");
    mapping.on_problem = OnProblem::SkipRows;
    let skipping = look(&table, &mapping, &workspace);
    assert_eq!((skipping.counts.new_ratings, skipping.counts.skipped_rows), (2, 2));
    let mut after = workspace;
    skipping.edit.unwrap().apply(&mut after).unwrap();
    assert_eq!(after.customers.len(), 2, "a skipped row leaves no customer behind");
}

#[test]
fn odd_tables_are_made_whole() {
    let doubled = table("duplicate_headers.csv");
    assert_eq!(doubled.headers, ["Customer", "Person", "Rating", "Rating (2)", "Column 7"]);
    assert_eq!(doubled.rows[1], ["B", "Tom", "4", "5", "late"]);
    let sep = table("sep_line.csv");
    assert_eq!((sep.delimiter, sep.header_row, sep.rows.len()), (Delimiter::Semicolon, 2, 2));
    let none = table("no_rows.csv");
    let found = look(&none, &suggest(&none, &empty(), None), &empty());
    assert_eq!((found.edit, found.counts.rows), (None, 0));
    let ragged = table("ragged.csv");
    let found = look(&ragged, &suggest(&ragged, &empty(), Some(Kind::Ratings)), &empty());
    let told: Vec<_> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["Row 5: has 5 cells where the header row has 4"]);
    let noted: Vec<_> = found.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        noted,
        ["Row 4: has 2 cells where the header row has 4", "Row 4: has no answer to any criterion, so it is left out"]
    );
}

#[test]
fn hostile_text_stays_text_and_too_long_text_is_not_cut() {
    let mut workspace = empty();
    import(&table("hostile.csv"), &mut workspace);
    assert_eq!(customer(&workspace, "=cmd()|calc").profile.notes.as_str(), "<script>alert(1)</script>");
    assert_eq!(customer(&workspace, "Harbour").profile.notes.as_str(), "+1 for them", "no turning characters");
    assert_eq!(
        customer(&workspace, "=SUM(A1)").profile.reference.as_str(),
        "3",
        "one protecting apostrophe is taken off"
    );
    let long = text_table(&format!("Company,Notes\nA,{}\n{},x\n", "n".repeat(20_001), "ä".repeat(201)));
    let found = look(&long, &suggest(&long, &empty(), None), &empty());
    let told: Vec<_> =
        found.problems.iter().map(|problem| (problem.row, problem.column.as_str(), problem.why.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, "Notes", "20001 characters is too long; at most 20000 fit"),
            (3, "Company", "201 characters is too long; at most 200 fit"),
            (3, "Company", "is blank; every row needs a customer"),
        ][..2]
    );
    assert!(found.problems.iter().all(|problem| problem.value.chars().count() <= 61), "messages stay short");
}

#[test]
fn who_it_is_must_be_known() {
    let mut workspace = empty();
    import(&text_table("Company,Reference\nA,1\nA,2\nB,\n"), &mut workspace);
    let found = |text: &str| {
        let table = text_table(text);
        look(&table, &suggest(&table, &workspace, Some(Kind::Customers)), &workspace)
    };
    assert_eq!(
        found("Company,City\nA,Rome\n").problems[0].to_string(),
        "Row 2, column “Company”: “A” is the name of 2 customers; add a column with their reference"
    );
    assert_eq!(
        found("Company,City\nC,Rome\nC,Oslo\n").problems[0].to_string(),
        "Row 3, column “Company”: “C” is the same customer as row 2; give each its own reference or remove one"
    );
    assert_eq!(found("Company,City\n,Rome\n").problems[0].why, "is blank; every row needs a customer");
    // A name known without a reference gets it; a new reference under a known name is somebody else.
    let counts = found("Company,Reference\nB,9\nA,3\n").counts;
    assert_eq!((counts.changed_customers, counts.new_customers), (1, 1));
    // Found by reference, the name may change.
    let renamed = found("Company,Reference\nAlpha,1\n");
    assert_eq!((renamed.counts.changed_customers, renamed.counts.new_customers), (1, 0));
}

#[test]
fn a_second_import_adds_to_what_the_owner_wrote() {
    let mut workspace = empty();
    import(&text_table("Company,Notes,City\nA,From the list,Rome\n"), &mut workspace);
    let old = customer(&workspace, "A");
    let mut profile = old.profile.clone();
    profile.notes = keepwise::model::Note::new(&format!("Mine\n{}", profile.notes)).unwrap();
    Edit::SetProfile(old.id, Box::new(profile)).apply(&mut workspace).unwrap();
    let mut mapping = suggest(&text_table("Company,Notes,City,Status,Since\nA,x,x,left,2019\n"), &workspace, None);
    assert_eq!(uses(&mapping), ["Customer", "Notes", "A line in the notes", "Status", "Customer since"]);
    mapping.columns[4].date_order = Some(DateOrder::DayFirst);
    let next = text_table("Company,Notes,City,Status,Since\nA,From the list,Oslo,churned,3/4/2019\n");
    look(&next, &mapping, &workspace).edit.unwrap().apply(&mut workspace).unwrap();
    let profile = &customer(&workspace, "A").profile;
    assert_eq!(profile.notes.as_str(), "Mine\nFrom the list\nCity: Oslo");
    assert_eq!((profile.status, profile.since), (Status::LeftUs, Some(date(2019, 4, 3))));
}

#[test]
fn new_ratings_of_a_known_file_are_added_and_referrals_are_found() {
    let mut workspace = empty();
    let text = "Customer,Person,Date,Quality\nA,Ana,2026-01-05,3\nB,Tom,2026-01-05,4\nA,Tom,2026-01-05,2\n";
    import(&text_table(text), &mut workspace);
    let more = format!("{text}A,Ana,2026-04-05,3\nC,Eve,2026-04-06,5\nC,Eve,2026-04-06,5\n");
    let found = import(&text_table(&more), &mut workspace);
    assert_eq!((found.counts.new_ratings, found.counts.unchanged_ratings), (2, 4), "a doubled row counts once");
    assert_eq!(found.warnings[0].to_string(), "Row 7: is the same rating as an earlier row; it is counted once");
    assert_eq!((found.counts.new_people, found.counts.new_customers, found.counts.changed_customers), (1, 1, 1));
    assert_eq!(workspace.scorecards.len(), 1, "the suggestion takes the scorecard that is there");
    let found = import(&text_table("Name,Referred by\nD,A\nE,D\nF,nobody\n"), &mut workspace);
    assert_eq!(customer(&workspace, "E").profile.source.referred_by, Some(customer(&workspace, "D").id));
    assert_eq!(found.warnings[0].row, 4);
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_in_words() {
    let table = table("ratings_comma.csv");
    let told = |change: &dyn Fn(&mut Mapping)| {
        let mut mapping = suggest(&table, &empty(), None);
        change(&mut mapping);
        let found = look(&table, &mapping, &empty());
        assert_eq!(found.edit, None, "a mapping problem always blocks");
        found.problems[0].to_string()
    };
    assert_eq!(
        told(&|mapping| mapping.columns[0].header = "Client".to_owned()),
        "The mapping, column “Client”: this column is not in the file"
    );
    assert_eq!(
        told(&|mapping| mapping.scorecard = Some(CardChoice::Existing("Nope".to_owned()))),
        "The mapping: there is no scorecard “Nope” in this workspace"
    );
    assert_eq!(
        told(&|mapping| mapping.columns[2].role = ColumnUse::Person),
        "The mapping, column “Date”: another column is “Person” already"
    );
    assert_eq!(
        told(&|mapping| {
            mapping.columns.truncate(2);
            mapping.on_problem = OnProblem::SkipRows;
        }),
        "The mapping: no column is a criterion; choose at least one with answers"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn numbers_come_through_with_comma_or_point(values in prop::collection::vec(-1e9_f64..1e9, 2..8)) {
        for (delimiter, sign) in [(",", "."), (";", ",")] {
            let mut text = format!("Company{delimiter}Reference{delimiter}Revenue 2025\n");
            for (index, value) in values.iter().enumerate() {
                let number = value.to_string().replace('.', sign);
                text.extend(["C", &index.to_string(), delimiter, &index.to_string(), delimiter, &number, "\n"]);
            }
            let mut workspace = empty();
            import(&text_table(&text), &mut workspace);
            let read: Vec<Finite> = workspace.customers.values()
                .map(|customer| customer.profile.money[&"2025".parse().unwrap()].revenue.unwrap())
                .collect();
            prop_assert_eq!(read, values.iter().map(|&value| Finite::clamped(value)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_bytes_make_it_panic_and_what_is_offered_can_be_done(text in "[a-c0-9,;\"\n\t =?é]{0,200}") {
        if let Ok(table) = Table::read(text.as_bytes()) {
            for kind in [Kind::Customers, Kind::Ratings] {
                let mut workspace = empty();
                let mapping = suggest(&table, &workspace, Some(kind));
                let mapping = Mapping { on_problem: OnProblem::SkipRows, ..mapping };
                if let Some(edit) = look(&table, &mapping, &workspace).edit {
                    prop_assert!(edit.apply(&mut workspace).is_ok(), "{}", text);
                    prop_assert_eq!(look(&table, &mapping, &workspace).edit, None, "{}", text);
                }
            }
        }
    }
}
