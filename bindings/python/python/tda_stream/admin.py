"""Looking after a cluster: topics, settings, groups, offsets, access rules.

Names here are those on the cluster: `ClientConfig.physical_topic` gives them for topics of the catalog.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from tda_stream import _completions, _native
from tda_stream.config import ClientConfig, config_from
from tda_stream.errors import ConfigError, TdaError, _of_kind
from tda_stream.places import place_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from tda_stream.config import ClientOptions

__all__ = [
    "AccessRule",
    "Admin",
    "Broker",
    "Cluster",
    "ConfigEntry",
    "FoundOffset",
    "Group",
    "GroupListing",
    "GroupMember",
    "GroupOffset",
    "NewTopic",
    "Partition",
    "PartitionLag",
    "Resource",
    "Topic",
]

T = TypeVar("T")
TopicPartition = tuple[str, int]
"""A topic and the number of a partition."""


class Broker(NamedTuple):
    """A broker that is up."""

    id: int
    host: str
    port: int
    rack: str | None


class Cluster(NamedTuple):
    """A cluster and its brokers."""

    cluster_id: str
    controller: int | None
    brokers: list[Broker]


class NewTopic(NamedTuple):
    """A topic to be created; the cluster's own replication factor by default."""

    name: str
    partitions: int = 1
    replication_factor: int | None = None
    config: Mapping[str, str] = {}


class Partition(NamedTuple):
    """A partition, and which brokers hold it; ``leader`` is ``None`` while it can be neither read nor written."""

    partition: int
    leader: int | None
    replicas: list[int]
    in_sync: list[int]


class Topic(NamedTuple):
    """A topic with its partitions."""

    name: str
    is_internal: bool
    partitions: list[Partition]


class Resource(NamedTuple):
    """What has settings: a broker by its id, a group, a topic."""

    kind: Literal["broker", "group", "topic"]
    name: str | int


class ConfigEntry(NamedTuple):
    """One setting; ``value`` is ``None`` where the broker does not tell secrets."""

    name: str
    value: str | None
    source: str
    is_sensitive: bool
    is_read_only: bool


class GroupListing(NamedTuple):
    """A consumer group by name."""

    group: str
    state: str
    protocol: str


class GroupMember(NamedTuple):
    """A member of a group, and the partitions that it owns."""

    member_id: str
    instance_id: str | None
    client_id: str
    host: str
    partitions: list[TopicPartition]


class Group(NamedTuple):
    """A consumer group with its members."""

    group: str
    state: str
    protocol: str
    assignor: str
    coordinator: int | None
    members: list[GroupMember]


class GroupOffset(NamedTuple):
    """What a group committed for a partition; ``offset`` is the next one to read."""

    topic: str
    partition: int
    offset: int | None
    metadata: str


class PartitionLag(NamedTuple):
    """How far a group is behind in a partition."""

    topic: str
    partition: int
    committed: int | None
    earliest: int
    latest: int
    lag: int
    owner: str | None


class FoundOffset(NamedTuple):
    """An offset that was asked for; ``None`` where there is no such record."""

    topic: str
    partition: int
    offset: int | None
    timestamp_ms: int | None


class AccessRule(NamedTuple):
    """Who may, or may not, do what with which resource, from where."""

    principal: str
    """``User:`` and a name."""
    operation: str
    """Such as ``Read``; Kafka's names."""
    resource: str
    """``Topic``, ``Group``, ``Cluster`` or ``TransactionalId``."""
    name: str
    """Name of the resource, or its beginning."""
    pattern: str = "Literal"
    """``Literal`` or ``Prefixed``."""
    permission: str = "Allow"
    """``Allow`` or ``Deny``."""
    host: str = "*"
    """An address, or ``*``."""


