//! The screens, and the way back.

use crate::model::CustomerId;

/// One screen at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// What matters now.
    #[default]
    Overview,
    /// All customers in a table.
    Customers,
    /// One customer's page.
    Customer(CustomerId),
    /// Fill in a scorecard.
    Rate,
    /// Charts per criterion.
    Charts,
    /// Customers by value against effort, to look around in.
    PortfolioMap,
    /// Many customers over the quarters, to look around in.
    History,
    /// Whether we measure the right things.
    RightThings,
    /// What a great customer looks like, and the red flags.
    GreatCustomers,
    /// The let-go summary.
    LetGo,
    /// Customers side by side.
    Compare,
    /// What if we let them go.
    Parting,
    /// Ranks through several lenses.
    Ranking,
    /// Decisions against what came after.
    LookingBack,
    /// Scorecards and their versions.
    Scorecards,
    /// People and groups.
    People,
    /// Look, folder, renderer.
    Settings,
    /// What each figure means.
    Method,
}

impl Screen {
    /// The screens of the rail, in order.
    pub const RAIL: [Self; 8] = [
        Self::Overview,
        Self::Customers,
        Self::Rate,
        Self::Charts,
        Self::LetGo,
        Self::Scorecards,
        Self::People,
        Self::Settings,
    ];

    /// The word on the rail.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Customers | Self::Customer(_) => "Customers",
            Self::Rate => "Rate",
            Self::Charts | Self::PortfolioMap | Self::History | Self::RightThings | Self::GreatCustomers => "Charts",
            Self::LetGo | Self::Compare | Self::Parting | Self::Ranking | Self::LookingBack => "Let go?",
            Self::Scorecards => "Scorecards",
            Self::People => "People",
            Self::Settings | Self::Method => "Settings",
        }
    }

    /// The pages that are reached by tabs from a screen of the rail.
    pub const PAGES: [Self; 9] = [
        Self::PortfolioMap,
        Self::History,
        Self::RightThings,
        Self::GreatCustomers,
        Self::Compare,
        Self::Parting,
        Self::Ranking,
        Self::LookingBack,
        Self::Method,
    ];

    /// What the page is called among those of the same word.
    pub const fn title(self) -> &'static str {
        match self {
            Self::PortfolioMap => "Portfolio map",
            Self::History => "History",
            Self::RightThings => "Right things?",
            Self::GreatCustomers => "Great customers",
            Self::LetGo => "One customer",
            Self::Compare => "Compare",
            Self::Parting => "If they go",
            Self::Ranking => "Rank with care",
            Self::LookingBack => "Looking back",
            Self::Method => "How Keepwise judges",
            other => other.word(),
        }
    }

    /// The screen of this name, as given on the command line: `overview`, `let-go`.
    pub fn named(name: &str) -> Option<Self> {
        let plain = |text: &str| text.to_lowercase().replace(['?', '-', ' '], "");
        let of_the_rail = Self::RAIL.into_iter().find(|screen| plain(screen.word()) == plain(name));
        of_the_rail.or_else(|| Self::PAGES.into_iter().find(|screen| plain(screen.title()) == plain(name)))
    }
}

/// Where we are, and where we came from.
#[derive(Debug, Default)]
pub struct Navigation {
    now: Screen,
    back: Vec<Screen>,
}

impl Navigation {
    /// The screen shown.
    pub const fn now(&self) -> Screen {
        self.now
    }

    /// Whether there is a way back.
    pub const fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Goes to a screen and remembers the way.
    pub fn go(&mut self, screen: Screen) {
        if screen != self.now {
            self.back.push(std::mem::replace(&mut self.now, screen));
            if self.back.len() > 50 {
                self.back.remove(0);
            }
        }
    }

    /// Goes back one screen.
    pub fn go_back(&mut self) {
        if let Some(screen) = self.back.pop() {
            self.now = screen;
        }
    }
}
