//! A lens: one way to put customers in order.

use crate::analysis::words::{money_text, percent_text, score_text};
use crate::model::{Business, Locale};

/// One way to put customers in order; the highest value comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lens {
    /// What they paid us in the last twelve months.
    Revenue,
    /// Revenue − cost of the last twelve months.
    Profit,
    /// Profit ÷ hours of the last twelve months.
    ProfitPerHour,
    /// How often they bought in the last twelve months.
    Transactions,
    /// How many of the customers we work for they sent us.
    WordOfMouth,
    /// Revenue of the last twelve months against the twelve before.
    Growth,
    /// The score by the team's answers alone.
    TeamScore,
    /// The score by management's answers alone.
    ManagementScore,
    /// Their score of us, on the scorecard about us they answered last.
    TheirRating,
    /// The score, all groups together.
    Score,
}

impl Lens {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 10] = [
        Self::Revenue,
        Self::Profit,
        Self::ProfitPerHour,
        Self::Transactions,
        Self::WordOfMouth,
        Self::Growth,
        Self::TeamScore,
        Self::ManagementScore,
        Self::TheirRating,
        Self::Score,
    ];

    /// In words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Revenue => "Revenue",
            Self::Profit => "Profit",
            Self::ProfitPerHour => "Profit per hour",
            Self::Transactions => "Transactions",
            Self::WordOfMouth => "Word of mouth",
            Self::Growth => "Growth",
            Self::TeamScore => "Team score",
            Self::ManagementScore => "Management score",
            Self::TheirRating => "Their rating of us",
            Self::Score => "Our score",
        }
    }

    /// Inside a sentence: "by revenue", "by the team's score".
    pub const fn by(self) -> &'static str {
        match self {
            Self::Revenue => "by revenue",
            Self::Profit => "by profit",
            Self::ProfitPerHour => "by profit per hour",
            Self::Transactions => "by transactions",
            Self::WordOfMouth => "by word of mouth",
            Self::Growth => "by growth",
            Self::TeamScore => "by the team\u{2019}s score",
            Self::ManagementScore => "by management\u{2019}s score",
            Self::TheirRating => "by their rating of us",
            Self::Score => "by our score",
        }
    }

    /// What the lens shows and where it comes from, in a sentence.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Revenue => "What they paid us in the last 12 months.",
            Self::Profit => "Revenue less cost in the last 12 months, where both are known.",
            Self::ProfitPerHour => "Profit in the last 12 months for each hour we spent on them.",
            Self::Transactions => "How often they bought in the last 12 months.",
            Self::WordOfMouth => "How many of our customers they sent us.",
            Self::Growth => "Revenue of the last 12 months against the 12 before.",
            Self::TeamScore => "The score by the team\u{2019}s answers alone.",
            Self::ManagementScore => "The score by management\u{2019}s answers alone.",
            Self::TheirRating => "How they rate us, on the scorecard they answered last.",
            Self::Score => "The score, all groups together.",
        }
    }

    /// The lens's place in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// A value as people read it: "€84,000", "€31 an hour", "12", "+25 %", "72".
    pub fn text(self, business: &Business, value: f64) -> String {
        match self {
            Self::Revenue | Self::Profit => money_text(business, value),
            Self::ProfitPerHour => format!("{} an hour", money_text(business, value)),
            Self::Transactions | Self::WordOfMouth => Locale::current().whole(value),
            Self::Growth => {
                let sign = if value < 0.0 { "\u{2212}" } else { "+" };
                let sign = if value.abs() < 1e-9 { "" } else { sign };
                format!("{sign}{}", percent_text(value.abs()))
            }
            Self::TeamScore | Self::ManagementScore | Self::TheirRating | Self::Score => score_text(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BusinessId, Name};

    #[test]
    fn values_read_as_people_write_them() {
        let business = Business::new(BusinessId::new(ulid::Ulid::nil()), Name::new("B").unwrap());
        assert_eq!(Lens::Growth.text(&business, -0.25), "\u{2212}25\u{a0}%");
        assert_eq!(Lens::Growth.text(&business, 2.5), "+250\u{a0}%");
        assert_eq!(Lens::Growth.text(&business, 0.0), "0\u{a0}%");
        assert_eq!(Lens::ProfitPerHour.text(&business, 31.4), "31 an hour");
        for (place, lens) in Lens::ALL.into_iter().enumerate() {
            assert_eq!(lens.index(), place, "{lens:?}");
        }
    }
}