class Requests:
    """The requests, and how their answers become types; shared by both kinds of administrator.

    What is asked for several things at once answers for each of them, by name: one that fails does not stop the
    others, its error stands in its place.
    """

    @staticmethod
    def cluster(told: Any) -> Cluster:
        """An answer about the cluster."""
        return Cluster(told["cluster_id"], told["controller"], [Broker(**each) for each in told["brokers"]])

    @staticmethod
    def topic(told: Any) -> Topic:
        """An answer about a topic."""
        partitions = [Partition(**each) for each in told["partitions"]]
        return Topic(told["name"], told["is_internal"], partitions)

    @staticmethod
    def group(told: Any) -> Group:
        """An answer about a group."""
        members = [
            GroupMember(**each | {"partitions": [(topic, number) for topic, number in each["partitions"]]})
            for each in told.pop("members")
        ]
        return Group(**told, members=members)

    @staticmethod
    def items(told: Any, read: Callable[[Any], T]) -> dict[str, T | TdaError]:
        """Answers by name."""
        return {
            each["name"]: _of_kind(*each["error"]) if "error" in each else read(each["value"])
            for each in told
        }

    @staticmethod
    def rules(told: Any) -> list[AccessRule]:
        """Access rules."""
        return [AccessRule(**each) for each in told]


def _same(told: T) -> T:
    return told


