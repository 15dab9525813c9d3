"""The same clients for programs without an event loop: each call blocks its thread, Ctrl-C gets through.

>>> from tda_stream import blocking
>>> from tda_stream.events import Event, JobCancelled
>>> with blocking.Producer("embedded", source="example") as producer:
...     producer.publish(Event(JobCancelled(job_id="j1", reason="no need"))).topic
'tda_jobs'
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tda_stream import _completions, _exit, _native
from tda_stream._arrivals import Arrivals
from tda_stream._native import Receipt
from tda_stream.config import ClientConfig, config_from
from tda_stream.consumer import records_per_request, settings_of
from tda_stream.errors import ConfigError, NotFoundError, QueueFullError, TdaError
from tda_stream.places import Delivery, Lag, Position, SeekTo, lags_of, place_of
from tda_stream.received import Received
from tda_stream.topics import TopicsReport
from tda_stream.transaction import Transaction
from tda_stream.worker import WorkerBase

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from tda_stream.config import BreakerState, ClientOptions
    from tda_stream.events import Event

__all__ = ["Consumer", "Producer", "Worker", "ensure_topics"]

_ROOM_WAIT_SECONDS_MAX = 120.0
_ROOM_LOOK_SECONDS = 0.1


def ensure_topics(bootstrap_servers: str | ClientConfig, **options: Unpack[ClientOptions]) -> TopicsReport:
    """Create the catalog's topics and their dead-letter topics where they are missing."""
    config = config_from(bootstrap_servers, options)._native
    return TopicsReport(
        *_completions.wait_for(lambda queue, token: _native.ensure_topics(config, queue, token))
    )


