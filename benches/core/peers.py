"""One Python peer of the engine's benchmark: `peers.py PEER TASK INPUT ANSWER`.

It speaks the protocol of the Rust program beside it: it loads the input, prints a line that it is ready, and answers
every `run` on its standard input with one line of JSON. A peer is a function from the numbers and the task to a call
without arguments; what it prepares before it returns that call (imports, files) is not measured.
"""

import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

SHORT_SECONDS = 0.05
REPETITIONS = 40

Task = dict[str, Any]
Diagrams = Sequence[Any]
Call = Callable[[], Any]


def threshold(task: Task) -> float:
    return math.inf if task.get("threshold") is None else float(task["threshold"])


def condensed(numbers: Any, task: Task) -> Call:
    """Distances as peers want them that do not compute any: part of what is measured."""
    from scipy.spatial.distance import pdist

    return (lambda: numbers) if task.get("distances") else (lambda: pdist(numbers))


def sparse(numbers: Any, task: Task) -> Call:
    """The edges up to a threshold, as a sparse matrix with each pair once."""
    from scipy.sparse import coo_matrix
    from scipy.spatial import cKDTree

    def call() -> Any:
        pairs = cKDTree(numbers).query_pairs(threshold(task), output_type="ndarray")
        lengths = np.linalg.norm(numbers[pairs[:, 0]] - numbers[pairs[:, 1]], axis=1)
        return coo_matrix((lengths, (pairs[:, 0], pairs[:, 1])), shape=(len(numbers),) * 2)

    return call


def ripser(numbers: Any, task: Task) -> Call:
    from ripser import ripser as compute

    return lambda: compute(
        numbers,
        maxdim=task["max_dimension"],
        thresh=threshold(task),
        coeff=task.get("field", 2),
        do_cocycles=task.get("cocycles", False),
        distance_matrix=task.get("distances", False),
    )["dgms"]


def redzed(numbers: Any, task: Task) -> Call:
    from redzed_tda import rips

    distances = condensed(numbers, task)
    return lambda: rips(distances(), maxdim=task["max_dimension"], threshold=threshold(task))


def giotto(numbers: Any, task: Task, **options: Any) -> Call:
    from gph import ripser_parallel

    metric = "precomputed" if task.get("distances") or task.get("sparse") else "euclidean"
    points = sparse(numbers, task) if task.get("sparse") else lambda: numbers
    return lambda: ripser_parallel(
        points(),
        maxdim=task["max_dimension"],
        thresh=threshold(task),
        coeff=task.get("field", 2),
        metric=metric,
        n_threads=task.get("threads", 1),
        **options,
    )["dgms"]


def giotto_sparse(numbers: Any, task: Task) -> Call:
    return giotto(numbers, {**task, "sparse": True})


def giotto_collapse(numbers: Any, task: Task) -> Call:
    return giotto(numbers, task, collapse_edges=True)


def holos(numbers: Any, task: Task) -> Call:
    import holos_tda

    options = {
        "max_dim": task["max_dimension"],
        "threshold": task.get("threshold"),
        "modulus": task.get("field", 2),
        "collapse_edges": task["max_dimension"] > 1,
    }
    if task.get("distances"):
        from scipy.spatial.distance import squareform

        return lambda: by_dimension(
            holos_tda.rips_condensed(squareform(numbers, checks=False), **options), task
        )
    return lambda: by_dimension(holos_tda.rips_points(numbers, **options), task)


def by_dimension(found: list[tuple[int, float, float]], task: Task) -> Diagrams:
    rows = np.array(found).reshape(-1, 3)
    return [rows[rows[:, 0] == d, 1:] for d in range(task["max_dimension"] + 1)]


