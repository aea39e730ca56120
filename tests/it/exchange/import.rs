//! Real spreadsheets come a second time, and what somebody said about them is kept. Their previews are in `golden`.

use std::fmt::Write as _;

use keepwise::exchange::{Bands, Likeness, Sameness, Who, keep_mapping, kept_mapping, with_mapping};
use keepwise::model::{Band, Score};

use super::*;

#[test]
fn the_same_file_again_changes_nothing_whatever_its_shape() {
    for file in [
        "answers_long.csv",
        "google_form.csv",
        "microsoft_form.csv",
        "money_and_dates.csv",
        "third_values.csv",
        "ticks.csv",
        "nameless.csv",
    ] {
        let mut workspace = empty();
        let table = table(file);
        let mapping = Mapping { on_problem: OnProblem::SkipRows, ..suggest(&table, &workspace, None) };
        let found = look(&table, &mapping, &workspace);
        let keep = keep_mapping(&table, &mapping, &workspace, None);
        with_mapping(found.edit.unwrap(), keep).apply(&mut workspace).unwrap();
        let kept = kept_mapping(&table, &workspace).unwrap_or_else(|| panic!("{file} is known again"));
        let again = Mapping { on_problem: OnProblem::SkipRows, ..kept.mapping };
        assert_eq!(look(&table, &again, &workspace).edit, None, "{file}");
        assert_eq!(keep_mapping(&table, &again, &workspace, Some(&kept.name)), None, "{file}: kept once");
        let suggested = Mapping { on_problem: OnProblem::SkipRows, ..suggest(&table, &workspace, None) };
        assert_eq!(look(&table, &suggested, &workspace).edit, None, "{file}: nor with a new suggestion");
    }
}

#[test]
fn a_mapping_is_kept_for_its_own_kind_of_file_only() {
    let mut workspace = empty();
    let table = table("ticks.csv");
    let mapping = suggest(&table, &workspace, None);
    keep_mapping(&table, &mapping, &workspace, None).unwrap().apply(&mut workspace).unwrap();
    assert!(kept_mapping(&text_table("Client,Repeat business\nA,x\n"), &workspace).is_none(), "a column is missing");
    let more = text_table("Client,Repeat business,Talks about us,New\nA,x,,1\n");
    assert!(kept_mapping(&more, &workspace).is_some(), "one column more");
    assert!(kept_mapping(&super::table("third_values.csv"), &workspace).is_none(), "another kind");
}

#[test]
fn a_short_mapping_is_kept_for_its_file_too() {
    let mut workspace = empty();
    let table = text_table("Client,Region,Depot,Web,City,Size,Pays\nNorthwind,A,1,x,Ham,3,4\nSundial,B,2,y,Kiel,2,2\n");
    let mut mapping = suggest(&table, &workspace, Some(Kind::Customers));
    // As somebody writes it by hand: only the columns that count.
    mapping.columns.retain(|column| ["Client", "Pays"].contains(&column.header.as_str()));
    let found = look(&table, &mapping, &workspace);
    let keep = keep_mapping(&table, &mapping, &workspace, None);
    with_mapping(found.edit.unwrap(), keep).apply(&mut workspace).unwrap();
    let kept = kept_mapping(&table, &workspace).expect("known again");
    assert_eq!(look(&table, &kept.mapping, &workspace).edit, None, "the same file again changes nothing");
    assert_eq!(keep_mapping(&table, &kept.mapping, &workspace, Some(&kept.name)), None, "kept once");
}

