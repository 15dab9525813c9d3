"""How far two diagrams are apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tda_stream import _native
from tda_stream.core._arguments import diagram, prepared, real

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


def bottleneck(
    a: ArrayLike, b: ArrayLike, *, relative_error: float = 0.0, internal_p: float = math.inf
) -> float:
    """The bottleneck distance: the least possible longest move that turns one diagram into the other.

    A point may move to a point of the other diagram or to the diagonal. Classes that never die are matched among
    themselves, by birth; unequal numbers of them are infinitely far apart.

    Parameters
    ----------
    a, b
        Diagrams of one dimension, arrays of shape (k, 2).
    relative_error
        By how much the answer may be off, as a part of it; 0 is exact.
    internal_p
        The p of the norm between points, infinite as in GUDHI; persim takes 2.

    Returns
    -------
    float
        The distance.

    References
    ----------
    Kerber, Morozov, Nigmetov, "Geometry helps to compare persistence diagrams", 2017.

    Examples
    --------
    >>> bottleneck([[1.0, 3.0], [0.0, 0.2]], [[1.25, 3.0]])
    0.25
    """
    return bottleneck_matching(a, b, relative_error=relative_error, internal_p=internal_p)[0]


def bottleneck_matching(
    a: ArrayLike, b: ArrayLike, *, relative_error: float = 0.0, internal_p: float = math.inf
) -> tuple[float, NDArray[np.int64]]:
    """The bottleneck distance and a matching that attains it.

    Parameters
    ----------
    a, b, relative_error, internal_p
        As in `bottleneck`.

    Returns
    -------
    distance : float
        The distance.
    matching : ndarray of shape (m, 2)
        Which point of ``a`` goes to which of ``b``; -1 for the diagonal.

    Examples
    --------
    >>> bottleneck_matching([[0.0, 2.0]], [[0.0, 2.5], [0.0, 0.5]])
    (0.5, array([[ 0,  0],
           [-1,  1]]))
    """
    with prepared({}) as checked:
        p, error = real("internal_p", internal_p), real("relative_error", relative_error)
        return _native.bottleneck(diagram("a", a), diagram("b", b), p, error, checked)


def wasserstein(
    a: ArrayLike,
    b: ArrayLike,
    *,
    order: float = 1.0,
    internal_p: float = math.inf,
    relative_error: float = 0.01,
) -> float:
    """The Wasserstein distance: the least possible sum of moves that turns one diagram into the other.

    Parameters
    ----------
    a, b
        Diagrams of one dimension, arrays of shape (k, 2).
    order
        Moves count to this power, at least 1, and the root is taken of the sum.
    internal_p
        The p of the norm between points, infinite as in GUDHI and POT; persim takes 2.
    relative_error
        By how much the answer may be above the distance, as a part of it; 0 is exact.

    Returns
    -------
    float
        The distance.

    References
    ----------
    Kerber, Morozov, Nigmetov, "Geometry helps to compare persistence diagrams", 2017.

    Examples
    --------
    >>> wasserstein([[0.0, 4.0], [1.0, 2.0]], [[0.5, 4.0]])
    1.0
    """
    return wasserstein_matching(a, b, order=order, internal_p=internal_p, relative_error=relative_error)[0]


def wasserstein_matching(
    a: ArrayLike,
    b: ArrayLike,
    *,
    order: float = 1.0,
    internal_p: float = math.inf,
    relative_error: float = 0.01,
) -> tuple[float, NDArray[np.int64]]:
    """The Wasserstein distance and a matching that attains it.

    Parameters
    ----------
    a, b, order, internal_p, relative_error
        As in `wasserstein`.

    Returns
    -------
    distance : float
        The distance.
    matching : ndarray of shape (m, 2)
        Which point of ``a`` goes to which of ``b``; -1 for the diagonal.

    Examples
    --------
    >>> wasserstein_matching([[0.0, 4.0]], [[0.5, 4.0]], order=2.0)
    (0.5, array([[0, 0]]))
    """
    with prepared({}) as checked:
        first, second = diagram("a", a), diagram("b", b)
        power, p = real("order", order), real("internal_p", internal_p)
        return _native.wasserstein(first, second, power, p, real("relative_error", relative_error), checked)
