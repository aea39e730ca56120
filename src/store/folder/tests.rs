//! Every operation of a save made to fail, once before and once after it was done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use super::super::disk::faulty::{FaultyDisk, When};
use super::super::saver::{Pace, SaveEvent, Saver};
use super::super::{create, create::create_on};
use super::*;
use crate::model::{Business, Customer, CustomerId, Name, Profile, Workspace};

fn id(number: u128) -> CustomerId {
    CustomerId::new(ulid::Ulid::from_parts(1, number))
}

fn customer(number: u128, name: &str) -> Arc<Customer> {
    Arc::new(Customer::new(id(number), Profile::new(Name::new(name).unwrap())))
}

fn workspace() -> Workspace {
    let business = Business::new(BusinessId::new(ulid::Ulid::from_parts(1, 0)), Name::new("Old").unwrap());
    let mut workspace = Workspace::new(business);
    for number in 1..=3 {
        workspace.customers.insert(id(number), customer(number, "Old"));
    }
    workspace
}

fn put(number: u128, name: &str) -> RecordEdit {
    (RecordKey::Customer(id(number)), Some(Record::Customer(customer(number, name))))
}

/// Changes one, adds one, deletes one, and changes the business.
fn edits() -> Vec<RecordEdit> {
    let business = Business { name: Name::new("New").unwrap(), ..(*workspace().business).clone() };
    let business = (RecordKey::Business, Some(Record::Business(Arc::new(business))));
    vec![business, put(1, "New"), put(9, "New"), (RecordKey::Customer(id(3)), None)]
}

struct Place {
    home: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { home: tempfile::tempdir().unwrap() };
        create(&place.dir(), &workspace()).unwrap();
        place
    }

    fn dir(&self) -> PathBuf {
        self.home.path().join("w")
    }

    fn paths(&self) -> Paths {
        Paths::under(&self.home.path().join("data"))
    }

    fn open(&self) -> Folder {
        Folder::open(&self.paths(), &self.dir(), &|_| ()).unwrap().0
    }

    fn bytes(&self, key: RecordKey) -> Option<Vec<u8>> {
        std::fs::read(self.dir().join(load::file_of(key))).ok()
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.dir().join(folder)) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// Every file is the old one or the new one; what was not reported as failed is the new one.
    fn assert_whole(&self, saved: &Saved, context: &str) {
        for (key, new) in edits() {
            let old = workspace().record(key).map(|record| format::write(&record).unwrap());
            let new = new.map(|record| format::write(&record).unwrap());
            let found = self.bytes(key);
            if saved.failed.contains_key(&key) {
                assert!(found == old || found == new, "{context}: {key:?} is torn");
            } else {
                assert!(found == new, "{context}: {key:?} was said to be saved");
            }
        }
        let kept = self.names("trash").len() + usize::from(self.bytes(RecordKey::Customer(id(3))).is_some());
        assert_eq!(kept, 1, "{context}: the deleted customer is somewhere, once");
    }
}

#[test]
fn whatever_fails_files_stay_whole_and_nothing_is_called_saved_that_is_not() {
    for when in [When::Before, When::After] {
        let mut landed = 0;
        for number in 0.. {
            let place = Place::new();
            let mut folder = place.open();
            let faulty = FaultyDisk::one(number, when);
            let done = Arc::clone(&faulty.done);
            folder.disk = Box::new(faulty);
            let saved = folder.save(&edits());
            let context = format!("operation {number} failing {when:?}");
            place.assert_whole(&saved, &context);
            if done.load(Ordering::SeqCst) <= number {
                assert_eq!(saved.all().unwrap(), Durability::Synced);
                break;
            }
            landed += 1;
            // The next try, with nothing failing, puts everything in place.
            let again = folder.save(&edits());
            assert!(again.failed.is_empty(), "{context}: {:?}", again.failed);
            place.assert_whole(&again, &context);
            drop(folder);
            drop(place.open());
            for dir in ["", "customers", "scorecards"] {
                assert!(!place.names(dir).iter().any(|name| name.starts_with(".~")), "{context}: left in {dir}");
            }
        }
        assert!(landed > 15, "only {landed} operations were made to fail");
    }
}

#[test]
fn a_failed_flush_of_the_folder_is_not_believed_when_the_file_looks_right() {
    let place = Place::new();
    let mut folder = place.open();
    // Reading the marker, reading the old file, writing, reading back, renaming; then the flush of the folder.
    folder.disk = Box::new(FaultyDisk::one(5, When::Before));
    let saved = folder.save(&[put(1, "New")]);
    assert_eq!(saved.failed.len(), 1);
    assert_eq!(
        place.bytes(RecordKey::Customer(id(1))),
        Some(format::write(&Record::Customer(customer(1, "New"))).unwrap())
    );
    let counting = FaultyDisk::one(usize::MAX - 1, When::Before);
    let done = Arc::clone(&counting.done);
    folder.disk = Box::new(counting);
    folder.save(&[put(1, "New")]).all().unwrap();
    assert_eq!(done.swap(0, Ordering::SeqCst), 6, "it is written again, whole");
    folder.save(&[put(1, "New")]).all().unwrap();
    assert_eq!(done.load(Ordering::SeqCst), 2, "and then only compared");
}

