//! The export dialog without a window: what each command leads to.

use std::path::{Path, PathBuf};

use jiff::civil::date;

use super::*;
use crate::app::{Clock, FileCommand, Machine, Opened, Origin, Outbox, Pick, Runner, Screen, Stage, Tone, UiEffect};
use crate::store::{Access, Loaded, Overwrite, Paths, Settings, is_taken, read_import, sample_workspace, write_export};

fn open_with(settings: Settings) -> State {
    let today = date(2026, 11, 21);
    let mut state = State::new(settings, Clock::new(today, 1_790_000_000_000, 7), Machine::default());
    let loaded = Loaded { workspace: sample_workspace(today), problems: Vec::new(), access: Access::ReadWrite };
    let opened = Opened { dir: "nowhere".into(), origin: Origin::Sample, loaded, drafts: Vec::new() };
    state.handle(Command::File(FileCommand::Opened(Box::new(opened))));
    // The screen's chart is made by a worker.
    draw_all(&mut state, |state| state.handle(Command::Go(Screen::Charts)));
    state
}

fn send(state: &mut State, command: ExportCommand) -> Vec<Effect> {
    state.handle(Command::Export(command))
}

fn choose(state: &mut State, choice: Choice) -> Vec<Effect> {
    send(state, ExportCommand::Choose(choice))
}

fn save(state: &mut State, command: SaveCommand) -> Vec<Effect> {
    send(state, ExportCommand::Save(command))
}

/// A window with the dialog open on the chart of the screen, and a preview asked for.
fn dialog() -> State {
    let mut state = open_with(Settings::default());
    send(&mut state, ExportCommand::BeginOnScreen);
    draw_all(&mut state, |state| send(state, ExportCommand::Room(500, 280)));
    state
}

/// Does something, and lets the worker draw what was asked for.
fn draw_all(state: &mut State, act: impl FnOnce(&mut State) -> Vec<Effect>) -> usize {
    let effects = act(state);
    let works = effects.into_iter().filter_map(|effect| match effect {
        Effect::Work(work) => work.answer(),
        _ => None,
    });
    let answers: Vec<Command> = works.collect();
    let num = answers.len();
    for answer in answers {
        state.handle(answer);
    }
    num
}

fn now(state: &State) -> &ExportForm {
    match &state.modal {
        Some(Modal::Export(form)) => form,
        other => panic!("no export dialog but {other:?}"),
    }
}

/// The job that the system's dialog, or whoever types, is asked a place for.
fn asked(effects: Vec<Effect>) -> Arc<SaveJob> {
    let pick = effects.into_iter().find_map(|effect| match effect {
        Effect::Ui(UiEffect::Pick(Pick::SaveChart(job))) => Some(job),
        _ => None,
    });
    pick.expect("a place is asked for")
}

/// Runs what goes to the disk as the runner does, and hands what comes back to the state.
fn run(state: &mut State, effects: Vec<Effect>) {
    let home = tempfile::tempdir().unwrap();
    let (outbox, inbox) = Outbox::new(|| {});
    let runner = Runner::new(Paths::under(home.path()), outbox);
    for effect in effects {
        if !matches!(effect, Effect::Ui(_) | Effect::SaveSettings(_)) {
            runner.run(effect);
            loop {
                let command = inbox.recv_timeout(std::time::Duration::from_mins(1)).expect("an answer");
                let is_progress = matches!(&command, Command::Export(ExportCommand::Save(SaveCommand::Progress(..))));
                state.handle(command);
                if !is_progress {
                    break;
                }
            }
        }
    }
}

fn type_path(state: &mut State, path: &Path) -> Vec<Effect> {
    let job = asked(save(state, SaveCommand::Ask));
    state.handle(Command::File(FileCommand::NoDialog(Pick::SaveChart(job), "There is none.".to_owned())));
    save(state, SaveCommand::Type(path.display().to_string()));
    save(state, SaveCommand::Take)
}

