//! What the worker finds: every customer we work for through every lens, with what makes a rank less sure.

use jiff::civil::Date;

use crate::analysis::{
    self, Figures, Lens, LensPlace, LensRow, Lenses, RankWarning, finding_lenses, finding_pairs, lenses, ordinal,
    placed, rank_warnings,
};
use crate::app::{Cancel, Judged};
use crate::model::{CustomerId, Locale, Subject, Workspace};

use super::{RankBy, RankStability, sure};

/// Everybody we work for through every lens.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The finding in one sentence.
    pub title: String,
    /// Which two lists tell most different stories, in a sentence.
    pub pairs: String,
    /// Everybody, in the order of the evidence.
    pub rows: Vec<RankRow>,
    /// Whether anybody's stability is known: with too many customers nobody's is.
    pub has_stability: bool,
    /// Whether anybody is practically equal with somebody else by score.
    pub has_equals: bool,
    /// Whether the scorecard looked at asks customers about us: then nobody has a score of ours.
    pub is_about_us: bool,
    /// How many are ranked, by [`Lens::index`].
    num_ranked: Vec<usize>,
}

/// A customer through every lens.
#[derive(Debug, Clone, PartialEq)]
pub struct RankRow {
    /// Who, where they stand, and how far that moves.
    pub row: LensRow,
    /// The named band of our score, where the scorecard has such.
    pub band: Option<String>,
    /// Who is practically equal by score; `None` without a score.
    pub equal: Option<EqualGroup>,
    /// Between which ranks by score they stay; `None` without a score or with too many customers.
    pub stability: Option<RankStability>,
    /// What to think about before acting on a rank.
    pub warnings: Vec<RankWarning>,
}

/// Customers whose scores are practically equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EqualGroup {
    /// Which group, 0 for the best.
    pub number: usize,
    /// The best rank in it.
    pub first: u32,
    /// The worst.
    pub last: u32,
    /// How many others are in it.
    pub others: usize,
    /// Whether the next by score is in it too.
    pub is_next_equal: bool,
}

impl EqualGroup {
    /// In a sentence; `None` for somebody who stands alone.
    pub fn text(&self) -> Option<String> {
        let who = match self.others {
            0 => return None,
            1 => "1 other customer".to_owned(),
            others => format!("{} others", Locale::count(others)),
        };
        let place = if self.first == self.last {
            ordinal(self.first)
        } else {
            format!("{} to {}", ordinal(self.first), ordinal(self.last))
        };
        Some(format!("By our score practically equal with {who}, {place}: those who rated do not tell them apart."))
    }
}

impl RankRow {
    /// Who.
    pub const fn customer(&self) -> CustomerId {
        self.row.customer
    }

    /// The customer's name.
    pub fn name(&self) -> &str {
        &self.row.name
    }

    /// Where they stand through a lens; `None` if unranked.
    pub fn place(&self, lens: Lens) -> Option<&LensPlace> {
        self.row.places.iter().find(|place| place.lens == lens)
    }

    /// How far the rank moves, in a sentence.
    pub fn moves_text(&self) -> Option<String> {
        let span = self.row.span.as_ref()?;
        let (best, worst) = (placed(&span.best), placed(&span.worst));
        if span.spread < 1e-9 {
            return Some(format!("The same place on all {} lists: {best}.", span.lenses));
        }
        Some(format!("Best {best}, worst {worst}; {} lists compared.", span.lenses))
    }

    /// Between which ranks they stay, in a sentence.
    pub fn stability_text(&self) -> Option<String> {
        let stability = self.stability.as_ref()?;
        Some(format!("By our score they stay {} under {}.", stability.ranks_text(), stability.share_text()))
    }
}

/// Why a customer has no rank through a lens, as a sentence.
pub const fn unranked_words(lens: Lens, is_about_us: bool) -> &'static str {
    match lens {
        Lens::TeamScore | Lens::ManagementScore | Lens::Score if is_about_us => {
            "The scorecard looked at asks customers about us."
        }
        Lens::Revenue => "Their revenue of the last 12 months is not known.",
        Lens::Profit => "Revenue or cost of the last 12 months is not known.",
        Lens::ProfitPerHour => "Revenue, cost or hours of the last 12 months are not known.",
        Lens::Transactions => "How often they bought in the last 12 months is not known.",
        Lens::WordOfMouth => "Of no customer it is known that another one sent them.",
        Lens::Growth => "Growth takes the revenue of two years.",
        Lens::TeamScore => "Nobody of the team has rated them in the time that counts.",
        Lens::ManagementScore => "Nobody of management has rated them in the time that counts.",
        Lens::TheirRating => "They have not rated us yet.",
        Lens::Score => "Nobody has rated them in the time that counts.",
    }
}

