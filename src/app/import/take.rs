//! The import is meant: why it may not go ahead, and what happens when it does.

use crate::exchange::{Counts, Preview, ProblemScope, keep_mapping, with_mapping};
use crate::model::{Edit, Locale, ScorecardId};

use super::super::{Access, Effect, Screen, State};
use super::{ImportState, ask};

/// Why nothing at all can be imported into the workspace that is open; none if it can.
pub(super) fn closed(state: &State) -> Option<String> {
    let session = state.session()?;
    if let Access::ReadOnly(reason) = &session.access {
        return Some(format!("This workspace is open for reading only. {reason}"));
    }
    // A customer whose file cannot be read would come in a second time.
    let is_record = |problem: &&crate::store::Problem| {
        problem.file.starts_with("customers") || problem.file.starts_with("scorecards")
    };
    let count = session.problems.iter().filter(is_record).count();
    let files = if count == 1 { "1 file needs".to_owned() } else { format!("{count} files need") };
    (count > 0).then(|| format!("{files} attention first: what is in there could come in twice."))
}

impl ImportState {
    /// Why the import can't be taken now; none if it can.
    pub fn blocked(&self, state: &State) -> Option<String> {
        if let Some(why) = closed(state) {
            return Some(why);
        }
        if self.form.as_ref().is_none_or(super::ImportForm::is_incomplete) {
            let fault =
                self.form.as_ref().and_then(|form| form.columns.iter().find_map(|column| column.fault.as_deref()));
            let where_to = fault.unwrap_or("see the fields marked in red, under \u{201c}Columns\u{201d}.");
            return Some(format!("Something is missing: {where_to}"));
        }
        if self.is_working() {
            return Some("Working out what would happen…".to_owned());
        }
        let Some(preview) = &self.preview else { return Some("Nothing is worked out yet.".to_owned()) };
        if preview.edit.is_some() {
            return None;
        }
        Some(match preview.problems.first() {
            Some(problem) if problem.scope == ProblemScope::Mapping => super::super::scorecards::sentence(&problem.why),
            Some(_) => "Nothing is imported while rows have problems. Mend the cells below, or leave those rows out."
                .to_owned(),
            None => "There is nothing new in this file.".to_owned(),
        })
    }

    /// The limits of the scorecard that would be made, in a sentence; none if none would be.
    pub fn new_limits(&self) -> Option<String> {
        let is_made = self.preview.as_ref().is_some_and(|preview| preview.counts.new_scorecards > 0);
        self.form.as_ref().filter(|form| is_made && form.makes_card())?.limits.words()
    }

    /// Whether rows with a problem stand in the way, which could be left out.
    pub fn is_blocked_by_rows(&self) -> bool {
        let is_row = |problem: &crate::exchange::Problem| problem.scope == ProblemScope::Row;
        self.preview
            .as_ref()
            .is_some_and(|preview| preview.edit.is_none() && preview.problems.first().is_some_and(is_row))
    }

    /// What is under way, with how far it is once that takes long.
    pub fn working(&self) -> String {
        match (self.previewed, &self.table) {
            (Some(done), Some(table)) if self.asked.is_some() => {
                let rows = if table.rows.len() == 1 { "row" } else { "rows" };
                format!("{} of {} {rows}\u{2026}", Locale::count(done), Locale::count(table.rows.len()))
            }
            _ => match (self.looked, &self.table) {
                (Some(done), Some(table)) => {
                    let all = Locale::count(table.headers.len());
                    format!("{} of {all} columns\u{2026}", Locale::count(done))
                }
                _ => "Working\u{2026}".to_owned(),
            },
        }
    }

    /// That names look alike and nobody has said whether they are the same; none if there are no such names.
    pub fn apart(&self) -> Option<String> {
        match self.alike().len() {
            0 => None,
            1 => Some("1 name looks like another one. Without an answer it becomes a new one.".to_owned()),
            count => Some(format!(
                "{} names look like others. Without an answer they become new ones.",
                Locale::count(count)
            )),
        }
    }

    /// What the button says: "Import 130 customers, 1,161 ratings".
    pub fn button(&self) -> String {
        match self.preview.as_ref().map(|preview| amount(preview.counts)) {
            None => "Import".to_owned(),
            Some(nothing) if nothing == "nothing" => "Nothing to import".to_owned(),
            Some(amount) => format!("Import {amount}"),
        }
    }

