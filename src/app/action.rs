//! The catalogue of actions: menus, command palette, shortcuts and the shortcut help all come from here.

use crate::model::{Period, Verdict};

use super::{
    Command, Pick, Screen, State, What, customers::CustomersCommand, edit::EditCommand, file::FileCommand,
    great::GreatCommand, import::ImportCommand, palette::PaletteCommand, picture_export, picture_export::ExportCommand,
    rate::RateCommand, settings::SettingsCommand, table_copy, way_out::OutCommand,
};

/// Something a person can do from anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Show a screen of the rail, by its place.
    Go(u8),
    /// Show a page that has no word on the rail, by its place.
    Page(u8),
    /// Go back one screen.
    Back,
    /// Rate a customer.
    Rate,
    /// Add a customer.
    AddCustomer,
    /// Check a prospect against the red flags.
    CheckProspect,
    /// Import a spreadsheet.
    Import,
    /// Save or copy the chart of the screen.
    SaveChart,
    /// Save all charts about the customer of the screen, or about everybody.
    SaveAllCharts,
    /// Save all charts of this quarter.
    SaveQuarterCharts,
    /// Import the table on the clipboard.
    PasteTable,
    /// Take the newest change back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Find a customer or an action.
    Palette,
    /// Projector mode.
    Projector,
    /// Light or dark.
    Theme,
    /// Open the sample business.
    Sample,
    /// Open the owner's own workspace.
    Own,
    /// Open another folder.
    OpenFolder,
    /// Make a new workspace.
    NewFolder,
    /// Show the workspace in the file manager.
    ShowFolder,
    /// List the customers the numbers say to let go.
    LetGoList,
    /// Export the whole workspace.
    ExportEverything,
    /// Make a blank rating form.
    RatingForm,
    /// Copy the table on the screen.
    CopyTable,
    /// Keyboard shortcuts.
    Help,
    /// Version and licences.
    About,
    /// Close the window.
    Quit,
}

/// A key with its modifiers; Ctrl means Command on a Mac.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shortcut {
    /// With Ctrl (Command on a Mac).
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
    /// The key.
    pub key: Key,
}

/// A key, without knowing the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A letter or digit, upper case.
    Char(char),
    /// F1 to F12.
    F(u8),
    /// The left arrow with Alt, as in a browser.
    AltLeft,
}

impl std::fmt::Display for Shortcut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ctrl = match (self.ctrl, cfg!(target_os = "macos")) {
            (false, _) => "",
            (true, true) => "Cmd ",
            (true, false) => "Ctrl ",
        };
        let shift = if self.shift { "Shift " } else { "" };
        match self.key {
            Key::Char(c) => write!(f, "{ctrl}{shift}{c}"),
            Key::F(n) => write!(f, "{ctrl}{shift}F{n}"),
            Key::AltLeft => write!(f, "Alt Left"),
        }
    }
}