#[test]
fn every_choice_that_shows_is_drawn_again_and_the_newest_wins() {
    let mut state = dialog();
    let first = state.areas.export.picture().cloned().expect("a preview");
    assert_eq!(first.page, (960.0, 540.0));
    assert!(first.pixels.width <= 500 && first.pixels.height <= 280, "{:?}", first.pixels);
    let ratio = first.pixels.width as f32 / first.pixels.height as f32;
    assert!((ratio - 960.0 / 540.0).abs() < 0.02, "never stretched: {ratio}");
    for choice in [
        Choice::Preset(PagePreset::Square),
        Choice::Theme(ThemeName::Dark),
        Choice::Ink(Ink::BlackAndWhite),
        Choice::Ground(Behind::Transparent),
        Choice::Heading(Heading::Hidden),
        Choice::Format(ChartFormat::SvgOutlined),
    ] {
        let words = format!("{choice:?}");
        assert_eq!(draw_all(&mut state, |state| choose(state, choice)), 1, "{words}");
    }
    assert_eq!(draw_all(&mut state, |state| send(state, ExportCommand::Title("Other".to_owned()))), 1, "the title");
    assert_eq!(draw_all(&mut state, |state| send(state, ExportCommand::Alt("Other".to_owned()))), 0, "is not seen");
    assert_eq!(draw_all(&mut state, |state| choose(state, Choice::DataBeside(true))), 0, "nor are the numbers");
    let newest = state.areas.export.picture().cloned().expect("a preview");
    assert_eq!(newest.pixels.width, newest.pixels.height, "square");
    assert!(!state.areas.export.is_drawing(), "the newest is there");

    // An answer to an older question changes nothing.
    let older = choose(&mut state, Choice::Preset(PagePreset::SlideFull));
    let newer = choose(&mut state, Choice::Preset(PagePreset::SlideHalf));
    let bring = |state: &mut State, effects: Vec<Effect>| draw_all(state, |_| effects);
    bring(&mut state, newer);
    bring(&mut state, older);
    assert_eq!(state.areas.export.picture().map(|shown| shown.page.0), Some(480.0), "the newer one stands");
}

#[test]
fn a_transparent_preview_is_clear_and_an_opaque_one_is_not() {
    let corner = |state: &State| state.areas.export.picture().expect("drawn").pixels.rgba[3];
    let mut state = dialog();
    assert_eq!(corner(&state), 255);
    draw_all(&mut state, |state| choose(state, Choice::Ground(Behind::Transparent)));
    assert_eq!(corner(&state), 0);
}

#[test]
fn title_and_description_are_generated_until_changed_and_can_go_back() {
    let mut state = dialog();
    let generated = now(&state).title.clone();
    assert!(!generated.is_empty() && !now(&state).has_own_title(), "the finding: {generated}");
    assert!(!now(&state).alt.is_empty() && !now(&state).has_own_alt(), "what is to be seen");
    send(&mut state, ExportCommand::Title("Our own words".to_owned()));
    send(&mut state, ExportCommand::Alt("Bars, the longest at the top.".to_owned()));
    assert!(now(&state).has_own_title() && now(&state).has_own_alt(), "changed");
    let job = asked(save(&mut state, SaveCommand::Ask));
    assert_eq!(job.chart.title, "Our own words");
    assert_eq!(job.chart.alt_text(), "Bars, the longest at the top.");
    assert_eq!(job.name, "Our-own-words-2026-11-21");
    send(&mut state, ExportCommand::GeneratedTitle);
    send(&mut state, ExportCommand::GeneratedAlt);
    assert!(!now(&state).has_own_title() && !now(&state).has_own_alt(), "back");
    let job = asked(save(&mut state, SaveCommand::Ask));
    assert_eq!((job.chart.title.as_str(), &job.chart.alt), (generated.as_str(), &None));
    assert!(job.name.ends_with("-2026-11-21"), "however long the title is: {}", job.name);
    assert!(!job.chart.source.is_empty(), "a picture says where it is from");
}

#[test]
fn an_own_size_has_to_make_sense() {
    let mut state = dialog();
    choose(&mut state, Choice::Preset(PagePreset::Own));
    assert_eq!((now(&state).own_width.as_str(), now(&state).own_height.as_str()), ("960", "540"), "begins as it was");
    for typed in ["", "wide", "319", "4001", "-5", "1e3"] {
        choose(&mut state, Choice::OwnWidth(typed.to_owned()));
        assert!(now(&state).width_problem().is_some(), "{typed:?}");
        assert!(!now(&state).is_ready(None), "{typed:?}");
        assert!(save(&mut state, SaveCommand::Ask).is_empty(), "nothing is asked");
    }
    choose(&mut state, Choice::OwnWidth(" 1200 ".to_owned()));
    choose(&mut state, Choice::OwnHeight("700".to_owned()));
    let page = asked(save(&mut state, SaveCommand::Ask)).page;
    assert_eq!((page.size.width, page.size.height), (1200.0, Some(700.0)));
    choose(&mut state, Choice::OwnWidth("9".to_owned()));
    choose(&mut state, Choice::Preset(PagePreset::Square));
    assert!(now(&state).is_ready(None), "what is wrong with an own size bothers no other");
}

