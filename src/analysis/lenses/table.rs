//! The lenses side by side: how far somebody's rank moves from one to the other.

use rayon::prelude::*;

use crate::analysis::agreement::tau_b;
use crate::analysis::explain::Judged;
use crate::analysis::portfolio::Figures;
use crate::analysis::stats::NotComputable;
use crate::model::{CustomerId, Growth};

use super::column::{LensColumn, LensPlace};
use super::lens::Lens;
use super::values::Values;

/// How far one customer's rank moves between lenses.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct RankSpan {
    /// Where they stand best.
    pub best: LensPlace,
    /// Where they stand worst.
    pub worst: LensPlace,
    /// How far apart the two standings are: 0 for the same place, 1 for first and last.
    pub spread: f64,
    /// How many ranks lie between them.
    pub ranks: u32,
    /// How many lenses were compared.
    pub lenses: usize,
}

/// How far two lenses put the same customers apart.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct LensPair {
    /// One lens.
    pub one: Lens,
    /// The other.
    pub other: Lens,
    /// How many customers both rank.
    pub customers: usize,
    /// By how many ranks a customer moves from one to the other on average, ranked anew among these customers, shared
    /// ranks at their middle: mean |r₁ − r₂|, Spearman's footrule divided by the number of customers.
    pub mean_move: f64,
    /// The same against two unrelated lists, whose mean is (n² − 1) ÷ 3n: 0 for the same order, about 1 for no
    /// connection, about 1.5 for the reverse order (2 of two customers). Source: Diaconis & Graham 1977, "Spearman's footrule as a measure
    /// of disarray", Journal of the Royal Statistical Society B 39(2).
    pub disarray: f64,
    /// Kendall's tau-b of the two lists, −1 (the opposite order) to 1 (the same); `None` if one ties everybody.
    pub tau_b: Option<f64>,
}

/// All customers we work for through all lenses.
#[derive(Debug, Clone, PartialEq)]
pub struct Lenses {
    columns: Vec<LensColumn>,
    customers: Vec<CustomerId>,
    pub(super) growth: Vec<Option<Growth>>,
    pub(super) sent: Vec<Vec<usize>>,
}

/// One customer through all lenses, ready to be printed.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct LensRow {
    /// Who.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Where they stand, for the lenses that rank them, in the order of [`Lens::ALL`].
    pub places: Vec<LensPlace>,
    /// How far their rank moves.
    pub span: Option<RankSpan>,
}

/// Ranks everybody we work for through every lens.
pub fn lenses(judged: &Judged<'_>, figures: &Figures) -> Lenses {
    let values = Values::of(judged, figures);
    let columns = Lens::ALL.into_par_iter().zip(&values.by_lens).map(|(lens, values)| LensColumn::new(lens, values));
    Lenses {
        columns: columns.collect(),
        customers: judged.evidence.customers().to_vec(),
        growth: values.growth,
        sent: values.sent,
    }
}

impl Lenses {
    /// The lenses in the order of [`Lens::ALL`].
    pub fn columns(&self) -> &[LensColumn] {
        &self.columns
    }

    /// Everybody through one lens.
    pub fn column(&self, lens: Lens) -> Option<&LensColumn> {
        self.columns.get(lens.index())
    }

    /// Where a customer stands through one lens, by place in the evidence; `None` if unranked.
    pub fn place(&self, lens: Lens, index: usize) -> Option<&LensPlace> {
        self.column(lens).and_then(|column| column.place(index))
    }

    /// Whom a customer sent us, of those we work for, as places in the evidence.
    pub fn sent(&self, index: usize) -> &[usize] {
        self.sent.get(index).map_or(&[], Vec::as_slice)
    }

    /// How a customer's revenue changed.
    pub fn growth(&self, index: usize) -> Option<Growth> {
        self.growth.get(index).copied().flatten()
    }

    /// How far a customer's rank moves between the lenses that tell customers apart; `None` with fewer than two.
    pub fn span(&self, index: usize) -> Option<RankSpan> {
        let placed = self.columns.iter().filter_map(|column| column.place(index));
        let placed = placed.filter_map(|place| Some((place, place.standing?)));
        let lenses = placed.clone().count();
        let (best, least) = placed.clone().reduce(|a, b| if b.1 < a.1 - 1e-12 { b } else { a })?;
        let (worst, most) = placed.reduce(|a, b| if b.1 > a.1 + 1e-12 { b } else { a })?;
        (lenses >= 2).then(|| RankSpan {
            best: *best,
            worst: *worst,
            spread: most - least,
            ranks: worst.rank.abs_diff(best.rank),
            lenses,
        })
    }

    /// How far two lenses put the same customers apart.
    ///
    /// # Errors
    /// [`NotComputable::FewerThanTwoCustomers`] if both rank fewer than two.
    pub fn pair(&self, one: Lens, other: Lens) -> Result<LensPair, NotComputable> {
        let columns = self.column(one).zip(self.column(other));
        let (left, right) = columns.ok_or(NotComputable::FewerThanTwoCustomers)?;
        let first = left.middles_among(right);
        let n = first.len();
        if n < 2 {
            return Err(NotComputable::FewerThanTwoCustomers);
        }
        let mut ranks = vec![0.0; self.customers.len()];
        for (index, rank) in first {
            ranks[index] = rank;
        }
        let both = right.middles_among(left).into_iter().map(|(index, rank)| (ranks[index], rank));
        let (xs, ys): (Vec<f64>, Vec<f64>) = both.unzip();
        let mean_move = xs.iter().zip(&ys).map(|(x, y)| (x - y).abs()).sum::<f64>() / n as f64;
        let unrelated = (n * n - 1) as f64 / (3 * n) as f64;
        let disarray = mean_move / unrelated;
        Ok(LensPair { one, other, customers: n, mean_move, disarray, tau_b: tau_b(&xs, &ys).ok() })
    }

    /// Every pair of lenses that rank at least two of the same customers, in the order of [`Lens::ALL`].
    pub fn pairs(&self) -> Vec<LensPair> {
        let ones = Lens::ALL.into_iter().enumerate();
        let pairs: Vec<(Lens, Lens)> =
            ones.flat_map(|(at, one)| Lens::ALL.into_iter().skip(at + 1).map(move |other| (one, other))).collect();
        pairs.into_par_iter().filter_map(|(one, other)| self.pair(one, other).ok()).collect()
    }

    /// Everybody who is ranked through any lens, in the order of the evidence.
    pub fn rows(&self, judged: &Judged<'_>) -> Vec<LensRow> {
        let rows = self.customers.iter().enumerate().filter_map(|(index, &customer)| {
            let places = self.columns.iter().filter_map(|column| column.place(index).copied());
            let places: Vec<LensPlace> = places.collect();
            let name = judged.workspace.customers.get(&customer)?.name().to_owned();
            (!places.is_empty()).then(|| LensRow { customer, name, places, span: self.span(index) })
        });
        rows.collect()
    }
}
