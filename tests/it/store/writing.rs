//! Making, changing and deleting, with somebody else at the same files.

use keepwise::model::*;
use keepwise::store::{self, Access, Durability, Paths, SaveEvent, Saver, StoreError, create, edits_of};

use super::roundtrip::files;
use super::*;

fn renamed(workspace: &Workspace, number: u128, text: &str) -> store::RecordEdit {
    let mut customer = (*workspace.customers[&customer_id(number)]).clone();
    customer.profile.name = name(text);
    (RecordKey::Customer(customer.id), Some(Record::Customer(Arc::new(customer))))
}

#[test]
fn a_workspace_is_made_in_an_empty_folder_only() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("deep").join("w");
    create(&dir, &workspace(1)).unwrap();
    assert!(store::is_workspace(&dir), "made");
    let before = files(&dir);
    assert!(matches!(create(&dir, &workspace(2)), Err(StoreError::AlreadyAWorkspace(_))), "never over another");
    assert_eq!(files(&dir), before);
    let full = home.path().join("full");
    std::fs::create_dir(&full).unwrap();
    put(&full.join("letter.txt"), "dear");
    assert!(matches!(create(&full, &workspace(1)), Err(StoreError::NotEmpty(_))), "never among other things");
    assert_eq!(files(&full).len(), 1);
    let empty = home.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    put(&empty.join(".DS_Store"), "");
    create(&empty, &workspace(30)).unwrap();
    assert_eq!(load(&empty).workspace, workspace(30));
}

#[cfg(unix)]
#[test]
fn only_the_user_can_read_what_is_new_and_permissions_given_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    create(&dir, &workspace(1)).unwrap();
    assert_eq!((mode(&dir), mode(&dir.join("customers"))), (0o700, 0o700));
    assert_eq!((mode(&dir.join("workspace.json")), mode(&customer_file(&dir, 0))), (0o600, 0o600));
    std::fs::set_permissions(customer_file(&dir, 0), std::fs::Permissions::from_mode(0o640)).unwrap();
    let (mut folder, loaded) = open(&Paths::under(&home.path().join("data")), &dir);
    folder.save(&[renamed(&loaded.workspace, 0, "New")]).all().unwrap();
    assert_eq!(mode(&customer_file(&dir, 0)), 0o640);
}

#[test]
fn opening_and_saving_nothing_new_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    create(&dir, &workspace(3)).unwrap();
    let times = || -> Vec<_> {
        files(&dir).keys().map(|file| std::fs::metadata(dir.join(file)).unwrap().modified().unwrap()).collect()
    };
    let before = (files(&dir), times());
    let (mut folder, loaded) = open(&Paths::under(&home.path().join("data")), &dir);
    let same = |key| (key, loaded.workspace.record(key));
    let saved = folder.save(&[same(RecordKey::Business), same(RecordKey::Customer(customer_id(1)))]);
    assert_eq!(saved.all().unwrap(), Durability::Synced);
    drop(folder);
    assert_eq!((files(&dir), times()), before);
}

#[test]
fn the_second_window_reads_only_until_the_first_closes() {
    let home = tempfile::tempdir().unwrap();
    let (dir, paths) = (home.path().join("w"), Paths::under(&home.path().join("data")));
    create(&dir, &workspace(1)).unwrap();
    let (first, loaded) = open(&paths, &dir);
    assert_eq!(loaded.access, Access::ReadWrite);
    let (mut second, loaded) = open(&paths, &dir);
    let Access::ReadOnly(reason) = &loaded.access else { panic!("the second must be read-only") };
    assert!(reason.contains("another Keepwise window"), "{reason}");
    let before = files(&dir);
    let error = second.save(&[renamed(&loaded.workspace, 0, "X")]).all().unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_)), "{error}");
    assert_eq!(files(&dir), before);
    drop((first, second));
    assert_eq!(open(&paths, &dir).1.access, Access::ReadWrite);
}

#[test]
fn what_somebody_else_changed_is_not_overwritten() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    create(&dir, &workspace(3)).unwrap();
    let path = customer_file(&dir, 1);
    let (mut folder, loaded) = open(&Paths::under(&home.path().join("data")), &dir);
    // Same length, late in the file.
    let theirs = read(&path).replace("work", "wark");
    put(&path, &theirs);
    let saved = folder.save(&[renamed(&loaded.workspace, 1, "Ours"), renamed(&loaded.workspace, 2, "Two")]);
    assert_eq!(saved.failed.keys().collect::<Vec<_>>(), [&RecordKey::Customer(customer_id(1))]);
    let message = saved.all().unwrap_err().to_string();
    assert!(message.contains("changed outside") && message.contains("not overwritten"), "{message}");
    assert_eq!(read(&path), theirs);
    assert!(read(&customer_file(&dir, 2)).contains("Two"), "the others are saved");
    let error = folder.save(&[(RecordKey::Customer(customer_id(1)), None)]).all().unwrap_err();
    assert!(matches!(error, StoreError::ChangedOutside(_)), "nor deleted: {error}");
    // A file that vanished is written again: the edit wins.
    std::fs::remove_file(customer_file(&dir, 0)).unwrap();
    folder.save(&[renamed(&loaded.workspace, 0, "Zero")]).all().unwrap();
    assert!(read(&customer_file(&dir, 0)).contains("Zero"), "written again");
    // A new customer does not replace a file that appeared under its name.
    put(&customer_file(&dir, 9), "{}");
    let mut new = (*loaded.workspace.customers[&customer_id(0)]).clone();
    new.id = customer_id(9);
    let new = (RecordKey::Customer(new.id), Some(Record::Customer(Arc::new(new))));
    assert!(matches!(folder.save(&[new]).all(), Err(StoreError::ChangedOutside(_))), "kept");
}

