//! Many inputs in one call.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::VietorisRips;
use crate::control::Control;
use crate::diagram::Diagrams;
use crate::error::Error;
use crate::input::Distances;

impl VietorisRips {
    /// The diagrams of each of many inputs, in their order. `threads` work on different inputs, each input on one;
    /// limits of memory and time hold for each input.
    ///
    /// # Errors
    /// The error of the first input, in their order, that has one, as of [`compute_with`](Self::compute_with);
    /// [`Error::Cancelled`].
    ///
    /// ```
    /// use tda_core::{Control, PointCloud, VietorisRips};
    /// let clouds = [PointCloud::from_rows(&[0.0, 1.0], 1)?, PointCloud::from_rows(&[0.0, 3.0, 5.0], 1)?];
    /// let all = VietorisRips::new().threads(2).compute_batch(&clouds, &Control::new())?;
    /// assert_eq!(all[1].dimension(0)?.len(), 3);
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn compute_batch<D: Distances + Sync>(
        &self,
        inputs: &[D],
        control: &Control,
    ) -> Result<Vec<Diagrams>, Error> {
        let threads = self.checked_threads()?.min(inputs.len());
        let (next, done) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
        let results: Vec<Mutex<Option<Result<Diagrams, Error>>>> =
            inputs.iter().map(|_| Mutex::new(None)).collect();
        let rips = self.clone().threads(1);
        let work = |control: Control| {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let (Some(input), Some(result)) = (inputs.get(index), results.get(index)) else { return };
                let found = rips.compute_with(input, &control);
                if found.is_err() {
                    // Inputs are taken in order: all before this one are taken, and will be told.
                    next.fetch_max(inputs.len(), Ordering::Relaxed);
                }
                *result.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(found);
                done.fetch_add(1, Ordering::Relaxed);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|| work(control.silent()));
            }
            work(control.of_parts(Arc::clone(&done), inputs.len()));
        });
        let found = results
            .into_iter()
            .filter_map(|result| result.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
        found.collect()
    }
}

/// Intervals of many diagrams as one array of shape (diagrams, most intervals, 2), row by row.
///
/// Rows behind the last interval of a diagram are NaN: infinity would be the death of an essential class.
#[derive(Clone, Debug, PartialEq)]
pub struct Padded {
    /// Births and deaths, row-major.
    pub values: Vec<f64>,
    /// Number of diagrams.
    pub diagrams: usize,
    /// Number of intervals of the largest diagram.
    pub intervals: usize,
}

impl Padded {
    /// The intervals of one dimension of every diagram.
    ///
    /// # Errors
    /// [`Error::NotFound`] above the computed maximum.
    ///
    /// ```
    /// use tda_core::{Control, Padded, PointCloud, VietorisRips};
    /// let clouds = [PointCloud::from_rows(&[0.0], 1)?, PointCloud::from_rows(&[0.0, 3.0], 1)?];
    /// let all = VietorisRips::new().compute_batch(&clouds, &Control::new())?;
    /// let padded = Padded::new(&all, 0)?;
    /// assert_eq!((padded.diagrams, padded.intervals), (2, 2));
    /// assert!(padded.values[2].is_nan());
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn new(diagrams: &[Diagrams], dimension: usize) -> Result<Self, Error> {
        let rows =
            diagrams.iter().map(|diagram| diagram.dimension(dimension)).collect::<Result<Vec<_>, _>>()?;
        let intervals = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let mut values = vec![f64::NAN; rows.len() * intervals * 2];
        for (row, padded) in rows.iter().zip(values.chunks_mut((intervals * 2).max(1))) {
            for (interval, slot) in row.iter().zip(padded.chunks_exact_mut(2)) {
                slot.copy_from_slice(&[interval.birth, interval.death]);
            }
        }
        Ok(Padded { values, diagrams: rows.len(), intervals })
    }
}
