"""One typed configuration for every client: built in code, or read from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from tda_stream._native import ClientConfig as NativeConfig
from tda_stream.errors import ConfigError

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Breaker", "BreakerState", "ClientConfig", "ClientOptions"]

BreakerState = Literal["closed", "open", "half_open"]
"""Whether a producer's way to the cluster is open: the cluster answers, it does not, one event is on trial."""


@dataclass(frozen=True)
class Breaker:
    """When the circuit of a producer opens, and what happens to events then.

    It opens when no broker can be reached, when several records in a row run into their time-out, or when records
    wait and none is acknowledged for a while; it closes with the first acknowledgement.
    """

    policy: Literal["fail_fast", "spill"] = "fail_fast"
    """Events are refused at once with `UnreachableError`, or kept in a bounded queue and sent, in order, later."""
    directory: str | os.PathLike[str] | None = None
    """Where spilled events wait, one producer to a folder; in memory by default."""
    failures_max: int = 3
    """Records in a row that time out before the circuit opens."""
    stalled_after_seconds: float = 5.0
    """How long records wait without any acknowledgement before it opens."""
    pause_first_seconds: float = 0.5
    """Pause before the cluster is looked for; doubled after each further look."""
    pause_max_seconds: float = 30.0
    """No pause is longer."""
    spill_records_max: int = 100_000
    """Events that may be spilled; past it publishing raises `QueueFullError`."""
    spill_bytes_max: int = 256 * 1024 * 1024
    """Their bytes."""
    spill_wait_seconds: float = 24 * 3600.0
    """How long an event may wait for its delivery."""


class ClientOptions(TypedDict, total=False):
    """The keywords of `ClientConfig`, of the clients and of their ``from_env``."""

    auto_offset_reset: Literal["earliest", "latest"] | None
    breaker: Breaker | None
    ca_file: str | os.PathLike[str] | None
    certificate_file: str | os.PathLike[str] | None
    client_id: str | None
    connect_timeout_seconds: float | None
    delivery_timeout_seconds: float | None
    encoding: Literal["json", "avro"] | None
    environment: Literal["development", "production"] | None
    group_protocol: Literal["classic", "consumer"] | None
    heartbeat_interval_seconds: float | None
    instance_id: str | None
    key_file: str | os.PathLike[str] | None
    linger_seconds: float | None
    max_poll_interval_seconds: float | None
    properties: dict[str, str] | None
    queue_bytes_max: int | None
    queue_records_max: int | None
    record_bytes_max: int | None
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None
    sasl_password: str | None
    sasl_username: str | None
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] | None
    session_timeout_seconds: float | None
    simulated_transactions: bool | None
    source: str | None
    topic_prefix: str | None
    topics_by_name: dict[str, str] | None
    transaction_timeout_seconds: float | None
    transactional_id: str | None


