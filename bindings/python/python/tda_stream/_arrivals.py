"""Records that have arrived and wait for their turn; those whose turn will not come are left out."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tda_stream import _native

__all__ = ["Arrivals"]


class Arrivals:
    """Bounded by what was asked for. Records of paused partitions wait, those that were passed are dropped."""

    def __init__(self) -> None:
        self._due: deque[_native.Received] = deque()
        self._paused: deque[_native.Received] = deque()

    def add(self, record: _native.Received) -> None:
        """A record has arrived."""
        self._due.append(record)

    def take(self, records_max: int) -> list[_native.Received]:
        """The next records whose turn it is, in the order of each partition."""
        if self._paused:
            self._due.extendleft(reversed(self._paused))
            self._paused.clear()
        taken: list[_native.Received] = []
        while self._due and len(taken) < records_max:
            record = self._due.popleft()
            standing = record.standing()
            if standing == "due":
                taken.append(record)
            elif standing == "paused":
                self._paused.append(record)
        return taken
