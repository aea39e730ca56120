//! Charts of the score: what it is made of, what could move it, and who has which.

use crate::analysis::{
    Explanation, NotComputable, explain, finding_scores, finding_tornado, finding_waterfall, tornado as bars_of,
};
use crate::charts::compose;

use super::ground::Ground;
use super::{Made, NoChart};

fn explained(ground: &Ground<'_>) -> Result<Explanation, NoChart> {
    let explanation =
        explain(&ground.judged(), ground.one()?.id).ok_or(NoChart::NotComputable(NotComputable::NoAnswers))?;
    if explanation.judgement.score.is_none() { Err(NoChart::NoScore) } else { Ok(explanation) }
}

/// From the keep line through every criterion to the score.
pub(super) fn waterfall(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let (judged, explanation) = (ground.judged(), explained(ground)?);
    Ok(Made {
        kind: compose::waterfall(&explanation, judged.terms).ok_or(NoChart::NoScore)?,
        finding: finding_waterfall(&explanation, judged.terms).ok_or(NoChart::NoScore)?,
        measured: "Points of the score that each criterion adds or takes".to_owned(),
    })
}

/// How far each criterion could move the score.
pub(super) fn tornado(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let (judged, explanation) = (ground.judged(), explained(ground)?);
    let bars = bars_of(judged.evidence, explanation.index, judged.terms);
    Ok(Made {
        kind: compose::tornado(&bars, &explanation, judged.card, judged.terms),
        finding: finding_tornado(&bars, judged.card, &explanation).ok_or(NoChart::NoScore)?,
        measured: "The score if one criterion\u{2019}s answers were all at their worst or best, the others as they are"
            .to_owned(),
    })
}

/// How many customers at which score.
pub(super) fn scores(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let judged = ground.judged();
    let (evidence, judgements) = ground.chosen();
    if judgements.iter().all(|judgement| judgement.score.is_none()) {
        return Err(NoChart::NoScore);
    }
    Ok(Made {
        kind: compose::scores(judged.workspace, &evidence, &judgements, judged.terms),
        finding: finding_scores(&judgements, judged.terms),
        measured: "Customers by score, 0\u{2013}100".to_owned(),
    })
}
