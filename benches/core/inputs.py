"""Inputs of the engine's benchmark from a seed: `inputs.py KIND PARAMETERS OUTPUT.npy`.

The first kinds are those of fixed rows. The kinds of the second set choose their sizes from the seed as well, so that
nothing can be tuned to them.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

Generator = np.random.Generator


def cube(rng: Generator, points: int, dimensions: int) -> Any:
    """Uniform in the unit cube."""
    return rng.random((points, dimensions))


def circle(rng: Generator, points: int, noise: float) -> Any:
    """The unit circle with normal noise."""
    angles = rng.random(points) * 2 * np.pi
    return np.column_stack([np.cos(angles), np.sin(angles)]) + noise * rng.standard_normal((points, 2))


def torus(rng: Generator, points: int) -> Any:
    """The flat (Clifford) torus of unit circles in R^4."""
    a, b = rng.random((2, points)) * 2 * np.pi
    return np.column_stack([np.cos(a), np.sin(a), np.cos(b), np.sin(b)])


def noise(rng: Generator, shape: list[int]) -> Any:
    """An image in which every pixel is independent."""
    return rng.random(shape)


def smooth(rng: Generator, shape: list[int], sigma: float) -> Any:
    """An image like a scan: smooth structures, a little noise, 4096 levels of grey."""
    from scipy.ndimage import gaussian_filter

    image = gaussian_filter(rng.standard_normal(shape), sigma)
    image += 0.05 * image.std() * rng.standard_normal(shape)
    image = (image - image.min()) / (image.max() - image.min())
    return np.round(image * 4095.0)


def walk(rng: Generator, samples: int) -> Any:
    """A time series: a random walk."""
    return np.cumsum(rng.standard_normal(samples))


def diagrams(rng: Generator, count: int, points: int) -> Any:
    """Finite diagrams with births and lifetimes uniform in the unit interval."""
    births, lifetimes = rng.random((2, count, points))
    return np.stack([births, births + lifetimes], axis=-1)


def digraph(rng: Generator, vertices: int, share: float) -> Any:
    """A weighted directed graph without loops; absent edges are infinite."""
    weights = np.where(rng.random((vertices, vertices)) < share, rng.random((vertices, vertices)), np.inf)
    np.fill_diagonal(weights, 0.0)
    return weights


def clusters(rng: Generator) -> Any:
    """Normal clusters of very different widths in R^3."""
    parts = rng.integers(3, 9)
    sizes = rng.integers(60, 200, parts)
    return np.concatenate(
        [rng.random(3) * 4 + rng.exponential(0.3) * rng.standard_normal((k, 3)) for k in sizes]
    )


def correlation(rng: Generator) -> Any:
    """Distances sqrt(2 (1 - r)) between correlated series: a metric of high dimension."""
    series, length, factors = rng.integers(200, 500), rng.integers(40, 200), rng.integers(2, 8)
    values = rng.standard_normal((series, factors)) @ rng.standard_normal((factors, length))
    values += rng.random() * 2 * rng.standard_normal((series, length))
    matrix = np.sqrt(np.maximum(2 * (1 - np.corrcoef(values)), 0))
    matrix = (matrix + matrix.T) / 2
    np.fill_diagonal(matrix, 0.0)
    return matrix


def disconnected(rng: Generator) -> Any:
    """Noisy circles far apart: nearly every distance is beyond the interesting ones."""
    parts = [circle(rng, int(rng.integers(40, 160)), 0.05) + 10.0 * k for k in range(rng.integers(4, 10))]
    return np.concatenate(parts)


def duplicated(rng: Generator) -> Any:
    """Points of which many are there several times."""
    points = rng.random((rng.integers(150, 400), 3))
    return points[rng.integers(0, len(points), rng.integers(600, 1200))]


def graph_metric(rng: Generator) -> Any:
    """Integer distances: steps in a random graph of small degree."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import shortest_path

    vertices = int(rng.integers(200, 500))
    ring = np.arange(vertices)
    tails = np.concatenate([ring, rng.integers(0, vertices, vertices)])
    heads = np.concatenate([np.roll(ring, 1), rng.integers(0, vertices, vertices)])
    keep = tails != heads
    graph = csr_matrix((np.ones(keep.sum()), (tails[keep], heads[keep])), shape=(vertices, vertices))
    return shortest_path(graph, directed=False, unweighted=True)


def high_dimension(rng: Generator) -> Any:
    """Uniform in a cube of 20 to 60 dimensions: all distances nearly the same."""
    return rng.random((rng.integers(80, 160), rng.integers(20, 60)))


def lattice(rng: Generator) -> Any:
    """All points of a box of whole numbers, in R^3."""
    sides = rng.integers(5, 10, 3)
    return np.stack(np.meshgrid(*[np.arange(float(s)) for s in sides], indexing="ij"), axis=-1).reshape(-1, 3)


def lines(rng: Generator) -> Any:
    """Points on a few lines in R^3, collinear many at a time."""
    feet, ways = rng.random((2, rng.integers(4, 9), 3))
    which = rng.integers(0, len(feet), rng.integers(400, 1000))
    return feet[which] + rng.random((len(which), 1)) * ways[which]


def sphere(rng: Generator) -> Any:
    """A noisy sphere."""
    points = rng.standard_normal((rng.integers(150, 400), 3))
    return points / np.linalg.norm(points, axis=1)[:, None] + 0.02 * rng.standard_normal(points.shape)


def swiss_roll(rng: Generator) -> Any:
    """A rolled sheet in R^3 with a hole."""
    points = int(rng.integers(800, 2000))
    t, height = 1.5 * np.pi * (1 + 2 * rng.random(points)), 21 * rng.random(points)
    hole = (np.abs(t - 9.5) < 1.5) & (np.abs(height - 10.5) < 4.0)
    return np.column_stack([t * np.cos(t), height, t * np.sin(t)])[~hole]


def thresholded(rng: Generator) -> Any:
    """A large cloud of which only short edges are asked for."""
    return torus(rng, int(rng.integers(15_000, 30_000)))


def ties(rng: Generator) -> Any:
    """Points rounded to a coarse grid in the plane, so that most distances are shared."""
    return np.round(rng.random((rng.integers(400, 900), 2)) * 40.0)


KINDS: list[Callable[..., Any]] = [
    *(cube, circle, torus, noise, smooth, walk, diagrams, digraph),
    *(clusters, correlation, disconnected, duplicated, graph_metric, high_dimension),
    *(lattice, lines, sphere, swiss_roll, thresholded, ties),
]


def main() -> None:
    kind, parameters, output = sys.argv[1:]
    options = json.loads(parameters)
    generate = {function.__name__: function for function in KINDS}[kind]
    made = generate(np.random.default_rng(options.pop("seed")), **options)
    np.save(output, np.ascontiguousarray(made, dtype=np.float64))


if __name__ == "__main__":
    main()
