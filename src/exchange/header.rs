//! What a column's header says: its words, a name made of them, and what they usually mean.

use super::{Kind, revenue, survey, topics};
use crate::model::MoneyPeriod;

/// The words of a header in lower case: `customerID` and `Customer_ID` are both "customer id".
pub(super) fn words(header: &str) -> Vec<String> {
    pieces(header).into_iter().map(|piece| piece.to_lowercase()).collect()
}

/// The words of a header as written, split at signs and where small letters turn into capitals.
fn pieces(header: &str) -> Vec<String> {
    let chars: Vec<char> = header.chars().collect();
    let mut pieces = vec![String::new()];
    for (index, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            pieces.push(String::new());
            continue;
        }
        let before = index.checked_sub(1).map(|i| chars[i]);
        let starts_word = c.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || (before.is_some_and(char::is_uppercase) && chars.get(index + 1).is_some_and(|c| c.is_lowercase())));
        if starts_word {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A header as a name: `food_rating` is "Food rating", `StreamingTV` is "Streaming TV". A header with spaces was
/// written for people and stays as it is.
/// Of a question in a grid, "Rate the following [Pays on time]", only the row counts.
pub(super) fn name(header: &str) -> String {
    let header = header.trim();
    // A row of a grid; but "[1 = poor, 5 = good]" says how to answer.
    let is_hint = |row: &str| row.starts_with(|c: char| c.is_ascii_digit());
    let split = header.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    let asked = split.map(|(question, row)| if is_hint(row.trim()) { question.trim() } else { row.trim() });
    let header = asked.filter(|asked| !asked.is_empty()).unwrap_or(header);
    if header.contains(' ') {
        return header.to_owned();
    }
    let mut name = String::new();
    for (index, piece) in pieces(header).iter().enumerate() {
        let is_acronym = piece.chars().count() > 1 && piece.chars().all(|c| c.is_uppercase() || c.is_numeric());
        if index > 0 {
            name.push(' ');
        }
        let mut chars = piece.chars();
        match (index, is_acronym) {
            (_, true) => name.push_str(piece),
            (0, false) => name.extend(chars.next().into_iter().flat_map(char::to_uppercase).chain(chars)),
            _ => name.push_str(&piece.to_lowercase()),
        }
    }
    if name.is_empty() { header.to_owned() } else { name }
}

/// A name by which headers and criteria are compared: words without capitals and signs.
pub(super) fn key(text: &str) -> String {
    words(text).concat()
}

/// What a header usually means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    CustomerName,
    CustomerReference,
    Person,
    Group,
    Date,
    Since,
    Renewal,
    Occasion,
    Remark,
    /// Which criterion a row answers.
    CriterionName,
    /// What the answer is.
    Value,
    Status,
    Segment,
    Source,
    ReferredBy,
    Contact,
    Tag,
    Revenue,
    Cost,
    Hours,
    /// About who somebody is, not what they are like to work with: kept, but not judged by.
    Personal,
    /// Where somebody lives and is reached: kept, unless it holds answers after all.
    Details,
    /// What somebody may be sent, and how a record is marked.
    Consent,
    /// What only names or counts something: an account number, a postcode, a region, how many answered.
    Code,
}

const CUSTOMERS: [&str; 17] = [
    "customer",
    "client",
    "company",
    "account",
    "place",
    "business",
    "organisation",
    "organization",
    "firm",
    "kunde",
    "cliente",
    "entreprise",
    "firma",
    "restaurant",
    "hotel",
    "shop",
    "klant",
];
const PEOPLE: [&str; 15] = [
    "person",
    "user",
    "rater",
    "reviewer",
    "employee",
    "colleague",
    "respondent",
    "author",
    "evaluator",
    "staff",
    "mitarbeiter",
    "judge",
    "assessor",
    "evaluateur",
    "bewerter",
];
/// What the column of criteria is called where a row is one answer.
const CRITERIA: [&str; 18] = [
    "criterion",
    "criteria",
    "question",
    "measure",
    "item",
    "kpi",
    "metric",
    "indicator",
    "statement",
    "kriterium",
    "frage",
    "kritere",
    "crit\u{e8}re",
    "criterio",
    "pregunta",
    "domanda",
    "crit\u{e9}rio",
    "vraag",
];
/// What the column of values is called there.
const VALUES: [&str; 16] = [
    "value",
    "answer",
    "score",
    "rating",
    "response",
    "points",
    "result",
    "grade",
    "antwort",
    "wert",
    "r\u{e9}ponse",
    "valeur",
    "valor",
    "respuesta",
    "risposta",
    "antwoord",
];
const IDS: [&str; 9] = ["id", "no", "nr", "number", "code", "ref", "reference", "key", "num"];