#[test]
fn published_limits_give_the_published_classes() {
    let mut workspace = empty();
    let table = table("classes.csv");
    let mut mapping = Mapping::new(Kind::Customers);
    let score = ColumnUse::Criterion {
        name: Name::new("Total").unwrap(),
        scale: Scale::Measure { unit: Default::default(), worst: Finite::ZERO, best: Finite::clamped(100.0) },
        direction: Default::default(),
    };
    mapping.columns = vec![
        ColumnMapping::new("id", ColumnUse::CustomerReference),
        ColumnMapping::new("hospital", ColumnUse::CustomerName),
        ColumnMapping::new("score", score),
        ColumnMapping::new("published class", ColumnUse::Segment),
    ];
    mapping.scorecard = Some(CardChoice::New(Name::new("Total").unwrap()));
    let band = |name: &str, from: f64| Band { name: Name::new(name).unwrap(), from: Score::clamped(from) };
    mapping.bands = Some(Bands {
        keep_from: Score::clamped(74.0),
        hard_look_from: Score::clamped(70.7),
        named: vec![band("A", 77.3), band("B", 74.0), band("C", 70.7), band("D", 0.0)],
    });
    let mapping = Mapping::from_json(&mapping.to_json()).unwrap();
    look(&table, &mapping, &workspace).edit.unwrap().apply(&mut workspace).unwrap();
    let card = workspace.main_scorecard().unwrap();
    let policy = &card.current().policy;
    let terms = Terms::of(card.current());
    let evidence = Evidence::gather(&workspace, card, Gathering::of(policy, TODAY));
    let judged = judge(&evidence, &terms);
    let mut compared = 0;
    for (id, judgement) in evidence.customers().iter().zip(&judged) {
        let customer = &workspace.customers[id];
        let class = judgement.score.and_then(|score| policy.band(score)).map_or("", |band| band.name.as_str());
        assert_eq!(class, customer.profile.segment.as_str(), "{}", customer.profile.reference.as_str());
        compared += usize::from(!class.is_empty());
        let verdict = match class {
            "A" | "B" => Verdict::Keep,
            "C" => Verdict::HardLook,
            "D" => Verdict::LetGo,
            _ => Verdict::NotEnough,
        };
        assert_eq!(judgement.verdict, verdict, "{class}");
    }
    assert_eq!((compared, workspace.customers.len()), (6, 7), "a row without a score has no class");
}

#[test]
fn names_that_look_alike_are_asked_about_once() {
    let mut workspace = empty();
    import(&text_table("Customer,Person,Quality\nNorthwind Bakery,Ann Berg,4\n"), &mut workspace);
    let next = text_table("Customer,Person,Quality\nNorthwind Bakery Ltd,Ann Bergh,5\nSouthwind,Ann Berg,2\n");
    let mut mapping = suggest(&next, &workspace, None);
    let found = look(&next, &mapping, &workspace);
    let pairs: Vec<_> = found
        .alike
        .iter()
        .map(|Likeness { who, text, other, row, .. }| (*who, text.as_str(), other.as_str(), *row))
        .collect();
    assert_eq!(
        pairs,
        [(Who::Customer, "Northwind Bakery Ltd", "Northwind Bakery", 2), (Who::Person, "Ann Bergh", "Ann Berg", 2)]
    );
    assert_eq!((found.counts.new_customers, found.counts.new_people), (2, 1), "never merged silently");
    for (pair, same) in found.alike.iter().zip([true, false]) {
        mapping.same.push(Sameness { who: pair.who, text: pair.text.to_string(), other: pair.other.clone(), same });
    }
    let found = look(&next, &mapping, &workspace);
    assert_eq!((found.alike.len(), found.counts.new_customers, found.counts.new_people), (0, 1, 1), "as it was said");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn long_and_wide_say_the_same(points in prop::collection::vec((0_usize..4, 0_usize..3, 1_u8..=5, 1_u8..=5), 1..12)) {
        let mut wide = "Customer,Person,Kind,Clear\n".to_owned();
        let mut long = "Customer,Person,Criterion,Value\n".to_owned();
        let mut seen = std::collections::BTreeSet::new();
        // Ends of the scale, so that both see the same one.
        for (customer, person, one, other) in points.into_iter().chain([(9, 9, 1, 5), (8, 9, 5, 1)]) {
            if seen.insert((customer, person)) {
                writeln!(wide, "Customer {customer},Person {person},{one},{other}").unwrap();
                writeln!(long, "Customer {customer},Person {person},Kind,{one}").unwrap();
                writeln!(long, "Customer {customer},Person {person},Clear,{other}").unwrap();
            }
        }
        let read = |text: &str, kind: Kind| {
            let mut workspace = empty();
            let table = text_table(text);
            let mapping = suggest(&table, &workspace, Some(kind));
            let found = look(&table, &mapping, &workspace);
            found.edit.unwrap().apply(&mut workspace).unwrap();
            let mut all: Vec<(String, String, Vec<f64>)> = workspace.customers.values().flat_map(|customer| {
                customer.ratings.values().map(|rating| {
                    let mut answers: Vec<(String, f64)> = rating.answers.iter().filter_map(|(id, answer)| match answer.response {
                        Response::Value(value) => Some((id.to_string(), value.value())),
                        _ => None,
                    }).collect();
                    answers.sort_by(|a, b| a.0.cmp(&b.0));
                    let person = workspace.business.person_name(rating.person).to_owned();
                    (customer.name().to_owned(), person, answers.into_iter().map(|(_, value)| value).collect())
                }).collect::<Vec<_>>()
            }).collect();
            all.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
            all
        };
        prop_assert_eq!(read(&wide, Kind::Ratings), read(&long, Kind::Answers));
    }
}

