"""Pictures: what is drawn, on which axes, and of the strangest diagrams."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt

from tda_stream import core, plot
from tda_stream.errors import InvalidInputError


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def circle() -> np.ndarray:
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return np.column_stack([np.cos(angles), np.sin(angles)])


def test_every_picture_of_a_circle() -> None:
    points = circle()
    diagrams = core.vietoris_rips(points, cocycles=True, cycles=True)
    for draw in (plot.diagram, plot.barcode, plot.betti_curves):
        _, ax = plt.subplots()
        assert draw(diagrams, ax=ax) is ax
        ax.figure.canvas.draw()
    plot.landscape(core.landscape(diagrams[1]), value_range=(0.0, 2.0))
    plot.image(core.persistence_image(diagrams[1], bandwidth=0.1))
    assert len(plot.cocycle(points, diagrams.cycles(1)[0]).collections) == 2
    plot.circular_coordinates(points, np.linspace(0, 1, 24))


def test_classes_that_never_die_stand_on_a_line() -> None:
    ax = plot.diagram([[[0.0, 1.0], [0.0, np.inf]]])
    heights = np.asarray(ax.collections[0].get_offsets())[:, 1]
    assert heights.max() > 1.0
    assert np.isfinite(heights).all()
    falling = plot.diagram([[[3.0, 1.0], [4.0, -np.inf]]])
    assert np.asarray(falling.collections[0].get_offsets())[:, 1].min() < 1.0


@pytest.mark.parametrize("diagrams", [[], [[]], [[[1.0, np.inf]]], [[[1.0, 1.0]]]])
def test_empty_and_flat_diagrams_are_drawn_too(diagrams: list[list[list[float]]]) -> None:
    for draw in (plot.diagram, plot.barcode, plot.betti_curves):
        draw(diagrams).figure.canvas.draw()


def test_many_points_are_a_density() -> None:
    births = np.random.default_rng(0).random(5000)
    ax = plot.diagram([np.column_stack([births, births + 0.1])])
    assert any(type(drawn).__name__ == "PolyCollection" for drawn in ax.collections)


def test_steps_of_betti_curves_are_betti_numbers() -> None:
    diagrams = core.vietoris_rips(circle())
    line = plot.betti_curves(diagrams, dimensions=[0]).lines[0]
    for at in (0.1, 0.5, 1.5):
        place = np.searchsorted(line.get_xdata(), at, "right") - 1
        assert np.asarray(line.get_ydata())[place] == diagrams.betti_numbers(at=at)[0]


def test_what_cannot_be_drawn_is_named() -> None:
    with pytest.raises(InvalidInputError, match="edges"):
        plot.cocycle(circle(), ([[0, 1, 2]], [1]))
    with pytest.raises(InvalidInputError, match="lengths, births"):
        plot.image([1.0, 2.0])