impl Ranking {
    /// Works everything out; nothing if nobody waits for it any more.
    pub(super) fn work_out(workspace: &Workspace, judged: &Judged, today: Date, cancel: &Cancel) -> Option<Self> {
        let judged = judged.in_context(workspace, today);
        let figures = Figures::of(&judged);
        let lenses = lenses(&judged, &figures);
        if cancel.is_cancelled() {
            return None;
        }
        let by_score = lenses.column(Lens::Score)?;
        let equal = sure::equal_groups(&judged, by_score);
        if cancel.is_cancelled() {
            return None;
        }
        let stabilities = sure::stabilities(&judged, by_score);
        if cancel.is_cancelled() {
            return None;
        }
        let row = |index: usize| {
            let customer = *judged.evidence.customers().get(index)?;
            let name = workspace.customers.get(&customer)?.name().to_owned();
            let places = Lens::ALL.into_iter().filter_map(|lens| lenses.place(lens, index).copied());
            let row = LensRow { customer, name, places: places.collect(), span: lenses.span(index) };
            let stability = stabilities.get(index).copied().flatten();
            let mut warnings = rank_warnings(&judged, &figures, &lenses, customer);
            let fragile = lenses.place(Lens::Score, index).zip(stability);
            warnings.extend(fragile.and_then(|(place, stability)| RankWarning::fragile(*place, stability.near)));
            let score = judged.judgements.get(index).and_then(|judgement| judgement.score);
            let band = score.and_then(|score| judged.terms.policy.band(score)).map(|band| band.name.to_string());
            Some(RankRow { row, band, equal: equal.get(index).copied().flatten(), stability, warnings })
        };
        let rows: Vec<RankRow> = figures.current().filter_map(row).collect();
        Some(Self {
            title: finding_lenses(&judged, &lenses),
            pairs: finding_pairs(&lenses.pairs()),
            has_stability: rows.iter().any(|row| row.stability.is_some()),
            has_equals: rows.iter().any(|row| row.equal.is_some_and(|group| group.others > 0)),
            rows,
            is_about_us: judged.card.subject == Subject::Us,
            num_ranked: counts(&lenses),
        })
    }

    /// How many customers a lens ranks.
    pub fn num_ranked(&self, lens: Lens) -> usize {
        self.num_ranked.get(lens.index()).copied().unwrap_or(0)
    }

    /// Places of the rows in this order, or turned round; those without a rank come last either way, by name.
    pub(super) fn order(&self, by: RankBy, turned: bool) -> Vec<usize> {
        // Ranks are small numbers, and a spread is compared by its bits, which for 0–1 are in the same order.
        let key = |row: &RankRow| match by {
            RankBy::Lens(lens) => row.place(lens).map(|place| u64::from(place.rank)),
            RankBy::Moves => row.row.span.map(|span| u64::MAX - span.spread.max(0.0).to_bits()),
            RankBy::Name => Some(0),
        };
        let mut keyed: Vec<(Option<u64>, String, usize)> =
            self.rows.iter().enumerate().map(|(place, row)| (key(row), row.name().to_lowercase(), place)).collect();
        keyed.sort_by(|a, b| {
            let ranked = a.0.is_none().cmp(&b.0.is_none());
            let value = a.0.cmp(&b.0);
            let value = if turned { value.reverse() } else { value };
            let name = a.1.cmp(&b.1);
            let name = if turned && by == RankBy::Name { name.reverse() } else { name };
            ranked.then(value).then(name).then(a.2.cmp(&b.2))
        });
        keyed.into_iter().map(|(.., place)| place).collect()
    }
}

fn counts(lenses: &Lenses) -> Vec<usize> {
    lenses.columns().iter().map(analysis::LensColumn::num_ranked).collect()
}
