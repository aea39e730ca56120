//! Why a figure cannot be given. Shown instead of the figure; never 0, 1 or NaN.

use std::fmt;

/// Why a figure is not computable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotComputable {
    /// Nothing was answered.
    NoAnswers,
    /// Nobody, or only one person, rated.
    FewerThanTwoRaters,
    /// No customer was rated by two people.
    NothingPairable,
    /// No customer was rated by both groups.
    NothingInCommon,
    /// All answers are the same.
    NoVariation,
    /// Only one customer has figures.
    FewerThanTwoCustomers,
    /// Some answers are missing, and the measure has no way to leave them out.
    Holes,
    /// Too few cases for a figure that means anything.
    TooFew,
    /// The values of one side are all the same.
    ConstantColumn,
    /// Every case has the same outcome.
    OneOutcomeOnly,
    /// The groups are separated perfectly: the maximum likelihood does not exist.
    Separated,
    /// Fewer outcomes per criterion than a joint model needs.
    TooFewEvents,
    /// Two criteria say exactly the same.
    Collinear,
    /// The people and customers fall into parts that share nobody.
    NotConnected,
    /// Too few rounds for more than a direction.
    TooFewRounds,
    /// Money, hours or counts are not known.
    NoFigures,
    /// No weights can bring it about.
    Unreachable,
    /// The sum to divide by is zero.
    NothingToDivideBy,
    /// The numbers, or the table of them, are larger than can be worked with.
    TooLarge,
}

impl NotComputable {
    /// The reason in words, lower case, without a full stop: "fewer than two raters".
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoAnswers => "nothing was answered",
            Self::FewerThanTwoRaters => "fewer than two raters",
            Self::NothingPairable => "no customer was rated by two people",
            Self::NothingInCommon => "no customer was rated by both groups",
            Self::NoVariation => "all answers are the same",
            Self::FewerThanTwoCustomers => "fewer than two customers",
            Self::Holes => "some answers are missing",
            Self::TooFew => "too few cases",
            Self::ConstantColumn => "all values of one side are the same",
            Self::OneOutcomeOnly => "every case ended the same way",
            Self::Separated => "the groups are separated perfectly",
            Self::TooFewEvents => "too few customers ended that way",
            Self::Collinear => "two criteria say exactly the same",
            Self::NotConnected => "the raters share no customers",
            Self::TooFewRounds => "too few rounds",
            Self::NoFigures => "the figures are not known",
            Self::Unreachable => "no weights can bring it about",
            Self::NothingToDivideBy => "the sum to divide by is zero",
            Self::TooLarge => "the figures are too large to work with",
        }
    }
}

impl fmt::Display for NotComputable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}
