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
    assert_code(tda(&["health", "--bootstrap-servers", "127.0.0.1:1", "--output", "json"]), 3);
}

#[test]
fn a_healthy_cluster_exits_with_zero() {
    assert_code(tda(&["health", "--bootstrap-servers", "embedded"]), 0);
}

#[test]
fn compute_writes_every_form_and_pictures() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("square.csv");
    std::fs::write(&file, "0,0\n1,0\n1,1\n0,1\n").expect("written");
    let file = file.to_string_lossy();
    for output in ["table", "json", "csv"] {
        for (picture, name) in [("diagram", "a.svg"), ("barcode", "b.png"), ("betti", "c.svg")] {
            let plot = folder.path().join(name);
            let drawn = ["--plot", &plot.to_string_lossy(), "--picture", picture];
            assert_code(
                tda(&[&["compute", "vietoris-rips", &file, "--output", output], &drawn[..]].concat()),
                0,
            );
            let bytes = std::fs::read(plot).expect("drawn");
            assert!(
                bytes.starts_with(b"\x89PNG") || bytes.trim_ascii_end().ends_with(b"</svg>"),
                "{picture}"
            );
        }
    }
    assert_code(tda(&["compute", "vietoris-rips", &file, "--plot", "picture.gif"]), 2);
}

#[test]
fn compute_reads_points_images_and_series() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("table.txt");
    std::fs::write(&file, "1 1 1\n1 5 1\n1 1 1\n").expect("written");
    let file = file.to_string_lossy();
    assert_code(tda(&["compute", "cubical", &file, "--superlevel", "--construction", "t", "--pairs"]), 0);
    assert_code(tda(&["compute", "cubical", &file, "--periodic", "2"]), 2);
    assert_code(tda(&["compute", "cech", &file, "--field", "3"]), 0);
    assert_code(tda(&["compute", "alpha", &file, "--squared"]), 0);
    assert_code(tda(&["compute", "delaunay-rips", &file]), 0);
    assert_code(tda(&["compute", "vietoris-rips", &file, "--metric", "manhattan"]), 0);
    assert_code(tda(&["compute", "vietoris-rips", &file, "--input", "sparse"]), 1);
    assert_code(tda(&["compute", "sparse-rips", &file, "--epsilon", "0.5"]), 0);
    assert_code(tda(&["compute", "sparse-rips", &file, "--epsilon", "1.5"]), 1);
    // Nine numbers in a square are no series.
    assert_code(tda(&["compute", "lower-star", &file]), 1);
    assert_code(tda(&["compute", "vietoris-rips", &file, "--field", "4"]), 1);
}
