//! The state of the whole window and the only way it changes.

use crate::model::Edit;
use crate::store::Settings;

use super::{
    AfterFlush, Clock, Command, Effect, Modal, Navigation, Saved, Screen, Session, Stage, Toasts, Tone, UiEffect,
    charts, compare, customers, edit, explore, file, great, import, let_go, looking_back, method, overview, palette,
    parting, people, picture_export, ranking, rate, right_things, scorecards, settings, way_out,
};

/// Everything the window knows. Views read it; only [`State::handle`] changes it.
#[derive(Debug)]
pub struct State {
    /// Whether a workspace is open, and which.
    pub stage: Stage,
    /// Which screen is shown.
    pub navigation: Navigation,
    /// What each screen remembers.
    pub areas: Areas,
    /// The one dialog that may be open.
    pub modal: Option<Modal>,
    /// Messages on screen.
    pub toasts: Toasts,
    /// Look, recent workspaces, renderer.
    pub settings: Settings,
    /// Today and ids.
    pub clock: Clock,
    /// What the window runs on, for the settings and the about box.
    pub machine: Machine,
    /// What waits until everything is on disk.
    pub after_flush: AfterFlush,
}

/// What each screen remembers while another is shown.
#[derive(Debug, Default)]
pub struct Areas {
    /// Overview.
    pub overview: overview::OverviewState,
    /// The table of customers and the customer's page.
    pub customers: customers::CustomersState,
    /// The rating form.
    pub rate: rate::RateState,
    /// Charts.
    pub charts: charts::ChartsState,
    /// The portfolio map and the history.
    pub explore: explore::ExploreState,
    /// The let-go summary.
    pub let_go: let_go::LetGoState,
    /// Customers side by side.
    pub compare: compare::CompareState,
    /// Letting several go.
    pub parting: parting::PartingState,
    /// Ranks through lenses.
    pub ranking: ranking::RankingState,
    /// Past decisions.
    pub looking_back: looking_back::LookingBackState,
    /// Whether we measure the right things.
    pub right_things: right_things::RightThingsState,
    /// Great customers and red flags.
    pub great: great::GreatState,
    /// The page about the method.
    pub method: method::MethodState,
    /// The scorecard editor.
    pub scorecards: scorecards::ScorecardsState,
    /// People and groups.
    pub people: people::PeopleState,
    /// Saving and copying charts.
    pub export: picture_export::ExportState,
    /// An import under way.
    pub import: import::ImportState,
}

/// What the window runs on.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// The renderer in use: "glow" or "wgpu", with the graphics card's name where known.
    pub renderer: String,
    /// Where local data lies.
    pub data_dir: std::path::PathBuf,
    /// Where the first chart is offered to be saved: the user's documents. Empty if unknown.
    pub exports_dir: std::path::PathBuf,
}

impl State {
    /// A window that has not opened anything yet.
    pub fn new(settings: Settings, clock: Clock, machine: Machine) -> Self {
        Self {
            stage: Stage::Starting,
            navigation: Navigation::default(),
            areas: Areas::default(),
            modal: None,
            toasts: Toasts::default(),
            settings,
            clock,
            machine,
            after_flush: AfterFlush::default(),
        }
    }

    /// The only state transition: what somebody wants or what a task brought becomes new state and effects.
    pub fn handle(&mut self, command: Command) -> Vec<Effect> {
        let mut effects = match command {
            Command::Go(screen) => self.go(screen),
            Command::Back => self.back(),
            Command::File(command) => file::handle(self, command),
            Command::Edit(command) => edit::handle(self, command),
            Command::Overview(command) => overview::handle(self, &command),
            Command::Customers(command) => customers::handle(self, command),
            Command::Rate(command) => rate::handle(self, command),
            Command::Charts(command) => charts::handle(self, command),
            Command::Export(command) => picture_export::handle(self, command),
            Command::Explore(command) => explore::handle(self, command),
            Command::LetGo(command) => let_go::handle(self, command),
            Command::Compare(command) => compare::handle(self, command),
            Command::Parting(command) => parting::handle(self, command),
            Command::Ranking(command) => ranking::handle(self, command),
            Command::LookingBack(command) => looking_back::handle(self, command),
            Command::RightThings(command) => right_things::handle(self, command),
            Command::Great(command) => great::handle(self, command),
            Command::Method(command) => method::handle(self, command),
            Command::Scorecards(command) => scorecards::handle(self, command),
            Command::People(command) => people::handle(self, command),
            Command::Import(command) => import::handle(self, command),
            Command::Out(command) => way_out::handle(self, command),
            Command::Palette(command) => palette::handle(self, command),
            Command::Settings(command) => settings::handle(self, &command),
            Command::CloseModal => self.close_modal(),
            Command::Dismiss(toast) => self.dismiss(toast),
            Command::Several(commands) => commands.into_iter().flat_map(|command| self.handle(command)).collect(),
        };
        effects.extend(self.refresh());
        effects
    }

