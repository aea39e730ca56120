//! People and groups.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{Edit, Extra, Group, GroupId, Name, Person, PersonId, Workspace};

use super::rate::day_text;
use super::{Effect, Modal, Stage, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct PeopleState {
    seen: Option<(u64, Date)>,
    /// Groups and the people in them, in the order they are shown.
    pub rows: Vec<PeopleRow>,
    /// How many people there are, those who left included.
    pub num_people: usize,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeopleRow {
    /// A group and how many people are in it.
    Group {
        /// Which.
        id: GroupId,
        /// Its name.
        name: String,
        /// People in it, those who left included.
        num_people: usize,
        /// Whether it is one of the three that always exist.
        is_standing: bool,
    },
    /// Somebody in the group above.
    Person {
        /// Who.
        id: PersonId,
        /// The name.
        name: String,
        /// Ratings made, ever.
        num_ratings: usize,
        /// When they rated last, in words; empty if never.
        last_rated: String,
        /// Whether they left.
        left: bool,
    },
    /// Nobody is in the group above.
    Nobody(GroupId),
}

/// People and groups.
#[derive(Debug, Clone)]
pub enum PeopleCommand {
    /// Write a new person.
    New,
    /// Write a new person of this group.
    NewIn(GroupId),
    /// Change a person.
    Change(PersonId),
    /// Write a new group.
    NewGroup,
    /// Rename a group.
    RenameGroup(GroupId),
    /// In the dialog: the name is typed.
    Type(String),
    /// In the dialog: the group is chosen.
    Choose(GroupId),
    /// In the dialog: whether the person left is switched.
    SwitchLeft,
    /// In the dialog: take what is written. With `true`, go on with the next new person.
    Accept {
        /// Whether to go on with the next new person.
        and_next: bool,
    },
    /// Mark somebody as having left, or as back.
    SetLeft(PersonId, bool),
    /// Remove somebody who never rated.
    Remove(PersonId),
    /// Remove a group nobody belongs to.
    RemoveGroup(GroupId),
}

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// Somebody new.
    NewPerson,
    /// Somebody known.
    Person(PersonId),
    /// A new group.
    NewGroup,
    /// A known group.
    Group(GroupId),
}

/// A person or a group being written.
#[derive(Debug, Clone)]
pub struct PersonForm {
    /// What is being written.
    pub writing: Writing,
    /// The name as typed.
    pub name: String,
    /// The person's group.
    pub group: GroupId,
    /// Whether the person left.
    pub left: bool,
    /// What to know about the name before going on: somebody else is called so.
    pub warning: Option<String>,
    /// Why the name cannot be taken.
    pub error: Option<String>,
}

pub(super) fn handle(state: &mut State, command: PeopleCommand) -> Vec<Effect> {
    match command {
        PeopleCommand::New => write(state, Writing::NewPerson, GroupId::TEAM),
        PeopleCommand::NewIn(group) => write(state, Writing::NewPerson, group),
        PeopleCommand::Change(id) => write(state, Writing::Person(id), GroupId::TEAM),
        PeopleCommand::NewGroup => write(state, Writing::NewGroup, GroupId::TEAM),
        PeopleCommand::RenameGroup(id) => write(state, Writing::Group(id), id),
        PeopleCommand::Type(name) => in_form(state, |form| form.name = name),
        PeopleCommand::Choose(group) => in_form(state, |form| form.group = group),
        PeopleCommand::SwitchLeft => in_form(state, |form| form.left = !form.left),
        PeopleCommand::Accept { and_next } => accept(state, and_next),
        PeopleCommand::SetLeft(id, left) => set_left(state, id, left),
        PeopleCommand::Remove(id) => {
            let name = state.session().map(|session| session.workspace.business.person_name(id).to_owned());
            let words = format!("Removed {}", name.unwrap_or_default());
            apply(state, Edit::RemovePerson(id), words)
        }
        PeopleCommand::RemoveGroup(id) => {
            let name = state.session().map(|session| session.workspace.business.group_name(id));
            let words = format!("Removed the group {}", name.unwrap_or_default());
            apply(state, Edit::RemoveGroup(id), words)
        }
    }
}

/// Applies an edit and offers to undo it.
fn apply(state: &mut State, edit: Edit, words: String) -> Vec<Effect> {
    let Some(effects) = state.edit(edit) else { return Vec::new() };
    if !effects.is_empty() {
        state.done_with_undo(words);
    }
    effects
}

/// Opens the dialog.
fn write(state: &mut State, writing: Writing, group: GroupId) -> Vec<Effect> {
    let Some(session) = state.session() else { return Vec::new() };
    let business = &session.workspace.business;
    let mut form = PersonForm { writing, name: String::new(), group, left: false, warning: None, error: None };
    match writing {
        Writing::Person(id) => {
            let Some(person) = business.people.get(&id) else { return Vec::new() };
            (form.name, form.group, form.left) = (person.name.to_string(), person.group, person.left);
        }
        Writing::Group(id) => form.name = business.group_name(id),
        Writing::NewPerson | Writing::NewGroup => {}
    }
    state.modal = Some(Modal::Person(Box::new(form)));
    Vec::new()
}

fn in_form(state: &mut State, edit: impl FnOnce(&mut PersonForm)) -> Vec<Effect> {
    let State { stage: Stage::Open(session), modal: Some(Modal::Person(form)), .. } = state else {
        return Vec::new();
    };
    edit(form);
    let name = Name::new(&form.name);
    form.warning = name.as_ref().ok().and_then(|name| double(&session.workspace, form.writing, name));
    form.error = match &name {
        Err(error) if !form.name.trim().is_empty() => Some(format!("This name cannot be used: {error}.")),
        _ => None,
    };
    Vec::new()
}

/// What to say if the name is taken already.
fn double(workspace: &Workspace, writing: Writing, name: &Name) -> Option<String> {
    let business = &workspace.business;
    let same = |other: &Name| other.to_lowercase() == name.to_lowercase();
    match writing {
        Writing::NewPerson | Writing::Person(_) => {
            let other = business.people.iter().find(|(id, one)| writing != Writing::Person(**id) && same(&one.name));
            other.map(|(_, one)| {
                let group = business.group_name(one.group);
                format!("There is a {} in {group} already. Add something that tells them apart.", one.name)
            })
        }
        Writing::NewGroup | Writing::Group(_) => business
            .groups
            .iter()
            .any(|(id, one)| writing != Writing::Group(*id) && same(&one.name))
            .then(|| "There is a group of this name already.".to_owned()),
    }
}

fn accept(state: &mut State, and_next: bool) -> Vec<Effect> {
    let id = PersonId::new(state.clock.ulid());
    let Some(Modal::Person(form)) = &state.modal else { return Vec::new() };
    let Ok(name) = Name::new(&form.name) else { return Vec::new() };
    let Some(session) = state.session() else { return Vec::new() };
    let business = &session.workspace.business;
    let (edit, words) = match form.writing {
        Writing::NewPerson => {
            let words = format!("Added {name}");
            let person = Person { name, group: form.group, left: form.left, extra: Extra::new() };
            (Edit::PutPerson(id, person), words)
        }
        Writing::Person(id) => {
            let words = format!("Changed {name}");
            let extra = business.people.get(&id).map(|person| person.extra.clone()).unwrap_or_default();
            (Edit::PutPerson(id, Person { name, group: form.group, left: form.left, extra }), words)
        }
        Writing::NewGroup => {
            let words = format!("Added the group {name}");
            let id = GroupId::from_name(&name, |id| business.groups.contains_key(&id));
            (Edit::PutGroup(id, Group { name, extra: Extra::new() }), words)
        }
        Writing::Group(id) => {
            let words = format!("Renamed the group to {name}");
            let extra = business.groups.get(&id).map(|group| group.extra.clone()).unwrap_or_default();
            (Edit::PutGroup(id, Group { name, extra }), words)
        }
    };
    let group = form.group;
    let is_new_person = form.writing == Writing::NewPerson;
    let Some(effects) = state.edit(edit) else { return Vec::new() };
    if !effects.is_empty() {
        state.done_with_undo(words);
    }
    state.modal = None;
    if and_next && is_new_person {
        write(state, Writing::NewPerson, group);
    }
    effects
}

fn set_left(state: &mut State, id: PersonId, left: bool) -> Vec<Effect> {
    let person = state.session().and_then(|session| session.workspace.business.people.get(&id)).cloned();
    let Some(person) = person else { return Vec::new() };
    let words =
        if left { format!("{} has left; their ratings stay", person.name) } else { format!("{} is back", person.name) };
    apply(state, Edit::PutPerson(id, Person { left, ..person }), words)
}

pub(super) fn refresh(state: &mut State) {
    let Stage::Open(session) = &state.stage else { return };
    let people = &mut state.areas.people;
    let today = state.clock.today();
    if people.seen == Some((session.revision, today)) {
        return;
    }
    people.seen = Some((session.revision, today));
    people.num_people = session.workspace.business.people.len();
    people.rows = rows(&session.workspace, today);
}

fn rows(workspace: &Workspace, today: Date) -> Vec<PeopleRow> {
    let business = &workspace.business;
    let mut made: BTreeMap<PersonId, (usize, Date)> = BTreeMap::new();
    for rating in workspace.customers.values().flat_map(|customer| customer.ratings.values()) {
        let (count, last) = made.entry(rating.person).or_insert((0, rating.on));
        *count += 1;
        *last = (*last).max(rating.on);
    }
    let mut groups: Vec<GroupId> =
        business.groups.keys().copied().chain(business.people.values().map(|person| person.group)).collect();
    let standing = [GroupId::MANAGEMENT, GroupId::TEAM, GroupId::CUSTOMER];
    // Management, team, our own groups, and the customers' people last.
    let place = |id: &GroupId| match standing.iter().position(|one| one == id) {
        Some(2) => 3,
        Some(place) => place,
        None => 2,
    };
    groups.sort_by_key(|id| (place(id), business.group_name(*id), *id));
    groups.dedup();
    let mut rows = Vec::new();
    for group in groups {
        let mut people: Vec<_> = business.people.iter().filter(|(_, person)| person.group == group).collect();
        people.sort_by_key(|(id, person)| (person.left, person.name.clone(), **id));
        rows.push(PeopleRow::Group {
            id: group,
            name: business.group_name(group),
            num_people: people.len(),
            is_standing: standing.contains(&group),
        });
        if people.is_empty() {
            rows.push(PeopleRow::Nobody(group));
        }
        rows.extend(people.into_iter().map(|(id, person)| {
            let made = made.get(id);
            PeopleRow::Person {
                id: *id,
                name: person.name.to_string(),
                num_ratings: made.map_or(0, |(count, _)| *count),
                last_rated: made.map(|(_, last)| day_text(*last, today)).unwrap_or_default(),
                left: person.left,
            }
        }));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::opened_sample;

    fn send(state: &mut State, command: PeopleCommand) -> Vec<Effect> {
        state.handle(crate::app::Command::People(command))
    }

    fn person(state: &State, name: &str) -> Option<(PersonId, Person)> {
        let business = &state.session().unwrap().workspace.business;
        business.people.iter().find(|(_, one)| one.name.as_str() == name).map(|(id, one)| (*id, one.clone()))
    }

    #[test]
    fn a_person_is_added_changed_marked_and_removed() {
        let mut state = opened_sample();
        state.handle(crate::app::Command::Go(crate::app::Screen::People));
        send(&mut state, PeopleCommand::New);
        send(&mut state, PeopleCommand::Type("  dana okafor ".to_owned()));
        let Some(Modal::Person(form)) = &state.modal else { panic!("no dialog") };
        assert!(form.warning.as_deref().unwrap().contains("Team already"), "{form:?}");
        send(&mut state, PeopleCommand::Type("Noor Haddad".to_owned()));
        send(&mut state, PeopleCommand::Choose(GroupId::MANAGEMENT));
        send(&mut state, PeopleCommand::Accept { and_next: false });
        let (id, noor) = person(&state, "Noor Haddad").unwrap();
        assert_eq!((noor.group, noor.left), (GroupId::MANAGEMENT, false));
        assert!(state.modal.is_none(), "closed");
        send(&mut state, PeopleCommand::SetLeft(id, true));
        assert!(person(&state, "Noor Haddad").unwrap().1.left);
        let row =
            state.areas.people.rows.iter().find(|row| matches!(row, PeopleRow::Person { id: one, .. } if *one == id));
        assert!(matches!(row, Some(PeopleRow::Person { left: true, num_ratings: 0, .. })), "{row:?}");
        send(&mut state, PeopleCommand::Remove(id));
        assert!(person(&state, "Noor Haddad").is_none(), "removed");
        state.handle(crate::app::Command::Edit(crate::app::EditCommand::Undo));
        assert!(person(&state, "Noor Haddad").is_some(), "and back");
    }

    #[test]
    fn who_has_rated_stays_and_the_message_says_what_to_do() {
        let mut state = opened_sample();
        let (id, _) = person(&state, "Dana Okafor").unwrap();
        send(&mut state, PeopleCommand::Remove(id));
        assert!(person(&state, "Dana Okafor").is_some(), "still here");
        assert!(state.toasts.list().last().unwrap().text.contains("mark them as having left"), "{:?}", state.toasts);
    }

    #[test]
    fn groups_come_and_go_but_not_while_somebody_is_in_them() {
        let mut state = opened_sample();
        send(&mut state, PeopleCommand::NewGroup);
        send(&mut state, PeopleCommand::Type("Sales".to_owned()));
        send(&mut state, PeopleCommand::Accept { and_next: false });
        let sales: GroupId = "sales".parse().unwrap();
        assert_eq!(state.session().unwrap().workspace.business.group_name(sales), "Sales");
        send(&mut state, PeopleCommand::NewIn(sales));
        send(&mut state, PeopleCommand::Type("Noor Haddad".to_owned()));
        send(&mut state, PeopleCommand::Accept { and_next: true });
        assert!(matches!(&state.modal, Some(Modal::Person(form)) if form.group == sales && form.name.is_empty()));
        state.handle(crate::app::Command::CloseModal);
        send(&mut state, PeopleCommand::RemoveGroup(sales));
        assert!(state.session().unwrap().workspace.business.groups.contains_key(&sales), "somebody is in it");
        let (id, _) = person(&state, "Noor Haddad").unwrap();
        send(&mut state, PeopleCommand::Remove(id));
        send(&mut state, PeopleCommand::RemoveGroup(sales));
        assert!(!state.session().unwrap().workspace.business.groups.contains_key(&sales), "gone");
        send(&mut state, PeopleCommand::RemoveGroup(GroupId::TEAM));
        assert!(state.session().unwrap().workspace.business.groups.contains_key(&GroupId::TEAM), "always there");
    }
}
