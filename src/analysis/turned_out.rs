//! Whether a decision turned out as hoped, and all of them in one sentence.

use crate::model::{Choice, Status};

use super::looking_back::{DecisionLookBack, LookingBack, Promise, Since, Surprise};

/// How a decision turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnedOut {
    /// Kept, and they stayed and did not get worse; let go, and they are gone; or the plan worked.
    AsHoped,
    /// Kept, and they left or got worse; or the plan did not work.
    Otherwise,
    /// Nobody has rated since, the target is not reached yet, or it is not carried out yet.
    TooEarly,
}

impl TurnedOut {
    /// In words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AsHoped => "As hoped",
            Self::Otherwise => "Not as hoped",
            Self::TooEarly => "Too early to say",
        }
    }
}

impl DecisionLookBack {
    /// How the decision turned out, by what is known today.
    pub fn turned_out(&self) -> TurnedOut {
        let is_gone = matches!(self.status_now, Status::LetGo | Status::LeftUs);
        match (self.choice, self.promise) {
            (Choice::LetGo, _) if is_gone => TurnedOut::AsHoped,
            (Choice::LetGo, _) => TurnedOut::TooEarly,
            (Choice::Keep, _) if is_gone => TurnedOut::Otherwise,
            (Choice::Keep, _) => match self.since {
                Since::Rose | Since::Steady => TurnedOut::AsHoped,
                Since::Fell => TurnedOut::Otherwise,
                Since::NotKnown => TurnedOut::TooEarly,
            },
            (_, Some(Promise::Kept)) => TurnedOut::AsHoped,
            (_, Some(Promise::Broken | Promise::Ended)) => TurnedOut::Otherwise,
            (_, Some(Promise::OnTheWay | Promise::Open) | None) => TurnedOut::TooEarly,
        }
    }

    /// What became of the promise to put something right, in a few words; nothing for keeping and letting go.
    pub const fn promise_words(&self) -> Option<&'static str> {
        Some(match (self.promise, self.target.is_some()) {
            (None, _) => return None,
            (Some(Promise::Kept), true) => "target reached",
            (Some(Promise::Kept), false) => "the plan worked",
            (Some(Promise::OnTheWay), _) => "better, target not reached yet",
            (Some(Promise::Broken), _) => "the plan has not worked so far",
            (Some(Promise::Ended), _) => "it ended first",
            (Some(Promise::Open), _) => "not rated since",
        })
    }

    /// What nobody expected, as a sentence without the name; nothing if there was no surprise.
    pub const fn surprise_words(&self) -> Option<&'static str> {
        match self.surprise {
            Some(Surprise::KeepButLeft) => Some("A surprise: was to be kept, and left us"),
            Some(Surprise::LetGoButRose) => Some("A surprise: advised to be let go, stayed, and got better"),
            None => None,
        }
    }
}

