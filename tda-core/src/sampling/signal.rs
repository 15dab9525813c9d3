//! Points from signals.

use crate::error::{Error, InvalidInput};
use crate::input::PointCloud;

/// The points (x(t), x(t + delay), .., x(t + (dimensions - 1) delay)) of a signal, for every `stride`-th t.
///
/// Source: Takens, "Detecting strange attractors in turbulence", 1981; Perea and Harer, "Sliding windows and
/// persistence", Foundations of Computational Mathematics 2015.
///
/// # Errors
/// [`Error::InvalidInput`] for a delay, a stride or dimensions of zero, for a signal that is too short for one point,
/// and for a sample that is NaN or infinite.
///
/// ```
/// let cloud = tda_core::sampling::delay_embedding(&[0.0, 1.0, 2.0, 3.0, 4.0], 2, 2, 1)?;
/// assert_eq!(cloud.coordinates(), [0.0, 2.0, 1.0, 3.0, 2.0, 4.0]);
/// # Ok::<(), tda_core::Error>(())
/// ```
pub fn delay_embedding(
    signal: &[f64],
    dimensions: usize,
    delay: usize,
    stride: usize,
) -> Result<PointCloud<'static>, Error> {
    let samples = signal.len();
    let width = dimensions.saturating_sub(1).saturating_mul(delay).saturating_add(1);
    if dimensions == 0 || delay == 0 || stride == 0 || width > samples {
        return Err(InvalidInput::Window { samples, width, stride }.into());
    }
    let starts = (0..=samples - width).step_by(stride);
    let rows = starts.flat_map(|start| (0..dimensions).map(move |place| signal[start + place * delay]));
    PointCloud::from_vec(rows.collect(), dimensions)
}

/// The windows of `width` samples that begin at every `stride`-th sample, borrowed; what does not fill a last window is
/// left out.
///
/// # Errors
/// [`Error::InvalidInput`] for a width or a stride of zero, and for a signal shorter than one window.
///
/// ```
/// let signal = [1.0, 2.0, 3.0, 4.0, 5.0];
/// let windows: Vec<&[f64]> = tda_core::sampling::sliding_windows(&signal, 3, 2)?.collect();
/// assert_eq!(windows, [&signal[0..3], &signal[2..5]]);
/// # Ok::<(), tda_core::Error>(())
/// ```
pub fn sliding_windows(
    signal: &[f64],
    width: usize,
    stride: usize,
) -> Result<impl ExactSizeIterator<Item = &[f64]>, Error> {
    let samples = signal.len();
    if width == 0 || stride == 0 || width > samples {
        return Err(InvalidInput::Window { samples, width, stride }.into());
    }
    Ok((0..samples - width + 1).step_by(stride).map(move |start| &signal[start..start + width]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_no_window_is_an_error() {
        let window = |width, stride| InvalidInput::Window { samples: 3, width, stride }.into();
        assert_eq!(delay_embedding(&[0.0; 3], 3, 2, 1).unwrap_err(), window(5, 1));
        assert_eq!(delay_embedding(&[0.0; 3], 2, 1, 0).unwrap_err(), window(2, 0));
        assert!(delay_embedding(&[0.0; 3], usize::MAX, usize::MAX, 1).is_err());
        assert_eq!(sliding_windows(&[0.0; 3], 4, 1).err(), Some(window(4, 1)));
        assert_eq!(delay_embedding(&[0.0; 3], 3, 1, 7).map(|cloud| cloud.points()), Ok(1));
        let nan = delay_embedding(&[0.0, f64::NAN], 1, 1, 1).unwrap_err();
        assert_eq!(nan, InvalidInput::NotANumber { row: 1, column: 0 }.into());
    }
}