class Admin:
    """A client for administrative requests; each waits up to 15 s for the cluster.

    Calls change nothing but what they name, and none is tried again by itself. Those that ask for several things
    answer with a ``dict`` by name, in which an error stands in the place of what failed.

    Parameters
    ----------
    bootstrap_servers
        ``"host:9092"`` or a `ClientConfig`; the embedded broker answers few of the requests.
    **options
        The keywords of `ClientConfig`.

    Examples
    --------
    >>> import asyncio
    >>> import tda_stream as tda
    >>> async def main():
    ...     async with tda.Producer("embedded"), tda.Admin("embedded") as admin:
    ...         return "tda_jobs" in await admin.list_topics()
    >>> asyncio.run(main())
    True
    """

    def __init__(self, bootstrap_servers: str | ClientConfig, **options: Unpack[ClientOptions]) -> None:
        self._config = config_from(bootstrap_servers, options)
        self._native: _native.Admin | None = None
        self._closed = False

    async def connect(self) -> Self:
        """Connect, off the event loop; the first request does it too."""
        if self._closed:
            raise ConfigError("the administrator is closed")
        if self._native is None:
            config = self._config._native
            self._native = await _completions.outcome_of(
                lambda queue, token: _native.Admin.connect(config, queue, token)
            )
        return self

    async def close(self) -> None:
        """Let go of the connection."""
        self._closed, self._native = True, None

    async def __aenter__(self) -> Self:
        return await self.connect()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def describe_cluster(self) -> Cluster:
        """The cluster and its brokers."""
        return Requests.cluster(await self._ask("describe_cluster"))

    async def list_topics(self) -> dict[str, int]:
        """Numbers of partitions of all topics that this client may see, by name."""
        return dict(await self._ask("list_topics"))

    async def describe_topics(self, topics: Sequence[str]) -> dict[str, Topic | TdaError]:
        """Topics with leaders, replicas and those of them that are in sync."""
        return Requests.items(await self._ask("describe_topics", topics=list(topics)), Requests.topic)

    async def create_topics(self, topics: Iterable[NewTopic]) -> dict[str, bool | TdaError]:
        """Create topics: ``True`` for one that was created, ``False`` for one that was there and stays as it is."""
        asked = [topic._asdict() | {"config": list(topic.config.items())} for topic in topics]
        return Requests.items(await self._ask("create_topics", topics=asked), bool)

    async def delete_topics(self, topics: Sequence[str]) -> dict[str, TdaError | None]:
        """Delete topics with everything in them."""
        return Requests.items(await self._ask("delete_topics", topics=list(topics)), _same)

    async def create_partitions(self, totals: Mapping[str, int]) -> dict[str, TdaError | None]:
        """Give topics more partitions: how many there shall be; **keys go to other partitions then**."""
        return Requests.items(await self._ask("create_partitions", totals=list(totals.items())), _same)

    async def describe_configs(
        self, resources: Iterable[Resource]
    ) -> dict[str, list[ConfigEntry] | TdaError]:
        """Settings with their sources; at most one broker among the resources."""
        asked = [{each.kind: each.name} for each in resources]
        told = await self._ask("describe_configs", resources=asked)
        return Requests.items(told, lambda entries: [ConfigEntry(**each) for each in entries])

    async def alter_configs(
        self,
        resource: Resource,
        *,
        values: Mapping[str, str] | None = None,
        unset: Sequence[str] = (),
    ) -> None:
        """Change the settings that are named, or take them back, and leave all others as they are."""
        told = await self._ask(
            "alter_configs",
            resource={resource.kind: resource.name},
            set=list((values or {}).items()),
            unset=list(unset),
        )
        _raise_first(Requests.items(told, _same))

    async def list_groups(self) -> list[GroupListing]:
        """All consumer groups of both protocols."""
        return [GroupListing(**each) for each in await self._ask("list_groups")]

    async def describe_groups(self, groups: Sequence[str]) -> dict[str, Group | TdaError]:
        """Groups with their members and what those own."""
        return Requests.items(await self._ask("describe_groups", groups=list(groups)), Requests.group)

    async def delete_groups(self, groups: Sequence[str]) -> dict[str, TdaError | None]:
        """Delete groups that have no members, with what they committed."""
        return Requests.items(await self._ask("delete_groups", groups=list(groups)), _same)

    async def group_offsets(self, group: str) -> list[GroupOffset]:
        """What a group committed; nothing for one that is not there."""
        return [GroupOffset(**each) for each in await self._ask("group_offsets", group=group)]

    async def group_lag(self, group: str) -> list[PartitionLag]:
        """How far a group is behind in the partitions that it has committed or owns."""
        return [PartitionLag(**each) for each in await self._ask("group_lag", group=group)]

    async def alter_group_offsets(
        self, group: str, offsets: Mapping[TopicPartition, int]
    ) -> dict[str, TdaError | None]:
        """Set offsets of a group that has no members."""
        told = await self._ask("alter_group_offsets", group=group, offsets=list(offsets.items()))
        return Requests.items(told, _same)

    async def list_offsets(
        self, asked: Mapping[TopicPartition, Literal["beginning", "end"] | datetime]
    ) -> dict[str, FoundOffset | TdaError]:
        """Offsets of partitions, as a reader of committed records sees them: ends, or the first from a time on."""
        places = [(partition, _spec(at)) for partition, at in asked.items()]
        told = await self._ask("list_offsets", asked=places)
        return Requests.items(told, lambda found: FoundOffset(**found))

    async def delete_records(self, before: Mapping[TopicPartition, int]) -> dict[str, int | TdaError]:
        """Delete the records before an offset of each partition, -1 for all; gives the first that is left."""
        told = await self._ask("delete_records", before=list(before.items()))
        return Requests.items(told, int)

    async def create_acls(self, rules: Iterable[AccessRule]) -> None:
        """Add access rules; those that are there already stay."""
        told = await self._ask("create_acls", rules=[rule._asdict() for rule in rules])
        _raise_first(Requests.items(told, _same))

    async def describe_acls(self, *, principal: str | None = None) -> list[AccessRule]:
        """Access rules of everybody, or of one principal."""
        return Requests.rules(await self._ask("describe_acls", principal=principal))

    async def delete_acls(self, rules: Iterable[AccessRule]) -> list[AccessRule]:
        """Remove exactly these access rules; gives those that were there."""
        told = await self._ask("delete_acls", rules=[rule._asdict() for rule in rules])
        found = Requests.items(told, Requests.rules)
        _raise_first(found)
        return [rule for rules in found.values() if isinstance(rules, list) for rule in rules]

    @property
    def bootstrap_servers(self) -> str:
        """The brokers as configured."""
        return self._config.bootstrap_servers

    async def _ask(self, request: str, **arguments: Any) -> Any:
        await self.connect()
        native = self._native
        assert native is not None
        asked = json.dumps({"request": request} | arguments).encode()
        return json.loads(
            await _completions.outcome_of(lambda queue, token: native.request(asked, queue, token))
        )


def _raise_first(items: Mapping[str, object]) -> None:
    for outcome in items.values():
        if isinstance(outcome, TdaError):
            raise outcome


def _spec(at: Literal["beginning", "end"] | datetime) -> object:
    if isinstance(at, datetime):
        return {"at_ms": place_of(at)[1]}
    return {"beginning": "earliest", "end": "latest"}[at]
