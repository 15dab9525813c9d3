"""Transactions, delivery, administration, health, metrics and logs, over the broker inside the process."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator

import pytest
from prometheus_client import CollectorRegistry, generate_latest

import tda_stream as tda
from conftest import DEADLINE_SECONDS
from tda_stream import blocking, logs, metrics
from tda_stream.errors import ConfigError, LimitExceededError, NotFoundError
from tda_stream.events import Event, JobCancelled


@pytest.fixture
async def config(unique_prefix: str) -> AsyncIterator[tda.ClientConfig]:
    with tda.EmbeddedBroker():
        yield tda.ClientConfig(
            "embedded", topic_prefix=unique_prefix, source="test", session_timeout_seconds=2.0
        )


def cancelled(number: int = 0) -> Event[JobCancelled]:
    return Event(JobCancelled(job_id=f"job-{number}", reason="r"))


async def jobs_of(config: tda.ClientConfig, count: int) -> list[str]:
    found: list[str] = []
    async with tda.Consumer(config, topics=["tda_jobs"], start="beginning") as consumer:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while len(found) < count and time.monotonic() < deadline:
            found += [each.event.data.job_id for each in await consumer.batch(timeout_seconds=0.5)]
    return sorted(found)


async def test_a_transaction_is_all_or_nothing(config: tda.ClientConfig) -> None:
    transactional = config.replace(transactional_id="t-1", simulated_transactions=True)
    sample = cancelled()
    async with tda.Producer(transactional) as producer:
        with contextlib.suppress(ZeroDivisionError):
            async with producer.transaction() as tx:
                tx.publish(cancelled(0))
                raise ZeroDivisionError
        with pytest.raises(ConfigError, match="has ended"):
            tx.publish(cancelled(0))
        async with producer.transaction() as tx:
            for number in (1, 2):
                tx.publish(cancelled(number))
        async with producer.transaction():
            pass
    full = tda.Transaction()
    for _ in range(10_000):
        full.publish(sample)
    with pytest.raises(LimitExceededError):
        full.publish(sample)
    with blocking.Producer(transactional) as again, again.transaction() as tx:
        tx.publish(cancelled(3))
    assert await jobs_of(config, 3) == ["job-1", "job-2", "job-3"]


async def test_a_transaction_needs_an_identity(config: tda.ClientConfig) -> None:
    async with tda.Producer(config) as producer:
        with pytest.raises(ConfigError, match="transactional_id"):
            async with producer.transaction() as tx:
                tx.publish(cancelled())


async def test_pause_seek_positions_and_lag(config: tda.ClientConfig) -> None:
    async with tda.Producer(config) as producer:
        receipts = [await producer.publish(cancelled(0)) for _ in range(10)]
    topic, partition = receipts[0].topic, receipts[0].partition
    async with tda.Consumer(config, group="steered", topics=["tda_jobs"]) as consumer:
        first: list[tda.Received] = []
        while len(first) < 3:
            first += await consumer.batch(records_max=3 - len(first))
        # The other seven have arrived in Python already.
        consumer.pause(topic, partition)
        assert await consumer.batch(timeout_seconds=0.3) == []
        [position] = [each for each in consumer.positions if each.partition == partition]
        assert position.paused
        for record in first:
            record.ack()
        await consumer.commit()
        [lag] = [each for each in await consumer.lag() if each.partition == partition]
        assert (lag.acknowledged, lag.end, lag.records) == (3, 10, 7)
        # By a name of the catalog as well.
        consumer.resume("tda_jobs", partition)
        [fourth] = await consumer.batch(records_max=1, timeout_seconds=DEADLINE_SECONDS)
        assert fourth.offset == 3
        await consumer.seek(topic, partition, 8)
        rest: list[tda.Received] = []
        while len(rest) < 2:
            rest += await consumer.batch(timeout_seconds=DEADLINE_SECONDS)
        assert [record.offset for record in rest] == [8, 9]
        await consumer.rewind()
        again = await consumer.batch(records_max=1, timeout_seconds=DEADLINE_SECONDS)
        # What the seek said is committed.
        assert again[0].offset in (3, 8)
        await consumer.seek_all("beginning")
        begin = await consumer.batch(records_max=1, timeout_seconds=DEADLINE_SECONDS)
        assert begin[0].offset == 0
        with pytest.raises(NotFoundError):
            consumer.pause("tda_results", 0)


@pytest.mark.parametrize("delivery", ["at_most_once", "auto_commit", "at_least_once"])
async def test_delivery_says_what_is_read_again(config: tda.ClientConfig, delivery: str) -> None:
    async with tda.Producer(config) as producer:
        [await producer.publish(cancelled(0)) for _ in range(5)]

    def consumer() -> tda.Consumer:
        return tda.Consumer(config, group="g", topics=["tda_jobs"], delivery=delivery)  # type: ignore[arg-type]

    async with consumer() as first:
        taken: list[tda.Received] = []
        while len(taken) < 3:
            taken += await first.batch(records_max=1)
    async with consumer() as second:
        after = await second.batch(records_max=1, timeout_seconds=DEADLINE_SECONDS)
    # Nobody acknowledged anything.
    if delivery == "at_most_once":
        assert after[0].offset == 3
    elif delivery == "at_least_once":
        assert after[0].offset == 0
    else:
        # How many came together decides which were asked for before; the last one is never among them.
        assert after[0].offset <= 2


async def test_contradictory_consumers_are_refused(config: tda.ClientConfig) -> None:
    with pytest.raises(ConfigError, match="not both"):
        tda.Consumer(config, group="g", topics=["tda_jobs"], start="beginning")
    with pytest.raises(ConfigError, match="group"):
        await tda.Consumer(config, topics=["tda_jobs"]).connect()
    with pytest.raises(ConfigError, match="delivery"):
        await tda.Consumer(config, group="g", topics=["t"], delivery="twice").connect()  # type: ignore[arg-type]


async def test_administration(config: tda.ClientConfig) -> None:
    async with tda.Producer(config) as producer, tda.Admin(config) as admin:
        await producer.publish(cancelled())
        topics = await admin.list_topics()
        assert topics[config.physical_topic("tda_jobs")] >= 1


async def test_health_and_metrics(config: tda.ClientConfig) -> None:
    async with tda.Producer(config) as producer:
        await producer.publish(cancelled())
        report = await tda.HealthMonitor(config).report()
    assert report.status == "healthy", str(report)
    assert report.is_ready
    brokers = report.component("brokers")
    assert brokers is not None
    assert brokers.status == "healthy"
    assert report.last_delivery_at is not None
    registry = CollectorRegistry()
    metrics.register(registry)
    topic = config.physical_topic("tda_jobs")
    labels = {"topic": topic, "event_type": "job.cancelled"}
    value = registry.get_sample_value("tda_kafka_messages_produced_total", labels | {"status": "success"})
    assert value == 1.0, [line for line in metrics.text().splitlines() if topic in line]
    assert b"tda_kafka_producer_latency_seconds_bucket" in generate_latest(registry)
    dead = tda.HealthMonitor("127.0.0.1:9", connect_timeout_seconds=1.0)
    unhealthy = await asyncio.to_thread(dead.report_blocking)
    assert unhealthy.status == "unhealthy"
    assert not unhealthy.is_ready


async def test_logs_reach_python(config: tda.ClientConfig, caplog: pytest.LogCaptureFixture) -> None:
    logs.install(logging.INFO)
    with caplog.at_level(logging.INFO):
        worker = tda.Worker(config, group="logged")
        worker.handles(JobCancelled)(lambda event: None)
        running = asyncio.create_task(worker.run())
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not any("the worker starts" in record.message for record in caplog.records):
            assert time.monotonic() < deadline, caplog.text
            await asyncio.sleep(0.02)
        worker.stop()
        await running
    [line, *_] = [record for record in caplog.records if "the worker starts" in record.message]
    assert line.name.startswith("tda_client.")
    assert line.levelno == logging.INFO
    assert line.fields["group"] == "logged"  # type: ignore[attr-defined]
    logs.install(logging.CRITICAL)
