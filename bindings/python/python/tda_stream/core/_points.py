"""Filtrations of points and of the distances between them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from tda_stream import _native
from tda_stream.core._arguments import (
    MetricName,
    Numbers,
    Options,
    Symmetry,
    coordinates,
    count,
    number_list,
    point_array,
    prepared,
    real,
)
from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike
    from typing_extensions import Unpack

    from tda_stream._native import CancelToken, Diagrams, Progress


def vietoris_rips(
    points: ArrayLike,
    *,
    max_dimension: int = 1,
    threshold: float | None = None,
    metric: MetricName = "euclidean",
    field: int = 2,
    weights: ArrayLike | None = None,
    cocycles: bool = False,
    cycles: bool = False,
    pairs: bool = False,
    threads: int = 1,
    progress: Callable[[Progress], object] | bool | None = None,
    cancel: CancelToken | None = None,
    memory_limit_bytes: int | None = None,
    time_limit_seconds: float | None = None,
    minkowski_p: float = 2.0,
    symmetry: Symmetry = "check",
) -> Diagrams:
    """Persistence diagrams of the Vietoris-Rips filtration.

    A simplex enters at its longest edge, so births and deaths are distances (diameters, not radii), each exactly a
    distance of the input. Other Python threads run meanwhile; on the main thread Ctrl-C is answered within 50 ms.

    Parameters
    ----------
    points
        Array of shape (n, d): n points with d coordinates. With ``metric="precomputed"`` a symmetric (n, n) distance
        matrix, or the n(n-1)/2 distances above its diagonal, as SciPy's ``pdist`` gives them, or a sparse matrix of
        SciPy: pairs that are not in it are not connected, an explicit zero is a distance of zero, one triangle is
        enough. A contiguous array of float64 is not copied; no other thread may change it during the call.
    max_dimension
        Highest homology dimension.
    threshold
        Longest edge, itself included; classes alive there never die. By default the enclosing radius, past which
        nothing changes.
    metric
        ``"euclidean"``, ``"manhattan"``, ``"chebyshev"``, ``"minkowski"``, ``"cosine"``, ``"hamming"``,
        ``"haversine"`` (latitude and longitude in radians) or ``"precomputed"``.
    weights
        When each point enters, an array of shape (n,): an edge enters at the largest of its length and the weights of
        its ends. By default all points enter at 0.
    field
        Coefficients are the integers modulo this prime, 2 to 65521.
    cocycles, cycles, pairs
        Whether `Diagrams.cocycles`, `Diagrams.cycles` and `Diagrams.pairs` are wanted.
    threads
        How many threads may work; the answer has the same bits for every number.
    progress
        A callable that gets a `Progress` at most ten times a second, on this thread; what it raises ends the
        computation, and so does ``False`` as its answer. ``True`` draws a bar on stderr (tqdm's, where installed).
    cancel
        A token that another thread can cancel.
    memory_limit_bytes
        The most memory to take on top of the input.
    time_limit_seconds
        The longest time to take.
    minkowski_p
        The order of the metric ``"minkowski"``, at least 1.
    symmetry
        Whether both halves of a distance matrix must agree (``"check"``, up to rounding), or only one counts.

    Returns
    -------
    Diagrams
        ``diagrams[d]`` is an array of shape (k, 2), sorted by birth, then death; ``inf`` for a class that never dies.
        Intervals of length zero are left out.

    Raises
    ------
    InvalidInputError
        The input is empty, ragged, not finite, not a distance matrix (naming row and column), or an option is.
    LimitExceededError, TimeLimitError
        A limit was met.
    CancelledError
        Stopped by ``cancel`` or ``progress``.

    References
    ----------
    Ulrich Bauer, "Ripser: efficient computation of Vietoris-Rips persistence barcodes", 2021.

    Examples
    --------
    >>> square = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    >>> vietoris_rips(square, threshold=1.0)[1]
    array([[ 1., inf]])
    """
    are = Numbers(metric, real("minkowski_p", minkowski_p), symmetry)
    longest = None if threshold is None else real("threshold", threshold)
    births = None if weights is None else number_list("weights", weights).tolist()
    options: Options = {
        "max_dimension": max_dimension,
        "field": field,
        "cocycles": cocycles,
        "cycles": cycles,
        "pairs": pairs,
        "threads": threads,
        "progress": progress,
        "cancel": cancel,
        "memory_limit_bytes": memory_limit_bytes,
        "time_limit_seconds": time_limit_seconds,
    }
    with prepared(options) as checked:
        if are.precomputed and hasattr(points, "tocoo"):
            return _native.vietoris_rips_sparse(*coordinates(points), longest, births, checked)
        numbers = point_array(points, precomputed=are.precomputed)
        return _native.vietoris_rips(numbers, are, longest, births, checked)


def dtm_rips(
    points: ArrayLike,
    *,
    neighbours: int | None = None,
    mass: float | None = None,
    exponent: float = 1.0,
    threshold: float | None = None,
    metric: MetricName = "euclidean",
    **options: Unpack[Options],
) -> Diagrams:
    """Persistence diagrams of the DTM filtration: outliers enter late, by their distance to the measure.

    Parameters
    ----------
    points
        As in `vietoris_rips`.
    neighbours, mass
        How many nearest points count, the point itself included, or which share of all; 0.05 by default.
    exponent
        How balls grow: 1, 2 or ``inf``.
    threshold
        Largest value, itself included.
    metric
        As in `vietoris_rips`.
    **options
        See `Options`.

    Returns
    -------
    Diagrams
        As `vietoris_rips`.

    References
    ----------
    Anai et al., "DTM-based filtrations", 2019.

    Examples
    --------
    >>> dtm_rips([[0.0], [1.0], [9.0]], neighbours=2)[0].shape
    (3, 2)
    """
    if neighbours is not None and mass is not None:
        raise InvalidInputError("neighbours and mass are both given: one says the other")
    are = Numbers(metric)
    numbers = point_array(points, precomputed=are.precomputed)
    longest = None if threshold is None else real("threshold", threshold)
    near = None if neighbours is None else count("neighbours", neighbours)
    share = None if mass is None else real("mass", mass)
    with prepared(options, without=("zero_lengths",)) as checked:
        return _native.dtm_rips(numbers, are, near, share, real("exponent", exponent), longest, checked)


def sparse_rips(
    points: ArrayLike,
    *,
    epsilon: float,
    threshold: float | None = None,
    metric: MetricName = "euclidean",
    **options: Unpack[Options],
) -> Diagrams:
    """Persistence diagrams close to those of Vietoris-Rips, from a complex of linear size.

    Every interval of Vietoris-Rips that lasts longer than the factor ``1 / (1 - epsilon) ** 2`` is there, its ends
    wrong by at most the factor ``1 / (1 - epsilon)``.

    Parameters
    ----------
    points
        As in `vietoris_rips`; distances must obey the triangle inequality.
    epsilon
        The error, between 0 and 1.
    threshold
        Largest value, itself included.
    metric
        As in `vietoris_rips`.
    **options
        See `Options`.

    Returns
    -------
    Diagrams
        As `vietoris_rips`.

    References
    ----------
    Cavanna, Jahanseir, Sheehy, "A geometric perspective on sparse filtrations", 2015.

    Examples
    --------
    >>> square = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    >>> sparse_rips(square, epsilon=0.1)[1]
    array([[1.        , 1.41421356]])
    """
    are = Numbers(metric)
    numbers = point_array(points, precomputed=are.precomputed)
    longest = None if threshold is None else real("threshold", threshold)
    with prepared(options, without=("zero_lengths",)) as checked:
        error = real("epsilon", epsilon)
        return _native.sparse_rips(numbers, are, error, longest, checked)


def cech(points: ArrayLike, *, max_radius: float | None = None, **options: Unpack[Options]) -> Diagrams:
    """Persistence diagrams of the Čech filtration: a simplex enters when balls around its points meet.

    Values are radii of smallest enclosing balls. All simplices are written out: this is for some hundred points.

    Parameters
    ----------
    points
        Array of shape (n, d).
    max_radius
        Largest radius, itself included. By default one that holds all points, past which nothing changes.
    **options
        See `Options`.

    Returns
    -------
    Diagrams
        As `vietoris_rips`.

    References
    ----------
    Edelsbrunner, Harer, "Computational Topology", 2010, section III.2.

    Examples
    --------
    >>> cech([[0.0, 0.0], [3.0, 4.0]])[0]
    array([[0. , 2.5],
           [0. , inf]])
    """
    numbers = point_array(points)
    radius = None if max_radius is None else real("max_radius", max_radius)
    with prepared(options) as checked:
        return _native.cech(numbers, radius, checked)


def witness(
    landmarks: ArrayLike,
    witnesses: ArrayLike,
    *,
    strong: bool = False,
    max_relaxation: float = math.inf,
    squared: bool = False,
    **options: Unpack[Options],
) -> Diagrams:
    """Persistence diagrams of the relaxed witness filtration: vertices are few landmarks, seen by many witnesses.

    At relaxation a, a witness w sees a simplex if ``d(w, p)**2 <= d(w, q)**2 + a**2`` for every vertex p of it and
    every landmark q that is none of its vertices (weak), or every landmark q (strong). A simplex enters at the least
    a at which it and all its faces are seen.

    Parameters
    ----------
    landmarks, witnesses
        Arrays of shape (n, d) and (m, d).
    strong
        Whether witnesses must be strong.
    max_relaxation
        Largest a, itself included.
    squared
        Whether values are a**2 instead of a.
    **options
        See `Options`.

    Returns
    -------
    Diagrams
        As `vietoris_rips`.

    References
    ----------
    de Silva, Carlsson, "Topological estimation using witness complexes", 2004.

    Examples
    --------
    >>> witness([[0.0], [2.0]], [[0.5], [1.0]])[0]
    array([[ 0., inf]])
    """
    numbers, others = point_array(landmarks), point_array(witnesses)
    with prepared(options) as checked:
        relaxation = real("max_relaxation", max_relaxation)
        return _native.witness(numbers, others, bool(strong), relaxation, bool(squared), checked)


def alpha(
    points: ArrayLike,
    *,
    squared: bool = False,
    weights: ArrayLike | None = None,
    periodic: ArrayLike | None = None,
    **options: Unpack[Options],
) -> Diagrams:
    """Persistence diagrams of the alpha filtration: balls around points, from the Delaunay triangulation.

    Decisions are exact, whatever lies on a line, a plane or a sphere.

    Parameters
    ----------
    points
        Array of shape (n, d), d at most 3.
    squared
        Whether values are squared radii, as in GUDHI.
    weights
        Array of shape (n,): the square of a radius that each point starts with.
    periodic
        Array of shape (d,): sides of a box whose opposite sides are joined.
    **options
        See `Options`; dimensions are those below d, in a periodic box d too.

    Returns
    -------
    Diagrams
        ``diagrams[d]`` is an array of shape (k, 2).

    References
    ----------
    Edelsbrunner, Mücke, "Three-dimensional alpha shapes", 1994.

    Examples
    --------
    >>> alpha([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]], squared=True)[1]
    array([[0.25, 0.5 ]])
    """
    numbers = point_array(points)
    powers = None if weights is None else number_list("weights", weights).tolist()
    sides = None if periodic is None else number_list("periodic", periodic).tolist()
    with prepared(options, without=("max_dimension",)) as checked:
        return _native.alpha(numbers, bool(squared), powers, sides, checked)


def delaunay_rips(points: ArrayLike, **options: Unpack[Options]) -> Diagrams:
    """Persistence diagrams of the Delaunay-Rips filtration: simplices of the triangulation, with their longest edges.

    It is smaller than Vietoris-Rips and has other diagrams; values are distances.

    Parameters
    ----------
    points
        Array of shape (n, d), d at most 3.
    **options
        See `Options`; dimensions are those below d.

    Returns
    -------
    Diagrams
        ``diagrams[d]`` is an array of shape (k, 2).

    References
    ----------
    Mishra, Motta, "Stability and machine learning applications of persistent homology using the Delaunay-Rips
    complex", 2023.

    Examples
    --------
    >>> delaunay_rips([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])[1].round(3)
    array([[1.   , 1.414]])
    """
    numbers = point_array(points)
    with prepared(options, without=("max_dimension",)) as checked:
        return _native.delaunay_rips(numbers, checked)
