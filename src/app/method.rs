//! The method: what each figure means, as a page inside the program.

/// The page, in plain words with headings; the same text as in the papers.
pub const METHOD: &str = include_str!("../../docs/method.md");

/// What the page remembers.
#[derive(Debug, Default)]
pub struct MethodState {
    /// The heading to show first; goes by its words.
    pub at: Option<&'static str>,
    /// Goes up whenever that heading should be brought into view.
    pub reveal: u64,
}

/// On this page.
#[derive(Debug, Clone, Copy)]
pub enum MethodCommand {
    /// Show the page at the heading of these words.
    Open(&'static str),
}

pub(super) fn handle(state: &mut super::State, command: MethodCommand) -> Vec<super::Effect> {
    let MethodCommand::Open(heading) = command;
    state.areas.method.at = Some(heading);
    state.areas.method.reveal += 1;
    state.navigation.go(super::Screen::Method);
    Vec::new()
}
