//! What C++ shows of its memory, as the engine reads it.

use tda_core::{DistanceMatrix, PointCloud, SparseDistances, Symmetry, VertexFunction};

use crate::failure::Failure;
use crate::ffi::{self, Edge, Function, Layout, Lists, Metric, Options, Space};

/// Points with distances between them.
pub(super) enum Distances<'a> {
    Matrix(DistanceMatrix<'a>),
    Points(PointCloud<'a>),
    Sparse(SparseDistances),
}

impl<'a> Space<'a> {
    pub(super) fn read(&self, options: &Options) -> Result<Distances<'a>, Failure> {
        Ok(match self.layout {
            Layout::Points => Distances::Points(self.points()?.metric(metric(options)?)?),
            Layout::Dense => Distances::Matrix(DistanceMatrix::from_dense_half(
                self.numbers,
                self.width,
                self.symmetry()?,
            )?),
            Layout::Condensed => Distances::Matrix(DistanceMatrix::from_condensed(self.numbers)?),
            Layout::Lower => Distances::Matrix(DistanceMatrix::from_lower(self.numbers)?),
            Layout::Sparse => {
                let sparse = SparseDistances::from_coo(self.width, self.rows, self.columns, self.numbers)?;
                Distances::Sparse(sparse)
            }
            _ => return Err(Failure::invalid("the layout of the distances is not known")),
        })
    }

    /// The points, for families that have no other distance than the Euclidean one.
    pub(super) fn points(&self) -> Result<PointCloud<'a>, Failure> {
        Ok(PointCloud::from_rows(self.numbers, self.width)?)
    }

    fn symmetry(&self) -> Result<Symmetry, Failure> {
        Ok(match self.symmetry {
            ffi::Symmetry::Check => Symmetry::Check,
            ffi::Symmetry::Lower => Symmetry::Lower,
            ffi::Symmetry::Upper => Symmetry::Upper,
            _ => return Err(Failure::invalid("the symmetry of the distances is not known")),
        })
    }
}

fn metric(options: &Options) -> Result<tda_core::Metric, Failure> {
    Ok(match options.metric {
        Metric::Chebyshev => tda_core::Metric::Chebyshev,
        Metric::Cosine => tda_core::Metric::Cosine,
        Metric::Euclidean => tda_core::Metric::Euclidean,
        Metric::Hamming => tda_core::Metric::Hamming,
        Metric::Haversine => tda_core::Metric::Haversine,
        Metric::Manhattan => tda_core::Metric::Manhattan,
        Metric::Minkowski => tda_core::Metric::Minkowski(options.minkowski_p),
        _ => return Err(Failure::invalid("the metric is not known")),
    })
}

/// Edges as the crate takes them.
pub(super) fn edges_of(edges: &[Edge]) -> Vec<(usize, usize, f64)> {
    edges.iter().map(|edge| (edge.first, edge.second, edge.value)).collect()
}

impl<'a> Lists<'a> {
    pub(super) fn read(&self) -> Result<Vec<&'a [usize]>, Failure> {
        let mut rest = self.items;
        let mut lists = Vec::with_capacity(self.lengths.len());
        for &length in self.lengths {
            let (list, others) = rest
                .split_at_checked(length)
                .ok_or_else(|| Failure::invalid("the lengths of the lists exceed the items given"))?;
            lists.push(list);
            rest = others;
        }
        Ok(lists)
    }
}

impl Function<'_> {
    pub(super) fn read(&self) -> Result<VertexFunction, Failure> {
        Ok(match self.on_path {
            true => VertexFunction::on_path(self.values)?,
            false => VertexFunction::on_simplices(self.values, &self.simplices.read()?)?,
        })
    }
}
