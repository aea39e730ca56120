//! What is wrong with a JSON file, said so that whoever wrote it by hand finds the place.

/// Where and what: `line 3, column 14, at “columns[2].use”: …`. The place within the records is left out where it says
/// nothing.
pub(super) fn fault(error: &serde_json::Error, path: &str) -> String {
    let at = match (error.is_eof(), error.line()) {
        (true, line) => return format!("it ends in line {line}, before it is complete"),
        (false, 0) => String::new(),
        (false, line) => format!("line {line}, column {}", error.column()),
    };
    let path = if matches!(path, "?" | ".") { String::new() } else { format!("at \u{201c}{path}\u{201d}") };
    let place: Vec<&str> = [at.as_str(), path.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    let separator = if place.is_empty() { "" } else { ": " };
    let said = error.to_string();
    let said = said.split_once(" at line ").map_or(said.as_str(), |(before, _)| before);
    let why = if error.is_syntax() { unwritten(said) } else { misfit(said) };
    // What stands in the file may be anything; in a message, a line break or a bell would only confuse.
    format!("{}{separator}{why}", place.join(", ")).replace(char::is_control, " ")
}

/// What keeps the text from being JSON.
fn unwritten(said: &str) -> String {
    let plain = match said {
        "trailing comma" => "there is a comma too many",
        "trailing characters" => "the file should end here, but there is more",
        "expected `:`" => "there is no colon between a name and its value",
        "expected `,` or `}`" => "there is no comma between two entries, or no closing }",
        "expected `,` or `]`" => "there is no comma between two entries, or no closing ]",
        "key must be a string" => "a name must stand in quotation marks (\"\u{2026}\")",
        "expected value" | "expected ident" => {
            "there is no value: a text must stand in quotation marks (\"\u{2026}\"), or be a number, true, false or null"
        }
        "invalid number" => "this number can\u{2019}t be read; write it as 1234.5",
        "number out of range" => "this number is too large",
        "recursion limit exceeded" => "too many brackets stand within each other",
        _ if said.starts_with("control character") => "a line break or tab stands inside quotation marks",
        _ if said.contains("escape") => {
            "a backslash stands before a character it can\u{2019}t stand before; write \\\\ for a plain one"
        }
        other => return other.to_owned(),
    };
    plain.to_owned()
}

/// What keeps JSON from being what it should be.
fn misfit(said: &str) -> String {
    let quoted = |text: &str| format!("\u{201c}{}\u{201d}", text.trim_matches('`'));
    if let Some(name) = said.strip_prefix("missing field ") {
        return format!("{} is missing", quoted(name));
    }
    if said.starts_with("invalid length ") {
        return "there are too few entries here, or too many".to_owned();
    }
    if let Some(name) = said.strip_prefix("duplicate field ") {
        return format!("{} stands there twice", quoted(name));
    }
    for (start, what) in
        [("unknown field ", "is no name that is known here"), ("unknown variant ", "is not known here")]
    {
        if let Some((name, known)) = said.strip_prefix(start).and_then(|rest| rest.split_once(", ")) {
            let known = known.trim_start_matches("expected ").trim_start_matches("one of ").replace('`', "");
            let known = if known.starts_with("there are no") { String::new() } else { format!("; known are {known}") };
            return format!("{} {what}{known}", quoted(name));
        }
    }
    let mismatch = said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: "));
    if let Some((found, wanted)) = mismatch.and_then(|rest| rest.rsplit_once(", expected ")) {
        let found = found.replacen("string ", "the text ", 1).replacen("integer `", "the number `", 1);
        let found = found.replacen("floating point `", "the number `", 1).replacen("boolean `", "`", 1);
        let found = if found == "map" { "a group in { }" } else { &found };
        let found = if found == "sequence" { "a list in [ ]" } else { found };
        let found = if found == "null" { "nothing (null)" } else { found }.replace('`', "");
        let wanted = match wanted {
            "a string" | "a borrowed string" => "a text in quotation marks",
            "a map" => "a group in { }",
            "a sequence" => "a list in [ ]",
            "f64" | "f32" => "a number",
            "a boolean" => "true or false",
            "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more",
            "i8" | "i16" | "i32" | "i64" => "a whole number",
            other if other.starts_with("struct ") => "a group in { }",
            other => other,
        };
        return format!("{found} stands where {wanted} belongs");
    }
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "snake_case")]
    enum Colour {
        Red,
        Blue,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what keeps it from being read is looked at")]
    struct Sample {
        name: String,
        size: u32,
        #[serde(default)]
        colours: Vec<Colour>,
    }

    fn said(text: &str) -> String {
        let read: Result<Sample, _> = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(text));
        let error = read.unwrap_err();
        fault(error.inner(), &error.path().to_string())
    }

    #[test]
    fn what_is_wrong_is_said_in_words_with_its_place() {
        assert_eq!(said(""), "it ends in line 1, before it is complete");
        assert_eq!(said("{\n\"name\": \"a\""), "it ends in line 2, before it is complete");
        for (text, place, why) in [
            ("{\"name\": \"a\",\n}", "line 2, column ", ": there is a comma too many"),
            (
                "{\"name\": \"a\" \"size\": 1}",
                "line 1, column 14",
                ": there is no comma between two entries, or no closing }",
            ),
            ("{\n name: 1}", "line 2, column 2", ": a name must stand in quotation marks (\"…\")"),
            ("{\"name\": red}", "line 1, column ", "there is no value: a text must stand in quotation marks"),
            ("{\"size\": 1}", "line 1, column ", ": “name” is missing"),
            (
                "{\"name\": \"a\",\n \"size\": 1, \"colours\": [\"red\", \"green\"]}",
                "line 2, column ",
                ", at “colours[1]”: “green” is not known here; known are red or blue",
            ),
            (
                "{\"name\": 7}",
                "line 1, column ",
                ", at “name”: the number 7 stands where a text in quotation marks belongs",
            ),
            (
                "{\"name\": \"a\", \"size\": \"two\"}",
                "line 1, column ",
                ", at “size”: the text \"two\" stands where a whole number, 0 or more belongs",
            ),
            (
                "{\"nmae\": \"a\"}",
                "line 1, column ",
                "“nmae” is no name that is known here; known are name, size, colours",
            ),
            ("{\"na\\rme\": 1}", "line 1, column ", "“na me” is no name that is known here"),
            ("[]", "line 1, column ", ": there are too few entries here"),
        ] {
            let told = said(text);
            assert!(told.starts_with(place) && told.contains(why), "{text}: {told}");
        }
    }
}
