//! Rust source as far as the house rules need it: comments apart from code, and the paths that code names.

use std::collections::BTreeSet;

/// One file of the project.
pub(super) struct Source {
    /// From the package's root, with `/` between folders.
    pub(super) name: String,
    pub(super) text: String,
}

/// A comment that is not documentation.
pub(super) struct Comment<'a> {
    pub(super) line: usize,
    pub(super) text: &'a str,
}

/// A path that code names, with `crate`, `self` and `super` resolved: `["crate", "model", "Name"]`, `["std", "fs"]`.
pub(super) struct Named {
    pub(super) line: usize,
    pub(super) segments: Vec<String>,
    /// Named by code that is only there for tests.
    pub(super) in_tests: bool,
}

impl Named {
    /// Whether the path starts with these segments.
    pub(super) fn starts_with(&self, start: &[&str]) -> bool {
        self.segments.len() >= start.len() && self.segments.iter().zip(start).all(|(a, b)| a == b)
    }
}

/// A `mod` line of a file.
pub(super) struct Module {
    pub(super) line: usize,
    pub(super) name: String,
    /// Marked as seen outside the file's own module.
    pub(super) public: bool,
}

/// What a file of Rust says, apart from the words in its texts and comments.
pub(super) struct Parsed<'a> {
    pub(super) comments: Vec<Comment<'a>>,
    pub(super) named: Vec<Named>,
    pub(super) modules: Vec<Module>,
}

impl Source {
    /// The room of a file under `src`, or `main` and `lib` for the files at its root.
    pub(super) fn room(&self) -> Option<&str> {
        let rest = self.name.strip_prefix("src/")?;
        Some(rest.split_once('/').map_or_else(|| rest.trim_end_matches(".rs"), |(room, _)| room))
    }

    pub(super) fn parse(&self) -> Parsed<'_> {
        let mut parsed = Parsed { comments: Vec::new(), named: Vec::new(), modules: Vec::new() };
        let tokens = tokens(&self.text, &mut parsed.comments);
        let mut reader = Reader {
            tokens: &tokens,
            module: module_path(&self.name),
            inline: Vec::new(),
            depth: 0,
            in_tests: self.name.contains("/tests") || self.name.ends_with("_tests.rs"),
            parsed: &mut parsed,
        };
        reader.read();
        resolve_local_names(&mut parsed, &module_path(&self.name));
        parsed
    }
}

/// A path may start with one of the file's own modules, or with a name it imports from this crate. The first is written
/// out, the second left out, so that neither is taken for a crate.
fn resolve_local_names(parsed: &mut Parsed<'_>, module: &[String]) {
    let is_own = |name: &String| parsed.modules.iter().any(|module| module.name == *name);
    let imported: BTreeSet<String> = parsed
        .named
        .iter()
        .filter(|named| named.starts_with(&["crate"]) && named.segments.len() > 1)
        .filter_map(|named| named.segments.last().cloned())
        .collect();
    for named in &mut parsed.named {
        if is_own(&named.segments[0]) {
            named.segments.splice(0..0, module.iter().cloned());
        }
    }
    parsed.named.retain(|named| !imported.contains(&named.segments[0]));
}

/// `src/store/format/v1.rs` → `crate`, `store`, `format`, `v1`.
fn module_path(name: &str) -> Vec<String> {
    let mut path = vec!["crate".to_owned()];
    let inner = name.strip_prefix("src/").unwrap_or(name).trim_end_matches(".rs");
    path.extend(inner.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).map(str::to_owned));
    path
}

struct Token<'a> {
    line: usize,
    text: &'a str,
}

/// Splits code into words and signs (`::` is one); text and character literals vanish, comments are put aside.
fn tokens<'a>(text: &'a str, comments: &mut Vec<Comment<'a>>) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = if rest.starts_with("//") {
            let length = rest.find('\n').unwrap_or(rest.len());
            let is_doc = rest.starts_with("//!") || (rest.starts_with("///") && !rest.starts_with("////"));
            if !is_doc {
                comments.push(Comment { line, text: rest[..length].trim_start_matches('/').trim() });
            }
            length
        } else if rest.starts_with("/*") {
            let length = block_comment_length(rest);
            if !rest.starts_with("/**") && !rest.starts_with("/*!") {
                let inner = rest[..length].trim_start_matches("/*").trim_end_matches("*/");
                comments.extend(
                    inner
                        .lines()
                        .enumerate()
                        .map(|(n, text)| Comment { line: line + n, text: text.trim().trim_start_matches('*').trim() }),
                );
            }
            length
        } else if let Some(length) = literal_length(rest) {
            length
        } else {
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let sign = if rest.starts_with("::") { 2 } else { rest.chars().next().map_or(1, char::len_utf8) };
            let length = word.max(if word == 0 { sign } else { 0 });
            if !rest.starts_with(char::is_whitespace) {
                tokens.push(Token { line, text: &rest[..length] });
            }
            length
        };
        line += rest[..length].matches('\n').count();
        at += length;
    }
    tokens
}

