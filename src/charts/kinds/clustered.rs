//! The order in which customers who are rated alike stand beside each other.
//!
//! Hierarchical clustering with average linkage (UPGMA: Sokal & Michener 1958) by the nearest-neighbour chain, which
//! gives the same tree as merging the closest pair again and again (Murtagh 1983; Müllner 2011, "Modern hierarchical,
//! agglomerative clustering algorithms", arXiv:1109.2378). How far two rows are apart is their mean absolute
//! difference over what both have (Gower 1971), so that a missing cell is neither good nor bad; rows that share
//! nothing are as far apart as can be. Of two branches the one with the lower mean stands first: worst first.

/// More rows are not clustered but keep their order: the distances between all pairs would fill the memory.
const MOST: usize = 4000;

/// A group of rows that have been merged, in their order.
struct Cluster {
    rows: Vec<usize>,
    /// Sum and number of the known values, for "worst first".
    sum: f64,
    count: usize,
}

impl Cluster {
    fn mean(&self) -> f64 {
        if self.count == 0 { f64::INFINITY } else { self.sum / self.count as f64 }
    }
}

/// The order of rows of values 0–1 (`None` is missing) in which those alike stand together, the worst first. Always
/// the same for the same rows; equal rows keep their order.
pub fn clustered_order(rows: &[Vec<Option<f64>>]) -> Vec<usize> {
    let count = rows.len();
    if !(2..=MOST).contains(&count) {
        return (0..count).collect();
    }
    let mut distances = Distances::of(rows);
    let leaf = |(at, row): (usize, &Vec<Option<f64>>)| {
        let values = row.iter().flatten().filter(|value| value.is_finite());
        Some(Cluster { rows: vec![at], sum: values.clone().sum(), count: values.count() })
    };
    let mut clusters: Vec<Option<Cluster>> = rows.iter().enumerate().map(leaf).collect();
    let mut chain: Vec<usize> = Vec::new();
    for _ in 1..count {
        let (a, b) = nearest_pair(&mut chain, &clusters, &distances);
        distances.merge(&clusters, a, b);
        let (Some(first), Some(second)) = (clusters[a].take(), clusters[b].take()) else { break };
        // What is merged takes the lower place.
        clusters[a.min(b)] = Some(joined(first, second));
        if a > b {
            distances.copy(a, b);
        }
    }
    clusters.into_iter().flatten().flat_map(|cluster| cluster.rows).collect()
}

/// Follows nearest neighbours until two are each other's.
fn nearest_pair(chain: &mut Vec<usize>, clusters: &[Option<Cluster>], distances: &Distances) -> (usize, usize) {
    if chain.is_empty() {
        chain.extend(clusters.iter().position(Option::is_some));
    }
    loop {
        let (last, before) = (chain[chain.len() - 1], chain.len().checked_sub(2).map(|at| chain[at]));
        // The one before is taken among equals, else the first: so the chain ends and is always the same.
        let mut nearest = before;
        for (other, cluster) in clusters.iter().enumerate() {
            let is_nearer = |than: usize| distances.between(last, other) < distances.between(last, than);
            if other != last && cluster.is_some() && nearest.is_none_or(is_nearer) {
                nearest = Some(other);
            }
        }
        let Some(nearest) = nearest else { return (last, last) };
        if Some(nearest) == before {
            chain.truncate(chain.len() - 2);
            return (last, nearest);
        }
        chain.push(nearest);
    }
}

/// Both together, the worse first; equals in the order of their first rows.
fn joined(a: Cluster, b: Cluster) -> Cluster {
    let order = a.mean().total_cmp(&b.mean()).then(a.rows.first().cmp(&b.rows.first()));
    let (mut first, second) = if order.is_gt() { (b, a) } else { (a, b) };
    first.rows.extend(second.rows);
    Cluster { rows: first.rows, sum: first.sum + second.sum, count: first.count + second.count }
}

/// How far every two clusters are apart: the lower half of a square.
struct Distances {
    half: Vec<f32>,
    count: usize,
}

impl Distances {
    #[expect(clippy::cast_possible_truncation, reason = "half the memory; 0–1 needs no more")]
    fn of(rows: &[Vec<Option<f64>>]) -> Self {
        let mut half = Vec::with_capacity(rows.len() * rows.len() / 2);
        for (at, row) in rows.iter().enumerate() {
            half.extend(rows[..at].iter().map(|other| apart(row, other) as f32));
        }
        Self { half, count: rows.len() }
    }

    fn place(a: usize, b: usize) -> usize {
        let (low, high) = (a.min(b), a.max(b));
        high * (high.max(1) - 1) / 2 + low
    }

    fn between(&self, a: usize, b: usize) -> f32 {
        self.half[Self::place(a, b)]
    }

    /// The distances of both together, at the place of the first: the mean over all pairs.
    fn merge(&mut self, clusters: &[Option<Cluster>], a: usize, b: usize) {
        let size = |at: usize| clusters[at].as_ref().map_or(0, |cluster| cluster.rows.len()) as f32;
        let (of_a, of_b) = (size(a), size(b));
        for (other, cluster) in clusters.iter().enumerate() {
            if other != a && other != b && cluster.is_some() {
                let mean = self.between(other, a).mul_add(of_a, self.between(other, b) * of_b) / (of_a + of_b);
                self.half[Self::place(other, a)] = mean;
            }
        }
    }

