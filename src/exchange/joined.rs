//! Names in several columns: first and last name make one, as people write it.

use super::plan::Column;
use super::{Cells, ColumnUse, cell, header};

/// Which part of a person's name a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Given,
    Family,
}

const GIVEN: &str = "first name|firstname|given name|givenname|fname|forename|vorname|rufname|pr\u{e9}nom|prenom|\
    nombre de pila|primeiro nome|voornaam|f\u{f6}rnamn|fornavn|imi\u{119}|jm\u{e9}no|etunimi|имя|名|이름";
const FAMILY: &str = "last name|lastname|lname|surname|family name|familyname|nachname|familienname|zuname|\
    nom de famille|apellido|apellidos|sobrenome|apelido|cognome|achternaam|efternamn|efternavn|etternavn|nazwisko|\
    p\u{159}\u{ed}jmen\u{ed}|sukunimi|soyad|soyad\u{131}|soyisim|фамилия|姓|姓氏|苗字|성";
/// Headers that are a whole name, or the other part where one is called by a word above: "Name;Vorname".
const WHOLE: &str = "name|nom|nombre|nombres|nome|naam|namn|navn|imi\u{119}|имя|nimi|ad|ad\u{131}|isim";
/// What may stand before: "Customer first name".
const BEFORE: [&str; 8] = ["customer", "client", "contact", "kunde", "kunden", "billing", "cliente", "person"];

/// The part of a name a header names, and with how many words before.
pub(super) fn part(text: &str) -> Option<(Part, usize)> {
    let words = header::words(text);
    let num_before = words.iter().take_while(|word| BEFORE.contains(&word.as_str())).count();
    let bare = words.get(num_before..)?.join(" ");
    let is = |known: &str| known.split('|').any(|known| known == bare);
    let found = if is(FAMILY) {
        Part::Family
    } else if is(GIVEN) {
        Part::Given
    } else {
        return None;
    };
    Some((found, num_before))
}

/// Whether a header says "name" and nothing else.
pub(super) fn is_whole(text: &str) -> bool {
    let words = header::words(text).join(" ");
    WHOLE.split('|').any(|known| known == words)
}

/// A sign of Chinese, Japanese or Korean, in which no blank stands between the parts of a name.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The parts of a name as one.
fn together<'t>(parts: impl Iterator<Item = &'t str>) -> String {
    let mut name = String::new();
    for part in parts {
        let ends = name.chars().next_back().zip(part.chars().next());
        if ends.is_some_and(|(before, after)| !(is_sign(before) && is_sign(after))) {
            name.push(' ');
        }
        name.push_str(part);
    }
    name
}

/// Columns that are one name together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Joined {
    /// Their places among the columns that are used, in the order in which the name is written.
    places: Vec<usize>,
    /// The place of the one that comes first in the mapping; what is said about the name is said about that one.
    first: usize,
}

impl Joined {
    /// Whether several columns may have this use because they make one text.
    pub(super) const fn is_use(role: &ColumnUse) -> bool {
        matches!(role, ColumnUse::CustomerName | ColumnUse::Contact)
    }

    /// What belongs together among these columns: in the order of the file, but the family's name first where the
    /// headers are written in signs.
    pub(super) fn of(columns: &[Column<'_>]) -> Vec<Self> {
        let of_use = |wanted: ColumnUse| {
            let all = columns.iter().enumerate();
            let mut places: Vec<usize> =
                all.filter(|(_, column)| column.mapping.role == wanted).map(|(at, _)| at).collect();
            let first = *places.first().filter(|_| places.len() > 1)?;
            let is_first = |at: usize| {
                let text = &columns[at].mapping.header;
                text.chars().all(is_sign) && part(text).is_some_and(|(part, _)| part == Part::Family)
            };
            places.sort_by_key(|&at| (!is_first(at), columns[at].index));
            Some(Self { places, first })
        };
        [ColumnUse::CustomerName, ColumnUse::Contact].into_iter().filter_map(of_use).collect()
    }

    /// Whether the column at this place is one of them.
    pub(super) fn has(&self, place: usize) -> bool {
        self.places.contains(&place)
    }

    /// Whether it is the one at which the name is read.
    pub(super) const fn is_first(&self, place: usize) -> bool {
        self.first == place
    }

    /// The name in this row; what somebody mended stands for all of it.
    pub(super) fn text(
        &self,
        columns: &[Column<'_>],
        cells: &Cells,
        mended: Option<&str>,
        is_missing: &dyn Fn(&str) -> bool,
    ) -> String {
        if let Some(text) = mended {
            return text.to_owned();
        }
        let parts = self.places.iter().filter_map(|&at| cells.get(columns.get(at)?.index)).map(cell::text);
        together(parts.filter(|text| !is_missing(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_parts_of_a_name() {
        for header in ["First Name", "firstname", "Customer_FirstName", "Vorname", "Pr\u{e9}nom", "名"] {
            assert_eq!(part(header).map(|(part, _)| part), Some(Part::Given), "{header}");
        }
        for header in ["Last Name", "SURNAME", "Nachname", "Apellidos", "Cognome", "姓", "Soyad\u{131}"] {
            assert_eq!(part(header).map(|(part, _)| part), Some(Part::Family), "{header}");
        }
        for header in ["Name", "Username", "Last contact", "First order", "Company name", "姓名", "カナ姓", "名称"]
        {
            assert_eq!(part(header), None, "{header}");
        }
        assert!(is_whole("Name") && is_whole("NOM") && !is_whole("Company name"));
    }

    #[test]
    fn parts_make_a_name() {
        let of = |parts: &[&str]| together(parts.iter().copied());
        assert_eq!(of(&["Ann", "Moor"]), "Ann Moor");
        assert_eq!(of(&["田中", "米子"]), "田中米子");
        assert_eq!(of(&["김", "철수"]), "김철수");
        assert_eq!(of(&["田中", "Anna"]), "田中 Anna");
        assert_eq!((of(&["Ann"]), of(&[])), ("Ann".to_owned(), String::new()));
    }
}
