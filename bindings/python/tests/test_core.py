"""Points in, diagrams out: neither copied, watched and stopped from Python."""

from __future__ import annotations

import pickle
import threading
import time

import numpy as np
import pytest
import scipy.sparse

from conftest import RunProgram
from tda_stream import core
from tda_stream.errors import (
    CancelledError,
    InvalidInputError,
    LimitExceededError,
    NotFoundError,
    TdaError,
    TimeLimitError,
)

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def long_job() -> np.ndarray:
    """Points whose barcode takes minutes: what is started must be stopped."""
    return np.random.default_rng(7).normal(size=(1500, 6))


def address(array: np.ndarray) -> int:
    return int(array.__array_interface__["data"][0])


def test_the_loop_of_a_square() -> None:
    diagrams = core.vietoris_rips(SQUARE)
    assert diagrams[1].tolist() == [[1.0, 2.0**0.5]]
    assert diagrams[0].shape == (4, 2)
    assert diagrams.max_dimension == 1
    assert len(diagrams) == 2
    assert [array.shape for array in diagrams] == [(4, 2), (1, 2)]
    assert diagrams.betti_numbers(at=1.0) == [1, 1]
    assert diagrams.plan.engine
    assert str(diagrams.plan).startswith(f"{diagrams.plan.engine}: ")
    assert 4 <= diagrams.stats["edges"] <= 6
    assert repr(diagrams) == "<Diagrams H0: 4, H1: 1>"


def test_contiguous_float64_is_read_where_it_lies() -> None:
    diagrams = core.vietoris_rips(SQUARE)
    assert diagrams._input_address == address(SQUARE)
    matrix = np.array([[0.0, 2.0], [2.0, 0.0]])
    assert core.vietoris_rips(matrix, metric="precomputed")._input_address == address(matrix)


def test_a_large_matrix_is_not_copied(run_program: RunProgram) -> None:
    matrix_bytes, grown = map(
        int,
        run_program("""
import resource
import numpy as np
from tda_stream import core

matrix = np.full((4000, 4000), 5.0)
np.fill_diagonal(matrix, 0.0)
core.vietoris_rips(matrix[:10, :10].copy(), metric="precomputed")
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before = peak()
diagrams = core.vietoris_rips(matrix, metric="precomputed", threshold=1.0, max_dimension=0)
assert diagrams.betti_numbers(at=0.5) == [4000]
print(matrix.nbytes, peak() - before)
""").stdout.split(),
    )
    print(f"peak memory grew by {grown} bytes over a matrix of {matrix_bytes}")
    assert grown < matrix_bytes / 4


def test_anything_else_is_converted() -> None:
    expected = core.vietoris_rips(SQUARE)[1].tolist()
    assert core.vietoris_rips(SQUARE.tolist())[1].tolist() == expected
    assert core.vietoris_rips(SQUARE.astype(np.int32))[1].tolist() == expected
    assert core.vietoris_rips(np.asfortranarray(SQUARE))[1].tolist() == expected
    assert core.vietoris_rips(np.repeat(SQUARE, 2, axis=0)[::2])[1].tolist() == expected


def test_diagrams_look_into_the_result() -> None:
    diagrams = core.vietoris_rips(SQUARE)
    first, again = diagrams[0], diagrams[0]
    assert not first.flags.owndata
    assert not first.flags.writeable
    assert isinstance(first.base, core.Diagrams)
    assert address(first) == address(again)
    assert first.dtype == np.float64
    del diagrams, again
    assert first.tolist()[-1] == [0.0, np.inf]


def test_dimensions_that_were_not_computed() -> None:
    diagrams = core.vietoris_rips(SQUARE)
    for dimension in (2, -1):
        with pytest.raises(NotFoundError, match=str(dimension)) as caught:
            diagrams[dimension]
        assert isinstance(caught.value, LookupError)
        assert caught.value.kind == "NotFound"


