//! The persistence scale space kernel: heat that cannot cross the diagonal.

use super::Axis;
use super::essential::{Bar, Essential, essential_method};
use super::image::{check_bandwidth, pixel_count};
use super::separable::{Profile, add_product};
use crate::control::{Control, Limits, Monitor, Stage};
use crate::diagram::Interval;
use crate::engine::sort::sort_by;
use crate::error::Error;

/// Pairs of points between two looks at the clock.
const PAIR_UNITS: usize = 40;

/// The heat kernel of persistence diagrams: each point is a source of heat, its mirror image in the diagonal a sink, and
/// heat spreads for a time `scale` (called sigma in the paper).
///
/// `k(F, G) = 1 / (8 pi s) * sum over p in F, q in G of exp(-|p - q|^2 / 8s) - exp(-|p - q'|^2 / 8s)`, with q' the
/// mirror image of q. (GUDHI's kernel with bandwidth h is `sqrt(2 pi) * h` times this at
/// `scale = h^2 / 4`.)
///
/// Cost: the product of the numbers of points.
/// Source: Reininghaus, Huber, Bauer, Kwitt, "A stable multi-scale kernel for topological machine learning", CVPR
/// 2015.
///
/// ```
/// use tda_core::{Interval, vectorize::HeatKernel};
/// let a = [Interval { birth: 0.0, death: 2.0 }];
/// let kernel = HeatKernel::new(0.5);
/// let expected = (1.0 - (-2.0_f64).exp()) / (4.0 * std::f64::consts::PI);
/// assert!((kernel.kernel(&a, &a)? - expected).abs() < 1e-15);
/// assert_eq!(kernel.distance(&a, &a)?, 0.0);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatKernel {
    scale: f64,
    essential: Essential,
}

impl HeatKernel {
    /// Heat spread for a time `scale`, essential classes left out.
    #[must_use]
    pub fn new(scale: f64) -> Self {
        HeatKernel { scale, essential: Essential::default() }
    }

    essential_method!();

    /// The kernel of two diagrams: the scalar product of their distributions of heat.
    ///
    /// # Errors
    /// [`InvalidInput::Bandwidth`](crate::InvalidInput::Bandwidth) for a scale that is not positive and finite; what
    /// [`Essential`] refuses; a point that is not finite.
    pub fn kernel(&self, first: &[Interval], second: &[Interval]) -> Result<f64, Error> {
        self.kernel_with(first, second, &Control::new())
    }

    /// As [`kernel`](Self::kernel), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`kernel`](Self::kernel), and [`Error::Cancelled`].
    pub fn kernel_with(
        &self,
        first: &[Interval],
        second: &[Interval],
        control: &Control,
    ) -> Result<f64, Error> {
        check_bandwidth(self.scale)?;
        let mut monitor = Monitor::start(control, Limits::default())?;
        let (first, second) = (self.bars(first, &mut monitor)?, self.bars(second, &mut monitor)?);
        monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
        let sum = self.sum(&first, &second, &mut monitor)?;
        monitor.finish();
        Ok(sum)
    }

    /// The distance of two diagrams: the l_2 norm of the difference of their distributions of heat. It is at most the
    /// Wasserstein distance of order 1 (with the l_2 norm) over `scale * sqrt(8 pi)`.
    ///
    /// # Errors
    /// As [`kernel`](Self::kernel).
    pub fn distance(&self, first: &[Interval], second: &[Interval]) -> Result<f64, Error> {
        let (own, other) = (self.kernel(first, first)?, self.kernel(second, second)?);
        Ok((own + other - 2.0 * self.kernel(first, second)?).max(0.0).sqrt())
    }

    /// The distribution of heat at the samples of two axes: a row for each sample of the deaths, ascending, and in it a
    /// column for each of the births, ascending. Below the diagonal it is the negative of its mirror image.
    ///
    /// # Errors
    /// As [`kernel`](Self::kernel), and [`InvalidInput::AxisCount`](crate::InvalidInput::AxisCount) for too many
    /// samples.
    pub fn image(&self, intervals: &[Interval], births: &Axis, deaths: &Axis) -> Result<Vec<f64>, Error> {
        check_bandwidth(self.scale)?;
        let mut image = vec![0.0; pixel_count(births, deaths)?];
        let (columns, rows) = (births.samples(), deaths.samples());
        let (mut row, mut column) = (Profile::default(), Profile::default());
        let factor = 1.0 / (4.0 * std::f64::consts::PI * self.scale);
        let mut add = |weight: f64, birth: f64, death: f64| {
            let heat = |at: f64, center: f64| libm::exp(-(at - center) * (at - center) / (4.0 * self.scale));
            column.fill(columns.len(), |index| heat(columns[index], birth));
            row.fill(rows.len(), |index| heat(rows[index], death));
            add_product(&mut image, columns.len(), weight, &row, &column);
        };
        let control = Control::new();
        for Bar { birth, death } in self.bars(intervals, &mut Monitor::start(&control, Limits::default())?)? {
            add(factor, birth, death);
            add(-factor, death, birth);
        }
        Ok(image)
    }

    /// Sorted, so that no sum depends on the order of the intervals.
    fn bars(&self, intervals: &[Interval], monitor: &mut Monitor<'_>) -> Result<Vec<Bar>, Error> {
        let mut bars = self.essential.bars(intervals)?;
        sort_by(&mut bars, monitor, |a, b| a.birth.total_cmp(&b.birth).then(a.death.total_cmp(&b.death)))?;
        Ok(bars)
    }

    fn sum(&self, first: &[Bar], second: &[Bar], monitor: &mut Monitor<'_>) -> Result<f64, Error> {
        let square = |x: f64| x * x;
        let mut sum = 0.0;
        for (done, p) in first.iter().enumerate() {
            monitor.advance(done as f64 / first.len() as f64);
            for chunk in second.chunks(1024) {
                for q in chunk {
                    let near = square(p.birth - q.birth) + square(p.death - q.death);
                    let mirrored = square(p.birth - q.death) + square(p.death - q.birth);
                    sum += libm::exp(-near / (8.0 * self.scale)) - libm::exp(-mirrored / (8.0 * self.scale));
                }
                monitor.tick(PAIR_UNITS * chunk.len())?;
            }
        }
        Ok(sum / (8.0 * std::f64::consts::PI * self.scale))
    }
}
