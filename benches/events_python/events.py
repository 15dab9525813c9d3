"""Events from Python beside other serializers: prints what each took as JSON.

    python events.py [ROW]

Needs the wheel of tda-stream, built for release, and what `requirements.txt` names.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import fastavro
import msgspec
import numpy as np
import orjson
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext
from pydantic import BaseModel, ConfigDict
from tda_stream import events
from tda_stream.events import Event, InputData, JobSubmitted, Parameters

ROUNDS = 31
ROUND_SECONDS = 0.01
SCHEMAS = Path(__file__).parents[2] / "tda-events/schemas/canonical"

Way = tuple[str, Callable[[], object]]


def seconds_of(call: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) / times


def times_of(call: Callable[[], object]) -> int:
    """How many calls fill a round."""
    times = 1
    while (taken := seconds_of(call, times) * times) < ROUND_SECONDS / 2:
        times *= 4
    return max(1, round(times * ROUND_SECONDS / taken))


def row(name: str, size: int, *ways: Way) -> dict[str, Any]:
    """Times every way in every round; ours is the first."""
    times = [times_of(call) for _, call in ways]
    rounds = [[seconds_of(call, n) for (_, call), n in zip(ways, times, strict=True)] for _ in range(ROUNDS)]
    return {
        "name": name,
        "bytes": size,
        "ways": [
            {
                "name": way,
                "nanoseconds": statistics.median(taken[index] for taken in rounds) * 1e9,
                "by_first": statistics.median(taken[index] / taken[0] for taken in rounds),
            }
            for index, (way, _) in enumerate(ways)
        ],
    }


class Envelope(BaseModel):
    """The event as pydantic alone would have it."""

    model_config = ConfigDict(extra="ignore")
    schema_version: str
    event_id: str
    timestamp: str
    event_type: str
    source: str
    correlation_id: str | None = None
    causation_id: str | None = None
    headers: dict[str, str] = {}
    data: JobSubmitted


class PlainParameters(msgspec.Struct, omit_defaults=True):
    max_dimension: int
    max_edge_length: float | None = None
    resolution: int | None = None


class PlainPoints(msgspec.Struct):
    dimensions: int
    coordinates: list[float]


class PlainInput(msgspec.Struct, omit_defaults=True):
    data_id: str
    format: str
    size_bytes: int
    point_count: int
    storage_location: str | None = None
    checksum_sha256: str | None = None
    inline: PlainPoints | None = None


class PlainJob(msgspec.Struct, omit_defaults=True):
    job_id: str
    user_id: str
    algorithm: str
    parameters: PlainParameters
    input_data: PlainInput
    priority: str
    estimated_runtime_seconds: float | None = None


class PlainEvent(msgspec.Struct, omit_defaults=True):
    schema_version: str
    event_id: str
    timestamp: str
    event_type: str
    source: str
    data: PlainJob
    correlation_id: str | None = None
    causation_id: str | None = None
    headers: dict[str, str] = {}


def job() -> JobSubmitted:
    return JobSubmitted(
        job_id="job-0001",
        user_id="user-0001",
        algorithm="vietoris_rips",
        parameters=Parameters(max_dimension=1, max_edge_length=2.0),
        input_data=InputData.inline_points("unit-square", [[0, 0], [1, 0], [1, 1], [0, 1]]),
        priority="high",
        estimated_runtime_seconds=0.5,
    )


def event() -> Event[JobSubmitted]:
    return Event(job(), source="bench", correlation_id="request-0001", headers={"user_id": "user-0001"}, schema_version="1.1")


def json_rows() -> list[dict[str, Any]]:
    ours = event()
    record = ours.encode(dialect="canonical", encoding="json")
    value, headers = record.value, record.headers
    plain = orjson.loads(value)
    envelope = Envelope.model_validate(plain)
    struct = msgspec.json.Decoder(PlainEvent)
    typed, encoder = struct.decode(value), msgspec.json.Encoder()
    dump = {"mode": "json", "exclude_none": True}
    assert orjson.loads(orjson.dumps(envelope.model_dump(**dump))) == plain
    assert orjson.loads(encoder.encode(typed)) == plain
    assert events.decode(value, headers=headers).data == ours.data == envelope.data

    def fields() -> dict[str, Any]:
        return {name: plain[name] for name in plain if name != "data"} | {"data": job()}

    return [
        row(
            "Python: job.submitted, make and encode JSON",
            len(value),
            ("tda_stream", lambda: event().encode(dialect="canonical", encoding="json")),
            ("pydantic + orjson", lambda: orjson.dumps(Envelope(**fields()).model_dump(**dump))),
            ("pydantic", lambda: Envelope(**fields()).model_dump_json(exclude_none=True)),
        ),
        row(
            "Python: job.submitted, encode JSON",
            len(value),
            ("tda_stream", lambda: ours.encode(dialect="canonical", encoding="json")),
            ("pydantic + orjson", lambda: orjson.dumps(envelope.model_dump(**dump))),
            ("pydantic", lambda: envelope.model_dump_json(exclude_none=True)),
            ("orjson of a dict", lambda: orjson.dumps(plain)),
            ("msgspec", lambda: encoder.encode(typed)),
        ),
        row(
            "Python: job.submitted, decode JSON, payload typed",
            len(value),
            ("tda_stream", lambda: events.decode(value, headers=headers).data),
            ("pydantic + orjson", lambda: Envelope.model_validate(orjson.loads(value))),
            ("pydantic", lambda: Envelope.model_validate_json(value)),
            ("orjson to a dict", lambda: orjson.loads(value)),
            ("msgspec", lambda: struct.decode(value)),
        ),
        row(
            "Python: job.submitted, decode JSON, checked, payload untouched",
            len(value),
            ("tda_stream", lambda: events.decode(value, headers=headers)),
            ("pydantic + orjson", lambda: Envelope.model_validate(orjson.loads(value))),
        ),
        row(
            "Python: peek JSON",
            len(value),
            ("tda_stream", lambda: events.peek(value, headers=headers)),
            ("orjson to a dict", lambda: orjson.loads(value)),
        ),
    ]


def avro_rows() -> list[dict[str, Any]]:
    ours = event()
    record = ours.encode(dialect="canonical", encoding="avro")
    value, headers = record.value, record.headers
    text = (SCHEMAS / "job.submitted/1.1.avsc").read_text()
    schema = fastavro.parse_schema(json.loads(text))
    plain = fastavro.schemaless_reader(BytesIO(value), schema, None)

    def fastavro_bytes() -> bytes:
        out = BytesIO()
        fastavro.schemaless_writer(out, schema, plain)
        return out.getvalue()

    assert fastavro_bytes() == value
    registry = SchemaRegistryClient({"url": "mock://bench"})
    serializer, deserializer = AvroSerializer(registry, text), AvroDeserializer(registry, text)
    context = SerializationContext("tda_jobs", MessageField.VALUE)
    framed = serializer(plain, context)
    assert framed is not None
    assert framed.endswith(value)
    return [
        row(
            "Python: job.submitted, encode Avro",
            len(value),
            ("tda_stream", lambda: ours.encode(dialect="canonical", encoding="avro")),
            ("confluent_kafka AvroSerializer", lambda: serializer(plain, context)),
            ("fastavro", fastavro_bytes),
        ),
        row(
            "Python: job.submitted, decode Avro, payload typed",
            len(value),
            ("tda_stream", lambda: events.decode(value, headers=headers).data),
            ("confluent_kafka AvroDeserializer, a dict", lambda: deserializer(framed, context)),
            ("fastavro, a dict", lambda: fastavro.schemaless_reader(BytesIO(value), schema, None)),
        ),
        row(
            "Python: job.submitted, decode Avro, checked, payload untouched",
            len(value),
            ("tda_stream", lambda: events.decode(value, headers=headers)),
            ("confluent_kafka AvroDeserializer, a dict", lambda: deserializer(framed, context)),
        ),
    ]


def diagram_rows() -> list[dict[str, Any]]:
    """100 000 intervals as fastavro writes them: in records and in columns."""
    count = 100_000
    births = np.linspace(0.0, 1.0, count)
    deaths = births + np.random.default_rng(20_261_121).random(count)
    sample = events.sample("result.persistence_diagram").encode(dialect="canonical", encoding="avro")
    schema = fastavro.parse_schema(json.loads((SCHEMAS / "result.persistence_diagram/1.2.avsc").read_text()))
    plain: Any = fastavro.schemaless_reader(BytesIO(sample.value), schema, None)
    headers = sample.headers

    def written(**changes: object) -> bytes:
        out = BytesIO()
        fastavro.schemaless_writer(out, schema, plain | {"data": plain["data"] | changes})
        return out.getvalue()

    def read(value: bytes) -> Any:
        return fastavro.schemaless_reader(BytesIO(value), schema, None)["data"]

    records = written(intervals=[{"birth": b, "death": d} for b, d in zip(births.tolist(), deaths.tolist(), strict=True)])
    columns = {"births": births.tobytes(), "deaths": deaths.tobytes(), "dimensions": np.ones(count, "<u4").tobytes()}
    packed = written(intervals=[], packed=columns)
    view = events.packed_columns(packed, headers)
    assert view is not None
    assert np.array_equal(view.births, births)
    assert np.array_equal(view.deaths, deaths)

    def arrays_of_records() -> np.ndarray[Any, Any]:
        return np.array([(i["birth"], i["death"]) for i in read(records)["intervals"]])

    return [
        row(
            "Python: 100 000 intervals to NumPy",
            len(packed),
            ("tda_stream, of columns", lambda: events.packed_columns(packed, headers)),
            ("fastavro, of columns", lambda: np.frombuffer(read(packed)["packed"]["births"])),
            ("fastavro, of records", arrays_of_records),
        ),
    ]


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    rows = [*json_rows(), *avro_rows(), *diagram_rows()]
    print(json.dumps([row for row in rows if row["name"].startswith(wanted)]))


if __name__ == "__main__":
    main()
