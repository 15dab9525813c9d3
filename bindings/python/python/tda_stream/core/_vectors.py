"""Diagrams as numbers, curves and images."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import numpy as np

from tda_stream import _native
from tda_stream.core._arguments import count, real
from tda_stream.core._arguments import diagram as read
from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

STATISTICS = (
    "count",
    *(
        f"{what}_{name}"
        for what in ("birth", "death", "midpoint", "length")
        for name in ("mean", "std", "median", "iqr", "range", "p10", "p25", "p75", "p90")
    ),
    "entropy",
)
"""What the numbers of `statistics` are, in their order."""


def value_range(diagrams: Iterable[ArrayLike]) -> tuple[float, float]:
    """From the least to the largest finite birth or death of all diagrams.

    Parameters
    ----------
    diagrams
        Arrays of shape (k, 2).

    Returns
    -------
    tuple of float
        The ends; (0, 1) when nothing is finite, and one unit from a single value.

    Examples
    --------
    >>> value_range([[[0.0, 2.0], [1.0, np.inf]]])
    (0.0, 2.0)
    """
    return _ends([read("", diagram).ravel() for diagram in diagrams])


def _ends(values: list[NDArray[np.float64]]) -> tuple[float, float]:
    joined = np.concatenate([*values, np.empty(0)])
    finite = joined[np.isfinite(joined)]
    if finite.size == 0:
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    return (low, high) if low < high else (low, low + 1.0)


def betti_curve(
    diagram: ArrayLike, *, samples: int = 100, value_range: tuple[float, float] | None = None
) -> NDArray[np.int64]:
    """How many classes live at each of some values; classes that never die count.

    Parameters
    ----------
    diagram
        Array of shape (k, 2).
    samples
        How many values, from one end of the range to the other, both included.
    value_range
        The ends; by default those of the diagram.

    Returns
    -------
    ndarray of shape (samples,)
        The Betti numbers.

    Examples
    --------
    >>> betti_curve([[0.0, 2.0], [1.0, np.inf]], samples=3, value_range=(0.0, 2.0))
    array([1, 2, 1])
    """
    bars = read("diagram", diagram)
    return _native.betti_curve(bars, _axis("samples", samples, value_range, [bars.ravel()]))


def persistence_entropy(diagram: ArrayLike) -> float:
    """The Shannon entropy (natural logarithm) of the lengths, as parts of their sum; essential classes do not count.

    Parameters
    ----------
    diagram
        Array of shape (k, 2).

    Returns
    -------
    float
        The entropy.

    References
    ----------
    Chintakunta et al., "An entropy-based persistence barcode", 2015.

    Examples
    --------
    >>> round(persistence_entropy([[0.0, 1.0], [2.0, 3.0]]), 6)
    0.693147
    """
    return _native.persistence_entropy(read("diagram", diagram))


def total_persistence(diagram: ArrayLike, *, power: float = 1.0) -> float:
    """The sum of the lengths to a power; essential classes do not count.

    Parameters
    ----------
    diagram
        Array of shape (k, 2).
    power
        The power.

    Returns
    -------
    float
        The sum.

    Examples
    --------
    >>> total_persistence([[0.0, 1.0], [2.0, 5.0]], power=2.0)
    10.0
    """
    return _native.total_persistence(read("diagram", diagram), real("power", power))


def statistics(diagram: ArrayLike, *, essential_death: float | None = None) -> dict[str, float]:
    """Count, entropy, and how births, deaths, midpoints and lengths are distributed.

    Parameters
    ----------
    diagram
        Array of shape (k, 2).
    essential_death
        Where classes that never die are taken to die; by default they are left out.

    Returns
    -------
    dict
        The numbers under the names in `STATISTICS`.

    References
    ----------
    Ali et al., "A survey of vectorization methods in topological data analysis", 2023.

    Examples
    --------
    >>> statistics([[0.0, 2.0], [1.0, np.inf]], essential_death=5.0)["length_mean"]
    3.0
    """
    return dict(
        zip(
            STATISTICS,
            _native.statistics(read("diagram", diagram), _cap(essential_death)).tolist(),
            strict=True,
        )
    )


def landscape(
    diagram: ArrayLike,
    *,
    layers: int = 5,
    samples: int = 100,
    value_range: tuple[float, float] | None = None,
    essential_death: float | None = None,
) -> NDArray[np.float64]:
    """The persistence landscape: the k-th largest tent at each value. A tent is half as high as its interval is long.

    Parameters
    ----------
    diagram
        Array of shape (k, 2).
    layers
        How many layers.
    samples, value_range
        As in `betti_curve`.
    essential_death
        Where classes that never die are taken to die; by default they are left out.

    Returns
    -------
    ndarray of shape (layers, samples)
        The layers; GUDHI's are larger by the square root of 2.

    References
    ----------
    Bubenik, "Statistical topological data analysis using persistence landscapes", 2015.

    Examples
    --------
    >>> landscape([[0.0, 4.0], [1.0, 3.0]], layers=2, samples=5)
    array([[0., 1., 2., 1., 0.],
           [0., 0., 1., 0., 0.]])
    """
    bars = read("diagram", diagram)
    axis = _axis("samples", samples, value_range, [bars.ravel()])
    return _native.landscape(bars, axis, count("layers", layers), _cap(essential_death))


def silhouette(
    diagram: ArrayLike,
    *,
    power: float = 1.0,
    samples: int = 100,
    value_range: tuple[float, float] | None = None,
    essential_death: float | None = None,
) -> NDArray[np.float64]:
    """The mean of all tents, weighted by their lengths to a power.

    Parameters
    ----------
    diagram
        Array of shape (k, 2).
    power
        The power of the weights.
    samples, value_range, essential_death
        As in `landscape`.

    Returns
    -------
    ndarray of shape (samples,)
        The silhouette.

    References
    ----------
    Chazal et al., "Stochastic convergence of persistence landscapes and silhouettes", 2014.

    Examples
    --------
    >>> silhouette([[0.0, 2.0]], samples=3)
    array([0., 1., 0.])
    """
    bars = read("diagram", diagram)
    axis = _axis("samples", samples, value_range, [bars.ravel()])
    return _native.silhouette(bars, axis, real("power", power), _cap(essential_death))


def persistence_image(
    diagram: ArrayLike,
    *,
    bandwidth: float,
    shape: tuple[int, int] = (20, 20),
    birth_range: tuple[float, float] | None = None,
    length_range: tuple[float, float] | None = None,
    weight_power: float = 1.0,
    pixels: Literal["integral", "sample"] = "integral",
    essential_death: float | None = None,
) -> NDArray[np.float64]:
    """The persistence image: a sum of Gaussians around the points (birth, length), weighted by length.

    Parameters
    ----------
    diagram
        Array of shape (k, 2).
    bandwidth
        Standard deviation of the Gaussians.
    shape
        Rows (lengths) and columns (births).
    birth_range, length_range
        What the image spans; by default what the diagram does.
    weight_power
        A point counts as much as its length to this power.
    pixels
        ``"integral"``: over the pixel, as in the paper and in persim. ``"sample"``: at points of a grid, as in GUDHI.
    essential_death
        Where classes that never die are taken to die; by default they are left out.

    Returns
    -------
    ndarray of the given shape
        The first row holds the shortest lengths, the first column the lowest births: ``imshow(..., origin="lower")``.

    References
    ----------
    Adams et al., "Persistence images: a stable vector representation of persistent homology", 2017.

    Examples
    --------
    >>> persistence_image([[0.5, 3.0]], bandwidth=0.1, shape=(3, 2), birth_range=(0, 2), length_range=(0, 3)).round(2)
    array([[0. , 0. ],
           [0. , 0. ],
           [2.5, 0. ]])
    """
    if pixels not in ("integral", "sample"):
        raise InvalidInputError(f"pixels {pixels!r} is not known: integral and sample are")
    bars = read("diagram", diagram)
    dying = bars[np.isfinite(bars[:, 1])]
    return _native.persistence_image(
        bars,
        _axis("columns", shape[1], birth_range, [dying[:, 0]]),
        _axis("rows", shape[0], length_range, [np.abs(dying[:, 1] - dying[:, 0])]),
        real("bandwidth", bandwidth),
        real("weight_power", weight_power),
        pixels == "sample",
        _cap(essential_death),
    )


def heat_kernel(a: ArrayLike, b: ArrayLike, *, scale: float, essential_death: float | None = None) -> float:
    """The persistence scale space kernel of two diagrams: the scalar product of their distributions of heat.

    Parameters
    ----------
    a, b
        Arrays of shape (k, 2).
    scale
        How long heat spreads.
    essential_death
        Where classes that never die are taken to die; by default they are left out.

    Returns
    -------
    float
        The kernel.

    References
    ----------
    Reininghaus et al., "A stable multi-scale kernel for topological machine learning", 2015.

    Examples
    --------
    >>> heat_kernel([], [[0.0, 1.0]], scale=1.0)
    0.0
    """
    return _native.heat_kernel(read("a", a), read("b", b), real("scale", scale), _cap(essential_death))


def _axis(
    name: str, number: int, ends: tuple[float, float] | None, values: list[NDArray[np.float64]]
) -> tuple[float, float, int]:
    low, high = _ends(values) if ends is None else ends
    return real("range", low), real("range", high), count(name, number)


def _cap(essential_death: float | None) -> float | None:
    return None if essential_death is None else real("essential_death", essential_death)
