//! What a file leaves open is asked once: new words under a kept mapping, several answers in a cell, numbers and money
//! that could be two things; and what must not be asked is not.

use std::ops::ControlFlow;

use keepwise::exchange::{
    ColumnUse, Decimal, NewMeaning, Several, Unread, keep_mapping, kept_mapping, suggest_watched, unread, with_mapping,
};
use keepwise::model::{CustomerId, OccasionKind};

use super::*;

/// The mapping as it is proposed on the day of the tests.
fn proposed(table: &Table, workspace: &Workspace) -> Mapping {
    suggest_watched(table, workspace, (None, Some(TODAY)), &mut |_| ControlFlow::Continue(())).unwrap()
}

/// Imports and keeps the mapping.
fn import_and_keep(table: &Table, workspace: &mut Workspace) {
    let mapping = proposed(table, workspace);
    let found = look(table, &mapping, workspace);
    assert_eq!(found.problems, [], "nothing in the way");
    let keep = keep_mapping(table, &mapping, workspace, None);
    with_mapping(found.edit.unwrap(), keep).apply(workspace).unwrap();
}

fn words(found: &Unread) -> Vec<(&str, &str, NewMeaning)> {
    found.words.iter().map(|word| (word.header.as_str(), word.text.as_str(), word.meaning)).collect()
}

fn column<'a>(mapping: &'a mut Mapping, header: &str) -> &'a mut ColumnMapping {
    mapping.columns.iter_mut().find(|column| column.header == header).unwrap()
}

/// All values of all ratings, by customer and criterion.
fn values(workspace: &Workspace) -> Vec<(String, String, f64)> {
    let mut all: Vec<(String, String, f64)> = Vec::new();
    for customer in workspace.customers.values() {
        for (id, answer) in customer.ratings.values().flat_map(|rating| &rating.answers) {
            if let Response::Value(value) = answer.response {
                all.push((customer.name().to_owned(), id.to_string(), value.value()));
            }
        }
    }
    all.sort_by(|one, other| one.partial_cmp(other).unwrap());
    all
}

#[test]
fn a_new_label_under_a_kept_mapping_is_asked_once_with_a_proposal() {
    let mut workspace = empty();
    let first = text_table(
        "Client,Rater,Pays on time,Phone\nAlpha,Ann,Agree,Yes\nBeta,Bob,Disagree,No\nGamma,Eve,Strongly agree,Yes\n",
    );
    import_and_keep(&first, &mut workspace);
    let next = text_table(
        "Client,Rater,Pays on time,Phone\nAlpha,Ann,Somewhat agree,no phone\nBeta,Bob,Purple,Yes\nGamma,Eve,***,No\n",
    );
    let mut mapping = kept_mapping(&next, &workspace).unwrap().mapping;
    let found = unread(&next, &mapping, &workspace);
    let four = Finite::new(4.0).unwrap();
    assert_eq!(
        words(&found),
        [
            ("Pays on time", "***", NewMeaning::Mark),
            ("Pays on time", "Purple", NewMeaning::Points(None)),
            ("Pays on time", "Somewhat agree", NewMeaning::Points(Some(four))),
            ("Phone", "no phone", NewMeaning::Third),
        ]
    );
    assert_eq!(look(&next, &mapping, &workspace).counts.problems, 4, "until it is answered");
    column(&mut mapping, "Pays on time").labels.insert("Somewhat agree".to_owned(), four);
    column(&mut mapping, "Pays on time").not_applicable.push("purple".to_owned());
    column(&mut mapping, "Phone").not_applicable.push("no phone".to_owned());
    mapping.missing.push("***".to_owned());
    assert!(unread(&next, &mapping, &workspace).is_empty(), "nothing is left");
    let found = look(&next, &mapping, &workspace);
    assert_eq!(found.problems, []);
    assert_eq!(found.counts.new_ratings, 3);
}

