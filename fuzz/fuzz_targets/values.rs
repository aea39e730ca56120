//! Numbers and days, however they are written.
//!
//! `cargo fuzz run values`; how to set it up is said in fuzz/README.md.

#![no_main]

#[path = "../../tests/it/exchange/laws.rs"]
#[expect(dead_code, reason = "each target uses some of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::values_are_sound(&String::from_utf8_lossy(bytes));
});
