"""What handlers and engines are given, and how they answer; shared by both kinds of `Worker`."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from tda_stream import _native
from tda_stream.errors import CancelledError, ConfigError, LimitExceededError, Retry, TdaError

if TYPE_CHECKING:
    import os

    import numpy as np
    from numpy.typing import NDArray

    from tda_stream.core import CancelToken, Diagrams
    from tda_stream.events import Event, Parameters, Payload

__all__ = [
    "HandlerContext",
    "HandlerError",
    "Job",
    "JobError",
    "RetryPolicy",
    "StoppedPartition",
    "WorkerStatus",
]

OUTPUTS_MAX = 10_000
"""Events that one attempt of a handler, or one transaction, may publish."""

Handler = Callable[..., Any]
H = TypeVar("H", bound=Handler)


class HandlerError(Exception):
    """Why a handler failed, and whether to try again; raised by handlers.

    Any other exception counts as well: those of this package keep their own ``retry``, all others may pass.

    Parameters
    ----------
    message
        What happened, for people. It ends up in the log and in the headers of a dead letter: no secrets in it.
    kind
        A class for programs, such as ``"PaymentRefused"``; the header ``dlq_error_kind`` of a dead letter.
    retry
        ``"never"`` sends the event to the dead letters at once.

    Examples
    --------
    >>> raise HandlerError("no such account", kind="AccountUnknown", retry="never")
    Traceback (most recent call last):
    tda_stream.handlers.HandlerError: no such account
    """

    def __init__(self, message: str, *, kind: str = "HandlerFailed", retry: Retry = "safe") -> None:
        super().__init__(message)
        self.kind = kind
        self.retry = retry


class JobError(Exception):
    """Why an engine gave no diagrams; becomes ``job.failed`` and ``error.computation``.

    Parameters
    ----------
    message
        What happened, for people.
    code
        A name for programs, such as ``"MEMORY_LIMIT_EXCEEDED"``.
    error_type
        The kind of error, such as ``"LimitExceeded"``.
    retry
        Whether another attempt may help.
    suggestions
        What the submitter can do.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "COMPUTATION_FAILED",
        error_type: str = "Internal",
        retry: Retry = "never",
        suggestions: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.error_type = error_type
        self.retry = retry
        self.suggestions = list(suggestions)


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how patiently a failure that may pass is tried again."""

    attempts_max: int = 3
    """Attempts in all, the first one counted."""
    pause_first_seconds: float = 0.2
    """Pause after the first failed attempt; doubled after each further one."""
    pause_max_seconds: float = 5.0
    """No pause is longer."""
    delays_seconds: Sequence[float] = ()
    """Delays in retry topics once the attempts are used up; only where the order of events is unimportant."""


class HandlerContext:
    """The circumstances of one attempt at one event."""

    __slots__ = ("_native", "_outputs")

    def __init__(self, native: _native.HandlerCall) -> None:
        self._native = native
        self._outputs: list[_native.Event] = []

    def publish(self, event: Event[Any]) -> None:
        """Publish an event when this attempt has succeeded, together with the offset of its own.

        In one transaction where the worker delivers exactly once, else before the offset; of an attempt that fails
        nothing is published. ``causation_id`` and ``correlation_id`` are filled in where the event has none. It is
        written when the handler has returned; one that cannot be written fails the attempt.

        Raises
        ------
        LimitExceededError
            More than 10 000 events in one attempt.
        """
        if len(self._outputs) >= OUTPUTS_MAX:
            raise LimitExceededError(f"one attempt publishes at most {OUTPUTS_MAX} events")
        self._outputs.append(event._native)

    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
        return self._native.attempt

    @property
    def first_failed_at_ms(self) -> int | None:
        """When the first attempt failed, in milliseconds since the Unix epoch."""
        return self._native.first_failed_at_ms

    @property
    def is_cancelled(self) -> bool:
        """Whether the attempt should end: what it still does counts for nothing."""
        return self._native.is_cancelled

    @property
    def group(self) -> str:
        """The worker's consumer group."""
        return self._native.group

    @property
    def topic(self) -> str:
        """Physical topic of the event's record."""
        return self._native.topic

    @property
    def partition(self) -> int:
        """Its partition."""
        return self._native.partition

    @property
    def offset(self) -> int:
        """Its offset in the partition."""
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
    def headers(self) -> list[tuple[str, bytes]]:
        """All headers of the record, in order."""
        return self._native.headers

    def __repr__(self) -> str:
        return f"<HandlerContext {self.topic}[{self.partition}]@{self.offset}, attempt {self.attempt}>"


