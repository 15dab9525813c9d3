"""One way to move records from Python, once, against a running broker; prints what it took as JSON.

    python client.py produce|consume WHO --servers HOST:PORT --prefix PREFIX [--value-bytes N] [--seconds S] [--records N]

The topics are there already. Needs the wheel of tda-stream, built for release, and what `requirements.txt` names.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import json
import os
import resource
import time
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import tda_stream as tda
from tda_stream.events import Event, JobCancelled

KEYS = [f"job-{key:06}" for key in range(1000)]
IN_FLIGHT = 50_000
SETTINGS = {"acks": "all", "enable.idempotence": True, "compression.type": "lz4", "linger.ms": 5}


class Watch:
    """Wall and CPU time since it was made."""

    def __init__(self) -> None:
        self.wall = time.perf_counter()
        self.cpu = time.process_time()

    def runs(self, seconds: float) -> bool:
        return time.perf_counter() - self.wall < seconds

    def figures(self, records: int) -> dict[str, float]:
        wall = time.perf_counter() - self.wall
        return {
            "records": records,
            "records_per_second": records / wall,
            "cpu_us_per_record": (time.process_time() - self.cpu) * 1e6 / max(records, 1),
            "resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
        }


class Work:
    """Events of a wanted size, and the same bytes for those who move bytes."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.servers: str = arguments.servers
        self.prefix: str = arguments.prefix
        self.topic = f"{arguments.prefix}jobs"
        self.seconds: float = arguments.seconds
        self.records: int = arguments.records
        self.filler = ""
        self.filler = "x" * (arguments.value_bytes - len(self.record(0).value))
        self.group = f"python-{uuid.uuid4().hex}"

    def event(self, number: int) -> Event[Any]:
        return Event(JobCancelled(job_id=KEYS[number % len(KEYS)], reason=self.filler), source="bench")

    def record(self, number: int) -> Any:
        return self.event(number).encode()

    def encoded(self) -> list[Any]:
        return [self.record(number) for number in range(len(KEYS))]


async def produce_tda(work: Work) -> dict[str, float]:
    async with tda.Producer(work.servers, topic_prefix=work.prefix, source="bench") as producer:
        watch = Watch()
        window: collections.deque[asyncio.Future[Any]] = collections.deque()
        sent = 0
        while watch.runs(work.seconds):
            if len(window) == IN_FLIGHT:
                await window.popleft()
            window.append(await producer.enqueue(work.event(sent)))
            sent += 1
        for delivery in window:
            await delivery
        return watch.figures(sent)


def produce_tda_blocking(work: Work) -> dict[str, float]:
    from tda_stream import blocking

    with blocking.Producer(work.servers, topic_prefix=work.prefix, source="bench") as producer:
        watch = Watch()
        window: collections.deque[Any] = collections.deque()
        sent = 0
        while watch.runs(work.seconds):
            if len(window) == IN_FLIGHT:
                window.popleft().result()
            window.append(producer.enqueue(work.event(sent)))
            sent += 1
        for delivery in window:
            delivery.result()
        return watch.figures(sent)


def produce_confluent(work: Work) -> dict[str, float]:
    from confluent_kafka import Producer

    records = [(r.key, r.value, r.headers) for r in work.encoded()]
    producer = Producer({"bootstrap.servers": work.servers, **SETTINGS})
    failed: list[Any] = []

    def on_delivery(error: Any, _message: Any) -> None:
        if error is not None:
            failed.append(error)

    watch = Watch()
    sent = 0
    while watch.runs(work.seconds):
        key, value, headers = records[sent % len(records)]
        try:
            producer.produce(work.topic, value, key, headers=headers, on_delivery=on_delivery)
            sent += 1
        except BufferError:
            producer.poll(0.001)
        if sent % 256 == 0:
            producer.poll(0)
    producer.flush()
    if failed:
        raise RuntimeError(failed[0])
    return watch.figures(sent)


async def produce_confluent_asyncio(work: Work) -> dict[str, float]:
    from confluent_kafka.aio import AIOProducer

    records = [(r.key, r.value) for r in work.encoded()]
    producer = AIOProducer({"bootstrap.servers": work.servers, **SETTINGS})
    watch = Watch()
    window: collections.deque[Awaitable[Any]] = collections.deque()
    sent = 0
    while watch.runs(work.seconds):
        if len(window) == 10_000:
            await window.popleft()
        # It takes no headers: what it batches goes without them.
        key, value = records[sent % len(records)]
        window.append(await producer.produce(work.topic, value=value, key=key))
        sent += 1
    await producer.flush()
    for delivery in window:
        await delivery
    figures = watch.figures(sent)
    await producer.close()
    return figures