#[test]
fn a_single_slip_among_numbers_stays_a_problem_of_its_row() {
    let mut workspace = empty();
    import_and_keep(&text_table("Client,Rater,Pays\nAlpha,Ann,4\nBeta,Bob,1\nGamma,Eve,5\n"), &mut workspace);
    let ask = |rows: &str| {
        let table = text_table(&format!("Client,Rater,Pays\n{rows}"));
        let mapping = kept_mapping(&table, &workspace).unwrap().mapping;
        let found = unread(&table, &mapping, &workspace);
        found.words.iter().map(|word| (word.text.clone(), word.num)).collect::<Vec<_>>()
    };
    assert_eq!(ask("Alpha,Ann,lots\nBeta,Bob,2\n"), [], "mended in its row");
    assert_eq!(ask("Alpha,Ann,tbd\nBeta,Bob,tbd\n"), [("tbd".to_owned(), 2)], "it means something");
    assert_eq!(ask("Alpha,Ann,44\nBeta,Bob,3.5\n"), [], "numbers that are off the scale are no words");
    let many = (0..40).map(|row| format!("Alpha,Ann,word {row}\n")).collect::<Vec<_>>().concat();
    assert_eq!(ask(&many), [], "a column full of words is mapped wrongly");
}

#[test]
fn a_new_label_is_asked_where_a_row_is_one_answer_too() {
    let mut workspace = empty();
    let first = "Customer,Person,Criterion,Value\nAlpha,Ann,Mood,Good\nBeta,Bob,Mood,Poor\nAlpha,Bob,Paid,yes\nBeta,Ann,Paid,no\n";
    import_and_keep(&text_table(first), &mut workspace);
    let next = text_table("Customer,Person,Criterion,Value\nAlpha,Ann,Mood,Excellent\nBeta,Bob,Paid,partly\n");
    let mapping = kept_mapping(&next, &workspace).unwrap().mapping;
    let five = Finite::new(5.0).unwrap();
    assert_eq!(
        words(&unread(&next, &mapping, &workspace)),
        [("Mood", "Excellent", NewMeaning::Points(Some(five))), ("Paid", "partly", NewMeaning::Third)]
    );
    let more = text_table("Customer,Person,Criterion,Value\nAlpha,Ann,Mood,Good\nBeta,Bob,Colour,blue\n");
    let asked = unread(&more, &mapping, &workspace).criteria;
    let [column] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((column.header.as_str(), &column.role), ("Colour", &ColumnUse::Ignore), "nobody is asked that");
}

#[test]
fn what_was_ticked_in_a_form_is_recognised() {
    for (file, mood, care) in [
        (
            "google_ticks.csv",
            "How was working with them? (Tick all that fit)",
            "What do they care about? (Tick all that fit)",
        ),
        ("microsoft_ticks.csv", "How was the project?", "What do they care about?"),
    ] {
        let (table, mut workspace) = (table(file), empty());
        let mapping = proposed(&table, &workspace);
        assert_eq!(mapping.kind, Kind::Ratings, "{file}");
        let answers = mapping.column(mood).unwrap();
        assert!(matches!(answers.role, ColumnUse::Criterion { .. }), "{file}: {answers:?}");
        assert_eq!(answers.several, Some(Several::Average), "{file}");
        assert_eq!(mapping.column(care).unwrap().role, ColumnUse::Tag, "{file}");
        let found = look(&table, &mapping, &workspace);
        assert_eq!(found.problems, [], "{file}: never a silent problem");
        found.edit.unwrap().apply(&mut workspace).unwrap();
        let tags: Vec<&str> = customer(&workspace, "Alpha Foods").profile.tags.iter().map(Name::as_str).collect();
        assert_eq!(tags, ["Price", "Quality"], "{file}");
        let again = look(&table, &proposed(&table, &workspace), &workspace);
        assert_eq!(again.edit, None, "{file}: the second time nothing is new");
    }
}

#[test]
fn several_answers_count_as_somebody_says() {
    let table = text_table("Client,Rater,Mood\nAlpha,Ann,\"Good, Very poor\"\nBeta,Bob,Good\nGamma,Eve,Very poor\n");
    let of = |how: Several| {
        let mut workspace = empty();
        let mut mapping = proposed(&table, &workspace);
        assert_eq!(column(&mut mapping, "Mood").several, Some(Several::Average), "unless somebody says otherwise");
        column(&mut mapping, "Mood").several = Some(how);
        look(&table, &mapping, &workspace).edit.unwrap().apply(&mut workspace).unwrap();
        values(&workspace)[0].2
    };
    assert_eq!((of(Several::Lowest), of(Several::Highest)), (1.0, 4.0));
    assert_eq!(Some(of(Several::Average)), Some(3.0), "2.5 goes to the middle");

    let mut mapping = proposed(&table, &empty());
    column(&mut mapping, "Mood").several = None;
    let found = look(&table, &mapping, &empty());
    assert!(found.problems[0].why.contains("2 answers at once"), "{:?}", found.problems);
    let asked = unread(&table, &mapping, &empty());
    assert_eq!((asked.ticked.len(), asked.ticked[0].header.as_str(), asked.words.len()), (1, "Mood", 0));
}

