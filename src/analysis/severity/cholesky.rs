//! Cholesky: a symmetric positive definite matrix as L·Lᵀ, to solve with it and to invert it (Golub & Van Loan 2013,
//! ch. 4.2). Loops run along rows, so that some hundred unknowns take milliseconds.

/// The lower triangle L of a matrix A = L·Lᵀ, row by row.
pub(super) struct Cholesky {
    size: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// Takes the matrix, of `size` rows of `size` numbers each, apart; `None` if it is not positive definite.
    pub(super) fn new(size: usize, mut matrix: Vec<f64>) -> Option<Self> {
        for i in 0..size {
            let (above, row) = matrix.split_at_mut(i * size);
            for j in 0..i {
                let other = &above[j * size..=j * size + j];
                row[j] = (row[j] - dot(&row[..j], &other[..j])) / other[j];
            }
            let square = row[i] - dot(&row[..i], &row[..i]);
            // What is left of a diagonal after rounding alone is no pivot.
            if square.is_nan() || square <= row[i].abs() * 1e-13 {
                return None;
            }
            row[i] = square.sqrt();
            row[i + 1..size].fill(0.0);
        }
        Some(Self { size, lower: matrix })
    }

    /// A⁻¹, row by row.
    pub(super) fn inverse(&self) -> Vec<f64> {
        let size = self.size;
        // L⁻¹ first, each row out of the rows above it.
        let mut inverted = vec![0.0; size * size];
        for i in 0..size {
            let (above, row) = inverted.split_at_mut(i * size);
            let lower = &self.lower[i * size..=i * size + i];
            for (k, factor) in lower[..i].iter().enumerate() {
                add(&mut row[..=k], -factor / lower[i], &above[k * size..=k * size + k]);
            }
            row[i] = 1.0 / lower[i];
        }
        // A⁻¹ = (L⁻¹)ᵀ·L⁻¹, added up row by row of L⁻¹.
        let mut inverse = vec![0.0; size * size];
        for k in 0..size {
            let row = &inverted[k * size..=k * size + k];
            for (i, factor) in row.iter().enumerate() {
                add(&mut inverse[i * size..=i * size + i], *factor, &row[..=i]);
            }
        }
        for i in 0..size {
            for j in 0..i {
                inverse[j * size + i] = inverse[i * size + j];
            }
        }
        inverse
    }
}

/// The sum of products, in four lanes so that additions do not wait for one another.
pub(super) fn dot(xs: &[f64], ys: &[f64]) -> f64 {
    let (x_lanes, y_lanes) = (xs.chunks_exact(4), ys.chunks_exact(4));
    let rest: f64 = x_lanes.remainder().iter().zip(y_lanes.remainder()).map(|(x, y)| x * y).sum();
    let mut lanes = [0.0; 4];
    for (x, y) in x_lanes.zip(y_lanes) {
        for (lane, (x, y)) in lanes.iter_mut().zip(x.iter().zip(y)) {
            *lane += x * y;
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// Adds `factor` times `other` to `row`.
fn add(row: &mut [f64], factor: f64, other: &[f64]) {
    for (to, from) in row.iter_mut().zip(other) {
        *to += factor * from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_undoes_its_matrix() {
        // A Hilbert-like matrix with a strong diagonal.
        let size = 9;
        let matrix: Vec<f64> = (0..size * size)
            .map(|at| 1.0 / ((at / size + at % size) as f64 + 1.0) + if at / size == at % size { 1.0 } else { 0.0 })
            .collect();
        let inverse = Cholesky::new(size, matrix.clone()).unwrap().inverse();
        for i in 0..size {
            for j in 0..size {
                let product: f64 = (0..size).map(|k| matrix[i * size + k] * inverse[k * size + j]).sum();
                let want = f64::from(u8::from(i == j));
                assert!((product - want).abs() < 1e-12, "{i} {j}: {product}");
            }
        }
    }

    #[test]
    fn a_matrix_without_an_inverse_is_refused() {
        assert!(Cholesky::new(2, vec![1.0, 1.0, 1.0, 1.0]).is_none(), "singular");
        assert!(Cholesky::new(1, vec![-1.0]).is_none(), "negative");
        assert!(Cholesky::new(1, vec![f64::NAN]).is_none(), "no number");
        assert_eq!(Cholesky::new(0, vec![]).unwrap().inverse(), [] as [f64; 0]);
    }
}
