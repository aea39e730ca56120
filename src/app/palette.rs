//! The command palette: find a customer or an action by a few letters.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Action, Command, Effect, Modal, Screen, State};

/// What was typed and what fits.
#[derive(Debug, Default)]
pub struct PaletteState {
    /// What was typed.
    pub text: String,
    /// What fits, best first.
    pub hits: Vec<Hit>,
    /// The place in `hits` that Enter takes.
    pub chosen: usize,
}

/// One line of the palette.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The customer's name or the action.
    pub label: String,
    /// The verdict in words, or the keys.
    pub detail: String,
    /// What choosing it does.
    pub command: Command,
}

/// In the command palette.
#[derive(Debug, Clone)]
pub enum PaletteCommand {
    /// Open it.
    Open,
    /// Something was typed.
    Type(String),
    /// Move the choice by so many lines.
    Move(i32),
    /// Do what is chosen, or the line at this place.
    Take(Option<usize>),
    /// Show one of the dialogs without content of its own.
    ShowHelp,
    /// Show version and licences.
    ShowAbout,
}

/// At most this many lines are shown.
const MOST: usize = 12;

pub(super) fn handle(state: &mut State, command: PaletteCommand) -> Vec<Effect> {
    match command {
        PaletteCommand::Open => state.modal = Some(Modal::Palette(search(state, String::new()))),
        PaletteCommand::ShowHelp => state.modal = Some(Modal::Help),
        PaletteCommand::ShowAbout => state.modal = Some(Modal::About),
        PaletteCommand::Type(text) => {
            if matches!(state.modal, Some(Modal::Palette(_))) {
                state.modal = Some(Modal::Palette(search(state, text)));
            }
        }
        PaletteCommand::Move(by) => {
            if let Some(Modal::Palette(palette)) = &mut state.modal {
                let last = palette.hits.len().saturating_sub(1);
                palette.chosen = palette.chosen.saturating_add_signed(by.try_into().unwrap_or(0)).min(last);
            }
        }
        PaletteCommand::Take(place) => {
            if let Some(Modal::Palette(palette)) = &state.modal {
                let hit = palette.hits.get(place.unwrap_or(palette.chosen)).cloned();
                state.modal = None;
                return hit.map(|hit| state.handle(hit.command)).unwrap_or_default();
            }
        }
    }
    Vec::new()
}

fn search(state: &State, text: String) -> PaletteState {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(&text, CaseMatching::Smart, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut fits = |label: &str| pattern.score(Utf32Str::new(label, &mut buffer), &mut matcher);
    let mut scored: Vec<(u32, usize, Hit)> = Vec::new();
    for action in Action::all().filter(|action| *action != Action::Palette && action.is_enabled(state)) {
        let label = action.label();
        if let Some(score) = fits(&label) {
            let detail = action.shortcut().map(|keys| keys.to_string()).unwrap_or_default();
            scored.push((score, scored.len(), Hit { label, detail, command: action.command(state) }));
        }
    }
    if let Some(session) = state.session().filter(|_| !text.trim().is_empty()) {
        let verdict =
            |id| session.judged.as_ref().and_then(|judged| judged.of(id)).map(|judged| judged.verdict.words());
        for customer in session.workspace.customers.values() {
            if let Some(score) = fits(customer.name()) {
                let detail = verdict(customer.id).unwrap_or_default().to_owned();
                let command = Command::Go(Screen::Customer(customer.id));
                // A customer's name that fits beats an action that fits as well.
                scored.push((score + 20, scored.len(), Hit { label: customer.name().to_owned(), detail, command }));
            }
        }
    }
    scored.sort_by_key(|(score, place, _)| (std::cmp::Reverse(*score), *place));
    let hits = scored.into_iter().take(MOST).map(|(.., hit)| hit).collect();
    PaletteState { text, hits, chosen: 0 }
}