    /// What would happen, as numbers with words; the ones that are zero are left out.
    pub fn figures(&self) -> Vec<(String, &'static str)> {
        let Some(Preview { counts, .. }) = self.preview.as_deref() else { return Vec::new() };
        let figures = [
            (counts.new_customers, "new customer", "new customers"),
            (counts.changed_customers, "customer changed", "customers changed"),
            (counts.unchanged_customers, "customer as before", "customers as before"),
            (counts.new_people, "new person", "new people"),
            (counts.new_ratings, "new rating", "new ratings"),
            (counts.changed_ratings, "rating changed", "ratings changed"),
            (counts.unchanged_ratings, "rating as before", "ratings as before"),
            (counts.new_scorecards, "new scorecard", "new scorecards"),
            (counts.skipped_rows, "row left out", "rows left out"),
        ];
        told(&figures)
    }
}

/// Figures with their words, for one and for many; the ones that are zero are left out.
pub(super) fn told(figures: &[(usize, &'static str, &'static str)]) -> Vec<(String, &'static str)> {
    let counted = figures.iter().filter(|(number, ..)| *number > 0);
    counted.map(|(number, one, many)| (Locale::count(*number), if *number == 1 { *one } else { *many })).collect()
}

/// "130 customers, 1,161 ratings".
fn amount(counts: Counts) -> String {
    let some = |number: usize, one: &str| {
        (number > 0).then(|| format!("{} {one}{}", Locale::count(number), if number == 1 { "" } else { "s" }))
    };
    let ratings = counts.new_ratings + counts.changed_ratings;
    let customers = if counts.new_customers > 0 || ratings == 0 {
        some(counts.new_customers + counts.changed_customers, "customer")
    } else {
        None
    };
    let parts: Vec<String> = [customers, some(ratings, "rating")].into_iter().flatten().collect();
    if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
}

/// Does it, as one edit; what was previewed on another state of the workspace is worked out again first.
pub(super) fn accept(state: &mut State) -> Vec<Effect> {
    if state.areas.import.blocked(state).is_some() {
        return Vec::new();
    }
    let today = state.clock.today();
    let Some(session) = state.session() else { return Vec::new() };
    if state.areas.import.revision != session.revision {
        let effects = ask(state);
        state.areas.import.notice =
            Some("The workspace has changed meanwhile. Please look at the preview again.".to_owned());
        return effects;
    }
    let had_ratings = session.workspace.num_ratings() > 0;
    let Some(Preview { edit: Some(edit), counts, .. }) = state.areas.import.preview.take().map(|preview| *preview)
    else {
        return Vec::new();
    };
    let made = made_scorecard(&edit);
    let edit = kept_too(state, edit);
    let edit = match (made, edit) {
        (Some(card), Edit::Batch { label, mut edits }) if !had_ratings => {
            edits.push(Edit::ChooseMainScorecard(card));
            Edit::Batch { label, edits }
        }
        (_, edit) => edit,
    };
    let Some(effects) = state.edit(edit) else { return ask(state) };
    if let Some(session) = state.session_mut().filter(|_| made.is_some()) {
        session.looking_at = made;
        session.judge(today);
    }
    state.modal = None;
    let ImportState { ticket, .. } = std::mem::take(&mut state.areas.import);
    state.areas.import = ImportState { ticket, ..ImportState::default() };
    state.navigation.go(Screen::Customers);
    let looking = state.session().and_then(|session| session.scorecard()).filter(|card| Some(card.id) == made);
    let shown = looking.map(|card| format!(". Shown by \u{201c}{}\u{201d}; choose another above the table", card.name));
    state.done_with_undo(format!("Imported {}{}", amount(counts), shown.unwrap_or_default()));
    effects
}

/// The edit, and with it how such spreadsheets are read from now on.
fn kept_too(state: &mut State, edit: Edit) -> Edit {
    let State { stage: super::super::Stage::Open(session), areas, .. } = state else { return edit };
    let ImportState { table: Some(table), form: Some(form), kept, .. } = &mut areas.import else { return edit };
    let mapping = form.mapping(&session.workspace);
    let keep = mapping.and_then(|mapping| keep_mapping(table, &mapping, &session.workspace, kept.as_ref()));
    with_mapping(edit, keep)
}

/// The scorecard the import makes, if it makes one.
fn made_scorecard(edit: &Edit) -> Option<ScorecardId> {
    match edit {
        Edit::AddScorecard(card) => Some(card.id),
        Edit::Batch { edits, .. } => edits.iter().find_map(made_scorecard),
        _ => None,
    }
}