/// What the header says the column means, if it says anything known.
pub(super) fn meaning(header: &str, kind: Kind) -> Option<Meaning> {
    let words = words(header);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let is = |known: &[&str]| known.contains(&words.join(" ").as_str());
    let is_id = has(&IDS) || topics::is_id(&words);
    let found = match () {
        () if kind == Kind::Answers && has(&CRITERIA) && !is_id => Meaning::CriterionName,
        () if kind == Kind::Answers && has(&VALUES) && words.len() <= 2 => Meaning::Value,
        () if is(&["referred by", "referrer", "recommended by"]) => Meaning::ReferredBy,
        () if is(&["rated by", "by", "reviewed by", "filled in by"]) => Meaning::Person,
        () if is(&["customer since", "client since", "since", "start", "start date", "joined", "onboarded"]) => {
            Meaning::Since
        }
        () if has(&["renewal", "renews", "expires", "expiry"]) || is(&["contract end"]) => Meaning::Renewal,
        () if is(&["contact", "contact person", "email", "e mail", "mail", "phone", "telephone"]) => Meaning::Contact,
        () if has(&["status"]) => Meaning::Status,
        () if is(&["id", "reference", "ref"])
            || (is_id && (has(&CUSTOMERS) || topics::is_customer(&words)) || topics::is_reference(&words))
                && !topics::is_about_others(&words) =>
        {
            Meaning::CustomerReference
        }
        () if is(&["name", "full name"]) || topics::is_customer_name(&words) => Meaning::CustomerName,
        () if has(&CUSTOMERS) && (words.len() == 1 || has(&["name", "title"])) && !topics::is_about_others(&words) => {
            Meaning::CustomerName
        }
        () if has(&PEOPLE) && (words.len() == 1 || is_id || has(&["name"])) => Meaning::Person,
        () if is(&["group", "team", "department", "role"]) && kind != Kind::Customers => Meaning::Group,
        () if has(&["date", "day", "when", "timestamp", "datum", "fecha", "data", "dato"])
            && kind != Kind::Customers =>
        {
            Meaning::Date
        }
        () if is(&["occasion", "project", "project name", "job", "event"]) && kind != Kind::Customers => {
            Meaning::Occasion
        }
        () if has(&["remark", "remarks", "comment", "comments", "note", "notes", "feedback"]) => Meaning::Remark,
        () if is(&["segment", "industry", "sector", "branch", "category", "customer type", "type", "channel"]) => {
            Meaning::Segment
        }
        () if is(&["source", "origin", "lead source", "found us"]) => Meaning::Source,
        () if is(&["tag", "tags", "label", "labels"]) => Meaning::Tag,
        () if has(&[
            "gender",
            "sex",
            "senior",
            "dependents",
            "marital",
            "religion",
            "nationality",
            "ethnicity",
            "race",
        ]) || is(&["age", "birthday", "date of birth"]) =>
        {
            Meaning::Personal
        }
        () if has(&["revenue", "sales", "turnover", "umsatz", "ca"]) || revenue::is_plain(header) => Meaning::Revenue,
        () if has(&["cost", "costs", "expense", "expenses"]) => Meaning::Cost,
        () if has(&["hours", "stunden"]) => Meaning::Hours,
        () if is_id
            || has(&["zip", "postcode", "postal", "vat", "iban", "year"])
            || has(&["region", "country", "city", "county", "state", "district"])
            || words
                .first()
                .is_some_and(|first| ["nb", "num", "count", "anzahl", "nombre"].contains(&first.as_str())) =>
        {
            Meaning::Code
        }
        () => return topics::topic(header, &words),
    };
    Some(found)
}

/// The program that made the answers to a form into a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Google,
    Microsoft,
    /// A program that holds surveys.
    Survey,
}

/// The form these headers come from, if they come from one.
pub(super) fn form(headers: &[String]) -> Option<Form> {
    const STAMPS: [&str; 13] = [
        "timestamp",
        "zeitstempel",
        "horodateur",
        "marcatemporal",
        "informazionicronologiche",
        "carimbodedatahora",
        "tijdstempel",
        "tidsst\u{e4}mpel",
        "tidsstempel",
        "tidspunkt",
        "sygnaturaczasowa",
        "aikaleima",
        "\u{10d}asov\u{e9}raz\u{ed}tko",
    ];
    let keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
    if keys.iter().any(|key| COMPLETION.contains(&key.as_str())) && keys.len() > 2 {
        return Some(Form::Microsoft);
    }
    if survey::is_survey(headers) {
        return Some(Form::Survey);
    }
    keys.first().is_some_and(|first| STAMPS.contains(&first.as_str())).then_some(Form::Google)
}

/// When an answer to a Microsoft form was finished.
const COMPLETION: [&str; 8] = [
    "completiontime",
    "fertigstellungszeit",
    "heuredefin",
    "horadefinalizaci\u{f3}n",
    "oradicompletamento",
    "tijdvanvoltooien",
    "horadeconclus\u{e3}o",
    "slutf\u{f6}randetid",
];

