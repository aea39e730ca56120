//! The names of the charts, as they stand in menus and as commands write them.

use serde::{Deserialize, Serialize};

use super::About;

/// A chart of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartName {
    /// A bar per criterion with its interval and n.
    Criteria,
    /// Management beside the team on one line per criterion.
    Groups,
    /// How the answers spread over the points of the scale, diverging.
    Answers,
    /// Box and strip of the raters per criterion.
    Raters,
    /// Customers × criteria.
    Heatmap,
    /// Score or criterion over the quarters.
    History,
    /// One customer's profile against the average and the required minimum.
    Radar,
    /// From the starting line through every criterion to the score.
    Waterfall,
    /// How far each criterion could move the score.
    Tornado,
    /// How many customers at which score.
    Scores,
    /// How many customers at each verdict, quarter by quarter.
    Verdicts,
    /// Customers by value against effort.
    Map,
    /// Profit added up over the customers.
    Whale,
    /// Ranks through several lenses.
    Ranks,
}

/// What charts have in common that stand together in a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartTheme {
    /// What people say, criterion by criterion.
    Criteria,
    /// What the score is made of, and who has which.
    Score,
    /// From quarter to quarter.
    Time,
    /// What customers bring.
    Money,
}

impl ChartTheme {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Criteria, Self::Score, Self::Time, Self::Money];

    /// Its heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Criteria => "Criterion by criterion",
            Self::Score => "The score",
            Self::Time => "Over time",
            Self::Money => "Money and ranks",
        }
    }

    /// The charts under this heading, in the order of the menu.
    pub const fn charts(self) -> &'static [ChartName] {
        match self {
            Self::Criteria => &[
                ChartName::Criteria,
                ChartName::Groups,
                ChartName::Raters,
                ChartName::Answers,
                ChartName::Heatmap,
                ChartName::Radar,
            ],
            Self::Score => &[ChartName::Scores, ChartName::Waterfall, ChartName::Tornado],
            Self::Time => &[ChartName::History, ChartName::Verdicts],
            Self::Money => &[ChartName::Map, ChartName::Whale, ChartName::Ranks],
        }
    }
}

