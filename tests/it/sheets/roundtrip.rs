//! Out as a workbook or as CSV files, and back into an empty workspace.

use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::civil::{Date, date};
use keepwise::analysis::{Evidence, Gathering, Judgement, Terms, judge};
use keepwise::exchange::{
    Continue, Export, ExportProgress, ExportTable, TablesError, is_our_workbook, read_tables, read_workbook, restore,
};
use keepwise::model::*;
use keepwise::store::sample_workspace;
use proptest::prelude::*;
use ulid::Ulid;

use crate::store::arbitrary;

const TODAY: Date = date(2026, 11, 29);

const fn go_on(_: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn workbook(workspace: &Workspace) -> Vec<u8> {
    Export::new(workspace, TODAY).xlsx(&mut go_on).unwrap()
}

fn tables(workspace: &Workspace) -> Vec<(ExportTable, Vec<u8>)> {
    let export = Export::new(workspace, TODAY);
    ExportTable::ALL.into_iter().map(|table| (table, export.csv(table, &mut go_on).unwrap())).collect()
}

fn from_workbook(workspace: &Workspace) -> Result<Workspace, TablesError> {
    let bytes = workbook(workspace);
    assert!(is_our_workbook(&bytes));
    read_workbook(&bytes, &|_| Continue::Go)
}

fn from_tables(workspace: &Workspace) -> Result<Workspace, TablesError> {
    read_tables(&tables(workspace), &|_| Continue::Go)
}

fn verdicts(workspace: &Workspace) -> Vec<Vec<Judgement>> {
    let judged = workspace.scorecards.values().map(|card| {
        let terms = Terms::of(card.current());
        judge(&Evidence::gather(workspace, card, Gathering::of(&terms.policy, TODAY)), &terms)
    });
    judged.collect()
}

/// What the tables hold of a decision.
fn decision(decision: &Decision) -> Decision {
    let dash = |line: &Line| if line.as_str() == "\u{2013}" { Line::default() } else { line.clone() };
    Decision {
        stood: decision.stood.as_ref().map(|stood| Stood {
            bounds: None,
            firmness: Line::default(),
            values: [].into(),
            weights: [].into(),
            policy: None,
            reasons: Vec::new(),
            cautions: Vec::new(),
            // Shown as percent in the workbook, which costs the last digit.
            coverage: Share::clamped((stood.coverage.value() * 1e12).round() / 1e12),
            extra: Extra::new(),
            ..stood.clone()
        }),
        steps: decision
            .steps
            .iter()
            .map(|step| Step { what: dash(&step.what), who: dash(&step.who), extra: Extra::new(), ..step.clone() })
            .collect(),
        extra: Extra::new(),
        ..decision.clone()
    }
}

fn customer(customer: &Customer) -> Customer {
    let mut kept = customer.clone();
    (kept.issues, kept.dismissed, kept.extra) = ([].into(), [].into(), Extra::new());
    let profile = &mut kept.profile;
    (profile.extra, profile.source.extra) = (Extra::new(), Extra::new());
    profile.money.values_mut().for_each(|money| money.extra = Extra::new());
    profile.money.retain(|_, money| *money != Money::default());
    for rating in kept.ratings.values_mut() {
        (rating.extra, rating.occasion.extra) = (Extra::new(), Extra::new());
        rating.answers.values_mut().for_each(|answer| answer.extra = Extra::new());
    }
    kept.decisions = kept.decisions.iter().map(|(id, one)| (*id, decision(one))).collect();
    kept
}

fn scorecard(card: &Scorecard) -> Scorecard {
    let mut kept = card.clone();
    (kept.scenarios, kept.extra) = ([].into(), Extra::new());
    for version in &mut kept.versions {
        (version.extra, version.policy.extra) = (Extra::new(), Extra::new());
        for criterion in &mut version.criteria {
            criterion.extra = Extra::new();
            if let Scale::Points { from, to, anchors } = &mut criterion.scale {
                anchors.retain(|point, words| (*from..=*to).contains(point) && !words.is_empty());
            }
        }
    }
    kept
}

/// What docs/export.md says that the tables keep; everything else is left out here by name.
fn held(workspace: &Workspace) -> Workspace {
    let mut business = Business::clone(&workspace.business);
    (business.mappings, business.extra) = ([].into(), Extra::new());
    business.people.values_mut().for_each(|person| person.extra = Extra::new());
    business.groups.values_mut().for_each(|group| group.extra = Extra::new());
    Workspace {
        business: Arc::new(business),
        scorecards: workspace.scorecards.iter().map(|(id, card)| (*id, Arc::new(scorecard(card)))).collect(),
        customers: workspace.customers.iter().map(|(id, one)| (*id, Arc::new(customer(one)))).collect(),
    }
}

/// The whole workspace as JSON with every number in 12 digits: a cell of a workbook is read as people write numbers, so
/// that 0.1 + 0.2 is 0.3, which may cost the last of 17 digits.
fn in_digits(workspace: &Workspace) -> serde_json::Value {
    fn rounded(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Number(number) => {
                *value = format!("{:.11e}", number.as_f64().unwrap()).into();
            }
            serde_json::Value::Array(values) => values.iter_mut().for_each(rounded),
            serde_json::Value::Object(fields) => fields.values_mut().for_each(rounded),
            _ => {}
        }
    }
    let bytes = keepwise::exchange::workspace_json(workspace, &mut go_on).unwrap();
    let mut value = serde_json::from_slice(&bytes).unwrap();
    rounded(&mut value);
    value
}

