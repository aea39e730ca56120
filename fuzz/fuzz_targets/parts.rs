//! No parts of a workbook do either: the archive around them is sound, so that what is damaged is read.
//!
//! `cargo fuzz run parts`; how to set it up is said in fuzz/README.md.

#![no_main]

#[path = "../../tests/it/exchange/laws.rs"]
#[expect(dead_code, reason = "each target uses some of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::table_is_sound(&laws::workbook_of(bytes));
});
