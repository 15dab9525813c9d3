"""The picture of scaling: `scaling.py FIGURES.json PICTURE`, one column a series, time above memory."""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt  # noqa: E402 - the backend is chosen first

COLOURS = {"ours": "#0b5394", "redzed-tda": "#cc4125", "tda_core": "#e69138", "gudhi": "#6aa84f"}
COLOURS |= {"ripser": "#8e7cc3", "cripser": "#cc4125"}


def draw(axis: Any, points: list[dict[str, Any]], figure: str) -> None:
    for program in dict.fromkeys(point["program"] for point in points):
        curve = sorted((p["size"], p[figure]) for p in points if p["program"] == program)
        sizes, values = zip(*curve, strict=True)
        style = {"linewidth": 2.5, "marker": "o"} if program == "ours" else {"linewidth": 1.2, "marker": "."}
        axis.loglog(sizes, values, label=program, color=COLOURS.get(program), **style)
    sizes = sorted({point["size"] for point in points})
    axis.set_xticks(sizes, [f"{size:,}".replace(",", " ") for size in sizes])
    axis.minorticks_off()
    axis.grid(alpha=0.25)


def main() -> None:
    figures, picture = sys.argv[1:]
    points = json.loads(Path(figures).read_text())
    series = list(dict.fromkeys(point["series"] for point in points))
    figure, axes = plt.subplots(2, len(series), figsize=(4.6 * len(series), 7), squeeze=False, sharex="col")
    for column, name in enumerate(series):
        of_series = [point for point in points if point["series"] == name]
        draw(axes[0][column], of_series, "cpu_seconds")
        draw(axes[1][column], [p | {"megabytes": max(p["megabytes"], 0.1)} for p in of_series], "megabytes")
        axes[0][column].set_title(name, fontsize=11)
        axes[1][column].set_xlabel("n")
        axes[0][column].legend(frameon=False, fontsize=9)
    axes[0][0].set_ylabel("CPU seconds, one thread")
    axes[1][0].set_ylabel("MB above the input")
    figure.tight_layout()
    figure.savefig(picture)


if __name__ == "__main__":
    main()