#[test]
fn what_was_chosen_is_remembered_on_this_computer() {
    let mut state = dialog();
    choose(&mut state, Choice::Format(ChartFormat::Pdf));
    choose(&mut state, Choice::Preset(PagePreset::A4Wide));
    let settings = save(&mut state, SaveCommand::Ask).into_iter().find_map(|effect| match effect {
        Effect::SaveSettings(settings) => Some(*settings),
        _ => None,
    });
    let mut state = open_with(settings.expect("written to the settings"));
    send(&mut state, ExportCommand::BeginOnScreen);
    assert_eq!(now(&state).choices.format, ChartFormat::Pdf);
    assert_eq!(now(&state).choices.preset, PagePreset::A4Wide);
}

#[test]
fn a_typed_path_saves_asks_before_it_replaces_and_leads_to_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bars.svg");
    let mut state = dialog();
    choose(&mut state, Choice::Format(ChartFormat::SvgText));
    let effects = type_path(&mut state, &dir.path().join("bars"));
    assert!(matches!(now(&state).step, ExportStep::Saving), "under way");
    run(&mut state, effects);
    assert!(state.modal.is_none() && is_taken(&path), "saved, with its ending");
    let toast = state.toasts.list().last().cloned().expect("it says so");
    assert!(toast.text.starts_with("Saved ") && toast.text.ends_with("bars.svg"), "{}", toast.text);
    let (label, command) = toast.action.expect("and leads there");
    assert_eq!(label, "Show in folder");
    let shown = state.handle(*command);
    assert!(
        matches!(shown.as_slice(), [Effect::Ui(UiEffect::ShowFolder(folder))] if folder == dir.path()),
        "{shown:?}"
    );

    // Once more: nothing is replaced unasked.
    write_export(&path, b"mine", Overwrite::Replace).unwrap();
    send(&mut state, ExportCommand::BeginOnScreen);
    assert_eq!(now(&state).choices.folder.as_deref(), Some(dir.path()), "the folder is remembered");
    let effects = type_path(&mut state, &path);
    run(&mut state, effects);
    assert!(matches!(&now(&state).step, ExportStep::Exists { there, .. } if *there == [path.clone()]), "it asks");
    assert_eq!(read_import(&path, 10).unwrap(), b"mine", "and has changed nothing");
    let again = asked(save(&mut state, SaveCommand::OtherName));
    assert_eq!(
        (again.name.as_str(), again.folder.as_deref()),
        ("bars", Some(dir.path())),
        "from the name that is taken"
    );
    let effects = type_path(&mut state, &path);
    run(&mut state, effects);
    send(&mut state, ExportCommand::Close);
    assert!(matches!(now(&state).step, ExportStep::Options), "Esc goes back to the choices");
    let effects = type_path(&mut state, &path);
    run(&mut state, effects);
    let effects = save(&mut state, SaveCommand::Replace);
    run(&mut state, effects);
    assert!(state.modal.is_none() && read_import(&path, 1 << 20).unwrap().starts_with(b"<svg"), "replaced, as agreed");
}

#[test]
fn the_systems_dialog_has_asked_about_that_name_but_about_no_other() {
    let overwrite = |state: &mut State, name: &str| {
        let job = asked(save(state, SaveCommand::Ask));
        let picked = FileCommand::Picked(Pick::SaveChart(job), Some(PathBuf::from(name)));
        let effects = state.handle(Command::File(picked));
        effects.into_iter().find_map(|effect| match effect {
            Effect::ExportChart { path, overwrite, overwrite_data, .. } => Some((path, overwrite, overwrite_data)),
            _ => None,
        })
    };
    let mut state = dialog();
    assert_eq!(overwrite(&mut state, "a.png"), Some(("a.png".into(), Overwrite::Replace, Overwrite::Never)));
    let mut state = dialog();
    assert_eq!(
        overwrite(&mut state, "a"),
        Some(("a.png".into(), Overwrite::Never, Overwrite::Never)),
        "it asked about another name"
    );
    let mut state = dialog();
    choose(&mut state, Choice::DataBeside(true));
    let asked_once = Some(("a.png".into(), Overwrite::Replace, Overwrite::Never));
    assert_eq!(overwrite(&mut state, "a.png"), asked_once, "about the picture, not about the numbers");
    let mut state = dialog();
    let job = asked(save(&mut state, SaveCommand::Ask));
    let cancelled = FileCommand::Picked(Pick::SaveChart(job), None);
    assert!(state.handle(Command::File(cancelled)).is_empty() && now(&state).problem.is_none(), "cancelled");
}

