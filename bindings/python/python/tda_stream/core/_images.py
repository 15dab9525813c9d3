"""Filtrations of images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from tda_stream import _native
from tda_stream.core._arguments import Options, grid, prepared
from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike
    from typing_extensions import Unpack

    from tda_stream._native import Diagrams


def cubical(
    image: ArrayLike,
    *,
    construction: Literal["V", "T"] = "V",
    superlevel: bool = False,
    periodic: Sequence[bool] = (),
    **options: Unpack[Options],
) -> Diagrams:
    """Persistence diagrams of an image by its values.

    Parameters
    ----------
    image
        Array of one to four axes. A contiguous array of float64 is not copied. Pixels at ``inf`` (with ``superlevel``
        at ``-inf``) never enter.
    construction
        ``"V"``: pixels are vertices, and touch along the axes only. ``"T"``: pixels are top cells, and touch at
        corners too.
    superlevel
        Whether pixels enter from the largest value down: births lie above deaths, and a class that never dies has
        death ``-inf``.
    periodic
        Along which axes the last pixel is followed by the first; one entry an axis, or none.
    **options
        See `Options`; pairs are flat row-major indices of pixels, cycles and cocycles are not told.

    Returns
    -------
    Diagrams
        ``diagrams[d]`` is an array of shape (k, 2), for every dimension that the image can have.

    References
    ----------
    Bleile, Garin, Heiss, Maggs, Robins, "The persistent homology of dual digital image constructions", 2022.

    Examples
    --------
    >>> cubical([[1.0, 1.0, 1.0], [1.0, 5.0, 1.0], [1.0, 1.0, 1.0]])[1]
    array([[1., 5.]])
    """
    if construction not in ("V", "T"):
        raise InvalidInputError(f"construction {construction!r} is not known: V and T are")
    pixels = grid("image", image)
    with prepared(options, without=("cocycles", "cycles")) as checked:
        axes = [bool(axis) for axis in periodic]
        return _native.cubical(pixels, construction == "T", bool(superlevel), axes, checked)
