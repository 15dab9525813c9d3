"""Events are the same bytes as in every other language, and say what is wrong with them."""

from __future__ import annotations

import io
import json
import math
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import fastavro
import numpy as np
import pydantic
import pytest

from conftest import SCHEMAS, TESTDATA
from tda_stream import core, events
from tda_stream.errors import (
    ConfigError,
    DecodeError,
    InvalidInputError,
    NotFoundError,
    SchemaError,
    TdaError,
)
from tda_stream.events import (
    PAYLOADS,
    Event,
    InlinePoints,
    InputData,
    Interval,
    JobCancelled,
    JobProgress,
    JobQueued,
    JobSubmitted,
    Parameters,
    Payload,
    PersistenceDiagram,
)

ENVELOPES = TESTDATA / "envelopes" / "v1"
FIXTURES = sorted(ENVELOPES.glob("*.fixture.json"))


def payload(event_type: str, data: dict[str, Any]) -> Payload:
    """The payload by its constructor, from plain fields."""
    if event_type == "job.submitted":
        given, inline = data["input_data"], data["input_data"]["inline"]
        return JobSubmitted(
            job_id=data["job_id"],
            user_id=data["user_id"],
            algorithm=data["algorithm"],
            parameters=Parameters(
                max_dimension=data["parameters"]["max_dimension"],
                max_edge_length=data["parameters"]["max_edge_length"],
            ),
            input_data=InputData(
                data_id=given["data_id"],
                format=given["format"],
                size_bytes=given["size_bytes"],
                point_count=given["point_count"],
                inline=InlinePoints(dimensions=inline["dimensions"], coordinates=inline["coordinates"]),
            ),
            priority=data["priority"],
            estimated_runtime_seconds=data["estimated_runtime_seconds"],
        )
    if event_type == "result.persistence_diagram":
        rows = [(float(each["birth"]), float(each["death"])) for each in data["intervals"]]
        return PersistenceDiagram(
            job_id=data["job_id"],
            algorithm=data["algorithm"],
            dimension=data["dimension"],
            intervals=[Interval(birth=birth, death=death) for birth, death in rows],
            betti_numbers=data["betti_numbers"],
            computation_time_seconds=data["computation_time_seconds"],
            result_size_bytes=data["result_size_bytes"],
        )
    return PAYLOADS[event_type](**data)


def event_of(fixture: dict[str, Any]) -> Event[Payload]:
    envelope = fixture["envelope"]
    return Event(
        payload(fixture["event_type"], fixture["data"]),
        event_id=envelope["event_id"],
        timestamp=datetime.fromisoformat(envelope["timestamp"].replace("Z", "+00:00")),
        source=envelope["source"],
        correlation_id=envelope.get("correlation_id"),
        causation_id=envelope.get("causation_id"),
        headers=envelope["headers"],
        schema_version=fixture["schema_version"],
    )


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name.split(".")[0])
def test_a_fixture_makes_its_frozen_bytes(path: Path) -> None:
    fixture = json.loads(path.read_text())
    event, stem = event_of(fixture), path.name.removesuffix(".fixture.json")
    for encoding, extension in (("json", "json"), ("avro", "avro.bin")):
        record = event.encode(dialect="canonical", encoding=encoding)  # type: ignore[arg-type]
        frozen = (ENVELOPES / f"{stem}.{extension}").read_bytes()
        assert record.value == frozen
        assert record.topic == fixture["record"]["topic"]
        assert record.key == fixture["record"]["key"].encode()
        assert record.partition_key == fixture["record"]["partition_key"].encode()
        read = events.decode(frozen, headers=record.headers)
        assert read == event
        assert read.data == event.data
        assert read.event_type == fixture["event_type"]
        assert read.headers == fixture["envelope"]["headers"]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name.split(".")[0])
def test_fastavro_reads_the_avro_bytes(path: Path) -> None:
    fixture = json.loads(path.read_text())
    event_type = fixture["event_type"]
    schema = fastavro.parse_schema(json.loads((SCHEMAS / "canonical" / event_type / "1.1.avsc").read_text()))
    record = event_of(fixture).encode(encoding="avro")
    read: Any = fastavro.schemaless_reader(io.BytesIO(record.value), schema, None)
    assert read["event_type"] == event_type
    assert read["event_id"] == fixture["envelope"]["event_id"]
    for name, value in fixture["data"].items():
        found = read["data"][name]
        if isinstance(found, datetime):
            assert found == datetime.fromisoformat(value.replace("Z", "+00:00"))
        elif isinstance(value, str | int | float | bool):
            assert found == value
    if event_type == "result.persistence_diagram":
        assert read["data"]["intervals"][0]["death"] == math.inf


def test_defaults_of_an_event() -> None:
    before = datetime.now(timezone.utc) - timedelta(milliseconds=1)
    event = Event(JobCancelled(job_id="j1", reason="no longer needed"))
    assert before <= event.timestamp <= datetime.now(timezone.utc)
    assert len(event.event_id) == 36
    assert event.source is None
    assert event.schema_version == "1.2"
    with pytest.raises(ConfigError, match="names no source"):
        event.encode()


