"""Events: typed payloads, and their bytes, which are the same in every language.

>>> from tda_stream import events
>>> from tda_stream.events import Event, InputData, JobSubmitted, Parameters
>>> job = JobSubmitted(
...     job_id="j1",
...     user_id="u1",
...     algorithm="vietoris_rips",
...     parameters=Parameters(max_dimension=1),
...     input_data=InputData.inline_points("square", [[0, 0], [1, 0], [1, 1], [0, 1]]),
...     priority="high",
... )
>>> record = Event(job, source="fastapi-backend").encode(dialect="canonical", encoding="json")
>>> record.topic, record.key
('tda_jobs', b'j1')
>>> events.decode(record.value, headers=record.headers).data.input_data.point_count
4

Events of other systems come from their `Catalog`, their payloads are dictionaries:

>>> catalog = events.Catalog.builtin("alphintra")
>>> order = {"orderId": "o1", "userId": "u1", "symbol": "AAPL", "side": "BUY", "type": "MARKET", "quantity": 2}
>>> placed = catalog.event("trading.order.placed", order, source="order-service")
>>> placed.encode(dialect="camel_case").topic
'trading-orders'

A payload that cannot hold what it is given raises pydantic's ``ValidationError``, a ``ValueError``; rules that no
single field can say are checked when the `Event` is made, an `InvalidInputError` then lists every fault.
"""

from __future__ import annotations

from tda_stream._native import EncodedRecord
from tda_stream.events import partition as _partition
from tda_stream.events import payloads as _payloads
from tda_stream.events._bases import Payload, Record
from tda_stream.events.catalog import Catalog, Finding, Topic, record_partition
from tda_stream.events.columns import PackedColumns, packed_columns
from tda_stream.events.event import Dialect, Encoding, Event, Peek, convert, decode, peek, sample
from tda_stream.events.partition import *  # noqa: F403
from tda_stream.events.payloads import *  # noqa: F403

__all__ = [
    "Catalog",
    "Dialect",
    "EncodedRecord",
    "Encoding",
    "Event",
    "Finding",
    "PackedColumns",
    "Payload",
    "Peek",
    "Record",
    "Topic",
    "convert",
    "decode",
    "packed_columns",
    "peek",
    "record_partition",
    "sample",
]
__all__ += _partition.__all__ + _payloads.__all__
