//! Work off the frame: a question about a snapshot, answered on a worker, and thrown away if a newer one was asked.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Command;

/// Whether nobody waits for the answer any more. Long work looks now and then, and stops.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Nobody waits any more.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Who asks. Each has at most one question under way: a newer one cancels the older.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Desk {
    /// The let-go summary's evidence under a what-if.
    Evidence,
    /// What would flip the verdict of the customer shown, and how surely they differ from the others.
    Fragility,
    /// The chart on the page of charts.
    Charts,
    /// Comparing customers.
    Compare,
    /// Letting several go.
    Parting,
    /// Ranks through lenses.
    Ranking,
    /// Past decisions.
    LookingBack,
    /// The portfolio map.
    PortfolioMap,
    /// Many customers over the quarters.
    History,
    /// Whether we measure the right things.
    RightThings,
    /// What a great customer looks like.
    Great,
    /// What customers like a prospect came to.
    Prospect,
    /// The preview of a chart that is being saved.
    Preview,
    /// A chart on its way to the clipboard.
    CopyImage,
}

/// Works out an answer, or nothing if it stopped because nobody waits any more.
type Run = dyn Fn(&Cancel) -> Option<Command> + Send + Sync;

/// One question to a worker.
#[derive(Clone)]
pub struct Work {
    /// Who asks.
    pub desk: Desk,
    /// Set once nobody waits any more.
    pub cancel: Cancel,
    run: Arc<Run>,
}

impl Work {
    /// A question; `run` gets a snapshot of its own and returns the command that brings the answer, or nothing if it
    /// stopped because it was cancelled.
    pub fn new(desk: Desk, run: impl Fn(&Cancel) -> Option<Command> + Send + Sync + 'static) -> Self {
        Self { desk, cancel: Cancel::default(), run: Arc::new(run) }
    }

    /// Works out the answer. Nothing if nobody waits for it any more.
    pub fn answer(&self) -> Option<Command> {
        if self.cancel.is_cancelled() {
            return None;
        }
        (self.run)(&self.cancel).filter(|_| !self.cancel.is_cancelled())
    }
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("desk", &self.desk).finish_non_exhaustive()
    }
}

/// An answer that comes later: what was asked last, and the newest answer there is, stale until it fits the question.
#[derive(Debug)]
pub struct Asked<Q, A> {
    question: Option<Q>,
    ticket: u64,
    answer: Option<(u64, A)>,
}

impl<Q, A> Default for Asked<Q, A> {
    fn default() -> Self {
        Self { question: None, ticket: 0, answer: None }
    }
}

impl<Q: PartialEq, A> Asked<Q, A> {
    /// Asks, unless this very question was asked last: returns the ticket to send along with the work.
    pub fn ask(&mut self, question: Q) -> Option<u64> {
        if self.question.as_ref() == Some(&question) {
            return None;
        }
        self.question = Some(question);
        self.ticket += 1;
        Some(self.ticket)
    }

    /// Takes the answer, unless something newer has been asked since. Says whether it was taken.
    pub fn bring(&mut self, ticket: u64, answer: A) -> bool {
        let fits = ticket == self.ticket && self.question.is_some();
        if fits {
            self.answer = Some((ticket, answer));
        }
        fits
    }

    /// The newest answer, perhaps to an older question.
    pub fn answer(&self) -> Option<&A> {
        self.answer.as_ref().map(|(_, answer)| answer)
    }

    /// Another number whenever the answer is another one.
    pub fn version(&self) -> u64 {
        self.answer.as_ref().map_or(0, |(ticket, _)| *ticket)
    }

    /// What was asked last.
    pub const fn question(&self) -> Option<&Q> {
        self.question.as_ref()
    }

    /// Whether a newer answer is on its way.
    pub fn is_stale(&self) -> bool {
        self.question.is_some() && self.answer.as_ref().is_none_or(|(ticket, _)| *ticket != self.ticket)
    }

    /// Forgets question and answer; what is still on its way is not wanted any more.
    pub fn forget(&mut self) {
        self.question = None;
        self.answer = None;
        self.ticket += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Screen;

    #[test]
    fn only_the_newest_answer_is_taken() {
        let mut asked: Asked<&str, u32> = Asked::default();
        assert!(!asked.is_stale(), "nothing was asked");
        let first = asked.ask("how many?").unwrap();
        assert_eq!(asked.ask("how many?"), None, "the same question is not asked twice");
        let second = asked.ask("how much?").unwrap();
        assert!(!asked.bring(first, 1), "nobody wants to know any more");
        assert!(asked.is_stale() && asked.answer().is_none());
        assert!(asked.bring(second, 2));
        assert_eq!((asked.answer(), asked.is_stale()), (Some(&2), false));
        asked.ask("how many?").unwrap();
        assert_eq!((asked.answer(), asked.is_stale()), (Some(&2), true), "the old answer stands until the new one");
        asked.forget();
        assert_eq!((asked.answer(), asked.is_stale()), (None, false));
    }

    #[test]
    fn cancelled_work_brings_nothing() {
        let work = Work::new(Desk::Compare, |_| Some(Command::Go(Screen::Overview)));
        assert!(matches!(work.answer(), Some(Command::Go(Screen::Overview))));
        work.cancel.cancel();
        assert!(work.answer().is_none(), "before it began");
        let work = Work::new(Desk::Compare, |cancel| {
            cancel.cancel();
            Some(Command::Back)
        });
        assert!(work.answer().is_none(), "while it ran");
    }
}
