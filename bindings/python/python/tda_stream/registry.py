"""`Registry`: a client of schema registries with Confluent's interface.

>>> from tda_stream.registry import Registry, Schema
>>> registry = Registry("offline")  # the schemas of this build, no server
>>> "tda_jobs-tda.events.v1.JobSubmitted" in registry.subjects()
True
>>> registry.version("tda_jobs-tda.events.v1.JobSubmitted").schema.form
'AVRO'

Calls block, with the interpreter released; from asyncio use ``asyncio.to_thread``.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from tda_stream._native import Registry as NativeRegistry

__all__ = ["Level", "Reference", "Registered", "Registry", "Schema", "Strategy", "Verdict"]

Strategy = Literal["TopicRecordName", "TopicName", "RecordName"]
"""How subjects are named."""

Level = Literal[
    "BACKWARD",
    "BACKWARD_TRANSITIVE",
    "FORWARD",
    "FORWARD_TRANSITIVE",
    "FULL",
    "FULL_TRANSITIVE",
    "NONE",
]
"""What the versions of a subject promise each other."""


class Reference(NamedTuple):
    """A schema that another one uses."""

    name: str
    """Its name there."""
    subject: str
    """The subject under which it is registered."""
    version: int
    """Its version, from 1."""


class Schema(NamedTuple):
    """A schema as a registry keeps it."""

    text: str
    """The schema itself."""
    form: str = "AVRO"
    """``AVRO``, ``JSON`` or ``PROTOBUF``."""
    references: tuple[Reference, ...] = ()
    """The schemas that it uses."""


class Registered(NamedTuple):
    """A schema as it stands under a subject."""

    subject: str
    """The subject."""
    version: int
    """Its version there, from 1."""
    id: int | None
    """Its id in the registry; none offline."""
    schema: Schema
    """The schema."""


class Verdict(NamedTuple):
    """Whether a schema may follow those of its subject."""

    is_compatible: bool
    """Whether it may."""
    messages: tuple[str, ...]
    """What the registry says about it; not every registry says anything."""


_Fields = tuple[str, str, list[tuple[str, str, int]]]


def _fields(schema: Schema) -> _Fields:
    return schema.form, schema.text, [(used.name, used.subject, used.version) for used in schema.references]


def _schema(fields: _Fields) -> Schema:
    form, text, references = fields
    return Schema(text, form, tuple(Reference(*used) for used in references))


def _registered(fields: tuple[str, int, int | None, _Fields]) -> Registered:
    subject, version, schema_id, schema = fields
    return Registered(subject, version, schema_id, _schema(schema))


class Registry:
    """A schema registry: which schema has which id, and may this one follow?

    Every call is retried with growing pauses on every URL; schemas and ids are cached, since an id never changes its
    meaning.

    Parameters
    ----------
    urls
        Addresses, comma-separated; ``offline`` for the schemas of this build and no server.
    user, password
        Sent with every request.
    token
        A bearer token in their place.
    ca_file
        Certificate authorities in PEM, in place of the system's.
    strategy
        How `subject` names subjects.
    deadline_seconds
        How long a call may take with all its attempts; 10 by default.

    Raises
    ------
    ConfigError
        Lists every setting that cannot be used.
    """

    def __init__(
        self,
        urls: str,
        *,
        user: str | None = None,
        password: str | None = None,
        token: str | None = None,
        ca_file: str | None = None,
        strategy: Strategy = "TopicRecordName",
        deadline_seconds: float | None = None,
    ) -> None:
        self._native = NativeRegistry(
            urls,
            user=user,
            password=password,
            token=token,
            ca_file=ca_file,
            strategy=strategy,
            deadline_seconds=deadline_seconds,
        )

    def subject(self, topic: str, record: str) -> str:
        """The subject of the values of ``record`` (its full name) on ``topic`` (its physical name)."""
        return self._native.subject(topic, record)

    def register(self, subject: str, schema: Schema) -> int:
        """Register a schema, or find the id that it has; `SchemaError` where the level of the subject forbids it."""
        return self._native.register(subject, _fields(schema))

    def lookup(self, subject: str, schema: Schema) -> Registered:
        """The registered form of a schema under a subject; `NotFoundError` where it is not."""
        return _registered(self._native.lookup(subject, _fields(schema)))

    def schema(self, schema_id: int) -> Schema:
        """The schema that the registry keeps under an id, from the cache once it is known."""
        return _schema(self._native.schema(schema_id))

    def references(self, schema: Schema) -> list[str]:
        """The texts of all schemas that a schema uses, each behind those that it uses itself."""
        return self._native.references(_fields(schema))

    def version(self, subject: str, version: int | None = None) -> Registered:
        """One version of a subject; the newest unless told otherwise."""
        return _registered(self._native.version(subject, version))

    def subjects(self) -> list[str]:
        """The names of all subjects, sorted."""
        return self._native.subjects()

    def versions(self, subject: str) -> list[int]:
        """The versions of a subject, ascending."""
        return self._native.versions(subject)

    def check(self, subject: str, schema: Schema) -> Verdict:
        """Whether a schema could be registered under a subject now."""
        is_compatible, messages = self._native.check(subject, _fields(schema))
        return Verdict(is_compatible, tuple(messages))

    def level(self, subject: str | None = None) -> str:
        """The level that holds for a subject; without one that of subjects that have none of their own."""
        return self._native.level(subject)

    def set_level(self, level: Level | None, subject: str | None = None) -> None:
        """Set the level of a subject, or the global one; ``None`` takes a subject's own back."""
        self._native.set_level(level, subject)

    def delete(self, subject: str, version: int | None = None, *, permanent: bool = False) -> None:
        """Delete a version, or a whole subject. ``permanent``: data that carries its id can no longer be read."""
        self._native.delete(subject, version, permanent)
