"""What the clients log, in Python's `logging`.

The native threads put their lines into a bounded queue; one thread of Python's hands them to the logger called like
their origin, such as ``tda_client.worker``, with their fields in ``record.fields``.
"""

from __future__ import annotations

import logging
import select
import threading
from typing import TYPE_CHECKING

from tda_stream import _native

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["install"]

_LINES_PER_TURN_MAX = 500
_lock = threading.Lock()
_thread: threading.Thread | None = None


def install(level: int = logging.INFO) -> None:
    """Hand what the clients log from ``level`` on to `logging`; called again it changes the level.

    Examples
    --------
    >>> import logging
    >>> from tda_stream import logs
    >>> logs.install(logging.WARNING)
    """
    global _thread
    with _lock:
        descriptor = _native.keep_logs(max(1, min(level, 255)))
        if _thread is None:
            _thread = threading.Thread(target=_serve, args=(descriptor,), name="tda-stream-logs", daemon=True)
            _thread.start()


def _serve(descriptor: int) -> None:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while True:
        poll.poll()
        lines, left_out = _native.take_logs(_LINES_PER_TURN_MAX)
        for line in lines:
            _emit(*line)
        if left_out:
            logging.getLogger("tda_stream").warning("%d lines of the log were left out", left_out)


def _emit(level: int, target: str, message: str, fields: Sequence[tuple[str, str]]) -> None:
    logger = logging.getLogger(target.replace("::", "."))
    if logger.isEnabledFor(level):
        told = " ".join(f"{name}={value}" for name, value in fields)
        text = f"{message} {told}" if told else message
        # The text is no format: it may hold percent signs.
        logger.log(level, "%s", text, extra={"fields": dict(fields)})
