"""Events from web services: a producer for the life of the application, health, metrics, notifications.

>>> from fastapi import FastAPI
>>> from tda_stream.events import JobCancelled
>>> from tda_stream.fastapi import EventStream
>>> stream = EventStream("embedded", source="api")
>>> app = FastAPI(lifespan=stream.lifespan)
>>> app.include_router(stream.router)
>>> @app.post("/jobs/{job_id}/cancel")
... @stream.notify("job.cancelled")
... async def cancel(job_id: str) -> JobCancelled:
...     return JobCancelled(job_id=job_id, reason="by the user")

Notifications never hold up a request and never fail it: they go through a bounded queue to a task of the background,
which waits for the cluster in their place. Each worker process has a producer of its own, made when it starts;
nothing is connected in the process that only loads the application.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import logging
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from tda_stream import metrics
from tda_stream.config import Breaker, ClientConfig, config_from
from tda_stream.errors import ConfigError, TdaError
from tda_stream.events import Event
from tda_stream.events._bases import Payload
from tda_stream.events.payloads import PAYLOADS
from tda_stream.health import HealthMonitor
from tda_stream.producer import Producer

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from tda_stream.config import ClientOptions

__all__ = ["EventStream", "Figures"]

F = TypeVar("F", bound=Callable[..., Any])
Build = Callable[[Any], "Event[Any] | Payload | Mapping[str, Any] | None"]

_log = logging.getLogger("tda_stream.fastapi")
_PAUSE_FIRST_SECONDS = 0.5
_PAUSE_MAX_SECONDS = 10.0
_DROPPED_PER_LINE = 1000
_IN_FLIGHT_MAX = 1000


class Figures(NamedTuple):
    """What became of notifications so far."""

    queued: int
    """They wait for the cluster."""
    published: int
    """A broker has acknowledged them."""
    dropped: int
    """There was no room for them, or the application ended."""
    failed: int
    """They could not be made, or the cluster refused them."""


class EventStream:
    """The producer of an application, for its lifespan.

    Its `router` has ``/health``, which says how well the process and its cluster are and answers 200 as long as the
    process works; ``/ready``, which answers 503 while the cluster cannot be reached; and ``/metrics``.

    Parameters
    ----------
    bootstrap_servers
        ``"host:9092"``, ``"embedded"`` for the broker inside the process, or a `ClientConfig`.
    queue_max
        Notifications that may wait for the cluster; further ones are dropped, and counted.
    close_timeout_seconds
        How long the end of the application waits for what is still queued.
    **options
        The keywords of `ClientConfig`; without a ``breaker`` one that fails fast is used.
    """

    def __init__(
        self,
        bootstrap_servers: str | ClientConfig,
        *,
        queue_max: int = 10_000,
        close_timeout_seconds: float = 5.0,
        **options: Unpack[ClientOptions],
    ) -> None:
        if not isinstance(bootstrap_servers, ClientConfig) and options.get("breaker") is None:
            options["breaker"] = Breaker()
        self._config = config_from(bootstrap_servers, options)
        self._queue_max, self._close_timeout_seconds = queue_max, close_timeout_seconds
        self._waiting: deque[Event[Any]] = deque()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: asyncio.Event | None = None
        self._producer: Producer | None = None
        self._monitor: HealthMonitor | None = None
        self._in_flight: set[asyncio.Future[Any]] = set()
        self._published = self._dropped = self._failed = 0
        self.router = self._routes()

    @classmethod
    def from_env(cls, **options: Any) -> EventStream:
        """As the environment says; see `ClientConfig.from_env`. Takes the keywords of the class."""
        return cls(ClientConfig.from_env(), **options)

    @asynccontextmanager
    async def lifespan(self, app: object = None) -> AsyncIterator[None]:
        """For ``FastAPI(lifespan=...)``: connects in the background, and publishes what is queued at the end.

        The application starts whether the cluster answers or not; ``/ready`` says which.
        """
        if self._loop is not None:
            raise ConfigError("an EventStream belongs to one application, on one event loop")
        self._loop, self._wake = asyncio.get_running_loop(), asyncio.Event()
        self._producer, self._monitor = Producer(self._config), HealthMonitor(self._config)
        publishing = asyncio.create_task(self._publish_queued(self._producer, self._wake))
        try:
            yield
        finally:
            await self._end(publishing)

    @property
    def figures(self) -> Figures:
        """What became of notifications so far."""
        return Figures(len(self._waiting), self._published, self._dropped, self._failed)

    def producer(self) -> Producer:
        """The producer, for ``Depends(stream.producer)``; it connects with the first call."""
        if self._producer is None:
            raise ConfigError("the application has no lifespan of this EventStream, or has ended")
        return self._producer

    def publish_later(self, event: Event[Any]) -> bool:
        """Queue an event for the background, from any thread: at once, without failing.

        Returns
        -------
        bool
            Whether there was room. What is dropped is counted and logged.
        """
        with self._lock:
            fits = len(self._waiting) < self._queue_max
            if fits:
                self._waiting.append(event)
            else:
                self._dropped += 1
            dropped = self._dropped
        if not fits:
            # A line for each of them would be a flood of its own.
            if dropped % _DROPPED_PER_LINE == 1:
                _log.error("%s is dropped, %d in all: %d wait already", event, dropped, self._queue_max)
            return False
        loop, wake = self._loop, self._wake
        if loop is not None and wake is not None:
            # A loop that has ended: the event stays queued, and is counted as dropped.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(wake.set)
        return True

    def notify(self, event_type: str | type[Payload], build: Build | None = None) -> Callable[[F], F]:
        """Publish an event in the background when the decorated endpoint has returned.

        Stands below the route's decorator. A notification that cannot be made is logged, the request goes on.

        Parameters
        ----------
        event_type
            Such as ``"job.submitted"``, or its payload class.
        build
            Makes an event, a payload or its fields of what the endpoint returned, or ``None`` for no notification. By
            default that is an event, a payload, a pydantic model or a mapping with the payload's fields.
        """
        payload = PAYLOADS.get(event_type) if isinstance(event_type, str) else event_type
        if payload is None:
            raise ConfigError(f"there is no event {event_type!r}")

        def decorate(endpoint: F) -> F:
            if inspect.iscoroutinefunction(endpoint):

                @functools.wraps(endpoint)
                async def call_async(*arguments: Any, **keywords: Any) -> Any:
                    answer = await endpoint(*arguments, **keywords)
                    self._notify(payload, build, answer)
                    return answer

                return call_async  # type: ignore[return-value]

            @functools.wraps(endpoint)
            def call(*arguments: Any, **keywords: Any) -> Any:
                answer = endpoint(*arguments, **keywords)
                self._notify(payload, build, answer)
                return answer

            return call  # type: ignore[return-value]

        return decorate

    def _notify(self, payload: type[Payload], build: Build | None, answer: Any) -> None:
        try:
            event = _event_of(payload, build(answer) if build else answer)
            if event is not None:
                self.publish_later(event)
        except Exception:
            # Whatever is wrong with it, the request is well.
            self._failed += 1
            _log.exception("no %s can be made of the answer", payload.EVENT_TYPE)

    async def _publish_queued(self, producer: Producer, wake: asyncio.Event) -> None:
        pause = _PAUSE_FIRST_SECONDS
        while True:
            if not self._waiting:
                wake.clear()
                if not self._waiting:
                    await wake.wait()
                continue
            try:
                await self._send(producer, self._waiting[0])
            except TdaError as error:
                if error.retry == "never":
                    self._failed += 1
                    self._waiting.popleft()
                    _log.error("a notification cannot be published: %s", error)
                    continue
                # It keeps its place, and with it the order.
                _log.warning("%d notifications wait for the cluster: %s", len(self._waiting), error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _PAUSE_MAX_SECONDS)
            else:
                self._waiting.popleft()
                pause = _PAUSE_FIRST_SECONDS

    async def _send(self, producer: Producer, event: Event[Any]) -> None:
        while len(self._in_flight) >= _IN_FLIGHT_MAX:
            await asyncio.wait(self._in_flight, return_when=asyncio.FIRST_COMPLETED)
        delivery = await producer.enqueue(event)
        self._in_flight.add(delivery)
        delivery.add_done_callback(self._delivered)

    def _delivered(self, delivery: asyncio.Future[Any]) -> None:
        self._in_flight.discard(delivery)
        if delivery.cancelled():
            return
        if error := delivery.exception():
            self._failed += 1
            _log.error("a notification was not delivered: %s", error)
        else:
            self._published += 1

    async def _end(self, publishing: asyncio.Task[None]) -> None:
        deadline = asyncio.get_running_loop().time() + self._close_timeout_seconds
        producer, self._producer = self._producer, None
        while (self._waiting or self._in_flight) and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        publishing.cancel()
        with suppress(asyncio.CancelledError):
            await publishing
        if self._waiting:
            self._dropped += len(self._waiting)
            _log.error("%d notifications are lost: the cluster did not take them in time", len(self._waiting))
            self._waiting.clear()
        if producer is not None:
            left = max(0.1, deadline - asyncio.get_running_loop().time())
            try:
                await producer.close(timeout_seconds=left)
            except TdaError as error:
                _log.error("closing the producer: %s", error)
        self._loop = self._wake = self._monitor = None

    def _routes(self) -> APIRouter:
        router = APIRouter(tags=["tda-stream"])

        @router.get("/health", summary="How well this process and its cluster are")
        async def health() -> JSONResponse:
            # A process is not ended because its cluster is away.
            return await self._report(unready=200)

        @router.get("/ready", summary="Whether this process should be given work")
        async def ready() -> JSONResponse:
            return await self._report(unready=503)

        @router.get("/metrics", summary="Metrics for Prometheus", response_class=PlainTextResponse)
        async def metrics_page() -> Response:
            return Response(metrics.text(), media_type=metrics.CONTENT_TYPE)

        return router

    async def _report(self, *, unready: int) -> JSONResponse:
        if self._monitor is None:
            return JSONResponse({"status": "unhealthy", "reasons": ["no lifespan has begun"]}, 503)
        report = await self._monitor.report()
        body = asdict(report) | {"notifications": self.figures._asdict()}
        return JSONResponse(body, 200 if report.is_ready else unready)


def _event_of(payload: type[Payload], answer: Any) -> Event[Any] | None:
    if answer is None or isinstance(answer, Event):
        return answer
    if isinstance(answer, payload):
        return Event(answer)
    fields = answer if isinstance(answer, Mapping) else answer.model_dump()
    return Event(
        payload.model_validate({name: fields[name] for name in payload.model_fields if name in fields})
    )
