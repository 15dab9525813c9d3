"""The progress bar of ``progress=True``: tqdm where it is installed, else a line on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tda_stream.core import Progress

_BAR_CHARACTERS = 30


@contextmanager
def bar() -> Iterator[Callable[[Progress], None]]:
    """A callback that draws, and tidies up behind itself."""
    with _tqdm_bar() if find_spec("tqdm") else _plain_bar() as draw:
        yield draw


@contextmanager
def _tqdm_bar() -> Iterator[Callable[[Progress], None]]:
    from tqdm.auto import tqdm  # type: ignore[import-untyped, import-not-found, unused-ignore]

    with tqdm(total=100.0, unit="%", bar_format="{l_bar}{bar}| {elapsed}{postfix}") as drawn:

        def draw(progress: Progress) -> None:
            drawn.set_postfix_str(progress.stage, refresh=False)
            drawn.update(100.0 * progress.fraction - drawn.n)

        yield draw


@contextmanager
def _plain_bar() -> Iterator[Callable[[Progress], None]]:
    try:
        yield _draw
    finally:
        sys.stderr.write("\n")


def _draw(progress: Progress) -> None:
    filled = "#" * round(_BAR_CHARACTERS * progress.fraction)
    sys.stderr.write(f"\r[{filled:<{_BAR_CHARACTERS}}] {progress}\x1b[K")
    sys.stderr.flush()