/// Block comments nest.
fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// How long the text or character literal is that starts here, if one does. A lifetime is none.
fn literal_length(rest: &str) -> Option<usize> {
    let body = rest.trim_start_matches(['b', 'c', 'r']);
    let prefix = rest.len() - body.len();
    if prefix > 2 {
        return None;
    }
    let hashes = body.len() - body.trim_start_matches('#').len();
    if rest[..prefix].ends_with('r') && body[hashes..].starts_with('"') {
        let close = format!("\"{}", "#".repeat(hashes));
        let open = prefix + hashes + 1;
        return Some(rest[open..].find(&close).map_or(rest.len(), |end| open + end + close.len()));
    }
    let quote = body.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    if quote == '\'' {
        let mut inside = body.chars().skip(1);
        let (first, second) = (inside.next()?, inside.next()?);
        if first != '\\' && second != '\'' {
            return None;
        }
    }
    let mut escaped = false;
    for (index, sign) in body.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if sign == quote => return Some(prefix + index + 1),
            _ => {}
        }
    }
    Some(rest.len())
}

/// Walks over the tokens and collects paths and modules.
struct Reader<'t, 'a> {
    tokens: &'t [Token<'a>],
    /// The file's module.
    module: Vec<String>,
    /// Inline modules around the current place: name and the brace depth they end at.
    inline: Vec<(String, usize)>,
    depth: usize,
    in_tests: bool,
    parsed: &'t mut Parsed<'a>,
}

impl Reader<'_, '_> {
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    fn read(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            at = match self.text(at) {
                "{" => {
                    self.depth += 1;
                    at + 1
                }
                "}" => {
                    self.depth = self.depth.saturating_sub(1);
                    self.inline.retain(|(_, ends)| *ends < self.depth + 1);
                    at + 1
                }
                "mod" => self.module_line(at),
                "use" if is_word(self.text(at + 1)) || matches!(self.text(at + 1), "::" | "{") => {
                    self.use_tree(at + 1, &[])
                }
                _ => self.path(at),
            };
        }
    }

    fn module_line(&mut self, at: usize) -> usize {
        let name = self.text(at + 1).to_owned();
        let own_file = self.text(at + 2) == ";";
        if !own_file && self.text(at + 2) != "{" {
            return at + 1;
        }
        let public = at > 0 && (self.text(at - 1) == "pub" || self.text(at - 1) == ")");
        self.parsed.modules.push(Module { line: self.tokens[at].line, name: name.clone(), public });
        if !own_file {
            self.inline.push((name, self.depth + 1));
        }
        at + 2
    }

    /// A use tree from here, below `prefix`. Returns the place behind it.
    fn use_tree(&mut self, mut at: usize, prefix: &[String]) -> usize {
        let mut segments = prefix.to_vec();
        let line = self.tokens.get(at).map_or(0, |token| token.line);
        loop {
            match self.text(at) {
                "::" => at += 1,
                "{" => {
                    at += 1;
                    while at < self.tokens.len() && self.text(at) != "}" {
                        at = if self.text(at) == "," { at + 1 } else { self.use_tree(at, &segments) };
                    }
                    return at + 1;
                }
                "*" => {
                    segments.push("*".to_owned());
                    at += 1;
                }
                "as" => at += 2,
                word if is_word(word) => {
                    // `self` behind a prefix is the prefix.
                    if word != "self" || segments.is_empty() {
                        segments.push(word.to_owned());
                    }
                    at += 1;
                }
                _ => {
                    self.push(line, segments);
                    return at.max(1);
                }
            }
        }
    }

    /// A path in code, if one starts here. Returns the place behind it.
    fn path(&mut self, at: usize) -> usize {
        let starts = is_word(self.text(at)) && self.text(at + 1) == "::";
        if !starts || (at > 0 && self.text(at - 1) == ".") {
            return at + 1;
        }
        let line = self.tokens[at].line;
        let mut segments = vec![self.text(at).to_owned()];
        let mut end = at + 1;
        while self.text(end) == "::" && is_word(self.text(end + 1)) {
            segments.push(self.text(end + 1).to_owned());
            end += 2;
        }
        self.push(line, segments);
        end
    }

    fn push(&mut self, line: usize, segments: Vec<String>) {
        if segments.is_empty() {
            return;
        }
        let in_tests = self.in_tests || self.inline.iter().any(|(name, _)| name.starts_with("test"));
        let segments = self.resolve(segments);
        self.parsed.named.push(Named { line, segments, in_tests });
    }

    fn resolve(&self, segments: Vec<String>) -> Vec<String> {
        let own = || self.module.iter().chain(self.inline.iter().map(|(name, _)| name)).cloned();
        let supers = segments.iter().take_while(|segment| *segment == "super").count();
        let rest = segments.iter().skip(supers.max(1)).cloned();
        match segments[0].as_str() {
            "super" => {
                let own: Vec<String> = own().collect();
                let kept = own.len().saturating_sub(supers).max(1);
                own.into_iter().take(kept).chain(rest).collect()
            }
            "self" => own().chain(rest).collect(),
            // The library as the program's own file and the tests see it.
            "keepwise" => std::iter::once("crate".to_owned()).chain(rest).collect(),
            _ => segments,
        }
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
