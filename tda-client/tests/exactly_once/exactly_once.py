"""Kills job workers while they work and counts what a reader sees. Shares no code with them.

Submits jobs with confluent-kafka, runs workers of two languages in one consumer group, kills them (SIGKILL at random
moments, or at a named crash point between two steps of a commit), starts them again, and then reads everything with
`isolation.level=read_committed`: every job must have exactly one terminal event and every (job, dimension) exactly one
result, whose content hash equals that of a direct computation. Undecodable records must be in the dead-letter topic,
once each.

With `--guarantee at-least-once` there are no transactions, workers die behind the first record of a commit, and the
same counting must find duplicates: it shows that the test can fail.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from confluent_kafka import Consumer, KafkaError, Message, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

CRASH_POINTS = ["mid_produce", "after_produce", "after_send_offsets", "after_commit", "after_follow_up"]
SESSION_TIMEOUT_MS = 3000
PARTITIONS = 6
CLOUDS = 12
POISON = 3
DIMENSIONS = 2


class Cloud:
    """A point cloud with the content hashes of its diagrams, computed directly."""

    def __init__(self, points: list[list[float]], tda: Path) -> None:
        self.points = points
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            file.writelines(",".join(map(repr, row)) + "\n" for row in points)
            file.flush()
            command = [tda, "compute", "vietoris-rips", file.name, "--max-dimension", str(DIMENSIONS - 1)]
            answer = json.loads(subprocess.check_output([*command, "--output", "json"]))
        self.hashes = [content_sha256(d["dimension"], d["intervals"]) for d in answer["dimensions"]]


def content_sha256(dimension: int, intervals: list[list[float | str]]) -> str:
    """The documented hash of a diagram: dimension u32, count u64, then the doubles, all little-endian."""
    ends = [float(end) for interval in intervals for end in interval]
    packed = struct.pack(f"<IQ{len(ends)}d", dimension, len(intervals), *ends)
    return hashlib.sha256(packed).hexdigest()


class Slot:
    """A place in the group: one worker after another under the same instance id."""

    def __init__(self, name: str, command: list[str], log: Path) -> None:
        self.name = name
        self.command = [*command, "--instance-id", name]
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.crash_point: str | None = None
        self.kill_at = 0.0

    def start(self, crash_point: str | None, kill_after: float) -> None:
        environment = dict(os.environ, LOG_LEVEL="info")
        if crash_point:
            environment["TDA_CRASH_POINT"] = crash_point
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, env=environment, stdout=log, stderr=log)
        self.crash_point = crash_point
        self.kill_at = time.monotonic() + kill_after


def submission(prefix: str, job_id: str, cloud: Cloud) -> dict[str, object]:
    flat = [coordinate for row in cloud.points for coordinate in row]
    return {
        "schema_version": "1.1",
        "event_id": str(uuid.uuid4()),
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "event_type": "job.submitted",
        "source": f"{prefix}test",
        "data": {
            "job_id": job_id,
            "user_id": "u1",
            "algorithm": "vietoris_rips",
            "parameters": {"max_dimension": DIMENSIONS - 1},
            "input_data": {
                "data_id": job_id,
                "format": "point_cloud",
                "size_bytes": 8 * len(flat),
                "point_count": len(cloud.points),
                "inline": {"dimensions": len(cloud.points[0]), "coordinates": flat},
            },
            "priority": "normal",
        },
    }


def create_topics(servers: str, prefix: str) -> None:
    admin = AdminClient({"bootstrap.servers": servers})
    names = ["jobs", "results", "events", "uploads", "errors", "monitoring"]
    topics = [NewTopic(f"{prefix}{name}", PARTITIONS, 1) for name in names]
    topics += [NewTopic(f"{prefix}{name}.dlq", 1, 1) for name in names]
    for future in admin.create_topics(topics).values():
        future.result(timeout=30)


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
            }
        )
        self.partitions = []
        for topic in topics:
            found = self.consumer.list_topics(topic, timeout=10).topics[topic].partitions
            self.partitions += [TopicPartition(topic, partition, 0) for partition in found]
        self.consumer.assign(self.partitions)
        self.records: list[Message] = []
        self.at_end: set[tuple[str, int]] = set()

    def read(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            for message in self.consumer.consume(500, min(left, 0.2)):
                place = (message.topic(), message.partition())
                error = message.error()
                if error is None:
                    self.at_end.discard(place)
                    self.records.append(message)
                elif error.code() == KafkaError._PARTITION_EOF:
                    self.at_end.add(place)
                else:
                    raise RuntimeError(str(error))

    def is_at_end(self) -> bool:
        return len(self.at_end) == len(self.partitions)


class Findings:
    """What the reader saw, counted."""

    def __init__(self, records: list[Message], prefix: str) -> None:
        self.terminal: collections.Counter[str] = collections.Counter()
        self.kinds: collections.Counter[str] = collections.Counter()
        self.results: collections.Counter[tuple[str, int]] = collections.Counter()
        self.hashes: dict[tuple[str, int], str] = {}
        self.listed: dict[str, dict[int, str]] = {}
        self.attempts: collections.Counter[str] = collections.Counter()
        self.dead: collections.Counter[bytes] = collections.Counter()
        for record in records:
            if record.topic() == f"{prefix}jobs.dlq":
                self.dead[record.value()] += 1
                names = {name for name, _ in record.headers()}
                missing = {f"dlq_{name}" for name in ("topic", "partition", "offset", "error_kind")} - names
                assert not missing, f"a dead letter lacks {missing}"
                continue
            try:
                event = json.loads(record.value())
            except ValueError:
                continue  # The poison itself.
            self.count(event, dict(record.headers() or []))

    def count(self, event: dict, headers: dict[str, bytes]) -> None:
        kind, data = event.get("event_type", ""), event.get("data", {})
        self.kinds[kind] += 1
        if kind == "result.persistence_diagram":
            place = (data["job_id"], data["dimension"])
            self.results[place] += 1
            intervals = [[i["birth"], i["death"]] for i in data["intervals"]]
            self.hashes[place] = content_sha256(data["dimension"], intervals)
        elif kind == "job.started":
            self.attempts[data["job_id"]] += 1
        elif kind in ("job.completed", "job.failed") or headers.get("terminal") == b"true":
            self.terminal[data["job_id"]] += 1
            assert headers.get("terminal") == b"true", f"{kind} of {data['job_id']} lacks the header `terminal`"
            self.listed[data["job_id"]] = {r["dimension"]: r["content_sha256"] for r in data.get("results", [])}


def faults(found: Findings, jobs: dict[str, Cloud], poison: set[bytes]) -> list[str]:
    wrong = []
    for job_id, cloud in jobs.items():
        if found.terminal[job_id] != 1:
            wrong.append(f"{job_id}: {found.terminal[job_id]} terminal events")
        for dimension, expected in enumerate(cloud.hashes):
            place = (job_id, dimension)
            if found.results[place] != 1:
                wrong.append(f"{job_id} H{dimension}: {found.results[place]} results")
            if found.hashes.get(place) != expected:
                wrong.append(f"{job_id} H{dimension}: the content differs from a direct computation")
            if found.listed.get(job_id, {}).get(dimension) != expected:
                wrong.append(f"{job_id} H{dimension}: job.completed lists another hash")
    for extra in set(found.terminal) - set(jobs):
        wrong.append(f"{extra}: nobody submitted it")
    wrong += [f"poison {value!r}: {found.dead[value]} dead letters" for value in poison if found.dead[value] != 1]
    return wrong


class Run:
    """Workers that die and come back, until the kills and the jobs are done."""

    def __init__(self, arguments: argparse.Namespace, folder: Path) -> None:
        self.arguments = arguments
        self.random = random.Random(arguments.seed)
        self.prefix = f"eos{uuid.uuid4().hex[:8]}_"
        self.producer = Producer({"bootstrap.servers": arguments.bootstrap_servers, "partitioner": "murmur2_random"})
        self.kills = self.crashes = 0
        plain = arguments.guarantee == "at-least-once"
        self.points = CRASH_POINTS[:1] if plain else list(CRASH_POINTS)
        common = ["--bootstrap-servers", arguments.bootstrap_servers, "--topic-prefix", self.prefix]
        common += ["--group", f"{self.prefix}workers", "--session-timeout-ms", str(SESSION_TIMEOUT_MS)]
        common += ["--guarantee", arguments.guarantee]
        programs = [("rust-0", [str(arguments.tda), "worker"]), ("rust-1", [str(arguments.tda), "worker"])]
        if arguments.cpp_worker:
            programs[1] = ("cpp-0", [str(arguments.cpp_worker)])
        self.slots = [Slot(name, [*program, *common], folder / f"{name}.log") for name, program in programs]

    def start(self, slot: Slot) -> None:
        """Half of the kills are at a named point, the others at any moment; none once there were enough."""
        if self.kills + sum(s.process is not None and s.kill_at < float("inf") for s in self.slots) >= self.arguments.kills:
            slot.start(None, float("inf"))
        elif self.crashes_planned() < self.arguments.kills // 2:
            point = self.points[self.crashes_planned() % len(self.points)]
            slot.start(f"{point}:{self.random.randint(1, 3)}", 30.0)
        else:
            slot.start(None, self.random.uniform(1.0, 4.0))

    def crashes_planned(self) -> int:
        return self.crashes + sum(s.process is not None and s.crash_point is not None for s in self.slots)

    def tend(self) -> None:
        """Kills what is due, starts what is dead."""
        for slot in self.slots:
            process = slot.process
            assert process is not None
            if process.poll() is None and time.monotonic() >= slot.kill_at:
                process.send_signal(signal.SIGKILL)
                process.wait()
            if process.poll() is not None:
                if slot.kill_at == float("inf"):
                    raise RuntimeError(f"{slot.name} ended by itself with {process.returncode}; see {slot.log}")
                at_point = slot.crash_point is not None and process.returncode == -signal.SIGABRT
                self.kills += 1
                self.crashes += at_point
                print(f"  {slot.name} killed {'at ' + slot.crash_point if at_point else 'at random'}", flush=True)
                slot.process = None
                self.start(slot)

    def send(self, topic: str, key: str, value: bytes) -> None:
        self.producer.produce(f"{self.prefix}{topic}", value, key)

    def stop(self) -> None:
        for slot in self.slots:
            if slot.process and slot.process.poll() is None:
                slot.process.terminate()
        for slot in self.slots:
            if slot.process:
                try:
                    slot.process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    slot.process.kill()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--tda", type=Path, required=True, help="the tda command, built with the feature testkit")
    parser.add_argument("--cpp-worker", type=Path, help="the C++ worker, built with the feature testkit")
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--guarantee", choices=["exactly-once", "at-least-once"], default="exactly-once")
    parser.add_argument("--deadline-seconds", type=float, default=220)
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}, {arguments.jobs} jobs, {arguments.kills} kills, {arguments.guarantee}", flush=True)
    with tempfile.TemporaryDirectory(prefix="exactly-once-") as folder:
        return check(Run(arguments, Path(folder)), arguments)


def check(run: Run, arguments: argparse.Namespace) -> int:
    deadline = time.monotonic() + arguments.deadline_seconds
    clouds = [
        Cloud([[run.random.random() for _ in range(3)] for _ in range(run.random.randint(150, 420))], arguments.tda)
        for _ in range(CLOUDS)
    ]
    create_topics(arguments.bootstrap_servers, run.prefix)
    jobs = {f"job-{index:04}": run.random.choice(clouds) for index in range(arguments.jobs)}
    reader = Reader(arguments.bootstrap_servers, [f"{run.prefix}{t}" for t in ("jobs", "results", "errors", "jobs.dlq")])
    poison = {f"poison {index}".encode() for index in range(POISON)}
    waiting = [("jobs", job_id, json.dumps(submission(run.prefix, job_id, cloud)).encode()) for job_id, cloud in jobs.items()]
    waiting += [("jobs", f"p{value!r}", value) for value in poison]
    run.random.shuffle(waiting)
    started = time.monotonic()
    for slot in run.slots:
        run.start(slot)
    try:
        # A few jobs at a time, so that there is work to interrupt until the last kill.
        while time.monotonic() < deadline:
            ended = len(Findings(reader.records, run.prefix).terminal)
            share = run.kills / max(arguments.kills, 1)
            allowed = arguments.jobs + POISON if share >= 1 else ended + 8 + int(share * 20)
            sent = arguments.jobs + POISON - len(waiting)
            for topic, key, value in waiting[: max(0, allowed - sent)]:
                run.send(topic, key, value)
            del waiting[: max(0, allowed - sent)]
            run.producer.flush(10)
            run.tend()
            reader.read(0.1)
            if ended >= arguments.jobs and run.kills >= arguments.kills and not waiting:
                break
        else:
            print(f"not done in {arguments.deadline_seconds:.0f} s", flush=True)
    finally:
        run.stop()
        for slot in run.slots:
            if slot.log.exists():
                keep = os.environ.get("EXACTLY_ONCE_LOGS")
                if keep:
                    Path(keep, slot.log.name).write_bytes(slot.log.read_bytes())
    # Twice the session of a transaction: whatever is open is committed or aborted by then.
    patience = time.monotonic() + 20
    reader.read(2)
    while not reader.is_at_end() and time.monotonic() < patience:
        reader.read(0.5)
    return report(run, Findings(reader.records, run.prefix), jobs, poison, time.monotonic() - started)


def report(run: Run, found: Findings, jobs: dict[str, Cloud], poison: set[bytes], seconds: float) -> int:
    wrong = faults(found, jobs, poison)
    repeated = sum(count > 1 for count in found.attempts.values())
    print(f"{run.kills} kills, {run.crashes} of them at crash points, in {seconds:.0f} s (seed {run.arguments.seed})")
    print(f"{len(jobs)} jobs: {sum(found.terminal.values())} terminal events, {found.kinds['job.completed']} completed")
    print(f"{sum(found.results.values())} results of {DIMENSIONS * len(jobs)}, {repeated} jobs started more than once")
    print(f"{sum(found.dead.values())} dead letters of {len(poison)}")
    for fault in wrong[:20]:
        print(f"  {fault}")
    if run.kills < run.arguments.kills or run.crashes < run.arguments.kills // 2:
        wrong.append("fewer kills than asked for")
        print(wrong[-1])
    if run.arguments.guarantee == "at-least-once":
        repeated_results = sum(count > 1 for count in found.results.values())
        # A commit that dies after its first record repeats that record: a result, or the dead letter before it.
        repeated_letters = sum(count > 1 for count in found.dead.values())
        lost = [place for place in ((j, d) for j in jobs for d in range(DIMENSIONS)) if not found.results[place]]
        print(f"without transactions: {repeated_results} results and {repeated_letters} dead letters more than once, {len(lost)} lost")
        return 0 if repeated_results + repeated_letters and not lost else 1
    print("exactly once" if not wrong else f"{len(wrong)} faults")
    return 0 if not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