def gudhi(numbers: Any, task: Task) -> Call:
    family = task["family"]
    if family == "rips":
        from gudhi.sklearn.rips_persistence import RipsPersistence

        rips = RipsPersistence(
            homology_dimensions=list(range(task["max_dimension"] + 1)),
            threshold=threshold(task),
            input_type="full distance matrix" if task.get("distances") else "point cloud",
            homology_coeff_field=task.get("field", 2),
        )
        return lambda: rips.fit_transform([numbers])[0]
    if family == "cubical":
        from gudhi.sklearn.cubical_persistence import CubicalPersistence

        cubical = CubicalPersistence(
            homology_dimensions=list(range(numbers.ndim)),
            input_type="vertices" if task.get("construction", "V") == "V" else "top_dimensional_cells",
            homology_coeff_field=2,
        )
        return lambda: cubical.fit_transform([numbers])[0]
    if family == "alpha":
        return gudhi_alpha(numbers, "safe")
    if family == "lower_star":
        from gudhi.sklearn.cubical_persistence import CubicalPersistence

        line = CubicalPersistence(homology_dimensions=[0], input_type="vertices", homology_coeff_field=2)
        return lambda: line.fit_transform([numbers])[0]
    if family == "bottleneck":
        from gudhi import bottleneck_distance

        return lambda: np.array([bottleneck_distance(numbers[0], numbers[1], 0.0)])
    if family == "wasserstein":
        from gudhi.hera import wasserstein_distance

        options = {"order": task.get("order", 1.0), "internal_p": math.inf, "delta": task["relative_error"]}
        return lambda: np.array([wasserstein_distance(numbers[0], numbers[1], **options)])
    if family == "persistence_image":
        from gudhi.representations import PersistenceImage

        side = task["resolution"]
        image = PersistenceImage(bandwidth=0.1, resolution=[side, side], im_range=[0.0, 1.0, 0.0, 1.0])
        diagrams = list(numbers)
        return lambda: image.fit_transform(diagrams)
    raise NotImplementedError(f"{family} with gudhi")


def gudhi_alpha(numbers: Any, precision: str) -> Call:
    from gudhi import AlphaComplex

    def call() -> Diagrams:
        tree = AlphaComplex(points=numbers, precision=precision).create_simplex_tree()
        tree.compute_persistence(homology_coeff_field=2)
        found = [tree.persistence_intervals_in_dimension(d) for d in range(numbers.shape[1])]
        return [np.sqrt(np.reshape(intervals, (-1, 2))) for intervals in found]

    return call


def gudhi_fast(numbers: Any, task: Task) -> Call:
    return gudhi_alpha(numbers, "fast")


def gudhi_cells(numbers: Any, task: Task) -> Call:
    """The general cubical complex of GUDHI."""
    from gudhi import CubicalComplex

    kind = "vertices" if task.get("construction", "V") == "V" else "top_dimensional_cells"

    def call() -> Diagrams:
        complex_ = CubicalComplex(**{kind: numbers})
        complex_.compute_persistence(homology_coeff_field=2)
        return [complex_.persistence_intervals_in_dimension(d) for d in range(numbers.ndim)]

    return call


def cripser(numbers: Any, task: Task) -> Call:
    import cripser as peer

    compute = peer.computePH if task.get("construction", "V") == "V" else peer.computePH_T

    def call() -> Diagrams:
        found = compute(numbers, maxdim=numbers.ndim - 1)
        deaths = np.where(found[:, 2] > 1e300, math.inf, found[:, 2])
        ends = np.column_stack([found[:, 1], deaths])
        return [ends[found[:, 0] == d] for d in range(numbers.ndim)]

    return call


def geoph(numbers: Any, task: Task) -> Call:
    import geoph as peer

    planar = task["family"] == "rips"
    compute = peer.ripsPersistenceDiagram2 if planar else peer.delaunayRipsPersistenceDiagram
    return lambda: compute(numbers, reduced_homology=False)


def dory(numbers: Any, task: Task) -> Call:
    """Points read from a text file and intervals written to text files, the only way it has."""
    import pydory

    folder = Path(tempfile.mkdtemp())
    np.savetxt(folder / "points.csv", numbers, fmt="%.17g", delimiter=",")
    top = task["max_dimension"]
    target = f"{folder}/"
    arguments = (0.0, threshold(task), 1, task.get("threads", 1), target, top, 0, 0, 0.0, 1, 1000, 100)

    def call() -> Diagrams:
        pydory.compute_PH(f"{folder}/points.csv", *arguments)
        deaths = np.full(len(numbers), math.inf)
        finite = np.fromstring((folder / "H0_pers_data.txt").read_text(), sep=",")
        deaths[: len(finite)] = finite
        found = [np.column_stack([np.zeros(len(deaths)), deaths])]
        for dimension in range(1, top + 1):
            text = (folder / f"H{dimension}_pers_data.txt").read_text().replace("\n", ",")
            intervals = np.fromstring(text, sep=",").reshape(-1, 2)
            intervals[intervals[:, 1] < intervals[:, 0], 1] = math.inf
            found.append(intervals)
        return found

    return call