class Producer:
    """As `tda_stream.Producer`; connects at once, and may be shared by threads."""

    def __init__(self, bootstrap_servers: str | ClientConfig, **options: Unpack[ClientOptions]) -> None:
        config = config_from(bootstrap_servers, options)._native
        self._closed = False
        self._native: _native.Producer = _completions.wait_for(
            lambda queue, token: _native.Producer.connect(config, queue, token)
        )
        _exit.remember(self)

    @classmethod
    def from_env(cls, **options: Unpack[ClientOptions]) -> Self:
        """As the environment says; see `ClientConfig.from_env`."""
        return cls(ClientConfig.from_env(**options))

    def publish(self, event: Event[Any]) -> Receipt:
        """Publish, and wait for the broker's acknowledgement."""
        if self._closed:
            raise ConfigError("the producer is closed")
        receipt: Receipt = _completions.wait_for(
            lambda queue, token: self._native.publish(event._native, queue, token)
        )
        return receipt

    def publish_all(self, events: Iterable[Event[Any]]) -> list[Receipt | TdaError]:
        """Publish all, keeping the queue full; one outcome an event, in their order."""
        if self._closed:
            raise ConfigError("the producer is closed")
        queue = _native.CompletionQueue()
        outcomes: dict[int, Receipt | TdaError] = {}
        count = 0
        for token, event in enumerate(events):
            count += 1
            try:
                self._enqueue(event, queue, token, outcomes)
            except TdaError as error:
                outcomes[token] = error
        while len(outcomes) < count:
            _collect(queue, None, outcomes)
        return [outcomes[token] for token in range(count)]

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Publish what the block puts into the transaction: all of it or, where it raises, nothing.

        As `tda_stream.Producer.transaction`.
        """
        transaction = Transaction()
        try:
            yield transaction
        except BaseException:
            transaction._ended = True
            raise
        if transaction._end():
            _completions.wait_for(
                lambda queue, token: self._native.transact(
                    transaction._events, transaction._consumer, queue, token
                )
            )

    @property
    def breaker_state(self) -> BreakerState:
        """Whether the way to the cluster is open to events; without a ``breaker`` always ``"closed"``."""
        return self._native.breaker_state

    @property
    def undelivered(self) -> int:
        """Events that were taken and not acknowledged."""
        return self._native.undelivered

    @property
    def spilled(self) -> int:
        """Those of them that wait locally for the cluster."""
        return self._native.spilled

    def flush(self, *, timeout_seconds: float = 30.0) -> None:
        """Wait until everything queued is delivered or has failed."""
        _completions.wait_for(lambda queue, token: self._native.flush(timeout_seconds, queue, token))

    def close(self, *, timeout_seconds: float = 10.0) -> None:
        """Refuse further events, and wait for the queued ones."""
        self._closed = True
        _exit.forget(self)
        _completions.wait_for(lambda queue, token: self._native.close(timeout_seconds, queue, token))

    @property
    def bootstrap_servers(self) -> str:
        """The address of the cluster, that of the embedded broker included."""
        return self._native.bootstrap_servers

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _enqueue(
        self,
        event: Event[Any],
        queue: _native.CompletionQueue,
        token: int,
        outcomes: dict[int, Receipt | TdaError],
    ) -> None:
        deadline = time.monotonic() + _ROOM_WAIT_SECONDS_MAX
        asked_again = False
        while True:
            try:
                return self._native.enqueue(event._native, queue, token)
            except QueueFullError:
                if time.monotonic() >= deadline:
                    raise
                # Others may fill the queue: then nothing of ours makes room.
                _collect(queue, _ROOM_LOOK_SECONDS, outcomes)
            except NotFoundError:
                if asked_again:
                    raise
                asked_again = True
                _completions.wait_for(self._native.refresh_topics)

    def _close_at_exit(self, timeout_seconds: float) -> None:
        self._closed = True
        self._native.close_at_exit(timeout_seconds)


class Consumer:
    """As `tda_stream.Consumer`; joins the group at once, for one thread.

    ``for event in consumer`` acknowledges an event when the next one is asked for, and the last one when the
    ``with`` block ends without an exception. `next` and `batch` leave acknowledging to you.
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
        config = config_from(bootstrap_servers, options)._native
        settings = settings_of(group, topics, catalog_group, delivery, start, commit_interval_seconds)
        self._records_per_request = records_per_request(settings)
        self._closed = False
        self._queue = _native.CompletionQueue()
        self._arrived = Arrivals()
        self._asked = False
        self._in_hand: Received | None = None
        self._native: _native.Consumer = _completions.wait_for(
            lambda queue, token: _native.Consumer.connect(config, settings, queue, token)
        )
        _exit.remember(self)

    @classmethod
    def from_env(cls, **options: Any) -> Self:
        """As the environment says; see `ClientConfig.from_env`. Takes the keywords of the class."""
        return cls(ClientConfig.from_env(), **options)

    def next(self, *, timeout_seconds: float | None = None) -> Received | None:
        """The next record, to be acknowledged; ``None`` when the time is up."""
        batch = self.batch(records_max=1, timeout_seconds=timeout_seconds)
        return batch[0] if batch else None

    def batch(self, *, records_max: int = 500, timeout_seconds: float | None = 1.0) -> list[Received]:
        """Up to ``records_max`` records: waits for the first, takes what else is there."""
        deadline = None if timeout_seconds is None else time.monotonic() + timeout_seconds
        while not (taken := self._arrived.take(records_max)):
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                return []
            self._wait(left)
        return [Received(record) for record in taken]

    def commit(self) -> None:
        """Commit what is acknowledged, without waiting for the interval."""
        _completions.wait_for(self._native.commit)

    def pause(self, topic: str, partition: int) -> None:
        """Hand out no more records of a partition, until `resume`; the group is not told."""
        self._native.pause(topic, partition)

    def resume(self, topic: str, partition: int) -> None:
        """Hand out records of a paused partition again, none left out."""
        self._native.resume(topic, partition)

    def seek(self, topic: str, partition: int, to: SeekTo) -> None:
        """Read a partition on from elsewhere: records that were read before are not handed out any more."""
        place = place_of(to)
        _completions.wait_for(lambda queue, token: self._native.seek((topic, partition), place, queue, token))

    def seek_all(self, to: SeekTo) -> None:
        """Read every partition that is assigned now on from elsewhere."""
        place = place_of(to)
        _completions.wait_for(lambda queue, token: self._native.seek(None, place, queue, token))

    def rewind(self) -> None:
        """Go back to what is committed: everything since is handed out again."""
        _completions.wait_for(self._native.rewind)

    @property
    def positions(self) -> list[Position]:
        """The partitions that are read now, and how far; asks nobody."""
        return [Position(*each) for each in self._native.positions()]

    def lag(self) -> list[Lag]:
        """How far behind each partition is that is read now."""
        return lags_of(_completions.wait_for(self._native.lag))

    def close(self) -> None:
        """Commit what was acknowledged, and leave the group."""
        self._closed = True
        _exit.forget(self)
        _completions.wait_for(self._native.close)

    def __iter__(self) -> Iterator[Event[Any]]:
        return self

    def __next__(self) -> Event[Any]:
        self._acknowledge()
        received = None
        while received is None:
            received = self.next()
        self._in_hand = received
        return received.event

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._acknowledge()
        self.close()

    def _acknowledge(self) -> None:
        if self._in_hand is not None:
            self._in_hand.ack()
            self._in_hand = None

    def _wait(self, timeout_seconds: float | None) -> None:
        if self._closed:
            raise ConfigError("the consumer is closed")
        if not self._asked:
            self._native.request(self._records_per_request, self._queue, 0)
            self._asked = True
        for _, _, records in _completions.take(self._queue, timeout_seconds):
            self._asked = False
            for record in records:
                if isinstance(record, TdaError):
                    raise record
                self._arrived.add(record)

    def _connected_native(self) -> _native.Consumer:
        if self._closed:
            raise ConfigError("the consumer is closed")
        return self._native

    def _close_at_exit(self, timeout_seconds: float) -> None:
        self._closed = True
        self._native.close_at_exit(timeout_seconds)


