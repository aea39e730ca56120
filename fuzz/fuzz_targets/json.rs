//! A saved mapping and an exported workspace, as somebody may have changed them.
//!
//! `cargo fuzz run json`; how to set it up is said in fuzz/README.md.

#![no_main]

#[path = "../../tests/it/exchange/laws.rs"]
#[expect(dead_code, reason = "each target uses some of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::json_is_sound(bytes);
});