def flagser(numbers: Any, task: Task) -> Call:
    from pyflagser import flagser_weighted

    return lambda: flagser_weighted(
        numbers, max_dimension=task["max_dimension"], directed=True, coeff=task.get("field", 2)
    )["dgms"]


def persim(numbers: Any, task: Task) -> Call:
    from persim import bottleneck

    return lambda: np.array([bottleneck(numbers[0], numbers[1])])


def pot(numbers: Any, task: Task) -> Call:
    from gudhi.wasserstein import wasserstein_distance

    options = {"order": task.get("order", 1.0), "internal_p": math.inf}
    return lambda: np.array([wasserstein_distance(numbers[0], numbers[1], **options)])


def scipy_tree(numbers: Any, task: Task) -> Call:
    """Dimension zero of points: the minimum spanning tree of the Delaunay triangulation."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import minimum_spanning_tree
    from scipy.spatial import Delaunay

    def call() -> Diagrams:
        corners = Delaunay(numbers).simplices
        size = corners.shape[1]
        pairs = np.concatenate([corners[:, [i, j]] for i in range(size) for j in range(i)])
        pairs = np.unique(np.sort(pairs, axis=1), axis=0)
        lengths = np.linalg.norm(numbers[pairs[:, 0]] - numbers[pairs[:, 1]], axis=1)
        graph = coo_matrix((lengths, (pairs[:, 0], pairs[:, 1])), shape=(len(numbers),) * 2)
        deaths = np.append(minimum_spanning_tree(graph.tocsr()).data, math.inf)
        return [np.column_stack([np.zeros(len(deaths)), deaths])]

    return call


PEERS: dict[str, Callable[[Any, Task], Call]] = {
    "cripser": cripser,
    "dory": dory,
    "flagser": flagser,
    "geoph": geoph,
    "giotto-ph": giotto,
    "giotto-ph collapse": giotto_collapse,
    "giotto-ph sparse": giotto_sparse,
    "gudhi": gudhi,
    "gudhi cells": gudhi_cells,
    "gudhi fast": gudhi_fast,
    "holos-tda": holos,
    "persim": persim,
    "pot": pot,
    "redzed-tda": redzed,
    "ripser": ripser,
    "scipy": scipy_tree,
}


def flat(found: Any) -> Any:
    """Numbers as they are; intervals as three numbers each: dimension, birth, death. None of length zero."""
    if isinstance(found, np.ndarray):
        return found.ravel()
    rows = [np.empty((0, 3))]
    for dimension, intervals in enumerate(found):
        ends = np.asarray(intervals, dtype=np.float64).reshape(-1, 2)
        ends = ends[ends[:, 0] != ends[:, 1]]
        rows.append(np.column_stack([np.full(len(ends), float(dimension)), ends]))
    return np.concatenate(rows).ravel()


def counts(found: Any) -> list[int]:
    return [found.size] if isinstance(found, np.ndarray) else [len(intervals) for intervals in found]


def status_bytes(field: str) -> int:
    """A figure of this process, as Linux counts it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) * 1024
    return 0


def reset_peak() -> None:
    """Forget the peak of resident memory so far, where that is allowed."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass


def measure(call: Call, write_to: Path | None) -> dict[str, Any]:
    reset_peak()
    resident = status_bytes("VmRSS:")
    wall, cpu = time.perf_counter(), time.process_time()
    found = call()
    seconds, used = time.perf_counter() - wall, time.process_time() - cpu
    peak = status_bytes("VmHWM:") - resident
    if seconds < SHORT_SECONDS:
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(REPETITIONS):
            call()
        seconds = (time.perf_counter() - wall) / REPETITIONS
        used = (time.process_time() - cpu) / REPETITIONS
    if write_to is not None:
        flat(found).astype("<f8").tofile(write_to)
    figures = {"seconds": seconds, "cpu_seconds": used, "peak_growth_bytes": max(peak, 0)}
    return {**figures, "counts": counts(found), "plan": None}


def main() -> None:
    peer, task_text, input_path, answer_path = sys.argv[1:]
    # What peers print must not end up among the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def say(value: Any) -> None:
        print(json.dumps(value), file=answers, flush=True)

    call = PEERS[peer](np.load(input_path).astype(np.float64), json.loads(task_text))
    say({"ready": True})
    write_to: Path | None = Path(answer_path)
    for line in sys.stdin:
        try:
            if line.strip() != "run":
                raise ValueError(f"{line!r} is no command")
            say(measure(call, write_to))
            write_to = None
        except Exception as error:  # whatever a peer raises is its answer
            say({"error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    main()