/// What a column of a form means apart from its questions.
pub(super) fn form_meaning(header: &str, form: Form, position: usize) -> Option<FormColumn> {
    const MAILS: [&str; 11] = [
        "email",
        "emailaddress",
        "username",
        "emailadresse",
        "adresseemail",
        "nutzername",
        "direcci\u{f3}ndecorreoelectr\u{f3}nico",
        "indirizzoemail",
        "endere\u{e7}odeemail",
        "emailadres",
        "eposte",
    ];
    const NAMES: [&str; 12] = [
        "name", "yourname", "ihrname", "deinname", "nom", "votrenom", "nombre", "nome", "uwnaam", "naam", "namn",
        "navn",
    ];
    let key = key(header);
    let key = key.as_str();
    match form {
        Form::Survey => survey::column(header),
        Form::Google if position == 0 => Some(FormColumn::Stamp),
        Form::Microsoft if COMPLETION.contains(&key) => Some(FormColumn::Stamp),
        Form::Microsoft if position < 5 && !NAMES.contains(&key) && !MAILS.contains(&key) => Some(FormColumn::Other),
        _ if MAILS.contains(&key) => Some(FormColumn::Mail),
        _ if NAMES.contains(&key) => Some(FormColumn::Name),
        _ if ["lastmodifiedtime", "language", "totalpoints", "quizfeedback"].contains(&key) => Some(FormColumn::Other),
        _ => None,
    }
}

/// A column that a form adds to its questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormColumn {
    /// When it was sent.
    Stamp,
    /// The address of who sent it.
    Mail,
    /// The name of who sent it.
    Name,
    /// Nothing that is needed.
    Other,
}

/// Whether a header speaks of a customer, however long it is.
pub(super) fn speaks_of_customer(header: &str) -> bool {
    let words = words(header);
    words.iter().any(|word| CUSTOMERS.contains(&word.trim_end_matches('s'))) || topics::is_customer(&words)
}

/// Whether a header ends with a word for customers: "Default Address Company".
pub(super) fn ends_with_customer(header: &str) -> bool {
    words(header).last().is_some_and(|word| CUSTOMERS.contains(&word.as_str()))
}

/// Whether a high number under this header is bad for us.
pub(super) fn high_is_bad(header: &str) -> bool {
    const BAD: [&str; 27] = [
        "churn",
        "churned",
        "complaint",
        "complaints",
        "late",
        "overdue",
        "delay",
        "delays",
        "burden",
        "effort",
        "cost",
        "costs",
        "problem",
        "problems",
        "issue",
        "issues",
        "risk",
        "debt",
        "refund",
        "refunds",
        "returns",
        "cancelled",
        "cancellations",
        "dispute",
        "disputes",
        "unpaid",
        "hours",
    ];
    let words = words(header);
    words.iter().any(|word| BAD.contains(&word.as_str())) || topics::is_bad(&words)
}

/// The period a header names: "Revenue 2025", "sales_2025-Q3", "Cost 2025 Q3".
pub(super) fn period(header: &str) -> Option<MoneyPeriod> {
    let pieces: Vec<&str> = header.split(|c: char| !(c.is_alphanumeric() || c == '-')).collect();
    let whole = pieces.iter().find_map(|piece| piece.parse::<MoneyPeriod>().ok())?;
    let with_quarter = pieces.windows(2).find_map(|pair| format!("{}-{}", pair[0], pair[1]).parse().ok());
    Some(with_quarter.unwrap_or(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_become_names() {
        for (header, expected) in [
            ("food_rating", "Food rating"),
            ("StreamingTV", "Streaming TV"),
            ("customerID", "Customer ID"),
            ("rating", "Rating"),
            ("Pays on time?", "Pays on time?"),
            ("Rate the following [Pays on time]", "Pays on time"),
            ("支払い", "支払い"),
            ("***", "***"),
        ] {
            assert_eq!(name(header), expected);
        }
        assert_eq!(key("food_rating"), key("Food rating"));
    }

    #[test]
    fn headers_have_meanings() {
        let of = |header: &str| meaning(header, Kind::Ratings);
        assert_eq!(of("customerID"), Some(Meaning::CustomerReference));
        assert_eq!(of("placeID"), Some(Meaning::CustomerReference));
        assert_eq!(of("Client name"), Some(Meaning::CustomerName));
        assert_eq!(of("userID"), Some(Meaning::Person));
        assert_eq!(of("Rated by"), Some(Meaning::Person));
        assert_eq!(of("Date"), Some(Meaning::Date));
        assert_eq!(meaning("Date", Kind::Customers), Some(Meaning::Details));
        assert_eq!(of("food_rating"), None);
        assert_eq!(of("Customer satisfaction"), None);
        assert_eq!(of("gender"), Some(Meaning::Personal));
        assert!(high_is_bad("Days late") && high_is_bad("Churn") && !high_is_bad("rating"), "directions");
    }

    #[test]
    fn headers_name_periods() {
        assert_eq!(period("Revenue 2025").map(|p| p.to_string()).as_deref(), Some("2025"));
        assert_eq!(period("sales_2025-Q3").map(|p| p.to_string()).as_deref(), Some("2025-Q3"));
        assert_eq!(period("Cost 2025 Q3").map(|p| p.to_string()).as_deref(), Some("2025-Q3"));
        assert_eq!(period("Revenue"), None);
    }
}
