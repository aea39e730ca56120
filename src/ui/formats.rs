//! How this system writes dates and numbers.

use crate::model::Locale;

/// What the system says.
pub(super) fn of_the_system() -> Locale {
    // In a terminal of macOS they would say something else than the system.
    let has_variables = cfg!(all(unix, not(target_os = "macos")));
    let variable = |name: &str| if has_variables { std::env::var(name).ok() } else { None };
    read(variable, sys_locale::get_locale())
}

/// Linux desktops keep formats apart from the language, in these variables; `language` speaks where they are silent.
fn read(variable: impl Fn(&str) -> Option<String>, language: Option<String>) -> Locale {
    let variable = |name: &str| variable(name).filter(|tag| !tag.is_empty());
    let language = language.unwrap_or_default();
    let said = |kind: &str| {
        let tag = ["LC_ALL", kind, "LANG"].into_iter().find_map(&variable);
        Locale::of(tag.as_deref().unwrap_or(&language))
    };
    Locale { date_order: said("LC_TIME").date_order, ..said("LC_NUMERIC") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_come_before_the_language() {
        let german = Locale::of("de-DE");
        let american = Locale::of("en-US");
        let mixed = Locale { date_order: american.date_order, ..german };
        let table = [
            ("", None, Locale::default()),
            ("", Some("de-DE"), german),
            ("LANG=de_DE.UTF-8", Some("en-US"), german),
            ("LANG=en_US.UTF-8 LC_NUMERIC=de_DE.UTF-8", None, mixed),
            ("LANG=de_DE.UTF-8 LC_TIME=en_US.UTF-8", None, mixed),
            ("LANG=de_DE.UTF-8 LC_TIME=", None, german),
            ("LANG=en_US.UTF-8 LC_TIME=sv_SE LC_ALL=de_DE.UTF-8", Some("en-US"), german),
            ("LANG=de_DE.UTF-8 LC_ALL=C", Some("de-DE"), Locale::default()),
        ];
        for (set, language, expected) in table {
            let variable = |name: &str| {
                let (_, tag) = set.split(' ').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name)?;
                Some(tag.to_owned())
            };
            assert_eq!(read(variable, language.map(str::to_owned)), expected, "{set:?} {language:?}");
        }
    }

    #[test]
    fn without_variables_the_language_speaks() {
        assert_eq!(read(|_| None, Some("sv-SE".to_owned())), Locale::of("sv-SE"));
    }
}
