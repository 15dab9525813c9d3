"""On a real Apache Kafka, where `TDA_TEST_KAFKA` says where it is."""

from __future__ import annotations

import asyncio
import os
import uuid

import pytest

import tda_stream as tda
from conftest import DEADLINE_SECONDS
from tda_stream import blocking
from tda_stream.errors import NotFoundError
from tda_stream.events import Event, JobCancelled

ADDRESS = os.environ.get("TDA_TEST_KAFKA")

# In continuous integration a missing broker fails these tests instead of skipping them.
pytestmark = pytest.mark.skipif(
    not ADDRESS and "CI" not in os.environ, reason="TDA_TEST_KAFKA names no broker"
)


def cancelled(number: int) -> Event[JobCancelled]:
    return Event(JobCancelled(job_id=f"job-{number}", reason=""), source="test")


async def test_events_travel_over_a_real_kafka() -> None:
    prefix = f"py{uuid.uuid4().hex[:8]}_tda_"
    config = tda.ClientConfig(ADDRESS or "", topic_prefix=prefix, environment="development")
    async with tda.Producer(config) as producer:
        with pytest.raises(NotFoundError, match=f"{prefix}jobs"):
            await producer.publish(cancelled(0))
        report = await tda.ensure_topics(config)
        assert f"{prefix}jobs" in report.created
        # The producer has to learn that the topic is there now.
        receipts = await producer.publish_all([cancelled(number) for number in range(100)])
        assert all(isinstance(receipt, tda.Receipt) for receipt in receipts)
    assert blocking.ensure_topics(config).created == []
    seen: set[str] = set()

    async def read() -> None:
        async with tda.Consumer(config, group=f"{prefix}group", topics=["tda_jobs"]) as consumer:
            async for event in consumer:
                seen.add(event.data.job_id)
                if len(seen) == 100:
                    return

    await asyncio.wait_for(read(), DEADLINE_SECONDS)
    async with tda.Consumer(config, group=f"{prefix}group", topics=["tda_jobs"]) as consumer:
        assert await consumer.batch(timeout_seconds=3.0) == []
