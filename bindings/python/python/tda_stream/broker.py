"""The broker inside the process, for trying and testing without a server."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from tda_stream import _native
from tda_stream.errors import ConfigError

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["EmbeddedBroker"]


class EmbeddedBroker:
    """A Kafka broker inside this process: the one that all share who say ``"embedded"``, or ``"embedded/NAME"``.

    It ends with the last of its users. Its limits: records in memory only; a partition holds 5 MiB or 100 000
    records and then silently drops the oldest; no administrative requests (topics of the catalog are created for
    you); records of aborted and open transactions are visible, and nobody is fenced; a consumer that joins a group
    for the second time waits nearly ``session_timeout_seconds``.

    Parameters
    ----------
    name
        One of its own for each name, so that a test can take its broker away while others run.

    Examples
    --------
    >>> with EmbeddedBroker() as broker:
    ...     broker.bootstrap_servers.startswith("127.0.0.1:")
    True
    """

    def __init__(self, name: str = "") -> None:
        self._native: _native.EmbeddedBroker | None = _native.EmbeddedBroker(name)

    @property
    def bootstrap_servers(self) -> str:
        """``host:port``, for other processes of this machine too."""
        return self._open().bootstrap_servers

    def create_topic(self, topic: str, *, partitions: int = 1) -> None:
        """Create a topic; one that exists is left as it is."""
        self._open().create_topic(topic, partitions)

    def set_down(self, down: bool) -> None:
        """Take the broker away, or bring it back, to see what a program does then. Records stay."""
        self._open().set_down(down)

    def set_delay(self, seconds: float) -> None:
        """Make every answer of the broker take this long; 0 ends it."""
        self._open().set_delay(seconds)

    def refuse_next(self, batches: int) -> None:
        """Have the broker refuse the next batches of records, 1000 at most, so that clients try again."""
        self._open().refuse_next(batches)

    def close(self) -> None:
        """Let go of the broker."""
        self._native = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<EmbeddedBroker {self._native.bootstrap_servers if self._native else 'closed'}>"

    def _open(self) -> _native.EmbeddedBroker:
        if self._native is None:
            raise ConfigError("the embedded broker is closed")
        return self._native