#[test]
fn all_problems_are_counted_and_the_first_are_listed() {
    const ROWS: usize = 9_000;
    let mut text = "Customer,Person,Pays\n".to_owned();
    for row in 0..ROWS {
        // Every other answer is off the scale, every other row has a cell too few.
        let end = if row % 2 == 0 { ",9" } else { "" };
        writeln!(text, "C{row},Ann{end}").unwrap();
    }
    let table = Table::read(text.as_bytes()).unwrap();
    let mut mapping = suggest(&table, &empty(), Some(Kind::Ratings));
    let name = Name::new("Pays").unwrap();
    mapping.columns[2].role = ColumnUse::Criterion {
        name,
        scale: keepwise::model::Scale::points(1, 5),
        direction: keepwise::model::Direction::HighIsGood,
    };
    let found = look(&table, &mapping, &empty());
    assert_eq!((found.counts.problems, found.problems.len()), (ROWS / 2, Preview::MAX_LISTED));
    assert_eq!((found.problems[0].row, found.problems[999].row), (2, 2_000), "the first by row");
    // Each short row is told twice: that it is short, and that it has no answer.
    assert_eq!((found.counts.warnings, found.warnings.len()), (ROWS, Preview::MAX_LISTED));
    assert_eq!((found.warnings[0].row, found.warnings[999].row), (3, 1_001), "the first by row");
    assert!(found.is_blocked(), "nothing is taken with problems");
}

#[test]
fn many_customers_of_one_name_stay_apart_by_their_references() {
    const ROWS: usize = 3_000;
    let mut text = "Reference,Customer,Person,Pays\n".to_owned();
    for row in 0..ROWS {
        writeln!(text, "R{row},Branch office,Ann,{}", row % 5 + 1).unwrap();
    }
    let table = Table::read(text.as_bytes()).unwrap();
    let mapping = suggest(&table, &empty(), Some(Kind::Ratings));
    let found = look(&table, &mapping, &empty());
    assert_eq!((found.counts.new_customers, found.counts.new_ratings), (ROWS, ROWS));
    assert_eq!(found.counts.warnings, ROWS - 1, "told that they share a name");
    let mut workspace = empty();
    found.edit.unwrap().apply(&mut workspace).unwrap();
    let again = look(&table, &mapping, &workspace);
    assert_eq!((again.edit, again.counts.unchanged_ratings), (None, ROWS), "each is found again");
}

#[test]
fn what_is_no_number_is_never_read_as_one() {
    let table = table("odd_numbers.csv");
    let mut mapping = suggest(&table, &empty(), Some(Kind::Ratings));
    let name = Name::new("Days late").unwrap();
    let scale = Scale::Measure { unit: Default::default(), worst: Finite::clamped(100.0), best: Finite::ZERO };
    mapping.columns[2].role = ColumnUse::Criterion { name, scale, direction: Default::default() };
    mapping.scorecard = Some(CardChoice::New(Name::new("Delays").unwrap()));
    let found = look(&table, &mapping, &empty());
    let told: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "Row 3, column “Days late”: “inf” is not a number",
            "Row 4, column “Days late”: “1e999” is too large a number",
            "Row 6, column “Days late”: “12 days” is not a number",
            "Row 7, column “Days late”: “0x1F” is not a number",
        ]
    );
    mapping.on_problem = OnProblem::SkipRows;
    assert_eq!(look(&table, &mapping, &empty()).counts.new_ratings, 2, "1e2 and 30; NaN says nothing");
}

#[test]
fn a_message_never_steers_the_terminal() {
    let table = text_table("Customer\u{9b}31m,Person,Quality\n,Ann,4\nB,Tom,3\n");
    let mut mapping = suggest(&table, &empty(), Some(Kind::Ratings));
    mapping.columns[0].role = ColumnUse::CustomerName;
    let found = look(&table, &mapping, &empty());
    assert_eq!(found.problems.len(), 1);
    let told = found.problems[0].to_string();
    assert!(told.starts_with("Row 2, column “Customer 31m”: ") && !told.contains(char::is_control), "{told:?}");
}
