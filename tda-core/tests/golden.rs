//! Barcodes that another program computed.

use crate::corpus::check_file;

#[test]
fn small100_agrees_with_ripser() {
    assert_eq!(check_file("small100.toml"), 1);
}