def test_diagrams_survive_pickling_and_come_from_elsewhere() -> None:
    diagrams = core.vietoris_rips(SQUARE)
    copy = pickle.loads(pickle.dumps(diagrams))
    assert [array.tolist() for array in copy] == [array.tolist() for array in diagrams]
    with pytest.raises(InvalidInputError, match="dimension 0"):
        core.Diagrams.from_arrays([np.array([[1.0, 0.5]])])
    with pytest.raises(InvalidInputError, match="3 columns"):
        core.Diagrams.from_arrays([np.zeros((1, 3))])


@pytest.mark.parametrize(
    ("points", "options", "message"),
    [
        ([[0.0, float("nan")]], {}, "row 0, column 1 is NaN"),
        ([[0.0], [float("inf")]], {}, "row 1, column 0 is infinite"),
        ([], {}, "no points"),
        (np.zeros((3, 0)), {}, "no coordinates"),
        (np.zeros(3), {}, r"shape \(3,\) is not of shape \(n, d\)"),
        ([[1.0], [1.0, 2.0]], {}, "no array of numbers"),
        (["a"], {}, "not real numbers"),
        ([[1j]], {}, "not real numbers"),
        (np.zeros((2, 3)), {"metric": "precomputed"}, "2 rows and 3 columns"),
        ([[0.0, 1.0], [2.0, 0.0]], {"metric": "precomputed"}, "not symmetric"),
        ([[0.0, -1.0], [-1.0, 0.0]], {"metric": "precomputed"}, "row 0, column 1 is -1"),
        ([1.0, 2.0], {"metric": "precomputed"}, "length 2"),
        (SQUARE, {"metric": "cosine"}, "cosine"),
        (SQUARE, {"threshold": -1.0}, "threshold -1"),
        (SQUARE, {"threads": 0}, "threads is 0"),
        (SQUARE, {"max_dimension": -1}, "max_dimension is -1"),
        (SQUARE, {"max_dimension": 1.5}, "not a whole number"),
        (SQUARE, {"time_limit_seconds": -1.0}, "time_limit_seconds -1"),
    ],
)
def test_bad_input_says_what_and_where(points: object, options: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidInputError, match=message) as caught:
        core.vietoris_rips(points, **options)  # type: ignore[arg-type]
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, TdaError)
    assert (caught.value.kind, caught.value.retry) == ("InvalidInput", "never")


def test_condensed_and_dense_distances_agree() -> None:
    points = np.random.default_rng(3).normal(size=(30, 3))
    dense = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    condensed = dense[np.triu_indices(30, 1)]
    by_dense = core.vietoris_rips(dense, metric="precomputed", max_dimension=2)
    by_condensed = core.vietoris_rips(condensed, metric="precomputed", max_dimension=2)
    assert [array.tolist() for array in by_dense] == [array.tolist() for array in by_condensed]


def test_limits() -> None:
    with pytest.raises(LimitExceededError) as memory:
        core.vietoris_rips(long_job(), max_dimension=2, memory_limit_bytes=100_000)
    assert isinstance(memory.value, MemoryError)
    with pytest.raises(TimeLimitError) as limit:
        core.vietoris_rips(long_job(), max_dimension=3, time_limit_seconds=0.2)
    assert isinstance(limit.value, TimeoutError)


def test_progress_is_reported_on_the_calling_thread() -> None:
    seen: list[core.Progress] = []
    threads = set()

    def watch(progress: core.Progress) -> None:
        seen.append(progress)
        threads.add(threading.get_ident())

    core.vietoris_rips(np.random.default_rng(1).normal(size=(300, 3)), max_dimension=2, progress=watch)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert threads == {threading.get_ident()}
    assert "%" in str(seen[-1])


def test_what_a_callback_raises_comes_out() -> None:
    def refuse(progress: core.Progress) -> None:
        raise KeyError(progress.stage)

    with pytest.raises(KeyError):
        core.vietoris_rips(long_job(), max_dimension=3, progress=refuse)
    with pytest.raises(CancelledError):
        core.vietoris_rips(long_job(), max_dimension=3, progress=lambda _: False)


def test_a_bar_on_request(capfd: pytest.CaptureFixture[str]) -> None:
    core.vietoris_rips(SQUARE, progress=True)
    assert "100" in capfd.readouterr().err


