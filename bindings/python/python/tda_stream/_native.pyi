"""The extension module: what the typed modules beside it are built on. Not for use by others."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias, TypedDict, final

import numpy as np
from numpy.typing import NDArray

from tda_stream.core._arguments import Numbers

__all__ = [
    "Admin",
    "CancelToken",
    "Catalog",
    "ClientConfig",
    "CompletionQueue",
    "Consumer",
    "Diagrams",
    "EmbeddedBroker",
    "EncodedRecord",
    "Event",
    "HandlerCall",
    "HealthMonitor",
    "JobCall",
    "Plan",
    "Producer",
    "Progress",
    "Receipt",
    "Received",
    "Registry",
    "Sticky",
    "Worker",
    "__version__",
    "alpha",
    "betti_curve",
    "bottleneck",
    "cech",
    "circular_coordinates",
    "cli_main",
    "content_sha256",
    "cubical",
    "delaunay_rips",
    "delay_embedding",
    "directed_flag",
    "dtm_rips",
    "ensure_topics",
    "estimate",
    "explicit",
    "extended",
    "flag",
    "heat_kernel",
    "jump_hash",
    "jump_partition",
    "keep_logs",
    "landmarks",
    "landscape",
    "lower_star",
    "metrics_text",
    "murmur2",
    "murmur2_partition",
    "packed_columns",
    "peek",
    "persistence_entropy",
    "persistence_image",
    "silhouette",
    "sparse_rips",
    "statistics",
    "take_logs",
    "total_persistence",
    "utc_hour_partition",
    "vietoris_rips",
    "vietoris_rips_batch",
    "vietoris_rips_sparse",
    "wasserstein",
    "witness",
]

__version__: str

class _DimensionStats(TypedDict):
    simplices: int
    columns: int
    additions: int

class _Stats(TypedDict):
    stage_seconds: dict[str, float]
    dimensions: list[_DimensionStats]
    edges: int
    peak_bytes: int

@final
class CancelToken:
    """Stops the computations that it was given to."""

    def __new__(cls) -> CancelToken: ...
    def cancel(self) -> None:
        """Asks for the end, from any thread. It cannot be taken back."""

    @property
    def is_cancelled(self) -> bool:
        """Whether the end was asked for."""

@final
class Progress:
    """How far a computation has come."""

    @property
    def stage(self) -> str:
        """What is being done, such as ``computing_persistence``."""

    @property
    def fraction(self) -> float:
        """Estimated share of the whole that is done, from 0 to 1; it never goes back."""

    @property
    def simplices_done(self) -> int:
        """Simplices enumerated so far, over all dimensions."""

    @property
    def columns_left(self) -> int:
        """Columns still to be reduced in the present dimension."""

    @property
    def text(self) -> str:
        """All of it in words."""

@final
class Plan:
    """The engine that was chosen, and the reason."""

    @property
    def engine(self) -> str: ...
    @property
    def reason(self) -> str: ...

@final
class Diagrams:
    """Persistence diagrams of dimension 0 to a maximum."""

    @staticmethod
    def from_arrays(arrays: Sequence[NDArray[np.float64]]) -> Diagrams:
        """Diagrams of another engine: an array of shape (k, 2) for each dimension from 0 on."""

    @staticmethod
    def from_signed_arrays(arrays: Sequence[NDArray[np.float64]]) -> Diagrams:
        """As `from_arrays`; deaths may lie below births, as in superlevel and extended filtrations."""

    @property
    def max_dimension(self) -> int:
        """The highest dimension that was computed."""

    @property
    def plan(self) -> Plan:
        """Which engine computed this, and why that one."""

    @property
    def stats(self) -> _Stats:
        """What the computation took: seconds, simplices, columns, bytes."""

    @property
    def _input_address(self) -> int: ...
    def betti_numbers(self, *, at: float) -> list[int]:
        """How many classes of each dimension live at value ``at``."""

    def pairs(self, dimension: int, /) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Birth and death simplices of one dimension, as two arrays of vertices: shapes (k, d + 1) and (k, d + 2), in
        the order of the intervals; -1 where a class never dies. For images they have one column, the flat index of
        the pixel.
        """

    def cocycles(self, dimension: int, /) -> list[_Chain]:
        """A cocycle of each class of one dimension, in the order of the intervals: simplices as an array of vertices
        of shape (m, d + 1), and m coefficients.
        """

    def cycles(self, dimension: int, /) -> list[_Chain]:
        """A cycle of each class of one dimension, as `cocycles`."""

    def __len__(self) -> int: ...
    def __getitem__(self, key: int, /) -> NDArray[np.float64]: ...
    def __iter__(self) -> Iterator[NDArray[np.float64]]: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