#[test]
fn a_file_that_could_not_be_read_is_never_overwritten() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    create(&dir, &workspace(2)).unwrap();
    put(&customer_file(&dir, 1), "{ broken");
    let (mut folder, _) = open(&Paths::under(&home.path().join("data")), &dir);
    let edit = renamed(&workspace(2), 1, "Replacement");
    let key = edit.0;
    assert!(matches!(folder.save(&[edit]).all(), Err(StoreError::Untouchable(_))), "not overwritten");
    assert!(matches!(folder.save(&[(key, None)]).all(), Err(StoreError::Untouchable(_))), "not deleted");
    assert_eq!(read(&customer_file(&dir, 1)), "{ broken");
}

#[test]
fn a_folder_that_has_gone_or_was_swapped_is_not_written_to() {
    let home = tempfile::tempdir().unwrap();
    let (dir, away) = (home.path().join("w"), home.path().join("away"));
    create(&dir, &workspace(1)).unwrap();
    let (mut folder, loaded) = open(&Paths::under(&home.path().join("data")), &dir);
    let edit = renamed(&loaded.workspace, 0, "Later");
    std::fs::rename(&dir, &away).unwrap();
    let error = folder.save(std::slice::from_ref(&edit)).all().unwrap_err();
    assert!(matches!(error, StoreError::Gone(_)), "{error}");
    assert!(!dir.exists(), "an empty place stays empty");
    let mut other = workspace(1);
    Arc::make_mut(&mut other.business).id = BusinessId::new(ulid(77));
    create(&dir, &other).unwrap();
    let before = files(&dir);
    assert!(matches!(folder.save(std::slice::from_ref(&edit)).all(), Err(StoreError::Gone(_))), "another business");
    assert_eq!(files(&dir), before);
    std::fs::remove_dir_all(&dir).unwrap();
    std::fs::rename(&away, &dir).unwrap();
    folder.save(&[edit]).all().unwrap();
    assert!(read(&customer_file(&dir, 0)).contains("Later"), "saved once it is back");
}

#[test]
fn deleted_customers_lie_in_the_trash_as_often_as_they_were_deleted() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    create(&dir, &workspace(2)).unwrap();
    let (mut folder, mut loaded) = open(&Paths::under(&home.path().join("data")), &dir);
    let id = customer_id(0);
    for times in 1..=3 {
        let change = Edit::DeleteCustomer(id).apply(&mut loaded.workspace).unwrap();
        folder.save(&edits_of(&change)).all().unwrap();
        assert!(!customer_file(&dir, 0).exists(), "moved away");
        let trash = files(&dir.join("trash"));
        assert_eq!(trash.len(), times);
        assert!(trash.contains_key(Path::new(&format!("{id}.json"))), "{trash:?}");
        let undone = Edit::Revert(Box::new(change)).apply(&mut loaded.workspace).unwrap();
        folder.save(&edits_of(&undone)).all().unwrap();
    }
    assert_eq!(load(&dir).workspace, workspace(2));
    folder.save(&[(RecordKey::Customer(customer_id(55)), None)]).all().unwrap();
}

#[test]
fn the_saver_writes_the_newest_state_and_dropping_it_waits() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("w");
    create(&dir, &workspace(2)).unwrap();
    let (folder, loaded) = open(&Paths::under(&home.path().join("data")), &dir);
    let (events, told) = std::sync::mpsc::sync_channel(1000);
    let saver = Saver::start(folder, move |event| events.send(event).unwrap()).unwrap();
    for number in 0..100 {
        saver.submit(vec![renamed(&loaded.workspace, 0, &format!("Name {number}"))]);
    }
    assert_eq!(saver.flush(), Ok(Durability::Synced));
    assert!(read(&customer_file(&dir, 0)).contains("\"Name 99\""), "the newest");
    saver.submit(vec![renamed(&loaded.workspace, 1, "Last")]);
    drop(saver);
    assert!(read(&customer_file(&dir, 1)).contains("\"Last\""), "saved before it went");
    let events: Vec<_> = told.iter().collect();
    let saved = SaveEvent::Saved(Durability::Synced);
    assert_eq!(events, [SaveEvent::Saving, saved.clone(), SaveEvent::Saving, saved], "a hundred changes, one save");
}
