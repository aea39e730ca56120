//! State, commands, effects, undo: every decision the window makes, without the window.
//!
//! A frame goes round like this: tasks have left commands in the inbox → each goes through [`State::handle`], the only
//! place where anything changes → the effects it returns are run by the [`Runner`] on named threads or by the window →
//! the views read the [`State`] and leave new commands. Each area of the window (customers, rate, let go …) is one
//! file here with what its screen remembers, its commands and their handling.

mod action;
mod charts;
mod clock;
mod command;
mod compare;
mod customers;
mod dropping;
mod edit;
mod effect;
mod explore;
mod file;
mod great;
mod history;
mod import;
mod judged;
mod let_go;
mod looking_back;
mod method;
mod modal;
mod overview;
mod palette;
mod parting;
mod people;
mod picture_export;
mod ranking;
mod rate;
mod right_things;
mod runner;
mod scorecards;
mod screen;
mod session;
mod settings;
mod state;
mod table_copy;
#[cfg(test)]
mod testing;
mod toast;
mod way_out;
mod work;

pub use action::{Action, Key, Shortcut};
pub use charts::{ChartsCommand, ChartsState, segments};
pub use clock::Clock;
pub use command::Command;
pub use compare::{AlikeRow, CompareColumn, CompareCommand, CompareState, Comparison, Found, Sure};
pub use customers::{
    BehindLine, BulkEdit, Column, CustomerForm, CustomerFormCommand, CustomersCommand, CustomersState, DayField,
    IssueCommand, IssueDraft, MoneyRow, NumberField, OnCard, PageCommand, PageData, PageState, PageTab, Query,
    RatingsBehind, Reach, Remark, Row, Series, StatusFilter, TableCommand, TableState, TextField, Typed, answer_words,
    day_words, rating_mark,
};
pub use dropping::{DropHint, drop_hint};
pub use edit::EditCommand;
pub use effect::{Effect, ImportQuestion, Pick, UiEffect, What};
pub use explore::{
    AxisScale, AxisTick, Bounds, DecisionMark, DragMode, ExploreCommand, ExploreState, GridIndex, HistoryCommand,
    HistoryGround, HistoryLine, HistoryShown, HistoryState, LinePoint, ListShown, MOST_LINES, MOST_STRESSED,
    MapCommand, MapGround, MapPoint, MapState, MapSummary, PagePart, Picking, Region, SortBy, Spot, Who,
};
pub use file::{AfterFlush, FileCommand, Opened, Stage};
pub use great::{
    CriterionBar, GreatCommand, GreatShown, GreatState, ProspectCommand, ProspectForm, ProspectQuestion, SignLine,
    Taken,
};
pub use history::History;
pub use import::{
    AskedColumn, AskedWord, ColumnAnswer, ColumnForm, ColumnQuestion, FirstRows, ImportCommand, ImportForm,
    ImportOptions, ImportPage, ImportSource, ImportState, ImportStep, LimitsForm, NoTable, OpenDays, ReadQuestion,
    SPREADSHEETS, SuggestAnswer, SuggestQuestion, ThirdValue, UseKind, WholeImport, WordMeaning, WordSet, Worth,
};
pub use judged::Judged;
pub use let_go::{
    CautionCommand, ComparedRow, DecisionCommand, DecisionForm, LetGoCommand, LetGoPart, LetGoState, LetGoSummary,
    LetGoView, Listed, NextRater, PlanCommand, PlanForm, PolicyForm, Preset, ScenarioCommand, ScenarioComparison,
    ScenarioForm, ScenarioSide, SetAsideForm, Shown, StepForm, WhatIf, has_target,
};
pub use looking_back::{DecidedRow, LookedBack, LookingBackCommand, LookingBackState};
pub use method::{MethodCommand, MethodPart, MethodState};
pub use modal::Modal;
pub use overview::{Overview, OverviewCommand, OverviewState, RecentChange};
pub use palette::{Hit, PaletteCommand, PaletteState};
pub use parting::{
    EffectRow, Ground, PartingCommand, PartingEffect, PartingPart, PartingRow, PartingState, PartingView,
};
pub use people::{PeopleCommand, PeopleRow, PeopleState, PersonForm, Writing};
pub use picture_export::{
    AllDone, AllJob, AllProgress, Choice, Choices, CopyCommand, Ended, ExportCommand, ExportForm, ExportState,
    ExportStep, Ground as AllGround, Ink, LookWay, PagePreset, Preview, SaveCommand, SaveJob, Set, Subject,
    format_help, format_words,
};
pub use ranking::{
    EqualGroup, RankBy, RankRow, RankStability, Ranking, RankingCommand, RankingPart, RankingState, unranked_words,
};
pub use rate::{
    AfterSaving, CustomerChoice, DoneRow, FormAnswer, FormProblem, MOST_CARDS, PickCommand, RateAbout, RateChoices,
    RateCommand, RateDone, RateForm, RateFormCommand, RatePick, RateState, RateStep, Unfinished, flag_warning,
    is_typed, key_for, number_text, response_text,
};
pub use right_things::{
    AgreementLine, AgreementShown, Bearing, CriterionRow, GapLine, GapsShown, OddGroup, OddLine, OddShown, PeopleShown,
    PersonLine, RightThingsCommand, RightThingsShown, RightThingsState,
};
pub use runner::{Outbox, Runner, last_opened, load_settings};
pub use scorecards::{
    AdoptForm, BandDraft, BandFault, BandPart, BandsDraft, CardRow, CriterionDraft, Draft, DraftChange, Fault, Field,
    FlagDraft, Outcome, Page, Part, PeriodKind, QuestionShown, RulesDraft, ScaleDraft, ScaleKind, ScalePart,
    ScorecardsCommand, ScorecardsState, VersionShown, threshold,
};
pub use screen::{Navigation, Screen};
pub use session::{Origin, Refused, Saved, Session, ToSave};
pub use settings::SettingsCommand;
pub use state::{Areas, Machine, State};
pub use toast::{Toast, Toasts, Tone};
pub use way_out::{Out, OutCommand, OutForm, OutJob, Taken as TakenFiles, UnderWay, WholeFormat};
pub use work::{Asked, Cancel, Desk, Work};

// What the store says about the open workspace and this computer, for the views to show.
pub use crate::store::{Access, Paths, Problem, Renderer, Settings, Theme};

// What the exchange says about a spreadsheet, for the import to show, and what a chart can be saved as.
pub use crate::exchange::{
    ChartFormat, DateOrder, Decimal, Delimiter, FormRows, HeaderRow, Kind as ImportKind, Likeness, OnProblem,
    Preview as ImportPreview, Problem as ImportProblem, ProblemScope, ReadOptions, Sameness, Several,
    Source as TableSource, TextEncoding, Who as WhoseName, parse_number,
};
