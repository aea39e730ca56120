//! Charts of what customers bring: value against effort, the whale curve, ranks.

use std::collections::BTreeSet;

use crate::analysis::{
    EffortBy, Lens, LensRow, NotComputable, ValueBy, finding_lens_row, finding_lenses, finding_portfolio,
    finding_portfolio_of, finding_whale, lenses, portfolio, whale_curve,
};
use crate::charts::compose;
use crate::model::CustomerId;

use super::ground::Ground;
use super::{Made, NoChart};

/// The lenses of the picture, those that rank nobody left out: what we think of them, what they bring, what they think
/// of us.
const LENSES: [Lens; 6] =
    [Lens::Score, Lens::TeamScore, Lens::Revenue, Lens::ProfitPerHour, Lens::WordOfMouth, Lens::TheirRating];
/// So many of those whose rank moves most are drawn in colour, beside the marked one.
const MOVERS: usize = 3;

fn no_figures(what: &'static str) -> impl Fn(NotComputable) -> NoChart {
    move |reason| match reason {
        NotComputable::NoFigures => NoChart::NoFigures(what),
        other => NoChart::NotComputable(other),
    }
}

/// Customers by value against effort.
pub(super) fn map(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let judged = ground.judged();
    let found = portfolio(&judged, &ground.figures(), ValueBy::default(), EffortBy::default())
        .map_err(no_figures("revenue, cost and hours of the last 12 months"))?;
    let marked: BTreeSet<CustomerId> = ground.customer.map(|customer| customer.id).into_iter().collect();
    let (value, effort) = (found.value_by.words(), found.effort_by.words().to_lowercase());
    Ok(Made {
        kind: compose::quadrant(&found, judged.workspace, &marked),
        finding: match ground.customer {
            Some(customer) => finding_portfolio_of(&found, judged.workspace, customer.id),
            None => finding_portfolio(&found, judged.workspace),
        },
        measured: format!("{value} against {effort} of the last 12 months, the lines at the medians"),
    })
}

/// Profit added up from the best customer to the worst.
pub(super) fn whale(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let judged = ground.judged();
    let curve =
        whale_curve(&judged, &ground.figures()).map_err(no_figures("revenue and cost of the last 12 months"))?;
    Ok(Made {
        kind: compose::whale_curve(&curve, judged.workspace),
        finding: finding_whale(&curve, &judged.workspace.business),
        measured: "Profit of the last 12 months, added up from the best customer to the worst".to_owned(),
    })
}

/// Ranks through several lenses.
pub(super) fn ranks(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let judged = ground.judged();
    let found = lenses(&judged, &ground.figures());
    let ranks_anybody = |lens: &Lens| found.column(*lens).is_some_and(|column| column.num_ranked() > 0);
    let shown: Vec<Lens> = LENSES.into_iter().filter(ranks_anybody).collect();
    if shown.len() < 2 {
        return Err(NoChart::NoFigures("two lists to compare, such as scores and revenue"));
    }
    let rows = found.rows(&judged);
    let mut ranked: Vec<&LensRow> = rows.iter().filter(|row| !row.places.is_empty()).collect();
    ranked.sort_by_key(|row| row.customer);
    let spread = |row: &LensRow| row.span.map_or(-1.0, |span| span.spread);
    let mut movers = ranked.clone();
    movers.sort_by(|a, b| spread(b).total_cmp(&spread(a)).then(a.customer.cmp(&b.customer)));
    let marked = ground.customer.map(|customer| customer.id);
    let marked_row = ranked.iter().copied().find(|row| Some(row.customer) == marked);
    let movers = movers.iter().map(|row| row.customer).filter(|customer| Some(*customer) != marked).take(MOVERS);
    let highlighted: Vec<CustomerId> = marked.into_iter().chain(movers).collect();
    Ok(Made {
        kind: compose::rank_lenses(&ranked, &shown, &highlighted),
        finding: marked_row.map_or_else(|| finding_lenses(&judged, &found), finding_lens_row),
        measured: "Rank by each list, 1 at the top; money of the last 12 months".to_owned(),
    })
}
