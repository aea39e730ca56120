//! The picture of the chosen customer's verdict, with the finding as its title.

use crate::analysis::{
    Explanation, Judged, Terms, finding_history, finding_tornado, finding_voices, finding_waterfall, history, tornado,
    voices,
};
use crate::charts::{Chart, compose};
use crate::model::Customer;

use super::LetGoView;

/// From the keep line through every criterion to the score; also what is saved where the reasons stand as rows.
pub(super) fn waterfall(explanation: &Explanation, terms: &Terms) -> Option<Chart> {
    let title = finding_waterfall(explanation, terms)?;
    let chart = Chart::new(title, compose::waterfall(explanation, terms)?);
    Some(Chart { subtitle: "Points of the score that each criterion adds or takes".to_owned(), ..chart })
}

/// The picture asked for; `None` where the reasons stand as rows, or there is no score to take apart.
pub(super) fn picture(
    judged: &Judged<'_>,
    customer: &Customer,
    explanation: &Explanation,
    view: LetGoView,
) -> Option<Chart> {
    let (card, terms) = (judged.card, judged.terms);
    match view {
        LetGoView::Points => None,
        LetGoView::Waterfall => waterfall(explanation, terms),
        LetGoView::Moves => {
            let bars = tornado(judged.evidence, explanation.index, terms);
            let title = finding_tornado(&bars, card, explanation)?;
            let chart = Chart::new(title, compose::tornado(&bars, explanation, card, terms));
            let subtitle =
                "The score if one criterion\u{2019}s answers were all at their worst or best, the others as they are";
            Some(Chart { subtitle: subtitle.to_owned(), ..chart })
        }
        LetGoView::People => {
            let heard = voices(judged.workspace, customer, card, judged.evidence.gathering());
            let title = finding_voices(&heard, &judged.workspace.business, card.subject);
            let chart = Chart::new(title, compose::rater_strip(&heard, &judged.workspace.business, card));
            let subtitle = "A sign per person, the groups apart; the line is a group\u{2019}s mean".to_owned();
            Some(Chart { subtitle, ..chart })
        }
        LetGoView::History => {
            let points = history(judged.workspace, customer, card, terms, judged.today);
            let kind = compose::history_with_decisions(&points, card, terms, customer);
            let chart = Chart::new(finding_history(&points), kind);
            Some(Chart { subtitle: "Score per quarter, with changed rules and decisions".to_owned(), ..chart })
        }
    }
}
