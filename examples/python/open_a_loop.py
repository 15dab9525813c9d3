"""Gradient descent through persistence: a cloud of points opens into a loop.

The loss is how short the longest loop is, and how far points stray from where they began. Run it with the extras
tda-stream[torch] and tda-stream[plot]; it writes open_a_loop.png.
"""

from __future__ import annotations

import sys

import matplotlib as mpl
import numpy as np
import torch

mpl.use("Agg")

import matplotlib.pyplot as plt

from tda_stream import core, plot
from tda_stream.torch import vietoris_rips

STEPS = 150


def main(picture: str = "open_a_loop.png") -> None:
    """Descends, prints the length of the longest loop, and draws before and after."""
    start = torch.from_numpy(np.random.default_rng(3).normal(0.0, 0.35, (60, 2)))
    points = start.clone().requires_grad_(True)
    descent = torch.optim.Adam([points], lr=0.02)
    for step in range(STEPS + 1):
        loops = vietoris_rips(points)[1]
        longest = (loops[:, 1] - loops[:, 0]).max()
        if step % 50 == 0:
            print(f"step {step:3}: the longest loop lasts {longest.item():.3f}")
        loss = -longest + 0.02 * (points - start).square().sum(dim=1).mean()
        descent.zero_grad()
        loss.backward()
        descent.step()
    figure, axes = plt.subplots(2, 2, figsize=(6.5, 6.0), layout="constrained")
    for row, cloud, title in [(0, start, "before"), (1, points.detach(), "after")]:
        diagrams = core.vietoris_rips(cloud.numpy(), cycles=True)
        lengths = diagrams[1][:, 1] - diagrams[1][:, 0]
        plot.cocycle(cloud.numpy(), diagrams.cycles(1)[int(lengths.argmax())], ax=axes[row, 0]).set_title(title)
        plot.diagram(diagrams, ax=axes[row, 1])
    figure.savefig(picture, dpi=150)
    print(f"wrote {picture}")


if __name__ == "__main__":
    main(*sys.argv[1:])
