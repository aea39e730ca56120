//! A map for few entries: one list in the order of its keys.
//!
//! A tree of the standard library makes room for eleven entries at once; 100,000 customers with one rating each would
//! spend most of their memory on empty places.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A map in one list, sorted by key. Looking up is as fast as in a tree; adding at the end is too, which is where new
/// ids go; adding in the middle moves what stands behind.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListMap<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> ListMap<K, V> {
    /// A map without entries.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// How many entries there are.
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries by key.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.entries.iter())
    }

    /// The keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The values in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// The values in the order of their keys.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> + ExactSizeIterator {
        self.entries.into_iter().map(|(_, value)| value)
    }

    /// The last entry by key.
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        self.entries.last().map(|(key, value)| (key, value))
    }

    /// The first entry by key.
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        self.entries.first().map(|(key, value)| (key, value))
    }

    /// Keeps the entries for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| keep(key, value));
    }

    /// Takes all entries away.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Room for one more, and not for four at once: many maps have a single entry.
    fn make_room(&mut self) {
        if self.entries.len() == self.entries.capacity() {
            self.entries.reserve_exact(self.entries.len().max(1));
        }
    }
}

impl<K: Ord, V> ListMap<K, V> {
    fn place(&self, key: &K) -> Result<usize, usize> {
        match self.entries.last() {
            Some((last, _)) if last < key => Err(self.entries.len()),
            _ => self.entries.binary_search_by(|(known, _)| known.cmp(key)),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.place(key).ok().map(|place| &self.entries[place].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.place(key).ok().map(|place| &mut self.entries[place].1)
    }

    /// Whether the key has a value.
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Gives a key a value; returns the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.entries[place].1, value)),
            Err(place) => {
                self.make_room();
                self.entries.insert(place, (key, value));
                None
            }
        }
    }

    /// The value of a key; if it has none, it is given one first.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.make_room();
            self.entries.insert(place, (key, make()));
            place
        });
        &mut self.entries[place].1
    }

    /// Takes a key and its value away; returns the value.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.place(key).ok().map(|place| self.entries.remove(place).1)
    }
}

impl<K, V> Default for ListMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for ListMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Ord, V> Index<&K> for ListMap<K, V> {
    type Output = V;

    /// # Panics
    /// If the key has no value.
    fn index(&self, key: &K) -> &V {
        let place = self.place(key).unwrap_or(usize::MAX);
        &self.entries[place].1
    }
}

/// Of several values for one key the last counts.
impl<K: Ord, V> Extend<(K, V)> for ListMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        let entries = entries.into_iter();
        self.entries.reserve_exact(entries.size_hint().0);
        let mut is_sorted = true;
        for (key, value) in entries {
            is_sorted = is_sorted && self.entries.last().is_none_or(|(last, _)| *last < key);
            self.make_room();
            self.entries.push((key, value));
        }
        if !is_sorted {
            // Sorting keeps the order of equal keys, so the last of them is the newest.
            self.entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            self.entries.dedup_by(|later, earlier| {
                let is_same = later.0 == earlier.0;
                if is_same {
                    std::mem::swap(later, earlier);
                }
                is_same
            });
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for ListMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for ListMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Ord, V> From<BTreeMap<K, V>> for ListMap<K, V> {
    fn from(tree: BTreeMap<K, V>) -> Self {
        tree.into_iter().collect()
    }
}

/// The entries of a map by key.
#[derive(Debug)]
pub struct Iter<'a, K, V>(std::slice::Iter<'a, (K, V)>);

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

impl<'a, K, V> IntoIterator for &'a ListMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<K, V> IntoIterator for ListMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: Serialize, V: Serialize> Serialize for ListMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for ListMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<K, V>(PhantomData<(K, V)>);
        impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for Entries<K, V> {
            type Value = ListMap<K, V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<ListMap<K, V>, A::Error> {
                let mut failed = None;
                let next = || access.next_entry().map_err(|error| failed = Some(error)).ok().flatten();
                let map = std::iter::from_fn(next).collect();
                failed.map_or(Ok(map), Err)
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

/// On disk it is what any map is.
impl<K: JsonSchema, V: JsonSchema> JsonSchema for ListMap<K, V> {
    fn inline_schema() -> bool {
        BTreeMap::<K, V>::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<K, V>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        BTreeMap::<K, V>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<K, V>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone)]
    enum Step {
        Insert(u8, u16),
        Remove(u8),
        GetOrInsert(u8, u16),
        Extend(Vec<(u8, u16)>),
        Retain(u8),
    }

    fn step() -> impl Strategy<Value = Step> {
        let key = 0_u8..12;
        prop_oneof![
            (key.clone(), any::<u16>()).prop_map(|(key, value)| Step::Insert(key, value)),
            key.clone().prop_map(Step::Remove),
            (key.clone(), any::<u16>()).prop_map(|(key, value)| Step::GetOrInsert(key, value)),
            prop::collection::vec((key.clone(), any::<u16>()), 0..6).prop_map(Step::Extend),
            key.prop_map(Step::Retain),
        ]
    }

    proptest! {
        #[test]
        fn it_does_what_a_tree_does(steps in prop::collection::vec(step(), 0..30)) {
            let (mut list, mut tree) = (ListMap::new(), BTreeMap::new());
            for step in steps {
                match step {
                    Step::Insert(key, value) => prop_assert_eq!(list.insert(key, value), tree.insert(key, value)),
                    Step::Remove(key) => prop_assert_eq!(list.remove(&key), tree.remove(&key)),
                    Step::GetOrInsert(key, value) => {
                        prop_assert_eq!(list.get_or_insert_with(key, || value), tree.entry(key).or_insert(value));
                    }
                    Step::Extend(entries) => {
                        list.extend(entries.clone());
                        tree.extend(entries);
                    }
                    Step::Retain(most) => {
                        list.retain(|key, _| *key <= most);
                        tree.retain(|key, _| *key <= most);
                    }
                }
                prop_assert!(list.iter().eq(tree.iter()) && list.iter().rev().eq(tree.iter().rev()));
                prop_assert!(list.keys().eq(tree.keys()) && list.values().eq(tree.values()));
                prop_assert_eq!((list.len(), list.is_empty()), (tree.len(), tree.is_empty()));
                prop_assert_eq!(list.first_key_value(), tree.first_key_value());
                prop_assert_eq!(list.last_key_value(), tree.last_key_value());
                for key in 0..12 {
                    prop_assert_eq!(list.get(&key), tree.get(&key));
                    prop_assert_eq!(list.contains_key(&key), tree.contains_key(&key));
                }
                let json = serde_json::to_string(&list).unwrap();
                prop_assert_eq!(&json, &serde_json::to_string(&tree).unwrap());
                prop_assert_eq!(&serde_json::from_str::<ListMap<u8, u16>>(&json).unwrap(), &list);
                prop_assert_eq!(format!("{list:?}"), format!("{tree:?}"));
            }
        }
    }

    #[test]
    fn one_entry_takes_the_room_of_one() {
        let mut map = ListMap::new();
        map.insert(1_u8, 2_u8);
        assert_eq!(map.entries.capacity(), 1);
        assert_eq!(ListMap::from([(2, 0), (1, 0)]).entries.capacity(), 2);
        assert!(serde_json::from_str::<ListMap<u8, u8>>(r#"{"1": 2, "3": "x"}"#).is_err(), "an error is not an end");
    }
}
