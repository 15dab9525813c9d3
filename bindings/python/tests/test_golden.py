"""Every cell of the table (event, dialect, encoding) has frozen bytes, which this language makes and reads too."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from conftest import TESTDATA
from tda_stream import events
from tda_stream.errors import NotCarriedError
from tda_stream.events import Catalog, Dialect, Encoding, Event
from tda_stream.events.payloads import PAYLOADS_BY_RECORD

FIXTURES = sorted((TESTDATA / "envelopes" / "cells").glob("*/*.json"))
SCHEMA_ID = 7


def event_of(fixture: dict[str, Any], catalog: Catalog) -> Event[Any]:
    """The event from its plain fields: by the payload's class where there is one."""
    envelope = fixture["envelope"]
    about: dict[str, Any] = {
        "event_id": envelope["event_id"],
        "timestamp": datetime.fromisoformat(envelope["timestamp"].replace("Z", "+00:00")),
        "source": envelope["source"],
        "correlation_id": envelope["correlation_id"],
        "causation_id": envelope["causation_id"],
        "headers": dict(envelope["headers"]),
        "schema_version": fixture["schema_version"],
    }
    event_type, dialect = fixture["event_type"], fixture["dialect"]
    for model in PAYLOADS_BY_RECORD.values():
        if catalog.system == "tda" and (event_type, dialect) == (model.EVENT_TYPE, model.DIALECT):
            return Event(model.model_validate_json(json.dumps(fixture["data"])), **about)
    return catalog.event(event_type, fixture["data"], dialect=dialect, **about)


def value_of(fixture: dict[str, Any], cell: dict[str, Any]) -> bytes:
    if "text" in cell:
        return str(cell["text"]).encode()
    if "base64" in cell:
        return base64.b64decode(cell["base64"])
    prefix = cell["prefix_of"]
    (bare,) = (
        other
        for other in fixture["cells"]
        if (other["dialect"], other["encoding"]) == (cell["dialect"], prefix["encoding"])
    )
    return bytes.fromhex(prefix["prefix"]) + value_of(fixture, bare)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_cell_has_its_frozen_bytes_and_they_read_back(path: Path) -> None:
    fixture = json.loads(path.read_text(encoding="utf-8"))
    catalog = Catalog.builtin(fixture["catalog"])
    event = event_of(fixture, catalog)
    for cell in fixture["cells"]:
        value = value_of(fixture, cell)
        headers = [(name, text.encode()) for name, text in cell["headers"]]
        record = event.encode(dialect=cell["dialect"], encoding=cell["encoding"], schema_id=SCHEMA_ID)
        assert record.value == value
        assert record.headers == headers
        keys = {"key": record.key, "partition_key": record.partition_key}
        texts = {name: None if key is None else key.decode() for name, key in keys.items()}
        assert {"topic": record.topic, **texts} == fixture["record"]
        read = events.decode(value, headers, catalog=catalog)
        assert read == event
        assert read.data == event.data
        told = events.decode(
            value, headers, dialect=cell["dialect"], encoding=cell["encoding"], catalog=catalog
        )
        assert told == event
        envelope = events.peek(value, headers, catalog=catalog)
        assert (envelope.event_id, envelope.timestamp) == (event.event_id, event.timestamp)


def test_every_other_cell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    cells = refused = 0
    for path in FIXTURES:
        fixture = json.loads(path.read_text(encoding="utf-8"))
        event = event_of(fixture, Catalog.builtin(fixture["catalog"]))
        carried = {(cell["dialect"], cell["encoding"]) for cell in fixture["cells"]}
        cells += len(carried)
        for dialect in get_args(Dialect):
            for encoding in get_args(Encoding):
                if (dialect, encoding) not in carried:
                    refused += 1
                    with pytest.raises(NotCarriedError):
                        event.encode(dialect=dialect, encoding=encoding, schema_id=SCHEMA_ID)
    assert cells > 1_000
    with capsys.disabled():
        print(f"\n{cells} cells of {len(FIXTURES)} events, {refused} refused")
