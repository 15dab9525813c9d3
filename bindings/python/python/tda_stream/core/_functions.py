"""Filtrations of functions on complexes, and of simplices given one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tda_stream import _native
from tda_stream.core._arguments import Options, count, number_list, prepared
from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike
    from typing_extensions import Unpack

    from tda_stream._native import Diagrams


class ExtendedDiagrams(NamedTuple):
    """The three kinds of classes of extended persistence."""

    ordinary: Diagrams
    """Born and dead on the way up."""
    relative: Diagrams
    """Born and dead on the way down: birth above death."""
    extended: Diagrams
    """Born on the way up and dead on the way down."""


def lower_star(
    values: ArrayLike,
    *,
    edges: Iterable[Sequence[int]] | None = None,
    simplices: Iterable[Sequence[int]] | None = None,
    superlevel: bool = False,
    **options: Unpack[Options],
) -> Diagrams:
    """Persistence diagrams of a function on vertices: a simplex enters with the last of its vertices.

    Parameters
    ----------
    values
        Array of shape (n,): the function. Alone it is a time series, each sample joined to the next.
    edges
        Pairs of vertices, for a function on a graph.
    simplices
        Lists of vertices, for a function on a mesh or any complex; faces are added.
    superlevel
        Whether the function is read from its largest value down: births lie above deaths, and a class that never dies
        has death ``-inf``.
    **options
        See `Options`.

    Returns
    -------
    Diagrams
        ``diagrams[d]`` is an array of shape (k, 2), for every dimension of the complex.

    References
    ----------
    Edelsbrunner, Harer, "Computational Topology", 2010, section VI.3.

    Examples
    --------
    >>> lower_star([0.0, 3.0, 1.0])[0]
    array([[ 0., inf],
           [ 1.,  3.]])
    """
    numbers, given = number_list("values", values), _complex(edges, simplices)
    with prepared(options) as checked:
        return _native.lower_star(numbers, given, bool(superlevel), checked)


def extended(
    values: ArrayLike,
    *,
    edges: Iterable[Sequence[int]] | None = None,
    simplices: Iterable[Sequence[int]] | None = None,
    **options: Unpack[Options],
) -> ExtendedDiagrams:
    """Extended persistence of a function on vertices: up through the complex, down through its cone.

    Parameters
    ----------
    values, edges, simplices
        As in `lower_star`.
    **options
        See `Options`; dimensions are those of the complex, and representatives are not told.

    Returns
    -------
    ExtendedDiagrams
        Ordinary, relative and extended classes.

    References
    ----------
    Cohen-Steiner, Edelsbrunner, Harer, "Extending persistence using Poincaré and Lefschetz duality", 2009.

    Examples
    --------
    >>> circle = extended([0.0, 1.0, 2.0, 1.0], edges=[[0, 1], [1, 2], [2, 3], [0, 3]])
    >>> circle.extended[1]
    array([[2., 0.]])
    """
    numbers, given = number_list("values", values), _complex(edges, simplices)
    without = ("max_dimension", "cocycles", "cycles", "zero_lengths")
    with prepared(options, without=without) as checked:
        return ExtendedDiagrams(*_native.extended(numbers, given, checked))


def explicit(values: ArrayLike, boundaries: Sequence[Sequence[int]], **options: Unpack[Options]) -> Diagrams:
    """Persistence diagrams of simplices given one by one.

    Parameters
    ----------
    values
        Array of shape (n,): when each simplex enters, never falling.
    boundaries
        For each simplex the positions of its facets, in any order; none for a vertex.
    **options
        See `Options`; ``max_dimension`` is 1 by default.

    Returns
    -------
    Diagrams
        ``diagrams[d]`` is an array of shape (k, 2).

    Examples
    --------
    >>> explicit([0.0, 0.0, 1.0], [[], [], [0, 1]], max_dimension=0)[0]
    array([[ 0.,  1.],
           [ 0., inf]])
    """
    numbers, lists = number_list("values", values), _lists("boundaries", boundaries)
    with prepared(options) as checked:
        return _native.explicit(numbers, lists, checked)


def _complex(
    edges: Iterable[Sequence[int]] | None, simplices: Iterable[Sequence[int]] | None
) -> list[list[int]] | None:
    if edges is not None and simplices is not None:
        raise InvalidInputError("edges and simplices are both given: edges are simplices too")
    given = edges if simplices is None else simplices
    return None if given is None else _lists("simplices" if edges is None else "edges", given)


def _lists(name: str, rows: Iterable[Sequence[int]]) -> list[list[int]]:
    try:
        return [[count(f"a vertex of {name}", vertex) for vertex in row] for row in rows]
    except TypeError as error:
        raise InvalidInputError(f"{name} are no lists of whole numbers: {error}") from error
