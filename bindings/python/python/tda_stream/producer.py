"""Publishing events from asyncio: acknowledged, pipelined or all at once, through a bounded queue."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tda_stream import _completions, _exit, _native
from tda_stream._native import Receipt
from tda_stream.config import BreakerState, ClientConfig, config_from
from tda_stream.errors import ConfigError, NotFoundError, QueueFullError, TdaError
from tda_stream.transaction import Transaction

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from tda_stream.config import ClientOptions
    from tda_stream.events import Event

__all__ = ["BreakerState", "Producer", "Receipt", "Transaction"]

_ROOM_WAIT_SECONDS_MAX = 120.0
_ROOM_LOOK_SECONDS = 0.1
# After an exception nobody wants to wait long.
_CLOSE_AFTER_ERROR_SECONDS = 1.0


class Producer:
    """Publishes events. Idempotent, with ``acks=all``.

    Awaiting each `publish` costs a round trip; for many events use `enqueue` or `publish_all`. Cancelling a task
    does not take its record back: what is queued is sent. A producer belongs to the process that made it; it may be
    shared by threads with event loops of their own once it is connected.

    Parameters
    ----------
    bootstrap_servers
        ``"host:9092"``, ``"embedded"`` for the broker inside the process, or a `ClientConfig`.
    **options
        The keywords of `ClientConfig`.

    Examples
    --------
    >>> import asyncio
    >>> import tda_stream as tda
    >>> from tda_stream.events import Event, JobCancelled
    >>> async def main():
    ...     async with tda.Producer("embedded", source="example") as producer:
    ...         receipt = await producer.publish(Event(JobCancelled(job_id="j1", reason="no need")))
    ...         return receipt.topic
    >>> asyncio.run(main())
    'tda_jobs'
    """

    def __init__(self, bootstrap_servers: str | ClientConfig, **options: Unpack[ClientOptions]) -> None:
        self._native: _native.Producer | None = None
        self._closed = False
        self._connecting = asyncio.Lock()
        self._config = config_from(bootstrap_servers, options)

    @classmethod
    def from_env(cls, **options: Unpack[ClientOptions]) -> Self:
        """As the environment says; see `ClientConfig.from_env`."""
        return cls(ClientConfig.from_env(**options))

    async def connect(self) -> Self:
        """Connect, off the event loop; the first call of the other methods does it too.

        Raises
        ------
        UnreachableError
            No broker answered within ``connect_timeout_seconds``; names those that were tried.
        UnauthorizedError
            The broker refused the credentials.
        """
        await self._connected()
        return self

    async def publish(self, event: Event[Any]) -> Receipt:
        """Publish, and wait for the broker's acknowledgement.

        Raises
        ------
        NotFoundError, LimitExceededError, InvalidInputError
            Before anything is sent: no such topic, too large, not a valid event.
        UnreachableError
            The record was not acknowledged, or the circuit of the ``breaker`` is open; ``retry`` says whether it may
            have been written.
        """
        native = await self._connected()
        receipt: Receipt = await _completions.outcome_of(
            lambda queue, token: native.publish(event._native, queue, token)
        )
        return receipt

    async def enqueue(self, event: Event[Any]) -> asyncio.Future[Receipt]:
        """Queue the event, waiting only for room; the future is its receipt."""
        await self._connected()
        completions = _completions.of_running_loop()
        await completions.give_way()
        deadline = completions.loop.time() + _ROOM_WAIT_SECONDS_MAX
        asked_again = False
        while True:
            try:
                return self.try_enqueue(event)
            except QueueFullError:
                if completions.loop.time() >= deadline:
                    raise
                await completions.room(_ROOM_LOOK_SECONDS)
            except NotFoundError:
                # It may have been created since this producer connected.
                if asked_again:
                    raise
                asked_again = True
                await _completions.outcome_of(self._open().refresh_topics)

    def try_enqueue(self, event: Event[Any]) -> asyncio.Future[Receipt]:
        """Queue the event if there is room now; on a connected producer, from within a task.

        Raises
        ------
        QueueFullError
            There is no room.
        """
        native = self._open()
        return _completions.of_running_loop().start(
            lambda queue, token: native.enqueue(event._native, queue, token)
        )

    async def publish_all(self, events: Iterable[Event[Any]]) -> list[Receipt | TdaError]:
        """Publish all, keeping the queue full; one outcome an event, in their order.

        An event that fails does not stop the others: its error stands in its place.
        """
        outcomes: list[asyncio.Future[Receipt] | TdaError] = []
        for event in events:
            try:
                outcomes.append(await self.enqueue(event))
            except TdaError as error:
                outcomes.append(error)
        return [await _settled(outcome) for outcome in outcomes]

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Publish what the block puts into the transaction: all of it or, where it raises, nothing.

        Readers of committed records see the events once the block has ended well. Needs a ``transactional_id``: a
        second producer of the same id fences the first. On the embedded broker ``simulated_transactions=True`` tries
        the code path without the guarantee.

        Raises
        ------
        FencedError
            A newer producer has the transactional id.
        UnreachableError
            The transaction was aborted (``retry`` is ``"safe"``), or may have been committed (``"may_duplicate"``).

        Examples
        --------
        >>> import asyncio
        >>> import tda_stream as tda
        >>> from tda_stream.events import Event, JobCancelled
        >>> async def main():
        ...     async with tda.Producer(
        ...         "embedded", source="example", transactional_id="orders-1", simulated_transactions=True
        ...     ) as producer:
        ...         async with producer.transaction() as tx:
        ...             for job in ["j1", "j2"]:
        ...                 tx.publish(Event(JobCancelled(job_id=job, reason="no need")))
        >>> asyncio.run(main())
        """
        native = await self._connected()
        transaction = Transaction()
        try:
            yield transaction
        except BaseException:
            transaction._ended = True
            raise
        if transaction._end():
            await _completions.outcome_of(
                lambda queue, token: native.transact(transaction._events, transaction._consumer, queue, token)
            )

    @property
    def breaker_state(self) -> BreakerState:
        """Whether the way to the cluster is open to events; without a ``breaker`` always ``"closed"``."""
        return self._open().breaker_state

    @property
    def undelivered(self) -> int:
        """Events that were taken and not acknowledged."""
        return self._open().undelivered

    @property
    def spilled(self) -> int:
        """Those of them that wait locally for the cluster."""
        return self._open().spilled

    async def flush(self, *, timeout_seconds: float = 30.0) -> None:
        """Wait until everything queued is delivered or has failed; `TimeoutError` says how much is left."""
        native = await self._connected()
        await _completions.outcome_of(lambda queue, token: native.flush(timeout_seconds, queue, token))

    async def close(self, *, timeout_seconds: float = 10.0) -> None:
        """Refuse further events, and wait for the queued ones; `TimeoutError` says how many were not delivered."""
        self._closed = True
        _exit.forget(self)
        native = self._native
        if native is not None:
            await _completions.outcome_of(lambda queue, token: native.close(timeout_seconds, queue, token))

    @property
    def bootstrap_servers(self) -> str:
        """The address of the cluster; once connected, that of the embedded broker too."""
        return self._config.bootstrap_servers if self._native is None else self._native.bootstrap_servers

    async def __aenter__(self) -> Self:
        return await self.connect()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            return await self.close()
        try:
            await self.close(timeout_seconds=_CLOSE_AFTER_ERROR_SECONDS)
        except TdaError as lost:
            # The error that is under way says more.
            warnings.warn(f"closing after an error: {lost}", ResourceWarning, stacklevel=2)

    def __repr__(self) -> str:
        state = "closed" if self._closed else "connected" if self._native else "not connected"
        return f"<Producer for {self.bootstrap_servers}, {state}>"

    def __del__(self) -> None:
        if getattr(self, "_native", None) is not None and not self._closed:
            warnings.warn(f"{self!r} was not closed", ResourceWarning, source=self, stacklevel=2)

    async def _connected(self) -> _native.Producer:
        if self._native is not None and not self._closed:
            return self._native
        async with self._connecting:
            if self._closed:
                raise ConfigError("the producer is closed")
            if self._native is None:
                native: _native.Producer = await _completions.outcome_of(
                    lambda queue, token: _native.Producer.connect(self._config._native, queue, token)
                )
                self._native = native
                _exit.remember(self)
            return self._native

    def _open(self) -> _native.Producer:
        if self._native is None or self._closed:
            raise ConfigError(
                "the producer is closed" if self._closed else "the producer is not connected yet"
            )
        return self._native

    def _close_at_exit(self, timeout_seconds: float) -> None:
        self._closed = True
        if self._native is not None:
            self._native.close_at_exit(timeout_seconds)


async def _settled(outcome: asyncio.Future[Receipt] | TdaError) -> Receipt | TdaError:
    if isinstance(outcome, TdaError):
        return outcome
    try:
        return await outcome
    except TdaError as error:
        return error
