//! Everything that can happen: what somebody wants, and what tasks bring back.

use super::{
    Screen, charts::ChartsCommand, customers::CustomersCommand, edit::EditCommand, file::FileCommand,
    import::ImportCommand, let_go::LetGoCommand, overview::OverviewCommand, palette::PaletteCommand,
    people::PeopleCommand, rate::RateCommand, scorecards::ScorecardsCommand, settings::SettingsCommand,
};

/// One thing to do, by area; each area handles its own.
#[derive(Debug, Clone)]
pub enum Command {
    /// Show a screen.
    Go(Screen),
    /// Go back one screen.
    Back,
    /// Open, load, save, close.
    File(FileCommand),
    /// Change data, undo, redo.
    Edit(EditCommand),
    /// On the overview.
    Overview(OverviewCommand),
    /// In the table of customers and on a customer's page.
    Customers(CustomersCommand),
    /// In the rating form.
    Rate(RateCommand),
    /// On the charts.
    Charts(ChartsCommand),
    /// In the let-go summary.
    LetGo(LetGoCommand),
    /// In the scorecard editor.
    Scorecards(ScorecardsCommand),
    /// Among people and groups.
    People(PeopleCommand),
    /// In the import.
    Import(ImportCommand),
    /// In the command palette.
    Palette(PaletteCommand),
    /// In the settings.
    Settings(SettingsCommand),
    /// Close the dialog that is open.
    CloseModal,
    /// Take a message away.
    Dismiss(u64),
    /// Several, in this order.
    Several(Vec<Self>),
}