impl ChartName {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 14] = [
        Self::Criteria,
        Self::Groups,
        Self::Answers,
        Self::Raters,
        Self::Heatmap,
        Self::History,
        Self::Radar,
        Self::Waterfall,
        Self::Tornado,
        Self::Scores,
        Self::Verdicts,
        Self::Map,
        Self::Whale,
        Self::Ranks,
    ];

    /// The word commands and files use: `heatmap`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Criteria => "criteria",
            Self::Groups => "groups",
            Self::Answers => "answers",
            Self::Raters => "raters",
            Self::Heatmap => "heatmap",
            Self::History => "history",
            Self::Radar => "radar",
            Self::Waterfall => "waterfall",
            Self::Tornado => "tornado",
            Self::Scores => "scores",
            Self::Verdicts => "verdicts",
            Self::Map => "map",
            Self::Whale => "whale",
            Self::Ranks => "ranks",
        }
    }

    /// The chart of this word.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.key() == key)
    }

    /// Its name in menus.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Criteria => "By criterion",
            Self::Groups => "Management and team",
            Self::Answers => "Answers",
            Self::Raters => "Person by person",
            Self::Heatmap => "Customers by criteria",
            Self::History => "Score over time",
            Self::Radar => "Radar",
            Self::Waterfall => "How the score comes about",
            Self::Tornado => "What could move the score",
            Self::Scores => "All scores",
            Self::Verdicts => "Verdicts over time",
            Self::Map => "Value against effort",
            Self::Whale => "Whale curve",
            Self::Ranks => "Ranks side by side",
        }
    }

    /// The question it answers.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Criteria => "What are they good at, and what not?",
            Self::Groups => "Where do management and the team see it differently?",
            Self::Answers => "How often was each answer given?",
            Self::Raters => "Who says what, and where do people disagree?",
            Self::Heatmap => "Which customer is weak at what?",
            Self::History => "Is it getting better or worse?",
            Self::Radar => "What is this customer like beside the average?",
            Self::Waterfall => "What lifts this customer\u{2019}s score, and what pulls it down?",
            Self::Tornado => "Which criterion decides about this customer?",
            Self::Scores => "How many customers are good, middling or poor?",
            Self::Verdicts => "Do we have more to keep and fewer to let go than before?",
            Self::Map => "Who brings much, and who only takes much?",
            Self::Whale => "Who earns our money, and who costs it?",
            Self::Ranks => "How different is the order by score, money or word of mouth?",
        }
    }

    /// Whether it is about one customer and needs to be told which.
    pub const fn is_about_one_customer(self) -> bool {
        matches!(self, Self::Raters | Self::Radar | Self::Waterfall | Self::Tornado)
    }

    /// Whether it sets several customers side by side and says nothing about one alone.
    pub const fn needs_several_customers(self) -> bool {
        matches!(self, Self::Heatmap | Self::Scores | Self::Verdicts | Self::Whale)
    }

    /// Whether it shows all customers, one of them marked where it is asked about one.
    pub const fn marks_one_customer(self) -> bool {
        matches!(self, Self::Map | Self::Ranks)
    }

    /// Whether it matters which period's ratings count. Over time every quarter is shown; money is of twelve months.
    pub const fn has_period(self) -> bool {
        !matches!(self, Self::History | Self::Verdicts | Self::Map | Self::Whale | Self::Ranks)
    }

    /// Whether groups can be shown together or beside each other.
    pub const fn has_groups(self) -> bool {
        matches!(self, Self::Criteria)
    }

    /// Whether its customers can stand in another order.
    pub const fn has_order(self) -> bool {
        matches!(self, Self::Heatmap)
    }

    /// Whether it can show one criterion instead of the score.
    pub const fn has_criterion(self) -> bool {
        matches!(self, Self::History)
    }

    /// Whether it can be drawn about these customers.
    pub const fn fits(self, about: &About) -> bool {
        match about {
            About::Customer(_) => !self.needs_several_customers(),
            About::Everybody | About::Segment(_) => !self.is_about_one_customer(),
        }
    }
}

/// The charts that can be drawn about these customers: what "all charts of this customer" and "all charts of this
/// quarter" mean. Where figures or ratings are missing, [`super::chart_of`] says so.
pub fn chart_list(about: &About) -> Vec<ChartName> {
    ChartName::ALL.into_iter().filter(|name| name.fits(about)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ulid::Ulid;

    use super::*;
    use crate::model::CustomerId;

    #[test]
    fn every_chart_is_in_the_menu_once_and_has_a_name_and_a_question_of_its_own() {
        let menu: Vec<ChartName> = ChartTheme::ALL.iter().flat_map(|theme| theme.charts()).copied().collect();
        assert_eq!(menu.len(), ChartName::ALL.len());
        assert_eq!(menu.iter().collect::<BTreeSet<_>>(), ChartName::ALL.iter().collect());
        assert_eq!(ChartName::ALL.iter().map(|name| name.label()).collect::<BTreeSet<_>>().len(), 14);
        for name in ChartName::ALL {
            assert!(name.hint().ends_with('?') && name.hint().len() < 80, "{name:?}: {}", name.hint());
            assert_eq!(ChartName::of_key(name.key()), Some(name));
            assert_eq!(serde_json::to_value(name).unwrap(), name.key(), "one word everywhere");
        }
        assert_eq!(ChartName::of_key("pie"), None);
    }

    #[test]
    fn what_is_about_one_customer_is_not_about_all() {
        let one = chart_list(&About::Customer(CustomerId::new(Ulid(1))));
        let all = chart_list(&About::Everybody);
        assert!(one.contains(&ChartName::Waterfall) && !all.contains(&ChartName::Waterfall));
        assert!(all.contains(&ChartName::Heatmap) && !one.contains(&ChartName::Heatmap));
        assert_eq!(all, chart_list(&About::Segment("Hotels".parse().unwrap())));
        for name in ChartName::ALL {
            assert!(one.contains(&name) || all.contains(&name), "{name:?} is about nobody");
        }
    }
}