#[test]
fn the_sample_comes_back_from_a_workbook_and_from_csv_with_every_verdict() {
    let sample = sample_workspace(TODAY);
    for back in [from_workbook(&sample).unwrap(), from_tables(&sample).unwrap()] {
        assert_eq!(held(&back), held(&sample));
        assert_eq!(back.scorecards, held(&sample).scorecards);
        let mut target =
            Workspace::new(Business::new(BusinessId::new(Ulid::from_parts(1, 1)), Name::new("Empty").unwrap()));
        let found = restore(&target, &back);
        assert_eq!((found.new_customers, found.new_ratings), (sample.customers.len(), sample.num_ratings()));
        found.edit.unwrap().apply(&mut target).unwrap();
        assert_eq!(verdicts(&target), verdicts(&sample), "the same verdicts, to the last digit");
        assert_eq!(restore(&target, &back).edit, None, "a second time there is nothing to do");
        // Into the workspace it came from: nothing is new, and what the tables do not hold is not lost.
        assert_eq!(restore(&sample, &back).edit, None);
    }
}

#[test]
fn awkward_names_come_back_as_they_were() {
    let mut sample = sample_workspace(TODAY);
    let awkward = ["=1+1", "'=1+1", "''-x", "-", "+49 30", "@home", "_x0041_", "a, \"b\"", "N/A", "TRUE", "007", "45%"];
    for (number, text) in (1u128..).zip(awkward) {
        let id = CustomerId::new(Ulid::from_parts(1, number));
        let mut profile = Profile::new(Name::new(text).unwrap());
        profile.tags = [Name::new("a, b").unwrap(), Name::new(text).unwrap()].into();
        profile.segment = Line::new(text).unwrap();
        profile.notes = Note::new(&format!("{text}\n\n{text}")).unwrap();
        Edit::AddCustomer(Arc::new(Customer::new(id, profile))).apply(&mut sample).unwrap();
    }
    assert_eq!(held(&from_workbook(&sample).unwrap()), held(&sample));
    assert_eq!(held(&from_tables(&sample).unwrap()), held(&sample));
}

