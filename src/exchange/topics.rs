//! What a short header speaks of in the languages of our users: who is a customer, where somebody lives and is
//! reached, who they are, what was agreed with them. Such columns are kept, but nobody is judged by them.
//!
//! Three rules hold for all words. Only short headers that are no question speak of a topic: "How well do we deal with
//! changes of address?" is about us. What the cells hold has the last word: points from 1 to 5 under "Location" are
//! answers, postcodes are not ([`bears_out`]). And a few parts count inside longer words, because German joins words and
//! databases leave out the blanks: `Telefonnummer`, `BILLINGPOSTALCODE`.

use super::facts::Proposal;
use super::header::Meaning;
use crate::model::Scale;

/// Headers with more words are sentences.
const MAX_WORDS: usize = 6;

/// Who is rated, beside the words of [`super::header`].
const CUSTOMERS: &str = "klient|klienta|klienci|kunden|kundin|clientes|clienti|soci\u{e9}t\u{e9}|societe|empresa|azienda|\
    bedrijf|f\u{f6}retag|virksomhed|yritys|z\u{e1}kazn\u{ed}k|m\u{fc}\u{15f}teri|unternehmen|debitor|клиент|клиента|\
    клиенты|заказчик|заказчика|компания|компании|организация|supplier|vendor|lieferant|fournisseur|proveedor|\
    fornecedor|fornitore|dostawca|leverancier|teacher|lecturer|instructor|professor|顧客|お客様|取引先|得意先|\
    会社|客户|顾客|公司|供应商|العميل|عميل|الشركة";
/// What a name is called.
const NAMES: &str = "name|title|nom|nombre|nome|naam|namn|navn|nazwa|n\u{e1}zev|nimi|ad\u{131}|название|наименование|\
    имя|اسم";
/// Headers that are a customer's name as they stand.
const WHOLE_NAMES: &str = "nom|nombre|nome|naam|namn|navn|nazwa|n\u{e1}zev|nimi|название|наименование|имя|اسم|\
    raz\u{f3}n social|razon social|raz\u{e3}o social|razao social|raison sociale|ragione sociale|nombre completo|\
    nom complet|nome completo|firmenname|氏名|名称|姓名";
/// What is behind the customer in the signs of Chinese and Japanese where it is the name: 顧客名, but not 顧客満足度.
const NAME_SIGNS: [&str; 5] = ["", "名", "名称", "名前", "様"];
/// A number for the customer, in one word.
const REFERENCES: &str = "idcliente|idclient|clienteid|clientid|custid|kundennr|kundennummer|kundenid|kundenkonto|kdnr|\
    kundnr|kundnummer|klantnummer|klantnr|codcliente|codclient|debitorennummer|debitorennr|debitorenkonto|\
    klientid|nrklienta";
/// What a number or code is called, beside the words of [`super::header`].
const IDS: &str = "nummer|num\u{e9}ro|numero|n\u{fa}mero|numer|номер|код|kod|c\u{f3}digo|codigo|رقم|identifiant|\
    identificador|番号|コード|编号|編號|号码";
/// Who is meant is not the customer, but somebody or something of theirs or ours.
const OTHERS: &str = "bank|tax|contact|user|owner|manager|parent|domain|street|website|kontakt|verbundenes|rep|seller";

