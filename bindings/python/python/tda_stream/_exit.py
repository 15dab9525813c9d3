"""The end of the interpreter: clients that are still open are closed, within a deadline."""

from __future__ import annotations

import atexit
import logging
import time
import weakref
from typing import Protocol

from tda_stream.errors import TdaError

DEADLINE_SECONDS = 5.0
"""How long the end of a process waits for records that are still queued."""


class Client(Protocol):
    """What can be closed without an event loop."""

    def _close_at_exit(self, timeout_seconds: float) -> None: ...


_open: weakref.WeakSet[Client] = weakref.WeakSet()


def remember(client: Client) -> None:
    """Have `client` closed at the end."""
    _open.add(client)


def forget(client: Client) -> None:
    """It is closed already."""
    _open.discard(client)


def _close_all() -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    clients = list(_open)
    _open.clear()
    for client in clients:
        try:
            client._close_at_exit(max(0.0, deadline - time.monotonic()))
        except TdaError as error:
            logging.getLogger("tda_stream").error("closing at exit: %s", error)


atexit.register(_close_all)
