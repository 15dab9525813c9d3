"""Reads with other people's programs what `cargo run --example wire_corpus` writes.

fastavro reads every Avro value by its schema and writes the same bytes; the official CloudEvents SDK reads
both of its modes. Usage: python read_events.py corpus.jsonl (needs fastavro and cloudevents).
"""

import collections
import io
import json
import struct
import sys

import fastavro
import fastavro.schema
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary, from_structured
from cloudevents.core.formats.json import JSONFormat


def unframed(case: dict) -> bytes:
    value = bytes.fromhex(case["value"])
    if case["encoding"].endswith("_confluent"):
        magic, schema_id = struct.unpack(">bI", value[:5])
        assert (magic, schema_id) == (0, 77), value[:5]
        return value[5:]
    if case["encoding"] == "avro_single_object":
        form = fastavro.schema.to_parsing_canonical_form(case["schema"])
        expected = bytes.fromhex(fastavro.schema.fingerprint(form, "CRC-64-AVRO"))
        assert value[:2] == b"\xc3\x01" and value[2:10] == expected, case["event_type"]
        return value[10:]
    return value


def read_avro(case: dict) -> None:
    schema = fastavro.parse_schema(case["schema"])
    value = unframed(case)
    stream = io.BytesIO(value)
    record = fastavro.schemaless_reader(stream, schema, None)
    assert stream.read() == b"", "bytes behind the value"
    again = io.BytesIO()
    fastavro.schemaless_writer(again, schema, record)
    assert again.getvalue() == value, "other bytes"
    payload = record
    for name in ("data", "payload"):
        if case["dialect"] != "cloudevents_binary" and name in record and isinstance(record[name], dict):
            payload = record[name]
    for name, expected in case["data"].items():
        if isinstance(expected, (str, bool)) and isinstance(payload.get(name), type(expected)):
            assert payload[name] == expected, (name, payload[name], expected)


def read_cloudevent(case: dict) -> None:
    headers = {name: value.encode() for name, value in case["headers"]}
    is_framed = case["encoding"].endswith(("_confluent", "_object"))
    message = KafkaMessage(headers=headers, key=None, value=unframed(case) if is_framed else bytes.fromhex(case["value"]))
    if case["dialect"] == "cloudevents":
        event = from_structured(message, JSONFormat())
    else:
        event = from_binary(message, JSONFormat())
    assert event.get_type() == case["event_type"]
    assert event.get_id() == "e-1"
    assert event.get_source() == "my%20service"
    assert event.get_time().isoformat(timespec="milliseconds") == "2026-11-21T08:52:00.123+00:00"
    assert event.get_extension("correlationid") == "c-1"
    place = json.loads(event.get_extension("tdaextensions"))
    assert json.loads(place["/headers"]) == {"user_id": "u-1"}
    if "json" in case["encoding"]:
        for name, expected in case["data"].items():
            assert name in event.get_data(), name


def main(path: str) -> None:
    counts: collections.Counter[str] = collections.Counter()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            where = f"{case['system']} {case['event_type']} {case['dialect']} {case['encoding']}"
            try:
                if case["schema"] is not None:
                    read_avro(case)
                    counts["avro by fastavro"] += 1
                if case["dialect"].startswith("cloudevents"):
                    read_cloudevent(case)
                    counts["cloudevents by the official sdk"] += 1
            except Exception as error:
                sys.exit(f"{where}: {type(error).__name__}: {error}")
            counts["values"] += 1
    assert counts["avro by fastavro"] and counts["cloudevents by the official sdk"], "an empty corpus"
    print(", ".join(f"{count} {name}" for name, count in counts.items()))


if __name__ == "__main__":
    main(sys.argv[1])
