"""Partitions: the known answers that all languages read."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

import pytest

from conftest import TESTDATA
from tda_stream import events
from tda_stream.errors import InvalidInputError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def vectors(file: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((TESTDATA / "partition" / file).read_text())


def test_murmur2_is_that_of_kafka() -> None:
    cases = vectors("murmur2.toml")["case"]
    assert len(cases) >= 20
    for case in cases:
        key = case["key"].encode()
        assert events.murmur2(key) == case["murmur2"]
        assert events.murmur2_partition(key, 12) == case["partition_of_12"]


def test_jump_is_that_of_the_paper() -> None:
    known = vectors("jump.toml")
    assert len(known["hash"]) >= 8
    for case in known["hash"]:
        assert events.jump_hash(case["hash"], case["buckets"]) == case["bucket"]
    assert len(known["key"]) >= 10
    for case in known["key"]:
        found = [events.jump_partition(case["key"].encode(), partitions) for partitions in (1, 12, 13, 100)]
        assert found == case["partitions"]


def test_partitions_by_the_hour() -> None:
    cases = vectors("utc_hour.toml")["case"]
    assert len(cases) >= 6
    for case in cases:
        time = datetime.fromisoformat(case["time"].replace("Z", "+00:00"))
        assert events.utc_hour_partition(time, 24) == case["partition_of_24"]
        assert events.utc_hour_partition(time, 7) == case["partition_of_7"]
    with pytest.raises(InvalidInputError, match="no time zone"):
        events.utc_hour_partition(datetime(2026, 11, 21), 24)


def test_records_without_a_key_fill_batches() -> None:
    sticky = events.Sticky(1000, first=1)
    assert [sticky.partition(600, 3) for _ in range(5)] == [1, 1, 2, 2, 0]
