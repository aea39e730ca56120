//! Everything out, state in and state out; the worker is played by the test.

use super::*;
use crate::app::FileCommand;
use crate::app::testing::opened_sample;
use crate::exchange::ExportTable;
use crate::store::write_export;

fn send(state: &mut State, command: OutCommand) -> Vec<Effect> {
    state.handle(Command::Out(command))
}

fn job(state: &mut State, out: Out) -> Arc<OutJob> {
    send(state, OutCommand::Everything);
    send(state, OutCommand::Choose(out));
    match send(state, OutCommand::Ask).as_slice() {
        [Effect::Ui(UiEffect::Pick(Pick::Out(job)))] => Arc::clone(job),
        other => panic!("asks where to, not {other:?}"),
    }
}

#[test]
fn everything_goes_out_in_every_format_and_nothing_is_replaced_unasked() {
    let home = tempfile::tempdir().unwrap();
    let mut state = opened_sample();
    for (format, name) in WholeFormat::ALL.into_iter().zip(["all", "tables", "all"]) {
        let job = job(&mut state, Out::Everything(format));
        let chosen = FileCommand::Picked(Pick::Out(Arc::clone(&job)), Some(home.path().join(name)));
        let effects = state.handle(Command::File(chosen));
        let [Effect::TakeOut { job, path, overwrite }] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(*overwrite, Overwrite::Never);
        let done = Arc::clone(job).run(path, *overwrite, &|_| ());
        assert!(matches!(&done, OutCommand::Saved(saved) if saved == path), "{done:?}");
        send(&mut state, done);
        assert!(state.modal.is_none(), "the dialog is gone");
        let again = Arc::clone(job).run(path, Overwrite::Never, &|_| ());
        assert!(matches!(again, OutCommand::Exists(..)), "{again:?}");
        send(&mut state, again);
        let Some(Modal::Out(form)) = &state.modal else { panic!("somebody is asked") };
        let taken = form.taken.as_ref().expect("what is there");
        let words = taken.words();
        match format {
            WholeFormat::Csv => {
                assert_eq!(taken.question(), format!("Replace {} files?", ExportTable::ALL.len()));
                assert!(words.contains("customers.csv, ") && words.contains("tables: "), "{words}");
            }
            _ => assert!(taken.question().starts_with("Replace all.") && words.contains("already"), "{words}"),
        }
        let elsewhere = send(&mut state, OutCommand::Elsewhere);
        assert!(matches!(elsewhere.as_slice(), [Effect::Ui(UiEffect::Pick(Pick::Out(_)))]), "{elsewhere:?}");
        assert!(state.modal.is_some(), "still asked, should no other place be chosen");
        let replaced = send(&mut state, OutCommand::Replace);
        let [Effect::TakeOut { overwrite: Overwrite::Replace, .. }] = replaced.as_slice() else {
            panic!("{replaced:?}")
        };
        send(&mut state, OutCommand::Saved(home.path().join(name)));
    }
    let mut names: Vec<String> = std::fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["all.json", "all.xlsx", "tables"], "with the ending of each");
    assert_eq!(std::fs::read_dir(home.path().join("tables")).unwrap().count(), ExportTable::ALL.len());
}

#[test]
fn what_the_system_asked_is_not_asked_again() {
    let mut state = opened_sample();
    let mut overwrite = |format, path: &str, is_typed: bool| {
        let job = job(&mut state, Out::Everything(format));
        let pick = Pick::Out(Arc::clone(&job));
        let effects = if is_typed {
            state.handle(Command::File(FileCommand::NoDialog(pick, "None.".to_owned())));
            state.handle(Command::File(FileCommand::TypePath(path.to_owned())));
            state.handle(Command::File(FileCommand::TakeTypedPath))
        } else {
            state.handle(Command::File(FileCommand::Picked(pick, Some(path.into()))))
        };
        let [Effect::TakeOut { overwrite, .. }] = effects.as_slice() else { panic!("{effects:?}") };
        *overwrite
    };
    assert_eq!(overwrite(WholeFormat::Workbook, "/tmp/all.xlsx", false), Overwrite::Replace);
    assert_eq!(overwrite(WholeFormat::Workbook, "/tmp/all", false), Overwrite::Never, "another name than asked");
    assert_eq!(overwrite(WholeFormat::Csv, "/tmp/tables", false), Overwrite::Never, "a folder is not asked about");
    assert_eq!(overwrite(WholeFormat::Json, "/tmp/all.json", true), Overwrite::Never, "nobody asked");
}

#[test]
fn what_is_stopped_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut state = opened_sample();
    let job = job(&mut state, Out::Everything(WholeFormat::Workbook));
    let path = home.path().join("all.xlsx");
    state.handle(Command::File(FileCommand::Picked(Pick::Out(Arc::clone(&job)), Some(path.clone()))));
    send(&mut state, OutCommand::Stop);
    assert!(state.modal.is_some(), "until the worker has heard");
    let done = job.run(&path, Overwrite::Never, &|_| ());
    assert!(matches!(done, OutCommand::Stopped), "{done:?}");
    send(&mut state, done);
    assert!(state.modal.is_none() && !path.exists());
    assert!(state.toasts.list().iter().any(|toast| toast.text.contains("Nothing was saved")), "and says so");
}

#[test]
fn what_could_not_be_saved_can_go_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let mut state = opened_sample();
    let job = job(&mut state, Out::Everything(WholeFormat::Json));
    // A file where a folder should be.
    let file = home.path().join("file");
    write_export(&file, b"mine", Overwrite::Never).unwrap();
    let path = file.join("all.json");
    state.handle(Command::File(FileCommand::Picked(Pick::Out(Arc::clone(&job)), Some(path.clone()))));
    let done = job.run(&path, Overwrite::Never, &|_| ());
    let OutCommand::Failed(why) = &done else { panic!("{done:?}") };
    assert!(why.ends_with('.') && !why.ends_with(".."), "{why}");
    send(&mut state, done);
    let Some(Modal::Out(form)) = &state.modal else { panic!("the dialog stays") };
    assert!(form.failed.is_some() && form.under_way.is_none());
    assert!(matches!(send(&mut state, OutCommand::Ask).as_slice(), [Effect::Ui(UiEffect::Pick(_))]), "once more");
}

#[test]
fn a_form_is_made_for_the_main_scorecard_first() {
    let mut state = opened_sample();
    send(&mut state, OutCommand::Form);
    let main = state.session().unwrap().workspace.main_scorecard().unwrap().id;
    let Some(Modal::Out(form)) = &state.modal else { panic!("a dialog") };
    assert_eq!(form.out, Out::Form { scorecard: main, rows: FormRows::Blank });
}
