"""The checker finds each law broken once, and nothing in a history that keeps them all."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

import history
from check import Checker, finished_beyond

JOBS, RESULTS, LETTERS = "t_jobs", "t_results", "t_jobs.dlq"
History = list[history.Line]


def sent(offset: int, what: str = "job.submitted", job: str | None = None, **more: object) -> history.Line:
    return {
        "kind": "submitted",
        "what": what,
        "job": job,
        "key": job or what,
        "sequence": offset,
        "topic": JOBS,
        "partition": 0,
        "offset": offset,
        "at": float(offset),
        **more,
    }


def record(topic: str, offset: int, what: str, **more: object) -> history.Line:
    return {"kind": "record", "topic": topic, "partition": 0, "offset": offset, "what": what, **more}


def result(offset: int, job: str, dimension: int) -> history.Line:
    key = f"{job}/1/result.persistence_diagram/{dimension}"
    hashed = f"hash{dimension}"
    return record(RESULTS, offset, "result.persistence_diagram", job=job, key=key, dimension=dimension, sha256=hashed)


def end(offset: int, job: str, kind: str = "job.completed") -> history.Line:
    listed = [{key: result(0, job, d)[key] for key in ("key", "dimension", "sha256")} for d in (0, 1)]
    more = {"results": listed} if kind == "job.completed" else {}
    return record(JOBS, offset, kind, job=job, terminal=True, id=f"end-{job}", **more)


def good() -> History:
    """Job a completes, job b is cancelled, one record is poison; a is submitted twice."""
    poison = "not an event"
    origin = {"dlq_topic": JOBS, "dlq_partition": "0", "dlq_offset": "2"}
    lines: History = [
        {"kind": "run", "prefix": "t_", "seed": 1},
        {"kind": "expected", "cloud": 0, "hashes": ["hash0", "hash1"]},
        sent(0, job="a", cloud=0),
        sent(1, job="b", cloud=0),
        sent(2, "poison", value=poison),
        sent(3, "cancel", "b"),
        sent(4, job="a", cloud=0),
        record(JOBS, 0, "job.submitted", job="a", id="0"),
        record(JOBS, 1, "job.submitted", job="b", id="1"),
        record(JOBS, 2, "unreadable", value=poison),
        record(JOBS, 3, "job.cancelled", job="b", id="3"),
        record(JOBS, 4, "job.submitted", job="a", id="4"),
        end(5, "a"),
        end(6, "b", "job.cancelled"),
        result(0, "a", 0),
        result(1, "a", 1),
        record(LETTERS, 0, "letter", value=poison, headers=origin),
        {"kind": "committed", "partition": 0, "offset": 1, "metadata": "runs1:1,1", "end": 6, "at": 7.0},
        {"kind": "committed", "partition": 0, "offset": 5, "metadata": "", "end": 7, "at": 8.0},
    ]
    seen = [line | {"kind": "seen", "at": 10.0 + line["offset"]} for line in lines if line["kind"] == "record"]
    return lines + copy.deepcopy(seen)


def laws(lines: History) -> set[str]:
    return {violation.split(":")[0] for violation in Checker(lines).check()}


def records(lines: History, **wanted: object) -> History:
    return [line for line in lines if all(line.get(name) == value for name, value in wanted.items())]


def without(**wanted: object) -> Callable[[History], History]:
    """The record is gone, and nobody had seen it either."""
    return lambda lines: [
        line for line in lines if line["kind"] not in ("record", "seen") or line not in records(lines, **wanted)
    ]


def again(offset: int, **wanted: object) -> Callable[[History], History]:
    return lambda lines: [*lines, *(line | {"offset": offset} for line in records(lines, kind="record", **wanted))]


def changed(change: dict[str, object], **wanted: object) -> Callable[[History], History]:
    def spoil(lines: History) -> History:
        for line in records(lines, **wanted):
            line.update(change)
        return lines

    return spoil


SPOILT: list[tuple[str, Callable[[History], History]]] = [
    ("lost", without(what="job.completed", job="a")),
    ("lost", without(what="job.cancelled", job="b", terminal=True)),
    ("lost", without(what="job.submitted", id="4")),
    ("lost", without(what="unreadable")),
    ("twice", again(9, what="job.completed", job="a")),
    ("twice", again(9, what="job.cancelled", terminal=True)),
    ("twice", again(9, what="result.persistence_diagram", dimension=1)),
    ("twice", again(9, what="letter")),
    ("stranger", lambda lines: [*lines, end(9, "z", "job.cancelled")]),
    ("stranger", lambda lines: [*lines, record(LETTERS, 9, "letter", value="?", headers={})]),
    ("incomplete", without(what="result.persistence_diagram", dimension=0)),
    ("incomplete", changed({"results": []}, what="job.completed")),
    ("content", changed({"sha256": "other"}, what="result.persistence_diagram", dimension=1)),
    ("content", changed({"hashes": ["hash0", "other"]}, kind="expected")),
    ("remains", lambda lines: [*lines, result(9, "b", 0)]),
    ("failed", changed({"what": "job.failed"}, what="job.cancelled", terminal=True)),
    ("order", changed({"offset": 9}, kind="submitted", sequence=0)),
    ("order", changed({"partition": 1}, kind="submitted", sequence=3)),
    ("order", changed({"offset": 0}, what="job.cancelled", terminal=True)),
    ("order", changed({"offset": 9}, what="result.persistence_diagram", dimension=0)),
    ("letter", without(what="letter")),
    ("letter", changed({"headers": {}}, what="letter")),
    ("offset", changed({"end": 5}, kind="committed", offset=1)),
    ("offset", changed({"end": 6}, kind="committed", offset=5)),
    ("offset", changed({"metadata": "runs1:0,1,1,1"}, kind="committed", offset=1)),
    ("offset", changed({"offset": 1, "metadata": "", "end": 5}, kind="committed", offset=5)),
    ("vanished", lambda lines: [line for line in lines if line.get("kind") != "record" or line.get("id") != "4"]),
    ("vanished", changed({"id": "another"}, kind="seen", what="job.completed")),
]


def test_a_history_that_keeps_every_law_has_no_violation() -> None:
    assert Checker(good()).check() == []


@pytest.mark.parametrize(("law", "spoil"), SPOILT, ids=[f"{law}-{number}" for number, (law, _) in enumerate(SPOILT)])
def test_a_broken_law_is_found(law: str, spoil: Callable[[History], History]) -> None:
    assert law in laws(spoil(good()))


def test_the_finished_set_is_read() -> None:
    assert finished_beyond(10, "runs1:1,2,1,1") == {11, 12, 14}
    assert finished_beyond(10, "") == set()


def test_a_stall_lasts_while_a_job_is_owed() -> None:
    lines = good()
    # a is owed from 0 and ends at 15, b from 1 and ends at 16: the first end is 15 seconds away.
    assert Checker(lines).longest_stall() == 15.0