# The options of all families, as tda_stream.core checks and completes them.
_Options: TypeAlias = dict[str, Any]
_Floats: TypeAlias = NDArray[np.float64]
_Range: TypeAlias = tuple[float, float, int]
_Chain: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]

def circular_coordinates(
    points: _Floats,
    are: Numbers,
    index: int | None,
    value: float | None,
    threshold: float | None,
    options: _Options,
) -> _Floats: ...
def delay_embedding(signal: _Floats, dimensions: int, delay: int, stride: int) -> _Floats: ...
def estimate(
    points: _Floats, are: Numbers, threshold: float | None, options: _Options
) -> tuple[float, float, float, float, tuple[int, float] | None, float | None]: ...
def landmarks(
    points: _Floats, are: Numbers, count: int, first: int, options: _Options
) -> tuple[NDArray[np.int64], float]: ...
def vietoris_rips_batch(
    arrays: list[_Floats], are: Numbers, threshold: float | None, options: _Options
) -> list[Diagrams]: ...
def alpha(
    points: _Floats,
    squared: bool,
    weights: list[float] | None,
    periodic: list[float] | None,
    options: _Options,
) -> Diagrams: ...
def betti_curve(diagram: _Floats, axis: _Range) -> NDArray[np.int64]: ...
def bottleneck(
    first: _Floats, second: _Floats, internal_p: float, relative_error: float, options: _Options
) -> tuple[float, NDArray[np.int64]]: ...
def cech(points: _Floats, max_radius: float | None, options: _Options) -> Diagrams: ...
def cubical(
    image: _Floats, top_cells: bool, superlevel: bool, periodic: list[bool], options: _Options
) -> Diagrams: ...
def delaunay_rips(points: _Floats, options: _Options) -> Diagrams: ...
def directed_flag(
    births: _Floats, ends: NDArray[np.int64], weights: _Floats, options: _Options
) -> Diagrams: ...
def dtm_rips(
    points: _Floats,
    are: Numbers,
    neighbours: int | None,
    mass: float | None,
    exponent: float,
    threshold: float | None,
    options: _Options,
) -> Diagrams: ...
def explicit(values: _Floats, boundaries: list[list[int]], options: _Options) -> Diagrams: ...
def extended(
    values: _Floats, simplices: list[list[int]] | None, options: _Options
) -> tuple[Diagrams, Diagrams, Diagrams]: ...
def flag(births: _Floats, ends: NDArray[np.int64], weights: _Floats, options: _Options) -> Diagrams: ...
def heat_kernel(first: _Floats, second: _Floats, scale: float, cap: float | None) -> float: ...
def landscape(diagram: _Floats, axis: _Range, layers: int, cap: float | None) -> _Floats: ...
def lower_star(
    values: _Floats, simplices: list[list[int]] | None, superlevel: bool, options: _Options
) -> Diagrams: ...
def persistence_entropy(diagram: _Floats) -> float: ...
def persistence_image(
    diagram: _Floats,
    births: _Range,
    lengths: _Range,
    bandwidth: float,
    power: float,
    samples: bool,
    cap: float | None,
) -> _Floats: ...
def silhouette(diagram: _Floats, axis: _Range, power: float, cap: float | None) -> _Floats: ...
def sparse_rips(
    points: _Floats, are: Numbers, epsilon: float, threshold: float | None, options: _Options
) -> Diagrams: ...
def statistics(diagram: _Floats, cap: float | None) -> _Floats: ...
def total_persistence(diagram: _Floats, power: float) -> float: ...
def vietoris_rips(
    points: _Floats,
    are: Numbers,
    threshold: float | None,
    weights: list[float] | None,
    options: _Options,
) -> Diagrams: ...
def vietoris_rips_sparse(
    points: int,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    distances: _Floats,
    threshold: float | None,
    weights: list[float] | None,
    options: _Options,
) -> Diagrams: ...
def wasserstein(
    first: _Floats,
    second: _Floats,
    order: float,
    internal_p: float,
    relative_error: float,
    options: _Options,
) -> tuple[float, NDArray[np.int64]]: ...
def witness(
    landmarks: _Floats,
    witnesses: _Floats,
    strong: bool,
    max_relaxation: float,
    squared: bool,
    options: _Options,
) -> Diagrams: ...

