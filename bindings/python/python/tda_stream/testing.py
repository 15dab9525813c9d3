"""For tests of your own services: a broker inside the process, events to try, assertions, faults.

>>> from tda_stream import testing
>>> from tda_stream.events import JobCancelled
>>> with testing.Kafka() as kafka:
...     _ = kafka.publish(testing.make_event(JobCancelled, reason="too late"))
...     [event] = kafka.wait_for(JobCancelled, reason="too late")
...     kafka.expect_none("job.completed", within_seconds=0.1)

With pytest, ``pytest_plugins = ["tda_stream.testing"]`` in a ``conftest.py`` brings the fixture ``kafka``. No server
is needed, and a test takes a fraction of a second.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from tda_stream import blocking
from tda_stream.broker import EmbeddedBroker
from tda_stream.config import ClientConfig
from tda_stream.errors import DecodeError, NotFoundError, TdaError
from tda_stream.events import Event, sample
from tda_stream.events._bases import Payload
from tda_stream.events.catalog import Catalog
from tda_stream.events.payloads import PAYLOADS

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from tda_stream._native import Receipt
    from tda_stream.config import ClientOptions
    from tda_stream.received import Received

__all__ = ["Kafka", "failing", "make_event"]

P = TypeVar("P", bound=Payload)
A = ParamSpec("A")
R = TypeVar("R")

_numbers = itertools.count()
# Records of one look; a test that expects more of them sees them at the next look.
_RECORDS_MAX = 10_000


@overload
def make_event(payload: type[P], /, **fields: Any) -> Event[P]: ...
@overload
def make_event(payload: str, /, **fields: Any) -> Event[Any]: ...
def make_event(payload: type[Payload] | str, /, **fields: Any) -> Event[Any]:
    """A valid event of this payload, or type by name, in which ``fields`` replace those of the example.

    >>> make_event("job.cancelled", job_id="j7").data.job_id
    'j7'
    """
    known = PAYLOADS.get(payload) if isinstance(payload, str) else payload
    if known is None:
        raise NotFoundError(f"there is no event {payload!r}")
    example = sample(known.EVENT_TYPE).data.model_dump()
    return Event(known.model_validate(example | fields), source="test")


def failing(
    function: Callable[A, R], *, times: int = 1, error: Callable[[], Exception] = lambda: OSError("injected")
) -> Callable[A, R]:
    """``function``, but its first ``times`` calls raise ``error`` instead: for handlers, engines and what they call.

    >>> flaky = failing(len, times=1)
    >>> flaky([])
    Traceback (most recent call last):
    OSError: injected
    >>> flaky([])
    0
    """
    left = itertools.count(times, -1)

    def call(*arguments: A.args, **keywords: A.kwargs) -> R:
        if next(left) > 0:
            raise error()
        return function(*arguments, **keywords)

    call.__signature__ = _signature_of(function)  # type: ignore[attr-defined]
    return call


class Kafka:
    """A broker inside this process that no other test sees, with the topics of the catalog.

    Parameters
    ----------
    **options
        The keywords of `ClientConfig`, for `config`.
    """

    def __init__(self, **options: Unpack[ClientOptions]) -> None:
        name = f"test-{next(_numbers)}"
        self.broker = EmbeddedBroker(name)
        defaults: ClientOptions = {
            "source": "test",
            "session_timeout_seconds": 2.0,
            "connect_timeout_seconds": 5.0,
        }
        self.config = ClientConfig(f"embedded/{name}", **(defaults | options))
        """For the clients of the service under test."""
        self._producer = blocking.Producer(self.config)

    @property
    def bootstrap_servers(self) -> str:
        """``host:port``, for clients of other makes and other processes."""
        return self.broker.bootstrap_servers

    def topic(self, logical: str) -> str:
        """The name on this broker of a topic of the catalog."""
        return self.config.physical_topic(logical)

    def publish(self, *events: Event[Any]) -> list[Receipt]:
        """Publish, and wait until they are there."""
        receipts: list[Receipt] = []
        for outcome in self._producer.publish_all(events):
            if isinstance(outcome, TdaError):
                raise outcome
            receipts.append(outcome)
        return receipts

    def records(self, topic: str) -> list[Received]:
        """All records of a topic of the catalog that are there now, such as ``"tda_jobs.dlq"``."""
        with blocking.Consumer(self.config, topics=[topic], start="beginning") as reader:
            ends = sum(lag.records for lag in self._lag(reader))
            found: list[Received] = []
            deadline = time.monotonic() + 10.0
            while len(found) < min(ends, _RECORDS_MAX) and time.monotonic() < deadline:
                found.extend(reader.batch(records_max=_RECORDS_MAX, timeout_seconds=0.5))
            return found

    def events(self, payload: type[Payload] | str, **fields: Any) -> list[Event[Any]]:
        """All events of this payload, or type by name, that are there now and have these fields."""
        event_type = payload if isinstance(payload, str) else payload.EVENT_TYPE
        topic = Catalog.builtin("tda").topic_of(event_type)
        if topic is None:
            raise NotFoundError(f"no topic holds {event_type!r}")
        return [event for event in _events_of(self.records(topic)) if _is_meant(event, event_type, fields)]

    def wait_for(
        self, payload: type[Payload] | str, *, count: int = 1, timeout_seconds: float = 10.0, **fields: Any
    ) -> list[Event[Any]]:
        """Wait until there are at least ``count`` such events, and give them.

        Raises
        ------
        AssertionError
            There are not that many within the time; says what there is.
        """
        deadline = time.monotonic() + timeout_seconds
        while True:
            found = self.events(payload, **fields)
            if len(found) >= count:
                return found
            if time.monotonic() >= deadline:
                raise AssertionError(
                    f"{len(found)} of {count} events {_name(payload)} with {fields} after {timeout_seconds} s; "
                    f"there are: {self.events(payload)}"
                )
            time.sleep(0.05)

    def expect_none(
        self, payload: type[Payload] | str, *, within_seconds: float = 0.5, **fields: Any
    ) -> None:
        """Fail with an `AssertionError` if such an event is there, or comes within this time."""
        deadline = time.monotonic() + within_seconds
        while True:
            if found := self.events(payload, **fields):
                raise AssertionError(f"{len(found)} unexpected events {_name(payload)}: {found}")
            if time.monotonic() >= deadline:
                return
            time.sleep(0.05)

    def expect_no_dead_letters(self, topic: str) -> None:
        """Fail with an `AssertionError` if a topic of the catalog, such as ``"tda_jobs"``, has dead letters."""
        letters = self.records(f"{topic}.dlq")
        if letters:
            reasons = [dict(letter.headers).get("dlq_error_message", b"").decode() for letter in letters]
            raise AssertionError(f"{len(letters)} dead letters of {topic}: {reasons}")

    @contextmanager
    def away(self) -> Iterator[None]:
        """Within the block the broker cannot be reached."""
        self.broker.set_down(True)
        try:
            yield
        finally:
            self.broker.set_down(False)

    @contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        """Within the block every answer of the broker takes this long."""
        self.broker.set_delay(seconds)
        try:
            yield
        finally:
            self.broker.set_delay(0.0)

    def refuse_next(self, batches: int = 1) -> None:
        """The broker refuses the next batches of records; clients try again by themselves."""
        self.broker.refuse_next(batches)

    def close(self) -> None:
        """Let go of the broker."""
        self._producer.close()
        self.broker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @staticmethod
    def _lag(reader: blocking.Consumer) -> list[Any]:
        # The partitions are there once the reader's thread has taken them.
        deadline = time.monotonic() + 5.0
        while not (lags := reader.lag()) and time.monotonic() < deadline:
            time.sleep(0.01)
        return lags


def _events_of(records: list[Received]) -> Iterator[Event[Any]]:
    for record in records:
        try:
            yield record.event
        except DecodeError:
            continue


def _is_meant(event: Event[Any], event_type: str, fields: dict[str, Any]) -> bool:
    return event.event_type == event_type and all(
        getattr(event.data, name, None) == value for name, value in fields.items()
    )


def _name(payload: type[Payload] | str) -> str:
    return payload if isinstance(payload, str) else payload.EVENT_TYPE


def _signature_of(function: Callable[..., Any]) -> Any:
    import inspect

    try:
        return inspect.signature(function)
    except ValueError:
        return None


try:
    import pytest
except ImportError:
    pass
else:

    @pytest.fixture(name="kafka")
    def _kafka() -> Iterator[Kafka]:
        """A broker inside the process, with topics of this test alone."""
        with Kafka() as kafka:
            yield kafka
