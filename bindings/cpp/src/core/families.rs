//! The filtrations: each entry is what the C++ function of the same name calls.

use cxx::SharedPtr;
use tda_core::{
    Alpha, Cech, Control, Cubical, DelaunayRips, DirectedFlag, DirectedGraph, DtmRips, Error,
    ExplicitFiltration, Extended, Flag, Image, LowerStar, SparseRips, VietorisRips, WeightedGraph, Witness,
    WitnessKind,
};

use super::inputs::{Distances, edges_of};
use super::options::{configured, with_dimension, with_threshold};
use super::{CancelToken, Diagrams, control};
use crate::failure::{Failure, guarded};
use crate::ffi::{
    Construction, Edge, Exponent, ExtendedParts, Function, Lists, Mass, OptionalNumber, OptionalNumbers,
    Options, Picture, ProgressSink, Relaxation, Space,
};

type Sink = SharedPtr<ProgressSink>;
type Found = Result<Box<Diagrams>, Failure>;

/// Runs a computation under the token and the callback that were given.
fn watched(
    cancel: &CancelToken,
    sink: Sink,
    compute: impl FnOnce(&Control) -> Result<tda_core::Diagrams, Error>,
) -> Found {
    Ok(Box::new(compute(&control(cancel, sink))?.into()))
}

/// Runs a family on whatever holds the distances.
macro_rules! on_distances {
    ($space:expr, $options:expr, $cancel:expr, $sink:expr, $family:expr) => {{
        let (space, family) = ($space.read($options)?, $family);
        watched($cancel, $sink, |control| match &space {
            Distances::Matrix(input) => family.compute_with(input, control),
            Distances::Points(input) => family.compute_with(input, control),
            Distances::Sparse(input) => family.compute_with(input, control),
        })
    }};
}

pub(crate) fn vietoris_rips(
    space: &Space<'_>,
    weights: &OptionalNumbers<'_>,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let rips = with_dimension!(options, configured!(options, VietorisRips::new(), cocycles, cycles));
        let mut rips = with_threshold!(options, rips);
        if weights.present {
            rips = rips.weights(weights.numbers);
        }
        on_distances!(space, options, cancel, sink, rips)
    })
}

pub(crate) fn dtm_rips(
    space: &Space<'_>,
    mass: &Mass,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let rips = with_dimension!(options, configured!(options, DtmRips::new(), cocycles, cycles));
        let mut rips = with_threshold!(options, rips).exponent(match mass.exponent {
            Exponent::One => tda_core::Exponent::One,
            Exponent::Two => tda_core::Exponent::Two,
            Exponent::Infinity => tda_core::Exponent::Infinity,
            _ => return Err(Failure::invalid("the exponent is not known")),
        });
        if let Some(neighbours) = mass.neighbours.index() {
            rips = rips.neighbours(neighbours);
        }
        if let Some(share) = mass.share.get() {
            rips = rips.mass(share);
        }
        on_distances!(space, options, cancel, sink, rips)
    })
}

pub(crate) fn sparse_rips(
    space: &Space<'_>,
    epsilon: f64,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let rips = configured!(options, SparseRips::new(epsilon), cocycles, cycles);
        let rips = with_threshold!(options, with_dimension!(options, rips));
        on_distances!(space, options, cancel, sink, rips)
    })
}

pub(crate) fn cech(
    points: &Space<'_>,
    max_radius: &OptionalNumber,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let cloud = points.points()?;
        let mut cech =
            with_dimension!(options, configured!(options, Cech::new(), cocycles, cycles, zero_lengths));
        if let Some(radius) = max_radius.get() {
            cech = cech.max_radius(radius);
        }
        watched(cancel, sink, |control| cech.compute_with(&cloud, control))
    })
}

pub(crate) fn alpha(
    points: &Space<'_>,
    squared: bool,
    weights: &OptionalNumbers<'_>,
    sides: &OptionalNumbers<'_>,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let cloud = points.points()?;
        let mut alpha = configured!(options, Alpha::new().squared(squared), cocycles, cycles, zero_lengths);
        if weights.present {
            alpha = alpha.weights(weights.numbers);
        }
        if sides.present {
            alpha = alpha.periodic(sides.numbers);
        }
        watched(cancel, sink, |control| alpha.compute_with(&cloud, control))
    })
}

