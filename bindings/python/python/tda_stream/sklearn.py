"""Transformers for scikit-learn: from points or images to diagrams, and from diagrams to vectors.

A diagram of one sample is a list of arrays, one of shape (k, 2) for each homology dimension. Transformers that make
diagrams give a list of such lists, and those that read them take it: they are used in a `sklearn.pipeline.Pipeline`,
searched with `GridSearchCV`, and pickled.

>>> import numpy as np
>>> from sklearn.pipeline import make_pipeline
>>> from tda_stream.sklearn import BettiCurve, VietorisRipsPersistence
>>> angles = np.linspace(0, 2 * np.pi, 16, endpoint=False)
>>> circle = np.column_stack([np.cos(angles), np.sin(angles)])
>>> pipeline = make_pipeline(VietorisRipsPersistence(), BettiCurve(samples=10))
>>> pipeline.fit_transform([circle, 2 * circle]).shape
(2, 20)

It needs the extra ``tda-stream[sklearn]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from joblib import Parallel, delayed
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from tda_stream import core
from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Diagram = list[NDArray[np.float64]]

__all__ = [
    "AlphaPersistence",
    "BettiCurve",
    "CubicalPersistence",
    "DiagramDistance",
    "PersistenceEntropy",
    "PersistenceImage",
    "PersistenceLandscape",
    "PersistenceStatistics",
    "Silhouette",
    "VietorisRipsPersistence",
]


class _Persistence(TransformerMixin, BaseEstimator):
    """Turns each sample into its diagrams; nothing is learned."""

    n_jobs: int | None

    def fit(self, X: Sequence[ArrayLike], y: object = None) -> _Persistence:
        """Checks that there are samples.

        Parameters
        ----------
        X
            The samples.
        y
            Ignored.

        Returns
        -------
        self
            Itself.
        """
        _samples(X)
        self.fitted_ = True
        return self

    def transform(self, X: Sequence[ArrayLike]) -> list[Diagram]:
        """The diagrams of every sample.

        Parameters
        ----------
        X
            The samples.

        Returns
        -------
        list
            For each sample a list of arrays of shape (k, 2), one for each homology dimension.
        """
        check_is_fitted(self)
        # The engine lets go of the interpreter: threads are enough.
        work = (delayed(self._diagrams)(sample) for sample in _samples(X))
        found: list[Diagram] = Parallel(n_jobs=self.n_jobs, prefer="threads")(work)
        return found

    def _diagrams(self, sample: ArrayLike) -> Diagram:
        raise NotImplementedError

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.two_d_array = False
        tags.input_tags.three_d_array = True
        tags.no_validation = True
        return tags


def _samples(X: Sequence[ArrayLike]) -> Sequence[ArrayLike]:
    if len(X) == 0:
        raise InvalidInputError("there are no samples")
    return X


class VietorisRipsPersistence(_Persistence):
    """Vietoris-Rips diagrams of point clouds or distance matrices.

    Parameters
    ----------
    max_dimension
        Highest homology dimension.
    threshold
        Longest edge, itself included; by default the enclosing radius.
    metric
        As in `tda_stream.core.vietoris_rips`.
    field
        Coefficients are the integers modulo this prime.
    n_jobs
        Samples computed at one time, as joblib counts them.

    Examples
    --------
    >>> [[h0, h1]] = VietorisRipsPersistence().fit_transform([[[0, 0], [1, 0], [1, 1], [0, 1]]])
    >>> h1.round(3)
    array([[1.   , 1.414]])
    """

    def __init__(
        self,
        *,
        max_dimension: int = 1,
        threshold: float | None = None,
        metric: core.MetricName = "euclidean",
        field: int = 2,
        n_jobs: int | None = None,
    ) -> None:
        self.max_dimension = max_dimension
        self.threshold = threshold
        self.metric = metric
        self.field = field
        self.n_jobs = n_jobs

    def _diagrams(self, sample: ArrayLike) -> Diagram:
        return list(
            core.vietoris_rips(
                sample,
                max_dimension=self.max_dimension,
                threshold=self.threshold,
                metric=self.metric,
                field=self.field,
            )
        )


class AlphaPersistence(_Persistence):
    """Alpha diagrams of point clouds in the plane and in space.

    Parameters
    ----------
    squared
        Whether values are squares of radii.
    n_jobs
        Samples computed at one time, as joblib counts them.

    Examples
    --------
    >>> [[h0, h1]] = AlphaPersistence().fit_transform([[[0, 0], [1, 0], [1, 1], [0, 1]]])
    >>> h1.round(3)
    array([[0.5  , 0.707]])
    """

    def __init__(self, *, squared: bool = False, n_jobs: int | None = None) -> None:
        self.squared = squared
        self.n_jobs = n_jobs

    def _diagrams(self, sample: ArrayLike) -> Diagram:
        return list(core.alpha(sample, squared=self.squared))


class CubicalPersistence(_Persistence):
    """Diagrams of images.

    Parameters
    ----------
    construction
        ``"V"``: pixels are vertices; ``"T"``: pixels are top cells.
    superlevel
        Whether images are read from their largest value down.
    periodic
        Along which axes the last pixel is followed by the first.
    shape
        The shape of an image, for samples that are flat rows.
    n_jobs
        Samples computed at one time, as joblib counts them.

    Examples
    --------
    >>> [[h0, h1]] = CubicalPersistence().fit_transform([[[1, 1, 1], [1, 5, 1], [1, 1, 1]]])
    >>> h1
    array([[1., 5.]])
    """

    def __init__(
        self,
        *,
        construction: Literal["V", "T"] = "V",
        superlevel: bool = False,
        periodic: Sequence[bool] = (),
        shape: tuple[int, ...] | None = None,
        n_jobs: int | None = None,
    ) -> None:
        self.construction = construction
        self.superlevel = superlevel
        self.periodic = periodic
        self.shape = shape
        self.n_jobs = n_jobs

    def _diagrams(self, sample: ArrayLike) -> Diagram:
        image = np.asarray(sample, dtype=np.float64)
        return list(
            core.cubical(
                image if self.shape is None else image.reshape(self.shape),
                construction=self.construction,
                superlevel=self.superlevel,
                periodic=self.periodic,
            )
        )


class _Vectors(TransformerMixin, BaseEstimator):
    """Turns diagrams into rows of numbers: those of each homology dimension, one behind the other."""

    dimensions: Sequence[int] | None

    def fit(self, X: Sequence[Sequence[ArrayLike]], y: object = None) -> _Vectors:
        """Learns the dimensions that there are and the values that they span.

        Parameters
        ----------
        X
            Diagrams, as the transformers of points and images give them.
        y
            Ignored.

        Returns
        -------
        self
            Itself.
        """
        samples = _diagrams(X)
        every = tuple(range(min(map(len, samples))))
        self.dimensions_ = every if self.dimensions is None else tuple(self.dimensions)
        for dimension in self.dimensions_:
            if dimension not in every:
                raise InvalidInputError(f"dimension {dimension} is not in every sample: {every} are")
        self._learn({d: [sample[d] for sample in samples] for d in self.dimensions_})
        return self

    def transform(self, X: Sequence[Sequence[ArrayLike]]) -> NDArray[np.float64]:
        """A row for each sample.

        Parameters
        ----------
        X
            Diagrams of the dimensions that `fit` saw.

        Returns
        -------
        ndarray of shape (samples, features)
            The vectors.
        """
        check_is_fitted(self)
        rows = [
            np.concatenate([np.ravel(self._vector(sample[d], d)) for d in self.dimensions_])
            for sample in _diagrams(X)
        ]
        return np.asarray(rows, dtype=np.float64)

    def _learn(self, diagrams: dict[int, list[NDArray[np.float64]]]) -> None:
        self.ranges_ = {d: core.value_range(found) for d, found in diagrams.items()}

    def _vector(self, diagram: NDArray[np.float64], dimension: int) -> ArrayLike:
        raise NotImplementedError

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.no_validation = True
        return tags


def _diagrams(X: Sequence[Sequence[ArrayLike]]) -> list[Diagram]:
    if len(X) == 0:
        raise InvalidInputError("there are no samples")
    return [[np.asarray(diagram, dtype=np.float64).reshape(-1, 2) for diagram in sample] for sample in X]


class BettiCurve(_Vectors):
    """How many classes live at each of some values.

    Parameters
    ----------
    samples
        Values from one end of what `fit` saw to the other.
    dimensions
        Homology dimensions; all by default.

    Examples
    --------
    >>> BettiCurve(samples=3).fit_transform([[[[0.0, 2.0], [1.0, np.inf]]]])
    array([[1., 2., 1.]])
    """

    def __init__(self, *, samples: int = 100, dimensions: Sequence[int] | None = None) -> None:
        self.samples = samples
        self.dimensions = dimensions

    def _vector(self, diagram: NDArray[np.float64], dimension: int) -> ArrayLike:
        return core.betti_curve(diagram, samples=self.samples, value_range=self.ranges_[dimension])


class PersistenceLandscape(_Vectors):
    """Persistence landscapes.

    Parameters
    ----------
    layers
        How many layers.
    samples
        Values from one end of what `fit` saw to the other.
    dimensions
        Homology dimensions; all by default.

    Examples
    --------
    >>> PersistenceLandscape(layers=1, samples=3).fit_transform([[[[0.0, 2.0]]]])
    array([[0., 1., 0.]])
    """

    def __init__(
        self, *, layers: int = 5, samples: int = 100, dimensions: Sequence[int] | None = None
    ) -> None:
        self.layers = layers
        self.samples = samples
        self.dimensions = dimensions

    def _vector(self, diagram: NDArray[np.float64], dimension: int) -> ArrayLike:
        axis = self.ranges_[dimension]
        return core.landscape(diagram, layers=self.layers, samples=self.samples, value_range=axis)


class Silhouette(_Vectors):
    """Silhouettes: means of tents, weighted by length.

    Parameters
    ----------
    power
        The power of the weights.
    samples
        Values from one end of what `fit` saw to the other.
    dimensions
        Homology dimensions; all by default.

    Examples
    --------
    >>> Silhouette(samples=3).fit_transform([[[[0.0, 2.0]]]])
    array([[0., 1., 0.]])
    """

    def __init__(
        self, *, power: float = 1.0, samples: int = 100, dimensions: Sequence[int] | None = None
    ) -> None:
        self.power = power
        self.samples = samples
        self.dimensions = dimensions

    def _vector(self, diagram: NDArray[np.float64], dimension: int) -> ArrayLike:
        axis = self.ranges_[dimension]
        return core.silhouette(diagram, power=self.power, samples=self.samples, value_range=axis)


class PersistenceImage(_Vectors):
    """Persistence images.

    Parameters
    ----------
    bandwidth
        Standard deviation of the Gaussians, as a part of the longest side of what `fit` saw.
    shape
        Rows (lengths) and columns (births).
    weight_power
        A point counts as much as its length to this power.
    dimensions
        Homology dimensions; all by default.

    Examples
    --------
    >>> PersistenceImage(shape=(4, 4)).fit_transform([[[[0.0, 2.0], [1.0, 1.5]]]]).shape
    (1, 16)
    """

    def __init__(
        self,
        *,
        bandwidth: float = 0.05,
        shape: tuple[int, int] = (20, 20),
        weight_power: float = 1.0,
        dimensions: Sequence[int] | None = None,
    ) -> None:
        self.bandwidth = bandwidth
        self.shape = shape
        self.weight_power = weight_power
        self.dimensions = dimensions

    def _learn(self, diagrams: dict[int, list[NDArray[np.float64]]]) -> None:
        dying = {d: [found[np.isfinite(found[:, 1])] for found in all_] for d, all_ in diagrams.items()}
        self.births_ = {d: _span([found[:, 0] for found in all_]) for d, all_ in dying.items()}
        self.lengths_ = {
            d: (0.0, _span([np.abs(found[:, 1] - found[:, 0]) for found in all_])[1])
            for d, all_ in dying.items()
        }

    def _vector(self, diagram: NDArray[np.float64], dimension: int) -> ArrayLike:
        births, lengths = self.births_[dimension], self.lengths_[dimension]
        side = max(births[1] - births[0], lengths[1] - lengths[0])
        return core.persistence_image(
            diagram,
            bandwidth=self.bandwidth * side,
            shape=self.shape,
            birth_range=births,
            length_range=lengths,
            weight_power=self.weight_power,
        )


def _span(values: list[NDArray[np.float64]]) -> tuple[float, float]:
    joined = np.concatenate([*values, np.empty(0)])
    if joined.size == 0:
        return 0.0, 1.0
    low, high = float(joined.min()), float(joined.max())
    return (low, high) if low < high else (low, low + 1.0)


class PersistenceEntropy(_Vectors):
    """Persistence entropy, one number for each homology dimension.

    Parameters
    ----------
    dimensions
        Homology dimensions; all by default.

    Examples
    --------
    >>> PersistenceEntropy().fit_transform([[[[0.0, 1.0], [2.0, 3.0]]]]).round(3)
    array([[0.693]])
    """

    def __init__(self, *, dimensions: Sequence[int] | None = None) -> None:
        self.dimensions = dimensions

    def _vector(self, diagram: NDArray[np.float64], dimension: int) -> ArrayLike:
        return [core.persistence_entropy(diagram)]


class PersistenceStatistics(_Vectors):
    """The numbers of `tda_stream.core.statistics` for each homology dimension.

    Parameters
    ----------
    dimensions
        Homology dimensions; all by default.

    Examples
    --------
    >>> PersistenceStatistics().fit_transform([[[[0.0, 1.0]]]]).shape
    (1, 38)
    """

    def __init__(self, *, dimensions: Sequence[int] | None = None) -> None:
        self.dimensions = dimensions

    def _vector(self, diagram: NDArray[np.float64], dimension: int) -> ArrayLike:
        return list(core.statistics(diagram).values())


class DiagramDistance(_Vectors):
    """Distances to the samples that `fit` saw: a matrix for a precomputed kernel or for nearest neighbours.

    Parameters
    ----------
    metric
        ``"bottleneck"`` or ``"wasserstein"``.
    order
        The order of the Wasserstein distance; distances of several dimensions are joined by the same power.
    dimensions
        Homology dimensions; all by default.

    Examples
    --------
    >>> diagrams = [[[[0.0, 1.0]]], [[[0.0, 2.0]]]]
    >>> DiagramDistance(metric="bottleneck").fit_transform(diagrams)
    array([[0., 1.],
           [1., 0.]])
    """

    _METRICS: ClassVar = ("bottleneck", "wasserstein")

    def __init__(
        self,
        *,
        metric: Literal["bottleneck", "wasserstein"] = "wasserstein",
        order: float = 1.0,
        dimensions: Sequence[int] | None = None,
    ) -> None:
        self.metric = metric
        self.order = order
        self.dimensions = dimensions

    def _learn(self, diagrams: dict[int, list[NDArray[np.float64]]]) -> None:
        if self.metric not in self._METRICS:
            raise InvalidInputError(f"metric {self.metric!r} is not known: {', '.join(self._METRICS)} are")
        self.diagrams_ = diagrams

    def transform(self, X: Sequence[Sequence[ArrayLike]]) -> NDArray[np.float64]:
        """A row for each sample, a column for each one that `fit` saw.

        Parameters
        ----------
        X
            Diagrams of the dimensions that `fit` saw.

        Returns
        -------
        ndarray of shape (samples, samples seen by fit)
            The distances.
        """
        check_is_fitted(self)
        rows = [self._row(sample) for sample in _diagrams(X)]
        return np.asarray(rows, dtype=np.float64)

    def _row(self, sample: Diagram) -> list[float]:
        columns = zip(*(self.diagrams_[d] for d in self.dimensions_), strict=True)
        return [self._joined(sample, column) for column in columns]

    def _joined(self, sample: Diagram, column: Sequence[NDArray[np.float64]]) -> float:
        parts = []
        for dimension, other in zip(self.dimensions_, column, strict=True):
            if self.metric == "wasserstein":
                parts.append(core.wasserstein(sample[dimension], other, order=self.order))
            else:
                parts.append(core.bottleneck(sample[dimension], other))
        if self.metric == "bottleneck":
            return max(parts)
        return float(sum(part**self.order for part in parts) ** (1.0 / self.order))
