//! A what-if becomes our policy: what changes, for whom, and why; kept as the scorecard's next version.

use crate::analysis::{Gathering, VerdictCounts, judge, percent_text};
use crate::app::judged::{count_current, moves_of_current};
use crate::app::{Effect, Judged, Modal, Session, State};
use crate::model::{Criterion, Edit, Note, Period, ScorecardId, ScorecardVersion, Verdict, Weight};

use super::WhatIf;

/// At most so many customers are listed by name.
const MOST_NAMED: usize = 200;

/// A what-if on its way to being our policy.
#[derive(Debug)]
pub struct PolicyForm {
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The scorecard's name.
    pub card_name: String,
    /// What differs from the policy as it is, a sentence each.
    pub changes: Vec<String>,
    /// How many customers stand where under the policy as it is.
    pub before: VerdictCounts,
    /// How many will.
    pub after: VerdictCounts,
    /// Whose verdict changes: name, from, to.
    pub moves: Vec<(String, Verdict, Verdict)>,
    /// How many more there are than listed.
    pub num_more: usize,
    /// Why, as typed.
    pub note: String,
    /// The version to adopt, without its note.
    pub version: Box<ScorecardVersion>,
}

impl PolicyForm {
    /// What is wrong with the note, if anything.
    pub fn note_problem(&self) -> Option<String> {
        Note::new(&self.note).err().map(|error| format!("The note cannot be kept: {error}."))
    }
}

/// Opens the dialog for the what-if on screen; without one there is nothing to adopt.
pub(super) fn open(state: &mut State) {
    let today = state.clock.today();
    let area = &state.areas.let_go;
    let Some(session) = state.session() else { return };
    let (Some(judged), Some(what_if), Some(_)) = (&session.judged, &area.what_if, &area.summary) else { return };
    let terms = what_if.to_adopt();
    let gathering = Gathering::of(&terms.policy, today);
    let other;
    let evidence = if gathering == judged.gathering {
        &judged.evidence
    } else {
        other = crate::analysis::Evidence::gather(&session.workspace, &judged.card, gathering);
        &other
    };
    // Judged on the very weights that are written, so that the preview is what comes.
    let judgements = judge(evidence, &terms);
    let moved = moves_of_current(&session.workspace, evidence, &judged.judgements, &judgements);
    let name = |index: usize| {
        let customer = session.workspace.customers.get(&evidence.customers()[index]);
        customer.map(|customer| customer.name().to_owned()).unwrap_or_default()
    };
    let mut version = judged.card.current().clone();
    version.number += 1;
    version.adopted = today;
    version.note = Note::default();
    version.policy = terms.policy;
    let active = version.criteria.iter_mut().filter(|criterion| !criterion.retired);
    for (criterion, weight) in active.zip(&terms.weights) {
        criterion.weight = Weight::clamped(*weight);
    }
    let form = PolicyForm {
        scorecard: judged.card.id,
        card_name: judged.card.name.to_string(),
        changes: changes(session, judged, what_if),
        before: count_current(&session.workspace, &judged.evidence, &judged.judgements),
        after: count_current(&session.workspace, evidence, &judgements),
        moves: moved.iter().take(MOST_NAMED).map(|change| (name(change.index), change.from, change.to)).collect(),
        num_more: moved.len().saturating_sub(MOST_NAMED),
        note: String::new(),
        version: Box::new(version),
    };
    state.modal = Some(Modal::Policy(Box::new(form)));
}

/// What differs from the policy as it is, a sentence each.
fn changes(session: &Session, judged: &Judged, what_if: &WhatIf) -> Vec<String> {
    let criteria: Vec<&Criterion> = judged.card.current().active().collect();
    let mut changes = Vec::new();
    for (place, criterion) in criteria.iter().enumerate() {
        let (now, old) = (percent_text(what_if.share(place)), percent_text(what_if.old_share(place)));
        if now != old {
            changes.push(format!("“{}” counts {now} instead of {old}.", criterion.name));
        }
    }
    let (new, old) = (&what_if.terms().policy, &what_if.old().policy);
    if new.balance != old.balance {
        let business = &session.workspace.business;
        let team = business.group_name(crate::model::GroupId::TEAM);
        let (now, before) = (percent_text(what_if.team_share()), percent_text(what_if.old_team_share()));
        changes.push(format!("{team} has {now} of the say beside management, instead of {before}."));
    }
    if new.hard_look_from != old.hard_look_from {
        let (now, before) = (new.hard_look_from.value(), old.hard_look_from.value());
        changes.push(format!("Let go below {now:.0} instead of {before:.0}."));
    }
    if new.keep_from != old.keep_from {
        changes.push(format!("Keep from {:.0} instead of {:.0}.", new.keep_from.value(), old.keep_from.value()));
    }
    if new.period != old.period {
        changes.push(format!("{} instead of {}.", period_words(new.period), period_words(old.period).to_lowercase()));
    }
    if new.combine != old.combine {
        let before = old.combine.words().to_lowercase();
        changes.push(format!("Within a group: {} instead of {before}.", new.combine.words().to_lowercase()));
    }
    if new.half_life_months != old.half_life_months {
        changes.push(new.half_life_months.map_or_else(
            || "The age of a rating does not matter.".to_owned(),
            |months| format!("A rating counts half after {months} months."),
        ));
    }
    if new.severity != old.severity {
        changes.push(format!("{}.", new.severity.words()));
    }
    changes
}

/// A period in words, sentence case.
fn period_words(period: Period) -> String {
    match period {
        Period::ThisQuarter => "Ratings of this quarter".to_owned(),
        Period::LastMonths(months) => format!("Ratings of the last {months} months"),
        Period::LatestPerPerson => "Everybody\u{2019}s newest rating".to_owned(),
        Period::All => "All ratings".to_owned(),
    }
}

/// Somebody types the note.
pub(super) fn set_note(state: &mut State, text: String) {
    if let Some(Modal::Policy(form)) = &mut state.modal {
        form.note = text;
    }
}

/// Keeps the policy as the scorecard's next version.
pub(super) fn adopt(state: &mut State) -> Vec<Effect> {
    let Some(Modal::Policy(form)) = state.modal.take() else { return Vec::new() };
    let Ok(note) = Note::new(&form.note) else {
        state.modal = Some(Modal::Policy(form));
        return Vec::new();
    };
    let version = ScorecardVersion { note, ..(*form.version).clone() };
    let words = format!("Version {} of {} is our policy now", version.number, form.card_name);
    let Some(effects) = state.edit(Edit::AdoptVersion(form.scorecard, Box::new(version))) else {
        state.modal = Some(Modal::Policy(form));
        return Vec::new();
    };
    state.areas.let_go.what_if = None;
    state.done_with_undo(words);
    effects
}
