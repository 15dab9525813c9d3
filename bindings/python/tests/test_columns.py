"""NumPy views packed intervals where they lie."""

from __future__ import annotations

import math

import numpy as np
import pytest

from conftest import TESTDATA
from tda_stream import events
from tda_stream.errors import DecodeError
from tda_stream.events import Catalog, Event, Interval, PersistenceDiagram


def packed_catalog() -> Catalog:
    """The TDA platform, all of whose readers know the packed layout."""
    path = TESTDATA.parent / "tda-events" / "catalogs" / "tda.yaml"
    topic = "  tda_results:\n"
    return Catalog.parse(path.read_text().replace(topic, topic + "    layout: packed\n", 1))


def test_columns_are_viewed_without_a_copy() -> None:
    rows = np.array([[0.0, math.inf], *([n, n + 0.5] for n in range(1, 1_000))])
    diagram = PersistenceDiagram(
        job_id="j1", algorithm="vietoris_rips", dimension=1, intervals=Interval.from_array(rows)
    )
    event = packed_catalog().event(diagram.EVENT_TYPE, diagram.model_dump(mode="json"), source="test")
    record = event.encode(encoding="avro")
    columns = events.packed_columns(record.value, record.headers)
    assert columns is not None
    value = np.frombuffer(record.value, dtype=np.uint8)
    begin = value.__array_interface__["data"][0]
    for column in columns:
        address = column.__array_interface__["data"][0]
        assert begin <= address
        assert address + column.nbytes <= begin + value.nbytes
        assert not column.flags.owndata
        assert not column.flags.writeable
    assert columns.dimensions.tolist() == [1] * 1_000
    assert np.column_stack((columns.births, columns.deaths)).tolist() == rows.tolist()
    assert events.decode(record.value, record.headers).data.to_array().tolist() == rows.tolist()


def test_other_layouts_have_no_columns() -> None:
    event = events.sample("result.persistence_diagram")
    for encoding in ("json", "avro"):
        record = event.encode(encoding=encoding)
        assert events.packed_columns(record.value, record.headers) is None
    job: Event[events.Payload] = events.sample("job.queued")
    record = job.encode(encoding="avro")
    with pytest.raises(DecodeError, match="persistence_diagram"):
        events.packed_columns(record.value, record.headers)
