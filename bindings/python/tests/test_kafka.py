"""On a real Apache Kafka, where `TDA_TEST_KAFKA` says where it is."""

from __future__ import annotations

import asyncio
import contextlib
import os
import uuid

import pytest

import tda_stream as tda
from conftest import DEADLINE_SECONDS
from tda_stream import blocking
from tda_stream.admin import FoundOffset, Group, NewTopic, Resource, Topic
from tda_stream.errors import NotFoundError
from tda_stream.events import Event, JobCancelled, UserNotification

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


async def test_workers_and_transactions_are_exactly_once_on_a_real_kafka() -> None:
    prefix = f"py{uuid.uuid4().hex[:8]}_tda_"
    config = tda.ClientConfig(
        ADDRESS or "", topic_prefix=prefix, environment="development", source="test", transactional_id=prefix
    )
    await tda.ensure_topics(config)
    async with tda.Producer(config) as producer:
        with contextlib.suppress(ZeroDivisionError):
            async with producer.transaction() as tx:
                tx.publish(cancelled(99))
                raise ZeroDivisionError
        async with producer.transaction() as tx:
            for number in range(10):
                tx.publish(cancelled(number))
    worker = tda.Worker(
        config, group=f"{prefix}workers", retry=tda.RetryPolicy(attempts_max=2, pause_first_seconds=0.01)
    )
    failed: set[str] = set()
    seen = 0

    @worker.handles(JobCancelled)
    async def answer(event: Event[JobCancelled], context: tda.HandlerContext) -> None:
        nonlocal seen
        context.publish(
            Event(UserNotification(user_id="u1", title=event.data.job_id, message=str(context.attempt)))
        )
        if event.data.job_id not in failed:
            failed.add(event.data.job_id)
            raise OSError("once")
        seen += 1
        if seen == 10:
            worker.stop()

    await asyncio.wait_for(worker.run(), DEADLINE_SECONDS)
    async with tda.Consumer(config, topics=["tda_events"], start="beginning") as consumer:
        notes: list[UserNotification] = []
        while batch := await consumer.batch(timeout_seconds=3.0):
            notes += [each.event.data for each in batch]
    # Of the attempts that failed nothing is left.
    assert sorted(note.title for note in notes) == sorted(f"job-{number}" for number in range(10))
    assert {note.message for note in notes} == {"2"}


async def test_read_and_published_in_one_transaction_on_a_real_kafka() -> None:
    prefix = f"py{uuid.uuid4().hex[:8]}_tda_"
    config = tda.ClientConfig(
        ADDRESS or "", topic_prefix=prefix, environment="development", source="test", transactional_id=prefix
    )
    await tda.ensure_topics(config)
    group = f"{prefix}group"
    async with tda.Producer(config) as producer:
        async with producer.transaction() as tx:
            tx.publish(cancelled(0))
        async with tda.Consumer(
            config, group=group, topics=["tda_jobs"], delivery="exactly_once"
        ) as consumer:
            [record] = await consumer.batch(timeout_seconds=DEADLINE_SECONDS)
            async with producer.transaction() as tx:
                tx.publish(Event(UserNotification(user_id="u1", title="t", message="m")))
                record.ack()
                tx.send_offsets(consumer)
    async with tda.Admin(config) as admin:
        offsets = {each.partition: each.offset for each in await admin.group_offsets(group)}
        assert offsets[record.partition] == record.offset + 1


async def test_administration_of_a_real_kafka() -> None:
    name = f"py{uuid.uuid4().hex[:8]}"
    async with tda.Admin(ADDRESS or "") as admin:
        cluster = await admin.describe_cluster()
        assert cluster.brokers
        new = NewTopic(name, partitions=2, replication_factor=1, config={"retention.ms": "60000"})
        assert await admin.create_topics([new]) == {name: True}
        assert await admin.create_topics([new]) == {name: False}
        described = (await admin.describe_topics([name, "no-such-topic"]))[name]
        assert isinstance(described, Topic)
        assert len(described.partitions) == 2
        missing = (await admin.describe_topics(["no-such-topic"]))["no-such-topic"]
        assert isinstance(missing, NotFoundError)
        assert await admin.create_partitions({name: 3}) == {name: None}
        resource = Resource("topic", name)
        await admin.alter_configs(resource, values={"retention.ms": "120000"})
        entries = (await admin.describe_configs([resource]))[name]
        assert isinstance(entries, list)
        assert {entry.name: entry.value for entry in entries}["retention.ms"] == "120000"
        [found] = (await admin.list_offsets({(name, 0): "end"})).values()
        assert isinstance(found, FoundOffset)
        assert found.offset == 0
        await admin.alter_group_offsets(name, {(name, 0): 0})
        assert name in {listing.group for listing in await admin.list_groups()}
        [lag] = [each for each in await admin.group_lag(name) if each.partition == 0]
        assert (lag.committed, lag.lag) == (0, 0)
        [group] = (await admin.describe_groups([name])).values()
        assert isinstance(group, Group)
        assert group.state == "Empty"
        assert await admin.delete_groups([name]) == {name: None}
        assert await admin.delete_topics([name]) == {name: None}