#[test]
fn a_folder_that_cannot_be_written_says_so_before_anybody_types() {
    let place = Place::new();
    let disk = FaultyDisk { kind: io::ErrorKind::PermissionDenied, ..FaultyDisk::one(0, When::Before) };
    let (_, loaded) = Folder::open_on(Box::new(disk), &place.paths(), &place.dir(), &|_| ()).unwrap();
    let Access::ReadOnly(reason) = loaded.access else { panic!("it must be read-only") };
    assert!(reason.contains("only look at") && reason.contains("permission"), "{reason}");
    assert_eq!(loaded.workspace, workspace());
}

#[test]
fn temporary_files_of_a_crash_are_removed_but_not_those_of_others() {
    let place = Place::new();
    let tag = place.open().tag;
    let ours = place.dir().join("customers").join(format!(".~keepwise-{tag}-4711-0.tmp"));
    let theirs = place.dir().join("customers").join(".~keepwise-0badcafe-4711-0.tmp");
    for path in [&ours, &theirs] {
        RealDisk.write_new(path, b"half", Privacy::Private, path).unwrap();
    }
    drop(place.open());
    assert!(!ours.exists(), "ours is removed");
    assert!(theirs.exists(), "another computer may be writing it");
}

#[test]
fn a_workspace_that_cannot_be_made_leaves_no_half_of_it() {
    for number in 0.. {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("w");
        let disk = FaultyDisk::one(number, When::Before);
        let result = create_on(&disk, &dir, &workspace());
        if disk.done.load(Ordering::SeqCst) <= number {
            result.unwrap();
            assert!(number > 10, "only {number} operations");
            return;
        }
        assert!(result.is_err(), "operation {number} failed");
        create(&dir, &workspace()).unwrap();
    }
}

#[test]
fn the_saver_keeps_what_failed_and_tries_again_until_it_is_saved() {
    let place = Place::new();
    let mut folder = place.open();
    let end = Arc::new(AtomicUsize::new(usize::MAX));
    folder.disk =
        Box::new(FaultyDisk { end: Arc::clone(&end), spares_reads: true, ..FaultyDisk::one(0, When::Before) });
    let (events, told) = sync_channel(100);
    let pace =
        Pace { quiet: Duration::from_millis(5), at_most: Duration::from_millis(20), retry: Duration::from_millis(20) };
    let saver = Saver::start_at(pace, folder, move |event| events.send(event).unwrap()).unwrap();
    saver.submit(vec![put(1, "Lost?")]);
    let next = || told.recv_timeout(Duration::from_secs(30)).unwrap();
    assert_eq!(next(), SaveEvent::Saving);
    let SaveEvent::NotSaved { reason } = next() else { panic!("the first try must fail") };
    assert!(reason.contains("disk is full"), "{reason}");
    let reason_again = saver.flush().unwrap_err();
    assert_eq!(reason_again, reason);
    end.store(0, Ordering::SeqCst);
    assert_eq!(next(), SaveEvent::Saved(Durability::Synced));
    assert_eq!(
        place.bytes(RecordKey::Customer(id(1))),
        Some(format::write(&Record::Customer(customer(1, "Lost?"))).unwrap())
    );
    drop(saver);
    assert!(told.try_recv().is_err(), "the same reason was told once");
}

#[test]
fn when_the_power_fails_whatever_a_file_refers_to_is_there() {
    let full = super::super::sample_workspace(jiff::civil::date(2026, 11, 21));
    let empty = Workspace::new(Business { people: BTreeMap::new(), main_scorecard: None, ..(*full.business).clone() });
    let all_of = |workspace: &Workspace, exists: bool| -> Vec<RecordEdit> {
        let business = (RecordKey::Business, Some(Record::Business(Arc::clone(&workspace.business))));
        let scorecards = full.scorecards.keys().map(|id| RecordKey::Scorecard(*id));
        let customers = full.customers.keys().map(|id| RecordKey::Customer(*id));
        let rest = scorecards.chain(customers).map(|key| (key, full.record(key).filter(|_| exists)));
        std::iter::once(business).chain(rest).collect()
    };
    // An import, and the undo of one.
    for (before, after, brings) in [(&empty, &full, true), (&full, &empty, false)] {
        // Every seventh operation is the last one; the step lands in every kind of operation sooner or later.
        for number in (0..).step_by(7) {
            let home = tempfile::tempdir().unwrap();
            let dir = home.path().join("w");
            create(&dir, before).unwrap();
            let mut folder = Folder::open(&Paths::under(&home.path().join("data")), &dir, &|_| ()).unwrap().0;
            let faulty =
                FaultyDisk { end: Arc::new(AtomicUsize::new(usize::MAX)), ..FaultyDisk::one(number, When::Before) };
            let done = Arc::clone(&faulty.done);
            folder.disk = Box::new(faulty);
            drop(folder.save(&all_of(after, brings)));
            drop(folder);
            let report = super::super::check(&dir).unwrap();
            // Customers name each other in circles, which no order can serve.
            let dangling: Vec<_> =
                report.problems.iter().filter(|problem| !problem.what.contains("who sent them")).collect();
            assert!(dangling.is_empty(), "brings {brings}, cut at {number}: {dangling:?}");
            if done.load(Ordering::SeqCst) <= number {
                break;
            }
        }
    }
}
