//! Answers in words: "Strongly agree", "Plutôt satisfait", "4 - good". What each is worth is proposed where it is
//! known; otherwise somebody has to say.

use std::collections::BTreeMap;

use super::words;
use crate::model::{Finite, Line, Scale};

/// Words of one kind of question with their levels, from -3 to 3; 0 is the middle.
type Family = &'static [(i8, &'static [&'static str])];

const AGREEMENT: Family = &[
    (
        -3,
        &[
            "strongly disagree",
            "completely disagree",
            "totally disagree",
            "fully disagree",
            "disagree strongly",
            "disagree completely",
            "stimme überhaupt nicht zu",
            "stimme gar nicht zu",
            "trifft überhaupt nicht zu",
            "trifft gar nicht zu",
            "lehne stark ab",
            "pas du tout d'accord",
            "tout à fait en désaccord",
            "fortement en désaccord",
            "totalmente en desacuerdo",
            "muy en desacuerdo",
            "completamente in disaccordo",
            "per niente d'accordo",
            "fortemente in disaccordo",
            "discordo totalmente",
            "discordo completamente",
            "helemaal mee oneens",
            "helemaal niet mee eens",
            "zeer oneens",
            "instämmer inte alls",
            "helt uenig",
            "zdecydowanie się nie zgadzam",
            "täysin eri mieltä",
            "rozhodně nesouhlasím",
        ],
    ),
    (
        -2,
        &[
            "disagree",
            "stimme nicht zu",
            "trifft nicht zu",
            "lehne ab",
            "pas d'accord",
            "en désaccord",
            "en desacuerdo",
            "in disaccordo",
            "non sono d'accordo",
            "discordo",
            "mee oneens",
            "oneens",
            "instämmer inte",
            "uenig",
            "nie zgadzam się",
            "eri mieltä",
            "nesouhlasím",
        ],
    ),
    (
        -1,
        &[
            "somewhat disagree",
            "slightly disagree",
            "rather disagree",
            "tend to disagree",
            "stimme eher nicht zu",
            "trifft eher nicht zu",
            "plutôt pas d'accord",
            "plutôt en désaccord",
            "algo en desacuerdo",
            "piuttosto in disaccordo",
            "discordo parcialmente",
            "enigszins mee oneens",
            "eerder oneens",
            "instämmer delvis inte",
            "delvis uenig",
            "raczej się nie zgadzam",
            "jokseenkin eri mieltä",
            "spíše nesouhlasím",
        ],
    ),
    (
        0,
        &[
            "neutral",
            "neither",
            "neither agree nor disagree",
            "neither agree or disagree",
            "undecided",
            "no opinion either way",
            "weder noch",
            "teils teils",
            "teils/teils",
            "teils, teils",
            "unentschieden",
            "ni d'accord ni en désaccord",
            "ni d'accord, ni en désaccord",
            "neutre",
            "sans avis",
            "ni de acuerdo ni en desacuerdo",
            "neutro",
            "indeciso",
            "né d'accordo né in disaccordo",
            "neutrale",
            "nem concordo nem discordo",
            "neutraal",
            "niet mee eens, niet mee oneens",
            "varken eller",
            "hverken eller",
            "nøytral",
            "ani tak, ani nie",
            "ei samaa eikä eri mieltä",
            "neutrální",
        ],
    ),
    (
        1,
        &[
            "somewhat agree",
            "slightly agree",
            "rather agree",
            "tend to agree",
            "stimme eher zu",
            "trifft eher zu",
            "plutôt d'accord",
            "algo de acuerdo",
            "piuttosto d'accordo",
            "abbastanza d'accordo",
            "concordo parcialmente",
            "enigszins mee eens",
            "eerder eens",
            "instämmer delvis",
            "delvis enig",
            "raczej się zgadzam",
            "jokseenkin samaa mieltä",
            "spíše souhlasím",
        ],
    ),
    (
        2,
        &[
            "agree",
            "stimme zu",
            "trifft zu",
            "d'accord",
            "de acuerdo",
            "d'accordo",
            "sono d'accordo",
            "concordo",
            "mee eens",
            "eens",
            "instämmer",
            "enig",
            "zgadzam się",
            "samaa mieltä",
            "souhlasím",
        ],
    ),
    (
        3,
        &[
            "strongly agree",
            "completely agree",
            "totally agree",
            "fully agree",
            "agree strongly",
            "agree completely",
            "stimme voll zu",
            "stimme völlig zu",
            "stimme voll und ganz zu",
            "stimme vollkommen zu",
            "trifft voll zu",
            "trifft voll und ganz zu",
            "trifft völlig zu",
            "tout à fait d'accord",
            "entièrement d'accord",
            "fortement d'accord",
            "totalmente de acuerdo",
            "muy de acuerdo",
            "completamente d'accordo",
            "pienamente d'accordo",
            "fortemente d'accordo",
            "concordo totalmente",
            "concordo plenamente",
            "helemaal mee eens",
            "volledig mee eens",
            "zeer eens",
            "instämmer helt",
            "helt enig",
            "zdecydowanie się zgadzam",
            "täysin samaa mieltä",
            "rozhodně souhlasím",
        ],
    ),
];

const SATISFACTION: Family = &[
    (
        -3,
        &[
            "very dissatisfied",
            "extremely dissatisfied",
            "very unsatisfied",
            "completely dissatisfied",
            "very unhappy",
            "sehr unzufrieden",
            "très insatisfait",
            "très insatisfaite",
            "pas du tout satisfait",
            "muy insatisfecho",
            "muy insatisfecha",
            "molto insoddisfatto",
            "muito insatisfeito",
            "zeer ontevreden",
            "mycket missnöjd",
            "meget utilfreds",
            "svært misfornøyd",
            "bardzo niezadowolony",
            "erittäin tyytymätön",
            "velmi nespokojen",
        ],
    ),
    (
        -2,
        &[
            "dissatisfied",
            "unsatisfied",
            "unhappy",
            "unzufrieden",
            "insatisfait",
            "insatisfaite",
            "pas satisfait",
            "insatisfecho",
            "insatisfecha",
            "insoddisfatto",
            "insatisfeito",
            "ontevreden",
            "missnöjd",
            "utilfreds",
            "misfornøyd",
            "niezadowolony",
            "tyytymätön",
            "nespokojen",
        ],
    ),
    (
        -1,
        &[
            "somewhat dissatisfied",
            "slightly dissatisfied",
            "eher unzufrieden",
            "plutôt insatisfait",
            "peu satisfait",
            "algo insatisfecho",
            "piuttosto insoddisfatto",
            "pouco satisfeito",
            "enigszins ontevreden",
            "raczej niezadowolony",
        ],
    ),
    (
        0,
        &[
            "neutral",
            "neither",
            "neither satisfied nor dissatisfied",
            "ok",
            "okay",
            "so-so",
            "weder noch",
            "teils teils",
            "ni satisfait ni insatisfait",
            "neutre",
            "ni satisfecho ni insatisfecho",
            "neutro",
            "né soddisfatto né insoddisfatto",
            "neutrale",
            "nem satisfeito nem insatisfeito",
            "neutraal",
            "varken eller",
            "hverken eller",
            "nøytral",
            "neutrální",
        ],
    ),
    (
        1,
        &[
            "somewhat satisfied",
            "slightly satisfied",
            "fairly satisfied",
            "eher zufrieden",
            "plutôt satisfait",
            "plutôt satisfaite",
            "assez satisfait",
            "algo satisfecho",
            "abbastanza soddisfatto",
            "piuttosto soddisfatto",
            "enigszins tevreden",
            "raczej zadowolony",
        ],
    ),
    (
        2,
        &[
            "satisfied",
            "happy",
            "zufrieden",
            "satisfait",
            "satisfaite",
            "satisfecho",
            "satisfecha",
            "soddisfatto",
            "satisfeito",
            "tevreden",
            "nöjd",
            "tilfreds",
            "fornøyd",
            "zadowolony",
            "tyytyväinen",
            "spokojen",
        ],
    ),
    (
        3,
        &[
            "very satisfied",
            "extremely satisfied",
            "completely satisfied",
            "very happy",
            "sehr zufrieden",
            "très satisfait",
            "très satisfaite",
            "tout à fait satisfait",
            "muy satisfecho",
            "muy satisfecha",
            "molto soddisfatto",
            "muito satisfeito",
            "zeer tevreden",
            "mycket nöjd",
            "meget tilfreds",
            "svært fornøyd",
            "bardzo zadowolony",
            "erittäin tyytyväinen",
            "velmi spokojen",
        ],
    ),
];

const QUALITY: Family = &[
    (
        -3,
        &[
            "very poor",
            "very bad",
            "terrible",
            "awful",
            "unacceptable",
            "sehr schlecht",
            "ungenügend",
            "très mauvais",
            "très mauvaise",
            "muy malo",
            "muy mala",
            "pessimo",
            "molto scarso",
            "muito ruim",
            "péssimo",
            "zeer slecht",
            "mycket dålig",
            "meget dårlig",
            "bardzo źle",
            "erittäin huono",
            "velmi špatné",
        ],
    ),
    (
        -2,
        &[
            "poor",
            "bad",
            "schlecht",
            "mangelhaft",
            "mauvais",
            "mauvaise",
            "malo",
            "mala",
            "scarso",
            "ruim",
            "mau",
            "slecht",
            "dålig",
            "dårlig",
            "źle",
            "huono",
            "špatné",
        ],
    ),
    (-1, &["below average", "rather poor", "eher schlecht", "plutôt mauvais", "insuffisant", "onvoldoende"]),
    (
        0,
        &[
            "fair",
            "average",
            "acceptable",
            "ok",
            "okay",
            "mittel",
            "mittelmäßig",
            "befriedigend",
            "moyen",
            "moyenne",
            "regular",
            "discreto",
            "medio",
            "razoável",
            "matig",
            "gemiddeld",
            "medel",
            "middels",
            "średnio",
            "kohtalainen",
            "průměrné",
        ],
    ),
    (1, &["above average", "rather good", "fairly good", "eher gut", "plutôt bon", "assez bon", "voldoende"]),
    (
        2,
        &[
            "good", "gut", "bon", "bonne", "bien", "bueno", "buena", "buono", "buona", "bom", "boa", "goed", "bra",
            "god", "godt", "dobrze", "hyvä", "dobré",
        ],
    ),
    (
        3,
        &[
            "very good",
            "excellent",
            "outstanding",
            "great",
            "superb",
            "sehr gut",
            "ausgezeichnet",
            "hervorragend",
            "très bon",
            "très bonne",
            "très bien",
            "excellente",
            "muy bueno",
            "muy buena",
            "muy bien",
            "excelente",
            "ottimo",
            "ottima",
            "eccellente",
            "muito bom",
            "muito boa",
            "zeer goed",
            "uitstekend",
            "mycket bra",
            "utmärkt",
            "meget god",
            "svært bra",
            "bardzo dobrze",
            "erinomainen",
            "výborné",
        ],
    ),
];

const FREQUENCY: Family = &[
    (
        -3,
        &[
            "never",
            "nie",
            "niemals",
            "jamais",
            "nunca",
            "mai",
            "nooit",
            "aldrig",
            "aldri",
            "nigdy",
            "ei koskaan",
            "nikdy",
        ],
    ),
    (
        -2,
        &[
            "rarely",
            "seldom",
            "almost never",
            "hardly ever",
            "selten",
            "rarement",
            "raramente",
            "rara vez",
            "zelden",
            "sällan",
            "sjældent",
            "sjelden",
            "rzadko",
            "harvoin",
            "zřídka",
        ],
    ),
    (
        0,
        &[
            "sometimes",
            "occasionally",
            "manchmal",
            "gelegentlich",
            "parfois",
            "quelquefois",
            "a veces",
            "qualche volta",
            "às vezes",
            "soms",
            "ibland",
            "nogle gange",
            "noen ganger",
            "czasami",
            "joskus",
            "někdy",
        ],
    ),
    (
        2,
        &[
            "often",
            "frequently",
            "usually",
            "most of the time",
            "mostly",
            "oft",
            "häufig",
            "meistens",
            "souvent",
            "a menudo",
            "spesso",
            "frequentemente",
            "vaak",
            "ofta",
            "ofte",
            "często",
            "usein",
            "často",
        ],
    ),
    (
        3,
        &[
            "always",
            "almost always",
            "immer",
            "toujours",
            "siempre",
            "sempre",
            "altijd",
            "alltid",
            "altid",
            "zawsze",
            "aina",
            "vždy",
        ],
    ),
];

const LIKELIHOOD: Family = &[
    (
        -3,
        &[
            "very unlikely",
            "extremely unlikely",
            "definitely not",
            "sehr unwahrscheinlich",
            "auf keinen fall",
            "très improbable",
            "certainement pas",
            "muy improbable",
            "molto improbabile",
            "muito improvável",
            "zeer onwaarschijnlijk",
        ],
    ),
    (
        -2,
        &[
            "unlikely",
            "probably not",
            "unwahrscheinlich",
            "eher nicht",
            "improbable",
            "probablement pas",
            "improbabile",
            "improvável",
            "onwaarschijnlijk",
        ],
    ),
    (
        0,
        &[
            "neutral",
            "neither",
            "maybe",
            "perhaps",
            "possibly",
            "vielleicht",
            "peut-être",
            "tal vez",
            "quizás",
            "forse",
            "talvez",
            "misschien",
            "kanske",
            "måske",
            "kanskje",
        ],
    ),
    (
        2,
        &[
            "likely",
            "probably",
            "probably yes",
            "wahrscheinlich",
            "eher ja",
            "probable",
            "probablement",
            "probabile",
            "provável",
            "waarschijnlijk",
        ],
    ),
    (
        3,
        &[
            "very likely",
            "extremely likely",
            "definitely",
            "definitely yes",
            "sehr wahrscheinlich",
            "auf jeden fall",
            "très probable",
            "certainement",
            "muy probable",
            "molto probabile",
            "muito provável",
            "zeer waarschijnlijk",
        ],
    ),
];

const DEGREE: Family = &[
    (
        -3,
        &[
            "not at all",
            "überhaupt nicht",
            "gar nicht",
            "pas du tout",
            "nada",
            "per niente",
            "helemaal niet",
            "inte alls",
            "slet ikke",
        ],
    ),
    (
        -2,
        &[
            "slightly",
            "a little",
            "to a small extent",
            "low",
            "very little",
            "wenig",
            "kaum",
            "un peu",
            "peu",
            "poco",
            "pouco",
            "een beetje",
            "lite",
            "lidt",
            "niedrig",
            "faible",
            "bajo",
            "basso",
            "baixo",
            "laag",
            "låg",
            "lav",
        ],
    ),
    (
        0,
        &[
            "moderately",
            "somewhat",
            "medium",
            "moderate",
            "to some extent",
            "mäßig",
            "teilweise",
            "moyennement",
            "algo",
            "abbastanza",
            "mais ou menos",
            "redelijk",
            "delvis",
            "mittel",
            "moyen",
            "medio",
            "médio",
            "middel",
        ],
    ),
    (
        2,
        &[
            "very",
            "a lot",
            "to a large extent",
            "high",
            "quite a bit",
            "ziemlich",
            "stark",
            "beaucoup",
            "mucho",
            "molto",
            "muito",
            "veel",
            "hoch",
            "élevé",
            "alto",
            "hoog",
            "hög",
            "høj",
            "høy",
        ],
    ),
    (
        3,
        &[
            "extremely",
            "completely",
            "to a very large extent",
            "very high",
            "äußerst",
            "sehr",
            "sehr hoch",
            "énormément",
            "muchísimo",
            "moltissimo",
            "extremamente",
            "heel veel",
            "zeer hoog",
        ],
    ),
];

const FAMILIES: [Family; 6] = [AGREEMENT, SATISFACTION, QUALITY, FREQUENCY, LIKELIHOOD, DEGREE];

/// A scale for answers in words, with what each word is worth.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Labelled {
    pub(super) scale: Scale,
    /// By the word as it stands in the file.
    pub(super) labels: BTreeMap<String, Finite>,
    /// Whether the words say their numbers themselves.
    pub(super) is_numbered: bool,
}

