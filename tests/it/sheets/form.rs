//! A rating form, filled in as people do it in a spreadsheet program, and imported.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};

use jiff::civil::{Date, date};
use keepwise::exchange::{FormRows, Kind, Table, blank_form, preview, suggest};
use keepwise::model::*;
use keepwise::store::sample_workspace;
use ulid::Ulid;

const TODAY: Date = date(2026, 11, 29);
const ON: Date = date(2026, 11, 20);

/// What somebody types or chooses in a cell.
enum Cell {
    Text(String),
    Number(f64),
    Day(Date),
}

fn letters(column: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at).unwrap());
    if column < 26 { letter(column).to_string() } else { format!("A{}", letter(column - 26)) }
}

/// Types cells into a row of the first sheet; the package is otherwise left as it is.
fn fill(form: &[u8], rows: &[(usize, Vec<(usize, Cell)>)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(form)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            bytes = typed(&String::from_utf8(bytes).unwrap(), rows).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn typed(xml: &str, rows: &[(usize, Vec<(usize, Cell)>)]) -> String {
    // A spreadsheet program gives a new cell the style of its column; the fourth is the date.
    let day_style = xml.split("<col ").find(|col| col.starts_with("min=\"4\"")).unwrap();
    let day_style = day_style.split("style=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut xml = xml.to_owned();
    for (row, cells) in rows {
        let mut new = String::new();
        for (column, cell) in cells {
            let at = format!("{}{row}", letters(*column));
            match cell {
                Cell::Text(text) => {
                    let text = text.replace('&', "&amp;").replace('<', "&lt;");
                    write!(new, "<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
                }
                Cell::Number(number) => write!(new, "<c r=\"{at}\"><v>{number}</v></c>"),
                Cell::Day(day) => {
                    let serial = date(1899, 12, 30).until(*day).unwrap().get_days();
                    write!(new, "<c r=\"{at}\" s=\"{day_style}\"><v>{serial}</v></c>")
                }
            }
            .unwrap();
        }
        let begun = xml.find(&format!("<row r=\"{row}\""));
        let at = if let Some(start) = begun {
            start + xml[start..].find("</row>").unwrap()
        } else {
            new = format!("<row r=\"{row}\">{new}</row>");
            xml.find("</sheetData>").unwrap()
        };
        xml.insert_str(at, &new);
    }
    xml
}

/// An answer for this criterion, another one for each number, and how it is typed or chosen.
fn answer(criterion: &Criterion, number: usize) -> (Option<Response>, Option<Cell>) {
    let value = |value: f64| Response::Value(Finite::clamped(value));
    let choose = |text: &str| Some(Cell::Text(text.to_owned()));
    match number % 5 {
        0 => (None, None),
        1 => (Some(Response::NotApplicable), choose("Not applicable")),
        2 => (Some(Response::DontKnow), choose("Don't know")),
        rest => match &criterion.scale {
            Scale::YesNo if rest == 3 => (Some(value(1.0)), choose("Yes")),
            Scale::YesNo => (Some(value(0.0)), choose("No")),
            Scale::Points { from, to, .. } => {
                let point = f64::from(if rest == 3 { *from } else { *to });
                (Some(value(point)), Some(Cell::Number(point)))
            }
            Scale::Measure { worst, best, .. } => {
                let (worst, best) = (worst.value(), best.value());
                let between = if rest == 3 { best } else { worst + (best - worst) / 4.0 };
                (Some(value(between)), Some(Cell::Number(between)))
            }
        },
    }
}

/// Fills in a form for three customers and imports it; every rating must say exactly what was typed.
fn comes_back(workspace: &Workspace, card: &Scorecard, rows: FormRows) {
    let form = blank_form(workspace, card.id, rows, TODAY).unwrap();
    let mut names: Vec<&str> =
        workspace.customers.values().filter(|one| one.profile.status.is_current()).map(|one| one.name()).collect();
    names.sort_by_key(|name| name.to_lowercase());
    let (person, known) = workspace.business.people.iter().find(|(_, person)| !person.left).unwrap();
    let group = workspace.business.group_name(known.group);
    let criteria: Vec<&Criterion> = card.current().active().collect();
    let mut typed = Vec::new();
    let mut wanted: Vec<(&str, Vec<(CriterionId, Response)>)> = Vec::new();
    for (place, name) in names.iter().enumerate().take(3) {
        let mut cells = Vec::new();
        if rows == FormRows::Blank {
            cells.push((0, Cell::Text((*name).to_owned())));
        }
        cells.push((1, Cell::Text(known.name.to_string())));
        cells.push((2, Cell::Text(group.clone())));
        cells.push((3, Cell::Day(ON)));
        cells.push((4, Cell::Text("By form".to_owned())));
        let mut answers = Vec::new();
        for (at, criterion) in criteria.iter().enumerate() {
            let (response, cell) = answer(criterion, place + at + 1);
            answers.extend(response.map(|response| (criterion.id, response)));
            cells.extend(cell.map(|cell| (5 + at, cell)));
        }
        cells.push((5 + criteria.len(), Cell::Text(format!("Remark {place}"))));
        typed.push((place + 2, cells));
        answers.sort_by_key(|(id, _)| *id);
        wanted.push((name, answers));
    }
    let filled = fill(&form, &typed);
    let table = Table::read(&filled).unwrap();
    // Three rows of yes and no say little about what a row is; the import dialog asks for it too.
    let mapping = suggest(&table, workspace, None);
    assert_eq!(mapping.kind, Kind::Ratings, "{}", card.name);
    let mut next = 0;
    let mut id = || {
        next += 1;
        Ulid::from_parts(9, next)
    };
    let found = preview(&table, &mapping, workspace, TODAY, &mut id);
    assert!(found.problems.is_empty(), "{}: {:#?}", card.name, found.problems);
    assert_eq!((found.counts.new_ratings, found.counts.new_customers, found.counts.new_people), (3, 0, 0));
    assert_eq!(found.counts.new_scorecards, 0, "{}: the questions are known", card.name);
    let mut after = workspace.clone();
    found.edit.unwrap().apply(&mut after).unwrap();
    for (place, (name, answers)) in wanted.iter().enumerate() {
        let customer = after.customers.values().find(|one| one.name() == *name).unwrap();
        let mut of_form = customer.ratings.values().filter(|one| one.occasion.name.as_str() == "By form");
        let (Some(rating), None) = (of_form.next(), of_form.next()) else { panic!("one rating of {name}") };
        assert_eq!((rating.scorecard, rating.person, rating.on), (card.id, *person, ON));
        assert_eq!(rating.remark.as_str(), format!("Remark {place}"));
        let said: Vec<(CriterionId, Response)> =
            rating.answers.iter().map(|(id, answer)| (*id, answer.response)).collect();
        assert_eq!(&said, answers, "{}: {name}\n{:?}\n{}", card.name, table.rows, mapping.to_json());
    }
}

#[test]
fn a_form_that_was_filled_in_is_imported_answer_by_answer() {
    let sample = sample_workspace(TODAY);
    for card in sample.scorecards.values() {
        for rows in [FormRows::Blank, FormRows::Customers] {
            comes_back(&sample, card, rows);
        }
    }
}
