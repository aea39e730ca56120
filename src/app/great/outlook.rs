//! What customers like the prospect came to, asked of a worker while somebody types.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{self, prospect_outlook};
use crate::app::{Command, Desk, Effect, Judged, Modal, State, Work};
use crate::model::{CustomerId, Profile, ScorecardId, Workspace};

use super::GreatCommand;

/// What an outlook is about: the state of the data, the day, the scorecard, and what is known of the prospect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlookQuestion {
    basis: BasisKey,
    customer: Option<CustomerId>,
    segment: String,
    source: String,
}

type BasisKey = (u64, Date, ScorecardId);

/// Everybody judged on the main scorecard, at one state of the data.
pub struct Basis {
    key: BasisKey,
    workspace: Workspace,
    judged: Judged,
}

impl fmt::Debug for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Basis").field("key", &self.key).finish_non_exhaustive()
    }
}

impl Basis {
    fn outlook(&self, profile: &Profile) -> analysis::Outlook {
        let (judged, (_, today, _)) = (&self.judged, self.key);
        let parts = judged.in_context(&self.workspace, today);
        prospect_outlook(&parts, profile)
    }
}

/// Asks, if what is known of the prospect has changed.
pub(super) fn ask(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    let Some(Modal::Prospect(form)) = &state.modal else { return Vec::new() };
    let Some(profile) = form.known() else { return Vec::new() };
    let Some(session) = state.session() else { return Vec::new() };
    let Some(card) = session.workspace.main_scorecard().cloned() else { return Vec::new() };
    let key = (session.revision, today, card.id);
    let question = OutlookQuestion {
        basis: key,
        customer: form.customer,
        segment: profile.segment.to_string(),
        source: profile.source.how.to_string(),
    };
    let workspace = session.workspace.clone();
    let area = &mut state.areas.great;
    let known = area.basis.clone().filter(|basis| basis.key == key);
    let Some(ticket) = area.outlook.ask(question) else { return Vec::new() };
    vec![Effect::Work(Work::new(Desk::Prospect, move |cancel| {
        let basis = known.clone().unwrap_or_else(|| {
            let judged = Judged::new(&workspace, &card, today);
            Arc::new(Basis { key, workspace: workspace.clone(), judged })
        });
        if cancel.is_cancelled() {
            return None;
        }
        let outlook = basis.outlook(&profile);
        Some(Command::Great(GreatCommand::BringOutlook(ticket, Box::new(outlook), basis)))
    }))]
}
