"""Fewer points, points from signals, many clouds at once, and what a computation will cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tda_stream import _native
from tda_stream.core._arguments import (
    MetricName,
    Numbers,
    Options,
    count,
    number_list,
    point_array,
    prepared,
    real,
)
from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from typing_extensions import Unpack

    from tda_stream._native import Diagrams


class Landmarks(NamedTuple):
    """Points that stand for all others."""

    indices: NDArray[np.int64]
    """Numbers of the points that were chosen, in the order of choice."""
    covering_radius: float
    """The largest distance of any point to its nearest landmark."""


class Estimate(NamedTuple):
    """What a computation will cost, by powers of ten."""

    edges: float
    """Edges up to the threshold, or to the enclosing radius."""
    simplices: float
    """Simplices of the highest dimension, were they all listed."""
    seconds: float
    """Time on one thread."""
    bytes: float
    """Memory on top of the input."""
    landmarks: tuple[int, float] | None
    """Where it is too much: so many landmarks would do, with diagrams no farther off than the second number."""
    threshold: float | None
    """Where it is too much, of distances: computing up to this value would do."""


def landmarks(
    points: ArrayLike, number: int, *, first: int = 0, metric: MetricName = "euclidean"
) -> Landmarks:
    """Greedy landmarks: each next one is the point farthest from all before.

    Vietoris-Rips diagrams of the landmarks are within twice the covering radius of those of all points.

    Parameters
    ----------
    points
        As in `vietoris_rips`.
    number
        How many.
    first
        The point to begin with.
    metric
        As in `vietoris_rips`.

    Returns
    -------
    Landmarks
        Numbers of points, and the covering radius.

    References
    ----------
    Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985.

    Examples
    --------
    >>> landmarks([[0.0], [1.0], [2.0], [10.0]], 2)
    Landmarks(indices=array([0, 3]), covering_radius=2.0)
    """
    are = Numbers(metric)
    numbers = point_array(points, precomputed=are.precomputed)
    with prepared({}) as checked:
        found = _native.landmarks(numbers, are, count("number", number), count("first", first), checked)
    return Landmarks(*found)


def delay_embedding(
    signal: ArrayLike, *, dimensions: int = 2, delay: int = 1, stride: int = 1
) -> NDArray[np.float64]:
    """The points (x(t), x(t + delay), ...) of a signal.

    Parameters
    ----------
    signal
        Array of shape (n,).
    dimensions
        Coordinates of a point.
    delay
        Samples between two coordinates.
    stride
        Samples between two points.

    Returns
    -------
    ndarray of shape (points, dimensions)
        The points.

    References
    ----------
    Takens, "Detecting strange attractors in turbulence", 1981.

    Examples
    --------
    >>> delay_embedding([0.0, 1.0, 2.0, 3.0], delay=2)
    array([[0., 2.],
           [1., 3.]])
    """
    sizes = count("dimensions", dimensions), count("delay", delay), count("stride", stride)
    return _native.delay_embedding(number_list("signal", signal), *sizes)


def sliding_windows(signal: ArrayLike, *, width: int, stride: int = 1) -> NDArray[np.float64]:
    """The windows of a signal, a row each: a view, nothing is copied. What fills no last window is left out.

    Parameters
    ----------
    signal
        Array of shape (n,).
    width
        Samples of a window.
    stride
        Samples between the beginnings of two windows.

    Returns
    -------
    ndarray of shape (windows, width)
        The windows.

    Examples
    --------
    >>> sliding_windows([1.0, 2.0, 3.0, 4.0, 5.0], width=3, stride=2)
    array([[1., 2., 3.],
           [3., 4., 5.]])
    """
    numbers = number_list("signal", signal)
    if not (0 < count("width", width) <= len(numbers) and count("stride", stride) > 0):
        raise InvalidInputError(f"{len(numbers)} samples hold no window of {width} at a stride of {stride}")
    return np.lib.stride_tricks.sliding_window_view(numbers, width)[::stride]


def vietoris_rips_batch(
    clouds: Iterable[ArrayLike],
    *,
    threshold: float | None = None,
    metric: MetricName = "euclidean",
    **options: Unpack[Options],
) -> list[Diagrams]:
    """Vietoris-Rips diagrams of many inputs, in their order; ``threads`` work on different inputs.

    Parameters
    ----------
    clouds
        Arrays, each as in `vietoris_rips`.
    threshold, metric
        As in `vietoris_rips`.
    **options
        See `Options`; limits hold for each input.

    Returns
    -------
    list of Diagrams
        One for each input.

    Examples
    --------
    >>> [len(diagrams[0]) for diagrams in vietoris_rips_batch([[[0.0], [1.0]], [[0.0], [3.0], [5.0]]])]
    [2, 3]
    """
    are = Numbers(metric)
    arrays = [point_array(cloud, precomputed=are.precomputed) for cloud in clouds]
    longest = None if threshold is None else real("threshold", threshold)
    with prepared(options, without=("zero_lengths",)) as checked:
        return _native.vietoris_rips_batch(arrays, are, longest, checked)


def padded(diagrams: Sequence[Diagrams], dimension: int) -> NDArray[np.float64]:
    """Intervals of one dimension of many diagrams as one array; rows behind the last interval are NaN.

    Parameters
    ----------
    diagrams
        As `vietoris_rips_batch` gives them.
    dimension
        The homology dimension.

    Returns
    -------
    ndarray of shape (diagrams, most intervals, 2)
        The intervals.

    Examples
    --------
    >>> padded(vietoris_rips_batch([[[0.0]], [[0.0], [3.0]]]), 0).shape
    (2, 2, 2)
    """
    rows = [found[dimension] for found in diagrams]
    array = np.full((len(rows), max(map(len, rows), default=0), 2), np.nan)
    for place, row in zip(array, rows, strict=True):
        place[: len(row)] = row
    return array


def estimate(
    points: ArrayLike,
    *,
    threshold: float | None = None,
    metric: MetricName = "euclidean",
    **options: Unpack[Options],
) -> Estimate:
    """What `vietoris_rips` will cost, and, where that is more than the limits allow, what would fit.

    Parameters
    ----------
    points, threshold, metric
        As in `vietoris_rips`.
    **options
        See `Options`: ``max_dimension``, ``memory_limit_bytes`` (4 GiB by default here), ``time_limit_seconds`` (60).

    Returns
    -------
    Estimate
        Edges, simplices, seconds, bytes, and a suggestion.

    Examples
    --------
    >>> estimate([[float(x)] for x in range(100)]).landmarks is None
    True
    """
    are = Numbers(metric)
    numbers = point_array(points, precomputed=are.precomputed)
    longest = None if threshold is None else real("threshold", threshold)
    with prepared(options, without=("zero_lengths",)) as checked:
        return Estimate(*_native.estimate(numbers, are, longest, checked))


def circular_coordinates(
    points: ArrayLike,
    *,
    index: int | None = None,
    value: float | None = None,
    field: int = 47,
    threshold: float | None = None,
    metric: MetricName = "euclidean",
) -> NDArray[np.float64]:
    """The place of every point on a circle that winds once around a class of dimension one.

    Parameters
    ----------
    points
        As in `vietoris_rips`.
    index
        The interval of the class in the diagram of dimension 1; the longest by default.
    value
        Edges up to this length are smoothed; by default the middle of the interval, or its birth and a half.
    field
        An odd prime.
    threshold, metric
        As in `vietoris_rips`.

    Returns
    -------
    ndarray of shape (n,)
        Coordinates from 0 to 1, once around.

    References
    ----------
    de Silva, Morozov, Vejdemo-Johansson, "Persistent cohomology and circular coordinates", 2011.

    Examples
    --------
    >>> angles = np.arange(12) / 12 * 2 * np.pi
    >>> turns = circular_coordinates(np.column_stack([np.cos(angles), np.sin(angles)]))
    >>> steps = np.mod(np.diff(turns), 1.0)
    >>> bool(np.allclose(np.minimum(steps, 1 - steps), 1 / 12))
    True
    """
    are = Numbers(metric)
    numbers = point_array(points, precomputed=are.precomputed)
    longest = None if threshold is None else real("threshold", threshold)
    at = None if index is None else count("index", index)
    smoothed = None if value is None else real("value", value)
    with prepared({"field": field}) as checked:
        return _native.circular_coordinates(numbers, are, at, smoothed, longest, checked)