async def produce_aiokafka(work: Work) -> dict[str, float]:
    from aiokafka import AIOKafkaProducer

    records = [(r.key, r.value, r.headers) for r in work.encoded()]
    async with AIOKafkaProducer(
        bootstrap_servers=work.servers, acks="all", enable_idempotence=True, compression_type="lz4", linger_ms=5
    ) as producer:
        watch = Watch()
        window: collections.deque[Awaitable[Any]] = collections.deque()
        sent = 0
        while watch.runs(work.seconds):
            if len(window) == 10_000:
                await window.popleft()
            key, value, headers = records[sent % len(records)]
            window.append(await producer.send(work.topic, value, key, headers=headers))
            sent += 1
        for delivery in window:
            await delivery
        return watch.figures(sent)


async def produce_faststream(work: Work) -> dict[str, float]:
    from faststream.kafka import KafkaBroker

    records = [(r.key, r.value, {k: v.decode() for k, v in r.headers}) for r in work.encoded()]
    broker = KafkaBroker(work.servers, acks="all", enable_idempotence=True, compression_type="lz4", linger_ms=5)
    async with broker:
        await broker.start()
        watch = Watch()
        window: collections.deque[Awaitable[Any]] = collections.deque()
        sent = 0
        while watch.runs(work.seconds):
            if len(window) == 10_000:
                await window.popleft()
            key, value, headers = records[sent % len(records)]
            window.append(
                await broker.publish(value, work.topic, key=key, headers=headers, no_confirm=True)
            )
            sent += 1
        for delivery in window:
            await delivery
        return watch.figures(sent)


async def consume_tda(work: Work) -> dict[str, float]:
    consumer = tda.Consumer(work.servers, topic_prefix=work.prefix, group=work.group, topics=["tda_jobs"])
    async with consumer:
        watch, read = Watch(), 0
        async for event in consumer:
            if read == 0:
                watch = Watch()
            assert event.data.job_id
            read += 1
            if read == work.records:
                break
        return watch.figures(read - 1)


def consume_confluent(work: Work) -> dict[str, float]:
    from confluent_kafka import Consumer

    settings = {"group.id": work.group, "auto.offset.reset": "earliest", "enable.auto.commit": False}
    consumer = Consumer({"bootstrap.servers": work.servers, **settings})
    consumer.subscribe([work.topic])
    watch, read = Watch(), 0
    while read < work.records:
        messages = consumer.consume(1000, timeout=1.0)
        if messages and read == 0:
            watch = Watch()
        read += sum(1 for message in messages if json.loads(message.value())["data"]["job_id"])
    figures = watch.figures(read)
    consumer.close()
    return figures


async def consume_aiokafka(work: Work) -> dict[str, float]:
    from aiokafka import AIOKafkaConsumer

    consumer = AIOKafkaConsumer(
        work.topic,
        bootstrap_servers=work.servers,
        group_id=work.group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        isolation_level="read_committed",
    )
    async with consumer:
        watch, read = Watch(), 0
        async for message in consumer:
            if read == 0:
                watch = Watch()
            assert json.loads(message.value)["data"]["job_id"]
            read += 1
            if read == work.records:
                break
        return watch.figures(read - 1)


async def consume_faststream(work: Work) -> dict[str, float]:
    from faststream.kafka import KafkaBroker

    broker = KafkaBroker(work.servers)
    done = asyncio.Event()
    state: dict[str, Any] = {"read": 0, "watch": Watch()}

    @broker.subscriber(work.topic, group_id=work.group, auto_offset_reset="earliest")
    async def handle(message: dict[str, Any]) -> None:
        if state["read"] == 0:
            state["watch"] = Watch()
        assert message["data"]["job_id"]
        state["read"] += 1
        if state["read"] == work.records:
            done.set()

    async with broker:
        await broker.start()
        await done.wait()
        return state["watch"].figures(work.records - 1)


WAYS: dict[str, Callable[[Work], dict[str, float] | Coroutine[Any, Any, dict[str, float]]]] = {
    "produce tda-stream": produce_tda,
    "produce tda-stream-blocking": produce_tda_blocking,
    "produce confluent": produce_confluent,
    "produce confluent-asyncio": produce_confluent_asyncio,
    "produce aiokafka": produce_aiokafka,
    "produce faststream": produce_faststream,
    "consume tda-stream": consume_tda,
    "consume confluent": consume_confluent,
    "consume aiokafka": consume_aiokafka,
    "consume faststream": consume_faststream,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["produce", "consume"])
    parser.add_argument("who")
    parser.add_argument("--servers", required=True)
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--value-bytes", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--records", type=int, default=50_000)
    arguments = parser.parse_args()
    outcome = WAYS[f"{arguments.what} {arguments.who}"](Work(arguments))
    figures = outcome if isinstance(outcome, dict) else asyncio.run(outcome)
    print(json.dumps(list(figures.items())), flush=True)
    # Some peers have threads that do not end.
    os._exit(0)


main()
