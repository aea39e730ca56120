//! Whatever is in a table, a mapping can be suggested, looked at and done, and done twice it changes nothing.
//!
//! `cargo fuzz run import`; how to set it up is said in fuzz/README.md.

#![no_main]

#[path = "../../tests/it/exchange/laws.rs"]
#[expect(dead_code, reason = "each target uses some of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::import_is_sound(bytes);
});
