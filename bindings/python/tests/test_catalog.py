"""Catalogs: the library's own, a user's, and what is wrong with one."""

from __future__ import annotations

import json
import math
import pickle
import sys
from pathlib import Path

import pytest

from conftest import TESTDATA
from tda_stream import events
from tda_stream.errors import CatalogError, ConfigError, InvalidInputError, NotFoundError, TdaError
from tda_stream.events import Catalog

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ORDER = {"orderId": "o1", "userId": "u1", "symbol": "AAPL", "side": "BUY", "type": "MARKET", "quantity": 2}


def test_the_catalogs_of_the_package() -> None:
    for name, topics in (("tda", 6), ("alphintra", 30), ("todo", 5), ("fsm", 30)):
        catalog = Catalog.builtin(name)
        assert catalog.system == name
        assert len(catalog.topics) >= topics
        assert len(catalog.event_types) >= topics
        for topic in catalog.topics:
            for event_type in topic.event_types:
                assert catalog.topic_of(event_type) == topic.name
    with pytest.raises(NotFoundError, match="nobody"):
        Catalog.builtin("nobody")


def test_events_of_another_system() -> None:
    catalog = Catalog.builtin("alphintra")
    event = catalog.event("trading.order.placed", ORDER, source="order-service", headers={"userId": "u1"})
    assert event.data["quantity"] == 2.0
    for encoding in ("json", "avro"):
        record = event.encode(dialect="camel_case", encoding=encoding)
        assert (record.topic, record.key) == ("trading-orders", b"u1")
        read = events.decode(record.value, record.headers, catalog=catalog)
        assert read == event
        assert read.data == event.data
        assert events.peek(record.value, record.headers, catalog=catalog).event_id == event.event_id
    record = event.encode(dialect="camel_case")
    assert json.loads(record.value)["payload"]["symbol"] == "AAPL"


def test_every_fault_of_a_payload_is_listed() -> None:
    wrong = ORDER | {"side": "HOLD", "quantity": "two", "symbol": 7}
    with pytest.raises(InvalidInputError) as caught:
        Catalog.builtin("alphintra").event("trading.order.placed", wrong)
    for path in ("data.side", "data.quantity", "data.symbol"):
        assert path in str(caught.value)
    with pytest.raises(InvalidInputError, match=r"trading\.order\.eaten"):
        Catalog.builtin("alphintra").event("trading.order.eaten", {})
    with pytest.raises(InvalidInputError, match="no JSON"):
        Catalog.builtin("alphintra").event("trading.order.placed", ORDER | {"price": object()})


def test_infinity_has_a_text_and_nan_has_none() -> None:
    tda = Catalog.builtin("tda")
    diagram = {"job_id": "j1", "algorithm": "alpha", "dimension": 0}
    event = tda.event(
        "result.persistence_diagram", diagram | {"intervals": [{"birth": 0.0, "death": math.inf}]}
    )
    assert event.data.intervals[0].death == math.inf
    with pytest.raises(InvalidInputError, match=r"data\.intervals\[0\]\.death"):
        tda.event("result.persistence_diagram", diagram | {"intervals": [{"birth": 0.0, "death": math.nan}]})


def test_a_catalog_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "bakery.yaml"
    path.write_text("""
catalog: 1
system: bakery
events:
  bread.baked: {summary: A loaf came out., payload: {loaf_id: id, weight_grams: "int 1..5000"}}
topics:
  loaves:
    key: "{data.loaf_id}"
    development: {partitions: 1, replication_factor: 1}
    production: {partitions: 2, replication_factor: 3}
    events: [bread.baked]
""")
    bakery = Catalog.load(path)
    event = bakery.event("bread.baked", {"loaf_id": "l1", "weight_grams": 750}, source="oven")
    record = event.encode(dialect="cloudevents")
    assert (record.topic, record.key) == ("loaves", b"l1")
    assert events.decode(record.value, record.headers, catalog=bakery).data == event.data
    assert bakery.sample("bread.baked").data.keys() >= {"loaf_id", "weight_grams"}
    with pytest.raises(NotFoundError):
        bakery.sample("bread.eaten")


def test_problems_of_a_catalog_are_typed() -> None:
    text = "catalog: 1\nsystem: bakery\ntopics:\n  loaves:\n    partitons: 3\n    events: [1]\n  'a b': {}\n"
    with pytest.raises(CatalogError) as caught:
        Catalog.parse(text, "bakery.yaml")
    problems = caught.value.problems
    assert len(problems) >= 3
    assert problems[0].file == "bakery.yaml"
    assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in problems)
    assert any("partitons" in problem.path and problem.line == 5 for problem in problems)
    assert isinstance(caught.value, ConfigError | ValueError | TdaError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == problems


def test_partitions_of_records_of_others() -> None:
    cases = tomllib.loads((TESTDATA / "partition" / "record.toml").read_text())["case"]
    assert len(cases) >= 7
    for case in cases:
        topic, key = case["topic"], case["key"].encode()
        if "error" in case:
            with pytest.raises(TdaError) as caught:
                events.record_partition(topic, key, 12)
            assert caught.value.kind == case["error"]
        else:
            assert events.record_partition(topic, key, 12) == case["partition_of_12"]


def test_lint_finds_what_will_not_do_what_was_meant() -> None:
    for name in ("tda", "alphintra", "todo", "fsm"):
        assert Catalog.builtin(name).lint() == []
    text = """
catalog: 1
system: bakery
events:
  bread.baked: {payload: {loaf_id: id}}
topics:
  loaves:
    key: "{data.loaf_id}"
    config: {cleanup.policy: compact, retention.ms: 1000}
    development: {partitions: 1, replication_factor: 1}
    production: {partitions: 2, replication_factor: 3, config: {min.insync.replicas: 3}}
    events: [bread.baked]
"""
    findings = Catalog.parse(text).lint()
    assert any("min.insync" in finding.rule or "insync" in finding.message for finding in findings)
    assert all(finding.line >= 1 and finding.message and finding.fix for finding in findings)
    assert {finding.severity for finding in findings} <= {"note", "warning", "error"}
