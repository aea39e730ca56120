//! Answers to a survey as the programs that hold surveys export them: Qualtrics, `SurveyMonkey`, Typeform, `LimeSurvey`
//! and their like. They put columns of their own around the questions, and those tell such a file.

use super::header::{self, FormColumn};

/// When somebody was done.
const STAMPS: [&str; 12] = [
    "enddate",
    "recordeddate",
    "submitdate",
    "datesubmitted",
    "submitdateutc",
    "submittedat",
    "completedat",
    "completiondate",
    "enddatum",
    "erfassungsdatum",
    "datedefin",
    "fechadefinalizaci\u{f3}n",
];

/// What else such programs note about each answer.
const NOTES: [&str; 40] = [
    "startdate",
    "startdateutc",
    "stagedateutc",
    "anfangsdatum",
    "datestarted",
    "datelastaction",
    "status",
    "responsetype",
    "ipaddress",
    "progress",
    "durationinseconds",
    "finished",
    "responseid",
    "responseset",
    "respondentid",
    "collectorid",
    "recipientlastname",
    "recipientfirstname",
    "externalreference",
    "externaldatareference",
    "locationlatitude",
    "locationlongitude",
    "locationaccuracy",
    "distributionchannel",
    "userlanguage",
    "customdata1",
    "networkid",
    "ending",
    "lastpage",
    "startlanguage",
    "language",
    "seed",
    "interviewtime",
    "totaltime",
    "refererurl",
    "referrerurl",
    "timetakentocompleteseconds",
    "useragent",
    "browser",
    "tags",
];
const MAILS: [&str; 3] = ["recipientemail", "emailaddress", "email"];

/// The header as it is looked up. Some exports put the question's code before its text: "submitdate. Date submitted".
fn keys(header: &str) -> [String; 2] {
    let code = header.split_once(". ").map_or(header, |(code, _)| code);
    [header::key(header), header::key(code)]
}

fn is_among(header: &str, known: &[&str]) -> bool {
    keys(header).iter().any(|key| known.contains(&key.as_str()))
}

/// Whether these headers come from such a program: a stamp, and three of its notes.
pub(super) fn is_survey(headers: &[String]) -> bool {
    let num = |known: &[&str]| headers.iter().filter(|header| is_among(header, known)).count();
    num(&STAMPS) > 0 && num(&NOTES) >= 3
}

/// What a column of a survey is apart from its questions.
pub(super) fn column(header: &str) -> Option<FormColumn> {
    let is_timer = keys(header)[1].starts_with("grouptime") || keys(header)[1].starts_with("questiontime");
    if is_among(header, &STAMPS) {
        Some(FormColumn::Stamp)
    } else if is_among(header, &MAILS) {
        Some(FormColumn::Mail)
    } else {
        (is_timer || is_among(header, &NOTES)).then_some(FormColumn::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surveys_are_known_by_what_programs_add() {
        let is = |headers: &[&str]| is_survey(&headers.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert!(is(&["StartDate", "EndDate", "Status", "IPAddress", "Q1"]));
        assert!(is(&["Respondent ID", "Collector ID", "Start Date", "End Date", "How was it?"]));
        assert!(is(&["#", "How was it?", "Start Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags"]));
        assert!(is(&[
            "id. Response ID",
            "submitdate. Date submitted",
            "lastpage. Last page",
            "seed. Seed",
            "startlanguage. Start language"
        ]));
        assert!(!is(&["Customer", "Start date", "End date", "Status"]), "a list of contracts");
        assert_eq!(column("groupTime12. Group time: Questions"), Some(FormColumn::Other));
        assert_eq!(column("How was it?"), None);
    }
}