pub(crate) fn delaunay_rips(
    points: &Space<'_>,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let cloud = points.points()?;
        let rips = configured!(options, DelaunayRips::new(), cocycles, cycles, zero_lengths);
        watched(cancel, sink, |control| rips.compute_with(&cloud, control))
    })
}

pub(crate) fn witness(
    landmarks: &Space<'_>,
    witnesses: &Space<'_>,
    relaxation: &Relaxation,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let (landmarks, witnesses) = (landmarks.points()?, witnesses.points()?);
        let kind = if relaxation.strong { WitnessKind::Strong } else { WitnessKind::Weak };
        let family = Witness::new().kind(kind).max_relaxation(relaxation.max_relaxation);
        let family = configured!(options, family.squared(relaxation.squared), cocycles, cycles, zero_lengths);
        let family = with_dimension!(options, family);
        watched(cancel, sink, |control| family.compute_with(&landmarks, &witnesses, control))
    })
}

pub(crate) fn flag(
    births: &[f64],
    edges: &[Edge],
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let graph = WeightedGraph::new(births, &edges_of(edges))?;
        let flag = configured!(options, Flag::new(), cocycles, cycles, zero_lengths);
        let flag = with_dimension!(options, flag);
        watched(cancel, sink, |control| flag.compute_with(&graph, control))
    })
}

pub(crate) fn directed_flag(
    births: &[f64],
    edges: &[Edge],
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let graph = DirectedGraph::new(births, &edges_of(edges))?;
        let flag = configured!(options, DirectedFlag::new(), cocycles, cycles, zero_lengths);
        let flag = with_dimension!(options, flag);
        watched(cancel, sink, |control| flag.compute_with(&graph, control))
    })
}

pub(crate) fn lower_star(
    function: &Function<'_>,
    superlevel: bool,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let function = function.read()?;
        let family = LowerStar::new().superlevel(superlevel);
        let family = with_dimension!(options, configured!(options, family, cocycles, cycles, zero_lengths));
        watched(cancel, sink, |control| family.compute_with(&function, control))
    })
}

pub(crate) fn extended(
    function: &Function<'_>,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Result<ExtendedParts, Failure> {
    guarded(|| {
        let function = function.read()?;
        let family = configured!(options, Extended::new());
        let found = family.compute_with(&function, &control(cancel, sink))?;
        Ok(ExtendedParts {
            ordinary: Box::new(found.ordinary.into()),
            relative: Box::new(found.relative.into()),
            extended: Box::new(found.extended.into()),
        })
    })
}

pub(crate) fn explicit_filtration(
    values: &[f64],
    boundaries: &Lists<'_>,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Found {
    guarded(|| {
        let filtration = ExplicitFiltration::new(values, &boundaries.read()?)?;
        let filtration = configured!(options, filtration, cocycles, cycles, zero_lengths);
        let max_dimension = options.max_dimension.index().unwrap_or(1);
        watched(cancel, sink, |control| filtration.compute_with(max_dimension, control))
    })
}

pub(crate) fn cubical(picture: &Picture<'_>, options: &Options, cancel: &CancelToken, sink: Sink) -> Found {
    guarded(|| {
        let image = Image::new(picture.values, picture.shape)?;
        let construction = match picture.construction {
            Construction::V => tda_core::Construction::V,
            Construction::T => tda_core::Construction::T,
            _ => return Err(Failure::invalid("the construction is not known")),
        };
        let periodic: Vec<bool> = picture.periodic.iter().map(|&axis| axis != 0).collect();
        let family = Cubical::new().construction(construction).superlevel(picture.superlevel);
        let family = configured!(options, family.periodic(&periodic), zero_lengths);
        let family = with_dimension!(options, family);
        watched(cancel, sink, |control| family.compute_with(&image, control))
    })
}