class Job:
    """One job for an engine, its input fetched and checked."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.JobCall) -> None:
        self._native = native

    @property
    def job_id(self) -> str:
        """Names the job."""
        return self._native.job_id

    @property
    def user_id(self) -> str:
        """Who asked."""
        return self._native.user_id

    @property
    def algorithm(self) -> str:
        """Which algorithm, such as ``vietoris_rips``."""
        return self._native.algorithm

    @property
    def attempt(self) -> int:
        """Which run of the job this is, from 1."""
        return self._native.attempt

    @property
    def parameters(self) -> Parameters:
        """What the algorithm is told."""
        from tda_stream.events import Parameters

        return Parameters.model_validate_json(self._native.parameters_json)

    @property
    def points(self) -> NDArray[np.float64] | None:
        """Points of shape (n, d), read-only and not copied; ``None`` where the input is distances."""
        return self._native.points

    @property
    def distances(self) -> NDArray[np.float64] | None:
        """The n(n-1)/2 distances above the diagonal, row by row, read-only; ``None`` where the input is points."""
        return self._native.distances

    @property
    def is_cancelled(self) -> bool:
        """Whether the job shall end; an engine looks at it often, or hands on `cancel_token`."""
        return self._native.is_cancelled

    @property
    def cancel_token(self) -> CancelToken:
        """For ``cancel=`` of the functions in `tda_stream.core`."""
        return self._native.cancel_token

    def report(self, stage: str, fraction: float) -> None:
        """Say that ``fraction`` (0 to 1) of the whole is done; the stages are those of `tda_stream.core.Progress`.

        More than ten calls a second are thinned out.
        """
        self._native.report(stage, fraction)

    def __repr__(self) -> str:
        return f"<Job {self.job_id}, attempt {self.attempt}>"


class StoppedPartition:
    """A partition that stands still since a dead letter cannot be written."""

    __slots__ = ("offset", "partition", "reason", "since", "topic")

    def __init__(self, topic: str, partition: int, offset: int, reason: str, since: float) -> None:
        self.topic, self.partition, self.offset = topic, partition, offset
        self.reason, self.since = reason, since

    def __repr__(self) -> str:
        return f"<StoppedPartition {self.topic}[{self.partition}]@{self.offset}: {self.reason}>"


@dataclass(frozen=True)
class WorkerStatus:
    """How a worker fared a moment ago."""

    state: Literal["starting", "running", "stopping", "stopped"] = "starting"
    """Where it is in its life."""
    partitions: int = 0
    """Partitions that it owns."""
    running: int = 0
    """Handlers or jobs that run now."""
    waiting: int = 0
    """Records read and not started."""
    dead_letters: int = 0
    """Dead letters written."""
    committed_at: float | None = None
    """When something was last committed, in seconds since the Unix epoch."""
    stopped: list[StoppedPartition] = field(default_factory=list)
    """Partitions that stand still. Any is a reason for alarm."""

    @classmethod
    def _of(cls, native: _native.Worker | None) -> WorkerStatus:
        if native is None:
            return cls()
        told = native.snapshot()
        stopped = [StoppedPartition(*each) for each in told.pop("stopped")]
        return cls(**told, stopped=stopped)


@dataclass
class WorkerSettings:
    """What a worker is told, before it starts."""

    group: str | None = None
    guarantee: str | None = None
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    shutdown_deadline_seconds: float = 10.0
    topics: Sequence[str] = ()
    concurrency: int = 16
    ordered: bool = True
    threads: int = 1
    waiting_jobs_max: int = 16
    workers_per_job_max: int = 10
    input_roots: Sequence[str | os.PathLike[str]] = ()


class Registered:
    """The handlers, or the engine, of a worker."""

    def __init__(self, settings: WorkerSettings) -> None:
        self.settings = settings
        self.handlers: dict[str, tuple[Handler, bool]] = {}
        self.engine: Handler | None = None

    def handle(self, kinds: Iterable[type[Payload] | str], handler: Handler) -> None:
        """Have `handler` called with events of these types."""
        if self.engine is not None:
            raise ConfigError("a worker has handlers or an engine, not both")
        takes_context = _parameters(handler) >= 2
        for kind in kinds:
            self.handlers[kind if isinstance(kind, str) else kind.EVENT_TYPE] = (handler, takes_context)

    def compute(self, engine: Handler) -> None:
        """Have `engine` called with jobs."""
        if self.handlers:
            raise ConfigError("a worker has handlers or an engine, not both")
        self.engine = engine

    def native_settings(self) -> dict[str, Any]:
        """As the native module takes them."""
        told = {name: value for name, value in vars(self.settings).items() if name != "retry"}
        return (
            told
            | asdict(self.settings.retry)
            | {
                "event_types": list(self.handlers),
                "python_engine": self.engine is not None,
                "topics": list(self.settings.topics),
                "delays_seconds": list(self.settings.retry.delays_seconds),
                "input_roots": [str(root) for root in self.settings.input_roots],
            }
        )

    def call(self, question: _native.HandlerCall | _native.JobCall) -> Call:
        """The question as a call of the user's function."""
        if isinstance(question, _native.JobCall):
            assert self.engine is not None
            return JobRun(question, self.engine)
        handler, takes_context = self.handlers[question.event_type]
        return HandlerRun(question, handler, takes_context)


