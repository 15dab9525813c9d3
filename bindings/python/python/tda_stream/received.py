"""One record of a topic: the event in it, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tda_stream import _native
    from tda_stream.events import Event

__all__ = ["Received"]


class Received:
    """One record: the event in it, or why there is none."""

    __slots__ = ("_event", "_native")

    def __init__(self, native: _native.Received) -> None:
        self._native = native
        self._event: Event[Any] | None = None

    @property
    def event(self) -> Event[Any]:
        """The event. `DecodeError` says why the record holds none; acknowledge it to go on past it."""
        if self._event is None:
            from tda_stream.events import Event

            self._event = Event._of(self._native.event())
        return self._event

    def ack(self) -> None:
        """The record has been handled: it will be committed within half a second."""
        self._native.ack()

    @property
    def topic(self) -> str:
        """Physical topic."""
        return self._native.topic

    @property
    def partition(self) -> int:
        """Partition."""
        return self._native.partition

    @property
    def offset(self) -> int:
        """Offset in the partition."""
        return self._native.offset

    @property
    def timestamp_ms(self) -> int | None:
        """Milliseconds since the Unix epoch, where the broker stored a time."""
        return self._native.timestamp_ms

    @property
    def key(self) -> bytes | None:
        """The record key."""
        return self._native.key

    @property
    def value(self) -> bytes | None:
        """The value as it was read; ``None`` is a tombstone."""
        return self._native.value

    @property
    def headers(self) -> list[tuple[str, bytes]]:
        """All headers, in order."""
        return self._native.headers

    def __repr__(self) -> str:
        return f"<Received {self.topic}[{self.partition}]@{self.offset}>"
