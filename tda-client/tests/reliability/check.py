"""Checks a recorded history against what the worker promises. Shares no code with the client.

Laws, by the names that violations carry:
    lost        every acknowledged record is where it was acknowledged, and every submission has a terminal event
    twice       no job has two terminal events, no result stands twice, no dead letter is written twice
    stranger    nothing ends that nobody submitted
    incomplete  a completed job has each result that job.completed lists, and lists each result it owes
    content     results are what a direct computation gives, and hash as job.completed says
    remains     a job that was cancelled or failed leaves no results
    failed      no job fails whose input is in order
    order       records of one key stand in the order in which they were sent; ends after beginnings; H0 before H1
    letter      every acknowledged record that nobody can read is in the dead letters, with where it came from
    offset      no offset was committed past a job whose end was not on the broker
    vanished    what was visible once stays
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from pathlib import Path

import history

Place = tuple[str, int, int]


class Checker:
    """Reads a history once; `violations` then lists what is wrong, `figures` what was counted."""

    def __init__(self, lines: list[history.Line]) -> None:
        self.violations: list[str] = []
        by_kind = collections.defaultdict(list)
        for line in lines:
            by_kind[line["kind"]].append(line)
        self.run = by_kind["run"][0]
        self.expected = {line["cloud"]: line["hashes"] for line in by_kind["expected"]}
        self.submitted = by_kind["submitted"]
        self.seen = by_kind["seen"]
        self.commits = by_kind["committed"]
        self.records = by_kind["record"]
        self.jobs = {line["job"]: line for line in reversed(self.submitted) if line["what"] == "job.submitted"}
        # The first submission of each job that stands in the log, acknowledged or not.
        self.first: dict[str, history.Line] = {}
        self.ends = collections.defaultdict(list)
        self.results = collections.defaultdict(list)
        self.letters = collections.defaultdict(list)
        for record in sorted(self.records, key=place):
            if record["what"] == "letter":
                self.letters[record["value"]].append(record)
            elif record.get("terminal"):
                self.ends[record["job"]].append(record)
            elif record["what"] == "result.persistence_diagram":
                self.results[record["job"]].append(record)
            elif record["what"] == "job.submitted":
                self.first.setdefault(record["job"], record)

    def wrong(self, law: str, what: str) -> None:
        self.violations.append(f"{law}: {what}")

    def check(self) -> list[str]:
        for job in self.jobs.keys() | self.first.keys():
            self.check_end(job)
            self.check_results(job)
        for job in self.ends.keys() - self.jobs.keys() - self.first.keys():
            self.wrong("stranger", f"{job} ended and was never submitted")
        self.check_acknowledged()
        self.check_order()
        self.check_letters()
        self.check_offsets()
        self.check_vanished()
        return self.violations

    def check_acknowledged(self) -> None:
        there = {place(record): record for record in self.records}
        for line in self.submitted:
            record = there.get(place(line))
            if record is None or (record.get("job"), record.get("value")) != (line["job"], line.get("value")):
                self.wrong(
                    "lost", f"{line['what']} of {line['key']} is not at {place(line)}, where it was acknowledged"
                )

    def check_end(self, job: str) -> None:
        ends = self.ends[job]
        if not ends:
            self.wrong("lost", f"{job} was acknowledged and has no terminal event")
        if len(ends) > 1:
            kinds = ", ".join(end["what"] for end in ends)
            self.wrong("twice", f"{job} has {len(ends)} terminal events: {kinds}")
        for end in ends:
            if end["what"] == "job.failed":
                self.wrong("failed", f"{job}: {end.get('error')}")

    def check_results(self, job: str) -> None:
        found = collections.defaultdict(list)
        for result in self.results[job]:
            found[result["key"]].append(result)
        for key, results in found.items():
            if len(results) > 1:
                self.wrong("twice", f"{job}: {len(results)} results with the key {key}")
        if len(self.ends[job]) != 1:
            return
        end = self.ends[job][0]
        if end["what"] != "job.completed":
            if found:
                self.wrong("remains", f"{job} is {end['what']} and has {len(found)} results")
            return
        listed = {result["key"]: result for result in end["results"]}
        for key in found.keys() - listed.keys():
            self.wrong("incomplete", f"{job}: job.completed does not list {key}")
        for key in listed.keys() - found.keys():
            self.wrong("incomplete", f"{job}: {key} is listed and is not there")
        for key in listed.keys() & found.keys():
            if any(result["sha256"] != listed[key]["sha256"] for result in found[key]):
                self.wrong("content", f"{job}: {key} hashes to something else than job.completed lists")
        submitted = self.jobs.get(job)
        if submitted is None:
            return
        owed = self.expected[submitted["cloud"]]
        hashes = {result["dimension"]: result["sha256"] for result in listed.values()}
        for dimension, sha256 in enumerate(owed):
            if dimension not in hashes:
                self.wrong("incomplete", f"{job}: job.completed does not list H{dimension}")
            elif hashes[dimension] != sha256:
                self.wrong("content", f"{job}: H{dimension} differs from a direct computation")

    def check_order(self) -> None:
        sent = collections.defaultdict(list)
        for line in self.submitted:
            sent[(line["topic"], line["key"])].append(line)
        for (_, key), lines in sent.items():
            lines.sort(key=lambda line: line["sequence"])
            if any(one["partition"] != next_one["partition"] for one, next_one in zip(lines, lines[1:])):
                self.wrong("order", f"records of the key {key} are in different partitions")
            elif any(one["offset"] >= next_one["offset"] for one, next_one in zip(lines, lines[1:])):
                self.wrong("order", f"records of the key {key} stand in another order than they were sent")
        for job, first in self.first.items():
            for end in self.ends[job]:
                if end["partition"] != first["partition"] or end["offset"] <= first["offset"]:
                    self.wrong("order", f"{job} ends before it was submitted, or elsewhere")
            in_order = sorted(self.results[job], key=place)
            dimensions = [result["dimension"] for result in in_order]
            if len(set(dimensions)) == len(dimensions) and dimensions != sorted(dimensions):
                self.wrong("order", f"{job}: results stand in the order {dimensions}")

    def check_letters(self) -> None:
        poison = {line["value"]: line for line in self.submitted if line["what"] == "poison"}
        for value, line in poison.items():
            letters = self.letters[value]
            if not letters:
                self.wrong("letter", f"{value!r} was acknowledged and is in no dead-letter topic")
            if len(letters) > 1:
                self.wrong("twice", f"{value!r} has {len(letters)} dead letters")
            origin = (line["topic"], str(line["partition"]), str(line["offset"]))
            for letter in letters:
                names = ("dlq_topic", "dlq_partition", "dlq_offset")
                if tuple(letter["headers"].get(name) for name in names) != origin:
                    self.wrong("letter", f"{value!r}: the dead letter does not say that it was at {origin}")
        unreadable = {record["value"] for record in self.records if record["what"] == "unreadable"}
        for value in self.letters.keys() - poison.keys() - unreadable:
            self.wrong("stranger", f"a dead letter of {value!r}, which nobody sent")

    def check_offsets(self) -> None:
        submissions = collections.defaultdict(list)
        for job, first in self.first.items():
            submissions[first["partition"]].append((first["offset"], job))
        for commit in self.commits:
            finished = finished_beyond(commit["offset"], commit["metadata"])
            for offset, job in submissions[commit["partition"]]:
                if offset >= commit["offset"] and offset not in finished:
                    continue
                if not any(end["offset"] < commit["end"] for end in self.ends[job]):
                    where = f"partition {commit['partition']} stood at {commit['offset']} {commit['metadata']}"
                    self.wrong("offset", f"{job} at {offset} had no end yet while {where}")
                    break

    def check_vanished(self) -> None:
        there = {place(record): record for record in self.records}
        for line in self.seen:
            record = there.get(place(line))
            if record is None or record["what"] != line["what"] or record.get("id") != line.get("id"):
                self.wrong("vanished", f"{line['what']} of {line.get('job')} at {place(line)}")

    def figures(self) -> dict[str, object]:
        kinds = collections.Counter(record["what"] for record in self.records)
        starts = collections.Counter(r["job"] for r in self.records if r["what"] == "job.started")
        return {
            "jobs": len(self.jobs),
            "completed": kinds["job.completed"],
            "cancelled": sum(end["what"] == "job.cancelled" for ends in self.ends.values() for end in ends),
            "failed": kinds["job.failed"],
            "results": kinds["result.persistence_diagram"],
            "letters": kinds["letter"],
            "commits_observed": len(self.commits),
            "started_more_than_once": sum(count > 1 for count in starts.values()),
            "longest_stall_seconds": round(self.longest_stall(), 1),
            "violations": len(self.violations),
        }

    def longest_stall(self) -> float:
        """The longest time in which a job was owed and no end came."""
        ends = {line["job"]: line["at"] for line in reversed(self.seen) if line.get("terminal")}
        times = [(line["at"], 1) for job, line in self.jobs.items() if job in ends]
        times += [(at, -1) for job, at in ends.items() if job in self.jobs]
        longest, owed, since = 0.0, 0, 0.0
        for at, change in sorted(times):
            if owed > 0 and change < 0:
                longest = max(longest, at - since)
            if owed == 0 or change < 0:
                since = at
            owed += change
        return longest


def place(line: history.Line) -> Place:
    return line["topic"], line["partition"], line["offset"]


def finished_beyond(offset: int, metadata: str) -> set[int]:
    """Offsets that the metadata of a committed offset calls finished: runs, unfinished and finished in turn."""
    finished: set[int] = set()
    if metadata.startswith("runs1:"):
        at = offset
        for index, length in enumerate(int(run) for run in metadata.removeprefix("runs1:").split(",")):
            if index % 2 == 1:
                finished.update(range(at, at + length))
            at += length
    return finished


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("history", type=Path)
    parser.add_argument("--violations-shown", type=int, default=20)
    arguments = parser.parse_args()
    checker = Checker(list(history.read(arguments.history)))
    violations = checker.check()
    for violation in violations[: arguments.violations_shown]:
        print(violation, file=sys.stderr)
    laws = sorted({violation.split(":")[0] for violation in violations})
    print(json.dumps(checker.figures() | {"laws_broken": laws}))
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
