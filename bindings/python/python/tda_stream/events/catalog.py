"""`Catalog`: the topics, keys and events of a system, from one YAML file."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tda_stream._native import Catalog as NativeCatalog
from tda_stream._native import Event as NativeEvent
from tda_stream.errors import InvalidInputError
from tda_stream.events._time import microseconds
from tda_stream.events.event import Event

if TYPE_CHECKING:
    from datetime import datetime

    from tda_stream.events.event import Dialect

__all__ = ["Catalog", "Finding", "Topic", "record_partition"]


class Topic(NamedTuple):
    """A topic of a catalog."""

    name: str
    """Logical name, such as ``tda_jobs``."""
    summary: str
    """What it is for."""
    event_types: tuple[str, ...]
    """Types of the events that it is the default topic of."""
    partition_key: str | None
    """How the key that chooses the partition is made, such as ``{data.job_id}``."""
    key: str | None
    """How the key of records is made."""


class Finding(NamedTuple):
    """Something in a catalog that is legal and yet will not do what its author meant."""

    rule: str
    """Id of the rule, such as ``compacted-key-is-no-identity``."""
    severity: str
    """``note``, ``warning`` or ``error``."""
    line: int
    """Line in the file, from 1."""
    column: int
    """Column, from 1."""
    path: str
    """Where in the document."""
    message: str
    """What was found."""
    fix: str
    """What to do about it."""


class Catalog:
    """The topics, keys and events of a system.

    Examples
    --------
    >>> from tda_stream.events import Catalog
    >>> Catalog.builtin("tda").topic_of("job.submitted")
    'tda_jobs'
    """

    __slots__ = ("_native",)

    def __init__(self, native: NativeCatalog) -> None:
        self._native = native

    @classmethod
    def builtin(cls, name: str) -> Catalog:
        """A catalog of this package: ``tda``, ``alphintra``, ``todo`` or ``fsm``."""
        return cls(NativeCatalog.builtin(name))

    @classmethod
    def load(cls, path: str | Path) -> Catalog:
        """Read a catalog from a file.

        Raises
        ------
        CatalogError
            The catalog cannot be used; its ``problems`` are all that is wrong, with line and column.
        """
        return cls.parse(Path(path).read_text(encoding="utf-8"), str(path))

    @classmethod
    def parse(cls, text: str, file_name: str = "catalog.yaml") -> Catalog:
        """Read a catalog from YAML text; ``file_name`` names it in errors."""
        return cls(NativeCatalog.parse(text, file_name))

    @property
    def system(self) -> str:
        """Name of the system."""
        return self._native.system

    @property
    def summary(self) -> str:
        """What the system does."""
        return self._native.summary

    @property
    def event_types(self) -> list[str]:
        """Types of all its events, in the order of the file."""
        return self._native.event_types

    @property
    def topics(self) -> list[Topic]:
        """Its topics, without those of dead letters, in the order of the file."""
        return [
            Topic(name, summary, tuple(event_types), partition_key, key)
            for name, summary, event_types, partition_key, key in self._native.topics()
        ]

    def topic_of(self, event_type: str) -> str | None:
        """The one topic that an event goes to."""
        return self._native.topic_of(event_type)

    def lint(self) -> list[Finding]:
        """What is legal in it and yet will not do what its author meant; what the file silences is left out."""
        return [Finding(*finding) for finding in self._native.lint()]

    def event(
        self,
        event_type: str,
        data: Mapping[str, Any],
        /,
        *,
        source: str | None = None,
        correlation_id: str | None = None,
        causation_id: str | None = None,
        headers: Mapping[str, str] | None = None,
        event_id: str | None = None,
        timestamp: datetime | None = None,
        schema_version: str | None = None,
        dialect: Dialect = "canonical",
    ) -> Event[Any]:
        """An event of this catalog: as `Event`, with the payload as plain data.

        Raises
        ------
        InvalidInputError
            The payload breaks rules of its schema; lists every fault. Or the catalog has no such event.
        """
        return Event._of(
            NativeEvent(
                event_type,
                _json(data),
                source=source,
                correlation_id=correlation_id,
                causation_id=causation_id,
                headers=list((headers or {}).items()),
                event_id=event_id,
                timestamp_us=None if timestamp is None else microseconds(timestamp),
                schema_version=schema_version,
                dialect=dialect,
                catalog=self._native,
            )
        )

    def sample(self, event_type: str, *, dialect: Dialect = "canonical") -> Event[Any]:
        """A valid example of the event called ``event_type``; `NotFoundError` where the catalog has none."""
        return Event._of(NativeEvent.sample(event_type, dialect=dialect, catalog=self._native))

    def record_partition(self, topic: str, key: bytes, partitions: int) -> int:
        """The partition, of ``partitions``, of a record of ``topic`` (its logical name) with the record key ``key``.

        For producers that do not use this package: on a compacted topic the key says more than the partition key, so
        that Kafka's default partitioners choose wrongly.

        Raises
        ------
        InvalidInputError
            The key is none that the topic's rule makes.
        NotFoundError
            The catalog has no such topic.
        """
        return self._native.record_partition(topic, key, partitions)

    def __repr__(self) -> str:
        return f"<Catalog {self.system}>"


def record_partition(topic: str, key: bytes, partitions: int) -> int:
    """`Catalog.record_partition` of the TDA platform.

    >>> record_partition("tda_results", b"job-0001/1/result.persistence_diagram/2", 12)
    11
    """
    return Catalog.builtin("tda").record_partition(topic, key, partitions)


def _json(data: Mapping[str, Any]) -> bytes:
    try:
        # JSON has no number for infinity, events have a text for it; what is no number is refused by its path.
        return json.dumps(_plain(data), ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, RecursionError) as error:
        raise InvalidInputError(f"data is no JSON object: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
