"""How outcomes of native threads reach Python: one queue an event loop, or one a blocking call.

A native thread puts an outcome into the queue, whose file descriptor is then readable. The loop wakes up once for
many outcomes, takes a bounded number of them, and resolves their futures. No native thread ever runs Python.
"""

from __future__ import annotations

import asyncio
import itertools
import math
import select
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any

from tda_stream import _native

OUTCOMES_PER_TURN_MAX = 250
"""Outcomes that one turn of a loop takes: about a millisecond's worth."""
STARTS_PER_TURN_MAX = 50
"""Calls that a task makes before others have their turn."""
SIGNALS_UNSEEN_MS_MAX = 500
"""A signal that comes between Python's last look and the system call does not wake that up: look again after this."""

Start = Callable[[_native.CompletionQueue, int], None]
Arrival = Callable[[bool, Any], None]


class LoopCompletions:
    """What one event loop waits for."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.queue = _native.CompletionQueue()
        self._loop = weakref.ref(loop)
        self._tokens = itertools.count()
        self._waiting: dict[int, asyncio.Future[Any] | Arrival] = {}
        self._followed: dict[int, Arrival] = {}
        self._wanting_room: deque[asyncio.Future[None]] = deque()
        self._starts = 0
        try:
            loop.add_reader(self.queue.fileno(), self._drain)
        except NotImplementedError:
            self._watch_from_a_thread()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop, which runs whenever this is asked."""
        loop = self._loop()
        assert loop is not None
        return loop

    def start(self, call: Start) -> asyncio.Future[Any]:
        """Begin a call; the future has its outcome."""
        future: asyncio.Future[Any] = self.loop.create_future()
        self.start_with(call, future)
        return future

    def start_with(self, call: Start, target: asyncio.Future[Any] | Arrival) -> None:
        """Begin a call whose outcome goes to `target`."""
        token = next(self._tokens)
        self._waiting[token] = target
        try:
            call(self.queue, token)
        except BaseException:
            del self._waiting[token]
            raise

    def follow(self, call: Start, target: Arrival) -> int:
        """Begin a call with many outcomes, all of which go to `target` until it is forgotten."""
        token = next(self._tokens)
        self._followed[token] = target
        try:
            call(self.queue, token)
        except BaseException:
            del self._followed[token]
            raise
        return token

    def forget(self, token: int) -> None:
        """Further outcomes go to nobody."""
        self._followed.pop(token, None)

    async def give_way(self) -> None:
        """Let others have their turn now and then."""
        self._starts += 1
        if self._starts >= STARTS_PER_TURN_MAX:
            self._starts = 0
            await asyncio.sleep(0)

    async def room(self, timeout_seconds: float) -> None:
        """Wait for a delivery, which makes room in some queue; first come, first served."""
        future: asyncio.Future[None] = self.loop.create_future()
        self._wanting_room.append(future)
        try:
            await asyncio.wait([future], timeout=timeout_seconds)
        finally:
            # One that nobody waits for any more must not take a turn from others.
            future.cancel()

    def _drain(self) -> None:
        taken = self.queue.take(OUTCOMES_PER_TURN_MAX)
        for token, well, value in taken:
            target = self._waiting.pop(token, None) or self._followed.get(token)
            if target is None:
                # What it asked for was forgotten.
                continue
            if not isinstance(target, asyncio.Future):
                target(well, value)
            elif target.done():
                # Its task was cancelled. What was sent is sent.
                continue
            elif well:
                target.set_result(value)
            else:
                target.set_exception(value)
        self._starts = 0
        wake_up = len(taken)
        while wake_up and self._wanting_room:
            future = self._wanting_room.popleft()
            if not future.done():
                future.set_result(None)
                wake_up -= 1

    def _watch_from_a_thread(self) -> None:
        """For loops that cannot wait for a file descriptor: one thread waits in their place."""
        threading.Thread(target=self._watch, name="tda-stream-wake", daemon=True).start()

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self.queue.fileno(), select.POLLIN)
        drained = threading.Event()

        def drain() -> None:
            self._drain()
            drained.set()

        while (loop := self._loop()) is not None and not loop.is_closed():
            del loop
            if not poll.poll(1000):
                continue
            loop = self._loop()
            if loop is None:
                return
            drained.clear()
            try:
                loop.call_soon_threadsafe(drain)
            except RuntimeError:
                return
            del loop
            # One wake-up at a time, however many outcomes arrive meanwhile.
            drained.wait(1.0)


_by_loop: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, LoopCompletions] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def of_running_loop() -> LoopCompletions:
    """What the running loop waits for."""
    loop = asyncio.get_running_loop()
    found = _by_loop.get(loop)
    if found is None:
        with _lock:
            # Futures that were abandoned with their loop hold on to it.
            for other in [other for other in _by_loop if other.is_closed()]:
                del _by_loop[other]
            found = _by_loop[loop] = LoopCompletions(loop)
    return found


async def outcome_of(call: Start) -> Any:
    """Run a native call in the background and wait for its outcome."""
    return await of_running_loop().start(call)


def wait_for(call: Start) -> Any:
    """Run a native call in the background and block for its outcome. Signals are handled meanwhile."""
    queue = _native.CompletionQueue()
    call(queue, 0)
    (_, well, value), *_ = take(queue, None)
    if well:
        return value
    raise value


def take(queue: _native.CompletionQueue, timeout_seconds: float | None) -> list[tuple[int, bool, Any]]:
    """Block until there are outcomes, and take them; none when the time is up."""
    poll = select.poll()
    poll.register(queue.fileno(), select.POLLIN)
    end = math.inf if timeout_seconds is None else time.monotonic() + timeout_seconds
    while not poll.poll(max(0.0, min(1000 * (end - time.monotonic()), SIGNALS_UNSEEN_MS_MAX))):
        if time.monotonic() >= end:
            return []
    return queue.take(OUTCOMES_PER_TURN_MAX)
