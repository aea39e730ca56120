//! What customers paid us, by the names it has in shops, accounts and sales programs.

use super::header::words;

/// Whether a header says nothing but revenue, and perhaps the currency or that it is all of it: "Total revenue (EUR)".
/// What comes back every month (MRR) is no sum of a year.
pub(super) fn is_plain(text: &str) -> bool {
    /// What is revenue only together, or as it stands.
    const WHOLE: &str = "total spent|total spend|total spending|amount spent|money spent|lifetime value|\
        customer lifetime value|lifetime revenue|lifetime spend|ltv|cltv|clv|arr|annual recurring revenue|\
        total purchases amount|kundenwert|ventas totales|facturaci\u{f3}n|facturacion|facturaci\u{f3}n total|\
        facturaci\u{f3}n anual|faturamento|faturamento total|faturamento anual|売上|売上高|売上金額|売上額|年間売上|\
        销售额|年销售额|营业额|annualrevenue|销售金额|obr\u{f3}t|obroty|liikevaihto|obrat|выручка|ciro";
    const REVENUE: [&str; 13] = [
        "revenue",
        "revenues",
        "sales",
        "turnover",
        "umsatz",
        "ca",
        "omzet",
        "fatturato",
        "ventas",
        "faturamento",
        "oms\u{e4}ttning",
        "jahresumsatz",
        "affaires",
    ];
    const AROUND: [&str; 23] = [
        "total", "annual", "yearly", "net", "in", "en", "our", "with", "us", "eur", "usd", "gbp", "chf", "sek", "euro",
        "euros", "dollars", "netto", "jahr", "gesamt", "chiffre", "d", "de",
    ];
    const YEARS: [&str; 7] = ["за", "год", "в", "a\u{f1}o", "ano", "anno", "rok"];
    const CURRENCIES: [&str; 8] = ["eur", "usd", "gbp", "chf", "sek", "euro", "euros", "us"];
    let words = words(text);
    let is_known = |word: &String| REVENUE.contains(&word.as_str()) || AROUND.contains(&word.as_str());
    let is_made_of_them = words.iter().all(is_known) && words.iter().any(|word| REVENUE.contains(&word.as_str()));
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_around = |word: &str| is_year(word) || CURRENCIES.contains(&word) || YEARS.contains(&word);
    let bare: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_around(word)).collect();
    let whole = bare.join(" ");
    is_made_of_them || WHOLE.split('|').any(|known| known == whole)
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::header::{Meaning, meaning};
    use super::*;

    #[test]
    fn revenue_has_many_names() {
        for plain in ["Revenue", "Umsatz", "Chiffre d\u{2019}affaires", "Turnover", "Total revenue (EUR)", "Sales"] {
            assert_eq!(meaning(plain, Kind::Customers), Some(Meaning::Revenue), "{plain}");
            assert!(is_plain(plain), "{plain}");
        }
        for plain in [
            "Total Spent",
            "Total spend",
            "Lifetime value",
            "ARR (EUR)",
            "Annual Revenue",
            "Net sales",
            "CA",
            "売上",
            "Umsatz (gesamt)",
            "Facturaci\u{f3}n",
            "Faturamento",
            "Facturaci\u{f3}n 2025",
            "Выручка за 2025 год",
        ] {
            assert_eq!(meaning(plain, Kind::Customers), Some(Meaning::Revenue), "{plain}");
            assert!(is_plain(plain), "{plain}");
        }
        for other in ["Open Balance", "Credit limit", "Employees", "Annual Income (k$)", "MRR"] {
            let found = meaning(other, Kind::Customers);
            assert!(matches!(found, Some(Meaning::Details | Meaning::Personal)), "{other}: {found:?}");
        }
        assert!(["Sales rep", "Revenue growth", "State of affairs"].iter().all(|other| !is_plain(other)));
    }
}
