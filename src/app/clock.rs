//! Where days and ids come from: handed in from outside, so that the same commands give the same state.

use jiff::civil::Date;
use ulid::Ulid;

/// Today, and a source of ids that never gives one twice.
#[derive(Debug, Clone)]
pub struct Clock {
    today: Date,
    millis: u64,
    random: u64,
}

impl Clock {
    /// A clock that stands at this day and millisecond since 1970; `seed` makes its ids differ from other machines'.
    pub const fn new(today: Date, millis: u64, seed: u64) -> Self {
        Self { today, millis, random: seed }
    }

    /// The day it is.
    pub const fn today(&self) -> Date {
        self.today
    }

    /// Moves the clock; it never runs backwards within a session, so ids stay in order.
    pub fn set(&mut self, today: Date, millis: u64) {
        self.today = today;
        self.millis = self.millis.max(millis);
    }

    /// A new id, later in order than all before.
    pub fn ulid(&mut self) -> Ulid {
        self.millis += 1;
        // SplitMix64 (Steele, Lea & Flood 2014): the seed only has to differ between machines.
        let mut next = || {
            self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = self.random;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        };
        let random = (u128::from(next()) << 64) | u128::from(next());
        Ulid::from_parts(self.millis, random)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ids_come_in_order_and_never_twice() {
        let mut clock = Clock::new(date(2026, 11, 22), 1_000, 7);
        let ids: Vec<Ulid> = (0..1000).map(|_| clock.ulid()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b), "each later than the one before");
        clock.set(date(2026, 11, 21), 5);
        assert!(clock.ulid() > ids[999], "a clock set back does not bring old ids");
    }
}
