"""Submits jobs, reads what becomes visible, and records both. Knows nothing of the client but its wire format.

Takes commands as JSON lines on stdin and answers with events as JSON lines on stdout:

    {"do": "flow", "owed": 8}            from now on submit so that about 8 jobs are owed; 0 pauses
    {"do": "submit", "job": "a", "cloud": 0}
    {"do": "poison", "value": "x", "key": "a"}  one record that nobody can read
    {"do": "leaders"}                    say who leads the partitions of the jobs, and which copies are in sync
    {"do": "finish", "seconds": 60}      wait for what is owed, read all, write the history, end

    {"is": "acknowledged", "job": ...}   {"is": "ended", "job": ...}   {"is": "letter", "value": ...}
    {"is": "count", "submitted": ..., "ended": ...} every second
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic  # type: ignore[attr-defined]

import history
import offsets

PARTITIONS = 6
CLOUDS = 10
MAX_DIMENSION = 1
TOPICS = ["jobs", "results", "events", "uploads", "errors", "monitoring"]
READ_TOPICS = ["jobs", "results", "errors", "jobs.dlq"]
# One submission in so many is followed by a request to cancel it, by a second submission, or is poison.
ODD_ONE_IN = 12
# Six dimensions make few points slow: seconds of computing.
LONG_JOB = {"size": 600, "dimensions": 6, "max_dimension": 3}
# A cluster without a leader answers late, not never.
ANSWER_SECONDS = 60


class Clouds:
    """Point clouds with the content hashes of their diagrams, computed directly."""

    def __init__(self, tda: Path, numbers: random.Random, with_long_one: bool) -> None:
        shapes = [(numbers.randint(40, 220), 3, MAX_DIMENSION) for _ in range(CLOUDS)]
        if with_long_one:
            shapes.append((LONG_JOB["size"], LONG_JOB["dimensions"], LONG_JOB["max_dimension"]))
        self.points = [
            [[numbers.random() for _ in range(dimensions)] for _ in range(size)] for size, dimensions, _ in shapes
        ]
        self.max_dimensions = [max_dimension for _, _, max_dimension in shapes]
        self.hashes = [self.direct(tda, *cloud) for cloud in zip(self.points, self.max_dimensions)]

    @staticmethod
    def direct(tda: Path, points: list[list[float]], max_dimension: int) -> list[str]:
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            file.writelines(",".join(map(repr, row)) + "\n" for row in points)
            file.flush()
            command = [tda, "compute", "vietoris-rips", file.name, "--max-dimension", str(max_dimension)]
            answer = json.loads(subprocess.check_output([*command, "--output", "json"]))
        return [history.content_sha256(found["dimension"], found["intervals"]) for found in answer["dimensions"]]


def event(kind: str, data: dict[str, Any]) -> bytes:
    now = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
    envelope = {"schema_version": "1.1", "event_id": str(uuid.uuid4()), "timestamp": now, "event_type": kind}
    return json.dumps(envelope | {"source": "reliability", "data": data}).encode()


def submission(job: str, points: list[list[float]], max_dimension: int) -> bytes:
    flat = [coordinate for row in points for coordinate in row]
    data = {
        "job_id": job,
        "user_id": "u1",
        "algorithm": "vietoris_rips",
        "parameters": {"max_dimension": max_dimension},
        "input_data": {
            "data_id": job,
            "format": "point_cloud",
            "size_bytes": 8 * len(flat),
            "point_count": len(points),
            "inline": {"dimensions": len(points[0]), "coordinates": flat},
        },
        "priority": "normal",
    }
    return event("job.submitted", data)


def create_topics(servers: str, prefix: str, copies: int, settings: dict[str, str], assignment: list[int]) -> None:
    """Topics as the workers want them; `assignment`, where given, is the brokers of every partition of the jobs."""
    admin = AdminClient({"bootstrap.servers": servers})
    names = [(f"{prefix}{name}", PARTITIONS) for name in TOPICS] + [(f"{prefix}{name}.dlq", 1) for name in TOPICS]
    for name, partitions in names:
        if name == f"{prefix}jobs" and assignment:
            placed = [assignment] * partitions
            topic = NewTopic(name, partitions, replica_assignment=placed, config=settings)
        else:
            topic = NewTopic(name, partitions, copies)
        for future in admin.create_topics([topic], operation_timeout=30, request_timeout=30).values():
            future.result(timeout=ANSWER_SECONDS)


class Submitter:
    """Sends records and writes down what a broker acknowledged."""

    def __init__(self, traffic: Traffic, weak: bool) -> None:
        self.traffic = traffic
        strong = {"acks": "all", "enable.idempotence": True, "delivery.timeout.ms": 300000}
        careless = {"acks": 1, "enable.idempotence": False}
        self.producer = Producer(
            {
                "bootstrap.servers": traffic.servers,
                "partitioner": "murmur2_random",
                "linger.ms": 2,
                "socket.timeout.ms": 10000,
                "topic.metadata.refresh.interval.ms": 5000,
                **(careless if weak else strong),
            }
        )
        self.sent = 0

    def send(self, what: str, key: str, value: bytes, /, **more: Any) -> None:
        sequence, self.sent = self.sent, self.sent + 1
        line = {"what": what, "key": key, "job": None, "sequence": sequence, **more}

        def acknowledged(error: KafkaError | None, message: Message) -> None:
            place = {"topic": message.topic(), "partition": message.partition(), "offset": message.offset()}
            self.traffic.acknowledged(error, line, place)

        self.producer.produce(f"{self.traffic.prefix}jobs", value, key, on_delivery=acknowledged)


class Reader:
    """Reads topics from their beginning, committed records only."""

    def __init__(self, servers: str, topics: list[str]) -> None:
        self.consumer = Consumer(
            {
                "bootstrap.servers": servers,
                "group.id": f"reader-{uuid.uuid4()}",
                "isolation.level": "read_committed",
                "enable.auto.commit": False,
                "enable.partition.eof": True,
                "auto.offset.reset": "earliest",
                "fetch.wait.max.ms": 100,
                "socket.timeout.ms": 10000,
                "topic.metadata.refresh.interval.ms": 5000,
            }
        )
        self.partitions = []
        for topic in topics:
            found = self.consumer.list_topics(topic, timeout=ANSWER_SECONDS).topics[topic].partitions
            self.partitions += [TopicPartition(topic, partition, 0) for partition in found]
        self.consumer.assign(self.partitions)
        self.at_end: set[tuple[str, int]] = set()

    def read(self, seconds: float) -> list[Message]:
        messages = []
        for message in self.consumer.consume(500, seconds):
            place = (message.topic(), message.partition())
            error = message.error()
            if error is None:
                self.at_end.discard(place)
                messages.append(message)
            elif error.code() == KafkaError._PARTITION_EOF:
                self.at_end.add(place)
        return messages

    def read_to_end(self, seconds: float) -> list[Message]:
        until = time.monotonic() + seconds
        messages = []
        while len(self.at_end) < len(self.partitions):
            if time.monotonic() > until:
                raise RuntimeError(f"a reader did not come to the end in {seconds:.0f} s")
            messages += self.read(0.2)
        return messages


class Traffic:
    """One set of topics with its submitter and its readers."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.servers, self.prefix, self.group = arguments.bootstrap_servers, arguments.prefix, arguments.group
        self.numbers = random.Random(arguments.seed)
        self.writer = history.Writer(arguments.history)
        self.writer.write("run", prefix=self.prefix, partitions=PARTITIONS, group=self.group, seed=arguments.seed)
        self.clouds = Clouds(arguments.tda, self.numbers, arguments.long_cloud)
        for cloud, hashes in enumerate(self.clouds.hashes):
            self.writer.write("expected", cloud=cloud, hashes=hashes)
        settings = dict(setting.split("=", 1) for setting in arguments.jobs_setting)
        create_topics(self.servers, self.prefix, arguments.copies, settings, arguments.jobs_brokers)
        self.submitter = Submitter(self, arguments.weak)
        self.reader = Reader(self.servers, [f"{self.prefix}{name}" for name in READ_TOPICS])
        self.lock = threading.Lock()
        self.owed: set[str] = set()
        self.ended: set[str] = set()
        self.poison: set[str] = set()
        self.pending = self.count = 0
        self.wanted = 0
        self.stop = threading.Event()
        self.watcher = threading.Thread(target=self.watch_offsets, daemon=True)

    def write(self, kind: str, /, **values: Any) -> None:
        with self.lock:
            self.writer.write(kind, at=time.monotonic(), **values)

    def acknowledged(self, error: KafkaError | None, line: history.Line, place: history.Line) -> None:
        self.pending -= 1
        if error is not None:
            self.write("refused", **line, reason=str(error))
            say("refused", job=line["job"], reason=str(error))
            return
        self.write("submitted", **line, **place)
        if line["what"] == "job.submitted":
            self.owed.add(line["job"])
        elif line["what"] == "poison":
            self.poison.add(line["value"])
        say("acknowledged", what=line["what"], job=line["job"], **place)

    def submit(self, job: str, cloud: int) -> None:
        self.pending += 1
        value = submission(job, self.clouds.points[cloud], self.clouds.max_dimensions[cloud])
        self.submitter.send("job.submitted", job, value, job=job, cloud=cloud)

    def submit_poison(self, value: str, key: str | None = None) -> None:
        self.pending += 1
        self.submitter.send("poison", key or value, value.encode(), value=value)

    def submit_next(self) -> None:
        """The next job of the flow; now and then something odd comes with it."""
        self.count += 1
        job, cloud = f"job-{self.count:05}", self.numbers.randrange(CLOUDS)
        self.submit(job, cloud)
        odd = self.numbers.randrange(3 * ODD_ONE_IN)
        if odd == 0:
            self.pending += 1
            request = event("job.cancelled", {"job_id": job, "reason": "not needed"})
            self.submitter.send("cancel", job, request, job=job)
        elif odd == 1:
            self.submit(job, cloud)
        elif odd == 2:
            self.submit_poison(f"poison {self.count}")

    def step(self) -> None:
        self.submitter.producer.poll(0)
        while len(self.owed - self.ended) + self.pending < self.wanted:
            self.submit_next()
        for message in self.reader.read(0.05):
            self.saw(message)

    def saw(self, message: Message) -> None:
        line = described(message)
        brief = {
            name: line[name]
            for name in ("topic", "partition", "offset", "what", "job", "id", "terminal")
            if name in line
        }
        self.write("seen", **brief)
        if line.get("terminal"):
            self.ended.add(line["job"])
            say("ended", job=line["job"], what=line["what"])
        elif line["what"] == "letter":
            self.poison.discard(line["value"])
            say("letter", value=line["value"])
        elif line["what"] == "job.started":
            say("started", job=line["job"])

    def watch_offsets(self) -> None:
        """Writes down where the group stands, and where the partitions ended a moment later."""
        settings = {"bootstrap.servers": self.servers, "group.id": "ends", "socket.timeout.ms": 10000}
        ends = Consumer(settings | {"isolation.level": "read_uncommitted", "enable.auto.commit": False})
        topic = f"{self.prefix}jobs"
        while not self.stop.wait(0.5):
            try:
                for partition, offset, metadata in offsets.committed(self.servers, self.group, topic, PARTITIONS):
                    _, end = ends.get_watermark_offsets(TopicPartition(topic, partition), timeout=10)
                    self.write("committed", partition=partition, offset=offset, metadata=metadata, end=end)
            except (KafkaException, OSError):
                continue  # A broker is away: this is what the run is for.

    def say_leaders(self) -> None:
        found = self.reader.consumer.list_topics(f"{self.prefix}jobs", timeout=ANSWER_SECONDS)
        partitions = found.topics[f"{self.prefix}jobs"].partitions.values()
        say("leaders", leaders=[p.leader for p in partitions], in_sync=[sorted(p.isrs) for p in partitions])

    def is_done(self) -> bool:
        return self.pending == 0 and not (self.owed - self.ended) and not self.poison

    def finish(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        self.wanted = 0
        while not self.is_done() and time.monotonic() < until:
            self.step()
        # Late duplicates show, too.
        quiet = time.monotonic() + 3
        while time.monotonic() < quiet:
            self.step()
        self.stop.set()
        self.watcher.join(timeout=30)
        topics = [f"{self.prefix}{name}" for name in READ_TOPICS]
        for message in Reader(self.servers, topics).read_to_end(ANSWER_SECONDS):
            self.write("record", **described(message))
        self.writer.close()
        say("finished", owed=len(self.owed - self.ended), pending=self.pending)


def described(message: Message) -> history.Line:
    place = {"topic": message.topic(), "partition": message.partition(), "offset": message.offset()}
    return place | history.describe(message.topic(), message.key(), message.value(), message.headers() or [])


def say(what: str, /, **values: Any) -> None:
    print(json.dumps({"is": what, **values}), flush=True)


def commands() -> Queue[dict[str, Any]]:
    queue: Queue[dict[str, Any]] = Queue()

    def listen() -> None:
        for line in sys.stdin:
            queue.put(json.loads(line))
        queue.put({"do": "end"})

    threading.Thread(target=listen, daemon=True).start()
    return queue


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--tda", type=Path, required=True)
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--group", required=True)
    parser.add_argument("--history", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--weak", action="store_true", help="acks=1 and no idempotence")
    parser.add_argument("--long-cloud", action="store_true", help=f"cloud {CLOUDS} takes seconds")
    parser.add_argument("--jobs-setting", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--jobs-brokers", type=lambda text: [int(broker) for broker in text.split(",")], default=[])
    traffic = Traffic(parser.parse_args())
    queue = commands()
    traffic.watcher.start()
    say("ready")
    counted = 0.0
    while True:
        traffic.step()
        if time.monotonic() - counted > 1:
            counted = time.monotonic()
            say("count", submitted=len(traffic.owed), ended=len(traffic.ended))
        try:
            command = queue.get_nowait()
        except Empty:
            continue
        match command.pop("do"):
            case "flow":
                traffic.wanted = command["owed"]
            case "submit":
                traffic.submit(**command)
            case "poison":
                traffic.submit_poison(**command)
            case "leaders":
                traffic.say_leaders()
            case "finish":
                traffic.finish(command["seconds"])
                return 0
            case _:
                return 1


if __name__ == "__main__":
    sys.exit(main())
