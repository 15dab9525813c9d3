"""Workers: handlers of events and engines of jobs, over the broker inside the process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import numpy as np
import pytest

import tda_stream as tda
from conftest import DEADLINE_SECONDS
from tda_stream import blocking, core
from tda_stream.errors import CancelledError, ConfigError
from tda_stream.events import (
    Event,
    InputData,
    JobCancelled,
    JobSubmitted,
    Parameters,
    UserNotification,
)

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
FAST = tda.RetryPolicy(attempts_max=3, pause_first_seconds=0.01)


@pytest.fixture
async def config(unique_prefix: str) -> AsyncIterator[tda.ClientConfig]:
    with tda.EmbeddedBroker():
        yield tda.ClientConfig(
            "embedded", topic_prefix=unique_prefix, source="test", session_timeout_seconds=2.0
        )


def cancelled(number: int = 0, reason: str = "r") -> Event[JobCancelled]:
    return Event(JobCancelled(job_id=f"job-{number}", reason=reason))


def submitted(job_id: str, **fields: Any) -> Event[JobSubmitted]:
    return Event(
        JobSubmitted(
            job_id=job_id,
            user_id="u1",
            algorithm="vietoris_rips",
            parameters=Parameters(max_dimension=1),
            input_data=InputData.inline_points("square", SQUARE),
            **fields,
        )
    )


async def run_until(worker: tda.Worker, is_done: Callable[[], bool]) -> None:
    running = asyncio.create_task(worker.run())

    async def watch() -> None:
        while not is_done() and not running.done():  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    try:
        await asyncio.wait_for(watch(), DEADLINE_SECONDS)
    finally:
        worker.stop()
        await asyncio.wait_for(running, DEADLINE_SECONDS)


async def read(config: tda.ClientConfig, topic: str, count: int, *event_types: str) -> list[tda.Received]:
    """The first events of a topic, or of these types in it."""
    found: list[tda.Received] = []

    async def take() -> None:
        async with tda.Consumer(config, topics=[topic], start="beginning") as consumer:
            while len(found) < count:
                for record in await consumer.batch(timeout_seconds=1.0):
                    if not event_types or record.event.event_type in event_types:
                        found.append(record)

    await asyncio.wait_for(take(), DEADLINE_SECONDS)
    return found


async def test_handlers_publish_with_the_offset_of_their_event(config: tda.ClientConfig) -> None:
    worker = tda.Worker(config, group="notifiers")
    threads: set[int] = set()
    seen: list[str] = []

    @worker.handles(JobCancelled)
    async def notify(event: Event[JobCancelled], context: tda.HandlerContext) -> None:
        await asyncio.sleep(0)
        threads.add(threading.get_ident())
        assert context.attempt == 1
        assert (context.group, context.topic) == ("notifiers", config.physical_topic("tda_jobs"))
        assert dict(context.headers)["event_type"] == b"job.cancelled"
        text = UserNotification(user_id="u1", title="Job", message=event.data.job_id)
        context.publish(Event(text))
        seen.append(event.event_id)

    async with tda.Producer(config) as producer:
        sent = [cancelled(number) for number in range(20)]
        await producer.publish_all(sent)
        await run_until(worker, lambda: len(seen) == 20)
    assert threads == {threading.get_ident()}
    assert sorted(seen) == sorted(event.event_id for event in sent)
    notes = await read(config, "tda_events", 20)
    assert {note.event.causation_id for note in notes} == set(seen)
    assert worker.status.state == "stopped"


async def test_plain_functions_run_in_threads_side_by_side(config: tda.ClientConfig) -> None:
    worker = tda.Worker(config, group="threads", concurrency=4)
    together = threading.Barrier(4, timeout=DEADLINE_SECONDS)
    names: list[str] = []

    @worker.handles(JobCancelled)
    def wait_for_others(event: Event[JobCancelled]) -> None:
        together.wait()
        names.append(threading.current_thread().name)

    async with tda.Producer(config) as producer:
        await producer.publish_all([cancelled(number) for number in range(4)])
        await run_until(worker, lambda: len(names) == 4)
    assert all(name.startswith("tda-handler") for name in names)
    assert len(set(names)) == 4


async def test_failures_are_repeated_then_set_aside(config: tda.ClientConfig) -> None:
    worker = tda.Worker(config, group="failing", retry=FAST)
    attempts: dict[str, list[int]] = {}

    @worker.handles(JobCancelled)
    async def fail(event: Event[JobCancelled], context: tda.HandlerContext) -> None:
        attempts.setdefault(event.data.job_id, []).append(context.attempt)
        context.publish(event)
        if event.data.job_id == "job-0" and context.attempt == 1:
            raise OSError("the database is away")
        if event.data.job_id == "job-1":
            raise tda.HandlerError("no such account", kind="AccountUnknown", retry="never")
        if event.data.job_id == "job-2":
            raise ValueError("always")

    async with tda.Producer(config) as producer:
        # Of another key each: none holds up another.
        await producer.publish_all([cancelled(number) for number in range(3)])
        await run_until(worker, lambda: worker.status.dead_letters == 2 and "job-0" in attempts)
    assert attempts["job-0"][:2] == [1, 2]
    assert attempts["job-1"] == [1]
    assert attempts["job-2"] == [1, 2, 3]
    letters = {
        letter.event.data.job_id: dict(letter.headers) for letter in await read(config, "tda_jobs.dlq", 2)
    }
    assert letters["job-1"]["dlq_error_kind"] == b"AccountUnknown"
    assert letters["job-2"]["dlq_error_kind"] == b"ValueError"


async def test_a_cancelled_run_stops_the_worker_in_order(config: tda.ClientConfig) -> None:
    worker = tda.Worker(config, group="stopping")
    started, ended = asyncio.Event(), []

    @worker.handles(JobCancelled)
    async def slow(event: Event[JobCancelled]) -> None:
        started.set()
        await asyncio.sleep(0.5)
        ended.append(event.data.job_id)

    async with tda.Producer(config) as producer:
        await producer.publish(cancelled())
        running = asyncio.create_task(worker.run())
        await asyncio.wait_for(started.wait(), DEADLINE_SECONDS)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    # It had begun, so it was waited for.
    assert ended == ["job-0"]
    assert worker.status.state == "stopped"


async def test_a_python_engine_computes_jobs(config: tda.ClientConfig) -> None:
    worker = tda.Worker(config)
    stages: list[int] = []

    @worker.engine
    def compute(job: tda.Job) -> core.Diagrams:
        points = job.points
        assert points is not None
        assert points.base is not None
        assert not points.flags.writeable
        np.testing.assert_array_equal(points, SQUARE)
        assert job.distances is None
        assert job.parameters.max_dimension == 1
        stages.append(job.attempt)
        job.report("computing_persistence", 0.5)
        if job.job_id == "bad":
            raise tda.JobError("too hard", code="TOO_HARD", suggestions=["fewer points"])
        if job.job_id == "broken":
            raise ZeroDivisionError("oops")
        return core.vietoris_rips(points, max_dimension=1, cancel=job.cancel_token)

    async with tda.Producer(config) as producer:
        await producer.publish_all([submitted("good"), submitted("bad"), submitted("broken")])
        await run_until(worker, lambda: len(stages) == 3 and worker.status.running == 0)
    last = await read(config, "tda_jobs", 3, "job.completed", "job.failed")
    ends = {record.event.data.job_id: record.event for record in last}
    assert ends["good"].event_type == "job.completed"
    assert ends["bad"].data.error_message == "too hard"
    errors = [record.event for record in await read(config, "tda_errors", 2)]
    assert {event.data.error_code for event in errors} == {"TOO_HARD", "ENGINE_FAULT"}
    assert "ZeroDivisionError" in ends["broken"].data.error_message


async def test_a_cancel_reaches_the_python_engine(config: tda.ClientConfig) -> None:
    worker = tda.Worker(config)
    started = threading.Event()
    stopped = threading.Event()

    @worker.engine
    def compute(job: tda.Job) -> core.Diagrams:
        started.set()
        while not job.is_cancelled:
            stopped.wait(0.01)
        stopped.set()
        raise CancelledError("stopped")

    async with tda.Producer(config) as producer:
        await producer.publish(submitted("long"))
        running = asyncio.create_task(worker.run())
        await asyncio.to_thread(started.wait, DEADLINE_SECONDS)
        await producer.publish(Event(JobCancelled(job_id="long", reason="no need")))
        assert await asyncio.to_thread(stopped.wait, DEADLINE_SECONDS)
        worker.stop()
        await asyncio.wait_for(running, DEADLINE_SECONDS)


def test_a_blocking_worker_calls_plain_functions(unique_prefix: str) -> None:
    config = tda.ClientConfig("embedded", topic_prefix=unique_prefix, source="test")
    with tda.EmbeddedBroker(), blocking.Producer(config) as producer:
        worker = blocking.Worker(config, group="plain")
        seen: list[str] = []

        @worker.handles("job.cancelled")
        def note(event: Event[JobCancelled]) -> None:
            seen.append(event.data.job_id)
            if len(seen) == 3:
                worker.stop()

        for number in range(3):
            producer.publish(cancelled(number))
        worker.run()
    assert sorted(seen) == ["job-0", "job-1", "job-2"]


async def test_contradictions_are_refused(config: tda.ClientConfig) -> None:
    worker = tda.Worker(config, group="g", guarantee="exactly_once")

    @worker.handles(JobCancelled)
    async def handler(event: Event[JobCancelled]) -> None: ...

    with pytest.raises(ConfigError, match="handlers or an engine"):
        worker.engine(lambda job: [])
    with pytest.raises(ConfigError, match="embedded"):
        await worker.run()
    with pytest.raises(ConfigError, match="takes 0 arguments"):
        tda.Worker(config).handles(JobCancelled)(lambda: None)
    nameless = tda.Worker(config)
    nameless.handles(JobCancelled)(handler)
    with pytest.raises(ConfigError, match="group"):
        await nameless.run()
