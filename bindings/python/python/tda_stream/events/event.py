"""`Event`: a fact with what a stranger needs to route, order and understand it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from tda_stream import _native
from tda_stream._native import Event as NativeEvent
from tda_stream.errors import InvalidInputError
from tda_stream.events._bases import Payload
from tda_stream.events._time import microseconds, time_of
from tda_stream.events.payloads import PAYLOADS_BY_RECORD

if TYPE_CHECKING:
    from datetime import datetime

    from tda_stream._native import Catalog as NativeCatalog
    from tda_stream._native import EncodedRecord
    from tda_stream.events.catalog import Catalog

Dialect = Literal[
    "canonical", "metadata_payload", "camel_case", "fsm_record", "cloudevents", "cloudevents_binary"
]
"""A wire shape of events."""
Encoding = Literal["json", "avro", "json_confluent", "avro_confluent", "avro_single_object"]
"""How a wire shape becomes bytes."""
RecordHeaders = Mapping[str, "bytes | str"] | Iterable[tuple[str, "bytes | str"]]

P_co = TypeVar("P_co", bound="Payload | Mapping[str, Any]", covariant=True)


class Event(Generic[P_co]):
    """One fact: an envelope that everybody can read, and a payload. Immutable.

    Parameters
    ----------
    data
        The payload. All rules of its schema are checked, every fault is listed.
    source
        Which program says so. A producer fills in its own, encoding without one is a `ConfigError`.
    correlation_id
        Ties together everything that one request set off.
    causation_id
        ``event_id`` of the event that this one answers.
    headers
        Further context by name, such as ``user_id`` or ``traceparent``.
    event_id
        Unique per fact: a UUIDv7 by default. A redelivery repeats it, so readers may drop duplicates by it.
    timestamp
        When it became true; now by default. It must have a time zone.
    schema_version
        Version of the schema to write it with, such as ``"2.0"``; the newest of major 1 by default.

    Raises
    ------
    InvalidInputError
        The payload or the envelope breaks rules of its schema.

    Examples
    --------
    >>> from tda_stream.events import Event, JobCancelled
    >>> event = Event(JobCancelled(job_id="j1", reason="no longer needed"), source="example")
    >>> event.encode().topic
    'tda_jobs'
    """

    __slots__ = ("_data", "_native")
    _data: P_co | None
    _native: NativeEvent

    def __init__(
        self,
        data: P_co,
        /,
        *,
        source: str | None = None,
        correlation_id: str | None = None,
        causation_id: str | None = None,
        headers: Mapping[str, str] | None = None,
        event_id: str | None = None,
        timestamp: datetime | None = None,
        schema_version: str | None = None,
    ) -> None:
        if not isinstance(data, Payload):
            raise InvalidInputError(
                f"{type(data).__name__} is no payload: use a class of tda_stream.events, or Catalog.event"
            )
        self._data = data
        self._native = NativeEvent(
            data.EVENT_TYPE,
            data.model_dump_json(exclude_none=True, warnings=False).encode(),
            source=source,
            correlation_id=correlation_id,
            causation_id=causation_id,
            headers=list((headers or {}).items()),
            event_id=event_id,
            timestamp_us=None if timestamp is None else microseconds(timestamp),
            schema_version=schema_version,
            dialect=data.DIALECT,
        )

    @property
    def data(self) -> P_co:
        """What happened: a payload class, or a ``dict`` for the events of other systems' catalogs."""
        if self._data is None:
            name, text = self._native.payload_name, self._native.data_json
            # Checked when the event was read; this only gives it its Python types.
            data = json.loads(text) if name is None else PAYLOADS_BY_RECORD[name].model_validate_json(text)
            self._data = cast("P_co", data)
        return self._data

    @property
    def event_type(self) -> str:
        """The type of event, such as ``job.submitted``."""
        return self._native.event_type

    @property
    def schema_version(self) -> str:
        """Version of the schema that the event was written with."""
        return self._native.schema_version

    @property
    def event_id(self) -> str:
        """Unique per fact."""
        return self._native.event_id

    @property
    def timestamp(self) -> datetime:
        """When it became true, UTC."""
        return time_of(self._native.timestamp_us)

    @property
    def source(self) -> str | None:
        """Which program says so."""
        return self._native.source

    @property
    def correlation_id(self) -> str | None:
        """Ties together everything that one request set off."""
        return self._native.correlation_id

    @property
    def causation_id(self) -> str | None:
        """``event_id`` of the event that this one answers."""
        return self._native.causation_id

    @property
    def headers(self) -> dict[str, str]:
        """Further context by name."""
        return self._native.headers

    @property
    def extensions(self) -> dict[str, Any]:
        """Envelope fields that this version does not know."""
        return cast("dict[str, Any]", json.loads(self._native.extensions_json))

    def encode(
        self,
        *,
        dialect: Dialect = "canonical",
        encoding: Encoding = "json",
        schema_id: int | None = None,
    ) -> EncodedRecord:
        """Write the event, as a record for its topic.

        Parameters
        ----------
        dialect
            The wire shape; `NotCarriedError` where it has no place for this event.
        encoding
            How it becomes bytes.
        schema_id
            The registry's id of the schema, which ``json_confluent`` and ``avro_confluent`` write in front.
        """
        return self._native.encode(dialect, encoding, schema_id=schema_id)

    def encode_majors(
        self,
        majors: Sequence[int],
        *,
        dialect: Dialect = "canonical",
        encoding: Encoding = "json",
    ) -> list[EncodedRecord]:
        """Write the event once for each major version of the schema, while readers move from one to the other.

        All records carry the same ``event_id``. On compacted topics the major is a part of the key, so neither
        erases the other.

        Parameters
        ----------
        majors
            Such as ``[1, 2]``; each is written in its newest version, or in the event's own.
        dialect, encoding
            As in `encode`.
        """
        return self._native.encode_majors(majors, dialect, encoding)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Event) and self._native == other._native

    def __hash__(self) -> int:
        return hash(self.event_id)

    def __repr__(self) -> str:
        return f"<Event {self.event_type} {self.event_id}>"

    @classmethod
    def _of(cls, native: NativeEvent) -> Event[Any]:
        event = cls.__new__(cls)
        event._data = None
        event._native = native
        return event