class Call:
    """One call of a user's function, whose outcome goes back to the worker."""

    function: Handler

    @property
    def is_async(self) -> bool:
        """Whether the function belongs on an event loop."""
        return inspect.iscoroutinefunction(self.function) or inspect.iscoroutinefunction(
            getattr(self.function, "__call__", None)  # noqa: B004
        )

    def run(self) -> None:
        """Call a plain function; every exception is an answer."""
        try:
            self.succeed(self.begin())
        except BaseException as error:
            self.fail(error)
            if not isinstance(error, Exception):
                raise

    async def run_async(self) -> None:
        """Call a coroutine function; every exception is an answer."""
        try:
            self.succeed(await self.begin())
        except BaseException as error:
            self.fail(error)
            if not isinstance(error, Exception):
                raise

    def begin(self) -> Any:
        """Call the function."""
        raise NotImplementedError

    def succeed(self, value: Any) -> None:
        """Answer what the function returned."""
        raise NotImplementedError

    def fail(self, error: BaseException) -> None:
        """Answer what the function raised."""
        raise NotImplementedError


class HandlerRun(Call):
    """One attempt of a handler at one event."""

    def __init__(self, native: _native.HandlerCall, handler: Handler, takes_context: bool) -> None:
        self.native, self.function, self._takes_context = native, handler, takes_context
        self._context = HandlerContext(native)

    def begin(self) -> Any:
        """Call the handler."""
        from tda_stream.events import Event

        event = Event._of(self.native.event())
        return self.function(event, self._context) if self._takes_context else self.function(event)

    def succeed(self, value: Any) -> None:
        """Answer what the handler returned."""
        if value == "ignored":
            self.native.ignore()
        elif value is None:
            self.native.succeed(self._context._outputs)
        else:
            kind = type(value).__name__
            hint = "; is it a coroutine that nobody awaits?" if isinstance(value, Awaitable) else ""
            raise TypeError(f"a handler returns None or 'ignored', not {kind}{hint}")

    def fail(self, error: BaseException) -> None:
        """Answer what the handler raised."""
        kind, retry = type(error).__name__, "safe"
        if isinstance(error, (HandlerError, TdaError)):
            kind, retry = error.kind, error.retry
        elif isinstance(error, TypeError):
            # A handler that is called wrongly is called wrongly every time.
            retry = "never"
        self.native.fail(kind, str(error) or kind, retry)


class JobRun(Call):
    """One run of an engine."""

    def __init__(self, native: _native.JobCall, engine: Handler) -> None:
        self.native, self.function = native, engine

    def begin(self) -> Any:
        """Call the engine."""
        return self.function(Job(self.native))

    def succeed(self, value: Any) -> None:
        """Answer the diagrams."""
        self.native.succeed(_diagrams(value))

    def fail(self, error: BaseException) -> None:
        """Answer why there are none."""
        if isinstance(error, CancelledError) or self.native.is_cancelled:
            return self.native.stopped()
        if not isinstance(error, JobError):
            error = _job_error(error)
        return self.native.fail(
            error.code, error.error_type, str(error) or error.code, error.retry, error.suggestions
        )


_CODES = {
    "InvalidInput": "INVALID_INPUT",
    "LimitExceeded": "MEMORY_LIMIT_EXCEEDED",
    "TimeLimit": "TIME_LIMIT_EXCEEDED",
}


def _job_error(error: BaseException) -> JobError:
    if isinstance(error, TdaError):
        code = _CODES.get(error.kind, "COMPUTATION_FAILED")
        return JobError(str(error), code=code, error_type=error.kind, retry=error.retry)
    if isinstance(error, MemoryError):
        return JobError("out of memory", code="MEMORY_LIMIT_EXCEEDED", error_type="LimitExceeded")
    message = f"the engine failed: {type(error).__name__}: {error}"
    return JobError(
        message,
        code="ENGINE_FAULT",
        suggestions=["report this with the input: it is a fault of the engine, not of the job"],
    )


def _diagrams(value: Any) -> Diagrams:
    if isinstance(value, _native.Diagrams):
        return value
    import numpy as np

    return _native.Diagrams.from_arrays(
        [np.ascontiguousarray(array, dtype=np.float64).reshape(-1, 2) for array in value]
    )


def _parameters(handler: Handler) -> int:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    given = inspect.signature(handler).parameters.values()
    if any(each.kind is inspect.Parameter.VAR_POSITIONAL for each in given):
        return 2
    count = sum(each.kind in kinds for each in given)
    if count not in (1, 2):
        raise ConfigError(
            f"{getattr(handler, '__name__', handler)} takes {count} arguments, not (event) or (event, context)"
        )
    return count
