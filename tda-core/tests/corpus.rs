//! The filtrations with known barcodes in `testdata/filtrations`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tda_core::{Diagrams, DistanceMatrix, ExplicitFiltration, PointCloud, VietorisRips, laws};

#[derive(Deserialize)]
struct Corpus {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(flatten)]
    input: Input,
    max_dimension: Option<usize>,
    threshold: Option<f64>,
    #[serde(default)]
    tolerance: f64,
    barcode: BTreeMap<String, Vec<[f64; 2]>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Input {
    Explicit { values: Vec<f64>, boundaries: Vec<Vec<usize>> },
    Points { points: Vec<Vec<f64>> },
    PointsFile { points_csv: PathBuf },
    Distances { distances: Vec<f64> },
}

impl Case {
    fn compute(&self, folder: &Path) -> Diagrams {
        let max_dimension = self.max_dimension.unwrap_or(self.barcode.len() - 1);
        let rips = VietorisRips::new().max_dimension(max_dimension);
        let rips = self.threshold.map_or(rips.clone(), |threshold| rips.threshold(threshold));
        let from_points = |points: &[Vec<f64>]| {
            rips.compute(&PointCloud::from_rows(&points.concat(), points[0].len()).unwrap()).unwrap()
        };
        match &self.input {
            Input::Points { points } => from_points(points),
            Input::PointsFile { points_csv } => from_points(&read_csv(&folder.join(points_csv))),
            Input::Distances { distances } => {
                rips.compute(&DistanceMatrix::from_condensed(distances).unwrap()).unwrap()
            }
            Input::Explicit { values, boundaries } => {
                let filtration = ExplicitFiltration::new(values, boundaries).unwrap();
                laws::assert_filtration(&filtration);
                let diagrams = filtration.compute(max_dimension).unwrap();
                laws::assert_euler_characteristic(&filtration, &diagrams);
                diagrams
            }
        }
    }

    fn check(&self, folder: &Path) {
        let diagrams = self.compute(folder);
        laws::assert_diagrams(&diagrams);
        for (dimension, found) in diagrams.dimensions().enumerate() {
            let expected = self.barcode.get(&format!("h{dimension}")).map_or(&[][..], Vec::as_slice);
            let place = format!("{}, dimension {dimension}", self.name);
            assert_eq!(found.len(), expected.len(), "number of intervals of {place}");
            for (interval, &[birth, death]) in found.iter().zip(expected) {
                let near = |a: f64, b: f64| a == b || (a - b).abs() <= self.tolerance;
                assert!(near(interval.birth, birth) && near(interval.death, death), "{interval} of {place}");
            }
        }
        assert!(self.barcode.len() <= diagrams.max_dimension() + 1, "dimensions of {}", self.name);
    }
}

fn read_csv(path: &Path) -> Vec<Vec<f64>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split(',').map(|number| number.parse().unwrap()).collect()).collect()
}

/// Checks every case of one file, and returns their number.
pub(crate) fn check_file(name: &str) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/filtrations");
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    let corpus: Corpus = toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {}", e.message()));
    corpus.case.iter().for_each(|case| case.check(&folder));
    corpus.case.len()
}

#[test]
fn rips() {
    assert!(check_file("rips.toml") >= 16);
}

#[test]
fn explicit() {
    assert!(check_file("explicit.toml") >= 7);
}
