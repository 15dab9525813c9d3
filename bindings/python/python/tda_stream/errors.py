"""Everything that this package raises: one class a kind, all below `TdaError`.

Each is also what Python calls such an error, so ``except ValueError`` and ``except TimeoutError`` work as usual.
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CancelledError",
    "CatalogError",
    "ConfigError",
    "DecodeError",
    "FencedError",
    "InternalError",
    "InvalidInputError",
    "LimitExceededError",
    "NoRuntimeError",
    "NotCarriedError",
    "NotFoundError",
    "Problem",
    "QueueFullError",
    "Retry",
    "SchemaError",
    "TdaError",
    "TimeLimitError",
    "TimeoutError",
    "UnauthorizedError",
    "UnreachableError",
]

Retry = Literal["never", "safe", "may_duplicate"]
"""Whether the same call may be made again: it would fail again, it had no effect, or it may have had one."""


class TdaError(Exception):
    """Base of every error that this package raises.

    Attributes
    ----------
    kind
        The name of the kind, the same in Rust, C++ and the documentation of the ``tda`` command.
    retry
        ``"never"``, ``"safe"`` or ``"may_duplicate"``.
    """

    kind: ClassVar[str] = "Internal"
    retry: Retry

    def __init__(self, message: str, *, retry: Retry = "never") -> None:
        super().__init__(message)
        self.retry = retry

    def __reduce__(self) -> tuple[object, ...]:
        return _of_kind, (self.kind, str(self), self.retry)


class CancelledError(TdaError):
    """A computation was stopped by its `CancelToken` or its progress callback."""

    kind = "Cancelled"


class ConfigError(TdaError, ValueError):
    """The configuration is incomplete or contradicts itself; lists every fault."""

    kind = "Config"


class DecodeError(TdaError, ValueError):
    """Bytes are not the event that they claim to be."""

    kind = "Decode"


class FencedError(TdaError, PermissionError):
    """A newer instance with the same identity has taken over."""

    kind = "Fenced"


class InternalError(TdaError, RuntimeError):
    """A fault of this package."""

    kind = "Internal"


class InvalidInputError(TdaError, ValueError):
    """Bad numbers or bad arguments; the message names row and column, or the path within an event."""

    kind = "InvalidInput"


class LimitExceededError(TdaError, MemoryError):
    """More memory or bytes than a limit allows."""

    kind = "LimitExceeded"


class NoRuntimeError(TdaError, RuntimeError):
    """A client was used where it cannot work, such as in a forked child of the process that made it."""

    kind = "NoRuntime"


class NotCarriedError(TdaError, ValueError):
    """A dialect has no place for this event."""

    kind = "NotCarried"


class NotFoundError(TdaError, LookupError):
    """What was asked for does not exist: a dimension, a topic, an event type."""

    kind = "NotFound"


class QueueFullError(TdaError, BufferError):
    """A bounded queue has no room."""

    kind = "QueueFull"


class SchemaError(TdaError, ValueError):
    """A schema is unknown or incompatible."""

    kind = "Schema"


class TimeLimitError(TdaError, builtins.TimeoutError):
    """A computation ran past its time limit."""

    kind = "TimeLimit"


class UnauthorizedError(TdaError, PermissionError):
    """A peer refused the credentials or the operation."""

    kind = "Unauthorized"


class UnreachableError(TdaError, ConnectionError):
    """No broker could be reached, or it did not take the record."""

    kind = "Unreachable"


class TimeoutError(TdaError, builtins.TimeoutError):  # noqa: A001
    """A peer did not answer in time."""

    kind = "Timeout"


class Problem(NamedTuple):
    """One problem of a catalog file."""

    file: str
    """Name of the file, as it was given."""
    line: int
    """Line, from 1."""
    column: int
    """Column, from 1."""
    path: str
    """Where in the document, such as ``topics.tda_jobs.production.partitions``."""
    message: str
    """What was expected and what was there."""


class CatalogError(ConfigError):
    """A catalog that cannot be used; lists every problem.

    Attributes
    ----------
    problems
        Every problem, in the order of the file; never empty.
    """

    problems: tuple[Problem, ...]

    def __init__(self, message: str, problems: Iterable[Problem], *, retry: Retry = "never") -> None:
        super().__init__(message, retry=retry)
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        return CatalogError, (str(self), self.problems)


_CLASSES: dict[str, type[TdaError]] = {error.kind: error for error in TdaError.__subclasses__()}


def _of_kind(kind: str, message: str, retry: Retry) -> TdaError:
    """Make the exception of a kind; called by the native module."""
    return _CLASSES.get(kind, InternalError)(message, retry=retry)


def _of_catalog(message: str, file: str, problems: list[tuple[int, int, str, str]]) -> CatalogError:
    """Make the exception of a catalog's problems; called by the native module."""
    return CatalogError(message, (Problem(file, *problem) for problem in problems))
