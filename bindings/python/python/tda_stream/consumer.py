"""Consuming events from asyncio, in a group, each acknowledged when it has been handled."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tda_stream import _completions, _exit, _native
from tda_stream._arrivals import Arrivals
from tda_stream.config import ClientConfig, config_from
from tda_stream.errors import ConfigError, TdaError
from tda_stream.places import Delivery, Lag, Position, SeekTo, lags_of, place_of
from tda_stream.received import Received

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from tda_stream.config import ClientOptions
    from tda_stream.events import Event

__all__ = ["Consumer", "Delivery", "Lag", "Position", "Received", "SeekTo"]

RECORDS_PER_REQUEST_MAX = 500
"""Records that wait on the Python side; as many again and more wait behind it, all bounded."""


class Consumer:
    """Reads events as a member of a consumer group, at least once; or alone, from a place on.

    ``async for event in consumer`` acknowledges an event when the next one is asked for, and the last one when the
    ``async with`` block ends without an exception. `records` and `batch` leave acknowledging to you. What was not
    acknowledged is delivered again after a crash, or to another member. A new group begins with what is there.

    Parameters
    ----------
    bootstrap_servers
        ``"host:9092"``, ``"embedded"`` for the broker inside the process, or a `ClientConfig`.
    group
        The consumer group; that of the configuration by default.
    topics
        Topics of the catalog, such as ``["tda_results"]``.
    catalog_group
        Joins a group of the catalog: its name, its topics, and the delivery that it promises.
    delivery
        What a crash does to a record, and who commits; see `Delivery`.
    start
        Reads as a member of no group, every partition from this place on, and commits nothing.
    commit_interval_seconds
        How often acknowledged offsets are committed: 0.5 by default, with ``auto_commit`` 5.
    **options
        The keywords of `ClientConfig`.
    """

    def __init__(
        self,
        bootstrap_servers: str | ClientConfig,
        *,
        group: str | None = None,
        topics: Sequence[str] = (),
        catalog_group: str | None = None,
        delivery: Delivery | None = None,
        start: SeekTo | None = None,
        commit_interval_seconds: float | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._native: _native.Consumer | None = None
        self._closed = False
        self._connecting = asyncio.Lock()
        self._config = config_from(bootstrap_servers, options)
        self._settings = settings_of(group, topics, catalog_group, delivery, start, commit_interval_seconds)
        self._arrived = Arrivals()
        self._arrival: asyncio.Future[None] | None = None
        self._asked = False
        self._failure: TdaError | None = None
        self._in_hand: Received | None = None

    @classmethod
    def from_env(cls, **options: Any) -> Self:
        """As the environment says; see `ClientConfig.from_env`. Takes the keywords of the class."""
        return cls(ClientConfig.from_env(), **options)

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
                        self._config._native, self._settings, queue, token
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
        while not (taken := self._arrived.take(records_max)):
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            await asyncio.wait([self._request()], timeout=left)
        return [Received(record) for record in taken]

    async def commit(self) -> None:
        """Commit what is acknowledged, without waiting for the interval."""
        await _completions.outcome_of(self._connected_native().commit)

    def pause(self, topic: str, partition: int) -> None:
        """Hand out no more records of a partition, until `resume`; the group is not told.

        Raises
        ------
        NotFoundError
            The partition is not one that this consumer reads now.
        """
        self._connected_native().pause(topic, partition)

    def resume(self, topic: str, partition: int) -> None:
        """Hand out records of a paused partition again, none left out."""
        self._connected_native().resume(topic, partition)
        # What waited here is due again: nobody has to ask for it.
        self._arrive()

    async def seek(self, topic: str, partition: int, to: SeekTo) -> None:
        """Read a partition on from elsewhere: records that were read before are not handed out any more."""
        native = self._connected_native()
        await _completions.outcome_of(
            lambda queue, token: native.seek((topic, partition), place_of(to), queue, token)
        )

    async def seek_all(self, to: SeekTo) -> None:
        """Read every partition that is assigned now on from elsewhere."""
        native = self._connected_native()
        await _completions.outcome_of(lambda queue, token: native.seek(None, place_of(to), queue, token))

    async def rewind(self) -> None:
        """Go back to what is committed: everything since is handed out again."""
        await _completions.outcome_of(self._connected_native().rewind)

    @property
    def positions(self) -> list[Position]:
        """The partitions that are read now, and how far; asks nobody."""
        return [Position(*each) for each in self._connected_native().positions()]

    async def lag(self) -> list[Lag]:
        """How far behind each partition is that is read now."""
        return lags_of(await _completions.outcome_of(self._connected_native().lag))

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
        return f"<Consumer of {', '.join(self._settings['topics'])} in {self._settings['group']}, {state}>"

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
        while not (taken := self._arrived.take(1)):
            if self._closed:
                raise StopAsyncIteration
            # A task that is cancelled here leaves the records to the next one.
            await asyncio.wait([self._request()])
        return Received(taken[0])

    def _connected_native(self) -> _native.Consumer:
        if self._native is None or self._closed:
            raise ConfigError(
                "the consumer is closed" if self._closed else "the consumer is not connected yet"
            )
        return self._native

    def _request(self) -> asyncio.Future[None]:
        """The arrival of the next records, asked for once."""
        if self._failure is not None:
            raise self._failure
        native = self._native
        if native is None or self._closed:
            raise ConfigError("the consumer is closed")
        completions = _completions.of_running_loop()
        if self._arrival is None:
            self._arrival = completions.loop.create_future()
        if not self._asked:
            completions.start_with(
                lambda queue, token: native.request(records_per_request(self._settings), queue, token),
                self._take,
            )
            self._asked = True
        return self._arrival

    def _take(self, well: bool, records: list[_native.Received | TdaError]) -> None:
        for record in records:
            if isinstance(record, TdaError):
                self._failure = record
            else:
                self._arrived.add(record)
        self._asked = False
        self._arrive()

    def _arrive(self) -> None:
        arrival, self._arrival = self._arrival, None
        if arrival is not None and not arrival.done():
            arrival.set_result(None)

    def _close_at_exit(self, timeout_seconds: float) -> None:
        self._closed = True
        if self._native is not None:
            self._native.close_at_exit(timeout_seconds)


def settings_of(
    group: str | None,
    topics: Sequence[str],
    catalog_group: str | None,
    delivery: Delivery | None,
    start: SeekTo | None,
    commit_interval_seconds: float | None,
) -> dict[str, Any]:
    """How a consumer is to read, as the native module takes it."""
    if start is not None and (group is not None or catalog_group is not None):
        raise ConfigError("a consumer reads in a group, or from a start; not both")
    return {
        "group": group,
        "topics": [topics] if isinstance(topics, str) else list(topics),
        "catalog_group": catalog_group,
        "delivery": delivery,
        "start": None if start is None else place_of(start),
        "commit_interval_seconds": commit_interval_seconds,
    }


def records_per_request(settings: dict[str, Any]) -> int:
    """What is committed before it is handed out must not wait on the Python side, where a close would lose it."""
    promised = settings["delivery"] == "at_most_once" or settings["catalog_group"] is not None
    return 1 if promised else RECORDS_PER_REQUEST_MAX
