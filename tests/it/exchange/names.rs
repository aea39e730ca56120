//! Who the customers are: first and last names, companies beside people, numbers without names, several rows each.

use keepwise::exchange::{Fixes, preview_mended, suggest_watched, unread};

use super::*;

/// What a column becomes, in words.
fn used(mapping: &Mapping, header: &str) -> &'static str {
    mapping.column(header).unwrap_or_else(|| panic!("{header}")).role.words()
}

/// The mapping as it is suggested today.
fn suggested(table: &Table) -> Mapping {
    suggest_watched(table, &empty(), (None, Some(TODAY)), &mut |_| std::ops::ControlFlow::Continue(())).unwrap()
}

/// Imports what is suggested; the second time nothing is new, by a fresh suggestion and by the same mapping.
fn names_after(table: &Table) -> Vec<String> {
    let mut workspace = empty();
    let mapping = suggested(table);
    let again = Mapping::from_json(&mapping.to_json()).unwrap();
    assert_eq!(again, mapping, "kept as it is");
    let found = look(table, &mapping, &workspace);
    assert_eq!(found.problems, [], "nothing in the way");
    found.edit.unwrap().apply(&mut workspace).unwrap();
    let second = look(table, &again, &workspace);
    assert!(second.edit.is_none() && second.problems.is_empty(), "{:?}", second.problems);
    assert!(look(table, &suggest(table, &workspace, None), &workspace).counts.new_customers == 0);
    let mut names: Vec<String> = workspace.customers.values().map(|customer| customer.name().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn first_and_last_name_make_the_customer() {
    let table = table("first_last_name.csv");
    let mapping = suggested(&table);
    assert_eq!((used(&mapping, "Vorname"), used(&mapping, "Nachname")), ("Customer", "Customer"));
    assert_eq!(used(&mapping, "Kundennr."), "Customer reference");
    assert_eq!(used(&mapping, "Umsatz (gesamt)"), "Revenue");
    assert_eq!(names_after(&table), ["Anna Weber", "Bernd Vogel", "Carla Weber", "Dirk Lang"]);
    let sample = &look(&table, &mapping, &empty()).sample[0];
    let shown: Vec<&(String, String)> = sample.iter().filter(|(label, _)| label == "Customer").collect();
    assert_eq!(shown, [&("Customer".to_owned(), "Anna Weber".to_owned())], "once, as it will be");
}

#[test]
fn signs_have_the_family_first_and_no_blank() {
    assert_eq!(names_after(&table("first_last_signs.csv")), ["佐藤 Anna", "田中米子", "鈴木健"]);
    let text = "성,이름,점수\n김,철수,4\n이,영희,5\n";
    assert_eq!(names_after(&text_table(text)), ["김철수", "이영희"]);
}

#[test]
fn a_company_comes_before_the_person_who_is_its_contact() {
    let table = table("person_and_company.csv");
    let mapping = suggested(&table);
    assert_eq!(used(&mapping, "Company"), "Customer");
    assert_eq!((used(&mapping, "First Name"), used(&mapping, "Last Name")), ("Contact", "Contact"));
    assert_eq!(used(&mapping, "Email"), "A line in the notes");
    assert_eq!(names_after(&table), ["Alder & Sons", "Birchwood Ltd", "Cedar Works"]);
    let mut workspace = empty();
    look(&table, &mapping, &workspace).edit.unwrap().apply(&mut workspace).unwrap();
    let contact = |name: &str| customer(&workspace, name).profile.contact.to_string();
    assert_eq!((contact("Alder & Sons").as_str(), contact("Cedar Works").as_str()), ("Ann Moor", "Cleo"));
}

#[test]
fn a_company_few_have_leaves_the_names_to_the_people() {
    let text = "Customer ID,First Name,Last Name,Default Address Company,Total Spent\n\
                1,Ann,Moor,,20\n2,Ben,Frost,Birchwood,31\n3,Cleo,Hill,,44\n4,Dan,Reed,,12\n";
    assert_eq!(names_after(&text_table(text)), ["Ann Moor", "Ben Frost", "Cleo Hill", "Dan Reed"]);
}

#[test]
fn what_only_ends_like_a_company_is_none() {
    let text = "Id,First_Name,Last_Name,Paying Customer\n1,Ann,Moor,Yes\n2,Ben,Frost,No\n3,Cleo,Hill,Yes\n";
    assert_eq!(names_after(&text_table(text)), ["Ann Moor", "Ben Frost", "Cleo Hill"]);
    let text = "*ContactName,FirstName,LastName,Due\nAlder & Sons,Ann,Moor,30\nBirchwood,Ben,Frost,14\n";
    assert_eq!(names_after(&text_table(text)), ["Alder & Sons", "Birchwood"]);
}

#[test]
fn half_a_name_goes_with_what_is_called_a_name() {
    for (headers, expected) in [
        ("Name;Vorname", "Weber Anna"),
        ("Nombre;Apellidos", "Weber Anna"),
        ("Nom;Pr\u{e9}nom", "Weber Anna"),
        ("Ad;Soyad", "Weber Anna"),
        // The whole name stands there already.
        ("Name;First name;Last name", "Weber Anna"),
    ] {
        let num = headers.split(';').count();
        let rest =
            if num == 3 { ["Weber Anna;Anna;Weber", "Vogel Bernd;Bernd;Vogel"] } else { ["Weber;Anna", "Vogel;Bernd"] };
        let text = format!("{headers};Zahlt\n{};ja\n{};nein\n", rest[0], rest[1]);
        assert!(names_after(&text_table(&text)).contains(&expected.to_owned()), "{headers}");
    }
    let lonely = suggested(&text_table("Id,Surname,Score\n1,Moor,3\n2,Moor,4\n3,Frost,5\n"));
    assert_eq!(used(&lonely, "Surname"), "A line in the notes", "half a name is none");
}

#[test]
fn a_mended_name_stands_for_all_of_it() {
    let table = text_table("First name,Last name,Pays\nAnn,Moor,yes\nAnn,Moor,no\nBen,Frost,no\n");
    let mapping = suggested(&table);
    let found = look(&table, &mapping, &empty());
    assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
    assert_eq!((found.problems[0].column.as_str(), found.problems[0].value.as_str()), ("First name", "Ann Moor"));
    let mut fixes = Fixes::default();
    fixes.cells.insert((3, "First name".to_owned()), "Ann Moor (Leeds)".to_owned());
    let mended = preview_mended((&table, &fixes), &mapping, &empty(), TODAY, &mut ids());
    assert_eq!((mended.problems.len(), mended.counts.new_customers), (0, 3));
}

#[test]
fn a_number_without_a_name_takes_the_texts_beside_it() {
    let table = table("classes.csv");
    assert_eq!(used(&suggested(&table), "hospital"), "Customer");
    assert_eq!(used(&suggested(&table), "id"), "Customer reference");
    assert!(names_after(&table).contains(&"CLINIQUE EXEMPLE".to_owned()));
    // Streets, codes, remarks and what repeats are no names.
    let text = "id,where,what,said,how\n\
                1,12 High St,AX-1,They answer within the hour of it,good\n2,3 Low Rd,BX-2,We had to ask twice for it,poor\n\
                3,Mill Lane 7,CX-3,It was what we had hoped for,good\n4,1 New Row,DX-4,Somebody called us back too late,poor\n\
                5,9 Old Way,EX-5,All in all it was a good year,good\n6,4 Long Acre,FX-6,No remarks from our side at all,poor\n";
    let mapping = suggested(&text_table(text));
    assert!(!uses(&mapping).contains(&"Customer"), "{:?}", uses(&mapping));
    let goods = "客户编号,商品名\n1,红茶\n2,绿茶\n3,咖啡\n4,牛奶\n5,面包\n";
    assert_eq!(used(&suggested(&text_table(goods)), "商品名"), "A line in the notes", "what is sold");
}

#[test]
fn several_rows_per_customer_are_told_with_their_number() {
    let table = table("order_lines.csv");
    let mapping = suggested(&table);
    let found = look(&table, &mapping, &empty());
    assert!(found.is_blocked());
    let told = found.problems[0].to_string();
    assert!(told.contains("7 rows about 4 customers") && told.contains("pivot") && told.contains("a rating"), "{told}");
    assert_eq!(found.problems.len(), 4, "and each row");
    let skipping = Mapping { on_problem: OnProblem::SkipRows, ..mapping };
    let left = look(&table, &skipping, &empty());
    assert!(left.warnings.iter().any(|warning| warning.to_string() == told), "{:?}", left.warnings);
    assert_eq!((left.problems.len(), left.counts.new_customers), (3, 4));
    let often = text_table("Order,Customer,Amount\n1,Alder,20.5\n2,Birch,80\n3,Alder,35\n4,Alder,410\n5,Birch,99\n");
    let found = look(&often, &suggested(&often), &empty());
    let told = found.warnings[0].to_string();
    assert!(told.contains("5 rows about 2 customers") && told.contains("orders or invoices"), "{told}");
    let slip = text_table("Client,Ok\nAlder,yes\nBirch,no\nCedar,no\nAlder,yes\n");
    assert_eq!(look(&slip, &suggested(&slip), &empty()).problems.len(), 1, "one is a slip");
}

#[test]
fn money_has_no_three_decimals() {
    let told = |text: &str| {
        let table = text_table(text);
        let mapping = suggested(&table);
        let found = look(&table, &mapping, &empty());
        let asked = unread(&table, &mapping, &empty()).open_numbers.len();
        (found.counts.warnings, asked, mapping.columns[1].decimal == keepwise::exchange::Decimal::Comma)
    };
    assert_eq!(told("Client,Revenue 2025\nA,\"1,234\"\nB,\"5,678\"\n"), (0, 0, false));
    assert_eq!(told("Client,Revenue 2025\nA,1.234\nB,5.678\n"), (0, 0, true));
    assert_eq!(told("Client;Deposit\nA;1.234 \u{20ac}\nB;5.678 \u{20ac}\n"), (0, 0, true), "by its sign");
    assert_eq!(told("Client,Hours 2025\nA,\"1,234\"\nB,\"5,678\"\n"), (1, 1, false), "hours may have");
    let other = told("Client;Revenue 2025;Weight\nA;1,234;0,5\nB;5,678;1,25\n");
    assert_eq!((other.0, other.1), (1, 1), "the sign stands before decimals elsewhere");
}

#[test]
fn marks_for_text_are_taken_off() {
    let table = table("text_marks.csv");
    assert_eq!(table.sniffed.num_text_marks, 2);
    let mut workspace = empty();
    import(&table, &mut workspace);
    let tis = customer(&workspace, "'Tis the Season");
    assert_eq!(tis.profile.reference.as_str(), "7002");
    assert!(tis.profile.notes.contains("Postcode: LS1 1AB"), "{}", tis.profile.notes.as_str());
}