/// Where somebody lives, how they are reached, and what offices call them.
const DETAILS: &str = "address|adresse|adres|adresa|direcci\u{f3}n|direccion|indirizzo|endere\u{e7}o|endereco|osoite|\
    адрес|العنوان|住所|地址|アドレス|street|strasse|stra\u{df}e|calle|ulica|улица|town|stadt|ort|ville|ciudad|\
    poblaci\u{f3}n|poblacion|cidade|citt\u{e0}|miasto|miejscowo\u{15b}\u{107}|город|المدينة|市区町村|城市|province|\
    provincia|provincie|bundesland|d\u{e9}partement|estado|uf|land|pa\u{ed}s|paese|kraj|страна|\
    postal|postcode|postalcode|zip|zipcode|plz|postleitzahl|cep|pocztowy|индекс|郵便|邮编|邮政|latitude|longitude|\
    lat|lng|lon|location|phone|telephone|telefon|t\u{e9}l\u{e9}phone|tel\u{e9}fono|telefono|puhelin|тел|телефон|\
    الهاتف|هاتف|電話|电话|手机|mobile|mobil|handy|cellphone|fax|mail|email|correo|courriel|e\u{2011}mail|почта|\
    メール|邮箱|website|webseite|homepage|url|www|domain|iban|bic|swift|vat|taxvat|siret|siren|nif|cnpj|cpf|rut|ruc|\
    nip|regon|инн|кпп|огрн|steuernummer|tva|sku|ip|uuid|guid|hash|seed|konto|kontonummer|date|datum|fecha|data|дата|\
    päivä|dátum|日付|日期|تاريخ|年月|受注日";
/// What of that is also found inside longer words, as German and databases make them.
const PARTS: &str = "postal|postleit|phone|telefon|address|adresse|stra\u{df}e|strasse|longitude|latitude";
/// What is in the books about somebody and how large they are: no praise and no blame, and not what they paid.
const FIGURES: &str = "balance|saldo|solde|balanza|bakiye|сальдо|残高|余额|kreditlimit|kreditrahmen|creditlimit|employees|numberofemployees|\
    headcount|mitarbeiterzahl|mitarbeiteranzahl|besch\u{e4}ftigte|effectif|effectifs|empleados|funcion\u{e1}rios|\
    dipendenti|werknemers|medarbetare|pracownicy|сотрудники|従業員|従業員数|员工人数|mrr";
/// Who somebody is, beside the words of [`super::header`].
const PERSONAL: &str = "geschlecht|sexo|sexe|sesso|g\u{e9}nero|p\u{142}e\u{107}|geslacht|cinsiyet|пол|性別|性别|الجنس|\
    alter|edad|\u{e2}ge|idade|et\u{e0}|wiek|leeftijd|\u{e5}lder|возраст|年齢|年龄|العمر|birth|dob|geburtsdatum|\
    geburtstag|naissance|nacimiento|nascimento|nascita|urodzenia|рождения|生年月日|出生|生日|civil|familienstand|\
    education|educational|income|einkommen|occupation|beruf|profession|salary|salario|gehalt|household";
/// What somebody may be sent, and what a record is marked with.
const CONSENT: &str = "newsletter|marketing|optin|opt|subscribed|subscribe|unsubscribed|unsubscribe|consent|gdpr|rgpd|\
    dsgvo|accepts|deleted|isdeleted|locked|exempt|confirmation|archived|メルマガ|拒否|フラグ";
/// What is said in words of one's own.
const REMARKS: &str = "bemerkung|bemerkungen|kommentar|kommentare|anmerkung|anmerkungen|notiz|notizen|remarque|\
    remarques|commentaire|commentaires|observaciones|comentario|comentarios|observa\u{e7}\u{f5}es|coment\u{e1}rio|\
    coment\u{e1}rios|osservazioni|commenti|opmerking|opmerkingen|uwagi|komentarz|pozn\u{e1}mka|комментарий|\
    комментарии|примечание|備考|备注|ご意見|意見|コメント|ملاحظات";
/// Where much is bad for us, beside the words of [`super::header`].
const BAD: &str = "exited|defect|defects|error|errors|fehler|reklamation|reklamationen|beschwerde|beschwerden|mahnung|\
    mahnungen|verzug|versp\u{e4}tung|ausfall|wait|waiting|wartezeit|attente|espera|delinquent|default|defaulted|mora|\
    atraso|retard|impay\u{e9}|impay\u{e9}s|r\u{e9}clamation|r\u{e9}clamations|reclamo|reclamos|queja|quejas|\
    reclama\u{e7}\u{e3}o|reclama\u{e7}\u{f5}es|ritardo|reclami|op\u{f3}\u{17a}nienie|op\u{f3}\u{17a}nienia|\
    reklamacje|просрочка|жалоба|жалобы|苦情|クレーム|投诉|fail|failure|failures|failed|rejected|rejections|incident|\
    incidents|complain|complained|refunded|losses|leadtime";

