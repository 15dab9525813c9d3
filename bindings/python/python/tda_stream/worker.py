"""Workers on an event loop: handlers of events, and engines of jobs, with the guarantees of the Rust worker."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Literal

from tda_stream import _completions, _exit, _native
from tda_stream.config import ClientConfig, config_from
from tda_stream.errors import ConfigError
from tda_stream.handlers import (
    HandlerContext,
    HandlerError,
    Job,
    JobError,
    Registered,
    RetryPolicy,
    StoppedPartition,
    WorkerSettings,
    WorkerStatus,
)

if TYPE_CHECKING:
    import os

    from typing_extensions import Self, Unpack

    from tda_stream.config import ClientOptions
    from tda_stream.events import Payload
    from tda_stream.handlers import Call, H

__all__ = [
    "HandlerContext",
    "HandlerError",
    "Job",
    "JobError",
    "RetryPolicy",
    "StoppedPartition",
    "Worker",
    "WorkerStatus",
]

Guarantee = Literal["at_least_once", "exactly_once", "exactly_once_simulated"]


class WorkerBase:
    """What both kinds of worker are told."""

    def __init__(
        self,
        bootstrap_servers: str | ClientConfig,
        *,
        group: str | None = None,
        topics: Sequence[str] = (),
        guarantee: Guarantee | None = None,
        retry: RetryPolicy | None = None,
        concurrency: int = 16,
        ordered: bool = True,
        shutdown_deadline_seconds: float = 10.0,
        engine: Callable[[Job], Any] | None = None,
        threads: int = 1,
        waiting_jobs_max: int = 16,
        workers_per_job_max: int = 10,
        input_roots: Sequence[str | os.PathLike[str]] = (),
        **options: Unpack[ClientOptions],
    ) -> None:
        self._config = config_from(bootstrap_servers, options)
        self._native: _native.Worker | None = None
        self._stop_asked = False
        self._registered = Registered(
            WorkerSettings(
                group=group,
                guarantee=guarantee,
                retry=retry or RetryPolicy(),
                shutdown_deadline_seconds=shutdown_deadline_seconds,
                topics=topics,
                concurrency=concurrency,
                ordered=ordered,
                threads=threads,
                waiting_jobs_max=waiting_jobs_max,
                workers_per_job_max=workers_per_job_max,
                input_roots=input_roots,
            )
        )
        if engine is not None:
            self.engine(engine)

    @classmethod
    def from_env(cls, **options: Any) -> Self:
        """As the environment says; see `ClientConfig.from_env`. Takes the keywords of the class."""
        return cls(ClientConfig.from_env(), **options)

    def handles(self, *payloads: type[Payload] | str) -> Callable[[H], H]:
        """Have the decorated function called with events of these payloads, or types by name.

        It takes ``(event)`` or ``(event, context)``, and returns ``None``, or ``"ignored"`` where the event needed
        nothing: then what was published through the context is left out.
        """
        if not payloads:
            raise ConfigError("handles names at least one payload")

        def register(handler: H) -> H:
            self._before_start()
            self._registered.handle(payloads, handler)
            return handler

        return register

    def engine(self, engine: H) -> H:
        """Have the decorated function compute jobs: it takes a `Job` and returns `Diagrams`, or arrays (k, 2)."""
        self._before_start()
        self._registered.compute(engine)
        return engine

    def stop(self) -> None:
        """Ask for the end, from any thread: what runs may go on until the shutdown deadline."""
        self._stop_asked = True
        if self._native is not None:
            self._native.stop()

    @property
    def status(self) -> WorkerStatus:
        """How it fares, while it runs and afterwards."""
        return WorkerStatus._of(self._native)

    @property
    def _workers_max(self) -> int:
        settings = self._registered.settings
        return settings.concurrency if self._registered.handlers else settings.threads

    def _before_start(self) -> None:
        if self._native is not None:
            raise ConfigError("the worker has started already")

    def _start(self, queue: _native.CompletionQueue, token: int) -> None:
        self._before_start()
        self._native = _native.Worker.start(
            self._config._native, self._registered.native_settings(), queue, token
        )
        if self._stop_asked:
            self._native.stop()
        _exit.remember(self)

    def _close_at_exit(self, timeout_seconds: float) -> None:
        if self._native is not None:
            self._native.close_at_exit(timeout_seconds)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._config.bootstrap_servers}, {self.status.state}>"


class Worker(WorkerBase):
    """Calls handlers with events, or an engine with jobs, as a member of a consumer group.

    Events of one partition key are handled one after the other, those of different keys at the same time. On a real
    Kafka what handlers publish through their context, dead letters and offsets share one transaction: exactly once.
    What a handler does elsewhere happens at least once. A failed attempt is repeated, a bounded number of times, then
    the event goes to the dead letters.

    Coroutine functions run as tasks of the loop that runs `run`, plain functions in threads of the worker. Without
    handlers and without an engine it computes jobs natively.

    Parameters
    ----------
    bootstrap_servers
        ``"host:9092"``, ``"embedded"`` for the broker inside the process, or a `ClientConfig`.
    group
        The consumer group; jobs have ``tda_job_processors`` by default.
    topics
        Topics to read rather than those that the catalog gives the handled events.
    guarantee
        ``"exactly_once"`` on a real Kafka by default, ``"at_least_once"`` on the embedded broker.
    retry
        How failures are tried again.
    concurrency
        Handlers that run at the same time, 1024 at most.
    ordered
        Whether events of one key wait for each other.
    shutdown_deadline_seconds
        How long what runs may go on after the end was asked for.
    engine
        Computes jobs: a function that takes a `Job` and returns diagrams.
    threads
        Jobs computed at the same time, 64 at most.
    waiting_jobs_max
        Jobs of a partition that are read ahead.
    workers_per_job_max
        After this many workers ended while they computed a job, it fails.
    input_roots
        Folders whose files jobs may name as their input.
    **options
        The keywords of `ClientConfig`.

    Examples
    --------
    >>> import asyncio
    >>> import tda_stream as tda
    >>> from tda_stream.events import Event, JobCancelled
    >>> worker = tda.Worker("embedded", group="example")
    >>> @worker.handles(JobCancelled)
    ... async def note(event: Event[JobCancelled]) -> None:
    ...     print(event.data.reason)
    ...     worker.stop()
    >>> async def main():
    ...     async with tda.Producer("embedded", source="example") as producer:
    ...         await producer.publish(Event(JobCancelled(job_id="j1", reason="no need")))
    ...         await worker.run()
    >>> asyncio.run(main())
    no need
    """

    async def run(self, *, handle_signals: bool = False) -> None:
        """Work until `stop` is called, or the task is cancelled; then wait for what runs, and leave the group.

        Parameters
        ----------
        handle_signals
            Stop on SIGINT and SIGTERM; on the main thread.

        Raises
        ------
        UnreachableError, NotFoundError, UnauthorizedError
            At the start.
        FencedError
            Another instance with the same identity took over.
        """
        completions = _completions.of_running_loop()
        running = _Running(self._registered, self._workers_max, completions.loop)
        token = completions.follow(self._start, running.arrived)
        loop = completions.loop
        signals = (signal.SIGINT, signal.SIGTERM) if handle_signals else ()
        for number in signals:
            loop.add_signal_handler(number, self.stop)
        try:
            await asyncio.shield(running.end)
        except asyncio.CancelledError:
            self.stop()
            # The group is left in order; asked a second time, nobody waits.
            await asyncio.shield(running.end)
            raise
        finally:
            for number in signals:
                loop.remove_signal_handler(number)
            if not running.end.done():
                # Left behind: it may still end by itself.
                running.end.add_done_callback(lambda end: end.cancelled() or end.exception())
            running.end.add_done_callback(lambda _: completions.forget(token))
            _exit.forget(self)
            running.close()


class _Running:
    """The handlers of one worker that run on one loop."""

    def __init__(self, registered: Registered, threads: int, loop: asyncio.AbstractEventLoop) -> None:
        self.end: asyncio.Future[None] = loop.create_future()
        self._registered, self._loop = registered, loop
        self._threads, self._executor = threads, None
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._others: set[asyncio.Task[None]] = set()

    _executor: ThreadPoolExecutor | None

    def arrived(self, well: bool, value: Any) -> None:
        """A call, a call that was given up, or the end."""
        if not well:
            if not self.end.done():
                self.end.set_exception(value)
        elif value is None:
            if not self.end.done():
                self.end.set_result(None)
        elif isinstance(value, int):
            if task := self._tasks.get(value):
                task.cancel()
        else:
            self._call(value)

    def _call(self, question: _native.HandlerCall | _native.JobCall) -> None:
        call = self._registered.call(question)
        if not call.is_async:
            self._in_thread(call)
            return
        task = self._loop.create_task(call.run_async())
        if isinstance(question, _native.HandlerCall):
            number = question.id
            self._tasks[number] = task
            task.add_done_callback(lambda _: self._tasks.pop(number, None))
        else:
            self._others.add(task)
            task.add_done_callback(self._others.discard)

    def _in_thread(self, call: Call) -> None:
        if self._executor is None:
            self._executor = ThreadPoolExecutor(self._threads, thread_name_prefix="tda-handler")
        self._executor.submit(call.run)

    def close(self) -> None:
        """What still runs is waited for by nobody."""
        for task in [*self._tasks.values(), *self._others]:
            task.cancel()
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
