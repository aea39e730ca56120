//! Everything that can happen: what somebody wants, and what tasks bring back.

use super::{
    Screen, charts::ChartsCommand, compare::CompareCommand, customers::CustomersCommand, edit::EditCommand,
    explore::ExploreCommand, file::FileCommand, great::GreatCommand, import::ImportCommand, let_go::LetGoCommand,
    looking_back::LookingBackCommand, method::MethodCommand, overview::OverviewCommand, palette::PaletteCommand,
    parting::PartingCommand, people::PeopleCommand, picture_export::ExportCommand, ranking::RankingCommand,
    rate::RateCommand, right_things::RightThingsCommand, scorecards::ScorecardsCommand, settings::SettingsCommand,
    way_out::OutCommand,
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
    /// Saving and copying charts.
    Export(ExportCommand),
    /// On the portfolio map and the history.
    Explore(ExploreCommand),
    /// In the let-go summary.
    LetGo(LetGoCommand),
    /// Among customers side by side.
    Compare(CompareCommand),
    /// On letting several go.
    Parting(PartingCommand),
    /// On ranks.
    Ranking(RankingCommand),
    /// On past decisions.
    LookingBack(LookingBackCommand),
    /// On what we measure.
    RightThings(RightThingsCommand),
    /// On great customers and red flags.
    Great(GreatCommand),
    /// On the page about the method.
    Method(MethodCommand),
    /// In the scorecard editor.
    Scorecards(ScorecardsCommand),
    /// Among people and groups.
    People(PeopleCommand),
    /// In the import.
    Import(ImportCommand),
    /// Exporting everything, and rating forms.
    Out(OutCommand),
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