def test_a_token_stops_the_computation_and_others_run_meanwhile() -> None:
    token = core.CancelToken()
    ticks = 0

    def tick_then_cancel() -> None:
        nonlocal ticks
        for _ in range(100):
            time.sleep(0.001)
            ticks += 1
        token.cancel()

    ticking = threading.Thread(target=tick_then_cancel)
    ticking.start()
    with pytest.raises(CancelledError) as caught:
        core.vietoris_rips(long_job(), max_dimension=3, cancel=token, time_limit_seconds=60.0)
    ticking.join()
    assert ticks == 100
    assert token.is_cancelled
    assert (caught.value.kind, caught.value.retry) == ("Cancelled", "safe")


def test_ctrl_c_stops_the_computation(run_program: RunProgram) -> None:
    seconds = float(
        run_program("""
import os, signal, threading, time
import numpy as np
from tda_stream import core

sent = []

def interrupt():
    sent.append(time.perf_counter())
    os.kill(os.getpid(), signal.SIGINT)

points = np.random.default_rng(7).normal(size=(1500, 6))
threading.Timer(0.5, interrupt).start()
try:
    core.vietoris_rips(points, max_dimension=3)
except KeyboardInterrupt:
    print(time.perf_counter() - sent[0])
""").stdout
    )
    print(f"Ctrl-C was answered after {1000 * seconds:.1f} ms")
    assert seconds < 2.0


def test_importing_is_cheap_and_starts_nothing(run_program: RunProgram) -> None:
    milliseconds = run_program("""
import os, sys, time
import numpy
threads = lambda: len(os.listdir("/proc/self/task"))
modules, threads_before, started = set(sys.modules), threads(), time.perf_counter()
import tda_stream
from tda_stream import core
taken = time.perf_counter() - started
assert not {"asyncio", "pydantic"} & (set(sys.modules) - modules)
assert threads() == threads_before
core.vietoris_rips([[0.0], [1.0]])
assert threads() == threads_before
print(1000 * taken)
""").stdout
    print(f"importing tda_stream.core took {float(milliseconds):.1f} ms beyond NumPy")
    # The promise is 30 ms on a quiet machine.
    assert float(milliseconds) < 2000


def test_representatives_say_where_a_loop_is() -> None:
    diagrams = core.vietoris_rips(SQUARE, pairs=True, cocycles=True, cycles=True, field=3)
    births, deaths = diagrams.pairs(1)
    assert births.shape == (1, 2)
    assert deaths.shape == (1, 3)
    assert diagrams.pairs(0)[1][-1].tolist() == [-1, -1]
    [(edges, coefficients)] = diagrams.cycles(1)
    assert sorted(edges.tolist()) == [
        [0, 1],
        [0, 3],
        [1, 2],
        [2, 3],
    ]
    boundary = np.zeros(4, dtype=int)
    for (tail, head), coefficient in zip(edges, coefficients, strict=True):
        boundary[head] += coefficient
        boundary[tail] -= coefficient
    assert (boundary % 3 == 0).all()
    [(simplices, _)] = diagrams.cocycles(1)
    assert simplices.shape[1] == 2
    with pytest.raises(NotFoundError, match="pairs were not asked for"):
        core.vietoris_rips(SQUARE).pairs(1)


@pytest.mark.parametrize("field", [0, 1, 4, 65_537, 2**40])
def test_coefficients_must_be_a_field(field: int) -> None:
    with pytest.raises(InvalidInputError, match="is not a prime"):
        core.vietoris_rips(SQUARE, field=field)


def test_falling_values_survive_pickling() -> None:
    diagrams = core.lower_star([0.0, 3.0, 1.0, 2.0], superlevel=True)
    assert diagrams[0].tolist() == [[2.0, 1.0], [3.0, -np.inf]]
    assert pickle.loads(pickle.dumps(diagrams))[0].tolist() == diagrams[0].tolist()


def test_unknown_options_are_named() -> None:
    with pytest.raises(InvalidInputError, match="thread is no option here"):
        core.cech(SQUARE, thread=2)  # type: ignore[call-arg]
    with pytest.raises(InvalidInputError, match="edges are"):
        core.flag([0.0], [[0.5, 1.0]], [1.0])
    with pytest.raises(InvalidInputError, match="edges and simplices are both given"):
        core.lower_star([0.0], edges=[], simplices=[])