    /// The distances of one place also at another.
    fn copy(&mut self, from: usize, to: usize) {
        for other in 0..self.count {
            if other != from && other != to {
                let distance = self.between(other, from);
                self.half[Self::place(other, to)] = distance;
            }
        }
    }
}

/// The mean difference over what both have, 0–1; 1 if they share nothing.
fn apart(a: &[Option<f64>], b: &[Option<f64>]) -> f64 {
    let pairs = a.iter().zip(b).filter_map(|(a, b)| a.zip(*b));
    let (sum, count) = pairs
        .filter(|(a, b)| a.is_finite() && b.is_finite())
        .fold((0.0, 0_u32), |(sum, count), (a, b)| (sum + (a - b).abs().min(1.0), count + 1));
    if count == 0 { 1.0 } else { sum / f64::from(count) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Merging the closest pair again and again, for comparison: slow and plain. Returns the heights of the merges.
    fn heights_by_closest_pair(rows: &[Vec<Option<f64>>]) -> Vec<f64> {
        let mut clusters: Vec<Vec<usize>> = (0..rows.len()).map(|row| vec![row]).collect();
        let mean = |a: &[usize], b: &[usize]| {
            let sum: f64 = a.iter().flat_map(|a| b.iter().map(|b| apart(&rows[*a], &rows[*b]))).sum();
            sum / (a.len() * b.len()) as f64
        };
        let mut heights = Vec::new();
        while clusters.len() > 1 {
            let pairs = (0..clusters.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
            let (a, b) = pairs
                .min_by(|x, y| mean(&clusters[x.0], &clusters[x.1]).total_cmp(&mean(&clusters[y.0], &clusters[y.1])))
                .expect("two clusters");
            heights.push(mean(&clusters[a], &clusters[b]));
            let merged = clusters.swap_remove(a);
            clusters[b].extend(merged);
        }
        heights
    }

    /// The heights of the merges of the chain, for the same rows.
    fn heights_by_chain(rows: &[Vec<Option<f64>>]) -> Vec<f64> {
        let mut distances = Distances::of(rows);
        let mut clusters: Vec<Option<Cluster>> =
            (0..rows.len()).map(|row| Some(Cluster { rows: vec![row], sum: 0.0, count: 1 })).collect();
        let (mut chain, mut heights) = (Vec::new(), Vec::new());
        for _ in 1..rows.len() {
            let (a, b) = nearest_pair(&mut chain, &clusters, &distances);
            heights.push(f64::from(distances.between(a, b)));
            distances.merge(&clusters, a, b);
            let (first, second) = (clusters[a].take().unwrap(), clusters[b].take().unwrap());
            clusters[a.min(b)] = Some(joined(first, second));
            if a > b {
                distances.copy(a, b);
            }
        }
        heights.sort_by(f64::total_cmp);
        heights
    }

    #[test]
    fn alike_rows_stand_together_and_the_worst_first() {
        let row = |values: [f64; 3]| values.map(Some).to_vec();
        let rows =
            [row([0.9, 0.9, 0.8]), row([0.1, 0.2, 0.1]), row([0.9, 1.0, 0.8]), row([0.1, 0.1, 0.1]), row([0.5; 3])];
        let order = clustered_order(&rows);
        assert_eq!(order, [3, 1, 4, 0, 2]);
    }

    #[test]
    fn missing_cells_are_neither_good_nor_bad() {
        let rows = [vec![Some(0.9), None], vec![None, Some(0.1)], vec![Some(0.9), Some(0.9)], vec![None, None]];
        assert!((apart(&rows[0], &rows[2])).abs() < 1e-12, "the same where both were rated");
        assert!((apart(&rows[0], &rows[1]) - 1.0).abs() < 1e-12, "nothing in common");
        assert_eq!(clustered_order(&rows).len(), 4);
        assert_eq!(clustered_order(&[]), Vec::<usize>::new());
        assert_eq!(clustered_order(&rows[..1]), [0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_row_comes_once_and_always_in_the_same_order(
            rows in prop::collection::vec(prop::collection::vec(prop::option::weighted(0.8, 0.0..1.0_f64), 4), 0..30),
        ) {
            let order = clustered_order(&rows);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..rows.len()).collect::<Vec<_>>());
            prop_assert_eq!(order, clustered_order(&rows));
        }

        #[test]
        fn the_chain_merges_what_the_closest_pairs_would(
            rows in prop::collection::vec(prop::collection::vec((0.0..1.0_f64).prop_map(Some), 3), 2..14),
        ) {
            let (chain, plain) = (heights_by_chain(&rows), heights_by_closest_pair(&rows));
            for (chain, plain) in chain.iter().zip(&plain) {
                prop_assert!((chain - plain).abs() < 1e-4, "{:?} against {:?}", chain, plain);
            }
        }
    }
}