@dataclass(frozen=True)
class Peek:
    """The envelope of an event, its payload left closed."""

    schema_version: str
    event_id: str
    timestamp: datetime
    event_type: str
    source: str
    correlation_id: str | None
    causation_id: str | None
    headers: dict[str, str]


def decode(
    value: bytes,
    headers: RecordHeaders = (),
    *,
    dialect: Dialect | Iterable[Dialect] | None = None,
    encoding: Encoding | None = None,
    catalog: Catalog | None = None,
    schemas: Mapping[int, str] | None = None,
) -> Event[Any]:
    """Read the event of a record.

    Dialect and encoding are told by the headers, otherwise by the value's look, unless they are given. Unframed Avro
    needs the headers ``event_type`` and ``schema_version``.

    Parameters
    ----------
    value, headers
        Of the record.
    dialect
        The dialect, or those among which the reader tells; all by default.
    encoding
        The encoding, whatever the headers and the value's look say.
    catalog
        The catalog that knows the event; that of the TDA platform by default.
    schemas
        Avro schemas by their ids in a registry, for frames that name other schemas than this package's.

    Raises
    ------
    DecodeError
        The bytes are no event; says where and why.
    SchemaError
        An event type or a schema version that this version does not know.
    """
    dialects = [dialect] if isinstance(dialect, str) else list(dialect or ())
    return Event._of(
        NativeEvent.decode(
            value,
            header_pairs(headers),
            dialects=dialects,
            encoding=encoding,
            catalog=_native_of(catalog),
            schemas=list((schemas or {}).items()),
        )
    )


def convert(
    value: bytes,
    headers: RecordHeaders = (),
    *,
    dialect: Dialect = "canonical",
    encoding: Encoding = "json",
    schema_id: int | None = None,
    catalog: Catalog | None = None,
) -> EncodedRecord:
    """Read a record as `decode` does, and write its event in another dialect and encoding.

    >>> from tda_stream import events
    >>> record = events.sample("job.queued").encode()
    >>> events.convert(record.value, dialect="cloudevents").topic
    'tda_jobs'
    """
    event = decode(value, headers, catalog=catalog)
    return event.encode(dialect=dialect, encoding=encoding, schema_id=schema_id)


def peek(value: bytes, headers: RecordHeaders = (), *, catalog: Catalog | None = None) -> Peek:
    """Read the envelope of an event and leave its payload closed: to route, to filter, to set aside."""
    fields = _native.peek(value, header_pairs(headers), catalog=_native_of(catalog))
    return Peek(timestamp=time_of(fields.pop("timestamp_us")), **fields)


def sample(event_type: str) -> Event[Any]:
    """A valid example of the event called ``event_type``."""
    return Event._of(NativeEvent.sample(event_type))


def header_pairs(headers: RecordHeaders) -> list[tuple[str, bytes]]:
    """Headers as the native module takes them."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return [(name, value.encode() if isinstance(value, str) else value) for name, value in pairs]


def _native_of(catalog: Catalog | None) -> NativeCatalog | None:
    return None if catalog is None else catalog._native
