//! The method: what each figure means, as a page inside the program; the very text of the papers.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::Screen;

/// The page as it stands among the papers.
const PAGE: &str = include_str!("../../docs/method.md");

/// One piece of the page, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MethodPart {
    /// The title of the page.
    Title(String),
    /// A heading one can be led to.
    Heading(String),
    /// A smaller heading.
    Small(String),
    /// A paragraph: pieces of text, stressed or not.
    Paragraph(Vec<(String, bool)>),
    /// One point of a list.
    Point(Vec<(String, bool)>),
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct MethodState {
    /// The page in parts, read when it is first shown.
    pub parts: Vec<MethodPart>,
    /// The heading to bring into view.
    pub at: &'static str,
    /// Goes up whenever that heading should be brought into view.
    pub reveal: u64,
}

/// On this page.
#[derive(Debug, Clone, Copy)]
pub enum MethodCommand {
    /// Show the page where it explains this screen.
    Explain(Screen),
}

pub(super) fn handle(state: &mut super::State, command: MethodCommand) -> Vec<super::Effect> {
    let MethodCommand::Explain(screen) = command;
    let area = &mut state.areas.method;
    area.at = heading(screen);
    area.reveal += 1;
    state.navigation.go(Screen::Method);
    Vec::new()
}

/// Brings what is shown up to date.
pub(super) fn refresh(state: &mut super::State) {
    let area = &mut state.areas.method;
    if area.parts.is_empty() {
        area.parts = parts(PAGE);
    }
}

/// The heading under which a screen is explained.
const fn heading(screen: Screen) -> &'static str {
    match screen {
        Screen::Compare => "Who really stands above whom",
        Screen::Parting | Screen::PortfolioMap => "If we let them go",
        Screen::Ranking => "Rank with care",
        Screen::LookingBack => "Looking back",
        Screen::History => "Better or worse",
        Screen::RightThings => "Do we measure the right things?",
        Screen::GreatCustomers => "Great customers and red flags",
        Screen::Charts => "Management and team",
        _ => "The verdict",
    }
}

/// Reads the page: headings, paragraphs, lists and stressed words; nothing else is in it.
fn parts(page: &str) -> Vec<MethodPart> {
    let mut parts = Vec::new();
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let (mut is_strong, mut in_point) = (false, false);
    let plain = |pieces: &mut Vec<(String, bool)>| -> String {
        std::mem::take(pieces).into_iter().map(|(text, _)| text).collect()
    };
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::Strong) => is_strong = true,
            Event::End(TagEnd::Strong) => is_strong = false,
            Event::Start(Tag::Item) => in_point = true,
            Event::End(TagEnd::Item) => {
                in_point = false;
                if !pieces.is_empty() {
                    parts.push(MethodPart::Point(std::mem::take(&mut pieces)));
                }
            }
            Event::Text(text) | Event::Code(text) => match pieces.last_mut() {
                Some((last, strong)) if *strong == is_strong => last.push_str(&text),
                _ => pieces.push((text.into_string(), is_strong)),
            },
            Event::SoftBreak | Event::HardBreak => {
                if let Some((last, _)) = pieces.last_mut() {
                    last.push(' ');
                }
            }
            Event::End(TagEnd::Heading(level)) => {
                let text = plain(&mut pieces);
                parts.push(match level {
                    HeadingLevel::H1 => MethodPart::Title(text),
                    HeadingLevel::H2 => MethodPart::Heading(text),
                    _ => MethodPart::Small(text),
                });
            }
            Event::End(TagEnd::Paragraph) if !in_point => {
                parts.push(MethodPart::Paragraph(std::mem::take(&mut pieces)));
            }
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_explained_under_a_heading_that_exists() {
        let page = parts(PAGE);
        for screen in Screen::RAIL.into_iter().chain(Screen::PAGES) {
            let heading = MethodPart::Heading(heading(screen).to_owned());
            assert!(page.contains(&heading), "{heading:?} for {screen:?}");
        }
    }

    #[test]
    fn the_page_is_read_without_losing_a_word() {
        let words = |text: &str| -> Vec<String> {
            let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
        };
        let text = |part| match part {
            MethodPart::Title(text) | MethodPart::Heading(text) | MethodPart::Small(text) => text,
            MethodPart::Paragraph(pieces) | MethodPart::Point(pieces) => {
                pieces.into_iter().map(|(text, _)| text).collect()
            }
        };
        let read: Vec<String> = parts(PAGE).into_iter().map(text).collect();
        assert_eq!(words(&read.join(" ")), words(PAGE));
    }
}
