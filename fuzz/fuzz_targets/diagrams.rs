#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tda_fuzz::barcodes::diagrams(input));