/// The most different words an answer in words may have.
pub(super) const MAX_LABELS: usize = 15;

/// A word as it is looked up: small letters, without the semicolon some forms put behind and spaces doubled.
pub(super) fn plain(text: &str) -> String {
    words::fold(text.trim().trim_end_matches([';', '.', '!'])).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What each of these words is worth, if all of them are known and belong together. Words such as "not applicable" are
/// passed over; they mean the same everywhere.
pub(super) fn propose<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Labelled> {
    let texts: Vec<&str> = texts
        .filter(|text| !words::is_not_applicable(text) && !words::is_dont_know(text))
        .take(MAX_LABELS + 1)
        .collect();
    if texts.len() < 2 || texts.len() > MAX_LABELS {
        return None;
    }
    numbered(&texts).or_else(|| FAMILIES.iter().find_map(|family| by_family(family, &texts)))
}

/// What each is worth on these points, for words that are already known; the others are missing.
fn by_family(family: Family, texts: &[&str]) -> Option<Labelled> {
    let level = |text: &str| {
        let text = plain(text);
        family.iter().find(|(_, known)| known.contains(&text.as_str())).map(|(level, _)| *level)
    };
    let levels: Vec<i8> = texts.iter().map(|text| level(text)).collect::<Option<_>>()?;
    let has = |wanted: &[i8]| levels.iter().any(|level| wanted.contains(level));
    // One word alone would not tell where it stands.
    if !has(&[-3, -2, -1]) || !has(&[1, 2, 3]) {
        let distinct: std::collections::BTreeSet<i8> = levels.iter().copied().collect();
        if distinct.len() < 2 {
            return None;
        }
    }
    // Seven points where "somewhat" stands beside the plain word; four where everybody has to take a side.
    let is_seven = has(&[-1, 1]) && has(&[-2, 2]);
    let is_four = !is_seven && !has(&[0]) && texts.len() == 4;
    let point = |level: i8| match (is_seven, is_four, level) {
        (true, _, _) => i32::from(level) + 4,
        (_, true, ..=-3) => 1,
        (_, true, -2 | -1) => 2,
        (_, true, 0..=2) => 3,
        (_, true, _) => 4,
        (_, _, ..=-3) => 1,
        (_, _, -2 | -1) => 2,
        (_, _, 0) => 3,
        (_, _, 1 | 2) => 4,
        _ => 5,
    };
    let highest = if is_seven {
        7
    } else if is_four {
        4
    } else {
        5
    };
    let points: Vec<i32> = levels.into_iter().map(point).collect();
    Some(labelled((1, highest), texts, &points))
}

/// Words that begin with their number: "1 - poor", "5 (very good)"; each another one.
fn numbered(texts: &[&str]) -> Option<Labelled> {
    let number = |text: &str| {
        let text = text.trim();
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(text.len());
        let rest = text[end..].trim_start();
        let is_named = rest.starts_with(['-', '\u{2013}', '\u{2014}', '(', ':', '.', '=', ')']);
        let says = rest.chars().any(char::is_alphabetic);
        text[..end]
            .parse::<i32>()
            .ok()
            .filter(|number| (-10..=10).contains(number) && (rest.is_empty() || (is_named && says)))
    };
    let points: Vec<i32> = texts.iter().map(|text| number(text)).collect::<Option<_>>()?;
    let all_plain = texts.iter().all(|text| text.trim().parse::<f64>().is_ok());
    let mut sorted = points.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let (from, to) = (*sorted.first()?, *sorted.last()?);
    if all_plain || sorted.len() != points.len() || from == to {
        return None;
    }
    let range = match (from, to) {
        (..=-1, _) => (from, to),
        (0, ..=5) => (0, to.max(1)),
        (0, _) => (0, 10),
        (_, ..=3) if texts.len() == usize::try_from(to).unwrap_or_default() => (1, to),
        (_, ..=5) => (1, 5),
        (_, ..=7) => (1, 7),
        _ => (1, 10),
    };
    Some(Labelled { is_numbered: true, ..labelled(range, texts, &points) })
}

fn labelled((from, to): (i32, i32), texts: &[&str], points: &[i32]) -> Labelled {
    let labels =
        texts.iter().zip(points).map(|(text, point)| (key(text), Finite::clamped(f64::from(*point)))).collect();
    Labelled { scale: anchored(from, to, &labels), labels, is_numbered: false }
}

/// A label as it is kept: without the semicolon some forms put behind.
pub(super) fn key(text: &str) -> String {
    text.trim().trim_end_matches(';').trim_end().to_owned()
}

/// Points with the words as anchors.
pub(super) fn anchored(from: i32, to: i32, labels: &BTreeMap<String, Finite>) -> Scale {
    let mut anchors = BTreeMap::new();
    for (text, point) in labels {
        let place = (from..=to).find(|whole| (f64::from(*whole) - point.value()).abs() < f64::EPSILON);
        if let (Some(place), Ok(line)) = (place, Line::new(text)) {
            anchors.entry(place).or_insert(line);
        }
    }
    Scale::Points { from, to, anchors }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn worth(texts: &[&str]) -> Option<Vec<f64>> {
        let found = propose(texts.iter().copied())?;
        Some(texts.iter().map(|text| found.labels[&key(text)].value()).collect())
    }

    #[test]
    fn words_have_an_order() {
        let five = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"];
        assert_eq!(worth(&five), Some(vec![1.0, 2.0, 3.0, 4.0, 5.0]));
        assert_eq!(worth(&["agree", "Strongly Agree;"]), Some(vec![4.0, 5.0]), "only a few of them occur");
        assert_eq!(worth(&["Sehr unzufrieden", "Zufrieden", "Sehr zufrieden"]), Some(vec![1.0, 4.0, 5.0]));
        assert_eq!(worth(&["Pas du tout d\u{2019}accord", "D'accord"]), Some(vec![1.0, 4.0]));
        assert_eq!(worth(&["Disagree", "Somewhat disagree", "Strongly agree"]), Some(vec![2.0, 3.0, 7.0]), "seven");
        assert_eq!(worth(&["Poor", "Very poor", "Good", "Excellent"]), Some(vec![2.0, 1.0, 3.0, 4.0]), "no middle");
        assert_eq!(worth(&["1 - poor", "5 - great", "3"]), Some(vec![1.0, 5.0, 3.0]));
        assert_eq!(worth(&["Never", "Sometimes", "Always"]), Some(vec![1.0, 3.0, 5.0]));
        assert_eq!(worth(&["Red", "Blue"]), None);
        assert_eq!(worth(&["1", "2", "3"]), None, "numbers are no words");
        assert_eq!(worth(&["Agree", "Red"]), None, "one that is not known");
        let with_others = ["Agree", "Disagree", "Not applicable", "Don't know"];
        assert_eq!(propose(with_others.into_iter()).map(|found| found.labels.len()), Some(2));
    }

    #[test]
    fn anchors_are_the_words() {
        let found = propose(["Disagree", "Agree"].into_iter()).unwrap();
        assert_eq!(found.scale.anchor(4).map(|line| line.as_str()), Some("Agree"));
        assert_eq!(found.scale.to_string(), "1–5");
    }

    #[test]
    fn no_word_stands_for_two_levels_of_a_family() {
        for family in FAMILIES {
            let all: Vec<&str> = family.iter().flat_map(|(_, known)| known.iter().copied()).collect();
            for text in &all {
                assert_eq!(plain(text), *text, "written as it is looked up");
                let num = family.iter().filter(|(_, known)| known.contains(text)).count();
                assert_eq!(num, 1, "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn better_words_are_never_worth_less(family in 0_usize..6, picks in prop::collection::vec((0_usize..100, 0_usize..100), 2..6)) {
            let family = FAMILIES[family];
            let chosen: BTreeMap<&str, i8> = picks.iter().map(|&(level, word)| {
                let (level, known) = family[level % family.len()];
                (known[word % known.len()], level)
            }).collect();
            if let Some(found) = by_family(family, &chosen.keys().copied().collect::<Vec<_>>()) {
                for (one, level) in &chosen {
                    for (other, other_level) in &chosen {
                        if level < other_level {
                            prop_assert!(found.labels[*one] <= found.labels[*other], "{one} {other}");
                        }
                    }
                    let share = found.scale.normalise(found.labels[*one]);
                    prop_assert!(share.is_ok(), "on the scale");
                }
            }
        }

        #[test]
        fn no_words_make_it_panic(texts in prop::collection::vec(".{0,12}", 0..6)) {
            let _found = propose(texts.iter().map(String::as_str));
        }
    }
}
