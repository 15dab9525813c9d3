//! The fuzz targets of the engines on stable Rust: every input of the corpus, and every one that once was a fault.

#[allow(unreachable_pub, dead_code, reason = "public for the fuzz targets, which are crates of their own")]
#[path = "../../fuzz/src/barcodes.rs"]
mod barcodes;

use std::path::{Path, PathBuf};

type Body = fn(&[u8]);

const TARGETS: [(&str, Body); 7] = [
    ("diagrams", barcodes::diagrams),
    ("explicit", barcodes::explicit),
    ("geometry", barcodes::geometry),
    ("graph", barcodes::graph),
    ("image", barcodes::image),
    ("metric", barcodes::metric),
    ("sparse", barcodes::sparse),
];

fn inputs(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
#[allow(clippy::print_stdout, reason = "a panic inside an input is found by the last path that was printed")]
fn no_input_breaks_a_promise() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    for (target, body) in TARGETS {
        let corpus = inputs(&fuzz.join("corpus").join(target));
        assert!(!corpus.is_empty(), "no corpus for {target}");
        for path in corpus.iter().chain(&inputs(&fuzz.join("regressions").join(target))) {
            println!("{}", path.display());
            body(&std::fs::read(path).unwrap());
        }
    }
}
