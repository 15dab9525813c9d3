"""Transactions: events that appear together, with the offsets of what they were made from, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tda_stream.errors import ConfigError, LimitExceededError
from tda_stream.handlers import OUTPUTS_MAX

if TYPE_CHECKING:
    from tda_stream import _native
    from tda_stream.blocking import Consumer as BlockingConsumer
    from tda_stream.consumer import Consumer
    from tda_stream.events import Event

__all__ = ["Transaction"]


class Transaction:
    """What a transaction will write when its block ends; an exception in the block leaves nothing behind."""

    __slots__ = ("_consumer", "_ended", "_events")

    def __init__(self) -> None:
        self._events: list[_native.Event] = []
        self._consumer: _native.Consumer | None = None
        self._ended = False

    def publish(self, event: Event[Any]) -> None:
        """Add an event. It waits here, in memory, and is sent when the block has ended.

        Raises
        ------
        LimitExceededError
            More than 10 000 events in one transaction.
        """
        self._open()
        if len(self._events) >= OUTPUTS_MAX:
            raise LimitExceededError(f"one transaction publishes at most {OUTPUTS_MAX} events")
        self._events.append(event._native)

    def send_offsets(self, consumer: Consumer | BlockingConsumer) -> None:
        """Commit what ``consumer`` was given to acknowledge together with the events.

        The consumer delivers ``"exactly_once"``. Where the transaction fails, it goes back to what is committed and
        reads the same records again.
        """
        self._open()
        if self._consumer is not None:
            raise ConfigError("a transaction takes the offsets of one consumer, once")
        self._consumer = consumer._connected_native()

    def _open(self) -> None:
        if self._ended:
            raise ConfigError("the transaction has ended")

    def _end(self) -> bool:
        """Whether there is anything to write."""
        self._open()
        self._ended = True
        return bool(self._events) or self._consumer is not None