/// Whether one of these words is among the words of a header.
fn says(words: &[String], known: &str) -> bool {
    known.split('|').any(|known| words.iter().any(|word| word == known))
}

/// The same, where signs also stand inside a longer word.
fn mentions(words: &[String], known: &str) -> bool {
    let is_inside = |known: &str| known.chars().all(is_sign) && words.iter().any(|word| word.contains(known));
    says(words, known) || known.split('|').any(is_inside)
}

/// Whether one of these stands inside a word of a header.
fn holds(words: &[String], parts: &str) -> bool {
    parts.split('|').any(|part| words.iter().any(|word| word.contains(part)))
}

/// A sign of Chinese or Japanese, which stand without blanks between words.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9fff}')
}

/// Whether the header names who is rated.
pub(super) fn is_customer(words: &[String]) -> bool {
    says(words, CUSTOMERS) || words.iter().any(|word| sign_behind_customer(word).is_some())
}

/// What stands behind a customer written in signs.
fn sign_behind_customer(word: &str) -> Option<&str> {
    let mut known = CUSTOMERS.split('|').filter(|known| known.chars().all(is_sign));
    known.find_map(|known| word.strip_prefix(known))
}

/// Whether the header is the name of who is rated: "Nazwa klienta", "Razón social", 顧客名.
pub(super) fn is_customer_name(words: &[String]) -> bool {
    let is_whole = WHOLE_NAMES.split('|').any(|known| known == words.join(" "));
    let in_signs =
        words.len() == 1 && sign_behind_customer(&words[0]).is_some_and(|behind| NAME_SIGNS.contains(&behind));
    is_whole
        || in_signs
        || (says(words, CUSTOMERS) && (words.len() == 1 || says(words, NAMES)) && !is_about_others(words))
}

/// Whether the header is a number for who is rated: "Kundennr.", "Código cliente", 顧客番号.
pub(super) fn is_reference(words: &[String]) -> bool {
    words.len() <= 2 && says(words, REFERENCES) || (is_customer(words) && is_id(words))
}

/// Whether the header says that it is a number or a code.
pub(super) fn is_id(words: &[String]) -> bool {
    mentions(words, IDS)
}

/// Whether the header is about somebody or something around the customer: the owner of an account, a bank; and a
/// "Business Postal Code" is no number for the business.
pub(super) fn is_about_others(words: &[String]) -> bool {
    says(words, OTHERS) || says(words, "city|street|email") || holds(words, PARTS)
}

/// What a short header speaks of.
pub(super) fn topic(header: &str, words: &[String]) -> Option<Meaning> {
    if words.len() > MAX_WORDS || header.contains(['?', '\u{ff1f}', '\u{61f}']) {
        return None;
    }
    if mentions(words, REMARKS) {
        Some(Meaning::Remark)
    } else if mentions(words, PERSONAL) || says(words, "age") && words.len() <= 2 {
        Some(Meaning::Personal)
    } else if mentions(words, CONSENT) {
        Some(Meaning::Consent)
    } else if mentions(words, DETAILS) || holds(words, PARTS) || is_figure(words) {
        Some(Meaning::Details)
    } else {
        is_id(words).then_some(Meaning::Code)
    }
}

/// Whether the header is about what is sold, not about who buys.
pub(super) fn is_of_goods(words: &[String]) -> bool {
    const GOODS: &str = "product|products|item|items|article|artikel|produkt|produit|producto|produto|prodotto|model|\
        modell|service|title|book|film|movie|song|商品|製品|产品|品名|товар";
    mentions(words, GOODS)
}