    /// Brings what the shown screen derives from the data up to date; cheap when nothing has changed. What takes long
    /// is asked of a worker.
    fn refresh(&mut self) -> Vec<Effect> {
        match self.navigation.now() {
            Screen::Overview => overview::refresh(self),
            Screen::Customers | Screen::Customer(_) => customers::refresh(self),
            Screen::Rate => rate::refresh(self),
            Screen::Charts => return charts::refresh(self),
            Screen::PortfolioMap => return explore::refresh_map(self),
            Screen::History => return explore::refresh_history(self),
            Screen::RightThings => return right_things::refresh(self),
            Screen::GreatCustomers => return great::refresh(self),
            Screen::LetGo => return let_go::refresh(self),
            Screen::Compare => return compare::refresh(self),
            Screen::Parting => return parting::refresh(self),
            Screen::Ranking => return ranking::refresh(self),
            Screen::LookingBack => return looking_back::refresh(self),
            Screen::Scorecards => scorecards::refresh(self),
            Screen::People => people::refresh(self),
            Screen::Method => method::refresh(self),
            Screen::Settings => {}
        }
        Vec::new()
    }

    /// The open workspace.
    pub const fn session(&self) -> Option<&Session> {
        match &self.stage {
            Stage::Open(session) => Some(session),
            _ => None,
        }
    }

    /// The open workspace, for the areas' handlers.
    pub(super) const fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.stage {
            Stage::Open(session) => Some(session),
            _ => None,
        }
    }

    /// Applies an edit as its own undo step. A refusal becomes a message; `None` then.
    pub(super) fn edit(&mut self, edit: Edit) -> Option<Vec<Effect>> {
        self.edit_in_gesture(edit, None)
    }

    /// Applies an edit that is one undo step with the others of the same gesture.
    pub(super) fn edit_in_gesture(&mut self, edit: Edit, gesture: Option<String>) -> Option<Vec<Effect>> {
        let today = self.clock.today();
        self.toasts.retire_undo();
        let session = self.session_mut()?;
        match session.edit(edit, gesture, today) {
            Ok(records) if records.is_empty() => Some(Vec::new()),
            Ok(records) => Some(vec![Effect::Save(records)]),
            Err(refused) => {
                self.problem(refused.to_string());
                None
            }
        }
    }

    /// Shows that something went as wished.
    pub(super) fn done(&mut self, text: impl Into<String>) {
        self.toasts.push(text.into(), Tone::Done, None);
    }

    /// Shows that something was done and can be undone.
    pub(super) fn done_with_undo(&mut self, text: impl Into<String>) {
        let undo = Command::Edit(super::EditCommand::Undo);
        self.toasts.push(text.into(), Tone::Done, Some(("Undo".to_owned(), undo)));
    }

    /// Shows that something did not work.
    pub(super) fn problem(&mut self, text: impl Into<String>) {
        self.toasts.push(text.into(), Tone::Problem, None);
    }

    /// Whether closing now would lose something.
    pub fn is_saved(&self) -> bool {
        self.session().is_none_or(|session| matches!(session.saved, Saved::Yes { .. }))
    }

    fn go(&mut self, screen: Screen) -> Vec<Effect> {
        self.navigation.go(screen);
        self.modal = None;
        if let Some(session) = self.session_mut() {
            session.history.end_gesture();
        }
        Vec::new()
    }

    fn back(&mut self) -> Vec<Effect> {
        self.navigation.go_back();
        Vec::new()
    }

    fn close_modal(&mut self) -> Vec<Effect> {
        if let Some(super::Modal::Import(_)) = self.modal.take() {
            self.areas.import.close();
        }
        Vec::new()
    }

    fn dismiss(&mut self, toast: u64) -> Vec<Effect> {
        self.toasts.dismiss(toast);
        Vec::new()
    }

    /// Asks the window to close, or says why it should not.
    pub(super) fn close_effect(&self) -> Vec<Effect> {
        if self.is_saved() { vec![Effect::Ui(UiEffect::Close)] } else { vec![Effect::Flush] }
    }
}
