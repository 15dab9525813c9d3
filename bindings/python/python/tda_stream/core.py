"""Persistent homology: exact barcodes that can be watched, cancelled and bounded.

>>> import numpy as np
>>> from tda_stream import core
>>> angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
>>> circle = np.column_stack([np.cos(angles), np.sin(angles)])
>>> diagrams = core.vietoris_rips(circle, max_dimension=1)
>>> diagrams[1].shape
(1, 2)
>>> diagrams.betti_numbers(at=1.0)
[1, 1]
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from tda_stream import _native
from tda_stream._native import CancelToken, Diagrams, Plan, Progress
from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["CancelToken", "Diagrams", "Plan", "Progress", "vietoris_rips"]


def vietoris_rips(
    points: ArrayLike,
    *,
    max_dimension: int = 1,
    threshold: float | None = None,
    metric: Literal["euclidean", "precomputed"] = "euclidean",
    threads: int = 1,
    progress: Callable[[Progress], object] | bool | None = None,
    cancel: CancelToken | None = None,
    memory_limit_bytes: int | None = None,
    time_limit_seconds: float | None = None,
) -> Diagrams:
    """Persistence diagrams of the Vietoris-Rips filtration over Z/2.

    A simplex enters at its longest edge, so births and deaths are distances (diameters, not radii), each exactly a
    distance of the input. Other Python threads run meanwhile; on the main thread Ctrl-C is answered within 50 ms.

    Parameters
    ----------
    points
        Array of shape (n, d): n points with d coordinates. With ``metric="precomputed"`` a symmetric (n, n) distance
        matrix, or the n(n-1)/2 distances above its diagonal, as SciPy's ``pdist`` gives them. A contiguous array of
        float64 is not copied; no other thread may change it during the call.
    max_dimension
        Highest homology dimension.
    threshold
        Longest edge, itself included; classes alive there never die. By default the enclosing radius, past which
        nothing changes.
    metric
        ``"euclidean"`` or ``"precomputed"``.
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
    if metric not in ("euclidean", "precomputed"):
        raise InvalidInputError(f"metric {metric!r} is not known: euclidean and precomputed are")
    numbers = _numbers(points, precomputed=metric == "precomputed")
    options: dict[str, Any] = {
        "precomputed": metric == "precomputed",
        "max_dimension": _count("max_dimension", max_dimension),
        "threshold": None if threshold is None else _real("threshold", threshold),
        "threads": _count("threads", threads),
        "cancel": cancel,
        "memory_limit_bytes": None
        if memory_limit_bytes is None
        else _count("memory_limit_bytes", memory_limit_bytes),
        "time_limit_seconds": None
        if time_limit_seconds is None
        else _real("time_limit_seconds", time_limit_seconds),
    }
    if progress is True:
        from tda_stream._progress import bar

        with bar() as draw:
            return _native.vietoris_rips(numbers, progress=draw, **options)
    return _native.vietoris_rips(numbers, progress=progress or None, **options)


def _numbers(points: ArrayLike, *, precomputed: bool) -> NDArray[np.float64]:
    """The input row by row as float64; itself, if it is that already."""
    if hasattr(points, "toarray"):
        raise InvalidInputError("a sparse matrix is not read: give a dense or a condensed one")
    try:
        array = np.asarray(points)
    except (ValueError, TypeError) as error:
        raise InvalidInputError(f"points are no array of numbers: {error}") from error
    if array.dtype.kind not in "buif":
        raise InvalidInputError(f"points are of dtype {array.dtype}, not real numbers")
    if array.ndim == 1 and array.size == 0 and not precomputed:
        array = array.reshape(0, 0)
    if array.ndim != 2 and not (precomputed and array.ndim == 1):
        wanted = "(n, n) or (n * (n - 1) / 2,)" if precomputed else "(n, d)"
        raise InvalidInputError(f"array of shape {array.shape} is not of shape {wanted}")
    return np.ascontiguousarray(array, dtype=np.float64)


def _count(name: str, value: int) -> int:
    """A whole number that fits 63 bits."""
    try:
        count = operator.index(value)
    except TypeError as error:
        raise InvalidInputError(f"{name} is {value!r}, not a whole number") from error
    if not 0 <= count < 2**63:
        raise InvalidInputError(f"{name} is {count}, not from 0 to 2**63 - 1")
    return count


def _real(name: str, value: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise InvalidInputError(f"{name} is {value!r}, not a number") from error
