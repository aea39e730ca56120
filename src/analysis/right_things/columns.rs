//! Columns of predictors made ready for a joint model: centred, scaled, checked; and the small solver behind it.

use crate::analysis::stats::{NotComputable, mean, sample_sd};

/// What is left of a column, as a part of itself, once the others are taken out of it, below which it says nothing
/// of its own. The limit of R's `lm`.
const COLLINEAR: f64 = 1e-7;

/// Predictors with mean 0 and standard deviation 1, and how they were before.
pub(super) struct Columns {
    /// `[row][column]`, one after the other.
    pub(super) z: Vec<f64>,
    pub(super) means: Vec<f64>,
    pub(super) sds: Vec<f64>,
    pub(super) num_rows: usize,
}

impl Columns {
    /// Standardises rows of predictors.
    pub(super) fn new(rows: &[Vec<f64>]) -> Result<Self, NotComputable> {
        let num_columns = rows.first().map_or(0, Vec::len);
        if num_columns == 0 || rows.len() < num_columns + 2 || rows.iter().any(|row| row.len() != num_columns) {
            return Err(NotComputable::TooFew);
        }
        let mut columns = Self { z: Vec::new(), means: vec![], sds: vec![], num_rows: rows.len() };
        for place in 0..num_columns {
            let column: Vec<f64> = rows.iter().map(|row| row[place]).collect();
            let (Some(mean), Some(sd)) = (mean(&column), sample_sd(&column)) else { return Err(NotComputable::TooFew) };
            if sd <= 1e-12 * mean.abs().max(1e-290) || !sd.is_finite() {
                return Err(NotComputable::ConstantColumn);
            }
            columns.means.push(mean);
            columns.sds.push(sd);
        }
        columns.z.reserve(rows.len() * num_columns);
        for row in rows {
            let scaled = row.iter().zip(&columns.means).zip(&columns.sds).map(|((x, mean), sd)| (x - mean) / sd);
            columns.z.extend(scaled);
        }
        Ok(columns)
    }

    pub(super) const fn num_columns(&self) -> usize {
        self.means.len()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.z.chunks_exact(self.num_columns().max(1))
    }

    /// The orthogonal columns and the triangle R they are put together by, `[column]` and `[row][column]`.
    /// Modified Gram–Schmidt, twice, which is as exact as Householder's way (Giraud et al. 2005).
    pub(super) fn orthogonal(&self) -> Result<(Vec<Vec<f64>>, Square), NotComputable> {
        let num = self.num_columns();
        let mut q: Vec<Vec<f64>> = (0..num).map(|place| self.rows().map(|row| row[place]).collect()).collect();
        let mut r = Square::zero(num);
        for place in 0..num {
            let (done, rest) = q.split_at_mut(place);
            let Some(column) = rest.first_mut() else { break };
            let whole = dot(column, column).sqrt();
            for _ in 0..2 {
                for (earlier, direction) in done.iter().enumerate() {
                    let part = dot(direction, column);
                    *r.at(earlier, place) += part;
                    column.iter_mut().zip(direction).for_each(|(value, unit)| *value -= part * unit);
                }
            }
            let left = dot(column, column).sqrt();
            if left <= COLLINEAR * whole || !left.is_finite() {
                return Err(NotComputable::Collinear);
            }
            *r.at(place, place) = left;
            for value in column.iter_mut() {
                *value /= left;
            }
        }
        Ok((q, r))
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A small square matrix.
#[derive(Debug, Clone)]
pub(super) struct Square {
    size: usize,
    cells: Vec<f64>,
}

impl Square {
    pub(super) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    pub(super) fn at(&mut self, row: usize, column: usize) -> &mut f64 {
        &mut self.cells[row * self.size + column]
    }

    pub(super) fn get(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    /// Adds `weight`·vvᵀ to the lower triangle.
    pub(super) fn add_outer(&mut self, v: &[f64], weight: f64) {
        for (row, a) in v.iter().enumerate() {
            let scaled = weight * a;
            let cells = &mut self.cells[row * self.size..=row * self.size + row];
            cells.iter_mut().zip(v).for_each(|(cell, b)| *cell += scaled * b);
        }
    }

    /// The lower triangle L with `LLᵀ` = this; `None` if this is not positive definite.
    pub(super) fn cholesky(&self) -> Option<Self> {
        let mut lower = Self::zero(self.size);
        for row in 0..self.size {
            for column in 0..=row {
                let done: f64 = (0..column).map(|k| lower.get(row, k) * lower.get(column, k)).sum();
                let rest = self.get(row, column) - done;
                *lower.at(row, column) = if row == column {
                    if rest <= 1e-14 * self.get(row, row) || !rest.is_finite() {
                        return None;
                    }
                    rest.sqrt()
                } else {
                    rest / lower.get(column, column)
                };
            }
        }
        Some(lower)
    }

    /// Solves `LLᵀx` = b, this being L.
    pub(super) fn solve_both(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for row in 0..self.size {
            let done: f64 = (0..row).map(|k| self.get(row, k) * x[k]).sum();
            x[row] = (x[row] - done) / self.get(row, row);
        }
        for row in (0..self.size).rev() {
            let done: f64 = (row + 1..self.size).map(|k| self.get(k, row) * x[k]).sum();
            x[row] = (x[row] - done) / self.get(row, row);
        }
        x
    }

    /// The inverse of `LLᵀ`, this being L.
    pub(super) fn inverse_both(&self) -> Self {
        let mut inverse = Self::zero(self.size);
        for column in 0..self.size {
            let unit: Vec<f64> = (0..self.size).map(|row| f64::from(u8::from(row == column))).collect();
            for (row, value) in self.solve_both(&unit).into_iter().enumerate() {
                *inverse.at(row, column) = value;
            }
        }
        inverse
    }

    /// With rows and columns exchanged.
    pub(super) fn transposed(&self) -> Self {
        let mut other = Self::zero(self.size);
        for row in 0..self.size {
            for column in 0..self.size {
                *other.at(column, row) = self.get(row, column);
            }
        }
        other
    }

    /// vᵀMv.
    pub(super) fn quadratic(&self, v: &[f64]) -> f64 {
        self.cells.chunks_exact(self.size.max(1)).zip(v).map(|(row, a)| a * dot(row, v)).sum()
    }
}