impl Action {
    /// All of them, in the order of the help.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..8).map(Self::Go).chain((0..9).map(Self::Page)).chain([
            Self::Back,
            Self::Rate,
            Self::AddCustomer,
            Self::CheckProspect,
            Self::Import,
            Self::SaveChart,
            Self::SaveAllCharts,
            Self::SaveQuarterCharts,
            Self::PasteTable,
            Self::Undo,
            Self::Redo,
            Self::Palette,
            Self::Projector,
            Self::Theme,
            Self::LetGoList,
            Self::ExportEverything,
            Self::RatingForm,
            Self::CopyTable,
            Self::Own,
            Self::Sample,
            Self::OpenFolder,
            Self::NewFolder,
            Self::ShowFolder,
            Self::Help,
            Self::About,
            Self::Quit,
        ])
    }

    /// What it is called in menus and in the palette.
    pub fn label(self) -> String {
        match self {
            Self::Go(place) => format!("Go to {}", Screen::RAIL[usize::from(place) % Screen::RAIL.len()].word()),
            Self::Page(place) => format!("Go to {}", page(place).title()),
            Self::Back => "Go back".to_owned(),
            Self::Rate => "Rate a customer".to_owned(),
            Self::AddCustomer => "Add a customer…".to_owned(),
            Self::CheckProspect => "Check a prospect…".to_owned(),
            Self::Import => "Import a spreadsheet…".to_owned(),
            Self::SaveChart => "Save or copy the chart…".to_owned(),
            Self::SaveAllCharts => "Save all charts…".to_owned(),
            Self::SaveQuarterCharts => "Save all charts of this quarter…".to_owned(),
            Self::PasteTable => "Paste a table".to_owned(),
            Self::Undo => "Undo".to_owned(),
            Self::Redo => "Redo".to_owned(),
            Self::Palette => "Find a customer or an action".to_owned(),
            Self::Projector => "Projector mode on or off".to_owned(),
            Self::Theme => "Switch between light and dark".to_owned(),
            Self::Sample => "Look at the sample business".to_owned(),
            Self::Own => "Open my own workspace".to_owned(),
            Self::OpenFolder => "Open another workspace…".to_owned(),
            Self::NewFolder => "Make a new workspace…".to_owned(),
            Self::ShowFolder => "Show the workspace in the file manager".to_owned(),
            Self::LetGoList => "List the customers to let go".to_owned(),
            Self::ExportEverything => "Export everything…".to_owned(),
            Self::RatingForm => "Blank rating form…".to_owned(),
            Self::CopyTable => "Copy the table on this screen".to_owned(),
            Self::Help => "Keyboard shortcuts".to_owned(),
            Self::About => "About Keepwise".to_owned(),
            Self::Quit => "Close Keepwise".to_owned(),
        }
    }

    /// The keys for it.
    pub fn shortcut(self) -> Option<Shortcut> {
        let ctrl = |c: char| Some(Shortcut { ctrl: true, shift: false, key: Key::Char(c) });
        match self {
            Self::Go(place) => Some(Shortcut { ctrl: true, shift: false, key: Key::Char((b'1' + place) as char) }),
            Self::Back => Some(Shortcut { ctrl: false, shift: false, key: Key::AltLeft }),
            Self::Rate => ctrl('R'),
            Self::AddCustomer => ctrl('N'),
            Self::Import => ctrl('I'),
            Self::SaveChart => ctrl('S'),
            Self::Undo => ctrl('Z'),
            Self::Redo => Some(Shortcut { ctrl: true, shift: true, key: Key::Char('Z') }),
            Self::Palette => ctrl('K'),
            Self::Projector => Some(Shortcut { ctrl: false, shift: false, key: Key::F(5) }),
            Self::OpenFolder => ctrl('O'),
            Self::CopyTable => Some(Shortcut { ctrl: true, shift: true, key: Key::Char('T') }),
            Self::Help => Some(Shortcut { ctrl: false, shift: false, key: Key::F(1) }),
            Self::Quit => ctrl('Q'),
            Self::Page(_)
            | Self::CheckProspect
            | Self::SaveAllCharts
            | Self::SaveQuarterCharts
            | Self::PasteTable
            | Self::Theme
            | Self::Sample
            | Self::Own
            | Self::NewFolder
            | Self::ShowFolder
            | Self::LetGoList
            | Self::ExportEverything
            | Self::RatingForm
            | Self::About => None,
        }
    }

    /// Whether it can be done now.
    pub fn is_enabled(self, state: &State) -> bool {
        let session = state.session();
        match self {
            Self::Undo => session.is_some_and(|session| session.history.undo_label().is_some()),
            Self::Redo => session.is_some_and(|session| session.history.redo_label().is_some()),
            Self::Back => state.navigation.can_go_back(),
            Self::SaveChart => picture_export::has_chart(state),
            Self::SaveAllCharts | Self::SaveQuarterCharts => {
                session.is_some_and(|session| session.judged.is_some() && session.workspace.num_ratings() > 0)
            }
            Self::CopyTable => table_copy::has_table(state),
            Self::Go(_)
            | Self::Page(_)
            | Self::Rate
            | Self::AddCustomer
            | Self::CheckProspect
            | Self::Import
            | Self::PasteTable
            | Self::Palette
            | Self::ShowFolder
            | Self::ExportEverything
            | Self::RatingForm
            | Self::LetGoList => session.is_some(),
            Self::Projector
            | Self::Theme
            | Self::Sample
            | Self::Own
            | Self::OpenFolder
            | Self::NewFolder
            | Self::Help
            | Self::About
            | Self::Quit => true,
        }
    }

    /// What it does.
    pub fn command(self, state: &State) -> Command {
        match self {
            Self::Go(place) => Command::Go(Screen::RAIL[usize::from(place) % Screen::RAIL.len()]),
            Self::Page(place) => Command::Go(page(place)),
            Self::Back => Command::Back,
            Self::Rate => match state.navigation.now() {
                Screen::Customer(id) => Command::Rate(RateCommand::Begin(Some(id))),
                _ => Command::Rate(RateCommand::Begin(None)),
            },
            Self::AddCustomer => Command::Customers(CustomersCommand::New),
            Self::CheckProspect => match state.navigation.now() {
                Screen::Customer(id) => Command::Great(GreatCommand::Check(Some(id))),
                _ => Command::Great(GreatCommand::Check(None)),
            },
            Self::Import => Command::File(FileCommand::Pick(Pick::ImportFile)),
            Self::SaveChart => Command::Export(ExportCommand::BeginOnScreen),
            Self::SaveAllCharts => {
                Command::Export(ExportCommand::BeginAll(picture_export::customer_on_screen(state), None))
            }
            Self::SaveQuarterCharts => Command::Export(ExportCommand::BeginAll(None, Some(Period::ThisQuarter))),
            Self::PasteTable => Command::Import(ImportCommand::AskClipboard),
            Self::Undo => Command::Edit(EditCommand::Undo),
            Self::Redo => Command::Edit(EditCommand::Redo),
            Self::Palette => Command::Palette(PaletteCommand::Open),
            Self::Projector => Command::Settings(SettingsCommand::ToggleProjector),
            Self::Theme => Command::Settings(SettingsCommand::ToggleTheme),
            Self::Sample => Command::File(FileCommand::Open(What::Sample)),
            Self::Own => Command::File(FileCommand::Open(What::Default)),
            Self::OpenFolder => Command::File(FileCommand::Pick(Pick::OpenFolder)),
            Self::NewFolder => Command::File(FileCommand::Pick(Pick::NewFolder)),
            Self::ShowFolder => Command::File(FileCommand::ShowFolder),
            Self::LetGoList => Command::Customers(CustomersCommand::ShowVerdict(Verdict::LetGo)),
            Self::ExportEverything => Command::Out(OutCommand::Everything),
            Self::RatingForm => Command::Out(OutCommand::Form),
            Self::CopyTable => Command::Out(OutCommand::CopyTable),
            Self::Help => Command::Palette(PaletteCommand::ShowHelp),
            Self::About => Command::Palette(PaletteCommand::ShowAbout),
            Self::Quit => Command::File(FileCommand::Close),
        }
    }
}

const fn page(place: u8) -> Screen {
    Screen::PAGES[place as usize % Screen::PAGES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_their_keys() {
        let mut keys: Vec<_> = Action::all().filter_map(Action::shortcut).collect();
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }

    #[test]
    fn every_screen_of_the_rail_has_an_action() {
        assert_eq!(Action::all().filter(|action| matches!(action, Action::Go(_))).count(), Screen::RAIL.len());
        assert_eq!(Action::all().filter(|action| matches!(action, Action::Page(_))).count(), Screen::PAGES.len());
    }
}
