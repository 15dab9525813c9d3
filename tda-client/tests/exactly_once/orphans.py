"""Kills a static worker in the middle of a cooperative rebalance: its partitions must find an owner again.

The worker is killed when it gives partitions up, before it asks for the round that shares them out. It comes back
under the same instance id into the same half of the rebalance, and no session times out: the workers themselves must
notice that partitions have no owner. Every job must end exactly once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from confluent_kafka import Producer

from exactly_once import Cloud, Findings, Reader, create_topics, submission

JOBS = 80
# Longer than the whole test: that a session times out must not be what heals the group.
SESSION_TIMEOUT_MS = 60000
DEADLINE_SECONDS = 50
GIVES_UP = "partitions go"


def wait_for(log: Path, words: str) -> None:
    until = time.monotonic() + 20
    while words not in log.read_text():
        if time.monotonic() > until:
            raise RuntimeError(f"a worker did not say {words!r} in 20 s:\n{log.read_text()}")
        time.sleep(0.001)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--tda", type=Path, required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="orphans-") as folder:
        return check(arguments, Path(folder))


def check(arguments: argparse.Namespace, folder: Path) -> int:
    servers, prefix = arguments.bootstrap_servers, f"orphans{uuid.uuid4().hex[:8]}_"
    numbers = random.Random(1)
    cloud = Cloud([[numbers.random() for _ in range(3)] for _ in range(300)], arguments.tda)
    create_topics(servers, prefix)
    producer = Producer({"bootstrap.servers": servers, "partitioner": "murmur2_random"})
    jobs = [f"job-{index:02}" for index in range(JOBS)]
    for job in jobs:
        producer.produce(f"{prefix}jobs", json.dumps(submission(prefix, job, cloud)).encode(), job)
    producer.flush(10)

    def start(name: str) -> subprocess.Popen[bytes]:
        command = [str(arguments.tda), "worker", "--bootstrap-servers", servers, "--topic-prefix", prefix]
        command += ["--group", f"{prefix}workers", "--instance-id", name]
        command += ["--session-timeout-ms", str(SESSION_TIMEOUT_MS)]
        with (folder / name).open("ab") as log:
            return subprocess.Popen(command, env=dict(os.environ, LOG_LEVEL="info"), stdout=log, stderr=log)

    reader = Reader(servers, [f"{prefix}jobs"])
    workers = [start("first")]
    try:
        wait_for(folder / "first", "a partition comes")
        workers.append(start("second"))
        wait_for(folder / "first", GIVES_UP)
        workers[0].kill()
        workers[0].wait()
        workers[0] = start("first")
        until = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < until and len(Findings(reader.records, prefix).terminal) < JOBS:
            reader.read(0.5)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(timeout=30)
    reader.read(3)
    ended = Findings(reader.records, prefix).terminal
    noticed = any("no owner" in (folder / name).read_text() for name in ("first", "second"))
    once = sum(ended[job] == 1 for job in jobs)
    print(f"{once} of {JOBS} jobs ended exactly once; partitions without an owner: {'seen' if noticed else 'none'}")
    return 0 if once == JOBS else 1


if __name__ == "__main__":
    sys.exit(main())
