//! How this system writes dates and numbers.

use crate::model::Locale;

/// What the system says.
pub(super) fn of_the_system() -> Locale {
    let variable = |name: &str| std::env::var(name).ok();
    read(if cfg!(all(unix, not(target_os = "macos"))) { Some(&variable) } else { None }, sys_locale::get_locale())
}

/// Linux desktops keep formats apart from the language, in these variables; `language` speaks where they are silent.
/// Elsewhere there are no `variables` to ask: in a terminal they would say something else than the system.
fn read(variables: Option<&dyn Fn(&str) -> Option<String>>, language: Option<String>) -> Locale {
    let variable = |name: &str| variables.and_then(|ask| ask(name)).filter(|tag| !tag.is_empty());
    let language = language.unwrap_or_default();
    let said = |kind: &str| {
        let tag = ["LC_ALL", kind, "LANG"].into_iter().find_map(variable);
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
        let table: &[(&[(&str, &str)], Option<&str>, Locale)] = &[
            (&[], None, Locale::default()),
            (&[], Some("de-DE"), german),
            (&[("LANG", "de_DE.UTF-8")], Some("en-US"), german),
            (&[("LANG", "en_US.UTF-8"), ("LC_NUMERIC", "de_DE.UTF-8")], None, mixed),
            (&[("LANG", "de_DE.UTF-8"), ("LC_TIME", "en_US.UTF-8")], None, mixed),
            (&[("LANG", "de_DE.UTF-8"), ("LC_TIME", "")], None, german),
            (&[("LANG", "en_US.UTF-8"), ("LC_TIME", "sv_SE"), ("LC_ALL", "de_DE.UTF-8")], Some("en-US"), german),
            (&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")], Some("de-DE"), Locale::default()),
        ];
        for (set, language, expected) in table {
            let ask = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, tag)| (*tag).to_owned());
            assert_eq!(read(Some(&ask), language.map(str::to_owned)), *expected, "{set:?} {language:?}");
        }
    }

    #[test]
    fn without_variables_the_language_speaks() {
        assert_eq!(read(None, Some("sv-SE".to_owned())), Locale::of("sv-SE"));
    }
}