/// Whether the header says what an order or an invoice is worth.
pub(super) fn is_amount(words: &[String]) -> bool {
    const AMOUNTS: &str = "amount|betrag|summe|total|subtotal|price|preis|prix|montant|importe|precio|valor|pre\u{e7}o|\
        importo|prezzo|bedrag|kwota|cena|tutar|сумма|цена|金額|金额|価格|价格|quantity|qty|menge|quantit\u{e9}|cantidad|\
        quantidade|数量|discount|rabatt|sales|umsatz|revenue";
    words.len() <= 3 && mentions(words, AMOUNTS)
}

/// Whether the header is a figure of the books: "Open balance", "Credit limit"; but not "Work-life balance".
fn is_figure(words: &[String]) -> bool {
    words.len() <= 3 && says(words, FIGURES)
        || says(words, "credit|kredit|cr\u{e9}dito|credito|cr\u{e9}dit") && says(words, "limit|limite|l\u{ed}mite")
}

/// Whether what is in a column bears out what its header speaks of: points, words and yes/no are answers also under a
/// header that sounds like an address; and an agreement is a yes or a no.
pub(super) fn bears_out(meaning: Meaning, scale: Option<&Proposal>) -> bool {
    let denies = matches!(
        (meaning, scale.map(|found| &found.scale)),
        (Meaning::Details, Some(Scale::Points { .. } | Scale::YesNo))
            | (Meaning::Consent, Some(Scale::Points { .. } | Scale::Measure { .. }))
    );
    !denies
}

/// Whether much of it is bad for us.
pub(super) fn is_bad(words: &[String]) -> bool {
    mentions(words, BAD) || says(words, "lead") && says(words, "time|times")
}

#[cfg(test)]
mod tests {
    use super::super::header::words;
    use super::*;

    fn of(header: &str) -> Option<Meaning> {
        topic(header, &words(header))
    }

    #[test]
    fn headers_speak_of_topics_in_many_languages() {
        for header in ["PLZ", "Default Address Phone", "BILLINGPOSTALCODE", "Telefonnummer", "CEP", "邮编", "電話番号"]
        {
            assert_eq!(of(header), Some(Meaning::Details), "{header}");
        }
        for header in ["Edad", "生年月日", "Geschlecht", "Estimated Salary", "Date of birth"] {
            assert_eq!(of(header), Some(Meaning::Personal), "{header}");
        }
        for header in ["Newsletter", "Accepts Email Marketing", "ISDELETED", "メルマガ拒否"] {
            assert_eq!(of(header), Some(Meaning::Consent), "{header}");
        }
        for header in ["Bemerkung", "Observaciones", "ご意見", "Комментарий"] {
            assert_eq!(of(header), Some(Meaning::Remark), "{header}");
        }
        for header in [
            "Professionalism",
            "Resource allocation",
            "Pays on time",
            "Quality",
            "How well do we deal with changes of address?",
            "満足度",
            "Оценка сроков",
        ] {
            assert_eq!(of(header), None, "{header}");
        }
    }

    #[test]
    fn customers_are_named_in_many_languages() {
        for header in ["Klient", "Nazwa klienta", "Raz\u{f3}n social", "顧客名", "客户名称", "اسم العميل", "Vendor"]
        {
            assert!(is_customer_name(&words(header)), "{header}");
        }
        for header in ["Kundenzufriedenheit", "顧客満足度", "رضا العميل", "Verbundenes Unternehmen", "Account Owner"]
        {
            assert!(!is_customer_name(&words(header)), "{header}");
        }
        for header in ["Kundennr.", "IDCLIENTE", "顧客番号", "客户编号", "رقم العميل"] {
            assert!(is_reference(&words(header)), "{header}");
        }
    }

    #[test]
    fn much_of_it_is_bad_in_many_languages() {
        let is_bad = |header: &str| is_bad(&words(header));
        assert!(is_bad("Dias em atraso") && is_bad("Wait_time") && is_bad("avg lead time") && is_bad("Reklamationen"));
        assert!(!is_bad("Lead source") && !is_bad("Quality"));
    }
}
