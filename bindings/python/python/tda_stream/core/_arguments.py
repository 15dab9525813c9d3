"""What callers give, as the engine takes it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

import numpy as np

from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from tda_stream._native import CancelToken, Progress


METRICS = (
    "chebyshev",
    "cosine",
    "euclidean",
    "hamming",
    "haversine",
    "manhattan",
    "minkowski",
    "precomputed",
)
MetricName: TypeAlias = Literal[
    "chebyshev", "cosine", "euclidean", "hamming", "haversine", "manhattan", "minkowski", "precomputed"
]
Symmetry: TypeAlias = Literal["check", "lower", "upper"]


@dataclass(frozen=True)
class Numbers:
    """What the numbers of an array are: coordinates under a metric, or distances."""

    metric: str
    minkowski_p: float = 2.0
    symmetry: str = "check"

    def __post_init__(self) -> None:
        if self.metric not in METRICS:
            raise InvalidInputError(f"metric {self.metric!r} is not known: {', '.join(METRICS)} are")
        if self.symmetry not in ("check", "lower", "upper"):
            raise InvalidInputError(f"symmetry {self.symmetry!r} is not known: check, lower and upper are")

    @property
    def precomputed(self) -> bool:
        """Whether they are distances."""
        return self.metric == "precomputed"


class Options(TypedDict, total=False):
    """The keyword arguments that all filtrations share.

    Attributes
    ----------
    max_dimension
        Highest homology dimension; by default 1, or that of the complex where it has one.
    field
        Coefficients are the integers modulo this prime, 2 (the default) to 65521.
    pairs, cocycles, cycles
        Whether `Diagrams.pairs`, `Diagrams.cocycles` and `Diagrams.cycles` are wanted.
    zero_lengths
        Whether intervals of length zero are kept. Not for Vietoris-Rips, which never looks at them.
    threads
        How many threads may work, 1 by default; the answer has the same bits for every number.
    progress
        A callable that gets a `Progress` at most ten times a second, on this thread; what it raises ends the
        computation, and so does ``False`` as its answer. ``True`` draws a bar on stderr (tqdm's, where installed).
    cancel
        A token that another thread can cancel.
    memory_limit_bytes
        The most memory to take on top of the input.
    time_limit_seconds
        The longest time to take.
    """

    max_dimension: int | None
    field: int
    pairs: bool
    cocycles: bool
    cycles: bool
    zero_lengths: bool
    threads: int
    progress: Callable[[Progress], object] | bool | None
    cancel: CancelToken | None
    memory_limit_bytes: int | None
    time_limit_seconds: float | None


_DEFAULTS: Options = {
    "max_dimension": None,
    "field": 2,
    "pairs": False,
    "cocycles": False,
    "cycles": False,
    "zero_lengths": False,
    "threads": 1,
    "progress": None,
    "cancel": None,
    "memory_limit_bytes": None,
    "time_limit_seconds": None,
}


@contextmanager
def prepared(options: Options, without: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """All options, checked, with a bar that is drawn while the block runs where one is wanted."""
    known = _DEFAULTS.keys() - set(without)
    for name in options:
        if name not in known:
            raise InvalidInputError(f"{name} is no option here: {', '.join(sorted(known))} are")
    checked: dict[str, Any] = {**_DEFAULTS, **options}
    for name in ("max_dimension", "memory_limit_bytes"):
        if checked[name] is not None:
            checked[name] = count(name, checked[name])
    checked["threads"] = count("threads", checked["threads"])
    # Larger numbers are no field either, and the engine says so.
    checked["field"] = min(count("field", checked["field"]), 2**32 - 1)
    for name in ("pairs", "cocycles", "cycles", "zero_lengths"):
        checked[name] = bool(checked[name])
    if checked["time_limit_seconds"] is not None:
        checked["time_limit_seconds"] = real("time_limit_seconds", checked["time_limit_seconds"])
    if checked["progress"] is True:
        from tda_stream._progress import bar

        with bar() as checked["progress"]:
            yield checked
    else:
        checked["progress"] = checked["progress"] or None
        yield checked


def point_array(points: ArrayLike, *, precomputed: bool = False) -> NDArray[np.float64]:
    """The input row by row as float64; itself, if it is that already."""
    if hasattr(points, "tocoo"):
        raise InvalidInputError("a sparse matrix holds distances: give metric='precomputed'")
    array = _array("points", points)
    if array.ndim == 1 and array.size == 0 and not precomputed:
        array = array.reshape(0, 0)
    if array.ndim != 2 and not (precomputed and array.ndim == 1):
        wanted = "(n, n) or (n * (n - 1) / 2,)" if precomputed else "(n, d)"
        raise InvalidInputError(f"array of shape {array.shape} is not of shape {wanted}")
    return np.ascontiguousarray(array, dtype=np.float64)


def number_list(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Numbers one behind the other, as float64."""
    array = _array(name, values)
    if array.ndim != 1:
        raise InvalidInputError(f"{name} of shape {array.shape} are not of shape (n,)")
    return np.ascontiguousarray(array, dtype=np.float64)


def coordinates(matrix: Any) -> tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Rows, columns and entries of a sparse matrix of SciPy, explicit zeros among them."""
    points, columns = matrix.shape
    if points != columns:
        raise InvalidInputError(f"sparse distances of shape {matrix.shape} are not square")
    entries = matrix.tocoo()
    ends = (np.ascontiguousarray(end, dtype=np.int64) for end in (entries.row, entries.col))
    return (points, *ends, np.ascontiguousarray(entries.data, dtype=np.float64))


def grid(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """An array of any number of axes, row by row as float64; itself, if it is that already."""
    return np.ascontiguousarray(_array(name, values), dtype=np.float64)


def diagram(name: str, intervals: ArrayLike) -> NDArray[np.float64]:
    """Births and deaths, a row each."""
    array = _array(name, intervals)
    if array.size == 0:
        return np.empty((0, 2))
    if array.ndim != 2 or array.shape[1] != 2:
        raise InvalidInputError(f"diagram {name} of shape {array.shape} is not of shape (k, 2)")
    return np.ascontiguousarray(array, dtype=np.float64)


def index_rows(name: str, rows: ArrayLike, width: int) -> NDArray[np.int64]:
    """Rows of so many whole numbers."""
    array = _array(name, rows)
    if array.size == 0:
        return np.empty((0, width), dtype=np.int64)
    if array.dtype.kind not in "ui" or array.ndim != 2 or array.shape[1] != width:
        wanted = f"whole numbers of shape (m, {width})"
        raise InvalidInputError(f"{name} are {array.dtype} of shape {array.shape}, not {wanted}")
    return np.ascontiguousarray(array, dtype=np.int64)


def _array(name: str, values: ArrayLike) -> NDArray[Any]:
    try:
        array = np.asarray(values)
    except (ValueError, TypeError) as error:
        raise InvalidInputError(f"{name} are no array of numbers: {error}") from error
    if array.dtype.kind not in "buif":
        raise InvalidInputError(f"{name} are of dtype {array.dtype}, not real numbers")
    return array


def count(name: str, value: int) -> int:
    """A whole number that fits 63 bits."""
    try:
        count = operator.index(value)
    except TypeError as error:
        raise InvalidInputError(f"{name} is {value!r}, not a whole number") from error
    if not 0 <= count < 2**63:
        raise InvalidInputError(f"{name} is {count}, not from 0 to 2**63 - 1")
    return count


def real(name: str, value: float) -> float:
    """A number."""
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise InvalidInputError(f"{name} is {value!r}, not a number") from error