def submitted(**fields: Any) -> JobSubmitted:
    points = InlinePoints(dimensions=2, coordinates=[0.0, 1.0, 2.0])
    data = InputData(data_id="d", format="point_cloud", size_bytes=24, point_count=2, inline=points)
    given: dict[str, Any] = {
        "job_id": "j1",
        "user_id": "u1",
        "parameters": Parameters(max_dimension=1),
        "input_data": data,
    }
    return JobSubmitted(algorithm="vietoris_rips", **(given | fields))


def test_faults_are_listed_together() -> None:
    # Two bytes a letter: only Rust counts those.
    with pytest.raises(InvalidInputError) as caught:
        Event(submitted(job_id="ü" * 100, user_id="ö" * 100))
    assert "data.job_id: expected text of 1..=128 bytes" in str(caught.value)
    assert "data.user_id: expected text of 1..=128 bytes" in str(caught.value)


def test_counts_must_agree() -> None:
    with pytest.raises(InvalidInputError, match="coordinates: expected 4 numbers for 2 points, got 3"):
        Event(submitted())


def test_models_refuse_what_a_field_cannot_hold() -> None:
    with pytest.raises(pydantic.ValidationError, match="max_dimension"):
        Parameters(max_dimension=17)
    with pytest.raises(pydantic.ValidationError, match="coordinates"):
        InlinePoints(dimensions=1, coordinates=[math.nan])
    with pytest.raises(pydantic.ValidationError, match="priority"):
        JobQueued(job_id="j1", priority="soon")  # type: ignore[arg-type]
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        Parameters(max_dimension=1).max_dimension = 2


def test_event_refuses_what_is_no_payload_or_no_time() -> None:
    with pytest.raises(InvalidInputError, match="dict is no payload"):
        Event({"job_id": "j1"})
    with pytest.raises(InvalidInputError, match="no time zone"):
        Event(JobCancelled(job_id="j1", reason=""), timestamp=datetime(2026, 11, 21))


def test_numpy_goes_in_and_out() -> None:
    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    data = InputData.inline_points("square", square)
    assert (data.point_count, data.size_bytes) == (4, 64)
    assert data.inline is not None
    assert data.inline.dimensions == 2
    assert InputData.inline_distances("pair", 2, [1.5]).format == "distance_matrix"
    array = core.vietoris_rips(square)[0]
    diagram = PersistenceDiagram(
        job_id="j1", algorithm="vietoris_rips", dimension=0, intervals=Interval.from_array(array)
    )
    assert diagram.to_array().tolist() == array.tolist()
    assert len(diagram.content_sha256()) == 64
    record = Event(diagram, source="test").encode()
    assert b'"death":"inf"' in record.value
    assert events.decode(record.value).data == diagram
    assert diagram.content_sha256() == events.decode(record.value).data.content_sha256()


def test_what_is_unknown_survives() -> None:
    unknown: dict[str, Any] = {"because": {"deep": [1]}}
    event = Event(JobCancelled(job_id="j1", reason="", **unknown), source="test")
    for encoding in ("json", "avro"):
        record = event.encode(encoding=encoding)
        read = events.decode(record.value, headers=record.headers)
        assert read.data.because == {"deep": [1]}
        assert read.data == event.data


def test_microseconds_survive() -> None:
    time = datetime(2026, 11, 21, 8, 52, 0, 123_456, tzinfo=timezone.utc)
    progress = JobProgress(job_id="j1", progress_percentage=1.0, current_stage="x", estimated_completion=time)
    record = Event(progress, source="test", timestamp=time).encode(encoding="avro")
    assert events.decode(record.value, headers=record.headers).timestamp == time


def test_decoding_says_what_and_where() -> None:
    record = events.sample("job.submitted").encode(encoding="avro")
    with pytest.raises(DecodeError, match="avro at byte"):
        events.decode(record.value[:40], headers=record.headers)
    with pytest.raises(DecodeError, match="json at line 1 column"):
        events.decode(b'{"schema_version":')
    with pytest.raises(DecodeError, match="schema_version"):
        events.decode(record.value, encoding="avro")
    unknown = events.sample("job.failed").encode().value.replace(b"job.failed", b"job.fooled")
    with pytest.raises(SchemaError, match=r"job\.fooled") as caught:
        events.decode(unknown)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, TdaError)
    with pytest.raises(NotFoundError):
        events.sample("job.fooled")
    with pytest.raises(InvalidInputError, match="klingon"):
        events.decode(b"{}", dialect="klingon")  # type: ignore[arg-type]


def test_peeking_leaves_the_payload_closed() -> None:
    event = events.sample("job.submitted")
    record = event.encode(encoding="avro")
    envelope = events.peek(record.value, headers=dict(record.headers))
    assert (envelope.event_type, envelope.event_id) == ("job.submitted", event.event_id)
    assert envelope.timestamp == event.timestamp
    assert envelope.headers == event.headers


def test_two_majors_are_written_while_readers_move() -> None:
    event = events.sample("job.completed")
    first, second = event.encode_majors([1, 2])
    assert first.value == event.encode().value
    before, after = (json.loads(record.value)["data"] for record in (first, second))
    assert before["execution_time"] == after["execution_time_seconds"]
    assert events.decode(second.value, headers=second.headers).event_id == event.event_id
    with pytest.raises(TdaError):
        event.encode_majors([9])
