//! No text makes the reader panic, hang or go beyond its limits.
//!
//! `cargo +nightly fuzz run csv fuzz/corpus/csv tests/fixtures/fuzz/csv`

#![no_main]

use keepwise::exchange::Table;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(table) = Table::read(bytes) {
        assert!(table.rows.iter().all(|row| row.len() == table.headers.len()));
        assert!(table.rows.len() <= Table::MAX_ROWS && table.headers.len() <= Table::MAX_COLUMNS);
    }
    let _pasted = Table::from_clipboard(&String::from_utf8_lossy(bytes));
});
