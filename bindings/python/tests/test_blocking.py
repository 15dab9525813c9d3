"""The clients of programs without an event loop."""

from __future__ import annotations

import threading

import pytest

import tda_stream as tda
from conftest import DEADLINE_SECONDS
from tda_stream import blocking
from tda_stream.errors import ConfigError, UnreachableError
from tda_stream.events import Event, JobCancelled


def cancelled(number: int = 0) -> Event[JobCancelled]:
    return Event(JobCancelled(job_id=f"job-{number}", reason=str(number)), source="test")


def test_what_is_published_is_consumed() -> None:
    with tda.EmbeddedBroker() as broker, blocking.Producer("embedded", topic_prefix="b1_tda_") as producer:
        assert producer.bootstrap_servers == broker.bootstrap_servers
        assert producer.publish(cancelled()).topic == "b1_tda_jobs"
        receipts = producer.publish_all(cancelled() for _ in range(500))
        assert all(isinstance(receipt, tda.Receipt) for receipt in receipts)
        producer.flush()
        seen = 0
        with blocking.Consumer(
            "embedded", group="b1", topics=["tda_jobs"], topic_prefix="b1_tda_"
        ) as consumer:
            for event in consumer:
                assert event.event_type == "job.cancelled"
                seen += 1
                if seen == 501:
                    break
            assert consumer.next(timeout_seconds=0.1) is None
    with pytest.raises(ConfigError, match="closed"):
        producer.publish(cancelled())


def test_a_small_queue_is_waited_for() -> None:
    with blocking.Producer("embedded", topic_prefix="b2_tda_", queue_records_max=7) as producer:
        assert len(producer.publish_all(cancelled(number) for number in range(100))) == 100


def test_threads_share_a_producer() -> None:
    outcomes = []
    with blocking.Producer("embedded", topic_prefix="b3_tda_") as producer:
        threads = [
            threading.Thread(target=lambda: outcomes.extend(producer.publish_all([cancelled()] * 100)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(DEADLINE_SECONDS)
    assert len(outcomes) == 400


def test_nobody_answers_at_this_address() -> None:
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:9"):
        blocking.Producer("127.0.0.1:9", connect_timeout_seconds=0.5)
