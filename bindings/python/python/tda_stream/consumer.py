"""Consuming events from asyncio, in a group, each acknowledged when it has been handled."""

from __future__ import annotations

import asyncio
import warnings
from collections import deque
from collections.abc import AsyncIterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tda_stream import _completions, _exit, _native
from tda_stream.config import ClientConfig, config_from
from tda_stream.errors import ConfigError, TdaError
from tda_stream.received import Received

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from tda_stream.config import ClientOptions
    from tda_stream.events import Event

__all__ = ["Consumer", "Received"]

RECORDS_PER_REQUEST_MAX = 500
"""Records that wait on the Python side; as many again and more wait behind it, all bounded."""


class Consumer:
    """Reads events as a member of a consumer group, at least once.

    ``async for event in consumer`` acknowledges an event when the next one is asked for, and the last one when the
    ``async with`` block ends without an exception. `records` and `batch` leave acknowledging to you. What was not
    acknowledged is delivered again after a crash, or to another member. A new group begins with what is there.

    Parameters
    ----------
    bootstrap_servers
        ``"host:9092"``, ``"embedded"`` for the broker inside the process, or a `ClientConfig`.
    group
        The consumer group.
    topics
        Topics of the catalog, such as ``["tda_results"]``.
    **options
        The keywords of `ClientConfig`.
    """

    def __init__(
        self,
        bootstrap_servers: str | ClientConfig,
        *,
        group: str,
        topics: Sequence[str],
        **options: Unpack[ClientOptions],
    ) -> None:
        self._native: _native.Consumer | None = None
        self._closed = False
        self._connecting = asyncio.Lock()
        self._config = config_from(bootstrap_servers, options)
        self._group, self._topics = group, [topics] if isinstance(topics, str) else list(topics)
        self._arrived: deque[_native.Received] = deque()
        self._arrival: asyncio.Future[None] | None = None
        self._failure: TdaError | None = None
        self._in_hand: Received | None = None

    @classmethod
    def from_env(cls, *, group: str, topics: Sequence[str], **options: Unpack[ClientOptions]) -> Self:
        """As the environment says; see `ClientConfig.from_env`."""
        return cls(ClientConfig.from_env(**options), group=group, topics=topics)

    async def connect(self) -> Self:
        """Join the group, off the event loop; the first record asked for does it too.

        Raises
        ------
        UnreachableError
            No broker answered within ``connect_timeout_seconds``; names those that were tried.
        NotFoundError
            A topic does not exist.
        """
        async with self._connecting:
            if self._closed:
                raise ConfigError("the consumer is closed")
            if self._native is None:
                native: _native.Consumer = await _completions.outcome_of(
                    lambda queue, token: _native.Consumer.connect(
                        self._config._native, self._group, self._topics, queue, token
                    )
                )
                self._native = native
                _exit.remember(self)
        return self

    def __aiter__(self) -> AsyncIterator[Event[Any]]:
        return self

    async def __anext__(self) -> Event[Any]:
        """The next event.

        Raises
        ------
        DecodeError
            The record is no event. It counts as handled when the next one is asked for: iterate again to go on.
        """
        self._acknowledge()
        received = await self._next()
        self._in_hand = received
        return received.event

    async def records(self) -> AsyncIterator[Received]:
        """Records to be acknowledged by `Received.ack`, in any order."""
        while True:
            try:
                received = await self._next()
            except StopAsyncIteration:
                return
            yield received

    async def batch(self, *, records_max: int = 500, timeout_seconds: float = 1.0) -> list[Received]:
        """Up to ``records_max`` records: waits for the first, takes what else is there; empty when the time is up."""
        await self.connect()
        deadline = asyncio.get_running_loop().time() + timeout_seconds
        while not self._arrived:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            await asyncio.wait([self._request()], timeout=left)
        count = min(records_max, len(self._arrived))
        return [Received(self._arrived.popleft()) for _ in range(count)]

    async def close(self) -> None:
        """Commit what was acknowledged, and leave the group."""
        self._closed = True
        _exit.forget(self)
        if self._native is not None:
            await _completions.outcome_of(self._native.close)

    async def __aenter__(self) -> Self:
        return await self.connect()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._acknowledge()
        await self.close()

    def __repr__(self) -> str:
        state = "closed" if self._closed else "connected" if self._native else "not connected"
        return f"<Consumer of {', '.join(self._topics)} in {self._group}, {state}>"

    def __del__(self) -> None:
        if getattr(self, "_native", None) is not None and not self._closed:
            warnings.warn(f"{self!r} was not closed", ResourceWarning, source=self, stacklevel=2)

    def _acknowledge(self) -> None:
        if self._in_hand is not None:
            self._in_hand.ack()
            self._in_hand = None

    async def _next(self) -> Received:
        if self._native is None and not self._closed:
            await self.connect()
        while not self._arrived:
            if self._closed:
                raise StopAsyncIteration
            # A task that is cancelled here leaves the records to the next one.
            await asyncio.wait([self._request()])
        return Received(self._arrived.popleft())

    def _request(self) -> asyncio.Future[None]:
        """The arrival of the next records, asked for once."""
        if self._failure is not None:
            raise self._failure
        native = self._native
        if native is None or self._closed:
            raise ConfigError("the consumer is closed")
        if self._arrival is None:
            completions = _completions.of_running_loop()
            completions.start_with(
                lambda queue, token: native.request(RECORDS_PER_REQUEST_MAX, queue, token), self._take
            )
            self._arrival = completions.loop.create_future()
        return self._arrival

    def _take(self, well: bool, records: list[_native.Received | TdaError]) -> None:
        for record in records:
            if isinstance(record, TdaError):
                self._failure = record
            else:
                self._arrived.append(record)
        arrival, self._arrival = self._arrival, None
        if arrival is not None and not arrival.done():
            arrival.set_result(None)

    def _close_at_exit(self, timeout_seconds: float) -> None:
        self._closed = True
        if self._native is not None:
            self._native.close_at_exit(timeout_seconds)
