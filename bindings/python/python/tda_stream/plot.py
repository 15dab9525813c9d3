"""Pictures of persistence with matplotlib: each function draws on an axes, its own or a given one, and returns it.

>>> import matplotlib
>>> matplotlib.use("Agg")
>>> from tda_stream import core, plot
>>> diagrams = core.vietoris_rips([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
>>> axes = plot.diagram(diagrams)
>>> axes.get_xlabel()
'birth'

Colours are those of Okabe and Ito, told apart by people with colour blindness too; letters and lines have the sizes
of a paper's column, and nothing outside the axes is changed. It needs the extra ``tda-stream[plot]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection

from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray

    from tda_stream._native import Diagrams

__all__ = ["barcode", "betti_curves", "circular_coordinates", "cocycle", "diagram", "image", "landscape"]

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
_GREY = "#777777"
_DENSE = 4000
"""More points of one dimension than this are drawn as a density."""


def _given(diagrams: Diagrams | Iterable[ArrayLike]) -> list[NDArray[np.float64]]:
    return [np.asarray(found, dtype=np.float64).reshape(-1, 2) for found in diagrams]


def _axes(ax: Axes | None, size: tuple[float, float]) -> Axes:
    if ax is not None:
        return ax
    _, made = plt.subplots(figsize=size, layout="constrained")
    return made


def _style(ax: Axes, x: str, y: str) -> Axes:
    ax.set_xlabel(x)
    ax.set_ylabel(y)
    ax.spines[["top", "right"]].set_visible(False)
    ax.tick_params(labelsize="small")
    return ax


def _legend(ax: Axes, place: Any) -> None:
    if ax.get_legend_handles_labels()[1]:
        ax.legend(loc=place, fontsize="small", frameon=False)


def _span(diagrams: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    values = np.concatenate([*(found.ravel() for found in diagrams), np.empty(0)])
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    return (low, high) if low < high else (low - 0.5, low + 0.5)


def diagram(
    diagrams: Diagrams | Iterable[ArrayLike],
    *,
    dimensions: Sequence[int] | None = None,
    ax: Axes | None = None,
    size: float = 12.0,
) -> Axes:
    """Birth against death; classes that never die stand on a line of their own.

    Parameters
    ----------
    diagrams
        Arrays of shape (k, 2), one for each dimension.
    dimensions
        Which ones to draw; all by default.
    ax
        Where to draw.
    size
        Area of a point in square points. Dimensions of more than 4000 intervals are drawn as a density.

    Returns
    -------
    Axes
        What was drawn on.

    Examples
    --------
    >>> diagram([[[0.0, 1.0], [0.0, np.inf]]]).get_ylabel()
    'death'
    """
    found = _given(diagrams)
    chosen = range(len(found)) if dimensions is None else dimensions
    ax = _axes(ax, (3.5, 3.5))
    low, high = _span([found[d] for d in chosen])
    margin = 0.05 * (high - low)
    ends = np.concatenate([*(found[d][:, 1] for d in chosen), np.empty(0)])
    lines = {np.inf: high + 2 * margin, -np.inf: low - 2 * margin}
    for end, height in lines.items():
        if np.any(ends == end):
            ax.axhline(height, color=_GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
            name = "$\\infty$" if end > 0 else "$-\\infty$"
            ax.text(high + 0.6 * margin, height, name, color=_GREY, va="bottom", ha="right", fontsize="small")
    ax.plot(
        [low - margin, high + margin], [low - margin, high + margin], color=_GREY, linewidth=0.8, zorder=1
    )
    for d in chosen:
        births, deaths = found[d].T
        heights = np.where(np.isfinite(deaths), deaths, np.where(deaths > 0, lines[np.inf], lines[-np.inf]))
        colour, label = COLOURS[d % len(COLOURS)], f"$H_{{{d}}}$ ({len(births)})"
        if len(births) > _DENSE:
            _density(ax, births, heights, colour, label)
        else:
            ax.scatter(births, heights, s=size, c=colour, alpha=0.65, linewidths=0, label=label, zorder=2)
    ax.set_xlim(low - margin, high + margin)
    ax.set_aspect("equal", adjustable="box")
    below = bool(np.any(ends == -np.inf))
    _legend(ax, "upper left" if below else "lower right")
    return _style(ax, "birth", "death")


def _density(
    ax: Axes, births: NDArray[np.float64], heights: NDArray[np.float64], colour: str, label: str
) -> None:
    """Points by the thousand: as many as lie in a cell, by the depth of its colour."""
    from matplotlib.colors import LinearSegmentedColormap, LogNorm

    shades = LinearSegmentedColormap.from_list(label, [(*_rgb(colour), 0.15), (*_rgb(colour), 1.0)])
    ax.hexbin(births, heights, gridsize=80, mincnt=1, cmap=shades, norm=LogNorm(), linewidths=0, zorder=2)
    ax.scatter([], [], c=colour, linewidths=0, label=label)


def _rgb(colour: str) -> tuple[float, float, float]:
    from matplotlib.colors import to_rgb

    return to_rgb(colour)


def barcode(
    diagrams: Diagrams | Iterable[ArrayLike],
    *,
    dimensions: Sequence[int] | None = None,
    ax: Axes | None = None,
    longest: int = 200,
) -> Axes:
    """A bar for each interval, the longest first, dimension by dimension.

    Parameters
    ----------
    diagrams
        Arrays of shape (k, 2), one for each dimension.
    dimensions
        Which ones to draw; all by default.
    ax
        Where to draw.
    longest
        Bars of each dimension, at most.

    Returns
    -------
    Axes
        What was drawn on.

    Examples
    --------
    >>> barcode([[[0.0, 1.0], [0.0, np.inf]]]).get_xlabel()
    'value'
    """
    found = _given(diagrams)
    chosen = range(len(found)) if dimensions is None else dimensions
    ax = _axes(ax, (4.5, 3.5))
    low, high = _span([found[d] for d in chosen])
    margin = 0.05 * (high - low)
    height, names, places = 0, [], []
    for d in chosen:
        bars = found[d]
        bars = bars[np.argsort(-np.abs(bars[:, 1] - bars[:, 0]), kind="stable")][:longest]
        rows = height + np.arange(len(bars))
        ends = np.clip(bars, low - margin, high + margin)
        segments = [[(left, row), (right, row)] for row, (left, right) in zip(rows, ends, strict=True)]
        ax.add_collection(LineCollection(segments, colors=COLOURS[d % len(COLOURS)], linewidths=1.2))
        names.append(f"$H_{{{d}}}$")
        places.append(height + (len(bars) - 1) / 2)
        height += len(bars) + max(2, len(bars) // 20)
    ax.set_yticks(places, names)
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(low - margin, high + margin)
    ax.set_ylim(max(height, 1), -1)
    ax.spines["left"].set_visible(False)
    return _style(ax, "value", "")


def betti_curves(
    diagrams: Diagrams | Iterable[ArrayLike],
    *,
    dimensions: Sequence[int] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """How many classes of each dimension live at each value.

    Parameters
    ----------
    diagrams
        Arrays of shape (k, 2), one for each dimension.
    dimensions
        Which ones to draw; all by default.
    ax
        Where to draw.

    Returns
    -------
    Axes
        What was drawn on.

    Examples
    --------
    >>> betti_curves([[[0.0, 1.0], [0.0, np.inf]]]).get_ylabel()
    'Betti number'
    """
    found = _given(diagrams)
    chosen = range(len(found)) if dimensions is None else dimensions
    ax = _axes(ax, (4.5, 3.0))
    low, high = _span([found[d] for d in chosen])
    margin = 0.05 * (high - low)
    for d in chosen:
        left, right = found[d].min(axis=1, initial=np.inf), found[d].max(axis=1, initial=-np.inf)
        values = np.unique(np.concatenate([[low - margin, high + margin], left, right]))
        values = values[np.isfinite(values)]
        counts = np.searchsorted(np.sort(left), values, "right") - np.searchsorted(
            np.sort(right), values, "right"
        )
        ax.step(
            values, counts, where="post", color=COLOURS[d % len(COLOURS)], linewidth=1.2, label=f"$H_{{{d}}}$"
        )
    ax.set_ylim(bottom=0)
    _legend(ax, "best")
    return _style(ax, "value", "Betti number")


def landscape(
    layers: ArrayLike, *, value_range: tuple[float, float] | None = None, ax: Axes | None = None
) -> Axes:
    """The layers of a persistence landscape, as `tda_stream.core.landscape` gives them.

    Parameters
    ----------
    layers
        Array of shape (layers, samples).
    value_range
        The values of the first and the last sample; their numbers by default.
    ax
        Where to draw.

    Returns
    -------
    Axes
        What was drawn on.

    Examples
    --------
    >>> landscape([[0.0, 1.0, 0.0]]).get_xlabel()
    'value'
    """
    rows = np.atleast_2d(np.asarray(layers, dtype=np.float64))
    low, high = (0.0, rows.shape[1] - 1.0) if value_range is None else value_range
    ax = _axes(ax, (4.5, 3.0))
    shades = plt.get_cmap("viridis")(np.linspace(0.0, 0.9, len(rows)))
    for number, (row, shade) in enumerate(zip(rows, shades, strict=True), start=1):
        ax.plot(
            np.linspace(low, high, rows.shape[1]),
            row,
            color=shade,
            linewidth=1.2,
            label=rf"$\lambda_{number}$",
        )
    ax.set_ylim(bottom=0)
    if len(rows) <= 8:
        ax.legend(fontsize="small", frameon=False)
    return _style(ax, "value", "landscape")


def image(
    pixels: ArrayLike,
    *,
    birth_range: tuple[float, float] | None = None,
    length_range: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """A persistence image, as `tda_stream.core.persistence_image` gives it: the first row at the bottom.

    Parameters
    ----------
    pixels
        Array of shape (lengths, births).
    birth_range, length_range
        What the image spans; numbers of pixels by default.
    ax
        Where to draw.

    Returns
    -------
    Axes
        What was drawn on.

    Examples
    --------
    >>> image([[0.0, 1.0], [0.5, 0.0]]).get_ylabel()
    'persistence'
    """
    rows = np.asarray(pixels, dtype=np.float64)
    if rows.ndim != 2:
        raise InvalidInputError(f"an image of shape {rows.shape} is not of shape (lengths, births)")
    births = (0.0, float(rows.shape[1])) if birth_range is None else birth_range
    lengths = (0.0, float(rows.shape[0])) if length_range is None else length_range
    ax = _axes(ax, (3.8, 3.2))
    drawn = ax.imshow(rows, origin="lower", extent=(*births, *lengths), aspect="auto", cmap="magma_r")
    ax.figure.colorbar(drawn, ax=ax, shrink=0.85)
    return _style(ax, "birth", "persistence")


def cocycle(
    points: ArrayLike, chain: tuple[ArrayLike, ArrayLike], *, ax: Axes | None = None, size: float = 10.0
) -> Axes:
    """Points of the plane and the edges of a cocycle or a cycle of dimension one.

    Parameters
    ----------
    points
        Array of shape (n, 2), or more columns, of which the first two are drawn.
    chain
        An entry of `Diagrams.cocycles` or `Diagrams.cycles` of dimension 1: edges and coefficients.
    ax
        Where to draw.
    size
        Area of a point in square points.

    Returns
    -------
    Axes
        What was drawn on.

    Examples
    --------
    >>> cocycle([[0.0, 0.0], [1.0, 0.0]], ([[0, 1]], [1])).get_aspect()
    1.0
    """
    places = np.asarray(points, dtype=np.float64)
    edges = np.asarray(chain[0])
    if edges.ndim != 2 or edges.shape[1] != 2:
        raise InvalidInputError(f"a chain of simplices of shape {edges.shape} is none of edges")
    ax = _axes(ax, (3.5, 3.5))
    # A cocycle of many edges is a bundle: thin lines let it be seen through.
    width = 1.0 if len(edges) <= 200 else 0.3
    ends = list(places[edges][:, :, :2])
    lines = LineCollection(ends, colors=COLOURS[1], linewidths=width, alpha=0.8, zorder=1)
    ax.add_collection(lines)
    ax.scatter(places[:, 0], places[:, 1], s=size, c=COLOURS[0], linewidths=0, zorder=2)
    ax.set_aspect("equal")
    return _style(ax, "", "")


def circular_coordinates(
    points: ArrayLike, angles: ArrayLike, *, ax: Axes | None = None, size: float = 14.0, **options: Any
) -> Axes:
    """Points of the plane, each in the colour of its circular coordinate.

    Parameters
    ----------
    points
        Array of shape (n, 2), or more columns, of which the first two are drawn.
    angles
        Array of shape (n,): coordinates from 0 to 1, once around.
    ax
        Where to draw.
    size
        Area of a point in square points.
    **options
        Passed to ``scatter``.

    Returns
    -------
    Axes
        What was drawn on.

    Examples
    --------
    >>> circular_coordinates([[0.0, 0.0], [1.0, 0.0]], [0.0, 0.5]).get_aspect()
    1.0
    """
    places = np.asarray(points, dtype=np.float64)
    turns = np.mod(np.asarray(angles, dtype=np.float64), 1.0)
    ax = _axes(ax, (4.0, 3.5))
    drawn = ax.scatter(
        places[:, 0],
        places[:, 1],
        s=size,
        c=turns,
        cmap="twilight",
        vmin=0.0,
        vmax=1.0,
        linewidths=0,
        **options,
    )
    bar = ax.figure.colorbar(drawn, ax=ax, shrink=0.85, ticks=[0.0, 0.5, 1.0])
    bar.set_label("circular coordinate")
    ax.set_aspect("equal")
    return _style(ax, "", "")
