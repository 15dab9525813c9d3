"""The kit for tests of users' services."""

from __future__ import annotations

import asyncio
import time

import pytest

import tda_stream as tda
from conftest import DEADLINE_SECONDS
from tda_stream import blocking, testing
from tda_stream.errors import NotFoundError, UnreachableError
from tda_stream.events import Event, JobCancelled, JobCompleted


def test_events_are_made_published_and_found(kafka: testing.Kafka) -> None:
    started = time.monotonic()
    made = testing.make_event(JobCancelled, job_id="j1")
    assert made.data.job_id == "j1"
    [receipt] = kafka.publish(made)
    assert receipt.topic == kafka.topic("tda_jobs")
    [found] = kafka.wait_for(JobCancelled, job_id="j1")
    assert found == made
    kafka.expect_none(JobCompleted, within_seconds=0.0)
    kafka.expect_no_dead_letters("tda_jobs")
    with pytest.raises(AssertionError, match=r"1 unexpected events job\.cancelled"):
        kafka.expect_none("job.cancelled")
    with pytest.raises(AssertionError, match=r"1 of 2 events job\.cancelled"):
        kafka.wait_for(JobCancelled, count=2, timeout_seconds=0.1)
    with pytest.raises(NotFoundError):
        testing.make_event("no.such.event")
    print(f"a test with the kit took {time.monotonic() - started:.2f} s")


def test_two_kits_do_not_see_each_other(kafka: testing.Kafka) -> None:
    kafka.publish(testing.make_event(JobCancelled))
    with testing.Kafka() as other:
        other.expect_none(JobCancelled, within_seconds=0.0)


async def test_a_handler_survives_injected_faults(kafka: testing.Kafka) -> None:
    worker = tda.Worker(kafka.config, group="g", retry=tda.RetryPolicy(pause_first_seconds=0.01))

    def handle(event: Event[JobCancelled], context: tda.HandlerContext) -> None:
        context.publish(testing.make_event("job.completed", job_id=event.data.job_id))
        assert context.attempt == 3

    worker.handles(JobCancelled)(testing.failing(handle, times=2))
    running = asyncio.create_task(worker.run())
    kafka.refuse_next(2)
    await asyncio.to_thread(kafka.publish, testing.make_event(JobCancelled, job_id="j1"))
    await asyncio.to_thread(kafka.wait_for, JobCompleted, job_id="j1", timeout_seconds=DEADLINE_SECONDS)
    worker.stop()
    await running
    kafka.expect_no_dead_letters("tda_jobs")


def test_a_breaker_opens_when_the_broker_is_away(kafka: testing.Kafka) -> None:
    breaker = tda.Breaker(stalled_after_seconds=1.0, pause_first_seconds=0.1, pause_max_seconds=0.2)
    with blocking.Producer(kafka.config.replace(breaker=breaker)) as producer:
        producer.publish(testing.make_event(JobCancelled))
        assert producer.breaker_state == "closed"
        with kafka.away():
            with pytest.raises(UnreachableError):
                producer.publish(testing.make_event(JobCancelled))
            assert producer.breaker_state != "closed"
            started = time.monotonic()
            with pytest.raises(UnreachableError, match="circuit"):
                producer.publish(testing.make_event(JobCancelled))
            assert time.monotonic() - started < 2.0
        deadline = time.monotonic() + DEADLINE_SECONDS
        while True:
            # The way back may take the breaker a trial or two.
            try:
                producer.publish(testing.make_event(JobCancelled, job_id="after"))
                break
            except UnreachableError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        # The breaker takes the acknowledgement in at its next look.
        while producer.breaker_state != "closed":
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_spill_keeps_events_for_later(kafka: testing.Kafka) -> None:
    breaker = tda.Breaker(
        policy="spill", stalled_after_seconds=0.3, pause_first_seconds=0.1, pause_max_seconds=0.2
    )
    with blocking.Producer(kafka.config.replace(breaker=breaker)) as producer:
        producer.publish(testing.make_event(JobCancelled, job_id="before"))
        with kafka.away():
            import threading

            events = [testing.make_event(JobCancelled, job_id=f"j{number}") for number in range(20)]
            publishing = threading.Thread(target=producer.publish_all, args=(events,))
            publishing.start()
            deadline = time.monotonic() + DEADLINE_SECONDS
            while producer.undelivered < 20 or producer.breaker_state == "closed":
                assert time.monotonic() < deadline
                time.sleep(0.02)
        publishing.join(DEADLINE_SECONDS)
        assert producer.undelivered == 0
    jobs = [event.data.job_id for event in kafka.wait_for(JobCancelled, count=21)]
    assert sorted(jobs) == sorted(["before", *(f"j{number}" for number in range(20))])


def test_a_broker_that_is_away_is_away_for_its_own_test_only(kafka: testing.Kafka) -> None:
    with testing.Kafka() as other, other.away():
        assert kafka.bootstrap_servers != other.bootstrap_servers
        kafka.publish(testing.make_event(JobCancelled, job_id="here"))
    [event] = kafka.wait_for(JobCancelled, job_id="here")
    assert event.data.job_id == "here"
