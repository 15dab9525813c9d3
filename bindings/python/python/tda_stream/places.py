"""Where consumers stand in partitions, and where they may begin."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Literal, NamedTuple

from tda_stream.errors import InvalidInputError

__all__ = ["Delivery", "Lag", "Position", "SeekTo"]

Delivery = Literal["at_least_once", "at_most_once", "auto_commit", "exactly_once"]
"""What a crash does to a record, and who commits.

``at_least_once``: what is acknowledged is committed; a crash repeats the rest. ``at_most_once``: records are
committed before they are handed out; a crash loses what was not finished. ``auto_commit``: asking for the next record
acknowledges those before. ``exactly_once``: nothing is committed but by a producer's transaction.
"""

SeekTo = Literal["beginning", "end"] | int | datetime
"""A place in a partition: an offset, or the first record written at a time or later."""


class Position(NamedTuple):
    """How far a consumer has come in a partition."""

    topic: str
    """Physical topic."""
    partition: int
    """Partition."""
    acknowledged: int | None
    """The lowest offset that is not acknowledged."""
    committed: int | None
    """What the broker holds for the group, as far as this member knows."""
    paused: bool
    """Whether `pause` holds it."""


class Lag(NamedTuple):
    """How far behind a consumer is in a partition."""

    topic: str
    """Physical topic."""
    partition: int
    """Partition."""
    acknowledged: int
    """The lowest offset that is not acknowledged."""
    end: int
    """One past the last record."""
    records: int
    """What lies between; markers of transactions count, so it may rest at 1."""


def place_of(to: SeekTo) -> tuple[str, int]:
    """A place, as the native module takes it."""
    if isinstance(to, datetime):
        if to.tzinfo is None:
            raise InvalidInputError(f"{to} has no time zone")
        return "timestamp_ms", round(to.timestamp() * 1000)
    if isinstance(to, str):
        return to, 0
    return "offset", to


def lags_of(document: str) -> list[Lag]:
    """A document of the native module."""
    return [Lag(*each) for each in json.loads(document)]