#[test]
fn the_decimal_sign_is_told_column_by_column() {
    let (table, workspace) = (table("decimal_columns.csv"), empty());
    let mut mapping = proposed(&table, &workspace);
    let sign = |mapping: &Mapping, header: &str| mapping.column(header).unwrap().decimal;
    assert_eq!(sign(&mapping, "Revenue 2025"), Decimal::Comma);
    assert_eq!(sign(&mapping, "Cost 2025"), Decimal::Point);
    let asked = unread(&table, &mapping, &workspace).open_numbers;
    assert_eq!(
        asked.iter().map(|open| (open.header.as_str(), open.example.as_str())).collect::<Vec<_>>(),
        [("Hours 2025", "1,234")]
    );
    let hours = |mapping: &Mapping| {
        let mut workspace = empty();
        let found = look(&table, mapping, &workspace);
        assert_eq!(found.problems, []);
        let told = found.warnings.iter().find(|told| told.column == "Hours 2025").unwrap().why.clone();
        found.edit.unwrap().apply(&mut workspace).unwrap();
        let money = customer(&workspace, "Alpha Foods").profile.money.values().next().unwrap();
        assert_eq!((money.revenue.unwrap().value(), money.cost.unwrap().value()), (1234.5, 310.25));
        (money.hours.unwrap().value(), told)
    };
    column(&mut mapping, "Hours 2025").decimal = Decimal::Point;
    assert_eq!(Some(hours(&mapping).0), Some(1234.0));
    column(&mut mapping, "Hours 2025").decimal = Decimal::Comma;
    let (read, told) = hours(&mapping);
    assert!((read - 1.234).abs() < 1e-9 && told.contains("read as 1.234"), "said how it is read: {told}");
}

#[test]
fn a_remark_with_numbers_says_nothing_about_the_decimal_sign() {
    let table =
        text_table("Client;Remark;Hours 2025\nAlpha;see 3,5 and 4,2 of the contract;1.5\nBeta;2,5 % off;2.25\n");
    let mapping = proposed(&table, &empty());
    assert_eq!(mapping.column("Hours 2025").unwrap().decimal, Decimal::Point);
    let open = text_table("Client;Remark;Hours 2025\nAlpha;see 3,5 and 4,2;1.234\nBeta;4,5 and more;2.500\n");
    assert_eq!(proposed(&open, &empty()).column("Hours 2025").unwrap().decimal, Decimal::Point, "no comma anywhere");
}

#[test]
fn a_bad_date_in_a_tiny_file_is_a_problem_of_its_row() {
    let table = text_table("Client,Rater,Date,Pays\nAlpha,Ann,2026-03-01,4\nBeta,Bob,soon,2\nGamma,Eve,2026-03-05,5\n");
    let mapping = proposed(&table, &empty());
    assert_eq!(mapping.column("Date").unwrap().role, ColumnUse::Date);
    let found = look(&table, &mapping, &empty());
    assert_eq!(found.problems.iter().map(|problem| problem.row).collect::<Vec<_>>(), [3]);
    assert!(found.problems[0].why.contains("not a date"), "{:?}", found.problems);
    let other = text_table("Client,Rater,Date,Pays\nAlpha,Ann,soon,4\nBeta,Bob,later,2\nGamma,Eve,2026-03-05,5\n");
    assert_eq!(proposed(&other, &empty()).column("Date").unwrap().role, ColumnUse::Ignore, "hardly any is one");
}

#[test]
fn a_stray_nine_leaves_the_scale_as_it_is_and_is_named() {
    let rows = (0..12).map(|row| format!("C{row},Ann,{}\n", row % 5 + 1)).collect::<Vec<_>>().concat();
    let table = text_table(&format!("Client,Rater,Pays\n{rows}Late,Ann,9\n"));
    let mapping = proposed(&table, &empty());
    let ColumnUse::Criterion { scale, .. } = &mapping.column("Pays").unwrap().role else { panic!("{mapping:?}") };
    assert_eq!(scale.to_string(), "1\u{2013}5");
    let found = look(&table, &mapping, &empty());
    let [problem] = found.problems.as_slice() else { panic!("{:?}", found.problems) };
    assert!(problem.row == 14 && problem.why.contains("not on the scale 1\u{2013}5"), "{problem}");
}

