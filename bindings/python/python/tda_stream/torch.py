"""A layer for PyTorch: diagrams through which gradients flow back to the points.

Each birth and death is the length of one edge, so a diagram is a differentiable function of the points almost
everywhere. The simplices are found by the engine; the lengths of their longest edges are taken again by PyTorch.

>>> import torch
>>> from tda_stream.torch import vietoris_rips
>>> points = torch.tensor([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]], dtype=torch.float64, requires_grad=True)
>>> [_, loops] = vietoris_rips(points)
>>> (loops[:, 1] - loops[:, 0]).sum().backward()
>>> points.grad.shape
torch.Size([4, 2])

It needs the extra ``tda-stream[torch]``.

References
----------
Carrière, Chazal, Glisse, Ike, Kannan, Umeda, "Optimizing persistent homology based functions", 2021.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from tda_stream import core
from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["VietorisRips", "cubical", "vietoris_rips"]


def vietoris_rips(points: Tensor, *, max_dimension: int = 1, threshold: float | None = None) -> list[Tensor]:
    """Vietoris-Rips diagrams of points, differentiable by their coordinates.

    Parameters
    ----------
    points
        Tensor of shape (n, d) on the CPU.
    max_dimension
        Highest homology dimension.
    threshold
        Longest edge, itself included; by default the enclosing radius.

    Returns
    -------
    list of Tensor
        For each dimension a tensor of shape (k, 2); classes that never die have death ``inf``, without a gradient.

    Examples
    --------
    >>> [components, _] = vietoris_rips(torch.tensor([[0.0], [3.0]]))
    >>> components
    tensor([[0., 3.],
            [0., inf]])
    """
    numbers = points.detach().cpu().numpy().astype(np.float64)
    diagrams = core.vietoris_rips(numbers, max_dimension=max_dimension, threshold=threshold, pairs=True)
    found = []
    for dimension in range(max_dimension + 1):
        births, deaths = diagrams.pairs(dimension)
        dies = deaths[:, 0] >= 0
        ends = points.new_full((len(births), 2), torch.inf)
        # Points are born at 0, which no point can change.
        ends[:, 0] = 0.0 if dimension == 0 else _diameters(points, numbers, births)
        ends[torch.from_numpy(dies), 1] = _diameters(points, numbers, deaths[dies])
        found.append(ends)
    return found


def _diameters(points: Tensor, numbers: NDArray[np.float64], simplices: NDArray[np.int64]) -> Tensor:
    """The lengths of the longest edges of simplices."""
    if len(simplices) == 0:
        return points.new_zeros(0)
    count = simplices.shape[1]
    tails, heads = np.triu_indices(count, k=1)
    lengths = np.linalg.norm(numbers[simplices[:, tails]] - numbers[simplices[:, heads]], axis=2)
    longest = lengths.argmax(axis=1)
    rows = np.arange(len(simplices))
    low, high = simplices[rows, tails[longest]], simplices[rows, heads[longest]]
    # No norm: its gradient is not defined where points meet.
    squares = (points[low] - points[high]).square().sum(dim=1)
    return torch.where(squares > 0, squares.clamp_min(torch.finfo(points.dtype).tiny).sqrt(), squares)


def cubical(image: Tensor, **options: Any) -> list[Tensor]:
    """Diagrams of an image, differentiable by its pixels.

    Parameters
    ----------
    image
        Tensor of one to four axes on the CPU.
    **options
        Keyword arguments of `tda_stream.core.cubical`.

    Returns
    -------
    list of Tensor
        For each dimension a tensor of shape (k, 2); classes that never die have death ``inf`` (``-inf`` with
        ``superlevel``), without a gradient.

    Examples
    --------
    >>> [_, loops] = cubical(torch.tensor([[1.0, 1.0, 1.0], [1.0, 5.0, 1.0], [1.0, 1.0, 1.0]]))
    >>> loops
    tensor([[1., 5.]])
    """
    if "pairs" in options:
        raise InvalidInputError("pairs are always asked for here")
    diagrams = core.cubical(image.detach().cpu().numpy(), pairs=True, **options)
    pixels, found = image.reshape(-1), []
    for dimension in range(diagrams.max_dimension + 1):
        births, deaths = diagrams.pairs(dimension)
        dies = deaths[:, 0] >= 0
        ends = pixels.new_full((len(births), 2), -torch.inf if options.get("superlevel") else torch.inf)
        ends[:, 0] = pixels[births[:, 0]]
        ends[torch.from_numpy(dies), 1] = pixels[deaths[dies, 0]]
        found.append(ends)
    return found


class VietorisRips(torch.nn.Module):
    """`vietoris_rips` as a module.

    Parameters
    ----------
    max_dimension
        Highest homology dimension.
    threshold
        Longest edge, itself included; by default the enclosing radius.

    Examples
    --------
    >>> len(VietorisRips(max_dimension=2)(torch.zeros(3, 2)))
    3
    """

    def __init__(self, max_dimension: int = 1, threshold: float | None = None) -> None:
        super().__init__()
        self.max_dimension = max_dimension
        self.threshold = threshold

    def forward(self, points: Tensor) -> list[Tensor]:
        """The diagrams of points.

        Parameters
        ----------
        points
            Tensor of shape (n, d).

        Returns
        -------
        list of Tensor
            For each dimension a tensor of shape (k, 2).
        """
        return vietoris_rips(points, max_dimension=self.max_dimension, threshold=self.threshold)