/// "Of 9 decisions, 6 turned out as hoped and 2 cannot be judged yet; 14 of 18 verdicts of a year ago still hold".
pub fn finding_looking_back(look: &LookingBack) -> String {
    let count = |wanted: TurnedOut| look.decisions.iter().filter(|one| one.turned_out() == wanted).count();
    let (hoped, early) = (count(TurnedOut::AsHoped), count(TurnedOut::TooEarly));
    let decided = match look.decisions.len() {
        0 => "Nothing has been decided yet".to_owned(),
        1 => match look.decisions.first().map(DecisionLookBack::turned_out) {
            Some(TurnedOut::AsHoped) => "The one decision turned out as hoped".to_owned(),
            Some(TurnedOut::Otherwise) => "The one decision did not turn out as hoped".to_owned(),
            _ => "The one decision cannot be judged yet".to_owned(),
        },
        of if early == of => format!("None of {of} decisions can be judged yet"),
        of => {
            let open = if early > 0 { format!(" and {early} cannot be judged yet") } else { String::new() };
            format!("Of {of} decisions, {hoped} turned out as hoped{open}")
        }
    };
    let held = match (look.year_ago.same, look.year_ago.n) {
        (_, 0) => String::new(),
        (same, 1) => format!("; {same} of 1 verdict of a year ago still holds"),
        (same, n) => format!("; {same} of {n} verdicts of a year ago still hold"),
    };
    format!("{decided}{held}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::analysis::VerdictsHeld;
    use crate::model::{CustomerId, DecisionId, Verdict};

    fn look(choice: Choice, status_now: Status, since: Since, promise: Option<Promise>) -> DecisionLookBack {
        DecisionLookBack {
            customer: CustomerId::new(ulid::Ulid::nil()),
            name: "Grandview Hotels".to_owned(),
            decision: DecisionId::new(ulid::Ulid::nil()),
            on: date(2026, 8, 31),
            choice,
            scorecard: None,
            verdict_then: Some(Verdict::LetGo),
            score_then: Some(38.0),
            verdict_now: Verdict::LetGo,
            score_now: Some(38.0),
            score_since: None,
            ratings_since: 0,
            status_now,
            since,
            target: None,
            promise,
            surprise: None,
            sentence: String::new(),
        }
    }

    #[test]
    fn what_was_hoped_depends_on_what_was_decided() {
        use Choice::{FixTogether, Keep, LetGo};
        let table = [
            (look(LetGo, Status::LetGo, Since::NotKnown, None), TurnedOut::AsHoped),
            (look(LetGo, Status::OnNotice, Since::Rose, None), TurnedOut::TooEarly),
            (look(Keep, Status::Active, Since::Steady, None), TurnedOut::AsHoped),
            (look(Keep, Status::Active, Since::Fell, None), TurnedOut::Otherwise),
            (look(Keep, Status::Active, Since::NotKnown, None), TurnedOut::TooEarly),
            (look(Keep, Status::LeftUs, Since::Rose, None), TurnedOut::Otherwise),
            (look(FixTogether, Status::Active, Since::Rose, Some(Promise::Kept)), TurnedOut::AsHoped),
            (look(FixTogether, Status::OnNotice, Since::Rose, Some(Promise::OnTheWay)), TurnedOut::TooEarly),
            (look(FixTogether, Status::OnNotice, Since::Fell, Some(Promise::Broken)), TurnedOut::Otherwise),
            (look(FixTogether, Status::LeftUs, Since::NotKnown, Some(Promise::Ended)), TurnedOut::Otherwise),
            (look(FixTogether, Status::OnNotice, Since::NotKnown, Some(Promise::Open)), TurnedOut::TooEarly),
        ];
        for (look, expected) in table {
            assert_eq!(look.turned_out(), expected, "{:?} {:?} {:?}", look.choice, look.status_now, look.since);
        }
    }

    #[test]
    fn the_sentence_counts_what_can_be_counted() {
        let kept = look(Choice::Keep, Status::Active, Since::Rose, None);
        let left = look(Choice::Keep, Status::LeftUs, Since::NotKnown, None);
        let open = look(Choice::Keep, Status::Active, Since::NotKnown, None);
        let table: [(&[&DecisionLookBack], (usize, usize), &str); 6] = [
            (&[], (0, 0), "Nothing has been decided yet"),
            (&[&kept], (0, 0), "The one decision turned out as hoped"),
            (&[&open, &open], (0, 0), "None of 2 decisions can be judged yet"),
            (
                &[&kept, &left],
                (0, 1),
                "Of 2 decisions, 1 turned out as hoped; 0 of 1 verdict of a year ago still holds",
            ),
            (&[&left], (1, 2), "The one decision did not turn out as hoped; 1 of 2 verdicts of a year ago still hold"),
            (
                &[&kept, &kept, &left, &open],
                (14, 18),
                "Of 4 decisions, 2 turned out as hoped and 1 cannot be judged yet; 14 of 18 verdicts of a year ago \
                 still hold",
            ),
        ];
        for (decisions, (same, n), expected) in table {
            let look = LookingBack {
                decisions: decisions.iter().copied().cloned().collect(),
                decisions_held: (0, 0),
                year_ago: VerdictsHeld {
                    on: date(2025, 12, 31),
                    n,
                    same,
                    share: Ok(0.0),
                    moved: [[0; 3]; 3],
                    ended: 0,
                },
                findings: Vec::new(),
            };
            assert_eq!(finding_looking_back(&look), expected);
        }
    }
}
