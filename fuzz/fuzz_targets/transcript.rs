#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| armistice_fuzz::transcript::run(bytes));