class ClientConfig:
    """How a client reaches the cluster, and what it promises there. Secrets never print.

    Parameters
    ----------
    bootstrap_servers
        ``host:port[,host:port...]``, or ``"embedded"`` for the broker inside the process.
    source
        Who writes: the ``source`` of every event that names none itself.
    client_id
        The name by which brokers log this client.
    environment
        Which column of the catalog holds for topics that are created: ``"production"`` by default.
    topic_prefix
        Replaces the leading ``tda_`` of every topic: with ``dev_tda_``, ``tda_jobs`` is ``dev_tda_jobs``.
    topics_by_name
        Physical names by logical ones, whatever the prefix.
    encoding
        Of published events: ``"json"`` by default.
    instance_id
        A name of this process that survives its restart (KIP-345).
    connect_timeout_seconds
        How long connecting tries before it names the brokers and gives up; 10 by default.
    delivery_timeout_seconds
        How long a record may wait for its acknowledgement; 120 by default.
    session_timeout_seconds
        After this long without a heartbeat a group member counts as dead; 30 by default.
    heartbeat_interval_seconds, max_poll_interval_seconds
        How often a group member shows that it lives, and how long it may take for what it was given.
    group_protocol
        ``"classic"`` by default, ``"consumer"`` for that of KIP-848.
    auto_offset_reset
        Where a new group begins: ``"earliest"`` by default.
    linger_seconds
        How long a record may wait for company in its batch; 0.005 by default.
    queue_records_max, queue_bytes_max
        What may await delivery: 100 000 records, 256 MiB.
    record_bytes_max
        The largest record; 1 000 000 by default.
    breaker
        What a producer does while the cluster cannot be reached; see `Breaker`. None by default.
    transactional_id
        The identity of a transactional producer: a second one of the same name fences the first.
    transaction_timeout_seconds
        How long a transaction may stay open; 10 by default.
    simulated_transactions
        Lets transactions be tried on the embedded broker, which gives none of their guarantees.
    security_protocol, sasl_mechanism, sasl_username, sasl_password, ca_file, certificate_file, key_file
        TLS and SASL, as Kafka's clients know them. Files are PEM.
    properties
        Any librdkafka property beside these. One that would break a guarantee is refused.

    Raises
    ------
    ConfigError
        Lists every contradiction.
    """

    __slots__ = ("_native",)
    _native: NativeConfig

    def __init__(self, bootstrap_servers: str, **options: Unpack[ClientOptions]) -> None:
        self._native = _built(lambda given: NativeConfig(bootstrap_servers, given), options)

    @classmethod
    def from_env(
        cls, environ: Mapping[str, str] | None = None, **options: Unpack[ClientOptions]
    ) -> ClientConfig:
        """Read the environment; every variable that cannot be used is reported at once.

        ``KAFKA_BOOTSTRAP_SERVERS`` (or ``KAFKA_BROKERS``) is required unless ``MOCK_KAFKA=true``. The other
        variables: ``KAFKA_CLIENT_ID``, ``KAFKA_TOPIC_PREFIX``,
        ``KAFKA_{JOBS,RESULTS,EVENTS,UPLOADS,ERRORS,MONITORING}_TOPIC``, ``KAFKA_CONSUMER_GROUP``,
        ``KAFKA_AUTO_OFFSET_RESET``, ``KAFKA_SESSION_TIMEOUT_MS``, ``KAFKA_HEARTBEAT_INTERVAL_MS``,
        ``KAFKA_SECURITY_PROTOCOL``, ``KAFKA_SASL_{MECHANISM,USERNAME,PASSWORD}``,
        ``KAFKA_SSL_{CAFILE,CERTFILE,KEYFILE}``, ``TDA_SOURCE``, ``TDA_ENVIRONMENT``. Options beat them.
        """
        read = dict(os.environ if environ is None else environ)
        return cls._of(_built(lambda given: NativeConfig.from_environ(read, given), options))

    def replace(self, **options: Unpack[ClientOptions]) -> ClientConfig:
        """A copy of this configuration with further options."""
        return self._of(_built(self._native.replace, options)) if options else self

    @property
    def bootstrap_servers(self) -> str:
        """The brokers as configured."""
        return self._native.bootstrap_servers

    def physical_topic(self, logical: str) -> str:
        """The name on the cluster of a topic of the catalog."""
        return self._native.physical_topic(logical)

    def __repr__(self) -> str:
        return repr(self._native)

    @classmethod
    def _of(cls, native: NativeConfig) -> ClientConfig:
        config = cls.__new__(cls)
        config._native = native
        return config


def config_from(bootstrap_servers: str | ClientConfig, options: ClientOptions) -> ClientConfig:
    """What a client was given, as a configuration."""
    if isinstance(bootstrap_servers, ClientConfig):
        return bootstrap_servers.replace(**options)
    return ClientConfig(bootstrap_servers, **options)


def _built(build: Any, options: ClientOptions) -> NativeConfig:
    given = {
        "topics" if name == "topics_by_name" else name: str(value) if isinstance(value, Path) else value
        for name, value in options.items()
        if value is not None
    }
    try:
        made: NativeConfig = build(given)
    except (TypeError, OverflowError) as error:
        raise ConfigError(f"an option is of the wrong type: {error}") from error
    return made
