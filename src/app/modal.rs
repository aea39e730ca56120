//! Dialogs: at most one is open.

use super::{
    Pick, customers::CustomerForm, great::ProspectForm, import, let_go::DecisionForm, let_go::PolicyForm,
    palette::PaletteState, people::PersonForm, picture_export::ExportForm, scorecards::AdoptForm,
};

/// The dialog that is open, with what was typed into it.
#[derive(Debug)]
pub enum Modal {
    /// Find a customer or an action.
    Palette(PaletteState),
    /// Keyboard shortcuts.
    Help,
    /// Version and licences.
    About,
    /// Files that could not be read.
    Problems,
    /// The window wants to close but something is not saved.
    Unsaved {
        /// Why not.
        reason: String,
    },
    /// A path to type, where the system has no dialog.
    TypePath {
        /// What for.
        pick: Pick,
        /// What was typed.
        text: String,
        /// Why we ask like this.
        why: String,
    },
    /// A new customer, or an existing one's profile.
    Customer(Box<CustomerForm>),
    /// A decision being written.
    Decide(Box<DecisionForm>),
    /// A caution being set aside.
    SetAside(Box<super::SetAsideForm>),
    /// A prospect being checked.
    Prospect(Box<ProspectForm>),
    /// Make the what-if our policy.
    Policy(Box<PolicyForm>),
    /// A what-if being given a name.
    Scenario(Box<super::ScenarioForm>),
    /// Two scenarios side by side.
    Scenarios(Box<super::ScenarioComparison>),
    /// A new person, or an existing one.
    Person(Box<PersonForm>),
    /// What changes for whom when a version is adopted.
    Adopt(Box<AdoptForm>),
    /// A chart, or all of them, being saved.
    Export(Box<ExportForm>),
    /// The ratings behind a bar or a dot.
    Ratings(super::customers::RatingsBehind),
    /// Everything out, or a blank rating form.
    Out(Box<super::way_out::OutForm>),
    /// Columns of a spreadsheet and what they become; the data is in the import's state.
    Import(import::ImportStep),
}
