//! The logic of the `tda` command, through its own entry.

use std::ffi::OsString;

fn tda(arguments: &[&str]) -> std::process::ExitCode {
    let words = std::iter::once("tda").chain(arguments.iter().copied()).map(OsString::from);
    tda_client::cli::main_as(&[], words)
}

/// `ExitCode` has no equality of its own.
fn assert_code(code: std::process::ExitCode, expected: u8) {
    assert_eq!(format!("{code:?}"), format!("{:?}", std::process::ExitCode::from(expected)));
}

#[test]
fn wrong_words_exit_with_two_and_bad_data_with_one() {
    assert_code(tda(&["compute", "vietoris-rips"]), 2);
    assert_code(tda(&["new-event", "job.unheard_of"]), 2);
    assert_code(tda(&["compute", "vietoris-rips", "/no/such/file.csv"]), 1);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("nan.csv");
    std::fs::write(&file, "0,0\n1,nan\n").expect("written");
    assert_code(tda(&["compute", "vietoris-rips", &file.to_string_lossy()]), 1);
    assert_code(tda(&["demo", "--points", &file.to_string_lossy()]), 1);
}

#[test]
fn a_dead_broker_exits_with_three() {
    assert_code(tda(&["tail", "--bootstrap-servers", "127.0.0.1:1"]), 3);
}

#[test]
fn compute_writes_every_form_and_a_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, plot) = (folder.path().join("square.csv"), folder.path().join("square.svg"));
    std::fs::write(&file, "0,0\n1,0\n1,1\n0,1\n").expect("written");
    for output in ["table", "json", "csv"] {
        let file = file.to_string_lossy();
        assert_code(
            tda(&["compute", "vietoris-rips", &file, "--output", output, "--plot", &plot.to_string_lossy()]),
            0,
        );
    }
    assert!(std::fs::read_to_string(plot).expect("drawn").contains("</svg>"));
}
