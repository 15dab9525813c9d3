"""Producer and consumer on asyncio, over the broker inside the process."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

import tda_stream as tda
from conftest import DEADLINE_SECONDS
from tda_stream import _completions
from tda_stream.config import ClientOptions
from tda_stream.errors import (
    ConfigError,
    DecodeError,
    InvalidInputError,
    LimitExceededError,
    QueueFullError,
    TdaError,
    UnreachableError,
)
from tda_stream.events import Event, JobCancelled

_groups = itertools.count()


def cancelled(number: int = 0, reason: str = "no longer needed") -> Event[JobCancelled]:
    return Event(JobCancelled(job_id=f"job-{number}", reason=reason), source="test")


@pytest.fixture
def prefix() -> str:
    """Topics of one test alone."""
    return f"test{next(_groups)}_tda_"


@pytest.fixture
async def producer(prefix: str) -> AsyncIterator[tda.Producer]:
    with tda.EmbeddedBroker():
        async with tda.Producer("embedded", topic_prefix=prefix) as producer:
            yield producer


def consumer_of(prefix: str, topics: str = "tda_jobs", **options: Any) -> tda.Consumer:
    # On the embedded broker a member that comes back waits for a session timeout.
    return tda.Consumer(
        "embedded",
        group=f"{prefix}group",
        topics=[topics],
        topic_prefix=prefix,
        session_timeout_seconds=2.0,
        **options,
    )


async def first(consumer: tda.Consumer, count: int) -> list[Event[Any]]:
    events: list[Event[Any]] = []

    async def read() -> None:
        async for event in consumer:
            events.append(event)
            if len(events) == count:
                return

    await asyncio.wait_for(read(), DEADLINE_SECONDS)
    return events


async def test_what_is_published_is_consumed(producer: tda.Producer, prefix: str) -> None:
    published = [cancelled(number) for number in range(20)]
    receipt = await producer.publish(published[0])
    assert receipt.topic == f"{prefix}jobs"
    assert receipt.offset == 0
    delivery = await producer.enqueue(published[1])
    assert isinstance(delivery, asyncio.Future)
    assert (await delivery).topic == f"{prefix}jobs"
    receipts = await producer.publish_all(published[2:])
    assert all(isinstance(receipt, tda.Receipt) for receipt in receipts)
    async with consumer_of(prefix) as consumer:
        consumed = await first(consumer, 20)
    assert sorted(event.event_id for event in consumed) == sorted(event.event_id for event in published)
    assert {type(event.data) for event in consumed} == {JobCancelled}


async def test_ten_thousand_in_flight_leave_the_loop_its_turns(prefix: str) -> None:
    # The batches wait long enough for all to be in flight together.
    together = {"batch.num.messages": "100000"}
    async with tda.Producer(
        "embedded", topic_prefix=prefix, encoding="avro", linger_seconds=3.0, properties=together
    ) as producer:
        await producer.publish(cancelled())
        await ten_thousand(producer)


async def ten_thousand(producer: tda.Producer) -> None:
    gaps: list[float] = []
    stop = asyncio.Event()

    async def tick() -> None:
        last = time.perf_counter()
        while not stop.is_set():
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    events = [cancelled(number, reason="") for number in range(10_000)]
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.05)
    gaps.clear()
    started = time.perf_counter()
    deliveries = [await producer.enqueue(event) for event in events]
    queued = time.perf_counter()
    in_flight = sum(not delivery.done() for delivery in deliveries)
    receipts = await asyncio.wait_for(asyncio.gather(*deliveries), DEADLINE_SECONDS)
    done = time.perf_counter()
    stop.set()
    await ticking
    assert len({(receipt.partition, receipt.offset) for receipt in receipts}) == 10_000
    print(
        f"10000 events: queued in {1000 * (queued - started):.0f} ms ({in_flight} in flight then), all acknowledged "
        f"after {1000 * (done - started):.0f} ms; the loop stood still for at most {1000 * max(gaps):.1f} ms"
    )
    assert in_flight == 10_000
    assert max(gaps) < 2.0


async def test_a_full_queue_is_an_error_or_a_wait(prefix: str) -> None:
    with tda.EmbeddedBroker():
        async with tda.Producer(
            "embedded", topic_prefix=prefix, queue_records_max=10, linger_seconds=0.05
        ) as producer:
            deliveries = [producer.try_enqueue(cancelled(number)) for number in range(10)]
            with pytest.raises(QueueFullError) as caught:
                producer.try_enqueue(cancelled())
            assert isinstance(caught.value, BufferError)
            assert (caught.value.kind, caught.value.retry) == ("QueueFull", "safe")
            await asyncio.gather(*deliveries)
            published = await asyncio.wait_for(
                asyncio.gather(*(producer.publish(cancelled(number)) for number in range(200))),
                DEADLINE_SECONDS,
            )
            assert len(published) == 200


async def test_each_event_of_many_has_its_own_outcome(producer: tda.Producer) -> None:
    large = cancelled(1, reason="x" * 16_384)
    outcomes = await producer.publish_all([cancelled(0), large, cancelled(2)])
    assert [type(outcome) for outcome in outcomes] == [tda.Receipt] * 3
    async with tda.Producer("embedded", topic_prefix="t_tda_", record_bytes_max=10_000) as strict:
        outcomes = await strict.publish_all([cancelled(0), large, cancelled(2)])
    assert [isinstance(outcome, LimitExceededError) for outcome in outcomes] == [False, True, False]


async def test_the_source_comes_from_the_producer(producer: tda.Producer, prefix: str) -> None:
    unsigned = Event(JobCancelled(job_id="j1", reason=""))
    with pytest.raises(ConfigError, match="names no source"):
        await producer.publish(unsigned)
    async with tda.Producer("embedded", topic_prefix=prefix, source="backend", encoding="avro") as signing:
        await signing.publish(unsigned)
    async with consumer_of(prefix) as consumer:
        [event] = await first(consumer, 1)
    assert event.source == "backend"


async def test_cancelling_does_not_take_a_record_back(producer: tda.Producer, prefix: str) -> None:
    delivery = await producer.enqueue(cancelled())
    delivery.cancel()
    await producer.flush()
    async with consumer_of(prefix) as consumer:
        assert len(await first(consumer, 1)) == 1


async def test_a_closed_producer_refuses(prefix: str) -> None:
    producer = tda.Producer("embedded", topic_prefix=prefix)
    with pytest.raises(ConfigError, match="not connected"):
        producer.try_enqueue(cancelled())
    await producer.publish(cancelled())
    await producer.close()
    await producer.close()
    with pytest.raises(ConfigError, match="closed"):
        await producer.publish(cancelled())


async def test_what_was_not_acknowledged_comes_again(producer: tda.Producer, prefix: str) -> None:
    await producer.publish_all([cancelled(0) for _ in range(3)])
    async with consumer_of(prefix) as consumer:
        batch = await consumer.batch(timeout_seconds=DEADLINE_SECONDS)
        while len(batch) < 3:
            batch += await consumer.batch(timeout_seconds=DEADLINE_SECONDS)
        assert [received.event.event_type for received in batch] == ["job.cancelled"] * 3
        assert batch[0].topic == f"{prefix}jobs"
        assert batch[0].key == b"job-0"
        assert dict(batch[0].headers)["event_type"] == b"job.cancelled"
        assert batch[0].timestamp_ms
        batch[0].ack()
    async with consumer_of(prefix) as consumer:
        seen = []
        async for received in consumer.records():
            seen.append(received.offset)
            received.ack()
            if len(seen) == 2:
                break
        assert seen == [batch[1].offset, batch[2].offset]
        assert await consumer.batch(timeout_seconds=0.2) == []


async def test_iterating_acknowledges(producer: tda.Producer, prefix: str) -> None:
    await producer.publish_all([cancelled(0, reason=str(number)) for number in range(4)])
    async with consumer_of(prefix) as consumer:
        assert [event.data.reason for event in await first(consumer, 2)] == ["0", "1"]
    with contextlib.suppress(RuntimeError):
        async with consumer_of(prefix) as consumer:
            assert [event.data.reason for event in await first(consumer, 1)] == ["2"]
            raise RuntimeError("the handler failed")
    async with consumer_of(prefix) as consumer:
        assert [event.data.reason for event in await first(consumer, 2)] == ["2", "3"]


async def test_a_cancelled_wait_loses_no_record(producer: tda.Producer, prefix: str) -> None:
    async with consumer_of(prefix) as consumer:
        for _ in range(3):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(anext(aiter(consumer)), 0.05)
        await producer.publish_all([cancelled(0, reason=str(number)) for number in range(3)])
        assert [event.data.reason for event in await first(consumer, 3)] == ["0", "1", "2"]


async def test_closing_ends_the_iteration(prefix: str) -> None:
    with tda.EmbeddedBroker():
        consumer = await consumer_of(prefix).connect()

        async def read() -> int:
            return len([event async for event in consumer])

        reading = asyncio.create_task(read())
        await asyncio.sleep(0.05)
        await consumer.close()
        assert await asyncio.wait_for(reading, DEADLINE_SECONDS) == 0


async def test_what_is_no_event_is_told_and_passed_over(prefix: str) -> None:
    from confluent_kafka import Producer as ForeignProducer

    with tda.EmbeddedBroker() as broker:
        async with tda.Producer("embedded", topic_prefix=prefix) as producer:
            foreign = ForeignProducer({"bootstrap.servers": broker.bootstrap_servers})
            receipt = await producer.publish(cancelled())
            foreign.produce(receipt.topic, b"no event", key=b"job-0", partition=receipt.partition)
            foreign.flush(DEADLINE_SECONDS)
            await producer.publish(cancelled())
            async with consumer_of(prefix) as consumer:
                assert len(await first(consumer, 1)) == 1
                with pytest.raises(DecodeError, match="no json object"):
                    await first(consumer, 1)
                assert len(await first(consumer, 1)) == 1


async def test_nobody_answers_at_this_address() -> None:
    started = time.monotonic()
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:9") as caught:
        await tda.Producer("127.0.0.1:9", connect_timeout_seconds=0.5).connect()
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.retry == "safe"
    assert time.monotonic() - started < DEADLINE_SECONDS / 2


async def test_connecting_leaves_the_loop_free() -> None:
    connecting = asyncio.create_task(tda.Producer("127.0.0.1:9", connect_timeout_seconds=1.0).connect())
    ticks = 0
    while not connecting.done():
        await asyncio.sleep(0.01)
        ticks += 1
    assert ticks > 10
    assert isinstance(connecting.exception(), UnreachableError)


@pytest.mark.parametrize(
    ("servers", "options", "message"),
    [
        ("nonsense", {}, "bootstrap_servers"),
        ("h:9092", {"topic_prefix": "a b"}, "topic_prefix"),
        ("h:9092", {"security_protocol": "TLS"}, "security_protocol"),
        ("h:9092", {"sasl_username": "u"}, "sasl_mechanism"),
        ("h:9092", {"linger_seconds": -1.0}, "linger_seconds"),
        ("h:9092", {"linger_seconds": "soon"}, "wrong type"),
        ("h:9092", {"no_such_option": 1}, "no_such_option is no option"),
        ("h:9092", {"properties": {"enable.idempotence": "false"}}, "enable.idempotence"),
    ],
)
def test_a_wrong_configuration_says_which_option(servers: str, options: ClientOptions, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        tda.ClientConfig(servers, **options)
    assert isinstance(caught.value, ValueError)


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="xml"):
        tda.ClientConfig("embedded", encoding="xml")  # type: ignore[arg-type]


def test_the_environment_is_read_and_secrets_do_not_print() -> None:
    environ = {
        "KAFKA_BROKERS": "h:9092",
        "KAFKA_TOPIC_PREFIX": "dev_tda_",
        "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
        "KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
        "KAFKA_SASL_USERNAME": "u",
        "KAFKA_SASL_PASSWORD": "hunter2",
    }
    config = tda.ClientConfig.from_env(environ, client_id="me")
    assert config.bootstrap_servers == "h:9092"
    assert config.physical_topic("tda_jobs") == "dev_tda_jobs"
    assert config.replace(topics_by_name={"tda_jobs": "jobs"}).physical_topic("tda_jobs") == "jobs"
    assert "hunter2" not in repr(config)
    with pytest.raises(ConfigError, match="bootstrap_servers"):
        tda.ClientConfig.from_env({})


async def test_a_loop_without_readers_gets_its_outcomes_too(
    prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(asyncio.get_running_loop(), "add_reader", refuse)
    async with tda.Producer("embedded", topic_prefix=prefix) as producer:
        assert "tda-stream-wake" in {thread.name for thread in threading.enumerate()}
        deliveries = [await producer.enqueue(cancelled(number)) for number in range(2000)]
        receipts = await asyncio.wait_for(asyncio.gather(*deliveries), DEADLINE_SECONDS)
    assert len(receipts) == 2000


def test_one_producer_serves_loops_in_several_threads(prefix: str) -> None:
    async def publish(producer: tda.Producer, first: int) -> int:
        receipts = await producer.publish_all([cancelled(first + number) for number in range(500)])
        return sum(isinstance(receipt, tda.Receipt) for receipt in receipts)

    async def main() -> None:
        async with tda.Producer("embedded", topic_prefix=prefix) as producer:
            counts = await asyncio.gather(
                *(asyncio.to_thread(asyncio.run, publish(producer, 1000 * number)) for number in range(4)),
                publish(producer, 9000),
            )
            assert counts == [500] * 5

    for _ in range(2):
        asyncio.run(main())
    # What was kept for loops that are closed goes when a new one comes.
    assert len(_completions._by_loop) <= 6


def test_errors_know_their_kind_after_pickling() -> None:
    import pickle

    from tda_stream import errors

    error = errors.UnreachableError("nobody there", retry="safe")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.retry) == (errors.UnreachableError, "nobody there", "safe")
    kinds = {error.kind for error in TdaError.__subclasses__()}
    assert len(kinds) == 16
    for error_class in TdaError.__subclasses__():
        assert error_class.__name__ == f"{error_class.kind}Error"
        assert error_class.__name__ in errors.__all__
