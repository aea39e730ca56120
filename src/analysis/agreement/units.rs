//! Units: the answers about each customer, whoever gave them. All that most measures of agreement look at.

use super::super::stats::NotComputable;

/// Answers by unit (customer), without the holes. Who gave which does not matter to most measures of agreement, so
/// they are not kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Units {
    values: Vec<f64>,
    /// Where each unit's values end.
    ends: Vec<usize>,
    num_raters: usize,
}

impl Units {
    /// From rows of units × raters with holes. Rows may differ in length; what is not finite is a hole.
    pub fn from_table(table: &[Vec<Option<f64>>]) -> Self {
        let mut units = Self::default();
        let mut answered = vec![false; table.iter().map(Vec::len).max().unwrap_or(0)];
        for row in table {
            for (seen, value) in answered.iter_mut().zip(row) {
                *seen |= value.is_some_and(f64::is_finite);
            }
            units.push(row.iter().copied().flatten());
        }
        units.num_raters = answered.into_iter().filter(|answered| *answered).count();
        units
    }

    /// Adds a unit with these answers; what is not finite is left out. There are at least as many raters as the
    /// fullest unit has answers; if more are known, say so with [`Self::with_raters`].
    pub fn push(&mut self, values: impl IntoIterator<Item = f64>) {
        // Adding 0 makes −0 the same as 0.
        self.values.extend(values.into_iter().filter(|value| value.is_finite()).map(|value| value + 0.0));
        self.close();
    }

    /// Adds an answer to the unit that [`Self::close`] will end.
    pub(super) fn add(&mut self, value: f64) {
        self.values.push(value);
    }

    /// Ends a unit.
    pub(super) fn close(&mut self) {
        let begin = self.ends.last().copied().unwrap_or(0);
        self.num_raters = self.num_raters.max(self.values.len() - begin);
        self.ends.push(self.values.len());
    }

    /// Adds all units of another.
    pub(super) fn append(&mut self, other: &Self) {
        let begin = self.values.len();
        self.values.extend_from_slice(&other.values);
        self.ends.extend(other.ends.iter().map(|end| begin + end));
        self.num_raters = self.num_raters.max(other.num_raters);
    }

    /// The same with this many different raters.
    pub fn with_raters(self, num_raters: usize) -> Self {
        Self { num_raters: self.num_raters.max(num_raters), ..self }
    }

    /// Each unit's answers, also of units with none.
    pub fn iter(&self) -> impl Iterator<Item = &[f64]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, &end)| &self.values[begin..end])
    }

    /// The units with two answers or more: all that agreement can be seen in.
    pub fn pairable(&self) -> impl Iterator<Item = &[f64]> {
        self.iter().filter(|unit| unit.len() >= 2)
    }

    /// How many units have two answers or more.
    pub fn num_pairable(&self) -> usize {
        self.pairable().count()
    }

    /// How many raters answered anything.
    pub const fn num_raters(&self) -> usize {
        self.num_raters
    }

    /// All answers, unit by unit.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Why there is nothing to compare, if so.
    ///
    /// # Errors
    /// [`NotComputable::NoAnswers`], [`NotComputable::FewerThanTwoRaters`] or [`NotComputable::NothingPairable`].
    pub fn check_pairable(&self) -> Result<(), NotComputable> {
        if self.values.is_empty() {
            Err(NotComputable::NoAnswers)
        } else if self.num_raters < 2 {
            Err(NotComputable::FewerThanTwoRaters)
        } else if self.pairable().next().is_none() {
            Err(NotComputable::NothingPairable)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_and_what_is_not_finite_are_left_out() {
        let units = Units::from_table(&[
            vec![Some(1.0), None, Some(f64::NAN)],
            vec![],
            vec![Some(2.0), Some(-0.0), Some(f64::INFINITY)],
        ]);
        assert_eq!(units.iter().collect::<Vec<_>>(), [&[1.0][..], &[], &[2.0, 0.0]]);
        assert_eq!((units.num_raters(), units.num_pairable()), (2, 1));
    }

    #[test]
    fn it_says_why_nothing_can_be_compared() {
        let why = |table: &[Vec<Option<f64>>]| Units::from_table(table).check_pairable().unwrap_err();
        assert_eq!(why(&[]), NotComputable::NoAnswers);
        assert_eq!(why(&[vec![None, None]]), NotComputable::NoAnswers);
        assert_eq!(why(&[vec![Some(1.0), None], vec![Some(2.0), None]]), NotComputable::FewerThanTwoRaters);
        assert_eq!(why(&[vec![Some(1.0), None], vec![None, Some(2.0)]]), NotComputable::NothingPairable);
    }
}
