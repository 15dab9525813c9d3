//! Which engine computes, where the caller has a say.

use std::fmt;

use crate::error::{Error, InvalidInput};

/// The engine of [`VietorisRips`](crate::VietorisRips). They agree bit by bit: what differs is time and memory.
///
/// | engine | fields | serves |
/// |---|---|---|
/// | [`CohomologyWithCoefficients`](Self::CohomologyWithCoefficients) | all | everything, while names of simplices fit 128 bits |
/// | [`EdgeSweep`](Self::EdgeSweep) | Z/2 | dimension 1 and above; pairs for dimensions 0 and 1 of points or a matrix |
/// | [`ImplicitCohomology`](Self::ImplicitCohomology) | Z/2 | dimension 1 and above, intervals |
/// | [`MatrixReduction`](Self::MatrixReduction) | all | everything, all simplices written out |
/// | [`MinimumSpanningTree`](Self::MinimumSpanningTree) | all | dimension 0 of points or a matrix without births, intervals |
/// | [`PlanarGeometry`](Self::PlanarGeometry) | all | dimensions 0 and 1 of Euclidean points in the plane, intervals |
///
/// ```
/// use tda_core::{EngineChoice, PointCloud, VietorisRips};
/// let cloud = PointCloud::from_rows(&[0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0], 2)?;
/// let rips = VietorisRips::new().engine(EngineChoice::MatrixReduction);
/// assert_eq!(rips.compute(&cloud)?.plan().engine, "matrix reduction");
/// assert!(rips.engine(EngineChoice::MinimumSpanningTree).compute(&cloud).is_err());
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EngineChoice {
    /// The one that suits size, dimension, threshold, density, geometry and field best.
    #[default]
    Auto,
    /// Cohomology that keeps its cochains.
    CohomologyWithCoefficients,
    /// Edges one after another, by what their lunes hold; above dimension 2 implicit cohomology goes on.
    EdgeSweep,
    /// Coboundaries that are enumerated again whenever they are needed.
    ImplicitCohomology,
    /// A matrix of all simplices.
    MatrixReduction,
    /// The lengths of a shortest tree.
    MinimumSpanningTree,
    /// Relative neighbours, and the faces between them.
    PlanarGeometry,
}

impl EngineChoice {
    /// Every choice, in alphabetical order.
    pub const ALL: [EngineChoice; 7] = [
        EngineChoice::Auto,
        EngineChoice::CohomologyWithCoefficients,
        EngineChoice::EdgeSweep,
        EngineChoice::ImplicitCohomology,
        EngineChoice::MatrixReduction,
        EngineChoice::MinimumSpanningTree,
        EngineChoice::PlanarGeometry,
    ];

    /// The name of the engine in a [`Plan`](crate::Plan).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            EngineChoice::Auto => "auto",
            EngineChoice::CohomologyWithCoefficients => "cohomology with coefficients",
            EngineChoice::EdgeSweep => "edge sweep",
            EngineChoice::ImplicitCohomology => "implicit cohomology",
            EngineChoice::MatrixReduction => "matrix reduction",
            EngineChoice::MinimumSpanningTree => "minimum spanning tree",
            EngineChoice::PlanarGeometry => "planar geometry",
        }
    }

    /// Whether the engine computes over the integers modulo this prime.
    #[must_use]
    pub fn serves_field(self, prime: u32) -> bool {
        prime == 2 || !matches!(self, EngineChoice::EdgeSweep | EngineChoice::ImplicitCohomology)
    }

    /// Refuses a question that the engine has no answer to.
    pub(crate) fn check(self, question: &Question) -> Result<(), Error> {
        self.lack(question).map_or(Ok(()), |reason| Err(self.unfit(reason)))
    }

    pub(crate) fn unfit(self, reason: &'static str) -> Error {
        InvalidInput::Engine { engine: self, reason }.into()
    }

    fn lack(self, question: &Question) -> Option<&'static str> {
        let &Question { top, field, in_rows, is_planar, pairs, chains, fits_table } = question;
        let is_sweep = matches!(self, EngineChoice::EdgeSweep | EngineChoice::ImplicitCohomology);
        let is_geometry = matches!(self, EngineChoice::MinimumSpanningTree | EngineChoice::PlanarGeometry);
        if !self.serves_field(field) {
            Some("it computes over Z/2 alone")
        } else if (is_sweep || is_geometry) && chains {
            Some("it finds neither cocycles nor cycles")
        } else if is_sweep && top == 0 {
            Some("there is no homology above dimension 0")
        } else if pairs
            && (is_geometry || (is_sweep && !(self == EngineChoice::EdgeSweep && top == 1 && in_rows)))
        {
            Some("it tells no pairs here")
        } else if self == EngineChoice::EdgeSweep && !fits_table {
            Some("there are too many points for a table of all pairs")
        } else if is_geometry && !in_rows {
            Some("it needs the distances of all pairs, and no births")
        } else if self == EngineChoice::MinimumSpanningTree && top > 0 {
            Some("it knows dimension 0 alone")
        } else if self == EngineChoice::PlanarGeometry && (top != 1 || !is_planar) {
            Some("it is for dimensions 0 and 1 of Euclidean points in the plane")
        } else {
            None
        }
    }
}

impl fmt::Display for EngineChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What an engine must serve.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    /// The highest dimension in which so many points can have homology.
    pub(crate) top: usize,
    pub(crate) field: u32,
    /// Whether distances come row by row, without births.
    pub(crate) in_rows: bool,
    /// Whether the input is Euclidean points in the plane.
    pub(crate) is_planar: bool,
    pub(crate) pairs: bool,
    /// Whether cocycles or cycles are wanted.
    pub(crate) chains: bool,
    /// Whether all pairs can be ranked.
    pub(crate) fits_table: bool,
}
