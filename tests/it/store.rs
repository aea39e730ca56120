//! The workspace folder seen from outside: what is written comes back, and nothing hostile gets through.

pub(crate) mod arbitrary;
mod check;
mod hostile;
mod roundtrip;
mod schema;
mod writing;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use keepwise::model::*;
use keepwise::store::{self, Folder, Loaded, Overwrite, Paths};
use serde_json::Value;
use ulid::Ulid;

/// An id made of a number.
fn ulid(number: u128) -> Ulid {
    Ulid::from_parts(1_700_000_000_000, number)
}

fn customer_id(number: u128) -> CustomerId {
    CustomerId::new(ulid(number))
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// Any bytes as a file.
fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    store::write_export(path, bytes.as_ref(), Overwrite::Replace).unwrap();
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

fn load(dir: &Path) -> Loaded {
    store::load(dir, &|_| ()).unwrap()
}

fn open(paths: &Paths, dir: &Path) -> (Folder, Loaded) {
    Folder::open(paths, dir, &|_| ()).unwrap()
}

fn customer_file(dir: &Path, number: u128) -> std::path::PathBuf {
    dir.join("customers").join(format!("{}.json", customer_id(number)))
}

/// A business with one person, one scorecard of two questions and `customers` customers, each rated once.
fn workspace(customers: u128) -> Workspace {
    let mut business = Business::new(BusinessId::new(ulid(1)), name("Bright Studio"));
    let person = PersonId::new(ulid(2));
    let anna = Person { name: name("Anna"), group: GroupId::TEAM, left: false, extra: Extra::new() };
    business.people.insert(person, anna);
    let criterion =
        |text: &str| Criterion::new(CriterionId::from_name(text, |_| false), name(text), Scale::points(1, 5));
    let version = ScorecardVersion {
        number: 1,
        adopted: date(2026, 1, 1),
        note: Note::default(),
        criteria: vec![criterion("Pays"), criterion("Clear")],
        policy: Policy::default(),
        extra: Extra::new(),
    };
    let card = Scorecard {
        id: ScorecardId::new(ulid(3)),
        name: name("Project rating"),
        about: Note::default(),
        subject: Subject::Customer,
        versions: vec![version],
        scenarios: Default::default(),
        archived: false,
        extra: Extra::new(),
    };
    let mut workspace = Workspace::new(business);
    for number in 0..customers {
        let mut customer = Customer::new(customer_id(number), Profile::new(name(&format!("Customer {number}"))));
        let answers = ["pays", "clear"].map(|id| (id.parse().unwrap(), Answer::value(Finite::clamped(4.0))));
        let rating = Rating {
            scorecard: card.id,
            version: 1,
            person,
            occasion: Occasion { kind: OccasionKind::ProjectFinished, name: Line::default(), extra: Extra::new() },
            on: date(2026, 11, 1),
            answers: answers.into(),
            remark: Note::new("Fine\nwork").unwrap(),
            extra: Extra::new(),
        };
        customer.ratings.insert(RatingId::new(ulid(100 + number)), rating);
        workspace.customers.insert(customer.id, Arc::new(customer));
    }
    workspace.scorecards.insert(card.id, Arc::new(card));
    workspace
}