#[test]
fn plain_revenue_is_money_of_the_last_full_year_unless_somebody_says_otherwise() {
    for header in ["Revenue", "Umsatz", "Chiffre d'affaires", "Turnover"] {
        let table = text_table(&format!("Client,{header},Pays\nAlpha,12000,4\nBeta,800.50,2\nGamma,99,5\n"));
        let mut mapping = proposed(&table, &empty());
        let found = mapping.column(header).unwrap();
        assert_eq!(found.role.period().map(|period| period.to_string()).as_deref(), Some("2025"), "{header}");
        assert!(found.period_is_assumed, "{header}");
        let preview = look(&table, &mapping, &empty());
        assert!(preview.warnings.iter().any(|told| told.why.contains("read as 2025")), "{:?}", preview.warnings);
        let kept = Mapping::from_json(&mapping.to_json()).unwrap();
        assert_eq!(kept, mapping, "asked again with the next file");
        column(&mut mapping, header).role = ColumnUse::Revenue { period: "2024".parse().unwrap() };
        let mut workspace = empty();
        look(&table, &mapping, &workspace).edit.unwrap().apply(&mut workspace).unwrap();
        let periods: Vec<String> =
            customer(&workspace, "Alpha").profile.money.keys().map(ToString::to_string).collect();
        assert_eq!(periods, ["2024"], "{header}");
    }
    let points = text_table("Client,Sales,Kind\nAlpha,4,5\nBeta,2,1\nGamma,5,3\n");
    assert!(proposed(&points, &empty()).column("Sales").unwrap().role.period().is_none(), "points, not money");
    let dated = text_table("Client,Revenue 2024,Kind\nAlpha,400,5\nBeta,200,1\n");
    assert!(!proposed(&dated, &empty()).column("Revenue 2024").unwrap().period_is_assumed, "the header says it");
}

#[test]
fn the_kind_of_occasion_is_read_in_every_shape() {
    for text in [
        "Customer,Person,Date,Kind of occasion,Criterion,Value\nAlpha,Ann,2026-01-02,Checkpoint,Pays,4\nAlpha,Ann,2026-01-02,Quarterly review,Pays,2\nBeta,Bob,2026-01-02,,Pays,5\n",
        "Customer,Person,Date,Kind of occasion,Pays\nAlpha,Ann,2026-01-02,checkpoint,4\nAlpha,Ann,2026-01-02,quarterly_review,2\nBeta,Bob,2026-01-02,,5\n",
    ] {
        let (table, mut workspace) = (text_table(text), empty());
        let mapping = suggest(&table, &workspace, None);
        assert_eq!(mapping.column("Kind of occasion").unwrap().role, ColumnUse::OccasionKind, "by its name");
        let found = look(&table, &mapping, &workspace);
        assert_eq!(found.problems, []);
        found.edit.unwrap().apply(&mut workspace).unwrap();
        let mut kinds: Vec<OccasionKind> =
            customer(&workspace, "Alpha").ratings.values().map(|each| each.occasion.kind).collect();
        kinds.sort_by_key(|kind| kind.words());
        assert_eq!(kinds, [OccasionKind::Checkpoint, OccasionKind::QuarterlyReview]);
        let other = customer(&workspace, "Beta").ratings.values().next().unwrap().occasion.kind;
        assert_eq!(other, mapping.occasion, "what counts for all rows, where none is said");
        let wrong = text_table(&text.replace("heckpoint", "hristmas"));
        let found = look(&wrong, &mapping, &empty());
        assert!(found.problems[0].why.contains("no kind of occasion"), "{:?}", found.problems);
    }
}