@final
class EncodedRecord:
    """An event as bytes, with where it goes."""

    @property
    def topic(self) -> str:
        """Logical name of the topic, such as ``tda_jobs``."""

    @property
    def key(self) -> bytes | None:
        """The record's key, which identifies it for compaction."""

    @property
    def partition_key(self) -> bytes | None:
        """The bytes that choose the partition."""

    @property
    def value(self) -> bytes:
        """The event."""

    @property
    def headers(self) -> list[tuple[str, bytes]]:
        """Kafka headers, in order."""

@final
class Event:
    def __new__(
        cls,
        event_type: str,
        data_json: bytes,
        *,
        source: str | None = None,
        correlation_id: str | None = None,
        causation_id: str | None = None,
        headers: Sequence[tuple[str, str]] = ...,
        event_id: str | None = None,
        timestamp_us: int | None = None,
        schema_version: str | None = None,
        dialect: str = "canonical",
        catalog: Catalog | None = None,
    ) -> Event: ...
    @staticmethod
    def decode(
        value: bytes,
        headers: Sequence[tuple[str, bytes]],
        *,
        dialects: Sequence[str] = ...,
        encoding: str | None = None,
        catalog: Catalog | None = None,
        schemas: Sequence[tuple[int, str]] = ...,
    ) -> Event: ...
    @staticmethod
    def sample(event_type: str, *, dialect: str = "canonical", catalog: Catalog | None = None) -> Event: ...
    def encode(self, dialect: str, encoding: str, *, schema_id: int | None = None) -> EncodedRecord: ...
    def encode_majors(self, majors: Sequence[int], dialect: str, encoding: str) -> list[EncodedRecord]: ...
    @property
    def event_type(self) -> str: ...
    @property
    def payload_name(self) -> str | None: ...
    @property
    def schema_version(self) -> str: ...
    @property
    def event_id(self) -> str: ...
    @property
    def timestamp_us(self) -> int: ...
    @property
    def source(self) -> str | None: ...
    @property
    def correlation_id(self) -> str | None: ...
    @property
    def causation_id(self) -> str | None: ...
    @property
    def headers(self) -> dict[str, str]: ...
    @property
    def extensions_json(self) -> bytes: ...
    @property
    def data_json(self) -> bytes: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Catalog:
    @staticmethod
    def builtin(name: str) -> Catalog: ...
    @staticmethod
    def parse(text: str, file_name: str) -> Catalog: ...
    @property
    def system(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def event_types(self) -> list[str]: ...
    def topics(self) -> list[tuple[str, str, list[str], str | None, str | None]]: ...
    def topic_of(self, event_type: str) -> str | None: ...
    def lint(self) -> list[tuple[str, str, int, int, str, str, str]]: ...
    def record_partition(self, topic: str, key: bytes, partitions: int) -> int: ...

@final
class Registry:
    def __new__(
        cls,
        urls: str,
        *,
        user: str | None = None,
        password: str | None = None,
        token: str | None = None,
        ca_file: str | None = None,
        strategy: str | None = None,
        deadline_seconds: float | None = None,
    ) -> Registry: ...
    def subject(self, topic: str, record: str) -> str: ...
    def register(self, subject: str, schema: _Schema) -> int: ...
    def lookup(self, subject: str, schema: _Schema) -> _Registered: ...
    def schema(self, schema_id: int) -> _Schema: ...
    def references(self, schema: _Schema) -> list[str]: ...
    def version(self, subject: str, number: int | None) -> _Registered: ...
    def subjects(self) -> list[str]: ...
    def versions(self, subject: str) -> list[int]: ...
    def check(self, subject: str, schema: _Schema) -> tuple[bool, list[str]]: ...
    def level(self, subject: str | None) -> str: ...
    def set_level(self, level: str | None, subject: str | None) -> None: ...
    def delete(self, subject: str, number: int | None, permanent: bool) -> None: ...

_Schema: TypeAlias = tuple[str, str, list[tuple[str, str, int]]]
_Registered: TypeAlias = tuple[str, int, int | None, _Schema]

def packed_columns(
    value: bytes, headers: Sequence[tuple[str, bytes]]
) -> tuple[int, int, int, int] | None: ...
def peek(
    value: bytes, headers: Sequence[tuple[str, bytes]], *, catalog: Catalog | None = None
) -> dict[str, Any]: ...
def murmur2(key: bytes) -> int:
    """The hash of Kafka's Java client, ``Utils.murmur2``."""

def murmur2_partition(key: bytes, partitions: int) -> int:
    """The partition, of ``partitions``, to which Java's default partitioner sends ``key``."""

def jump_hash(hash_value: int, buckets: int) -> int:
    """The bucket, of ``buckets``, that a 64-bit hash falls into by jump consistent hashing."""

def jump_partition(key: bytes, partitions: int) -> int:
    """The partition, of ``partitions``, to which consistent hashing sends ``key``."""

def utc_hour_partition(timestamp_us: int, partitions: int) -> int: ...

@final
class Sticky:
    """Sends records without a key to one partition until a batch is full, then to the next in turn."""

    def __new__(cls, batch_bytes: int, *, first: int = 0) -> Sticky: ...
    def partition(self, record_bytes: int, partitions: int) -> int:
        """The partition, of ``partitions``, of the next record, which has ``record_bytes``."""

def content_sha256(dimension: int, intervals: Sequence[tuple[float, float]]) -> str: ...

@final
class CompletionQueue:
    def __new__(cls) -> CompletionQueue: ...
    def fileno(self) -> int: ...
    def take(self, outcomes_max: int) -> list[tuple[int, bool, Any]]: ...

@final
class ClientConfig:
    def __new__(cls, bootstrap_servers: str, options: dict[str, Any]) -> ClientConfig: ...
    @staticmethod
    def from_environ(environ: dict[str, str], options: dict[str, Any]) -> ClientConfig: ...
    def replace(self, options: dict[str, Any]) -> ClientConfig: ...
    @property
    def bootstrap_servers(self) -> str: ...
    def physical_topic(self, logical: str) -> str: ...

def ensure_topics(config: ClientConfig, queue: CompletionQueue, token: int) -> None: ...

@final
class Receipt:
    """The broker's word that a record is stored."""

    @property
    def topic(self) -> str:
        """Physical topic."""

    @property
    def partition(self) -> int:
        """Partition."""

    @property
    def offset(self) -> int:
        """Offset in the partition."""

    @property
    def timestamp_ms(self) -> int:
        """Milliseconds since the Unix epoch, UTC, as stored by the broker."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Producer:
    @staticmethod
    def connect(config: ClientConfig, queue: CompletionQueue, token: int) -> None: ...
    def publish(self, event: Event, queue: CompletionQueue, token: int) -> None: ...
    def enqueue(self, event: Event, queue: CompletionQueue, token: int) -> None: ...
    def refresh_topics(self, queue: CompletionQueue, token: int) -> None: ...
    def flush(self, timeout_seconds: float, queue: CompletionQueue, token: int) -> None: ...
    def close(self, timeout_seconds: float, queue: CompletionQueue, token: int) -> None: ...
    def close_at_exit(self, timeout_seconds: float) -> None: ...
    def transact(
        self, events: Sequence[Event], consumer: Consumer | None, queue: CompletionQueue, token: int
    ) -> None: ...
    @property
    def breaker_state(self) -> Literal["closed", "open", "half_open"]: ...
    @property
    def undelivered(self) -> int: ...
    @property
    def spilled(self) -> int: ...
    @property
    def bootstrap_servers(self) -> str: ...

@final
class Received:
    def event(self) -> Event: ...
    def ack(self) -> None: ...
    def standing(self) -> Literal["due", "passed", "paused"]: ...
    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def timestamp_ms(self) -> int | None: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...
    @property
    def headers(self) -> list[tuple[str, bytes]]: ...

@final
class Consumer:
    @staticmethod
    def connect(
        config: ClientConfig, settings: dict[str, Any], queue: CompletionQueue, token: int
    ) -> None: ...
    def commit(self, queue: CompletionQueue, token: int) -> None: ...
    def pause(self, topic: str, partition: int) -> None: ...
    def resume(self, topic: str, partition: int) -> None: ...
    def seek(
        self, partition: tuple[str, int] | None, to: tuple[str, int], queue: CompletionQueue, token: int
    ) -> None: ...
    def rewind(self, queue: CompletionQueue, token: int) -> None: ...
    def positions(self) -> list[tuple[str, int, int | None, int | None, bool]]: ...
    def lag(self, queue: CompletionQueue, token: int) -> None: ...
    def request(self, records_max: int, queue: CompletionQueue, token: int) -> None: ...
    def close(self, queue: CompletionQueue, token: int) -> None: ...
    def close_at_exit(self, timeout_seconds: float) -> None: ...

@final
class EmbeddedBroker:
    def __new__(cls, name: str) -> EmbeddedBroker: ...
    @property
    def bootstrap_servers(self) -> str: ...
    def create_topic(self, topic: str, partitions: int) -> None: ...
    def set_down(self, down: bool) -> None: ...
    def set_delay(self, delay_seconds: float) -> None: ...
    def refuse_next(self, batches: int) -> None: ...

@final
class Admin:
    @staticmethod
    def connect(config: ClientConfig, queue: CompletionQueue, token: int) -> None: ...
    def request(self, request_json: bytes, queue: CompletionQueue, token: int) -> None: ...
    @property
    def bootstrap_servers(self) -> str: ...

@final
class HealthMonitor:
    def __new__(cls, config: ClientConfig) -> HealthMonitor: ...
    def report(self, queue: CompletionQueue, token: int) -> None: ...

def metrics_text() -> str: ...
def keep_logs(level: int) -> int: ...
def take_logs(lines_max: int) -> tuple[list[tuple[int, str, str, list[tuple[str, str]]]], int]: ...

@final
class Worker:
    @staticmethod
    def start(
        config: ClientConfig, settings: dict[str, Any], queue: CompletionQueue, token: int
    ) -> Worker: ...
    def stop(self) -> None: ...
    def close_at_exit(self, timeout_seconds: float) -> None: ...
    def snapshot(self) -> dict[str, Any]: ...

@final
class HandlerCall:
    def event(self) -> Event: ...
    def succeed(self, outputs: Sequence[Event]) -> None: ...
    def ignore(self) -> None: ...
    def fail(self, kind: str, message: str, retry: str) -> None: ...
    @property
    def id(self) -> int: ...
    @property
    def event_type(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def first_failed_at_ms(self) -> int | None: ...
    @property
    def is_cancelled(self) -> bool: ...
    @property
    def group(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def timestamp_ms(self) -> int | None: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def headers(self) -> list[tuple[str, bytes]]: ...

@final
class JobCall:
    def report(self, stage: str, fraction: float) -> None: ...
    def succeed(self, diagrams: Diagrams) -> None: ...
    def stopped(self) -> None: ...
    def fail(
        self, code: str, error_type: str, message: str, retry: str, suggestions: Sequence[str]
    ) -> None: ...
    @property
    def job_id(self) -> str: ...
    @property
    def user_id(self) -> str: ...
    @property
    def algorithm(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def parameters_json(self) -> bytes: ...
    @property
    def points(self) -> NDArray[np.float64] | None: ...
    @property
    def distances(self) -> NDArray[np.float64] | None: ...
    @property
    def is_cancelled(self) -> bool: ...
    @property
    def cancel_token(self) -> CancelToken: ...

def cli_main(program: Sequence[str], arguments: Sequence[str]) -> int: ...
