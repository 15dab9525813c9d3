//! Vietoris-Rips: a simplex enters when its longest edge does.

use crate::control::{Control, Limits, Monitor};
use crate::diagram::Diagrams;
use crate::engine::choice::EngineChoice;
use crate::engine::collapse::Collapse;
use crate::engine::planner::{self, Task};
use crate::error::{Error, InvalidInput};
use crate::field::Field;
use crate::input::Distances;
use crate::input::weighted::{Join, Weighted};
use crate::settings::{
    Settings, check_dimension, dimension_method, representative_methods, settings_methods,
};

/// The Vietoris-Rips filtration: a set of points is a simplex from the value of its largest distance on.
///
/// Values are distances (diameters, not radii), each exactly a distance of the input.
///
/// From dimension three on, and for many points with few edges, a simplex is one number: the rank of its longest edge
/// and its vertices. It is as wide as it must be, 64, 128 or 256 bits; a computation up to dimension d takes
/// ceil(log2(edges)) + (d + 2) ceil(log2(points)) of them. With all edges among 1 000 points that is dimension 2, 8
/// and 21; among 10 000 points 0, 5 and 14. The dimension that counts is never above half the degeneracy of the graph,
/// where homology ends.
///
/// ```
/// use tda_core::{PointCloud, VietorisRips};
///
/// // The corners of a square: the loop is born with the sides and dies with the diagonals.
/// let cloud = PointCloud::from_rows(&[0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0], 2)?;
/// let diagrams = VietorisRips::new().max_dimension(1).compute(&cloud)?;
/// let [loop_] = diagrams.dimension(1)? else { panic!("one loop") };
/// assert_eq!((loop_.birth, loop_.death), (1.0, 2.0_f64.sqrt()));
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct VietorisRips {
    max_dimension: usize,
    threshold: Option<f64>,
    collapse: Collapse,
    engine: EngineChoice,
    weights: Option<Vec<f64>>,
    settings: Settings,
}

impl Default for VietorisRips {
    fn default() -> Self {
        Self::new()
    }
}

impl VietorisRips {
    /// Dimensions 0 and 1, up to the enclosing radius, on one thread, without limits.
    #[must_use]
    pub fn new() -> Self {
        Self::with(1, None, Settings::default())
    }

    pub(super) fn with(max_dimension: usize, threshold: Option<f64>, settings: Settings) -> Self {
        VietorisRips {
            max_dimension,
            threshold,
            collapse: Collapse::Auto,
            engine: EngineChoice::Auto,
            weights: None,
            settings,
        }
    }

    dimension_method!();

    /// The largest distance that makes an edge, itself included. Classes alive there are essential. It may be below
    /// zero where points have births, of which later ones then never enter.
    ///
    /// By default there is no threshold: the computation goes up to the enclosing radius, the least distance within
    /// which one point has all others, since nothing changes any more behind it.
    #[must_use]
    pub fn threshold(mut self, threshold: f64) -> Self {
        self.threshold = Some(threshold);
        self
    }

    settings_methods!();
    representative_methods!();

    /// Whether the graph is collapsed first, which changes no bit of the diagrams. Default [`Collapse::Auto`].
    ///
    /// Simplices of a collapsed graph enter at other values than those of the input: with pairs or representatives
    /// there is no collapse.
    #[must_use]
    pub fn collapse(mut self, collapse: Collapse) -> Self {
        self.collapse = collapse;
        self
    }

    /// Which engine computes. Default [`EngineChoice::Auto`].
    ///
    /// One that does not serve the input, or what is asked for, is
    /// [`InvalidInput::Engine`](crate::InvalidInput::Engine) when the computation starts.
    #[must_use]
    pub fn engine(mut self, engine: EngineChoice) -> Self {
        self.engine = engine;
        self
    }

    /// When each point enters, one finite number a point, below zero too: the weighted filtration, in which an edge
    /// enters at max(d, a, b) for the distance d and the births a and b of its ends. By default all enter at zero.
    #[must_use]
    pub fn weights(mut self, weights: &[f64]) -> Self {
        self.weights = Some(weights.to_vec());
        self
    }

    /// The field, after all settings were checked.
    pub(super) fn check(&self, input: &impl Distances) -> Result<Field, Error> {
        // Below zero there may be points, if they have births.
        let has_births = self.weights.is_some() || input.births().is_some();
        if let Some(threshold) = self.threshold
            && (threshold.is_nan() || (threshold < 0.0 && !has_births))
        {
            return Err(InvalidInput::Threshold { threshold }.into());
        }
        self.check_settings()
    }

    /// The field, after what no input bears on was checked.
    pub(super) fn check_settings(&self) -> Result<Field, Error> {
        check_dimension(self.max_dimension)?;
        self.settings.check()
    }

    /// The highest dimension, the threshold and the limits, checked.
    pub(super) fn bounds(&self, input: &impl Distances) -> Result<(usize, Option<f64>, Limits), Error> {
        self.check(input)?;
        Ok((self.max_dimension, self.threshold, self.settings.limits))
    }

    pub(super) fn checked_threads(&self) -> Result<usize, Error> {
        self.settings.check().map(|_| self.settings.threads)
    }

    /// The diagrams of dimension 0 to the maximum.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a threshold that is NaN, or negative where points have no births; no threads, not one finite weight a point, or
    /// points too far apart for an f64; [`Error::LimitExceeded`] and [`Error::TimeLimit`] past a limit;
    /// [`Error::TooLarge`] when a simplex does not fit in 256 bits.
    pub fn compute(&self, input: &impl Distances) -> Result<Diagrams, Error> {
        self.compute_with(input, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, input: &impl Distances, control: &Control) -> Result<Diagrams, Error> {
        self.check(input)?;
        self.compute_within(input, None, Monitor::start(control, self.settings.limits)?)
    }

    /// As [`compute_with`](Self::compute_with), in a computation that goes on already, where distances may be places
    /// in a list of `values`.
    pub(super) fn compute_within(
        &self,
        input: &impl Distances,
        values: Option<&[f64]>,
        monitor: Monitor<'_>,
    ) -> Result<Diagrams, Error> {
        let field = self.check(input)?;
        let &Self { max_dimension, threshold, collapse, engine, settings, .. } = self;
        let task = Task { max_dimension, threshold, collapse, engine, field, settings, values };
        match &self.weights {
            None => planner::rips(input, task, monitor),
            Some(weights) => planner::rips(&Weighted::new(input, weights, Join::Latest)?, task, monitor),
        }
    }
}