#[test]
fn what_cannot_be_saved_says_why_and_keeps_the_choices() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = dialog();
    choose(&mut state, Choice::Format(ChartFormat::SvgText));
    let effects = type_path(&mut state, &dir.path().join("not there").join("bars.svg"));
    run(&mut state, effects);
    let problem = now(&state).problem.clone().expect("it says why");
    assert!(problem.contains("not there") && problem.contains("choose another folder"), "{problem}");
    assert_eq!(now(&state).choices.format, ChartFormat::SvgText);
    choose(&mut state, Choice::Scale(3));
    assert!(now(&state).problem.is_none(), "gone with the next choice");
}

#[test]
fn closing_goes_back_one_step_at_a_time() {
    let mut state = dialog();
    let job = asked(save(&mut state, SaveCommand::Ask));
    state.handle(Command::File(FileCommand::NoDialog(Pick::SaveChart(job), "None.".to_owned())));
    let ExportStep::Path { text, .. } = &now(&state).step else { panic!("a path is typed") };
    assert!(text.ends_with("-2026-11-21.png"), "begins with the suggested name: {text}");
    assert!(save(&mut state, SaveCommand::Type("  ".to_owned())).is_empty(), "typed");
    assert!(save(&mut state, SaveCommand::Take).is_empty(), "nothing is no path");
    send(&mut state, ExportCommand::Close);
    assert!(matches!(now(&state).step, ExportStep::Options), "back to the choices");
    send(&mut state, ExportCommand::Close);
    assert!(state.modal.is_none() && state.areas.export.preview().is_none(), "closed, and the preview is gone");
}

#[test]
fn a_copied_picture_is_opaque_and_twice_the_size() {
    let mut state = dialog();
    choose(&mut state, Choice::Ground(Behind::Transparent));
    let effects = send(&mut state, ExportCommand::Copy(CopyCommand::ImageOfForm));
    let answer = effects.into_iter().find_map(|effect| match effect {
        Effect::Work(work) if work.desk == Desk::CopyImage => work.answer(),
        _ => None,
    });
    let effects = state.handle(answer.expect("a worker draws it"));
    let [Effect::Ui(UiEffect::CopyImage(pixels))] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((pixels.width, pixels.height), (1920, 1080));
    assert!(pixels.rgba.chunks_exact(4).all(|point| point[3] == 255), "opaque everywhere");
    assert!(state.toasts.list().is_empty(), "nothing is said before the clipboard has it");
    send(&mut state, ExportCommand::Copy(CopyCommand::ImageTaken));
    assert!(state.toasts.list().iter().any(|toast| toast.text.starts_with("Copied as a picture")), "then it is");
}

#[test]
fn a_picture_the_clipboard_does_not_take_can_be_saved_instead() {
    let mut state = open_with(Settings::default());
    let chart = state.areas.charts.chart.clone().expect("a chart");
    send(&mut state, ExportCommand::Copy(CopyCommand::Image(Box::new(chart.clone()))));
    send(&mut state, ExportCommand::Copy(CopyCommand::ImageRefused("no display".to_owned())));
    let toast = state.toasts.list().last().cloned().expect("a message");
    assert!(toast.tone == Tone::Problem && toast.text.starts_with("The picture was not copied"), "{}", toast.text);
    let (label, instead) = toast.action.expect("a way on");
    assert_eq!(label, "Save as PNG instead…");

    // Another dialog keeps what is typed in it.
    state.modal = Some(Modal::About);
    state.handle((*instead).clone());
    assert!(matches!(state.modal, Some(Modal::About)), "still there");
    state.modal = None;
    state.handle((*instead).clone());
    assert_eq!((now(&state).choices.format, now(&state).title.as_str()), (ChartFormat::Png, chart.title.as_str()));

    // From the dialog itself it is the dialog's own chart, as it is typed there.
    choose(&mut state, Choice::Format(ChartFormat::Pdf));
    send(&mut state, ExportCommand::Title("Our own words".to_owned()));
    send(&mut state, ExportCommand::Copy(CopyCommand::ImageOfForm));
    state.handle(*instead);
    assert_eq!((now(&state).choices.format, now(&state).title.as_str()), (ChartFormat::Png, "Our own words"));
}

