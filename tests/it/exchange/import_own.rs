//! What Keepwise wrote comes back: customers without verdicts in their notes, answers with their notes, filled-in forms.

use std::ops::ControlFlow;

use keepwise::exchange::{Export, ExportTable, FormRows, blank_form};
use keepwise::model::Answer;
use keepwise::store::sample_workspace;

use super::*;

fn exported(workspace: &Workspace, what: ExportTable) -> Table {
    let bytes = Export::new(workspace, TODAY).csv(what, &mut |_| ControlFlow::Continue(())).unwrap();
    Table::read(&bytes).unwrap().named(what.file_name())
}

#[test]
fn exported_customers_come_back_without_what_was_worked_out() {
    let sample = sample_workspace(TODAY);
    let table = exported(&sample, ExportTable::Customers);
    let mut workspace = empty();
    let found = import(&table, &mut workspace);
    assert_eq!((found.counts.new_customers, found.counts.new_ratings), (sample.customers.len(), 0));
    assert!(found.warnings.iter().any(|told| told.why.contains("Verdict")), "said so: {:?}", found.warnings);
    for old in sample.customers.values() {
        let (old, new) = (&old.profile, &customer(&workspace, old.name()).profile);
        assert_eq!((&old.notes, &old.money, &old.tags), (&new.notes, &new.money, &new.tags), "{}", old.name);
        assert_eq!((old.status, old.since, &old.segment), (new.status, new.since, &new.segment), "{}", old.name);
    }
    let again = look(&exported(&workspace, ExportTable::Customers), &suggest(&table, &workspace, None), &workspace);
    assert_eq!(again.edit, None, "and nothing is new the second time");
}

#[test]
fn exported_answers_come_back_for_the_scorecard_with_most_of_them() {
    let sample = sample_workspace(TODAY);
    let table = exported(&sample, ExportTable::Answers);
    let mapping = suggest(&table, &sample, None);
    assert_eq!(mapping.kind, Kind::Answers);
    let Some(CardChoice::Existing(name)) = &mapping.scorecard else { panic!("{:?}", mapping.scorecard) };
    let card = sample.scorecards.values().find(|card| card.name.as_str() == name).unwrap();
    let mut bare = sample.clone();
    for customer in bare.customers.values_mut() {
        std::sync::Arc::make_mut(customer).ratings.clear();
    }
    let found = import(&table, &mut bare);
    let answers = |workspace: &Workspace| {
        let mut all: Vec<(String, String, Answer)> = Vec::new();
        for customer in workspace.customers.values() {
            for rating in customer.ratings.values().filter(|rating| rating.scorecard == card.id) {
                let of = format!("{} {} {}", customer.name(), rating.person, rating.on);
                let active = |id: &keepwise::model::CriterionId| card.current().active().any(|each| each.id == *id);
                let kept = rating.answers.iter().filter(|(id, _)| active(id));
                all.extend(kept.map(|(id, answer)| (of.clone(), id.to_string(), answer.clone())));
            }
        }
        all.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
        all
    };
    assert_eq!(answers(&bare), answers(&sample), "with their notes: {:?}", found.warnings);
    let others = sample.customers.values().flat_map(|each| each.ratings.values());
    if others.clone().any(|rating| rating.scorecard != card.id) {
        assert!(found.warnings.iter().any(|told| told.why.contains("other scorecards")), "{:?}", found.warnings);
    }
}

#[test]
fn the_sheet_of_ratings_says_where_the_answers_are() {
    let sample = sample_workspace(TODAY);
    let table = exported(&sample, ExportTable::Ratings);
    let found = look(&table, &suggest(&table, &empty(), None), &empty());
    assert!(found.edit.is_none() && found.problems[0].why.contains("answers.csv"), "{:?}", found.problems);
}

#[test]
fn a_form_that_was_filled_in_becomes_ratings() {
    let mut sample = sample_workspace(TODAY);
    let card = std::sync::Arc::clone(sample.main_scorecard().unwrap());
    let bytes = blank_form(&sample, card.id, FormRows::Customers, TODAY).unwrap();
    let mut table = Table::read(&bytes).unwrap().named("form.xlsx");
    let place = |table: &Table, name: &str| table.headers.iter().position(|text| text == name).unwrap();
    let [person, day, remark] = ["Person", "Date", "Remark"].map(|name| place(&table, name));
    let criteria: Vec<_> = card.current().active().cloned().collect();
    let places: Vec<usize> = criteria.iter().map(|criterion| place(&table, &criterion.name)).collect();
    for (index, row) in table.rows.iter_mut().enumerate().take(3) {
        let mut put = |column: usize, text: &str| *row = std::mem::take(row).with(column, text);
        put(person, "Ann Example");
        put(day, "2026-11-20");
        put(remark, "Filled in at the table");
        for (criterion, &column) in criteria.iter().zip(&places) {
            let text = match (&criterion.scale, index) {
                (_, 1) => "Don't know".to_owned(),
                (Scale::YesNo, _) => "Yes".to_owned(),
                (Scale::Points { to, .. }, _) => to.to_string(),
                (Scale::Measure { .. }, _) => "1".to_owned(),
            };
            put(column, &text);
        }
    }
    let before = sample.num_ratings();
    let found = import(&table, &mut sample);
    assert_eq!(found.counts.new_ratings, 3, "{:?}", found.warnings);
    assert_eq!((sample.num_ratings(), found.counts.new_scorecards), (before + 3, 0), "on the scorecard that is there");
    assert_eq!(found.counts.new_customers, 0);
}

#[test]
fn a_form_without_a_customer_is_about_the_one_that_is_named() {
    let table =
        text_table("Timestamp,Your name,Quality,Speed\n2026/11/01 10:00:00,Ann,4,5\n2026/11/02 10:00:00,Bob,2,3\n");
    let mut mapping = suggest(&table, &empty(), None);
    let asked = look(&table, &mapping, &empty());
    assert!(asked.problems[0].why.contains("the one customer"), "{:?}", asked.problems);
    mapping.customer = Some(Name::new("Acme").unwrap());
    let mapping = Mapping::from_json(&mapping.to_json()).unwrap();
    let found = look(&table, &mapping, &empty());
    assert_eq!((found.counts.new_customers, found.counts.new_ratings), (1, 2), "{:?}", found.problems);
}
