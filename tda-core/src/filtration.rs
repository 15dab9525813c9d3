//! Filtrations: complexes that grow. This file says what one is; each kind has a file of its own.

mod alpha;
mod batch;
mod cech;
mod cubical;
mod delaunay_rips;
mod directed_flag;
mod dtm_rips;
mod estimate;
mod explicit;
mod extended;
mod flag;
mod lower_star;
mod rips;
mod sparse_rips;
mod triangulated;
mod witness;

pub use alpha::Alpha;
pub use batch::Padded;
pub use cech::Cech;
pub use cubical::{Construction, Cubical};
pub use delaunay_rips::DelaunayRips;
pub use directed_flag::DirectedFlag;
pub use dtm_rips::{DtmRips, Exponent};
pub use estimate::{Estimate, Suggestion};
pub use explicit::ExplicitFiltration;
pub use extended::{Extended, ExtendedDiagrams};
pub use flag::Flag;
pub use lower_star::LowerStar;
pub use rips::VietorisRips;
pub use sparse_rips::SparseRips;
pub use witness::{Witness, WitnessKind};

/// The position of a simplex in the order of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimplexIndex(usize);

impl SimplexIndex {
    /// The simplex that enters after `position` others.
    #[must_use]
    pub fn new(position: usize) -> Self {
        SimplexIndex(position)
    }

    /// How many simplices enter before.
    #[must_use]
    pub fn get(self) -> usize {
        self.0
    }
}

/// A complex whose simplices enter one at a time, faces before cofaces.
///
/// Implement it for new data and a reduction applies; [`laws::assert_filtration`](crate::laws::assert_filtration)
/// is the judge.
pub trait Filtration {
    /// Number of simplices, the empty one not counted.
    fn len(&self) -> usize;

    /// The dimension of `simplex`: 0 for a vertex.
    fn dimension(&self, simplex: SimplexIndex) -> usize;

    /// The value at which `simplex` enters: finite, and never below that of an earlier simplex.
    fn value(&self, simplex: SimplexIndex) -> f64;

    /// The facets of `simplex`, ascending; empty for a vertex.
    fn boundary(&self, simplex: SimplexIndex) -> impl Iterator<Item = SimplexIndex>;

    /// Whether there is no simplex at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All simplices in the order of entry.
    fn simplices(&self) -> impl DoubleEndedIterator<Item = SimplexIndex> {
        (0..self.len()).map(SimplexIndex)
    }
}
