"""Filtrations of weighted graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tda_stream import _native
from tda_stream.core._arguments import Options, index_rows, number_list, prepared

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from typing_extensions import Unpack

    from tda_stream._native import Diagrams


def flag(births: ArrayLike, edges: ArrayLike, weights: ArrayLike, **options: Unpack[Options]) -> Diagrams:
    """Persistence diagrams of the flag complex of a weighted graph: every clique is a simplex.

    A simplex enters with the last of its edges. Values may be negative as long as vertices enter before their edges.

    Parameters
    ----------
    births
        Array of shape (n,): when each vertex enters.
    edges
        Array of shape (m, 2): the two vertices of each edge.
    weights
        Array of shape (m,): when each edge enters; ``inf`` for never.
    **options
        See `Options`.

    Returns
    -------
    Diagrams
        ``diagrams[d]`` is an array of shape (k, 2).

    Examples
    --------
    >>> flag([0.0] * 4, [[0, 1], [1, 2], [2, 3], [0, 3]], [1.0, 1.0, 1.0, 2.0])[1]
    array([[ 2., inf]])
    """
    with prepared(options) as checked:
        return _native.flag(*_graph(births, edges, weights), checked)


def directed_flag(
    births: ArrayLike, edges: ArrayLike, weights: ArrayLike, **options: Unpack[Options]
) -> Diagrams:
    """Persistence diagrams of the directed flag complex: every directed clique is a simplex.

    Vertices v0, ..., vk form a simplex when an edge leads from each to every later one, from the last of these edges
    on. Two vertices may be joined in both directions, which makes a loop.

    Parameters
    ----------
    births
        Array of shape (n,): when each vertex enters.
    edges
        Array of shape (m, 2): where each edge comes from and leads to.
    weights
        Array of shape (m,): when each edge enters; ``inf`` for never.
    **options
        See `Options`.

    Returns
    -------
    Diagrams
        ``diagrams[d]`` is an array of shape (k, 2).

    References
    ----------
    Lütgehetmann, Govc, Smith, Levi, "Computing persistent homology of directed flag complexes", 2020.

    Examples
    --------
    >>> directed_flag([0.0, 0.0], [[0, 1], [1, 0]], [1.0, 2.0])[1]
    array([[ 2., inf]])
    """
    with prepared(options) as checked:
        return _native.directed_flag(*_graph(births, edges, weights), checked)


def _graph(
    births: ArrayLike, edges: ArrayLike, weights: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    return number_list("births", births), index_rows("edges", edges, 2), number_list("weights", weights)
