//! Finds a key that stands twice in one object. Readers keep the last and say nothing, so a hand-edited or badly
//! merged file would lose a rating silently.

use std::collections::BTreeSet;

/// A key that stands twice in its object.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Second<'a> {
    /// The key as written.
    pub(super) key: &'a str,
    /// Where the second one begins, in bytes.
    pub(super) offset: usize,
}

/// What is known about one open object or list.
struct Level<'a> {
    is_object: bool,
    expects_key: bool,
    last: Option<&'a str>,
    /// All keys so far; filled only once the keys turn out not to be sorted, as ours always are.
    seen: Option<BTreeSet<&'a str>>,
    first_key_at: usize,
}

/// The first key that stands twice in its object; `text` must be valid JSON.
pub(super) fn find(text: &str) -> Option<Second<'_>> {
    let bytes = text.as_bytes();
    let mut levels: Vec<Level<'_>> = Vec::with_capacity(16);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at + 1);
                if let Some(level) = levels.last_mut()
                    && level.expects_key
                {
                    level.expects_key = false;
                    let key = text.get(at + 1..end)?;
                    if !level.add(key, text, at) {
                        return Some(Second { key, offset: at });
                    }
                }
                at = end;
            }
            b'{' | b'[' => levels.push(Level {
                is_object: byte == b'{',
                expects_key: byte == b'{',
                last: None,
                seen: None,
                first_key_at: at + 1,
            }),
            b'}' | b']' => drop(levels.pop()),
            b',' => {
                if let Some(level) = levels.last_mut() {
                    level.expects_key = level.is_object;
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the closing quote of a string stands that begins at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

impl<'a> Level<'a> {
    /// Takes note of a key; `false` if it was there already.
    fn add(&mut self, key: &'a str, text: &'a str, at: usize) -> bool {
        if let Some(seen) = &mut self.seen {
            return seen.insert(key);
        }
        let is_sorted = self.last.is_none_or(|last| last < key);
        self.last = Some(key);
        if is_sorted {
            return true;
        }
        let mut seen: BTreeSet<&str> = keys(text, self.first_key_at, at).into_iter().collect();
        let is_new = seen.insert(key);
        self.seen = Some(seen);
        is_new
    }
}

/// The keys of the object whose content runs from `start` to `end`, those of inner objects not included.
fn keys(text: &str, start: usize, end: usize) -> Vec<&str> {
    let bytes = text.as_bytes();
    let (mut found, mut depth, mut expects_key, mut at) = (Vec::new(), 0_usize, true, start);
    while at < end {
        match bytes[at] {
            b'"' => {
                let close = string_end(bytes, at + 1);
                if depth == 0 && expects_key {
                    found.extend(text.get(at + 1..close));
                    expects_key = false;
                }
                at = close;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => expects_key = true,
            _ => {}
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_of_the_same_object_count() {
        for sound in [
            r#"{"a":1,"b":{"a":1},"c":["a","a",{"a":"a"},{"a":"b"}]}"#,
            r#"{"b":1,"a":{"b":"b"},"c":"a"}"#,
            r#"{"b":"{\"b\":1,","a":"\\","c":"b"}"#,
            "[]",
            "{}",
            r#""a""#,
        ] {
            assert_eq!(find(sound), None, "{sound}");
        }
        for (twice, offset) in [
            (r#"{"a":1,"a":2}"#, 7),
            (r#"{"c":1,"a":{"x":1},"c":2}"#, 19),
            (r#"{"a":{"k":[1,2,{"y":1}],"b":0,"k":0}}"#, 30),
            (r#"[{"z":1,"b":2,"m":3,"b":4}]"#, 20),
        ] {
            assert_eq!(find(twice).map(|second| second.offset), Some(offset), "{twice}");
        }
    }
}
