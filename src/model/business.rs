//! The business a workspace belongs to: its name, currency, groups and people.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BusinessId, Extra, Group, GroupId, Line, Name, Person, PersonId, ScorecardId};

/// What `workspace.json` holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Business {
    /// Tells this workspace from every other.
    pub id: BusinessId,
    /// The business's name: "Bright & Bold Studio".
    pub name: Name,
    /// What money is counted in: "€", "USD".
    #[serde(default)]
    pub currency: Line,
    /// Groups by id; management, team and customer always exist.
    pub groups: BTreeMap<GroupId, Group>,
    /// People by id.
    #[serde(default)]
    pub people: BTreeMap<PersonId, Person>,
    /// The scorecard whose verdict is shown first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main_scorecard: Option<ScorecardId>,
    /// How spreadsheets are read, by what they hold: kept for the next one of the same kind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mappings: BTreeMap<Name, Extra>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

impl Business {
    /// A business with the three standing groups and nobody in them.
    pub fn new(id: BusinessId, name: Name) -> Self {
        let group = |text: &str| Name::new(text).ok().map(|name| Group { name, extra: Extra::new() });
        let groups = [(GroupId::MANAGEMENT, "Management"), (GroupId::TEAM, "Team"), (GroupId::CUSTOMER, "Customer")]
            .into_iter()
            .filter_map(|(id, text)| group(text).map(|group| (id, group)))
            .collect();
        Self {
            id,
            name,
            currency: Line::default(),
            groups,
            people: BTreeMap::new(),
            main_scorecard: None,
            mappings: BTreeMap::new(),
            extra: Extra::new(),
        }
    }

    /// A group's name on screen, or its id if it is not known.
    pub fn group_name(&self, id: GroupId) -> String {
        self.groups.get(&id).map_or_else(|| id.to_string(), |group| group.name.to_string())
    }

    /// A person's name on screen, or "Somebody unknown".
    pub fn person_name(&self, id: PersonId) -> &str {
        self.people.get(&id).map_or("Somebody unknown", |person| person.name.as_str())
    }
}
