"""A history: what was promised and what was seen, one JSON object a line, gzipped. Shared by recorder and checker.

run        prefix, partitions, group, seed: always the first line
expected   cloud, hashes: the content hashes of its diagrams, computed without workers
submitted  what, key, job, cloud, sequence, topic, partition, offset: a broker acknowledged it
seen       topic, partition, offset, at, and what the record is: at that second it became visible
committed  partition, offset, metadata, end: where the group stood while the partition ended at `end`
record     topic, partition, offset and what the record is: everything there is when all is over
"""

from __future__ import annotations

import gzip
import hashlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Line = dict[str, Any]


class Writer:
    """Appends lines; what was written survives a run that fails."""

    def __init__(self, path: Path) -> None:
        self.file = gzip.open(path, "wt", compresslevel=3)

    def write(self, kind: str, /, **values: Any) -> None:
        self.file.write(json.dumps({"kind": kind, **values}) + "\n")

    def close(self) -> None:
        self.file.close()


def read(path: Path) -> Iterator[Line]:
    with gzip.open(path, "rt") as file:
        for line in file:
            yield json.loads(line)


def content_sha256(dimension: int, intervals: list[list[float | str]]) -> str:
    """The documented hash of a diagram: dimension u32, count u64, then the doubles, all little-endian."""
    ends = [float(end) for interval in intervals for end in interval]
    packed = struct.pack(f"<IQ{len(ends)}d", dimension, len(intervals), *ends)
    return hashlib.sha256(packed).hexdigest()


def describe(topic: str, key: bytes | None, value: bytes | None, headers: list[tuple[str, bytes]]) -> Line:
    """What a record is, in the words of the history."""
    named = {name: text.decode(errors="replace") for name, text in headers}
    record: Line = {"key": None if key is None else key.decode(errors="replace")}
    if topic.endswith(".dlq"):
        letter = {name: named[name] for name in named if name.startswith("dlq_")}
        return record | {"what": "letter", "value": (value or b"").decode(errors="replace"), "headers": letter}
    try:
        event = json.loads(value or b"")
        data = event["data"]
    except (ValueError, KeyError, TypeError):
        return record | {"what": "unreadable", "value": (value or b"").decode(errors="replace")[:200]}
    kind = event["event_type"]
    record |= {"what": kind, "job": data.get("job_id"), "id": event.get("event_id")}
    if named.get("terminal") == "true":
        record["terminal"] = True
    if kind == "result.persistence_diagram":
        intervals = [[interval["birth"], interval["death"]] for interval in data["intervals"]]
        record |= {"dimension": data["dimension"], "sha256": content_sha256(data["dimension"], intervals)}
    elif kind == "job.completed":
        record["results"] = [
            {"key": result["key"], "dimension": result["dimension"], "sha256": result["content_sha256"]}
            for result in data.get("results", [])
        ]
    elif kind == "job.started":
        record["attempt"] = data.get("attempt")
    elif kind == "job.failed":
        record["error"] = f"{data.get('error_type')}: {data.get('error_message')}"
    return record
