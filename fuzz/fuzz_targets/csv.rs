//! No text makes the reader panic, hang or go beyond its limits, from a file or pasted.
//!
//! `cargo fuzz run csv`; how to set it up is said in fuzz/README.md.

#![no_main]

#[path = "../../tests/it/exchange/laws.rs"]
#[expect(dead_code, reason = "each target uses some of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::table_is_sound(bytes);
    laws::pasted_is_sound(&String::from_utf8_lossy(bytes));
});
