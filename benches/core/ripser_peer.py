"""One measured run of Ripser: reads an array, computes, prints what it took as TOML.

The arguments and the figures are those of the program beside it, so that the two can run in turn.
"""

import argparse
import math
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
from ripser import ripser

SHORT_SECONDS = 0.05
REPETITIONS = 200


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


def cpu_seconds() -> float:
    """User and system time of this process."""
    times = os.times()
    return times.user + times.system


def main() -> None:
    """Measure once, or many times what is short."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input", type=Path)
    parser.add_argument("--distances", action="store_true")
    parser.add_argument("--max-dimension", type=int, default=1)
    parser.add_argument("--threshold", type=float, default=math.inf)
    parser.add_argument("--intervals", type=Path)
    arguments = parser.parse_args()
    numbers = np.load(arguments.input).astype(np.float64)

    def compute() -> Any:
        return ripser(
            numbers,
            maxdim=arguments.max_dimension,
            thresh=arguments.threshold,
            distance_matrix=arguments.distances,
        )

    reset_peak()
    resident = status_bytes("VmRSS:")
    wall, cpu = time.perf_counter(), cpu_seconds()
    diagrams = compute()["dgms"]
    seconds, used = time.perf_counter() - wall, cpu_seconds() - cpu
    peak = status_bytes("VmHWM:") - resident
    if seconds < SHORT_SECONDS:
        wall, cpu = time.perf_counter(), cpu_seconds()
        for _ in range(REPETITIONS):
            compute()
        seconds = (time.perf_counter() - wall) / REPETITIONS
        used = (cpu_seconds() - cpu) / REPETITIONS
    print(f"seconds = {seconds}")
    print(f"cpu_seconds = {used}")
    print(f"peak_growth_bytes = {max(peak, 0)}")
    print(f"counts = {[len(diagram) for diagram in diagrams]}")
    if arguments.intervals:
        with arguments.intervals.open("w") as file:
            for dimension, diagram in enumerate(diagrams):
                file.writelines(f"{dimension} {birth} {death}\n" for birth, death in diagram.tolist())


if __name__ == "__main__":
    main()