#[test]
fn what_does_not_fit_is_told_by_table_row_and_column() {
    let sample = sample_workspace(TODAY);
    let spoil = |which: ExportTable, from: &str, to: &str| {
        let mut files = tables(&sample);
        for (table, bytes) in &mut files {
            if *table == which {
                let text = String::from_utf8(std::mem::take(bytes)).unwrap();
                assert!(text.contains(from), "{from}");
                *bytes = text.replacen(from, to, 1).into_bytes();
            }
        }
        read_tables(&files, &|_| Continue::Go).unwrap_err().to_string()
    };
    let status = spoil(ExportTable::Customers, ",Active,", ",Asleep,");
    assert!(status.contains("\u{201c}Customers\u{201d}, row ") && status.contains("Status"), "{status}");
    assert!(status.contains("Asleep") && status.contains("Nothing was imported"), "{status}");
    let column = spoil(ExportTable::Answers, "Kind of answer", "Sort");
    assert!(column.contains("no column \u{201c}Kind of answer\u{201d}"), "{column}");
    let newer = spoil(ExportTable::Workspace, "Format of these tables,,1", "Format of these tables,,2");
    assert!(newer.contains("newer") && newer.contains("Update Keepwise"), "{newer}");
    let files: Vec<_> = tables(&sample).into_iter().filter(|(table, _)| *table != ExportTable::Ratings).collect();
    let missing = read_tables(&files, &|_| Continue::Go).unwrap_err().to_string();
    assert!(missing.contains("\u{201c}Ratings\u{201d} is not there"), "{missing}");
    let other = keepwise::exchange::blank_form(
        &sample,
        *sample.scorecards.keys().next().unwrap(),
        keepwise::exchange::FormRows::Blank,
        TODAY,
    );
    assert!(!is_our_workbook(&other.unwrap()), "a form is a table of ratings, not a workspace");
    assert!(!is_our_workbook(b"PK\x03\x04 nonsense") && !is_our_workbook(b"a,b\n1,2\n"));
}

#[test]
fn named_bands_go_out_and_come_back() {
    let mut sample = sample_workspace(TODAY);
    let bands = |sheet: &Workspace| -> Option<Vec<String>> {
        let customers = tables(sheet).into_iter().find(|(table, _)| *table == ExportTable::Customers).unwrap().1;
        let table = keepwise::exchange::Table::read(&customers).unwrap();
        let column = table.column("Band")?;
        Some(table.rows.iter().map(|row| row[column].to_owned()).collect())
    };
    assert_eq!(bands(&sample), None, "no column where there are no bands");
    let (id, mut version) = {
        let card = sample.main_scorecard().unwrap();
        (card.id, card.current().clone())
    };
    version.number += 1;
    version.policy.bands = [("Gold", 70.0), ("Silver: good", 50.0), ("=Rest", 0.0)]
        .map(|(name, from)| Band { name: Name::new(name).unwrap(), from: Score::clamped(from) })
        .to_vec();
    Edit::AdoptVersion(id, Box::new(version)).apply(&mut sample).unwrap();
    let back = from_workbook(&sample).unwrap();
    assert_eq!(back.main_scorecard().unwrap().current().policy.bands.len(), 3);
    assert_eq!(held(&back), held(&sample));
    assert_eq!(held(&from_tables(&sample).unwrap()), held(&sample));
    assert_eq!(bands(&back), bands(&sample), "the same band for everybody");

    let policy = &sample.main_scorecard().unwrap().current().policy;
    let card = sample.main_scorecard().unwrap();
    let evidence = Evidence::gather(&sample, card, Gathering::of(policy, TODAY));
    let judged = judge(&evidence, &Terms::of(card.current()));
    let expected: Vec<String> = judged
        .iter()
        .map(|one| one.score.and_then(|score| policy.band(score)).map_or("", |band| band.name.as_str()).to_owned())
        .map(|name| keepwise::exchange::protect_from_formulas(&name))
        .collect();
    assert_eq!(bands(&sample), Some(expected), "in the order of the customers");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_workspace_comes_back_from_its_tables(workspace in arbitrary::workspace()) {
        // No edit makes a measure whose worst is its best; a file edited by hand may hold one.
        let is_level = |scale: &Scale| matches!(scale, Scale::Measure { worst, best, .. } if worst == best);
        let mut criteria = workspace.scorecards.values().flat_map(|card| &card.versions).flat_map(|version| &version.criteria);
        prop_assume!(!criteria.any(|criterion| is_level(&criterion.scale)));
        let wanted = held(&workspace);
        let from_csv = from_tables(&workspace);
        prop_assert_eq!(from_csv.as_ref().map(held), Ok(wanted.clone()));
        let from_xlsx = from_workbook(&workspace);
        let from_xlsx = from_xlsx.as_ref().map(|back| in_digits(&held(back))).map_err(ToString::to_string);
        prop_assert_eq!(from_xlsx, Ok(in_digits(&wanted)));
    }
}
