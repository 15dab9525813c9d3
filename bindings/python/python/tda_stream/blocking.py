"""The same clients for programs without an event loop: each call blocks its thread, Ctrl-C gets through.

>>> from tda_stream import blocking
>>> from tda_stream.events import Event, JobCancelled
>>> with blocking.Producer("embedded", source="example") as producer:
...     producer.publish(Event(JobCancelled(job_id="j1", reason="no need"))).topic
'tda_jobs'
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tda_stream import _completions, _exit, _native
from tda_stream._native import Receipt
from tda_stream.config import ClientConfig, config_from
from tda_stream.errors import ConfigError, NotFoundError, QueueFullError, TdaError
from tda_stream.received import Received
from tda_stream.topics import TopicsReport

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from tda_stream.config import ClientOptions
    from tda_stream.events import Event

__all__ = ["Consumer", "Producer", "ensure_topics"]

_ROOM_WAIT_SECONDS_MAX = 120.0
_ROOM_LOOK_SECONDS = 0.1
_RECORDS_PER_REQUEST_MAX = 500


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
        [outcome] = self.publish_all([event])
        if isinstance(outcome, TdaError):
            raise outcome
        return outcome

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
        group: str,
        topics: Sequence[str],
        **options: Unpack[ClientOptions],
    ) -> None:
        config = config_from(bootstrap_servers, options)._native
        names = [topics] if isinstance(topics, str) else list(topics)
        self._closed = False
        self._queue = _native.CompletionQueue()
        self._arrived: deque[_native.Received] = deque()
        self._asked = False
        self._in_hand: Received | None = None
        self._native: _native.Consumer = _completions.wait_for(
            lambda queue, token: _native.Consumer.connect(config, group, names, queue, token)
        )
        _exit.remember(self)

    @classmethod
    def from_env(cls, *, group: str, topics: Sequence[str], **options: Unpack[ClientOptions]) -> Self:
        """As the environment says; see `ClientConfig.from_env`."""
        return cls(ClientConfig.from_env(**options), group=group, topics=topics)

    def next(self, *, timeout_seconds: float | None = None) -> Received | None:
        """The next record, to be acknowledged; ``None`` when the time is up."""
        batch = self.batch(records_max=1, timeout_seconds=timeout_seconds)
        return batch[0] if batch else None

    def batch(self, *, records_max: int = 500, timeout_seconds: float | None = 1.0) -> list[Received]:
        """Up to ``records_max`` records: waits for the first, takes what else is there."""
        if not self._arrived:
            self._wait(timeout_seconds)
        count = min(records_max, len(self._arrived))
        return [Received(self._arrived.popleft()) for _ in range(count)]

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
            self._native.request(_RECORDS_PER_REQUEST_MAX, self._queue, 0)
            self._asked = True
        for _, _, records in _completions.take(self._queue, timeout_seconds):
            self._asked = False
            for record in records:
                if isinstance(record, TdaError):
                    raise record
                self._arrived.append(record)

    def _close_at_exit(self, timeout_seconds: float) -> None:
        self._closed = True
        self._native.close_at_exit(timeout_seconds)


def _collect(
    queue: _native.CompletionQueue, timeout_seconds: float | None, outcomes: dict[int, Receipt | TdaError]
) -> None:
    for token, _, value in _completions.take(queue, timeout_seconds):
        outcomes[token] = value