class Worker(WorkerBase):
    """As `tda_stream.Worker`, for programs without an event loop: handlers and engines are plain functions.

    >>> from tda_stream import blocking
    >>> from tda_stream.events import Event, JobCancelled
    >>> with blocking.Producer("embedded", source="example") as producer:
    ...     _ = producer.publish(Event(JobCancelled(job_id="j1", reason="no need")))
    ...     worker = blocking.Worker("embedded", group="blocking-example")
    ...     @worker.handles(JobCancelled)
    ...     def note(event):
    ...         print(event.data.reason)
    ...         worker.stop()
    ...     worker.run()
    no need
    """

    def run(self) -> None:
        """Work until `stop` is called: blocks this thread, while handlers run in others.

        Ctrl-C stops it: what runs is waited for within the shutdown deadline, then ``KeyboardInterrupt`` is raised. A
        second one leaves at once.
        """
        queue = _native.CompletionQueue()
        interrupted: KeyboardInterrupt | None = None
        executor = ThreadPoolExecutor(self._workers_max, thread_name_prefix="tda-handler")
        try:
            self._start(queue, 0)
            while True:
                try:
                    if self._serve(queue, executor.submit):
                        break
                except KeyboardInterrupt as error:
                    self.stop()
                    if interrupted is not None:
                        raise
                    interrupted = error
        finally:
            _exit.forget(self)
            executor.shutdown(wait=False, cancel_futures=True)
        if interrupted is not None:
            raise interrupted

    def _serve(self, queue: _native.CompletionQueue, submit: Callable[..., object]) -> bool:
        """Hand out what was asked for; whether the worker has ended."""
        for _, well, value in _completions.take(queue, None):
            if not well:
                raise value
            if value is None:
                return True
            if not isinstance(value, int):
                call = self._registered.call(value)
                if call.is_async:
                    call.fail(TypeError("a blocking worker calls plain functions; use tda_stream.Worker"))
                else:
                    submit(call.run)
        return False


def _collect(
    queue: _native.CompletionQueue, timeout_seconds: float | None, outcomes: dict[int, Receipt | TdaError]
) -> None:
    for token, _, value in _completions.take(queue, timeout_seconds):
        outcomes[token] = value