#[test]
fn copied_numbers_are_a_table_and_fall_back_to_plain_text() {
    let mut state = dialog();
    let chart = state.areas.charts.chart.clone().expect("a chart");
    let effects = send(&mut state, ExportCommand::Copy(CopyCommand::Data(Box::new(chart))));
    let [Effect::Ui(UiEffect::CopyTable { html, text }), ..] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(html.contains("<table") && !text.contains('<'), "both kinds");
    let refused = CopyCommand::TableRefused("no display".to_owned(), text.clone());
    let effects = send(&mut state, ExportCommand::Copy(refused));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Ui(UiEffect::Copy(plain)) if plain == text)), "plain");
    let toast = state.toasts.list().last().expect("a message");
    assert!(toast.tone == Tone::Done && toast.text.contains("plain text"), "{}", toast.text);
}

#[test]
fn all_charts_of_a_customer_go_into_a_folder_and_it_says_what_became_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = open_with(Settings::default());
    let customer = *state.session().unwrap().workspace.customers.keys().next().unwrap();
    send(&mut state, ExportCommand::BeginAll(Some(customer), None));
    choose(&mut state, Choice::Format(ChartFormat::SvgText));
    let effects = save(&mut state, SaveCommand::Ask);
    let picks = |effect: &Effect| matches!(effect, Effect::Ui(UiEffect::Pick(Pick::ExportFolder(_))));
    assert!(effects.iter().any(picks), "a folder is asked for: {effects:?}");
    let picked = FileCommand::Picked(Pick::ExportFolder(None), Some(dir.path().to_owned()));
    let effects = state.handle(Command::File(picked));
    assert!(matches!(now(&state).step, ExportStep::Working { .. }), "under way");
    run(&mut state, effects);
    let ExportStep::Done(done) = &now(&state).step else { panic!("done: {:?}", now(&state).step) };
    let num = crate::charts::chart_list(&crate::charts::About::Customer(customer)).len();
    assert_eq!(done.saved.len() + done.left_out.len(), num);
    assert_eq!(done.ended, None);
    send(&mut state, ExportCommand::Close);
    assert!(state.modal.is_none(), "closed");
}

#[test]
fn stopping_waits_for_the_chart_under_way_and_tells_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = open_with(Settings::default());
    send(&mut state, ExportCommand::BeginAll(None, Some(Period::ThisQuarter)));
    let picked = FileCommand::Picked(Pick::ExportFolder(None), Some(dir.path().to_owned()));
    let effects = state.handle(Command::File(picked));
    let told = AllProgress { done: 6, of: 9, now: "Heatmap" };
    save(&mut state, SaveCommand::Progress(told));
    assert!(matches!(now(&state).step, ExportStep::Working { progress, .. } if progress == told), "how far it is");
    send(&mut state, ExportCommand::Close);
    assert!(now(&state).is_stopping(), "asked to stop, still there");
    run(&mut state, effects);
    let ExportStep::Done(done) = &now(&state).step else { panic!("done") };
    assert_eq!(done.ended, Some(Ended::Stopped));
    save(&mut state, SaveCommand::Again);
    assert!(matches!(now(&state).step, ExportStep::Options), "or back to the choices");
}

#[test]
fn without_a_scorecard_or_an_open_dialog_nothing_happens() {
    let mut state = open_with(Settings::default());
    for command in [
        ExportCommand::Title("x".to_owned()),
        ExportCommand::Room(10, 10),
        ExportCommand::Close,
        ExportCommand::Save(SaveCommand::Ask),
        ExportCommand::Save(SaveCommand::Take),
        ExportCommand::Save(SaveCommand::Replace),
        ExportCommand::Copy(CopyCommand::ImageOfForm),
        ExportCommand::Copy(CopyCommand::DataOfForm),
    ] {
        let words = format!("{command:?}");
        assert!(send(&mut state, command).is_empty() && state.modal.is_none(), "{words}");
    }
    let Stage::Open(session) = &mut state.stage else { panic!("open") };
    session.judged = None;
    send(&mut state, ExportCommand::BeginAll(None, None));
    assert!(state.modal.is_none() && state.toasts.list().iter().any(|toast| toast.tone == Tone::Problem), "it says so");
}

#[test]
fn a_chart_of_a_customer_says_whose_it_is() {
    let mut state = open_with(Settings::default());
    let session = state.session().unwrap();
    let judged = session.judged.as_ref().unwrap();
    let customer = judged.evidence.customers()[judged.order[0]];
    let name = session.workspace.customers[&customer].name().to_owned();
    state.handle(Command::Go(Screen::Customer(customer)));
    send(&mut state, ExportCommand::BeginOnScreen);
    let job = asked(save(&mut state, SaveCommand::Ask));
    let says = format!("{} {}", job.chart.title, job.chart.subtitle);
    assert!(says.contains(&name), "{says}");
    assert!(job.chart.source.contains("2026"), "{}", job.chart.source);
}
