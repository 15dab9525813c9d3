//! Many inputs in one call.

use std::sync::{Arc, Mutex};

use tda_core::{Control, Error, InvalidInput, Padded, PointCloud, VietorisRips};

use crate::clouds;

#[test]
fn threads_give_what_single_calls_give_in_the_order_of_the_inputs() {
    let rows: Vec<Vec<f64>> =
        (0..40_u32).map(|seed| clouds::noisy_circle(5 + seed, 0.3, seed.into())).collect();
    let inputs: Vec<PointCloud<'_>> =
        rows.iter().map(|rows| PointCloud::from_rows(rows, 2).unwrap()).collect();
    let told: Arc<Mutex<Vec<f64>>> = Arc::default();
    let into = Arc::clone(&told);
    let control = Control::new().on_progress(move |progress| into.lock().unwrap().push(progress.fraction));
    for threads in [1, 2, 3, 8] {
        told.lock().unwrap().clear();
        let rips = VietorisRips::new().cocycles(true).field(3).threads(threads);
        let all = rips.compute_batch(&inputs, &control).unwrap();
        for (diagrams, input) in all.iter().zip(&inputs) {
            let single = rips.compute(input).unwrap();
            assert!(diagrams.dimensions().eq(single.dimensions()));
            assert_eq!(diagrams.cocycles(1).unwrap(), single.cocycles(1).unwrap());
        }
        assert!(told.lock().unwrap().is_sorted());
        let padded = Padded::new(&all, 1).unwrap();
        assert_eq!(padded.values.len(), padded.diagrams * padded.intervals * 2);
        let numbers = padded.values.iter().filter(|value| !value.is_nan()).count();
        assert_eq!(
            numbers,
            2 * all.iter().map(|diagrams| diagrams.dimension(1).unwrap().len()).sum::<usize>()
        );
    }
}

#[test]
fn the_first_bad_input_is_told() {
    let far = [-f64::MAX, f64::MAX];
    let inputs =
        [&[0.0, 1.0][..], &far, &[0.0, 2.0], &far].map(|rows| PointCloud::from_rows(rows, 1).unwrap());
    let error = VietorisRips::new().threads(2).compute_batch(&inputs, &Control::new()).unwrap_err();
    assert_eq!(error, InvalidInput::DistanceOverflow { row: 0, other: 1 }.into());
    let none: [PointCloud<'_>; 0] = [];
    assert_eq!(VietorisRips::new().compute_batch(&none, &Control::new()).unwrap().len(), 0);
    let diagrams = VietorisRips::new().compute_batch(&inputs[..1], &Control::new()).unwrap();
    assert!(matches!(Padded::new(&diagrams, 2), Err(Error::NotFound { .. })));
}