def test_images_without_a_pixel_or_with_a_nan_are_named() -> None:
    with pytest.raises(InvalidInputError, match="axis"):
        core.cubical(np.zeros((3, 0)))
    with pytest.raises(InvalidInputError, match="NaN"):
        core.cubical([[0.0, float("nan")]])
    with pytest.raises(InvalidInputError, match="construction"):
        core.cubical([[0.0]], construction="W")  # type: ignore[arg-type]


def test_an_image_is_read_where_it_lies() -> None:
    image = np.random.default_rng(0).random((7, 5, 4))
    diagrams = core.cubical(image, pairs=True)
    assert diagrams._input_address == address(image)
    assert diagrams.max_dimension == 2
    births, _ = diagrams.pairs(0)
    assert image.ravel()[births[:, 0]].tolist() == diagrams[0][:, 0].tolist()


def test_distances_of_diagrams() -> None:
    a, b = np.array([[0.0, 4.0], [1.0, 2.0], [0.0, np.inf]]), np.array([[0.5, 4.0], [0.25, np.inf]])
    assert core.bottleneck(a, b) == 0.5
    assert core.wasserstein(a, b) == 0.5 + 0.5 + 0.25
    distance, matching = core.wasserstein_matching(a, b)
    assert (distance, matching.tolist()) == (1.25, [[0, 0], [1, -1], [2, 1]])
    assert core.bottleneck(a, []) == np.inf
    with pytest.raises(InvalidInputError, match="order"):
        core.wasserstein(a, b, order=0.5)
    with pytest.raises(InvalidInputError, match=r"diagram a of shape \(3,\)"):
        core.bottleneck([1.0, 2.0, 3.0], b)


@pytest.mark.parametrize(
    ("metric", "distance"),
    [
        ("manhattan", 7.0),
        ("chebyshev", 4.0),
        ("euclidean", 5.0),
        ("hamming", 1.0),
        ("minkowski", 91.0 ** (1 / 3)),
    ],
)
def test_metrics(metric: core.MetricName, distance: float) -> None:
    diagrams = core.vietoris_rips([[0.0, 0.0], [3.0, 4.0]], metric=metric, minkowski_p=3.0)
    assert diagrams[0][0, 1] == pytest.approx(distance, rel=1e-15)


def test_sparse_distances_leave_out_what_is_not_connected() -> None:
    sides = scipy.sparse.coo_array(([1.0, 1.0, 1.0, 0.0], ([0, 1, 2, 3], [1, 2, 3, 0])), shape=(4, 4))
    diagrams = core.vietoris_rips(sides, metric="precomputed")
    assert diagrams[1].tolist() == [[1.0, np.inf]]
    assert diagrams[0].shape == (3, 2), "an explicit zero joins two points at once"
    with pytest.raises(InvalidInputError, match="metric='precomputed'"):
        core.vietoris_rips(sides)


def test_weights_let_points_enter_late() -> None:
    diagrams = core.vietoris_rips(SQUARE, weights=[0.0, 0.0, 0.0, 1.2])
    assert diagrams[0][:, 0].tolist() == [0.0, 0.0, 0.0]
    assert diagrams[1].tolist() == [[1.2, 2.0**0.5]]
    assert core.dtm_rips(SQUARE, neighbours=2, exponent=2.0).max_dimension == 1
    with pytest.raises(InvalidInputError, match="both given"):
        core.dtm_rips(SQUARE, neighbours=2, mass=0.5)


def test_half_of_a_matrix_can_count() -> None:
    matrix = [[0.0, 9.0], [2.0, 0.0]]
    assert core.vietoris_rips(matrix, metric="precomputed", symmetry="lower")[0][0, 1] == 2.0
    assert core.vietoris_rips(matrix, metric="precomputed", symmetry="upper")[0][0, 1] == 9.0
    with pytest.raises(InvalidInputError, match="not symmetric"):
        core.vietoris_rips(matrix, metric="precomputed")