#[test]
fn customers_of_one_name_are_told_apart_by_the_ids_of_an_export() {
    let mut workspace = empty();
    let two = text_table("Customer,Reference\nM\u{fc}ller,R1\nM\u{fc}ller,R2\n");
    import(&two, &mut workspace);
    let ids: Vec<String> = workspace.customers.keys().map(ToString::to_string).collect();
    let [one, other] = ids.as_slice() else { panic!("{ids:?}") };
    let text = format!("Customer,Number,Person,Pays\nM\u{fc}ller,{other},Ann,4\nM\u{fc}ller,{one},Bob,2\n");
    let table = text_table(&text);
    let mapping = suggest(&table, &workspace, Some(Kind::Ratings));
    assert_eq!(mapping.column("Number").unwrap().role, ColumnUse::CustomerId, "known by its content");
    let found = look(&table, &mapping, &workspace);
    assert_eq!((&*found.problems, found.counts.new_customers, found.counts.new_ratings), (&[][..], 0, 2));
    found.edit.unwrap().apply(&mut workspace).unwrap();
    let of = |id: &str| workspace.customers[&id.parse::<CustomerId>().unwrap()].ratings.values().next().unwrap().person;
    assert_eq!(workspace.business.person_name(of(other)), "Ann");
    assert_eq!(workspace.business.person_name(of(one)), "Bob");

    let mut elsewhere = empty();
    let found = look(&table, &mapping, &elsewhere);
    assert_eq!(found.counts.new_customers, 2, "two ids are two customers: {:?}", found.problems);
    found.edit.unwrap().apply(&mut elsewhere).unwrap();
    assert_eq!(elsewhere.customers.keys().map(ToString::to_string).collect::<Vec<_>>(), ids, "with their ids");
    assert_eq!(look(&table, &mapping, &elsewhere).edit, None, "and are found by them");

    let bad = text_table("Customer,Number,Person,Pays\nAlpha,17,Ann,4\n");
    let found = look(&bad, &mapping, &workspace);
    assert!(found.problems[0].why.contains("not an id"), "{:?}", found.problems);
}

#[test]
fn a_customer_for_all_rows_that_is_a_column_is_named_as_a_mistake() {
    let table = text_table("Client,Rater,Pays\nAlpha,Ann,4\nBeta,Bob,2\n");
    let mut mapping = suggest(&table, &empty(), Some(Kind::Ratings));
    let says = |mapping: &Mapping, wanted: &str| {
        let found = look(&table, mapping, &empty());
        assert!(
            found.edit.is_none() && found.problems.iter().any(|told| told.why.contains(wanted)),
            "{:?}",
            found.problems
        );
    };
    mapping.customer = Some(Name::new("Acme").unwrap());
    says(&mapping, "“Client” says which customer it is");
    mapping.columns.retain(|column| column.header != "Client");
    mapping.customer = Some(Name::new("client").unwrap());
    says(&mapping, "“client” is a column of the file");
    mapping.customer = Some(Name::new("Acme").unwrap());
    assert_eq!(look(&table, &mapping, &empty()).counts.new_ratings, 2, "a name is a name");
    mapping.kind = Kind::Customers;
    says(&mapping, "cannot all be “Acme”");
}

#[test]
fn answers_to_what_is_no_longer_asked_are_kept_and_said() {
    let mut workspace = empty();
    import(&text_table("Client,Rater,Pays,Kind\nAlpha,Ann,4,1\nBeta,Bob,2,5\n"), &mut workspace);
    let card = workspace.scorecards.values().next().unwrap();
    let id = card.id;
    let mut retired = (**card).clone();
    let version = retired.versions.last_mut().unwrap();
    version.criteria.iter_mut().find(|criterion| criterion.name.as_str() == "Kind").unwrap().retired = true;
    workspace.scorecards.insert(id, std::sync::Arc::new(retired));
    for text in [
        "Client,Rater,Date,Pays,Kind\nAlpha,Ann,2025-01-01,5,3\nBeta,Bob,2025-01-02,1,2\n",
        "Customer,Person,Date,Criterion,Value\nAlpha,Ann,2025-01-01,Pays,5\nAlpha,Ann,2025-01-01,Kind,3\nBeta,Bob,2025-01-02,Pays,1\nBeta,Bob,2025-01-02,Kind,2\n",
    ] {
        let table = text_table(text);
        let mapping = suggest(&table, &workspace, None);
        assert!(matches!(mapping.scorecard, Some(CardChoice::Existing(_))), "{:?}", mapping.scorecard);
        let found = look(&table, &mapping, &workspace);
        assert_eq!(found.problems, []);
        assert!(
            found.warnings.iter().any(|told| told.why.contains("“Kind” is no longer asked")),
            "{:?}",
            found.warnings
        );
        let mut after = workspace.clone();
        found.edit.unwrap().apply(&mut after).unwrap();
        assert_eq!(values(&after).len(), 4 + 4, "all answers are there: {:?}", values(&after));
    }
}

#[test]
fn finding_out_what_a_file_means_can_be_stopped() {
    let table = text_table("Client,Rater,Pays,Kind\nAlpha,Ann,4,1\nBeta,Bob,2,5\n");
    let mut told = Vec::new();
    let found = suggest_watched(&table, &empty(), (None, Some(TODAY)), &mut |done| {
        told.push(done);
        if done == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((found, told), (None, vec![0, 1, 2]), "column by column");
}
